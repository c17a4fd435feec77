"""Mistakes in the steps of a flow: where a case could not go, or could go astray."""

from __future__ import annotations

from collections.abc import Iterator

from flows.engine.calendar import CalendarDays, CalendarMonths, WorkingDays
from flows.engine.check.problem import Problem, meant, problem
from flows.engine.model import Flow, MakeLetter, SendMail, Step, actions_of


def problems(flow: Flow) -> Iterator[Problem]:
    """Every mistake in the steps."""
    for find in (
        statuses_of_another_process, steps_that_stand_twice, statuses_without_a_step, ends_with_a_step,
        answers_to_nowhere, steps_without_a_way_out, steps_that_are_never_reached, steps_from_which_no_end_is_reached,
        answers_spelt_alike, answers_to_a_step_of_another_variant, approvals_without_an_agreement,
        approvals_outside_the_office, waits_that_nobody_can_end, evidence_of_what_is_seen, links_without_an_address,
        loops_that_need_nobody, letters_attached_before_they_are_made, unknown_variants,
        terms_that_end_before_they_begin,
    ):  # fmt: skip
        yield from find(flow)


def goals(step: Step, variant: str = "") -> list[str]:
    """Where a step can lead, by whatever way."""
    found = [str(step.answer(label).to) for label in step.labels(variant)]
    if step.if_silent:
        found.append(str(step.if_silent.goes_to))
    found += [str(rule.goes_to) for rule in step.rules]
    if step.children:
        found.append(str(step.children.goes_to))
    return found


def automatic_goals(step: Step) -> list[str]:
    found = [str(rule.goes_to) for rule in step.rules]
    if step.children:
        found.append(str(step.children.goes_to))
    return found


def statuses_of_another_process(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        if not isinstance(step.status, flow.statuses):
            yield problem(
                flow,
                str(step.status),
                f"the status is none of {flow.statuses.__name__}; use a status of this flow",
            )
        targets = [step.answer(label).to for label in step.answers]
        targets += [rule.goes_to for rule in step.rules]
        targets += [step.if_silent.goes_to] if step.if_silent else []
        for target in targets:
            if not isinstance(target, flow.statuses):
                written = next((status for status in flow.statuses if str(status) == str(target)), None)
                if written is not None:
                    name = f"{flow.statuses.__name__}.{written.name}"
                    text = f"it leads to the text «{target}»; write {name}, without quotes"
                else:
                    hint = meant(str(target), flow.statuses)
                    text = f"it leads to «{target}», which is no status of this flow.{hint}"
                yield problem(flow, str(step.status), text)


def steps_that_stand_twice(flow: Flow) -> Iterator[Problem]:
    seen = set()
    for step in flow.steps:
        if step.status in seen:
            yield problem(flow, str(step.status), "the step stands twice; a status has one step")
        seen.add(step.status)


def statuses_without_a_step(flow: Flow) -> Iterator[Problem]:
    for status in flow.statuses:
        if flow.step(status) is None and status not in flow.ends:
            yield problem(
                flow, str(status), "the status has no step and is no end; give it a step or name it in ends"
            )


def ends_with_a_step(flow: Flow) -> Iterator[Problem]:
    for end in flow.ends:
        if flow.step(end) is not None:
            yield problem(flow, str(end), "an end has no step: nothing is done any more there")
    if not flow.ends:
        yield problem(flow, "", "the flow has no end")


def answers_to_nowhere(flow: Flow) -> Iterator[Problem]:
    known = {str(step.status) for step in flow.steps} | {str(end) for end in flow.ends}
    for step in flow.steps:
        for goal in goals(step):
            if goal not in known:
                yield problem(
                    flow, str(step.status), f"it leads to «{goal}», which has no step.{meant(goal, known)}"
                )


def steps_without_a_way_out(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        for variant in step.only or flow.variant_names or ("",):
            if not goals(step, variant):
                of = f" for variant «{variant}»" if variant else ""
                yield problem(flow, str(step.status), f"there is no answer and no other way out{of}")


def steps_that_are_never_reached(flow: Flow) -> Iterator[Problem]:
    begins = {str(flow.first)} | {str(form.at) for form in flow.forms if form.at}
    reached, todo = set(begins), list(begins)
    while todo:
        step = flow.step(todo.pop())
        for goal in goals(step) if step else ():
            if goal not in reached:
                reached.add(goal)
                todo.append(goal)
    for status in flow.statuses:
        if str(status) not in reached:
            yield problem(
                flow,
                str(status),
                "no way leads here from the start; add an answer that leads here, or take it out",
            )


def steps_from_which_no_end_is_reached(flow: Flow) -> Iterator[Problem]:
    ends = {str(end) for end in flow.ends}
    arriving = set(ends)
    grown = True
    while grown:
        grown = False
        for step in flow.steps:
            if str(step.status) not in arriving and arriving.intersection(goals(step)):
                arriving.add(str(step.status))
                grown = True
    for step in flow.steps:
        if str(step.status) not in arriving:
            yield problem(flow, str(step.status), "no end can be reached from here")


def answers_spelt_alike(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        seen: dict[str, str] = {}
        for label in step.answers:
            folded = " ".join(label.split()).casefold()
            if folded in seen:
                yield problem(
                    flow, str(step.status), f"answers «{seen[folded]}» and «{label}» look the same to staff"
                )
            if not folded or label != label.strip():
                yield problem(flow, str(step.status), f"the answer {label!r} begins or ends with a blank")
            seen[folded] = label


def answers_to_a_step_of_another_variant(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        for variant in step.only or flow.variant_names:
            for goal in goals(step, variant):
                target = flow.step(goal)
                if target is not None and target.only and variant not in target.only:
                    allowed = ", ".join(target.only)
                    text = f"for variant «{variant}» it leads to «{goal}», a step of {allowed} only; say only= there"
                    yield problem(flow, str(step.status), text)


def approvals_without_an_agreement(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        if step.approval is not None and step.approval.agree not in step.answers:
            hint = meant(step.approval.agree, step.answers)
            yield problem(
                flow,
                str(step.status),
                f"the approval agrees by «{step.approval.agree}», which is no answer.{hint}",
            )


def approvals_outside_the_office(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        desks = (*step.approval.by, *(() if step.approval.by else step.by.desks)) if step.approval else ()
        for desk in desks:
            if desk.outside:
                yield problem(
                    flow,
                    str(step.status),
                    f"«{desk.name}» is outside the office and has no factor; use recorded_by or link",
                )


def waits_that_nobody_can_end(flow: Flow) -> Iterator[Problem]:
    answering = {str(form.answers) for form in flow.forms if form.answers}
    for step in flow.steps:
        ways = (step.recorded_by, step.link, step.if_silent, step.rules, str(step.status) in answering)
        if step.outside and not any(ways):
            yield problem(
                flow,
                str(step.status),
                "it waits on an outsider and nobody can record the answer; add recorded_by, link or if_silent",
            )
        if step.if_silent and not step.outside and step.approval:
            yield problem(flow, str(step.status), "silence cannot stand for an approval")


def evidence_of_what_is_seen(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        for label in step.answers:
            if step.answer(label).evidence and not step.outside:
                yield problem(
                    flow, str(step.status), f"«{label}» asks for evidence, but the step is done in the office"
                )


def links_without_an_address(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        if step.link and not any(desk.outside and desk.email for desk in step.by.desks):
            yield problem(
                flow, str(step.status), "link=True needs a desk outside with the column of its e-mail address"
            )


def loops_that_need_nobody(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        seen, todo = set(), automatic_goals(step)
        while todo:
            goal = todo.pop()
            if goal == str(step.status):
                yield problem(flow, str(step.status), "rules lead back here without anybody doing anything")
                break
            target = flow.step(goal)
            if goal not in seen and target is not None:
                seen.add(goal)
                todo += automatic_goals(target)


def letters_attached_before_they_are_made(flow: Flow) -> Iterator[Problem]:
    made = {
        action.name for step in flow.steps for action in actions_of(step) if isinstance(action, MakeLetter)
    }
    for step in flow.steps:
        attached = [
            name for action in actions_of(step) if isinstance(action, SendMail) for name in action.attach
        ]
        attached += step.approval.letters if step.approval else ()
        for name in attached:
            if name not in made:
                yield problem(
                    flow,
                    str(step.status),
                    f"the letter «{name}» is made nowhere in this flow.{meant(name, made)}",
                )


def unknown_variants(flow: Flow) -> Iterator[Problem]:
    known = flow.variant_names
    for step in flow.steps:
        named = list(step.only)
        for label in step.answers:
            named += step.answer(label).only
        for action in actions_of(step):
            named += action.only
        for name in dict.fromkeys(named):
            if name not in known:
                yield problem(
                    flow, str(step.status), f"only «{name}»: there is no such variant.{meant(name, known)}"
                )


def terms_that_end_before_they_begin(flow: Flow) -> Iterator[Problem]:
    for step in flow.steps:
        for term in (step.due, step.if_silent.duration if step.if_silent else None):
            if isinstance(term, WorkingDays | CalendarDays | CalendarMonths) and term.n <= 0:
                yield problem(flow, str(step.status), f"a term of {term} runs out at once")
        if (step.remind or step.escalate) and not step.due and not step.if_silent:
            yield problem(flow, str(step.status), "it reminds or escalates without a term; add due=")
