"""How a case moves: it leaves a step, arrives at another, and what that starts: actions, clocks, questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from flows.engine.actions import carry_out
from flows.engine.case import EventKind, Request, newest_asked
from flows.engine.mailing import addresses, mail_to, send_to
from flows.engine.matter import Matter, desks_of
from flows.engine.model import Action, Approval, Desk, Fill, MakeLetter, Order, Step
from flows.engine.plan import slug
from flows.engine.reading import in_one_line, keyed_hash, plain

LOOP_LIMIT = 25


class How(StrEnum):
    """What made a case move."""

    ANSWER = "jawaban"
    SILENCE = "tidak ada tanggapan"
    RULE = "aturan"
    CHILDREN = "baris anak"
    EDITED = "diubah setelah disetujui"
    OPENED = "dibuka"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a case moves, for its history. actor: desk; person: id; factor: how we know; why: the rule's words."""

    how: How
    label: str = ""
    actor: str = ""
    person: str = ""
    factor: str = ""
    why: str = ""


def arrive(matter: Matter) -> None:
    """Act on the arrival of a case at its step: do what the step says, set its clocks, ask its approvers."""
    step = matter.step
    if step is not None:
        carry_out(matter, step.on_arrival)
    set_clocks(matter)
    if step is not None and step.approval is not None:
        ask(matter, step, step.approval)
    if step is not None and step.link:
        _send_links(matter, step)


def move(matter: Matter, to: str, cause: Cause, do: Iterable[Action] = ()) -> None:
    """Move a case to a status and act on its arrival there."""
    plan, old = matter.plan, matter.case
    withdraw_requests(matter, "tahap sudah lewat")
    agreed = {status: shown for status, shown in old.agreed.items() if status != to}
    matter.case = replace(
        old, status=str(to), visit=old.visit + 1, arrived_at=plan.now, notice="", reminded=0, escalated=False, round=0,
        agreed=agreed, closed=to in [str(end) for end in matter.flow.ends],
    )  # fmt: skip
    plan.event(
        old.id, EventKind.MOVED, frm=old.status, to=str(to), how=str(cause.how), label=cause.label, actor=cause.actor,
        person=cause.person, factor=cause.factor, why=cause.why, content=old.content, visit=matter.case.visit,
    )  # fmt: skip
    carry_out(matter, do)
    arrive(matter)


def move_by_itself(matter: Matter) -> bool:
    """Move as far as rules and finished children carry; tells whether anything moved. A loop stops with a notice."""
    for turn in range(LOOP_LIMIT + 1):
        step = matter.step
        if step is None or turn == LOOP_LIMIT:
            if step is not None:
                matter.case = replace(
                    matter.case, notice="Aturan tahap ini berputar tanpa henti; hubungi operator Alur."
                )
            return turn > 0
        rule = next((rule for rule in step.rules if rule.when(matter.view)), None)
        if rule is not None:
            move(matter, rule.goes_to, Cause(How.RULE, why=rule.why), rule.do)
            continue
        if step.children is not None:
            mine = [c for c in matter.plan.children(matter.case.id) if c.register == step.children.register]
            if mine and all(child.closed for child in mine):
                move(
                    matter,
                    step.children.goes_to,
                    Cause(How.CHILDREN, why=step.children.why),
                    step.children.do,
                )
                continue
        return turn > 0
    return True


# --------------------------------------------------------------------------------------------- clocks


def _since(matter: Matter, column: str) -> datetime | None:
    """When a term begins: at arrival, or on the day that a column names (None while it is empty)."""
    if not column:
        return matter.case.arrived_at
    day = matter.all_values.get(column)
    if isinstance(day, date):
        return matter.plan.office.calendar.closing(day)
    return None


def silence_ends(matter: Matter, step: Step) -> datetime | None:
    """When the case moves by itself because nobody answered."""
    if step.if_silent is None:
        return None
    after, calendar = step.if_silent, matter.plan.office.calendar
    start = _since(matter, after.since)
    if start is None:
        arrived = matter.case.arrived_at
        start = calendar.deadline(arrived, after.since_empty) if after.since_empty else arrived
    return calendar.deadline(start, after.duration)


def reminders(matter: Matter, step: Step) -> list[datetime]:
    """The moments at which whoever's turn it is gets reminded: so long before or after the due day, at 08.00."""
    due = matter.case.due_at
    if due is None:
        return []
    calendar = matter.plan.office.calendar
    days = sorted(calendar.add(due.date(), term) for term in step.remind)
    return [due.replace(hour=8, minute=0).replace(year=d.year, month=d.month, day=d.day) for d in days]


def set_clocks(matter: Matter) -> None:
    """Set the due moment and the next moment at which a pass must look at the case even if nobody touched it."""
    step = matter.step
    if step is None or matter.case.closed:
        matter.case = replace(matter.case, due_at=None, wakes_at=None)
        return
    calendar = matter.plan.office.calendar
    silent = silence_ends(matter, step)
    due = silent
    if step.due is not None:
        start = _since(matter, step.due_since)
        due = calendar.deadline(start, step.due) if start else None
    matter.case = replace(matter.case, due_at=due)
    moments = list(reminders(matter, step)[matter.case.reminded :])
    if silent:
        moments.append(silent)
    if due and step.escalate and not matter.case.escalated:
        moments.append(due)
    expiries = [
        r.expires_at for r in open_requests(matter) if r.expires_at and r.expires_at > matter.plan.now
    ]
    matter.case = replace(matter.case, wakes_at=min([*moments, *expiries], default=None))


def keep_time(matter: Matter, step: Step, *, remind: bool = True) -> None:
    """Send the reminder that is due (once, however many were missed) and tell the desk above when the term ran out."""
    plan = matter.plan
    past = [moment for moment in reminders(matter, step) if moment <= plan.now]
    if remind and len(past) > matter.case.reminded:
        matter.case = replace(matter.case, reminded=len(past))
        for desk in _reminded(matter, step):
            send_to(matter, desk, "pengingat", name=f"pengingat-{len(past)}")
        plan.event(matter.case.id, EventKind.REMINDED, count=len(past))
    due = matter.case.due_at
    if step.escalate and due and due <= plan.now and not matter.case.escalated:
        matter.case = replace(matter.case, escalated=True)
        send_to(matter, step.escalate, "eskalasi")
        plan.event(matter.case.id, EventKind.ESCALATED, desk=step.escalate.name)


def _reminded(matter: Matter, step: Step) -> list[Desk]:
    """Those whose turn it is; for parties outside without an address, the desk that records their answer."""
    desks = desks_of(step.by, matter.values)
    if step.recorded_by is None or any(address for desk in desks for *_, address in addresses(matter, desk)):
        return desks
    return desks_of(step.recorded_by, matter.values)


# ------------------------------------------------------------------------------------------ approvals


def shown_hash(matter: Matter, approval: Approval) -> str:
    """The hash of what an approver decides upon: the shown cells as they stand and the kind of case."""
    values = matter.all_values
    parts = {heading: plain(values.get(heading)) for heading in approval.shows}
    parts["*"] = matter.case.variant
    return keyed_hash(matter.plan.office.key, parts)


def approvers(step: Step, approval: Approval, matter: Matter) -> list[Desk]:
    return list(approval.by) or desks_of(step.by, matter.values)


def agreed_desks(matter: Matter, shown: str) -> list[str]:
    """Desks that have agreed in this visit to just this content."""
    return [a.desk for a in matter.case.agreements if a.visit == matter.case.visit and a.shown == shown]


def open_requests(matter: Matter) -> list[Request]:
    """The questions of this visit that can still be answered, with what this pass has already changed."""
    known = {request.id: request for request in matter.plan.facts.requests.get(matter.case.id, ())}
    known.update({r.id: r for r in matter.plan.requests.values() if r.case == matter.case.id})
    return [r for r in known.values() if r.visit == matter.case.visit and not r.superseded]


def withdraw_requests(matter: Matter, why: str) -> None:
    """Close the open questions of a visit; a link to one of them then says why."""
    known = {request.id: request for request in matter.plan.facts.requests.get(matter.case.id, ())}
    known.update({r.id: r for r in matter.plan.requests.values() if r.case == matter.case.id})
    for request in known.values():
        if not request.superseded:
            matter.plan.requests[request.id] = replace(request, superseded=why)
            matter.plan.event(matter.case.id, EventKind.SUPERSEDED, request=request.id, why=why)


def _changed_since_asked(matter: Matter, asked: Request) -> tuple[tuple[str, str, str], ...]:
    """What differs from the last question of this kind to the same desk: (heading, before, now)."""
    known = [*matter.plan.facts.asked_before.get(matter.case.id, ()), *matter.plan.requests.values()]
    closed = [one for one in known if one.superseded and one.id != asked.id and one.labels == asked.labels]
    before = newest_asked(one for one in closed if one.desk == asked.desk).get((asked.case, asked.desk))
    if before is None:
        return ()
    headings = dict.fromkeys([*before.view, *asked.view])
    pairs = ((heading, before.view.get(heading, ""), asked.view.get(heading, "")) for heading in headings)
    return tuple(pair for pair in pairs if pair[1] != pair[2])


def ask(matter: Matter, step: Step, approval: Approval) -> None:
    """Ask those whose turn it is to decide, each by a mail of their own that says what changed since the last."""
    plan = matter.plan
    shown = shown_hash(matter, approval)
    agreed = agreed_desks(matter, shown)
    asked = {request.desk for request in open_requests(matter) if request.shown == shown}
    waiting = [desk for desk in approvers(step, approval, matter) if desk.name not in agreed]
    if approval.order is Order.IN_ORDER:
        waiting = waiting[:1]
    values = matter.all_values
    for desk in waiting:
        if desk.name in asked:
            continue
        expires = plan.office.calendar.deadline(plan.now, approval.expires) if approval.expires else None
        letters = tuple(
            [letter.file for letter in matter.case.letters if letter.name == name][-1]
            for name in approval.letters
            if any(letter.name == name for letter in matter.case.letters)
        )
        labels = step.labels(matter.case.variant)
        request = Request(
            id=f"{matter.case.id}/{matter.case.visit}/{matter.case.round}/{slug(desk.name)}",
            case=matter.case.id,
            visit=matter.case.visit,
            desk=desk.name,
            labels=labels,
            shown=shown,
            made_at=plan.now,
            expires_at=expires,
            kind=approval.kind,
            notes=tuple(label for label in labels if step.answer(label).note),
            view={
                heading: plain(values.get(heading))
                for heading in approval.shows
                if values.get(heading) is not None
            },
            letters=letters,
        )
        request = replace(request, changes=_changed_since_asked(matter, request))
        plan.requests[request.id] = request
        plan.event(matter.case.id, EventKind.ASKED, request=request.id, desk=desk.name, shown=shown)
        deciders = plan.office.directory.who_decides(desk.name, plan.now, approval.kind)
        person = deciders[0][0] if deciders else None
        extra = {
            "dilihat": [[k, in_one_line(v)] for k, v in request.view.items()],
            "perubahan": [list(change) for change in request.changes],
        }
        if person is not None:
            mail_to(
                matter, [(desk.name, person.id, person.email)], "permintaan_keputusan", attach=approval.letters,
                name=f"permintaan-{matter.case.round}", extra=extra, request=request.id, newest=True,
            )  # fmt: skip
        else:
            plan.event(
                matter.case.id,
                EventKind.MAILED,
                template="permintaan_keputusan",
                desk=desk.name,
                skipped="nobody at this desk",
            )


def _send_links(matter: Matter, step: Step) -> None:
    for desk in desks_of(step.by, matter.values):
        if desk.outside and desk.email:
            send_to(matter, desk, "tautan_pihak_luar")


def redraft(matter: Matter, step: Step) -> None:
    """Compute again and make the draft letters of a step again after its row was edited."""
    for action in step.on_arrival:
        if isinstance(action, Fill) or (isinstance(action, MakeLetter) and not action.final):
            carry_out(matter, [action])
