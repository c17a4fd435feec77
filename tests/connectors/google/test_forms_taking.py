"""What people answer in forms at (a stand-in for) Google, and what comes of it in the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from connectors.approvals import Purpose
from connectors.google.client import ACCOUNT, NotDone
from connectors.google.forms import ANSWER, NOTE, TOKEN, OfficeForm
from connectors.google.forms_provision import FormProvision
from connectors.google.forms_taking import Taking
from connectors.journal import Ledger, SqlJournal, open_journal
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, Intent
from flows.engine.columns import Column, Date, Email, Nik, Owner, Text
from flows.engine.model import Approval, Desk, Field, Flow, Form, Register, SendBack, Step, Upload
from flows.engine.ports import Registers, StaleJournal
from flows.roles import KEPALA_DINAS, SUBBAG_UMUM
from scripts.office import AlurOffice
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn
from tests.fakes.google_office import set_up, strict_standin
from tests.fakes.memory import MemoryRegisters

BOSS = "kepala@dinkop.example"
CITIZEN = "warga@contoh.example"
DECISION = "keputusan-setuju-revisi"
WARGA = Desk("Warga", outside=True, email="Pos-el")


class Status(StrEnum):
    TANYA = "Menunggu warga"
    PUTUSAN = "Putusan"
    SELESAI = "Selesai"
    BATAL = "Batal"


PERMOHONAN = Register(
    "Permohonan", "Uji", "PM",
    (
        Column("Nama", required=True), Column("Pos-el", Email(), required=True), Column("NIK", Nik()), Column("Berkas", Text()),
        Column("Hari kunjungan", Date(), owner=Owner.ENGINE),
    ),
)  # fmt: skip
OPENS = Form(
    "permohonan", "Permohonan kunjungan",
    (
        Field("Nama lengkap", "Nama", required=True), Field("Alamat pos-el", "Pos-el", required=True), Field("NIK", "NIK"),
        Field("Pindaian", "Berkas", upload=Upload()),
    ),
    privacy="Dipakai untuk mengatur kunjungan.",
)  # fmt: skip
ANSWERS = Form(
    "kesediaan", "Kesediaan", (Field("Hari kunjungan", "Hari kunjungan"),), answers=Status.TANYA, public=False
)
FLOW = Flow(
    code="P9.9", title="Kunjungan", register=PERMOHONAN, statuses=Status, ends=[Status.SELESAI, Status.BATAL], forms=(OPENS, ANSWERS),
    steps=[
        Step(Status.TANYA, WARGA, "Pilih hari kunjungan", {"Bersedia": Status.PUTUSAN, "Tidak": Status.BATAL}, link=True, recorded_by=SUBBAG_UMUM),
        Step(Status.PUTUSAN, KEPALA_DINAS, "Putuskan kunjungan", {"Setuju": Status.SELESAI, "Revisi": SendBack(Status.TANYA)},
             approval=Approval(shows=("Nama",))),
    ],
)  # fmt: skip


class Time:
    """A clock of the office; the stand-in's is set to the same."""

    def __init__(self, server: StandIn) -> None:
        self.server = server
        self.moment = datetime(2026, 11, 23, 9, 30, tzinfo=JAKARTA)
        self.go()

    def now(self) -> datetime:
        return self.moment

    def go(self, **by: float) -> None:
        self.moment += timedelta(**by)
        self.server.control(now=self.moment.isoformat())


class FormsOnly(AlurOffice):
    """An office that has its forms at Google and all else at hand: what is asked here is what forms bring."""

    @cached_property
    def journal(self) -> SqlJournal:
        return open_journal(self.folder / "journal.db", Ledger(self.config.ledger), self.key)

    @cached_property
    def registers(self) -> Registers:
        return MemoryRegisters([PERMOHONAN])


@pytest.fixture
def server() -> Iterator[StandIn]:
    with strict_standin() as server:
        yield server


@pytest.fixture
def office(tmp_path: Path, server: StandIn) -> Iterator[AlurOffice]:
    folder = set_up(tmp_path / "kantor", server, 'forms = "all"\n')
    office = FormsOnly(folder, Time(server), (FLOW,))
    provision(office)
    yield office
    office.close()


def provision(office: AlurOffice) -> None:
    work = FormProvision(office.google, office.kept)
    work.run(office.forms)
    assert work.problems == []


def passes(office: AlurOffice, times: int = 1) -> list[str]:
    problems = []
    for _ in range(times):
        assert isinstance(office.clock, Time)
        office.clock.go(minutes=5)
        report = one_pass(office, quiet=True)
        assert report is not None
        problems += report.problems
    return problems


def form(office: AlurOffice, code: str) -> OfficeForm:
    return next(form for form in office.forms if form.code == code)


def respond(
    office: AlurOffice, code: str, who: str = "", edit: str = "", uri: str = "", **answers: str
) -> str:
    """Answer a form as a person; gives the link by which the answer can be changed."""
    words = {"token": TOKEN, "tanggapan": ANSWER, "catatan": NOTE, "nama": "Nama", "pos_el": "Pos-el", "nik": "NIK",
             "berkas": "Berkas", "hari": "Hari kunjungan"}  # fmt: skip
    asked = form(office, code)
    fields = {f"entry.{int(asked.question_id(words[word]), 16)}": text for word, text in answers.items()}
    fields |= {name: values[0] for name, values in parse_qs(urlsplit(uri).query).items()}
    if edit:
        fields["edit2"] = edit
    address = office.kept.forms[code].uri.replace("viewform", "formResponse")
    headers = {"Authorization": f"Bearer {who}"} if who else {}
    said = requests.post(address, data=fields, headers=headers, timeout=5)
    assert said.status_code == 200, said.text
    found = re.search(r"edit2=([^\"&]+)", said.text)
    assert found
    return found[1]


def mails(office: AlurOffice, to: str = "") -> list[Any]:
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted((office.folder / "outbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    ]
    return [one for one in read if to in str(one["To"])]


def text(mail: Any) -> str:
    return str(mail.get_body("plain").get_content())


def told_by_mail(office: AlurOffice, to: str, words: str) -> list[Any]:
    """Mails that say this, wherever their lines break."""
    return [one for one in mails(office, to) if words in " ".join(text(one).split())]


def form_link(mail: Any) -> str:
    found = re.search(r"http\S+/forms/d/e/\S+", text(mail))
    assert found, text(mail)
    return found[0]


def case(office: AlurOffice) -> Case:
    (found,) = office.journal.cases_of("P9.9")
    return found


def opened(office: AlurOffice) -> str:
    """A case that waits on its citizen; gives the link they got."""
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    passes(office)
    return form_link(next(one for one in mails(office, CITIZEN) if "Menunggu" in one["Subject"]))


def asked(office: AlurOffice) -> str:
    """A case that waits for a decision; gives the link in the approver's mail."""
    respond(office, "kesediaan", uri=opened(office), tanggapan="Bersedia", hari="2026-12-01")
    passes(office)
    head = office.office.directory.head_of(KEPALA_DINAS.name)
    assert head is not None
    assert head.email == BOSS
    return form_link(next(one for one in mails(office, BOSS) if "keputusan" in one["Subject"]))


def test_a_response_opens_one_case_and_its_sender_gets_a_receipt_with_the_tracking_code(
    office: AlurOffice,
) -> None:
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    assert passes(office, 3) == []
    assert case(office).id == "PM-2026-0001"
    (receipt,) = [one for one in mails(office, CITIZEN) if "Jawaban formulir" in one["Subject"]]
    assert case(office).origin.removeprefix("form:permohonan:") in text(receipt)


def test_a_receipt_and_all_else_comes_once_when_the_memory_is_lost(office: AlurOffice) -> None:
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    passes(office, 3)
    sent = len(mails(office))
    (office.folder / "google.json").unlink()
    del office.__dict__["kept"]
    office.journal.remember({}, {}, (), {"google-form:permohonan": ""})
    provision(office)
    passes(office, 3)
    assert case(office).id == "PM-2026-0001"
    assert len(mails(office)) == sent


def test_what_cannot_be_read_is_shown_to_staff_and_told_to_the_sender(office: AlurOffice) -> None:
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN, nik="123", berkas="foto saya")
    passes(office, 3)
    assert "NIK" in case(office).held
    receipt = text(next(one for one in mails(office, CITIZEN) if "Jawaban formulir" in one["Subject"]))
    assert "bukan tautan" in receipt
    assert "«NIK»" in receipt


@pytest.mark.parametrize("filter_by_edit", [True, False])
def test_an_edited_response_is_flagged_once_and_changes_nothing(
    office: AlurOffice, server: StandIn, filter_by_edit: bool
) -> None:
    server.workspace.forms.filter_by_edit = filter_by_edit
    edit = respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    passes(office, 2)
    assert isinstance(office.clock, Time)
    office.clock.go(days=1)
    respond(office, "permohonan", edit=edit, nama="Siti Aminah", pos_el=CITIZEN)
    office.clock.go(days=1)
    passes(office)
    assert "mengubah «Nama»" in case(office).notice
    flagged = [one for one in office.journal.events_of(case(office).id) if "form" in one.event.data]
    passes(office, 2)
    again = [one for one in office.journal.events_of(case(office).id) if "form" in one.event.data]
    assert len(flagged) == len(again) == 1
    assert office.journal.contents(["PM-2026-0001"])["PM-2026-0001"]["Nama"] == "Siti"


def test_an_outsider_answers_by_the_link_of_the_mail(office: AlurOffice) -> None:
    link = opened(office)
    respond(office, "kesediaan", uri=link, tanggapan="Bersedia", hari="2026-12-01")
    passes(office)
    assert case(office).status == Status.PUTUSAN
    assert str(case(office).fills["Hari kunjungan"]) == "2026-12-01"


def test_an_answer_counts_only_with_the_token_of_the_open_step(office: AlurOffice) -> None:
    """A made-up token, one of another purpose, and a good one of an arrival that is over."""
    opened(office)
    for token in (
        "abc",
        office.links.token(Purpose.TRACK, "PM-2026-0001/1"),
        office.links.token(Purpose.ANSWER, "PM-2026-0001/0"),
    ):
        respond(office, "kesediaan", token=token, tanggapan="Bersedia")
    (told,) = passes(office)
    assert "2 responses without a good link" in told
    assert told_by_mail(office, CITIZEN, "sudah lewat")
    assert passes(office) == []
    assert case(office).status == Status.TANYA


def test_a_second_answer_does_not_count_and_staff_are_told(office: AlurOffice) -> None:
    link = opened(office)
    respond(office, "kesediaan", uri=link, tanggapan="Bersedia")
    assert isinstance(office.clock, Time)
    office.clock.go(seconds=20)
    respond(office, "kesediaan", uri=link, tanggapan="Tidak")
    passes(office)
    assert case(office).status == Status.PUTUSAN
    told = [one.event.data.get("form") for one in office.journal.events_of("PM-2026-0001")]
    assert told.count("kesediaan") == 1
    assert told_by_mail(office, CITIZEN, "Anda sudah menanggapi «Bersedia»")


def test_an_answer_that_cannot_be_read_goes_back_with_its_link(office: AlurOffice) -> None:
    link = opened(office)
    respond(office, "kesediaan", uri=link, tanggapan="Bersedia", hari="1890-01-01")
    passes(office)
    assert "«Hari kunjungan»" in case(office).notice
    again = form_link(told_by_mail(office, CITIZEN, "tidak dicatat")[0])
    respond(office, "kesediaan", uri=again, tanggapan="Bersedia", hari="2026-12-01")
    passes(office)
    assert case(office).status == Status.PUTUSAN


def test_an_approver_decides_with_their_verified_account(office: AlurOffice) -> None:
    respond(office, DECISION, BOSS, uri=asked(office), tanggapan="Setuju")
    passes(office)
    assert case(office).status == Status.SELESAI
    factors = [one.event.data.get("factor") for one in office.journal.events_of("PM-2026-0001")]
    assert "Google" in factors


def test_another_account_does_not_decide_and_the_approver_hears_of_it(office: AlurOffice) -> None:
    respond(office, DECISION, "orang@lain.example", uri=asked(office), tanggapan="Setuju")
    passes(office)
    assert case(office).status == Status.PUTUSAN
    assert form_link(told_by_mail(office, BOSS, "akun Google lain")[0])


@pytest.mark.parametrize("edit_keeps_email", [True, False])
def test_an_edited_decision_does_not_count(
    office: AlurOffice, server: StandIn, edit_keeps_email: bool
) -> None:
    server.workspace.forms.edit_keeps_email = edit_keeps_email
    link = asked(office)
    edit = respond(office, DECISION, BOSS, uri=link, tanggapan="Revisi", catatan="Alamatnya salah")
    assert isinstance(office.clock, Time)
    office.clock.go(seconds=20)
    respond(office, DECISION, "orang@lain.example", edit=edit, uri=link, tanggapan="Setuju")
    passes(office)
    assert case(office).status == Status.PUTUSAN


def test_a_decision_taken_is_not_changed_and_the_approver_is_told(office: AlurOffice) -> None:
    link = asked(office)
    edit = respond(office, DECISION, BOSS, uri=link, tanggapan="Setuju")
    passes(office)
    for kind in (edit, ""):
        assert isinstance(office.clock, Time)
        office.clock.go(seconds=20)
        respond(office, DECISION, BOSS, edit=kind, uri=link, tanggapan="Revisi", catatan="Belum")
    office.clock.go(days=1)  # a form that nobody is asked to answer is looked at once a day
    passes(office)
    assert case(office).status == Status.SELESAI
    assert len(told_by_mail(office, BOSS, "Permintaan ini sudah ditutup")) == 2


@pytest.mark.parametrize("word", ["\ud800", "\x00\r\nBcc: x@y.z", "={{ 7 * 7 }}", "x" * 9000])
def test_whatever_is_written_hurts_only_its_own_row(office: AlurOffice, server: StandIn, word: str) -> None:
    """Put in where Google's page would not let it through, too."""
    for code in ("permohonan", "kesediaan", DECISION):
        asked_in = form(office, code)
        at = server.workspace.forms.all[office.kept.forms[code].id]
        answers = {asked_in.question_id(one.key): [word] for one in asked_in.questions if one.kind}
        server.workspace.forms.respond(at, answers, BOSS, office.clock.now())
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    told = passes(office, 2)
    assert len(office.journal.cases_of("P9.9")) == 2
    assert all("without a good link" in one for one in told)


def test_a_decision_on_what_was_changed_since_does_not_count(office: AlurOffice) -> None:
    link = asked(office)
    request = office.journal.requests(["PM-2026-0001"])[0]
    office.journal.commit(Intent(requests=[replace(request, superseded="isi diubah")]))
    respond(office, DECISION, BOSS, uri=link, tanggapan="Setuju")
    passes(office)
    assert case(office).status == Status.PUTUSAN


def test_an_idle_pass_asks_each_form_once_that_somebody_may_answer(
    office: AlurOffice, server: StandIn
) -> None:
    opened(office)
    passes(office, 2)
    before = server.requests()["methods"]
    passes(office)
    after = server.requests()["methods"]
    assert {name: n - before.get(name, 0) for name, n in after.items() if n != before.get(name, 0)} == {
        "forms.forms.responses.list": 2
    }


def test_a_flood_is_taken_bit_by_bit_and_a_person_is_not_held_up(
    office: AlurOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("connectors.google.forms_taking.MOST", 3)
    for n in range(4):
        respond(office, "permohonan", nama=f"Robot {n}", pos_el="robot@contoh.example")
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    passes(office)
    names = [cells["Nama"] for cells in office.journal.contents(office.journal.case_ids()).values()]
    assert len(names) == 3
    assert "Siti" in names
    passes(office)
    assert len(office.journal.case_ids()) == 5


def test_a_form_with_a_question_gone_waits_and_is_named(office: AlurOffice, server: StandIn) -> None:
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    id = office.kept.forms["permohonan"].id
    delete = {"requests": [{"deleteItem": {"location": {"index": 2}}}]}
    server.client("forms", ACCOUNT).forms().batchUpdate(formId=id, body=delete).execute()
    (told,) = passes(office)
    assert "«NIK» was deleted" in told
    assert "1 responses wait" in told
    assert office.journal.case_ids() == []


@pytest.mark.parametrize("code", [0, 429, 503])
def test_responses_wait_for_a_pass_in_which_google_answers(
    office: AlurOffice, server: StandIn, code: int
) -> None:
    office.google.sleep = lambda seconds: None
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    server.control(faults=[{"method": "forms.forms.responses.list", "code": code, "next": 9}])
    assert len(passes(office)) >= 1
    server.control(faults=[])
    assert passes(office) == []
    assert case(office).id == "PM-2026-0001"


def test_a_pass_killed_before_it_remembers_takes_nothing_twice(
    office: AlurOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    with monkeypatch.context() as killed:
        killed.setattr(type(office.journal), "remember", lambda *args: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            one_pass(office, quiet=True)
    assert passes(office, 3) == []
    assert case(office).id == "PM-2026-0001"
    assert len([one for one in mails(office, CITIZEN) if "Jawaban formulir" in one["Subject"]]) == 1


def test_forms_leave_the_registers_their_share_of_calls(office: AlurOffice, server: StandIn) -> None:
    opened(office)
    taking = Taking(office.google, office.kept, office, office.forms, most_calls=1)
    taking.run(office.clock.now())
    assert not taking.settled
    assert passes(office) == []


def test_forms_that_one_pass_cannot_ask_take_their_turn_in_the_next(
    office: AlurOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the minutes between passes are: three forms, of which a pass can ask one."""
    opened(office)
    asked: list[str] = []

    def one_call(taking: Taking, form: OfficeForm, *_: object) -> None:
        asked.append(form.code)
        taking.client.served += 1

    monkeypatch.setattr(Taking, "_awaited", lambda *_: True)
    monkeypatch.setattr(Taking, "_take", one_call)
    for _ in range(2 * len(office.forms)):
        Taking(office.google, office.kept, office, office.forms, most_calls=1).run(office.clock.now())
    assert asked == 2 * [form.code for form in office.forms]


def test_a_fault_at_one_form_does_not_hold_up_those_behind_it(
    office: AlurOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(office)
    asked: list[str] = []

    def refused(taking: Taking, form: OfficeForm, *_: object) -> None:
        asked.append(form.code)
        raise NotDone("Google refused the call (400)")

    monkeypatch.setattr(Taking, "_awaited", lambda *_: True)
    monkeypatch.setattr(Taking, "_take", refused)
    for _ in office.forms:
        Taking(office.google, office.kept, office, office.forms).run(office.clock.now())
    assert sorted(asked) == sorted(form.code for form in office.forms)


def test_a_journal_that_is_not_the_newest_takes_nothing(
    office: AlurOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stale(journal: object) -> None:
        raise StaleJournal("the ledger knows more")

    respond(office, "permohonan", nama="Siti", pos_el=CITIZEN)
    monkeypatch.setattr(type(office.journal), "verify_head", stale)
    with pytest.raises(StaleJournal):
        one_pass(office, quiet=True)
    assert office.journal.pending_submissions() == []
