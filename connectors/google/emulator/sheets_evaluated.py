"""One formula evaluated at its place: arithmetic, comparison, ``&``, references, and the functions below.

Whatever else a formula asks for makes its cell an error that says so, which no IFERROR hides: the stand-in never
guesses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn

from connectors.google.emulator import sheets_entered, sheets_shown
from connectors.google.emulator.sheets_a1 import Area, of_grid
from connectors.google.emulator.sheets_formulas import (
    NOT_EVALUATED,
    Call,
    Constant,
    Name,
    Node,
    Operation,
    Reference,
)
from connectors.google.emulator.sheets_model import CellError, Sheet, Value

if TYPE_CHECKING:
    from connectors.google.emulator.sheets_values import Values

Key = tuple[int, int, int]
"""Tab, row, column."""


class Failed(Exception):
    """The formula is worth this error."""

    def __init__(self, error: CellError) -> None:
        super().__init__(error.message)
        self.error = error


class First(Exception):
    """This cell must be evaluated before."""

    def __init__(self, sheet: Sheet, row: int, column: int) -> None:
        super().__init__()
        self.sheet, self.row, self.column = sheet, row, column

    @property
    def key(self) -> Key:
        return self.sheet.id, self.row, self.column


def comparable(value: Value) -> tuple[int, float | str | bool]:
    """Numbers before texts before truth values; texts without regard to case."""
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, 0.0 if value is None or isinstance(value, CellError) else float(value)


def _refuse(kind: str, message: str) -> NoReturn:
    raise Failed(CellError(kind, message))


def _not_evaluated(what: str) -> NoReturn:
    _refuse("ERROR", f"{NOT_EVALUATED} {what}.")


class Evaluated:
    """One formula at its place. shift: how many rows below its tree it stands."""

    def __init__(self, values: Values, sheet: Sheet, row: int, column: int, shift: int) -> None:
        self.values, self.sheet, self.row, self.column, self.shift = values, sheet, row, column, shift

    def value(self, node: Node) -> Value:
        """A single value; raises Failed where it is an error."""
        match node:
            case Constant(CellError() as error):
                raise Failed(error)
            case Constant(value):
                return value
            case Reference() | Name():
                area = self.area(node)
                bottom, right = area.ends
                if (bottom - area.top, right - area.left) != (1, 1):
                    _not_evaluated("a range where a single value stands")
                return self.sound(self.values.of(area.sheet, area.top, area.left))
            case Operation(operator, (only,)):
                number = self.number(only, "UMINUS")
                return {"-": -number, "+": number, "%": number / 100}[operator]
            case Operation(operator, (left, right_side)):
                return self.operation(operator, left, right_side)
            case Call(name, arguments):
                function = FUNCTIONS.get(name)
                if function is None:
                    _not_evaluated(f"{name}()")
                least, most, run = function
                if not least <= len(arguments) <= most:
                    _refuse("N_A", f"Wrong number of arguments to {name}. Got {len(arguments)} arguments.")
                return run(self, *arguments)
        raise AssertionError(node)

    def sound(self, value: Value) -> Value:
        if isinstance(value, CellError):
            raise Failed(value)
        return value

    def area(self, node: Node) -> Area:
        if isinstance(node, Name):
            for one in self.values.spreadsheet.named.values():
                if one["name"].casefold() == node.name.casefold():
                    return of_grid(self.values.spreadsheet, one["range"])
            _refuse("NAME", f"Unknown range name: '{node.name.upper()}'.")
        if not isinstance(node, Reference):
            _refuse("N_A", "Argument must be a range.")
        sheet = self.sheet if node.title is None else self.values.titles.get(node.title.casefold())
        if sheet is None:
            _refuse("REF", f"Unresolved sheet name '{node.title}'.")
        area = Area(sheet, *node.down(self.shift))
        if area.top >= sheet.row_count or area.left >= sheet.column_count:
            _refuse("REF", "Reference does not exist.")
        bottom, right = area.ends
        return Area(sheet, area.top, area.left, min(bottom, sheet.row_count), min(right, sheet.column_count))

    def each(self, node: Node) -> Iterator[tuple[Value, bool]]:
        """All values of an argument that may be a range, and whether they come from one; blanks left out."""
        if not isinstance(node, Reference | Name):
            yield self.value(node), False
            return
        area = self.area(node)
        bottom, right = area.ends
        for row in range(area.top, bottom):
            cells = area.sheet.rows[row]
            for column in sorted(cells):
                if area.left <= column < right and cells[column].entered is not None:
                    yield self.values.of(area.sheet, row, column), True

    def number(self, node: Node, function: str, at: int = 1) -> float:
        value = self.value(node)
        if value is None:
            return 0.0
        if isinstance(value, str):
            found = sheets_entered.number(value, self.values.locale, self.values.year) if value else 0.0
            if found is None:
                _refuse(
                    "VALUE",
                    f"Function {function} parameter {at} expects number values. But '{value}' is a text and "
                    "cannot be coerced to a number.",
                )
            return found
        return float(value) if not isinstance(value, CellError) else 0.0

    def text(self, node: Node) -> str:
        return sheets_shown.text(self.value(node), {}, self.values.locale)

    def truth(self, node: Node, function: str) -> bool:
        value = self.value(node)
        if isinstance(value, str):
            if value.casefold() in ("true", "false"):
                return value.casefold() == "true"
            _refuse(
                "VALUE",
                f"Function {function} parameter 1 expects boolean values. But '{value}' is a text and cannot "
                "be coerced to a boolean.",
            )
        return bool(value)

    def operation(self, operator: str, left: Node, right: Node) -> Value:
        if operator == "&":
            return self.text(left) + self.text(right)
        if operator in COMPARISONS:
            one, other = self.value(left), self.value(right)
            if one is None or other is None:  # a blank is as good as the other side's nothing
                one, other = _for_blank(one, other), _for_blank(other, one)
            return COMPARISONS[operator](comparable(one), comparable(other))
        name = {"+": "ADD", "-": "MINUS", "*": "MULTIPLY", "/": "DIVIDE", "^": "POWER"}[operator]
        a, b = self.number(left, name), self.number(right, name, 2)
        if operator == "/" and b == 0:
            _refuse("DIVIDE_BY_ZERO", "Function DIVIDE parameter 2 cannot be zero.")
        try:
            if operator == "^":
                found = a**b
                if isinstance(found, complex):
                    _refuse("NUM", "POWER evaluates to an imaginary number.")
                return float(found)
            return {"+": a + b, "-": a - b, "*": a * b}[operator] if operator != "/" else a / b
        except (OverflowError, ZeroDivisionError):
            _refuse("NUM", f"The result of {name} is out of range.")


def _for_blank(value: Value, other: Value) -> Value:
    if value is not None:
        return value
    return "" if isinstance(other, str) else False if isinstance(other, bool) else 0.0


COMPARISONS: dict[str, Callable[[tuple[int, object], tuple[int, object]], bool]] = {
    "=": lambda one, other: one == other,
    "<>": lambda one, other: one != other,
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}


def _if(at: Evaluated, condition: Node, yes: Node, no: Node = Constant(False)) -> Value:  # noqa: B008 - frozen
    return at.value(yes if at.truth(condition, "IF") else no)


def _iferror(at: Evaluated, node: Node, instead: Node = Constant(None)) -> Value:  # noqa: B008 - frozen
    try:
        return at.value(node)
    except Failed as failed:
        if failed.error.message.startswith(NOT_EVALUATED):
            raise
        return at.value(instead)


def _vlookup(at: Evaluated, key: Node, place: Node, number: Node, is_sorted: Node = Constant(True)) -> Value:  # noqa: B008 - frozen
    wanted, area = at.value(key), at.area(place)
    column = int(at.number(number, "VLOOKUP", 3))
    _, right = area.ends
    if column < 1:
        _refuse(
            "VALUE",
            f"Function VLOOKUP parameter 3 value is {column}. It should be greater than or equal to 1.",
        )
    if column > right - area.left:
        _refuse("REF", "VLOOKUP evaluates to an out of bounds range.")
    row = _last_not_above(at, wanted, area) if at.truth(is_sorted, "VLOOKUP") else _equal(at, wanted, area)
    if row is None:
        shown = sheets_shown.text(wanted, {}, at.values.locale)
        _refuse("N_A", f"Did not find value '{shown}' in VLOOKUP evaluation.")
    return at.sound(at.values.of(area.sheet, row, area.left + column - 1))


def _equal(at: Evaluated, wanted: Value, area: Area) -> int | None:
    """The first row whose key equals; ``*`` and ``?`` in a text stand for others."""
    index = at.values.index(area)
    if isinstance(wanted, str) and re.search(r"[*?~]", wanted):
        pattern = re.compile(_wild(wanted.casefold()), re.DOTALL)
        for key, row in index.items():
            if isinstance(key, tuple) and key[0] == 1 and pattern.fullmatch(str(key[1])):
                return row
        return None
    return None if wanted is None else index.get(comparable(wanted))


def _wild(text: str) -> str:
    def one(found: re.Match[str]) -> str:
        if found[0].startswith("~") and len(found[0]) == 2:
            return re.escape(found[0][1])
        return {"*": ".*", "?": "."}.get(found[0], re.escape(found[0]))

    return re.sub(r"~[*?~]|.", one, text, flags=re.DOTALL)


def _last_not_above(at: Evaluated, wanted: Value, area: Area) -> int | None:
    bottom, _ = area.ends
    limit, found = comparable(wanted), None
    for row in range(area.top, bottom):
        value = at.values.of(area.sheet, row, area.left)
        if value is None or isinstance(value, CellError):
            continue
        rank = comparable(value)
        if rank[0] != limit[0]:
            continue
        if COMPARISONS[">"](rank, limit):
            break
        found = row
    return found


def _sum(at: Evaluated, *arguments: Node) -> Value:
    total = 0.0
    for argument in arguments:
        for value, in_range in at.each(argument):
            sound = at.sound(value)
            if in_range:
                total += sound if isinstance(sound, float | int) and not isinstance(sound, bool) else 0
            elif isinstance(sound, str):
                total += at.number(Constant(sound), "SUM")
            elif sound is not None and not isinstance(sound, CellError):
                total += float(sound)
    return total


def _counta(at: Evaluated, *arguments: Node) -> Value:
    return float(sum(1 for argument in arguments for _ in at.each(argument)))


def _logical(name: str, meet: Callable[[list[bool]], bool]) -> Callable[..., Value]:
    def run(at: Evaluated, *arguments: Node) -> Value:
        found: list[bool] = []
        for argument in arguments:
            for value, in_range in at.each(argument):
                sound = at.sound(value)
                if not (in_range and isinstance(sound, str)):
                    found.append(at.truth(Constant(sound), name))
        return meet(found)

    return run


def _row(at: Evaluated, place: Node | None = None) -> Value:
    return float((at.row if place is None else at.area(place).top) + 1)


def _hyperlink(at: Evaluated, url: Node, label: Node | None = None) -> Value:
    address = at.text(url)
    return address if label is None else at.value(label)


MANY = 10_000
FUNCTIONS: dict[str, tuple[int, int, Callable[..., Value]]] = {
    "IF": (2, 3, _if),
    "IFERROR": (1, 2, _iferror),
    "VLOOKUP": (3, 4, _vlookup),
    "HYPERLINK": (1, 2, _hyperlink),
    "AND": (1, MANY, _logical("AND", all)),
    "OR": (1, MANY, _logical("OR", any)),
    "NOT": (1, 1, lambda at, node: not at.truth(node, "NOT")),
    "SUM": (1, MANY, _sum),
    "COUNTA": (1, MANY, _counta),
    "ROW": (0, 1, _row),
    "TRUE": (0, 0, lambda at: True),
    "FALSE": (0, 0, lambda at: False),
}
"""Least and most arguments, and what each does."""
