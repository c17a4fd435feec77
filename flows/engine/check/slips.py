"""Slips of the pen that Python lets pass: a text where a list belongs, a mail before the letter that it carries."""

from __future__ import annotations

from collections.abc import Iterator

from flows.engine.check.problem import Problem, problem
from flows.engine.model import Flow, MakeLetter, SendMail, action_lists


def texts_for_lists(flow: Flow) -> Iterator[Problem]:
    """``needs=("Perihal")`` is a text: without its comma it would be read letter by letter."""
    for step in flow.steps:
        held: list[tuple[str, object]] = [("needs", step.needs), ("only", step.only)]
        for label in step.answers:
            answer = step.answer(label)
            held += [("needs", answer.needs), ("only", answer.only)]
        if step.approval:
            held += [("shows", step.approval.shows), ("letters", step.approval.letters)]
        for name, value in held:
            if isinstance(value, str):
                yield problem(
                    flow,
                    str(step.status),
                    f'{name} is the text «{value}», expected a list; put a comma behind it: {name}=("{value}",)',
                )


def mails_before_their_letters(flow: Flow) -> Iterator[Problem]:
    """What is done is done in the order written, so a letter comes before the mail that carries it."""
    for step in flow.steps:
        for actions in action_lists(step):
            for place, action in enumerate(actions):
                if not isinstance(action, SendMail):
                    continue
                later = {one.name for one in actions[place:] if isinstance(one, MakeLetter)}
                made = {one.name for one in actions[:place] if isinstance(one, MakeLetter)}
                for name in action.attach:
                    if name in later - made:
                        text = (
                            f"the mail «{action.template}» is sent before the letter «{name}» that it carries is made; "
                            "write MakeLetter first"
                        )
                        yield problem(flow, str(step.status), text)
