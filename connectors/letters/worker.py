"""A process of its own that fills templates: one that never ends or eats all memory harms only its own letter.

``python -m connectors.letters.worker``: one JSON order a line on standard input, one JSON answer a line back.
"""

from __future__ import annotations

import base64
import json
import sys
from pathlib import Path
from typing import Any

from connectors.letters.render import TemplateFault, render
from connectors.limited import LimitedChild

SECONDS, MEMORY = 20.0, 1 << 30
"""How long one letter may take, and how many bytes of memory the worker may use."""


class Renderer:
    """Fills templates in a worker, which is ended and made anew when it takes too long or dies."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self.seconds = seconds
        self._child = LimitedChild("connectors.letters.worker", seconds)

    def render(self, template: Path, context: dict[str, Any], qr_text: str = "") -> bytes:
        """As ``render.render``, within limits."""
        order = {"template": str(template), "context": context, "qr": qr_text}
        line = self._child.ask(json.dumps(order).encode() + b"\n")
        if not line:
            raise TemplateFault(
                f"{template.name}: making this letter took more than {self.seconds:.0f} seconds or too much memory; "
                "look for a loop in the template or a huge text in the row"
            )
        answer = json.loads(line)
        if "fault" in answer:
            raise TemplateFault(answer["fault"])
        return base64.b64decode(answer["docx"])

    def close(self) -> None:
        """End the worker."""
        self._child.close()


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
