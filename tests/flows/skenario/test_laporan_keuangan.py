"""Laporan keuangan: BPKA meminta, bidang menyerahkan data, laporan dikirim, direviu, ditindaklanjuti."""

from __future__ import annotations

from datetime import date

from flows.p2_perencanaan.laporan_keuangan import FLOW, REALISASI
from flows.roles import BIDANG_USAHA_MIKRO, BPKA_KEUANGAN, SUBBAG_PROGRAM
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BPKA_MAIL = "akuntansi@bpka.example"


def coordinated(office: PlayedOffice) -> PlayedCase:
    laporan = office.types(FLOW, tahun=2026, periode="Semester I", pos_el_bpka=BPKA_MAIL)
    laporan.answer(
        "Surat diterima", by=SUBBAG_PROGRAM, note="Surat 900/5, 1 Oktober", dasar_surat="900/5/2026"
    )
    laporan.answer("Koordinasikan", by=SUBBAG_PROGRAM, batas_pengumpulan=date(2026, 10, 14))
    return laporan


def reported(office: PlayedOffice) -> PlayedCase:
    laporan = coordinated(office)
    laporan.answer("Sudah dikoordinasikan", by=SUBBAG_PROGRAM)
    laporan.line(REALISASI, uraian="Belanja pegawai", anggaran=800_000_000, realisasi=600_000_000)
    laporan.answer("Data diserahkan", by=BIDANG_USAHA_MIKRO)
    laporan.answer("Laporan selesai", by=SUBBAG_PROGRAM)
    return laporan


def at_bpka(office: PlayedOffice) -> PlayedCase:
    laporan = reported(office)
    laporan.answer(
        "Sudah dikirim",
        by=SUBBAG_PROGRAM,
        berkas_laporan="LK Semester I.pdf",
        tanggal_kirim=date(2026, 10, 5),
    )
    return laporan


def test_the_bidang_are_called_together_and_asked_for_their_figures(office: PlayedOffice) -> None:
    laporan = coordinated(office)
    assert (
        laporan.now
        == "Koordinasi | Subbag Program dan Keuangan, Bidang Koperasi, Bidang Usaha Mikro | Senin 12-10-2026"
    )
    assert laporan["Nomor nota dinas"] == "900.1.3.10/0001/ND/423.1xx/2026"
    assert office.new_mails() == [
        f"Bidang Koperasi: Pemberitahuan {laporan.id}", f"Bidang Usaha Mikro: Pemberitahuan {laporan.id}",
    ]  # fmt: skip
    office.sends(
        "data-keuangan-bidang", to=laporan.id, uraian="Belanja modal", anggaran=50_000_000, realisasi=0
    )
    laporan.answer("Sudah dikoordinasikan", by=SUBBAG_PROGRAM)
    assert laporan.now == "Pengumpulan data bidang | Bidang Koperasi, Bidang Usaha Mikro | Rabu 14-10-2026"


def test_the_report_is_made_sent_found_right_and_followed_up(office: PlayedOffice) -> None:
    laporan = reported(office)
    assert laporan.now == "Pengiriman | Subbag Program dan Keuangan | Rabu 07-10-2026"
    recap = laporan.letter("Rekap realisasi")
    assert "Belanja pegawai" in recap
    assert "75" in recap  # per cent
    assert "CaLK (konsep)" in laporan.letters
    told = laporan.refused("Sudah dikirim", by=SUBBAG_PROGRAM)
    assert told == "Belum dapat «Sudah dikirim»: isi dulu Berkas laporan, Tanggal kirim."
    laporan.answer(
        "Sudah dikirim",
        by=SUBBAG_PROGRAM,
        berkas_laporan="LK Semester I.pdf",
        tanggal_kirim=date(2026, 10, 5),
    )
    assert laporan["Nomor surat penyampaian"] == "900.1.3.10/0001/423.1xx/2026"
    assert laporan.now == "Reviu BPKA | Menunggu Bidang Keuangan BPKA | Senin 19-10-2026"
    assert office.new_mails()[-1] == f"{BPKA_MAIL}: Menunggu tanggapan Anda {laporan.id}"
    laporan.answer("Sesuai", by=BPKA_KEUANGAN)
    assert laporan.now == "Tindak lanjut | Subbag Program dan Keuangan | Senin 12-10-2026"
    assert laporan.refused("Selesai", by=SUBBAG_PROGRAM) == "Belum dapat «Selesai»: isi dulu Catatan reviu."
    laporan.write(catatan_reviu="Tidak ada yang perlu diperbaiki")
    assert laporan.now == "Selesai"
    assert {
        "Rekap realisasi",
        "CaLK",
        "Pernyataan tanggung jawab",
        "Surat penyampaian",
        "Tindak lanjut reviu",
    } <= set(laporan.letters)
    assert "Tidak ada yang perlu diperbaiki" in laporan.letter("Tindak lanjut reviu")


def test_bpka_asks_for_a_revision_and_the_report_goes_out_again(office: PlayedOffice) -> None:
    laporan = at_bpka(office)
    laporan.answer(
        "Revisi", by=BPKA_KEUANGAN, note="Neraca tidak seimbang", hasil_reviu="Aset tetap belum disusutkan"
    )
    assert laporan.now == "Penghimpunan dan pengolahan | Subbag Program dan Keuangan | Senin 19-10-2026"
    assert laporan.message == "Revisi dari Bidang Keuangan BPKA: «Neraca tidak seimbang»"
    assert laporan["Hasil reviu"] == "Aset tetap belum disusutkan"
    laporan.answer("Laporan selesai", by=SUBBAG_PROGRAM)
    office.new_mails()
    laporan.answer("Sudah dikirim", by=SUBBAG_PROGRAM, catatan_reviu="Penyusutan aset tetap dihitung ulang")
    assert laporan.now.startswith("Reviu BPKA")
    sent = ", ".join(
        f"{name}-2.docx"
        for name in ("surat-penyampaian", "rekap-realisasi", "calk", "pernyataan-tanggung-jawab")
    )
    assert office.new_mails()[0] == f"{BPKA_MAIL}: Surat dinas {laporan.id} [{sent}]"
    assert "TINDAK LANJUT HASIL REVIU" in laporan.letter("CaLK")
    assert "Penyusutan aset tetap dihitung ulang" in laporan.letter("CaLK")


def test_bpka_that_keeps_silent_is_reminded(office: PlayedOffice) -> None:
    laporan = at_bpka(office)
    office.new_mails()
    office.later(10)
    assert office.new_mails() == [f"{BPKA_MAIL}: Pengingat {laporan.id}"]


def test_bidang_that_are_late_are_told_to_the_secretary(office: PlayedOffice) -> None:
    laporan = coordinated(office)
    laporan.answer("Sudah dikoordinasikan", by=SUBBAG_PROGRAM)
    office.new_mails()
    office.later(8)
    assert f"Sekretaris Dinas: Lewat batas waktu {laporan.id}" in office.new_mails()


def test_in_january_the_report_of_last_year_opens_by_itself(office: PlayedOffice) -> None:
    office.on(date(2027, 1, 6))
    (row,) = office.rows(FLOW.register)
    assert (row["Periode"], row["Tahun"], row["Status"]) == ("Tahunan", "2026", "Menunggu surat BPKA")
