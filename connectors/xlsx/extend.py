"""What a newer version has more: columns, put behind the last heading of a tab that staff already use, and whole tabs.

Only the header row, the rules of the new columns and the reach of the filter are changed: a filter that ended before
the new columns would sort the rest of a row away from them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from connectors.xlsx.looks import styles_of
from connectors.xlsx.package import Package, Refused, column_index, column_name, open_package, with_parts
from connectors.xlsx.patch import patch_sheet
from connectors.xlsx.read import read_tabs
from flows.engine.columns import Choice, Choices, Column, Owner
from flows.engine.model import ID, Register

ROWS = 2000
LIST_MOST = 255
"""Letters that a drop-down written into the sheet itself may have."""
RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
SKELETON = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<sheetViews><sheetView workbookViewId="0">'
    b'<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    b'</sheetView></sheetViews><sheetFormatPr baseColWidth="18" defaultRowHeight="15"/>'
    b'<sheetData><row r="1" ht="32" customHeight="1"></row></sheetData>'
    b'<autoFilter ref="A1:%b%d"/><dataValidations count="0"></dataValidations></worksheet>'
)
"""A tab without a heading: %b is its last column, %d its last row."""

_CELL = re.compile(rb'<c\b(?=[^>]*\br="([A-Z]+)1")([^>]*?)/?>')
_STYLE = re.compile(rb'\bs="(\d+)"')


@dataclass(frozen=True, slots=True)
class Lacking:
    """A tab that lacks columns. headings: its header row as it stands, () for a tab that is not there at all."""

    register: Register
    headings: Sequence[str]
    columns: tuple[Column, ...]

    @property
    def is_new(self) -> bool:
        return not self.headings


def what_is_missing(path: Path, registers: Sequence[Register]) -> tuple[list[Lacking], list[str]]:
    """Which tabs and columns an existing workbook lacks; and English sentences on tabs that seem to be renamed. Nothing
    is changed."""
    content = path.read_bytes()
    tabs, _ = read_tabs(content, registers)
    strange = set(open_package(content).tabs) - {register.name for register in registers}
    lacking, renamed = [], []
    for register in registers:
        tab = tabs.get(register.name)
        if tab is None and (near := get_close_matches(register.name, strange, n=1)):
            renamed.append(
                f"{path}: no tab «{register.name}»; is «{near[0]}» meant? Give it its old name back"
            )
            continue
        headings = tab.headings if tab else ()
        columns = tuple(c for c in register.all_columns if c.heading not in headings)
        if columns:
            lacking.append(Lacking(register, headings, columns))
    return lacking, renamed


def with_columns(content: bytes, tabs: Sequence[Lacking], there: Sequence[Register]) -> bytes:
    """The workbook with the tabs and columns that it lacks. there: registers of the workbook, among which one that it
    has gives the look of the headings. Raises Refused for a workbook that cannot be changed safely.
    """
    package = open_package(content)
    names = {name.casefold(): name for name in package.tabs}
    looks = _looks(package, [names[r.name.casefold()] for r in there if r.name.casefold() in names], there)
    parts = {name: package.part(name) for name in ("xl/workbook.xml", RELATIONS, TYPES)}
    for tab in tabs:
        if tab.is_new:
            part, last = _new_part(package, parts, tab.register.name), -1
            sheet = SKELETON % (column_name(len(tab.columns) - 1).encode(), ROWS)
        else:
            name = names[tab.register.name.casefold()]
            part = package.tabs[name]
            sheet = package.part(part)
            last = _last_heading(sheet, name)
        columns = dict(enumerate(tab.columns, start=last + 1))
        sheet = _with_rules(_with_headings(package, sheet, columns, looks), columns)
        if not tab.is_new:
            index = list(package.tabs).index(name)
            sheet, workbook = _with_wider_filter(sheet, parts["xl/workbook.xml"], index, last, max(columns))
            parts["xl/workbook.xml"] = workbook
        parts[part] = sheet
    return with_parts(package, parts)


def _looks(package: Package, names: Sequence[str], there: Sequence[Register]) -> dict[Owner, bytes]:
    """The styles that headings of the engine and of staff have in this workbook."""
    owners = {column.heading: column.owner for register in there for column in register.columns}
    owners[ID] = Owner.ENGINE
    found: dict[Owner, bytes] = {}
    read = read_tabs(package.content, [register for register in there if register.name in names])[0]
    for name, tab in read.items():
        cells = {
            column_index(cell[1]): _STYLE.search(cell[2])
            for cell in _CELL.finditer(package.part(package.tabs[name]))
        }
        for place, heading in enumerate(tab.headings):
            if heading in owners and (style := cells.get(place)):
                found.setdefault(owners[heading], style[1])
    return found


def _new_part(package: Package, parts: dict[str, bytes], name: str) -> str:
    """Enter a new tab, the last one, into the lists that a workbook keeps of its tabs; gives its part."""
    number = 1 + sum(part.startswith("xl/worksheets/") for part in {*package.archive.namelist(), *parts})
    part = f"xl/worksheets/alur{number}.xml"
    workbook = parts["xl/workbook.xml"]
    ids = [int(found) for found in re.findall(rb'\bsheetId="(\d+)"', workbook)]
    entry = (
        f'<sheet xmlns:r="{OFFICE}" name={quoteattr(name)} sheetId="{max(ids) + 1}" r:id="rIdAlur{number}"/>'
    )
    relation = f'<Relationship Type="{OFFICE}/worksheet" Target="/{part}" Id="rIdAlur{number}"/>'
    kind = f'<Override PartName="/{part}" ContentType="{SHEET_TYPE}"/>'
    ends = {
        "xl/workbook.xml": ("</sheets>", entry),
        RELATIONS: ("</Relationships>", relation),
        TYPES: ("</Types>", kind),
    }
    for list_, (end, one) in ends.items():
        if parts[list_].count(end.encode()) != 1:
            raise Refused(f"the part {list_} is written in a way that is not known")
        parts[list_] = parts[list_].replace(end.encode(), (one + end).encode())
    return part


def _last_heading(sheet: bytes, tab: str) -> int:
    """The place of the last cell of the header row."""
    found = [column_index(cell[1]) for cell in _CELL.finditer(sheet)]
    if not found:
        raise Refused(f"tab «{tab}» has no header row")
    return max(found)


def _with_headings(
    package: Package, sheet: bytes, columns: Mapping[int, Column], looks: Mapping[Owner, bytes]
) -> bytes:
    if re.search(rb"<\w+:worksheet\b", sheet[:4096]):
        raise Refused("a tab is written in a way that is not known")
    cells: dict[int, str] = {place: column.heading for place, column in columns.items()}
    sheet = patch_sheet(sheet, {1: cells}, styles_of(package)).xml
    for place, column in columns.items():
        if look := looks.get(column.owner):
            cell = re.compile(b'(<c r="%b1")(?: s="\\d+")?' % column_name(place).encode())
            sheet = cell.sub(rb'\1 s="%b"' % look, sheet, count=1)
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
