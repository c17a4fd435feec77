"""Letters of P5.1.2: examination and health of cooperatives."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter, Look
from flows.aturan import BOBOT_KESEHATAN
from flows.engine.columns import word_of
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    TITIK,
    berita_acara,
    emblem,
    isi,
    laporan_kegiatan,
    lembar,
    naskah,
    nomor,
    para_pihak,
    surat,
    surat_tugas,
    tanda_tangan_para_pihak,
    tanggal,
    tutup,
)


@naskah
def jadwal_monev_koperasi() -> Letter:
    letter = lembar("JADWAL PEMERIKSAAN DAN PENILAIAN KESEHATAN KOPERASI")
    letter.form(
        (
            ("Hari/Tanggal", "Koperasi", "Alamat", "Petugas"),
            ("{{ tanggal_kunjungan | hari_tanggal }}", "{{ nama_koperasi }}", "{{ alamat }}", "{{ petugas }}"),
        ),
        (4.0, 4.5, 4.5, letter.width - 13.0), heads=True,
    )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def tugas_monev_koperasi() -> Letter:
    return surat_tugas(
        "surat_tugas", "Program monitoring dan evaluasi koperasi Tahun Buku {{ tahun_buku }}", "petugas",
        "Melaksanakan monitoring, evaluasi, dan penilaian kesehatan {{ nama_koperasi }}",
        (("Hari/Tanggal", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Tempat", "{{ alamat }}")),
    )  # fmt: skip


@naskah
def pemberitahuan_monev_koperasi() -> Letter:
    letter = surat(
        "pemberitahuan", "'Pengurus ' ~ nama_koperasi", "Pemberitahuan Pemeriksaan Koperasi", kind="Penting"
    )
    isi(
        letter,
        "Dalam rangka monitoring dan evaluasi koperasi Tahun Buku {{ tahun_buku }}, petugas kami akan berkunjung pada:",
    )
    letter.pairs(
        (("Hari/Tanggal", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Petugas", "{{ petugas | penerima | daftar }}")),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    isi(letter, "Untuk itu mohon disiapkan: laporan RAT, neraca dan perhitungan hasil usaha, buku daftar anggota, "
        "anggaran dasar dan anggaran rumah tangga, serta bukti setoran modal.")  # fmt: skip
    return tutup(letter, KERJA_SAMA)


@naskah
def kertas_kerja_kesehatan() -> Letter:
    letter = lembar("KERTAS KERJA PENILAIAN KESEHATAN KOPERASI")
    letter.pairs(
        (
            ("Nama koperasi", "{{ nama_koperasi }}"), ("Badan hukum", "{{ nomor_badan_hukum }}"),
            ("Tahun buku", "{{ tahun_buku }}"), ("RAT terakhir", '{{ rat_terakhir | tanggal | atau("-") }}'),
            ("Tanggal penilaian", "{{ tanggal_kunjungan | tanggal }}"),
            ("Klasifikasi usaha", "{{ kuk | atau('belum dapat ditentukan') }}"
             "{% if catatan_kuk %} ({{ catatan_kuk | tanpa_titik }}){% endif %}"),
        ),
        label=4.0, after=8,
    )  # fmt: skip
    letter.form(
        (
            ("Aspek", "Yang dinilai", "Bobot", "Skor"),
            *(
                (aspek, dinilai, f"{BOBOT_KESEHATAN[aspek]}%", f"{{{{ {word_of(aspek)} }}}}")
                for aspek, dinilai in (
                    ("Tata kelola", "prinsip koperasi, kelembagaan, manajemen"),
                    ("Profil risiko", "risiko inheren, kualitas penerapan manajemen risiko"),
                    ("Kinerja keuangan", "evaluasi kinerja, manajemen keuangan, kesinambungan"),
                    ("Permodalan", "kecukupan dan pengelolaan permodalan"),
                )
            ),
            ("Jumlah", "", "100%", "{{ skor_kesehatan }}"), ("Predikat", "", "", "{{ predikat }}"),
        ),
        (3.6, letter.width - 9.6, 2.0, 4.0), heads=True, align="llcc", height=0.8,
    )  # fmt: skip
    letter.text(
        "Bobot dan batas predikat: Permenkop UKM 9/2020 dan petunjuk teknisnya.", size=9, before=6, after=14
    )
    with letter.when("kkpkk"):
        letter.text("Butir KKPKK: {{ butir_kkpkk_terpenuhi }}", bold=True, after=3, keep=True)
        letter.table(
            ("No.", "Aspek", "Butir yang dinilai", "Terpenuhi", "Catatan"),
            ("{{ loop.index }}", "{{ satu.aspek }}", "{{ satu.butir }}", "{{ satu.terpenuhi }}", "{{ satu.catatan_butir }}"),
            (1.1, 3.2, letter.width - 10.5, 2.2, 4.0), loop="satu in kkpkk", align="cllcl", size=9.5, empty="-",
        )  # fmt: skip
        letter.gap(12)
    letter.signatures(
        ("Pengurus koperasi,", "", "", "", f"( {TITIK} )"), ("Pengawas koperasi,", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def ba_pemeriksaan_koperasi() -> Letter:
    letter = berita_acara("BERITA ACARA PEMERIKSAAN KOPERASI", "berita_acara", "tanggal_kunjungan")
    para_pihak(
        letter, ("{{ petugas | penerima | daftar }}", "Petugas Dinas Koperasi dan Usaha Mikro"),
        (TITIK, "Pengurus {{ nama_koperasi }}"),
    )  # fmt: skip
    isi(letter, "telah melaksanakan pemeriksaan {{ nama_koperasi }}, Badan Hukum {{ nomor_badan_hukum }}, Tahun Buku "
        "{{ tahun_buku }}, dengan temuan:")  # fmt: skip
    letter.paragraphs_of("temuan")
    isi(letter, "Berita acara ini dibuat rangkap 2 (dua) untuk dipergunakan sebagaimana mestinya.")
    return tanda_tangan_para_pihak(
        letter, ("PIHAK KEDUA,", f"( {TITIK} )"), ("PIHAK KESATU,", f"( {TITIK} )")
    )


@naskah
def sertifikat_kesehatan() -> Letter:
    letter = Letter(Look(paper=(29.7, 21.0), margins=(1.8, 2.5, 1.5, 2.5), size=12))
    letter.picture(emblem(), 2.3)
    letter.text("{{ kantor.pemerintah }}", align=CENTRE, size=13, before=4)
    letter.text("{{ kantor.instansi }}", align=CENTRE, size=15, bold=True, after=10)
    letter.text("SERTIFIKAT PENILAIAN KESEHATAN KOPERASI", align=CENTRE, size=20, bold=True)
    letter.text(f"Nomor {nomor('sertifikat')}", align=CENTRE, after=10)
    letter.text("diberikan kepada", align=CENTRE)
    letter.text("{{ nama_koperasi }}", align=CENTRE, size=20, bold=True, before=4)
    letter.text("Badan Hukum {{ nomor_badan_hukum }}", align=CENTRE)
    letter.text("{{ alamat }}", align=CENTRE, after=8)
    letter.text(
        "atas hasil penilaian kesehatan Tahun Buku {{ tahun_buku }} dengan skor {{ skor_kesehatan }} dan predikat",
        align=CENTRE, after=4,
    )  # fmt: skip
    letter.text("{{ predikat | upper }}", align=CENTRE, size=20, bold=True, after=8)
    letter.form(
        (
            tuple(f"{aspek} ({bobot}%)" for aspek, bobot in BOBOT_KESEHATAN.items()),
            tuple(f"{{{{ {word_of(aspek)} }}}}" for aspek in BOBOT_KESEHATAN),
        ),
        (letter.width / 4,) * 4, heads=True, align="cccc",
    )  # fmt: skip
    letter.gap(10)
    letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('sertifikat')}")
    return letter


@naskah
def surat_pembinaan() -> Letter:
    letter = surat("pembinaan", "'Pengurus ' ~ nama_koperasi", "Pembinaan Koperasi", kind="Penting")
    isi(
        letter,
        "Berdasarkan hasil monitoring dan evaluasi pada tanggal {{ tanggal_kunjungan | tanggal }}, {{ nama_koperasi }} "
        "termasuk koperasi tidak aktif, dengan temuan: {{ temuan | tanpa_titik }}.",
        "Sehubungan dengan hal tersebut, kami akan melakukan pembinaan dan mohon Pengurus segera menyelenggarakan Rapat "
        "Anggota Tahunan serta menata kembali kelembagaan dan usaha koperasi.",
        "Apabila setelah pembinaan koperasi tetap tidak aktif, kami menempuh proses sesuai dengan Pasal 46 dan Pasal 47 "
        "Undang-Undang Nomor 25 Tahun 1992 dan Peraturan Pemerintah Nomor 17 Tahun 1994.",
    )
    return tutup(letter, KERJA_SAMA, tembusan=("Lurah {{ kelurahan | atau('setempat') }}.",))


@naskah
def laporan_monev_koperasi() -> Letter:
    return laporan_kegiatan(
        "MONITORING DAN EVALUASI {{ nama_koperasi | upper }}", "Monitoring dan evaluasi dilaksanakan untuk menentukan "
        "kategori dan kesehatan koperasi.", "Surat Tugas Nomor {{ nomor_surat_tugas | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Alamat", "{{ alamat }}"),
            ("Tahun buku", "{{ tahun_buku }}"), ("Petugas", "{{ petugas | penerima | daftar }}"),
            ("Skor dan predikat", "{{ skor_kesehatan }} ({{ predikat }})", "predikat"),
            ("Hasil pembinaan", "{{ hasil_pembinaan }}", "hasil_pembinaan"),
        ),
        "temuan",
        "{% if predikat %}Dari empat aspek koperasi memperoleh skor {{ skor_kesehatan }} dengan predikat {{ predikat }}"
        "{% if kkpkk %}; {{ kkpkk | selectattr('terpenuhi', 'equalto', 'Ya') | list | length }} dari {{ kkpkk | length }} butir "
        "KKPKK terpenuhi{% endif %}.{% else %}Koperasi termasuk kategori tidak aktif; hasil pembinaan: "
        "{{ hasil_pembinaan | lower | atau('belum ada') }}.{% endif %}"
        "{% if ketepatan_rat %} RAT Tahun Buku {{ tahun_buku }} {{ ketepatan_rat | lower }}.{% endif %}"
        "{% if grade_nik %} Grade NIK {{ grade_nik }}.{% endif %}",
    )  # fmt: skip
