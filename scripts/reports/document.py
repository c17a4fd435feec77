"""A report as a letter-ready Word file: letterhead, tables with repeated headings, charts, signatures; landscape."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from connectors.letters import Letterhead
from connectors.letters.builder import CENTRE, JUSTIFY, LEFT, RIGHT, Letter, Look
from connectors.letters.builder.letter import DOTS
from connectors.letters.builder.page import border, element
from connectors.letters.builder.tables import shade, unbroken
from connectors.letters.filters import nip, tanggal
from flows.engine.office import Person
from scripts.reports.layout import NUMERIC, Chart, Col, Kind, Report, Section, written
from scripts.reports.workbook import spans

MARGINS = (1.8, 1.5, 1.5, 1.5)
"""Top, right, bottom, left in cm; a table of sixteen columns needs the room."""


KEPT_TOGETHER = 12
"""A table of so many rows stays on one page."""


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: the post as it is printed, and the person, None while nobody sits there."""

    post: str
    person: Person | None = None


@cache
def emblem_of(template: Path, otherwise: Path | None = None) -> bytes:
    """The emblem that the office has put into one of its letter templates; the plain shield when there is none."""
    if template.is_file():
        document: Any = Document(str(template))
        for blip in document.element.body.iter(qn("a:blip")):
            part = document.part.related_parts.get(blip.get(qn("r:embed")))
            if part is not None:
                return bytes(part.blob)
    from scripts.stock_templates.pieces import emblem

    return emblem()


def write_document(
    path: Path, report: Report, letterhead: Letterhead, emblem: bytes, made_on: Any, signer: Signer,
    knows: Signer | None, look: Look,
) -> None:  # fmt: skip
    """Write the report. made_on: the day below which it is signed; look: font and paper, standing."""
    wide, high = max(look.paper), min(look.paper)
    letter = ReportLetter(Look(look.font, look.size, (wide, high), MARGINS))
    letter.page_numbers()
    letter.document.sections[0].header_distance = Cm(0.8)
    letter.letterhead(letterhead, emblem)
    letter.judul(report.title)
    letter.document.paragraphs[-1]._p.getparent().remove(letter.document.paragraphs[-1]._p)
    letter.text(report.about, align=CENTRE, after=10)
    for text in report.paragraphs:
        letter.text(text, align=JUSTIFY, after=4)
    for number, section in enumerate(report.sections, 1):
        letter.section(number, section)
    letter.notes(report.notes)
    letter.signed(f"{letterhead.kota}, {tanggal(made_on)}", signer, knows)
    letter.save(path)


class ReportLetter(Letter):
    """A letter whose words are already known: nothing in it is a placeholder."""

    def letterhead(self, head: Letterhead, emblem: bytes) -> None:
        """Government, office, address; emblem left; double rule below (domain.md 2.2)."""
        table = self.plain_table(1, (2.3, self.width - 4.6, 2.3))
        left, middle = table.rows[0].cells[:2]
        left.vertical_alignment = middle.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        self._picture(left.paragraphs[0], emblem, "Lambang daerah", height=2.2)
        address = ", ".join(part for part in (head.alamat, head.kode_pos) if part)
        reach = (("Telepon", head.telepon), ("Pos-el", head.pos_el), ("Laman", head.laman))
        lines = (
            (head.pemerintah, 13.5, False),
            (head.instansi, 18, True),
            (address, 9.5, False),
            (", ".join(f"{name} {value}" for name, value in reach if value), 9.5, False),
        )
        for text, size, bold in lines:
            if text:
                self.text(text, size=size, bold=bold, align=CENTRE, into=middle)
        self.gap(3)
        rule = self.gap(4)
        rule.paragraph_format.space_after = Pt(8)
        border(rule, "top", "thinThickSmallGap", 24)

    def section(self, number: int, section: Section) -> None:
        title = self.text(f"{number}. {section.title}", bold=True, before=10, after=4, keep=True)
        title.paragraph_format.page_break_before = section.new_page
        rows = section.values
        if rows:
            self.data_table(section, rows)
        else:
            self.text(section.empty, size=10, after=4)
        if section.note:
            self.text(section.note, size=8.5, before=3, after=4)
        self.charts(section.charts)

    def data_table(self, section: Section, rows: Sequence[Sequence[Any]]) -> None:
        """The table from margin to margin; headings repeated on each page, rows never split."""
        columns, totals = section.all_columns, section.totals
        whole = sum(column.width for column in columns)
        widths = [column.width * self.width / whole for column in columns]
        grouped = any(column.group for column in columns)
        head = 2 if grouped else 1
        table = self.ruled_table(head, widths)
        beside = "45" if len(columns) > 11 else "85"
        for side in table._tbl.tblPr.find(qn("w:tblCellMar")):
            side.set(qn("w:w"), beside if side.tag in (qn("w:left"), qn("w:right")) else "20")
        self._headings(table, columns, section.size)
        patterns = [self._pattern(table, columns, section.size, bold) for bold in (False, True)]
        for cells in rows:
            self._add(table, patterns[0], columns, cells)
        if totals:
            self._add(table, patterns[1], columns, totals)
        for pattern in patterns:
            table._tbl.remove(pattern)
        kept = table.rows[:-1] if len(rows) <= KEPT_TOGETHER else table.rows[-3:-1] if totals else ()
        for row in kept:  # a sum is not left alone on a page
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True

    def _headings(self, table: Any, columns: Sequence[Col], size: float) -> None:
        for row in table.rows:
            unbroken(row)
            row._tr.get_or_add_trPr().append(element("w:tblHeader"))
        last = len(table.rows) - 1
        grid = [list(row.cells) for row in table.rows]
        for at, column in enumerate(columns):
            cell = grid[last if column.group else 0][at]
            self.text(column.printed, bold=True, size=size, align=CENTRE, into=cell)
            for row in grid:
                shade(row[at])
                row[at].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            if last and not column.group:
                cell.merge(grid[last][at])
        for name, first, end in spans(columns):
            self.text(name, bold=True, size=size, align=CENTRE, into=grid[0][first])
            if end > first:
                grid[0][first].merge(grid[0][end])

    def _pattern(self, table: Any, columns: Sequence[Col], size: float, bold: bool) -> Any:
        """A row as every other will be; a thousand rows are copied much faster than built."""
        row = table.add_row()
        unbroken(row)
        widths = [column.width for column in table.columns]
        for cell, column, width in zip(row.cells, columns, widths, strict=True):
            cell.width = width
            side = (
                RIGHT
                if column.kind in NUMERIC
                else CENTRE
                if column.kind in (Kind.DATE, Kind.CENTRED)
                else LEFT
            )
            paragraph = self.text("x", size=size, bold=bold, align=side, into=cell)
            # Without it the mark at the end of an empty cell is as high as the letter's own type.
            mark = element("w:rPr")
            mark.append(element("w:sz", val=str(round(size * 2))))
            paragraph._p.get_or_add_pPr().append(mark)
        return row._tr

    @staticmethod
    def _add(table: Any, pattern: Any, columns: Sequence[Col], cells: Sequence[Any]) -> None:
        from copy import deepcopy

        from docx.text.run import Run

        made = deepcopy(pattern)
        for run, column, value in zip(made.iter(qn("w:r")), columns, cells, strict=True):
            text = written(value, column.kind)
            # A number of a letter has no blank to break at; a break is allowed after each slash.
            Run(run, table).text = text.replace("/", "/\u200b") if column.kind is Kind.TEXT else text
        table._tbl.append(made)

    def charts(self, charts: Sequence[Chart]) -> None:
        """Each in the middle of a line; two that fit stand side by side."""
        line: Any = None
        used = 0.0
        for chart in charts:
            width = min(chart.width, self.width)
            if line is None or used + width > self.width:
                line, used = self.text(align=CENTRE, before=6, after=4), 0.0
            self._picture(line, chart.png, chart.alt, width=width)
            used += width

    def notes(self, notes: Sequence[str]) -> None:
        if not notes:
            return
        self.text("Catatan:", bold=True, size=9.5, before=10, after=2, keep=True)
        for number, text in enumerate(notes, 1):
            keep = len(notes) <= KEPT_TOGETHER
            self.text(f"{number}.\t{text}", size=9, indent=0.7, first=-0.7, after=1, keep=keep)

    def signed(self, place_and_date: str, signer: Signer, knows: Signer | None) -> None:
        """Who made it on the right, who takes note of it on the left; the block is never split."""
        self.gap(14).paragraph_format.keep_with_next = True
        half = self.width / 2
        table = self.plain_table(1, (half, half))
        unbroken(table.rows[0])
        left, right = table.rows[0].cells
        blocks = [(right, place_and_date, signer)]
        if knows is not None:
            blocks.append((left, "Mengetahui,", knows))
        for cell, above, who in blocks:
            person = who.person
            self.text(above, align=CENTRE, keep=True, into=cell)
            self.text(f"{who.post.upper()},", align=CENTRE, keep=True, into=cell)
            self.text(
                person.name if person else DOTS, bold=True, align=CENTRE, before=54, keep=True, into=cell
            )
            if person and person.pangkat:
                self.text(person.pangkat, align=CENTRE, keep=True, into=cell)
            if person and person.nip:
                self.text(f"NIP {nip(person.nip)}", align=CENTRE, into=cell)

    @staticmethod
    def _picture(paragraph: Any, png: bytes, alt: str, *, width: float = 0, height: float = 0) -> None:
        sizes = {"width": Cm(width) if width else None, "height": Cm(height) if height else None}
        shape = paragraph.add_run().add_picture(io.BytesIO(png), **sizes)
        shape._inline.docPr.set("descr", alt[:2000])
