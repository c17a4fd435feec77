"""Kearsipan: surat yang selesai diterima, diberi kode, disimpan di filing cabinet."""

from __future__ import annotations

from datetime import date

from flows.p1_umum.kearsipan import FLOW
from flows.roles import SUBBAG_UMUM
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice


def a_paper(office: PlayedOffice, **cells: str) -> PlayedCase:
    return office.types(FLOW, uraian_informasi="Undangan RAT KSP Artha", tanggal=date(2026, 9, 28), **cells)


def test_a_letter_is_classified_labelled_and_put_away(office: PlayedOffice) -> None:
    arsip = a_paper(office)
    assert arsip.now == "Diterima untuk diarsipkan | Subbag Umum dan Kepegawaian | Kamis 08-10-2026"
    arsip.answer("Terima", by=SUBBAG_UMUM)
    told = arsip.refused("Sudah diklasifikasikan", by=SUBBAG_UMUM)
    assert told == "Belum dapat «Sudah diklasifikasikan»: isi dulu Kode klasifikasi, Tingkat akses."
    arsip.answer(
        "Sudah diklasifikasikan", by=SUBBAG_UMUM, kode_klasifikasi="500.3.2.1", tingkat_akses="Biasa/Terbuka"
    )
    assert arsip.now == "Penyimpanan | Subbag Umum dan Kepegawaian | Kamis 08-10-2026"
    assert arsip["Nomor berkas"] == "500.3.2.1/1"
    label = arsip.letter("Label folder")
    assert "500.3.2.1" in label
    assert "Undangan RAT KSP Artha" in label
    told = arsip.refused("Tersimpan", by=SUBBAG_UMUM, lemari="A")
    assert told == "Belum dapat «Tersimpan»: isi dulu Laci, Folder."
    arsip.answer("Tersimpan", by=SUBBAG_UMUM, laci="2", folder="500.3.2.1/3")
    assert arsip.now == "Tersimpan"


def test_a_sender_s_old_code_may_stand_and_is_no_fault(office: PlayedOffice) -> None:
    arsip = a_paper(office, kode_klasifikasi="518/KUM")
    arsip.answer("Terima", by=SUBBAG_UMUM)
    assert arsip.message == ""
