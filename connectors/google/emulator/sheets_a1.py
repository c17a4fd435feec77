"""A1 notation: what an address like ``'Cuti 2026'!A2:F`` names, and how a range is written in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connectors.google.emulator.calls import ApiError, Json, invalid
from connectors.google.emulator.sheets_letters import column_number, letters

if TYPE_CHECKING:
    from connectors.google.emulator.sheets_model import Sheet, Spreadsheet

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([1-9][0-9]{0,7})?")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_CELL_LIKE = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*|true|false", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a tab, from 0, ends exclusive. An end of None is open: the side of the grid."""

    sheet: Sheet
    top: int
    left: int
    bottom: int | None
    right: int | None

    @property
    def is_cell(self) -> bool:
        return self.bottom == self.top + 1 and self.right == self.left + 1

    def cut(self) -> Area:
        """The part on the grid, both ends known.

        Raises 400 where it begins beyond the grid.
        """
        rows, columns = self.sheet.row_count, self.sheet.column_count
        if self.top >= rows or self.left >= columns:
            raise invalid(
                f"Range ({shown(self)}) exceeds grid limits. Max rows: {rows}, max columns: {columns}"
            )
        bottom = rows if self.bottom is None else min(self.bottom, rows)
        right = columns if self.right is None else min(self.right, columns)
        return Area(self.sheet, self.top, self.left, bottom, right)

    @property
    def ends(self) -> tuple[int, int]:
        """Bottom and right, open ones at the side of the grid."""
        return (
            self.sheet.row_count if self.bottom is None else self.bottom,
            self.sheet.column_count if self.right is None else self.right,
        )


def quoted(title: str) -> str:
    """The title of a tab as it stands in an address, in quotes only where needed."""
    if _PLAIN_TITLE.fullmatch(title) and not _CELL_LIKE.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def corners(text: str) -> tuple[int, int, int | None, int | None] | None:
    """top, left, bottom, right of ``B2``, ``A1:C``, ``2:3``, ``A:A``; None for what is no such address."""
    first, colon, last = text.partition(":")
    start, end = _corner(first), _corner(last if colon else first)
    if start is None or end is None:
        return None
    if not colon:
        return (
            None
            if None in start
            else (start[0] or 0, start[1] or 0, (start[0] or 0) + 1, (start[1] or 0) + 1)
        )
    (row, column), (last_row, last_column) = start, end
    if row is None and last_row is not None:  # A:B5 reads as B5 down is not open above
        row = 0
    if column is None and last_column is not None:
        column = 0
    top, bottom = row or 0, None if last_row is None else last_row + 1
    left, right = column or 0, None if last_column is None else last_column + 1
    if bottom is not None and bottom <= top:
        top, bottom = bottom - 1, top + 1
    if right is not None and right <= left:
        left, right = right - 1, left + 1
    return top, left, bottom, right


def find(spreadsheet: Spreadsheet, text: str) -> Area:
    """What the address names: cells, a whole tab, or a named range.

    Raises 400 ``Unable to parse range`` where it names nothing.
    """
    title, rest = _split(text)
    if title is None:
        place = corners(rest)
        if place is not None:
            return Area(spreadsheet.sheets[0], *place)
        named = _named(spreadsheet, rest)
        if named is not None:
            return named
        title, rest = rest, ""
    sheet = spreadsheet.by_title(title)
    if sheet is None:
        raise unparsed(text)
    if not rest:
        return Area(sheet, 0, 0, None, None)
    place = corners(rest)
    if place is not None:
        return Area(sheet, *place)
    named = _named(
        spreadsheet, rest
    )  # a named range passes behind the title of any tab, as gspread asks for it
    if named is None:
        raise unparsed(text)
    return named


def unparsed(text: str) -> ApiError:
    return invalid(f"Unable to parse range: {text}")


def shown(area: Area) -> str:
    """In A1 notation with the tab's title: ``Sheet1!A1:B2``; open sides stay open."""
    title = quoted(area.sheet.title)
    if area.bottom is None and area.right is None:
        if not area.top and not area.left:
            return title
        return f"{title}!{letters(area.left)}{area.top + 1}:{letters(area.sheet.column_count - 1)}"
    start = f"{letters(area.left)}{area.top + 1}"
    if area.is_cell:
        return f"{title}!{start}"
    if area.right is None:
        if not area.left:
            return f"{title}!{area.top + 1}:{area.bottom}"
        return f"{title}!{start}:{letters(area.sheet.column_count - 1)}{area.bottom}"
    if area.bottom is None:
        start = letters(area.left) if not area.top else start
        return f"{title}!{start}:{letters(area.right - 1)}"
    return f"{title}!{start}:{letters(area.right - 1)}{area.bottom}"


def of_grid(spreadsheet: Spreadsheet, grid: Json) -> Area:
    """The area of a GridRange.

    Raises 400 where its tab does not exist or it is empty.
    """
    id = int(grid.get("sheetId", 0))
    sheet = spreadsheet.by_id(id)
    if sheet is None:
        raise invalid(f"No grid with id: {id}")
    area = Area(
        sheet,
        grid.get("startRowIndex", 0),
        grid.get("startColumnIndex", 0),
        grid.get("endRowIndex"),
        grid.get("endColumnIndex"),
    )
    if (area.bottom is not None and area.bottom <= area.top) or (
        area.right is not None and area.right <= area.left
    ):
        raise invalid("GridRange must not be empty: its end lies before its start.")
    return area


def _named(spreadsheet: Spreadsheet, name: str) -> Area | None:
    for one in spreadsheet.named.values():
        if one["name"].casefold() == name.casefold():
            return of_grid(spreadsheet, one["range"])
    return None


def _corner(text: str) -> tuple[int | None, int | None] | None:
    found = _CORNER.fullmatch(text) if text else None
    if found is None or (found[1] is None and found[2] is None):
        return None
    return (int(found[2]) - 1 if found[2] else None, column_number(found[1]) if found[1] else None)


def _split(text: str) -> tuple[str | None, str]:
    """The title, unquoted (None if there is none), and what follows the exclamation mark."""
    if text.startswith("'"):
        found = re.fullmatch(r"'((?:[^']|'')+)'(?:!(.+))?", text, re.DOTALL)
        if found is None:
            raise unparsed(text)
        return found[1].replace("''", "'"), found[2] or ""
    title, mark, rest = text.rpartition("!")
    if mark and (not title or not rest):
        raise unparsed(text)
    return (title if mark else None), rest
