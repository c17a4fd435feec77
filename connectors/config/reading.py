"""Reading one configuration file into its model; mistakes become problems, all of them at once."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from connectors.config.problems import Problem, closest, did_you_mean, shown
from connectors.config.settings import PATTERNS

M = TypeVar("M", bound=BaseModel)
Key = Sequence[int | str]

LARGEST_FILE = 5_000_000

_EXPECTED = {
    "missing": "a value",
    "string_type": "a text in quotes",
    "string_too_short": "a text that is not empty",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "dict_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
    "too_short": "at least one",
    "date_type": "a day such as 2026-01-31",
    "date_parsing": "a day such as 2026-01-31",
    "date_from_datetime_parsing": "a day such as 2026-01-31",
    "date_from_datetime_inexact": "a day such as 2026-01-31",
    "time_type": "a time such as 15:30:00",
    "time_parsing": "a time such as 15:30:00",
}


@dataclass
class Source:
    """A file being read, and the mistakes found in it so far."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What may be put in order some day; nothing of it stops the work."""

    def retired(self, content: dict[str, Any], key: str, why: str) -> None:
        """Take a setting of earlier versions out of what was read, and note it."""
        within, _, name = key.rpartition(".")
        table = content.get(within, {}) if within else content
        if isinstance(table, dict) and table.pop(name, None) is not None:
            self.notes.append(f"{self.path}: {key} is not used any more ({why}); take it out.")

    def problem(self, key: str, found: str, expected: str, hint: str = "") -> None:
        self.problems.append(Problem(str(self.path), key, found, expected, hint))

    def text(self) -> str | None:
        """The file's text. A byte order mark, as Notepad writes it, is no part of it."""
        try:
            if self.path.stat().st_size > LARGEST_FILE:
                self.problem("", "more than 5 MB", "a configuration file")
                return None
            return self.path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            self.problem("", f"a byte that is not UTF-8 at {error.start}", "a file saved as UTF-8")
        except OSError as error:
            self.problem("", error.strerror or str(error), "a file that can be read")
        return None

    def toml(self) -> dict[str, Any] | None:
        text = self.text()
        if text is None:
            return None
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            self.problem("", f"a mistake in its syntax: {message}", "TOML", _line_named_in(message, text))
            return None

    def model(self, kind: type[M], content: Mapping[str, Any], row: str = "") -> M | None:
        """Check a content against its model. row: where it stands in a table."""
        try:
            return kind.model_validate(content)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                self._tell(kind, detail, row)
            return None

    def _tell(self, kind: type[BaseModel], detail: ErrorDetails, row: str) -> None:
        loc = [part for part in detail["loc"] if part != "[key]"]
        key = f"{row}, {path_of(loc)}" if row else path_of(loc)
        if detail["type"] == "extra_forbidden":
            # The value is not shown: it may be a password that somebody put here.
            self.problem(key, "an unknown key", self._known(kind, loc[:-1]), self._where_instead(kind, loc))
            return
        value = None if detail["type"] == "missing" else detail["input"]
        self.problem(key, shown(value), expected_of(detail), near_miss(detail))

    @staticmethod
    def _known(kind: type[BaseModel], loc: Key) -> str:
        names = fields_at(kind, loc)
        return f"one of {', '.join(names)}" if names else "nothing here"

    @staticmethod
    def _where_instead(kind: type[BaseModel], loc: Key) -> str:
        name = str(loc[-1])
        if name in {"password", "sandi", "secret"}:
            return "secrets are not written here: name the environment variable in password_env"
        if near := did_you_mean(name, fields_at(kind, loc[:-1])):
            return near
        if name in fields_at(kind, []):
            return f"«{name}» belongs above the first [section] of the file"
        for section in fields_at(kind, []):
            if name in fields_at(kind, [section]):
                return f"«{name}» belongs to [{section}]"
        return ""

    def table(self, kind: type[M], key: str) -> list[M]:
        """Read a CSV file with one model a row. key: the column that no two rows share."""
        text = self.text()
        if text is None:
            return []
        rows = list(_csv_rows(text))
        if not rows:
            self.problem("", "no heading", f"the columns {', '.join(kind.model_fields)}")
            return []
        (_, headings), *body = rows
        names = [heading.strip() for heading in headings]
        if not self._headings_fit(kind, names):
            return []
        found: list[M] = []
        lines: dict[str, int] = {}
        for line, cells in body:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(names):
                hint = "a text with a comma in it stands in double quotes"
                self.problem(f"line {line}", f"{len(cells)} cells", str(len(names)), hint)
                continue
            row = self.model(kind, dict(zip(names, cells, strict=True)), f"line {line}")
            if row is None:
                continue
            value = str(getattr(row, key))
            if value in lines:
                hint = f"it is in line {lines[value]} too"
                self.problem(f"line {line}, {key}", f"«{value}» again", "each only once", hint)
                continue
            lines[value] = line
            found.append(row)
        if not found and not self.problems:
            self.problem("", "no rows", "at least one")
        return found

    def _headings_fit(self, kind: type[BaseModel], names: Sequence[str]) -> bool:
        known = list(kind.model_fields)
        before = len(self.problems)
        required = [name for name, about in kind.model_fields.items() if about.is_required()]
        missing = [name for name in required if name not in names]
        for name in names:
            if name not in known:
                near = did_you_mean(name, [column for column in known if column not in names])
                self.problem("heading", f"the column «{name}»", f"only {', '.join(known)}", near)
                missing = [other for other in missing if other != closest(name, missing)]
            elif names.count(name) > 1:
                self.problem("heading", f"the column «{name}» more than once", "each only once")
        for name in missing:
            self.problem("heading", f"no column «{name}»", f"the columns {', '.join(known)}")
        return len(self.problems) == before


def _csv_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Give line number and cells. Lines that begin with # are notes; Excel here separates by semicolons."""
    numbered = enumerate(text.splitlines(), 1)
    lines = [(n, line) for n, line in numbered if line.strip() and not line.lstrip('" ').startswith("#")]
    if not lines:
        return
    heading = lines[0][1]
    separator = ";" if heading.count(";") > heading.count(",") else ","
    for n, line in lines:
        yield n, next(csv.reader([line], delimiter=separator))


def _line_named_in(message: str, text: str) -> str:
    """The line that a syntax error names, unless it may hold a secret."""
    where = re.search(r"at line (\d+)", message)
    line = text.splitlines()[int(where[1]) - 1].strip() if where else ""
    return f"the line is «{line[:60]}»" if line and "pass" not in line.casefold() else ""


def path_of(loc: Key) -> str:
    """``mandates[1].person``; names with spaces in quotes, as TOML writes them."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            name = part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else f'"{part}"'
            text += f".{name}" if text else name
    return text


def expected_of(detail: ErrorDetails) -> str:
    """What should have stood there, in words."""
    context = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "literal_error":
            return f"one of {context['expected']}"
        case "greater_than_equal":
            return f"a number of at least {context['ge']:g}"
        case "less_than_equal":
            return f"a number of at most {context['le']:g}"
        case "string_too_long":
            return f"at most {context['max_length']} characters"
        case "too_long":
            return f"at most {context['max_length']}"
        case "string_pattern_mismatch":
            return PATTERNS.get(context["pattern"], detail["msg"])
        case kind:
            return _EXPECTED.get(kind, detail["msg"])


def near_miss(detail: ErrorDetails) -> str:
    """A did-you-mean for a word that is none of those allowed."""
    value = detail["input"]
    if detail["type"] != "literal_error" or not isinstance(value, str):
        return ""
    return did_you_mean(value, [word for word in re.findall(r"'([^']*)'", detail["ctx"]["expected"]) if word])


def fields_at(kind: type[BaseModel], loc: Key) -> list[str]:
    """The keys that a file may use at a place; none where any name may stand."""
    current: Any = kind
    for part in loc:
        current = _inner(current, part)
    return [about.alias or name for name, about in current.model_fields.items()] if _is_model(current) else []


def _inner(kind: Any, part: int | str) -> Any:
    if _is_model(kind):
        for name, about in kind.model_fields.items():
            if (about.alias or name) == part:
                return _bare(about.annotation)
        return None
    arguments = get_args(kind)
    if get_origin(kind) is dict:
        return _bare(arguments[1])
    return _bare(arguments[0]) if get_origin(kind) in {tuple, list} else None


def _bare(kind: Any) -> Any:
    while get_origin(kind) in {Annotated, Union, UnionType}:
        kind = get_args(kind)[0]
    return kind


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
