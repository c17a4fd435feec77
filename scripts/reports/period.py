"""The days that a report covers."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from babel.dates import format_date

from connectors.letters.filters import LOCALE, rentang

QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Period:
    """From the first day to the last, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        """The moment at which it begins, by the clock of the office."""
        return datetime.combine(self.first, time())

    @property
    def end(self) -> datetime:
        """The moment at which it is over."""
        return datetime.combine(self.last + timedelta(days=1), time())

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def _months(self) -> int:
        """How many whole months it is; 0 when it is not made of whole months of one year."""
        whole = self.first.day == 1 and self.last == last_day(self.last)
        return self.last.month - self.first.month + 1 if whole and self.first.year == self.last.year else 0

    @property
    def slug(self) -> str:
        """For file names: ``2026``, ``2026-triwulan-3``, ``2026-10`` or ``2026-10-05--2026-10-16``."""
        match self._months:
            case 12:
                return f"{self.first:%Y}"
            case 3 if self.first.month % 3 == 1:
                return f"{self.first:%Y}-triwulan-{self.last.month // 3}"
            case 1:
                return f"{self.first:%Y-%m}"
        return f"{self.first:%Y-%m-%d}--{self.last:%Y-%m-%d}"

    @property
    def words(self) -> str:
        """For titles: «Tahun 2026», «Triwulan III Tahun 2026», «Bulan Oktober 2026», «Periode 5 s.d. 9 Mei 2026»."""
        match self._months:
            case 12:
                return f"Tahun {self.first:%Y}"
            case 3 if self.first.month % 3 == 1:
                return f"Triwulan {QUARTERS[self.last.month // 3 - 1]} Tahun {self.first:%Y}"
            case 1:
                return f"Bulan {format_date(self.first, 'MMMM y', locale=LOCALE)}"
        return f"Periode {self.days}"

    @property
    def days(self) -> str:
        """For sentences: «1 s.d. 31 Oktober 2026»."""
        return rentang(self.first, self.last)


def last_day(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def last_month(today: date) -> Period:
    last = today.replace(day=1) - timedelta(days=1)
    return Period(last.replace(day=1), last)


def period_of(first: date | None, last: date | None, today: date) -> Period:
    """What was asked for: nothing is the month before this one, one end alone its month. Raises ValueError."""
    if first is None and last is None:
        return last_month(today)
    first = first or (last or today).replace(day=1)
    last = last or last_day(first)
    if last < first:
        raise ValueError(f"it ends on {last:%d-%m-%Y}, before it begins on {first:%d-%m-%Y}")
    return Period(first, last)
