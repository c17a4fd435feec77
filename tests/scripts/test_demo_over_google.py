"""The demonstration over Google's spreadsheets comes to the same end as over workbooks, and can be gone on with."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
from rich.console import Console

from connectors.letters.worker import Renderer
from flows import ALL
from scripts.demo_cast import Paper
from scripts.demo_command import main
from scripts.demo_google import google_standin, play_over_google, where_to_look
from scripts.demo_hands import InSpreadsheets
from scripts.demo_office import (
    ALL_PAPERS,
    MARK,
    DemoClock,
    Player,
    at_work,
    play,
    work,
    work_with_google,
    working_days_of,
)  # fmt: skip
from scripts.demo_result import tell
from tests.demo_digest import digest

QUIET = Console(file=io.StringIO())
DAYS = int(os.environ.get("ALUR_DEMO_DAYS", "0"))
"""Working days that are played, from the first; 20 are the whole month. 0: the chosen days with the chosen papers."""
CHOSEN = (0, 1, 3, 9)
"""On these all processes are at work; by the last, reminders and escalations have gone out."""
FEWER = {"Surat Masuk": 4, "Surat Keluar": 4, "Data Usaha Mikro": 3, "Data Koperasi": 3, "Data Pegawai": 2}
"""So many papers of a register are enough where the month has many of the same kind."""
KINDS = {
    "agreed", "asked", "data", "edited", "escalated", "handed off", "letter", "mailed", "moved", "numbered", "opened",
    "reminded", "restored", "superseded",
}  # fmt: skip


def chosen_papers() -> list[Paper]:
    """The first of each register, and those that are like no other."""
    taken: Counter[str] = Counter()
    found = []
    for paper in ALL_PAPERS:
        taken[paper.register] += 1
        if taken[paper.register] <= FEWER.get(paper.register, 9) or paper.typed_status:
            found.append(paper)
    return found


PEOPLE_KNOW = ("papers", "answered", "typed_status", "seen_mails")


class Months(NamedTuple):
    """over_workbooks, over_google: the same month; then: what people knew on the day of the switch."""

    over_workbooks: Player
    over_google: Player
    then: dict[str, Any]


SWITCHED = DAYS // 2 or CHOSEN[-1]
"""On this day, when rows and forms of the day wait for a pass, an office is switched from workbooks to Google."""


@pytest.fixture(scope="module")
def months(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Months]:
    """Over workbooks and over Google. What is written into a template decides the letter: it is filled once for both."""
    made: dict[str, bytes] = {}
    fill = Renderer.render

    def render(self: Renderer, template: Path, context: dict[str, Any], qr: str = "") -> bytes:
        words = json.dumps([template.name, context, qr])
        if words not in made:
            made[words] = fill(self, template, context, qr)
        return made[words]

    options: dict[str, Any] = (
        {"pdf": False} if DAYS else {"pdf": False, "only": CHOSEN, "papers": chosen_papers()}
    )
    folder = tmp_path_factory.mktemp("demo")
    then: dict[str, Any] = {}

    def copy(player: Player, day: int) -> None:
        if day == SWITCHED:
            player.office.close()
            shutil.copytree(folder / "office", folder / "office-pindah")
            then.update(deepcopy({name: getattr(player, name) for name in PEOPLE_KNOW}))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Renderer, "render", render)
        over_workbooks = play(folder / "office", QUIET, working_days=DAYS or 20, **options, look=copy)
        over_google = play_over_google(folder / "office-google", QUIET, DAYS or 20, **options)
        yield Months(over_workbooks, over_google, then)


def test_over_google_the_same_statuses_numbers_letters_and_mails(months: Months) -> None:
    over_workbooks, over_google, _ = months
    expected = digest(over_workbooks)
    assert digest(over_google) == expected
    assert len(expected["letters"]) > 100
    events = [recorded.event for recorded in over_google.office.journal.recent(100_000)]
    assert {str(event.kind) for event in events} >= KINDS
    cases = over_google.office.journal.cases({event.case for event in events} - {""})
    assert {flow.code for flow in ALL} <= {case.flow for case in cases.values()}
    for player in (over_workbooks, over_google):
        player.office.close()


def test_an_office_switched_in_the_middle_of_its_month_comes_to_the_same_end(months: Months) -> None:
    stayed = months.over_workbooks
    folder = stayed.office.folder.with_name("office-pindah")
    before = {path.name: path.read_bytes() for path in (folder / "registers").glob("*.xlsx")}
    with google_standin() as server:
        work_with_google(folder, server.base_url)
        office = at_work(folder, working_days_of(stayed.office, DAYS or 20)[SWITCHED])
        assert isinstance(office.clock, DemoClock)
        player = Player(office, office.clock, InSpreadsheets(office), **months.then)
        options: dict[str, Any] = {} if DAYS else {"only": CHOSEN, "papers": chosen_papers()}
        work(player, QUIET, DAYS or 20, **options, typed_until=SWITCHED)
        assert digest(player) == digest(stayed)
        assert sum(len(report.baseline) for report in player.reports) == 0
        kinds = Counter(recorded.event.kind for recorded in office.journal.recent(100_000))
        assert kinds == Counter(recorded.event.kind for recorded in stayed.office.journal.recent(100_000))
        office.close()
    stayed.office.close()
    assert {path.name: path.read_bytes() for path in (folder / "registers").glob("*.xlsx")} == before


@contextmanager
def started_again(words: list[str]) -> Iterator[str]:
    command = [sys.executable, "-m", "scripts.alur", *words[1:]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            yield running.stdout.readline().rpartition(" ")[2].strip()
        finally:
            running.terminate()


def alur(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "scripts.alur", "--office", str(folder), *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=100)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_what_it_prints_starts_the_standin_again_and_the_office_goes_on(
    months: Months, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    over_google = months.over_google
    folder = over_google.office.folder
    printed = io.StringIO()
    assert tell(over_google, Console(file=printed, width=300), where_to_look(over_google.office)) == 0
    emulator = re.search(r"\.venv/bin/(alur emulator --port \d+ --state \S+) ", printed.getvalue())
    assert emulator
    with started_again(emulator[1].split()) as address:
        assert f"{address}/_view" in printed.getvalue()
        assert "Umum dan Kepegawaian" in requests.get(f"{address}/_view", timeout=10).text
        assert " open cases" in alur(folder, "status")
        assert alur(folder, "provision", "--plan").strip() == "nothing to make"
        monkeypatch.setattr("sys.argv", ["demo", "--google", str(folder)])
        assert main() == 1
        assert f"is at work at {address}" in capsys.readouterr().err
        assert (folder / MARK).exists()
