"""Columns of a frame as numbers, days and words, whatever people typed into the cells; nothing here throws."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import pandas as pd

from flows.engine.columns import Date, Invalid, Whole, text_of

_DATE, _WHOLE = Date(), Whole(-(10**15))


def has(frame: pd.DataFrame, *headings: str) -> bool:
    return all(heading in frame.columns for heading in headings)


def lacking(frame: pd.DataFrame, headings: Iterable[str]) -> list[str]:
    return [heading for heading in headings if heading not in frame.columns]


def words(frame: pd.DataFrame, heading: str, blank: str = "") -> pd.Series[str]:
    """The texts of a column; ``blank`` where there is none, and everywhere when there is no such column."""
    if heading not in frame.columns:
        return pd.Series([blank] * len(frame), index=frame.index, dtype=object)
    return pd.Series([_word(cell) or blank for cell in frame[heading]], index=frame.index, dtype=object)


def numbers(frame: pd.DataFrame, heading: str) -> pd.Series[float]:
    """The numbers of a column; NaN where there is none that can be read."""
    if heading not in frame.columns:
        return pd.Series([float("nan")] * len(frame), index=frame.index, dtype=float)
    return pd.Series([_number(cell) for cell in frame[heading]], index=frame.index, dtype=float)


def days(frame: pd.DataFrame, heading: str) -> pd.Series[Any]:
    """The days of a column as dates; None where there is none that can be read."""
    if heading not in frame.columns:
        return pd.Series([None] * len(frame), index=frame.index, dtype=object)
    return pd.Series([_day(cell) for cell in frame[heading]], index=frame.index, dtype=object)


def _blank(cell: Any) -> bool:
    return cell is None or cell is pd.NaT or (isinstance(cell, float) and cell != cell)


def _word(cell: Any) -> str:
    if _blank(cell):
        return ""
    if isinstance(cell, tuple):
        return "; ".join(map(str, cell))
    try:
        return text_of(cell)
    except Invalid:
        return ""


def _number(cell: Any) -> float:
    if _blank(cell):
        return float("nan")
    try:
        return float(_WHOLE.parse(cell))
    except Invalid:
        return float("nan")


def _day(cell: Any) -> date | None:
    if _blank(cell):
        return None
    if isinstance(cell, datetime):
        return cell.date()
    try:
        return _DATE.parse(cell)
    except Invalid:
        return None
