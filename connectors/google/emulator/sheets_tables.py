"""The «table» that values.append looks for: cells with something in them, next to each other."""

from __future__ import annotations

from connectors.google.emulator.sheets_a1 import Area
from connectors.google.emulator.sheets_model import Sheet


def last_table(area: Area) -> Area | None:
    """The last of the tables that the range touches; None if it touches none."""
    bottom, right = area.ends
    met = [
        one
        for one in tables(area.sheet)
        if one[0] < bottom and area.top < one[2] and one[1] < right and area.left < one[3]
    ]
    if not met:
        return None
    return Area(area.sheet, *max(met, key=lambda one: (one[2], one[3])))


def tables(sheet: Sheet) -> list[tuple[int, int, int, int]]:
    """top, left, bottom, right of each table. Cells that touch, be it at a corner, are of one table; so are cells
    that touch the rectangle around it."""
    done: list[list[int]] = []
    above: list[list[int]] = []
    for number, row in enumerate(sheet.rows):
        if not row:
            above = []
            continue
        here: list[list[int]] = []
        for left, right in _runs(sorted(column for column, cell in row.items() if cell.entered is not None)):
            box = [number, left, number + 1, right]
            for one in above:
                if one is not box and one[1] <= right and left <= one[3]:
                    box = _joined(box, one, done, here)
            if box not in here:
                here.append(box)
            if not any(one is box for one in done):
                done.append(box)
        above = here
    return _merged([(one[0], one[1], one[2], one[3]) for one in done])


def _joined(box: list[int], one: list[int], done: list[list[int]], here: list[list[int]]) -> list[int]:
    """The table above, grown by the box; the box itself disappears."""
    one[:] = [min(one[0], box[0]), min(one[1], box[1]), max(one[2], box[2]), max(one[3], box[3])]
    for known in (done, here):
        known[:] = [other for other in known if other is not box]
    return one


def _runs(columns: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for column in columns:
        if found and found[-1][1] == column:
            found[-1] = (found[-1][0], column + 1)
        else:
            found.append((column, column + 1))
    return found


def _merged(boxes: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Rectangles that touch made one, until none do."""
    found: list[tuple[int, int, int, int]] = []
    for box in boxes:
        while other := next((one for one in found if _touch(one, box)), None):
            found.remove(other)
            box = (
                min(box[0], other[0]),
                min(box[1], other[1]),
                max(box[2], other[2]),
                max(box[3], other[3]),
            )
        found.append(box)
    return found


def _touch(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]
