"""What a report covers, and how figures and cells are read and written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from flows.data import USAHA
from flows.engine.columns import Cell
from flows.engine.ports import Tab
from flows.p1_umum.surat_masuk import SURAT_MASUK
from scripts.reports.frames import days, numbers, words
from scripts.reports.layout import Kind, written
from scripts.reports.period import Period, last_month, period_of
from scripts.reports.sources import table_of
from tests.scripts.laporan.samples import GARBAGE


def test_a_report_covers_last_month_unless_told_otherwise() -> None:
    today = date(2027, 1, 4)
    assert period_of(None, None, today) == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert period_of(date(2026, 2, 1), None, today) == Period(date(2026, 2, 1), date(2026, 2, 28))
    assert period_of(None, date(2026, 2, 10), today) == Period(date(2026, 2, 1), date(2026, 2, 10))
    with pytest.raises(ValueError, match="ends on 01-02-2026, before it begins on 05-02-2026"):
        period_of(date(2026, 2, 5), date(2026, 2, 1), today)
    assert last_month(date(2026, 3, 31)) == Period(date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("first", "last", "slug", "said"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "2026-10", "Bulan Oktober 2026"),
        (date(2026, 1, 1), date(2026, 12, 31), "2026", "Tahun 2026"),
        (date(2026, 7, 1), date(2026, 9, 30), "2026-triwulan-3", "Triwulan III Tahun 2026"),
        (
            date(2026, 2, 1),
            date(2026, 4, 30),
            "2026-02-01--2026-04-30",
            "Periode 1 Februari s.d. 30 April 2026",
        ),
        (date(2026, 10, 5), date(2026, 10, 9), "2026-10-05--2026-10-09", "Periode 5 s.d. 9 Oktober 2026"),
    ],
)
def test_a_period_has_a_name_for_files_and_one_for_people(
    first: date, last: date, slug: str, said: str
) -> None:
    assert (Period(first, last).slug, Period(first, last).words) == (slug, said)


# -------------------------------------------------------------------------------------- single cells


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (1234567, Kind.RUPIAH, "Rp1.234.567,00"),
        (0, Kind.RUPIAH, "–"),
        (0, Kind.WHOLE, "–"),
        (12345.0, Kind.WHOLE, "12.345"),
        (2.5, Kind.DAYS, "2,5"),
        (3.0, Kind.DAYS, "3"),
        (0.0, Kind.DAYS, "0"),
        (0.875, Kind.PERCENT, "87,5%"),
        (date(2026, 11, 23), Kind.DATE, "23-11-2026"),
        (pd.Timestamp("2026-11-23"), Kind.DATE, "23-11-2026"),
        (float("nan"), Kind.WHOLE, ""),
        (None, Kind.RUPIAH, ""),
        ("=1+1", Kind.TEXT, "=1+1"),
    ],
)  # fmt: skip
def test_figures_are_written_as_the_office_writes_them(value: Any, kind: Kind, text: str) -> None:
    assert written(value, kind) == text


def test_whatever_stands_in_a_cell_is_read_as_far_as_it_can_be() -> None:
    frame = pd.DataFrame({"x": list(GARBAGE)}, dtype=object)
    assert numbers(frame, "x").dropna().tolist() == [-3.0]
    assert [day for day in days(frame, "x") if day] == []
    assert len(words(frame, "x")) == len(GARBAGE)
    typed = pd.DataFrame(
        {"x": ["Rp1.500.000,00", "23 November 2026", pd.Timestamp("2026-01-02")]}, dtype=object
    )
    assert numbers(typed, "x").iloc[0] == 1_500_000
    assert days(typed, "x").tolist() == [None, date(2026, 11, 23), date(2026, 1, 2)]
    assert numbers(typed, "tidak ada").isna().all()


def test_a_register_is_read_with_a_line_for_each_column_that_holds_nonsense() -> None:
    rows: list[list[Cell]] = [
        ["SM-2026-0001", "001", "1-10-2026"],
        ["SM-2026-0002", "002", "entah"],
        [None, None, None],
        ["SM-2026-0003", None, None],
    ]
    table = table_of(SURAT_MASUK, Tab("Surat Masuk", ("ID", "Nomor surat", "Tanggal diterima"), rows))
    assert table.frame["ID"].tolist() == ["SM-2026-0001", "SM-2026-0002"]
    assert days(table.frame, "Tanggal diterima").tolist() == [date(2026, 10, 1), None]
    assert table.unreadable == [
        "Surat Masuk baris 3: kolom «Tanggal diterima» berisi «entah», bukan tanggal; ketik misalnya 23-11-2026."
    ]
    people: list[list[Cell]] = [["DU-1", "Usaha", "tetangga saya"], ["DU-2", "Usaha", "lupa"]]
    private = table_of(USAHA, Tab("Data Usaha Mikro", ("ID", "Nama usaha", "HP"), people))
    assert private.unreadable == ["Data Usaha Mikro: isi kolom «HP» tidak sesuai pada 2 baris (2, 3)."]
    assert (
        table_of(USAHA, Tab("Data Usaha Mikro", ("ID", "Nama usaha", "HP"), people), ("NIB",)).unreadable
        == []
    )
