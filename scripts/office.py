"""Where ports and connectors are introduced to each other: an office folder becomes an office that can run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from connectors.approvals.links import load_or_make_key
from filelock import FileLock, Timeout

from connectors.config import OfficeConfig, load_office
from flows import ALL
from flows.engine.calendar import JAKARTA
from flows.engine.model import Flow, Register
from flows.engine.plan import Office
from flows.engine.ports import Clock, Mail, Registers

PROJECT = Path(__file__).resolve().parents[1]
TEMPLATES = PROJECT / "templates"


class WallClock:
    """The time of this machine, Asia/Jakarta."""

    def now(self) -> datetime:
        return datetime.now(JAKARTA)


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

    @cached_property
    def config(self) -> OfficeConfig:
        return load_office(self.folder)

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

        return open_journal(self.folder / "journal.db", Ledger(self.config.ledger), self.key)

    @cached_property
    def registers(self) -> Registers:
        from connectors.xlsx import XlsxRegisters

        return XlsxRegisters(self.folder / "registers", tuple(self.office.registers.values()))

    @cached_property
    def letters(self) -> DocxLetters:
        from connectors.letters import DocxLetters

        return DocxLetters(TEMPLATES / "letters", self.documents, self.config)

    @cached_property
    def links(self) -> Links:
        from connectors.approvals.links import Links

        return Links(self.key, self.config.web.base_url)

    @cached_property
    def mail(self) -> Mail:
        return LinkingMail(self._mail(), self.links, self.journal)
