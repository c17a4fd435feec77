"""A workbook as one reading found it, in Google's values and in the engine's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from connectors.google.sheets import EPOCH_DAY, Grid
from connectors.google.slots import Slots
from flows.engine.columns import Cell, CellError, Date
from flows.engine.model import DUE, ID, MESSAGE, STATUS, Register
from flows.engine.ports import Tab

ERRORS = {"#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "#NULL!", "#ERROR!", "Loading..."}
LAST_DAY = 2_958_465
"""31 December 9999."""
NAMELESS = "tanpa ID: "
"""Begins the slot of a message for a row without an ID, followed by what the row says."""
HEADINGS = ""
"""In what is remembered of a row being placed: the headings that it was placed under."""
_TAKEN = re.compile(r"(.*) · diambil (\S+)", re.DOTALL)


def taken(word: str, id: str) -> str:
    """What stands in a Tindakan between the moment its word is taken and the moment it is emptied: a text that stands
    nowhere else, so that it is found again wherever its row went."""
    return f"{word} · diambil {id}"


def word_taken(cell: Any) -> tuple[str, str]:
    """(the word, the ID it was taken for) of such a text; ('', '') of any other."""
    found = _TAKEN.fullmatch(cell) if isinstance(cell, str) else None
    return (found[1], found[2]) if found else ("", "")


@dataclass
class Leaf:
    """One tab. rows: raw values below the header, trailing blank rows left out; at: heading -> column from 0;
    height: rows of the grid, header included; width: its columns."""

    register: Register
    headings: list[str]
    at: dict[str, int]
    rows: list[list[Any]]
    height: int
    width: int = 0

    def raw(self, ref: int, heading: str) -> Any:
        row, column = self.rows[ref], self.at.get(heading, len(self.rows[ref]))
        return row[column] if column < len(row) else ""

    def id(self, ref: int) -> str:
        return str(self.raw(ref, ID)).strip()

    def refs(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for ref in range(len(self.rows)):
            if id := self.id(ref):
                found.setdefault(id, []).append(ref)
        return found

    def digest(self, ref: int) -> str:
        """Of what staff typed; '' for a row in which they typed nothing."""
        cells = [self.raw(ref, heading) for heading in self.register.staff_headings]
        if all(cell in ("", None) for cell in cells):
            return ""
        return digest_of(cells)

    def place(self, ref: int) -> str:
        """Where a row stands, in the words of staff."""
        return f"{self.register.name}, baris {ref + 2}"

    def nameless(self) -> dict[int, str]:
        """The rows that hold something but no ID, and the slot that keeps the message of each."""
        found: dict[int, str] = {}
        alike: dict[str, int] = {}
        for ref in range(len(self.rows)):
            if not self.id(ref) and (digest := self.digest(ref)):
                alike[digest] = alike.get(digest, 0) + 1
                found[ref] = f"{NAMELESS}{self.register.name}/{digest}/{alike[digest]}"
        return found

    def owners(self) -> dict[str, list[str]]:
        """Digest of a row -> the IDs of the rows that say so."""
        found: dict[str, list[str]] = {}
        for id, refs in self.refs().items():
            for digest in dict.fromkeys(map(self.digest, refs)):
                if digest:
                    found.setdefault(digest, []).append(id)
        return found


def leaf_of(register: Register, grid: Grid) -> Leaf:
    canonical = {same(column.heading): column.heading for column in register.all_columns}
    header = grid.rows[0] if grid.rows else []
    headings = [canonical.get(same(str(cell)), str(cell).strip()) for cell in header]
    rows = [list(row) for row in grid.rows[1:]]
    while rows and all(cell in ("", None) for cell in rows[-1]):
        rows.pop()
    at: dict[str, int] = {}
    for column, heading in enumerate(headings):
        at.setdefault(heading, column)
    return Leaf(register, headings, at, rows, grid.height, max(grid.width, len(headings)))


def digest_of(cell: Any) -> str:
    """Tells whether two contents are equal, and nothing else."""
    return blake2b(repr(cell).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def same(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def tab_of(leaf: Leaf, slots: Slots) -> Tab:
    """The tab as the engine reads it: dates as dates, errors as errors, messages kept in slots put in.

    A date is a number here, and only its column says that it is one. In other columns a date stays the number that
    it is: Sheets tells the format of a cell only in a second, far heavier request. Columns of text are made as text,
    so that what people type there, a date as well, stays what they typed.
    """
    dated = {
        leaf.at[column.heading]
        for column in leaf.register.all_columns
        if column.heading in leaf.at and (column.heading == DUE or isinstance(column.type, Date))
    }
    rows = [[_cell(raw, at in dated) for at, raw in enumerate(row)] for row in leaf.rows]
    _put_messages(leaf, slots, rows)
    return Tab(leaf.register.name, leaf.headings, rows)


def _cell(raw: Any, dated: bool) -> Cell:
    if isinstance(raw, str):
        return CellError(raw) if raw in ERRORS else raw
    if dated and isinstance(raw, int | float) and not isinstance(raw, bool) and 1 <= raw <= LAST_DAY:
        days = int(raw)
        day = EPOCH_DAY + timedelta(days=days)
        if raw == days:
            return day
        return datetime.combine(day, time()) + timedelta(seconds=round((raw - days) * 86400))
    found: Cell = raw
    return found


def _put_messages(leaf: Leaf, slots: Slots, rows: list[list[Cell]]) -> None:
    """A row without an ID has no slot of its own; what it was told is kept by what it says.

    A message that was written for another place is told again, because Riwayat names the place.
    """
    column = leaf.at.get(MESSAGE)
    if column is None or not any(id.startswith(NAMELESS) for id in slots.rows):
        return
    for ref, slot in leaf.nameless().items():
        said = slots.values.get(slot, {})
        if said.get(MESSAGE) and said.get(STATUS) == leaf.place(ref):
            _write(rows[ref], column, str(said[MESSAGE]))


def _write(row: list[Cell], column: int, value: Cell) -> None:
    row += [""] * (column + 1 - len(row))
    row[column] = value


@dataclass
class Reading:
    """All tabs of one moment."""

    stamp: str
    leaves: dict[str, Leaf]
    slots: Slots
    problems: Sequence[str] = ()


__all__ = [
    "HEADINGS",
    "NAMELESS",
    "Leaf",
    "Reading",
    "digest_of",
    "leaf_of",
    "same",
    "tab_of",
    "taken",
    "word_taken",
]
