"""Requests about what is attached to ranges: names, protections, drop-downs, conditional formats, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_changes import rewrite_formulas
from connectors.google.emulator.sheets_formats import kept
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, Sheet
from connectors.google.emulator.sheets_references import whatever_its_row
from connectors.google.emulator.sheets_requests import Batch, Box, fields, masked, not_built
from connectors.google.emulator.sheets_rules import check_conditional, check_validation

_NAME = re.compile(r"[^\W\d]\w{0,249}")
_LIKE_A_CELL = re.compile(r"[a-z]{1,3}\d+|r\d*c\d*|true|false", re.IGNORECASE)


# ------------------------------------------------------------------------------------------------ names


def add_named(batch: Batch, words: Json) -> Json:
    given = words.get("namedRange") or {}
    id = given.get("namedRangeId") or f"{batch.service.new_id():x}"
    if id in batch.book.named:
        raise invalid(f"A named range with the id {id} already exists.")
    _check_name(batch, given.get("name"), "")
    batch.book.named[id] = {
        "namedRangeId": id,
        "name": given["name"],
        "range": batch.stored(given.get("range")),
    }
    return {"namedRange": batch.book.named[id]}


def update_named(batch: Batch, words: Json) -> None:
    mask, given = fields(words), words.get("namedRange") or {}
    id = given.get("namedRangeId", "")
    before = _named(batch, id)
    after = masked(mask, "NamedRange", given, before)
    after["namedRangeId"] = id
    _check_name(batch, after.get("name"), id)
    after["range"] = batch.stored(after.get("range"))
    batch.book.named[id] = after
    if after["name"] != before["name"]:
        word = re.compile(
            rf"(\"(?:[^\"]|\"\")*\")|(?<![\w.!]){re.escape(before['name'])}(?![\w.(!])", re.IGNORECASE
        )

        def change(formula: Formula) -> Formula:
            return Formula(word.sub(lambda found: found[1] or after["name"], formula.text))

        rewrite_formulas(batch.book, whatever_its_row(change))


def delete_named(batch: Batch, words: Json) -> None:
    id = words.get("namedRangeId", "")
    _named(batch, id)
    del batch.book.named[id]


def _named(batch: Batch, id: str) -> Json:
    if id not in batch.book.named:
        raise invalid(f"No named range with id: {id}")
    return batch.book.named[id]


def _check_name(batch: Batch, name: str | None, own: str) -> None:
    if not name or not _NAME.fullmatch(name) or _LIKE_A_CELL.fullmatch(name):
        raise invalid(f"The name of the named range is invalid: {name or ''}")
    for id, one in batch.book.named.items():
        if id != own and one["name"].casefold() == name.casefold():
            raise invalid(f"A named range with the name {name} already exists.")


# ------------------------------------------------------------------------------------------------ protections


def add_protected(batch: Batch, words: Json) -> Json:
    given = dict(words.get("protectedRange") or {})
    taken = {id: one for sheet in batch.book.sheets for id, one in sheet.protected.items()}
    id = given.get("protectedRangeId")
    if id is None:
        id = batch.new_id(taken)
    if id in taken:
        raise invalid(f"A protected range with the id {id} already exists.")
    made, sheet = _protection(batch, {**given, "protectedRangeId": id})
    batch.change_tab(sheet)
    sheet.protected[id] = made
    return {"protectedRange": {**made, "requestingUserCanEdit": True}}


def update_protected(batch: Batch, words: Json) -> None:
    mask, given = fields(words), words.get("protectedRange") or {}
    id = given.get("protectedRangeId", 0)
    sheet = _protected(batch, id)
    before = sheet.protected[id]
    batch.change_protection(before)
    after = masked(mask, "ProtectedRange", given, before)
    if "range" in mask.split(",") and "namedRangeId" not in given:
        after.pop("namedRangeId", None)
    made, target = _protection(batch, {**after, "protectedRangeId": id})
    del sheet.protected[id]
    target.protected[id] = made


def delete_protected(batch: Batch, words: Json) -> None:
    id = words.get("protectedRangeId", 0)
    sheet = _protected(batch, id)
    batch.change_protection(sheet.protected[id])
    del sheet.protected[id]


def _protected(batch: Batch, id: int) -> Sheet:
    for sheet in batch.book.sheets:
        if id in sheet.protected:
            return sheet
    raise invalid(f"No protected range with id: {id}")


def _protection(batch: Batch, given: Json) -> tuple[Json, Sheet]:
    """As it is kept, and its tab. Whoever protects may edit, too."""
    if "tableId" in given:
        raise not_built("tables")
    made = {
        name: one for name, one in given.items() if name != "requestingUserCanEdit" and one not in (None, "")
    }
    if named := made.get("namedRangeId"):
        made["range"] = dict(_named(batch, named)["range"])
    made["range"] = batch.stored(made.get("range"))
    box = batch.box(made["range"])
    if open_parts := made.get("unprotectedRanges"):
        if box.height < box.sheet.row_count or box.width < box.sheet.column_count:
            raise invalid("Unprotected ranges are only supported on protected sheets.")
        if any(batch.box(one).sheet is not box.sheet for one in open_parts):
            raise invalid("Unprotected ranges must be on the protected sheet.")
        made["unprotectedRanges"] = [batch.stored(one) for one in open_parts]
    if made.get("warningOnly"):
        if made.get("editors"):
            raise invalid("A protected range that only warns cannot have editors.")
        return made, box.sheet
    editors = dict(made.get("editors") or {})
    if editors.get("domainUsersCanEdit") or editors.get("groups"):
        raise not_built("editors that are groups or a domain")
    file = batch.service.files.all.get(batch.book.id)
    users = [*editors.get("users", []), batch.who, *([file.owner] if file else [])]
    made["editors"] = {"users": list(dict.fromkeys(users))}
    return made, box.sheet


# ------------------------------------------------------------------------------------------------ rules


def set_validation(batch: Batch, words: Json) -> None:
    box, rule = batch.box(words.get("range")), words.get("rule")
    if rule is not None:
        check_validation(rule)
    batch.write(box)
    for row, column in box.places():
        old = box.sheet.cell(row, column)
        if old is not None or rule is not None:
            batch.put(box.sheet, row, column, replace(old or Cell(), validation=rule))


def add_conditional(batch: Batch, words: Json) -> None:
    rule = _conditional(batch, words.get("rule"))
    rules = batch.sheet(rule["ranges"][0]["sheetId"]).conditional
    at = words.get("index", 0)
    if not 0 <= at <= len(rules):
        raise invalid(f"Index {at} must be between 0 and {len(rules)}.")
    rules.insert(at, rule)


def update_conditional(batch: Batch, words: Json) -> Json:
    at = words.get("index", 0)
    if ("rule" in words) == ("newIndex" in words):
        raise invalid("Either rule or newIndex must be given.")
    if "rule" in words:
        rule = _conditional(batch, words["rule"])
        sheet = batch.sheet(words.get("sheetId", rule["ranges"][0]["sheetId"]))
        if sheet.id != rule["ranges"][0]["sheetId"]:
            raise invalid("The ranges of the rule must be on the sheet of the rule it replaces.")
        old = _at(sheet, at)
        sheet.conditional[at] = rule
        return {"oldRule": old, "newRule": rule, "oldIndex": at, "newIndex": at}
    sheet, to = batch.sheet(words.get("sheetId")), words["newIndex"]
    batch.change_tab(sheet)
    moved = _at(sheet, at)
    _at(sheet, to)
    sheet.conditional.insert(to, sheet.conditional.pop(at))
    return {"newRule": moved, "oldIndex": at, "newIndex": to}


def delete_conditional(batch: Batch, words: Json) -> Json:
    sheet, at = batch.sheet(words.get("sheetId")), words.get("index", 0)
    batch.change_tab(sheet)
    rule = _at(sheet, at)
    batch.write(*(batch.inside(one) for one in rule["ranges"]))
    del sheet.conditional[at]
    return {"rule": rule}


def _at(sheet: Sheet, at: int) -> Json:
    if not 0 <= at < len(sheet.conditional):
        raise invalid(f"No conditional format on sheet: {sheet.id} at index: {at}")
    return sheet.conditional[at]


def _conditional(batch: Batch, rule: Json | None) -> Json:
    if not rule or not rule.get("ranges"):
        raise invalid("A conditional format rule must have at least one range.")
    check_conditional(rule)
    ranges = [batch.stored(one) for one in rule["ranges"]]
    if len({one["sheetId"] for one in ranges}) > 1:
        raise invalid("The ranges of a conditional format rule must be on the same sheet.")
    batch.write(*(batch.box(one) for one in ranges))
    return {**kept(rule), "ranges": ranges}


# ------------------------------------------------------------------------------------------------ merged cells


def merge(batch: Batch, words: Json) -> None:
    box = batch.box(words.get("range"))
    batch.write(box)
    _whole_merges(batch, box)
    box.sheet.merges = [one for one in box.sheet.merges if not box.holds(batch.inside(one))]
    for part in _parts(box, words.get("mergeType", "MERGE_ALL")):
        if part.height * part.width == 1:
            continue
        box.sheet.merges.append(part.range)
        for row, column, cell in list(part.cells()):  # only the first cell keeps its value
            if (row, column) != (part.top, part.left):
                batch.put(box.sheet, row, column, replace(cell, entered=None))


def unmerge(batch: Batch, words: Json) -> None:
    box = batch.box(words.get("range"))
    batch.write(box)
    _whole_merges(batch, box)
    box.sheet.merges = [one for one in box.sheet.merges if not box.holds(batch.inside(one))]


def _whole_merges(batch: Batch, box: Box) -> None:
    for one in box.sheet.merges:
        place = batch.inside(one)
        if place.meets(box) and not box.holds(place):
            raise invalid("You must select all cells in a merged range to merge or unmerge them.")


def _parts(box: Box, kind: str) -> Iterator[Box]:
    if kind == "MERGE_COLUMNS":
        for column in range(box.left, box.right):
            yield Box(box.sheet, box.top, box.bottom, column, column + 1)
    elif kind == "MERGE_ROWS":
        for row in range(box.top, box.bottom):
            yield Box(box.sheet, row, row + 1, box.left, box.right)
    else:
        yield box
