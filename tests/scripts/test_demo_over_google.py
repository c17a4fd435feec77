"""The demonstration over Google's spreadsheets comes to the same end as over workbooks."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console

from scripts.demo_hands import google_standin
from scripts.demo_office import play, tell
from tests.demo_digest import digest

QUIET = Console(file=io.StringIO())
DAYS = int(os.environ.get("ALUR_DEMO_DAYS", "2"))
"""Working days that are played; 20 are the whole month."""


def test_over_google_the_same_statuses_numbers_letters_and_mails(tmp_path: Path) -> None:
    ends = []
    with google_standin() as server:
        for name, google in (("workbooks", ""), ("spreadsheets", server.base_url)):
            player = play(tmp_path / name, QUIET, working_days=DAYS, pdf=False, google=google)
            assert tell(player, QUIET) == 0, [one for report in player.reports for one in report.problems]
            ends.append(digest(player))
            player.office.close()
    workbooks, spreadsheets = ends
    assert spreadsheets == workbooks
    assert len(workbooks["letters"]) > 20
