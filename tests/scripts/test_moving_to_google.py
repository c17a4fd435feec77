"""An office that worked with workbooks is switched to Google: every row goes on where it stood, once, whatever breaks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from connectors.google.emulator.control import Fault
from connectors.google.moving import SHOWN, cells_of, kept, order_of, slots_of
from flows.engine.case import EventKind
from flows.engine.columns import CellError, Column, Date
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import Book, Tab
from flows.p1_umum import surat_keluar
from scripts.google_daily import DAY
from scripts.moving import SAYS
from scripts.office import AlurOffice
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn
from tests.fakes.google_office import (
    BOOK,
    LETTER,
    REGISTER,
    Monday,
    clerk,
    provisioned,
    set_up,
    strict_standin,
    tab,
    type_in,
)  # fmt: skip

SURAT = surat_keluar.FLOW.register
OWN = "Warna map"


@pytest.fixture
def server() -> Iterator[StandIn]:
    with strict_standin() as server:
        yield server


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in use: two letters on their way; an answer, an edit and a row that no pass has seen; a column of
    staff's own."""
    folder = tmp_path_factory.mktemp("lama") / "kantor"
    make_office(folder)
    office = of(folder)
    assert provision_office(office)[1] == []
    with opened(folder) as sheet:
        put(sheet, 2, LETTER | {"Perihal": "Undangan rapat"})
        put(sheet, 3, LETTER | {"Perihal": "Permintaan data"})
    passed(office)
    with opened(folder) as sheet:
        sheet.insert_cols(4)
        sheet.cell(1, 4).value = OWN
        put(sheet, 2, {ACTION: "Teruskan ke pengolah", OWN: "merah", "Jam kirim": "007"})
        put(sheet, 3, {OWN: date(2026, 10, 2), STATUS: "Selesai", "Lampiran": "=1+1"}, as_text=True)
        put(sheet, 5, LETTER | {"Perihal": "Ucapan terima kasih", "Tanggal kirim": date(2026, 10, 7)})
    return folder


@pytest.fixture
def switched(month: Path, tmp_path: Path, server: StandIn) -> AlurOffice:
    """The same office on the day it is told to work with Google."""
    shutil.copytree(month, tmp_path / "kantor")
    return of(set_up(tmp_path / "kantor", server))


def of(folder: Path) -> AlurOffice:
    return AlurOffice(folder, Monday(), (surat_keluar.FLOW,))


class opened:
    """The workbook in somebody's Excel, saved at the end."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "registers" / f"{BOOK}.xlsx"

    def __enter__(self) -> Any:
        self.book = openpyxl.load_workbook(self.path)
        return self.book[REGISTER]

    def __exit__(self, *_: object) -> None:
        self.book.save(self.path)


def put(sheet: Any, row: int, cells: Mapping[str, Any], *, as_text: bool = False) -> None:
    at = {cell.value: cell.column for cell in sheet[1]}
    for heading, value in cells.items():
        cell = sheet.cell(row, at[heading])
        cell.value = value
        if as_text and isinstance(value, str):
            cell.data_type = "s"


def passed(office: AlurOffice) -> Any:
    report = one_pass(office, quiet=True)
    assert report is not None
    return report


def rows(server: StandIn) -> list[dict[str, Any]]:
    return [row for row in tab(server).get_all_records(numericise_ignore=["all"]) if row["Perihal"]]


def test_the_plan_says_what_is_moved_and_the_second_run_has_nothing_to_do(switched: AlurOffice) -> None:
    planned, problems = provision_office(switched, plan=True)
    assert problems == []
    assert f"would move 3 rows of «{REGISTER}» from registers/{BOOK}.xlsx" in planned
    said = provisioned(switched)
    assert f"moved 3 rows of «{REGISTER}» from registers/{BOOK}.xlsx" in said
    own = f"note: spreadsheet «{BOOK}», tab «{REGISTER}»: «{OWN}» added by staff; Alur leaves it to them"
    assert provision_office(switched, plan=True) == ([own], [])
    assert provision_office(switched) == ([own], [])


def test_the_next_pass_finds_every_row_where_it_stood(
    switched: AlurOffice, server: StandIn, month: Path
) -> None:
    workbook = switched.folder / "registers" / f"{BOOK}.xlsx"
    before = workbook.read_bytes()
    stayed = of(shutil.copytree(month, switched.folder.parent / "tetap"))
    provisioned(switched)
    shown = rows(server)
    assert [row[ID] for row in shown] == ["SK-2026-0001", "SK-2026-0002", ""]
    assert (shown[0][OWN], shown[0]["Jam kirim"], shown[1]["Lampiran"]) == ("merah", "007", "=1+1")
    assert (shown[0][STATUS], shown[1][STATUS], shown[2]["Tanggal kirim"]) == (
        "Permintaan",
        "Selesai",
        "07-10-2026",
    )
    assert [one for one in tab(server).row_values(1) if one][3] == OWN
    for office in (stayed, switched):
        report = passed(office)
        assert (report.problems, report.baseline) == ([], {})
        assert passed(office).moves == []
    assert [(row[ID], row[STATUS]) for row in rows(server)] == [
        ("SK-2026-0001", "Draf"), ("SK-2026-0002", "Permintaan"), ("SK-2026-0003", "Permintaan"),
    ]  # fmt: skip
    assert rows(server)[0][ACTION] == ""
    kinds = [
        [(recorded.event.case, recorded.event.kind) for recorded in office.journal.recent(1000)]
        for office in (stayed, switched)
    ]
    assert kinds[0] == kinds[1]
    assert EventKind.BASELINE not in [kind for _, kind in kinds[1]]
    subjects = [sorted(path.name for path in (one.folder / "outbox").iterdir()) for one in (stayed, switched)]
    assert subjects[0] == subjects[1] != []
    assert workbook.read_bytes() == before
    stayed.close()


def test_staff_and_operator_are_told_that_the_workbook_is_no_longer_used(
    switched: AlurOffice, server: StandIn
) -> None:
    provisioned(switched)
    (id,) = [one.id for one in server.workspace.files.all.values() if one.name == BOOK]
    assert f"{BOOK}\n  https://docs.google.com/spreadsheets/d/{id}/edit" in (
        switched.folder / "registers" / SAYS
    ).read_text("utf-8")
    assert passed(switched).problems == []
    with opened(switched.folder) as sheet:
        put(sheet, 6, LETTER)
    switched.memory.put(DAY, "kemarin")
    (told,) = passed(switched).problems
    assert "was changed after it had been moved to Google" in told
    assert told in provision_office(switched)[1]


def test_what_it_tells_of_a_row_and_its_history_come_along(switched: AlurOffice, server: StandIn) -> None:
    provisioned(switched)
    told = clerk(server).open(BOOK).worksheet("Riwayat").get_all_values()
    assert ["SK-2026-0001", "Berkas dibuka"] in [row[2:4] for row in told]


METHODS = (
    "drive.files.create", "sheets.spreadsheets.batchUpdate", "sheets.spreadsheets.values.batchUpdateByDataFilter",
)  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("done", [False, True])
def test_broken_off_at_each_of_its_calls_it_goes_on_where_it_was(
    switched: AlurOffice, server: StandIn, method: str, done: bool
) -> None:
    """Every second call of a kind is lost, until all is moved."""
    calls: list[str] = []

    def lost(call: str) -> Fault | None:
        calls.extend([call] if call == method else [])
        return Fault(method, 0, 1, done) if call == method and len(calls) % 2 else None

    server.app.control.fault = lost  # type: ignore[method-assign] # each second call, which cannot be switched on
    runs = 0
    while provision_office(switched)[1]:
        runs += 1
        assert runs < 15, "it never ends"
        switched.__dict__.pop("kept", None)  # another process
    assert calls
    server.app.control.fault = lambda call: None  # type: ignore[method-assign]
    assert sorted(one.name for one in server.workspace.files.all.values()) == ["Alur", "Buku Nomor", BOOK]
    passed(switched)
    assert [(row[ID], row[STATUS], row[OWN]) for row in rows(server)] == [
        ("SK-2026-0001", "Draf", "merah"), ("SK-2026-0002", "Permintaan", "02-10-2026"),
        ("SK-2026-0003", "Permintaan", ""),
    ]  # fmt: skip


def test_a_workbook_that_was_saved_during_its_move_is_moved_from_the_beginning(
    switched: AlurOffice, server: StandIn
) -> None:
    server.control(faults=[{"method": METHODS[-1], "code": 503, "next": 1}])
    assert provision_office(switched)[1] != []
    with opened(switched.folder) as sheet:
        sheet.delete_cols(4)
        put(sheet, 6, LETTER | {"Perihal": "Menyusul"})
    switched.__dict__.pop("kept")
    said = provisioned(switched)
    assert f"moved 4 rows of «{REGISTER}» from registers/{BOOK}.xlsx" in said
    assert ["goes to Drive's bin" in line for line in said].count(True) == 1
    assert [one.trashed for one in server.workspace.files.all.values() if one.name == BOOK] == [True, False]
    moved = clerk(server).open_by_key(switched.kept.books[BOOK].id).worksheet(REGISTER)
    assert OWN not in moved.row_values(1)
    assert moved.col_values(moved.row_values(1).index("Perihal") + 1)[-1] == "Menyusul"


def test_no_pass_works_on_a_spreadsheet_that_is_half_filled(switched: AlurOffice, server: StandIn) -> None:
    provisioned(switched)
    file = next(one for one in server.workspace.files.all.values() if one.name == BOOK)
    file.app_properties["pindahan"] = "berjalan"
    (switched.folder / "google.json").unlink()
    office = of(switched.folder)
    office.kept.ledger = switched.kept.ledger
    report = passed(office)
    assert report.problems == [
        f"spreadsheet «{BOOK}»: not all of its workbook has been moved into it; run `alur provision`, which goes on"
    ]
    assert report.moves == []


def without(heading: str) -> Callable[[Path], None]:
    def hurt(folder: Path) -> None:
        with opened(folder) as sheet:
            next(cell for cell in sheet[1] if cell.value == heading).value = "Tujuan surat"

    return hurt


def with_formula(folder: Path) -> None:
    with opened(folder) as sheet:
        put(sheet, 3, {"Isi": "=A1"})


def held_open(folder: Path) -> None:
    (folder / "registers" / f"~${BOOK}.xlsx").touch()


def emptied(folder: Path) -> None:
    with opened(folder) as sheet:
        sheet.delete_rows(2, 9)


def gone(folder: Path) -> None:
    (folder / "registers" / f"{BOOK}.xlsx").unlink()


@pytest.mark.parametrize(
    ("hurt", "told"),
    [
        (without("Tujuan"), "was it renamed to «Tujuan surat»"),
        (with_formula, "a formula was never computed in row 3 of «Isi»; open the workbook"),
        (held_open, "is open; close it, then move it"),
        (gone, "is gone, but the journal knows rows of Surat Keluar"),
    ],
)
def test_what_would_be_lost_or_guessed_at_is_named_and_nothing_is_moved(
    switched: AlurOffice, server: StandIn, hurt: Callable[[Path], None], told: str
) -> None:
    hurt(switched.folder)
    _, problems = provision_office(switched)
    assert [told in one for one in problems] == [True], problems
    assert BOOK not in [one.name for one in server.workspace.files.all.values()]


def test_an_older_copy_of_the_workbook_is_not_moved(switched: AlurOffice, server: StandIn) -> None:
    with opened(switched.folder) as sheet:
        for row in range(6, 16):
            put(sheet, row, LETTER | {"Perihal": f"Surat ke-{row}"})
    settings = switched.folder / "config" / "office.toml"
    google = settings.read_text("utf-8")
    settings.write_text(google.replace('"google"', '"xlsx"'), "utf-8")
    passed(of(switched.folder))
    emptied(switched.folder)
    settings.write_text(google, "utf-8")
    _, problems = provision_office(switched)
    assert ["8 of 13 rows that the journal knows do not stand in it" in one for one in problems] == [True]
    assert BOOK not in [one.name for one in server.workspace.files.all.values()]


def test_a_spreadsheet_that_was_thrown_away_later_is_not_filled_again_from_the_workbook(
    switched: AlurOffice, server: StandIn
) -> None:
    provisioned(switched)
    passed(switched)
    file = next(one for one in server.workspace.files.all.values() if one.name == BOOK)
    file.trashed = True
    (switched.folder / "google.json").unlink()
    _, problems = provision_office(of(switched.folder))
    assert ["take it out of Drive's bin again" in one for one in problems] == [True]


def test_an_office_switched_back_is_told_where_its_rows_are_and_takes_no_word_from_the_workbook(
    switched: AlurOffice,
) -> None:
    provisioned(switched)
    settings = switched.folder / "config" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('"google"', '"xlsx"'), "utf-8")
    report = passed(of(switched.folder))
    assert ["was moved to Google and shows the day of the move" in told for told in report.problems] == [True]
    assert report.moves == []


def test_an_empty_workbook_is_no_reason_to_move(tmp_path: Path, server: StandIn) -> None:
    make_office(tmp_path / "kantor")
    office = of(tmp_path / "kantor")
    provision_office(office)
    office = of(set_up(tmp_path / "kantor", server))
    assert not any("moved" in line for line in provisioned(office))
    type_in(server, 2, LETTER)
    assert passed(office).baseline == {}
    assert not (office.folder / "registers" / SAYS).exists()


# ------------------------------------------------------------------------------------------------ cell by cell


@pytest.mark.parametrize(
    ("cell", "dated", "stands"),
    [
        (None, False, ""),
        ("007", False, "007"),
        ("=1+1", False, "=1+1"),
        (5.0, False, 5),
        (1.5, False, 1.5),
        (True, False, True),
        (date(2026, 10, 5), True, 46300),
        (datetime(2026, 10, 5, 12), True, 46300.5),  # noqa: DTZ001 # as a workbook has it
        (date(2026, 10, 5), False, "05-10-2026"),
        (CellError("#REF!"), False, "#REF!"),
    ],
)
def test_a_cell_keeps_its_kind_and_a_day_its_text_where_no_day_is_expected(
    cell: Any, dated: bool, stands: Any
) -> None:
    found = kept(cell, Column("Tanggal", Date()) if dated else "Catatan sendiri")
    assert (found, type(found)) == (stands, type(stands))


def test_a_row_without_an_id_has_no_slot_and_keeps_what_was_typed_as_its_status() -> None:
    at = [column.heading for column in SURAT.all_columns]
    lama = Tab(REGISTER, [*at, ""], [
        [{ID: id, STATUS: status, MESSAGE: told}.get(heading, "") for heading in at] + ["merah"]
        for id, status, told in [("SK-2026-0001", "Draf", "satu"), ("BARU", "Selesai", "dua"), ("", "Draf", "")]
    ])  # fmt: skip
    assert order_of(SURAT, lama) == [*SURAT.all_columns, ""]
    cells = [(row[0], row[1], row[at.index(MESSAGE)], row[-1]) for row in cells_of(SURAT, lama)]
    assert cells == [
        ("SK-2026-0001", SHOWN, SHOWN, "merah"), ("BARU", "Selesai", SHOWN, "merah"), ("", "Draf", SHOWN, "merah"),
    ]  # fmt: skip
    (slot,) = slots_of([SURAT], Book(BOOK, "", {REGISTER: lama}))
    assert (slot[0], "Draf" in slot, "satu" in slot) == ("SK-2026-0001", True, True)
