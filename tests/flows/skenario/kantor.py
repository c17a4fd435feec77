"""The office that the stories are played in: all its flows, its sample people and calendar, from Monday 5 October 2026.

A story types rows, gives answers as the desk whose turn it is, lets days pass, and looks at what people see::

    surat = office.types(SURAT_MASUK, asal_surat="BAPPEDA", ...)
    surat.answer("Mohon disposisi", by=SUBBAG_UMUM, sifat="Biasa")
    assert surat.now == "Disposisi Kepala Dinas | Kepala Dinas | Selasa 06-10-2026"

Cells are named by the word of their heading: ``asal_surat`` fills «Asal surat».
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from docx import Document

from connectors.config import OfficeConfig
from connectors.letters import Letterhead
from connectors.letters.render import render
from connectors.mail.contexts import kind_of
from flows import ALL
from flows.engine.calendar import JAKARTA, working_days
from flows.engine.case import AnswerState, Case, EventKind, Given, Json, Submission
from flows.engine.intake import read_form, tracking_code
from flows.engine.model import DUE, NOTE, STATUS, TURN, Desk, Flow, Register, Step
from flows.engine.reading import plain
from tests.fakes.office import MemoryOffice

LETTERS = Path(__file__).resolve().parents[3] / "templates" / "letters"
HEAD = Letterhead(
    "PEMERINTAH KOTA PASURUAN", "DINAS KOPERASI DAN USAHA MIKRO", "", "", "", "", "", "Pasuruan",
    "Dinas Koperasi dan Usaha Mikro",
)  # fmt: skip
DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
Filled = str | int | date
Moves = set[tuple[str, str, str]]
"""(register, status, what moves a case on): an answer, the words of a rule, or silence."""


def seen(value: object) -> str:
    """A cell as it is read aloud: a day with its weekday."""
    return (
        f"{DAYS[value.weekday()]} {value:%d-%m-%Y}"
        if isinstance(value, date)
        else ""
        if value is None
        else str(value)
    )


def moves_of(flow: Flow) -> Moves:
    """Every move that a flow can make, those of its child rows included."""
    found: Moves = set()
    for one in (flow, *map(flow.child_flow, flow.children)):
        for step in one.steps:
            words = [*step.answers, *(rule.why for rule in step.rules)]
            words += [step.children.why] if step.children else []
            words += [step.if_silent.why] if step.if_silent else []
            found |= {(one.register.name, str(step.status), str(word)) for word in words}
    return found


class PlayedOffice(MemoryOffice):
    """The whole office in memory. mails: what was sent and not looked at yet, see ``new_mails``."""

    def __init__(self, config: OfficeConfig) -> None:
        super().__init__(*ALL)
        self.office = config.to_engine(ALL, b"kunci cerita")
        self.looked_at = 0
        self.sync()  # what the calendar opens by itself is there before anybody types

    # what people do

    def types(self, flow: Flow, **cells: Filled) -> PlayedCase:
        """Staff type a new row, which becomes a case."""
        return self._new(flow.register, lambda: self.type_row(flow.register.name, **cells))

    def keeps(self, register: Register, **cells: Filled) -> PlayedCase:
        """Staff type a row of a DATA register."""
        return self._new(register, lambda: self.type_row(register.name, **cells))

    def sends(self, code: str, to: str = "", opener: str = "", **answers: Filled) -> PlayedCase:
        """Somebody hands in a form: it opens a case, or adds a line to the case ``to``."""
        register, one = self._filled_in(code, to, opener, answers)
        return self._new(register, lambda: self.journal.submit_form(one))

    def refuses(self, code: str, to: str = "", **answers: Filled) -> str:
        """As ``sends``, but the form is not taken; gives why."""
        _, one = self._filled_in(code, to, "", answers)
        self.journal.submit_form(one)
        self.sync()
        return self.journal.submissions[one.id].reason

    def _filled_in(
        self, code: str, to: str, opener: str, answers: dict[str, Filled]
    ) -> tuple[Register, Submission]:
        flow, form = next((flow, form) for flow in ALL for form in flow.forms if form.code == code)
        register = form.register(flow)
        labels = {column.word: f.label for f in form.fields if (column := register.column(f.fills))}
        taken = read_form(form, flow, {labels[word]: plain(value) for word, value in answers.items()})
        assert taken.ok, taken.faults
        id = tracking_code((code, str(len(self.journal.submissions))), b"kunci cerita")
        return register, Submission(id, code, self.clock.at, taken.values, opener, case=to)

    def _new(self, register: Register, act: Callable[[], object]) -> PlayedCase:
        before = set(self.ids(register.name))
        act()
        self.sync()
        new = set(self.ids(register.name)) - before
        tab = self.registers.tabs[register.name]
        assert len(new) == 1, f"{register.name} took nothing: {seen(tab.cell(tab.last_filled(), 'Pesan'))}"
        return PlayedCase(self, new.pop())

    # time

    def on(self, day: date) -> None:
        """Go on to the morning of a day."""
        morning = datetime.combine(day, self.clock.at.time().replace(hour=8, minute=0), JAKARTA)
        assert morning >= self.clock.at, "stories do not go back in time"
        self.clock.at = morning
        self.sync()

    def later(self, days: int) -> None:
        """Go on to the morning so many working days later, with a pass each day, as in the office."""
        for _ in range(days):
            self.on(self.office.calendar.add(self.clock.at.date(), working_days(1)))

    # what people see

    def new_mails(self) -> list[str]:
        """«Kepala Dinas: Permintaan keputusan SK-2026-0001 [surat-draf-1.docx]» for each mail since the last look."""
        mails = self.mail.sent[self.looked_at :]
        self.looked_at = len(self.mail.sent)
        return [self._told(mail) for mail in mails]

    def _told(self, mail: Json) -> str:
        files = ", ".join(file.rpartition("/")[2] for file in mail["attach"])
        whom = mail["desk"] if mail["person"] else mail["to"][0]
        return f"{whom}: {kind_of(mail['template']).title} {mail['case']}" + (f" [{files}]" if files else "")

    def rows(self, register: Register, **like: Filled) -> list[dict[str, str]]:
        """The rows of a register that have these cells, heading -> text, once what happened elsewhere stands there."""
        self.sync()
        tab = self.registers.tabs[register.name]
        wanted = {c.heading: seen(like[c.word]) for c in register.all_columns if c.word in like}
        rows = [dict(zip(tab.headings, map(seen, row), strict=False)) for row in tab.rows]
        return [row for row in rows if all(row[heading] == text for heading, text in wanted.items())]

    def mails_to_nobody(self) -> list[Json]:
        """Mails to a desk of the office at which nobody sits or whose person has no address."""
        skipped = [r.event.data for r in self.journal.events if "skipped" in r.event.data]
        return [one for one in skipped if one.get("desk") in self.office.directory.desks]

    def moves(self) -> Iterator[tuple[str, str, str]]:
        """All moves so far."""
        for recorded in self.journal.events:
            event = recorded.event
            if event.kind is EventKind.MOVED:
                data = event.data
                by = data.get("label") or data.get("why") or data["how"]
                yield self.case(event.case).register, data["frm"], by


@dataclass
class PlayedCase:
    """A row that a story follows."""

    office: PlayedOffice
    id: str

    # what people do

    def write(self, **cells: Filled) -> None:
        """Staff fill cells of the row; a pass follows."""
        self._write(cells)
        self.office.sync()

    def answer(self, label: str, *, by: Desk, note: str = "", **cells: Filled) -> None:
        """The desk whose turn it is answers, and the case goes on.

        Staff fill ``cells`` and choose in Tindakan; approvers decide; a party outside answers by its link, with
        ``cells`` in its form. For a party that answered otherwise, ``by`` is the desk that records it.
        """
        before = (self.case.visit, len(self.case.agreements))
        self._give(label, by, note, cells)
        assert before != (self.case.visit, len(self.case.agreements)), f"«{label}»: {self.message}"

    def refused(self, label: str, *, by: Desk, note: str = "", **cells: Filled) -> str:
        """As ``answer``, but nothing moves; gives what the desk is told."""
        before = self.case.visit
        self._give(label, by, note, cells)
        assert self.case.visit == before, f"«{label}» was taken"
        refusals = [g.reason for g in self.office.journal.answers.values() if g.state is AnswerState.REFUSED]
        return refusals[-1] if by.outside or self.step.approval else self.message

    def left_waiting(self, label: str, *, by: Desk, note: str = "", **cells: Filled) -> str:
        """A party outside or an approver answers what staff must first mend the row for; gives what staff are told."""
        before = self.case.visit
        self._give(label, by, note, cells)
        assert self.case.visit == before, f"«{label}» was taken"
        assert self.office.journal.pending_answers(), f"«{label}» was not kept"
        return self.message

    def line(self, register: Register, **cells: Filled) -> None:
        """Staff type a line that belongs to this row."""
        self.office.type_row(register.name, id_induk=self.id, **cells)
        self.office.sync()

    def _write(self, cells: dict[str, Filled]) -> None:
        headings = {c.word: c.heading for c in self.flow.register.all_columns}
        for word, value in cells.items():
            self.office.edit(self.id, headings[word], value)

    def _give(self, label: str, by: Desk, note: str, cells: dict[str, Filled]) -> None:
        step, office = self.step, self.office
        seat = step.recorded_by if step.outside and not by.outside else step.by
        desks = step.approval.by if step.approval and step.approval.by else seat.desks if seat else ()
        assert by in desks, f"{self.id} at «{step.status}» does not wait for {by.name}"
        assert step.outside or by.name in self[TURN] or step.approval, f"{self.id} is with {self[TURN]}"
        if by.outside:
            self._by_link(label, by, note, cells)
            return
        self._write(cells)
        if step.approval:
            office.sync()
            office.decide(self.id, label, note=note, desk=by.name)
        else:
            office.edit(self.id, NOTE, note or None)
            office.do(self.id, label)

    def _by_link(self, label: str, by: Desk, note: str, cells: dict[str, Filled]) -> None:
        assert self.step.link, f"at «{self.step.status}» nobody outside has a link"
        forms = [form for form in self.flow.forms if form.answers == self.step.status]
        asked = {f.fills for form in forms for f in form.fields}
        values = {c.heading: plain(cells[c.word]) for c in self.flow.register.columns if c.word in cells}
        assert len(values) == len(cells), "no such column"
        assert set(values) <= asked, f"its form does not ask for {set(values) - asked}"
        id = f"tautan/{self.id}/{self.case.visit}/{len(self.office.journal.answers)}"
        given = Given(id, self.id, self.case.visit, label, self.office.clock.at, note,
                      desk=by.name, factor="tautan", values=values)  # fmt: skip
        self.office.journal.submit(given)
        self.office.sync()

    # what people see

    def __getitem__(self, heading: str) -> str:
        return seen(self.office.cell(self.id, heading))

    @property
    def now(self) -> str:
        """«Status | Giliran | Batas waktu» as they stand in the register."""
        return " | ".join(text for heading in (STATUS, TURN, DUE) if (text := self[heading]))

    @property
    def message(self) -> str:
        return self.office.message(self.id)

    @property
    def letters(self) -> list[str]:
        """Names of the letters of the case, drafts with «(konsep)», in the order in which they were first made."""
        names = [f"{one.name}{'' if one.final else ' (konsep)'}" for one in self.case.letters]
        return list(dict.fromkeys(names))

    def letter(self, name: str) -> str:
        """The text of the newest letter of this name, from the template that the office uses."""
        file = [one.file for one in self.case.letters if one.name == name][-1]
        payload = next(made for made in reversed(self.office.letters.makes) if made["file"] == file)
        words = {**payload["context"], "kantor": asdict(HEAD), "tanda_tangan": payload["sign"],
                 "final": payload["final"], "kode_verifikasi": "", "tautan_verifikasi": ""}  # fmt: skip
        document = Document(BytesIO(render(LETTERS / payload["template"], words)))
        return " ".join(" ".join(text.text or "" for text in document.element.body.iter("{*}t")).split())

    def sent_to(self, address: str) -> list[str]:
        """Names of the files of this case that went to an address by mail."""
        mails = [one for one in self.office.mail.sent if one["case"] == self.id and address in one["to"]]
        return [file.rpartition("/")[2] for one in mails for file in one["attach"]]

    @property
    def children(self) -> list[PlayedCase]:
        """The rows of other registers that work for this one, in the order in which they were opened."""
        found = [case.id for case in self.office.journal.all_cases.values() if case.parent == self.id]
        return [PlayedCase(self.office, id) for id in found]

    def opened(self, flow: Flow) -> PlayedCase:
        """The case of another process that this one has handed to."""
        ids = self._opened(flow)
        assert len(ids) == 1, f"{self.id} has opened no case of {flow.code}"
        return PlayedCase(self.office, ids[0])

    def has_opened(self, flow: Flow) -> bool:
        return bool(self._opened(flow))

    def _opened(self, flow: Flow) -> list[str]:
        origin = f"{self.id}>{flow.code}"
        return [case.id for case in self.office.journal.all_cases.values() if case.origin == origin]

    @property
    def case(self) -> Case:
        return self.office.case(self.id)

    @property
    def flow(self) -> Flow:
        return self.office.flows_by_register[self.case.register]

    @property
    def step(self) -> Step:
        step = self.flow.step(self.case.status)
        assert step is not None, f"{self.id} has ended"
        return step
