"""How a mistake is told: where, what was found, what was expected, what was probably meant."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from flows.engine.model import Flow


@dataclass(frozen=True, slots=True)
class Problem:
    """file: where the statuses of the flow are defined; step: '' for the flow as a whole."""

    file: str
    flow: str
    step: str
    text: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.flow}" + (f", step «{self.step}»" if self.step else "")
        return f"{place}: {self.text}"


class FlowError(Exception):
    """Definitions that cannot run. Lists all problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        names = ", ".join(dict.fromkeys(problem.flow for problem in problems))
        super().__init__("\n".join([f"{names}: {count}", *map(str, problems)]))


def file_of(statuses: type[StrEnum]) -> str:
    """The file that defines a flow, short enough to read."""
    try:
        file = inspect.getsourcefile(statuses) or statuses.__module__
    except (TypeError, OSError):
        return statuses.__module__
    parts = file.split("/")
    return "/".join(parts[parts.index("flows") :]) if "flows" in parts else "/".join(parts[-2:])


def problem(flow: Flow, step: str, text: str) -> Problem:
    return Problem(file_of(flow.statuses), flow.title, step, text)


def meant(word: str, known: Iterable[str]) -> str:
    """« Did you mean «...»?» or nothing."""
    near = get_close_matches(str(word), [str(one) for one in known], n=1, cutoff=0.6)
    return f" Did you mean «{near[0]}»?" if near else ""
