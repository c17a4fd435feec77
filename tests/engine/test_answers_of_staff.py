"""What staff answer on a page counts as if they had chosen it in Tindakan, and no more than that."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from flows.engine.case import AnswerState, Case, EventKind, Given
from flows.engine.model import ACTION, MESSAGE
from flows.engine.office import Mandate, MandateKind
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice, person_id

DESK = "Bidang Koperasi"


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(
        SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{kode}/{urut:04}/{kode_opd}/{tahun}"}
    )


@pytest.fixture
def letter(office: MemoryOffice) -> str:
    office.type_row("Surat", perihal="Undangan rapat", tujuan="Camat Bugul Kidul", bidang=DESK)
    office.sync()
    return "SK-2026-0001"


def answer(office: MemoryOffice, id: str, label: str, desk: str = DESK, **other: object) -> Case:
    """Give an answer as the page of a case does, and run a pass."""
    case = office.case(id)
    given = Given(
        f"staf/{id}/{case.visit}/{len(office.journal.answers)}", id, case.visit, label, office.clock.at, desk=desk,
        person=person_id(desk), factor="PIN", shown=case.content,
    )  # fmt: skip
    office.journal.submit(replace(given, **other))  # type: ignore[arg-type]
    office.sync()
    return office.case(id)


def refusals(office: MemoryOffice) -> list[str]:
    return [one.reason for one in office.journal.answers.values() if one.state is AnswerState.REFUSED]


def test_an_answer_of_the_desk_at_turn_moves_the_case_and_the_history_says_who_and_how(
    office: MemoryOffice, letter: str
) -> None:
    assert answer(office, letter, "Ajukan", note="Mohon segera").status == "Verifikasi"
    (moved,) = [one for one in office.journal.events if one.event.kind is EventKind.MOVED]
    data = moved.event.data
    assert (data["label"], data["actor"], data["person"], data["factor"]) == (
        "Ajukan", DESK, "bidang_koperasi", "PIN",
    )  # fmt: skip
    assert office.cell(letter, MESSAGE) == "Ajukan dari Bidang Koperasi: «Mohon segera»"
    assert not office.cell(letter, ACTION)
    assert refusals(office) == []


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"desk": "Bidang Usaha Mikro", "person": "bidang_usaha_mikro"}, "bukan giliran meja ini"),
        ({"person": "caraka"}, "tidak (lagi) duduk"),
        ({"factor": ""}, "tanpa masuk"),
        ({"shown": "lain"}, "berubah sejak dilihat"),
        ({"visit": 7}, "sudah lewat"),
        ({"label": "Setuju"}, "tidak ada pada tahap ini"),
    ],
)
def test_an_answer_is_refused_unless_desk_person_login_content_and_step_fit(
    office: MemoryOffice, letter: str, other: dict[str, object], why: str
) -> None:
    assert answer(office, letter, **{"label": "Ajukan", **other}).status == "Draf"  # type: ignore[arg-type]
    assert len(refusals(office)) == 1
    assert why in refusals(office)[0]
    assert answer(office, letter, "Ajukan").status == "Verifikasi"


def test_what_an_answer_needs_must_stand_in_the_row_here_too(office: MemoryOffice) -> None:
    office.type_row("Surat", perihal="Undangan rapat", tujuan="Camat Bugul Kidul")
    office.sync()
    assert answer(office, "SK-2026-0001", "Ajukan").status == "Draf"
    assert refusals(office) == ["kolom belum lengkap: Bidang"]


def test_a_row_that_was_edited_meanwhile_is_looked_at_again_before_its_answer_counts(
    office: MemoryOffice, letter: str
) -> None:
    office.edit(letter, "Tujuan", "Camat Purworejo")
    assert answer(office, letter, "Ajukan").status == "Draf"
    assert refusals(office) == ["isi sudah berubah sejak dilihat"]
    assert answer(office, letter, "Ajukan").status == "Verifikasi"


def test_the_word_in_tindakan_that_came_too_late_is_not_taken_for_the_next_step(
    office: MemoryOffice, letter: str
) -> None:
    office.choose(letter, "Ajukan")
    assert answer(office, letter, "Ajukan").status == "Verifikasi"
    office.sync()
    assert office.case(letter).status == "Verifikasi"
    assert not office.cell(letter, ACTION)


def test_two_answers_to_one_arrival_move_it_once(office: MemoryOffice, letter: str) -> None:
    case = office.case(letter)
    second = Given(
        "staf/kedua", letter, case.visit, "Ajukan", office.clock.at, desk=DESK, person="bidang_koperasi",
        factor="PIN", shown=case.content,
    )  # fmt: skip
    office.journal.submit(second)
    assert answer(office, letter, "Ajukan").status == "Verifikasi"
    assert refusals(office) == ["tahap ini sudah lewat"]


def test_a_deputy_answers_for_the_desk_within_the_days_of_the_mandate(
    office: MemoryOffice, letter: str
) -> None:
    begins = office.clock.at + timedelta(hours=1)
    office.with_mandate(Mandate("caraka", DESK, MandateKind.PLH, begins, begins + timedelta(days=1)))
    assert answer(office, letter, "Ajukan", person="caraka").status == "Draf"
    office.wait(hours=1)
    assert answer(office, letter, "Ajukan", person="caraka").status == "Verifikasi"


def test_the_answer_of_somebody_outside_is_recorded_by_their_desk_with_its_evidence(
    office: MemoryOffice, letter: str
) -> None:
    answer(office, letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas")
    office.decide(letter, "Tandatangani")
    answer(office, letter, "Sudah distempel")
    office.edit(letter, "Tanggal kirim", "09-10-2026")
    office.sync()
    assert answer(office, letter, "Terkirim", "Caraka").status == "Menunggu tanggapan"
    assert answer(office, letter, "Diterima", "Caraka").status == "Menunggu tanggapan"
    assert refusals(office) == ["catatan wajib diisi"]
    assert answer(office, letter, "Diterima", "Caraka", note="Surat Camat nomor 12").status == "Selesai"
    moved = [one for one in office.journal.events if one.event.kind is EventKind.MOVED][-1]
    assert moved.event.data["factor"] == "dicatat petugas, PIN"


def test_a_decision_stays_with_the_link_and_factor_of_its_approver(office: MemoryOffice, letter: str) -> None:
    answer(office, letter, "Ajukan")
    assert answer(office, letter, "Setuju", "Kepala Dinas").status == "Verifikasi"
    assert refusals(office) == ["permintaan ini sudah diganti atau ditarik"]
