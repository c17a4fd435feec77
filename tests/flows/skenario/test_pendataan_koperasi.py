"""Pendataan koperasi: pengurus disurati, dikunjungi bila menjawab, kelurahan ditanya bila diam, lalu data divalidasi."""

from __future__ import annotations

from datetime import date

import pytest

from flows.data import KOPERASI_KOTA
from flows.engine.columns import Value
from flows.engine.model import RowView
from flows.janggal import MODAL_SENDIRI, janggal_koperasi
from flows.p5_pengawasan.informasi_stakeholder import FLOW as PERMINTAAN_DATA
from flows.p5_pengawasan.pendataan_koperasi import FLOW, KUNJUNGAN
from flows.registers import KELURAHAN as KELURAHAN_KOTA
from flows.roles import BIDANG_KOPERASI, KELURAHAN, PENGURUS_KOPERASI, TIM_PENDATAAN
from flows.surat import AGENDA_KELUAR
from flows.wilayah import kecamatan
from tests.flows.skenario.kantor import Filled, PlayedCase, PlayedOffice

PENGURUS, LURAH = "pengurus@tirta.example", "bugullor@kota.example"
CAMAT = "panggungrejo@kota.example"
BH = "518/BH/087/1999"


def written_to(office: PlayedOffice, **cells: Filled) -> PlayedCase:
    """The board of Kopkar Tirta has been written to, on Monday 5 October."""
    told: dict[str, Filled] = {
        "nama_koperasi": "Kopkar Tirta",
        "nomor_badan_hukum": BH,
        "alamat": "Jalan Veteran 3",
    }
    data = office.types(FLOW, kelurahan="Bugul Lor", pos_el_pengurus=PENGURUS, **(told | cells))
    data.answer("Tim terbentuk", by=BIDANG_KOPERASI, anggota_tim="Rini\nBagus")
    data.answer("Data diverifikasi", by=TIM_PENDATAAN)
    data.answer("Surat dikirim", by=TIM_PENDATAAN)
    return data


def visited(office: PlayedOffice, **cells: Filled) -> PlayedCase:
    data = written_to(office, **cells)
    data.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isian_pengurus="Ketua sekarang Pak Hadi")
    data.answer(
        "Sudah dikunjungi", by=TIM_PENDATAAN, hasil_kunjungan="Kantor ada", keberadaan="Masih ada dan aktif"
    )
    return data


def validated(office: PlayedOffice, day: date, **cells: Filled) -> PlayedCase:
    data = visited(office, **cells)
    data.answer("Data tervalidasi", by=TIM_PENDATAAN, tanggal_validasi=day)
    return data


def test_a_board_that_answers_is_visited(office: PlayedOffice) -> None:
    data = written_to(office)
    assert data.now == "Menunggu tanggapan pengurus | Menunggu Pengurus Koperasi | Senin 19-10-2026"
    assert office.new_mails() == [
        f"{PENGURUS}: Surat dinas {data.id} [surat-ke-pengurus.docx]",
        f"{PENGURUS}: Menunggu tanggapan Anda {data.id}",
    ]
    assert "19 Oktober 2026" in data.letter("Surat ke pengurus")
    data.answer("Ada tanggapan", by=PENGURUS_KOPERASI, isian_pengurus="Ketua sekarang Pak Hadi")
    assert data["Isian pengurus"] == "Ketua sekarang Pak Hadi"
    assert data.now == "Kunjungan koperasi | Tim Pendataan | Senin 19-10-2026"
    assert "Surat tugas" in data.letters
    data.line(KUNJUNGAN, tanggal=date(2026, 10, 6), petugas="Rini", keberadaan="Masih ada dan aktif",
              temuan="Buku simpan pinjam ada")  # fmt: skip
    told = data.refused("Sudah dikunjungi", by=TIM_PENDATAAN)
    assert told == "Belum dapat «Sudah dikunjungi»: isi dulu Hasil kunjungan, Keberadaan."
    data.answer(
        "Sudah dikunjungi", by=TIM_PENDATAAN, hasil_kunjungan="Kantor ada", keberadaan="Masih ada dan aktif"
    )
    assert data.now == "Validasi data | Tim Pendataan | Senin 12-10-2026"


def test_a_silent_board_is_reminded_once_and_then_the_kelurahan_is_asked(office: PlayedOffice) -> None:
    data = written_to(office, pos_el_kelurahan=LURAH)
    office.new_mails()
    office.on(date(2026, 10, 12))
    assert office.new_mails() == [f"{PENGURUS}: Pengingat {data.id}"]
    office.on(date(2026, 10, 19))
    assert data.now.startswith("Menunggu tanggapan pengurus"), "the last day is theirs"
    office.on(date(2026, 10, 20))
    assert data.now == "Konfirmasi ke kelurahan | Tim Pendataan | Jumat 23-10-2026"
    office.new_mails()
    data.answer("Surat ke kelurahan dikirim", by=TIM_PENDATAAN)
    assert data.now == "Menunggu keterangan kelurahan | Menunggu Kelurahan | Kamis 29-10-2026"
    assert office.new_mails() == [
        f"{LURAH}: Surat dinas {data.id} [surat-ke-kelurahan.docx, contoh-keterangan-lurah.docx]",
        f"{LURAH}: Menunggu tanggapan Anda {data.id}",
    ]
    data.write(keberadaan="Tidak ditemukan", nomor_keterangan_kelurahan="470/12/2026")
    data.answer("Keterangan diterima", by=KELURAHAN, keterangan_kelurahan="Tidak ditemukan")
    assert data.now == "Validasi data | Tim Pendataan | Selasa 27-10-2026"
    assert data["Keterangan kelurahan"] == "Tidak ditemukan"


def test_a_silent_kelurahan_is_reminded_and_the_camat_told(office: PlayedOffice) -> None:
    data = written_to(office, pos_el_kelurahan=LURAH, pos_el_kecamatan=CAMAT)
    office.on(date(2026, 10, 20))
    data.answer("Surat ke kelurahan dikirim", by=TIM_PENDATAAN)
    office.new_mails()
    office.on(date(2026, 10, 29))
    assert office.new_mails() == [f"{LURAH}: Pengingat {data.id}"]
    office.on(date(2026, 10, 30))
    assert office.new_mails() == [f"{CAMAT}: Lewat batas waktu {data.id}"]
    assert "Camat Panggungrejo" in data.letter("Surat ke kelurahan"), "Bugul Lor lies there"


def test_a_cooperative_nobody_knew_is_added_and_its_data_offered(office: PlayedOffice) -> None:
    data = validated(office, date(2026, 10, 8), jenis_koperasi="Konsumen", anggota_pria=12, aset=312_000_000)
    assert data.now == "Selesai"
    (entry,) = office.rows(KOPERASI_KOTA)
    kept = {heading: entry[heading] for heading in ("Nama koperasi", "Nomor badan hukum", "Kelurahan", "Anggota pria",
            "Aset", "Keberadaan", "Sumber data", "Tanggal data")}  # fmt: skip
    assert kept == {
        "Nama koperasi": "Kopkar Tirta", "Nomor badan hukum": BH, "Kelurahan": "Bugul Lor", "Anggota pria": "12",
        "Aset": "312000000", "Keberadaan": "Masih ada dan aktif", "Sumber data": data.id,
        "Tanggal data": "Kamis 08-10-2026",
    }  # fmt: skip
    minta = data.opened(PERMINTAAN_DATA)
    assert minta.now == "Permintaan data | Menunggu Stakeholder | Rabu 07-10-2026"
    assert minta["Pemohon"] == "Dinas Komunikasi, Informatika dan Statistik"
    assert minta["Keperluan"] == "bahan publikasi data koperasi"
    assert "Kopkar Tirta" in data.letter("BA validasi")
    sent = [row["Jenis naskah"] for row in office.rows(AGENDA_KELUAR, kasus=data.id)]
    assert sent == ["Keputusan", "Surat dinas", "Surat tugas", "Berita acara"]


def test_what_staff_wrote_is_never_overwritten_but_the_difference_is_shown(office: PlayedOffice) -> None:
    entry = office.keeps(
        KOPERASI_KOTA, nama_koperasi="Kopkar Tirta", nomor_badan_hukum=BH, alamat="Jalan Jawa 9"
    )
    data = validated(office, date(2026, 10, 8), aset=312_000_000)
    office.later(1)
    assert (entry["Alamat"], entry["Aset"], entry["Sumber data"]) == ("Jalan Jawa 9", "312000000", data.id)
    assert entry.message.startswith(f"Menurut {data.id} (08-10-2026): ")
    assert "Alamat «Jalan Veteran 3»" in entry.message
    assert len(office.rows(KOPERASI_KOTA)) == 1


def test_older_figures_do_not_replace_newer_ones(office: PlayedOffice) -> None:
    newer = validated(office, date(2026, 10, 8), aset=312_000_000)
    validated(office, date(2026, 10, 1), aset=1_000, anggota_wanita=7)
    (entry,) = office.rows(KOPERASI_KOTA)
    assert (entry["Aset"], entry["Sumber data"], entry["Tanggal data"]) == (
        "312000000",
        newer.id,
        "Kamis 08-10-2026",
    )
    assert entry["Anggota wanita"] == "7", "nobody had told it before"
    latest = validated(office, date(2026, 10, 9), aset=400_000_000)
    (entry,) = office.rows(KOPERASI_KOTA)
    assert (entry["Aset"], entry["Sumber data"]) == ("400000000", latest.id)


def test_of_two_entries_that_may_be_meant_a_person_chooses(office: PlayedOffice) -> None:
    twins = [
        office.keeps(KOPERASI_KOTA, nama_koperasi=name, nomor_badan_hukum=BH)
        for name in ("Tirta", "Kopkar Tirta")
    ]
    assert twins[0].message.startswith(f"Mungkin ganda dengan {twins[1].id} (Nomor badan hukum sama)")
    data = validated(office, date(2026, 10, 8), aset=312_000_000)
    office.later(1)
    assert data.message.startswith(f"Data Koperasi: beberapa baris cocok ({twins[0].id}, {twins[1].id})")
    assert [twin["Aset"] for twin in twins] == ["", ""]


def test_what_the_ministry_asks_of_a_cooperative_is_gathered_and_kept(office: PlayedOffice) -> None:
    ods: dict[str, Filled] = {
        "bentuk": "Primer", "kelompok": "Kopkar", "sektor_usaha": "Perdagangan", "nik_koperasi": "3575010010001",
        "nama_sekretaris": "Ibu Sri", "nama_bendahara": "Pak Dul", "telepon": "0343421615", "npwp": "01.234.567.8-624.000",
        "anggota_pria": 12, "anggota_wanita": 30, "modal_luar": 40_000_000, "tahun_buku": 2025,
    }  # fmt: skip
    validated(office, date(2026, 10, 8), **ods)
    (entry,) = office.rows(KOPERASI_KOTA)
    assert entry["Kecamatan"] == "Panggungrejo", "Bugul Lor lies there"
    assert (entry["Jumlah anggota"], entry["NPWP"], entry["Nama sekretaris"]) == (
        "42",
        "012345678624000",
        "Ibu Sri",
    )
    assert (entry["Bentuk"], entry["Modal luar"], entry["Tahun buku"]) == ("Primer", "40000000", "2025")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"Modal sendiri": 60, "Modal luar": 40, "Aset": 100}, ""),
        ({"Modal sendiri": 60, "Modal luar": 40, "Aset": 90}, "Aset tidak sama"),
        ({**dict.fromkeys(MODAL_SENDIRI, 10), "Modal sendiri": 40}, ""),
        ({**dict.fromkeys(MODAL_SENDIRI, 10), "Modal sendiri": 41}, "Modal sendiri tidak sama"),
        ({"Simpanan pokok": 10, "Modal sendiri": 41}, ""),  # the other parts are not known
        ({"Tanggal badan hukum": date(2026, 10, 6)}, "belum tiba"),
        (
            {"Status NIK": "Sertifikat-Aktif", "NIK berlaku sampai": date(2026, 10, 4)},
            "Sertifikat NIK berlaku sampai",
        ),
    ],
)
def test_figures_of_a_cooperative_that_do_not_agree_are_pointed_out(
    cells: dict[str, Value], told: str
) -> None:
    said = janggal_koperasi(RowView(cells, today=date(2026, 10, 5)))
    assert told in said
    assert bool(said) == bool(told)


def test_a_kelurahan_is_known_however_it_is_spelt(office: PlayedOffice) -> None:
    data = office.types(
        FLOW, nama_koperasi="Koppas Tapaan", nomor_badan_hukum="518/BH/9/2010", kelurahan="TAPA AN"
    )
    data.answer("Tim terbentuk", by=BIDANG_KOPERASI, anggota_tim="Rini")
    assert data.now.startswith("Verifikasi data")
    assert kecamatan(RowView({"Kelurahan": "Tapaan"})) == "Bugul Kidul"
    assert {kecamatan(RowView({"Kelurahan": name})) for name in KELURAHAN_KOTA.options} == {
        "Gadingrejo", "Purworejo", "Bugul Kidul", "Panggungrejo",
    }  # fmt: skip
