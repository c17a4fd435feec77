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

FLOWS = Path(__file__).resolve().parents[1] / "flows"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
AGAIN = "then give the same command again: what was begun is finished first"


def run(command: Callable[[], object], folder: Callable[[], Path]) -> None:
    """Run a command; whatever ends it becomes lines and an exit code. folder: the office that it is about."""
    try:
        command()
    except Exception as fault:
        if os.environ.get("ALUR_DEBUG") and not isinstance(fault, OSError):
            raise
        _end(told(fault, folder()))


def told(fault: Exception, folder: Path) -> str:
    """What happened and what to do, whatever it was."""
    if isinstance(fault, OSError):
        return of_the_machine(fault)
    return of_a_definition(fault) or _foreseen(fault) or unforeseen(fault, folder)


def _foreseen(fault: Exception) -> str:
    """What says by itself what to do; '' for anything else."""
    from connectors.approvals import BadKey
    from connectors.config.problems import ConfigError
    from connectors.journal import JournalProblem, NoSuchNumber
    from connectors.web.serving import NoAddress
    from flows.engine.ports import Conflict, StaleJournal, Unreadable
    from scripts.office import Busy, NotAnOffice

    if isinstance(fault, Busy):
        return "a pass is at work; give the same command again in a minute"
    known = (
        BadKey,
        NoAddress,
        ConfigError,
        NotAnOffice,
        StaleJournal,
        Conflict,
        JournalProblem,
        NoSuchNumber,
        Unreadable,
    )
    return str(fault) if isinstance(fault, known) else ""


def of_a_definition(fault: Exception) -> str:
    """A flow that Python cannot read; '' for a fault that came later."""
    frames = traceback.extract_tb(fault.__traceback__)
    read = [one for one in frames if one.name == "<module>" and Path(one.filename).is_relative_to(FLOWS)]
    said = traceback.format_exception_only(fault)[-1].strip()
    if isinstance(fault, SyntaxError) and fault.filename and Path(fault.filename).is_relative_to(FLOWS):
        file, line, text = fault.filename, fault.lineno, (fault.text or "").strip()
    elif read:
        file, line, text = read[-1].filename, read[-1].lineno, (read[-1].line or "").strip()
    else:
        return ""
    where = Path(file).relative_to(FLOWS.parent)
    shown = f" The line is «{text}»." if text else ""
    return (
        f"{where}, line {line}: {said}.{shown} Mend it, then run `alur check`; until then no command works."
    )


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
