"""An office that worked with workbooks goes on with Google: what stands in them is moved by `alur provision`, once.

The workbooks stay as they are. A file beside them says to staff where their registers are now, and what is still typed
into one of them is told to the operator.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from connectors.google.moving import Old
from connectors.xlsx import XlsxRegisters
from connectors.xlsx.package import open_package
from connectors.xlsx.read import NOT_COMPUTED, formulas_in
from connectors.xlsx.registers import HISTORY_TAB
from flows.engine.books import Books
from flows.engine.columns import is_empty
from flows.engine.model import Register
from flows.engine.ports import Book, Tab, Unreadable
from flows.engine.reading import gone_ids, read_sheet, too_many_gone
from scripts.moved import ADDRESS, moved_to

if TYPE_CHECKING:
    from scripts.office import AlurOffice

SAYS = "SUDAH PINDAH KE GOOGLE.txt"
MOST_TOLD = 5
"""So many cells of a workbook are named that must be put right first."""


class Workbooks:
    """``connectors.google.moving.Moves`` over the folder ``registers`` of an office and its journal."""

    def __init__(self, office: AlurOffice) -> None:
        self.office = office
        self.folder = office.folder / "registers"
        self.registers = XlsxRegisters(self.folder, tuple(office.office.registers.values()))

    def old(self, workbook: str) -> Old | None:
        path = self.registers.path(workbook)
        if not path.exists():
            return None
        registers = self.office.workbooks[workbook]
        try:
            book = self.registers.read(workbook)
        except Unreadable as fault:
            return Old(str(path), Book(workbook, "", {}), problems=[str(fault)])
        known = any(self.office.journal.ids_in(register.name) for register in registers)
        if not known and not any(_holds(tab) for tab in book.tabs.values()):
            return None
        open_now = self.registers.open_elsewhere(workbook)
        problems = [open_now.partition(";")[0] + "; close it, then move it"] if open_now else []
        missing = [r for r in registers if r.name not in book.tabs and not self.office.journal.ids_in(r.name)]
        expected = {f"{path}: no tab «{register.name}»" for register in missing}
        problems += [one for one in book.problems if one not in expected]
        for register in registers:
            problems += self._why_not(f"{path}, ", register, book)
        history = Books(self.office.office, self.office.journal, self.registers).history(workbook)
        notes = list(self._left_behind(workbook, registers))
        return Old(f"registers/{path.name}", book, history, problems, notes)

    def was_moved(self, workbook: str) -> bool:
        return bool(self.office.journal.cursor(moved_to(workbook)))

    def moved(self, workbook: str, old: Old, id: str) -> None:
        said = {moved_to(workbook): f"{id} {old.book.stamp}"}
        self.office.journal.remember({}, {}, [], said)
        (self.folder / SAYS).write_text("".join(self._words()), "utf-8")

    def typed_in_since(self) -> list[str]:
        """Workbooks that were changed after they had been moved: what was typed there is in no register."""
        found = []
        for workbook in self.office.workbooks:
            id, _, stamp = self.office.journal.cursor(moved_to(workbook)).partition(" ")
            if stamp and self.registers.stamp(workbook) not in ("", stamp):
                found.append(
                    f"{self.registers.path(workbook)} was changed after it had been moved to Google; nothing reads it. "
                    f"Carry what was typed there over to {ADDRESS.format(id)}, then take the workbook out of the folder"
                )
        return found

    def _why_not(self, where: str, register: Register, book: Book) -> Iterator[str]:
        """What would be lost or guessed at if a tab were moved as it is."""
        tab = book.tabs.get(register.name)
        if tab is None:
            return
        sheet = read_sheet(register, tab)
        if sheet.stopped:
            yield f"{where}{sheet.stopped}"
            return
        known = self.office.journal.ids_in(register.name)
        gone = self.office.journal.cases(gone_ids(sheet, known))
        if too_many_gone(len(gone), len(known)):
            yield (
                f"{where}tab «{register.name}»: {len(gone)} of {len(known)} rows that the journal knows do not stand "
                "in it; is it an older copy? Put the newest one in its place"
            )
        uncounted = [
            f"row {tab.first_row + ref} of «{heading or 'a column without a heading'}»"
            for ref, row in enumerate(tab.rows)
            for heading, cell in zip(tab.headings, row, strict=False)
            if cell is NOT_COMPUTED
        ]
        if uncounted:
            more = [f"{len(uncounted) - MOST_TOLD} more"] if len(uncounted) > MOST_TOLD else []
            named = ", ".join([*uncounted[:MOST_TOLD], *more])
            yield (
                f"{where}tab «{register.name}»: a formula was never computed in {named}; "
                "open the workbook with Excel or LibreOffice and save it"
            )

    def _left_behind(self, workbook: str, registers: list[Register]) -> Iterator[str]:
        from connectors.xlsx.create import GUIDE_TAB, LISTS_TAB

        path, ours = self.registers.path(workbook), {HISTORY_TAB, GUIDE_TAB, LISTS_TAB}
        content = path.read_bytes()
        for tab, count in formulas_in(content, registers).items():
            yield f"note: {path}, tab «{tab}»: {count} formulas of staff are moved as the values that they show"
        others = [tab for tab in open_package(content).tabs if tab not in ours | {r.name for r in registers}]
        if others:
            named = ", ".join(f"«{tab}»" for tab in others)
            yield f"note: {path}: {named} is no register and stays there; copy it in the browser if it is needed"

    def _words(self) -> Iterator[str]:
        yield "Buku kerja di folder ini tidak dipakai lagi. Registernya sekarang di Google Spreadsheet:\n\n"
        for workbook in self.office.workbooks:
            id = self.office.journal.cursor(moved_to(workbook)).partition(" ")[0]
            if id:
                yield f"{workbook}\n  {ADDRESS.format(id)}\n"
        yield "\nApa pun yang diketik di buku kerja lama tidak dibaca Alur.\n"


def _holds(tab: Tab) -> bool:
    return any(not is_empty(cell) for row in tab.rows for cell in row)


__all__ = ["SAYS", "Workbooks"]
