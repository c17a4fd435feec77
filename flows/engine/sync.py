"""One pass over the office: lock (by the caller), ask what changed, read, decide, commit, act, show.

The module would be called ``pass`` if Python allowed it. Every outside call goes through a port, so a simulated
office can end a pass before or after any of them; whatever was begun, the next pass finishes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from flows.engine.acting import Acting, Limits
from flows.engine.books import Books
from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Given, OpKind, OpState
from flows.engine.decide import act_on_arrivals
from flows.engine.deciding import Deciding, wake_parents
from flows.engine.handing_in import HANDED_IN
from flows.engine.identity import Identities
from flows.engine.model import Kind
from flows.engine.opening import announce, open_by_calendar, open_for_records, take_submissions
from flows.engine.plan import Facts, Office, Plan
from flows.engine.ports import Clock, Journal, Letters, Mail, Registers
from flows.engine.report import Report, tell_plan, tell_waiting
from flows.engine.shelf import Shelf

DAILY = "harian"
"""The cursor of what is looked at once a day."""


class Pass:
    """One pass over an office. limits: caps, see ``Limits``; tell: progress, called with a stage and counts."""

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
        self.clock = clock
        self.limits = limits or Limits()
        self.tell = tell or (lambda stage, done, of: None)
        self.books = Books(office, journal, registers)
        self.identities = Identities(journal, office.key)
        self.deciding = Deciding(journal, self.identities, self.tell)
        self.acting = Acting(journal, letters, mail, clock, self.limits, self.tell)

    def run(self, *, rehearse: bool = False, confirm_mails: bool = False) -> Report:
        """Do one pass; raises StaleJournal before anything is touched when the journal is not the newest."""
        now = self.clock.now()
        report = Report(now, rehearse)
        self.journal.verify_head()
        acted = set() if rehearse else self.acting.finish_open_operations(report)
        answers = self.journal.pending_answers()
        plan = self._plan(now, answers)
        self._open(plan, report)
        wanted = self._wanted(now, answers) | acted
        wanted |= {one.case for one in plan.submissions if one.form == HANDED_IN}
        shelves = self._read_and_decide(plan, wanted, report)
        act_on_arrivals(plan)
        wake_parents(plan, self.journal, shelves)
        tell_plan(report, plan.intent())
        self._refuse_orphans(plan, answers)
        intent = plan.intent()
        if rehearse:
            tell_waiting(report, intent, self.journal.operations(OpState.INTENDED))
            return report
        if not intent.empty:
            self.journal.commit(intent)
        if plan.cursors:
            self.journal.remember({}, {}, (), plan.cursors)
        self.acting.act(report, confirm_mails)
        self.books.show(shelves, report)
        return report

    def _plan(self, now: datetime, answers: Sequence[Given]) -> Plan:
        by_case: dict[str, list[Given]] = {}
        for given in answers:
            by_case.setdefault(given.case, []).append(given)
        facts = Facts(
            self.journal.next_number, self.journal.issued, self.journal.by_origin, {}, by_case, {}, {},
            self.journal.cases, self.books.records,
        )  # fmt: skip
        return Plan(self.office, facts, now)

    def _open(self, plan: Plan, report: Report) -> None:
        """Open what forms brought and, once a day, what the calendar and the data registers ask for."""
        submissions = self.journal.pending_submissions()
        report.settled &= take_submissions(plan, submissions, self.limits.forms_per_pass)
        open_by_calendar(plan, self.limits.opening_days)
        today = str(plan.now.astimezone(JAKARTA).date())
        if self.journal.cursor(DAILY) != today:
            open_for_records(plan)
            announce(plan)
            plan.cursors[DAILY] = today

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

    # ------------------------------------------------------------------------------------ read and decide

    def _read_and_decide(self, plan: Plan, wanted: set[str], report: Report) -> dict[str, Shelf]:
        """Read each workbook that changed or is wanted, one after another, and decide about its rows."""
        shelves: dict[str, Shelf] = {}
        by_workbook = self._by_workbook(wanted)
        for workbook, stamp in self.books.stamps().items():
            if workbook not in by_workbook and self.books.unchanged(workbook, stamp):
                continue
            shelf = self.books.read(workbook, report)
            self.tell("read", len(report.read), len(self.books.held))
            if shelf is not None:
                shelves[workbook] = shelf
                self._decide_book(plan, workbook, shelf, by_workbook.get(workbook, set()), report)
        return shelves

    def _decide_book(self, plan: Plan, workbook: str, shelf: Shelf, wanted: set[str], report: Report) -> None:
        known = {name: self.journal.ids_in(name) for name in shelf.sheets}
        for name in known:
            problem = self.identities.note_gone(plan, shelf, name, known[name])
            report.problems += [problem] if problem else []
        baseline = {name for name in shelf.sheets if not self.journal.cursor(f"register:{name}")}
        self._name_new_rows(plan, workbook, shelf, report)
        for name, sheet in shelf.sheets.items():
            if sheet.register.kind is Kind.LINES:
                self.deciding.check_lines(shelf, sheet, known[name])
        for name, sheet in shelf.sheets.items():
            if name in plan.by_register:
                self.deciding.decide_sheet(plan, shelf, sheet, known[name], wanted, name in baseline, report)
        shelf.let_go()

    def _name_new_rows(self, plan: Plan, workbook: str, shelf: Shelf, report: Report) -> None:
        """Every new row has its ID, written, before anything is decided about it."""
        named = self.identities.name_rows(plan, shelf)
        if not named:
            return
        if not report.rehearsed and not self.books.give_ids(plan, workbook, shelf, named, report):
            shelf.leave_nameless_rows()
            return
        for sheet, ref, id in named:
            sheet.name(ref, id)

    def _refuse_orphans(self, plan: Plan, answers: Sequence[Given]) -> None:
        """Answers to cases that do not exist are refused, so that they are not looked at for ever."""
        existing = self.journal.cases({given.case for given in answers})
        for given in answers:
            if given.case not in existing:
                plan.settle(given, AnswerState.REFUSED, "berkas ini tidak ada")


__all__ = ["Limits", "Pass", "Report"]
