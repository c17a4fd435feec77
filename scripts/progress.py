"""Progress on the terminal, for work that takes more than a moment; silent where nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import Progress


@contextmanager
def lines_of(file: Path, what: str) -> Iterator[Callable[[int], None]]:
    """Progress over the lines of a file; gives what is to be called with the line that is being worked on."""
    total = sum(1 for _ in file.open("rb")) if file.is_file() else None
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(what, total=total)
        yield lambda line: progress.update(task, completed=line)
