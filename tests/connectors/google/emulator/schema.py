"""Whether a call and its answer are such as Google's discovery documents describe; a strange field is an error."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from googleapiclient import discovery_cache

from connectors.google.emulator.calls import Answer, Call

PLAIN: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "any": object,
}


VERSIONS = {"sheets": "v4", "drive": "v3"}


@cache
def document(api: str) -> Any:
    return json.loads(discovery_cache.get_static_doc(api, VERSIONS.get(api, "v1")))


@cache
def methods(api: str) -> dict[str, Any]:
    """All methods of an API by id."""

    def below(resource: Any) -> dict[str, Any]:
        found = {one["id"]: one for one in resource.get("methods", {}).values()}
        for inner in resource.get("resources", {}).values():
            found |= below(inner)
        return found

    return below(document(api))


def check_call(call: Call) -> None:
    """The parameters and the body."""
    method = methods(call.method.split(".")[0])[call.method]
    common = document(call.method.split(".")[0])["parameters"]
    unknown = set(call.params) - set(method.get("parameters", {})) - set(common)
    assert not unknown, f"{call.method} has no parameter {unknown}"
    if call.body:
        assert "request" in method, f"{call.method} takes no body"
        fits(call.method.split(".")[0], method["request"], call.body, call.method)


def check_answer(call: Call, answer: Answer) -> None:
    method = methods(call.method.split(".")[0])[call.method]
    if answer is None:
        assert "response" not in method, f"{call.method} has an answer"
        return
    assert isinstance(answer, dict)
    fits(call.method.split(".")[0], method["response"], answer, call.method)


def fits(api: str, schema: Any, value: Any, where: str) -> None:
    """Raises AssertionError where the value does not fit."""
    if "$ref" in schema:
        schema = document(api)["schemas"][schema["$ref"]]
    kind = schema.get("type", "any")
    if kind == "object":
        assert isinstance(value, dict), f"{where}: {value!r} is no object"
        for name, inner in value.items():
            known = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
            assert known is not None, f"{where}: no field {name}"
            fits(api, known, inner, f"{where}.{name}")
    elif kind == "array":
        assert isinstance(value, list), f"{where}: {value!r} is no list"
        for number, inner in enumerate(value):
            fits(api, schema["items"], inner, f"{where}[{number}]")
    else:
        assert isinstance(value, PLAIN[kind]), f"{where}: {value!r} is no {kind}"
        assert kind != "integer" or not isinstance(value, bool), f"{where}: {value!r} is no {kind}"
        assert "enum" not in schema or value in schema["enum"], (
            f"{where}: {value!r} is none of {schema['enum']}"
        )
