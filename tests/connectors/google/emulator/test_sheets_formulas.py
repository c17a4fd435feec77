"""Formulas of the stand-in's spreadsheets: what they are worth, and which it refuses to guess."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.google.emulator.sheets_formula import Formula
from tests.connectors.google.emulator.sheets_office import Office


def worth(formula: str, locale: str = "en_US", **cells: Any) -> Any:
    """The value of a formula in F9, beside some cells."""
    office = Office(locale)
    for at, value in cells.items():
        office.put(at, [[value]], "USER_ENTERED")
    office.type("F9", formula)
    return office.raw("F9")[0][0]


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=1+2*3", 7),
        ("=-2^2", 4),
        ("=(1+2)*3%", 0.09),
        ("=10/4", 2.5),
        ('="a"&1&TRUE', "a1TRUE"),
        ('="A"="a"', True),
        ("=2<10", True),
        ('="x">99', True),
        ('=A1=""', True),
        ("=A1=0", True),
        ('="5"+1', 6),
        ("=IF(1>2;3;4)", 4),
        ("=IF(1>2,3)", False),
        ('=IF(TRUE;"";1/0)', ""),
        ("=IFERROR(1/0;7)", 7),
        ("=IFERROR(1/0)", ""),
        ("=AND(TRUE;1=1)", True),
        ("=OR(FALSE;NOT(TRUE))", False),
        ("=SUM(1;2;3)", 6),
        ("=ROW()", 9),
        ("=ROW(B4)", 4),
        ('=HYPERLINK("https://a.example";"Surat")', "Surat"),
        ('=" ""q"" "', ' "q" '),
    ],
)
def test_what_formulas_are_worth(formula: str, value: object) -> None:
    assert worth(formula) == value


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ("=1/0", "#DIV/0!"),
        ('="x"+1', "#VALUE!"),
        ("=Nope!A1", "#REF!"),
        ("=A2000", "#REF!"),
        ("=nama", "#NAME?"),
        ("=1+", "#ERROR!"),
        ("=F9", "#REF!"),
        ("=VLOOKUP(1;A:B;2;FALSE)", "#N/A"),
        ("=VLOOKUP(1;A:B;3;FALSE)", "#REF!"),
        ("=#REF!+1", "#REF!"),
        ("=SUM(A1:A3)", "#DIV/0!"),
    ],
)
def test_errors_are_values(formula: str, error: str) -> None:
    assert worth(formula, A2="=1/0") == error


@pytest.mark.parametrize(
    "formula", ["=QUERY(A:B)", "=IFERROR(QUERY(A:B);1)", "=A1:A3+1", "=IFERROR({1;2};1)"]
)
def test_what_is_not_evaluated_is_an_error_and_never_hidden(formula: str) -> None:
    office = Office()
    office.type("A1", formula)
    office.type("B1", "=IFERROR(A1;1)")
    assert office.get("A1:B1") == [["#ERROR!", "#ERROR!"]]
    office = Office()
    office.type("A1", formula)
    (sheet,) = office.call("get", {"includeGridData": True})["sheets"]
    error = sheet["data"][0]["rowData"][0]["values"][0]["effectiveValue"]["errorValue"]
    assert error["type"] == "ERROR"
    assert error["message"].startswith("The stand-in does not evaluate")


def test_a_comma_between_arguments_is_a_parse_error_where_it_is_the_decimal() -> None:
    assert worth("=IF(TRUE;1,5;2)", "id_ID") == 1.5
    assert worth("=IF(TRUE,1,2)", "id_ID") == "#ERROR!"
    assert worth("=1.5", "id_ID") == "#ERROR!"


def test_circles_are_told() -> None:
    assert worth("=A1", A1="=B1", B1="=A1") == "#REF!"


def test_a_long_chain_has_a_value() -> None:
    office = Office()
    office.put("A1", [[1], *[[f"=A{row}+1"] for row in range(1, 900)]], "USER_ENTERED")
    assert office.raw("A900") == [[900]]


def test_other_tabs_and_named_ranges() -> None:
    office = Office(
        sheets=[{"properties": {"title": "Cuti"}}, {"properties": {"title": "Data Pegawai"}}],
        namedRanges=[{"name": "batas", "range": {"endRowIndex": 1, "endColumnIndex": 1}}],
    )
    office.put("'Data Pegawai'!B2", [[5]])
    office.put("Cuti!A1", [[12]])
    office.type("Cuti!B1", "='Data Pegawai'!$B$2+batas")
    assert office.raw("Cuti!B1") == [[17]]
    assert office.raw("batas") == office.raw("'Data Pegawai'!batas") == [[12]]


def test_vlookup_finds_texts_in_any_case_by_wildcards_and_the_nearest_number() -> None:
    office = Office()
    office.put("A1", [["Siti", 1], ["Budi", 2], [10, 3], [20, 4]])
    office.type("D1", '=VLOOKUP("budi";A:B;2;FALSE)', '=VLOOKUP("S*";A:B;2;FALSE)', "=VLOOKUP(15;A3:B4;2)")
    assert office.raw("D1:F1") == [[2, 1, 3]]


def test_the_look_up_of_the_register_is_quick_and_right_in_every_row() -> None:
    count = 5000
    grid = {"gridProperties": {"rowCount": count + 1, "columnCount": 8}}
    office = Office(
        "id_ID",
        sheets=[{"properties": {"title": "Cuti", **grid}}, {"properties": {"title": "_alur", **grid}}],
    )
    office.put("_alur!A1", [[f"C{row}", f"Menunggu {row}"] for row in range(count, 0, -1)])
    lines = [
        [f"C{row}", f'=IF(A{row}="";"";IFERROR(VLOOKUP(A{row};_alur!$A:$B;2;FALSE);""))']
        for row in range(1, count)
    ]
    office.put("Cuti!A1", [*lines, ["", lines[0][1].replace("A1", f"A{count}")]], "USER_ENTERED")
    shown = office.get("Cuti!B:B")
    assert len(office.sheets.known[office.id].indexes) == 1  # one pass over the keys for all rows
    assert shown == [[f"Menunggu {row}"] for row in range(1, count)] + [[""]]
    office.put("_alur!B5000", [["Selesai"]])
    assert office.get("Cuti!B1") == [["Selesai"]]


def test_hyperlinks_are_seen_in_the_grid() -> None:
    office = Office()
    office.type("A1", '=HYPERLINK("https://a.example/"&"x";"Surat")')
    (sheet,) = office.call("get", {"includeGridData": True})["sheets"]
    (cell,) = sheet["data"][0]["rowData"][0]["values"]
    assert (cell["hyperlink"], cell["formattedValue"]) == ("https://a.example/x", "Surat")


LOOK_UP = '=IF($A2="";;IFERROR(VLOOKUP($A2;_alur!$A:$B;2;FALSE)))'


@pytest.mark.parametrize("change", ["insert", "delete", "move", "sort"])
def test_a_column_of_look_ups_is_one_pattern_whatever_happens_to_its_rows(change: str) -> None:
    grid = {"gridProperties": {"rowCount": 300, "columnCount": 4}}
    tabs = [
        {"properties": {"sheetId": n, "title": title, **grid}} for n, title in enumerate(("Surat", "_alur"))
    ]
    office = Office("id_ID", sheets=tabs)
    column = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    fill = {
        "range": column,
        "cell": {"userEnteredValue": {"formulaValue": LOOK_UP}},
        "fields": "userEnteredValue",
    }
    rows = {"sheetId": 0, "dimension": "ROWS", "startIndex": 5, "endIndex": 7}
    request = {
        "insert": {"insertDimension": {"range": rows}},
        "delete": {"deleteDimension": {"range": rows}},
        "move": {"moveDimension": {"source": rows, "destinationIndex": 200}},
        "sort": {
            "sortRange": {
                "range": {"sheetId": 0, "startRowIndex": 1},
                "sortSpecs": [{"sortOrder": "DESCENDING"}],
            }
        },
    }[change]
    office.put("A2", [[f"S-{n:03}"] for n in range(200)])
    office.call("batchUpdate", requests=[{"repeatCell": fill}, request])
    sheet = office.sheets.all[office.id].sheets[0]
    cells = {at: row[1].entered for at, row in enumerate(sheet.rows) if 1 in row}
    found = {at: one for at, one in cells.items() if isinstance(one, Formula)}
    assert {one.pattern.text for one in found.values()} == {LOOK_UP.replace("A2", "A1")}
    assert [one.text for one in found.values()] == [LOOK_UP.replace("A2", f"A{at + 1}") for at in found]
    assert len(found) == {"insert": 299, "delete": 297}.get(change, 299)
