"""Pengelolaan BMD: kebutuhan barang direkap bidang, dikurangi yang masih dapat dipakai, menjadi RKBMD lalu bahan RKA."""

from __future__ import annotations

from datetime import date

from flows.p1_umum.bmd import FLOW, RINCIAN
from flows.p2_perencanaan.rka_dpa import FLOW as RKA_DPA
from flows.roles import BIDANG_KOPERASI, BIDANG_USAHA_MIKRO, PENGADAAN_BARANG, PENGURUS_BARANG
from tests.flows.skenario.kantor import PlayedCase, PlayedOffice


def asked(office: PlayedOffice) -> PlayedCase:
    rekap = office.types(FLOW, tahun_rencana=2027, jenis_rkbmd="Murni")
    rekap.answer("Instruksikan", by=PENGURUS_BARANG, batas_pengumpulan=date(2026, 10, 19))
    return rekap


def test_the_bidang_are_asked_by_a_numbered_nota_dinas(office: PlayedOffice) -> None:
    rekap = office.types(FLOW, tahun_rencana=2027, jenis_rkbmd="Murni")
    assert rekap.now == "Instruksi perekapan | Pengurus Barang | Kamis 08-10-2026"
    told = rekap.refused("Instruksikan", by=PENGURUS_BARANG)
    assert told == "Belum dapat «Instruksikan»: isi dulu Batas pengumpulan."
    rekap.answer("Instruksikan", by=PENGURUS_BARANG, batas_pengumpulan=date(2026, 10, 19))
    assert rekap.now == "Rekap bidang | Bidang Koperasi, Bidang Usaha Mikro | Senin 19-10-2026"
    assert rekap["Nomor nota dinas"] == "000.2.1/0001/ND/423.1xx/2026"
    assert office.new_mails() == [
        f"Bidang Koperasi: Surat dinas {rekap.id} [nota-dinas-permintaan.docx]",
        f"Bidang Usaha Mikro: Surat dinas {rekap.id} [nota-dinas-permintaan.docx]",
    ]
    assert "19 Oktober 2026" in rekap.letter("Nota dinas permintaan")


def test_what_can_still_be_used_is_taken_off_the_need(office: PlayedOffice) -> None:
    rekap = asked(office)
    office.sends(
        "kebutuhan-barang", to=rekap.id, bidang="Bidang Koperasi", uraian_barang="Laptop", satuan="unit",
        kebutuhan_maksimum=5, dapat_dioptimalkan=2, harga_satuan=11_000_000,
    )  # fmt: skip
    rekap.line(
        RINCIAN,
        bidang="Bidang Usaha Mikro",
        uraian_barang="Kursi",
        kebutuhan_maksimum=4,
        dapat_dioptimalkan=6,
    )
    rekap.answer("Rekap diserahkan", by=BIDANG_USAHA_MIKRO)
    assert rekap.now == "Rekap ulang | Pengurus Barang | Senin 12-10-2026"
    rekap.answer("Rekap selesai", by=PENGURUS_BARANG)
    assert rekap["Jumlah kebutuhan riil"] == "3"  # 5 - 2 laptops; of chairs there are more than enough
    rekap.write(catatan_rekap="Laptop lama dipakai magang")
    assert "Laptop" in rekap.letter("Rekap kebutuhan")
    rekap.answer("Ajukan", by=PENGURUS_BARANG)
    assert "Catatan: Laptop lama dipakai magang." in rekap.letter("Rekap kebutuhan")
    assert "Rekap kebutuhan" in rekap.letters


def test_the_rkbmd_becomes_material_of_the_rka_of_that_year(office: PlayedOffice) -> None:
    rekap = asked(office)
    rekap.line(
        RINCIAN, bidang="Sekretariat", uraian_barang="AC 1 PK", kebutuhan_maksimum=2, harga_satuan=4_500_000,
        sub_kegiatan="2.17.01.2.07.0002", kode_rekening="5.2.02.05.02.0004", jumlah_eksisting=1,
    )  # fmt: skip
    rekap.answer("Rekap diserahkan", by=BIDANG_KOPERASI)
    rekap.answer("Rekap selesai", by=PENGURUS_BARANG)
    rekap.answer("Ajukan", by=PENGURUS_BARANG)
    assert rekap.now == "Penyusunan RKBMD | Pengadaan Barang | Senin 12-10-2026"
    rekap.answer("RKBMD selesai", by=PENGADAAN_BARANG)
    assert rekap["Nomor RKBMD"] == "000.2.1/0001/423.1xx/2026"
    assert "AC 1 PK" in rekap.letter("RKBMD")
    assert "Subtotal 2.17.01.2.07.0002 Rp9.000.000,00" in rekap.letter("RKBMD")
    assert "2.17.01.2.07.0002 5.2.02.05.02.0004" in rekap.letter("Bahan RKA")
    rekap.answer("RKA terbit", by=PENGADAAN_BARANG)
    assert {"Rekap kebutuhan", "RKBMD", "Bahan RKA"} <= set(rekap.letters)
    assert rekap.now == "Selesai"
    rka = rekap.opened(RKA_DPA)
    assert (rka["Jenis dokumen"], rka["Tahun anggaran"], rka["Dasar surat"]) == (
        "RKA",
        "2027",
        rekap["Nomor RKBMD"],
    )


def test_goods_that_are_there_are_kept_up_or_given_up_and_cost_no_procurement(office: PlayedOffice) -> None:
    rekap = asked(office)
    rekap.line(
        RINCIAN,
        bidang="Sekretariat",
        uraian_barang="Meja rapat",
        kebutuhan_maksimum=2,
        harga_satuan=1_000_000,
    )
    rekap.line(
        RINCIAN, bidang="Sekretariat", jenis_rencana="Pemeliharaan", uraian_barang="Mobil dinas", kebutuhan_maksimum=1,
        harga_satuan=14_000_000,
    )  # fmt: skip
    rekap.line(
        RINCIAN, bidang="Bidang Koperasi", jenis_rencana="Penghapusan", uraian_barang="Printer", kebutuhan_maksimum=1,
        sebab="Rusak berat",
    )  # fmt: skip
    rekap.answer("Rekap diserahkan", by=BIDANG_KOPERASI)
    told = rekap.refused("Rekap selesai", by=PENGURUS_BARANG)
    assert told.endswith(
        "Rincian Kebutuhan: pemeliharaan harus menyebut Kondisi, penghapusan harus menyebut Sebab."
    )
    (car,) = office.rows(RINCIAN, uraian_barang="Mobil dinas")
    office.registers.tabs[RINCIAN.name].put(office.find(RINCIAN.name, car["ID"]), "Kondisi", "Rusak Ringan")
    rekap.answer("Rekap selesai", by=PENGURUS_BARANG)
    assert rekap["Jumlah kebutuhan riil"] == "2"
    rekap.answer("Ajukan", by=PENGURUS_BARANG)
    rekap.answer("RKBMD selesai", by=PENGADAAN_BARANG)
    rkbmd, bahan = rekap.letter("RKBMD"), rekap.letter("Bahan RKA")
    assert "Jumlah Rp2.000.000,00" in rkbmd
    assert "Rusak Ringan Rp14.000.000,00" in rkbmd
    assert "Rusak berat" in rkbmd
    assert "Jumlah Rp16.000.000,00" in bahan
    assert "Printer" not in bahan


def test_a_need_sent_after_the_recap_is_refused(office: PlayedOffice) -> None:
    rekap = asked(office)
    rekap.answer("Rekap diserahkan", by=BIDANG_KOPERASI)
    assert office.refuses(
        "kebutuhan-barang", to=rekap.id, bidang="Bidang Koperasi", uraian_barang="Papan tulis", kebutuhan_maksimum=1
    ) == f"berkas {rekap.id} tidak lagi menerima «Kebutuhan barang»"  # fmt: skip


def test_bidang_that_send_no_recap_are_reminded_and_the_secretary_told(office: PlayedOffice) -> None:
    rekap = asked(office)
    office.new_mails()
    office.later(8)
    assert office.new_mails() == [
        f"Bidang Koperasi: Pengingat {rekap.id}",
        f"Bidang Usaha Mikro: Pengingat {rekap.id}",
    ]
    office.later(3)
    assert f"Sekretaris Dinas: Lewat batas waktu {rekap.id}" in office.new_mails()


def test_in_june_the_recap_of_next_year_opens_by_itself(office: PlayedOffice) -> None:
    office.on(date(2027, 6, 1))
    (row,) = office.rows(FLOW.register, tahun_rencana=2028)
    assert (row["Jenis RKBMD"], row["Status"], row["Giliran"]) == (
        "Murni",
        "Instruksi perekapan",
        "Pengurus Barang",
    )
