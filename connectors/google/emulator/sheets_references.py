"""The references inside a formula written anew when it is copied, or when what they point at has moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_formula import CELL, Formula, Pattern, Reference, pieces
from connectors.google.emulator.sheets_model import Sheet, Spreadsheet

GONE = "#REF!"


def rewritten(formula: Formula, change: Callable[[Reference], str]) -> Formula:
    """The formula with each reference as ``change`` words it; texts in quotes stay as they are."""
    before = formula.text
    text = "".join([one if isinstance(one, str) else change(one) for one in pieces(before)])
    return formula if text == before else Formula(text)


def copied(formula: Formula, rows: int, columns: int) -> Formula:
    """As it stands after copying it so many rows down and columns to the right."""
    if not columns and formula.shift + rows >= 0:
        return formula.down(rows)

    def change(reference: Reference) -> str:
        first = reference.first.by(rows, columns)
        last = reference.last.by(rows, columns) if reference.last else None
        if first is None or (reference.last and last is None):
            return GONE
        return Reference(reference.tab, first, last).text

    return rewritten(formula, change)


class Change(Protocol):
    """What happened to the ranges of a tab. sheet: whose ranges; by_row: whether it depends on the row."""

    @property
    def sheet(self) -> int: ...

    @property
    def by_row(self) -> bool: ...

    def place(self, range: Json) -> Json | None:
        """Where the range is now, itself if nothing happened to it; None: it is gone."""

    def together(self, first: int, last: int) -> int | None:
        """How far whole rows from first to last all go; None where they do not go alike."""


@dataclass(slots=True)
class _Reach:
    """What of a pattern lies in the tab that changes. rows: that go along, highest and lowest, at the pattern's own
    place; stays: whether the rows that do not go along are where they were; elsewhere: rows that go along in others."""

    rows: tuple[int, int] | None
    stays: bool
    elsewhere: bool


@dataclass
class Follower:
    """Takes formulas along with a change. What holds for a pattern is found once for all the rows that share it."""

    spreadsheet: Spreadsheet
    change: Change
    reaches: dict[tuple[int, int], _Reach | None] = field(default_factory=dict)
    made: dict[tuple[int, int], tuple[Formula, int]] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    """kept, so that no other has its id meanwhile"""

    def __call__(self, formula: Formula, home: Sheet) -> Formula:
        """As it stands now. home: the tab it is in."""
        pattern = formula.pattern
        key = (id(pattern), id(home))
        if key not in self.reaches:
            self.patterns.append(pattern)
            self.reaches[key] = self._reach(pattern, home)
        reach = self.reaches[key]
        if reach is None:
            return formula
        if not self.change.by_row:
            known = self.made.get(key)
            if known is not None and known[0].pattern.moves == pattern.moves:
                return known[0].down(formula.shift - known[1])
            made = followed(formula, home, self.spreadsheet, self.change.place)
            self.made[key] = (made, formula.shift)
            return made
        if reach.stays:
            rows, shift = reach.rows, formula.shift
            by = self.change.together(rows[0] + shift, rows[1] + shift) if rows else 0
            if by == 0:
                return formula
            if by is not None and not reach.elsewhere:
                return formula.down(by)
        return followed(formula, home, self.spreadsheet, self.change.place)

    def _reach(self, pattern: Pattern, home: Sheet) -> _Reach | None:
        """None: the change is none of the formula's business."""
        going: list[int] = []
        fixed: list[int] = []
        touched = elsewhere = False
        for reference in pattern.references:
            sheet = self.spreadsheet.by_title(reference.title) if reference.tab else home
            if sheet is None:
                continue
            if sheet.id != self.change.sheet:
                elsewhere = elsewhere or any(one.goes_along for one in reference.corners)
                continue
            touched = True
            for one in reference.corners:
                if one.row is not None:
                    (going if one.goes_along else fixed).append(one.row)
        if not touched or (self.change.by_row and not going and not fixed):
            return None
        stays = not fixed or self.change.together(min(fixed), max(fixed)) == 0
        return _Reach((min(going), max(going)) if going else None, stays, elsewhere)


def whatever_its_row(change: Callable[[Formula], Formula]) -> Callable[[Formula, Sheet], Formula]:
    """A change of words that is the same in every row, made once for all the rows that share a pattern."""
    made: dict[str, tuple[Formula, int]] = {}

    def changed(formula: Formula, _: Sheet) -> Formula:
        known = made.get(formula.pattern.text)
        if known is None:
            known = made[formula.pattern.text] = (change(formula), formula.shift)
        return known[0].down(formula.shift - known[1])

    return changed


def followed(
    formula: Formula, home: Sheet, spreadsheet: Spreadsheet, change: Callable[[Json], Json | None]
) -> Formula:
    """As it stands after ranges became what ``change`` says (None: they are gone). home: the tab it is in."""

    def one(reference: Reference) -> str:
        sheet = spreadsheet.by_title(reference.title) if reference.tab else home
        if sheet is None:
            return reference.text
        before = reference.grid_range(sheet.id)
        after = change(before)
        if after is None:
            return GONE
        if after == before:
            return reference.text
        tab = reference.tab
        if after["sheetId"] != sheet.id:
            target = spreadsheet.by_id(after["sheetId"])
            tab = quoted(target.title) + "!" if target else tab
        return replace(reference.at(after), tab=tab).text

    return rewritten(formula, one)


def quoted(title: str) -> str:
    """The title as a formula writes it, in quotes where it needs them."""
    if re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(CELL, title):
        return title
    return "'" + title.replace("'", "''") + "'"
