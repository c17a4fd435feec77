"""An office folder whose registers are spreadsheets at (a stand-in for) Google: provisioned, worked in, and hurt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from gspread.utils import rowcol_to_a1

from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.engine.ports import StaleJournal
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice, open_office, provision_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn
from tests.fakes.google_office import (
    BOOK,
    REGISTER,
    Monday,
    asked,
    clerk,
    letters_office,
    new_letter,
    provisioned,
    record,
    strict_standin,
    tab,
    type_in,
)  # fmt: skip


@pytest.fixture
def server() -> Iterator[StandIn]:
    with strict_standin() as server:
        yield server


@pytest.fixture
def office(tmp_path: Path, server: StandIn) -> Iterator[AlurOffice]:
    office = letters_office(tmp_path / "kantor", server)
    yield office
    office.close()


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
    type_in(server, 2, {ACTION: "Teruskan ke pengolah"})
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
    with asked(server) as questions:
        one_pass(office, quiet=True)
    assert questions == {
        "drive.changes.list": 1,
        "sheets.spreadsheets.values.batchGet": 1,  # does the second copy of the numbers know more than we do?
    }


def test_a_number_stands_in_the_book_of_numbers_and_yesterdays_folder_does_nothing(
    office: AlurOffice, server: StandIn, tmp_path: Path
) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    office.close()
    shutil.copytree(office.folder, tmp_path / "kemarin")
    type_in(server, 2, {ACTION: "Teruskan ke pengolah"})
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
    fields = {
        "Jenis naskah": "Surat dinas",
        "Tujuan": "Camat",
        "Perihal": "Undangan",
        "Bidang pengolah": "Bidang Koperasi",
    }
    requests.post(
        office.form_addresses[form.code].replace("viewform", "formResponse"),
        data={f"entry.{int(form.question_id(key), 16)}": text for key, text in fields.items()}, timeout=5,
    ).raise_for_status()  # fmt: skip
    for _ in range(3):
        one_pass(office, quiet=True)
    assert record(server)[ID] == "SK-2026-0001"
    with asked(server) as questions:
        one_pass(office, quiet=True)
    assert questions == {
        "drive.changes.list": 1, "sheets.spreadsheets.values.batchGet": 1, "forms.forms.responses.list": 1,
    }  # fmt: skip


def test_a_status_typed_by_hand_is_put_back(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    type_in(server, 2, {STATUS: "Selesai"})
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
    type_in(server, 2, {ACTION: "Teruskan ke pengolah"})
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
