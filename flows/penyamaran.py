"""Penyamaran: NIK, telepon, nama, alamat yang disamarkan; omzet sebagai golongan; sel kecil yang tidak ditampilkan.

Hitungan saja; siapa boleh mendapat apa ada di ``pelepasan.py``.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from flows.aturan import BATAS_MODAL_MIKRO, BATAS_OMZET_MIKRO
from flows.engine.columns import Value
from flows.engine.model import AS_OF

Row = Mapping[str, Value]
Key = tuple[str, ...]
TIDAK_DIISI = "tidak diisi"


def samarkan_nik(nik: str) -> str:
    """357501******0003."""
    return f"{nik[:6]}******{nik[12:]}" if len(nik) == 16 else ""


def samarkan_hp(hp: str) -> str:
    """0812****678."""
    return f"{hp[:4]}****{hp[-3:]}" if len(hp) >= 9 else ""


def samarkan_nama(nama: str) -> str:
    """Huruf awal saja: «Siti Nur Aini» menjadi «S. N. A.»."""
    return " ".join(f"{word[0].upper()}." for word in nama.split())


def golongan_omzet(row: Row) -> str:
    """Omzet setahun sebagai golongan; kosong bila tidak diketahui."""
    omzet = row.get("Omzet setahun")
    if not isinstance(omzet, int):
        return ""
    bands = (
        (50_000_000, "< 50 juta"),
        (300_000_000, "50-300 juta"),
        (BATAS_OMZET_MIKRO + 1, "300 juta-2 miliar"),
    )
    return next((name for below, name in bands if omzet < below), "> 2 miliar")


def legalitas(row: Row) -> str:
    return "Ber-NIB" if row.get("NIB") else "Belum ber-NIB"


def skala(row: Row) -> str:
    """Mikro sampai batas PP 7/2021 Pasal 35; omzet yang menentukan, modal bila omzet belum diketahui."""
    for heading, most in (("Omzet setahun", BATAS_OMZET_MIKRO), ("Modal usaha", BATAS_MODAL_MIKRO)):
        figure = row.get(heading)
        if isinstance(figure, int):
            return "Mikro" if figure <= most else "Di atas mikro"
    return ""


def tahun_data(row: Row) -> str:
    day = row.get(AS_OF)
    return str(day.year) if isinstance(day, date) else ""


MASKER: Mapping[str, Callable[[Row], str]] = MappingProxyType(
    {
        "NIK": lambda row: samarkan_nik(str(row.get("NIK") or "")),
        "HP": lambda row: samarkan_hp(str(row.get("HP") or "")),
        "Nama pemilik": lambda row: samarkan_nama(str(row.get("Nama pemilik") or "")),
        "Alamat": lambda row: f"Kelurahan {row.get('Kelurahan') or '-'}",
    }
)
"""Kolom pribadi yang dapat disamarkan, dan caranya. Kolom pribadi lain dikosongkan."""
BUATAN: Mapping[str, Callable[[Row], str]] = MappingProxyType(
    {"Golongan omzet": golongan_omzet, "Legalitas": legalitas, "Skala": skala, "Tahun data": tahun_data}
)
"""Kolom yang tidak ada di register, dihitung dari baris."""


# ------------------------------------------------------------------------------------- sel yang kecil


def hitung(
    rows: Sequence[Row], by: Sequence[str], sums: Sequence[str], least: int
) -> list[tuple[Key, list[int | None]]]:
    """Kelompok -> jumlah baris lalu jumlah tiap kolom; None di tempat yang tidak boleh ditampilkan."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(_kata(row, heading) for heading in by)].append(row)
    hidden = tersembunyi({key: len(members) for key, members in groups.items()}, least)
    columns = [_kolom(groups, heading, hidden, least) for heading in sums]
    return [
        (key, [None if key in hidden else len(groups[key]), *(column[key] for column in columns)])
        for key in sorted(groups)
    ]


def _kolom(
    groups: Mapping[Key, Sequence[Row]], heading: str, hidden: Collection[Key], least: int
) -> dict[Key, int | None]:
    """Jumlah satu kolom setiap kelompok; None bila datang dari terlalu sedikit baris, atau menjaga yang demikian."""
    figures = {
        key: [figure for row in rows if isinstance(figure := row.get(heading), int) and figure]
        for key, rows in groups.items()
    }
    # A cell is as weak as its count of rows or, for numbers of people, its own sum.
    weight = {key: min(len(found), sum(found)) for key, found in figures.items()}
    small = {key for key, found in figures.items() if found and weight[key] < least}
    gone = tersembunyi(weight, least, {*hidden, *small})
    return {key: None if key in gone else sum(found) for key, found in figures.items()}


def tersembunyi(counts: Mapping[Key, int], least: int, first: Collection[Key] | None = None) -> set[Key]:
    """Sel yang tidak ditampilkan: yang di bawah batas, dan yang menjaga agar yang kecil tidak dapat dihitung kembali.

    Dari jumlah satu baris, satu kolom, atau seluruh tabel, sel yang hilang dapat dihitung bila ia sendirian, atau bila
    jumlah yang hilang sendiri di bawah batas. Maka sel terkecil yang masih tampak ikut disembunyikan.
    first: yang sudah tersembunyi; bila tidak disebut, yang di bawah batas.
    """
    hidden = {key for key, count in counts.items() if count < least} if first is None else set(first)
    changed = True
    while changed:
        changed = False
        for line in _garis(counts):
            gone = [key for key in line if key in hidden]
            shown = [key for key in line if key not in hidden]
            if gone and shown and (len(gone) == 1 or sum(counts[key] for key in gone) < least):
                hidden.add(min(shown, key=lambda key: (counts[key], key)))
                changed = True
    return hidden


def _garis(counts: Collection[Key]) -> Iterator[list[Key]]:
    """Sel-sel yang jumlahnya mungkin diketahui orang: tiap baris, tiap kolom, lalu seluruh tabel."""
    keys = sorted(counts)
    width = len(keys[0]) if keys else 0
    for at in range(width if width > 1 else 0):
        for word in sorted({key[at] for key in keys}):
            yield [key for key in keys if key[at] == word]
    yield keys


def _kata(row: Row, heading: str) -> str:
    made = BUATAN.get(heading)
    return (made(row) if made else str(row.get(heading) or "")) or TIDAK_DIISI
