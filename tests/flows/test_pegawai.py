"""The days that matter in the service of an employee."""

from __future__ import annotations

from datetime import date

import pytest

from flows.engine.model import RowView
from flows.pegawai import masa_kerja, next_raise, tmt_pangkat_berikut, tmt_pensiun


@pytest.mark.parametrize(
    ("kind", "falls"),
    [
        ("Administrasi", date(2027, 4, 1)),
        ("", date(2027, 4, 1)),
        ("Fungsional pertama, muda, keterampilan", date(2025, 4, 1)),
        ("Fungsional madya", date(2025, 4, 1)),
    ],
)
def test_the_next_promotion_is_after_four_years_for_functional_posts_after_two(
    kind: str, falls: date
) -> None:
    assert tmt_pangkat_berikut(RowView({"TMT pangkat": date(2023, 4, 1), "Jenis jabatan": kind})) == falls


@pytest.mark.parametrize(
    ("kind", "tmt"),
    [
        ("Administrasi", date(2027, 3, 1)),
        ("Fungsional pertama, muda, keterampilan", date(2027, 3, 1)),
        ("Pimpinan tinggi", date(2029, 3, 1)),
        ("Fungsional madya", date(2029, 3, 1)),
        ("Fungsional utama", date(2034, 3, 1)),
        ("", None),
    ],
)
def test_a_pension_begins_on_the_first_of_the_month_after_the_birthday(kind: str, tmt: date | None) -> None:
    assert tmt_pensiun(RowView({"NIP": "196902121993031001", "Jenis jabatan": kind})) == tmt


def test_one_born_in_december_retires_in_january() -> None:
    assert tmt_pensiun(RowView({"NIP": "196912121993031001", "Jenis jabatan": "Administrasi"})) == date(
        2028, 1, 1
    )


def test_the_periodic_raise_comes_every_two_years() -> None:
    row = RowView({"TMT gaji berkala": date(2020, 2, 29)}, today=date(2026, 11, 25))
    assert next_raise(row) == date(2028, 3, 1)
    assert next_raise(RowView({})) is None


def test_the_nip_of_a_pppk_tells_no_month_of_service() -> None:
    today = date(2026, 11, 25)
    assert masa_kerja(RowView({"NIP": "199305272019032917"}, today=today)) == "7 tahun 8 bulan"
    assert masa_kerja(RowView({"NIP": "199305272023212017"}, today=today)) is None
