"""The other twenty processes in the demonstration office: plans, payments, events, visits, data. All is invented."""

from __future__ import annotations

from datetime import date

from scripts.demo_cast import KOPERASI, UMKM, UMUM, Line, Paper

TIM = (
    "Agus Hariyanto, S.Sos., M.Si. - Kepala Bidang Usaha Mikro (Ketua)\nWahyu Nugroho, S.E. - Analis Kewirausahaan "
    "(Sekretaris)\nRina Puspitasari, S.E. - Pengawas Koperasi Muda (Anggota)"
)
TIM_DATA = (
    "Endang Sulistyorini, S.E., M.M. - Kepala Bidang Koperasi (Ketua)\nRina Puspitasari, S.E. - Pengawas Koperasi Muda\n"
    "Wahyu Nugroho, S.E. - Analis Kewirausahaan"
)
PESERTA = (
    ("Siti Rukmini", "Keripik Rasa Bukir", "Bukir", "081234500011"),
    ("Achmad Fauzi", "Mebel Jati Makmur", "Bukir", "081234500012"),
    ("Nur Aini", "Batik Cahaya Pesisir", "Mayangan", "081234500013"),
    ("Budi Santoso", "Bandeng Presto Ngemplak", "Ngemplakrejo", "081234500014"),
    ("Lilik Handayani", "KKMP Kebonagung", "Kebonagung", "081234500015"),
    ("Moch. Ridwan", "Logam Karya Mayangan", "Mayangan", "081234500016"),
)


def _people(register: str, *more: str) -> tuple[Line, ...]:
    return tuple(
        Line(register, {"Nama": name, "Usaha atau koperasi": shop, "Kelurahan": kelurahan, "HP": phone})
        for name, shop, kelurahan, phone in PESERTA
    )


EMPLOYEES: tuple[Paper, ...] = tuple(
    Paper(
        0, "Data Pegawai",
        {
            "Nama": name, "NIP": nip, "Pangkat golongan": rank, "TMT pangkat": since, "Jabatan": job,
            "Jenis jabatan": kind, "Unit kerja": unit, "Pos-el": mail,
        },
    )
    for name, nip, rank, since, job, kind, unit, mail in (
        ("Wahyu Nugroho, S.E.", "199105172015031003", "Penata Muda Tingkat I, III/b", date(2022, 12, 1),
         "Analis Kewirausahaan", "Administrasi", UMKM, "wahyu@dinkop.example"),
        ("Rina Puspitasari, S.E.", "198711052010012004", "Penata, III/c", date(2024, 4, 1), "Pengawas Koperasi Muda",
         "Fungsional pertama, muda, keterampilan", KOPERASI, "rina@dinkop.example"),
        ("Slamet Hariadi", "196902121993031001", "Penata Muda, III/a", date(2020, 4, 1), "Pengadministrasi Umum",
         "Administrasi", UMUM, "slamet@dinkop.example"),
        ("Dewi Anggraini, A.Md.", "199403082019032006", "Pengatur, II/c", date(2023, 4, 1), "Bendahara",
         "Administrasi", "Subbag Program dan Keuangan", "dewi@dinkop.example"),
    )
)  # fmt: skip

KOPERASI_LIST: tuple[Paper, ...] = tuple(
    Paper(
        0, "Data Koperasi",
        {
            "Nama koperasi": name, "Nomor badan hukum": deed, "Tanggal badan hukum": since, "Alamat": address,
            "Kelurahan": kelurahan, "Bentuk": "Primer", "Jenis koperasi": kind, "Kelompok": group,
        },
    )
    for name, deed, since, address, kelurahan, kind, group in (
        ("KSP Artha Bahari", "518/BH/XVI.4/112/2004", date(2004, 5, 11), "Jalan Hangtuah 14", "Mayangan",
         "Simpan Pinjam", "KSP"),
        ("Kopkar Tirta Mandiri", "518/BH/XVI.4/087/1999", date(1999, 8, 2), "Jalan Veteran 3", "Bugul Lor", "Konsumen",
         "Kopkar"),
        ("KKMP Kebonagung", "AHU-0012345.AH.01.29.Tahun 2025", date(2025, 7, 15), "Jalan Panglima Sudirman 88",
         "Kebonagung", "Konsumen", "KKMP"),
        ("Kopontren Al-Hidayah", "518/BH/XVI.4/131/2009", date(2009, 2, 20), "Jalan KH Hasyim Asyari 21", "Sebani", "Jasa",
         "Koppontren"),
        ("KUD Sumber Rejeki", "518/BH/XVI.4/021/1987", date(1987, 3, 9), "Jalan Gatot Subroto 47", "Karangketug",
         "Produsen", "KUD"),
        ("Koperasi Wanita Melati", "518/BH/XVI.4/155/2011", date(2011, 11, 30), "Jalan Slagah 5", "Petamanan",
         "Simpan Pinjam", "Kopwan"),
    )
)  # fmt: skip

SHOPS: tuple[Paper, ...] = tuple(
    Paper(
        0, "Data Usaha Mikro",
        {
            "Nama usaha": shop, "Nama pemilik": owner, "NIK": nik, "Jenis kelamin": sex, "Kelompok sektor": sector,
            "Produk utama": product, "Alamat": address, "Kelurahan": kelurahan, "HP": phone, "KBLI": kbli,
            "Tahun mulai": 2012 + len(shop) % 9, "Persetujuan data": consent, "NIB": nib,
        },
    )
    for shop, owner, nik, sex, sector, product, address, kelurahan, phone, kbli, consent, nib in (
        ("Keripik Rasa Bukir", "Siti Rukmini", "3575015708850003", "Perempuan", "Kuliner", "Keripik singkong",
         "Jalan Bukir 12", "Bukir", "081234500011", "10794", "Ya", "9120001234561"),
        ("Mebel Jati Makmur", "Achmad Fauzi", "3575011203790002", "Laki-laki", "Mebel", "Kursi tamu", "Jalan Gatot Subroto 9",
         "Bukir", "081234500012", "31001", "Ya", "9120001234562"),
        ("Batik Cahaya Pesisir", "Nur Aini", "3575046504880001", "Perempuan", "Fesyen", "Batik tulis", "Jalan Hangtuah 30",
         "Mayangan", "081234500013", "13134", "Ya", ""),
        ("Bandeng Presto Ngemplak", "Budi Santoso", "3575040110820004", "Laki-laki", "Kuliner", "Bandeng presto",
         "Jalan RE Martadinata 7", "Ngemplakrejo", "081234500014", "10213", "Tidak", "9120001234564"),
        ("Logam Karya Mayangan", "Moch. Ridwan", "3575042208760005", "Laki-laki", "Logam", "Engsel dan baut",
         "Jalan Laksamana 3", "Mayangan", "081234500016", "25952", "Tidak", "9120001234565"),
        ("Warung Bu Sum", "Sumiati", "3575025203700001", "Perempuan", "Kuliner", "Nasi punel", "Jalan Pahlawan 41",
         "Kebonsari", "081234500017", "56102", "", ""),
        ("Warung Bu Sum", "Sumiati", "3575025203700001", "Perempuan", "Kuliner", "Nasi punel", "Jl. Pahlawan no 41",
         "Kebonsari", "081234500017", "56102", "", ""),
    )
)  # fmt: skip

GOODS: tuple[Paper, ...] = (
    Paper(
        0, "KIB B Peralatan dan Mesin",
        {
            "Nama barang": "Laptop", "Kode barang": "1.3.2.10.01.02.002", "Register": "0001", "Merek tipe": "Lenovo V14",
            "Tahun perolehan": 2021, "Kondisi": "Baik", "Ruangan": "Sekretariat", "Asal usul": "APBD", "Harga": 9_800_000,
        },
    ),
    Paper(
        0, "KIB B Peralatan dan Mesin",
        {
            "Nama barang": "Printer", "Kode barang": "1.3.2.10.02.03.003", "Register": "0001", "Merek tipe": "Epson L3110",
            "Tahun perolehan": 2018, "Kondisi": "Rusak Berat", "Ruangan": "Bidang Koperasi", "Asal usul": "APBD",
            "Harga": 2_450_000,
        },
    ),
    Paper(
        0, "KIB C Gedung dan Bangunan",
        {
            "Nama barang": "Gedung kantor", "Kode barang": "1.3.3.01.01.01.001", "Register": "0001", "Kondisi": "Baik",
            "Bertingkat": "Ya", "Beton": "Ya", "Luas lantai": 620, "Letak": "Jalan Supriyadi 25", "Tahun perolehan": 1996,
            "Asal usul": "APBD", "Harga": 1_850_000_000,
        },
    ),
)  # fmt: skip

PROCESSES: tuple[Paper, ...] = (
    # ---- P1.1, P1.2.3, P1.3.1
    Paper(
        0, "Perlengkapan",
        {"Uraian pekerjaan": "Pengadaan alat tulis kantor triwulan IV", "Sub kegiatan": "2.17.01.2.06.0002 Penyediaan peralatan",
         "Nilai": 4_645_000},
        fills={"Penyedia": "CV Mitra Tulis Jaya", "Pos-el penyedia": "mitra.tulis@contoh.example", "Nomor SPJ": "SPJ/018/X/2026",
               "Tanggal SPJ": date(2026, 10, 12), "Alamat penyedia": "Jalan Panglima Sudirman 17 Pasuruan",
               "Batas penyerahan": date(2026, 10, 30), "Tanggal bayar": date(2026, 10, 19)},
        lines=(
            Line("Rincian Perlengkapan", {"Uraian": "Kertas A4 80 gram", "Jumlah": 60, "Satuan": "rim", "Harga satuan": 52_000}),
            Line("Rincian Perlengkapan", {"Uraian": "Map snelhechter", "Jumlah": 150, "Satuan": "buah", "Harga satuan": 3_500}),
            Line("Rincian Perlengkapan", {"Uraian": "Toner printer", "Spesifikasi": "hitam", "Jumlah": 4, "Satuan": "buah",
                                          "Harga satuan": 250_000}),
        ),
    ),
    Paper(
        2, "Kebutuhan Barang", {"Tahun rencana": 2027, "Jenis RKBMD": "Perubahan"},
        fills={"Batas pengumpulan": date(2026, 10, 16)},
        lines=(
            Line("Rincian Kebutuhan", {"Bidang": "Bidang Koperasi", "Kode barang": "1.3.2.10.01.02.002", "Uraian barang": "Laptop",
                                       "Sub kegiatan": "2.17.01.2.07.0002 Pengadaan peralatan dan mesin",
                                       "Kode rekening": "5.2.02.10.01.0002", "Jumlah eksisting": 3,
                                       "Satuan": "unit", "Kebutuhan maksimum": 4, "Dapat dioptimalkan": 1,
                                       "Harga satuan": 11_500_000}),
            Line("Rincian Kebutuhan", {"Bidang": "Bidang Usaha Mikro", "Kode barang": "1.3.2.05.02.04.004", "Uraian barang": "AC split",
                                       "Satuan": "unit", "Kebutuhan maksimum": 2, "Harga satuan": 6_200_000}),
        ),
    ),
    Paper(
        1, "Kepegawaian",
        {"Jenis usulan": "cuti", "Nama pegawai": "Rina Puspitasari, S.E.", "NIP": "198711052010012004",
         "Pangkat golongan": "Penata, III/c", "Jabatan": "Pengawas Koperasi Muda", "Jenis cuti": "Tahunan",
         "Mulai cuti": date(2026, 11, 9), "Selesai cuti": date(2026, 11, 13), "Lama cuti": 5,
         "Alasan cuti": "Keperluan keluarga", "Alamat selama cuti": "Jalan Diponegoro 8, Kota Malang", "HP": "081234500021",
         "Berkas": "Formulir permintaan cuti"},
        fills={"Keputusan cuti": "Disetujui", "Nomor keputusan": "800.1.11.4/412/2026", "Tanggal keputusan": date(2026, 10, 16)},
    ),
    Paper(
        3, "Kepegawaian",
        {"Jenis usulan": "pensiun", "Nama pegawai": "Slamet Hariadi", "NIP": "196902121993031001",
         "Pangkat golongan": "Penata Muda, III/a", "Jabatan": "Pengadministrasi Umum", "TMT": date(2027, 3, 1),
         "Berkas": "DPCP\nSK CPNS dan PNS\nSusunan keluarga"},
        fills={"Kekurangan berkas": "Pas foto terbaru\nAkta nikah yang dilegalisasi"},
        answers={"Hasil verifikasi": ("Belum lengkap",)}, stays_at="Melengkapi berkas",
    ),
    # ---- P2
    Paper(
        -1, "Dokumen Perencanaan", {"Jenis dokumen": "Monev", "Tahun": 2026, "Triwulan": "III"},
        fills={"Dasar surat": "Nomor 000.7.5/881/2026 tanggal 1 Oktober 2026", "Batas pengumpulan": date(2026, 10, 9),
               "Berkas dokumen": "monev-tw3-2026.pdf",
               "Capaian": "Pengawasan koperasi tertinggal karena petugas berkurang.\nDikejar dengan jadwal bersama pada triwulan IV.",
               "Pos-el BAPPEDA": "bappeda@contoh.example"},
        lines=(
            Line("Rincian Renja", {"Kode": "2.17.03.2.01.0001", "Program kegiatan": "Pengawasan koperasi", "Indikator":
                                   "Koperasi yang diawasi", "Satuan": "koperasi", "Target": 40, "Pagu": 85_000_000,
                                   "Lokasi": "Kota Pasuruan", "Sumber dana": "APBD", "Penanggung jawab": KOPERASI,
                                   "Realisasi": 31, "Realisasi keuangan": 58_400_000}),
            Line("Rincian Renja", {"Kode": "2.17.07.2.01.0003", "Program kegiatan": "Pendampingan usaha mikro", "Indikator":
                                   "Usaha mikro yang didampingi", "Satuan": "usaha", "Target": 120, "Pagu": 140_000_000,
                                   "Lokasi": "Kota Pasuruan", "Sumber dana": "APBD", "Penanggung jawab": UMKM,
                                   "Realisasi": 112, "Realisasi keuangan": 121_750_000}),
        ),
    ),
    Paper(
        1, "RKA dan DPA", {"Jenis dokumen": "RKA", "Tahun anggaran": 2027},
        fills={"Dasar surat": "Nomor 900.1.1.2/655/2026 tanggal 30 September 2026", "Batas input": date(2026, 10, 16),
               "Pagu": 2_450_000_000, "Daftar revisi": "Koefisien honor narasumber\nKode rekening sewa tenda",
               "Nomor dokumen": "RKA/2.17/2027", "Tanggal dokumen": date(2026, 10, 28)},
        answers={"Verifikasi BPKA dan BAPPEDA": ("Revisi",)}, note="Perbaiki sesuai daftar revisi.",
        lines=(
            Line("Rincian RKA", {"Bidang": KOPERASI, "Kode": "2.17.05.2.01", "Sub kegiatan": "Pelatihan perkoperasian",
                                 "Kode rekening": "5.1.02.02.01.0003", "Uraian": "Honor narasumber", "Koefisien": 8,
                                 "Harga": 900_000}),
        ),
    ),
    Paper(
        2, "Laporan Kinerja", {"Jenis laporan": "RB", "Tahun": 2026},
        fills={"Dasar surat": "Nomor 000.8.6.2/77/2026 tanggal 5 Oktober 2026", "Batas pengumpulan": date(2026, 10, 15),
               "Ringkasan capaian": "Pelayanan surat rata-rata selesai dalam 3 hari kerja.", "Berkas laporan": "rb-2026.pdf",
               "Gambaran umum": "Dinas melayani koperasi dan usaha mikro di empat kecamatan.\nIsu: surat masih dilacak dengan buku.",
               "Tanggal kirim": date(2026, 10, 27),
               "Rencana aksi": "Susun standar pelayanan surat\nUkur kepuasan pemohon setiap triwulan"},
        lines=(
            Line("Capaian Kinerja", {"Indikator": "Surat selesai tepat waktu", "Satuan": "%", "Target": 90, "Realisasi": 87,
                                     "Penjelasan": "Pengingat otomatis mulai dipakai.", "Realisasi tahun lalu": 71,
                                     "Target akhir Renstra": 95, "Pagu": 18_600_000, "Realisasi keuangan": 13_950_000}),
        ),
    ),
    Paper(
        3, "Laporan Keuangan", {"Tahun": 2026, "Periode": "Triwulan III"},
        fills={"Dasar surat": "Nomor 900.1.3.10/210/2026 tanggal 6 Oktober 2026", "Batas pengumpulan": date(2026, 10, 14),
               "Berkas laporan": "lk-tw3-2026.pdf", "Tanggal kirim": date(2026, 10, 26),
               "Penjelasan pos": "Belanja alat tulis kantor terserap 75% karena pengadaan triwulan IV belum dibayar."},
        answers={"Reviu BPKA": ("Revisi",)}, note="Samakan sisa kas dengan rekening koran.", stays_at="Tindak lanjut",
        lines=(
            Line("Realisasi Anggaran", {"Kode rekening": "5.1.02.01.01.0024", "Uraian": "Belanja alat tulis kantor",
                                        "Anggaran": 18_600_000, "Realisasi": 13_950_000}),
            Line("Realisasi Anggaran", {"Kode rekening": "5.1.02.02.01.0003", "Uraian": "Honorarium narasumber",
                                        "Anggaran": 43_200_000, "Realisasi": 31_500_000}),
        ),
    ),
    # ---- P3.1
    Paper(
        1, "Pembayaran",
        {"Tanggal permohonan": date(2026, 10, 6), "Sub kegiatan": "2.17.05.2.01.0001 Pelatihan perkoperasian",
         "Kode rekening": "5.1.02.02.01.0003", "Uraian": "Honor narasumber pelatihan perkoperasian angkatan I",
         "Penerima": "Dr. Imam Subekti, M.M.", "Bruto": 3_600_000, "PPh": 180_000, "Metode": "LS"},
        fills={"Sisa anggaran": 11_700_000, "Nomor SPJ": "SPJ/015/X/2026", "Tanggal SPJ": date(2026, 10, 8),
               "Nomor SP2D": "00871/SP2D/LS/2026", "Tanggal SP2D": date(2026, 10, 20), "Rekening penerima": "0011223344"},
        lines=(
            Line("Item SPJ", {"Dokumen": "Kuitansi bermeterai", "Ada": "Ya", "Lembar": 2}),
            Line("Item SPJ", {"Dokumen": "Undangan, daftar hadir, notula", "Ada": "Ya", "Lembar": 6}),
        ),
    ),
    Paper(
        4, "Pembayaran",
        {"Tanggal permohonan": date(2026, 10, 9), "Sub kegiatan": "2.17.01.2.06.0005 Fasilitasi kunjungan tamu",
         "Kode rekening": "5.1.02.01.01.0052", "Uraian": "Konsumsi rapat koordinasi", "Penerima": "Katering Bu Yanti",
         "Bruto": 1_250_000, "Metode": "GU"},
        fills={"Sisa anggaran": 6_000_000, "Nomor SPJ": "SPJ/017/X/2026", "Tanggal SPJ": date(2026, 10, 12)},
        answers={"Verifikasi PPK-SKPD": ("Revisi GU",)}, note="Lampirkan daftar hadir.", stays_at="Tanda tangan PA",
    ),
    # ---- P4
    Paper(
        0, "Pelatihan",
        {"Bidang": UMKM, "Jenis kegiatan": "pelatihan", "Nama kegiatan": "Pelatihan Pemasaran Digital Usaha Mikro"},
        fills={"Susunan tim": TIM, "Tanggal pelaksanaan": date(2026, 10, 27), "Tempat": "Aula Dinas, Jalan Supriyadi 25",
               "Materi": "foto produk dan toko daring", "Narasumber": "Dr. Imam Subekti, M.M.",
               "Pos-el narasumber": "imam@contoh.example", "Jumlah peserta": 6, "Anggaran": 12_500_000,
               "Hasil kegiatan": "Enam peserta membuka toko daring.\nDua peserta perlu pendampingan lanjutan.",
               "Simpulan dan saran": "Materi sesuai kebutuhan peserta.\nPerlu pendampingan foto produk bulan depan.",
               "Laporan": "laporan-pemasaran-digital.docx"},
        answers={"Konfirmasi narasumber": ("Tidak bersedia",)}, lines=_people("Peserta PT"),
    ),
    Paper(
        2, "Pembiayaan", {"Bidang": UMKM, "Nama kegiatan": "Temu Pembiayaan Usaha Mikro"},
        fills={"Susunan tim": TIM, "Tanggal pelaksanaan": date(2026, 11, 4), "Tempat": "Kecamatan Panggungrejo",
               "Materi": "kredit usaha rakyat", "Narasumber": "Kepala Cabang Bank Jatim Pasuruan",
               "Pos-el narasumber": "bankjatim@contoh.example", "Lembaga keuangan": "Bank Jatim", "Jumlah peserta": 6},
        stays_at="Pelaksanaan", lines=_people("Peserta FB"),
    ),
    Paper(
        0, "Promosi", {"Bidang": UMKM, "Nama acara": "Pasuruan Expo Usaha Mikro 2026"},
        fills={"Susunan tim": TIM, "EO": "CV Panggung Kreasi", "Pos-el EO": "eo@contoh.example",
               "Konsep acara": "Pameran 30 stan selama dua hari.\nLomba kemasan produk.", "Paguyuban": "Paguyuban Usaha Mikro Bukir",
               "Pos-el paguyuban": "paguyuban.bukir@contoh.example",
               "OPD terkait": "Kepala Dinas Perdagangan dan Perindustrian\nKepala Dinas Pariwisata",
               "Tanggal rapat": date(2026, 10, 20), "Tanggal acara": date(2026, 11, 14), "Tempat": "Alun-alun Kota Pasuruan",
               "Anggaran": 75_000_000},
        stays_at="Penyiapan acara",
        lines=(Line("Peserta Promosi", {"Usaha atau koperasi": "Keripik Rasa Bukir", "Produk": "keripik", "Kelurahan": "Bukir"}),
               Line("Peserta Promosi", {"Usaha atau koperasi": "Batik Cahaya Pesisir", "Produk": "batik", "Kelurahan": "Mayangan"})),
    ),
    Paper(
        1, "Keikutsertaan Promosi",
        {"Bidang": UMKM, "Nama acara": "Jatim Fair 2026", "Penyelenggara": "Dinas Koperasi dan UKM Provinsi Jawa Timur",
         "Nomor undangan": "500.3.5.1/2214/2026", "Tanggal undangan": date(2026, 9, 30), "Tanggal acara": date(2026, 10, 17)},
        fills={"Peserta yang ditunjuk": "Nur Aini, Batik Cahaya Pesisir\nSiti Rukmini, Keripik Rasa Bukir",
               "Pos-el peserta": "peserta@contoh.example", "Hasil dan omzet": "Dua peserta memperoleh pesanan ulang.",
               "Simpulan dan saran": "Produk Pasuruan diminati.\nSiapkan stok lebih banyak tahun depan.",
               "Nilai transaksi": 18_750_000, "Laporan": "laporan-jatim-fair.docx"},
    ),
    Paper(
        1, "Perizinan Koperasi",
        {"Nama koperasi": "KSP Artha Bahari", "Nomor badan hukum": "518/BH/XVI.4/112/2004", "Jenis izin": "Izin usaha simpan pinjam",
         "Kelurahan": "Mayangan", "Pos-el pengurus": "artha.bahari@contoh.example"},
        fills={"Nomor pemberitahuan": "503/188/2026", "Tanggal pemberitahuan": date(2026, 10, 9),
               "Kekurangan berkas": "NPWP koperasi\nLaporan RAT Tahun Buku 2025", "Hasil verifikasi": "lengkap dan sah",
               "Nomor izin": "9120009876543/SP"},
        answers={"Verifikasi Dinas": ("Belum lengkap",)}, note="Mohon dilengkapi sesuai surat.",
    ),
    Paper(
        2, "Advokasi",
        {"Bidang": UMKM, "Jenis advokasi": "pendaftaran merek", "Nama pemohon": "Siti Rukmini",
         "Usaha atau koperasi": "Keripik Rasa Bukir", "Kelurahan": "Bukir", "HP": "081234500011",
         "Pos-el pemohon": "rasabukir@contoh.example", "Permasalahan": "Belum memahami pendaftaran merek di DJKI."},
        fills={"Pendamping": "Wahyu Nugroho, S.E., Analis Kewirausahaan", "Tanggal pendampingan": date(2026, 10, 14),
               "Hasil": "Berkas permohonan merek lengkap dan diunggah.", "Tindak lanjut": "Menunggu pengumuman DJKI.",
               "Merek": "Rasa Bukir", "Kelas merek": "30", "Tanggal permohonan merek": date(2026, 10, 14),
               "Simpulan dan saran": "Permohonan merek lengkap.\nPantau pengumuman DJKI selama dua bulan.",
               "Nomor permohonan merek": "DID2026104455"},
        answers={"Hasil dan tindak lanjut": ("Perlu lanjutan",)}, note="Pendampingan kedua untuk surat pernyataan.",
    ),
    # ---- P5
    Paper(
        0, "Monev Usaha Mikro",
        {"Nama usaha": "Mebel Jati Makmur", "Nama pemilik": "Achmad Fauzi", "NIB": "9120001234562", "Kelurahan": "Bukir",
         "Alamat": "Jalan Gatot Subroto 9", "Pos-el pemilik": "jatimakmur@contoh.example"},
        fills={"Tanggal kunjungan": date(2026, 10, 8), "Petugas": "Wahyu Nugroho, S.E., Analis Kewirausahaan",
               "Omzet sebelumnya": 310_000_000, "Omzet sekarang": 365_000_000, "Tenaga kerja sebelumnya": 4, "Tenaga kerja": 5,
               "Pekerja laki-laki": 4, "Pekerja perempuan": 1, "Temuan": "Pesanan naik; ruang finishing sempit.",
               "Simpulan dan saran": "Usaha berkembang.\nFasilitasi perluasan ruang finishing.",
               "Kebutuhan pembinaan": "Pelatihan pemasaran",
               "Hasil": "Difasilitasi pengurusan SNI mebel dan temu pembeli."},
    ),
    Paper(
        1, "Monev Usaha Mikro",
        {"Nama usaha": "Bandeng Presto Ngemplak", "Nama pemilik": "Budi Santoso", "NIB": "9120001234564",
         "Kelurahan": "Ngemplakrejo", "Alamat": "Jalan RE Martadinata 7"},
        fills={"Tanggal kunjungan": date(2026, 10, 9), "Petugas": "Wahyu Nugroho, S.E., Analis Kewirausahaan",
               "Omzet sebelumnya": 96_000_000, "Omzet sekarang": 92_000_000, "Tenaga kerja": 2,
               "Temuan": "Belum memakai kemasan vakum; penjualan hanya di pasar.", "Bentuk pembinaan": "Pelatihan",
               "Simpulan dan saran": "Usaha belum berkembang.\nKunjungi lagi tiga bulan sesudah pelatihan.",
               "Kebutuhan pembinaan": "Pelatihan produksi",
               "Hasil": "Diikutkan pelatihan kemasan."},
        answers={"Penentuan kategori": ("Tidak berkembang",)},
    ),
    Paper(
        0, "Monev Koperasi",
        {"Nama koperasi": "KSP Artha Bahari", "Nomor badan hukum": "518/BH/XVI.4/112/2004", "Alamat": "Jalan Hangtuah 14",
         "Pos-el pengurus": "artha.bahari@contoh.example", "Tahun buku": 2025},
        fills={"Tanggal kunjungan": date(2026, 10, 7), "Petugas": "Rina Puspitasari, S.E., Pengawas Koperasi Muda",
               "RAT terakhir": date(2026, 2, 27), "Temuan": "Administrasi tertib; rasio kas perlu dijaga.", "Tata kelola": 84,
               "Profil risiko": 78, "Kinerja keuangan": 81, "Permodalan": 90, "Jumlah anggota": 412, "Aset": 2_140_000_000,
               "Simpulan dan saran": "Koperasi dikelola baik.\nJaga rasio kas.", "Kelurahan": "Mayangan",
               "Tanggal badan hukum": date(2004, 5, 12), "Laporan RAT tiga tahun buku": 3,
               "Modal sendiri": 1_020_000_000, "SHU": 148_000_000, "Tanggal diterima koperasi": date(2026, 10, 23)},
    ),
    Paper(
        1, "Monev Koperasi",
        {"Nama koperasi": "KUD Sumber Rejeki", "Nomor badan hukum": "518/BH/XVI.4/021/1987", "Alamat": "Jalan Gatot Subroto 47",
         "Pos-el pengurus": "kud@contoh.example", "Tahun buku": 2025},
        fills={"Tanggal kunjungan": date(2026, 10, 8), "Petugas": "Rina Puspitasari, S.E., Pengawas Koperasi Muda",
               "Temuan": "Tidak RAT sejak 2019; kantor kosong.", "Hasil pembinaan": "Tetap tidak aktif",
               "Kelurahan": "Gadingrejo", "Simpulan dan saran": "Pengurus tidak ditemukan.\nUsulkan ke rapat hasil monev."},
        answers={"Penentuan kategori": ("Tidak aktif",)},
    ),
    Paper(
        0, "Pendataan Koperasi",
        {"Nama koperasi": "Koperasi Wanita Melati", "Nomor badan hukum": "518/BH/XVI.4/155/2011", "Alamat": "Jalan Slagah 5",
         "Kelurahan": "Petamanan", "Jenis koperasi": "Simpan Pinjam", "Nama ketua": "Hj. Umi Kulsum"},
        fills={"Anggota tim": TIM_DATA, "Pos-el pengurus": "melati@contoh.example", "Hasil kunjungan": "Kantor aktif, buku tertib.",
               "Keberadaan": "Masih ada dan aktif", "Anggota pria": 0, "Anggota wanita": 86, "RAT terakhir": date(2026, 3, 12),
               "Aset": 312_000_000, "SHU": 21_500_000, "Tanggal validasi": date(2026, 10, 22)},
    ),
    Paper(
        2, "Pendataan Koperasi",
        {"Nama koperasi": "Kopkar Tirta Mandiri", "Nomor badan hukum": "518/BH/XVI.4/087/1999", "Alamat": "Jalan Veteran 3",
         "Kelurahan": "Bugul Lor"},
        fills={"Anggota tim": TIM_DATA, "Pos-el pengurus": "tirta@contoh.example", "Pos-el kelurahan": "bugullor@contoh.example"},
        stays_at="Menunggu tanggapan pengurus",
    ),
    Paper(
        0, "Pendataan UM", {"Kelurahan": "Mayangan", "Tahun": 2026},
        fills={"Anggota tim": TIM_DATA, "Pihak ketiga": "Lembaga Survei Politeknik Pasuruan",
               "Pos-el pihak ketiga": "survei@contoh.example", "Pos-el kelurahan": "mayangan@contoh.example",
               "Tanggal FGD pertama": date(2026, 10, 13), "Mulai pendataan": date(2026, 10, 19), "Jumlah data": 3,
               "Tanggal FGD kedua": date(2026, 10, 26), "Laporan akhir": "laporan-mayangan.pdf",
               "Hasil evaluasi": "Data sesuai keadaan lapangan.", "Tanggal validasi": date(2026, 10, 28),
               "Pembahasan FGD pertama": "Sebaran usaha setiap RT disepakati.\nKelurahan menunjuk dua pendamping.",
               "Kesimpulan FGD pertama": "Pendataan dimulai sesuai jadwal.",
               "Pembahasan FGD kedua": "Satu usaha sudah pindah dan dikeluarkan dari data.",
               "Kesimpulan FGD kedua": "Data diterima kelurahan.",
               "Simpulan dan saran": "Data dapat dipakai.\nUlangi tahun depan.",
               "Nomor kontrak": "027/114/2026"},
        lines=(
            Line("Entri Usaha", {"Nama usaha": "Batik Cahaya Pesisir", "Nama pemilik": "Nur Aini", "NIK": "3575046504880001",
                                 "Alamat": "Jalan Hangtuah 30", "Sektor": "Fesyen", "HP": "081234599913", "Valid": "Ya",
                                 "Omzet setahun": 128_000_000, "Pekerja perempuan": 3, "NIB": "9120001234777"}),
            Line("Entri Usaha", {"Nama usaha": "Ikan Asap Pak Kasim", "Nama pemilik": "Kasim", "NIK": "3575041507740006",
                                 "Alamat": "Jalan Hangtuah 61", "Sektor": "Perikanan", "Valid": "Ya",
                                 "Omzet setahun": 74_000_000, "Pekerja laki-laki": 2}),
            Line("Entri Usaha", {"Nama usaha": "Bengkel Las Pesisir", "Nama pemilik": "Yusuf", "Alamat": "Jalan Laksamana 19",
                                 "Sektor": "Logam", "Valid": "Tidak"}),
        ),
    ),
    Paper(
        1, "Permintaan Data",
        {"Pemohon": "Dinas Kesehatan", "Keperluan": "legalitas usaha mikro terkait SPP-PIRT", "Data yang diminta": "Usaha mikro kuliner",
         "Pos-el pemohon": "dinkes@contoh.example"},
        fills={"Dasar permintaan": "Surat Nomor 440/512/2026 tanggal 2 Oktober 2026", "Petugas penerima": "dr. Hana Pratiwi",
               "Tanggal penyerahan": date(2026, 10, 21)},
    ),
    Paper(
        3, "Permintaan Data",
        {"Pemohon": "Perbankan", "Keperluan": "penawaran produk tabungan", "Data yang diminta": "Semua usaha mikro dengan NIK",
         "Pos-el pemohon": "bank@contoh.example"},
        answers={"Pemeriksaan dasar": ("Ditolak",)}, note="Keperluan di luar ketentuan pelepasan data.",
    ),
    Paper(
        0, "Pembubaran",
        {"Nama koperasi": "Kopontren Al-Hidayah", "Nomor badan hukum": "518/BH/XVI.4/131/2009", "Tanggal badan hukum":
         date(2009, 2, 20), "Alamat": "Jalan KH Hasyim Asyari 21", "Kelurahan": "Sebani"},
        fills={"Alasan pembubaran": "Kelangsungan hidup tidak dapat diharapkan", "Hasil monev": "Tidak RAT sejak 2018.\nTidak ada usaha.",
               "Tanggal rapat": date(2026, 10, 6), "Kepada kementerian": "Menteri Koperasi Republik Indonesia",
               "Nomor SK usulan": "88/KEP/M.KOP/X/2026", "Tanggal SK usulan": date(2026, 10, 15),
               "Nama pengurus": "H. Mahfud", "Tanggal diterima pengurus": date(2026, 10, 22)},
        stays_at="Menunggu tanggapan pengurus",
    ),
)  # fmt: skip

HAPPENS_ON: dict[tuple[str, str], str] = {
    ("Perlengkapan", "Penyusunan SPJ"): "Tanggal SPJ",
    ("Perlengkapan", "Pembayaran"): "Tanggal bayar",
    ("RKA dan DPA", "Tanda tangan BPKA dan BAPPEDA"): "Tanggal dokumen",
    ("Laporan Kinerja", "Pengiriman laporan"): "Tanggal kirim",
    ("Laporan Keuangan", "Pengiriman"): "Tanggal kirim",
    ("Pembayaran", "Penyusunan SPJ (LS)"): "Tanggal SPJ",
    ("Pembayaran", "Penyusunan SPJ (GU)"): "Tanggal SPJ",
    ("Pembayaran", "Diproses BPKA"): "Tanggal SP2D",
    ("Pelatihan", "Pelaksanaan"): "Tanggal pelaksanaan",
    ("Keikutsertaan Promosi", "Pelaksanaan oleh Provinsi"): "Tanggal acara",
    ("Perizinan Koperasi", "Menunggu pemberitahuan DPMPTSP"): "Tanggal pemberitahuan",
    ("Advokasi", "Pendampingan"): "Tanggal pendampingan",
    ("Monev Usaha Mikro", "Penentuan kategori"): "Tanggal kunjungan",
    ("Monev Koperasi", "Penentuan kategori"): "Tanggal kunjungan",
    ("Monev Koperasi", "Penerimaan sertifikat"): "Tanggal diterima koperasi",
    ("Pendataan Koperasi", "Validasi data"): "Tanggal validasi",
    ("Pendataan UM", "FGD pertama"): "Tanggal FGD pertama",
    ("Pendataan UM", "Pendataan lapangan"): "Mulai pendataan",
    ("Pendataan UM", "FGD kedua"): "Tanggal FGD kedua",
    ("Promosi", "Koordinasi OPD"): "Tanggal rapat",
    ("Pendataan UM", "Validasi pihak ketiga"): "Tanggal validasi",
    ("Permintaan Data", "Penyerahan data"): "Tanggal penyerahan",
    ("Pembubaran", "Rapat hasil monev"): "Tanggal rapat",
    ("Pembubaran", "Menunggu konfirmasi Kementerian"): "Tanggal SK usulan",
}
"""Register and status -> the date that must have come before anybody answers there: no letter tells of what is to come."""

MONTH: tuple[Paper, ...] = (*EMPLOYEES, *KOPERASI_LIST, *SHOPS, *GOODS, *PROCESSES)
