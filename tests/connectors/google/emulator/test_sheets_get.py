"""Spreadsheets of the stand-in as they are created, answered, copied and looked up by metadata."""

from __future__ import annotations

import pickle

import pytest

from connectors.google.emulator.calls import ApiError, Call, Permission, Role
from connectors.google.emulator.sheets_kept import SPREADSHEET
from tests.connectors.google.emulator.sheets_office import BUDI, NOW, SITI, Office


@pytest.fixture
def office() -> Office:
    return Office()


def noted(office: Office, key: str, **location: object) -> int:
    request = {
        "createDeveloperMetadata": {
            "developerMetadata": {"metadataKey": key, "location": location, "visibility": "DOCUMENT"}
        }
    }
    (reply,) = office.call("batchUpdate", requests=[request])["replies"]
    return int(reply["createDeveloperMetadata"]["developerMetadata"]["metadataId"])


def row(number: int, dimension: str = "ROWS") -> dict[str, object]:
    return {"dimension": dimension, "startIndex": number, "endIndex": number + 1, "sheetId": 0}


def test_a_fresh_spreadsheet_is_answered_in_full(office: Office) -> None:
    properties = office.made["properties"]
    assert (properties["title"], properties["locale"], properties["autoRecalc"]) == (
        "Cuti",
        "en_US",
        "ON_CHANGE",
    )
    assert properties["defaultFormat"]["textFormat"]["fontSize"] == 10
    assert len(properties["spreadsheetTheme"]["themeColors"]) == 9
    assert office.made["sheets"] == [
        {
            "properties": {
                "sheetId": 0,
                "title": "Sheet1",
                "index": 0,
                "sheetType": "GRID",
                "gridProperties": {"rowCount": 1000, "columnCount": 26},
            }
        }
    ]
    assert office.made == office.call("get")


def test_tabs_of_one_name_are_refused() -> None:
    with pytest.raises(ApiError, match="already exists"):
        Office(sheets=[{"properties": {"title": "A"}}, {"properties": {"title": "a"}}])


def test_a_file_that_drive_made_is_a_spreadsheet(office: Office) -> None:
    file = office.files.create(BUDI, "Baru", SPREADSHEET, NOW)
    answer = office.call("get", {"spreadsheetId": file.id})
    assert answer["properties"]["title"] == "Baru"
    file.name = "Lain"
    assert office.call("get", {"spreadsheetId": file.id})["properties"]["title"] == "Lain"


def test_a_copy_goes_its_own_way(office: Office) -> None:
    office.put("A1", [["x"]])
    file = office.files.create(BUDI, "Salinan", SPREADSHEET, NOW)
    office.sheets.copy(office.id, file)
    office.put("A1", [["y"]])
    assert office.call("values.get", {"spreadsheetId": file.id, "range": "A1"})["values"] == [["x"]]


def test_cells_come_with_what_is_shown_and_how(office: Office) -> None:
    office.type("B2", "50%")
    cell = office.sheets.all[office.id].sheets[0].make(1, 1)
    cell.note = "lihat"
    cell.format = {**cell.format, "textFormat": {"bold": True}}
    answer = office.call("get", {"includeGridData": True, "ranges": ["B2:C3"]})
    (data,) = answer["sheets"][0]["data"]
    assert (data["startRow"], data["startColumn"]) == (1, 1)
    assert data["rowMetadata"] == [{"pixelSize": 21}] * 2
    assert data["columnMetadata"] == [{"pixelSize": 100}] * 2
    ((shown,),) = [one["values"] for one in data["rowData"]]
    assert shown["userEnteredValue"] == shown["effectiveValue"] == {"numberValue": 0.5}
    assert (shown["formattedValue"], shown["note"]) == ("50%", "lihat")
    assert shown["effectiveFormat"]["textFormat"]["bold"] is True
    assert shown["effectiveFormat"]["textFormat"]["fontSize"] == 10
    assert shown["userEnteredFormat"]["textFormat"] == {"bold": True}


def test_a_field_mask_alone_decides_about_cells(office: Office) -> None:
    office.put("A1", [["x"]])
    assert "data" in office.call("get", {"fields": "sheets.data.rowData"})["sheets"][0]
    assert (
        "data"
        not in office.call("get", {"fields": "sheets.properties", "includeGridData": True})["sheets"][0]
    )


def test_metadata_is_found_by_key_place_and_id(office: Office) -> None:
    first = noted(office, "id", dimensionRange=row(4))
    column = noted(office, "kolom", dimensionRange=row(2, "COLUMNS"))
    whole = noted(office, "tab", sheetId=0)
    book = noted(office, "buku", spreadsheet=True)

    def search(**lookup: object) -> list[int]:
        answer = office.call("developerMetadata.search", dataFilters=[{"developerMetadataLookup": lookup}])
        return [one["developerMetadata"]["metadataId"] for one in answer.get("matchedDeveloperMetadata", [])]

    assert search(metadataKey="id") == [first]
    assert search(metadataKey="none") == []
    assert search(locationType="COLUMN") == [column]
    assert set(search(metadataLocation={"dimensionRange": row(4)})) == {first, column, whole}
    exact = {"locationMatchingStrategy": "EXACT_LOCATION"}
    assert search(metadataLocation={"dimensionRange": row(4)}, **exact) == [first]
    assert search(metadataLocation={"spreadsheet": True}) == [book]
    answer = office.call("developerMetadata.search", dataFilters=[{"a1Range": "A5:B5"}])
    assert {one["developerMetadata"]["metadataId"] for one in answer["matchedDeveloperMetadata"]} == {
        first,
        whole,
    }
    assert office.call("developerMetadata.get", {"metadataId": first})["metadataKey"] == "id"
    with pytest.raises(ApiError, match="not found"):
        office.call("developerMetadata.get", {"metadataId": 5})


def test_values_follow_the_metadata_of_their_row(office: Office) -> None:
    office.put("A5", [["x", "y"]])
    noted(office, "id", dimensionRange=row(4))
    by_key = {"developerMetadataLookup": {"metadataKey": "id"}}
    office.call("batchUpdate", requests=[{"insertDimension": {"range": {**row(0), "endIndex": 2}}}])
    answer = office.call("values.batchGetByDataFilter", dataFilters=[by_key])
    assert answer["valueRanges"][0]["valueRange"] == {
        "range": "Sheet1!A7:Z7",
        "majorDimension": "ROWS",
        "values": [["x", "y"]],
    }
    data = [{"dataFilter": by_key, "values": [["X"]]}]
    answer = office.call("values.batchUpdateByDataFilter", valueInputOption="RAW", data=data)
    assert answer["responses"][0]["updatedRange"] == "Sheet1!A7"
    assert office.get("A7:B7") == [["X", "y"]]
    with pytest.raises(ApiError, match=r"tried writing to row \[8\]"):
        office.call(
            "values.batchUpdateByDataFilter",
            valueInputOption="RAW",
            data=[{"dataFilter": by_key, "values": [["a"], ["b"]]}],
        )
    cleared = office.call("values.batchClearByDataFilter", dataFilters=[by_key])
    assert cleared["clearedRanges"] == ["Sheet1!A7:Z7"]
    assert office.get("Sheet1") == []


def test_only_the_parts_that_filters_select(office: Office) -> None:
    office.put("A1", [["x"], ["y"]])
    answer = office.call(
        "getByDataFilter", includeGridData=True, dataFilters=[{"gridRange": {"startRowIndex": 1}}]
    )
    (data,) = answer["sheets"][0]["data"]
    assert [one["values"][0]["formattedValue"] for one in data["rowData"]] == ["y"]


def test_a_tab_is_copied_to_another_spreadsheet(office: Office) -> None:
    office.put("A1", [["x"]])
    other = office.call("create", properties={"title": "Lain"})["spreadsheetId"]
    made = office.call("sheets.copyTo", {"sheetId": 0}, destinationSpreadsheetId=other)
    assert (made["title"], made["index"]) == ("Copy of Sheet1", 1)
    found = office.call("values.get", {"spreadsheetId": other, "range": "'Copy of Sheet1'!A1"})
    assert found["values"] == [["x"]]


def test_protected_ranges_tell_who_may_edit(office: Office) -> None:
    office.files.all[office.id].permissions["siti"] = Permission("siti", "user", Role.WRITER, SITI)
    request = {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0, "endRowIndex": 1}}}}
    office.call("batchUpdate", requests=[request])
    (mine,) = office.call("get")["sheets"][0]["protectedRanges"]
    (hers,) = office.call("get", who=SITI)["sheets"][0]["protectedRanges"]
    assert mine["requestingUserCanEdit"] is True
    assert "requestingUserCanEdit" not in hers
    assert "sheetId" not in hers["range"]


def test_ten_million_cells_at_most(office: Office) -> None:
    grid = {"gridProperties": {"rowCount": 1_000_000, "columnCount": 11}}
    with pytest.raises(ApiError, match="above the limit of 10000000 cells"):
        office.call("create", sheets=[{"properties": grid}])


def test_an_office_is_left_and_resumed_without_what_can_be_computed(office: Office) -> None:
    office.type("A1", "=1+1")
    assert office.raw("A1") == [[2]]
    office.sheets.numbers = int
    office.sheets.files.ids = str
    resumed = pickle.loads(pickle.dumps(office.sheets))
    assert resumed.known == {}
    assert resumed.value(resumed.all[office.id], resumed.all[office.id].sheets[0], 0, 0) == 2


def test_a_null_in_a_request_is_left_out(office: Office) -> None:
    request = {"duplicateSheet": {"sourceSheetId": 0, "newSheetName": "Salinan", "insertSheetIndex": None}}
    office.sheets.batch_update(Call("", BUDI, {"spreadsheetId": office.id}, {"requests": [request]}, NOW))
    assert [one["properties"]["title"] for one in office.call("get")["sheets"]] == ["Salinan", "Sheet1"]
