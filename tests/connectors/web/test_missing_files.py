"""Files that were missing: handed in where the case is tracked, by whoever knows code and fact, as long as it is their turn."""

from __future__ import annotations

import io
import re

import pytest

from flows.engine.case import EventKind
from flows.engine.model import ACTION, DOCUMENTS, MESSAGE
from flows.engine.ports import CellWrite, Patch
from tests.connectors.web.conftest import Visitor, WebWorld
from tests.connectors.web.test_public_pages import code_on, track

BOOK = "Umum dan Kepegawaian"


@pytest.fixture
def incomplete(world: WebWorld) -> tuple[WebWorld, Visitor, str]:
    """A letter that was sent in and stands as it came; its sender is at the tracking page."""
    visitor = world.visitor()
    visitor.open("/formulir/surat-masuk")
    letter = {
        "Asal surat": "KKMP Mayangan", "Nomor surat": "07/KKMP", "Tanggal surat": "2026-10-01",
        "Tanggal penyampaian": "2026-10-05", "Perihal": "Permohonan",
    }  # fmt: skip
    code = code_on(visitor.send("/formulir/surat-masuk", letter))
    world.sync()
    world.sync()
    assert "Ada berkas yang tertinggal?" in track(visitor, code, "07/KKMP")
    return world, visitor, code


def hand_in(visitor: Visitor, *files: bytes) -> str:
    named = [(io.BytesIO(content), f"../../{n}.exe") for n, content in enumerate(files)]
    data = {**visitor.hidden(), "berkas": named}
    visitor.last = visitor.client.post(
        "/lacak/susulan", data=data, follow_redirects=True, content_type="multipart/form-data"
    )
    return visitor.text


def cell(world: WebWorld, heading: str) -> str:
    tab = world.office.registers.read(BOOK).tabs["Surat Masuk"]
    return str(tab.rows[0][list(tab.headings).index(heading)] or "")


def test_missing_files_reach_the_folder_of_the_case_and_staff_are_told(
    incomplete: tuple[WebWorld, Visitor, str],
) -> None:
    world, visitor, _ = incomplete
    said = hand_in(visitor, b"%PDF-1.7 isi", b"%PDF-1.4 lain")
    assert "2 berkas untuk SM-2026-0001 sudah kami terima" in said
    assert "Mayangan" not in said
    world.sync()
    stored = sorted((world.office.documents / "P1.2.1.2" / "SM-2026-0001").iterdir())
    assert [bool(re.fullmatch(r"susulan-[a-z0-9]{10}-[12]\.pdf", path.name)) for path in stored] == [
        True,
        True,
    ]
    assert "Berkas susulan dari pengirim (2)" in cell(world, MESSAGE)
    assert cell(world, DOCUMENTS) == "2 berkas"
    (event,) = [
        one.event
        for one in world.office.journal.events_of("SM-2026-0001")
        if one.event.kind is EventKind.RECEIVED
    ]
    assert event.data == {"files": [path.name for path in stored]}
    world.sync()
    assert "Berkas susulan" in cell(world, MESSAGE)
    assert world.office.journal.verify() == []


def test_sending_twice_stores_once_and_what_is_no_scan_is_refused(
    incomplete: tuple[WebWorld, Visitor, str],
) -> None:
    world, visitor, _ = incomplete
    assert "Pilih berkasnya dulu" in hand_in(visitor)
    assert "bukan itu" in hand_in(visitor, b"MZ\x90")
    carried = visitor.hidden()
    assert "sudah kami terima" in hand_in(visitor, b"%PDF-1.7 isi")
    again = {**carried, "berkas": [(io.BytesIO(b"%PDF-1.7 isi"), "a.pdf")]}
    visitor.client.post("/lacak/susulan", data=again, content_type="multipart/form-data")
    assert len(world.office.journal.pending_submissions()) == 1
    assert len(list(world.office.documents.rglob("susulan-*"))) == 1


def test_a_case_takes_five_deliveries_a_day(incomplete: tuple[WebWorld, Visitor, str]) -> None:
    world, visitor, code = incomplete
    for _ in range(5):
        track(visitor, code, "07/KKMP")
        assert "sudah kami terima" in hand_in(visitor, b"%PDF-1.7 isi")
    track(visitor, code, "07/KKMP")
    assert "Kirim sisanya besok" in hand_in(visitor, b"%PDF-1.7 isi")
    assert len(list(world.office.documents.rglob("susulan-*"))) == 5


def test_nobody_hands_in_without_code_and_fact_or_when_it_is_not_their_turn(
    incomplete: tuple[WebWorld, Visitor, str],
) -> None:
    world, visitor, code = incomplete
    stranger, carried = world.visitor(), visitor.hidden()
    stranger.open("/lacak")
    data = {**carried, **stranger.hidden(), "berkas": [(io.BytesIO(b"%PDF-1.7"), "a.pdf")]}
    assert "Kode lacak" in stranger.client.post("/lacak/susulan", data=data, follow_redirects=True).text
    book = world.office.registers.read(BOOK)
    needs = {"Jenis surat masuk": "Permohonan", "Sifat": "Biasa", ACTION: "Terima dan agendakan"}
    writes = [CellWrite("Surat Masuk", 0, heading, value) for heading, value in needs.items()]
    world.office.registers.write(BOOK, book.stamp, Patch(writes))
    world.sync()
    assert "Kode lacak" in hand_in(visitor, b"%PDF-1.7 isi")
    assert "Kirim berkas" not in track(visitor, code, "07/KKMP")
    assert not list(world.office.documents.rglob("susulan-*"))
