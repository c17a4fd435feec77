"""A page of a letter: paper, margins, paragraphs, what is there only sometimes."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from connectors.letters.render import same_each_time

LEFT, CENTRE, RIGHT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.JUSTIFY,
)  # fmt: skip
A4, F4 = (21.0, 29.7), (21.5, 33.0)
"""Papers of city offices, width and height in cm."""
MADE = datetime(2026, 1, 1)  # noqa: DTZ001  (a property of the file, without a zone)


@dataclass(frozen=True, slots=True)
class Look:
    """font and size in points; paper: width and height in cm; margins: top, right, bottom, left in cm."""

    font: str = "Arial"
    size: float = 11
    paper: tuple[float, float] = A4
    margins: tuple[float, float, float, float] = (2.0, 2.0, 2.0, 2.5)


class Page:
    """A template being built. Texts may hold placeholders: ``{{ perihal }}``."""

    def __init__(self, look: Look | None = None) -> None:
        self.look = look = look or Look()
        self.document: Any = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(look.paper[0]), Cm(look.paper[1])
        section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(
            Cm, look.margins
        )
        if look.paper[0] > look.paper[1]:
            section.orientation = WD_ORIENT.LANDSCAPE
        self.width = look.paper[0] - look.margins[1] - look.margins[3]
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = look.font, Pt(look.size)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), look.font)
        style.element.rPr.rFonts.set(qn("w:cs"), look.font)
        style.paragraph_format.space_after = style.paragraph_format.space_before = Pt(0)
        style.paragraph_format.line_spacing = 1.0
        style.element.rPr.append(element("w:lang", val="id-ID"))
        self._slim()

    def _slim(self) -> None:
        """Word 2013 and later measure tables from their border; the sample picture of a new file is left out."""
        settings = self.document.settings.element
        old = settings.find(qn("w:compat"))
        compat = element("w:compat")
        compat.append(
            element(
                "w:compatSetting",
                name="compatibilityMode",
                uri="http://schemas.microsoft.com/office/word",
                val="15",
            )
        )
        if old is not None:
            settings.replace(old, compat)
        else:
            settings.append(compat)
        package = self.document.part.package
        for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
            del package.rels[key]

    # ------------------------------------------------------------------------------------------- text

    def text(
        self, text: str = "", *, align: Any = LEFT, bold: bool = False, size: float = 0, after: float = 0,
        before: float = 0, indent: float = 0, first: float = 0, underline: bool = False,
        keep: bool = False, into: Any = None,
    ) -> Any:  # fmt: skip
        """A paragraph. after, before: points; indent, first: cm; keep: stays on the page of the next one.

        into: a cell of a table instead of the page. A tab in the text goes to ``indent``.
        """
        paragraph = fresh(into) if into is not None else self.document.add_paragraph()
        self.write(paragraph, text, bold=bold, size=size, underline=underline)
        form = paragraph.paragraph_format
        form.alignment = align
        form.space_after, form.space_before = Pt(after), Pt(before)
        if indent:
            form.left_indent = Cm(indent)
        if first:
            form.first_line_indent = Cm(first)
        if keep:
            form.keep_with_next = True
        return paragraph

    def write(
        self, paragraph: Any, text: str, *, bold: bool = False, size: float = 0, underline: bool = False
    ) -> None:
        """Add text to a paragraph."""
        if text:
            run = paragraph.add_run(text)
            run.bold, run.underline = bold or None, underline or None
            if size:
                run.font.size = Pt(size)

    def paragraphs_of(
        self, word: str, *, first: float = 1.25, after: float = 6, keep: bool = False, into: Any = None
    ) -> None:
        """The paragraphs of a long text, one for each line that staff typed; «1.», «a.» and «-» hang."""
        with self.each("baris", f"{word} | butir", into=into):
            with self.when("baris.tanda", into=into):
                self.text(
                    "{{ baris.tanda }}\t{{ baris.teks }}",
                    align=JUSTIFY, indent=first + 0.75, first=-0.75, after=after / 2, keep=keep, into=into,
                )  # fmt: skip
            with self.when("not baris.tanda", into=into):
                self.text("{{ baris.teks }}", align=JUSTIFY, first=first, after=after, keep=keep, into=into)

    # -------------------------------------------------------------------------------- only sometimes

    @contextmanager
    def when(self, condition: str, *, into: Any = None) -> Iterator[None]:
        """What is built inside is there only when ...: ``with letter.when("dasar | alinea"):``."""
        self.text(f"{{%p if {condition} %}}", into=into)
        yield
        self.text("{%p endif %}", into=into)

    @contextmanager
    def each(self, name: str, among: str, *, into: Any = None) -> Iterator[None]:
        """What is built inside is there once for each: ``with letter.each("orang", "tujuan | penerima"):``."""
        self.text(f"{{%p for {name} in {among} %}}", into=into)
        yield
        self.text("{%p endfor %}", into=into)

    # --------------------------------------------------------------------------------------- the file

    def page_numbers(self) -> None:
        """«- 2 -» above every page but the first."""
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.header_distance = Cm(0.8)
        paragraph = section.header.paragraphs[0]
        paragraph.style = self.document.styles["Normal"]
        paragraph.paragraph_format.alignment = CENTRE
        self.write(paragraph, "- ")
        for kind in ("begin", "", "end"):
            run = paragraph.add_run()
            if kind:
                run._r.append(element("w:fldChar", fldCharType=kind))
            else:
                code = element("w:instrText")
                code.text = "PAGE"
                run._r.append(code)
        self.write(paragraph, " -")

    def page_break(self) -> None:
        self.document.add_page_break()

    def save(self, path: Path) -> None:
        core = self.document.core_properties
        core.author, core.title, core.comments = "Alur", path.stem.replace("_", " "), ""
        core.last_modified_by, core.revision = "Alur", 1
        core.created = core.modified = MADE
        path.parent.mkdir(parents=True, exist_ok=True)
        out = io.BytesIO()
        self.document.save(out)
        path.write_bytes(same_each_time(out.getvalue()))


def element(tag: str, **attributes: str) -> Any:
    """An element of Word's own XML."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def fresh(cell: Any) -> Any:
    """The next paragraph of a cell; a cell begins with an empty one, which is used first."""
    last = cell.paragraphs[-1]
    unused = len(cell.paragraphs) == 1 and not last.runs and last._p.pPr is None
    return last if unused else cell.add_paragraph()


def border(paragraph: Any, side: str, kind: str, eighths: int) -> None:
    """A line above or below a paragraph."""
    borders = element("w:pBdr")
    borders.append(element(f"w:{side}", val=kind, sz=str(eighths), space="1", color="000000"))
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def twips(centimetres: Iterable[float]) -> list[str]:
    return [str(round(one * 567)) for one in centimetres]
