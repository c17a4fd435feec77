"""Sheets v4 of the stand-in: spreadsheets, their values, and developer metadata.

A spreadsheet's file (name, owner, permissions) is in ``Files`` under the spreadsheet's id; one that Drive made or
copied comes into being here when it is first asked for. Sources of the behaviour: the discovery document,
shared/design/google-apis.md section 4.
"""

from __future__ import annotations

import copy
import csv
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from connectors.google.emulator import (
    sheets_answer,
    sheets_export,
    sheets_fresh,
    sheets_guard,
    sheets_lookup,
    sheets_shown,
)
from connectors.google.emulator.calls import (
    ApiError,
    Call,
    File,
    Files,
    Handler,
    Json,
    Role,
    denied,
    invalid,
    not_found,
)
from connectors.google.emulator.identity import is_service_account
from connectors.google.emulator.sheets_a1 import Area, find, shown
from connectors.google.emulator.sheets_batch import batch_update
from connectors.google.emulator.sheets_cells import Plan, Render, Written, emptied, plan, put, read
from connectors.google.emulator.sheets_entered import typed
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet, Value
from connectors.google.emulator.sheets_numbers import locale
from connectors.google.emulator.sheets_tables import last_table
from connectors.google.emulator.sheets_values import Values

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
OPTIONS = ("RAW", "USER_ENTERED")
WITH_CELLS = re.compile(r"\bdata\b|\bsheets(?:[,)]|$|/\*|\.\*|\(\*)")
"""In a field mask: the cells themselves, or all that a tab has."""


@dataclass
class Sheets:
    """The service. numbers: makes ids of tabs, protected ranges and metadata.

    metadata_follows_sort: whether a row's metadata goes with the row when it is sorted (Google does not say, so a
    client must survive both). year: for a date typed without one; the year of the last call.
    """

    files: Files
    numbers: Callable[[], int]
    base: str = "https://docs.google.com"
    metadata_follows_sort: bool = True
    year: int = 2026
    all: dict[str, Spreadsheet] = field(default_factory=dict)
    known: dict[str, Values] = field(default_factory=dict)

    def __getstate__(self) -> dict[str, Any]:
        """What is kept when an office is left: not what can be computed again."""
        return {**self.__dict__, "known": {}}

    def handlers(self) -> dict[str, Handler]:
        values = "sheets.spreadsheets.values."
        return {
            "sheets.spreadsheets.create": self.create,
            "sheets.spreadsheets.get": self.get,
            "sheets.spreadsheets.getByDataFilter": self.get_by_filter,
            "sheets.spreadsheets.batchUpdate": self.batch_update,
            "sheets.spreadsheets.sheets.copyTo": self.copy_to,
            "sheets.spreadsheets.developerMetadata.get": self.get_metadata,
            "sheets.spreadsheets.developerMetadata.search": self.search_metadata,
            values + "get": self.values_get,
            values + "batchGet": self.values_batch_get,
            values + "batchGetByDataFilter": self.values_batch_get_by_filter,
            values + "update": self.values_update,
            values + "batchUpdate": self.values_batch_update,
            values + "batchUpdateByDataFilter": self.values_batch_update_by_filter,
            values + "append": self.values_append,
            values + "clear": self.values_clear,
            values + "batchClear": self.values_batch_clear,
            values + "batchClearByDataFilter": self.values_batch_clear_by_filter,
        }

    # ------------------------------------------------------------------------------- what Drive asks for

    def create_for(self, file: File) -> Spreadsheet:
        """The spreadsheet of a file that Drive made: one empty tab."""
        self.all[file.id] = made = sheets_fresh.spreadsheet(file.id, file.name)
        return made

    def copy(self, original: str, file: File) -> Spreadsheet:
        """Drive copied the file: the same tabs, metadata and protected ranges."""
        self.all[file.id] = made = copy.deepcopy(self._book(original))
        made.id = file.id
        return made

    def deleted(self, id: str) -> None:
        """Drive removed the file for good."""
        self.all.pop(id, None)
        self.known.pop(id, None)

    def export(self, id: str, kind: str) -> bytes | None:
        """The spreadsheet as a file of that MIME type; None for one that is not made here."""
        made = sheets_export.KINDS.get(kind)
        return None if made is None else made(self.values(self._book(id)))

    def import_table(self, file: File, content: bytes, year: int) -> None:
        """A table that was uploaded takes the place of all there was, each cell as if it had been typed."""
        book = self.all.get(file.id) or self.create_for(file)
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        size = {"rowCount": max(len(rows), 1000), "columnCount": max(26, *map(len, rows), 0)}
        tab = {"properties": {**book.sheets[0].properties, "gridProperties": size}}
        fresh = sheets_fresh.spreadsheet(file.id, file.name, {"properties": book.properties, "sheets": [tab]})
        sheets_guard.refuse_size(fresh)
        self.year = year
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    fresh.sheets[0].rows[number][column] = self.typed(fresh, text, {})
        book.sheets, book.named, book.metadata = fresh.sheets, {}, {}
        book.generation += 1

    # ------------------------------------------------------------------------- what batchUpdate asks for

    def new_id(self) -> int:
        return self.numbers()

    def value(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> Value:
        """The effective value of a cell."""
        return self.values(spreadsheet).of(sheet, row, column)

    def text(self, spreadsheet: Spreadsheet, sheet: Sheet, row: int, column: int) -> str:
        """As the cell shows it."""
        cell = sheet.cell(row, column)
        number_format = cell.format.get("numberFormat", {}) if cell else {}
        found = self.value(spreadsheet, sheet, row, column)
        return sheets_shown.text(found, number_format, locale(spreadsheet.locale))

    def typed(self, spreadsheet: Spreadsheet, text: str, format: Json) -> Cell:
        """What becomes of a text that a person types into a cell of that format."""
        entered, number_format = typed(
            text, locale(spreadsheet.locale), format.get("numberFormat", {}), self.year
        )
        return Cell(entered, format if number_format is None else {**format, "numberFormat": number_format})

    def shown(self, spreadsheet: Spreadsheet, call: Call, ranges: list[str], grid_data: bool) -> Json:
        """The spreadsheet as spreadsheets.get answers."""
        areas = [find(spreadsheet, one) for one in ranges] if ranges else None
        return self._answer(spreadsheet, call.who, areas, grid_data)

    def values(self, spreadsheet: Spreadsheet) -> Values:
        """What the cells are worth; kept until the spreadsheet changes."""
        known = self.known.get(spreadsheet.id)
        if (
            known is None
            or known.spreadsheet is not spreadsheet
            or known.generation != spreadsheet.generation
        ):
            self.known[spreadsheet.id] = known = Values(spreadsheet, self.year)
        return known

    # ---------------------------------------------------------------------------------- the spreadsheet

    def create(self, call: Call) -> Json:
        title = call.body.get("properties", {}).get("title") or "Untitled spreadsheet"
        book = sheets_fresh.spreadsheet("", title, call.body)
        sheets_guard.refuse_size(book)
        if is_service_account(call.who):
            raise denied()
        file = self.files.create(call.who, title, SPREADSHEET, call.now)
        book.id = file.id
        self.all[file.id] = book
        return self._answer(book, call.who, None, bool(call.params.get("includeGridData")))

    def get(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        return self.shown(book, call, list(call.params.get("ranges") or []), self._with_cells(call))

    def get_by_filter(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        filters = call.body.get("dataFilters") or []
        areas = [area for one in filters for area in sheets_lookup.areas(book, one)] if filters else None
        return self._answer(book, call.who, areas, bool(call.body.get("includeGridData")))

    def batch_update(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        answer = batch_update(self, book, replace(call, body=_without_nulls(call.body)))
        self._changed(book, call)
        return answer

    def copy_to(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        sheet = book.by_id(int(call.params["sheetId"]))
        if sheet is None:
            raise not_found()
        target = str(call.body.get("destinationSpreadsheetId") or "")
        file = self.files.find(call.who, target, Role.WRITER, mime_type=SPREADSHEET)
        into = self._book(file.id)
        sheets_guard.refuse_size(into, sheet.row_count * sheet.column_count)
        made = copy.deepcopy(sheet)
        taken = {one.id for one in into.sheets}
        made.properties["sheetId"] = next(one for one in iter(self.numbers, None) if one not in taken)
        made.properties["title"] = _free_title(into, f"Copy of {sheet.title}")
        _belong(made)
        into.sheets.append(made)
        self._changed(into, call)
        return sheets_answer.properties(made, len(into.sheets) - 1)

    def get_metadata(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        found = book.metadata.get(int(call.params["metadataId"]))
        if found is None:
            raise not_found()
        return dict(sheets_answer.bare(found))

    def search_metadata(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        filters = call.body.get("dataFilters") or []
        if not filters:
            raise invalid("Must specify at least one data filter.")
        matches: dict[int, Json] = {}
        for one in filters:
            for metadata in sheets_lookup.matched(book, one):
                match = matches.setdefault(
                    metadata["metadataId"],
                    {"developerMetadata": sheets_answer.bare(metadata), "dataFilters": []},
                )
                match["dataFilters"].append(one)
        return {"matchedDeveloperMetadata": list(matches.values())} if matches else {}

    # ------------------------------------------------------------------------------------ values, read

    def values_get(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        return read(self.values(book), find(book, call.params["range"]), Render.of(call.params))

    def values_batch_get(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        render = Render.of(call.params)
        areas = [find(book, one) for one in call.params.get("ranges") or []]
        found = [read(self.values(book), area, render) for area in areas]
        return {"spreadsheetId": book.id, **({"valueRanges": found} if found else {})}

    def values_batch_get_by_filter(self, call: Call) -> Json:
        book = self._open(call, Role.READER)
        render = Render.of(call.body)
        found = [
            {"valueRange": read(self.values(book), area, render), "dataFilters": [one]}
            for one in call.body.get("dataFilters") or []
            for area in sheets_lookup.areas(book, one)
        ]
        return {"spreadsheetId": book.id, **({"valueRanges": found} if found else {})}

    # --------------------------------------------------------------------------------- values, written

    def values_update(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        area = find(book, call.params["range"])
        given = call.body.get("range")
        if given and shown(find(book, given)) != shown(area):
            raise invalid(f"Requested range '{call.params['range']}' does not match value range '{given}'.")
        written = self._plan(book, area, call.body, _option(call.params))
        self._write(book, call, [written])
        return self._updated(book, area, written, call.params)

    def values_batch_update(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        option = _option(call.body)
        plans = []
        for number, one in enumerate(call.body.get("data") or []):
            with _prefixed(f"Invalid data[{number}]: "):
                area = find(book, one.get("range") or "")
                plans.append((area, self._plan(book, area, one, option)))
        self._write(book, call, [one for _, one in plans])
        answers = [self._updated(book, area, one, call.body) for area, one in plans]
        return _totals(book, [one for _, one in plans], answers)

    def values_batch_update_by_filter(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        option = _option(call.body)
        plans: list[tuple[Json, Area, Plan]] = []
        for number, one in enumerate(call.body.get("data") or []):
            with _prefixed(f"Invalid data[{number}]: "):
                for area in sheets_lookup.areas(book, one.get("dataFilter") or {}):
                    whole = area.cut()
                    plans.append((one["dataFilter"], whole, self._plan(book, whole, one, option)))
        self._write(book, call, [one for _, _, one in plans])
        answers = []
        for data_filter, area, written in plans:
            answer = self._updated(book, area, written, call.body)
            del answer["spreadsheetId"]
            answers.append({**answer, "dataFilter": data_filter})
        return _totals(book, [one for _, _, one in plans], answers)

    def values_append(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        area, option = find(book, call.params["range"]).cut(), _option(call.params)
        table = last_table(area)
        start = Area(area.sheet, table.ends[0], table.left, None, None) if table else area
        written = self._plan(book, start, call.body, option, grow=True)
        if call.params.get("insertDataOption") == "INSERT_ROWS" and written.area is not None:
            start = self._insert(book, call, written.area, start)
            written = self._plan(book, start, call.body, option, grow=True)
        self._grow(book, written)
        self._write(book, call, [written])
        answer: Json = {"spreadsheetId": book.id, "updates": self._updated(book, start, written, call.params)}
        if table:
            answer["tableRange"] = shown(table)
        return answer

    def values_clear(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        (cleared,) = self._clear(book, call, [find(book, call.params["range"])])
        return {"spreadsheetId": book.id, "clearedRange": cleared}

    def values_batch_clear(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        areas = [find(book, one) for one in call.body.get("ranges") or []]
        return {"spreadsheetId": book.id, "clearedRanges": self._clear(book, call, areas)}

    def values_batch_clear_by_filter(self, call: Call) -> Json:
        book = self._open(call, Role.WRITER)
        filters = call.body.get("dataFilters") or []
        areas = [area for one in filters for area in sheets_lookup.areas(book, one)]
        cleared = self._clear(book, call, areas)
        return {"spreadsheetId": book.id, **({"clearedRanges": cleared} if cleared else {})}

    # ------------------------------------------------------------------------------------------ inside

    def _open(self, call: Call, need: Role) -> Spreadsheet:
        self.year = call.now.year
        id = str(call.params["spreadsheetId"])
        self.files.find(call.who, id, need, mime_type=SPREADSHEET)
        return self._book(id)

    def _book(self, id: str) -> Spreadsheet:
        file = self.files.all[id]
        book = self.all.get(id) or self.create_for(file)
        book.properties["title"] = file.name
        return book

    def _answer(self, book: Spreadsheet, who: str, areas: list[Area] | None, grid_data: bool) -> Json:
        owner = self.files.all[book.id].owner
        may_edit = {
            sheet.id: {id for id, one in sheet.protected.items() if sheets_guard.may_edit(one, who, owner)}
            for sheet in book.sheets
        }
        return sheets_answer.answered(self.values(book), self.base, areas, grid_data, may_edit)

    def _with_cells(self, call: Call) -> bool:
        """Whether cells are answered: a field mask, if there is one, alone decides."""
        mask = str(call.params.get("fields") or "").replace(" ", "")
        if not mask:
            return bool(call.params.get("includeGridData"))
        return mask == "*" or WITH_CELLS.search(mask) is not None

    def _plan(self, book: Spreadsheet, area: Area, given: Json, option: str, *, grow: bool = False) -> Plan:
        dimension = "COLUMNS" if given.get("majorDimension") == "COLUMNS" else "ROWS"
        return plan(self.values(book), area, given.get("values") or [], dimension, option, grow=grow)

    def _write(self, book: Spreadsheet, call: Call, plans: list[Plan]) -> None:
        """All that was planned, once none of it is refused."""
        for one in plans:
            self._check(book, call, one.sheet, one.cells)
        for one in plans:
            for written in one.cells:
                put(one.sheet, written)
        self._changed(book, call)

    def _check(self, book: Spreadsheet, call: Call, sheet: Sheet, cells: list[Written]) -> None:
        sheets_guard.refuse(book, sheet, cells, call.who, self.files.all[book.id].owner)

    def _clear(self, book: Spreadsheet, call: Call, areas: list[Area]) -> list[str]:
        cut = [area.cut() for area in areas]
        plans = [Plan(area.sheet, area, emptied(area)) for area in cut]
        self._write(book, call, plans)
        return [shown(area) for area in cut]

    def _grow(self, book: Spreadsheet, written: Plan) -> None:
        """Rows and columns for what append writes beyond the grid."""
        if written.area is None:
            return
        sheet, (bottom, right) = written.sheet, written.area.ends
        rows, columns = max(bottom, sheet.row_count), max(right, sheet.column_count)
        sheets_guard.refuse_size(book, rows * columns - sheet.row_count * sheet.column_count)
        sheet.rows += [{} for _ in range(rows - sheet.row_count)]
        sheet.properties["gridProperties"] |= {"rowCount": rows, "columnCount": columns}

    def _insert(self, book: Spreadsheet, call: Call, area: Area, start: Area) -> Area:
        """Whole rows for what append writes, where there are rows to push down; where to write then."""
        if area.top >= area.sheet.row_count:
            return start
        rows = {
            "sheetId": area.sheet.id,
            "dimension": "ROWS",
            "startIndex": area.top,
            "endIndex": area.ends[0],
        }
        request = {"insertDimension": {"range": rows, "inheritFromBefore": area.top > 0}}
        batch_update(self, book, replace(call, body={"requests": [request]}))
        return find(book, shown(start))

    def _changed(self, book: Spreadsheet, call: Call) -> None:
        book.generation += 1
        self.files.touch(book.id, call.now)

    def _updated(self, book: Spreadsheet, area: Area, written: Plan, given: Any) -> Json:
        """An UpdateValuesResponse."""
        covered = written.area or Area(area.sheet, area.top, area.left, area.top + 1, area.left + 1)
        answer: Json = {"spreadsheetId": book.id, "updatedRange": shown(covered), **written.counts()}
        if given.get("includeValuesInResponse"):
            render = Render.of(given, "responseValueRenderOption", "responseDateTimeRenderOption")
            answer["updatedData"] = read(self.values(book), covered, render)
        return answer


@contextmanager
def _prefixed(words: str) -> Iterator[None]:
    """Which part of a batch was refused, said before why."""
    try:
        yield
    except ApiError as error:
        raise ApiError(error.code, error.status, words + error.message, error.reason, error.domain) from error


def _without_nulls(given: Any) -> Any:
    """A field that is null is a field left out, as everywhere in proto JSON (only values know a null of their own)."""
    if isinstance(given, dict):
        return {name: _without_nulls(one) for name, one in given.items() if one is not None}
    return [_without_nulls(one) for one in given] if isinstance(given, list) else given


def _option(given: Any) -> str:
    option = str(given.get("valueInputOption") or "")
    if option not in OPTIONS:
        raise invalid("'valueInputOption' is required but not specified")
    return option


def _totals(book: Spreadsheet, plans: list[Plan], answers: list[Json]) -> Json:
    """A BatchUpdateValuesResponse; rows and columns count once, however often they were written."""
    rows: set[tuple[int, int]] = set()
    columns: set[tuple[int, int]] = set()
    for one in plans:
        for cell in one.cells:
            rows.add((one.sheet.id, cell.row))
            columns.add((one.sheet.id, cell.column))
    totals = {
        "totalUpdatedRows": len(rows),
        "totalUpdatedColumns": len(columns),
        "totalUpdatedCells": sum(len(one.cells) for one in plans),
        "totalUpdatedSheets": len({one.sheet.id for one in plans if one.cells}),
    }
    answer: Json = {"spreadsheetId": book.id, **{name: one for name, one in totals.items() if one}}
    return answer | ({"responses": answers} if answers else {})


def _free_title(book: Spreadsheet, wanted: str) -> str:
    def titles() -> Iterator[str]:
        yield wanted
        number = 2
        while True:
            yield f"{wanted} {number}"
            number += 1

    return next(one for one in titles() if book.by_title(one) is None)


def _belong(sheet: Sheet) -> None:
    """Ranges of a copied tab are ranges of the copy."""

    def walk(given: Any) -> None:
        if isinstance(given, dict):
            for name in ("range", "ranges", "unprotectedRanges"):
                for one in given.get(name, []) if name != "range" else [given.get("range")]:
                    if isinstance(one, dict):
                        one["sheetId"] = sheet.id
            for one in given.values():
                walk(one)
        elif isinstance(given, list):
            for one in given:
                walk(one)

    walk([sheet.conditional, list(sheet.protected.values()), sheet.groups, sheet.basic_filter])
    for merge in sheet.merges:
        merge["sheetId"] = sheet.id
