"""Pembubaran koperasi: diusulkan, diberitahukan, ditunggu keberatannya, dipublikasikan; yang membubarkan Menteri."""

from __future__ import annotations

from datetime import date

from flows.data import KOPERASI_KOTA
from flows.p5_pengawasan.pembubaran import FLOW
from flows.roles import (
    BIDANG_KOPERASI,
    KEMENTERIAN,
    KEPALA_DINAS,
    PENGURUS_KOPERASI,
    TIM_PENYELESAI,
)
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

PENGURUS, LURAH = "ketua@hidayah.example", "sebani@kota.example"
MENTERI, MEDIA, TIM = "umum@kemenkop.example", "iklan@koran.example", "tim@penyelesai.example"
BH = "518/BH/131/2009"


def proposed(office: PlayedOffice) -> PlayedCase:
    """The meeting of Tuesday 6 October proposes to dissolve Kopontren Al-Hidayah."""
    bubar = office.types(
        FLOW, nama_koperasi="Kopontren Al-Hidayah", nomor_badan_hukum=BH, alamat="Jalan KH Hasyim Asyari 21",
        kelurahan="Sebani", pos_el_pengurus=PENGURUS, pos_el_kelurahan=LURAH, pos_el_kementerian=MENTERI,
        pos_el_media=MEDIA, pos_el_tim_penyelesai=TIM,
    )  # fmt: skip
    bubar.answer(
        "Diusulkan bubar", by=BIDANG_KOPERASI, alasan_pembubaran="Kelangsungan hidup tidak dapat diharapkan",
        hasil_monev="Tidak RAT sejak 2018", tanggal_rapat=date(2026, 10, 5),
        kepada_kementerian="Menteri Koperasi Republik Indonesia",
    )  # fmt: skip
    return bubar


def told_to_the_board(office: PlayedOffice) -> PlayedCase:
    """The ministry has agreed to the plan and the registered letter is on its way, on Monday 5 October."""
    bubar = proposed(office)
    bubar.answer("Setuju", by=KEPALA_DINAS)
    bubar.answer(
        "SK usulan diterima", by=BIDANG_KOPERASI, note="SK 88/2026", nomor_sk_usulan="88/KEP/M.KOP/X/2026",
        tanggal_sk_usulan=date(2026, 10, 5),
    )  # fmt: skip
    bubar.answer("Surat dikirim", by=BIDANG_KOPERASI)
    return bubar


def published(office: PlayedOffice) -> PlayedCase:
    """Two months without an answer; the newspaper has printed it on Wednesday 16 December."""
    bubar = told_to_the_board(office)
    bubar.write(tanggal_diterima_pengurus=date(2026, 10, 12))
    office.on(date(2026, 12, 15))
    bubar.answer("Bahan dikirim", by=BIDANG_KOPERASI, media="Koran Kota")
    bubar.answer(
        "Sudah dipublikasikan",
        by=BIDANG_KOPERASI,
        note="Terbit halaman 5",
        tanggal_publikasi=date(2026, 12, 16),
    )
    return bubar


def test_the_four_months_run_from_the_letter_while_its_receipt_has_not_come_back(
    office: PlayedOffice,
) -> None:
    bubar = told_to_the_board(office)  # on Monday 5 October; a week later it counts as received
    office.on(date(2026, 12, 15))
    assert bubar.now == "Bahan publikasi | Bidang Koperasi | Jumat 18-12-2026"
    (koperasi,) = office.rows(KOPERASI_KOTA, nomor_badan_hukum=BH)
    assert koperasi["Rencana pembubaran diterima"] == "Senin 12-10-2026"
    bubar.answer("Bahan dikirim", by=BIDANG_KOPERASI, media="Koran Kota")
    bubar.answer(
        "Sudah dipublikasikan", by=BIDANG_KOPERASI, note="hal. 5", tanggal_publikasi=date(2026, 12, 16)
    )
    office.on(date(2027, 1, 18))
    bubar.write(tanggal_diterima_pengurus=date(2026, 10, 14))  # it has come back at last
    bubar.answer("Usulan dikirim", by=BIDANG_KOPERASI)
    assert bubar.now == "Menunggu SK pembubaran | Menunggu Kementerian Koperasi | Senin 15-02-2027"
    (koperasi,) = office.rows(KOPERASI_KOTA, nomor_badan_hukum=BH)
    assert koperasi["Rencana pembubaran diterima"] == "Rabu 14-10-2026"


def investigated(office: PlayedOffice) -> PlayedCase:
    bubar = told_to_the_board(office)
    bubar.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isi_tanggapan="Kami keberatan")
    bubar.answer("Tim terbentuk", by=BIDANG_KOPERASI, susunan_tim="Ketua: Ibu Ratih")
    bubar.answer("Penyelidikan selesai", by=TIM_PENYELESAI, ringkasan_penyelidikan="Anggota masih berkumpul")
    return bubar


def dissolved(bubar: PlayedCase, **found: Filled) -> PlayedCase:
    """From the proposal of the decree to its announcement."""
    bubar.answer("Usulan dikirim", by=BIDANG_KOPERASI)
    bubar.write(nomor_sk_pembubaran="114/KEP/M.KOP/2027", tanggal_sk_pembubaran=date(2027, 2, 1), **found)
    bubar.answer("SK diterima", by=KEMENTERIAN, kabar_kementerian="SK terbit")
    bubar.answer("Sudah diumumkan", by=BIDANG_KOPERASI)
    return bubar


def test_the_head_of_the_office_agrees_before_the_ministry_is_asked(office: PlayedOffice) -> None:
    bubar = proposed(office)
    assert bubar.now == "Usulan ke Kementerian | Kepala Dinas | Kamis 08-10-2026"
    assert office.new_mails() == [f"Kepala Dinas: Permintaan keputusan {bubar.id} [surat-usulan-draf-1.docx]"]
    bubar.answer("Revisi", by=KEPALA_DINAS, note="Lampirkan neraca")
    assert bubar.now == "Rapat hasil monev | Bidang Koperasi | Senin 19-10-2026"
    assert bubar.message == "Revisi dari Kepala Dinas: «Lampirkan neraca»"
    bubar.answer("Diusulkan bubar", by=BIDANG_KOPERASI, hasil_monev="Tidak RAT sejak 2018, neraca terlampir")
    office.new_mails()
    bubar.answer("Setuju", by=KEPALA_DINAS)
    assert bubar.now == "Menunggu konfirmasi Kementerian | Menunggu Kementerian Koperasi | Senin 16-11-2026"
    assert office.new_mails() == [
        f"{MENTERI}: Surat dinas {bubar.id} [surat-usulan.docx, ba-rapat-2.docx, daftar-usulan.docx]"
    ]
    assert "neraca terlampir" in bubar.letter("BA rapat")  # the record of the second meeting


def test_the_notice_goes_to_the_board_and_the_kelurahan_with_two_months_to_object(
    office: PlayedOffice,
) -> None:
    bubar = told_to_the_board(office)
    assert bubar.now == "Menunggu tanggapan pengurus | Menunggu Pengurus Koperasi", (
        "the receipt has not come back"
    )
    assert sorted(office.new_mails()[-3:]) == [
        f"{PENGURUS}: Menunggu tanggapan Anda {bubar.id}",
        f"{PENGURUS}: Surat dinas {bubar.id} [pemberitahuan-rencana-pembubaran.docx]",
        f"{LURAH}: Surat dinas {bubar.id} [pemberitahuan-rencana-pembubaran.docx]",
    ]
    spoken_to = {mail["to"][0]: mail["context"]["meja"] for mail in office.mail.sent[-3:]}
    assert spoken_to == {PENGURUS: "Pengurus Koperasi", LURAH: "Kelurahan"}
    bubar.write(tanggal_diterima_pengurus=date(2026, 10, 12))
    assert bubar.now.endswith("| Senin 14-12-2026"), "12 December is a Saturday"
    letter = bubar.letter("Pemberitahuan rencana pembubaran")
    assert "keberatan secara tertulis paling lambat 2 (dua) bulan sejak surat ini diterima" in letter
    assert "88/KEP/M.KOP/X/2026" in letter


def test_letters_cite_the_law_that_is_in_force(office: PlayedOffice) -> None:
    """The procedure of 2023 cites articles of an act that was annulled; no letter may."""
    bubar = dissolved(published_and_silent(office))
    with_a_team = investigated(office)
    cited = 0
    for case in (bubar, with_a_team):
        for name in {one.name for one in case.case.letters}:
            text = case.letter(name)
            for wrong in (
                "Pasal 102",
                "Pasal 103",
                "Pasal 104",
                "Pasal 105",
                "Nomor 17 Tahun 2012",
                "UU 17/2012",
            ):
                assert wrong not in text, f"{name} cites {wrong}"
            cited += (
                "Pasal 46 dan Pasal 47 Undang-Undang Nomor 25 Tahun 1992" in text
                and "Peraturan Pemerintah Nomor 17 Tahun 1994" in text
            )
    assert cited >= 5
    assert not any(row["Jenis naskah"] == "Keputusan" for row in office.rows(AGENDA_KELUAR)), (
        "the Minister decides"
    )


def published_and_silent(office: PlayedOffice) -> PlayedCase:
    bubar = published(office)
    office.on(date(2027, 1, 18))
    return bubar


def test_two_months_of_silence_lead_to_the_newspaper_and_thirty_days_more_to_the_decree(
    office: PlayedOffice,
) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="Kopontren Al-Hidayah", nomor_badan_hukum=BH)
    bubar = told_to_the_board(office)
    bubar.write(tanggal_diterima_pengurus=date(2026, 10, 12))
    office.on(date(2026, 12, 14))
    assert bubar.now.startswith("Menunggu tanggapan pengurus"), "the last day is theirs"
    office.new_mails()
    office.on(date(2026, 12, 15))
    assert bubar.now == "Bahan publikasi | Bidang Koperasi | Jumat 18-12-2026"
    assert office.mail.sent[-1]["context"]["kolom"] == ["Media"]  # what is still to be filled
    assert office.new_mails() == [f"Bidang Koperasi: Giliran Anda {bubar.id}"]
    bubar.answer("Bahan dikirim", by=BIDANG_KOPERASI, media="Koran Kota")
    assert office.new_mails() == [f"{MEDIA}: Surat dinas {bubar.id} [bahan-publikasi.docx]"]
    assert bubar.now == "Menunggu publikasi media | Menunggu Media Massa | Selasa 29-12-2026"
    bubar.answer(
        "Sudah dipublikasikan", by=BIDANG_KOPERASI, note="Halaman 5", tanggal_publikasi=date(2026, 12, 16)
    )
    assert bubar.now == "Menunggu tanggapan publikasi | Menunggu Pengurus Koperasi | Jumat 15-01-2027"
    office.on(date(2027, 1, 18))
    assert bubar.now == "Usulan SK pembubaran | Bidang Koperasi | Kamis 21-01-2027"
    office.new_mails()
    bubar.answer("Usulan dikirim", by=BIDANG_KOPERASI)
    assert bubar.now == "Menunggu SK pembubaran | Menunggu Kementerian Koperasi | Jumat 12-02-2027"
    files = "usulan-sk.docx, surat-usulan.docx, pemberitahuan-rencana-pembubaran.docx, bahan-publikasi.docx"
    assert sorted(office.new_mails()) == [
        f"{MENTERI}: Menunggu tanggapan Anda {bubar.id}",
        f"{MENTERI}: Pengingat {bubar.id}",  # of the four months less than thirty days are left
        f"{MENTERI}: Surat dinas {bubar.id} [{files}]",
    ]
    bubar.write(nomor_sk_pembubaran="114/KEP/M.KOP/2027", tanggal_sk_pembubaran=date(2027, 2, 1))
    bubar.answer("SK diterima", by=KEMENTERIAN, kabar_kementerian="SK terbit")
    assert bubar.now == "Pengumuman SK | Bidang Koperasi | Senin 25-01-2027"
    office.new_mails()
    bubar.answer("Sudah diumumkan", by=BIDANG_KOPERASI)
    assert bubar.now == "Dibubarkan"
    assert sorted(office.new_mails()) == [
        f"{whom}: Surat dinas {bubar.id} [pengumuman.docx]" for whom in (MEDIA, PENGURUS, LURAH)
    ]
    assert "114/KEP/M.KOP/2027" in bubar.letter("Pengumuman")
    office.later(1)
    assert (entry["Keaktifan"], entry["Sumber data"]) == ("Dibubarkan", bubar.id)


def test_without_a_receipt_the_letter_counts_as_a_week_under_way(office: PlayedOffice) -> None:
    bubar = told_to_the_board(office)
    office.on(date(2026, 12, 7))
    assert bubar.now.startswith("Menunggu tanggapan pengurus"), "two months after the sending are not enough"
    office.on(date(2026, 12, 15))
    assert bubar.now.startswith("Bahan publikasi")


def test_a_board_that_objects_is_heard_by_a_team(office: PlayedOffice) -> None:
    bubar = told_to_the_board(office)
    bubar.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isi_tanggapan="Kami keberatan")
    assert bubar["Isi tanggapan"] == "Kami keberatan"
    assert bubar.now == "Usulan Tim Penyelesai | Bidang Koperasi | Senin 12-10-2026"
    office.new_mails()
    bubar.answer("Tim terbentuk", by=BIDANG_KOPERASI, susunan_tim="Ketua: Ibu Ratih")
    assert "“Kami keberatan”" in bubar.letter("Usulan tim")
    assert bubar.now == "Penyelidikan | Menunggu Tim Penyelesai | Senin 16-11-2026"
    assert office.new_mails() == [
        f"{MENTERI}: Surat dinas {bubar.id} [usulan-tim.docx]",
        f"{TIM}: Menunggu tanggapan Anda {bubar.id}",
    ]
    bubar.answer("Penyelidikan selesai", by=TIM_PENYELESAI, ringkasan_penyelidikan="Anggota masih berkumpul")
    assert bubar["Isi tanggapan"] == "Kami keberatan"  # what the team found stands beside it
    assert bubar.now == "Laporan penyelidikan | Menunggu Tim Penyelesai | Kamis 05-11-2026"


def test_an_objection_is_ruled_upon_within_a_month_of_the_day_it_came(office: PlayedOffice) -> None:
    """Wherever the case stands: Bidang hears of it fourteen days before the month is over, the head seven."""
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="Kopontren Al-Hidayah", nomor_badan_hukum=BH)
    bubar = told_to_the_board(office)
    bubar.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isi_tanggapan="Kami keberatan")
    assert bubar["Putusan keberatan paling lambat"] == "Kamis 05-11-2026"
    bubar.write(keberatan_diterima=date(2026, 10, 2))  # the letter lay at the front desk over the week-end
    bubar.answer("Tim terbentuk", by=BIDANG_KOPERASI, susunan_tim="Ketua: Ibu Ratih")
    assert bubar["Putusan keberatan paling lambat"] == "Senin 02-11-2026"
    assert "diputus paling lambat tanggal 2 November 2026" in bubar.letter("Usulan tim")
    told = f"Jatuh tempo {entry['ID']}"
    office.new_mails()
    office.on(date(2026, 10, 16))
    assert office.new_mails() == []
    office.on(date(2026, 10, 19))
    assert office.new_mails() == [f"Bidang Koperasi: {told}"]
    office.on(date(2026, 10, 26))
    assert office.new_mails() == [f"Kepala Dinas: {told}"]
    bubar.answer("Penyelidikan selesai", by=TIM_PENYELESAI, ringkasan_penyelidikan="Anggota masih berkumpul")
    assert bubar.now.endswith("| Senin 02-11-2026")
    office.on(date(2026, 11, 3))
    assert f"Kepala Dinas: Lewat batas waktu {bubar.id}" in office.new_mails()


def test_an_objection_that_was_ruled_upon_is_not_asked_for_again(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="Kopontren Al-Hidayah", nomor_badan_hukum=BH)
    bubar = investigated(office)
    bubar.answer(
        "Rekomendasi pembubaran", by=BIDANG_KOPERASI, note="Laporan Tim 3/2026", hasil_penyelidikan="Kosong"
    )
    office.new_mails()
    office.on(date(2026, 10, 29))
    assert (entry["Keberatan diterima"], entry["Keberatan diputus"]) == (
        "Senin 05-10-2026",
        "Senin 05-10-2026",
    )
    assert [mail for mail in office.new_mails() if "Jatuh tempo" in mail] == []


def test_a_cooperative_that_wants_to_live_goes_on(office: PlayedOffice) -> None:
    entry = office.keeps(KOPERASI_KOTA, nama_koperasi="Kopontren Al-Hidayah", nomor_badan_hukum=BH)
    bubar = investigated(office)
    told = bubar.refused("Ingin aktif kembali", by=BIDANG_KOPERASI, note="Laporan Tim 3/2026")
    assert told == "Belum dapat «Ingin aktif kembali»: isi dulu Hasil penyelidikan."
    bubar.answer(
        "Ingin aktif kembali", by=BIDANG_KOPERASI, note="Laporan Tim 3/2026", hasil_penyelidikan="Masih hidup"
    )
    assert bubar.now == "Proses hukum aktif kembali | Menunggu Koperasi | Senin 16-11-2026"
    bubar.answer("Koperasi melanjutkan", by=BIDANG_KOPERASI, note="Surat koperasi 7/2026")
    assert bubar.now == "Dilanjutkan koperasi"
    office.later(1)
    assert entry["Keaktifan"] == "Aktif"


def test_a_team_that_advises_to_dissolve_leads_to_the_decree_without_a_newspaper(
    office: PlayedOffice,
) -> None:
    bubar = investigated(office)
    bubar.answer(
        "Rekomendasi pembubaran", by=BIDANG_KOPERASI, note="Laporan Tim 3/2026", hasil_penyelidikan="Kosong"
    )
    assert bubar.now == "Usulan SK pembubaran | Bidang Koperasi | Kamis 08-10-2026"
    dissolved(bubar)
    assert bubar.now == "Dibubarkan"
    assert "Bahan publikasi" not in bubar.letters


def test_a_board_that_wakes_up_by_the_newspaper_is_heard_too(office: PlayedOffice) -> None:
    bubar = published(office)
    bubar.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isi_tanggapan="Kami baru tahu dari koran")
    assert bubar.now.startswith("Usulan Tim Penyelesai | Bidang Koperasi")


def test_a_decree_that_does_not_come_within_four_months_is_told_to_the_head(office: PlayedOffice) -> None:
    bubar = published_and_silent(office)
    bubar.answer("Usulan dikirim", by=BIDANG_KOPERASI)
    office.new_mails()
    office.on(date(2027, 2, 15))
    assert office.new_mails() == [f"Kepala Dinas: Lewat batas waktu {bubar.id}"]


def test_after_ninety_days_the_head_is_told_wherever_the_case_stands(office: PlayedOffice) -> None:
    """The serial chain eats some 104 of the 120 days: at ninety the newspaper is still being waited for."""
    bubar = published(office)
    office.on(date(2027, 1, 8))
    office.new_mails()
    office.on(
        date(2027, 1, 11)
    )  # 10 January, the ninetieth day, is a Sunday; 12 February ends the four months
    assert bubar.now.startswith("Menunggu tanggapan publikasi")
    (entry,) = office.rows(KOPERASI_KOTA)
    assert entry["Rencana pembubaran diterima"] == "Senin 12-10-2026"
    assert [mail for mail in office.new_mails() if mail.startswith("Kepala Dinas")] == [
        f"Kepala Dinas: Jatuh tempo {entry['ID']}"
    ]


def test_the_notice_names_who_runs_the_cooperative_and_the_camat_of_its_kelurahan(
    office: PlayedOffice,
) -> None:
    bubar = proposed(office)
    bubar.write(nama_pengurus="H. Mahfud", pos_el_kecamatan="gadingrejo@kota.example")
    bubar.answer("Setuju", by=KEPALA_DINAS)
    bubar.answer(
        "SK usulan diterima", by=BIDANG_KOPERASI, note="SK 88/2026", nomor_sk_usulan="88/KEP/M.KOP/X/2026",
        tanggal_sk_usulan=date(2026, 10, 5),
    )  # fmt: skip
    bubar.answer("Surat dikirim", by=BIDANG_KOPERASI)
    letter = bubar.letter("Pemberitahuan rencana pembubaran")
    assert "Pengurus Kopontren Al-Hidayah u.p. Sdr. H. Mahfud" in letter
    assert "Camat Gadingrejo" in letter, "Sebani lies there"
    assert bubar.sent_to("gadingrejo@kota.example") == ["pemberitahuan-rencana-pembubaran.docx"]
