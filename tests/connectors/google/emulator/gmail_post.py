"""An account that writes and reads mail by the API of the stand-in."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import pytest
from werkzeug.test import Client

from connectors.google.emulator.calls import ApiError, Call, Media
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_page import MailboxPage
from connectors.google.emulator.pages import Pages
from tests.connectors.google.emulator.schema import check_answer, check_call

OFFICE = "dinas@contoh.go.id"
CITIZEN = "warga@contoh.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Post:
    """The office's token at the API, and a clock."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.gmail = Gmail()
        self.people = Client(Pages(MailboxPage(self.gmail).pages()))

    def call(
        self,
        method: str,
        body: dict[str, Any] | None = None,
        who: str = OFFICE,
        media: Media | None = None,
        **params: Any,
    ) -> Any:
        call = Call(f"gmail.users.{method}", who, {"userId": "me", **params}, body or {}, self.now, media)
        check_call(call)
        answer = self.gmail.handlers()[call.method](call)
        check_answer(call, answer)
        return answer

    def draft(self, mail: EmailMessage) -> str:
        return str(self.call("drafts.create", {"message": {"raw": raw(mail)}})["id"])

    def send(self, mail: EmailMessage, who: str = OFFICE, **words: str) -> Any:
        return self.call("messages.send", {"raw": raw(mail), **words}, who)

    def get(self, id: str, who: str = OFFICE, **params: Any) -> Any:
        return self.call("messages.get", who=who, id=id, **params)

    def found(self, q: str = "", who: str = OFFICE, **params: Any) -> list[str]:
        listed = self.call("messages.list", who=who, q=q, **params)
        return [headers(self.get(one["id"], who))["subject"] for one in listed.get("messages", [])]


def mail(
    subject: str = "Surat undangan", text: str = "Mohon hadir.", to: str = CITIZEN, **words: str
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = words.pop("sender", f"Dinas Koperasi <{OFFICE}>")
    made["To"] = to
    made["Subject"] = subject
    for name, value in words.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(message: EmailMessage) -> str:
    return base64.urlsafe_b64encode(message.as_bytes()).decode()


def headers(message: dict[str, Any]) -> dict[str, str]:
    return {one["name"].lower(): one["value"] for one in message["payload"].get("headers", [])}


def refused(act: Callable[[], Any], code: int = 400) -> ApiError:
    with pytest.raises(ApiError) as caught:
        act()
    assert caught.value.code == code
    return caught.value
