"""An office whose letters lie in Drive and whose mail leaves through Gmail, at (a stand-in for) Google."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from gspread.utils import rowcol_to_a1

from connectors.google.client import ACCOUNT
from flows.engine.model import ACTION, DOCUMENTS, STATUS
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice, make_office
from scripts.running import one_pass
from tests.connectors.google.standin import StandIn, standin
from tests.scripts.test_google_office import Monday, provisioned, tab

LETTER = {
    "Jenis naskah": "Surat dinas",
    "Tujuan": "Camat Bugul Kidul",
    "Perihal": "Undangan rapat",
    "Bidang pengolah": "Bidang Koperasi",
    "Kode klasifikasi": "000.1.5",
    "Isi": "Mohon hadir.",
}


@pytest.fixture
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


@pytest.fixture
def office(tmp_path: Path, server: StandIn) -> Iterator[AlurOffice]:
    folder = tmp_path / "kantor"
    make_office(folder)
    settings = (
        f'backend = "google"\n[google]\nbase_url = "{server.base_url}"\ncalls_a_minute = 300\n'
        f'[mail]\nbackend = "gmail"\nfrom = "{ACCOUNT}"\n[letters]\npdf = "off"\n'
    )
    (folder / "config" / "office.toml").write_text(settings, "utf-8")
    office = AlurOffice(folder, Monday(), (surat_keluar.FLOW,))
    yield office
    office.close()


def test_letters_lie_in_drive_dokumen_opens_them_and_each_mail_leaves_once(
    office: AlurOffice, server: StandIn
) -> None:
    provisioned(office)
    one_pass(office, quiet=True)
    sheet = tab(server)
    heads = sheet.row_values(1)

    def type_in(cells: dict[str, str]) -> None:
        sheet.batch_update(
            [{"range": rowcol_to_a1(2, heads.index(h) + 1), "values": [[text]]} for h, text in cells.items()]
        )

    type_in(LETTER)
    one_pass(office, quiet=True)
    server.control(
        faults=[
            {"method": "gmail.users.drafts.send", "code": 0, "next": 1, "after": True},
            {"method": "drive.files.create", "code": 503, "next": 1, "after": True},
        ]
    )
    for answer in ("Teruskan ke pengolah", "Ajukan"):
        type_in({ACTION: answer})
        one_pass(office, quiet=True)
    for _ in range(2):
        report = one_pass(office, quiet=True)
    assert report is not None
    assert report.problems == []
    shown = dict(zip(heads, sheet.row_values(2), strict=False))
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

    before = server.requests()["methods"]
    one_pass(office, quiet=True)
    after = server.requests()["methods"]
    assert {name for name, n in after.items() if n != before.get(name, 0)} == {
        "drive.changes.list",
        "sheets.spreadsheets.values.batchGet",
    }
