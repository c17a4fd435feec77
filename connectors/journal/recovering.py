"""Forgetting a person's data, and going on after a loss without ever giving a number twice."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from connectors.journal import tables as t
from connectors.journal.base import add, head_of, numbers_of
from connectors.journal.ledger import LedgerContent, NumberKey
from connectors.journal.opening import forget_deleted, upsert
from connectors.journal.problems import DamagedJournal
from connectors.journal.rows import NEXT, number_data, number_row, sealed
from connectors.journal.verifying import Verifying
from connectors.journal.writing import Writing
from flows.engine.case import Event, EventKind, Number

LOST = "hilang bersama jurnal yang lebih baru; jangan dipakai lagi"


class Recovering(Writing, Verifying):
    """What an operator does seldom, and knowing why."""

    def erase(self, case: str, at: datetime | None = None) -> None:
        """Take what was shown and sent for a case out of the side tables; its history and numbers stay.

        With ``at`` the history says that it was erased."""
        operations = select(t.operations.c.id).where(t.operations.c.case_id == case)
        with self._one_writer:
            with self._writing() as connection:
                connection.execute(delete(t.contents).where(t.contents.c.case_id == case))
                connection.execute(delete(t.payloads).where(t.payloads.c.operation.in_(operations)))
                if at is not None:
                    head = self._extend(connection, [Event(at, case, EventKind.ADMIN, {"what": "erased"})])
            if at is not None:
                self.ledger.append((), head)
            forget_deleted(self.engine)

    def recover(self, at: datetime) -> list[str]:
        """Go on with this journal although the ledger is lost, damaged, or knows of later events.

        Numbers that only the ledger knows are taken in as BATAL, so that none is given twice; the old ledger is kept
        beside the new one. Gives what was done and what to look at, in English. Raises DamagedJournal when this
        journal is itself not whole."""
        with self._one_writer:
            if broken := self._look()[0]:
                raise DamagedJournal(f"the journal itself is not whole, recover it first: {broken[0]} {NEXT}")
            ledger = self.ledger.content_everywhere()
            with self._reading() as connection:
                own = head_of(connection)
                same = connection.execute(
                    select(t.events.c.hash).where(t.events.c.seq == ledger.head.seq)
                ).scalar()
                numbers = numbers_of(connection)
            stale = bool(ledger.head.seq) and same != ledger.head.hash
            if self.ledger.exists and not ledger.broken and not stale:
                self.verify_head()
                return ["The ledger and the journal agree; there was nothing to recover."]
            lost = _lost(numbers, ledger, at)
            differing = _given_twice(numbers, ledger)
            said = {
                "what": "recovered", "journal": own.seq, "ledger": ledger.head.seq, "ledger hash": ledger.head.hash,
                "numbers": len(lost), "given twice": differing,
            }  # fmt: skip
            events = [Event(at, "", EventKind.ADMIN, said)]
            for number in lost:
                data = number_data(number)
                events.append(Event(at, "", EventKind.NUMBERED, data))
                events.append(Event(at, "", EventKind.VOIDED, {**data, "reason": number.void}))
            with self._writing() as connection:
                head = self._extend(connection, events, newest=True)
                add(connection, t.numbers, [number_row(number) for number in lost])
                issued = {(row.prefix, row.year): row.n for row in connection.execute(select(t.issued))}
                issued |= {key: n for key, n in ledger.issued.items() if n > issued.get(key, 0)}
                rows = [{"prefix": prefix, "year": year, "n": n} for (prefix, year), n in issued.items()]
                upsert(connection, t.issued, [sealed(t.issued, row) for row in rows])
            old = self.ledger.replace([*numbers, *lost], head, issued)
        done = [f"The ledger {self.ledger.path} was written again; it ends at event {head.seq}."]
        done += [f"The old one is kept as {old}."] if old else []
        done += [
            f"Number {number.text} of «{number.series}» {number.year} is BATAL now: {LOST}."
            for number in lost
        ]
        done += [
            f"Number {text} was given to two letters; find both and settle it by hand." for text in differing
        ]
        if stale:
            done.append(
                f"This journal does not know what happened after event {min(own.seq, ledger.head.seq)}: look into "
                "outbox, documents and registers, and use `alur sync --rehearse` before the next pass."
            )
        return done


def _lost(numbers: list[Number], ledger: LedgerContent, at: datetime) -> list[Number]:
    """Numbers that only the ledger knows, and those between them that nobody can read any more, all BATAL."""
    have: set[NumberKey] = {(x.series, x.year, x.n, x.suffix) for x in numbers}
    texts = {key: line.text for key, line in ledger.numbers.items() if key not in have}
    last: dict[tuple[str, int], int] = {}
    for series, year, n, _ in texts:
        last[series, year] = max(n, last.get((series, year), 0))
    for (series, year), end in last.items():
        for n in range(1, end):
            key = (series, year, n, "")
            if key not in have:
                texts.setdefault(key, f"{n}/?")
    return [
        Number(series, year, n, text, "", "", at, suffix, LOST)
        for (series, year, n, suffix), text in sorted(texts.items())
    ]


def _given_twice(numbers: list[Number], ledger: LedgerContent) -> list[str]:
    found = []
    for number in numbers:
        line = ledger.numbers.get((number.series, number.year, number.n, number.suffix))
        if line is not None and line.text != number.text:
            found.append(f"{number.text} (in the ledger {line.text})")
    return found
