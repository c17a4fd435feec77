"""Over Google too a harness that catches nothing proves nothing: each planted defect is seen within 200 weeks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import pytest

from connectors.google.mending import Mending
from connectors.google.writing import Batch
from tests.fakes.sheets import Book, FakeGoogle
from tests.simulation.test_google import week_in_google

Planted = Callable[[], AbstractContextManager[Any]]
_by_filter = FakeGoogle._by_filter
_hits = Batch.hits


def _moved(book: Book, body: Any, column: Callable[[Book, Any, int], int | None]) -> None:
    """Let each column that is written count as being where ``column`` says."""
    for one in body["data"]:
        lookup = one["dataFilter"].get("developerMetadataLookup")
        if lookup is not None:
            place = lookup["metadataLocation"]["dimensionRange"]
            at = column(book, lookup["metadataId"], place["startIndex"])
            if at is not None:
                tab = book.by_id(place["sheetId"])
                tab.own()
                tab.columns[lookup["metadataId"]] = place["startIndex"] = at


def columns_written_where_they_stood_when_they_were_read() -> AbstractContextManager[Any]:
    def careless(self: FakeGoogle, book: Book, body: Any) -> Any:
        _moved(book, body, lambda _book, _id, read: read)
        return _by_filter(self, book, body)

    return patch.object(FakeGoogle, "_by_filter", careless)


def metadata_trusted_wherever_it_is() -> AbstractContextManager[Any]:
    def careless(self: FakeGoogle, book: Book, body: Any) -> Any:
        _moved(
            book, body, lambda book, id, _: next((t.columns[id] for t in book.tabs if id in t.columns), None)
        )
        return _by_filter(self, book, body)

    return patch.object(FakeGoogle, "_by_filter", careless)


def a_word_emptied_in_whatever_row_it_hit() -> AbstractContextManager[Any]:
    return patch.object(
        Batch, "hits", lambda self, said: [(leaf, word, id, True) for leaf, word, id, _ in _hits(self, said)]
    )


def taken_words_left_standing() -> AbstractContextManager[Any]:
    return patch.object(Mending, "words", lambda *_: False)


def a_new_row_left_under_other_headings() -> AbstractContextManager[Any]:
    return patch.object(Mending, "_placed", lambda *_: False)


def a_new_row_thought_well_placed() -> AbstractContextManager[Any]:
    return patch.object(Batch, "misplaced", lambda *_: [])


def a_drop_down_thought_well_placed() -> AbstractContextManager[Any]:
    return patch.object(Batch, "offered_elsewhere", lambda *_: [])


def a_drop_down_left_beside_its_cell() -> AbstractContextManager[Any]:
    return patch.object(Mending, "_offers", lambda *_: False)


DEFECTS = (
    columns_written_where_they_stood_when_they_were_read, metadata_trusted_wherever_it_is,
    a_word_emptied_in_whatever_row_it_hit, taken_words_left_standing, a_new_row_left_under_other_headings,
    a_new_row_thought_well_placed, a_drop_down_thought_well_placed, a_drop_down_left_beside_its_cell,
)  # fmt: skip


@pytest.mark.parametrize("planted", DEFECTS, ids=lambda planted: planted.__name__)
def test_a_planted_defect_is_caught(planted: Planted) -> None:
    with planted():
        for seed in range(100, 200):
            for follows in (True, False):
                if week_in_google(seed, follows=follows).violations:
                    return
    pytest.fail("200 weeks did not see it")
