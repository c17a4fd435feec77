"""Who may write where: protected ranges bind callers of the API as they bind people, but never the owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_a1 import Area, of_grid
from connectors.google.emulator.sheets_cells import Written
from connectors.google.emulator.sheets_model import Sheet, Spreadsheet

PROTECTED = (
    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove "
    "protection if you need to edit."
)
MOST_CELLS = 10_000_000
TOO_MANY_CELLS = (
    "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
)


def may_edit(protection: Json, who: str, owner: str) -> bool:
    """Whether a protected range lets the token write."""
    return who == owner or who in protection.get("editors", {}).get("users", [])


def refuse(book: Spreadsheet, sheet: Sheet, cells: Iterable[Written], who: str, owner: str) -> None:
    """Raises 400 where one of the cells is closed to the token."""
    closed = [
        (area, [of_grid(book, hole) for hole in one.get("unprotectedRanges", [])])
        for one in sheet.protected.values()
        if not one.get("warningOnly") and not may_edit(one, who, owner)
        for area in _areas(book, sheet, one)
    ]
    for one in cells if closed else ():
        for area, holes in closed:
            if _holds(area, one) and not any(_holds(hole, one) for hole in holes):
                raise invalid(PROTECTED)


def refuse_size(book: Spreadsheet, more: int = 0) -> None:
    """Raises 400 where the grids would hold too many cells; more: so many are about to be added."""
    if sum(one.row_count * one.column_count for one in book.sheets) + more > MOST_CELLS:
        raise invalid(TOO_MANY_CELLS)


def _areas(book: Spreadsheet, sheet: Sheet, protection: Json) -> Iterator[Area]:
    named = book.named.get(protection.get("namedRangeId", ""))
    if "range" in protection:
        yield of_grid(book, {"sheetId": sheet.id, **protection["range"]})
    elif named is not None:
        yield of_grid(book, named["range"])


def _holds(area: Area, cell: Written) -> bool:
    bottom, right = area.ends
    return area.top <= cell.row < bottom and area.left <= cell.column < right
