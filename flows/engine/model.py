"""What a flow is made of: desks, registers, steps, answers, letters, mails, clocks.

A flow is plain data. It says what the written procedure says, card by card: whose turn it is, doing what,
which answers they have, and where each answer leads. ``check`` finds its mistakes, ``decide`` runs it,
``draw`` pictures it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import TypeAlias

from flows.engine.calendar import Duration, WorkCalendar
from flows.engine.columns import Choice, Column, Owner, Text, Value, word_of

# ---------------------------------------------------------------------------------------------- desks


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where work waits, named as the process map names it.

    outside: a party without an account in the office (a citizen, BKD, a media house).
    email: the column of the register that holds the party's address, for desks outside.
    """

    name: str
    outside: bool = False
    email: str = ""

    @property
    def desks(self) -> tuple[Desk, ...]:
        return (self,)


@dataclass(frozen=True, slots=True)
class DeskFrom:
    """The desk that a column of the row names: «Bidang pengolah» says which bidang drafts this letter."""

    column: str
    among: tuple[Desk, ...]

    @property
    def desks(self) -> tuple[Desk, ...]:
        return self.among

    @property
    def outside(self) -> bool:
        return all(desk.outside for desk in self.among)


@dataclass(frozen=True, slots=True)
class Together:
    """Several desks that do a step side by side; the answer of any one of them counts for all."""

    among: tuple[Desk | DeskFrom, ...]

    @property
    def desks(self) -> tuple[Desk, ...]:
        return tuple(desk for part in self.among for desk in part.desks)

    @property
    def outside(self) -> bool:
        return all(part.outside for part in self.among)


Seat: TypeAlias = Desk | DeskFrom | Together

# ------------------------------------------------------------------------------------------ registers

ID, STATUS, TURN, DUE, ACTION, NOTE, DOCUMENTS, MESSAGE = (
    "ID", "Status", "Giliran", "Batas waktu", "Tindakan", "Catatan", "Dokumen", "Pesan",
)  # fmt: skip
ENGINE_HEADINGS = (ID, STATUS, TURN, DUE, DOCUMENTS, MESSAGE)
PARENT = "ID induk"
NOT_DOUBLE = "Bukan ganda dengan"
SOURCE, AS_OF = "Sumber data", "Tanggal data"
"""Engine-owned columns that a DATA register may have: which case told its figures last, and of which day they are."""


class Kind(StrEnum):
    """PROCESS: its rows are cases of a flow. LINES: rows that belong to a case. DATA: a list of things."""

    PROCESS = "process"
    LINES = "lines"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Register:
    """One tab of a workbook.

    name: the tab, in the words of the office; workbook: the unit of the office that keeps it;
    prefix: begins the IDs of its rows, ``SK`` in ``SK-2026-0007``; columns: without the engine's own,
    which every register of cases has besides (ID, Status, Giliran, Batas waktu, Tindakan, Catatan, Dokumen, Pesan);
    keys: for DATA registers, groups of headings: two rows that say the same in all of a group are likely one thing;
    warns: for DATA registers, a sentence for Pesan about a row that is readable but odd, '' for none;
    guide: what its Petunjuk adds, in Indonesian; called: the word of templates for its rows, if not that of its name.
    """

    name: str
    workbook: str
    prefix: str
    columns: tuple[Column, ...]
    kind: Kind = Kind.PROCESS
    keys: tuple[tuple[str, ...], ...] = ()
    guide: str = ""
    called: str = ""
    warns: Callable[[RowView], str] | None = field(default=None, hash=False)

    @property
    def word(self) -> str:
        """The name by which templates know its rows, ``peserta_promosi``."""
        return self.called or word_of(self.name)

    def column(self, heading: str) -> Column | None:
        return next((column for column in self.columns if column.heading == heading), None)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """All columns in the order of a fresh tab."""
        identity = Column(ID, owner=Owner.ENGINE, width=14, help="Diisi Alur. Jangan diubah atau disalin.")
        match self.kind:
            case Kind.DATA:
                apart = Column(
                    NOT_DOUBLE,
                    width=18,
                    help="ID baris yang mirip tetapi memang lain, misalnya UM-2026-0007.",
                )
                doubles = (apart,) if self.keys else ()
                return (identity, *self.columns, *doubles, Column(MESSAGE, owner=Owner.ENGINE, width=50))
            case Kind.LINES:
                parent = Column(
                    PARENT, required=True, width=14, help="ID baris induk, misalnya SM-2026-0001."
                )
                return (identity, parent, *self.columns, Column(MESSAGE, owner=Owner.ENGINE, width=50))
        return (
            identity,
            Column(
                STATUS, owner=Owner.ENGINE, width=22, help="Diisi Alur. Untuk memindahkan, pilih Tindakan."
            ),
            Column(TURN, owner=Owner.ENGINE, width=22, help="Giliran siapa sekarang."),
            Column(DUE, owner=Owner.ENGINE, width=13, help="Batas waktu tahap ini."),
            Column(ACTION, width=24, help="Pilih jawaban Anda dari daftar; Alur yang memindahkan baris ini."),
            Column(NOTE, Text(lines=2), width=28, help="Catatan untuk jawaban Anda, misalnya alasan revisi."),
            *self.columns,
            Column(DOCUMENTS, owner=Owner.ENGINE, width=18, help="Folder surat baris ini."),
            Column(MESSAGE, owner=Owner.ENGINE, width=50, help="Pesan Alur untuk Anda."),
        )

    @property
    def staff_headings(self) -> tuple[str, ...]:
        """Headings whose cells staff fill, without Tindakan and Catatan."""
        return tuple(column.heading for column in self.columns if column.owner is Owner.STAFF)


# ------------------------------------------------------------------------------------------ documents


@dataclass(frozen=True, slots=True)
class ByColumn:
    """A choice that a column of the row makes: the template of a letter by its «Jenis naskah»."""

    column: str
    choices: Mapping[str, str] = field(hash=False)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.choices.values()))


Chosen: TypeAlias = str | ByColumn


def all_of(chosen: Chosen) -> tuple[str, ...]:
    """Every value that a fixed or column-made choice can have."""
    return chosen.all if isinstance(chosen, ByColumn) else (chosen,)


@dataclass(frozen=True, slots=True)
class MakeLetter:
    """Make a letter from a template of ``templates/letters``.

    name: what it is called in the case, «Surat keluar»; also its file name.
    final: once made it stays as it is, for ever (a numbered letter); else each making replaces the draft.
    again: each coming by makes a new final letter beside the earlier one (another speaker is asked).
    signer: the desk whose head signs, for the signature block; '' for a letter without one.
    lines: registers whose rows of this case (of a DATA register: all rows) feed tables, known to the template by the
    word of their name.
    personal: for what a number or stamp must come first, see ``check``.
    """

    template: Chosen
    name: str
    final: bool = False
    signer: str | DeskFrom = ""
    again: bool = False
    lines: tuple[Register, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeNumber:
    """Take the next number of a series of ``config`` and write it into an engine-owned column.

    dated: an engine-owned column that gets the day on which the number was given.
    A case takes a number into a column once; coming by again keeps it, unless ``again``: it is for a new letter.
    code: the classification code, '' for that of the row or of the flow.
    """

    column: str
    series: Chosen
    dated: str = ""
    again: bool = False
    code: str = ""
    only: tuple[str, ...] = ()


class Whom(Enum):
    """Recipients that the case itself names."""

    TURN = "whoever sits at the desk whose turn it is now"
    OPENER = "whoever handed the case in"


@dataclass(frozen=True, slots=True)
class EmailIn:
    """The address in a column of the row, or of each row of a register of lines that belongs to it."""

    column: str
    each: Register | None = None


Recipient: TypeAlias = Desk | DeskFrom | EmailIn | Whom


@dataclass(frozen=True, slots=True)
class SendMail:
    """Mail somebody. template: a text of ``templates/mails``; attach: names of letters of this case."""

    template: str
    to: tuple[Recipient, ...]
    attach: tuple[str, ...] = ()
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenCase:
    """Hand-off: open a case of another flow, once for this case.

    flow: its code; copies: their heading -> ours, or a fixed value written as ``=value``;
    when: the words of the process map; if_: opens only when this says so; at: status to begin at ('' is the start).
    """

    flow: str
    when: str
    copies: Mapping[str, str] = field(default_factory=dict, hash=False)
    if_: Condition | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenChildren:
    """Open one child row for each word of a column with several choices («Diteruskan kepada»)."""

    one_per: str
    into: str
    copies: Mapping[str, str] = field(default_factory=dict, hash=False)
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fill:
    """Write a value into an engine-owned column of the row: ``day`` of now, or what ``value`` computes."""

    column: str
    value: Computed
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UpdateData:
    """Bring what a case has found out to a DATA register.

    register: which; copies: their heading -> ours. Engine-owned columns there take the value unless they hold one of a
    later day; columns of staff are never written: where they differ, Pesan shows what was found and a person decides.
    as_of: our date column that says of which day the figures are ('' is today); id_in: our column that may hold the
    ID of their row, else it is found by the register's keys; add: when none is found, a new row is placed.
    each: one update for each row of this register of lines, whose headings ``copies`` then means; which: only those
    of which this is true.
    name: tells apart the rows that one case adds to a register, and may name a heading.
    """

    register: Register
    copies: Mapping[str, str] = field(hash=False)
    as_of: str = ""
    id_in: str = ""
    add: bool = False
    each: Register | None = None
    which: Callable[[Mapping[str, Value]], bool] | None = None
    name: str = ""
    if_: Condition | None = None
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FillFrom:
    """Fill engine-owned columns from the row of a DATA register that means the same thing, found by its keys.

    copies: our heading -> theirs; by: their heading -> ours, what it is found by. What is not found leaves them empty.
    """

    register: Register
    copies: Mapping[str, str] = field(hash=False)
    by: Mapping[str, str] = field(hash=False)
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """What a workbook holds: headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str | int | date, ...], ...]


@dataclass(frozen=True, slots=True)
class MakeWorkbook:
    """Make a workbook from rows of DATA registers, to be handed to somebody, locked with a password.

    name: what it is called in the case; table: what it holds, from the row and the rows of a register as they stand;
    counts: an engine-owned column that gets the number of rows; final: as for letters.
    """

    name: str
    table: Callable[[RowView, Callable[[Register], Sequence[Mapping[str, Value]]]], Table]
    registers: tuple[Register, ...]
    counts: str = ""
    final: bool = False
    only: tuple[str, ...] = ()


Action: TypeAlias = (
    MakeWorkbook | MakeLetter | TakeNumber | SendMail | OpenCase | OpenChildren | Fill | UpdateData | FillFrom
)

# ------------------------------------------------------------------------------- what a row looks like


@dataclass(frozen=True, slots=True)
class RowView:
    """A row as rules see it: its values by heading, its variant, its child rows by register name, today and the
    office's calendar."""

    values: Mapping[str, Value]
    variant: str = ""
    lines: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    today: date | None = None
    calendar: WorkCalendar | None = None
    letters: Mapping[str, str] = field(default_factory=dict)
    """Name of a letter that is made and final -> its sha256."""

    def __getitem__(self, heading: str) -> Value:
        return self.values.get(heading)

    def text(self, heading: str) -> str:
        value = self.values.get(heading)
        return value if isinstance(value, str) else ""


Condition: TypeAlias = Callable[[RowView], bool]
Computed: TypeAlias = Callable[[RowView], Value]

# ---------------------------------------------------------------------------------------------- steps


@dataclass(frozen=True, slots=True)
class Answer:
    """Where an answer leads, when a bare status does not say enough.

    condition: the word on the arrow of the process map («revisi»), where the figure has a gateway.
    needs: headings that must be filled first (an answer from outside waits until staff have filled theirs);
    note: Catatan must say why; evidence: Catatan must name the proof (for what an outsider told us otherwise than
    by link or form); do: actions besides those of arrival;
    only: variants that have this answer; maps: steps of the map that giving this answer carries out.
    """

    to: StrEnum
    condition: str | None = None
    needs: tuple[str, ...] = ()
    note: bool = False
    evidence: bool = False
    do: tuple[Action, ...] = ()
    only: tuple[str, ...] = ()


def SendBack(to: StrEnum, condition: str | None = "revisi", do: tuple[Action, ...] = ()) -> Answer:
    """An answer that returns the row for correction; Catatan must say what to correct."""
    return Answer(to, condition=condition, note=True, do=do)


@dataclass(frozen=True, slots=True)
class After:
    """What happens when nobody answers: after so long the case moves by itself."""

    duration: Duration
    goes_to: StrEnum
    condition: str | None = None
    why: str = "tidak ada tanggapan"
    do: tuple[Action, ...] = ()
    since: str = ""
    """A date column from which the term counts (the day the letter was received); '' is the arrival."""
    since_empty: Duration | None = None
    """While that column is empty: what is added to the arrival, such as the days that a letter is under way."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A move that needs no person: goes as soon as ``when`` says so on arrival or after an edit."""

    when: Condition
    goes_to: StrEnum
    why: str
    condition: str | None = None
    do: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class AllChildren:
    """«Wait until all children are done»: moves when every child row of the register has ended."""

    register: str
    goes_to: StrEnum
    why: str = "semua baris anak selesai"
    condition: str | None = None
    do: tuple[Action, ...] = ()


class Order(StrEnum):
    """IN_ORDER: the next is asked when the one before has agreed. ALL: asked at once, all must agree."""

    IN_ORDER = "in order"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Approval:
    """The answers of this step are decisions, given by the approver in person and with their own factor.

    shows: the headings that the approver is shown and that the decision binds to; letters: names of letters shown.
    by: the approvers one after another (or all at once); () is the step's own desk.
    agree: the label that lets the case go on only when all have said it; any other label decides at once.
    Later change of a shown cell, until the final letter, brings the case back here.
    """

    shows: tuple[str, ...]
    letters: tuple[str, ...] = ()
    by: tuple[Desk, ...] = ()
    order: Order = Order.IN_ORDER
    agree: str = "Setuju"
    expires: Duration | None = None
    kind: str = ""
    """The kind of letter, for the limits of a deputy's mandate."""


@dataclass(frozen=True, slots=True)
class Step:
    """A card of the procedure: at this status it is ``by``'s turn to do ``task``; these are the answers.

    maps: numbers of the steps of the process map that this one carries out.
    needs: headings to be filled before any answer but a sending back is taken.
    on_arrival: done each time a case arrives. remind: so long before (negative) or after the due day.
    escalate: the desk told when the term has run out. recorded_by: for a step that waits on an outsider, the desk
    that records their answer for them, naming the evidence in Catatan. only: variants that have this step.
    link: the outsider gets a signed link with these answers. mail: template of that mail.
    """

    status: StrEnum
    by: Seat
    task: str
    answers: Mapping[str, StrEnum | Answer] = field(default_factory=dict, hash=False)
    maps: int | tuple[int, ...] = ()
    needs: tuple[str, ...] = ()
    on_arrival: tuple[Action, ...] | list[Action] = ()
    due: Duration | None = None
    due_since: str = ""
    remind: tuple[Duration, ...] = ()
    escalate: Desk | None = None
    if_silent: After | None = None
    rules: tuple[Rule, ...] = ()
    approval: Approval | None = None
    children: AllChildren | None = None
    recorded_by: Seat | None = None
    link: bool = False
    only: tuple[str, ...] = ()

    @property
    def outside(self) -> bool:
        return self.by.outside

    @property
    def map_steps(self) -> tuple[int, ...]:
        return (self.maps,) if isinstance(self.maps, int) else tuple(self.maps)

    def answer(self, label: str) -> Answer:
        found = self.answers[label]
        return found if isinstance(found, Answer) else Answer(found)

    def labels(self, variant: str = "") -> tuple[str, ...]:
        """The answers that a row of this variant has, in their order."""
        return tuple(
            label
            for label in self.answers
            if not (only := self.answer(label).only) or not variant or variant in only
        )


# ---------------------------------------------------------------------------------------------- flows


@dataclass(frozen=True, slots=True)
class Variants:
    """Kinds of one process, told apart by a choice column: LS or GU, cuti or pensiun."""

    column: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that may be handed in with a question. kinds: endings of file names; megabytes: of each."""

    kinds: tuple[str, ...] = ("pdf", "jpg", "png")
    megabytes: int = 10
    count: int = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form. fills: the heading that gets the answer; its column says what may be answered.

    upload: the answer is files; their made names stand in the cell. section: a heading above the question, '' for none.
    """

    label: str
    fills: str
    required: bool = False
    help: str = ""
    upload: Upload | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is filled in, whatever the channel (local web, Google Forms, a file). It does one of three things:

    - opens a new case of its flow (at ``at`` instead of the start, if said), with ``fixed`` values besides;
    - ``answers`` a step of an existing case: besides one of the step's answers and a note it may fill columns that
      the engine owns, and whoever has the signed link of that step may send it;
    - ``adds`` a row to a register of lines of an existing case (a participant, an item), as long as the case stands
      at one of ``during`` (() for as long as it is open).

    code: short name, used in addresses and files. public: anybody may open it; else only by a link of the office.
    privacy: purpose, legal basis, recipients, how long kept, in Indonesian. receipt: the sentence that thanks.
    known_by: the heading whose content the sender gives, with the tracking code, to see how it stands.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    at: StrEnum | None = None
    answers: StrEnum | None = None
    adds: Register | None = None
    during: tuple[StrEnum, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict, hash=False)
    public: bool = True
    privacy: str = ""
    receipt: str = ""
    known_by: str = ""

    @property
    def opens(self) -> bool:
        return self.answers is None and self.adds is None

    def register(self, flow: Flow) -> Register:
        """The register whose columns its fields fill."""
        return self.adds or flow.register


@dataclass(frozen=True, slots=True)
class Children:
    """A register of child rows that are worked on by themselves, with a small flow of their own.

    title: what one child is; steps: as in a flow, their maps count for the parent's process.
    """

    register: Register
    title: str
    statuses: type[StrEnum]
    steps: tuple[Step, ...] | list[Step]
    ends: tuple[StrEnum, ...] | list[StrEnum]


@dataclass(frozen=True, slots=True)
class Opening:
    """A case that opens by itself each year, on a day of the calendar (Renja, LKjIP, RKBMD)."""

    month: int
    day: int
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Their heading -> value; ``{tahun}`` and ``{tahun_depan}`` are filled in."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class OpeningFor:
    """Cases that open by themselves for rows of a DATA register: a promotion that falls due, a pension that nears.

    day: of a row of the register, the day on which the matter falls, None for never; ahead: how long before that the
    case opens; sets: our heading -> theirs («ID» is that of the row), or a fixed value written as ``=value``;
    falls: our heading that gets the day.
    """

    register: Register
    day: Callable[[RowView], date | None]
    ahead: Duration
    sets: Mapping[str, str] = field(default_factory=dict, hash=False)
    falls: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Announce:
    """A mail to a desk because something nears for a row of a DATA register, once for each day on which it falls.

    name: what falls due, short; day, ahead: as for OpeningFor; says: the sentence, with ``{heading}`` of the row.
    """

    name: str
    register: Register
    day: Callable[[RowView], date | None]
    ahead: Duration
    to: Desk
    says: str


@dataclass(frozen=True, slots=True)
class Check:
    """Cells that do not agree with each other: while ``wrong`` says so, no answer but a sending back is taken.

    says: the Indonesian sentence for staff; at: the statuses at which it is looked at, () for all.
    """

    wrong: Condition
    says: str
    at: tuple[StrEnum, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """What rows of an earlier version do: they keep the steps they began with, or are moved by a declared rule.

    steps: the steps of that version, for rows that keep it; moves: its status -> today's, for rows that are moved.
    """

    number: int
    steps: tuple[Step, ...] = ()
    moves: Mapping[str, StrEnum] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Flow:
    """One process of the map.

    code, title: as in the process map. ends: statuses at which a case is finished. start: where a new row begins
    (the first step when not said). lines: registers of plain child rows. children: child rows with steps of their own.
    data: DATA registers that it reads or brings up to date; several flows may name the same.
    retired: words still found in old rows -> the status they mean now. version and past: see ``Version``.
    classification: default kode klasifikasi. Its docstring is ``about``.
    """

    code: str
    title: str
    register: Register
    statuses: type[StrEnum]
    steps: Sequence[Step]
    ends: Sequence[StrEnum]
    start: StrEnum | None = None
    about: str = ""
    group: str = ""
    variants: Variants | None = None
    forms: Sequence[Form] = ()
    lines: Sequence[Register] = ()
    children: Sequence[Children] = ()
    data: Sequence[Register] = ()
    openings: Sequence[Opening] = ()
    openings_for: Sequence[OpeningFor] = ()
    announces: Sequence[Announce] = ()
    checks: Sequence[Check] = ()
    retired: Mapping[str, StrEnum] = field(default_factory=dict)
    version: int = 1
    past: Sequence[Version] = ()
    classification: str = ""

    @property
    def first(self) -> StrEnum:
        return self.start or self.steps[0].status

    def step(self, status: str) -> Step | None:
        """The step at a status; None at an end."""
        return next((step for step in self.steps if step.status == status), None)

    @property
    def registers(self) -> tuple[Register, ...]:
        return (self.register, *self.lines, *(child.register for child in self.children), *self.data)

    @property
    def variant_names(self) -> tuple[str, ...]:
        return self.variants.names if self.variants else ()

    def child_flow(self, children: Children) -> Flow:
        """The small flow of a child register, run by the same engine."""
        return Flow(
            code=self.code,
            title=children.title,
            register=children.register,
            statuses=children.statuses,
            steps=children.steps,
            ends=children.ends,
            group=self.group,
            version=self.version,
            classification=self.classification,
        )


def form_of(register: Register) -> Form:
    """The form by which rows of a DATA register are taken in from a file: one question for each column."""
    fields = tuple(
        Field(column.heading, column.heading, column.required, column.help) for column in register.columns
    )
    code = "-".join(register.word.split("_"))
    return Form(code, register.name, fields, adds=register, public=False)


class Record(StrEnum):
    """The one status of a row of a DATA register; it has no column there."""

    KEPT = "Tercatat"


RECORDS = "data"
"""Stands for the flow of a row of a DATA register, which has none."""


def record_flow(register: Register) -> Flow:
    """A flow without steps, by which the engine keeps the rows of a DATA register."""
    return Flow(
        code=RECORDS, title=register.name, register=register, statuses=Record, steps=(), ends=(Record.KEPT,),
        start=Record.KEPT,
    )  # fmt: skip


def actions_of(step: Step) -> list[Action]:
    """Every action that a step can cause, in whatever way."""
    found = list(step.on_arrival)
    for label in step.answers:
        found += step.answer(label).do
    if step.if_silent:
        found += step.if_silent.do
    for rule in step.rules:
        found += rule.do
    if step.children:
        found += step.children.do
    return found


def handoffs_of(flow: Flow) -> list[OpenCase]:
    """Every hand-off of a flow, children's included."""
    steps = [*flow.steps, *(step for child in flow.children for step in child.steps)]
    return [action for step in steps for action in actions_of(step) if isinstance(action, OpenCase)]


LETTER_KINDS = Choice(("Surat dinas", "Undangan", "Nota dinas", "Surat tugas", "Surat keterangan"))
