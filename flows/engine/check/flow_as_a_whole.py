"""Mistakes that show only when flows are seen whole, or side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flows.engine.check.problem import Problem, meant, problem
from flows.engine.model import Flow, Kind, handoffs_of


def problems(flow: Flow, flows: Sequence[Flow]) -> Iterator[Problem]:
    """Every mistake of one flow as a whole."""
    yield from handoffs_to_nowhere(flow, flows)
    yield from retired_words_that_are_live(flow)
    yield from versions_that_strand_rows(flow)
    yield from openings_on_no_day(flow)


def handoffs_to_nowhere(flow: Flow, flows: Sequence[Flow]) -> Iterator[Problem]:
    by_code = {other.code: other for other in flows}
    for action in handoffs_of(flow):
        target = by_code.get(action.flow)
        if target is None:
            yield problem(
                flow,
                "",
                f"it hands off to «{action.flow}», no flow of the office.{meant(action.flow, by_code)}",
            )
            continue
        theirs = [column.heading for column in target.register.columns]
        ours = {column.heading for column in flow.register.columns} | {"ID"}
        for children in flow.children:
            ours |= {column.heading for column in children.register.columns}
        for heading, source in action.copies.items():
            if heading not in theirs:
                yield problem(
                    flow,
                    "",
                    f"the hand-off to {target.code} fills «{heading}», no column there.{meant(heading, theirs)}",
                )
            if not source.startswith("=") and source not in ours:
                yield problem(
                    flow,
                    "",
                    f"the hand-off to {target.code} takes «{source}», no column here.{meant(source, ours)}",
                )
        for column in target.register.columns:
            if column.required and column.heading not in action.copies:
                yield problem(
                    flow,
                    "",
                    f"the hand-off to {target.code} does not fill «{column.heading}», which every row there needs",
                )


def retired_words_that_are_live(flow: Flow) -> Iterator[Problem]:
    live = {str(status) for status in flow.statuses}
    for word, target in flow.retired.items():
        if word in live:
            yield problem(flow, "", f"the retired word «{word}» is a status that is still used")
        if target not in flow.statuses:
            yield problem(
                flow,
                "",
                f"the retired word «{word}» goes to «{target}», no status.{meant(str(target), live)}",
            )


def versions_that_strand_rows(flow: Flow) -> Iterator[Problem]:
    known = {str(step.status) for step in flow.steps} | {str(end) for end in flow.ends}
    numbers = [past.number for past in flow.past]
    if sorted(set(numbers)) != sorted(numbers) or any(number >= flow.version for number in numbers):
        yield problem(flow, "", f"past versions {numbers} must be different and below {flow.version}")
    if flow.version > 1 and set(range(1, flow.version)) - set(numbers):
        missing = sorted(set(range(1, flow.version)) - set(numbers))
        yield problem(
            flow,
            "",
            f"rows of version {missing[0]} have no rule; add Version({missing[0]}, steps=...) or moves=...",
        )
    for past in flow.past:
        for target in past.moves.values():
            if str(target) not in known:
                yield problem(
                    flow,
                    "",
                    f"version {past.number} moves rows to «{target}», which has no step.{meant(str(target), known)}",
                )


def clashes(flows: Sequence[Flow]) -> Iterator[Problem]:
    """Names that two flows use for different things."""
    registers: dict[str, str] = {}
    prefixes: dict[str, str] = {}
    codes: set[str] = set()
    for flow in flows:
        if flow.code in codes:
            yield problem(flow, "", f"the code {flow.code} stands twice")
        codes.add(flow.code)
        for register in flow.registers:
            if len(register.name) > 31:
                yield problem(flow, "", f"the tab name «{register.name}» has more than 31 letters")
            owner = registers.setdefault(register.name, flow.code)
            if owner != flow.code and register.kind is not Kind.DATA:
                yield problem(flow, "", f"the register «{register.name}» belongs to {owner} already")
            other = prefixes.setdefault(register.prefix, register.name)
            if other != register.name:
                yield problem(
                    flow, "", f"the prefix «{register.prefix}» of «{register.name}» is that of «{other}»"
                )
        forms = [form.code for form in flow.forms]
        if len(set(forms)) != len(forms):
            yield problem(flow, "", "two forms have the same code")


def openings_on_no_day(flow: Flow) -> Iterator[Problem]:
    """A case that opens each year needs a day that each year has."""
    for opening in flow.openings:
        try:
            date(2027, opening.month, opening.day)
        except ValueError:
            found = f"a case opens on day {opening.day} of month {opening.month}"
            yield problem(flow, "", f"{found}, which not every year has; take the last day before it")
