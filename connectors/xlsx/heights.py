"""How high a row must be for the texts that were written into its wrapping cells.

A program that shows a workbook fits a row when a person types into it, not when the file was changed behind its back: a
message of three lines would show its first. The height is written as those programs store one they fitted themselves,
so that the next edit fits the row anew; a height that a person has set stays, and no row is made lower.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

LINE, PADDING, LEAST, MOST = 12.75, 2.25, 15.0, 400.0
"""Points, for Arial 10; a row is at most 409 points high."""
LETTERS_TO_A_WIDTH = 1.15
"""How many letters of a usual text stand in one unit of a column's width."""


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column of this width, broken at its words."""
    room = max(1, int(width * LETTERS_TO_A_WIDTH))
    lines = 0
    for paragraph in text.split("\n"):
        lines, left = lines + 1, room
        for word in paragraph.split(" "):
            if len(word) + (left < room) > left:
                more = 1 if left < room else 0
                more += (len(word) - 1) // room
                lines, left = lines + more, room - ((len(word) - 1) % room + 1)
            else:
                left -= len(word) + (left < room)
    return lines


def height_for(written: Iterable[tuple[int, str]], widths: Mapping[int, float]) -> float:
    """Points for a row. written: (column, text) of its wrapping cells; widths: of the columns that tell theirs."""
    most = max((lines_of(text, widths[column]) for column, text in written if column in widths), default=1)
    return min(MOST, most * LINE + PADDING) if most > 1 else LEAST


def fitted(row_tag: bytes, height: float) -> bytes:
    """The attributes of a row, its height raised to this one."""
    if height <= LEAST or re.search(rb'\bcustomHeight="(1|true)"', row_tag):
        return row_tag
    found = re.search(rb'\sht="([^"]*)"', row_tag)
    if found is None:
        return row_tag + b' ht="%g"' % height
    try:
        if float(found[1]) >= height:
            return row_tag
    except ValueError:
        return row_tag
    return row_tag[: found.start()] + b' ht="%g"' % height + row_tag[found.end() :]
