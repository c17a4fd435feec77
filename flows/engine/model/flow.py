"""A process of the map: its register, its steps, and what opens its cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from flows.engine.calendar import Duration
from flows.engine.model.actions import MakeLetter, OpenCase
from flows.engine.model.desks import Desk
from flows.engine.model.forms import Form
from flows.engine.model.registers import Register
from flows.engine.model.rows import Condition, RowView
from flows.engine.model.steps import Step, actions_of


@dataclass(frozen=True, slots=True)
class Variants:
    """Kinds of one process, told apart by a choice column: LS or GU, cuti or pensiun."""

    column: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Children:
    """A register of child rows that are worked on by themselves, with a small flow of their own.

    title: what one child is; steps: as in a flow, their maps count for the parent's process.
    """

    register: Register
    title: str
    statuses: type[StrEnum]
    steps: tuple[Step, ...] | list[Step]
    ends: tuple[StrEnum, ...] | list[StrEnum]


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that opens by itself each year, on a day of the calendar (Renja, LKjIP, RKBMD)."""

    month: int
    day: int
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Their heading -> value; ``{tahun}``, ``{tahun_depan}`` and ``{tahun_lalu}`` are filled in."""
    why: str = ""

    def last(self, today: date) -> date:
        """The last such day that has come; one of December may have been missed over New Year."""
        day = date(today.year, self.month, self.day)
        return day if day <= today else date(today.year - 1, self.month, self.day)


@dataclass(frozen=True, slots=True)
class OpeningFor:
    """Cases that open by themselves for rows of a DATA register: a promotion that falls due, a pension that nears.

    day: of a row of the register, the day on which the matter falls, None for never; ahead: how long before that the
    case opens; sets: our heading -> theirs («ID» is that of the row), or a fixed value written as ``=value``;
    falls: our heading that gets the day.
    """

    register: Register
    day: Callable[[RowView], date | None]
    ahead: Duration
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    falls: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Announce:
    """A mail to a desk because something nears for a row of a DATA register, once for each day on which it falls.

    name: what falls due, short; day, ahead: as for OpeningFor; says: the sentence, with ``{heading}`` of the row.
    """

    name: str
    register: Register
    day: Callable[[RowView], date | None]
    ahead: Duration
    to: Desk
    says: str


@dataclass(frozen=True, slots=True)
class Check:
    """Cells that do not agree with each other: while ``wrong`` says so, no answer but a sending back is taken.

    says: the Indonesian sentence for staff, or what makes it of the row; at: the statuses at which it is looked at, ()
    for all.
    """

    wrong: Condition
    says: str | Callable[[RowView], str]
    at: tuple[StrEnum, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What rows of an earlier version do: they keep the steps they began with, or are moved by a declared rule.

    steps: the steps of that version, for rows that keep it; moves: its status -> today's, for rows that are moved.
    """

    number: int
    steps: tuple[Step, ...] = ()
    moves: Mapping[str, StrEnum] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Flow:
    """One process of the map.

    code, title: as in the process map. ends: statuses at which a case is finished. start: where a new row begins
    (the first step when not said). lines: registers of plain child rows. children: child rows with steps of their own.
    data: DATA registers that it reads or brings up to date; several flows may name the same.
    retired: words still found in old rows -> the status they mean now. version and past: see ``Version``.
    classification: default kode klasifikasi. Its docstring is ``about``.
    """

    code: str
    title: str
    register: Register
    statuses: type[StrEnum]
    steps: Sequence[Step]
    ends: Sequence[StrEnum]
    start: StrEnum | None = None
    about: str = ""
    group: str = ""
    variants: Variants | None = None
    forms: Sequence[Form] = ()
    lines: Sequence[Register] = ()
    children: Sequence[Children] = ()
    data: Sequence[Register] = ()
    openings: Sequence[Opening] = ()
    openings_for: Sequence[OpeningFor] = ()
    announces: Sequence[Announce] = ()
    checks: Sequence[Check] = ()
    retired: Mapping[str, StrEnum] = field(default_factory=dict)
    version: int = 1
    past: Sequence[Version] = ()
    classification: str = ""

    @property
    def first(self) -> StrEnum:
        return self.start or self.steps[0].status

    def step(self, status: str) -> Step | None:
        """The step at a status; None at an end."""
        return next((step for step in self.steps if step.status == status), None)

    @property
    def registers(self) -> tuple[Register, ...]:
        return (self.register, *self.lines, *(child.register for child in self.children), *self.data)

    @property
    def letters_made_again(self) -> frozenset[str]:
        """Names of letters that each coming by makes anew, though there is a final one."""
        made = (action for step in self.steps for action in actions_of(step))
        return frozenset(one.name for one in made if isinstance(one, MakeLetter) and one.final and one.again)

    @property
    def variant_names(self) -> tuple[str, ...]:
        return self.variants.names if self.variants else ()

    def child_flow(self, children: Children) -> Flow:
        """The small flow of a child register, run by the same engine."""
        return Flow(
            code=self.code,
            title=children.title,
            register=children.register,
            statuses=children.statuses,
            steps=children.steps,
            ends=children.ends,
            group=self.group,
            version=self.version,
            classification=self.classification,
        )


class Record(StrEnum):
    """The one status of a row of a DATA register; it has no column there."""

    KEPT = "Tercatat"


RECORDS = "data"
"""Stands for the flow of a row of a DATA register, which has none."""


def record_flow(register: Register) -> Flow:
    """A flow without steps, by which the engine keeps the rows of a DATA register."""
    return Flow(
        code=RECORDS, title=register.name, register=register, statuses=Record, steps=(), ends=(Record.KEPT,),
        start=Record.KEPT,
    )  # fmt: skip


def handoffs_of(flow: Flow) -> list[OpenCase]:
    """Every hand-off of a flow, children's included."""
    steps = [*flow.steps, *(step for child in flow.children for step in child.steps)]
    return [action for step in steps for action in actions_of(step) if isinstance(action, OpenCase)]
