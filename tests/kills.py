"""``python -m tests.kills --kills 1000``: real passes over a real office folder, killed with SIGKILL at random moments.

After each kill a whole pass follows now and then, and the folder is looked at: no number missing or doubled, no letter
made otherwise than the journal says, no mail twice, an unbroken chain.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

from rich.console import Console

from flows.engine.case import OpKind, OpState
from scripts.demo_cast import PAPERS
from scripts.demo_office import Player, play
from scripts.running import one_pass


def violations(player: Player) -> list[str]:
    """What the folder shows that must not be."""
    office, found = player.office, list(player.office.journal.verify())
    ids = Counter(
        str(message_from_bytes(path.read_bytes(), policy=policy.default)["Message-ID"])
        for path in (office.folder / "outbox").glob("*.eml")
    )
    found += [f"mail {id} left {count} times" for id, count in ids.items() if count > 1]
    for case in office.journal.open_cases():
        for letter in case.letters:
            path = office.documents / letter.file
            if letter.made and letter.final and sha256(path.read_bytes()).hexdigest() != letter.sha256:
                found.append(f"{letter.file} is not the letter that the journal knows")
    origins = Counter(case.origin for case in office.journal.open_cases() if case.origin)
    found += [f"{origin} opened {count} cases" for origin, count in origins.items() if count > 1]
    return found


def settled(player: Player) -> list[str]:
    """After whole passes: what was intended is done."""
    for _ in range(2):
        one_pass(player.office, quiet=True)
    left = player.office.journal.operations(OpState.INTENDED, OpState.UNKNOWN)
    found = [f"{operation.id} is {operation.state}" for operation in left if operation.kind is OpKind.LETTER]
    report = one_pass(player.office, quiet=True)
    if report is None or report.written:
        found.append("I9: a third quiet pass still wrote")
    return found + violations(player)


def kill_passes(folder: Path, kills: int, seed: int, tell: bool = False) -> list[str]:
    """Let people work, kill passes, look. Gives every violation."""
    chance = random.Random(seed)
    player = play(folder, Console(file=io.StringIO()), working_days=0)
    found: list[str] = []
    slowest = 0.25
    for number in range(kills):
        _work(player, chance)
        began = time.monotonic()
        killed = _run_and_kill(player, chance.random() * slowest)
        if not killed:
            slowest = max(0.05, 0.8 * slowest + 0.25 * (time.monotonic() - began))
        if number % 10 == 9 or number == kills - 1:
            found += settled(player)
            if tell:
                print(
                    f"{number + 1} kills, {player.office.journal.head().seq} events, {len(found)} violations",
                    flush=True,
                )
            player.office.close()
        if found:
            break
    return found


def _work(player: Player, chance: random.Random) -> None:
    """People type a new letter now and then, answer, decide."""
    player.clock.at += timedelta(hours=1)
    try:
        if chance.random() < 0.4:
            player.type_papers([chance.choice(PAPERS)])
        player.answer_in_registers()
        player.decide_by_link()
    except AssertionError as busy:  # a decision that a killed pass has made stale is refused, as it should be
        if "Refused" not in str(busy):
            raise
    player._recognise()
    player.office.close()


def _run_and_kill(player: Player, after: float) -> bool:
    """Run a pass in a process of its own and kill it after so many seconds; tells whether it was still at work."""
    child = os.fork()
    if child == 0:
        try:
            one_pass(player.office, quiet=True)
        finally:
            os._exit(0)
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        done, _ = os.waitpid(child, os.WNOHANG)
        if done:
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = kill_passes(Path(scratch) / "office", options.kills, options.seed, tell=True)
    for line in found:
        print(line, file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
