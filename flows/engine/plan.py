"""Everything that one pass has decided so far, before any of it is committed or done."""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import (
    AnswerState,
    Case,
    Content,
    Event,
    EventKind,
    Given,
    Intent,
    Json,
    Number,
    Operation,
    OpKind,
    Request,
    Submission,
)  # fmt: skip
from flows.engine.model import Flow, Register, record_flow
from flows.engine.office import Directory
from flows.engine.reading import id_of, plain

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Office:
    """What the engine knows of the office that never changes within a pass.

    series: name of a number series -> its format, with ``{urut}``, ``{kode}``, ``{kode_opd}``, ``{tahun}``, ``{bulan}``
    (Roman); key: the office's secret, for keyed hashes and verification codes.
    """

    flows: tuple[Flow, ...]
    directory: Directory = field(default_factory=Directory)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    series: Mapping[str, str] = field(default_factory=dict)
    kode_opd: str = ""
    key: bytes = b"-"

    @property
    def by_register(self) -> dict[str, Flow]:
        """Every register of cases -> the flow (a child register: the small flow) that runs on it."""
        found: dict[str, Flow] = {}
        for flow in self.flows:
            found[flow.register.name] = flow
            for register in flow.data:
                found[register.name] = record_flow(register)
            for children in flow.children:
                found[children.register.name] = flow.child_flow(children)
        return found

    @property
    def registers(self) -> dict[str, Register]:
        return {register.name: register for flow in self.flows for register in flow.registers}

    def flow(self, code: str) -> Flow | None:
        return next((flow for flow in self.flows if flow.code == code), None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What the journal says. next_number: of a series in a year; issued: the highest ID number of a prefix in a year;
    by_origin: origin -> ID of the case that it opened. The mappings go by case.
    """

    next_number: Callable[[str, int], int]
    issued: Callable[[str, int], int]
    by_origin: Callable[[Iterable[str]], Mapping[str, str]]
    requests: Mapping[str, Sequence[Request]] = field(default_factory=dict)
    answers: Mapping[str, Sequence[Given]] = field(default_factory=dict)
    contents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    children: Mapping[str, Sequence[Case]] = field(default_factory=dict)
    cases: Callable[[Iterable[str]], Mapping[str, Case]] = lambda ids: {}
    records: Callable[[str], Mapping[str, Mapping[str, str]]] = lambda register: {}
    """Name of a DATA register -> the cells of staff of every row of it, by ID."""
    asked_before: Mapping[str, Sequence[Request]] = field(default_factory=dict)
    """Case -> for each desk the last question to it that is closed."""


@dataclass
class Plan:
    """Collects decisions; later decisions of the same pass see the earlier ones."""

    office: Office
    facts: Facts
    now: datetime
    cases: dict[str, Case] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    operations: dict[str, Operation] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    requests: dict[str, Request] = field(default_factory=dict)
    answers: list[Given] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    contents: dict[str, Content] = field(default_factory=dict)
    issued: dict[tuple[str, int], int] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    arriving: list[str] = field(default_factory=list)
    """Cases opened in this pass whose first arrival is still to be acted on."""
    known: dict[str, Case] = field(default_factory=dict)
    """Cases as the journal has them, so that what did not change is not written again."""
    by_register: Mapping[str, Flow] = field(init=False)
    remembered: dict[str, Mapping[str, Mapping[str, str]]] = field(default_factory=dict)
    by_key: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[str]]] = field(default_factory=dict)
    """For a DATA register and a group of its keys: what stands there, folded -> IDs; of ``records_before``."""
    cursors: dict[str, str] = field(default_factory=dict)
    """What the journal is to remember once this is committed."""

    def __post_init__(self) -> None:
        self.by_register = self.office.by_register

    # ---- what happened

    def event(self, case: str, kind: EventKind, **data: object) -> None:
        self.events.append(
            Event(
                self.now, case, kind, {name: value for name, value in data.items() if value not in ("", None)}
            )
        )

    def keep(self, case: Case) -> Case:
        self.cases[case.id] = case
        return case

    # ---- IDs, numbers, codes

    def new_id(self, prefix: str) -> str:
        """Give the next ID of a prefix; an ID that is never used leaves a gap, which is allowed."""
        year = self.now.astimezone(JAKARTA).year
        last = self.issued.get((prefix, year))
        if last is None:
            last = self.facts.issued(prefix, year)
        self.issued[prefix, year] = last + 1
        return id_of(prefix, year, last + 1)

    def take_number(self, series: str, case: str, column: str, kode: str) -> Number:
        """Give the next number of a series in the office's year."""
        year = self.now.astimezone(JAKARTA).year
        taken = [number.n for number in self.numbers if (number.series, number.year) == (series, year)]
        n = taken[-1] + 1 if taken else self.facts.next_number(series, year)
        text = number_text(self.office.series.get(series, "{urut}"), n, self.now, kode, self.office.kode_opd)
        number = Number(series, year, n, text, case, column, self.now)
        self.numbers.append(number)
        self.event(case, EventKind.NUMBERED, series=series, year=year, n=n, text=text, column=column)
        return number

    def code(self, *parts: object) -> str:
        """A verification code of 10 letters and digits that only this office can make."""
        message = "|".join(map(str, parts)).encode()
        digest = hmac.new(self.office.key, message, sha256).digest()
        return base64.b32encode(digest)[:10].decode()

    # ---- opening and origin

    def opened_by(self, origin: str) -> str:
        """The case that this origin has opened already, in this pass or before; '' for none."""
        if origin not in self.origins:
            self.origins[origin] = self.facts.by_origin([origin]).get(origin, "")
        return self.origins[origin]

    def ask_origins(self, origins: Iterable[str]) -> None:
        """Ask the journal of many origins at once, before they are looked at one by one."""
        unknown = [origin for origin in dict.fromkeys(origins) if origin not in self.origins]
        if unknown:
            found = self.facts.by_origin(unknown)
            self.origins |= {origin: found.get(origin, "") for origin in unknown}

    def children(self, parent: str) -> list[Case]:
        """The child cases as they stand after what was decided so far."""
        known = {case.id: case for case in self.facts.children.get(parent, ())}
        known.update({case.id: case for case in self.cases.values() if case.parent == parent})
        return [known[id] for id in sorted(known)]

    # ---- what DATA registers know

    def case(self, id: str) -> Case | None:
        """A case as it stands after what was decided so far."""
        if id not in self.cases:
            found = self.facts.cases([id]).get(id)
            if found is None:
                return None
            self.known.setdefault(id, found)
            return found
        return self.cases[id]

    def records(self, register: Register) -> dict[str, Mapping[str, str]]:
        """The cells of staff of every row of a DATA register, by ID, with what this pass has seen."""
        return {**self.records_before(register), **self.records_now(register)}

    def records_before(self, register: Register) -> Mapping[str, Mapping[str, str]]:
        """The cells of staff of every row of a DATA register, by ID, as the journal has them."""
        if register.name not in self.remembered:
            self.remembered[register.name] = self.facts.records(register.name)
        return self.remembered[register.name]

    def records_now(self, register: Register) -> dict[str, Mapping[str, str]]:
        """The cells of staff of those rows of a DATA register that this pass has seen or added, by ID."""
        mine = [case for case in self.cases.values() if case.register == register.name]
        added = {
            case.id: {heading: plain(value) for heading, value in case.initial.items()}
            for case in mine
            if case.id not in self.contents and not case.placed
        }
        seen = {case.id: self.contents[case.id].cells for case in mine if case.id in self.contents}
        return {**added, **seen}

    def record(self, register: Register, id: str) -> Mapping[str, str]:
        """The cells of staff of one row of a DATA register; {} where there is none."""
        return self.records_now(register).get(id) or self.records_before(register).get(id, {})

    # ---- operations

    def operate(self, case: Case, kind: OpKind, name: str, payload: Json, after: tuple[str, ...] = ()) -> str:
        """Add an operation; its payload also gets its ``id``. The id says what it is of which arrival, so
        the same decision is the same operation.
        """
        id = f"{case.id}/{case.visit}/{kind}/{slug(name)}"
        if id not in self.operations:
            self.operations[id] = Operation(id, case.id, case.visit, kind, {**payload, "id": id}, after)
        return id

    # ---- answers

    def settle(self, given: Given, state: AnswerState, reason: str = "") -> None:
        self.answers.append(replace(given, state=state, reason=reason))
        if state is AnswerState.REFUSED:
            self.event(
                given.case,
                EventKind.REFUSED,
                answer=given.id,
                label=given.label,
                desk=given.desk,
                person=given.person,
                reason=reason,
            )

    def intent(self) -> Intent:
        return Intent(
            events=tuple(self.events),
            cases=tuple(
                replace(case, dirty=case.placed)
                for case in self.cases.values()
                if self.known.get(case.id) != case
            ),
            operations=tuple(self.operations.values()),
            numbers=tuple(self.numbers),
            requests=tuple(self.requests.values()),
            answers=tuple(self.answers),
            submissions=tuple(self.submissions),
            contents=tuple(self.contents.values()),
            issued=dict(self.issued),
        )


def number_text(pattern: str, n: int, at: datetime, kode: str, kode_opd: str) -> str:
    """Print a number, e.g. ``{kode}/{urut:04}/{kode_opd}/{tahun}`` -> ``500.3.2/0123/423.118/2026``."""
    day = at.astimezone(JAKARTA)
    return pattern.format(urut=n, kode=kode, kode_opd=kode_opd, tahun=day.year, bulan=ROMAN[day.month - 1])


def slug(text: str) -> str:
    """A name that is safe in a file name and in an id."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")
