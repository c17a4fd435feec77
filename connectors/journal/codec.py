"""Plain data to JSON and back. Days and moments are tagged, so that a text that looks like a date stays a text.

A tag is an object with one key: ``{"$day": "2026-11-24"}``, ``{"$at": "2026-11-24T09:00:00+07:00"}``. An object of
somebody's own with one key that begins with ``$`` is given one more ``$``. Cases, requests, answers and forms carry
``"v"``, the version of this writing.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any

from flows.engine.calendar import JAKARTA
from flows.engine.case import (
    Agreement,
    AnswerState,
    Case,
    Given,
    Letter,
    Request,
    Submission,
)  # fmt: skip

VERSION = 1
_VERSIONED = (Case, Request, Given, Submission)
_SEVEN_HOURS = timedelta(hours=7)


def to_json(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, ASCII only, so that any text can be stored, a lone surrogate too."""
    tags = 0

    def plain(one: object) -> object:
        nonlocal tags
        found = _plain(one)
        tags += isinstance(one, date)
        return found

    text = _dumped(value, plain)
    if text.count('{"$') != tags:  # somebody's own object looks like a tag
        text = _dumped(_marked(value), _plain)
    return text


def _dumped(value: object, default: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), default=default)


def _plain(one: object) -> object:
    """What json does not know, one level deep. Raises TypeError for what cannot be kept."""
    match one:
        case datetime():
            return {"$at": one.isoformat()}
        case date():
            return {"$day": one.isoformat()}
        case Enum():
            return one.value
        case Mapping():
            return dict(one)
        case set() | frozenset():
            return sorted(one)
    return _record(one)


def _record(one: object) -> dict[str, Any]:
    kind = type(one)
    if not dataclasses.is_dataclass(kind):
        raise TypeError(f"{kind.__name__} cannot be kept in the journal: {one!r}")
    found = {name: getattr(one, name) for name in _names(kind)}
    return {"v": VERSION, **found} if kind in _VERSIONED else found


@cache
def _names(kind: type) -> dict[str, None]:
    """The fields of a dataclass, in their order."""
    return dict.fromkeys(f.name for f in dataclasses.fields(kind))


def _marked(value: object) -> object:
    """A copy in which no object of somebody's own looks like a tag."""
    match value:
        case str() | int() | float() | None | date() | Enum():
            return value
        case Mapping():
            found = {key: _marked(one) for key, one in value.items()}
            if len(found) == 1 and (key := next(iter(found))).startswith("$"):
                return {f"${key}": found[key]}
            return found
        case list() | tuple():
            return [_marked(one) for one in value]
        case set() | frozenset():
            return sorted(value)
    return {name: _marked(one) for name, one in _record(value).items()}


def from_json(text: str) -> Any:
    """Read what ``to_json`` wrote; dataclasses come back as dicts, tuples as lists. Raises ValueError."""
    return json.loads(text, object_hook=_tagged)


def _tagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        ((key, value),) = found.items()
        match key:
            case "$at":
                return moment(value)
            case "$day":
                return date.fromisoformat(value)
        if key.startswith("$$"):
            return {key[1:]: value}
    return found


def moment(text: str) -> datetime:
    """A moment as it was written; one of Asia/Jakarta comes back as such."""
    found = datetime.fromisoformat(text)
    return found.astimezone(JAKARTA) if found.utcoffset() == _SEVEN_HOURS else found


def _fields(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    """What this version knows of it; what is missing has its default. Raises ValueError for a later version's."""
    if found.get("v", VERSION) > VERSION:
        raise ValueError(
            f"a {kind.__name__} of version {found['v']}; this Alur knows versions up to {VERSION}"
        )
    known = _names(kind)
    return {name: value for name, value in found.items() if name in known}


def case_from(text: str) -> Case:
    found = _fields(Case, from_json(text))
    found["letters"] = tuple(Letter(**_fields(Letter, one)) for one in found.get("letters", ()))
    found["agreements"] = tuple(Agreement(**_fields(Agreement, one)) for one in found.get("agreements", ()))
    return Case(**found)


def request_from(text: str) -> Request:
    found = _fields(Request, from_json(text))
    for name in ("labels", "notes", "letters"):
        found[name] = tuple(found.get(name, ()))
    found["changes"] = tuple((h, before, after) for h, before, after in found.get("changes", ()))
    return Request(**found)


def given_from(text: str) -> Given:
    found = _fields(Given, from_json(text))
    return Given(**{**found, "state": AnswerState(found["state"])})


def submission_from(text: str) -> Submission:
    found = _fields(Submission, from_json(text))
    return Submission(**{**found, "state": AnswerState(found["state"])})
