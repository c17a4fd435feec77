"""Where ports and connectors are introduced to each other: an office folder becomes an office that can run."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from connectors.approvals.links import load_or_make_key
from connectors.config import ConfigError, OfficeConfig, load_office, stamp_of
from flows import ALL
from flows.engine.acting import Limits
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, Json, Number
from flows.engine.model import Flow, Register
from flows.engine.plan import Office, number_text
from flows.engine.ports import Clock, Registers
from flows.engine.sync import Pass
from flows.klasifikasi import KLASIFIKASI

if TYPE_CHECKING:
    from connectors.approvals import Decisions, Links
    from connectors.google.client import GoogleClient
    from connectors.google.documents import DriveLetters
    from connectors.google.forms import OfficeForm
    from connectors.google.forms_links import FormLinks
    from connectors.google.forms_taking import Taking
    from connectors.google.kept import Kept
    from connectors.google.mail import GmailMail
    from connectors.google.memory import JournalMemory
    from connectors.journal import SqlJournal
    from connectors.letters import DocxLetters, Letterhead
    from connectors.letters.worker import Renderer as LetterRenderer
    from connectors.mail.outbox import OutboxMail
    from connectors.mail.smtp import SmtpMail
    from connectors.web.figures import Figures
    from scripts.reports.dasbor import Keeper

PROJECT = Path(__file__).resolve().parents[1]
TEMPLATES = PROJECT / "templates"
log = logging.getLogger("alur.office")


class WallClock:
    """The time of this machine, Asia/Jakarta. behind: how long an office that is only tried out lives in the past."""

    def __init__(self, behind: Callable[[], timedelta] = timedelta) -> None:
        self.behind = behind

    def now(self) -> datetime:
        return datetime.now(JAKARTA) - self.behind()


class _Later:
    """Stands for a part that is made when it is first used: an idle pass makes no letter and sends no mail."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        return getattr(self._make(), name)


class NotAnOffice(Exception):
    """The folder holds no office; the text says what to do."""


class Busy(Exception):
    """Another pass is at work."""


@dataclass
class AlurOffice:
    """An office folder with everything that works in it; parts are made when they are first needed."""

    folder: Path
    clock: Clock
    flows: tuple[Flow, ...] = ALL
    seconds: Callable[[], float] = monotonic
    """What a minute of calls to Google is measured by."""
    renderer: LetterRenderer | None = None
    """The process that fills templates, where one process does many passes: it starts as long as five letters take."""
    _config_stamp: tuple[tuple[int, int], ...] = ()

    @cached_property
    def config(self) -> OfficeConfig:
        self._config_stamp = stamp_of(self.folder)
        config = load_office(self.folder)
        # The office's own list of codes is what registers offer and take; flows only know the codes they need.
        KLASIFIKASI.update({entry.kode: entry.uraian for entry in config.classification})
        return config

    def refresh(self) -> None:
        """Read the configuration again if one of its files has changed, so that who left a desk is out at once.

        One with mistakes leaves the last good one in force; `alur check` tells them."""
        if "config" not in self.__dict__ or self._config_stamp == stamp_of(self.folder):
            return
        good = self.__dict__.pop("config")
        try:
            _ = self.config
        except ConfigError:
            self.__dict__["config"] = good
            log.warning("the configuration has mistakes; the last good one stays in force: run `alur check`")
            return
        for name in ("office", "decisions", "links"):
            self.__dict__.pop(name, None)

    @cached_property
    def key(self) -> bytes:
        return load_or_make_key(self.folder / "secret.key")

    @cached_property
    def office(self) -> Office:
        return self.config.to_engine(self.flows, self.key)

    @cached_property
    def workbooks(self) -> dict[str, list[Register]]:
        """Workbook -> its registers, in the order of the flows."""
        found: dict[str, list[Register]] = {}
        for register in self.office.registers.values():
            found.setdefault(register.workbook, []).append(register)
        return found

    @property
    def documents(self) -> Path:
        return self.folder / "documents"

    @contextmanager
    def lock(self) -> Iterator[None]:
        """One pass at a time; raises Busy at once when there is another. A killed pass leaves no lock behind."""
        lock = FileLock(self.folder / ".alur.lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise Busy from None
        try:
            yield
        finally:
            lock.release()

    # ------------------------------------------------------------------------------------------- ports

    @cached_property
    def journal(self) -> SqlJournal:
        from connectors.journal import Ledger, open_journal

        mirror = None
        if self.config.backend == "google":
            from connectors.google.ledger import SheetMirror
            from connectors.google.sheets import Sheets, fresh_id

            mirror = SheetMirror(lambda: Sheets(self.google), self.kept, fresh_id)
        return open_journal(self.folder / "journal.db", Ledger(self.config.ledger, mirror), self.key)

    @cached_property
    def registers(self) -> Registers:
        registers = tuple(self.office.registers.values())
        if self.config.backend == "google":
            from connectors.google.documents import address_of
            from connectors.google.links import LinkedRegisters
            from connectors.google.registers import GoogleRegisters, answers_of

            answers = answers_of(self.office.by_register.values())
            found = GoogleRegisters(self.google, registers, answers, self.kept)
            return LinkedRegisters(found, address_of(_Later(lambda: self.memory)))
        from scripts.moved import InUse

        return InUse(self.folder / "registers", registers, lambda source: self.journal.cursor(source))

    @cached_property
    def kept(self) -> Kept:
        """What is remembered of the spreadsheets at Google between passes."""
        from connectors.google.kept import Kept

        return Kept.load(self.folder / "google.json")

    @cached_property
    def google(self) -> GoogleClient:
        """The one client of a pass, whose budget of calls registers, letters and mail share."""
        return self.google_client()

    def google_client(self, *, patient: bool = False) -> GoogleClient:
        """Calls to Google; patient: waits for the next minute instead of leaving the rest to the next pass."""
        from connectors.google.client import GoogleClient
        from connectors.google.token import credentials, scopes

        google, wanted = self.config.google, scopes(mail=self.config.mail.backend == "gmail")
        token = credentials(self.folder / google.token_file, google.base_url, google.subject, wanted)
        return GoogleClient(
            token, base_url=google.base_url, calls_a_minute=google.calls_a_minute, patient=patient,
            clock=self.seconds,
        )  # fmt: skip

    @cached_property
    def forms(self) -> tuple[OfficeForm, ...]:
        """The forms that this office has at Google."""
        from connectors.google.forms import link_forms, public_forms

        if self.config.backend != "google" or self.config.google.forms == "off":
            return ()
        linked = link_forms(self.flows) if self.config.google.forms == "all" else []
        return (*public_forms(self.flows), *linked)

    @cached_property
    def form_links(self) -> FormLinks:
        """Links of mails that lead to a form, where this office has its answers from forms."""
        from connectors.google.forms_links import FormLinks

        return FormLinks(self.kept, self.forms)

    @property
    def form_addresses(self) -> dict[str, str]:
        """Code of a public form -> where people answer it at Google."""
        kept = self.kept.forms if self.forms else {}
        return {form.code: kept[form.code].uri for form in self.forms if form.code in kept and form.form}

    def take_responses(self) -> Taking | None:
        """Take in what people answered in forms at Google, before a pass; None where there are no forms."""
        if not self.forms:
            return None
        from connectors.google.forms_taking import Taking

        # The registers are to have their share of the minute.
        taking = Taking(self.google, self.kept, self, self.forms, self.config.google.calls_a_minute // 2)
        taking.run(self.clock.now())
        return taking

    @cached_property
    def letters(self) -> DocxLetters | DriveLetters:
        from connectors.letters import DocxLetters

        pdf = self.config.letters.pdf != "off"
        folder = TEMPLATES / "letters"
        letters = DocxLetters(
            folder, self.documents, self.letterhead, base_url=self.base_url, pdf=pdf, key=self.key,
            renderer=self.renderer,
        )  # fmt: skip
        if self.config.backend != "google":
            return letters
        from connectors.google.documents import DriveLetters
        from connectors.letters.pdf import libreoffice

        titles = {flow.code: flow.title for flow in self.flows}
        return DriveLetters(
            letters, self.documents, self.google, self.kept, self.memory, titles,
            lambda: self.clock.now().astimezone(JAKARTA).year, converts=pdf and not libreoffice(),
        )  # fmt: skip

    @property
    def memory(self) -> JournalMemory:
        """What is remembered between passes of mails and letters at Google."""
        from connectors.google.memory import JournalMemory

        return JournalMemory(self.journal)

    @property
    def letterhead(self) -> Letterhead:
        """The lines of the letterhead, also of the pages."""
        from connectors.letters import Letterhead

        kop = self.config.office.kop
        return Letterhead(
            kop.pemerintah, kop.instansi, kop.alamat, kop.telepon, kop.pos_el, kop.laman, kop.kode_pos,
            self.config.office.kota, self.config.office.nama,
        )  # fmt: skip

    @property
    def base_url(self) -> str:
        return self.config.web.base_url

    @property
    def service_hours(self) -> str:
        return self.config.calendar.service_hours(self.config.hours)

    @cached_property
    def links(self) -> Links:
        from connectors.approvals import Links

        return Links(self.key, self.config.web.base_url)

    @cached_property
    def decisions(self) -> Decisions:
        from connectors.approvals import Decisions

        return Decisions(self.journal, self.office.directory, self.links)

    @cached_property
    def mail(self) -> OutboxMail | SmtpMail | GmailMail:
        from connectors.mail.message import Composer

        kop, mail = self.config.office.kop, self.config.mail
        parts = ("pemerintah", "instansi", "alamat", "telepon", "pos_el", "laman")
        kantor: Any = {name: getattr(kop, name) for name in parts}
        composer = Composer(mail.sender, kantor, self.documents, self._links_of)
        if mail.backend == "outbox":
            from connectors.mail.outbox import OutboxMail

            return OutboxMail(self.folder / "outbox", composer)
        if mail.backend == "gmail":
            from connectors.google.mail import GmailMail

            return GmailMail(self.google, composer, self.memory, self.clock.now)
        from connectors.mail.smtp import Server, SmtpMail

        password = os.environ.get(mail.password_env, "") if mail.password_env else ""
        return SmtpMail(Server(mail.host, mail.port, mail.security, mail.username, password), composer)

    def _links_of(self, payload: Json) -> Json:
        """The links that only this office can make, for a mail about to leave."""
        from connectors.approvals import Purpose

        links: Json = {}
        if payload.get("request"):
            request = self.journal.request(payload["request"])
            until = request.expires_at if request else None
            token = self.links.token(Purpose.DECIDE, payload["request"], payload["person"], until)
            labels = request.labels if request else ()
            form = self.form_links.to_decide(labels, payload["request"], payload["case"], token)
            links["tautan"] = form or self.links.make(
                Purpose.DECIDE, payload["request"], payload["person"], until
            )
            links["lewat_formulir"] = "ya" if form else ""
            links["berlaku_sampai"] = until.isoformat() if until else ""
        elif payload["template"] == "tautan_pihak_luar" or payload.get("again"):
            subject, said = f"{payload['case']}/{payload['visit']}", payload["context"]
            token = self.links.token(Purpose.ANSWER, subject)
            form = self.form_links.to_answer(said["kode_proses"], said["status"], subject, token)
            links["tautan"] = form or self.links.make(Purpose.ANSWER, subject)
        with_pages = self.config.google.forms != "all"
        if with_pages and payload.get("person") and payload["template"] in ("giliran", "pengingat"):
            links["tautan"] = f"{self.base_url}/berkas/{payload['case']}"
        if with_pages and not payload.get("person"):
            links["tautan_lacak"] = self.links.make(Purpose.TRACK, payload["case"])
        return links

    @cached_property
    def keeper(self) -> Keeper:
        from scripts.reports.dasbor import Keeper

        return Keeper(self)

    def figures(self) -> Figures:
        """What the dashboard shows."""
        return self.keeper.figures()

    # ------------------------------------------------------------------------------------------ passes

    def one_pass(self, tell: Callable[[str, int, int], None] | None = None) -> Pass:
        caps = self.config.mail.caps
        limits = Limits(
            confirm_above=caps.confirm_above,
            mails_per_pass=caps.per_pass,
            mails_per_person_day=caps.per_person_per_day,
        )
        letters: Any = _Later(lambda: self.letters)
        mail: Any = _Later(lambda: self.mail)
        return Pass(self.office, self.journal, self.registers, letters, mail, self.clock, limits, tell)

    def inserted_number(self, after: Number, case: Case, code: str) -> str:
        """The text of a number that is put behind another, with ``{suffix}`` where its letter goes. code: that of the
        flow's own for this number, '' for none."""
        cells = self.journal.contents([case.id]).get(case.id, {})
        kode = code or str(cells.get("Kode klasifikasi", "")).split(" ")[0]
        flow = self.office.by_register[case.register]
        pattern = re.sub(r"\{urut(:0\d)?\}", r"\g<0>§", self.office.series[after.series])
        text = number_text(pattern, after.n, after.at, kode or flow.classification, self.office.kode_opd)
        return text.replace("§", "{suffix}")

    def close(self) -> None:
        """End what was started; parts that were never needed are not made for it."""
        for name in ("letters", "mail", "journal"):
            if name in self.__dict__:
                getattr(self, name).close()
                del self.__dict__[name]
        self.__dict__.pop("decisions", None)


# ------------------------------------------------------------------------------------- making an office


def open_office(folder: Path, clock: Clock | None = None) -> AlurOffice:
    """Open an office folder; raises NotAnOffice."""
    if not (folder / "secret.key").is_file():
        raise NotAnOffice(f"{folder} holds no office; make one with: alur --office {folder} init")
    office = AlurOffice(folder, clock or WallClock())
    if clock is None:
        office.clock = WallClock(lambda: timedelta(days=office.config.trial.clock_behind_days))
    return office
