"""A spreadsheet as spreadsheets.get answers it: properties, what is attached to its tabs, and their cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from connectors.google.emulator import sheets_shown
from connectors.google.emulator.calls import Json, cloned
from connectors.google.emulator.sheets_a1 import Area
from connectors.google.emulator.sheets_cells import number
from connectors.google.emulator.sheets_conditions import Conditions
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, CellError, Entered, Sheet, Spreadsheet, Value
from connectors.google.emulator.sheets_values import Values

ROW_PIXELS, COLUMN_PIXELS = 21, 100


def answered(
    values: Values, base: str, areas: Sequence[Area] | None, grid_data: bool, may_edit: Mapping[int, set[int]]
) -> Json:
    """areas: only these parts (None: all). may_edit: tab -> the protected ranges that the caller may edit."""
    book = values.spreadsheet
    sheets = []
    for place, sheet in enumerate(book.sheets):
        parts = None if areas is None else [one for one in areas if one.sheet is sheet]
        if parts is None or parts:
            whole = [Area(sheet, 0, 0, None, None)]
            shown = tab(book, sheet, place, may_edit.get(sheet.id, set()))
            if grid_data:
                shown["data"] = [grid(values, one.cut()) for one in parts or whole]
            sheets.append(shown)
    answer: Json = {
        "spreadsheetId": book.id,
        "properties": cloned(book.properties),
        "sheets": sheets,
        "spreadsheetUrl": f"{base}/spreadsheets/d/{book.id}/edit",
    }
    if book.named:
        answer["namedRanges"] = [bare(one) for one in book.named.values()]
    mine = [bare(one) for one in book.metadata.values() if one.get("location", {}).get("spreadsheet")]
    if mine:
        answer["developerMetadata"] = mine
    return answer


def properties(sheet: Sheet, place: int) -> Json:
    """SheetProperties, with the tab's place as its index."""
    known = cloned(sheet.properties)
    grid = known.pop("gridProperties")
    grid = {name: one for name, one in grid.items() if one not in (0, False)}
    rest = {
        name: one for name, one in known.items() if name not in ("sheetId", "title", "sheetType", "index")
    }
    return {
        "sheetId": sheet.id,
        "title": sheet.title,
        "index": place,
        "sheetType": known.get("sheetType", "GRID"),
        "gridProperties": {**grid, "rowCount": sheet.row_count},
        **{name: one for name, one in rest.items() if one is not False},
    }


def tab(book: Spreadsheet, sheet: Sheet, place: int, may_edit: set[int]) -> Json:
    """A Sheet without its cells."""
    shown: Json = {"properties": properties(sheet, place)}
    lists = {
        "merges": sheet.merges,
        "conditionalFormats": sheet.conditional,
        "protectedRanges": [
            {**one, **({"requestingUserCanEdit": True} if id in may_edit else {})}
            for id, one in sheet.protected.items()
        ],
        "rowGroups": [one for one in sheet.groups if one["range"].get("dimension") == "ROWS"],
        "columnGroups": [one for one in sheet.groups if one["range"].get("dimension") == "COLUMNS"],
        "developerMetadata": [
            one
            for one in book.metadata.values()
            if "dimensionRange" not in (at := one.get("location", {}))
            and not at.get("spreadsheet")
            and int(at.get("sheetId", 0)) == sheet.id
        ],
    }
    shown |= {name: bare(one) for name, one in lists.items() if one}
    if sheet.basic_filter is not None:
        shown["basicFilter"] = bare(sheet.basic_filter)
    return shown


def grid(values: Values, area: Area) -> Json:
    """A GridData: rows up to the last one with anything in it, and the size of every row and column."""
    bottom, right = area.ends
    rows: list[Json] = []
    effective = Effective(values, area.sheet)
    for at in range(area.top, bottom):
        row = area.sheet.rows[at]
        last = max((column for column in row if area.left <= column < right), default=area.left - 1)
        cells = [
            cell(values, area.sheet, at, column, row[column], effective) if column in row else {}
            for column in range(area.left, last + 1)
        ]
        rows.append({"values": cells} if cells else {})
    while rows and not rows[-1]:
        rows.pop()
    data: Json = {}
    if area.top:
        data["startRow"] = area.top
    if area.left:
        data["startColumn"] = area.left
    if rows:
        data["rowData"] = rows
    metadata = _by_place(values.spreadsheet, area.sheet)
    data["rowMetadata"] = [
        _dimension(area.sheet.row_properties.get(at), ROW_PIXELS, metadata.get(("ROWS", at)))
        for at in range(area.top, bottom)
    ]
    data["columnMetadata"] = [
        _dimension(area.sheet.column_properties.get(at), COLUMN_PIXELS, metadata.get(("COLUMNS", at)))
        for at in range(area.left, right)
    ]
    return data


class Effective:
    """Formats as they show in a tab: the default, over it the cell's own, then what conditions make of it, and the side
    that a value keeps to. Many cells share one, so it is put together once and only to be read."""

    def __init__(self, values: Values, sheet: Sheet) -> None:
        self.default: Json = values.spreadsheet.properties.get("defaultFormat", {})
        self.conditions = Conditions(values, sheet)
        self._made: dict[tuple[int, str], Json] = {}

    def format(self, own: Json, value: Value, row: int, column: int) -> Json:
        side = "RIGHT" if isinstance(value, float | int) and not isinstance(value, bool) else "LEFT"
        side = "CENTER" if isinstance(value, bool | CellError) else side
        conditional = self.conditions.format(row, column)
        if conditional:
            return self._over_default(side, own, conditional)
        key = id(own), side
        if key not in self._made:
            self._made[key] = self._over_default(side, own)
        return self._made[key]

    def _over_default(self, side: str, *formats: Json) -> Json:
        merged: Json = {**self.default, "horizontalAlignment": side, "hyperlinkDisplayType": "PLAIN_TEXT"}
        for name, given in (one for format in formats for one in format.items()):
            parts = isinstance(given, dict) and name in ("textFormat", "padding")
            merged[name] = {**merged.get(name, {}), **given} if parts else given
        return merged


def cell(values: Values, sheet: Sheet, row: int, column: int, one: Cell, effective: Effective) -> Json:
    """A CellData."""
    shown: Json = {}
    value = values.of(sheet, row, column)
    if one.entered is not None:
        shown["userEnteredValue"] = extended(one.entered)
        if value is not None:
            shown["effectiveValue"] = extended(value)
        shown["formattedValue"] = sheets_shown.text(value, one.format.get("numberFormat", {}), values.locale)
    if one.format:
        shown["userEnteredFormat"] = one.format
    if one.entered is not None or one.format:
        shown["effectiveFormat"] = effective.format(one.format, value, row, column)
    link = values.link(sheet, row, column)
    if link:
        shown["hyperlink"] = link
    if one.note:
        shown["note"] = one.note
    if one.validation is not None:
        shown["dataValidation"] = bare(one.validation)
    return shown


def extended(value: Entered | Value) -> Json:
    """An ExtendedValue."""
    if isinstance(value, Formula):
        return {"formulaValue": value.text}
    if isinstance(value, CellError):
        error = {"type": value.kind}
        return {"errorValue": error | ({"message": value.message} if value.message else {})}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": number(value or 0.0)}


def bare(given: Any) -> Any:
    """A copy as proto JSON writes it: sheetId 0 is left out of ranges and locations."""
    if isinstance(given, dict):
        is_place = "title" not in given
        return {
            name: bare(one)
            for name, one in given.items()
            if not (is_place and name == "sheetId" and one == 0)
        }
    if isinstance(given, list):
        return [bare(one) for one in given]
    return given


def _dimension(own: Json | None, pixels: int, metadata: list[Json] | None) -> Json:
    shown = {"pixelSize": pixels, **(own or {})}
    if metadata:
        shown["developerMetadata"] = metadata
    return {name: one for name, one in shown.items() if one is not False}


def _by_place(book: Spreadsheet, sheet: Sheet) -> dict[tuple[str, int], list[Json]]:
    """The metadata of each row and column of a tab."""
    found: dict[tuple[str, int], list[Json]] = {}
    for one in book.metadata.values():
        range = one.get("location", {}).get("dimensionRange")
        if range is not None and int(range.get("sheetId", 0)) == sheet.id:
            place = (str(range.get("dimension", "ROWS")), int(range.get("startIndex", 0)))
            found.setdefault(place, []).append(bare(one))
    return found
