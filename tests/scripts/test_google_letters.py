"""An office whose letters lie in Drive and whose mail leaves through Gmail, at (a stand-in for) Google."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from connectors.google.client import ACCOUNT
from flows.engine.model import ACTION, DOCUMENTS, STATUS
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn
from tests.fakes.google_office import (
    GMAIL,
    LETTER,
    asked,
    letters_office,
    provisioned,
    strict_standin,
    tab,
    type_column,
    type_in,
)  # fmt: skip

FOLDERS = ("Surat", "of the process", "of its year")
"""Made once, before the first letter."""
DRAFT = LETTER | {"Kode klasifikasi": "000.1.5", "Isi": "Mohon hadir."}


@pytest.fixture
def server() -> Iterator[StandIn]:
    with strict_standin() as server:
        yield server


@pytest.fixture
def office(tmp_path: Path, server: StandIn) -> Iterator[AlurOffice]:
    office = letters_office(tmp_path / "kantor", server, GMAIL)
    yield office
    office.close()


def test_letters_lie_in_drive_dokumen_opens_them_and_each_mail_leaves_once(
    office: AlurOffice, server: StandIn
) -> None:
    provisioned(office)
    one_pass(office, quiet=True)
    sheet = tab(server)
    type_in(server, 2, DRAFT, sheet)
    one_pass(office, quiet=True)
    server.control(
        faults=[
            {"method": "gmail.users.drafts.send", "code": 0, "next": 1, "after": True},
            {"method": "drive.files.create", "code": 503, "next": 1, "after": True},
        ]
    )
    for answer in ("Teruskan ke pengolah", "Ajukan"):
        type_in(server, 2, {ACTION: answer}, sheet)
        one_pass(office, quiet=True)
    for _ in range(2):
        report = one_pass(office, quiet=True)
    assert report is not None
    assert report.problems == []
    shown = dict(zip(sheet.row_values(1), sheet.row_values(2), strict=False))
    assert shown[STATUS] == "Verifikasi"

    letters = {f.name: f for f in server.workspace.files.all.values() if f.name.startswith("SK-2026-0001 ")}
    assert sorted(letters) == [
        "SK-2026-0001 lembar-verifikasi-draf-1.docx",
        "SK-2026-0001 surat-draf-1.docx",
    ]
    for name, file in letters.items():
        original = office.documents / surat_keluar.FLOW.code / name.replace(" ", "/")
        assert file.content == original.read_bytes()
    links = {f"https://drive.google.com/file/d/{one.id}/view?berkas=2" for one in letters.values()}
    assert shown[DOCUMENTS] in links

    arrived = [
        m
        for box in server.workspace.gmail.boxes.values()
        for m in box.messages.values()
        if "INBOX" in m.labels
    ]
    sent = server.workspace.gmail.box(ACCOUNT).messages.values()
    assert len(arrived) == sum("SENT" in message.labels for message in sent) >= 2

    with asked(server) as questions:
        one_pass(office, quiet=True)
    assert questions == {"drive.changes.list": 1, "sheets.spreadsheets.values.batchGet": 1}


def test_twenty_answers_cost_one_request_a_letter_and_two_a_mail(office: AlurOffice, server: StandIn) -> None:
    """And one read and two writes of the workbook. The drafts go to Verifikasi: two letters and one mail each."""
    provisioned(office)
    sheet = tab(server)
    for heading, text in DRAFT.items():
        type_column(sheet, heading, text, 20)
    for answer in ("", "Teruskan ke pengolah"):
        type_column(sheet, ACTION, answer, 20)
        one_pass(office, quiet=True)
        one_pass(office, quiet=True)
    type_column(sheet, ACTION, "Ajukan", 20)
    files, mails = len(list(office.documents.rglob("*.docx"))), len(sent(server))
    requests.post(f"{server.base_url}/_requests/reset", timeout=5).raise_for_status()
    with asked(server) as questions:
        one_pass(office, quiet=True, confirm_mails=True)
    letters, mails = len(list(office.documents.rglob("*.docx"))) - files, len(sent(server)) - mails
    assert letters >= 20
    assert mails >= 20
    assert questions["drive.files.create"] == letters + len(FOLDERS)
    assert questions["gmail.users.drafts.create"] == questions["gmail.users.drafts.send"] == mails
    spent = server.requests()["files"][sheet.spreadsheet_id]
    assert spent["reads"] == 1
    assert spent["writes"] <= 2


def sent(server: StandIn) -> list[str]:
    return [id for id, one in server.workspace.gmail.box(ACCOUNT).messages.items() if "SENT" in one.labels]
