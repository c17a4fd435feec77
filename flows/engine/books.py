"""The workbooks of a pass: read them, give new rows their IDs, and bring the engine's columns to what the journal
says, one batch per workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flows.engine.case import MISSING, Case, Intent
from flows.engine.identity import Named
from flows.engine.model import ACTION, ID, MESSAGE, Register, record_flow
from flows.engine.plan import Office, Plan
from flows.engine.ports import (
    CellWrite,
    Did,
    Emptied,
    HistoryLine,
    Journal,
    NewRow,
    Outcome,
    Patch,
    Registers,
    Shown,
    Unreadable,
)  # fmt: skip
from flows.engine.reading import expected_digest, read_sheet, values_of
from flows.engine.report import Report
from flows.engine.shelf import Shelf
from flows.engine.showing import differences, engine_cells, history_line

HISTORY_LINES = 300
MADE = "made"


@dataclass
class _Showing:
    """What a workbook is to show, and what the journal remembers once it does."""

    writes: list[CellWrite] = field(default_factory=list)
    emptied: list[Emptied] = field(default_factory=list)
    digests: dict[str, dict[str, bytes]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)
    freed: list[str] = field(default_factory=list)

    def change(self, register: str, ref: int, cells: Mapping[str, Shown]) -> None:
        self.writes += [CellWrite(register, ref, heading, value) for heading, value in cells.items()]


class Books:
    """The workbooks of an office, by name, each with the registers that it holds."""

    def __init__(self, office: Office, journal: Journal, registers: Registers) -> None:
        self.office = office
        self.journal = journal
        self.registers = registers
        self.flows = office.by_register
        self.held: dict[str, list[Register]] = {}
        for register in office.registers.values():
            self.held.setdefault(register.workbook, []).append(register)

    def stamps(self) -> dict[str, str]:
        """Workbook -> the cheapest answer to «did it change?»; '' where there is none, so that it is read."""
        return {workbook: self._stamp(workbook) for workbook in self.held}

    def _stamp(self, workbook: str) -> str:
        try:
            return self.registers.stamp(workbook)
        except OSError:  # reading it says what is wrong; the other workbooks go on
            return ""

    def unchanged(self, workbook: str, stamp: str) -> bool:
        """Tell whether a workbook is as the last pass left it, with no row of ours still to be placed."""
        as_left = stamp and stamp == self.journal.cursor(f"book:{workbook}")
        return bool(as_left) and not self.unplaced(workbook)

    def unplaced(self, workbook: str) -> list[Case]:
        """Cases that the engine opened and whose rows do not stand in the workbook yet."""
        return self.journal.unplaced(register.name for register in self.held[workbook])

    def records(self, register: str) -> Mapping[str, Mapping[str, str]]:
        """The cells of staff of every row of a register, as last seen, and of those that wait for their place; without
        the rows that are gone.
        """
        known = self.journal.ids_in(register)
        in_doubt = self.journal.cases(id for id, digest in known.items() if not digest)
        there = [id for id in known if id not in in_doubt or in_doubt[id].held != MISSING]
        return self.journal.contents([*there, *(case.id for case in self.journal.unplaced([register]))])

    def read(self, workbook: str, report: Report) -> Shelf | None:
        """Read a workbook; None when it cannot be read. What is wrong with it is told in the report."""
        try:
            book = self.registers.read(workbook)
        except (Unreadable, OSError) as fault:
            report.problems.append(str(fault))
            report.settled = False
            return None
        report.read.append(workbook)
        report.problems += book.problems
        sheets = {}
        for register in self.held[workbook]:
            tab = book.tabs.get(register.name)
            if tab is None:
                if not any(f"no tab «{register.name}»" in told for told in book.problems):
                    report.problems.append(
                        f"workbook «{workbook}»: no tab «{register.name}»; run `alur provision` to add it"
                    )
                continue
            sheet = read_sheet(register, tab)
            if sheet.stopped:
                report.problems.append(f"workbook «{workbook}», {sheet.stopped}")
                continue
            sheets[register.name] = sheet
        return Shelf(book, sheets)

    def give_ids(
        self, plan: Plan, workbook: str, shelf: Shelf, named: Sequence[Named], report: Report
    ) -> bool:
        """Write the IDs of new rows before anything is decided about them; False when that could not be done."""
        self.journal.commit(Intent(issued=dict(plan.issued)))
        writes = [CellWrite(sheet.register.name, ref, ID, id) for sheet, ref, id in named]
        outcome = self._write(workbook, shelf.book.stamp, Patch(cells=writes))
        if outcome.did is not Did.DONE:
            report.problems.append(f"workbook «{workbook}»: {len(writes)} new rows wait: {outcome.why}")
            report.settled = False
            return False
        shelf.book = replace(shelf.book, stamp=str(outcome.result["stamp"]))
        return True

    # ----------------------------------------------------------------------------------------------- show

    def show(self, shelves: Mapping[str, Shelf], report: Report) -> None:
        """Bring the engine's columns of every workbook that was read, or waits for new rows, up to date."""
        for workbook in self.held:
            unplaced = self.unplaced(workbook)
            shelf = shelves.get(workbook) or (self._read_to_place(workbook, report) if unplaced else None)
            if shelf is not None:
                self._show_book(workbook, shelf, unplaced, report)

    def _read_to_place(self, workbook: str, report: Report) -> Shelf | None:
        """Read a workbook of whose rows this pass has decided nothing; if it is not as the last pass left it, the next
        one has to look at what people did to it."""
        shelf = self.read(workbook, report)
        if shelf is not None:
            shelf.unfinished = shelf.book.stamp != self.journal.cursor(f"book:{workbook}")
        return shelf

    def _show_book(self, workbook: str, shelf: Shelf, unplaced: Sequence[Case], report: Report) -> None:
        showing = _Showing()
        for name in shelf.looked:
            self._show_cases(shelf, name, showing)
        for name, remarks in shelf.remarks.items():
            sheet = shelf.sheets[name]
            for id, (ref, message) in remarks.items():
                changes = {MESSAGE: message or None} if sheet.row(ref).text(MESSAGE) != message else {}
                showing.change(name, ref, changes)
                showing.digests.setdefault(name, {})[id] = (
                    expected_digest(sheet, ref, changes) if changes else sheet.digests[id]
                )
        for name, marks in shelf.marked.items():
            for ref, message in marks.items():
                if shelf.sheets[name].row(ref).text(MESSAGE) != message:
                    showing.change(name, ref, {MESSAGE: message})
        for name, ids in shelf.forget.items():
            showing.digests.setdefault(name, {}).update(dict.fromkeys(ids, b""))
            # Nothing can be shown where no row is, or two are: else every pass would read the workbook for them.
            showing.shown |= {id: case.shown for id, case in self.journal.cases(ids).items()}
        new_rows, placed = self._new_rows(unplaced, shelf)
        patch = Patch(showing.writes, showing.emptied, new_rows)
        self._finish_book(workbook, shelf, patch, showing, placed, report)

    def _show_cases(self, shelf: Shelf, name: str, showing: _Showing) -> None:
        sheet, flow, looked = shelf.sheets[name], self.flows[name], shelf.looked[name]
        cases = self.journal.cases(looked)
        for id, seen in looked.items():
            case = cases[id]
            row = sheet.row(sheet.refs[id], id)
            values, _ = values_of(flow.register.columns, row)
            overtaken = seen.case is not None and case.notice != seen.case.notice
            message = case.notice if overtaken else seen.message
            changes = differences(engine_cells(case, flow, values, message), row)
            showing.change(name, row.ref, changes)
            written: dict[str, Shown] = dict(changes)
            if seen.emptied and row.text(ACTION) == seen.emptied:
                showing.emptied.append(Emptied(name, row.ref, ACTION, seen.emptied))
                written[ACTION] = None
                showing.freed.append(id)
            showing.digests.setdefault(name, {})[id] = (
                expected_digest(sheet, row.ref, written) if written else sheet.digests[id]
            )
            showing.shown[id] = case.status

    def _new_rows(self, unplaced: Sequence[Case], shelf: Shelf) -> tuple[list[NewRow], list[str]]:
        """Rows of cases that the engine opened; one that already stands there is only noted."""
        rows, placed = [], []
        for case in unplaced:
            sheet = shelf.sheets.get(case.register)
            if sheet is None or case.held:
                continue
            placed.append(case.id)
            if case.id in sheet.refs or case.id in sheet.doubled:
                continue
            flow = self.flows.get(case.register) or record_flow(sheet.register)
            known = {**case.initial, **case.fills}
            cells: dict[str, Shown] = {**known, **engine_cells(case, flow, known, case.notice)}
            filled = {heading: value for heading, value in cells.items() if value is not None}
            rows.append(NewRow(case.register, filled))
        return rows, placed

    def _finish_book(
        self, workbook: str, shelf: Shelf, patch: Patch, showing: _Showing, placed: list[str], report: Report
    ) -> None:
        """Write the patch, if there is anything to write, and remember what now stands in the workbook."""
        cursors = {f"register:{name}": MADE for name in shelf.sheets}
        stamp, freed = shelf.book.stamp, showing.freed
        if not patch.empty:
            outcome = self._write(workbook, stamp, replace(patch, history=self.history(workbook)))
            if outcome.did is not Did.DONE:
                report.settled = False
                report.problems.append(f"workbook «{workbook}» not brought up to date: {outcome.why}")
                return
            report.written.append(workbook)
            stamp = str(outcome.result["stamp"])
            freed = [id for id in freed if id not in set(outcome.result.get("standing", ()))]
        cursors[f"book:{workbook}"] = "" if shelf.unfinished else stamp
        self.journal.remember(showing.digests, showing.shown, placed, cursors, freed)

    def history(self, workbook: str) -> list[HistoryLine]:
        """What Riwayat of a workbook tells, newest first."""
        names = [register.name for register in self.held[workbook]]
        recorded = self.journal.history(names, HISTORY_LINES)
        cases = self.journal.cases({one.event.case for one in recorded})
        return [
            history_line(
                one, cases[one.event.case].register if one.event.case in cases else "", self.office.directory
            )
            for one in recorded
        ]

    def _write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        try:
            return self.registers.write(workbook, stamp, patch)
        except OSError as fault:
            return Outcome(Did.UNKNOWN, f"{type(fault).__name__}: {fault}")
