"""``alur google login``: a person lets Alur work as an account, in a browser, and the token is kept in a file.

The flow of an installed application: Google sends the browser back to this machine (loopback), with PKCE, so that
nothing has to be typed over.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.google.client import SECONDS, GoogleClient, NotDone
from connectors.google.token import GOOGLE, SCOPE, write_token
from flows.engine.case import Json

WAIT = 300
"""Seconds that a person has in the browser."""
CLOSE = "Alur may now work as this account. You may close this window."
WHERE = "Google Cloud console > APIs & Services > Credentials > Create credentials > OAuth client ID > Desktop app"


def log_in(
    client_file: Path, token_file: Path, wanted: Sequence[str], now: Callable[[], datetime],
    tell: Callable[[str], None], *, base_url: str = "", browser: bool = True, port: int = 0, wait: int = WAIT,
) -> str:  # fmt: skip
    """Gives the account. client_file: of the OAuth client, as downloaded; port: for the way back, 0 a free one.

    Raises NotDone, with the way out.
    """
    config = _client(client_file, base_url)
    flow = _flow(config, wanted, tell)
    tell(
        "Log in as the account that Alur is to work as, and tick every box. In a browser on this machine open:"
    )
    token = _consented(flow, base_url, browser=browser, port=port, wait=wait)
    granted = token.get("scope", list(wanted))
    granted = granted.split() if isinstance(granted, str) else list(granted)
    lacking = [scope.removeprefix(SCOPE) for scope in wanted if scope not in granted]
    if lacking:
        raise NotDone(
            f"these boxes were not ticked: {', '.join(lacking)}; run `alur google login` again and tick every box",
            again=False, reason="scope",
        )  # fmt: skip
    if not token.get("refresh_token"):
        raise NotDone(
            "Google gave no lasting token; take Alur's access away at myaccount.google.com/connections, then log in "
            "again", again=False,
        )  # fmt: skip
    lasts = token.get("refresh_token_expires_in")
    said: Json = {
        "type": "authorized_user", "token": token["access_token"], "refresh_token": token["refresh_token"],
        "client_id": config["client_id"], "client_secret": config["client_secret"], "scopes": granted,
        "token_uri": GOOGLE, "made": now().isoformat(),
        "refresh_until": (now() + timedelta(seconds=int(lasts))).isoformat() if lasts else "",
    }  # fmt: skip
    said["account"] = _account(token["access_token"], base_url)
    write_token(token_file, said)
    return str(said["account"])


def _client(path: Path, base_url: str) -> Json:
    try:
        said = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise NotDone(
            f"{path} is not there; make an OAuth client and download its JSON to that place: {WHERE}",
            again=False,
        ) from None
    except ValueError:
        said = {}
    config = said.get("installed") if isinstance(said, dict) else None
    if not isinstance(config, dict) or not config.get("client_id") or not config.get("client_secret"):
        kind = (
            "a client of another kind" if isinstance(said, dict) and "web" in said else "not an OAuth client"
        )
        raise NotDone(f"{path} is {kind}; make one of the type «Desktop app»: {WHERE}", again=False)
    if base_url:
        config |= {"auth_uri": f"{base_url}/o/oauth2/auth", "token_uri": f"{base_url}/token"}
    return config


def _flow(config: Json, wanted: Sequence[str], tell: Callable[[str], None]) -> Any:
    from google_auth_oauthlib.flow import InstalledAppFlow

    class Limited(InstalledAppFlow):  # type: ignore[misc] # the library has no types
        """Tells the address, and has a time limit for the exchange of the code."""

        def authorization_url(self, **options: Any) -> Any:
            address, state = super().authorization_url(**options)
            tell(address)
            return address, state

        def fetch_token(self, **options: Any) -> Any:
            options.pop("audience", None)
            return super().fetch_token(timeout=SECONDS, **options)

    return Limited.from_client_config({"installed": config}, scopes=list(wanted))


def _consented(flow: Any, base_url: str, *, browser: bool, port: int, wait: int) -> Json:
    from google_auth_oauthlib.flow import WSGITimeoutError
    from oauthlib.oauth2 import OAuth2Error

    try:
        with _oauthlib(plain=base_url.startswith("http://")):
            flow.run_local_server(
                host="127.0.0.1", port=port, authorization_prompt_message="", success_message=CLOSE,
                open_browser=browser, timeout_seconds=wait, prompt="consent",
            )  # fmt: skip
    except WSGITimeoutError:
        raise NotDone(
            f"nobody answered in the browser within {wait} seconds; run it again. From another machine, first: "
            "ssh -L 8765:127.0.0.1:8765 THIS-MACHINE, then `alur google login --no-browser --port 8765`",
            again=False,
        ) from None
    except OAuth2Error as fault:
        raise _refused(str(fault.error), str(fault.description or "")) from None
    except OSError as fault:
        raise NotDone(
            f"no answer from Google ({fault}); is the network up? Run it again", again=False
        ) from None
    token: Json = dict(flow.oauth2session.token)
    return token


def _refused(error: str, description: str) -> NotDone:
    ways = {
        "access_denied": "the consent was refused, or the account is not among the test users; add it (Google Auth "
        "Platform > Audience > Test users), then run `alur google login` again and press Continue",
        "invalid_client": "Google does not know this OAuth client (was it deleted?); download its JSON again",
        "invalid_grant": "Google did not take the code (it is good once, for some minutes); run it again",
        "admin_policy_enforced": "the Workspace administrator forbids this application; ask to have it trusted (Admin "
        "console > Security > API controls > App access control)",
        "org_internal": "the consent screen is for another organisation's accounts only; use an account of that one",
        "mismatching_state": "the answer was not of this login; close the old windows and run it again",
    }
    said = f"{error}: {description}".strip(": ")
    way = ways.get(error, "run `alur google login` again")
    return NotDone(f"Google gave no token ({said}); {way}", again=False, reason=error)


@contextmanager
def _oauthlib(*, plain: bool) -> Iterator[None]:
    """Google may leave out boxes that were not ticked, which we tell ourselves; a stand-in speaks plain HTTP."""
    said = {"OAUTHLIB_RELAX_TOKEN_SCOPE": "1"} | ({"OAUTHLIB_INSECURE_TRANSPORT": "1"} if plain else {})
    before = {name: os.environ.get(name) for name in said}
    os.environ.update(said)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _account(token: str, base_url: str) -> str:
    from google.oauth2.credentials import Credentials

    make: Any = Credentials  # google-auth types only a part
    client = GoogleClient(make(token), base_url=base_url)
    try:
        about = client.service("drive", "v3").about().get(fields="user(emailAddress)")
        return str(client.execute(about, safe=True)["user"].get("emailAddress", ""))
    finally:
        client.close()
