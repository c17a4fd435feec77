"""The search language of Drive: ``name contains 'Surat' and 'root' in parents and not trashed = true``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from connectors.google.emulator.calls import File, Role, invalid

QUOTES = "'\""
"""Google documents the first; gspread writes the second, and both are taken."""
HOLDERS = {"owners": Role.OWNER, "writers": Role.WRITER, "readers": Role.READER}
Test: TypeAlias = Callable[[File], bool]
TOKEN = re.compile(r"""\s*('(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|[()]|!=|<=|>=|=|<|>|\{[^}]*\}|\w+)""")
PAIR = re.compile(r"\{\s*key\s*=\s*'((?:\\.|[^'\\])*)'\s+and\s+value\s*=\s*'((?:\\.|[^'\\])*)'\s*\}")


def query(text: str, stamp: Callable[[File], str]) -> Test:
    """Whether a file is meant. stamp: its modifiedTime as shown. Raises 400 for what is not understood."""
    words: list[str] = []
    at = 0
    while text[at:].strip():
        found = TOKEN.match(text, at)
        if found is None:
            raise invalid("Invalid Value", "invalid")
        words.append(found[1])
        at = found.end()
    return _Reader(words, stamp).all()


class _Reader:
    def __init__(self, words: list[str], stamp: Callable[[File], str]) -> None:
        self.words, self.stamp = words, stamp

    def all(self) -> Test:
        test = self.either()
        if self.words:
            raise invalid("Invalid Value", "invalid")
        return test

    def take(self) -> str:
        if not self.words:
            raise invalid("Invalid Value", "invalid")
        return self.words.pop(0)

    def either(self) -> Test:
        tests = [self.both()]
        while self.words[:1] == ["or"]:
            self.take()
            tests.append(self.both())
        return lambda file: any(test(file) for test in tests)

    def both(self) -> Test:
        tests = [self.one()]
        while self.words[:1] == ["and"]:
            self.take()
            tests.append(self.one())
        return lambda file: all(test(file) for test in tests)

    def one(self) -> Test:
        word = self.take()
        if word == "not":
            inner = self.one()
            return lambda file: not inner(file)
        if word == "(":
            inner = self.either()
            if self.take() != ")":
                raise invalid("Invalid Value", "invalid")
            return inner
        sign, value = self.take(), self.take()
        if sign == "in" and word == "parents":
            word, value = (
                value,
                word,
            )  # documented is only the other way round; gspread asks so, and is answered
        if sign == "in" and value == "parents":
            return lambda file: _text(word) in file.parents
        if sign == "in" and value in HOLDERS:
            return lambda file: _holds(file, _text(word), HOLDERS[value])
        if word == "starred" and sign in ("=", "!=") and value in ("true", "false"):
            return lambda file: bool(file.rest.get("starred")) == ((value == "true") == (sign == "="))
        if word == "trashed" and sign in ("=", "!=") and value in ("true", "false"):
            return lambda file: file.trashed == ((value == "true") == (sign == "="))
        if word in ("appProperties", "properties") and sign == "has":
            pair = PAIR.fullmatch(value)
            if pair:
                key, wanted = _text(f"'{pair[1]}'"), _text(f"'{pair[2]}'")
                return lambda file: (
                    (file.app_properties if word == "appProperties" else file.properties).get(key) == wanted
                )
        shown: dict[str, Callable[[File], str]] = {
            "name": lambda file: file.name,
            "mimeType": lambda file: file.mime_type,
            "modifiedTime": self.stamp,
            "createdTime": lambda file: self.stamp(replace(file, modified=file.created)),
        }
        signs: dict[str, Callable[[str, str], bool]] = {
            "=": lambda a, b: a == b,
            "!=": lambda a, b: a != b,
            "contains": _begins_a_word if word == "name" else lambda a, b: b.lower() in a.lower(),
            "<": lambda a, b: a < b,
            "<=": lambda a, b: a <= b,
            ">": lambda a, b: a > b,
            ">=": lambda a, b: a >= b,
        }
        if word not in shown or sign not in signs or value[0] not in QUOTES:
            raise invalid("Invalid Value", "invalid")
        get, compare = shown[word], signs[sign]
        return lambda file: compare(get(file), _text(value))


def _begins_a_word(name: str, wanted: str) -> bool:
    """«Surat ke» is found in «Daftar surat keluar», «luar» is not."""
    return re.search(rf"(?<![^\W_]){re.escape(wanted)}", name, re.IGNORECASE) is not None


def _holds(file: File, who: str, least: Role) -> bool:
    return any(one.email == who and one.role.covers(least) for one in file.permissions.values())


def _text(quoted: str) -> str:
    if quoted[0] not in QUOTES:
        raise invalid("Invalid Value", "invalid")
    return re.sub(r"\\(.)", r"\1", quoted[1:-1])
