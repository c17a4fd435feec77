"""Values of the stand-in's spreadsheets: read, written, appended, cleared."""

from __future__ import annotations

import pytest

from connectors.google.emulator.calls import ApiError, Permission, Role
from tests.connectors.google.emulator.sheets_office import SITI, Office


@pytest.fixture
def office() -> Office:
    return Office()


def refused(run: object, *given: object, **named: object) -> str:
    with pytest.raises(ApiError) as caught:
        run(*given, **named)  # type: ignore[operator] # whatever the test refuses
    assert caught.value.code == 400
    return caught.value.message


def test_raw_keeps_what_json_says(office: Office) -> None:
    office.put("A1", [["=1+2", "007", 7, 1.5, True, "'x"]])
    assert office.raw("A1:F1") == [["=1+2", "007", 7, 1.5, True, "'x"]]


def test_trailing_empty_cells_and_rows_are_left_out(office: Office) -> None:
    office.put("A1", [["a", "", "c", ""], [], ["x"], [""]])
    answer = office.call("values.get", {"range": "Sheet1"})
    assert answer == {
        "range": "Sheet1!A1:Z1000",
        "majorDimension": "ROWS",
        "values": [["a", "", "c"], [], ["x"]],
    }


def test_an_empty_range_has_no_values(office: Office) -> None:
    assert office.call("values.get", {"range": "b2:c5000"}) == {
        "range": "Sheet1!B2:C1000",
        "majorDimension": "ROWS",
    }


def test_columns_first(office: Office) -> None:
    office.put("A1", [["a", "b"], ["c"]])
    assert office.get("A1:C5", majorDimension="COLUMNS") == [["a", "c"], ["b"]]
    office.call(
        "values.update",
        {"range": "D1", "valueInputOption": "RAW"},
        majorDimension="COLUMNS",
        values=[[1, 2], [3]],
    )
    assert office.raw("D1:E2") == [[1, 3], [2]]


def test_null_skips_and_the_empty_text_empties(office: Office) -> None:
    office.put("A1", [["a", "b", "c"]])
    answer = office.put("A1", [[None, "", "C"]])
    assert office.get("A1:C1") == [["a", "", "C"]]
    assert answer["updatedRange"] == "Sheet1!A1:C1"


@pytest.mark.parametrize("range", ["A1001", "Sheet1!A1001:B", "AA1"])
def test_beyond_the_grid_is_refused(office: Office, range: str) -> None:
    shown = range if "!" in range else f"Sheet1!{range}"
    if range == "Sheet1!A1001:B":
        shown = "Sheet1!A1001:B"
    words = f"Range ({shown}) exceeds grid limits. Max rows: 1000, max columns: 26"
    assert refused(office.get, range) == words
    assert refused(office.put, range, [["x"]]) == words


def test_update_never_grows_the_grid(office: Office) -> None:
    assert (
        refused(office.put, "A999", [["a"], ["b"], ["c"]])
        == "Requested writing within range [Sheet1!A999], but tried writing to row [1001]"
    )
    assert (
        refused(office.put, "A1:B2", [["a", "b", "c"]])
        == "Requested writing within range [Sheet1!A1:B2], but tried writing to column [C]"
    )
    assert office.get("Sheet1") == []


@pytest.mark.parametrize("range", ["NOPE!A5:F15", "Sheet1!", "A1:B2:C3", "nothing", "'Sheet1"])
def test_no_such_range(office: Office, range: str) -> None:
    assert refused(office.get, range) == f"Unable to parse range: {range}"


@pytest.mark.parametrize(
    ("range", "at"),
    [
        ("Sheet1", "B7"),
        ("B4", "B7"),
        ("C5:D5", "B7"),
        ("B2:D4", "B7"),
        ("A3:G10", "B7"),
        ("A1", "A3"),
        ("E4", "E4"),
        ("A4", "A4"),
    ],
)
def test_append_finds_the_table_as_in_googles_guide(office: Office, range: str, at: str) -> None:
    office.put("A1", [["x", "y", "z"], ["x", "y", "z"]])
    office.put("B4", [["x", "y", "z"]] * 3)
    answer = office.append(range, [["new"]])
    assert answer["updates"]["updatedRange"] == f"Sheet1!{at}"
    assert answer.get("tableRange") == {"A3": "Sheet1!A1:C2", "B7": "Sheet1!B4:D6"}.get(at)


def test_append_grows_the_grid(office: Office) -> None:
    office.put("A1000", [["last"]])
    answer = office.append("A1000", [["a"], ["b"]])
    assert answer["updates"]["updatedRange"] == "Sheet1!A1001:A1002"
    (sheet,) = office.call("get")["sheets"]
    assert sheet["properties"]["gridProperties"]["rowCount"] == 1002


def test_append_overwrites_what_lies_below(office: Office) -> None:
    office.put("A1", [["head"], [], ["below"]])
    office.append("A1", [["one"], ["two"]])
    assert office.get("A1:A5") == [["head"], ["one"], ["two"]]


def test_a_batch_of_values_is_all_or_nothing(office: Office) -> None:
    data = [{"range": "A1", "values": [["a"]]}, {"range": "A1001", "values": [["b"]]}]
    words = refused(office.call, "values.batchUpdate", valueInputOption="RAW", data=data)
    assert words.startswith("Invalid data[1]: Range (Sheet1!A1001) exceeds grid limits.")
    assert office.get("A1") == []


def test_a_batch_of_values_counts_what_it_wrote(office: Office) -> None:
    data = [{"range": "A1", "values": [["a", "b"]]}, {"range": "A2", "values": [["c"]]}]
    answer = office.call(
        "values.batchUpdate", valueInputOption="RAW", data=data, includeValuesInResponse=True
    )
    assert {name: one for name, one in answer.items() if name.startswith("total")} == {
        "totalUpdatedRows": 2,
        "totalUpdatedColumns": 2,
        "totalUpdatedCells": 3,
        "totalUpdatedSheets": 1,
    }
    assert answer["responses"][0]["updatedData"]["values"] == [["a", "b"]]


def test_clearing_leaves_the_format(office: Office) -> None:
    office.type("A1", "50%", "x")
    assert office.call("values.clear", {"range": "A:A"})["clearedRange"] == "Sheet1!A1:A1000"
    office.put("A1", [[0.25]])
    assert office.get("A1:B1") == [["25%", "x"]]


def test_many_ranges_at_once(office: Office) -> None:
    office.put("A1", [["a", "b"]])
    answer = office.call("values.batchGet", {"ranges": ["A1", "Sheet1!B:B", "C1"]})
    assert [one.get("values") for one in answer["valueRanges"]] == [[["a"]], [["b"]], None]


def test_a_cell_holds_fifty_thousand_characters(office: Office) -> None:
    office.put("A1", [["x" * 50_000]])
    assert "maximum of 50000 characters" in refused(office.put, "A1", [["x" * 50_001]])


def test_what_is_no_value_is_refused(office: Office) -> None:
    assert refused(office.put, "A1", [[["x"]]]).startswith("Invalid values[0][0]: list_value")
    assert refused(office.call, "values.update", {"range": "A1"}, values=[["x"]]) == (
        "'valueInputOption' is required but not specified"
    )


def test_protected_cells_bind_others_but_not_the_owner(office: Office) -> None:
    file = office.files.all[office.id]
    file.permissions["siti"] = Permission("siti", "user", Role.WRITER, SITI)
    sheet = office.sheets.all[office.id].sheets[0]
    sheet.protected[5] = {"protectedRangeId": 5, "range": {"startRowIndex": 0, "endRowIndex": 1}}
    how = {"range": "A1", "valueInputOption": "RAW"}
    words = refused(office.call, "values.update", how, who=SITI, values=[["x"], ["y"]])
    assert words.startswith("You are trying to edit a protected cell or object.")
    office.call("values.update", how, who=SITI, values=[[None], ["y"]])
    office.put("A1", [["owner"]])
    assert office.get("A1:A2") == [["owner"], ["y"]]
    sheet.protected[5]["editors"] = {"users": [SITI]}
    office.call("values.update", how, who=SITI, values=[["now"]])


def test_strangers_find_nothing_and_readers_write_nothing(office: Office) -> None:
    with pytest.raises(ApiError, match="Requested entity was not found"):
        office.call("values.get", {"range": "A1"}, who=SITI)
    file = office.files.all[office.id]
    file.permissions["siti"] = Permission("siti", "user", Role.READER, SITI)
    with pytest.raises(ApiError, match="The caller does not have permission"):
        office.call("values.clear", {"range": "A1"}, who=SITI)


def test_append_may_insert_rows(office: Office) -> None:
    office.put("A1", [["head", "n"], [], ["below", "=B1"]])
    office.type("C3", "=A3")
    office.append("A1", [["one"], ["two"]], insertDataOption="INSERT_ROWS")
    assert office.get("A1:A5") == [["head"], ["one"], ["two"], [], ["below"]]
    assert office.get("C5", valueRenderOption="FORMULA") == [["=A5"]]
