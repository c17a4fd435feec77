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

from flows.engine.actions import send_to
from flows.engine.case import Agreement, AnswerState, Case, Content, EventKind, Given, Request
from flows.engine.columns import Cell, Invalid, Owner, Value
from flows.engine.matter import Matter, desks_of, missing_for, required_of, seat_of
from flows.engine.model import ACTION, NOTE, STATUS, Answer, Flow, Kind, Step
from flows.engine.moving import (
    Cause,
    How,
    agreed_desks,
    approvers,
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

Lines: TypeAlias = Mapping[str, Sequence[Mapping[str, Value]]]


CLEAR_IT = "Kosongkan kolom Tindakan."


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
        shown=row.text(STATUS),
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
    visit = matter.case.visit
    waits = _take_given(matter)
    problem = _take_action(matter, row, word) if matter.case.visit == visit else _overtaken(matter, word)
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
    message = f"Disisihkan: {reason}"
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
        differences = tuple(
            (h, before.get(h, ""), cells.get(h, "")) for h in changed if h in step.approval.shows
        )
        ask(matter, step, step.approval, differences)
        matter.case = replace(
            matter.case, notice="Isi diubah; permintaan keputusan dikirim ulang dengan perubahannya."
        )


# ------------------------------------------------------------------------- answers that came another way


def _take_given(matter: Matter) -> str:
    """Take answers that came by approval, link or form, the oldest first; gives what keeps one waiting."""
    waits = ""
    handled = {given.id for given in matter.plan.answers}
    for given in sorted(matter.plan.facts.answers.get(matter.case.id, ()), key=lambda g: (g.at, g.id)):
        if given.id in handled:
            continue
        before = matter.case
        refusal = _fill_from_form(matter, given)
        if not refusal and (why := _kept_back(matter, given)):
            waits = _wait_for_staff(matter, given, why)
            continue
        refusal = refusal or _refusal(matter, given)
        if refusal:
            matter.case = before
            matter.plan.settle(given, AnswerState.REFUSED, refusal)
            continue
        matter.plan.settle(given, AnswerState.TAKEN)
        step = matter.step
        assert step is not None  # _refusal has looked
        if step.approval is not None:
            _decide(matter, step, given)
        else:
            recorded = bool(given.person) and step.outside
            factor = f"dicatat petugas, {given.factor}" if recorded else given.factor
            cause = Cause(How.ANSWER, given.label, given.desk, given.person, factor)
            _answer(matter, step.answer(given.label), cause, given.note)
    return waits


def _kept_back(matter: Matter, given: Given) -> str:
    """What staff must mend in the row before an answer that came another way counts: whoever gave it cannot."""
    case, step = matter.case, matter.step
    if step is None or given.visit != case.visit or given.label not in step.labels(case.variant):
        return ""
    if step.approval is not None:
        if _request_of(matter, given) is None:
            return ""
    elif given.person or not step.outside:  # staff's own page says at once what is missing
        return ""
    answer, column = step.answer(given.label), matter.flow.register.column
    wanted = missing_for(matter.flow, step, given.label, matter.all_values)
    missing = [heading for heading in wanted if (c := column(heading)) and c.owner is Owner.STAFF]
    if missing:
        return f"Isi dulu {', '.join(missing)}; jawaban itu lalu berlaku."
    wrong = _wrong(matter, step, answer)
    return f"Belum berlaku: {wrong}" if wrong else ""


def _wait_for_staff(matter: Matter, given: Given, why: str) -> str:
    """Keep an answer until staff have mended the row; who records for a party outside is told once by mail."""
    step = matter.step
    assert step is not None  # _kept_back has looked
    said = f": «{given.note[:500]}»" if given.note else ""
    told = f"«{given.label}» dari {given.desk or 'pihak luar'}{said}. {why}"
    if matter.case.notice != told:
        matter.case = replace(matter.case, notice=told)
        for desk in step.recorded_by.desks if step.recorded_by else ():
            send_to(matter, desk, "giliran", name="jawaban dari luar")
    return told


def _fill_from_form(matter: Matter, given: Given) -> str:
    """Bring what a form told besides its answer to the columns that the engine owns; gives why that cannot be."""
    fills = dict(matter.case.fills)
    for heading, text in given.values.items():
        column = matter.flow.register.column(heading)
        if column is None or column.owner is not Owner.ENGINE:
            return f"formulir mengisi kolom «{heading[:40]}» yang tidak boleh diisinya"
        try:
            value = column.type.parse(text)
        except Invalid as fault:
            return f"kolom «{heading}» {fault}"
        if value is not None:
            fills[heading] = "; ".join(value) if isinstance(value, tuple) else value
    matter.case = replace(matter.case, fills=fills)
    return ""


def _refusal(matter: Matter, given: Given) -> str:
    """Why an answer cannot be taken, in Indonesian; '' when it can."""
    case, step, plan = matter.case, matter.step, matter.plan
    if step is None or case.closed or given.visit != case.visit:
        return "tahap ini sudah lewat"
    if given.label not in step.labels(case.variant):
        return f"jawaban «{given.label[:40]}» tidak ada pada tahap ini"
    missing = missing_for(matter.flow, step, given.label, matter.all_values)
    if missing:
        return f"kolom belum lengkap: {', '.join(missing)}"
    wrong = _wrong(matter, step, step.answer(given.label))
    if wrong:
        return wrong
    if step.approval is None:
        if given.person:
            return _refusal_of_staff(matter, step, given)
        return "" if step.outside else "tahap ini dijawab di register"
    request = _request_of(matter, given)
    if request is None:
        return "permintaan ini sudah diganti atau ditarik"
    if given.desk != request.desk:
        return "permintaan ini untuk meja lain"
    if not plan.office.directory.may_decide(given.person, request.desk, given.at, request.kind):
        return "Anda tidak berwenang memutuskan untuk meja ini"
    if not plan.office.directory.may_decide(given.person, request.desk, plan.now, request.kind):
        return "wewenang untuk meja ini sudah berakhir"
    if not given.factor:
        return "tanpa PIN tidak ada keputusan"
    if given.shown != request.shown or request.shown != shown_hash(matter, step.approval):
        return "isi sudah berubah sejak dilihat"
    if request.expires_at is not None and given.at >= request.expires_at:
        return "permintaan sudah kedaluwarsa"
    if step.answer(given.label).note and not given.note.strip():
        return "catatan wajib diisi"
    if any(
        a.visit == case.visit and a.person == given.person and a.shown == request.shown
        for a in case.agreements
    ):
        return "Anda sudah memutuskan permintaan ini"
    return ""


def _refusal_of_staff(matter: Matter, step: Step, given: Given) -> str:
    """Why an answer that somebody of the office gave on a page cannot be taken: it is held to what Tindakan is held
    to, and to what its page showed.
    """
    directory, answer = matter.plan.office.directory, step.answer(given.label)
    if given.desk not in [desk.name for desk in desks_of(seat_of(step), matter.values)]:
        return "bukan giliran meja ini"
    if not all(directory.may_decide(given.person, given.desk, at) for at in (given.at, matter.plan.now)):
        return "Anda tidak (lagi) duduk di meja ini"
    if not given.factor:
        return "tanpa masuk tidak ada jawaban"
    if given.shown != matter.case.content:
        return "isi sudah berubah sejak dilihat"
    if (answer.note or answer.evidence) and not given.note.strip():
        return "catatan wajib diisi"
    return ""


def _request_of(matter: Matter, given: Given) -> Request | None:
    return next((r for r in open_requests(matter) if r.id == given.request), None)


def _decide(matter: Matter, step: Step, given: Given) -> None:
    """Count a decision: one disagreement decides at once, agreement when all that are asked have agreed."""
    approval = step.approval
    assert approval is not None
    plan, case = matter.plan, matter.case
    cause = Cause(How.ANSWER, given.label, given.desk, given.person, given.factor)
    if given.label != approval.agree:
        matter.case = replace(case, agreed={}, sealed=False)
        _answer(matter, step.answer(given.label), cause, given.note)
        return
    mandates = [
        m
        for m in plan.office.directory.mandates_for(given.desk, given.at, approval.kind)
        if m.person == given.person
    ]
    mandate = mandates[0].kind.value if mandates else ""
    agreement = Agreement(given.desk, given.person, given.at, given.shown, case.visit, mandate)
    matter.case = replace(case, agreements=(*case.agreements, agreement))
    plan.event(
        case.id,
        EventKind.AGREED,
        desk=given.desk,
        person=given.person,
        factor=given.factor,
        shown=given.shown,
        mandate=mandate,
    )
    agreed = agreed_desks(matter, given.shown)
    if all(desk.name in agreed for desk in approvers(step, approval, matter)):
        matter.case = replace(matter.case, agreed={**matter.case.agreed, str(step.status): given.shown})
        _answer(matter, step.answer(given.label), cause, given.note)
    else:
        ask(matter, step, approval)


def _answer(matter: Matter, answer: Answer, cause: Cause, note: str) -> None:
    """Move by an answer; the reason of a sending back is shown to whoever has to mend it."""
    if answer.note:
        # What is to be agreed again is open again, whatever final letters the earlier round has left.
        matter.case = replace(matter.case, agreed={}, sealed=False)
    move(matter, answer.to, cause, answer.do)
    if note and (answer.note or cause.factor not in ("register", "dicatat petugas")):
        notice = f"{cause.label} dari {cause.actor or 'pihak luar'}: «{note[:500]}»"
        matter.case = replace(matter.case, notice=notice)


# ----------------------------------------------------------------------------------------- Tindakan


def _take_action(matter: Matter, row: Row, word: str) -> str:
    """Take the word in Tindakan, once; gives the sentence that says why it could not be taken."""
    case, step = matter.case, matter.step
    if not word or word == case.standing:
        return ""
    if step is None or case.closed:
        return f"Tindakan «{word[:40]}» tidak dipakai: baris ini sudah selesai ({case.status}). {CLEAR_IT}"
    if step.approval is not None:
        whose = ", ".join(desk.name for desk in approvers(step, step.approval, matter))
        return f"Tahap ini diputuskan oleh {whose} lewat tautan di pos-el, bukan lewat Tindakan. {CLEAR_IT}"
    labels = step.labels(case.variant)
    label = next((label for label in labels if label.casefold() == " ".join(word.split()).casefold()), "")
    if not label:
        close = get_close_matches(word, labels, n=1)
        meant = f" Maksud Anda «{close[0]}»?" if close else ""
        return (
            f"Tindakan «{word[:40]}» tidak ada pada tahap «{case.status}».{meant} Pilih: {', '.join(labels)}."
        )
    answer = step.answer(label)
    missing = missing_for(matter.flow, step, label, matter.all_values)
    if missing:
        return f"Belum dapat «{label}»: isi dulu {', '.join(missing)}."
    wrong = _wrong(matter, step, answer)
    if wrong:
        return f"Belum dapat «{label}»: {wrong}"
    note = row.text(NOTE)
    if answer.note and not note:
        return f"Belum dapat «{label}»: tulis alasannya di kolom Catatan."
    if answer.evidence and not note:
        return (
            f"Belum dapat «{label}»: sebutkan buktinya di kolom Catatan (misalnya nomor dan tanggal surat)."
        )
    actor = ", ".join(desk.name for desk in desks_of(seat_of(step), matter.values))
    factor = "dicatat petugas" if step.outside else "register"
    matter.case = replace(case, standing=word)
    _answer(matter, answer, Cause(How.ANSWER, label, actor, factor=factor), note)
    return ""


def _overtaken(matter: Matter, word: str) -> str:
    """A word that stands in Tindakan when another answer has just moved the case belongs to the visit that is over."""
    if word:
        matter.case = replace(matter.case, standing=word)
    return ""


def _wrong(matter: Matter, step: Step, answer: Answer) -> str:
    """What a check of the flow finds wrong in the row; a sending back is never kept from going."""
    if answer.note:
        return ""
    for check in matter.flow.checks:
        if (not check.at or step.status in check.at) and check.wrong(matter.view):
            return check.says
    return ""


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
