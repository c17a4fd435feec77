"""What a pass says of itself, in English, for the operator; the same words before and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from flows.engine.case import EventKind, Intent, Operation, OpKind

MANY = 20
"""More rows than this that open in one register are told in one line."""


@dataclass
class Report:
    """What a pass did, or with ``rehearse`` what it would do; one English line each, the same words in both."""

    now: datetime
    rehearsed: bool = False
    moves: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    mails: list[str] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    baseline: dict[str, int] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    waiting_mails: int = 0
    settled: bool = True

    @property
    def lines(self) -> list[str]:
        """What moves, is opened, numbered, made and mailed, in this order."""
        return [*self.opened, *self.moves, *self.numbers, *self.letters, *self.mails]


def tell_plan(report: Report, intent: Intent) -> None:
    opened: dict[str, list[str]] = defaultdict(list)
    for event in intent.events:
        data = event.data
        match event.kind:
            case EventKind.OPENED:
                opened[str(data.get("register"))].append(event.case)
            case EventKind.MOVED:
                why = data.get("label") or data.get("why") or data["how"]
                report.moves.append(f"move {event.case}: {data['frm']} -> {data['to']} ({why})")
            case EventKind.NUMBERED:
                report.numbers.append(f"number {event.case}: {data['text']} in series {data['series']}")
            case EventKind.HELD:
                report.set_aside.append(f"set aside {event.case}")
            case EventKind.MISSING:
                report.set_aside.append(f"row of {event.case} is gone")
    for register, ids in opened.items():
        if len(ids) > MANY:
            report.opened.append(f"open {len(ids)} rows in {register}, {ids[0]} to {ids[-1]}")
        else:
            report.opened += [f"open {id} in {register}" for id in ids]
    for operation in intent.operations:
        tell_operation(report, operation)


def tell_operation(report: Report, operation: Operation) -> None:
    payload = operation.payload
    if operation.kind is OpKind.LETTER:
        report.letters.append(f"letter {operation.case}: {payload['file']} from {payload['template']}")
    else:
        to = payload.get("person") or payload.get("desk") or "outside"
        report.mails.append(f"mail {operation.case}: {payload['template']} to {to}")


def tell_waiting(report: Report, intent: Intent, waiting: Iterable[Operation]) -> None:
    """A rehearsal also names what an earlier pass left to do."""
    planned = {operation.id for operation in intent.operations}
    for operation in waiting:
        if operation.id not in planned:
            tell_operation(report, operation)
