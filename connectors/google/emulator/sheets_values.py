"""What the cells of a spreadsheet are worth: formulas evaluated, each once for each generation of the spreadsheet."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from connectors.google.emulator.sheets_a1 import Area
from connectors.google.emulator.sheets_evaluated import Evaluated, Failed, First, Key, comparable
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_formulas import (
    Call,
    Node,
    read,
)
from connectors.google.emulator.sheets_letters import column_number
from connectors.google.emulator.sheets_model import Cell, CellError, Sheet, Spreadsheet, Value
from connectors.google.emulator.sheets_numbers import locale

CIRCULAR = CellError(
    "REF", "Circular dependency detected. To resolve with iterative calculation, see File > Settings."
)
DEEPEST = 20
"""So many formulas are evaluated within each other before the innermost is done first, on its own."""

_IF_BLANK = re.compile(r'=IF\(\$?([A-Z]{1,3})(\$?)([1-9]\d*)="";;')


@dataclass
class Values:
    """The values of one generation of a spreadsheet. year: for a date typed without one."""

    spreadsheet: Spreadsheet
    year: int = 2026
    known: dict[Key, Value] = field(default_factory=dict)
    indexes: dict[tuple[int, int, int, int], dict[object, int]] = field(default_factory=dict)
    busy: dict[Key, None] = field(default_factory=dict)
    titles: dict[str, Sheet] = field(default_factory=dict)
    looked_up: dict[str, tuple[int, int, bool] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.generation = self.spreadsheet.generation
        self.locale = locale(self.spreadsheet.locale)
        self.titles = {one.title.casefold(): one for one in self.spreadsheet.sheets}

    def of(self, sheet: Sheet, row: int, column: int) -> Value:
        """The effective value of a cell."""
        cell = sheet.cell(row, column)
        return None if cell is None else self.worth(sheet, row, column, cell)

    def worth(self, sheet: Sheet, row: int, column: int, cell: Cell) -> Value:
        """The effective value of a cell that is at hand."""
        if not isinstance(cell.entered, Formula):
            return cell.entered
        if self.is_blank(sheet, cell.entered):
            return None
        key = (sheet.id, row, column)
        if key in self.known:
            return self.known[key]
        if key in self.busy:
            return CIRCULAR
        if len(self.busy) >= DEEPEST:
            raise First(sheet, row, column)
        if self.busy:
            return self._evaluate(sheet, row, column, cell.entered)
        return self._in_order(sheet, row, column)

    def result(self, formula: Formula, sheet: Sheet, row: int, column: int) -> Value:
        """What a formula is worth that stands in no cell but is meant for that one."""
        tree, shift = self._tree(formula)
        if isinstance(tree, CellError):
            return tree
        try:
            return Evaluated(self, sheet, row, column, shift).value(tree)
        except Failed as failed:
            return failed.error

    def link(self, sheet: Sheet, row: int, column: int) -> str:
        """Where the cell leads, if it is a HYPERLINK; nothing otherwise."""
        cell = sheet.cell(row, column)
        if cell is None or not isinstance(cell.entered, Formula):
            return ""
        tree, shift = self._tree(cell.entered)
        if not (isinstance(tree, Call) and tree.name == "HYPERLINK" and tree.arguments):
            return ""
        try:
            return Evaluated(self, sheet, row, column, shift).text(tree.arguments[0])
        except (Failed, First):
            return ""

    def _in_order(self, sheet: Sheet, row: int, column: int) -> Value:
        """Chains of thousands of formulas, without as many calls within each other."""
        waiting = [First(sheet, row, column)]
        places = {waiting[0].key}
        while waiting:
            one = waiting[-1]
            cell = one.sheet.cell(one.row, one.column)
            if cell is None or not isinstance(cell.entered, Formula):
                raise AssertionError("only formulas wait")
            try:
                self._evaluate(one.sheet, one.row, one.column, cell.entered)
            except First as first:
                if first.key in places:
                    self.known[first.key] = CIRCULAR
                    continue
                places.add(first.key)
                waiting.append(first)
                continue
            finally:
                self.busy.clear()
            places.discard(waiting.pop().key)
        return self.known[sheet.id, row, column]

    def _evaluate(self, sheet: Sheet, row: int, column: int, formula: Formula) -> Value:
        key = (sheet.id, row, column)
        tree, shift = self._tree(formula)
        if isinstance(tree, CellError):
            self.known[key] = tree
            return tree
        self.busy[key] = None
        try:
            found = Evaluated(self, sheet, row, column, shift).value(tree)
        except Failed as failed:
            found = failed.error
        finally:
            self.busy.pop(key, None)
        self.known[key] = found
        return found

    def _tree(self, formula: Formula) -> tuple[Node | CellError, int]:
        """The formula read, and how many rows below that it stands."""
        if formula.pattern.is_mixed:
            return read(formula.text, self.locale.decimal), 0
        return read(formula.pattern.text, self.locale.decimal), formula.shift

    def is_blank(self, sheet: Sheet, formula: Formula) -> bool:
        """``=IF($A7="";;…)`` where A7 is blank: the look-ups of empty rows, by the thousand in each reading."""
        text = formula.pattern.text
        if text not in self.looked_up:
            self.looked_up[text] = self._looked_up(text)
        place = self.looked_up[text]
        if place is None:
            return False
        row, column, goes = place
        row += formula.shift if goes else 0
        if row >= len(sheet.rows) or column >= sheet.column_count:
            return False
        cell = sheet.rows[row].get(column)
        return cell is None or cell.entered is None

    def _looked_up(self, text: str) -> tuple[int, int, bool] | None:
        """Row and column that decide whether there is anything to look up, and whether the row goes along."""
        found = _IF_BLANK.match(text)
        if found is None or isinstance(read(text, self.locale.decimal), CellError):
            return None
        return int(found[3]) - 1, column_number(found[1]), not found[2]

    def index(self, area: Area) -> dict[object, int]:
        """The first row of each value in the area's first column."""
        bottom, _ = area.ends
        key = (area.sheet.id, area.left, area.top, bottom)
        found = self.indexes.get(key)
        if found is None:
            found = {}
            for row in range(area.top, bottom):
                value = self.of(area.sheet, row, area.left)
                if value is not None and not isinstance(value, CellError):
                    found.setdefault(comparable(value), row)
            self.indexes[key] = found
        return found
