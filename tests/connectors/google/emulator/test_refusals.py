"""What Google refuses, the stand-in refuses, in the envelope and the words of that API."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from tests.connectors.google.emulator.gmail_post import mail, raw
from tests.connectors.google.standin import OFFICE, StandIn

MASK = "Error expanding 'fields' parameter. Cannot find matching fields for path '{}'."


def asked(google: StandIn, verb: str, path: str, body: Any = None, **params: Any) -> tuple[int, Any]:
    headers = {"Authorization": f"Bearer {OFFICE}"}
    said = requests.request(
        verb, google.base_url + path, json=body, params=params, headers=headers, timeout=5
    )
    return said.status_code, said.json().get("error")


@pytest.fixture
def book(google: StandIn) -> str:
    made = google.client("sheets").spreadsheets().create(body={}).execute()
    return f"/v4/spreadsheets/{made['spreadsheetId']}"


@pytest.mark.parametrize(
    ("mask", "path"), [("nope", "nope"), ("sheets(properties(title,warna))", "sheets.properties.warna")]
)
def test_a_mask_that_names_no_field_of_the_answer(google: StandIn, book: str, mask: str, path: str) -> None:
    code, error = asked(google, "GET", book, fields=mask)
    assert (code, error["message"]) == (400, "Request contains an invalid argument.")
    assert error["details"][0]["fieldViolations"] == [{"field": path, "description": MASK.format(path)}]
    code, error = asked(google, "GET", "/drive/v3/files", fields=f"files({mask})")
    assert (code, error["errors"][0]["reason"], error["errors"][0]["location"]) == (
        400,
        "invalidParameter",
        "fields",
    )


def test_a_field_of_another_kind_or_none(google: StandIn, book: str) -> None:
    code, error = asked(
        google, "POST", book + ":batchUpdate", {"requests": [{"addSheet": {"properties": {"title": 7}}}]}
    )
    assert error["message"] == "Invalid value at 'requests[0].add_sheet.properties.title' (TYPE_STRING), 7"
    assert error["details"][0]["fieldViolations"][0]["field"] == "requests[0].add_sheet.properties.title"
    code, error = asked(google, "POST", book + ":batchUpdate", {"requests": [{"addTab": {}}]})
    assert (code, error["message"]) == (
        400, "Invalid JSON payload received. Unknown name \"addTab\" at 'requests[0]': Cannot find field."
    )  # fmt: skip


def test_what_drive_wants_and_what_the_stand_in_would_lose(google: StandIn) -> None:
    code, error = asked(google, "GET", "/drive/v3/changes")
    assert (code, error["message"]) == (400, "Required parameter: pageToken")
    code, error = asked(google, "GET", "/drive/v3/about")
    assert (code, error["errors"][0]["reason"]) == (400, "required")
    _, error = asked(google, "GET", "/drive/v3/files/tidak-ada")
    assert error["errors"] == [
        {"domain": "global", "reason": "notFound", "message": "File not found: tidak-ada.",
         "locationType": "parameter", "location": "fileId"},
    ]  # fmt: skip
    assert asked(google, "POST", "/drive/v3/files", {"name": "x", "contentHints": {}})[0] == 501
    files = google.client("drive").files()
    made = files.create(body={"name": "x", "description": "lama", "starred": True}, fields="id").execute()
    assert files.get(fileId=made["id"], fields="description,starred").execute() == {
        "description": "lama", "starred": True,
    }  # fmt: skip


def test_a_file_lies_in_a_folder_and_in_nothing_else(google: StandIn) -> None:
    files = google.client("drive").files()
    made = files.create(body={"name": "surat.docx"}, fields="id").execute()["id"]
    other = files.create(body={"name": "lain.docx"}, fields="id").execute()["id"]
    wrong = (403, "parentNotAFolder")
    code, error = asked(google, "POST", "/drive/v3/files", {"name": "x", "parents": [made]})
    assert (code, error["errors"][0]["reason"]) == wrong
    code, error = asked(google, "PATCH", f"/drive/v3/files/{other}", {}, addParents=made)
    assert (code, error["errors"][0]["reason"]) == wrong


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("name contains 'surat ke'", ["Daftar surat keluar"]),
        ("name contains 'luar'", []),
        ("name contains 'DAFTAR' and not starred = true", ["Daftar surat keluar"]),
        (f"'{OFFICE}' in owners and starred = true", ["Arsip"]),
        ("'rekan@contoh.id' in readers", []),
        ("createdTime > '2026-01-01T00:00:00' and name = 'Arsip'", ["Arsip"]),
    ],
)
def test_files_are_found_as_drive_finds_them(google: StandIn, query: str, found: list[str]) -> None:
    files = google.client("drive").files()
    files.create(body={"name": "Daftar surat keluar"}).execute()
    files.create(body={"name": "Arsip", "starred": True}).execute()
    assert [one["name"] for one in files.list(q=query).execute()["files"]] == found


def test_mails_weigh_more_than_looking(google: StandIn) -> None:
    google.control(quotas="google")
    messages = google.client("gmail").users().messages()
    for _ in range(59):
        messages.send(userId="me", body={"raw": raw(mail("Surat"))}).execute()
    for _ in range(20):
        messages.list(userId="me").execute()
    code, error = asked(google, "POST", "/gmail/v1/users/me/messages/send", {"raw": raw(mail("Surat"))})
    assert (code, error["errors"][0]["reason"]) == (429, "rateLimitExceeded")
