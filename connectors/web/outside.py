"""The page of somebody outside whose turn it is: the letters, two or three answers, and what a form asks besides."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, send_file, session, url_for
from werkzeug.wrappers import Response

from connectors.approvals import Decided, LinkRefused, Purpose, Refused
from connectors.mail.contexts import kind_of
from connectors.web.asking import Sheet, blank, filled
from connectors.web.here import the_office, too_many
from flows.engine.case import Case
from flows.engine.matter import step_of
from flows.engine.model import EmailIn, Flow, Form, MakeLetter, SendMail, Step, actions_of

pages = Blueprint("luar", __name__)
KEY = "pihak-luar"
MOST, IN_SECONDS = 40, 600.0


@pages.get("/pihak-luar/<token>")
def masuk(token: str) -> Response:
    """The token leaves the address at once; opening decides nothing."""
    session[KEY] = token
    return redirect(url_for("luar.lihat"))


@pages.get("/pihak-luar")
def lihat() -> str | tuple[str, int]:
    found = _case()
    if isinstance(found, str):
        return _said(found), 410
    flow, case, step = found
    form = form_of(flow, step)
    return _page(flow, case, step, blank(form, flow) if form else None)


@pages.post("/pihak-luar")
def jawab() -> str | tuple[str, int]:
    if too_many("luar", MOST, IN_SECONDS):
        abort(429)
    found = _case()
    if isinstance(found, str):
        return _said(found), 410
    flow, case, step = found
    office, form = the_office(), form_of(flow, step)
    label, note = request.form.get("jawaban", ""), request.form.get("catatan", "")[:2000].strip()
    sheet = None
    begins = f"luar/{case.id}/{case.visit}/"
    answered = any(given.id.startswith(begins) for given in office.journal.answers_of(case.id))
    if form is not None and not answered:  # the files of the answer that stands stay as they are
        sheet = filled(
            form, flow, request.form, request.files, office.documents, f"kiriman/{case.id}/{case.visit}"
        )
    labels = step.labels(case.variant)
    wrong = ""
    if label not in labels:
        wrong = "Pilih salah satu tanggapan."
    elif step.answer(label).note and not note:
        wrong = f"Tulis catatan untuk «{label}»."
    if wrong or (sheet is not None and sheet.faults):
        return _page(flow, case, step, sheet, wrong, label, note), 422
    done = office.decisions.answer_outside(
        session.get(KEY, ""), label=label, note=note, labels=labels, now=office.clock.now(),
        values=dict(sheet.read.values) if sheet else {},
    )  # fmt: skip
    if isinstance(done, Refused):
        return _said(done.message), 410
    assert isinstance(done, Decided)
    return render_template(
        "pesan.html", judul="Terima kasih" if done.first else "Sudah ditanggapi", pesan=done.message
    )


@pages.get("/pihak-luar/surat/<int:number>")
def surat(number: int) -> Response:
    """A letter that goes with the question, to be stored; never shown within the page."""
    found = _case()
    if isinstance(found, str):
        abort(403)
    shown = letters_of(*found)
    if not 0 <= number < len(shown):
        abort(404)
    path = the_office().documents / shown[number][1]
    pdf = path.with_suffix(".pdf")
    path = pdf if pdf.is_file() else path
    if not path.is_file():
        abort(404)
    return send_file(path, as_attachment=True, download_name=path.name)


def letters_of(flow: Flow, case: Case, step: Step) -> list[tuple[str, str]]:
    """(name, file) of the final letters of a case that this flow mails to whoever is asked here; who is mailed none
    sees all but sheets of the office itself. Of papers that were mailed to be looked over, and are not final yet, the
    newest draft. Workbooks are handed over another way."""
    actions = [action for one in flow.steps for action in actions_of(one)]
    asked = {to for desk in step.by.desks for to in (desk, EmailIn(desk.email))}
    mails = [action for action in actions if isinstance(action, SendMail) and asked.intersection(action.to)]
    theirs = {name for mail in mails for name in mail.attach}
    letters = [action for action in actions if isinstance(action, MakeLetter)]
    theirs = theirs or {action.name for action in letters} - {one.name for one in letters if one.internal}
    made = [one for one in case.letters if one.made and one.name in theirs and one.file.endswith(".docx")]
    final = {one.name for one in made if one.final}
    drafts = {one.name: one for one in made if not one.final}  # the newest of each
    sent = {name for mail in mails if kind_of(mail.template).drafts for name in mail.attach}
    return [
        (one.name, one.file)
        for one in made
        if one.final or (one.name in sent - final and one is drafts[one.name])
    ]


def form_of(flow: Flow, step: Step) -> Form | None:
    return next((form for form in flow.forms if form.answers == step.status), None)


def _case() -> tuple[Flow, Case, Step] | str:
    """The case that the link of this browser asks about, or why there is nothing to answer."""
    office = the_office()
    try:
        link = office.links.read(Purpose.ANSWER, session.get(KEY, ""), office.clock.now())
    except LinkRefused as refusal:
        return str(refusal)
    id, _, visit = link.subject.rpartition("/")
    case = office.journal.cases([id]).get(id)
    flow = next((flow for flow in office.flows if case and flow.code == case.flow), None)
    step = step_of(flow, case) if flow and case else None
    if case is None or flow is None or step is None or str(case.visit) != visit or not step.outside:
        return "Tahap ini sudah lewat; tanggapan tidak diperlukan lagi. Terima kasih."
    return flow, case, step


def _page(
    flow: Flow, case: Case, step: Step, sheet: Sheet | None, wrong: str = "", label: str = "", note: str = ""
) -> str:
    labels = [(one, step.answer(one).note) for one in step.labels(case.variant)]
    return render_template(
        "pihak_luar.html", judul=step.task, proses=flow.title, berkas=case, tugas=step.task, jawaban=labels,
        surat=letters_of(flow, case, step), lembar=sheet, salah_pilih=wrong, dipilih=label, catatan=note,
        formulir=sheet.form if sheet else None,
    )  # fmt: skip


def _said(text: str) -> str:
    return render_template(
        "pesan.html", judul="Tautan ini tidak dapat dipakai", pesan=text, nada="peringatan"
    )
