"""Faults of the network to Google, and how the engine goes on after them: what is unknown is settled by looking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from random import Random

from flows.engine.ports import Did, Outcome
from tests.connectors.google.inside import FAULTS, Killed


def once(wanted: str, how: str, *, times: int = 1) -> Callable[[str], str]:
    """The first calls that name ``wanted`` fail so."""
    left = [times]

    def fault(call: str) -> str:
        if wanted not in call or not left[0]:
            return ""
        left[0] -= 1
        return how

    return fault


def at_random(seed: int, rate: float, hits: Counter[str]) -> Callable[[str], str]:
    """Each call fails by chance; hits: counted by verb and fault."""
    chance = Random(seed)

    def fault(call: str) -> str:
        how = chance.choice(FAULTS) if chance.random() < rate else ""
        hits[f"{call.split()[0]} {how}"] += bool(how)
        return how

    return fault


def until_done(
    act: Callable[[], Outcome], settle: Callable[[], Outcome], next_pass: Callable[[], None], passes: int = 30
) -> Outcome:
    """As the engine does: what is unknown is settled by looking, never repeated; a kill leaves it unknown."""
    outcome, unknown = Outcome(Did.NOT_DONE), False
    for _ in range(passes):
        try:
            if unknown:
                outcome = settle()
                unknown = outcome.did is Did.UNKNOWN
            if outcome.did is Did.NOT_DONE and not unknown:
                unknown = True
                outcome = act()
                unknown = outcome.did is Did.UNKNOWN
        except Killed:
            unknown, outcome = True, Outcome(Did.UNKNOWN)
        if outcome.did is Did.DONE:
            break
        next_pass()
    return outcome
