"""The journal of an office in SQL, all its sides together."""

from __future__ import annotations

from pathlib import Path

from connectors.journal.factors import Factors
from connectors.journal.incoming import Incoming
from connectors.journal.ledger import Ledger
from connectors.journal.looking import Looking
from connectors.journal.numbering import Numbering
from connectors.journal.opening import open_engine
from connectors.journal.reading import Reading
from connectors.journal.recovering import Recovering


class SqlJournal(Reading, Looking, Incoming, Numbering, Factors, Recovering):
    """``flows.engine.ports.Journal`` and everything else that the office does with its memory.

    Safe for threads: every call has a connection of its own, writers come one after another."""


def open_journal(where: Path | str, ledger: Ledger, key: bytes = b"") -> SqlJournal:
    """Open a journal with its ledger; it is made when it is not there. where: a file, or a database URL.

    Raises JournalProblem."""
    return SqlJournal(open_engine(where), ledger, key)
