"""Keikutsertaan promosi: undangan Provinsi datang, peserta ditunjuk, ikut, dan melaporkan omzetnya."""

from __future__ import annotations

from datetime import date

from flows.p4_pemberdayaan.keikutsertaan_promosi import FLOW
from flows.roles import BIDANG_USAHA_MIKRO, PESERTA_PROMOSI, PROVINSI, SUBBAG_UMUM
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BATIK = "ani@batik.example"
PAMERAN = "pameran@provinsi.example"


def invited(office: PlayedOffice) -> PlayedCase:
    return office.types(
        FLOW, nama_acara="Jatim Fair 2026", penyelenggara="Dinas Koperasi Provinsi", nomor_undangan="005/91/2026",
        tanggal_acara=date(2026, 10, 28), pos_el_penyelenggara=PAMERAN,
    )  # fmt: skip


def named(office: PlayedOffice) -> PlayedCase:
    acara = invited(office)
    acara.answer("Teruskan ke bidang", by=SUBBAG_UMUM, bidang="Bidang Usaha Mikro")
    acara.answer("Diterima", by=BIDANG_USAHA_MIKRO)
    acara.answer(
        "Sudah ditunjuk", by=BIDANG_USAHA_MIKRO, peserta_yang_ditunjuk="Batik Ani", pos_el_peserta=BATIK
    )
    return acara


def test_from_the_invitation_to_the_report(office: PlayedOffice) -> None:
    acara = invited(office)
    assert acara.now == "Undangan diterima | Subbag Umum dan Kepegawaian | Selasa 06-10-2026"
    told = acara.refused("Teruskan ke bidang", by=SUBBAG_UMUM)
    assert told == "Belum dapat «Teruskan ke bidang»: isi dulu Bidang."
    acara.answer("Teruskan ke bidang", by=SUBBAG_UMUM, bidang="Bidang Usaha Mikro")
    assert acara.now == "Disposisi undangan | Bidang Usaha Mikro | Selasa 06-10-2026"
    assert office.new_mails() == [f"Bidang Usaha Mikro: Disposisi baru {acara.id}"]
    acara.answer("Diterima", by=BIDANG_USAHA_MIKRO)
    assert acara.now == "Penunjukan peserta | Bidang Usaha Mikro | Kamis 08-10-2026"
    acara.answer(
        "Sudah ditunjuk", by=BIDANG_USAHA_MIKRO, peserta_yang_ditunjuk="Batik Ani", pos_el_peserta=BATIK
    )
    assert acara.now == "Technical meeting | Menunggu Koperasi/Pelaku Usaha + EO | Rabu 14-10-2026"
    assert office.new_mails() == [
        f"{BATIK}: Surat dinas {acara.id} [surat-tugas.docx]",
        f"{PAMERAN}: Surat dinas {acara.id} [surat-balasan.docx]",
        f"{BATIK}: Menunggu tanggapan Anda {acara.id}",
    ]
    assert "Batik Ani" in acara.letter("Surat balasan")
    acara.answer("Sudah diikuti", by=PESERTA_PROMOSI, kabar_peserta="Perlu listrik 900 watt")
    assert acara["Kabar peserta"] == "Perlu listrik 900 watt"
    assert acara.now == "Pelaksanaan oleh Provinsi | Menunggu Provinsi | Senin 02-11-2026"
    acara.answer("Sudah dilaksanakan", by=PROVINSI, kabar_peserta="Laris", omzet_pameran=7_500_000)
    assert acara.now == "Laporan kegiatan | Bidang Usaha Mikro | Senin 12-10-2026"
    assert acara["Omzet pameran"] == "7500000"
    acara.answer(
        "Laporan selesai", by=BIDANG_USAHA_MIKRO, hasil_dan_omzet="Omzet naik", laporan="laporan.pdf",
        simpulan_dan_saran="Ikut lagi tahun depan",
    )  # fmt: skip
    assert acara.now == "Selesai"
    assert "Laporan kegiatan" in acara.letters, "it is no draft any more"
    assert "Ikut lagi tahun depan" in acara.letter("Laporan kegiatan")
    assert "omzet pameran yang dilaporkan Rp7.500.000,00" in acara.letter("Laporan kegiatan")
    assert "Omzet naik" in acara.letter("Laporan kegiatan")
    sent = office.rows(AGENDA_KELUAR, kasus=acara.id)
    assert [row["Jenis naskah"] for row in sent] == ["Surat tugas", "Surat dinas"]


def test_what_outsiders_told_otherwise_is_recorded_with_its_proof(office: PlayedOffice) -> None:
    acara = named(office)
    told = acara.refused("Sudah diikuti", by=BIDANG_USAHA_MIKRO)
    assert told.startswith("Belum dapat «Sudah diikuti»: sebutkan buktinya")
    acara.answer("Sudah diikuti", by=BIDANG_USAHA_MIKRO, note="Telepon Bu Ani 12 Oktober 2026")
    acara.answer("Sudah dilaksanakan", by=BIDANG_USAHA_MIKRO, note="Surat Provinsi 005/112/2026")
    assert acara.now.startswith("Laporan kegiatan")


def test_a_participant_who_does_not_answer_is_reminded(office: PlayedOffice) -> None:
    acara = named(office)
    office.new_mails()
    office.later(6)
    assert office.new_mails() == [f"{BATIK}: Pengingat {acara.id}"]
    assert acara.now.startswith("Technical meeting"), "the office goes on waiting"


def test_naming_that_is_late_is_told_to_the_secretary(office: PlayedOffice) -> None:
    acara = invited(office)
    acara.answer("Teruskan ke bidang", by=SUBBAG_UMUM, bidang="Bidang Usaha Mikro")
    acara.answer("Diterima", by=BIDANG_USAHA_MIKRO)
    office.later(4)
    assert office.new_mails()[-1] == f"Sekretaris Dinas: Lewat batas waktu {acara.id}"
