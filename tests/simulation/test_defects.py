"""A harness that catches nothing proves nothing: each planted defect is seen within 1,000 seeds."""

from __future__ import annotations

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.simulation.defects import DEFECTS, Planted
from tests.simulation.schedule import play


@pytest.mark.parametrize("planted", DEFECTS, ids=lambda planted: planted.__name__)
def test_a_planted_defect_is_caught(planted: Planted) -> None:
    with planted():
        for seed in range(1000):
            if play(seed, (SURAT_KELUAR, KEARSIPAN)).violations:
                return
    pytest.fail("1,000 schedules did not see it")
