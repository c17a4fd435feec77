"""What a step can do: letters, numbers, mails, hand-offs, and what it writes into registers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TypeAlias

from flows.engine.columns import Value
from flows.engine.model.desks import Desk, DeskFrom
from flows.engine.model.registers import Register
from flows.engine.model.rows import Computed, Condition, RowView


@dataclass(frozen=True, slots=True)
class ByColumn:
    """A choice that a column of the row makes: the template of a letter by its «Jenis naskah».

    some: the words that ``choices`` leaves out have none; no letter is made, no number taken for them.
    """

    column: str
    choices: Mapping[str, str] = field(hash=False)
    some: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.choices.values()))


Chosen: TypeAlias = str | ByColumn


def all_of(chosen: Chosen) -> tuple[str, ...]:
    """Every value that a fixed or column-made choice can have."""
    return chosen.all if isinstance(chosen, ByColumn) else (chosen,)


@dataclass(frozen=True, slots=True)
class MakeLetter:
    """Make a letter from a template of ``templates/letters``.

    name: what it is called in the case, «Surat keluar»; also its file name.
    final: once made it stays as it is, for ever (a numbered letter); else each making replaces the draft.
    again: each coming by makes a new final letter beside the earlier one (another speaker is asked).
    signer: the desk whose head signs, for the signature block; '' for a letter without one.
    lines: registers whose rows of this case (of a DATA register: all rows) feed tables, known to the template by the
    word of their name.
    internal: a sheet of the office itself; a party outside is not given it with the question it is asked.
    """

    template: Chosen
    name: str
    final: bool = False
    signer: str | DeskFrom = ""
    again: bool = False
    lines: tuple[Register, ...] = ()
    internal: bool = False
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Take the next number of a series of ``config`` and write it into an engine-owned column.

    dated: an engine-owned column that gets the day on which the number was given.
    A case takes a number into a column once; coming by again keeps it, unless ``again``: it is for a new letter.
    code: the classification code, '' for that of the row or of the flow.
    """

    column: str
    series: Chosen
    dated: str = ""
    again: bool = False
    code: str = ""
    only: tuple[str, ...] = ()


class Whom(Enum):
    """Recipients that the case itself names."""

    TURN = "whoever sits at the desk whose turn it is now"
    OPENER = "whoever handed the case in"


@dataclass(frozen=True, slots=True)
class EmailIn:
    """The address in a column of the row, or of each row of a register of lines that belongs to it."""

    column: str
    each: Register | None = None


Recipient: TypeAlias = Desk | DeskFrom | EmailIn | Whom


@dataclass(frozen=True, slots=True)
class SendMail:
    """Mail somebody. template: a text of ``templates/mails``; attach: names of letters of this case."""

    template: str
    to: tuple[Recipient, ...]
    attach: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Hand-off: open a case of another flow, once for this case.

    flow: its code; copies: their heading -> ours, or a fixed value written as ``=value``;
    when: the words of the process map; if_: opens only when this says so; at: status to begin at ('' is the start).
    """

    flow: str
    when: str
    copies: Mapping[str, str] = field(default_factory=dict, hash=False)
    if_: Condition | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenChildren:
    """Open one child row for each word of a column with several choices («Diteruskan kepada»)."""

    one_per: str
    into: str
    copies: Mapping[str, str] = field(default_factory=dict, hash=False)
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """Write a value into an engine-owned column of the row: ``day`` of now, or what ``value`` computes."""

    column: str
    value: Computed
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateData:
    """Bring what a case has found out to a DATA register.

    register: which; copies: their heading -> ours. Engine-owned columns there take the value unless they hold one of a
    later day; columns of staff are never written: where they differ, Pesan shows what was found and a person decides.
    as_of: our date column that says of which day the figures are ('' is today); id_in: our column that may hold the
    ID of their row, else it is found by the register's keys; add: when none is found, a new row is placed.
    each: one update for each row of this register of lines, whose headings ``copies`` then means; which: only those
    of which this is true.
    name: tells apart the rows that one case adds to a register, and may name a heading.
    """

    register: Register
    copies: Mapping[str, str] = field(hash=False)
    as_of: str = ""
    id_in: str = ""
    add: bool = False
    each: Register | None = None
    which: Callable[[Mapping[str, Value]], bool] | None = None
    name: str = ""
    if_: Condition | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FillFrom:
    """Fill engine-owned columns from the row of a DATA register that means the same thing, found by its keys.

    copies: our heading -> theirs; by: their heading -> ours, what it is found by. What is not found leaves them empty.
    """

    register: Register
    copies: Mapping[str, str] = field(hash=False)
    by: Mapping[str, str] = field(hash=False)
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What a workbook holds: headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | date, ...], ...]


@dataclass(frozen=True, slots=True)
class MakeWorkbook:
    """Make a workbook from rows of DATA registers, to be handed to somebody, locked with a password.

    name: what it is called in the case; table: what it holds, from the row and the rows of a register as they stand;
    counts: an engine-owned column that gets the number of rows; final: as for letters.
    """

    name: str
    table: Callable[[RowView, Callable[[Register], Sequence[Mapping[str, Value]]]], Table]
    registers: tuple[Register, ...]
    counts: str = ""
    final: bool = False
    only: tuple[str, ...] = ()


Action: TypeAlias = (
    MakeWorkbook | MakeLetter | TakeNumber | SendMail | OpenCase | OpenChildren | Fill | UpdateData | FillFrom
)
