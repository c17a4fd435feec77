"""The references inside a formula: found, and written anew when what they point at has moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_a1 import column_number, letters
from connectors.google.emulator.sheets_model import Formula, Sheet, Spreadsheet

GONE = "#REF!"
_TEXT = r'"(?:[^"]|"")*"'
_TAB = r"(?:'(?:[^']|'')+'|[^\W\d][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d{0,6}"
_COLUMN, _ROW = r"\$?[A-Za-z]{1,3}", r"\$?[1-9]\d{0,6}"
_AREA = rf"{_CELL}:{_COLUMN}(?:{_ROW})?|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW}"
_FOUND = re.compile(rf"{_TEXT}|(?<![\w.$])(?P<tab>{_TAB})?(?P<area>{_AREA}|{_CELL})(?![\w.(!])")
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


def rewritten(formula: Formula, change: Callable[[Reference], str]) -> Formula:
    """The formula with each reference as ``change`` words it; texts in quotes stay as they are."""

    pieces = _pieces(formula.text)
    text = "".join([one if isinstance(one, str) else change(one) for one in pieces])
    return formula if text == formula.text else Formula(text)


@lru_cache(maxsize=1 << 14)
def _pieces(text: str) -> tuple[str | Reference, ...]:
    """The references of a formula and what stands between them. One formula is copied to thousands of rows."""
    pieces: list[str | Reference] = []
    end = 0
    for found in _FOUND.finditer(text):
        if found["area"] is None:
            continue
        first, _, last = found["area"].partition(":")
        tab = found["tab"] or ""
        pieces += [
            text[end : found.start()],
            Reference(tab, Corner.read(first), Corner.read(last) if last else None),
        ]
        end = found.end()
    return (*pieces, text[end:])


def copied(formula: Formula, rows: int, columns: int) -> Formula:
    """As it stands after copying it so many rows down and columns to the right."""
    if not rows and not columns:
        return formula

    def change(reference: Reference) -> str:
        first = reference.first.by(rows, columns)
        last = reference.last.by(rows, columns) if reference.last else None
        if first is None or (reference.last and last is None):
            return GONE
        return Reference(reference.tab, first, last).text

    return rewritten(formula, change)


def copier(formula: Formula, columns: int) -> Callable[[int], Formula]:
    """As ``copied`` so many columns to the right; what it gives takes the rows (0 or more) down."""
    parts: list[str | int] = []  # a number is a row that goes along
    for piece in _pieces(formula.text):
        if isinstance(piece, str):
            parts.append(piece)
            continue
        corners = [one.by(0, columns) for one in (piece.first, piece.last) if one is not None]
        if None in corners:
            parts.append(GONE)
            continue
        for sign, corner in zip((piece.tab, ":"), corners, strict=False):
            assert corner is not None
            if corner.row is None or corner.row_fixed:
                parts.append(sign + corner.text)
            else:
                parts += [sign + replace(corner, row=None).text, corner.row + 1]
    return lambda rows: Formula("".join([one if isinstance(one, str) else str(one + rows) for one in parts]))


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
    if re.fullmatch(r"[^\W\d]\w*", title) and not re.fullmatch(_CELL, title):
        return title
    return "'" + title.replace("'", "''") + "'"


def _least(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else min(one, other)


def _most(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else max(one, other) + 1
