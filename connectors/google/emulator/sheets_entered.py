"""What becomes of a text that a person types into a cell (USER_ENTERED): a number, a date, a formula, or just text."""

from __future__ import annotations

import re
from datetime import date

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Entered
from connectors.google.emulator.sheets_numbers import Locale, to_serial

_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([ap]m))?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})([-/])(\d{1,2})(?:\2(\d{4}|\d{2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[ -]([^\W\d]+)[ -](\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([^\W\d]+) (\d{1,2}),? (\d{4})")


def typed(text: str, locale: Locale, number_format: Json, year: int) -> tuple[Entered, Json | None]:
    """The value, and the number format that the cell takes on by it (None: it keeps its own).

    number_format: the cell's; a format of TEXT keeps every text as it is. year: this one, for a date without.
    """
    if not text:
        return None, None
    if number_format.get("type") == "TEXT":
        return text, None
    if text.startswith("'"):
        return text[1:] or None, None
    if text.startswith("=") and len(text) > 1:
        return Formula(text), None
    bare = text.strip()
    if bare.casefold() in ("true", "false"):
        return bare.casefold() == "true", None
    found = _number(bare, locale) or _moment(bare, locale, year)
    if found is None:
        return text, None
    value, format = found
    return value, format if not number_format else None


def number(text: str, locale: Locale, year: int) -> float | None:
    """The number or serial date that a text stands for in arithmetic; None if it is none."""
    found = _number(text.strip(), locale) or _moment(text.strip(), locale, year)
    return found[0] if found else None


def _number(text: str, locale: Locale) -> tuple[float, Json | None] | None:
    decimal, thousands, money = (
        re.escape(one) for one in (locale.decimal, locale.thousands, locale.currency)
    )
    found = re.fullmatch(
        rf"(?P<sign>[-+])?(?P<money>{money} ?)?(?P<inner>[-+])?"
        rf"(?P<whole>\d{{1,3}}(?:{thousands}\d{{3}})+|\d*)(?:{decimal}(?P<part>\d*))?"
        rf"(?P<power>[eE][-+]?\d+)?(?P<percent> ?%)?",
        text,
    )
    if found is None or not (found["whole"] or found["part"]) or (found["sign"] and found["inner"]):
        return None
    grouped = locale.thousands in found["whole"]
    whole = found["whole"].replace(locale.thousands, "")
    value = float(f"{whole or 0}.{found['part'] or 0}{found['power'] or ''}")
    if "-" in (found["sign"], found["inner"]):
        value = -value
    decimals = ".00" if found["part"] else ""
    if found["percent"]:
        return value / 100, {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if found["money"]:
        return value, {"type": "CURRENCY", "pattern": f'"{locale.currency}"#,##0{decimals}'}
    if found["power"]:
        return value, {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return value, {"type": "NUMBER", "pattern": f"#,##0{decimals}"} if grouped else None


def _moment(text: str, locale: Locale, year: int) -> tuple[float, Json | None] | None:
    """A date, a time of day, or both."""
    clock = _clock(text)
    if clock is not None:
        return clock, {"type": "TIME", "pattern": locale.patterns["TIME"]}
    day = _day(text, locale, year)
    if day is not None:
        pattern = "yyyy-MM-dd" if _ISO.fullmatch(text) else locale.patterns["DATE"]
        return to_serial(day), {"type": "DATE", "pattern": pattern}
    before, _, after = text.rpartition(" ")
    if after.casefold() in ("am", "pm"):
        before, _, start = before.rpartition(" ")
        after = f"{start} {after}"
    day, clock = _day(before, locale, year), _clock(after)
    if day is None or clock is None:
        return None
    return to_serial(day) + clock, {"type": "DATE_TIME", "pattern": locale.patterns["DATE_TIME"]}


def _clock(text: str) -> float | None:
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if minute > 59 or second > 59 or hour > (12 if found[4] else 23):
        return None
    if found[4]:
        hour = hour % 12 + (12 if found[4].casefold() == "pm" else 0)
    return (hour * 3600 + minute * 60 + second) / 86_400


def _day(text: str, locale: Locale, this_year: int) -> date | None:
    if found := _ISO.fullmatch(text):
        year, month, day = found[1], int(found[2]), int(found[3])
    elif found := _SLASHED.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        day, month = (first, second) if locale.day_first else (second, first)
        year = found[4] or str(this_year)
    elif found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), _month(found[2], locale), found[3]
    elif found := _MONTH_FIRST.fullmatch(text):
        day, month, year = int(found[2]), _month(found[1], locale), found[3]
    else:
        return None
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 30 else 1900)
    try:
        return date(full, month, day)
    except ValueError:
        return None


def _month(word: str, locale: Locale) -> int:
    """1 to 12; 0 for no month's name."""
    wanted = word.casefold()
    for at, name in enumerate(locale.months, 1):
        if wanted in (name.casefold(), name[:3].casefold()):
            return at
    return 0
