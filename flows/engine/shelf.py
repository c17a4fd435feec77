"""A workbook while a pass works on it: its sheets as they were read, and what was decided about their rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flows.engine.columns import Value
from flows.engine.decide import Lines, Looked
from flows.engine.model import ID, PARENT, Flow
from flows.engine.ports import Book
from flows.engine.reading import Row, Sheet, values_of


@dataclass
class Shelf:
    """A workbook while a pass works on it.

    looked: register -> ID -> what to show; remarks: register -> ID -> (place, message) for rows that are no case;
    marked: register -> place -> message for rows without an ID of their own; forget: register -> IDs whose rows are
    to be looked at afresh when they come back; unfinished: new rows could not be given their IDs, so the next pass
    reads the workbook again though nobody changed it.
    """

    book: Book
    sheets: dict[str, Sheet]
    looked: dict[str, dict[str, Looked]] = field(default_factory=dict)
    remarks: dict[str, dict[str, tuple[int, str]]] = field(default_factory=dict)
    marked: dict[str, dict[int, str]] = field(default_factory=dict)
    forget: dict[str, list[str]] = field(default_factory=dict)
    unfinished: bool = False

    def keep(self, register: str, id: str, looked: Looked) -> None:
        self.looked.setdefault(register, {})[id] = looked

    def remark(self, row: Row, message: str) -> None:
        self.remarks.setdefault(row.register, {})[row.id] = (row.ref, message)

    def mark(self, register: str, ref: int, message: str) -> None:
        self.marked.setdefault(register, {})[ref] = message

    def look_afresh(self, register: str, id: str) -> None:
        self.forget.setdefault(register, []).append(id)

    def leave_nameless_rows(self) -> None:
        """The new rows could not be given their IDs: nothing is decided about them in this pass."""
        self.unfinished = True
        for sheet in self.sheets.values():
            sheet.nameless.clear()

    def lines(self, flow: Flow) -> dict[str, dict[str, list[int]]]:
        """For each register of lines of a flow that was read: parent ID -> places."""
        return {
            register.name: self.sheets[register.name].rows_of_parents()
            for register in flow.lines
            if register.name in self.sheets
        }

    def lines_of(self, flow: Flow, lines: Mapping[str, Mapping[str, list[int]]], id: str) -> Lines:
        """The child rows of one case, by register, as their columns read them."""
        found: dict[str, list[Mapping[str, Value]]] = {}
        for register in flow.lines:
            refs = lines.get(register.name, {}).get(id, ())
            rows = [self.sheets[register.name].row(ref) for ref in refs]
            found[register.name] = [{**values_of(register.columns, row)[0], ID: row.id} for row in rows]
        return found

    def parents_of_changed_lines(self, flow: Flow) -> set[str]:
        return {
            self.sheets[register.name].row(ref).text(PARENT)
            for register in flow.lines
            if register.name in self.sheets
            for ref, _ in self.remarks.get(register.name, {}).values()
        }

    def let_go(self) -> None:
        """Keep only the rows that are still to be shown something; a pass has many workbooks to go through."""
        for name, sheet in self.sheets.items():
            looked, remarks = self.looked.get(name, {}), self.remarks.get(name, {})
            kept = {sheet.refs[id] for id in looked if id in sheet.refs}
            kept |= {ref for refs in sheet.doubled.values() for ref in refs}
            kept |= {ref for ref, _ in remarks.values()}
            kept |= set(self.marked.get(name, {}))
            digests = {id: sheet.digests[id] for id in (*looked, *remarks) if id in sheet.digests}
            sheet.keep_only(kept)
            sheet.digests = digests
