"""Letters of P5.1.1: visits to micro businesses."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    TITIK,
    berita_acara,
    isi,
    laporan_kegiatan,
    lembar,
    naskah,
    para_pihak,
    surat,
    surat_tugas,
    tanda_tangan_para_pihak,
    tutup,
)


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
            ("Kebutuhan pembinaan", '{{ kebutuhan_pembinaan | atau("-") }}'),
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
        "Usaha termasuk kategori {{ kategori | lower }}: omzet {{ omzet_sebelumnya | rupiah | atau('tidak diketahui') }} menjadi "
        "{{ omzet_sekarang | rupiah | atau('tidak diketahui') }}, tenaga kerja {{ tenaga_kerja_sebelumnya | atau('-') }} menjadi "
        "{{ tenaga_kerja | atau('-') }}{% if legalitas_baru %}, legalitas baru {{ legalitas_baru }}{% endif %}.",
    )  # fmt: skip
