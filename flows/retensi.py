"""Retensi arsip: kapan paling cepat boleh diusulkan pindah atau musnah, menurut JRA yang dimuat. Tidak dikira-kira.

Alur hanya mendaftar calon; pemusnahan memerlukan penilaian, keputusan, dan berita acara.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flows.engine.calendar import years_after
from flows.engine.columns import Value


@dataclass(frozen=True, slots=True)
class Retensi:
    """Satu baris JRA: «2 tahun setelah tidak berlaku», «3 tahun», «Musnah»."""

    aktif: str
    inaktif: str
    nasib: str


def tahun(text: str) -> int | None:
    """Banyaknya tahun pada awal retensi; None bila tidak tertulis sebagai tahun."""
    found = re.match(r"\s*(\d{1,3})\s*(?:\([^)]*\)\s*)?tahun\b", text, re.IGNORECASE)
    return int(found[1]) if found else None


def syarat(text: str) -> str:
    """Yang tertulis sesudah tahunnya, misalnya «setelah tidak berlaku»; '' bila tidak ada."""
    return (
        re.sub(r"^.*?\btahun\b[ ,]*", "", text, count=1, flags=re.IGNORECASE).strip() if tahun(text) else ""
    )


@dataclass(frozen=True, slots=True)
class Calon:
    """Arsip yang retensinya lewat. sejak: hari paling cepat; periksa: yang harus dinilai orang lebih dulu."""

    usul: str
    sejak: date
    periksa: str


def calon(arsip: Mapping[str, Value], jra: Retensi, today: date) -> Calon | None:
    """Usul yang sudah boleh dibuat untuk satu arsip; None bila belum, atau retensinya tidak dimuat.

    Dihitung dari tanggal naskah. Syarat seperti «setelah tidak berlaku» baru dapat terpenuhi kemudian, maka disebut
    untuk diperiksa.
    """
    day, active, inactive = arsip.get("Tanggal"), tahun(jra.aktif), tahun(jra.inaktif)
    if not isinstance(day, date) or active is None:
        return None
    terms = [f"syarat «{said}»" for said in (syarat(jra.aktif), syarat(jra.inaktif)) if said]
    moves = years_after(day, active)
    ends = years_after(moves, inactive) if inactive is not None else None
    if jra.nasib == "Musnah" and ends is not None and ends <= today:
        return Calon("musnah", ends, "; ".join(terms) or "-")
    if moves <= today:
        if ends is not None and ends <= today:
            terms.append(f"retensi inaktif lewat; nasib akhir {jra.nasib or 'belum dimuat'}")
        return Calon("pindah", moves, "; ".join(terms) or "-")
    return None
