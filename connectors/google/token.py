"""The account that Alur works as at Google: its token, or a service account's key, from a file nobody else can read."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from connectors.google.client import ACCOUNT, NotDone
from flows.engine.case import Json

NEEDED = ("refresh_token", "client_id", "client_secret")
GOOGLE = "https://oauth2.googleapis.com/token"
SCOPE = "https://www.googleapis.com/auth/"
FILES = (f"{SCOPE}drive.file",)
"""Enough for the spreadsheets, forms and letters that Alur makes; it opens no other file of the account."""
MAIL = (f"{SCOPE}gmail.compose", f"{SCOPE}gmail.readonly")
"""Drafts are made and sent, and what was sent is searched for."""
WARN_BEFORE = timedelta(days=2)


def scopes(*, mail: bool) -> tuple[str, ...]:
    """The least that is needed. mail: it leaves through Gmail."""
    return FILES + MAIL if mail else FILES


def credentials(path: Path, base_url: str = "", subject: str = "", wanted: Sequence[str] = FILES) -> Any:
    """Credentials of google-auth. At a stand-in a token is a name, and no file is needed.

    The file is what ``alur google login`` writes, or the key of a service account that works as ``subject``.
    Raises NotDone where it is missing, open to others, or not such a file.
    """
    from google.oauth2.credentials import Credentials

    if not path.exists():
        if base_url:
            return Credentials(ACCOUNT)  # type: ignore[no-untyped-call] # google-auth types only a part
        raise NotDone(f"{path}: there is no token of a Google account; run `alur google login`", again=False)
    said = read_token(path)
    uri = f"{base_url}/token" if base_url else GOOGLE
    if said.get("type") == "service_account":
        return _delegated(path, said, uri, subject, wanted)
    lacking = [name for name in NEEDED if not said.get(name)]
    if lacking:
        raise NotDone(f"{path} lacks {', '.join(lacking)}; run `alur google login`", again=False)
    # Not from_authorized_user_file: that one ignores the file's own token_uri and always asks Google.
    return Credentials(  # type: ignore[no-untyped-call] # google-auth types only a part
        said.get("token"), token_uri=uri, scopes=said.get("scopes"), **{name: said[name] for name in NEEDED}
    )


def _delegated(path: Path, said: Json, uri: str, subject: str, wanted: Sequence[str]) -> Any:
    from google.oauth2 import service_account

    if not subject:
        raise NotDone(
            f"{path} is the key of a service account, which owns no files and sends no mail by itself; name the "
            "Workspace account it works for ([google] subject), or use `alur google login`",
            again=False,
        )
    make: Any = service_account.Credentials  # google-auth types only a part
    try:
        return make.from_service_account_info(said | {"token_uri": uri}, scopes=list(wanted), subject=subject)
    except ValueError as fault:
        raise NotDone(f"{path} is no whole key of a service account: {fault}", again=False) from None


def read_token(path: Path) -> Json:
    """What the file says; raises NotDone where others may read it or it is no JSON."""
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NotDone(f"{path} can be read by others; run: chmod 600 {path}", again=False)
    try:
        said = json.loads(path.read_text("utf-8"))
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise NotDone(
            f"{path} is not a token of google-auth (JSON with {', '.join(NEEDED)}); run `alur google login`",
            again=False,
        )
    return said


def write_token(path: Path, said: Json) -> None:
    """Readable by its owner alone from its first byte on."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(said, indent=1))
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


def warning(path: Path, now: datetime) -> str:
    """A sentence while the token is about to run out, '' else; a consent screen in testing gives it seven days."""
    try:
        until = datetime.fromisoformat(str(json.loads(path.read_text("utf-8"))["refresh_until"]))
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    if until - now > WARN_BEFORE:
        return ""
    ends = "ran out" if until <= now else "runs out"
    return (
        f"the token of the Google account {ends} on {until:%d-%m-%Y %H:%M}; run `alur google login` again. For one "
        "that lasts, publish the consent screen (Google Auth Platform > Audience > Publish app) and log in once more"
    )
