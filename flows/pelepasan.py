"""Pelepasan data (P5.3.1): apa yang boleh diberikan kepada siapa, untuk apa, disamarkan bagaimana, sampai kapan.

Ditolak kecuali diizinkan: pemohon, keperluan, atau kolom yang tidak ada di ``config/pelepasan.toml`` tidak mendapat
apa pun.
"""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from flows.data import KOPERASI_KOTA, USAHA
from flows.engine.columns import Rupiah, Whole
from flows.engine.model import Register, RowView, Table
from flows.penyamaran import BUATAN, MASKER, Row, hitung

BERKAS = Path(__file__).resolve().parents[1] / "config" / "pelepasan.toml"
DATA = {"usaha": USAHA, "koperasi": KOPERASI_KOTA}
PENUH, SAMAR, AGREGAT, PERSETUJUAN, ANONIM = (
    "Penuh", "Disamarkan", "Agregat", "Dengan persetujuan", "Dianonimkan",
)  # fmt: skip
TINGKAT = (PENUH, SAMAR, AGREGAT, PERSETUJUAN, ANONIM)
SETUJU = "Persetujuan data"
BOLEH_ANONIM = frozenset(
    {
        "Kelurahan", "Kecamatan", "KBLI", "Kelompok sektor", "Jenis kelamin", "Badan usaha", "Tahun mulai", "PEKKA",
        "Pemakaian internet", "Pekerja laki-laki", "Pekerja perempuan", "Kategori", *BUATAN,
    }
)  # fmt: skip
"""Hanya ini yang boleh ada dalam data tanpa nama; kolom baru tidak termasuk sampai ditulis di sini."""
KEUANGAN_ORANG = frozenset(
    {
        "Omzet setahun", "Modal usaha", "Aset tanah bangunan", "Aset lainnya", "Kredit", "Disabilitas",
        "Kebutuhan modal",
    }
)  # fmt: skip
"""Data spesifik (UU 27/2022 Pasal 4 ayat (2)): per orang hanya pada tingkat Penuh; selain itu sebagai golongan."""
DISETUJUI_PEMILIK = frozenset({"Kebutuhan modal"})
"""Yang boleh juga pada tingkat Dengan persetujuan: pemiliknya sendiri meminta bank mengetahuinya."""
TIDAK_TAMPAK = "tidak ditampilkan"
KOSONG = Table(("Keterangan",), ())


@dataclass(frozen=True, slots=True)
class Izin:
    """Yang boleh diberikan kepada satu pemohon untuk satu keperluan."""

    pemohon: str
    keperluan: str
    tingkat: str
    register: Register
    kolom: tuple[str, ...]
    per: tuple[tuple[str, ...], ...] = ()
    saring: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terbuka: tuple[str, ...] = ()
    sampai: date | None = None


_isi = tomllib.loads(BERKAS.read_text("utf-8"))
BERLAKU_HARI: int = _isi["berlaku_hari"]
SEL_TERKECIL: int = _isi["sel_terkecil"]
IZIN: tuple[Izin, ...] = tuple(
    Izin(
        one["pemohon"], one["keperluan"], one["tingkat"], DATA[one["data"]], tuple(one["kolom"]),
        tuple(tuple(group) for group in one.get("per", ())),
        {heading: tuple(words) for heading, words in one.get("saring", {}).items()},
        tuple(one.get("terbuka", ())), one.get("sampai"),
    )
    for one in _isi["izin"]
)  # fmt: skip
KEPERLUAN = tuple(dict.fromkeys(one.keperluan for one in IZIN))


def periksa(known: Sequence[Izin], names: Sequence[str]) -> list[str]:
    """Mistakes of the configuration, in English: unknown stakeholders, levels, columns; names where none may be."""
    having = {one.pemohon for one in known}
    problems = [
        f"{BERKAS.name}: no entry for «{name}»; it gets nothing" for name in names if name not in having
    ]
    for (pemohon, keperluan), times in Counter((one.pemohon, one.keperluan) for one in known).items():
        if times > 1:
            problems.append(f"{BERKAS.name}, «{pemohon}»: «{keperluan}» stands {times} times; keep one")
    for izin in known:
        where = f"{BERKAS.name}, «{izin.pemohon}», «{izin.keperluan}»"
        if izin.pemohon not in names:
            problems.append(f"{where}: no stakeholder of this name; see STAKEHOLDER in flows/registers.py")
        if izin.tingkat not in TINGKAT:
            problems.append(f"{where}: level «{izin.tingkat}» is not known; use one of {', '.join(TINGKAT)}")
        for heading in (*izin.kolom, *(one for group in izin.per for one in group), *izin.saring):
            if heading not in BUATAN and izin.register.column(heading) is None:
                problems.append(f"{where}: «{izin.register.name}» has no column «{heading}»")
        for heading in izin.kolom:
            if not boleh(izin, heading):
                problems.append(f"{where}: «{heading}» may not be given at the level «{izin.tingkat}»")
        for heading in izin.terbuka:
            if izin.tingkat != SAMAR or heading not in izin.kolom:
                problems.append(f"{where}: «{heading}» in terbuka is no masked column of this entry")
        if (izin.tingkat == AGREGAT) != bool(izin.per):
            problems.append(f"{where}: «per» belongs to the level {AGREGAT}, and only to it")
        if any(not 1 <= len(group) <= 2 for group in izin.per):
            problems.append(f"{where}: a table of «per» has one or two columns")
    return problems


def boleh(izin: Izin, heading: str) -> bool:
    """Apakah tingkatnya membolehkan kolom ini; ketentuan yang keliru ditulis tidak membuka apa pun."""
    if heading in BUATAN:
        return izin.tingkat != AGREGAT
    column = izin.register.column(heading)
    if column is None:
        return False
    if izin.tingkat == AGREGAT:
        return isinstance(column.type, Whole | Rupiah)
    if izin.tingkat == ANONIM:
        return heading in BOLEH_ANONIM
    if izin.tingkat == PERSETUJUAN:
        return izin.register.column(SETUJU) is not None and heading not in KEUANGAN_ORANG - DISETUJUI_PEMILIK
    if izin.tingkat == SAMAR:
        return heading not in KEUANGAN_ORANG and (not column.personal or heading in MASKER)
    return izin.tingkat == PENUH


# ------------------------------------------------------------------------------ izin bagi satu permintaan


def izin_bagi(row: RowView) -> Izin | None:
    """Ketentuan bagi pemohon dan keperluan ini, bila ada dan masih berlaku; pilihan petugas didahulukan."""
    wanted = (row.text("Keperluan yang dipilih") or row.text("Keperluan")).casefold().strip()
    for izin in IZIN:
        if izin.pemohon == row.text("Pemohon") and izin.keperluan.casefold() == wanted:
            past = izin.sampai is not None and row.today is not None and row.today > izin.sampai
            return None if past else izin
    return None


def lewat(row: RowView) -> bool:
    """Masa berlaku permintaan ini sudah habis."""
    until = row["Berlaku sampai"]
    return isinstance(until, date) and row.today is not None and row.today > until


def tabel(row: RowView, records: Callable[[Register], Sequence[Row]]) -> Table:
    """The table that this request may get; empty for whom, or for a purpose, that the configuration does not name."""
    izin = izin_bagi(row)
    return KOSONG if izin is None or lewat(row) else isi(izin, records)


def isi(izin: Izin, records: Callable[[Register], Sequence[Row]]) -> Table:
    """The table that an entry of the configuration gives."""
    rows = [one for one in records(izin.register) if _cocok(one, izin)]
    if izin.tingkat == AGREGAT:
        return _agregat(rows, izin)
    if izin.tingkat == PERSETUJUAN:
        rows = [one for one in rows if one.get(SETUJU) == "Ya"]
    headings = tuple(heading for heading in izin.kolom if boleh(izin, heading))
    cells = [tuple(_sel(one, heading, izin) for heading in headings) for one in rows]
    if izin.tingkat == ANONIM:
        cells.sort(key=str)  # The order of the register would tell whose row it is.
    return Table(headings, tuple(cells)) if headings else KOSONG


def _cocok(row: Row, izin: Izin) -> bool:
    return all(
        any(str(row.get(heading) or "").startswith(word) for word in words)
        for heading, words in izin.saring.items()
    )


def _sel(row: Row, heading: str, izin: Izin) -> str | int | date:
    if heading in BUATAN:
        return BUATAN[heading](row)
    if izin.tingkat == SAMAR and heading in MASKER and heading not in izin.terbuka:
        return MASKER[heading](row)
    value = row.get(heading)
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else value


def _agregat(rows: Sequence[Row], izin: Izin) -> Table:
    """One table under the other, each counted by its columns; what could point at somebody is not shown."""
    sums = tuple(heading for heading in izin.kolom if boleh(izin, heading))
    headings = (
        "Menurut",
        "Kelompok",
        f"Jumlah {_satuan(izin)}",
        *(f"Jumlah {heading.lower()}" for heading in sums),
    )
    cells = [
        (" dan ".join(by), "; ".join(key), *(TIDAK_TAMPAK if one is None else one for one in figures))
        for by in izin.per
        for key, figures in hitung(rows, by, sums, SEL_TERKECIL)
    ]
    return Table(headings, tuple(cells))


# ------------------------------------------------------------------- yang ditulis ke kolom register


def ketentuan(row: RowView) -> str:
    """Semua keperluan yang boleh bagi pemohon ini, supaya petugas tahu pilihannya."""
    own = [f"{one.keperluan} ({one.tingkat})" for one in IZIN if one.pemohon == row.text("Pemohon")]
    return "; ".join(own) or "tidak ada"


def tingkat(row: RowView) -> str | None:
    izin = izin_bagi(row)
    return izin.tingkat if izin else None


def kolom(row: RowView) -> str | None:
    izin = izin_bagi(row)
    if izin is None:
        return None
    counted = (" dan ".join(group) for group in izin.per)
    return ", ".join((*counted, *(heading for heading in izin.kolom if boleh(izin, heading))))


def yang_disamarkan(row: RowView) -> str | None:
    """Apa yang tidak diberikan sebagaimana adanya, untuk surat pengantar."""
    izin = izin_bagi(row)
    if izin is None:
        return None
    if izin.tingkat == AGREGAT:
        return (
            f"angka yang berasal dari kurang dari {SEL_TERKECIL} {_satuan(izin)}, dan angka lain yang dapat "
            f"mengungkapkannya, ditulis «{TIDAK_TAMPAK}»"
        )
    if izin.tingkat == ANONIM:
        return "tanpa nama, NIK, nomor HP, dan alamat; omzet sebagai golongan; urutan baris diacak"
    if izin.tingkat == PERSETUJUAN:
        return "hanya usaha yang pemiliknya menyetujui datanya diberikan"
    masked = [one for one in izin.kolom if one in MASKER and one not in izin.terbuka]
    return f"{', '.join(masked)} disamarkan" if izin.tingkat == SAMAR and masked else "tidak ada"


def _satuan(izin: Izin) -> str:
    return "koperasi" if izin.register is KOPERASI_KOTA else "usaha"


def tujuan(row: RowView) -> str | None:
    izin = izin_bagi(row)
    return izin.keperluan if izin else None


def berlaku_sampai(row: RowView) -> date | None:
    return row.today + timedelta(days=BERLAKU_HARI) if row.today else None


def tidak_berizin(row: RowView) -> bool:
    """Pemohon atau keperluannya tidak ada dalam ketentuan pelepasan, atau ketentuannya sudah tidak berlaku."""
    return izin_bagi(row) is None


def dihapus(row: RowView) -> date | None:
    """Hari terakhir pemohon boleh menyimpan data, menurut Log Pelepasan Data."""
    day = row["Dihapus paling lambat"]
    return day if isinstance(day, date) else None
