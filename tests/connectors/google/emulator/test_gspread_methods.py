"""Every public method of gspread, as it is installed, does over HTTP what its documentation says."""

from __future__ import annotations

import inspect
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gspread
import pandas
import pytest
from gspread.utils import (
    DateTimeOption,
    Dimension,
    ExportFormat,
    InsertDataOption,
    MergeType,
    PasteOrientation,
    PasteType,
    TableDirection,
    ValidationConditionType,
    ValueInputOption,
    ValueRenderOption,
)
from openpyxl import load_workbook

from tests.connectors.google.emulator import test_gspread_guide
from tests.connectors.google.emulator.gspread_here import client_at
from tests.connectors.google.standin import StandIn, standin

ME, FRIEND = "pandu@contoh.example", "rekan@contoh.example"
GYM = [
    ["Date", "Club", "Price"],
    ["2026-03-04", "Big dough", 12],
    ["", "Small rug", 7],
    ["x", "Enormous dough", 5],
]


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture
def client(server: StandIn) -> gspread.Client:
    return client_at(server.base_url, ME)


@pytest.fixture
def book(client: gspread.Client) -> gspread.Spreadsheet:
    book = client.create("My poor gym results")
    book.sheet1.update(GYM, "A1")
    return book


def test_every_public_method_is_played_here_or_in_the_guide() -> None:
    played = "".join(Path(str(one)).read_text("utf-8") for one in (__file__, test_gspread_guide.__file__))
    names = {
        name
        for kind in (gspread.Client, gspread.Spreadsheet, gspread.Worksheet)
        for name, _ in inspect.getmembers(kind)
        if not name.startswith("_")
    }
    assert {one for one in names if not re.search(rf"\.{one}\b", played)} == set()


def test_the_client(client: gspread.Client, book: gspread.Spreadsheet, server: StandIn) -> None:
    assert client.expiry is None
    assert book.id in [one.id for one in client.openall("My poor gym results")]
    folder = server.client("drive", ME).files().create(
        body={"name": "Arsip", "mimeType": "application/vnd.google-apps.folder"}
    ).execute()["id"]  # fmt: skip
    inner = client.create("Di folder", folder_id=folder)
    assert [one["id"] for one in client.list_spreadsheet_files(folder_id=folder)] == [inner.id]
    assert client.open("Di folder", folder_id=folder).id == inner.id
    client.import_csv(inner.id, "nama,telepon\nSiti,0812\nBudi,1.5\n")
    assert inner.sheet1.get(value_render_option=ValueRenderOption.unformatted) == [
        ["nama", "telepon"], ["Siti", 812], ["Budi", 1.5],
    ]  # fmt: skip
    with pytest.raises(gspread.exceptions.APIError, match="transferOwnership parameter must be enabled"):
        client.copy(inner.id, copy_permissions=True)  # as at Google since gspread 6: burnash/gspread#1544
    copy = client.copy(inner.id, title="Salinan", folder_id=folder)
    assert copy.sheet1.acell("A2").value == "Siti"
    client.insert_permission(copy.id, FRIEND, perm_type="user", role="reader", notify=False)
    (given,) = [one for one in client.list_permissions(copy.id) if one.get("emailAddress") == FRIEND]
    assert given["role"] == "reader"
    friend = client_at(server.base_url, FRIEND)
    with pytest.raises(gspread.exceptions.APIError, match="403"):
        friend.open_by_key(copy.id).sheet1.update_acell("A1", "x")
    client.remove_permission(copy.id, given["id"])
    with pytest.raises(gspread.SpreadsheetNotFound):
        friend.open_by_key(copy.id)
    exported = client.export(inner.id, ExportFormat.TSV)
    assert exported == b"nama\ttelepon\r\nSiti\t812\r\nBudi\t1.5\r\n"
    (page,) = load_workbook(io.BytesIO(client.export(inner.id, ExportFormat.EXCEL))).worksheets
    assert page["B2"].value == 812
    assert client.get_file_drive_metadata(inner.id)["name"] == "Di folder"
    client.set_timeout(5)


def test_the_spreadsheet(client: gspread.Client, book: gspread.Spreadsheet, server: StandIn) -> None:
    ids = {one.id for one in (book.get_worksheet(0), book.sheet1, book.get_worksheet_by_id(book.sheet1.id))}
    assert ids == {0}
    assert book.url.endswith(book.id)
    with pytest.warns(DeprecationWarning, match="get_lastUpdateTime"):
        assert book.creationTime <= book.lastUpdateTime
    book.update_drive_metadata()
    assert book.get_lastUpdateTime() == book.creationTime, "the clock stands still"
    tab = book.add_worksheet("A worksheet", rows=10, cols=20, index=0)
    assert [one.title for one in book.worksheets()] == ["A worksheet", "Sheet1"]
    twin = book.duplicate_sheet(book.sheet1.id, insert_sheet_index=1, new_sheet_name="Twin")
    assert twin.index == 1
    book.del_worksheet_by_id(tab.id)
    book.batch_update(
        {
            "requests": [
                {
                    "updateSpreadsheetProperties": {
                        "properties": {"autoRecalc": "HOUR"},
                        "fields": "autoRecalc",
                    }
                }
            ]
        }
    )
    assert book.fetch_sheet_metadata()["properties"]["autoRecalc"] == "HOUR"
    book.values_update("Sheet1!E1", {"valueInputOption": "USER_ENTERED"}, {"values": [["=1+1"]]})
    assert book.values_get("Sheet1!E1")["values"] == [["2"]]
    book.values_append(
        "Sheet1!A1", {"valueInputOption": "RAW", "insertDataOption": "INSERT_ROWS"}, {"values": [["akhir"]]}
    )
    assert book.worksheet("Sheet1").acell("A5").value == "akhir"
    book.values_batch_update(
        {"valueInputOption": "RAW", "data": [{"range": "Sheet1!F1:F2", "values": [["a"], ["b"]]}]}
    )
    found = book.values_batch_get(["Sheet1!E1", "Sheet1!F1:F2"], {"majorDimension": "COLUMNS"})
    assert [one["values"] for one in found["valueRanges"]] == [[["2"]], [["a", "b"]]]
    book.values_clear("Sheet1!E1:F1")
    book.values_batch_clear(body={"ranges": ["Sheet1!F2"]})
    assert "values" not in book.values_get("Sheet1!E1:F2")
    book.worksheet("Sheet1").define_named_range("A1:B2", "judul")
    assert [cell.value for cell in book.named_range("judul")] == ["Date", "Club", "2026-03-04", "Big dough"]
    book.share(FRIEND, perm_type="user", role="writer", notify=True, email_message="Silakan")
    (mine,) = [one for one in book.list_permissions() if one.get("emailAddress") == FRIEND]
    book.transfer_ownership(mine["id"])
    pending = [one.get("pendingOwner", False) for one in book.list_permissions() if one["id"] == mine["id"]]
    assert pending == [True]
    client_at(server.base_url, FRIEND).open_by_key(book.id).accept_ownership(mine["id"])
    roles = {one["emailAddress"]: one["role"] for one in book.list_permissions()}
    assert roles == {FRIEND: "owner", ME: "writer"}


def test_values_in_all_their_ways(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    assert sheet.find(re.compile(r"(Big|Enormous) dough")).address == "B2"  # type: ignore[union-attr]
    assert [one.row for one in sheet.findall(re.compile("dough"), in_column=2)] == [2, 4]
    assert sheet.find("big dough", case_sensitive=False).row == 2  # type: ignore[union-attr]
    assert sheet.find("tidak ada") is None
    assert sheet.get_all_values()[1] == ["2026-03-04", "Big dough", "12"]
    assert sheet.spreadsheet is book
    assert sheet.get_values("B2:C3") == [["Big dough", "12"], ["Small rug", "7"]]
    assert sheet.get("C2:C4", major_dimension=Dimension.cols) == [["12", "7", "5"]]
    assert sheet.get("A1:D9", pad_values=True, maintain_size=True)[8] == ["", "", "", ""]
    assert sheet.expand("B1", direction=TableDirection.down) == [[row[1]] for row in sheet.get_all_values()]
    assert sheet.expand("B2") == [["Big dough", "12"], ["Small rug", "7"], ["Enormous dough", "5"]]
    cells = sheet.range("A1:B1")
    cells[0].value, cells[1].value = "Tanggal", "=2+3"
    sheet.update_cells(cells, value_input_option=ValueInputOption.user_entered)
    assert sheet.row_values(1) == ["Tanggal", "5", "Price"]
    sheet.update_cell(1, 2, "Klub")
    sheet.update_acell("A2", "3/4/2026")
    shown = DateTimeOption.formatted_string
    assert sheet.get("A2", value_render_option=ValueRenderOption.unformatted) == [[46085]]
    assert sheet.get(
        "A2", value_render_option=ValueRenderOption.unformatted, date_time_render_option=shown
    ) == [["3/4/2026"]]
    sheet.append_rows([[1], [2]], insert_data_option=InsertDataOption.insert_rows, table_range="A1")
    sheet.insert_rows([["a", "b"], ["c"]], row=2)
    assert sheet.col_values(1)[:4] == ["Tanggal", "a", "c", "3/4/2026"]
    sheet.insert_cols([["I", "II"]], col=2)
    assert sheet.row_values(1) == ["Tanggal", "I", "Klub", "Price"]
    sheet.delete_columns(2)
    sheet.delete_dimension(Dimension.rows, 2, 3)
    assert sheet.row_values(2)[1:] == ["Big dough", "12"]
    frame = pandas.DataFrame(sheet.get_all_records())
    sheet.update([frame.columns.values.tolist(), *frame.values.tolist()], "H1")
    assert sheet.acell("I2").value == "Big dough"
    assert sheet.batch_get(["H1:I1"], value_render_option=ValueRenderOption.formula) == [
        [["Tanggal", "Klub"]]
    ]
    sheet.batch_clear(["A1:B1", "H1:J9"])
    assert sheet.row_values(1) == ["", "", "Price"]


def test_the_tab_and_its_looks(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    sheet.add_rows(10)
    sheet.add_cols(2)
    again = book.sheet1
    assert (again.row_count, again.col_count, again.column_count) == (1010, 28, 28)
    sheet.update_index(0)
    sheet.update_tab_color("#ff8000")
    assert book.sheet1.get_tab_color() == book.sheet1.tab_color == "#FF8000"
    sheet.hide_gridlines()
    assert book.sheet1.is_gridlines_hidden
    sheet.show_gridlines()
    sheet.freeze(cols=2)
    assert book.sheet1.frozen_col_count == 2
    sheet.hide_columns(1, 2)
    (column,) = book.fetch_sheet_metadata({"includeGridData": True, "ranges": "B1"})["sheets"][0]["data"][0][
        "columnMetadata"
    ]
    assert column["hiddenByUser"] is True
    sheet.unhide_columns(1, 2)
    sheet.rows_auto_resize(0, 3)
    sheet.add_dimension_group_columns(1, 3)
    assert sheet.list_dimension_group_columns()[0]["range"]["endIndex"] == 3
    sheet.delete_dimension_group_columns(1, 3)
    assert sheet.list_dimension_group_columns() == sheet.list_dimension_group_rows() == []
    sheet.batch_format([
        {"range": "A1:B1", "format": {"textFormat": {"bold": True}}},
        {"range": "A2:B2", "format": {"backgroundColor": {"red": 0.9}, "horizontalAlignment": "CENTER"}},
    ])  # fmt: skip
    cells = looks(book, "A1:A2")
    assert cells[0]["userEnteredFormat"]["textFormat"] == {"bold": True}
    assert cells[1]["userEnteredFormat"]["horizontalAlignment"] == "CENTER"
    assert cells[1]["userEnteredFormat"]["backgroundColor"] == {"red": pytest.approx(0.9, abs=0.003)}
    sheet.batch_merge([{"range": "E1:F1"}, {"range": "E2:F3", "mergeType": MergeType.merge_rows}])
    assert len(book.fetch_sheet_metadata()["sheets"][0]["merges"]) == 3
    sheet.copy_range("A1:C1", "H1", PasteType.values, PasteOrientation.transpose)
    assert sheet.col_values(8) == ["Date", "Club", "Price"]
    sheet.add_validation(
        "A9", ValidationConditionType.number_greater, ["10"], strict=True, inputMessage="Lebih dari 10"
    )
    (ruled,) = looks(book, "A9")
    assert ruled["dataValidation"]["inputMessage"] == "Lebih dari 10"


def test_notes(book: gspread.Spreadsheet) -> None:
    sheet = book.sheet1
    sheet.insert_notes({"A1": "satu", "B2": "dua"})
    sheet.update_note("A1", "satu lagi")
    sheet.update_notes({"C3": "tiga"})
    assert [row[:3] for row in sheet.get_notes()[:3]] == [
        ["satu lagi", "", ""],
        ["", "dua", ""],
        ["", "", "tiga"],
    ]
    sheet.clear_notes(["A1", "B2"])
    assert sheet.get_notes(grid_range="A3:C3") == [["", "", "tiga"]]
    small = book.add_worksheet("Kecil", rows=2, cols=3)
    assert len(small.get_all_cells()) == 6


def looks(book: gspread.Spreadsheet, range: str) -> list[Any]:
    """The first cells of some rows."""
    found = book.fetch_sheet_metadata({"includeGridData": True, "ranges": range})["sheets"][0]["data"][0]
    return [row["values"][0] for row in found["rowData"]]
