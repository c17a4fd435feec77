"""What the journal knows of a case, and everything that a decision can add to it. Plain, frozen data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter that a case has. file: path below ``documents``; version: 1, 2, ... of this name;
    final letters have a sha256 that never changes; made is False until the file is known to exist."""

    name: str
    template: str
    file: str
    version: int
    final: bool
    code: str
    made: bool = False
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """One approver's agreement, collected until all have agreed; the newest of a desk names who signs.

    visit: the arrival it was given in; mandate: «Plh.» or «Plt.» when a deputy gave it; shown: hash of what
    they saw.
    """

    desk: str
    person: str
    at: datetime
    shown: str
    visit: int = 0
    mandate: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """The state of one case; the journal decides what it is, the register shows it.

    visit: counts arrivals at a step, so that an answer belongs to one arrival only.
    standing: the word last taken from Tindakan and not yet seen emptied; it is ignored until it changes.
    noted: keyed hash of what stood in Catatan when an answer last took it; left standing it is no note for the next.
    shown: the status last known to stand in the register. notice: a sentence for staff until the next move.
    placed: its row has been seen in the register. held: why nothing moves («» when it may).
    fills: engine-owned columns. initial: staff columns of a row that the engine is to place, until it is placed.
    agreed: what was approved, by status: the hash of what was shown. sealed: a final letter exists.
    dirty: the register may not show this state yet; a pass looks at it until it does.
    dated: for a row of a DATA register, engine-owned column -> ``YYYY-MM-DD``, the day of which its value is;
    ``!name`` -> the day that was announced.
    handed_in: how many files its sender brought later.
    content: keyed hash of its staff cells as last decided upon. origin: what opened it, unique («» for a typed row).
    """

    id: str
    flow: str
    register: str
    status: str
    opened_at: datetime
    arrived_at: datetime
    version: int = 1
    variant: str = ""
    visit: int = 1
    due_at: datetime | None = None
    parent: str = ""
    origin: str = ""
    opener: str = ""
    standing: str = ""
    noted: str = ""
    shown: str = ""
    notice: str = ""
    held: str = ""
    placed: bool = False
    closed: bool = False
    sealed: bool = False
    dirty: bool = False
    reminded: int = 0
    escalated: bool = False
    round: int = 0
    agreements: tuple[Agreement, ...] = ()
    agreed: Mapping[str, str] = field(default_factory=dict)
    fills: Mapping[str, str | int | date] = field(default_factory=dict)
    initial: Mapping[str, str | int | date] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    content: str = ""
    wakes_at: datetime | None = None
    dated: Mapping[str, str] = field(default_factory=dict)
    handed_in: int = 0


MISSING = "Barisnya tidak ada lagi di register."
"""``Case.held`` of a case whose row is gone."""


class EventKind(StrEnum):
    """What can be read in a case's history."""

    OPENED = "opened"
    BASELINE = "baseline"
    MOVED = "moved"
    AGREED = "agreed"
    REFUSED = "refused"
    ASKED = "asked"
    SUPERSEDED = "superseded"
    NUMBERED = "numbered"
    VOIDED = "voided"
    REMINDED = "reminded"
    ESCALATED = "escalated"
    RESTORED = "restored"
    HELD = "held"
    RELEASED = "released"
    EDITED = "edited"
    HANDED_OFF = "handed off"
    LETTER = "letter"
    MAILED = "mailed"
    MISSING = "missing"
    FOUND = "found"
    DATA = "data"
    RECEIVED = "received"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the history, before it has its place in the chain. data holds no personal datum in the clear:
    statuses, labels, rule, actor (desk and person id), factor, hashes, numbers."""

    at: datetime
    case: str
    kind: EventKind
    data: Json = field(default_factory=dict)


class OpKind(StrEnum):
    """Effects outside the journal and the registers."""

    LETTER = "letter"
    MAIL = "mail"


class OpState(StrEnum):
    """Where an operation stands. UNKNOWN is settled by reading, never by repeating. DEAD: a person decides."""

    INTENDED = "intended"
    DONE = "done"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Operation:
    """An effect that was decided. id: the same for the same decision, whenever it is decided again.
    payload: everything the connector needs (kept in the erasable side table); after: ids that must be done first."""

    id: str
    case: str
    visit: int
    kind: OpKind
    payload: Json
    after: tuple[str, ...] = ()
    state: OpState = OpState.INTENDED
    tries: int = 0
    result: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Number:
    """A number given in a series. n: 1, 2, ... within series and year, gapless; suffix: '' or 'a', 'b' for a
    back-dated insertion; text: as printed; void: the reason when BATAL."""

    series: str
    year: int
    n: int
    text: str
    case: str
    column: str
    at: datetime
    suffix: str = ""
    void: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """A decision that is asked of the people of a desk. id: «case/visit/round/desk».
    shown: hash of what is decided upon; labels: the possible answers; view: heading -> text shown; changes: what
    differs from what was shown before; letters: files shown."""

    id: str
    case: str
    visit: int
    desk: str
    labels: tuple[str, ...]
    shown: str
    made_at: datetime
    expires_at: datetime | None = None
    kind: str = ""
    notes: tuple[str, ...] = ()
    """Labels that need a note."""
    view: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[tuple[str, str, str], ...] = ()
    letters: tuple[str, ...] = ()
    superseded: str = ""
    """Why it can no longer be answered: id of the later request, or a reason; '' while it is open."""


def newest_asked(requests: Iterable[Request]) -> dict[tuple[str, str], Request]:
    """(case, desk) -> the last of these questions that was put to it."""
    in_order = sorted(requests, key=lambda one: (one.visit, one.made_at, one.id))
    return {(one.case, one.desk): one for one in in_order}


class AnswerState(StrEnum):
    """PENDING until a pass has looked at it; first come, first taken."""

    PENDING = "pending"
    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that came by another way than Tindakan: an approval, an outsider's link, a form, a page of staff.

    request: the Request it answers ('' for a link, form or page); person: who, by the directory ('' outside);
    factor: how we know it was them («PIN», «Google», «tautan»); shown: hash of what they saw (on a page of staff, the
    ``content`` of the case);
    values: what a form brought besides, for columns that the engine owns."""

    id: str
    case: str
    visit: int
    label: str
    at: datetime
    note: str = ""
    request: str = ""
    desk: str = ""
    person: str = ""
    factor: str = ""
    shown: str = ""
    state: AnswerState = AnswerState.PENDING
    reason: str = ""
    values: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Submission:
    """A form that was handed in and opens a case, or adds a line to the case ``case``.

    id: unique within the form, also its tracking code; values: heading -> cell text; opener: an e-mail or ''."""

    id: str
    form: str
    at: datetime
    values: Mapping[str, str]
    opener: str = ""
    state: AnswerState = AnswerState.PENDING
    reason: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """The cells of a row as last decided upon, for showing what changed; lies in the erasable side table."""

    case: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Intent:
    """Everything that one stage of a pass commits, in one transaction, before anything happens outside.

    cases: new state of each touched case (whole). answers, submissions: with their new state and reason.
    issued: (register prefix, year) -> highest ID number given out."""

    events: Sequence[Event] = ()
    cases: Sequence[Case] = ()
    operations: Sequence[Operation] = ()
    numbers: Sequence[Number] = ()
    requests: Sequence[Request] = ()
    answers: Sequence[Given] = ()
    submissions: Sequence[Submission] = ()
    contents: Sequence[Content] = ()
    merged: Mapping[str, str] = field(default_factory=dict)
    """Mails that are not sent by themselves -> the digest that says what they say; they count as done."""
    issued: Mapping[tuple[str, int], int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        return not (
            self.events or self.cases or self.operations or self.numbers or self.requests
            or self.answers or self.submissions or self.contents or self.merged or self.issued
        )  # fmt: skip
