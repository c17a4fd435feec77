"""A workbook as one reading found it, in Google's values and in the engine's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from hashlib import blake2b
from typing import Any

from connectors.google.sheets import EPOCH_DAY, Grid
from connectors.google.slots import Slots
from flows.engine.columns import Cell, CellError, Date
from flows.engine.model import ACTION, DUE, ID, MESSAGE, Register
from flows.engine.ports import Tab

ERRORS = {"#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALUE!", "#NUM!", "#NULL!", "#ERROR!", "Loading..."}
LAST_DAY = 2_958_465
"""31 December 9999."""
NAMELESS = "tanpa ID: "
"""Begins the slot of a message for a row without an ID, followed by the digest of the row."""


@dataclass
class Leaf:
    """One tab. rows: raw values below the header, trailing blank rows left out; at: heading -> column from 0;
    height: rows of the grid, header included."""

    register: Register
    headings: list[str]
    at: dict[str, int]
    rows: list[list[Any]]
    height: int
    taken: dict[str, tuple[str, str]] = field(default_factory=dict)
    """ID -> (slot that keeps it, word) of an answer shown though its cell is empty by now."""

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
        return blake2b(repr(cells).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def owners(self) -> dict[str, str]:
        """Digest of a row -> its ID, where only one row says so."""
        found: dict[str, str] = {}
        for id, refs in self.refs().items():
            if digest := self.digest(refs[0]):
                found[digest] = "" if digest in found or len(refs) > 1 else id
        return {digest: id for digest, id in found.items() if id}


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
    return Leaf(register, headings, at, rows, grid.height)


def same(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def tab_of(leaf: Leaf, slots: Slots) -> Tab:
    """The tab as the engine reads it: dates as dates, errors as errors, messages and answers kept in slots put in."""
    dated = {
        leaf.at[column.heading]
        for column in leaf.register.all_columns
        if column.heading in leaf.at and (column.heading == DUE or isinstance(column.type, Date))
    }
    rows = [[_cell(raw, at in dated) for at, raw in enumerate(row)] for row in leaf.rows]
    _put_answers_back(leaf, slots, rows)
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


def _put_answers_back(leaf: Leaf, slots: Slots, rows: list[list[Cell]]) -> None:
    """An answer that was emptied in the wrong row is still that row's answer, until staff choose another."""
    strays, column = slots.strays(), leaf.at.get(ACTION)
    if not strays or column is None:
        return
    refs = leaf.refs()
    for id in strays.keys() & refs.keys():
        for ref in refs[id]:
            if leaf.raw(ref, ACTION) in ("", None):
                leaf.taken[id] = strays[id]
                _write(rows[ref], column, strays[id][1])


def _put_messages(leaf: Leaf, slots: Slots, rows: list[list[Cell]]) -> None:
    """A row without an ID has no slot of its own; what it was told is kept by what it says."""
    column = leaf.at.get(MESSAGE)
    if column is None or not any(id.startswith(NAMELESS) for id in slots.rows):
        return
    for ref in range(len(rows)):
        if not leaf.id(ref) and (digest := leaf.digest(ref)):
            said = slots.values.get(NAMELESS + digest, {}).get(MESSAGE)
            if said:
                _write(rows[ref], column, str(said))


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


__all__ = ["NAMELESS", "Leaf", "Reading", "leaf_of", "same", "tab_of"]
