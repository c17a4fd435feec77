"""From cells to rows: which rows there are, which changed, what they say, and what cannot be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from hashlib import blake2b
from operator import itemgetter

from flows.engine.columns import Cell, Column, Invalid, Value, is_empty, text_of
from flows.engine.model import ID, PARENT, Kind, Register
from flows.engine.ports import Shown, Tab

TOO_MANY_GONE = 0.20
FEW = 5
NEW = "BARU"
"""Typed into the ID cell, it says that a row is a new one, however much it looks like one that is gone."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it stands. ref: its place in this reading only; number: the row number that the clerk sees."""

    register: str
    id: str
    ref: int
    number: int
    cells: Mapping[str, Cell]

    def text(self, heading: str) -> str:
        """The text of a cell, '' when empty or unreadable."""
        try:
            return text_of(self.cells.get(heading))
        except Invalid:
            return ""


@dataclass(slots=True)
class Sheet:
    """One register of a reading, indexed. Columns are found by heading, rows by ID.

    refs: ID -> place, for IDs that stand once; doubled: ID -> places, for the others;
    nameless: places of rows that hold something but no ID; forced: those of them whose ID cell says BARU;
    stopped: why nothing may be done here («» when it may).
    """

    register: Register
    tab: Tab
    at: dict[str, int] = field(default_factory=dict)
    refs: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, list[int]] = field(default_factory=dict)
    nameless: list[int] = field(default_factory=list)
    forced: set[int] = field(default_factory=set)
    rows: Mapping[int, Sequence[Cell]] | Sequence[Sequence[Cell]] = field(init=False)
    digests: dict[str, bytes] = field(default_factory=dict)
    stopped: str = ""

    def __post_init__(self) -> None:
        self.rows = self.tab.rows

    def keep_only(self, refs: Iterable[int]) -> None:
        """Let go of all rows but these; a pass holds one workbook's rows at a time."""
        self.rows = {ref: self.rows[ref] for ref in refs}
        self.tab = Tab(self.tab.register, self.tab.headings, (), self.tab.first_row)
        self.digests = {}

    def holds(self, ref: int) -> bool:
        """Tell whether the cells of a row are still at hand."""
        return ref in self.rows if isinstance(self.rows, Mapping) else 0 <= ref < len(self.rows)

    def name(self, ref: int, id: str) -> None:
        """Note that a nameless row now bears an ID."""
        cells = list(self.rows[ref])
        cells += [None] * (self.at[ID] + 1 - len(cells))
        cells[self.at[ID]] = id
        assert isinstance(self.rows, list)
        self.rows[ref] = cells
        self.refs[id] = ref
        self.digests[id] = _digest(cells, self.at)

    def row(self, ref: int, id: str = "") -> Row:
        cells = self.rows[ref]
        width = len(cells)
        named = {heading: cells[at] if at < width else None for heading, at in self.at.items()}
        return Row(self.register.name, id or _id_of(named.get(ID)), ref, self.tab.first_row + ref, named)

    def rows_of_parents(self) -> dict[str, list[int]]:
        """For a register of lines: parent ID -> places, in the order they stand."""
        found: dict[str, list[int]] = {}
        at = self.at.get(PARENT)
        if at is None:
            return found
        for ref in self.refs.values():
            cells = self.rows[ref]
            parent = _id_of(cells[at]) if at < len(cells) else ""
            if parent:
                found.setdefault(parent, []).append(ref)
        for refs in found.values():
            refs.sort()
        return found


def _id_of(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else ("" if cell is None else str(cell))


def read_sheet(register: Register, tab: Tab) -> Sheet:
    """Index a tab. A heading that is missing or stands twice stops the register: guessing could hurt every row."""
    sheet = Sheet(register, tab)
    wanted = [column.heading for column in register.all_columns]
    for position, heading in enumerate(tab.headings):
        if heading in sheet.at and heading in wanted:
            sheet.stopped = (
                f"tab «{register.name}»: the heading «{heading}» stands twice; delete or rename one of them"
            )
        sheet.at.setdefault(heading, position)
    sheet.at = {heading: sheet.at[heading] for heading in wanted if heading in sheet.at}
    missing = [heading for heading in wanted if heading not in sheet.at]
    if len(missing) > len(wanted) / 2 and not sheet.stopped:
        found = next((f" (it begins with «{heading}»)" for heading in tab.headings if heading), "")
        sheet.stopped = (
            f"tab «{register.name}»: row 1 does not hold its headings{found}; they stand there and nowhere else: take "
            "out what was put above them, or undo; nothing in this tab is touched until then"
        )
    if missing and not sheet.stopped:
        strange = [heading for heading in tab.headings if heading and heading not in wanted]
        hints = []
        for heading in missing:
            close = get_close_matches(heading, strange, n=1, cutoff=0.5)
            hints.append(f"«{heading}»" + (f" (was it renamed to «{close[0]}»?)" if close else ""))
        sheet.stopped = (
            f"tab «{register.name}»: the header row has no {', '.join(hints)}; "
            "put the heading back; nothing in this tab is touched until then"
        )
    if not sheet.stopped:
        _index(sheet)
    return sheet


def _index(sheet: Sheet) -> None:
    at_id = sheet.at[ID]
    known = tuple(sheet.at.values())
    pick = itemgetter(*known) if len(known) > 1 else None
    width = max(known) + 1
    content = [sheet.at[heading] for heading in sheet.register.staff_headings]
    if sheet.register.kind is Kind.LINES:
        content.append(sheet.at[PARENT])
    sheet.rows = list(sheet.tab.rows)
    for ref, row in enumerate(sheet.rows):
        cells = row if len(row) >= width else [*row, *[None] * (width - len(row))]
        id = cells[at_id]
        if id is None or id == "":
            if any(not is_empty(cells[at]) for at in content):
                sheet.nameless.append(ref)
            continue
        id = _id_of(id)
        if id.upper() == NEW:
            sheet.nameless.append(ref)
            sheet.forced.add(ref)
        elif id in sheet.doubled:
            sheet.doubled[id].append(ref)
        elif id in sheet.refs:
            sheet.doubled[id] = [sheet.refs.pop(id), ref]
        else:
            sheet.refs[id] = ref
            picked = pick(cells) if pick else cells
            sheet.digests[id] = blake2b(
                repr(picked).encode("utf-8", "surrogatepass"), digest_size=16
            ).digest()
    for id in sheet.doubled:
        sheet.digests.pop(id, None)


def _digest(cells: Sequence[object], at: Mapping[str, int]) -> bytes:
    picked = tuple(cells[position] if position < len(cells) else None for position in at.values())
    return blake2b(repr(picked).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def expected_digest(sheet: Sheet, ref: int, written: Mapping[str, Shown]) -> bytes:
    """The digest that a row will have once these cells are written; wrong guesses only cost another look."""
    cells: list[object] = list(sheet.rows[ref]) if sheet.holds(ref) else []
    cells += [None] * (max(sheet.at.values()) + 1 - len(cells))
    for heading, value in written.items():
        cells[sheet.at[heading]] = getattr(value, "text", value)
    return _digest(cells, sheet.at)


def changed_ids(sheet: Sheet, known: Mapping[str, bytes]) -> list[str]:
    """IDs whose row is not as it was last seen, new ones included, in the order they stand."""
    return [id for id, digest in sheet.digests.items() if known.get(id) != digest]


def gone_ids(sheet: Sheet, known: Iterable[str]) -> list[str]:
    """IDs that the journal places in this tab and that no longer stand there."""
    return [id for id in known if id not in sheet.refs and id not in sheet.doubled]


def too_many_gone(gone: int, known: int) -> bool:
    """A tab that lost more than a fifth of its rows at once was emptied or replaced, not worked on."""
    return gone > FEW and gone > TOO_MANY_GONE * known


def values_of(columns: Sequence[Column], row: Row) -> tuple[dict[str, Value], list[str]]:
    """Read every cell of a row by its column's type: the values, and one Indonesian sentence per cell that
    cannot be read.
    """
    values: dict[str, Value] = {}
    problems = []
    for column in columns:
        cell = row.cells.get(column.heading)
        if is_empty(cell):
            values[column.heading] = None
            continue
        try:
            values[column.heading] = column.type.parse(cell)
        except Invalid as fault:
            values[column.heading] = None
            end = "" if str(fault).endswith(("?", ".")) else "."
            problems.append(f"Kolom «{column.heading}» {fault}{end}")
    return values, problems


def in_one_line(text: str) -> str:
    """The lines of a cell as they stand in a table: entries of their own stay apart, sentences follow each other."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    joined = "".join(line + (" " if line[-1] in ".,;:!?" else "; ") for line in lines)
    return joined.rstrip(" ;") if len(lines) > 1 else "".join(lines)


def plain(value: Value) -> str:
    """A value as text that never depends on how a connector stores it."""
    match value:
        case None:
            return ""
        case tuple():
            return "; ".join(value)
        case date():
            return value.strftime("%d-%m-%Y")
        case _:
            return str(value)


def staff_cells(register: Register, row: Row) -> dict[str, str]:
    """The filled staff cells of a row as text, for comparing and for showing what changed."""
    found = {heading: row.text(heading) for heading in register.staff_headings}
    return {heading: text for heading, text in found.items() if text}


def keyed_hash(key: bytes, parts: Mapping[str, str]) -> str:
    """A hash that says whether texts are equal and nothing else; without the office's key it cannot be guessed at."""
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return blake2b(canonical.encode("utf-8", "surrogatepass"), key=key[:64], digest_size=16).hexdigest()


def alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Tell whether two rows are so alike that one may be the other after an edit."""
    words = set(one) | set(other)
    if not words:
        return False
    same = sum(one.get(heading, "") == other.get(heading, "") for heading in words)
    return same >= 2 and same / len(words) >= 0.6


def number_of(id: str, prefix: str) -> tuple[int, int] | None:
    """Read ``SK-2026-0007`` as (2026, 7); None for anything else."""
    parts = id.split("-")
    if (
        len(parts) == 3
        and parts[0] == prefix
        and parts[1].isdigit()
        and parts[2].isdigit()
        and len(parts[1]) == 4
    ):
        number = (int(parts[1]), int(parts[2]))
        return number if id == id_of(prefix, *number) else None
    return None


def id_of(prefix: str, year: int, n: int) -> str:
    """``SK-2026-0007``."""
    return f"{prefix}-{year}-{n:04d}"
