"""Pictures of a register and of a letter: ``python -m tests.browser.paper_pictures OFFICE``, an office of the demonstration.

They go to ``connectors/xlsx/gambar`` and ``connectors/letters/gambar``; needs LibreOffice and pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from PIL import Image, ImageChops

from connectors.letters.pdf import libreoffice

PROJECT = Path(__file__).resolve().parents[2]
WORKBOOK, TAB, ROWS = "Umum dan Kepegawaian", "Surat Masuk", 9
SHOWN = (
    "ID", "Status", "Giliran", "Batas waktu", "Tindakan", "Tanggal diterima", "Asal surat", "Perihal", "Pesan",
)  # fmt: skip
WIDE = {"Perihal": 34, "Asal surat": 30, "Pesan": 50}
"""About so many letters stand on a line: this LibreOffice leaves rows as high as they were."""
COLOURS = 64


def register(office: Path, scratch: Path) -> Image.Image:
    """The first rows of a register as LibreOffice shows them, without the columns that are of no use here."""
    book = openpyxl.load_workbook(office / "registers" / f"{WORKBOOK}.xlsx")
    for name in book.sheetnames:
        if name not in (TAB, "_daftar"):
            del book[name]
    sheet = book[TAB]
    book.active = book.sheetnames.index(TAB)
    headings = {str(cell.value): get_column_letter(cell.column) for cell in sheet[1] if cell.value}
    for heading, letter in headings.items():
        sheet.column_dimensions[letter].hidden = heading not in SHOWN
    for row in range(2, ROWS + 2):
        lines = max(1 + len(str(sheet[f"{headings[h]}{row}"].value or "")) // WIDE[h] for h in WIDE)
        sheet.row_dimensions[row].height = 15 * lines
    sheet.print_area = f"A1:{get_column_letter(sheet.max_column)}{ROWS + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 8  # A3
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = None
    copy = scratch / "register.xlsx"
    book.save(copy)
    command = [
        libreoffice(), f"-env:UserInstallation={(scratch / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
        "--outdir", str(scratch), str(copy),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return page_of(copy.with_suffix(".pdf"), scratch, 80)


def page_of(pdf: Path, scratch: Path, dots_per_inch: int) -> Image.Image:
    """The first page, without its empty margins."""
    command = ["pdftoppm", "-png", "-r", str(dots_per_inch), "-f", "1", "-l", "1", "-singlefile", str(pdf)]
    subprocess.run([*command, str(scratch / "page")], check=True, timeout=60)
    whole = Image.open(scratch / "page.png").convert("RGB")
    used = ImageChops.difference(whole, Image.new("RGB", whole.size, "white")).getbbox()
    assert used is not None, f"{pdf} is blank"
    left, top, right, bottom = used
    return whole.crop(
        (max(left - 20, 0), max(top - 20, 0), min(right + 20, whole.width), min(bottom + 20, whole.height))
    )


def main(office: Path) -> None:
    letter = sorted((office / "documents" / "P1.2.1.1").glob("*/surat.pdf"))[0]
    with tempfile.TemporaryDirectory() as folder:
        made = {
            "connectors/xlsx/gambar/register.png": register(office, Path(folder)),
            "connectors/letters/gambar/surat.png": page_of(letter, Path(folder), 72),
        }
    for name, picture in made.items():
        path = PROJECT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)
        print(f"wrote {path}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
