"""``calendar.toml``: the days on which the office is closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

from pydantic import Field

from connectors.config.settings import Model, RequiredLine
from flows.engine.calendar import WorkCalendar

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

    def to_engine(self, closes: time) -> WorkCalendar:
        return WorkCalendar(self.days_off, self.weekend_days, closes, frozenset(self.cuti_bersama))

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
