"""Letters of P5: monitoring, health of cooperatives, censuses, data for stakeholders, dissolution."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, JUSTIFY, Letter, Look
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    MAKLUM,
    TITIK,
    berita_acara,
    emblem,
    isi,
    judul,
    keputusan_tim,
    laporan_kegiatan,
    lembar,
    naskah,
    nomor,
    para_pihak,
    surat,
    surat_tugas,
    tanda_tangan_para_pihak,
    tanda_tangan_tanggal,
    tanggal,
    tutup,
)  # fmt: skip

# ------------------------------------------------------------------------------- monev usaha mikro


@naskah
def jadwal_monev_um() -> Letter:
    letter = lembar("JADWAL MONITORING DAN EVALUASI USAHA MIKRO")
    letter.form(
        (
            ("Hari/Tanggal", "Usaha", "Kelurahan", "Petugas"),
            ("{{ tanggal_kunjungan | hari_tanggal }}", "{{ nama_usaha }}", "{{ kelurahan }}", "{{ petugas }}"),
        ),
        (4.5, 5.0, 3.0, letter.width - 12.5), heads=True,
    )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def tugas_monev_um() -> Letter:
    return surat_tugas(
        "surat_tugas", "Program monitoring dan evaluasi usaha mikro Tahun {{ tanggal_kunjungan | tahun }}", "petugas",
        "Melaksanakan monitoring dan evaluasi usaha mikro {{ nama_usaha }}",
        (("Hari/Tanggal", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Tempat", "Kelurahan {{ kelurahan }}")),
    )  # fmt: skip


@naskah
def pemberitahuan_monev_um() -> Letter:
    letter = surat(
        "pemberitahuan", "'Pemilik ' ~ nama_usaha", "Pemberitahuan Kunjungan Monitoring dan Evaluasi"
    )
    isi(
        letter,
        "Dalam rangka monitoring dan evaluasi usaha mikro, petugas kami akan mengunjungi usaha Saudara pada:",
    )
    letter.pairs(
        (
            ("Hari/Tanggal", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Petugas", "{{ petugas | penerima | daftar }}"),
            ("Yang disiapkan", "catatan penjualan, NIB, dan izin yang dimiliki"),
        ),
        label=3.4, indent=1.25, after=6,
    )  # fmt: skip
    isi(letter, "Kunjungan ini tidak dipungut biaya. Petugas membawa surat tugas.")
    return tutup(letter, KERJA_SAMA)


@naskah
def ba_kunjungan_um() -> Letter:
    letter = berita_acara("BERITA ACARA KUNJUNGAN USAHA MIKRO", "berita_acara", "tanggal_kunjungan")
    para_pihak(
        letter, ("{{ petugas | penerima | daftar }}", "Petugas Dinas Koperasi dan Usaha Mikro"),
        ("{{ nama_pemilik | atau('" + TITIK + "') }}", "Pemilik {{ nama_usaha }}"),
    )  # fmt: skip
    isi(letter, "telah melaksanakan monitoring dan evaluasi usaha dengan hasil sebagai berikut:")
    letter.form(
        (
            ("Omzet sebelumnya", '{{ omzet_sebelumnya | rupiah | atau("-") }}'),
            ("Omzet sekarang", '{{ omzet_sekarang | rupiah | atau("-") }}'),
            ("Tenaga kerja", '{{ tenaga_kerja | atau("-") }}'), ("Legalitas baru", '{{ legalitas_baru | atau("-") }}'),
            ("Kategori", "{{ kategori | atau('-') }}"), ("Temuan", "{{ temuan }}"),
        ),
        (4.5, letter.width - 4.5), labels=(0,),
    )  # fmt: skip
    letter.gap(6)
    isi(letter, "Berita acara ini dibuat rangkap 2 (dua) untuk dipergunakan sebagaimana mestinya.")
    return tanda_tangan_para_pihak(
        letter,
        ("PIHAK KEDUA,", "( {{ nama_pemilik | atau('" + TITIK + "') }} )"),
        ("PIHAK KESATU,", f"( {TITIK} )"),
    )


@naskah
def rekomendasi_um() -> Letter:
    letter = surat("rekomendasi", "'Pemilik ' ~ nama_usaha", "Rekomendasi Hasil Monitoring dan Evaluasi")
    isi(
        letter,
        "Berdasarkan monitoring dan evaluasi pada tanggal {{ tanggal_kunjungan | tanggal }}, usaha Saudara termasuk "
        "kategori {{ kategori | lower }} dengan catatan: {{ temuan | tanpa_titik }}.",
    )
    with letter.when("bentuk_pembinaan"):
        isi(letter, "Untuk itu kami merekomendasikan pembinaan berupa {{ bentuk_pembinaan | lower }}, yang jadwalnya kami "
            "beritahukan kemudian.")  # fmt: skip
    with letter.when("not bentuk_pembinaan"):
        isi(letter, "Untuk itu kami memfasilitasi usaha Saudara untuk naik kelas, antara lain melalui legalitas, "
            "pemasaran, dan pembiayaan.")  # fmt: skip
    return tutup(letter)


@naskah
def laporan_monev_um() -> Letter:
    return laporan_kegiatan(
        "MONITORING DAN EVALUASI {{ nama_usaha | upper }}", "Monitoring dan evaluasi dilaksanakan untuk menentukan "
        "kategori dan kebutuhan pembinaan usaha mikro.", "Surat Tugas Nomor {{ nomor_surat_tugas | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_kunjungan | hari_tanggal }}"), ("Kelurahan", "{{ kelurahan }}"),
            ("Petugas", "{{ petugas | penerima | daftar }}"), ("Kategori", "{{ kategori }}"),
            ("Omzet", "{{ omzet_sebelumnya | rupiah | atau('-') }} menjadi {{ omzet_sekarang | rupiah | atau('-') }}"),
            ("Temuan", "{{ temuan }}"), ("Pembinaan", "{{ bentuk_pembinaan }}", "bentuk_pembinaan"),
        ),
        "hasil",
    )  # fmt: skip


# ---------------------------------------------------------------------------------- monev koperasi


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
        ),
        label=4.0, after=8,
    )  # fmt: skip
    letter.form(
        (
            ("Aspek", "Yang dinilai", "Bobot", "Skor"),
            ("Tata kelola", "prinsip koperasi, kelembagaan, manajemen", "30%", "{{ tata_kelola }}"),
            ("Profil risiko", "risiko inheren, kualitas penerapan manajemen risiko", "15%", "{{ profil_risiko }}"),
            ("Kinerja keuangan", "evaluasi kinerja, manajemen keuangan, kesinambungan", "40%", "{{ kinerja_keuangan }}"),
            ("Permodalan", "kecukupan dan pengelolaan permodalan", "15%", "{{ permodalan }}"),
            ("Jumlah", "", "100%", "{{ skor_kesehatan }}"), ("Predikat", "", "", "{{ predikat }}"),
        ),
        (3.6, letter.width - 9.6, 2.0, 4.0), heads=True, align="llcc", height=0.8,
    )  # fmt: skip
    letter.text(
        "Bobot dan batas predikat: Permenkop UKM 9/2020 dan petunjuk teknisnya.", size=9, before=6, after=14
    )
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
            ("Tata kelola (30%)", "Profil risiko (15%)", "Kinerja keuangan (40%)", "Permodalan (15%)"),
            ("{{ tata_kelola }}", "{{ profil_risiko }}", "{{ kinerja_keuangan }}", "{{ permodalan }}"),
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
    return tutup(letter, KERJA_SAMA, tembusan=("Lurah setempat.",))


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
    )  # fmt: skip


# ---------------------------------------------------------------------------------------- pendataan


@naskah
def sk_tim_pendataan_koperasi() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pendataan Koperasi",
        (
            "bahwa untuk memperoleh data koperasi yang benar dan mutakhir perlu dilakukan pendataan koperasi;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu membentuk tim;",
        ),
        ("memverifikasi data koperasi", "menyurati pengurus dan mengunjungi koperasi", "memvalidasi dan melaporkan hasil"),
        "anggota_tim",
    )  # fmt: skip


@naskah
def surat_pengurus() -> Letter:
    letter = surat(
        "surat_pengurus", "'Pengurus ' ~ nama_koperasi", "Pemutakhiran Data Koperasi", place="{{ alamat | di_kota(kantor.kota) }}",
        enclosed="1 (satu) berkas", kind="Penting",
    )  # fmt: skip
    isi(
        letter,
        "Dalam rangka pemutakhiran data koperasi Tahun {{ hari_ini | tahun }}, kami mohon Pengurus mengisi dan menyampaikan "
        "data (terlampir) paling lambat tanggal {{ jawaban_paling_lambat | tanggal }}.",
        "Apabila sampai dengan tanggal tersebut tidak ada tanggapan, akan dilakukan konfirmasi keberadaan kepada Kelurahan "
        "setempat.",
    )
    tutup(letter)
    letter.annex("Surat Permohonan Data", number=nomor("surat_pengurus"), date=tanggal("surat_pengurus"))
    letter.text("ISIAN DATA KOPERASI", align=CENTRE, bold=True, after=8)
    letter.form(
        (
            ("Yang didata", "Data kami", "Isian Pengurus"), ("Nama koperasi", "{{ nama_koperasi }}", ""),
            ("Nomor badan hukum", "{{ nomor_badan_hukum }}", ""),
            ("Tanggal badan hukum", '{{ tanggal_badan_hukum | tanggal | atau("-") }}', ""),
            ("Alamat", '{{ alamat | atau("-") }}', ""), ("Jenis koperasi", '{{ jenis_koperasi | atau("-") }}', ""),
            ("NIB", '{{ nib | atau("-") }}', ""), ("Ketua, sekretaris, bendahara", '{{ nama_ketua | atau("-") }}', ""),
            ("Anggota pria / wanita", '{{ anggota_pria | atau("-") }} / {{ anggota_wanita | atau("-") }}', ""),
            ("RAT terakhir", '{{ rat_terakhir | tanggal | atau("-") }}', ""), ("Aset, modal sendiri, SHU", "", ""),
        ),
        (5.0, 5.0, letter.width - 10.0), heads=True, labels=(0,), height=0.9,
    )  # fmt: skip
    return letter


@naskah
def surat_kelurahan() -> Letter:
    letter = surat(
        "surat_kelurahan",
        "'Lurah ' ~ kelurahan",
        "Konfirmasi Keberadaan Koperasi",
        enclosed="1 (satu) lembar",
    )
    isi(
        letter,
        "Menindaklanjuti surat kami Nomor {{ nomor_surat_pengurus | atau('-') }} kepada Pengurus {{ nama_koperasi }} yang "
        "sampai saat ini tidak ditanggapi, kami mohon keterangan Saudara mengenai keberadaan koperasi tersebut:",
    )
    letter.pairs(
        (
            ("Nama koperasi", "{{ nama_koperasi }}"), ("Badan hukum", "{{ nomor_badan_hukum }}"),
            ("Alamat", '{{ alamat | atau("-") }}'),
        ),
        label=3.4, indent=1.25, after=6,
    )  # fmt: skip
    isi(
        letter,
        "Contoh surat keterangan kami lampirkan. Keterangan mohon disampaikan dalam 7 (tujuh) hari kerja.",
    )
    return tutup(letter, KERJA_SAMA, tembusan=("Camat setempat.",))


@naskah
def keterangan_keberadaan() -> Letter:
    letter = Letter()
    letter.text("(kop surat Kelurahan)", align=CENTRE, size=10, after=24)
    letter.judul("SURAT KETERANGAN", TITIK)
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs((("Nama", TITIK), ("Jabatan", "Lurah {{ kelurahan }}")), label=3.2, indent=1.25, after=6)
    letter.text("menerangkan bahwa koperasi:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ nama_koperasi }}"), ("Badan hukum", "{{ nomor_badan_hukum }}"),
            ("Alamat", '{{ alamat | atau("-") }}'),
        ),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    isi(
        letter,
        "masih ada dan aktif / ada tetapi tidak aktif / tidak ditemukan (coret yang tidak perlu) di wilayah Kelurahan "
        "{{ kelurahan }}.",
        "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.",
    )
    letter.signatures(
        ("", "", "", "", ""), (f"Pasuruan, {TITIK}", "LURAH {{ kelurahan | upper }},", "", "", "", TITIK)
    )
    return letter


@naskah
def tugas_kunjungan_koperasi() -> Letter:
    return surat_tugas(
        "surat_tugas", "Keputusan Kepala Dinas Nomor {{ nomor_sk_tim | atau('-') }} tentang Tim Pendataan Koperasi",
        "anggota_tim", "Mengunjungi dan mendata {{ nama_koperasi }}", (("Tempat", '{{ alamat | atau("-") }}'),),
    )  # fmt: skip


@naskah
def ba_validasi_koperasi() -> Letter:
    letter = judul("BERITA ACARA VALIDASI DATA KOPERASI", "berita_acara")
    isi(letter, "Pada hari ini, {{ tanggal_validasi | hari }} tanggal {{ tanggal_validasi | tanggal_terbilang }}, Tim "
        "Pendataan Koperasi telah memvalidasi data:")  # fmt: skip
    letter.form(
        (
            ("Nama koperasi", "{{ nama_koperasi }}"), ("Badan hukum", "{{ nomor_badan_hukum }}"),
            ("Alamat", '{{ alamat | atau("-") }}'), ("Kelurahan", "{{ kelurahan }}"),
            ("Jenis", '{{ jenis_koperasi | atau("-") }}'), ("Ketua", '{{ nama_ketua | atau("-") }}'),
            ("Anggota", '{{ anggota_pria | atau(0) }} pria, {{ anggota_wanita | atau(0) }} wanita'),
            ("RAT terakhir", '{{ rat_terakhir | tanggal | atau("-") }}'), ("Aset", '{{ aset | rupiah | atau("-") }}'),
            ("SHU", '{{ shu | rupiah | atau("-") }}'), ("Keberadaan", '{{ keberadaan | atau("-") }}'),
            ("Keterangan kelurahan", '{{ nomor_keterangan_kelurahan | atau("-") }}'),
        ),
        (4.5, letter.width - 4.5), labels=(0,),
    )  # fmt: skip
    letter.gap(6)
    isi(letter, "Data tersebut dinyatakan benar dan digunakan untuk memutakhirkan data koperasi.")
    letter.text("Tim Pendataan:", after=4, keep=True)
    letter.table(
        ("No.", "Nama", "Tanda tangan"), ("{{ loop.index }}", "{{ orang }}", "{{ loop.index }}. ..................."),
        (1.2, 9.0, letter.width - 10.2), loop="orang in anggota_tim | penerima", align="cll", empty=TITIK,
    )  # fmt: skip
    return letter


@naskah
def sk_tim_pendataan_um() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pendataan Usaha Mikro Tahun {{ tahun }}",
        (
            "bahwa untuk memperoleh data usaha mikro by name by address perlu dilakukan pendataan usaha mikro;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu membentuk tim;",
        ),
        ("memverifikasi pihak ketiga", "mengoordinasikan pendataan dengan kelurahan", "memvalidasi hasil pendataan"),
        "anggota_tim",
    )  # fmt: skip


def _undangan_fgd(name: str, order: str, day: str, agenda: str) -> Letter:
    letter = surat(
        name, "'Lurah ' ~ kelurahan", f"Undangan Diskusi Kelompok Terpumpun (FGD) {order}", kind="Penting"
    )
    isi(letter, f"Dalam rangka pendataan usaha mikro Tahun {{{{ tahun }}}}, bersama ini kami mengundang Saudara untuk hadir "
        f"pada diskusi kelompok terpumpun (FGD) {order.lower()}:")  # fmt: skip
    letter.pairs(
        (
            ("Hari/Tanggal", f"{{{{ {day} | hari_tanggal }}}}"), ("Pukul", "09.00 WIB s.d. selesai"),
            ("Tempat", "Kelurahan {{ kelurahan }}"), ("Acara", agenda),
        ),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    return tutup(
        letter,
        "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.",
        tembusan=("Camat setempat.",),
    )


@naskah
def undangan_fgd_pertama() -> Letter:
    return _undangan_fgd(
        "undangan_fgd_1", "Pertama", "tanggal_fgd_pertama", "Rencana dan data awal pendataan"
    )


@naskah
def undangan_fgd_kedua() -> Letter:
    return _undangan_fgd("undangan_fgd_2", "Kedua", "tanggal_fgd_kedua", "Pembahasan hasil pendataan")


@naskah
def pemberitahuan_pendataan() -> Letter:
    letter = surat("surat_pemberitahuan", "'Lurah ' ~ kelurahan", "Pemberitahuan Pendataan Usaha Mikro")
    isi(
        letter,
        "Menindaklanjuti FGD tanggal {{ tanggal_fgd_pertama | tanggal }}, kami beritahukan bahwa {{ pihak_ketiga }} akan "
        "mendata usaha mikro di Kelurahan {{ kelurahan }}. Mohon persetujuan turun lapangan dan dukungan Saudara dalam 7 "
        "(tujuh) hari kerja.",
        "Data yang dikumpulkan digunakan untuk pembinaan dan pelayanan publik sesuai dengan Undang-Undang Nomor 27 Tahun "
        "2022 tentang Pelindungan Data Pribadi. Petugas lapangan membawa tanda pengenal.",
    )
    return tutup(letter, KERJA_SAMA, tembusan=("Camat setempat;", "{{ pihak_ketiga }}."))


@naskah
def notula_fgd() -> Letter:
    letter = lembar("NOTULA")
    letter.pairs(
        (
            ("Rapat", "FGD pendataan usaha mikro Kelurahan {{ kelurahan }}"),
            ("Hari/Tanggal", "{{ (tanggal_fgd_kedua or tanggal_fgd_pertama) | hari_tanggal }}"),
            ("Pimpinan", "Kepala Bidang Usaha Mikro"), ("Peserta", "Kelurahan {{ kelurahan }}, {{ pihak_ketiga }}, tim"),
        ),
        label=3.4, after=8,
    )  # fmt: skip
    for head, lines in (("Pembahasan", 9), ("Kesimpulan", 5)):
        letter.form(((head,), ("\n" * lines,)), (letter.width,), heads=True)
        letter.gap(8)
    letter.signatures(
        ("Notulis,", "", "", "", f"( {TITIK} )"), ("Pimpinan rapat,", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def ba_hasil_pendataan() -> Letter:
    letter = berita_acara("BERITA ACARA HASIL PENDATAAN USAHA MIKRO", "berita_acara", "tanggal_fgd_kedua")
    para_pihak(letter, (TITIK, "{{ pihak_ketiga }}"), (TITIK, "Lurah {{ kelurahan }}"))
    isi(
        letter,
        "telah membahas hasil pendataan usaha mikro Kelurahan {{ kelurahan }} Tahun {{ tahun }} sejumlah "
        "{{ jumlah_data | banyaknya }} usaha, dengan hasil evaluasi: {{ hasil_evaluasi | tanpa_titik | atau('-') }}.",
        "Berita acara ini dibuat rangkap 3 (tiga) untuk dipergunakan sebagaimana mestinya.",
    )
    return tanda_tangan_para_pihak(
        letter, ("PIHAK KESATU,", f"( {TITIK} )"), ("PIHAK KEDUA,", f"( {TITIK} )")
    )


@naskah
def laporan_pendataan_um() -> Letter:
    return laporan_kegiatan(
        "PENDATAAN USAHA MIKRO KELURAHAN {{ kelurahan | upper }} TAHUN {{ tahun }}", "Pendataan dilaksanakan agar data "
        "usaha mikro benar dan mutakhir, by name by address.", "Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }} dan kontrak Nomor {{ nomor_kontrak | atau('-') }}.",
        (
            ("Pihak ketiga", "{{ pihak_ketiga }}"), ("Mulai pendataan", "{{ mulai_pendataan | tanggal }}"),
            ("FGD", "{{ tanggal_fgd_pertama | tanggal }} dan {{ tanggal_fgd_kedua | tanggal }}"),
            ("Jumlah data", "{{ jumlah_data | banyaknya }} usaha"),
            ("Valid", "{{ entri_usaha | selectattr('valid', 'equalto', 'Ya') | list | length }} dari "
             "{{ entri_usaha | length }} entri yang dicatat"),
        ),
        "hasil_evaluasi",
    )  # fmt: skip


# ------------------------------------------------------------------------------- data bagi stakeholder


@naskah
def lembar_telaah() -> Letter:
    letter = lembar("LEMBAR TELAAH PERMINTAAN DATA")
    letter.form(
        (
            ("Nomor kasus", "{{ kasus.id }}"), ("Pemohon", "{{ pemohon }}"), ("Keperluan", "{{ keperluan }}"),
            ("Data yang diminta", "{{ data_yang_diminta }}"), ("Dasar permintaan", '{{ dasar_permintaan | atau("-") }}'),
            ("Tingkat data menurut ketentuan", '{{ tingkat_data | atau("-") }}'), ("Dasar pemberian (UU 27/2022 Pasal 20)", ""),
            ("Catatan penelaah", ""),
        ),
        (5.6, letter.width - 5.6), labels=(0,), heights=(0.7, 0.7, 1.2, 1.2, 0.7, 0.9, 1.2, 2.5),
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
def pengantar_data() -> Letter:
    letter = surat("pengantar", "pemohon | pejabat", "Penyampaian Data", enclosed="1 (satu) berkas")
    isi(
        letter,
        "Memenuhi permintaan Saudara {{ dasar_permintaan | atau('') }}, bersama ini disampaikan data sebagai berikut untuk "
        "keperluan {{ keperluan }}:",
    )
    letter.table(
        ("No.", "Data yang disampaikan", "Banyaknya", "Keterangan"),
        ("1", "{{ data_yang_diminta }} (kolom: {{ kolom_yang_diberikan | atau('-') }})",
         "{{ jumlah_baris | banyaknya | atau('-') }} baris", "tingkat {{ tingkat_data | lower }}; berkas bersandi"),
        (1.1, letter.width - 8.6, 3.5, 4.0), align="clll",
    )  # fmt: skip
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


# -------------------------------------------------------------------------------------- pembubaran

KOPERASI = (
    ("Nama koperasi", "{{ nama_koperasi }}"),
    (
        "Badan hukum",
        "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %} tanggal {{ tanggal_badan_hukum | tanggal }}{% endif %}",
    ),
    ("Alamat", "{{ alamat }}"),
)
DASAR = (
    "Pasal 46 dan Pasal 47 Undang-Undang Nomor 25 Tahun 1992 tentang Perkoperasian dan Peraturan Pemerintah Nomor 17 Tahun "
    "1994 tentang Pembubaran Koperasi oleh Pemerintah"
)


@naskah
def ba_rapat_monev() -> Letter:
    letter = judul("BERITA ACARA RAPAT HASIL MONITORING DAN EVALUASI", "berita_acara")
    isi(letter, "Pada hari ini, {{ tanggal_rapat | hari }} tanggal {{ tanggal_rapat | tanggal_terbilang }}, bertempat di "
        "{{ kantor.nama }}, telah dilaksanakan rapat hasil monitoring dan evaluasi atas koperasi:")  # fmt: skip
    letter.pairs(KOPERASI, label=3.4, indent=1.25, after=6)
    isi(letter, "dengan hasil monitoring dan evaluasi:")
    letter.paragraphs_of("hasil_monev")
    isi(letter, f"Berdasarkan {DASAR}, rapat menyimpulkan koperasi tersebut diusulkan untuk dibubarkan dengan alasan: "
        "{{ alasan_pembubaran | lower }}.")  # fmt: skip
    letter.text("Peserta rapat:", after=4, keep=True)
    letter.form(
        (("No.", "Nama", "Jabatan", "Tanda tangan"), *((str(number), "", "", "") for number in range(1, 6))),
        (1.2, 5.5, 5.0, letter.width - 11.7), heads=True, height=0.8,
    )  # fmt: skip
    return letter


@naskah
def daftar_usulan_pembubaran() -> Letter:
    letter = lembar("DAFTAR USULAN PEMBUBARAN KOPERASI")
    letter.form(
        (
            ("No.", "Nama koperasi", "Nomor dan tanggal badan hukum", "Alamat", "Alasan"),
            ("1", "{{ nama_koperasi }}",
             "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %}, {{ tanggal_badan_hukum | tanggal }}{% endif %}",
             "{{ alamat }}", "{{ alasan_pembubaran }}"),
        ),
        (1.1, 4.0, 4.2, 3.8, letter.width - 13.1), heads=True, size=10,
    )  # fmt: skip
    letter.gap(14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def usulan_pembubaran() -> Letter:
    letter = surat(
        "surat_usulan", "kepada_kementerian", "Usulan Pembubaran Koperasi", place="Jakarta", enclosed="1 (satu) berkas",
        kind="Penting",
    )  # fmt: skip
    isi(letter, f"Berdasarkan {DASAR}, serta hasil monitoring dan evaluasi yang dituangkan dalam berita acara tanggal "
        "{{ tanggal_rapat | tanggal }}, bersama ini kami usulkan pembubaran koperasi:")  # fmt: skip
    letter.pairs((*KOPERASI, ("Alasan", "{{ alasan_pembubaran }}")), label=3.4, indent=1.25, after=6)
    isi(letter, "Berita acara rapat dan daftar usulan kami lampirkan.")
    return tutup(letter, MAKLUM, tembusan=("Wali Kota Pasuruan (sebagai laporan);", "Kepala Dinas Koperasi, Usaha Kecil dan "
                                           "Menengah Provinsi Jawa Timur."))  # fmt: skip


@naskah
def rencana_pembubaran() -> Letter:
    letter = surat(
        "surat_pemberitahuan", "'Pengurus ' ~ nama_koperasi", "Pemberitahuan Rencana Pembubaran Koperasi",
        place="{{ alamat | di_kota(kantor.kota) }}", kind="Penting",
    )  # fmt: skip
    letter.text("SURAT TERCATAT", bold=True, size=10, after=6)
    isi(
        letter,
        f"Berdasarkan {DASAR}, serta hasil monitoring dan evaluasi pada tanggal {{{{ tanggal_rapat | tanggal }}}} dan surat "
        "{{ kepada_kementerian }} Nomor {{ nomor_sk_usulan | atau('-') }} tanggal {{ tanggal_sk_usulan | tanggal }}, "
        "diberitahukan rencana pembubaran koperasi Saudara karena {{ alasan_pembubaran | lower }}.",
        "Saudara berhak mengajukan keberatan secara tertulis paling lambat 2 (dua) bulan sejak surat ini diterima, kepada "
        "Kepala Dinas Koperasi dan Usaha Mikro Kota Pasuruan. Keberatan diputus paling lambat 1 (satu) bulan sejak diterima.",
        "Apabila sampai dengan batas waktu tersebut tidak ada tanggapan, rencana pembubaran diumumkan melalui media massa "
        "dan diproses lebih lanjut sesuai dengan peraturan perundang-undangan.",
    )
    return tutup(letter, MAKLUM, tembusan=("Camat setempat;", "Lurah {{ kelurahan | atau('setempat') }}."))


@naskah
def bahan_publikasi() -> Letter:
    letter = surat(
        "surat_publikasi", "'Pimpinan ' ~ media", "Permohonan Pemuatan Pengumuman", enclosed="1 (satu) lembar"
    )
    isi(letter, "Bersama ini kami mohon pemuatan pengumuman rencana pembubaran koperasi sebagaimana terlampir pada media "
        "Saudara.")  # fmt: skip
    tutup(letter, KERJA_SAMA)
    letter.annex(
        "Surat Permohonan Pemuatan", number=nomor("surat_publikasi"), date=tanggal("surat_publikasi")
    )
    letter.text("PENGUMUMAN RENCANA PEMBUBARAN KOPERASI", align=CENTRE, bold=True, after=8)
    isi(letter, f"Berdasarkan {DASAR}, diumumkan rencana pembubaran koperasi:")
    letter.form(
        (
            ("No.", "Nama koperasi", "Nomor dan tanggal badan hukum", "Alamat"),
            ("1", "{{ nama_koperasi }}",
             "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %}, {{ tanggal_badan_hukum | tanggal }}{% endif %}",
             "{{ alamat }}"),
        ),
        (1.1, 5.0, 5.4, letter.width - 11.5), heads=True,
    )  # fmt: skip
    letter.gap(6)
    isi(letter, "Pengurus, anggota, dan pihak yang berkepentingan dapat menyampaikan tanggapan secara tertulis paling lambat "
        "30 (tiga puluh) hari sejak pengumuman ini dimuat kepada {{ kantor.nama }}, {{ kantor.alamat }}"
        "{% if kantor.telepon %}, telepon {{ kantor.telepon }}{% endif %}.")  # fmt: skip
    return letter


@naskah
def usulan_tim_penyelesai() -> Letter:
    letter = surat(
        "surat_usulan_tim",
        "kepada_kementerian",
        "Usulan Tim Penyelesai",
        place="Jakarta",
        enclosed="1 (satu) lembar",
    )
    isi(letter, "Sehubungan dengan tanggapan atas rencana pembubaran {{ nama_koperasi }}, Badan Hukum "
        "{{ nomor_badan_hukum }}, kami usulkan susunan Tim Penyelesai untuk melakukan penyelidikan:")  # fmt: skip
    letter.numbered("susunan_tim", indent=1.25)
    return tutup(letter)


@naskah
def usulan_sk_pembubaran() -> Letter:
    letter = surat(
        "surat_usulan_sk", "kepada_kementerian", "Usulan Penerbitan Keputusan Pembubaran Koperasi", place="Jakarta",
        enclosed="1 (satu) berkas", kind="Penting",
    )  # fmt: skip
    isi(letter, "Menindaklanjuti keputusan Nomor {{ nomor_sk_usulan | atau('-') }} tanggal {{ tanggal_sk_usulan | tanggal }} mengenai "
        "rencana pembubaran koperasi:")  # fmt: skip
    letter.pairs(KOPERASI, label=3.4, indent=1.25, after=6)
    with letter.when("hasil_penyelidikan"):
        isi(
            letter,
            "Tim Penyelesai telah melakukan penyelidikan dengan hasil: {{ hasil_penyelidikan | tanpa_titik }}.",
        )
    with letter.when("not hasil_penyelidikan"):
        isi(letter, "Pemberitahuan telah diterima pengurus pada tanggal {{ tanggal_diterima_pengurus | tanggal | atau('-') }} "
            "dan rencana pembubaran telah diumumkan pada tanggal {{ tanggal_publikasi | tanggal | atau('-') }}, dan sampai "
            "dengan batas waktu tidak ada tanggapan.")  # fmt: skip
    isi(letter, "Untuk itu kami usulkan penerbitan keputusan pembubaran koperasi tersebut.")
    return tutup(letter, MAKLUM, tembusan=("Wali Kota Pasuruan (sebagai laporan).",))


@naskah
def pengumuman_pembubaran() -> Letter:
    letter = judul("PENGUMUMAN", "pengumuman", about="PEMBUBARAN {{ nama_koperasi | upper }}")
    isi(letter, "Berdasarkan Keputusan {{ kepada_kementerian }} Nomor {{ nomor_sk_pembubaran }} tanggal "
        "{{ tanggal_sk_pembubaran | tanggal }}, diumumkan bahwa koperasi berikut dibubarkan:")  # fmt: skip
    letter.pairs(KOPERASI, label=3.4, indent=1.25, after=6)
    isi(
        letter,
        "Sejak tanggal keputusan tersebut nama koperasi menyandang sebutan “dalam penyelesaian”. Pihak yang mempunyai "
        "tagihan dapat mengajukannya kepada Tim Penyelesai dalam jangka waktu sesuai dengan peraturan perundang-undangan.",
        "Demikian pengumuman ini untuk diketahui.",
    )
    return tanda_tangan_tanggal(letter, "pengumuman", where="Dikeluarkan di")
