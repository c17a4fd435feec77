"""Per process: open, late, finished, and how long a case stays at a step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import Case, Event, EventKind
from flows.engine.ports import Recorded
from flows.p1_umum.surat_keluar import FLOW, SURAT_KELUAR
from scripts.reports import rekap
from scripts.reports.history import CASES, STAYS, framed, history_of
from scripts.reports.period import Period
from tests.scripts.laporan.samples import OCTOBER

CALENDAR = WorkCalendar({date(2026, 10, 7): "libur"})


def case(
    id: str, opened: str, closed: str | None = None, *, parent: str = "", flow: str = "P1", old: bool = False
) -> dict[str, Any]:
    moment = datetime.fromisoformat
    return {
        "case": id,
        "flow": flow,
        "parent": parent,
        "opened": moment(opened),
        "closed": moment(closed) if closed else None,
        "taken_in": old,
    }


def stay(
    id: str, arrived: str, left: str | None, due: str | None = None, *, status: str = "Draf", desk: str = "Bidang",
    parent: str = "", flow: str = "P1", old: bool = False, order: int = 0,
) -> dict[str, Any]:  # fmt: skip
    moment = datetime.fromisoformat
    return {
        "case": id, "flow": flow, "parent": parent, "order": order, "status": status, "desks": tuple(desk.split("+")),
        "arrived": moment(arrived), "left": moment(left) if left else None, "due": moment(due) if due else None, "first_of_old": old,
    }  # fmt: skip


PROCESSES = {"P1": "Surat", "P2": "Arsip"}
SEEN_CASES = framed(
    [
        case("A", "2026-09-29T08:00", "2026-10-06T09:00"),
        case("B", "2026-10-05T08:00"),
        case("C", "2026-10-06T08:00", "2026-11-03T08:00"),
        case("B1", "2026-10-08T08:00", parent="B"),
        case("L", "2026-10-05T08:00", "2026-10-12T08:00", old=True),
        case("M", "2026-10-05T08:00", "2026-10-05T08:00", old=True),
    ],
    CASES,
)
SEEN_STAYS = framed(
    [
        stay("A", "2026-09-29T08:00", "2026-10-02T09:00", "2026-10-01T15:30"),
        stay(
            "A",
            "2026-10-02T09:00",
            "2026-10-06T09:00",
            "2026-10-09T15:30",
            status="Kirim",
            desk="Caraka",
            order=1,
        ),
        stay("B", "2026-10-05T08:00", "2026-10-08T08:00", "2026-10-09T15:30"),
        stay("B", "2026-10-08T08:00", None, "2026-12-01T15:30", status="Terima", desk="Bidang+Umum", order=1),
        stay(
            "B1",
            "2026-10-08T08:00",
            None,
            "2026-10-15T15:30",
            status="Terima",
            desk="Umum",
            parent="B",
            order=100,
        ),
        stay("C", "2026-10-06T08:00", "2026-11-03T08:00", "2026-10-30T15:30"),
        stay("L", "2026-10-05T08:00", "2026-10-12T08:00", old=True),
    ],
    STAYS,
)


def test_open_and_late_are_counted_as_they_were_at_the_end_of_the_period() -> None:
    rows = rekap.per_process(PROCESSES, SEEN_CASES, SEEN_STAYS, OCTOBER, OCTOBER.end, CALENDAR)
    letters, archive = rows.iloc[0], rows.iloc[1]
    assert (letters["Masuk"], letters["Selesai"], letters["Terbuka"], letters["Terlambat"]) == (2, 2, 2, 2)
    assert (letters["Berkas terbuka tertua"], letters["Sejak"]) == ("B", date(2026, 10, 5))
    assert letters["Median hari kerja"] == 5  # A alone; nobody knows when the old row began
    assert letters["Umur (hari kerja)"] == 18  # 7 October is a holiday
    assert (archive["Masuk"], archive["Terbuka"], archive["Berkas terbuka tertua"]) == (0, 0, "")


def test_days_at_a_step_are_working_days_and_the_first_stay_of_an_old_row_does_not_count() -> None:
    rows = rekap.per_step(SEEN_STAYS, OCTOBER, CALENDAR)
    assert rows["Tahap"].tolist() == ["Draf", "Kirim"]
    draft = rows.iloc[0]
    assert (draft["Berkas"], draft["Median hari kerja"], draft["Lewat batas waktu"]) == (2, 2.5, 1)
    assert rows.iloc[1]["Meja"] == "Caraka"


def test_a_case_that_waits_for_its_children_is_waited_for_by_their_desks() -> None:
    rows = rekap.who_waits(SEEN_STAYS, OCTOBER.end, CALENDAR)
    assert rows[["Meja", "Menunggu", "Terlambat"]].to_numpy().tolist() == [["Bidang", 1, 1], ["Umum", 1, 1]]
    late = rekap.overdue(SEEN_STAYS, OCTOBER.end, CALENDAR)
    assert late[["Berkas", "Lewat (hari kerja)"]].to_numpy().tolist() == [
        ["B1", 11],
        ["C", 0],
    ]  # 31 October is a Saturday


def test_the_midnight_that_ends_a_period_is_not_yet_a_day_of_waiting() -> None:
    september = Period(date(2026, 9, 1), date(2026, 9, 30))  # 1 October is a Thursday
    rows = rekap.overdue(
        framed([stay("A", "2026-09-20T08:00", None, "2026-09-29T15:30")], STAYS), september.end, CALENDAR
    )
    assert rows["Lewat (hari kerja)"].tolist() == [1]


def test_a_report_on_an_office_without_cases_has_all_processes_and_no_chart() -> None:
    cases, stays = framed([], CASES), framed([], STAYS)
    report = rekap.compose(PROCESSES, cases, stays, OCTOBER, OCTOBER.end, CALENDAR, [])
    assert report.sections[0].rows["Terbuka"].tolist() == [0, 0]
    assert [len(section.rows) for section in report.sections[1:]] == [0, 0, 0]
    assert not any(section.charts for section in report.sections)


def test_the_history_of_a_case_becomes_its_stays_with_desk_and_term() -> None:
    def at(day: int, hour: int = 8) -> datetime:
        return datetime(2026, 10, day, hour, tzinfo=JAKARTA)

    def event(moment: datetime, kind: EventKind, **data: str) -> Recorded:
        return Recorded(1, Event(moment, "SK-1", kind, dict(data)), "", "")

    letter = Case("SK-1", FLOW.code, SURAT_KELUAR.name, "Verifikasi", at(5), at(8), due_at=at(12, 15))
    moves = [
        event(at(5), EventKind.OPENED),
        event(at(6), EventKind.MOVED, frm="Permintaan", to="Draf"),
        event(at(8), EventKind.MOVED, frm="Draf", to="Verifikasi"),
    ]
    cells = {"SK-1": {"Bidang pengolah": "Bidang Koperasi"}}
    cases, stays = history_of([letter], moves, cells, {SURAT_KELUAR.name: FLOW}, CALENDAR)
    assert stays["status"].tolist() == ["Permintaan", "Draf", "Verifikasi"]
    assert stays["desks"].tolist() == [("Kepala Dinas",), ("Bidang Koperasi",), ("Kepala Dinas",)]
    draft = FLOW.step("Draf")
    assert draft is not None
    assert draft.due is not None
    assert stays["due"][1] == CALENDAR.deadline(at(6), draft.due).replace(tzinfo=None)
    assert stays["due"][2] == at(12, 15).replace(tzinfo=None)
    assert cases["closed"].isna().all()
