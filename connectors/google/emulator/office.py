"""All services of the stand-in on the same files, and how they are left and resumed in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from connectors.google.emulator.calls import File, Files, not_found
from connectors.google.emulator.consent_page import ConsentPage
from connectors.google.emulator.control import Control
from connectors.google.emulator.drive import Drive
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_model import Form
from connectors.google.emulator.forms_page import FormPage
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_box import Mailbox
from connectors.google.emulator.gmail_page import MailboxPage
from connectors.google.emulator.human import BATCH, HumanEditor
from connectors.google.emulator.identity import Caller, Identity
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.server import App
from connectors.google.emulator.sheets import Sheets
from connectors.google.emulator.sheets_model import Spreadsheet
from connectors.google.emulator.state import Kept
from connectors.google.emulator.view import View
from connectors.google.emulator.view_api import ApiWorkbooks


@dataclass
class Ids:
    """New ids, of the length that Google's have."""

    random: Random

    def __call__(self) -> str:
        return f"1{self.random.getrandbits(160):040x}"


@dataclass
class Numbers:
    """New ids of tabs."""

    random: Random

    def __call__(self) -> int:
        return self.random.getrandbits(30) + 1


@dataclass
class Workspace:
    """The services; what is kept is all of this."""

    files: Files
    forms: Forms
    sheets: Sheets
    gmail: Gmail = field(default_factory=Gmail)
    identity: Identity = field(default_factory=Identity)

    @property
    def spreadsheets(self) -> dict[str, Spreadsheet]:
        return self.sheets.all

    @property
    def all_forms(self) -> dict[str, Form]:
        return self.forms.all

    @property
    def mailboxes(self) -> dict[str, Mailbox]:
        return self.gmail.boxes

    @classmethod
    def empty(cls, random: Random) -> Workspace:
        files = Files(Ids(random))
        return cls(files, Forms(files), Sheets(files, Numbers(random)))

    @classmethod
    def resumed(cls, folder: Path, random: Random) -> Workspace:
        """What was left in the folder."""
        kept = Kept(folder)
        files = kept.files(Ids(random))
        made = cls(files, Forms(files), Sheets(files, Numbers(random)), identity=kept.identity())
        made.forms.all |= kept.forms()
        made.sheets.all |= kept.spreadsheets()
        made.gmail.boxes |= kept.mailboxes()
        made.gmail.made = sum(box.history for box in made.gmail.boxes.values())
        return made

    def save(self, folder: Path) -> None:
        Kept(folder).save(self)

    def _page_of(self, file: File) -> str:
        """Where people look at a file that is no spreadsheet."""
        form = self.forms.all.get(file.id)
        return self.forms.responder_uri(form) if form else ""

    def _go(self, ways: dict[str, bool | int | float]) -> None:
        """As Google is said to go, or otherwise."""
        for name, way in ways.items():
            service, _, attribute = name.partition("_")
            lag = timedelta(seconds=float(way))
            setattr(getattr(self, service), attribute, lag if attribute == "search_lag" else way)

    def app(self, now: Callable[[], datetime], saved: Callable[[], None] = lambda: None) -> App:
        control = Control()
        sheets = self.sheets.handlers()
        drive = Drive(self.files, self.sheets, self.gmail.arrive)
        handlers = drive.handlers() | self.forms.handlers() | self.gmail.handlers() | sheets

        def clock() -> datetime:
            return control.now or now()

        books = ApiWorkbooks(self.files, sheets, clock)
        view = View(self.files, books, self._page_of)
        consent = ConsentPage(self.identity)
        pages = Pages(
            [
                *FormPage(self.forms, clock).pages(), *MailboxPage(self.gmail).pages(), *view.pages(),
                *consent.pages(),
            ]
        )  # fmt: skip

        @contextmanager
        def as_app(caller: Caller) -> Iterator[None]:
            self.files.app, self.files.only_of_app = caller.app, caller.only_its_files
            try:
                yield
            finally:
                self.files.app, self.files.only_of_app = "", False

        human = HumanEditor(self.files, self.sheets.all, sheets[BATCH], clock)

        def controlled() -> None:
            self.sheets.metadata_follows_sort = control.metadata_follows_sort
            self.identity.revoked = set(control.revoked)
            self.identity.service_accounts |= control.service_accounts
            self._go(control.ways)
            for id, apps in control.picked.items():
                if id not in self.files.all:
                    raise not_found(f"File not found: {id}.")
                self.files.all[id].apps = sorted({*self.files.all[id].apps, *apps})

        return App(handlers, pages, control, now, saved, self.identity, human.act, controlled, as_app)
