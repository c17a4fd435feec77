"""Sheets v4 of the stand-in: spreadsheets, their values, and developer metadata.

A spreadsheet's file (name, owner, permissions) is in ``Files`` under the spreadsheet's id; one that Drive made or
copied comes into being here when it is first asked for. Sources of the behaviour: the discovery document,
shared/design/google-apis.md section 4.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from connectors.google.emulator import (
    sheets_answer,
    sheets_fresh,
    sheets_guard,
    sheets_lookup,
)
from connectors.google.emulator.calls import (
    Call,
    Handler,
    Json,
    Role,
    denied,
    invalid,
    not_found,
)
from connectors.google.emulator.identity import is_service_account
from connectors.google.emulator.sheets_batch import batch_update
from connectors.google.emulator.sheets_kept import SPREADSHEET
from connectors.google.emulator.sheets_model import Sheet, Spreadsheet
from connectors.google.emulator.sheets_values_api import ValuesMethods

WITH_CELLS = re.compile(r"\bdata\b|\bsheets(?:[,)]|$|/\*|\.\*|\(\*)")
"""In a field mask: the cells themselves, or all that a tab has."""


class Sheets(ValuesMethods):
    """The service."""

    def handlers(self) -> dict[str, Handler]:
        return {
            **self.values_handlers(),
            "sheets.spreadsheets.create": self.create,
            "sheets.spreadsheets.get": self.get,
            "sheets.spreadsheets.getByDataFilter": self.get_by_filter,
            "sheets.spreadsheets.batchUpdate": self.batch_update,
            "sheets.spreadsheets.sheets.copyTo": self.copy_to,
            "sheets.spreadsheets.developerMetadata.get": self.get_metadata,
            "sheets.spreadsheets.developerMetadata.search": self.search_metadata,
        }

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

    def _with_cells(self, call: Call) -> bool:
        """Whether cells are answered: a field mask, if there is one, alone decides."""
        mask = str(call.params.get("fields") or "").replace(" ", "")
        if not mask:
            return bool(call.params.get("includeGridData"))
        return mask == "*" or WITH_CELLS.search(mask) is not None


def _without_nulls(given: Any) -> Any:
    """A field that is null is a field left out, as everywhere in proto JSON (only values know a null of their own)."""
    if isinstance(given, dict):
        return {name: _without_nulls(one) for name, one in given.items() if one is not None}
    return [_without_nulls(one) for one in given] if isinstance(given, list) else given


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
