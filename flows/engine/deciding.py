"""What a pass decides about a workbook that it has read: which rows are to be looked at, and what comes of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.engine.case import MISSING, Case, EventKind
from flows.engine.data import DOUBLE, doubles
from flows.engine.decide import SET_ASIDE, Looked, look, look_at_new
from flows.engine.identity import Identities
from flows.engine.model import MESSAGE, PARENT, Flow
from flows.engine.plan import Plan
from flows.engine.ports import Journal
from flows.engine.reading import Row, Sheet, changed_ids, values_of
from flows.engine.report import Report
from flows.engine.shelf import Shelf

ELSEWHERE = "ID ini milik register «{}»; kosongkan sel ID agar baris ini menjadi berkas baru."
MADE_UP = "ID «{}» tidak pernah diberikan Alur. Kosongkan sel ID agar baris ini menjadi berkas baru."
MAYBE_SWAPPED = "ID-nya mungkin tertukar"
SWAPPED = f"isi baris ini sama dengan isi {{}}; {MAYBE_SWAPPED}. Kembalikan ID ke barisnya."


@dataclass(frozen=True)
class Deciding:
    """Goes through the rows of a shelf. tell: progress, called with the register's name and counts."""

    journal: Journal
    identities: Identities
    tell: Callable[[str, int, int], None]

    def check_lines(self, shelf: Shelf, sheet: Sheet, known: Mapping[str, bytes]) -> None:
        """Lines are no cases: they are only read, and told what is wrong with them."""
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
            shelf.remark(row, " ".join(faults))

    def decide_sheet(
        self, plan: Plan, shelf: Shelf, sheet: Sheet, known: Mapping[str, bytes], wanted: set[str], baseline: bool,
        report: Report,
    ) -> None:  # fmt: skip
        """Look at every row that changed, that is wanted (an answer, a clock), or whose lines changed."""
        name = sheet.register.name
        flow = plan.by_register[name]
        lines = shelf.lines(flow)
        changed = changed_ids(sheet, known)
        double = _likely_doubles(sheet, bool(changed or len(known) != len(sheet.refs)))
        asked = wanted | shelf.parents_of_changed_lines(flow) | double.keys()
        ids = list(dict.fromkeys([*changed, *(id for id in asked if id in sheet.refs), *sheet.doubled]))
        if not ids:
            return
        cases = self._fetch(plan, ids, flow)
        swapped = self.identities.swapped(cases, sheet, changed)
        taken_in = 0
        for done, id in enumerate(ids):
            self.tell(name, done, len(ids))
            if id in sheet.doubled:
                self.identities.hold_doubled(plan, shelf, sheet, id, cases.get(id))
                continue
            row = sheet.row(sheet.refs[id], id)
            of_case = shelf.lines_of(flow, lines, id)
            case = plan.cases.get(id) or cases.get(id)
            if case is not None and case.register != name:
                shelf.remark(row, ELSEWHERE.format(case.register))
                continue
            if case is not None:
                if case.held == MISSING:
                    plan.event(id, EventKind.FOUND)
                    case = replace(case, held="")
                hold = SWAPPED.format(swapped[id]) if id in swapped else ""
                if not hold and MAYBE_SWAPPED in case.held and id not in changed:
                    hold = case.held.removeprefix(SET_ASIDE)  # nobody has touched it since
                looked = look(plan, case, flow, row, of_case, hold)
            elif baseline or self.identities.was_issued(plan, sheet.register, id):
                looked = look_at_new(plan, flow, row, of_case, baseline=baseline)
                taken_in += baseline and looked.case is not None
            else:
                shelf.remark(row, MADE_UP.format(id[:40]))
                continue
            self._note(shelf, row, replace(looked, message=looked.message or double.get(id, "")))
        self._look_at_parents(plan, shelf, flow)
        if baseline and taken_in:
            report.baseline[name] = taken_in

    def _note(self, shelf: Shelf, row: Row, looked: Looked) -> None:
        if looked.case is None:
            shelf.remark(row, looked.message)
        else:
            shelf.keep(row.register, row.id, looked)

    def _fetch(self, plan: Plan, ids: Sequence[str], flow: Flow) -> dict[str, Case]:
        """Bring the journal's view of these cases into the plan's facts."""
        cases = self.journal.cases(ids)
        plan.known.update(cases)
        requests = dict(plan.facts.requests)
        for request in self.journal.requests(cases):
            requests[request.case] = [*requests.get(request.case, ()), request]
        before = dict(plan.facts.asked_before)
        for request in self.journal.asked_before(cases):
            before[request.case] = [*before.get(request.case, ()), request]
        contents = {**plan.facts.contents, **self.journal.contents(cases)}
        children = {**plan.facts.children, **(self.journal.children_of(cases) if flow.children else {})}
        plan.facts = replace(
            plan.facts, requests=requests, asked_before=before, contents=contents, children=children
        )
        return cases

    def _look_at_parents(self, plan: Plan, shelf: Shelf, flow: Flow) -> None:
        """A child that has ended may let its parent go on, in the same pass when its row is at hand."""
        ended = [
            looked.case.parent
            for looked in shelf.looked.get(flow.register.name, {}).values()
            if looked.case is not None and looked.case.closed and looked.case.parent
        ]
        for id in ended:
            parent = plan.cases.get(id) or self.journal.cases([id]).get(id)
            sheet = shelf.sheets.get(parent.register) if parent else None
            if parent is None or sheet is None or id not in sheet.refs or parent.closed or parent.held:
                continue
            of_parent = plan.by_register[parent.register]
            if id not in plan.facts.children:
                self._fetch(plan, [id], of_parent)
            lines = shelf.lines_of(of_parent, shelf.lines(of_parent), id)
            shelf.keep(
                parent.register, id, look(plan, parent, of_parent, sheet.row(sheet.refs[id], id), lines)
            )


def _likely_doubles(sheet: Sheet, moved: bool) -> dict[str, str]:
    """ID -> sentence of rows of a tab with keys that may be one thing, and '' for those that no longer are.

    Looked for only when something in the tab changed.
    """
    if not sheet.register.keys or not moved:
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


def wake_parents(plan: Plan, journal: Journal, shelves: Mapping[str, Shelf]) -> None:
    """A parent in a workbook that was not read is woken by the next pass."""
    seen = {id for shelf in shelves.values() for ids in shelf.looked.values() for id in ids}
    for case in list(plan.cases.values()):
        if case.closed and case.parent and case.parent not in seen and case.parent not in plan.cases:
            parent = journal.cases([case.parent]).get(case.parent)
            if parent is not None and not parent.closed and not parent.held:
                plan.keep(replace(parent, wakes_at=plan.now))
