"""``alur emulator``: the offline stand-in for Google Workspace on one port of this machine."""

from __future__ import annotations

import secrets
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from connectors.google.emulator.office import Workspace
from connectors.google.emulator.server import Server
from connectors.google.emulator.state import Keeper, Kept


def run(port: int, state: Path | None, switched: dict[str, Any], tell: Callable[[str], None]) -> None:
    """Serve until interrupted; with a folder, what is there is resumed and every change is kept in it.

    switched: as ``POST /_control`` takes it.
    """
    random = Random(secrets.randbits(128))
    workspace = Workspace.resumed(state, random) if state else Workspace.empty(random)
    app = workspace.app(lambda: datetime.now(UTC))
    keeper = Keeper(Kept(state), workspace, app.lock) if state else None
    if keeper:
        app.saved = keeper.changed
    app.control.set(switched)
    app.controlled()
    server = Server(app, port)
    workspace.forms.base = server.base_url
    tell(f"the stand-in for Google answers at {server.base_url}")
    signal.signal(signal.SIGTERM, lambda *_: _stop())
    try:
        server.server.serve_forever()
    except KeyboardInterrupt:
        tell("stopped")
    finally:
        server.server.server_close()
        if keeper:
            keeper.close()


def _stop() -> None:
    raise KeyboardInterrupt


def switches(
    *, latency: float, faults: float, dropped: float, quotas: bool, human: float, seed: int, metadata_stays: bool
) -> dict[str, Any]:  # fmt: skip
    """The flags in the words of ``POST /_control``. faults, dropped, human: chances."""
    each = faults / 6
    failing = [
        {"method": "*", "code": code, "after": after, "chance": each}
        for code in (429, 500, 503)
        for after in (False, True)
        if faults
    ]
    lost = [{"method": "*", "code": 0, "after": True, "chance": dropped}] if dropped else []
    return {
        "seed": seed, "faults": failing + lost, "latency": latency, "human": human,
        "metadata_follows_sort": not metadata_stays, "quotas": "google" if quotas else {},
    }  # fmt: skip
