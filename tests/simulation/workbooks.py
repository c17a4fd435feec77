"""Registers that lie in real workbooks while simulated people work on them as tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

from connectors.xlsx import XlsxRegisters
from flows.engine.columns import Cell, CellError
from flows.engine.model import Register
from flows.engine.ports import Book, Outcome, Patch
from tests.fakes.memory import MemoryRegisters


class WorkbookRegisters(MemoryRegisters):
    """People edit the tables; before a pass looks, they are saved as .xlsx; what a pass writes is read back from there."""

    def __init__(self, folder: Path, registers: Sequence[Register]) -> None:
        super().__init__(registers)
        self.folder = folder
        self.xlsx = XlsxRegisters(folder, registers)
        self._saved: dict[str, str] = {}

    def _save(self, workbook: str) -> None:
        """Save what people changed, as their spreadsheet program does."""
        now = super().stamp(workbook)
        if self._saved.get(workbook) == now:
            return
        book = Workbook()
        book.remove(book.worksheets[0])
        for register in self.of(workbook):
            tab, sheet = self.tabs[register.name], book.create_sheet(register.name)
            for row, cells in enumerate([tab.headings, *tab.rows], start=1):
                for column, value in enumerate(cells, start=1):
                    if value is not None and value != "":
                        cell = sheet.cell(row, column)
                        cell.value = _for_a_file(value)  # type: ignore[assignment]
                        if isinstance(value, str):
                            cell.data_type = "s"
        book.create_sheet("Riwayat").append(["Waktu", "Register", "ID", "Kejadian", "Oleh"])
        book.save(self.folder / f"{workbook}.xlsx")
        self._saved[workbook] = now

    def stamp(self, workbook: str) -> str:
        self._save(workbook)
        return self.xlsx.stamp(workbook)

    def read(self, workbook: str) -> Book:
        self._save(workbook)
        self.reads += 1
        return self.xlsx.read(workbook)

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        if workbook in self.open_elsewhere:
            (self.folder / f"~${workbook}.xlsx").touch()
        else:
            (self.folder / f"~${workbook}.xlsx").unlink(missing_ok=True)
        self._save(workbook)
        outcome = self.xlsx.write(workbook, stamp, patch)
        if outcome.did == "done":
            self.writes.append((workbook, patch, {}))
            self._load(workbook)
        return outcome

    def _load(self, workbook: str) -> None:
        """People see what the pass wrote."""
        book = self.xlsx.read(workbook)
        for name, tab in book.tabs.items():
            self.tabs[name].headings = list(tab.headings)
            self.tabs[name].rows = [[None if cell == "" else cell for cell in row] for row in tab.rows]
        self._saved[workbook] = super().stamp(workbook)


def _for_a_file(value: Cell) -> object:
    """What a spreadsheet program would keep: no control characters, at most 32,767 letters."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, str):
        return "".join(c for c in value if c >= " " or c in "\n\t")[:32_000]
    return value
