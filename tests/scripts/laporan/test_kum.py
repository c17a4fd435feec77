"""Statistics of koperasi and usaha mikro."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from flows.engine.model import RowView
from flows.p1_umum.surat_keluar import SURAT_KELUAR
from flows.p1_umum.surat_masuk import SURAT_MASUK
from flows.p5_pengawasan.monev_koperasi import usulan_kategori
from scripts.reports import agenda, bmd, kum
from tests.scripts.laporan.samples import GARBAGE, NO_ROWS, OCTOBER, given, numbered

TODAY = date(2026, 11, 2)
PLACES = [
    kum.Place("Gadingrejo", "Bukir"),
    kum.Place("Bugul Kidul", "Tapa'an"),
    kum.Place("Bugul Kidul", "Kepel"),
]
SHOPS = pd.DataFrame(
    [
        {"Kelurahan": "Bukir", "Kelompok sektor": "Mebel", "Jenis kelamin": "Laki-laki", "Omzet setahun": "Rp100.000", "NIB": "9120001234561", "Pekerja laki-laki": 2, "Pekerja perempuan": "dua", "Kategori": "Berkembang"},
        {"Kelurahan": "TAPAAN", "Kelompok sektor": "kuliner", "Jenis kelamin": "Perempuan", "Omzet setahun": 3_000_000_000, "NIB": None, "Pekerja laki-laki": None, "Pekerja perempuan": 4, "Kategori": None},
        {"Kelurahan": "Kelurahan Tapa'an", "Kelompok sektor": "Kuliner", "Jenis kelamin": "P", "Omzet setahun": -5, "NIB": " ", "Pekerja laki-laki": 1, "Pekerja perempuan": 1, "Kategori": "Tidak berkembang"},
        {"Kelurahan": "Bangil", "Kelompok sektor": "", "Jenis kelamin": "?", "Omzet setahun": float("nan"), "NIB": "", "Pekerja laki-laki": None, "Pekerja perempuan": None, "Kategori": None},
    ]
)  # fmt: skip
COOPS = pd.DataFrame(
    [
        {"Kelurahan": "Bukir", "Jenis koperasi": "Konsumen", "Keaktifan": "Aktif", "Anggota pria": 10, "Anggota wanita": 20, "Aset": 500, "SHU": -20, "Tanggal RAT terakhir": date(2026, 3, 1), "Predikat kesehatan": "Sehat", "KUK": "KUK 1"},
        {"Kelurahan": "Kepel", "Jenis koperasi": "Jasa", "Keaktifan": "Tidak aktif", "Anggota pria": None, "Anggota wanita": None, "Aset": "?", "SHU": None, "Tanggal RAT terakhir": "1-1-2020", "Predikat kesehatan": None, "KUK": None},
        {"Kelurahan": "Kepel", "Jenis koperasi": "Jasa", "Keaktifan": None, "Anggota pria": 1, "Anggota wanita": 1, "Aset": 1, "SHU": 1, "Tanggal RAT terakhir": date(2024, 1, 5), "Predikat kesehatan": None, "KUK": "KUK 1"},
    ]
)  # fmt: skip


def test_every_kelurahan_stands_in_the_table_however_its_name_was_typed() -> None:
    rows = kum.per_village(SHOPS, kum.renamed(COOPS), PLACES, TODAY).set_index("Kelurahan")
    assert rows["Usaha mikro"].to_dict() == {"Bukir": 1, "Tapa'an": 2, "Kepel": 0, "Tidak dikenal": 1}
    assert rows["Koperasi"].to_dict() == {"Bukir": 1, "Tapa'an": 0, "Kepel": 2, "Tidak dikenal": 0}
    assert rows.loc["Tapa'an", ["Milik perempuan", "Pekerja perempuan", "Omzet setahun"]].tolist() == [
        2,
        5,
        3_000_000_000,
    ]
    assert rows.loc["Kepel", ["Aktif", "Tidak aktif", "Status lain", "RAT 3 tahun"]].tolist() == [0, 1, 1, 1]
    districts = kum.per_district(rows.reset_index()).set_index("Kecamatan")
    assert districts["Usaha mikro"].to_dict() == {"Gadingrejo": 1, "Bugul Kidul": 2, "Tidak dikenal": 1}
    assert districts.loc["Gadingrejo", "Bagian ber-NIB"] == 1
    assert districts["Usaha mikro"].sum() == len(SHOPS)


def test_a_pria_is_no_perempuan_however_it_was_typed() -> None:
    typed = ["Pria", "L", "laki-laki", "", "Perempuan", "p", "PEREMPUAN", "Wanita"]
    found = kum.business_figures(pd.DataFrame({"Jenis kelamin": typed}))
    assert found["Milik perempuan"].tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("last", "counts"),
    [
        (date(2024, 1, 5), 1),
        (date(2023, 12, 31), 0),
        (date(2026, 11, 2), 1),
        (date(2026, 11, 3), 0),
    ],
)
def test_the_report_counts_a_rat_as_the_category_of_its_monev_does(last: date, counts: int) -> None:
    found = kum.cooperative_figures(pd.DataFrame({"Tanggal RAT terakhir": [last]}), TODAY)
    assert found["RAT 3 tahun"].tolist() == [counts]
    assert usulan_kategori(RowView({"RAT terakhir": last}, today=TODAY)) == (
        "Aktif" if counts else "Tidak aktif"
    )


def test_cooperatives_are_counted_by_their_class() -> None:
    report = kum.compose(SHOPS, COOPS, PLACES, OCTOBER, "", TODAY, [])
    (section,) = [one for one in report.sections if one.sheet == "Klasifikasi usaha"]
    assert section.rows[["KUK", "Koperasi"]].to_numpy().tolist() == [["KUK 1", 2], ["Belum diisi", 1]]


def test_sectors_are_counted_with_the_median_of_what_was_told() -> None:
    rows = kum.per_sector(SHOPS).set_index("Sektor")
    assert rows.index.tolist() == ["Kuliner", "Mebel", "Belum diisi"]
    assert rows.loc["Kuliner", ["Usaha mikro", "Tidak berkembang"]].tolist() == [2, 1]
    assert rows.loc["Mebel", "Median omzet"] == 100_000
    strange = SHOPS.iloc[[0] * 60].assign(**{"Kelompok sektor": [f"sektor {n}" for n in range(60)]})
    assert len(kum.per_sector(strange)) == kum.MOST_SECTORS + 1


def test_a_missing_register_is_left_out_of_every_table() -> None:
    report = kum.compose(
        None, COOPS, PLACES, OCTOBER, "", TODAY, ["Register «Data Usaha Mikro» belum ada pada kantor ini."]
    )
    headings = {column.heading for section in report.sections for column in section.all_columns}
    assert "Usaha mikro" not in headings
    assert {"Koperasi", "Aktif", "Jenis", "Predikat kesehatan"} <= headings
    assert len(report.paragraphs) == 1
    nothing = kum.compose(None, None, PLACES, OCTOBER, "", TODAY, [])
    assert all(len(section.all_columns) <= 3 for section in nothing.sections)
    empty = kum.compose(NO_ROWS, NO_ROWS, PLACES, OCTOBER, "", TODAY, [])
    assert empty.sections[0].rows["Usaha mikro"].tolist() == [0, 0]


def test_what_the_reader_must_know_is_noted() -> None:
    shops = SHOPS.assign(Pesan=["", "Mungkin ganda dengan DU-1.", None, ""])
    report = kum.compose(shops, COOPS.drop(columns="Aset"), PLACES, OCTOBER, "", TODAY, [])
    said = " ".join(report.notes)
    assert "1 (satu) usaha beromzet di atas Rp2.000.000.000,00" in said
    assert "1 (satu) baris usaha ditandai mungkin ganda" in said
    assert "Register «Data Koperasi» tidak memiliki kolom «Aset»" in said
    assert "4 (empat) usaha mikro, 2 (dua; 50%) milik perempuan; ber-NIB 25%." in report.paragraphs[0]


def test_figures_of_garbage_are_never_an_error() -> None:
    for headings in (kum.BUSINESS_HEADINGS, kum.COOPERATIVE_HEADINGS, bmd.HEADINGS):
        frame = pd.DataFrame({heading: list(GARBAGE) for heading in headings}, dtype=object)
        kum.compose(frame, frame, PLACES, OCTOBER, "", TODAY, [])
        bmd.compose(bmd.inventory({"Inventaris BMD": frame}), frame, frame, OCTOBER, "", [])
    frame = pd.DataFrame(
        {column.heading: list(GARBAGE) for column in (*SURAT_MASUK.columns, *SURAT_KELUAR.columns)},
        dtype=object,
    )
    frame["ID"] = list(GARBAGE)
    book = agenda.agenda_masuk(frame, numbered(given(1, "SM-1", 5)), OCTOBER)
    sent = agenda.agenda_keluar(frame, frame, numbered(), OCTOBER)
    agenda.compose(book, sent, OCTOBER, [])
