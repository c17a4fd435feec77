"""An office in memory, spoken to as its people speak: type, choose, decide, pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.engine.acting import Limits
from flows.engine.calendar import JAKARTA, WorkCalendar
from flows.engine.case import Case, Given
from flows.engine.columns import Cell
from flows.engine.model import ACTION, ID, MESSAGE, NOTE, Flow
from flows.engine.office import Directory, Mandate, Person
from flows.engine.plan import Office
from flows.engine.report import Report
from flows.engine.sync import Pass
from tests.fakes.memory import MemoryClock, MemoryJournal, MemoryLetters, MemoryMail, MemoryRegisters

START = datetime(2026, 10, 5, 8, 0, tzinfo=JAKARTA)  # a Monday


def person_id(desk: str) -> str:
    return desk.casefold().replace(" ", "_").replace("/", "_")


def directory_for(flows: tuple[Flow, ...], mandates: tuple[Mandate, ...] = ()) -> Directory:
    """One invented person at each desk of the office."""
    desks = {
        desk.name
        for flow in flows
        for step in [*flow.steps, *(s for c in flow.children for s in c.steps)]
        for seat in (step.by, step.recorded_by, step.escalate)
        if seat is not None
        for desk in seat.desks
        if not desk.outside
    } | {desk.name for flow in flows for step in flow.steps if step.approval for desk in step.approval.by}
    people = {
        person_id(name): Person(
            person_id(name),
            f"Pejabat {name}",
            "198604102010012030",
            "Pembina",
            "IV/a",
            name,
            f"{person_id(name)}@contoh.id",
        )
        for name in sorted(desks)
    }
    return Directory(people, {name: (person_id(name),) for name in desks}, mandates)


class MemoryOffice:
    """Flows, registers and people, with passes run by hand."""

    def __init__(
        self, *flows: Flow, series: dict[str, str] | None = None, limits: Limits | None = None
    ) -> None:
        self.flows = flows
        holidays = {date(2026, 12, 25): "Natal"}
        self.office = Office(
            tuple(flows), directory_for(flows), WorkCalendar(holidays), series or {}, "423.118", b"kunci uji"
        )
        self.registers = MemoryRegisters(list(self.office.registers.values()))
        self.journal = MemoryJournal()
        self.letters = MemoryLetters()
        self.mail = MemoryMail()
        self.clock = MemoryClock(START)
        self.limits = limits or Limits(confirm_above=1000, mails_per_pass=1000, mails_per_person_day=1000)
        self.flows_by_register = self.office.by_register
        self.child_registers = {child.register.name for flow in flows for child in flow.children}
        self.misplaced: list[str] = []
        for register in self.office.registers:
            self.journal.cursors[f"register:{register}"] = "made"

    # passes and time

    def one_pass(self) -> Pass:
        return Pass(
            self.office, self.journal, self.registers, self.letters, self.mail, self.clock, self.limits
        )

    def sync(self, **how: bool) -> Report:
        return self.one_pass().run(**how)

    def wait(self, **delta: int) -> None:
        self.clock.at += timedelta(**delta)

    # staff

    def type_row(self, register: str, **cells: Cell) -> int:
        """Type a new row below the last one; underscores in names stand for blanks."""
        tab = self.registers.tabs[register]
        ref = tab.last_filled() + 1
        by_word = {column.word: column.heading for column in self.office.registers[register].all_columns}
        for word, value in cells.items():
            tab.put(ref, by_word[word], value)
        return ref

    def find(self, register: str, id: str) -> int:
        tab = self.registers.tabs[register]
        return next(ref for ref in range(len(tab.rows)) if tab.cell(ref, ID) == id)

    def edit(self, id: str, heading: str, value: Cell) -> None:
        register = self.case(id).register
        self.registers.tabs[register].put(self.find(register, id), heading, value)

    def choose(self, id: str, word: str, note: str = "") -> None:
        """Choose an answer in Tindakan, as a clerk does."""
        if note:
            self.edit(id, NOTE, note)
        self.edit(id, ACTION, word)

    def do(self, id: str, word: str, note: str = "") -> Case:
        self.choose(id, word, note)
        self.sync()
        return self.case(id)

    # approvers and outsiders

    def decide(self, id: str, label: str, *, note: str = "", desk: str = "", person: str = "") -> Case:
        """Give the decision that is asked of a desk, by its own factor, and run a pass."""
        request = next(r for r in self.journal.requests([id]) if not desk or r.desk == desk)
        person = person or self.office.directory.who_decides(request.desk, self.clock.at)[0][0].id
        self.journal.submit(
            Given(
                f"{request.id}/{person}",
                id,
                request.visit,
                label,
                self.clock.at,
                note,
                request.id,
                request.desk,
                person,
                "PIN",
                request.shown,
            )
        )
        self.sync()
        return self.case(id)

    # looking

    def case(self, id: str) -> Case:
        return self.journal.all_cases[id]

    def cell(self, id: str, heading: str) -> Cell:
        register = self.case(id).register
        return self.registers.tabs[register].cell(self.find(register, id), heading)

    def message(self, id: str) -> str:
        return str(self.cell(id, MESSAGE) or "")

    def ids(self, register: str) -> list[str]:
        return sorted(case.id for case in self.journal.all_cases.values() if case.register == register)

    def upgrade(self, flow: Flow) -> None:
        """Run from now on with another version of a flow."""
        flows = tuple(flow if one.code == flow.code else one for one in self.office.flows)
        self.office = replace(self.office, flows=flows)
        self.flows_by_register = self.office.by_register

    def with_mandate(self, mandate: Mandate) -> None:
        directory = replace(self.office.directory, mandates=(*self.office.directory.mandates, mandate))
        self.office = replace(self.office, directory=directory)
