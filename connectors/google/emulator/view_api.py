"""The page's spreadsheets read and worked in through the Sheets API's own handlers, whatever keeps them.

A person at the screen is held to what the API lets pass, and to a drop-down that refuses other values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from connectors.google.emulator.calls import Call, Files, Handler, Json, invalid
from connectors.google.emulator.sheets_letters import letters
from connectors.google.emulator.view import BLANK_ROWS_SHOWN, Cell, Grid, Tab

GET = "sheets.spreadsheets.get"
VALUES = "sheets.spreadsheets.values.get"
UPDATE = "sheets.spreadsheets.values.update"
BATCH = "sheets.spreadsheets.batchUpdate"
ALIGNED = {
    "LEFT": "left",
    "CENTER": "center",
    "RIGHT": "right",
    "TOP": "top",
    "MIDDLE": "middle",
    "BOTTOM": "bottom",
}


class ApiWorkbooks:
    """Workbooks. handlers: by method id, of the Sheets service. now: the clock."""

    def __init__(self, files: Files, handlers: dict[str, Handler], now: Callable[[], datetime]) -> None:
        self.files, self.handlers, self.now = files, handlers, now

    def tabs(self, id: str) -> list[Tab]:
        return [_tab(sheet["properties"]) for sheet in self._get(id)["sheets"]]

    def grid(self, id: str, tab: str, first: int, count: int) -> Grid:
        shown = next(one for one in self.tabs(id) if one.title == tab)
        right = letters(shown.column_count - 1)
        texts = self._values(id, f"{_quoted(tab)}!A1:{right}{shown.row_count}")
        filled = max((n for n, row in enumerate(texts, 1) if any(row)), default=0)
        last = min(first + count, shown.row_count, max(filled, first) + BLANK_ROWS_SHOWN)
        if first >= last:
            return Grid([])
        window = f"{_quoted(tab)}!A{first + 1}:{right}{last}"
        found = self._get(id, ranges=[window], includeGridData=True)
        (sheet,) = [one for one in found["sheets"] if one["properties"]["title"] == tab]
        data = sheet["data"][0]
        locked, warned = list(_protections(sheet, False)), list(_protections(sheet, True))
        choices: dict[str, tuple[str, ...]] = {}
        rows: list[list[Cell]] = []
        for number, row in enumerate(data.get("rowData", []), first):
            cells = []
            for column, cell in enumerate(row.get("values", [])):
                marks = {"locked"} if any(one(number, column) for one in locked) else set()
                if not marks and any(one(number, column) for one in warned):
                    marks = {"warned"}
                cells.append(self._cell(id, cell, marks, choices))
            rows.append(cells)
        rows += [[] for _ in range(last - first - len(rows))]
        columns = data.get("columnMetadata", [])
        return Grid(
            rows,
            [one.get("pixelSize", 100) for one in columns],
            frozenset(n for n, one in enumerate(data.get("rowMetadata", []), first) if _is_hidden(one)),
            frozenset(n for n, one in enumerate(columns) if _is_hidden(one)),
            [_corners(one) for one in sheet.get("merges", [])],
            more=filled > last,
        )

    def type_cell(self, who: str, id: str, tab: str, row: int, column: int, text: str) -> None:
        at = f"{_quoted(tab)}!{letters(column)}{row + 1}"
        found = self._get(id, ranges=[at], includeGridData=True)
        data = next(one for one in found["sheets"] if one["properties"]["title"] == tab)["data"][0]
        cell = ((data.get("rowData") or [{}])[0].get("values") or [{}])[0]
        rule = cell.get("dataValidation") or {}
        choices = self._choices(id, rule, {})
        if text and rule.get("strict") and choices and text not in choices:
            raise invalid(
                f"Isi «{text}» tidak ada dalam daftar pilihan sel {letters(column)}{row + 1}; "
                "aturan validasi data sel itu menolaknya."
            )
        params = {"spreadsheetId": id, "range": at, "valueInputOption": "USER_ENTERED"}
        body = {"range": at, "values": [[text]]}
        self.handlers[UPDATE](Call(UPDATE, who, params, body, self.now()))

    def act(self, who: str, id: str, tab: str, what: str, at: int) -> None:
        found = next(one for one in self._get(id)["sheets"] if one["properties"]["title"] == tab)[
            "properties"
        ]
        sheet, shown = found["sheetId"], _tab(found)
        rows = {"sheetId": sheet, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
        request: Json
        if what == "delete":
            request = {"deleteDimension": {"range": rows}}
        elif what == "above":
            request = {"insertDimension": {"range": rows, "inheritFromBefore": at > shown.frozen_rows}}
        elif what == "below":
            below = {**rows, "startIndex": at + 1, "endIndex": at + 2}
            request = {"insertDimension": {"range": below, "inheritFromBefore": at >= shown.frozen_rows}}
        else:
            order = {"dimensionIndex": at, "sortOrder": what.upper()}
            range = {"sheetId": sheet, "startRowIndex": shown.frozen_rows}
            request = {"sortRange": {"range": range, "sortSpecs": [order]}}
        params = {"spreadsheetId": id}
        self.handlers[BATCH](Call(BATCH, who, params, {"requests": [request]}, self.now()))

    def _get(self, id: str, **params: Any) -> Json:
        return self._ask(GET, id, **params)

    def _values(self, id: str, range: str) -> list[list[Any]]:
        return list(self._ask(VALUES, id, range=range).get("values", []))

    def _ask(self, method: str, id: str, **params: Any) -> Json:
        owner = self.files.all[id].owner
        answer = self.handlers[method](Call(method, owner, {"spreadsheetId": id, **params}, {}, self.now()))
        if not isinstance(answer, dict):
            raise TypeError(f"{method} answered {type(answer).__name__}")
        return answer

    def _cell(self, id: str, cell: Json, marks: set[str], known: dict[str, tuple[str, ...]]) -> Cell:
        look = cell.get("effectiveFormat") or cell.get("userEnteredFormat") or {}
        text, typed = str(cell.get("formattedValue", "")), cell.get("userEnteredValue") or {}
        entered = typed.get("formulaValue")
        letters_ = look.get("textFormat", {})
        marks |= {css for name, css in MARKED.items() if letters_.get(name)}
        if look.get("wrapStrategy") == "WRAP":
            marks |= {"wrap"}
        return Cell(
            text=text,
            entered=entered,
            look=tuple(_look(look)),
            marks=frozenset(marks),
            choices=self._choices(id, cell.get("dataValidation") or {}, known),
            note=str(cell.get("note", "")),
            hint=str((cell.get("dataValidation") or {}).get("inputMessage", "")),
            link=str(cell.get("hyperlink", "")) if str(cell.get("hyperlink", "")).startswith("http") else "",
        )

    def _choices(self, id: str, rule: Json, known: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        condition = rule.get("condition") or {}
        values = [str(one.get("userEnteredValue", "")) for one in condition.get("values", [])]
        if condition.get("type") == "ONE_OF_LIST":
            return tuple(values)
        if condition.get("type") == "BOOLEAN":
            return ("TRUE", "FALSE") if not values else tuple(values)
        if condition.get("type") != "ONE_OF_RANGE" or not values:
            return ()
        of = values[0].removeprefix("=")
        if of not in known:
            known[of] = tuple(str(one) for row in self._values(id, of) for one in row if one != "")
        return known[of]


MARKED = {"bold": "bold", "italic": "italic", "strikethrough": "strike"}


def _tab(properties: Json) -> Tab:
    grid = properties.get("gridProperties", {})
    return Tab(
        title=properties["title"],
        row_count=grid.get("rowCount", 0),
        column_count=grid.get("columnCount", 0),
        frozen_rows=grid.get("frozenRowCount", 0),
        frozen_columns=grid.get("frozenColumnCount", 0),
        hidden=bool(properties.get("hidden")),
    )


def _is_hidden(dimension: Json) -> bool:
    return bool(dimension.get("hiddenByUser") or dimension.get("hiddenByFilter"))


def _corners(range: Json) -> tuple[int, int, int, int]:
    return (
        range.get("startRowIndex", 0), range.get("startColumnIndex", 0), range["endRowIndex"], range["endColumnIndex"],
    )  # fmt: skip


def _protections(sheet: Json, warning: bool) -> Iterator[Callable[[int, int], bool]]:
    """One test for each protected range that binds, or that only warns."""
    for one in sheet.get("protectedRanges", []):
        if bool(one.get("warningOnly")) != warning:
            continue
        holes = [_inside(hole) for hole in one.get("unprotectedRanges", [])]
        whole = _inside(one.get("range", {}))
        yield lambda row, column, whole=whole, holes=holes: (  # type: ignore[misc]  # each its own range
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


def _look(look: Json) -> Iterator[tuple[str, str]]:
    """A CellFormat as CSS, where it differs from a plain cell's."""
    words = look.get("textFormat", {})
    found = {
        "background-color": _colour(look, "backgroundColor", "#ffffff"),
        "color": _colour(words, "foregroundColor", "#000000"),
        "text-align": ALIGNED.get(look.get("horizontalAlignment", ""), ""),
        "vertical-align": ALIGNED.get(look.get("verticalAlignment", ""), ""),
        "font-size": f"{words['fontSize']}pt" if words.get("fontSize", 10) != 10 else "",
    }
    plain = {"text-align": "left", "vertical-align": "bottom"}
    yield from ((name, value) for name, value in found.items() if value and plain.get(name) != value)


def _colour(look: Json, name: str, plain: str) -> str:
    """A colour as ``#rrggbb``; nothing for the plain one."""
    found = (look.get(f"{name}Style") or {}).get("rgbColor", look.get(name))
    if found is None:
        return ""
    parts = [round(float(found.get(part, 0)) * 255) for part in ("red", "green", "blue")]
    shown = "#" + "".join(f"{part:02x}" for part in parts)
    return "" if shown == plain else shown


def _quoted(title: str) -> str:
    return "'" + title.replace("'", "''") + "'"
