"""What is remembered between passes of spreadsheets and forms: which they are, what was begun and is not settled."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class KeptBook:
    """One spreadsheet. tabs: title -> sheet id. epoch: id of the hidden sheet that every change names first; unclear:
    a change was begun and its end is not known; tried: epochs that were asked for and may yet come to stand.

    stamps: tab -> new ID -> digest of the row it was meant for; owners: tab -> digest of a row -> its IDs at that time.
    placed: tab -> ID of a row being placed -> heading -> digest of the cell meant for it.
    aside: a row taken out to be looked at: the sheet it lies in, its ID, and the tab and row that it came from.
    offered: tabs whose drop-downs were set and may stand elsewhere by now; looked: the day on which they all were.
    open: anyone with the link can read it; moving: it is being filled from a workbook, the stamp of which this is.
    """

    id: str
    epoch: int = 0
    tabs: dict[str, int] = field(default_factory=dict)
    version: str = ""
    unclear: bool = False
    tried: list[int] = field(default_factory=list)
    stamps: dict[str, dict[str, str]] = field(default_factory=dict)
    owners: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    placed: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)
    aside: dict[str, str | int] = field(default_factory=dict)
    offered: list[str] = field(default_factory=list)
    looked: int = -1
    open: bool = False
    moving: str = ""


@dataclass
class KeptForm:
    """One form. uri: where people answer; asked: question -> digest of how it was made; open: it was published by us;
    awaits: what its links were sent for («case/visit», or a request) and is not known to be over."""

    id: str
    uri: str = ""
    asked: dict[str, str] = field(default_factory=dict)
    open: bool = False
    awaits: list[str] = field(default_factory=list)


@dataclass
class Kept:
    """``path`` None keeps it in memory only. token: from where Drive's feed of changes is read on; ledger: the
    spreadsheet that mirrors the ledger of numbers."""

    path: Path | None = None
    token: str = ""
    books: dict[str, KeptBook] = field(default_factory=dict)
    folders: dict[str, str] = field(default_factory=dict)
    ledger: KeptBook | None = None
    forms: dict[str, KeptForm] = field(default_factory=dict)

    @classmethod
    def load(cls, path: Path) -> Kept:
        """What the file says; a missing or damaged one is an empty memory, and everything is found again."""
        try:
            return cls.of(path.read_text("utf-8"), path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(path)

    @classmethod
    def of(cls, text: str, path: Path | None = None) -> Kept:
        """From the text of a file."""
        said = json.loads(text)
        books = {name: KeptBook(**book) for name, book in said["books"].items()}
        ledger = KeptBook(**said["ledger"]) if said.get("ledger") else None
        forms = {code: KeptForm(**form) for code, form in said.get("forms", {}).items()}
        return cls(path, str(said["token"]), books, dict(said["folders"]), ledger, forms)

    def text(self) -> str:
        said = {
            "token": self.token,
            "books": {name: asdict(book) for name, book in self.books.items()},
            "folders": self.folders,
            "ledger": asdict(self.ledger) if self.ledger else None,
            "forms": {code: asdict(form) for code, form in self.forms.items()},
        }
        return json.dumps(said, ensure_ascii=False)

    def save(self) -> None:
        """Written before a change is sent, so that a killed pass leaves word of it."""
        if self.path is None:
            return
        temporary = self.path.with_name(f".{self.path.name}.new")
        with temporary.open("w", encoding="utf-8") as file:
            file.write(self.text())
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
