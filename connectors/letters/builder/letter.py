"""A letter of the office: letterhead, layouts «korespondensi» and «judul», signature block, copies."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_ALIGN_VERTICAL
from docx.shared import Cm, Pt

from connectors.letters.builder.page import CENTRE, JUSTIFY, RIGHT, border
from connectors.letters.builder.tables import Tables, unbroken

SIGNATURE_WIDTH = 9.2
"""cm: «KEPALA DINAS KOPERASI DAN USAHA MIKRO,» stands in one line."""
DOTS = "(" + "." * 44 + ")"
DATE = '{{ kantor.kota }}, {{ tanggal_surat | tanggal | atau("....................") }}'
NUMBER = '{{ nomor_surat | atau("....................") }}'
"""Of a draft they are still dots, to be filled by hand if need be."""


class Letter(Tables):
    """A template of a letter. Its methods are called in the order of the page, from top to bottom."""

    # -------------------------------------------------------------------------------------- letterhead

    def kop(self, emblem: bytes) -> None:
        """Government, office, address; emblem left; double rule below."""
        table = self.plain_table(1, (2.3, self.width - 2.3))
        left, right = table.rows[0].cells
        left.vertical_alignment = right.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        picture = left.paragraphs[0].add_run().add_picture(io.BytesIO(emblem), height=Cm(2.2))
        picture._inline.docPr.set("descr", "Lambang daerah")
        picture._inline.docPr.set("name", "Lambang")
        self.text("{{ kantor.pemerintah }}", size=13.5, align=CENTRE, into=right)
        self.text("{{ kantor.instansi }}", size=18, bold=True, align=CENTRE, into=right)
        self.text(
            "{{ kantor.alamat }}{% if kantor.kode_pos %}, {{ kantor.kode_pos }}{% endif %}",
            size=9.5, align=CENTRE, into=right,
        )  # fmt: skip
        parts = [
            f'("{name} " ~ kantor.{word}) if kantor.{word} else ""'
            for name, word in (("Telepon", "telepon"), ("Pos-el", "pos_el"), ("Laman", "laman"))
        ]
        with self.when("kantor.telepon or kantor.pos_el or kantor.laman", into=right):
            reach = f'{{{{ [{", ".join(parts)}] | select | join(", ") }}}}'
            self.text(reach, size=9.5, align=CENTRE, into=right)
        rule = self.gap(4)
        rule.paragraph_format.space_after = Pt(10)
        border(rule, "top", "thinThickSmallGap", 24)

    def draft_mark(self) -> None:
        """A line above a letter that is still a draft, or that corrects an earlier one."""
        with self.when("final and koreksi"):
            self.text("KOREKSI ke-{{ koreksi }}", align=RIGHT, bold=True, size=9, after=4)
        with self.when("not final"):
            self.text("KONSEP", align=RIGHT, bold=True, size=9, after=4)

    # ----------------------------------------------------------------------------------------- layouts

    def korespondensi(
        self, *, to: str = "tujuan", place: str = "{{ alamat_tujuan | atau(kantor.kota) }}", date: str = DATE,
        number: str = NUMBER, about: str = "{{ perihal }}", kind: str = '{{ sifat | atau("Biasa") }}',
        enclosed: str = '{{ lampiran | atau("-") }}',
    ) -> None:  # fmt: skip
        """Date right; Nomor, Sifat, Lampiran, Hal; Yth. to: the word that holds the addressee or addressees."""
        self.draft_mark()
        self.text(date, align=RIGHT, after=6)
        rows = (("Nomor", number), ("Sifat", kind), ("Lampiran", enclosed), ("Hal", about))
        self.pairs(rows, label=2.1, width=self.width * 0.64)
        self.addressee(to, place)

    def judul(self, title: str, number: str = "", about: str = "", *, below: str = "") -> None:
        """Centred bold title, NOMOR, TENTANG; below: a second line of the title, of what is no decree or report."""
        plain = not about and not below
        self.text(title, align=CENTRE, bold=True, size=12, underline=plain, keep=True, after=1)
        if below:
            self.text(below, align=CENTRE, bold=True, keep=True, after=2)
        if number:
            self.text(f"NOMOR {number}", align=CENTRE, keep=True, after=2)
        if about:
            self.text("TENTANG", align=CENTRE, before=4, after=4, keep=True)
            self.text(about, align=CENTRE, bold=True, keep=True)
        self.gap(12)

    def addressee(self, to: str, place: str) -> None:
        """Yth., one or several; to: a word of the row, one addressee a line."""
        self.gap(14)
        with self.when(f"{to} | penerima | length > 1"):
            self.text("Yth.")
            with self.each("orang", f"{to} | penerima"):
                self.text("{{ loop.index }}.\t{{ orang }}", indent=0.9, first=-0.7)
        with self.when(f"{to} | penerima | length < 2"):
            self.text(f"Yth.\t{{{{ {to} | pertama | atau('-') }}}}", indent=0.9, first=-0.9)
        self.text("di -", before=1)
        self.text(place, indent=0.9, after=14)

    def numbered(self, word: str, *, indent: float = 0, into: Any = None) -> None:
        """A list «1. 2. 3.» of the lines of a text; a single line has no number."""
        with (
            self.when(f"{word} | penerima | length > 1", into=into),
            self.each("satu", f"{word} | penerima", into=into),
        ):
            self.text(
                "{{ loop.index }}.\t{{ satu }}",
                align=JUSTIFY,
                indent=indent + 0.7,
                first=-0.7,
                after=2,
                into=into,
            )
        with self.when(f"{word} | penerima | length == 1", into=into):
            self.text(f"{{{{ {word} | pertama }}}}", align=JUSTIFY, indent=indent, after=2, into=into)
        if into is None:
            self.gap(4)

    def picture(self, png: bytes, height: float) -> None:
        """A picture in the middle of the line; height: cm."""
        paragraph = self.text(align=CENTRE)
        picture = paragraph.add_run().add_picture(io.BytesIO(png), height=Cm(height))
        picture._inline.docPr.set("descr", "Lambang daerah")

    def clause(self, text: str, *, marks: bool = True, keep: bool = False) -> None:
        """A clause of a decree: «Menimbang\t:\ta.\tbahwa ...», heads, colons and marks each in their own line."""
        stops = (3.2, 3.7, 4.5) if marks else (3.2, 3.7)
        paragraph = self.text(text, align=JUSTIFY, indent=stops[-1], first=-stops[-1], after=4, keep=keep)
        for stop in stops:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(stop))

    def rule(self) -> None:
        """A thin line across the page."""
        border(self.gap(6), "bottom", "single", 8)
        self.gap(10)

    def closing(self, usual: str, word: str = "penutup") -> None:
        """The last sentence, stays with the signature: what the row says, else the usual one."""
        said = f'{{{{ {word} | atau("{usual}") }}}}' if word else usual
        self.text(said, align=JUSTIFY, first=1.25, after=8, keep=True)

    def annex(self, to: str, *, number: str = NUMBER, date: str = "{{ tanggal_surat | tanggal }}") -> None:
        """The head of an enclosure on a page of its own: «Lampiran Surat Tugas», Nomor, Tanggal."""
        self.page_break()
        left = self.width - 8.2
        self.text(f"Lampiran {to}", indent=left, after=1.5)
        self.pairs((("Nomor", number), ("Tanggal", date)), label=1.8, indent=left, after=10)

    # -------------------------------------------------------------------------------------- the end of it

    def signature(
        self,
        *,
        place_and_date: str = "",
        qr: bool = True,
        above: str = "",
        role: str = "",
        who: str = "tanda_tangan",
        meterai: bool = False,
    ) -> None:
        """QR code and verification code lower left, signature block lower right; the block is never split.

        above: a line below the date; role: a line above the post («Mengetahui,»); who: the word that says who signs;
        meterai: the place where the duty stamp is stuck and signed across.
        """
        self.gap(8).paragraph_format.keep_with_next = True
        width = min(SIGNATURE_WIDTH * max(1.0, self.look.size / 11), self.width - 4)
        table = self.plain_table(1, (self.width - width, width))
        left, right = table.rows[0].cells
        unbroken(table.rows[0])
        if qr:
            left.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            with self.when("kode_verifikasi", into=left):
                self.text("{{ qr }}", into=left)
                self.text("Kode verifikasi {{ kode_verifikasi }}", size=7.5, into=left)
            self.text(size=1, into=left)  # Word wants a paragraph in every cell, also of a draft
        for text in (place_and_date, above, role):
            if text:
                self.text(text, keep=True, into=right)
        with self.when(f"{who}.sebutan", into=right):
            self.text(
                f"{{{{ {who}.sebutan }}}}\t{{{{ {who}.jabatan | upper }}}},",
                indent=1,
                first=-1,
                keep=True,
                into=right,
            )
        with self.when(f"not {who}.sebutan", into=right):
            self.text(f"{{{{ {who}.jabatan | upper }}}},", keep=True, into=right)
        if meterai:
            self.text("Meterai\nRp10.000", size=8, before=16, keep=True, into=right)
        before = 18 if meterai else 54
        self.text(f'{{{{ {who}.nama | atau("{DOTS}") }}}}', bold=True, before=before, keep=True, into=right)
        with self.when(f"{who}.pangkat", into=right):
            self.text(f"{{{{ {who}.pangkat }}}}", keep=True, into=right)
        with self.when(f"{who}.nip", into=right):
            self.text(f"NIP {{{{ {who}.nip | nip }}}}", into=right)

    def signatures(self, left: Sequence[str], right: Sequence[str]) -> None:
        """Two who sign by hand, side by side; each a list of lines, '' for a blank one."""
        table = self.plain_table(1, (self.width / 2, self.width / 2))
        unbroken(table.rows[0])
        for cell, lines in zip(table.rows[0].cells, (left, right), strict=True):
            for text in lines:
                self.text(text, align=CENTRE, keep=True, into=cell)

    def tembusan(self, word: str = "tembusan") -> None:
        """Copies to, lower left, numbered; nothing at all when there are none."""
        with self.when(f"{word} | penerima"):
            self.text("Tembusan:", before=12, size=10, keep=True)
            with self.each("orang", f"{word} | penerima"):
                self.text("{{ loop.index }}.\t{{ orang }}", indent=0.7, first=-0.7, size=10)
