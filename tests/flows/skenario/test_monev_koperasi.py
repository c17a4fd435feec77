"""Monev koperasi: yang aktif dinilai kesehatannya dan mendapat sertifikat, yang tidak aktif dibina atau dibubarkan."""

from __future__ import annotations

from datetime import date

import pytest

from flows.aturan import BOBOT_KESEHATAN
from flows.data import KOPERASI_KOTA
from flows.engine.model import RowView
from flows.p5_pengawasan.monev_koperasi import FLOW, KKPKK, predikat, skor
from flows.p5_pengawasan.pembubaran import FLOW as PEMBUBARAN
from flows.penilaian import grade, kelas_usaha, ketepatan_rat
from flows.roles import BIDANG_KOPERASI, KOPERASI
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

PENGURUS = "pengurus@artha.example"
BH = "518/BH/077/2003"


def scheduled(office: PlayedOffice, **cells: Filled) -> PlayedCase:
    monev = office.types(
        FLOW, nama_koperasi="KSP Artha Mulya", nomor_badan_hukum=BH, alamat="Jalan Veteran 3", tahun_buku=2025,
        pos_el_pengurus=PENGURUS, **cells,
    )  # fmt: skip
    monev.answer("Dijadwalkan", by=BIDANG_KOPERASI, tanggal_kunjungan=date(2026, 10, 7), petugas="Rini")
    return monev


def active(office: PlayedOffice) -> PlayedCase:
    monev = scheduled(office, rat_terakhir=date(2026, 3, 20))
    monev.answer("Aktif", by=BIDANG_KOPERASI, temuan="Buku lengkap", aset=900_000_000)
    return monev


@pytest.mark.parametrize(
    ("last", "category"),
    [
        (date(2026, 3, 20), "Aktif"),
        (date(2024, 5, 1), "Aktif"),
        (date(2023, 12, 31), "Tidak aktif"),  # three years without a RAT
    ],
)
def test_the_office_proposes_a_category_by_the_last_rat(
    office: PlayedOffice, last: date, category: str
) -> None:
    assert scheduled(office, rat_terakhir=last)["Usulan kategori"] == category


def test_an_active_cooperative_is_assessed_and_gets_its_certificate(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="KSP Artha Mulya", nomor_badan_hukum=BH)
    monev = scheduled(office)
    said = office.mail.sent[-1][
        "context"
    ]  # of the two letters of that day it speaks of the one that it brings
    assert (said["surat"], said["nomor"]) == ("Pemberitahuan", monev["Nomor pemberitahuan"])
    assert office.new_mails() == [f"{PENGURUS}: Surat dinas {monev.id} [pemberitahuan.docx]"]
    assert monev.now == "Penentuan kategori | Bidang Koperasi | Rabu 21-10-2026"
    told = monev.refused("Aktif", by=BIDANG_KOPERASI, temuan="Buku lengkap")
    assert told == "Belum dapat «Aktif»: isi dulu RAT terakhir."
    monev.answer("Aktif", by=BIDANG_KOPERASI, rat_terakhir=date(2026, 3, 20), aset=900_000_000, jumlah_anggota=412,
                 modal_sendiri=300_000_000)  # fmt: skip
    assert monev.now == "Penilaian kesehatan | Bidang Koperasi | Senin 19-10-2026"
    for point, said in (("RAT tepat waktu", "Ya"), ("Ada SOP", "Tidak"), ("Ada pengawas", "Ya")):
        monev.line(KKPKK, aspek="Tata kelola", butir=point, terpenuhi=said)
    monev.answer(
        "Penilaian selesai",
        by=BIDANG_KOPERASI,
        tata_kelola=80,
        profil_risiko=70,
        kinerja_keuangan=60,
        permodalan=90,
    )
    assert monev["Butir KKPKK terpenuhi"] == "Tata kelola 2 dari 3, nilai 3"
    assert (monev["Skor kesehatan"], monev["Predikat"]) == ("72,00", "Cukup Sehat")
    assert monev.now == "Penerbitan sertifikat | Bidang Koperasi | Senin 12-10-2026"
    monev.answer("Sertifikat dikirim", by=BIDANG_KOPERASI, simpulan_dan_saran="Perkuat permodalan")
    assert monev.now == "Penerimaan sertifikat | Menunggu Koperasi | Senin 19-10-2026"
    assert office.new_mails() == [
        f"{PENGURUS}: Surat dinas {monev.id} [sertifikat.docx]",
        f"{PENGURUS}: Menunggu tanggapan Anda {monev.id}",
    ]
    certificate = monev.letter("Sertifikat")
    for word in ("KSP Artha Mulya", BH, "2025", "72,00", "Cukup Sehat".upper(), monev["Nomor sertifikat"]):
        assert word in certificate or word.title() in certificate, word
    monev.write(tanggal_diterima_koperasi=date(2026, 10, 9))
    monev.answer("Sertifikat diterima", by=KOPERASI, catatan_koperasi="Terima kasih")
    assert monev.now == "Selesai"
    assert {"Jadwal", "Kertas kerja penilaian", "Sertifikat", "Laporan monev"} <= set(monev.letters)
    assert "Ada SOP" in monev.letter("Kertas kerja penilaian")
    assert (
        "KUK 2 (Menurut jumlah anggota KUK 1, modal sendiri KUK 2, aset KUK 1; dipakai yang tertinggi)"
        in (monev.letter("Kertas kerja penilaian"))
    )
    assert "Perkuat permodalan" in monev.letter("Laporan monev")
    assert "2 dari 3 butir KKPKK terpenuhi" in monev.letter("Laporan monev")
    office.later(1)
    kept = {h: entry[h] for h in ("Keaktifan", "Aset", "Skor kesehatan", "Predikat kesehatan", "Tahun buku dinilai",
                                  "KUK", "Sumber data", "Tanggal data")}  # fmt: skip
    assert kept == {
        "Keaktifan": "Aktif", "Aset": "900000000", "Skor kesehatan": "72,00", "Predikat kesehatan": "Cukup Sehat",
        "Tahun buku dinilai": "2025", "KUK": "KUK 2", "Sumber data": monev.id, "Tanggal data": "Rabu 07-10-2026",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("mark", "score", "grade"),
    [
        (80, "80,00", "Sehat"),
        (79, "79,00", "Cukup Sehat"),
        (66, "66,00", "Cukup Sehat"),
        (65, "65,00", "Dalam Pengawasan"),
        (51, "51,00", "Dalam Pengawasan"),
        (50, "50,00", "Dalam Pengawasan Khusus"),
    ],
)
def test_score_and_grade_at_the_borders(mark: int, score: str, grade: str) -> None:
    marks = RowView(dict.fromkeys(BOBOT_KESEHATAN, mark))
    assert (skor(marks), predikat(marks)) == (score, grade)


@pytest.mark.parametrize(
    ("members", "own", "assets", "kelas"),
    [
        (5_000, 250_000_000, 2_500_000_000, "KUK 1"),
        (5_001, 250_000_000, 2_500_000_000, "KUK 2"),
        (9_000, 15_000_000_000, 100_000_000_000, "KUK 2"),
        (20, 15_000_000_001, 0, "KUK 3"),
        (20, 0, 500_000_000_001, "KUK 4"),
    ],
)
def test_one_measure_above_its_limit_lifts_the_class(members: int, own: int, assets: int, kelas: str) -> None:
    measures = RowView({"Jumlah anggota": members, "Modal sendiri": own, "Aset": assets})
    assert kelas_usaha(measures)[0] == kelas


@pytest.mark.parametrize(
    ("rule", "kelas"), [("tertinggi", "KUK 4"), ("dua dari tiga", "KUK 2"), ("terendah", "KUK 1")]
)
def test_the_office_decides_what_holds_when_the_measures_differ(rule: str, kelas: str) -> None:
    measures = RowView({"Jumlah anggota": 100, "Modal sendiri": 1_000_000_000, "Aset": 600_000_000_000})
    assert kelas_usaha(measures, rule) == (
        kelas,
        f"Menurut jumlah anggota KUK 1, modal sendiri KUK 2, aset KUK 4; dipakai yang {rule}.",
    )


def test_no_class_is_guessed_while_a_measure_is_unknown() -> None:
    assert kelas_usaha(RowView({"Aset": 3_000_000_000})) == (
        "", "Menurut aset KUK 2; jumlah anggota dan modal sendiri belum diketahui.",
    )  # fmt: skip
    assert kelas_usaha(RowView({})) == ("", "")


def test_a_score_between_two_grades_has_the_lower_one() -> None:
    marks = RowView({**dict.fromkeys(BOBOT_KESEHATAN, 80), "Profil risiko": 79})
    assert (skor(marks), predikat(marks)) == ("79,85", "Cukup Sehat")


def test_an_inactive_cooperative_that_wakes_up_is_not_dissolved(office: PlayedOffice) -> None:
    monev = scheduled(office, rat_terakhir=date(2020, 3, 1))
    monev.answer("Tidak aktif", by=BIDANG_KOPERASI, temuan="Tidak ada kantor")
    assert monev.now == "Pembinaan | Bidang Koperasi | Senin 02-11-2026"
    office.new_mails()
    monev.answer(
        "Selesai dibina",
        by=BIDANG_KOPERASI,
        hasil_pembinaan="Aktif kembali",
        simpulan_dan_saran="Dampingi RAT",
    )
    assert monev.now == "Selesai"
    assert office.new_mails() == [f"{PENGURUS}: Surat dinas {monev.id} [surat-pembinaan.docx]"]
    assert not monev.has_opened(PEMBUBARAN)


def test_a_cooperative_still_inactive_after_coaching_goes_to_its_dissolution(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="KSP Artha Mulya", nomor_badan_hukum=BH)
    monev = scheduled(office, rat_terakhir=date(2020, 3, 1))
    monev.answer("Tidak aktif", by=BIDANG_KOPERASI, temuan="Tidak ada kantor")
    told = monev.refused("Selesai dibina", by=BIDANG_KOPERASI)
    assert told == "Belum dapat «Selesai dibina»: isi dulu Hasil pembinaan, Simpulan dan saran."
    monev.answer(
        "Selesai dibina",
        by=BIDANG_KOPERASI,
        hasil_pembinaan="Tetap tidak aktif",
        simpulan_dan_saran="Usulkan",
    )
    bubar = monev.opened(PEMBUBARAN)
    assert bubar.now == "Rapat hasil monev | Bidang Koperasi | Senin 19-10-2026"
    assert (bubar["Nomor badan hukum"], bubar["Hasil monev"]) == (BH, "Tidak ada kantor")
    office.later(1)
    assert entry["Keaktifan"] == "Tidak aktif"
    assert {row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=monev.id)} == {
        "Surat tugas", "Surat dinas", "Berita acara",
    }  # fmt: skip


def test_a_report_of_the_cooperative_begins_a_case_by_itself(office: PlayedOffice) -> None:
    monev = office.sends(
        "data-keuangan-rat", nama_koperasi="KSP Artha Mulya", nomor_badan_hukum=BH, alamat="Jalan Veteran 3",
        tahun_buku="2025", rat_terakhir="20-03-2026", aset="Rp900.000.000,00",
    )  # fmt: skip
    assert monev.now == "Penjadwalan | Bidang Koperasi | Senin 12-10-2026"
    assert monev["Aset"] == "900000000"


def test_what_lies_is_reminded_of_and_told_upstairs(office: PlayedOffice) -> None:
    monev = active(office)
    office.new_mails()
    office.later(8)
    assert office.new_mails() == [f"Bidang Koperasi: Pengingat {monev.id}"]
    lain = scheduled_later(office)
    office.new_mails()
    office.later(21)
    assert f"Sekretaris Dinas: Lewat batas waktu {lain.id}" in office.new_mails()


def scheduled_later(office: PlayedOffice) -> PlayedCase:
    lain = office.types(FLOW, nama_koperasi="Kopkar Tirta", nomor_badan_hukum="518/BH/9/1999", alamat="Jalan Raya",
                        tahun_buku=2025)  # fmt: skip
    lain.answer("Dijadwalkan", by=BIDANG_KOPERASI, tanggal_kunjungan=date(2026, 10, 16), petugas="Rini")
    lain.answer("Tidak aktif", by=BIDANG_KOPERASI, temuan="Kantor tutup")
    return lain


@pytest.mark.parametrize(
    ("reported", "founded", "last", "told"),
    [
        (3, date(2003, 1, 5), date(2026, 3, 1), "A"),
        (2, date(2003, 1, 5), date(2025, 3, 1), "B"),
        (1, date(2023, 10, 5), date(2024, 3, 1), "C1"),  # three years old to the day
        (1, date(2023, 10, 4), date(2026, 3, 1), "C2"),
        (1, date(2023, 10, 4), date(2025, 3, 1), "D"),  # no rule says it; the note does
        (0, date(2025, 7, 15), None, "D"),
        (None, date(2003, 1, 5), date(2026, 3, 1), ""),
    ],
)
def test_the_grade_of_the_nik_follows_the_rat_of_three_book_years(
    reported: int | None, founded: date, last: date | None, told: str
) -> None:
    row = RowView(
        {"Laporan RAT tiga tahun buku": reported, "Tanggal badan hukum": founded, "RAT terakhir": last},
        today=date(2026, 10, 5),
    )
    letter, note = grade(row)
    assert letter == told
    assert bool(note) == (told == "D" and reported == 1)


def test_a_grade_that_differs_from_the_ministrys_is_shown_not_written(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="KSP Artha Mulya", nomor_badan_hukum=BH, grade="C2")
    monev = scheduled(office, rat_terakhir=date(2026, 3, 20), laporan_rat_tiga_tahun_buku=3)
    monev.answer("Aktif", by=BIDANG_KOPERASI, temuan="Buku lengkap")
    assert monev["Grade NIK"] == "A"
    office.later(1)
    assert entry["Grade"] == "C2"
    assert "Grade «A»" in entry.message


def test_a_certificate_of_the_nik_that_grade_d_has_ended_is_pointed_out(office: PlayedOffice) -> None:
    entry = office.keeps(
        KOPERASI_KOTA,
        nama_koperasi="Koppas Jaya",
        nomor_badan_hukum=BH,
        grade="D",
        status_nik="Sertifikat-Aktif",
    )
    assert (
        entry.message == "Grade D: sertifikat NIK sudah tidak berlaku; Status NIK masih «Sertifikat-Aktif»."
    )
    office.edit(entry.id, "Status NIK", "Sertifikat-Expired")
    office.sync()
    assert entry.message == ""


@pytest.mark.parametrize(
    "cells",
    [
        {"tahun_buku": 2026},  # has not ended
        {"tahun_buku": 2025, "tanggal_badan_hukum": date(2025, 7, 15)},  # not a full one
        {"tahun_buku": 2025, "rat_terakhir": date(2025, 3, 20)},  # no RAT about it yet
    ],
)
def test_nobody_is_assessed_before_a_full_book_year_and_its_rat(
    office: PlayedOffice, cells: dict[str, Filled]
) -> None:
    monev = active(office)
    monev.write(
        **cells, **dict.fromkeys(("tata_kelola", "profil_risiko", "kinerja_keuangan", "permodalan"), 80)
    )
    told = monev.refused("Penilaian selesai", by=BIDANG_KOPERASI)
    assert "satu tahun buku penuh dan RAT" in told
    monev.write(tahun_buku=2024, tanggal_badan_hukum=date(2003, 1, 5), rat_terakhir=date(2026, 3, 20))
    assert monev.now.startswith("Penerbitan sertifikat")


@pytest.mark.parametrize(
    ("book", "last", "told"),
    [
        (2025, date(2026, 6, 30), "Tepat waktu"),
        (2025, date(2026, 7, 1), "Terlambat"),
        (2024, date(2026, 3, 1), "Terlambat"),
        (2025, date(2025, 3, 1), None),  # a RAT about the year before
    ],
)
def test_a_rat_is_due_six_months_after_its_book_year(book: int, last: date, told: str | None) -> None:
    assert ketepatan_rat(RowView({"Tahun buku": book, "RAT terakhir": last})) == told
