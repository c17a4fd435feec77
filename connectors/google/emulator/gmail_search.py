"""Gmail's search words (``q``): which of a mailbox's messages a query finds.

What is not evaluated here is an error (501), not a guess: Gmail would search for it in some other way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from connectors.google.emulator.calls import ApiError

PLACES = {
    "inbox": "INBOX",
    "sent": "SENT",
    "draft": "DRAFT",
    "drafts": "DRAFT",
    "trash": "TRASH",
    "spam": "SPAM",
    "unread": "UNREAD",
    "starred": "STARRED",
    "important": "IMPORTANT",
}
PACIFIC = ZoneInfo("America/Los_Angeles")
"""Days in a query are read in Pacific time, whoever asks [doc]."""
TOKEN = re.compile(
    r'\s+|(?P<sign>-(?=\S))|(?P<key>[A-Za-z0-9_]+):|(?P<quoted>"[^"]*")|(?P<mark>[(){}|])|(?P<word>[^\s(){}"|]+)'
)


@dataclass(frozen=True, slots=True)
class Sought:
    """What a query looks at in one message. headers: by name in small letters."""

    labels: frozenset[str]
    headers: dict[str, str]
    body: str
    files: tuple[str, ...]
    at: datetime
    size: int


Test: TypeAlias = Callable[[Sought], bool]


def find(query: str, now: datetime) -> Test:
    """The test that a query makes."""
    return _Reader(query, now).read()


def reaches_trash(query: str) -> bool:
    """Whether the query itself names the places that a search leaves out."""
    return bool(re.search(r"\b(in:(trash|spam|anywhere)|label:(trash|spam))\b", query, re.IGNORECASE))


class _Reader:
    """Terms side by side must all hold; OR and {} make alternatives; - turns round."""

    def __init__(self, query: str, now: datetime) -> None:
        self.now = now
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(query):
            found = TOKEN.match(query, at)
            if found is None:
                raise _unknown(query[at:])
            if found.lastgroup:
                self.tokens.append((found.lastgroup, found[found.lastgroup]))
            at = found.end()
        self.next = 0

    def read(self) -> Test:
        test = self._all_of("")
        if self.next < len(self.tokens):
            raise _unknown(self.tokens[self.next][1])
        return test

    def _all_of(self, end: str) -> Test:
        """Terms up to the closing mark; each may be a row of alternatives joined by OR."""
        rows: list[list[Test]] = []
        joined = False
        while self.next < len(self.tokens):
            kind, text = self.tokens[self.next]
            if kind == "mark" and text == end:
                break
            if (kind, text) == ("word", "AND"):
                self.next += 1
                continue
            if (kind, text) in (("word", "OR"), ("mark", "|")):
                self.next += 1
                joined = bool(rows)
                continue
            term = self._term()
            if joined:
                rows[-1].append(term)
            else:
                rows.append([term])
            joined = False
        return lambda one: all(any(test(one) for test in row) for row in rows)

    def _term(self, key: str = "") -> Test:
        kind, text = self.tokens[self.next]
        self.next += 1
        if kind == "sign":
            inner = self._term()
            return lambda one: not inner(one)
        if kind == "key" and not key:
            if self.next >= len(self.tokens):
                return lambda one: True  # «subject:» with nothing after it asks for nothing
            return self._value(text.lower())
        if kind == "mark" and text in "({":
            return self._group("}" if text == "{" else ")")
        if kind in ("word", "quoted"):
            return _words(text)
        raise _unknown(text)

    def _group(self, end: str) -> Test:
        if end == ")":
            test = self._all_of(")")
        else:
            tests: list[Test] = []
            while self.next < len(self.tokens) and self.tokens[self.next] != ("mark", "}"):
                tests.append(self._term())
            test = lambda one: any(inner(one) for inner in tests)  # noqa: E731 (as the line above, a test)
        if self.next >= len(self.tokens):
            raise _unknown(end)
        self.next += 1
        return test

    def _value(self, key: str) -> Test:
        kind, text = self.tokens[self.next]
        if kind == "mark" and text == "(":  # subject:(laporan bulanan): all of these words
            self.next += 1
            parts: list[str] = []
            while self.next < len(self.tokens) and self.tokens[self.next] != ("mark", ")"):
                parts.append(self.tokens[self.next][1])
                self.next += 1
            if self.next >= len(self.tokens):
                raise _unknown(f"{key}:(")
            self.next += 1
            tests = [self._operator(key, part) for part in parts]
            return lambda one: all(test(one) for test in tests)
        # A value may hold colons and minus signs: to:a-b@c, rfc822msgid:<x:y@z>.
        value = ""
        while self.next < len(self.tokens) and self.tokens[self.next][0] in ("key", "word", "sign", "quoted"):
            kind, text = self.tokens[self.next]
            self.next += 1
            value += text + (":" if kind == "key" else "")
            if kind in ("word", "quoted"):
                break
        return self._operator(key, value)

    def _operator(self, key: str, value: str) -> Test:
        plain = value.strip('"').lower()
        if not plain:
            raise _unknown(f"{key}:")
        if key in ("in", "is", "label"):
            return self._place(key, plain)
        if key in ("from", "to", "cc", "bcc", "subject", "list"):
            names = {"to": ("to", "cc", "bcc"), "list": ("list-id",)}.get(key, (key,))
            tests = [_words(value, name) for name in names]
            return lambda one: any(test(one) for test in tests)
        if key == "rfc822msgid":
            wanted = plain.strip("<>")
            return lambda one: one.headers.get("message-id", "").strip().strip("<>").lower() == wanted
        if key == "has" and plain == "attachment":
            return lambda one: bool(one.files)
        if key == "filename":
            return lambda one: any(plain in name.lower() for name in one.files)
        if key in ("after", "newer", "before", "older"):
            limit = _day(plain)
            later = key in ("after", "newer")
            return lambda one: (one.at >= limit) if later else (one.at < limit)
        if key in ("newer_than", "older_than"):
            ago = self.now - _span(plain)
            return lambda one: (one.at >= ago) if key == "newer_than" else (one.at < ago)
        if key in ("larger", "smaller", "size"):
            limit_size = _size(plain)
            return lambda one: (one.size < limit_size) if key == "smaller" else (one.size >= limit_size)
        raise _unknown(f"{key}:{value}")

    @staticmethod
    def _place(key: str, name: str) -> Test:
        if key == "in" and name == "anywhere":
            return lambda one: True
        if key == "is" and name == "read":
            return lambda one: "UNREAD" not in one.labels
        label = PLACES.get(name, name.upper())
        if key != "label" and name not in PLACES:
            raise _unknown(f"{key}:{name}")
        return lambda one: label in one.labels


def _words(text: str, header: str = "") -> Test:
    """Whole words, in this order, in one header or anywhere in the message."""
    wanted = _tokens(text)

    def holds(one: Sought) -> bool:
        places = [one.headers.get(header, "")] if header else [*one.headers.values(), one.body, *one.files]
        return any(_has(_tokens(place), wanted) for place in places)

    return holds


def _tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _has(words: list[str], wanted: list[str]) -> bool:
    size = len(wanted)
    return any(words[n : n + size] == wanted for n in range(len(words) - size + 1))


def _day(text: str) -> datetime:
    if text.isdecimal() and len(text) > 8:
        return datetime.fromtimestamp(int(text), UTC)
    found = re.fullmatch(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})", text)
    if found is None:
        raise _unknown(text)
    try:
        return datetime(int(found[1]), int(found[2]), int(found[3]), tzinfo=PACIFIC)
    except ValueError as fault:
        raise _unknown(text) from fault


def _span(text: str) -> timedelta:
    found = re.fullmatch(r"(\d+)([dmyh])", text)
    if found is None:
        raise _unknown(text)
    return int(found[1]) * timedelta(hours={"h": 1, "d": 24, "m": 24 * 30, "y": 24 * 365}[found[2]])


def _size(text: str) -> int:
    found = re.fullmatch(r"(\d+)([km]?)", text)
    if found is None:
        raise _unknown(text)
    return int(found[1]) * {"": 1, "k": 1024, "m": 1024 * 1024}[found[2]]


def _unknown(text: str) -> ApiError:
    return ApiError(501, "UNIMPLEMENTED", f"The stand-in does not evaluate this in a search: {text}")
