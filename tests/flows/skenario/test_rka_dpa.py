"""RKA dan DPA: BPKA meminta, bidang menginput, BPKA dan BAPPEDA memverifikasi dan menandatangani."""

from __future__ import annotations

from datetime import date

import pytest

from flows.p2_perencanaan.rka_dpa import FLOW, PENARIKAN, RINCIAN
from flows.roles import BIDANG_KOPERASI, BIDANG_USAHA_MIKRO, BPKA_BAPPEDA, SUBBAG_PROGRAM
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BPKA_MAIL = "anggaran@bpka.example"


def handed_out(office: PlayedOffice, kind: str = "RKA") -> PlayedCase:
    """The letter of BPKA has come and the bidang are asked to fill in."""
    rka = office.types(FLOW, jenis_dokumen=kind, tahun_anggaran=2027, pos_el_bpka=BPKA_MAIL)
    rka.answer("Surat diterima", by=SUBBAG_PROGRAM, note="Surat 903/77, 1 Oktober", dasar_surat="903/77/2026")
    rka.answer("Sudah didistribusikan", by=SUBBAG_PROGRAM, batas_input=date(2026, 10, 16))
    return rka


def filled_in(office: PlayedOffice, kind: str = "RKA") -> PlayedCase:
    rka = handed_out(office, kind)
    rka.line(
        RINCIAN,
        bidang="Bidang Koperasi",
        sub_kegiatan="Pelatihan SDM koperasi",
        koefisien=2,
        harga=45_000_000,
        ppn=9_900_000,
    )
    if kind == "DPA":
        rka.line(PENARIKAN, bulan="Maret", jumlah=90_000_000)
    rka.answer("Sudah diinput", by=BIDANG_KOPERASI)
    return rka


def test_every_bidang_gets_the_nota_dinas(office: PlayedOffice) -> None:
    rka = handed_out(office)
    assert rka.now == "Input data di aplikasi | Bidang Koperasi, Bidang Usaha Mikro | Senin 19-10-2026"
    assert rka["Nomor nota dinas"] == "900.1.1.2/0001/ND/423.1xx/2026"
    assert office.new_mails() == [
        f"Bidang Koperasi: Surat dinas {rka.id} [nota-dinas.docx]",
        f"Bidang Usaha Mikro: Surat dinas {rka.id} [nota-dinas.docx]",
    ]
    assert "903/77/2026" in rka.letter("Nota dinas")


@pytest.mark.parametrize(("kind", "code"), [("RKA", "900.1.1.2"), ("DPA", "900.1.2.4")])
def test_it_is_verified_signed_printed_and_sent(office: PlayedOffice, kind: str, code: str) -> None:
    rka = filled_in(office, kind)
    assert rka.now == "Verifikasi BPKA dan BAPPEDA | Menunggu BPKA + BAPPEDA | Senin 19-10-2026"
    assert "Pelatihan SDM koperasi" in rka.letter("Rekap")
    assert "99.900.000" in rka.letter("Rekap"), "coefficient times price, and PPN"
    assert ("Rencana penarikan (konsep)" in rka.letters) == (kind == "DPA")
    rka.answer("Sesuai", by=BPKA_BAPPEDA)
    assert rka.now == "Tanda tangan BPKA dan BAPPEDA | Menunggu BPKA + BAPPEDA | Senin 19-10-2026"
    told = rka.refused("Sudah ditandatangani", by=SUBBAG_PROGRAM, note="Diambil 12 Oktober")
    assert told == "Belum dapat «Sudah ditandatangani»: isi dulu Nomor dokumen, Tanggal dokumen."
    rka.answer(
        "Sudah ditandatangani", by=SUBBAG_PROGRAM, note="Diambil 12 Oktober", nomor_dokumen=f"{kind}/2.17/2027",
        tanggal_dokumen=date(2026, 10, 12),
    )  # fmt: skip
    assert rka.now == "Pencetakan | Subbag Program dan Keuangan | Rabu 07-10-2026"
    rka.answer("Sudah dicetak", by=SUBBAG_PROGRAM)
    rka.answer("Sudah dikirim", by=SUBBAG_PROGRAM)
    assert rka["Nomor surat penyampaian"] == f"{code}/0001/423.1xx/2026"
    assert f"{kind}/2.17/2027" in rka.letter("Surat penyampaian")
    assert rka.now == "Reviu | Menunggu Bidang Keuangan BPKA + Inspektorat | Senin 02-11-2026"
    files = "surat-penyampaian.docx, rekap.docx" + (", rencana-penarikan.docx" if kind == "DPA" else "")
    assert f"{BPKA_MAIL}: Surat dinas {rka.id} [{files}]" in office.new_mails()
    rka.answer("Reviu selesai", by=SUBBAG_PROGRAM, note="Surat Inspektorat 700/12, 30 Oktober")
    assert rka.now == "Selesai"


def test_a_revision_by_link_waits_for_the_list_that_the_bidang_work_from(office: PlayedOffice) -> None:
    rka = filled_in(office)
    told = rka.left_waiting(
        "Revisi", by=BPKA_BAPPEDA, note="Standar harga", hasil_verifikasi="Harga di atas SSH"
    )
    assert (
        told
        == "«Revisi» dari BPKA + BAPPEDA: «Standar harga». Isi dulu Daftar revisi; jawaban itu lalu berlaku."
    )
    assert rka["Hasil verifikasi"] == "Harga di atas SSH"
    rka.write(daftar_revisi="Turunkan harga sesuai SSH")
    assert rka.now == "Input data di aplikasi | Bidang Koperasi, Bidang Usaha Mikro | Senin 19-10-2026"
    assert "Turunkan harga sesuai SSH" in rka.letter("Daftar revisi")
    assert f"Bidang Koperasi: Pemberitahuan {rka.id} [daftar-revisi.docx]" in office.new_mails()
    rka.answer("Sudah diinput", by=BIDANG_USAHA_MIKRO)
    assert rka.now.startswith("Verifikasi BPKA dan BAPPEDA")


def test_bidang_that_do_not_fill_in_are_reminded_and_the_secretary_told(office: PlayedOffice) -> None:
    rka = handed_out(office)
    office.new_mails()
    office.later(8)
    assert office.new_mails() == [
        f"Bidang Koperasi: Pengingat {rka.id}",
        f"Bidang Usaha Mikro: Pengingat {rka.id}",
    ]
    office.later(3)
    assert f"Sekretaris Dinas: Lewat batas waktu {rka.id}" in office.new_mails()


def test_bpka_that_keeps_silent_is_reminded(office: PlayedOffice) -> None:
    rka = filled_in(office)
    office.new_mails()
    office.later(10)
    assert f"{BPKA_MAIL}: Pengingat {rka.id}" in office.new_mails()


def test_in_december_the_dpa_of_next_year_opens_by_itself(office: PlayedOffice) -> None:
    office.on(date(2026, 12, 1))
    (row,) = office.rows(FLOW.register)
    assert (row["Jenis dokumen"], row["Tahun anggaran"]) == ("DPA", "2027")
