"""The drop-downs of Tindakan: each says which row and status it was made for, so one that stands elsewhere is known.

Sheets takes the rule of a cell by its place alone. So the answer to each change tells whether its row still stood
there. A tab in which one did not, or whose change was not answered, is looked through at the next reading; and each tab
is once a day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from connectors.google.reading import Leaf
from connectors.google.sheets import cell_span, one_of
from flows.engine.case import Json
from flows.engine.model import ACTION, STATUS

_SAID = re.compile(r"(\S+) \((.*)\): pilih (.*)", re.DOTALL)
Rules = Mapping[tuple[int, int], str]
"""(row, column) from 0 -> what a rule there says to whoever stands on its cell."""


def said_of(id: str, status: str, words: Sequence[str]) -> str:
    """What staff read at the cell, and what a drop-down of ours is known by."""
    return f"{id} ({status}): pilih {' / '.join(words)}"


def offer(sheet: int, row: int, column: int, id: str, status: str, words: Sequence[str]) -> Json:
    """A drop-down of these words in one cell; none for no words. What is typed beside it is not refused."""
    request: Json = {"range": cell_span(sheet, row, column)}
    if words:
        request["rule"] = one_of(words) | {"inputMessage": said_of(id, status, words)}
    return {"setDataValidation": request}


def rules_in(said: Json) -> dict[int, dict[tuple[int, int], str]]:
    """Sheet id -> what its rules say, from a look at ``dataValidation(inputMessage)``."""
    found: dict[int, dict[tuple[int, int], str]] = {}
    for sheet in said.get("sheets", []):
        rules = found.setdefault(int(sheet["properties"].get("sheetId", 0)), {})
        for block in sheet.get("data", []):
            for row, cells in enumerate(block.get("rowData", []), int(block.get("startRow", 0))):
                for column, cell in enumerate(cells.get("values", []), int(block.get("startColumn", 0))):
                    if message := cell.get("dataValidation", {}).get("inputMessage"):
                        rules[row, column] = str(message)
    return found


def put_right(
    sheet: int,
    leaf: Leaf,
    rules: Rules,
    slots: Mapping[str, Mapping[str, Any]],
    answers: Mapping[str, Sequence[str]],
) -> Iterator[Json]:
    """The requests after which each row has its own drop-down, and no other cell has one of ours."""
    wanted: dict[tuple[int, int], tuple[str, str, Sequence[str]]] = {}
    for id, refs in leaf.refs().items() if ACTION in leaf.at else ():
        status = str(slots.get(id, {}).get(STATUS, ""))
        if words := answers.get(status, ()):
            wanted |= {(ref + 1, leaf.at[ACTION]): (id, status, words) for ref in refs}
    for (row, column), (id, status, words) in wanted.items():
        if rules.get((row, column)) != said_of(id, status, words):
            yield offer(sheet, row, column, id, status, words)
    ours = {place for place, text in rules.items() if _SAID.fullmatch(text)}
    for row, column in sorted(ours - wanted.keys()):
        yield _as_its_neighbour(sheet, row, column, ours | wanted.keys(), leaf.height)


def _as_its_neighbour(sheet: int, row: int, column: int, ours: set[tuple[int, int]], height: int) -> Json:
    """The rule of the column again, as the nearest cell has it that was left alone; none if there is no such cell."""
    others = (n for n in range(1, height) if (n, column) not in ours)
    near = min(others, key=lambda n: abs(n - row), default=None)
    if near is None:
        return {"setDataValidation": {"range": cell_span(sheet, row, column)}}
    return {
        "copyPaste": {
            "source": cell_span(sheet, near, column), "destination": cell_span(sheet, row, column),
            "pasteType": "PASTE_DATA_VALIDATION",
        }
    }  # fmt: skip


__all__ = ["offer", "put_right", "rules_in", "said_of"]
