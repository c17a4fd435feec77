"""An office over the stand-in for Google, and the hands of its clerks: what tests of the whole office begin with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import gspread
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient
from gspread.utils import rowcol_to_a1

from connectors.google.client import ACCOUNT
from flows.engine.calendar import JAKARTA
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice
from scripts.provisioning import make_office, provision_office
from tests.connectors.google.standin import StandIn, standin

BOOK, REGISTER = "Umum dan Kepegawaian", "Surat Keluar"
GMAIL = f'[mail]\nbackend = "gmail"\nfrom = "{ACCOUNT}"\n[letters]\npdf = "off"\n'
LETTER = {
    "Jenis naskah": "Surat dinas", "Tujuan": "Camat Bugul Kidul", "Perihal": "Undangan rapat",
    "Bidang pengolah": "Bidang Koperasi",
}  # fmt: skip
ROWS = 50
"""Rows of each tab: a real office's thousand would be most of what a test takes."""


class Monday:
    def now(self) -> datetime:
        return datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)


@contextmanager
def strict_standin() -> Iterator[StandIn]:
    """At the end no answer may have broken Google's schema."""
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


def set_up(folder: Path, server: StandIn, more: str = "") -> Path:
    """An office folder that works with the stand-in. more: settings under ``[google]``, then other tables."""
    make_office(folder)
    settings = f'backend = "google"\n[google]\nbase_url = "{server.base_url}"\ncalls_a_minute = 300\nrows = {ROWS}\n{more}'
    (folder / "config" / "office.toml").write_text(settings, "utf-8")
    return folder


def letters_office(folder: Path, server: StandIn, more: str = "") -> AlurOffice:
    """One process and its registers, so that a test makes one spreadsheet."""
    return AlurOffice(set_up(folder, server, more), Monday(), (surat_keluar.FLOW,))


def provisioned(office: AlurOffice) -> list[str]:
    said, problems = provision_office(office)
    assert problems == []
    return said


@contextmanager
def asked(server: StandIn) -> Iterator[Counter[str]]:
    """What is asked of the stand-in meanwhile, by method."""
    found: Counter[str] = Counter()
    before = Counter(server.requests()["methods"])
    yield found
    found.update(Counter(server.requests()["methods"]) - before)


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


def tab(server: StandIn) -> gspread.Worksheet:
    return clerk(server).open(BOOK).worksheet(REGISTER)


def record(server: StandIn, row: int = 0) -> dict[str, Any]:
    return tab(server).get_all_records()[row]


def type_in(
    server: StandIn, row: int, cells: Mapping[str, str], sheet: gspread.Worksheet | None = None
) -> None:
    """Type into cells of a row, found by their headings."""
    sheet = sheet or tab(server)
    heads = sheet.row_values(1)
    sheet.batch_update(
        [{"range": rowcol_to_a1(row, heads.index(h) + 1), "values": [[text]]} for h, text in cells.items()]
    )


def type_column(sheet: gspread.Worksheet, heading: str, text: str, rows: int) -> None:
    column = sheet.row_values(1).index(heading) + 1
    sheet.update([[text]] * rows, f"{rowcol_to_a1(2, column)}:{rowcol_to_a1(rows + 1, column)}", raw=True)


def new_letter(server: StandIn, row: int, about: str) -> None:
    type_in(server, row, LETTER | {"Perihal": about})
