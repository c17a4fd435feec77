"""A spreadsheet that tests of ``batchUpdate`` write to, and read as small tables of text."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

import pytest
from googleapiclient import discovery_cache

from connectors.google.emulator.calls import ApiError, Call, Files, Permission, Role
from connectors.google.emulator.sheets_batch import batch_update
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet

OFFICE, STAFF = "dinas@contoh.go.id", "staf@contoh.go.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Service:
    """What a batch needs of the Sheets service."""

    def __init__(self) -> None:
        numbers, ids = count(1), count(1000)
        self.files = Files(lambda: f"file-{next(numbers)}")
        self.metadata_follows_sort = True
        self.new_id = lambda: next(ids)
        self.asked: list[tuple[list[str], bool]] = []

    def value(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> Any:
        """Of formulas only sums of two numbers."""
        cell = sheet.cell(row, column)
        if cell is None or not isinstance(cell.entered, Formula):
            return cell.entered if cell else None
        return sum(float(one) for one in cell.entered.text[1:].split("+"))

    def text(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> str:
        found = self.value(spreadsheet, sheet, row, column)
        return "" if found is None else f"{found:g}" if isinstance(found, float) else str(found)

    def typed(self, spreadsheet: Spreadsheet, text: str, format: dict[str, Any]) -> Cell:
        return Cell(_read(text) if text else None, format)

    def shown(
        self, spreadsheet: Spreadsheet, call: Call, ranges: list[str], grid_data: bool
    ) -> dict[str, Any]:
        self.asked.append((ranges, grid_data))
        titles = [{"properties": {"title": one.title}} for one in spreadsheet.sheets]
        return {"spreadsheetId": spreadsheet.id, "sheets": titles}


@dataclass
class Book:
    """One spreadsheet of the office, shared with a member of the staff; tab 0 is «Daftar»."""

    rows: int = 6
    columns: int = 4
    service: Service = field(default_factory=Service)

    def __post_init__(self) -> None:
        file = self.service.files.create(
            OFFICE, "Register", "application/vnd.google-apps.spreadsheet", MONDAY
        )
        file.permissions["staff"] = Permission("staff", "user", Role.WRITER, STAFF)
        grid = {"rowCount": self.rows, "columnCount": self.columns}
        tab = {"sheetId": 0, "title": "Daftar", "sheetType": "GRID", "gridProperties": grid}
        self.it = Spreadsheet(
            file.id,
            {"title": "Register", "locale": "id_ID", "timeZone": "Asia/Jakarta"},
            [Sheet(tab, [{} for _ in range(self.rows)])],
        )

    def call(self, *requests: dict[str, Any], who: str = OFFICE, **body: Any) -> Any:
        """The whole answer; call and answer are such as the discovery document describes."""
        given = {"requests": list(requests), **body}
        fits({"$ref": "BatchUpdateSpreadsheetRequest"}, given, "request")
        call = Call("sheets.spreadsheets.batchUpdate", who, {"spreadsheetId": self.it.id}, given, MONDAY)
        answer = batch_update(self.service, self.it, call)
        fits({"$ref": "BatchUpdateSpreadsheetResponse"}, answer, "answer")
        assert len(answer["replies"]) == len(requests)
        return answer

    def do(self, kind: str, who: str = OFFICE, **words: Any) -> Any:
        """One request, and its reply."""
        return self.call({kind: words}, who=who)["replies"][0].get(kind, {})

    def refused(self, kind: str, who: str = OFFICE, code: int = 400, **words: Any) -> str:
        """The sentence of the refusal, without its beginning; nothing has changed."""
        before = picture(self.it)
        with pytest.raises(ApiError) as refused:
            self.do(kind, who, **words)
        assert refused.value.code == code
        assert picture(self.it) == before
        beginning = f"Invalid requests[0].{kind}: "
        assert refused.value.message.startswith(beginning)
        return refused.value.message.removeprefix(beginning)

    def tab(self, id: int = 0) -> Sheet:
        sheet = self.it.by_id(id)
        assert sheet is not None
        return sheet

    def fill(self, *lines: str, tab: int = 0) -> Book:
        """Lines of cells between bars: numbers, texts, formulas, TRUE, and nothing."""
        for row, line in enumerate(lines):
            for column, word in enumerate(one.strip() for one in line.split("|")):
                if word:
                    self.tab(tab).rows[row][column] = Cell(_read(word))
        return self

    def table(self, tab: int = 0) -> list[str]:
        """The lines as ``fill`` takes them, without the blank ends."""
        lines = []
        for row in self.tab(tab).rows:
            wide = max((column for column, cell in row.items() if not cell.is_blank), default=-1)
            words = [_shown(row.get(column)) for column in range(wide + 1)]
            lines.append(" | ".join(words))
        while lines and not lines[-1]:
            lines.pop()
        return lines


def rows(start: int, end: int, tab: int = 0) -> dict[str, Any]:
    return {"sheetId": tab, "dimension": "ROWS", "startIndex": start, "endIndex": end}


def columns(start: int, end: int, tab: int = 0) -> dict[str, Any]:
    return {"sheetId": tab, "dimension": "COLUMNS", "startIndex": start, "endIndex": end}


def area(top: int, bottom: int, left: int, right: int, tab: int = 0) -> dict[str, Any]:
    return {
        "sheetId": tab,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def picture(book: Spreadsheet) -> str:
    """All there is to a spreadsheet, to compare."""
    return repr(book)


def fits(schema: Any, value: Any, where: str) -> None:
    """Raises AssertionError where a value is not as the discovery document describes."""
    schema = _schemas()[schema["$ref"]] if "$ref" in schema else schema
    kind = schema.get("type", "any")
    if kind == "object":
        assert isinstance(value, dict), f"{where}: {value!r} is no object"
        for name, inner in value.items():
            known = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            assert known is not None, f"{where}: no field {name}"
            fits(known, inner, f"{where}.{name}")
    elif kind == "array":
        assert isinstance(value, list), f"{where}: {value!r} is no list"
        for number, inner in enumerate(value):
            fits(schema["items"], inner, f"{where}[{number}]")
    else:
        plain = {"string": str, "boolean": bool, "integer": int, "number": (int, float), "any": object}[kind]
        assert isinstance(value, plain), f"{where}: {value!r} is no {kind}"
        assert not isinstance(value, bool) or kind in ("boolean", "any"), f"{where}: {value!r} is no {kind}"
        assert "enum" not in schema or value in schema["enum"], (
            f"{where}: {value!r} is none of {schema['enum']}"
        )


@cache
def _schemas() -> dict[str, Any]:
    return dict(json.loads(discovery_cache.get_static_doc("sheets", "v4"))["schemas"])


def _read(word: str) -> Any:
    if word.startswith("="):
        return Formula(word)
    if word in ("TRUE", "FALSE"):
        return word == "TRUE"
    try:
        return float(word)
    except ValueError:
        return word


def _shown(cell: Cell | None) -> str:
    if cell is None or cell.entered is None:
        return ""
    if isinstance(cell.entered, Formula):
        return cell.entered.text
    if isinstance(cell.entered, bool):
        return str(cell.entered).upper()
    return f"{cell.entered:g}" if isinstance(cell.entered, float) else cell.entered
