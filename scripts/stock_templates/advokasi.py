"""Letters of P4.2.3.1 and P4.3.4: licences, advocacy."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    DPMPTSP,
    KERJA_SAMA,
    LANDSCAPE,
    MAKLUM,
    TITIK,
    daftar_periksa,
    isi,
    laporan_kegiatan,
    lembar,
    naskah,
    surat,
    surat_tugas,
    tutup,
)


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
