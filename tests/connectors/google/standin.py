"""The stand-in on a free port, in this process, for every test that speaks to Google."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Any

import requests
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build_from_document

from connectors.google.emulator.office import Workspace
from connectors.google.emulator.schema import document
from connectors.google.emulator.server import App, Server

OFFICE = "dinas@contoh.go.id"


@dataclass
class StandIn:
    base_url: str
    app: App
    workspace: Workspace

    def client(self, api: str, who: str = OFFICE) -> Any:
        """google-api-python-client as it is, with another address."""
        at = document(api) | {"rootUrl": self.base_url + "/", "mtlsRootUrl": ""}
        return build_from_document(json.dumps(at), credentials=Credentials(who))

    def control(self, **words: Any) -> None:
        requests.post(f"{self.base_url}/_control", json=words, timeout=5).raise_for_status()

    def requests(self) -> Any:
        return requests.get(f"{self.base_url}/_requests", timeout=5).json()


@contextmanager
def standin() -> Iterator[StandIn]:
    workspace = Workspace.empty(Random(7))
    app = workspace.app(lambda: datetime(2026, 11, 23, 2, 30, tzinfo=UTC))
    server = Server(app)
    workspace.forms.base = server.base_url
    server.start()
    try:
        yield StandIn(server.base_url, app, workspace)
    finally:
        server.stop()
