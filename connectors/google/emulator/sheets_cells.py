"""Values read from and written to a part of a tab, as spreadsheets.values does it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from connectors.google.emulator import sheets_shown
from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_a1 import Area, shown
from connectors.google.emulator.sheets_entered import typed
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_letters import letters
from connectors.google.emulator.sheets_model import Cell, CellError, Entered, Sheet
from connectors.google.emulator.sheets_numbers import locale
from connectors.google.emulator.sheets_values import Values

MOST_CHARACTERS = 50_000
TOO_LONG = "Your input contains more than the maximum of 50000 characters in a single cell."


@dataclass(frozen=True, slots=True)
class Render:
    """How values are answered; the names are the API's."""

    value: str = "FORMATTED_VALUE"
    moment: str = "SERIAL_NUMBER"
    dimension: str = "ROWS"

    @classmethod
    def of(cls, given: Any, value: str = "valueRenderOption", moment: str = "dateTimeRenderOption") -> Render:
        """As parameters or a body say."""
        dimension = given.get("majorDimension") or "ROWS"
        return cls(
            given.get(value) or "FORMATTED_VALUE",
            given.get(moment) or "SERIAL_NUMBER",
            "COLUMNS" if dimension == "COLUMNS" else "ROWS",
        )


def read(values: Values, area: Area, render: Render) -> Json:
    """A ValueRange: trailing empty rows and cells are left out, and ``values`` where there are none."""
    place = area.cut()
    bottom, right = place.ends
    sheet, formulas = place.sheet, render.value == "FORMULA"
    rows: list[list[Any]] = []
    for number in range(place.top, bottom):
        row = sheet.rows[number]
        filled = [at for at, cell in row.items() if place.left <= at < right and cell.entered is not None]
        if not filled:
            rows.append([])
            continue
        line: list[Any] = [""] * (max(filled) + 1 - place.left)
        for at in filled:
            cell = row[at]
            if formulas or not isinstance(cell.entered, Formula) or not values.is_blank(sheet, cell.entered):
                line[at - place.left] = shown_cell(values, sheet, number, at, cell, render)
        rows.append(line)
    while rows and not rows[-1]:
        rows.pop()
    if render.dimension == "COLUMNS":
        rows = _turned(rows)
    answer: Json = {"range": shown(place), "majorDimension": render.dimension}
    if rows:
        answer["values"] = rows
    return answer


def shown_cell(values: Values, sheet: Sheet, row: int, column: int, cell: Cell, render: Render) -> Any:
    """One value as the render options have it."""
    if render.value == "FORMULA" and isinstance(cell.entered, Formula):
        return cell.entered.text
    value = values.worth(sheet, row, column, cell)
    if value is None:
        return ""
    number_format = cell.format.get("numberFormat", {})
    if render.value in ("FORMATTED_VALUE", "FORMATTED_VALUE_UNSPECIFIED"):
        return sheets_shown.text(value, number_format, values.locale)
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, bool | str):
        return value
    if render.moment == "FORMATTED_STRING" and number_format.get("type") in sheets_shown.TIMES:
        return sheets_shown.text(value, number_format, values.locale)
    return number(value)


def number(value: float) -> float:
    """As JSON has it: whole ones without a point."""
    return int(value) if value == int(value) and abs(value) < 1e15 else value


@dataclass(frozen=True, slots=True)
class Written:
    """A value on its way into a cell."""

    row: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True)
class Plan:
    """What one ValueRange writes: checked, not yet done. area: what it covers, None if it covers nothing."""

    sheet: Sheet
    area: Area | None
    cells: list[Written]

    def counts(self) -> Json:
        """updatedRows and the like; nothing where nothing was written."""
        if self.area is None:
            return {}
        bottom, right = self.area.ends
        found = {
            "updatedRows": bottom - self.area.top,
            "updatedColumns": right - self.area.left,
            "updatedCells": len(self.cells),
        }
        return {name: one for name, one in found.items() if one}


def plan(
    values: Values, area: Area, given: list[list[Any]], dimension: str, option: str, *, grow: bool = False
) -> Plan:
    """What the values make of the cells from the area's first on.

    A single cell as the area only says where to begin. grow: the grid may grow (append). Raises 400 for values
    beyond the area or beyond the grid.
    """
    rows = _turned(given, None) if dimension == "COLUMNS" else given
    top, left = area.top, area.left
    bottom, right = _limits(area, grow)
    cells: list[Written] = []
    width = 0
    for number, row in enumerate(rows):
        if not isinstance(row, list):
            raise invalid(f"Invalid values[{number}]: a list is expected.")
        width = max(width, len(row))
        if row and top + number >= bottom:
            raise invalid(
                f"Requested writing within range [{shown(area)}], but tried writing to row [{top + number + 1}]"
            )
        if left + len(row) > right:
            raise invalid(
                f"Requested writing within range [{shown(area)}], but tried writing to column [{letters(right)}]"
            )
        for at, value in enumerate(row):
            if value is not None:
                old = area.sheet.cell(top + number, left + at)
                new = _cell(values, value, old or Cell(), option, f"values[{number}][{at}]")
                cells.append(Written(top + number, left + at, new))
    if not rows or not width:
        return Plan(area.sheet, None, [])
    return Plan(area.sheet, Area(area.sheet, top, left, top + len(rows), left + width), cells)


def put(sheet: Sheet, written: Written) -> None:
    """Take the cell's place; a cell with nothing in it is left out."""
    if written.cell == Cell():
        sheet.rows[written.row].pop(written.column, None)
    else:
        sheet.rows[written.row][written.column] = written.cell


def emptied(area: Area) -> list[Written]:
    """What values.clear writes: the cells without their values; format, note and rule stay."""
    bottom, right = area.ends
    return [
        Written(number, at, Cell(None, cell.format, cell.note, cell.validation))
        for number in range(area.top, bottom)
        for at, cell in area.sheet.rows[number].items()
        if area.left <= at < right and cell.entered is not None
    ]


def _limits(area: Area, grow: bool) -> tuple[int, int]:
    """Where writing must end."""
    if grow:
        return 10_000_000, 18_278
    rows, columns = area.sheet.row_count, area.sheet.column_count
    if area.top >= rows or area.left >= columns:
        area.cut()  # refuses
    if area.is_cell:
        return rows, columns
    bottom, right = area.ends
    return min(bottom, rows), min(right, columns)


def _cell(values: Values, value: Any, old: Cell, option: str, where: str) -> Cell:
    entered: Entered
    number_format: Json | None = None
    if isinstance(value, bool):
        entered = value
    elif isinstance(value, int | float):
        entered = float(value)
    elif isinstance(value, str):
        if len(value) > MOST_CHARACTERS:
            raise invalid(TOO_LONG)
        if option == "USER_ENTERED":
            known = old.format.get("numberFormat", {})
            entered, number_format = typed(value, locale(values.spreadsheet.locale), known, values.year)
        else:
            entered = value or None
    else:
        kind = "list_value" if isinstance(value, list) else "struct_value"
        raise invalid(f"Invalid {where}: {kind} {{}}")
    format = old.format if number_format is None else {**old.format, "numberFormat": number_format}
    return Cell(entered, format, old.note, old.validation)


def _turned(rows: list[list[Any]], empty: Any = "") -> list[list[Any]]:
    """Rows made columns; what is missing at the end of a line stays missing."""
    width = max((len(row) for row in rows), default=0)
    turned = []
    for at in range(width):
        line = [row[at] if at < len(row) else empty for row in rows]
        while line and line[-1] in ("", None) and len(rows[len(line) - 1]) <= at:
            line.pop()
        turned.append(line)
    return turned
