"""Tracking: a code and a fact that only the sender knows show where a case stands; neither shows anything alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, render_template, request

from connectors.web.app import the_office, too_many
from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Case, EventKind
from flows.engine.data import folded
from flows.engine.intake import as_code
from flows.engine.matter import desks_of, step_of
from flows.engine.model import Flow, Form
from flows.engine.opening import form_origin

pages = Blueprint("lacak", __name__)
MOST, IN_SECONDS = 20, 600.0
NOTHING = "Kode dan keterangan itu tidak cocok dengan kiriman mana pun. Periksa keduanya."


@dataclass(frozen=True)
class Stands:
    """Where a case stands, in words for whoever sent it. moved: (day, from, to), without names."""

    id: str
    process: str
    status: str
    finished: bool
    turn: str = ""
    until: date | None = None
    task: str = ""
    moved: tuple[tuple[date, str], ...] = ()


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
    return render_template("status.html", judul="Perkembangan berkas", berkas=found)


def find(code: str, fact: str) -> Stands | None:
    """The case of a code, if the fact is the sender's."""
    if not code or not folded(fact):
        return None
    office = the_office()
    for flow in office.flows:
        for form in flow.forms:
            if not form.opens:
                continue
            submission = office.journal.submission(form.code, code)
            if submission is None:
                continue
            told = submission.values.get(form.known_by, "") if form.known_by else submission.opener
            if folded(told) != folded(fact):
                return None
            if submission.state is AnswerState.PENDING:
                return Stands(code, flow.title, "Diterima, belum diproses", False)
            case = office.journal.cases(office.journal.by_origin([form_origin(form.code, code)]).values())
            return next((stands(flow, one) for one in case.values()), None)
    return None


def stands(flow: Flow, case: Case) -> Stands:
    office = the_office()
    step = step_of(flow, case)
    turn = (
        ", ".join(desk.name for desk in desks_of(step.by, {})) if step is not None and not case.closed else ""
    )
    moves = tuple(
        (one.event.at.astimezone(JAKARTA).date(), str(one.event.data["to"]))
        for one in office.journal.events_of(case.id)
        if one.event.kind is EventKind.MOVED
    )
    due = case.due_at.astimezone(JAKARTA).date() if case.due_at else None
    asked = step.task if step is not None and step.outside else ""
    return Stands(case.id, flow.title, case.status, case.closed, turn, due, asked, moves)


def label_of_fact(form: Form) -> str:
    """What the sender must know, in the words of the form."""
    return next((asked.label for asked in form.fields if asked.fills == form.known_by), "Pos-el")
