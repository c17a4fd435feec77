"""A row is as high as the message that Alur wrote into it, unless a person said how high it is."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from connectors.xlsx import XlsxRegisters
from connectors.xlsx.create import create_workbook
from connectors.xlsx.heights import fitted, height_for, lines_of
from flows.engine.model import MESSAGE
from flows.engine.ports import CellWrite, Did, Patch
from tests.engine.small import KEARSIPAN, SURAT_KELUAR

FLOWS = (SURAT_KELUAR, KEARSIPAN)
REGISTERS = tuple(register for flow in FLOWS for register in flow.registers)
SENTENCE = "Belum dapat «Ajukan»: isi dulu Perihal, Tujuan, Bidang pengolah. " * 3


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("satu dua", 10, 1),
        ("satu dua tiga", 10, 2),
        ("satu\ndua", 10, 2),
        ("x" * 25, 10, 3),  # a word longer than the column is cut
        ("di x" + "x" * 19, 10, 3),
    ],
)
def test_a_text_is_broken_at_its_words(text: str, width: float, lines: int) -> None:
    assert lines_of(text, width) == lines


def test_a_row_is_never_made_lower_nor_one_that_a_person_has_set() -> None:
    assert fitted(b' r="2"', 40.5) == b' r="2" ht="40.5"'
    assert fitted(b' r="2" ht="15" s="1"', 40.5) == b' r="2" ht="40.5" s="1"'
    assert fitted(b' r="2" ht="60"', 40.5) == b' r="2" ht="60"'
    assert fitted(b' r="2" ht="15" customHeight="1"', 40.5) == b' r="2" ht="15" customHeight="1"'
    assert height_for([(0, "x" * 100_000)], {0: 10}) <= 409
    assert height_for([(7, SENTENCE)], {0: 10}) == 15  # a column whose width nobody told


def test_a_message_of_several_lines_is_seen_whole(tmp_path: Path) -> None:
    create_workbook(tmp_path / "Umum.xlsx", "Umum", REGISTERS, FLOWS)
    office = XlsxRegisters(tmp_path, REGISTERS)
    register = SURAT_KELUAR.register.name
    book = office.read("Umum")
    patch = Patch(
        cells=(CellWrite(register, 2, MESSAGE, SENTENCE), CellWrite(register, 3, MESSAGE, "Pendek"))
    )
    assert office.write("Umum", book.stamp, patch).did is Did.DONE
    rows = openpyxl.load_workbook(tmp_path / "Umum.xlsx")[register].row_dimensions  # the first place is row 2
    width = next(c.width for c in SURAT_KELUAR.register.all_columns if c.heading == MESSAGE)
    assert rows[4].height >= 12.75 * lines_of(SENTENCE, width) > 30
    assert rows[5].height is None
