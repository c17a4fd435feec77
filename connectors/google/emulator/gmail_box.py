"""A mailbox: its messages, its drafts, and how mails find their thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage

from pydantic import ConfigDict

from connectors.google.emulator.calls import Json, not_found
from connectors.google.emulator.gmail_mime import file_names, header, parse, readable
from connectors.google.emulator.gmail_search import Sought


@dataclass(slots=True)
class Message:
    """One mail in one mailbox. at: when Google took it. history: the number of the last change to it."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    id: str
    thread: str
    labels: list[str]
    raw: bytes
    at: datetime
    history: int


@dataclass(slots=True)
class Mailbox:
    """drafts: draft id to message id. sent_drafts: drafts that became mails. aliases: other addresses to send from."""

    address: str
    messages: dict[str, Message] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    sent_drafts: set[str] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    history: int = 1000

    def thread(self, id: str) -> list[Message]:
        """Oldest first."""
        return sorted((one for one in self.messages.values() if one.thread == id), key=_age)

    def newest(self) -> list[Message]:
        return sorted(self.messages.values(), key=_age, reverse=True)

    def message(self, id: str) -> Message:
        found = self.messages.get(id)
        if found is None:
            raise not_found()
        return found

    def draft(self, id: str) -> Message:
        if id not in self.drafts:
            raise not_found()
        return self.messages[self.drafts[id]]

    def thread_for(self, raw: bytes, asked: str, otherwise: str = "") -> str:
        """The thread asked for, if the mail answers one in it under the same subject; else a new one (empty)."""
        if not asked:
            return otherwise
        others = self.thread(asked)
        if not others:
            raise not_found()
        if asked == otherwise:
            return asked
        mail = parse(raw)
        answers = any(header(parse(one.raw), "Message-ID") in _answers_to(mail) for one in others)
        same = any(_subject(parse(one.raw)) == _subject(mail) for one in others)
        return asked if answers and same else ""

    def thread_answered(self, raw: bytes) -> str:
        """The thread of the message that an arriving mail answers; empty without one."""
        named = _answers_to(parse(raw))
        for one in self.messages.values():
            if named and header(parse(one.raw), "Message-ID") in named:
                return one.thread
        return ""


def sought(message: Message) -> Sought:
    """What a search looks at."""
    mail = parse(message.raw)
    return Sought(
        labels=frozenset(message.labels),
        headers={name.lower(): header(mail, name) for name in mail},
        body=readable(message.raw),
        files=tuple(file_names(message.raw)),
        at=message.at,
        size=len(message.raw),
    )


def brief(message: Message, *, with_labels: bool = False) -> Json:
    """What listings show of a message, and answers to writing with its labels."""
    labels = {"labelIds": [*message.labels]} if with_labels and message.labels else {}
    return {"id": message.id, "threadId": message.thread, **labels}


def _age(message: Message) -> tuple[datetime, str]:
    return message.at, message.id


def _subject(mail: EmailMessage) -> str:
    words = header(mail, "Subject").lower()
    while words.startswith(("re:", "fwd:", "fw:")):
        words = words.partition(":")[2].strip()
    return words


def _answers_to(mail: EmailMessage) -> list[str]:
    return f"{header(mail, 'References')} {header(mail, 'In-Reply-To')}".split()
