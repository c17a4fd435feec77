"""Files that whoever opened a case hands in later: what was missing comes by the tracking page, not by a new form."""

from __future__ import annotations

from dataclasses import replace

from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Case, EventKind, Submission
from flows.engine.matter import desks_of
from flows.engine.model import Flow, Form, Step, Upload
from flows.engine.plan import Plan

HANDED_IN = "susulan"
"""The form code of such a submission; its ``case`` says where the files belong."""
FILES = "Berkas"
"""Its one value: the made names of the files, below ``documents``, with «; » between them."""
LIMITS = Upload()


def waits_for_the_sender(flow: Flow, form: Form, step: Step) -> bool:
    """Whether a step is the turn of whoever sent a form: of the desk where such a case begins, or of one outside whose
    address the form asks for."""
    begins = flow.step(str(form.at or flow.first))
    theirs = set(desks_of(begins.by, {})) if begins is not None else set()
    asked = {one.fills for one in form.fields}
    return any(desk in theirs or (desk.outside and desk.email in asked) for desk in desks_of(step.by, {}))


def folder_of(case: Case) -> str:
    """Where the files of a case lie, below ``documents``; the link in Dokumen leads there."""
    return f"{case.flow}/{case.id}"


def take_files(plan: Plan, one: Submission) -> tuple[AnswerState, str]:
    """Note that files came: staff read it in Pesan, and the history has it. The files stay where they are."""
    case = plan.case(one.case)
    if case is None or case.closed:
        return AnswerState.REFUSED, f"berkas «{one.case[:40]}» tidak ada atau sudah selesai"
    names = one.values.get(FILES, "").split("; ")
    at = f"{one.at.astimezone(JAKARTA):%d-%m-%Y pukul %H.%M}"
    notice = f"Berkas susulan dari pengirim ({len(names)}) diterima {at}; buka dari kolom Dokumen."
    plan.event(case.id, EventKind.RECEIVED, files=[name.rpartition("/")[2] for name in names])
    plan.keep(replace(case, notice=notice, handed_in=case.handed_in + len(names)))
    return AnswerState.TAKEN, ""
