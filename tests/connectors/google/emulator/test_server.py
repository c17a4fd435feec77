"""The stand-in over HTTP, as google-api-python-client and a browser's program meet it."""

from __future__ import annotations

import io
from pathlib import Path
from random import Random

import pytest
import requests
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from connectors.google.emulator.office import Workspace
from tests.connectors.google.emulator.gmail_post import mail, raw
from tests.connectors.google.standin import StandIn

HEADERS = {"Authorization": "Bearer dinas@contoh.go.id"}


def test_forms_and_mail_over_http(google: StandIn) -> None:
    forms = google.client("forms").forms()
    id = forms.create(body={"info": {"title": "Permintaan data"}}).execute()["formId"]
    assert forms.get(formId=id).execute()["info"]["title"] == "Permintaan data"
    users = google.client("gmail").users()
    sent = users.messages().send(userId="me", body={"raw": raw(mail("Surat"))}).execute()
    assert users.messages().get(userId="me", id=sent["id"]).execute()["labelIds"] == ["SENT"]
    counted = google.requests()
    assert (counted["reads"], counted["writes"]) == (2, 2)


def test_what_google_does_not_know_is_refused(google: StandIn) -> None:
    def post(path: str, body: object, headers: dict[str, str] = HEADERS) -> requests.Response:
        return requests.post(google.base_url + path, json=body, headers=headers, timeout=5)

    wrong = post("/v1/forms", {"info": {"judul": "x"}})
    assert wrong.status_code == 400
    assert "Unknown name \"judul\" at 'info': Cannot find field." in wrong.json()["error"]["message"]
    assert post("/v1/forms", {}, {}).status_code == 401
    assert post("/v1/lain", {}).status_code == 404
    assert post("/drive/v3/channels/stop", {}).status_code == 501


def test_files_are_kept_searched_shared_and_thrown_away(google: StandIn) -> None:
    drive, other = google.client("drive"), google.client("drive", "warga@contoh.id")
    start = drive.changes().getStartPageToken().execute()["startPageToken"]
    folder = drive.files().create(body={"name": "Arsip", "mimeType": "application/vnd.google-apps.folder"})
    parent = folder.execute()["id"]
    body = {"name": "Surat O'Neil", "parents": [parent], "appProperties": {"slot": "7"}}
    upload = MediaIoBaseUpload(io.BytesIO(b"isi\r\n"), "application/pdf")
    id = drive.files().create(body=body, media_body=upload).execute()["id"]
    assert drive.files().get_media(fileId=id).execute() == b"isi\r\n"
    for text, there in (
        (f"'{parent}' in parents and trashed = false", True),
        ("appProperties has { key='slot' and value='7' }", True),
        ("name contains 'o\\'neil' and not mimeType = 'application/pdf'", False),
        ("(name = 'x' or mimeType = 'application/pdf') and 'root' in parents", False),
    ):
        listed = drive.files().list(q=text, fields="files(id)").execute()["files"]
        assert listed == ([{"id": id}] if there else [])
    with pytest.raises(HttpError, match="File not found"):
        other.files().get(fileId=id).execute()
    share = {"type": "user", "role": "reader", "emailAddress": "warga@contoh.id"}
    drive.permissions().create(fileId=id, body=share, sendNotificationEmail=False).execute()
    assert other.files().get(fileId=id).execute()["name"] == "Surat O'Neil"
    with pytest.raises(HttpError) as caught:
        other.files().delete(fileId=id).execute()
    assert caught.value.resp.status == 403
    drive.files().delete(fileId=id).execute()
    changed = drive.changes().list(pageToken=start).execute()["changes"]
    assert [(one["fileId"], one["removed"]) for one in changed] == [(parent, False), (id, True)]


@pytest.mark.parametrize(("after", "made"), [(False, 0), (True, 1)])
def test_a_fault_comes_before_or_after_the_effect(google: StandIn, after: bool, made: int) -> None:
    google.control(faults=[{"method": "forms.forms.create", "code": 503, "next": 1, "after": after}])
    with pytest.raises(HttpError) as caught:
        google.client("forms").forms().create(body={"info": {"title": "x"}}).execute()
    assert caught.value.resp.status == 503
    assert len(google.workspace.files.all) == made


def test_a_reply_can_be_lost_after_the_effect(google: StandIn) -> None:
    google.control(faults=[{"method": "forms.*", "code": 0, "next": 1, "after": True}])
    with pytest.raises(requests.ConnectionError):
        requests.post(
            google.base_url + "/v1/forms", json={"info": {"title": "x"}}, headers=HEADERS, timeout=5
        )
    assert len(google.workspace.files.all) == 1


def test_a_quota_is_for_a_token_and_a_minute(google: StandIn) -> None:
    google.control(quotas={"drive.*": 1})

    def status(who: str) -> int:
        headers = {"Authorization": f"Bearer {who}"}
        return requests.get(google.base_url + "/drive/v3/files", headers=headers, timeout=5).status_code

    assert [status("a"), status("a"), status("b")] == [200, 403, 200]
    google.control(now="2026-11-23T02:31:01Z")
    assert status("a") == 200


def test_what_was_left_in_a_folder_is_resumed(google: StandIn, tmp_path: Path) -> None:
    id = google.client("forms").forms().create(body={"info": {"title": "x"}}).execute()["formId"]
    google.workspace.save(tmp_path)
    again = Workspace.resumed(tmp_path, Random(8))
    assert again.forms.all[id].title == "x"
    assert again.forms.files is again.files
