"""Mistakes in configuration files, told so that the operator can mend them: where, what, what instead."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake. key: the path of a setting, the line of a table, or '' for the whole file."""

    file: str
    key: str
    found: str
    expected: str
    hint: str = ""

    def __str__(self) -> str:
        where = f"{self.file}: {self.key}" if self.key else self.file
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where}: found {self.found}, expected {self.expected}{hint}."


class ConfigError(Exception):
    """The configuration cannot be used; ``problems`` holds every mistake of every file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        heading = f"Configuration: {len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}"
        super().__init__("\n".join([heading, *(f"- {problem}" for problem in self.problems)]))


def closest(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant, or ''."""
    by_folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """``did you mean «port»?`` without its question mark, for a hint; '' when nothing is near."""
    near = closest(word, known)
    return f"did you mean «{near}»" if near else ""


def shown(value: object) -> str:
    """A found value, short enough for one line."""
    match value:
        case str():
            text = f"«{value}»" if value else "an empty text"
        case dict():
            text = "a table"
        case list() | tuple():
            text = "a list"
        case bool():
            text = str(value).lower()
        case None:
            text = "nothing"
        case _:
            text = str(value)
    text = text.replace("\n", " ")
    return text if len(text) <= 80 else f"{text[:76]}...»"
