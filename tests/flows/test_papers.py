"""No paper that went out is left a draft, and none is left stale by what was sent back and done again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from flows import ALL
from flows.engine.model import Action, Flow, MakeLetter, Step
from flows.p1_umum.perlengkapan import SPJ_LENGKAP

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


def ways_on(flow: Flow, variant: str) -> Iterator[tuple[str, str, tuple[Action, ...]]]:
    """(from, to, what is done) of each move of a variant, with what the arrival does."""
    arrivals = {str(step.status): tuple(step.on_arrival) for step in flow.steps}
    for step in flow.steps:
        if not (step.only and variant and variant not in step.only):
            for to, actions in moves(step, variant):
                yield str(step.status), to, (*actions, *arrivals.get(to, ()))


def kept_though_done_again(flow: Flow, variant: str) -> set[str]:
    """Letters that are final for good on a move which a case can come by a second time, with other words in its row."""
    ways = list(ways_on(flow, variant))
    after: dict[str, set[str]] = {}
    for start, _, _ in ways:
        todo = [start]
        while todo:
            here = todo.pop()
            new = {to for frm, to, _ in ways if frm == here} - after.setdefault(start, set())
            after[start] |= new
            todo += new
    return {
        f"{action.name}: {start} -> {to}"
        for start, to, actions in ways
        if start == to or start in after.get(to, ())
        for action in actions
        if isinstance(action, MakeLetter) and action.final and action.name not in flow.letters_made_again
        and not (action.only and variant and variant not in action.only)
    }  # fmt: skip


@pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.code)
def test_no_letter_that_was_sent_back_keeps_the_words_that_were_wrong(flow: Flow) -> None:
    """Either its number waits until nobody can send it back, or each coming by makes a new one beside it."""
    kept = {one for variant in flow.variant_names or ("",) for one in kept_though_done_again(flow, variant)}
    assert sorted(kept) == []


def test_a_letter_that_is_numbered_before_it_can_be_sent_back_is_seen() -> None:
    flow = next(flow for flow in ALL if flow.code == "P1.1")
    steps = [
        replace(step, answers={**step.answers, "Kirim ke penyedia": replace(step.answer("Kirim ke penyedia"), do=SPJ_LENGKAP)})
        if "Kirim ke penyedia" in step.answers
        else step
        for step in flow.steps
    ]  # fmt: skip
    found = kept_though_done_again(replace(flow, steps=steps), "")
    assert found == {
        f"{name}: Penyusunan SPJ -> Pemeriksaan penyedia" for name in ("Surat pesanan", "SPJ", "Kuitansi")
    }


@pytest.mark.parametrize("flow", ALL, ids=lambda flow: flow.code)
def test_no_paper_that_went_out_is_left_a_draft(flow: Flow) -> None:
    left = {name for variant in flow.variant_names or ("",) for name in left_as_drafts(flow, variant)}
    assert sorted(left) == []


def test_a_draft_that_nothing_makes_final_is_seen() -> None:
    flow = next(flow for flow in ALL if flow.code == "P1.2.2")
    steps = [replace(step, answers={k: step.answer(k).to for k in step.answers}) for step in flow.steps]
    assert left_as_drafts(replace(flow, steps=steps), "") == {"Label folder"}


def test_a_letter_that_is_final_for_good_is_not_drafted_again() -> None:
    """But one that is made anew each time is, and then the newest paper must be final too."""
    draft, kept = MakeLetter("surat.docx", "Surat"), ("", frozenset[str](), frozenset({"Surat"}))
    assert made([draft], "", kept, frozenset()) == kept
    assert made([draft], "", kept, frozenset({"Surat"}))[1] == {"Surat"}
