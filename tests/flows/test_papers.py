"""No paper that went out is left a draft: on each way to an end, what was drafted has been made final."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from flows import ALL
from flows.engine.model import Action, Flow, MakeLetter, Step

WITHOUT_A_FINAL: dict[tuple[str, str], str] = {
    (
        "P5.2.1",
        "Contoh keterangan Lurah",
    ): "a sample on paper of the office; the Lurah writes, numbers and signs their own",
}
"""(flow, letter) that may end as a draft, and why."""

NOT_YET = ("P2", "P4", "P5")
"""Groups of processes whose papers are not all settled yet; to become empty."""

State = tuple[str, frozenset[str], frozenset[str]]
"""A status, the letters of which a draft is the newest, and those that have been final."""


def moves(step: Step, variant: str) -> Iterator[tuple[str, tuple[Action, ...]]]:
    """Where a step can lead, by whatever way, and what is done on that way."""
    for label in step.labels(variant):
        answer = step.answer(label)
        yield str(answer.to), answer.do
    for rule in step.rules:
        yield str(rule.goes_to), rule.do
    if step.if_silent:
        yield str(step.if_silent.goes_to), step.if_silent.do
    if step.children:
        yield str(step.children.goes_to), step.children.do


def made(actions: Iterable[Action], variant: str, state: State, again: frozenset[str]) -> State:
    """The state after the letters of these actions. again: letters that are made anew though there is a final one."""
    status, drafts, finals = state
    for action in actions:
        if not isinstance(action, MakeLetter) or (action.only and variant and variant not in action.only):
            continue
        if action.name in finals and action.name not in again:
            continue
        if not action.final:
            drafts |= {action.name}
        else:
            drafts, finals = drafts - {action.name}, finals | {action.name}
    return status, drafts, finals


def left_as_drafts(flow: Flow, variant: str) -> set[str]:
    """Letters whose newest paper is a draft at some end."""
    ends = {str(end) for end in flow.ends}
    arrivals = {str(step.status): tuple(step.on_arrival) for step in flow.steps}
    begin = {str(flow.first)} | {str(form.at) for form in flow.forms if form.at}
    again = flow.letters_made_again
    todo = [made(arrivals[status], variant, (status, frozenset(), frozenset()), again) for status in begin]
    seen, left = set(todo), set[str]()
    while todo:
        state = todo.pop()
        step = flow.step(state[0])
        if state[0] in ends or step is None:
            left |= state[1]
            continue
        for to, actions in moves(step, variant):
            after = made((*actions, *arrivals.get(to, ())), variant, (to, *state[1:]), again)
            if after not in seen:
                seen.add(after)
                todo.append(after)
    return left


@pytest.mark.parametrize(
    "flow", [flow for flow in ALL if not flow.code.startswith(NOT_YET)], ids=lambda flow: flow.code
)
def test_no_paper_that_went_out_is_left_a_draft(flow: Flow) -> None:
    left = {name for variant in flow.variant_names or ("",) for name in left_as_drafts(flow, variant)}
    assert sorted(name for name in left if (flow.code, name) not in WITHOUT_A_FINAL) == []


def test_a_draft_that_nothing_makes_final_is_seen() -> None:
    flow = next(flow for flow in ALL if flow.code == "P1.2.2")
    steps = [replace(step, answers={k: step.answer(k).to for k in step.answers}) for step in flow.steps]
    assert left_as_drafts(replace(flow, steps=steps), "") == {"Label folder"}


def test_a_letter_that_is_final_for_good_is_not_drafted_again() -> None:
    """But one that is made anew each time is, and then the newest paper must be final too."""
    draft, kept = MakeLetter("surat.docx", "Surat"), ("", frozenset[str](), frozenset({"Surat"}))
    assert made([draft], "", kept, frozenset()) == kept
    assert made([draft], "", kept, frozenset({"Surat"}))[1] == {"Surat"}
