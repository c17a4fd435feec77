"""google-api-python-client, unmodified, against the handlers of Forms and Gmail: Google's own guides, step by step.

The transport hands each request straight to its handler; how requests travel over HTTP is the server's part.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httplib2
import pytest
from googleapiclient import discovery_cache
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaIoBaseUpload

from connectors.google.emulator.calls import ApiError, Call, Handler, Media
from tests.connectors.google.emulator.forms_desk import Desk, choice, create, text
from tests.connectors.google.emulator.gmail_post import OFFICE, Post, mail, raw
from tests.connectors.google.emulator.schema import check_answer, check_call, methods


class Straight:
    """An ``httplib2.Http`` without a network."""

    def __init__(self, api: str, handlers: dict[str, Handler], now: Callable[[], datetime]) -> None:
        self.api, self.handlers, self.now = api, handlers, now

    def request(
        self, uri: str, method: str = "GET", body: Any = None, headers: Any = None, **words: Any
    ) -> tuple[httplib2.Response, bytes]:
        call = self._call(uri, method, body, dict(headers or {}))
        check_call(call)
        try:
            answer = self.handlers[call.method](call)
        except ApiError as fault:
            shown = {"error": {"code": fault.code, "message": str(fault), "status": fault.status}}
            return self._response(fault.code), json.dumps(shown).encode()
        check_answer(call, answer)
        return self._response(204 if answer is None else 200), json.dumps(answer).encode() if answer else b""

    def close(self) -> None:
        """Nothing is open."""

    @staticmethod
    def _response(status: int) -> httplib2.Response:
        return httplib2.Response({"status": status, "content-type": "application/json"})

    def _call(self, uri: str, method: str, body: Any, headers: dict[str, str]) -> Call:
        address = urlsplit(uri)
        path = address.path.removeprefix("/upload")
        for id, known in methods(self.api).items():
            pattern = re.sub(
                r"\\{(\w+)\\}", r"(?P<\1>[^/:]+)", re.escape("/" + known.get("flatPath", known["path"]))
            )
            found = re.fullmatch(pattern, path)
            if not found or known["httpMethod"] != method:
                continue
            params: dict[str, Any] = {name: unquote(value) for name, value in found.groupdict().items()}
            for name, values in parse_qs(address.query).items():
                if name not in ("alt", "uploadType"):
                    params[name] = _typed(known["parameters"][name], values)
            media = Media(body, headers["content-type"]) if path != address.path else None
            return Call(id, OFFICE, params, json.loads(body) if body and not media else {}, self.now(), media)
        raise LookupError(f"{method} {path}")


def _typed(parameter: dict[str, Any], values: list[str]) -> Any:
    kinds: dict[str, Callable[[str], Any]] = {"integer": int, "boolean": lambda word: word == "true"}
    typed = [kinds.get(parameter["type"], str)(value) for value in values]
    return typed if parameter.get("repeated") else typed[0]


def client(api: str, service: Desk | Post) -> Any:
    handlers = (service.forms if isinstance(service, Desk) else service.gmail).handlers()
    document = json.loads(discovery_cache.get_static_doc(api, "v1"))
    return build_from_document(document, http=Straight(api, handlers, lambda: service.now))


def test_a_form_from_its_creation_to_its_responses() -> None:
    desk = Desk()
    forms = client("forms", desk).forms()
    id = forms.create(body={"info": {"title": "My new form"}}).execute()["formId"]
    items = [
        create(text("Homework video")),
        create(choice("RADIO", "1822", "1864", title="In what year?"), 0),
    ]
    assert len(forms.batchUpdate(formId=id, body={"requests": items}).execute()["replies"]) == 2
    update = {
        "item": {"title": "Homework video", "description": "Quizzes in Google Forms"},
        "location": {"index": 1},
        "updateMask": "description",
    }
    move = {"originalLocation": {"index": 1}, "newLocation": {"index": 0}}
    forms.batchUpdate(formId=id, body={"requests": [{"updateItem": update}, {"moveItem": move}]}).execute()
    shown = forms.get(formId=id).execute()
    assert [item["title"] for item in shown["items"]] == ["Homework video", "In what year?"]
    assert shown["items"][0]["description"] == "Quizzes in Google Forms"
    desk.publish(id)
    for _ in range(5):
        assert desk.answer(id, {}).status_code == 200
    responses = forms.responses()
    request = responses.list(formId=id, pageSize=2, filter="timestamp > 2014-10-02T15:01:23Z")
    seen: list[str] = []
    while request is not None:
        page = request.execute()
        seen += [one["responseId"] for one in page["responses"]]
        request = responses.list_next(request, page)
    assert len(set(seen)) == len(seen) == 5
    assert responses.get(formId=id, responseId=seen[0]).execute()["formId"] == id
    with pytest.raises(HttpError, match="Requested entity was not found"):
        forms.get(formId="lain").execute()


def test_drafts_and_mails_with_and_without_upload() -> None:
    users = client("gmail", Post()).users()
    draft = users.drafts().create(userId="me", body={"message": {"raw": raw(mail("Draf"))}}).execute()
    assert users.drafts().send(userId="me", body={"id": draft["id"]}).execute()["labelIds"] == ["SENT"]
    with pytest.raises(HttpError) as caught:
        users.drafts().send(userId="me", body={"id": draft["id"]}).execute()
    assert caught.value.resp.status == 404
    upload = MediaIoBaseUpload(io.BytesIO(mail("Unggahan").as_bytes()), "message/rfc822")
    users.messages().send(userId="me", media_body=upload).execute()
    thrown = users.drafts().create(userId="me", body={"message": {"raw": raw(mail("Buang"))}}).execute()
    assert users.drafts().delete(userId="me", id=thrown["id"]).execute() == ""
    request = users.messages().list(userId="me", q="in:sent", labelIds=["SENT"], maxResults=1)
    subjects = []
    while request is not None:
        page = request.execute()
        for one in page["messages"]:
            got = users.messages().get(
                userId="me", id=one["id"], format="metadata", metadataHeaders=["Subject"]
            )
            subjects.append(got.execute()["payload"]["headers"])
        request = users.messages().list_next(request, page)
    assert subjects == [[{"name": "Subject", "value": words}] for words in ("Unggahan", "Draf")]
