"""The heart: from what a row says and what the journal knows to what is to be done. No I/O, no clock, no chance.

``look`` takes one case and its row; everything it decides goes into the Plan. The order in which things count:
what cannot be read stops the row; then edits of what was approved; then answers, the oldest first; then Tindakan;
then rules and finished children; then silence and reminders.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias

from flows.engine.answering import forget_note, overtaken, take_action, take_given
from flows.engine.case import Case, Content, EventKind
from flows.engine.columns import Cell, Owner, Value
from flows.engine.matter import Matter, required_of
from flows.engine.model import ACTION, STATUS, Flow, Kind, Step
from flows.engine.moving import (
    Cause,
    How,
    arrive,
    ask,
    keep_time,
    move,
    move_by_itself,
    open_requests,
    redraft,
    set_clocks,
    shown_hash,
    silence_ends,
    withdraw_requests,
)  # fmt: skip
from flows.engine.plan import Plan
from flows.engine.reading import Row, keyed_hash, plain, staff_cells, values_of

SET_ASIDE = "Disisihkan: "
Lines: TypeAlias = Mapping[str, Sequence[Mapping[str, Value]]]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the register is to show for a row. message: Pesan; emptied: the taken word to take out of Tindakan."""

    case: Case | None
    message: str = ""
    emptied: str = ""


def look_at_new(plan: Plan, flow: Flow, row: Row, lines: Lines, *, baseline: bool = False) -> Looked:
    """Look at a row that is no case yet: it becomes one when all it needs at the start is there and can be read."""
    values, faults = values_of(flow.register.columns, row)
    baseline = baseline or flow.register.kind is Kind.DATA
    if faults and not baseline:
        return Looked(None, "Belum diproses. " + " ".join(faults))
    lacking = [c.heading for c in flow.register.columns if c.required and values.get(c.heading) is None]
    if lacking and not baseline:
        return Looked(None, f"Belum diproses. Lengkapi dulu: {', '.join(lacking)}.")
    status: str = flow.first
    notice = ""
    if baseline:
        status, notice = _status_found(flow, row.text(STATUS) if flow.steps else "")
    case = Case(
        id=row.id,
        flow=flow.code,
        register=flow.register.name,
        status=str(status),
        opened_at=plan.now,
        arrived_at=plan.now,
        version=flow.version,
        placed=True,
        shown=row.text(STATUS) if baseline else "",
        notice=notice,
        variant=_variant(flow, values),
        content=keyed_hash(plan.office.key, staff_cells(flow.register, row)),
        closed=status in flow.ends,
        fills=_engine_cells(flow, values) if baseline else {},
    )
    plan.contents[case.id] = Content(case.id, staff_cells(flow.register, row))
    matter = Matter(plan, case, flow, values, lines)
    if flow.register.kind is Kind.DATA:
        plan.event(case.id, EventKind.OPENED, register=flow.register.name, content=case.content)
        return look(plan, plan.keep(matter.case), flow, row, lines)
    if baseline:
        plan.event(
            case.id, EventKind.BASELINE, flow=flow.code, register=flow.register.name, status=case.status
        )
        set_clocks(matter)
        return Looked(plan.keep(matter.case), matter.case.notice)
    plan.event(case.id, EventKind.OPENED, flow=flow.code, register=flow.register.name, content=case.content)
    arrive(matter)
    plan.keep(matter.case)
    return look(plan, matter.case, flow, row, lines)


def _status_found(flow: Flow, word: str) -> tuple[str, str]:
    """The status that an old row carries; words of long ago go where the flow says."""
    if not word:
        return flow.first, ""
    for status in flow.statuses:
        if status.casefold() == word.casefold():
            return status, ""
    if word in flow.retired:
        return flow.retired[word], f"Status lama «{word}» kini «{flow.retired[word]}»."
    close = get_close_matches(word, [str(s) for s in flow.statuses], n=1)
    hint = f" Maksudnya mungkin «{close[0]}»." if close else ""
    return flow.first, f"Status lama «{word}» tidak dikenal; baris ini mulai dari «{flow.first}».{hint}"


def _engine_cells(flow: Flow, values: Mapping[str, Value]) -> dict[str, str | int | date]:
    """What old rows carry in columns that from now on the engine fills; numbers stay numbers, to count with."""
    return {
        column.heading: "; ".join(value) if isinstance(value, tuple) else value
        for column in flow.register.columns
        if column.owner is Owner.ENGINE and (value := values.get(column.heading)) is not None
    }


def _variant(flow: Flow, values: Mapping[str, Value]) -> str:
    return plain(values.get(flow.variants.column)) if flow.variants else ""


def act_on_arrivals(plan: Plan) -> None:
    """Act on the first arrival of every case that was opened in this pass and whose row the engine will place."""
    while plan.arriving:
        case = plan.cases[plan.arriving.pop(0)]
        flow = plan.by_register.get(case.register)
        if flow is None:
            continue  # a line: it has no steps
        cells: dict[str, Cell] = {**case.initial, **case.fills}
        row = Row(case.register, case.id, -1, 0, cells)
        values, _ = values_of(flow.register.columns, row)
        matter = Matter(plan, replace(case, variant=_variant(flow, values)), flow, values, {})
        matter.case = replace(
            matter.case, content=keyed_hash(plan.office.key, staff_cells(flow.register, row))
        )
        plan.contents[case.id] = Content(case.id, staff_cells(flow.register, row))
        arrive(matter)
        plan.keep(matter.case)


def look(plan: Plan, case: Case, flow: Flow, row: Row, lines: Lines, hold: str = "") -> Looked:
    """Look at a row whose case is known and decide all that follows from it now.

    hold: a reason from outside the row for which nothing may move (its ID stands twice, say).
    """
    # What the engine fills it knows from the journal; only cells of staff can keep a row from being read.
    staff = [column for column in flow.register.columns if column.owner is Owner.STAFF]
    values, faults = values_of(staff, row)
    values = {**values, **_filled(case)}
    matter = Matter(plan, replace(case, variant=_variant(flow, values), placed=True), flow, values, lines)
    _note_typed_status(matter, row)
    reason = hold or " ".join(faults)
    if reason:
        return _hold(matter, reason, row)
    _release(matter)
    _migrate(matter)
    _note_edit(matter, row)
    word = row.text(ACTION)
    if not word:
        matter.case = replace(matter.case, standing="")
    forget_note(matter, row)
    visit = matter.case.visit
    waits = take_given(matter)
    problem = take_action(matter, row, word) if matter.case.visit == visit else overtaken(matter, word)
    move_by_itself(matter)
    waiting = waits if matter.case.visit == visit else ""  # they have answered: that is no silence
    if not waiting:
        _take_silence(matter)
    step = matter.step
    if step is not None and not matter.case.closed:
        keep_time(matter, step, remind=not waiting)
        _ask_again_where_expired(matter, step)
    set_clocks(matter)
    plan.keep(matter.case)
    emptied = matter.case.standing if matter.case.standing and matter.case.standing == word else ""
    said = problem or waiting or _lacking(matter) or matter.case.notice
    if not said and flow.register.warns is not None:
        said = flow.register.warns(matter.view)
    return Looked(matter.case, said, emptied)


def _filled(case: Case) -> dict[str, Value]:
    return dict(case.fills.items())


# ------------------------------------------------------------------------- what stops a row, what was edited


def _hold(matter: Matter, reason: str, row: Row) -> Looked:
    """Set the row aside with its reason; only its engine cells are still kept right."""
    case = matter.case
    message = f"{SET_ASIDE}{reason}"
    if case.held != message:
        matter.plan.event(case.id, EventKind.HELD, rows=row.number)
        matter.case = replace(case, held=message, wakes_at=None)
    matter.plan.keep(matter.case)
    return Looked(matter.case, message)


def _release(matter: Matter) -> None:
    if matter.case.held:
        matter.plan.event(matter.case.id, EventKind.RELEASED)
        matter.case = replace(matter.case, held="")


def _note_typed_status(matter: Matter, row: Row) -> None:
    """A status typed by hand is put back; it is never an answer."""
    typed = row.text(STATUS)
    case = matter.case
    if not typed or typed in (case.status, case.shown):
        return
    step = matter.step
    hint = (
        "pilih jawaban di kolom Tindakan"
        if step is None or step.approval is None
        else "tahap ini diputuskan lewat tautan di pos-el"
    )
    notice = (
        f"Status «{typed[:60]}» yang diketik tidak dipakai dan sudah dikembalikan; "
        f"untuk memindahkan baris ini {hint}."
    )
    if case.notice != notice:
        matter.plan.event(case.id, EventKind.RESTORED, column=STATUS)
    matter.case = replace(case, notice=notice, shown=typed)


def _migrate(matter: Matter) -> None:
    """Bring a case of an older version of its flow to today's, when that version says how."""
    case, flow = matter.case, matter.flow
    if case.version == flow.version or case.closed:
        return
    past = next((past for past in flow.past if past.number == case.version), None)
    if past is None or past.steps:
        return
    to = past.moves.get(case.status, case.status)
    if to != case.status or flow.step(case.status) is not None:
        matter.case = replace(case, version=flow.version)
        if to != case.status:
            move(matter, to, Cause(How.RULE, why=f"versi {case.version} ke {flow.version}"))


def _note_edit(matter: Matter, row: Row) -> None:
    """When cells that somebody decided upon, or is deciding upon, have changed, they are asked again."""
    plan, case = matter.plan, matter.case
    cells = staff_cells(matter.flow.register, row)
    content = keyed_hash(plan.office.key, cells)
    if content == case.content:
        return
    before = plan.facts.contents.get(case.id, {})
    changed = [h for h in matter.flow.register.staff_headings if before.get(h, "") != cells.get(h, "")]
    if case.content:
        plan.event(case.id, EventKind.EDITED, columns=changed, content=content)
    seen = matter.flow.register.kind is Kind.DATA and case.content
    matter.case = replace(case, content=content, notice="" if seen else case.notice)
    plan.contents[case.id] = Content(case.id, cells)
    step = matter.step
    if case.closed or step is None:
        return
    if not case.sealed:
        for status, shown in case.agreed.items():
            agreed_step = matter.flow.step(status)
            if (
                agreed_step is None
                or agreed_step.approval is None
                or shown_hash(matter, agreed_step.approval) == shown
            ):
                continue
            move(matter, status, Cause(How.EDITED, why="isi yang sudah disetujui diubah"))
            matter.case = replace(
                matter.case,
                notice=f"Isi diubah setelah disetujui ({', '.join(changed)}); dimintakan persetujuan lagi.",
            )
            return
    if step.approval is not None and any(
        r.shown != shown_hash(matter, step.approval) for r in open_requests(matter)
    ):
        withdraw_requests(matter, "isi berubah; permintaan baru sudah dikirim")
        matter.case = replace(matter.case, round=matter.case.round + 1)
        redraft(matter, step)
        ask(matter, step, step.approval)
        matter.case = replace(
            matter.case, notice="Isi diubah; permintaan keputusan dikirim ulang dengan perubahannya."
        )


def _lacking(matter: Matter) -> str:
    """A row in the works whose required cells were emptied again is told so."""
    if matter.case.closed:
        return ""
    values = matter.all_values
    lacking = [heading for heading in required_of(matter.flow) if values.get(heading) in (None, "", ())]
    return f"Lengkapi dulu: {', '.join(lacking)}." if lacking else ""


# --------------------------------------------------------------------------------------- nobody answers


def _take_silence(matter: Matter) -> None:
    """Move a case whose term ran out without an answer."""
    step = matter.step
    if step is None or matter.case.closed or step.if_silent is None:
        return
    ends = silence_ends(matter, step)
    if ends is not None and ends <= matter.plan.now:
        move(matter, step.if_silent.goes_to, Cause(How.SILENCE, why=step.if_silent.why), step.if_silent.do)
        move_by_itself(matter)


def _ask_again_where_expired(matter: Matter, step: Step) -> None:
    """A question that nobody answered in its time is withdrawn and asked anew."""
    if step.approval is None:
        return
    expired = [
        r for r in open_requests(matter) if r.expires_at is not None and r.expires_at <= matter.plan.now
    ]
    if expired:
        withdraw_requests(matter, "kedaluwarsa; permintaan baru sudah dikirim")
        matter.case = replace(matter.case, round=matter.case.round + 1)
        ask(matter, step, step.approval)
