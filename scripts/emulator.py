"""``alur emulator``: the offline stand-in for Google Workspace on one port of this machine."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from connectors.google.emulator.office import Workspace
from connectors.google.emulator.server import Server


def run(port: int, state: Path | None, tell: Callable[[str], None]) -> None:
    """Serve until interrupted; with a folder, what is there is resumed and every change is kept in it."""
    random = Random(secrets.randbits(128))
    workspace = Workspace.resumed(state, random) if state else Workspace.empty(random)
    app = workspace.app(lambda: datetime.now(UTC), lambda: workspace.save(state) if state else None)
    server = Server(app, port)
    workspace.forms.base = server.base_url
    tell(f"the stand-in for Google answers at {server.base_url}")
    try:
        server.server.serve_forever()
    except KeyboardInterrupt:
        tell("stopped")
    finally:
        server.server.server_close()
