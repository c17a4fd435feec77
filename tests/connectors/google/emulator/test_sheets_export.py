"""Spreadsheets exported by Drive: what was text is text, what was a formula is one, with its value beside it."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.connectors.google.emulator.sheets_office import Office

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def opened(office: Office, *, worth: bool) -> Workbook:
    content = office.sheets.export(office.id, XLSX)
    assert content is not None
    return load_workbook(io.BytesIO(content), data_only=worth)


def tables(office: Office, *, worth: bool) -> dict[str, list[list[Any]]]:
    book = opened(office, worth=worth)
    return {
        page.title: [[cell.value for cell in row] for row in page.iter_rows()] for page in book.worksheets
    }


def test_a_text_that_begins_with_a_sign_stays_text() -> None:
    office = Office()
    office.put("A1", [["=1+1", "+62812", "#REF!", '=HYPERLINK("x")', "tab\x0b"]])
    (row,) = opened(office, worth=False).worksheets[0].iter_rows()
    assert [(cell.value, cell.data_type) for cell in row] == [
        ("=1+1", "s"), ("+62812", "s"), ("#REF!", "s"), ('=HYPERLINK("x")', "s"), ("tab", "s"),
    ]  # fmt: skip


def test_formulas_are_formulas_with_what_they_are_worth() -> None:
    office = Office(
        "id_ID", sheets=[{"properties": {"title": "Cuti"}}, {"properties": {"title": "Kunci [1]/2"}}]
    )
    office.put("'Kunci [1]/2'!A1", [["C1", 1.5]])
    office.put("Cuti!A2", [["C1"]])
    office.type(
        "Cuti!B1", "=1,5*2", "=IF($A2=\"\";;IFERROR(VLOOKUP($A2;'Kunci [1]/2'!$A:$B;2;FALSE)))", "=A1&\"1,5;\"",
        "=1/0", "=A2=\"C1\"", "=SUM('Kunci [1]/2'!B1:B)", "=1.5,2", "=A1:B",
    )  # fmt: skip
    formulas, worth = tables(office, worth=False), tables(office, worth=True)
    assert formulas["Cuti"][0][1:] == [
        "=1.5*2", "=IF($A2=\"\",,IFERROR(VLOOKUP($A2,'Kunci _1__2'!$A:$B,2,FALSE)))", "=A1&\"1,5;\"", "=1/0",
        "=A2=\"C1\"", "=SUM('Kunci _1__2'!B1:B1000)", "#ERROR!", "#ERROR!",
    ]  # fmt: skip
    assert worth["Cuti"][0][1:] == [3, 1.5, "1,5;", "#DIV/0!", True, 1.5, "#ERROR!", "#ERROR!"]
    assert worth["Kunci _1__2"] == [["C1", 1.5]]


def test_dates_are_dates_and_tables_show_what_cells_show() -> None:
    office = Office("id_ID")
    office.type("A1", "3/4/2026", "1.500,25", "a,b", True)
    day, amount, *_ = next(opened(office, worth=True).worksheets[0].iter_rows())
    assert (f"{day.value:%d-%m-%Y}", amount.value) == ("03-04-2026", 1500.25)
    assert office.sheets.export(office.id, "text/csv") == b'03/04/2026,"1.500,25","a,b",TRUE\r\n'
    table = office.sheets.export(office.id, "text/tab-separated-values")
    assert table == b"03/04/2026\t1.500,25\ta,b\tTRUE\r\n"
    assert office.sheets.export(office.id, "application/pdf") is None
