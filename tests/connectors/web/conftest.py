"""An office folder with its pages, as a visitor reaches them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from connectors.web import create_app
from flows.engine.calendar import JAKARTA
from flows.engine.columns import word_of
from flows.engine.ports import CellWrite, NewRow, Patch
from scripts.office import AlurOffice, open_office
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass


@dataclass
class HandClock:
    at: datetime = datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)

    def now(self) -> datetime:
        return self.at


class Browser(FlaskClient):
    """A client that reads every answer to its end, so that no file stays open."""

    def open(self, *args: Any, **words: Any) -> TestResponse:
        answer = super().open(*args, **{**words, "buffered": True})
        for one in (*answer.history, answer):
            one.request.environ["wsgi.input"].close()  # a large body lies in a temporary file
        return answer


@dataclass
class Visitor:
    """A browser without scripts. last: the page it sees."""

    client: FlaskClient
    last: Any = None

    def open(self, path: str) -> str:
        self.last = self.client.get(path, follow_redirects=True)
        return self.text

    @property
    def text(self) -> str:
        return str(self.last.get_data().decode("utf-8", "replace"))

    def hidden(self) -> dict[str, str]:
        """What the page's own form carries along."""
        return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', self.text))

    def ids(self) -> dict[str, str]:
        """Label of a question -> the name it is sent under."""
        labels = re.findall(r'<label for="(f\d+)">([^<]+?) ?(?:<|$)', self.text)
        legends = re.findall(r"<legend>([^<]+?) ?<.*?name=\"(f\d+)\"", self.text, re.S)
        return {label: id for id, label in labels} | dict(legends)

    def send(self, path: str, answers: dict[str, Any], **more: Any) -> str:
        """Fill the form on the page by its labels and send it."""
        ids = self.ids()
        data = {**self.hidden(), **{ids.get(label, label): value for label, value in answers.items()}, **more}
        self.last = self.client.post(
            path, data=data, follow_redirects=True, content_type="multipart/form-data"
        )
        return self.text


@dataclass
class WebWorld:
    office: AlurOffice
    clock: HandClock
    app: Any

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        browser = Browser(self.app, self.app.response_class)
        browser.environ_base["REMOTE_ADDR"] = address
        return Visitor(browser)

    def staff(self, person: str, factor: str = "PIN") -> Visitor:
        """Somebody of the office who has signed in."""
        visitor, at = self.visitor(), self.clock.at.timestamp()
        with visitor.client.session_transaction() as session:
            session["staf"] = {"orang": person, "cara": factor, "masuk": at, "lihat": at}
        return visitor

    def sync(self) -> None:
        self.clock.at += timedelta(minutes=5)
        one_pass(self.office, quiet=True)

    def type_in(self, register: str, id: str = "", **cells: Any) -> None:
        """Staff type into the row of an ID, or a new row, and a pass takes it; underscores stand for blanks."""
        registers = self.office.registers
        book = registers.read(self.office.office.registers[register].workbook)
        tab = book.tabs[register]
        by_word = {word_of(heading): heading for heading in tab.headings if heading}
        told = {by_word[word]: value for word, value in cells.items()}
        ref = next((ref for ref, row in enumerate(tab.rows) if id and row and row[0] == id), -1)
        patch = Patch(new_rows=[NewRow(register, told)])
        if id:
            patch = Patch([CellWrite(register, ref, heading, value) for heading, value in told.items()])
        registers.write(book.workbook, book.stamp, patch)
        self.sync()

    def status(self, id: str) -> str:
        return str(self.office.journal.cases([id])[id].status)

    def mails(self) -> str:
        return "\n".join(
            p.read_text("utf-8", "replace") for p in sorted((self.office.folder / "outbox").glob("*.eml"))
        )


@contextmanager
def opened_world(folder: Path, at: datetime | None = None) -> Iterator[WebWorld]:
    """An office folder with its pages."""
    clock = HandClock(at) if at else HandClock()
    office = open_office(folder, clock)
    try:
        yield WebWorld(office, clock, create_app(office))
    finally:
        office.close()


def without_pdf(folder: Path) -> None:
    settings = folder / "config" / "office.toml"
    text = settings.read_text("utf-8")
    assert 'pdf = "auto"' in text
    settings.write_text(text.replace('pdf = "auto"', 'pdf = "off"'), "utf-8")


@pytest.fixture(scope="session")
def fresh_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new office after its first pass, to be copied. Its letters become no PDF, which takes seconds."""
    folder = tmp_path_factory.mktemp("asal") / "kantor"
    make_office(folder)
    without_pdf(folder)
    office = open_office(folder, HandClock())
    provision_office(office)
    one_pass(office, quiet=True)
    office.close()
    return folder


@pytest.fixture
def world(tmp_path: Path, fresh_office: Path) -> Iterator[WebWorld]:
    folder = tmp_path / "kantor"
    shutil.copytree(fresh_office, folder)
    with opened_world(folder) as world:
        yield world
