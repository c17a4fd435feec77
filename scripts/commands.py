"""What all commands share: which office is meant, what they print, how they fail."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from scripts.office import AlurOffice

Json = Annotated[bool, typer.Option("--json", help="For machines.")]
_folder = Path("office")


def remember(folder: Path) -> None:
    """From now on this office is meant."""
    global _folder
    _folder = folder


def office_folder() -> Path:
    return _folder


def the_office() -> AlurOffice:
    from scripts.office import open_office

    return open_office(_folder)


def say(text: str = "") -> None:
    print(text)


def fail(*lines: str) -> typer.Exit:
    """To be raised: the command ends with 1 and these lines."""
    for line in lines:
        print(line, file=sys.stderr)
    return typer.Exit(1)


def dump(value: Any) -> None:
    """Print for machines."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))
