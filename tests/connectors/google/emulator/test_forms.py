"""Forms v1 of the stand-in: what the API does with a form."""

from __future__ import annotations

from typing import Any

import pytest

from connectors.google.emulator.calls import Permission, Role
from connectors.google.emulator.forms_items import entry_of
from tests.connectors.google.emulator.forms_desk import (
    CITIZEN,
    Desk,
    choice,
    create,
    question,
    refused,
    text,
)


def test_a_new_form_has_a_title_and_nothing_else(desk: Desk) -> None:
    made = desk.call("create", {"info": {"title": "Izin", "documentTitle": "Formulir izin"}})
    assert made["info"] == {"title": "Izin", "documentTitle": "Formulir izin"}
    assert "items" not in made
    assert made["publishSettings"] == {"publishState": {}}, "unpublished since 2026-06-30; false is left out"
    assert made["responderUri"].startswith("http://127.0.0.1:8099/forms/d/e/1FAIpQLS")
    assert desk.forms.files.all[made["formId"]].name == "Formulir izin"
    assert desk.call("create", {"info": {"title": "Izin"}})["info"]["documentTitle"] == "Untitled form"


@pytest.mark.parametrize(
    "body",
    [
        {"info": {"title": "Izin", "description": "Untuk koperasi"}},
        {"info": {"title": "Izin"}, "items": []},
        {"info": {"title": "Izin"}, "settings": {}},
    ],
)
def test_only_the_titles_can_be_set_when_creating(desk: Desk, body: dict[str, Any]) -> None:
    message = refused(lambda: desk.call("create", body))
    assert message == (
        "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
    )


def test_a_form_is_its_makers_until_shared(desk: Desk) -> None:
    id = desk.form()
    assert refused(lambda: desk.call("get", who=CITIZEN, formId=id), 404) == "Requested entity was not found."
    file = desk.forms.files.all[id]
    file.permissions["p"] = Permission("p", "user", Role.READER, CITIZEN)
    assert desk.call("get", who=CITIZEN, formId=id)["formId"] == id
    refused(lambda: desk.call("responses.list", who=CITIZEN, formId=id), 403)
    refused(lambda: desk.call("batchUpdate", {"requests": [create(text())]}, CITIZEN, formId=id), 403)


def test_a_batch_makes_items_and_answers_with_their_ids(desk: Desk) -> None:
    id = desk.form()
    answer = desk.batch(
        id, create(text("Nama", required=True)), create({"title": "Data", "pageBreakItem": {}}, 1)
    )
    (first, second) = answer["replies"]
    assert set(first["createItem"]) == {"itemId", "questionId"}
    assert set(second["createItem"]) == {"itemId"}
    shown = desk.get(id)
    assert answer["writeControl"] == {"requiredRevisionId": shown["revisionId"]}
    assert shown["items"] == [
        {
            "itemId": first["createItem"]["itemId"],
            "title": "Nama",
            "questionItem": {
                "question": {
                    "questionId": first["createItem"]["questionId"][0],
                    "required": True,
                    "textQuestion": {},
                }
            },
        },
        {"itemId": second["createItem"]["itemId"], "title": "Data", "pageBreakItem": {}},
    ]
    assert all(len(one) == 8 and int(one, 16) <= 0x7FFFFFFF for one in first["createItem"]["questionId"])


def test_one_bad_request_changes_nothing(desk: Desk) -> None:
    id = desk.form(text())
    before = desk.get(id)
    info = {"updateFormInfo": {"info": {"title": "Lain"}, "updateMask": "title"}}
    refused(lambda: desk.batch(id, info, {"deleteItem": {"location": {"index": 0}}}, create(text("a\nb"))))
    assert desk.get(id) == before


def test_a_stale_revision_is_refused(desk: Desk) -> None:
    id = desk.form()
    stale = desk.get(id)["revisionId"]
    desk.batch(id, create(text()), writeControl={"requiredRevisionId": stale})
    for word in ("requiredRevisionId", "targetRevisionId"):
        refused(lambda word=word: desk.batch(id, create(text()), writeControl={word: stale}))
    fresh = desk.batch(id, create(text()), writeControl={}, includeFormInResponse=True)["form"]["revisionId"]
    assert fresh == desk.get(id)["revisionId"] != stale


def test_info_and_settings_follow_their_masks(desk: Desk) -> None:
    id = desk.form()
    info = {"title": "Baru", "description": "Baris 1\nBaris 2"}
    desk.batch(id, {"updateFormInfo": {"info": info, "updateMask": "description"}})
    assert desk.get(id)["info"]["title"] == "Permintaan data"
    assert desk.get(id)["info"]["description"] == "Baris 1\nBaris 2"
    desk.batch(
        id,
        {
            "updateSettings": {
                "settings": {"emailCollectionType": "VERIFIED"},
                "updateMask": "email_collection_type",
            }
        },
    )
    assert desk.get(id)["settings"] == {"emailCollectionType": "VERIFIED"}
    for mask in ("", "info.title", "documentTitle", "judul"):
        refused(
            lambda mask=mask: desk.batch(id, {"updateFormInfo": {"info": {"title": "x"}, "updateMask": mask}})
        )


def test_an_update_that_leaves_the_question_id_blank_gives_a_new_one(desk: Desk) -> None:
    id = desk.form(text("Nama"))
    (before,) = desk.get(id)["items"]
    changed = {"title": "Nama lengkap", "questionItem": {"question": {"required": True, "textQuestion": {}}}}
    where = {"location": {"index": 0}, "item": changed}
    desk.batch(id, {"updateItem": {**where, "updateMask": "title,questionItem.question.required"}})
    (after,) = desk.get(id)["items"]
    assert after["itemId"] == before["itemId"]
    assert desk.question_ids(id) == [before["questionItem"]["question"]["questionId"]]
    desk.batch(id, {"updateItem": {**where, "updateMask": "questionItem"}})
    assert desk.question_ids(id) != [before["questionItem"]["question"]["questionId"]]
    kept = {"location": {"index": 0}, "item": {**desk.get(id)["items"][0], "title": "Nama anggota"}}
    ids = desk.question_ids(id)
    desk.batch(id, {"updateItem": {**kept, "updateMask": "*"}})
    assert desk.question_ids(id) == ids
    assert desk.get(id)["items"][0]["title"] == "Nama anggota"


def test_a_question_may_change_its_kind_an_item_may_not(desk: Desk) -> None:
    id = desk.form(text())
    other = {"questionItem": {"question": {"dateQuestion": {"includeYear": True}}}}
    desk.batch(
        id,
        {
            "updateItem": {
                "item": other,
                "location": {"index": 0},
                "updateMask": "questionItem.question.dateQuestion",
            }
        },
    )
    (item,) = desk.get(id)["items"]
    assert set(item["questionItem"]["question"]) == {"questionId", "dateQuestion"}
    refused(
        lambda: desk.batch(
            id,
            {
                "updateItem": {
                    "item": {"textItem": {}},
                    "location": {"index": 0},
                    "updateMask": "textItem",
                }
            },
        )
    )


def test_items_are_moved_and_deleted(desk: Desk) -> None:
    id = desk.form(text("A"), text("B"), text("C"))
    move = {"moveItem": {"originalLocation": {"index": 0}, "newLocation": {"index": 2}}}
    assert desk.batch(id, move, {"deleteItem": {"location": {"index": 0}}})["replies"] == [{}, {}]
    assert [item["title"] for item in desk.get(id)["items"]] == ["C", "A"]
    for location in ({"index": 2}, {"index": -1}, {}):
        refused(lambda location=location: desk.batch(id, {"deleteItem": {"location": location}}))
    refused(lambda: desk.batch(id, create(text(), 3)))


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (text("Nama\nlengkap"), "Displayed text cannot contain newlines"),
        (choice("RADIO", {"isOther": True, "value": "Lain"}), "Cannot set option.value when isOther is true"),
        ({**text(), "itemId": "q_1"}, "q_1: Invalid ID"),
        (question("Nama", textQuestion={}, questionId="80000000"), "80000000: Invalid ID"),
        (choice("RADIO"), "options is required"),
        (choice("RADIO", "Ya", "Ya"), "Duplicate option"),
        (choice("DROP_DOWN", "Ya", {"isOther": True}), "isOther"),
        (choice("CHECKBOX", {"value": "Ya", "goToAction": "SUBMIT_FORM"}), "Section navigation"),
        (choice("RADIO", {"value": "Ya", "goToSectionId": "123"}), "does not exist"),
        (question("Berkas", fileUploadQuestion={"folderId": "x"}), "file upload"),
        (question("Nilai", scaleQuestion={"low": 2, "high": 5}), "scale"),
        (question("Nilai", ratingQuestion={"ratingScaleLevel": 5}), "iconType"),
        (question("Dua", textQuestion={}, timeQuestion={}), "exactly one kind"),
        (question("Baris", rowQuestion={"title": "x"}), "question group"),
        ({"title": "Kosong"}, "exactly one kind"),
        (question("Nilai", textQuestion={}, grading={"pointValue": 1}), "quiz"),
        ({"questionGroupItem": {"questions": [], "grid": {}}}, "grid"),
    ],
)
def test_items_google_refuses(desk: Desk, item: dict[str, Any], words: str) -> None:
    id = desk.form()
    assert words in refused(lambda: desk.batch(id, create(item)))


def test_pictures_are_not_played_at(desk: Desk) -> None:
    id = desk.form()
    refused(
        lambda: desk.batch(id, create({"imageItem": {"image": {"sourceUri": "https://x.id/a.png"}}})), 501
    )


def test_question_ids_may_be_chosen_and_make_the_entry_ids(desk: Desk) -> None:
    id = desk.form(question("Tiket", textQuestion={}, questionId="6a401f94"))
    assert desk.question_ids(id) == ["6a401f94"]
    assert entry_of("6a401f94") == "entry.1782587284"
    assert "already used" in refused(
        lambda: desk.batch(id, create(question("Lagi", textQuestion={}, questionId="6A401F94")))
    )


def test_publishing_needs_both_words(desk: Desk) -> None:
    id = desk.form(published=False)
    for state in (
        {"isPublished": True},
        {"isAcceptingResponses": True},
        {"isPublished": False, "isAcceptingResponses": True},
    ):
        body = {"publishSettings": {"publishState": state}}
        refused(lambda body=body: desk.call("setPublishSettings", body, formId=id))
    state = {"isPublished": True, "isAcceptingResponses": False}
    body = {"publishSettings": {"publishState": state}, "updateMask": "publish_state"}
    answer = desk.call("setPublishSettings", body, formId=id)
    assert answer == {"formId": id, "publishSettings": {"publishState": {"isPublished": True}}}
    revision = desk.get(id)["revisionId"]
    desk.publish(id)
    assert desk.get(id)["revisionId"] == revision, "publishing is no content"
