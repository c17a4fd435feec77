"""Penilaian: nilai dari komponen berbobot (kesehatan koperasi, SAKIP), grade NIK, kelas usaha, kapan dapat dinilai."""

from collections.abc import Mapping
from datetime import date

from flows.aturan import KUK, KUK_BILA_BERBEDA, RAT_PALING_LAMBAT_BULAN, TAHUN_TANPA_RAT
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


def kelas_usaha(row: RowView, bila_berbeda: str = KUK_BILA_BERBEDA) -> tuple[str, str]:
    """Kelas usaha koperasi «KUK 2» dan kelas menurut setiap ukurannya; kosong selama salah satu ukuran belum diketahui.

    Bila ukurannya menunjuk kelas yang berbeda, yang dipakai menurut config/aturan: kelas tertinggi (cukup satu ukuran
    melewati batas, pengawasan mengikuti risiko yang terbesar), yang ditunjuk dua dari tiga, atau yang terendah.
    """
    kelas: dict[str, int] = {}
    for ukuran in KUK[0]:
        value = row[ukuran]
        if isinstance(value, int):
            kelas[ukuran] = 1 + sum(value > batas[ukuran] for batas in KUK)
    if not kelas:
        return "", ""
    rincian = ", ".join(f"{ukuran.lower()} KUK {n}" for ukuran, n in kelas.items())
    kurang = [ukuran for ukuran in KUK[0] if ukuran not in kelas]
    if kurang:
        return "", f"Menurut {rincian}; {' dan '.join(kurang).lower()} belum diketahui."
    urut = sorted(kelas.values())
    # The middle one of three is the class that two of them reach.
    dipakai = {"tertinggi": urut[-1], "dua dari tiga": urut[len(urut) // 2], "terendah": urut[0]}[
        bila_berbeda
    ]
    beda = f"; dipakai yang {bila_berbeda}" if urut[0] != urut[-1] else ""
    return f"KUK {dipakai}", f"Menurut {rincian}{beda}."


def rat_belum_lama(last: date, today: date) -> bool:
    """RAT terakhir dalam sekian tahun kalender, tahun ini dihitung (config/aturan): koperasinya masih aktif."""
    return last <= today and today.year - last.year < TAHUN_TANPA_RAT


def ketepatan_rat(row: RowView) -> str | None:
    """RAT atas tahun buku itu «Tepat waktu» bila dalam sekian bulan sesudah tahun buku berakhir (config/aturan)."""
    book, last = row["Tahun buku"], row["RAT terakhir"]
    if not isinstance(book, int) or not isinstance(last, date) or last.year <= book:
        return None
    months = 12 * (last.year - book - 1) + last.month
    return "Tepat waktu" if months <= RAT_PALING_LAMBAT_BULAN else "Terlambat"


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
