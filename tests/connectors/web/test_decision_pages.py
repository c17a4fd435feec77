"""What an approver meets: the letter and the case, a decision with their own PIN, and a plain word when it is too late."""

from __future__ import annotations

import re
import threading
from datetime import timedelta
from typing import Any

import pytest

from connectors.approvals import Purpose
from flows.engine.model import ACTION
from flows.engine.ports import CellWrite, NewRow, Patch
from tests.connectors.web.conftest import Visitor, WebWorld

BOOK, REGISTER, PIN = "Umum dan Kepegawaian", "Surat Keluar", "482913"
LETTER: dict[str, Any] = {
    "Jenis naskah": "Surat dinas", "Tujuan": "Kepala Bappelitbangda", "Perihal": "Penyampaian <b>data</b> koperasi",
    "Bidang pengolah": "Bidang Koperasi", "Isi": "Bersama ini kami sampaikan data koperasi.",
    "Kode klasifikasi": "500.3.2.1", "Sifat": "Biasa",
}  # fmt: skip


def type_in(world: WebWorld, **cells: Any) -> None:
    """Staff type into the row of the one outgoing letter, and a pass takes it."""
    book = world.office.registers.read(BOOK)
    world.office.registers.write(
        BOOK, book.stamp, Patch([CellWrite(REGISTER, 0, heading, value) for heading, value in cells.items()])
    )
    world.sync()


@pytest.fixture
def asked(world: WebWorld) -> WebWorld:
    """A letter waits for the Kepala Dinas; their PIN is set."""
    world.office.journal.set_factor("kepala", PIN)
    book = world.office.registers.read(BOOK)
    world.office.registers.write(BOOK, book.stamp, Patch(new_rows=[NewRow(REGISTER, LETTER)]))
    world.sync()
    type_in(world, **{ACTION: "Teruskan ke pengolah"})
    type_in(world, **{ACTION: "Ajukan"})
    assert status(world) == "Verifikasi"
    return world


def status(world: WebWorld) -> str:
    return str(world.office.journal.cases(["SK-2026-0001"])["SK-2026-0001"].status)


def link(world: WebWorld) -> str:
    """The link to the decision that is open now, as the mail has it."""
    (request,) = [one for one in world.office.journal.requests(["SK-2026-0001"]) if not one.superseded]
    found = world.office.links.make(Purpose.DECIDE, request.id, "kepala", request.expires_at)
    assert found in world.mails().replace("=\n", "").replace("=3D", "=")
    return found.removeprefix(world.office.base_url)


def decide(visitor: Visitor, label: str, pin: str = PIN, note: str = "") -> str:
    return visitor.send("/keputusan", {"keputusan": label, "pin": pin, "catatan": note})


def test_the_case_reads_in_the_order_of_its_register(asked: WebWorld) -> None:
    page = asked.visitor().open(link(asked))
    shown = re.findall(r"<dt>([^<]+)</dt>", page)
    order = [c.heading for c in asked.office.office.registers[REGISTER].columns]
    assert shown[:3] == ["Jenis naskah", "Perihal", "Tujuan"]
    assert shown == [heading for heading in order if heading in shown]


def test_the_approver_sees_letter_and_case_revises_and_later_agrees(asked: WebWorld) -> None:
    visitor = asked.visitor()
    page = visitor.open(link(asked))
    assert visitor.last.request.path == "/keputusan"
    assert "Penyampaian &lt;b&gt;data&lt;/b&gt; koperasi" in page
    assert "checked" not in page
    assert "Tulis alasan" in decide(visitor, "Revisi")
    assert "tercatat" in decide(visitor, "Revisi", note="Tambahkan lampiran.")
    asked.sync()
    assert status(asked) == "Draf"
    type_in(asked, **{"Isi": "Bersama ini kami sampaikan data koperasi, terlampir.", ACTION: "Ajukan"})
    page = visitor.open(link(asked))
    assert "Yang berubah sejak terakhir" in page
    assert "terlampir" in page
    assert "tercatat" in decide(visitor, "Setuju")
    asked.sync()
    assert status(asked) == "Tanda tangan"


@pytest.mark.office
def test_the_letter_is_shown_as_pictures_to_whoever_holds_the_link_only(asked: WebWorld) -> None:
    visitor = asked.visitor()
    pictures = re.findall(r'src="(/keputusan/surat/[^"]+)"', visitor.open(link(asked)))
    assert pictures
    visitor.open(pictures[0])
    assert visitor.last.data.startswith(b"\x89PNG")
    stranger = asked.visitor()
    stranger.open(pictures[0])
    assert stranger.last.status_code == 403


def test_without_choice_or_pin_nothing_is_decided_and_five_wrong_ones_lock(asked: WebWorld) -> None:
    visitor = asked.visitor()
    visitor.open(link(asked))
    assert "Pilih salah satu" in decide(visitor, "")
    assert "PIN salah" in decide(visitor, "Setuju", pin="")
    for _ in range(5):
        said = decide(visitor, "Setuju", pin="000000")
    assert "terkunci" in said
    assert "terkunci" in decide(visitor, "Setuju")
    asked.sync()
    assert status(asked) == "Verifikasi"


def test_a_second_submit_shows_the_first_and_fifty_at_once_give_one(asked: WebWorld) -> None:
    said: list[str] = []

    def submit(number: int) -> None:
        visitor = asked.visitor(f"10.0.0.{number}")
        visitor.open(link_once)
        said.append(decide(visitor, "Setuju" if number % 2 else "Revisi", note="sebab"))

    link_once = link(asked)
    threads = [threading.Thread(target=submit, args=(number,)) for number in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum("Keputusan tercatat" in page for page in said) == 1
    # The others are told what stands, or to wait: tries of a PIN are counted before they are looked at.
    assert all(re.search("sudah memutuskan|terkunci|Keputusan tercatat", page) for page in said)
    late = asked.visitor()
    assert "sudah memutuskan" in late.open(link_once)
    assert asked.office.journal.check_factor("kepala", PIN, asked.clock.at).ok
    asked.sync()
    assert status(asked) in ("Tanda tangan", "Draf")
    assert len(asked.office.journal.pending_answers()) == 0


def test_too_late_closed_and_forged_links_each_say_so(asked: WebWorld) -> None:
    (request,) = asked.office.journal.requests(["SK-2026-0001"])
    until = asked.clock.at + timedelta(hours=1)
    token = asked.office.links.token(Purpose.DECIDE, request.id, "kepala", until)
    visitor = asked.visitor()
    assert "tidak sah" in visitor.open(f"/keputusan/{token[:-1]}{'A' if token[-1] != 'A' else 'B'}")
    assert "Keputusan Anda" in visitor.open(f"/keputusan/{token}")
    hidden = visitor.hidden()
    asked.clock.at = until
    visitor.last = visitor.client.post("/keputusan", data={**hidden, "keputusan": "Setuju", "pin": PIN})
    assert "kedaluwarsa" in visitor.text
    assert visitor.last.status_code == 410
    asked.clock.at += timedelta(days=2)
    assert "Buka lagi tautan dari pos-el" in visitor.open("/keputusan")
    old, asked.clock.at = link(asked), until
    type_in(asked, Isi="Isi yang lain.")
    asked.sync()
    assert "sudah ditutup" in asked.visitor().open(old)


def test_who_left_the_desk_is_told_so_and_a_deputy_decides_as_one(
    asked: WebWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from connectors.approvals import Decisions
    from flows.engine.office import Mandate, MandateKind

    directory, desk = asked.office.office.directory, "Kepala Dinas"
    gone = {**directory.desks, desk: ("sekretaris",)}
    now = asked.clock.at
    deputy = Mandate("kepala", desk, MandateKind.PLT, now - timedelta(days=1), now + timedelta(days=1))
    visitor = asked.visitor()
    visitor.open(link(asked))
    for mandates, word in (((), "tidak (lagi) berwenang"), ((deputy,), "Plt. Kepala Dinas")):
        changed = replace(directory, desks=gone, mandates=mandates)
        monkeypatch.setattr(
            asked.office, "decisions", Decisions(asked.office.journal, changed, asked.office.links)
        )
        monkeypatch.setattr(asked.office, "office", replace(asked.office.office, directory=changed))
        assert word in visitor.open("/keputusan")
