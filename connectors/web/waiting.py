"""All that waits for an approver, to be decided one after another.

The list leads to the page of one request: its letter, its case, no choice preset, the approver's own factor. After the
decision comes the next page at once. The factor is typed for each decision, on purpose: a window of some minutes in
which none is asked for would let whoever finds the telephone on the desk decide all that is left, and would make
«ya, ya, ya» the easiest thing to do with twenty letters. Six digits are cheaper than that.

Who may see the list: whoever is signed in, and whoever has just decided something with their factor in this browser. A
link alone, which can be forwarded, shows the one request that it is of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from connectors.approvals import Purpose
from connectors.web.here import DECIDING, the_office
from connectors.web.staff import NotSignedIn, signed_in
from flows.engine.case import Request
from flows.engine.matter import step_of

pages = Blueprint("menunggu", __name__)
JUST_DECIDED, IN_A_ROW, SAID = "baru-memutuskan", "berurutan", "kata"
MINUTES = 30
"""So long after a decision with their factor may somebody see their list without signing in."""
FIRST_TO_SAY = ("Perihal", "Uraian pekerjaan", "Nama kegiatan", "Nama")
"""What of a case tells an approver best which one it is."""


@dataclass(frozen=True)
class Waits:
    """A request that one person may decide now. deputy: «Plh.» or «Plt.»; late: it is past the term of its step."""

    request: Request
    task: str
    process: str
    about: str
    deputy: str
    late: bool


@pages.get("/menunggu-saya")
def daftar() -> str:
    person = _person()
    if person is None:
        raise NotSignedIn
    session.pop(IN_A_ROW, None)
    session.pop(DECIDING, None)
    return render_template(
        "menunggu.html", judul="Menunggu keputusan saya", menunggu=[shown(one, person) for one in waits_for(person)],
        kata=session.pop(SAID, ""), staf=signed_in(),
    )  # fmt: skip


@pages.get("/menunggu-saya/<path:id>")
def buka(id: str) -> Response:
    """To the page of one request; going there decides nothing."""
    person = _person()
    if person is None:
        raise NotSignedIn
    request = next((one for one in waits_for(person) if one.id == id), None)
    if request is None:
        abort(404)
    _go_to(request, person)
    return redirect(url_for("keputusan.lihat"))


def after_a_decision(person: str, said: str) -> Response | None:
    """Where an approver goes who has just decided: to the next one when they came by the list; else nowhere."""
    ours: Any = session
    ours.renew()
    session[JUST_DECIDED] = [person, the_office().clock.now().timestamp()]
    if session.get(IN_A_ROW) != person:
        return None
    rest = waits_for(person)
    session[SAID] = (
        f"{said} Berikutnya: {len(rest)} lagi." if rest else f"{said} Tidak ada lagi yang menunggu Anda."
    )
    if not rest:
        return redirect(url_for("menunggu.daftar"))
    _go_to(rest[0], person)
    return redirect(url_for("keputusan.lihat"))


def waits_for(person: str) -> list[Request]:
    """What this person may decide now and has not decided, that with the nearest end first."""
    office = the_office()
    now, directory = office.clock.now(), office.office.directory
    found = [
        one
        for one in office.journal.open_requests()
        if (one.expires_at is None or now < one.expires_at)
        and directory.may_decide(person, one.desk, now, one.kind)
        and not any(given.person == person for given in office.journal.answers_to(one.id))
    ]
    return sorted(
        found,
        key=lambda one: (one.expires_at or datetime.max.replace(tzinfo=now.tzinfo), one.made_at, one.id),
    )


def shown(request: Request, person: str) -> Waits:
    """A request as a line of the list."""
    office = the_office()
    now = office.clock.now()
    case = office.journal.cases([request.case]).get(request.case)
    flow = next((flow for flow in office.flows if case is not None and flow.code == case.flow), None)
    step = step_of(flow, case) if flow is not None and case is not None else None
    able = office.office.directory.who_decides(request.desk, now, request.kind)
    mandate = next((mandate for who, mandate in able if who.id == person), None)
    about = next((request.view[name] for name in FIRST_TO_SAY if request.view.get(name)), "")
    return Waits(
        request, step.task if step else "Keputusan", flow.title if flow else "",
        about or next(iter(request.view.values()), ""), str(mandate.kind) if mandate else "",
        bool(case and case.due_at and case.due_at < now),
    )  # fmt: skip


def _go_to(request: Request, person: str) -> None:
    session[IN_A_ROW] = person
    session[DECIDING] = the_office().links.token(Purpose.DECIDE, request.id, person, request.expires_at)


def _person() -> str | None:
    who = signed_in()
    if who is not None:
        return who.person.id
    person, at = session.get(JUST_DECIDED, ["", 0.0])
    fresh = the_office().clock.now().timestamp() - at < MINUTES * 60
    return str(person) if person and fresh else None
