"""The ``fields`` parameter: which part of an answer is sent (``files(id,name),nextPageToken``, ``a/b``, ``*``)."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from connectors.google.emulator.calls import invalid
from connectors.google.emulator.schema import document

Tree: TypeAlias = "dict[str, Tree]"


def parse(mask: str) -> Tree:
    words = re.findall(r"[\w*-]+|[(),/.]", mask)
    tree, end = _list(words, 0)
    if end != len(words) or not tree:
        raise invalid(f"Invalid field selection {mask}")
    return tree


def unknown(api: str, schema: Any, tree: Tree, above: str = "") -> str:
    """The first path of the tree that such an answer has no field for; nothing if it has all."""
    while "$ref" in schema or schema.get("type") == "array":
        schema = document(api)["schemas"][schema["$ref"]] if "$ref" in schema else schema["items"]
    for name, inner in tree.items():
        if name == "*":
            continue
        path = f"{above}.{name}" if above else name
        known = schema.get("properties", {}).get(name, schema.get("additionalProperties"))
        if known is None:
            return path
        if found := unknown(api, known, inner, path):
            return found
    return ""


def pick(value: Any, tree: Tree) -> Any:
    """The named part of the value; a name without an inner list takes all below it."""
    if not tree or "*" in tree:
        return value
    if isinstance(value, list):
        return [pick(one, tree) for one in value]
    if isinstance(value, dict):
        return {name: pick(one, tree[name]) for name, one in value.items() if name in tree}
    return value


def _list(words: list[str], at: int) -> tuple[Tree, int]:
    tree: Tree = {}
    while at < len(words) and words[at] != ")":
        name, inner = words[at], tree
        inner = inner.setdefault(name, {})
        at += 1
        while at < len(words) and words[at] in "/." and at + 1 < len(words):
            inner = inner.setdefault(words[at + 1], {})
            at += 2
        if at < len(words) and words[at] == "(":
            found, at = _list(words, at + 1)
            inner.update(found)
            at += 1
        if at < len(words) and words[at] == ",":
            at += 1
        elif at < len(words) and words[at] != ")":
            raise invalid("Invalid field selection " + "".join(words))
    return tree, at
