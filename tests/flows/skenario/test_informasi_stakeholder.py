"""Data bagi stakeholder: diminta, diperiksa dasar dan keperluannya, disetujui Kepala Dinas, diserahkan, lalu dihapus."""

from __future__ import annotations

from datetime import date

from flows.data import USAHA
from flows.p5_pengawasan.informasi_stakeholder import FLOW, LOG
from flows.roles import BIDANG_USAHA_MIKRO, KEPALA_DINAS
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

DINKES = "dinkes@kota.example"
PIRT = "legalitas usaha mikro terkait SPP-PIRT"


def asked(office: PlayedOffice, purpose: str = PIRT) -> PlayedCase:
    """Dinas Kesehatan asks, by the form, for those who sell food."""
    minta = office.sends(
        "permintaan-data", pemohon="Dinas Kesehatan", keperluan=purpose, data_yang_diminta="Usaha kuliner",
        dasar_permintaan="Surat 440/512/2026", pos_el_pemohon=DINKES,
    )  # fmt: skip
    minta.answer("Terima permintaan", by=BIDANG_USAHA_MIKRO)
    return minta


def proposed(office: PlayedOffice) -> PlayedCase:
    for name, trade in (("Warung Sari", "Kuliner"), ("Las Jaya", "Logam")):
        office.keeps(USAHA, nama_usaha=name, nama_pemilik="Siti", kelompok_sektor=trade, hp="081234567678")
    minta = asked(office)
    minta.answer("Diterima", by=BIDANG_USAHA_MIKRO)
    minta.answer("Ajukan persetujuan", by=BIDANG_USAHA_MIKRO)
    return minta


def handed_over(minta: PlayedCase, day: date = date(2026, 10, 7)) -> PlayedCase:
    minta.answer(
        "Sudah diserahkan", by=BIDANG_USAHA_MIKRO, petugas_penerima="dr. Hana", tanggal_penyerahan=day
    )
    return minta


def test_a_request_is_received_and_examined_within_ten_working_days(office: PlayedOffice) -> None:
    minta = asked(office)
    assert minta.now == "Pemeriksaan dasar | Bidang Usaha Mikro | Senin 19-10-2026"
    assert office.new_mails() == [f"{DINKES}: Tanda terima {minta.id}"]
    assert minta["Keperluan menurut ketentuan"] == PIRT
    assert minta["Tingkat data"] == "Disamarkan"
    assert "Surat 440/512/2026" in minta.letter("Lembar telaah")
    office.later(7)
    assert office.new_mails() == [f"Bidang Usaha Mikro: Pengingat {minta.id}"]
    office.later(4)
    assert office.new_mails()[-1] == f"Sekretaris Dinas: Lewat batas waktu {minta.id}"


def test_the_ten_days_can_be_lengthened_by_seven_in_writing(office: PlayedOffice) -> None:
    minta = asked(office)
    office.later(9)
    told = minta.refused("Perpanjang waktu", by=BIDANG_USAHA_MIKRO)
    assert told == "Belum dapat «Perpanjang waktu»: tulis alasannya di kolom Catatan."
    office.new_mails()
    minta.answer(
        "Perpanjang waktu", by=BIDANG_USAHA_MIKRO, note="Menunggu data kelurahan",
        alasan_perpanjangan="data tiga kelurahan belum masuk",
    )  # fmt: skip
    assert minta.now == "Pemeriksaan diperpanjang | Bidang Usaha Mikro | Rabu 28-10-2026", (
        "17 days from 5 October"
    )
    assert office.new_mails() == [f"{DINKES}: Surat dinas {minta.id} [surat-perpanjangan.docx]"]
    assert "karena data tiga kelurahan belum masuk" in minta.letter("Surat perpanjangan")
    minta.answer("Diterima", by=BIDANG_USAHA_MIKRO)
    assert minta.now.startswith("Penyiapan data")
    assert "Lembar telaah" in minta.letters, "it is no draft any more"


def test_data_is_given_when_the_head_of_the_office_agrees(office: PlayedOffice) -> None:
    minta = proposed(office)
    assert minta.now == "Persetujuan Kepala Dinas | Kepala Dinas | Rabu 07-10-2026"
    assert minta["Jumlah baris"] == "1", "those who sell food"
    assert minta["Berlaku sampai"] == "Sabtu 03-04-2027"
    assert office.new_mails()[-1] == f"Kepala Dinas: Permintaan keputusan {minta.id}"
    minta.answer("Setuju", by=KEPALA_DINAS)
    assert minta.now == "Penyerahan data | Bidang Usaha Mikro | Rabu 07-10-2026"
    told = minta.refused("Sudah diserahkan", by=BIDANG_USAHA_MIKRO)
    assert told == "Belum dapat «Sudah diserahkan»: isi dulu Tanggal penyerahan, Petugas penerima."
    office.new_mails()
    handed_over(minta)
    assert (minta.now, minta.flow) == ("Diserahkan", FLOW)
    assert office.new_mails() == [f"{DINKES}: Surat dinas {minta.id} [surat-pengantar.docx]"], (
        "never the data"
    )
    assert "Sandi berkas disampaikan terpisah" in minta.letter("Surat pengantar")
    assert "Alamat, HP disamarkan" in minta.letter("Surat pengantar")
    assert {"Lembar telaah", "Pernyataan kerahasiaan", "BAST data"} <= set(minta.letters)
    assert minta["Sidik berkas"] in minta.letter("BAST data")
    assert "dr. Hana" in minta.letter("BAST data")
    (line,) = office.rows(LOG)
    assert (line["Kasus"], line["Keperluan"], line["Jumlah baris"]) == (minta.id, PIRT, "1")
    assert line["Sidik berkas"] == minta["Sidik berkas"]
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=minta.id)]
    assert sent == ["Surat pengantar", "Berita acara"]


def test_the_head_may_want_it_prepared_otherwise(office: PlayedOffice) -> None:
    minta = proposed(office)
    minta.answer("Revisi", by=KEPALA_DINAS, note="Tanpa yang sudah tutup")
    assert minta.now == "Penyiapan data | Bidang Usaha Mikro | Senin 12-10-2026"
    assert minta.message == "Revisi dari Kepala Dinas: «Tanpa yang sudah tutup»"
    minta.answer("Ajukan persetujuan", by=BIDANG_USAHA_MIKRO)
    assert minta.now.startswith("Persetujuan Kepala Dinas")


def test_a_purpose_that_the_rules_do_not_know_is_refused_by_letter(office: PlayedOffice) -> None:
    minta = asked(office, "promosi obat")
    assert minta["Tingkat data"] == ""
    assert minta["Ketentuan bagi pemohon"] == f"{PIRT} (Disamarkan)"
    told = minta.refused("Diterima", by=BIDANG_USAHA_MIKRO)
    assert told.startswith("Belum dapat «Diterima»: keperluan ini tidak ada dalam ketentuan pelepasan data")
    office.new_mails()
    minta.answer("Ditolak", by=BIDANG_USAHA_MIKRO, note="Di luar ketentuan")
    assert minta.now == "Ditolak"
    assert office.new_mails() == [f"{DINKES}: Surat dinas {minta.id} [surat-penolakan.docx]"]
    assert "promosi obat" in minta.letter("Surat penolakan")
    assert office.rows(LOG) == []


def test_what_lay_too_long_is_prepared_and_agreed_to_again(office: PlayedOffice) -> None:
    minta = proposed(office)
    minta.answer("Setuju", by=KEPALA_DINAS)
    office.on(date(2027, 4, 5))
    told = minta.refused("Sudah diserahkan", by=BIDANG_USAHA_MIKRO, petugas_penerima="dr. Hana",
                         tanggal_penyerahan=date(2027, 4, 5))  # fmt: skip
    assert told.startswith("Belum dapat «Sudah diserahkan»: masa berlaku permintaan ini sudah lewat")
    minta.answer("Siapkan ulang", by=BIDANG_USAHA_MIKRO, note="Masa berlaku lewat")
    minta.answer("Ajukan persetujuan", by=BIDANG_USAHA_MIKRO)
    assert minta["Berlaku sampai"] == "Sabtu 02-10-2027"
    minta.answer("Setuju", by=KEPALA_DINAS)
    assert handed_over(minta, date(2027, 4, 5)).now == "Diserahkan"


def test_a_week_before_the_data_must_be_gone_the_desk_is_told(office: PlayedOffice) -> None:
    minta = proposed(office)
    minta.answer("Setuju", by=KEPALA_DINAS)
    handed_over(minta)
    office.new_mails()
    office.on(date(2027, 3, 26))
    office.on(date(2027, 3, 29))
    (line,) = office.rows(LOG)
    assert [mail for mail in office.new_mails() if line["ID"] in mail] == [
        f"Bidang Usaha Mikro: Jatuh tempo {line['ID']}"
    ]


def test_a_lengthened_examination_may_still_end_in_a_refusal(office: PlayedOffice) -> None:
    minta = asked(office, purpose="penawaran produk")
    minta.answer("Perpanjang waktu", by=BIDANG_USAHA_MIKRO, note="Menunggu dasar permintaan")
    assert "tidak ada dalam ketentuan" in minta.refused("Diterima", by=BIDANG_USAHA_MIKRO)
    minta.answer("Ditolak", by=BIDANG_USAHA_MIKRO, note="Di luar ketentuan")
    assert minta.now == "Ditolak"
