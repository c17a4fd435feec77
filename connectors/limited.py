"""A process of its own for work that may go wrong: one that never ends or eats all memory harms only its own order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from threading import Timer

PROJECT = Path(__file__).resolve().parents[1]


class LimitedChild:
    """Runs a module that answers orders on standard input, a line each; it is ended when one takes too long.

    The module limits itself (``resource.setrlimit``) before it reads its first order.
    """

    def __init__(self, module: str, seconds: float) -> None:
        self.module, self.seconds = module, seconds
        self._child: subprocess.Popen[bytes] | None = None

    def ask(self, order: bytes) -> bytes:
        """The answer to an order, b"" when the child died over it or was ended; the next order gets a new child."""
        child = self._ready()
        assert child.stdin is not None
        assert child.stdout is not None
        end = Timer(self.seconds, child.kill)
        end.start()
        try:
            child.stdin.write(order)
            child.stdin.flush()
            line = child.stdout.readline()
        except OSError:
            line = b""
        finally:
            end.cancel()
        if not line.endswith(b"\n"):
            self.close()
            return b""
        return line

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self.close()
            self._child = subprocess.Popen(
                [sys.executable, "-m", self.module], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL, cwd=PROJECT,
            )  # fmt: skip
        return self._child

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was not written any more
                    continue
