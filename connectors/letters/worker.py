"""A process of its own that fills templates: one that never ends or eats all memory harms only its own letter.

``python -m connectors.letters.worker``: one JSON order a line on standard input, one JSON answer a line back.
"""

from __future__ import annotations

import base64
import json
import selectors
import subprocess
import sys
from pathlib import Path
from typing import Any

from connectors.letters.render import TemplateFault, render

SECONDS, MEMORY = 20.0, 1 << 30
"""How long one letter may take, and how many bytes of memory the worker may use."""


class Renderer:
    """Fills templates in a worker, which is ended and made anew when it takes too long or dies."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._worker: subprocess.Popen[bytes] | None = None

    def render(self, template: Path, context: dict[str, Any], qr_text: str = "") -> bytes:
        """As ``render.render``, within limits."""
        worker = self._ready()
        assert worker.stdin is not None
        assert worker.stdout is not None
        order = {"template": str(template), "context": context, "qr": qr_text}
        try:
            worker.stdin.write(json.dumps(order).encode() + b"\n")
            worker.stdin.flush()
            with selectors.DefaultSelector() as selector:
                selector.register(worker.stdout, selectors.EVENT_READ)
                line = worker.stdout.readline() if selector.select(self.seconds) else b""
        except OSError:
            line = b""
        if not line:
            self.close()
            raise TemplateFault(
                f"{template.name}: making this letter took more than {self.seconds:.0f} seconds or too much memory; "
                "look for a loop in the template or a huge text in the row"
            )
        answer = json.loads(line)
        if "fault" in answer:
            raise TemplateFault(answer["fault"])
        return base64.b64decode(answer["docx"])

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._worker is None or self._worker.poll() is not None:
            self._worker = subprocess.Popen(
                [sys.executable, "-m", "connectors.letters.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=Path(__file__).resolve().parents[2],
            )
        return self._worker

    def close(self) -> None:
        """End the worker."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.wait()
            for pipe in (worker.stdin, worker.stdout):
                if pipe is not None:
                    pipe.close()


def serve() -> None:
    """Answer orders until standard input ends."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = sys.stdout.buffer
    for line in sys.stdin.buffer:
        order = json.loads(line)
        try:
            made = render(Path(order["template"]), order["context"], order["qr"])
            answer = {"docx": base64.b64encode(made).decode()}
        except TemplateFault as fault:
            answer = {"fault": str(fault)}
        except (MemoryError, RecursionError) as fault:
            answer = {"fault": f"{Path(order['template']).name}: {type(fault).__name__}"}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


if __name__ == "__main__":
    serve()
