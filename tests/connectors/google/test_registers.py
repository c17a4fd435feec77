"""Registers in Google: what a pass costs, and what stands in the way of a wrong write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from requests import ReadTimeout

from connectors.google.client import NotDone, Unknown
from connectors.google.mending import runs
from flows.engine.model import ACTION, ID, STATUS
from flows.engine.ports import CellWrite, Did, Emptied, NewRow, Patch
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.fakes.sheets import Tab
from tests.simulation.google import GoogleWorkbooks, answers_of

FLOWS = (SURAT_KELUAR, KEARSIPAN)
SURAT = SURAT_KELUAR.register.name


@pytest.fixture
def office() -> MemoryOffice:
    made = MemoryOffice(*FLOWS)
    made.registers = GoogleWorkbooks(list(made.office.registers.values()), answers_of(FLOWS))
    return made


def google(office: MemoryOffice) -> GoogleWorkbooks:
    assert isinstance(office.registers, GoogleWorkbooks)
    return office.registers


def sheets_calls(office: MemoryOffice, act: Callable[[], object]) -> tuple[int, int]:
    """(reads, writes) of Sheets while something is done."""
    calls = google(office).google.calls
    calls.clear()
    act()
    return sum(c.startswith("GET /v4") for c in calls), sum(c.startswith("POST /v4") for c in calls)


def settled(office: MemoryOffice, rows: int) -> list[str]:
    for n in range(rows):
        office.type_row(SURAT, perihal=f"Undangan {n}", tujuan="Camat", bidang="Bidang Koperasi")
    for _ in range(3):
        office.sync()
    return office.ids(SURAT)


def test_an_idle_pass_asks_one_question(office: MemoryOffice) -> None:
    settled(office, 2)
    google(office).google.calls.clear()
    office.sync()
    assert google(office).google.calls == ["GET /drive/v3/changes"]


def test_twenty_answers_cost_one_read_and_at_most_two_writes(office: MemoryOffice) -> None:
    ids = settled(office, 20)
    for id in ids:
        office.choose(id, "Ajukan")
    reads, writes = sheets_calls(office, office.sync)
    assert reads == 1
    assert 1 <= writes <= 2
    assert {office.case(id).status for id in ids} != {"Draf"}


def test_a_word_is_emptied_though_the_rows_were_sorted_and_the_row_it_hit_keeps_its_answer(
    office: MemoryOffice,
) -> None:
    one, two = settled(office, 2)
    tab = office.registers.tabs[SURAT]
    office.choose(one, "Ajukan")
    office.choose(two, "Ajukan")
    book = office.registers.read("Umum")
    tab.rows[0], tab.rows[1] = tab.rows[1], tab.rows[0]
    outcome = office.registers.write(
        "Umum", book.stamp, Patch([CellWrite(SURAT, 0, STATUS, "Verifikasi")], [Emptied(SURAT, 0, ACTION, "Ajukan")])
    )  # fmt: skip
    assert outcome.did is Did.DONE
    assert outcome.result["standing"] == [one], "the row moved, so its word stands"
    assert office.cell(one, STATUS) == "Verifikasi", "what the engine says finds the row by its ID"
    again = office.registers.read("Umum").tabs[SURAT]
    words = {row[again.headings.index(ID)]: row[again.headings.index(ACTION)] for row in again.rows}
    assert words == {one: "Ajukan", two: "Ajukan"}, "the answer that was hit is not lost"


def test_a_new_id_that_hit_another_row_is_taken_back(office: MemoryOffice) -> None:
    (one,) = settled(office, 1)
    new = office.type_row(SURAT, perihal="Nota baru", tujuan="Lurah")
    book = office.registers.read("Umum")
    rows = office.registers.tabs[SURAT].rows
    rows[0], rows[1] = rows[1], rows[0]
    outcome = office.registers.write("Umum", book.stamp, Patch([CellWrite(SURAT, new, ID, "SK-2026-0099")]))
    assert outcome.did is Did.NOT_DONE
    assert [row[0] for row in office.registers.tabs[SURAT].rows] == [None, one]


@pytest.mark.parametrize("heading", ["Giliran", "Perihal"])
def test_a_heading_renamed_while_a_new_row_gets_its_id_is_told_and_nothing_is_lost(
    office: MemoryOffice, heading: str
) -> None:
    settled(office, 1)
    office.type_row(SURAT, perihal="Nota baru", tujuan="Lurah", bidang="Bidang Koperasi")
    at = office.registers.tabs[SURAT].headings.index(heading)

    def call_it(name: str) -> None:
        office.registers.tabs[SURAT].headings[at] = name

    between(office, ":batchUpdate", lambda: call_it("Nama lain"))
    assert any("heading" in line for line in office.sync().problems)
    call_it(heading)
    for _ in range(3):
        office.sync()
    assert len(set(office.ids(SURAT)) - {""}) == 2
    assert [office.cell(id, STATUS) for id in office.ids(SURAT)] == ["Draf", "Draf"]


def test_a_new_row_covers_nothing_that_people_typed_meanwhile(office: MemoryOffice) -> None:
    settled(office, 1)
    book = office.registers.read("Umum")
    office.type_row(SURAT, perihal="Diketik bersamaan", tujuan="Lurah")
    office.registers.write("Umum", book.stamp, Patch(new_rows=[NewRow(SURAT, {ID: "SK-2026-0099"})]))
    tab = office.registers.tabs[SURAT]
    assert "Diketik bersamaan" in [tab.cell(ref, "Perihal") for ref in range(len(tab.rows))]
    assert "SK-2026-0099" in [tab.cell(ref, ID) for ref in range(len(tab.rows))]


def test_a_change_that_comes_late_is_refused_whole(office: MemoryOffice) -> None:
    (one,) = settled(office, 1)
    held: list[Callable[[], Any]] = []

    def lost(kind: str, act: Callable[[], Any]) -> None:
        if kind.endswith(":batchUpdate"):
            held.append(act)
            raise ReadTimeout("late")

    book = office.registers.read("Umum")
    google(office).faults = lost
    patch = Patch([CellWrite(SURAT, 0, STATUS, "Selesai")])
    assert office.registers.write("Umum", book.stamp, patch).did is Did.UNKNOWN
    google(office).faults = None
    office.registers.read("Umum")
    assert held[0]().status_code == 400
    google(office).load()
    assert office.cell(one, STATUS) == "Draf"


def test_a_typed_over_status_is_mended_and_a_text_that_looks_like_a_formula_stays_text(
    office: MemoryOffice,
) -> None:
    (one,) = settled(office, 1)
    office.edit(one, STATUS, "Selesai")
    office.edit(one, "Perihal", "=1+1")
    office.sync()
    office.sync()
    assert office.cell(one, STATUS) == "Draf"
    assert office.cell(one, "Perihal") == "=1+1"


def between(office: MemoryOffice, verb: str, act: Callable[[], object]) -> None:
    """People do something just before the next call of this kind reaches Google."""
    done: list[str] = []

    def meddle(kind: str, _: Callable[[], Any]) -> None:
        if verb in kind and not done:
            done.append(kind)
            act()

    google(office).faults = meddle


def shown(office: MemoryOffice, id: str, heading: str) -> Any:
    return office.cell(id, heading)


def insert_a_column(office: MemoryOffice, at: int) -> None:
    tab = office.registers.tabs[SURAT]
    tab.headings.insert(at, "Catatan sendiri")
    for row in tab.rows:
        row.insert(at, "punya staf")


def move_a_column(office: MemoryOffice, heading: str, to: int) -> None:
    tab = office.registers.tabs[SURAT]
    at = tab.headings.index(heading)
    for line in (tab.headings, *tab.rows):
        line.insert(to, line.pop(at))  # type: ignore[attr-defined]  # headings and rows alike


@pytest.mark.parametrize("at", [0, 7, 16])
def test_a_new_row_stands_under_its_headings_though_a_column_was_inserted_meanwhile(
    office: MemoryOffice, at: int
) -> None:
    settled(office, 1)
    book = office.registers.read("Umum")
    cells = {ID: "SK-2026-0099", "Perihal": "Nota", "Tujuan": "Lurah"}
    between(office, ":batchUpdate", lambda: insert_a_column(office, at))
    first = office.registers.write("Umum", book.stamp, Patch(new_rows=[NewRow(SURAT, cells)]))
    if first.did is Did.NOT_DONE:
        again = office.registers.read("Umum")
        office.registers.write("Umum", again.stamp, Patch(new_rows=[NewRow(SURAT, cells)]))
    tab = office.registers.tabs[SURAT]
    found = [ref for ref in range(len(tab.rows)) if "SK-2026-0099" in tab.rows[ref]]
    assert len(found) == 1
    assert {heading: tab.cell(found[0], heading) for heading in cells} == cells
    assert [row[at] for row in tab.rows] == ["punya staf", None]


def test_a_row_taken_out_that_is_not_ours_is_put_back(office: MemoryOffice) -> None:
    settled(office, 1)
    registers = google(office).connector
    book = office.registers.read("Umum")
    kept, leaf = google(office).kept.books["Umum"], registers._last["Umum"].leaves[SURAT]
    before = [list(row) for row in office.registers.tabs[SURAT].rows]
    registers.mending._take_out(kept, leaf, 0, "SK-2026-0099")
    assert office.registers.tabs[SURAT].rows == before
    assert book.tabs[SURAT].rows == office.registers.read("Umum").tabs[SURAT].rows


def surat(office: MemoryOffice) -> Tab:
    found = google(office).spreadsheet("Umum").by_title(SURAT)
    assert found is not None
    return found


TAKEN_OUT, LOOKED_AT, PUT_BACK = 0, 2, 3
"""The calls while a row is taken out: its removal, a look at the tabs, a reading of it, its return."""


def taken_out_while(office: MemoryOffice, call: int, at: int) -> None:
    """A row that is not the one that was meant is taken out, and a column is inserted just before one of the calls."""
    office.registers.read("Umum")
    workbooks = google(office)
    kept, leaf = workbooks.kept.books["Umum"], workbooks.connector._last["Umum"].leaves[SURAT]
    calls: list[str] = []

    def meddle(kind: str, _: Callable[[], Any]) -> None:
        calls.append(kind)
        if len(calls) == call + 1:
            insert_a_column(office, at)

    workbooks.faults = meddle
    workbooks.connector.mending._take_out(kept, leaf, 0, "SK-2026-0099")
    assert len(calls) > PUT_BACK


@pytest.mark.parametrize("call", [TAKEN_OUT, LOOKED_AT])
@pytest.mark.parametrize("at", [0, 5, 99])
def test_a_row_is_put_back_under_its_headings_though_a_column_was_inserted_while_it_was_out(
    office: MemoryOffice, call: int, at: int
) -> None:
    settled(office, 2)
    tab = office.registers.tabs[SURAT]
    before = [dict(zip(tab.headings, row, strict=True)) for row in tab.rows]
    taken_out_while(office, call, at)
    google(office).faults = None
    office.sync()
    tab = office.registers.tabs[SURAT]
    after = [dict(zip(tab.headings, row, strict=True)) for row in tab.rows]
    own = [row.pop("Catatan sendiri") for row in after]
    assert after == before
    assert own == ["punya staf" if call == TAKEN_OUT else None, "punya staf"]
    assert [one.title for one in google(office).spreadsheet("Umum").tabs if "sisihan" in one.title] == []


def test_a_row_that_was_put_back_beside_its_headings_is_kept_as_it_was_and_told(office: MemoryOffice) -> None:
    settled(office, 1)
    before = next(iter(google(office).spreadsheet("Umum").shown_rows(surat(office))[1:]))
    with pytest.raises(NotDone, match=rf"tab «{SURAT}»: while row 2 was put back somebody inserted a column"):
        taken_out_while(office, PUT_BACK, 0)
    (aside,) = [one for one in google(office).spreadsheet("Umum").tabs if "sisihan" in one.title]
    assert aside.title.endswith(" kembali")
    assert google(office).spreadsheet("Umum").shown_rows(aside)[0] == before
    google(office).faults = None
    assert office.sync().problems == []


def test_a_row_of_which_it_is_not_known_whether_it_was_put_back_does_not_come_twice(
    office: MemoryOffice,
) -> None:
    settled(office, 2)
    workbooks = google(office)
    office.registers.read("Umum")
    kept, leaf = workbooks.kept.books["Umum"], workbooks.connector._last["Umum"].leaves[SURAT]
    before = [list(row) for row in office.registers.tabs[SURAT].rows]
    calls: list[str] = []

    def lost(kind: str, act: Callable[[], Any]) -> None:
        calls.append(kind)
        if len(calls) == PUT_BACK + 1:
            act()
            raise ReadTimeout("gone")

    workbooks.faults = lost
    with pytest.raises(Unknown):
        workbooks.connector.mending._take_out(kept, leaf, 0, "SK-2026-0099")
    workbooks.faults = None
    workbooks.load()
    office.registers.read("Umum")
    assert office.registers.tabs[SURAT].rows == before
    assert [one.title for one in workbooks.spreadsheet("Umum").tabs if "sisihan" in one.title] == []


@pytest.mark.parametrize(
    ("before", "now", "found"),
    [
        ("abc", "abc", [(0, 3, 0)]),
        ("abc", "xabc", [(0, 3, 1)]),
        ("abc", "abxc", [(0, 2, 0), (2, 3, 3)]),
        ("a c", "xa c", [(0, 3, 1)]),
        ("abc", "bac", [(0, 1, 1), (1, 2, 0), (2, 3, 2)]),
    ],
)
def test_cells_go_under_the_headings_that_they_were_taken_from(
    before: str, now: str, found: list[tuple[int, int, int]]
) -> None:
    assert runs([one.strip() for one in before], [one.strip() for one in now], len(before)) == found


def test_a_word_taken_from_a_row_without_an_id_is_given_back(office: MemoryOffice) -> None:
    (one,) = settled(office, 1)
    office.choose(one, "Ajukan")
    tab = office.registers.tabs[SURAT]
    book = office.registers.read("Umum")

    def a_new_row_comes_to_stand_there() -> None:
        row: list[Any] = [None] * len(tab.headings)
        row[tab.headings.index("Perihal")], row[tab.headings.index(ACTION)] = "Diketik bersamaan", "Ajukan"
        tab.rows.insert(0, row)

    between(office, ":batchUpdate", a_new_row_comes_to_stand_there)
    outcome = office.registers.write(
        "Umum", book.stamp, Patch([CellWrite(SURAT, 0, STATUS, "Verifikasi")], [Emptied(SURAT, 0, ACTION, "Ajukan")])
    )  # fmt: skip
    assert outcome.result["standing"] == [one]
    assert [tab.cell(ref, ACTION) for ref in (0, 1)] == ["Ajukan", "Ajukan"]


def test_a_word_taken_just_before_the_power_went_is_settled_by_the_next_reading(office: MemoryOffice) -> None:
    one, two = settled(office, 2)
    for id in (one, two):
        office.choose(id, "Ajukan")
    book = office.registers.read("Umum")
    calls: list[str] = []

    def cut(kind: str, _: Callable[[], Any]) -> None:
        calls.append(kind)
        if kind.endswith(":batchUpdate") and len(calls) > 1:
            raise ReadTimeout("gone")

    google(office).faults = cut
    outcome = office.registers.write("Umum", book.stamp, Patch(emptied=[Emptied(SURAT, 0, ACTION, "Ajukan")]))
    assert outcome.result["standing"] == [one]
    google(office).faults = None
    tab = office.registers.read("Umum").tabs[SURAT]
    words = [row[tab.headings.index(ACTION)] for row in tab.rows]
    assert words == ["", "Ajukan"]


def test_metadata_left_behind_by_a_column_cut_out_leads_into_no_cell_of_staff() -> None:
    office = MemoryOffice(*FLOWS)
    office.registers = GoogleWorkbooks(
        list(office.office.registers.values()), answers_of(FLOWS), follows=False
    )
    (one,) = settled(office, 1)
    move_a_column(office, ID, 8)
    office.edit(one, STATUS, "Selesai")
    office.type_row(SURAT, perihal="Nota baru", tujuan="Lurah", bidang="Bidang Koperasi")
    for _ in range(3):
        office.sync()
    assert google(office).harmed == []
    assert len(office.ids(SURAT)) == 2
    assert [office.cell(id, STATUS) for id in office.ids(SURAT)] == ["Draf", "Draf"]


def test_rows_without_an_id_that_say_the_same_are_told_of_one_by_one(office: MemoryOffice) -> None:
    settled(office, 1)
    tab = office.registers.tabs[SURAT]
    tab.put(0, ID, None)
    tab.put(0, "Perihal", "Undangan lain")
    tab.rows.append(list(tab.rows[0]))
    for _ in range(2):
        office.sync()
    messages = [str(tab.cell(ref, "Pesan") or "") for ref in range(2)]
    assert all(message.startswith("Disisihkan: baris tanpa ID") for message in messages)
    tab.rows.insert(0, [None] * len(tab.headings))
    office.sync()
    places = [row[1] for row in google(office).spreadsheet("Umum").by_title("Riwayat").rows[1:3]]  # type: ignore[union-attr]
    assert places == [f"{SURAT}, baris 3", f"{SURAT}, baris 4"], "Riwayat names the places as they are now"


def drop_downs(office: MemoryOffice) -> dict[tuple[str, str], str]:
    """(ID of the row, heading) -> what the drop-down there says."""
    tab = office.registers.tabs[SURAT]
    sheet = google(office).spreadsheet("Umum").by_title(SURAT)
    assert sheet is not None
    return {
        (str(tab.cell(row - 1, ID)) if row <= len(tab.rows) else "", tab.headings[column]): said
        for (row, column), said in sheet.rules.items()
        if said
    }


@pytest.mark.parametrize("at", [0, 5])
def test_a_drop_down_that_landed_beside_its_cell_is_gone_with_the_next_pass(
    office: MemoryOffice, at: int
) -> None:
    one, two = settled(office, 2)
    own = {(id, ACTION): f"{id} (Draf): pilih Ajukan" for id in (one, two)}
    assert drop_downs(office) == own
    office.choose(one, "Ajukan")
    between(office, ":batchUpdate", lambda: insert_a_column(office, at))
    office.sync()
    strays = drop_downs(office).keys() - own.keys()
    google(office).faults = None
    for _ in range(2):
        office.sync()
    assert {place[1] for place in drop_downs(office)} == {ACTION}, f"landed at {strays}"
    assert drop_downs(office)[two, ACTION] == own[two, ACTION]
    assert drop_downs(office).get((one, ACTION), "") != own[one, ACTION]
