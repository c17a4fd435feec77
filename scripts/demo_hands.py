"""How the people of the demonstration get at their registers: in workbooks of a folder, or in Google's spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from flows.engine.model import ID
from flows.engine.ports import Book, CellWrite, Did, NewRow, Patch
from scripts.office import AlurOffice


class Hands(Protocol):
    """What people do to a register, as they do it: without a word to Alur."""

    def add(self, workbook: str, rows: Sequence[NewRow]) -> None:
        """Type rows below the last one."""
        ...

    def fill(self, workbook: str, book: Book, cells: Sequence[CellWrite]) -> None:
        """Type into cells of rows as they were read."""
        ...


class InWorkbooks:
    """Hands in Excel: the workbook is opened, changed and saved between two passes."""

    def __init__(self, office: AlurOffice) -> None:
        self.office = office

    def add(self, workbook: str, rows: Sequence[NewRow]) -> None:
        self._write(workbook, self.office.registers.read(workbook), Patch(new_rows=rows))

    def fill(self, workbook: str, book: Book, cells: Sequence[CellWrite]) -> None:
        self._write(workbook, book, Patch(cells=cells))

    def _write(self, workbook: str, book: Book, patch: Patch) -> None:
        outcome = self.office.registers.write(workbook, book.stamp, patch)
        assert outcome.did is Did.DONE, outcome.why


class InSpreadsheets:
    """Hands in a browser: each cell goes to Google as it is typed."""

    def __init__(self, office: AlurOffice) -> None:
        from connectors.google.sheets import Sheets

        self.office, self.sheets = office, Sheets(office.google_client(patient=True))

    def add(self, workbook: str, rows: Sequence[NewRow]) -> None:
        book = self.office.registers.read(workbook)
        below = dict.fromkeys(book.tabs, 0)
        for name, tab in book.tabs.items():
            at = [n for n, heading in enumerate(tab.headings) if heading and not self._engines(name, heading)]
            filled = [n for n, row in enumerate(tab.rows, 1) if any(row[c] for c in at if c < len(row))]
            below[name] = max(filled, default=0)
        cells = []
        for row in rows:
            ref, below[row.register] = below[row.register], below[row.register] + 1
            cells += [CellWrite(row.register, ref, heading, value) for heading, value in row.cells.items()]
        self.fill(workbook, book, cells)

    def fill(self, workbook: str, book: Book, cells: Sequence[CellWrite]) -> None:
        from connectors.google.sheets import entered, put

        kept = self.office.kept.books[workbook]
        requests = []
        for cell in cells:
            tab = book.tabs[cell.register]
            row, column = tab.first_row - 1 + cell.ref, list(tab.headings).index(cell.heading)
            requests.append(put(kept.tabs[cell.register], row, column, [entered(cell.value)]))
        if requests:
            self.sheets.change(kept.id, requests)

    def _engines(self, register: str, heading: str) -> bool:
        column = self.office.office.registers[register].column(heading)
        return (
            heading == ID
            or column is None
            or heading not in self.office.office.registers[register].staff_headings
        )
