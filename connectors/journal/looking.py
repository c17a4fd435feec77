"""What the pages of staff ask of the journal: short rows of many cases, and whole ones of few."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Select, and_, cast, or_, select, tuple_, type_coerce

from connectors.journal import tables as t
from connectors.journal.base import JournalBase, batches
from connectors.journal.codec import moment
from flows.engine.case import AnswerState, Given


@dataclass(frozen=True, slots=True)
class Line:
    """A case in a list. cells, fills: what staff and the engine filled in its row, where it was asked for; no dates."""

    id: str
    register: str
    status: str
    due_at: datetime | None
    cells: Mapping[str, str]
    fills: Mapping[str, Any]


class Looking(JournalBase):
    """Lists are read without checking each row; what is shown of a single case is read whole, and checked."""

    def lines_at(self, places: Iterable[tuple[str, str]], *, cells: bool) -> list[Line]:
        """The open cases that stand at any of these (register, status)."""
        found: list[Line] = []
        query = self._lines(cells).where(t.cases.c.closed.is_(False))
        place = tuple_(t.cases.c.register, t.cases.c.status)
        with self._reading() as connection:
            for some in batches(dict.fromkeys(places)):
                found += [_line(row) for row in connection.execute(query.where(place.in_(some)))]
        return found

    def lines_with(self, words: Collection[str], registers: Collection[str], limit: int) -> list[Line]:
        """Cases of registers whose ID or some cell, numbers included, holds each of the words: open ones first, then
        the newest."""
        if not words:
            return []
        says: list[Any] = [t.cases.c.register.in_(list(registers))]
        filled: Any = self._state()["fills"].as_string()
        for word in words:
            told = json.dumps(word)[1:-1]  # as the cells are kept: in ASCII
            says.append(
                or_(
                    t.cases.c.id.icontains(word, autoescape=True),
                    filled.icontains(told, autoescape=True),
                    t.contents.c.cells.icontains(told, autoescape=True),
                )
            )
        query = self._lines(True).where(and_(*says)).order_by(t.cases.c.closed, t.cases.c.id.desc())
        with self._reading() as connection:
            return [_line(row) for row in connection.execute(query.limit(limit))]

    def answers_of(self, case: str) -> list[Given]:
        """Every answer that a case has had by a page, link or form, whatever became of it; oldest first."""
        found: list[Given] = self._bodies(t.answers, t.answers.c.case_id == case)
        return sorted(found, key=lambda given: (given.at, given.id))

    def answered(self) -> set[tuple[str, int]]:
        """(case, visit) of the answers that no pass has looked at yet."""
        pending: list[Given] = self._bodies(t.answers, t.answers.c.state == AnswerState.PENDING.value)
        return {(given.case, given.visit) for given in pending}

    def asked_of(self, desks: Collection[str]) -> set[str]:
        """Cases with an open question to any of these desks, named as in the IDs of questions."""
        query = select(t.requests.c.id, t.requests.c.case_id).where(t.requests.c.superseded == "")
        with self._reading() as connection:
            return {row.case_id for row in connection.execute(query) if row.id.rpartition("/")[2] in desks}

    def _lines(self, cells: bool) -> Select[Any]:
        due = self._state()[("due_at", "$at")].as_string().label("due")
        columns: list[Any] = [t.cases.c.id, t.cases.c.register, t.cases.c.status, due]
        if not cells:
            return select(*columns)
        of = t.cases.outerjoin(t.contents, t.contents.c.case_id == t.cases.c.id)
        return select(*columns, t.contents.c.cells, t.cases.c.state).select_from(of)

    def _state(self) -> Any:
        """What a case says of itself, to be looked into by the database."""
        # SQLite looks into a column of text by itself; PostgreSQL is told that it is JSON.
        sees = type_coerce if self.engine.dialect.name == "sqlite" else cast
        return sees(t.cases.c.state, JSON)


def _line(row: Any) -> Line:
    due = moment(row.due) if row.due else None
    if len(row) == 4:
        return Line(row.id, row.register, row.status, due, {}, {})
    filled = json.loads(row.state).get("fills", {})
    fills = {heading: value for heading, value in filled.items() if not isinstance(value, dict)}
    return Line(row.id, row.register, row.status, due, json.loads(row.cells or "{}"), fills)
