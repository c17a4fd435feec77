"""What the engine needs from the world. Connectors supply it; ``scripts`` introduces the two."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from flows.engine.case import (
    Case,
    Content,
    Event,
    Given,
    Intent,
    Json,
    Number,
    Operation,
    OpState,
    Request,
    Submission,
)  # fmt: skip
from flows.engine.columns import Cell

# ------------------------------------------------------------------------------------------ registers


@dataclass(frozen=True, slots=True)
class Tab:
    """One register as read. headings: of the header row, '' for an unnamed column; rows: cells in the order of
    ``headings``, blank rows included, so that ``rows[ref]`` is the row that ``ref`` means in a Patch of this reading.
    first_row: the number that the clerk sees beside rows[0] (2 when the header is in row 1)."""

    register: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    first_row: int = 2


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook as read. stamp: what it was at that moment; a Patch is applied only to the same stamp.
    tabs: the registers found; problems: English sentences about what could not be read (a tab that is missing)."""

    workbook: str
    stamp: str
    tabs: Mapping[str, Tab]
    problems: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class FolderLink:
    """The value of a Dokumen cell: a link to a folder below ``documents``, shown as ``text``."""

    folder: str
    text: str


Shown: TypeAlias = str | int | date | FolderLink | None


@dataclass(frozen=True, slots=True)
class CellWrite:
    """An engine-owned cell brought to a value; None empties it."""

    register: str
    ref: int
    heading: str
    value: Shown


@dataclass(frozen=True, slots=True)
class Emptied:
    """A taken Tindakan, to be emptied only if the cell still holds ``word``."""

    register: str
    ref: int
    heading: str
    word: str


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the engine places below the last filled one."""

    register: str
    cells: Mapping[str, Shown]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the Riwayat tab. when: Asia/Jakarta; register, id, what: Indonesian, for staff."""

    when: datetime
    register: str
    id: str
    what: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """All that one pass changes in one workbook, applied at once or not at all."""

    cells: Sequence[CellWrite] = ()
    emptied: Sequence[Emptied] = ()
    new_rows: Sequence[NewRow] = ()
    history: Sequence[HistoryLine] | None = None
    """The whole Riwayat, newest first; None leaves it as it is."""

    @property
    def empty(self) -> bool:
        return not (self.cells or self.emptied or self.new_rows)


class Did(StrEnum):
    """How an outside call ended."""

    DONE = "done"
    NOT_DONE = "not done"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Outcome:
    """done; not done, and why; or unknown. again: trying later may help. result: what there is to remember.
    tried: False for what was put off before it was tried (a quota, no network); it uses up no try."""

    did: Did
    why: str = ""
    again: bool = True
    result: Json = field(default_factory=dict)
    tried: bool = True


class Registers(Protocol):
    """Workbooks that staff edit. Every method may raise OSError; a pass then leaves that workbook for the next one."""

    def stamp(self, workbook: str) -> str:
        """The cheapest answer to «did it change?»; '' when the workbook is missing."""
        ...

    def read(self, workbook: str) -> Book:
        """Read all its tabs at once, from one consistent state. Raises Unreadable."""
        ...

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        """Apply a patch if the workbook is still what ``stamp`` says and nobody has it open.

        The result of a done write holds ``stamp``, the new stamp, and may hold ``standing``: IDs of rows whose
        Tindakan no longer held the word, so that it was not emptied. A connector that finds rows wherever they have
        moved to need not refuse what people changed since the reading; ``stamp`` is then only that of the reading.
        """
        ...


class Unreadable(Exception):
    """A workbook that cannot be read now; the text says where, what was found, and what to do."""


# -------------------------------------------------------------------------------- letters, mail, clock


class Letters(Protocol):
    """Makes letters. payload: ``template``, ``file`` (below documents), ``context`` (word -> JSON value), ``final``,
    ``code`` (verification code), ``sign`` (signature block or None)."""

    def make(self, payload: Json) -> Outcome:
        """Render and store; done has ``sha256`` and ``file``. A template's or a row's mistake is not done,
        again False.
        """
        ...

    def settle(self, payload: Json) -> Outcome:
        """Say by looking whether the file exists: done with its sha256, or not done."""
        ...

    def pdf(self, files: Sequence[str]) -> Mapping[str, Outcome]:
        """Turn stored letters into PDF beside them, in one go; done when the PDF exists. ``tried`` is False where
        there is no PDF because none is wanted, or nothing on this machine can make one.
        """
        ...


class Mail(Protocol):
    """Sends mail. payload: ``id`` (Message-ID seed), ``to`` (addresses), ``template``, ``context``, ``attach`` (files
    below documents), ``ref``, ``request`` (id of the decision asked, '' for none), ``person``."""

    def send(self, payload: Json) -> Outcome: ...

    def settle(self, payload: Json) -> Outcome:
        """Say by looking whether it left: done, not done, or still unknown."""
        ...


class Clock(Protocol):
    """The time of the office; aware, Asia/Jakarta."""

    def now(self) -> datetime: ...


# -------------------------------------------------------------------------------------------- journal


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain of events ends: sequence number (0 for none) and hash in hex."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with its place in the chain."""

    seq: int
    event: Event
    prev: str
    hash: str


class StaleJournal(Exception):
    """The ledger knows of events that this journal does not hold; nothing may be done until it is recovered."""


class Journal(Protocol):
    """The memory of the office. One pass at a time writes; readers may come at any moment."""

    def verify_head(self) -> None:
        """Compare with the ledger's head, bring the ledger up to the journal; raises StaleJournal."""
        ...

    def head(self) -> Head: ...

    def cases(self, ids: Iterable[str]) -> dict[str, Case]: ...

    def ids_in(self, register: str) -> dict[str, bytes]:
        """Every placed case or child row of a register -> digest of its row as last seen (b'' when never)."""
        ...

    def contents(self, ids: Iterable[str]) -> dict[str, Mapping[str, str]]: ...

    def unplaced(self, registers: Iterable[str]) -> list[Case]: ...

    def by_origin(self, origins: Iterable[str]) -> dict[str, str]:
        """origin -> case id, for those that exist."""
        ...

    def children_of(self, parents: Iterable[str]) -> dict[str, list[Case]]: ...

    def due(self, now: datetime) -> list[Case]:
        """Placed cases that are ``dirty``, or open and their ``wakes_at`` has come."""
        ...

    def open_cases(self, flow: str = "") -> list[Case]: ...

    def pending_answers(self) -> list[Given]: ...

    def pending_submissions(self) -> list[Submission]: ...

    def requests(self, cases: Iterable[str]) -> list[Request]:
        """Requests of these cases that are not superseded."""
        ...

    def asked_before(self, cases: Iterable[str]) -> list[Request]:
        """For each desk of these cases the last request to it that is superseded."""
        ...

    def next_number(self, series: str, year: int) -> int: ...

    def issued(self, prefix: str, year: int) -> int:
        """The highest ID number given out; 0 for none."""
        ...

    def commit(self, intent: Intent) -> Head:
        """One transaction: all or nothing. Then the ledger gets the numbers and the head, before this returns.

        Raises Conflict when a number, an origin or an ID is already given.
        """
        ...

    def operations(self, *states: OpState) -> list[Operation]: ...

    def record(
        self,
        at: datetime,
        operation: Operation,
        state: OpState,
        outcome: Outcome,
        case: Case | None,
        events: Sequence[Event],
    ) -> None:
        """Write how an operation ended, with what it changes in its case; one transaction."""
        ...

    def numbers(self, series: str = "", year: int = 0) -> list[Number]: ...

    def history(self, workbook_registers: Sequence[str], limit: int) -> list[Recorded]:
        """The newest events of cases in these registers, newest first."""
        ...

    def remember(
        self,
        digests: Mapping[str, Mapping[str, bytes]],
        shown: Mapping[str, str],
        placed: Iterable[str],
        cursors: Mapping[str, str],
        emptied: Iterable[str] = (),
    ) -> None:
        """After a write that was done (or a reading with nothing to write): digests by register and ID, the status that
        now stands in the register by case (which makes the case no longer ``dirty``), cases whose rows are
        now there, cursors by source, and cases whose
        Tindakan is now empty (their ``standing`` word is forgotten)."""
        ...

    def cursor(self, source: str) -> str: ...

    def mails_since(self, since: datetime) -> Mapping[str, int]:
        """Mails done, by recipient address, since a moment; for the caps."""
        ...


class Conflict(Exception):
    """The journal changed under us; the pass ends, nothing of its intent was kept."""


__all__ = [
    "Book", "Case", "CellWrite", "Clock", "Conflict", "Content", "Did", "Emptied", "FolderLink", "Given", "Head",
    "HistoryLine", "Intent", "Journal", "Letters", "Mail", "NewRow", "Outcome", "Patch", "Recorded", "Registers",
    "Shown", "StaleJournal", "Tab", "Unreadable",
]  # fmt: skip
