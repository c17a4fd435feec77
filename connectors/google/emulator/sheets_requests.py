"""What every request of a batch uses: the tab it means, the part of its grid, and whether the caller may change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from connectors.google.emulator.calls import ApiError, Call, Files, Json, cloned, invalid
from connectors.google.emulator.masks import apply_mask, schemas
from connectors.google.emulator.sheets_cells import MOST_CHARACTERS
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_guard import MOST_CELLS, PROTECTED, TOO_MANY_CELLS, may_edit
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet, Value

MOST_COLUMNS = 18_278


class Service(Protocol):
    """What a batch needs of the Sheets service. metadata_follows_sort: Google does not say whether a row's metadata
    goes with the row when it is sorted, so a client must survive both."""

    files: Files
    metadata_follows_sort: bool

    def new_id(self) -> int:
        """A fresh number for a tab, a protection, metadata; from a seeded generator."""

    def value(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> Value:
        """The effective value of a cell."""

    def text(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> str:
        """As the cell shows it."""

    def typed(self, spreadsheet: Spreadsheet, text: str, format: Json) -> Cell:
        """What becomes of a text that a person types into a cell of that format: its value, and its format then."""

    def shown(self, spreadsheet: Spreadsheet, call: Call, ranges: list[str], grid_data: bool) -> Json:
        """The spreadsheet as ``spreadsheets.get`` answers."""


def not_built(what: str) -> ApiError:
    """Refused aloud: a silent answer would be a lie."""
    return ApiError(501, "UNIMPLEMENTED", f"The stand-in does not do this: {what}.")


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a tab's grid, all ends known."""

    sheet: Sheet
    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def range(self) -> Json:
        return {
            "sheetId": self.sheet.id,
            "startRowIndex": self.top,
            "endRowIndex": self.bottom,
            "startColumnIndex": self.left,
            "endColumnIndex": self.right,
        }

    def places(self) -> Iterator[tuple[int, int]]:
        for row in range(self.top, self.bottom):
            for column in range(self.left, self.right):
                yield row, column

    def cells(self) -> Iterator[tuple[int, int, Cell]]:
        """The cells that there are, row by row."""
        for number in range(self.top, self.bottom):
            row = self.sheet.rows[number]
            for column in sorted(at for at in row if self.left <= at < self.right):
                yield number, column, row[column]

    def meets(self, other: Box) -> bool:
        return (
            self.sheet is other.sheet
            and self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, other: Box) -> bool:
        return (
            self.sheet is other.sheet
            and self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


@dataclass
class Batch:
    """One batch on its way: book is a copy, which takes the spreadsheet's place when all requests went well.

    A cell in the book is never changed, only replaced, so that the copy may share cells with the original.
    """

    service: Service
    book: Spreadsheet
    who: str
    renamed: str = ""
    """the file's new name, once all went well"""

    def sheet(self, id: Any) -> Sheet:
        found = self.book.by_id(int(id or 0))
        if found is None:
            raise invalid(f"No sheet with id: {int(id or 0)}")
        return found

    def box(self, range: Json | None, name: str = "GridRange") -> Box:
        """The part of the grid that a GridRange means; refused where it leaves the grid."""
        if range is None:
            raise invalid(f"{name} is required.")
        sheet = self.sheet(range.get("sheetId"))
        top, bottom = self._span(range, "Row", sheet.row_count)
        left, right = self._span(range, "Column", sheet.column_count)
        return Box(sheet, top, bottom, left, right)

    def _span(self, range: Json, what: str, size: int) -> tuple[int, int]:
        start, end = range.get(f"start{what}Index", 0), range.get(f"end{what}Index", size)
        if start < 0 or end < 0:
            raise invalid(f"GridRange: start{what}Index and end{what}Index must not be negative.")
        if start >= size:
            raise invalid(f"GridRange.start{what}Index[{start}] is after last {what.lower()} in grid[{size}]")
        if end > size:
            raise invalid(f"GridRange.end{what}Index[{end}] is after last {what.lower()} in grid[{size}]")
        if start >= end:
            raise invalid(f"GridRange.end{what}Index[{end}] must be after start{what}Index[{start}]")
        return start, end

    def stored(self, range: Json | None) -> Json:
        """A GridRange as it is kept: checked, with its sheetId, open where it was open."""
        box = self.box(range)
        return {**(range or {}), "sheetId": box.sheet.id}

    def inside(self, range: Json) -> Box:
        """A kept GridRange as a box, cut to the grid."""
        sheet = self.sheet(range.get("sheetId"))
        return Box(
            sheet,
            range.get("startRowIndex", 0),
            min(range.get("endRowIndex", sheet.row_count), sheet.row_count),
            range.get("startColumnIndex", 0),
            min(range.get("endColumnIndex", sheet.column_count), sheet.column_count),
        )

    # ------------------------------------------------------------------------------------------ protection

    def may_edit(self, protection: Json) -> bool:
        """Whether a protection lets the caller pass: the owner always, others when they are listed."""
        file = self.service.files.all.get(self.book.id)
        owner = file.owner if file is not None else ""
        return bool(protection.get("warningOnly")) or may_edit(protection, self.who, owner)

    def closed(self, sheet: Sheet) -> Iterator[tuple[Json, Box]]:
        """What is closed to the caller in a tab."""
        for one in sheet.protected.values():
            if not self.may_edit(one):
                named = self.book.named.get(one.get("namedRangeId", ""))
                range = one.get("range") or (named["range"] if named else {"sheetId": sheet.id})
                yield one, self.inside(range)

    def write(self, *boxes: Box) -> None:
        """Refused where a protected range binds the caller."""
        for box in boxes:
            for protection, closed in self.closed(box.sheet):
                open_parts = [self.inside(one) for one in protection.get("unprotectedRanges", [])]
                if closed.meets(box) and not any(part.holds(box) for part in open_parts):
                    raise invalid(PROTECTED)

    def change_tab(self, sheet: Sheet) -> None:
        """Refused where the whole tab is protected."""
        for _, closed in self.closed(sheet):
            if closed.height == sheet.row_count and closed.width == sheet.column_count:
                raise invalid(PROTECTED)

    def change_protection(self, protection: Json) -> None:
        if not self.may_edit({**protection, "warningOnly": False}):
            raise invalid(PROTECTED)

    # ------------------------------------------------------------------------------------------ the rest

    def put(self, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
        """Take the cell's place; a cell with nothing in it is left out."""
        if isinstance(cell.entered, (str, Formula)):
            text = cell.entered if isinstance(cell.entered, str) else cell.entered.text
            if len(text) > MOST_CHARACTERS:
                raise invalid(
                    "Your input contains more than the maximum of 50000 characters in a single cell."
                )
        if cell.entered is None and not cell.format and not cell.note and cell.validation is None:
            sheet.rows[row].pop(column, None)
        else:
            sheet.rows[row][column] = cell

    def value(self, sheet: Sheet, row: int, column: int) -> Value:
        """The effective value of a cell."""
        return self.service.value(self.book, sheet, row, column)

    def text(self, sheet: Sheet, row: int, column: int) -> str:
        """As the cell shows it."""
        return self.service.text(self.book, sheet, row, column)

    def check_size(self) -> None:
        if sum(one.row_count * one.column_count for one in self.book.sheets) > MOST_CELLS:
            raise invalid(TOO_MANY_CELLS)
        for one in self.book.sheets:
            if one.column_count > MOST_COLUMNS:
                raise invalid(f"A sheet may have at most {MOST_COLUMNS} columns.")

    def new_id(self, taken: Mapping[int, object]) -> int:
        while (id := self.service.new_id()) in taken:
            pass
        return id


def fields(words: Json) -> str:
    """The field mask of a request, ``a(b,c)`` written out as ``a.b,a.c``."""
    mask = str(words.get("fields") or "")
    if not mask:
        raise invalid("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return ",".join(_expanded(mask))


def _expanded(mask: str) -> list[str]:
    paths: list[str] = []
    depth, start, parts = 0, 0, []
    for at, letter in enumerate(mask):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append(mask[start:at])
            start = at + 1
    if depth:
        raise _bad_mask(mask)
    for part in (one.strip().replace("/", ".") for one in [*parts, mask[start:]]):
        found = re.fullmatch(r"([\w.]+)\((.*)\)", part)
        paths += [f"{found[1]}.{inner}" for inner in _expanded(found[2])] if found else [part]
    return paths


def masked(mask: str, schema: str, source: Json | None, target: Json) -> Json:
    """A copy of the target with what the mask names taken from the source."""
    changed: Json = cloned(target)
    try:
        apply_mask(schemas("sheets", "v4"), schema, mask, source or {}, changed)
    except ApiError as error:
        found = re.search(r"for path '(.*)'", error.message)
        raise _bad_mask(found[1]) if found else error from error
    return changed


def _bad_mask(path: str) -> ApiError:
    return invalid(f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'.")
