"""How a value is shown (FORMATTED_VALUE): by the cell's number format and the spreadsheet's locale."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from connectors.google.emulator.calls import Json
from connectors.google.emulator.sheets_model import CellError, Value
from connectors.google.emulator.sheets_numbers import Locale, from_serial

TIMES = ("DATE", "TIME", "DATE_TIME")
_PARTS = re.compile(
    r'"(?P<text>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<money>[^\]-]*)(?:-[^\]]*)?\]|(?P<half>am/pm|a/p)'
    r"|(?P<unit>y+|M+|m+|d+|H+|h+|s+)|(?P<other>.)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?(?:[eE]\+0+)?|\.[#0?]+")


def text(value: Value, number_format: Json, locale: Locale) -> str:
    """The value as the cell shows it."""
    if value is None:
        return ""
    if isinstance(value, CellError):
        return value.text
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = number_format.get("type", "")
    pattern = number_format.get("pattern") or locale.patterns.get(kind, "")
    if kind in TIMES:
        return _moment(value, pattern, locale)
    if not pattern or kind == "TEXT":
        return plain(value, locale)
    return _number(value, pattern, locale)


def plain(value: float, locale: Locale) -> str:
    """A number without a format: at most ten significant digits, whole ones up to fifteen."""
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    shown = f"{value:.10g}" if abs(value) < 1e15 else f"{value:.10G}"
    if "e" in shown.lower():
        digits, _, power = shown.upper().partition("E")
        shown = f"{digits}E{int(power):+03d}"
    return shown.replace(".", locale.decimal)


def _number(value: float, pattern: str, locale: Locale) -> str:
    sections = pattern.split(";")
    if value < 0 and len(sections) > 1:
        return _section(-value, sections[1], locale)
    if value == 0 and len(sections) > 2:
        return _section(value, sections[2], locale)
    shown = _section(abs(value), sections[0], locale)
    return f"-{shown}" if value < 0 and re.search(r"[1-9]", shown) else shown


def _section(value: float, pattern: str, locale: Locale) -> str:
    before, digits, after = _split(pattern)
    if "%" in before + after:
        value *= 100
    shown = _digits(value, digits, locale) if digits else ""
    return _literal(before) + shown + _literal(after)


@cache
def _split(pattern: str) -> tuple[str, str, str]:
    """What stands before the digits, their pattern, what stands after; texts in quotes are never digits."""
    hidden = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', lambda found: "\0" * len(found[0]), pattern)
    found = _DIGITS.search(hidden)
    if found is None:
        return pattern, "", ""
    return pattern[: found.start()], pattern[found.start() : found.end()], pattern[found.end() :]


def _literal(pattern: str) -> str:
    parts = []
    for found in re.finditer(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|_.|\*.|(.)', pattern):
        parts.append(next((one for one in found.groups() if one is not None), ""))
    return "".join(parts)


def _digits(value: float, pattern: str, locale: Locale) -> str:
    if power := re.search(r"[eE]\+(0+)$", pattern):
        decimals = len(pattern[: power.start()].partition(".")[2])
        digits, _, exponent = f"{value:.{decimals}E}".partition("E")
        return digits.replace(".", locale.decimal) + f"E{exponent[0]}{int(exponent[1:]):0{len(power[1])}d}"
    whole_pattern, _, part_pattern = pattern.partition(".")
    most = len(part_pattern)
    least = sum(one == "0" for one in part_pattern)
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    while len(part) > least and part.endswith("0"):
        part = part[:-1]
    zeros = whole_pattern.replace(",", "").count("0")
    whole = whole.lstrip("0").rjust(zeros, "0")
    if "," in whole_pattern:
        whole = f"{int(whole):,}".rjust(zeros, "0").replace(",", locale.thousands) if whole else ""
    return whole + (locale.decimal + part if part or (most and least) else "")


def _moment(serial: float, pattern: str, locale: Locale) -> str:
    try:
        at = from_serial(serial)
    except OverflowError:
        return plain(serial, locale)
    half_day = bool(re.search(r"am/pm|a/p", pattern, re.IGNORECASE))
    shown: list[str] = []
    hours = False  # m after an hour, or before a second, is minutes
    parts = list(_PARTS.finditer(pattern))
    for number, found in enumerate(parts):
        if unit := found["unit"]:
            following = next((one["unit"] for one in parts[number + 1 :] if one["unit"]), "")
            minutes = unit[0] in "mM" and len(unit) < 3 and (hours or following[:1] in ("s", "S"))
            shown.append(_unit(at, unit, locale, minutes=minutes, half_day=half_day))
            hours = unit[0] in "hH"
        elif found["half"]:
            shown.append("AM" if at.hour < 12 else "PM")
        else:
            shown.append(next(one for one in found.groups() if one is not None))
    return "".join(shown)


def _unit(at: datetime, unit: str, locale: Locale, *, minutes: bool, half_day: bool) -> str:
    letter, length = unit[0].lower(), len(unit)
    if letter == "y":
        return f"{at.year % 100:02d}" if length < 3 else f"{at.year:04d}"
    if letter == "m" and not minutes:
        name = locale.months[at.month - 1]
        return str(at.month).zfill(length) if length < 3 else name[:3] if length == 3 else name
    if letter == "d":
        name = locale.days[at.weekday()]
        return str(at.day).zfill(length) if length < 3 else name[:3] if length == 3 else name
    hour = at.hour % 12 or 12 if half_day else at.hour
    count = at.minute if minutes else at.second if letter == "s" else hour
    return str(count).zfill(length)
