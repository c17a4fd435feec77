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


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"register": "Data Koperasi", "skipped": "tidak ditemukan"}, "Data Koperasi tidak diubah: tidak ditemukan"),
        ({"register": "Data Koperasi", "to": "KOP-2026-0007"}, "Dicatat pada Data Koperasi KOP-2026-0007"),
        ({"register": "Agenda Keluar", "source": "SK-2026-0001", "day": "2026-10-05"},
         "Baris baru (menurut SK-2026-0001, keadaan 05-10-2026)"),
        ({"register": "Data Koperasi", "source": "MV-2026-0001", "day": "2026-10-05", "columns": ["Anggota", "Aset"]},
         "Anggota, Aset (menurut MV-2026-0001, keadaan 05-10-2026)"),
        ({"register": "Data Koperasi", "source": "MV-2026-0001", "day": "2026-10-05", "columns": []},
         "Tidak ada kolom yang berubah (menurut MV-2026-0001, keadaan 05-10-2026)"),
    ],
)  # fmt: skip
def test_what_became_of_data_is_told(data: dict[str, object], said: str) -> None:
    recorded = Recorded(1, Event(AT, "SK-2026-0001", EventKind.DATA, data), "", "")
    assert history_line(recorded, "Surat Keluar", Directory()).what == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"count": 2}, "Diingatkan (ke-2)"),
        ({"what": "penghapusan data", "day": "2026-10-05"}, "Diingatkan: penghapusan data, 05-10-2026"),
    ],
)
def test_a_reminder_says_how_many_there_were_or_what_nears(data: dict[str, object], said: str) -> None:
    recorded = Recorded(1, Event(AT, "MD-2026-0001", EventKind.REMINDED, data), "", "")
    assert history_line(recorded, "Log pelepasan", Directory()).what == said
