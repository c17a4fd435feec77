"""Requests that write cells: values, formats, notes, rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.masks import schemas
from connectors.google.emulator.sheets_formats import kept, rival
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, Entered, Sheet
from connectors.google.emulator.sheets_references import copied
from connectors.google.emulator.sheets_requests import Batch, Box, fields, masked, not_built
from connectors.google.emulator.sheets_requests_dimensions import grow
from connectors.google.emulator.sheets_rules import check_validation

EMPTY = Cell()
NOT_BUILT = {"textFormatRuns", "chipRuns", "pivotTable", "dataSourceTable", "dataSourceFormula"}
READ_ONLY = {"effectiveValue", "effectiveFormat", "formattedValue", "hyperlink"}
SIDES = ("top", "bottom", "left", "right")


def update(batch: Batch, words: Json) -> None:
    write, rows = _writer(fields(words)), words.get("rows") or []
    if "range" in words:
        box = batch.box(words["range"])
        if len(rows) > box.height:
            raise invalid(_beyond("row", box.top + box.height, box.bottom - 1))
    else:
        box = _from(batch, words.get("start"), rows)
    batch.write(box)
    for number in range(box.height):
        values = (rows[number].get("values") or []) if number < len(rows) else []
        if len(values) > box.width and "range" in words:
            raise invalid(_beyond("column", box.left + box.width, box.right - 1))
        width = box.width if "range" in words else len(values)
        for at in range(width):
            row, column = box.top + number, box.left + at
            given = values[at] if at < len(values) else {}
            batch.put(box.sheet, row, column, write(given, box.sheet.cell(row, column) or EMPTY))


def repeat(batch: Batch, words: Json) -> None:
    write, box = _writer(fields(words)), batch.box(words.get("range"))
    batch.write(box)
    given = words.get("cell") or {}
    formula = (given.get("userEnteredValue") or {}).get("formulaValue")
    done: dict[int, Cell] = {}
    across: dict[int, Formula] = {}
    for row, column in box.places():
        old = box.sheet.cell(row, column) or EMPTY
        made = done.get(id(old))
        if made is None:
            made = done[id(old)] = write(given, old)
        if formula is not None and isinstance(made.entered, Formula) and made.entered is not old.entered:
            if column not in across:
                across[column] = copied(made.entered, 0, column - box.left)
            entered = across[column].down(row - box.top)
            made = Cell(entered, made.format, made.note, made.validation)
        batch.put(box.sheet, row, column, made)


def append(batch: Batch, words: Json) -> None:
    if "tableId" in words:
        raise not_built("tables")
    write, rows = _writer(fields(words)), words.get("rows") or []
    sheet = batch.sheet(words.get("sheetId"))
    top = next(
        (at + 1 for at in reversed(range(sheet.row_count)) if _has_data(batch, sheet, at)),
        0,
    )
    wide = max((len(row.get("values") or []) for row in rows), default=0)
    if not rows:
        return
    if top + len(rows) > sheet.row_count:
        grow(batch, sheet, "ROWS", top + len(rows))
    if wide > sheet.column_count:
        grow(batch, sheet, "COLUMNS", wide)
    if wide:
        batch.write(Box(sheet, top, top + len(rows), 0, wide))
    for number, row in enumerate(rows, top):
        for column, given in enumerate(row.get("values") or []):
            batch.put(sheet, number, column, write(given, sheet.cell(number, column) or EMPTY))


def borders(batch: Batch, words: Json) -> None:
    box = batch.box(words.get("range"))
    batch.write(box)

    def border(side: str, row: int, column: int) -> str:
        outer = {
            "top": row == box.top,
            "bottom": row == box.bottom - 1,
            "left": column == box.left,
            "right": column == box.right - 1,
        }
        return side if outer[side] else "innerHorizontal" if side in ("top", "bottom") else "innerVertical"

    for row, column in box.places():
        old = box.sheet.cell(row, column) or EMPTY
        lines = dict(old.format.get("borders", {}))
        for side in SIDES:
            given = words.get(border(side, row, column))
            if given is not None and given.get("style") == "NONE":
                lines.pop(side, None)
            elif given is not None:
                lines[side] = kept(given)
        format = {name: one for name, one in old.format.items() if name != "borders"}
        batch.put(box.sheet, row, column, replace(old, format=format | ({"borders": lines} if lines else {})))


def trim(batch: Batch, words: Json) -> Json:
    box = batch.box(words.get("range"))
    batch.write(box)
    changed = 0
    for row, column, cell in list(box.cells()):
        if isinstance(cell.entered, str) and (text := " ".join(cell.entered.split())) != cell.entered:
            batch.put(box.sheet, row, column, replace(cell, entered=text or None))
            changed += 1
    return {"cellsChangedCount": changed}


def entered(given: Json | None) -> Entered:
    """userEnteredValue as it is kept; a text is a text, though it begins with ``=``."""
    kinds = [name for name, one in (given or {}).items() if one is not None]
    if not given or not kinds:
        return None
    if len(kinds) > 1:
        raise invalid("userEnteredValue must have only one kind of value.")
    value = given[kinds[0]]
    if kinds[0] == "errorValue":
        raise invalid("userEnteredValue.errorValue is read-only.")
    if kinds[0] == "formulaValue":
        if not str(value).startswith("="):
            raise invalid("userEnteredValue.formulaValue must begin with '='.")
        return Formula(str(value))
    if kinds[0] == "numberValue":
        return float(value)
    return value or None if kinds[0] == "stringValue" else bool(value)


def _has_data(batch: Batch, sheet: Sheet, row: int) -> bool:
    return any(not cell.is_blank for cell in sheet.rows[row].values())


def _from(batch: Batch, start: Json | None, rows: list[Json]) -> Box:
    if start is None:
        raise invalid("One of start and range is required.")
    sheet = batch.sheet(start.get("sheetId"))
    top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
    if not 0 <= top < sheet.row_count:
        raise invalid(f"GridCoordinate.rowIndex[{top}] is after last row in grid[{sheet.row_count}]")
    if not 0 <= left < sheet.column_count:
        raise invalid(
            f"GridCoordinate.columnIndex[{left}] is after last column in grid[{sheet.column_count}]"
        )
    wide = max((len(row.get("values") or []) for row in rows), default=0)
    if top + len(rows) > sheet.row_count:
        raise invalid(_beyond("row", sheet.row_count, sheet.row_count - 1))
    if left + wide > sheet.column_count:
        raise invalid(_beyond("column", sheet.column_count, sheet.column_count - 1))
    return Box(sheet, top, top + len(rows), left, left + wide)


def _beyond(what: str, at: int, last: int) -> str:
    return f"Attempting to write {what}: {at}, beyond the last requested {what} of: {last}"


def _writer(mask: str) -> Callable[[Json, Cell], Cell]:
    """What a request's mask makes of a cell, given CellData."""
    paths = [one.strip() for one in mask.split(",")]
    roots = {_camel(one.split(".")[0]) for one in paths}
    everything = "*" in roots
    unknown = roots - {"*"} - set(schemas("sheets", "v4")["CellData"]["properties"])
    if unknown:
        masked(next(iter(unknown)), "CellData", {}, {})  # refused, in Google's words
    if roots & NOT_BUILT:
        raise not_built(f"CellData.{min(roots & NOT_BUILT)}")
    if roots & READ_ONLY:
        raise invalid(f"CellData.{min(roots & READ_ONLY)} is read-only.")
    format_paths = [
        one.partition(".")[2] for one in paths if _camel(one.split(".")[0]) == "userEnteredFormat"
    ]
    rule_paths = [one.partition(".")[2] for one in paths if _camel(one.split(".")[0]) == "dataValidation"]
    formats: dict[str, Json] = {}

    def write(given: Json, old: Cell) -> Cell:
        if everything and set(given) & NOT_BUILT:
            raise not_built(f"CellData.{min(set(given) & NOT_BUILT)}")
        made = replace(old)
        if everything or "userEnteredValue" in roots:
            made.entered = entered(given.get("userEnteredValue"))
        if everything or "note" in roots:
            made.note = given.get("note") or ""
        if everything or rule_paths:
            made.validation = _rule(given, old, rule_paths)
        if everything or format_paths:
            wanted = given.get("userEnteredFormat") or {}
            key = json.dumps([wanted, old.format], sort_keys=True)
            if key not in formats:
                formats[key] = _format(wanted, old.format, [] if everything else format_paths)
            made.format = formats[key]
        return made

    return write


def _rule(given: Json, old: Cell, paths: list[str]) -> Json | None:
    wanted: Any = given.get("dataValidation")
    if paths and "" not in paths:
        wanted = masked(",".join(paths), "DataValidationRule", wanted, old.validation or {})
    if not wanted:
        return None
    check_validation(wanted)
    return dict(wanted)


def _format(wanted: Json, old: Json, paths: list[str]) -> Json:
    if not paths or "" in paths:
        return _checked(kept(wanted))
    changed = old
    for path in paths:
        if path == "*":
            return _checked(kept(wanted))
        changed = masked(path, "CellFormat", wanted, changed)
        if other := rival(path):  # the spelling that is written now counts, not the one of before
            changed = masked(other, "CellFormat", wanted, changed)
    return _checked(kept(_filled(changed)))


def _filled(value: Any) -> Any:
    """Without the empty objects that a mask leaves on its way."""
    if isinstance(value, dict):
        made = {name: _filled(one) for name, one in value.items()}
        return {
            name: one for name, one in made.items() if one != {} or name in ("rgbColor",) or "olor" in name
        }
    return value


def _checked(format: Json) -> Json:
    number = format.get("numberFormat")
    if number is not None and number.get("type", "NUMBER_FORMAT_TYPE_UNSPECIFIED").endswith("UNSPECIFIED"):
        raise invalid("numberFormat.type must be specified.")
    return format


def _camel(word: str) -> str:
    first, *rest = word.split("_")
    return first + "".join(one.capitalize() for one in rest)
