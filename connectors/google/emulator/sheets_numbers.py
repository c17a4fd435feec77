"""What differs between the locales of spreadsheets: separators, the order of a date, the words of months."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's dates have no zone


@dataclass(frozen=True, slots=True)
class Locale:
    """decimal, thousands: separators; day_first: order of day and month; patterns: of cells whose format has a type
    but no pattern; months and days: full words, from January and Monday."""

    decimal: str
    thousands: str
    day_first: bool
    currency: str
    patterns: dict[str, str]
    months: tuple[str, ...]
    days: tuple[str, ...]


ENGLISH = Locale(
    ".",
    ",",
    False,
    "$",
    {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": '"$"#,##0.00',
        "DATE": "M/d/yyyy",
        "TIME": "h:mm:ss am/pm",
        "DATE_TIME": "M/d/yyyy H:mm:ss",
        "SCIENTIFIC": "0.00E+00",
    },
    (
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
INDONESIAN = Locale(
    ",",
    ".",
    True,
    "Rp",
    {
        "NUMBER": "#,##0.00",
        "PERCENT": "0.00%",
        "CURRENCY": '"Rp"#,##0.00',
        "DATE": "dd/MM/yyyy",
        "TIME": "HH.mm.ss",
        "DATE_TIME": "dd/MM/yyyy HH.mm.ss",
        "SCIENTIFIC": "0.00E+00",
    },
    (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ),
    ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
)
LOCALES = {"en_US": ENGLISH, "en": ENGLISH, "id_ID": INDONESIAN, "id": INDONESIAN, "in_ID": INDONESIAN}


def locale(name: str) -> Locale:
    """The locale; those that the stand-in does not know behave like en_US."""
    return LOCALES.get(name, ENGLISH)


def to_serial(moment: date) -> float:
    """Days since 1899-12-30; a time of day is the fraction."""
    at = moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001 - no zone
    return (at - EPOCH) / timedelta(days=1)


def from_serial(serial: float) -> datetime:
    """Rounded to the millisecond, so that 8:00 is not 7:59:59.

    Raises OverflowError for what no calendar holds.
    """
    return EPOCH + timedelta(milliseconds=round(serial * 86_400_000))
