"""Rows and columns come, go, move and are sorted; what is attached to them goes along."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.google.emulator.sheets_model import Cell
from tests.connectors.google.emulator.batch_book import STAFF, Book, area, columns, picture, rows


def mark(at: int, key: str = "baris", dimension: str = "ROWS") -> dict[str, Any]:
    place = {"sheetId": 0, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    return {"metadataKey": key, "visibility": "DOCUMENT", "location": {"dimensionRange": place}}


def attached() -> Book:
    """Rows 1 to 4 (from 0) are a list; each kind of attachment lies on rows 2 and 3, columns B and C."""
    book = Book().fill("Kepala", "a | 1", "b | 2 | =B3+B2+$B$4+SUM(B2:B4)+COUNT(B:B)", "c | 3", "d | 4")
    place = area(2, 4, 1, 3)
    book.do("addNamedRange", namedRange={"namedRangeId": "n", "name": "Nilai", "range": place})
    book.do("addProtectedRange", protectedRange={"protectedRangeId": 9, "range": place})
    rule = {
        "ranges": [place],
        "booleanRule": {
            "condition": {"type": "CUSTOM_FORMULA", "values": [{"userEnteredValue": "=$B3>1"}]},
            "format": {},
        },
    }
    book.do("addConditionalFormatRule", rule=rule)
    book.do("mergeCells", range=area(2, 4, 2, 3), mergeType="MERGE_ALL")
    book.do("setBasicFilter", filter={"range": place})
    book.do("addDimensionGroup", range=rows(2, 4))
    book.do("updateDimensionProperties", range=rows(3, 4), properties={"pixelSize": 40}, fields="pixelSize")
    book.do("createDeveloperMetadata", developerMetadata={**mark(3), "metadataId": 1})
    return book


def places(book: Book) -> list[Any]:
    """Where all the attachments are."""
    tab = book.tab()
    ranges = [
        book.it.named["n"]["range"],
        tab.protected[9]["range"],
        tab.conditional[0]["ranges"][0],
        tab.basic_filter["range"] if tab.basic_filter else {},
    ]
    assert all(one == ranges[0] for one in ranges)
    group = tab.groups[0]["range"]
    assert (group["startIndex"], group["endIndex"]) == (ranges[0]["startRowIndex"], ranges[0]["endRowIndex"])
    assert (tab.merges[0]["startRowIndex"], tab.merges[0]["endRowIndex"]) == (
        group["startIndex"],
        group["endIndex"],
    )
    row = book.it.metadata[1]["location"]["dimensionRange"]["startIndex"]
    assert list(tab.row_properties) == [row]
    rule = tab.conditional[0]["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
    return [group["startIndex"], group["endIndex"], row, rule]


def test_rows_inserted_above_push_everything_down() -> None:
    book = attached()
    book.do("insertDimension", range=rows(1, 3))
    assert places(book) == [4, 6, 5, "=$B5>1"]
    assert book.table()[3:5] == ["a | 1", "b | 2 | =B5+B4+$B$6+SUM(B4:B6)+COUNT(B:B)"]
    assert book.tab().row_count == 8


def test_rows_inserted_within_widen_ranges() -> None:
    book = attached()
    book.do("insertDimension", range=rows(3, 4), inheritFromBefore=True)
    assert places(book) == [2, 5, 4, "=$B3>1"]
    assert book.table()[2] == "b | 2 | =B3+B2+$B$5+SUM(B2:B5)+COUNT(B:B)"


def test_deleted_rows_take_what_was_theirs() -> None:
    book = attached()
    book.do("deleteDimension", range=rows(3, 4))
    assert book.table()[2] == "b | 2 | =B3+B2+#REF!+SUM(B2:B3)+COUNT(B:B)"
    assert not book.it.metadata
    assert book.it.named["n"]["range"] == area(2, 3, 1, 3)
    assert not book.tab().row_properties
    book.do("deleteDimension", range=rows(2, 3))
    assert (book.it.named, book.tab().protected, book.tab().conditional, book.tab().merges) == (
        {},
        {},
        [],
        [],
    )
    assert (book.tab().basic_filter, book.tab().groups) == (None, [])


def test_moved_rows_take_what_is_theirs() -> None:
    book = attached()
    book.do("moveDimension", source=rows(2, 4), destinationIndex=0)
    assert places(book) == [0, 2, 1, "=$B1>1"]
    assert book.table()[:3] == [
        "b | 2 | =B1+B4+$B$2+SUM(B4)+COUNT(B:B)".replace("SUM(B4)", "SUM(B4:B4)"),
        "c | 3",
        "Kepala",
    ]


def test_a_row_dragged_to_the_top_shortens_the_reference_over_it() -> None:
    book = Book().fill("=SUM(B2:B5)", "| 1", "| 2", "| 3", "| 4")
    book.do("moveDimension", source=rows(4, 5), destinationIndex=1)
    assert book.table()[:2] == ["=SUM(B3:B5)", " | 4"]


def test_columns_move_like_rows() -> None:
    book = Book().fill("1 | 2 | =A1+$B1+A:A")
    book.do("createDeveloperMetadata", developerMetadata={**mark(1, dimension="COLUMNS"), "metadataId": 1})
    book.do("insertDimension", range=columns(1, 2))
    assert book.table() == ["1 |  | 2 | =A1+$C1+A:A"]
    assert book.it.metadata[1]["location"]["dimensionRange"]["startIndex"] == 2
    book.do("moveDimension", source=columns(0, 1), destinationIndex=3)
    assert book.table() == [" | 2 | 1 | =C1+$B1+C:C"]
    book.do("deleteDimension", range=columns(2, 3))
    assert book.table() == [" | 2 | =#REF!+$B1+#REF!"]
    assert book.tab().column_count == 4


def test_new_rows_look_like_the_neighbour_that_was_chosen() -> None:
    book = Book().fill("x", "y")
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "Setuju"}]}}
    book.tab().rows[0][0] = Cell("x", {"horizontalAlignment": "LEFT"}, validation=rule)
    book.tab().rows[1][0] = Cell("y", {"horizontalAlignment": "RIGHT"})
    book.do("insertDimension", range=rows(1, 3), inheritFromBefore=True)
    assert book.tab().cell(2, 0) == Cell(None, {"horizontalAlignment": "LEFT"}, validation=rule)
    book.do("insertDimension", range=rows(3, 4))
    assert book.tab().cell(3, 0) == Cell(None, {"horizontalAlignment": "RIGHT"})


@pytest.mark.parametrize(
    ("kind", "words", "sentence"),
    [
        (
            "insertDimension",
            {"range": rows(0, 1), "inheritFromBefore": True},
            "inheritFromBefore cannot be true",
        ),
        (
            "insertDimension",
            {"range": rows(6, 7)},
            "range.startIndex[6] must be less than the grid size (6) if inheritFromBefore is false.",
        ),
        ("insertDimension", {"range": rows(2, 2)}, "must be after"),
        ("deleteDimension", {"range": rows(0, 6)}, "You can't delete all the rows on the sheet."),
        (
            "deleteDimension",
            {"range": {"sheetId": 0, "dimension": "COLUMNS"}},
            "You can't delete all the columns on the sheet.",
        ),
        ("deleteDimension", {"range": rows(5, 7)}, "range.endIndex[7]"),
        ("moveDimension", {"source": rows(1, 4), "destinationIndex": 2}, "within the source"),
        ("appendDimension", {"sheetId": 0, "dimension": "ROWS"}, "length"),
        ("appendDimension", {"sheetId": 0, "length": 1}, "dimension must be"),
        ("updateDimensionProperties", {"range": rows(0, 1), "properties": {}, "fields": "pixelSize"}, ""),
        ("deleteDimensionGroup", {"range": rows(0, 1)}, "no group"),
        ("insertRange", {"range": area(0, 1, 0, 1)}, "dimension must be"),
    ],
)
def test_what_cannot_be_done_is_refused(kind: str, words: dict[str, Any], sentence: str) -> None:
    book = Book()
    if not sentence:  # clearing the size gives the default back
        book.do(kind, **words)
        assert not book.tab().row_properties
    else:
        assert sentence in book.refused(kind, **words)


def test_frozen_rows_follow_and_cannot_be_all_that_is_left() -> None:
    book = Book()
    book.do(
        "updateSheetProperties",
        properties={"gridProperties": {"frozenRowCount": 2}},
        fields="gridProperties.frozenRowCount",
    )
    book.do("insertDimension", range=rows(1, 2))
    assert book.tab().properties["gridProperties"]["frozenRowCount"] == 3
    assert (
        book.refused("deleteDimension", range=rows(3, 7))
        == "Sorry, it is not possible to delete all non-frozen rows."
    )
    book.do("deleteDimension", range=rows(0, 2))
    assert book.tab().properties["gridProperties"]["frozenRowCount"] == 1


def test_cells_are_pushed_aside_within_their_band_alone() -> None:
    book = Book().fill("1 | 2 | =A2", "3 | 4", "5 | 6")
    book.do("insertRange", range=area(1, 2, 0, 1), shiftDimension="ROWS")
    assert book.table() == ["1 | 2 | =A3", " | 4", "3 | 6", "5"]
    book.do("deleteRange", range=area(0, 1, 0, 1), shiftDimension="COLUMNS")
    assert book.table() == ["2 | =A3", " | 4", "3 | 6", "5"]
    book.do("deleteRange", range=area(2, 3, 0, 1), shiftDimension="ROWS")
    assert book.table() == ["2 | =#REF!", " | 4", "5 | 6"]
    book.do("insertRange", range=area(0, 6, 0, 4), shiftDimension="ROWS")
    assert (book.tab().row_count, book.table()[6]) == (9, "2 | =#REF!")


def test_groups_nest_and_are_taken_away_by_depth() -> None:
    book = Book()
    book.do("addDimensionGroup", range=rows(0, 5))
    groups = book.do("addDimensionGroup", range=rows(1, 3))["dimensionGroups"]
    assert [(one["range"]["startIndex"], one["range"]["endIndex"], one["depth"]) for one in groups] == [
        (0, 5, 1),
        (1, 3, 2),
    ]
    book.do(
        "updateDimensionGroup",
        dimensionGroup={"range": rows(1, 3), "depth": 2, "collapsed": True},
        fields="collapsed",
    )
    assert book.tab().row_properties[1] == {"hiddenByUser": True}
    left = book.do("deleteDimensionGroup", range=rows(0, 5))["dimensionGroups"]
    assert [(one["range"]["startIndex"], one["depth"]) for one in left] == [(1, 1)]


def test_columns_become_as_wide_as_their_longest_text() -> None:
    book = Book().fill("pendek | x", "jauh lebih panjang")
    book.do("autoResizeDimensions", dimensions=columns(0, 3))
    widths = {at: one["pixelSize"] for at, one in book.tab().column_properties.items()}
    assert list(widths) == [0, 1]
    assert widths[0] > widths[1]


def test_protected_rows_are_not_taken_apart_by_others() -> None:
    book = Book()
    book.do("addProtectedRange", protectedRange={"range": area(2, 4, 0, 4)})
    book.do("insertDimension", STAFF, range=rows(2, 3))
    for kind, words in (
        ("insertDimension", {"range": rows(4, 5)}),
        ("deleteDimension", {"range": rows(4, 5)}),
        ("moveDimension", {"source": rows(4, 5), "destinationIndex": 0}),
        ("moveDimension", {"source": rows(0, 1), "destinationIndex": 4}),
        (
            "sortRange",
            {"range": area(0, 6, 0, 4), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]},
        ),
    ):
        assert "protected cell" in book.refused(kind, STAFF, **words)


# ------------------------------------------------------------------------------------------------ sorting


def sort(*specs: tuple[int, str]) -> list[dict[str, Any]]:
    return [{"dimensionIndex": column, "sortOrder": order} for column, order in specs]


def test_numbers_come_before_texts_before_booleans_and_blanks_last() -> None:
    book = Book().fill("TRUE", "b", "", "10", "A", "2")
    book.do("sortRange", range=area(0, 6, 0, 1), sortSpecs=sort((0, "ASCENDING")))
    assert book.table() == ["2", "10", "A", "b", "TRUE"]
    book.do("sortRange", range=area(0, 6, 0, 1), sortSpecs=sort((0, "DESCENDING")))
    assert book.table() == ["TRUE", "b", "A", "10", "2"]


def test_a_sort_moves_cells_and_their_own_references_not_rows() -> None:
    book = Book().fill("2 | =A1 | x", "1 | =A2*A$1 | y")
    book.do("sortRange", range=area(0, 2, 0, 2), sortSpecs=sort((0, "ASCENDING")))
    assert book.table() == ["1 | =A1*A$1 | x", "2 | =A2 | y"]


def test_a_sort_goes_by_what_formulas_show_and_by_several_columns() -> None:
    book = Book().fill("=1+2 | b", "1 | c", "3 | a")
    book.do("sortRange", range=area(0, 3, 0, 2), sortSpecs=sort((0, "DESCENDING"), (1, "ASCENDING")))
    assert book.table() == ["3 | a", "=1+2 | b", "1 | c"]


@pytest.mark.parametrize("follows", [True, False])
def test_metadata_goes_with_a_sorted_row_only_where_it_is_set_so(follows: bool) -> None:
    book = Book().fill("2 | x", "1 | y")
    book.service.metadata_follows_sort = follows
    book.do("createDeveloperMetadata", developerMetadata={**mark(0), "metadataId": 1})
    book.do("sortRange", range=area(0, 2, 0, 1), sortSpecs=sort((0, "ASCENDING")))  # not the whole row
    assert book.it.metadata[1]["location"]["dimensionRange"]["startIndex"] == 0
    book.do("sortRange", range=area(0, 2, 0, 4), sortSpecs=sort((0, "DESCENDING")))
    assert book.it.metadata[1]["location"]["dimensionRange"]["startIndex"] == (1 if follows else 0)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"range": area(0, 2, 0, 2)}, "At least one sort spec"),
        ({"range": area(0, 2, 0, 2), "sortSpecs": sort((3, "ASCENDING"))}, "not within the range"),
        ({"range": area(0, 2, 0, 2), "sortSpecs": [{"dimensionIndex": 0}]}, "sortOrder"),
        (
            {"range": area(0, 9, 0, 2), "sortSpecs": sort((0, "ASCENDING"))},
            "GridRange.endRowIndex[9] is after last row in grid[6]",
        ),
    ],
)
def test_a_sort_that_means_nothing_is_refused(words: dict[str, Any], sentence: str) -> None:
    assert sentence in Book().refused("sortRange", **words)


# ------------------------------------------------------------------------------------------------ against an oracle

Row = tuple[float, int | None]
"""What a row holds: its number, and the id of its metadata."""
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["insert", "delete", "move", "sort", "sort back", "append"]),
        *[st.integers(0, 11)] * 3,
    ),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(CHANGES, st.permutations(range(1, 9)))
def test_rows_and_their_metadata_are_where_a_list_would_have_them(
    changes: list[tuple[str, int, int, int]], numbers: list[int]
) -> None:
    book = Book(rows=8, columns=2)
    oracle: list[Row] = []
    for at, number in enumerate(numbers):
        book.tab().rows[at][0] = Cell(float(number))
        book.do("createDeveloperMetadata", developerMetadata={**mark(at), "metadataId": number})
        oracle.append((float(number), number))
    for what, a, b, c in changes:
        size = len(oracle)
        start, end = (
            sorted((a % size, b % size + 1)) if a % size != b % size + 1 else (a % size - 1, a % size)
        )
        if what == "insert":
            book.do("insertDimension", range=rows(start, start + 1 + c % 3))
            oracle[start:start] = [(0.0, None)] * (1 + c % 3)
        elif what == "append":
            book.do("appendDimension", sheetId=0, dimension="ROWS", length=1)
            oracle.append((0.0, None))
        elif what == "delete" and end - start < size:
            book.do("deleteDimension", range=rows(start, end))
            del oracle[start:end]
        elif what == "move" and not start < c % (size + 1) < end:
            to = c % (size + 1)
            book.do("moveDimension", source=rows(start, end), destinationIndex=to)
            taken = oracle[start:end]
            del oracle[start:end]
            at = to if to <= start else to - len(taken)
            oracle[at:at] = taken
        elif what.startswith("sort"):
            order = "ASCENDING" if what == "sort" else "DESCENDING"
            book.do("sortRange", range=area(start, end, 0, 2), sortSpecs=sort((0, order)))
            part = oracle[start:end]
            filled = sorted((one for one in part if one[0]), reverse=order == "DESCENDING")
            oracle[start:end] = filled + [one for one in part if not one[0]]
        assert_like(book, oracle)


def assert_like(book: Book, oracle: list[Row]) -> None:
    tab = book.tab()
    assert tab.row_count == tab.properties["gridProperties"]["rowCount"] == len(oracle)
    assert [row[0].entered if 0 in row else 0.0 for row in tab.rows] == [number for number, _ in oracle]
    marked = {one["location"]["dimensionRange"]["startIndex"]: id for id, one in book.it.metadata.items()}
    assert marked == {at: id for at, (_, id) in enumerate(oracle) if id is not None}


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 5), st.integers(1, 4), st.integers(0, 5), st.sampled_from(["ROWS", "COLUMNS"]))
def test_what_is_inserted_and_deleted_again_leaves_no_trace(
    start: int, count: int, at: int, dimension: str
) -> None:
    book = Book(rows=6, columns=6).fill("1 | =B2+$C$3", "2 | =SUM(A1:C3)", "x | y | z")
    place = {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": start + count}
    book.do("createDeveloperMetadata", developerMetadata=mark(at, dimension=dimension))
    book.do("addNamedRange", namedRange={"name": "Nama", "range": area(1, 4, 1, 4)})
    before = picture(book.it).rpartition("generation")[0]
    book.call({"insertDimension": {"range": place}}, {"deleteDimension": {"range": place}})
    assert picture(book.it).rpartition("generation")[0] == before
