"""The registers port over a folder of workbooks: read when stable, changed only when closed and unchanged."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path

from connectors.xlsx.extend import Lacking, with_columns
from connectors.xlsx.looks import styles_of
from connectors.xlsx.package import Package, Refused, open_package, with_parts
from connectors.xlsx.patch import Cells, patch_sheet, replace_rows, without_cells
from connectors.xlsx.read import read_tabs
from flows.engine.model import Register
from flows.engine.ports import Book, Did, HistoryLine, Outcome, Patch, Shown, Tab, Unreadable

HISTORY_TAB = "Riwayat"
STALE_LOCK_HOURS = 12
COPY = re.compile(r"(\(\d+\)|\bcopy\b|conflict|salinan|\bkopi\b|~\d+)", re.IGNORECASE)


class XlsxRegisters:
    """``folder`` holds ``<workbook>.xlsx``; ``registers`` are the tabs that are read in them."""

    def __init__(self, folder: Path, registers: Sequence[Register]) -> None:
        self.folder = folder
        self.by_workbook: dict[str, list[Register]] = {}
        for register in registers:
            self.by_workbook.setdefault(register.workbook, []).append(register)
        self._stamps: dict[str, tuple[tuple[int, int, int], str]] = {}
        self._last: dict[str, tuple[str, dict[str, Tab]]] = {}

    def path(self, workbook: str) -> Path:
        return self.folder / f"{workbook}.xlsx"

    # ------------------------------------------------------------------------------------------- reading

    def stamp(self, workbook: str) -> str:
        """Size, time and a hash of the bytes; the bytes are looked at only when size or time changed."""
        try:
            stat = self.path(workbook).stat()
        except FileNotFoundError:
            return ""
        key = (stat.st_size, stat.st_mtime_ns, stat.st_ino)
        known = self._stamps.get(workbook)
        if known is not None and known[0] == key:
            return known[1]
        stamp = _hash(self.path(workbook).read_bytes())
        self._stamps[workbook] = (key, stamp)
        return stamp

    def read(self, workbook: str) -> Book:
        path = self.path(workbook)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            back = self.renamed(workbook) or "restore it from its backup, or run `alur provision`"
            raise Unreadable(f"{path}: there is no such workbook; {back}") from None
        stamp = _hash(content)
        try:
            tabs, problems = read_tabs(content, self.by_workbook.get(workbook, ()))
        except Refused as fault:
            raise Unreadable(
                f"{path}: {fault}. Nothing is done with it; save it again as .xlsx, or restore it from its backup"
            ) from fault
        problems = [f"{path}: {problem}" for problem in problems] + self._conflict_copies(path)
        self._last[workbook] = (stamp, dict(tabs))
        return Book(workbook, stamp, tabs, problems)

    def renamed(self, workbook: str) -> str:
        """Where a workbook that is not there probably is, under nearly its name; '' where nothing looks like it."""
        others = {path.stem.casefold(): path for path in self._strange_files()}
        near = get_close_matches(workbook.casefold(), others, n=1, cutoff=0.8)
        return (
            f"«{others[near[0]].name}» lies there; if that is it, give it its old name back" if near else ""
        )

    def _strange_files(self) -> list[Path]:
        return [path for path in sorted(self.folder.glob("*.xlsx")) if path.stem not in self.by_workbook]

    def _conflict_copies(self, path: Path) -> list[str]:
        """Copies that a file share or a person made: what is typed there is in no register."""
        return [
            f"{other}: this looks like a copy of {path.name}, and Alur does not read it; carry over by hand what was "
            "changed there, then delete it or put it elsewhere"
            for other in self._strange_files()
            if path.stem in other.stem and COPY.search(other.stem.replace(path.stem, ""))
        ]

    # ------------------------------------------------------------------------------------------- writing

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        path = self.path(workbook)
        busy = self.open_elsewhere(workbook)
        if busy:
            return Outcome(Did.NOT_DONE, busy)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return Outcome(Did.NOT_DONE, f"{path} is gone")
        last = self._last.get(workbook)
        if _hash(content) != stamp or last is None or last[0] != stamp:
            return Outcome(
                Did.NOT_DONE, f"{path} was saved by somebody since it was read; the next pass reads it again"
            )
        tabs = last[1]
        try:
            changed = self._patched(open_package(content), tabs, patch)
        except Refused as fault:
            return Outcome(
                Did.NOT_DONE, f"{path}: {fault}; open and save it with Excel or LibreOffice, then sync again"
            )
        busy = self.open_elsewhere(workbook)
        if busy:
            return Outcome(Did.NOT_DONE, busy)
        swapped = self._swap(path, content, changed)
        if not swapped:
            return Outcome(
                Did.NOT_DONE, f"{path} was saved by somebody while it was being changed; nothing is lost"
            )
        new = _hash(changed)
        stat = path.stat()
        self._stamps[workbook] = ((stat.st_size, stat.st_mtime_ns, stat.st_ino), new)
        self._last[workbook] = (new, _moved_on(tabs, patch))
        return Outcome(Did.DONE, result={"stamp": new})

    def add_columns(self, workbook: str, tabs: Sequence[Lacking]) -> str:
        """Add tabs, or columns behind the last ones; gives why that could not be done, '' when it was."""
        path, busy = self.path(workbook), self.open_elsewhere(workbook)
        if busy:
            return busy
        content = path.read_bytes()
        try:
            changed = with_columns(content, tabs, self.by_workbook.get(workbook, ()))
        except Refused as fault:
            return f"{path}: {fault}; add the headings by hand"
        return (
            "" if self._swap(path, content, changed) else f"{path} was saved by somebody meanwhile; once more"
        )

    def open_elsewhere(self, workbook: str) -> str:
        """Say who has the workbook open; '' when nobody has. Excel leaves ``~$name``, LibreOffice ``.~lock.name#``."""
        path = self.path(workbook)
        for lock in (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#")):
            try:
                age = (time.time() - lock.stat().st_mtime) / 3600
            except OSError:
                continue
            hint = (
                f" (for {age:.0f} hours; if nobody has, delete {lock.name})" if age > STALE_LOCK_HOURS else ""
            )
            return f"{path} is open{hint}; the next pass after it is closed brings it up to date"
        return ""

    def _patched(self, package: Package, tabs: dict[str, Tab], patch: Patch) -> bytes:
        cells = _cells_by_tab(tabs, patch)
        styles = styles_of(package)
        parts: dict[str, bytes] = {}
        removed: list[str] = []
        names = {name.casefold(): name for name in package.tabs}
        for register, wanted in cells.items():
            part = package.tabs[names[register.casefold()]]
            patched = patch_sheet(package.part(part), wanted, styles)
            parts[part] = patched.xml
            removed += patched.removed
        if patch.history is not None and HISTORY_TAB in package.tabs:
            part = package.tabs[HISTORY_TAB]
            parts[part] = replace_rows(
                package.part(part), [_history_row(line) for line in patch.history], styles
            )
        if removed and "xl/calcChain.xml" in package.archive.namelist():
            parts["xl/calcChain.xml"] = without_cells(package.part("xl/calcChain.xml"), removed)
        return with_parts(package, parts)

    @staticmethod
    def _swap(path: Path, before: bytes, after: bytes) -> bool:
        """Put the new bytes in the place of the old in one move, unless somebody has saved meanwhile."""
        temporary = path.with_name(f".{path.name}.alur")
        with temporary.open("wb") as file:
            file.write(after)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777)
        if path.read_bytes() != before:
            temporary.unlink()
            return False
        temporary.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return True


def _hash(content: bytes) -> str:
    return f"{len(content)}-{blake2b(content, digest_size=16).hexdigest()}"


def _cells_by_tab(tabs: dict[str, Tab], patch: Patch) -> dict[str, Cells]:
    """Which cell of which tab gets which value; raises Refused where the reading does not have the column."""
    found: dict[str, dict[int, dict[int, Shown]]] = {}

    def put(register: str, row: int, heading: str, value: Shown) -> None:
        tab = tabs[register]
        if heading not in tab.headings:
            raise Refused(f"tab «{register}» has no column «{heading}»")
        found.setdefault(register, {}).setdefault(row, {})[list(tab.headings).index(heading)] = value

    for cell in patch.cells:
        put(cell.register, tabs[cell.register].first_row + cell.ref, cell.heading, cell.value)
    for emptied in patch.emptied:
        tab = tabs[emptied.register]
        row = tab.rows[emptied.ref]
        stands = str(row[list(tab.headings).index(emptied.heading)] or "").strip()
        if stands == emptied.word:
            put(emptied.register, tab.first_row + emptied.ref, emptied.heading, None)
    added: dict[str, int] = {}
    for new in patch.new_rows:
        tab = tabs[new.register]
        row_number = tab.first_row + len(tab.rows) + added.get(new.register, 0)
        added[new.register] = added.get(new.register, 0) + 1
        for heading, value in new.cells.items():
            if heading in tab.headings:
                put(new.register, row_number, heading, value)
    return dict(found)


def _moved_on(tabs: dict[str, Tab], patch: Patch) -> dict[str, Tab]:
    """The tabs as they stand after a patch, so that a second patch of the same pass finds its places."""
    rows = {name: list(tab.rows) for name, tab in tabs.items()}
    for emptied in patch.emptied:
        tab = tabs[emptied.register]
        row = list(rows[emptied.register][emptied.ref])
        row[list(tab.headings).index(emptied.heading)] = None
        rows[emptied.register][emptied.ref] = row
    for new in patch.new_rows:
        tab = tabs[new.register]
        rows[new.register].append([_as_cell(new.cells.get(heading)) for heading in tab.headings])
    return {name: Tab(tab.register, tab.headings, rows[name], tab.first_row) for name, tab in tabs.items()}


def _as_cell(value: Shown) -> str | None:
    return None if value is None else str(getattr(value, "text", value))


def _history_row(line: HistoryLine) -> list[Shown]:
    return [line.when.strftime("%d-%m-%Y %H.%M"), line.register, line.id, line.what, line.who]


__all__ = ["HISTORY_TAB", "XlsxRegisters"]
