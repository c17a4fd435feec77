"""All that waits for an approver: seen by them alone, decided one after another, each with their own factor."""

from __future__ import annotations

from datetime import timedelta

import pytest

from connectors.approvals import Purpose
from flows.engine.model import ACTION
from flows.engine.ports import CellWrite, NewRow, Patch
from tests.connectors.web.conftest import Visitor, WebWorld
from tests.connectors.web.test_decision_pages import BOOK, LETTER, PIN, REGISTER, decide

IDS = [f"SK-2026-000{n}" for n in (1, 2, 3)]


@pytest.fixture
def three(world: WebWorld) -> WebWorld:
    """Three letters wait for the Kepala Dinas."""
    world.office.journal.set_factor("kepala", PIN)
    book = world.office.registers.read(BOOK)
    rows = [NewRow(REGISTER, {**LETTER, "Perihal": f"Undangan ke-{n}"}) for n in (1, 2, 3)]
    world.office.registers.write(BOOK, book.stamp, Patch(new_rows=rows))
    world.sync()
    for word in ("Teruskan ke pengolah", "Ajukan"):
        book = world.office.registers.read(BOOK)
        writes = [CellWrite(REGISTER, row, ACTION, word) for row in range(3)]
        world.office.registers.write(BOOK, book.stamp, Patch(writes))
        world.sync()
    assert statuses(world) == ["Verifikasi"] * 3
    return world


def statuses(world: WebWorld) -> list[str]:
    cases = world.office.journal.cases(IDS)
    return [cases[id].status for id in IDS]


def signed_in(world: WebWorld, person: str = "kepala") -> Visitor:
    world.office.journal.set_factor(person, PIN)
    visitor = world.visitor()
    visitor.open("/masuk")
    visitor.send("/masuk", {"pos_el": world.office.office.directory.people[person].email, "pin": PIN})
    return visitor


def link(world: WebWorld, number: int) -> str:
    (request,) = [one for one in world.office.journal.requests([IDS[number]]) if not one.superseded]
    return "/keputusan/" + world.office.links.token(Purpose.DECIDE, request.id, "kepala", request.expires_at)


def test_three_are_decided_in_a_row_each_with_its_own_choice_and_pin(three: WebWorld) -> None:
    visitor = signed_in(three)
    page = visitor.open("/menunggu-saya")
    assert [page.count(f"Undangan ke-{n}") for n in (1, 2, 3)] == [1, 1, 1]
    page = visitor.open("/menunggu-saya/" + first_open(three))
    assert "Undangan ke-1" in page
    assert "checked" not in page
    page = decide(visitor, "Setuju")
    assert "tercatat. Berikutnya: 2 lagi" in page
    assert "Undangan ke-2" in page
    assert "checked" not in page
    assert "PIN salah" in decide(visitor, "Setuju", pin="")
    assert "Berikutnya: 1 lagi" in decide(visitor, "Revisi", note="Alamat keliru")
    assert "Tidak ada lagi yang menunggu" in decide(visitor, "Setuju")
    three.sync()
    assert statuses(three) == ["Tanda tangan", "Draf", "Tanda tangan"]


def first_open(world: WebWorld) -> str:
    return next(one.id for one in world.office.journal.open_requests() if one.case == IDS[0])


def test_a_page_that_shows_another_request_decides_nothing(three: WebWorld) -> None:
    visitor = signed_in(three)
    visitor.open(link(three, 0))
    of_the_first = visitor.hidden()
    visitor.open(link(three, 1))  # another tab
    data = {**of_the_first, "keputusan": "Setuju", "pin": PIN}
    visitor.last = visitor.client.post("/keputusan", data=data)
    assert visitor.last.status_code == 409
    assert "untuk permintaan lain" in visitor.text
    assert "Undangan ke-2" in visitor.text
    assert three.office.journal.pending_answers() == []


def test_a_link_alone_shows_its_own_request_and_after_a_decision_the_rest(three: WebWorld) -> None:
    visitor = three.visitor()
    visitor.open(link(three, 0))
    visitor.open("/menunggu-saya")
    assert visitor.last.request.path == "/masuk"
    visitor.open(link(three, 0))
    assert "2 lagi menunggu keputusan Anda" in decide(visitor, "Setuju")
    assert "Undangan ke-2" in visitor.open("/menunggu-saya")
    three.clock.at += timedelta(minutes=31)
    visitor.open("/menunggu-saya")
    assert visitor.last.request.path == "/masuk"


def test_each_sees_only_what_they_may_decide(three: WebWorld) -> None:
    visitor = signed_in(three, "kabid_koperasi")
    assert "Tidak ada yang menunggu" in visitor.open("/menunggu-saya")
    visitor.open("/menunggu-saya/" + first_open(three))
    assert visitor.last.status_code == 404
