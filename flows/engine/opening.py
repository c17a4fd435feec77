"""Cases that open without a typed row: by a form, on a day of the year, because something falls due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, EventKind, Submission
from flows.engine.columns import Invalid, Value
from flows.engine.data import add_record, record_row, records_of
from flows.engine.decide import act_on_arrivals
from flows.engine.handing_in import HANDED_IN, take_files
from flows.engine.mailing import addresses, mail_to
from flows.engine.matter import Matter, open_case
from flows.engine.model import (
    ID,
    PARENT,
    Flow,
    Form,
    Kind,
    OpeningFor,
    Register,
    RowView,
    form_of,
    record_flow,
)
from flows.engine.plan import Office, Plan
from flows.engine.reading import plain, values_of


def form_origin(form: str, id: str) -> str:
    """What a case that a form opened has as its origin; the id is its tracking code."""
    return f"form:{form}:{id}"


def forms_of(office: Office) -> dict[str, tuple[Flow, Form]]:
    """Code -> form with its flow; a DATA register has one too, with the flow that keeps its rows."""
    found = {form.code: (flow, form) for flow in office.flows for form in flow.forms}
    for register in office.registers.values():
        if register.kind is Kind.DATA:
            form = form_of(register)
            found.setdefault(form.code, (record_flow(register), form))
    return found


def those_in_turn(
    pending: Sequence[Submission], forms: Mapping[str, tuple[Flow, Form]], most: int
) -> list[Submission]:
    """What a pass takes of the forms that came: of each form that anybody can send at most so many.

    The oldest come first; but whoever sent many waits with the second until everybody else's first is taken, so that a
    flood does not hold up people.
    """
    sent: dict[tuple[str, str], int] = defaultdict(int)
    queues: dict[str, list[tuple[int, int, Submission]]] = defaultdict(list)
    for place, one in enumerate(sorted(pending, key=lambda one: (one.at, one.form, one.id))):
        queues[one.form].append((sent[one.form, one.opener], place, one))
        sent[one.form, one.opener] += 1
    taken = []
    for code, queue in queues.items():
        found = forms.get(code)
        bounded = found is None or (found[1].public and found[1].opens)
        taken += sorted(queue, key=lambda waits: waits[:2])[: most if bounded else None]
    return [one for _, _, one in sorted(taken, key=lambda waits: waits[1])]


def take_submissions(plan: Plan, pending: Sequence[Submission], most: int) -> bool:
    """A form that was handed in opens its case, or adds its line, once however often it is read.

    most: see ``those_in_turn``. Gives whether all were taken; the others wait for the next pass.
    """
    if not pending:
        return True
    forms = forms_of(plan.office)
    chosen = those_in_turn(pending, forms, most)
    plan.ask_origins(form_origin(one.form, one.id) for one in chosen)
    for submission in chosen:
        found = forms.get(submission.form)
        if submission.form == HANDED_IN:
            state, reason = take_files(plan, submission)
        elif found is None:
            state, reason = AnswerState.REFUSED, f"formulir «{submission.form}» tidak dikenal"
        elif plan.opened_by(origin := form_origin(submission.form, submission.id)):
            state, reason = AnswerState.TAKEN, "sudah dibuka"
        else:
            state, reason = _take_submission(plan, *found, submission, origin)
        plan.submissions.append(replace(submission, state=state, reason=reason))
    act_on_arrivals(plan)
    return len(chosen) == len(pending)


def _take_submission(
    plan: Plan, flow: Flow, form: Form, one: Submission, origin: str
) -> tuple[AnswerState, str]:
    """Open the case, or place the line, that a form brings; refused when its case no longer takes any."""
    told = typed(form.register(flow), {**form.fixed, **one.values})
    if form.adds is None:
        open_case(plan, flow, origin, told, opener=one.opener, at=str(form.at or ""))
        return AnswerState.TAKEN, ""
    if form.adds.kind is Kind.DATA:
        add_record(plan, form.adds, origin, told, one.at.astimezone(JAKARTA).date(), form.code)
        return AnswerState.TAKEN, ""
    parent = plan.case(one.case)
    if parent is None or parent.flow != flow.code:
        return AnswerState.REFUSED, f"berkas «{one.case[:40]}» tidak ada"
    if parent.closed or (form.during and parent.status not in form.during):
        return AnswerState.REFUSED, f"berkas {parent.id} tidak lagi menerima «{form.title}»"
    open_case(plan, record_flow(form.adds), origin, {**told, PARENT: parent.id}, parent=parent.id)
    return AnswerState.TAKEN, ""


def typed(register: Register, texts: Mapping[str, str]) -> dict[str, str | int | date]:
    """What a form brought, as cells hold it: numbers as numbers, days as days; what cannot be read stays text."""
    told: dict[str, str | int | date] = {}
    for heading, text in texts.items():
        column = register.column(heading)
        try:
            value = column.type.parse(text) if column is not None and text else text
        except Invalid:
            value = text
        told[heading] = "; ".join(value) if isinstance(value, tuple) else text if value is None else value
    return told


def open_by_calendar(plan: Plan, days_late: int) -> None:
    """Open the cases that begin by themselves on a day of the year; one missed by more days is not made up for."""
    today = plan.now.astimezone(JAKARTA).date()
    for flow in plan.office.flows:
        for number, opening in enumerate(flow.openings):
            day = opening.last(today)
            origin = f"kalender:{flow.code}:{number}:{day.year}"
            if today - day > timedelta(days=days_late) or plan.opened_by(origin):
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


def announce(plan: Plan) -> None:
    """Tell desks what nears for rows of DATA registers; the row remembers that it was told."""
    today = plan.now.astimezone(JAKARTA).date()
    for flow in plan.office.flows:
        for one in flow.announces:
            for values in list(records_of(plan, one.register)):
                day = one.day(RowView(values, today=today, calendar=plan.office.calendar))
                if day is None or not today <= day <= plan.office.calendar.add(today, one.ahead):
                    continue
                record = plan.case(str(values[ID]))
                if record is None or record.dated.get(f"!{one.name}", "") >= day.isoformat():
                    continue
                words = {heading: plain(value) for heading, value in values.items()}
                matter = Matter(plan, record, record_flow(one.register), values, {})
                extra = {"tugas": one.says.format_map(words), "batas_waktu": day.isoformat()}
                told = addresses(matter, one.to)
                mail_to(matter, told, "jatuh_tempo", name=f"{one.name}-{day}", extra=extra)
                plan.keep(replace(matter.case, dated={**record.dated, f"!{one.name}": day.isoformat()}))
                plan.event(record.id, EventKind.REMINDED, what=one.name, day=day.isoformat())


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
