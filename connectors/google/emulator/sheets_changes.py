"""What happens to ranges when rows, columns or cells come, go or move; everything attached to a range follows.

A change answers one question, ``place``: where is this GridRange now? Cells, formulas, names, protections, rules,
filters, merges, groups and metadata all ask it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell, Sheet, Spreadsheet
from connectors.google.emulator.sheets_references import Change, Follower

START = {"ROWS": "startRowIndex", "COLUMNS": "startColumnIndex"}
END = {"ROWS": "endRowIndex", "COLUMNS": "endColumnIndex"}
OTHER = {"ROWS": "COLUMNS", "COLUMNS": "ROWS"}


@dataclass(frozen=True, slots=True)
class Shift:
    """Along one dimension of a tab. band: the part of the other dimension that shifts; None: whole rows or columns."""

    sheet: int
    dimension: str
    band: tuple[int, int] | None = None

    def place(self, range: Json) -> Json | None:
        if range.get("sheetId", 0) != self.sheet or not self._in_band(range):
            return range
        start, end = range.get(START[self.dimension]), range.get(END[self.dimension])
        if start is None and end is None:
            return range
        span = self.span(start or 0, end)
        if span is None:
            return None
        moved = dict(range)
        if start is not None:
            moved[START[self.dimension]] = span[0]
        if end is not None:
            moved[END[self.dimension]] = span[1]
        return moved

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        raise NotImplementedError

    @property
    def by_row(self) -> bool:
        return self.dimension == "ROWS" or self.band is not None

    def together(self, first: int, last: int) -> int | None:
        return self._together(first, last) if self.band is None and self.dimension == "ROWS" else None

    def _together(self, first: int, last: int) -> int | None:
        """Of a change of whole rows."""
        raise NotImplementedError

    def index(self, at: int) -> int | None:
        span = self.span(at, at + 1)
        return None if span is None else span[0]

    def _in_band(self, range: Json) -> bool:
        if self.band is None:
            return True
        other = OTHER[self.dimension]
        start, end = range.get(START[other], 0), range.get(END[other])
        return end is not None and self.band[0] <= start and end <= self.band[1]


@dataclass(frozen=True, slots=True)
class Inserted(Shift):
    at: int = 0
    count: int = 0

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        return (
            start + self.count if start >= self.at else start,
            None if end is None else end + self.count if end > self.at else end,
        )

    def _together(self, first: int, last: int) -> int | None:
        return 0 if last < self.at else self.count if first >= self.at else None


@dataclass(frozen=True, slots=True)
class Deleted(Shift):
    start: int = 0
    end: int = 0

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        first, last = self._after(start), None if end is None else self._after(end)
        return None if last is not None and last <= first else (first, last)

    def _together(self, first: int, last: int) -> int | None:
        return 0 if last < self.start else self.start - self.end if first >= self.end else None

    def _after(self, at: int) -> int:
        return at if at <= self.start else max(self.start, at - (self.end - self.start))


@dataclass(frozen=True, slots=True)
class Moved(Shift):
    """[start, end) went before what was at ``to``. A range that is only partly in it loses that part."""

    start: int = 0
    end: int = 0
    to: int = 0

    def span(self, start: int, end: int | None) -> tuple[int, int | None] | None:
        count = self.end - self.start
        target = self.to if self.to <= self.start else self.to - count
        if end is not None and self.start <= start and end <= self.end:
            return start - self.start + target, end - self.start + target
        kept = Deleted(self.sheet, self.dimension, self.band, self.start, self.end).span(start, end)
        if kept is None:
            return None
        return Inserted(self.sheet, self.dimension, self.band, target, count).span(*kept)

    def _together(self, first: int, last: int) -> int | None:
        if last < min(self.start, self.to) or first >= max(self.end, self.to):
            return 0
        if self.start <= first and last < self.end:
            return (self.to if self.to <= self.start else self.to - self.end + self.start) - self.start
        return None


@dataclass(frozen=True, slots=True)
class Cut:
    """A block of cells went elsewhere, perhaps to another tab; only ranges wholly inside go with it."""

    source: Json
    target: int
    rows: int
    columns: int

    @property
    def sheet(self) -> int:
        return int(self.source["sheetId"])

    @property
    def by_row(self) -> bool:
        return True

    def together(self, first: int, last: int) -> int | None:
        return None

    def place(self, range: Json) -> Json | None:
        if range.get("sheetId", 0) != self.source["sheetId"]:
            return range
        for dimension in START:
            start, end = range.get(START[dimension]), range.get(END[dimension])
            if start is None or end is None:
                return range
            if start < self.source[START[dimension]] or end > self.source[END[dimension]]:
                return range
        return {
            "sheetId": self.target,
            "startRowIndex": range["startRowIndex"] + self.rows,
            "endRowIndex": range["endRowIndex"] + self.rows,
            "startColumnIndex": range["startColumnIndex"] + self.columns,
            "endColumnIndex": range["endColumnIndex"] + self.columns,
        }


@dataclass(frozen=True, slots=True)
class TabGone:
    sheet: int
    by_row: bool = False

    def together(self, first: int, last: int) -> int | None:
        return None

    def place(self, range: Json) -> Json | None:
        return None if range.get("sheetId", 0) == self.sheet else range


def follow(spreadsheet: Spreadsheet, change: Change) -> None:
    """Everything that names a range is taken along, or goes with it. Cells are moved by the caller, before or after."""
    rewrite_formulas(spreadsheet, Follower(spreadsheet, change))
    spreadsheet.named = {
        id: {**one, "range": place}
        for id, one in spreadsheet.named.items()
        if (place := change.place(one["range"])) is not None
    }
    spreadsheet.metadata = {
        id: placed
        for id, one in spreadsheet.metadata.items()
        if (placed := _metadata(one, change)) is not None
    }
    for sheet in spreadsheet.sheets:
        _follow_tab(sheet, change)


def rewrite_formulas(spreadsheet: Spreadsheet, change: Callable[[Formula, Sheet], Formula]) -> None:
    """In cells, and in the conditions of rules."""
    for sheet in spreadsheet.sheets:
        known: dict[int, Json] = {}
        for cells in sheet.rows:
            for column, cell in cells.items():
                entered, rule = cell.entered, cell.validation
                if isinstance(entered, Formula):
                    entered = change(entered, sheet)
                if rule is not None:
                    if id(rule) not in known:
                        known[id(rule)] = _rule(rule, sheet, change)
                    rule = known[id(rule)]
                if entered is not cell.entered or rule is not cell.validation:
                    cells[column] = Cell(entered, cell.format, cell.note, rule)
        sheet.conditional = [
            {**one, "booleanRule": _rule(one["booleanRule"], sheet, change)} if "booleanRule" in one else one
            for one in sheet.conditional
        ]


def _has_formula(rule: Json) -> bool:
    values = rule.get("condition", {}).get("values", [])
    return any(str(one.get("userEnteredValue", "")).startswith("=") for one in values)


def _rule(rule: Json, sheet: Sheet, change: Callable[[Formula, Sheet], Formula]) -> Json:
    if not _has_formula(rule):
        return rule

    def value(one: Json) -> Json:
        text = str(one.get("userEnteredValue", ""))
        return {**one, "userEnteredValue": change(Formula(text), sheet).text} if text.startswith("=") else one

    values = [value(one) for one in rule["condition"]["values"]]
    if values == rule["condition"]["values"]:
        return rule
    return {**rule, "condition": {**rule["condition"], "values": values}}


def _follow_tab(sheet: Sheet, change: Change) -> None:
    sheet.merges = _ranges(sheet.merges, change)
    kept: dict[int, Json] = {}
    for id, one in sheet.protected.items():
        if "range" not in one:
            kept[id] = one
        elif (place := change.place(one["range"])) is not None:
            open_parts = _ranges(one.get("unprotectedRanges", []), change)
            kept[id] = {**one, "range": place} | ({"unprotectedRanges": open_parts} if open_parts else {})
            if not open_parts:
                kept[id].pop("unprotectedRanges", None)
    sheet.protected = kept
    sheet.conditional = [
        {**one, "ranges": places} for one in sheet.conditional if (places := _ranges(one["ranges"], change))
    ]
    if sheet.basic_filter is not None:
        place = change.place(sheet.basic_filter["range"])
        sheet.basic_filter = None if place is None else _filter(sheet.basic_filter, place, sheet.id, change)
    groups = []
    for one in sheet.groups:
        placed = _dimension(one["range"], change)
        if placed is not None:
            groups.append({**one, "range": placed})
    sheet.groups = groups
    sheet.row_properties = _properties(sheet.row_properties, sheet.id, "ROWS", change)
    sheet.column_properties = _properties(sheet.column_properties, sheet.id, "COLUMNS", change)


def _ranges(ranges: list[Json], change: Change) -> list[Json]:
    return [place for one in ranges if (place := change.place(one)) is not None]


def _dimension(range: Json, change: Change) -> Json | None:
    """A DimensionRange is a GridRange of whole rows or columns."""
    dimension = range["dimension"]
    whole = {"sheetId": range.get("sheetId", 0)}
    for name, end in (("startIndex", START[dimension]), ("endIndex", END[dimension])):
        if name in range:
            whole[end] = range[name]
    place = change.place(whole)
    if place is None:
        return None
    moved: Json = {"sheetId": place["sheetId"], "dimension": dimension}
    for name, end in (("startIndex", START[dimension]), ("endIndex", END[dimension])):
        if end in place:
            moved[name] = place[end]
    return moved


def _properties(known: dict[int, Json], sheet: int, dimension: str, change: Change) -> dict[int, Json]:
    moved: dict[int, Json] = {}
    for at, one in known.items():
        place = change.place({"sheetId": sheet, START[dimension]: at, END[dimension]: at + 1})
        if place is not None:
            moved[place[START[dimension]]] = one
    return moved


def _filter(known: Json, place: Json, sheet: int, change: Change) -> Json:
    def column(at: int) -> int | None:
        whole = change.place({"sheetId": sheet, "startColumnIndex": at, "endColumnIndex": at + 1})
        return None if whole is None else int(whole["startColumnIndex"])

    moved = {**known, "range": place}
    if "criteria" in known:
        moved["criteria"] = {
            str(at): one for name, one in known["criteria"].items() if (at := column(int(name))) is not None
        }
    for words, name in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if words in known:
            moved[words] = [
                {**one, name: at} for one in known[words] if (at := column(one.get(name, 0))) is not None
            ]
    return moved


def _metadata(one: Json, change: Change) -> Json | None:
    location: Any = one["location"]
    if "dimensionRange" in location:
        placed = _dimension(location["dimensionRange"], change)
        return None if placed is None else {**one, "location": {**location, "dimensionRange": placed}}
    if "sheetId" in location and change.place({"sheetId": location["sheetId"]}) is None:
        return None
    return one


def moved_cells(sheet: Sheet, change: Shift) -> None:
    """The cells of a band go where the change says; what comes to lie below the last row is lost."""
    assert change.band is not None
    taken: list[tuple[int, int, Cell]] = []
    first, last = change.band
    for number, row in enumerate(sheet.rows):
        for column in list(row):
            across = column if change.dimension == "ROWS" else number
            if first <= across < last:
                taken.append((number, column, row.pop(column)))
    for number, column, cell in taken:
        at = change.index(number if change.dimension == "ROWS" else column)
        if at is None:
            continue
        to_row, to_column = (at, column) if change.dimension == "ROWS" else (number, at)
        if to_row < sheet.row_count and to_column < sheet.column_count:
            sheet.rows[to_row][to_column] = cell
