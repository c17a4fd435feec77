"""Tables of a letter: label : value, ruled tables with a row for each line, forms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from connectors.letters.builder.page import CENTRE, JUSTIFY, LEFT, RIGHT, Page, element, twips

_ALIGN = {"l": LEFT, "c": CENTRE, "r": RIGHT, "j": JUSTIFY}
ONE_LINE = 1.0
"""cm: a row up to this height holds one line, which stands in its middle."""
_AFTER_CELL_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription")


class Tables(Page):
    """A page with tables. Every table has a fixed width, so that Word and LibreOffice show it alike."""

    def pairs(
        self, pairs: Sequence[tuple[str, str] | tuple[str, str, str]], *, label: float = 4.0, indent: float = 0,
        width: float = 0, after: float = 0, into: Any = None,
    ) -> Any:  # fmt: skip
        """Label : value, the colons in one line. A third word is the condition without which the pair is left out:
        ``("Pukul", "{{ pukul }}", "pukul")``. label, indent, width: cm; after: points."""
        value = (width or self.width - indent) - label - 0.4
        table = self.plain_table(0, (label, 0.4, value), indent=indent, into=into)
        for name, text, *condition in pairs:
            for test in condition:
                self.write(first(table.add_row().cells[0]), f"{{%tr if {test} %}}")
            cells = table.add_row().cells
            for cell, words in zip(cells, (name, ":", text), strict=True):
                self.text(words, after=1.5, into=cell)
            for _ in condition:
                self.write(first(table.add_row().cells[0]), "{%tr endif %}")
        self._widths(table, (label, 0.4, value))
        if after:
            self.gap(after)
        return table

    def table(
        self, headings: Sequence[str], cells: Sequence[str], widths: Sequence[float], *, loop: str = "",
        size: float = 10, align: str = "", empty: str = "", total: Sequence[str] = (), groups: str = "",
        subtotal: Sequence[str] = (),
    ) -> Any:  # fmt: skip
        """A ruled table; its header row is repeated on each page, its rows are never split.

        loop: ``baris in rincian`` makes a row for each, ``{{ loop.index }}`` is its number; align: a letter of l, c,
        r, j for each column; empty: what stands there when there is no line; total: cells of a last row, bold.
        groups: a loop around that loop, ``kelompok in rincian | groupby("bidang")``, each with ``subtotal`` below it.
        """
        table = self.ruled_table(1, widths)
        head = table.rows[0]
        _row_mark(head, "w:cantSplit")
        _row_mark(head, "w:tblHeader")
        for cell, text in zip(head.cells, headings, strict=True):
            self.text(text, bold=True, size=size, align=CENTRE, into=cell)
            shade(cell)
        for one in filter(None, (groups, loop)):
            self.write(first(table.add_row().cells[0]), f"{{%tr for {one} %}}")
        body = table.add_row()
        _row_mark(body, "w:cantSplit")
        for number, (cell, text) in enumerate(zip(body.cells, cells, strict=True)):
            self.text(text, size=size, align=_ALIGN[(align or "l" * len(cells))[number]], into=cell)
        if loop:
            self.write(first(table.add_row().cells[0]), "{%tr endfor %}")
        if groups:
            self._sums(table, subtotal, align, size, wide=True)
            self.write(first(table.add_row().cells[0]), "{%tr endfor %}")
        if loop and empty:
            among = (groups or loop).split(" in ", 1)[1]
            self.write(first(table.add_row().cells[0]), f"{{%tr if not {among} %}}")
            row = table.add_row()
            self.text(empty, size=size, align=CENTRE, into=row.cells[0].merge(row.cells[-1]))
            self.write(first(table.add_row().cells[0]), "{%tr endif %}")
        self._sums(table, total, align, size, wide=bool(groups))
        self._widths(table, widths)
        self.gap(6)
        return table

    def _sums(self, table: Any, texts: Sequence[str], align: str, size: float, *, wide: bool) -> None:
        """A row of sums, bold; none when there are no texts. wide: its label, the second, reaches to the first sum."""
        if not texts:
            return
        row = table.add_row()
        _row_mark(row, "w:cantSplit")
        until = next((at for at, text in enumerate(texts[2:], 2) if text), 2) if wide else 0
        if until > 2:
            self.text(texts[1], size=size, bold=True, into=row.cells[0].merge(row.cells[until - 1]))
        for at, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            if at >= until:
                side = _ALIGN[(align or "l" * len(texts))[at]]
                self.text(text, size=size, bold=True, align=side, into=cell)

    def form(
        self, rows: Sequence[Sequence[str]], widths: Sequence[float], *, size: float = 10.5, height: float = 0,
        heads: bool = False, labels: Sequence[int] = (), heights: Sequence[float] = (), align: str = "",
    ) -> Any:  # fmt: skip
        """A ruled table of fixed rows. heads: the first row is a header; labels: columns that are shaded;
        height: of every row, heights: of each, cm at least."""
        table = self.ruled_table(len(rows), widths)
        for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
            _row_mark(row, "w:cantSplit")
            high = heights[number] if heights else height
            if high and not (heads and number == 0):
                row.height, row.height_rule = Cm(high), WD_ROW_HEIGHT_RULE.AT_LEAST
                for cell in row.cells if high <= ONE_LINE else ():
                    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
            for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
                head = heads and number == 0
                aligned = CENTRE if head else _ALIGN[(align or "l" * len(texts))[column]]
                self.text(text, size=size, bold=head, align=aligned, into=cell)
                if head or column in labels:
                    shade(cell)
        return table

    def gap(self, points: float) -> Any:
        """White space of so many points, also between two tables, which would grow together without it."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(points)
        return paragraph

    # ----------------------------------------------------------------------------------------- tables

    def plain_table(self, rows: int, widths: Sequence[float], *, indent: float = 0, into: Any = None) -> Any:
        """A table without lines, its text flush with the text around it."""
        return self._table(rows, widths, {"left": 0, "right": 60}, indent=indent, into=into)

    def ruled_table(self, rows: int, widths: Sequence[float]) -> Any:
        """A table with lines from margin to margin."""
        table = self._table(rows, widths, {"top": 40, "left": 85, "bottom": 40, "right": 85})
        table.style = "Table Grid"
        return table

    def _table(
        self,
        rows: int,
        widths: Sequence[float],
        margins: dict[str, int],
        *,
        indent: float = 0,
        into: Any = None,
    ) -> Any:
        if into is not None:
            table = into.add_table(rows=rows, cols=len(widths))
        else:
            table = self.document.add_table(rows=rows, cols=len(widths))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        properties = table._tbl.tblPr
        (total,) = twips([sum(widths)])
        width = properties.find(qn("w:tblW"))
        width.set(qn("w:type"), "dxa")
        width.set(qn("w:w"), total)
        if indent:
            del properties.jc.attrib[qn("w:val")]
            properties.remove(properties.jc)
            width.addnext(element("w:tblInd", w=twips([indent])[0], type="dxa"))
        cell_margins = element("w:tblCellMar")
        for side, size in margins.items():
            cell_margins.append(element(f"w:{side}", w=str(size), type="dxa"))
        properties.insert_element_before(cell_margins, *_AFTER_CELL_MARGINS)
        self._widths(table, widths)
        return table

    def _widths(self, table: Any, widths: Sequence[float]) -> None:
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for row in table.rows:
            for cell, width in zip(row._tr.tc_lst, widths, strict=False):
                if cell.grid_span == 1:
                    cell.width = Cm(width)


def first(cell: Any) -> Any:
    """The paragraph that a cell begins with."""
    return cell.paragraphs[0]


def shade(cell: Any, colour: str = "F2F2F2") -> None:
    """A grey ground under a heading."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def unbroken(row: Any) -> None:
    """A row that stays on one page."""
    _row_mark(row, "w:cantSplit")


def _row_mark(row: Any, mark: str) -> None:
    row._tr.get_or_add_trPr().append(element(mark))
