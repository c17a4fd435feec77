"""Letters of P2: plans, budgets, reports."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    BAPPEDA,
    BPKA,
    LANDSCAPE,
    bab,
    isi,
    kertas,
    lembar,
    naskah,
    nota,
    surat,
    tanggal,
    tutup,
)  # fmt: skip

BIDANG = ("Kepala Bidang Koperasi", "Kepala Bidang Usaha Mikro")


def _nota_data(about: str, opening: str) -> Letter:
    letter = nota("nota_dinas", BIDANG, about)
    isi(letter, opening, "Data mohon disampaikan kepada Subbag Penyusunan Program dan Keuangan paling lambat tanggal "
        "{{ batas_pengumpulan | tanggal }}.")  # fmt: skip
    return tutup(letter)


@naskah
def nota_data_perencanaan() -> Letter:
    return _nota_data(
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
    letter = lembar("LAPORAN MONITORING DAN EVALUASI RENJA TAHUN {{ tahun }}", LANDSCAPE)
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
    letter.text("Predikat: 91 ke atas Sangat Tinggi, 76-90 Tinggi, 66-75 Sedang, 51-65 Rendah, 50 ke bawah Sangat Rendah.",
                size=9, after=8)  # fmt: skip
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
        indent=1.25, after=24,
    )  # fmt: skip
    letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('pengesahan')}")
    return letter


def _penyampaian(name: str, to: str, what: str, copies: tuple[str, ...] = ()) -> Letter:
    letter = surat(name, to, f"Penyampaian {what}", enclosed="1 (satu) berkas")
    isi(letter, f"Menindaklanjuti surat Saudara{{% if dasar_surat %}} {{{{ dasar_surat }}}}{{% endif %}}, bersama ini kami "
        f"sampaikan {what} {{{{ kantor.nama }}}}.")  # fmt: skip
    return tutup(letter, tembusan=copies)


@naskah
def penyampaian_perencanaan() -> Letter:
    return _penyampaian(
        "surat_penyampaian", f"'{BAPPEDA}'", "{{ jenis_dokumen | kepanjangan }} Tahun {{ tahun }}",
        ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip


@naskah
def nota_rka() -> Letter:
    letter = nota(
        "nota_dinas",
        BIDANG,
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
        ("Bidang", "Kode", "Sub kegiatan", "Kode rekening", "Uraian", "Koefisien", "Harga", "Jumlah"),
        (
            "{{ satu.bidang }}", "{{ satu.kode }}", "{{ satu.sub_kegiatan }}", "{{ satu.kode_rekening }}", "{{ satu.uraian }}",
            "{{ satu.koefisien }}", "{{ satu.harga | rupiah }}", "{{ satu.koefisien | kali(satu.harga) | rupiah }}",
        ),
        (3.0, 2.8, letter.width - 21.6, 3.6, 3.8, 1.8, 3.2, 3.4), loop="satu in rincian_rka", size=9, align="lllllcrr",
        empty="(rincian belum diisi)",
        total=("", "", "Jumlah", "", "", "", "", "{{ rincian_rka | jumlah('harga', 'koefisien') | rupiah }}"),
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
    return _penyampaian(
        "surat_penyampaian", f"'{BPKA} u.p. Kepala Bidang Keuangan'",
        "{{ jenis_dokumen | kepanjangan }} Tahun Anggaran {{ tahun_anggaran }} Nomor {{ nomor_dokumen | atau('-') }}",
        ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip


# ---------------------------------------------------------------------------------------- pelaporan


@naskah
def nota_data_kinerja() -> Letter:
    return _nota_data(
        "Permintaan Data {{ jenis_laporan | kepanjangan }} Tahun {{ tahun }}",
        "Menindaklanjuti surat Bagian Organisasi {{ dasar_surat | atau('') }}, mohon setiap bidang menyiapkan capaian kinerja "
        "beserta penjelasannya pada tab Capaian Kinerja.",
    )


def _capaian(letter: Letter) -> None:
    letter.table(
        ("No.", "Indikator kinerja", "Satuan", "Target", "Realisasi", "Capaian", "Penjelasan"),
        (
            "{{ loop.index }}", "{{ satu.indikator }}", "{{ satu.satuan }}", "{{ satu.target }}", "{{ satu.realisasi }}",
            "{{ satu.realisasi | persen(satu.target) }}", "{{ satu.penjelasan }}",
        ),
        (1.0, letter.width - 12.2, 1.8, 1.8, 1.9, 1.9, 3.8), loop="satu in capaian_kinerja", size=9.5, align="clccccl",
        empty="(capaian belum diisi)",
    )  # fmt: skip


@naskah
def tabel_capaian() -> Letter:
    letter = lembar("TABEL CAPAIAN KINERJA TAHUN {{ tahun }}")
    _capaian(letter)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def draf_lkjip() -> Letter:
    letter = kertas()
    letter.judul("{{ jenis_laporan | kepanjangan | upper }}", below="{{ kantor.instansi }} TAHUN {{ tahun }}")
    bab(letter, "IKHTISAR EKSEKUTIF")
    letter.paragraphs_of("ringkasan_capaian")
    bab(letter, "BAB I PENDAHULUAN")
    isi(letter, "Laporan ini disusun sebagai pertanggungjawaban kinerja {{ kantor.nama }} menurut Perjanjian Kinerja Tahun "
        "{{ tahun }} (Permenpan RB 53/2014). Gambaran umum, aspek strategis, dan isu dilengkapi oleh penyusun.")  # fmt: skip
    bab(letter, "BAB II PERENCANAAN KINERJA")
    isi(letter, "Target kinerja menurut Perjanjian Kinerja Tahun {{ tahun }} tercantum pada tabel Bab III.")
    bab(letter, "BAB III AKUNTABILITAS KINERJA")
    _capaian(letter)
    bab(letter, "BAB IV PENUTUP")
    isi(letter, "Capaian di atas menjadi bahan perbaikan perencanaan dan pelaksanaan tahun berikutnya.")
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def rencana_aksi_rb() -> Letter:
    letter = lembar("RENCANA AKSI REFORMASI BIROKRASI TAHUN {{ tahun }}", LANDSCAPE)
    letter.table(
        ("No.", "Sasaran/indikator", "Satuan", "Target", "Realisasi", "Capaian", "Rencana aksi"),
        (
            "{{ loop.index }}", "{{ satu.indikator }}", "{{ satu.satuan }}", "{{ satu.target }}", "{{ satu.realisasi }}",
            "{{ satu.realisasi | persen(satu.target) }}", "{{ satu.penjelasan }}",
        ),
        (1.2, 8.0, 2.2, 2.2, 2.4, 2.4, letter.width - 18.4), loop="satu in capaian_kinerja", size=9.5, align="clccccl",
        empty="(capaian belum diisi)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penyampaian_kinerja() -> Letter:
    return _penyampaian(
        "surat_penyampaian", "'Kepala Bagian Organisasi Sekretariat Daerah Kota Pasuruan'",
        "{{ jenis_laporan | kepanjangan }} Tahun {{ tahun }}", ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip


@naskah
def nota_data_keuangan() -> Letter:
    return _nota_data(
        "Permintaan Data Laporan Keuangan {{ periode }} Tahun {{ tahun }}",
        "Menindaklanjuti surat Bidang Keuangan BPKA {{ dasar_surat | atau('') }}, mohon setiap bidang menyiapkan data realisasi "
        "anggaran pada tab Realisasi Anggaran.",
    )


def _realisasi(letter: Letter) -> None:
    letter.table(
        ("Kode rekening", "Uraian", "Anggaran", "Realisasi", "%", "Sisa"),
        (
            "{{ satu.kode_rekening }}", "{{ satu.uraian }}", "{{ satu.anggaran | rupiah }}", "{{ satu.realisasi | rupiah }}",
            "{{ satu.realisasi | persen(satu.anggaran) }}", "{{ satu.anggaran | kurang(satu.realisasi) | rupiah }}",
        ),
        (3.1, letter.width - 13.2, 3.0, 3.0, 1.3, 2.8), loop="satu in realisasi_anggaran", size=8.5, align="llrrcr",
        empty="(realisasi belum diisi)",
        total=("", "Jumlah", "{{ realisasi_anggaran | jumlah('anggaran') | rupiah }}",
               "{{ realisasi_anggaran | jumlah('realisasi') | rupiah }}", "", ""),
    )  # fmt: skip


@naskah
def rekap_realisasi() -> Letter:
    letter = lembar("REKAP REALISASI ANGGARAN {{ periode | upper }} TAHUN {{ tahun }}", LANDSCAPE)
    _realisasi(letter)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def draf_calk() -> Letter:
    letter = kertas()
    letter.judul(
        "CATATAN ATAS LAPORAN KEUANGAN", below="{{ kantor.instansi }} {{ periode | upper }} TAHUN {{ tahun }}"
    )
    for head, text in (
        ("BAB I PENDAHULUAN", "Maksud, tujuan, dan landasan hukum penyusunan laporan keuangan."),
        ("BAB II IKHTISAR PENCAPAIAN KINERJA KEUANGAN", ""),
        ("BAB III KEBIJAKAN AKUNTANSI", "Laporan keuangan disusun menurut kebijakan akuntansi Pemerintah Kota Pasuruan."),
        ("BAB IV PENJELASAN POS LAPORAN KEUANGAN", "Penjelasan LRA, LO, LPE, dan Neraca dilengkapi oleh penyusun."),
        ("BAB V PENUTUP", "Demikian Catatan atas Laporan Keuangan ini dibuat."),
    ):  # fmt: skip
        bab(letter, head)
        if text:
            isi(letter, text)
        else:
            _realisasi(letter)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def pernyataan_tanggung_jawab() -> Letter:
    letter = lembar("PERNYATAAN TANGGUNG JAWAB")
    isi(
        letter,
        "Laporan Keuangan {{ kantor.nama }} {{ periode }} Tahun {{ tahun }} yang terdiri atas Laporan Realisasi Anggaran, "
        "Laporan Operasional, Laporan Perubahan Ekuitas, Neraca, dan Catatan atas Laporan Keuangan sebagaimana terlampir "
        "adalah tanggung jawab kami.",
        "Laporan Keuangan tersebut telah disusun berdasarkan sistem pengendalian intern yang memadai, dan isinya telah "
        "menyajikan informasi pelaksanaan anggaran dan posisi keuangan secara layak sesuai dengan Standar Akuntansi "
        "Pemerintahan.",
    )
    letter.gap(10)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penyampaian_keuangan() -> Letter:
    return _penyampaian(
        "surat_penyampaian", f"'{BPKA} u.p. Kepala Bidang Keuangan'",
        "Laporan Keuangan {{ periode }} Tahun {{ tahun }}",
    )  # fmt: skip
