"""What reports read: registers through their port, numbers and history from the journal. Nothing is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from flows.engine.calendar import JAKARTA
from flows.engine.columns import Column, Invalid, is_empty, text_of
from flows.engine.model import ID, MESSAGE, RECORDS, Register
from flows.engine.ports import Tab, Unreadable
from scripts.office import AlurOffice
from scripts.reports.history import history_of
from scripts.reports.layout import thousands

NUMBERS = ("seri", "urut", "sufiks", "nomor", "kasus", "diberikan", "batal")


@dataclass(frozen=True, slots=True)
class Table:
    """A register as a frame, a column for each heading that it has. missing: the line that says why there is none;
    unreadable: what is to be said of cells that cannot be read as what their column wants."""

    name: str
    frame: pd.DataFrame
    missing: str = ""
    unreadable: Sequence[str] = field(default_factory=list)


def read_register(office: AlurOffice, name: str, wanted: Collection[str] = ()) -> Table:
    """Read a register by its name. What cannot be read is told, never thrown.

    wanted: the headings that are needed, () for all; mistakes in other columns are none of the report's business.
    """
    register = office.office.registers.get(name)
    if register is None:
        return Table(name, pd.DataFrame(), f"Register «{name}» belum ada pada kantor ini.")
    try:
        tab = office.registers.read(register.workbook).tabs.get(name)
    except (Unreadable, OSError):  # why, with path and way out, is for the operator: `alur check` tells it
        why = f"buku kerja «{register.workbook}» tidak dapat dibaca"
        return Table(name, pd.DataFrame(), f"Register «{name}» tidak disajikan: {why}.")
    if tab is None:
        why = f"buku kerja «{register.workbook}» tidak memiliki tab itu"
        return Table(name, pd.DataFrame(), f"Register «{name}» tidak disajikan: {why}.")
    return table_of(register, tab, wanted)


def table_of(register: Register, tab: Tab, wanted: Collection[str] = ()) -> Table:
    """A tab as a frame. A cell that its column cannot read keeps its text; ID and Pesan always come along."""
    known = [
        column for column in register.all_columns if not wanted or column.heading in {*wanted, ID, MESSAGE}
    ]
    places = {heading: at for at, heading in reversed(list(enumerate(tab.headings))) if heading}
    own = [places[column.heading] for column in register.columns if column.heading in places]
    filled = [
        (tab.first_row + n, row)
        for n, row in enumerate(tab.rows)
        if any(not is_empty(row[at]) for at in own if at < len(row))
    ]
    unreadable: list[str] = []
    columns: dict[str, list[Any]] = {}
    for column in known:
        if (at := places.get(column.heading)) is None:
            continue
        values, faults = [], {}
        for number, row in filled:
            value, fault = _read(column, row[at] if at < len(row) else None)
            values.append(value)
            if fault:
                faults[number] = fault
        columns[column.heading] = values
        if faults:
            unreadable.append(_fault(register, column, faults))
    return Table(register.name, pd.DataFrame(columns, dtype=object), "", unreadable)


def _fault(register: Register, column: Column, faults: Mapping[int, str]) -> str:
    """One line for a column. What stands in a personal column is not repeated."""
    rows = list(faults)
    if len(rows) == 1 and not column.personal:
        return f"{register.name} baris {rows[0]}: kolom «{column.heading}» {faults[rows[0]]}."
    which = ", ".join(map(str, rows[:8])) + (", …" if len(rows) > 8 else "")
    return (
        f"{register.name}: isi kolom «{column.heading}» tidak sesuai pada {thousands(len(rows))} baris "
        f"({which})."
    )


def _read(column: Column, cell: Any) -> tuple[Any, str]:
    if is_empty(cell):
        return None, ""
    try:
        return column.type.parse(cell), ""
    except Invalid as fault:
        try:
            return text_of(cell), str(fault)
        except Invalid:
            return None, str(fault)


def with_lost_rows(office: AlurOffice, table: Table, cases: Iterable[str]) -> pd.DataFrame:
    """The frame of a register with what the journal still knows of these cases when their rows are no longer there.

    The column «hilang» marks them.
    """
    frame = table.frame.copy()
    frame["hilang"] = False
    here = set(frame[ID]) if ID in frame.columns else set()
    gone = [id for id in dict.fromkeys(cases) if id and id not in here]
    known = office.journal.cases(gone)
    cells = office.journal.contents(gone)
    rows = [
        {ID: id, **cells.get(id, {}), **case.initial, **case.fills, "hilang": True}
        for id, case in known.items()
        if case.register == table.name
    ]
    return pd.concat([frame, pd.DataFrame(rows, dtype=object)], ignore_index=True) if rows else frame


def read_numbers(office: AlurOffice, series: Iterable[str]) -> pd.DataFrame:
    """The numbers that were given in these series, void ones too."""
    rows = [
        (n.series, n.n, n.suffix, n.text, n.case, n.at.astimezone(JAKARTA).date(), n.void)
        for one in series
        for n in office.journal.numbers(one)
    ]
    return pd.DataFrame(rows, columns=list(NUMBERS)).astype({"diberikan": object})


def read_history(office: AlurOffice) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cases and stays of every process (see ``history``)."""
    engine, journal = office.office, office.journal
    cases = [case for flow in engine.flows for case in journal.cases_of(flow.code) if flow.code != RECORDS]
    moves = [move for flow in engine.flows for move in journal.moves_of(flow.code)]
    cells: Mapping[str, Mapping[str, str]] = journal.contents(case.id for case in cases)
    return history_of(cases, moves, cells, engine.by_register, engine.calendar)


def today_of(office: AlurOffice) -> date:
    return office.clock.now().astimezone(JAKARTA).date()


def told(tables: Iterable[Table]) -> list[str]:
    """What the reader of a report must know of its sources: registers that are missing, cells that were not read."""
    tables = list(tables)
    lines = [table.missing for table in tables if table.missing]
    return lines + [line for table in tables for line in table.unreadable]
