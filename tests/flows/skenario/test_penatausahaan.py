"""Penatausahaan keuangan: permohonan PPTK dibayar langsung (LS) atau lewat ganti uang (GU), sampai SP2D terbit."""

from __future__ import annotations

from datetime import date

import pytest

from flows.p3_keuangan.penatausahaan import FLOW, ITEM_SPJ
from flows.roles import BENDAHARA, BPKA, PENGGUNA_ANGGARAN, PPK_SKPD, PPTK, VERIFIKATOR
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

BPKA_MAIL = "perbendaharaan@bpka.example"
METHODS = {"LS": "Bayar langsung (LS)", "GU": "Ganti uang (GU)"}
both = pytest.mark.parametrize("method", METHODS)


def asked_for(office: PlayedOffice) -> PlayedCase:
    """PPTK asks the treasurer to pay an hotel for a training, by the form."""
    bayar = office.sends(
        "permohonan-pembayaran", tanggal_permohonan="05-10-2026", sub_kegiatan="Pelatihan Perkoperasian",
        kode_rekening="5.1.02.02.01.0043", uraian="Sewa ruang pelatihan", penerima="Hotel Ascent", bruto="11.100.000",
        ppn="1.100.000", pph="200.000",
    )  # fmt: skip
    bayar.answer("Ajukan ke Bendahara", by=PPTK)
    return bayar


def classified(office: PlayedOffice, method: str) -> PlayedCase:
    bayar = asked_for(office)
    bayar.answer(METHODS[method], by=BENDAHARA, metode=method, sisa_anggaran=40_000_000)
    return bayar


def before_ppk(office: PlayedOffice, method: str) -> PlayedCase:
    bayar = classified(office, method)
    bayar.answer("Serahkan SPJ", by=PPTK, nomor_spj="SPJ/021/2026", tanggal_spj=date(2026, 10, 5))
    bayar.answer("Lengkap", by=VERIFIKATOR)
    if method == "GU":
        bayar.answer("Sudah dibayar", by=BENDAHARA)
    bayar.answer("Ajukan verifikasi", by=BENDAHARA)
    return bayar


def at_bpka(office: PlayedOffice, method: str) -> PlayedCase:
    bayar = before_ppk(office, method)
    bayar.answer("Sesuai", by=PPK_SKPD)
    bayar.answer("Tandatangani", by=PENGGUNA_ANGGARAN)
    bayar.answer("Sudah dikirim", by=BENDAHARA, pos_el_bpka=BPKA_MAIL)
    return bayar


def test_the_request_is_a_numbered_nota_dinas_of_the_pptk(office: PlayedOffice) -> None:
    bayar = asked_for(office)
    assert bayar.now == "Klasifikasi metode | Bendahara | Selasa 06-10-2026"
    assert bayar["Nomor nota permohonan"] == "900.1.3.1/0001/ND/423.1xx/2026"
    text = bayar.letter("Permohonan pembayaran")
    assert "Hotel Ascent" in text
    assert "Hendra Gunawan, S.T." in text  # the PPTK signs
    told = bayar.refused(METHODS["LS"], by=BENDAHARA, metode="LS")
    assert told == f"Belum dapat «{METHODS['LS']}»: isi dulu Sisa anggaran."


def test_a_direct_payment_goes_by_spj_spp_ppk_and_head_to_bpka(office: PlayedOffice) -> None:
    bayar = classified(office, "LS")
    assert bayar.now == "Penyusunan SPJ (LS) | PPTK | Senin 12-10-2026"
    assert "Sisa anggaran Rp40.000.000,00 Metode LS" in bayar.letter("Lembar klasifikasi")
    bayar.line(ITEM_SPJ, dokumen="Kuitansi bermeterai", ada="Ya", lembar=1)
    told = bayar.refused("Serahkan SPJ", by=PPTK)
    assert told == "Belum dapat «Serahkan SPJ»: isi dulu Nomor SPJ, Tanggal SPJ."
    bayar.answer(
        "Serahkan SPJ", by=PPTK, nomor_spj="SPJ/021/2026", tanggal_spj=date(2026, 10, 5), jenis_spj="Kegiatan"
    )
    assert bayar.now == "Verifikasi SPJ (LS) | Verifikator | Rabu 07-10-2026"
    bayar.answer("Lengkap", by=VERIFIKATOR)
    assert bayar.now == "SPP dan SPM (LS) | Bendahara | Rabu 07-10-2026"
    assert (bayar["Nomor SPP"], bayar["Nomor SPM"]) == ("0001/SPP/423.1xx/2026", "0001/SPM/423.1xx/2026")
    assert "Kuitansi bermeterai" in bayar.letter("Daftar periksa SPJ")
    assert bayar["Tanggal verifikasi"] == bayar["Tanggal SPM"] == "Senin 05-10-2026"
    assert bayar["Kelengkapan SPJ"].startswith("belum ada: Undangan, Daftar hadir")
    assert "Hasil: lengkap, dapat diajukan" in bayar.letter("Lembar verifikasi")
    assert "kuitansi bermeterai Rp10.000" in bayar.letter("Lembar verifikasi")
    bayar.answer("Ajukan verifikasi", by=BENDAHARA)
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"
    assert bayar["Netto"] == "9800000"
    assert "Rp9.800.000" in bayar.letter("SPM")
    assert "sembilan juta delapan ratus ribu rupiah" in bayar.letter("SPP pengantar").casefold()
    assert office.new_mails()[-1] == (
        f"PPK-SKPD: Permintaan keputusan {bayar.id} [spp-ringkasan-draf-1.docx, spm-draf-1.docx]"
    )
    bayar.answer("Sesuai", by=PPK_SKPD)
    assert bayar.now == "Tanda tangan PA | Pengguna Anggaran | Rabu 07-10-2026"
    bayar.answer("Tandatangani", by=PENGGUNA_ANGGARAN)
    bayar.answer("Sudah dikirim", by=BENDAHARA, pos_el_bpka=BPKA_MAIL)
    assert bayar.now == "Diproses BPKA | Menunggu BPKA | Rabu 07-10-2026"
    assert bayar["Nomor pengantar"] == "900.1.3.1/0001/423.1xx/2026"
    assert office.new_mails()[-1] == f"{BPKA_MAIL}: Menunggu tanggapan Anda {bayar.id}"
    told = bayar.refused(
        "SP2D terbit", by=BENDAHARA, note="SP2D diambil di BPKA", nomor_sp2d="01234/SP2D/2026",
        tanggal_sp2d=date(2026, 10, 2),
    )  # fmt: skip
    assert told.endswith("Tanggal SP2D mendahului Tanggal SPM; periksa Tanggal SP2D.")
    bayar.answer(
        "SP2D terbit",
        by=BENDAHARA,
        note="SP2D diambil di BPKA 6 Oktober",
        nomor_sp2d="01234/SP2D/2026",
        tanggal_sp2d=date(2026, 10, 6),
    )
    assert bayar.now == "SP2D terbit"
    assert {"SPP pengantar", "SPP ringkasan", "SPP rincian", "SPM", "SPTJM", "Pernyataan PPK-SKPD"} <= set(
        bayar.letters
    )


def test_by_gu_the_treasurer_pays_first_and_is_made_good(office: PlayedOffice) -> None:
    bayar = classified(office, "GU")
    assert bayar.now == "Penyusunan SPJ (GU) | PPTK | Senin 12-10-2026"
    bayar.answer("Serahkan SPJ", by=PPTK, nomor_spj="SPJ/022/2026", tanggal_spj=date(2026, 10, 5))
    bayar.answer("Lengkap", by=VERIFIKATOR)
    assert bayar.now == "Pembayaran (GU) | Bendahara | Rabu 07-10-2026"
    assert bayar["Nomor SPP"] == ""  # paid from the float before any SPP
    bayar.answer("Sudah dibayar", by=BENDAHARA)
    assert bayar.now == "SPP dan SPM (GU) | Bendahara | Rabu 07-10-2026"
    bayar.answer("Ajukan verifikasi", by=BENDAHARA)
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"


def test_bpka_tells_of_the_sp2d_by_its_own_link(office: PlayedOffice) -> None:
    bayar = at_bpka(office, "LS")
    told = bayar.left_waiting("SP2D terbit", by=BPKA, catatan_bpka="SP2D 01234/SP2D/2026, 6 Oktober 2026")
    assert told == "«SP2D terbit» dari BPKA. Isi dulu Nomor SP2D, Tanggal SP2D; jawaban itu lalu berlaku."
    assert bayar["Catatan BPKA"] == "SP2D 01234/SP2D/2026, 6 Oktober 2026"
    assert office.new_mails()[-1] == f"Bendahara: Giliran Anda {bayar.id}"
    office.later(3)
    assert office.new_mails() == []  # BPKA has answered: it is not reminded, and Bendahara is told once
    bayar.write(nomor_sp2d="01234/SP2D/2026", tanggal_sp2d=date(2026, 10, 6))
    assert bayar.now == "SP2D terbit"


@both
def test_papers_that_lack_go_back_to_the_pptk(office: PlayedOffice, method: str) -> None:
    bayar = classified(office, method)
    bayar.answer("Serahkan SPJ", by=PPTK, nomor_spj="SPJ/021/2026", tanggal_spj=date(2026, 10, 5))
    bayar.answer("Kembalikan", by=VERIFIKATOR, note="Faktur pajak belum ada")
    assert bayar.now == f"Penyusunan SPJ ({method}) | PPTK | Senin 12-10-2026"
    assert bayar.message == "Kembalikan dari Verifikator: «Faktur pajak belum ada»"
    assert office.new_mails()[-1] == f"PPTK: Giliran Anda {bayar.id}"


@both
def test_ppk_skpd_returns_spp_and_spm_and_they_keep_their_numbers(office: PlayedOffice, method: str) -> None:
    bayar = before_ppk(office, method)
    bayar.answer(f"Revisi {method}", by=PPK_SKPD, note="PPh kurang")
    assert bayar.now == f"SPP dan SPM ({method}) | Bendahara | Rabu 07-10-2026"
    bayar.answer("Ajukan verifikasi", by=BENDAHARA, pph=300_000)
    assert (bayar["Nomor SPM"], bayar["Netto"]) == ("0001/SPM/423.1xx/2026", "9700000")
    assert "Rp9.700.000" in bayar.letter("SPM")


def test_each_method_has_its_own_way_of_revision(office: PlayedOffice) -> None:
    bayar = before_ppk(office, "LS")
    assert (
        bayar.refused("Revisi GU", by=PPK_SKPD, note="Salah")
        == "jawaban «Revisi GU» tidak ada pada tahap ini"
    )


def test_the_head_may_send_the_spm_back_to_ppk_skpd(office: PlayedOffice) -> None:
    bayar = before_ppk(office, "LS")
    bayar.answer("Sesuai", by=PPK_SKPD)
    bayar.answer("Kembalikan", by=PENGGUNA_ANGGARAN, note="Periksa rekening penerima")
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"
    assert bayar.message == "Kembalikan dari Pengguna Anggaran: «Periksa rekening penerima»"


def test_what_bpka_returns_comes_again_under_a_new_covering_letter(office: PlayedOffice) -> None:
    bayar = at_bpka(office, "LS")
    bayar.answer("Dikembalikan BPKA", by=BPKA, note="SPTJM tanpa meterai", catatan_bpka="SPTJM tanpa meterai")
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"
    assert office.new_mails()[-1] == (  # what is to be verified now, not what was signed before
        f"PPK-SKPD: Permintaan keputusan {bayar.id} [spp-ringkasan-draf-2.docx, spm-draf-2.docx]"
    )
    bayar.answer("Sesuai", by=PPK_SKPD)
    bayar.write(bruto=12_210_000)  # the second round is open again: what was agreed binds as in the first
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"
    bayar.answer("Sesuai", by=PPK_SKPD)
    bayar.answer("Tandatangani", by=PENGGUNA_ANGGARAN)
    bayar.answer("Sudah dikirim", by=BENDAHARA)
    assert bayar["Nomor pengantar"] == "900.1.3.1/0002/423.1xx/2026"
    assert [one.file.rpartition("/")[2] for one in bayar.case.letters if one.name == "SPM" and one.final] == [
        "spm.docx", "spm-2.docx",
    ]  # fmt: skip
    letters = [
        line["Nomor surat"]
        for line in office.rows(AGENDA_KELUAR, kasus=bayar.id, jenis_naskah="Surat pengantar")
    ]
    assert letters == ["900.1.3.1/0001/423.1xx/2026", "900.1.3.1/0002/423.1xx/2026"]


def test_no_payment_goes_over_the_budget_that_is_left_nor_below_nothing(office: PlayedOffice) -> None:
    bayar = office.types(
        FLOW, tanggal_permohonan=date(2026, 10, 5), sub_kegiatan="Pelatihan Perkoperasian", kode_rekening="5.1.02.02.01.0043",
        uraian="Sewa ruang pelatihan", penerima="Hotel Ascent", bruto=11_100_000,
    )  # fmt: skip
    bayar.answer("Ajukan ke Bendahara", by=PPTK)
    told = bayar.refused(METHODS["LS"], by=BENDAHARA, metode="LS", sisa_anggaran=10_000_000)
    assert told.endswith(
        "Bruto melebihi Sisa anggaran kode rekening ini; periksa pagu atau ajukan pergeseran."
    )
    told = bayar.refused(METHODS["LS"], by=BENDAHARA, sisa_anggaran=40_000_000, ppn=1_100_000, pph=11_000_000)
    assert told.endswith("PPN dan PPh melebihi Bruto; periksa ketiga kolom itu.")


def test_ppk_skpd_s_word_waits_while_the_budget_does_not_suffice(office: PlayedOffice) -> None:
    bayar = before_ppk(office, "LS")
    bayar.write(sisa_anggaran=10_000_000)
    told = bayar.left_waiting("Sesuai", by=PPK_SKPD)
    assert told == (
        "«Sesuai» dari PPK-SKPD. Belum berlaku: "
        "Bruto melebihi Sisa anggaran kode rekening ini; periksa pagu atau ajukan pergeseran."
    )
    bayar.write(sisa_anggaran=25_000_000)
    assert bayar.now == "Tanda tangan PA | Pengguna Anggaran | Rabu 07-10-2026"


def test_an_amount_changed_after_ppk_skpd_has_agreed_is_verified_again(office: PlayedOffice) -> None:
    bayar = before_ppk(office, "LS")
    bayar.answer("Sesuai", by=PPK_SKPD)
    bayar.write(bruto=12_210_000)
    assert bayar.now == "Verifikasi PPK-SKPD | PPK-SKPD | Selasa 06-10-2026"
    assert bayar["Netto"] == "10910000"
    assert "Rp10.910.000" in bayar.letter("SPM")
    bayar.write(bruto=11_100_000)
    assert bayar.message == "Isi diubah; permintaan keputusan dikirim ulang dengan perubahannya."
    assert "Rp9.800.000" in bayar.letter("SPM")


def test_a_signature_that_is_late_is_reminded_of_and_told_to_the_secretary(office: PlayedOffice) -> None:
    bayar = before_ppk(office, "LS")
    bayar.answer("Sesuai", by=PPK_SKPD)
    office.new_mails()
    office.later(3)
    assert office.new_mails() == [
        f"Pengguna Anggaran: Pengingat {bayar.id}",
        f"Sekretaris Dinas: Lewat batas waktu {bayar.id}",
    ]
