"""How the tabs of a fresh spreadsheet look: headings, formats, drop-downs, protections, the marks of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from connectors.google.looks import (
    ACTION_HEAD,
    ENGINE_HEAD,
    STAFF_HEAD,
    below,
    cells,
    coloured,
    head,
    helped,
    told,
    wide,
)  # fmt: skip
from connectors.google.sheets import Place, formula, one_of, put
from connectors.google.slots import column_id, engine_headings, lookup
from flows.engine.case import Json
from flows.engine.columns import Choice, Column, Date, Owner
from flows.engine.model import ACTION, ID, MESSAGE, STATUS, Kind, Register

KEY = "alur"
LOCALE, TIME_ZONE = "id_ID", "Asia/Jakarta"


def settings() -> Json:
    return {
        "updateSpreadsheetProperties": {
            "properties": {"locale": LOCALE, "timeZone": TIME_ZONE},
            "fields": "locale,timeZone",
        }
    }


def plain_tab(
    sheet: int, title: str, headings: Sequence[str], rows: int, *, hidden: bool, widths: Sequence[int] = ()
) -> list[Json]:
    """A tab that only the engine writes. widths: of its columns, in characters."""
    return [
        _add_sheet(sheet, title, rows, len(headings), frozen=0, hidden=hidden),
        put(sheet, 0, 0, [text_cell(heading) for heading in headings]),
        head(sheet, 0, len(headings), ENGINE_HEAD),
        *(wide(sheet, number, width) for number, width in enumerate(widths)),
        protection(sheet),
    ]


def protection(sheet: int) -> Json:
    """The whole tab is the engine's."""
    return {
        "addProtectedRange": {"protectedRange": {"range": {"sheetId": sheet}, "description": "Diisi Alur"}}
    }


def unprotected(seen: Json, titles: Sequence[str]) -> list[str]:
    """Which of the engine's own tabs anybody can write in, by a look at their ``protectedRanges``."""
    found = []
    for one in seen["sheets"]:
        whole = [
            p for p in one.get("protectedRanges", []) if not p.keys() & {"warningOnly"} and _whole(p["range"])
        ]
        if one["properties"]["title"] in titles and not whole:
            found.append(str(one["properties"]["title"]))
    return found


def _whole(span: Json) -> bool:
    return not span.keys() - {"sheetId"}


def register_tab(
    sheet: int,
    register: Register,
    slots: Sequence[str],
    answers: Mapping[str, Sequence[str]],
    rows: int,
    order: Sequence[Column | str] = (),
    colours: Mapping[str, str] | None = None,
) -> list[Json]:
    """order: its columns from left to right, if not those of a fresh tab; a text is a heading of staff's own.
    colours: of statuses."""
    columns = order or register.all_columns
    headings = [column if isinstance(column, str) else column.heading for column in columns]
    id_at = headings.index(ID)
    frozen = 2 if register.kind is Kind.PROCESS else 1
    requests = [
        _add_sheet(sheet, register.name, rows, len(columns), frozen=frozen, hidden=False),
        put(sheet, 0, 0, [text_cell(heading) if heading else {} for heading in headings]),
        helped(sheet, 0, columns),
    ]
    for number, column in enumerate(columns):
        if isinstance(column, Column):
            requests += _column(sheet, register, number, column, slots, id_at)
        else:
            requests.append(head(sheet, number, number + 1, STAFF_HEAD))
    every = list(dict.fromkeys(word for words in answers.values() for word in words))
    action = next((number for number, heading in enumerate(headings) if heading == ACTION), None)
    if every and action is not None:
        requests.append(_validate(sheet, action, one_of(every)))
    requests.append(
        {"setBasicFilter": {"filter": {"range": {"sheetId": sheet, "startRowIndex": 0, "startColumnIndex": 0,
                                                 "endColumnIndex": len(columns)}}}}
    )  # fmt: skip
    if STATUS in headings:
        requests += coloured(sheet, headings.index(STATUS), colours or {})
    return [*requests, told(sheet, headings.index(MESSAGE))]


def added_columns(
    tab: Json, register: Register, columns: Sequence[Column], slots: Sequence[str], id_at: int
) -> list[Json]:
    """Columns that a newer version has, behind the last one of a tab in use; a filter then reaches them.

    One column more is appended and stays empty: should somebody insert a column in this moment, the new headings
    land in it and not on one that was there. slots: the headings of ``_alur`` as they stand; id_at: the column of IDs.
    """
    sheet, grid = int(tab["properties"].get("sheetId", 0)), tab["properties"]["gridProperties"]
    first = int(grid["columnCount"]) + 1
    requests: list[Json] = [
        {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": len(columns) + 1}},
        put(sheet, 0, first, [text_cell(column.heading) for column in columns]),
        helped(sheet, first, columns),
    ]
    for number, column in enumerate(columns, start=first):
        requests += _column(sheet, register, number, column, slots, id_at)
    if "basicFilter" in tab:
        reach = {**tab["basicFilter"]["range"], "endColumnIndex": first + len(columns)}
        requests.append({"setBasicFilter": {"filter": {**tab["basicFilter"], "range": reach}}})
    return requests


def _column(
    sheet: int, register: Register, number: int, column: Column, slots: Sequence[str], id_at: int
) -> list[Json]:
    colour = (
        ENGINE_HEAD
        if column.owner is Owner.ENGINE
        else ACTION_HEAD
        if column.heading == ACTION
        else STAFF_HEAD
    )
    requests = [
        Place(column_id(register.name, column.heading), sheet, number).mark(
            KEY, f"{register.name}/{column.heading}"
        ),
        head(sheet, number, number + 1, colour),
        wide(sheet, number, max(column.width, 8)),
        cells(sheet, number, column),
    ]
    if column.heading in engine_headings(register):
        look = formula(lookup(1, id_at, slots.index(column.heading)))
        requests.append(
            {"repeatCell": {"range": below(sheet, number), "cell": look, "fields": "userEnteredValue"}}
        )
    if column.owner is Owner.ENGINE:
        # A protected column would keep staff from sorting their own rows; typing is warned of, and put back.
        requests.append(
            {"addProtectedRange": {"protectedRange": {
                "range": below(sheet, number), "description": f"{column.heading}: diisi Alur", "warningOnly": True,
            }}}
        )  # fmt: skip
    match column.type:
        case Choice(options):
            requests.append(_validate(sheet, number, one_of(options, strict=True)))
        case Date() if column.owner is Owner.STAFF:
            requests.append(
                _validate(sheet, number, {"condition": {"type": "DATE_IS_VALID"}, "strict": False})
            )
    return requests


def _add_sheet(sheet: int, title: str, rows: int, columns: int, *, frozen: int, hidden: bool) -> Json:
    grid = {"rowCount": rows, "columnCount": columns, "frozenRowCount": 1}
    if frozen and frozen < columns:
        grid["frozenColumnCount"] = frozen
    properties = {"sheetId": sheet, "title": title, "gridProperties": grid, "hidden": hidden}
    return {"addSheet": {"properties": properties}}


def _validate(sheet: int, column: int, rule: Json) -> Json:
    return {"setDataValidation": {"range": below(sheet, column), "rule": rule}}


def text_cell(text: str) -> Json:
    return {"userEnteredValue": {"stringValue": text}}
