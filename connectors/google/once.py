"""The network for google-api-python-client, which sends nothing twice by itself.

httplib2 takes a connection that closed without an answer for a stale one and sends the request again, a POST too. Here
it raises instead: whether the request was carried out is for the caller to look up.
"""

from __future__ import annotations

import http.client
from typing import Any

import httplib2


class _Plain(httplib2.HTTPConnectionWithTimeout):  # type: ignore[misc] # httplib2 has no types
    def getresponse(self) -> Any:
        return _answer(super().getresponse)


class _Secure(httplib2.HTTPSConnectionWithTimeout):  # type: ignore[misc] # httplib2 has no types
    def getresponse(self) -> Any:
        return _answer(super().getresponse)


def _answer(wait: Any) -> Any:
    try:
        return wait()
    except (http.client.BadStatusLine, http.client.ResponseNotReady) as fault:
        raise ConnectionResetError("the connection closed without an answer") from fault


class Once(httplib2.Http):  # type: ignore[misc] # httplib2 has no types
    """``httplib2.Http`` with connections that raise where it would repeat."""

    def request(self, uri: str, *args: Any, **options: Any) -> Any:
        secure = uri.startswith("https:")
        return super().request(uri, *args, **options | {"connection_type": _Secure if secure else _Plain})


__all__ = ["Once"]
