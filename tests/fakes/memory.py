"""The ports in memory: registers that staff can edit, letters, mail, a clock, and a journal without a disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.engine.case import (
    AnswerState,
    Case,
    Event,
    Given,
    Intent,
    Json,
    Number,
    Operation,
    OpKind,
    OpState,
    Request,
    Submission,
    newest_asked,
)  # fmt: skip
from flows.engine.columns import Cell
from flows.engine.model import Register
from flows.engine.ports import (
    Book,
    Conflict,
    Did,
    Head,
    HistoryLine,
    Outcome,
    Patch,
    Recorded,
    StaleJournal,
    Tab,
)  # fmt: skip


@dataclass
class MemoryClock:
    """A clock that moves only when told."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class MemoryTab:
    """A tab as staff see it: a header row and rows of cells."""

    headings: list[str]
    rows: list[list[Cell]] = field(default_factory=list)

    def column(self, heading: str) -> int:
        return self.headings.index(heading)

    def cell(self, ref: int, heading: str) -> Cell:
        at = self.column(heading)
        return self.rows[ref][at] if at < len(self.rows[ref]) else None

    def put(self, ref: int, heading: str, value: Cell) -> None:
        while len(self.rows) <= ref:
            self.rows.append([None] * len(self.headings))
        self.rows[ref] += [None] * (len(self.headings) - len(self.rows[ref]))
        self.rows[ref][self.column(heading)] = value

    def last_filled(self) -> int:
        return max(
            (ref for ref, row in enumerate(self.rows) if any(c not in (None, "") for c in row)), default=-1
        )


class MemoryRegisters:
    """Registers in memory. Every write of the engine is kept in ``writes`` for the checkers."""

    def __init__(self, registers: Sequence[Register]) -> None:
        self.registers = {register.name: register for register in registers}
        self.tabs = {r.name: MemoryTab([c.heading for c in r.all_columns]) for r in registers}
        self.histories: dict[str, list[HistoryLine]] = {}
        self.writes: list[tuple[str, Patch, dict[str, list[list[Cell]]]]] = []
        self.reads = 0
        self.open_elsewhere: set[str] = set()

    def of(self, workbook: str) -> list[Register]:
        return [register for register in self.registers.values() if register.workbook == workbook]

    def stamp(self, workbook: str) -> str:
        tabs = [(r.name, self.tabs[r.name].headings, self.tabs[r.name].rows) for r in self.of(workbook)]
        return hashlib.blake2b(repr(tabs).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def read(self, workbook: str) -> Book:
        self.reads += 1
        tabs = {}
        for register in self.of(workbook):
            tab = self.tabs[register.name]
            tabs[register.name] = Tab(register.name, list(tab.headings), [list(row) for row in tab.rows])
        return Book(workbook, self.stamp(workbook), tabs)

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        if workbook in self.open_elsewhere:
            return Outcome(Did.NOT_DONE, "sedang dibuka")
        if self.stamp(workbook) != stamp:
            return Outcome(Did.NOT_DONE, "changed since it was read")
        before = {r.name: [list(row) for row in self.tabs[r.name].rows] for r in self.of(workbook)}
        self.writes.append((workbook, patch, before))
        for cell in patch.cells:
            self.tabs[cell.register].put(cell.ref, cell.heading, _stored(cell.value))
        for emptied in patch.emptied:
            tab = self.tabs[emptied.register]
            if str(tab.cell(emptied.ref, emptied.heading) or "").strip() == emptied.word:
                tab.put(emptied.ref, emptied.heading, None)
        for new in patch.new_rows:
            tab = self.tabs[new.register]
            ref = tab.last_filled() + 1
            for heading, value in new.cells.items():
                if heading in tab.headings:
                    tab.put(ref, heading, _stored(value))
        if patch.history is not None:
            self.histories[workbook] = list(patch.history)
        return Outcome(Did.DONE, result={"stamp": self.stamp(workbook)})


def _stored(value: object) -> Cell:
    return getattr(value, "text", value)  # type: ignore[return-value]  # a FolderLink is kept as its text


class MemoryLetters:
    """Letters as hashes of their payload; ``makes`` counts every making, ``files`` is the folder."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.makes: list[Json] = []
        self.broken: set[str] = set()

    def make(self, payload: Json) -> Outcome:
        if payload["template"] in self.broken:
            return Outcome(Did.NOT_DONE, f"template {payload['template']} is broken", again=False)
        file = str(payload["file"])
        if not (payload["final"] and file in self.files):
            self.makes.append(payload)
            self.files[file] = hashlib.sha256(
                json.dumps(payload, sort_keys=True, default=str).encode()
            ).hexdigest()
        return Outcome(Did.DONE, result={"file": file, "sha256": self.files[file]})

    def settle(self, payload: Json) -> Outcome:
        file = str(payload["file"])
        if file in self.files:
            return Outcome(Did.DONE, result={"file": file, "sha256": self.files[file]})
        return Outcome(Did.NOT_DONE)

    def pdf(self, files: Sequence[str]) -> Mapping[str, Outcome]:
        return dict.fromkeys(files, Outcome(Did.NOT_DONE, "no LibreOffice", tried=False))


class MemoryMail:
    """Mail as a list; ``sent`` holds what really left, twice if it left twice."""

    def __init__(self) -> None:
        self.sent: list[Json] = []

    def send(self, payload: Json) -> Outcome:
        self.sent.append(payload)
        return Outcome(Did.DONE)

    def settle(self, payload: Json) -> Outcome:
        left = any(sent["id"] == payload["id"] for sent in self.sent)
        return Outcome(Did.DONE if left else Did.NOT_DONE)

    def to(self, address: str) -> list[Json]:
        return [payload for payload in self.sent if address in payload["to"]]


class MemoryJournal:
    """The journal without a disk, with the same promises: all of an intent or nothing."""

    def __init__(self) -> None:
        self.all_cases: dict[str, Case] = {}
        self.events: list[Recorded] = []
        self.ops: dict[str, Operation] = {}
        self.op_times: dict[str, datetime] = {}
        self.all_numbers: list[Number] = []
        self.all_requests: dict[str, Request] = {}
        self.answers: dict[str, Given] = {}
        self.submissions: dict[str, Submission] = {}
        self.all_contents: dict[str, Mapping[str, str]] = {}
        self.all_issued: dict[tuple[str, int], int] = {}
        self.digests: dict[str, dict[str, bytes]] = {}
        self.cursors: dict[str, str] = {}
        self.ledger: Head = Head(0, "")
        self.commits = 0

    # reading

    def verify_head(self) -> None:
        if self.ledger.seq > len(self.events):
            raise StaleJournal(f"the ledger knows {self.ledger.seq} events, this journal {len(self.events)}")
        self.ledger = self.head()

    def head(self) -> Head:
        return Head(len(self.events), self.events[-1].hash if self.events else "")

    def cases(self, ids: Iterable[str]) -> dict[str, Case]:
        return {id: self.all_cases[id] for id in ids if id in self.all_cases}

    def ids_in(self, register: str) -> dict[str, bytes]:
        placed = {c.id: b"" for c in self.all_cases.values() if c.register == register and c.placed}
        return {**placed, **self.digests.get(register, {})}

    def contents(self, ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
        return {id: self.all_contents[id] for id in ids if id in self.all_contents}

    def unplaced(self, registers: Iterable[str]) -> list[Case]:
        wanted = set(registers)
        found = (c for c in self.all_cases.values() if c.register in wanted and not c.placed)
        return sorted(found, key=lambda c: c.id)

    def by_origin(self, origins: Iterable[str]) -> dict[str, str]:
        wanted = set(origins)
        return {case.origin: case.id for case in self.all_cases.values() if case.origin in wanted}

    def children_of(self, parents: Iterable[str]) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        wanted = set(parents)
        for case in sorted(self.all_cases.values(), key=lambda c: c.id):
            if case.parent in wanted:
                found.setdefault(case.parent, []).append(case)
        return found

    def due(self, now: datetime) -> list[Case]:
        return [
            case for case in self.all_cases.values()
            if case.placed and (case.dirty or (not case.closed and case.wakes_at is not None and case.wakes_at <= now))
        ]  # fmt: skip

    def open_cases(self, flow: str = "") -> list[Case]:
        return [
            case for case in self.all_cases.values() if not case.closed and (not flow or case.flow == flow)
        ]

    def pending_answers(self) -> list[Given]:
        return [given for given in self.answers.values() if given.state is AnswerState.PENDING]

    def pending_submissions(self) -> list[Submission]:
        return [one for one in self.submissions.values() if one.state is AnswerState.PENDING]

    def requests(self, cases: Iterable[str]) -> list[Request]:
        wanted = set(cases)
        return [r for r in self.all_requests.values() if r.case in wanted and not r.superseded]

    def asked_before(self, cases: Iterable[str]) -> list[Request]:
        wanted = set(cases)
        closed = (r for r in self.all_requests.values() if r.case in wanted and r.superseded)
        return list(newest_asked(closed).values())

    def next_number(self, series: str, year: int) -> int:
        return 1 + max((n.n for n in self.all_numbers if (n.series, n.year) == (series, year)), default=0)

    def issued(self, prefix: str, year: int) -> int:
        return self.all_issued.get((prefix, year), 0)

    def operations(self, *states: OpState) -> list[Operation]:
        return [operation for operation in self.ops.values() if operation.state in states]

    def numbers(self, series: str = "", year: int = 0) -> list[Number]:
        return [
            n for n in self.all_numbers if (not series or n.series == series) and (not year or n.year == year)
        ]

    def history(self, workbook_registers: Sequence[str], limit: int) -> list[Recorded]:
        names = set(workbook_registers)
        mine = [
            r
            for r in reversed(self.events)
            if (c := self.all_cases.get(r.event.case)) and c.register in names
        ]
        return mine[:limit]

    def cursor(self, source: str) -> str:
        return self.cursors.get(source, "")

    def mails_since(self, since: datetime) -> Mapping[str, int]:
        counts: dict[str, int] = {}
        for operation in self.ops.values():
            if (
                operation.kind is OpKind.MAIL
                and operation.state is OpState.DONE
                and operation.id in self.op_times
                and self.op_times[operation.id] >= since
            ):
                for address in operation.payload["to"]:
                    counts[address] = counts.get(address, 0) + 1
        return counts

    # writing

    def commit(self, intent: Intent) -> Head:
        for number in intent.numbers:
            if any(
                (n.series, n.year, n.n, n.suffix) == (number.series, number.year, number.n, number.suffix)
                for n in self.all_numbers
            ):
                raise Conflict(f"number {number.text} is given already")
        origins = {case.origin: case.id for case in self.all_cases.values() if case.origin}
        for case in intent.cases:
            if case.origin and origins.get(case.origin, case.id) != case.id:
                raise Conflict(f"{case.origin} has opened {origins[case.origin]} already")
        self.commits += 1
        self._append(intent.events)
        self.all_cases.update({case.id: case for case in intent.cases})
        for operation in intent.operations:
            self.ops.setdefault(operation.id, operation)
        for id, digest in intent.merged.items():
            self.ops[id] = replace(self.ops[id], state=OpState.DONE, result={"digest": digest})
        self.all_numbers += intent.numbers
        self.all_requests.update({request.id: request for request in intent.requests})
        self.answers.update({given.id: given for given in intent.answers})
        self.submissions.update({one.id: one for one in intent.submissions})
        self.all_contents.update({content.case: content.cells for content in intent.contents})
        for key, n in intent.issued.items():
            self.all_issued[key] = max(n, self.all_issued.get(key, 0))
        self.ledger = self.head()
        return self.ledger

    def _append(self, events: Iterable[Event]) -> None:
        for event in events:
            prev = self.head().hash
            text = json.dumps(
                [prev, event.at.isoformat(), event.case, event.kind, event.data], sort_keys=True, default=str
            )
            self.events.append(
                Recorded(len(self.events) + 1, event, prev, hashlib.sha256(text.encode()).hexdigest())
            )

    def record(
        self,
        at: datetime,
        operation: Operation,
        state: OpState,
        outcome: Outcome,
        case: Case | None,
        events: Sequence[Event],
    ) -> None:
        self.commits += 1
        self.ops[operation.id] = replace(
            operation, state=state, result={**outcome.result, "why": outcome.why}
        )
        self.op_times[operation.id] = at
        if case is not None:
            self.all_cases[case.id] = case
        self._append(events)

    def remember(
        self, digests: Mapping[str, Mapping[str, bytes]], shown: Mapping[str, str], placed: Iterable[str],
        cursors: Mapping[str, str], emptied: Iterable[str] = (),
    ) -> None:  # fmt: skip
        for register, rows in digests.items():
            self.digests.setdefault(register, {}).update(rows)
        for id, status in shown.items():
            self.all_cases[id] = replace(self.all_cases[id], shown=status, dirty=False)
        for id in placed:
            self.all_cases[id] = replace(self.all_cases[id], placed=True)
        for id in emptied:
            self.all_cases[id] = replace(self.all_cases[id], standing="")
        self.cursors.update(cursors)

    # the other side

    def submit(self, given: Given) -> tuple[bool, Given]:
        """The first answer to a request by a person stands."""
        for other in self.answers.values():
            if given.request and (other.request, other.person) == (given.request, given.person):
                return False, other
        self.answers.setdefault(given.id, given)
        return True, given

    def submit_form(self, submission: Submission) -> bool:
        known = submission.id in self.submissions
        self.submissions.setdefault(submission.id, submission)
        return not known
