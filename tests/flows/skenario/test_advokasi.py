"""Advokasi: pelaku usaha meminta pendampingan, didampingi sekali atau berkali-kali, lalu dilaporkan."""

from __future__ import annotations

from datetime import date

import pytest

from flows.p4_pemberdayaan.advokasi import FLOW, JENIS, REKAP_MEREK
from flows.roles import BIDANG_KOPERASI, BIDANG_USAHA_MIKRO, PENDAMPING
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

ANI = "ani@batik.example"


def asked(office: PlayedOffice, kind: str = JENIS[2]) -> PlayedCase:
    """Bu Ani asks, by the form of the office, for help with her trade mark."""
    return office.sends(
        "permintaan-pendampingan", jenis_advokasi=kind, nama_pemohon="Ani", usaha_atau_koperasi="Batik Ani",
        kelurahan="Mayangan", hp="0812 3456 7890", pos_el_pemohon=ANI, permasalahan="Merek belum terdaftar",
    )  # fmt: skip


def accompanied(office: PlayedOffice) -> PlayedCase:
    minta = asked(office)
    minta.answer("Terima permintaan", by=BIDANG_USAHA_MIKRO, bidang="Bidang Usaha Mikro")
    minta.answer("Pendamping ditunjuk", by=BIDANG_USAHA_MIKRO, pendamping="Bagus Prakoso")
    minta.answer("Sudah dilaksanakan", by=PENDAMPING, tanggal_pendampingan=date(2026, 10, 8))
    return minta


def test_a_request_is_received_and_somebody_is_sent(office: PlayedOffice) -> None:
    minta = asked(office)
    assert minta.now == "Permintaan pendampingan | Menunggu Koperasi/Pelaku Usaha | Rabu 07-10-2026"
    assert minta["HP"] == "081234567890"
    told = minta.refused("Terima permintaan", by=BIDANG_USAHA_MIKRO)
    assert told == "Belum dapat «Terima permintaan»: isi dulu Bidang."
    minta.answer("Terima permintaan", by=BIDANG_USAHA_MIKRO, bidang="Bidang Usaha Mikro")
    assert minta.now == "Telaah dan penunjukan | Bidang Usaha Mikro | Kamis 08-10-2026"
    assert office.new_mails() == [f"{ANI}: Tanda terima {minta.id}"]
    minta.answer("Pendamping ditunjuk", by=BIDANG_USAHA_MIKRO, pendamping="Bagus Prakoso")
    assert minta.now == "Pendampingan | Pendamping | Senin 19-10-2026"
    assert office.new_mails() == [f"Pendamping: Giliran Anda {minta.id}"]
    assert "Bagus Prakoso" in minta.letter("Surat tugas")
    assert "Merek belum terdaftar" in minta.letter("Lembar konsultasi")


def test_what_is_settled_is_reported(office: PlayedOffice) -> None:
    minta = accompanied(office)
    assert minta.now == "Hasil dan tindak lanjut | Pendamping | Kamis 08-10-2026"
    assert minta.refused("Tuntas", by=PENDAMPING) == "Belum dapat «Tuntas»: isi dulu Hasil."
    minta.answer(
        "Tuntas", by=PENDAMPING, hasil="Permohonan merek diajukan", nomor_permohonan_merek="JID2026077"
    )
    assert minta.now == "Laporan pendampingan | Bidang Usaha Mikro | Senin 12-10-2026"
    minta.answer("Laporan selesai", by=BIDANG_USAHA_MIKRO, simpulan_dan_saran="Pantau pengumuman DJKI")
    assert minta.now == "Selesai"
    assert "Permohonan merek diajukan" in minta.letter("Laporan pendampingan")
    assert "Pantau pengumuman DJKI" in minta.letter("Laporan pendampingan")
    assert "Permohonan merek diajukan" in minta.letter("Lembar konsultasi")
    assert {"Lembar konsultasi", "Laporan pendampingan", "Rekap merek"} <= set(minta.letters)


def test_trade_marks_of_the_year_stand_in_one_recap(office: PlayedOffice) -> None:
    for mark, number in (("Rasa Bukir", "DID2026001"), ("Kopi Tapa'an", "DID2026002")):
        minta = accompanied(office)
        minta.answer(
            "Tuntas",
            by=PENDAMPING,
            hasil="Diajukan",
            merek=mark,
            nomor_permohonan_merek=number,
            kelas_merek="30",
        )
        minta.answer("Laporan selesai", by=BIDANG_USAHA_MIKRO, simpulan_dan_saran="Baik")
    recap = minta.letter("Rekap merek")
    for word in ("Rasa Bukir", "Kopi Tapa'an", "DID2026001", "DID2026002", "2 (dua)"):
        assert word in recap
    (kept,) = office.rows(REKAP_MEREK, merek="Kopi Tapa'an")
    assert (kept["Kasus"], kept["Tahun"]) == (minta.id, "2026")


def test_advice_that_led_to_no_application_is_not_in_the_recap(office: PlayedOffice) -> None:
    minta = accompanied(office)
    minta.answer("Tuntas", by=PENDAMPING, hasil="Merek sudah dimiliki orang lain")
    assert office.rows(REKAP_MEREK) == []


def test_what_needs_more_is_taken_up_again(office: PlayedOffice) -> None:
    minta = accompanied(office)
    told = minta.refused("Perlu lanjutan", by=PENDAMPING, hasil="Berkas belum lengkap")
    assert told == "Belum dapat «Perlu lanjutan»: isi dulu Tindak lanjut."
    office.new_mails()
    minta.answer("Perlu lanjutan", by=PENDAMPING, tindak_lanjut="Lengkapi etiket merek")
    assert minta.now == "Pendampingan | Pendamping | Senin 19-10-2026"
    assert office.new_mails() == [f"Pendamping: Giliran Anda {minta.id}"]
    minta.answer("Sudah dilaksanakan", by=PENDAMPING, tanggal_pendampingan=date(2026, 10, 15))
    minta.answer("Tuntas", by=PENDAMPING, hasil="Selesai")
    assert minta.now.startswith("Laporan pendampingan")


def test_a_request_that_lies_is_told_to_the_secretary(office: PlayedOffice) -> None:
    minta = asked(office)
    minta.answer("Terima permintaan", by=BIDANG_USAHA_MIKRO, bidang="Bidang Usaha Mikro")
    office.new_mails()
    office.later(3)
    assert office.new_mails() == [f"Bidang Usaha Mikro: Pengingat {minta.id}"]
    office.later(1)
    assert office.new_mails() == [f"Sekretaris Dinas: Lewat batas waktu {minta.id}"]


@pytest.mark.parametrize("kind", JENIS)
def test_each_kind_goes_the_same_way(office: PlayedOffice, kind: str) -> None:
    minta = asked(office, kind)
    minta.answer("Terima permintaan", by=BIDANG_KOPERASI, bidang="Bidang Koperasi")
    minta.answer("Pendamping ditunjuk", by=BIDANG_KOPERASI, pendamping="Rini")
    minta.answer("Sudah dilaksanakan", by=PENDAMPING, tanggal_pendampingan=date(2026, 10, 8))
    minta.answer("Tuntas", by=PENDAMPING, hasil="Selesai")
    minta.answer("Laporan selesai", by=BIDANG_KOPERASI, simpulan_dan_saran="Baik")
    assert minta.now == "Selesai"
    assert minta.flow is FLOW
