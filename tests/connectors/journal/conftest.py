"""A journal in a folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.journal import SqlJournal
from tests.connectors.journal.small import a_journal


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty journal, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    a_journal(folder).close()
    return folder / "journal.db"


@pytest.fixture
def journal(tmp_path: Path, empty: Path) -> Iterator[SqlJournal]:
    shutil.copy(empty, tmp_path)
    journal = a_journal(tmp_path)
    yield journal
    journal.close()
