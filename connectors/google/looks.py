"""How cells of a register look: what is the engine's is grey, what it says of a row is coloured, headings explain.

The colours are those of the workbooks (``connectors.xlsx.create``), so that who moves to Google finds their way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from connectors.google.sheets import letter
from flows.engine.case import Json
from flows.engine.columns import Column, Date, Owner, Rupiah, Whole
from flows.engine.model import DOCUMENTS, DUE, ID, NOTE, Flow

ENGINE_HEAD, STAFF_HEAD, ACTION_HEAD = "6B7280", "0F766E", "B45309"
ENGINE_CELL, ENDED, OUTSIDE, TOLD = "F3F4F6", "D1FAE5", "DBEAFE", "FEF3C7"
PIXELS = 7
"""Of a character."""
LONG = 30
"""Columns of so many characters are wrapped."""


def colours_of(flows: Iterable[Flow]) -> dict[str, dict[str, str]]:
    """Register -> status -> its colour: green for an end, blue where somebody outside is waited for."""
    return {
        flow.register.name: {str(step.status): OUTSIDE for step in flow.steps if step.outside}
        | {str(end): ENDED for end in flow.ends}
        for flow in flows
    }


def head(sheet: int, left: int, right: int, colour: str) -> Json:
    """The look of headings."""
    look: dict[str, Any] = {
        "backgroundColor": _rgb(colour),
        "textFormat": {"bold": True, "foregroundColor": {"red": 1, "green": 1, "blue": 1}},
        "wrapStrategy": "WRAP", "horizontalAlignment": "CENTER", "verticalAlignment": "MIDDLE",
    }  # fmt: skip
    span = {
        "sheetId": sheet, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": left, "endColumnIndex": right,
    }  # fmt: skip
    return _repeat(span, look)


def helped(sheet: int, first: int, columns: Sequence[Column | str]) -> Json:
    """What headings say when a pointer rests on them, from a column on."""
    notes = [one.help if isinstance(one, Column) else "" for one in columns]
    return {
        "updateCells": {
            "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": first},
            "rows": [{"values": [{"note": note} if note else {} for note in notes]}],
            "fields": "note",
        }
    }


def wide(sheet: int, column: int, characters: int) -> Json:
    span = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": column, "endIndex": column + 1}
    size = {"pixelSize": characters * PIXELS}
    return {"updateDimensionProperties": {"range": span, "properties": size, "fields": "pixelSize"}}


def cells(sheet: int, number: int, column: Column) -> Json:
    """The look of the cells of a column below its heading."""
    look: dict[str, Any] = {"verticalAlignment": "TOP"}
    if kind := _kind(column):
        look["numberFormat"] = kind
    if column.owner is Owner.ENGINE:
        look["backgroundColor"] = _rgb(ENGINE_CELL)
    lines = getattr(column.type, "lines", 1)
    told_whole = column.owner is Owner.ENGINE and column.heading != DOCUMENTS
    if told_whole or column.heading == NOTE or lines > 1 or column.width >= LONG:
        look["wrapStrategy"] = "WRAP"
    return _repeat(below(sheet, number), look)


def coloured(sheet: int, column: int, colours: Mapping[str, str]) -> Iterator[Json]:
    """Each status in its colour."""
    for status, colour in colours.items():
        condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": status}]}
        yield _rule(below(sheet, column), condition, colour)


def told(sheet: int, column: int) -> Json:
    """A message stands out."""
    is_there = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": f'=${letter(column)}2<>""'}]}
    return _rule(below(sheet, column), is_there, TOLD)


def below(sheet: int, column: int) -> Json:
    """A column below its heading, to the end of the grid."""
    return {"sheetId": sheet, "startRowIndex": 1, "startColumnIndex": column, "endColumnIndex": column + 1}


def _rule(span: Json, condition: Json, colour: str) -> Json:
    rule = {"condition": condition, "format": {"backgroundColor": _rgb(colour)}}
    return {"addConditionalFormatRule": {"rule": {"ranges": [span], "booleanRule": rule}, "index": 0}}


def _repeat(span: Json, look: Json) -> Json:
    fields = f"userEnteredFormat({','.join(look)})"
    return {"repeatCell": {"range": span, "cell": {"userEnteredFormat": look}, "fields": fields}}


def _kind(column: Column) -> Json | None:
    if column.heading == DUE or isinstance(column.type, Date):
        return {"type": "DATE", "pattern": "dd-mm-yyyy"}
    match column.type:
        case Rupiah():
            return {"type": "NUMBER", "pattern": "#,##0"}
        case Whole():
            return {"type": "NUMBER", "pattern": "0"}
    if column.heading == ID:
        return {"type": "TEXT"}
    # A date or a number typed as text stays as typed. A column of look-ups as text would show the formula itself.
    return {"type": "TEXT"} if column.owner is Owner.STAFF else None


def _rgb(colour: str) -> Json:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return {"red": red, "green": green, "blue": blue}


__all__ = [
    "ACTION_HEAD", "ENGINE_HEAD", "STAFF_HEAD",
    "below", "cells", "coloured", "colours_of", "head", "helped", "told", "wide",
]  # fmt: skip
