"""Numbers by hand: one is declared BATAL, one is put in between; both stay visible for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from string import ascii_lowercase

from sqlalchemy import Connection, and_, select

from connectors.journal import tables as t
from connectors.journal.base import JournalBase, add, numbers_of
from connectors.journal.opening import upsert
from connectors.journal.problems import NoSuchNumber
from connectors.journal.rows import case_row, number_data, number_row, read
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, Event, EventKind, Number


class Numbering(JournalBase):
    """Void and inserted numbers, with their events and in the ledger."""

    def void_number(
        self, series: str, year: int, n: int, reason: str, at: datetime, suffix: str = ""
    ) -> Number:
        """Declare a number BATAL. It stays listed and is never given again. Raises NoSuchNumber."""
        if not reason.strip():
            raise NoSuchNumber("a void number needs a reason; nothing was changed")
        with self._one_writer:
            with self._writing() as connection:
                found = [x for x in numbers_of(connection, series, year) if (x.n, x.suffix) == (n, suffix)]
                if not found or found[0].void:
                    why = f"is BATAL already: {found[0].void}" if found else "was never given"
                    raise NoSuchNumber(f"number {n}{suffix} of series «{series}» {year} {why}")
                number = replace(found[0], void=reason)
                upsert(connection, t.numbers, [number_row(number)])
                data = {**number_data(number), "reason": reason}
                head = self._extend(connection, [Event(at, number.case, EventKind.VOIDED, data)])
            self.ledger.append([number], head)
        return number

    def insert_number(
        self,
        series: str,
        year: int,
        after: int,
        case: str,
        column: str,
        text: str,
        at: datetime,
        dated: str = "",
    ) -> Number:
        """Give a case a back-dated number after another: «12a», «12b»; it takes no other in that column.

        text: as printed, with ``{suffix}`` for the letter; dated: the column that gets the day of the number before it.
        Raises NoSuchNumber."""
        with self._one_writer:
            with self._writing() as connection:
                given = numbers_of(connection, series, year)
                taken = [number for number in given if number.n == after]
                if not taken:
                    raise NoSuchNumber(f"number {after} of series «{series}» {year} was never given")
                own = and_(t.numbers.c.case_id == case, t.numbers.c.heading == column, t.numbers.c.void == "")
                for (has,) in connection.execute(select(t.numbers.c.text).where(own)):
                    raise NoSuchNumber(f"{case} has number {has} in «{column}» already")
                used = {number.suffix for number in taken}
                suffix = next((letter for letter in ascii_lowercase if letter not in used), "")
                if not suffix:
                    raise NoSuchNumber(
                        f"number {after} of series «{series}» {year} has all suffixes a to z already"
                    )
                number = Number(
                    series, year, after, text.replace("{suffix}", suffix), case, column, at, suffix
                )
                if any(number.text == other.text for other in given):
                    raise NoSuchNumber(f"number {number.text} of series «{series}» {year} was given already")
                fills: dict[str, str | date] = {column: number.text}
                if dated:
                    fills[dated] = taken[0].at.astimezone(JAKARTA).date()
                self._fill(connection, case, column, fills)
                add(connection, t.numbers, [number_row(number)])
                head = self._extend(connection, [Event(at, case, EventKind.NUMBERED, number_data(number))])
            self.ledger.append([number], head)
        return number

    @staticmethod
    def _fill(connection: Connection, case: str, column: str, fills: Mapping[str, str | date]) -> None:
        """Let a case have what is filled in; the next pass shows it in its row. Raises NoSuchNumber."""
        mine = and_(t.numbers.c.case_id == case, t.numbers.c.heading == column, t.numbers.c.void != "")
        void = set(connection.execute(select(t.numbers.c.text).where(mine)).scalars())
        for row in connection.execute(select(t.cases).where(t.cases.c.id == case)).all():
            found: Case = read(t.cases, row)
            if found.fills.get(column) and found.fills[column] not in void:
                raise NoSuchNumber(f"{case} has {found.fills[column]} in «{column}» already")
            filled = replace(found, fills={**found.fills, **fills}, dirty=found.placed)
            upsert(connection, t.cases, [case_row(filled)])
