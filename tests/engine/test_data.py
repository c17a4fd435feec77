"""Data registers: which row is likely meant, and what becomes of rows that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from flows.engine import data
from flows.engine.calendar import calendar_days
from flows.engine.case import Case, Content
from flows.engine.columns import Column, Date, Owner, Value
from flows.engine.data import likely, update_data
from flows.engine.matter import Matter, open_case
from flows.engine.model import Answer, Kind, OpeningFor, Register, RowView, UpdateData, record_flow
from flows.engine.plan import Facts, Office, Plan
from tests.engine.small import KEARSIPAN, SURAT_KELUAR, A
from tests.fakes.office import START, MemoryOffice

USAHA = Register(
    "Data Usaha", "Data", "UM", (Column("Nama"), Column("Alamat"), Column("NIB"), Column("Berdiri", Date())),
    kind=Kind.DATA, keys=(("NIB",), ("Nama", "Alamat")),
)  # fmt: skip
ROWS = {
    "UM-2026-0001": {"Nama": "Warung Bu Sri", "Alamat": "Jl. Jawa No. 5", "NIB": "111"},
    "UM-2026-0002": {"Nama": "Warung Bu Sri", "Alamat": "JL JAWA NO 5"},
    "UM-2026-0003": {"Nama": "Batik Laut", "NIB": "333"},
}


@pytest.fixture
def plan() -> Plan:
    facts = Facts(lambda *_: 1, lambda *_: 9, lambda _: {}, records=lambda name: ROWS)
    return Plan(Office(()), facts, START)


@pytest.mark.parametrize(
    ("told", "ids"),
    [
        ({"NIB": "333", "Nama": "Warung Bu Sri", "Alamat": "Jl Jawa 5"}, ["UM-2026-0003"]),
        ({"NIB": "999", "Nama": "warung bu sri", "Alamat": "Jl. Jawa No 5"}, ["UM-2026-0001", "UM-2026-0002"]),
        ({"Nama": "Batik Laut"}, []),
        ({"Nama": "Batik Laut", "Alamat": ""}, []),
    ],
)  # fmt: skip
def test_a_row_is_found_by_the_first_group_of_keys_in_which_one_agrees(
    plan: Plan, told: dict[str, str], ids: list[str]
) -> None:
    assert likely(plan, USAHA, told) == ids


def test_what_this_pass_has_seen_counts_and_not_what_stood_there_before(plan: Plan) -> None:
    assert likely(plan, USAHA, {"NIB": "111"}) == ["UM-2026-0001"]
    plan.keep(Case("UM-2026-0001", "", USAHA.name, "", START, START, placed=True))
    plan.contents["UM-2026-0001"] = Content("UM-2026-0001", {"NIB": "112"})
    assert likely(plan, USAHA, {"NIB": "111"}) == []
    assert likely(plan, USAHA, {"NIB": "112"}) == ["UM-2026-0001"]
    added = open_case(plan, record_flow(USAHA), "a", {"NIB": "777", "Berdiri": date(2020, 2, 1)})
    assert likely(plan, USAHA, {"NIB": "777"}) == [added.id]
    assert plan.record(USAHA, added.id) == {"NIB": "777", "Berdiri": "01-02-2020"}
    assert plan.record(USAHA, "UM-2026-0003") == ROWS["UM-2026-0003"]
    assert plan.record(USAHA, "UM-2026-0099") == {}


def test_a_case_that_tells_of_many_does_not_go_through_the_register_for_each(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    folded, looked = data.folded, []
    monkeypatch.setattr(data, "folded", lambda text: looked.append(text) or folded(text))
    for n in range(100):
        likely(plan, USAHA, {"NIB": f"9{n}", "Nama": "Lain", "Alamat": "Lain"})
    assert len(looked) == 100 * 3 + len(ROWS) * 3


BANYAK = Register(
    "Usaha", "Data", "US", (Column("Nama"), Column("Omzet", owner=Owner.ENGINE), Column("Tutup", Date())), kind=Kind.DATA,
    keys=(("Nama",),),
)  # fmt: skip
KEEPS = UpdateData(BANYAK, {"Nama": "Uraian", "Omzet": "Asal"}, add=True)


def closes(row: RowView) -> date | None:
    day = row["Tutup"]
    return day if isinstance(day, date) else None


@pytest.fixture
def office() -> MemoryOffice:
    """An office with a dozen businesses of which two are one."""
    keeps = [
        replace(step, answers={"Simpan": Answer(A.DISIMPAN, do=(KEEPS,))}) if step.status == A.MASUK else step
        for step in KEARSIPAN.steps
    ]
    falls_due = OpeningFor(BANYAK, closes, calendar_days(30), {"Uraian": "Nama"})
    office = MemoryOffice(
        SURAT_KELUAR, replace(KEARSIPAN, data=[BANYAK], steps=keeps, openings_for=[falls_due])
    )
    for n in range(12):
        office.type_row("Usaha", nama="Bandeng" if n < 2 else f"Lain {n}")
    office.sync()
    return office


def found_out(office: MemoryOffice, name: str) -> str:
    """A case that found something out about a business."""
    before = set(office.ids("Arsip"))
    office.type_row("Arsip", uraian=name, asal="900")
    office.sync()
    (id,) = set(office.ids("Arsip")) - before
    office.do(id, "Simpan")
    return id


def take_out(office: MemoryOffice, id: str) -> None:
    tab = office.registers.tabs["Usaha"]
    tab.rows[office.find("Usaha", id)] = [None] * len(tab.headings)
    office.sync()


def test_once_the_double_is_deleted_the_other_row_is_brought_up_to_date(office: MemoryOffice) -> None:
    assert "beberapa baris cocok (US-2026-0001, US-2026-0002)" in office.message(found_out(office, "Bandeng"))
    take_out(office, "US-2026-0001")
    assert office.message(found_out(office, "Bandeng")) == ""
    assert office.case("US-2026-0002").fills["Omzet"] == "900"
    take_out(office, "US-2026-0002")
    found_out(office, "Bandeng")
    assert len(office.ids("Usaha")) == 13


def test_nothing_falls_due_for_a_row_that_is_gone(office: MemoryOffice) -> None:
    for id in ("US-2026-0003", "US-2026-0004"):
        office.edit(id, "Tutup", "01-12-2026")
    office.sync()
    take_out(office, "US-2026-0003")
    office.wait(days=40)
    office.sync()
    assert [office.case(id).initial["Uraian"] for id in office.ids("Arsip")] == ["Lain 3"]


@pytest.mark.parametrize(("day", "kept"), [(4, False), (5, True), (6, True)])
def test_a_figure_of_an_earlier_day_does_not_take_the_place_of_a_later_one(
    office: MemoryOffice, day: int, kept: bool
) -> None:
    record = replace(office.case("US-2026-0003"), fills={"Omzet": "700"}, dated={"Omzet": "2026-10-05"})
    office.journal.all_cases[record.id] = record
    told = replace(KEEPS, as_of="Tanggal")
    plan = office.one_pass()._plan(office.clock.at, ())
    values: dict[str, Value] = {"Uraian": "Lain 2", "Asal": "900", "Tanggal": date(2026, 10, day)}
    case = Case("AR-2026-0001", "P2", "Arsip", A.MASUK, START, START)
    update_data(Matter(plan, case, office.flows_by_register["Arsip"], values, {}), told)
    assert plan.cases[record.id].fills["Omzet"] == ("900" if kept else "700")
    assert plan.cases[record.id].dated["Omzet"] == f"2026-10-{max(day, 5):02}"
