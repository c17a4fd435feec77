"""The dashboard and the pictures of processes: right figures, for those who lead, small and quick."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from lxml import html

from flows.engine.model import ACTION
from flows.engine.ports import CellWrite, NewRow, Patch
from scripts.reports.dasbor import brought_up, counted, villages_of
from scripts.reports.sources import read_history
from tests.connectors.web.conftest import WebWorld
from tests.connectors.web.test_decision_pages import BOOK, LETTER, REGISTER
from tests.connectors.web.test_waiting_list import signed_in


@pytest.fixture
def busy(world: WebWorld) -> WebWorld:
    """Five letters: three asked for, two drafted; and one case that the calendar opened."""
    book = world.office.registers.read(BOOK)
    rows = [NewRow(REGISTER, {**LETTER, "Perihal": f"<script>{n}</script>"}) for n in range(5)]
    world.office.registers.write(BOOK, book.stamp, Patch(new_rows=rows))
    world.sync()
    act(world, "Teruskan ke pengolah", 3, 4)
    return world


def act(world: WebWorld, word: str, *rows: int) -> None:
    book = world.office.registers.read(BOOK)
    world.office.registers.write(
        BOOK, book.stamp, Patch([CellWrite(REGISTER, row, ACTION, word) for row in rows])
    )
    world.sync()


def numbers(page: str) -> dict[str, str]:
    """The large figures at the head of the dashboard."""
    head = html.fromstring(page).xpath("//dl[@class='angka']/div")
    return {one.findtext("dt"): one.findtext("dd") for one in head}


def test_the_head_sees_what_is_open_where_it_waits_and_since_when(busy: WebWorld) -> None:
    page = signed_in(busy).open("/dasbor")
    assert numbers(page) == {
        "Terbuka": "6", "Terlambat": "0", "Masuk bulan ini": "6", "Selesai bulan ini": "0",
        "Surat bernomor bulan ini": "0",
    }  # fmt: skip
    assert 'href="/proses/P1.2.1.1"' in page
    assert "Paling banyak ditunggu: Kepala Dinas, 3 berkas, 0 terlambat." in page
    assert "Minggu ini masuk 6 dan selesai 0 berkas." in page
    assert "script>" not in page
    busy.clock.at += timedelta(days=60)
    late = signed_in(busy).open("/dasbor")
    assert int(numbers(late)["Terlambat"]) >= 2
    assert numbers(late)["Masuk bulan ini"] == "0"


def test_only_those_who_lead_see_the_dashboard_and_its_menu(busy: WebWorld) -> None:
    caraka = busy.office.office.directory.desks["Caraka"][0]
    visitor = signed_in(busy, caraka)
    assert "/dasbor" not in visitor.open("/proses")
    visitor.open("/dasbor")
    assert visitor.last.status_code == 403
    stranger = busy.visitor()
    for path in ("/dasbor", "/proses", "/proses/P1.2.1.1"):
        stranger.open(path)
        assert stranger.last.request.path == "/masuk"


def test_figures_brought_up_to_date_are_those_of_a_whole_reading(busy: WebWorld) -> None:
    office = busy.office
    known = brought_up(office, None)
    act(busy, "Ajukan", 3)
    act(busy, "Teruskan ke pengolah", 0)
    news = brought_up(office, known)
    assert news.seq > known.seq
    whole = brought_up(office, None)
    villages = villages_of(office)
    assert counted(office, news, villages, busy.clock.at) == counted(office, whole, villages, busy.clock.at)
    assert len(news.cases) == len(read_history(office)[0])
    assert counted(office, news, villages, busy.clock.at) != counted(office, known, villages, busy.clock.at)


def test_many_who_look_at_once_are_served_from_one_counting(
    busy: WebWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    from scripts.reports import dasbor

    counts: list[object] = []
    monkeypatch.setattr(dasbor, "FRESH", timedelta(minutes=8))
    monkeypatch.setattr(dasbor, "counted", lambda *all: counts.append(all) or counted(*all))
    for _ in range(5):
        first = busy.office.figures()
    act(busy, "Ajukan", 3)
    assert busy.office.figures() is first
    busy.clock.at += timedelta(minutes=5)
    assert busy.office.figures().standing["P1.2.1.1", "Verifikasi"] == (1, 0)
    assert len(counts) == 2


def test_the_picture_of_a_process_says_how_many_stand_where_and_leads_to_them(busy: WebWorld) -> None:
    visitor = signed_in(busy, "kabid_koperasi")
    page = html.fromstring(visitor.open("/proses/P1.2.1.1"))
    links = {
        a.get("aria-label"): a.get("href") for a in page.xpath("//*[local-name()='svg']//*[local-name()='a']")
    }
    assert links == {
        "Permintaan: 3": "/proses/P1.2.1.1/tahap?di=Permintaan", "Draf: 2": "/proses/P1.2.1.1/tahap?di=Draf"
    }  # fmt: skip
    assert re.search(r">Verifikasi</a>.*?<td>0</td>", visitor.text, re.S)
    for name, path in links.items():  # also of desks that are not the visitor's
        assert len(re.findall('href="/berkas/', visitor.open(path))) == int(name.split(": ")[1])
    for path in ("/proses/P9", "/proses/P9/tahap?di=Draf", "/proses/P1.2.1.1/tahap?di=Draff"):
        visitor.open(path)
        assert visitor.last.status_code == 404


def test_every_process_has_its_page_and_none_is_heavy(busy: WebWorld) -> None:
    visitor = signed_in(busy)
    codes = re.findall(r'href="(/proses/[^"]+)"', visitor.open("/proses"))
    assert len(codes) == len(busy.office.flows)
    for path in [*codes, "/dasbor"]:
        page = visitor.open(path)
        assert visitor.last.status_code == 200
        assert len(visitor.last.data) < 90_000, path
        assert "style=" not in page
