"""What an operator mends by hand: a letter that went out wrong, a number that was forgotten."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import pytest

from flows.engine.calendar import JAKARTA
from flows.engine.case import Number
from flows.engine.model import ID, MESSAGE
from scripts.office import AlurOffice
from scripts.running import correct_letter
from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice


def at_its_machine(office: MemoryOffice) -> Any:
    """What the command line needs of an office."""
    return SimpleNamespace(
        lock=nullcontext, journal=office.journal, office=office.office, registers=office.registers,
        clock=office.clock, close=lambda: None,
    )  # fmt: skip


@pytest.fixture
def office() -> MemoryOffice:
    return MemoryOffice(SURAT_KELUAR, KEARSIPAN, series={"surat keluar": "{kode}/{urut:04}/{tahun}"})


@pytest.fixture
def letter(office: MemoryOffice) -> str:
    """A signed letter with one line."""
    office.type_row("Surat", perihal="Pesanan", tujuan="CV Maju", bidang="Bidang Koperasi")
    office.sync()
    (id,) = office.ids("Surat")
    office.type_row("Rincian", id_induk=id, barang="Kertas", harga="50000")
    office.do(id, "Ajukan")
    for desk in ("Sekretaris Dinas", "Kepala Dinas"):
        office.decide(id, "Setuju", desk=desk)
    office.decide(id, "Tandatangani")
    return id


def test_a_correction_keeps_the_lines_of_its_table(office: MemoryOffice, letter: str) -> None:
    office.registers.tabs["Rincian"].put(0, "Barang", "Kertas F4")
    assert correct_letter(at_its_machine(office), letter, "Surat") == (
        True,
        f"the next pass makes documents/P1/{letter}/surat-koreksi-1.docx",
    )
    office.sync()
    made = office.letters.makes[-1]
    assert (made["file"], made["context"]["koreksi"]) == (f"P1/{letter}/surat-koreksi-1.docx", 1)
    assert made["context"]["rincian"] == [{"barang": "Kertas F4", "harga": 50_000}]


def test_what_keeps_a_correction_from_being_made_is_told(office: MemoryOffice, letter: str) -> None:
    def said(id: str = letter, name: str = "Surat") -> str:
        done, why = correct_letter(at_its_machine(office), id, name)
        assert not done
        return why

    assert said("SK-2026-0099") == "there is no case «SK-2026-0099»"
    assert said(name="Nota") == f"{letter} has no final letter «Nota»; it has Surat, Tanda terima"
    tab = office.registers.tabs["Surat"]
    tab.put(0, "Biaya", "banyak")
    assert "bukan jumlah rupiah" in said()
    tab.put(0, ID, None)
    assert said() == f"the row of {letter} is not in its register, or stands there twice"
    tab.headings[tab.column(MESSAGE)] = "Kabar"
    assert "the header row has no «Pesan»" in said()


@pytest.mark.parametrize(
    ("pattern", "code", "printed"),
    [
        ("{kode}/{urut:03}/{bulan}/{tahun}", "", "500.3/007{suffix}/III/2026"),
        ("{urut}/{kode}", "000.1", "7{suffix}/000.1"),
    ],
)
def test_an_inserted_number_is_printed_as_the_one_before_it(
    office: MemoryOffice, letter: str, pattern: str, code: str, printed: str
) -> None:
    office.office = replace(office.office, series={"surat keluar": pattern})
    office.journal.all_contents[letter] = {"Kode klasifikasi": "500.3 koperasi"}
    march = datetime(2026, 3, 31, 20, tzinfo=JAKARTA)
    before = Number("surat keluar", 2026, 7, "007", "SK-2026-0099", "Nomor surat", march)
    office.clock.at = datetime(2028, 2, 29, 8, tzinfo=JAKARTA)
    assert AlurOffice.inserted_number(at_its_machine(office), before, office.case(letter), code) == printed
