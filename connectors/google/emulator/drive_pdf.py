"""A document as PDF: its text line by line. How Google would lay it out is not tried."""

from __future__ import annotations

import io
import zipfile

from connectors.google.emulator.calls import invalid

PDF = "application/pdf"
LINES = 50


def pdf_of(content: bytes) -> bytes:
    """Pages with the paragraphs of a .docx."""
    from docx import Document
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    try:
        lines = [one.text[:100] for one in Document(io.BytesIO(content)).paragraphs]
    except (ValueError, KeyError, zipfile.BadZipFile) as problem:
        raise invalid("The file could not be converted.", "invalid") from problem
    writer = PdfWriter()
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    for start in range(0, max(1, len(lines)), LINES):
        page = writer.add_blank_page(595, 842)
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        shown = b"".join(b"(" + _escaped(line) + b") Tj T*\n" for line in lines[start : start + LINES])
        stream = DecodedStreamObject()
        stream.set_data(b"BT /F1 10 Tf 14 TL 56 786 Td\n" + shown + b"ET")
        page[NameObject("/Contents")] = writer._add_object(stream)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def _escaped(line: str) -> bytes:
    text = line.encode("latin-1", "replace")
    for mark in (b"\\", b"(", b")"):
        text = text.replace(mark, b"\\" + mark)
    return text
