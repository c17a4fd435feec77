"""``spreadsheets.values`` of the stand-in: values read, written, appended and cleared, by range and by filter."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from connectors.google.emulator import (
    sheets_guard,
    sheets_lookup,
)
from connectors.google.emulator.calls import (
    ApiError,
    Call,
    Handler,
    Json,
    Role,
    invalid,
)
from connectors.google.emulator.sheets_a1 import Area, find, shown
from connectors.google.emulator.sheets_batch import batch_update
from connectors.google.emulator.sheets_cells import Plan, Render, Written, emptied, plan, put, read
from connectors.google.emulator.sheets_kept import KeptSheets
from connectors.google.emulator.sheets_model import Sheet, Spreadsheet
from connectors.google.emulator.sheets_tables import last_table

OPTIONS = ("RAW", "USER_ENTERED")


class ValuesMethods(KeptSheets):
    """The methods, on the spreadsheets that are kept."""

    def values_handlers(self) -> dict[str, Handler]:
        values = "sheets.spreadsheets.values."
        return {
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
