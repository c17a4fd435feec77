"""The Dokumen cell: an address that opens with a click in a spreadsheet, and says how many letters there are."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from flows.engine.columns import Cell
from flows.engine.model import DOCUMENTS
from flows.engine.ports import Book, FolderLink, Outcome, Patch, Registers, Shown, Tab

VIEW = "https://drive.google.com/file/d/{}/view"
_LINK = re.compile(r"https://drive\.google\.com/\S+\?berkas=(\d+)")


def with_links(patch: Patch, address_of: Callable[[str], str]) -> Patch:
    """The patch with addresses in place of folders. address_of: '' for a folder that has none yet; its text stays."""

    def shown(value: Shown) -> Shown:
        if not isinstance(value, FolderLink):
            return value
        address = address_of(value.folder)
        return f"{address}?berkas={value.text.split()[0]}" if address else value.text

    cells = [replace(cell, value=shown(cell.value)) for cell in patch.cells]
    rows = [replace(row, cells={h: shown(value) for h, value in row.cells.items()}) for row in patch.new_rows]
    return replace(patch, cells=cells, new_rows=rows)


def without_link(cell: Cell) -> Cell:
    """What the engine knows such a cell as: «2 berkas»."""
    found = _LINK.fullmatch(cell) if isinstance(cell, str) else None
    return f"{found[1]} berkas" if found else cell


class LinkedRegisters:
    """Registers in which Dokumen opens with a click. address_of: see ``with_links``."""

    def __init__(self, registers: Registers, address_of: Callable[[str], str]) -> None:
        self.registers, self.address_of = registers, address_of

    def stamp(self, workbook: str) -> str:
        return self.registers.stamp(workbook)

    def read(self, workbook: str) -> Book:
        book = self.registers.read(workbook)
        return replace(book, tabs={name: _plain(tab) for name, tab in book.tabs.items()})

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        return self.registers.write(workbook, stamp, with_links(patch, self.address_of))


def _plain(tab: Tab) -> Tab:
    if DOCUMENTS not in tab.headings:
        return tab
    at = list(tab.headings).index(DOCUMENTS)
    rows = [[*row[:at], without_link(row[at]), *row[at + 1 :]] if at < len(row) else row for row in tab.rows]
    return replace(tab, rows=rows)


__all__ = ["VIEW", "LinkedRegisters", "with_links", "without_link"]
