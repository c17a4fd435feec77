"""Pieces of which the stock templates are built: letterhead, number block, tables, signature block.

The office edits the finished .docx in Word; this is for making new ones in the same dress. Layout after Permendagri
1/2023: Arial 11, A4, margins 2 / 2 / 2.5 / 2 cm, letterhead with a double rule.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

FONT, SIZE = "Arial", 11
LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip


class Letter:
    """A template being built. Texts may hold placeholders: ``{{ perihal }}``."""

    def __init__(
        self, *, paper: tuple[float, float] = (21.0, 29.7), margins: Sequence[float] = (1.5, 2, 2, 2.5)
    ) -> None:
        """paper: width and height in cm; margins: top, right, bottom, left in cm."""
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(paper[0]), Cm(paper[1])
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(
            Cm, margins
        )
        self.width = paper[0] - margins[1] - margins[3]
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(SIZE)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "id-ID")
        style.element.rPr.append(language)

    # ------------------------------------------------------------------------------------------- text

    def text(
        self, text: str = "", *, align: Any = LEFT, bold: bool = False, size: float = SIZE, after: float = 0,
        before: float = 0, indent: float = 0, first: float = 0, underline: bool = False,
        keep: bool = False, into: Any = None,
    ) -> Any:  # fmt: skip
        """A paragraph. after, before: points; indent, first: cm; keep: stays on the page of the next one."""
        paragraph = (into or self.document).add_paragraph()
        _write(paragraph, text, bold=bold, size=size, underline=underline)
        form = paragraph.paragraph_format
        form.alignment = align
        form.space_after, form.space_before = Pt(after), Pt(before)
        form.left_indent, form.first_line_indent = Cm(indent), Cm(first)
        form.keep_with_next = keep
        return paragraph

    def paragraphs_of(self, word: str, *, first: float = 1.25, after: float = 6) -> None:
        """The paragraphs of a long text, one for each line that staff typed."""
        self.text(f"{{%p for baris in {word} | alinea %}}")
        self.text("{{ baris }}", align=JUSTIFY, first=first, after=after)
        self.text("{%p endfor %}")

    def when(self, condition: str) -> None:
        """What follows is there only when ..."""
        self.text(f"{{%p if {condition} %}}")

    def otherwise(self) -> None:
        self.text("{%p else %}")

    def end(self) -> None:
        self.text("{%p endif %}")

    # -------------------------------------------------------------------------------------- letterhead

    def kop(self, emblem: bytes) -> None:
        """Government, office, address; emblem left; double rule below."""
        table = self._table(1, (2.6, self.width - 2.6))
        left, right = table.rows[0].cells
        _first(left).add_run().add_picture(io.BytesIO(emblem), width=Cm(1.9))
        lines = (
            ("{{ kantor.pemerintah }}", 13.5, False),
            ("{{ kantor.instansi }}", 18, True),
            ("{{ kantor.alamat }}{% if kantor.kode_pos %}, {{ kantor.kode_pos }}{% endif %}", 9.5, False),
            (
                "{% if kantor.telepon %}Telepon {{ kantor.telepon }}{% endif %}"
                "{% if kantor.pos_el %}, Pos-el {{ kantor.pos_el }}{% endif %}"
                "{% if kantor.laman %}, Laman {{ kantor.laman }}{% endif %}",
                9.5,
                False,
            ),
        )
        for number, (text, size, bold) in enumerate(lines):
            paragraph = _first(right) if number == 0 else right.add_paragraph()
            _write(paragraph, text, bold=bold, size=size)
            paragraph.paragraph_format.alignment = CENTRE
        rule = self.text(after=8)
        rule.paragraph_format.line_spacing = Pt(4)
        _border(rule, "top", "thinThickSmallGap", 24)

    def judul(self, title: str, number: str = "", about: str = "") -> None:
        """Centred bold title, NOMOR, TENTANG."""
        self.text(title, align=CENTRE, bold=True, size=12, underline=not about, keep=True)
        if number:
            self.text(f"NOMOR {number}", align=CENTRE, after=6)
        if about:
            self.text("TENTANG", align=CENTRE)
            self.text(about, align=CENTRE, bold=True, after=6)
        self.text(after=4)

    def nomor_block(self, date: str, pairs: Sequence[tuple[str, str]]) -> None:
        """Date right, then Nomor, Sifat, Lampiran, Hal with their colons in one line."""
        self.text(date, align=RIGHT, after=6)
        self.pairs(pairs, label=2.4, width=self.width * 0.62)

    def addressee(self, to: str, place: str) -> None:
        self.text(before=8)
        self.text(f"Yth. {to}")
        self.text("di -")
        self.text(place, indent=0.8, after=12)

    def pairs(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        label: float = 4.0,
        indent: float = 0,
        width: float = 0,
        after: float = 0,
    ) -> None:
        """Label : value, the colons aligned. An optional pair is written («Label?», value) and needs ``when``."""
        table = self._table(
            len(pairs), (label, 0.4, (width or self.width - indent) - label - 0.4), indent=indent
        )
        for row, (name, value) in zip(table.rows, pairs, strict=True):
            for cell, text in zip(row.cells, (name, ":", value), strict=True):
                _write(_first(cell), text)
                _first(cell).paragraph_format.space_after = Pt(1)
        if after:
            self.text(after=after)

    def table(
        self,
        headings: Sequence[str],
        cells: Sequence[str],
        widths: Sequence[float],
        *,
        loop: str = "",
        size: float = 10,
    ) -> None:
        """A ruled table. loop: «baris in rincian» makes a row for each; the header row is repeated on each page."""
        table = self._table(2 if not loop else 4, widths)
        table.style = "Table Grid"
        head = table.rows[0]
        _repeat(head)
        for cell, text in zip(head.cells, headings, strict=True):
            _write(_first(cell), text, bold=True, size=size)
            _first(cell).paragraph_format.alignment = CENTRE
        body = table.rows[1]
        if loop:
            _write(_first(table.rows[1].cells[0]), f"{{%tr for {loop} %}}")
            body = table.rows[2]
            _write(_first(table.rows[3].cells[0]), "{%tr endfor %}")
        _unbroken(body)
        for cell, text in zip(body.cells, cells, strict=True):
            _write(_first(cell), text, size=size)
        self.text(after=6)

    def rows(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 10.5, height: float = 0
    ) -> Any:
        """A ruled table of fixed rows, e.g. of a form."""
        table = self._table(len(rows), widths)
        table.style = "Table Grid"
        for row, texts in zip(table.rows, rows, strict=True):
            if height:
                row.height = Cm(height)
            for cell, text in zip(row.cells, texts, strict=True):
                _write(_first(cell), text, size=size)
                _first(cell).paragraph_format.space_after = Pt(2)
                _first(cell).paragraph_format.space_before = Pt(2)
        return table

    # -------------------------------------------------------------------------------------- the end of it

    def signature(self, *, place_and_date: str = "", qr: bool = True, above: str = "") -> None:
        """Verification code lower left, signature block lower right; the block is never split."""
        half = self.width * 0.48
        table = self._table(1, (self.width - half, half))
        left, right = table.rows[0].cells
        _unbroken(table.rows[0])
        if qr:
            _write(_first(left), "{% if kode_verifikasi %}{{ qr }}{% endif %}")
            mark = left.add_paragraph()
            _write(mark, "{% if kode_verifikasi %}Kode verifikasi {{ kode_verifikasi }}{% endif %}", size=7.5)
        lines = [place_and_date, above] if place_and_date or above else []
        texts = [(text, False) for text in lines if text]
        texts.append(
            (
                "{% if tanda_tangan.sebutan %}{{ tanda_tangan.sebutan }} {% endif %}"
                "{{ tanda_tangan.jabatan | upper }},",
                False,
            )
        )
        texts += [("", False)] * 4
        texts += [
            ("{{ tanda_tangan.nama }}", True),
            ("{{ tanda_tangan.pangkat }}", False),
            ("{% if tanda_tangan.nip %}NIP {{ tanda_tangan.nip | nip }}{% endif %}", False),
        ]
        paragraph = _first(right)
        for number, (text, bold) in enumerate(texts):
            if number:
                paragraph = right.add_paragraph()
            _write(paragraph, text, bold=bold)
            paragraph.paragraph_format.keep_with_next = True

    def signatures(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two who sign by hand, side by side; each a list of lines, '' for a blank one."""
        table = self._table(1, (self.width / 2, self.width / 2))
        _unbroken(table.rows[0])
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for number, text in enumerate(lines):
                paragraph = _first(cell) if not number else cell.add_paragraph()
                _write(paragraph, text)
                paragraph.paragraph_format.alignment = CENTRE

    def tembusan(self, word: str = "tembusan") -> None:
        """Copies to, lower left, numbered; nothing at all when there are none."""
        self.when(f"{word} | alinea")
        self.text("Tembusan:", before=10, size=10)
        self.text(f"{{%p for penerima in {word} | alinea %}}")
        self.text("{{ loop.index }}. {{ penerima }}", size=10)
        self.text("{%p endfor %}")
        self.end()

    def draft_mark(self) -> None:
        """A line above a letter that is still a draft, or that corrects an earlier one."""
        self.when("koreksi")
        self.text("KOREKSI ke-{{ koreksi }}", align=RIGHT, bold=True, size=9, after=4)
        self.end()
        self.when("not final")
        self.text("KONSEP — belum bernomor", align=RIGHT, bold=True, size=9, after=4)
        self.end()

    def save(self, path: Path) -> None:
        core = self.document.core_properties
        core.author, core.title, core.comments = "Alur", path.stem.replace("_", " "), ""
        path.parent.mkdir(parents=True, exist_ok=True)
        self.document.save(path)

    def _table(self, rows: int, widths: Sequence[float], *, indent: float = 0) -> Any:
        table = self.document.add_table(rows=rows, cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        if indent:
            shift = OxmlElement("w:tblInd")
            shift.set(qn("w:w"), str(int(indent * 567)))
            shift.set(qn("w:type"), "dxa")
            table._tbl.tblPr.append(shift)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
            for cell in column.cells:
                cell.width = Cm(width)
        return table


def _first(cell: Any) -> Any:
    return cell.paragraphs[0]


def _write(
    paragraph: Any, text: str, *, bold: bool = False, size: float = SIZE, underline: bool = False
) -> None:
    if text:
        run = paragraph.add_run(text)
        run.bold, run.underline = bold or None, underline or None
        run.font.size = Pt(size)
    else:
        paragraph.paragraph_format.line_spacing = 1.0


def _border(paragraph: Any, side: str, kind: str, eighths: int) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", str(eighths)), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _repeat(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _unbroken(row: Any) -> None:
    mark = OxmlElement("w:cantSplit")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
