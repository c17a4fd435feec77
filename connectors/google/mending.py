"""What an earlier change left in a wrong place is put right before anything is read from it.

People move rows and columns while a change is under way. Each change leaves a text that stands nowhere else: the new
ID of a row, or a taken word with the ID it was taken for. By that it is found again and put right, wherever it lies.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from connectors.google.client import NotDone
from connectors.google.epochs import without_a_turn
from connectors.google.kept import Kept, KeptBook
from connectors.google.offers import put_right, rules_in
from connectors.google.reading import HEADINGS, Leaf, Reading, digest_of, taken, word_taken
from connectors.google.sheets import (
    Place,
    Sheets,
    add_hidden,
    copy_cells,
    delete_row,
    insert_rows,
    quoted,
    read_back,
    rename_tab,
    replace_whole,
    standing,
)  # fmt: skip
from connectors.google.slots import column_id
from flows.engine.case import Json
from flows.engine.columns import Owner
from flows.engine.model import ACTION, ID, NOT_DOUBLE

ASIDE_TAB = "_sisihan"
SPARE = 26
"""Columns that a sheet for one row has more than its tab when it was read."""
MARK = "alur"


def place_of(book: KeptBook, leaf: Leaf, heading: str) -> Place:
    """Where a column of a register stood when it was read."""
    name = leaf.register.name
    return Place(column_id(name, heading), book.tabs[name], leaf.at[heading])


class Mending:
    """fresh: a new sheet id; answers: register -> status -> what can be chosen there."""

    def __init__(
        self, sheets: Sheets, kept: Kept, fresh: Callable[[], int], answers: Mapping[str, Mapping[str, Sequence[str]]]
    ) -> None:  # fmt: skip
        self.sheets, self.kept, self.fresh, self.answers = sheets, kept, fresh, answers

    def careful(self, book: KeptBook, change: Callable[[], Any]) -> Any:
        """Leave word before a change is sent; whoever finds it unsettled takes a new epoch first."""
        book.unclear = True
        self.kept.save()
        try:
            said = change()
        except NotDone as fault:
            # Refused, so nothing is on its way; but if our epoch is not there, the next reading must find out why.
            taken_over = without_a_turn(fault)
            book.unclear = taken_over is not None
            self.kept.save()
            raise taken_over or fault from fault
        book.unclear = False
        self.kept.save()
        return said

    def all(self, book: KeptBook, reading: Reading, day: int) -> bool:
        """Put right what the reading shows to be wrong; tells whether anything was, and has to be read again."""
        mended = self.stamps(book, reading)
        mended |= self.words(book, reading)
        return self._placed(book, reading) or mended or self._offers(book, reading, day)

    def forget(self, book: KeptBook) -> None:
        """All that was begun stands where it belongs."""
        if book.stamps or book.owners or book.placed:
            book.stamps, book.owners, book.placed = {}, {}, {}
            self.kept.save()

    # ----------------------------------------------------------------------------------- IDs of new rows

    def stamps(self, book: KeptBook, reading: Reading) -> bool:
        """Take back IDs that hit another row than theirs."""
        requests = []
        for name, tokens in book.stamps.items():
            leaf = reading.leaves.get(name)
            if leaf is None or ID not in leaf.at:
                continue
            refs, owners = leaf.refs(), book.owners.get(name, {})
            for token, digest in tokens.items():
                if len(refs.get(token, [])) != 1:
                    continue
                stands = leaf.digest(refs[token][0])
                if stands == digest:
                    continue
                known = owners.get(stands, ())
                missing = [owner for owner in known if owner not in refs]
                if stands and not missing and (not known or stands in tokens.values()):
                    continue  # another new row: it keeps the fresh ID
                # A copy of a row that still stands there has its ID back, so that both are seen to have the same one.
                among = missing or known[:1]
                owner = among[0] if len(among) == 1 else ""
                requests.append(replace_whole(book.tabs[name], token, owner, column=leaf.at[ID]))
        return self._change(book, requests)

    # -------------------------------------------------------------------------------------- taken words

    def words(self, book: KeptBook, reading: Reading) -> bool:
        """A taken word is emptied in the row it was taken from, and a word again in any other."""
        requests: dict[tuple[str, str], Json] = {}
        for name, leaf in reading.leaves.items():
            for ref in range(len(leaf.rows)) if ACTION in leaf.at else ():
                stands = leaf.raw(ref, ACTION)
                word, id = word_taken(stands)
                if word:
                    by = "" if leaf.id(ref) == id else word
                    requests[name, stands] = replace_whole(book.tabs[name], stands, by)
        return self._change(book, requests.values())

    def settle_words(self, book: KeptBook, hits: Iterable[tuple[Leaf, str, str, bool]]) -> list[str]:
        """After a batch that took words: empty those that hit, put back the others; gives the IDs that are emptied."""
        requests, hit = [], []
        for leaf, word, id, right in hits:
            requests.append(
                replace_whole(book.tabs[leaf.register.name], taken(word, id), "" if right else word)
            )
            hit.append(id if right else "")
        if not requests:
            return []
        said = self.careful(book, lambda: self.sheets.change(book.id, [standing(book.epoch), *requests]))
        counts = [one.get("findReplace", {}).get("occurrencesChanged", 0) for one in said["replies"][1:]]
        return [id for id, count in zip(hit, counts, strict=True) if id and count]

    # ------------------------------------------------------------------------------------------ columns

    def columns(self, book: KeptBook, reading: Reading) -> None:
        """Put the metadata of all columns back on the columns that bear their headings."""
        requests: list[Json] = []
        for name, leaf in reading.leaves.items():
            for column in leaf.register.all_columns:
                if column.heading in leaf.at:
                    place = place_of(book, leaf, column.heading)
                    requests += [place.unmark(), place.mark(MARK, f"{name}/{column.heading}")]
        self._change(book, requests)

    # --------------------------------------------------------------------------------------- drop-downs

    def _offers(self, book: KeptBook, reading: Reading, day: int) -> bool:
        """Once nothing is found any more the tabs are done with, until the next day."""
        wanted = self.answers if book.looked != day else book.offered
        names = [name for name in reading.leaves if name in wanted]
        if names:
            rules = rules_in(self.sheets.rules(book.id, names))
            requests: list[Json] = []
            for name in names:
                sheet, leaf = book.tabs[name], reading.leaves[name]
                requests += put_right(
                    sheet, leaf, rules.get(sheet, {}), reading.slots.values, self.answers.get(name, {})
                )
            if self._change(book, requests):
                return True
        if book.offered or book.looked != day:
            book.offered, book.looked = [], day
            self.kept.save()
        return False

    # ----------------------------------------------------------------------------------------- new rows

    def _placed(self, book: KeptBook, reading: Reading) -> bool:
        """Take out new rows whose cells came under other headings: a column had moved while they were placed."""
        if self._settle_aside(book):
            return True
        for name, ids in book.placed.items():
            if name not in reading.leaves:
                continue
            leaf = reading.leaves[name]
            for id, cells in ids.items():
                ref = _misplaced(leaf, id, cells)
                if ref is not None:
                    self._take_out(book, leaf, ref, id)
                    return True
        return False

    def _take_out(self, book: KeptBook, leaf: Leaf, ref: int, id: str) -> None:
        """Move the row into a sheet of its own, and look whether it was that row before it is thrown away."""
        tab, aside = book.tabs[leaf.register.name], self.fresh()
        book.aside = {"sheet": aside, "tab": tab, "row": ref + 1, "id": id, "name": leaf.register.name}
        requests = [
            add_hidden(aside, f"{ASIDE_TAB} {aside}", leaf.width + SPARE, rows=2),
            copy_cells(tab, ref + 1, (aside, 0, 0)),
            copy_cells(tab, 0, (aside, 1, 0)),
            delete_row(tab, ref + 1),
        ]
        self._change(book, requests)
        self._settle_aside(book)

    def _settle_aside(self, book: KeptBook) -> bool:
        """A row that was taken out is thrown away if it is ours; if not it is put back under the headings that it was
        taken from, wherever they stand by now.

        Should a column be inserted in just the moment between the reading of those headings and the change that
        follows, some cells land beside them. That cannot be forbidden: Sheets refuses no request because a tab has
        more columns than before. The answer tells it, the row as it was stays in its sheet, and a person is told.
        """
        if not book.aside:
            return False
        aside = int(book.aside["sheet"])
        there = {
            int(one["properties"].get("sheetId", 0)): str(one["properties"]["title"])
            for one in self.sheets.look(book.id)["sheets"]
        }
        if aside in there:
            name = there.get(int(book.aside["tab"]), "")
            if there[aside] == f"{ASIDE_TAB} {aside}" and name:
                self._put_back_unless_ours(book, name)
            else:
                self._change(book, [{"deleteSheet": {"sheetId": aside}}])
        book.aside = {}
        self.kept.save()
        return True

    def _put_back_unless_ours(self, book: KeptBook, name: str) -> None:
        aside, tab, row = (int(book.aside[word]) for word in ("sheet", "tab", "row"))
        title = f"{ASIDE_TAB} {aside}"
        taken_out, header = (grid.rows for grid in self.sheets.values(book.id, [title, name]))
        cells, headings = [*taken_out, [], []][:2]
        if any(str(cell) == book.aside["id"] for cell in cells):
            self._change(book, [{"deleteSheet": {"sheetId": aside}}])
            return
        now = [str(cell) for cell in (header[0] if header else [])]
        width = max(len(cells), len(headings))
        back = [
            copy_cells(aside, 0, (tab, row, to), (left, right))
            for left, right, to in runs([str(cell) for cell in headings], now, width)
        ]
        requests = [
            standing(book.epoch),
            insert_rows(tab, row, 1),
            *back,
            rename_tab(aside, f"{title} kembali"),
        ]
        said = self.careful(book, lambda: self.sheets.change(book.id, requests, [quoted(name, "1:1")]))
        stands = read_back(said)
        if any(stands.get((tab, 0, column), "") != heading for column, heading in enumerate(now)):
            book.aside = {}
            self.kept.save()
            raise NotDone(
                f"tab «{name}»: while row {row + 1} was put back somebody inserted a column; as it was it lies in the "
                f"hidden tab «{title} kembali»: put its cells under their headings, then delete that tab"
            )
        self._change(book, [{"deleteSheet": {"sheetId": aside}}])

    def _change(self, book: KeptBook, requests: Iterable[Json]) -> bool:
        """Tells whether there was anything to do."""
        wanted = list(requests)
        if wanted:
            self.careful(book, lambda: self.sheets.change(book.id, [standing(book.epoch), *wanted]))
        return bool(wanted)


def runs(before: Sequence[str], now: Sequence[str], width: int) -> list[tuple[int, int, int]]:
    """(from, up to, to) of neighbours under the headings ``before`` that go under the same headings ``now``. What has
    no heading of its own stays beside its left neighbour."""
    found: list[tuple[int, int, int]] = []
    to = -1
    for column in range(width):
        heading = before[column] if column < len(before) else ""
        to = now.index(heading) if heading and heading in now else to + 1
        if found and found[-1][2] + (column - found[-1][0]) == to:
            found[-1] = (found[-1][0], column + 1, found[-1][2])
        else:
            found.append((column, column + 1, to))
    return found


def _misplaced(leaf: Leaf, id: str, cells: dict[str, str]) -> int | None:
    """The row of a new ID if what was meant for one heading stands under another, or may well: the headings are others
    than those it was placed under, and nobody has typed in it since."""
    meant = {heading: digest for heading, digest in cells.items() if heading != HEADINGS}
    engine = {column.heading for column in leaf.register.all_columns if column.owner is Owner.ENGINE}
    for ref, row in enumerate(leaf.rows):
        under = {column for column, cell in enumerate(row) if str(cell) == id}
        if not under - {leaf.at.get(NOT_DOUBLE, -1)}:
            continue
        if leaf.id(ref) != id:
            return ref
        stands = {
            heading: digest_of(cell)
            for heading, cell in zip(leaf.headings, row, strict=False)
            if cell not in ("", None) and heading not in engine
        }
        elsewhere = set(stands.values())
        if any(digest in elsewhere and stands.get(heading) != digest for heading, digest in meant.items()):
            return ref
        if digest_of(leaf.headings) != cells.get(HEADINGS) and stands == meant:
            return ref
    return None


__all__ = ["Mending", "place_of"]
