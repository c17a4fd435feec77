"""The cards of the inventory (KIB A to F), item by item, with the columns of the printed cards (domain.md 4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from flows.data import INVENTARIS
from flows.engine.columns import Column, Date, Rupiah
from flows.engine.model import Register
from flows.roles import KEPALA_DINAS, PENGURUS_BARANG
from scripts.reports.frames import days, numbers, words
from scripts.reports.layout import Col, Kind, Report, Section
from scripts.reports.period import Period
from scripts.reports.wording import counted

NOT_PRINTED = {("B", "Kondisi"), ("B", "Ruangan"), ("E", "Kondisi"), ("E", "Ruangan")}
"""What the register keeps for the rekap and for the cards of rooms, and the printed card does not show."""
BELOW = {
    ("A", "Tanggal sertifikat"): ("Sertifikat", "Tanggal"), ("A", "Nomor sertifikat"): ("Sertifikat", "Nomor"),
    ("B", "Nomor pabrik"): ("Nomor", "Pabrik"), ("B", "Nomor rangka"): ("Nomor", "Rangka"),
    ("B", "Nomor mesin"): ("Nomor", "Mesin"), ("B", "Nomor polisi"): ("Nomor", "Polisi"),
    ("B", "Nomor BPKB"): ("Nomor", "BPKB"), ("E", "Judul atau pencipta"): ("Buku", "Judul/pencipta"),
    ("E", "Spesifikasi"): ("Buku", "Spesifikasi"), ("E", "Asal daerah"): ("Barang seni", "Asal daerah"),
    ("E", "Pencipta"): ("Barang seni", "Pencipta"), ("E", "Bahan"): ("Barang seni", "Bahan"),
    ("E", "Jenis hewan atau tumbuhan"): ("Hewan/tumbuhan", "Jenis"), ("E", "Ukuran"): ("Hewan/tumbuhan", "Ukuran"),
    **{(letter, f"{what} dokumen"): ("Dokumen", what) for letter in "CDF" for what in ("Tanggal", "Nomor")},
}  # fmt: skip
"""(card, heading) -> the heading above several columns, and what is printed below it."""
SHORT = {
    "Luas": "Luas (m²)", "Luas lantai": "Luas lantai (m²)", "Nilai kontrak": "Nilai kontrak (Rp)",
    "Harga": "Harga (Rp)", "Letak": "Letak/alamat", "Tahun perolehan": "Tahun",
}  # fmt: skip
WIDE = {
    "Kode barang": 2.7, "Kode tanah": 2.7, "Nomor rangka": 2.7, "Nomor mesin": 2.0, "Nomor polisi": 1.6,
    "Bertingkat": 1.9, "Register": 1.4,
}  # fmt: skip
"""Shares of the page of what must not be broken."""
SUMMED = ("Jumlah", "Harga", "Nilai kontrak")


def letter_of(register: Register) -> str:
    """«B» of «KIB B Peralatan dan Mesin»."""
    return register.name.split()[1]


def printed(register: Register) -> tuple[Column, ...]:
    """The columns of a card in their order."""
    letter = letter_of(register)
    return tuple(column for column in register.columns if (letter, column.heading) not in NOT_PRINTED)


def column_of(letter: str, column: Column) -> Col:
    """How a column of the register is printed."""
    group, label = BELOW.get((letter, column.heading), ("", SHORT.get(column.heading, "")))
    kind = (
        Kind.RUPIAH if isinstance(column.type, Rupiah)
        else Kind.DATE if isinstance(column.type, Date)
        else Kind.WHOLE if column.heading == "Jumlah"
        else Kind.TEXT
    )  # fmt: skip
    usual = {Kind.RUPIAH: 2.9, Kind.DATE: 2.0, Kind.WHOLE: 1.3}.get(
        kind, max(1.2, min(2.6, column.width / 9))
    )
    width = WIDE.get(column.heading, usual)
    return Col(column.heading, width, kind, group, label, total=column.heading in SUMMED)


def card(register: Register, frame: pd.DataFrame) -> Section:
    """One card. frame: the register as it was read."""
    letter = letter_of(register)
    name = register.name.removeprefix("KIB ").removeprefix(letter).strip()
    mine = frame[words(frame, "Nama barang") != ""]
    columns = tuple(column_of(letter, column) for column in printed(register))
    rows = pd.DataFrame(
        {
            one.heading: numbers(mine, one.heading) if one.kind in (Kind.RUPIAH, Kind.WHOLE)
            else days(mine, one.heading) if one.kind is Kind.DATE
            else words(mine, one.heading)
            for one in columns
        },
        index=mine.index,
    )  # fmt: skip
    order = [heading for heading in ("Kode barang", "Register") if heading in rows.columns]
    return Section(
        f"KIB {letter}: {name}", f"KIB {letter}", columns, rows.sort_values(order, ignore_index=True), size=6.5,
        new_page=letter != "A" and len(rows) > 0, empty="Nihil.",
    )  # fmt: skip


def compose(frames: Mapping[str, pd.DataFrame], period: Period, about: str, notes: Sequence[str]) -> Report:
    """All six cards. frames: name of a register of the inventory -> what was read of it."""
    cards = [card(register, frames.get(register.name, pd.DataFrame())) for register in INVENTARIS]
    items = sum(len(section.rows) for section in cards)
    return Report(
        "kib", "KARTU INVENTARIS BARANG (KIB)", about, period,
        [f"Memuat {counted(items)} baris barang milik daerah pada enam kartu."], cards, list(notes),
        signer=PENGURUS_BARANG.name, knows=KEPALA_DINAS.name,
    )  # fmt: skip
