"""A new spreadsheet, with all that Google answers about one that nobody has touched yet."""

from __future__ import annotations

from typing import Any

from connectors.google.emulator.calls import Json, cloned, invalid
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_guard import MOST_CELLS, TOO_MANY_CELLS
from connectors.google.emulator.sheets_model import Cell, Entered, Sheet, Spreadsheet

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: Json = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}


def _colour(kind: str, red: float, green: float, blue: float) -> Json:
    parts = {"red": red, "green": green, "blue": blue}
    return {"colorType": kind, "color": {"rgbColor": {name: one for name, one in parts.items() if one}}}


THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        _colour("TEXT", 0, 0, 0),
        _colour("BACKGROUND", 1, 1, 1),
        _colour("ACCENT1", 0.25882354, 0.52156866, 0.95686275),
        _colour("ACCENT2", 0.91764706, 0.2627451, 0.20784314),
        _colour("ACCENT3", 0.9843137, 0.7372549, 0.015686275),
        _colour("ACCENT4", 0.20392157, 0.65882355, 0.3254902),
        _colour("ACCENT5", 1, 0.42745098, 0.003921569),
        _colour("ACCENT6", 0.27450982, 0.7411765, 0.7764706),
        _colour("LINK", 0.06666667, 0.33333334, 0.8),
    ],
}


def spreadsheet(id: str, title: str, body: Json | None = None) -> Spreadsheet:
    """As spreadsheets.create makes it of the body given, or of nothing but a title."""
    given = cloned(body or {})
    properties: Json = {
        "title": title,
        "locale": "en_US",
        "autoRecalc": "ON_CHANGE",
        "timeZone": "Etc/GMT",
        "defaultFormat": cloned(DEFAULT_FORMAT),
        "spreadsheetTheme": cloned(THEME),
    }
    properties |= {
        name: one
        for name, one in given.get("properties", {}).items()
        if name not in ("title", "defaultFormat")
    }
    sheets: list[Sheet] = []
    for number, one in enumerate(given.get("sheets") or [{}], 1):
        made = tab(one.get("properties", {}), number, {known.id for known in sheets})
        if made.title.casefold() in (known.title.casefold() for known in sheets):
            raise invalid(
                f'Invalid sheets[{number - 1}].properties.title: A sheet with the name "{made.title}" already exists. '
                "Please enter another name."
            )
        for part in one.get("data", []):
            _fill(made, part)
        made.merges = one.get("merges", [])
        made.conditional = one.get("conditionalFormats", [])
        made.basic_filter = one.get("basicFilter")
        for at, protection in enumerate(one.get("protectedRanges", []), 1):
            protection.setdefault("protectedRangeId", at)
            made.protected[protection["protectedRangeId"]] = protection
        sheets.append(made)
    book = Spreadsheet(id, properties, sheets)
    for number, named in enumerate(given.get("namedRanges", []), 1):
        named.setdefault("namedRangeId", str(number))
        book.named[named["namedRangeId"]] = named
    return book


def tab(given: Json, number: int, taken: set[int], rows: int = 1000, columns: int = 26) -> Sheet:
    """A tab of the properties given: «Sheet1», 1,000 rows and 26 columns where they say nothing."""
    id = given.get("sheetId")
    if id is None:
        id = 0 if number == 1 else next(one for one in range(number * 1_000_003, 2**31) if one not in taken)
    elif id in taken or id < 0:
        raise invalid(f"Invalid sheets[{number - 1}].properties.sheetId: {id} is taken or negative.")
    grid = {"rowCount": rows, "columnCount": columns} | given.get("gridProperties", {})
    if grid["rowCount"] < 1 or grid["columnCount"] < 1:
        raise invalid(f"Invalid sheets[{number - 1}].properties.gridProperties: a grid has rows and columns.")
    if grid["rowCount"] * grid["columnCount"] > MOST_CELLS:
        raise invalid(TOO_MANY_CELLS)
    properties: Json = {
        "sheetId": id,
        "title": given.get("title") or f"Sheet{number}",
        "sheetType": "GRID",
        **{
            name: one
            for name, one in given.items()
            if name not in ("sheetId", "title", "index", "sheetType", "gridProperties")
        },
        "gridProperties": grid,
    }
    return Sheet(properties, [{} for _ in range(grid["rowCount"])])


def entered(value: Json) -> Entered:
    """What an ExtendedValue puts into a cell."""
    if "formulaValue" in value:
        return Formula(value["formulaValue"])
    if "numberValue" in value:
        return float(value["numberValue"])
    if "boolValue" in value:
        return bool(value["boolValue"])
    text: Any = value.get("stringValue")
    return str(text) if text else None


def _fill(sheet: Sheet, part: Json) -> None:
    """Cells of a GridData; the grid grows where they need it."""
    top, left = part.get("startRow", 0), part.get("startColumn", 0)
    grid = sheet.properties["gridProperties"]
    for row, line in enumerate(part.get("rowData", []), top):
        while row >= len(sheet.rows):
            sheet.rows.append({})
        for column, one in enumerate(line.get("values", []), left):
            cell = Cell(
                entered(one.get("userEnteredValue", {})),
                one.get("userEnteredFormat", {}),
                one.get("note", ""),
                one.get("dataValidation"),
            )
            if cell != Cell():
                sheet.rows[row][column] = cell
            grid["columnCount"] = max(grid["columnCount"], column + 1)
    grid["rowCount"] = len(sheet.rows)
