"""The office's forms at (a stand-in for) Google: made once, resumed, and never written over what people changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from google.oauth2.credentials import Credentials

from connectors.google.client import ACCOUNT, GoogleClient
from connectors.google.forms import OfficeForm, Question, link_forms, public_forms
from connectors.google.forms_provision import FormProvision
from connectors.google.kept import Kept
from flows import ALL
from flows.engine.opening import forms_of as all_forms
from flows.p1_umum import surat_keluar, surat_masuk
from scripts.intake import list_forms
from scripts.office import open_office
from scripts.provisioning import make_office
from tests.connectors.google.standin import StandIn, standin

FLOWS = (surat_keluar.FLOW, surat_masuk.FLOW)
FORMS = public_forms(FLOWS)
LETTER_IN = next(form for form in FORMS if form.code == "surat-masuk")
DECISION = next(form for form in link_forms(FLOWS) if form.code == "keputusan-setuju-revisi")


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture
def kept() -> Kept:
    return Kept()


def client(server: StandIn) -> GoogleClient:
    return GoogleClient(
        Credentials(ACCOUNT), base_url=server.base_url, calls_a_minute=300, sleep=lambda seconds: None
    )


def provision(
    server: StandIn, kept: Kept, *forms: OfficeForm, plan: bool = False
) -> tuple[list[str], list[str]]:
    work = FormProvision(client(server), kept, plan=plan)
    work.run(forms)
    return work.said, work.problems


def forms_of(server: StandIn) -> Any:
    return server.client("forms", ACCOUNT).forms()


def items(server: StandIn, kept: Kept, code: str) -> list[dict[str, Any]]:
    found = forms_of(server).get(formId=kept.forms[code].id).execute()
    return list(found["items"])


def edit(server: StandIn, kept: Kept, code: str, *requests: dict[str, Any]) -> None:
    forms_of(server).batchUpdate(formId=kept.forms[code].id, body={"requests": requests}).execute()


def test_forms_are_made_once_and_a_second_run_plans_nothing(server: StandIn, kept: Kept) -> None:
    planned, _ = provision(server, kept, *FORMS, plan=True)
    assert planned == [one.replace("made", "would make") for one in provision(server, kept, *FORMS)[0]]
    assert len(planned) == 2
    assert provision(server, kept, *FORMS, plan=True) == ([], [])
    assert provision(server, kept, *FORMS) == ([], [])
    assert len(server.workspace.forms.all) == 2


def test_a_form_asks_what_the_page_asks_and_anybody_may_answer(server: StandIn, kept: Kept) -> None:
    provision(server, kept, LETTER_IN)
    form = server.workspace.forms.all[kept.forms["surat-masuk"].id]
    assert [item["title"] for item in form.items] == [
        asked.label for asked in surat_masuk.FLOW.forms[0].fields
    ]
    assert surat_masuk.FLOW.forms[0].privacy in form.description
    questions = {item["title"]: item["questionItem"]["question"] for item in form.items}
    assert questions["Tanggal surat"]["dateQuestion"] == {"includeYear": True}
    assert questions["Perihal"]["required"]
    assert "tempelkan tautannya" in form.items[-1]["description"]
    assert form.published
    permissions = server.workspace.files.all[form.id].permissions.values()
    assert [(one.kind, one.role.name) for one in permissions if one.view == "published"] == [
        ("anyone", "READER")
    ]


def test_only_the_form_of_decisions_collects_verified_addresses(server: StandIn, kept: Kept) -> None:
    provision(server, kept, DECISION, LETTER_IN)
    collected = {one.title: one.email_collection for one in server.workspace.forms.all.values()}
    assert collected == {"Keputusan: Setuju atau Revisi": "VERIFIED", LETTER_IN.title: "DO_NOT_COLLECT"}


@pytest.mark.parametrize(
    ("method", "code"),
    [(method, code) for method in ("forms.forms.create", "forms.forms.batchUpdate", "forms.forms.setPublishSettings",
                                   "drive.permissions.create", "drive.files.update") for code in (0, 503, 429)],
)  # fmt: skip
def test_no_lost_reply_makes_anything_twice(server: StandIn, kept: Kept, method: str, code: int) -> None:
    server.control(faults=[{"method": method, "code": code, "next": 1, "after": code != 429}])
    for _ in range(2):
        provision(server, kept, LETTER_IN)
        kept = Kept.of(kept.text())
    assert provision(server, kept, LETTER_IN) == ([], [])
    (form,) = server.workspace.forms.all.values()
    assert len(form.items) == len(LETTER_IN.questions)
    assert form.published
    permissions = server.workspace.files.all[form.id].permissions.values()
    assert len([one for one in permissions if one.view == "published"]) == 1


def test_forms_are_found_again_without_a_memory(server: StandIn, kept: Kept) -> None:
    provision(server, kept, *FORMS)
    again = Kept()
    assert provision(server, again, *FORMS) == ([], [])
    assert {code: form.id for code, form in again.forms.items()} == {
        code: form.id for code, form in kept.forms.items()
    }


def test_what_people_add_or_rename_of_the_form_stays(server: StandIn, kept: Kept) -> None:
    provision(server, kept, LETTER_IN)
    extra = {"title": "Nomor HP", "questionItem": {"question": {"textQuestion": {}}}}
    edit(
        server, kept, "surat-masuk",
        {"createItem": {"item": extra, "location": {"index": 2}}},
        {"updateFormInfo": {"info": {"title": "Kirim surat ke kami"}, "updateMask": "title"}},
    )  # fmt: skip
    assert provision(server, kept, LETTER_IN) == ([], [])
    form = server.workspace.forms.all[kept.forms["surat-masuk"].id]
    assert form.title == "Kirim surat ke kami"
    assert form.items[2]["title"] == "Nomor HP"


@pytest.mark.parametrize(
    ("request_of", "told"),
    [
        (lambda item: {"deleteItem": {"location": {"index": 4}}}, "«Perihal» was deleted"),
        (
            lambda item: {
                "updateItem": {
                    "item": {**item, "title": "Hal"},
                    "location": {"index": 4},
                    "updateMask": "title",
                }
            },
            "«Perihal» is now called «Hal»",
        ),
    ],
)
def test_a_question_of_ours_deleted_or_renamed_is_named_and_the_others_go_on(
    server: StandIn, kept: Kept, request_of: Any, told: str
) -> None:
    provision(server, kept, LETTER_IN)
    edit(server, kept, "surat-masuk", request_of(items(server, kept, "surat-masuk")[4]))
    before = items(server, kept, "surat-masuk")
    said, problems = provision(server, kept, *FORMS)
    assert len(said) == 1
    (problem,) = problems
    assert told in problem
    assert items(server, kept, "surat-masuk") == before


def test_a_new_question_of_the_flow_is_planned_and_made_in_its_place(server: StandIn, kept: Kept) -> None:
    provision(server, kept, LETTER_IN)
    news = Question("Nomor HP", "Nomor HP", {"textQuestion": {}})
    longer = replace(LETTER_IN.questions[0], help="Nama lengkap instansi.")
    newer = replace(LETTER_IN, questions=(longer, news, *LETTER_IN.questions[1:]))
    planned, _ = provision(server, kept, newer, plan=True)
    assert planned == [
        f"would make in form «{LETTER_IN.title}»: the question «Asal surat» as it is now, the question «Nomor HP»"
    ]
    provision(server, kept, newer)
    shown = items(server, kept, "surat-masuk")
    assert shown[0]["description"] == "Nama lengkap instansi."
    assert shown[1]["title"] == "Nomor HP"
    assert provision(server, kept, newer, plan=True) == ([], [])


def test_a_form_that_somebody_closed_stays_closed(server: StandIn, kept: Kept) -> None:
    provision(server, kept, LETTER_IN)
    closed = {"publishSettings": {"publishState": {"isPublished": True, "isAcceptingResponses": False}}}
    forms_of(server).setPublishSettings(formId=kept.forms["surat-masuk"].id, body=closed).execute()
    assert provision(server, kept, LETTER_IN) == ([], [])
    assert not server.workspace.forms.all[kept.forms["surat-masuk"].id].accepting


def test_every_form_is_at_google_or_can_be_taken_in_from_a_list(tmp_path: Path) -> None:
    """As on the pages: what nobody may open and no link leads to is typed by staff, or comes from a file."""
    make_office(tmp_path)
    office = open_office(tmp_path)
    at_google = {form.code for form in (*public_forms(ALL), *link_forms(ALL))}
    others = {code: does for code, does, _ in list_forms(office) if code not in at_google}
    office.close()
    assert others, "and there are such forms"
    for code, does in others.items():
        flow, form = all_forms(office.office)[code]
        assert not (form.public and form.opens), code
        assert not any(step.link and step.outside and step.status == form.answers for step in flow.steps), (
            code
        )
        assert does, code
