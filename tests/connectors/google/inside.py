"""google-api-python-client against the stand-in without a network: fast enough for thousands of schedules."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

import httplib2
from googleapiclient.discovery import build_from_document
from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Request

from connectors.google.client import GoogleClient
from connectors.google.emulator.office import Workspace
from connectors.google.emulator.schema import document
from flows.engine.calendar import JAKARTA

ACCOUNT = "alur@contoh.example"
FAULTS = ("dropped before", "dropped after", "503 before", "503 after", "killed before", "killed after")


class Killed(BaseException):
    """The process ended here."""


class Inside:
    """The stand-in and its clock. fault: names one of FAULTS for a call ("POST /gmail/v1/…"), or '' for none."""

    def __init__(self, fault: Callable[[str], str] = lambda call: "") -> None:
        self.workspace = Workspace.empty(Random(7))
        self.now = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
        self.app = self.workspace.app(lambda: self.now)
        self.fault = fault
        self.calls: list[str] = []
        self.services = {
            api: build_from_document(
                document(api) | {"rootUrl": "http://inside/", "mtlsRootUrl": ""}, http=self
            )
            for api in ("gmail", "drive")
        }

    def client(self, **options: Any) -> GoogleClient:
        """A client as a fresh process would have it."""
        seconds = [0.0]
        client = GoogleClient(
            base_url="http://inside", calls_a_minute=1_000_000, clock=lambda: seconds[0], jitter=lambda: 0.0,
            sleep=lambda wait: seconds.__setitem__(0, seconds[0] + wait), **options,
        )  # fmt: skip
        client._services.update(self.services)
        return client

    def close(self) -> None:
        """Nothing to close."""

    def later(self, minutes: float = 1) -> None:
        self.now += timedelta(minutes=minutes)

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **options: Any
    ) -> tuple[httplib2.Response, bytes]:
        call = f"{method} {uri.removeprefix('http://inside').partition('?')[0]}"
        self.calls.append(call)
        fault = self.fault(call)
        how, _, when = fault.partition(" ")
        if when == "before":
            return self._broken(how)
        content = body.encode() if isinstance(body, str) else body or b""
        asked = EnvironBuilder(
            path=uri.removeprefix("http://inside").partition("?")[0],
            query_string=uri.partition("?")[2], method=method, data=content,
            headers={**(headers or {}), "Authorization": f"Bearer {ACCOUNT}"},
        )  # fmt: skip
        environ = asked.get_environ() | {"RAW_URI": uri.removeprefix("http://inside")}
        answer = self.app.answer(Request(environ), content)
        assert answer is not None
        if when == "after":
            return self._broken(how)
        found = httplib2.Response({name.lower(): value for name, value in answer.headers.items()})
        found.status = answer.status_code
        return found, answer.get_data()

    def _broken(self, how: str) -> tuple[httplib2.Response, bytes]:
        if how == "killed":
            raise Killed
        if how == "dropped":
            raise ConnectionResetError("the connection closed without an answer")
        refusal = httplib2.Response({"status": 503})
        return refusal, b'{"error": {"code": 503, "message": "The service is currently unavailable."}}'


class Remembered(dict[str, str]):
    """A memory in memory."""

    def get(self, name: str) -> str:  # type: ignore[override] # '' instead of None, as the port says
        return super().get(name, "")

    def put(self, name: str, text: str) -> None:
        self[name] = text
