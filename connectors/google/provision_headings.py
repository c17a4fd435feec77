"""The header rows of spreadsheets in use: what is missing in them, what is new, and the marks of their columns.

A mark (developer metadata) is how a change finds a column that people have moved. One that is lost or stands on another
column, as after an old version was brought back or columns were cut and pasted, is put back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from connectors.google.kept import KeptBook
from connectors.google.reading import same
from connectors.google.sheets import Place, put
from connectors.google.slots import SLOTS_TAB, column_id, slot_headings
from connectors.google.tabs import KEY, added_columns, text_cell
from flows.engine.case import Json
from flows.engine.columns import Column
from flows.engine.model import ID, Register

if TYPE_CHECKING:
    from connectors.google.provision import Provision


def check_headings(
    work: Provision, workbook: str, book: KeptBook, registers: Sequence[Register], seen: Json
) -> None:
    """Say what is missing or new in the tabs of a workbook, and in ``_alur``, and add what a newer flow needs. seen: a
    look at its tabs and their filters."""
    if not registers:
        return
    grids = work.sheets.values(book.id, [*(r.name for r in registers), SLOTS_TAB], rows="1:1")
    present = [str(cell) for cell in (grids[-1].rows[0] if grids[-1].rows else [])]
    lacking = [heading for heading in slot_headings(registers) if heading not in present]
    requests: list[Json] = []
    if lacking and present:
        work.tell(f"in spreadsheet «{workbook}»: {len(lacking)} columns of «{SLOTS_TAB}»")
        sheet = book.tabs.get(SLOTS_TAB) or work.new_ids.get(SLOTS_TAB, 0)
        requests += [
            {"appendDimension": {"sheetId": sheet, "dimension": "COLUMNS", "length": len(lacking)}},
            put(sheet, 0, len(present), [text_cell(heading) for heading in lacking]),
        ]
    marked = work.sheets.marked(book.id, KEY)
    for register, grid in zip(registers, grids, strict=False):
        header = [str(cell) for cell in (grid.rows[0] if grid.rows else [])]
        where = f"spreadsheet «{workbook}», tab «{register.name}»"
        tab = next(
            one for one in seen["sheets"] if same(str(one["properties"]["title"])) == same(register.name)
        )
        new = _compare(work, where, register, [heading.strip() for heading in header if heading.strip()])
        headings = [same(heading) for heading in header]
        if new and same(ID) in headings:
            work.tell(f"in {where}: {', '.join(f'column «{column.heading}»' for column in new)}")
            requests += added_columns(tab, register, new, [*present, *lacking], headings.index(same(ID)))
        lost = dict(_lost_marks(int(tab["properties"].get("sheetId", 0)), register, headings, marked))
        if lost:
            work.tell(f"in {where}: the marks of {', '.join(f'«{heading}»' for heading in lost)}")
        for heading, place in lost.items():
            requests += [place.unmark(), place.mark(KEY, f"{register.name}/{heading}")]
    if requests and not work.plan:
        work.sheets.change(book.id, requests)


def _lost_marks(
    sheet: int, register: Register, headings: Sequence[str], marked: Collection[Place]
) -> Iterator[tuple[str, Place]]:
    """Columns whose heading stands there without its mark, and where that belongs."""
    at: dict[str, int] = {}
    for number, text in enumerate(headings):
        at.setdefault(text, number)
    for column in register.all_columns:
        if same(column.heading) in at:
            place = Place(column_id(register.name, column.heading), sheet, at[same(column.heading)])
            if place not in marked:
                yield column.heading, place


def _compare(work: Provision, where: str, register: Register, header: Sequence[str]) -> list[Column]:
    """Headings that are missing stop the tab, unless they are new: those are given back. Headings that are not ours
    belong to staff and are named."""
    there = {same(heading) for heading in header}
    missing = [column for column in register.all_columns if same(column.heading) not in there]
    ours = {same(column.heading) for column in register.all_columns}
    added = [heading for heading in header if same(heading) not in ours]
    told_before = work.told(register.name) if missing else set()
    new: list[Column] = []
    for column in missing:
        near = get_close_matches(column.heading, added, n=1)
        if not near and column in register.columns and column.heading not in told_before:
            new.append(column)
            continue
        hint = f" (was it renamed to «{near[0]}»?)" if near else ""
        work.problems.append(
            f"{where}: no column «{column.heading}»{hint}; put it back. Until then nothing in this tab is touched"
        )
        added = [one for one in added if one not in near]
    if added:
        named = ", ".join(f"«{heading}»" for heading in added)
        work.notes.append(f"note: {where}: {named} added by staff; Alur leaves it to them")
    return new


__all__ = ["check_headings"]
