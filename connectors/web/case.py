"""A case of the office: whose turn it is, what its row says, its letters, its history, and the answers it waits for."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, send_file, session, url_for
from werkzeug.wrappers import Response

from connectors.approvals import Purpose
from connectors.web.here import DECIDING, the_office, too_many
from connectors.web.history import told
from connectors.web.pictures import pages_of
from connectors.web.row import is_personal, term_in_words, title_of, turn_of, values_in
from connectors.web.search import hidden_from
from connectors.web.staff import Staff, staff
from flows.engine.case import AnswerState, Case, Given, Letter, Request
from flows.engine.columns import Value
from flows.engine.matter import desks_of, missing_for, seat_of, step_of
from flows.engine.model import Flow, Kind, Step
from flows.engine.reading import plain

pages = Blueprint("berkas", __name__)
MOST, IN_SECONDS = 120, 600.0
CHANGED = "Berkas ini sudah berubah sejak halaman Anda buka. Periksa isinya yang sekarang, lalu jawab lagi."
log = logging.getLogger("alur.web.berkas")


@dataclass(frozen=True)
class Choice:
    """An answer that may be given. missing: columns to be filled first; note: what Catatan must say, '' for nothing."""

    label: str
    missing: list[str]
    note: str


@dataclass(frozen=True)
class Seen:
    """A case as somebody of the office sees it now. desk: for which they may answer, '' for none; hidden: headings
    they may not read; asked: the decision that is asked of one of their desks."""

    case: Case
    flow: Flow
    step: Step | None
    who: Staff
    values: dict[str, Value]
    title: str
    hidden: frozenset[str]
    at_turn: tuple[str, ...]
    desk: str
    asked: Request | None
    answers: list[Given]

    @property
    def choices(self) -> list[Choice]:
        """The answers of the step, as Tindakan offers them."""
        if self.step is None or not self.desk:
            return []
        found = []
        for label in self.step.labels(self.case.variant):
            answer = self.step.answer(label)
            note = (
                "alasannya"
                if answer.note
                else "buktinya, misalnya nomor dan tanggal surat"
                if answer.evidence
                else ""
            )
            found.append(Choice(label, missing_for(self.flow, self.step, label, self.values), note))
        return found

    @property
    def pending(self) -> Given | None:
        """The answer of this visit that the next pass takes."""
        return self._newest(AnswerState.PENDING)

    @property
    def refused(self) -> Given | None:
        """The last answer of this visit that was not taken."""
        return self._newest(AnswerState.REFUSED)

    @property
    def letters(self) -> list[tuple[int, Letter]]:
        """Number and letter, the newest first; none for who may not read the personal data in them."""
        made = [(number, one) for number, one in enumerate(self.case.letters) if one.made]
        return [] if self.hidden else made[::-1]

    def _newest(self, state: AnswerState) -> Given | None:
        found = [one for one in self.answers if one.visit == self.case.visit and one.state is state]
        return found[-1] if found else None


@pages.get("/berkas/<id>")
def lihat(id: str) -> str:
    return _page(_seen(id, staff()))


@pages.post("/berkas/<id>/jawab")
def jawab(id: str) -> str | Response | tuple[str, int]:
    """Answer as the desk at turn would in Tindakan; the next pass takes it."""
    seen = _seen(id, staff())
    if too_many("jawab", MOST, IN_SECONDS):
        abort(429)
    case, label = seen.case, request.form.get("jawaban", "")
    note = request.form.get("catatan", "")[:2000].strip()
    if request.form.get("kunjungan") != str(case.visit) or request.form.get("isi", "") != case.content:
        return _page(seen, CHANGED), 409
    standing = seen.pending
    if standing is not None:
        if (standing.label, standing.person) == (label, seen.who.person.id):
            return redirect(url_for("berkas.lihat", id=id), 303)
        return _page(seen, f"Sudah ada jawaban «{standing.label}»; jawaban Anda tidak dipakai."), 409
    if not seen.desk:
        return _page(seen, "Bukan giliran meja Anda; tidak ada yang diubah."), 403
    wrong = _wrong(seen, label, note)
    if wrong:
        return _page(seen, wrong, label, note), 422
    tried = sum(one.visit == case.visit for one in seen.answers)
    given = Given(
        f"staf/{case.id}/{case.visit}/{tried}", case.id, case.visit, label, the_office().clock.now(), note,
        desk=seen.desk, person=seen.who.person.id, factor=seen.who.factor, shown=case.content,
    )  # fmt: skip
    first, standing = the_office().journal.submit(given)
    if not first and (standing.label, standing.person) != (label, given.person):
        return _page(
            _seen(id, seen.who), f"Sudah ada jawaban «{standing.label}»; jawaban Anda tidak dipakai."
        ), 409
    log.info("an answer of staff is kept")
    return redirect(url_for("berkas.lihat", id=id), 303)


@pages.post("/berkas/<id>/putuskan")
def putuskan(id: str) -> Response:
    """To the page of the decision that is asked of one of my desks; it asks for the PIN."""
    seen = _seen(id, staff())
    if seen.asked is None:
        abort(403)
    links = the_office().links
    session[DECIDING] = links.token(Purpose.DECIDE, seen.asked.id, seen.who.person.id, seen.asked.expires_at)
    return redirect(url_for("keputusan.lihat"), 303)


@pages.get("/berkas/<id>/surat/<int:number>")
def surat(id: str, number: int) -> str:
    """The pages of a letter as pictures."""
    seen = _seen(id, staff())
    letter, path = _letter(seen, number)
    drawn = pages_of(path, _cache()) if path.suffix in (".docx", ".pdf") else []
    return render_template(
        "berkas_surat.html", judul=letter.name, lihat=seen, surat=letter, nomor=number, halaman=len(drawn)
    )


@pages.get("/berkas/<id>/surat/<int:number>/unduh")
def unduh(id: str, number: int) -> Response:
    """The letter itself, to be stored; never shown within the page."""
    path = _letter(_seen(id, staff()), number)[1]
    return send_file(path, as_attachment=True, download_name=path.name)


@pages.get("/berkas/<id>/surat/<int:number>/<int:page>.png")
def halaman(id: str, number: int, page: int) -> Response:
    drawn = pages_of(_letter(_seen(id, staff()), number)[1], _cache())
    if not 1 <= page <= len(drawn):
        abort(404)
    return send_file(drawn[page - 1], mimetype="image/png")


def _seen(id: str, who: Staff) -> Seen:
    office = the_office()
    case = office.journal.cases([id[:40]]).get(id)
    flows = office.office.by_register
    flow = flows.get(case.register) if case else None
    if case is None or flow is None or flow.register.kind is not Kind.PROCESS:
        abort(404)
    cells = office.journal.contents([id]).get(id) or {
        name: plain(value) for name, value in case.initial.items()
    }
    values, step = values_in(flow, cells, case.fills), step_of(flow, case)
    if case.closed:
        step = None
    at_turn: tuple[str, ...] = ()
    desk, asked = "", None
    if step is not None and step.approval is None:
        at_turn = tuple(one.name for one in desks_of(step.by, values))
        answering = {one.name for one in desks_of(seat_of(step), values)}
        desk = next((one for one in who.desks if one in answering), "")
    elif step is not None:
        now = office.clock.now()
        waiting = [one for one in office.journal.requests([id]) if one.visit == case.visit]
        at_turn = tuple(dict.fromkeys(one.desk for one in waiting))
        able = office.office.directory.may_decide
        asked = next((one for one in waiting if able(who.person.id, one.desk, now, one.kind)), None)
    return Seen(
        case, flow, step, who, values, title_of(cells, case.fills), hidden_from(who, flow, list(flows.values())),
        at_turn, desk, asked, office.journal.answers_of(id),
    )  # fmt: skip


def _wrong(seen: Seen, label: str, note: str) -> str:
    """What keeps an answer from being taken, as far as the page can tell; the pass looks again."""
    choice = next((one for one in seen.choices if one.label == label), None)
    if choice is None:
        return "Pilih salah satu jawaban."
    if choice.missing:
        return f"Belum dapat «{label}»: isi dulu {', '.join(choice.missing)} di register."
    if choice.note and not note:
        return f"Belum dapat «{label}»: tulis {choice.note} di Catatan."
    return ""


def _page(seen: Seen, wrong: str = "", label: str = "", note: str = "") -> str:
    office, case = the_office(), seen.case
    directory, now = office.office.directory, office.clock.now()
    term, late = term_in_words(case.due_at, now, office.office.calendar)
    person = {id: one.name for id, one in directory.people.items()}
    columns = [
        column
        for column in seen.flow.register.columns
        if seen.values.get(column.heading) not in (None, "", ())
    ]
    events = office.journal.events_of(case.id)
    related = [*office.journal.cases([case.parent] if case.parent else []).values()]
    related += office.journal.children_of([case.id]).get(case.id, [])
    return render_template(
        "berkas.html", judul=seen.title or case.id, lihat=seen, berkas=case, proses=seen.flow, salah=wrong,
        dipilih=label, catatan=note, nama=person, giliran=turn_of(case, seen.step, seen.at_turn), batas=term,
        telat=late and not case.closed,
        isi=[(one.heading, "" if one.heading in seen.hidden else plain(seen.values[one.heading])) for one in columns],
        peristiwa=told(events, seen.answers, directory), semua_peristiwa=len(events),
        terkait=[one for one in related if one.register in office.office.by_register],
        pribadi=any(is_personal(column) for column in columns),
    )  # fmt: skip


def _letter(seen: Seen, number: int) -> tuple[Letter, Path]:
    """A letter and its file: the PDF where there is one."""
    letter = dict(seen.letters).get(number)
    if letter is None:
        abort(404)
    path = the_office().documents / letter.file
    pdf = path.with_suffix(".pdf")
    path = pdf if pdf.is_file() else path
    if not path.is_file():
        abort(404)
    return letter, path


def _cache() -> Path:
    return the_office().folder / "web-cache"
