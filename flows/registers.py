"""Register dan pilihan yang dipakai beberapa proses."""

from flows.engine.columns import Choice, Coded, Column, Digits, Email, Pattern, Text
from flows.klasifikasi import KLASIFIKASI
from flows.roles import UNIT_PENGOLAH

UMUM = "Umum dan Kepegawaian"
PROGRAM = "Program dan Keuangan"
KOPERASI = "Bidang Koperasi"
USAHA_MIKRO = "Bidang Usaha Mikro"

SIFAT = Choice(("Biasa", "Penting", "Segera", "Sangat Segera", "Rahasia"))
"""Baris «Sifat» pada surat."""
SIFAT_DISPOSISI = Choice(("Biasa", "Segera", "Perlu Perhatian Khusus", "Perhatian Batas Waktu"))
TINGKAT_AKSES = Choice(("Biasa/Terbuka", "Terbatas", "Rahasia", "Sangat Rahasia"))
UNIT = Choice(tuple(desk.name for desk in UNIT_PENGOLAH))

BIDANG_PENGOLAH = Column("Bidang pengolah", UNIT, help="Unit yang mengonsep.", width=26)
KODE_KLASIFIKASI = Column(
    "Kode klasifikasi", Coded(KLASIFIKASI), help="Ketik sebagian uraian untuk mencari, lalu pilih.", width=24
)
KODE_SURAT_MASUK = Column(
    "Kode klasifikasi",
    Coded(KLASIFIKASI, strict=False),
    help="Kode pengirim boleh kode lama; kode kantor ini dipilih saat mengarsipkan.",
    width=24,
)
POS_EL_PENERIMA = Column(
    "Pos-el penerima", Email(), personal=True, help="Bila surat dikirim lewat pos-el.", width=26
)
KETERANGAN = Column("Keterangan", Text(lines=2), width=28)
KODE_REKENING = Pattern(
    r"\d(\.\d{1,2}){2,3}(\.\d{2}){0,2}(\.\d{4})?", "kode rekening seperti 5.1.02.01.01.0024"
)
NIB = Column("NIB", Digits("NIB", (13,)), help="13 angka.")

KELURAHAN = Choice(
    (
        "Karangketug", "Gentong", "Sebani", "Petahunan", "Bukir", "Randusari", "Krapyakrejo", "Gadingrejo",
        "Pohjentrek", "Wirogunan", "Tembokrejo", "Purutrejo", "Kebonagung", "Purworejo", "Sekargadung",
        "Blandongan", "Kepel", "Tapa'an", "Bakalan", "Krampyangan", "Bugul Kidul",
        "Karanganyar", "Tamba'an", "Trajeng", "Bangilan", "Kebonsari", "Mayangan", "Ngemplakrejo", "Petamanan",
        "Pekuncen", "Bugul Lor", "Kandangsapi", "Panggungrejo", "Mandaranrejo",
    )
)  # fmt: skip
"""34 kelurahan Kota Pasuruan (Kemendagri 35.75)."""

KECAMATAN = Choice(("Gadingrejo", "Purworejo", "Bugul Kidul", "Panggungrejo"))

BIDANG = Column("Bidang", Choice(("Bidang Koperasi", "Bidang Usaha Mikro")), required=True, width=20)
STAKEHOLDER = Choice(
    (
        "Kementerian Koperasi dan UKM", "Dinas Koperasi dan UKM Provinsi Jawa Timur",
        "Dinas Perdagangan dan Perindustrian", "DPPPAKB", "Dinas Sosial", "Dinas Perikanan",
        "Dinas Komunikasi, Informatika dan Statistik", "Dinas Kesehatan", "Dinas Pertanian",
        "Dinas Pariwisata", "BAPPEDA",
        "Bagian Perekonomian", "Dinas Tenaga Kerja", "DPM-PTSP", "Badan Pusat Statistik Kota Pasuruan", "Perbankan",
        "Kementerian Agama Kota Pasuruan", "Perguruan Tinggi", "BPOM", "Dewan Koperasi Daerah", "DEKRANASDA",
    )
)  # fmt: skip
"""21 pemangku kepentingan data, menurut P5.3.1."""
