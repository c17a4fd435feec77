"""The journal in SQL answers as the one in memory, through whole bad weeks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.simulation.schedule import play
from tests.simulation.twin import TwinJournal


@pytest.mark.parametrize("seed", range(5000, 5024))
def test_both_journals_say_the_same(seed: int, tmp_path: Path) -> None:
    def with_twins(office: MemoryOffice) -> None:
        twin = TwinJournal(tmp_path)
        cursors = {f"register:{register}": "made" for register in office.office.registers}
        twin.remember({}, {}, [], cursors)
        office.journal = twin

    told = play(seed, (SURAT_KELUAR, KEARSIPAN), before=with_twins)
    assert not told.violations, str(told)
    assert TwinJournal(tmp_path).sql.verify() == []  # type: ignore[attr-defined]
