"""Letters of P2.2: reports of performance and of finance."""

from __future__ import annotations

from connectors.letters.builder import Letter
from flows.aturan import BOBOT_SAKIP, PREDIKAT_SAKIP
from flows.engine.columns import word_of
from scripts.stock_templates.pieces import (
    BPKA,
    LANDSCAPE,
    bab,
    isi,
    kertas,
    lembar,
    naskah,
    nota_data,
    penyampaian,
)


@naskah
def nota_data_kinerja() -> Letter:
    return nota_data(
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


def _perbandingan(letter: Letter) -> None:
    letter.table(
        ("No.", "Indikator kinerja", "Realisasi tahun lalu", "Realisasi tahun ini", "Target akhir Renstra",
         "Capaian terhadap Renstra", "Capaian nasional"),
        (
            "{{ loop.index }}", "{{ satu.indikator }}", "{{ satu.realisasi_tahun_lalu | atau('-') }}",
            "{{ satu.realisasi | atau('-') }}", "{{ satu.target_akhir_renstra | atau('-') }}",
            "{{ satu.realisasi | persen(satu.target_akhir_renstra) | atau('-') }}",
            "{{ satu.capaian_nasional | atau('-') }}",
        ),
        (1.0, letter.width - 12.2, 2.2, 2.2, 2.2, 2.5, 2.1), loop="satu in capaian_kinerja", size=9.5, align="clccccc",
        empty="(capaian belum diisi)",
    )  # fmt: skip


def _anggaran(letter: Letter) -> None:
    letter.table(
        ("No.", "Indikator kinerja", "Capaian kinerja", "Pagu", "Realisasi", "Serapan"),
        (
            "{{ loop.index }}", "{{ satu.indikator }}", "{{ satu.realisasi | persen(satu.target) | atau('-') }}",
            "{{ satu.pagu | rupiah | atau('-') }}", "{{ satu.realisasi_keuangan | rupiah | atau('-') }}",
            "{{ satu.realisasi_keuangan | persen(satu.pagu) | atau('-') }}",
        ),
        (1.0, letter.width - 12.4, 2.0, 3.7, 3.7, 2.0), loop="satu in capaian_kinerja", size=9.5, align="clcrrc",
        empty="(capaian belum diisi)",
        total=("", "Jumlah", "", "{{ capaian_kinerja | jumlah('pagu') | rupiah }}",
               "{{ capaian_kinerja | jumlah('realisasi_keuangan') | rupiah }}",
               "{{ capaian_kinerja | jumlah('realisasi_keuangan') | persen(capaian_kinerja | jumlah('pagu')) | atau('-') }}"),
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
        "{{ tahun }} (Permenpan RB 53/2014).")  # fmt: skip
    with letter.when("gambaran_umum"):
        letter.paragraphs_of("gambaran_umum")
    with letter.when("not final and not gambaran_umum"):
        isi(letter, "(Isi kolom Gambaran umum: tugas dan fungsi, aspek strategis, isu.)")
    bab(letter, "BAB II PERENCANAAN KINERJA")
    isi(letter, "Target kinerja menurut Perjanjian Kinerja Tahun {{ tahun }} tercantum pada tabel Bab III.")
    bab(letter, "BAB III AKUNTABILITAS KINERJA")
    letter.text(
        "A. Capaian indikator kinerja, dengan penyebab keberhasilan atau kegagalannya",
        before=2,
        after=3,
        keep=True,
    )
    _capaian(letter)
    letter.text(
        "B. Perbandingan dengan tahun lalu, target akhir Renstra, dan capaian nasional",
        before=8,
        after=3,
        keep=True,
    )
    _perbandingan(letter)
    letter.text(
        "C. Realisasi anggaran; efisien bila capaian kinerja melampaui serapan anggarannya",
        before=8,
        after=3,
        keep=True,
    )
    _anggaran(letter)
    with letter.when("nilai_sakip"):
        letter.text(
            "D. Penilaian mandiri SAKIP: nilai {{ nilai_sakip }}, predikat {{ predikat_sakip }}.",
            before=8,
            after=3,
        )
    bab(letter, "BAB IV PENUTUP")
    isi(letter, "Capaian di atas menjadi bahan perbaikan perencanaan dan pelaksanaan tahun berikutnya.")
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def rencana_aksi_rb() -> Letter:
    letter = lembar("RENCANA AKSI REFORMASI BIROKRASI TAHUN {{ tahun }}", LANDSCAPE)
    letter.table(
        ("No.", "Sasaran/indikator", "Satuan", "Target", "Realisasi", "Capaian", "Penjelasan"),
        (
            "{{ loop.index }}", "{{ satu.indikator }}", "{{ satu.satuan }}", "{{ satu.target }}", "{{ satu.realisasi }}",
            "{{ satu.realisasi | persen(satu.target) }}", "{{ satu.penjelasan }}",
        ),
        (1.2, 8.0, 2.2, 2.2, 2.4, 2.4, letter.width - 18.4), loop="satu in capaian_kinerja", size=9.5, align="clccccl",
        empty="(capaian belum diisi)",
    )  # fmt: skip
    letter.text("Rencana aksi", bold=True, before=10, after=3, keep=True)
    letter.numbered("rencana_aksi")
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penilaian_sakip() -> Letter:
    letter = lembar("LEMBAR PENILAIAN MANDIRI SAKIP TAHUN {{ tahun }}")
    letter.form(
        (
            ("Komponen", "Bobot", "Nilai (0-100)"),
            *(
                (komponen, f"{bobot}%", f"{{{{ {word_of(komponen)} | atau('-') }}}}")
                for komponen, bobot in BOBOT_SAKIP.items()
            ),
            ("Nilai akhir", "100%", "{{ nilai_sakip }}"), ("Predikat", "", "{{ predikat_sakip }}"),
        ),
        (letter.width - 7.0, 3.0, 4.0), heads=True, align="lcc", height=0.8,
    )  # fmt: skip
    scale = ", ".join(f"{name} di atas {above}" for above, name in PREDIKAT_SAKIP[:-1])
    letter.text(
        f"Predikat: {scale}, selebihnya {PREDIKAT_SAKIP[-1][1]} (Permenpan RB 88/2021).",
        size=9,
        before=6,
        after=14,
    )
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penyampaian_kinerja() -> Letter:
    return penyampaian(
        "surat_penyampaian", "'Kepala Bagian Organisasi Sekretariat Daerah Kota Pasuruan'",
        "{{ jenis_laporan | kepanjangan }} Tahun {{ tahun }}", ("Inspektur Kota Pasuruan.",),
    )  # fmt: skip


@naskah
def nota_data_keuangan() -> Letter:
    return nota_data(
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
    bab(letter, "BAB I PENDAHULUAN")
    isi(letter, "Catatan ini menjelaskan Laporan Keuangan {{ kantor.nama }} {{ periode }} Tahun {{ tahun }}, berdasarkan Peraturan "
        "Pemerintah Nomor 12 Tahun 2019 tentang Pengelolaan Keuangan Daerah dan Peraturan Menteri Dalam Negeri Nomor 77 "
        "Tahun 2020 tentang Pedoman Teknis Pengelolaan Keuangan Daerah.")  # fmt: skip
    bab(letter, "BAB II IKHTISAR PENCAPAIAN KINERJA KEUANGAN")
    _realisasi(letter)
    bab(letter, "BAB III KEBIJAKAN AKUNTANSI")
    isi(letter, "Laporan keuangan disusun menurut kebijakan akuntansi {{ kantor.pemerintah | title }}.")
    bab(letter, "BAB IV PENJELASAN POS LAPORAN KEUANGAN")
    with letter.when("penjelasan_pos"):
        letter.paragraphs_of("penjelasan_pos")
    with letter.when("not penjelasan_pos"):
        isi(letter, "Penjelasan LRA, LO, LPE, dan Neraca tercantum pada lembar laporan masing-masing yang menjadi lampiran catatan "
            "ini.{% if not final %} (Atau isi kolom Penjelasan pos.){% endif %}")  # fmt: skip
    with letter.when("hasil_reviu"):
        bab(letter, "BAB V TINDAK LANJUT HASIL REVIU")
        isi(letter, "Hasil reviu BPKA: {{ hasil_reviu | tanpa_titik }}.")
        letter.paragraphs_of("catatan_reviu")
    bab(letter, "BAB {% if hasil_reviu %}VI{% else %}V{% endif %} PENUTUP")
    isi(letter, "Demikian Catatan atas Laporan Keuangan ini dibuat.")
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
def tindak_lanjut_reviu() -> Letter:
    letter = lembar(
        "LEMBAR TINDAK LANJUT HASIL REVIU", below="LAPORAN KEUANGAN {{ periode | upper }} TAHUN {{ tahun }}"
    )
    letter.form(
        (
            ("Laporan dikirim", "Nomor {{ nomor_surat_penyampaian | atau('-') }}, {{ tanggal_kirim | tanggal | atau('-') }}"),
            ("Berkas laporan", "{{ berkas_laporan }}"), ("Hasil reviu BPKA", "{{ hasil_reviu | atau('sesuai') }}"),
            ("Tindak lanjut", "{{ catatan_reviu }}"),
        ),
        (4.5, letter.width - 4.5), labels=(0,), heights=(0.8, 0.8, 1.2, 2.0),
    )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def penyampaian_keuangan() -> Letter:
    return penyampaian(
        "surat_penyampaian", f"'{BPKA} u.p. Kepala Bidang Keuangan'",
        "Laporan Keuangan {{ periode }} Tahun {{ tahun }}",
    )  # fmt: skip
