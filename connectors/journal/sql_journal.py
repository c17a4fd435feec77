"""The journal in SQL: what a pass reads and writes. One transaction for each commit; the ledger follows it at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Table, and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from connectors.journal import tables as t
from connectors.journal.codec import (
    case_from,
    event_text,
    from_json,
    given_from,
    request_from,
    submission_from,
    to_json,
)  # fmt: skip
from connectors.journal.ledger import Ledger
from connectors.journal.opening import open_engine
from flows.engine.case import (
    AnswerState,
    Case,
    Content,
    Event,
    EventKind,
    Given,
    Intent,
    Number,
    Operation,
    OpKind,
    OpState,
    Request,
    Submission,
)  # fmt: skip
from flows.engine.ports import Conflict, Head, Outcome, Recorded, StaleJournal

BATCH = 500
One = TypeVar("One")


def open_journal(where: Path | str, ledger: Ledger, key: bytes = b"") -> SqlJournal:
    """Open a journal file (or a database URL) with its ledger; it is made when it is not there."""
    from connectors.journal.admin import FullJournal

    return FullJournal(open_engine(where), ledger)


class SqlJournal:
    """The journal port (``flows.engine.ports.Journal``). Readers may come from any thread."""

    def __init__(self, engine: Engine, ledger: Ledger) -> None:
        self.engine = engine
        self.ledger = ledger

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self.engine.execution_options(writes=True).connect() as connection, connection.begin():
            yield connection

    # ---------------------------------------------------------------------------------------- the chain

    def head(self) -> Head:
        with self._reading() as connection:
            return _head(connection)

    def verify_head(self) -> None:
        """See that this journal is the one whose head the ledger has; bring the ledger up when it is behind."""
        known = self.ledger.head()
        with self._reading() as connection:
            own = _head(connection)
            if own == known:
                return
            found = connection.execute(select(t.events.c.hash).where(t.events.c.seq == known.seq)).scalar()
            if known.seq and found != known.hash:
                raise StaleJournal(
                    f"journal.db ends at event {own.seq}; the ledger {self.ledger.path} knows event {known.seq} "
                    f"({known.hash[:12]}), which it {'has otherwise' if found else 'does not have'}. It is an "
                    "older copy or a fork. Nothing is done until the newer journal is back (see «When something is "
                    "wrong» in the README)."
                )
            noted = self.ledger.numbers()
            missing = [
                number
                for number in _numbers(connection)
                if (number.series, number.year, number.n, number.suffix) not in noted
            ]
        self.ledger.append(missing, own)

    # -------------------------------------------------------------------------------------------- cases

    def cases(self, ids: Iterable[str]) -> dict[str, Case]:
        return {case.id: case for case in self._cases_where_in(t.cases.c.id, ids)}

    def _cases_where_in(self, column: Any, values: Iterable[str]) -> list[Case]:
        with self._reading() as connection:
            return [
                case_from(state)
                for some in _batches(values)
                for (state,) in connection.execute(select(t.cases.c.state).where(column.in_(some)))
            ]

    def _cases_where(self, condition: Any) -> list[Case]:
        with self._reading() as connection:
            rows = connection.execute(select(t.cases.c.state).where(condition).order_by(t.cases.c.id))
            return [case_from(state) for (state,) in rows]

    def ids_in(self, register: str) -> dict[str, bytes]:
        placed = select(t.cases.c.id).where(and_(t.cases.c.register == register, t.cases.c.placed))
        digests = select(t.row_digests.c.id, t.row_digests.c.digest).where(
            t.row_digests.c.register == register
        )
        with self._reading() as connection:
            found: dict[str, bytes] = dict.fromkeys(connection.execute(placed).scalars(), b"")
            found.update((id, digest) for id, digest in connection.execute(digests))
        return found

    def contents(self, ids: Iterable[str]) -> dict[str, Mapping[str, str]]:
        table = t.contents
        with self._reading() as connection:
            return {
                id: from_json(cells)
                for some in _batches(ids)
                for id, cells in connection.execute(
                    select(table.c.case_id, table.c.cells).where(table.c.case_id.in_(some))
                )
            }

    def unplaced(self, register: str) -> list[Case]:
        return self._cases_where(and_(t.cases.c.register == register, t.cases.c.placed.is_(False)))

    def by_origin(self, origins: Iterable[str]) -> dict[str, str]:
        return {case.origin: case.id for case in self._cases_where_in(t.cases.c.origin, origins)}

    def children_of(self, parents: Iterable[str]) -> dict[str, list[Case]]:
        found: dict[str, list[Case]] = {}
        for case in sorted(self._cases_where_in(t.cases.c.parent, parents), key=lambda case: case.id):
            found.setdefault(case.parent, []).append(case)
        return found

    def due(self, now: datetime) -> list[Case]:
        return self._cases_where(and_(t.cases.c.placed, t.cases.c.wakes_at <= now.timestamp()))

    def open_cases(self, flow: str = "") -> list[Case]:
        condition = t.cases.c.closed.is_(False)
        return self._cases_where(and_(condition, t.cases.c.flow == flow) if flow else condition)

    # -------------------------------------------------------------------------- questions and what came in

    def pending_answers(self) -> list[Given]:
        return self._bodies(t.answers, t.answers.c.state == AnswerState.PENDING.value, given_from)

    def pending_submissions(self) -> list[Submission]:
        return self._bodies(
            t.submissions, t.submissions.c.state == AnswerState.PENDING.value, submission_from
        )

    def requests(self, cases: Iterable[str]) -> list[Request]:
        return [
            request
            for some in _batches(cases)
            for request in self._bodies(
                t.requests, and_(t.requests.c.superseded == "", t.requests.c.case_id.in_(some)), request_from
            )
        ]

    def request(self, id: str) -> Request | None:
        """One request, superseded or not."""
        return next(iter(self._bodies(t.requests, t.requests.c.id == id, request_from)), None)

    def _bodies(self, table: Table, condition: Any, read: Any) -> list[Any]:
        with self._reading() as connection:
            rows = connection.execute(select(table.c.body).where(condition).order_by(table.c.id))
            return [read(body) for (body,) in rows]

    # ---------------------------------------------------------------------------------- numbers and IDs

    def next_number(self, series: str, year: int) -> int:
        with self._reading() as connection:
            return _last_number(connection, series, year) + 1

    def issued(self, prefix: str, year: int) -> int:
        table = t.issued
        with self._reading() as connection:
            n = connection.execute(
                select(table.c.n).where(and_(table.c.prefix == prefix, table.c.year == year))
            )
            return int(n.scalar() or 0)

    def numbers(self, series: str = "", year: int = 0) -> list[Number]:
        with self._reading() as connection:
            return _numbers(connection, series, year)

    # ---------------------------------------------------------------------------------------- operations

    def operations(self, *states: OpState) -> list[Operation]:
        op, pay = t.operations, t.payloads
        query = (
            select(op, pay.c.payload)
            .join_from(op, pay, pay.c.operation == op.c.id, isouter=True)
            .where(op.c.state.in_([state.value for state in states]))
            .order_by(op.c.id)
        )
        with self._reading() as connection:
            return [
                Operation(
                    id=row.id,
                    case=row.case_id,
                    visit=row.visit,
                    kind=OpKind(row.kind),
                    payload=from_json(row.payload) if row.payload else {},
                    after=tuple(from_json(row.after)),
                    state=OpState(row.state),
                    tries=row.tries,
                    result=from_json(row.result),
                )
                for row in connection.execute(query)
            ]

    def mails_since(self, since: datetime) -> Mapping[str, int]:
        op, pay = t.operations, t.payloads
        query = (
            select(pay.c.payload)
            .join_from(op, pay, pay.c.operation == op.c.id)
            .where(
                and_(
                    op.c.kind == OpKind.MAIL.value,
                    op.c.state == OpState.DONE.value,
                    op.c.at >= since.timestamp(),
                )
            )
        )
        counts: dict[str, int] = {}
        with self._reading() as connection:
            for (payload,) in connection.execute(query):
                for address in from_json(payload).get("to", ()):
                    counts[address] = counts.get(address, 0) + 1
        return counts

    # ------------------------------------------------------------------------------------ history, cursors

    def history(self, workbook_registers: Sequence[str], limit: int) -> list[Recorded]:
        of = select(t.cases.c.id).where(t.cases.c.register.in_(list(workbook_registers)))
        query = (
            select(t.events).where(t.events.c.case_id.in_(of)).order_by(t.events.c.seq.desc()).limit(limit)
        )
        with self._reading() as connection:
            return [_recorded(row) for row in connection.execute(query)]

    def cursor(self, source: str) -> str:
        with self._reading() as connection:
            found = connection.execute(select(t.cursors.c.value).where(t.cursors.c.source == source)).scalar()
            return str(found or "")

    # -------------------------------------------------------------------------------------------- writing

    def commit(self, intent: Intent) -> Head:
        try:
            with self._writing() as connection:
                self._see_that_numbers_go_on(connection, intent.numbers)
                head = _append(connection, intent.events)
                _put(connection, t.cases, ["id"], [_case_row(case) for case in intent.cases])
                self._intend(connection, intent.operations)
                _add(connection, t.numbers, [_number_row(number) for number in intent.numbers])
                _put(connection, t.requests, ["id"], [_request_row(request) for request in intent.requests])
                for given in intent.answers:
                    row = {"state": given.state.value, "body": to_json(given)}
                    connection.execute(update(t.answers).where(t.answers.c.id == given.id).values(row))
                for one in intent.submissions:
                    key = and_(t.submissions.c.form == one.form, t.submissions.c.id == one.id)
                    row = {"state": one.state.value, "body": to_json(one)}
                    connection.execute(update(t.submissions).where(key).values(row))
                _put(
                    connection,
                    t.contents,
                    ["case_id"],
                    [_content_row(content) for content in intent.contents],
                )
                _put(connection, t.issued, ["prefix", "year"], self._issued_rows(connection, intent.issued))
        except IntegrityError as fault:
            raise Conflict(
                f"the journal changed under this pass, nothing of it was kept: {fault.orig}"
            ) from fault
        self.ledger.append(intent.numbers, head)
        return head

    def record(
        self,
        at: datetime,
        operation: Operation,
        state: OpState,
        outcome: Outcome,
        case: Case | None,
        events: Sequence[Event],
    ) -> None:
        with self._writing() as connection:
            row = {
                "state": state.value,
                "tries": operation.tries,
                "result": to_json({**outcome.result, "why": outcome.why}),
                "at": at.timestamp(),
            }
            connection.execute(update(t.operations).where(t.operations.c.id == operation.id).values(row))
            if case is not None:
                _put(connection, t.cases, ["id"], [_case_row(case)])
            head = _append(connection, events)
        if events:
            self.ledger.append((), head)

    def remember(
        self,
        digests: Mapping[str, Mapping[str, bytes]],
        shown: Mapping[str, str],
        placed: Iterable[str],
        cursors: Mapping[str, str],
        emptied: Iterable[str] = (),
    ) -> None:
        placed, emptied = set(placed), set(emptied)
        rows = [
            {"register": register, "id": id, "digest": digest}
            for register, by_id in digests.items()
            for id, digest in by_id.items()
        ]
        with self._writing() as connection:
            changed = []
            for some in _batches({*shown, *placed, *emptied}):
                for (state,) in connection.execute(select(t.cases.c.state).where(t.cases.c.id.in_(some))):
                    case = case_from(state)
                    now = replace(case, placed=case.placed or case.id in placed)
                    if case.id in shown:
                        now = replace(now, shown=shown[case.id], dirty=False)
                    if case.id in emptied:
                        now = replace(now, standing="")
                    if now != case:
                        changed.append(_case_row(now))
            _put(connection, t.cases, ["id"], changed)
            _put(connection, t.row_digests, ["register", "id"], rows)
            _put(connection, t.cursors, ["source"], [{"source": s, "value": v} for s, v in cursors.items()])

    # ------------------------------------------------------------------------------------------ in a commit

    @staticmethod
    def _see_that_numbers_go_on(connection: Connection, numbers: Sequence[Number]) -> None:
        """Without a gap and without a double: each number is the one after the last of its series and year."""
        last: dict[tuple[str, int], int] = {}
        for number in numbers:
            series = (number.series, number.year)
            if series not in last:
                last[series] = _last_number(connection, *series)
            if number.n != last[series] + 1:
                raise Conflict(
                    f"series «{number.series}» {number.year}: {number.n} does not follow {last[series]}"
                )
            last[series] = number.n

    @staticmethod
    def _intend(connection: Connection, operations: Sequence[Operation]) -> None:
        known = {
            id: hash
            for some in _batches(operation.id for operation in operations)
            for id, hash in connection.execute(
                select(t.operations.c.id, t.operations.c.payload_hash).where(t.operations.c.id.in_(some))
            )
        }
        new = [operation for operation in operations if operation.id not in known]
        _add(connection, t.operations, [_operation_row(operation) for operation in new])
        _add(
            connection,
            t.payloads,
            [{"operation": operation.id, "payload": to_json(operation.payload)} for operation in new],
        )

    @staticmethod
    def _issued_rows(connection: Connection, issued: Mapping[tuple[str, int], int]) -> list[dict[str, Any]]:
        known = {(row.prefix, row.year): row.n for row in connection.execute(select(t.issued))}
        return [
            {"prefix": prefix, "year": year, "n": n}
            for (prefix, year), n in issued.items()
            if n > known.get((prefix, year), 0)
        ]


# ------------------------------------------------------------------------------------------- rows and SQL


def _batches(values: Iterable[One]) -> Iterator[list[One]]:
    found = list(values)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def _head(connection: Connection) -> Head:
    row = connection.execute(
        select(t.events.c.seq, t.events.c.hash).order_by(t.events.c.seq.desc()).limit(1)
    ).first()
    return Head(row.seq, row.hash) if row else Head(0, "")


def _append(connection: Connection, events: Sequence[Event]) -> Head:
    head = _head(connection)
    rows = []
    for event in events:
        seq, prev = head.seq + 1, head.hash
        hash = sha256(event_text(seq, event, prev).encode("utf-8", "surrogatepass")).hexdigest()
        rows.append(
            {
                "seq": seq,
                "at": event.at.isoformat(),
                "case_id": event.case,
                "kind": event.kind.value,
                "data": to_json(event.data),
                "prev": prev,
                "hash": hash,
            }
        )
        head = Head(seq, hash)
    _add(connection, t.events, rows)
    return head


def _recorded(row: Any) -> Recorded:
    event = Event(datetime.fromisoformat(row.at), row.case_id, EventKind(row.kind), from_json(row.data))
    return Recorded(row.seq, event, row.prev, row.hash)


def _last_number(connection: Connection, series: str, year: int) -> int:
    table = t.numbers
    query = select(func.max(table.c.n)).where(and_(table.c.series == series, table.c.year == year))
    return int(connection.execute(query).scalar() or 0)


def _numbers(connection: Connection, series: str = "", year: int = 0) -> list[Number]:
    table = t.numbers
    query = select(table).order_by(table.c.series, table.c.year, table.c.n, table.c.suffix)
    if series:
        query = query.where(table.c.series == series)
    if year:
        query = query.where(table.c.year == year)
    return [
        Number(
            series=row.series,
            year=row.year,
            n=row.n,
            text=row.text,
            case=row.case_id,
            column=row.heading,
            at=datetime.fromisoformat(row.at),
            suffix=row.suffix,
            void=row.void,
        )
        for row in connection.execute(query)
    ]


def _case_row(case: Case) -> dict[str, Any]:
    wakes = case.wakes_at.timestamp() if case.wakes_at is not None and not case.closed else None
    return {
        "id": case.id,
        "flow": case.flow,
        "register": case.register,
        "parent": case.parent or None,
        "origin": case.origin or None,
        "placed": case.placed,
        "closed": case.closed,
        "wakes_at": 0.0 if case.dirty else wakes,
        "state": to_json(case),
    }


def _number_row(number: Number) -> dict[str, Any]:
    return {
        "series": number.series,
        "year": number.year,
        "n": number.n,
        "suffix": number.suffix,
        "text": number.text,
        "case_id": number.case,
        "heading": number.column,
        "at": number.at.isoformat(),
        "void": number.void,
    }


def _request_row(request: Request) -> dict[str, Any]:
    row = {"id": request.id, "case_id": request.case, "superseded": request.superseded}
    return {**row, "body": to_json(request)}


def _content_row(content: Content) -> dict[str, Any]:
    return {"case_id": content.case, "cells": to_json(content.cells)}


def _operation_row(operation: Operation) -> dict[str, Any]:
    return {
        "id": operation.id,
        "case_id": operation.case,
        "visit": operation.visit,
        "kind": operation.kind.value,
        "state": operation.state.value,
        "tries": operation.tries,
        "payload_hash": sha256(to_json(operation.payload).encode("utf-8", "surrogatepass")).hexdigest(),
        "after": to_json(operation.after),
        "result": to_json(operation.result),
        "at": None,
    }


def _add(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def _put(
    connection: Connection, table: Table, keys: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert or replace whole rows, in portable SQL: what is there goes first."""
    if not rows:
        return
    by_key = {tuple(row[key] for key in keys): row for row in rows}
    *outer, last = keys
    groups: dict[tuple[Any, ...], list[Any]] = {}
    for key in by_key:
        groups.setdefault(key[:-1], []).append(key[-1])
    for group, ends in groups.items():
        same = [table.c[name] == part for name, part in zip(outer, group, strict=True)]
        for some in _batches(ends):
            connection.execute(delete(table).where(and_(*same, table.c[last].in_(some))))
    _add(connection, table, list(by_key.values()))
