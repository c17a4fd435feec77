"""What a pass writes: one transaction for each commit, and the ledger at once after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from connectors.journal import tables as t
from connectors.journal.base import JournalBase, add, head_of, last_number, numbers_of, rows_in
from connectors.journal.codec import to_json
from connectors.journal.ledger import LedgerLine, NumberKey
from connectors.journal.opening import upsert
from connectors.journal.rows import (
    Row,
    answer_row,
    case_row,
    content_row,
    number_row,
    operation_from,
    operation_row,
    payload_hash,
    payload_row,
    read,
    request_row,
    sealed,
    submission_row,
)  # fmt: skip
from flows.engine.case import Case, Event, EventKind, Given, Intent, Number, Operation, OpState, Submission
from flows.engine.ports import Conflict, Head, Outcome, StaleJournal

One = TypeVar("One")
BEGINNINGS = (EventKind.OPENED, EventKind.BASELINE)


class Writing(JournalBase):
    """The writing half of ``flows.engine.ports.Journal``."""

    # ------------------------------------------------------------------------------------------- ledger

    def verify_head(self) -> None:
        """See that this journal holds the event that the ledger ends with; bring the ledger up when it is behind.

        Raises StaleJournal, and JournalProblem when the ledger cannot be used."""
        with self._one_writer:
            self.ledger.compare()
            known = self.ledger.head()
            with self._reading() as connection:
                own = head_of(connection)
                if own == known:
                    return
                if own.seq and not self.ledger.exists:
                    raise StaleJournal(
                        f"The ledger {self.ledger.path} is not there, and the journal {self.engine.url.database} has "
                        f"{own.seq} events. Expected a ledger that ends at one of them. Put it back where it was; "
                        "if it is lost, run `alur journal recover` to write it again from this journal."
                    )
                found = connection.execute(
                    select(t.events.c.hash).where(t.events.c.seq == known.seq)
                ).scalar()
                if known.seq and found != known.hash:
                    raise StaleJournal(self._stale(own, known, found))
                noted = self.ledger.content()
                behind = [n for n in numbers_of(connection) if _is_news(n, noted.numbers)]
                ids = {(row.prefix, row.year): row.n for row in connection.execute(select(t.issued))}
            ids = {key: n for key, n in ids.items() if n > noted.issued.get(key, 0)}
            self.ledger.append(behind, own, ids)

    # ------------------------------------------------------------------------------------------- commit

    def commit(self, intent: Intent) -> Head:
        with self._one_writer:
            try:
                with self._writing() as connection:
                    self._see_that_numbers_go_on(connection, intent.numbers)
                    self._see_that_ids_are_new(connection, intent)
                    head = self._extend(connection, intent.events)
                    upsert(connection, t.cases, _last(intent.cases, lambda case: case.id, case_row))
                    self._intend(connection, intent.operations)
                    self._merge(connection, intent.merged)
                    add(connection, t.numbers, [number_row(number) for number in intent.numbers])
                    upsert(connection, t.requests, _last(intent.requests, lambda one: one.id, request_row))
                    self._settle_answers(connection, intent.answers)
                    self._settle_submissions(connection, intent.submissions)
                    upsert(connection, t.contents, _last(intent.contents, lambda one: one.case, content_row))
                    issued = self._issue(connection, intent.issued)
            except IntegrityError as fault:
                raise Conflict(
                    f"the journal changed under this pass, nothing of it was kept: {fault.orig}"
                ) from fault
            self.ledger.append(intent.numbers, head, issued)
        return head

    @staticmethod
    def _see_that_numbers_go_on(connection: Connection, numbers: Sequence[Number]) -> None:
        """Without a gap and without a double: each number is the one after the last of its series and year."""
        last: dict[tuple[str, int], int] = {}
        for number in numbers:
            if number.suffix:
                raise Conflict(
                    f"number {number.text}: one with a suffix is inserted by hand, never in a pass"
                )
            series = (number.series, number.year)
            if series not in last:
                last[series] = last_number(connection, *series)
            if number.n != last[series] + 1:
                raise Conflict(
                    f"series «{number.series}» {number.year}: {number.n} does not follow {last[series]}"
                )
            last[series] = number.n

    @staticmethod
    def _see_that_ids_are_new(connection: Connection, intent: Intent) -> None:
        opened = [event.case for event in intent.events if event.kind in BEGINNINGS]
        for row in rows_in(connection, select(t.cases.c.id), t.cases.c.id, opened):
            raise Conflict(f"{row.id} was opened already")

    def _intend(self, connection: Connection, operations: Sequence[Operation]) -> None:
        """Keep new operations; one that is there already is the same decision taken again."""
        new = {operation.id: operation for operation in reversed(operations)}
        texts = {id: to_json(operation.payload) for id, operation in new.items()}
        op, pay = t.operations.c, t.payloads.c
        known = select(op.id, op.payload_hash, pay.payload).join_from(
            t.operations, t.payloads, pay.operation == op.id, isouter=True
        )
        for row in rows_in(connection, known, op.id, texts):
            text = texts.pop(row.id)
            # The hash differs also when the office has another key by now; then the payload itself is compared.
            if row.payload_hash != payload_hash(self.key, text) and row.payload != text:
                raise Conflict(f"operation {row.id} was decided before, with another payload")
        add(
            connection,
            t.operations,
            [operation_row(new[id], payload_hash(self.key, texts[id])) for id in texts],
        )
        add(connection, t.payloads, [payload_row(new[id], texts[id]) for id in texts])

    @staticmethod
    def _merge(connection: Connection, merged: Mapping[str, str]) -> None:
        """Mails that went into a digest are done with it."""
        rows = []
        for row in rows_in(connection, select(t.operations), t.operations.c.id, merged):
            ended = replace(operation_from(row, {}), state=OpState.DONE, result={"digest": merged[row.id]})
            rows.append(operation_row(ended, row.payload_hash))
        upsert(connection, t.operations, rows)

    @staticmethod
    def _settle_answers(connection: Connection, answers: Sequence[Given]) -> None:
        """State and reason change; what was answered never does."""
        rows = rows_in(connection, select(t.answers), t.answers.c.id, [given.id for given in answers])
        stood = {row.id: read(t.answers, row) for row in rows}
        now = [
            replace(stood.get(given.id, given), state=given.state, reason=given.reason) for given in answers
        ]
        upsert(connection, t.answers, _last(now, lambda given: given.id, answer_row))

    @staticmethod
    def _settle_submissions(connection: Connection, submissions: Sequence[Submission]) -> None:
        rows = rows_in(connection, select(t.submissions), t.submissions.c.id, [one.id for one in submissions])
        stood = {(row.form, row.id): read(t.submissions, row) for row in rows}
        now = [
            replace(stood.get((one.form, one.id), one), state=one.state, reason=one.reason)
            for one in submissions
        ]
        upsert(connection, t.submissions, _last(now, lambda one: (one.form, one.id), submission_row))

    @staticmethod
    def _issue(connection: Connection, issued: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], int]:
        """Note the highest ID numbers given out; gives those that rose."""
        if not issued:
            return {}
        known = {(row.prefix, row.year): row.n for row in connection.execute(select(t.issued))}
        rose = {key: n for key, n in issued.items() if n > known.get(key, 0)}
        rows = [
            sealed(t.issued, {"prefix": prefix, "year": year, "n": n}) for (prefix, year), n in rose.items()
        ]
        upsert(connection, t.issued, rows)
        return rose

    # --------------------------------------------------------------------------------- record, remember

    def record(
        self,
        at: datetime,
        operation: Operation,
        state: OpState,
        outcome: Outcome,
        case: Case | None,
        events: Sequence[Event],
    ) -> None:
        with self._one_writer:
            with self._writing() as connection:
                query = select(t.operations).where(t.operations.c.id == operation.id)
                row = connection.execute(query).first()
                if row is None:
                    raise Conflict(
                        f"operation {operation.id} was never decided; how it ended is not recorded"
                    )
                result = {**outcome.result, "why": outcome.why}
                ended = replace(operation_from(row, {}), tries=operation.tries, state=state, result=result)
                upsert(connection, t.operations, [operation_row(ended, row.payload_hash, at.timestamp())])
                if case is not None:
                    upsert(connection, t.cases, [case_row(case)])
                if events:
                    head = self._extend(connection, events)
            if events:
                self.ledger.append((), head, soon=False)

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
            sealed(t.row_digests, {"register": register, "id": id, "digest": digest})
            for register, by_id in digests.items()
            for id, digest in by_id.items()
        ]
        with self._writing() as connection:
            changed = []
            for row in rows_in(connection, select(t.cases), t.cases.c.id, {*shown, *placed, *emptied}):
                case = now = read(t.cases, row)
                now = replace(now, placed=now.placed or now.id in placed)
                if now.id in shown:
                    now = replace(now, shown=shown[now.id], dirty=False)
                if now.id in emptied:
                    now = replace(now, standing="")
                if now != case:
                    changed.append(case_row(now))
            upsert(connection, t.cases, changed)
            upsert(connection, t.row_digests, rows)
            upsert(
                connection,
                t.cursors,
                [sealed(t.cursors, {"source": s, "value": v}) for s, v in cursors.items()],
            )


def _is_news(number: Number, noted: Mapping[NumberKey, LedgerLine]) -> bool:
    """Whether the ledger lacks a number, or lacks that it is BATAL."""
    line = noted.get((number.series, number.year, number.n, number.suffix))
    return line is None or bool(number.void) > line.void


def _last(values: Iterable[One], key: Callable[[One], object], row: Callable[[One], Row]) -> list[Row]:
    """Rows of the values; of several with the same key, the last."""
    return list({key(one): row(one) for one in values}.values())
