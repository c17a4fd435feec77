"""Ports that fail: a crash before or after a call, an error instead of it, a reply that is lost after it."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flows.engine.ports import Did, Outcome

KINDS = ("crash before", "crash after", "error", "reply lost")
OUTSIDE = {"write", "make", "send"}
"""Calls whose effect is outside; an error there is an outcome or an OSError."""
READS = {"read", "stamp"}


class Crash(BaseException):
    """The machine stops here: nothing catches it, as nothing catches ``kill -9``."""


@dataclass
class Faults:
    """Decides, by chance from a seed, which call fails and how. rate: 0 switches all off."""

    chance: random.Random
    rate: float = 0.0
    hits: Counter[str] = field(default_factory=Counter)
    between: Callable[[], None] | None = None
    """What people do between two calls of a pass."""

    def kind(self) -> str:
        return self.chance.choice(KINDS) if self.chance.random() < self.rate else ""


class Faulty:
    """A port behind faults. Only the named methods fail; everything else passes through."""

    def __init__(self, port: object, faults: Faults, methods: set[str]) -> None:
        self._port, self._faults, self._methods = port, faults, methods

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)
        if name not in self._methods:
            return call

        def faulty(*args: Any, **kwargs: Any) -> Any:
            kind = self._faults.kind()
            if kind:
                self._faults.hits[f"{name}: {kind}"] += 1
            if kind == "crash before":
                raise Crash(name)
            if kind == "error" and (name in OUTSIDE or name in READS):
                if name == "make" or name == "send":
                    return Outcome(Did.NOT_DONE, "planted error")
                raise OSError("planted error")
            result = call(*args, **kwargs)
            if kind == "crash after":
                raise Crash(name)
            if kind == "reply lost" and name in OUTSIDE:
                return Outcome(Did.UNKNOWN, "reply lost")
            if name == "read" and self._faults.between is not None:
                self._faults.between()
            return result

        return faulty
