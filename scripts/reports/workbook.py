"""A report as a workbook: a tab for each table, real numbers and dates, ready to be printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from connectors.letters import Letterhead
from scripts.reports.layout import NUMERIC, Col, Kind, Report, Section

THIN = Side(style="thin", color="808080")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E5E7EB")
FORMATS = {
    Kind.WHOLE: "#,##0",
    Kind.RUPIAH: "[$Rp-421]#,##0.00",
    Kind.DATE: "dd-mm-yyyy",
    Kind.PERCENT: "0.0%",
}
PAPER_SIZES = {"A4": 9, "F4": 14}
"""As Excel numbers them; F4 is its «Folio», 8.5 x 13 inches."""
FIRST_ROW = 5
SUMMARY = "Ringkasan"
CHARACTERS_A_CENTIMETRE = 5.2
LONGEST_WORD = 30
LINE = 13.5
"""Points. Heights are written down, for not every program fits rows to wrapped text when it opens a file."""


def write_workbook(path: Path, report: Report, letterhead: Letterhead, *, font: str, paper: str) -> None:
    """Write the report; the first tab says what it is about and what could not be read."""
    book = Workbook()
    sheet: Any = book.active
    _summary(sheet, report, letterhead, font)
    for section in report.sections:
        _section(book.create_sheet(_tab_name(section.sheet)), section, report, letterhead, font)
    for one in book.worksheets:
        _printable(one, report, paper)
    book.properties.creator, book.properties.title = "Alur", report.title
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _tab_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\]", " ", name)[:31]


def _put(sheet: Any, row: int, column: int, value: Any, **style: Any) -> Any:
    """A cell; text that begins with «=» stays text, for it came from people."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value, cell.data_type = value, "s"
    else:
        cell.value = value
    for name, look in style.items():
        setattr(cell, name, look)
    return cell


def _title(sheet: Any, report: Report, letterhead: Letterhead, title: str, font: str) -> None:
    for row, (text, size, bold) in enumerate(
        ((letterhead.nama or letterhead.instansi, 10, False), (title, 13, True), (report.about, 10, False)), 1
    ):
        _put(sheet, row, 1, text, font=Font(name=font, size=size, bold=bold))


def _summary(sheet: Any, report: Report, letterhead: Letterhead, font: str) -> None:
    sheet.title = SUMMARY
    _title(sheet, report, letterhead, report.title, font)
    lines = [(text, False) for text in report.paragraphs]
    lines += [("Catatan", True), *((text, False) for text in report.notes)] if report.notes else []
    for row, (text, bold) in enumerate(lines, FIRST_ROW):
        _put(
            sheet,
            row,
            1,
            text,
            font=Font(name=font, size=10, bold=bold),
            alignment=Alignment(wrap_text=True, vertical="top"),
        )
        sheet.row_dimensions[row].height = LINE * lines_of(text, 105)
    sheet.column_dimensions["A"].width = 110


def _section(sheet: Any, section: Section, report: Report, letterhead: Letterhead, font: str) -> None:
    columns = section.all_columns
    _title(sheet, report, letterhead, section.title, font)
    last_head = _headings(sheet, columns, font)
    values, totals = section.values, section.totals
    written = [*values, totals] if totals else values
    widths = [_width(at, column, written) for at, column in enumerate(columns)]
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for row, cells in enumerate(written, last_head + 1):
        _row(sheet, row, columns, cells, font, bold=row > last_head + len(values))
        lines = [
            lines_of(str(cell), width)
            for cell, width in zip(cells, widths, strict=True)
            if isinstance(cell, str)
        ]
        sheet.row_dimensions[row].height = LINE * max(lines, default=1)
    row = last_head + len(written)
    if not values:
        row += 1
        _put(sheet, row, 1, section.empty, font=Font(name=font, size=10, italic=True))
    if section.note:
        _put(sheet, row + 2, 1, section.note, font=Font(name=font, size=9, italic=True))
    sheet.freeze_panes = sheet.cell(last_head + 1, 1)
    sheet.print_title_rows = f"{FIRST_ROW}:{last_head}"
    if values:
        end = get_column_letter(len(columns))
        sheet.auto_filter.ref = f"A{last_head}:{end}{last_head + len(values)}"


def _headings(sheet: Any, columns: Sequence[Col], font: str) -> int:
    """One row of headings, or two where some stand below a common one; gives the last."""
    grouped = any(column.group for column in columns)
    last = FIRST_ROW + int(grouped)
    style = {
        "font": Font(name=font, size=10, bold=True), "fill": HEAD, "border": GRID,
        "alignment": Alignment(horizontal="center", vertical="center", wrap_text=True),
    }  # fmt: skip
    for at, column in enumerate(columns, 1):
        for row in range(FIRST_ROW, last + 1):
            _put(sheet, row, at, None, **style)
        _put(sheet, last if column.group else FIRST_ROW, at, column.printed)
        if grouped and not column.group:
            sheet.merge_cells(start_row=FIRST_ROW, end_row=last, start_column=at, end_column=at)
    for name, first, end in spans(columns):
        _put(sheet, FIRST_ROW, first + 1, name)
        if end > first:
            sheet.merge_cells(
                start_row=FIRST_ROW, end_row=FIRST_ROW, start_column=first + 1, end_column=end + 1
            )
    sheet.row_dimensions[last].height = 30
    return last


def spans(columns: Sequence[Col]) -> list[tuple[str, int, int]]:
    """Each common heading with the first and last place below it."""
    found: list[tuple[str, int, int]] = []
    for at, column in enumerate(columns):
        if column.group and found and found[-1][0] == column.group and found[-1][2] == at - 1:
            found[-1] = (column.group, found[-1][1], at)
        elif column.group:
            found.append((column.group, at, at))
    return found


def _row(
    sheet: Any, row: int, columns: Sequence[Col], cells: Sequence[Any], font: str, *, bold: bool
) -> None:
    for at, (column, value) in enumerate(zip(columns, cells, strict=True), 1):
        cell = _put(sheet, row, at, value, font=Font(name=font, size=10, bold=bold), border=GRID)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if number or isinstance(value, date | datetime):
            cell.number_format = FORMATS.get(column.kind, "General")
        side = (
            "right"
            if column.kind in NUMERIC
            else "center"
            if column.kind in (Kind.DATE, Kind.CENTRED)
            else "left"
        )
        cell.alignment = Alignment(horizontal=side, vertical="top", wrap_text=column.kind is Kind.TEXT)


def _width(at: int, column: Col, rows: Sequence[Sequence[Any]]) -> float:
    """Wide enough for figures to be read whole; texts wrap."""
    least = column.width * CHARACTERS_A_CENTIMETRE
    if column.kind is Kind.RUPIAH:
        longest = max((len(f"{row[at]:,.2f}") for row in rows if row[at] is not None), default=0)
        return max(least, longest + 5)
    parts = [word for row in rows if isinstance(row[at], str) for word in row[at].split()]
    longest = min(LONGEST_WORD, max(map(len, parts), default=0))
    return max(least, 6, longest + 2, *(len(word) + 2 for word in column.printed.split()))


def lines_of(text: str, width: float) -> int:
    """How many lines a wrapped text takes in a column of so many characters, by a cautious estimate."""
    room = max(int(width * 0.92), 1)
    return sum(max(1, len(wrap(line, room))) for line in text.splitlines() or [""])


def _printable(sheet: Any, report: Report, paper: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_SIZES.get(paper, 9)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = sheet.title != SUMMARY
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top, margins.bottom, margins.footer = 0.6, 0.8, 0.35
    sheet.oddFooter.left.text = f"{report.title}, {report.about}".replace("&", "&&")
    sheet.oddFooter.right.text = "Halaman &P dari &N"
