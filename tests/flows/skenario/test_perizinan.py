"""Perizinan berusaha koperasi: Dinas memeriksa berkas; yang mengizinkan DPMPTSP lewat OSS, yang mencetak koperasi."""

from __future__ import annotations

from datetime import date

from flows.data import KOPERASI_KOTA
from flows.p4_pemberdayaan.perizinan import FLOW
from flows.roles import BIDANG_KOPERASI, KOPERASI
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

PENGURUS = "pengurus@artha.example"


def notified(office: PlayedOffice) -> PlayedCase:
    """DPMPTSP tells the office by its form that a cooperative has filed."""
    return office.sends(
        "pemberitahuan-perizinan", nama_koperasi="KSP Artha Mulya", nomor_badan_hukum="518/BH/077/2003",
        nib="9120001234567", jenis_izin="Izin usaha simpan pinjam", nomor_pemberitahuan="503/88/2026",
        tanggal_pemberitahuan="05-10-2026", pos_el_pengurus=PENGURUS,
    )  # fmt: skip


def test_from_the_account_to_the_printed_licence(office: PlayedOffice) -> None:
    izin = office.types(FLOW, nama_koperasi="KSP Artha Mulya", pos_el_pengurus=PENGURUS)
    assert izin.now == "Pembuatan akun OSS | Menunggu Koperasi | Senin 19-10-2026"
    assert office.new_mails() == [f"{PENGURUS}: Menunggu tanggapan Anda {izin.id}"]
    izin.answer("Akun dibuat", by=KOPERASI)
    izin.answer("Berkas diunggah", by=KOPERASI)
    assert izin.now == "Berkas di OSS | Menunggu OSS | Selasa 06-10-2026"
    izin.answer("Berkas tersimpan", by=BIDANG_KOPERASI)
    assert izin.now == "Menunggu pemberitahuan DPMPTSP | Menunggu DPMPTSP | Senin 12-10-2026"
    told = izin.refused("Pemberitahuan diterima", by=BIDANG_KOPERASI, note="Surat DPMPTSP 503/88/2026")
    assert (
        told == "Belum dapat «Pemberitahuan diterima»: isi dulu Nomor pemberitahuan, Tanggal pemberitahuan."
    )
    izin.answer(
        "Pemberitahuan diterima", by=BIDANG_KOPERASI, note="Surat DPMPTSP 503/88/2026",
        nomor_pemberitahuan="503/88/2026", tanggal_pemberitahuan=date(2026, 10, 5),
    )  # fmt: skip
    assert izin.now == "Verifikasi Dinas | Bidang Koperasi | Senin 12-10-2026"
    office.new_mails()
    izin.answer("Lengkap", by=BIDANG_KOPERASI, hasil_verifikasi="Berkas lengkap dan sah")
    assert izin.now == "Persetujuan DPMPTSP | Menunggu DPMPTSP | Senin 19-10-2026"
    assert office.new_mails() == [f"{PENGURUS}: Surat dinas {izin.id} [hasil-verifikasi.docx]"]
    izin.answer("Disetujui", by=BIDANG_KOPERASI, note="Terbit di OSS 7 Oktober 2026", nomor_izin="IUSP-77")
    izin.answer("Sudah dicetak", by=KOPERASI)
    assert izin.now == "Selesai"


def test_a_notice_of_dpmptsp_begins_with_the_check(office: PlayedOffice) -> None:
    izin = notified(office)
    assert izin.now == "Verifikasi Dinas | Bidang Koperasi | Senin 12-10-2026"
    assert office.new_mails() == [f"Bidang Koperasi: Giliran Anda {izin.id}"]
    assert "KSP Artha Mulya" in izin.letter("Lembar verifikasi")


def test_an_incomplete_file_goes_back_as_often_as_it_must(office: PlayedOffice) -> None:
    izin = notified(office)
    told = izin.refused("Belum lengkap", by=BIDANG_KOPERASI, note="NPWP")
    assert told == "Belum dapat «Belum lengkap»: isi dulu Kekurangan berkas."
    for lacking in ("NPWP koperasi", "Berita acara RAT"):
        izin.answer("Belum lengkap", by=BIDANG_KOPERASI, kekurangan_berkas=lacking, note=lacking)
        assert izin.now == "Melengkapi berkas | Menunggu Koperasi | Senin 19-10-2026"
        assert lacking in izin.letter("Surat pengembalian")
        assert office.new_mails()[-1] == f"{PENGURUS}: Menunggu tanggapan Anda {izin.id}"
        izin.answer("Berkas dilengkapi", by=KOPERASI, kabar_koperasi=f"{lacking} diunggah")
        assert izin["Kabar koperasi"] == f"{lacking} diunggah"
        assert izin.now == "Verifikasi Dinas | Bidang Koperasi | Senin 12-10-2026"
    returned = office.rows(AGENDA_KELUAR, kasus=izin.id, perihal="Kelengkapan Berkas Perizinan")
    assert len({row["Nomor surat"] for row in returned}) == 2


def test_the_office_never_prints_the_licence_and_keeps_what_it_learnt(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="KSP Artha Mulya", nomor_badan_hukum="518/BH/077/2003")
    izin = notified(office)
    izin.answer("Lengkap", by=BIDANG_KOPERASI, hasil_verifikasi="Lengkap")
    izin.answer("Disetujui", by=BIDANG_KOPERASI, note="OSS 7 Oktober 2026", nomor_izin="IUSP-77")
    izin.answer("Sudah dicetak", by=KOPERASI)
    assert izin.letters == ["Lembar verifikasi (konsep)", "Lembar verifikasi", "Hasil verifikasi"]
    office.later(1)
    assert entry["NIB"] == "", "cells of staff are not written"
    assert (
        entry.message
        == f"Menurut {izin.id} (05-10-2026): NIB «9120001234567». Ubah selnya bila memang demikian."
    )


def test_a_check_that_lies_is_told_to_the_secretary(office: PlayedOffice) -> None:
    izin = notified(office)
    office.new_mails()
    office.later(4)
    assert office.new_mails() == [f"Bidang Koperasi: Pengingat {izin.id}"]
    office.later(2)
    assert office.new_mails() == [f"Sekretaris Dinas: Lewat batas waktu {izin.id}"]
