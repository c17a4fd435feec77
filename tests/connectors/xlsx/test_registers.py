"""Workbooks as registers: read at their place, changed in place, never when somebody has them open."""

from __future__ import annotations

import io
import random
import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import DataBarRule
from PIL import Image as Picture

from connectors.xlsx import XlsxRegisters
from connectors.xlsx.create import create_workbook
from connectors.xlsx.extend import what_is_missing
from connectors.xlsx.package import open_package
from flows.engine.calendar import JAKARTA
from flows.engine.columns import CellError, text_of
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import (
    Book,
    CellWrite,
    Did,
    Emptied,
    FolderLink,
    HistoryLine,
    NewRow,
    Patch,
    Unreadable,
)
from tests.engine.small import KEARSIPAN, SURAT_KELUAR

FLOWS = (SURAT_KELUAR, KEARSIPAN)
REGISTERS = tuple(register for flow in FLOWS for register in flow.registers)
SAVED_BY_LIBREOFFICE = Path(__file__).parent / "files" / "saved_by_libreoffice.xlsx"


@pytest.fixture
def office(tmp_path: Path) -> XlsxRegisters:
    create_workbook(tmp_path / "Umum.xlsx", "Umum", REGISTERS, FLOWS)
    return XlsxRegisters(tmp_path, REGISTERS)


def write(office: XlsxRegisters, patch: Patch) -> Book:
    book = office.read("Umum")
    outcome = office.write("Umum", book.stamp, patch)
    assert outcome.did is Did.DONE, outcome.why
    again = office.read("Umum")
    assert again.stamp == outcome.result["stamp"] == office.stamp("Umum")
    return again


def cell(book: Book, register: str, ref: int, heading: str) -> object:
    tab = book.tabs[register]
    return tab.rows[ref][list(tab.headings).index(heading)]


def by_staff(path: Path, register: str, edit: object) -> None:
    """What somebody does with Excel: load, change, save."""
    workbook = openpyxl.load_workbook(path)
    edit(workbook[register])  # type: ignore[operator]
    workbook.save(path)


def test_a_fresh_workbook_has_every_heading_and_no_row(office: XlsxRegisters) -> None:
    book = office.read("Umum")
    assert book.problems == []
    for register in REGISTERS:
        assert list(book.tabs[register.name].headings) == [c.heading for c in register.all_columns]
        assert book.tabs[register.name].rows == []
    assert what_is_missing(office.path("Umum"), REGISTERS) == ([], [])


def test_what_is_written_is_what_is_read(office: XlsxRegisters) -> None:
    texts = ["=1+1", "<b>A & B</b>", "  blanks  ", "baris\nbaru", "{{ 7*7 }}", "\x07bel", "'0812", "＝cmd"]
    rows = [NewRow("Surat", {ID: f"SK-2026-{n:04}", "Perihal": text}) for n, text in enumerate(texts)]
    book = write(office, Patch(new_rows=rows))
    assert [str(cell(book, "Surat", n, "Perihal")).strip() for n in range(len(texts))] == [
        t.replace("\x07", "").strip() for t in texts
    ]
    book = write(
        office,
        Patch(
            cells=[
                CellWrite("Surat", 0, "Batas waktu", date(2026, 11, 23)),
                CellWrite("Surat", 0, "Dokumen", FolderLink("P1/SK-2026-0000", "2 berkas")),
                CellWrite("Surat", 1, "Nomor surat", "500/0001/2026"),
                CellWrite("Surat", 2, MESSAGE, None),
            ]
        ),
    )
    assert cell(book, "Surat", 0, "Batas waktu") == date(2026, 11, 23)
    assert cell(book, "Surat", 0, "Dokumen") == "2 berkas"
    assert cell(book, "Surat", 1, "Nomor surat") == "500/0001/2026"
    links = openpyxl.load_workbook(office.path("Umum"))["Surat"]
    assert any(
        str(c.value).startswith('=HYPERLINK("../documents/P1/SK-2026-0000"')
        for row in links.iter_rows(min_row=2, max_row=2)
        for c in row
    )


def test_rows_sorted_inserted_and_columns_moved_by_staff_are_found(office: XlsxRegisters) -> None:
    write(
        office,
        Patch(new_rows=[NewRow("Surat", {ID: f"SK-2026-000{n}", "Perihal": f"S{n}"}) for n in (1, 2, 3)]),
    )

    def edit(sheet: object) -> None:
        sheet.insert_rows(3)  # type: ignore[attr-defined]
        sheet.insert_cols(1)  # type: ignore[attr-defined]
        sheet["A1"] = "Catatan saya"  # type: ignore[index]

    by_staff(office.path("Umum"), "Surat", edit)
    book = office.read("Umum")
    assert [cell(book, "Surat", ref, ID) or None for ref in range(4)] == [
        "SK-2026-0001",
        None,
        "SK-2026-0002",
        "SK-2026-0003",
    ]
    book = write(office, Patch(cells=[CellWrite("Surat", 2, STATUS, "Draf")]))
    assert cell(book, "Surat", 2, STATUS) == "Draf"
    assert cell(book, "Surat", 2, ID) == "SK-2026-0002"


def test_a_taken_word_is_emptied_and_no_other(office: XlsxRegisters) -> None:
    write(
        office,
        Patch(
            new_rows=[
                NewRow("Surat", {ID: "A", ACTION: "Ajukan"}),
                NewRow("Surat", {ID: "B", ACTION: "Revisi"}),
            ]
        ),
    )
    book = write(
        office, Patch(emptied=[Emptied("Surat", 0, ACTION, "Ajukan"), Emptied("Surat", 1, ACTION, "Ajukan")])
    )
    assert cell(book, "Surat", 0, ACTION) in ("", None)
    assert cell(book, "Surat", 1, ACTION) == "Revisi"


def test_history_is_newest_first_and_replaced_as_a_whole(office: XlsxRegisters) -> None:
    lines = [
        HistoryLine(
            datetime(2026, 11, day, 9, tzinfo=JAKARTA), "Surat", f"SK-{day}", "Draf → Verifikasi", "Caraka"
        )
        for day in (3, 2, 1)
    ]
    write(office, Patch(new_rows=[NewRow("Surat", {ID: "A"})], history=lines))
    write(office, Patch(new_rows=[NewRow("Surat", {ID: "B"})], history=lines[:2]))
    sheet = openpyxl.load_workbook(office.path("Umum"))["Riwayat"]
    assert [sheet.cell(row, 3).value for row in range(1, 6)] == ["ID", "SK-3", "SK-2", None, None]


@pytest.mark.parametrize("lock", ["~$Umum.xlsx", ".~lock.Umum.xlsx#"])
def test_nothing_is_written_while_somebody_has_it_open(office: XlsxRegisters, lock: str) -> None:
    book = office.read("Umum")
    before = office.path("Umum").read_bytes()
    (office.folder / lock).write_text("")
    outcome = office.write("Umum", book.stamp, Patch(new_rows=[NewRow("Surat", {ID: "A"})]))
    assert outcome.did is Did.NOT_DONE
    assert "is open" in outcome.why
    assert office.path("Umum").read_bytes() == before


def test_nothing_is_written_when_somebody_saved_since_the_reading(office: XlsxRegisters) -> None:
    book = office.read("Umum")
    by_staff(
        office.path("Umum"), "Surat", lambda sheet: sheet.append(["", "", "", "", "", "", "Ketikan staf"])
    )
    before = office.path("Umum").read_bytes()
    outcome = office.write("Umum", book.stamp, Patch(new_rows=[NewRow("Surat", {ID: "A"})]))
    assert outcome.did is Did.NOT_DONE
    assert office.path("Umum").read_bytes() == before


def test_a_renamed_heading_and_a_missing_tab_are_named(office: XlsxRegisters) -> None:
    def edit(sheet: object) -> None:
        for one in sheet[1]:  # type: ignore[index]
            one.value = "Perihall" if one.value == "Perihal" else one.value

    by_staff(office.path("Umum"), "Surat", edit)
    (surat,), _ = what_is_missing(office.path("Umum"), REGISTERS)
    assert [column.heading for column in surat.columns] == ["Perihal"]
    workbook = openpyxl.load_workbook(office.path("Umum"))
    workbook["Arsip"].title = "Arsipp"
    workbook.save(office.path("Umum"))
    assert any("no tab «Arsip»; is «Arsipp» meant?" in problem for problem in office.read("Umum").problems)


def test_an_error_and_a_formula_that_was_never_computed_are_no_blanks(office: XlsxRegisters) -> None:
    write(office, Patch(new_rows=[NewRow("Surat", {ID: "A", "Perihal": "x"})]))

    def edit(sheet: object) -> None:
        at = [one.value for one in sheet[1]].index("Perihal") + 1  # type: ignore[index]
        sheet.cell(2, at).value = "=Z1"  # type: ignore[attr-defined]  # openpyxl saves formulas without their value

    by_staff(office.path("Umum"), "Surat", edit)
    found = cell(office.read("Umum"), "Surat", 0, "Perihal")
    assert isinstance(found, CellError)


def test_what_looks_like_the_mark_of_an_error_is_only_text(office: XlsxRegisters) -> None:
    row = NewRow("Surat", {ID: "SK-2026-0001", "Perihal": 'mohon t="e" segera', "Tujuan": "<f>1</f>"})
    book = write(office, Patch(new_rows=[row]))
    assert cell(book, "Surat", 0, "Perihal") == 'mohon t="e" segera'
    assert cell(book, "Surat", 0, "Tujuan") == "<f>1</f>"


def test_a_file_cut_anywhere_is_refused_in_a_sentence(office: XlsxRegisters) -> None:
    whole = office.path("Umum").read_bytes()
    for cut in range(0, len(whole), 1024):
        office.path("Umum").write_bytes(whole[:cut])
        with pytest.raises(Unreadable, match=r"Umum\.xlsx"):
            office.read("Umum")


def test_a_flipped_bit_is_an_error_or_changes_no_cell(office: XlsxRegisters) -> None:
    write(office, Patch(new_rows=[NewRow("Surat", {ID: "SK-2026-0001", "Perihal": "Undangan"})]))
    whole = office.path("Umum").read_bytes()
    honest = office.read("Umum").tabs["Surat"].rows
    chance = random.Random(3)
    for _ in range(120):
        flipped = bytearray(whole)
        flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        office.path("Umum").write_bytes(bytes(flipped))
        try:
            book = office.read("Umum")
        except Unreadable:
            continue
        assert (
            "Surat" not in book.tabs
            or book.tabs["Surat"].rows in (honest, [])
            or book.problems
            or list(book.tabs["Surat"].headings) != [c.heading for c in REGISTERS[0].all_columns]
        )


def test_a_bomb_is_not_unpacked(office: XlsxRegisters) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (300 << 20))
    office.path("Umum").write_bytes(out.getvalue())
    with pytest.raises(Unreadable, match="unpacks to 300 MB"):
        office.read("Umum")


def rich_workbook(path: Path) -> None:
    """A workbook in which staff have drawn a chart, pasted a picture, commented, and coloured by rule."""
    create_workbook(path, "Umum", REGISTERS, FLOWS)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Surat"]
    at = {one.value: one.column for one in sheet[1]}
    extra = sheet.max_column + 1
    sheet.cell(1, extra).value = "Kolom staf"
    for n in range(1, 4):
        sheet.cell(n + 1, at[ID]).value = f"SK-2026-000{n}"
        sheet.cell(n + 1, at["Perihal"]).value = f"Surat {n}"
        sheet.cell(n + 1, extra).value = n * 10
    sheet.cell(2, at["Perihal"]).comment = Comment("periksa lagi", "Staf")
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=extra, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "AA5")
    picture = io.BytesIO()
    Picture.new("RGB", (16, 16), "red").save(picture, "png")
    sheet.add_image(Image(picture), "AA25")
    letter = openpyxl.utils.get_column_letter(extra)
    sheet.conditional_formatting.add(f"{letter}2:{letter}9", DataBarRule("min", 0, "max", 100, "638EC6"))
    workbook.save(path)


def assert_only_the_sheet_changed(folder: Path) -> None:
    office = XlsxRegisters(folder, REGISTERS)
    before = open_package(office.path("Umum").read_bytes())
    names = before.archive.namelist()
    assert any("chart" in name for name in names)
    assert any("media" in name for name in names)
    assert any("comment" in name for name in names)
    book = write(
        office,
        Patch(
            cells=[
                CellWrite("Surat", 1, STATUS, "Draf"),
                CellWrite("Surat", 1, "Batas waktu", date(2026, 11, 2)),
            ]
        ),
    )
    assert cell(book, "Surat", 1, STATUS) == "Draf"
    assert text_of(cell(book, "Surat", 1, "Batas waktu")) == "02-11-2026"  # type: ignore[arg-type]
    assert text_of(cell(book, "Surat", 2, "Kolom staf")) == "30"  # type: ignore[arg-type]
    after = open_package(office.path("Umum").read_bytes())
    assert after.archive.namelist() == names
    changed = [name for name in names if before.part(name) != after.part(name)]
    assert changed == [before.tabs["Surat"]]


def test_every_other_part_stays_byte_for_byte(tmp_path: Path) -> None:
    rich_workbook(tmp_path / "Umum.xlsx")
    assert_only_the_sheet_changed(tmp_path)


def test_a_workbook_saved_by_libreoffice_keeps_all_that_staff_put_in(tmp_path: Path) -> None:
    shutil.copy(SAVED_BY_LIBREOFFICE, tmp_path / "Umum.xlsx")
    assert_only_the_sheet_changed(tmp_path)


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_written(office: XlsxRegisters, tmp_path: Path) -> None:
    write(
        office,
        Patch(
            new_rows=[
                NewRow("Surat", {ID: "SK-2026-0001", "Perihal": "A & B", "Batas waktu": date(2026, 11, 2)})
            ]
        ),
    )
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
        'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1', "--outdir", str(tmp_path / "csv"), str(office.path("Umum")),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "csv" / "Umum-Surat.csv").read_text("utf-8")
    assert "SK-2026-0001" in text
    assert "A & B" in text
    assert "02-11-2026" in text


@pytest.mark.parametrize(
    "name",
    [
        "Salinan dari Umum",
        "Umum - Salinan",
        "Copy of Umum",
        "Umum - Copy",
        "Umum (1)",
        "Umum (conflicted copy)",
    ],
)
def test_a_copy_that_somebody_works_in_is_named(office: XlsxRegisters, name: str) -> None:
    shutil.copyfile(office.path("Umum"), office.path(name))
    shutil.copyfile(office.path("Umum"), office.path("Umum rapat 2026"))
    (problem,) = office.read("Umum").problems
    assert f"{name}.xlsx: this looks like a copy of Umum.xlsx, and Alur does not read it" in problem


@pytest.mark.parametrize("name", ["umum", "Umum 2", "Umumm"])
def test_a_workbook_that_was_renamed_is_found_by_its_name(office: XlsxRegisters, name: str) -> None:
    office.path("Umum").rename(office.path(name))
    with pytest.raises(
        Unreadable, match=f"«{name}.xlsx» lies there; if that is it, give it its old name back"
    ):
        office.read("Umum")


def test_a_tab_that_is_gone_is_not_taken_for_another_register(office: XlsxRegisters) -> None:
    workbook = openpyxl.load_workbook(office.path("Umum"))
    names = [register.name for register in REGISTERS]
    del workbook[names[0]]
    workbook.save(office.path("Umum"))
    (problem,) = office.read("Umum").problems
    assert f"no tab «{names[0]}»; undo its deletion" in problem
