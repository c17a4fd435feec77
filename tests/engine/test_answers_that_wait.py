"""What a party outside or an approver answers while cells of staff are still empty is kept: not lost, no silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.engine.case import AnswerState, Given
from flows.engine.model import Flow
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{urut}"})


def answered_too_early(office: MemoryOffice) -> str:
    """A citizen answers a letter whose «Perihal» a clerk has emptied meanwhile."""
    office.type_row(
        "Surat", perihal="Undangan", tujuan="Camat", bidang="Bidang Koperasi", pos_el="warga@contoh.id"
    )
    office.sync()
    (letter,) = office.ids("Surat")
    office.do(letter, "Ajukan")
    for desk in ("Sekretaris Dinas", "Kepala Dinas"):
        office.decide(letter, "Setuju", desk=desk)
    office.decide(letter, "Tandatangani")
    office.do(letter, "Sudah distempel")
    office.edit(letter, "Tanggal kirim", date(2026, 10, 5))
    office.do(letter, "Terkirim")
    office.edit(letter, "Perihal", None)
    visit = office.case(letter).visit
    office.journal.submit(
        Given("tautan/1", letter, visit, "Diterima", office.clock.at, desk="Warga", factor="tautan")
    )
    office.sync()
    return letter


def test_it_waits_for_staff_who_are_told_once(office: MemoryOffice) -> None:
    letter = answered_too_early(office)
    assert office.case(letter).status == "Menunggu tanggapan"
    assert office.message(letter) == "«Diterima» dari Warga. Isi dulu Perihal; jawaban itu lalu berlaku."
    office.sync()
    told = [mail["template"] for mail in office.mail.sent if mail["desk"] == "Caraka"]
    assert told == ["giliran"]
    office.edit(letter, "Perihal", "Undangan")
    office.sync()
    assert office.case(letter).status == "Selesai"
    assert office.journal.answers["tautan/1"].state is AnswerState.TAKEN


def test_a_term_that_runs_out_meanwhile_is_no_silence(office: MemoryOffice) -> None:
    letter = answered_too_early(office)
    office.wait(days=30)
    office.sync()
    assert office.case(letter).status == "Menunggu tanggapan"


def test_a_decision_waits_too_since_nobody_is_asked_twice_for_the_same(office: MemoryOffice) -> None:
    office.type_row("Surat", perihal="Undangan", tujuan="Camat", bidang="Bidang Koperasi")
    office.sync()
    (letter,) = office.ids("Surat")
    office.do(letter, "Ajukan")
    office.edit(letter, "Bidang", None)  # no part of what the approver sees; the answer needs it
    office.upgrade(needing_bidang(SURAT_KELUAR))
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    assert (
        office.message(letter) == "«Setuju» dari Sekretaris Dinas. Isi dulu Bidang; jawaban itu lalu berlaku."
    )
    office.edit(letter, "Bidang", "Bidang Koperasi")
    office.sync()
    assert [request.desk for request in office.journal.requests([letter])][-1] == "Kepala Dinas"


def needing_bidang(flow: Flow) -> Flow:
    steps = [replace(step, needs=("Bidang",)) if step.approval else step for step in flow.steps]
    return replace(flow, steps=steps)


def test_what_staff_record_themselves_meanwhile_comes_first(office: MemoryOffice) -> None:
    letter = answered_too_early(office)
    office.do(letter, "Minta ulang", "Warga datang sendiri")
    assert office.case(letter).status == "Draf"
    office.sync()
    assert office.journal.answers["tautan/1"].reason == "tahap ini sudah lewat"
