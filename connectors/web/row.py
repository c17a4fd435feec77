"""A case as staff speak of it: its title, its values, its desks, its term in words, and what not everybody may read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from connectors.letters.filters import hari_tanggal
from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import Case
from flows.engine.columns import Cell, Column, Email, Nik, Owner, Phone, Value
from flows.engine.model import DeskFrom, Flow, Seat, Step, Together
from flows.engine.reading import Row, values_of

TITLES = (
    "Perihal", "Uraian pekerjaan", "Uraian informasi", "Uraian", "Nama kegiatan", "Nama acara", "Nama koperasi",
    "Nama usaha", "Usaha atau koperasi", "Keperluan", "Jenis usulan", "Jenis dokumen", "Jenis laporan", "Jenis RKBMD",
    "Unit", "Periode", "Kelurahan",
)  # fmt: skip
"""The first of these that is filled names the case; none holds personal data."""
YEARS = ("Tahun", "Tahun anggaran", "Tahun rencana")


def title_of(cells: Mapping[str, object], fills: Mapping[str, object]) -> str:
    """What a case is about, in the words of its own row; '' when none of the telling cells is filled."""
    told = {**cells, **fills}
    title = next((str(told[heading]) for heading in TITLES if told.get(heading)), "")
    year = next((str(told[heading]) for heading in YEARS if told.get(heading)), "")
    return f"{title} {year}".strip() if year not in title else title


def values_in(
    flow: Flow, cells: Mapping[str, str], fills: Mapping[str, object], only: Collection[str] = ()
) -> dict[str, Value]:
    """The values of a row as the journal last saw it. only: headings, () for all."""
    typed: dict[str, Cell] = dict(cells)
    columns = [column for column in flow.register.columns if not only or column.heading in only]
    staff = [column for column in columns if column.owner is Owner.STAFF]
    values, _ = values_of(staff, Row(flow.register.name, "", -1, 0, typed))
    filled: dict[str, Value] = {**fills}  # type: ignore[dict-item]  # of the engine's own making
    return {**values, **filled}


def columns_of(seat: Seat) -> set[str]:
    """The columns of a row that say whose turn it is."""
    match seat:
        case DeskFrom(column):
            return {column}
        case Together(among):
            return {column for part in among for column in columns_of(part)}
    return set()


def is_personal(column: Column) -> bool:
    """Whether only the desks that act in its process may read a column."""
    return column.personal or isinstance(column.type, Email | Phone | Nik)


def acting_desks(flow: Flow, flows: Collection[Flow]) -> set[str]:
    """Every desk that has something to do in a process, with the small flows of its child rows."""
    found: set[str] = set()
    for one in flows:
        for step in one.steps if one.code == flow.code else ():
            seats: list[Seat] = [step.by, *(step.approval.by if step.approval else ())]
            seats += [seat for seat in (step.recorded_by, step.escalate) if seat is not None]
            found |= {desk.name for seat in seats for desk in seat.desks if not desk.outside}
    return found


def steps_of(flow: Flow) -> list[Step]:
    """The steps of today, and those of earlier versions at statuses that today's have not."""
    now = {step.status for step in flow.steps}
    return [*flow.steps, *(step for past in flow.past for step in past.steps if step.status not in now)]


def term_in_words(due: datetime | None, now: datetime, calendar: WorkCalendar) -> tuple[str, bool]:
    """When a case is due, and whether it is late: «terlambat 3 hari kerja», «hari ini pukul 15.30»."""
    if due is None:
        return "tanpa batas waktu", False
    day, today = due.astimezone(JAKARTA).date(), now.astimezone(JAKARTA).date()
    if due <= now:
        days = calendar.working_days_between(day, today)
        return (f"terlambat {days} hari kerja" if days else "lewat batas waktu hari ini"), True
    if day == today:
        return f"hari ini pukul {due.astimezone(JAKARTA):%H.%M}", False
    return f"sampai {hari_tanggal(day)}", False


def turn_of(case: Case, step: Step | None, desks: Collection[str]) -> str:
    """Whose turn it is, as the column Giliran says it."""
    if step is None or case.closed:
        return ""
    names = ", ".join(desks)
    return f"Menunggu {names}" if step.outside else names
