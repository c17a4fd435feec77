"""Pelatihan dan sosialisasi: tim dibentuk, narasumber dicari, peserta diundang, kegiatan dilaksanakan dan dievaluasi."""

from __future__ import annotations

from datetime import date

from flows.p4_pemberdayaan.pelatihan import FLOW, PESERTA
from flows.roles import BIDANG_USAHA_MIKRO, NARASUMBER, TIM_PELAKSANA
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

WULAN = "wulan@itn.example"


def a_team(office: PlayedOffice, kind: str = "pelatihan") -> PlayedCase:
    """A training about packaging whose team has been formed."""
    kegiatan = office.types(
        FLOW, bidang="Bidang Usaha Mikro", jenis_kegiatan=kind, nama_kegiatan="Pelatihan Kemasan Produk"
    )
    kegiatan.answer("Tim terbentuk", by=BIDANG_USAHA_MIKRO, susunan_tim="Ketua: Dewi\nAnggota: Bagus")
    return kegiatan


def a_speaker_is_asked(office: PlayedOffice, kind: str = "pelatihan") -> PlayedCase:
    kegiatan = a_team(office, kind)
    kegiatan.answer(
        "Persiapan selesai", by=TIM_PELAKSANA, tanggal_pelaksanaan=date(2026, 10, 27), tempat="Aula Dinas",
        materi="Kemasan yang menjual",
    )  # fmt: skip
    kegiatan.answer("Minta kesediaan", by=TIM_PELAKSANA, narasumber="Ir. Wulan", pos_el_narasumber=WULAN)
    return kegiatan


def under_way(office: PlayedOffice, kind: str = "pelatihan") -> PlayedCase:
    """The speaker has said yes, two participants have registered and are invited."""
    kegiatan = a_speaker_is_asked(office, kind)
    kegiatan.answer("Bersedia", by=NARASUMBER, catatan_narasumber="Perlu proyektor")
    for name in ("Siti Aminah", "Budi Santoso"):
        office.sends(
            "pendaftaran-peserta-pt", to=kegiatan.id, nama=name, usaha_atau_koperasi="Warung", kelurahan="Bugul Lor",
            pos_el=f"{name.split()[0].lower()}@warung.example",
        )  # fmt: skip
    kegiatan.answer("Peserta diundang", by=TIM_PELAKSANA)
    return kegiatan


def test_the_team_is_named_prepares_and_asks_a_speaker(office: PlayedOffice) -> None:
    kegiatan = a_team(office)
    assert kegiatan.now == "Persiapan | Tim Pelaksana | Senin 19-10-2026"
    assert kegiatan.letters == ["SK tim (konsep)", "SK tim"]
    assert "Ketua: Dewi" in kegiatan.letter("SK tim")
    assert office.new_mails() == [f"Tim Pelaksana: Giliran Anda {kegiatan.id}"]
    told = kegiatan.refused("Persiapan selesai", by=TIM_PELAKSANA, tempat="Aula Dinas")
    assert told == "Belum dapat «Persiapan selesai»: isi dulu Tanggal pelaksanaan, Materi."
    kegiatan.answer(
        "Persiapan selesai", by=TIM_PELAKSANA, tanggal_pelaksanaan=date(2026, 10, 27), materi="Kemasan"
    )
    assert kegiatan.now == "Penentuan narasumber | Tim Pelaksana | Kamis 08-10-2026"
    kegiatan.answer("Minta kesediaan", by=TIM_PELAKSANA, narasumber="Ir. Wulan", pos_el_narasumber=WULAN)
    assert kegiatan.now == "Konfirmasi narasumber | Menunggu Narasumber | Kamis 08-10-2026"
    assert office.new_mails()[-2:] == [
        f"{WULAN}: Surat dinas {kegiatan.id} [permohonan-narasumber.docx]",
        f"{WULAN}: Menunggu tanggapan Anda {kegiatan.id}",
    ]
    assert "8 Oktober 2026" in kegiatan.letter("Permohonan narasumber")  # by when an answer is hoped for


def test_participants_register_are_invited_attend_and_get_certificates(office: PlayedOffice) -> None:
    kegiatan = under_way(office)
    assert kegiatan["Catatan narasumber"] == "Perlu proyektor"
    assert kegiatan.now == "Pelaksanaan | Tim Pelaksana | Senin 26-10-2026"
    assert sorted(office.new_mails()[-2:]) == [
        f"{name}@warung.example: Surat dinas {kegiatan.id} [undangan.docx]" for name in ("budi", "siti")
    ]
    for name in ("Siti Aminah", "Budi Santoso"):
        assert name in kegiatan.letter("Undangan")
        assert name in kegiatan.letter("Daftar hadir")
    kegiatan.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, jumlah_peserta=2)
    assert "Siti Aminah" in kegiatan.letter("Sertifikat peserta")
    assert kegiatan.now == "Evaluasi | Bidang Usaha Mikro | Senin 12-10-2026"
    office.sends("evaluasi-peserta-pt", to=kegiatan.id, nama="anonim", nilai_evaluasi=5)
    office.sends(
        "evaluasi-peserta-pt", to=kegiatan.id, nama="anonim", nilai_evaluasi=4, saran_peserta="Lebih lama"
    )
    told = kegiatan.refused(
        "Selesai", by=BIDANG_USAHA_MIKRO, hasil_kegiatan="Peserta dapat mengemas", laporan="lap.pdf"
    )
    assert told == "Belum dapat «Selesai»: isi dulu Simpulan dan saran."
    kegiatan.write(simpulan_dan_saran="Materi sesuai; ulangi tahun depan")
    assert kegiatan.now == "Selesai"
    report = kegiatan.letter("Laporan kegiatan")
    assert "2 penilaian peserta, rata-rata 4,5 dari 5; - Lebih lama" in report
    assert "Materi sesuai; ulangi tahun depan" in report
    assert {"Daftar hadir", "Sertifikat peserta", "Laporan kegiatan"} <= set(kegiatan.letters)
    assert "Peserta dapat mengemas" in kegiatan.letter("Laporan kegiatan")
    assert len(office.rows(PESERTA)) == 4
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=kegiatan.id)]
    assert sent == ["Keputusan", "Surat dinas", "Undangan", "Sertifikat"]


def test_a_sosialisasi_gives_no_certificates(office: PlayedOffice) -> None:
    kegiatan = under_way(office, "sosialisasi")
    kegiatan.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, jumlah_peserta=2)
    assert "Sertifikat peserta" not in kegiatan.letters
    assert kegiatan["Nomor sertifikat"] == ""


def test_who_cannot_come_is_followed_by_another_speaker_with_a_letter_of_his_own(
    office: PlayedOffice,
) -> None:
    kegiatan = a_speaker_is_asked(office)
    first = kegiatan["Nomor permohonan"]
    kegiatan.answer("Tidak bersedia", by=NARASUMBER, catatan_narasumber="Sedang di luar kota")
    assert kegiatan.now == "Penentuan narasumber | Tim Pelaksana | Kamis 08-10-2026"
    assert kegiatan["Catatan narasumber"] == "Sedang di luar kota"
    kegiatan.answer(
        "Minta kesediaan", by=TIM_PELAKSANA, narasumber="Drs. Anwar", pos_el_narasumber="anwar@x.example"
    )
    assert "Drs. Anwar" in kegiatan.letter("Permohonan narasumber")
    sent = office.rows(AGENDA_KELUAR, kasus=kegiatan.id, jenis_naskah="Surat dinas")
    assert [row["Tujuan"] for row in sent] == ["Ir. Wulan", "Drs. Anwar"]
    assert sent[0]["Nomor surat"] == first != sent[1]["Nomor surat"]


def test_a_speaker_who_is_silent_for_three_days_counts_as_unable(office: PlayedOffice) -> None:
    kegiatan = a_speaker_is_asked(office)
    office.later(3)
    assert kegiatan.now.startswith("Konfirmasi narasumber"), "until the evening of the third day"
    office.later(1)
    assert kegiatan.now == "Penentuan narasumber | Tim Pelaksana | Rabu 14-10-2026"
    kegiatan.answer("Minta kesediaan", by=TIM_PELAKSANA)
    told = kegiatan.refused("Bersedia", by=TIM_PELAKSANA)
    assert told.startswith("Belum dapat «Bersedia»: sebutkan buktinya di kolom Catatan")
    kegiatan.answer("Bersedia", by=TIM_PELAKSANA, note="Telepon 9 Oktober 2026")
    assert kegiatan.now.startswith("Undangan peserta | Tim Pelaksana")


def test_a_training_that_is_put_off_is_prepared_and_announced_again(office: PlayedOffice) -> None:
    kegiatan = under_way(office)
    first = kegiatan["Nomor undangan"]
    kegiatan.answer("Jadwalkan ulang", by=TIM_PELAKSANA, note="Narasumber sakit")
    assert kegiatan.now == "Persiapan | Tim Pelaksana | Senin 19-10-2026"
    assert kegiatan.message == "Jadwalkan ulang dari Tim Pelaksana: «Narasumber sakit»"
    kegiatan.answer("Persiapan selesai", by=TIM_PELAKSANA, tanggal_pelaksanaan=date(2026, 11, 10))
    kegiatan.answer("Minta kesediaan", by=TIM_PELAKSANA)
    kegiatan.answer("Bersedia", by=NARASUMBER)
    kegiatan.answer("Peserta diundang", by=TIM_PELAKSANA)
    assert "10 November 2026" in kegiatan.letter("Undangan")
    assert kegiatan["Nomor undangan"] != first, "it is another letter"


def test_an_evaluation_that_is_late_is_told_to_the_secretary(office: PlayedOffice) -> None:
    kegiatan = under_way(office)
    kegiatan.answer("Sudah dilaksanakan", by=TIM_PELAKSANA, jumlah_peserta=2)
    office.later(5)
    assert office.new_mails()[-1] == f"Bidang Usaha Mikro: Pengingat {kegiatan.id}"
    office.later(1)
    assert office.new_mails() == [f"Sekretaris Dinas: Lewat batas waktu {kegiatan.id}"]
