"""A patch as one batch: slots, answers emptied, rows inserted, drop-downs, Riwayat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from connectors.google.kept import KeptBook
from connectors.google.reading import NAMELESS, Leaf, Reading
from connectors.google.sheets import (
    append_rows,
    copy_value,
    entered,
    fill,
    formula,
    insert_rows,
    letter,
    offer,
    put,
    quoted,
    replace_whole,
    serial,
    standing,
)  # fmt: skip
from connectors.google.slots import (
    HIT,
    SLOTS_TAB,
    SOUGHT,
    STOOD,
    column_id,
    engine_headings,
    lookup,
)
from flows.engine.case import Json
from flows.engine.columns import Owner
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import CellWrite, Emptied, HistoryLine, NewRow, Patch, Shown

HISTORY_TAB = "Riwayat"
HISTORY_ROWS, HISTORY_COLUMNS = 350, 5
MORE_ROWS = 500


class Batch:
    """Gathers what a patch asks for. formulas: column metadata id -> row -> look-up, where one was typed over or is
    missing; they are right in any row, so they need not be in the batch."""

    def __init__(
        self, book: KeptBook, reading: Reading, answers: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:
        self.book, self.reading, self.answers = book, reading, answers
        self.slots = reading.slots
        self.formulas: dict[int, dict[int, str]] = {}
        self._touched: dict[str, None] = {}
        self._emptied: list[tuple[Leaf, Emptied, str]] = []
        self._rows: list[Json] = []
        self._offers: list[Json] = []
        self._notes: dict[str, str] = {}
        self._history: Sequence[HistoryLine] | None = None

    @property
    def empty(self) -> bool:
        return not (self._touched or self._rows or self._offers or self._history is not None)

    def take(self, cells: Sequence[CellWrite], patch: Patch) -> None:
        by_row: dict[tuple[str, int], dict[str, Shown]] = {}
        for cell in cells:
            by_row.setdefault((cell.register, cell.ref), {})[cell.heading] = cell.value
        for (register, ref), changes in by_row.items():
            self._show(self.reading.leaves[register], ref, changes)
        for emptied in patch.emptied:
            self._empty(self.reading.leaves[emptied.register], emptied)
        for new in patch.new_rows:
            self._place(self.reading.leaves[new.register], new)
        self._history = patch.history

    def _show(self, leaf: Leaf, ref: int, changes: Mapping[str, Shown]) -> None:
        id = leaf.id(ref)
        if not id:
            id = NAMELESS + leaf.digest(ref)
            where = f"{leaf.register.name}, baris {ref + 2}"
            self._change(id, {**changes, ID: id, STATUS: where})
            return
        known = self.slots.values.get(id)
        for heading in engine_headings(leaf.register):
            shown = leaf.raw(ref, heading)
            if known is None or shown != known.get(heading, ""):
                cell = lookup(ref + 1, leaf.at[ID], self.slots.at(heading))
                self.formulas.setdefault(column_id(leaf.register.name, heading), {})[ref + 1] = cell
        self._change(id, changes)
        if STATUS in changes and ACTION in leaf.at:
            self._offer(leaf, ref + 1, str(changes[STATUS] or ""))

    def _change(self, id: str, changes: Mapping[str, Shown]) -> None:
        self.slots.set(id, {heading: _raw(value) for heading, value in changes.items()})
        self._touched[id] = None

    def _offer(self, leaf: Leaf, row: int, status: str) -> None:
        words = self.answers.get(leaf.register.name, {}).get(status, ())
        self._offers.append(offer(self.book.tabs[leaf.register.name], row, leaf.at[ACTION], words))

    def _empty(self, leaf: Leaf, emptied: Emptied) -> None:
        id = leaf.id(emptied.ref)
        if id in leaf.taken:
            # The cell is empty already; the answer stood only in the slot that kept it.
            self._change(leaf.taken.pop(id)[0], {HIT: None, STOOD: None, SOUGHT: None})
            return
        word = str(leaf.raw(emptied.ref, emptied.heading))
        self._change(id, {HIT: None, STOOD: None, SOUGHT: word})
        self._emptied.append((leaf, emptied, word))

    def _place(self, leaf: Leaf, new: NewRow) -> None:
        """A row of its own below the last filled one, made in the same batch: it can cover nothing."""
        sheet, row = self.book.tabs[leaf.register.name], len(leaf.rows) + 1
        id = str(new.cells[ID])
        owners = {column.heading: column.owner for column in leaf.register.all_columns}
        cells: list[Json] = [{} for _ in leaf.headings]
        stands: list[Any] = ["" for _ in leaf.headings]
        for heading, column in leaf.at.items():
            if heading != ID and owners.get(heading) is Owner.ENGINE:
                cells[column] = formula(lookup(row, leaf.at[ID], self.slots.at(heading)))
                stands[column] = _raw(new.cells.get(heading))
            elif heading in new.cells:
                cells[column] = entered(new.cells[heading])
                stands[column] = _raw(new.cells[heading])
        shown = {h: value for h, value in new.cells.items() if h == ID or owners.get(h) is Owner.ENGINE}
        self._change(id, shown)
        if row >= leaf.height:
            self._rows.append(append_rows(sheet, MORE_ROWS))
            leaf.height += MORE_ROWS
        self._rows += [insert_rows(sheet, row, 1), put(sheet, row, 0, cells)]
        leaf.height += 1
        leaf.rows.append(["" if value is None else value for value in stands])
        if ACTION in leaf.at:
            self._offer(leaf, row, str(new.cells.get(STATUS) or ""))

    # ------------------------------------------------------------------------------------------- the call

    def requests(self) -> list[Json]:
        """In the order that matters: the epoch, slots, what is copied into them, then what empties and moves rows."""
        slots_sheet = self.book.tabs[SLOTS_TAB]
        found = [standing(self.book.epoch)]
        if self.slots.used > self.slots.height:
            more = self.slots.used - self.slots.height + MORE_ROWS
            found.append(append_rows(slots_sheet, more))
            self.slots.height += more
        found += [self.slots.request(slots_sheet, id) for id in self._touched]
        for leaf, emptied, word in self._emptied:
            sheet, row = self.book.tabs[leaf.register.name], emptied.ref + 1
            slot = self.slots.rows[leaf.id(emptied.ref)]
            action = leaf.at[emptied.heading]
            found += [
                copy_value(sheet, row, leaf.at[ID], (slots_sheet, slot, self.slots.at(HIT))),
                copy_value(sheet, row, action, (slots_sheet, slot, self.slots.at(STOOD))),
                replace_whole(sheet, word, "", column=action, row=row),
            ]
        found += [*self._offers, *self._rows]
        if self._history is not None and HISTORY_TAB in self.book.tabs:
            found.append(self._history_request(self._history))
        return found

    def ranges(self) -> list[str]:
        """What tells afterwards which rows were hit."""
        first, last = letter(self.slots.at(HIT)), letter(self.slots.at(STOOD))
        rows = [self.slots.rows[leaf.id(emptied.ref)] + 1 for leaf, emptied, _ in self._emptied]
        return [quoted(SLOTS_TAB, f"{first}{row}:{last}{row}") for row in rows]

    def done(self, said: Any) -> list[str]:
        """After the batch: which IDs still have their word, as the answer tells."""
        stood = _read_back(said, self.book.tabs[SLOTS_TAB])
        left = []
        for leaf, emptied, word in self._emptied:
            id = leaf.id(emptied.ref)
            hit, found = stood.get(self.slots.rows[id], ("", ""))
            self.slots.set(id, {HIT: hit, STOOD: found})
            if (hit, found) == (id, word):
                leaf.rows[emptied.ref][leaf.at[emptied.heading]] = ""
            else:
                left.append(id)
        return left

    def _history_request(self, history: Sequence[HistoryLine]) -> Json:
        """Messages for rows without an ID stand on top: nothing may be written beside a row that cannot be named."""
        rows = [
            ["", str(said.get(STATUS, "")), "", str(said[MESSAGE]), "Alur"]
            for id, said in self.slots.values.items()
            if id.startswith(NAMELESS) and said.get(MESSAGE) and self._still_there(id)
        ]
        for line in history:
            rows.append([line.when.strftime("%d-%m-%Y %H.%M"), line.register, line.id, line.what, line.who])
        cells = [[entered(text) for text in row] for row in rows[:HISTORY_ROWS]]
        return fill(self.book.tabs[HISTORY_TAB], cells, HISTORY_ROWS, HISTORY_COLUMNS)

    def _still_there(self, slot: str) -> bool:
        digest = slot.removeprefix(NAMELESS)
        return any(
            leaf.digest(ref) == digest
            for leaf in self.reading.leaves.values()
            for ref in range(len(leaf.rows))
            if not leaf.id(ref)
        )


def _raw(value: Shown) -> Any:
    """A value as Sheets gives it back."""
    if isinstance(value, date):
        return serial(value)
    return getattr(value, "text", value)


def _read_back(said: Any, sheet: int) -> dict[int, tuple[str, str]]:
    """Row -> the two cells that were copied into its slot."""
    found: dict[int, tuple[str, str]] = {}
    for one in said.get("updatedSpreadsheet", {}).get("sheets", []):
        if int(one.get("properties", {}).get("sheetId", 0)) != sheet:
            continue
        for block in one.get("data", []):
            for row, cells in enumerate(block.get("rowData", []), start=int(block.get("startRow", 0))):
                texts = [_text(cell) for cell in cells.get("values", [])]
                hit, stood, *_ = [*texts, "", ""]
                found[row] = (hit, stood)
    return found


def _text(cell: Json) -> str:
    value = cell.get("effectiveValue") or cell.get("userEnteredValue") or {}
    return str(next(iter(value.values()), ""))


__all__ = ["HISTORY_COLUMNS", "HISTORY_ROWS", "HISTORY_TAB", "Batch"]
