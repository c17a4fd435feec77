"""Developer metadata: on the spreadsheet, a tab, or one whole row or column; and the filters that find it."""

from __future__ import annotations

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_model import Spreadsheet
from connectors.google.emulator.sheets_requests import Batch, fields, masked, not_built

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
    for one in filters:
        if len(one) != 1:
            raise invalid("A data filter must have exactly one kind.")
        if "a1Range" in one:
            raise not_built("developer metadata by a range in A1 notation")
    return [id for id, one in book.metadata.items() if any(_selects(given, one) for given in filters)]


def _selects(given: Json, one: Json) -> bool:
    if "gridRange" in given:
        return _meets(given["gridRange"], _whole(one["location"]))
    lookup = given["developerMetadataLookup"]
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and lookup[name] != one.get(name):
            return False
    if "locationType" in lookup and lookup["locationType"] != one["location"]["locationType"]:
        return False
    if "metadataLocation" not in lookup:
        return True
    place = lookup["metadataLocation"]
    if lookup.get("locationMatchingStrategy") == "INTERSECTING_LOCATION":
        return _meets(_whole(place), _whole(one["location"]))
    return _plain(place) == _plain(one["location"])


def _plain(location: Json) -> tuple[object, ...]:
    place = location.get("dimensionRange")
    if place:
        return (
            place.get("sheetId", 0),
            place.get("dimension"),
            place.get("startIndex", 0),
            place.get("endIndex"),
        )
    return ("spreadsheet",) if location.get("spreadsheet") else (location.get("sheetId", 0),)


def _whole(location: Json) -> Json | None:
    """A location as a GridRange; None: the spreadsheet."""
    place = location.get("dimensionRange")
    if place:
        what = "Row" if place["dimension"] == "ROWS" else "Column"
        whole = {"sheetId": place.get("sheetId", 0), f"start{what}Index": place.get("startIndex", 0)}
        return whole | ({f"end{what}Index": place["endIndex"]} if "endIndex" in place else {})
    return None if location.get("spreadsheet") else {"sheetId": location.get("sheetId", 0)}


def _meets(one: Json | None, other: Json | None) -> bool:
    if one is None or other is None:
        return True
    if one.get("sheetId", 0) != other.get("sheetId", 0):
        return False
    endless = float("inf")
    return all(
        one.get(f"start{what}Index", 0) < other.get(f"end{what}Index", endless)
        and other.get(f"start{what}Index", 0) < one.get(f"end{what}Index", endless)
        for what in ("Row", "Column")
    )


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
