"""Developer metadata: on the spreadsheet, a tab, or one whole row or column; and the filters that find it."""

from __future__ import annotations

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_lookup import matched
from connectors.google.emulator.sheets_model import Spreadsheet
from connectors.google.emulator.sheets_requests import Batch, fields, masked

ROW_OR_COLUMN = {"ROWS": "ROW", "COLUMNS": "COLUMN"}
VISIBLE = ("DOCUMENT", "PROJECT")


def create(batch: Batch, words: Json) -> Json:
    given = words.get("developerMetadata") or {}
    id = given.get("metadataId")
    if id is None:
        id = batch.new_id(batch.book.metadata)
    if id in batch.book.metadata:
        raise invalid(f"Developer metadata with the id {id} already exists.")
    made = _checked(batch, {**given, "metadataId": id})
    batch.book.metadata[id] = made
    return {"developerMetadata": made}


def update(batch: Batch, words: Json) -> Json:
    mask, filters = fields(words), words.get("dataFilters") or []
    given = words.get("developerMetadata") or {}
    if not filters:
        raise invalid("At least one data filter is required.")
    changed = []
    for id in found(batch.book, filters):
        after = masked(mask, "DeveloperMetadata", given, batch.book.metadata[id])
        if after.get("metadataId") != id:
            raise invalid("The id of developer metadata cannot be changed.")
        batch.book.metadata[id] = _checked(batch, after)
        changed.append(batch.book.metadata[id])
    return {"developerMetadata": changed}


def delete(batch: Batch, words: Json) -> Json:
    if not words.get("dataFilter"):
        raise invalid("dataFilter is required.")
    return {
        "deletedDeveloperMetadata": [
            batch.book.metadata.pop(id) for id in found(batch.book, [words["dataFilter"]])
        ]
    }


def found(book: Spreadsheet, filters: list[Json]) -> list[int]:
    """The ids of what any of the filters selects, in the order they were made."""
    selected = {one["metadataId"] for given in filters for one in matched(book, given)}
    return [id for id in book.metadata if id in selected]


def _checked(batch: Batch, given: Json) -> Json:
    if not given.get("metadataKey"):
        raise invalid("developerMetadata.metadataKey must be specified.")
    if given.get("visibility") not in VISIBLE:
        raise invalid("developerMetadata.visibility must be specified.")
    if given["metadataId"] < 0:
        raise invalid("developerMetadata.metadataId must not be negative.")
    return {**given, "location": _location(batch, given.get("location") or {})}


def _location(batch: Batch, given: Json) -> Json:
    kinds = {name for name in ("sheetId", "dimensionRange") if given.get(name) is not None}
    if given.get("spreadsheet"):
        kinds.add("spreadsheet")
    if len(kinds) != 1:
        raise invalid(
            "developerMetadata.location must be exactly one of spreadsheet, sheetId, dimensionRange."
        )
    if "spreadsheet" in kinds:
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    if "sheetId" in kinds:
        return {"locationType": "SHEET", "sheetId": batch.sheet(given["sheetId"]).id}
    place = given["dimensionRange"]
    dimension = place.get("dimension")
    if dimension not in ROW_OR_COLUMN:
        raise invalid("dimension must be ROWS or COLUMNS.")
    sheet = batch.sheet(place.get("sheetId"))
    start, end = place.get("startIndex", 0), place.get("endIndex")
    last = sheet.row_count if dimension == "ROWS" else sheet.column_count
    if end is None or end - start != 1:
        raise invalid("Developer metadata can only be on one whole row or column.")
    if not 0 <= start < last:
        raise invalid(f"dimensionRange.startIndex[{start}] is after the last of the grid[{last}]")
    kept = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    return {"locationType": ROW_OR_COLUMN[dimension], "dimensionRange": kept}
