"""An office that makes forms by the API, and people who answer them on their page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from connectors.google.emulator.calls import ApiError, Call, Files, Permission, Role
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_model import Form
from connectors.google.emulator.forms_page import FormPage
from connectors.google.emulator.pages import Pages
from tests.connectors.google.emulator.schema import check_answer, check_call

OFFICE = "dinas@contoh.go.id"
CITIZEN = "warga@contoh.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Desk:
    """The office's token at the API, people at the page, and a clock that both share."""

    def __init__(self) -> None:
        numbers = count(1)
        self.now = MONDAY
        self.forms = Forms(Files(lambda: f"file-{next(numbers)}"), base="http://127.0.0.1:8099")
        self.people = Client(Pages(FormPage(self.forms, lambda: self.now).pages()))

    def call(self, method: str, body: dict[str, Any] | None = None, who: str = OFFICE, **params: Any) -> Any:
        call = Call(f"forms.forms.{method}", who, params, body or {}, self.now)
        check_call(call)
        answer = self.forms.handlers()[call.method](call)
        check_answer(call, answer)
        return answer

    def form(self, *items: dict[str, Any], published: bool = True) -> str:
        """A form that anyone may answer."""
        id = str(self.call("create", {"info": {"title": "Permintaan data"}})["formId"])
        if items:
            self.batch(id, *(create(item, n) for n, item in enumerate(items)))
        if published:
            self.publish(id)
        return id

    def batch(self, id: str, *requests: dict[str, Any], **words: Any) -> Any:
        return self.call("batchUpdate", {"requests": list(requests), **words}, formId=id)

    def publish(self, id: str, kind: str = "anyone", email: str = "") -> None:
        state = {"isPublished": True, "isAcceptingResponses": True}
        self.call("setPublishSettings", {"publishSettings": {"publishState": state}}, formId=id)
        permission = Permission(f"p-{id}", kind, Role.READER, email, view="published")
        self.forms.files.all[id].permissions[permission.id] = permission

    def get(self, id: str) -> Any:
        return self.call("get", formId=id)

    def question_ids(self, id: str) -> list[str]:
        return [item["questionItem"]["question"]["questionId"] for item in self.get(id)["items"]]

    def path(self, id: str, page: str = "viewform") -> str:
        return str(self.get(id)["responderUri"]).removeprefix(self.forms.base).replace("viewform", page)

    def view(self, id: str, **words: str) -> TestResponse:
        return self.people.get(self.path(id), query_string=words)

    def answer(self, id: str, fields: dict[str, Any], who: str = "") -> TestResponse:
        headers = {"Authorization": f"Bearer {who}"} if who else {}
        return self.people.post(self.path(id, "formResponse"), data=fields, headers=headers)

    def responses(self, id: str, **params: Any) -> list[dict[str, Any]]:
        found = self.call("responses.list", formId=id, **params).get("responses", [])
        return sorted(found, key=lambda one: str(one["createTime"]))

    def values(self, id: str) -> list[dict[str, list[str]]]:
        return [
            {
                key: [one["value"] for one in answer["textAnswers"]["answers"]]
                for key, answer in response.get("answers", {}).items()
            }
            for response in self.responses(id)
        ]

    def known(self, id: str) -> Form:
        return self.forms.all[id]


def create(item: dict[str, Any], index: int = 0) -> dict[str, Any]:
    return {"createItem": {"item": item, "location": {"index": index}}}


def question(title: str, required: bool = False, **kind: Any) -> dict[str, Any]:
    return {"title": title, "questionItem": {"question": {"required": required, **kind}}}


def text(title: str = "Nama", required: bool = False, **words: Any) -> dict[str, Any]:
    return question(title, required, textQuestion=words)


def choice(kind: str, *options: Any, title: str = "Pilihan", required: bool = False) -> dict[str, Any]:
    shown = [one if isinstance(one, dict) else {"value": one} for one in options]
    return question(title, required, choiceQuestion={"type": kind, "options": shown})


def refused(act: Callable[[], Any], code: int = 400) -> str:
    with pytest.raises(ApiError) as caught:
        act()
    assert caught.value.code == code
    return str(caught.value)


GRID = {
    "title": "Nilai",
    "questionGroupItem": {
        "questions": [
            {"rowQuestion": {"title": "Layanan"}},
            {"rowQuestion": {"title": "Waktu"}, "required": True},
        ],
        "grid": {"columns": {"type": "RADIO", "options": [{"value": "Baik"}, {"value": "Kurang"}]}},
    },
}
