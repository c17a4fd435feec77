"""Answers: those of Tindakan, and those that came by approval, link, form or page; each is taken once or refused with
a sentence."""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from flows.engine.case import Agreement, AnswerState, EventKind, Given, Request
from flows.engine.columns import Invalid, Owner
from flows.engine.mailing import send_to
from flows.engine.matter import Matter, desks_of, missing_for, seat_of
from flows.engine.model import NOTE, Answer, Step
from flows.engine.moving import (
    Cause,
    How,
    agreed_desks,
    approvers,
    ask,
    move,
    open_requests,
    shown_hash,
)  # fmt: skip
from flows.engine.reading import Row, keyed_hash

CLEAR_IT = "Kosongkan kolom Tindakan."


# ------------------------------------------------------------------------- answers that came another way


def take_given(matter: Matter) -> str:
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


def take_action(matter: Matter, row: Row, word: str) -> str:
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
    note = _fresh_note(matter, row)
    if (answer.note or answer.evidence) and not note:
        wanted = (
            "tulis alasannya di kolom Catatan"
            if answer.note
            else "sebutkan buktinya di kolom Catatan (misalnya nomor dan tanggal surat)"
        )
        stale = "; yang ada masih catatan jawaban sebelumnya" if row.text(NOTE) else ""
        return f"Belum dapat «{label}»: {wanted}{stale}."
    actor = ", ".join(desk.name for desk in desks_of(seat_of(step), matter.values))
    factor = "dicatat petugas" if step.outside else "register"
    noted = _hash_of(matter, note) if note else case.noted
    matter.case = replace(case, standing=word, noted=noted)
    _answer(matter, answer, Cause(How.ANSWER, label, actor, factor=factor), note)
    return ""


def forget_note(matter: Matter, row: Row) -> None:
    """An emptied Catatan is forgotten: the same words typed again are a new note."""
    if matter.case.noted and not row.text(NOTE):
        matter.case = replace(matter.case, noted="")


def _fresh_note(matter: Matter, row: Row) -> str:
    """What stands in Catatan for this answer; words that went with an earlier answer and were left there count as
    none, as the cell is its writer's to empty.
    """
    note = row.text(NOTE)
    return note if note and _hash_of(matter, note) != matter.case.noted else ""


def _hash_of(matter: Matter, note: str) -> str:
    return keyed_hash(matter.plan.office.key, {NOTE: note})


def overtaken(matter: Matter, word: str) -> str:
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
            return check.says if isinstance(check.says, str) else check.says(matter.view)
    return ""
