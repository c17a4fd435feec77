"""How a report looks on paper and in a spreadsheet."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from docx import Document
from docx.oxml.ns import qn

from connectors.letters import Letterhead
from connectors.letters.builder import F4, Look
from flows.engine.office import Person
from scripts.reports import rekap
from scripts.reports.document import Signer, emblem_of, write_document
from scripts.reports.layout import Col, Kind, Report, Section
from scripts.reports.workbook import write_workbook
from tests.scripts.laporan.samples import OCTOBER

HEAD = Letterhead("PEMERINTAH KOTA", "DINAS {{ x }}", "Jalan", "1", "", "", "", "Pasuruan", "Dinas")
EVIL = pd.DataFrame(
    {
        "Hal": ['=HYPERLINK("x")', "{{ 1/0 }} {% if %}", "<b>&</b>"] * 30,
        "Jumlah": [1, 0, 1234] * 30,
        "Nilai": [1_000_000_000_000, None, 5] * 30,
        "Tanggal": [date(2026, 10, 5), None, date(2026, 10, 6)] * 30,
        "Bagian": [0.5, None, 0.25] * 30,
    }
)


def sample() -> Report:
    columns = (
        Col("Hal", 5), Col("Jumlah", 2, Kind.WHOLE, group="Angka", total=True),
        Col("Nilai", 4, Kind.RUPIAH, group="Angka", total=True), Col("Tanggal", 2, Kind.DATE), Col("Bagian", 2, Kind.PERCENT),
    )  # fmt: skip
    chart = rekap.stacked_bars("Batang $x$ 漢", ["a", "b"], {"satu": [1, 0], "dua": [2, 5]}, "berkas")
    return Report(
        "contoh", "LAPORAN", "Bulan Oktober 2026", OCTOBER, ["Kalimat."],
        (Section("Tabel", "Tab: [1]", columns, EVIL, note="Catatan tabel.", charts=(chart,)), Section("Kosong", "Kosong", columns, EVIL.iloc[:0])),
        ["Satu.", "Dua."], signer="Sekretaris",
    )  # fmt: skip


def test_the_workbook_holds_figures_and_never_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "contoh.xlsx"
    write_workbook(path, sample(), HEAD, font="Arial", paper="F4")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Ringkasan", "Tab   1 ", "Kosong"]
    sheet = book["Tab   1 "]
    assert [cell.value for cell in sheet[5]] == ["No.", "Hal", "Angka", None, "Tanggal", "Bagian"]
    assert [sheet.cell(6, column).value for column in (3, 4)] == ["Jumlah", "Nilai"]
    assert all(cell.font.bold for cell in sheet[5] if cell.value)
    first = sheet[7]
    assert [cell.value for cell in first] == [
        1,
        '=HYPERLINK("x")',
        1,
        1_000_000_000_000,
        pd.Timestamp("2026-10-05"),
        0.5,
    ]
    assert first[1].data_type == "s"
    assert [cell.number_format for cell in first[3:]] == ["[$Rp-421]#,##0.00", "dd-mm-yyyy", "0.0%"]
    assert sheet["C97"].value == EVIL["Jumlah"].sum()
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A7", "$5:$6")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (
        "landscape",
        14,
        0,
    )
    assert book["Kosong"]["A7"].value == "Nihil."
    assert not any(cell.data_type == "f" for one in book for row in one.iter_rows() for cell in row)


def test_the_document_fits_its_page_and_its_pictures_are_described(tmp_path: Path) -> None:
    path = tmp_path / "contoh.docx"
    person = Person("a", "Drs. Bambang", "197109231997031902", "Pembina")
    write_document(
        path, sample(), HEAD, emblem_of(tmp_path / "none.docx"), date(2026, 11, 2), Signer("Sekretaris Dinas", person),
        Signer("Kepala Dinas"), Look(paper=F4),
    )  # fmt: skip
    document: Any = Document(str(path))
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (33.0, 21.5)
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room + 10_000
    figures = document.tables[1]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in figures.rows[:3]]
    assert heads == [True, True, False]
    assert len(figures.rows) == 2 + 90 + 1
    pictures = [one.get("descr") for one in document.element.body.iter(qn("wp:docPr"))]
    assert pictures[0] == "Lambang daerah"
    assert pictures[1].startswith(
        "Grafik batang «Batang $x$ 漢» (berkas). a: satu 1, dua 2; b: satu 0, dua 5."
    )
    body = "\n".join(cell.text for table in document.tables for cell in table._cells)
    assert "{{ 1/0 }} {% if %}" in body.replace("\u200b", "")
    assert "Rp1.000.000.000.000,00" in body
    assert "NIP 19710923 199703 1 902" in body
    assert "Pasuruan, 2 November 2026" in body
    assert "Nihil." in [paragraph.text for paragraph in document.paragraphs]


def test_the_emblem_is_the_one_that_the_office_put_into_its_letters(tmp_path: Path) -> None:
    from scripts.stock_templates.pieces import emblem

    document: Any = Document()
    chart = rekap.stacked_bars("x", ["a"], {"b": [1]}, "c")
    document.add_picture(io.BytesIO(chart.png))
    document.save(str(tmp_path / "surat_dinas.docx"))
    assert emblem_of(tmp_path / "surat_dinas.docx") == chart.png
    assert emblem_of(tmp_path / "none.docx") == emblem()
