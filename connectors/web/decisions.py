"""The page of an approver: the letter, the case, what changed since the last look, and a decision with a PIN."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, send_file, session, url_for
from werkzeug.wrappers import Response

from connectors.approvals import Decided, Refused, View
from connectors.web.here import DECIDING, the_office, too_many
from connectors.web.pictures import pages_of
from connectors.web.waiting import after_a_decision, waits_for
from flows.engine.case import Request
from flows.engine.matter import step_of
from flows.engine.office import Mandate

pages = Blueprint("keputusan", __name__)
MOST, IN_SECONDS = 40, 600.0
ANOTHER = "Halaman yang Anda kirim adalah untuk permintaan lain. Ini permintaan yang terakhir Anda buka; periksa lagi."


@dataclass(frozen=True)
class Asked:
    """A decision as it is shown. mandate: under which a deputy decides; task, process: in the words of the flow."""

    view: View
    mandate: Mandate | None
    task: str
    process: str
    headings: tuple[str, ...] = ()
    """Of the register, from left to right."""

    @property
    def isi(self) -> list[tuple[str, str]]:
        """What is decided, in the order in which the register has it; what children hold comes last."""
        view = self.request.view
        known = [heading for heading in self.headings if heading in view]
        return [(heading, view[heading]) for heading in dict.fromkeys([*known, *view])]

    @property
    def request(self) -> Request:
        return self.view.request

    @property
    def mark(self) -> str:
        """What the page's form carries, so that it decides on just what was shown on it: another tab, or going back,
        may show another request than the one that this browser came to last."""
        return sha256(f"{self.request.id}|{self.request.shown}".encode()).hexdigest()[:32]

    @property
    def labels(self) -> list[tuple[str, bool]]:
        """Each answer, and whether it needs a note."""
        return [(label, label in self.request.notes) for label in self.request.labels]


@pages.get("/keputusan/<token>")
def masuk(token: str) -> Response:
    """The token leaves the address at once; opening decides nothing."""
    session[DECIDING] = token
    session.pop("berurutan", None)
    return redirect(url_for("keputusan.lihat"))


@pages.get("/keputusan")
def lihat() -> str | tuple[str, int]:
    asked = _asked()
    return (_said(asked), 410) if isinstance(asked, str) else _page(asked)


@pages.post("/keputusan")
def putuskan() -> str | Response | tuple[str, int]:
    if too_many("keputusan", MOST, IN_SECONDS):
        abort(429)
    asked = _asked()
    if isinstance(asked, str):
        return _said(asked), 410
    if request.form.get("untuk", "") != asked.mark:
        return _page(asked, ANOTHER), 409
    label, note = request.form.get("keputusan", ""), request.form.get("catatan", "")[:2000]
    office = the_office()
    done = office.decisions.decide(
        session[DECIDING],
        pin=request.form.get("pin", "")[:20],
        label=label,
        note=note,
        now=office.clock.now(),
    )
    if isinstance(done, Refused):
        return _page(asked, done.message, label, note), 422
    assert isinstance(done, Decided)
    if done.first and (on := after_a_decision(asked.view.person, done.message)) is not None:
        return on
    rest = len(waits_for(asked.view.person)) if done.first else 0
    return render_template(
        "pesan.html", judul="Keputusan tercatat" if done.first else "Sudah diputuskan", pesan=done.message,
        tautan=url_for("menunggu.daftar") if rest else "", kata_tautan=f"{rest} lagi menunggu keputusan Anda",
    )  # fmt: skip


@pages.get("/keputusan/surat/<int:number>")
def surat(number: int) -> Response:
    """The letter itself, to be stored; never shown within the page."""
    path = _letter(number)
    return send_file(path, as_attachment=True, download_name=path.name)


@pages.get("/keputusan/surat/<int:number>/<int:page>.png")
def halaman(number: int, page: int) -> Response:
    """One page of the letter as a picture."""
    drawn = pages_of(_letter(number), _cache())
    if not 1 <= page <= len(drawn):
        abort(404)
    return send_file(drawn[page - 1], mimetype="image/png")


def _asked() -> Asked | str:
    """What the link of this browser asks, or why there is nothing to decide."""
    if DECIDING not in session:
        return "Halaman ini sudah terlalu lama terbuka. Buka lagi tautan dari pos-el."
    office = the_office()
    now = office.clock.now()
    view = office.decisions.look(session.get(DECIDING, ""), now)
    if isinstance(view, Refused):
        return view.message
    if view.decided is not None:
        return f"Anda sudah memutuskan «{view.decided.label}» untuk {view.request.case}; keputusan itu yang berlaku."
    able = office.office.directory.who_decides(view.request.desk, now, view.request.kind)
    mandates = [mandate for person, mandate in able if person.id == view.person]
    if not mandates:
        return f"Anda tidak (lagi) berwenang memutuskan untuk {view.request.desk}. Permintaan ini menunggu pejabatnya."
    case = office.journal.cases([view.request.case]).get(view.request.case)
    flow = next((flow for flow in office.flows if case and flow.code == case.flow), None)
    step = step_of(flow, case) if flow and case else None
    task, process = step.task if step else "Keputusan", flow.title if flow else ""
    headings = tuple(column.heading for column in flow.register.columns) if flow else ()
    return Asked(view, mandates[0], task, process, headings)


def _page(asked: Asked, wrong: str = "", label: str = "", note: str = "") -> str:
    letters = [
        (Path(file).name, len(pages_of(path, _cache())) if (path := _path(file)).is_file() else 0)
        for file in asked.request.letters
    ]
    person = the_office().office.directory.people.get(asked.view.person)
    return render_template(
        "keputusan.html", judul=asked.task, diminta=asked, surat=letters, salah=wrong, dipilih=label, catatan=note,
        nama=person.name if person else "", kata=session.pop("kata", ""), berurutan="berurutan" in session,
    )  # fmt: skip


def _letter(number: int) -> Path:
    asked = _asked()
    if isinstance(asked, str):
        abort(403)
    if not 0 <= number < len(asked.request.letters):
        abort(404)
    path = _path(asked.request.letters[number])
    if not path.is_file():
        abort(404)
    return path


def _path(file: str) -> Path:
    return the_office().documents / file


def _cache() -> Path:
    return the_office().folder / "web-cache"


def _said(text: str) -> str:
    return render_template("pesan.html", judul="Tidak ada yang diputuskan", pesan=text, nada="peringatan")
