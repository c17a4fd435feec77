"""Workbooks that a newer version finds too narrow: what is new gets its place, what was renamed is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path

from connectors.xlsx import XlsxRegisters
from connectors.xlsx.extend import Lacking
from flows.engine.books import MADE
from flows.engine.columns import Column
from flows.engine.model import Register
from scripts.office import AlurOffice


def add_columns(
    office: AlurOffice, workbook: str, path: Path, lacking: Sequence[Lacking], *, plan: bool
) -> tuple[list[str], list[str]]:
    """Add the tabs and columns that are new; gives what was added or would be, and what a person has to mend."""
    said: list[str] = []
    problems: list[str] = []
    new: list[Lacking] = []
    for tab in lacking:
        name = tab.register.name
        if tab.is_new:
            if office.journal.ids_in(name):
                problems.append(
                    f"{path}: the tab «{name}» is gone, but the journal knows rows of it; restore the workbook"
                )
            else:
                new.append(tab)
                said.append(f"{'would add' if plan else 'added'} the tab «{name}» to {path}")
            continue
        meant = _renamed(tab)
        renamed = {column: why for column in tab.columns if (why := _why_not_new(office, tab, column, meant))}
        problems += [f"{path}, tab «{name}»: no column «{c.heading}»; {why}" for c, why in renamed.items()]
        columns = tuple(column for column in tab.columns if column not in renamed)
        if columns:
            new.append(Lacking(tab.register, tab.headings, columns))
            headings = ", ".join(f"«{column.heading}»" for column in columns)
            said.append(f"{'would add' if plan else 'added'} {headings} to {path}, tab «{name}»")
    registers = office.registers
    if not new or plan or not isinstance(registers, XlsxRegisters):
        return said, problems
    failed = registers.add_columns(workbook, new)
    if not failed:
        office.journal.remember(
            {}, {}, [], {f"register:{tab.register.name}": MADE for tab in new if tab.is_new}
        )
    return ([], [*problems, failed]) if failed else (said, problems)


def _renamed(tab: Lacking) -> dict[str, str]:
    """Heading that is lacking -> a strange one that stands there and resembles it more than any other lacking one."""
    known = {column.heading for column in tab.register.all_columns}
    lacking = [column.heading for column in tab.columns]
    found: dict[str, str] = {}
    for heading in tab.headings:
        if heading and heading not in known and (near := get_close_matches(heading, lacking, n=1)):
            found.setdefault(near[0], heading)
    return found


def _why_not_new(office: AlurOffice, tab: Lacking, column: Column, renamed: Mapping[str, str]) -> str:
    """Why a column that is not there cannot be a new one; '' when it is."""
    if column.heading in renamed:
        return f"was it renamed to «{renamed[column.heading]}»? Put the heading back"
    if column.heading not in {one.heading for one in tab.register.columns}:
        return "every register of this kind has it; put the heading back, with what stood below it"
    if column.heading in told_before(office, tab.register):
        return "rows had something in it; put the heading back, with what stood below it"
    return ""


def told_before(office: AlurOffice, register: Register) -> set[str]:
    """Headings of a register of which the journal remembers what stood below them."""
    ids = office.journal.ids_in(register.name)
    cases = office.journal.cases(ids).values()
    staff = {heading for cells in office.journal.contents(ids).values() for heading in cells}
    return staff | {heading for case in cases for heading in case.fills}
