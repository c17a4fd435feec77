"""What can go wrong with the memory of an office. Each text says where, what was found, and what to do next."""

from __future__ import annotations

from flows.engine.ports import StaleJournal


class JournalProblem(Exception):
    """The journal or its ledger cannot do what it was asked to; nothing of it was kept."""


class DamagedJournal(JournalProblem, StaleJournal):
    """Something was read that is not what was written; nothing may be done until the journal is whole again."""


class LedgerBroken(DamagedJournal):
    """A line of the ledger that is not the last one cannot be read; the text names it."""


class NoSuchNumber(ValueError):
    """The number is not there, or cannot be what it was asked to be; the text says why."""
