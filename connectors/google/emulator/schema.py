"""Whether a call and its answer are such as Google's discovery documents describe, and which method a path means."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from googleapiclient import discovery_cache

from connectors.google.emulator.calls import ApiError, Json

VERSIONS = {"sheets": "v4", "drive": "v3", "forms": "v1", "gmail": "v1"}
PLAIN: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "any": object,
}
PLAINLY = {str: "string", bool: "boolean", int: "integer", float: "number"}
"""What most values are; the others are looked at more closely."""
KINDS = {"string": "TYPE_STRING", "boolean": "TYPE_BOOL", "integer": "TYPE_INT32", "number": "TYPE_DOUBLE"}


@dataclass(frozen=True, slots=True)
class Route:
    """A method of an API, and how its path is recognised."""

    id: str
    pattern: re.Pattern[str]
    method: Json


@cache
def document(api: str) -> Json:
    return dict(json.loads(discovery_cache.get_static_doc(api, VERSIONS[api])))


@cache
def routes(api: str) -> tuple[Route, ...]:
    """All methods of an API; paths that end in a verb (``:clear``) come first."""
    found: list[Route] = []

    def below(resource: Json) -> None:
        for method in resource.get("methods", {}).values():
            path = "/" + document(api)["servicePath"] + method.get("flatPath", method["path"])
            words = re.split(r"\{\+?(\w+)\}", path)
            pattern = "".join(
                f"(?P<{word}>[^/]+)" if at % 2 else re.escape(word) for at, word in enumerate(words)
            )
            found.append(Route(method["id"], re.compile(pattern), method))
        for inner in resource.get("resources", {}).values():
            below(inner)

    below(document(api))
    return tuple(sorted(found, key=lambda one: ":" not in one.method["path"]))


def check_body(api: str, schema: Any, value: Any) -> None:
    """Raises Google's 400 for a field that the schema does not have, or a value of another kind."""
    problem = misfit(api, schema, value)
    if not problem:
        return
    message = f"Invalid JSON payload received. {problem}" if problem.startswith("Unknown name") else problem
    field = re.search(r" at '(.*?)'", problem)
    violation = {"description": message} | ({"field": field[1]} if field else {})
    detail = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [violation]}
    raise ApiError(400, "INVALID_ARGUMENT", message, "badRequest", details=[detail])


def misfit(api: str, schema: Any, value: Any) -> str:
    """What does not fit, in Google's words; empty when all fits."""
    found = _misfit(document(api)["schemas"], schema, value, set())
    return found.text if found else ""


@dataclass(slots=True)
class _Misfit:
    """before, after: the words around the place, which is put together from its end while they go up."""

    before: str
    after: str
    place: str = ""

    def within(self, outer: str) -> _Misfit:
        self.place = outer + (
            self.place if self.place.startswith("[") or not self.place else f".{self.place}"
        )
        return self

    @property
    def text(self) -> str:
        return self.before + (f" at '{self.place}'" if self.place else "") + self.after


def _misfit(schemas: Json, schema: Any, value: Any, fitting: set[tuple[int, int]]) -> _Misfit | None:
    """fitting: objects of this very value that were found to fit: cells share their formats."""
    if value is None:
        return None
    if "$ref" in schema:
        schema = schemas[schema["$ref"]]
    kind = schema.get("type", "any")
    if kind == "any":
        return None
    if kind == "object":
        if not isinstance(value, dict):
            return _Misfit("Invalid value", ": an object is expected.")
        key = id(value), id(schema)
        if key in fitting:
            return None
        properties, others = schema.get("properties", {}), schema.get("additionalProperties")
        for name, inner in value.items():
            known = properties.get(name, others)
            if known is None:
                return _Misfit(f'Unknown name "{name}"', ": Cannot find field.")
            if PLAINLY.get(type(inner), "") == known.get("type") and "enum" not in known:
                continue
            problem = _misfit(schemas, known, inner, fitting)
            if problem:
                return problem.within(_snake(name))
        fitting.add(key)
    elif kind == "array":
        if not isinstance(value, list):
            return _Misfit("Invalid value", ": a list is expected.")
        if schema["items"].get("type") == "any":
            return None
        for number, inner in enumerate(value):
            problem = _misfit(schemas, schema["items"], inner, fitting)
            if problem:
                return problem.within(f"[{number}]")
    elif not _is(kind, value) or ("enum" in schema and value not in schema["enum"]):
        return _Misfit("Invalid value", f" ({KINDS[kind]}), {json.dumps(value)}")
    return None


def _is(kind: str, value: Any) -> bool:
    if isinstance(value, bool) and kind in ("integer", "number"):
        return False
    return isinstance(value, PLAIN[kind])


@cache
def _snake(name: str) -> str:
    """As Google names a field in its refusals."""
    return re.sub(r"[A-Z]", lambda found: "_" + found[0].lower(), name)
