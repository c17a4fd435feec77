"""Penilaian: nilai dari komponen berbobot (kesehatan koperasi, SAKIP), grade NIK, kapan koperasi dapat dinilai."""

from collections.abc import Mapping
from datetime import date

from flows.engine.model import RowView


def rata_tertimbang(row: RowView, bobot: Mapping[str, int]) -> str:
    """Jumlah nilai setiap kolom kali bobotnya (persen), dua angka di belakang koma; yang kosong bernilai 0."""
    hundredths = sum(
        weight * (value if isinstance(value := row[heading], int) else 0) for heading, weight in bobot.items()
    )
    return f"{hundredths // 100},{hundredths % 100:02}"


def grade(row: RowView) -> tuple[str, str]:
    """Grade NIK menurut ODS Kementerian, dan catatannya; kosong selama laporan RAT tidak diketahui.

    A: RAT tiga dari tiga tahun buku; B: dua; C1: sekali dan berdiri paling lama tiga tahun; C2: lebih tua, sekali, dan
    pada tahun berjalan; D: tidak ada. Lebih tua, sekali, bukan tahun berjalan: tidak diatur; ditulis D dengan catatan.
    """
    reported, today = row["Laporan RAT tiga tahun buku"], row.today
    if not isinstance(reported, int) or today is None:
        return "", ""
    if reported != 1:
        return {3: "A", 2: "B", 0: "D"}[reported], ""
    founded, last = row["Tanggal badan hukum"], row["RAT terakhir"]
    if isinstance(founded, date) and today <= tahun_kemudian(founded, 3):
        return "C1", ""
    if isinstance(last, date) and last.year == today.year:
        unknown = founded is None
        return "C2", "Tanggal badan hukum belum diisi; dianggap lebih dari tiga tahun." if unknown else ""
    return "D", "Satu RAT, bukan pada tahun berjalan: tidak diatur dalam ODS; periksa dengan Kementerian."


def belum_dapat_dinilai(row: RowView) -> bool:
    """Belum ada satu tahun buku penuh sejak berbadan hukum yang sudah lewat, atau belum ada RAT atasnya."""
    book, founded, last = row["Tahun buku"], row["Tanggal badan hukum"], row["RAT terakhir"]
    if not isinstance(book, int) or row.today is None:
        return False
    young = isinstance(founded, date) and founded > date(book, 1, 1)
    return young or book >= row.today.year or not (isinstance(last, date) and last.year > book)


def tahun_kemudian(day: date, years: int) -> date:
    """Tanggal yang sama sekian tahun kemudian; 29 Februari menjadi 28."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
