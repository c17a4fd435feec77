"""The journal by the name under which ``scripts`` knows it."""

from connectors.journal.problems import NoSuchNumber
from connectors.journal.sql_journal import SqlJournal

FullJournal = SqlJournal

__all__ = ["FullJournal", "NoSuchNumber"]
