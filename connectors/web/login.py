"""Signing in: by a link to the office's mail address, or by address and PIN. Neither page says who is known."""

from __future__ import annotations

import logging
from datetime import datetime

from flask import Blueprint, abort, current_app, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from connectors.approvals import LinkRefused
from connectors.web.here import the_office, the_store, too_many
from connectors.web.login_links import LoginLinks, WrongCode, new_code
from connectors.web.posting import Posting
from connectors.web.sessions import hidden
from connectors.web.staff import of_the_office, sign_in, sign_out, signed_in, wanted_page
from flows.engine.office import Person

pages = Blueprint("masuk", __name__)
CODE, LINK = "masuk-kode", "masuk-tautan"
MOST, IN_SECONDS = 20, 600.0
MAILS, IN_AN_HOUR = 5, 3600.0
"""So many links may be asked for one address in an hour."""
NOT_THESE = (
    "Pos-el dan PIN itu tidak cocok, atau PIN-nya sedang terkunci karena salah berkali-kali. Anda juga dapat masuk "
    "lewat tautan di pos-el: kosongkan PIN."
)
log = logging.getLogger("alur.web.masuk")


@pages.get("/masuk")
def lihat() -> str | Response:
    if signed_in() is not None:
        return redirect(wanted_page())
    return _page()


@pages.post("/masuk")
def masuk() -> str | Response | tuple[str, int]:
    if too_many("masuk", MOST, IN_SECONDS):
        abort(429)
    address, pin = request.form.get("pos_el", "").strip()[:254], request.form.get("pin", "").strip()[:20]
    if not address:
        return _page("Isi alamat pos-el kantor Anda."), 422
    people = _people(address)
    if pin:
        return _by_pin(people, pin, address)
    code = new_code()
    session[CODE] = code
    now = the_office().clock.now()
    of_this = f"masuk-pos/{hidden(address.casefold())}"
    if the_store().count(of_this, now.timestamp(), IN_AN_HOUR) <= MAILS:
        for person in people:
            _mail(person, code, now)
    log.info("a link was asked for")
    return render_template("masuk_terkirim.html", judul="Periksa pos-el Anda", kode=code)


@pages.get("/masuk/<token>")
def dari_pos_el(token: str) -> Response:
    """The token leaves the address at once; opening signs nobody in."""
    session[LINK] = token
    return redirect(url_for("masuk.tautan"))


@pages.get("/masuk/tautan")
def tautan() -> str | tuple[str, int]:
    try:
        _links().look(session.get(LINK, ""), the_office().clock.now())
    except LinkRefused as refusal:
        return _said(str(refusal)), 410
    return _button()


@pages.post("/masuk/tautan")
def pakai() -> str | Response | tuple[str, int]:
    if too_many("masuk", MOST, IN_SECONDS):
        abort(429)
    office = the_office()
    code = session.get(CODE) or "".join(request.form.get("kode", "").split())[:10]
    try:
        person = _links().take(session.get(LINK, ""), code, office.clock.now())
    except LinkRefused as refusal:
        return _said(str(refusal)), 410
    except WrongCode as wrong:
        session.pop(CODE, None)  # of another asking; this link has its own
        return (_button(str(wrong)), 422) if wrong.left else (_said("Minta tautan baru."), 410)
    if of_the_office(office.office.directory, person) is None:
        return _said("Anda tidak duduk di meja mana pun saat ini. Hubungi operator Alur."), 403
    sign_in(person, "pos-el")
    return redirect(wanted_page())


@pages.post("/keluar")
def keluar() -> Response:
    sign_out()
    log.info("signed out")
    return redirect(url_for("masuk.lihat"))


def _by_pin(people: list[Person], pin: str, address: str) -> str | Response | tuple[str, int]:
    """Where several share an address nobody can tell whose PIN it is; they take the link."""
    office = the_office()
    person = people[0].id if len(people) == 1 else ""
    if not office.journal.check_factor(person, pin, office.clock.now()).ok:
        log.info("a PIN was refused")
        return _page(NOT_THESE, address), 422
    sign_in(person, "PIN")
    return redirect(wanted_page())


def _people(address: str) -> list[Person]:
    """Those of the office who have this address and a desk now."""
    directory = the_office().office.directory
    same = [
        one for one in directory.people.values() if one.email and one.email.casefold() == address.casefold()
    ]
    return [person for person in same if of_the_office(directory, person.id) is not None]


def _mail(person: Person, code: str, now: datetime) -> None:
    link, until = _links().make(person.id, code, now)
    posting: Posting = current_app.extensions["pos"]
    posting.send(
        {
            "id": f"masuk/{hidden(link)}", "to": [person.email], "template": "masuk", "at": now.isoformat(),
            "ref": "ALR-MASUK", "case": "Alur", "visit": 0, "person": person.id, "request": "", "attach": [],
            "context": {"penerima": person.name, "tautan": link, "berlaku_sampai": until.isoformat()},
        }
    )  # fmt: skip


def _links() -> LoginLinks:
    return LoginLinks(the_store(), the_office().links)


def _page(wrong: str = "", address: str = "") -> str:
    return render_template("masuk.html", judul="Masuk", salah=wrong, pos_el=address)


def _button(wrong: str = "") -> str:
    return render_template(
        "masuk_tautan.html", judul="Masuk ke Alur", salah=wrong, minta_kode=CODE not in session
    )


def _said(text: str) -> str:
    return render_template("masuk_gagal.html", judul="Belum masuk", pesan=text)
