"""A register as CSV, and in a spreadsheet at Google: what hostile people typed is text there, never a formula."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from connectors.google.client import ACCOUNT
from connectors.google.sheets import entered
from flows.engine.case import Submission
from flows.p1_umum import surat_masuk
from scripts.exporting import NoSuchRegister, as_csv, cell_text, export_register
from scripts.office import AlurOffice, open_office
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn, standin
from tests.connectors.web.test_payloads import payloads, seen
from tests.fakes.google_office import Monday, clerk

BOOK, TAB = "Umum dan Kepegawaian", "Surat Masuk"
FIELDS = ("Asal surat", "Perihal", "Ringkasan", "Lampiran")


def in_fields(step: int = 1) -> Iterator[tuple[str, dict[str, str]]]:
    """Payloads, one in each field of text of a form; number of the letter, its fields. step: takes some of each family."""
    every = payloads()[::step]
    for place in range(0, len(every), len(FIELDS)):
        some = (every + every)[place : place + len(FIELDS)]
        yield f"{place:03}", dict(zip(FIELDS, some, strict=True))


def letters(step: int) -> Iterator[Submission]:
    for number, fields in in_fields(step):
        values = {
            **fields,
            "Nomor surat": number,
            "Tanggal surat": "01-10-2026",
            "Tanggal penyampaian": "05-10-2026",
        }
        yield Submission(f"K{number:>09}", "surat-masuk", Monday().now(), values)


def taken_in(office: AlurOffice, step: int = 1) -> None:
    """Hand all of them in and let passes place their rows."""
    provision_office(office)
    one_pass(office, quiet=True)
    for letter in letters(step):
        office.journal.submit_form(letter)
    while office.journal.pending_submissions() or office.journal.unplaced([TAB]):
        one_pass(office, quiet=True)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server


def test_cells_of_a_csv_file_are_no_formulas(tmp_path: Path) -> None:
    office = AlurOffice(tmp_path / "kantor", Monday(), (surat_masuk.FLOW,))
    make_office(office.folder)
    taken_in(office)
    out = tmp_path / "surat masuk.csv"
    assert export_register(office, TAB, out) == len(list(in_fields())) >= 75
    office.close()
    head, *rows = csv.reader(io.StringIO(out.read_text("utf-8-sig"), newline=""))
    found = {row[head.index("Nomor surat")]: row for row in rows}
    for number, fields in in_fields():
        for field, payload in fields.items():
            cell = found[number][head.index(field)]
            assert seen(cell) in (seen(payload), f"'{seen(payload)}"), payload
            first = unicodedata.normalize("NFKC", cell).lstrip()[:1]
            assert first not in set("=+-@|%\t\r"), payload
            assert not any(unicodedata.category(sign) == "Cc" for sign in cell)


def test_numbers_and_days_stay_what_they_are() -> None:
    row = (-5, 1_500_000, "-5", "+62812", date(2026, 10, 5), None, "", "0012", "a\r\nb", 'a "b", c')
    assert as_csv([row]) == '"-5","1500000","-5","+62812","05-10-2026","","","0012","a  b","a ""b"", c"\r\n'
    assert [cell_text(text) for text in ("=1", " =1", "\u200b=1", "＝1", "\t@a", "-1+1", "'=1", "| id")] == [
        "'=1", "' =1", "'\u200b=1", "'＝1", "' @a", "'-1+1", "''=1", "'| id",
    ]  # fmt: skip


def test_a_register_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    make_office(tmp_path / "kantor")
    office = open_office(tmp_path / "kantor", Monday())
    with pytest.raises(NoSuchRegister, match=r"there are .*Surat Keluar"):
        export_register(office, "Surat", tmp_path / "a.csv")
    office.close()


def test_every_text_goes_to_google_as_a_text() -> None:
    for payload in payloads():
        assert entered(payload) == {"userEnteredValue": {"stringValue": payload}}


def test_cells_of_a_spreadsheet_at_google_are_no_formulas(tmp_path: Path, server: StandIn) -> None:
    office = AlurOffice(tmp_path / "kantor", Monday(), (surat_masuk.FLOW,))
    make_office(office.folder)
    settings = (
        f'backend = "google"\n[google]\nbase_url = "{server.base_url}"\nrows = 50\ncalls_a_minute = 300\n'
    )
    (office.folder / "config" / "office.toml").write_text(settings, "utf-8")
    taken_in(office, step=30)
    office.close()
    id = clerk(server).open(BOOK).id
    asked = server.client("sheets", ACCOUNT).spreadsheets().get(
        spreadsheetId=id, ranges=[f"'{TAB}'"], includeGridData=True,
        fields="sheets.data.rowData.values(userEnteredValue,effectiveValue,hyperlink)",
    )  # fmt: skip
    rows = [row.get("values", []) for row in asked.execute()["sheets"][0]["data"][0]["rowData"]]
    head = [text_of(cell) for cell in rows[0]]
    found = {
        text_of(row[head.index("Nomor surat")]): row for row in rows[1:] if len(row) > 3 and text_of(row[0])
    }
    for number, fields in in_fields(step=30):
        for field, payload in fields.items():
            cell = found[number][head.index(field)]
            assert set(cell["userEnteredValue"]) == {"stringValue"}, payload
            assert seen(cell["effectiveValue"]["stringValue"]) == seen(payload)
            assert "hyperlink" not in cell


def text_of(cell: dict[str, Any]) -> str:
    return str(cell.get("effectiveValue", {}).get("stringValue", ""))
