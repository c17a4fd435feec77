"""Kecamatan setiap kelurahan Kota Pasuruan, dari ``config/wilayah.csv``."""

import csv
from pathlib import Path

from flows.engine.columns import Column, Owner
from flows.engine.model import Fill, RowView

BERKAS = Path(__file__).resolve().parents[1] / "config" / "wilayah.csv"


def polos(name: str) -> str:
    """Nama tanpa spasi dan apostrof: «Tapa'an», «TAPAAN» dan «Tapa an» sama."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


_baris = csv.DictReader(line for line in BERKAS.read_text("utf-8").splitlines() if not line.startswith("#"))
KECAMATAN_DARI: dict[str, str] = {polos(one["kelurahan"]): one["kecamatan"] for one in _baris}
"""Nama polos kelurahan -> kecamatannya."""


def kecamatan(row: RowView) -> str | None:
    """Kecamatan dari kelurahan baris ini, untuk tembusan kepada camatnya."""
    return KECAMATAN_DARI.get(polos(row.text("Kelurahan")))


KECAMATAN = Column("Kecamatan", owner=Owner.ENGINE, width=16)
ISI_KECAMATAN = Fill(KECAMATAN.heading, kecamatan)
