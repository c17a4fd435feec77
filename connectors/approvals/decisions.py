"""Taking a decision: by the right person, with their own factor, on just what was shown. The next pass looks again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from connectors.approvals.links import LinkRefused, Links, Purpose
from flows.engine.calendar import JAKARTA
from flows.engine.case import Given, Request
from flows.engine.office import Directory


class Checked(Protocol):
    """How a PIN was found."""

    @property
    def ok(self) -> bool: ...
    @property
    def known(self) -> bool: ...
    @property
    def locked_until(self) -> datetime | None: ...
    @property
    def tries_left(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def used(self) -> bool: ...


class DecisionJournal(Protocol):
    """What of the journal is needed here."""

    def request(self, id: str) -> Request | None: ...
    def answers_to(self, request: str) -> list[Given]: ...
    def submit(self, given: Given) -> tuple[bool, Given]: ...
    def check_factor(self, person: str, pin: str, at: datetime) -> Checked: ...


@dataclass(frozen=True, slots=True)
class View:
    """What an approver is shown. decided: their earlier decision, if there is one."""

    request: Request
    person: str
    decided: Given | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that stands; first says whether this very submission made it."""

    given: Given
    first: bool
    message: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was decided, in Indonesian."""

    message: str


class Decisions:
    """The port through which every decision comes."""

    def __init__(self, journal: DecisionJournal, directory: Directory, links: Links) -> None:
        self.journal, self.directory, self.links = journal, directory, links

    def look(self, token: str, now: datetime) -> View | Refused:
        """What a link shows; looking changes nothing, however often."""
        found = self._request(token, "", now)
        if isinstance(found, Refused):
            return found
        request, person = found
        return View(request, person, self._decided(request, person))

    def decide(
        self, token: str, *, label: str, note: str = "", pin: str = "", account: str = "", person: str = "",
        now: datetime,
    ) -> Decided | Refused:  # fmt: skip
        """Decide by a link (or, at the office's own machine, by the id of a request and the person's).

        The factor is the PIN, or an address that Google has verified (``account``), as read from its Forms API.
        """
        found = self._request(token, person, now)
        if isinstance(found, Refused):
            return found
        request, who = found
        standing = self._decided(request, who)
        if standing is not None:
            return _stands(standing)
        wrong, factor = self._not_allowed(request, who, label, note, now), "Google"
        if account and not wrong:
            wrong = self._wrong_account(who, account)
        elif not wrong:
            wrong, factor = self._wrong_factor(who, pin, now)
        if wrong:
            return Refused(wrong)
        nonce = self.links.nonce(Purpose.DECIDE, request.id, who)
        given = Given(
            id=f"{request.id}/{nonce}",
            case=request.case,
            visit=request.visit,
            label=label,
            at=now,
            note=note.strip()[:2000],
            request=request.id,
            desk=request.desk,
            person=who,
            factor=factor,
            shown=request.shown,
        )
        first, standing = self.journal.submit(given)
        if first:
            return Decided(standing, True, f"Keputusan «{label}» untuk {request.case} tercatat.")
        return _stands(standing)

    def _decided(self, request: Request, person: str) -> Given | None:
        """What this person has decided here before."""
        return next((given for given in self.journal.answers_to(request.id) if given.person == person), None)

    def _request(self, token: str, person: str, now: datetime) -> tuple[Request, str] | Refused:
        subject, who = token, person
        if not person:
            try:
                link = self.links.read(Purpose.DECIDE, token, now)
            except LinkRefused as refusal:
                return Refused(str(refusal))
            subject, who = link.subject, link.person
        request = self.journal.request(subject)
        if request is None:
            return Refused("Permintaan keputusan ini tidak ada.")
        if request.superseded:
            return Refused(f"Permintaan ini sudah ditutup: {request.superseded}.")
        if request.expires_at is not None and now >= request.expires_at:
            return Refused("Permintaan ini sudah kedaluwarsa. Permintaan baru akan dikirim.")
        return request, who

    def _not_allowed(self, request: Request, person: str, label: str, note: str, now: datetime) -> str:
        if not self.directory.may_decide(person, request.desk, now, request.kind):
            return f"Anda tidak berwenang memutuskan untuk {request.desk} saat ini."
        if label not in request.labels:
            return f"Pilih salah satu: {', '.join(request.labels)}."
        if label in request.notes and not note.strip():
            return f"Tulis alasan untuk «{label}»."
        return ""

    def _wrong_account(self, person: str, account: str) -> str:
        known = self.directory.people.get(person)
        if known is not None and known.email and known.email.casefold() == account.casefold():
            return ""
        return "Keputusan dikirim dari akun Google lain daripada yang terdaftar untuk Anda."

    def _wrong_factor(self, person: str, pin: str, now: datetime) -> tuple[str, str]:
        """(why the person's own factor is not taken, '' when it is; which factor it was)"""
        checked = self.journal.check_factor(person, pin, now)
        word = "PIN" if checked.kind == "PIN" else "Kode"
        if checked.ok:
            return "", checked.kind
        if not checked.known:
            return "PIN Anda belum dipasang. Datanglah ke operator Alur untuk memasangnya.", ""
        if checked.used:
            return "Kode itu sudah dipakai. Tunggu kode berikutnya pada aplikasi Anda.", ""
        if checked.locked_until is not None:
            until = f"{checked.locked_until.astimezone(JAKARTA):%H.%M}"
            return f"{word} terkunci sampai {until} karena salah berkali-kali.", ""
        return f"{word} salah. Sisa kesempatan: {checked.tries_left}.", ""

    def answer_outside(
        self, token: str, *, label: str, note: str, labels: tuple[str, ...], now: datetime,
        values: Mapping[str, str] | None = None,
    ) -> Decided | Refused:  # fmt: skip
        """An outsider's answer by the link of their own step; labels: the answers of that step; values: what a form
        asked besides, by heading."""
        try:
            link = self.links.read(Purpose.ANSWER, token, now)
        except LinkRefused as refusal:
            return Refused(str(refusal))
        if label not in labels:
            return Refused(f"Pilih salah satu: {', '.join(labels)}.")
        case, _, visit = link.subject.rpartition("/")
        given = Given(
            f"luar/{link.subject}/{link.nonce}",
            case,
            int(visit),
            label,
            now,
            note.strip()[:2000],
            factor="tautan",
            values=dict(values or {}),
        )
        first, standing = self.journal.submit(given)
        said = (
            f"Tanggapan «{standing.label}» tercatat."
            if first
            else f"Anda sudah menanggapi «{standing.label}»."
        )
        return Decided(standing, first, said)


def _stands(given: Given) -> Decided:
    when = given.at.astimezone(JAKARTA)
    return Decided(
        given,
        False,
        f"Anda sudah memutuskan «{given.label}» pada {when:%d-%m-%Y pukul %H.%M}; keputusan itu yang berlaku.",
    )
