"""The samples of the Sheets API's guides (basic formatting, conditional formatting, data, rows and columns, ranges,
tabs, metadata), sent by google-api-python-client as they stand there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.connectors.google.standin import StandIn

ORDERS = [
    ["Item", "Cost", "Stocked", "Ship Date"],
    ["Wheel", 20.5, 4, "3/1/2016"],
    ["Door", 15, 2, "3/15/2016"],
    ["Engine", 100, 1, "3/20/2016"],
]


@dataclass
class Sheet:
    """One spreadsheet by the API; its tab is 0."""

    api: Any
    id: str

    def change(self, *requests: dict[str, Any]) -> Any:
        return self.api.batchUpdate(spreadsheetId=self.id, body={"requests": list(requests)}).execute()[
            "replies"
        ]

    def values(self, range: str, **params: Any) -> Any:
        return self.api.values().get(spreadsheetId=self.id, range=range, **params).execute().get("values", [])

    def get(self, **params: Any) -> Any:
        return self.api.get(spreadsheetId=self.id, **params).execute()["sheets"][0]

    def cell(self, at: str) -> Any:
        return self.get(ranges=[at], includeGridData=True)["data"][0]["rowData"][0]["values"][0]


@pytest.fixture
def sheet(google: StandIn) -> Sheet:
    api = google.client("sheets").spreadsheets()
    id = api.create(body={"properties": {"title": "Orders"}}).execute()["spreadsheetId"]
    body = {"values": ORDERS}
    api.values().update(spreadsheetId=id, range="A1", valueInputOption="USER_ENTERED", body=body).execute()
    return Sheet(api, id)


def area(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    return {
        "sheetId": 0, "startRowIndex": top, "endRowIndex": bottom, "startColumnIndex": left, "endColumnIndex": right,
    }  # fmt: skip


def rows(start: int, end: int, dimension: str = "ROWS") -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def test_a_header_row_is_formatted_and_frozen(sheet: Sheet) -> None:
    look = {
        "backgroundColor": {"red": 0.0, "green": 0.0, "blue": 0.0}, "horizontalAlignment": "CENTER",
        "textFormat": {"foregroundColor": {"red": 1.0, "green": 1.0, "blue": 1.0}, "fontSize": 12, "bold": True},
    }  # fmt: skip
    frozen = {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}}
    sheet.change(
        {"repeatCell": {"range": {"sheetId": 0, "endRowIndex": 1}, "cell": {"userEnteredFormat": look},
                        "fields": "userEnteredFormat(backgroundColor,textFormat,horizontalAlignment)"}},
        {"updateSheetProperties": {"properties": frozen, "fields": "gridProperties.frozenRowCount"}},
        {"updateBorders": {"range": area(0, 4, 0, 4), "top": {"style": "DASHED", "width": 1, "color": {"blue": 1.0}},
                           "innerHorizontal": {"style": "DASHED", "color": {"blue": 1.0}}}},
        {"mergeCells": {"range": area(5, 7, 0, 2), "mergeType": "MERGE_ALL"}},
        {"repeatCell": {"range": area(1, 4, 3, 4), "fields": "userEnteredFormat.numberFormat", "cell": {
            "userEnteredFormat": {"numberFormat": {"type": "DATE", "pattern": "yyyy-mm-dd"}}}}},
    )  # fmt: skip
    head = sheet.cell("A1")
    assert head["effectiveFormat"]["textFormat"]["fontSize"] == 12
    assert head["userEnteredFormat"]["borders"]["top"]["style"] == "DASHED"
    assert sheet.values("D2") == [["2016-03-01"]]
    assert sheet.get()["merges"] == [{name: n for name, n in area(5, 7, 0, 2).items() if name != "sheetId"}]
    assert sheet.get()["properties"]["gridProperties"]["frozenRowCount"] == 1


def test_conditional_formats_are_added_moved_and_deleted(sheet: Sheet) -> None:
    scale = {
        "minpoint": {"color": {"green": 1}, "type": "MIN"},
        "maxpoint": {"color": {"red": 1}, "type": "MAX"},
    }
    above = {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=GT($B2;20)"}]}
    dear = {"type": "NUMBER_GREATER", "values": [{"userEnteredValue": "20"}]}
    place = [area(1, 4, 1, 2)]
    sheet.change(
        {"addConditionalFormatRule": {"rule": {"ranges": place, "gradientRule": scale}, "index": 0}},
        {"addConditionalFormatRule": {"rule": {"ranges": place, "booleanRule": {
            "condition": dear, "format": {"textFormat": {"italic": True}}}}, "index": 0}},
        {"addConditionalFormatRule": {"rule": {"ranges": place, "booleanRule": {
            "condition": above, "format": {"backgroundColor": {"red": 1}}}}, "index": 0}},
    )  # fmt: skip
    assert sheet.cell("B2")["effectiveFormat"]["textFormat"]["italic"] is True
    assert sheet.cell("B3")["effectiveFormat"]["textFormat"]["italic"] is False
    moved = sheet.change({"updateConditionalFormatRule": {"sheetId": 0, "newIndex": 2, "index": 0}})[0]
    assert moved["updateConditionalFormatRule"]["newIndex"] == 2
    gone = sheet.change({"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})[0]
    assert gone["deleteConditionalFormatRule"]["rule"]["gradientRule"]["minpoint"]["type"] == "MIN"
    assert len(sheet.get()["conditionalFormats"]) == 2


def test_data_is_copied_cut_sorted_and_filled(sheet: Sheet) -> None:
    sheet.change(
        {
            "copyPaste": {
                "source": area(0, 4, 0, 4),
                "destination": area(0, 4, 5, 9),
                "pasteType": "PASTE_FORMAT",
            }
        }
    )
    assert sheet.values("F1:I4") == []
    sheet.change(
        {"cutPaste": {"source": area(0, 4, 0, 1), "destination": {"sheetId": 0, "rowIndex": 0, "columnIndex": 6}}},
        {"cutPaste": {"source": area(0, 4, 6, 7), "destination": {"sheetId": 0}, "pasteType": "PASTE_NORMAL"}},
        {"repeatCell": {"range": area(1, 4, 4, 5), "cell": {"userEnteredValue": {"formulaValue": "=B2*C2"}},
                        "fields": "userEnteredValue"}},
        {"sortRange": {"range": area(1, 4, 0, 5), "sortSpecs": [
            {"dimensionIndex": 2, "sortOrder": "ASCENDING"}, {"dimensionIndex": 1, "sortOrder": "DESCENDING"}]}},
    )  # fmt: skip
    found = sheet.values("A2:E4", valueRenderOption="FORMULA")
    assert [(row[0], row[4]) for row in found] == [
        ("Engine", "=B2*C2"),
        ("Door", "=B3*C3"),
        ("Wheel", "=B4*C4"),
    ]
    assert [row[0] for row in sheet.values("E2:E4", valueRenderOption="UNFORMATTED_VALUE")] == [100, 30, 82]
    (reply,) = sheet.change({"findReplace": {
        "find": "o+r", "replacement": "ors", "searchByRegex": True, "range": area(0, 4, 0, 1),
    }})  # fmt: skip
    assert reply["findReplace"]["occurrencesChanged"] == 1


def test_rows_and_columns(sheet: Sheet) -> None:
    sheet.change(
        {"updateDimensionProperties": {"range": rows(0, 1, "COLUMNS"), "properties": {"pixelSize": 160},
                                       "fields": "pixelSize"}},
        {"updateDimensionProperties": {"range": rows(0, 3), "properties": {"pixelSize": 40}, "fields": "pixelSize"}},
        {"appendDimension": {"sheetId": 0, "dimension": "ROWS", "length": 3}},
        {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 1}},
        {"autoResizeDimensions": {"dimensions": rows(0, 3, "COLUMNS")}},
        {"insertDimension": {"range": rows(2, 4, "COLUMNS"), "inheritFromBefore": True}},
        {"insertDimension": {"range": rows(0, 3), "inheritFromBefore": False}},
        {"moveDimension": {"source": rows(0, 1, "COLUMNS"), "destinationIndex": 3}},
        {"deleteDimension": {"range": rows(0, 3)}},
        {"deleteDimension": {"range": rows(0, 1, "COLUMNS")}},
        {"addDimensionGroup": {"range": rows(1, 4)}},
        {"insertRange": {"range": area(0, 2, 0, 1), "shiftDimension": "ROWS"}},
        {"deleteRange": {"range": area(0, 2, 0, 1), "shiftDimension": "ROWS"}},
    )  # fmt: skip
    shown = sheet.get()
    assert (shown["properties"]["gridProperties"]["rowCount"], shown["rowGroups"][0]["depth"]) == (1003, 1)
    assert sheet.values("A1:F1") == [["", "Item", "", "Stocked", "Ship Date"]]


def test_names_and_protections(sheet: Sheet, google: StandIn) -> None:
    named = {"name": "Counts", "range": area(0, 3, 0, 5)}
    closed = {"range": area(3, 4, 0, 4), "description": "Protecting total row", "warningOnly": True}
    name, protection = sheet.change(
        {"addNamedRange": {"namedRange": named}}, {"addProtectedRange": {"protectedRange": closed}}
    )
    id = name["addNamedRange"]["namedRange"]["namedRangeId"]
    number = protection["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    sheet.change(
        {"updateNamedRange": {"namedRange": {"namedRangeId": id, "name": "Jumlah"}, "fields": "name"}},
        {"updateProtectedRange": {"protectedRange": {
            "protectedRangeId": number, "warningOnly": False, "editors": {"users": ["kadis@contoh.go.id"]},
        }, "fields": "warningOnly,editors"}},
    )  # fmt: skip
    assert sheet.values("Jumlah")[0] == ORDERS[0]
    (kept,) = sheet.get()["protectedRanges"]
    assert (kept["editors"]["users"][0], kept["requestingUserCanEdit"]) == ("kadis@contoh.go.id", True)
    sheet.change(
        {"deleteNamedRange": {"namedRangeId": id}}, {"deleteProtectedRange": {"protectedRangeId": number}}
    )
    assert "protectedRanges" not in sheet.get()


def test_tabs_come_go_and_are_copied(sheet: Sheet) -> None:
    made = sheet.change({"addSheet": {"properties": {
        "title": "Deposits", "gridProperties": {"rowCount": 20, "columnCount": 12},
        "tabColor": {"red": 1.0, "green": 0.3, "blue": 0.4},
    }}})[0]["addSheet"]["properties"]  # fmt: skip
    twin = sheet.change(
        {"duplicateSheet": {"sourceSheetId": 0, "insertSheetIndex": 0, "newSheetName": "Salinan"}}
    )[0]
    other = sheet.api.create(body={}).execute()["spreadsheetId"]
    body = {"destinationSpreadsheetId": other}
    copied = sheet.api.sheets().copyTo(spreadsheetId=sheet.id, sheetId=0, body=body).execute()
    assert (twin["duplicateSheet"]["properties"]["index"], copied["title"]) == (0, "Copy of Sheet1")
    sheet.change(
        {"updateCells": {"range": {"sheetId": 0}, "fields": "userEnteredValue"}},
        {"deleteSheet": {"sheetId": made["sheetId"]}},
    )
    assert sheet.values("Sheet1!A1:D4") == []
    assert len(sheet.api.get(spreadsheetId=sheet.id).execute()["sheets"]) == 2


def test_metadata_is_made_found_changed_and_deleted(sheet: Sheet) -> None:
    metadata = {"metadataKey": "Sales", "metadataValue": "2022", "visibility": "DOCUMENT",
                "location": {"dimensionRange": rows(6, 7)}}  # fmt: skip
    id = sheet.change({"createDeveloperMetadata": {"developerMetadata": metadata}})[0][
        "createDeveloperMetadata"
    ]["developerMetadata"]["metadataId"]
    found = sheet.api.developerMetadata()
    assert found.get(spreadsheetId=sheet.id, metadataId=id).execute()["metadataValue"] == "2022"
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "Sales"}}]}
    sheet.api.values().batchUpdateByDataFilter(spreadsheetId=sheet.id, body={"valueInputOption": "USER_ENTERED", "data": [
        {"dataFilter": lookup["dataFilters"][0], "majorDimension": "ROWS", "values": [["Total", "=SUM(B2:B4)"]]},
    ]}).execute()  # fmt: skip
    sheet.change({"insertDimension": {"range": rows(0, 1)}})
    shown = (
        sheet.api.values()
        .batchGetByDataFilter(spreadsheetId=sheet.id, body=lookup)
        .execute()["valueRanges"][0]
    )
    assert (shown["valueRange"]["range"], shown["valueRange"]["values"]) == (
        "Sheet1!A8:Z8",
        [["Total", "135.5"]],
    )
    (changed,) = sheet.change({"updateDeveloperMetadata": {
        **lookup, "developerMetadata": {"metadataKey": "Profit"}, "fields": "metadataKey",
    }})  # fmt: skip
    assert changed["updateDeveloperMetadata"]["developerMetadata"][0]["metadataKey"] == "Profit"
    sheet.api.values().batchClearByDataFilter(spreadsheetId=sheet.id, body={
        "dataFilters": [{"developerMetadataLookup": {"metadataId": id}}],
    }).execute()  # fmt: skip
    sheet.change({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": id}}}})
    assert found.search(spreadsheetId=sheet.id, body=lookup).execute() == {}


def test_filters_and_drop_downs(sheet: Sheet) -> None:
    shown = {"range": area(0, 4, 0, 4), "criteria": {"0": {"hiddenValues": ["Engine"]}}}
    sheet.change(
        {"setBasicFilter": {"filter": shown}},
        {"setDataValidation": {"range": area(1, 4, 2, 3), "rule": {
            "condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "4"}, {"userEnteredValue": "2"}]},
            "strict": True, "showCustomUi": True, "inputMessage": "Pilih"}}},
        {"appendCells": {"sheetId": 0, "fields": "userEnteredValue", "rows": [
            {"values": [{"userEnteredValue": {"stringValue": "Bolt"}}, {"userEnteredValue": {"numberValue": 1}}]}]}},
    )  # fmt: skip
    found = sheet.get(includeGridData=True)
    assert found["data"][0]["rowMetadata"][3]["hiddenByFilter"] is True
    assert found["data"][0]["rowData"][1]["values"][2]["dataValidation"]["inputMessage"] == "Pilih"
    sheet.change({"clearBasicFilter": {"sheetId": 0}})
    assert sheet.values("A5:B5") == [["Bolt", "1"]]
