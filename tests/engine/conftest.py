"""The small office of these tests."""

from __future__ import annotations

import pytest

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(
        SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{kode}/{urut:04}/{kode_opd}/{tahun}"}
    )
