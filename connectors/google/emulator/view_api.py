"""The page's spreadsheets read and typed into through the Sheets API's own handlers, whatever keeps them.

A person at the screen is held to what the API lets pass: a drop-down that refuses other values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any

from connectors.google.emulator.calls import Call, Files, Handler, Json, invalid
from connectors.google.emulator.sheets_a1 import letters
from connectors.google.emulator.view import Cell, Tab

GET = "sheets.spreadsheets.get"
VALUES = "sheets.spreadsheets.values.get"
UPDATE = "sheets.spreadsheets.values.update"


class ApiWorkbooks:
    """Workbooks and TypeCell in one. handlers: by method id, of the Sheets service. now: the clock."""

    def __init__(self, files: Files, handlers: dict[str, Handler], now: Callable[[], datetime]) -> None:
        self.files, self.handlers, self.now = files, handlers, now

    def tabs(self, id: str) -> list[Tab]:
        return [_tab(sheet["properties"]) for sheet in self._get(id)["sheets"]]

    def rows(self, id: str, tab: str, first: int, count: int) -> Sequence[Sequence[Cell]]:
        shown = next(one for one in self.tabs(id) if one.title == tab)
        last = min(first + count, shown.row_count)
        if first >= last:
            return []
        window = f"{_quoted(tab)}!A{first + 1}:{letters(shown.column_count - 1)}{last}"
        found = self._get(id, ranges=[window], includeGridData=True)
        (sheet,) = [one for one in found["sheets"] if one["properties"]["title"] == tab]
        protections = list(_protections(sheet))
        choices: dict[str, tuple[str, ...]] = {}
        rows = []
        for number, row in enumerate(sheet["data"][0].get("rowData", []), first):
            cells = []
            for column, cell in enumerate(row.get("values", [])):
                protected = any(one(number, column) for one in protections)
                cells.append(self._cell(id, cell, protected, choices))
            rows.append(cells)
        return rows

    def type_cell(self, who: str, id: str, tab: str, row: int, column: int, text: str) -> None:
        at = f"{_quoted(tab)}!{letters(column)}{row + 1}"
        found = self._get(id, ranges=[at], includeGridData=True)
        data = next(one for one in found["sheets"] if one["properties"]["title"] == tab)["data"][0]
        cell = ((data.get("rowData") or [{}])[0].get("values") or [{}])[0]
        rule = cell.get("dataValidation") or {}
        choices = self._choices(id, rule, {})
        if text and rule.get("strict") and choices and text not in choices:
            raise invalid(
                f"Isi pada sel {letters(column)}{row + 1} tidak sesuai dengan aturan validasi data sel itu."
            )
        params = {"spreadsheetId": id, "range": at, "valueInputOption": "USER_ENTERED"}
        body = {"range": at, "values": [[text]]}
        self.handlers[UPDATE](Call(UPDATE, who, params, body, self.now()))

    def _get(self, id: str, **params: Any) -> Json:
        return self._ask(GET, id, **params)

    def _ask(self, method: str, id: str, **params: Any) -> Json:
        owner = self.files.all[id].owner
        answer = self.handlers[method](Call(method, owner, {"spreadsheetId": id, **params}, {}, self.now()))
        if not isinstance(answer, dict):
            raise TypeError(f"{method} answered {type(answer).__name__}")
        return answer

    def _cell(self, id: str, cell: Json, protected: bool, known: dict[str, tuple[str, ...]]) -> Cell:
        look = cell.get("effectiveFormat") or cell.get("userEnteredFormat") or {}
        return Cell(
            text=str(cell.get("formattedValue", "")),
            background=_colour(look),
            choices=self._choices(id, cell.get("dataValidation") or {}, known),
            protected=protected,
            note=str(cell.get("note", "")),
            bold=bool(look.get("textFormat", {}).get("bold")),
        )

    def _choices(self, id: str, rule: Json, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        condition = rule.get("condition") or {}
        values = [str(one.get("userEnteredValue", "")) for one in condition.get("values", [])]
        if condition.get("type") == "ONE_OF_LIST":
            return tuple(values)
        if condition.get("type") != "ONE_OF_RANGE" or not values:
            return ()
        of = values[0].removeprefix("=")
        if of not in known:
            found = self._ask(VALUES, id, range=of)
            known[of] = tuple(str(one) for row in found.get("values", []) for one in row if one != "")
        return known[of]


def _tab(properties: Json) -> Tab:
    grid = properties.get("gridProperties", {})
    return Tab(
        title=properties["title"],
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        frozen_rows=grid.get("frozenRowCount", 0),
        hidden=bool(properties.get("hidden")),
    )


def _protections(sheet: Json) -> Iterator[Callable[[int, int], bool]]:
    """One test for each protected range that binds."""
    for one in sheet.get("protectedRanges", []):
        if one.get("warningOnly"):
            continue
        holes = [_inside(hole) for hole in one.get("unprotectedRanges", [])]
        whole = _inside(one.get("range", {}))
        yield lambda row, column, whole=whole, holes=holes: (  # type: ignore[misc]
            whole(row, column) and not any(hole(row, column) for hole in holes)
        )


def _inside(range: Json) -> Callable[[int, int], bool]:
    """Whether a cell lies in a GridRange; a side left out is open."""
    top, left = range.get("startRowIndex", 0), range.get("startColumnIndex", 0)
    bottom, right = range.get("endRowIndex"), range.get("endColumnIndex")
    return lambda row, column: (
        top <= row
        and (bottom is None or row < bottom)
        and left <= column
        and (right is None or column < right)
    )


def _colour(look: Json) -> str:
    """The background as ``#rrggbb``; white and nothing are the same."""
    found = (look.get("backgroundColorStyle") or {}).get("rgbColor", look.get("backgroundColor"))
    if found is None:
        return ""
    parts = [round(float(found.get(name, 0)) * 255) for name in ("red", "green", "blue")]
    shown = "#" + "".join(f"{part:02x}" for part in parts)
    return "" if shown == "#ffffff" else shown


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"
