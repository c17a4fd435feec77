"""The figures of the dashboard, by the counting of the reports; the history is read once and then only what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

import pandas as pd

from connectors.web.figures import Figures, OfDesk, OfProcess, OfStep, OfVillage, OfWeek
from flows.engine.calendar import JAKARTA
from flows.engine.model import RECORDS
from scripts.reports import kum, rekap
from scripts.reports.history import history_of
from scripts.reports.period import Period
from scripts.reports.sources import read_history

if TYPE_CHECKING:
    from scripts.office import AlurOffice

WEEKS = 12
FRESH, WHOLE = timedelta(seconds=30), timedelta(minutes=15)
"""Figures younger than FRESH are shown again whatever happened since; without any event, those younger than WHOLE."""


@dataclass
class History:
    """Cases and stays as the journal had them at event ``seq``."""

    seq: int
    cases: pd.DataFrame
    stays: pd.DataFrame


class Keeper:
    """Keeps the last figures; many who look at once are served from one counting.

    patient: whoever looks waits for a new counting. A server is not: it shows the last figures and counts meanwhile.
    """

    def __init__(self, office: AlurOffice) -> None:
        self.office, self.patient = office, True
        self._last: tuple[int, Figures] | None = None
        self._history: History | None = None
        self._villages: tuple[datetime, tuple[OfVillage, ...]] | None = None
        self._counting = Lock()

    def begin(self) -> None:
        """Count in the background from now on, for the first time at once: a long history takes its time."""
        self.patient = False
        Thread(target=self._count, daemon=True).start()

    def figures(self) -> Figures:
        """The newest figures, or the last ones when these are fresh enough or are just being counted anew."""
        last = self._last
        if last is None or (self.patient and not self._fresh(last)):
            self._count()
        elif not self._fresh(last) and not self._counting.locked():
            Thread(target=self._count, daemon=True).start()
        assert self._last is not None
        return self._last[1]

    def _fresh(self, last: tuple[int, Figures]) -> bool:
        age = self.office.clock.now() - last[1].at
        same = last[0] == self.office.journal.head().seq
        return timedelta(0) <= age < (WHOLE if same else FRESH)

    def _count(self) -> None:
        with self._counting:
            if self._last is not None and self._fresh(self._last):
                return  # somebody else was first
            now = self.office.clock.now()
            self._history = brought_up(self.office, self._history)
            if self._villages is None or now - self._villages[0] > WHOLE:
                self._villages = (now, villages_of(self.office))
            self._last = (self._history.seq, counted(self.office, self._history, self._villages[1], now))


def brought_up(office: AlurOffice, known: History | None) -> History:
    """The history as it is now; of one that is known already only the cases with new events are read."""
    journal, engine = office.journal, office.office
    seq = journal.head().seq  # before the reading: what comes meanwhile is read again the next time
    if known is None:
        return History(seq, *read_history(office))
    if seq == known.seq:
        return known
    ids = journal.changed_since(known.seq)
    cases = [case for case in journal.cases(ids).values() if case.flow != RECORDS]
    moves = journal.moves_of_cases(case.id for case in cases)
    cells = journal.contents(case.id for case in cases)
    news = history_of(cases, moves, cells, engine.by_register, engine.calendar)
    merged = [
        pd.concat([old[~old["case"].isin(ids)], new], ignore_index=True) if len(new) else old
        for old, new in zip((known.cases, known.stays), news, strict=True)
    ]
    return History(seq, *merged)


def counted(office: AlurOffice, history: History, villages: tuple[OfVillage, ...], now: datetime) -> Figures:
    """All figures at a moment. The month runs from its first day, the weeks end with this one."""
    engine, calendar = office.office, office.office.calendar
    at = now.astimezone(JAKARTA).replace(tzinfo=None) + timedelta(
        microseconds=1
    )  # what happens now has happened
    cases, stays = history.cases, history.stays
    month = Period(at.date().replace(day=1), at.date())
    monday = at.date() - timedelta(days=at.weekday())
    quarter = Period(monday - timedelta(weeks=WEEKS - 1), at.date())
    titles = {flow.code: flow.title for flow in engine.flows if flow.code != RECORDS}
    # What ended long ago counts in none of these.
    lately = cases[
        cases["closed"].isna() | (cases["closed"] >= month.start) | (cases["opened"] >= month.start)
    ]
    ended = stays[stays["left"] >= quarter.start]
    now_there = stays[stays["left"].isna() | (stays["left"] >= at)]
    processes = rekap.per_process(titles, lately, now_there, month, at, calendar)
    desks, steps = rekap.who_waits(now_there, at, calendar), rekap.per_step(ended, quarter, calendar)
    return Figures(
        now,
        tuple(
            OfProcess(r["Kode"], r["Proses"], int(r["Masuk"]), int(r["Selesai"]), int(r["Terbuka"]),
                      int(r["Terlambat"]), _number(r["Median hari kerja"]))
            for r in _rows(processes)
        ),
        tuple(
            OfDesk(r["Meja"], int(r["Menunggu"]), int(r["Terlambat"]), r["Paling lama"], r["Tahap"], r["Sejak"],
                   float(r["Hari kerja"]))
            for r in _rows(desks)
        ),
        tuple(
            OfStep(r["Kode"], r["Tahap"], r["Meja"], int(r["Berkas"]), float(r["Median hari kerja"]),
                   float(r["Paling lama"]), int(r["Lewat batas waktu"]))
            for r in _rows(steps)
        ),
        weeks_of(cases, monday),
        letters_of(office, at.date()),
        villages,
        standing_of(now_there, at),
    )  # fmt: skip


def weeks_of(cases: pd.DataFrame, monday: date) -> tuple[OfWeek, ...]:
    """Cases opened and finished in each of the last weeks; old rows that were taken in are not counted."""
    own = cases[(cases["parent"] == "") & ~cases["taken_in"].astype(bool)]
    mondays = [monday - timedelta(weeks=ago) for ago in reversed(range(WEEKS))]
    found = []
    for first in mondays:
        begin, end = pd.Timestamp(first), pd.Timestamp(first + timedelta(weeks=1))
        opened, closed = (int(((own[c] >= begin) & (own[c] < end)).sum()) for c in ("opened", "closed"))
        found.append(OfWeek(first, opened, closed))
    return tuple(found)


def standing_of(stays: pd.DataFrame, at: datetime) -> dict[tuple[str, str], tuple[int, int]]:
    """(process, step) -> how many cases stand there, and how many of them are late; children are not counted."""
    standing = rekap.open_stays(stays[stays["parent"] == ""], at)
    grouped = standing.groupby(["flow", "status"])["terlambat"].agg(["size", "sum"])
    return {
        (str(flow), str(status)): (int(n), int(late))
        for (flow, status), n, late in zip(grouped.index, grouped["size"], grouped["sum"], strict=True)
    }


def letters_of(office: AlurOffice, today: date) -> tuple[tuple[str, int], ...]:
    """How many numbers of each series were given this month and hold."""
    given = Counter(
        number.series
        for number in office.journal.numbers(year=today.year)
        if not number.void and number.at.astimezone(JAKARTA).month == today.month
    )
    return tuple(sorted(given.items(), key=lambda pair: (-pair[1], pair[0])))


def villages_of(office: AlurOffice) -> tuple[OfVillage, ...]:
    """Businesses and cooperatives of each kelurahan, from what the journal remembers of the two registers."""
    places = [kum.Place(one.kecamatan, one.kelurahan) for one in office.config.wilayah]
    frames = []
    for name in (kum.BUSINESSES, kum.COOPERATIVES):
        cells = office.journal.contents(office.journal.ids_in(name))
        frames.append(pd.DataFrame({"Kelurahan": [row.get("Kelurahan", "") for row in cells.values()]}))
    today = office.clock.now().astimezone(JAKARTA).date()
    rows = kum.per_village(frames[0], frames[1], places, today)
    return tuple(
        OfVillage(r["Kecamatan"], r["Kelurahan"], int(r["Usaha mikro"]), int(r["Koperasi"]))
        for r in _rows(rows)
    )


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
