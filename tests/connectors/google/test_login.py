"""Logging in by a browser, and what the token file may and may not be."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from werkzeug.wrappers import Request, Response

from connectors.google.client import GoogleClient, NotDone
from connectors.google.emulator.schema import routes
from connectors.google.login import log_in
from connectors.google.token import FILES, MAIL, credentials, scopes, warning, write_token
from flows.engine.calendar import JAKARTA
from tests.connectors.google.standin import StandIn, standin

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
WHO = "alur@contoh.example"


@dataclass
class Consent:
    """Google's consent page and its exchange of codes. granted: scopes, None for all that are asked for."""

    server: StandIn
    folder: Path
    error: str = ""
    granted: str | None = None
    lasts: int = 0
    refused: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        answer = self.server.app.answer

        def with_tokens(request: Request, content: bytes) -> Any:
            if request.path == "/token" and b"authorization_code" in content:
                return self.exchange(dict(parse_qsl(content.decode())))
            return answer(request, content)

        self.server.app.answer = with_tokens  # type: ignore[method-assign] # with refusals that the stand-in does not make
        client = {"client_id": "12.apps", "client_secret": "rahasia", "auth_uri": "x", "token_uri": "x"}
        (self.folder / "client.json").write_text(json.dumps({"installed": client}))

    def exchange(self, form: dict[str, str]) -> Response:
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
        if self.refused or challenge != self.asked["code_challenge"] or form["code"] != "kode":
            return Response(json.dumps({"error": self.refused or "invalid_grant"}), 400)
        said = {
            "access_token": WHO, "refresh_token": WHO, "expires_in": 3599, "token_type": "Bearer",
            "scope": self.asked["scope"] if self.granted is None else self.granted,
        }  # fmt: skip
        if self.lasts:
            said["refresh_token_expires_in"] = self.lasts
        return Response(json.dumps(said), mimetype="application/json")

    def tell(self, text: str) -> None:
        """A person opens the address that is told, and Google sends the browser back."""
        self.told.append(text)
        if text.startswith("http"):
            self.asked = {name: values[0] for name, values in parse_qs(urlsplit(text).query).items()}
            back = {
                "state": self.asked["state"],
                **({"error": self.error} if self.error else {"code": "kode"}),
            }
            address = f"{self.asked['redirect_uri']}?{urlencode(back)}"
            Thread(target=lambda: requests.get(address, timeout=10), daemon=True).start()

    def log_in(self, **options: Any) -> str:
        return log_in(
            self.folder / "client.json", self.folder / "token.json", scopes(mail=True), lambda: NOW, self.tell,
            base_url=self.server.base_url, browser=False, wait=10, **options,
        )  # fmt: skip


@pytest.fixture
def consent(tmp_path: Path) -> Iterator[Consent]:
    with standin() as server:
        yield Consent(server, tmp_path)


def test_a_person_logs_in_and_the_token_works(consent: Consent) -> None:
    assert consent.log_in() == WHO
    path = consent.folder / "token.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert consent.asked["redirect_uri"].startswith("http://127.0.0.1:")
    assert consent.asked["code_challenge_method"] == "S256"
    assert consent.asked["access_type"] == "offline"
    assert set(consent.asked["scope"].split()) == {*FILES, *MAIL}
    client = GoogleClient(credentials(path, consent.server.base_url), base_url=consent.server.base_url)
    about = client.execute(client.service("drive", "v3").about().get(fields="user"), safe=True)
    assert about["user"]["emailAddress"] == WHO
    client.close()
    assert warning(path, NOW + timedelta(days=365)) == ""


def test_a_token_of_a_consent_screen_in_testing_is_warned_of_in_time(consent: Consent) -> None:
    consent.lasts = 7 * 86400 - 1
    consent.log_in()
    path = consent.folder / "token.json"
    assert warning(path, NOW + timedelta(days=4)) == ""
    assert "runs out on 30-11-2026 08:59" in warning(path, NOW + timedelta(days=5, hours=1))
    assert "publish the consent screen" in warning(path, NOW + timedelta(days=8))


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ({"error": "access_denied"}, "test users"),
        ({"error": "admin_policy_enforced"}, "administrator"),
        ({"granted": " ".join(FILES)}, "not ticked: gmail.compose, gmail.readonly"),
        ({"refused": "invalid_client"}, "download its JSON again"),
        ({"refused": "invalid_grant"}, "run it again"),
    ],
)  # fmt: skip
def test_what_google_refuses_is_told_with_the_way_out(
    consent: Consent, fault: dict[str, str], says: str
) -> None:
    for name, value in fault.items():
        setattr(consent, name, value)
    with pytest.raises(NotDone, match=says):
        consent.log_in()
    assert not (consent.folder / "token.json").exists()


def test_nobody_in_the_browser_is_not_waited_for_for_ever(consent: Consent) -> None:
    with pytest.raises(NotDone, match="nobody answered in the browser within 1 seconds"):
        log_in(
            consent.folder / "client.json", consent.folder / "token.json", FILES, lambda: NOW, lambda text: None,
            base_url=consent.server.base_url, browser=False, wait=1,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "is not there"),
        ("{", "not an OAuth client"),
        ('{"web": {"client_id": "x"}}', "of another kind"),
    ],
)
def test_a_wrong_client_file_is_told_before_anybody_is_asked(
    tmp_path: Path, content: str | None, says: str
) -> None:
    path = tmp_path / "client.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(NotDone, match=says):
        log_in(path, tmp_path / "token.json", FILES, lambda: NOW, lambda text: None)


def test_mail_that_leaves_otherwise_asks_for_no_mailbox() -> None:
    assert scopes(mail=False) == ("https://www.googleapis.com/auth/drive.file",)


def service_account() -> dict[str, str]:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "type": "service_account", "client_email": "alur@p.iam.example", "private_key": pem.decode(),
        "token_uri": "https://oauth2.googleapis.com/token",
    }  # fmt: skip


def test_a_service_account_works_as_the_account_it_was_delegated_to(tmp_path: Path) -> None:
    path = tmp_path / "token.json"
    write_token(path, service_account())
    with pytest.raises(NotDone, match=r"\[google\] subject"):
        credentials(path)
    found = credentials(path, "http://127.0.0.1:8099", WHO, scopes(mail=True))
    assert (found._subject, found._token_uri) == (WHO, "http://127.0.0.1:8099/token")
    assert set(found.scopes) == {*FILES, *MAIL}
    write_token(path, service_account() | {"private_key": "x"})
    with pytest.raises(NotDone, match="no whole key"):
        credentials(path, subject=WHO)


def public_key(said: dict[str, str]) -> str:
    key = serialization.load_pem_private_key(said["private_key"].encode(), None).public_key()
    return key.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def about(path: Path, server: StandIn) -> str:
    client = GoogleClient(
        credentials(path, server.base_url, WHO, scopes(mail=False)),
        base_url=server.base_url,
        sleep=lambda _: None,
    )
    said = client.execute(client.service("drive", "v3").about().get(fields="user"), safe=True)
    client.close()
    return str(said["user"]["emailAddress"])


def test_the_key_of_a_service_account_is_exchanged_for_a_token_of_the_account(tmp_path: Path) -> None:
    path, said, other = tmp_path / "token.json", service_account(), service_account()
    write_token(path, said)
    with standin() as server:
        server.control(now=datetime.now(JAKARTA).isoformat())
        with pytest.raises(NotDone, match=r"make a new key .*account not found"):
            about(path, server)
        server.control(service_accounts={said["client_email"]: public_key(other)})
        with pytest.raises(NotDone, match=r"make a new key .*Invalid JWT"):
            about(path, server)
        server.control(service_accounts={said["client_email"]: public_key(said)})
        assert about(path, server) == WHO


@pytest.mark.parametrize(("choice", "ticked"), [("yes", 3), ("yes", 1), ("no", 3)])
def test_logging_in_on_the_consent_page_of_the_standin(tmp_path: Path, choice: str, ticked: int) -> None:
    """A person ticks boxes and presses a button; the browser is sent back to the login that waits for it."""
    client = {"client_id": "12.apps", "client_secret": "rahasia", "auth_uri": "x", "token_uri": "x"}
    (tmp_path / "client.json").write_text(json.dumps({"installed": client}))

    def a_person(text: str) -> None:
        if text.startswith("http"):
            asked = dict(parse_qsl(urlsplit(text).query))
            granted = asked["scope"].split()[:ticked]
            filled = {**asked, "account": WHO, "granted": granted, "choice": choice}
            address = text.partition("?")[0]
            Thread(target=lambda: requests.post(address, data=filled, timeout=10), daemon=True).start()

    with standin() as server:

        def log_in_there() -> str:
            return log_in(
                tmp_path / "client.json", tmp_path / "token.json", scopes(mail=True), lambda: NOW, a_person,
                base_url=server.base_url, browser=False, wait=10,
            )  # fmt: skip

        if (choice, ticked) != ("yes", 3):
            with pytest.raises(
                NotDone, match="test users" if choice == "no" else "not ticked: gmail.compose"
            ):
                log_in_there()
            assert not (tmp_path / "token.json").exists()
            return
        assert log_in_there() == WHO
        server.control(now=(NOW + timedelta(hours=3)).isoformat())
        assert about(tmp_path / "token.json", server) == WHO, "the token is refreshed when it has run out"


USED = {
    "sheets": ("spreadsheets.get", "spreadsheets.batchUpdate", "spreadsheets.values.batchGet",
               "spreadsheets.values.update", "spreadsheets.values.batchUpdateByDataFilter",
               "spreadsheets.developerMetadata.search"),
    "drive": ("files.create", "files.get", "files.list", "files.update", "files.delete", "files.export", "files.copy",
              "files.generateIds", "permissions.create", "permissions.list", "changes.list",
              "changes.getStartPageToken", "about.get"),
    "forms": ("forms.create", "forms.get", "forms.batchUpdate", "forms.setPublishSettings", "forms.responses.list"),
    "gmail": ("users.drafts.create", "users.drafts.delete", "users.drafts.get", "users.drafts.list", "users.drafts.send",
              "users.messages.list", "users.messages.get", "users.threads.get", "users.getProfile"),
}  # fmt: skip


@pytest.mark.parametrize("api", sorted(USED))
def test_the_scopes_asked_for_are_enough_for_every_call(api: str) -> None:
    asked = set(scopes(mail=api == "gmail"))
    allowed = {route.id.removeprefix(f"{api}."): set(route.method["scopes"]) for route in routes(api)}
    assert [method for method in USED[api] if not allowed[method] & asked] == []
