"""Ways into the stand-in beside a plain call: batches, uploads in pieces; and what can be switched on."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from random import Random
from threading import RLock
from typing import Any

import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from connectors.google.emulator.office import Workspace
from connectors.google.emulator.state import Keeper, Kept
from tests.connectors.google.emulator.gmail_post import mail, raw
from tests.connectors.google.standin import OFFICE, StandIn

FOLDER = "application/vnd.google-apps.folder"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"


# ------------------------------------------------------------------------------------- batches and uploads


def test_a_batch_answers_each_of_its_calls(google: StandIn) -> None:
    drive = google.client("drive")
    id = drive.files().create(body={"name": "Arsip", "mimeType": FOLDER}).execute()["id"]
    said: dict[str, Any] = {}
    batch = drive.new_batch_http_request(lambda name, answer, fault: said.update({name: fault or answer}))
    batch.add(drive.files().get(fileId=id), request_id="ada")
    batch.add(drive.files().get(fileId="tidak-ada"), request_id="hilang")
    batch.add(drive.files().update(fileId=id, body={"name": "Arsip 2026"}), request_id="ubah")
    batch.execute()
    assert said["ada"]["name"] == "Arsip"
    assert said["ubah"]["name"] == "Arsip 2026"
    assert isinstance(said["hilang"], HttpError)
    assert said["hilang"].resp.status == 404


def test_a_file_is_uploaded_in_pieces_and_its_content_replaced(google: StandIn) -> None:
    drive, content = google.client("drive"), bytes(range(256)) * 2500
    media = MediaIoBaseUpload(io.BytesIO(content), "application/pdf", chunksize=256 * 1024, resumable=True)
    request = drive.files().create(body={"name": "Surat.pdf"}, media_body=media, fields="id,size")
    pieces, done = 0, None
    while done is None:
        _, done = request.next_chunk()
        pieces += 1
    assert (pieces, done["size"]) == (3, str(len(content)))
    assert drive.files().get_media(fileId=done["id"]).execute() == content
    again = MediaIoBaseUpload(io.BytesIO(b"baru"), "application/pdf", resumable=True)
    drive.files().update(fileId=done["id"], media_body=again).execute()
    assert drive.files().get_media(fileId=done["id"]).execute() == b"baru"


def test_an_upload_tells_how_far_it_is(google: StandIn) -> None:
    headers = {"Authorization": f"Bearer {OFFICE}", "X-Upload-Content-Type": "text/plain"}
    address = google.base_url + "/upload/drive/v3/files?uploadType=resumable"
    at = requests.post(address, json={"name": "x"}, headers=headers, timeout=5).headers["Location"]

    def put(content: bytes, range: str) -> requests.Response:
        return requests.put(at, data=content, headers={"Content-Range": range}, timeout=5)

    assert put(b"", "bytes */8").status_code == 308
    assert put(b"1234", "bytes 0-3/8").status_code == 400, "a piece is a multiple of 256 KB"
    assert put(b"12345678", "bytes 0-7/8").json()["name"] == "x"
    assert put(b"", "bytes */8").status_code == 404


# --------------------------------------------------------------------------------------------------- Drive


def test_a_folder_shares_what_lies_in_it_and_takes_it_to_the_trash(google: StandIn) -> None:
    drive, other = google.client("drive"), google.client("drive", "warga@contoh.id")

    def make(name: str, parent: str, kind: str = FOLDER) -> str:
        body = {"name": name, "mimeType": kind, "parents": [parent]}
        return str(drive.files().create(body=body).execute()["id"])

    top = make("2026", "root")
    inner = make("Oktober", top)
    letter, thrown = make("Surat", inner, "text/plain"), make("Lama", inner, "text/plain")
    drive.files().update(fileId=thrown, body={"trashed": True}).execute()
    share = {"type": "user", "role": "writer", "emailAddress": "warga@contoh.id"}
    drive.permissions().create(fileId=top, body=share).execute()
    assert other.files().get(fileId=letter).execute()["name"] == "Surat"
    shared = drive.permissions().list(fileId=letter).execute()["permissions"]
    assert [one["role"] for one in shared] == ["owner", "writer"]

    def trashed() -> list[bool]:
        return [
            drive.files().get(fileId=id, fields="trashed").execute()["trashed"]
            for id in (inner, letter, thrown)
        ]

    drive.files().update(fileId=top, body={"trashed": True}).execute()
    assert trashed() == [True, True, True]
    drive.files().update(fileId=top, body={"trashed": False}).execute()
    assert trashed() == [False, False, True]


# ------------------------------------------------------------------------------------------------ switches


def spreadsheet(google: StandIn, rows: list[list[str]]) -> tuple[Any, str]:
    sheets = google.client("sheets").spreadsheets()
    id = sheets.create(body={"properties": {"title": "Register"}}).execute()["spreadsheetId"]
    sheets.values().update(
        spreadsheetId=id, range="A1", valueInputOption="RAW", body={"values": rows}
    ).execute()
    return sheets, str(id)


def test_a_quota_of_sheets_is_refused_in_its_own_words(google: StandIn) -> None:
    sheets, id = spreadsheet(google, [["x"]])
    google.control(quotas={"sheets.reads": {"user": 1, "project": 2}})
    sheets.values().get(spreadsheetId=id, range="A1").execute()
    with pytest.raises(HttpError) as caught:
        sheets.values().get(spreadsheetId=id, range="A1").execute()
    error = json.loads(caught.value.content)["error"]
    assert error["message"] == (
        "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service "
        "'sheets.googleapis.com' for consumer 'project_number:1234567890'."
    )
    assert error["status"] == "RESOURCE_EXHAUSTED"
    assert error["details"][0]["metadata"]["quota_limit"] == "ReadRequestsPerMinutePerUser"
    sheets.values().update(
        spreadsheetId=id, range="A1", valueInputOption="RAW", body={"values": [["y"]]}
    ).execute()


def test_faults_come_by_chance_from_a_seed(google: StandIn) -> None:
    _, id = spreadsheet(google, [["x"]])

    def codes() -> list[int]:
        google.control(seed=7, faults=[{"method": "sheets.*", "code": 503, "chance": 0.5}])
        headers = {"Authorization": f"Bearer {OFFICE}"}
        address = f"{google.base_url}/v4/spreadsheets/{id}/values/A1"
        return [requests.get(address, headers=headers, timeout=5).status_code for _ in range(12)]

    first = codes()
    assert set(first) == {200, 503}
    assert codes() == first


def test_calls_take_as_long_as_was_asked_for(google: StandIn) -> None:
    sheets, id = spreadsheet(google, [["x"]])
    google.control(latency={"sheets.*": 0.2})
    began = time.monotonic()
    sheets.values().get(spreadsheetId=id, range="A1").execute()
    assert time.monotonic() - began >= 0.2


def test_somebody_edits_between_two_requests(google: StandIn) -> None:
    rows = [["ID", "Perihal"], *([f"S-{n}", f"surat {n}"] for n in range(8))]
    sheets, id = spreadsheet(google, rows)
    google.control(human=1.0, seed=3, metadata_follows_sort=False)
    for _ in range(30):
        sheets.values().get(spreadsheetId=id, range="A1").execute()
    google.control(human=0.0)
    assert {"sorts", "inserts", "deletes", "types"} <= set(google.requests()["edits"])
    assert sheets.values().get(spreadsheetId=id, range="A1:B20").execute()["values"] != rows
    assert google.workspace.sheets.metadata_follows_sort is False


# --------------------------------------------------------------------------------------------------- state


def test_an_office_is_left_as_files_that_can_be_read_and_resumed(google: StandIn, tmp_path: Path) -> None:
    sheets, id = spreadsheet(google, [["ID", "Nilai"], ["S-1", "=1+1"]])
    number = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    sheets.batchUpdate(
        spreadsheetId=id,
        body={"requests": [
            {"repeatCell": {"range": {"startRowIndex": 1}, "cell": number, "fields": "userEnteredFormat.numberFormat"}},
            {"updateCells": {"start": {"rowIndex": 4, "columnIndex": 2}, "fields": "userEnteredValue",
                             "rows": [{"values": [{"userEnteredValue": {"formulaValue": "=2*3"}}]}]}},
        ]},
    ).execute()  # fmt: skip
    google.client("forms").forms().create(body={"info": {"title": "Permintaan"}}).execute()
    google.client("gmail").users().messages().send(userId="me", body={"raw": raw(mail("Surat"))}).execute()
    media = MediaIoBaseUpload(io.BytesIO(b"\x00\xff"), "application/pdf")
    google.client("drive").files().create(body={"name": "a.pdf"}, media_body=media).execute()
    google.workspace.save(tmp_path)
    kept = json.loads((tmp_path / "spreadsheets" / f"{id}.json").read_text("utf-8"))
    assert kept["sheets"][0]["cells"]["A1"]["value"] == "ID"
    again = Workspace.resumed(tmp_path, Random(8))
    assert again.sheets.all == google.workspace.sheets.all
    assert again.forms.all == google.workspace.forms.all
    assert again.gmail.boxes == google.workspace.gmail.boxes
    assert again.files.all == google.workspace.files.all
    assert again.files.changes == google.workspace.files.changes


def test_only_what_changed_is_written_again(google: StandIn, tmp_path: Path) -> None:
    sheets, id = spreadsheet(google, [["x"]])
    _, other = spreadsheet(google, [["y"]])
    kept = Kept(tmp_path)
    kept.save(google.workspace)
    sheets.values().update(
        spreadsheetId=id, range="A1", valueInputOption="RAW", body={"values": [["z"]]}
    ).execute()
    google.client("drive").files().delete(fileId=other).execute()
    changed = kept.changed(google.workspace)
    assert set(changed) == {f"spreadsheets/{id}.json", f"spreadsheets/{other}.json", "files.json"}
    assert changed[f"spreadsheets/{other}.json"] is None


def test_what_was_changed_last_is_written_when_the_office_is_left(google: StandIn, tmp_path: Path) -> None:
    keeper = Keeper(Kept(tmp_path), google.workspace, RLock())
    _, id = spreadsheet(google, [["x"]])
    keeper.changed()
    keeper.close()
    assert Workspace.resumed(tmp_path, Random(8)).sheets.all[id] == google.workspace.sheets.all[id]


def test_who_is_given_a_file_hears_of_it_unless_it_is_done_quietly(google: StandIn) -> None:
    drive, messages = google.client("drive"), google.client("gmail", "rekan@contoh.id").users().messages()
    share = {"type": "user", "role": "writer", "emailAddress": "rekan@contoh.id"}
    for name, quietly in (("Daftar", False), ("Arsip", True)):
        id = drive.files().create(body={"name": name}).execute()["id"]
        drive.permissions().create(
            fileId=id, body=share, sendNotificationEmail=not quietly, emailMessage=None
        ).execute()
    (got,) = messages.list(userId="me").execute()["messages"]
    headers = messages.get(userId="me", id=got["id"], format="metadata").execute()["payload"]["headers"]
    assert {"name": "Subject", "value": 'Document shared with you: "Daftar"'} in headers


def test_what_google_does_not_say_is_switched_over_http(google: StandIn) -> None:
    google.control(gmail_daily_limit=1, gmail_keeps_message_id=True, forms_published_at_birth=True)
    messages, letter = google.client("gmail").users().messages(), mail("Surat")
    letter["Message-ID"] = "<satu@contoh.go.id>"
    sent = messages.send(userId="me", body={"raw": raw(letter)}).execute()
    shown = messages.get(
        userId="me", id=sent["id"], format="metadata", metadataHeaders=["Message-ID"]
    ).execute()
    assert shown["payload"]["headers"] == [{"name": "Message-ID", "value": "<satu@contoh.go.id>"}]
    with pytest.raises(HttpError) as caught:
        messages.send(userId="me", body={"raw": raw(mail("Lagi"))}).execute()
    assert caught.value.resp.status == 429
    form = google.client("forms").forms().create(body={"info": {"title": "Izin"}}).execute()
    assert form["publishSettings"]["publishState"] == {"isPublished": True, "isAcceptingResponses": True}
    page = requests.get(f"{google.base_url}/_view", timeout=5).text
    assert f'<a href="{form["responderUri"]}">' in page
