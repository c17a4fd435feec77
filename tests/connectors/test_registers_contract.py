"""One contract for all registers: in memory, in workbooks, and in Google's spreadsheets (the stand-in).

What staff do between a reading and a write is done with each one's own tool. A write may refuse to be done (a workbook
that was saved meanwhile is left to the next pass); what it must never do is to reach another row or a cell of staff.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import gspread
import openpyxl
import pytest
from google.oauth2.credentials import Credentials
from gspread.utils import rowcol_to_a1

from connectors.google.client import GoogleClient
from connectors.google.kept import Kept
from connectors.google.provision import Provision
from connectors.google.registers import GoogleRegisters, answers_of
from connectors.xlsx import XlsxRegisters
from connectors.xlsx.create import create_workbook
from flows.engine.columns import text_of
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import Book, CellWrite, Did, Emptied, NewRow, Patch, Registers
from tests.connectors.google.standin import OFFICE, StandIn, standin
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.google_office import clerk
from tests.fakes.memory import MemoryRegisters

FLOWS = (SURAT_KELUAR, KEARSIPAN)
REGISTERS = tuple(register for flow in FLOWS for register in flow.registers)
BOOK, SURAT = "Umum", SURAT_KELUAR.register.name
HEADINGS = [column.heading for column in SURAT_KELUAR.register.all_columns]


class Staff(Protocol):
    """What people do to the tab of letters; rows count from 0 below the header."""

    def type_in(self, ref: int, heading: str, value: Any) -> None: ...
    def swap(self, one: int, other: int) -> None: ...
    def rename(self, heading: str, to: str) -> None: ...
    def insert_column(self, before: str, heading: str) -> None: ...


class InMemory:
    def __init__(self, registers: MemoryRegisters) -> None:
        self.tab = registers.tabs[SURAT]

    def type_in(self, ref: int, heading: str, value: Any) -> None:
        self.tab.put(ref, heading, value)

    def swap(self, one: int, other: int) -> None:
        self.tab.rows[one], self.tab.rows[other] = self.tab.rows[other], self.tab.rows[one]

    def rename(self, heading: str, to: str) -> None:
        self.tab.headings[self.tab.headings.index(heading)] = to

    def insert_column(self, before: str, heading: str) -> None:
        at = self.tab.headings.index(before)
        self.tab.headings.insert(at, heading)
        for row in self.tab.rows:
            row.insert(at, None)


class InWorkbook:
    def __init__(self, path: Path) -> None:
        self.path = path

    def _sheet(self) -> tuple[Any, Any]:
        book = openpyxl.load_workbook(self.path)
        return book, book[SURAT]

    @staticmethod
    def _column(sheet: Any, heading: str) -> int:
        return next(cell.column for cell in sheet[1] if cell.value == heading)

    def type_in(self, ref: int, heading: str, value: Any) -> None:
        book, sheet = self._sheet()
        sheet.cell(ref + 2, self._column(sheet, heading)).value = value
        book.save(self.path)

    def swap(self, one: int, other: int) -> None:
        book, sheet = self._sheet()
        for a, b in zip(sheet[one + 2], sheet[other + 2], strict=True):
            a.value, b.value = b.value, a.value
        book.save(self.path)

    def rename(self, heading: str, to: str) -> None:
        book, sheet = self._sheet()
        sheet.cell(1, self._column(sheet, heading)).value = to
        book.save(self.path)

    def insert_column(self, before: str, heading: str) -> None:
        book, sheet = self._sheet()
        at = self._column(sheet, before)
        sheet.insert_cols(at)
        sheet.cell(1, at).value = heading
        book.save(self.path)


class AtGoogle:
    def __init__(self, client: gspread.Client) -> None:
        self.client = client

    @property
    def sheet(self) -> gspread.Worksheet:
        return self.client.open(BOOK).worksheet(SURAT)

    def type_in(self, ref: int, heading: str, value: Any) -> None:
        sheet = self.sheet
        at = rowcol_to_a1(ref + 2, sheet.row_values(1).index(heading) + 1)
        shown = value.strftime("%d/%m/%Y") if isinstance(value, date) else value
        sheet.update([[shown]], at, raw=isinstance(value, str))

    def swap(self, one: int, other: int) -> None:
        """A row cut and inserted above the other: it takes its ID along."""
        request = {"source": self._row(other), "destinationIndex": one + 1}
        self.client.open(BOOK).batch_update({"requests": [{"moveDimension": request}]})

    def _row(self, ref: int) -> dict[str, Any]:
        return {"sheetId": self.sheet.id, "dimension": "ROWS", "startIndex": ref + 1, "endIndex": ref + 2}

    def rename(self, heading: str, to: str) -> None:
        sheet = self.sheet
        sheet.update_cell(1, sheet.row_values(1).index(heading) + 1, to)

    def insert_column(self, before: str, heading: str) -> None:
        sheet = self.sheet
        sheet.insert_cols([[heading]], col=sheet.row_values(1).index(before) + 1)


class Bench:
    """A register port, and the staff who share it."""

    def __init__(self, port: Registers, staff: Staff) -> None:
        self.port, self.staff = port, staff

    def read(self) -> Book:
        return self.port.read(BOOK)

    def write(self, patch: Patch, book: Book | None = None) -> Did:
        book = book or self.read()
        return self.port.write(BOOK, book.stamp, patch).did

    def rows(self) -> list[dict[str, str]]:
        """The filled rows as text, by heading."""
        tab = self.read().tabs[SURAT]
        found = [
            {heading: text_of(cell) for heading, cell in zip(tab.headings, row, strict=False)}
            for row in tab.rows
        ]
        return [row for row in found if any(row.values())]

    def letter(self, ref: int, id: str, about: str) -> None:
        """A letter that staff typed, with the ID that the engine gave it."""
        self.staff.type_in(ref, "Perihal", about)
        self.staff.type_in(ref, "Tujuan", "Camat")
        assert self.write(Patch([CellWrite(SURAT, ref, ID, id)])) is Did.DONE


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture(params=["memory", "xlsx", "google"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    if request.param == "memory":
        memory = MemoryRegisters(REGISTERS)
        return Bench(memory, InMemory(memory))
    if request.param == "xlsx":
        create_workbook(tmp_path / f"{BOOK}.xlsx", BOOK, REGISTERS, FLOWS)
        return Bench(XlsxRegisters(tmp_path, REGISTERS), InWorkbook(tmp_path / f"{BOOK}.xlsx"))
    server: StandIn = request.getfixturevalue("server")
    # Each test is an office of its own: another account, which sees its own files alone.
    account = f"{request.node.name}-{OFFICE}"
    numbers = iter(range(2_000_000, 3_000_000))
    client = GoogleClient(Credentials(account), base_url=server.base_url, calls_a_minute=10_000)
    kept, answers = Kept(), answers_of(FLOWS)
    Provision(client, kept, answers, lambda: next(numbers), rows=40).run(
        {BOOK: [r for r in REGISTERS if r.workbook == BOOK]}, lambda name: False
    )
    port = GoogleRegisters(client, REGISTERS, answers, kept, fresh=lambda: next(numbers))
    return Bench(port, AtGoogle(clerk(server, account)))


def test_what_is_typed_is_read_as_what_it_is(bench: Bench) -> None:
    bench.staff.type_in(0, "Perihal", "0812")
    bench.staff.type_in(0, "Tujuan", "=1+1")
    bench.staff.type_in(0, "Tanggal acara", date(2026, 10, 22))
    bench.staff.type_in(0, "Biaya", 1_500_000)
    tab = bench.read().tabs[SURAT]
    row = dict(zip(tab.headings, tab.rows[0], strict=False))
    assert list(tab.headings) == HEADINGS
    assert text_of(row["Perihal"]) == "0812"
    assert row["Tanggal acara"] in (date(2026, 10, 22),)
    assert float(str(row["Biaya"])) == 1_500_000


def test_the_stamp_changes_with_the_contents_and_not_without(bench: Bench) -> None:
    bench.staff.type_in(0, "Perihal", "Undangan")
    first = bench.port.stamp(BOOK)
    assert bench.port.stamp(BOOK) == first
    bench.staff.type_in(0, "Perihal", "Undangan rapat")
    assert bench.port.stamp(BOOK) != first


def test_a_write_shows_and_staff_cells_stay(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Undangan")
    patch = Patch([CellWrite(SURAT, 0, STATUS, "Draf"), CellWrite(SURAT, 0, MESSAGE, "Lengkapi.")])
    assert bench.write(patch) is Did.DONE
    (row,) = bench.rows()
    assert (row[ID], row[STATUS], row[MESSAGE], row["Perihal"], row["Tujuan"]) == (
        "SK-2026-0001", "Draf", "Lengkapi.", "Undangan", "Camat",
    )  # fmt: skip
    assert bench.write(Patch([CellWrite(SURAT, 0, MESSAGE, None)])) is Did.DONE
    assert bench.rows()[0][MESSAGE] == ""


def test_rows_that_change_places_before_a_write_keep_what_is_theirs(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    bench.letter(1, "SK-2026-0002", "Dua")
    book = bench.read()
    bench.staff.swap(0, 1)
    did = bench.write(Patch([CellWrite(SURAT, 0, STATUS, "Draf")]), book)
    rows = {row[ID]: row for row in bench.rows()}
    assert rows["SK-2026-0001"]["Perihal"] == "Satu"
    assert rows["SK-2026-0002"]["Perihal"] == "Dua"
    assert rows["SK-2026-0001"][STATUS] == ("Draf" if did is Did.DONE else "")
    assert rows["SK-2026-0002"][STATUS] == ""


def test_a_taken_word_is_emptied_and_another_word_stays(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    bench.staff.type_in(0, ACTION, "Ajukan")
    assert bench.write(Patch(emptied=[Emptied(SURAT, 0, ACTION, "Ajukan")])) is Did.DONE
    assert bench.rows()[0][ACTION] == ""
    bench.staff.type_in(0, ACTION, "Ajukan")
    book = bench.read()
    bench.staff.type_in(0, ACTION, "Setuju")
    bench.write(Patch(emptied=[Emptied(SURAT, 0, ACTION, "Ajukan")]), book)
    assert bench.rows()[0][ACTION] == "Setuju"


def test_a_new_row_lies_below_and_covers_nothing(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    book = bench.read()
    bench.staff.type_in(1, "Perihal", "Diketik bersamaan")
    new = {
        ID: "SK-2026-0002",
        STATUS: "Draf",
        "Perihal": "Dari formulir",
        "Tanggal acara": date(2026, 10, 22),
    }
    patch = Patch(new_rows=[NewRow(SURAT, new)])
    if bench.write(patch, book) is not Did.DONE:
        assert bench.write(patch) is Did.DONE
    rows = {row["Perihal"]: row for row in bench.rows()}
    assert set(rows) == {"Satu", "Diketik bersamaan", "Dari formulir"}
    assert rows["Dari formulir"][ID] == "SK-2026-0002"
    assert rows["Dari formulir"][STATUS] == "Draf"
    assert rows["Dari formulir"]["Tanggal acara"] == text_of(date(2026, 10, 22))


def test_a_renamed_heading_is_read_as_it_stands(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    bench.staff.rename("Tujuan", "Tujuan surat")
    headings = bench.read().tabs[SURAT].headings
    assert "Tujuan surat" in headings
    assert "Tujuan" not in headings


def test_a_column_of_their_own_is_stepped_over(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    bench.staff.insert_column("Tujuan", "Warna map")
    bench.staff.type_in(0, "Warna map", "merah")
    assert bench.write(Patch([CellWrite(SURAT, 0, STATUS, "Draf")])) is Did.DONE
    (row,) = bench.rows()
    assert (row["Warna map"], row["Tujuan"], row[STATUS]) == ("merah", "Camat", "Draf")


def test_a_patch_of_an_older_reading_is_not_done(bench: Bench) -> None:
    bench.letter(0, "SK-2026-0001", "Satu")
    assert bench.write(Patch([CellWrite(SURAT, 0, STATUS, "Draf")]), Book(BOOK, "lama", {})) is Did.NOT_DONE
    assert bench.rows()[0][STATUS] == ""
