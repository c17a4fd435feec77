"""Calls to Google under one policy: a time limit for each, few of them, and no doubt about how one ended.

A call gives its answer, or raises ``NotDone`` (nothing happened, and why) or ``Unknown`` (it may have happened; look
before doing it again). Only what is ``safe`` to repeat is repeated: reads, and whatever was refused by a quota.
"""

from __future__ import annotations

import json
import random
import time
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from connectors.google.refusals import WAYS_OUT, kind_of_refusal
from flows.engine.case import Json
from flows.engine.ports import Did, Outcome

SHEETS, DRIVE = "https://sheets.googleapis.com", "https://www.googleapis.com"
MINUTE = 60.0
TRIES = 3
SECONDS = 60.0
"""The longest that one call may take."""
PUT_OFF = frozenset({"budget", "quota", "network"})
"""Reasons that say nothing about what was asked: it was not tried."""
OF_THE_ACCOUNT = frozenset(
    {"expired", "key", "delegation", "disabled", "scope", "policy", "storageQuotaExceeded"}
)
"""Reasons that lie with the account: once a person has mended that, whatever waited goes on."""
ACCOUNT = "alur@standin.example"
"""Who the stand-in takes us for when no token file is named."""


class NotDone(OSError):
    """The call did nothing. again: trying later may help."""

    def __init__(self, why: str, *, again: bool = True, reason: str = "") -> None:
        super().__init__(why)
        self.why, self.again, self.reason = why, again, reason

    @property
    def outcome(self) -> Outcome:
        waits = self.reason in PUT_OFF | OF_THE_ACCOUNT
        return Outcome(Did.NOT_DONE, self.why, self.again or waits, tried=not waits)


class Unknown(OSError):
    """The call may have been carried out; only looking tells."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why

    @property
    def outcome(self) -> Outcome:
        return Outcome(Did.UNKNOWN, self.why)


class GoogleClient:
    """``base_url``: '' is Google itself, else a stand-in. calls_a_minute: what is over waits for the next pass, or,
    if ``patient``, for the next minute. session: takes the place of the network in tests."""

    def __init__(
        self,
        credentials: Any = None,
        *,
        base_url: str = "",
        calls_a_minute: int = 40,
        patient: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        jitter: Callable[[], float] = random.random,
        session: Any = None,
    ) -> None:
        self.credentials = credentials
        self.base_url = base_url.rstrip("/")
        self.calls_a_minute = calls_a_minute
        self.patient = patient
        self.sleep, self.clock, self.jitter = sleep, clock, jitter
        self.served = 0
        """Calls that were sent since this client was made, repeats included."""
        self._recent: deque[float] = deque()
        self._session = session
        self._http: Any = None
        self._services: dict[str, Any] = {}

    # ------------------------------------------------------------------------------------- the two libraries

    def request(
        self,
        method: str,
        address: str,
        *,
        params: Mapping[str, Any] | None = None,
        body: Json | None = None,
        safe: bool | None = None,
    ) -> Json:
        """A call of Sheets or Drive in JSON. safe: may be sent twice; GET is, nothing else unless said."""

        def send() -> Json:
            answer: Json = self.http.request(method, address, params=params, json=body).json()
            return answer

        found: Json = self._under_policy(send, method == "GET" if safe is None else safe)
        return found

    def execute(self, request: Any, *, safe: bool) -> Any:
        """A request of a ``service``. safe: may be sent twice."""
        return self._under_policy(lambda: request.execute(num_retries=0), safe)

    @property
    def http(self) -> Any:
        """gspread's HTTP client, sent to ``base_url`` and with a time limit."""
        if self._http is None:
            from gspread.http_client import HTTPClient

            base_url = self.base_url

            class Rebased(HTTPClient):
                def request(self, method: str, endpoint: str, *args: Any, **options: Any) -> Any:
                    if base_url:
                        endpoint = endpoint.replace(SHEETS, base_url, 1).replace(DRIVE, base_url, 1)
                    return super().request(method, endpoint, *args, **options)

            self._http = Rebased(self.credentials, session=self._session)
            self._http.set_timeout(SECONDS)
        return self._http

    def service(self, name: str, version: str) -> Any:
        """A service of google-api-python-client (``drive``, ``v3``), built from the document bundled with it."""
        if name not in self._services:
            import google_auth_httplib2
            import googleapiclient
            from googleapiclient.discovery import build_from_document

            from connectors.google.once import Once

            folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
            document = json.loads((folder / f"{name}.{version}.json").read_text("utf-8"))
            if self.base_url:
                document["rootUrl"] = f"{self.base_url}/"
                document.pop("mtlsRootUrl", None)
            http = google_auth_httplib2.AuthorizedHttp(self.credentials, http=Once(timeout=int(SECONDS)))
            self._services[name] = build_from_document(document, http=http)
        return self._services[name]

    def close(self) -> None:
        """End the connections of the services; they are made again when they are needed."""
        for service in self._services.values():
            service.close()
        self._services.clear()

    # ------------------------------------------------------------------------------------------- the policy

    def _under_policy(self, send: Callable[[], Any], safe: bool) -> Any:
        for attempt in range(TRIES):
            self._count()
            try:
                return send()
            except Exception as fault:  # two libraries and what is below them: each has its own kinds
                last = attempt == TRIES - 1
                failure = _told(fault, safe)
                if last or not isinstance(failure, _Wait):
                    raise (failure.end if isinstance(failure, _Wait) else failure) from fault
            self.sleep(
                failure.seconds * 2**attempt
                if failure.seconds < MINUTE
                else failure.seconds + 4 * self.jitter()
            )
        raise AssertionError("the last attempt returns or raises")

    def _count(self) -> None:
        now = self.clock()
        while self._recent and now - self._recent[0] >= MINUTE:
            self._recent.popleft()
        if len(self._recent) >= self.calls_a_minute:
            if not self.patient:
                raise NotDone(
                    f"{self.calls_a_minute} calls to Google in a minute are used up; "
                    "the rest is carried to the next pass",
                    reason="budget",
                )
            self.sleep(MINUTE - (now - self._recent[0]))
            self._recent.clear()
        self._recent.append(self.clock())
        self.served += 1


class _Wait(Exception):
    """Worth another try after ``seconds``; else it ends as ``end``."""

    def __init__(self, seconds: float, end: NotDone | Unknown) -> None:
        super().__init__(str(end))
        self.seconds, self.end = seconds, end


def _told(fault: Exception, safe: bool) -> NotDone | Unknown | _Wait:
    """What a failure of either library means for the call."""
    code, reason, message = _answer_of(fault)
    if code is None:
        return _told_without_an_answer(fault, safe)
    limited = code == 429 or (code == 403 and reason in {"userRateLimitExceeded", "rateLimitExceeded"})
    if limited:
        return _Wait(
            MINUTE + 1,
            NotDone(f"Google's quota of calls is used up ({message}); the next pass goes on", reason="quota"),
        )
    if code >= 500:
        sentence = f"Google answered {code} ({message})"
        if safe:
            return _Wait(1.0, NotDone(f"{sentence}; the next pass tries again"))
        return Unknown(
            f"{sentence}, which does not say whether the change was made; it is looked up before going on"
        )
    return _refused(code, reason, message)


def _refused(code: int, reason: str, message: str) -> NotDone:
    """A refusal in one sentence, with the way out."""
    kind = kind_of_refusal(code, reason, message)
    again = kind in ("forbidden", "missing")
    if kind not in WAYS_OUT:
        return NotDone(f"Google refused the call ({code}: {message})", again=again, reason=kind)
    return NotDone(f"{WAYS_OUT[kind]} (Google says: {message})", again=again, reason=kind)


def _answer_of(fault: Exception) -> tuple[int | None, str, str]:
    """(status, reason, message) of an answer that was a refusal; no status where there was no answer."""
    response = getattr(fault, "response", None)
    if response is not None and hasattr(response, "status_code"):
        code, content = int(response.status_code), str(getattr(response, "text", ""))
    elif hasattr(fault, "resp"):
        code, content = int(fault.resp.status), getattr(fault, "content", b"").decode("utf-8", "replace")
    else:
        return None, "", str(fault)
    try:
        error = json.loads(content)["error"]
        errors = error.get("errors") or [{}]
        return code, str(errors[0].get("reason", "")), str(error.get("message", ""))
    except (ValueError, KeyError, TypeError, AttributeError):
        return code, "", "an answer that is not Google's, " + content[:60].replace("\n", " ").strip()


def _told_without_an_answer(fault: Exception, safe: bool) -> NotDone | Unknown | _Wait:
    name = type(fault).__name__
    if name == "RefreshError" and not getattr(fault, "retryable", False):
        return _refused(401, "", str(fault))
    # A token is refreshed before the call itself is sent.
    never_left = name in {
        "ConnectTimeout",
        "ServerNotFoundError",
        "ConnectionRefusedError",
        "RefreshError",
    } or (name == "ConnectionError" and "NewConnectionError" in str(fault))
    if not (isinstance(fault, OSError | ValueError) or _of_the_libraries(fault)):
        raise fault
    sentence = f"no answer from Google ({name})"
    if safe or never_left:
        again = f"{sentence}; is the network up? The next pass tries again"
        return _Wait(1.0, NotDone(again, reason="network"))
    return Unknown(f"{sentence}; whether the change was made is looked up before going on")


def _of_the_libraries(fault: Exception) -> bool:
    return type(fault).__module__.split(".")[0] in {
        "httplib2",
        "google",
        "googleapiclient",
        "gspread",
        "http",
    }
