"""Workbooks that may have been moved to Google; loaded by every pass, so it asks for little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from connectors.xlsx import XlsxRegisters
from flows.engine.model import Register
from flows.engine.ports import Book, Unreadable

ADDRESS = "https://docs.google.com/spreadsheets/d/{}/edit"


def moved_to(workbook: str) -> str:
    """By this name the journal remembers the spreadsheet that a workbook was moved into, and the stamp it had."""
    return f"moved:{workbook}"


class InUse(XlsxRegisters):
    """Reads no workbook that was moved to Google: what stands in it is of the day of the move, and a word left standing
    there is no answer. cursor: what the journal remembers of a source."""

    def __init__(self, folder: Path, registers: Sequence[Register], cursor: Callable[[str], str]) -> None:
        super().__init__(folder, registers)
        self.cursor = cursor

    def read(self, workbook: str) -> Book:
        if id := self.cursor(moved_to(workbook)).partition(" ")[0]:
            raise Unreadable(
                f"{self.path(workbook)} was moved to Google and shows the day of the move; its rows are at "
                f'{ADDRESS.format(id)}. Set backend = "google" again in config/office.toml'
            )
        return super().read(workbook)


__all__ = ["ADDRESS", "InUse", "moved_to"]
