"""Reading a workbook: all its registers at once, every row at its place."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

from python_calamine import CalamineWorkbook

from connectors.xlsx.package import Refused, column_index, open_package
from flows.engine.columns import Cell, CellError, Owner
from flows.engine.model import Register
from flows.engine.ports import Tab

HEADER = 1
"""Registers have their headings in the first row."""
NOT_COMPUTED = CellError("yang belum dihitung")


def read_tabs(content: bytes, registers: Sequence[Register]) -> tuple[dict[str, Tab], list[str]]:
    """Read the tabs of these registers: those found, and an English sentence for each that is not."""
    package = open_package(content)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception as fault:  # the library raises its own kinds for each way in which a file can be broken
        raise Refused(f"the workbook cannot be read ({fault})") from fault
    tabs, problems = {}, []
    by_name = {_same(name): name for name in package.tabs}
    ours = {_same(register.name) for register in registers}
    strange = [name for name in package.tabs if _same(name) not in ours]
    for register in registers:
        name = by_name.get(_same(register.name))
        if name is None:
            near = get_close_matches(register.name, strange, n=1)
            hint = (
                f"; is «{near[0]}» meant? Give it its old name back"
                if near
                else "; undo its deletion, or restore the workbook from its backup"
            )
            problems.append(f"no tab «{register.name}»{hint}")
            continue
        try:
            rows: Any = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except Exception as fault:
            raise Refused(f"the tab «{name}» cannot be read ({fault})") from fault
        tabs[register.name] = _tab(register, rows, package.part(package.tabs[name]))
    return tabs, problems


def _same(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split()).casefold()


def _tab(register: Register, rows: list[list[Cell]], xml: bytes) -> Tab:
    canonical = {_same(column.heading): column.heading for column in register.all_columns}
    header = rows[0] if rows else []
    headings = [canonical.get(_same(str(cell or "")), str(cell or "").strip()) for cell in header]
    body = rows[HEADER:]
    _mark_formulas_without_a_value(body, xml)
    while body and not any(cell not in ("", None) for cell in body[-1]):
        body.pop()
    _mark_errors(body, xml)
    return Tab(register.name, headings, body, first_row=HEADER + 1)


_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")


def _cells_with(xml: bytes, sign: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(start tag, content) of each cell in which a sign stands; plain searching, since sheets are large."""
    found = _PREFIX.search(xml[:4096])
    prefix = (found[1] or b"") if found else b""
    opening, closing = b"<" + prefix + b"c ", b"</" + prefix + b"c>"
    sign = sign.replace(b"<", b"<" + prefix)
    at = xml.find(sign)
    while at >= 0:
        start, end = xml.rfind(opening, 0, at + 1), xml.find(closing, at)
        if start < 0 or end < 0:
            return
        tag = xml.find(b">", start)
        yield xml[start:tag], xml[tag + 1 : end]
        at = xml.find(sign, end)


def _mark_formulas_without_a_value(body: list[list[Cell]], xml: bytes) -> None:
    """A blank is never invented: a formula that was never computed is no empty cell."""
    for sign in (b"<f>", b"<f "):
        for tag, content in _cells_with(xml, sign):
            if not re.search(rb"v>[^<]", content):
                _mark(body, tag, NOT_COMPUTED)


def _mark_errors(body: list[list[Cell]], xml: bytes) -> None:
    sign = b't="e"'
    for tag, content in _cells_with(xml, sign):
        if sign not in tag:  # somebody has written just that into a cell
            continue
        said = re.search(rb"v>([^<]*)<", content)
        _mark(body, tag, CellError(said[1].decode("ascii", "replace") if said else "#?"))


def _mark(body: list[list[Cell]], attributes: bytes, error: CellError) -> None:
    reference = _REFERENCE.search(attributes)
    if reference is None:
        return
    row, column = int(reference[2]) - HEADER - 1, column_index(reference[1])
    if 0 <= row < len(body):
        body[row] += [""] * (column + 1 - len(body[row]))
        body[row][column] = error


def formulas_in(content: bytes, registers: Sequence[Register]) -> dict[str, int]:
    """Tab -> how many formulas stand in columns of staff, their own ones included."""
    package = open_package(content)
    tabs, _ = read_tabs(content, registers)
    parts = {_same(name): part for name, part in package.tabs.items()}
    found = {}
    for register in registers:
        if register.name not in tabs:
            continue
        engines = {column.heading for column in register.all_columns if column.owner is Owner.ENGINE}
        headings = tabs[register.name].headings
        xml = package.part(parts[_same(register.name)])
        places = [_REFERENCE.search(tag) for sign in (b"<f>", b"<f ") for tag, _ in _cells_with(xml, sign)]
        columns = [column_index(place[1]) for place in places if place]
        if count := sum(column >= len(headings) or headings[column] not in engines for column in columns):
            found[register.name] = count
    return found
