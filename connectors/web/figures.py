"""What the dashboard and the pictures of processes show, counted elsewhere (``scripts`` does) and no name in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class OfProcess:
    """A process: what came and was finished this month, what is open and late now; median: working days, or None."""

    code: str
    title: str
    opened: int
    finished: int
    open: int
    late: int
    median: float | None


@dataclass(frozen=True, slots=True)
class OfDesk:
    """A desk that is waited for. case: which has waited longest, at which step, since when, how many working days."""

    desk: str
    waiting: int
    late: int
    case: str
    status: str
    since: date
    days: float


@dataclass(frozen=True, slots=True)
class OfStep:
    """How long cases stayed at a step, in working days, of the stays that ended in the last twelve weeks."""

    code: str
    status: str
    desk: str
    cases: int
    median: float
    longest: float
    late: int


@dataclass(frozen=True, slots=True)
class OfWeek:
    """A week, by its Monday."""

    monday: date
    opened: int
    finished: int


@dataclass(frozen=True, slots=True)
class OfVillage:
    """What a kelurahan has of the two registers of data."""

    kecamatan: str
    kelurahan: str
    businesses: int
    cooperatives: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All of it at one moment. standing: (process, step) -> (cases there now, late ones); letters: series, how many
    numbers were given this month."""

    at: datetime
    processes: tuple[OfProcess, ...] = ()
    desks: tuple[OfDesk, ...] = ()
    steps: tuple[OfStep, ...] = ()
    weeks: tuple[OfWeek, ...] = ()
    letters: tuple[tuple[str, int], ...] = ()
    villages: tuple[OfVillage, ...] = ()
    standing: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
