"""The same bad weeks over real workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.simulation.schedule import play
from tests.simulation.workbooks import WorkbookRegisters


@pytest.mark.parametrize("seed", range(7000, 7040))
def test_every_promise_holds_over_workbooks(seed: int, tmp_path: Path) -> None:
    def in_workbooks(office: MemoryOffice) -> None:
        office.registers = WorkbookRegisters(tmp_path, list(office.office.registers.values()))

    told = play(seed, (SURAT_KELUAR, KEARSIPAN), acts=50, before=in_workbooks)
    assert not told.violations, str(told)
