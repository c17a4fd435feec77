"""One pass over the office: lock (by the caller), ask what changed, read, decide, commit, act, show.

The module would be called ``pass`` if Python allowed it. Every outside call goes through a port, so a simulated
office can end a pass before or after any of them; whatever was begun, the next pass finishes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.engine.acting import Acting, Limits
from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Case, EventKind, Given, Intent, OpKind, OpState
from flows.engine.columns import Value
from flows.engine.data import DOUBLE, doubles
from flows.engine.decide import Lines, Looked, act_on_arrivals, look, look_at_new
from flows.engine.handing_in import HANDED_IN
from flows.engine.model import ACTION, ID, MESSAGE, PARENT, Flow, Kind, Register, record_flow
from flows.engine.opening import announce, open_by_calendar, open_for_records, take_submissions
from flows.engine.plan import Facts, Office, Plan
from flows.engine.ports import (
    Book,
    CellWrite,
    Clock,
    Did,
    Emptied,
    HistoryLine,
    Journal,
    Letters,
    Mail,
    NewRow,
    Outcome,
    Patch,
    Registers,
    Shown,
    Unreadable,
)  # fmt: skip
from flows.engine.reading import (
    Row,
    Sheet,
    alike,
    changed_ids,
    expected_digest,
    gone_ids,
    keyed_hash,
    number_of,
    read_sheet,
    staff_cells,
    too_many_gone,
    values_of,
)  # fmt: skip
from flows.engine.report import Report, tell_plan, tell_waiting
from flows.engine.showing import as_text, differences, engine_cells, history_line

HISTORY_LINES = 300
MISSING = "Barisnya tidak ada lagi di register."
MADE = "made"
DAILY = "harian"
"""The cursor of what is looked at once a day."""


@dataclass
class _Shelf:
    """A workbook while a pass works on it."""

    book: Book
    sheets: dict[str, Sheet]
    looked: dict[str, dict[str, Looked]] = field(default_factory=dict)
    """register -> ID -> what to show"""
    remarks: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    """register -> ID -> (place, message) for rows that are no case"""
    marked: dict[str, dict[int, str]] = field(default_factory=dict)
    """register -> place -> message, for rows without an ID of their own"""
    forget: dict[str, list[str]] = field(default_factory=dict)
    """register -> IDs whose rows are to be looked at afresh when they come back"""
    unfinished: bool = False
    """New rows could not be given their IDs: the next pass reads the workbook again though nobody changed it."""


class Pass:
    """One pass. arrange: orders and caps mails, see ``Arrange``; tell: progress, called with a stage and counts."""

    def __init__(
        self,
        office: Office,
        journal: Journal,
        registers: Registers,
        letters: Letters,
        mail: Mail,
        clock: Clock,
        limits: Limits | None = None,
        tell: Callable[[str, int, int], None] | None = None,
    ) -> None:
        self.office = office
        self.journal = journal
        self.registers = registers
        self.clock = clock
        self.limits = limits or Limits()
        self.tell = tell or (lambda stage, done, of: None)
        self.acting = Acting(journal, letters, mail, clock, self.limits, self.tell)
        self.flows = office.by_register
        self.books: dict[str, list[Register]] = {}
        for register in office.registers.values():
            self.books.setdefault(register.workbook, []).append(register)

    # ------------------------------------------------------------------------------------ the seven steps

    def run(self, *, rehearse: bool = False, confirm_mails: bool = False) -> Report:
        """Do one pass; raises StaleJournal before anything is touched when the journal is not the newest."""
        now = self.clock.now()
        report = Report(now, rehearse)
        self.journal.verify_head()
        acted = set() if rehearse else self.acting.finish_open_operations(report)
        answers = self.journal.pending_answers()
        wanted = self._wanted(now, answers) | acted
        plan = self._plan(now, answers)
        report.settled &= take_submissions(
            plan, self.journal.pending_submissions(), self.limits.forms_per_pass
        )
        wanted |= {one.case for one in plan.submissions if one.form == HANDED_IN}
        open_by_calendar(plan, self.limits.opening_days)
        if self.journal.cursor(DAILY) != (today := str(now.astimezone(JAKARTA).date())):
            open_for_records(plan)
            announce(plan)
            plan.cursors[DAILY] = today
        shelves: dict[str, _Shelf] = {}
        stamps = {workbook: self.registers.stamp(workbook) for workbook in self.books}
        by_workbook = self._by_workbook(wanted)
        for workbook, stamp in stamps.items():
            unplaced = any(self.journal.unplaced(register.name) for register in self.books[workbook])
            if (
                stamp
                and stamp == self.journal.cursor(f"book:{workbook}")
                and workbook not in by_workbook
                and not unplaced
            ):
                continue
            shelf = self._read(workbook, report)
            if shelf is not None:
                shelves[workbook] = shelf
                self._decide_book(plan, workbook, shelf, by_workbook.get(workbook, set()), report, rehearse)
        act_on_arrivals(plan)
        self._wake_parents(plan, shelves)
        intent = plan.intent()
        tell_plan(report, intent)
        self._refuse_orphans(plan, answers, shelves)
        if rehearse:
            tell_waiting(report, intent, self.journal.operations(OpState.INTENDED))
            return report
        intent = plan.intent()
        if not intent.empty:
            self.journal.commit(intent)
        if plan.cursors:
            self.journal.remember({}, {}, (), plan.cursors)
        self.acting.act(report, confirm_mails)
        self._show(plan, shelves, report)
        return report

    # ------------------------------------------------------------------------------------ what to look at

    def _wanted(self, now: datetime, answers: Sequence[Given]) -> set[str]:
        """Cases that a pass must look at though nobody touched their row: answers and clocks."""
        letters = {o.case for o in self.journal.operations(OpState.INTENDED) if o.kind is OpKind.LETTER}
        return letters | {given.case for given in answers} | {case.id for case in self.journal.due(now)}

    def _by_workbook(self, ids: Iterable[str]) -> dict[str, set[str]]:
        registers = self.office.registers
        found: dict[str, set[str]] = {}
        for case in self.journal.cases(ids).values():
            if case.register in registers:
                found.setdefault(registers[case.register].workbook, set()).add(case.id)
        return found

    def _plan(self, now: datetime, answers: Sequence[Given]) -> Plan:
        by_case: dict[str, list[Given]] = {}
        for given in answers:
            by_case.setdefault(given.case, []).append(given)
        facts = Facts(
            self.journal.next_number, self.journal.issued, self.journal.by_origin, {}, by_case, {}, {},
            self.journal.cases, self._records,
        )  # fmt: skip
        return Plan(self.office, facts, now)

    def _records(self, register: str) -> Mapping[str, Mapping[str, str]]:
        waiting = [case.id for case in self.journal.unplaced(register)]
        return self.journal.contents([*self.journal.ids_in(register), *waiting])

    # ----------------------------------------------------------------------------------------------- read

    def _read(self, workbook: str, report: Report) -> _Shelf | None:
        try:
            book = self.registers.read(workbook)
        except (Unreadable, OSError) as fault:
            report.problems.append(str(fault))
            report.settled = False
            return None
        report.read.append(workbook)
        report.problems += book.problems
        sheets = {}
        for register in self.books[workbook]:
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
        self.tell("read", len(report.read), len(self.books))
        return _Shelf(book, sheets)

    # --------------------------------------------------------------------------------------------- decide

    def _decide_book(
        self, plan: Plan, workbook: str, shelf: _Shelf, wanted: set[str], report: Report, rehearse: bool
    ) -> None:
        known: dict[str, dict[str, bytes]] = {}
        baseline: set[str] = set()
        for name in list(shelf.sheets):
            known[name] = self.journal.ids_in(name)
            self._note_gone(plan, shelf, name, known[name], report)
            if name in shelf.sheets and not self.journal.cursor(f"register:{name}"):
                baseline.add(name)
        if not self._stamp(plan, workbook, shelf, known, report, rehearse):
            shelf.unfinished = True
            for sheet in shelf.sheets.values():
                sheet.nameless.clear()
        for name, sheet in shelf.sheets.items():
            if sheet.register.kind is Kind.LINES:
                self._check_lines(shelf, sheet, known[name])
        for name, sheet in shelf.sheets.items():
            if name in self.flows:
                self._decide_sheet(plan, shelf, sheet, known[name], wanted, name in baseline, report)
        for sheet in shelf.sheets.values():
            kept = {sheet.refs[id] for id in shelf.looked.get(sheet.register.name, {}) if id in sheet.refs}
            kept |= {ref for refs in sheet.doubled.values() for ref in refs}
            kept |= {ref for ref, _ in shelf.remarks.get(sheet.register.name, {}).values()}
            kept |= set(shelf.marked.get(sheet.register.name, {}))
            digests = {
                id: sheet.digests[id]
                for id in shelf.looked.get(sheet.register.name, {})
                if id in sheet.digests
            }
            digests |= {
                id: sheet.digests[id]
                for id in shelf.remarks.get(sheet.register.name, {})
                if id in sheet.digests
            }
            sheet.keep_only(kept)
            sheet.digests = digests

    def _note_gone(
        self, plan: Plan, shelf: _Shelf, name: str, known: Mapping[str, bytes], report: Report
    ) -> None:
        """Rows that vanished are set aside, never guessed at; a tab that lost too many at once stops.

        Lines are staff's to take out.
        """
        sheet = shelf.sheets[name]
        if sheet.register.kind is Kind.LINES:
            return
        gone = gone_ids(sheet, known)
        cases = self.journal.cases(gone)
        if too_many_gone(len(cases), len(known)):
            report.problems.append(
                f"tab «{name}»: {len(cases)} of {len(known)} rows are gone at once; "
                "it looks emptied or replaced. Nothing is done "
                "with it until the rows are back (undo, or restore the workbook from its backup)"
            )
            del shelf.sheets[name]
            return
        for case in cases.values():
            if case.held != MISSING:
                plan.event(case.id, EventKind.MISSING)
                plan.keep(replace(case, held=MISSING, wakes_at=None))
                shelf.forget.setdefault(name, []).append(case.id)

    def _stamp(
        self,
        plan: Plan,
        workbook: str,
        shelf: _Shelf,
        known: Mapping[str, Mapping[str, bytes]],
        report: Report,
        rehearse: bool,
    ) -> bool:
        """Give every new row its ID and write it before anything is decided about the row.

        A row whose ID was erased gets it back when its content says whose it is beyond doubt.
        """
        writes: list[CellWrite] = []
        named: list[tuple[Sheet, int, str]] = []
        for name, sheet in shelf.sheets.items():
            lost = self._lost_cases(plan, name) if sheet.nameless else {}
            for ref in sheet.nameless:
                row = sheet.row(ref)
                cells = staff_cells(sheet.register, row)
                id = "" if ref in sheet.forced else self._owner_of(cells, lost, sheet)
                if id == "?":
                    shelf.marked.setdefault(name, {})[ref] = (
                        "Disisihkan: baris tanpa ID ini mirip baris yang hilang "
                        f"({', '.join(sorted(lost))[:80]}). Isi kembali ID-nya, "
                        "atau ketik BARU di kolom ID bila ini berkas baru."
                    )
                    continue
                if id:
                    lost.pop(id)
                    plan.event(id, EventKind.FOUND, column=ID)
                id = id or plan.new_id(sheet.register.prefix)
                writes.append(CellWrite(name, ref, ID, id))
                named.append((sheet, ref, id))
        if not writes:
            return True
        if not rehearse:
            self.journal.commit(Intent(issued=dict(plan.issued)))
            outcome = self._write(workbook, shelf.book.stamp, Patch(cells=writes))
            if outcome.did is not Did.DONE:
                report.problems.append(f"workbook «{workbook}»: {len(writes)} new rows wait: {outcome.why}")
                report.settled = False
                return False
            shelf.book = replace(shelf.book, stamp=str(outcome.result["stamp"]))
            report.cells_written += len(writes)
        for sheet, ref, id in named:
            sheet.name(ref, id)
        return True

    def _lost_cases(self, plan: Plan, register: str) -> dict[str, tuple[Case, Mapping[str, str]]]:
        """Cases of a register whose rows are gone, with what their rows said."""
        ids = [
            case.id
            for case in self.journal.open_cases()
            if case.register == register and case.held == MISSING
        ]
        ids += [case.id for case in plan.cases.values() if case.register == register and case.held == MISSING]
        contents = self.journal.contents(ids)
        cases = {**self.journal.cases(ids), **{id: plan.cases[id] for id in ids if id in plan.cases}}
        return {id: (cases[id], contents.get(id, {})) for id in cases}

    def _owner_of(
        self, cells: Mapping[str, str], lost: Mapping[str, tuple[Case, Mapping[str, str]]], sheet: Sheet
    ) -> str:
        """The gone case whose row this is; '' for none, '?' when it may be one."""
        content = keyed_hash(self.office.key, cells)
        same = [id for id, (case, _) in lost.items() if case.content == content and id not in sheet.refs]
        if len(same) == 1:
            return same[0]
        return "?" if same or any(alike(cells, before) for _, before in lost.values()) else ""

    def _check_lines(self, shelf: _Shelf, sheet: Sheet, known: Mapping[str, bytes]) -> None:
        """Lines are no cases: they are only read, and told what is wrong with them."""
        name = sheet.register.name
        parents = {row.text(PARENT) for row in (sheet.row(ref, id) for id, ref in sheet.refs.items())}
        existing = self.journal.cases(parents)
        for id in changed_ids(sheet, known):
            row = sheet.row(sheet.refs[id], id)
            _, faults = values_of(sheet.register.columns, row)
            parent = row.text(PARENT)
            if not parent:
                faults.insert(0, f"Kolom «{PARENT}» kosong; isi ID berkas yang memiliki baris ini.")
            elif parent not in existing:
                faults.insert(0, f"Kolom «{PARENT}» berisi «{parent}», berkas itu tidak ada.")
            shelf.remarks.setdefault(name, {})[id] = (row.ref, " ".join(faults))

    def _decide_sheet(
        self,
        plan: Plan,
        shelf: _Shelf,
        sheet: Sheet,
        known: Mapping[str, bytes],
        wanted: set[str],
        baseline: bool,
        report: Report,
    ) -> None:
        name = sheet.register.name
        flow = self.flows[name]
        lines = {r.name: shelf.sheets[r.name].rows_of_parents() for r in flow.lines if r.name in shelf.sheets}
        changed = changed_ids(sheet, known)
        line_parents = self._parents_of_changed_lines(shelf, flow)
        double = self._likely_doubles(sheet, bool(changed or len(known) != len(sheet.refs)))
        asked = wanted | line_parents | double.keys()
        ids = list(dict.fromkeys([*changed, *(id for id in asked if id in sheet.refs), *sheet.doubled]))
        if not ids:
            return
        cases = self._fetch(plan, ids, flow)
        swapped = self._swapped(cases, sheet, changed)
        taken_in = 0
        for done, id in enumerate(ids):
            self.tell(name, done, len(ids))
            if id in sheet.doubled:
                self._hold_doubled(plan, shelf, sheet, flow, id, cases.get(id))
                continue
            row = sheet.row(sheet.refs[id], id)
            of_case = self._lines_of(shelf, flow, lines, id)
            case = plan.cases.get(id) or cases.get(id)
            if case is not None and case.register != name:
                self._remark(
                    shelf,
                    row,
                    f"ID ini milik register «{case.register}»; kosongkan sel ID agar baris ini menjadi berkas baru.",
                )
            elif case is not None:
                if case.held == MISSING:
                    plan.event(id, EventKind.FOUND)
                    case = replace(case, held="")
                hold = (
                    f"isi baris ini sama dengan isi {swapped[id]}; ID-nya mungkin tertukar. Kembalikan ID ke barisnya."
                    if id in swapped
                    else ""
                )
                looked = look(plan, case, flow, row, of_case, hold)
                looked = replace(looked, message=looked.message or double.get(id, ""))
                self._keep(shelf, name, id, looked)
            elif not self._was_issued(plan, sheet.register, id) and not baseline:
                self._remark(
                    shelf,
                    row,
                    f"ID «{id[:40]}» tidak pernah diberikan Alur. Kosongkan sel ID agar baris ini menjadi berkas baru.",
                )
            else:
                looked = look_at_new(plan, flow, row, of_case, baseline=baseline)
                looked = replace(looked, message=looked.message or double.get(id, ""))
                taken_in += baseline and looked.case is not None
                if looked.case is None:
                    self._remark(shelf, row, looked.message)
                else:
                    self._keep(shelf, name, id, looked)
        self._look_at_parents(plan, shelf, flow)
        if baseline and taken_in:
            report.baseline[name] = taken_in

    def _likely_doubles(self, sheet: Sheet, moved: bool) -> dict[str, str]:
        """ID -> sentence of rows of a DATA tab that may be one thing, and '' for those that no longer are.

        Looked for only when something in the tab changed.
        """
        if sheet.register.kind is not Kind.DATA or not sheet.register.keys or not moved:
            return {}
        found, at = doubles(sheet), sheet.at[MESSAGE]
        said = {
            id: str(cells[at])
            for id, ref in sheet.refs.items()
            if at < len(cells := sheet.rows[ref]) and str(cells[at] or "").startswith(DOUBLE)
        }
        new = {id: text for id, text in found.items() if said.get(id) != text}
        return {
            **dict.fromkeys(said.keys() - found.keys(), ""),
            **{id: found[id] for id in {*new, *said} if id in found},
        }

    def _was_issued(self, plan: Plan, register: Register, id: str) -> bool:
        number = number_of(id, register.prefix)
        if number is None:
            return False
        year, n = number
        return n <= max(
            plan.issued.get((register.prefix, year), 0), self.journal.issued(register.prefix, year)
        )

    def _keep(self, shelf: _Shelf, register: str, id: str, looked: Looked) -> None:
        shelf.looked.setdefault(register, {})[id] = looked

    def _remark(self, shelf: _Shelf, row: Row, message: str) -> None:
        shelf.remarks.setdefault(row.register, {})[row.id] = (row.ref, message)

    def _fetch(self, plan: Plan, ids: Sequence[str], flow: Flow) -> dict[str, Case]:
        """Bring the journal's view of these cases into the plan's facts."""
        cases = self.journal.cases(ids)
        plan.known.update(cases)
        requests = dict(plan.facts.requests)
        for request in self.journal.requests(cases):
            requests[request.case] = [*requests.get(request.case, ()), request]
        contents = {**plan.facts.contents, **self.journal.contents(cases)}
        children = {**plan.facts.children, **(self.journal.children_of(cases) if flow.children else {})}
        plan.facts = replace(plan.facts, requests=requests, contents=contents, children=children)
        return cases

    def _swapped(self, cases: Mapping[str, Case], sheet: Sheet, changed: Sequence[str]) -> dict[str, str]:
        """Changed rows that now say what another changed row said before: their IDs have probably changed places."""
        if len(changed) < 2:
            return {}
        before = {cases[id].content: id for id in changed if id in cases and cases[id].content}
        found = {}
        for id in changed:
            if id in cases and id in sheet.refs:
                content = keyed_hash(
                    self.office.key, staff_cells(sheet.register, sheet.row(sheet.refs[id], id))
                )
                other = before.get(content, id)
                if other != id and content != cases[id].content:
                    found[id] = other
        return found

    def _hold_doubled(
        self, plan: Plan, shelf: _Shelf, sheet: Sheet, flow: Flow, id: str, case: Case | None
    ) -> None:
        """Two rows with one ID: neither acts until one of them is gone."""
        refs = sheet.doubled[id]
        numbers = " dan ".join(str(sheet.tab.first_row + ref) for ref in refs)
        message = (
            f"Disisihkan: ID {id} ada di baris {numbers}. Hapus salinannya, "
            "atau kosongkan ID pada baris salinan agar menjadi berkas baru."
        )
        for ref in refs:
            shelf.marked.setdefault(sheet.register.name, {})[ref] = message
        shelf.forget.setdefault(sheet.register.name, []).append(id)
        case = plan.cases.get(id) or case
        if case is not None and case.held != message:
            plan.event(id, EventKind.HELD, rows=numbers)
            plan.keep(replace(case, held=message, wakes_at=None))

    def _parents_of_changed_lines(self, shelf: _Shelf, flow: Flow) -> set[str]:
        found = set()
        for register in flow.lines:
            sheet = shelf.sheets.get(register.name)
            for ref, _ in shelf.remarks.get(register.name, {}).values():
                if sheet is not None:
                    found.add(sheet.row(ref).text(PARENT))
        return found

    def _lines_of(
        self, shelf: _Shelf, flow: Flow, lines: Mapping[str, Mapping[str, list[int]]], id: str
    ) -> Lines:
        found: dict[str, list[Mapping[str, Value]]] = {}
        for register in flow.lines:
            refs = lines.get(register.name, {}).get(id, ())
            rows = [shelf.sheets[register.name].row(ref) for ref in refs]
            found[register.name] = [{**values_of(register.columns, row)[0], ID: row.id} for row in rows]
        return found

    def _look_at_parents(self, plan: Plan, shelf: _Shelf, flow: Flow) -> None:
        """A child that has ended may let its parent go on, in the same pass when its row is at hand."""
        for id, looked in list(shelf.looked.get(flow.register.name, {}).items()):
            if looked.case is None or not looked.case.closed or not looked.case.parent:
                continue
            parent_id = looked.case.parent
            parent = plan.cases.get(parent_id) or self.journal.cases([parent_id]).get(parent_id)
            sheet = shelf.sheets.get(parent.register) if parent else None
            if parent is None or sheet is None or parent_id not in sheet.refs or parent.closed or parent.held:
                continue
            parent_flow = self.flows[parent.register]
            if parent_id not in plan.facts.children:
                self._fetch(plan, [parent_id], parent_flow)
            lines = {
                r.name: shelf.sheets[r.name].rows_of_parents()
                for r in parent_flow.lines
                if r.name in shelf.sheets
            }
            row = sheet.row(sheet.refs[parent_id], parent_id)
            looked = look(
                plan, parent, parent_flow, row, self._lines_of(shelf, parent_flow, lines, parent_id)
            )
            self._keep(shelf, parent.register, parent_id, looked)
            del id

    def _wake_parents(self, plan: Plan, shelves: Mapping[str, _Shelf]) -> None:
        """A parent in a workbook that was not read is woken by the next pass."""
        seen = {id for shelf in shelves.values() for ids in shelf.looked.values() for id in ids}
        for case in list(plan.cases.values()):
            if case.closed and case.parent and case.parent not in seen and case.parent not in plan.cases:
                parent = self.journal.cases([case.parent]).get(case.parent)
                if parent is not None and not parent.closed and not parent.held:
                    plan.keep(replace(parent, wakes_at=plan.now))

    def _refuse_orphans(self, plan: Plan, answers: Sequence[Given], shelves: Mapping[str, _Shelf]) -> None:
        """Answers to cases that do not exist are refused, so that they are not looked at for ever."""
        existing = self.journal.cases({given.case for given in answers})
        for given in answers:
            if given.case not in existing:
                plan.settle(given, AnswerState.REFUSED, "berkas ini tidak ada")

    # ----------------------------------------------------------------------------------------------- show

    def _show(self, plan: Plan, shelves: dict[str, _Shelf], report: Report) -> None:
        """Bring the engine's columns to what the journal says, one batch per workbook."""
        for workbook, registers in self.books.items():
            unplaced = [case for register in registers for case in self.journal.unplaced(register.name)]
            shelf = shelves.get(workbook)
            if shelf is None and unplaced:
                shelf = self._read(workbook, report)
            if shelf is not None:
                self._show_book(workbook, shelf, unplaced, report)

    def _show_book(self, workbook: str, shelf: _Shelf, unplaced: Sequence[Case], report: Report) -> None:
        writes: list[CellWrite] = []
        emptied: list[Emptied] = []
        digests: dict[str, dict[str, bytes]] = {}
        shown: dict[str, str] = {}
        freed: list[str] = []
        for name, looked in shelf.looked.items():
            sheet = shelf.sheets[name]
            flow = self.flows[name]
            cases = self.journal.cases(looked)
            for id, seen in looked.items():
                case = cases[id]
                row = sheet.row(sheet.refs[id], id)
                values, _ = values_of(flow.register.columns, row)
                message = (
                    seen.message if seen.case is None or case.notice == seen.case.notice else case.notice
                )
                changes = differences(engine_cells(case, flow, values, message), row)
                writes += [CellWrite(name, row.ref, heading, value) for heading, value in changes.items()]
                written: dict[str, Shown] = dict(changes)
                if seen.emptied and row.text(ACTION) == seen.emptied:
                    emptied.append(Emptied(name, row.ref, ACTION, seen.emptied))
                    written[ACTION] = None
                    freed.append(id)
                digests.setdefault(name, {})[id] = (
                    expected_digest(sheet, row.ref, written) if written else sheet.digests[id]
                )
                shown[id] = case.status
        for name, remarks in shelf.remarks.items():
            sheet = shelf.sheets[name]
            for id, (ref, message) in remarks.items():
                changes = {MESSAGE: message or None} if sheet.row(ref).text(MESSAGE) != message else {}
                writes += [CellWrite(name, ref, heading, value) for heading, value in changes.items()]
                digests.setdefault(name, {})[id] = (
                    expected_digest(sheet, ref, changes) if changes else sheet.digests[id]
                )
        for name, marks in shelf.marked.items():
            for ref, message in marks.items():
                if shelf.sheets[name].row(ref).text(MESSAGE) != message:
                    writes.append(CellWrite(name, ref, MESSAGE, message))
        for name, ids in shelf.forget.items():
            digests.setdefault(name, {}).update(dict.fromkeys(ids, b""))
        new_rows, placed = self._new_rows(unplaced, shelf)
        self._finish_book(
            workbook, shelf, Patch(writes, emptied, new_rows), digests, shown, placed, freed, report
        )

    def _new_rows(self, unplaced: Sequence[Case], shelf: _Shelf) -> tuple[list[NewRow], list[str]]:
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
            rows.append(
                NewRow(
                    case.register, {heading: value for heading, value in cells.items() if value is not None}
                )
            )
        return rows, placed

    def _finish_book(
        self, workbook: str, shelf: _Shelf, patch: Patch, digests: dict[str, dict[str, bytes]], shown: dict[str, str],
        placed: list[str], freed: list[str], report: Report,
    ) -> None:  # fmt: skip
        cursors = {f"register:{name}": MADE for name in shelf.sheets}
        if patch.empty:
            cursors[f"book:{workbook}"] = "" if shelf.unfinished else shelf.book.stamp
            self.journal.remember(digests, shown, placed, cursors, freed)
            return
        patch = replace(patch, history=self._history(workbook))
        outcome = self._write(workbook, shelf.book.stamp, patch)
        if outcome.did is not Did.DONE:
            report.settled = False
            report.problems.append(f"workbook «{workbook}» not brought up to date: {outcome.why}")
            return
        report.written.append(workbook)
        report.cells_written += (
            len(patch.cells) + len(patch.emptied) + sum(len(row.cells) for row in patch.new_rows)
        )
        cursors[f"book:{workbook}"] = "" if shelf.unfinished else str(outcome.result["stamp"])
        standing = set(outcome.result.get("standing", ()))
        self.journal.remember(digests, shown, placed, cursors, [id for id in freed if id not in standing])

    def _history(self, workbook: str) -> list[HistoryLine]:
        names = [register.name for register in self.books[workbook]]
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


__all__ = ["Limits", "Pass", "Report", "as_text"]
