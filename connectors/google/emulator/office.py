"""All services of the stand-in on the same files, and how they are left and resumed in a folder."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from connectors.google.emulator.calls import Files
from connectors.google.emulator.control import Control
from connectors.google.emulator.drive import Drive
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_page import FormPage
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_page import MailboxPage
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.server import App
from connectors.google.emulator.sheets import Sheets
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

    @classmethod
    def empty(cls, random: Random) -> Workspace:
        files = Files(Ids(random))
        return cls(files, Forms(files), Sheets(files, Numbers(random)))

    @classmethod
    def resumed(cls, folder: Path, random: Random) -> Workspace:
        """What was left in the folder, which must be this user's own: its file is Python's pickle."""
        kept = folder / "state.pickle"
        if not kept.exists():
            return cls.empty(random)
        found = pickle.loads(kept.read_bytes())
        if not isinstance(found, cls):
            raise ValueError(f"{kept} is not a state of the stand-in")
        return found

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / "state.new"
        with fresh.open("wb") as file:
            file.write(pickle.dumps(self))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(folder / "state.pickle")

    def app(self, now: Callable[[], datetime], saved: Callable[[], None] = lambda: None) -> App:
        control = Control()
        sheets = self.sheets.handlers()
        handlers = (
            Drive(self.files, self.sheets).handlers() | self.forms.handlers() | self.gmail.handlers() | sheets
        )

        def clock() -> datetime:
            return control.now or now()

        books = ApiWorkbooks(self.files, sheets, clock)
        view = View(self.files, books, books.type_cell)
        pages = Pages([*FormPage(self.forms, clock).pages(), *MailboxPage(self.gmail).pages(), *view.pages()])
        return App(handlers, pages, control, now, saved)
