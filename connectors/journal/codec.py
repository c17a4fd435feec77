"""Plain data to JSON and back. Days and moments are tagged, so that a text that looks like a date stays a text."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from flows.engine.case import (
    Agreement,
    AnswerState,
    Case,
    Event,
    Given,
    Letter,
    Request,
    Submission,
)  # fmt: skip


def to_json(value: object) -> str:
    """Canonical JSON of plain data: sorted keys, no blanks, not only ASCII."""
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Any:
    """Read what ``to_json`` wrote; dataclasses come back as dicts, tuples as lists."""
    return json.loads(text, object_hook=_tagged)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    match value:
        case Enum():
            return value.value
        case datetime():
            return {"$at": value.isoformat()}
        case date():
            return {"$day": value.isoformat()}
        case Mapping():
            return {str(key): _plain(one) for key, one in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_plain(one) for one in value]
        case _:
            return value


def _tagged(found: dict[str, Any]) -> Any:
    if len(found) == 1:
        if "$at" in found:
            return datetime.fromisoformat(found["$at"])
        if "$day" in found:
            return date.fromisoformat(found["$day"])
    return found


def _fields(cls: type, found: dict[str, Any]) -> dict[str, Any]:
    """What a newer version wrote and this one does not know is left out; what is missing has its default."""
    known = {f.name for f in dataclasses.fields(cls)}
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


def event_text(seq: int, event: Event, prev: str) -> str:
    """What an event's hash is taken over."""
    return to_json([seq, event.at.isoformat(), event.case, event.kind.value, event.data, prev])
