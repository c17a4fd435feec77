"""What a run of the demonstration has come to, as JSON: ``python -m tests.demo_digest FOLDER [WORKING_DAYS]``.

Two runs must print the same, on any machine and with any seed of Python's hashes.
"""

from __future__ import annotations

import io
import json
import sys
from email import message_from_bytes
from hashlib import sha256
from pathlib import Path

from rich.console import Console

from scripts.demo_office import WORKING_DAYS, Player, play

SALTED = {"bast-data.docx"}
"""States the hash of a locked workbook, whose salt is fresh each time, as it must be."""


def digest(player: Player) -> dict[str, dict[str, str]]:
    """Statuses, numbers, letters and mails, each by its name."""
    office = player.office
    letters = sorted((office.folder / "documents").rglob("*.docx"))
    mails = sorted((office.folder / "outbox").glob("*.eml"))
    ids = {recorded.event.case for recorded in office.journal.recent(100_000)} - {""}
    return {
        "statuses": {
            id: f"{case.status}, visit {case.visit}, {case.notice or 'no notice'}"
            for id, case in sorted(office.journal.cases(ids).items())
        },
        "numbers": {
            f"{number.series} {number.year} {number.n}": f"{number.text} of {number.case}"
            for number in office.journal.numbers()
        },
        "letters": {
            str(path.relative_to(office.documents)): sha256(path.read_bytes()).hexdigest()
            for path in letters
            if path.name not in SALTED
        },
        "mails": {path.name: message_from_bytes(path.read_bytes())["Subject"] for path in mails},
    }


def main(arguments: list[str]) -> int:
    folder, days = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else WORKING_DAYS
    player = play(folder, Console(file=io.StringIO()), working_days=days, pdf=False)
    json.dump(digest(player), sys.stdout, indent=1, sort_keys=True, ensure_ascii=False)
    player.office.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
