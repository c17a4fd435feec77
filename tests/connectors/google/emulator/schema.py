"""Whether a call and its answer are such as Google's discovery documents describe, as the stand-in itself tells it; a
strange field is an error."""

from __future__ import annotations

from functools import cache
from typing import Any

from connectors.google.emulator.calls import Answer, Call
from connectors.google.emulator.schema import document, misfit, routes


@cache
def methods(api: str) -> dict[str, Any]:
    """All methods of an API by id."""
    return {route.id: route.method for route in routes(api)}


def check_call(call: Call) -> None:
    """The parameters and the body."""
    api = call.method.split(".")[0]
    method = methods(api)[call.method]
    unknown = set(call.params) - set(method.get("parameters", {})) - set(document(api)["parameters"])
    assert not unknown, f"{call.method} has no parameter {unknown}"
    if call.body:
        assert "request" in method, f"{call.method} takes no body"
        assert not (fault := misfit(api, method["request"], call.body)), f"{call.method}: {fault}"


def check_answer(call: Call, answer: Answer) -> None:
    api = call.method.split(".")[0]
    method = methods(api)[call.method]
    if answer is None:
        assert "response" not in method, f"{call.method} has an answer"
        return
    assert isinstance(answer, dict)
    assert not (fault := misfit(api, method["response"], answer)), f"{call.method}: {fault}"
