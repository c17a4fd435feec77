"""Letters of P4: events and trainings, promotion, licences, advocacy."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter, Look
from scripts.stock_templates.pieces import (
    DPMPTSP,
    KERJA_SAMA,
    LANDSCAPE,
    MAKLUM,
    TITIK,
    daftar_periksa,
    emblem,
    isi,
    keputusan_tim,
    laporan_kegiatan,
    lembar,
    naskah,
    surat,
    surat_tugas,
    tanggal,
    tutup,
)  # fmt: skip

BIDANG_DINAS = "Kepala {{ bidang }} Dinas Koperasi dan Usaha Mikro"
PELAKSANAAN = (
    ("Hari/Tanggal", "{{ tanggal_pelaksanaan | hari_tanggal }}"), ("Pukul", '{{ pukul | atau("09.00 WIB s.d. selesai") }}'),
    ("Tempat", "{{ tempat }}"), ("Acara", "{{ nama_kegiatan }}"),
)  # fmt: skip


@naskah
def sk_tim_kegiatan() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pelaksana {{ nama_kegiatan }}",
        (
            "bahwa untuk kelancaran {{ nama_kegiatan }} perlu dibentuk Tim Pelaksana;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan Keputusan Kepala Dinas;",
        ),
        (
            "menyusun rencana dan jadwal kegiatan", "menentukan narasumber dan peserta",
            "menyiapkan sarana dan melaksanakan kegiatan", "melaporkan hasilnya kepada Kepala Dinas",
        ),
        "susunan_tim",
    )  # fmt: skip


@naskah
def permohonan_narasumber() -> Letter:
    letter = surat("permohonan", "narasumber", "Permohonan Narasumber", enclosed="1 (satu) berkas")
    isi(
        letter,
        "Sehubungan dengan akan dilaksanakannya {{ nama_kegiatan }}, kami mohon kesediaan Saudara menjadi narasumber "
        "dengan materi {{ materi }}, pada:",
    )
    letter.pairs(PELAKSANAAN[:3], label=3.2, indent=1.25, after=6)
    isi(
        letter,
        "Konfirmasi kesediaan kami harapkan paling lambat {{ jawaban_paling_lambat | hari_tanggal }} melalui tautan yang "
        "dikirim ke pos-el Saudara atau langsung kepada kami.",
    )
    return tutup(letter)


@naskah
def undangan_peserta() -> Letter:
    letter = surat("undangan", "'(daftar terlampir)'", "Undangan", enclosed="1 (satu) lembar", kind="Penting")
    isi(letter, "Dalam rangka {{ nama_kegiatan }}, bersama ini kami mengundang Saudara untuk hadir pada:")
    letter.pairs(PELAKSANAAN, label=3.2, indent=1.25, after=6)
    tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")
    letter.annex("Surat Undangan", number='{{ nomor_undangan | atau("-") }}', date=tanggal("undangan"))
    letter.text("DAFTAR UNDANGAN", align=CENTRE, bold=True, after=8)
    letter.table(
        ("No.", "Nama", "Usaha atau koperasi", "Kelurahan"),
        ("{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.kelurahan }}"),
        (1.2, 5.5, 6.3, letter.width - 13.0), loop="orang in peserta", align="clll", empty="(peserta belum dicatat)",
    )  # fmt: skip
    return letter


@naskah
def undangan_lembaga() -> Letter:
    letter = surat("undangan_lembaga", "lembaga_keuangan | pejabat", "Undangan", kind="Penting")
    isi(
        letter,
        "Dalam rangka {{ nama_kegiatan }}, bersama ini kami mengundang Saudara untuk hadir dan menjelaskan skema pembiayaan "
        "bagi koperasi dan usaha mikro pada:",
    )
    letter.pairs(PELAKSANAAN, label=3.2, indent=1.25, after=6)
    isi(
        letter,
        "Data peserta yang berminat kami sampaikan sesudah kegiatan, hanya dari peserta yang menyetujuinya.",
    )
    return tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")


@naskah
def daftar_hadir() -> Letter:
    letter = lembar("DAFTAR HADIR")
    letter.pairs(
        (
            ("Kegiatan", "{{ nama_kegiatan }}"), ("Hari/Tanggal", "{{ tanggal_pelaksanaan | hari_tanggal }}"),
            ("Tempat", "{{ tempat }}"),
        ),
        label=3.2, after=6,
    )  # fmt: skip
    letter.table(
        ("No.", "Nama", "Usaha atau koperasi", "Kelurahan", "Tanda tangan"),
        ("{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.kelurahan }}",
         "{{ loop.index }}. ............"),
        (1.1, 4.6, 4.6, 3.0, letter.width - 13.3), loop="orang in peserta", align="cllll", empty="(peserta belum dicatat)",
    )  # fmt: skip
    letter.signatures(("", "", "", "", ""), ("Ketua Tim Pelaksana,", "", "", "", f"( {TITIK} )"))
    return letter


@naskah
def sertifikat_peserta() -> Letter:
    letter = Letter(Look(paper=(29.7, 21.0), margins=(2.0, 2.5, 1.5, 2.5), size=13))
    with letter.each("orang", "peserta"):
        letter.picture(emblem(), 2.4)
        letter.text("{{ kantor.pemerintah }}", align=CENTRE, size=13, before=4)
        letter.text("{{ kantor.instansi }}", align=CENTRE, size=15, bold=True, after=14)
        letter.text("SERTIFIKAT", align=CENTRE, size=30, bold=True)
        letter.text("Nomor {{ nomor_sertifikat }}-{{ loop.index }}", align=CENTRE, size=11, after=12)
        letter.text("diberikan kepada", align=CENTRE)
        letter.text("{{ orang.nama }}", align=CENTRE, size=24, bold=True, before=6, after=2)
        letter.text("{{ orang.usaha_atau_koperasi }}", align=CENTRE, after=10)
        letter.text(
            "atas keikutsertaannya sebagai peserta {{ nama_kegiatan }} dengan materi {{ materi }} yang diselenggarakan "
            "di {{ tempat }} pada tanggal {{ tanggal_pelaksanaan | tanggal }}.",
            align=CENTRE, after=18,
        )  # fmt: skip
        letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('sertifikat')}", qr=False)
        with letter.when("not loop.last"):
            letter.page_break()
    with letter.when("not peserta"):
        letter.text("(belum ada peserta yang dicatat di tab peserta)", align=CENTRE)
    return letter


HASIL_KEGIATAN = (
    ("Waktu", "{{ tanggal_pelaksanaan | hari_tanggal }}"), ("Tempat", "{{ tempat }}"), ("Materi", "{{ materi }}"),
    ("Narasumber", "{{ narasumber }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} orang"),
    ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
)  # fmt: skip
PENILAIAN = "Kegiatan diikuti {{ jumlah_peserta | banyaknya }} orang. {{ evaluasi_peserta | tanpa_titik }}."


@naskah
def laporan_pelatihan() -> Letter:
    return laporan_kegiatan(
        "{{ nama_kegiatan | upper }}", "{{ nama_kegiatan }} diselenggarakan untuk meningkatkan kemampuan koperasi dan "
        "pelaku usaha mikro Kota Pasuruan.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.", HASIL_KEGIATAN, "hasil_kegiatan", PENILAIAN,
    )  # fmt: skip


@naskah
def laporan_pembiayaan() -> Letter:
    rows = (*HASIL_KEGIATAN, ("Lembaga keuangan", "{{ lembaga_keuangan | atau('-') }}"),
            ("Berminat", "{{ jumlah_berminat | banyaknya | atau('-') }} pelaku usaha"))  # fmt: skip
    return laporan_kegiatan(
        "{{ nama_kegiatan | upper }}", "{{ nama_kegiatan }} mempertemukan koperasi dan pelaku usaha mikro dengan "
        "lembaga keuangan.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.", rows, "hasil_kegiatan", PENILAIAN + " {{ minat_tercatat }}",
    )  # fmt: skip


@naskah
def rekap_minat_kredit() -> Letter:
    letter = lembar("REKAP MINAT PEMBIAYAAN", LANDSCAPE)
    letter.pairs(
        (
            ("Kegiatan", "{{ nama_kegiatan }}"), ("Lembaga keuangan", '{{ lembaga_keuangan | atau("-") }}'),
            ("Keadaan per", "{{ hari_ini | tanggal }}"),
        ),
        label=3.6, after=4,
    )  # fmt: skip
    letter.text(
        "Hanya memuat peserta yang menyetujui datanya diberikan kepada lembaga keuangan (UU 27/2022 Pasal 20).",
        size=9, after=6,
    )  # fmt: skip
    letter.table(
        ("No.", "Nama", "Usaha", "HP", "Kebutuhan modal", "Peruntukan"),
        (
            "{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.hp }}",
            "{{ orang.kebutuhan_modal | rupiah }}", "{{ orang.peruntukan }}",
        ),
        (1.2, 5.5, 5.5, 3.6, 4.4, letter.width - 20.2),
        loop="orang in peserta | selectattr('persetujuan_data', 'equalto', 'Ya')", align="clllrl", size=9.5,
        empty="(belum ada peserta yang menyetujui)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


# ------------------------------------------------------------------------------------------- promosi


@naskah
def sk_tim_promosi() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pelaksana {{ nama_acara }}",
        (
            "bahwa untuk kelancaran penyelenggaraan {{ nama_acara }} perlu dibentuk Tim Pelaksana;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan Keputusan Kepala Dinas;",
        ),
        (
            "menyusun konsep acara bersama penyelenggara", "menentukan peserta bersama paguyuban",
            "mengoordinasikan acara dengan perangkat daerah terkait", "melaporkan hasilnya kepada Kepala Dinas",
        ),
        "susunan_tim",
    )  # fmt: skip


@naskah
def penunjukan_eo() -> Letter:
    letter = surat("penunjukan", "eo | pejabat", "Penunjukan Penyelenggara Acara")
    isi(
        letter,
        "Sehubungan dengan rencana {{ nama_acara }}, dengan ini kami menunjuk {{ eo }} sebagai penyelenggara acara (event "
        "organizer), dengan tugas menyusun konsep acara bersama Tim Pelaksana, menyiapkan, dan melaksanakan acara.",
        "Hal-hal teknis dan pembiayaan diatur dalam perjanjian tersendiri sesuai dengan peraturan perundang-undangan.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def surat_paguyuban() -> Letter:
    letter = surat("surat_paguyuban", "'Ketua ' ~ paguyuban", "Permohonan Usulan Peserta {{ nama_acara }}")
    isi(
        letter,
        "Dalam rangka {{ nama_acara }}, kami mohon Saudara mengusulkan koperasi dan pelaku usaha mikro anggota paguyuban "
        "sebagai peserta, dengan menyebutkan nama usaha, produk, dan kelurahannya.",
        "Usulan dapat disampaikan melalui tautan yang dikirim ke pos-el Saudara atau langsung kepada kami.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def undangan_opd() -> Letter:
    letter = surat("undangan_opd", "opd_terkait", "Undangan Rapat Koordinasi", kind="Penting")
    isi(
        letter,
        "Dalam rangka persiapan {{ nama_acara }}, bersama ini kami mengundang Saudara untuk hadir pada:",
    )
    letter.pairs(
        (
            ("Hari/Tanggal", "{{ tanggal_rapat | hari_tanggal }}"), ("Pukul", "09.00 WIB s.d. selesai"),
            ("Tempat", "Kantor {{ kantor.nama }}"), ("Acara", "Koordinasi {{ nama_acara }}"),
        ),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    return tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")


@naskah
def konsep_acara() -> Letter:
    letter = lembar("KONSEP ACARA", below="{{ nama_acara | upper }}")
    letter.pairs(
        (
            ("Penyelenggara", "{{ eo }}"), ("Hari/Tanggal", '{{ tanggal_acara | hari_tanggal | atau("-") }}'),
            ("Tempat", '{{ tempat | atau("-") }}'), ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
            ("Perangkat daerah terkait", "{{ opd_terkait | penerima | daftar }}", "opd_terkait"),
        ),
        label=4.4, after=8,
    )  # fmt: skip
    letter.paragraphs_of("konsep_acara", first=0)
    letter.text("Peserta", bold=True, before=6, after=4)
    letter.table(
        ("No.", "Usaha atau koperasi", "Produk", "Kelurahan"),
        ("{{ loop.index }}", "{{ satu.usaha_atau_koperasi }}", "{{ satu.produk }}", "{{ satu.kelurahan }}"),
        (1.2, 6.3, 5.0, letter.width - 12.5), loop="satu in peserta_promosi", align="clll", empty="(belum ditentukan)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def surat_tugas_promosi() -> Letter:
    return surat_tugas(
        "surat_tugas", "Keputusan Kepala Dinas Nomor {{ nomor_sk_tim | atau('-') }} tentang Tim Pelaksana {{ nama_acara }}",
        "susunan_tim", "Melaksanakan {{ nama_acara }}",
        (("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}")),
    )  # fmt: skip


@naskah
def evaluasi_promosi() -> Letter:
    letter = lembar("LEMBAR EVALUASI KEGIATAN", below="{{ nama_acara | upper }}")
    letter.form(
        (
            ("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}"),
            ("Penyelenggara", "{{ eo }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} koperasi dan pelaku usaha"),
            ("Peserta yang hadir",
             "{{ peserta_promosi | selectattr('hadir', 'equalto', 'Ya') | list | length }} dari yang dicatat"),
            ("Hasil evaluasi", "{{ hasil_evaluasi }}"),
        ),
        (5.0, letter.width - 5.0), labels=(0,), height=0.8,
    )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def laporan_promosi() -> Letter:
    return laporan_kegiatan(
        "{{ nama_acara | upper }}", "{{ nama_acara }} diselenggarakan untuk memperluas pemasaran produk koperasi dan "
        "usaha mikro.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}"), ("Penyelenggara", "{{ eo }}"),
            ("Paguyuban", "{{ paguyuban }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} koperasi dan pelaku usaha"),
            ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
        ),
        "hasil_evaluasi",
        "Dari {{ peserta_promosi | length }} koperasi dan pelaku usaha yang dicatat, "
        "{{ peserta_promosi | selectattr('hadir', 'equalto', 'Ya') | list | length }} hadir.",
    )  # fmt: skip


@naskah
def penunjukan_peserta() -> Letter:
    return surat_tugas(
        "surat_tugas", "Surat {{ penyelenggara }} Nomor {{ nomor_undangan | atau('-') }} tanggal "
        "{{ tanggal_undangan | tanggal | atau('-') }}", "peserta_yang_ditunjuk", "Mengikuti {{ nama_acara }}",
        (("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal | atau('sesuai undangan') }}"),
         ("Penyelenggara", "{{ penyelenggara }}")),
    )  # fmt: skip


@naskah
def balasan_provinsi() -> Letter:
    letter = surat(
        "balasan", "penyelenggara | pejabat", "Keikutsertaan {{ nama_acara }}",
        place="{% if 'Provinsi' in penyelenggara %}Surabaya{% else %}{{ kantor.kota }}{% endif %}",
    )  # fmt: skip
    isi(
        letter,
        "Menindaklanjuti surat Saudara Nomor {{ nomor_undangan | atau('-') }} tanggal "
        "{{ tanggal_undangan | tanggal | atau('-') }} hal undangan {{ nama_acara }}, bersama ini kami sampaikan bahwa Kota "
        "Pasuruan mengikutsertakan:",
    )
    letter.numbered("peserta_yang_ditunjuk", indent=1.25)
    return tutup(letter)


@naskah
def laporan_keikutsertaan() -> Letter:
    return laporan_kegiatan(
        "KEIKUTSERTAAN {{ nama_acara | upper }}", "{{ nama_acara }} diselenggarakan oleh {{ penyelenggara }}.",
        "Undangan Nomor {{ nomor_undangan | atau('-') }} dan Surat Tugas Nomor {{ nomor_surat_tugas | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_acara | hari_tanggal | atau('-') }}"),
            ("Peserta", "{{ peserta_yang_ditunjuk | penerima | daftar }}"),
            ("Nilai transaksi", "{{ nilai_transaksi | rupiah_terbilang }}", "nilai_transaksi"),
        ),
        "hasil_dan_omzet",
        "Kota Pasuruan mengikutsertakan {{ peserta_yang_ditunjuk | penerima | length }} peserta"
        "{% if nilai_transaksi %} dengan nilai transaksi {{ nilai_transaksi | rupiah }}{% endif %}"
        "{% if omzet_pameran %} dan omzet pameran yang dilaporkan {{ omzet_pameran | rupiah }}{% endif %}.",
    )  # fmt: skip


# ------------------------------------------------------------------------------- perizinan, advokasi


@naskah
def verifikasi_perizinan() -> Letter:
    letter = lembar("LEMBAR VERIFIKASI BERKAS PERIZINAN KOPERASI")
    letter.pairs(
        (
            ("Nama koperasi", "{{ nama_koperasi }}"), ("Badan hukum", '{{ nomor_badan_hukum | atau("-") }}'),
            ("NIB", '{{ nib | atau("-") }}'), ("Jenis izin", '{{ jenis_izin | atau("-") }}'),
            ("Pemberitahuan DPMPTSP", "{{ nomor_pemberitahuan }}, {{ tanggal_pemberitahuan | tanggal }}"),
        ),
        label=5.0, after=8,
    )  # fmt: skip
    daftar_periksa(
        letter,
        (
            "Akta pendirian dan pengesahan badan hukum", "NIB dan KBLI sesuai usaha", "NPWP koperasi",
            "Susunan pengurus dan pengawas yang masih berlaku", "Bukti setoran modal sendiri",
            "Rencana kerja dan laporan RAT terakhir", "Surat kuasa, bila diwakilkan",
        ),
    )  # fmt: skip
    letter.text(
        "Hasil verifikasi:  {{ hasil_verifikasi | atau('lengkap / belum lengkap') }}", before=10, after=12
    )
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def pengembalian_perizinan() -> Letter:
    letter = surat(
        "pengembalian", "'Pengurus ' ~ nama_koperasi", "Kelengkapan Berkas Perizinan", enclosed="1 (satu) berkas",
        kind="Segera",
    )  # fmt: skip
    isi(
        letter,
        "Setelah kami verifikasi, berkas permohonan perizinan ({{ jenis_izin | atau('perizinan berusaha') }}) koperasi Saudara belum "
        "lengkap. Berkas dimaksud kami kembalikan untuk dilengkapi:",
    )
    letter.numbered("kekurangan_berkas", indent=1.25)
    isi(
        letter,
        "Kelengkapan mohon diunggah di OSS dan diberitahukan kepada kami paling lambat 10 (sepuluh) hari kerja.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def rekomendasi_perizinan() -> Letter:
    letter = surat("rekomendasi", f"'{DPMPTSP}'", "Hasil Verifikasi Berkas Perizinan Koperasi")
    isi(
        letter,
        "Menindaklanjuti pemberitahuan Nomor {{ nomor_pemberitahuan }} tanggal {{ tanggal_pemberitahuan | tanggal }}, kami "
        "telah memverifikasi berkas permohonan:",
    )
    letter.pairs(
        (
            ("Nama koperasi", "{{ nama_koperasi }}"), ("Badan hukum", '{{ nomor_badan_hukum | atau("-") }}'),
            ("NIB", '{{ nib | atau("-") }}'), ("Jenis izin", '{{ jenis_izin | atau("-") }}'),
            ("Hasil verifikasi", "{{ hasil_verifikasi }}"),
        ),
        label=4.0, indent=1.25, after=6,
    )  # fmt: skip
    isi(
        letter,
        "Berkas tersebut dinyatakan lengkap untuk diproses lebih lanjut di OSS sesuai dengan kewenangan Saudara.",
    )
    return tutup(letter, MAKLUM, tembusan=("Pengurus {{ nama_koperasi }}.",))


@naskah
def tugas_pendamping() -> Letter:
    return surat_tugas(
        "surat_tugas", "Permintaan pendampingan {{ kasus.id }} dari {{ usaha_atau_koperasi }}", "pendamping",
        "Melaksanakan {{ jenis_advokasi }} kepada {{ usaha_atau_koperasi }}",
        (("Permasalahan", "{{ permasalahan }}"),),
    )  # fmt: skip


@naskah
def lembar_konsultasi() -> Letter:
    letter = lembar("LEMBAR KONSULTASI DAN PENDAMPINGAN")
    letter.form(
        (
            ("Nomor kasus", "{{ kasus.id }}"), ("Pemohon", "{{ nama_pemohon }}"),
            ("Usaha atau koperasi", "{{ usaha_atau_koperasi }}"), ("Kelurahan", '{{ kelurahan | atau("-") }}'),
            ("Jenis", "{{ jenis_advokasi }}"), ("Permasalahan", "{{ permasalahan }}"), ("Pendamping", "{{ pendamping }}"),
            ("Tanggal pendampingan", '{{ tanggal_pendampingan | hari_tanggal | atau("") }}'),
            ("Uraian konsultasi", '{{ hasil | atau("") }}'), ("Saran dan tindak lanjut", '{{ tindak_lanjut | atau("") }}'),
        ),
        (5.0, letter.width - 5.0), labels=(0,), heights=(0.7, 0.7, 0.7, 0.7, 0.7, 1.2, 0.7, 0.7, 4.0, 2.5),
    )  # fmt: skip
    letter.gap(10)
    letter.signatures(
        ("Pemohon,", "", "", "", "( {{ nama_pemohon }} )"), ("Pendamping,", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def laporan_pendampingan() -> Letter:
    return laporan_kegiatan(
        "PENDAMPINGAN {{ usaha_atau_koperasi | upper }}", "Pendampingan diberikan atas permintaan "
        "{{ usaha_atau_koperasi }}. Permasalahan: {{ permasalahan | tanpa_titik }}.", "Surat Tugas Nomor {{ nomor_surat_tugas | atau('-') }}.",
        (
            ("Jenis", "{{ jenis_advokasi }}"), ("Waktu", "{{ tanggal_pendampingan | hari_tanggal }}"),
            ("Pendamping", "{{ pendamping | penerima | daftar }}"),
            ("Merek", "{{ merek }}{% if kelas_merek %}, kelas {{ kelas_merek }}{% endif %}", "merek"),
            ("Nomor permohonan merek", "{{ nomor_permohonan_merek }}", "nomor_permohonan_merek"),
            ("Tindak lanjut", "{{ tindak_lanjut }}", "tindak_lanjut"),
        ),
        "hasil",
    )  # fmt: skip


@naskah
def rekap_merek() -> Letter:
    letter = lembar("REKAP PERMOHONAN MEREK TAHUN {{ hari_ini | tahun }}", LANDSCAPE)
    letter.table(
        ("No.", "Pemohon", "Usaha atau koperasi", "Kelurahan", "Merek", "Kelas", "Nomor dan tanggal permohonan", "Status DJKI"),
        (
            "{{ loop.index }}", "{{ satu.nama_pemohon }}", "{{ satu.usaha_atau_koperasi }}", "{{ satu.kelurahan }}",
            "{{ satu.merek }}", "{{ satu.kelas_merek }}",
            "{{ satu.nomor_permohonan_merek }}{% if satu.tanggal_permohonan %}, {{ satu.tanggal_permohonan | tanggal }}{% endif %}",
            "{{ satu.status_djki | atau('Diajukan') }}",
        ),
        (1.0, 3.8, 4.2, 3.0, 3.6, 1.4, letter.width - 20.0, 3.0),
        loop="satu in rekap_merek | selectattr('tahun', 'equalto', hari_ini | tahun | int)", align="clllccll", size=9.5,
        empty="(belum ada permohonan merek tahun ini)",
    )  # fmt: skip
    letter.text(
        "Jumlah permohonan yang didampingi: {{ rekap_merek | selectattr('tahun', 'equalto', hari_ini | tahun | int) | list "
        "| length | banyaknya }}. Pendaftaran merek diputuskan DJKI.",
        size=9.5, before=6,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter
