"""Fasilitasi pembiayaan: bank dan pelaku usaha dipertemukan; data hanya dari yang setuju."""

from __future__ import annotations

from datetime import date

from flows.p4_pemberdayaan.pembiayaan import FLOW
from flows.roles import BIDANG_KOPERASI, NARASUMBER, TIM_PELAKSANA
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BANK = "kur@bank.example"


def a_banker_is_asked(office: PlayedOffice) -> PlayedCase:
    """A meeting of cooperatives with a bank; the banker has been asked to come."""
    temu = office.types(FLOW, bidang="Bidang Koperasi", nama_kegiatan="Temu Bank dan Koperasi")
    temu.answer("Tim terbentuk", by=BIDANG_KOPERASI, susunan_tim="Ketua: Rini")
    temu.answer(
        "Persiapan selesai", by=TIM_PELAKSANA, tanggal_pelaksanaan=date(2026, 11, 3), tempat="Aula Dinas",
        materi="Kredit usaha rakyat",
    )  # fmt: skip
    temu.answer("Minta kesediaan", by=TIM_PELAKSANA, narasumber="Bank Daerah", pos_el_narasumber=BANK)
    return temu


def invited(office: PlayedOffice) -> PlayedCase:
    temu = a_banker_is_asked(office)
    temu.answer("Bersedia", by=NARASUMBER)
    temu.answer(
        "Peserta diundang", by=TIM_PELAKSANA, lembaga_keuangan="Bank Daerah", pos_el_lembaga_keuangan=BANK
    )
    return temu


def test_a_meeting_with_a_bank_from_its_team_to_its_report(office: PlayedOffice) -> None:
    temu = office.types(FLOW, bidang="Bidang Koperasi", nama_kegiatan="Temu Bank dan Koperasi")
    assert temu.now == "Pembentukan tim | Bidang Koperasi | Senin 12-10-2026"
    assert (
        temu.refused("Tim terbentuk", by=BIDANG_KOPERASI)
        == "Belum dapat «Tim terbentuk»: isi dulu Susunan tim."
    )
    temu.answer("Tim terbentuk", by=BIDANG_KOPERASI, susunan_tim="Ketua: Rini")
    temu.answer(
        "Persiapan selesai",
        by=TIM_PELAKSANA,
        tanggal_pelaksanaan=date(2026, 11, 3),
        tempat="Aula",
        materi="KUR",
    )
    office.new_mails()
    temu.answer("Minta kesediaan", by=TIM_PELAKSANA, narasumber="Bank Daerah", pos_el_narasumber=BANK)
    assert office.new_mails() == [
        f"{BANK}: Surat dinas {temu.id} [permohonan-narasumber.docx]",
        f"{BANK}: Menunggu tanggapan Anda {temu.id}",
    ]
    temu.answer("Bersedia", by=NARASUMBER)
    assert temu.now == "Undangan peserta | Tim Pelaksana | Senin 12-10-2026"
    temu.answer(
        "Peserta diundang", by=TIM_PELAKSANA, lembaga_keuangan="Bank Daerah", pos_el_lembaga_keuangan=BANK
    )
    temu.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, jumlah_peserta=12)
    assert temu.now == "Laporan kegiatan | Bidang Koperasi | Senin 12-10-2026"
    assert office.new_mails()[-1] == f"{BANK}: Surat dinas {temu.id} [undangan-lembaga-keuangan.docx]"
    temu.answer(
        "Selesai", by=BIDANG_KOPERASI, hasil_kegiatan="Dua koperasi berminat", laporan="lap.pdf",
        simpulan_dan_saran="Dampingi pengajuannya",
    )  # fmt: skip
    assert temu.now == "Selesai"
    assert "Dua koperasi berminat" in temu.letter("Laporan kegiatan")
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=temu.id)]
    assert sent == ["Keputusan", "Surat dinas", "Undangan", "Undangan"]


def test_the_bank_is_shown_only_those_who_said_yes(office: PlayedOffice) -> None:
    temu = invited(office)
    for name, said in (("Siti Aminah", "Ya"), ("Budi Santoso", "Tidak")):
        office.sends(
            "pendaftaran-peserta-fb", to=temu.id, nama=name, usaha_atau_koperasi="Warung", kelurahan="Bugul Lor",
            hp="081234567890", kebutuhan_modal="10000000", peruntukan="Etalase", persetujuan_data=said,
        )  # fmt: skip
    temu.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, jumlah_peserta=2)
    recap = temu.letter("Rekap minat")
    assert "Siti Aminah" in recap
    assert "Budi Santoso" not in recap
    assert (
        temu["Minat tercatat"]
        == "1 peserta menyetujui datanya diberikan; kebutuhan modalnya Rp10.000.000,00."
    )
    assert "Rekap minat" in temu.letters, "it is no draft any more"
    assert all("undangan-lembaga" in file for file in temu.sent_to(BANK) if "permohonan" not in file), (
        "the bank gets no list of names by mail"
    )


def test_a_banker_who_cannot_come_is_followed_by_another(office: PlayedOffice) -> None:
    temu = a_banker_is_asked(office)
    temu.answer("Tidak bersedia", by=NARASUMBER, catatan_narasumber="Jadwal penuh")
    assert temu.now == "Penentuan narasumber | Tim Pelaksana | Kamis 08-10-2026"
    temu.answer(
        "Minta kesediaan", by=TIM_PELAKSANA, narasumber="BPR Kota", pos_el_narasumber="kredit@bpr.example"
    )
    assert office.new_mails()[-1] == f"kredit@bpr.example: Menunggu tanggapan Anda {temu.id}"


def test_a_banker_who_is_silent_for_three_days_counts_as_unable(office: PlayedOffice) -> None:
    temu = a_banker_is_asked(office)
    office.later(4)
    assert temu.now == "Penentuan narasumber | Tim Pelaksana | Rabu 14-10-2026"


def test_a_meeting_that_is_put_off_is_prepared_again(office: PlayedOffice) -> None:
    temu = invited(office)
    temu.answer("Jadwalkan ulang", by=TIM_PELAKSANA, note="Aula dipakai")
    assert temu.now == "Persiapan | Tim Pelaksana | Senin 19-10-2026"
    assert temu.message == "Jadwalkan ulang dari Tim Pelaksana: «Aula dipakai»"
