"""Cases that open without a typed row: by a form, on a day of the year, because something falls due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Submission
from flows.engine.columns import Value
from flows.engine.data import record_row
from flows.engine.decide import act_on_arrivals
from flows.engine.matter import open_case
from flows.engine.model import PARENT, Flow, Form, OpeningFor, RowView, record_flow
from flows.engine.plan import Plan
from flows.engine.reading import plain, values_of


def form_origin(form: str, id: str) -> str:
    """What a case that a form opened has as its origin; the id is its tracking code."""
    return f"form:{form}:{id}"


def take_submissions(plan: Plan, pending: Sequence[Submission]) -> None:
    """A form that was handed in opens its case, or adds its line, once however often it is read."""
    forms = {form.code: (flow, form) for flow in plan.office.flows for form in flow.forms}
    for submission in pending:
        found = forms.get(submission.form)
        if found is None:
            state, reason = AnswerState.REFUSED, f"formulir «{submission.form}» tidak dikenal"
        elif plan.opened_by(origin := form_origin(submission.form, submission.id)):
            state, reason = AnswerState.TAKEN, "sudah dibuka"
        else:
            state, reason = _take_submission(plan, *found, submission, origin)
        plan.submissions.append(replace(submission, state=state, reason=reason))
    act_on_arrivals(plan)


def _take_submission(
    plan: Plan, flow: Flow, form: Form, one: Submission, origin: str
) -> tuple[AnswerState, str]:
    """Open the case, or place the line, that a form brings; refused when its case no longer takes any."""
    told = {**form.fixed, **one.values}
    if form.adds is None:
        open_case(plan, flow, origin, told, opener=one.opener, at=str(form.at or ""))
        return AnswerState.TAKEN, ""
    parent = plan.case(one.case)
    if parent is None or parent.flow != flow.code:
        return AnswerState.REFUSED, f"berkas «{one.case[:40]}» tidak ada"
    if parent.closed or (form.during and parent.status not in form.during):
        return AnswerState.REFUSED, f"berkas {parent.id} tidak lagi menerima «{form.title}»"
    open_case(plan, record_flow(form.adds), origin, {**told, PARENT: parent.id}, parent=parent.id)
    return AnswerState.TAKEN, ""


def open_by_calendar(plan: Plan, days_late: int) -> None:
    """Open the cases that begin by themselves on a day of the year; one missed by more days is not made up for."""
    today = plan.now.astimezone(JAKARTA).date()
    for flow in plan.office.flows:
        for number, opening in enumerate(flow.openings):
            day = today.replace(month=opening.month, day=opening.day)
            origin = f"kalender:{flow.code}:{number}:{day.year}"
            if not timedelta(0) <= today - day <= timedelta(days=days_late) or plan.opened_by(origin):
                continue
            words = {"tahun": day.year, "tahun_depan": day.year + 1, "tahun_lalu": day.year - 1}
            sets = {heading: text.format(**words) for heading, text in opening.sets.items()}
            open_case(plan, flow, origin, sets)
    act_on_arrivals(plan)


def open_for_records(plan: Plan) -> None:
    """Open the cases that fall due for rows of DATA registers (a promotion, a pension), each once."""
    today = plan.now.astimezone(JAKARTA).date()
    for flow in plan.office.flows:
        for number, opening in enumerate(flow.openings_for):
            for id, cells in plan.records(opening.register).items():
                row = record_row(opening.register, id, cells)
                values, _ = values_of(opening.register.columns, row)
                day = opening.day(RowView(values, today=today, calendar=plan.office.calendar))
                if day is None or not today <= day <= plan.office.calendar.add(today, opening.ahead):
                    continue
                origin = f"jatuh tempo:{flow.code}:{number}:{id}:{day}"
                if not plan.opened_by(origin):
                    open_case(plan, flow, origin, _told(opening, id, values, day))
    act_on_arrivals(plan)


def _told(opening: OpeningFor, id: str, values: dict[str, Value], day: date) -> dict[str, str | int | date]:
    """The cells that such a case begins with."""
    told: dict[str, str | int | date] = {}
    for ours, theirs in opening.sets.items():
        text = theirs[1:] if theirs.startswith("=") else id if theirs == "ID" else plain(values.get(theirs))
        if text:
            told[ours] = text
    if opening.falls:
        told[opening.falls] = day
    return told
