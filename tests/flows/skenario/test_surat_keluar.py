"""Pelayanan surat keluar: diminta, dikonsep, diperiksa, ditandatangani, diberi nomor, diantar."""

from __future__ import annotations

from datetime import date

import pytest

from flows.p1_umum.kearsipan import FLOW as KEARSIPAN
from flows.p1_umum.surat_keluar import FLOW
from flows.roles import BIDANG_KOPERASI, CARAKA, KEPALA_DINAS
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice


def a_draft(office: PlayedOffice, **cells: str) -> PlayedCase:
    """An invitation that the Kepala Dinas asked for and Bidang Koperasi has drafted."""
    surat = office.types(
        FLOW, jenis_naskah="Undangan", perihal="Undangan Rapat Koordinasi", tujuan="Para Ketua KSP",
        bidang_pengolah="Bidang Koperasi", **cells,
    )  # fmt: skip
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    surat.answer(
        "Ajukan", by=BIDANG_KOPERASI, kode_klasifikasi="500.3.2.1", isi="Membahas RAT tahun buku 2026.",
        hari_tanggal_acara=date(2026, 10, 14), pukul="09.00 WIB s.d. selesai", tempat="Aula Dinas",
        acara="Persiapan RAT",
    )  # fmt: skip
    return surat


def signed(surat: PlayedCase) -> PlayedCase:
    surat.answer("Setuju", by=KEPALA_DINAS)
    surat.answer("Tandatangani", by=KEPALA_DINAS)
    return surat


def test_an_invitation_is_drafted_signed_numbered_and_delivered(office: PlayedOffice) -> None:
    surat = a_draft(office, pos_el_penerima="ketua@ksp-artha.example")
    assert surat.now == "Verifikasi | Kepala Dinas | Rabu 07-10-2026"
    assert office.new_mails() == [
        "Bidang Koperasi: Giliran Anda SK-2026-0001",
        "Kepala Dinas: Permintaan keputusan SK-2026-0001 [surat-draf-1.docx]",
    ]
    surat.answer("Setuju", by=KEPALA_DINAS)
    assert surat.now == "Tanda tangan | Kepala Dinas | Selasa 06-10-2026"
    assert surat["Nomor surat"] == ""  # numbers are given after the signature
    surat.answer("Tandatangani", by=KEPALA_DINAS)
    assert surat.now == "Penomoran dan stempel | Bidang Koperasi | Selasa 06-10-2026"
    assert surat["Nomor surat"] == "500.3.2.1/0001/423.1xx/2026"
    assert surat.letters == [
        "Surat (konsep)", "Lembar verifikasi (konsep)", "Surat", "Lembar verifikasi", "Tanda terima caraka",
    ]  # fmt: skip
    text = surat.letter("Surat")
    assert "Nomor : 500.3.2.1/0001/423.1xx/2026" in text
    assert "Dr. Hj. Ratna Kusumawardani, M.Si." in text
    surat.answer("Sudah distempel", by=BIDANG_KOPERASI)
    told = surat.refused("Terkirim", by=CARAKA)
    assert told == "Belum dapat «Terkirim»: isi dulu Tanggal kirim, Cara kirim, Penerima."
    surat.answer(
        "Terkirim", by=CARAKA, tanggal_kirim=date(2026, 10, 6), cara_kirim="Pos-el", penerima="Bu Ani"
    )
    assert surat.now == "Selesai"
    assert "ketua@ksp-artha.example: Surat dinas SK-2026-0001 [surat.docx]" in office.new_mails()


def test_what_was_sent_is_in_the_agenda_and_goes_to_the_archive(office: PlayedOffice) -> None:
    surat = signed(a_draft(office))
    surat.answer("Sudah distempel", by=BIDANG_KOPERASI)
    surat.answer(
        "Terkirim",
        by=CARAKA,
        tanggal_kirim=date(2026, 10, 6),
        cara_kirim="Diantar caraka",
        penerima="Pak Budi",
    )
    (line,) = office.rows(AGENDA_KELUAR, kasus=surat.id)
    assert line["Nomor surat"] == "500.3.2.1/0001/423.1xx/2026"
    assert line["Perihal"] == "Undangan Rapat Koordinasi"
    arsip = surat.opened(KEARSIPAN)
    assert arsip.now == "Diterima untuk diarsipkan | Subbag Umum dan Kepegawaian | Kamis 08-10-2026"
    assert (arsip["Nomor surat"], arsip["Asal kasus"]) == ("500.3.2.1/0001/423.1xx/2026", surat.id)


def test_a_journey_has_its_assignment_and_its_travel_form_each_with_a_number(office: PlayedOffice) -> None:
    surat = office.types(
        FLOW, jenis_naskah="Surat tugas perjalanan dinas", perihal="Konsultasi data koperasi", tujuan="Pegawai yang bertugas",
        bidang_pengolah="Bidang Koperasi", nama_yang_ditugaskan="Rina Puspitasari, S.E.", jabatan="Pengawas Koperasi Muda",
        tempat="Surabaya", tanggal_berangkat=date(2026, 10, 14), tanggal_kembali=date(2026, 10, 13),
    )  # fmt: skip
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    cells: dict[str, Filled] = {"kode_klasifikasi": "800.1.11.1", "isi": "Konsultasi ke Provinsi."}
    told = surat.refused("Ajukan", by=BIDANG_KOPERASI, **cells)
    assert "harus menyebut" in told
    cells = {"alat_angkut": "Kendaraan dinas", "pembebanan_anggaran": "2.17.03.2.01.0001, 5.1.02.04.01.0001"}
    told = surat.refused("Ajukan", by=BIDANG_KOPERASI, **cells)
    assert told.endswith("Tanggal kembali mendahului Tanggal berangkat; periksa keduanya.")
    surat.answer("Ajukan", by=BIDANG_KOPERASI, tanggal_kembali=date(2026, 10, 15))
    assert office.new_mails()[-1].endswith("[surat-draf-1.docx, sppd-draf-1.docx]")
    signed(surat)
    assert surat["Nomor surat"] == "800.1.11.1/0001/ST/423.1xx/2026"
    assert surat["Nomor SPPD"] == "000.1.2.3/0001/SPPD/423.1xx/2026"
    assert "14 s.d. 15 Oktober 2026" in surat.letter("Surat")
    front = surat.letter("SPPD")
    assert "2 (dua) hari" in front
    assert "Surat tugas Nomor 800.1.11.1/0001/ST" in front
    assert "Tiba di: Surabaya" in front
    assert [line["Jenis naskah"] for line in office.rows(AGENDA_KELUAR, kasus=surat.id)] == [
        "Surat tugas perjalanan dinas", "SPPD",
    ]  # fmt: skip


def test_a_letter_without_a_journey_has_no_travel_form(office: PlayedOffice) -> None:
    surat = signed(a_draft(office))
    assert surat["Nomor SPPD"] == ""
    assert "SPPD" not in surat.letters


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("Undangan", "undangan harus menyebut Hari tanggal acara, Pukul, Tempat, Acara."),
        ("Surat tugas", "surat tugas harus menyebut Nama yang ditugaskan."),
        ("Surat keterangan", "surat keterangan harus menyebut Nama yang diterangkan."),
    ],
)
def test_no_letter_goes_to_the_head_with_a_hole_in_it(office: PlayedOffice, kind: str, told: str) -> None:
    surat = office.types(
        FLOW, jenis_naskah=kind, perihal="Rapat", tujuan="Ketua KSP", bidang_pengolah="Bidang Koperasi"
    )
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    said = surat.refused("Ajukan", by=BIDANG_KOPERASI, kode_klasifikasi="500.3.2.1", isi="Membahas RAT.")
    assert said == f"Belum dapat «Ajukan»: {told}"


def test_a_revision_returns_the_draft_with_its_reason(office: PlayedOffice) -> None:
    surat = a_draft(office)
    surat.answer("Revisi", by=KEPALA_DINAS, note="Sebutkan tempatnya")
    assert surat.now == "Draf | Bidang Koperasi | Rabu 07-10-2026"
    assert surat.message == "Revisi dari Kepala Dinas: «Sebutkan tempatnya»"
    surat.answer("Ajukan", by=BIDANG_KOPERASI, tempat="Aula Dinas, lantai 2")
    assert "Aula Dinas, lantai 2" in surat.letter("Surat")
    assert office.new_mails()[-1] == "Kepala Dinas: Permintaan keputusan SK-2026-0001 [surat-draf-2.docx]"


def test_the_head_may_still_return_a_letter_instead_of_signing_it(office: PlayedOffice) -> None:
    surat = a_draft(office)
    surat.answer("Setuju", by=KEPALA_DINAS)
    surat.answer("Kembalikan", by=KEPALA_DINAS, note="Ditunda ke pekan depan")
    assert surat.now.startswith("Draf | Bidang Koperasi")
    assert surat["Nomor surat"] == ""


def test_a_letter_changed_after_it_was_agreed_is_asked_for_again(office: PlayedOffice) -> None:
    surat = a_draft(office)
    surat.answer("Setuju", by=KEPALA_DINAS)
    surat.write(perihal="Undangan Rapat Kerja")
    assert surat.now == "Verifikasi | Kepala Dinas | Rabu 07-10-2026"
    assert surat.message == "Isi diubah setelah disetujui (Perihal); dimintakan persetujuan lagi."


def test_a_draft_that_nobody_writes_is_reminded_of_and_then_told_to_the_secretary(
    office: PlayedOffice,
) -> None:
    surat = office.types(
        FLOW,
        jenis_naskah="Surat dinas",
        perihal="Data KSP",
        tujuan="Camat",
        bidang_pengolah="Bidang Koperasi",
    )
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    office.new_mails()
    office.later(2)
    assert office.new_mails() == ["Bidang Koperasi: Pengingat SK-2026-0001"]
    office.later(1)
    assert office.new_mails() == ["Sekretaris Dinas: Lewat batas waktu SK-2026-0001"]
    assert surat.now == "Draf | Bidang Koperasi | Rabu 07-10-2026"


@pytest.mark.parametrize(
    ("kind", "number", "says"),
    [
        ("Surat dinas", "500.3.2.1/0002/423.1xx/2026", "Yth. Camat Bugul Kidul"),
        ("Undangan", "500.3.2.1/0002/423.1xx/2026", "Rabu, 14 Oktober 2026"),
        ("Nota dinas", "500.3.2.1/0001/ND/423.1xx/2026", "NOTA DINAS"),
        ("Surat tugas", "500.3.2.1/0001/ST/423.1xx/2026", "SURAT TUGAS"),
        ("Surat keterangan", "500.3.2.1/0002/423.1xx/2026", "SURAT KETERANGAN"),
    ],
)
def test_each_kind_of_letter_has_its_layout_and_its_series(
    office: PlayedOffice, kind: str, number: str, says: str
) -> None:
    signed(a_draft(office))  # has taken 0001 of the series of surat dinas
    surat = office.types(
        FLOW, jenis_naskah=kind, perihal="Monitoring KSP", tujuan="Camat Bugul Kidul", bidang_pengolah="Bidang Koperasi",
        hari_tanggal_acara=date(2026, 10, 14), pukul="09.00 WIB s.d. selesai", tempat="Kantor KSP", acara="RAT", nama_yang_ditugaskan="Wahyu Ningsih, S.Sos.",
        nama_yang_diterangkan="Siti Rukmini",
    )  # fmt: skip
    surat.answer("Teruskan ke pengolah", by=KEPALA_DINAS)
    surat.answer("Ajukan", by=BIDANG_KOPERASI, kode_klasifikasi="500.3.2.1", isi="Memantau RAT.")
    signed(surat)
    assert surat["Nomor surat"] == number
    assert says in surat.letter("Surat")
