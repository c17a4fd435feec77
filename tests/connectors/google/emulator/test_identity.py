"""Who a token is: consent and what it was given for, the files of a program, a service account with its key."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request
from google.oauth2 import service_account
from googleapiclient.errors import HttpError

from tests.connectors.google.emulator.gmail_post import mail, raw
from tests.connectors.google.standin import OFFICE, StandIn

SPREADSHEET = "application/vnd.google-apps.spreadsheet"
SERVICE = "alur@proyek.iam.gserviceaccount.com"
DRIVE = "https://www.googleapis.com/auth/drive.file"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
SEND = "https://www.googleapis.com/auth/gmail.send"


def reason(caught: pytest.ExceptionInfo[HttpError]) -> tuple[int, str]:
    error = json.loads(caught.value.content)["error"]
    return int(error["code"]), str(error["errors"][0]["reason"])


def consent(google: StandIn, granted: list[str], **asked: str) -> dict[str, str]:
    """What a person does on the page; gives what the program's own address is called with."""
    words = {"client_id": "alur", "redirect_uri": "http://127.0.0.1:1/", "scope": f"{DRIVE} {SEND}", **asked}
    page = requests.get(f"{google.base_url}/o/oauth2/v2/auth", params=words, timeout=5)
    assert DRIVE in page.text
    said = requests.post(
        f"{google.base_url}/o/oauth2/v2/auth", allow_redirects=False, timeout=5,
        data={**words, "account": OFFICE, "granted": granted, "choice": "yes"},
    )  # fmt: skip
    return {name: one[0] for name, one in parse_qs(urlsplit(said.headers["Location"]).query).items()}


def token(google: StandIn, **form: str) -> Any:
    return requests.post(f"{google.base_url}/token", data=form, timeout=5).json()


def test_a_code_becomes_a_token_for_just_the_scopes_that_were_ticked(google: StandIn) -> None:
    verifier = "rahasia" * 8
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {"code_challenge": challenge, "code_challenge_method": "S256", "state": "7"}
    back = consent(google, [DRIVE], **asked)
    assert (back["state"], back["scope"]) == ("7", DRIVE)
    form = {"grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:1/"}
    wrong = token(google, **form, code=back["code"], code_verifier="lain")
    assert wrong["error"] == "invalid_grant"
    code = consent(google, [DRIVE], **asked)["code"]
    given = token(google, **form, code=code, code_verifier=verifier)
    assert token(google, **form, code=code, code_verifier=verifier)["error"] == "invalid_grant"
    fresh = token(google, grant_type="refresh_token", refresh_token=given["refresh_token"])
    google.client("drive", fresh["access_token"]).files().create(body={"name": "x"}).execute()
    with pytest.raises(HttpError, match="insufficient authentication scopes"):
        google.client("gmail", fresh["access_token"]).users().messages().send(
            userId="me", body={"raw": raw(mail("Surat"))}
        ).execute()
    google.control(revoked=[OFFICE])
    gone = token(google, grant_type="refresh_token", refresh_token=given["refresh_token"])
    assert gone == {"error": "invalid_grant", "error_description": "Token has been expired or revoked."}


def given_to(google: StandIn, app: str, *scopes: str) -> str:
    """A token that the office's account gave to a program."""
    words = {"scope": " ".join([DRIVE, *scopes]), "client_id": app}
    code = consent(google, [DRIVE, *scopes], **words)["code"]
    form = {"grant_type": "authorization_code", "redirect_uri": "http://127.0.0.1:1/"}
    return str(token(google, **form, code=code)["access_token"])


def test_a_program_with_drive_file_sees_only_what_it_created(google: StandIn) -> None:
    own, other, wide = given_to(google, "alur"), given_to(google, "lain"), given_to(google, "lain", SHEETS)
    by_hand = google.client("sheets").spreadsheets().create(body={}).execute()["spreadsheetId"]
    start = google.client("drive", own).changes().getStartPageToken().execute()["startPageToken"]
    made = google.client("sheets", own).spreadsheets().create(body={}).execute()["spreadsheetId"]

    def seen(who: str) -> list[str]:
        return [one["id"] for one in google.client("drive", who).files().list().execute()["files"]]

    assert (seen(own), seen(other)) == ([made], [])
    assert sorted(seen(OFFICE)) == sorted([made, by_hand])
    for who, id in ((own, by_hand), (other, made)):
        with pytest.raises(HttpError) as caught:
            google.client("sheets", who).spreadsheets().get(spreadsheetId=id).execute()
        assert caught.value.resp.status == 404
        with pytest.raises(HttpError) as caught:
            google.client("drive", who).files().get(fileId=id).execute()
        assert reason(caught) == (404, "notFound")
    google.client("sheets", wide).spreadsheets().get(spreadsheetId=made).execute()
    google.client("drive").files().update(fileId=by_hand, body={"name": "x"}).execute()
    extra = google.client("drive").files().create(body={"name": "dipilih"}).execute()["id"]
    google.control(picked={extra: ["ketiga"]})
    assert seen(given_to(google, "ketiga")) == [extra]

    def changed(who: str) -> list[tuple[str, bool]]:
        found = google.client("drive", who).changes().list(pageToken=start).execute()["changes"]
        return [(one["fileId"], one["removed"]) for one in found]

    assert (changed(own), changed(other)) == ([(made, False)], [])
    google.client("drive").files().delete(fileId=made).execute()
    assert (changed(own), changed(other)) == ([(made, True)], [])


@cache
def keys() -> tuple[str, str]:
    """A service account's private key, and the public one."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kept = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, kept)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private.decode(), public.decode()


def service(google: StandIn, account: str = SERVICE, subject: str | None = None) -> Any:
    """Credentials of a service account as google-auth makes them, with a fresh token."""
    said = {"client_email": account, "private_key": keys()[0], "token_uri": google.base_url + "/token"}
    make: Any = service_account.Credentials
    found = make.from_service_account_info(said, scopes=[DRIVE, SEND], subject=subject)
    found.refresh(Request())
    return found


def test_a_service_account_is_known_by_its_key(google: StandIn) -> None:
    with pytest.raises(RefreshError, match="invalid_grant: Invalid grant: account not found"):
        service(google)
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    pem = other.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    google.control(service_accounts={SERVICE: pem.decode()})
    with pytest.raises(RefreshError, match="invalid_grant: Invalid JWT Signature"):
        service(google)
    google.control(service_accounts={SERVICE: keys()[1]})
    assert service(google).valid
    with pytest.raises(RefreshError, match="unauthorized_client: Client is unauthorized"):
        service(google, subject="dinas@gmail.com")
    with pytest.raises(RefreshError, match="account not found"):
        service(google, account="lain@proyek.iam.gserviceaccount.com")


def test_a_service_account_owns_nothing_and_sends_only_for_somebody(google: StandIn) -> None:
    google.control(service_accounts={SERVICE: keys()[1]})
    itself, acting = service(google).token, service(google, subject=OFFICE).token
    with pytest.raises(HttpError) as caught:
        google.client("drive", itself).files().create(body={"name": "x", "mimeType": SPREADSHEET}).execute()
    assert reason(caught) == (403, "storageQuotaExceeded")
    body = {"raw": raw(mail("Surat"))}
    with pytest.raises(HttpError) as caught:
        google.client("gmail", itself).users().messages().send(userId="me", body=body).execute()
    assert reason(caught) == (400, "failedPrecondition")
    google.client("gmail", acting).users().messages().send(userId="me", body=body).execute()
    made = google.client("drive", acting).files().create(body={"name": "x"}, fields="owners").execute()
    assert made["owners"][0]["emailAddress"] == OFFICE
