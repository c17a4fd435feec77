"""The demonstration: a small office works through its letters in October 2026. ``./scripts/demo``.

The people here do what people do: type into the registers, choose answers, decide by the link in their mail with their
own PIN. Alur itself is the real one; only the clock is moved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from rich.console import Console
from rich.progress import Progress

from connectors.letters.worker import Renderer
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, Submission
from flows.engine.columns import Date, is_empty
from flows.engine.matter import step_of
from flows.engine.model import ACTION, ID, NOTE, PARENT, STATUS, Step
from flows.engine.ports import Book, CellWrite, NewRow, Shown
from flows.engine.report import Report
from scripts.demo_cast import FORMS, PAPERS, USUAL, Paper
from scripts.demo_hands import Hands, InSpreadsheets, InWorkbooks
from scripts.demo_month import HAPPENS_ON, MONTH
from scripts.office import AlurOffice
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass

FIRST_DAY, WORKING_DAYS = date(2026, 10, 5), 20  # a Monday
PIN = "482913"
MARK = ".demo"
ALL_PAPERS = (*PAPERS, *MONTH)


@dataclass
class DemoClock:
    """The time of the demonstration."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass
class Player:
    """Plays the people of the office against its real registers, links and forms."""

    office: AlurOffice
    clock: DemoClock
    hands: Hands
    papers: dict[str, Paper] = field(default_factory=dict)
    """case ID -> the paper it came from"""
    answered: dict[str, list[str]] = field(default_factory=dict)
    typed_status: set[str] = field(default_factory=set)
    seen_mails: set[str] = field(default_factory=set)
    reports: list[Report] = field(default_factory=list)

    # ----------------------------------------------------------------------------------- what people do

    def sync(self) -> None:
        report = one_pass(self.office, quiet=True)
        assert report is not None
        self.reports.append(report)
        self._recognise()

    def _recognise(self) -> None:
        """Note which case each paper has become, by what its row says."""
        known = set(self.papers)
        for case in self.office.journal.open_cases():
            if case.id in known:
                continue
            cells = {**case.initial, **self.office.journal.contents([case.id]).get(case.id, {})}
            for paper in (*ALL_PAPERS, *FORMS):
                if case.register == paper.register and _says(cells, paper):
                    self.papers[case.id] = paper
                    self._type_lines(case, paper)
                    break

    def _type_lines(self, case: Case, paper: Paper) -> None:
        """The rows of a case in its registers of lines."""
        by_book: dict[str, list[NewRow]] = {}
        for line in paper.lines:
            cells: dict[str, Shown] = {h: v for h, v in line.cells.items() if isinstance(v, str | int | date)}
            workbook = self.office.office.registers[line.register].workbook
            by_book.setdefault(workbook, []).append(NewRow(line.register, {PARENT: case.id, **cells}))
        for workbook, rows in by_book.items():
            self.hands.add(workbook, rows)

    def type_papers(self, papers: Iterable[Paper]) -> None:
        """Type new rows, as a clerk does: below the last one, without the engine's columns."""
        by_book: dict[str, list[NewRow]] = {}
        for paper in papers:
            workbook = self.office.office.registers[paper.register].workbook
            cells: dict[str, Shown] = {
                h: v for h, v in paper.cells.items() if isinstance(v, str | int | date)
            }
            by_book.setdefault(workbook, []).append(NewRow(paper.register, cells))
        for workbook, rows in by_book.items():
            self.hands.add(workbook, rows)

    def hand_in(self, papers: Iterable[Paper]) -> None:
        """Outsiders hand in forms."""
        for number, paper in enumerate(papers, start=1):
            values = {heading: str(value) for heading, value in paper.cells.items()}
            opener = values.get("Pos-el pengirim", "")
            submission = Submission(
                f"{self.clock.at:%Y%m%d}-{number}", paper.form, self.clock.at, values, opener
            )
            self.office.journal.submit_form(submission)

    def answer_in_registers(self) -> None:
        """Every clerk whose turn it is fills what is asked for and chooses an answer."""
        cases = [case for case in self.office.journal.open_cases() if case.placed and not case.held]
        by_book: dict[str, list[Case]] = {}
        for case in cases:
            by_book.setdefault(self.office.office.registers[case.register].workbook, []).append(case)
        for workbook, mine in by_book.items():
            book = self.office.registers.read(workbook)
            writes = [write for case in mine for write in self._answers_of(book, case)]
            if writes:
                self.hands.fill(workbook, book, writes)

    def _answers_of(self, book: Book, case: Case) -> list[CellWrite]:
        flow = self.office.office.by_register[case.register]
        step = step_of(flow, case)
        paper = self.papers.get(case.id)
        ref = _row_of(book, case)
        if step is None or ref is None or (paper and paper.stays_at == case.status):
            return []
        day = paper.fills.get(HAPPENS_ON.get((case.register, case.status), "")) if paper else None
        if isinstance(day, date) and day > self.clock.at.date():
            return []
        if paper and paper.typed_status and case.id not in self.typed_status and case.status == "Draf":
            self.typed_status.add(case.id)
            return [CellWrite(case.register, ref, STATUS, paper.typed_status)]
        if (
            step.approval is not None
            or (step.children and not step.maps)
            or case.status == "Menunggu penerimaan"
        ):
            return []
        label = self._label(case, step, paper)
        answer = step.answer(label)
        writes = self._fill(
            book, case, ref, [*step.needs, *answer.needs, *(paper.fills if paper else ())], paper
        )
        if answer.note or answer.evidence:
            proof = f"Tanda terima nomor {case.visit}, {self.clock.at:%d-%m-%Y}"
            note = paper.note if paper and answer.note else proof
            writes.append(CellWrite(case.register, ref, NOTE, note))
        return [*writes, CellWrite(case.register, ref, ACTION, label)]

    def _label(self, case: Case, step: Step, paper: Paper | None) -> str:
        special = list(paper.answers.get(case.status, ())) if paper else []
        used = self.answered.setdefault(f"{case.id}/{case.status}", [])
        label = special[len(used)] if len(used) < len(special) else step.labels(case.variant)[0]
        used.append(label)
        return label

    def _fill(
        self, book: Book, case: Case, ref: int, headings: Iterable[str], paper: Paper | None
    ) -> list[CellWrite]:
        tab = book.tabs[case.register]
        register = self.office.office.registers[case.register]
        writes = []
        for heading in dict.fromkeys(headings):
            column = register.column(heading)
            at = list(tab.headings).index(heading)
            row = tab.rows[ref]
            if column is None or not is_empty(row[at] if at < len(row) else None):
                continue
            value = (paper.fills if paper else {}).get(heading, USUAL.get(heading))
            if value is None and isinstance(column.type, Date):
                value = self.clock.at.date()
            if isinstance(value, str | int | date):
                writes.append(CellWrite(case.register, ref, heading, value))
        return writes

    def decide_by_link(self) -> None:
        """Approvers open the link of each new mail and decide with their own PIN."""
        from connectors.approvals import Decided

        for path in sorted((self.office.folder / "outbox").glob("*permintaan_keputusan*.eml")):
            if path.name in self.seen_mails:
                continue
            self.seen_mails.add(path.name)
            token = _link_in(path)
            view = self.office.decisions.look(token, self.clock.at)
            request = getattr(view, "request", None)
            if request is None:
                continue
            case = self.office.journal.cases([request.case])[request.case]
            paper = self.papers.get(case.id)
            step = step_of(self.office.office.by_register[case.register], case)
            if step is None or step.approval is None or (paper and paper.stays_at == case.status):
                continue
            special = list(paper.answers.get(case.status, ())) if paper else []
            used = self.answered.setdefault(f"{case.id}/{case.status}", [])
            label = special[len(used)] if len(used) < len(special) else step.approval.agree
            used.append(label)
            note = paper.note if paper and label in request.notes else ""
            done = self.office.decisions.decide(token, pin=PIN, label=label, note=note, now=self.clock.at)
            assert isinstance(done, Decided), done
        self.office.close()


def _says(cells: Mapping[str, object], paper: Paper) -> bool:
    """Whether a row says what the paper says, in every cell that holds text."""
    said = {h: text for h, text in paper.cells.items() if isinstance(text, str) and text.strip()}
    return bool(said) and all(str(cells.get(h, "")) == text for h, text in said.items())


def _row_of(book: Book, case: Case) -> int | None:
    tab = book.tabs[case.register]
    at = list(tab.headings).index(ID)
    return next((ref for ref, row in enumerate(tab.rows) if at < len(row) and row[at] == case.id), None)


def _link_in(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    text = body.get_content() if body is not None else ""
    return next(word for word in str(text).split() if "/keputusan/" in word)


# -------------------------------------------------------------------------------------------- the month

Look: TypeAlias = Callable[[Player, int], None]


def nothing(player: Player, day: int) -> None:
    """Looks at nothing."""


def play(
    folder: Path, console: Console, *, working_days: int = WORKING_DAYS, google: str = "", pdf: bool = True,
    only: Collection[int] = (), papers: Sequence[Paper] = ALL_PAPERS, look: Look = nothing,
) -> Player:  # fmt: skip
    """Make the office and let it work; gives the player with everything that happened. google: address of the stand-in
    that has the registers; without one they are workbooks. pdf: of each letter too. only: the days that are played, where
    it is not all; what was to be typed in between is typed on the next one. look: see ``work``."""
    folder.mkdir(parents=True)
    # A known key, so that every run makes the same letters with the same verification codes.
    (folder / "secret.key").write_text(sha256(b"kantor peragaan").hexdigest() + "\n")
    make_office(folder)
    (folder / MARK).write_text("made by ./scripts/demo; it may be deleted\n")
    _set(folder, 'kode_opd = "423.1xx"', 'kode_opd = "423.118"')
    if google:
        work_with_google(folder, google)
    if not pdf:
        _set(folder, 'pdf = "auto"', 'pdf = "off"')
    office = at_work(folder, FIRST_DAY)
    for person in office.office.directory.people:
        office.journal.set_factor(person, PIN)
    assert isinstance(office.clock, DemoClock)
    player = Player(office, office.clock, InSpreadsheets(office) if google else InWorkbooks(office))
    work(player, console, working_days, only, papers, look=look)
    return player


def work_with_google(folder: Path, address: str) -> None:
    """Switch an office to the stand-in at an address, as the operator does."""
    _set(folder, 'backend = "xlsx"', 'backend = "google"')
    _set(folder, 'base_url = "" #', f'base_url = "{address}" #')
    _set(folder, "calls_a_minute = 40", "calls_a_minute = 300")
    _set(folder, "rows = 1000", "rows = 120")


def at_work(folder: Path, day: date) -> AlurOffice:
    """The office on the morning of a day, with its registers made."""
    clock = DemoClock(datetime.combine(day, time(8), JAKARTA))
    office = AlurOffice(folder, clock, seconds=lambda: clock.at.timestamp())
    _, problems = provision_office(office)
    assert problems == [], problems
    return office


def work(
    player: Player, console: Console, working_days: int = WORKING_DAYS, only: Collection[int] = (),
    papers: Sequence[Paper] = ALL_PAPERS, *, typed_until: int = -1, look: Look = nothing,
) -> None:  # fmt: skip
    """Work through days. typed_until: what was to be typed until this day stands in the registers. look: called each day
    with its number when all was typed and Alur has not seen it."""
    days = [
        one
        for one in enumerate(working_days_of(player.office, working_days))
        if one[0] in (only or range(working_days)) and one[0] >= typed_until
    ]
    due = range(typed_until + 1)
    office = player.office
    with closing(Renderer()) as office.renderer, Progress(console=console, transient=True) as progress:
        task = progress.add_task("", total=len(days))
        for number, day in days:
            player.clock.at = datetime.combine(day, time(8), JAKARTA)
            progress.update(task, advance=1, description=_so_far(player))
            due = range(due.stop, number + 1)
            player.type_papers(paper for paper in papers if paper.day in due)
            player.hand_in(paper for paper in FORMS if paper.day in due)
            look(player, number)
            player.sync()
            for hour in (10, 13, 15):
                player.clock.at = datetime.combine(day, time(hour), JAKARTA)
                player.answer_in_registers()
                player.sync()
                player.clock.at += timedelta(minutes=20)
                player.decide_by_link()
                player.sync()
        player.sync()
    office.renderer = None


def _so_far(player: Player) -> str:
    """A day of the month, and what has come of it until then."""
    letters = sum(len(report.letters) for report in player.reports)
    mails = sum(len(report.mails) for report in player.reports)
    return f"{player.clock.at:%d %B %Y}  {letters:3} letters  {mails:3} mails"


def stay_in_the_month(folder: Path, last: date, today: date) -> date:
    """Let the office go on from the day after its last one, so that whoever looks at it finds it as it was left."""
    behind = max(0, (today - last).days - 1)
    _set(folder, "clock_behind_days = 0", f"clock_behind_days = {behind}")
    return today - timedelta(days=behind)


def _set(folder: Path, line: str, by: str) -> None:
    """Change a setting of the office, as the operator does."""
    settings = folder / "config" / "office.toml"
    text = settings.read_text("utf-8")
    assert line in text, line
    settings.write_text(text.replace(line, by), "utf-8")


def working_days_of(office: AlurOffice, count: int) -> list[date]:
    days: list[date] = []
    day = FIRST_DAY
    while len(days) < count:
        if office.office.calendar.is_working_day(day):
            days.append(day)
        day += timedelta(days=1)
    return days
