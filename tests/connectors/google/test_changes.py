"""Which spreadsheets changed, asked by passes that are processes of their own."""

from __future__ import annotations

from pathlib import Path

from google.oauth2.credentials import Credentials

from connectors.google.changes import Changes
from connectors.google.client import ACCOUNT, DRIVE, GoogleClient
from connectors.google.kept import Kept
from connectors.google.provision import SPREADSHEET
from tests.connectors.google.standin import standin


def test_the_next_process_reads_the_feed_on_from_where_the_first_began(tmp_path: Path) -> None:
    kept = tmp_path / "google.json"
    with standin() as server:
        client = GoogleClient(Credentials(ACCOUNT), base_url=server.base_url)
        book = {"name": "Uji", "mimeType": SPREADSHEET, "appProperties": {"alur": "register", "buku": "Uji"}}
        client.request("POST", f"{DRIVE}/drive/v3/files", body=book)
        first = Changes(client, Kept.load(kept), lambda: 0).stamp("Uji")
        before = server.requests()["methods"]
        assert Changes(client, Kept.load(kept), lambda: 0).stamp("Uji") == first != ""
        after = server.requests()["methods"]
    assert {name: n - before.get(name, 0) for name, n in after.items() if n != before.get(name, 0)} == {
        "drive.changes.list": 1
    }
