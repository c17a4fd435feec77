"""The registers port over Google Sheets: one spreadsheet for each workbook.

Nothing that is written depends on where a row stood when it was read: what the engine says goes into the slot of an
ID in ``_alur``; a Tindakan is emptied only if the word still stands there, and given back where it hit another row;
new rows are inserted, never laid over others; an ID for a new row is looked up afterwards and taken back likewise.
So a change that people made since the reading forbids nothing; a patch need only be of the last reading.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from connectors.google.changes import OPEN, Changes
from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.epochs import take_epoch
from connectors.google.kept import Kept, KeptBook
from connectors.google.mending import Mending, place_of
from connectors.google.reading import Leaf, Reading, leaf_of, same, tab_of
from connectors.google.sheets import Place, Sheets, fresh_id
from connectors.google.slots import SLOTS_TAB, Slots
from connectors.google.writing import Batch
from flows.engine.case import Json
from flows.engine.model import ID, Flow, Register
from flows.engine.ports import Book, CellWrite, Did, Outcome, Patch, Unreadable

Answers = Mapping[str, Mapping[str, Sequence[str]]]
"""register -> status -> the answers that can be chosen there."""
MENDINGS = 4
"""So often is a workbook read again because something in it was put right."""


def answers_of(flows: Iterable[Flow]) -> Answers:
    """What the drop-downs of Tindakan offer; a decision that needs a signature is not among it."""
    return {
        flow.register.name: {str(step.status): step.labels() for step in flow.steps if step.approval is None}
        for flow in flows
    }


class GoogleRegisters:
    """kept: what is remembered between passes; now: seconds; fresh: a new sheet id."""

    def __init__(
        self,
        client: GoogleClient,
        registers: Sequence[Register],
        answers: Answers,
        kept: Kept,
        *,
        now: Callable[[], float] = time.time,
        fresh: Callable[[], int] = fresh_id,
    ) -> None:
        self.sheets = Sheets(client)
        self.answers, self.kept, self.fresh = answers, kept, fresh
        self.mending = Mending(self.sheets, kept, fresh, answers)
        self.changes = Changes(client, kept, now)
        self.by_workbook: dict[str, list[Register]] = {}
        for register in registers:
            self.by_workbook.setdefault(register.workbook, []).append(register)
        self._last: dict[str, Reading] = {}

    def stamp(self, workbook: str) -> str:
        return self.changes.stamp(workbook)

    # ------------------------------------------------------------------------------------------- reading

    def read(self, workbook: str) -> Book:
        """One call for all tabs, and no more unless something was left unsettled or a tab is missing."""
        self._last.pop(workbook, None)
        try:
            reading = self._reading(workbook)
        except (NotDone, Unknown) as fault:
            raise Unreadable(f"spreadsheet «{workbook}»: {fault}") from fault
        self._last[workbook] = reading
        tabs = {name: tab_of(leaf, reading.slots) for name, leaf in reading.leaves.items()}
        return Book(
            workbook, reading.stamp, tabs, [f"spreadsheet «{workbook}»: {p}" for p in reading.problems]
        )

    def _reading(self, workbook: str) -> Reading:
        book = self._book(workbook)
        if book.unclear or not book.epoch:
            # A change whose end is not known may still be on its way; with a new epoch it is refused whole.
            take_epoch(self.sheets, book, self.kept, self.fresh)
        reading = self._values(workbook, book)
        for _ in range(MENDINGS):
            if not self.mending.all(book, reading, self.changes.day):
                self.mending.forget(book)
                return reading
            reading = self._values(workbook, book)
        raise NotDone("rows and columns are being moved; the next pass reads it")

    def _book(self, workbook: str) -> KeptBook:
        book = self.kept.books.get(workbook)
        if book is None:
            raise NotDone("there is no such spreadsheet; run `alur provision`")
        if book.open:
            raise NotDone(f"it {OPEN}")
        if book.moving:
            raise NotDone(
                "not all of its workbook has been moved into it; run `alur provision`, which goes on"
            )
        return book

    def _values(self, workbook: str, book: KeptBook) -> Reading:
        registers = self.by_workbook.get(workbook, [])
        version = self.changes.current(workbook)
        wanted = [register for register in registers if not book.tabs or register.name in book.tabs]
        try:
            grids = self.sheets.values(book.id, [*(r.name for r in wanted), SLOTS_TAB])
            problems = [_no_tab(r.name) for r in registers if r not in wanted]
        except NotDone as fault:
            if "Unable to parse range" not in str(fault):
                raise
            wanted, problems = self._tabs_that_are_there(book, registers)
            grids = self.sheets.values(book.id, [*(r.name for r in wanted), SLOTS_TAB])
        leaves = {r.name: leaf_of(r, grid) for r, grid in zip(wanted, grids, strict=False)}
        return Reading(version, leaves, Slots.of(grids[-1].rows, grids[-1].height), problems)

    def _tabs_that_are_there(
        self, book: KeptBook, registers: Sequence[Register]
    ) -> tuple[list[Register], list[str]]:
        """A tab was renamed or deleted: which are left, and a sentence for each that is not."""
        there = {
            sheet["properties"]["title"]: int(sheet["properties"].get("sheetId", 0))
            for sheet in self.sheets.look(book.id)["sheets"]
        }
        if SLOTS_TAB not in there:
            raise NotDone(
                f"the tab «{SLOTS_TAB}» is gone; restore it from the version history, or run `alur provision`"
            )
        by_id = {id: title for title, id in there.items()}
        found, problems = [], []
        names = {register.name for register in registers}
        for register in registers:
            title = next((title for title in there if same(title) == same(register.name)), None)
            if title == register.name:
                found.append(register)
                book.tabs[title] = there[title]
                continue
            now = title or by_id.get(book.tabs.get(register.name, -1))
            others = [one for one in there if one not in names]
            near = [now] if now else get_close_matches(register.name, others, n=1)
            problems.append(_no_tab(register.name, *near))
        return found, problems

    # ------------------------------------------------------------------------------------------- writing

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        reading = self._last.get(workbook)
        if reading is None or reading.stamp != stamp:
            return Outcome(
                Did.NOT_DONE, f"spreadsheet «{workbook}» was not read in this pass; the next one reads it"
            )
        book = self.kept.books[workbook]
        reading.stamp = f"{stamp}+"
        stamps = [cell for cell in patch.cells if cell.heading == ID]
        try:
            if stamps:
                why = self._stamp_rows(workbook, book, reading, stamps)
                if why:
                    return Outcome(Did.NOT_DONE, why)
            rest = [cell for cell in patch.cells if cell.heading != ID]
            batch = Batch(book, reading, self.answers)
            batch.take(rest, patch)
            left, why = self._send(book, batch) if not batch.empty else ([], "")
            if why:
                return Outcome(Did.NOT_DONE, why)
        except (NotDone, Unknown) as fault:
            self._last.pop(workbook, None)
            return fault.outcome
        return Outcome(Did.DONE, result={"stamp": reading.stamp, "standing": left})

    def _send(self, book: KeptBook, batch: Batch) -> tuple[list[str], str]:
        """Gives the IDs whose Tindakan could not be emptied, or why it is all to be done again."""
        if batch.formulas:
            self._put(book, batch.reading, batch.formulas, typed=True)
        if batch.placed:
            book.placed = batch.placed
        book.offered = sorted({*book.offered, *batch.offered})

        def change() -> Json:
            said = self.sheets.change(book.id, batch.requests(), batch.ranges())
            book.offered = batch.offered_elsewhere(said)
            return said

        said = self.mending.careful(book, change)
        emptied = self._settled(book, batch, said)
        if batch.placed and (moved := batch.misplaced(said)):
            return [], (
                f"columns of {', '.join(moved)} were moved while new rows were placed; the next pass places them again"
            )
        self.mending.forget(book)
        return batch.emptied(emptied), ""

    def _settled(self, book: KeptBook, batch: Batch, said: Json) -> list[str]:
        """What cannot be settled now is settled by the next reading."""
        try:
            return self.mending.settle_words(book, batch.hits(said))
        except (NotDone, Unknown):
            return []

    def _put(
        self, book: KeptBook, reading: Reading, columns: Mapping[Place, Mapping[int, str]], *, typed: bool
    ) -> None:
        """What does not find its column now is put by the next pass."""
        lost = self.mending.careful(
            book, lambda: self.sheets.put_into_columns(book.id, book.epoch, columns, typed=typed)
        )
        if lost:
            self.mending.columns(book, reading)

    # ------------------------------------------------------------------------------------ IDs of new rows

    def _stamp_rows(
        self, workbook: str, book: KeptBook, reading: Reading, stamps: Sequence[CellWrite]
    ) -> str:
        """Put IDs on rows that have none, then look where they are: '' when each is on its row, else why not."""
        columns: dict[Place, dict[int, str]] = {}
        for cell in stamps:
            leaf = reading.leaves[cell.register]
            columns.setdefault(place_of(book, leaf, ID), {})[cell.ref + 1] = str(cell.value)
            book.stamps.setdefault(cell.register, {})[str(cell.value)] = leaf.digest(cell.ref)
            book.owners.setdefault(cell.register, leaf.owners())
        self._put(book, reading, columns, typed=False)
        after = self._values(workbook, book)
        moved = self.mending.stamps(book, after)
        lost = [
            cell for cell in stamps
            if cell.register not in after.leaves or not _stands(after.leaves[cell.register], cell)
            or after.leaves[cell.register].digest(cell.ref) != book.stamps[cell.register][str(cell.value)]
        ]  # fmt: skip
        self.mending.forget(book)
        if moved or lost or not _as_before(reading, after, stamps):
            return (
                "rows were moved or a heading was renamed while new rows got their IDs; "
                "the next pass goes on from how they stand now"
            )
        reading.leaves, reading.slots = after.leaves, after.slots
        return ""


def _no_tab(name: str, now: str = "") -> str:
    hint = (
        f"it is now called «{now}»: give it its old name back"
        if now
        else "`alur provision` makes it if no row ever stood in it; else bring it back from the version history "
        "(File > Version history)"
    )
    return f"no tab «{name}»; {hint}. The other tabs are worked on"


def _stands(leaf: Leaf, cell: CellWrite) -> bool:
    return cell.ref < len(leaf.rows) and leaf.id(cell.ref) == cell.value


def _as_before(before: Reading, after: Reading, stamps: Sequence[CellWrite]) -> bool:
    """Whether each row still stands where the patch means it, the new IDs aside, under the headings that it had."""
    fresh = {(cell.register, cell.ref): str(cell.value) for cell in stamps}
    for name, leaf in before.leaves.items():
        now = after.leaves.get(name)
        if now is None or not leaf.at.keys() <= now.at.keys():
            return False
        for ref in range(len(leaf.rows)):
            id, digest = fresh.get((name, ref), leaf.id(ref)), leaf.digest(ref)
            if not (id or digest):
                continue
            if ref >= len(now.rows) or now.id(ref) != id:
                return False
            if not id and now.digest(ref) != digest:
                return False
    return True


__all__ = ["Answers", "GoogleRegisters", "answers_of"]
