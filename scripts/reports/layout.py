"""What a report is made of, whatever it is written to: paragraphs, tables, charts, notes, signatures."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import pandas as pd

from connectors.letters.filters import rupiah, tanggal_pendek
from scripts.reports.period import Period


class Kind(StrEnum):
    """What stands in a column, and so how it is written and aligned."""

    TEXT = "teks"
    CENTRED = "teks di tengah"
    WHOLE = "bilangan"
    DAYS = "hari"
    RUPIAH = "rupiah"
    DATE = "tanggal"
    PERCENT = "persen"


NOTHING = "–"
"""How printed statistics write a zero, so that the eye finds the figures."""
NUMERIC = frozenset({Kind.WHOLE, Kind.DAYS, Kind.RUPIAH, Kind.PERCENT})


@dataclass(frozen=True, slots=True)
class Col:
    """A column. heading: its name in the frame; width: its share of the page; group: a heading above several;
    label: what is printed when the heading alone would be too long below its group; total: summed in the last row."""

    heading: str
    width: float
    kind: Kind = Kind.TEXT
    group: str = ""
    label: str = ""
    total: bool = False

    @property
    def printed(self) -> str:
        return self.label or self.heading


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture. alt: what it shows, for who cannot see it; width: cm."""

    png: bytes
    alt: str
    width: float = 22.0


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its title. sheet: name of its tab in the workbook; numbered: a first column «No.»; empty: what is
    said when it has no row; size: points; new_page: begins on a page of its own; charts: below the table."""

    title: str
    sheet: str
    columns: tuple[Col, ...]
    rows: pd.DataFrame
    numbered: bool = True
    empty: str = "Nihil."
    note: str = ""
    size: float = 8.5
    new_page: bool = False
    charts: tuple[Chart, ...] = ()

    @property
    def all_columns(self) -> tuple[Col, ...]:
        """Those of them that the frame has, with «No.» before them when the rows are numbered."""
        own = tuple(column for column in self.columns if column.heading in self.rows.columns)
        return (Col("No.", 1.0, Kind.CENTRED), *own) if self.numbered else own

    @property
    def values(self) -> list[list[Any]]:
        """The cells, row by row, as Python values; None where there is none."""
        own = [column for column in self.columns if column.heading in self.rows.columns]
        columns = [[plain(value) for value in self.rows[column.heading]] for column in own]
        rows = [list(row) for row in zip(*columns, strict=True)] if columns else []
        return [[n, *row] for n, row in enumerate(rows, 1)] if self.numbered else rows

    @property
    def totals(self) -> list[Any] | None:
        """The last row, «Jumlah»; None when nothing is summed or there is but one row."""
        columns = self.all_columns
        if len(self.rows) < 2 or not any(column.total for column in columns):
            return None
        cells = [plain(self.rows[c.heading].sum()) if c.total else None for c in columns]
        first = next((at for at, c in enumerate(columns) if c.total), 0)
        if first:
            cells[min(int(self.numbered), first - 1)] = "Jumlah"
        return cells


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. name: begins its file names; about: below the title, the period or the day it speaks of.

    signer: the desk that signs it; knows: the desk that signs «Mengetahui», '' for none.
    """

    name: str
    title: str
    about: str
    period: Period
    paragraphs: Sequence[str] = ()
    sections: Sequence[Section] = ()
    notes: Sequence[str] = field(default_factory=list)
    signer: str = ""
    knows: str = ""

    @property
    def stem(self) -> str:
        return f"{self.name}-{self.period.slug}"


# --------------------------------------------------------------------------------------- single cells


def plain(value: Any) -> Any:
    """A value of a frame as Python has it: None for nothing, int for a whole number, date for a midnight."""
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value


def thousands(value: float) -> str:
    """12.345."""
    return f"{value:,.0f}".replace(",", ".")


def decimal(value: float) -> str:
    """2,5; 3."""
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def written(value: Any, kind: Kind) -> str:
    """A cell as it is printed."""
    value = plain(value)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float | date):
        return str(value)
    if isinstance(value, datetime):
        return value.strftime("%d-%m-%Y %H.%M")
    if isinstance(value, date):
        return tanggal_pendek(value)
    match kind:
        case Kind.RUPIAH | Kind.WHOLE if value == 0:
            return NOTHING
        case Kind.RUPIAH:
            return str(rupiah(round(value)))
        case Kind.WHOLE:
            return thousands(value)
        case Kind.DAYS:
            return decimal(value)
        case Kind.PERCENT:
            return f"{decimal(100 * value)}%"
    return str(value)
