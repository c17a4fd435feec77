"""Renstra, Renja dan monev: BAPPEDA meminta, bidang mengisi, dokumen disusun, direviu, disahkan, disampaikan."""

from __future__ import annotations

from datetime import date

import pytest

from flows.p2_perencanaan.renstra_renja_monev import FLOW, RINCIAN
from flows.roles import BAPPEDA, BIDANG_KOPERASI, KEPALA_DINAS, SUBBAG_PROGRAM
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BAPPEDA_MAIL = "litbang@bappeda.example"


def asked_for(office: PlayedOffice, kind: str = "Renja") -> PlayedCase:
    """BAPPEDA asks for a document of 2027; the letter is on the table."""
    dokumen = office.types(FLOW, jenis_dokumen=kind, tahun=2027, pos_el_bappeda=BAPPEDA_MAIL)
    dokumen.answer(
        "Surat diterima", by=SUBBAG_PROGRAM, note="Surat 050/112, 2 Oktober", dasar_surat="050/112/2026"
    )
    return dokumen


def gathered(office: PlayedOffice, kind: str = "Renja") -> PlayedCase:
    dokumen = asked_for(office, kind)
    dokumen.answer("Minta data bidang", by=SUBBAG_PROGRAM, batas_pengumpulan=date(2026, 10, 16))
    dokumen.line(
        RINCIAN, program_kegiatan="Pendidikan perkoperasian", indikator="Peserta", target=120, pagu=95_000_000
    )
    dokumen.answer("Data terkumpul", by=SUBBAG_PROGRAM)
    return dokumen


def at_bappeda(office: PlayedOffice, kind: str = "Renja") -> PlayedCase:
    dokumen = gathered(office, kind)
    dokumen.answer(
        "Dokumen tersusun", by=SUBBAG_PROGRAM, capaian="Peserta belum terpenuhi; dikejar triwulan depan"
    )
    dokumen.answer("Lengkap", by=SUBBAG_PROGRAM)
    dokumen.answer("Sudah dikirim", by=SUBBAG_PROGRAM, berkas_dokumen=f"{kind} 2027.docx")
    return dokumen


def test_the_letter_of_bappeda_is_recorded_and_the_bidang_are_asked(office: PlayedOffice) -> None:
    dokumen = office.types(FLOW, jenis_dokumen="Renja", tahun=2027)
    assert dokumen.now == "Menunggu surat BAPPEDA | Menunggu BAPPEDA"
    told = dokumen.refused("Surat diterima", by=SUBBAG_PROGRAM)
    assert told == "Belum dapat «Surat diterima»: isi dulu Dasar surat."
    dokumen = asked_for(office)
    assert dokumen.now == "Surat diterima | Subbag Program dan Keuangan | Rabu 07-10-2026"
    office.new_mails()
    dokumen.answer("Minta data bidang", by=SUBBAG_PROGRAM, batas_pengumpulan=date(2026, 10, 16))
    assert dokumen.now == (
        "Pengumpulan data | Subbag Program dan Keuangan, Bidang Koperasi, Bidang Usaha Mikro | Senin 19-10-2026"
    )
    assert dokumen["Nomor nota dinas"] == "000.7.2.4/0001/ND/423.1xx/2026"
    assert "16 Oktober 2026" in dokumen.letter("Nota dinas permintaan data")
    assert office.new_mails() == [
        f"Bidang Koperasi: Pemberitahuan {dokumen.id}", f"Bidang Usaha Mikro: Pemberitahuan {dokumen.id}",
    ]  # fmt: skip


def test_a_bidang_sends_its_lines_by_the_form_and_they_stand_in_the_matrix(office: PlayedOffice) -> None:
    dokumen = asked_for(office)
    dokumen.answer("Minta data bidang", by=SUBBAG_PROGRAM, batas_pengumpulan=date(2026, 10, 16))
    office.sends(
        "data-bidang",
        to=dokumen.id,
        program_kegiatan="Pemberdayaan usaha mikro",
        indikator="UM naik kelas",
        target=40,
    )
    dokumen.answer("Data terkumpul", by=BIDANG_KOPERASI)
    dokumen.answer("Dokumen tersusun", by=SUBBAG_PROGRAM)
    assert "Pemberdayaan usaha mikro" in dokumen.letter("Matriks")


@pytest.mark.parametrize("kind", ["Renstra", "Renja", "Monev"])
def test_each_document_is_reviewed_approved_and_sent_to_bappeda_and_inspektorat(
    office: PlayedOffice, kind: str
) -> None:
    dokumen = at_bappeda(office, kind)
    assert dokumen.now == "Reviu BAPPEDA | Menunggu BAPPEDA | Senin 19-10-2026"
    assert office.new_mails()[-1] == f"{BAPPEDA_MAIL}: Menunggu tanggapan Anda {dokumen.id}"
    assert ("Laporan monev (konsep)" in dokumen.letters) == (kind == "Monev")
    dokumen.answer("Sesuai", by=BAPPEDA, hasil_reviu="Sesuai RPJMD")
    assert dokumen.now == "Pengesahan | Kepala Dinas | Kamis 08-10-2026"
    assert dokumen["Hasil reviu"] == "Sesuai RPJMD"
    dokumen.answer("Sahkan", by=KEPALA_DINAS)
    assert dokumen["Nomor pengesahan"] == "000.7.2.4/0001/423.1xx/2026"
    assert dokumen.now == "Penyampaian dokumen sah | Subbag Program dan Keuangan | Rabu 07-10-2026"
    dokumen.answer("Sudah disampaikan", by=SUBBAG_PROGRAM)
    assert dokumen["Nomor surat penyampaian"] == "000.7.2.4/0002/423.1xx/2026"
    assert dokumen.now == "Reviu dokumen sah | Menunggu BAPPEDA + Inspektorat | Senin 02-11-2026"
    papers = ["surat-penyampaian", "lembar-pengesahan", "matriks"] + (
        ["laporan-monev"] if kind == "Monev" else []
    )
    files = ", ".join(f"{one}.docx" for one in papers)
    assert f"{BAPPEDA_MAIL}: Surat dinas {dokumen.id} [{files}]" in office.new_mails()
    dokumen.answer("Reviu selesai", by=SUBBAG_PROGRAM, note="Surat Inspektorat 700/31, 20 Oktober")
    assert dokumen.now == "Selesai"


def test_a_monev_is_not_ready_without_what_it_concludes(office: PlayedOffice) -> None:
    dokumen = gathered(office, "Monev")
    assert "isi dulu Capaian" in dokumen.refused("Dokumen tersusun", by=SUBBAG_PROGRAM)
    dokumen.write(capaian="Serapan rendah karena lelang gagal")
    assert "Serapan rendah karena lelang gagal" in dokumen.letter("Laporan monev")


def test_data_that_lack_are_asked_of_the_bidang_again(office: PlayedOffice) -> None:
    dokumen = gathered(office)
    dokumen.answer("Dokumen tersusun", by=SUBBAG_PROGRAM)
    dokumen.answer("Belum lengkap", by=SUBBAG_PROGRAM, note="Target Bidang Usaha Mikro kosong")
    assert dokumen.now.startswith("Pengumpulan data | Subbag Program dan Keuangan, Bidang Koperasi")
    assert dokumen.message.endswith("«Target Bidang Usaha Mikro kosong»")
    dokumen.answer("Data terkumpul", by=BIDANG_KOPERASI)
    assert dokumen.now == "Penyusunan dokumen | Subbag Program dan Keuangan | Senin 19-10-2026"


def test_what_bappeda_finds_wrong_goes_back_to_the_drafting(office: PlayedOffice) -> None:
    dokumen = at_bappeda(office)
    dokumen.answer(
        "Belum sesuai", by=BAPPEDA, note="Indikator belum terukur", hasil_reviu="Indikator belum terukur"
    )
    assert dokumen.now == "Penyusunan dokumen | Subbag Program dan Keuangan | Senin 19-10-2026"
    assert dokumen.message == "Belum sesuai dari BAPPEDA: «Indikator belum terukur»"
    dokumen.answer("Dokumen tersusun", by=SUBBAG_PROGRAM, catatan_reviu="Indikator diberi satuan dan target")
    dokumen.answer("Lengkap", by=SUBBAG_PROGRAM)
    dokumen.answer("Sudah dikirim", by=SUBBAG_PROGRAM)
    dokumen.answer("Sesuai", by=BAPPEDA)
    dokumen.answer("Sahkan", by=KEPALA_DINAS)
    assert "Indikator diberi satuan dan target" in dokumen.letter("Lembar pengesahan")


def test_the_head_may_send_it_back_and_what_was_approved_stays_so(office: PlayedOffice) -> None:
    dokumen = at_bappeda(office)
    dokumen.answer("Sesuai", by=BAPPEDA)
    dokumen.answer("Kembalikan", by=KEPALA_DINAS, note="Perbaiki bab IV")
    assert dokumen.now == "Penyusunan dokumen | Subbag Program dan Keuangan | Senin 19-10-2026"
    assert "Nomor pengesahan" not in dokumen.case.fills


def test_a_bappeda_that_keeps_silent_is_reminded(office: PlayedOffice) -> None:
    dokumen = at_bappeda(office)
    office.new_mails()
    office.later(10)
    assert office.new_mails() == [f"{BAPPEDA_MAIL}: Pengingat {dokumen.id}"]


def test_a_last_review_that_nobody_can_be_mailed_about_is_recalled_to_the_subbag(
    office: PlayedOffice,
) -> None:
    dokumen = at_bappeda(office)
    dokumen.answer("Sesuai", by=BAPPEDA)
    dokumen.answer("Sahkan", by=KEPALA_DINAS)
    dokumen.answer("Sudah disampaikan", by=SUBBAG_PROGRAM)
    assert dokumen.now == "Reviu dokumen sah | Menunggu BAPPEDA + Inspektorat | Senin 02-11-2026"
    office.new_mails()
    office.on(date(2026, 11, 2))
    assert f"Subbag Program dan Keuangan: Pengingat {dokumen.id}" in office.new_mails()


def test_renja_and_the_monev_of_each_quarter_open_themselves(office: PlayedOffice) -> None:
    def opened() -> list[tuple[str, str, str]]:
        return [(row["Jenis dokumen"], row["Tahun"], row["Triwulan"]) for row in office.rows(FLOW.register)]

    assert opened() == [("Monev", "2026", "III")]
    office.on(date(2027, 1, 4))
    assert opened()[1:] == [("Monev", "2026", "IV")]
    office.on(date(2027, 1, 6))
    assert opened()[2:] == [("Renja", "2028", "")]
    office.on(date(2027, 4, 1))
    assert opened()[3:] == [("Monev", "2027", "I")]
