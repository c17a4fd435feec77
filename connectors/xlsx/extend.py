"""Columns that a newer version of a register has, put behind the last heading of a workbook that staff already use.

Only the header row, the rules of the new columns and the reach of the filter are changed: a filter that ended before
the new columns would sort the rest of a row away from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from connectors.xlsx.package import Package, Refused, column_index, column_name, open_package, with_parts
from connectors.xlsx.patch import patch_sheet, styles_of
from connectors.xlsx.read import read_tabs
from flows.engine.columns import Choice, Choices, Column, Owner
from flows.engine.model import Register

ROWS = 2000
LIST_MOST = 255
"""Letters that a drop-down written into the sheet itself may have."""

_CELL = re.compile(rb'<c\b(?=[^>]*\br="([A-Z]+)1")([^>]*?)/?>')
_STYLE = re.compile(rb'\bs="(\d+)"')


@dataclass(frozen=True, slots=True)
class Lacking:
    """A tab that lacks columns. headings: its header row as it stands."""

    register: Register
    headings: Sequence[str]
    columns: tuple[Column, ...]

    def like(self, owner: Owner) -> int:
        """The place of a heading of this owner, whose look a new one gets."""
        among = self.register.all_columns if owner is Owner.ENGINE else self.register.columns
        ours = {column.heading for column in among if column.owner is owner}
        return next((at for at, heading in enumerate(self.headings) if heading in ours), 0)


def what_is_missing(path: Path, registers: Sequence[Register]) -> tuple[list[Lacking], list[str]]:
    """Which columns an existing workbook lacks; and English sentences on tabs that it lacks. Nothing is changed."""
    content = path.read_bytes()
    tabs, problems = read_tabs(content, registers)
    found = [
        f"{path}: {problem}; copy the tab from a fresh workbook (`alur provision` into an empty folder)"
        for problem in problems
    ]
    lacking = []
    for register in registers:
        tab = tabs.get(register.name)
        columns = tuple(c for c in register.all_columns if tab and c.heading not in tab.headings)
        if tab and columns:
            lacking.append(Lacking(register, tab.headings, columns))
    return lacking, found


def with_columns(content: bytes, tabs: Sequence[Lacking]) -> bytes:
    """The workbook with the columns that it lacks. Raises Refused for one that cannot be changed safely."""
    package = open_package(content)
    names = {name.casefold(): name for name in package.tabs}
    workbook = package.part("xl/workbook.xml")
    parts: dict[str, bytes] = {}
    for tab in tabs:
        name = names[tab.register.name.casefold()]
        sheet = package.part(package.tabs[name])
        if re.search(rb"<\w+:worksheet\b", sheet[:4096]):
            raise Refused(f"tab «{name}» is written in a way that is not known")
        last = _last_heading(sheet, name)
        columns = dict(enumerate(tab.columns, start=last + 1))
        sheet = _with_headings(package, sheet, columns, tab)
        sheet = _with_rules(sheet, columns)
        index = list(package.tabs).index(name)
        parts[package.tabs[name]], workbook = _with_wider_filter(sheet, workbook, index, last, max(columns))
    return with_parts(package, {**parts, "xl/workbook.xml": workbook})


def _last_heading(sheet: bytes, tab: str) -> int:
    """The place of the last cell of the header row."""
    found = [column_index(cell[1]) for cell in _CELL.finditer(sheet)]
    if not found:
        raise Refused(f"tab «{tab}» has no header row")
    return max(found)


def _with_headings(package: Package, sheet: bytes, columns: Mapping[int, Column], tab: Lacking) -> bytes:
    cells: dict[int, str] = {place: column.heading for place, column in columns.items()}
    sheet = patch_sheet(sheet, {1: cells}, styles_of(package)).xml
    looks = {column_index(cell[1]): _STYLE.search(cell[2]) for cell in _CELL.finditer(sheet)}
    for place, column in columns.items():
        look = looks.get(tab.like(column.owner))
        if look is not None:
            cell = re.compile(b'(<c r="%b1")(?: s="\\d+")?' % column_name(place).encode())
            sheet = cell.sub(rb'\1 s="%b"' % look[1], sheet, count=1)
    return sheet


def _with_rules(sheet: bytes, columns: Mapping[int, Column]) -> bytes:
    """Give the new columns their drop-downs, and those of the engine the rule that refuses typing."""
    rules = [rule for place, column in columns.items() if (rule := _rule(place, column))]
    opening = re.search(rb"<dataValidations\b[^>]*>", sheet)
    if not rules or opening is None:
        return sheet
    count = len(re.findall(rb"<dataValidation\b", sheet)) + len(rules)
    head = re.sub(rb'count="\d+"', b'count="%d"' % count, opening[0])
    end = sheet.index(b"</dataValidations>")
    inside = sheet[opening.end() : end] + "".join(rules).encode()
    return sheet[: opening.start()] + head + inside + sheet[end:]


def _rule(place: int, column: Column) -> str:
    cells = f"{column_name(place)}2:{column_name(place)}{ROWS}"
    if column.owner is Owner.ENGINE:
        said = f"errorTitle={quoteattr('Kolom Alur')} error={quoteattr('Kolom ini diisi oleh Alur.')}"
        return (
            f'<dataValidation type="custom" allowBlank="0" showErrorMessage="1" {said} sqref="{cells}">'
            "<formula1>FALSE</formula1></dataValidation>"
        )
    match column.type:
        case Choice(options) | Choices(options):
            words = ",".join(options)
        case _:
            return ""
    if len(words) > LIST_MOST or any("," in option or '"' in option for option in options):
        return ""
    shows = 0 if isinstance(column.type, Choices) else 1  # several words, joined by hand, are right too
    wanted = f"Yang diharapkan: {column.type.wanted}"[:250]
    said = f"errorTitle={quoteattr(column.heading[:32])} error={quoteattr(wanted)}"
    return (
        f'<dataValidation type="list" allowBlank="1" showErrorMessage="{shows}" {said} sqref="{cells}">'
        f"<formula1>&quot;{escape(words)}&quot;</formula1></dataValidation>"
    )


def _with_wider_filter(sheet: bytes, workbook: bytes, index: int, last: int, now: int) -> tuple[bytes, bytes]:
    """Let a filter that reached the last heading reach the new ones, in the sheet and in its hidden name."""
    before, after = column_name(last).encode(), column_name(now).encode()
    reach = re.compile(rb'(<autoFilter\b[^>]*\bref="[A-Z]+\d+:)%b(\d+")' % before)
    sheet = reach.sub(rb"\g<1>%b\g<2>" % after, sheet, count=1)
    hidden = re.compile(
        rb'(<definedName\b(?=[^>]*_FilterDatabase)(?=[^>]*localSheetId="%d")[^>]*>[^<]*:\$)%b(\$\d+<)'
        % (index, before)
    )
    return sheet, hidden.sub(rb"\g<1>%b\g<2>" % after, workbook, count=1)
