"""Rows in a pass: typed meanwhile, copied, gone, mixed up, taken in, or not to be read at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from flows.engine.case import EventKind, Submission
from flows.engine.model import ID, MESSAGE, Field, Form, Version
from flows.engine.ports import Book, Did, Outcome, Patch, Unreadable
from tests.engine.letters import a_letter
from tests.engine.small import KEARSIPAN, SURAT_KELUAR, S
from tests.fakes.office import MemoryOffice


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
