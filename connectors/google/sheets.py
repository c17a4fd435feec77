"""The calls of Sheets that Alur makes, and the words of its requests."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from connectors.google.client import SHEETS, GoogleClient
from flows.engine.case import Json

EPOCH_DAY = date(1899, 12, 30)
READ_BACK = (
    "replies,updatedSpreadsheet.sheets(properties.sheetId,"
    "data(startRow,startColumn,rowData.values(effectiveValue,userEnteredValue)))"
)
"""Of what a batch reads back the values alone, without the formats and rules of each cell."""
_SIZE = re.compile(r"!\$?[A-Z]+\$?\d+:\$?([A-Z]+)\$?(\d+)$")


@dataclass(frozen=True, slots=True)
class Grid:
    """The values of a tab, ragged, and how many rows and columns its grid has."""

    rows: list[list[Any]]
    height: int
    width: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A column of a sheet as it was read, and the id of the metadata that should be on it."""

    metadata: int
    sheet: int
    column: int

    @property
    def lookup(self) -> Json:
        """The data filter that selects the column only if its metadata is just here."""
        return {
            "developerMetadataLookup": {
                "metadataId": self.metadata,
                "locationMatchingStrategy": "EXACT_LOCATION",
                "metadataLocation": self._location,
            }
        }

    @property
    def _location(self) -> Json:
        span = {"startIndex": self.column, "endIndex": self.column + 1}
        return {"dimensionRange": {"sheetId": self.sheet, "dimension": "COLUMNS", **span}}

    def mark(self, key: str, value: str) -> Json:
        """The request that puts the metadata on the column."""
        return {
            "createDeveloperMetadata": {
                "developerMetadata": {
                    "metadataId": self.metadata, "metadataKey": key, "metadataValue": value[:200],
                    "visibility": "DOCUMENT", "location": self._location,
                }
            }
        }  # fmt: skip

    def unmark(self) -> Json:
        """The request that takes the metadata away, wherever it is."""
        lookup = {"developerMetadataLookup": {"metadataId": self.metadata}}
        return {"deleteDeveloperMetadata": {"dataFilter": lookup}}


class Sheets:
    """Spreadsheets, each change refused whole unless the epoch it names still stands."""

    def __init__(self, client: GoogleClient) -> None:
        self.client = client

    def values(self, id: str, titles: Sequence[str], rows: str = "") -> list[Grid]:
        """All the values of some tabs at one moment, numbers and dates as numbers; rows: ``1:1`` for some of them."""
        said = self.client.request(
            "GET",
            f"{SHEETS}/v4/spreadsheets/{id}/values:batchGet",
            params={
                "ranges": [quoted(title, rows) for title in titles],
                "valueRenderOption": "UNFORMATTED_VALUE",
                "dateTimeRenderOption": "SERIAL_NUMBER",
            },
        )
        grids = []
        for found in said["valueRanges"]:
            size = _SIZE.search(found["range"])
            cells = found.get("values", [])
            height, width = (int(size[2]), column_of(size[1])) if size else (len(cells), 0)
            grids.append(Grid(cells, height, width))
        return grids

    def look(self, id: str, fields: str = "sheets.properties") -> Json:
        """What the spreadsheet says of itself."""
        return self.client.request("GET", f"{SHEETS}/v4/spreadsheets/{id}", params={"fields": fields})

    def rules(self, id: str, titles: Sequence[str]) -> Json:
        """What the rules of the cells of some tabs say to whoever stands on them."""
        fields = (
            "sheets(properties.sheetId,data(startRow,startColumn,rowData.values.dataValidation.inputMessage))"
        )
        return self.client.request(
            "GET",
            f"{SHEETS}/v4/spreadsheets/{id}",
            params={"ranges": [quoted(title) for title in titles], "fields": fields},
        )

    def marked(self, id: str, key: str) -> set[Place]:
        """Where the columns stand that bear metadata of this key."""
        said = self.client.request(
            "POST",
            f"{SHEETS}/v4/spreadsheets/{id}/developerMetadata:search",
            body={"dataFilters": [{"developerMetadataLookup": {"metadataKey": key}}]},
            safe=True,
        )
        found = set()
        for one in said.get("matchedDeveloperMetadata", []):
            metadata = one["developerMetadata"]
            span = metadata["location"].get("dimensionRange", {})
            if span.get("dimension") == "COLUMNS":
                place = int(span.get("sheetId", 0)), int(span.get("startIndex", 0))
                found.add(Place(int(metadata["metadataId"]), *place))
        return found

    def change(self, id: str, requests: Sequence[Json], ranges: Sequence[str] = ()) -> Json:
        """All of the requests or none; ranges: what is to be read back of the same moment."""
        body: Json = {"requests": list(requests)}
        params = None
        if ranges:
            params = {"fields": READ_BACK}
            body |= {
                "includeSpreadsheetInResponse": True,
                "responseIncludeGridData": True,
                "responseRanges": list(ranges),
            }
        address = f"{SHEETS}/v4/spreadsheets/{id}:batchUpdate"
        return self.client.request("POST", address, params=params, body=body)

    def put_rows(self, id: str, epoch: int, rows: Sequence[tuple[int, int, Sequence[Any]]]) -> None:
        """Write rows (sheet, row from 0, cells from the first column on) as they are; None skips a cell."""
        data: list[Json] = [_fence(epoch)]
        for sheet, row, cells in rows:
            last = data[-1]["dataFilter"]["gridRange"]
            if len(data) > 1 and (last["sheetId"], last["endRowIndex"]) == (sheet, row):
                last["endRowIndex"] += 1
                last["endColumnIndex"] = max(last["endColumnIndex"], len(cells))
                data[-1]["values"].append(list(cells))
            else:
                span = {"sheetId": sheet, **_span(row, row + 1, 0, len(cells))}
                data.append({"dataFilter": {"gridRange": span}, "values": [list(cells)]})
        address = f"{SHEETS}/v4/spreadsheets/{id}/values:batchUpdateByDataFilter"
        self.client.request("POST", address, body={"valueInputOption": "RAW", "data": data})

    def put_into_columns(
        self, id: str, epoch: int, columns: Mapping[Place, Mapping[int, str]], *, typed: bool
    ) -> list[Place]:
        """Write cells of columns that still stand where they were read: place -> row from 0 -> text; gives the others.

        A column is found by its metadata at just its place, so that neither a column that people moved meanwhile
        nor metadata that was left behind leads into a cell of staff.
        typed: read as if typed (a formula); else kept as text. Other cells are skipped.
        """
        data: list[Json] = [_fence(epoch)]
        for place, cells in columns.items():
            data.append(
                {
                    "dataFilter": place.lookup,
                    "majorDimension": "COLUMNS",
                    "values": [[cells.get(row) for row in range(max(cells) + 1)]],
                }
            )
        said = self.client.request(
            "POST",
            f"{SHEETS}/v4/spreadsheets/{id}/values:batchUpdateByDataFilter",
            body={"valueInputOption": "USER_ENTERED" if typed else "RAW", "data": data},
        )
        hit = {
            one.get("dataFilter", {}).get("developerMetadataLookup", {}).get("metadataId")
            for one in said.get("responses", [])
        }
        return [place for place in columns if place.metadata not in hit]


# --------------------------------------------------------------------------------------------- requests


def add_hidden(sheet: int, title: str, width: int, rows: int = 1) -> Json:
    """A hidden sheet."""
    grid = {"rowCount": rows, "columnCount": width}
    properties = {"sheetId": sheet, "title": title, "hidden": True, "gridProperties": grid}
    return {"addSheet": {"properties": properties}}


def standing(epoch: int) -> Json:
    """Changes nothing, and has the whole batch refused where the epoch no longer stands."""
    return {
        "updateSheetProperties": {"properties": {"sheetId": epoch, "hidden": True}, "fields": "hidden"},
    }


def _fence(epoch: int) -> Json:
    """What has values refused whole where the epoch no longer stands."""
    return {"dataFilter": {"gridRange": {"sheetId": epoch, **_span(0, 1, 0, 1)}}, "values": [[str(epoch)]]}


def put(sheet: int, row: int, column: int, cells: Sequence[Json]) -> Json:
    return {
        "updateCells": {
            "start": {"sheetId": sheet, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": list(cells)}],
            "fields": "userEnteredValue",
        }
    }


def fill(sheet: int, rows: Sequence[Sequence[Json]], height: int, width: int) -> Json:
    """Everything below the header replaced; what the rows do not cover is emptied."""
    return {
        "updateCells": {
            "range": {"sheetId": sheet, **_span(1, 1 + height, 0, width)},
            "rows": [{"values": list(row)} for row in rows],
            "fields": "userEnteredValue",
        }
    }


def insert_rows(sheet: int, at: int, count: int) -> Json:
    return {
        "insertDimension": {
            "range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": at, "endIndex": at + count},
            "inheritFromBefore": at > 1,
        }
    }


def append_rows(sheet: int, count: int) -> Json:
    return {"appendDimension": {"sheetId": sheet, "dimension": "ROWS", "length": count}}


def delete_row(sheet: int, at: int) -> Json:
    return {
        "deleteDimension": {
            "range": {"sheetId": sheet, "dimension": "ROWS", "startIndex": at, "endIndex": at + 1}
        }
    }


def copy_cells(
    sheet: int, row: int, to: tuple[int, int, int], columns: tuple[int, int] | None = None
) -> Json:
    """A row, formats and formulas as well, copied from ``to`` (sheet, row, column) on; columns: those from the first up
    to the second, else all there are."""
    left, right = columns or (0, 0)
    source = {"sheetId": sheet, **_span(row, row + 1, left, right)}
    if columns is None:
        source = {"sheetId": sheet, "startRowIndex": row, "endRowIndex": row + 1}
    return {
        "copyPaste": {
            "source": source, "destination": cell_span(*to), "pasteType": "PASTE_NORMAL",
        }
    }  # fmt: skip


def rename_tab(sheet: int, title: str) -> Json:
    return {
        "updateSheetProperties": {"properties": {"sheetId": sheet, "title": title}, "fields": "title"},
    }


def replace_whole(
    sheet: int, find: str, by: str, *, column: int | None = None, row: int | None = None
) -> Json:
    """Cells that hold just ``find``: in one cell, in one column below its heading, or anywhere below the headings."""
    span = {"startRowIndex": 1 if row is None else row}
    if column is not None:
        span |= {"startColumnIndex": column, "endColumnIndex": column + 1}
    if row is not None:
        span["endRowIndex"] = row + 1
    return {
        "findReplace": {
            "find": find, "replacement": by, "matchCase": True, "matchEntireCell": True,
            "range": {"sheetId": sheet, **span},
        }
    }  # fmt: skip


def one_of(words: Sequence[str], *, strict: bool = False) -> Json:
    return {
        "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": word} for word in words]},
        "strict": strict,
        "showCustomUi": True,
    }


def cell_span(sheet: int, row: int, column: int) -> Json:
    """One cell."""
    return {"sheetId": sheet, **_span(row, row + 1, column, column + 1)}


def _span(top: int, bottom: int, left: int, right: int) -> Json:
    return {
        "startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right,
    }  # fmt: skip


def fresh_id() -> int:
    """A sheet id that no tab has, as far as chance goes; Google takes any that fits in 31 bits."""
    return random.randrange(1 << 20, 1 << 30)


# ------------------------------------------------------------------------------------------------ cells


def entered(value: object) -> Json:
    """A value as a cell holds it: a text stays a text whatever it begins with."""
    match value:
        case None | "":
            return {}
        case bool():
            return {"userEnteredValue": {"boolValue": value}}
        case int() | float():
            return {"userEnteredValue": {"numberValue": value}}
        case date():
            return {"userEnteredValue": {"numberValue": serial(value)}}
    return {"userEnteredValue": {"stringValue": str(getattr(value, "text", value))}}


def formula(text: str) -> Json:
    return {"userEnteredValue": {"formulaValue": text}}


def read_back(said: Any) -> dict[tuple[int, int, int], str]:
    """(sheet, row, column) -> the text of the cell, of all that a batch read back."""
    found: dict[tuple[int, int, int], str] = {}
    for one in said.get("updatedSpreadsheet", {}).get("sheets", []):
        sheet = int(one.get("properties", {}).get("sheetId", 0))
        for block in one.get("data", []):
            for row, cells in enumerate(block.get("rowData", []), start=int(block.get("startRow", 0))):
                for column, cell in enumerate(
                    cells.get("values", []), start=int(block.get("startColumn", 0))
                ):
                    found[sheet, row, column] = _text_of(cell)
    return found


def _text_of(cell: Json) -> str:
    value = cell.get("effectiveValue") or cell.get("userEnteredValue") or {}
    return str(next(iter(value.values()), ""))


def serial(day: date) -> float | int:
    """A day as Sheets counts it; a moment has a fraction."""
    if isinstance(day, datetime):
        seconds = day.hour * 3600 + day.minute * 60 + day.second
        return (day.date() - EPOCH_DAY).days + seconds / 86400
    return (day - EPOCH_DAY).days


def quoted(title: str, cells: str = "") -> str:
    name = "'" + title.replace("'", "''") + "'"
    return f"{name}!{cells}" if cells else name


def letter(column: int) -> str:
    """0 is A."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_of(letters: str) -> int:
    """A is 1."""
    number = 0
    for sign in letters:
        number = number * 26 + ord(sign) - 64
    return number
