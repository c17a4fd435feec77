"""The client's policy: what is repeated, what is not, and how each call ends."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from google.auth.exceptions import RefreshError

from connectors.google.client import GoogleClient, NotDone, Unknown
from flows.engine.ports import Did

URL = "https://sheets.googleapis.com/v4/spreadsheets/x"


@dataclass
class Answer:
    status_code: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return self.status_code < 400

    @property
    def text(self) -> str:
        return self.body if isinstance(self.body, str) else json.dumps(self.body)

    def json(self) -> Any:
        return json.loads(self.text)


def refusal(code: int, message: str, reason: str = "") -> Answer:
    errors = [{"reason": reason}] if reason else []
    return Answer(code, {"error": {"code": code, "message": message, "status": "X", "errors": errors}})


class Session:
    """Gives the prepared answers in turn; the last one for ever."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.sent: list[dict[str, Any]] = []

    def request(self, **call: Any) -> Any:
        self.sent.append(call)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def client(session: Session, **options: Any) -> tuple[GoogleClient, list[float]]:
    slept: list[float] = []
    made = GoogleClient(
        session=session, sleep=slept.append, clock=lambda: sum(slept), jitter=lambda: 0.5, **options
    )
    return made, slept


def test_every_call_has_a_time_limit_and_goes_to_the_base_url() -> None:
    session = Session(Answer(200, {"a": 1}))
    google, _ = client(session, base_url="http://127.0.0.1:8099/")
    assert google.request("GET", URL) == {"a": 1}
    assert session.sent[0]["url"] == "http://127.0.0.1:8099/v4/spreadsheets/x"
    assert session.sent[0]["timeout"] == 60.0


def test_a_read_is_repeated_after_a_server_error() -> None:
    google, slept = client(Session(refusal(503, "busy"), Answer(200, {})))
    assert google.request("GET", URL) == {}
    assert slept == [1.0]


def test_a_write_that_was_not_answered_is_unknown_and_sent_once() -> None:
    for fault in (refusal(500, "oops"), requests.ReadTimeout("slow"), Answer(200, "<html>cut")):
        session = Session(fault)
        google, slept = client(session)
        with pytest.raises(Unknown) as raised:
            google.request("POST", URL, body={})
        assert raised.value.outcome.did is Did.UNKNOWN
        assert (len(session.sent), slept) == (1, [])


def test_a_quota_waits_out_the_minute_for_writes_too() -> None:
    session = Session(refusal(429, "Quota exceeded"), Answer(200, {}))
    google, slept = client(session)
    google.request("POST", URL, body={})
    assert slept == [63.0]


def test_a_lasting_quota_ends_not_done_and_no_wait_is_longer_than_65_seconds() -> None:
    google, slept = client(Session(refusal(403, "slow down", "userRateLimitExceeded")))
    with pytest.raises(NotDone, match="quota"):
        google.request("GET", URL)
    assert len(slept) == 2
    assert max(slept) <= 65


def test_a_token_service_that_is_out_of_order_is_waited_for_and_no_reason_to_log_in_again() -> None:
    out_of_order = RefreshError(  # type: ignore[no-untyped-call] # google-auth types only a part
        "internal_failure: Backend Error", retryable=True
    )
    google, slept = client(Session(out_of_order, Answer(200, {"a": 1})))
    assert google.request("POST", URL, body={}) == {"a": 1}  # the call itself had not been sent
    assert slept == [1.0]
    google, _ = client(Session(out_of_order))
    with pytest.raises(NotDone, match="next pass tries again") as raised:
        google.request("POST", URL, body={})
    assert (raised.value.again, raised.value.outcome.tried) == (True, False)
    expired = RefreshError("invalid_grant: expired or revoked")  # type: ignore[no-untyped-call] # google-auth types only a part
    google, _ = client(Session(expired))
    with pytest.raises(NotDone, match="alur google login"):
        google.request("GET", URL)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (refusal(403, "The user's Drive storage quota has been exceeded", "storageQuotaExceeded"), "alur google login"),
        (refusal(403, "Request had insufficient authentication scopes."), "tick every box"),
        (refusal(400, "Precondition check failed.", "failedPrecondition"), "cannot send mail"),
        (refusal(400, "You are trying to edit a protected cell or object."), "owns the spreadsheet"),
        (refusal(401, "Invalid Credentials"), "alur google login"),
        (refusal(404, "Requested entity was not found."), "alur provision"),
        (refusal(403, "The caller does not have permission"), "as editor"),
        (refusal(403, "Google Forms API has not been used in project 12 before or it is disabled."), "enable it"),
        (refusal(403, "The domain administrators have disabled Drive apps.", "domainPolicy"), "administrator"),
    ],
)  # fmt: skip
def test_a_refusal_is_not_repeated_and_names_the_way_out(answer: Answer, says: str) -> None:
    session = Session(answer)
    google, slept = client(session)
    with pytest.raises(NotDone, match=says):
        google.request("GET", URL)
    assert (len(session.sent), slept) == (1, [])


def test_calls_over_the_budget_are_carried_to_the_next_pass() -> None:
    session = Session(Answer(200, {}))
    google, _ = client(session, calls_a_minute=3)
    for _ in range(3):
        google.request("GET", URL)
    with pytest.raises(NotDone, match="carried to the next pass"):
        google.request("GET", URL)
    assert len(session.sent) == 3


def test_a_patient_client_waits_for_the_next_minute() -> None:
    google, slept = client(Session(Answer(200, {})), calls_a_minute=2, patient=True)
    for _ in range(5):
        google.request("GET", URL)
    assert slept == [60.0, 60.0]


def test_a_mistake_of_ours_is_not_taken_for_one_of_the_network() -> None:
    google, _ = client(Session(TypeError("ours")))
    with pytest.raises(TypeError):
        google.request("GET", URL)
