"""A pass over a small office: what staff, approvers, clocks and mistakes lead to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind, Given, Json, OpState, Submission
from flows.engine.model import ACTION, DUE, ID, MESSAGE, NOTE, STATUS, TURN, Field, Form, Opening, Version
from flows.engine.office import Mandate, MandateKind
from flows.engine.ports import Book, Did, Outcome, Patch, Unreadable
from tests.engine.small import KEARSIPAN, SURAT_KELUAR, S
from tests.fakes.office import MemoryOffice


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(
        SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{kode}/{urut:04}/{kode_opd}/{tahun}"}
    )


def a_letter(office: MemoryOffice, **cells: object) -> str:
    given = {"perihal": "Undangan rapat", "tujuan": "Camat Bugul Kidul", "bidang": "Bidang Koperasi"} | cells
    before = set(office.ids("Surat"))
    office.type_row("Surat", **given)  # type: ignore[arg-type]
    office.sync()
    (new,) = set(office.ids("Surat")) - before
    return new


def signed(office: MemoryOffice) -> str:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas")
    office.decide(letter, "Tandatangani")
    return letter


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


def test_what_people_type_between_a_reading_that_failed_and_the_placing_of_a_row_is_seen_by_the_next_pass(
    office: MemoryOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_letter(office)
    office.type_row("Surat", perihal="Diketik", tujuan="Camat", bidang="Bidang Koperasi")
    office.journal.submit_form(
        Submission("r1", "surat", office.clock.at, {"Perihal": "Formulir", "Tujuan": "Dinas"}, "")
    )
    read, failures = office.registers.read, [Unreadable("it is being saved")]

    def hard_to_read(workbook: str) -> Book:
        if failures:
            raise failures.pop()
        return read(workbook)

    monkeypatch.setattr(office.registers, "read", hard_to_read)
    assert office.sync().problems == ["it is being saved"]
    assert len(office.ids("Surat")) == 2  # the form's row is placed
    office.sync()
    assert len(office.ids("Surat")) == 3


def test_what_people_type_before_a_row_is_placed_in_their_workbook_is_seen_by_the_next_pass() -> None:
    form = Form("arsip", "Arsip", (Field("Uraian", "Uraian", True),))
    register = replace(KEARSIPAN.register, workbook="Arsip")
    office = MemoryOffice(SURAT_KELUAR, replace(KEARSIPAN, register=register, forms=[form]))
    office.type_row("Arsip", uraian="Lama")
    office.sync()
    office.journal.submit_form(Submission("r1", "arsip", office.clock.at, {"Uraian": "Formulir"}, ""))
    stamp = office.registers.stamp

    def typed_just_after(workbook: str) -> str:
        found = stamp(workbook)
        if workbook == "Arsip" and not typed:
            typed.append(office.type_row("Arsip", uraian="Diketik"))
        return found

    typed: list[int] = []
    office.registers.stamp = typed_just_after  # type: ignore[method-assign]
    for _ in range(2):
        office.sync()
    assert len(office.ids("Arsip")) == 3


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


def test_rows_whose_ids_changed_places_wait_until_somebody_puts_them_right(office: MemoryOffice) -> None:
    one, two = a_letter(office, perihal="Satu"), a_letter(office, perihal="Dua")
    office.do(one, "Ajukan")
    tab = office.registers.tabs["Surat"]

    def change_places() -> None:
        for ref, id in [(office.find("Surat", one), two), (office.find("Surat", two), one)]:
            tab.put(ref, ID, id)

    change_places()
    office.sync()
    assert all("ID-nya mungkin tertukar" in office.message(id) for id in (one, two))
    office.decide(one, "Setuju", desk="Sekretaris Dinas")
    assert "ID-nya mungkin tertukar" in office.message(one), "a decision is no reason to believe the row"
    assert [r.desk for r in office.journal.requests([one])] == ["Sekretaris Dinas"]
    change_places()
    office.sync()
    assert [r.desk for r in office.journal.requests([one])] == ["Sekretaris Dinas", "Kepala Dinas"]
    assert not any("tertukar" in office.message(id) for id in (one, two))


def test_a_copied_row_stops_both_until_one_is_gone(office: MemoryOffice) -> None:
    letter = a_letter(office)
    tab = office.registers.tabs["Surat"]
    tab.rows.append(list(tab.rows[0]))
    office.choose(letter, "Ajukan")
    office.sync()
    assert office.case(letter).status == "Draf"
    assert "ada di baris 2 dan 3" in str(tab.cell(1, MESSAGE))
    del tab.rows[1]
    office.sync()
    assert office.case(letter).status == "Verifikasi"


def test_a_deleted_row_is_set_aside_and_goes_on_when_it_is_back(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    tab = office.registers.tabs["Surat"]
    row = tab.rows.pop(0)
    office.sync()
    assert office.case(letter).held
    tab.rows.append(row)
    office.sync()
    assert not office.case(letter).held


def test_rows_that_are_gone_or_copied_cost_later_passes_no_reading(office: MemoryOffice) -> None:
    gone, copied = a_letter(office), a_letter(office)
    tab = office.registers.tabs["Surat"]
    row = list(tab.rows[office.find("Surat", gone)])
    tab.rows[office.find("Surat", gone)] = [None] * len(row)
    tab.rows.append(list(tab.rows[office.find("Surat", copied)]))
    write = office.registers.write
    office.registers.write = lambda *_: Outcome(Did.NOT_DONE, "open")  # type: ignore[method-assign]
    office.sync()
    office.registers.write = write  # type: ignore[method-assign]
    office.sync()
    before = office.registers.reads
    office.sync()
    assert office.registers.reads == before
    tab.rows[0], tab.rows[-1] = row, [None] * len(row)
    office.sync()
    assert (office.case(gone).held, office.case(copied).held) == ("", "")
    assert office.do(gone, "Ajukan").status == "Verifikasi"


def test_an_erased_id_is_restored_when_the_content_says_whose_it_is(office: MemoryOffice) -> None:
    letter = a_letter(office)
    tab = office.registers.tabs["Surat"]
    tab.put(0, ID, None)
    office.sync()
    assert tab.cell(0, ID) == letter
    assert office.ids("Surat") == [letter]


def test_a_row_that_may_be_one_that_is_gone_is_not_guessed_at(office: MemoryOffice) -> None:
    letter = a_letter(office)
    tab = office.registers.tabs["Surat"]
    tab.put(0, ID, None)
    tab.put(0, "Bidang", "Bidang Usaha Mikro")
    office.sync()
    assert not tab.cell(0, ID)
    assert f"mirip baris yang hilang ({letter})" in str(tab.cell(0, MESSAGE))
    tab.put(0, ID, "BARU")
    office.sync()
    assert tab.cell(0, ID) == "SK-2026-0002"


def test_swapped_ids_are_set_aside_and_released_when_swapped_back(office: MemoryOffice) -> None:
    one = a_letter(office)
    two = a_letter(office, perihal="Nota", tujuan="Lurah")
    tab = office.registers.tabs["Surat"]
    tab.put(0, ID, two)
    tab.put(1, ID, one)
    office.sync()
    assert office.case(one).held
    assert office.case(two).held
    tab.put(0, ID, one)
    tab.put(1, ID, two)
    office.sync()
    assert not office.case(one).held


def test_a_missing_heading_stops_its_register_and_names_it(office: MemoryOffice) -> None:
    a_letter(office)
    tab = office.registers.tabs["Surat"]
    tab.headings[tab.column("Tujuan")] = "Tujuan surat"
    writes = len(office.registers.writes)
    report = office.sync()
    assert "«Tujuan» (was it renamed to «Tujuan surat»?)" in report.problems[0]
    assert len(office.registers.writes) == writes


def test_an_emptied_tab_is_not_a_deletion(office: MemoryOffice) -> None:
    for _ in range(8):
        a_letter(office)
    office.registers.tabs["Surat"].rows.clear()
    report = office.sync()
    assert "8 of 8 rows are gone at once" in report.problems[0]
    assert not any(case.held for case in office.journal.all_cases.values())


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


def test_a_new_row_whose_id_could_not_be_written_is_looked_at_again(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.choose(letter, "Ajukan")
    office.type_row("Surat", perihal="Baru", tujuan="Camat")
    write, failures = office.registers.write, ["once"]

    def failing(workbook: str, stamp: str, patch: Patch) -> Outcome:
        if failures:
            raise OSError(failures.pop())
        return write(workbook, stamp, patch)

    office.registers.write = failing  # type: ignore[method-assign]
    office.sync()
    assert office.ids("Surat") == [letter]
    office.sync()
    assert office.ids("Surat") == [letter, "SK-2026-0003"]


def test_a_workbook_that_cannot_be_asked_keeps_no_other_from_going_on() -> None:
    elsewhere = replace(KEARSIPAN, register=replace(KEARSIPAN.register, workbook="Arsip"))
    office = MemoryOffice(SURAT_KELUAR, elsewhere)
    stamp, read = office.registers.stamp, office.registers.read

    def refused(workbook: str, ask: Callable[[str], Any]) -> Any:
        if workbook == "Arsip":
            raise PermissionError(13, "Permission denied", "Arsip.xlsx")
        return ask(workbook)

    office.registers.stamp = lambda workbook: refused(workbook, stamp)  # type: ignore[method-assign]
    office.registers.read = lambda workbook: refused(workbook, read)  # type: ignore[method-assign]
    office.type_row("Surat", perihal="Undangan", tujuan="Camat")
    assert office.sync().problems == ["[Errno 13] Permission denied: 'Arsip.xlsx'"]
    assert office.ids("Surat") == ["SK-2026-0001"]


def test_nothing_changed_reads_nothing_and_writes_nothing(office: MemoryOffice) -> None:
    a_letter(office)
    office.sync()
    reads, writes, commits = office.registers.reads, len(office.registers.writes), office.journal.commits
    report = office.sync()
    assert (office.registers.reads, len(office.registers.writes), office.journal.commits) == (
        reads,
        writes,
        commits,
    )
    assert report.settled


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


def test_old_rows_are_taken_in_without_a_mail(office: MemoryOffice) -> None:
    del office.journal.cursors["register:Surat"]
    for n in range(30):
        office.type_row(
            "Surat", perihal=f"Lama {n}", tujuan="Camat", status="Verifikasi" if n % 2 else "Selesai"
        )
    report = office.sync()
    assert report.baseline == {"Surat": 30}
    assert office.mail.sent == []
    assert office.letters.files == {}
    assert {event.event.kind for event in office.journal.events} == {EventKind.BASELINE}


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


def test_what_an_approver_writes_is_shown_to_whoever_goes_on(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas", note="Segera kirim")
    assert office.message(letter) == "Setuju dari Kepala Dinas: «Segera kirim»"


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


def test_lines_belong_to_their_case_and_feed_its_letter(office: MemoryOffice) -> None:
    letter = a_letter(office)
    office.type_row("Rincian", id_induk=letter, barang="Kertas", harga="Rp50.000")
    office.type_row("Rincian", id_induk="SK-2026-0099", barang="Tinta")
    office.do(letter, "Ajukan")
    assert office.letters.makes[-1]["context"]["rincian"] == [{"barang": "Kertas", "harga": 50_000}]
    assert "berkas itu tidak ada" in str(office.registers.tabs["Rincian"].cell(1, MESSAGE))


def test_rows_of_an_older_version_keep_its_steps_or_move_by_its_rule(office: MemoryOffice) -> None:
    kept, moved = a_letter(office), a_letter(office)
    old = replace(SURAT_KELUAR.steps[0], answers={"Langsung": S.PENOMORAN})
    office.upgrade(replace(SURAT_KELUAR, version=2, past=[Version(1, steps=(old, *SURAT_KELUAR.steps[1:]))]))
    assert office.do(kept, "Langsung").status == "Penomoran"
    newer = [step for step in SURAT_KELUAR.steps if step.status != S.DRAF]
    office.upgrade(
        replace(
            SURAT_KELUAR,
            start=S.VERIFIKASI,
            steps=newer,
            version=2,
            past=[Version(1, moves={"Draf": S.VERIFIKASI})],
        )
    )
    office.edit(moved, "Tujuan", "Lurah")
    office.sync()
    assert (office.case(moved).status, office.case(moved).version) == ("Verifikasi", 2)


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
