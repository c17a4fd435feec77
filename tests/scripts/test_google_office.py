"""An office folder whose registers are spreadsheets at (a stand-in for) Google: provisioned, worked in, and hurt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import gspread
import pytest
import requests
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient
from gspread.utils import rowcol_to_a1

from connectors.google.client import ACCOUNT
from flows.engine.calendar import JAKARTA
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import StaleJournal
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice, make_office, open_office, provision_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn, standin

BOOK, REGISTER = "Umum dan Kepegawaian", "Surat Keluar"
LETTER = {
    "Jenis naskah": "Surat dinas", "Tujuan": "Camat Bugul Kidul", "Perihal": "Undangan rapat",
    "Bidang pengolah": "Bidang Koperasi",
}  # fmt: skip


class Monday:
    def now(self) -> datetime:
        return datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture
def office(tmp_path: Path, server: StandIn) -> Iterator[AlurOffice]:
    """One process and its registers, so that a test makes one spreadsheet."""
    folder = tmp_path / "kantor"
    make_office(folder)
    settings = f'backend = "google"\n[google]\nbase_url = "{server.base_url}"\ncalls_a_minute = 300\n'
    (folder / "config" / "office.toml").write_text(settings, "utf-8")
    office = AlurOffice(folder, Monday(), (surat_keluar.FLOW,))
    yield office
    office.close()


def clerk(server: StandIn, account: str = ACCOUNT) -> gspread.Client:
    """gspread as clerks' hands."""

    class Here(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **words: Any) -> Any:
            for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                endpoint = endpoint.replace(host, server.base_url, 1)
            return super().request(method, endpoint, *args, **words)

    client = gspread.Client(Credentials(account), http_client=Here)
    client.http_client.set_timeout(10)
    return client


def provisioned(office: AlurOffice) -> list[str]:
    said, problems = provision_office(office)
    assert problems == []
    return said


def tab(server: StandIn) -> gspread.Worksheet:
    return clerk(server).open(BOOK).worksheet(REGISTER)


def record(server: StandIn, row: int = 0) -> dict[str, Any]:
    return tab(server).get_all_records()[row]


def type_in(server: StandIn, row: int, **cells: str) -> None:
    sheet = tab(server)
    heads = sheet.row_values(1)
    for heading, value in cells.items():
        sheet.update_cell(row, heads.index(heading) + 1, value)


def new_letter(server: StandIn, row: int, about: str) -> None:
    type_in(server, row, **LETTER | {"Perihal": about})


def test_the_second_provisioning_plans_nothing(office: AlurOffice) -> None:
    planned, _ = provision_office(office, plan=True)
    assert len(planned) == 2
    assert len(provisioned(office)) == 2
    assert provision_office(office, plan=True) == ([], [])
    assert provision_office(office) == ([], [])


def test_a_clerk_types_a_letter_and_its_row_is_worked_through(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    one_pass(office, quiet=True)
    new_letter(server, 2, "Undangan rapat")
    new_letter(server, 3, "Permintaan data")
    one_pass(office, quiet=True)
    assert [row[ID] for row in tab(server).get_all_records()[:2]] == ["SK-2026-0001", "SK-2026-0002"]
    assert record(server)[STATUS] == "Permintaan"
    type_in(server, 2, **{ACTION: "Teruskan ke pengolah"})
    sheet = tab(server)
    sheet.sort(
        (sheet.row_values(1).index("Perihal") + 1, "asc"), range=f"A2:{rowcol_to_a1(3, sheet.col_count)}"
    )
    one_pass(office, quiet=True)
    one_pass(office, quiet=True)
    rows = {row["Perihal"]: row for row in tab(server).get_all_records() if row["Perihal"]}
    assert rows["Undangan rapat"][STATUS] == "Draf"
    assert rows["Permintaan data"][STATUS] == "Permintaan"
    assert rows["Undangan rapat"][ACTION] == ""


def test_an_idle_pass_costs_two_questions(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    for _ in range(3):
        one_pass(office, quiet=True)
    before = server.requests()["methods"]
    one_pass(office, quiet=True)
    after = server.requests()["methods"]
    assert {name: n - before.get(name, 0) for name, n in after.items() if n != before.get(name, 0)} == {
        "drive.changes.list": 1,
        "sheets.spreadsheets.values.batchGet": 1,  # does the second copy of the numbers know more than we do?
    }


def test_twenty_changed_rows_cost_one_read_and_at_most_two_writes(
    office: AlurOffice, server: StandIn
) -> None:
    provisioned(office)
    sheet = tab(server)
    heads = sheet.row_values(1)

    def type_column(heading: str, text: str) -> None:
        column = heads.index(heading) + 1
        sheet.update([[text]] * 20, f"{rowcol_to_a1(2, column)}:{rowcol_to_a1(21, column)}", raw=True)

    for heading, text in LETTER.items():
        type_column(heading, text)
    for _ in range(2):
        one_pass(office, quiet=True)
    type_column(ACTION, "Teruskan ke pengolah")
    requests.post(f"{server.base_url}/_requests/reset", timeout=5).raise_for_status()
    one_pass(office, quiet=True)
    spent = server.requests()["files"][sheet.spreadsheet_id]
    assert spent["reads"] == 1
    assert spent["writes"] <= 2
    moved = tab(server).get_all_records()[:20]
    assert [(row[STATUS], row[ACTION]) for row in moved] == [("Draf", "")] * 20


def test_a_number_stands_in_the_book_of_numbers_and_yesterdays_folder_does_nothing(
    office: AlurOffice, server: StandIn, tmp_path: Path
) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    office.close()
    shutil.copytree(office.folder, tmp_path / "kemarin")
    type_in(server, 2, **{ACTION: "Teruskan ke pengolah"})
    one_pass(office, quiet=True)
    book = clerk(server).open("Buku Nomor").worksheet("Buku Nomor")
    assert book.row_values(2)[4] == "SK-2026-0001"
    old = AlurOffice(tmp_path / "kemarin", Monday(), (surat_keluar.FLOW,))
    with pytest.raises(StaleJournal, match="«Buku Nomor» ends at event"):
        one_pass(old, quiet=True)
    old.close()


def test_an_office_with_forms_takes_what_people_send_and_idles_cheaply(
    office: AlurOffice, server: StandIn
) -> None:
    settings = office.folder / "config" / "office.toml"
    settings.write_text(settings.read_text("utf-8") + 'forms = "all"\n', "utf-8")
    assert len([one for one in provisioned(office) if "form «" in one]) == len(office.forms)
    assert provision_office(office, plan=True) == ([], [])
    form = office.forms[0]
    asked = {
        "Jenis naskah": "Surat dinas",
        "Tujuan": "Camat",
        "Perihal": "Undangan",
        "Bidang pengolah": "Bidang Koperasi",
    }
    requests.post(
        office.form_addresses[form.code].replace("viewform", "formResponse"),
        data={f"entry.{int(form.question_id(key), 16)}": text for key, text in asked.items()}, timeout=5,
    ).raise_for_status()  # fmt: skip
    for _ in range(3):
        one_pass(office, quiet=True)
    assert record(server)[ID] == "SK-2026-0001"
    before = server.requests()["methods"]
    one_pass(office, quiet=True)
    after = server.requests()["methods"]
    assert {name: n - before.get(name, 0) for name, n in after.items() if n != before.get(name, 0)} == {
        "drive.changes.list": 1, "sheets.spreadsheets.values.batchGet": 1, "forms.forms.responses.list": 1,
    }  # fmt: skip


def test_a_status_typed_by_hand_is_put_back(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    type_in(server, 2, **{STATUS: "Selesai"})
    one_pass(office, quiet=True)
    one_pass(office, quiet=True)
    assert record(server)[STATUS] == "Permintaan"


def test_what_people_do_to_a_spreadsheet_is_named_and_nothing_is_overwritten(
    office: AlurOffice, server: StandIn
) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    book = clerk(server).open(BOOK)
    sheet = book.worksheet(REGISTER)
    column = sheet.row_values(1).index("Tujuan") + 1
    sheet.update_cell(1, column, "Tujuan surat")
    book.share("", perm_type="anyone", role="reader", notify=False)
    _, problems = provision_office(office)
    assert any("«Tujuan»" in one for one in problems)
    assert any("open to anyone with the link" in one for one in problems)
    report = one_pass(office, quiet=True)
    assert report is not None
    assert any("was it renamed to «Tujuan surat»" in one for one in report.problems)
    assert sheet.cell(1, column).value == "Tujuan surat"
    sheet.update_cell(1, column, "Tujuan")
    sheet.update_title("Surat Keluar lama")
    report = one_pass(office, quiet=True)
    assert report is not None
    assert any("it is now called «Surat Keluar lama»" in one for one in report.problems)
    sheet.update_title(REGISTER)
    assert one_pass(office, quiet=True).problems == []  # type: ignore[union-attr]
    assert record(server)[MESSAGE] == ""


def test_a_column_inserted_by_a_clerk_disturbs_nothing(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    tab(server).insert_cols([["Warna map", "merah"]], col=3)
    type_in(server, 2, **{ACTION: "Teruskan ke pengolah"})
    one_pass(office, quiet=True)
    one_pass(office, quiet=True)
    assert record(server)[STATUS] == "Draf"
    assert record(server)["Warna map"] == "merah"


def test_a_token_that_others_can_read_is_refused(office: AlurOffice) -> None:
    token = office.folder / "google-token.json"
    token.write_text("{}", "utf-8")
    token.chmod(0o644)
    _, problems = provision_office(office)
    assert "chmod 600" in problems[0]
    token.chmod(0o600)
    _, problems = provision_office(open_office(office.folder))
    assert "lacks refresh_token, client_id, client_secret" in problems[0]
