"""``calendar.toml``: the days on which the office is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from connectors.config.settings import Hours, Model, RequiredLine
from flows.engine.calendar import FRIDAY, WorkCalendar

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DayName = Literal["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


class Calendar(Model):
    """All of ``calendar.toml``. libur_daerah: days on which only this city is free."""

    weekend: Annotated[tuple[DayName, ...], Field(max_length=3)] = ("Sabtu", "Minggu")
    libur_nasional: dict[date, RequiredLine]
    cuti_bersama: dict[date, RequiredLine] = Field(default_factory=dict)
    libur_daerah: dict[date, RequiredLine] = Field(default_factory=dict)

    @property
    def days_off(self) -> Mapping[date, str]:
        """Every day off with its reason, in order."""
        return dict(sorted({**self.libur_daerah, **self.cuti_bersama, **self.libur_nasional}.items()))

    @property
    def weekend_days(self) -> frozenset[int]:
        """As ``date.weekday()`` counts."""
        return frozenset(DAYS.index(day) for day in self.weekend)

    def covers(self, year: int) -> bool:
        return any(day.year == year for day in self.libur_nasional)

    def to_engine(self, hours: Hours) -> WorkCalendar:
        return WorkCalendar(
            self.days_off, self.weekend_days, hours.closes, hours.friday_closes, frozenset(self.cuti_bersama)
        )

    def service_hours(self, hours: Hours) -> str:
        """When the office is open, for the public: «Senin s.d. Kamis 07.00-15.30, Jumat 07.00-14.30 WIB»."""
        days = [day for number, day in enumerate(DAYS) if number not in self.weekend_days]
        found: list[tuple[list[str], str]] = []
        for day in days:
            open_until = hours.friday_closes if DAYS.index(day) == FRIDAY else hours.closes
            said = f"{hours.opens:%H.%M}-{open_until:%H.%M}"
            if found and found[-1][1] == said:
                found[-1][0].append(day)
            else:
                found.append(([day], said))
        parts = [f"{_span(some)} {said}" for some, said in found]
        return f"{', '.join(parts)} WIB" if parts else ""

    def told(self) -> list[str]:
        """A line for each year: how many days off of each kind it has."""
        kinds = {
            "libur nasional": self.libur_nasional,
            "cuti bersama": self.cuti_bersama,
            "libur daerah": self.libur_daerah,
        }
        years = sorted({day.year for days in kinds.values() for day in days})
        return [
            f"{year}: "
            + ", ".join(
                f"{count} {kind}"
                for kind, days in kinds.items()
                if (count := sum(day.year == year for day in days))
            )
            for year in years
        ]


def _span(days: list[str]) -> str:
    if len(days) < 3:
        return " dan ".join(days)
    return f"{days[0]} s.d. {days[-1]}"
