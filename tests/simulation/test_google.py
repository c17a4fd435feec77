"""The same bad weeks over Google's spreadsheets, with people and faults between single calls."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.simulation.google import GoogleWorkbooks, answers_of
from tests.simulation.schedule import play

FLOWS = (SURAT_KELUAR, KEARSIPAN)


def in_google(office: MemoryOffice) -> None:
    office.registers = GoogleWorkbooks(list(office.office.registers.values()), answers_of(FLOWS))


@pytest.mark.parametrize("block", range(2))
def test_every_promise_holds_over_google(block: int) -> None:
    hits: Counter[str] = Counter()
    for seed in range(block * 40, (block + 1) * 40):
        told = play(seed, FLOWS, acts=50, before=in_google, positional=False)
        assert not told.violations, str(told)
        hits.update(told.hits)
    for how in ("refused", "unanswered", "lost", "late", "killed before", "killed after", "came late"):
        assert hits[f"http: {how}"] >= 3, f"{how} was hardly tried"
