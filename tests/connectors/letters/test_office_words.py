"""Filters that make a letter read as an office writes it."""

from __future__ import annotations

import pytest

from connectors.letters.filters import anggota_tim, di_kota, kepanjangan, pejabat, tanpa_titik


@pytest.mark.parametrize(
    ("office", "addressed"),
    [
        ("Dinas Kesehatan", "Kepala Dinas Kesehatan"),
        ("BAPPEDA", "Kepala BAPPEDA"),
        ("Kementerian Koperasi dan UKM", "Menteri Koperasi dan UKM"),
        ("Kementerian Agama Kota Pasuruan", "Kepala Kementerian Agama Kota Pasuruan"),
        ("CV Panggung Kreasi", "Pimpinan CV Panggung Kreasi"),
        ("DEKRANASDA", "Ketua DEKRANASDA"),
        ("Kepala Dinas Sosial", "Kepala Dinas Sosial"),
        ("", ""),
    ],
)
def test_a_letter_goes_to_the_head_of_an_office(office: str, addressed: str) -> None:
    assert pejabat(office) == addressed


def test_an_address_says_its_city_once() -> None:
    assert di_kota("Jalan Slagah 5", "Pasuruan") == "Jalan Slagah 5, Pasuruan"
    assert di_kota("Jalan Panglima Sudirman 17 Pasuruan", "Pasuruan") == "Jalan Panglima Sudirman 17 Pasuruan"
    assert di_kota("Jalan Diponegoro 8, Kota Malang", "Pasuruan") == "Jalan Diponegoro 8, Kota Malang"
    assert di_kota("", "Pasuruan") == "Pasuruan"


def test_a_text_inside_a_sentence_brings_no_second_full_stop() -> None:
    assert tanpa_titik("Tidak RAT sejak 2019.\nKantor kosong.") == "Tidak RAT sejak 2019; Kantor kosong"
    assert tanpa_titik("") == ""


def test_a_member_of_a_team_stands_with_his_place() -> None:
    team = anggota_tim(
        "1. Endang Sulistyorini, S.E., M.M. - Kepala Bidang Koperasi (Ketua)\n\nRina Puspitasari, S.E.\n"
        "Budi Al-Amin (Anggota: memotret)"
    )
    assert [tuple(one.values()) for one in team] == [
        ("Endang Sulistyorini, S.E., M.M.", "Kepala Bidang Koperasi", "Ketua",
         "memimpin dan mempertanggungjawabkan pelaksanaan"),
        ("Rina Puspitasari, S.E.", "", "Anggota", "melaksanakan kegiatan menurut pembagian tugas"),
        ("Budi Al-Amin", "", "Anggota", "memotret"),
    ]  # fmt: skip


def test_a_document_is_called_by_its_full_name() -> None:
    assert kepanjangan("LKJIP") == "Laporan Kinerja Instansi Pemerintah (LKjIP)"
    assert kepanjangan("Rencana Kontingensi") == "Rencana Kontingensi"
