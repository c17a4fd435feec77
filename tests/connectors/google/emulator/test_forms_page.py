"""What a person does with a form of the stand-in, on its page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from connectors.google.emulator.forms_items import entry_of
from tests.connectors.google.emulator.forms_desk import CITIZEN, GRID, Desk, choice, question, refused, text


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
