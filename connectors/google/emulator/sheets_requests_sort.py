"""``sortRange`` and the basic filter."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_changes import START
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import CellError, Value
from connectors.google.emulator.sheets_references import copied
from connectors.google.emulator.sheets_requests import Batch, Box, not_built


def sort_range(batch: Batch, words: Json) -> None:
    box = batch.box(words.get("range"))
    specs = words.get("sortSpecs") or []
    if not specs:
        raise invalid("At least one sort spec is required.")
    sort(batch, box, specs)


def sort(batch: Batch, box: Box, specs: list[Json]) -> None:
    """Cells move, not rows: what lies beside the range stays. Metadata of rows goes along only if the whole row did,
    and then only if the service is set so."""
    batch.write(box)
    for merge in box.sheet.merges:
        if batch.inside(merge).meets(box):
            raise invalid("You can't sort a range with merged cells.")
    order = list(range(box.top, box.bottom))
    for spec in reversed(specs):  # a stable sort: the last criterion first
        order = _sorted(batch, box, order, spec)
    taken = [
        {column: cell for column, cell in box.sheet.rows[row].items() if box.left <= column < box.right}
        for row in order
    ]
    for row, old, cells in zip(range(box.top, box.bottom), order, taken, strict=True):
        kept = {at: one for at, one in box.sheet.rows[row].items() if not box.left <= at < box.right}
        for column, cell in cells.items():
            if isinstance(cell.entered, Formula):
                cell = replace(cell, entered=copied(cell.entered, row - old, 0))
            kept[column] = cell
        box.sheet.rows[row] = kept
    if batch.service.metadata_follows_sort and _whole_rows(box):
        _take_metadata(batch, box, {old: new for new, old in enumerate(order, box.top)})


def set_filter(batch: Batch, words: Json) -> None:
    given = words.get("filter") or {}
    if "tableId" in given:
        raise not_built("tables")
    stored = batch.stored(given.get("range"))
    box = batch.box(given.get("range"))
    batch.change_tab(box.sheet)
    criteria: dict[int, Json] = {int(name): one for name, one in (given.get("criteria") or {}).items()}
    for spec in given.get("filterSpecs") or []:
        if "dataSourceColumnReference" in spec:
            raise not_built("data source columns")
        criteria[spec.get("columnIndex", 0)] = spec.get("filterCriteria") or {}
    for column, one in criteria.items():
        if not box.left <= column < box.right:
            raise invalid(f"Filter column {column} is not within the range of the filter.")
        if set(one) - {"hiddenValues"}:
            raise not_built(f"filtering by {min(set(one) - {'hiddenValues'})}")
    box.sheet.basic_filter = {**given, "range": stored}
    rows = Box(box.sheet, box.top + 1, box.bottom, box.left, box.right)
    if given.get("sortSpecs") and rows.height > 0:
        sort(batch, rows, given["sortSpecs"])
        batch.book.generation += 1  # the values are elsewhere now
    _unhide(box)
    hidden = {column: set(one.get("hiddenValues") or []) for column, one in criteria.items()}
    for row in range(rows.top, rows.bottom):
        if any(batch.text(box.sheet, row, column) in values for column, values in hidden.items()):
            known = box.sheet.row_properties
            known[row] = {**known.get(row, {}), "hiddenByFilter": True}


def clear_filter(batch: Batch, words: Json) -> None:
    sheet = batch.sheet(words.get("sheetId"))
    batch.change_tab(sheet)
    sheet.basic_filter = None
    _unhide(Box(sheet, 0, sheet.row_count, 0, sheet.column_count))


def _unhide(box: Box) -> None:
    known = box.sheet.row_properties
    for row in list(known):
        known[row] = {name: one for name, one in known[row].items() if name != "hiddenByFilter"}
        if not known[row]:
            del known[row]


def _sorted(batch: Batch, box: Box, order: list[int], spec: Json) -> list[int]:
    unknown = set(spec) - {"dimensionIndex", "sortOrder"}
    if unknown:
        raise not_built(f"sorting by {min(unknown)}")
    column, direction = spec.get("dimensionIndex", 0), spec.get("sortOrder")
    if direction not in ("ASCENDING", "DESCENDING"):
        raise invalid("sortOrder must be ASCENDING or DESCENDING.")
    if not box.left <= column < box.right:
        raise invalid(f"Sort spec dimensionIndex[{column}] is not within the range to sort.")
    keys = {row: _key(batch.value(box.sheet, row, column)) for row in order}
    filled = [row for row in order if keys[row] is not None]
    blank = [row for row in order if keys[row] is None]

    def key(row: int) -> Any:
        return keys[row]

    return sorted(filled, key=key, reverse=direction == "DESCENDING") + blank  # blanks last, either way


def _key(value: Value) -> tuple[int, float, str] | None:
    """Numbers before texts before booleans before errors; upper and lower case are the same."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, str):
        return 1, 0.0, value.casefold()
    if isinstance(value, CellError):
        return 3, 0.0, ""
    return 0, float(value), ""


def _whole_rows(box: Box) -> bool:
    return not any(
        column < box.left or column >= box.right
        for row in box.sheet.rows[box.top : box.bottom]
        for column, cell in row.items()
        if not cell.is_blank
    )


def _take_metadata(batch: Batch, box: Box, went: dict[int, int]) -> None:
    for id, one in batch.book.metadata.items():
        place = one["location"].get("dimensionRange")
        if place and place.get("sheetId", 0) == box.sheet.id and place["dimension"] in START:
            at = went.get(place["startIndex"]) if place["dimension"] == "ROWS" else None
            if at is not None:
                moved = {**place, "startIndex": at, "endIndex": at + 1}
                batch.book.metadata[id] = {**one, "location": {**one["location"], "dimensionRange": moved}}
