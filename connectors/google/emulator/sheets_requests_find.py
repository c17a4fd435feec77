"""``findReplace``."""

from __future__ import annotations

import re
from dataclasses import replace

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.sheets_formula import Formula
from connectors.google.emulator.sheets_model import Cell
from connectors.google.emulator.sheets_requests import Batch, Box


def find_replace(batch: Batch, words: Json) -> Json:
    """Cells with a formula are left alone unless includeFormulas; numbers are found by what their cell shows."""
    pattern, replacement = _pattern(words), words.get("replacement", "")
    if not words.get("searchByRegex"):
        replacement = replacement.replace("\\", r"\\")
    else:
        replacement = re.sub(r"\$(\d)", r"\\g<\1>", replacement.replace("\\", r"\\"))
    counts = dict.fromkeys(("values", "formulas", "rows", "sheets", "occurrences"), 0)
    for box in _where(batch, words):
        rows: set[int] = set()
        for row, column, cell in list(box.cells()):
            is_formula = isinstance(cell.entered, Formula)
            if cell.is_blank or (is_formula and not words.get("includeFormulas")):
                continue
            before = _text(batch, box, row, column, cell)
            try:
                after, found = _replaced(pattern, replacement, before, words)
            except (re.error, IndexError) as error:
                raise invalid(f"Invalid replacement: {error}") from error
            if not found:
                continue
            batch.write(Box(box.sheet, row, row + 1, column, column + 1))
            batch.put(box.sheet, row, column, _typed(batch, cell, after))
            counts["occurrences"] += found
            counts["formulas" if is_formula else "values"] += 1
            rows.add(row)
        counts["rows"] += len(rows)
        counts["sheets"] += bool(rows)
    return {f"{name}Changed": count for name, count in counts.items()}


def _pattern(words: Json) -> re.Pattern[str]:
    wanted = words.get("find") or ""
    if not wanted:
        raise invalid("find must not be empty.")
    try:
        return re.compile(
            wanted if words.get("searchByRegex") else re.escape(wanted),
            0 if words.get("matchCase") else re.IGNORECASE,
        )
    except re.error as error:
        raise invalid(f"Invalid regular expression: {error}") from error


def _where(batch: Batch, words: Json) -> list[Box]:
    scopes = [name for name in ("range", "sheetId", "allSheets") if words.get(name) not in (None, False, "")]
    if words.get("sheetId") == 0 and "sheetId" not in scopes:  # the number 0, not False
        scopes.append("sheetId")
    if len(scopes) != 1:
        raise invalid("Exactly one of range, sheetId, allSheets must be given.")
    if scopes == ["range"]:
        return [batch.box(words["range"])]
    sheets = batch.book.sheets if scopes == ["allSheets"] else [batch.sheet(words["sheetId"])]
    return [Box(one, 0, one.row_count, 0, one.column_count) for one in sheets]


def _text(batch: Batch, box: Box, row: int, column: int, cell: Cell) -> str:
    if isinstance(cell.entered, Formula):
        return cell.entered.text
    if isinstance(cell.entered, str):
        return cell.entered
    return batch.text(box.sheet, row, column)


def _replaced(pattern: re.Pattern[str], replacement: str, text: str, words: Json) -> tuple[str, int]:
    if not words.get("matchEntireCell"):
        return pattern.subn(replacement, text)
    found = pattern.fullmatch(text)
    return (found.expand(replacement), 1) if found else (text, 0)


def _typed(batch: Batch, cell: Cell, text: str) -> Cell:
    if isinstance(cell.entered, Formula) and text.startswith("="):
        return replace(cell, entered=Formula(text))
    typed = batch.service.typed(batch.book, text, cell.format)
    return replace(cell, entered=typed.entered, format=typed.format)
