"""Entri usaha dalam pendataan (P5.2.2): apa yang ditanyakan tentang setiap usaha, dan bagaimana masuk Data Usaha Mikro.

Pertanyaannya menurut formulir survei usaha 2026 sejauh ditemukan, ditambah yang diperlukan kantor ini.
"""

from dataclasses import replace

from flows.data import KEBUTUHAN, SEKTOR, USAHA
from flows.engine.columns import KBLI, YES_NO, Choice, Column, Date, Nik, Owner, Phone, Rupiah, Whole
from flows.engine.model import Field, Kind, Register, UpdateData, Upload
from flows.registers import NIB, USAHA_MIKRO

RINCIAN = (
    "Nama komersial", "RT", "RW", "Kode pos", "Umur", "PEKKA", "Disabilitas", "Badan usaha", "Alasan belum NIB",
    "Laporan keuangan", "Nomor PIRT", "PIRT berlaku sampai", "Sertifikat halal", "Halal berlaku sampai", "Izin edar",
    "Izin edar berlaku sampai", "Merek", "Merek berlaku sampai", "Pemakaian internet", "Persen daring", "Mitra KDKMP",
    "Kredit", "Biaya setahun", "Aset tanah bangunan", "Aset lainnya", "Koordinat", "Foto",
)  # fmt: skip
"""Ditanyakan sejauh diketahui, dengan kolom yang sama seperti di Data Usaha Mikro."""


def _seperti_di_data(heading: str) -> Column:
    column = USAHA.column(heading)
    assert column is not None, heading
    return replace(column, owner=Owner.STAFF)


ENTRI = Register(
    "Entri Usaha",
    USAHA_MIKRO,
    "EU",
    (
        Column("Nama usaha", required=True, width=28),
        Column("Nama pemilik", required=True, personal=True, width=26),
        Column("NIK", Nik(), personal=True, width=20),
        Column("Jenis kelamin", Choice(("Laki-laki", "Perempuan")), width=12),
        NIB,
        Column("KBLI", KBLI, width=8),
        Column("Alamat", personal=True, width=32),
        Column("HP", Phone(), personal=True, width=16),
        Column("Sektor", SEKTOR, width=14),
        Column("Produk utama", width=24),
        Column("Tahun mulai", Whole(1900, 2100), width=10),
        Column("Modal usaha", Rupiah(), width=16),
        Column("Omzet setahun", Rupiah(), width=16),
        Column("Pekerja laki-laki", Whole(), width=10),
        Column("Pekerja perempuan", Whole(), width=10),
        Column("Kebutuhan pembinaan", KEBUTUHAN, width=20),
        Column("Kebutuhan modal", Rupiah(), width=16),
        *map(_seperti_di_data, RINCIAN),
        Column("Persetujuan data", YES_NO, width=12),
        Column("Petugas lapangan", width=24),
        Column("Responden", personal=True, width=24, help="Yang memberi keterangan, bila bukan pemilik."),
        Column("Tanggal didata", Date(), width=14),
        Column("Valid", Choice(("Ya", "Tidak")), width=8),
    ),
    kind=Kind.LINES,
)

SAMA = (
    "Nama usaha", "Nama pemilik", "NIK", "Jenis kelamin", "NIB", "KBLI", "Alamat", "HP", "Produk utama", "Tahun mulai",
    "Modal usaha", "Omzet setahun", "Pekerja laki-laki", "Pekerja perempuan", "Kebutuhan pembinaan", "Kebutuhan modal",
    "Persetujuan data", "Kelurahan", "Kecamatan", *RINCIAN,
)  # fmt: skip
DIVALIDASI = UpdateData(
    USAHA,
    {**{heading: heading for heading in SAMA}, "Kelompok sektor": "Sektor"},
    as_of="Tanggal validasi",
    add=True,
    each=ENTRI,
    which=lambda line: line.get("Valid") == "Ya",
)
"""Setiap entri yang sah memutakhirkan Data Usaha Mikro; usaha yang belum ada di sana ditambahkan."""

PERTANYAAN = (
    Field("Nama usaha", "Nama usaha", required=True, section="Usaha"),
    Field("Nama pemilik", "Nama pemilik", required=True),
    Field("NIK", "NIK", help="16 angka."),
    Field("Jenis kelamin", "Jenis kelamin"),
    Field("NIB", "NIB", help="13 angka; kosongkan bila belum punya."),
    Field("KBLI", "KBLI", help="5 angka."),
    Field("Alamat", "Alamat", required=True),
    Field("HP", "HP"),
    Field("Sektor", "Sektor", required=True),
    Field("Produk utama", "Produk utama"),
    Field("Tahun mulai", "Tahun mulai"),
    Field(
        "Modal usaha", "Modal usaha", section="Perkembangan", help="Tanpa tanah dan bangunan tempat usaha."
    ),
    Field("Omzet setahun", "Omzet setahun"),
    Field("Pekerja laki-laki", "Pekerja laki-laki"),
    Field("Pekerja perempuan", "Pekerja perempuan"),
    Field("Pembinaan yang paling diperlukan", "Kebutuhan pembinaan"),
    Field("Kebutuhan modal", "Kebutuhan modal", help="Rupiah; diberikan ke bank hanya bila disetujui."),
    *(
        Field(
            heading,
            heading,
            section="Rincian, sejauh diketahui" if heading == RINCIAN[0] else "",
            upload=Upload(("jpg", "png"), 5, 2) if heading == "Foto" else None,
        )
        for heading in RINCIAN
    ),
    Field(
        "Setuju data diberikan kepada bank dan untuk promosi",
        "Persetujuan data",
        section="Persetujuan",
        help="Boleh tidak setuju; dapat ditarik kapan saja.",
    ),
    Field("Petugas lapangan", "Petugas lapangan", section="Pendataan"),
    Field("Responden", "Responden", help="Bila bukan pemilik."),
    Field("Tanggal didata", "Tanggal didata"),
)
