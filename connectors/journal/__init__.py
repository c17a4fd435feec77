"""The memory of an office: cases, events in a hash chain, operations, numbers, decisions."""

from connectors.journal.factors import FactorCheck
from connectors.journal.ledger import Ledger
from connectors.journal.problems import DamagedJournal, JournalProblem, LedgerBroken, NoSuchNumber
from connectors.journal.reading import Stats
from connectors.journal.sql_journal import SqlJournal, open_journal

__all__ = [
    "DamagedJournal", "FactorCheck", "JournalProblem", "Ledger", "LedgerBroken", "NoSuchNumber", "SqlJournal", "Stats",
    "open_journal",
]  # fmt: skip
