"""Pendataan usaha mikro: pihak ketiga mendata dengan izin kelurahan; yang sah masuk Data Usaha Mikro."""

from __future__ import annotations

from datetime import date

from flows.data import USAHA
from flows.p5_pengawasan.informasi_stakeholder import FLOW as PERMINTAAN_DATA
from flows.p5_pengawasan.pendataan_usaha_mikro import ENTRI, FLOW
from flows.roles import BIDANG_USAHA_MIKRO, KELURAHAN, PIHAK_KETIGA, TIM_PENDATAAN
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

SURVEI, LURAH = "survei@poltek.example", "mayangan@kota.example"
CAMAT = "panggungrejo@kota.example"
NIK = "3575046504880001"


def agreed(office: PlayedOffice) -> PlayedCase:
    """The surveyor is chosen and has agreed with the team."""
    data = office.types(
        FLOW, kelurahan="Mayangan", tahun=2026, pos_el_kelurahan=LURAH, pos_el_kecamatan=CAMAT
    )
    data.answer("Tim terbentuk", by=BIDANG_USAHA_MIKRO, anggota_tim="Dewi\nBagus")
    data.answer("Memenuhi syarat", by=TIM_PENDATAAN, pihak_ketiga="Poltek", pos_el_pihak_ketiga=SURVEI)
    data.answer("Sudah sepakat", by=TIM_PENDATAAN)
    return data


def first_meeting(data: PlayedCase) -> None:
    data.answer("Undangan dikirim", by=BIDANG_USAHA_MIKRO, tanggal_fgd_pertama=date(2026, 10, 8))
    data.answer("FGD selesai", by=BIDANG_USAHA_MIKRO, pembahasan_fgd_pertama="Batas RT dan jadwal")


def second_meeting(data: PlayedCase) -> None:
    data.answer("Undangan dikirim", by=BIDANG_USAHA_MIKRO, tanggal_fgd_kedua=date(2026, 10, 26))
    data.answer("FGD selesai", by=BIDANG_USAHA_MIKRO, pembahasan_fgd_kedua="Dua usaha dibahas")


def announced(office: PlayedOffice) -> PlayedCase:
    data = agreed(office)
    data.answer("Data awal diterima", by=PIHAK_KETIGA, profil_pihak_ketiga="Politeknik, 12 surveyor")
    first_meeting(data)
    data.answer("Surat dikirim", by=BIDANG_USAHA_MIKRO)
    return data


def in_the_field(office: PlayedOffice) -> PlayedCase:
    data = announced(office)
    data.answer("Disetujui", by=KELURAHAN, tanggapan_kelurahan="Silakan")
    return data


def an_entry(office: PlayedOffice, data: PlayedCase, name: str, **cells: Filled) -> PlayedCase:
    told: dict[str, Filled] = {"nama_pemilik": "Nur Aini", "alamat": f"Jalan {name} 1", "sektor": "Fesyen"}
    return office.sends("entri-usaha", to=data.id, nama_usaha=name, **(told | cells))


def reported(data: PlayedCase, day: date = date(2026, 10, 28)) -> PlayedCase:
    """From the field to the end, as it goes when nothing is wrong."""
    data.write(mulai_pendataan=date(2026, 10, 19), jumlah_data=2)
    data.answer("Pendataan selesai", by=PIHAK_KETIGA)
    second_meeting(data)
    data.answer("Sudah dievaluasi", by=KELURAHAN, tanggapan_kelurahan="Sesuai keadaan")
    data.answer("Data tervalidasi", by=PIHAK_KETIGA, hasil_validasi="2 sah")
    data.answer("Laporan diterima", by=BIDANG_USAHA_MIKRO, laporan_akhir="laporan.pdf", tanggal_validasi=day,
                simpulan_dan_saran="Data dapat dipakai")  # fmt: skip
    return data


def test_team_surveyor_and_kelurahan_agree_before_anybody_goes_out(office: PlayedOffice) -> None:
    data = office.types(
        FLOW, kelurahan="Mayangan", tahun=2026, pos_el_kelurahan=LURAH, pos_el_kecamatan=CAMAT
    )
    data.answer("Tim terbentuk", by=BIDANG_USAHA_MIKRO, anggota_tim="Dewi\nBagus")
    assert data.now == "Verifikasi pihak ketiga | Tim Pendataan | Senin 12-10-2026"
    data.answer("Memenuhi syarat", by=TIM_PENDATAAN, pihak_ketiga="Poltek", pos_el_pihak_ketiga=SURVEI)
    assert office.new_mails() == [f"{SURVEI}: Pemberitahuan {data.id}"]
    data.answer("Sudah sepakat", by=TIM_PENDATAAN)
    assert data.now == "Data awal | Menunggu Pihak Ketiga | Senin 19-10-2026"
    data.answer("Data awal diterima", by=PIHAK_KETIGA, profil_pihak_ketiga="Politeknik, 12 surveyor")
    assert data["Profil pihak ketiga"] == "Politeknik, 12 surveyor"
    assert data.now == "Undangan FGD pertama | Bidang Usaha Mikro | Kamis 08-10-2026"
    office.new_mails()
    first_meeting(data)
    assert data.sent_to(LURAH) == ["undangan-fgd-pertama.docx"], "who meets is invited before the day"
    assert data.letters[-2:] == ["Notula FGD pertama", "Surat pemberitahuan (konsep)"]
    assert "Batas RT dan jadwal" in data.letter("Notula FGD pertama")
    assert "Camat Panggungrejo" in data.letter("Surat pemberitahuan"), "Mayangan lies there"
    office.new_mails()
    data.answer("Surat dikirim", by=BIDANG_USAHA_MIKRO)
    assert data.now == "Menunggu persetujuan kelurahan | Menunggu Kelurahan | Rabu 14-10-2026"
    assert office.new_mails() == [
        f"{LURAH}: Surat dinas {data.id} [surat-pemberitahuan.docx]",
        f"{LURAH}: Menunggu tanggapan Anda {data.id}",
    ]


def test_a_kelurahan_that_says_no_is_written_to_again(office: PlayedOffice) -> None:
    data = announced(office)
    data.answer("Belum disetujui", by=KELURAHAN, note="Ada pilkada")
    assert data.now == "Pemberitahuan kelurahan | Bidang Usaha Mikro | Kamis 08-10-2026"
    assert data.message == "Belum disetujui dari Kelurahan: «Ada pilkada»"
    data.answer("Surat dikirim", by=BIDANG_USAHA_MIKRO)
    assert data.now.startswith("Menunggu persetujuan kelurahan")


def test_a_silent_kelurahan_is_reminded_and_the_camat_told(office: PlayedOffice) -> None:
    data = announced(office)
    office.new_mails()
    office.later(5)
    assert office.new_mails() == [f"{LURAH}: Pengingat {data.id}"]
    office.later(3)
    assert office.new_mails()[-1] == f"{CAMAT}: Lewat batas waktu {data.id}"
    assert data.now.startswith("Menunggu persetujuan kelurahan"), "nobody goes out without a yes"


def test_only_what_is_valid_reaches_the_register(office: PlayedOffice) -> None:
    data = in_the_field(office)
    assert data.now == "Pendataan lapangan | Menunggu Pihak Ketiga | Senin 16-11-2026"
    batik = an_entry(
        office, data, "Batik Cahaya", nik=NIK, omzet_setahun="Rp128.000.000", pekerja_perempuan=3
    )
    las = an_entry(office, data, "Bengkel Las", sektor="Logam")
    batik.office.edit(batik.id, "Valid", "Ya")
    las.office.edit(las.id, "Valid", "Tidak")
    reported(data)
    assert data.now == "Selesai"
    (shop,) = office.rows(USAHA)
    kept = {heading: shop[heading] for heading in ("Nama usaha", "NIK", "Kelurahan", "Kelompok sektor",
            "Omzet setahun", "Pekerja perempuan", "Sumber data", "Tanggal data")}  # fmt: skip
    assert kept == {
        "Nama usaha": "Batik Cahaya", "NIK": NIK, "Kelurahan": "Mayangan", "Kelompok sektor": "Fesyen",
        "Omzet setahun": "128000000", "Pekerja perempuan": "3", "Sumber data": data.id,
        "Tanggal data": "Rabu 28-10-2026",
    }  # fmt: skip
    assert len(office.rows(ENTRI)) == 2
    minta = data.opened(PERMINTAAN_DATA)
    assert (minta["Keperluan"], minta["Dasar permintaan"]) == ("bahan publikasi data", data.id)
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=data.id)]
    assert sent == ["Keputusan", "Undangan", "Surat dinas", "Undangan", "Berita acara"]


def test_a_known_shop_is_brought_up_to_date_not_added_again(office: PlayedOffice) -> None:
    shop = office.keeps(USAHA, nama_usaha="Batik Cahaya", nama_pemilik="Nur Aini", nik=NIK, hp="081234599913")
    data = in_the_field(office)
    entry = an_entry(office, data, "BATIK CAHAYA", nik=NIK, hp="081200000000", omzet_setahun=128_000_000)
    office.edit(entry.id, "Valid", "Ya")
    reported(data)
    office.later(1)
    assert len(office.rows(USAHA)) == 1
    assert (shop["Omzet setahun"], shop["HP"]) == ("128000000", "081234599913")
    assert "HP «081200000000»" in shop.message


def test_twins_are_shown_to_a_person_and_not_merged(office: PlayedOffice) -> None:
    """By NIK and name, by NIB, by name and address; each stays until somebody decides."""
    pairs = (
        ({"nama_usaha": "Batik Cahaya", "nik": NIK}, {"nama_usaha": "batik cahaya", "nik": NIK}, "NIK dan Nama usaha"),
        ({"nama_usaha": "Las Jaya", "nib": "9120001234567"}, {"nama_usaha": "Bengkel Jaya", "nib": "9120001234567"}, "NIB"),
        ({"nama_usaha": "Warung Sari", "alamat": "Jl. Jawa No. 5"}, {"nama_usaha": "Warung Sari", "alamat": "JL JAWA NO 5"},
         "Nama usaha dan Alamat"),
    )  # fmt: skip
    for one, other, by in pairs:
        first, second = (office.keeps(USAHA, nama_pemilik="Nur Aini", **cells) for cells in (one, other))
        office.sync()
        assert first.message.startswith(f"Mungkin ganda dengan {second.id} ({by} sama)")
        assert second.message.startswith(f"Mungkin ganda dengan {first.id} ({by} sama)")
    assert len(office.rows(USAHA)) == 6
    told_apart = (
        office.rows(USAHA, nama_usaha="Las Jaya")[0]["ID"],
        office.rows(USAHA, nama_usaha="Bengkel Jaya")[0]["ID"],
    )
    office.edit(told_apart[0], "Bukan ganda dengan", told_apart[1])
    office.sync()
    assert [office.message(id) for id in told_apart] == ["", ""]


def test_a_report_that_lacks_something_goes_back_to_the_surveyor(office: PlayedOffice) -> None:
    data = in_the_field(office)
    data.write(mulai_pendataan=date(2026, 10, 19), jumlah_data=2)
    data.answer("Pendataan selesai", by=TIM_PENDATAAN, note="Surat Poltek 12/2026")
    second_meeting(data)
    assert data.now == "Evaluasi kelurahan | Menunggu Kelurahan | Rabu 14-10-2026"
    told = data.refused("Sudah dievaluasi", by=BIDANG_USAHA_MIKRO)
    assert told.startswith("Belum dapat «Sudah dievaluasi»: sebutkan buktinya")
    data.answer("Sudah dievaluasi", by=BIDANG_USAHA_MIKRO, note="Surat Lurah 470/9/2026")
    data.answer("Data tervalidasi", by=PIHAK_KETIGA, hasil_validasi="2 sah")
    assert data.now == "Laporan akhir | Bidang Usaha Mikro | Senin 12-10-2026"
    data.answer("Perbaiki laporan", by=BIDANG_USAHA_MIKRO, note="Peta belum ada")
    assert data.now == "Validasi pihak ketiga | Menunggu Pihak Ketiga | Senin 19-10-2026"
    assert office.new_mails()[-1] == f"{SURVEI}: Menunggu tanggapan Anda {data.id}"
