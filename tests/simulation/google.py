"""Registers that lie in Google's spreadsheets while simulated people work on them as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from requests import HTTPError, ReadTimeout

from connectors.google.client import GoogleClient
from connectors.google.kept import Kept
from connectors.google.provision import Provision
from connectors.google.reading import Leaf, tab_of, word_taken
from connectors.google.registers import GoogleRegisters, answers_of
from connectors.google.sheets import serial
from connectors.google.slots import Slots, engine_headings
from connectors.google.writing import HISTORY_TAB
from flows.engine.columns import Cell, Date, Owner
from flows.engine.model import ACTION, DUE, ID, MESSAGE, PARENT, Register
from flows.engine.ports import Book, Did, Outcome, Patch
from tests.fakes.memory import MemoryRegisters
from tests.fakes.sheets import Answer, FakeGoogle, Lookup, Refusal
from tests.fakes.sheets import Book as Spreadsheet
from tests.fakes.sheets import Tab as Sheet
from tests.simulation.faults import Crash, Faults
from tests.simulation.people import People

ROWS = 12
"""So few that the grid has to grow now and then."""
BETWEEN = 0.4
"""How often people come between a reading and the change that follows from it."""
NO_SLOTS = Slots([])
_MADE: dict[tuple[Register, ...], tuple[FakeGoogle, str, int]] = {}


class KeptInMemory(Kept):
    """What a file would hold; a crash leaves the text of the last save."""

    saved = ""

    def save(self) -> None:
        self.saved = self.text()


class GoogleWorkbooks(MemoryRegisters):
    """People edit the tables; ahead of each call they are in the spreadsheet, after it people see what was written.

    follows: developer metadata goes with a column that people move (they drag it) and with rows that they sort; else
    it stays where it was (they cut and paste). harmed: what was done to cells of staff, for the checkers.
    """

    def __init__(
        self, registers: Sequence[Register], answers: Mapping[str, Mapping[str, Sequence[str]]] | None = None, *,
        follows: bool = True, harmed: list[str] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(registers)
        self.answers = answers or {}
        self.follows = follows
        self.harmed = [] if harmed is None else harmed
        self.pasted: set[str] = set()
        self.owed: set[tuple[str, Any]] = set()
        """Words taken in a row that they were not meant for: they have to be given back."""
        self.seconds = 0.0
        self.late: list[Callable[[], Any]] = []
        self._ids = 1000
        self._in_a_pass = False
        self._seen: dict[str, tuple[list[str], list[list[Cell]]]] = {}
        self._stood: dict[str, list[list[Cell]]] = {}
        """The rows as they stand in the spreadsheet, by which one is known again wherever people put it."""
        self.strayed: set[str] = set()
        """What drop-downs said that came to stand in another column."""
        self._versions: dict[str, int] = {}
        self._loaded: dict[str, dict[int, tuple[list[Cell], dict[str, tuple[Cell, Any]]]]] = {}
        self._dated = {
            r.name: {c.heading for c in r.all_columns if c.heading == DUE or isinstance(c.type, Date)}
            for r in registers
        }
        self._shows = {r.name: engine_headings(r) for r in registers}
        self.workbooks = list(dict.fromkeys(register.workbook for register in registers))
        self.google, text = self._provisioned()
        known = Kept.of(text)
        self.kept = KeptInMemory(None, known.token, known.books, known.folders)
        self.kept.saved = text
        self.connector = self._connect()
        self.load()
        self.google.before, self.google.after, self.google.watch = self._before, self._after, self._watch
        self.faults: Callable[[str, Callable[[], Any]], None] | None = None

    def _provisioned(self) -> tuple[FakeGoogle, str]:
        """Spreadsheets as provisioning makes them; made once for the same registers."""
        what = tuple(self.registers.values())
        if what not in _MADE:
            self.google, kept = FakeGoogle(), KeptInMemory()
            provision = Provision(self._client(), kept, self.answers, self._fresh, rows=ROWS)
            provision.run({w: self.of(w) for w in self.workbooks}, lambda register: False)
            assert provision.problems == []
            _MADE[what] = (self.google, kept.text(), self._ids)
        made, text, self._ids = _MADE[what]
        google = FakeGoogle()
        google.books = {id: book.copied() for id, book in made.books.items()}
        google.feed = list(made.feed)
        return google, text

    def _fresh(self) -> int:
        self._ids += 1
        return self._ids

    def _sleep(self, seconds: float) -> None:
        self.seconds += seconds

    def _client(self) -> GoogleClient:
        return GoogleClient(
            session=self.google, sleep=self._sleep, clock=lambda: self.seconds, jitter=lambda: 0.0,
            calls_a_minute=1_000_000,
        )  # fmt: skip

    def _connect(self) -> GoogleRegisters:
        return GoogleRegisters(
            self._client(), list(self.registers.values()), self.answers, self.kept,
            now=lambda: 0.0, fresh=self._fresh,
        )  # fmt: skip

    def restart(self) -> None:
        """The process was killed: only what was saved is left."""
        text = self.kept.saved
        known = Kept.of(text)
        self.kept = KeptInMemory(None, known.token, known.books, known.folders)
        self.kept.saved = text
        self.connector = self._connect()

    # ------------------------------------------------------------------------------------------- the port

    def stamp(self, workbook: str) -> str:
        self._in_a_pass = False
        self.save()
        self._in_a_pass = True
        return self.connector.stamp(workbook)

    def read(self, workbook: str) -> Book:
        self.reads += 1
        return self.connector.read(workbook)

    def write(self, workbook: str, stamp: str, patch: Patch) -> Outcome:
        outcome = self.connector.write(workbook, stamp, patch)
        if outcome.did is Did.DONE:
            self.writes.append((workbook, patch, {}))
        return outcome

    def join(self, people: People, faults: Faults) -> None:
        """From now on people act between two calls, and calls fail: unanswered, done or not, or late."""
        chance, late = faults.chance, self.late
        self.pasted = people.pasted

        def between(kind: str, act: Callable[[], Any]) -> None:
            for one in late[:]:
                if chance.random() < 0.5 or faults.rate == 0:
                    late.remove(one)
                    faults.hits["http: came late"] += 1
                    if one().ok:
                        faults.hits["http: late and done"] += 1
                    self.load()
            if faults.between is not None and chance.random() < (
                BETWEEN if kind.startswith("POST /v4/") else 0.1
            ):
                people.meddle() if chance.random() < 0.6 else people.act()
                self.save()
            if not kind.startswith("POST /v4/") or chance.random() >= faults.rate:
                return
            how = chance.choice(("refused", "unanswered", "lost", "late", "killed before", "killed after"))
            faults.hits[f"http: {how}"] += 1
            people.tell(f"-- {kind}: {how}")
            if how == "refused":
                raise HTTPError(response=Answer(503, {"error": {"message": "busy"}}))  # type: ignore[arg-type]
            if how == "killed before":
                raise Crash(kind)
            if how == "late":
                late.append(act)
            self.save()
            if how in ("lost", "killed after"):
                act()
                self.load()
            if how == "killed after":
                raise Crash(kind)
            raise ReadTimeout(how)

        self.faults = between

    # ----------------------------------------------------------------------------------- people and Google

    def _before(self, kind: str, act: Callable[[], Any]) -> None:
        self.save()
        if self.faults is not None:
            self.faults(kind, act)
            self.save()

    def _after(self, kind: str) -> None:
        if kind.startswith("POST /v4/"):
            self.load()

    def spreadsheet(self, workbook: str) -> Spreadsheet:
        return self.google.books[self.kept.books[workbook].id]

    def save(self) -> None:
        """What people changed is in the spreadsheet at once."""
        for register in self.registers.values():
            table = self.tabs[register.name]
            headings, rows = self._seen[register.name]
            if table.rows != rows or table.headings != headings:
                self._put(register)
                self._note(register.name)
                self.google.touch(self.spreadsheet(register.workbook))

    def _note(self, name: str) -> None:
        table = self.tabs[name]
        self._stood[name] = list(table.rows)
        self._seen[name] = (list(table.headings), [list(row) for row in table.rows])

    def _put(self, register: Register) -> None:
        book, table = self.spreadsheet(register.workbook), self.tabs[register.name]
        sheet, slots = book.by_title(register.name), book.by_title("_alur")
        if sheet is None or slots is None:
            return
        sheet.own()
        self._move_metadata(sheet, table.headings)
        self._move_rules(register.name, sheet)
        shows = self._shows[register.name]
        renamed = {f"{column.heading}x": column.heading for column in register.all_columns}
        headings = [renamed.get(heading, heading) for heading in table.headings]  # a formula minds no heading
        lookups = {
            column: Lookup(headings.index(ID), slots.rows[0].index(heading))
            for column, heading in enumerate(headings)
            if heading in shows and ID in headings
        }
        loaded, before = self._loaded[register.name], sheet.rows
        blank = [lookups.get(column) for column in range(len(table.headings))]
        height = max(len(before), len(table.rows) + 1)
        sheet.width = len(table.headings)
        sheet.rows = [list(table.headings), *(list(blank) if n < ROWS else [] for n in range(1, height))]
        for number, cells in enumerate(table.rows, start=1):
            row = [_typed(cell) for cell in cells] + [None] * (len(blank) - len(cells))
            sheet.rows[number] = row
            stood = loaded[id(cells)][1] if id(cells) in loaded else {}
            for column, lookup in lookups.items():
                typed = cells[column] if column < len(cells) else None
                was, raw = stood.get(table.headings[column], (None, lookup))
                row[column] = lookup
                if typed != was or not isinstance(raw, Lookup):
                    shown = book.shown(sheet, number, column)
                    if typed != was and _typed(typed) != shown:
                        row[column] = _typed(typed)
                    elif typed == was:
                        row[column] = raw

    def _move_metadata(self, sheet: Sheet, headings: Sequence[str]) -> None:
        """With dragged columns it goes, under columns cut out and pasted elsewhere it stays. What people move between
        two calls of a pass they drag: a column cut out in just that instant is beyond what any call can be guarded by.
        """
        before = [str(cell or "") for cell in sheet.rows[0]]
        new = (at for at, heading in enumerate(headings) if heading not in before)
        inserted = [at for at in new if headings[at].startswith("Catatan sendiri")]
        for id, column in list(sheet.columns.items()):
            if (self.follows or self._in_a_pass or self.late) and before[column] in headings:
                sheet.columns[id] = headings.index(before[column])
            else:
                for at in inserted:
                    sheet.columns[id] += sheet.columns[id] >= at

    def _move_rules(self, name: str, sheet: Sheet) -> None:
        """Drop-downs go with their cells when rows are inserted, deleted or moved; a sort, like metadata, need not take
        them along."""
        table, (headings, _) = self.tabs[name], self._seen[name]
        now = {id(cells): row for row, cells in enumerate(table.rows, start=1)}
        sorted_ = len(table.rows) == len(self._stood[name]) and not self.follows
        found = {}
        for (row, column), said in sheet.rules.items():
            if column >= len(headings) or headings[column] not in table.headings:
                continue
            to = row
            if row <= len(self._stood[name]) and not sorted_:
                to = now.get(id(self._stood[name][row - 1]), 0)
            if to:
                found[to, table.headings.index(headings[column])] = said
        sheet.rules = found

    def load(self) -> None:
        """People see what stands there."""
        for workbook in self.workbooks:
            book = self.spreadsheet(workbook)
            if self._versions.get(workbook) == book.version:
                continue
            self._versions[workbook] = book.version
            told = _told_in(book)
            for register in self.of(workbook):
                sheet = book.by_title(register.name)
                if sheet is not None:
                    self._load(book, sheet, register, told)
                    self._note(register.name)

    def _load(self, book: Spreadsheet, sheet: Sheet, register: Register, told: Mapping[str, str]) -> None:
        header, *rows = book.shown_rows(sheet)
        while rows and not any(cell != "" for cell in rows[-1]):
            rows.pop()
        table = self.tabs[register.name]
        table.headings = [str(cell) for cell in header]
        at = {heading: column for column, heading in reversed(list(enumerate(table.headings)))}
        leaf = Leaf(register, table.headings, at, rows, len(sheet.rows))
        table.rows = [
            [None if cell == "" else cell for cell in row] + [None] * (len(table.headings) - len(row))
            for row in tab_of(leaf, NO_SLOTS).rows
        ]
        for ref in leaf.nameless() if MESSAGE in at else ():
            # What staff are told of a row without an ID they read in Riwayat.
            table.rows[ref][at[MESSAGE]] = told.get(leaf.place(ref)) or table.rows[ref][at[MESSAGE]]
        self._loaded[register.name] = {
            id(row): (
                row,
                {h: (row[at[h]], sheet.get(ref + 1, at[h])) for h in self._shows[register.name] if h in at},
            )
            for ref, row in enumerate(table.rows)
        }

    # ------------------------------------------------------------------------------------------ the watch

    def _watch(self, before: Spreadsheet, after: Spreadsheet, body: Any) -> None:
        """I1 in the spreadsheet itself: what staff typed stands as before, but for a word taken or given back."""
        for register in self.registers.values():
            old, new = before.by_title(register.name), after.by_title(register.name)
            if old is None or new is None or old.rows is new.rows:
                continue
            owned = {column.heading for column in register.all_columns if column.owner is Owner.ENGINE}
            renamed = {f"{column.heading}x": column.heading for column in register.all_columns}
            headings = [renamed.get(str(cell), str(cell)) for cell in old.rows[0]]
            staff = [at for at, heading in enumerate(headings) if heading not in owned]
            self.strayed |= {
                said for (row, column), said in new.rules.items()
                if said and headings[column : column + 1] != [ACTION] and (row, column) not in old.rules
            }  # fmt: skip
            for source, row in _followed(old, new, body):
                for at in staff:
                    was, now = source[at] if at < len(source) else None, row[at] if at < len(row) else None
                    if was == now:
                        continue
                    if headings[at] != ACTION or not self._may_become(was, now, row[headings.index(ID)]):
                        self.harmed.append(f"I1: {headings[at]} of {register.name}: {was!r} became {now!r}")

    def _may_become(self, was: Any, now: Any, id: Any) -> bool:
        """A word taken; or one emptied, or given back if it was taken in the row of another."""
        word, meant = word_taken(now)
        if word:
            self.owed |= {(now, id)} if meant != id else set()
            return bool(word == was)
        if now is None and (was, id) in self.owed:
            return False
        self.owed.discard((was, id))
        return now in (None, word_taken(was)[0]) and bool(word_taken(was)[0])

    def left_in_wrong_places(self, initial: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
        """At the end: IDs under other headings, words taken and not emptied, and cells of a row that the engine placed
        (``initial``, by ID) under other headings than they were meant for."""
        for name, table in self.tabs.items():
            prefix = f"{self.registers[name].prefix}-20"
            yield from self._drop_downs_elsewhere(name)
            for row in table.rows:
                by_heading = dict(zip(table.headings, row, strict=False))
                if {str(cell) for cell in row} & {id for id in self.pasted if id.startswith(prefix)}:
                    continue
                for heading, cell in by_heading.items():
                    if heading not in (ID, PARENT) and str(cell).startswith(prefix):
                        yield f"I2: {cell} stands under {heading} in {name}"
                if word_taken(by_heading.get(ACTION))[0]:
                    yield f"I7: {by_heading[ACTION]!r} was left standing in {name}"
                for heading, meant in initial.get(str(by_heading.get(ID)), {}).items():
                    others = [
                        cell
                        for other, cell in by_heading.items()
                        if other not in initial[str(by_heading[ID])]
                    ]
                    if by_heading.get(heading) in (None, "") and meant not in (None, "") and meant in others:
                        yield f"I2: {meant!r} of {by_heading[ID]} does not stand under {heading} in {name}"

    def _drop_downs_elsewhere(self, name: str) -> Iterator[str]:
        table = self.tabs[name]
        sheet = self.spreadsheet(self.registers[name].workbook).by_title(name)
        for (_, column), said in sheet.rules.items() if sheet is not None else ():
            heading = table.headings[column] if column < len(table.headings) else ""
            if said and heading != ACTION:
                yield f"I1: a drop-down that says {said!r} was left under {heading!r} in {name}"


def _followed(old: Sheet, new: Sheet, body: Any) -> Iterator[tuple[list[Any], list[Any]]]:
    """Each row that was there before and still is, as it was and as it is."""
    rows: list[list[Any] | None] = list(old.rows)
    for request in body.get("requests", ()):
        span = (request.get("insertDimension") or request.get("deleteDimension") or {}).get("range")
        if span and span["sheetId"] == old.id and "insertDimension" in request:
            rows[span["startIndex"] : span["startIndex"]] = [None] * (span["endIndex"] - span["startIndex"])
        elif span and span["sheetId"] == old.id:
            del rows[span["startIndex"] : span["endIndex"]]
    for source, row in zip(rows, new.rows, strict=False):
        if source is not None and source is not row:
            yield source, row


def _told_in(book: Spreadsheet) -> dict[str, str]:
    """Place -> message of the rows without an ID that Riwayat speaks of."""
    history = book.by_title(HISTORY_TAB)
    assert history is not None
    found = {}
    for row in history.rows[1:]:
        if len(row) < 4 or row[0] is not None or not row[3]:
            break
        found[str(row[1])] = str(row[3])
    return found


def _typed(value: Cell) -> Any:
    if isinstance(value, date):
        return serial(value)
    return None if value == "" else (str(value) if isinstance(value, str) else value)


__all__ = ["Answer", "GoogleWorkbooks", "Refusal", "answers_of"]
