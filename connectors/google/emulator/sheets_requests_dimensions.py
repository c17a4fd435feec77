"""Requests about whole rows and columns, and about blocks of cells that push others aside."""

from __future__ import annotations

from typing import Any

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_changes import (
    END,
    START,
    Deleted,
    Inserted,
    Moved,
    Shift,
    follow,
    moved_cells,
)
from connectors.google.emulator.sheets_guard import MOST_CELLS, PROTECTED, TOO_MANY_CELLS
from connectors.google.emulator.sheets_model import Cell, Sheet
from connectors.google.emulator.sheets_requests import (
    Batch,
    Box,
    fields,
    masked,
    not_built,
)

WORD = {"ROWS": "row", "COLUMNS": "column"}
FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}


def size(sheet: Sheet, dimension: str) -> int:
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def span(batch: Batch, range: Json | None, *, beyond: bool = False) -> tuple[Sheet, str, int, int]:
    """A DimensionRange with its ends known. beyond: it may begin where the grid ends, and leave it."""
    if range is None:
        raise invalid("range is required.")
    sheet, dimension = batch.sheet(range.get("sheetId")), _dimension(range.get("dimension"))
    last = size(sheet, dimension)
    start, end = range.get("startIndex", 0), range.get("endIndex", last)
    if start < 0 or end <= start:
        raise invalid(
            f"range.endIndex[{end}] must be after range.startIndex[{start}], which is not negative."
        )
    if not beyond and end > last:
        raise invalid(f"range.endIndex[{end}] is after last {WORD[dimension]} in grid[{last}]")
    return sheet, dimension, start, end


def insert(batch: Batch, words: Json) -> None:
    sheet, dimension, start, end = span(batch, words.get("range"), beyond=True)
    before, last = bool(words.get("inheritFromBefore")), size(sheet, dimension)
    if before and start == 0:
        raise invalid("inheritFromBefore cannot be true if range.startIndex is 0.")
    if before and start > last:
        raise invalid(f"range.startIndex[{start}] must not be greater than the grid size ({last}).")
    if not before and start >= last:
        raise invalid(
            f"range.startIndex[{start}] must be less than the grid size ({last}) if inheritFromBefore is false."
        )
    _through_no_protection(batch, sheet, dimension, start)
    _insert(batch, sheet, dimension, start, end - start)
    source = start - 1 if before else end
    _inherit(sheet, dimension, source, start, end)


def append(batch: Batch, words: Json) -> None:
    sheet, dimension = batch.sheet(words.get("sheetId")), _dimension(words.get("dimension"))
    batch.change_tab(sheet)
    if words.get("length", 0) <= 0:
        raise invalid("length must be greater than 0.")
    grow(batch, sheet, dimension, size(sheet, dimension) + words["length"])


def delete(batch: Batch, words: Json) -> None:
    sheet, dimension, start, end = span(batch, words.get("range"))
    batch.write(_box(sheet, dimension, start, end))
    remove(batch, sheet, dimension, start, end)


def remove(batch: Batch, sheet: Sheet, dimension: str, start: int, end: int) -> None:
    """Without asking whether the caller may."""
    last = size(sheet, dimension)
    if end - start == last:
        raise invalid(f"You can't delete all the {WORD[dimension]}s on the sheet.")
    grid = sheet.properties["gridProperties"]
    frozen = grid.get(FROZEN[dimension], 0)
    if start <= frozen and end == last and frozen:
        raise invalid(f"Sorry, it is not possible to delete all non-frozen {WORD[dimension]}s.")
    change = Deleted(sheet.id, dimension, None, start, end)
    follow(batch.book, change)
    _take_cells(sheet, change, last - (end - start))
    if frozen:
        grid[FROZEN[dimension]] = frozen - max(0, min(end, frozen) - start)


def move(batch: Batch, words: Json) -> None:
    sheet, dimension, start, end = span(batch, words.get("source"))
    to, last = words.get("destinationIndex", 0), size(sheet, dimension)
    if not 0 <= to <= last:
        raise invalid(f"destinationIndex[{to}] must be between 0 and {last}.")
    if start < to < end:
        raise invalid(f"destinationIndex[{to}] must not be within the source.")
    batch.write(_box(sheet, dimension, start, end))
    _through_no_protection(batch, sheet, dimension, to)
    for merge in sheet.merges:
        first, beyond = merge[START[dimension]], merge[END[dimension]]
        if first < start < beyond or first < end < beyond or first < to < beyond:
            raise invalid("You can't move part of a merged cell.")
    change = Moved(sheet.id, dimension, None, start, end, to)
    follow(batch.book, change)
    _take_cells(sheet, change, last)


def update(batch: Batch, words: Json) -> None:
    if "dataSourceSheetRange" in words:
        raise not_built("data source sheets")
    sheet, dimension, start, end = span(batch, words.get("range"))
    batch.change_tab(sheet)
    mask, given = fields(words), words.get("properties") or {}
    if given.get("pixelSize", 0) < 0 or ("pixelSize" in mask and not given.get("pixelSize", 1)):
        raise invalid("pixelSize must be greater than 0.")
    if any(
        one.split(".")[0] in ("developerMetadata", "dataSourceColumnReference") for one in mask.split(",")
    ):
        raise invalid("Only pixelSize and hiddenByUser can be set.")
    known = properties(sheet, dimension)
    for at in range(start, end):
        changed = masked(mask, "DimensionProperties", given, known.get(at, {}))
        changed = {name: one for name, one in changed.items() if one not in (None, False, [])}
        if changed:
            known[at] = changed
        else:
            known.pop(at, None)


def auto_resize(batch: Batch, words: Json) -> None:
    """As wide as the longest text that a cell shows, at seven pixels a letter; rows as high as they are by default."""
    if "dataSourceSheetDimensions" in words:
        raise not_built("data source sheets")
    sheet, dimension, start, end = span(batch, words.get("dimensions"))
    batch.change_tab(sheet)
    known = properties(sheet, dimension)
    for at in range(start, end):
        if dimension == "ROWS":
            wanted = {name: one for name, one in known.get(at, {}).items() if name != "pixelSize"}
        else:
            texts = [
                batch.text(sheet, row, at)
                for row, cells in enumerate(sheet.rows)
                if at in cells and not cells[at].is_blank
            ]
            if not texts:
                continue
            wanted = {**known.get(at, {}), "pixelSize": 7 * max(map(len, texts)) + 8}
        known[at] = wanted
        if not wanted:
            del known[at]


def properties(sheet: Sheet, dimension: str) -> dict[int, Json]:
    return sheet.row_properties if dimension == "ROWS" else sheet.column_properties


# ------------------------------------------------------------------------------------------------ blocks of cells


def insert_range(batch: Batch, words: Json) -> None:
    box, dimension = batch.box(words.get("range")), _dimension(words.get("shiftDimension"))
    change = _band(box, dimension, Inserted)
    _shift(batch, box, dimension, change)


def delete_range(batch: Batch, words: Json) -> None:
    box, dimension = batch.box(words.get("range")), _dimension(words.get("shiftDimension"))
    change = _band(box, dimension, Deleted)
    _shift(batch, box, dimension, change)


def _band(box: Box, dimension: str, kind: type[Shift]) -> Shift:
    band = (box.left, box.right) if dimension == "ROWS" else (box.top, box.bottom)
    start, end = (box.top, box.bottom) if dimension == "ROWS" else (box.left, box.right)
    if kind is Inserted:
        return Inserted(box.sheet.id, dimension, band, start, end - start)
    return Deleted(box.sheet.id, dimension, band, start, end)


def _shift(batch: Batch, box: Box, dimension: str, change: Shift) -> None:
    sheet = box.sheet
    pushed = (
        Box(sheet, box.top, sheet.row_count, box.left, box.right)
        if dimension == "ROWS"
        else Box(sheet, box.top, box.bottom, box.left, sheet.column_count)
    )
    batch.write(pushed)
    for merge in sheet.merges:
        place = batch.inside(merge)
        if place.meets(pushed) and not (pushed.holds(place) and change.place(merge) is not None):
            raise invalid("You can't shift cells through a merged cell.")
    if isinstance(change, Inserted):
        used = [row if dimension == "ROWS" else column for row, column, _ in pushed.cells()]
        needed = max((at + change.count + 1 for at in used), default=0)
        if needed > size(sheet, dimension):
            grow(batch, sheet, dimension, needed)
    follow(batch.book, change)
    moved_cells(sheet, change)


# ------------------------------------------------------------------------------------------------ groups


def add_group(batch: Batch, words: Json) -> Json:
    sheet, dimension, start, end = span(batch, words.get("range"))
    batch.change_tab(sheet)
    depths = _depths(sheet, dimension)
    if max(depths[start:end]) >= 8:
        raise invalid("Rows and columns can be grouped at most 8 deep.")
    depths[start:end] = [one + 1 for one in depths[start:end]]
    return _regroup(sheet, dimension, depths)


def delete_group(batch: Batch, words: Json) -> Json:
    sheet, dimension, start, end = span(batch, words.get("range"))
    batch.change_tab(sheet)
    depths = _depths(sheet, dimension)
    if min(depths[start:end]) == 0:
        raise invalid(f"There is no group on all the {WORD[dimension]}s from {start} to {end}.")
    depths[start:end] = [one - 1 for one in depths[start:end]]
    return _regroup(sheet, dimension, depths)


def update_group(batch: Batch, words: Json) -> None:
    given, mask = words.get("dimensionGroup") or {}, fields(words)
    sheet, dimension, start, end = span(batch, given.get("range"))
    batch.change_tab(sheet)
    for one in sheet.groups:
        place = one["range"]
        if (place["dimension"], place["startIndex"], place["endIndex"]) == (dimension, start, end) and one[
            "depth"
        ] == given.get("depth", 1):
            one["collapsed"] = bool(masked(mask, "DimensionGroup", given, one).get("collapsed"))
            known = properties(sheet, dimension)
            for at in range(start, end):
                known[at] = {**known.get(at, {}), "hiddenByUser": one["collapsed"]}
            return
    raise invalid(f"There is no group of depth {given.get('depth', 1)} on that range.")


def _depths(sheet: Sheet, dimension: str) -> list[int]:
    depths = [0] * size(sheet, dimension)
    for one in sheet.groups:
        if one["range"]["dimension"] == dimension:
            for at in range(one["range"]["startIndex"], one["range"]["endIndex"]):
                depths[at] += 1
    return depths


def _regroup(sheet: Sheet, dimension: str, depths: list[int]) -> Json:
    """Groups are the runs of each depth; what was collapsed and is still there stays so."""
    others = [one for one in sheet.groups if one["range"]["dimension"] != dimension]
    known = {
        (one["range"]["startIndex"], one["range"]["endIndex"], one["depth"]): one.get("collapsed", False)
        for one in sheet.groups
        if one["range"]["dimension"] == dimension
    }
    made: list[Json] = []
    for depth in range(1, max(depths) + 1):
        start: int | None = None
        for at, deep in enumerate([*depths, 0]):
            if deep >= depth and start is None:
                start = at
            elif deep < depth and start is not None:
                place = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": at}
                group: Json = {"range": place, "depth": depth}
                if known.get((start, at, depth)):
                    group["collapsed"] = True
                made.append(group)
                start = None
    sheet.groups = others + made
    return {"dimensionGroups": made}


# ------------------------------------------------------------------------------------------------ how it is done


def resize(batch: Batch, sheet: Sheet, dimension: str, wanted: int) -> None:
    """So many rows or columns: new ones at the end, or the last ones gone."""
    last = size(sheet, dimension)
    if wanted > last:
        grow(batch, sheet, dimension, wanted)
    elif wanted < last:
        batch.write(_box(sheet, dimension, wanted, last))
        remove(batch, sheet, dimension, wanted, last)


def grow(batch: Batch, sheet: Sheet, dimension: str, wanted: int) -> None:
    """New rows or columns at the end."""
    grid = sheet.properties["gridProperties"]
    more = wanted - size(sheet, dimension)
    grid["columnCount" if dimension == "COLUMNS" else "rowCount"] = wanted
    if dimension == "ROWS":
        _check_rows(batch, sheet, more)
        sheet.rows.extend({} for _ in range(more))
    batch.check_size()


def _insert(batch: Batch, sheet: Sheet, dimension: str, at: int, count: int) -> None:
    if dimension == "ROWS":
        _check_rows(batch, sheet, count)
    change = Inserted(sheet.id, dimension, None, at, count)
    follow(batch.book, change)
    _take_cells(sheet, change, size(sheet, dimension) + count)
    grid = sheet.properties["gridProperties"]
    if at < grid.get(FROZEN[dimension], 0):
        grid[FROZEN[dimension]] += count
    batch.check_size()


def _check_rows(batch: Batch, sheet: Sheet, more: int) -> None:
    """Before so many rows are made."""
    cells = sum(one.row_count * one.column_count for one in batch.book.sheets)
    if cells + more * sheet.column_count > MOST_CELLS:
        raise invalid(TOO_MANY_CELLS)


def _take_cells(sheet: Sheet, change: Shift, wanted: int) -> None:
    """The cells of whole rows or columns go where the change says."""
    if change.dimension == "ROWS":
        rows: list[dict[int, Cell]] = [{} for _ in range(wanted)]
        for number, row in enumerate(sheet.rows):
            at = change.index(number)
            if at is not None:
                rows[at] = row
        sheet.rows = rows
        sheet.properties["gridProperties"]["rowCount"] = wanted
        return
    places: dict[int, Any] = {at: change.index(at) for at in range(sheet.column_count)}
    sheet.rows = [
        {place: cell for column, cell in row.items() if (place := places.get(column)) is not None}
        for row in sheet.rows
    ]
    sheet.properties["gridProperties"]["columnCount"] = wanted


def _inherit(sheet: Sheet, dimension: str, source: int, start: int, end: int) -> None:
    """New rows or columns look like their neighbour: its formats, its rules, its size."""
    for at in range(start, end):
        if dimension == "ROWS":
            for column, cell in sheet.rows[source].items():
                if cell.format or cell.validation is not None:
                    sheet.rows[at][column] = Cell(format=cell.format, validation=cell.validation)
        else:
            for row in sheet.rows:
                neighbour = row.get(source)
                if neighbour is not None and (neighbour.format or neighbour.validation is not None):
                    row[at] = Cell(format=neighbour.format, validation=neighbour.validation)
    known = properties(sheet, dimension)
    if "pixelSize" in known.get(source, {}):
        known.update({at: {"pixelSize": known[source]["pixelSize"]} for at in range(start, end)})
    for rule in sheet.conditional:
        for place in rule["ranges"]:
            if source < start and place.get(END[dimension]) == start:
                place[END[dimension]] = end
            elif source >= end and place.get(START[dimension]) == end:
                place[START[dimension]] = start


def _through_no_protection(batch: Batch, sheet: Sheet, dimension: str, at: int) -> None:
    """Nothing may be put between what is protected together."""
    for _, closed in batch.closed(sheet):
        first, last = (closed.top, closed.bottom) if dimension == "ROWS" else (closed.left, closed.right)
        whole = closed.height == sheet.row_count and closed.width == sheet.column_count
        if first < at < last or whole:
            raise invalid(PROTECTED)


def _box(sheet: Sheet, dimension: str, start: int, end: int) -> Box:
    if dimension == "ROWS":
        return Box(sheet, start, end, 0, sheet.column_count)
    return Box(sheet, 0, sheet.row_count, start, end)


def _dimension(given: Any) -> str:
    if given not in WORD:
        raise invalid("dimension must be ROWS or COLUMNS.")
    return str(given)
