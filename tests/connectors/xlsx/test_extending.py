"""A newer version of a register has more columns: they are put behind the last heading, and nothing else changes."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from connectors.xlsx import XlsxRegisters
from connectors.xlsx.create import create_workbook
from connectors.xlsx.extend import what_is_missing
from flows.engine.model import ID, Register
from flows.engine.ports import Did, NewRow, Patch
from scripts.office import open_office
from scripts.provisioning import make_office, provision_office
from tests.engine.small import KEARSIPAN, RINCIAN, SURAT, SURAT_KELUAR

NEW = ("Bidang", "Biaya", "Nomor surat")
"""A choice, an amount, and a column that the engine owns."""


def before(register: Register) -> Register:
    return replace(register, columns=tuple(c for c in register.columns if c.heading not in NEW))


@pytest.fixture
def office(tmp_path: Path) -> XlsxRegisters:
    """A workbook of the version before, with a row in it."""
    older = before(SURAT)
    create_workbook(tmp_path / "Umum.xlsx", "Umum", [older], [replace(SURAT_KELUAR, register=older)])
    registers = XlsxRegisters(tmp_path, [older])
    book = registers.read("Umum")
    done = registers.write(
        "Umum", book.stamp, Patch(new_rows=[NewRow("Surat", {ID: "SK-2026-0001", "Perihal": "Rapat"})])
    )
    assert done.did is Did.DONE
    return XlsxRegisters(tmp_path, [SURAT])


def test_new_columns_come_behind_the_last_one_and_all_else_stays_byte_for_byte(office: XlsxRegisters) -> None:
    path = office.path("Umum")
    lacking, problems = what_is_missing(path, [SURAT])
    assert (problems, [c.heading for tab in lacking for c in tab.columns]) == ([], list(NEW))
    old = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    assert office.add_columns("Umum", lacking) == ""
    new = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    assert {name for name in new if new[name] != old[name]} <= {
        "xl/workbook.xml",
        "xl/worksheets/sheet2.xml",
    }
    tab = office.read("Umum").tabs["Surat"]
    assert list(tab.headings[-3:]) == list(NEW)
    row = dict(zip(tab.headings, tab.rows[0], strict=False))
    assert (row[ID], row["Perihal"]) == ("SK-2026-0001", "Rapat")
    assert what_is_missing(path, [SURAT]) == ([], [])


def test_new_columns_look_like_ours_offer_their_choices_and_are_sorted_with_the_rest(
    office: XlsxRegisters,
) -> None:
    lacking, _ = what_is_missing(office.path("Umum"), [SURAT])
    office.add_columns("Umum", lacking)
    book = openpyxl.load_workbook(office.path("Umum"))
    sheet = book["Surat"]
    heads = {cell.value: cell for cell in sheet[1]}
    assert heads["Biaya"].fill.fgColor.rgb == heads["Perihal"].fill.fgColor.rgb
    assert heads["Nomor surat"].fill.fgColor.rgb == heads[ID].fill.fgColor.rgb
    last = heads["Nomor surat"].column_letter
    assert sheet.auto_filter.ref == f"A1:{last}2000"
    hidden = zipfile.ZipFile(office.path("Umum")).read("xl/workbook.xml").decode()
    assert f"'Surat'!$A$1:${last}$2000" in hidden
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    choices = rules[f"{heads['Bidang'].column_letter}2:{heads['Bidang'].column_letter}2000"]
    assert choices.formula1 == '"Bidang Koperasi,Bidang Usaha Mikro"'
    assert rules[f"{last}2:{last}2000"].formula1 == "FALSE"


def test_a_new_tab_comes_last_with_its_headings_and_can_be_worked_in(office: XlsxRegisters) -> None:
    wider = XlsxRegisters(office.folder, [SURAT, RINCIAN])
    lacking, problems = what_is_missing(office.path("Umum"), [SURAT, RINCIAN])
    assert (problems, [tab.is_new for tab in lacking]) == ([], [False, True])
    assert wider.add_columns("Umum", lacking) == ""
    book = wider.read("Umum")
    assert book.problems == []
    assert list(book.tabs["Rincian"].headings) == [column.heading for column in RINCIAN.all_columns]
    done = wider.write("Umum", book.stamp, Patch(new_rows=[NewRow("Rincian", {ID: "RN-2026-0001"})]))
    assert done.did is Did.DONE
    opened = openpyxl.load_workbook(office.path("Umum"))
    assert opened.sheetnames[-1] == "Rincian"
    assert opened["Rincian"]["A2"].value == "RN-2026-0001"
    assert opened["Rincian"]["A1"].fill.fgColor.rgb == opened["Surat"]["A1"].fill.fgColor.rgb
    assert opened["Rincian"].freeze_panes == "B2"


def test_a_workbook_that_somebody_has_open_waits(office: XlsxRegisters) -> None:
    lacking, _ = what_is_missing(office.path("Umum"), [SURAT])
    office.path("Umum").with_name("~$Umum.xlsx").touch()
    unchanged = office.path("Umum").read_bytes()
    assert "is open" in office.add_columns("Umum", lacking)
    assert office.path("Umum").read_bytes() == unchanged


def test_provisioning_adds_what_is_new_and_tells_what_was_renamed_or_emptied(tmp_path: Path) -> None:
    folder = tmp_path / "kantor"
    make_office(folder)
    flows = (replace(SURAT_KELUAR, register=before(SURAT)), KEARSIPAN)
    older = open_office(folder)
    older.flows = flows
    provision_office(older)
    path = folder / "registers" / "Umum.xlsx"
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell for cell in book["Surat"][1]}
    heads["Tujuan"].value = "Tujuan surat"
    book.save(path)
    newer = open_office(folder)
    newer.flows = (SURAT_KELUAR, KEARSIPAN)
    planned, _ = provision_office(newer, plan=True)
    said, problems = provision_office(newer)
    assert planned == [f"would add «Bidang», «Biaya», «Nomor surat» to {path}, tab «Surat»"]
    assert said == [f"added «Bidang», «Biaya», «Nomor surat» to {path}, tab «Surat»"]
    assert problems == [
        f"{path}, tab «Surat»: no column «Tujuan»; was it renamed to «Tujuan surat»? Put the heading back"
    ]
    assert provision_office(newer)[0] == []
