"""Every mistake in a definition, found before it runs, all at once, each with its place and a hint."""

from __future__ import annotations

from collections.abc import Sequence

from flows.engine.check import columns, flow_as_a_whole, reads, slips, steps
from flows.engine.check.problem import FlowError, Problem
from flows.engine.model import Flow

__all__ = ["FlowError", "Problem", "check", "problems_of"]


def problems_of(flows: Sequence[Flow]) -> list[Problem]:
    """All mistakes of these flows, each flow by itself and then all together."""
    found: list[Problem] = []
    for flow in flows:
        parts = [flow, *(flow.child_flow(children) for children in flow.children)]
        misread = [one for part in parts for one in slips.texts_for_lists(part)]
        if misread:  # everything else would be said of single letters
            found += misread
            continue
        for part in parts:
            found += steps.problems(part)
            found += columns.problems(part, flow)
            found += reads.problems(part)
            found += slips.mails_before_their_letters(part)
        found += flow_as_a_whole.problems(flow, flows)
    found += flow_as_a_whole.clashes(flows)
    return list(dict.fromkeys(found))


def check(flows: Sequence[Flow]) -> None:
    """Raise FlowError with every mistake, or pass."""
    found = problems_of(flows)
    if found:
        raise FlowError(found)
