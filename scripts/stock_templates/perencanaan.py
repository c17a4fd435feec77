"""Letters of P2 and P3: plans, budgets, reports, payments."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter
from scripts.stock_templates.pieces import (
    BAPPEDA,
    BPKA,
    KEDUA_BIDANG,
    KERJA_SAMA,
    LANDSCAPE,
    MAKLUM,
    TITIK,
    daftar_periksa,
    isi,
    kertas,
    lembar,
    naskah,
    nota,
    nota_data,
    penyampaian,
    surat,
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
            "{{ satu.indikator }}{% if satu.target %}: {{ satu.target }}{% endif %}",
            "{{ [satu.lokasi, satu.kelompok_sasaran] | select | join('; ') }}",
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


# ----------------------------------------------------------------------------------------- keuangan

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
    letter.form((*BAYAR, ("Sisa anggaran", "{{ sisa_anggaran | rupiah }}"), ("Metode", "{{ metode }}")),
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
    letter.pairs((*BAYAR, ("Nomor, tanggal SPJ", "{{ nomor_spj | atau('-') }}, {{ tanggal_spj | tanggal | atau('-') }}")),
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
    letter.pairs(BAYAR, label=4.0, after=8)
    daftar_periksa(
        letter,
        (
            "Kelengkapan dokumen", "Tanda tangan dan stempel", "Kebenaran hitungan", "Jumlah sama dengan terbilang",
            "Kode rekening dan sisa anggaran/SPD", "Pajak", "Urutan tanggal", "Nama dan rekening penerima",
        ),
    )  # fmt: skip
    letter.text("Hasil:   lengkap  /  dikembalikan   (coret yang tidak perlu)", before=8, after=14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def spp_pengantar() -> Letter:
    letter = kertas()
    letter.judul(
        "SURAT PENGANTAR SPP-{{ metode }}",
        "{{ nomor_spp | atau('....................') }}",
    )
    isi(letter, "Kepada Yth. Pengguna Anggaran {{ kantor.nama }}. Dengan memperhatikan Dokumen Pelaksanaan Anggaran, bersama "
        "ini kami ajukan permintaan pembayaran {{ metode }}:")  # fmt: skip
    letter.pairs((*BAYAR, *HITUNG), label=4.6, indent=0.6, after=8)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def spp_ringkasan() -> Letter:
    letter = kertas()
    letter.judul("RINGKASAN SPP-{{ metode }}", "{{ nomor_spp | atau('....................') }}")
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
    letter = kertas()
    letter.judul(
        "RINCIAN RENCANA PENGGUNAAN SPP-{{ metode }}", "{{ nomor_spp | atau('....................') }}"
    )
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
    letter = kertas()
    letter.judul(
        "SURAT PERINTAH MEMBAYAR (SPM-{{ metode }})", "{{ nomor_spm | atau('....................') }}"
    )
    isi(letter, "Kuasa Bendahara Umum Daerah Kota Pasuruan supaya menerbitkan SP2D kepada:")
    letter.pairs(
        (
            ("Penerima", "{{ penerima }}"), ("Rekening", '{{ rekening_penerima | atau("-") }}'),
            ("Dasar SPP", "{{ nomor_spp | atau('-') }}"), *BAYAR[:3], *HITUNG,
        ),
        label=4.6, indent=0.6, after=8,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def sptjm() -> Letter:
    letter = lembar("SURAT PERNYATAAN TANGGUNG JAWAB MUTLAK")
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
