"""The page of the stand-in that shows spreadsheets as a person sees them, and types into them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from werkzeug.test import Client

from connectors.google.emulator.calls import ApiError, Call, Files, Permission, Role, denied
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.sheets_a1 import letters
from connectors.google.emulator.view import SPREADSHEET, Cell, Tab, View, place
from connectors.google.emulator.view_api import ApiWorkbooks

OFFICE = "dinas@contoh.go.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Shelf:
    """Workbooks as lists of rows, and what was typed."""

    def __init__(self) -> None:
        numbers = count(1)
        self.files = Files(lambda: f"file-{next(numbers)}")
        self.id = self.files.create(OFFICE, "Register surat", SPREADSHEET, MONDAY).id
        self.content: dict[str, list[list[Cell]]] = {
            "Surat keluar": [[Cell("Nomor", bold=True), Cell("Perihal")]]
        }
        self.hidden: set[str] = set()
        self.typed: list[tuple[str, str, str, int, int, str]] = []
        view = View(self.files, self, self.type_cell, lambda file: f"/forms/d/{file.id}/viewform")
        self.people = Client(Pages(view.pages()))

    def tabs(self, id: str) -> list[Tab]:
        return [Tab(title, 1000, 26, hidden=title in self.hidden) for title in self.content]

    def rows(self, id: str, tab: str, first: int, count: int) -> Sequence[Sequence[Cell]]:
        return self.content[tab][first : first + count]

    def type_cell(self, who: str, id: str, tab: str, row: int, column: int, text: str) -> None:
        if self.content[tab][row][column].protected:
            raise denied("You are trying to edit a protected cell or object.")
        self.typed.append((who, id, tab, row, column, text))

    def page(self, **words: str) -> str:
        return self.people.get(f"/_view/{self.id}", query_string=words).text


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_the_files_are_listed_with_folder_and_sharing(shelf: Shelf) -> None:
    folder = shelf.files.create(OFFICE, "Umum", "application/vnd.google-apps.folder", MONDAY)
    file = shelf.files.all[shelf.id]
    file.parents = [folder.id]
    file.permissions["x"] = Permission("x", "user", Role.WRITER, "staf@contoh.go.id")
    file.permissions["y"] = Permission("y", "anyone", Role.READER)
    form = shelf.files.create(OFFICE, "Izin & lain", "application/vnd.google-apps.form", MONDAY)
    page = shelf.people.get("/_view").text
    assert f'<a href="/_view/{shelf.id}">Register surat</a>' in page
    assert "<td>Umum</td>" in page
    assert "staf@contoh.go.id (writer), anyone (reader)" in page
    assert "23-11-2026 09:30:00" in page
    assert f'<a href="/forms/d/{form.id}/viewform">Izin &amp; lain</a>' in page


def test_a_tab_is_shown_as_a_person_sees_it(shelf: Shelf) -> None:
    shelf.content["Surat keluar"] += [
        [Cell("001", background="#ffee00", protected=True), Cell("<b>", note='Tulis "perihal"')],
        [Cell(), Cell("Draf", choices=("Draf", "Selesai")), Cell("Salah ketik", choices=("Draf",))],
    ]
    page = shelf.page()
    assert '<td data-cell="A1"class="bold">' in page.replace("\n", "")
    cells = page.replace("\n", "")
    assert '<td data-cell="A2"class="locked"style="background-color: #ffee00">001</td>' in cells
    assert '<td data-cell="B2"class="noted"title="Tulis &#34;perihal&#34;">&lt;b&gt;</td>' in cells
    assert "<select disabled><option selected>Draf</option><option >Selesai</option></select>" in cells
    assert "<select disabled><option selected>Salah ketik</option><option >Draf</option></select>" in cells
    assert "<th>A</th><th>B</th><th>C</th></tr>" in page


def test_blank_rows_at_the_end_are_left_out(shelf: Shelf) -> None:
    shelf.content["Surat keluar"] += [[Cell(choices=("Draf",))]] * 100
    page = shelf.page()
    assert "<th>4</th>" in page
    assert "<th>5</th>" not in page


def test_long_tabs_come_in_pages(shelf: Shelf) -> None:
    shelf.content["Surat keluar"] += [[Cell(f"baris {n}")] for n in range(2, 501)]
    first = shelf.page()
    assert "baris 200<" in first
    assert "baris 201<" not in first
    assert "from=201" in first
    second = shelf.page(**{"from": "201"})
    assert "baris 201<" in second
    assert 'data-cell="A400"' in second
    assert 'from=1"' in second
    last = shelf.page(**{"from": "401"})
    assert "Baris berikutnya" not in last
    assert "baris 500<" in last


def test_the_first_tab_that_is_not_hidden_opens(shelf: Shelf) -> None:
    shelf.content = {
        "_alur": [[Cell("mesin")]],
        "Surat masuk": [[Cell("kantor")]],
        "A'b & c": [[Cell("petik")]],
    }
    shelf.hidden = {"_alur"}
    page = shelf.page()
    assert "kantor" in page
    assert "mesin" not in page
    assert "_alur (tersembunyi)" in page
    assert 'href="?tab=A%27b%20%26%20c"' in page
    assert "petik" in shelf.page(tab="A'b & c")
    assert shelf.people.get(f"/_view/{shelf.id}?tab=Lain").status_code == 404


def test_a_value_is_typed_as_a_person(shelf: Shelf) -> None:
    shelf.content["Surat keluar"].append([Cell("x", protected=True), Cell()])
    path = f"/_view/{shelf.id}/cell"
    words = {"tab": "Surat keluar", "cell": "b2", "value": "Undangan", "who": "staf@contoh.go.id"}
    sent = shelf.people.post(path, data=words)
    assert sent.status_code == 303
    assert sent.location == f"/_view/{shelf.id}?tab=Surat+keluar&from=1"
    token = {"Authorization": "Bearer kadis@contoh.go.id"}
    shelf.people.post(path, data={"cell": "$B$2", "value": "=1+1"}, headers=token)
    assert shelf.typed == [
        ("staf@contoh.go.id", shelf.id, "Surat keluar", 1, 1, "Undangan"),
        ("kadis@contoh.go.id", shelf.id, "Surat keluar", 1, 1, "=1+1"),
    ]
    refused = shelf.people.post(path, data={**words, "cell": "A2"})
    assert refused.status_code == 403
    assert "protected cell" in refused.text
    assert shelf.people.post(path, data={**words, "cell": "2B"}).status_code == 400
    assert len(shelf.typed) == 2
    assert shelf.people.get(path).status_code == 405


def test_only_spreadsheets_are_shown(shelf: Shelf) -> None:
    folder = shelf.files.create(OFFICE, "Umum", "application/vnd.google-apps.folder", MONDAY)
    for id in (folder.id, "tidak-ada"):
        assert shelf.people.get(f"/_view/{id}").status_code == 404
    assert shelf.people.get("/lain").status_code == 404


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert letters(column) == name
    assert place(f"{name}10") == (9, column)


# -------------------------------------------------------------------------------- through the Sheets API

ANSWER: dict[str, Any] = {
    "sheets": [
        {
            "properties": {
                "sheetId": 0,
                "title": "Daftar'",
                "gridProperties": {"rowCount": 100, "columnCount": 3, "frozenRowCount": 1},
            },
            "protectedRanges": [
                {
                    "range": {"sheetId": 0, "startRowIndex": 1, "endColumnIndex": 2},
                    "unprotectedRanges": [{"startRowIndex": 1, "endRowIndex": 2, "startColumnIndex": 1}],
                },
                {"range": {"sheetId": 0}, "warningOnly": True},
            ],
            "data": [
                {
                    "rowData": [
                        {
                            "values": [
                                {
                                    "formattedValue": "Status",
                                    "effectiveFormat": {
                                        "textFormat": {"bold": True},
                                        "backgroundColorStyle": {"rgbColor": {"red": 1, "green": 0.5}},
                                    },
                                    "note": "Pilih satu",
                                }
                            ]
                        },
                        {
                            "values": [
                                {
                                    "formattedValue": "Draf",
                                    "effectiveFormat": {"backgroundColor": {"red": 1, "green": 1, "blue": 1}},
                                    "dataValidation": {
                                        "condition": {
                                            "type": "ONE_OF_LIST",
                                            "values": [
                                                {"userEnteredValue": "Draf"},
                                                {"userEnteredValue": "Selesai"},
                                            ],
                                        },
                                        "strict": True,
                                    },
                                },
                                {
                                    "dataValidation": {
                                        "condition": {
                                            "type": "ONE_OF_RANGE",
                                            "values": [{"userEnteredValue": "=Daftar!A1:A3"}],
                                        },
                                        "strict": True,
                                    }
                                },
                            ]
                        },
                    ]
                }
            ],
        }
    ]
}


class SheetsService:
    """Canned answers of the Sheets API, and the calls it got."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def handlers(self) -> dict[str, Any]:
        return {
            "sheets.spreadsheets.get": self.answer,
            "sheets.spreadsheets.values.get": self.answer,
            "sheets.spreadsheets.values.update": self.answer,
        }

    def answer(self, call: Call) -> dict[str, Any]:
        self.calls.append(call)
        if call.method.endswith("values.get"):
            return {"values": [["Benowo"], [], ["Pakal"]]}
        if call.params.get("ranges") == ["'Daftar'''!A2"]:
            (sheet,) = ANSWER["sheets"]
            return {"sheets": [{**sheet, "data": [{"rowData": sheet["data"][0]["rowData"][1:]}]}]}
        return ANSWER


def test_the_page_reads_through_the_sheets_api() -> None:
    service = SheetsService()
    files = Files(lambda: "file-1")
    files.create(OFFICE, "Register", SPREADSHEET, MONDAY)
    books = ApiWorkbooks(files, service.handlers(), lambda: MONDAY)
    assert books.tabs("file-1") == [Tab("Daftar'", 100, 3, 1)]
    head, row = books.rows("file-1", "Daftar'", 0, 200)
    assert head == [Cell("Status", "#ff8000", note="Pilih satu", bold=True)]
    assert row == [Cell("Draf", "", ("Draf", "Selesai"), protected=True), Cell(choices=("Benowo", "Pakal"))]
    asked = next(call for call in service.calls if "ranges" in call.params)
    assert asked.params["ranges"] == ["'Daftar'''!A1:C100"]
    assert asked.who == OFFICE
    assert books.rows("file-1", "Daftar'", 100, 200) == []


def test_typing_keeps_to_a_strict_drop_down() -> None:
    service = SheetsService()
    files = Files(lambda: "file-1")
    files.create(OFFICE, "Register", SPREADSHEET, MONDAY)
    books = ApiWorkbooks(files, service.handlers(), lambda: MONDAY)
    with pytest.raises(ApiError, match="validasi data"):
        books.type_cell("staf@contoh.go.id", "file-1", "Daftar'", 1, 0, "Salah")
    books.type_cell("staf@contoh.go.id", "file-1", "Daftar'", 1, 0, "Selesai")
    last = service.calls[-1]
    assert last.who == "staf@contoh.go.id"
    assert last.params == {
        "spreadsheetId": "file-1",
        "range": "'Daftar'''!A2",
        "valueInputOption": "USER_ENTERED",
    }
    assert last.body["values"] == [["Selesai"]]
