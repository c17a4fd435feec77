"""The page of a case: what everybody of the office may see, and the answer that only the desk at turn may give."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from connectors.approvals import Purpose
from flows.engine.case import Case, Content, Intent, Letter
from flows.engine.office import Mandate, MandateKind
from tests.connectors.web.conftest import Visitor, WebWorld, opened_world

LETTER: dict[str, Any] = {
    "jenis_naskah": "Surat dinas", "tujuan": "Kepala Bappelitbangda", "perihal": "Penyampaian <b>data</b> koperasi",
    "bidang_pengolah": "Bidang Koperasi", "isi": "Bersama ini kami sampaikan data koperasi.",
    "kode_klasifikasi": "500.3.2.1", "sifat": "Biasa",
}  # fmt: skip
ID = "SK-2026-0001"


@pytest.fixture(scope="module")
def drafting_folder(fresh_office: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, datetime]:
    """A letter that Bidang Koperasi drafts."""
    folder = tmp_path_factory.mktemp("konsep") / "kantor"
    shutil.copytree(fresh_office, folder)
    with opened_world(folder) as world:
        world.type_in("Surat Keluar", **LETTER)
        world.type_in("Surat Keluar", ID, tindakan="Teruskan ke pengolah")
        assert world.status(ID) == "Draf"
        return folder, world.clock.at


@pytest.fixture
def drafting(drafting_folder: tuple[Path, datetime], tmp_path: Path) -> Iterator[WebWorld]:
    folder, at = drafting_folder
    shutil.copytree(folder, tmp_path / "kantor")
    with opened_world(tmp_path / "kantor", at) as world:
        yield world


def answer(visitor: Visitor, label: str = "Ajukan", note: str = "", **more: str) -> str:
    return visitor.send(f"/berkas/{ID}/jawab", {"jawaban": label, "catatan": note, **more})


def opened(world: WebWorld, person: str = "kabid_koperasi") -> Visitor:
    visitor = world.staff(person)
    visitor.open(f"/berkas/{ID}")
    return visitor


def pending(world: WebWorld) -> int:
    return len(world.office.journal.pending_answers())


def test_a_case_shows_whose_turn_it_is_what_it_says_and_what_happened(drafting: WebWorld) -> None:
    page = opened(drafting).text
    assert "Penyampaian &lt;b&gt;data&lt;/b&gt; koperasi" in page
    assert "<b>data" not in page
    for words in (
        "Draf",
        "Bidang Koperasi",
        "Kepala Bappelitbangda",
        "Teruskan ke pengolah",
        "Berkas dibuka",
    ):
        assert words in page
    assert "dipilih di kolom Tindakan" in page
    assert "baris yang diisi di register" in page


def test_an_answer_on_the_page_moves_the_case_at_the_next_pass_with_name_and_note(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    page = answer(visitor, note="Sudah <i>lengkap</i>")
    assert visitor.last.request.path == f"/berkas/{ID}"
    assert "Jawaban «Ajukan» sudah tercatat" in page
    assert "Kirim jawaban" not in page
    assert "Sudah dijawab; menunggu diproses" in visitor.open("/kerja")
    drafting.sync()
    assert drafting.status(ID) == "Verifikasi"
    page = visitor.open(f"/berkas/{ID}")
    assert "Draf → Verifikasi («Ajukan»): «Sudah &lt;i&gt;lengkap&lt;/i&gt;»" in page
    assert "Endang Sulistyorini" in page
    assert "dengan PIN sendiri" in page
    assert "Tahap ini diputuskan oleh" in page


def test_without_choice_or_needed_note_nothing_is_kept(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    for label in ("", "Setuju", "Hapus"):
        assert "Pilih salah satu jawaban" in answer(visitor, label)
        assert visitor.last.status_code == 422
    assert "checked" not in visitor.text
    assert pending(drafting) == 0


def test_what_an_answer_needs_is_shown_beside_it_and_asked_for(drafting: WebWorld) -> None:
    drafting.type_in("Surat Keluar", ID, isi=None)
    visitor = opened(drafting)
    needed = re.search(r'value="Ajukan" disabled>.*?isi dulu di register: ([^)<]+)\)', visitor.text)
    assert needed
    assert "Isi" in needed[1].split(", ")
    assert "isi dulu Isi" in answer(visitor)
    assert visitor.last.status_code == 422
    assert pending(drafting) == 0


def test_a_page_that_is_no_longer_true_is_not_answered_from(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    drafting.type_in("Surat Keluar", ID, tujuan="Camat Purworejo")
    assert "sudah berubah" in answer(visitor)
    assert visitor.last.status_code == 409
    assert "Camat Purworejo" in visitor.text
    late = opened(drafting)
    drafting.type_in("Surat Keluar", ID, tindakan="Ajukan")
    assert "sudah berubah" in answer(late)
    assert pending(drafting) == 0
    assert drafting.status(ID) == "Verifikasi"


def test_a_row_edited_after_the_last_pass_sends_the_answer_back_with_its_reason(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    answer(visitor)
    drafting.type_in("Surat Keluar", ID, tujuan="Camat Purworejo")
    assert drafting.status(ID) == "Draf"
    assert "tidak diterima: isi sudah berubah sejak dilihat" in visitor.open(f"/berkas/{ID}")
    answer(visitor)
    drafting.sync()
    assert drafting.status(ID) == "Verifikasi"


def test_fifty_presses_are_one_answer_and_a_second_word_is_told_of_the_first(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    cookie, hidden, said = visitor.client.get_cookie("alur"), visitor.hidden(), []

    def press(number: int) -> None:
        again = drafting.visitor(f"10.0.0.{number}")
        again.client.set_cookie("alur", cookie.value)
        again.last = again.client.post(
            f"/berkas/{ID}/jawab", data={**hidden, "jawaban": "Ajukan"}, follow_redirects=True
        )
        said.append(again.text)

    threads = [threading.Thread(target=press, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("sudah tercatat" in page for page in said)
    assert pending(drafting) == 1
    other = opened(drafting, "pengolah_koperasi") if "pengolah_koperasi" in people(drafting) else visitor
    other.last = other.client.post(
        f"/berkas/{ID}/jawab", data={**hidden, **other.hidden(), "jawaban": "Batalkan"}
    )
    assert "Sudah ada jawaban «Ajukan»" in other.text
    assert pending(drafting) == 1


def people(world: WebWorld) -> list[str]:
    return list(world.office.office.directory.people)


def test_another_desk_may_look_and_is_refused_when_it_answers(drafting: WebWorld) -> None:
    visitor = opened(drafting, "kabid_um")
    assert "Anda dapat melihat saja" in visitor.text
    assert "Kirim jawaban" not in visitor.text
    token = dict(visitor.hidden())["csrf_token"]
    case = drafting.office.journal.cases([ID])[ID]
    data = {"csrf_token": token, "kunjungan": case.visit, "isi": case.content, "jawaban": "Ajukan"}
    visitor.last = visitor.client.post(f"/berkas/{ID}/jawab", data=data)
    assert visitor.last.status_code == 403
    assert "Bukan giliran meja Anda" in visitor.text
    assert visitor.client.post(f"/berkas/{ID}/putuskan", data=data).status_code == 403
    assert pending(drafting) == 0


def test_who_left_the_desk_between_looking_and_answering_does_not_answer(
    drafting: WebWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = opened(drafting)
    directory = drafting.office.office.directory
    desks = {
        desk: tuple(one for one in at if one != "kabid_koperasi") for desk, at in directory.desks.items()
    }
    mandate = Mandate(
        "sekretaris",
        "Bidang Koperasi",
        MandateKind.PLT,
        drafting.clock.at,
        drafting.clock.at + timedelta(days=1),
    )
    changed = replace(directory, desks=desks, mandates=(mandate,))
    monkeypatch.setattr(drafting.office, "office", replace(drafting.office.office, directory=changed))
    answer(visitor)
    assert visitor.last.request.path == "/masuk"
    assert pending(drafting) == 0
    answer(opened(drafting, "sekretaris"))
    assert pending(drafting) == 1


def test_opening_and_posting_without_the_page_changes_nothing(drafting: WebWorld) -> None:
    visitor = opened(drafting)
    before = drafting.office.journal.head()
    for path in (f"/berkas/{ID}", f"/berkas/{ID}/jawab", f"/berkas/{ID}/putuskan"):
        visitor.client.get(path)
        visitor.client.head(path)
        if path != f"/berkas/{ID}":
            assert visitor.client.post(path, data={"jawaban": "Ajukan"}).status_code == 400
    visitor.open(f"/berkas/{ID}")
    visitor.last = visitor.client.post(f"/berkas/{ID}/jawab", data=visitor.hidden())  # as a machine posts it
    assert visitor.last.status_code == 422
    assert pending(drafting) == 0
    assert drafting.office.journal.head() == before


def test_the_approver_goes_from_the_case_to_the_page_of_their_own_decision(drafting: WebWorld) -> None:
    drafting.type_in("Surat Keluar", ID, tindakan="Ajukan")
    visitor = opened(drafting, "kepala")
    assert "Buka keputusan" in visitor.text
    visitor.last = visitor.client.post(f"/berkas/{ID}/putuskan", data=visitor.hidden())
    assert visitor.last.headers["Location"] == "/keputusan"
    with visitor.client.session_transaction() as session:
        link = drafting.office.links.read(Purpose.DECIDE, session["keputusan"], drafting.clock.at)
    assert link.person == "kepala"
    assert pending(drafting) == 0
    assert "Buka keputusan" not in opened(drafting, "kabid_um").text


def test_personal_data_and_letters_are_for_the_desks_that_act_in_the_process(world: WebWorld) -> None:
    at = world.clock.at
    letter = Letter(
        "Formulir cuti", "formulir_cuti.docx", "P1.3.1/KP-2026-0001/cuti.docx", 1, True, "ABC", True, "0" * 64
    )
    case = Case(
        "KP-2026-0001", "P1.3.1", "Kepegawaian", "Verifikasi", at, at, placed=True, letters=(letter,)
    )  # fmt: skip
    cells = {"Jenis usulan": "Cuti", "Nama pegawai": "Sri Wahyuni", "NIP": "198604102010012030"}
    world.office.journal.commit(Intent(cases=[case], contents=[Content(case.id, cells)]))
    path = world.office.documents / letter.file
    path.parent.mkdir(parents=True)
    path.write_bytes(b"PK")
    acting, other = world.staff("kasubbag_umum"), world.staff("kabid_koperasi")
    assert "198604102010012030" in acting.open("/berkas/KP-2026-0001")
    acting.open("/berkas/KP-2026-0001/surat/0/unduh")
    assert acting.last.headers["Content-Disposition"].startswith("attachment; filename=cuti.docx")
    page = other.open("/berkas/KP-2026-0001")
    assert "Cuti" in page
    assert "Wahyuni" not in page
    assert "198604102010012030" not in page
    for where in ("/surat/0", "/surat/0/unduh", "/surat/0/1.png"):
        other.open(f"/berkas/KP-2026-0001{where}")
        assert other.last.status_code == 404


@pytest.mark.office
def test_the_letter_is_shown_as_pictures(drafting: WebWorld) -> None:
    drafting.type_in("Surat Keluar", ID, tindakan="Ajukan")
    visitor = opened(drafting)
    page = visitor.open(re.findall(rf'href="(/berkas/{ID}/surat/\d+)"', visitor.text)[0])
    visitor.open(re.findall(r'src="(/berkas/[^"]+\.png)"', page)[0])
    assert visitor.last.data.startswith(b"\x89PNG")


def test_a_case_that_is_not_there_says_so(world: WebWorld) -> None:
    visitor = world.staff("kabid_koperasi")
    for id in ("SK-2026-9999", "..%2f..%2fsecret.key", "x" * 3000):
        visitor.open(f"/berkas/{id}")
        assert visitor.last.status_code == 404
