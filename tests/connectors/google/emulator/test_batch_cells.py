"""batchUpdate of the stand-in's Sheets: cells, what is attached to them, finding, pasting, metadata."""

from __future__ import annotations

import pytest

from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell
from tests.connectors.google.emulator.batch_book import OFFICE, STAFF, Book, area, rows

PLACE = area(1, 3, 0, 2)
LIST = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Setuju"}]}, "strict": True}


def text(word: str) -> dict[str, object]:
    return {"userEnteredValue": {"stringValue": word}}


def test_cells_are_written_as_the_mask_says() -> None:
    book = Book().fill("1 | 2", "3 | 4")
    given = [{"values": [{**text("=1"), "note": "tidak"}, {"userEnteredValue": {"formulaValue": "=A1"}}]}]
    book.do("updateCells", start={"rowIndex": 1}, rows=given, fields="userEnteredValue")
    assert book.tab().rows[1] == {0: Cell("=1"), 1: Cell(Formula("=A1"))}
    book.do("updateCells", range=area(0, 2, 0, 2), rows=[], fields="*")
    assert book.table() == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            {"range": area(0, 1, 0, 1), "rows": [{"values": [text("a"), text("b")]}]},
            "Attempting to write column: 1, beyond the last requested column of: 0",
        ),
        ({"start": {"rowIndex": 6}, "rows": []}, "GridCoordinate.rowIndex[6] is after last row in grid[6]"),
        ({"start": {}, "rows": [{"values": [text("a" * 50_001)]}]}, "maximum of 50000 characters"),
        (
            {"start": {}, "rows": [{"values": [{"userEnteredValue": {"errorValue": {"type": "REF"}}}]}]},
            "read-only",
        ),
        ({"rows": []}, "One of start and range"),
    ],
)
def test_a_write_outside_its_place_is_refused(words: dict[str, object], sentence: str) -> None:
    assert sentence in Book().refused("updateCells", fields="userEnteredValue", **words)


def test_a_repeated_formula_is_filled_and_formats_are_merged() -> None:
    book = Book()
    cell = {
        "userEnteredValue": {"formulaValue": "=A1+$B$1"},
        "userEnteredFormat": {"backgroundColor": {"red": 0.9}, "textFormat": {"bold": True}},
    }
    book.do(
        "repeatCell",
        range=area(1, 3, 2, 3),
        cell=cell,
        fields="userEnteredValue,userEnteredFormat(backgroundColor,textFormat.bold)",
    )
    assert book.table()[1:] == [" |  | =A1+$B$1", " |  | =A2+$B$1"]
    book.do(
        "repeatCell",
        range=area(1, 2, 2, 3),
        cell={"userEnteredFormat": {"wrapStrategy": "WRAP"}},
        fields="userEnteredFormat.wrapStrategy",
    )
    colour = {"red": 0.8980392}
    assert book.tab().rows[1][2].format == {
        "backgroundColor": colour,
        "backgroundColorStyle": {"rgbColor": colour},
        "textFormat": {"bold": True},
        "wrapStrategy": "WRAP",
    }
    assert "path 'warna'" in book.refused(
        "repeatCell", range=PLACE, cell={}, fields="userEnteredFormat.warna"
    )


def test_appended_cells_stand_below_the_last_and_grow_the_grid() -> None:
    book = Book(rows=2).fill("a", "b")
    book.do("appendCells", sheetId=0, rows=[{"values": [text("c")]}], fields="userEnteredValue")
    assert (book.table(), book.tab().row_count) == (["a", "b", "c"], 3)


def test_a_protected_range_binds_all_but_owner_and_editors() -> None:
    book = Book()
    id = book.do("addProtectedRange", protectedRange={"range": PLACE})["protectedRange"]["protectedRangeId"]
    assert book.tab().protected[id]["editors"] == {"users": [OFFICE]}
    write = {"range": PLACE, "cell": text("x"), "fields": "userEnteredValue"}
    assert book.refused("repeatCell", STAFF, **write) == (
        "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit."
    )
    assert "protected" in book.refused("deleteProtectedRange", STAFF, protectedRangeId=id)
    book.do("repeatCell", STAFF, **{**write, "range": area(0, 1, 0, 2)})
    book.do(
        "updateProtectedRange",
        protectedRange={"protectedRangeId": id, "editors": {"users": [STAFF]}},
        fields="editors",
    )
    book.do("repeatCell", STAFF, **write)
    book.do("deleteProtectedRange", protectedRangeId=id)
    assert f"No protected range with id: {id}" == book.refused("deleteProtectedRange", protectedRangeId=id)


def test_what_is_left_open_in_a_protected_tab_may_be_written() -> None:
    book = Book()
    book.do("addProtectedRange", protectedRange={"range": {"sheetId": 0}, "unprotectedRanges": [PLACE]})
    book.do("setDataValidation", STAFF, range=PLACE, rule=LIST)
    assert "protected" in book.refused("setDataValidation", STAFF, range=area(0, 3, 0, 2), rule=LIST)


def test_drop_downs_are_set_and_cleared() -> None:
    book = Book()
    book.do("setDataValidation", range=PLACE, rule=LIST)
    assert book.tab().rows[2][1].validation == LIST
    book.do("setDataValidation", range=PLACE)
    assert not any(book.tab().rows)
    assert "takes 1 to 500 values" in book.refused(
        "setDataValidation", range=PLACE, rule={"condition": {"type": "ONE_OF_LIST"}}
    )


def test_conditional_formats_keep_their_order() -> None:
    book = Book()
    for number in ("1", "2"):
        rule = {
            "ranges": [PLACE],
            "booleanRule": {
                "condition": {"type": "NUMBER_EQ", "values": [{"userEnteredValue": number}]},
                "format": {},
            },
        }
        book.do("addConditionalFormatRule", rule=rule, index=0)
    moved = book.do("updateConditionalFormatRule", sheetId=0, index=0, newIndex=1)
    assert (moved["oldIndex"], moved["newIndex"]) == (0, 1)
    gone = book.do("deleteConditionalFormatRule", sheetId=0, index=1)["rule"]
    assert gone["booleanRule"]["condition"]["values"] == [{"userEnteredValue": "2"}]
    assert "at index: 1" in book.refused("deleteConditionalFormatRule", sheetId=0, index=1)


def test_names_are_unique_and_renamed_in_formulas() -> None:
    book = Book().fill("=Nilai+1")
    id = book.do("addNamedRange", namedRange={"name": "Nilai", "range": PLACE})["namedRange"]["namedRangeId"]
    book.do("updateNamedRange", namedRange={"namedRangeId": id, "name": "Harga"}, fields="name")
    assert book.table() == ["=Harga+1"]
    assert "already exists" in book.refused("addNamedRange", namedRange={"name": "HARGA", "range": PLACE})
    assert "invalid" in book.refused("addNamedRange", namedRange={"name": "A1", "range": PLACE})
    book.do("deleteNamedRange", namedRangeId=id)
    assert "No named range" in book.refused("deleteNamedRange", namedRangeId=id)


def test_merged_cells_keep_the_first_value_and_are_taken_apart_whole() -> None:
    book = Book().fill("", "1 | 2", "3 | 4")
    book.do("mergeCells", range=PLACE, mergeType="MERGE_ROWS")
    assert book.table() == ["", "1", "3"]
    assert len(book.tab().merges) == 2
    assert "select all cells" in book.refused("unmergeCells", range=area(1, 2, 0, 1))
    book.do("unmergeCells", range=PLACE)
    assert not book.tab().merges


def test_find_and_replace_counts_what_it_changed() -> None:
    book = Book().fill("Surat surat | 12", "=surat+1 | Surat")
    done = book.do("findReplace", find="surat", replacement="nota", allSheets=True)
    assert done == {"valuesChanged": 2, "rowsChanged": 2, "sheetsChanged": 1, "occurrencesChanged": 3}
    assert book.table() == ["nota nota | 12", "=surat+1 | nota"]
    assert (
        book.do("findReplace", find="surat", replacement="B1", sheetId=0, includeFormulas=True)[
            "formulasChanged"
        ]
        == 1
    )
    assert book.do("findReplace", find="Nota", replacement="x", allSheets=True, matchCase=True) == {}
    book.do(
        "findReplace",
        find="^(.)2$",
        replacement="$13",
        range=area(0, 1, 1, 2),
        searchByRegex=True,
        matchEntireCell=True,
    )
    assert book.table() == ["nota nota | 13", "=B1+1 | nota"]
    assert "Exactly one" in book.refused("findReplace", find="x", replacement="y")
    assert "regular expression" in book.refused("findReplace", find="(", searchByRegex=True, allSheets=True)


def test_a_copy_fills_its_destination_and_shifts_references() -> None:
    book = Book().fill("1 | =A1+$A$1")
    book.do("copyPaste", source=area(0, 1, 0, 2), destination=area(1, 3, 0, 2), pasteType="PASTE_NORMAL")
    assert book.table() == ["1 | =A1+$A$1", "1 | =A2+$A$1", "1 | =A3+$A$1"]
    book.do(
        "copyPaste",
        source=area(0, 1, 0, 2),
        destination=area(3, 4, 3, 4),
        pasteType="PASTE_FORMULA",
        pasteOrientation="TRANSPOSE",
    )
    assert book.table()[3:] == [" |  |  | 1", " |  |  | =C5+$A$1"]
    assert "exceeds grid limits" in book.refused(
        "copyPaste", source=area(0, 1, 0, 2), destination=area(5, 6, 3, 4)
    )


def test_a_copy_takes_what_its_kind_says() -> None:
    book = Book().fill("=1+2 | x")
    book.tab().rows[0][0] = Cell(
        Formula("=1+2"), {"wrapStrategy": "WRAP", "borders": {"top": {"style": "SOLID"}}}, validation=LIST
    )
    wanted = {
        "PASTE_VALUES": Cell(3.0),
        "PASTE_FORMULA": Cell(Formula("=1+2")),
        "PASTE_FORMAT": Cell("x", book.tab().rows[0][0].format, validation=LIST),
        "PASTE_DATA_VALIDATION": Cell("x", validation=LIST),
        "PASTE_NO_BORDERS": Cell(Formula("=1+2"), {"wrapStrategy": "WRAP"}, validation=LIST),
    }
    for kind, cell in wanted.items():
        book.tab().rows[0][1] = Cell("x")
        book.do("copyPaste", source=area(0, 1, 0, 1), destination=area(0, 1, 1, 2), pasteType=kind)
        assert book.tab().rows[0][1] == cell


def test_what_points_into_cut_cells_goes_with_them() -> None:
    book = Book().fill("1 | =A1", "=SUM(A1:A2)")
    book.do("addNamedRange", namedRange={"namedRangeId": "n", "name": "Nama", "range": area(0, 1, 0, 1)})
    book.do(
        "cutPaste",
        source=area(0, 1, 0, 1),
        destination={"rowIndex": 3, "columnIndex": 2},
        pasteType="PASTE_NORMAL",
    )
    assert book.table() == [" | =C4", "=SUM(A1:A2)", "", " |  | 1"]
    assert book.it.named["n"]["range"] == area(3, 4, 2, 3)


def test_a_filter_hides_rows_by_their_text_until_it_is_cleared() -> None:
    book = Book().fill("Status", "Draf", "Selesai")
    book.do(
        "setBasicFilter", filter={"range": area(0, 3, 0, 1), "criteria": {"0": {"hiddenValues": ["Selesai"]}}}
    )
    assert book.tab().row_properties == {2: {"hiddenByFilter": True}}
    book.do("clearBasicFilter", sheetId=0)
    assert (book.tab().basic_filter, book.tab().row_properties) == (None, {})


def test_borders_and_blanks_are_set_right() -> None:
    book = Book().fill(" a  b ")
    book.tab().rows[0][0] = Cell(" a  b ")
    assert book.do("trimWhitespace", range=area(0, 1, 0, 1)) == {"cellsChangedCount": 1}
    book.do(
        "updateBorders", range=area(0, 1, 0, 2), left={"style": "SOLID"}, innerVertical={"style": "DOTTED"}
    )
    assert book.tab().rows[0][0].format["borders"] == {
        "left": {"style": "SOLID"},
        "right": {"style": "DOTTED"},
    }
    assert book.table() == ["a b"]


def test_metadata_is_made_changed_and_deleted_by_filters() -> None:
    book = Book()

    def make(location: dict[str, object], key: str = "k") -> object:
        given = {"metadataKey": key, "metadataValue": "1", "visibility": "DOCUMENT", "location": location}
        return book.do("createDeveloperMetadata", developerMetadata=given)["developerMetadata"]["location"][
            "locationType"
        ]

    assert [
        make({"spreadsheet": True}),
        make({"sheetId": 0}),
        make({"dimensionRange": rows(1, 2)}, "baris"),
    ] == ["SPREADSHEET", "SHEET", "ROW"]
    key = {"developerMetadataLookup": {"metadataKey": "baris"}}
    changed = book.do(
        "updateDeveloperMetadata",
        dataFilters=[key],
        developerMetadata={"metadataValue": "2"},
        fields="metadataValue",
    )
    assert [one["metadataValue"] for one in changed["developerMetadata"]] == ["2"]
    assert len(book.do("deleteDeveloperMetadata", dataFilter=key)["deletedDeveloperMetadata"]) == 1
    assert book.do("deleteDeveloperMetadata", dataFilter=key) == {}
    assert len(book.it.metadata) == 2


def test_metadata_lies_on_one_whole_row_under_an_id_of_its_own() -> None:
    book = Book()
    given = {
        "metadataId": 3,
        "metadataKey": "k",
        "visibility": "DOCUMENT",
        "location": {"dimensionRange": rows(1, 2)},
    }
    book.do("createDeveloperMetadata", developerMetadata=given)
    for words, sentence in (
        (given, "id 3 already exists"),
        ({**given, "metadataId": 4, "location": {"dimensionRange": rows(1, 3)}}, "one whole row or column"),
        ({**given, "metadataId": 4, "visibility": "DEVELOPER_METADATA_VISIBILITY_UNSPECIFIED"}, "visibility"),
        ({**given, "metadataId": 4, "location": {}}, "exactly one of"),
    ):
        assert sentence in book.refused("createDeveloperMetadata", developerMetadata=words)
