"""Monev usaha mikro: dikunjungi, dinilai berkembang atau tidak, lalu dibina atau difasilitasi naik kelas."""

from __future__ import annotations

from datetime import date

import pytest

from flows.data import USAHA
from flows.p4_pemberdayaan.pelatihan import FLOW as PELATIHAN
from flows.p5_pengawasan.monev_usaha_mikro import FLOW
from flows.roles import BIDANG_USAHA_MIKRO
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

SARI = "sari@warung.example"


def a_shop(office: PlayedOffice) -> PlayedCase:
    return office.keeps(USAHA, nama_usaha="Warung Sari", nama_pemilik="Siti Aminah", nib="9120001234567",
                        alamat="Jalan Jawa 5")  # fmt: skip


def scheduled(office: PlayedOffice, **cells: Filled) -> PlayedCase:
    """A visit to Warung Sari on Wednesday 7 October."""
    kunjungan = office.types(
        FLOW, nama_usaha="Warung Sari", nib="9120001234567", alamat="Jalan Jawa 5", kelurahan="Bugul Lor",
        pos_el_pemilik=SARI, **cells,
    )  # fmt: skip
    kunjungan.answer(
        "Dijadwalkan", by=BIDANG_USAHA_MIKRO, tanggal_kunjungan=date(2026, 10, 7), petugas="Bagus"
    )
    return kunjungan


def test_a_visit_is_planned_and_announced(office: PlayedOffice) -> None:
    kunjungan = scheduled(office)
    assert kunjungan.now == "Penentuan kategori | Bidang Usaha Mikro | Rabu 21-10-2026"
    assert office.new_mails() == [f"{SARI}: Surat dinas {kunjungan.id} [pemberitahuan.docx]"]
    assert "Bagus" in kunjungan.letter("Surat tugas")
    assert "7 Oktober 2026" in kunjungan.letter("Pemberitahuan")


@pytest.mark.parametrize(
    ("found", "category"),
    [
        ({"omzet_sebelumnya": 100_000_000, "omzet_sekarang": 110_000_000}, "Berkembang"),
        ({"omzet_sebelumnya": 100_000_000, "omzet_sekarang": 109_999_999}, "Tidak berkembang"),
        ({"tenaga_kerja_sebelumnya": 2, "tenaga_kerja": 3}, "Berkembang"),
        ({"legalitas_baru": "Sertifikat halal"}, "Berkembang"),
        ({}, "Tidak berkembang"),
    ],
)
def test_the_office_proposes_a_category(
    office: PlayedOffice, found: dict[str, Filled], category: str
) -> None:
    assert scheduled(office, **found)["Usulan kategori"] == category


def test_a_shop_that_grows_is_helped_to_the_next_class(office: PlayedOffice) -> None:
    shop = a_shop(office)
    kunjungan = scheduled(office, omzet_sebelumnya=100_000_000, omzet_sekarang=150_000_000)
    told = kunjungan.refused("Berkembang", by=BIDANG_USAHA_MIKRO)
    assert told == "Belum dapat «Berkembang»: isi dulu Temuan."
    office.new_mails()
    kunjungan.answer("Berkembang", by=BIDANG_USAHA_MIKRO, temuan="Buka cabang", pekerja_perempuan=3)
    assert kunjungan.now == "Fasilitasi naik kelas | Bidang Usaha Mikro | Senin 02-11-2026"
    assert office.new_mails() == [f"{SARI}: Surat dinas {kunjungan.id} [rekomendasi.docx]"]
    office.later(1)
    told_now = [
        shop[heading] for heading in ("Kategori", "Omzet setahun", "Pekerja perempuan", "Sumber data")
    ]
    assert told_now == ["Berkembang", "150000000", "3", kunjungan.id]
    assert shop["Tanggal data"] == "Rabu 07-10-2026", "the day of the visit"
    kunjungan.answer(
        "Selesai difasilitasi",
        by=BIDANG_USAHA_MIKRO,
        hasil="Masuk pasar modern",
        simpulan_dan_saran="Layak naik kelas",
    )
    assert {"Jadwal", "Laporan monev"} <= set(kunjungan.letters), "they are no drafts any more"
    assert "Layak naik kelas" in kunjungan.letter("Laporan monev")
    assert kunjungan.now == "Selesai"
    assert "Masuk pasar modern" in kunjungan.letter("Laporan monev")
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=kunjungan.id)]
    assert sent == ["Surat tugas", "Surat dinas", "Berita acara", "Rekomendasi"]


@pytest.mark.parametrize(("how", "trained"), [("Pelatihan", True), ("Pendampingan", False)])
def test_a_shop_that_does_not_grow_is_coached_and_perhaps_trained(
    office: PlayedOffice, how: str, trained: bool
) -> None:
    shop = a_shop(office)
    kunjungan = scheduled(office)
    told = kunjungan.refused("Tidak berkembang", by=BIDANG_USAHA_MIKRO, temuan="Kemasan kurang")
    assert told == "Belum dapat «Tidak berkembang»: isi dulu Bentuk pembinaan."
    kunjungan.answer("Tidak berkembang", by=BIDANG_USAHA_MIKRO, bentuk_pembinaan=how)
    assert kunjungan.now == "Pembinaan | Bidang Usaha Mikro | Senin 02-11-2026"
    kunjungan.answer(
        "Selesai dibina", by=BIDANG_USAHA_MIKRO, hasil="Ikut kelas kemasan", simpulan_dan_saran="Pantau lagi"
    )
    assert kunjungan.has_opened(PELATIHAN) is trained
    if trained:
        pelatihan = kunjungan.opened(PELATIHAN)
        assert pelatihan.now == "Pembentukan tim | Bidang Usaha Mikro | Senin 12-10-2026"
        assert (pelatihan["Jenis kegiatan"], pelatihan["Materi"]) == ("pelatihan", "Kemasan kurang")
    office.later(1)
    assert (shop["Kategori"], shop["Pembinaan terakhir"]) == ("Tidak berkembang", how)


def test_a_visit_of_an_earlier_day_does_not_overwrite_a_later_one(office: PlayedOffice) -> None:
    """Two visits; the form of the earlier one is typed in after the later one's."""
    shop = a_shop(office)
    later = scheduled(office, omzet_sebelumnya=100_000_000, omzet_sekarang=150_000_000)
    earlier = scheduled(office, omzet_sekarang=90_000_000)
    later.answer("Berkembang", by=BIDANG_USAHA_MIKRO, temuan="Buka cabang")
    earlier.answer(
        "Tidak berkembang", by=BIDANG_USAHA_MIKRO, temuan="Sepi", bentuk_pembinaan="Penyuluhan",
        tanggal_kunjungan=date(2026, 10, 6),
    )  # fmt: skip
    office.later(1)
    assert [shop[h] for h in ("Kategori", "Omzet setahun", "Sumber data")] == [
        "Berkembang",
        "150000000",
        later.id,
    ]
    assert shop["Pembinaan terakhir"] == "Penyuluhan", "what nobody told later is taken"


def test_a_form_of_the_visitor_begins_at_the_category(office: PlayedOffice) -> None:
    kunjungan = office.sends(
        "kuesioner-monev-um", nama_usaha="Warung Sari", nama_pemilik="Siti", kelurahan="Bugul Lor",
        tanggal_kunjungan="06-10-2026", petugas="Bagus", legalitas_baru="NIB", temuan="Rapi",
    )  # fmt: skip
    assert kunjungan.now == "Penentuan kategori | Bidang Usaha Mikro | Selasa 20-10-2026"
    assert kunjungan["Usulan kategori"] == "Berkembang"


def test_coaching_that_is_late_is_told_to_the_secretary(office: PlayedOffice) -> None:
    kunjungan = scheduled(office)
    kunjungan.answer("Tidak berkembang", by=BIDANG_USAHA_MIKRO, temuan="Sepi", bentuk_pembinaan="Penyuluhan")
    office.new_mails()
    office.later(21)
    assert office.new_mails() == [f"Sekretaris Dinas: Lewat batas waktu {kunjungan.id}"]
