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

from flows.engine.case import Json
from flows.engine.ports import Did, Outcome

SHEETS, DRIVE = "https://sheets.googleapis.com", "https://www.googleapis.com"
MINUTE = 60.0
TRIES = 3
SECONDS = 60.0
"""The longest that one call may take."""
ACCOUNT = "alur@standin.example"
"""Who the stand-in takes us for when no token file is named."""


class NotDone(OSError):
    """The call did nothing. again: trying later may help."""

    def __init__(self, why: str, *, again: bool = True, reason: str = "") -> None:
        super().__init__(why)
        self.why, self.again, self.reason = why, again, reason

    @property
    def outcome(self) -> Outcome:
        return Outcome(Did.NOT_DONE, self.why, self.again)


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

            folder = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
            document = json.loads((folder / f"{name}.{version}.json").read_text("utf-8"))
            if self.base_url:
                document["rootUrl"] = f"{self.base_url}/"
                document.pop("mtlsRootUrl", None)
            http = google_auth_httplib2.AuthorizedHttp(self.credentials, http=_once(int(SECONDS)))
            self._services[name] = build_from_document(document, http=http)
        return self._services[name]

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


def _once(seconds: int) -> Any:
    """httplib2 by itself repeats a request, a POST too, when the server hangs up without an answer; this does not."""
    import http.client

    import httplib2

    def told(connection: type) -> type:
        def getresponse(self: Any) -> Any:
            try:
                return connection.getresponse(self)  # type: ignore[attr-defined] # a class of httplib2, untyped
            except http.client.BadStatusLine as fault:
                raise ConnectionResetError("the server hung up without an answer") from fault

        return type(connection.__name__, (connection,), {"getresponse": getresponse})

    kinds = {
        "http": told(httplib2.HTTPConnectionWithTimeout),
        "https": told(httplib2.HTTPSConnectionWithTimeout),
    }

    class Once(httplib2.Http):  # type: ignore[misc] # httplib2 is untyped
        def request(self, uri: str, *args: Any, **words: Any) -> Any:
            words["connection_type"] = kinds[uri.partition(":")[0]]
            return super().request(uri, *args, **words)

    return Once(timeout=seconds)


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
    known = {
        "storageQuotaExceeded": "the account cannot own files (a service account has no storage, or Drive is full); "
        "use the token of a person's account: alur login",
        "scope": "the token was given for fewer services than Alur needs; run `alur login` again and tick every box",
        "failedPrecondition": "this account cannot send mail (a service account never can by itself); "
        "use the token of a person's account: alur login",
        "protected": "a protected cell stands in the way; only the account that owns the spreadsheet may write there",
        "expired": "Google no longer accepts the token; run `alur login` again",
        "forbidden": "the account may not do this with the file; share it with the account as editor",
        "missing": "Google has no such file for this account; restore it from Drive's bin, or run `alur provision`",
    }
    kind = reason
    if code == 401 or "invalid_grant" in message:
        kind = "expired"
    elif "insufficient authentication scopes" in message:
        kind = "scope"
    elif "protected cell" in message:
        kind = "protected"
    elif kind not in known and code in (403, 404):
        kind = {403: "forbidden", 404: "missing"}[code]
    explained = known.get(kind)
    again = kind in ("forbidden", "missing")
    return NotDone(
        f"{explained} (Google says: {message})" if explained else f"Google refused the call ({code}: {message})",
        again=again, reason=kind,
    )  # fmt: skip


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
    if name == "RefreshError":
        return _refused(401, "", str(fault))
    never_left = name in {"ConnectTimeout", "ServerNotFoundError", "ConnectionRefusedError"} or (
        name == "ConnectionError" and "NewConnectionError" in str(fault)
    )
    if not (isinstance(fault, OSError | ValueError) or _of_the_libraries(fault)):
        raise fault
    sentence = f"no answer from Google ({name})"
    if safe or never_left:
        return _Wait(1.0, NotDone(f"{sentence}; is the network up? The next pass tries again"))
    return Unknown(f"{sentence}; whether the change was made is looked up before going on")


def _of_the_libraries(fault: Exception) -> bool:
    return type(fault).__module__.split(".")[0] in {
        "httplib2",
        "google",
        "googleapiclient",
        "gspread",
        "http",
    }


# ---------------------------------------------------------------------------------------------- who we are


def credentials_from(token_file: Path | None, base_url: str = "", scopes: tuple[str, ...] = ()) -> Any:
    """The account's credentials: a token of `alur login`, or a service account's key. Raises NotDone."""
    from google.oauth2.credentials import Credentials as _Credentials

    make: Any = _Credentials  # the library's constructors are untyped
    if token_file is None:
        if not base_url:
            raise NotDone(
                "no token of a Google account is named ([google] token_file); run `alur login`", again=False
            )
        return make(token=ACCOUNT)
    try:
        said = json.loads(token_file.read_text("utf-8"))
    except FileNotFoundError:
        raise NotDone(f"{token_file}: there is no token; run `alur login`", again=False) from None
    except ValueError:
        raise NotDone(f"{token_file}: this is no token file; run `alur login` again", again=False) from None
    if said.get("type") == "service_account":
        from google.oauth2.service_account import Credentials as _ServiceCredentials

        service: Any = _ServiceCredentials
        return service.from_service_account_info(said, scopes=list(scopes))
    # The library's own reader ignores the file's token_uri and would refresh at Google.
    uri = f"{base_url}/token" if base_url else said.get("token_uri", "https://oauth2.googleapis.com/token")
    return make(
        token=said.get("token"), refresh_token=said.get("refresh_token"), token_uri=uri,
        client_id=said.get("client_id"), client_secret=said.get("client_secret"), scopes=said.get("scopes"),
    )  # fmt: skip
