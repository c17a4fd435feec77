"""Jangka waktu pembubaran koperasi yang melewati beberapa tahap: putusan atas keberatan, dan SK-nya.

UU 25/1992 Pasal 47, PP 17/1994: keberatan diputus paling lambat satu bulan sejak diterima, keputusan pembubaran paling
lambat empat bulan sejak pengurus menerima pemberitahuan. Keduanya dicatat di Data Koperasi, supaya Alur mengingatkan di
tahap mana pun berkasnya berada.
"""

from collections.abc import Callable
from datetime import date

from flows.aturan import INGATKAN_KEBERATAN_HARI, INGATKAN_SK_HARI, TENGGAT
from flows.data import KOPERASI_KOTA
from flows.engine.calendar import Duration, calendar_days
from flows.engine.columns import Column, Date, Owner
from flows.engine.model import Announce, Fill, RowView, UpdateData
from flows.roles import BIDANG_KOPERASI, KEPALA_DINAS

SATU_BULAN = TENGGAT["P5.4/5 putusan"]
EMPAT_BULAN = TENGGAT["P5.4/10"]

KEBERATAN_SEJAK = Column("Keberatan dihitung sejak", Date(), owner=Owner.ENGINE, width=14)
PUTUSAN_PALING_LAMBAT = Column("Putusan keberatan paling lambat", Date(), owner=Owner.ENGINE, width=16)
KEBERATAN_DIPUTUS = Column("Keberatan diputus", Date(), owner=Owner.ENGINE, width=14)
KOLOM_KEBERATAN = (
    Column(
        "Keberatan diterima",
        Date(),
        width=14,
        help="Hari surat keberatan sampai di kantor; kosong: hari tanggapannya dicatat.",
    ),
    KEBERATAN_SEJAK,
    PUTUSAN_PALING_LAMBAT,
    KEBERATAN_DIPUTUS,
)


def catat(**told: str) -> UpdateData:
    """Bawa ke Data Koperasi: judul kolomnya di sana (spasi ditulis garis bawah) menjadi judul kolom di sini."""
    same = {"Nama koperasi": "Nama koperasi", "Nomor badan hukum": "Nomor badan hukum"}
    return UpdateData(
        KOPERASI_KOTA,
        same | {theirs.replace("_", " "): ours for theirs, ours in told.items()},
        id_in="ID data koperasi",
        add=True,
    )


DITERIMA_SEJAK = Column(
    "Pemberitahuan dihitung diterima",
    Date(),
    owner=Owner.ENGINE,
    width=16,
    help="Menurut resi; selama resinya belum dicatat, tujuh hari sesudah surat pemberitahuan.",
)
DI_JALAN = calendar_days(7)
"""Surat tercatat yang resinya belum dicatat dianggap sekian hari di jalan."""


def diterima(row: RowView) -> date | None:
    """Hari pengurus menerima pemberitahuan menurut resi, kalau tidak menurut tanggal suratnya."""
    told, sent = row["Tanggal diterima pengurus"], row["Tanggal surat pemberitahuan"]
    if isinstance(told, date):
        return told
    return row.calendar.add(sent, DI_JALAN) if isinstance(sent, date) and row.calendar else None


DITERIMA = (
    Fill(DITERIMA_SEJAK.heading, diterima),
    catat(Rencana_pembubaran_diterima=DITERIMA_SEJAK.heading),
)
"""Dicatat saat jangka keberatan berakhir, dan lagi saat SK diusulkan, sebab resinya bisa baru ditulis kemudian."""


def sejak(row: RowView) -> date | None:
    """Hari keberatan diterima menurut Bidang; selama belum ditulis, hari tanggapannya dicatat."""
    told, kept = row["Keberatan diterima"], row[KEBERATAN_SEJAK.heading]
    return next((day for day in (told, kept) if isinstance(day, date)), row.today)


def paling_lambat(row: RowView) -> date | None:
    day = sejak(row)
    return row.calendar.add(day, SATU_BULAN) if day and row.calendar else None


SEJAK_KEBERATAN = (
    Fill(KEBERATAN_SEJAK.heading, sejak),
    Fill(PUTUSAN_PALING_LAMBAT.heading, paling_lambat),
    catat(Keberatan_diterima=KEBERATAN_SEJAK.heading),
)
"""Dihitung lagi saat tim diusulkan, sebab hari diterimanya bisa baru ditulis sesudah tanggapan dicatat."""
ADA_KEBERATAN = (*DITERIMA, *SEJAK_KEBERATAN)
"""Tanggapan pengurus memulai jangka satu bulan."""
DIPUTUS = (
    Fill(KEBERATAN_DIPUTUS.heading, lambda row: row.today),
    catat(Keberatan_diputus=KEBERATAN_DIPUTUS.heading),
)
"""Hasil penyelidikan menjawab keberatan; jangka satu bulan berhenti."""


def batas(since: str, term: Duration, until: str = "") -> Callable[[RowView], date | None]:
    """Hari terakhir jangka waktu sejak kolom itu, selama belum berakhir dan koperasinya belum diputuskan nasibnya."""

    def day(row: RowView) -> date | None:
        begun, ended = row[since], row[until] if until else None
        if not isinstance(begun, date) or row.calendar is None or row["Keaktifan"] in ("Dibubarkan", "Aktif"):
            return None
        return None if isinstance(ended, date) and ended >= begun else row.calendar.add(begun, term)

    return day


batas_sk = batas("Rencana pembubaran diterima", EMPAT_BULAN)
batas_keberatan = batas("Keberatan diterima", SATU_BULAN, until="Keberatan diputus")
PENGINGAT = [
    Announce(
        "batas SK pembubaran",
        KOPERASI_KOTA,
        batas_sk,
        calendar_days(INGATKAN_SK_HARI),
        KEPALA_DINAS,
        "Jangka empat bulan bagi SK pembubaran {Nama koperasi} sejak pengurus menerima pemberitahuan (UU 25/1992 Pasal "
        "47, PP 17/1994) habis",
    ),
    *(
        Announce(
            f"putusan keberatan {days} hari",
            KOPERASI_KOTA,
            batas_keberatan,
            calendar_days(days),
            desk,
            "Jangka satu bulan untuk memutus keberatan {Nama koperasi} (UU 25/1992 Pasal 47, PP 17/1994; hasil "
            "penyelidikannya dicatat di tab Pembubaran) habis",
        )
        for days, desk in zip(INGATKAN_KEBERATAN_HARI, (BIDANG_KOPERASI, KEPALA_DINAS), strict=True)
    ),
]
