"""What is written as JSON comes back as it was."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connectors.journal.codec import (
    case_from,
    from_json,
    given_from,
    request_from,
    submission_from,
    to_json,
)
from flows.engine.calendar import JAKARTA
from flows.engine.case import Agreement, AnswerState, Case, Given, Letter, Request, Submission
from tests.connectors.journal.small import NOW

TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\ud800\udbff"), max_size=8
)  # lone surrogates too
HEADINGS = TEXTS | st.sampled_from(["$at", "$day", "$$at", "$"])
EARLY, LATE = NOW.replace(year=1970, tzinfo=None), NOW.replace(year=2200, tzinfo=None)
MOMENTS = st.datetimes(EARLY, LATE, timezones=st.sampled_from([JAKARTA, UTC]))
CELLS = st.dictionaries(HEADINGS, TEXTS | st.integers() | st.dates(), max_size=3)
FREE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | st.dates() | MOMENTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(HEADINGS, inner, max_size=3),
    max_leaves=8,
)


def some_of(kind: type, **special: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """A strategy for every field of a dataclass, by its annotation; special ones by name."""
    by_type = {
        "str": TEXTS, "int": st.integers(), "bool": st.booleans(), "datetime": MOMENTS,
        "datetime | None": st.none() | MOMENTS, "Mapping[str, str | int | date]": CELLS,
        "Mapping[str, str]": st.dictionaries(HEADINGS, TEXTS, max_size=3),
        "tuple[str, ...]": st.lists(TEXTS, max_size=3).map(tuple), "AnswerState": st.sampled_from(AnswerState),
        "tuple[tuple[str, str, str], ...]": st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=2).map(tuple),
    }  # fmt: skip
    return st.builds(
        kind,
        **{
            name: special[name] if name in special else by_type[of]
            for name, of in kind.__annotations__.items()
        },
    )


CASES = some_of(
    Case,
    letters=st.lists(some_of(Letter), max_size=2).map(tuple),
    agreements=st.lists(some_of(Agreement), max_size=2).map(tuple),
)


@given(CASES)
@settings(max_examples=150, deadline=None)
def test_a_case_comes_back_as_it_was(case: Case) -> None:
    assert case_from(to_json(case)) == case


@pytest.mark.parametrize(
    ("kind", "read"), [(Request, request_from), (Given, given_from), (Submission, submission_from)]
)
def test_what_people_say_comes_back_as_it_was(kind: type, read: Any) -> None:
    @given(some_of(kind))
    @settings(max_examples=50, deadline=None)
    def comes_back(one: object) -> None:
        assert read(to_json(one)) == one

    comes_back()


@given(FREE)
@settings(max_examples=200, deadline=None)
def test_free_data_comes_back_and_has_one_writing_only(value: object) -> None:
    text = to_json(value)
    assert from_json(text) == value
    assert to_json(from_json(text)) == text
    assert text.isascii()


def test_a_moment_of_the_office_comes_back_in_its_time_zone() -> None:
    at = datetime(2026, 11, 23, 9, tzinfo=JAKARTA)
    assert from_json(to_json({"at": at}))["at"].tzinfo is JAKARTA


def test_a_text_that_looks_like_a_day_stays_a_text() -> None:
    assert from_json(to_json(["2026-11-24", {"$day": "not a day"}, date(2026, 11, 24)])) == [
        "2026-11-24", {"$day": "not a day"}, date(2026, 11, 24),
    ]  # fmt: skip


def test_a_case_that_an_earlier_version_wrote_gets_the_defaults() -> None:
    at = '{"$at":"2026-11-23T09:00:00+07:00"}'
    old = f'{{"v":1,"id":"a","flow":"f","register":"r","status":"s","opened_at":{at},"arrived_at":{at},"gone":1}}'
    assert case_from(old).visit == 1


def test_a_case_that_a_later_version_wrote_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="knows versions up to 1"):
        case_from('{"v":2}')


def test_what_cannot_be_kept_is_refused() -> None:
    with pytest.raises(TypeError, match="cannot be kept"):
        to_json({"x": object()})
