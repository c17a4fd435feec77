"""A pass over a small office: what staff, approvers and clocks lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind, Given, Submission
from flows.engine.model import ACTION, DUE, MESSAGE, NOTE, STATUS, TURN, Opening
from flows.engine.office import Mandate, MandateKind
from tests.engine.letters import a_letter, signed
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice


def test_a_typed_row_becomes_a_case_with_an_id_a_status_and_a_turn(office: MemoryOffice) -> None:
    letter = a_letter(office)
    assert letter == "SK-2026-0001"
    assert office.cell(letter, STATUS) == "Draf"
    assert office.cell(letter, TURN) == "Bidang Koperasi"
    assert office.cell(letter, DUE) == date(2026, 10, 7)  # Monday + 2 working days


def test_a_half_typed_row_is_told_what_is_missing_and_is_no_case_yet(office: MemoryOffice) -> None:
    ref = office.type_row("Surat", perihal="Undangan")
    office.sync()
    tab = office.registers.tabs["Surat"]
    assert tab.cell(ref, MESSAGE) == "Belum diproses. Lengkapi dulu: Tujuan."
    assert office.ids("Surat") == []
    tab.put(ref, "Tujuan", "Camat")
    office.sync()
    assert office.ids("Surat") == ["SK-2026-0001"]
    assert not tab.cell(ref, MESSAGE)


def test_a_bad_date_sets_its_own_row_aside_and_no_other(office: MemoryOffice) -> None:
    bad, good = a_letter(office), a_letter(office)
    office.edit(bad, "Tanggal acara", "31 Febuari")
    office.choose(bad, "Ajukan")
    office.choose(good, "Ajukan")
    office.sync()
    assert "Kolom «Tanggal acara» berisi «31 Febuari», bukan tanggal" in office.message(bad)
    assert office.case(bad).status == "Draf"
    assert office.case(good).status == "Verifikasi"
    office.edit(bad, "Tanggal acara", "28-02-2027")
    office.sync()
    assert office.case(bad).status == "Verifikasi"


def test_the_whole_course_of_a_letter(office: MemoryOffice) -> None:
    letter = signed(office)
    assert office.case(letter).status == "Penomoran"
    assert office.cell(letter, "Nomor surat") == "/0001/423.118/2026"
    assert office.cell(letter, "Tanggal surat") == date(2026, 10, 5)
    assert "P1/SK-2026-0001/surat.docx" in office.letters.files
    office.do(letter, "Sudah distempel")
    office.do(letter, "Terkirim")
    assert office.message(letter) == "Belum dapat «Terkirim»: isi dulu Tanggal kirim."
    office.edit(letter, "Tanggal kirim", "06-10-2026")
    office.edit(letter, "Pos-el", "camat@contoh.id")
    office.sync()
    assert office.case(letter).status == "Menunggu tanggapan"
    assert [mail["template"] for mail in office.mail.to("camat@contoh.id")] == [
        "surat_terkirim",
        "tautan_pihak_luar",
    ]
    office.do(letter, "Diterima")
    assert "sebutkan buktinya" in office.message(letter)
    office.edit(letter, NOTE, "Tanda terima 7 Oktober")
    office.sync()
    assert office.case(letter).closed
    (archived,) = office.ids("Arsip")
    assert office.cell(archived, "Asal") == letter
    assert office.cell(archived, "Nomor berkas") == "1"


def test_a_note_left_standing_from_an_earlier_answer_is_no_reason_for_the_next(office: MemoryOffice) -> None:
    letter = signed(office)
    office.edit(letter, "Tanggal kirim", "06-10-2026")
    office.do(letter, "Sudah distempel", note="Stempel basah")
    office.do(letter, "Terkirim")
    assert office.do(letter, "Diterima").status == "Menunggu tanggapan"
    assert office.message(letter).endswith("surat); yang ada masih catatan jawaban sebelumnya.")
    assert office.do(letter, "Diterima", note="Tanda terima 7 Oktober").closed


def test_the_same_reason_typed_afresh_is_a_reason_again(office: MemoryOffice) -> None:
    letter = signed(office)
    office.edit(letter, "Tanggal kirim", "06-10-2026")
    office.do(letter, "Sudah distempel", note="Tanda terima 7 Oktober")
    office.do(letter, "Terkirim")
    office.edit(letter, NOTE, None)
    office.sync()
    assert office.do(letter, "Diterima", note="Tanda terima 7 Oktober").closed


def test_whoever_sent_a_letter_back_is_told_what_changed_when_it_comes_again(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Revisi", note="Alamat salah", desk="Sekretaris Dinas")
    office.edit(letter, "Tujuan", "Camat Purworejo")
    office.do(letter, "Ajukan")
    (asked,) = office.journal.requests([letter])
    assert asked.changes == (("Tujuan", "Camat Bugul Kidul", "Camat Purworejo"),)
    assert ["Tujuan", "Camat Bugul Kidul", "Camat Purworejo"] in office.mail.sent[-1]["context"]["perubahan"]
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    assert office.journal.requests([letter])[-1].changes == (), "the next desk sees it for the first time"


def test_an_answer_taken_is_emptied_and_never_taken_twice(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.choose(letter, "Ajukan")
    office.sync()
    assert not office.cell(letter, ACTION)
    office.decide(letter, "Revisi", note="Alamat salah", desk="Sekretaris Dinas")
    assert office.case(letter).status == "Draf"
    assert office.message(letter) == "Revisi dari Sekretaris Dinas: «Alamat salah»"
    office.sync()
    assert office.case(letter).status == "Draf"
    office.do(letter, "Ajukan")
    assert office.case(letter).status == "Verifikasi"


def test_a_word_left_standing_because_the_workbook_was_open_is_ignored_until_it_changes(
    office: MemoryOffice,
) -> None:
    letter = a_letter(office)
    office.choose(letter, "Ajukan")
    office.registers.open_elsewhere.add("Umum")
    office.sync()
    assert office.case(letter).status == "Verifikasi"
    assert office.cell(letter, ACTION) == "Ajukan"
    office.decide(letter, "Revisi", note="Salah", desk="Sekretaris Dinas")
    office.sync()
    assert office.case(letter).status == "Draf"
    office.registers.open_elsewhere.clear()
    office.sync()
    assert office.case(letter).status == "Draf"
    assert office.cell(letter, STATUS) == "Draf"
    assert not office.cell(letter, ACTION)


def test_an_approval_is_no_word_in_the_register(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.do(letter, "Setuju")
    assert office.case(letter).status == "Verifikasi"
    assert "diputuskan oleh Sekretaris Dinas, Kepala Dinas lewat tautan" in office.message(letter)


def test_a_status_typed_by_hand_is_put_back_with_a_sentence(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.edit(letter, STATUS, "Selesai")
    office.sync()
    assert office.cell(letter, STATUS) == "Draf"
    assert "«Selesai» yang diketik tidak dipakai" in office.message(letter)
    writes = len(office.registers.writes)
    office.sync()
    assert len(office.registers.writes) == writes


def test_a_status_typed_on_a_new_row_is_told_too(office: MemoryOffice) -> None:
    letter = a_letter(office, status="Selesai")
    assert office.cell(letter, STATUS) == "Draf"
    assert "«Selesai» yang diketik tidak dipakai" in office.message(letter)
    office.do(letter, "Ajukan")
    assert "yang diketik" not in office.message(letter)


def test_approvers_agree_in_order_and_all_of_them(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    assert [r.desk for r in office.journal.requests([letter])] == ["Sekretaris Dinas"]
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    assert office.case(letter).status == "Verifikasi"
    office.decide(letter, "Setuju", desk="Kepala Dinas")
    assert office.case(letter).status == "Tanda tangan"


def test_a_row_edited_after_the_mail_is_asked_again_with_the_difference(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    (first,) = office.journal.requests([letter])
    office.edit(letter, "Perihal", "Undangan lain")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    assert office.case(letter).status == "Verifikasi"
    (second,) = office.journal.requests([letter])
    assert second.changes == (("Perihal", "Undangan rapat", "Undangan lain"),)
    assert office.journal.all_requests[first.id].superseded
    (refused,) = [g for g in office.journal.answers.values() if g.state == "refused"]
    assert refused.reason == "permintaan ini sudah diganti atau ditarik"


def test_a_row_edited_after_it_was_approved_goes_back_to_the_approver(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas")
    office.edit(letter, "Biaya", 5_000_000)
    office.sync()
    assert office.case(letter).status == "Verifikasi"
    assert "Isi diubah setelah disetujui (Biaya)" in office.message(letter)


def test_silence_moves_a_case_by_itself(office: MemoryOffice) -> None:
    letter = signed(office)
    office.do(letter, "Sudah distempel")
    office.edit(letter, "Tanggal kirim", date(2026, 10, 5))
    office.do(letter, "Terkirim")
    office.wait(days=6)
    office.sync()
    assert office.case(letter).status == "Menunggu tanggapan"
    office.wait(days=2)
    report = office.sync()
    assert office.case(letter).status == "Selesai"
    assert any("tidak ada tanggapan" in line for line in report.moves)


def test_reminders_come_once_and_the_desk_above_hears_when_the_term_ran_out(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.wait(days=1)
    office.sync()
    office.sync()
    office.wait(days=2)
    office.sync()
    office.sync()
    kinds = [(m["template"], m["person"]) for m in office.mail.sent if m["case"] == letter]
    assert kinds == [("pengingat", "bidang_koperasi"), ("eskalasi", "sekretaris_dinas")]
    office.edit(letter, "Biaya", "1.000")
    office.sync()
    told = [one.event.kind for one in office.journal.events if one.event.kind in ("reminded", "escalated")]
    assert told == [EventKind.REMINDED, EventKind.ESCALATED]


def test_children_are_opened_one_per_bidang_and_the_parent_waits_for_all(office: MemoryOffice) -> None:
    office.type_row(
        "Arsip", uraian="Surat penting", kepada="Bidang Koperasi; Bidang Usaha Mikro", tindakan="Bagi"
    )
    office.sync()
    (parent,) = office.ids("Arsip")
    first, second = office.ids("Tugas")
    assert {office.cell(first, "Bidang"), office.cell(second, "Bidang")} == {
        "Bidang Koperasi",
        "Bidang Usaha Mikro",
    }
    office.do(first, "Terima")
    assert office.case(parent).status == "Dibagi"
    office.do(second, "Terima")
    assert office.case(parent).status == "Tersimpan"


def test_a_rule_moves_a_case_without_a_person(office: MemoryOffice) -> None:
    office.type_row("Arsip", uraian="Mahal", nilai="Rp2.000.000")
    office.sync()
    (case,) = office.ids("Arsip")
    assert office.case(case).status == "Besar"


def test_a_form_opens_one_case_however_often_it_is_read(office: MemoryOffice) -> None:
    one = Submission(
        "r1", "surat", office.clock.at, {"Perihal": "Permintaan", "Tujuan": "Dinas"}, "warga@contoh.id"
    )
    office.journal.submit_form(one)
    office.sync()
    office.journal.submit_form(one)
    office.sync()
    (case,) = office.ids("Surat")
    assert office.cell(case, "Perihal") == "Permintaan"


@pytest.mark.parametrize(
    ("now", "opened"),
    [
        (datetime(2026, 12, 27, 23, 59, tzinfo=JAKARTA), []),
        (datetime(2026, 12, 28, tzinfo=JAKARTA), ["Laporan 2026"]),
        (datetime(2027, 1, 4, 8, tzinfo=JAKARTA), ["Laporan 2026"]),
        (datetime(2027, 2, 1, 8, tzinfo=JAKARTA), []),
    ],
)
def test_a_case_of_december_also_opens_when_no_pass_ran_before_new_year(
    now: datetime, opened: list[str]
) -> None:
    yearly = replace(KEARSIPAN, openings=[Opening(12, 28, {"Uraian": "Laporan {tahun}"})])
    office = MemoryOffice(SURAT_KELUAR, yearly)
    office.clock.at = now
    office.sync()
    office.sync()
    assert [office.case(id).initial["Uraian"] for id in office.ids("Arsip")] == opened


def test_a_rehearsal_says_what_the_pass_then_does_and_touches_nothing(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.choose(letter, "Ajukan")
    office.type_row("Surat", perihal="Baru", tujuan="Wali Kota", bidang="Bidang Koperasi", tindakan="Ajukan")
    before = (office.registers.stamp("Umum"), office.journal.commits, len(office.mail.sent))
    rehearsed = office.sync(rehearse=True)
    assert (office.registers.stamp("Umum"), office.journal.commits, len(office.mail.sent)) == before
    done = office.sync()
    assert rehearsed.lines == done.lines
    assert len(rehearsed.moves) == 2


def test_what_an_approver_writes_is_shown_to_whoever_goes_on(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas", note="Segera kirim")
    assert office.message(letter) == "Setuju dari Kepala Dinas: «Segera kirim»"


def test_a_decision_does_not_count_once_its_mandate_has_ended(office: MemoryOffice) -> None:
    """Given in time, looked at too late."""
    begins = office.clock.at
    mandate = Mandate("caraka", "Sekretaris Dinas", MandateKind.PLH, begins, begins + timedelta(hours=9))
    office.with_mandate(mandate)
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    (request,) = office.journal.requests([letter])
    given = Given(
        f"{request.id}/caraka", letter, request.visit, "Setuju", office.clock.at, "", request.id, request.desk, "caraka",
        "PIN", request.shown,
    )  # fmt: skip
    office.journal.submit(given)
    office.wait(days=1)
    office.sync()
    assert office.case(letter).agreements == ()
    assert office.journal.answers[given.id].reason == "wewenang untuk meja ini sudah berakhir"


def test_an_expired_mandate_does_not_count(office: MemoryOffice) -> None:
    begins = office.clock.at
    office.with_mandate(
        Mandate("caraka", "Sekretaris Dinas", MandateKind.PLH, begins, begins + timedelta(days=1))
    )
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    assert office.mail.to("caraka@contoh.id")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas", person="caraka")
    (agreement,) = office.case(letter).agreements
    assert (agreement.person, agreement.mandate) == ("caraka", "Plh.")
    other = a_letter(office)
    office.do(other, "Ajukan")
    office.wait(days=2)
    office.decide(other, "Setuju", desk="Sekretaris Dinas", person="caraka")
    assert office.case(other).agreements == ()
