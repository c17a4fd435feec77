"""The spreadsheets of the stand-in and what others than their API's callers ask of them: Drive, and a batch."""

from __future__ import annotations

import copy
import csv
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from connectors.google.emulator import (
    sheets_answer,
    sheets_export,
    sheets_fresh,
    sheets_guard,
    sheets_shown,
)
from connectors.google.emulator.calls import (
    Call,
    File,
    Files,
    Json,
    Role,
)
from connectors.google.emulator.sheets_a1 import Area, find
from connectors.google.emulator.sheets_entered import typed
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet, Value
from connectors.google.emulator.sheets_numbers import locale
from connectors.google.emulator.sheets_values import Values

SPREADSHEET = "application/vnd.google-apps.spreadsheet"


@dataclass
class KeptSheets:
    """numbers: makes ids of tabs, protected ranges and metadata.

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

    def _changed(self, book: Spreadsheet, call: Call) -> None:
        book.generation += 1
        self.files.touch(book.id, call.now)
