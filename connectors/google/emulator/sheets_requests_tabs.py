"""Requests about the spreadsheet and its tabs."""

from __future__ import annotations

from dataclasses import replace

from connectors.google.emulator.calls import Json, cloned, invalid
from connectors.google.emulator.sheets_changes import TabGone, follow, rewrite_formulas
from connectors.google.emulator.sheets_formats import kept
from connectors.google.emulator.sheets_formula import Reference
from connectors.google.emulator.sheets_guard import MOST_CELLS, TOO_MANY_CELLS
from connectors.google.emulator.sheets_model import Sheet
from connectors.google.emulator.sheets_references import quoted, rewritten, whatever_its_row
from connectors.google.emulator.sheets_requests import (
    Batch,
    fields,
    masked,
    not_built,
)
from connectors.google.emulator.sheets_requests_dimensions import resize

NO_TAB_LEFT = "You can't remove all the sheets in a document."
ALL_HIDDEN = "You can't hide all the sheets in a document."
ALL_FROZEN = "You can't freeze all visible {} on the sheet."


def update_spreadsheet(batch: Batch, words: Json) -> None:
    mask, given = fields(words), words.get("properties") or {}
    changed = masked(mask, "SpreadsheetProperties", given, batch.book.properties)
    if not changed.get("title"):
        raise invalid("The title of a spreadsheet must not be empty.")
    for name in ("locale", "timeZone"):
        if name in batch.book.properties and not changed.get(name):
            raise invalid(f"properties.{name} must not be empty.")
    if changed.get("defaultFormat") != batch.book.properties.get("defaultFormat"):
        raise invalid("The default format of a spreadsheet is read-only.")
    batch.book.properties = changed
    file = batch.service.files.all.get(batch.book.id)
    if file is not None:
        batch.renamed = changed["title"]


def add(batch: Batch, words: Json) -> Json:
    given = cloned(words.get("properties") or {})
    if given.get("sheetType", "GRID") != "GRID":
        raise not_built(f"sheets of type {given['sheetType']}")
    grid = {"rowCount": 1000, "columnCount": 26} | (given.pop("gridProperties", None) or {})
    if grid["rowCount"] < 1 or grid["columnCount"] < 1:
        raise invalid("A sheet must have at least one row and one column.")
    at = given.pop("index", len(batch.book.sheets))
    title = given.get("title") or _free_title(batch)
    made = Sheet(
        {
            **kept(given),
            "sheetId": _id(batch, given.get("sheetId")),
            "title": title,
            "sheetType": "GRID",
            "gridProperties": grid,
        },
        [],
    )
    _check_title(batch, title, None)
    _check_frozen(made)
    if grid["rowCount"] * grid["columnCount"] > MOST_CELLS:  # before so many rows are made
        raise invalid(TOO_MANY_CELLS)
    made.rows = [{} for _ in range(grid["rowCount"])]
    _insert(batch, made, at)
    batch.check_size()
    return {"properties": shown(batch, made)}


def delete(batch: Batch, words: Json) -> None:
    sheet = batch.sheet(words.get("sheetId"))
    batch.change_tab(sheet)
    if len(batch.book.sheets) == 1:
        raise invalid(NO_TAB_LEFT)
    if all(one.properties.get("hidden") for one in batch.book.sheets if one is not sheet):
        raise invalid(NO_TAB_LEFT)
    follow(batch.book, TabGone(sheet.id))
    batch.book.sheets.remove(sheet)


def duplicate(batch: Batch, words: Json) -> Json:
    source = batch.sheet(words.get("sourceSheetId"))
    title = words.get("newSheetName") or _copy_title(batch, source)
    _check_title(batch, title, None)
    made = copied(source)
    made.properties |= {"sheetId": _id(batch, words.get("newSheetId")), "title": title}
    _move_ranges(batch, made)
    _insert(batch, made, words.get("insertSheetIndex", 0))
    batch.check_size()
    return {"properties": shown(batch, made)}


def update(batch: Batch, words: Json) -> None:
    mask, given = fields(words), words.get("properties") or {}
    sheet = batch.sheet(given.get("sheetId"))
    batch.change_tab(sheet)
    before = shown(batch, sheet)
    after = kept(masked(mask, "SheetProperties", given, _one_colour(before, mask)))
    if after.get("sheetId", 0) != sheet.id or after.get("sheetType") != before.get("sheetType"):
        raise invalid("The id and the type of a sheet cannot be changed.")
    title = after.get("title") or ""
    if not title:
        raise invalid("The title of a sheet must not be empty.")
    if title != sheet.title:
        _check_title(batch, title, sheet)
        _rename(batch, sheet, title)
    grid = after.get("gridProperties") or {}
    rows, columns = grid.get("rowCount", 0), grid.get("columnCount", 0)
    if rows < 1 or columns < 1:
        raise invalid("A sheet must have at least one row and one column.")
    resize(batch, sheet, "ROWS", rows)
    resize(batch, sheet, "COLUMNS", columns)
    to = after.pop("index", 0)
    sheet.properties = after
    _check_frozen(sheet)
    if all(one.properties.get("hidden") for one in batch.book.sheets):
        raise invalid(ALL_HIDDEN)
    if to != before["index"]:
        _move(batch, sheet, before["index"], to)


def copied(source: Sheet) -> Sheet:
    """A tab of its own that shares the cells, none of which is ever changed in place."""
    return Sheet(
        cloned(source.properties),
        [dict(row) for row in source.rows],
        cloned(source.merges),
        cloned(source.protected),
        cloned(source.conditional),
        cloned(source.basic_filter),
        cloned(source.groups),
        cloned(source.row_properties),
        cloned(source.column_properties),
    )


def shown(batch: Batch, sheet: Sheet) -> Json:
    """SheetProperties as an answer gives them, with the place and the size."""
    grid = {**sheet.properties["gridProperties"], "rowCount": sheet.row_count}
    place = batch.book.sheets.index(sheet)
    return {**cloned(sheet.properties), "index": place, "gridProperties": grid}


def _one_colour(properties: Json, mask: str) -> Json:
    """Without the spelling of the tab's colour that the mask does not name, so that the other one counts."""
    if "tabColor" in mask:
        return {name: one for name, one in properties.items() if not name.startswith("tabColor")}
    return properties


def _id(batch: Batch, wanted: int | None) -> int:
    taken = {one.id: one for one in batch.book.sheets}
    if wanted is None:
        return batch.new_id(taken)
    if wanted < 0:
        raise invalid("sheetId must not be negative.")
    if wanted in taken:
        raise invalid(f"A sheet with the id {wanted} already exists. Please use another id.")
    return wanted


def _check_title(batch: Batch, title: str, own: Sheet | None) -> None:
    if len(title) > 100:
        raise invalid("The title of a sheet must not be longer than 100 characters.")
    other = batch.book.by_title(title)
    if other is not None and other is not own:
        raise invalid(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _free_title(batch: Batch) -> str:
    number = len(batch.book.sheets) + 1
    while batch.book.by_title(f"Sheet{number}"):
        number += 1
    return f"Sheet{number}"


def _copy_title(batch: Batch, source: Sheet) -> str:
    title, number = f"Copy of {source.title}", 2
    while batch.book.by_title(title):
        title, number = f"Copy of {source.title} {number}", number + 1
    return title


def _insert(batch: Batch, sheet: Sheet, at: int) -> None:
    if not 0 <= at <= len(batch.book.sheets):
        raise invalid(f"index {at} must be between 0 and {len(batch.book.sheets)}.")
    batch.book.sheets.insert(at, sheet)


def _move(batch: Batch, sheet: Sheet, old: int, to: int) -> None:
    """to: counted before the move, as Google does: 2 puts the first of three tabs between the others."""
    if not 0 <= to <= len(batch.book.sheets):
        raise invalid(f"index {to} must be between 0 and {len(batch.book.sheets)}.")
    del batch.book.sheets[old]
    batch.book.sheets.insert(to - 1 if to > old else to, sheet)


def _check_frozen(sheet: Sheet) -> None:
    grid = sheet.properties["gridProperties"]
    if grid.get("frozenRowCount", 0) and grid["frozenRowCount"] >= grid["rowCount"]:
        raise invalid(ALL_FROZEN.format("rows"))
    if grid.get("frozenColumnCount", 0) and grid["frozenColumnCount"] >= grid["columnCount"]:
        raise invalid(ALL_FROZEN.format("columns"))


def _rename(batch: Batch, sheet: Sheet, title: str) -> None:
    old = sheet.title.casefold()

    def word(reference: Reference) -> str:
        if reference.tab and reference.title.casefold() == old:
            return replace(reference, tab=quoted(title) + "!").text
        return reference.text

    rewrite_formulas(batch.book, whatever_its_row(lambda formula: rewritten(formula, word)))


def _move_ranges(batch: Batch, sheet: Sheet) -> None:
    """What hangs on the copy's ranges lies on the copy, protections under new ids; names and metadata stay behind."""

    def own(place: Json) -> Json:
        return {**place, "sheetId": sheet.id}

    sheet.merges = [own(one) for one in sheet.merges]
    sheet.groups = [{**one, "range": own(one["range"])} for one in sheet.groups]
    sheet.conditional = [
        {**one, "ranges": [own(place) for place in one["ranges"]]} for one in sheet.conditional
    ]
    if sheet.basic_filter is not None:
        sheet.basic_filter = {**sheet.basic_filter, "range": own(sheet.basic_filter["range"])}
    protected: dict[int, Json] = {}
    for one in sheet.protected.values():
        id = batch.new_id(protected)
        protected[id] = {
            **{name: value for name, value in one.items() if name != "namedRangeId"},
            "protectedRangeId": id,
            "range": own(one["range"]),
        }
        if "unprotectedRanges" in one:
            protected[id]["unprotectedRanges"] = [own(place) for place in one["unprotectedRanges"]]
    sheet.protected = protected
