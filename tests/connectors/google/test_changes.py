"""Which spreadsheets changed, asked by passes that are processes of their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from google.oauth2.credentials import Credentials

from connectors.google.changes import Changes
from connectors.google.client import ACCOUNT, DRIVE, GoogleClient, NotDone
from connectors.google.kept import Kept, KeptBook
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


class Feed:
    """A feed of three pages; fault: the page at which Google says no, once."""

    def __init__(self, fault: str = "") -> None:
        self.fault, self.asked = fault, list[str]()

    def request(self, method: str, address: str, *, params: dict[str, Any]) -> dict[str, Any]:
        page = str(params["pageToken"])
        self.asked.append(page)
        if page == self.fault:
            self.fault = ""
            raise NotDone("quota", reason="quota")
        file = {"fileId": f"file {page}", "file": {"version": page}}
        last = {"newStartPageToken": "4"} if page == "3" else {"nextPageToken": str(int(page) + 1)}
        return {"changes": [file], **last}


def two_books() -> Kept:
    return Kept(token="1", books={"Satu": KeptBook("file 1"), "Tiga": KeptBook("file 3")})


def test_a_feed_of_several_pages_is_read_to_its_end() -> None:
    feed, kept = Feed(), two_books()
    changes = Changes(feed, kept, lambda: 0)  # type: ignore[arg-type] # answers the one call made of a client
    assert [changes.stamp(name) for name in ("Satu", "Tiga")] == ["1/0", "3/0"]
    assert (feed.asked, kept.token) == (["1", "2", "3"], "4")


def test_a_feed_that_breaks_off_is_read_again_from_where_it_was_last_read_to_its_end() -> None:
    feed, kept = Feed(fault="3"), two_books()
    changes = Changes(feed, kept, lambda: 0)  # type: ignore[arg-type] # answers the one call made of a client
    assert (changes.stamp("Tiga"), kept.token) == ("/0", "1")
    assert (changes.stamp("Tiga"), kept.token) == ("3/0", "4")
