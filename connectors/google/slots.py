"""The protected tab ``_alur``: what the engine says of each row, one fixed slot for each ID.

Registers show it by looking up the ID of their own row, so it is right wherever staff sort a row to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

from connectors.google.sheets import entered, letter, put
from flows.engine.case import Json
from flows.engine.columns import Owner
from flows.engine.model import ID, Register

SLOTS_TAB = "_alur"
LAST = "ZZ"


def engine_headings(register: Register) -> tuple[str, ...]:
    """The headings that a register shows from its slots."""
    return tuple(c.heading for c in register.all_columns if c.owner is Owner.ENGINE and c.heading != ID)


def slot_headings(registers: Sequence[Register]) -> list[str]:
    """The header row of ``_alur`` for a fresh workbook."""
    found = {ID: None}
    for register in registers:
        found |= dict.fromkeys(engine_headings(register))
    return list(found)


def column_id(register: str, heading: str) -> int:
    """The metadata id by which a column is found wherever it was moved to."""
    return (crc32(f"{register}/{heading}".encode()) & 0x3FFFFFFF) + 1


def lookup(row: int, id_column: int, slot_column: int) -> str:
    """The formula that shows a slot's value in the row (from 0) whose ID it is."""
    id = f"${letter(id_column)}{row + 1}"
    return f'=IF({id}="";;IFERROR(VLOOKUP({id};{SLOTS_TAB}!$A:${LAST};{slot_column + 1};FALSE)))'


@dataclass
class Slots:
    """``_alur`` as read. rows: ID -> row from 0; values: ID -> heading -> raw value, blanks left out."""

    headings: list[str]
    rows: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    used: int = 1
    height: int = 1

    @classmethod
    def of(cls, rows: Sequence[Sequence[Any]], height: int) -> Slots:
        slots = cls([str(cell) for cell in rows[0]] if rows else [], used=max(1, len(rows)), height=height)
        for number, row in enumerate(rows[1:], start=1):
            id = str(row[0]).strip() if row else ""
            if id and id not in slots.rows:
                slots.rows[id] = number
                named = zip(slots.headings, row, strict=False)
                slots.values[id] = {heading: cell for heading, cell in named if cell not in ("", None)}
        return slots

    def at(self, heading: str) -> int:
        return self.headings.index(heading)

    def row_of(self, id: str) -> int:
        """The slot of an ID; a new one lies below the last."""
        if id not in self.rows:
            self.rows[id], self.values[id] = self.used, {ID: id}
            self.used += 1
        return self.rows[id]

    def set(self, id: str, changes: Mapping[str, Any]) -> None:
        self.row_of(id)
        for heading, value in changes.items():
            self.values[id].pop(heading, None)
            if value not in (None, ""):
                self.values[id][heading] = value

    def request(self, sheet: int, id: str) -> Json:
        """The whole slot as it is to be."""
        return put(
            sheet, self.row_of(id), 0, [entered(self.values[id].get(heading)) for heading in self.headings]
        )
