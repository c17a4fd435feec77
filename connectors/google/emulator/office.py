"""All services of the stand-in on the same files, and how they are left and resumed in a folder."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from random import Random

from connectors.google.emulator.calls import Call, Files, Json, Role
from connectors.google.emulator.control import Control
from connectors.google.emulator.drive import Drive
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_page import FormPage
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_page import MailboxPage
from connectors.google.emulator.pages import Pages
from connectors.google.emulator.server import App
from connectors.google.emulator.sheets import Sheets
from connectors.google.emulator.sheets_batch import batch_update

SHEET = "application/vnd.google-apps.spreadsheet"


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

    def batch_update(self, call: Call) -> Json:
        file = self.files.find(call.who, call.params["spreadsheetId"], Role.WRITER, mime_type=SHEET)
        answer = batch_update(self.sheets, self.sheets.all.get(file.id) or self.sheets.create_for(file), call)
        self.files.touch(file.id, call.now)
        return answer

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
        sheets = self.sheets.handlers() | {"sheets.spreadsheets.batchUpdate": self.batch_update}
        handlers = Drive(self.files).handlers() | self.forms.handlers() | self.gmail.handlers() | sheets

        def clock() -> datetime:
            return control.now or now()

        pages = Pages(FormPage(self.forms, clock).pages() + MailboxPage(self.gmail).pages())
        return App(handlers, pages, control, now, saved)
