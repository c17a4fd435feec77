"""Which case a row is: rows that are gone or have no ID, IDs that stand twice, changed places, or were made up.

An ID is never guessed at: what is not beyond doubt is set aside with a sentence that says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from flows.engine.case import MISSING, Case, EventKind
from flows.engine.model import ID, Kind, Register
from flows.engine.plan import Plan
from flows.engine.ports import Journal
from flows.engine.reading import (
    Sheet,
    alike,
    gone_ids,
    keyed_hash,
    number_of,
    staff_cells,
    too_many_gone,
)  # fmt: skip
from flows.engine.shelf import Shelf

IN_DOUBT = "?"

Named: TypeAlias = tuple[Sheet, int, str]
"""A row that gets an ID: its sheet, its place, the ID."""


@dataclass(frozen=True)
class Identities:
    """Says which case a row is, by what the journal knows. key: the office's secret, for comparing contents."""

    journal: Journal
    key: bytes

    def note_gone(self, plan: Plan, shelf: Shelf, name: str, known: Mapping[str, bytes]) -> str:
        """Set cases aside whose rows vanished. A tab that lost too many at once leaves the shelf; gives why.

        Lines are staff's to take out.
        """
        sheet = shelf.sheets[name]
        if sheet.register.kind is Kind.LINES:
            return ""
        gone = gone_ids(sheet, known)
        cases = self.journal.cases(gone)
        if too_many_gone(len(cases), len(known)):
            del shelf.sheets[name]
            return (
                f"tab «{name}»: {len(cases)} of {len(known)} rows are gone at once; "
                "it looks emptied or replaced. Nothing is done "
                "with it until the rows are back (undo, or restore the workbook from its backup)"
            )
        for case in cases.values():
            if case.held != MISSING:
                plan.event(case.id, EventKind.MISSING)
                plan.keep(replace(case, held=MISSING, wakes_at=None))
            elif not case.dirty and not known[case.id]:
                continue  # noted by an earlier pass that came to its end
            shelf.look_afresh(name, case.id)
        return ""

    def name_rows(self, plan: Plan, shelf: Shelf) -> list[Named]:
        """Choose an ID for every row without one: its old one when its content says whose it is beyond doubt, else
        a new one. A row that may be one that is gone is marked instead.
        """
        named: list[Named] = []
        for name, sheet in shelf.sheets.items():
            lost = self._lost_cases(plan, name) if sheet.nameless else {}
            for ref in sheet.nameless:
                cells = staff_cells(sheet.register, sheet.row(ref))
                id = "" if ref in sheet.forced else self._owner_of(cells, lost, sheet)
                if id == IN_DOUBT:
                    among = ", ".join(sorted(lost))[:80]
                    shelf.mark(
                        name,
                        ref,
                        f"Disisihkan: baris tanpa ID ini mirip baris yang hilang ({among}). "
                        "Isi kembali ID-nya, atau ketik BARU di kolom ID bila ini berkas baru.",
                    )
                    continue
                if id:
                    lost.pop(id)
                    plan.event(id, EventKind.FOUND, column=ID)
                named.append((sheet, ref, id or plan.new_id(sheet.register.prefix)))
        return named

    def _lost_cases(self, plan: Plan, register: str) -> dict[str, tuple[Case, Mapping[str, str]]]:
        """Cases of a register whose rows are gone, with what their rows said."""
        known = [*self.journal.open_cases(), *plan.cases.values()]
        ids = [case.id for case in known if case.register == register and case.held == MISSING]
        contents = self.journal.contents(ids)
        cases = {**self.journal.cases(ids), **{id: plan.cases[id] for id in ids if id in plan.cases}}
        return {id: (cases[id], contents.get(id, {})) for id in cases}

    def _owner_of(
        self, cells: Mapping[str, str], lost: Mapping[str, tuple[Case, Mapping[str, str]]], sheet: Sheet
    ) -> str:
        """The gone case whose row this is; '' for none, IN_DOUBT when it may be one."""
        content = keyed_hash(self.key, cells)
        same = [id for id, (case, _) in lost.items() if case.content == content and id not in sheet.refs]
        if len(same) == 1:
            return same[0]
        return IN_DOUBT if same or any(alike(cells, before) for _, before in lost.values()) else ""

    def was_issued(self, plan: Plan, register: Register, id: str) -> bool:
        """Tell whether Alur ever gave this ID to a row of the register."""
        number = number_of(id, register.prefix)
        if number is None:
            return False
        year, n = number
        prefix = register.prefix
        return n <= max(plan.issued.get((prefix, year), 0), self.journal.issued(prefix, year))

    def swapped(self, cases: Mapping[str, Case], sheet: Sheet, changed: Sequence[str]) -> dict[str, str]:
        """Changed rows that now say what another changed row said before -> the ID of that other: theirs have
        probably changed places.
        """
        if len(changed) < 2:
            return {}
        before = {cases[id].content: id for id in changed if id in cases and cases[id].content}
        found = {}
        for id in changed:
            if id in cases and id in sheet.refs:
                content = keyed_hash(self.key, staff_cells(sheet.register, sheet.row(sheet.refs[id], id)))
                other = before.get(content, id)
                if other != id and content != cases[id].content:
                    found[id] = other
        return found

    def hold_doubled(self, plan: Plan, shelf: Shelf, sheet: Sheet, id: str, case: Case | None) -> None:
        """Two rows with one ID: neither acts until one of them is gone."""
        refs = sheet.doubled[id]
        numbers = " dan ".join(str(sheet.tab.first_row + ref) for ref in refs)
        message = (
            f"Disisihkan: ID {id} ada di baris {numbers}. Hapus salinannya, "
            "atau kosongkan ID pada baris salinan agar menjadi berkas baru."
        )
        for ref in refs:
            shelf.mark(sheet.register.name, ref, message)
        shelf.look_afresh(sheet.register.name, id)
        case = plan.cases.get(id) or case
        if case is not None and case.held != message:
            plan.event(id, EventKind.HELD, rows=numbers)
            plan.keep(replace(case, held=message, wakes_at=None))
