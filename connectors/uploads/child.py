"""The child that looks into files: it can open nothing, write nothing, start nothing and reach nobody.

``python -m connectors.uploads.child``: on standard input a line of JSON (``kinds``, ``length``) and then the file; one
line of JSON back (``kind``, ``fault``).
"""

from __future__ import annotations

import codecs
import json
import resource
import sys
from typing import Any

from connectors.uploads.kinds import Faulty, kind_of

MEMORY, CPU_SECONDS = 192 << 20, 600
UNREADABLE = "Berkas ini rusak; simpan ulang atau pindai lagi, lalu kirim."
ALLOWED = ("import", "object.", "marshal.", "compile", "exec", "sys.", "cpython.", "builtins.")
"""Beginnings of the audit events that looking into a file may raise; every other one ends the order."""


def shut_in() -> None:
    """Give up everything but memory, time and the pipes to the parent. There is no way back."""
    for encoding in ("cp437", "utf-8", "utf-16", "latin-1"):
        codecs.lookup(encoding)  # they are files, too
    for what, most in (
        (resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, CPU_SECONDS), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NPROC, 0), (resource.RLIMIT_NOFILE, 3),
    ):  # fmt: skip
        resource.setrlimit(what, (most, most))
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if not event.startswith(ALLOWED):
        raise PermissionError(f"not here: {event}")


def serve() -> None:
    """Answer orders until standard input ends."""
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    for line in iter(orders.readline, b""):
        order = json.loads(line)
        content = orders.read(order["length"])
        try:
            kind, fault = kind_of(content, order["kinds"]), ""
        except Faulty as why:
            kind, fault = "", str(why)
        except Exception:  # a parser met what nobody thought of; whatever it is, the file is not taken
            kind, fault = "", UNREADABLE
        answers.write(json.dumps({"kind": kind, "fault": fault}).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    shut_in()
    serve()
