"""Forms v1 of the stand-in: what the API does with a form, and what a person does with its page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from connectors.google.emulator.calls import ApiError, Call, Files, Permission, Role
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_items import entry_of
from connectors.google.emulator.forms_model import Form, timestamp
from connectors.google.emulator.forms_page import FormPage
from connectors.google.emulator.pages import Pages
from tests.connectors.google.emulator.schema import check_answer, check_call

OFFICE = "dinas@contoh.go.id"
CITIZEN = "warga@contoh.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Desk:
    """The office's token at the API, people at the page, and a clock that both share."""

    def __init__(self) -> None:
        numbers = count(1)
        self.now = MONDAY
        self.forms = Forms(Files(lambda: f"file-{next(numbers)}"), base="http://127.0.0.1:8099")
        self.people = Client(Pages(FormPage(self.forms, lambda: self.now).pages()))

    def call(self, method: str, body: dict[str, Any] | None = None, who: str = OFFICE, **params: Any) -> Any:
        call = Call(f"forms.forms.{method}", who, params, body or {}, self.now)
        check_call(call)
        answer = self.forms.handlers()[call.method](call)
        check_answer(call, answer)
        return answer

    def form(self, *items: dict[str, Any], published: bool = True) -> str:
        """A form that anyone may answer."""
        id = str(self.call("create", {"info": {"title": "Permintaan data"}})["formId"])
        if items:
            self.batch(id, *(create(item, n) for n, item in enumerate(items)))
        if published:
            self.publish(id)
        return id

    def batch(self, id: str, *requests: dict[str, Any], **words: Any) -> Any:
        return self.call("batchUpdate", {"requests": list(requests), **words}, formId=id)

    def publish(self, id: str, kind: str = "anyone", email: str = "") -> None:
        state = {"isPublished": True, "isAcceptingResponses": True}
        self.call("setPublishSettings", {"publishSettings": {"publishState": state}}, formId=id)
        permission = Permission(f"p-{id}", kind, Role.READER, email, view="published")
        self.forms.files.all[id].permissions[permission.id] = permission

    def get(self, id: str) -> Any:
        return self.call("get", formId=id)

    def question_ids(self, id: str) -> list[str]:
        return [item["questionItem"]["question"]["questionId"] for item in self.get(id)["items"]]

    def path(self, id: str, page: str = "viewform") -> str:
        return str(self.get(id)["responderUri"]).removeprefix(self.forms.base).replace("viewform", page)

    def view(self, id: str, **words: str) -> TestResponse:
        return self.people.get(self.path(id), query_string=words)

    def answer(self, id: str, fields: dict[str, Any], who: str = "") -> TestResponse:
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        return self.people.post(self.path(id, "formResponse"), data=fields, headers=headers)

    def responses(self, id: str, **params: Any) -> list[dict[str, Any]]:
        found = self.call("responses.list", formId=id, **params).get("responses", [])
        return sorted(found, key=lambda one: str(one["createTime"]))

    def values(self, id: str) -> list[dict[str, list[str]]]:
        return [
            {
                key: [one["value"] for one in answer["textAnswers"]["answers"]]
                for key, answer in response.get("answers", {}).items()
            }
            for response in self.responses(id)
        ]

    def known(self, id: str) -> Form:
        return self.forms.all[id]


@pytest.fixture
def desk() -> Desk:
    return Desk()


def create(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"createItem": {"item": item, "location": {"index": index}}}


def question(title: str, required: bool = False, **kind: Any) -> dict[str, Any]:
    return {"title": title, "questionItem": {"question": {"required": required, **kind}}}


def text(title: str = "Nama", required: bool = False, **words: Any) -> dict[str, Any]:
    return question(title, required, textQuestion=words)


def choice(kind: str, *options: Any, title: str = "Pilihan", required: bool = False) -> dict[str, Any]:
    shown = [one if isinstance(one, dict) else {"value": one} for one in options]
    return question(title, required, choiceQuestion={"type": kind, "options": shown})


def refused(act: Callable[[], Any], code: int = 400) -> str:
    with pytest.raises(ApiError) as caught:
        act()
    assert caught.value.code == code
    return str(caught.value)


# ----------------------------------------------------------------------------------------------- the form


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


GRID = {
    "title": "Nilai",
    "questionGroupItem": {
        "questions": [
            {"rowQuestion": {"title": "Layanan"}},
            {"rowQuestion": {"title": "Waktu"}, "required": True},
        ],
        "grid": {"columns": {"type": "RADIO", "options": [{"value": "Baik"}, {"value": "Kurang"}]}},
    },
}


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


# ----------------------------------------------------------------------------------------------- the page


def test_a_citizen_answers_and_the_office_reads(desk: Desk) -> None:
    id = desk.form(text("Nama", required=True), text("Alasan", paragraph=True))
    name, reason = desk.question_ids(id)
    page = desk.view(id)
    assert page.status_code == 200
    assert f'name="{entry_of(name)}"' in page.text
    sent = desk.answer(id, {entry_of(name): "Siti <b>", entry_of(reason): "Satu\r\nDua"})
    assert sent.status_code == 200
    assert "Jawaban Anda telah direkam." in sent.text
    (response,) = desk.responses(id)
    assert response == {
        "responseId": response["responseId"],
        "createTime": "2026-11-23T02:30:00Z",
        "lastSubmittedTime": "2026-11-23T02:30:00Z",
        "answers": {
            name: {"questionId": name, "textAnswers": {"answers": [{"value": "Siti <b>"}]}},
            reason: {"questionId": reason, "textAnswers": {"answers": [{"value": "Satu\nDua"}]}},
        },
    }
    one = desk.call("responses.get", formId=id, responseId=response["responseId"])
    assert one == {"formId": id, **response}
    refused(lambda: desk.call("responses.get", formId=id, responseId="ACYD"), 404)


def test_a_prefilled_link_fills_the_page(desk: Desk) -> None:
    id = desk.form(
        text(), choice("CHECKBOX", "Data", "Izin", {"isOther": True}), choice("DROP_DOWN", "Ya", "Tidak")
    )
    name, kind, sure = (entry_of(one) for one in desk.question_ids(id))
    words = {
        "usp": "pp_url",
        name: 'Ani "A" & Co',
        kind: "__other_option__",
        f"{kind}.other_option_response": "Aduan",
        sure: "Tidak",
    }
    page = desk.view(id, **words).text
    assert 'value="Ani &#34;A&#34; &amp; Co"' in page
    assert 'value="Aduan"' in page
    assert '<option value="Tidak" selected>' in page
    assert page.count("checked") == 1


def test_a_required_question_and_a_strange_choice_are_pointed_out(desk: Desk) -> None:
    id = desk.form(text("Nama", required=True), choice("RADIO", "Ya", "Tidak"))
    name, sure = desk.question_ids(id)
    sent = desk.answer(id, {entry_of(name): "  ", entry_of(sure): "Mungkin"})
    assert sent.status_code == 400
    assert "Pertanyaan ini wajib diisi" in sent.text
    assert "«Mungkin» bukan pilihan" in sent.text
    assert desk.responses(id) == []


def test_each_kind_of_question_writes_its_answer_in_googles_format(desk: Desk) -> None:
    id = desk.form(
        choice("CHECKBOX", "A", "B", "C", {"isOther": True}),
        question("Lahir", dateQuestion={"includeYear": True}),
        question("Hari", dateQuestion={}),
        question("Rapat", dateQuestion={"includeYear": True, "includeTime": True}),
        question("Jam", timeQuestion={}),
        question("Lama", timeQuestion={"duration": True}),
        question("Nilai", scaleQuestion={"low": 1, "high": 5}),
        question("Bintang", ratingQuestion={"iconType": "STAR", "ratingScaleLevel": 5}),
    )
    ids = desk.question_ids(id)
    box, born, day, meeting, hour, length, scale, stars = (entry_of(one) for one in ids)
    sent = desk.answer(
        id,
        {
            box: ["C", "A", "__other_option__"],
            f"{box}.other_option_response": "Lain sama sekali",
            born: "1986-05-19",
            f"{day}_month": "2",
            f"{day}_day": "29",
            f"{meeting}_year": "2026",
            f"{meeting}_month": "11",
            f"{meeting}_day": "24",
            f"{meeting}_hour": "9",
            f"{meeting}_minute": "5",
            hour: "14:51",
            length: "36:05",
            scale: "5",
            stars: "4",
        },
    )
    assert sent.status_code == 200, sent.text
    (values,) = desk.values(id)
    assert [values[one] for one in ids] == [
        ["A", "C", "Lain sama sekali"],
        ["1986-05-19"],
        ["02-29"],
        ["2026-11-24 09:05"],
        ["14:51"],
        ["36:05"],
        ["5"],
        ["4"],
    ]


@pytest.mark.parametrize(
    ("item", "value"),
    [
        (question("Lahir", dateQuestion={"includeYear": True}), "2026-02-29"),
        (question("Lahir", dateQuestion={"includeYear": True}), "05-19"),
        (question("Rapat", dateQuestion={"includeYear": True, "includeTime": True}), "2026-02-28"),
        (question("Jam", timeQuestion={}), "24:00"),
        (question("Nilai", scaleQuestion={"low": 1, "high": 5}), "0"),
        (question("Nilai", scaleQuestion={"low": 1, "high": 5}), "lima"),
        (choice("RADIO", "A", "B"), ["A", "B"]),
        (choice("RADIO", "A", {"isOther": True}), "__other_option__"),
        (choice("RADIO", "A"), "__other_option__"),
    ],
)
def test_values_that_do_not_suit_their_question(desk: Desk, item: dict[str, Any], value: Any) -> None:
    id = desk.form(item)
    (asked,) = desk.question_ids(id)
    assert desk.answer(id, {entry_of(asked): value}).status_code == 400
    assert desk.responses(id) == []


def test_a_grid_has_an_answer_for_each_row(desk: Desk) -> None:
    id = desk.form(GRID)
    rows = desk.get(id)["items"][0]["questionGroupItem"]["questions"]
    service, waiting = (row["questionId"] for row in rows)
    assert desk.answer(id, {entry_of(service): "Baik"}).status_code == 400
    assert desk.answer(id, {entry_of(waiting): "Kurang"}).status_code == 200
    assert desk.values(id) == [{waiting: ["Kurang"]}]


def test_a_section_that_was_skipped_asks_nothing(desk: Desk) -> None:
    id = desk.form(
        choice(
            "RADIO",
            {"value": "Ya", "goToAction": "NEXT_SECTION"},
            {"value": "Tidak", "goToSectionId": "c0ffee"},
        ),
        {"title": "Rincian", "pageBreakItem": {}},
        text("Rincian", required=True),
        {"title": "Akhir", "pageBreakItem": {}, "itemId": "00c0ffee"},
        text("Pesan"),
    )
    items = desk.get(id)["items"]
    sure, details, words = (items[n]["questionItem"]["question"]["questionId"] for n in (0, 2, 4))
    assert desk.answer(id, {entry_of(sure): "Ya"}).status_code == 400
    sent = {entry_of(sure): "Tidak", entry_of(details): "tidak dihitung", entry_of(words): "Terima kasih"}
    assert desk.answer(id, sent).status_code == 200
    assert desk.values(id) == [{sure: ["Tidak"], words: ["Terima kasih"]}]


def test_an_answer_that_leads_back_cannot_be_sent(desk: Desk) -> None:
    id = desk.form(choice("RADIO", {"value": "Ulang", "goToAction": "RESTART_FORM"}, "Selesai"))
    (asked,) = desk.question_ids(id)
    assert desk.answer(id, {entry_of(asked): "Ulang"}).status_code == 400
    assert desk.answer(id, {entry_of(asked): "Selesai"}).status_code == 200


def test_an_edited_response_keeps_its_id(desk: Desk) -> None:
    id = desk.form(text(), choice("RADIO", "A", {"isOther": True}))
    name, kind = desk.question_ids(id)
    sent = desk.answer(id, {entry_of(name): "Siti", entry_of(kind): "A"})
    link = sent.text.split('href="')[1].split('"')[0]
    assert 'value="Siti"' in desk.people.get(link).text
    secret = link.split("edit2=")[1]
    desk.now += timedelta(hours=1, microseconds=250)
    other = {
        entry_of(name): "Siti Aminah",
        entry_of(kind): "__other_option__",
        f"{entry_of(kind)}.other_option_response": "Lain",
    }
    assert desk.answer(id, {**other, "edit2": secret}).status_code == 200
    (response,) = desk.responses(id)
    assert response["createTime"] == "2026-11-23T02:30:00Z"
    assert response["lastSubmittedTime"] == "2026-11-23T03:30:00.000250Z"
    assert desk.values(id) == [{name: ["Siti Aminah"], kind: ["Lain"]}]
    assert 'value="Lain"' in desk.people.get(link).text
    assert desk.answer(id, {**other, "edit2": "2_ABaOnuTiruan"}).status_code == 404


@pytest.mark.parametrize("accepting", [False, True])
def test_a_closed_form_says_so(desk: Desk, accepting: bool) -> None:
    id = desk.form(text())
    (asked,) = desk.question_ids(id)
    state = {"isPublished": True, "isAcceptingResponses": accepting}
    desk.call("setPublishSettings", {"publishSettings": {"publishState": state}}, formId=id)
    assert desk.view(id).status_code == (200 if accepting else 403)
    assert ("tidak lagi menerima jawaban" in desk.view(id).text) is not accepting
    assert desk.answer(id, {entry_of(asked): "Siti"}).status_code == (200 if accepting else 403)
    assert len(desk.responses(id)) == accepting


def test_publishing_alone_lets_nobody_in(desk: Desk) -> None:
    id = desk.form(text(), published=False)
    assert "belum diterbitkan" in desk.view(id).text
    desk.publish(id, "user", CITIZEN)
    assert desk.answer(id, {}).status_code == 403
    assert desk.answer(id, {}, who="lain@contoh.id").status_code == 403
    assert desk.answer(id, {}, who=CITIZEN).status_code == 200
    assert desk.forms.files.all[id].role_of(CITIZEN) is None, (
        "whoever may answer may not open the form itself"
    )
    desk.publish(id, "domain", "contoh.id")
    assert desk.answer(id, {}, who="lain@contoh.id").status_code == 200


@pytest.mark.parametrize(
    ("setting", "who", "typed", "kept"),
    [
        ("DO_NOT_COLLECT", CITIZEN, "palsu@contoh.id", None),
        ("VERIFIED", CITIZEN, "palsu@contoh.id", CITIZEN),
        ("VERIFIED", "", "palsu@contoh.id", "refused"),
        ("RESPONDER_INPUT", CITIZEN, "palsu@contoh.id", "palsu@contoh.id"),
        ("RESPONDER_INPUT", CITIZEN, "bukan alamat", "refused"),
    ],
)
def test_which_address_is_kept(desk: Desk, setting: str, who: str, typed: str, kept: str | None) -> None:
    id = desk.form(text())
    settings = {"settings": {"emailCollectionType": setting}, "updateMask": "emailCollectionType"}
    desk.batch(id, {"updateSettings": settings})
    sent = desk.answer(id, {"emailAddress": typed, "identity": who})
    if kept == "refused":
        assert sent.status_code == 400
        assert desk.responses(id) == []
        return
    assert sent.status_code == 200
    (response,) = desk.responses(id)
    assert response.get("respondentEmail") == kept


@pytest.mark.parametrize("keeps", [True, False])
def test_whose_address_a_response_shows_that_another_person_changed(desk: Desk, keeps: bool) -> None:
    desk.forms.edit_keeps_email = keeps
    id = desk.form(text())
    settings = {"settings": {"emailCollectionType": "VERIFIED"}, "updateMask": "emailCollectionType"}
    desk.batch(id, {"updateSettings": settings})
    desk.answer(id, {}, who=CITIZEN)
    (first,) = desk.known(id).responses.values()
    assert desk.answer(id, {"edit2": first.edit}, who="lain@contoh.id").status_code == 200
    (response,) = desk.responses(id)
    assert response["respondentEmail"] == (CITIZEN if keeps else "lain@contoh.id")


def test_the_forms_own_id_leads_to_the_page(desk: Desk) -> None:
    id = desk.form(text())
    moved = desk.people.get(f"/forms/d/{id}/viewform?usp=x")
    assert moved.status_code == 302
    assert moved.location == desk.path(id) + "?usp=x"
    assert desk.people.get("/forms/d/e/1FAIpQLSxyz/viewform").status_code == 404
    desk.forms.files.all[id].trashed = True
    assert desk.view(id).status_code == 404


# ------------------------------------------------------------------------------------------- the responses


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
