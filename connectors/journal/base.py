"""What all sides of the journal stand on: its database, its ledger, and one transaction at a time for writers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import RLock
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Row, Select, Table, and_, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from connectors.journal import tables as t
from connectors.journal.ledger import Ledger
from connectors.journal.opening import explained
from connectors.journal.rows import chained, number_from, read
from flows.engine.case import Event, Number
from flows.engine.ports import Head, StaleJournal

BATCH = 500
One = TypeVar("One")


class JournalBase:
    """A database and its ledger. key: the office's secret, for what is kept as a keyed hash."""

    def __init__(self, engine: Engine, ledger: Ledger, key: bytes = b"") -> None:
        self.engine = engine
        self.ledger = ledger
        self.key = key
        self._one_writer = RLock()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """One consistent state, whoever writes meanwhile."""
        with self._explaining(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction, all or nothing. Raises IntegrityError for a double, else JournalProblem."""
        with self._one_writer, self._explaining():
            engine = self.engine.execution_options(writes=True)
            with engine.connect() as connection, connection.begin():
                yield connection

    @contextmanager
    def _explaining(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except (DBAPIError, UnicodeDecodeError) as fault:
            raise explained(self.engine, fault) from fault

    def _bodies(self, table: Table, condition: Any) -> list[Any]:
        """What the JSON of the rows says, in the order of their keys."""
        query = select(table).where(condition).order_by(*table.primary_key)
        with self._reading() as connection:
            return [read(table, row) for row in connection.execute(query)]

    def _bodies_of(
        self, table: Table, column: Any, values: Iterable[str], condition: Any = True
    ) -> list[Any]:
        with self._reading() as connection:
            return [
                read(table, row)
                for row in rows_in(connection, select(table).where(condition), column, values)
            ]

    def _extend(self, connection: Connection, events: Sequence[Event], newest: bool = False) -> Head:
        """Put events at the end of the chain; gives the new head. newest: this journal is, whatever the ledger says.

        Raises StaleJournal when the ledger knows a later event."""
        head = head_of(connection)
        if not newest:
            known = self.ledger.head()
            if known.seq > head.seq or (known.seq == head.seq and known != head):
                raise StaleJournal(self._stale(head, known, None))
            if not head.seq:
                self.ledger.begin()
        rows, head = chained(head, events)
        add(connection, t.events, rows)
        return head

    def _stale(self, own: Head, known: Head, found: str | None) -> str:
        has = f"has as {found[:12]}" if found else "does not have"
        return (
            f"The journal {self.engine.url.database} ends at event {own.seq}. Expected event {known.seq} with hash "
            f"{known.hash[:12]}, which the ledger {self.ledger.path} knows and this journal {has}: it is an older "
            "copy or a fork. Nothing is done. Restore the newer journal; if it is lost, run `alur journal recover`."
        )


def batches(values: Iterable[One]) -> Iterator[list[One]]:
    found = list(values)
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def rows_in(
    connection: Connection, query: Select[Any], column: Any, values: Iterable[str]
) -> Iterator[Row[Any]]:
    """The rows whose column is one of the values, however many they are."""
    for some in batches(dict.fromkeys(values)):
        yield from connection.execute(query.where(column.in_(some)))


def add(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))


def head_of(connection: Connection) -> Head:
    newest = select(t.events.c.seq, t.events.c.hash).order_by(t.events.c.seq.desc()).limit(1)
    row = connection.execute(newest).first()
    return Head(row.seq, row.hash) if row else Head(0, "")


def last_number(connection: Connection, series: str, year: int) -> int:
    table = t.numbers
    query = select(func.max(table.c.n)).where(and_(table.c.series == series, table.c.year == year))
    return int(connection.execute(query).scalar() or 0)


def numbers_of(connection: Connection, series: str = "", year: int = 0) -> list[Number]:
    table = t.numbers
    query = select(table).order_by(table.c.series, table.c.year, table.c.n, table.c.suffix)
    if series:
        query = query.where(table.c.series == series)
    if year:
        query = query.where(table.c.year == year)
    return [number_from(row) for row in connection.execute(query)]
