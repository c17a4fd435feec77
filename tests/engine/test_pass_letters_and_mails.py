"""Letters and mails of a pass: in their order, within their caps, and when one cannot be made or sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from flows.engine.case import Json, OpState
from flows.engine.ports import Did, Outcome
from tests.engine.letters import a_letter, signed
from tests.fakes.office import MemoryOffice


def test_what_is_put_off_is_told_once_and_uses_up_no_try(office: MemoryOffice) -> None:
    wait = Outcome(Did.NOT_DONE, "40 calls in a minute are used up", tried=False)
    make, office.letters.make = office.letters.make, lambda payload: wait  # type: ignore[method-assign]
    signed(office)
    signed(office)
    for _ in range(5):
        report = office.sync()
    assert [one for one in report.problems if "wait" in one] == [
        "letters and mails wait: 40 calls in a minute are used up"
    ]
    assert not office.journal.operations(OpState.DEAD)
    office.letters.make = make  # type: ignore[method-assign]
    office.sync()
    letters = [letter for case in office.journal.open_cases() for letter in case.letters]
    assert letters
    assert all(letter.made for letter in letters)


def test_a_broken_template_costs_its_own_letter_only(office: MemoryOffice) -> None:
    office.letters.broken.add("tanda_terima.docx")
    letter = signed(office)
    assert "Surat «Tanda terima» tidak dapat dibuat" in office.message(letter)
    assert [n.n for n in office.journal.all_numbers] == [1]
    assert f"P1/{letter}/surat.docx" in office.letters.files
    assert [
        o.state for o in office.journal.ops.values() if o.payload.get("template") == "tanda_terima.docx"
    ] == [OpState.DEAD]


def test_a_letter_that_could_be_made_after_all_is_no_longer_complained_of(office: MemoryOffice) -> None:
    office.letters.broken.add("tanda_terima.docx")
    letter = signed(office)
    assert office.message(letter) == "Surat «Tanda terima» tidak dapat dibuat. Hubungi operator Alur."
    office.letters.broken.clear()
    (dead,) = office.journal.operations(OpState.DEAD)
    again = Outcome(Did.NOT_DONE, "to be tried again")
    office.journal.record(office.clock.at, dead, OpState.INTENDED, again, office.case(letter), ())
    office.sync()
    assert office.message(letter) == ""


def test_mails_that_wait_for_their_letters_take_no_place_of_others(office: MemoryOffice) -> None:
    office.limits = replace(office.limits, mails_per_pass=1)
    office.letters.make = lambda payload: Outcome(Did.NOT_DONE, "later", tried=False)  # type: ignore[method-assign]
    office.do(a_letter(office), "Ajukan")
    a_letter(office)
    office.wait(days=1)
    office.sync()
    assert [mail["template"] for mail in office.mail.sent] == ["pengingat"]


def test_a_pass_that_was_killed_behind_a_letter_still_gets_its_pdf(office: MemoryOffice) -> None:
    asked: list[str] = []
    make, pdf = office.letters.make, office.letters.pdf

    def killed(payload: Json) -> Outcome:
        make(payload)
        raise KeyboardInterrupt

    def noted(files: Sequence[str]) -> Mapping[str, Outcome]:
        asked.extend(files)
        return {**pdf(files), files[0]: Outcome(Did.NOT_DONE, "LibreOffice took too long and was ended")}

    letter = a_letter(office)
    office.choose(letter, "Ajukan")
    office.letters.make = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        office.sync()
    office.letters.make, office.letters.pdf = make, noted  # type: ignore[method-assign]
    report = office.sync()
    assert asked == [f"P1/{letter}/surat-draf-1.docx"]
    assert [one for one in report.problems if "PDF of" in one and "took too long" in one]


def test_many_mails_wait_for_the_operators_word(office: MemoryOffice) -> None:
    office.limits = type(office.limits)(confirm_above=3, mails_per_pass=100, mails_per_person_day=100)
    for n in range(5):
        office.type_row("Surat", perihal=f"S{n}", tujuan="Camat", bidang="Bidang Koperasi", tindakan="Ajukan")
    report = office.sync()
    assert report.waiting_mails == 5
    assert office.mail.sent == []
    office.sync(confirm_mails=True)
    assert len(office.mail.sent) == 5


def test_many_notices_for_one_person_become_one_mail(office: MemoryOffice) -> None:
    for _ in range(5):
        a_letter(office)
    office.wait(days=1)
    office.sync()
    (digest,) = office.mail.to("bidang_koperasi@contoh.id")
    assert (digest["template"], digest["context"]["jumlah"]) == ("rangkuman", 5)
    assert [line["apa"] for line in digest["context"]["butir"]] == ["Pengingat"] * 5
    office.sync()
    assert len(office.mail.sent) == 1


def test_one_person_gets_no_more_than_the_cap_of_notices_a_day(office: MemoryOffice) -> None:
    office.limits = type(office.limits)(
        confirm_above=100, mails_per_pass=100, mails_per_person_day=2, digest_above=9
    )
    for _ in range(4):
        a_letter(office)
    office.wait(days=1)
    office.sync()
    assert len(office.mail.to("bidang_koperasi@contoh.id")) == 2
    office.wait(days=1)
    office.sync()
    assert len(office.mail.to("bidang_koperasi@contoh.id")) == 4


def test_requests_for_a_decision_go_before_notices(office: MemoryOffice) -> None:
    office.limits = replace(office.limits, mails_per_pass=1)
    a_letter(office)
    asked = a_letter(office)
    office.wait(days=1)
    office.choose(asked, "Ajukan")
    office.sync()
    assert [(mail["template"], mail["case"]) for mail in office.mail.sent] == [
        ("permintaan_keputusan", asked)
    ]
