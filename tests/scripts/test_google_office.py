"""An office folder whose registers are spreadsheets at (a stand-in for) Google: provisioned, worked in, and hurt."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import gspread
import pytest
import requests
from gspread.utils import ValueRenderOption, rowcol_to_a1

from connectors.google.epochs import take_epoch
from connectors.google.kept import Kept
from connectors.google.sheets import Sheets, fresh_id
from connectors.google.slots import column_id
from connectors.journal.problems import JournalProblem
from flows.engine.columns import Owner
from flows.engine.model import ACTION, ID, STATUS
from flows.engine.ports import StaleJournal
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice, open_office
from scripts.provisioning import provision_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn
from tests.fakes.google_office import (
    BOOK,
    LETTER,
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

NEWER = ("Tingkat biaya", "Jam kirim", "Nomor agenda")
"""Columns that an older version of the register did not have; the last is the engine's."""


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
    assert [line.partition("make ")[2] for line in planned] == [
        line.partition("made ")[2] for line in provisioned(office)
    ]
    assert [line.partition(" «")[0] for line in planned] == [
        "would make folder", "would make spreadsheet", "would make spreadsheet",
    ]  # fmt: skip
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


def test_a_machine_whose_turn_was_taken_over_writes_nothing_until_it_takes_it_back(
    office: AlurOffice, server: StandIn, tmp_path: Path
) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    other = AlurOffice(shutil.copytree(office.folder, tmp_path / "mesin lain"), Monday(), office.flows)
    (other.folder / "google.json").unlink()
    assert f"made the turn to write in spreadsheet «{BOOK}»: taken over by this machine" in provisioned(other)
    new_letter(server, 3, "Permintaan data")
    with pytest.raises(
        JournalProblem, match="«Buku Nomor»: the turn to write in it is not this machine's any more"
    ):
        one_pass(office, quiet=True)
    assert (record(server, 1)[ID], record(server, 1)[STATUS]) == ("", "")
    assert told(other) == []
    assert record(server, 1)[ID] == "SK-2026-0002"
    other.close()


def test_a_register_whose_turn_was_taken_over_is_not_written_in(office: AlurOffice, server: StandIn) -> None:
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    sheets, taken = Sheets(office.google_client()), replace(office.kept.books[BOOK], tried=[])
    take_epoch(sheets, taken, Kept(None), fresh_id, over=True)
    (refused,) = told(office)
    assert "1 new rows wait: the turn to write in it is not this machine's any more" in refused
    (refused,) = told(office)
    assert "another machine works with this spreadsheet now" in refused
    assert record(server)[ID] == ""
    assert f"made the turn to write in spreadsheet «{BOOK}»: taken over by this machine" in provisioned(
        office
    )
    assert told(office) == []
    assert record(server)[ID] == "SK-2026-0002", "the one that could not be written is not given again"


@pytest.fixture
def hurt(office: AlurOffice, server: StandIn) -> gspread.Spreadsheet:
    """The spreadsheet with a row in each of two tabs, one of which people are about to hurt."""
    provisioned(office)
    new_letter(server, 2, "Undangan rapat")
    one_pass(office, quiet=True)
    type_in(server, 3, LETTER)
    return clerk(server).open(BOOK)


def told(office: AlurOffice) -> list[str]:
    report = one_pass(office, quiet=True)
    assert report is not None
    return report.problems


def test_a_renamed_heading_stops_its_tab_and_is_named(office: AlurOffice, hurt: gspread.Spreadsheet) -> None:
    sheet = hurt.worksheet(REGISTER)
    column = sheet.row_values(1).index("Tujuan") + 1
    sheet.update_cell(1, column, "Tujuan surat")
    _, problems = provision_office(office)
    assert [one.partition(": ")[2] for one in problems] == [
        "no column «Tujuan» (was it renamed to «Tujuan surat»?); put it back. Until then nothing in this tab is touched"
    ]
    assert ["was it renamed to «Tujuan surat»" in one for one in told(office)] == [True]
    assert (sheet.cell(1, column).value, sheet.acell("A3").value) == ("Tujuan surat", None)
    sheet.update_cell(1, column, "Tujuan")
    assert told(office) == []
    assert sheet.acell("A3").value == "SK-2026-0002"


def test_a_renamed_or_deleted_tab_is_named_and_not_made_anew(
    office: AlurOffice, hurt: gspread.Spreadsheet, server: StandIn
) -> None:
    sheet, agenda = hurt.worksheet(REGISTER), hurt.worksheet("Agenda Keluar")
    sheet.update_title("Surat Keluar lama")
    type_in(server, 2, {"Keterangan": "Diketik petugas"}, agenda)
    assert ["it is now called «Surat Keluar lama»" in one for one in told(office)] == [True]
    assert agenda.acell("A2").value == "AK-2026-0001", "the other tabs are worked on"
    sheet.update_title(REGISTER)
    assert told(office) == []
    hurt.del_worksheet(sheet)
    _, problems = provision_office(office)
    assert ["was deleted, but the journal knows its rows" in one for one in problems] == [True]
    assert ["bring it back from the version history" in one for one in told(office)] == [True]
    assert REGISTER not in [one.title for one in hurt.worksheets()]


def test_columns_of_staff_are_named_and_left_to_them(office: AlurOffice, hurt: gspread.Spreadsheet) -> None:
    hurt.worksheet(REGISTER).insert_cols([["Warna map", "merah"], ["Rak", "3"]], col=3)
    said, problems = provision_office(office)
    assert problems == []
    assert said == [
        f"note: spreadsheet «{BOOK}», tab «{REGISTER}»: «Warna map», «Rak» added by staff; Alur leaves it to them"
    ]
    assert told(office) == []
    assert hurt.worksheet(REGISTER).row_values(2)[2:4] == ["merah", "3"]


def test_columns_of_a_newer_version_are_added_behind_the_last_and_work(
    office: AlurOffice, server: StandIn
) -> None:
    (flow,) = office.flows
    fewer = tuple(column for column in flow.register.columns if column.heading not in NEWER)
    older = replace(flow, register=replace(flow.register, columns=fewer))
    before = AlurOffice(office.folder, office.clock, (older,))
    provisioned(before)
    new_letter(server, 2, "Undangan rapat")
    one_pass(before, quiet=True)
    before.close()
    where = f"spreadsheet «{BOOK}», tab «{REGISTER}»"
    planned, problems = provision_office(office, plan=True)
    assert (problems, planned[-1]) == (
        [], f"would make in {where}: " + ", ".join(f"column «{heading}»" for heading in NEWER)
    )  # fmt: skip
    assert provision_office(office)[1] == []
    assert provision_office(office) == ([], [])
    sheet = tab(server)
    assert [heading for heading in sheet.row_values(1) if heading][-len(NEWER) :] == list(NEWER)
    type_in(server, 3, LETTER | {"Perihal": "Undangan kedua"})
    assert told(office) == []
    first, second = sheet.get_all_records(expected_headers=["ID", "Status", *NEWER])[:2]
    assert (first["Status"], second["ID"]) == ("Permintaan", "SK-2026-0002")
    last = sheet.row_values(1).index("Nomor agenda") + 1
    shown = sheet.cell(2, last, value_render_option=ValueRenderOption.formula).value
    assert str(shown).startswith("=")


def test_a_spreadsheet_open_to_anyone_is_named_and_stops_until_it_is_not(
    office: AlurOffice, hurt: gspread.Spreadsheet
) -> None:
    hurt.share("", perm_type="anyone", role="reader", notify=False)
    _, problems = provision_office(office)
    assert ["open to anyone with the link" in one for one in problems] == [True]
    for _ in range(2):
        assert ["nothing in it is done until that is taken away" in one for one in told(office)] == [True]
    sheet = hurt.worksheet(REGISTER)
    assert sheet.acell("A3").value is None
    hurt.client.remove_permission(
        hurt.id, next(p["id"] for p in hurt.list_permissions() if p["type"] == "anyone")
    )
    assert told(office) == []
    assert sheet.acell("A3").value == "SK-2026-0002"


@pytest.mark.parametrize(
    ("book", "title"), [(BOOK, "_alur"), (BOOK, "Riwayat"), ("Buku Nomor", "Buku Nomor")]
)
def test_a_tab_of_the_engines_that_lost_its_protection_gets_it_back(
    office: AlurOffice, server: StandIn, book: str, title: str
) -> None:
    provisioned(office)
    spreadsheet = clerk(server).open(book)
    tab = next(
        one for one in spreadsheet.fetch_sheet_metadata()["sheets"] if one["properties"]["title"] == title
    )
    spreadsheet.batch_update({"requests": [
        {"deleteProtectedRange": {"protectedRangeId": one["protectedRangeId"]}} for one in tab["protectedRanges"]
    ]})  # fmt: skip
    spreadsheet.share("staf@contoh.go.id", perm_type="user", role="writer", notify=False)
    theirs = clerk(server, "staf@contoh.go.id").open(book).worksheet(title)
    theirs.update_acell("A2", "diketik")
    planned, _ = provision_office(office, plan=True)
    assert planned == [f"would make in spreadsheet «{book}»: the protection of tab «{title}»"]
    provision_office(office)
    assert provision_office(office, plan=True) == ([], [])
    with pytest.raises(gspread.exceptions.APIError, match="trying to edit a protected cell"):
        theirs.update_acell("A2", "diketik lagi")


def test_what_is_the_engines_is_grey_statuses_have_colours_and_headings_explain(
    office: AlurOffice, hurt: gspread.Spreadsheet
) -> None:
    look = (
        "sheets(conditionalFormats,data(rowData(values(note,effectiveFormat(backgroundColor,wrapStrategy)))))"
    )
    found = hurt.client.request(
        "get", f"https://sheets.googleapis.com/v4/spreadsheets/{hurt.id}",
        params={"ranges": f"'{REGISTER}'!A1:2", "fields": look},
    ).json()["sheets"][0]  # fmt: skip
    heads, cells = (row["values"] for row in found["data"][0]["rowData"])
    headings = hurt.worksheet(REGISTER).row_values(1)
    register = office.flows[0].register
    for column in register.all_columns:
        at = headings.index(column.heading)
        assert heads[at].get("note", "") == column.help
        grey = round(cells[at]["effectiveFormat"]["backgroundColor"]["red"] * 255) == 0xF3
        assert grey == (column.owner is Owner.ENGINE)
    long = cells[headings.index("Isi")]["effectiveFormat"]["wrapStrategy"]
    assert (long, cells[headings.index("Sifat")]["effectiveFormat"].get("wrapStrategy")) == (
        "WRAP",
        "OVERFLOW_CELL",
    )
    rules = [one["booleanRule"]["condition"] for one in found["conditionalFormats"]]
    named = {one["values"][0]["userEnteredValue"] for one in rules if one["type"] == "TEXT_EQ"}
    assert named >= {str(end) for end in office.flows[0].ends}


def test_marks_of_columns_that_are_lost_or_stand_elsewhere_are_put_back(
    office: AlurOffice, hurt: gspread.Spreadsheet
) -> None:
    sheet = hurt.worksheet(REGISTER)
    headings = sheet.row_values(1)
    marks = {heading: column_id(REGISTER, heading) for heading in ("Status", "Pesan")}
    span = {"sheetId": sheet.id, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    wrong = {"metadataId": marks["Pesan"], "metadataKey": "alur", "location": {"dimensionRange": span}}
    hurt.batch_update({"requests": [
        *({"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": id}}}} for id in marks.values()),
        {"createDeveloperMetadata": {"developerMetadata": {**wrong, "visibility": "DOCUMENT"}}},
    ]})  # fmt: skip
    expected = f"in spreadsheet «{BOOK}», tab «{REGISTER}»: the marks of «Status», «Pesan»"
    assert provision_office(office, plan=True) == ([f"would make {expected}"], [])
    assert provision_office(office) == ([f"made {expected}"], [])
    assert provision_office(office) == ([], [])
    filters = [{"developerMetadataLookup": {"metadataId": id}} for id in marks.values()]
    found = hurt.client.request(
        "post", f"https://sheets.googleapis.com/v4/spreadsheets/{hurt.id}/developerMetadata:search",
        json={"dataFilters": filters},
    ).json()["matchedDeveloperMetadata"]  # fmt: skip
    places = [one["developerMetadata"]["location"]["dimensionRange"]["startIndex"] for one in found]
    assert places == [headings.index(heading) for heading in marks]


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
