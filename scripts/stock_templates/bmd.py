"""Letters of P1.2.3: the request to the divisions, the recap, RKBMD of its five kinds, what goes into the RKA."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    LANDSCAPE,
    isi,
    kertas,
    naskah,
    nota,
    tanggal,
    tutup,
)  # fmt: skip

PENGADAAN = 'rincian_kebutuhan | selectattr("jenis_rencana", "in", ["", "Pengadaan"]) | list'
BERBIAYA = 'rincian_kebutuhan | selectattr("jenis_rencana", "in", ["", "Pengadaan", "Pemeliharaan"]) | list'
RIIL = "{{ satu.kebutuhan_maksimum | kurang(satu.dapat_dioptimalkan) | tidak_negatif }}"
BIAYA = "{{ satu.kebutuhan_maksimum | kurang(satu.dapat_dioptimalkan) | tidak_negatif | kali(satu.harga_satuan) | rupiah }}"
KOSONG = "(tidak ada)"


@naskah
def nota_kebutuhan_barang() -> Letter:
    letter = nota(
        "nota_dinas", ("Kepala Bidang Koperasi", "Kepala Bidang Usaha Mikro", "Kepala Subbagian"),
        "Perekapan Kebutuhan Barang Tahun {{ tahun_rencana }}",
    )  # fmt: skip
    isi(
        letter,
        "Dalam rangka penyusunan Rencana Kebutuhan Barang Milik Daerah (RKBMD) {{ jenis_rkbmd }} Tahun {{ tahun_rencana }}, "
        "mohon setiap bidang merekap kebutuhan barang beserta barang yang dapat dioptimalkan.",
        "Rekap diisi pada tab Rincian Kebutuhan paling lambat tanggal {{ batas_pengumpulan | tanggal }}.",
    )
    return tutup(letter)


@naskah
def rekap_kebutuhan() -> Letter:
    letter = kertas(LANDSCAPE)
    letter.draft_mark()
    letter.judul("REKAP KEBUTUHAN BARANG", below="TAHUN {{ tahun_rencana }}")
    letter.table(
        ("No.", "Bidang", "Jenis rencana", "Kode barang", "Uraian barang", "Satuan", "Maksimum", "Optimal", "Riil",
         "Harga satuan", "Jumlah"),
        (
            "{{ loop.index }}", "{{ satu.bidang }}", "{{ satu.jenis_rencana | atau('Pengadaan') }}", "{{ satu.kode_barang }}",
            "{{ satu.uraian_barang }}", "{{ satu.satuan }}", "{{ satu.kebutuhan_maksimum }}",
            "{{ satu.dapat_dioptimalkan | atau(0) }}", RIIL, "{{ satu.harga_satuan | rupiah }}", BIAYA,
        ),
        (1.0, 2.7, 2.9, 3.4, letter.width - 23.1, 1.5, 2.2, 1.7, 1.1, 3.2, 3.4), loop="satu in rincian_kebutuhan", size=9,
        align="cllllccccrr", empty="(rincian belum diisi)",
        total=("", "Jumlah", "", "", "", "", "", "", "", "", "{{ rincian_kebutuhan | nilai_kebutuhan | rupiah }}"),
    )  # fmt: skip
    letter.text(
        "Kebutuhan riil pengadaan seluruhnya {{ jumlah_kebutuhan_riil | banyaknya | atau('-') }} barang. Kebutuhan riil = "
        "kebutuhan maksimum dikurangi barang yang dapat dioptimalkan.", after=4,
    )  # fmt: skip
    with letter.when("catatan_rekap"):
        letter.text("Catatan: {{ catatan_rekap | tanpa_titik }}.", after=8)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def rkbmd() -> Letter:
    letter = kertas(LANDSCAPE)
    letter.draft_mark()
    letter.judul(
        "RENCANA KEBUTUHAN BARANG MILIK DAERAH", below="TAHUN {{ tahun_rencana }} ({{ jenis_rkbmd | upper }})"
    )
    letter.pairs(
        (
            ("Perangkat daerah", "{{ kantor.nama }}"),
            ("Nomor, tanggal", f"{{{{ nomor_rkbmd | atau('....................') }}}}, {tanggal('rkbmd')}"),
        ),
        label=4.0, after=6,
    )  # fmt: skip
    letter.text("A.  Rencana pengadaan", bold=True, after=3, keep=True)
    letter.table(
        ("No.", "Program/kegiatan/ sub kegiatan", "Kode rekening", "Kode barang", "Uraian barang", "Spesifikasi nama barang",
         "Jumlah kebutuhan", "Satuan", "Harga satuan", "Jumlah harga", "Jumlah eksisting", "Keterangan"),
        (
            "{{ loop.index }}", "{{ satu.sub_kegiatan | atau('-') }}", "{{ satu.kode_rekening | atau('-') }}",
            "{{ satu.kode_barang | atau('-') }}", "{{ satu.uraian_barang }}", "{{ satu.spesifikasi | atau('-') }}", RIIL,
            "{{ satu.satuan }}", "{{ satu.harga_satuan | rupiah }}", BIAYA, "{{ satu.jumlah_eksisting | atau('-') }}",
            "{{ satu.keterangan | atau(satu.bidang) }}",
        ),
        (0.9, 3.3, 2.5, 2.6, 2.6, letter.width - 24.3, 1.8, 1.4, 2.7, 2.9, 1.6, 2.0),
        groups=f'kelompok in {PENGADAAN} | groupby("sub_kegiatan")', loop="satu in kelompok.list", size=7.5,
        align="clllllccrrcl", empty=KOSONG,
        subtotal=("", "Subtotal {{ kelompok.grouper | atau('(sub kegiatan belum diisi)') }}", "", "", "", "", "", "", "",
                  "{{ kelompok.list | nilai_kebutuhan | rupiah }}", "", ""),
        total=("", "Jumlah", "", "", "", "", "", "", "", f"{{{{ {PENGADAAN} | nilai_kebutuhan | rupiah }}}}", "", ""),
    )  # fmt: skip
    for mark, kind, heading, word in (
        ("B", "Pemeliharaan", "Estimasi biaya", BIAYA), ("C", "Pemanfaatan", "Keterangan", ""),
        ("D", "Pemindahtanganan", "Keterangan", ""), ("E", "Penghapusan", "Sebab", "{{ satu.sebab }}"),
    ):  # fmt: skip
        among = f'rincian_kebutuhan | selectattr("jenis_rencana", "equalto", "{kind}") | list'
        letter.text(f"{mark}.  Rencana {kind.lower()}", bold=True, after=3, keep=True)
        letter.table(
            ("No.", "Bidang", "Kode barang", "Uraian barang", "Spesifikasi", "Jumlah", "Satuan", "Kondisi", heading),
            (
                "{{ loop.index }}", "{{ satu.bidang }}", "{{ satu.kode_barang | atau('-') }}", "{{ satu.uraian_barang }}",
                "{{ satu.spesifikasi | atau('-') }}", "{{ satu.kebutuhan_maksimum }}", "{{ satu.satuan }}",
                "{{ satu.kondisi | atau('-') }}", word or "{{ satu.keterangan | atau('-') }}",
            ),
            (0.9, 3.2, 3.4, 4.4, letter.width - 23.0, 1.6, 1.7, 2.8, 5.0), loop=f"satu in {among}", size=8,
            align="cllllccl" + ("r" if kind == "Pemeliharaan" else "l"), empty=KOSONG,
        )  # fmt: skip
    letter.text(
        "Jumlah kebutuhan = kebutuhan maksimum dikurangi barang yang dapat dioptimalkan.", size=9, after=8
    )
    letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('rkbmd')}")
    return letter


@naskah
def bahan_rka() -> Letter:
    letter = kertas(LANDSCAPE)
    letter.draft_mark()
    letter.judul("BAHAN RENCANA KERJA DAN ANGGARAN (RKA)", below="TAHUN ANGGARAN {{ tahun_rencana }}")
    letter.pairs(
        (
            ("Perangkat daerah", "{{ kantor.nama }}"),
            ("Dasar", f"RKBMD {{{{ jenis_rkbmd }}}} Nomor {{{{ nomor_rkbmd | atau('-') }}}} tanggal {tanggal('rkbmd')}"),
            ("Catatan", "{{ catatan_rekap | tanpa_titik }}", "catatan_rekap"),
        ),
        label=4.0, after=6,
    )  # fmt: skip
    letter.table(
        ("No.", "Sub kegiatan", "Kode rekening", "Uraian", "Spesifikasi", "Koefisien", "Harga satuan", "Jumlah"),
        (
            "{{ loop.index }}", "{{ satu.sub_kegiatan | atau('-') }}", "{{ satu.kode_rekening | atau('-') }}",
            "{% if satu.jenis_rencana == 'Pemeliharaan' %}Pemeliharaan {% endif %}{{ satu.uraian_barang }}",
            "{{ satu.spesifikasi | atau('-') }}", f"{RIIL} {{{{ satu.satuan }}}}", "{{ satu.harga_satuan | rupiah }}", BIAYA,
        ),
        (1.0, 4.6, 3.6, 4.6, letter.width - 23.4, 2.2, 3.6, 3.8), size=9, align="clllllrr", empty=KOSONG,
        groups=f'kelompok in {BERBIAYA} | groupby("sub_kegiatan")', loop="satu in kelompok.list",
        subtotal=("", "Subtotal {{ kelompok.grouper | atau('(sub kegiatan belum diisi)') }}", "", "", "", "", "",
                  "{{ kelompok.list | nilai_kebutuhan | rupiah }}"),
        total=("", "Jumlah", "", "", "", "", "", f"{{{{ {BERBIAYA} | nilai_kebutuhan | rupiah }}}}"),
    )  # fmt: skip
    letter.text(
        "Dimasukkan ke RKA oleh Subbag Penyusunan Program dan Keuangan; harga menurut standar harga yang berlaku.", size=9,
        after=8,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter
