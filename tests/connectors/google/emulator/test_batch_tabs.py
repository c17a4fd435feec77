"""batchUpdate of the stand-in's Sheets: all or nothing, the spreadsheet and its tabs."""

from __future__ import annotations

import pytest

from connectors.google.emulator.calls import ApiError
from connectors.google.emulator.sheets_batch import REQUESTS
from tests.connectors.google.emulator.batch_book import STAFF, Book, area, picture, rows

GOOD = [
    {"addSheet": {"properties": {"title": "Arsip", "sheetId": 5}}},
    {
        "updateCells": {
            "start": {},
            "fields": "userEnteredValue",
            "rows": [{"values": [{"userEnteredValue": {"numberValue": 7}}]}],
        }
    },
    {"insertDimension": {"range": rows(0, 2), "inheritFromBefore": False}},
    {"repeatCell": {"range": area(0, 3, 0, 2), "cell": {"note": "periksa"}, "fields": "note"}},
    {
        "createDeveloperMetadata": {
            "developerMetadata": {
                "metadataKey": "k",
                "visibility": "DOCUMENT",
                "location": {"dimensionRange": rows(1, 2)},
            }
        }
    },
    {"updateSpreadsheetProperties": {"properties": {"title": "Baru"}, "fields": "title"}},
    {"addNamedRange": {"namedRange": {"name": "Nama", "range": area(0, 1, 0, 1)}}},
]


@pytest.mark.parametrize("k", range(len(GOOD) + 1))
def test_one_bad_request_leaves_everything_as_it_was(k: int) -> None:
    book = Book().fill("Nama | Nilai", "Ana | 1")
    before, name = picture(book.it), book.service.files.all[book.it.id].name
    requests = [*GOOD[:k], {"deleteSheet": {"sheetId": 7}}, *GOOD[k:]]
    with pytest.raises(ApiError) as refused:
        book.call(*requests)
    assert refused.value.message == f"Invalid requests[{k}].deleteSheet: No sheet with id: 7"
    assert (refused.value.code, refused.value.status) == (400, "INVALID_ARGUMENT")
    assert (picture(book.it), book.service.files.all[book.it.id].name) == (before, name)


def test_replies_mirror_the_requests() -> None:
    answer = Book().call(*GOOD)
    assert [list(one) for one in answer["replies"]] == [
        ["addSheet"],
        [],
        [],
        [],
        ["createDeveloperMetadata"],
        [],
        ["addNamedRange"],
    ]


def test_what_is_not_built_is_refused_by_name() -> None:
    assert "addChart" in Book().refused("addChart", code=501)
    assert len(REQUESTS) == 42


def test_a_batch_of_nothing_or_of_two_kinds_in_one_is_refused() -> None:
    book = Book()
    with pytest.raises(ApiError, match="at least one request"):
        book.call()
    with pytest.raises(ApiError, match="exactly one kind"):
        book.call({"addSheet": {}, "deleteSheet": {}})


def test_the_answer_can_hold_the_spreadsheet_as_it_is_then() -> None:
    book = Book()
    answer = book.call(
        GOOD[0], includeSpreadsheetInResponse=True, responseRanges=["Arsip!A1"], responseIncludeGridData=True
    )
    assert [one["properties"]["title"] for one in answer["updatedSpreadsheet"]["sheets"]] == [
        "Daftar",
        "Arsip",
    ]
    assert book.service.asked == [(["Arsip!A1"], True)]


def test_a_new_tab_has_a_thousand_rows_and_stands_last() -> None:
    book = Book()
    made = book.do("addSheet", properties={"title": "Arsip"})["properties"]
    assert made == {
        "sheetId": 1000,
        "title": "Arsip",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }
    assert book.do("addSheet")["properties"]["title"] == "Sheet3"
    assert book.do("addSheet", properties={"index": 0})["properties"]["index"] == 0


def test_titles_and_ids_of_tabs_are_unique() -> None:
    book = Book()
    assert (
        book.refused("addSheet", properties={"title": "DAFTAR"})
        == 'A sheet with the name "DAFTAR" already exists. Please enter another name.'
    )
    assert "id 0 already" in book.refused("addSheet", properties={"title": "Lain", "sheetId": 0})
    book.do("addSheet", properties={"title": "Lain", "sheetId": 5})
    assert "already exists" in book.refused(
        "updateSheetProperties", properties={"sheetId": 5, "title": "Daftar"}, fields="title"
    )


def test_a_workbook_has_at_most_ten_million_cells() -> None:
    book = Book()
    limit = (
        "This action would increase the number of cells in the workbook above the limit of 10000000 cells."
    )
    assert (
        book.refused("addSheet", properties={"gridProperties": {"rowCount": 10**6, "columnCount": 10}})
        == limit
    )
    assert book.refused("appendDimension", sheetId=0, dimension="ROWS", length=2_500_000) == limit
    assert book.refused("insertDimension", range=rows(0, 2_500_000)) == limit


def test_the_last_tab_stays_and_a_deleted_one_leaves_ref() -> None:
    book = Book()
    assert book.refused("deleteSheet", sheetId=0) == "You can't remove all the sheets in a document."
    book.do("addSheet", properties={"title": "Isi Data", "sheetId": 5})
    book.fill("='Isi Data'!B2+A2")
    book.do("addNamedRange", namedRange={"name": "Isi", "range": area(0, 1, 0, 1, tab=5)})
    book.do(
        "createDeveloperMetadata",
        developerMetadata={"metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 5}},
    )
    book.do("deleteSheet", sheetId=5)
    assert book.table() == ["=#REF!+A2"]
    assert not book.it.named
    assert not book.it.metadata


def test_a_renamed_tab_is_renamed_in_formulas() -> None:
    book = Book()
    book.do("addSheet", properties={"title": "Isi", "sheetId": 5})
    book.fill('=Isi!B2&"Isi!B2"')
    book.do("updateSheetProperties", properties={"sheetId": 5, "title": "Isi data"}, fields="title")
    assert book.table() == ["='Isi data'!B2&\"Isi!B2\""]


def test_a_tab_is_moved_counting_places_before_the_move() -> None:
    book = Book()
    for id in (1, 2):
        book.do("addSheet", properties={"title": f"T{id}", "sheetId": id})
    for to, order in ((1, [0, 1, 2]), (2, [1, 0, 2]), (0, [0, 1, 2]), (3, [1, 2, 0])):
        book.do("updateSheetProperties", properties={"sheetId": 0, "index": to}, fields="index")
        assert [one.id for one in book.it.sheets] == order
    assert "index 4" in book.refused(
        "updateSheetProperties", properties={"sheetId": 0, "index": 4}, fields="index"
    )


def test_properties_of_a_tab_change_as_the_mask_says() -> None:
    book = Book()
    book.do(
        "updateSheetProperties",
        properties={"title": "tidak", "tabColor": {"red": 0.9}, "gridProperties": {"frozenRowCount": 1}},
        fields="tabColor,gridProperties.frozenRowCount",
    )
    now = book.tab().properties
    assert now["title"] == "Daftar"
    assert now["tabColor"] == {"red": 0.8980392}
    assert now["tabColorStyle"] == {"rgbColor": {"red": 0.8980392}}
    assert now["gridProperties"] == {"rowCount": 6, "columnCount": 4, "frozenRowCount": 1}
    book.do(
        "updateSheetProperties",
        properties={"tabColorStyle": {"rgbColor": {"blue": 1}}},
        fields="tabColorStyle",
    )
    assert book.tab().properties["tabColor"] == {"blue": 1.0}
    assert "Cannot find matching fields for path 'warna'" in book.refused(
        "updateSheetProperties", properties={}, fields="warna"
    )
    assert "At least one field" in book.refused("updateSheetProperties", properties={})


def test_shrinking_a_tab_takes_what_was_there() -> None:
    book = Book().fill("1 | 2 | 3 | 4", "=D1 | | | 5")
    book.do(
        "createDeveloperMetadata",
        developerMetadata={
            "metadataKey": "k",
            "visibility": "DOCUMENT",
            "location": {"dimensionRange": rows(5, 6)},
        },
    )
    book.do(
        "updateSheetProperties",
        properties={"gridProperties": {"rowCount": 2, "columnCount": 3}},
        fields="gridProperties(rowCount,columnCount)",
    )
    assert book.table() == ["1 | 2 | 3", "=#REF!"]
    assert not book.it.metadata
    assert (book.tab().row_count, book.tab().column_count) == (2, 3)


def test_not_all_tabs_can_be_hidden_nor_all_rows_frozen() -> None:
    book = Book()
    assert (
        book.refused("updateSheetProperties", properties={"hidden": True}, fields="hidden")
        == "You can't hide all the sheets in a document."
    )
    frozen = {"gridProperties": {"frozenRowCount": 6}}
    assert "freeze all visible rows" in book.refused(
        "updateSheetProperties", properties=frozen, fields="gridProperties.frozenRowCount"
    )


def test_a_duplicate_is_a_tab_of_its_own() -> None:
    book = Book().fill("1 | =A1")
    book.do("mergeCells", range=area(2, 4, 0, 1), mergeType="MERGE_ALL")
    book.do("addProtectedRange", protectedRange={"range": area(0, 1, 0, 4)})
    made = book.do("duplicateSheet", sourceSheetId=0, newSheetName="Salinan", insertSheetIndex=1)[
        "properties"
    ]
    copy = book.tab(made["sheetId"])
    assert (made["index"], book.table(copy.id)) == (1, ["1 | =A1"])
    assert copy.merges == [area(2, 4, 0, 1, tab=copy.id)]
    assert not set(copy.protected) & set(book.tab().protected)
    book.do(
        "repeatCell",
        range=area(0, 1, 0, 1, tab=copy.id),
        cell={"userEnteredValue": {"numberValue": 9}},
        fields="userEnteredValue",
    )
    assert (book.table(), book.table(copy.id)) == (["1 | =A1"], ["9 | =A1"])
    assert book.do("duplicateSheet", sourceSheetId=0)["properties"]["title"] == "Copy of Daftar"


def test_the_spreadsheets_title_is_the_files_name() -> None:
    book = Book()
    book.do(
        "updateSpreadsheetProperties", properties={"title": "Surat", "locale": "en_US"}, fields="title,locale"
    )
    assert (book.it.properties["title"], book.service.files.all[book.it.id].name, book.it.locale) == (
        "Surat",
        "Surat",
        "en_US",
    )
    assert "title" in book.refused("updateSpreadsheetProperties", properties={}, fields="title")


def test_a_protected_tab_is_closed_to_others() -> None:
    book = Book()
    book.do("addSheet", properties={"title": "Lain", "sheetId": 5})
    book.do("addProtectedRange", protectedRange={"range": {"sheetId": 0}})
    for kind, words in (
        ("deleteSheet", {"sheetId": 0}),
        ("updateSheetProperties", {"properties": {"sheetId": 0, "title": "X"}, "fields": "title"}),
        ("appendDimension", {"sheetId": 0, "dimension": "ROWS", "length": 1}),
        ("insertDimension", {"range": rows(0, 1)}),
    ):
        assert "protected cell" in book.refused(kind, STAFF, **words)
    book.do("deleteSheet", sheetId=0)
