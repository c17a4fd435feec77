"""google-api-python-client, unmodified, plays the user guides of its four services against the stand-in over HTTP.

``build`` with its bundled documents and ``api_endpoint`` is all there is to it for JSON. That option covers neither
uploads nor batches, so those of Drive go through the same document with another root.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from tests.connectors.google.standin import StandIn, standin

ME, FRIEND = "pandu@contoh.example", "rekan@contoh.example"
FOLDER = "application/vnd.google-apps.folder"
SPREADSHEET = "application/vnd.google-apps.spreadsheet"
VERSIONS = {"drive": "v3", "sheets": "v4", "forms": "v1", "gmail": "v1"}


@pytest.fixture(scope="module")
def server() -> Iterator[StandIn]:
    with standin() as server:
        yield server
        assert server.requests()["schema_faults"] == []


def service(server: StandIn, name: str, who: str = ME) -> Any:
    path = "/drive/v3/" if name == "drive" else "/"
    return build(
        name, VERSIONS[name], credentials=Credentials(who), static_discovery=True,
        client_options={"api_endpoint": server.base_url + path},
    )  # fmt: skip


# --------------------------------------------------------------------------------------------------- Drive


def test_drive_makes_folders_and_finds_files(server: StandIn) -> None:
    files = service(server, "drive").files()
    folder = files.create(body={"name": "Laporan", "mimeType": FOLDER}, fields="id").execute()["id"]
    for name in ("Januari", "Februari", "Maret"):
        files.create(body={"name": name, "mimeType": SPREADSHEET, "parents": [folder]}).execute()
    query = f"mimeType='{SPREADSHEET}' and '{folder}' in parents and trashed=false"
    found, token = [], None
    while True:
        page = files.list(
            q=query, pageSize=2, orderBy="name", fields="nextPageToken, files(id, name)", pageToken=token
        ).execute()
        found += [one["name"] for one in page["files"]]
        token = page.get("nextPageToken")
        if token is None:
            break
    assert found == ["Februari", "Januari", "Maret"]
    assert [one["name"] for one in files.list(q="name contains 'Lap'").execute()["files"]] == ["Laporan"]


def test_drive_uploads_whole_and_in_pieces_and_gives_back_what_it_got(server: StandIn) -> None:
    files = server.client("drive", ME).files()
    whole = MediaIoBaseUpload(io.BytesIO(b"%PDF-1.7"), "application/pdf")
    made = files.create(body={"name": "surat.pdf"}, media_body=whole, fields="id, mimeType").execute()
    assert made["mimeType"] == "application/pdf"
    pieces = MediaIoBaseUpload(io.BytesIO(b"x" * 600_000), "text/plain", chunksize=262_144, resumable=True)
    request = files.create(body={"name": "besar.txt"}, media_body=pieces, fields="id")
    status, answer = request.next_chunk()
    assert status.resumable_progress == 262_144
    while answer is None:
        _, answer = request.next_chunk()
    assert files.get_media(fileId=answer["id"]).execute() == b"x" * 600_000
    assert files.get_media(fileId=made["id"]).execute() == b"%PDF-1.7"


def test_drive_exports_shares_and_tells_what_changed(server: StandIn) -> None:
    drive, friend = service(server, "drive"), service(server, "drive", FRIEND)
    start = drive.changes().getStartPageToken().execute()["startPageToken"]
    id = drive.files().create(body={"name": "Daftar", "mimeType": SPREADSHEET}).execute()["id"]
    service(server, "sheets").spreadsheets().values().update(
        spreadsheetId=id, range="A1", valueInputOption="USER_ENTERED", body={"values": [["a", "b"], [1, "=A2+1"]]}
    ).execute()  # fmt: skip
    assert drive.files().export(fileId=id, mimeType="text/csv").execute() == b"a,b\r\n1,2\r\n"
    with pytest.raises(HttpError, match="File not found"):
        friend.files().get(fileId=id).execute()
    body = {"type": "user", "role": "writer", "emailAddress": FRIEND}
    given = (
        drive.permissions().create(fileId=id, body=body, sendNotificationEmail=False, fields="id").execute()
    )
    assert friend.files().get(fileId=id, fields="name").execute() == {"name": "Daftar"}
    drive.permissions().update(fileId=id, permissionId=given["id"], body={"role": "reader"}).execute()
    listed = drive.permissions().list(fileId=id, fields="permissions(role)").execute()["permissions"]
    assert [one["role"] for one in listed] == ["owner", "reader"]
    drive.permissions().delete(fileId=id, permissionId=given["id"]).execute()
    drive.files().update(fileId=id, body={"trashed": True}).execute()
    page = (
        drive.changes()
        .list(pageToken=start, fields="newStartPageToken,changes(fileId,file(trashed))")
        .execute()
    )
    assert page["changes"] == [{"fileId": id, "file": {"trashed": True}}]
    assert drive.changes().list(pageToken=page["newStartPageToken"]).execute()["changes"] == []


def test_drive_shares_many_files_in_one_batch(server: StandIn) -> None:
    drive = server.client("drive", ME)
    ids = [drive.files().create(body={"name": f"b{n}"}).execute()["id"] for n in range(3)]
    said: list[Any] = []
    batch = drive.new_batch_http_request(
        callback=lambda name, answer, fault: said.append(fault or answer["role"])
    )
    for id in (*ids, "tidak-ada"):
        body = {"type": "user", "role": "writer", "emailAddress": FRIEND}
        batch.add(
            drive.permissions().create(fileId=id, body=body, sendNotificationEmail=False, fields="role")
        )
    batch.execute()
    assert said[:3] == ["writer"] * 3
    assert said[3].resp.status == 404


# --------------------------------------------------------------------------------------------------- Forms


def test_forms_are_made_published_answered_and_read(server: StandIn) -> None:
    forms = service(server, "forms").forms()
    id = forms.create(body={"info": {"title": "Pendaftaran"}}).execute()["formId"]
    question = {"required": True, "textQuestion": {}}
    choice = {
        "required": True,
        "choiceQuestion": {"type": "RADIO", "options": [{"value": "Ya"}, {"value": "Tidak"}]},
    }
    asked = [("Nama", question), ("Ikut?", choice)]
    forms.batchUpdate(
        formId=id,
        body={"requests": [
            {"createItem": {"item": {"title": title, "questionItem": {"question": one}}, "location": {"index": n}}}
            for n, (title, one) in enumerate(asked)
        ]},
    ).execute()  # fmt: skip
    form = forms.get(formId=id).execute()
    ids = [item["questionItem"]["question"]["questionId"] for item in form["items"]]
    state = {"isPublished": True, "isAcceptingResponses": True}
    forms.setPublishSettings(formId=id, body={"publishSettings": {"publishState": state}}).execute()
    view = {"type": "anyone", "role": "reader", "view": "published"}
    service(server, "drive").permissions().create(fileId=id, body=view).execute()
    entries = {f"entry.{int(one, 16)}": text for one, text in zip(ids, ("Siti", "Ya"), strict=True)}
    address = form["responderUri"].replace("/viewform", "/formResponse")
    assert requests.post(address, data=entries, timeout=5).status_code == 200
    (response,) = forms.responses().list(formId=id).execute()["responses"]
    answers = [response["answers"][one]["textAnswers"]["answers"][0]["value"] for one in ids]
    assert answers == ["Siti", "Ya"]
    assert forms.responses().get(formId=id, responseId=response["responseId"]).execute()[
        "answers"
    ].keys() == {*ids}


# --------------------------------------------------------------------------------------------------- Gmail


def written(subject: str, text: str) -> dict[str, str]:
    mail = EmailMessage()
    mail["To"], mail["From"], mail["Subject"] = FRIEND, ME, subject
    mail.set_content(text)
    return {"raw": base64.urlsafe_b64encode(mail.as_bytes()).decode()}


def test_gmail_drafts_are_made_looked_at_and_sent_once(server: StandIn) -> None:
    users = service(server, "gmail").users()
    drafts, messages = users.drafts(), users.messages()
    id = drafts.create(userId="me", body={"message": written("Undangan", "Besok")}).execute()["id"]
    assert id in [one["id"] for one in drafts.list(userId="me").execute()["drafts"]]
    assert drafts.get(userId="me", id=id).execute()["message"]["labelIds"] == ["DRAFT"]
    sent = drafts.send(userId="me", body={"id": id}).execute()
    with pytest.raises(HttpError) as caught:
        drafts.send(userId="me", body={"id": id}).execute()
    assert caught.value.resp.status == 404
    messages.send(userId="me", body=written("Lain", "x")).execute()
    found = messages.list(userId="me", q="in:sent subject:Undangan").execute()["messages"]
    assert [one["id"] for one in found] == [sent["id"]]
    headers = messages.get(userId="me", id=sent["id"], format="metadata").execute()["payload"]["headers"]
    assert {"name": "Subject", "value": "Undangan"} in headers
    inbox = service(server, "gmail", FRIEND).users().messages().list(userId="me", q=f"from:{ME}").execute()
    assert inbox["resultSizeEstimate"] == 2


# -------------------------------------------------------------------------------------------------- Sheets


def test_sheets_read_and_write_ranges_by_name_and_by_filter(server: StandIn) -> None:
    sheets = service(server, "sheets").spreadsheets()
    made = sheets.create(
        body={"properties": {"title": "Panduan"}}, fields="spreadsheetId,sheets.properties"
    ).execute()
    id, tab = made["spreadsheetId"], made["sheets"][0]["properties"]["sheetId"]
    data = [
        {"range": "A1:B1", "values": [["Nama", "Nilai"]]},
        {"range": "A2:B3", "values": [["Siti", 1], ["Budi", 2]]},
    ]
    sheets.values().batchUpdate(spreadsheetId=id, body={"valueInputOption": "RAW", "data": data}).execute()
    read = (
        sheets.values()
        .batchGet(spreadsheetId=id, ranges=["A1:A3", "B2:B3"], majorDimension="COLUMNS")
        .execute()
    )
    assert [one["values"] for one in read["valueRanges"]] == [[["Nama", "Siti", "Budi"]], [["1", "2"]]]
    appended = sheets.values().append(
        spreadsheetId=id, range="A1", valueInputOption="USER_ENTERED", body={"values": [["Ani", "=B3+1"]]}
    ).execute()  # fmt: skip
    assert appended["updates"]["updatedRange"] == "Sheet1!A4:B4"
    column = {"sheetId": tab, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}
    replies = sheets.batchUpdate(
        spreadsheetId=id,
        body={"requests": [
            {"updateSpreadsheetProperties": {"properties": {"title": "Panduan 2"}, "fields": "title"}},
            {"findReplace": {"find": "Budi", "replacement": "Budiman", "allSheets": True}},
            {"createDeveloperMetadata": {"developerMetadata": {
                "metadataId": 7, "metadataKey": "nilai", "visibility": "DOCUMENT", "location": {"dimensionRange": column},
            }}},
            {"repeatCell": {
                "range": {"sheetId": tab, "endRowIndex": 1}, "cell": {"userEnteredFormat": {"textFormat": {"bold": True}}},
                "fields": "userEnteredFormat.textFormat.bold",
            }},
        ]},
    ).execute()["replies"]  # fmt: skip
    assert replies[1]["findReplace"]["occurrencesChanged"] == 1
    lookup = {"developerMetadataLookup": {"metadataKey": "nilai"}}
    found = sheets.values().batchGetByDataFilter(
        spreadsheetId=id, body={"dataFilters": [lookup], "valueRenderOption": "UNFORMATTED_VALUE"}
    ).execute()  # fmt: skip
    assert found["valueRanges"][0]["valueRange"]["values"] == [["Nilai"], [1], [2], [3]]
    written = sheets.values().batchUpdateByDataFilter(
        spreadsheetId=id,
        body={"valueInputOption": "RAW", "data": [
            {"dataFilter": lookup, "majorDimension": "COLUMNS", "values": [[None, 10]]},
        ]},
    ).execute()  # fmt: skip
    assert written["totalUpdatedCells"] == 1
    got = sheets.getByDataFilter(
        spreadsheetId=id, body={"dataFilters": [lookup], "includeGridData": True}
    ).execute()
    cells = [row["values"][0] for row in got["sheets"][0]["data"][0]["rowData"][:2]]
    assert cells[0]["userEnteredFormat"]["textFormat"]["bold"] is True
    assert cells[1]["effectiveValue"] == {"numberValue": 10}
