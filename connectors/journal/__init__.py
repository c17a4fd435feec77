"""The memory of an office: cases, events in a hash chain, operations, numbers, decisions."""

from connectors.journal.ledger import Ledger
from connectors.journal.sql_journal import SqlJournal, open_journal

__all__ = ["Ledger", "SqlJournal", "open_journal"]
