"""The demonstration over Google: ``./scripts/demo --google``.

The same month, with the registers in spreadsheets of the stand-in. Its state is kept in the office folder, so that it can
be started again and the office goes on.
"""

from __future__ import annotations

import socket
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from rich.console import Console

from scripts.demo_office import Player, play
from scripts.office import AlurOffice

if TYPE_CHECKING:
    from connectors.google.emulator.server import Server

STATE = "stand-in"
PORT = 8099
"""What `alur emulator` takes by itself."""
SECONDS_A_DAY = 15
"""What a working day takes on two cores."""


def play_over_google(folder: Path, console: Console, days: int, **more: Any) -> Player:
    """Start the stand-in, play over it, and leave its state in the folder; it is at work no more afterwards. more: as
    ``play`` takes it."""
    with google_standin(folder / STATE) as server:
        player = play(folder, console, working_days=days, google=server.base_url, **more)
        player.office.close()
    return player


def where_to_look(office: AlurOffice) -> list[tuple[str, str]]:
    """How the spreadsheets are seen again."""
    address = office.config.google.base_url
    port = address.rpartition(":")[2]
    return [
        (
            f".venv/bin/alur emulator --port {port} --state {office.folder / STATE}",
            "starts the stand-in again; it goes on from where it was left",
        ),
        (f"{address}/_view", "the registers, once it is started"),
    ]


def address_at_work(folder: Path) -> str:
    """Where the stand-in of an office answers; '' when it is not at work, or the office has none."""
    if not (folder / STATE).is_dir():
        return ""
    said = tomllib.loads((folder / "config" / "office.toml").read_text("utf-8"))
    address = str(said.get("google", {}).get("base_url", ""))
    return address if address and _answers(int(address.rpartition(":")[2])) else ""


@contextmanager
def google_standin(state: Path | None = None) -> Iterator[Server]:
    """The stand-in for Google in this process, with nothing in it; what it holds at the end is left in ``state``."""
    from connectors.google.emulator.office import Workspace
    from connectors.google.emulator.server import Server

    workspace = Workspace.empty(Random(2026))
    server = Server(workspace.app(lambda: datetime.now(UTC)), 0 if _answers(PORT) else PORT)
    workspace.forms.base = server.base_url
    server.start()
    try:
        yield server
    finally:
        server.stop()
        if state:
            workspace.save(state)


def _answers(port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1)
        return asking.connect_ex(("127.0.0.1", port)) == 0
