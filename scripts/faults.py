"""What ends a command is told in lines that say what to do; never in a traceback."""

from __future__ import annotations

import errno
import getpass
import os
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
AGAIN = "then give the same command again: what was begun is finished first"


def run(command: Callable[[], object], folder: Callable[[], Path]) -> None:
    """Run a command; whatever ends it becomes lines and an exit code. folder: the office that it is about."""
    from connectors.approvals import BadKey
    from connectors.config.problems import ConfigError
    from connectors.journal import JournalProblem, NoSuchNumber
    from flows.engine.ports import Conflict, StaleJournal, Unreadable
    from scripts.office import Busy, NotAnOffice

    try:
        command()
    except (
        BadKey, ConfigError, NotAnOffice, StaleJournal, Conflict, JournalProblem, NoSuchNumber, Unreadable,
    ) as fault:  # fmt: skip
        _end(str(fault))
    except Busy:
        _end("a pass is at work; give the same command again in a minute")
    except OSError as fault:
        _end(of_the_machine(fault))
    except Exception as fault:
        if os.environ.get("ALUR_DEBUG"):
            raise
        _end(unforeseen(fault, folder()))


def of_the_machine(fault: OSError) -> str:
    """What the operating system refused: a file, a right, room."""
    where = str(fault.filename or "").removesuffix(".new") or "a file of the office"
    if fault.errno in FULL:
        return f"{where}: there is no room left on its disk. Make room (`df -h` shows where), {AGAIN}."
    if fault.errno in FORBIDDEN:
        return (
            f"{where}: {_user()} may not do this ({fault.strerror}). The office belongs to one user, who runs cron and "
            f"the pages too: give it the folder (`chown -R`), or work as that user, {AGAIN}."
        )
    if fault.errno == errno.ENOENT:
        return f"{where}: there is no such file or folder; look whether it is spelt right."
    if fault.errno == errno.EADDRINUSE:
        return "another program answers on that port already; end it, or take another with --port."
    return f"{where}: {fault.strerror or fault}. Mend that, {AGAIN}."


def unforeseen(fault: Exception, folder: Path) -> str:
    """A mistake in Alur itself. The file tells where it happened, not what stood in the cells: that may be personal."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    said = f"{type(fault).__name__} at {Path(place.filename).name}:{place.lineno}"
    frames = "".join(traceback.format_tb(fault.__traceback__))
    kept = folder / "log" / f"fault-{datetime.now(UTC):%Y%m%d-%H%M%S}.txt"
    try:
        kept.write_text(f"{type(fault).__name__}\n{frames}", "utf-8")
        where = f"{kept} tells where it happened"
    except OSError:
        where = "ALUR_DEBUG=1 before the command shows where it happened"
    return (
        f"this is a mistake in Alur itself: {said}. What was decided before it is kept, and the next pass goes on from "
        f"there. {where}; send that to whoever looks after Alur."
    )


def _user() -> str:
    try:
        return f"the user «{getpass.getuser()}»"
    except (KeyError, OSError):
        return "this user"


def _end(said: str) -> None:
    print(said, file=sys.stderr)
    raise SystemExit(1)
