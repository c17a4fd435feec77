"""The ledger's spreadsheet: readable, written at fixed places, and by one machine at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest

from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.kept import Kept
from connectors.google.ledger import ROWS, TAB, TITLE, SheetMirror, provision_ledger
from connectors.google.provision import Provision
from connectors.google.sheets import Sheets
from connectors.google.token import credentials
from flows.engine.ports import Head
from tests.connectors.google.standin import StandIn, standin


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


class Machine:
    """One machine of the office, with its own memory and its own sheet ids."""

    def __init__(self, server: StandIn, first_id: int = 1000) -> None:
        token = credentials(Path("no-token"), server.base_url)
        self.client = GoogleClient(token, base_url=server.base_url, calls_a_minute=10_000)
        self.kept, ids = Kept(), count(first_id)
        self.fresh = lambda: next(ids)
        self.mirror = SheetMirror(lambda: Sheets(self.client), self.kept, self.fresh)

    def provision(self, *, plan: bool = False) -> list[str]:
        work = Provision(self.client, self.kept, {}, self.fresh, plan=plan)
        provision_ledger(work)
        assert work.problems == []
        return work.said

    def rows(self) -> list[list[Any]]:
        assert self.kept.ledger is not None
        return Sheets(self.client).values(self.kept.ledger.id, [TAB])[0].rows


def line(n: int, void: bool = False) -> str:
    text = json.dumps(
        {"number": ["surat keluar", 2026, n, "", f"500/{n:04}/2026", void]}, separators=(",", ":")
    )
    return f"{crc32(text.encode()):08x} {text}"


def at(seq: int) -> Head:
    return Head(seq, f"{seq:064x}")


def test_it_is_made_once_and_found_again_by_a_machine_without_memory(server: StandIn) -> None:
    here = Machine(server)
    assert here.provision(plan=True) == [
        "would make folder «Alur» in Drive",
        f"would make spreadsheet «{TITLE}», the second copy of every number",
    ]
    assert len(here.provision()) == 2
    assert here.provision(plan=True) == here.provision() == []
    here.mirror.put(0, [line(1)], at(4))
    again = Machine(server, 5000)
    assert again.provision() == []
    assert again.mirror.end() == (at(4), 1)


def test_a_clerk_can_read_the_book_of_numbers(server: StandIn) -> None:
    here = Machine(server)
    here.provision()
    here.mirror.put(0, [line(1), line(2)], at(2))
    here.mirror.put(2, [line(2, void=True)], at(3))
    assert [row[:6] for row in here.rows()[1:]] == [
        ["surat keluar", 2026, 1, "", "500/0001/2026", ""],
        ["surat keluar", 2026, 2, "", "500/0002/2026", ""],
        ["surat keluar", 2026, 2, "", "500/0002/2026", "BATAL"],
    ]
    assert here.mirror.lines() == [line(1), line(2), line(2, void=True)]


def test_written_again_after_a_lost_answer_it_says_the_same(server: StandIn) -> None:
    here = Machine(server)
    here.provision()
    send = here.client.request

    def unanswered(method: str, address: str, **words: Any) -> Any:
        said = send(method, address, **words)
        if address.endswith(":batchUpdate"):
            here.client.request = send  # type: ignore[method-assign]
            raise Unknown("no answer")
        return said

    here.client.request = unanswered  # type: ignore[method-assign]
    with pytest.raises(Unknown):
        here.mirror.put(0, [line(1)], at(1))
    here.mirror.put(0, [line(1)], at(1))
    assert here.mirror.lines() == [line(1)]
    assert here.mirror.end() == (at(1), 1)


def test_a_machine_that_was_replaced_writes_nothing_any_more(server: StandIn) -> None:
    old, new = Machine(server), Machine(server, 5000)
    old.provision()
    old.mirror.put(0, [line(1)], at(1))
    new.provision()
    new.mirror.put(1, [line(2)], at(2))
    with pytest.raises(NotDone):
        old.mirror.put(1, [line(9)], at(9))
    assert new.mirror.lines() == [line(1), line(2)]
    assert new.mirror.end() == (at(2), 2)


def test_it_grows_with_its_lines(server: StandIn) -> None:
    here = Machine(server)
    here.provision()
    many = [line(n) for n in range(1, 2 * ROWS + 6)]
    here.mirror.put(0, many[: ROWS - 1], at(1))
    here.mirror.put(ROWS - 1, many[ROWS - 1 :], at(2))
    assert here.mirror.lines() == many


def test_one_begun_anew_is_empty_and_the_old_one_is_kept(server: StandIn) -> None:
    here = Machine(server)
    here.provision()
    here.mirror.put(0, [line(1)], at(1))
    here.mirror.begin_anew()
    assert here.mirror.end() == (Head(0, ""), 0)
    here.mirror.put(0, [line(7)], at(2))
    assert here.mirror.lines() == [line(7)]
    assert here.provision() == []
    titles = [one["properties"]["title"] for one in Sheets(here.client).look(here.kept.ledger.id)["sheets"]]  # type: ignore[union-attr]
    assert f"{TAB} lama 1" in titles


@pytest.mark.parametrize("done", [True, False], ids=["carried out", "never came"])
def test_one_begun_anew_without_an_answer_goes_on_in_the_tab_that_stands(
    server: StandIn, done: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Machine(server)
    here.provision()
    here.mirror.put(0, [line(1)], at(1))
    send = here.client.request

    def unanswered(method: str, address: str, **words: Any) -> Any:
        if not address.endswith(":batchUpdate"):
            return send(method, address, **words)
        monkeypatch.undo()
        if done:
            send(method, address, **words)
        raise Unknown("no answer")

    monkeypatch.setattr(here.client, "request", unanswered)
    with pytest.raises(Unknown):
        here.mirror.begin_anew()
    _, count = here.mirror.end()
    assert count == (0 if done else 1)
    here.mirror.put(count, [line(7)], at(2))
    assert here.mirror.lines() == ([line(7)] if done else [line(1), line(7)])
    here.mirror.begin_anew()
    assert here.mirror.end() == (Head(0, ""), 0)
