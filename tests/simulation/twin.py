"""A journal that is two: the one in memory and the one in SQL. Every answer of the two must be the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from connectors.journal import Ledger, open_journal
from connectors.journal.codec import to_json
from tests.fakes.memory import MemoryJournal

READING = {
    "head", "cases", "ids_in", "contents", "unplaced", "by_origin", "children_of", "due", "open_cases",
    "pending_answers", "pending_submissions", "requests", "asked_before", "next_number", "issued", "operations", "numbers",
    "history", "cursor", "mails_since",
}  # fmt: skip
WRITING = {"commit", "record", "remember", "submit", "submit_form"}


class TwinJournal(MemoryJournal):
    """Answers as the journal in memory does, and fails when the journal in SQL says otherwise."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.sql = open_journal(folder / "journal.db", Ledger(folder / "ledger.jsonl"))

    def __getattribute__(self, name: str) -> Any:
        own = super().__getattribute__(name)
        if name not in READING and name not in WRITING:
            return own
        other = getattr(super().__getattribute__("sql"), name)

        def both(*args: Any, **kwargs: Any) -> Any:
            args = tuple(list(arg) if hasattr(arg, "__next__") else arg for arg in args)
            mine, theirs = own(*args, **kwargs), other(*args, **kwargs)
            if name in READING and name not in ("head", "history"):
                assert _ordered(theirs) == _ordered(mine), f"{name}{args}"
            return mine

        return both


def _ordered(value: Any) -> Any:
    """Lists are compared without their order, mappings without that of their keys."""
    if isinstance(value, list):
        return sorted(map(to_json, value))
    if isinstance(value, dict):
        return {key: one if isinstance(one, bytes) else _ordered(one) for key, one in value.items()}
    return to_json(value)
