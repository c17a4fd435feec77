"""Developer metadata looked up, and what a DataFilter means: cells by address or by the metadata of their row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_a1 import Area, find, of_grid
from connectors.google.emulator.sheets_model import Spreadsheet


def matched(spreadsheet: Spreadsheet, data_filter: Json) -> list[Json]:
    """The developer metadata that a DataFilter selects, by id."""
    kind, given = only(data_filter)
    known = [spreadsheet.metadata[id] for id in sorted(spreadsheet.metadata)]
    if kind == "developerMetadataLookup":
        _check(given)
        return [one for one in known if _fits(spreadsheet, one, given)]
    area = find(spreadsheet, given) if kind == "a1Range" else of_grid(spreadsheet, given)
    found = []
    for one in known:
        place = place_of(spreadsheet, one)
        if place is not None and _intersect(place, area):
            found.append(one)
    return found


def areas(spreadsheet: Spreadsheet, data_filter: Json) -> Iterator[Area]:
    """The parts of the spreadsheet that a DataFilter selects."""
    kind, given = only(data_filter)
    if kind == "a1Range":
        yield find(spreadsheet, given)
    elif kind == "gridRange":
        yield of_grid(spreadsheet, given)
    else:
        for one in matched(spreadsheet, data_filter):
            place = place_of(spreadsheet, one)
            if place is not None:
                yield place


def only(data_filter: Json) -> tuple[str, Any]:
    """Which of the three kinds of filter it is, and what it says."""
    given = [(name, one) for name, one in data_filter.items() if one is not None]
    if len(given) != 1:
        raise invalid("Must specify exactly one filter in a DataFilter.")
    return given[0]


def place_of(spreadsheet: Spreadsheet, metadata: Json) -> Area | None:
    """Where metadata sits: a row, a column, a whole tab; None for the spreadsheet itself."""
    return _place(spreadsheet, metadata.get("location", {}))


def _place(spreadsheet: Spreadsheet, location: Json) -> Area | None:
    if location.get("spreadsheet"):
        return None
    dimension = location.get("dimensionRange")
    sheet = spreadsheet.by_id(int((location if dimension is None else dimension).get("sheetId", 0)))
    if sheet is None:
        return None
    if dimension is None:
        return Area(sheet, 0, 0, None, None)
    start, end = dimension.get("startIndex", 0), dimension.get("endIndex")
    if dimension.get("dimension") == "COLUMNS":
        return Area(sheet, 0, start, None, end)
    return Area(sheet, start, 0, end, None)


def _check(lookup: Json) -> None:
    strategy, kind = lookup.get("locationMatchingStrategy"), lookup.get("locationType")
    if strategy and "metadataLocation" not in lookup:
        raise invalid("A metadataLocation must be specified with a locationMatchingStrategy.")
    if strategy == "EXACT_LOCATION" and kind:
        raise invalid(
            "locationType must not be specified when the locationMatchingStrategy is EXACT_LOCATION."
        )
    if not lookup:
        raise invalid("At least one field of a DeveloperMetadataLookup must be specified.")


def _fits(spreadsheet: Spreadsheet, metadata: Json, lookup: Json) -> bool:
    for name in ("metadataId", "metadataKey", "metadataValue", "visibility"):
        if name in lookup and metadata.get(name, "") != lookup[name]:
            return False
    location = metadata.get("location", {})
    if lookup.get("locationType", location.get("locationType")) != location.get("locationType"):
        return False
    wanted = lookup.get("metadataLocation")
    if wanted is None:
        return True
    here, there = _place(spreadsheet, location), _place(spreadsheet, wanted)
    if here is None or there is None:
        return here is there
    if lookup.get("locationMatchingStrategy") == "EXACT_LOCATION":
        return (here.sheet.id, here.top, here.left, here.ends) == (
            there.sheet.id,
            there.top,
            there.left,
            there.ends,
        )
    return _intersect(here, there)


def _intersect(one: Area, other: Area) -> bool:
    (bottom, right), (other_bottom, other_right) = one.ends, other.ends
    return (
        one.sheet is other.sheet
        and one.top < other_bottom
        and other.top < bottom
        and one.left < other_right
        and other.left < right
    )
