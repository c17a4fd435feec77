"""Formulas read into a tree. Which separators hold depends on the spreadsheet's locale; what cannot be read is a
parse error, as a cell shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from connectors.google.emulator.sheets_a1 import corners
from connectors.google.emulator.sheets_formula import Corner
from connectors.google.emulator.sheets_model import SHOWN, CellError

PARSE_ERROR = CellError("ERROR", "Formula parse error.")
NOT_EVALUATED = "The stand-in does not evaluate"


@dataclass(frozen=True, slots=True)
class Constant:
    value: float | str | bool | CellError | None


@dataclass(frozen=True, slots=True)
class Reference:
    """title: of the tab, None for the formula's own; place: top, left, bottom, right, from 0, open ends None.

    goes: which of top and bottom go along to the row that a copy of the formula is in.
    """

    title: str | None
    place: tuple[int, int, int | None, int | None]
    goes: tuple[bool, bool] = (False, False)

    def down(self, rows: int) -> tuple[int, int, int | None, int | None]:
        """The place as it is in a copy so many rows lower."""
        top, left, bottom, right = self.place
        if self.goes[0]:
            top += rows
        if self.goes[1] and bottom is not None:
            bottom += rows
        return top, left, bottom, right


@dataclass(frozen=True, slots=True)
class Name:
    """A named range."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """operator: of two sides, or of one (``-x`` is ``("-", (x,))``, per cent ``("%", (x,))``)."""

    operator: str
    sides: tuple[Node, ...]


Node: TypeAlias = "Constant | Reference | Name | Call | Operation"


class ParseError(Exception):
    pass


_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_ADDRESS = re.compile(
    r"(?:(?P<tab>'(?:[^']|'')+'|[^\W\d]\w*)!)?"
    r"(?P<place>\$?[A-Za-z]{1,3}\$?[1-9]\d*(?::\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?)?"
    r"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}(?:\$?[1-9]\d*)?|\$?[1-9]\d*:\$?[1-9]\d*)(?![\w(!])"
)
_NAME = re.compile(r"[^\W\d][\w.]*")
_ERROR = re.compile("|".join(re.escape(one) for one in SHOWN.values() if one.startswith("#")))
_NEXT = re.compile(r"\s*(<=|>=|<>|[-+*/^&=<>%(){};,\\])?")
_BINDS = {
    **dict.fromkeys(("=", "<>", "<", ">", "<=", ">="), 1),
    "&": 2,
    **dict.fromkeys("+-", 3),
    **dict.fromkeys("*/", 4),
    "^": 5,
}
"""How strongly an operator of two sides holds them together."""


@lru_cache(maxsize=50_000)
def read(text: str, decimal: str) -> Node | CellError:
    """The tree of a formula with its ``=``; the error that the cell shows where it cannot be read."""
    try:
        return _Reader(text[1:], decimal).all()
    except (ParseError, RecursionError):
        return PARSE_ERROR


def _goes(text: str, place: tuple[int, int, int | None, int | None]) -> tuple[bool, bool]:
    """Of a reference whose ends both go along, or neither; a side that is open goes nowhere."""
    rows = [one for one in map(Corner.read, text.split(":")) if one.row is not None]
    if not rows or any(one.row_fixed for one in rows):
        return False, False
    if ":" in text and len(rows) == 1:  # A2:A is open below, A:A5 above
        return place[2] is None, place[2] is not None
    return True, True


class _Reader:
    def __init__(self, text: str, decimal: str) -> None:
        self.text, self.at = text, 0
        self.separators = (";",) if decimal == "," else (";", ",")
        self.number = re.compile(
            rf"(?:\d+(?:{re.escape(decimal)}\d*)?|{re.escape(decimal)}\d+)(?:[eE][-+]?\d+)?"
        )
        self.decimal = decimal

    def all(self) -> Node:
        node = self.level(0)
        if self.peek() or self.at < len(self.text):
            raise ParseError
        return node

    def peek(self) -> str:
        """The operator that stands next; nothing where something else does."""
        found = _NEXT.match(self.text, self.at)
        assert found is not None
        if found[1] is None:
            self.at = found.end()
            return ""
        self.at = found.start(1)
        return found[1]

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def level(self, least: int) -> Node:
        """What stands next, with every operator that holds at least so strongly."""
        node = self.signed()
        while (operator := self.peek()) and (binds := _BINDS.get(operator, 0)) >= max(least, 1):
            self.at += len(operator)
            node = Operation(operator, (node, self.level(binds + 1)))
        return node

    def signed(self) -> Node:
        if (operator := self.peek()) in ("-", "+"):
            self.at += 1
            return Operation(operator, (self.signed(),))
        node = self.single()
        while self.peek() == "%":
            self.at += 1
            node = Operation("%", (node,))
        return node

    def single(self) -> Node:
        if (operator := self.peek()) == "(":
            self.at += 1
            node = self.level(0)
            self.expect(")")
            return node
        if operator == "{":
            return Call("{}", ()) if self.skip_array() else self.fail()
        if found := self.take(_TEXT):
            return Constant(found[1].replace('""', '"'))
        if found := self.take(_ERROR):
            return Constant(CellError(next(kind for kind, shown in SHOWN.items() if shown == found[0])))
        if found := self.take(_ADDRESS):
            place = corners(found["place"])
            if place is None:
                raise ParseError
            tab = found["tab"]
            title = tab[1:-1].replace("''", "'") if tab and tab.startswith("'") else tab
            return Reference(title, place, _goes(found["place"], place))
        if found := self.take(self.number):
            return Constant(float(found[0].replace(self.decimal, ".")))
        if found := self.take(_NAME):
            if self.peek() == "(":
                return Call(found[0].upper(), self.arguments())
            if found[0].upper() in ("TRUE", "FALSE"):
                return Constant(found[0].upper() == "TRUE")
            return Name(found[0])
        return self.fail()

    def skip_array(self) -> bool:
        end = self.text.find("}", self.at)
        self.at = end + 1
        return end >= 0

    def fail(self) -> Node:
        raise ParseError

    def expect(self, operator: str) -> None:
        if self.peek() != operator:
            raise ParseError
        self.at += len(operator)

    def arguments(self) -> tuple[Node, ...]:
        self.expect("(")
        if self.peek() == ")":
            self.at += 1
            return ()
        found: list[Node] = []
        while True:
            left_out = self.peek() in (*self.separators, ")")
            found.append(Constant(None) if left_out else self.level(0))
            if (operator := self.peek()) == ")":
                self.at += 1
                return tuple(found)
            if operator not in self.separators:
                raise ParseError
            self.at += 1
