"""``copyPaste`` and ``cutPaste``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_changes import Cut, follow
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, CellError, Entered
from connectors.google.emulator.sheets_references import copied
from connectors.google.emulator.sheets_requests import Batch, Box, not_built

KINDS = {
    "PASTE_NORMAL",
    "PASTE_VALUES",
    "PASTE_FORMAT",
    "PASTE_NO_BORDERS",
    "PASTE_FORMULA",
    "PASTE_DATA_VALIDATION",
    "PASTE_CONDITIONAL_FORMATTING",
}
WITH_RULES = {"PASTE_NORMAL", "PASTE_NO_BORDERS", "PASTE_CONDITIONAL_FORMATTING"}


def copy_paste(batch: Batch, words: Json) -> None:
    """Repeated to fill the destination if that is a multiple of the source; else once, beyond its end if need be."""
    kind = _kind(words)
    source, turned = batch.box(words.get("source")), words.get("pasteOrientation") == "TRANSPOSE"
    wanted = batch.box(words.get("destination"), "destination")
    high, wide = (source.width, source.height) if turned else (source.height, source.width)
    down = wanted.height // high if wanted.height % high == 0 else 1
    right = wanted.width // wide if wanted.width % wide == 0 else 1
    box = _target(wanted.top, wanted.left, high * down, wide * right, wanted)
    batch.write(box)
    if turned and any(batch.inside(one).meets(source) for one in source.sheet.merges):
        raise invalid("You can't transpose merged cells.")
    cells = _taken(batch, source, kind)
    if kind in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):
        _paste_merges(batch, source, box)
    for row, column in box.places():
        at, across = (row - box.top) % high, (column - box.left) % wide
        from_row, from_column = (across, at) if turned else (at, across)
        given, old = cells.get((from_row, from_column), Cell()), box.sheet.cell(row, column) or Cell()
        made = _pasted(given, old, kind)
        if isinstance(made.entered, Formula) and kind in (
            "PASTE_NORMAL",
            "PASTE_NO_BORDERS",
            "PASTE_FORMULA",
        ):
            away = row - source.top - from_row, column - source.left - from_column
            made = replace(made, entered=copied(made.entered, *away))
        batch.put(box.sheet, row, column, made)
    if kind in WITH_RULES:
        _paste_rules(batch, source, box, turned)


def cut_paste(batch: Batch, words: Json) -> None:
    """What points into the source, or lies in it as a whole, goes along."""
    kind, source = _kind(words), batch.box(words.get("source"))
    start = words.get("destination")
    if start is None:
        raise invalid("destination is required.")
    sheet = batch.sheet(start.get("sheetId"))
    whole = Box(sheet, 0, sheet.row_count, 0, sheet.column_count)
    box = _target(start.get("rowIndex", 0), start.get("columnIndex", 0), source.height, source.width, whole)
    batch.write(source, box)
    for one in source.sheet.merges:
        if batch.inside(one).meets(source) and not source.holds(batch.inside(one)):
            raise invalid("You can't cut part of a merged cell.")
    for one in sheet.merges:
        place = batch.inside(one)
        if place.meets(box) and not box.holds(place) and not source.holds(place):
            raise invalid("You can't paste over part of a merged cell.")
    if kind == "PASTE_CONDITIONAL_FORMATTING":
        raise not_built("cutting with PASTE_CONDITIONAL_FORMATTING")
    if (source.top, source.left) == (box.top, box.left) and source.sheet is sheet:
        return
    sheet.merges = [
        one for one in sheet.merges if not box.holds(batch.inside(one)) or source.holds(batch.inside(one))
    ]
    if kind not in ("PASTE_NORMAL", "PASTE_NO_BORDERS"):  # the merged cells were cut, but are not pasted
        gone = [one for one in source.sheet.merges if source.holds(batch.inside(one))]
        source.sheet.merges = [one for one in source.sheet.merges if one not in gone]
    shown = _taken(batch, source, kind)  # what formulas show must be read before their references change
    follow(batch.book, Cut(source.range, sheet.id, box.top - source.top, box.left - source.left))
    _change_tab_of_attached(batch, source, box)
    cells = shown if kind == "PASTE_VALUES" else _taken(batch, source, kind)
    for row, column, _ in list(source.cells()):
        source.sheet.rows[row].pop(column)
    for row, column in box.places():
        given = cells.get((row - box.top, column - box.left), Cell())
        batch.put(sheet, row, column, _pasted(given, sheet.cell(row, column) or Cell(), kind))


def _kind(words: Json) -> str:
    kind = str(words.get("pasteType", "PASTE_NORMAL"))
    if kind not in KINDS:
        raise invalid(f"Unknown paste type: {kind}")
    return kind


def _target(top: int, left: int, high: int, wide: int, within: Box) -> Box:
    sheet = within.sheet
    if top + high > sheet.row_count or left + wide > sheet.column_count:
        raise invalid(
            f"The destination exceeds grid limits. Max rows: {sheet.row_count}, max columns: {sheet.column_count}"
        )
    return Box(sheet, top, top + high, left, left + wide)


def _taken(batch: Batch, source: Box, kind: str) -> dict[tuple[int, int], Cell]:
    """The cells by their place in the source; with PASTE_VALUES what they show instead of formulas."""
    cells = {}
    for row, column, cell in source.cells():
        if kind == "PASTE_VALUES" and isinstance(cell.entered, Formula):
            value = batch.value(source.sheet, row, column)
            entered: Entered = value.text if isinstance(value, CellError) else value
            cell = replace(cell, entered=entered)
        cells[row - source.top, column - source.left] = cell
    return cells


def _pasted(given: Cell, old: Cell, kind: str) -> Cell:
    if kind == "PASTE_NORMAL":
        return replace(given)
    if kind in ("PASTE_VALUES", "PASTE_FORMULA"):
        return replace(old, entered=given.entered)
    if kind == "PASTE_FORMAT":
        return replace(old, format=given.format, validation=given.validation)
    if kind == "PASTE_DATA_VALIDATION":
        return replace(old, validation=given.validation)
    if kind == "PASTE_NO_BORDERS":
        lines = {"borders": old.format["borders"]} if "borders" in old.format else {}
        return replace(
            given, format={name: one for name, one in given.format.items() if name != "borders"} | lines
        )
    return old


def _paste_merges(batch: Batch, source: Box, box: Box) -> None:
    inner = [batch.inside(one) for one in source.sheet.merges if source.holds(batch.inside(one))]
    for one in box.sheet.merges:
        place = batch.inside(one)
        if place.meets(box) and not box.holds(place):
            raise invalid("You can't paste over part of a merged cell.")
    if source.meets(box) and inner and not box.holds(source):
        raise invalid("You can't paste merged cells over themselves.")
    box.sheet.merges = [one for one in box.sheet.merges if not box.holds(batch.inside(one))]
    for top, left in _starts(source, box, turned=False):
        for place in inner:
            down, right = top - source.top, left - source.left
            box.sheet.merges.append(
                Box(
                    box.sheet, place.top + down, place.bottom + down, place.left + right, place.right + right
                ).range
            )


def _starts(source: Box, box: Box, *, turned: bool) -> Iterator[tuple[int, int]]:
    high, wide = (source.width, source.height) if turned else (source.height, source.width)
    for top in range(box.top, box.bottom, high):
        for left in range(box.left, box.right, wide):
            yield top, left


def _paste_rules(batch: Batch, source: Box, box: Box, turned: bool) -> None:
    """The rules of the source hold for the copies, too; on another tab they are made anew."""
    added: list[Json] = []
    for rule in list(source.sheet.conditional):
        places = []
        for one in rule["ranges"]:
            held = batch.inside(one)
            if not held.meets(source):
                continue
            top, bottom = max(held.top, source.top) - source.top, min(held.bottom, source.bottom) - source.top
            left, right = (
                max(held.left, source.left) - source.left,
                min(held.right, source.right) - source.left,
            )
            if turned:
                top, bottom, left, right = left, right, top, bottom
            for down, across in _starts(source, box, turned=turned):
                copy = Box(box.sheet, down + top, down + bottom, across + left, across + right)
                if not (box.sheet is source.sheet and held.holds(copy)):
                    places.append(copy.range)
        if not places:
            continue
        if box.sheet is source.sheet:
            rule["ranges"] = [*rule["ranges"], *places]
        else:
            added.append({**rule, "ranges": places})
    box.sheet.conditional += added


def _change_tab_of_attached(batch: Batch, source: Box, box: Box) -> None:
    """Merges, protections and rules that went to another tab are kept there."""
    old, new = source.sheet, box.sheet
    if old is new:
        return
    new.merges += [one for one in old.merges if one["sheetId"] == new.id]
    old.merges = [one for one in old.merges if one["sheetId"] == old.id]
    for id, one in list(old.protected.items()):
        if one["range"]["sheetId"] == new.id:
            new.protected[id] = old.protected.pop(id)
    kept: list[Json] = []
    for rule in old.conditional:
        away = [one for one in rule["ranges"] if one["sheetId"] == new.id]
        home = [one for one in rule["ranges"] if one["sheetId"] == old.id]
        if away:
            new.conditional.append({**rule, "ranges": away})
        if home:
            kept.append({**rule, "ranges": home})
    old.conditional = kept
    if old.basic_filter is not None and old.basic_filter["range"]["sheetId"] == new.id:
        old.basic_filter = None
