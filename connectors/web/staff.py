"""Who of the office is signed in: kept in a session on the server, looked up in the directory at every request."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from connectors.web.here import the_office
from flows.engine.office import Directory, Mandate, Person

KEY, WANTED = "staf", "tujuan"
IDLE_HOURS, LONGEST_HOURS = 8, 12
NOTED_EVERY = 300
"""Seconds after which a request notes anew that somebody is still here; not each one writes."""
MENU = [
    ("Kerja saya", "kerja.daftar"),
    ("Menunggu keputusan saya", "menunggu.daftar"),
    ("Cari", "cari.cari"),
    ("Proses", "proses.daftar"),
    ("Dasbor", "dasbor.lihat"),
]
"""(words, endpoint) of the pages that signed-in staff reach from everywhere."""
log = logging.getLogger("alur.web.staf")


@dataclass(frozen=True)
class Staff:
    """Somebody of the office at this moment. factor: how they signed in; own: the desks they sit at; mandates: those
    under which they stand in for a desk now."""

    person: Person
    factor: str
    own: tuple[str, ...]
    mandates: tuple[Mandate, ...] = ()

    @property
    def desks(self) -> tuple[str, ...]:
        """Every desk they may answer for now, their own first."""
        return tuple(dict.fromkeys([*self.own, *(mandate.desk for mandate in self.mandates)]))

    @property
    def seats(self) -> str:
        """Their desks in words: «Sekretariat, Plh. Kepala Dinas»."""
        deputised = [
            f"{mandate.kind} {mandate.desk}" for mandate in self.mandates if mandate.desk not in self.own
        ]
        return ", ".join([*self.own, *dict.fromkeys(deputised)])


class NotSignedIn(Exception):
    """A page for staff was asked for by nobody of the office."""


def staff() -> Staff:
    """Who asks for this page; raises NotSignedIn, which the application answers with the page for signing in."""
    who = signed_in()
    if who is None:
        raise NotSignedIn
    return who


def signed_in() -> Staff | None:
    """Who asks for this page, if they are signed in and still sit at a desk."""
    if "staf" not in g:
        g.staf = _look_up()
    found: Staff | None = g.staf
    return found


def _look_up() -> Staff | None:
    kept = session.get(KEY)
    if kept is None:
        return None
    office, now = the_office(), the_office().clock.now()
    at = now.timestamp()
    if at - kept["lihat"] >= IDLE_HOURS * 3600 or at - kept["masuk"] >= LONGEST_HOURS * 3600:
        log.info("session ended by time")
        sign_out()
        return None
    who = of_the_office(office.office.directory, kept["orang"], kept["cara"])
    if who is None:
        log.info("session ended: no desk any more")
        sign_out()
        return None
    if at - kept["lihat"] >= NOTED_EVERY:
        session[KEY] = {**kept, "lihat": at}
    return who


def of_the_office(directory: Directory, id: str, factor: str = "") -> Staff | None:
    """A person with the desks they may answer for now; None for who has none."""
    person = directory.people.get(id)
    if person is None:
        return None
    now = the_office().clock.now()
    own = tuple(desk for desk, people in directory.desks.items() if id in people)
    mandates = tuple(one for one in directory.mandates if one.person == id and one.holds(now))
    return Staff(person, factor, own, mandates) if own or mandates else None


def sign_in(person: str, factor: str) -> None:
    """Begin a session of its own for somebody who has shown who they are."""
    at = the_office().clock.now().timestamp()
    wanted = session.get(WANTED)
    session.clear()
    session[KEY] = {"orang": person, "cara": factor, "masuk": at, "lihat": at}
    if wanted:
        session[WANTED] = wanted
    _renew()
    g.pop("staf", None)
    log.info("signed in by %s", factor)


def sign_out() -> None:
    session.clear()
    _renew()
    g.pop("staf", None)


def ask_to_sign_in(_: NotSignedIn) -> Response:
    """Where a visitor goes who is not signed in; what they wanted to see is kept for afterwards."""
    if request.method == "GET":
        session[WANTED] = request.full_path.rstrip("?")
    return redirect(url_for("masuk.lihat"))


def wanted_page() -> str:
    """Where somebody goes who has signed in: the page they came for, else their work."""
    return str(session.pop(WANTED, "")) or url_for("kerja.daftar")


def _renew() -> None:
    ours: Any = session
    ours.renew()
