"""An office whose pages are served over real HTTP, and a Chromium that visits them."""

from __future__ import annotations

import shutil
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from connectors.web.serving import make_server
from flows.engine.calendar import JAKARTA
from flows.engine.model import ACTION
from flows.engine.ports import CellWrite, NewRow, Patch
from flows.engine.report import Report
from scripts.office import AlurOffice, open_office
from scripts.running import one_pass

PHONE, DESK = (390, 844), (1280, 900)
WORKBOOK = "Umum dan Kepegawaian"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class HandClock:
    at: datetime = datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)  # a Monday

    def now(self) -> datetime:
        return self.at


@dataclass
class Site:
    """passes: the office as the cron job opens it; web: as the server does. Two processes, in life."""

    url: str
    passes: AlurOffice
    web: AlurOffice
    clock: HandClock
    problems: list[str] = field(default_factory=list)
    signed_in: dict[str, str] = field(default_factory=dict)
    """Person -> the cookie of their session."""

    def sync(self, minutes: int = 5) -> Report:
        self.clock.at += timedelta(minutes=minutes)
        report = one_pass(self.passes, quiet=True, confirm_mails=True)
        assert report is not None
        self.problems += report.problems
        return report

    def mails(self, to: str) -> list[EmailMessage]:
        """What lies in the outbox for somebody, oldest first."""
        found = []
        for path in sorted((self.passes.folder / "outbox").glob("*.eml")):
            mail = message_from_bytes(path.read_bytes(), policy=policy.default)
            assert isinstance(mail, EmailMessage)
            if to in str(mail["To"]):
                found.append(mail)
        return found

    def rows(self, register: str, workbook: str = WORKBOOK) -> list[dict[str, Any]]:
        tab = self.passes.registers.read(workbook).tabs[register]
        return [dict(zip(tab.headings, row, strict=False)) for row in tab.rows if row and row[0]]

    def write(self, register: str, id: str, cells: dict[str, Any], workbook: str = WORKBOOK) -> None:
        """Write cells as staff do, in the row of an ID; without one, a new row."""
        book = self.passes.registers.read(workbook)
        if not id:
            self.passes.registers.write(book.workbook, book.stamp, Patch(new_rows=[NewRow(register, cells)]))
            return
        tab = book.tabs[register]
        ref = next(ref for ref, row in enumerate(tab.rows) if row and row[0] == id)
        writes = [CellWrite(register, ref, heading, value) for heading, value in cells.items()]
        self.passes.registers.write(book.workbook, book.stamp, Patch(cells=writes))

    def act(self, register: str, id: str, answer: str, **cells: Any) -> None:
        """Type an answer into the Tindakan cell, and let a pass take it."""
        self.write(register, id, {**cells, ACTION: answer})
        self.sync()

    def status(self, id: str) -> str:
        return self.passes.journal.cases([id])[id].status


def chromium_is_here() -> bool:
    return bool(shutil.which("chromedriver")) and any(shutil.which(name) for name in CHROMIUM)


@contextmanager
def serving(office: Path, url_of: str = "http://127.0.0.1") -> Iterator[Site]:
    """Serve the pages of an office folder on a free port of this machine."""
    with socket.socket() as at:
        at.bind(("127.0.0.1", 0))
        url = f"{url_of}:{at.getsockname()[1]}"
        settings = office / "config" / "office.toml"
        text = settings.read_text("utf-8")
        assert "http://127.0.0.1:8000" in text
        settings.write_text(text.replace("http://127.0.0.1:8000", url), "utf-8")
        clock = HandClock()
        web, passes = open_office(office, clock), open_office(office, clock)
        server = make_server(web, at=at, proxy="127.0.0.1")
        ended = threading.Event()
        thread = threading.Thread(target=_turn, args=(server, ended), daemon=True)
        thread.start()
        try:
            yield Site(url, passes, web, clock)
        finally:
            ended.set()
            thread.join(10)
            server.task_dispatcher.shutdown()
            server.close()
            web.close()
            passes.close()


def _turn(server: Any, ended: threading.Event) -> None:
    """What the server's own ``run`` does, until it is told to end."""
    while not ended.is_set():
        server.asyncore.loop(timeout=0.1, map=server._map, count=1)


@contextmanager
def chromium() -> Iterator[webdriver.Chrome]:
    """A Chromium of its own, that speaks to nobody but this machine."""
    options = webdriver.ChromeOptions()
    options.binary_location = next(path for name in CHROMIUM if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (
            "headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-background-networking",
            "disable-component-update", "disable-sync", "disable-dev-shm-usage", "hide-scrollbars", "lang=en-US",
            f"user-data-dir={profile}", "host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ):  # fmt: skip
            options.add_argument(f"--{flag}")
        driver = webdriver.Chrome(options, Service(shutil.which("chromedriver")))
        try:
            driver.set_page_load_timeout(30)
            yield driver
        finally:
            driver.quit()


def sized(driver: webdriver.Chrome, size: tuple[int, int]) -> None:
    """Make the page as wide as a phone's or a desk's screen."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size == PHONE},
    )


def text(driver: webdriver.Chrome) -> str:
    return driver.find_element(By.TAG_NAME, "body").text


def fill(driver: webdriver.Chrome, answers: dict[str, str]) -> None:
    """Answer questions by their labels, as somebody does who reads the page."""
    for label, value in answers.items():
        box = labelled(driver, label)
        if box.get_attribute("type") == "date":
            year, month, day = value.split("-")
            value = month + day + year
        elif box.tag_name != "select" and box.get_attribute("type") != "file":
            box.clear()
        box.send_keys(value)


def labelled(driver: webdriver.Chrome, label: str) -> Any:
    found = driver.find_element(By.XPATH, f"//label[starts-with(normalize-space(.), '{label}')]")
    id = found.get_attribute("for")
    return driver.find_element(By.ID, id) if id else found.find_element(By.TAG_NAME, "input")


def send(driver: webdriver.Chrome) -> None:
    """Press the form's button and wait for the page that answers: a click returns before it is there."""
    driver.execute_script("window.asked = true")
    driver.find_element(By.CSS_SELECTOR, "main form button[type=submit]").click()
    answered = "return !window.asked && document.readyState === 'complete'"
    # Asked between two pages, Chromium answers with an error of its own instead of a value.
    waiting = WebDriverWait(driver, 30, ignored_exceptions=(WebDriverException,))
    waiting.until(lambda here: here.execute_script(answered))
