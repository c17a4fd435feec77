"""Clerks work in the stand-in's page of an office's spreadsheet, with hands and eyes, and the engine takes it up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import pytest
from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.select import Select
from selenium.webdriver.support.wait import WebDriverWait

from connectors.google.client import ACCOUNT
from connectors.google.emulator.calls import Permission, Role
from flows.engine.calendar import JAKARTA
from flows.engine.model import ACTION, ID, MESSAGE, STATUS
from flows.p1_umum import surat_keluar
from scripts.office import AlurOffice
from scripts.provisioning import make_office, provision_office
from scripts.running import one_pass
from tests.browser.site import DESK, chromium, chromium_is_here, sized
from tests.connectors.google.standin import StandIn, standin

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not chromium_is_here(), reason="no Chromium with its driver (Debian: chromium-driver)"
    ),
]
BOOK, REGISTER, CLERK = "Umum dan Kepegawaian", "Surat Keluar", "staf@contoh.go.id"
LETTER = {
    "Jenis naskah": "Surat dinas", "Perihal": "Undangan rapat", "Tujuan": "Camat Bugul Kidul",
    "Bidang pengolah": "Bidang Koperasi",
}  # fmt: skip


class Monday:
    def now(self) -> datetime:
        return datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)


@dataclass
class Desk:
    """A clerk before the page of the register."""

    driver: webdriver.Chrome
    office: AlurOffice
    server: StandIn
    id: str

    def look(self, who: str = CLERK) -> None:
        self.driver.get(f"{self.server.base_url}/_view/{self.id}?tab={REGISTER}&who={who}")

    def columns(self) -> dict[str, str]:
        """Heading -> letters."""
        found = self.driver.execute_script(
            "return [...document.querySelectorAll('tbody tr:first-child td')].map(one => [one.innerText, one.dataset.cell])"
        )
        return {heading: cell.rstrip("1") for heading, cell in found}

    def cell(self, heading: str, row: int) -> WebElement:
        found = self.driver.find_element(By.CSS_SELECTOR, f'td[data-cell="{self.columns()[heading]}{row}"]')
        self.driver.execute_script(
            "arguments[0].scrollIntoView({block: 'nearest', inline: 'nearest'})", found
        )
        return found

    def shows(self, heading: str, row: int) -> str:
        return self.cell(heading, row).text.removesuffix("▾").strip()

    def answers(self, heading: str, row: int) -> list[str]:
        """What the drop-down of a cell offers."""
        self.cell(heading, row).click()
        return [one.text for one in Select(self.driver.switch_to.active_element).options if one.text]

    def pick(self, heading: str, row: int, answer: str) -> None:
        """From the drop-down of a cell."""
        self.cell(heading, row).click()
        field = self.driver.switch_to.active_element
        with self.sent():
            Select(field).select_by_visible_text(answer)

    def write(self, heading: str, row: int, text: str) -> None:
        """Onto a chosen cell, as onto paper."""
        self.cell(heading, row).click()
        self.driver.find_element(By.CSS_SELECTOR, ".grid").send_keys(text[0])
        with self.sent():
            self.driver.switch_to.active_element.send_keys(text[1:] + Keys.ENTER)

    def press(self, button: str, heading: str, row: int) -> None:
        self.driver.find_element(By.CSS_SELECTOR, f'th[data-row="{row}"]').click()
        self.driver.find_element(By.CSS_SELECTOR, ".act [name=column]").clear()
        self.driver.find_element(By.CSS_SELECTOR, ".act [name=column]").send_keys(self.columns()[heading])
        with self.sent():
            self.driver.find_element(By.XPATH, f"//button[text()='{button}']").click()

    def fault(self) -> str:
        return self.driver.find_element(By.CSS_SELECTOR, "[role=alert]").text

    @contextmanager
    def sent(self) -> Iterator[None]:
        """Something is sent within; the page that comes is there at the end."""
        self.driver.execute_script("window.isOld = true")
        yield
        comes = "return !window.isOld && document.readyState === 'complete'"
        WebDriverWait(self.driver, 10, 0.05, [WebDriverException]).until(
            lambda page: page.execute_script(comes)
        )

    def column(self, heading: str, rows: range) -> list[str]:
        return [self.shows(heading, row) for row in rows]


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    with chromium() as driver:
        sized(driver, DESK)
        yield driver


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory, driver: webdriver.Chrome) -> Iterator[Desk]:
    with standin() as server:
        folder = tmp_path_factory.mktemp("kantor") / "kantor"
        make_office(folder)
        settings = f'backend = "google"\n[google]\nbase_url = "{server.base_url}"\ncalls_a_minute = 300\n'
        (folder / "config" / "office.toml").write_text(settings, "utf-8")
        office = AlurOffice(folder, Monday(), (surat_keluar.FLOW,))
        assert provision_office(office)[1] == []
        files = server.workspace.files
        file = next(one for one in files.all.values() if one.name == BOOK)
        file.permissions["staff"] = Permission("staff", "user", Role.WRITER, CLERK)
        yield Desk(driver, office, server, file.id)
        assert server.requests()["schema_faults"] == []
        office.close()


def test_a_clerk_types_a_letter_chooses_an_answer_and_the_next_pass_moves_it(desk: Desk) -> None:
    desk.look()
    for heading, text in LETTER.items():
        if heading in ("Perihal", "Tujuan"):
            desk.write(heading, 2, text)
        else:
            desk.pick(heading, 2, text)
    one_pass(desk.office, quiet=True)
    desk.look()
    assert (desk.shows(ID, 2), desk.shows(STATUS, 2)) == ("SK-2026-0001", "Permintaan")
    assert "Teruskan ke pengolah" in desk.answers(ACTION, 2)
    desk.pick(ACTION, 2, "Teruskan ke pengolah")
    assert desk.shows(ACTION, 2) == "Teruskan ke pengolah"
    one_pass(desk.office, quiet=True)
    one_pass(desk.office, quiet=True)
    desk.look()
    assert (desk.shows(STATUS, 2), desk.shows(ACTION, 2), desk.shows(MESSAGE, 2)) == ("Draf", "", "")


def test_what_was_typed_is_kept_wherever_the_clerk_goes_on(desk: Desk) -> None:
    desk.look()
    desk.write("Perihal", 2, "Undangan")
    at = desk.columns()["Perihal"]
    assert desk.driver.find_element(By.CSS_SELECTOR, ".type [name=cell]").get_attribute("value") == f"{at}3"
    for leave, text in ((Keys.TAB, "Laporan"), (Keys.ESCAPE, "Bukan ini"), ("", "Permintaan data")):
        row = {"Laporan": 3}.get(text, 4)
        desk.cell("Perihal", row).click()
        desk.driver.find_element(By.CSS_SELECTOR, ".grid").send_keys(text[0])
        field = desk.driver.switch_to.active_element
        field.send_keys(text[1:])
        if leave == Keys.ESCAPE:
            field.send_keys(leave)
            assert desk.shows("Perihal", row) == ""
            continue
        with desk.sent():
            field.send_keys(leave) if leave else desk.cell("Tujuan", 6).click()
    assert desk.column("Perihal", range(2, 6)) == ["Undangan", "Laporan", "Permintaan data", ""]
    chosen = desk.driver.find_element(By.CSS_SELECTOR, ".type [name=cell]").get_attribute("value")
    assert chosen == f"{desk.columns()['Tujuan']}6"


def test_rows_are_inserted_sorted_and_deleted_and_the_header_stays(desk: Desk) -> None:
    desk.look()
    for row, text in ((2, "Undangan"), (3, "Laporan"), (4, "Permintaan data")):
        desk.write("Perihal", row, text)
    desk.press("Urutkan A ke Z", "Perihal", 2)
    assert desk.column("Perihal", range(2, 5)) == ["Laporan", "Permintaan data", "Undangan"]
    desk.press("Sisipkan di bawah", "Perihal", 2)
    assert desk.column("Perihal", range(2, 6)) == ["Laporan", "", "Permintaan data", "Undangan"]
    desk.press("Hapus baris", "Perihal", 2)
    assert desk.column("Perihal", range(2, 5)) == ["", "Permintaan data", "Undangan"]
    grid = desk.driver.find_element(By.CSS_SELECTOR, ".grid")
    head, number = desk.cell("Perihal", 1), desk.cell(ID, 1)
    scroll = "arguments[0].style.maxHeight = '160px'; arguments[0].scrollTo(600, 200)"
    desk.driver.execute_script(scroll, grid)
    assert grid.rect["y"] <= head.rect["y"] < grid.rect["y"] + 40
    assert 0 < number.rect["x"] < 60


def test_what_is_protected_or_not_on_the_list_is_refused_in_a_sentence(desk: Desk) -> None:
    book = desk.server.client("sheets", ACCOUNT)
    tabs = book.spreadsheets().get(spreadsheetId=desk.id).execute()["sheets"]
    tab = next(one["properties"]["sheetId"] for one in tabs if one["properties"]["title"] == REGISTER)
    closed = {"range": {"sheetId": tab, "endRowIndex": 1}, "editors": {"users": []}}
    book.spreadsheets().batchUpdate(
        spreadsheetId=desk.id, body={"requests": [{"addProtectedRange": {"protectedRange": closed}}]}
    ).execute()
    desk.look()
    at = desk.columns()["Perihal"]
    desk.write("Perihal", 1, "Hal")
    assert f"Sel {at}1 terlindung: hanya orang yang berhak" in desk.fault()
    assert desk.shows("Perihal", 1) == "Perihal"
    assert "locked" in (desk.cell("Perihal", 1).get_attribute("class") or "")
