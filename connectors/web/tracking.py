"""Tracking: a code and a fact that only the sender knows show where a case stands; neither shows anything alone.

While it is the sender's turn, files that were missing can be handed in here: they lie in the folder of the case, staff
read of them in Pesan, and the history of the case has them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, redirect, render_template, request, session, url_for
from itsdangerous import BadData, URLSafeSerializer
from werkzeug.wrappers import Response

from connectors.web.asking import new_code
from connectors.web.here import the_office, the_store, too_many
from connectors.web.uploads import keep_files, limits_in_words
from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Case, EventKind, Submission
from flows.engine.data import folded
from flows.engine.handing_in import FILES, HANDED_IN, LIMITS, folder_of, waits_for_the_sender
from flows.engine.intake import as_code
from flows.engine.matter import desks_of, step_of
from flows.engine.model import Flow, Form
from flows.engine.opening import form_origin

pages = Blueprint("lacak", __name__)
KEY, KEY_OF_THANKS = "lacak", "susulan"
MOST, IN_SECONDS = 20, 600.0
MINUTES = 30
"""So long after code and fact were given may files be handed in."""
MOST_A_DAY, DAY = 5, 24 * 3600.0
MORE_TOMORROW = (
    "Untuk hari ini sudah cukup banyak kiriman bagi berkas ini. Kirim sisanya besok, atau hubungi kantor."
)
NOTHING = "Kode dan keterangan itu tidak cocok dengan kiriman mana pun. Periksa keduanya."


@dataclass(frozen=True)
class Stands:
    """Where a case stands, in words for whoever sent it. moved: (day, to), without names; task: what is asked of them.

    form: which they sent; takes_files: whether they may add to it now; folder: where such files go.
    """

    id: str
    process: str
    status: str
    finished: bool
    turn: str = ""
    until: date | None = None
    task: str = ""
    moved: tuple[tuple[date, str], ...] = ()
    form: str = ""
    takes_files: bool = False
    folder: str = ""


@pages.get("/lacak")
def lihat() -> str:
    return render_template("lacak.html", judul="Lacak berkas", kode=request.args.get("kode", "")[:20])


@pages.get("/lacak/<token>")
def dari_pos_el(token: str) -> str:
    """The link in a mail names no case without the fact; it only opens the page."""
    return render_template("lacak.html", judul="Lacak berkas", kode="")


@pages.post("/lacak")
def cari() -> str | tuple[str, int]:
    if too_many("lacak", MOST, IN_SECONDS):
        abort(429)
    typed, fact = request.form.get("kode", "")[:40], request.form.get("keterangan", "")[:200]
    found = find(as_code(typed), fact)
    if found is None:
        return render_template("lacak.html", judul="Lacak berkas", kode=typed, salah=NOTHING), 404
    if found.takes_files:
        session[KEY] = [found.form, as_code(typed), the_office().clock.now().timestamp()]
    return _page(found)


@pages.post("/lacak/susulan")
def susulan() -> str | Response | tuple[str, int]:
    """Files that were missing, from whoever gave code and fact in this browser a moment ago."""
    if too_many("susulan", MOST, IN_SECONDS):
        abort(429)
    found, token = _seen(), request.form.get("kiriman", "")
    if found is None or not found.takes_files:
        return redirect(url_for("lacak.lihat"))
    try:
        case, id = _signer().loads(token)
    except (BadData, ValueError):
        case, id = found.id, new_code()
    came = [file for file in request.files.getlist("berkas") if file.filename]
    if case != found.id or not came:
        return _page(found, "Pilih berkasnya dulu.", token), 422
    office = the_office()
    if office.journal.submission(HANDED_IN, id) is None:
        names, fault = keep_files(came, LIMITS, office.documents, f"{found.folder}/susulan-{id.lower()}")
        if fault:
            return _page(found, fault, token), 422
        if the_store().count(f"susulan/{case}", office.clock.now().timestamp(), DAY) > MOST_A_DAY:
            for name in names:
                (office.documents / name).unlink()
            return _page(found, MORE_TOMORROW, token), 429
        values = {FILES: "; ".join(names)}
        office.journal.submit_form(Submission(id, HANDED_IN, office.clock.now(), values, case=case))
    session[KEY_OF_THANKS] = len(came)
    return redirect(url_for("lacak.terima_susulan"))


@pages.get("/lacak/susulan")
def terima_susulan() -> str | Response:
    count, found = session.get(KEY_OF_THANKS, 0), _seen()
    if not count or found is None:
        return redirect(url_for("lacak.lihat"))
    return render_template("susulan.html", judul="Berkas diterima", jumlah=count, berkas=found)


def find(code: str, fact: str) -> Stands | None:
    """The case of a code, if the fact is the sender's."""
    if not code or not folded(fact):
        return None
    office = the_office()
    for flow in office.flows:
        for form in flow.forms:
            submission = office.journal.submission(form.code, code) if form.opens else None
            if submission is None:
                continue
            told = submission.values.get(form.known_by, "") if form.known_by else submission.opener
            return _stands(flow, form, submission) if folded(told) == folded(fact) else None
    return None


def _seen() -> Stands | None:
    """What this browser has just been shown, as it stands now."""
    code_of_form, code, at = session.get(KEY, ["", "", 0.0])
    office = the_office()
    if not code or office.clock.now().timestamp() - at > MINUTES * 60:
        return None
    for flow in office.flows:
        for form in flow.forms:
            if form.code == code_of_form and (one := office.journal.submission(form.code, code)) is not None:
                return _stands(flow, form, one)
    return None


def _stands(flow: Flow, form: Form, submission: Submission) -> Stands | None:
    if submission.state is AnswerState.PENDING:
        return Stands(submission.id, flow.title, "Diterima, belum diproses", False)
    journal, origin = the_office().journal, form_origin(form.code, submission.id)
    case = journal.cases(journal.by_origin([origin]).values())
    return next((stands(flow, form, one) for one in case.values()), None)


def stands(flow: Flow, form: Form, case: Case) -> Stands:
    step = None if case.closed else step_of(flow, case)
    turn = ", ".join(desk.name for desk in desks_of(step.by, {})) if step is not None else ""
    moves = tuple(
        (one.event.at.astimezone(JAKARTA).date(), str(one.event.data["to"]))
        for one in the_office().journal.events_of(case.id)
        if one.event.kind is EventKind.MOVED
    )
    due = case.due_at.astimezone(JAKARTA).date() if case.due_at else None
    theirs = step is not None and waits_for_the_sender(flow, form, step)
    begun = case.status == str(form.at or flow.first)
    return Stands(
        case.id, flow.title, case.status, case.closed, turn, due, step.task if step and theirs and not begun else "",
        moves, form.code, theirs, folder_of(case),
    )  # fmt: skip


def _page(found: Stands, wrong: str = "", token: str = "") -> str:
    return render_template(
        "status.html", judul="Perkembangan berkas", berkas=found, salah=wrong, batas=limits_in_words(LIMITS),
        kiriman=token or _signer().dumps([found.id, new_code()]),
        jenis=",".join(f".{kind}" for kind in LIMITS.kinds),
    )  # fmt: skip


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(the_office().key, salt="alur.susulan")
