"""Letters of P5.2.1 and P5.2.2: censuses of cooperatives and micro businesses."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    TITIK,
    berita_acara,
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
    tanggal,
    tutup,
)


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
            ("NIK koperasi", '{{ nik_koperasi | atau("-") }}', ""), ("NIB", '{{ nib | atau("-") }}', ""),
            ("NPWP", '{{ npwp | atau("-") }}', ""),
            ("Ketua, sekretaris, bendahara",
             '{{ [nama_ketua, nama_sekretaris, nama_bendahara] | select | join(", ") | atau("-") }}', ""),
            ("Pengawas, manajer", '{{ [nama_pengawas, nama_manajer] | select | join(", ") | atau("-") }}', ""),
            ("Anggota pria / wanita", '{{ anggota_pria | atau("-") }} / {{ anggota_wanita | atau("-") }}', ""),
            ("RAT terakhir", '{{ rat_terakhir | tanggal | atau("-") }}', ""), ("Simpanan pokok, simpanan wajib, cadangan, hibah", "", ""),
            ("Modal luar, aset, volume usaha, SHU", "", ""), ("Karyawan", '{{ karyawan | atau("-") }}', ""),
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
    return tutup(letter, KERJA_SAMA, tembusan=("Camat {{ kecamatan }}.",))


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
            ("Bentuk, jenis, kelompok", '{{ [bentuk, jenis_koperasi, kelompok] | select | join(", ") | atau("-") }}'),
            ("NIK koperasi", '{{ nik_koperasi | atau("-") }}'),
            ("NIB, NPWP, KBLI", '{{ [nib, npwp, kbli] | select | join(", ") | atau("-") }}'),
            ("Pengurus",
             '{{ [nama_ketua, nama_sekretaris, nama_bendahara] | select | join(", ") | atau("-") }}'),
            ("Pengawas, manajer", '{{ [nama_pengawas, nama_manajer] | select | join(", ") | atau("-") }}'),
            ("Anggota", '{{ anggota_pria | atau("-") }} pria, {{ anggota_wanita | atau("-") }} wanita'),
            ("RAT terakhir", '{{ rat_terakhir | tanggal | atau("-") }}'), ("Modal sendiri", '{{ modal_sendiri | rupiah | atau("-") }}'),
            ("Modal luar", '{{ modal_luar | rupiah | atau("-") }}'), ("Aset", '{{ aset | rupiah | atau("-") }}'),
            ("SHU", '{{ shu | rupiah | atau("-") }}'), ("Keberadaan", '{{ keberadaan | atau("-") }}'),
            ("Keterangan kelurahan", '{{ nomor_keterangan_kelurahan | atau("-") }}'),
        ),
        (4.5, letter.width - 4.5), labels=(0,),
    )  # fmt: skip
    letter.gap(6)
    with letter.when("kunjungan_koperasi"):
        letter.text("Kunjungan:", after=3, keep=True)
        letter.table(
            ("Tanggal", "Petugas", "Keberadaan", "Temuan"),
            ("{{ satu.tanggal | tanggal }}", "{{ satu.petugas }}", "{{ satu.keberadaan }}", "{{ satu.temuan }}"),
            (3.2, 3.6, 3.8, letter.width - 10.6), loop="satu in kunjungan_koperasi", align="llll", size=9.5, empty="-",
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
        tembusan=("Camat {{ kecamatan }}.",),
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
    return tutup(letter, KERJA_SAMA, tembusan=("Camat {{ kecamatan }};", "{{ pihak_ketiga }}."))


def _notula(order: str) -> Letter:
    letter = lembar("NOTULA")
    letter.pairs(
        (
            ("Rapat", f"FGD {order} pendataan usaha mikro Kelurahan {{{{ kelurahan }}}}"),
            ("Hari/Tanggal", f"{{{{ tanggal_fgd_{order} | hari_tanggal }}}}"), ("Pimpinan", "Kepala Bidang Usaha Mikro"),
            ("Peserta", "Kelurahan {{ kelurahan }}, {{ pihak_ketiga }}, Tim Pendataan"),
        ),
        label=3.4, after=8,
    )  # fmt: skip
    for head, word, height in (("Pembahasan", "pembahasan", 4.5), ("Kesimpulan", "kesimpulan", 2.5)):
        letter.form(
            ((head,), (f"{{{{ {word}_fgd_{order} }}}}",)), (letter.width,), heads=True, heights=(0.7, height)
        )
        letter.gap(8)
    letter.signatures(
        ("Notulis,", "", "", "", f"( {TITIK} )"), ("Pimpinan rapat,", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def notula_fgd_pertama() -> Letter:
    return _notula("pertama")


@naskah
def notula_fgd_kedua() -> Letter:
    return _notula("kedua")


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
            ("Evaluasi kelurahan", "{{ tanggapan_kelurahan }}", "tanggapan_kelurahan"),
            ("Validasi pihak ketiga", "{{ hasil_validasi }}", "hasil_validasi"),
            ("Valid", "{{ entri_usaha | selectattr('valid', 'equalto', 'Ya') | list | length }} dari "
             "{{ entri_usaha | length }} entri yang dicatat"),
        ),
        "hasil_evaluasi",
        "Dari {{ jumlah_data | banyaknya }} usaha yang didata, {{ entri_usaha | selectattr('valid', 'equalto', 'Ya') | list | "
        "length | banyaknya }} entri sah dan memutakhirkan data usaha mikro.",
    )  # fmt: skip
