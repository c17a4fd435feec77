"""What must outlive a killed pass about mails and letters at Google: short texts by name, kept in the journal."""

from __future__ import annotations

from typing import Protocol

from flows.engine.ports import Journal


class Memory(Protocol):
    """``put`` returns when the text is safe on the disk."""

    def get(self, name: str) -> str:
        """'' for what was never put."""
        ...

    def put(self, name: str, text: str) -> None: ...


class JournalMemory:
    """Shares the fate of the operations it is about: who restores an older journal restores it too."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def get(self, name: str) -> str:
        return self.journal.cursor(name)

    def put(self, name: str, text: str) -> None:
        self.journal.remember({}, {}, [], {name: text})
