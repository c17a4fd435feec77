"""Somebody who works in the spreadsheets between two requests: sorts, inserts, deletes and types, by chance."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random

from connectors.google.emulator.calls import ApiError, Call, Files, Handler, Json
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Sheet, Spreadsheet

BATCH = "sheets.spreadsheets.batchUpdate"
APART = ("_", "Riwayat")
"""Tabs whose title begins so are not for people."""


class HumanEditor:
    """all: the spreadsheets by id; handler: of batchUpdate. What the API refuses is not done."""

    def __init__(
        self, files: Files, all: dict[str, Spreadsheet], handler: Handler, now: Callable[[], datetime]
    ) -> None:
        self.files, self.all, self.handler, self.now = files, all, handler, now
        self.typed = 0

    def act(self, chance: Random) -> str:
        """Do one thing; gives its name, '' where there is nothing to work on."""
        places = [
            (id, sheet, filled)
            for id, book in sorted(self.all.items())
            for sheet in book.sheets
            if id in self.files.all
            and not sheet.properties.get("hidden")
            and not sheet.title.startswith(APART)
            if (filled := _filled(sheet)) > 1
        ]
        if not places:
            return ""
        id, sheet, filled = chance.choice(places)
        name, request = self._one(chance, sheet, filled)
        owner = self.files.all[id].owner
        call = Call(BATCH, owner, {"spreadsheetId": id}, {"requests": [request]}, self.now())
        try:
            self.handler(call)
        except ApiError:
            return ""
        return name

    def _one(self, chance: Random, sheet: Sheet, filled: int) -> tuple[str, Json]:
        name = chance.choice(("sorts", "inserts", "deletes", "types", "types"))
        row, columns = chance.randrange(1, filled), sheet.column_count
        span = {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": row, "endIndex": row + 1}
        if name == "sorts":
            whole = {"sheetId": sheet.id, "startRowIndex": 1, "endRowIndex": filled,
                     "startColumnIndex": 0, "endColumnIndex": columns}  # fmt: skip
            way = chance.choice(("ASCENDING", "DESCENDING"))
            spec = {"dimensionIndex": chance.randrange(columns), "sortOrder": way}
            return name, {"sortRange": {"range": whole, "sortSpecs": [spec]}}
        if name == "inserts":
            return name, {"insertDimension": {"range": span, "inheritFromBefore": row > 1}}
        if name == "deletes":
            return name, {"deleteDimension": {"range": span}}
        self.typed += 1
        free = [c for c in range(1, columns) if not _has_formula(sheet, row, c)]
        cell = {"userEnteredValue": {"stringValue": f"ketik {self.typed}"}}
        start = {"sheetId": sheet.id, "rowIndex": row, "columnIndex": chance.choice(free or [columns - 1])}
        return name, {
            "updateCells": {"start": start, "rows": [{"values": [cell]}], "fields": "userEnteredValue"}
        }


def _filled(sheet: Sheet) -> int:
    """Rows down to the last in which somebody typed."""
    return max(
        (
            number + 1
            for number, cells in enumerate(sheet.rows)
            if any(not cell.is_blank and not isinstance(cell.entered, Formula) for cell in cells.values())
        ),
        default=0,
    )


def _has_formula(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.cell(row, column)
    return cell is not None and isinstance(cell.entered, Formula)
