"""Retensi arsip: what may be proposed to move or destroy, and from which day; nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest

from flows.retensi import Calon, Retensi, calon, tahun

TODAY = date(2026, 11, 25)
UNDANGAN = {"Tanggal": date(2020, 2, 29)}


@pytest.mark.parametrize(
    ("jra", "found"),
    [
        (Retensi("1 tahun", "2 tahun", "Musnah"), Calon("musnah", date(2023, 3, 1), "-")),
        (Retensi("2 (dua) tahun", "3 tahun", "Permanen"),
         Calon("pindah", date(2022, 3, 1), "retensi inaktif lewat; nasib akhir Permanen")),
        (Retensi("2 tahun setelah tidak berlaku", "10 tahun", "Musnah"),
         Calon("pindah", date(2022, 3, 1), "syarat «setelah tidak berlaku»")),
        (Retensi("2 tahun", "", ""), Calon("pindah", date(2022, 3, 1), "-")),
        (Retensi("7 tahun", "3 tahun", "Musnah"), None),
        (Retensi("selama berlaku", "3 tahun", "Musnah"), None),
    ],
)  # fmt: skip
def test_a_paper_is_a_candidate_once_its_years_are_over(jra: Retensi, found: Calon | None) -> None:
    assert calon(UNDANGAN, jra, TODAY) == found


def test_a_paper_without_a_date_is_never_a_candidate() -> None:
    assert calon({"Tanggal": None}, Retensi("1 tahun", "1 tahun", "Musnah"), TODAY) is None


def test_years_are_read_from_the_beginning_only() -> None:
    assert (tahun("2 tahun"), tahun("setelah 2 tahun"), tahun("dua tahun"), tahun("")) == (
        2,
        None,
        None,
        None,
    )
