"""A flow told: as data for machines, and read aloud in Indonesian for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flows.engine.calendar import WorkingDays
from flows.engine.model import Flow, MakeLetter, SendMail, Step, actions_of, all_of, handoffs_of

Json = dict[str, Any]


def describe(flow: Flow) -> Json:
    """What ``alur flows --json`` says of a flow; the steps of child registers are among its steps, marked ``child``."""
    steps = [_step(flow, step) for step in flow.steps]
    for children in flow.children:
        small = flow.child_flow(children)
        steps += [{**_step(small, step), "child": children.title} for step in children.steps]
    return {
        "code": flow.code,
        "title": flow.title,
        "group": flow.group,
        "register": flow.register.name,
        "variants": list(flow.variant_names),
        "start": str(flow.first),
        "ends": [str(end) for end in flow.ends],
        "steps": steps,
        "handoffs": [{"to": action.flow, "when": action.when} for action in _once(flow)],
    }


def _once(flow: Flow) -> list[Any]:
    return list({(action.flow, action.when): action for action in handoffs_of(flow)}.values())


def _step(flow: Flow, step: Step) -> Json:
    answers = [
        {"label": label, "to": str(step.answer(label).to), "condition": step.answer(label).condition}
        for label in step.answers
    ]
    letters = [a for a in actions_of(step) if isinstance(a, MakeLetter)]
    mails = [a.template for a in actions_of(step) if isinstance(a, SendMail)]
    if step.approval:
        mails.append("permintaan_keputusan")
    if step.link:
        mails.append("tautan_pihak_luar")
    return {
        "status": str(step.status),
        "by": [desk.name for desk in step.by.desks],
        "task": step.task,
        "maps": list(step.map_steps),
        "outside": step.outside,
        "approval": step.approval is not None,
        "due_working_days": step.due.n if isinstance(step.due, WorkingDays) else None,
        "due": str(step.due) if step.due else None,
        "answers": answers,
        "automatic": list(automatic(step)),
        "letters": list(dict.fromkeys(template for a in letters for template in all_of(a.template))),
        "mails": list(dict.fromkeys(mails)),
        "forms": [
            f.code
            for f in flow.forms
            if (f.opens and (f.at or flow.first) == step.status) or f.answers == step.status
        ],
        "only": list(step.only),
    }


def automatic(step: Step) -> Iterator[Json]:
    """Moves that need no person: why, where to, and the condition of the figure."""
    if step.if_silent:
        silent = step.if_silent
        yield {
            "why": f"{silent.why} ({silent.duration})",
            "to": str(silent.goes_to),
            "condition": silent.condition,
        }
    for rule in step.rules:
        yield {"why": rule.why, "to": str(rule.goes_to), "condition": rule.condition}
    if step.children:
        yield {
            "why": step.children.why,
            "to": str(step.children.goes_to),
            "condition": step.children.condition,
        }


def lines_of(flow: Flow) -> list[str]:
    """The flow read aloud, a line for each step."""
    lines = [f"{flow.code} {flow.title} — register «{flow.register.name}»"]
    if flow.variants:
        lines.append(f"  Jenis: {', '.join(flow.variant_names)} (kolom «{flow.variants.column}»).")
    for step in flow.steps:
        lines.append(f"  {_aloud(step)}")
    for children in flow.children:
        lines += [f"  {children.title}: {_aloud(step)}" for step in children.steps]
    for action in _once(flow):
        lines.append(f"  Setelah itu {action.flow} dibuka: {action.when}.")
    lines.append(f"  Selesai pada {', '.join(f'«{end}»' for end in flow.ends)}.")
    return lines


def _aloud(step: Step) -> str:
    desks = " atau ".join(desk.name for desk in step.by.desks)
    answers = []
    for label in step.answers:
        answer = step.answer(label)
        extra = " (dengan catatan)" if answer.note else " (dengan bukti)" if answer.evidence else ""
        answers.append(f"{label} → {answer.to}{extra}")
    text = f"Pada «{step.status}», {desks} {step.task[:1].lower()}{step.task[1:]}."
    if step.due:
        text += f" Batas waktu {step.due}."
    if answers:
        how = "Diputuskan lewat tautan" if step.approval else "Jawaban"
        text += f" {how}: {'; '.join(answers)}."
    for move in automatic(step):
        text += f" Sendiri: {move['why']} → {move['to']}."
    return text
