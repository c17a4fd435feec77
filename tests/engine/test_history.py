"""Riwayat tells staff in their own words what happened."""

from __future__ import annotations

from datetime import datetime

import pytest

from flows.engine.calendar import JAKARTA
from flows.engine.case import Event, EventKind
from flows.engine.office import Directory
from flows.engine.ports import Recorded
from flows.engine.showing import history_line

AT = datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"template": "surat_terkirim", "desk": "", "skipped": "no address"},
         "Pos-el «surat terkirim» kepada pihak luar tidak dikirim: tidak ada alamatnya"),
        ({"template": "permintaan_keputusan", "desk": "Kepala Dinas", "skipped": "nobody at this desk"},
         "Pos-el «permintaan keputusan» kepada Kepala Dinas tidak dikirim: tidak ada orang di meja itu"),
    ],
)  # fmt: skip
def test_a_mail_that_did_not_leave_is_told_with_its_reason(data: dict[str, str], said: str) -> None:
    recorded = Recorded(1, Event(AT, "SK-2026-0001", EventKind.MAILED, data), "", "")
    assert history_line(recorded, "Surat Keluar", Directory()).what == said
