"""Nilai dari beberapa komponen berbobot: kesehatan koperasi, SAKIP."""

from collections.abc import Mapping

from flows.engine.model import RowView


def rata_tertimbang(row: RowView, bobot: Mapping[str, int]) -> str:
    """Jumlah nilai setiap kolom kali bobotnya (persen), dua angka di belakang koma; yang kosong bernilai 0."""
    hundredths = sum(
        weight * (value if isinstance(value := row[heading], int) else 0) for heading, weight in bobot.items()
    )
    return f"{hundredths // 100},{hundredths % 100:02}"
