"""``./scripts/demo``: which folder, over what, and not over somebody else's work."""

from __future__ import annotations

import argparse
import shutil
import sys
from datetime import datetime
from pathlib import Path

from rich.console import Console

from flows.engine.calendar import JAKARTA
from scripts.demo_google import SECONDS_A_DAY, address_at_work, play_over_google, where_to_look
from scripts.demo_office import MARK, WORKING_DAYS, play, stay_in_the_month
from scripts.demo_result import tell, tell_what_to_try


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="./scripts/demo", description="A small office at work in October 2026. Again: it starts over."
    )
    parser.add_argument("folder", nargs="?", type=Path, help="./office, or with --google ./office-google")
    parser.add_argument(
        "--google", action="store_true", help="over the stand-in for Google, not over workbooks"
    )
    parser.add_argument(
        "--days", type=int, default=WORKING_DAYS, metavar="N", help=f"only so many of the {WORKING_DAYS} working days"
    )  # fmt: skip
    said = parser.parse_args()
    days: int = min(max(said.days, 1), WORKING_DAYS)
    folder: Path = said.folder or Path("office-google" if said.google else "office")
    console = Console()
    if folder.exists():
        if why := _why_not_start_over(folder):
            print(why, file=sys.stderr)
            return 1
        shutil.rmtree(folder)
    if said.google:
        minutes = -(-days * SECONDS_A_DAY // 60)
        told = f"Playing {days} of {WORKING_DAYS} working days over the stand-in for Google; about {minutes} min."
        console.print(told, highlight=False)
        player = play_over_google(folder, console, days)
        unexplained = tell(player, console, where_to_look(player.office))
    else:
        long = "about a minute" if days <= 2 else "a few minutes; --days 2 is a quick look"
        told = f"Playing {days} of {WORKING_DAYS} working days of a small office: {long}."
        console.print(told, highlight=False)
        player = play(folder, console, working_days=days)
        unexplained = tell(player, console)
    day = stay_in_the_month(folder, player.clock.at.date(), datetime.now(JAKARTA).date())
    tell_what_to_try(player, console, day)
    return 1 if unexplained else 0


def _why_not_start_over(folder: Path) -> str:
    if not (folder / MARK).exists():
        return f"{folder} is there and was not made by the demonstration; name another folder"
    if address := address_at_work(folder):
        return f"the stand-in that keeps its state in {folder} is at work at {address}; stop it there with Ctrl-C first"
    return ""


if __name__ == "__main__":
    raise SystemExit(main())
