"""Penyelenggaraan promosi: tim dan EO menyusun acara, paguyuban mengusulkan peserta, EO melaksanakan, bidang menilai."""

from __future__ import annotations

from datetime import date

from flows.p4_pemberdayaan.penyelenggaraan_promosi import FLOW, PESERTA
from flows.roles import BIDANG_USAHA_MIKRO, PAGUYUBAN, TIM_PELAKSANA
from flows.roles import EO as PENYELENGGARA
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

EO = "halo@eo.example"
GUYUB = "ketua@guyub.example"


def with_organiser(office: PlayedOffice) -> PlayedCase:
    acara = office.types(FLOW, bidang="Bidang Usaha Mikro", nama_acara="Pasar Malam UMKM")
    acara.answer("Tim terbentuk", by=BIDANG_USAHA_MIKRO, susunan_tim="Ketua: Dewi")
    acara.answer("EO ditunjuk", by=BIDANG_USAHA_MIKRO, eo="CV Meriah", pos_el_eo=EO)
    return acara


def association_asked(office: PlayedOffice) -> PlayedCase:
    acara = with_organiser(office)
    acara.answer("Draf selesai", by=TIM_PELAKSANA, konsep_acara="Dua puluh stan kuliner")
    acara.answer("Sudah dihubungi", by=TIM_PELAKSANA, paguyuban="Guyub Rukun", pos_el_paguyuban=GUYUB)
    return acara


def prepared(office: PlayedOffice) -> PlayedCase:
    acara = association_asked(office)
    office.sends("usulan-peserta-promosi", to=acara.id, usaha_atau_koperasi="Warung Sari", produk="Sambal",
                 kelurahan="Bangilan")  # fmt: skip
    acara.answer("Peserta ditentukan", by=PAGUYUBAN)
    acara.answer(
        "Undangan dikirim", by=BIDANG_USAHA_MIKRO, opd_terkait="Satpol PP", tanggal_rapat=date(2026, 10, 8)
    )
    acara.answer("Sudah dikoordinasikan", by=BIDANG_USAHA_MIKRO)
    acara.answer("Konsep final", by=TIM_PELAKSANA, tanggal_acara=date(2026, 10, 24), tempat="Alun-alun")
    return acara


def evaluated(office: PlayedOffice) -> PlayedCase:
    acara = prepared(office)
    acara.answer("Acara siap", by=PENYELENGGARA, kabar_eo="Panggung berdiri")
    acara.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, note="Laporan EO 25 Oktober", jumlah_peserta=20)
    acara.answer("Sudah dievaluasi", by=BIDANG_USAHA_MIKRO, hasil_evaluasi="Ramai")
    return acara


def test_team_and_organiser_draft_the_event(office: PlayedOffice) -> None:
    acara = office.types(FLOW, bidang="Bidang Usaha Mikro", nama_acara="Pasar Malam UMKM")
    assert acara.now == "Pembentukan tim | Bidang Usaha Mikro | Senin 12-10-2026"
    acara.answer("Tim terbentuk", by=BIDANG_USAHA_MIKRO, susunan_tim="Ketua: Dewi")
    assert "Ketua: Dewi" in acara.letter("SK tim")
    told = acara.refused("EO ditunjuk", by=BIDANG_USAHA_MIKRO, eo="CV Meriah")
    assert told == "Belum dapat «EO ditunjuk»: isi dulu Pos-el EO."
    acara.answer("EO ditunjuk", by=BIDANG_USAHA_MIKRO, pos_el_eo=EO)
    assert office.new_mails()[-1] == f"{EO}: Surat dinas {acara.id} [penunjukan-eo.docx]"
    assert acara.now == "Draf konsep acara | Tim Pelaksana, EO | Rabu 14-10-2026"
    acara.answer("Draf selesai", by=TIM_PELAKSANA, konsep_acara="Dua puluh stan")
    assert acara.now == "Menghubungi paguyuban | Tim Pelaksana | Kamis 08-10-2026"


def test_the_association_names_those_who_take_part(office: PlayedOffice) -> None:
    acara = association_asked(office)
    assert acara.now == "Penentuan peserta | Menunggu Paguyuban | Rabu 14-10-2026"
    assert office.new_mails()[-2:] == [
        f"{GUYUB}: Surat dinas {acara.id} [surat-ke-paguyuban.docx]",
        f"{GUYUB}: Menunggu tanggapan Anda {acara.id}",
    ]
    office.sends("usulan-peserta-promosi", to=acara.id, usaha_atau_koperasi="Warung Sari", produk="Sambal")
    acara.answer("Peserta ditentukan", by=PAGUYUBAN)
    assert acara.now == "Undangan rapat OPD | Bidang Usaha Mikro | Kamis 08-10-2026"
    assert [row["Usaha atau koperasi"] for row in office.rows(PESERTA)] == ["Warung Sari"]
    acara.answer(
        "Undangan dikirim", by=BIDANG_USAHA_MIKRO, opd_terkait="Satpol PP", tanggal_rapat=date(2026, 10, 8)
    )
    acara.answer("Sudah dikoordinasikan", by=BIDANG_USAHA_MIKRO)
    assert "Satpol PP" in acara.letter("Undangan rapat OPD")
    assert "8 Oktober 2026" in acara.letter("Undangan rapat OPD")
    acara.answer("Konsep final", by=TIM_PELAKSANA, tanggal_acara=date(2026, 10, 24), tempat="Alun-alun")
    assert "Warung Sari" in acara.letter("Konsep acara")
    assert acara.now == "Penyiapan acara | Menunggu EO | Senin 19-10-2026"


def test_the_organiser_holds_it_and_the_office_reports(office: PlayedOffice) -> None:
    acara = prepared(office)
    acara.answer("Acara siap", by=PENYELENGGARA, kabar_eo="Panggung berdiri")
    assert acara.now == "Pelaksanaan acara | Menunggu EO | Senin 19-10-2026"
    assert acara["Kabar EO"] == "Panggung berdiri"
    acara.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, note="Laporan EO 25 Oktober", jumlah_peserta=20)
    assert acara.now == "Evaluasi | Bidang Usaha Mikro | Senin 12-10-2026"
    acara.answer("Sudah dievaluasi", by=BIDANG_USAHA_MIKRO, hasil_evaluasi="Ramai")
    acara.answer(
        "Laporan selesai",
        by=BIDANG_USAHA_MIKRO,
        laporan="laporan.pdf",
        simpulan_dan_saran="Perlu stan lebih luas",
    )
    assert acara.now == "Selesai"
    assert "Perlu stan lebih luas" in acara.letter("Laporan kegiatan")
    assert {"Konsep acara", "Evaluasi", "Laporan kegiatan"} <= set(acara.letters)
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=acara.id)]
    assert sent == ["Keputusan", "Surat dinas", "Surat dinas", "Undangan", "Surat tugas"]


def test_the_organiser_reports_by_its_link_how_many_came_is_not_asked_of_it(office: PlayedOffice) -> None:
    acara = prepared(office)
    acara.answer("Acara siap", by=PENYELENGGARA)
    acara.write(jumlah_peserta=20)
    acara.answer("Sudah dilaksanakan", by=PENYELENGGARA, kabar_eo="Dua puluh stan terisi")
    assert acara["Kabar EO"] == "Dua puluh stan terisi"
    assert acara.now.startswith("Evaluasi")


def test_a_report_whose_evaluation_lacks_something_goes_one_step_back(office: PlayedOffice) -> None:
    acara = evaluated(office)
    acara.answer("Lengkapi evaluasi", by=BIDANG_USAHA_MIKRO, note="Omzet belum dihitung")
    assert acara.now == "Evaluasi | Bidang Usaha Mikro | Senin 12-10-2026"
    assert acara.message == "Lengkapi evaluasi dari Bidang Usaha Mikro: «Omzet belum dihitung»"
    acara.answer("Sudah dievaluasi", by=BIDANG_USAHA_MIKRO, hasil_evaluasi="Omzet Rp40 juta")
    assert "Omzet Rp40 juta" in acara.letter("Evaluasi")


def test_a_silent_association_is_reminded_and_a_late_report_told_upstairs(office: PlayedOffice) -> None:
    acara = association_asked(office)
    office.new_mails()
    office.later(5)
    assert office.new_mails() == [f"{GUYUB}: Pengingat {acara.id}"]
    acara = evaluated(office)
    office.new_mails()
    office.later(6)
    assert f"Sekretaris Dinas: Lewat batas waktu {acara.id}" in office.new_mails()
