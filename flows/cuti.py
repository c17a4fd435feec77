"""Cuti enam jenis: hak dan sisa cuti tahunan, lamanya, masa kerja, keputusannya. PP 11/2017, Peraturan BKN 24/2017."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from flows.aturan import CUTI, CUTI_BERSAMA_MENGURANGI, CUTI_MASA_KERJA, CUTI_PALING_LAMA
from flows.engine.model import Check, RowView
from flows.pegawai import bulan_kerja

DIBERIKAN = ("Disetujui", "Perubahan")


KEPUTUSAN_CUTI = (*DIBERIKAN, "Ditangguhkan", "Tidak Disetujui")
"""Pilihan pada formulir cuti, blok VII dan VIII; tidak pernah «Ditolak»."""


KODE_CUTI = {
    "Tahunan": "800.1.11.4", "Sakit": "800.1.11.2", "Melahirkan": "800.1.11.3", "Alasan penting": "800.1.11.5",
    "Besar": "800.1.11.6", "Di luar tanggungan negara": "800.1.11.7",
}  # fmt: skip


def tahun_cuti(row: RowView) -> int | None:
    """Tahun cuti dijalankan; cuti tahunan tidak melewati pergantian tahun."""
    day = row["Mulai cuti"]
    return day.year if isinstance(day, date) else row.today.year if row.today else None


def cuti_bersama(row: RowView, year: int | None = None, mengurangi: bool = CUTI_BERSAMA_MENGURANGI) -> int:
    """Hari cuti bersama yang dikurangkan dari cuti tahunan tahun itu; 0 bila menurut config/aturan tidak mengurangi."""
    year = year or tahun_cuti(row)
    return row.calendar.joint_leave_of(year) if mengurangi and row.calendar and year else 0


def hak_cuti(row: RowView, mengurangi: bool = CUTI_BERSAMA_MENGURANGI) -> int:
    """Hari cuti tahunan sebelum usulan ini: sisa di Data Pegawai; tahun baru menambah hak dan membawa sebagian sisa.

    Bila cuti tahun berikutnya sudah diberikan lebih dulu, sisanya tahun itu yang dikurangi: sisa tahun ini sudah
    terbawa ke sana.
    Cuti bersama dikurangkan sekali, saat hak setahun diberikan; sisa di Data Pegawai sudah memperhitungkannya.
    """

    def setahun(of: int | None) -> int:
        return max(0, CUTI["tahunan"] - cuti_bersama(row, of, mengurangi))

    left, of, year = row["Sisa cuti menurut data"], row["Tahun sisa cuti"], tahun_cuti(row)
    if not isinstance(left, int) or not isinstance(of, int) or year is None:
        return setahun(year)
    if of >= year:
        return left
    if of < year - 2 or (of == year - 2 and left >= setahun(of)):
        # dua tahun berturut-turut tidak diambil
        return max(0, CUTI["dua_tahun_tidak_diambil"] - cuti_bersama(row, year, mengurangi))
    untaken = left if of == year - 1 else setahun(year - 1)
    return setahun(year) + min(max(untaken, 0), CUTI["bawa_dari_tahun_lalu"])


def sisa_cuti(row: RowView) -> int | None:
    """Hari cuti tahunan yang masih ada: menurut Data Pegawai, dikurangi cuti ini; kosong bila tidak diketahui."""
    left, days = row["Sisa cuti tahunan"], row["Lama cuti"]
    if row["Jenis cuti"] == "Besar" and tahun_sisa(row) == tahun_cuti(row):
        return 0  # cuti besar menghapus cuti tahunan tahun itu
    if row["Jenis cuti"] != "Tahunan" or not isinstance(left, int):
        return left if isinstance(left, int) else None
    return left - (days if isinstance(days, int) else 0)


def tahun_sisa(row: RowView) -> int | None:
    """Tahun sisa cuti di Data Pegawai sesudah cuti ini; tidak mundur bila cuti tahun berikutnya sudah diberikan."""
    of, year = row["Tahun sisa cuti"], tahun_cuti(row)
    return max(of, year) if isinstance(of, int) and year is not None else year


def terpakai(heading: str) -> Callable[[RowView], int]:
    """Hari cuti sejenis itu pada tahun sisa cuti, menurut Data Pegawai; tahun yang sudah lewat tidak dihitung."""

    def days(row: RowView) -> int:
        taken = row[heading]
        return taken if isinstance(taken, int) and row["Tahun sisa cuti"] == tahun_sisa(row) else 0

    return days


def ditambah(heading: str) -> Callable[[RowView], int]:
    """Hari cuti sejenis itu pada tahun sisa cuti, sesudah cuti ini dijalankan."""

    def days(row: RowView) -> int:
        taken = row[heading]
        this_kind = heading == f"Cuti {row.text('Jenis cuti').lower()}" and tahun_sisa(row) == tahun_cuti(row)
        added = row["Lama cuti"] if this_kind else 0
        return sum(number for number in (taken, added) if isinstance(number, int))

    return days


def cuti_lebih(row: RowView) -> bool:
    """Cuti tahunan lebih lama daripada sisanya."""
    days, left = row["Lama cuti"], row["Sisa cuti tahunan"]
    return row["Jenis cuti"] == "Tahunan" and isinstance(days, int) and isinstance(left, int) and days > left


def hari_kerja_cuti(row: RowView) -> int | None:
    """Hari kerja dari Mulai cuti s.d. Selesai cuti; akhir pekan, hari libur dan cuti bersama tidak dihitung."""
    begin, end = row["Mulai cuti"], row["Selesai cuti"]
    if row.calendar is None or not isinstance(begin, date) or not isinstance(end, date) or end < begin:
        return None
    return row.calendar.working_days_between(begin - timedelta(days=1), end)


def lama_keliru(row: RowView) -> bool:
    """Lama cuti bukan hari kerja antara kedua tanggalnya."""
    days, written = hari_kerja_cuti(row), row["Lama cuti"]
    return row["Jenis usulan"] == "cuti" and days is not None and isinstance(written, int) and days != written


def kata_lama(row: RowView) -> str:
    return (
        f"Lama cuti tertulis {row['Lama cuti']} hari, sedangkan dari Mulai cuti s.d. Selesai cuti ada "
        f"{hari_kerja_cuti(row)} hari kerja (Sabtu, Minggu, hari libur dan cuti bersama tidak dihitung)."
    )


def cuti_terlalu_lama(row: RowView) -> bool:
    """Melewati bulan yang paling lama bagi jenis cutinya."""
    begin, end = row["Mulai cuti"], row["Selesai cuti"]
    months = CUTI_PALING_LAMA.get(row.text("Jenis cuti"))
    if (
        row["Jenis usulan"] != "cuti"
        or months is None
        or not isinstance(begin, date)
        or not isinstance(end, date)
    ):
        return False
    at = begin.month - 1 + months
    year, month = begin.year + at // 12, at % 12 + 1
    return end >= date(year, month, min(begin.day, monthrange(year, month)[1]))


def belum_cukup_masa_kerja(row: RowView) -> bool:
    """Masa kerja pada Mulai cuti belum sampai yang disyaratkan jenis cutinya; haji pertama dikecualikan."""
    begin, years = row["Mulai cuti"], CUTI_MASA_KERJA.get(row.text("Jenis cuti"))
    if row["Jenis usulan"] != "cuti" or years is None or not isinstance(begin, date):
        return False
    months = bulan_kerja(row, begin)
    return (
        months is not None
        and months < 12 * years
        and "haji pertama" not in row.text("Alasan cuti").casefold()
    )


def cuti_diberikan(row: RowView) -> bool:
    """Cuti disetujui, seluruhnya atau dengan perubahan."""
    return row["Keputusan cuti"] in DIBERIKAN


def cuti_terbalik(row: RowView) -> bool:
    """Selesai sebelum mulai, atau cuti tahunan melewati pergantian tahun."""
    begin, end = row["Mulai cuti"], row["Selesai cuti"]
    if row["Jenis usulan"] != "cuti" or begin is None or end is None:
        return False
    over = row["Jenis cuti"] == "Tahunan" and str(begin)[:4] != str(end)[:4]
    return str(end) < str(begin) or over


PERIKSA_CUTI = (
    Check(cuti_terbalik, "tanggal cuti terbalik atau melewati pergantian tahun; pecah menjadi dua usulan."),
    Check(cuti_lebih, "Lama cuti melebihi sisa cuti tahunan; kurangi harinya atau pilih jenis cuti lain."),
    Check(lama_keliru, kata_lama),
    Check(
        cuti_terlalu_lama,
        lambda row: (
            f"Cuti {row.text('Jenis cuti').lower()} paling lama {CUTI_PALING_LAMA[row.text('Jenis cuti')]} bulan; "
            "perpendek, atau pilih jenis cuti lain."
        ),
    ),
    Check(
        belum_cukup_masa_kerja,
        lambda row: (
            f"Cuti {row.text('Jenis cuti').lower()} memerlukan masa kerja "
            f"{CUTI_MASA_KERJA[row.text('Jenis cuti')]} tahun; cuti besar untuk haji pertama dikecualikan, "
            "sebutkan pada Alasan cuti."
        ),
    ),
)
