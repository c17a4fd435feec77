"""The account that Alur works as at Google: its token, from a file that nobody else can read."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from connectors.google.client import ACCOUNT, NotDone

NEEDED = ("refresh_token", "client_id", "client_secret")


def credentials(path: Path, base_url: str = "") -> Any:
    """Credentials of google-auth. At a stand-in a token is a name, and no file is needed.

    The file is JSON with ``refresh_token``, ``client_id``, ``client_secret``, as Google's own samples write it.
    Raises NotDone where it is missing, open to others, or not such a file.
    """
    from google.oauth2.credentials import Credentials

    if not path.exists():
        if base_url:
            return Credentials(ACCOUNT)  # type: ignore[no-untyped-call] # google-auth types only a part
        raise NotDone(
            f"{path}: there is no token of a Google account; put one there (see «Google» in README)",
            again=False,
        )
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NotDone(f"{path} can be read by others; run: chmod 600 {path}", again=False)
    try:
        said = json.loads(path.read_text("utf-8"))
        lacking = [name for name in NEEDED if not said.get(name)]
    except (ValueError, AttributeError):
        raise NotDone(
            f"{path} is not a token of google-auth (JSON with {', '.join(NEEDED)})", again=False
        ) from None
    if lacking:
        raise NotDone(f"{path} lacks {', '.join(lacking)}; make the token anew", again=False)
    uri = f"{base_url}/token" if base_url else "https://oauth2.googleapis.com/token"
    # Not from_authorized_user_file: that one ignores the file's own token_uri and always asks Google.
    return Credentials(  # type: ignore[no-untyped-call] # google-auth types only a part
        said.get("token"), token_uri=uri, scopes=said.get("scopes"), **{name: said[name] for name in NEEDED}
    )
