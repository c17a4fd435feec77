"""Rekap per proses: berkas masuk, selesai, terbuka, terlambat; lama kerja per tahap dan meja; siapa yang ditunggu."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd

from flows.engine.calendar import WorkCalendar
from flows.roles import KEPALA_DINAS, SEKRETARIS
from scripts.reports.charts import stacked_bars
from scripts.reports.layout import Chart, Col, Kind, Report, Section, decimal
from scripts.reports.period import Period
from scripts.reports.wording import counted, day_at, day_of

if TYPE_CHECKING:
    Counter: TypeAlias = Callable[[pd.Series[Any], pd.Series[Any]], pd.Series[float]]

OLDEST = 20
"""How many of the cases that are longest overdue are listed one by one."""


def working_days(calendar: WorkCalendar) -> Counter:
    """Counts the working days from each moment of one column to that of another; NaN where one is missing."""
    known: dict[tuple[date, date], float] = {}

    def between(one: Any, other: Any) -> float:
        if pd.isna(one) or pd.isna(other):
            return float("nan")
        key = (one.date(), other.date())
        if key not in known:
            known[key] = float(calendar.working_days_between(*key))
        return known[key]

    def count(since: pd.Series[Any], until: pd.Series[Any]) -> pd.Series[float]:
        pairs = zip(since, until, strict=True)
        return pd.Series([between(one, other) for one, other in pairs], index=since.index, dtype=float)

    return count


def open_stays(stays: pd.DataFrame, at: datetime) -> pd.DataFrame:
    """Where cases stood at a moment, with «terlambat» for those whose term had run out."""
    standing = stays[(stays["arrived"] < at) & (stays["left"].isna() | (stays["left"] >= at))].copy()
    standing["terlambat"] = (standing["due"] < at).astype(bool)
    return standing


def per_process(
    processes: Mapping[str, str], cases: pd.DataFrame, stays: pd.DataFrame, period: Period, at: datetime,
    calendar: WorkCalendar,
) -> pd.DataFrame:  # fmt: skip
    """A row for each process. processes: code -> title; at: the moment at which open and late are counted.

    Children (a disposition to a unit) are part of their parent's case. Old rows that were taken in count as open, but
    neither as opened nor as finished, for nobody knows when they were.
    """
    own = cases[cases["parent"] == ""]
    since = working_days(calendar)(own["opened"], own["closed"])
    opened = own[_within(own["opened"], period) & ~own["taken_in"]]
    settled = own["taken_in"] & (own["closed"] == own["opened"])
    finished = own[_within(own["closed"], period) & ~settled]
    standing = open_stays(stays[stays["parent"] == ""], at)
    waiting = open_stays(stays, at)
    late = set(waiting.loc[waiting["terlambat"], "case"]) | set(
        waiting.loc[waiting["terlambat"], "parent"]
    )  # a case is late, too, when one of its children is
    moment = pd.Series([pd.Timestamp(day_at(at))] * len(own), index=own.index, dtype="datetime64[us]")
    ages = working_days(calendar)(own["opened"], moment)
    rows = []
    for code, title in processes.items():
        mine = standing[standing["flow"] == code]
        still = own[own["case"].isin(mine["case"])].sort_values(["opened", "case"])
        done = finished[finished["flow"] == code]
        lasted = since.loc[done.index[~done["taken_in"]]]
        oldest = still.iloc[0] if len(still) else None
        age = float(ages[still.index[0]]) if len(still) else float("nan")
        rows.append(
            {
                "Kode": code,
                "Proses": title,
                "Masuk": int((opened["flow"] == code).sum()),
                "Selesai": len(done),
                "Terbuka": len(still),
                "Terlambat": int(still["case"].isin(late).sum()),
                "Median hari kerja": float(lasted.median()) if len(lasted) else float("nan"),
                "Berkas terbuka tertua": str(oldest["case"]) if oldest is not None else "",
                "Sejak": oldest["opened"].date() if oldest is not None else None,
                "Umur (hari kerja)": age,
            }
        )
    columns = [column.heading for column in PROCESS_COLUMNS]
    return pd.DataFrame(rows, columns=columns)


def per_step(stays: pd.DataFrame, period: Period, calendar: WorkCalendar) -> pd.DataFrame:
    """How long cases stayed at each step and desk, of the stays that ended in the period.

    Stays that no person ended (a rule moved on in the same moment) and the first stay of an old row, whose beginning
    nobody knows, are left out.
    """
    ended = stays[_within(stays["left"], period) & (stays["left"] > stays["arrived"])]
    ended = ended[~ended["first_of_old"].astype(bool)].copy()
    columns = [column.heading for column in STEP_COLUMNS]
    if ended.empty:
        return pd.DataFrame(columns=columns)
    ended["hari"] = working_days(calendar)(ended["arrived"], ended["left"])
    ended["lewat"] = (ended["left"] > ended["due"]).astype(bool)
    ended["meja"] = [", ".join(desks) for desks in ended["desks"]]
    grouped = ended.groupby(["flow", "order", "status", "meja"], sort=True)
    found = grouped.agg(
        **{
            "Berkas": ("case", "size"),
            "Median hari kerja": ("hari", "median"),
            "Paling lama": ("hari", "max"),
            "Lewat batas waktu": ("lewat", "sum"),
        }
    ).reset_index()
    found = found.rename(columns={"flow": "Kode", "status": "Tahap", "meja": "Meja"})
    return found[columns]


def who_waits(stays: pd.DataFrame, at: datetime, calendar: WorkCalendar) -> pd.DataFrame:
    """For each desk: how many cases wait for it, how many are late, and which has waited longest.

    A case that waits for its children is waited for by their desks, not by its own.
    """
    columns = [column.heading for column in DESK_COLUMNS]
    standing = open_stays(stays, at)
    standing = standing[~standing["case"].isin(standing["parent"])]
    standing = standing.explode("desks").dropna(subset=["desks"])
    rows = []
    for desk, mine in standing.groupby("desks"):
        first = mine.sort_values(["arrived", "case"]).iloc[0]
        waited = calendar.working_days_between(first["arrived"].date(), day_at(at))
        since, late = first["arrived"].date(), int(mine["terlambat"].sum())
        rows.append((desk, len(mine), late, first["case"], first["status"], since, waited))
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values(["Terlambat", "Menunggu", "Meja"], ascending=[False, False, True])


def overdue(stays: pd.DataFrame, at: datetime, calendar: WorkCalendar, most: int = OLDEST) -> pd.DataFrame:
    """The cases that are longest overdue, one by one."""
    standing = open_stays(stays, at)
    late = standing[standing["terlambat"]].sort_values(["due", "case"]).head(most)
    rows = [
        (
            stay["case"], stay["flow"], stay["status"], ", ".join(stay["desks"]), stay["due"].date(),
            calendar.working_days_between(stay["due"].date(), day_at(at)),
        )
        for _, stay in late.iterrows()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.heading for column in LATE_COLUMNS])


def _within(moments: pd.Series[Any], period: Period) -> pd.Series[bool]:
    return (moments >= period.start) & (moments < period.end)


# ---------------------------------------------------------------------------------------- as a report

PROCESS_COLUMNS = (
    Col("Kode", 1.7),
    Col("Proses", 6.6),
    Col("Masuk", 1.4, Kind.WHOLE, total=True),
    Col("Selesai", 1.5, Kind.WHOLE, total=True),
    Col("Terbuka", 1.6, Kind.WHOLE, total=True),
    Col("Terlambat", 1.9, Kind.WHOLE, total=True),
    Col("Median hari kerja", 2.0, Kind.DAYS),
    Col("Berkas terbuka tertua", 2.8),
    Col("Sejak", 2.0, Kind.DATE),
    Col("Umur (hari kerja)", 1.9, Kind.DAYS),
)
STEP_COLUMNS = (
    Col("Kode", 1.7),
    Col("Tahap", 5.6),
    Col("Meja", 6.4),
    Col("Berkas", 1.5, Kind.WHOLE),
    Col("Median hari kerja", 2.0, Kind.DAYS),
    Col("Paling lama", 1.9, Kind.DAYS),
    Col("Lewat batas waktu", 2.2, Kind.WHOLE),
)
DESK_COLUMNS = (
    Col("Meja", 5.6),
    Col("Menunggu", 1.9, Kind.WHOLE),
    Col("Terlambat", 1.9, Kind.WHOLE),
    Col("Paling lama", 2.8),
    Col("Tahap", 5.6),
    Col("Sejak", 2.0, Kind.DATE),
    Col("Hari kerja", 1.6, Kind.DAYS),
)
LATE_COLUMNS = (
    Col("Berkas", 2.8),
    Col("Kode", 1.7),
    Col("Tahap", 6.0),
    Col("Meja", 6.4),
    Col("Batas waktu", 2.2, Kind.DATE),
    Col("Lewat (hari kerja)", 1.9, Kind.DAYS),
)


def compose(
    processes: Mapping[str, str], cases: pd.DataFrame, stays: pd.DataFrame, period: Period, at: datetime,
    calendar: WorkCalendar, notes: list[str],
) -> Report:  # fmt: skip
    """The whole report. at: the end of the period, or now when the period is not over."""
    by_process = per_process(processes, cases, stays, period, at, calendar)
    desks = who_waits(stays, at, calendar)
    late = overdue(stays, at, calendar)
    return Report(
        "rekap",
        "REKAPITULASI PELAKSANAAN PROSES BISNIS",
        period.words,
        period,
        _paragraphs(by_process, desks, period, at),
        (
            Section(
                "Rekapitulasi per proses", "Per proses", PROCESS_COLUMNS, by_process, numbered=False, size=7.5,
                note="Median hari kerja: dari dibuka sampai selesai, untuk berkas yang selesai pada periode ini.",
                charts=_process_chart(by_process),
            ),
            Section(
                "Meja yang ditunggu", "Meja yang ditunggu", DESK_COLUMNS, desks,
                empty="Tidak ada berkas yang menunggu.",
                note="Berkas yang menunggu beberapa meja dihitung pada setiap meja.",
                charts=_desk_chart(desks),
            ),
            Section(
                "Berkas yang paling lama lewat batas waktu", "Lewat batas waktu", LATE_COLUMNS, late,
                empty="Tidak ada berkas yang lewat batas waktu.",
            ),
            Section(
                "Lama kerja per tahap dan meja", "Per tahap dan meja", STEP_COLUMNS,
                per_step(stays, period, calendar), numbered=False, new_page=True,
                empty="Tidak ada tahap yang diselesaikan pada periode ini.",
                note="Hari kerja kantor: tanpa Sabtu, Minggu, libur nasional dan cuti bersama; selesai pada hari yang "
                "sama dihitung 0.",
            ),
        ),
        notes,
        signer=SEKRETARIS.name,
        knows=KEPALA_DINAS.name,
    )  # fmt: skip


def _paragraphs(processes: pd.DataFrame, desks: pd.DataFrame, period: Period, at: datetime) -> list[str]:
    total = processes[["Masuk", "Selesai", "Terbuka", "Terlambat"]].sum()
    said = [
        f"Selama {period.days} dibuka {counted(total['Masuk'])} berkas dan diselesaikan "
        f"{counted(total['Selesai'])} berkas. Pada {day_of(at)} masih terbuka {counted(total['Terbuka'])} berkas, "
        f"{counted(total['Terlambat'])} di antaranya lewat batas waktu."
    ]
    if len(desks):
        most = desks.iloc[0]
        late = f", {counted(most['Terlambat'])} di antaranya terlambat" if most["Terlambat"] else ""
        said.append(
            f"Yang paling perlu diperhatikan: {most['Meja']}, ditunggu {counted(most['Menunggu'])} berkas{late}; "
            f"yang paling lama {most['Paling lama']} pada tahap {most['Tahap']}, "
            f"{decimal(most['Hari kerja'])} hari kerja."
        )
    return said


def _process_chart(rows: pd.DataFrame) -> tuple[Chart, ...]:
    shown = rows[(rows["Selesai"] + rows["Terbuka"]) > 0]
    if shown.empty:
        return ()
    parts = {
        "Selesai": shown["Selesai"].tolist(),
        "Terbuka, dalam batas waktu": (shown["Terbuka"] - shown["Terlambat"]).tolist(),
        "Terbuka, terlambat": shown["Terlambat"].tolist(),
    }
    labels = [f"{code}  {title}" for code, title in zip(shown["Kode"], shown["Proses"], strict=True)]
    return (stacked_bars("Berkas per proses", labels, parts, "berkas"),)


def _desk_chart(rows: pd.DataFrame) -> tuple[Chart, ...]:
    if rows.empty:
        return ()
    shown = rows.sort_values("Menunggu", ascending=False).head(15)
    parts = {
        "Dalam batas waktu": (shown["Menunggu"] - shown["Terlambat"]).tolist(),
        "Terlambat": shown["Terlambat"].tolist(),
    }
    return (stacked_bars("Berkas yang menunggu, per meja", shown["Meja"].tolist(), parts, "berkas"),)
