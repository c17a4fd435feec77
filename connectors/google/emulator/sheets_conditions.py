"""Which conditional formats hold for a cell: what spreadsheets.get answers as its effective format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from connectors.google.emulator import sheets_shown
from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_entered import typed
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Sheet, Value
from connectors.google.emulator.sheets_references import copied
from connectors.google.emulator.sheets_values import Values

TEXTS: dict[str, Callable[[str, str], bool]] = {
    "TEXT_CONTAINS": lambda shown, wanted: wanted in shown,
    "TEXT_NOT_CONTAINS": lambda shown, wanted: wanted not in shown,
    "TEXT_STARTS_WITH": str.startswith,
    "TEXT_ENDS_WITH": str.endswith,
    "TEXT_EQ": lambda shown, wanted: shown == wanted,
}
NUMBERS: dict[str, Callable[[list[float]], bool]] = {
    "GREATER": lambda all: all[0] > all[1],
    "GREATER_THAN_EQ": lambda all: all[0] >= all[1],
    "LESS": lambda all: all[0] < all[1],
    "LESS_THAN_EQ": lambda all: all[0] <= all[1],
    "EQ": lambda all: all[0] == all[1],
    "NOT_EQ": lambda all: all[0] != all[1],
    "BETWEEN": lambda all: all[1] <= all[0] <= all[2],
    "NOT_BETWEEN": lambda all: not all[1] <= all[0] <= all[2],
    "BEFORE": lambda all: all[0] < all[1],
    "AFTER": lambda all: all[0] >= all[1] + 1,
}
"""The value first, then what it is held against."""


@dataclass
class Conditions:
    """The rules of a tab with an either-or condition; the first ones count most. Colour scales are not drawn."""

    values: Values
    sheet: Sheet
    known: dict[str, Value | Formula] = field(default_factory=dict)

    def format(self, row: int, column: int) -> Json:
        """The formats that hold, as one."""
        found: Json = {}
        for rule in self.sheet.conditional:
            if "booleanRule" not in rule:
                continue
            places = [one for one in rule["ranges"] if _is_in(one, row, column)]
            if places and self._holds(rule["booleanRule"]["condition"], rule["ranges"][0], row, column):
                found = _over(found, rule["booleanRule"].get("format", {}))
        return found

    def _holds(self, condition: Json, first: Json, row: int, column: int) -> bool:
        kind = str(condition["type"])
        value = self.values.of(self.sheet, row, column)
        if kind in ("BLANK", "NOT_BLANK"):
            is_blank = value is None or value == ""
            return is_blank == (kind == "BLANK")
        away = row - first.get("startRowIndex", 0), column - first.get("startColumnIndex", 0)
        against = [self._worth(one, away, row, column) for one in condition.get("values", [])]
        if kind == "CUSTOM_FORMULA":
            return against[0] is True or (isinstance(against[0], float) and against[0] != 0)
        if kind in TEXTS:
            shown, wanted = (sheets_shown.text(one, {}, self.values.locale) for one in (value, against[0]))
            return TEXTS[kind](shown.casefold(), wanted.casefold())
        numbers = [one for one in (value, *against) if isinstance(one, float)]
        return len(numbers) == 1 + len(against) and NUMBERS[kind.partition("_")[2]](numbers)

    def _worth(self, given: Json, away: tuple[int, int], row: int, column: int) -> Value:
        """What a value of a condition is for this cell; a formula is written for the range's first cell."""
        text = str(given.get("userEnteredValue", ""))
        if text not in self.known:
            self.known[text], _ = typed(text, self.values.locale, {}, self.values.year)
        found = self.known[text]
        if isinstance(found, Formula):
            return self.values.result(copied(found, *away), self.sheet, row, column)
        return found


def _is_in(range: Json, row: int, column: int) -> bool:
    return bool(
        range.get("startRowIndex", 0) <= row < range.get("endRowIndex", row + 1)
        and range.get("startColumnIndex", 0) <= column < range.get("endColumnIndex", column + 1)
    )


def _over(first: Json, other: Json) -> Json:
    """Both formats; where they differ, the first."""
    made = {**other, **first}
    if "textFormat" in first and "textFormat" in other:
        made["textFormat"] = {**other["textFormat"], **first["textFormat"]}
    return made
