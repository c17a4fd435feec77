"""gspread as it is installed, but for the address."""

from __future__ import annotations

from typing import Any

import gspread
from google.oauth2.credentials import Credentials
from gspread.http_client import HTTPClient


def client_at(base_url: str, who: str) -> gspread.Client:
    class Here(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **words: Any) -> Any:
            for host in ("https://sheets.googleapis.com", "https://www.googleapis.com"):
                endpoint = endpoint.replace(host, base_url, 1)
            return super().request(method, endpoint, *args, **words)

    client = gspread.Client(Credentials(who), http_client=Here)
    client.http_client.set_timeout(10)
    return client
