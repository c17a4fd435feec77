"""What people do to an office in a bad week, by chance from a seed."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

from flows.engine.case import Given, Submission
from flows.engine.columns import Cell, Choice, Choices, Owner
from flows.engine.model import ACTION, ID, NOTE, STATUS
from tests.fakes.memory import MemoryTab
from tests.fakes.office import MemoryOffice

GARBAGE: tuple[Cell, ...] = (
    "=1+1", "{{ 7*7 }}", "{% for x in y %}", "<w:p/>", "A & B <C>", "#REF!", "", "  ", 12.5, True, "31-02-2026",
    "\u202egnp.exe", "'; DROP TABLE cases;--", "x" * 2500, "=HYPERLINK(\"http://x\")", "\x00\x07", "＝cmd",
)  # fmt: skip
CANARY = "kenari.rahasia@contoh.id"


class People:
    """Staff, approvers, outsiders and time. ``told`` is what they did, for reading a failed run."""

    def __init__(self, office: MemoryOffice, chance: random.Random) -> None:
        self.office, self.chance = office, chance
        self.told: list[str] = []
        self.bin: list[tuple[str, list[Cell]]] = []
        self.renamed: dict[str, tuple[str, str]] = {}
        self.pasted: set[str] = set()
        """What came back with a row, under whatever headings stand there by now."""
        self.typed = 0
        self.words: Counter[str] = Counter()
        """ID -> how often a word came to stand in its Tindakan."""

    def tell(self, what: str) -> None:
        self.told.append(what)

    # helpers

    def a_tab(self) -> tuple[str, MemoryTab]:
        name = self.chance.choice(sorted(self.office.flows_by_register))
        return name, self.office.registers.tabs[name]

    def a_row(self) -> tuple[str, MemoryTab, int] | None:
        name, tab = self.a_tab()
        if name in self.renamed:
            return None
        filled = [ref for ref, row in enumerate(tab.rows) if any(cell not in (None, "") for cell in row)]
        return (name, tab, self.chance.choice(filled)) if filled else None

    def a_value(self, column_type: object) -> Cell:
        match column_type:
            case Choice():
                return self.chance.choice(column_type.options)
            case Choices():
                return "; ".join(
                    self.chance.sample(
                        column_type.options, k=self.chance.randint(1, len(column_type.options))
                    )
                )
        kind = type(column_type).__name__
        if kind == "Date":
            return self.office.clock.at.date() - timedelta(days=self.chance.randint(0, 5))
        if kind in ("Rupiah", "Whole"):
            return self.chance.randint(1, 3_000_000)
        if kind == "Email":
            return CANARY
        self.typed += 1
        return f"teks {self.typed}"

    # acts

    def type_a_row(self) -> None:
        name, tab = self.a_tab()
        if name in self.renamed or name in self.office.child_registers or tab.last_filled() > 6:
            return
        ref = tab.last_filled() + 1
        for column in self.office.office.registers[name].columns:
            if column.owner is Owner.STAFF and (column.required or self.chance.random() < 0.6):
                tab.put(ref, column.heading, self.a_value(column.type))
        self.tell(f"type a row in {name}")

    def an_open_row(self) -> tuple[str, MemoryTab, int] | None:
        """A row that waits for an answer in the register."""
        rows = []
        for name, tab in self.office.registers.tabs.items():
            flow = self.office.flows_by_register.get(name)
            if flow is None or name in self.renamed:
                continue
            for ref in range(len(tab.rows)):
                step = flow.step(str(tab.cell(ref, STATUS)))
                if step is not None and step.approval is None:
                    rows.append((name, tab, ref))
        return self.chance.choice(rows) if rows else None

    def answer(self) -> None:
        found = self.an_open_row() if self.chance.random() < 0.85 else self.a_row()
        if found is None:
            return
        name, tab, ref = found
        flow = self.office.flows_by_register[name]
        step = flow.step(str(tab.cell(ref, STATUS)))
        words = list(step.answers) if step else []
        if not words or self.chance.random() < 0.05:
            words = ["Setuju", "Selesai", "asal", *(next(iter(s.answers)) for s in flow.steps if s.answers)]
        word = words[0] if self.chance.random() < 0.6 else self.chance.choice(words)
        for heading in (step.needs if step else ()) + (
            step.answer(word).needs if step and word in step.answers else ()
        ):
            column = self.office.office.registers[name].column(heading)
            if column is not None and not tab.cell(ref, heading) and self.chance.random() < 0.8:
                tab.put(ref, heading, self.a_value(column.type))
        if self.chance.random() < 0.8:
            tab.put(ref, NOTE, "catatan")
        tab.put(ref, ACTION, word)
        self.words[str(tab.cell(ref, ID))] += 1
        self.tell(f"answer {tab.cell(ref, ID)} {word}")

    def edit(self) -> None:
        found = self.a_row()
        if found is None:
            return
        name, tab, ref = found
        columns = [c for c in self.office.office.registers[name].columns if c.owner is Owner.STAFF]
        column = self.chance.choice(columns)
        value = self.chance.choice(GARBAGE) if self.chance.random() < 0.3 else self.a_value(column.type)
        tab.put(ref, column.heading, value)
        self.tell(f"edit {tab.cell(ref, ID)} {column.heading}")

    def mend(self) -> None:
        """Make a row's cells readable again."""
        found = self.a_row()
        if found is None:
            return
        name, tab, ref = found
        for column in self.office.office.registers[name].columns:
            if column.owner is Owner.STAFF and tab.cell(ref, column.heading) in GARBAGE:
                tab.put(ref, column.heading, self.a_value(column.type) if column.required else None)

    def type_a_status(self) -> None:
        if found := self.a_row():
            name, tab, ref = found
            tab.put(
                ref,
                STATUS,
                self.chance.choice([*map(str, self.office.flows_by_register[name].statuses), "Disetujui"]),
            )
            self.tell(f"type a status on {tab.cell(ref, ID)}")

    def sort(self) -> None:
        name, tab = self.a_tab()
        if name not in self.renamed:
            at = self.chance.randrange(len(tab.headings))
            tab.rows.sort(
                key=lambda row: str(row[at] if at < len(row) else ""), reverse=self.chance.random() < 0.5
            )
            self.tell(f"sort {name}")

    def insert_a_row(self) -> None:
        _name, tab = self.a_tab()
        tab.rows.insert(self.chance.randint(0, len(tab.rows)), [None] * len(tab.headings))

    def delete_a_row(self) -> None:
        if found := self.a_row():
            name, tab, ref = found
            self.bin.append((name, tab.rows.pop(ref)))
            self.tell(f"delete {self.bin[-1][1][tab.column(ID)]}")

    def undo_a_deletion(self) -> None:
        if self.bin:
            name, row = self.bin.pop()
            tab = self.office.registers.tabs[name]
            tab.rows.append((row + [None] * len(tab.headings))[: len(tab.headings)])
            self.pasted |= {str(cell) for cell in row}
            self._note_words(tab)
            self.tell(f"undo a deletion in {name}")

    def copy_a_row(self) -> None:
        if found := self.a_row():
            _name, tab, ref = found
            tab.rows.insert(ref + 1, list(tab.rows[ref]))
            self._note_words(tab)
            self.tell(f"copy {tab.cell(ref, ID)}")

    def _note_words(self, tab: MemoryTab) -> None:
        """Rows that came back or changed places bring the words that stand in them."""
        if ID in tab.headings and ACTION in tab.headings:
            for ref in range(len(tab.rows)):
                if tab.cell(ref, ACTION):
                    self.words[str(tab.cell(ref, ID))] += 1

    def remove_a_copy(self) -> None:
        for tab in self.office.registers.tabs.values():
            seen: set[str] = set()
            for ref in range(len(tab.rows) - 1, -1, -1):
                id = str(tab.cell(ref, ID) or "") if ID in tab.headings else ""
                if id and id in seen:
                    del tab.rows[ref]
                    return
                seen.add(id)

    def insert_a_column(self) -> None:
        name, tab = self.a_tab()
        if len(tab.headings) < 40:
            at = self.chance.randint(0, len(tab.headings))
            tab.headings.insert(at, f"Catatan sendiri {len(tab.headings)}")
            for row in tab.rows:
                row += [None] * (len(tab.headings) - 1 - len(row))
                row.insert(at, "punya staf")
            self.tell(f"insert a column in {name}")

    def move_a_column(self) -> None:
        name, tab = self.a_tab()
        a, b = self.chance.randrange(len(tab.headings)), self.chance.randrange(len(tab.headings))
        for row in tab.rows:
            row += [None] * (len(tab.headings) - len(row))
        for line in (tab.headings, *tab.rows):
            line.insert(b, line.pop(a))  # type: ignore[attr-defined]
        if name in self.renamed:
            return
        self.tell(f"move a column in {name}")

    def rename_a_header(self) -> None:
        name, tab = self.a_tab()
        if name in self.renamed:
            self.put_header_back(name)
            return
        heading = self.chance.choice([c.heading for c in self.office.office.registers[name].all_columns])
        at = tab.column(heading)
        tab.headings[at] = heading + "x"
        self.renamed[name] = (heading, heading + "x")
        self.tell(f"rename {heading} in {name}")

    def put_header_back(self, name: str) -> None:
        heading, wrong = self.renamed.pop(name)
        tab = self.office.registers.tabs[name]
        tab.headings[tab.headings.index(wrong)] = heading
        self._note_words(tab)

    def erase_an_id(self) -> None:
        if found := self.a_row():
            _, tab, ref = found
            self.tell(f"erase {tab.cell(ref, ID)}")
            tab.put(ref, ID, None)
            self._note_words(tab)

    def swap_ids(self) -> None:
        one, two = self.a_row(), self.a_row()
        if one and two and one[0] == two[0] and one[2] != two[2]:
            _, tab, a = one
            b = two[2]
            ids = tab.cell(a, ID), tab.cell(b, ID)
            tab.put(a, ID, ids[1])
            tab.put(b, ID, ids[0])
            self._note_words(tab)
            self.tell(f"swap {ids}")

    def decide(self) -> None:
        """An approver decides, now and then too late, for another desk, without a factor, or on stale content."""
        requests = list(self.office.journal.all_requests.values())
        if not requests:
            return
        still = [request for request in requests if not request.superseded]
        request = self.chance.choice(still if still and self.chance.random() < 0.85 else requests)
        deciders = self.office.office.directory.who_decides(request.desk, self.office.clock.at)
        person = deciders[0][0].id if self.chance.random() < 0.9 else "caraka"
        label = request.labels[0] if self.chance.random() < 0.7 else self.chance.choice(request.labels)
        given = Given(
            f"{request.id}/{person}/{len(self.office.journal.answers)}", request.case, request.visit, label,
            self.office.clock.at, "alasan", request.id, request.desk, person,
            "PIN" if self.chance.random() < 0.95 else "", request.shown if self.chance.random() < 0.95 else "lain",
        )  # fmt: skip
        self.office.journal.submit(given)
        self.tell(f"decide {request.id} {label}")

    def outsider(self) -> None:
        for case in self.office.journal.all_cases.values():
            flow = self.office.flows_by_register[case.register]
            step = flow.step(case.status)
            if step is not None and step.outside and step.link and self.chance.random() < 0.3:
                label = self.chance.choice(list(step.answers))
                id = f"luar/{case.id}/{case.visit}/{label}"
                given = Given(
                    id, case.id, case.visit, label, self.office.clock.at, "dari luar", factor="tautan"
                )
                self.office.journal.submit(given)
                self.tell(f"outsider {case.id} {label}")
                return

    def hand_in_a_form(self) -> None:
        forms = [form for flow in self.office.flows for form in flow.forms if form.opens]
        if forms:
            form = self.chance.choice(forms)
            n = self.chance.randint(1, 30)
            values = {field.fills: f"formulir {n}" for field in form.fields}
            self.office.journal.submit_form(
                Submission(f"r{n}", form.code, self.office.clock.at, values, CANARY)
            )
            self.tell(f"form r{n}")

    def time_passes(self) -> None:
        self.office.wait(hours=self.chance.choice([1, 3, 24, 24, 72, 200]))

    def open_or_close_a_workbook(self) -> None:
        books = sorted({register.workbook for register in self.office.registers.registers.values()})
        book = self.chance.choice(books)
        if book in self.office.registers.open_elsewhere:
            self.office.registers.open_elsewhere.discard(book)
        elif self.chance.random() < 0.3:
            self.office.registers.open_elsewhere.add(book)

    USUAL = (
        type_a_row, answer, answer, answer, answer, answer, decide, decide, decide, decide, outsider, edit, mend, mend,
        time_passes, hand_in_a_form,
    )  # fmt: skip
    UNUSUAL = (
        type_a_status, sort, insert_a_row, delete_a_row, undo_a_deletion, copy_a_row, remove_a_copy, insert_a_column,
        move_a_column, rename_a_header, erase_an_id, swap_ids, open_or_close_a_workbook, mend,
    )  # fmt: skip

    MEDDLING = (
        sort, sort, insert_a_row, delete_a_row, copy_a_row, insert_a_column, move_a_column, move_a_column, answer,
        type_a_row, erase_an_id, swap_ids,
    )  # fmt: skip

    def meddle(self) -> None:
        """What moves rows and columns, or types where something is about to be written."""
        self.chance.choice(self.MEDDLING)(self)

    def act(self) -> None:
        if self.renamed and self.chance.random() < 0.3:
            self.put_header_back(next(iter(self.renamed)))
        self.chance.choice(self.USUAL if self.chance.random() < 0.85 else self.UNUSUAL)(self)

    def tidy(self) -> None:
        """At the end of the week people close their workbooks and put the headers back."""
        self.office.registers.open_elsewhere.clear()
        for name in list(self.renamed):
            self.put_header_back(name)
