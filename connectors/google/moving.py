"""From a workbook into its spreadsheet: what stands in the rows is carried over once, wherever it is broken off.

Until all of it stands there the file bears the mark of the workbook that it is filled from, and no pass works on it.
Every cell has its place, so that going on means to compare and to write what differs. What staff see in the engine's
columns goes into slots as in any other spreadsheet; the journal is not touched.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from connectors.google.kept import KeptBook
from connectors.google.sheets import Grid, Sheets, append_rows, entered, fill, letter, serial, standing
from connectors.google.slots import SLOTS_TAB, engine_headings, slot_headings
from connectors.google.writing import HISTORY_COLUMNS, HISTORY_ROWS, HISTORY_TAB, MORE_ROWS
from flows.engine.columns import Cell, CellError, Column, Date, is_empty, text_of
from flows.engine.model import DUE, ID, MESSAGE, Register
from flows.engine.ports import Book, HistoryLine, Tab
from flows.engine.reading import NEW

AT_ONCE = 1_000_000
"""So many characters of values are sent in a call; Google advises two million bytes at most."""
ROUNDS = 3
SHOWN = None
"""A cell that shows what a slot says, so that nothing is written into it."""


@dataclass(frozen=True)
class Old:
    """A workbook to be moved. path: for people; book: as it was read; history: what its Riwayat tells; problems: why it
    cannot be moved; notes: what stays behind in it."""

    path: str
    book: Book
    history: Sequence[HistoryLine] = ()
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()

    @property
    def counts(self) -> str:
        """How many rows, for people."""
        rows = {name: sum(map(_holds, tab.rows)) for name, tab in self.book.tabs.items()}
        return ", ".join(f"{count} rows of «{name}»" for name, count in rows.items() if count) or "no rows"


class Moves(Protocol):
    """Knows the workbooks that the office worked with before."""

    def old(self, workbook: str) -> Old | None:
        """The workbook that is to be moved; None when there is none, or nothing in it."""
        ...

    def was_moved(self, workbook: str) -> bool: ...

    def moved(self, workbook: str, old: Old, id: str) -> None:
        """All of it stands in the spreadsheet of this id."""
        ...


class NothingToMove:
    """An office that began with Google."""

    def old(self, workbook: str) -> Old | None:
        return None

    def was_moved(self, workbook: str) -> bool:
        return False

    def moved(self, workbook: str, old: Old, id: str) -> None:
        raise AssertionError(workbook)


# --------------------------------------------------------------------------------------------- as it is to be


def order_of(register: Register, tab: Tab) -> list[Column | str]:
    """The columns from left to right as staff have them; what they added themselves is a text."""
    known = {column.heading: column for column in register.all_columns}
    filled = [at + 1 for row in tab.rows for at, cell in enumerate(row) if not is_empty(cell)]
    headed = [at + 1 for at, heading in enumerate(tab.headings) if heading]
    headings = [*tab.headings, *[""] * max(filled, default=0)][: max([*filled, *headed], default=0)]
    return [known.get(heading, heading) for heading in headings]


def cells_of(register: Register, tab: Tab) -> list[list[Any]]:
    """The rows as a spreadsheet keeps them. A row without an ID has no slot: a status typed there stays typed."""
    order = order_of(register, tab)
    id_at = next(at for at, column in enumerate(order) if _heading(column) == ID)
    shown = set(engine_headings(register))
    found = []
    for row in tab.rows:
        cells = [*row, *[None] * (len(order) - len(row))]
        id = _text(cells[id_at])
        left = {MESSAGE} if not id or id.upper() == NEW else shown
        found.append(
            [
                SHOWN if _heading(column) in left else id if at == id_at else kept(cells[at], column)
                for at, column in enumerate(order)
            ]
        )
    return found


def slots_of(registers: Sequence[Register], book: Book) -> list[list[Any]]:
    """The slots of all IDs, as the engine's columns stand now."""
    headings = slot_headings(registers)
    found: dict[str, list[Any]] = {}
    for register in registers:
        tab = book.tabs.get(register.name)
        if tab is None:
            continue
        at = {heading: number for number, heading in reversed(list(enumerate(tab.headings)))}
        columns = {one.heading: one for one in register.all_columns if one.heading in at}
        engines = engine_headings(register)
        for row in tab.rows:
            cells = {
                heading: row[at[heading]] if at[heading] < len(row) else None for heading in (ID, *engines)
            }
            id = _text(cells[ID])
            if id and id.upper() != NEW and id not in found:
                said = {heading: kept(cells[heading], columns[heading]) for heading in engines}
                found[id] = [id if heading == ID else said.get(heading, "") for heading in headings]
    return list(found.values())


def kept(cell: object, column: Column | str) -> Any:
    """A cell as Sheets gives it back. A day is a number under the headings of days alone; elsewhere it is its text."""
    dated = isinstance(column, Column) and (column.heading == DUE or isinstance(column.type, Date))
    match cell:
        case None:
            return ""
        case CellError():
            return str(cell)
        case bool():
            return cell
        case date():
            return serial(cell) if dated else text_of(cell)
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return int(cell)
        case int() | float() | str():
            return cell
    return str(cell)


def _heading(column: Column | str) -> str:
    return column if isinstance(column, str) else column.heading


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _holds(row: Sequence[Cell]) -> bool:
    return any(not is_empty(cell) for cell in row)


# ------------------------------------------------------------------------------------------------ to bring it there


def carry_over(sheets: Sheets, book: KeptBook, registers: Sequence[Register], old: Old) -> str:
    """Bring the spreadsheet, whose tabs are there, to what the workbook holds; gives why that could not be done."""
    moved = [register for register in registers if register.name in old.book.tabs]
    wanted = {r.name: cells_of(r, old.book.tabs[r.name]) for r in moved}
    wanted[SLOTS_TAB] = slots_of(registers, old.book)
    sheets.change(book.id, [standing(book.epoch), *_history(book, old.history)])
    for _ in range(ROUNDS):
        grids = dict(zip(wanted, sheets.values(book.id, list(wanted)), strict=True))
        differing = list(_differing(wanted, grids))
        if not differing:
            return ""
        taller = list(_taller(book, wanted, grids))
        if taller:
            sheets.change(book.id, [standing(book.epoch), *taller])
        for block in _blocks(differing):
            sheets.put_rows(book.id, book.epoch, [(book.tabs[tab], row, cells) for tab, row, cells in block])
    tab, row, cells = differing[0]
    column = next(at for at, cell in enumerate(cells) if cell is not SHOWN)
    return (
        f"tab «{tab}», cell {letter(column)}{row + 1} does not keep {cells[column]!r} of {old.path}; "
        "is somebody typing there? Run `alur provision` again"
    )


def _history(book: KeptBook, history: Sequence[HistoryLine]) -> Iterator[Any]:
    if HISTORY_TAB in book.tabs:
        rows = [[f"{one.when:%d-%m-%Y %H.%M}", one.register, one.id, one.what, one.who] for one in history]
        cells = [[entered(text) for text in row] for row in rows[:HISTORY_ROWS]]
        yield fill(book.tabs[HISTORY_TAB], cells, HISTORY_ROWS, HISTORY_COLUMNS)


Rows = Sequence[tuple[str, int, list[Any]]]
"""(tab, row from 0, its cells from the first column on; None is left as it is)."""


def _differing(wanted: Mapping[str, list[list[Any]]], grids: Mapping[str, Grid]) -> Iterator[Any]:
    for tab, rows in wanted.items():
        for row, cells in enumerate(rows, start=1):
            stands = grids[tab].rows[row] if row < len(grids[tab].rows) else []
            stands = [*stands, *[""] * (len(cells) - len(stands))]
            put = [
                None if cell is SHOWN or _equal(cell, there) else cell
                for cell, there in zip(cells, stands, strict=False)
            ]
            while put and put[-1] is None:
                put.pop()
            if put:
                yield tab, row, put


def _equal(one: Any, other: Any) -> bool:
    numbers = [isinstance(cell, int | float) and not isinstance(cell, bool) for cell in (one, other)]
    if all(numbers):
        return math.isclose(one, other, rel_tol=1e-13)
    return type(one) is type(other) and bool(one == other)


def _taller(
    book: KeptBook, wanted: Mapping[str, list[list[Any]]], grids: Mapping[str, Grid]
) -> Iterator[Any]:
    for tab, rows in wanted.items():
        lacking = len(rows) + 1 - grids[tab].height
        if lacking > 0:
            yield append_rows(book.tabs[tab], lacking + MORE_ROWS)


def _blocks(differing: Rows) -> Iterator[Rows]:
    block: list[tuple[str, int, list[Any]]] = []
    size = 0
    for one in differing:
        length = len(json.dumps(one[2]))
        if block and size + length > AT_ONCE:
            yield block
            block, size = [], 0
        block.append(one)
        size += length
    if block:
        yield block


__all__ = ["Moves", "NothingToMove", "Old", "carry_over", "order_of"]
