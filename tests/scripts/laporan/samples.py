"""What tests of reports have in common: a month, numbers that were given in it, and cells full of nonsense."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from scripts.reports.period import Period
from scripts.reports.sources import NUMBERS

OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
NO_ROWS = pd.DataFrame()
GARBAGE: tuple[Any, ...] = (
    None, "", " ", "?", "#REF!", -3, 2.5, float("nan"), True, "31 Febuari 2026", "=1+1", "\x07", "9" * 400, pd.NaT, ("a", "b"),
)  # fmt: skip


def numbered(*rows: tuple[str, int, str, str, str, date, str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(NUMBERS)).astype({"diberikan": object})


def given(
    n: int, case: str, day: int, *, void: str = "", suffix: str = ""
) -> tuple[str, int, str, str, str, date, str]:
    return ("agenda masuk", n, suffix, f"{n:04}{suffix}", case, date(2026, 10, day), void)
