"""Perlengkapan dan sarana prasarana: direncanakan, dipesan, diperiksa penyedia, dibayar, diserahterimakan."""

from __future__ import annotations

from datetime import date

from flows.data import INVENTARIS
from flows.p1_umum.perlengkapan import FLOW, RINCIAN
from flows.p3_keuangan.penatausahaan import FLOW as PENATAUSAHAAN
from flows.roles import BENDAHARA, PENYEDIA, SUBBAG_PROGRAM, SUBBAG_UMUM
from flows.surat import AGENDA_KELUAR
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice

SHOP = "sales@cv-mebel.example"


def chairs(office: PlayedOffice) -> PlayedCase:
    """Twenty chairs are to be bought for the hall."""
    kursi = office.types(
        FLOW,
        uraian_pekerjaan="Pengadaan kursi rapat",
        sub_kegiatan="Penyediaan Peralatan Kantor",
        nilai=12_000_000,
    )
    kursi.line(RINCIAN, uraian="Kursi rapat", jumlah=20, satuan="buah", harga_satuan=600_000)
    return kursi


def with_the_shop(office: PlayedOffice) -> PlayedCase:
    kursi = chairs(office)
    kursi.answer("Ajukan koordinasi", by=BENDAHARA)
    kursi.answer("Disepakati", by=SUBBAG_UMUM)
    kursi.answer(
        "Kirim ke penyedia", by=SUBBAG_UMUM, penyedia="CV Mebel Jaya", pos_el_penyedia=SHOP, nomor_spj="SPJ/017/2026",
        tanggal_spj=date(2026, 10, 5), batas_penyerahan=date(2026, 10, 20),
    )  # fmt: skip
    return kursi


def test_the_budget_is_agreed_by_treasurer_and_subbag_together(office: PlayedOffice) -> None:
    kursi = chairs(office)
    assert kursi.now == "Perencanaan anggaran | Bendahara | Senin 12-10-2026"
    kursi.answer("Ajukan koordinasi", by=BENDAHARA)
    assert kursi.now == "Koordinasi anggaran | Bendahara, Subbag Umum dan Kepegawaian | Kamis 08-10-2026"
    assert "Kursi rapat" in kursi.letter("RAB")
    kursi.answer("Disepakati", by=BENDAHARA)
    assert kursi.now == "Penyusunan SPJ | Subbag Umum dan Kepegawaian | Senin 12-10-2026"


def test_items_that_cost_more_than_the_budget_stop_every_answer(office: PlayedOffice) -> None:
    kursi = chairs(office)
    kursi.line(RINCIAN, uraian="Meja rapat", jumlah=1, satuan="buah", harga_satuan=4_000_000)
    told = kursi.refused("Ajukan koordinasi", by=BENDAHARA)
    assert told.endswith("jumlah Rincian Perlengkapan melebihi Nilai; periksa rincian atau nilainya.")
    kursi.answer("Ajukan koordinasi", by=BENDAHARA, nilai=16_000_000)


def test_the_shop_gets_the_drafts_and_once_it_finds_them_complete_the_numbered_order(
    office: PlayedOffice,
) -> None:
    kursi = with_the_shop(office)
    assert kursi.now == "Pemeriksaan penyedia | Menunggu Penyedia | Kamis 08-10-2026"
    assert kursi["Nomor pesanan"] == ""
    assert office.new_mails()[-2:] == [
        f"{SHOP}: Konsep untuk diperiksa {kursi.id} [surat-pesanan-draf-2.docx, spj-draf-1.docx, kuitansi-draf-1.docx]",
        f"{SHOP}: Menunggu tanggapan Anda {kursi.id}",
    ]
    assert "Rp12.000.000" in kursi.letter("Surat pesanan")
    kursi.answer("Lengkap", by=PENYEDIA)
    assert kursi.now == "Pembayaran | Subbag Program dan Keuangan | Senin 12-10-2026"
    assert kursi["Nomor pesanan"] == "000.3.2/0001/423.1xx/2026"
    assert office.new_mails()[0] == (
        f"{SHOP}: Surat dinas {kursi.id} [surat-pesanan.docx, spj.docx, kuitansi.docx]"
    )
    assert {"RAB", "Surat pesanan", "SPJ", "Kuitansi"} <= set(kursi.letters)


def test_payment_is_handed_to_the_finance_process_once(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    kursi.answer("Lengkap", by=PENYEDIA)
    assert (
        kursi.refused("Sudah dibayar", by=SUBBAG_PROGRAM)
        == "Belum dapat «Sudah dibayar»: isi dulu Tanggal bayar."
    )
    kursi.answer("Sudah dibayar", by=SUBBAG_PROGRAM, tanggal_bayar=date(2026, 10, 7))
    bayar = kursi.opened(PENATAUSAHAAN)
    assert (bayar["Penerima"], bayar["Bruto"], bayar["Nomor SPJ"]) == (
        "CV Mebel Jaya",
        "12000000",
        "SPJ/017/2026",
    )
    assert bayar.now == "Permohonan | PPTK"


def test_the_goods_come_with_their_two_records(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    kursi.answer("Lengkap", by=PENYEDIA)
    kursi.answer("Sudah dibayar", by=SUBBAG_PROGRAM, tanggal_bayar=date(2026, 10, 7))
    kursi.answer("Penyediaan selesai", by=SUBBAG_UMUM)
    kursi.answer("Diterima", by=BENDAHARA)
    assert kursi.now == "Selesai"
    assert [line["Jenis naskah"] for line in office.rows(AGENDA_KELUAR, kasus=kursi.id)] == [
        "Surat dinas", "Berita acara", "Berita acara",
    ]  # fmt: skip
    assert "CV Mebel Jaya" in kursi.letter("BAST")
    assert "20 buah" in kursi.letter("BA pemeriksaan")


def test_goods_of_the_inventory_get_their_row_on_the_card_once_they_are_received(
    office: PlayedOffice,
) -> None:
    kursi = with_the_shop(office)
    machines = INVENTARIS[1]
    kursi.line(
        RINCIAN, uraian="Proyektor", spesifikasi="Epson EB-X500", jumlah=1, satuan="unit", harga_satuan=6_500_000,
        kode_barang="1.3.2.10.02.05.001",
    )  # fmt: skip
    kursi.write(nilai=20_000_000)
    kursi.answer("Lengkap", by=PENYEDIA)
    kursi.answer("Sudah dibayar", by=SUBBAG_PROGRAM, tanggal_bayar=date(2026, 10, 7))
    kursi.answer("Penyediaan selesai", by=SUBBAG_UMUM)
    assert office.rows(machines) == []
    kursi.answer("Diterima", by=BENDAHARA)
    (card,) = office.rows(machines)  # the chairs have no code of the inventory
    assert (card["Nama barang"], card["Merek tipe"], card["Harga"], card["Tahun perolehan"], card["Kondisi"]) == (
        "Proyektor", "Epson EB-X500", "6500000", "2026", "Baik",
    )  # fmt: skip


def test_the_shop_asks_for_a_correction_in_its_form(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    kursi.answer("Revisi", by=PENYEDIA, note="NPWP kami salah", catatan_penyedia="NPWP kami 16 angka")
    assert kursi.now == "Penyusunan SPJ | Subbag Umum dan Kepegawaian | Senin 12-10-2026"
    assert kursi["Catatan penyedia"] == "NPWP kami 16 angka"
    assert kursi.message == "Revisi dari Penyedia: «NPWP kami salah»"
    kursi.answer(
        "Kirim ke penyedia", by=SUBBAG_UMUM, npwp_penyedia="3201234567890001", alamat_penyedia="Jalan Veteran, Malang",
    )  # fmt: skip
    assert "Malang" in kursi.letter("Surat pesanan")  # what it is asked about now is not what it sent back
    assert office.new_mails()[-1] == f"{SHOP}: Menunggu tanggapan Anda {kursi.id}"
    kursi.answer("Lengkap", by=PENYEDIA)
    assert "Malang" in kursi.letter("Surat pesanan")
    assert [line["Nomor surat"] for line in office.rows(AGENDA_KELUAR, kasus=kursi.id)] == [
        "000.3.2/0001/423.1xx/2026"
    ]


def test_a_shop_that_telephones_is_recorded_with_the_proof(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    told = kursi.refused("Lengkap", by=SUBBAG_UMUM)
    assert (
        told
        == "Belum dapat «Lengkap»: sebutkan buktinya di kolom Catatan (misalnya nomor dan tanggal surat)."
    )
    kursi.answer("Lengkap", by=SUBBAG_UMUM, note="Telepon Pak Joko, CV Mebel Jaya, 6 Oktober")
    assert kursi.now.startswith("Pembayaran")


def test_a_shop_that_keeps_silent_is_reminded(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    office.new_mails()
    office.later(3)
    assert office.new_mails() == [f"{SHOP}: Pengingat {kursi.id}"]
    assert kursi.now == "Pemeriksaan penyedia | Menunggu Penyedia | Kamis 08-10-2026"


def test_a_payment_that_is_late_is_told_to_the_secretary(office: PlayedOffice) -> None:
    kursi = with_the_shop(office)
    kursi.answer("Lengkap", by=PENYEDIA)
    office.new_mails()
    office.later(6)
    assert f"Sekretaris Dinas: Lewat batas waktu {kursi.id}" in office.new_mails()
