"""``alur export REGISTER``: a register as CSV, for programs that do not read workbooks.

A spreadsheet program that opens a CSV file takes a cell for a formula by its first sign, whoever wrote it. A text that
begins like one gets an apostrophe in front, also behind blanks or invisible signs; numbers and days stay as they are.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flows.engine.columns import Cell
    from scripts.office import AlurOffice

LEADS = "=+-@|%"
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:[.,]\d+)*")
_LEFT_OUT = {"Cc", "Cs"}
"""Kinds of signs that no line of a table holds: control characters, halves of surrogate pairs."""


class NoSuchRegister(Exception):
    """The text names the registers that there are."""


def export_register(office: AlurOffice, name: str, out: Path) -> int:
    """Write a register as it stands now, in one move; gives how many rows.

    Raises NoSuchRegister, Unreadable, OSError."""
    register = office.office.registers.get(name)
    if register is None:
        raise NoSuchRegister(
            f"there is no register «{name}»; there are {', '.join(sorted(office.office.registers))}"
        )
    tab = office.registers.read(register.workbook).tabs.get(name)
    if tab is None:
        raise NoSuchRegister(f"workbook «{register.workbook}» has no tab «{name}»; run `alur provision`")
    rows = [row for row in tab.rows if any(cell not in (None, "") for cell in row)]
    half = out.with_name(f"{out.name}.new")
    half.write_text(as_csv([tab.headings, *rows]), "utf-8-sig", newline="")
    half.replace(out)
    return len(rows)


def as_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """Every cell quoted, a row on one line."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([cell_text(cell) for cell in row] for row in rows)
    return out.getvalue()


def cell_text(cell: Cell) -> str:
    """A cell as a spreadsheet program shows it and does not calculate it."""
    match cell:
        case None:
            return ""
        case str():
            text = "".join(" " if c in "\r\n\t" else c for c in cell if c in "\r\n\t" or _kept(c))
            return f"'{text}" if _begins_like_a_formula(text) else text
        case date():
            return f"{cell:%d-%m-%Y}"
    return str(cell)


def _kept(sign: str) -> bool:
    return unicodedata.category(sign) not in _LEFT_OUT


def _begins_like_a_formula(text: str) -> bool:
    seen = unicodedata.normalize("NFKC", text)
    first = next(
        (c for c in seen if not c.isspace() and unicodedata.category(c) not in ("Cf", "Zs", "Mn")), ""
    )
    return first != "" and first in LEADS + "'" and not _NUMBER.fullmatch(text)
