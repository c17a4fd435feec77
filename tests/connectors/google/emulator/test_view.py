"""The page of the stand-in that shows spreadsheets as a person sees them, and types into them."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
import requests
from werkzeug.test import Client

from connectors.google.emulator.calls import ApiError, Call, Files, Permission, Role, invalid
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.sheets_letters import letters
from connectors.google.emulator.view import SPREADSHEET, Cell, Grid, Tab, View, place
from connectors.google.emulator.view_api import ApiWorkbooks
from tests.connectors.google.standin import StandIn

OFFICE = "dinas@contoh.go.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)
BOLD, LOCKED = frozenset({"bold"}), frozenset({"locked"})


class Shelf:
    """Workbooks as lists of rows, and what was typed."""

    def __init__(self) -> None:
        numbers = count(1)
        self.files = Files(lambda: f"file-{next(numbers)}")
        self.id = self.files.create(OFFICE, "Register surat", SPREADSHEET, MONDAY).id
        self.content: dict[str, list[list[Cell]]] = {
            "Surat keluar": [[Cell("Nomor", marks=BOLD), Cell("Perihal")]]
        }
        self.hidden: set[str] = set()
        self.done: list[tuple[object, ...]] = []
        view = View(self.files, self, lambda file: f"/forms/d/{file.id}/viewform")
        self.people = Client(Pages(view.pages()))

    def tabs(self, id: str) -> list[Tab]:
        return [Tab(title, 1000, 26, hidden=title in self.hidden) for title in self.content]

    def grid(self, id: str, tab: str, first: int, count: int) -> Grid:
        rows = self.content[tab]
        more = any(not cell.is_blank for row in rows[first + count :] for cell in row)
        return Grid(rows[first : first + count], more=more)

    def type_cell(self, who: str, id: str, tab: str, row: int, column: int, text: str) -> None:
        if "locked" in self.content[tab][row][column].marks:
            raise invalid("You are trying to edit a protected cell or object.")
        self.done.append((who, tab, row, column, text))

    def act(self, who: str, id: str, tab: str, what: str, at: int) -> None:
        self.done.append((who, tab, what, at))

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
        [
            Cell("001", look=(("background-color", "#ffee00"), ("color", "red;x")), marks=LOCKED),
            Cell("<b>", note='Tulis "perihal"'),
            Cell("Draf", hint="SK-2026-0001 (Draf): pilih Ajukan"),
        ],
        [
            Cell("5", "=2+3"),
            Cell("Draf", choices=("Draf", "Selesai")),
            Cell("Lagi", choices=("Draf", "Selesai")),
        ],
    ]
    page = shelf.page()
    assert '<td data-cell="A1" class="bold">Nomor</td>' in page
    assert '<td data-cell="A2" class="locked" style="background-color: #ffee00">001</td>' in page
    assert '<td data-cell="B2" class="noted" title="Tulis &#34;perihal&#34;">&lt;b&gt;</td>' in page
    assert '<td data-cell="C2" title="SK-2026-0001 (Draf): pilih Ajukan">Draf</td>' in page
    assert '<td data-cell="A3" data-entered="=2+3">5</td>' in page
    assert '<td data-cell="B3" class="drop" data-list="0">Draf<i>' in page
    assert '<td data-cell="C3" class="drop" data-list="0">Lagi<i>' in page
    assert '[["Draf", "Selesai"]]</script>' in page
    assert page.count("<th data-column") == 8


def test_blank_rows_at_the_end_are_left_out_but_for_some_to_type_in(shelf: Shelf) -> None:
    shelf.content["Surat keluar"] += [[Cell(choices=("Draf",))]] * 100
    page = shelf.page()
    assert '<th data-row="16">' in page
    assert '<th data-row="17">' not in page


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
    assert page.index(">_alur") > page.index(">Surat masuk</a>")
    assert 'href="?tab=A%27b%20%26%20c&amp;who=dinas%40contoh.go.id"' in page
    assert "petik" in shelf.page(tab="A'b & c")
    assert shelf.people.get(f"/_view/{shelf.id}?tab=Lain").status_code == 404


def test_a_value_is_typed_as_a_person(shelf: Shelf) -> None:
    shelf.content["Surat keluar"].append([Cell("x", marks=LOCKED), Cell()])
    path = f"/_view/{shelf.id}/cell"
    words = {"tab": "Surat keluar", "cell": "b2", "value": "Undangan", "who": "staf@contoh.go.id"}
    sent = shelf.people.post(path, data=words)
    assert sent.status_code == 303
    assert sent.location == f"/_view/{shelf.id}?tab=Surat+keluar&from=1&who=staf%40contoh.go.id"
    token = {"Authorization": "Bearer kadis@contoh.go.id"}
    shelf.people.post(path, data={"cell": "$B$2", "value": "=1+1"}, headers=token)
    assert shelf.done == [
        ("staf@contoh.go.id", "Surat keluar", 1, 1, "Undangan"),
        ("kadis@contoh.go.id", "Surat keluar", 1, 1, "=1+1"),
    ]
    assert shelf.people.post(path, data={**words, "cell": "2B"}).status_code == 400
    assert len(shelf.done) == 2
    assert shelf.people.get(path).status_code == 405


def test_a_protected_cell_is_refused_in_a_sentence_on_the_same_page(shelf: Shelf) -> None:
    shelf.content["Surat keluar"].append([Cell("x", marks=LOCKED)])
    refused = shelf.people.post(f"/_view/{shelf.id}/cell", data={"cell": "A2", "value": "y"})
    assert refused.status_code == 400
    assert (
        "Sel A2 terlindung: hanya orang yang berhak yang boleh mengubahnya. Tidak ada yang diubah."
        in refused.text
    )
    assert "<small>You are trying to edit a protected cell or object.</small>" in refused.text
    assert '<td data-cell="A2" class="locked">x</td>' in refused.text


def test_rows_are_inserted_deleted_and_sorted(shelf: Shelf) -> None:
    path, who = f"/_view/{shelf.id}/act", {"who": "staf@contoh.go.id"}
    for words in ({"what": "below", "row": "2"}, {"what": "ascending", "column": "c"}):
        assert shelf.people.post(path, data={**who, **words}).status_code == 303
    assert shelf.done == [
        ("staf@contoh.go.id", "Surat keluar", "below", 1),
        ("staf@contoh.go.id", "Surat keluar", "ascending", 2),
    ]
    for words in ({"what": "delete", "row": "0"}, {"what": "descending", "column": ""}, {"what": "lain"}):
        assert shelf.people.post(path, data=words).status_code == 400


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
    grid = books.grid("file-1", "Daftar'", 0, 2)
    head, row = grid.rows
    orange = (("background-color", "#ff8000"),)
    assert head == [Cell("Status", look=orange, marks=BOLD | {"warned"}, note="Pilih satu")]
    assert row == [
        Cell("Draf", choices=("Draf", "Selesai"), marks=LOCKED), Cell(choices=("Benowo", "Pakal"), marks=frozenset({"warned"})),
    ]  # fmt: skip
    assert grid.more
    asked = [call for call in service.calls if "ranges" in call.params]
    assert [(one.params["ranges"], one.who) for one in asked] == [(["'Daftar'''!A1:C2"], OFFICE)]
    assert books.grid("file-1", "Daftar'", 100, 200).rows == []


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


def test_a_real_spreadsheet_is_worked_in_without_a_browser(google: StandIn) -> None:
    sheets = google.client("sheets").spreadsheets()
    id = sheets.create(body={"properties": {"title": "Arsip"}}).execute()["spreadsheetId"]
    rows = [
        ["Perihal", "Jumlah"],
        ["Undangan", 2],
        ["Laporan", 5],
        ['=HYPERLINK("https://a.example";"Surat")', "=B2*2"],
    ]
    sheets.values().update(
        spreadsheetId=id, range="A1", valueInputOption="USER_ENTERED", body={"values": rows}
    ).execute()
    red = {"condition": {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "4"}]},
           "format": {"backgroundColor": {"red": 1}}}  # fmt: skip
    place = {"sheetId": 0, "startColumnIndex": 1, "endColumnIndex": 2, "startRowIndex": 1}
    frozen = {
        "properties": {"gridProperties": {"frozenRowCount": 1}},
        "fields": "gridProperties.frozenRowCount",
    }
    merged = {"sheetId": 0, "startRowIndex": 5, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 2}
    hidden = {"sheetId": 0, "dimension": "ROWS", "startIndex": 6, "endIndex": 7}
    sheets.batchUpdate(spreadsheetId=id, body={"requests": [
        {"updateSheetProperties": frozen}, {"mergeCells": {"range": merged, "mergeType": "MERGE_ALL"}},
        {"updateDimensionProperties": {"range": hidden, "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}},
        {"addConditionalFormatRule": {"rule": {"ranges": [place], "booleanRule": red}}},
    ]}).execute()  # fmt: skip
    page = f"{google.base_url}/_view/{id}"
    shown = requests.get(page, timeout=5).text
    assert '<tr class="row-stays row-edge"><th data-row="1">' in shown
    assert (
        '<td data-cell="A4" data-entered="=HYPERLINK(&#34;https://a.example&#34;;&#34;Surat&#34;)">' in shown
    )
    assert '<a href="https://a.example">Surat</a>' in shown
    assert '<td data-cell="B3" style="background-color: #ff0000; text-align: right">5</td>' in shown
    assert '<td data-cell="B2" style="text-align: right">2</td>' in shown
    assert 'data-cell="A6" rowspan="1" colspan="2"' in shown
    assert 'data-cell="B6"' not in shown
    assert '<th data-row="7">' not in shown
    refused = requests.post(f"{page}/act", data={"what": "ascending", "column": "A"}, timeout=5)
    assert refused.status_code == 400
    assert "Itu tidak bisa dilakukan pada lembar ini. Tidak ada yang diubah." in refused.text
    sheets.batchUpdate(spreadsheetId=id, body={"requests": [{"unmergeCells": {"range": merged}}]}).execute()
    for words in (
        {"what": "ascending", "column": "A"},
        {"what": "above", "row": "3"},
        {"what": "delete", "row": "5"},
    ):
        assert requests.post(f"{page}/act", data={"tab": "Sheet1", **words}, timeout=5).status_code == 200
    values = sheets.values().get(spreadsheetId=id, range="A1:A6").execute()["values"]
    assert values == [["Perihal"], ["Laporan"], [], ["Surat"]]


def test_who_has_no_access_is_told_so_in_a_sentence(google: StandIn) -> None:
    id = google.client("sheets").spreadsheets().create(body={}).execute()["spreadsheetId"]
    typed = {"cell": "A1", "value": "x", "who": "orang@lain.example"}
    refused = requests.post(f"{google.base_url}/_view/{id}/cell", data=typed, timeout=5)
    assert refused.status_code == 404
    assert "orang@lain.example tidak punya akses ke berkas ini" in refused.text
