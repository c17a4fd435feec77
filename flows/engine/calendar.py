"""Days as the office counts them: working days, calendar days, calendar months; always Asia/Jakarta."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many working days: no Saturday, Sunday, national holiday or cuti bersama."""

    n: int

    def __str__(self) -> str:
        return f"{self.n} hari kerja"


@dataclass(frozen=True, slots=True)
class CalendarDays:
    """So many days of the calendar; an end that falls on a day off moves to the next working day."""

    n: int

    def __str__(self) -> str:
        return f"{self.n} hari"


@dataclass(frozen=True, slots=True)
class CalendarMonths:
    """The same date so many months on; an end that falls on a day off moves to the next working day."""

    n: int

    def __str__(self) -> str:
        return f"{self.n} bulan"


Duration: TypeAlias = WorkingDays | CalendarDays | CalendarMonths


def working_days(n: int) -> WorkingDays:
    """``due=working_days(3)`` reads better than the class."""
    return WorkingDays(n)


def calendar_days(n: int) -> CalendarDays:
    return CalendarDays(n)


def calendar_months(n: int) -> CalendarMonths:
    return CalendarMonths(n)


def years_after(day: date, years: int) -> date:
    """Give the same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


FRIDAY = 4


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days off of the office (from config) and the hours at which a working day, and a Friday, end.

    joint_leave: those of the days off that are cuti bersama, no holidays: in some offices they are taken off the leave
    of a year.
    """

    days_off: Mapping[date, str] = field(default_factory=dict)
    weekend: frozenset[int] = frozenset({5, 6})
    closes: time = time(15, 30)
    friday_closes: time = time(14, 30)
    joint_leave: frozenset[date] = frozenset()

    def is_working_day(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.days_off

    def joint_leave_of(self, year: int) -> int:
        """How many days of cuti bersama of a year would else have been working days."""
        return sum(day.year == year and day.weekday() not in self.weekend for day in self.joint_leave)

    def next_working_day(self, day: date) -> date:
        """Give the day itself if it is a working day, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add(self, start: date, duration: Duration) -> date:
        """Count on from a day. The first day counted is the day after ``start``. Negative counts go back."""
        match duration:
            case WorkingDays(n):
                step = timedelta(days=1 if n >= 0 else -1)
                left = abs(n)
                day = start
                while left:
                    day += step
                    left -= self.is_working_day(day)
                return day
            case CalendarDays(n):
                return self.next_working_day(start + timedelta(days=n))
            case CalendarMonths(n):
                month = start.month - 1 + n
                year, month = start.year + month // 12, month % 12 + 1
                last = calendar.monthrange(year, month)[1]
                return self.next_working_day(date(year, month, min(start.day, last)))

    def deadline(self, start: datetime, duration: Duration) -> datetime:
        """Give the moment, Asia/Jakarta, at which a term that begins at ``start`` runs out."""
        return self.closing(self.add(start.astimezone(JAKARTA).date(), duration))

    def closing(self, day: date) -> datetime:
        """Give the moment at which the office closes on a day."""
        return datetime.combine(day, self.friday_closes if day.weekday() == FRIDAY else self.closes, JAKARTA)

    def working_days_between(self, start: date, end: date) -> int:
        """Count the working days after ``start`` up to and including ``end``."""
        days = (end - start).days
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, days + 1))
