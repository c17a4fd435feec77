"""Laporan kinerja, LKJIP, SAKIP dan RB: capaian bidang dihimpun, diolah menjadi laporan, dikirim untuk dinilai."""

from __future__ import annotations

from datetime import date

import pytest

from flows.aturan import BOBOT_SAKIP
from flows.engine.model import RowView
from flows.p2_perencanaan.laporan_kinerja import CAPAIAN, FLOW, predikat_sakip
from flows.roles import BIDANG_KOPERASI, SUBBAG_PROGRAM
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

ORGANISASI = "organisasi@setda.example"
OWN = {
    "RB": {"rencana_aksi": "Perbaiki standar pelayanan"},
    "SAKIP": {
        "perencanaan_kinerja": 80,
        "pengukuran_kinerja": 70,
        "pelaporan_kinerja": 90,
        "evaluasi_internal": 60,
    },
}


def asked(office: PlayedOffice, kind: str = "LKJIP") -> PlayedCase:
    laporan = office.types(FLOW, jenis_laporan=kind, tahun=2026, pos_el_bagian_organisasi=ORGANISASI)
    laporan.answer(
        "Surat diterima", by=SUBBAG_PROGRAM, note="Surat 060/9, 5 Oktober", dasar_surat="060/9/2026"
    )
    laporan.answer("Minta data bidang", by=SUBBAG_PROGRAM, batas_pengumpulan=date(2026, 10, 16))
    return laporan


@pytest.mark.parametrize("kind", ["Evaluasi Kinerja", "LKJIP", "SAKIP", "RB"])
def test_figures_are_gathered_made_into_the_report_and_sent(office: PlayedOffice, kind: str) -> None:
    laporan = asked(office, kind)
    assert laporan.now == (
        "Penghimpunan data | Subbag Program dan Keuangan, Bidang Koperasi, Bidang Usaha Mikro | Senin 19-10-2026"
    )
    assert laporan["Nomor nota dinas"] == "000.8.6.3/0001/ND/423.1xx/2026"
    laporan.line(CAPAIAN, indikator="Koperasi aktif", satuan="unit", target=80, realisasi=72)
    laporan.answer("Data terhimpun", by=BIDANG_KOPERASI)
    told = laporan.refused("Laporan selesai", by=SUBBAG_PROGRAM)
    assert told == "Belum dapat «Laporan selesai»: isi dulu Ringkasan capaian."
    laporan.write(ringkasan_capaian="Koperasi aktif 72 dari 80", **OWN.get(kind, {}))
    assert laporan.now == "Pengiriman laporan | Subbag Program dan Keuangan | Rabu 07-10-2026"
    assert "90" in laporan.letter("Tabel capaian")  # per cent
    assert ("Rencana aksi RB (konsep)" in laporan.letters) == (kind == "RB")
    laporan.answer(
        "Sudah dikirim", by=SUBBAG_PROGRAM, berkas_laporan=f"{kind}.docx", tanggal_kirim=date(2026, 10, 6)
    )
    assert laporan.now == "Selesai"
    assert laporan["Nomor surat penyampaian"] == "000.8.6.3/0001/423.1xx/2026"
    assert {"Laporan kinerja", "Tabel capaian", "Surat penyampaian"} <= set(laporan.letters)
    assert ("Rencana aksi RB" in laporan.letters) == (kind == "RB")
    sent = ["laporan-kinerja.docx", "surat-penyampaian.docx", "tabel-capaian.docx"]
    sent += {"RB": ["rencana-aksi-rb.docx"], "SAKIP": ["penilaian-sakip.docx"]}.get(kind, [])
    assert sorted(laporan.sent_to(ORGANISASI)) == sorted(sent)


def test_a_bidang_sends_its_figures_by_the_form(office: PlayedOffice) -> None:
    laporan = asked(office)
    office.sends("capaian-kinerja", to=laporan.id, indikator="UM naik kelas", target=50, realisasi=55)
    laporan.answer("Data terhimpun", by=SUBBAG_PROGRAM)
    laporan.answer("Laporan selesai", by=SUBBAG_PROGRAM, ringkasan_capaian="UM naik kelas 55 dari 50")
    assert "UM naik kelas" in laporan.letter("Laporan kinerja")


def test_the_report_compares_each_indicator_with_last_year_the_renstra_and_the_money(
    office: PlayedOffice,
) -> None:
    laporan = asked(office)
    laporan.line(
        CAPAIAN, indikator="Koperasi aktif", satuan="unit", target=80, realisasi=72, realisasi_tahun_lalu=64,
        target_akhir_renstra=120, pagu=100_000_000, realisasi_keuangan=75_000_000,
    )  # fmt: skip
    laporan.answer("Data terhimpun", by=SUBBAG_PROGRAM)
    laporan.answer("Laporan selesai", by=SUBBAG_PROGRAM, ringkasan_capaian="Koperasi aktif 72 dari 80")
    text = laporan.letter("Laporan kinerja")
    for figure in ("90%", "64", "60%", "Rp75.000.000,00", "75%"):
        assert figure in text


def test_the_self_assessment_of_sakip_is_weighed_and_graded(office: PlayedOffice) -> None:
    laporan = asked(office, "SAKIP")
    laporan.answer("Data terhimpun", by=SUBBAG_PROGRAM)
    told = laporan.refused(
        "Laporan selesai", by=SUBBAG_PROGRAM, ringkasan_capaian="Naik", perencanaan_kinerja=80
    )
    assert "nilai setiap komponen SAKIP" in told
    laporan.write(pengukuran_kinerja=70, pelaporan_kinerja=90, evaluasi_internal=60)
    # 0.30 x 80 + 0.30 x 70 + 0.15 x 90 + 0.25 x 60
    assert (laporan["Nilai SAKIP"], laporan["Predikat SAKIP"]) == ("73,50", "BB")
    assert "73,50" in laporan.letter("Penilaian SAKIP")


@pytest.mark.parametrize(
    ("each", "grade"),
    [(91, "AA"), (90, "A"), (80, "BB"), (70, "B"), (60, "CC"), (50, "C"), (30, "D"), (0, "D")],
)
def test_a_grade_begins_above_its_cut_off(each: int, grade: str) -> None:
    assert predikat_sakip(RowView(dict.fromkeys(BOBOT_SAKIP, each))) == grade


def test_a_report_of_reform_goes_with_its_plan_of_action(office: PlayedOffice) -> None:
    laporan = asked(office, "RB")
    laporan.answer("Data terhimpun", by=SUBBAG_PROGRAM)
    told = laporan.refused("Laporan selesai", by=SUBBAG_PROGRAM, ringkasan_capaian="Indeks RB naik")
    assert "Rencana aksi" in told
    laporan.write(rencana_aksi="Perbaiki standar pelayanan\nUkur kepuasan tiap triwulan")
    assert "Ukur kepuasan tiap triwulan" in laporan.letter("Rencana aksi RB")


def test_a_letter_that_never_came_is_not_recorded_without_its_number(office: PlayedOffice) -> None:
    laporan = office.types(FLOW, jenis_laporan="RB", tahun=2026)
    assert laporan.now == "Menunggu surat Bagian Organisasi | Menunggu Bagian Organisasi"
    told = laporan.refused("Surat diterima", by=SUBBAG_PROGRAM)
    assert told == "Belum dapat «Surat diterima»: isi dulu Dasar surat."
    laporan.write(dasar_surat="060/9/2026")
    assert laporan.message.startswith("Belum dapat «Surat diterima»: sebutkan buktinya di kolom Catatan")


def test_in_january_the_lkjip_of_last_year_opens_by_itself(office: PlayedOffice) -> None:
    office.on(date(2027, 1, 6))
    (row,) = office.rows(FLOW.register)
    assert (row["Jenis laporan"], row["Tahun"]) == ("LKJIP", "2026")


def test_figures_that_do_not_come_are_told_to_the_secretary(office: PlayedOffice) -> None:
    laporan = asked(office)
    office.new_mails()
    office.later(8)
    assert f"Bidang Koperasi: Pengingat {laporan.id}" in office.new_mails()
    office.later(3)
    assert f"Sekretaris Dinas: Lewat batas waktu {laporan.id}" in office.new_mails()
