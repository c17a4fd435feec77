"""One schedule: a seed, an office, a week of acts and passes with faults, then calm, then the checkers."""

from __future__ import annotations

import random
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from flows.engine.model import Flow
from flows.engine.sync import Pass
from tests.engine.small import ARSIP_ELSEWHERE, KEARSIPAN, SURAT_KELUAR
from tests.fakes.office import MemoryOffice
from tests.simulation.checkers import ALWAYS, SETTLED, watch_writes, words_taken_twice
from tests.simulation.faults import Crash, Faults, Faulty
from tests.simulation.people import People

RATES = (0.0, 0.02, 0.05, 0.15, 0.3)
JOURNAL_CALLS = {"commit", "record", "remember"}


@dataclass
class Told:
    """How a schedule ended. violations: one line each, empty when every promise held."""

    seed: int
    violations: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    hits: Counter[str] = field(default_factory=Counter)
    cases: int = 0
    moves: int = 0

    def __str__(self) -> str:
        lines = [f"seed {self.seed}: {len(self.violations)} violations", *self.violations[:12]]
        return "\n".join([*lines, "what happened:", *self.told[-60:]])


@runtime_checkable
class Joined(Protocol):
    """Registers in which people and faults come between the calls of a single read or write."""

    def join(self, people: People, faults: Faults) -> None: ...

    def restart(self) -> None:
        """The process is gone, with all it had in memory."""
        ...


def faulty_pass(office: MemoryOffice, faults: Faults) -> Pass:
    return Pass(
        office.office,
        Faulty(office.journal, faults, JOURNAL_CALLS),  # type: ignore[arg-type]
        Faulty(office.registers, faults, {"read", "write", "stamp"}),  # type: ignore[arg-type]
        Faulty(office.letters, faults, {"make"}),  # type: ignore[arg-type]
        Faulty(office.mail, faults, {"send"}),  # type: ignore[arg-type]
        office.clock,
        office.limits,
    )


def flows_of(seed: int) -> tuple[Flow, Flow]:
    """Letters and their archive, in one workbook or, for odd seeds, in two."""
    return SURAT_KELUAR, ARSIP_ELSEWHERE if seed % 2 else KEARSIPAN


def play(
    seed: int, flows: Sequence[Flow], series: dict[str, str] | None = None, *, acts: int = 80, rate: float | None = None,
    before: Callable[[MemoryOffice], None] | None = None, positional: bool = True,
) -> Told:  # fmt: skip
    """Play one schedule. before: changes the office first (a planted defect). positional: writes land where rows
    stood when they were read, so that is where to watch them."""
    chance = random.Random(seed)
    office = MemoryOffice(*flows, series=series)
    if before is not None:
        before(office)
    if positional:
        watch_writes(office)
    people = People(office, chance)
    faults = Faults(chance, chance.choice(RATES) if rate is None else rate)
    faults.between = lambda: people.act() if chance.random() < 0.1 else None
    if isinstance(office.registers, Joined):
        office.registers.join(people, faults)
    told = Told(seed, told=people.told, hits=faults.hits)
    try:
        for _ in range(acts):
            people.act()
            if chance.random() < 0.6:
                _run(office, faults, people)
        _calm(office, faults, people, told)
    except Crash:
        raise
    except Exception:  # a pass must never raise of itself
        told.violations.append(traceback.format_exc(limit=-4))
    told.violations += [line for check in ALWAYS for line in check(office)]
    told.violations += list(words_taken_twice(office, people.words))
    told.cases = len(office.journal.all_cases)
    told.moves = sum(recorded.event.kind == "moved" for recorded in office.journal.events)
    return told


def _run(office: MemoryOffice, faults: Faults, people: People) -> None:
    try:
        report = faulty_pass(office, faults).run()
        people.tell(f"-- pass: {len(report.lines)} lines, {len(report.problems)} problems")
    except Crash as crash:
        people.tell(f"-- crash at {crash}")
        if isinstance(office.registers, Joined):
            office.registers.restart()
    except OSError as fault:
        people.tell(f"-- pass ended: {fault}")


def _calm(office: MemoryOffice, faults: Faults, people: People, told: Told) -> None:
    """Faults and people off: all settles within two runs and the next run writes nothing (I9)."""
    faults.rate, faults.between = 0.0, None
    people.tidy()
    faulty_pass(office, faults).run()
    faulty_pass(office, faults).run()
    told.violations += [line for check in SETTLED for line in check(office)]
    writes, commits = len(office.registers.writes), office.journal.commits
    faulty_pass(office, faults).run()
    if (len(office.registers.writes), office.journal.commits) != (writes, commits):
        told.violations.append("I9: a third quiet run still wrote")
