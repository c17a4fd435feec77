"""A patch as one batch: slots, answers emptied, rows inserted, drop-downs, Riwayat."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from connectors.google.kept import KeptBook
from connectors.google.mending import place_of
from connectors.google.offers import offer
from connectors.google.reading import HEADINGS, Leaf, Reading, digest_of, same, taken
from connectors.google.sheets import (
    Place,
    append_rows,
    entered,
    fill,
    formula,
    insert_rows,
    letter,
    put,
    quoted,
    read_back,
    replace_whole,
    serial,
    standing,
)  # fmt: skip
from connectors.google.slots import SLOTS_TAB, engine_headings, lookup
from flows.engine.case import Json
from flows.engine.columns import Owner
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import CellWrite, Emptied, HistoryLine, NewRow, Patch, Shown

HISTORY_TAB = "Riwayat"
HISTORY_ROWS, HISTORY_COLUMNS = 350, 5
MORE_ROWS = 500


class Batch:
    """Gathers what a patch asks for. formulas: column -> row -> look-up, where one was typed over or is missing; they
    are right in any row, so they need not be in the batch. placed: as KeptBook keeps it, of the rows that are new.

    A taken word is first replaced by a text that names the ID it was taken for, and emptied once the answer has told
    that it stood in that ID's row; else the word is put back, wherever its row is by then.
    """

    def __init__(
        self, book: KeptBook, reading: Reading, answers: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:
        self.book, self.reading, self.answers = book, reading, answers
        self.slots = reading.slots
        self.formulas: dict[Place, dict[int, str]] = {}
        self.placed: dict[str, dict[str, dict[str, str]]] = {}
        self._touched: dict[str, None] = {}
        self._emptied: list[tuple[Leaf, Emptied, str]] = []
        self._rows: list[Json] = []
        self._offers: list[Json] = []
        self._offered: dict[tuple[str, int], str] = {}
        self._history: Sequence[HistoryLine] | None = None

    @property
    def empty(self) -> bool:
        told = self._history is not None
        return not (self._touched or self._emptied or self._rows or self._offers or told)

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
            id = leaf.nameless()[ref]
            self._change(id, {**changes, ID: id, STATUS: leaf.place(ref)})
            return
        known = self.slots.values.get(id)
        for heading in engine_headings(leaf.register):
            shown = leaf.raw(ref, heading)
            if known is None or shown != known.get(heading, ""):
                cell = lookup(ref + 1, leaf.at[ID], self.slots.at(heading))
                self.formulas.setdefault(place_of(self.book, leaf, heading), {})[ref + 1] = cell
        self._change(id, changes)
        if STATUS in changes and ACTION in leaf.at:
            self._offers.append(self._offer(leaf, ref + 1, id, str(changes[STATUS] or "")))

    def _change(self, id: str, changes: Mapping[str, Shown]) -> None:
        self.slots.set(id, {heading: _raw(value) for heading, value in changes.items()})
        self._touched[id] = None

    def _offer(self, leaf: Leaf, row: int, id: str, status: str) -> Json:
        name = leaf.register.name
        self._offered[name, row] = id
        return offer(
            self.book.tabs[name], row, leaf.at[ACTION], id, status, self.answers.get(name, {}).get(status, ())
        )

    def _empty(self, leaf: Leaf, emptied: Emptied) -> None:
        self._emptied.append((leaf, emptied, str(leaf.raw(emptied.ref, emptied.heading))))

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
        self.placed.setdefault(leaf.register.name, {})[id] = {
            HEADINGS: digest_of(leaf.headings),
        } | {
            heading: digest_of(stands[column]) for heading, column in leaf.at.items()
            if stands[column] not in ("", None) and owners.get(heading) is Owner.STAFF
        }  # fmt: skip
        if row >= leaf.height:
            self._rows.append(append_rows(sheet, MORE_ROWS))
            leaf.height += MORE_ROWS
        self._rows += [insert_rows(sheet, row, 1), put(sheet, row, 0, cells)]
        leaf.height += 1
        leaf.rows.append(["" if value is None else value for value in stands])
        if ACTION in leaf.at:
            self._rows.append(self._offer(leaf, row, id, str(new.cells.get(STATUS) or "")))

    # ------------------------------------------------------------------------------------------- the call

    def requests(self) -> list[Json]:
        """In the order that matters: the epoch, slots, then what takes words and moves rows."""
        slots_sheet = self.book.tabs[SLOTS_TAB]
        found = [standing(self.book.epoch)]
        if self.slots.used > self.slots.height:
            more = self.slots.used - self.slots.height + MORE_ROWS
            found.append(append_rows(slots_sheet, more))
            self.slots.height += more
        found += [self.slots.request(slots_sheet, id) for id in self._touched]
        for leaf, emptied, word in self._emptied:
            sheet, mark = self.book.tabs[leaf.register.name], taken(word, leaf.id(emptied.ref))
            column, row = leaf.at[emptied.heading], emptied.ref + 1
            found.append(replace_whole(sheet, word, mark, column=column, row=row))
        found += [*self._offers, *self._rows]
        if self._history is not None and HISTORY_TAB in self.book.tabs:
            found.append(self._history_request(self._history))
        return found

    def ranges(self) -> list[str]:
        """What tells afterwards which rows were hit, and whether the columns stood as they were read."""
        found = [quoted(name, "1:1") for name in {**self.placed, **dict.fromkeys(self.offered)}]
        for leaf, emptied, _ in self._emptied:
            left, right = sorted((leaf.at[ID], leaf.at[emptied.heading]))
            row = emptied.ref + 2
            found.append(quoted(leaf.register.name, f"{letter(left)}{row}:{letter(right)}{row}"))
        for name, row in self._offered:
            column = letter(self.reading.leaves[name].at[ID])
            found.append(quoted(name, f"{column}{row + 1}:{column}{row + 1}"))
        return found

    @property
    def offered(self) -> list[str]:
        """Tabs that get drop-downs."""
        return sorted({name for name, _ in self._offered})

    def offered_elsewhere(self, said: Any) -> list[str]:
        """After the batch: the tabs in which a drop-down came to stand beside the cell it was meant for."""
        stands = read_back(said)
        found = set()
        for (name, row), id in self._offered.items():
            leaf, sheet = self.reading.leaves[name], self.book.tabs[name]
            headed = all(same(stands.get((sheet, 0, leaf.at[h]), "")) == same(h) for h in (ID, ACTION))
            if not headed or stands.get((sheet, row, leaf.at[ID])) != id:
                found.add(name)
        return sorted(found)

    def hits(self, said: Any) -> list[tuple[Leaf, str, str, bool]]:
        """After the batch: of each word that was taken, its tab, itself, the ID meant, and whether it hit that."""
        stands = read_back(said)
        found = []
        for leaf, emptied, word in self._emptied:
            id, sheet = leaf.id(emptied.ref), self.book.tabs[leaf.register.name]
            at = leaf.at[emptied.heading]
            if stands.get((sheet, emptied.ref + 1, at)) == taken(word, id):
                found.append((leaf, word, id, stands.get((sheet, emptied.ref + 1, leaf.at[ID])) == id))
        return found

    def emptied(self, ids: Collection[str]) -> list[str]:
        """Note which IDs have their Tindakan emptied; gives those of which it is not known."""
        left = []
        for leaf, emptied, _ in self._emptied:
            if (id := leaf.id(emptied.ref)) in ids:
                leaf.rows[emptied.ref][leaf.at[emptied.heading]] = ""
            else:
                left.append(id)
        return left

    def misplaced(self, said: Any) -> list[str]:
        """Tabs whose columns were moved while new rows were placed in them."""
        stands = read_back(said)
        return [
            name
            for name in self.placed
            if any(
                same(stands.get((self.book.tabs[name], 0, column), "")) != same(heading)
                for column, heading in enumerate(self.reading.leaves[name].headings)
            )
        ]

    def _history_request(self, history: Sequence[HistoryLine]) -> Json:
        """Messages for rows without an ID stand on top: nothing may be written beside a row that cannot be named."""
        rows = [
            ["", place, "", str(said[MESSAGE]), "Alur"]
            for place, slot in self._nameless()
            if (said := self.slots.values.get(slot, {})).get(MESSAGE) and said.get(STATUS) == place
        ]
        for line in history:
            rows.append([line.when.strftime("%d-%m-%Y %H.%M"), line.register, line.id, line.what, line.who])
        cells = [[entered(text) for text in row] for row in rows[:HISTORY_ROWS]]
        return fill(self.book.tabs[HISTORY_TAB], cells, HISTORY_ROWS, HISTORY_COLUMNS)

    def _nameless(self) -> Iterator[tuple[str, str]]:
        for leaf in self.reading.leaves.values():
            for ref, slot in leaf.nameless().items():
                yield leaf.place(ref), slot


def _raw(value: Shown) -> Any:
    """A value as Sheets gives it back."""
    if isinstance(value, date):
        return serial(value)
    return getattr(value, "text", value)


__all__ = ["HISTORY_COLUMNS", "HISTORY_ROWS", "HISTORY_TAB", "Batch"]
