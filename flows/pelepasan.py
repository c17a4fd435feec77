"""Pelepasan data (P5.3.1): apa yang boleh diberikan kepada siapa, disamarkan bagaimana.

Ditolak kecuali diizinkan: pemohon yang tidak ada di ``config/pelepasan.toml`` tidak mendapat apa pun.
"""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from flows.data import KOPERASI_KOTA, USAHA
from flows.engine.columns import Value
from flows.engine.model import Register, RowView, Table

BERKAS = Path(__file__).resolve().parents[1] / "config" / "pelepasan.toml"
DATA = {"usaha": USAHA, "koperasi": KOPERASI_KOTA}
PENUH, SAMAR, AGREGAT, PERSETUJUAN, ANONIM = (
    "Penuh", "Disamarkan", "Agregat", "Dengan persetujuan", "Dianonimkan",
)  # fmt: skip
TINGKAT = (PENUH, SAMAR, AGREGAT, PERSETUJUAN, ANONIM)
GOLONGAN_OMZET = "Golongan omzet"
"""Kolom buatan: omzet sebagai golongan (di bawah 50 juta, 50-300 juta, di atas 300 juta)."""
TERLARANG_ANONIM = ("Nama pemilik", "Nama usaha", "NIK", "HP", "Pos-el", "Alamat", "NIB")

Row = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Izin:
    """Yang boleh diberikan kepada satu pemohon."""

    nama: str
    tujuan: tuple[str, ...]
    tingkat: str
    register: Register
    kolom: tuple[str, ...]
    per: tuple[str, ...] = ()
    saring: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


_isi = tomllib.loads(BERKAS.read_text("utf-8"))
BERLAKU_HARI: int = _isi["berlaku_hari"]
SEL_TERKECIL: int = _isi["sel_terkecil"]
IZIN: dict[str, Izin] = {
    one["nama"]: Izin(
        one["nama"], tuple(one["tujuan"]), one["tingkat"], DATA[one["data"]], tuple(one["kolom"]),
        tuple(one.get("per", ())), {heading: tuple(words) for heading, words in one.get("saring", {}).items()},
    )
    for one in _isi["pemohon"]
}  # fmt: skip


def periksa(known: Mapping[str, Izin], names: Sequence[str]) -> list[str]:
    """Mistakes of the configuration, in English: unknown stakeholders, levels, columns; names where none may be."""
    problems = [
        f"{BERKAS.name}: no entry for «{name}»; it gets nothing" for name in names if name not in known
    ]
    for izin in known.values():
        where = f"{BERKAS.name}, «{izin.nama}»"
        if izin.nama not in names:
            problems.append(f"{where}: no stakeholder of this name; see STAKEHOLDER in flows/registers.py")
        if izin.tingkat not in TINGKAT:
            problems.append(f"{where}: level «{izin.tingkat}» is not known; use one of {', '.join(TINGKAT)}")
        for heading in (*izin.kolom, *izin.per, *izin.saring):
            if heading != GOLONGAN_OMZET and izin.register.column(heading) is None:
                problems.append(f"{where}: «{izin.register.name}» has no column «{heading}»")
        if izin.tingkat == ANONIM and (named := set(izin.kolom) & set(TERLARANG_ANONIM)):
            problems.append(f"{where}: anonymised data may not hold {', '.join(sorted(named))}")
    return problems


def tabel(row: RowView, records: Callable[[Register], Sequence[Row]]) -> Table:
    """The table that this request may get; empty for who is not in the configuration."""
    izin = IZIN.get(row.text("Pemohon"))
    if izin is None:
        return Table(("Keterangan",), ())
    rows = [one for one in records(izin.register) if _cocok(one, izin)]
    if izin.tingkat == AGREGAT:
        return _agregat(rows, izin)
    if izin.tingkat == PERSETUJUAN:
        rows = [one for one in rows if one.get("Persetujuan data") == "Ya"]
    masked = izin.tingkat == SAMAR
    cells = [tuple(_sel(one, heading, masked) for heading in izin.kolom) for one in rows]
    return Table(izin.kolom, tuple(cells))


def _cocok(row: Row, izin: Izin) -> bool:
    return all(
        any(str(row.get(heading) or "").startswith(word) for word in words)
        for heading, words in izin.saring.items()
    )


def _sel(row: Row, heading: str, masked: bool) -> str | int | date:
    if heading == GOLONGAN_OMZET:
        return golongan_omzet(row.get("Omzet setahun"))
    value = row.get(heading)
    if masked and heading == "NIK":
        return samarkan_nik(str(value or ""))
    if masked and heading == "HP":
        return samarkan_hp(str(value or ""))
    if masked and heading == "Alamat":
        return f"Kelurahan {row.get('Kelurahan') or '-'}"
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else value


def samarkan_nik(nik: str) -> str:
    """357501******0003."""
    return f"{nik[:6]}******{nik[12:]}" if len(nik) == 16 else ""


def samarkan_hp(hp: str) -> str:
    """0812****678."""
    return f"{hp[:4]}****{hp[-3:]}" if len(hp) >= 9 else ""


def golongan_omzet(value: Value) -> str:
    """Omzet setahun sebagai golongan; kosong bila tidak diketahui."""
    if not isinstance(value, int):
        return ""
    return (
        "< 50 juta" if value < 50_000_000 else "50-300 juta" if value < 300_000_000 else "300 juta-2 miliar"
    )


def _agregat(rows: Sequence[Row], izin: Izin) -> Table:
    """Counts and sums by group; a group that is smaller than a public table may show is folded into «Lainnya»."""
    groups: Counter[tuple[str, ...]] = Counter()
    sums: dict[tuple[str, ...], list[int]] = defaultdict(lambda: [0] * len(izin.kolom))
    keys = [tuple(str(row.get(heading) or "tidak diisi") for heading in izin.per) for row in rows]
    sizes = Counter(keys)
    small = sum(count for count in sizes.values() if count < SEL_TERKECIL)
    for row, key in zip(rows, keys, strict=True):
        if sizes[key] < SEL_TERKECIL:
            key = ("Lainnya",) * len(izin.per)
        groups[key] += 1
        for at, heading in enumerate(izin.kolom):
            value = row.get(heading)
            sums[key][at] += value if isinstance(value, int) else 0
    headings = (*izin.per, "Jumlah usaha", *(f"Jumlah {heading.lower()}" for heading in izin.kolom))
    cells: list[tuple[str | int | date, ...]] = []
    for key in sorted(groups):
        if key[0] == "Lainnya" and small < SEL_TERKECIL:
            cells.append((*key, f"< {SEL_TERKECIL}", *("" for _ in izin.kolom)))
        else:
            cells.append((*key, groups[key], *sums[key]))
    return Table(headings, tuple(cells))


# ------------------------------------------------------------------- yang ditulis ke kolom register


def tingkat(row: RowView) -> str | None:
    izin = IZIN.get(row.text("Pemohon"))
    return izin.tingkat if izin else None


def kolom(row: RowView) -> str | None:
    izin = IZIN.get(row.text("Pemohon"))
    return ", ".join((*izin.per, *izin.kolom)) if izin else None


def tujuan(row: RowView) -> str | None:
    izin = IZIN.get(row.text("Pemohon"))
    return ", ".join(izin.tujuan) if izin else None


def berlaku_sampai(row: RowView) -> date | None:
    return row.today + timedelta(days=BERLAKU_HARI) if row.today else None


def tidak_berizin(row: RowView) -> bool:
    """Pemohon tidak ada dalam ketentuan pelepasan."""
    return row.text("Pemohon") not in IZIN


def dihapus(row: RowView) -> date | None:
    """Hari terakhir pemohon boleh menyimpan data, menurut Log Pelepasan Data."""
    day = row["Dihapus paling lambat"]
    return day if isinstance(day, date) else None
