"""Decisions: by the right person, with their own factor, in time, once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from connectors.approvals import Decided, Decisions, LinkRefused, Links, Purpose, Refused, load_or_make_key
from connectors.journal import Ledger, SqlJournal, open_journal, totp
from flows.engine.calendar import JAKARTA
from flows.engine.case import Intent, Request
from flows.engine.office import Directory, Mandate, MandateKind, Person

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
LINKS = Links(b"k" * 32, "https://alur.contoh.example")
PEOPLE = {
    name: Person(name, name.title(), email=f"{name}@contoh.example")
    for name in ("kepala", "sekretaris", "caraka")
}
REQUEST = Request(
    "SK-1/2/0/kepala-dinas", "SK-1", 2, "Kepala Dinas", ("Setuju", "Revisi"), "hash", NOW, NOW + timedelta(days=3), "surat", ("Revisi",),
)  # fmt: skip


@pytest.fixture
def journal(tmp_path: Path) -> SqlJournal:
    journal = open_journal(tmp_path / "journal.db", Ledger(tmp_path / "ledger.jsonl"), b"k" * 32)
    journal.commit(Intent(requests=[REQUEST]))
    for person in PEOPLE:
        journal.set_factor(person, "482913" if person == "kepala" else "739201")
    return journal


def decisions(journal: SqlJournal, *mandates: Mandate) -> Decisions:
    desks = {"Kepala Dinas": ("kepala",), "Sekretaris Dinas": ("sekretaris",)}
    return Decisions(journal, Directory(PEOPLE, desks, mandates), LINKS)


def token(person: str = "kepala", request: Request = REQUEST) -> str:
    return LINKS.make(Purpose.DECIDE, request.id, person, request.expires_at)


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    key = load_or_make_key(tmp_path / "secret.key")
    assert load_or_make_key(tmp_path / "secret.key") == key
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_every_change_of_a_single_letter_is_refused() -> None:
    good = LINKS.token(Purpose.DECIDE, REQUEST.id, "kepala", REQUEST.expires_at)
    assert LINKS.read(Purpose.DECIDE, good, NOW).person == "kepala"
    for at in range(len(good)):
        for letter in "Aa0-_.":
            if good[at] != letter:
                with pytest.raises(LinkRefused):
                    LINKS.read(Purpose.DECIDE, good[:at] + letter + good[at + 1 :], NOW)


def test_a_link_is_good_for_its_purpose_and_office_only() -> None:
    good = LINKS.token(Purpose.DECIDE, REQUEST.id, "kepala")
    with pytest.raises(LinkRefused):
        LINKS.read(Purpose.ANSWER, good, NOW)
    with pytest.raises(LinkRefused):
        Links(b"x" * 32, "https://lain.example").read(Purpose.DECIDE, good, NOW)


def test_looking_a_thousand_times_decides_nothing(journal: SqlJournal) -> None:
    office, head = decisions(journal), journal.head()
    for _ in range(1000):
        assert not isinstance(office.look(token(), NOW), Refused)
    assert journal.pending_answers() == []
    assert journal.head() == head


def test_a_decision_stands_and_a_second_one_shows_the_first(journal: SqlJournal) -> None:
    office = decisions(journal)
    first = office.decide(token(), pin="482913", label="Revisi", note="Alamat salah", now=NOW)
    second = office.decide(token(), pin="482913", label="Setuju", now=NOW + timedelta(minutes=1))
    assert isinstance(first, Decided)
    assert first.first
    assert isinstance(second, Decided)
    assert not second.first
    assert second.given == first.given
    assert "Anda sudah memutuskan «Revisi»" in second.message


def test_of_fifty_submits_at_once_one_takes_effect(journal: SqlJournal) -> None:
    office = decisions(journal)
    with ThreadPoolExecutor(50) as pool:
        done = list(
            pool.map(lambda _: office.decide(token(), pin="482913", label="Setuju", now=NOW), range(50))
        )
    assert sum(isinstance(one, Decided) and one.first for one in done) == 1
    assert len(journal.pending_answers()) == 1


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"pin": "000000"}, "PIN salah"), ({"pin": ""}, "PIN salah"), ({"label": "Tolak"}, "Pilih salah satu"),
        ({"label": "Revisi"}, "Tulis alasan"), ({"label": "setuju"}, "Pilih salah satu"),
    ],
)  # fmt: skip
def test_what_is_not_whole_decides_nothing(journal: SqlJournal, how: dict[str, str], said: str) -> None:
    outcome = decisions(journal).decide(token(), **{"pin": "482913", "label": "Setuju", "now": NOW, **how})  # type: ignore[arg-type]
    assert isinstance(outcome, Refused)
    assert said in outcome.message
    assert journal.pending_answers() == []


def test_a_forwarded_link_is_worth_nothing_to_another(journal: SqlJournal) -> None:
    office = decisions(journal)
    assert isinstance(office.decide(token(), pin="739201", label="Setuju", now=NOW), Refused)
    outcome = office.decide(token("caraka"), pin="739201", label="Setuju", now=NOW)
    assert isinstance(outcome, Refused)
    assert "tidak berwenang" in outcome.message


def test_a_link_ends_at_its_second(journal: SqlJournal) -> None:
    assert REQUEST.expires_at is not None
    office = decisions(journal)
    late = office.decide(token(), pin="482913", label="Setuju", now=REQUEST.expires_at)
    assert isinstance(late, Refused)
    assert "kedaluwarsa" in late.message
    assert isinstance(
        office.decide(token(), pin="482913", label="Setuju", now=REQUEST.expires_at - timedelta(seconds=1)),
        Decided,
    )


def test_a_superseded_request_says_why(journal: SqlJournal) -> None:
    journal.commit(
        Intent(requests=[replace(REQUEST, superseded="isi berubah; permintaan baru sudah dikirim")])
    )
    outcome = decisions(journal).decide(token(), pin="482913", label="Setuju", now=NOW)
    assert isinstance(outcome, Refused)
    assert "isi berubah" in outcome.message


def test_a_deputy_decides_within_the_mandate_and_not_a_second_longer(journal: SqlJournal) -> None:
    begins, ends = NOW, NOW + timedelta(days=1)
    office = decisions(
        journal, Mandate("sekretaris", "Kepala Dinas", MandateKind.PLH, begins, ends, frozenset({"surat"}))
    )
    deputy = token("sekretaris")
    for at in (begins - timedelta(seconds=1), ends):
        assert isinstance(office.decide(deputy, pin="739201", label="Setuju", now=at), Refused)
    assert isinstance(
        office.decide(deputy, pin="739201", label="Setuju", now=ends - timedelta(seconds=1)), Decided
    )


def test_a_mandate_for_other_letters_does_not_count(journal: SqlJournal) -> None:
    mandate = Mandate(
        "sekretaris", "Kepala Dinas", MandateKind.PLT, NOW, NOW + timedelta(days=1), frozenset({"keuangan"})
    )
    assert isinstance(
        decisions(journal, mandate).decide(token("sekretaris"), pin="739201", label="Setuju", now=NOW),
        Refused,
    )


def test_five_wrong_pins_lock(journal: SqlJournal) -> None:
    office = decisions(journal)
    for _ in range(5):
        outcome = office.decide(token(), pin="111222", label="Setuju", now=NOW)
    assert isinstance(outcome, Refused)
    assert "PIN terkunci" in outcome.message
    assert isinstance(office.decide(token(), pin="482913", label="Setuju", now=NOW), Refused)
    assert isinstance(
        office.decide(token(), pin="482913", label="Setuju", now=NOW + timedelta(minutes=15)), Decided
    )


def test_an_outsider_answers_once_by_the_link_of_the_step(journal: SqlJournal) -> None:
    office = decisions(journal)
    link = LINKS.make(Purpose.ANSWER, "SK-1/4")
    first = office.answer_outside(
        link, label="Bersedia", note="", labels=("Bersedia", "Tidak bersedia"), now=NOW
    )
    again = office.answer_outside(
        link, label="Tidak bersedia", note="", labels=("Bersedia", "Tidak bersedia"), now=NOW
    )
    assert isinstance(first, Decided)
    assert isinstance(again, Decided)
    assert (again.first, again.given.label) == (False, "Bersedia")
    assert isinstance(
        office.answer_outside(link, label="Lain", note="", labels=("Bersedia",), now=NOW), Refused
    )


def test_codes_of_an_application_decide_once_each_and_the_decision_says_so(journal: SqlJournal) -> None:
    salt, secret = journal.begin_totp("kepala")
    earlier = NOW - timedelta(minutes=5)
    assert journal.set_totp("kepala", salt, totp.code_at(secret, totp.step_at(earlier)), earlier)
    code, office = totp.code_at(secret, totp.step_at(NOW)), decisions(journal)
    wrong = office.decide(token(), pin="482913", label="Setuju", now=NOW)
    assert wrong.message == "Kode salah. Sisa kesempatan: 4."
    done = office.decide(token(), pin=code, label="Setuju", now=NOW)
    assert isinstance(done, Decided)
    assert done.given.factor == "TOTP"
    another = replace(REQUEST, id="SK-2/2/0/kepala-dinas", case="SK-2")
    journal.commit(Intent(requests=[another]))
    again = office.decide(token(request=another), pin=code, label="Setuju", now=NOW)
    assert again.message == "Kode itu sudah dipakai. Tunggu kode berikutnya pada aplikasi Anda."


def test_a_request_that_ran_out_is_not_decided_at_the_offices_machine_either(journal: SqlJournal) -> None:
    taking = decisions(journal)
    late = NOW + timedelta(days=3)
    done = taking.decide(REQUEST.id, person="kepala", label="Setuju", pin="482913", now=late)
    assert done == Refused("Permintaan ini sudah kedaluwarsa. Permintaan baru akan dikirim.")
    in_time = late - timedelta(seconds=1)
    assert isinstance(
        taking.decide(REQUEST.id, person="kepala", label="Setuju", pin="482913", now=in_time), Decided
    )
