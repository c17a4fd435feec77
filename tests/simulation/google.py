"""Registers that lie in Google's spreadsheets while simulated people work on them as tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from requests import HTTPError, ReadTimeout

from connectors.google.client import GoogleClient
from connectors.google.kept import Kept
from connectors.google.provision import Provision
from connectors.google.reading import leaf_of, tab_of
from connectors.google.registers import GoogleRegisters, answers_of
from connectors.google.sheets import Grid, serial
from connectors.google.slots import Slots, column_id, engine_headings
from flows.engine.columns import Cell
from flows.engine.model import ID, Register
from flows.engine.ports import Book, Did, Outcome, Patch
from tests.fakes.memory import MemoryRegisters
from tests.fakes.sheets import Answer, FakeGoogle, Lookup, Refusal
from tests.fakes.sheets import Book as Spreadsheet
from tests.simulation.faults import Crash, Faults
from tests.simulation.people import People


class KeptInMemory(Kept):
    """What a file would hold; a crash leaves the text of the last save."""

    saved = ""

    def save(self) -> None:
        self.saved = self.text()


class GoogleWorkbooks(MemoryRegisters):
    """People edit the tables; ahead of each call they are in the spreadsheet, after it people see what was written."""

    def __init__(
        self, registers: Sequence[Register], answers: Mapping[str, Mapping[str, Sequence[str]]] | None = None
    ) -> None:
        super().__init__(registers)
        self.google = FakeGoogle()
        self.answers = answers or {}
        self.seconds = 0.0
        self.late: list[Callable[[], Any]] = []
        self._ids = 1000
        self._seen: dict[str, str] = {}
        self.kept = KeptInMemory()
        self.workbooks = list(dict.fromkeys(register.workbook for register in registers))
        provision = Provision(self._client(), self.kept, self.answers, self._fresh, rows=30)
        provision.run({w: self.of(w) for w in self.workbooks}, lambda register: False)
        assert provision.problems == []
        self.connector = self._connect()
        self.load()
        self.google.before, self.google.after = self._before, self._after
        self.faults: Callable[[str, Callable[[], Any]], None] | None = None

    def _fresh(self) -> int:
        self._ids += 1
        return self._ids

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def _client(self) -> GoogleClient:
        return GoogleClient(
            session=self.google, sleep=self._sleep, clock=lambda: self.seconds, jitter=lambda: 0.0,
            calls_a_minute=1_000_000,
        )  # fmt: skip

    def _connect(self) -> GoogleRegisters:
        return GoogleRegisters(
            self._client(), list(self.registers.values()), self.answers, self.kept,
            now=lambda: 0.0, fresh=self._fresh,
        )  # fmt: skip

    def restart(self) -> None:
        """The process was killed: only what was saved is left."""
        text = self.kept.saved
        known = Kept.of(text)
        self.kept = KeptInMemory(None, known.token, known.books, known.folders)
        self.kept.saved = text
        self.connector = self._connect()

    # ------------------------------------------------------------------------------------------- the port

    def stamp(self, workbook: str) -> str:
        self.save()
        return self.connector.stamp(workbook)

    def read(self, workbook: str) -> Book:
        self.reads += 1
        return self.connector.read(workbook)

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        outcome = self.connector.write(workbook, stamp, patch)
        if outcome.did is Did.DONE:
            self.writes.append((workbook, patch, {}))
        return outcome

    def join(self, people: People, faults: Faults) -> None:
        """From now on people act between two calls, and calls fail: unanswered, done or not, or late."""
        chance, late = faults.chance, self.late

        def between(kind: str, act: Callable[[], Any]) -> None:
            for one in late[:]:
                if chance.random() < 0.5 or faults.rate == 0:
                    late.remove(one)
                    faults.hits["http: came late"] += 1
                    if one().ok:
                        faults.hits["http: late and done"] += 1
                    self.load()
            if faults.between is not None and chance.random() < 0.1:
                people.act()
            if not kind.startswith("POST /v4/") or chance.random() >= faults.rate:
                return
            how = chance.choice(("refused", "unanswered", "lost", "late", "killed before", "killed after"))
            faults.hits[f"http: {how}"] += 1
            people.tell(f"-- {kind}: {how}")
            if how == "refused":
                raise HTTPError(response=Answer(503, {"error": {"message": "busy"}}))  # type: ignore[arg-type]
            if how == "killed before":
                raise Crash(kind)
            if how == "late":
                late.append(act)
            self.save()
            if how in ("lost", "killed after"):
                act()
                self.load()
            if how == "killed after":
                raise Crash(kind)
            raise ReadTimeout(how)

        self.faults = between

    # ----------------------------------------------------------------------------------- people and Google

    def _before(self, kind: str, act: Callable[[], Any]) -> None:
        self.save()
        if self.faults is not None:
            self.faults(kind, act)
            self.save()

    def _after(self, kind: str) -> None:
        if kind.startswith("POST /v4/"):
            self.load()

    def spreadsheet(self, workbook: str) -> Spreadsheet:
        return self.google.books[self.kept.books[workbook].id]

    def save(self) -> None:
        """What people changed is in the spreadsheet at once."""
        for register in self.registers.values():
            if self._seen.get(register.name) != self._looks(register.name):
                self._put(register)
                self._seen[register.name] = self._looks(register.name)
                self.google.touch(self.spreadsheet(register.workbook))

    def _looks(self, name: str) -> str:
        return repr((self.tabs[name].headings, self.tabs[name].rows))

    def _put(self, register: Register) -> None:
        book = self.spreadsheet(register.workbook)
        sheet, table = book.by_title(register.name), self.tabs[register.name]
        slots = book.by_title("_alur")
        if sheet is None or slots is None:
            return
        before = [str(cell or "") for cell in sheet.rows[0]]
        for id, column in list(sheet.columns.items()):
            heading = before[column]
            if heading in table.headings:
                sheet.columns[id] = table.headings.index(heading)
            elif len(before) != len(table.headings):
                del sheet.columns[id]
        id_column = sheet.columns.get(column_id(register.name, ID), 0)
        shows = {
            sheet.columns[column_id(register.name, heading)]: slots.rows[0].index(heading)
            for heading in engine_headings(register)
            if column_id(register.name, heading) in sheet.columns
        }
        height = max(len(sheet.rows), len(table.rows) + 1)
        sheet.rows = [list(table.headings)] + [[] for _ in range(height - 1)]
        for number, cells in enumerate(table.rows, start=1):
            row = [_typed(cell) for cell in cells] + [None] * (len(table.headings) - len(cells))
            sheet.rows[number] = row
        for number in range(1, height):
            for column, slot in shows.items():
                typed = sheet.get(number, column)
                sheet.put(number, column, Lookup(id_column, slot))
                if typed is not None and typed != book.shown(sheet, number, column):
                    sheet.put(number, column, typed)

    def load(self) -> None:
        """People see what stands there."""
        for register in self.registers.values():
            book = self.spreadsheet(register.workbook)
            sheet = book.by_title(register.name)
            if sheet is None:
                continue
            rows = book.shown_rows(sheet)
            tab = tab_of(leaf_of(register, Grid(rows, len(rows))), Slots([]))
            table = self.tabs[register.name]
            table.headings = [str(cell) for cell in rows[0]]
            table.rows = [
                [None if cell == "" else cell for cell in row] + [None] * (len(table.headings) - len(row))
                for row in tab.rows
            ]
            self._seen[register.name] = self._looks(register.name)


def _typed(value: Cell) -> Any:
    if isinstance(value, date):
        return serial(value)
    return None if value == "" else (str(value) if isinstance(value, str) else value)


__all__ = ["Answer", "GoogleWorkbooks", "Refusal", "answers_of"]
