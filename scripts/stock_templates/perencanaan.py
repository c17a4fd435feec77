"""Letters of P2 and P3: plans, budgets, reports, payments."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter
from scripts.stock_templates.pieces import (
    BAPPEDA,
    BPKA,
    KEDUA_BIDANG,
    LANDSCAPE,
    isi,
    lembar,
    naskah,
    nota,
    nota_data,
    penyampaian,
    tanggal,
    tutup,
)  # fmt: skip


@naskah
def nota_data_perencanaan() -> Letter:
    return nota_data(
        "Permintaan Data {{ jenis_dokumen | kepanjangan }} Tahun {{ tahun }}",
        "Menindaklanjuti surat BAPPEDA {{ dasar_surat | atau('') }} tentang penyusunan {{ jenis_dokumen | kepanjangan }} "
        "Tahun {{ tahun }}, "
        "mohon setiap bidang menyiapkan data program, kegiatan, indikator, target, dan pagu pada tab Rincian Renja.",
    )


@naskah
def matriks_renja() -> Letter:
    letter = lembar("MATRIKS {{ jenis_dokumen | kepanjangan | upper }} TAHUN {{ tahun }}", LANDSCAPE)
    letter.table(
        ("Kode", "Program/kegiatan/sub kegiatan", "Indikator", "Satuan", "Target", "Pagu", "Lokasi", "Sumber dana",
         "Penanggung jawab"),
        (
            "{{ satu.kode }}", "{{ satu.program_kegiatan }}", "{{ satu.indikator }}", "{{ satu.satuan }}", "{{ satu.target }}",
            "{{ satu.pagu | rupiah }}", "{{ satu.lokasi }}", "{{ satu.sumber_dana }}", "{{ satu.penanggung_jawab }}",
        ),
        (3.3, letter.width - 22.1, 4.6, 1.8, 1.7, 3.3, 2.4, 2.0, 3.0), loop="satu in rincian_renja", size=8.5,
        align="lllccrlll", empty="(rincian belum diisi)",
        total=("", "Jumlah", "", "", "", "{{ rincian_renja | jumlah('pagu') | rupiah }}", "", "", ""),
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def laporan_monev_renja() -> Letter:
    letter = lembar(
        "LAPORAN MONITORING DAN EVALUASI RENJA{% if triwulan %} TRIWULAN {{ triwulan }}{% endif %} TAHUN {{ tahun }}",
        LANDSCAPE,
    )
    letter.table(
        ("Kode", "Program/kegiatan/sub kegiatan", "Indikator", "Target", "Realisasi", "Capaian", "Predikat", "Pagu",
         "Realisasi keuangan"),
        (
            "{{ satu.kode }}", "{{ satu.program_kegiatan }}", "{{ satu.indikator }}", "{{ satu.target }}",
            "{{ satu.realisasi }}", "{{ satu.realisasi | persen(satu.target) }}",
            "{{ satu.realisasi | predikat_capaian(satu.target) }}", "{{ satu.pagu | rupiah }}",
            "{{ satu.realisasi_keuangan | rupiah }}",
        ),
        (3.3, letter.width - 22.7, 4.6, 1.6, 1.8, 1.9, 2.5, 3.4, 3.6), loop="satu in rincian_renja", size=8.5,
        align="lllccccrr", empty="(rincian belum diisi)",
    )  # fmt: skip
    letter.text("Predikat: di atas 90% Sangat Tinggi, di atas 75% Tinggi, di atas 65% Sedang, di atas 50% Rendah, selebihnya "
                "Sangat Rendah.", size=9, after=8)  # fmt: skip
    letter.text(
        "Realisasi keuangan {{ rincian_renja | jumlah('realisasi_keuangan') | rupiah }} dari pagu "
        "{{ rincian_renja | jumlah('pagu') | rupiah }} "
        "({{ rincian_renja | jumlah('realisasi_keuangan') | persen(rincian_renja | jumlah('pagu')) | atau('-') }}).",
        after=4,
    )
    letter.text("Simpulan, kendala, dan tindak lanjut", bold=True, before=4, after=3, keep=True)
    letter.paragraphs_of("capaian", first=0)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def lembar_pengesahan() -> Letter:
    letter = lembar("LEMBAR PENGESAHAN")
    letter.gap(30)
    isi(letter, "{{ jenis_dokumen | kepanjangan }} {{ kantor.nama }} Tahun {{ tahun }} telah disusun sesuai dengan ketentuan, "
        "direviu oleh BAPPEDA, dan disahkan untuk dipergunakan sebagaimana mestinya.")  # fmt: skip
    letter.pairs(
        (("Nomor pengesahan", "{{ nomor_pengesahan | atau('-') }}"), ("Berkas dokumen", "{{ berkas_dokumen }}")), label=4.0,
        indent=1.25, after=12,
    )  # fmt: skip
    with letter.when("hasil_reviu or catatan_reviu"):
        letter.form(
            (
                ("Hasil reviu BAPPEDA", "Yang diperbaiki"),
                ("{{ hasil_reviu | atau('-') }}", "{{ catatan_reviu | atau('-') }}"),
            ),
            (letter.width / 2, letter.width / 2), heads=True,
        )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('pengesahan')}")
    return letter


@naskah
def penyampaian_perencanaan() -> Letter:
    return penyampaian(
        "surat_penyampaian", f"'{BAPPEDA}'", "{{ jenis_dokumen | kepanjangan }} Tahun {{ tahun }}",
        ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip


@naskah
def nota_rka() -> Letter:
    letter = nota(
        "nota_dinas",
        KEDUA_BIDANG,
        "Penyusunan {{ jenis_dokumen | kepanjangan }} Tahun Anggaran {{ tahun_anggaran }}",
    )
    isi(
        letter,
        "Menindaklanjuti surat BPKA {{ dasar_surat | atau('') }}, mohon setiap bidang menginput usulan sub kegiatan pada "
        "aplikasi penganggaran paling lambat tanggal {{ batas_input | tanggal }}, dengan memperhatikan pagu"
        "{% if pagu %} {{ pagu | rupiah }}{% endif %}.",
        "Ringkasan usulan dicatat pada tab Rincian RKA.",
    )
    return tutup(letter)


@naskah
def rekap_rka() -> Letter:
    letter = lembar("REKAP {{ jenis_dokumen }} TAHUN ANGGARAN {{ tahun_anggaran }}", LANDSCAPE)
    letter.table(
        ("Sub kegiatan", "Indikator dan target", "Lokasi, sasaran", "Rekening dan uraian", "Koefisien", "Harga satuan", "PPN",
         "Jumlah"),
        (
            "{{ [satu.kode, satu.sub_kegiatan] | select | join(' ') }} ({{ satu.bidang }})",
            "{{ satu.indikator | atau('-') }}{% if satu.target %}: {{ satu.target }}{% endif %}",
            "{{ [satu.lokasi, satu.kelompok_sasaran] | select | join('; ') | atau('-') }}",
            "{{ [satu.kode_rekening, satu.uraian] | select | join(' ') }}", "{{ satu.koefisien }} {{ satu.satuan }}",
            "{{ satu.harga | rupiah }}", "{{ satu.ppn | rupiah | atau('-') }}",
            "{{ (satu.koefisien | kali(satu.harga) + satu.ppn | kali(1)) | rupiah }}",
        ),
        (4.4, 3.6, 3.0, letter.width - 22.2, 1.9, 3.1, 2.7, 3.5), loop="satu in rincian_rka", size=8.5, align="llllcrrr",
        empty="(rincian belum diisi)",
        total=("Jumlah", "", "", "", "", "", "{{ rincian_rka | jumlah('ppn') | rupiah }}",
               "{{ (rincian_rka | jumlah('harga', 'koefisien') + rincian_rka | jumlah('ppn')) | rupiah }}"),
    )  # fmt: skip
    with letter.when("pagu"):
        letter.text(
            "Pagu {{ pagu | rupiah }}; selisih dengan rincian "
            "{{ pagu | kurang(rincian_rka | jumlah('harga', 'koefisien') + rincian_rka | jumlah('ppn')) | rupiah }}.",
            size=9.5, before=4,
        )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def rencana_penarikan() -> Letter:
    letter = lembar("RENCANA PENARIKAN DANA TAHUN ANGGARAN {{ tahun_anggaran }}")
    letter.text("DPA Nomor {{ nomor_dokumen | atau('....................') }}", align=CENTRE, after=8)
    letter.table(
        ("No.", "Bulan", "Jumlah", "Keterangan"),
        ("{{ loop.index }}", "{{ satu.bulan }}", "{{ satu.jumlah | rupiah }}", "{{ satu.keterangan_penarikan }}"),
        (1.2, 4.0, 5.0, letter.width - 10.2), loop="satu in rencana_penarikan", align="clrl",
        empty="(rencana penarikan belum diisi)",
        total=("", "Jumlah", "{{ rencana_penarikan | jumlah('jumlah') | rupiah }}", ""),
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def daftar_revisi_rka() -> Letter:
    letter = lembar("DAFTAR REVISI {{ jenis_dokumen }} TAHUN ANGGARAN {{ tahun_anggaran }}")
    isi(letter, "Hasil verifikasi BPKA dan BAPPEDA yang harus diperbaiki bidang di aplikasi penganggaran:")
    letter.numbered("daftar_revisi")
    letter.text("Batas input {{ batas_input | tanggal }}.", before=6, after=12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penyampaian_dpa() -> Letter:
    return penyampaian(
        "surat_penyampaian", f"'{BPKA} u.p. Kepala Bidang Keuangan'",
        "{{ jenis_dokumen | kepanjangan }} Tahun Anggaran {{ tahun_anggaran }} Nomor {{ nomor_dokumen | atau('-') }}",
        ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip
