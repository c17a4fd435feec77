"""Conditional formats, as spreadsheets.get shows them in the effective format of a cell."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.google.emulator.calls import ApiError
from tests.connectors.google.emulator.sheets_office import Office

RED, BOLD = {"backgroundColor": {"red": 1.0}}, {"textFormat": {"bold": True}}
PLACE = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}


def add(office: Office, kind: str, *values: str, format: dict[str, Any] = RED, index: int = 0) -> None:
    condition = {"type": kind, "values": [{"userEnteredValue": one} for one in values]}
    rule = {"ranges": [PLACE], "booleanRule": {"condition": condition, "format": format}}
    office.call("batchUpdate", requests=[{"addConditionalFormatRule": {"rule": rule, "index": index}}])


def looks(office: Office, range: str) -> list[dict[str, Any]]:
    found = office.call("get", {"ranges": [range], "includeGridData": True})["sheets"][0]["data"][0][
        "rowData"
    ]
    return [row["values"][0]["effectiveFormat"] for row in found]


def red(office: Office) -> list[bool]:
    return [one["backgroundColor"] == {"red": 1.0} for one in looks(office, "A1:A4")]


@pytest.mark.parametrize(
    ("kind", "values", "which"),
    [
        ("TEXT_EQ", ["DRAF"], "x..."),
        ("TEXT_CONTAINS", ["i"], ".x.."),
        ("TEXT_NOT_CONTAINS", ["i"], "x.xx"),
        ("TEXT_STARTS_WITH", ["se"], ".x.."),
        ("NUMBER_GREATER", ["6"], "...x"),
        ("NUMBER_BETWEEN", ["1", "=2+3"], "..x."),
        ("NOT_BLANK", [], "xxxx"),
        ("CUSTOM_FORMULA", ['=$B1="ya"'], "..x."),
        ("CUSTOM_FORMULA", ["=A1>4"], "xxxx"),
        ("CUSTOM_FORMULA", ["=NOPE(1)"], "...."),
    ],
)
def test_a_condition_holds_for_just_these_cells(kind: str, values: list[str], which: str) -> None:
    office = Office()
    office.put("A1", [["Draf", ""], ["Selesai", "tidak"], [5, "ya"], [7, ""]])
    add(office, kind, *values)
    assert red(office) == [one == "x" for one in which]


def test_the_first_rule_counts_most_and_others_add_to_it() -> None:
    office = Office()
    office.put("A1", [["x"]])
    add(office, "TEXT_EQ", "x", format=RED)
    add(office, "NOT_BLANK", format={"backgroundColor": {"blue": 1.0}, **BOLD}, index=1)
    (look,) = looks(office, "A1")
    assert (look["backgroundColor"], look["textFormat"]["bold"]) == ({"red": 1.0}, True)
    assert look["textFormat"]["fontSize"] == 10


def test_what_is_not_evaluated_is_refused_aloud() -> None:
    office = Office()
    condition = {"type": "DATE_BEFORE", "values": [{"relativeDate": "TODAY"}]}
    rule = {"ranges": [PLACE], "booleanRule": {"condition": condition, "format": RED}}
    with pytest.raises(ApiError, match="relative dates"):
        office.call("batchUpdate", requests=[{"addConditionalFormatRule": {"rule": rule}}])
