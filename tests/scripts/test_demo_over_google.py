"""The demonstration over Google's spreadsheets comes to the same end as over workbooks, and can be gone on with."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from rich.console import Console

from scripts.demo_command import main
from scripts.demo_google import play_over_google, where_to_look
from scripts.demo_office import MARK, Player, tell
from tests.demo_digest import digest

DAYS = int(os.environ.get("ALUR_DEMO_DAYS", "2"))
"""Working days that are played; 20 are the whole month."""


@pytest.fixture(scope="module")
def over_google(tmp_path_factory: pytest.TempPathFactory) -> Player:
    folder = tmp_path_factory.mktemp("demo") / "office-google"
    return play_over_google(folder, Console(file=io.StringIO()), DAYS, pdf=False)


def test_over_google_the_same_statuses_numbers_letters_and_mails(over_google: Player, tmp_path: Path) -> None:
    workbooks = subprocess.run(
        [sys.executable, "-m", "tests.demo_digest", str(tmp_path / "workbooks"), str(DAYS)],
        stdout=subprocess.PIPE, check=True, timeout=900,
    )  # fmt: skip
    over_workbooks = json.loads(workbooks.stdout)
    assert digest(over_google) == over_workbooks
    assert len(over_workbooks["letters"]) > 20


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
    over_google: Player, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = over_google.office.folder
    printed = io.StringIO()
    assert tell(over_google, Console(file=printed, width=300), where_to_look(over_google.office)) == 0
    emulator = re.search(r"stand-in +\.venv/bin/(alur emulator --port \d+ --state \S+) ", printed.getvalue())
    assert emulator
    with started_again(emulator[1].split()) as address:
        assert f"registers  {address}/_view" in printed.getvalue()
        assert "Umum dan Kepegawaian" in requests.get(f"{address}/_view", timeout=10).text
        assert "P1.2.1.1" in alur(folder, "status")
        assert alur(folder, "provision", "--plan").strip() == "nothing to make"
        monkeypatch.setattr("sys.argv", ["demo", "--google", str(folder)])
        assert main() == 1
        assert f"is at work at {address}" in capsys.readouterr().err
        assert (folder / MARK).exists()
