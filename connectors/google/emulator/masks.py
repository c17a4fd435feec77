"""Field masks and left-out defaults, as Google's services read and write JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from googleapiclient import discovery_cache

from connectors.google.emulator.calls import Json, cloned, invalid

ONE_OF = {
    "Item": ("questionItem", "questionGroupItem", "pageBreakItem", "textItem", "imageItem", "videoItem"),
    "Question": (
        "textQuestion",
        "choiceQuestion",
        "scaleQuestion",
        "dateQuestion",
        "timeQuestion",
        "fileUploadQuestion",
        "rowQuestion",
        "ratingQuestion",
    ),
}
"""Fields of which a message has at most one: setting one clears the others."""


@cache
def schemas(api: str, version: str) -> Mapping[str, Json]:
    """The schemas of an API's discovery document, as bundled with google-api-python-client."""
    text = discovery_cache.get_static_doc(api, version)
    return dict(json.loads(text)["schemas"])


def apply_mask(known: Mapping[str, Json], schema: str, mask: str, source: Json, target: Json) -> None:
    """Copy what the mask names from source to target; what the source leaves out is cleared in the target.

    Paths are read in either spelling (``emailCollectionType``, ``email_collection_type``); ``*`` is every field.
    """
    paths = [one.strip() for one in mask.split(",") if one.strip()]
    if not paths:
        raise invalid("Must specify at least one field in the update mask.")
    if "*" in paths:
        if len(paths) > 1:
            raise invalid("A field mask with '*' must not name other fields.")
        paths = list(known[schema]["properties"])
        target.clear()
    for path in paths:
        _copy(known, schema, [_camel(word) for word in path.split(".")], path, source, target)


def without_defaults(value: Any) -> Any:
    """The value as proto JSON writes it: no false, zero, empty string, empty list; set messages stay, though empty."""
    if isinstance(value, dict):
        kept = {name: without_defaults(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, False, 0, "", [])}
    if isinstance(value, list):
        return [without_defaults(one) for one in value]
    return value


def _copy(
    known: Mapping[str, Json], schema: str, words: list[str], path: str, source: Any, target: Json
) -> None:
    fields = known[schema].get("properties", {})
    name, rest = words[0], words[1:]
    if name not in fields:
        raise invalid(f"Invalid update mask: cannot find matching fields for path '{path}'.")
    given = source.get(name) if isinstance(source, dict) else None
    if rest:
        inner = fields[name].get("$ref")
        if inner is None:
            raise invalid(f"Invalid update mask: cannot find matching fields for path '{path}'.")
        _clear_others(schema, name, target)
        _copy(known, inner, rest, path, given, target.setdefault(name, {}))
    elif given is None:
        target.pop(name, None)
    else:
        _clear_others(schema, name, target)
        target[name] = cloned(given)


def _clear_others(schema: str, name: str, target: Json) -> None:
    rivals: Iterable[str] = ONE_OF.get(schema, ())
    if name in rivals:
        for one in rivals:
            if one != name:
                target.pop(one, None)


def _camel(word: str) -> str:
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), word)
