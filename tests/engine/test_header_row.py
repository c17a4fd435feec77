"""A header row that is not what it was stops its tab, and says which of the usual accidents it was."""

from __future__ import annotations

import pytest

from flows.engine.ports import Tab
from flows.engine.reading import read_sheet
from tests.engine.small import SURAT_KELUAR

REGISTER = SURAT_KELUAR.register
HEADINGS = [column.heading for column in REGISTER.all_columns]


@pytest.mark.parametrize(
    ("headings", "told"),
    [
        (["REGISTER SURAT KELUAR TAHUN 2026"], "row 1 does not hold its headings (it begins with «REGISTER SURAT"),
        ([], "row 1 does not hold its headings; they stand there"),
        ([h if h != "Tujuan" else "Tujuan surat" for h in HEADINGS], "«Tujuan» (was it renamed to «Tujuan surat»?)"),
        ([*HEADINGS, "Perihal"], "the heading «Perihal» stands twice"),
    ],
)  # fmt: skip
def test_the_accident_is_named_in_one_line(headings: list[str], told: str) -> None:
    stopped = read_sheet(REGISTER, Tab(REGISTER.name, headings, [], 2)).stopped
    assert told in stopped
    assert len(stopped) < 300
