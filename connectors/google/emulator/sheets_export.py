"""A spreadsheet as a file of another kind, as Drive exports it: a workbook of all tabs, or a table of the first one."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable

from lxml import etree
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from connectors.google.emulator.sheets_a1 import Area
from connectors.google.emulator.sheets_cells import Render, number, read
from connectors.google.emulator.sheets_formula import Formula, Reference, pieces
from connectors.google.emulator.sheets_letters import letters
from connectors.google.emulator.sheets_model import CellError, Sheet, Value
from connectors.google.emulator.sheets_references import quoted
from connectors.google.emulator.sheets_shown import TIMES
from connectors.google.emulator.sheets_values import Values

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LONGEST_TITLE = 31
_KEPT = r'"(?:[^"]|"")*"|\'(?:[^\']|\'\')*\'!'
_FORBIDDEN = re.compile(r"[\[\]*?:/\\]")


def table(values: Values, separator: str) -> bytes:
    """The first tab as text, each cell as it shows."""
    area = Area(values.spreadsheet.sheets[0], 0, 0, None, None)
    rows = read(values, area, Render()).get("values", [])
    width = max((len(row) for row in rows), default=0)
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows([*row, *[""] * (width - len(row))] for row in rows)
    return out.getvalue().encode()


def workbook(values: Values) -> bytes:
    """All tabs; a text stays a text though it begins with ``=``, a formula is one and has its value beside it."""
    made, titles = Workbook(), _titles(values.spreadsheet.sheets)
    made.remove(made.worksheets[0])
    cached: dict[str, dict[str, Value]] = {}
    for sheet in values.spreadsheet.sheets:
        page = made.create_sheet(titles[sheet.title.casefold()])
        page.sheet_state = "hidden" if sheet.properties.get("hidden") else "visible"
        cached[page.title] = _fill(page, values, sheet, titles)
    out = io.BytesIO()
    made.save(out)
    return _with_values(out.getvalue(), [cached[one.title] for one in made.worksheets])


def _fill(page: Worksheet, values: Values, sheet: Sheet, titles: dict[str, str]) -> dict[str, Value]:
    """Write a tab's cells; answers what its formulas are worth, by their address."""
    worth: dict[str, Value] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in cells.items():
            if cell.entered is None:
                continue
            target = page.cell(row + 1, column + 1)
            assert isinstance(target, ExcelCell)
            value = values.worth(sheet, row, column, cell)
            is_broken = isinstance(value, CellError) and value.kind == "ERROR"
            if isinstance(cell.entered, Formula) and not is_broken:
                target.value, target.data_type = _formula(cell.entered, values, sheet, titles), "f"
                worth[target.coordinate] = value
            else:
                _write(target, value)
            format = cell.format.get("numberFormat", {})
            if isinstance(value, float) and (
                pattern := format.get("pattern") or values.locale.patterns.get(format.get("type", ""))
            ):
                target.number_format = pattern.lower() if format.get("type") in TIMES else pattern
    return worth


def _write(target: ExcelCell, value: Value) -> None:
    if isinstance(value, CellError):
        target.value, target.data_type = value.text, "s" if value.kind == "ERROR" else "e"
    elif isinstance(value, str):
        target.value, target.data_type = ILLEGAL_CHARACTERS_RE.sub("", value), "s"
    else:
        target.value = number(value) if isinstance(value, float) else value


def _formula(formula: Formula, values: Values, sheet: Sheet, titles: dict[str, str]) -> str:
    """In the words of a workbook: commas between arguments, no open ends."""
    words: list[str] = []
    for piece in pieces(formula.text):
        if isinstance(piece, Reference):
            words.append(_reference(piece, values, sheet, titles))
        else:
            words.append(_english(piece, values.locale.decimal))
    return "".join(words)


def _english(text: str, decimal: str) -> str:
    def one(found: re.Match[str]) -> str:
        if found[0] == ";":
            return ","
        return found[0].replace(decimal, ".") if found[0][0].isdigit() else found[0]

    return re.sub(rf"{_KEPT}|\d+{re.escape(decimal)}\d+|;", one, text)


def _reference(given: Reference, values: Values, sheet: Sheet, titles: dict[str, str]) -> str:
    home = values.titles.get(given.title.casefold()) if given.tab else sheet
    if home is None:
        return "#REF!"
    tab = quoted(titles[home.title.casefold()]) + "!" if given.tab else ""
    if given.last is None:
        return tab + given.first.text
    first, last = given.first.text, given.last.text
    if given.first.row is None and given.last.row is not None:
        first += "1"
    elif given.last.row is None and given.first.row is not None:
        last += str(home.row_count)
    if given.last.column is None and given.first.column is not None:
        last = letters(home.column_count - 1) + last
    return f"{tab}{first}:{last}"


def _titles(sheets: list[Sheet]) -> dict[str, str]:
    """The titles as a workbook allows them, by the tabs' own in small letters."""
    made: dict[str, str] = {}
    for sheet in sheets:
        wanted = _FORBIDDEN.sub("_", sheet.title)[:LONGEST_TITLE]
        title, at = wanted, 1
        while title.casefold() in {one.casefold() for one in made.values()}:
            at += 1
            title = f"{wanted[: LONGEST_TITLE - len(str(at)) - 1]}_{at}"
        made[sheet.title.casefold()] = title
    return made


def _with_values(content: bytes, cached: list[dict[str, Value]]) -> bytes:
    """The workbook with what its formulas are worth, which openpyxl leaves out. cached: for each tab in order."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in given.namelist():
            part = given.read(name)
            found = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            if found and cached[int(found[1]) - 1]:
                part = _put_values(part, cached[int(found[1]) - 1])
            made.writestr(name, part)
    return out.getvalue()


def _put_values(part: bytes, cached: dict[str, Value]) -> bytes:
    root = etree.fromstring(part)
    for cell in root.iter(f"{NAMESPACE}c"):
        if cell.find(f"{NAMESPACE}f") is None:
            continue
        kind, text = _cached(cached[str(cell.get("r"))])
        cell.set("t", kind)
        value = cell.find(f"{NAMESPACE}v")
        if value is None:
            value = etree.SubElement(cell, f"{NAMESPACE}v")
        value.text = text
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _cached(value: Value) -> tuple[str, str]:
    """The kind of a value in a workbook's XML, and its text."""
    if isinstance(value, bool):
        return "b", str(int(value))
    if isinstance(value, CellError):
        return "e", value.text
    if isinstance(value, float | int):
        return "n", repr(number(value))
    return "str", ILLEGAL_CHARACTERS_RE.sub("", value or "")


KINDS: dict[str, Callable[[Values], bytes]] = {
    "text/csv": lambda values: table(values, ","),
    "text/tab-separated-values": lambda values: table(values, "\t"),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook,
}
"""MIME type -> how it is made."""
