"""The responses of a form of the stand-in, as the API lists them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from connectors.google.emulator.forms_items import entry_of
from connectors.google.emulator.forms_model import timestamp
from tests.connectors.google.emulator.forms_desk import (
    MONDAY,
    OFFICE,
    Desk,
    choice,
    create,
    refused,
    text,
)


def seven_days(desk: Desk) -> tuple[str, str]:
    id = desk.form(text())
    (asked,) = desk.question_ids(id)
    for day in range(7):
        desk.now = MONDAY + timedelta(days=day)
        assert desk.answer(id, {entry_of(asked): f"Hari {day}"}).status_code == 200
    return id, asked


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("timestamp > 2026-11-25T02:30:00Z", 4),
        ("timestamp >= 2026-11-25T02:30:00Z", 5),
        ("timestamp >= 2026-11-25T02:30:00.000000001Z", 4),
        ("timestamp > 2027-01-01T00:00:00Z", 0),
    ],
)
def test_responses_are_filtered_by_time(desk: Desk, words: str, found: int) -> None:
    id, _ = seven_days(desk)
    assert len(desk.responses(id, filter=words)) == found


@pytest.mark.parametrize(
    "words",
    [
        "timestamp < 2026-11-25T02:30:00Z",
        "timestamp > 2026-11-25",
        "timestamp > 2026-11-25T02:30:00+07:00",
        "timestamp > 2026-13-25T02:30:00Z",
        "email = x",
    ],
)
def test_other_filters_are_refused(desk: Desk, words: str) -> None:
    id, _ = seven_days(desk)
    refused(lambda: desk.responses(id, filter=words))


def test_pages_bring_each_response_once(desk: Desk) -> None:
    id, asked = seven_days(desk)
    words = "timestamp > 2026-11-23T02:30:00Z"
    seen: list[str] = []
    token = ""
    for _ in range(3):
        page = desk.call("responses.list", formId=id, pageSize=2, pageToken=token, filter=words)
        seen += [one["answers"][asked]["textAnswers"]["answers"][0]["value"] for one in page["responses"]]
        token = page.get("nextPageToken", "")
    assert token == ""
    assert sorted(seen) == [f"Hari {day}" for day in range(1, 7)]
    assert seen != sorted(seen), "the order is not promised"
    first = desk.call("responses.list", formId=id, pageSize=2, filter=words)["nextPageToken"]
    refused(lambda: desk.call("responses.list", formId=id, pageToken=first))
    refused(lambda: desk.call("responses.list", formId=id, pageToken="x"))
    refused(lambda: desk.call("responses.list", formId=id, pageSize=-1))


def test_no_responses_is_an_empty_object(desk: Desk) -> None:
    id = desk.form(text())
    assert desk.call("responses.list", formId=id) == {}
    desk.answer(id, {})
    assert set(desk.responses(id)[0]) == {"responseId", "createTime", "lastSubmittedTime"}


@pytest.mark.parametrize("by_edit", [True, False])
def test_which_time_the_filter_means_is_a_switch(desk: Desk, by_edit: bool) -> None:
    desk.forms.filter_by_edit = by_edit
    id, asked = seven_days(desk)
    first = min(desk.known(id).responses.values(), key=lambda one: one.created)
    desk.now += timedelta(days=1)
    desk.answer(id, {entry_of(asked): "Diubah", "edit2": first.edit})
    assert len(desk.responses(id, filter="timestamp > 2026-11-29T12:00:00Z")) == by_edit


def test_a_quiz_is_graded(desk: Desk) -> None:
    id = desk.form()
    quiz = {"settings": {"quizSettings": {"isQuiz": True}}, "updateMask": "quizSettings.isQuiz"}
    grading = {"pointValue": 2, "correctAnswers": {"answers": [{"value": "Ya"}]}}
    item = choice("RADIO", "Ya", "Tidak")
    item["questionItem"]["question"]["grading"] = grading
    desk.batch(id, {"updateSettings": quiz}, create(item))
    desk.publish(id)
    (asked,) = desk.question_ids(id)
    desk.answer(id, {entry_of(asked): "Ya"})
    (response,) = desk.responses(id)
    assert response["totalScore"] == 2.0
    assert response["answers"][asked]["grade"] == {"score": 2.0, "correct": True}
    desk.batch(id, {"updateSettings": {"settings": {}, "updateMask": "*"}})
    assert "grading" not in desk.get(id)["items"][0]["questionItem"]["question"]


def test_a_copy_has_the_questions_and_no_responses(desk: Desk) -> None:
    id, asked = seven_days(desk)
    copy = desk.forms.files.create(OFFICE, "Salinan", desk.forms.files.all[id].mime_type, desk.now)
    desk.forms.copied(id, copy.id)
    assert desk.question_ids(copy.id) == [asked]
    assert desk.call("responses.list", formId=copy.id) == {}
    assert desk.get(copy.id)["responderUri"] != desk.get(id)["responderUri"]
    desk.forms.deleted(copy.id)
    assert copy.id not in desk.forms.all


@pytest.mark.parametrize(
    ("microsecond", "shown"), [(0, "30:00Z"), (120_000, "30:00.120Z"), (120, "30:00.000120Z")]
)
def test_timestamps_have_no_3_or_6_digits(microsecond: int, shown: str) -> None:
    assert timestamp(MONDAY.replace(microsecond=microsecond)).endswith(shown)


def test_the_state_survives_as_json(desk: Desk) -> None:
    id, _ = seven_days(desk)
    state = json.loads(json.dumps(desk.forms.saved()))
    before = (desk.get(id), desk.responses(id))
    desk.forms.all.clear()
    desk.forms.restore(state)
    assert (desk.get(id), desk.responses(id)) == before
