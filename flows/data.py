"""Register data kantor: pegawai, inventaris barang, koperasi, usaha mikro.

Kolom putih diisi staf; kolom abu-abu diisi Alur dari hasil proses, dengan sumber dan tanggalnya. Kolom menurut ODS
Kementerian, survei usaha 2026, dan Permendagri 47/2021 (kartu inventaris), sejauh ditemukan.
"""

from flows.aturan import BUP, PANGKAT, PREDIKAT_KESEHATAN
from flows.engine.columns import (
    KBLI,
    NPWP,
    YES_NO,
    Choice,
    Column,
    ColumnType,
    Date,
    Digits,
    Email,
    Link,
    Nik,
    Nip,
    Owner,
    Pattern,
    Phone,
    Rupiah,
    Text,
    Whole,
)  # fmt: skip
from flows.engine.model import AS_OF, SOURCE, Kind, Register
from flows.janggal import MODAL_SENDIRI, janggal, janggal_koperasi
from flows.registers import KECAMATAN, KELURAHAN, KOPERASI, NIB, UMUM, USAHA_MIKRO

JENIS_KOPERASI = Choice(("Simpan Pinjam", "Konsumen", "Produsen", "Pemasaran", "Jasa"))
BENTUK_KOPERASI = Choice(("Primer", "Sekunder Kota"))
SEKTOR = Choice(
    ("Kuliner", "Fesyen", "Kerajinan", "Jasa", "Perdagangan", "Pertanian", "Perikanan", "Logam", "Mebel")
)
KEBERADAAN = Choice(("Masih ada dan aktif", "Ada tetapi tidak aktif", "Tidak ditemukan"))
KEBUTUHAN = Choice(
    (
        "Pelatihan produksi", "Pelatihan pemasaran", "Pelatihan keuangan", "Pelatihan tenaga kerja", "Legalitas",
        "Permodalan", "Peralatan", "Lainnya",
    )
)  # fmt: skip
"""Pembinaan yang paling diperlukan sebuah usaha."""
KODE_BARANG = Pattern(
    r"\d\.\d\.\d{1,2}\.\d{2}\.\d{2}\.\d{2}\.\d{3}", "kode barang seperti 1.3.2.10.01.02.002"
)
NIK_KOPERASI = Digits("NIK koperasi", tuple(range(10, 17)))
"""Panjangnya belum diverifikasi; 13 angka yang biasa terlihat."""


def alur(heading: str, type_: ColumnType | None = None, width: int = 16) -> Column:
    """Kolom yang diisi Alur dari hasil proses."""
    return Column(heading, type_ or Text(), owner=Owner.ENGINE, width=width)


SUMBER = (alur(SOURCE), alur(AS_OF, Date(), 13))


CUTI_LAIN = (
    "Cuti besar", "Cuti sakit", "Cuti melahirkan", "Cuti alasan penting", "Cuti di luar tanggungan negara",
)  # fmt: skip
"""Hari cuti selain cuti tahunan yang dijalankan pada «Tahun sisa cuti»."""
PEGAWAI = Register(
    "Data Pegawai",
    UMUM,
    "PG",
    (
        Column("Nama", required=True, personal=True, width=28),
        Column("NIP", Nip(), required=True, personal=True, width=22),
        Column("Pangkat golongan", Choice(PANGKAT), width=24, help="Misalnya «Penata, III/c»."),
        Column("TMT pangkat", Date(), width=14, help="Dasar pengingat kenaikan pangkat."),
        Column("Jabatan", width=28),
        Column("Jenis jabatan", Choice(tuple(BUP)), width=26, help="Menentukan batas usia pensiun."),
        Column("Unit kerja", width=26),
        Column("TMT gaji berkala", Date(), width=14),
        Column("Pos-el", Email(), personal=True, width=26),
        Column("HP", Phone(), personal=True, width=16),
        alur("Sisa cuti tahunan", Whole(-99), 12),
        alur("Tahun sisa cuti", Whole(), 10),
        *(alur(heading, Whole(), 10) for heading in CUTI_LAIN),
        *SUMBER,
    ),
    kind=Kind.DATA,
    keys=(("NIP",),),
    guide="Satu baris untuk satu pegawai. Sisa cuti tahunan dihitung Alur dari cuti yang diberikan.",
)

KOPERASI_KOTA = Register(
    "Data Koperasi",
    KOPERASI,
    "DK",
    (
        Column("Nama koperasi", required=True, width=34),
        Column("Nomor badan hukum", width=28),
        Column("Tanggal badan hukum", Date(), width=14),
        Column("NIK koperasi", NIK_KOPERASI, width=18),
        NIB,
        Column("NPWP", NPWP, width=20),
        Column("Alamat", Text(lines=2), width=32),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("Kecamatan", KECAMATAN, width=16),
        Column("Bentuk", BENTUK_KOPERASI, width=14),
        Column("Sektor usaha", width=18),
        Column("Izin USP", width=20, help="Izin usaha simpan pinjam."),
        Column(
            "Status NIK", Choice(("Belum Bersertifikat", "Sertifikat-Aktif", "Sertifikat-Expired")), width=18
        ),
        Column("NIK berlaku sampai", Date(), width=14),
        Column(
            "Grade",
            Choice(("A", "B", "C1", "C2", "D")),
            width=8,
            help="Menurut RAT tiga tahun buku terakhir.",
        ),
        Column("Jenis koperasi", JENIS_KOPERASI, width=16),
        Column("Kelompok", width=18, help="KPRI, KSP, KSPPS, KSU, KKMP dan seterusnya."),
        Column("KBLI", KBLI, width=8),
        Column("Nama ketua", personal=True, width=26),
        Column("Nama sekretaris", personal=True, width=26),
        Column("Nama bendahara", personal=True, width=26),
        Column("Nama pengawas", personal=True, width=26),
        Column("Nama manajer", personal=True, width=26),
        Column("Telepon", Phone(), width=16),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        alur("Anggota pria", Whole(), 10),
        alur("Anggota wanita", Whole(), 10),
        alur("Jumlah anggota", Whole(), 10),
        alur("Karyawan", Whole(), 10),
        alur("Tanggal RAT terakhir", Date(), 14),
        alur("Tahun buku", Whole(), 10),
        *(alur(heading, Rupiah()) for heading in MODAL_SENDIRI),
        alur("Modal sendiri", Rupiah()),
        alur("Modal luar", Rupiah()),
        alur("Aset", Rupiah()),
        alur("Volume usaha", Rupiah()),
        alur("SHU", Rupiah()),
        alur("Keaktifan", Choice(("Aktif", "Tidak aktif", "Dalam penyelesaian", "Dibubarkan")), 16),
        alur("Keberadaan", KEBERADAAN, 20),
        alur("Rencana pembubaran diterima", Date(), 14),
        alur("Keberatan diterima", Date(), 14),
        alur("Keberatan diputus", Date(), 14),
        alur("KUK", Choice(("KUK 1", "KUK 2", "KUK 3", "KUK 4")), 8),
        alur("Skor kesehatan", width=10),
        alur("Predikat kesehatan", Choice(tuple(name for _, name in PREDIKAT_KESEHATAN)), 20),
        alur("Tahun buku dinilai", Whole(), 10),
        *SUMBER,
    ),
    kind=Kind.DATA,
    keys=(("Nomor badan hukum",), ("NIK koperasi",), ("NIB",), ("Nama koperasi", "Kelurahan")),
    warns=janggal_koperasi,
    guide="Satu baris untuk satu koperasi. Angka dan keadaan datang dari pendataan dan monev yang sudah divalidasi.",
)

USAHA = Register(
    "Data Usaha Mikro",
    USAHA_MIKRO,
    "DU",
    (
        Column("Nama usaha", required=True, width=30),
        Column("Nama komersial", width=26, help="Nama di papan atau kemasan, bila berbeda."),
        Column("Nama pemilik", required=True, personal=True, width=26),
        Column("NIK", Nik(), personal=True, width=20),
        Column("Jenis kelamin", Choice(("Laki-laki", "Perempuan")), width=12),
        Column("Umur", Whole(17, 120), personal=True, width=8),
        NIB,
        Column("KBLI", KBLI, width=8),
        Column("Kelompok sektor", SEKTOR, width=14),
        Column("Produk utama", width=26),
        Column("Alamat", Text(lines=2), personal=True, width=32),
        Column("RT", width=6),
        Column("RW", width=6),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("Kecamatan", KECAMATAN, width=16),
        Column("Kode pos", Digits("Kode pos", (5,)), width=10),
        Column("HP", Phone(), personal=True, width=16),
        Column("Pos-el", Email(), personal=True, width=26),
        Column("Badan usaha", width=16, help="Perorangan, CV, PT dan seterusnya."),
        Column("Alasan belum NIB", width=22),
        Column("Tahun mulai", Whole(1900, 2100), width=10),
        Column("PEKKA", YES_NO, width=8, help="Perempuan kepala keluarga."),
        Column("Laporan keuangan", YES_NO, width=12, help="Apakah usaha menyusun laporan keuangan."),
        Column("Nomor PIRT", Digits("PIRT", (15,)), width=18, help="15 angka; berlaku 5 tahun."),
        Column("PIRT berlaku sampai", Date(), width=14),
        Column("Sertifikat halal", width=18),
        Column("Halal berlaku sampai", Date(), width=14),
        Column("Merek", width=18),
        Column("Merek berlaku sampai", Date(), width=14),
        Column("Izin edar", width=18, help="BPOM MD atau izin edar lain."),
        Column("Izin edar berlaku sampai", Date(), width=14),
        Column("Pemakaian internet", YES_NO, width=12),
        Column("Persen daring", Whole(0, 100), width=10, help="Bagian omzet dari penjualan daring."),
        Column("Mitra KDKMP", YES_NO, width=10),
        Column("Disabilitas", YES_NO, personal=True, width=10),
        Column("Kredit", width=18, help="Lembaga dan jenis kredit yang berjalan."),
        Column("Koordinat", width=20, help="Lintang, bujur."),
        Column("Foto", Link(), width=18),
        Column(
            "Persetujuan data",
            YES_NO,
            width=12,
            help="Setuju datanya diberikan kepada bank dan untuk promosi.",
        ),
        alur("Modal usaha", Rupiah()),
        alur("Aset tanah bangunan", Rupiah()),
        alur("Aset lainnya", Rupiah()),
        alur("Omzet setahun", Rupiah()),
        alur("Biaya setahun", Rupiah()),
        alur("Pekerja laki-laki", Whole(), 10),
        alur("Pekerja perempuan", Whole(), 10),
        alur("Kategori", Choice(("Berkembang", "Tidak berkembang")), 16),
        alur("Pembinaan terakhir", width=24),
        alur("Kebutuhan pembinaan", KEBUTUHAN, 20),
        alur("Kebutuhan modal", Rupiah()),
        *SUMBER,
    ),
    kind=Kind.DATA,
    keys=(("NIK", "Nama usaha"), ("NIB",), ("Nama usaha", "Alamat")),
    warns=janggal,
    guide="Satu baris untuk satu usaha, dengan nama dan alamat. Data pribadi: jangan disalin ke luar tanpa P5.3.1.",
)

# ------------------------------------------------------------------------------ barang milik daerah

KONDISI = Choice(("Baik", "Rusak Ringan", "Rusak Berat"))
RUANGAN = Column("Ruangan", width=18, help="Untuk kartu inventaris ruangan (KIR).")


def _kib(letter: str, name: str, own: tuple[Column, ...], *, value: str = "Harga") -> Register:
    """Satu kartu inventaris barang: kolom umum, kolom golongannya, asal usul, harga, keterangan."""
    head = (
        Column("Nama barang", required=True, width=30),
        Column("Kode barang", KODE_BARANG, required=True, width=22),
        *((Column("Register", width=10, help="Nomor register, misalnya 0001."),) if letter != "F" else ()),
    )
    tail = (
        Column("Asal usul" if letter != "F" else "Asal pembiayaan", width=16),
        Column(value, Rupiah(), width=18),
        Column("Keterangan", Text(lines=2), width=26),
    )
    return Register(
        f"KIB {letter} {name}",
        UMUM,
        f"KIB{letter}",
        (*head, *own, *tail),
        kind=Kind.DATA,
        keys=(("Kode barang", "Register"),) if letter != "F" else (),
        guide=f"Kartu Inventaris Barang {letter}. Rusak Berat menjadi calon penghapusan.",
    )


LETAK = Column("Letak", Text(lines=2), width=28)
DOKUMEN = (Column("Tanggal dokumen", Date(), width=14), Column("Nomor dokumen", width=20))
STATUS_TANAH = (Column("Status tanah", width=18), Column("Kode tanah", width=22))
TAHUN = Column("Tahun perolehan", Whole(1900, 2100), width=10)
LUAS = Column("Luas", Whole(), width=10, help="Meter persegi.")

INVENTARIS = (
    _kib("A", "Tanah", (
        LUAS, TAHUN, LETAK, Column("Hak", width=14), Column("Tanggal sertifikat", Date(), width=14),
        Column("Nomor sertifikat", width=20), Column("Penggunaan", width=22),
    )),
    _kib("B", "Peralatan dan Mesin", (
        Column("Merek tipe", width=22), Column("Ukuran", width=12), Column("Bahan", width=12), TAHUN,
        Column("Nomor pabrik", width=16), Column("Nomor rangka", width=18), Column("Nomor mesin", width=18),
        Column("Nomor polisi", width=14), Column("Nomor BPKB", width=16), Column("Kondisi", KONDISI, width=14), RUANGAN,
    )),
    _kib("C", "Gedung dan Bangunan", (
        Column("Kondisi", KONDISI, width=14), Column("Bertingkat", YES_NO, width=10), Column("Beton", YES_NO, width=10),
        Column("Luas lantai", Whole(), width=10), LETAK, *DOKUMEN, LUAS, TAHUN, *STATUS_TANAH,
    )),
    _kib("D", "Jalan Irigasi Jaringan", (
        Column("Konstruksi", width=18), Column("Panjang", Whole(), width=10), Column("Lebar", Whole(), width=10), LUAS,
        LETAK, *DOKUMEN, TAHUN, *STATUS_TANAH, Column("Kondisi", KONDISI, width=14),
    )),
    _kib("E", "Aset Tetap Lainnya", (
        Column("Judul atau pencipta", width=26), Column("Spesifikasi", width=22), Column("Asal daerah", width=16),
        Column("Pencipta", width=16, help="Pencipta barang seni."),
        Column("Bahan", width=12), Column("Jenis hewan atau tumbuhan", width=20), Column("Ukuran", width=12),
        Column("Jumlah", Whole(), width=10), TAHUN, Column("Kondisi", KONDISI, width=14), RUANGAN,
    )),
    _kib("F", "KDP", (
        Column("Bangunan", Choice(("Permanen", "Semi permanen", "Darurat")), width=14),
        Column("Bertingkat", YES_NO, width=10), Column("Beton", YES_NO, width=10), LUAS, LETAK, *DOKUMEN,
        Column("Tanggal mulai", Date(), width=14), *STATUS_TANAH,
    ), value="Nilai kontrak"),
)  # fmt: skip
"""Enam kartu inventaris barang (KIB A s.d. F)."""
