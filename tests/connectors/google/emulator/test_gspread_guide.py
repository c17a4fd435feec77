"""gspread, unmodified but for the address, plays its own user guide against the stand-in over HTTP."""

from __future__ import annotations

from collections.abc import Iterator

import gspread
import pytest
import requests
from gspread.utils import ExportFormat

from tests.connectors.google.emulator.gspread_here import client_at
from tests.connectors.google.standin import StandIn, standin

PEOPLE = [["Nama", "Jumlah", "Kelurahan"], ["Siti", 3, "Bukir"], ["Budi", 1, "Mayangan"], ["Ani", 2, "Bukir"]]


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture
def client(server: StandIn) -> gspread.Client:
    return client_at(server.base_url, "pandu@contoh.example")


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    book = client.create("Panduan")
    book.sheet1.update(PEOPLE, "A1")
    return book


def test_creating_opening_listing_sharing_copying_deleting(client: gspread.Client) -> None:
    book = client.create("Data Koperasi 2026")
    assert client.open("Data Koperasi 2026").id == book.id
    assert client.open_by_key(book.id).title == "Data Koperasi 2026"
    assert client.open_by_url(book.url).id == book.id
    assert book.id in {one["id"] for one in client.list_spreadsheet_files()}
    book.share("rekan@contoh.example", perm_type="user", role="writer", notify=False)
    given = [one for one in book.list_permissions() if one["emailAddress"] == "rekan@contoh.example"]
    assert [one["role"] for one in given] == ["writer"]
    book.remove_permissions("rekan@contoh.example", role="any")
    assert [one["emailAddress"] for one in book.list_permissions()] == ["pandu@contoh.example"]
    book.sheet1.update([["isi"]], "A1")
    copy = client.copy(book.id, title="Salinan")
    assert copy.sheet1.acell("A1").value == "isi"
    client.del_spreadsheet(book.id)
    with pytest.raises(gspread.SpreadsheetNotFound):
        client.open("Data Koperasi 2026")
    assert copy.sheet1.acell("A1").value == "isi"


def test_worksheets(book: gspread.Spreadsheet) -> None:
    second = book.add_worksheet("Kedua", rows=100, cols=20)
    assert [one.title for one in book.worksheets()] == ["Sheet1", "Kedua"]
    second.update_title("Rekap")
    second.resize(rows=50, cols=5)
    second.freeze(rows=1, cols=1)
    second.update_tab_color("#ff9900")
    second.hide()
    again = book.worksheet("Rekap")
    assert (again.row_count, again.col_count, again.frozen_row_count) == (50, 5, 1)
    assert again.isSheetHidden
    again.show()
    again.clear_tab_color()
    twin = again.duplicate(new_sheet_name="Kembar")
    book.reorder_worksheets([twin, again, book.worksheet("Sheet1")])
    assert [one.title for one in book.worksheets()] == ["Kembar", "Rekap", "Sheet1"]
    book.del_worksheet(twin)
    assert len(book.worksheets()) == 2
    book.update_title("Panduan baru")
    book.update_locale("id_ID")
    book.update_timezone("Asia/Jakarta")
    assert (book.title, book.locale, book.timezone) == ("Panduan baru", "id_ID", "Asia/Jakarta")


def test_values(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    assert sheet.acell("B2").value == "3"
    assert sheet.cell(2, 2, value_render_option="UNFORMATTED_VALUE").value == 3
    assert sheet.row_values(1) == PEOPLE[0]
    assert sheet.col_values(3)[1:] == ["Bukir", "Mayangan", "Bukir"]
    assert sheet.get_all_records()[2] == {"Nama": "Ani", "Jumlah": 2, "Kelurahan": "Bukir"}
    sheet.update_acell("D2", "=B2*2")
    assert sheet.acell("D2").value == "6"
    assert sheet.acell("D2", value_render_option="FORMULA").value == "=B2*2"
    sheet.update([["0812"]], "D3", raw=True)
    assert sheet.acell("D3").value == "0812"
    sheet.append_row(["Tono", 9, "Trajeng"], table_range="A1:C1")
    assert sheet.row_values(5) == ["Tono", "9", "Trajeng"]
    sheet.append_rows([["Edi", 4, "Bukir"], ["Wati", 5, "Petamanan"]], table_range="A1:C1")
    assert [cell.address for cell in sheet.findall("Bukir")] == ["C2", "C4", "C6"]
    assert sheet.find("Wati").row == 7  # type: ignore[union-attr]
    assert sheet.batch_get(["A1:B2", "C3"]) == [[["Nama", "Jumlah"], ["Siti", "3"]], [["Mayangan"]]]
    sheet.batch_update([{"range": "A8:B8", "values": [["Joko", 7]]}, {"range": "C8", "values": [["Bugul"]]}])
    assert sheet.row_values(8) == ["Joko", "7", "Bugul"]
    sheet.insert_row(["Baru", 0, "x"], 2)
    sheet.delete_rows(3)
    assert sheet.row_values(2) == ["Baru", "0", "x"]
    sheet.batch_clear(["C2:C3"])
    assert sheet.get("A2:C3") == [["Baru", "0"], ["Budi", "1"]]
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_sorting_filters_notes_names_merges_protection_formats(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    sheet.sort((2, "asc"), range="A2:C4")
    assert sheet.col_values(1)[1:] == ["Budi", "Ani", "Siti"]
    sheet.set_basic_filter("A1:C4")
    sheet.clear_basic_filter()
    sheet.insert_note("A1", "Nama lengkap")
    assert sheet.get_note("A1") == "Nama lengkap"
    sheet.clear_note("A1")
    assert sheet.get_note("A1") == ""
    sheet.define_named_range("A2:A4", "nama")
    assert [row[0] for row in sheet.get("nama")] == ["Budi", "Ani", "Siti"]
    assert [one["name"] for one in book.list_named_ranges()] == ["nama"]
    sheet.delete_named_range(book.list_named_ranges()[0]["namedRangeId"])
    assert book.list_named_ranges() == []
    sheet.merge_cells("E1:F2")
    sheet.unmerge_cells("E1:F2")
    sheet.add_protected_range("A1:C1", warning_only=True, description="Judul")
    (kept,) = book.list_protected_ranges(sheet.id)
    assert kept["description"] == "Judul"
    sheet.delete_protected_range(kept["protectedRangeId"])
    sheet.format("A1:C1", {"textFormat": {"bold": True}, "horizontalAlignment": "CENTER"})
    sheet.add_validation("C2:C10", gspread.utils.ValidationConditionType.one_of_list, ["Bukir", "Mayangan"])
    sheet.columns_auto_resize(0, 2)
    sheet.add_dimension_group_rows(1, 3)
    sheet.delete_dimension_group_rows(1, 3)
    sheet.hide_rows(1, 2)
    sheet.unhide_rows(1, 2)
    sheet.copy_range("A1:C1", "A10:C10")
    sheet.cut_range("A10:C10", "A12")
    assert sheet.row_values(12) == PEOPLE[0]
    assert sheet.row_values(10) == []


def test_copying_a_tab_and_exporting(client: gspread.Client, book: gspread.Spreadsheet) -> None:
    other = client.create("Lain")
    book.sheet1.copy_to(other.id)
    assert [one.title for one in other.worksheets()] == ["Sheet1", "Copy of Sheet1"]
    assert book.export(ExportFormat.CSV).decode().splitlines()[1] == "Siti,3,Bukir"
    assert book.export(ExportFormat.EXCEL).startswith(b"PK")


def test_a_person_looks_at_it_and_types(server: StandIn, book: gspread.Spreadsheet) -> None:
    assert "Panduan" in requests.get(f"{server.base_url}/_view", timeout=5).text
    page = f"{server.base_url}/_view/{book.id}"
    assert "Mayangan" in requests.get(page, timeout=5).text
    typed = {"tab": "Sheet1", "cell": "B2", "value": "12", "who": "pandu@contoh.example"}
    assert requests.post(f"{page}/cell", data=typed, timeout=5).ok
    assert book.sheet1.cell(2, 2, value_render_option="UNFORMATTED_VALUE").value == 12
