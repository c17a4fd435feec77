"""A formula as a cell keeps it: a pattern, which all the rows share that it was copied to, and how far down it stands.

So a thousand look-ups of a column are read once, and a row that moves changes a number and no text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_letters import column_number, letters

_TEXT = r'"(?:[^"]|"")*"'
_TAB = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_COLUMN, _ROW = r"\$?[A-Za-z]{1,3}", r"\$?[1-9]\d{0,6}"
_AREA = rf"{CELL}:{_COLUMN}(?:{_ROW})?|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW}"
_FOUND = re.compile(rf"{_TEXT}|(?<![\w.$])(?P<tab>{_TAB})?(?P<area>{_AREA}|{CELL})(?![\w.(!])")
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference; None where it is open (the row in ``A:A``). fixed: whether there is a ``$`` before it."""

    row: int | None
    column: int | None
    row_fixed: bool = False
    column_fixed: bool = False

    @classmethod
    def read(cls, text: str) -> Corner:
        found = _CORNER.fullmatch(text)
        assert found is not None
        before, column, between, row = found.groups()
        if not column:  # in «$3» the sign is the row's
            return cls(int(row) - 1, None, bool(before or between))
        return cls(int(row) - 1 if row else None, column_number(column), bool(between), bool(before))

    @property
    def text(self) -> str:
        column = "" if self.column is None else "$" * self.column_fixed + letters(self.column)
        return column + ("" if self.row is None else "$" * self.row_fixed + str(self.row + 1))

    @property
    def goes_along(self) -> bool:
        """Whether its row is another one in the next row's copy."""
        return self.row is not None and not self.row_fixed

    def by(self, rows: int, columns: int) -> Corner | None:
        """As copying so far away makes it; None where that leads off the sheet."""
        row = self.row if self.row is None or self.row_fixed else self.row + rows
        column = self.column if self.column is None or self.column_fixed else self.column + columns
        off = (row or 0) < 0 or (column or 0) < 0
        return None if off else Corner(row, column, self.row_fixed, self.column_fixed)


@dataclass(frozen=True, slots=True)
class Reference:
    """tab: the title as it stands before the ``!``, with quotes and sign, or nothing; last: None for a single cell."""

    tab: str
    first: Corner
    last: Corner | None

    @property
    def title(self) -> str:
        name = self.tab[:-1]
        return name[1:-1].replace("''", "'") if name.startswith("'") else name

    @property
    def text(self) -> str:
        return self.tab + self.first.text + (f":{self.last.text}" if self.last else "")

    @property
    def corners(self) -> tuple[Corner, ...]:
        return (self.first,) if self.last is None else (self.first, self.last)

    def grid_range(self, sheet: int) -> Json:
        """As the API describes a range."""
        first, last = self.first, self.last or self.first
        ends = {
            "startRowIndex": _least(first.row, last.row),
            "endRowIndex": _most(first.row, last.row),
            "startColumnIndex": _least(first.column, last.column),
            "endColumnIndex": _most(first.column, last.column),
        }
        return {"sheetId": sheet} | {name: one for name, one in ends.items() if one is not None}

    def at(self, place: Json) -> Reference:
        """The same reference (its dollars, its open ends), pointing at that range."""

        def corner(given: Corner, row: int | None, column: int | None) -> Corner:
            return replace(
                given,
                row=None if given.row is None else row,
                column=None if given.column is None else column,
            )

        first = corner(self.first, place.get("startRowIndex", 0), place.get("startColumnIndex", 0))
        if self.last is None:
            return replace(self, first=first)
        end_row, end_column = place.get("endRowIndex", 1), place.get("endColumnIndex", 1)
        return replace(self, first=first, last=corner(self.last, end_row - 1, end_column - 1))


@dataclass(frozen=True, slots=True)
class Pattern:
    """A formula as it stands where the highest row that goes along is row 1.

    parts: its text; a number in it is a row that goes along. moves: whether there is one. is_mixed: whether a range
    has one end that goes along and one that does not, so that either may be the upper one.
    """

    text: str
    parts: tuple[str | int, ...] = field(compare=False)
    references: tuple[Reference, ...] = field(compare=False)
    moves: bool = field(compare=False)
    is_mixed: bool = field(compare=False)


class Formula:
    """What was typed, as it is kept: with the leading ``=`` and in the spreadsheet's locale. Never changed."""

    __slots__ = ("pattern", "shift")

    def __init__(self, text: str) -> None:
        self.pattern, self.shift = _kept(text)

    def down(self, rows: int) -> Formula:
        """As it stands so many rows lower (higher, if less than 0, where all its rows are still on the sheet)."""
        if not rows or not self.pattern.moves:
            return self
        made = Formula.__new__(Formula)
        made.pattern, made.shift = self.pattern, self.shift + rows
        return made

    @property
    def text(self) -> str:
        if not self.shift:
            return self.pattern.text
        return "".join([one if isinstance(one, str) else str(one + self.shift) for one in self.pattern.parts])

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Formula)
            and self.shift == other.shift
            and self.pattern.text == other.pattern.text
        )

    def __hash__(self) -> int:
        return hash((self.pattern.text, self.shift))

    def __repr__(self) -> str:
        return f"Formula({self.text!r})"

    def __copy__(self) -> Formula:
        return self

    def __deepcopy__(self, memo: Any) -> Formula:
        return self


def pieces(text: str) -> tuple[str | Reference, ...]:
    """The references of a formula and what stands between them; texts in quotes are no references."""
    found: list[str | Reference] = []
    end = 0
    for one in _FOUND.finditer(text):
        if one["area"] is None:
            continue
        first, _, last = one["area"].partition(":")
        found += [
            text[end : one.start()],
            Reference(one["tab"] or "", Corner.read(first), Corner.read(last) if last else None),
        ]
        end = one.end()
    return (*found, text[end:])


@lru_cache(maxsize=1 << 14)
def _kept(text: str) -> tuple[Pattern, int]:
    """The pattern of a formula, and how far down it stands."""
    given = pieces(text)
    going = [
        corner.row
        for piece in given
        if isinstance(piece, Reference)
        for corner in piece.corners
        if corner.row is not None and corner.goes_along
    ]
    shift = min(going, default=0)
    parts: list[str | int] = []
    for piece in given:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        for sign, corner in zip((piece.tab, ":"), piece.corners, strict=False):
            if corner.row is None or corner.row_fixed:
                parts.append(sign + corner.text)
            else:
                parts += [sign + replace(corner, row=None).text, corner.row + 1 - shift]
    return _pattern(tuple(parts)), shift


@lru_cache(maxsize=1 << 14)
def _pattern(parts: tuple[str | int, ...]) -> Pattern:
    text = "".join(map(str, parts))
    references = tuple(one for one in pieces(text) if isinstance(one, Reference))
    mixed = [
        one
        for one in references
        if one.last is not None
        and one.first.row is not None
        and one.last.row is not None
        and one.first.row_fixed != one.last.row_fixed
    ]
    moves = any(corner.goes_along for one in references for corner in one.corners)
    return Pattern(text, parts, references, moves, bool(mixed))


def _least(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _most(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other) + 1
