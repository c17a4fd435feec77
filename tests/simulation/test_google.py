"""The same bad weeks over Google's spreadsheets, with people and faults between single calls."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.simulation.google import GoogleWorkbooks, answers_of
from tests.simulation.schedule import Told, play

FLOWS = (SURAT_KELUAR, KEARSIPAN)
BLOCKS, PER_BLOCK, ACTS = 5, 50, 40


def week_in_google(seed: int, *, follows: bool, strayed: Counter[str] | None = None) -> Told:
    """follows: developer metadata goes with what people move; strayed: counts drop-downs that hit another column."""
    made: list[GoogleWorkbooks] = []
    offices: list[MemoryOffice] = []

    def in_google(office: MemoryOffice) -> None:
        registers = list(office.office.registers.values())
        made.append(GoogleWorkbooks(registers, answers_of(FLOWS), follows=follows, harmed=office.misplaced))
        office.registers = made[0]
        offices.append(office)

    told = play(seed, FLOWS, acts=ACTS, before=in_google, positional=False)
    initial = {case.id: case.initial for case in offices[0].journal.all_cases.values()}
    if strayed is not None:
        strayed.update(made[0].strayed)
    told.violations += made[0].left_in_wrong_places(initial)
    return told


@pytest.mark.parametrize("follows", [True, False], ids=["metadata follows", "metadata stays"])
@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_promise_holds_over_google(block: int, follows: bool) -> None:
    hits: Counter[str] = Counter()
    strayed: Counter[str] = Counter()
    moves = 0
    for seed in range(block * PER_BLOCK, (block + 1) * PER_BLOCK):
        told = week_in_google(seed, follows=follows, strayed=strayed)
        assert not told.violations, str(told)
        hits.update(told.hits)
        moves += told.moves
    assert moves > 4 * PER_BLOCK, "people hardly moved anything: the harness proves nothing"
    assert strayed, "no drop-down ever landed beside its cell: the harness proves nothing of them"
    for how in ("refused", "unanswered", "lost", "late", "killed before", "killed after", "came late"):
        assert hits[f"http: {how}"] >= 2, f"{how} was hardly tried"
