"""Letters of P3: the request to pay, the papers of the SPJ, SPP and SPM."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    BPKA,
    KERJA_SAMA,
    MAKLUM,
    TITIK,
    daftar_periksa,
    isi,
    judul,
    lembar,
    naskah,
    nota,
    surat,
    tutup,
)  # fmt: skip

BAYAR = (
    ("Sub kegiatan", "{{ sub_kegiatan }}"), ("Kode rekening", '{{ kode_rekening | atau("-") }}'), ("Uraian", "{{ uraian }}"),
    ("Penerima", "{{ penerima }}"), ("Nilai", "{{ bruto | rupiah_terbilang }}"),
)  # fmt: skip
HITUNG = (
    ("Bruto", "{{ bruto | rupiah }}"), ("PPN", "{{ ppn | atau(0) | rupiah }}"), ("PPh", "{{ pph | atau(0) | rupiah }}"),
    ("Netto yang dibayarkan", "{{ netto | rupiah_terbilang }}"),
)  # fmt: skip


@naskah
def permohonan_pembayaran() -> Letter:
    letter = nota("nota_permohonan", ("Bendahara Pengeluaran",), "Permohonan Pembayaran")
    isi(letter, "Bersama ini kami mohon pembayaran atas pelaksanaan kegiatan:")
    letter.pairs(BAYAR, label=3.4, indent=1.25, after=6)
    return tutup(letter, KERJA_SAMA)


@naskah
def lembar_klasifikasi() -> Letter:
    letter = lembar("LEMBAR KLASIFIKASI METODE PEMBAYARAN")
    letter.form((*BAYAR, ("Sisa anggaran", "{{ sisa_anggaran | rupiah }}"), ("Metode", "{{ metode }}"),
                 ("Bukti pembayaran", "{{ bukti_pembayaran | atau('-') }}")),
                (4.5, letter.width - 4.5), labels=(0,), height=0.8)  # fmt: skip
    letter.text("LS: dibayar langsung ke rekening penerima. GU: dibayar dari uang persediaan lalu diganti.", size=9, before=6,
                after=14)  # fmt: skip
    letter.signatures(
        ("PPTK,", "", "", "", f"( {TITIK} )"), ("Bendahara Pengeluaran,", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def checklist_spj() -> Letter:
    letter = lembar("DAFTAR PERIKSA SPJ")
    letter.pairs((*BAYAR, ("Nomor, tanggal SPJ", "{{ nomor_spj | atau('-') }}, {{ tanggal_spj | tanggal | atau('-') }}"),
                  ("Bukti menurut nilai", "{{ bukti_pembayaran | atau('-') }}"),
                  ("Jenis SPJ", "{{ jenis_spj }}; {{ kelengkapan_spj }}", "jenis_spj")),
                 label=4.0, after=8)  # fmt: skip
    letter.table(
        ("No.", "Dokumen", "Ada", "Lembar", "Keterangan"),
        ("{{ loop.index }}", "{{ satu.dokumen }}", "{{ satu.ada }}", "{{ satu.lembar }}", "{{ satu.keterangan }}"),
        (1.1, letter.width - 9.1, 1.6, 1.9, 4.5), loop="satu in item_spj", align="clccl", empty="(item SPJ belum dicatat)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def verifikasi_spj() -> Letter:
    letter = lembar("LEMBAR VERIFIKASI SPJ")
    letter.pairs(
        (
            *BAYAR, ("Sisa anggaran", "{{ sisa_anggaran | rupiah | atau('-') }}"),
            ("Bukti menurut nilai", "{{ bukti_pembayaran | atau('-') }}"),
            ("Dokumen SPJ", "{{ jenis_spj }}: {{ kelengkapan_spj }}", "jenis_spj"),
        ),
        label=4.0, after=8,
    )  # fmt: skip
    daftar_periksa(
        letter,
        (
            "Kelengkapan dokumen", "Tanda tangan dan stempel", "Kebenaran hitungan", "Jumlah sama dengan terbilang",
            "Kode rekening dan sisa anggaran/SPD", "Pajak", "Urutan tanggal", "Nama dan rekening penerima",
        ),
    )  # fmt: skip
    letter.text(
        "Hasil:   {% if final %}lengkap, dapat diajukan SPP dan SPM{% else %}lengkap  /  dikembalikan   (coret yang tidak "
        "perlu){% endif %}", before=8, after=14,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def spp_pengantar() -> Letter:
    letter = judul("SURAT PENGANTAR SPP-{{ metode }}", "spp")
    isi(letter, "Kepada Yth. Pengguna Anggaran {{ kantor.nama }}. Dengan memperhatikan Dokumen Pelaksanaan Anggaran, bersama "
        "ini kami ajukan permintaan pembayaran {{ metode }}:")  # fmt: skip
    letter.pairs((*BAYAR, *HITUNG), label=4.6, indent=0.6, after=8)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def spp_ringkasan() -> Letter:
    letter = judul("RINGKASAN SPP-{{ metode }}", "spp")
    letter.form(
        (
            ("Sub kegiatan", "{{ sub_kegiatan }}"), ("Kode rekening", '{{ kode_rekening | atau("-") }}'),
            ("Sisa anggaran sebelum SPP ini", "{{ sisa_anggaran | rupiah }}"), ("SPP ini", "{{ bruto | rupiah }}"),
            ("Sisa anggaran sesudahnya", "{{ sisa_anggaran | kurang(bruto) | rupiah }}"),
        ),
        (7.0, letter.width - 7.0), labels=(0,), height=0.8,
    )  # fmt: skip
    letter.gap(14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def spp_rincian() -> Letter:
    letter = judul("RINCIAN RENCANA PENGGUNAAN SPP-{{ metode }}", "spp")
    letter.form(
        (
            ("No.", "Kode rekening", "Uraian", "Jumlah"),
            ("1", '{{ kode_rekening | atau("-") }}', "{{ uraian }}", "{{ bruto | rupiah }}"),
            ("", "", "PPN", "{{ ppn | atau(0) | rupiah }}"), ("", "", "PPh", "{{ pph | atau(0) | rupiah }}"),
            ("", "", "Netto", "{{ netto | rupiah }}"),
        ),
        (1.1, 4.4, letter.width - 9.5, 4.0), heads=True, align="cllr",
    )  # fmt: skip
    letter.text("Terbilang: {{ netto | terbilang }} rupiah.", before=6, after=12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def draf_spm() -> Letter:
    letter = judul("SURAT PERINTAH MEMBAYAR (SPM-{{ metode }})", "spm")
    isi(letter, "Kuasa Bendahara Umum Daerah Kota Pasuruan supaya menerbitkan SP2D kepada:")
    letter.pairs(
        (
            ("Penerima", "{{ penerima }}"), ("Rekening", '{{ rekening_penerima | atau("-") }}'),
            ("Dasar SPP", "{{ nomor_spp | atau('-') }} tanggal {{ tanggal_spp | tanggal | atau('-') }}"), *BAYAR[:3], *HITUNG,
        ),
        label=4.6, indent=0.6, after=8,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def pernyataan_ppk() -> Letter:
    letter = judul("SURAT PERNYATAAN VERIFIKASI PPK-SKPD", "")
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ tanda_tangan.nama }}"), ("NIP", "{{ tanda_tangan.nip | nip }}"),
            ("Jabatan", "Pejabat Penatausahaan Keuangan (PPK-SKPD) {{ kantor.nama }}"),
        ),
        label=3.6, indent=1.25, after=6,
    )  # fmt: skip
    isi(
        letter,
        "menyatakan telah meneliti kelengkapan dan keabsahan SPP-{{ metode }} Nomor {{ nomor_spp | atau('-') }} tanggal "
        "{{ tanggal_spp | tanggal | atau('-') }} beserta bukti-bukti pendukungnya:",
    )
    letter.pairs((*BAYAR, ("SPJ", "{{ nomor_spj | atau('-') }} tanggal {{ tanggal_spj | tanggal | atau('-') }}")),
                 label=3.6, indent=1.25, after=6)  # fmt: skip
    isi(
        letter,
        "dengan hasil lengkap dan benar, tersedia anggarannya, dan dapat diterbitkan SPM Nomor "
        "{{ nomor_spm | atau('-') }}.",
        "Demikian pernyataan ini dibuat dengan sebenarnya.",
    )
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False, meterai=True)
    return letter


@naskah
def sptjm() -> Letter:
    letter = judul("SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK", "")
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ tanda_tangan.nama }}"), ("NIP", "{{ tanda_tangan.nip | nip }}"),
            ("Jabatan", "{{ tanda_tangan.jabatan }} selaku Pengguna Anggaran"),
        ),
        label=3.6, indent=1.25, after=6,
    )  # fmt: skip
    isi(letter, "menyatakan bertanggung jawab mutlak atas kebenaran perhitungan dan penggunaan dana:")
    letter.pairs((*BAYAR, ("SPP / SPM", "{{ nomor_spp | atau('-') }} / {{ nomor_spm | atau('-') }}")), label=3.6, indent=1.25,
                 after=6)  # fmt: skip
    isi(
        letter,
        "Apabila di kemudian hari terdapat kerugian daerah atas pembayaran tersebut, saya bersedia mengganti dan menyetorkannya "
        "ke kas daerah. Bukti pengeluaran disimpan sesuai dengan ketentuan untuk keperluan pemeriksaan.",
        "Demikian pernyataan ini dibuat dengan sebenarnya.",
    )
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False, meterai=True)
    return letter


@naskah
def pengantar_bpka() -> Letter:
    letter = surat(
        "pengantar",
        f"'{BPKA} selaku Kuasa Bendahara Umum Daerah'",
        "Penyampaian SPM",
        enclosed="1 (satu) berkas",
    )
    isi(letter, "Bersama ini kami sampaikan Surat Perintah Membayar (SPM) beserta kelengkapannya untuk penerbitan Surat "
        "Perintah Pencairan Dana (SP2D):")  # fmt: skip
    letter.form(
        (
            ("No.", "SPM", "Uraian", "Jumlah netto"),
            ("1", "{{ nomor_spm }}", "{{ uraian }} ({{ metode }})", "{{ netto | rupiah }}"),
        ),
        (1.1, 5.0, letter.width - 10.1, 4.0), heads=True, align="cllr",
    )  # fmt: skip
    letter.gap(8)
    return tutup(letter, MAKLUM)
