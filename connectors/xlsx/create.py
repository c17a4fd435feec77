"""Making workbooks: one for each unit of the office, one tab for each register, pleasant to work in."""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import copy
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule as _FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from connectors.xlsx.heights import lines_of
from connectors.xlsx.registers import HISTORY_TAB
from flows.engine.columns import (
    Choice,
    Choices,
    Coded,
    Column,
    Date,
    Digits,
    Nik,
    Nip,
    Owner,
    Phone,
    Rupiah,
    Text,
    Whole,
)
from flows.engine.model import (
    ACTION,
    DOCUMENTS,
    DUE,
    ID,
    MESSAGE,
    NOTE,
    STATUS,
    DeskFrom,
    Flow,
    Kind,
    Register,
    Seat,
    Step,
)  # fmt: skip

ROWS = 2_000
"""Rows that get their drop-downs and formats when a tab is made; Excel carries them on below."""
GUIDE_TAB, LISTS_TAB = "Petunjuk", "_daftar"

INK, PAPER, ENGINE_HEAD, STAFF_HEAD, ACTION_HEAD = "1F2937", "FFFFFF", "6B7280", "0F766E", "B45309"
ENGINE_FILL = PatternFill("solid", fgColor="F3F4F6")
GREEN, BLUE, AMBER, RED = (PatternFill("solid", bgColor=c) for c in ("D1FAE5", "DBEAFE", "FEF3C7", "FEE2E2"))
THIN = Side(style="thin", color="D1D5DB")
FORMATTED = 100
"""So many blank rows stand ready with borders and formats."""
SHORT, WIDEST_CHOICE = 18, 32
"""A column of words from this width on breaks them into lines; so wide a column of choices becomes at most."""
GUIDE_WIDTH, BUTTON = 80, 1.5
"""Petunjuk is as wide as a page; the bold letters of a heading take so much more room."""
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)


def create_workbook(path: Path, title: str, registers: Sequence[Register], flows: Sequence[Flow]) -> None:
    """Make a workbook with its registers, Petunjuk, Riwayat and the hidden lists of its drop-downs."""
    book = Workbook()
    guide: Any = book.active
    guide.title = GUIDE_TAB
    lists = book.create_sheet(LISTS_TAB)
    by_register = {flow.register.name: flow for flow in flows}
    for flow in flows:
        by_register.update({children.register.name: flow.child_flow(children) for children in flow.children})
    columns = _Lists(lists)
    for register in registers:
        sheet = book.create_sheet(register.name, index=len(book.sheetnames) - 1)
        _make_tab(sheet, register, by_register.get(register.name), columns)
    _make_history(book.create_sheet(HISTORY_TAB, index=len(book.sheetnames) - 1))
    _make_guide(guide, title, registers, by_register)
    lists.sheet_state = "hidden"
    book.active = 1
    temporary = path.with_name(f".{path.name}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(temporary)
    with temporary.open("rb") as file:
        os.fsync(file.fileno())
    temporary.replace(path)


FormulaRule: Any = _FormulaRule  # the stubs leave it untyped


class _Lists:
    """The hidden tab: one column for each list of choices, and the answers of each status."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.known: dict[tuple[str, ...], str] = {}
        self.used = 0

    def reference(self, words: Sequence[str]) -> str:
        """The range that holds these words."""
        key = tuple(words)
        if key not in self.known:
            self.used += 1
            letter = get_column_letter(self.used)
            for row, word in enumerate(words, start=1):
                _put(self.sheet.cell(row, self.used), word)
            self.known[key] = f"{LISTS_TAB}!${letter}$1:${letter}${max(len(words), 1)}"
        return self.known[key]

    def answers(self, flow: Flow) -> tuple[str, int]:
        """Where the answers of a flow stand: range of its statuses, and the most answers that one has.

        A status stands in the first column, its answers to the right, a word less in the register than there are
        for a decision that is given by link.
        """
        most = max((len(step.answers) for step in flow.steps), default=1)
        first = self.used + 1
        self.used += most + 1
        statuses = [str(status) for status in flow.statuses]
        for row, status in enumerate(statuses, start=1):
            _put(self.sheet.cell(row, first), status)
            step = flow.step(status)
            for place, label in enumerate(_choosable(step), start=1):
                _put(self.sheet.cell(row, first + place), label)
        letter = get_column_letter(first)
        return f"{LISTS_TAB}!${letter}$1:${letter}${len(statuses)}", most


def _choosable(step: Step | None) -> tuple[str, ...]:
    return step.labels() if step is not None and step.approval is None else ()


def _put(cell: Any, text: str) -> None:
    cell.value = text
    cell.data_type = "s"  # a text that begins with «=» stays a text


# ------------------------------------------------------------------------------------------------- tabs


def _make_tab(sheet: Worksheet, register: Register, flow: Flow | None, lists: _Lists) -> None:
    columns = register.all_columns
    at = {column.heading: get_column_letter(n) for n, column in enumerate(columns, start=1)}
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        head: Any = sheet.cell(1, number)
        _put(head, column.heading)
        colour = (
            ENGINE_HEAD
            if column.owner is Owner.ENGINE
            else ACTION_HEAD
            if column.heading == ACTION
            else STAFF_HEAD
        )
        head.font = Font(bold=True, color=PAPER, name="Arial", size=10)
        head.fill = PatternFill("solid", fgColor=colour)
        head.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        head.border = GRID
        if column.help:
            head.comment = Comment(column.help, "Alur", width=240, height=70)
        sheet.column_dimensions[letter].width = _width(column)
        _format_column(sheet, column, number)
        _validate(sheet, column, f"{letter}2:{letter}{ROWS}", lists)
    if flow is not None:
        _offer_answers(sheet, flow, at, lists)
        _colour_states(sheet, flow, at, len(columns))
    lines = max(lines_of(column.heading, _width(column) - BUTTON) for column in columns)
    sheet.row_dimensions[1].height = max(32, 6 + 13 * lines)
    sheet.freeze_panes = "C2" if register.kind is Kind.PROCESS else "B2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{ROWS}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3: a register is wide
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    properties.tabColor = "9CA3AF" if register.kind is Kind.LINES else "0F766E"
    sheet.print_title_rows = "1:1"
    footer: Any = sheet.oddFooter
    footer.center.text = f"{register.name} — halaman &P dari &N"


def _width(column: Column) -> float:
    """At least as wide as the longest word that may be chosen, so that none is cut off."""
    longest = max(map(len, column.type.options), default=0) if isinstance(column.type, Choice) else 0
    return max(column.width, 8, min(longest + 3, WIDEST_CHOICE))


def _format_column(sheet: Worksheet, column: Column, number: int) -> None:
    """Formats stand in the cells: a column style would be lost on the first row that somebody inserts."""
    code = _number_format(column)
    engine = column.owner is Owner.ENGINE
    wrap = column.heading in (NOTE, MESSAGE) or (
        isinstance(column.type, Text | Choice | Choices) and column.width >= SHORT
    )
    dimension: Any = sheet.column_dimensions[get_column_letter(number)]
    dimension.number_format = code
    first: Any = sheet.cell(2, number)
    first.number_format = code
    first.font = Font(
        name="Arial", size=10, color=ENGINE_HEAD if engine and column.heading != MESSAGE else INK
    )
    first.alignment = Alignment(vertical="top", wrap_text=wrap)
    first.border = GRID
    if engine:
        first.fill = ENGINE_FILL
    for row in range(3, FORMATTED + 2):
        cell: Any = sheet.cell(row, number)
        # As openpyxl copies sheets: describing each cell anew is most of the time that a workbook takes.
        cell._style = copy(first._style)


def _number_format(column: Column) -> str:
    if column.heading == DUE or isinstance(column.type, Date):
        return "dd-mm-yyyy"
    match column.type:
        case Rupiah():
            return "#,##0"
        case Whole():
            return "0"
        case Nik() | Nip() | Digits() | Phone():
            return "@"
    return "@" if column.heading in (ID, STATUS) or column.owner is Owner.ENGINE else "General"


def _validate(sheet: Worksheet, column: Column, cells: str, lists: _Lists) -> None:
    if column.heading == ACTION:
        return
    if column.owner is Owner.ENGINE:
        # Protecting the sheet would keep staff from sorting and inserting; this refuses typing only, and what is
        # pasted over is put back by the next pass.
        rule = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
        rule.errorTitle, rule.error = (
            "Kolom Alur",
            "Kolom ini diisi oleh Alur. Untuk memindahkan baris, pilih Tindakan.",
        )
        sheet.add_data_validation(rule)
        rule.add(cells)
        return
    match column.type:
        case Choice(options):
            rule = DataValidation(type="list", formula1=lists.reference(options), allow_blank=True)
        case Coded(codes):
            words = [f"{code} {text}" for code, text in codes.items()]
            rule = DataValidation(type="list", formula1=lists.reference(words), allow_blank=True)
            rule.errorStyle = "information"
        case Choices(options):
            rule = DataValidation(type="list", formula1=lists.reference(options), allow_blank=True)
            rule.showErrorMessage = False  # several words, joined by hand, are right too
        case Date():
            rule = DataValidation(type="date", operator="greaterThan", formula1="16000", allow_blank=True)
        case Whole(least) if least >= 0:
            rule = DataValidation(
                type="whole", operator="greaterThanOrEqual", formula1=str(least), allow_blank=True
            )
            rule.errorStyle = "warning"
        case _:
            if not column.help:
                return
            rule = DataValidation(type=None, allow_blank=True)
    if rule.showErrorMessage is None or rule.showErrorMessage:
        rule.showErrorMessage = True
        rule.errorTitle = column.heading[:32]
        rule.error = f"Yang diharapkan: {column.type.wanted}"[:250]
    rule.promptTitle, rule.prompt = column.heading[:32], (column.help or f"Isi {column.type.wanted}.")[:250]
    rule.showInputMessage = True
    sheet.add_data_validation(rule)
    rule.add(cells)


def _offer_answers(sheet: Worksheet, flow: Flow, at: dict[str, str], lists: _Lists) -> None:
    """One rule for the whole column: answers are looked up by the row's own Status, wherever a sort puts the row."""
    statuses, most = lists.answers(flow)
    status = f"${at[STATUS]}2"
    corner = statuses.split(":")[0]
    found = f"MATCH({status},{statuses},0)-1"
    formula = f"OFFSET({corner},{found},1,1,MAX(1,COUNTA(OFFSET({corner},{found},1,1,{most}))))"
    rule = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "Tindakan", "Pilih salah satu jawaban dari daftar pada sel ini."
    rule.promptTitle, rule.prompt = (
        "Tindakan",
        "Bila giliran Anda, pilih jawaban. Simpan dan tutup; Alur memindahkan baris ini.",
    )
    rule.showInputMessage = True
    sheet.add_data_validation(rule)
    rule.add(f"{at[ACTION]}2:{at[ACTION]}{ROWS}")


def _colour_states(sheet: Worksheet, flow: Flow, at: dict[str, str], width: int) -> None:
    status, due, message = at[STATUS], at[DUE], at[MESSAGE]
    ends = ",".join(f'${status}2="{end}"' for end in flow.ends)
    outside = ",".join(f'${status}2="{step.status}"' for step in flow.steps if step.outside)
    cells = f"{status}2:{status}{ROWS}"
    sheet.conditional_formatting.add(cells, FormulaRule(formula=[f"OR({ends})"], fill=GREEN))
    if outside:
        sheet.conditional_formatting.add(cells, FormulaRule(formula=[f"OR({outside})"], fill=BLUE))
    late = f'AND(${due}2<>"",${due}2<TODAY())'
    sheet.conditional_formatting.add(f"{due}2:{due}{ROWS}", FormulaRule(formula=[late], fill=RED))
    told = f'${message}2<>""'
    sheet.conditional_formatting.add(f"{message}2:{message}{ROWS}", FormulaRule(formula=[told], fill=AMBER))
    done = f"{get_column_letter(1)}2:{get_column_letter(width)}{ROWS}"
    sheet.conditional_formatting.add(done, FormulaRule(formula=[f"OR({ends})"], font=Font(color="6B7280")))


def _make_history(sheet: Worksheet) -> None:
    for number, (heading, width) in enumerate(
        (("Waktu", 17), ("Register", 18), ("ID", 15), ("Kejadian", 70), ("Oleh", 34)), start=1
    ):
        cell: Any = sheet.cell(1, number)
        _put(cell, heading)
        cell.font = Font(bold=True, color=PAPER, name="Arial", size=10)
        cell.fill = PatternFill("solid", fgColor=ENGINE_HEAD)
        sample: Any = sheet.cell(2, number)
        sample.font = Font(name="Arial", size=10, color=INK)
        sample.alignment = Alignment(vertical="top", wrap_text=number == 4)
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    _fit_to_a4(sheet)
    properties: Any = sheet.sheet_properties
    properties.tabColor = "9CA3AF"


def _fit_to_a4(sheet: Worksheet) -> None:
    """Printed as wide as the page, as many pages as it takes."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True


def _make_guide(sheet: Worksheet, title: str, registers: Sequence[Register], flows: dict[str, Flow]) -> None:
    """Half a page of how it works, then each register with its steps and answers."""
    lines: list[tuple[str, str]] = [
        ("judul", f"Register {title}"),
        ("", "Buku kerja ini diisi bersama oleh Anda dan Alur. Begini caranya:"),
        (
            "",
            "1.  Isi kolom berkepala hijau. Satu baris untuk satu berkas; baris baru diketik paling bawah.",
        ),
        (
            "",
            "2.  Bila giliran Anda (kolom Giliran), pilih jawaban di kolom Tindakan. Alasan ditulis di Catatan.",
        ),
        (
            "",
            "3.  Simpan dan TUTUP buku kerja. Selama terbuka, Alur tidak dapat menulis; tidak ada yang hilang.",
        ),
        ("", "4.  Beberapa menit kemudian Status, Giliran, Batas waktu dan Dokumen sudah diperbarui."),
        ("", "5.  Kolom Pesan (kuning) mengatakan apa yang kurang dan apa yang harus dilakukan."),
        (
            "",
            "Boleh: mengurutkan, menyaring, menyisipkan baris atau kolom sendiri, mewarnai, memberi komentar.",
        ),
        ("", "Jangan: mengetik di kolom kelabu, menyalin baris beserta ID-nya, mengganti judul kolom."),
        ("", "Persetujuan Kepala Dinas dan pejabat lain diberikan lewat tautan di pos-el, bukan di sini."),
    ]
    for register in registers:
        lines += [("", ""), ("bab", register.name)]
        if register.guide:
            lines.append(("", register.guide))
        flow = flows.get(register.name)
        for step in flow.steps if flow else ():
            answers = ", ".join(_choosable(step)) or "diputuskan lewat tautan di pos-el"
            lines.append(
                ("langkah", f"{step.status}:  {_whose(step.by)} — {step.task}.  Jawaban: {answers}.")
            )
    for number, (kind, text) in enumerate(lines, start=1):
        cell: Any = sheet.cell(number, 1)
        _put(cell, text)
        size = {"judul": 16, "bab": 12}.get(kind, 10)
        cell.font = Font(
            name="Arial",
            size=size,
            bold=kind in ("judul", "bab"),
            color=STAFF_HEAD if kind in ("judul", "bab") else INK,
        )
        cell.alignment = Alignment(wrap_text=True, vertical="top", indent=2 if kind == "langkah" else 0)
        sheet.row_dimensions[number].height = (size + 5) * lines_of(text, GUIDE_WIDTH)
    # A single column that is wider than the page is cut there, not scaled.
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    _fit_to_a4(sheet)
    sheet.sheet_view.showGridLines = False
    properties: Any = sheet.sheet_properties
    properties.tabColor = "B45309"


def _whose(seat: Seat) -> str:
    if isinstance(seat, DeskFrom):
        return f"unit di kolom «{seat.column}»"
    return " / ".join(desk.name for desk in seat.desks)


__all__ = ["DOCUMENTS", "create_workbook"]
