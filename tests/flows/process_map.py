"""The process map of the office, and what of it a flow does not carry out. The map is data: ``tests/process-map.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from flows.engine.describe import describe
from flows.engine.model import Flow

FILE = Path(__file__).resolve().parents[1] / "process-map.yaml"


@dataclass(frozen=True)
class Arrow:
    """From a step to the next; condition: the word on it, '' for none; to is 0 where the case closes."""

    source: int
    to: int
    condition: str = ""


def processes() -> dict[str, dict[str, Any]]:
    """Code -> process, as the map has it."""
    return {one["code"]: one for one in yaml.safe_load(FILE.read_text("utf-8"))["processes"]}


def handoffs() -> list[dict[str, str]]:
    return list(yaml.safe_load(FILE.read_text("utf-8"))["handoffs"])


def arrows(process: dict[str, Any]) -> list[Arrow]:
    found = []
    for step in process["steps"]:
        goals = step["next"] if isinstance(step["next"], dict) else {"": step["next"]}
        found += [
            Arrow(step["n"], 0 if to == "end" else int(to), condition) for condition, to in goals.items()
        ]
    return found


def missing_steps(flow: Flow, process: dict[str, Any]) -> list[int]:
    carried = {n for step in describe(flow)["steps"] for n in step["maps"]}
    return [step["n"] for step in process["steps"] if step["n"] not in carried]


def missing_arrows(flow: Flow, process: dict[str, Any]) -> list[Arrow]:
    """Arrows of the map that no answer and no automatic move of the flow carries."""
    return [arrow for arrow in arrows(process) if not any(_carries(flow, arrow))]


def _carries(flow: Flow, arrow: Arrow) -> Iterator[bool]:
    told = describe(flow)
    numbers: dict[str, list[int]] = {}
    for step in told["steps"]:
        numbers.setdefault(step["status"], []).extend(step["maps"])
    for end in told["ends"]:
        numbers.setdefault(end, []).append(0)
    for step in told["steps"]:
        if arrow.source not in step["maps"]:
            continue
        if arrow.to in step["maps"] and not arrow.condition:
            yield True
        for move in [*step["answers"], *step["automatic"]]:
            right = not arrow.condition or move["condition"] == arrow.condition
            yield right and arrow.to in numbers.get(move["to"], [])
