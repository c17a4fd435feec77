"""What can be asked of the journal; readers may come at any moment, from any thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zlib import crc32

from sqlalchemy import and_, bindparam, func, select

from connectors.journal import tables as t
from connectors.journal.base import JournalBase, head_of, last_number, numbers_of, rows_in
from connectors.journal.opening import raw_rows
from connectors.journal.problems import DamagedJournal
from connectors.journal.rows import NEXT, checked, digest_checksum, operation_from, read, recorded
from flows.engine.case import (
    AnswerState,
    Case,
    EventKind,
    Given,
    Number,
    Operation,
    OpKind,
    OpState,
    Request,
    Submission,
    newest_asked,
)  # fmt: skip
from flows.engine.ports import Head, Recorded

_ALL_IDS = select(t.cases.c.id).order_by(t.cases.c.id)
_PLACED_IDS = select(t.cases.c.id).where(t.cases.c.register == bindparam("register"), t.cases.c.placed)
_DIGESTS = select(t.row_digests.c.id, t.row_digests.c.digest, t.row_digests.c.crc).where(
    t.row_digests.c.register == bindparam("register")
)
_CHANGED_SINCE = (
    select(t.events.c.case_id).where(t.events.c.seq > bindparam("seq"), t.events.c.case_id != "").distinct()
)


@dataclass(frozen=True, slots=True)
class Stats:
    """How much there is. cases: (flow, closed) -> how many, children not counted; operations: by state."""

    head: Head
    known_to_ledger: Head
    cases: Mapping[tuple[str, bool], int] = field(default_factory=dict)
    children: int = 0
    operations: Mapping[OpState, int] = field(default_factory=dict)
    numbers: int = 0
    void_numbers: int = 0
    open_requests: int = 0
    pending_answers: int = 0
    pending_submissions: int = 0


class Reading(JournalBase):
    """The reading half of ``flows.engine.ports.Journal``, and what the command line shows."""

    def head(self) -> Head:
        with self._reading() as connection:
            return head_of(connection)

    # ------------------------------------------------------------------------------------------- cases

    def cases(self, ids: Iterable[str]) -> dict[str, Case]:
        return {case.id: case for case in self._bodies_of(t.cases, t.cases.c.id, ids)}

    def case_ids(self) -> list[str]:
        with self._reading() as connection:
            return [id for (id,) in raw_rows(connection, _ALL_IDS)]

    def ids_in(self, register: str) -> dict[str, bytes]:
        with self._reading() as connection:
            found: dict[str, bytes] = {
                id: b"" for (id,) in raw_rows(connection, _PLACED_IDS, register=register)
            }
            of_register = crc32(f"{register}\0".encode("utf-8", "surrogatepass"))
            for id, digest, crc in raw_rows(connection, _DIGESTS, register=register):
                if not isinstance(digest, bytes) or digest_checksum(of_register, id, digest) != crc:
                    raise DamagedJournal(
                        f"journal: row_digests «{register} {id}» is not what was written. {NEXT}"
                    )
                found[id] = digest
        return found

    def contents(self, ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
        with self._reading() as connection:
            rows = rows_in(connection, select(t.contents), t.contents.c.case_id, ids)
            return {row.case_id: read(t.contents, row) for row in rows}

    def unplaced(self, registers: Iterable[str]) -> list[Case]:
        within = t.cases.c.register.in_(list(registers))
        return self._bodies(t.cases, and_(within, t.cases.c.placed.is_(False)))

    def by_origin(self, origins: Iterable[str]) -> dict[str, str]:
        return {case.origin: case.id for case in self._bodies_of(t.cases, t.cases.c.origin, origins)}

    def children_of(self, parents: Iterable[str]) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in sorted(self._bodies_of(t.cases, t.cases.c.parent, parents), key=lambda case: case.id):
            found.setdefault(case.parent, []).append(case)
        return found

    def due(self, now: datetime) -> list[Case]:
        return self._bodies(t.cases, and_(t.cases.c.placed, t.cases.c.wakes_at <= now.timestamp()))

    def open_cases(self, flow: str = "") -> list[Case]:
        condition = t.cases.c.closed.is_(False)
        return self._bodies(t.cases, and_(condition, t.cases.c.flow == flow) if flow else condition)

    def cases_of(self, flow: str) -> list[Case]:
        """Every case of a process, finished ones and children included."""
        return self._bodies(t.cases, t.cases.c.flow == flow)

    # ------------------------------------------------------------------------ questions and what came in

    def pending_answers(self) -> list[Given]:
        return self._bodies(t.answers, t.answers.c.state == AnswerState.PENDING.value)

    def answers_to(self, request: str) -> list[Given]:
        """Every answer that a request has had, whatever became of it."""
        return self._bodies(t.answers, t.answers.c.request == request)

    def pending_submissions(self) -> list[Submission]:
        return self._bodies(t.submissions, t.submissions.c.state == AnswerState.PENDING.value)

    def submission(self, form: str, id: str) -> Submission | None:
        """One form that was handed in."""
        condition = and_(t.submissions.c.form == form, t.submissions.c.id == id)
        return next(iter(self._bodies(t.submissions, condition)), None)

    def case_of_code(self, code: str) -> str:
        """The case that has a letter of this verification code; '' for none."""
        kind = t.events.c.kind == EventKind.LETTER.value
        query = select(t.events.c.case_id).where(
            and_(kind, t.events.c.data.contains(f'"{code}"', autoescape=True))
        )
        with self._reading() as connection:
            return str(connection.execute(query.limit(1)).scalar() or "")

    def requests(self, cases: Iterable[str]) -> list[Request]:
        return self._bodies_of(t.requests, t.requests.c.case_id, cases, t.requests.c.superseded == "")

    def asked_before(self, cases: Iterable[str]) -> list[Request]:
        closed = self._bodies_of(t.requests, t.requests.c.case_id, cases, t.requests.c.superseded != "")
        return list(newest_asked(closed).values())

    def open_requests(self) -> list[Request]:
        """Every request that is not superseded, of whatever case."""
        return self._bodies(t.requests, t.requests.c.superseded == "")

    def request(self, id: str) -> Request | None:
        """One request, superseded or not."""
        return next(iter(self._bodies(t.requests, t.requests.c.id == id)), None)

    # --------------------------------------------------------------------------------- numbers and IDs

    def next_number(self, series: str, year: int) -> int:
        with self._reading() as connection:
            return last_number(connection, series, year) + 1

    def issued(self, prefix: str, year: int) -> int:
        query = select(t.issued).where(and_(t.issued.c.prefix == prefix, t.issued.c.year == year))
        with self._reading() as connection:
            row = connection.execute(query).first()
            return int(checked(t.issued, row).n) if row else 0

    def numbers(self, series: str = "", year: int = 0) -> list[Number]:
        with self._reading() as connection:
            return numbers_of(connection, series, year)

    # -------------------------------------------------------------------------------------- operations

    def operations(self, *states: OpState) -> list[Operation]:
        condition = t.operations.c.state.in_([state.value for state in states])
        with self._reading() as connection:
            payloads = self._payloads(connection, condition)
            rows = connection.execute(select(t.operations).where(condition).order_by(t.operations.c.id))
            return [operation_from(row, payloads.get(row.id, {})) for row in rows]

    def mails_since(self, since: datetime) -> Mapping[str, int]:
        op = t.operations.c
        done = and_(op.state == OpState.DONE.value, op.kind == OpKind.MAIL.value, op.at >= since.timestamp())
        with self._reading() as connection:
            payloads = self._payloads(connection, done)
        return Counter(address for payload in payloads.values() for address in payload.get("to", ()))

    @staticmethod
    def _payloads(connection: Any, condition: Any) -> dict[str, dict[str, Any]]:
        """Operation id -> payload, for those that were not erased."""
        of = t.payloads.join(t.operations, t.payloads.c.operation == t.operations.c.id)
        rows = connection.execute(select(t.payloads).select_from(of).where(condition))
        return {row.operation: read(t.payloads, row) for row in rows}

    # ----------------------------------------------------------------------------- history and cursors

    def history(self, workbook_registers: Sequence[str], limit: int) -> list[Recorded]:
        of = select(t.cases.c.id).where(t.cases.c.register.in_(list(workbook_registers)))
        return self._events(t.events.c.case_id.in_(of), limit)

    def events_of(self, case: str) -> list[Recorded]:
        """The whole history of a case, oldest first."""
        return self._events(t.events.c.case_id == case)[::-1]

    def recent(self, limit: int) -> list[Recorded]:
        """The newest events of all, newest first."""
        return self._events(t.events.c.seq > 0, limit)

    def moves_of(self, flow: str) -> list[Recorded]:
        """How every case of a process began and moved, oldest first."""
        of = select(t.cases.c.id).where(t.cases.c.flow == flow)
        kinds = [kind.value for kind in (EventKind.OPENED, EventKind.BASELINE, EventKind.MOVED)]
        return self._events(and_(t.events.c.kind.in_(kinds), t.events.c.case_id.in_(of)))[::-1]

    def changed_since(self, seq: int) -> list[str]:
        """The cases that have events later than one."""
        with self._reading() as connection:
            return [id for (id,) in raw_rows(connection, _CHANGED_SINCE, seq=seq)]

    def moves_of_cases(self, ids: Iterable[str]) -> list[Recorded]:
        """How these cases began and moved, oldest first."""
        kinds = [kind.value for kind in (EventKind.OPENED, EventKind.BASELINE, EventKind.MOVED)]
        query = select(t.events).where(t.events.c.kind.in_(kinds))
        with self._reading() as connection:
            found = [recorded(row) for row in rows_in(connection, query, t.events.c.case_id, ids)]
        return sorted(found, key=lambda one: one.seq)

    def _events(self, condition: Any, limit: int | None = None) -> list[Recorded]:
        query = select(t.events).where(condition).order_by(t.events.c.seq.desc()).limit(limit)
        with self._reading() as connection:
            return [recorded(row) for row in connection.execute(query)]

    def cursor(self, source: str) -> str:
        with self._reading() as connection:
            row = connection.execute(select(t.cursors).where(t.cursors.c.source == source)).first()
            return str(checked(t.cursors, row).value) if row else ""

    # ------------------------------------------------------------------------------------- how much

    def stats(self) -> Stats:
        """Counts for the operator; a few milliseconds."""

        def count(table: Any, condition: Any) -> int:
            return int(
                connection.execute(select(func.count()).select_from(table).where(condition)).scalar() or 0
            )

        cases, op, pending = t.cases.c, t.operations.c, AnswerState.PENDING.value
        flows = select(cases.flow, cases.closed, func.count()).where(cases.parent.is_(None))
        states = select(op.state, func.count()).group_by(op.state)
        with self._reading() as connection:
            return Stats(
                head=head_of(connection),
                known_to_ledger=self.ledger.head(),
                cases={
                    (flow, bool(closed)): n
                    for flow, closed, n in connection.execute(flows.group_by(cases.flow, cases.closed))
                },
                children=count(t.cases, cases.parent.is_not(None)),
                operations={OpState(state): n for state, n in connection.execute(states)},
                numbers=count(t.numbers, t.numbers.c.n > 0),
                void_numbers=count(t.numbers, t.numbers.c.void != ""),
                open_requests=count(t.requests, t.requests.c.superseded == ""),
                pending_answers=count(t.answers, t.answers.c.state == pending),
                pending_submissions=count(t.submissions, t.submissions.c.state == pending),
            )

    def counts(self) -> dict[tuple[str, bool], int]:
        """(flow, closed) -> how many cases, children not counted."""
        return dict(self.stats().cases)
