"""Letters of P5.3.1: data for stakeholders."""

from __future__ import annotations

from connectors.letters.builder import JUSTIFY, Letter
from scripts.stock_templates.pieces import (
    TITIK,
    isi,
    judul,
    lembar,
    naskah,
    para_pihak,
    surat,
    tanda_tangan_para_pihak,
    tutup,
)


@naskah
def lembar_telaah() -> Letter:
    letter = lembar("LEMBAR TELAAH PERMINTAAN DATA")
    letter.form(
        (
            ("Nomor kasus", "{{ kasus.id }}"), ("Pemohon", "{{ pemohon }}"), ("Keperluan", "{{ keperluan }}"),
            ("Data yang diminta", "{{ data_yang_diminta }}"), ("Dasar permintaan", '{{ dasar_permintaan | atau("-") }}'),
            ("Tingkat data menurut ketentuan", '{{ tingkat_data | atau("-") }}'),
            ("Yang disamarkan", '{{ yang_disamarkan | atau("-") }}'), ("Dasar pemberian (UU 27/2022 Pasal 20)", ""),
            ("Catatan penelaah", ""),
        ),
        (5.6, letter.width - 5.6), labels=(0,), heights=(0.7, 0.7, 1.2, 1.2, 0.7, 0.9, 0.9, 1.2, 2.5),
    )  # fmt: skip
    letter.text("Saran:   diterima  /  ditolak   (coret yang tidak perlu)", before=8, after=14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penolakan_data() -> Letter:
    letter = surat("penolakan", "pemohon | pejabat", "Permintaan Data")
    isi(
        letter,
        "Menindaklanjuti permintaan data Saudara{% if dasar_permintaan %} {{ dasar_permintaan }}{% endif %} untuk keperluan "
        "{{ keperluan }}, dengan hormat kami sampaikan bahwa permintaan tersebut belum dapat kami penuhi karena dasar atau "
        "keperluannya belum memenuhi ketentuan Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi dan "
        "Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan Informasi Publik.",
        "Saudara dapat mengajukan kembali dengan melengkapi dasar dan keperluan, atau mengajukan keberatan sesuai dengan "
        "peraturan perundang-undangan.",
    )
    return tutup(letter)


@naskah
def perpanjangan_data() -> Letter:
    letter = surat("perpanjangan", "pemohon | pejabat", "Perpanjangan Waktu Jawaban atas Permintaan Data")
    isi(
        letter,
        "Menindaklanjuti permintaan data Saudara{% if dasar_permintaan %} ({{ dasar_permintaan }}){% endif %} yang kami terima "
        "pada tanggal {{ tanggal_diterima | tanggal }}, dengan hormat kami beritahukan bahwa jawaban memerlukan tambahan waktu "
        "paling lama 7 (tujuh) hari kerja sebagaimana diatur dalam Undang-Undang Nomor 14 Tahun 2008 tentang Keterbukaan "
        "Informasi Publik{% if alasan_perpanjangan %}, karena {{ alasan_perpanjangan | tanpa_titik }}{% endif %}.",
    )
    return tutup(letter)


@naskah
def pengantar_data() -> Letter:
    letter = surat("pengantar", "pemohon | pejabat", "Penyampaian Data", enclosed="1 (satu) berkas")
    isi(
        letter,
        "Memenuhi permintaan Saudara{% if dasar_permintaan %} ({{ dasar_permintaan }}){% endif %}, bersama ini disampaikan data sebagai berikut untuk keperluan {{ keperluan_menurut_ketentuan | atau(keperluan) }}:",
    )
    letter.table(
        ("No.", "Data yang disampaikan", "Banyaknya", "Keterangan"),
        ("1", "{{ data_yang_diminta }} (kolom: {{ kolom_yang_diberikan | atau('-') }})",
         "{{ jumlah_baris | banyaknya | atau('-') }} baris", "tingkat {{ tingkat_data | lower }}; berkas bersandi"),
        (1.1, letter.width - 8.6, 3.5, 4.0), align="clll",
    )  # fmt: skip
    with letter.when("yang_disamarkan and yang_disamarkan != 'tidak ada'"):
        isi(letter, "Sesuai dengan Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, dalam data tersebut: "
            "{{ yang_disamarkan }}.")  # fmt: skip
    isi(
        letter,
        "Data tidak digunakan untuk keperluan lain dan tidak diteruskan kepada pihak ketiga, serta dihapus paling lambat "
        "tanggal {{ berlaku_sampai | tanggal }}. Sandi berkas disampaikan terpisah kepada petugas penerima.",
    )
    return tutup(letter)


@naskah
def bast_data() -> Letter:
    letter = judul("BERITA ACARA SERAH TERIMA DATA", "berita_acara")
    isi(letter, "Pada hari ini, {{ hari_ini | hari }} tanggal {{ hari_ini | tanggal_terbilang }}, kami yang bertanda "
        "tangan di bawah ini:")  # fmt: skip
    para_pihak(
        letter, ("{{ tanda_tangan.nama }}", "{{ tanda_tangan.jabatan }}"),
        ("{{ petugas_penerima | atau('" + TITIK + "') }}", "{{ pemohon }}"),
    )  # fmt: skip
    isi(letter, "PIHAK KESATU menyerahkan dan PIHAK KEDUA menerima data:")
    letter.pairs(
        (
            ("Data", "{{ data_yang_diminta }}"), ("Keperluan", "{{ keperluan }}"), ("Tingkat", "{{ tingkat_data }}"),
            ("Jumlah baris", "{{ jumlah_baris | banyaknya | atau('-') }}"), ("Berkas", "{{ berkas_data }}"),
            ("Sidik berkas (SHA-256)", "{{ sidik_berkas | atau('-') }}"),
            ("Dihapus paling lambat", "{{ berlaku_sampai | tanggal }}"),
        ),
        label=5.0, indent=0.6, after=6,
    )  # fmt: skip
    isi(
        letter,
        "PIHAK KEDUA bertanggung jawab atas kerahasiaan data tersebut. Berita acara ini dibuat rangkap 2 (dua).",
    )
    return tanda_tangan_para_pihak(
        letter, ("PIHAK KEDUA,", "( {{ petugas_penerima | atau('" + TITIK + "') }} )"),
        ("PIHAK KESATU,", "{{ tanda_tangan.nama }}"),
    )  # fmt: skip


@naskah
def pernyataan_kerahasiaan() -> Letter:
    letter = Letter()
    letter.judul("SURAT PERNYATAAN KERAHASIAAN DATA")
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs(
        (("Nama", "{{ petugas_penerima | atau('" + TITIK + "') }}"), ("Instansi", "{{ pemohon }}")), label=3.2, indent=1.25,
        after=6,
    )  # fmt: skip
    isi(
        letter,
        "menyatakan bahwa atas data yang saya terima dari {{ kantor.nama }} ({{ data_yang_diminta }}) saya:",
    )
    for number, text in enumerate(
        (
            "menggunakannya hanya untuk keperluan {{ keperluan }};",
            "tidak meneruskan atau membukanya kepada pihak lain;", "menyimpannya dengan aman dan bersandi;",
            "menghapusnya paling lambat tanggal {{ berlaku_sampai | tanggal }} dan memberitahukannya; dan",
            "memberi tahu {{ kantor.nama }} dalam 3x24 jam bila data bocor atau disalahgunakan.",
        ),
        1,
    ):  # fmt: skip
        letter.text(f"{number}.\t{text}", align=JUSTIFY, indent=1.95, first=-0.7, after=2)
    isi(letter, "Demikian pernyataan ini saya buat dengan sebenarnya.")
    letter.signatures(
        ("", "", "", "", ""),
        ("{{ kantor.kota }}, ..............................", "Yang menyatakan,", "", "Meterai", "Rp10.000", "",
         "( {{ petugas_penerima | atau('" + TITIK + "') }} )"),
    )  # fmt: skip
    return letter
