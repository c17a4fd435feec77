"""Words and figures in the sentences of a report."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from connectors.letters.filters import tanggal, terbilang
from scripts.reports.layout import thousands


def counted(value: Any) -> str:
    """3 (tiga); from a hundred on the figure alone, words would only hide it."""
    n = int(value)
    return f"{n} ({terbilang(n)})" if n < 100 else thousands(n)


def share(part: float, whole: float) -> str:
    """87,5%; '' of nothing."""
    return f"{100 * part / whole:.1f}%".replace(".", ",").replace(",0%", "%") if whole else ""


def day_at(at: datetime) -> date:
    """The day of a moment; the midnight that ends a day still belongs to it."""
    return (at - timedelta(microseconds=1)).date()


def day_of(at: datetime) -> str:
    """30 Oktober 2026."""
    return str(tanggal(day_at(at)))


def without(name: str, headings: list[str], what: str) -> str:
    """The line for a table that is left out because its register lacks columns."""
    columns = ", ".join(f"«{heading}»" for heading in headings)
    return f"{name} tidak memiliki kolom {columns}; {what} tidak disajikan."
