"""What the ledger says is also elsewhere before anyone sees a number, and an older machine notices that it is older."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from connectors.journal import JournalProblem, Ledger, SqlJournal, open_journal
from connectors.journal.ledger import LedgerLine
from flows.engine.ports import Head, StaleJournal
from tests.connectors.journal.small import KEY, NOW, a_number, give_numbers, live_a_little


class Paper:
    """A mirror that somebody keeps on paper. fails: how many of the next calls find nobody there."""

    name = "the paper book"

    def __init__(self) -> None:
        self.head, self.written, self.fails = Head(0, ""), list[str](), 0
        self.old: list[list[str]] = []

    def _knock(self) -> None:
        if self.fails:
            self.fails -= 1
            raise OSError("nobody is there")

    def end(self) -> tuple[Head, int]:
        self._knock()
        return self.head, len(self.written)

    def put(self, start: int, lines: Sequence[str], head: Head) -> None:
        self._knock()
        self.written[start:] = lines
        self.head = head

    def lines(self) -> list[str]:
        self._knock()
        return list(self.written)

    def begin_anew(self) -> None:
        self.old.append(self.written)
        self.head, self.written = Head(0, ""), []


def mirrored(folder: Path, paper: Paper) -> SqlJournal:
    return open_journal(folder / "journal.db", Ledger(folder / "ledger.jsonl", paper), KEY)


def numbers_on(paper: Paper) -> list[int]:
    return [int(line.split("[")[1].split(",")[2]) for line in paper.written if '"number"' in line]


def test_a_number_is_elsewhere_before_its_commit_returns(tmp_path: Path) -> None:
    paper = Paper()
    journal = mirrored(tmp_path, paper)
    journal.verify_head()
    for n in range(1, 4):
        give_numbers(journal, n, after=n - 1)
        assert numbers_on(paper) == list(range(1, n + 1))
        assert paper.head == journal.head()


def test_where_the_mirror_cannot_be_told_the_commit_does_not_return_and_the_next_pass_makes_it_up(
    tmp_path: Path,
) -> None:
    paper = Paper()
    journal = mirrored(tmp_path, paper)
    give_numbers(journal, 2)
    paper.fails = 1
    with pytest.raises(JournalProblem, match="the paper book: nobody is there"):
        give_numbers(journal, 3, after=2)
    paper.fails = 1
    with pytest.raises(JournalProblem, match="the next pass tries again"):
        journal.verify_head()
    journal.verify_head()
    assert numbers_on(paper) == [1, 2, 3]


def test_a_machine_brought_back_from_yesterday_does_nothing_until_it_is_recovered(tmp_path: Path) -> None:
    paper = Paper()
    here, backup = tmp_path / "here", tmp_path / "backup"
    here.mkdir()
    journal = mirrored(here, paper)
    live_a_little(journal)
    journal.close()
    shutil.copytree(here, backup)
    journal = mirrored(here, paper)
    give_numbers(journal, 8, after=6)
    lost = [line for line in paper.written if line not in (backup / "ledger.jsonl").read_text()]
    assert len(lost) >= 2
    journal.close()
    shutil.rmtree(here)
    backup.rename(here)
    journal = mirrored(here, paper)
    with pytest.raises(StaleJournal, match="the paper book ends at event"):
        journal.verify_head()
    said = " ".join(journal.recover(NOW))
    assert "is BATAL now" in said
    journal.verify_head()
    assert journal.next_number("surat keluar", 2026) == max(numbers_on(paper)) + 1
    assert len(paper.old) == 1
    assert journal.verify() == []


def test_a_new_machine_with_no_memory_at_all_does_not_begin_at_one(tmp_path: Path) -> None:
    paper = Paper()
    journal = mirrored(tmp_path, paper)
    give_numbers(journal, 4)
    new = tmp_path / "new"
    new.mkdir()
    journal = mirrored(new, paper)
    with pytest.raises(StaleJournal, match="another machine went on"):
        journal.verify_head()


def test_a_result_that_is_only_recorded_costs_no_call(tmp_path: Path) -> None:
    paper = Paper()
    ledger = Ledger(tmp_path / "ledger.jsonl", paper)
    ledger.append([a_number(1)[0]], Head(1, "a" * 64))
    paper.fails = 1
    ledger.append((), Head(2, "b" * 64), soon=False)
    assert paper.fails == 1
    paper.fails = 0
    ledger.compare()
    ledger.append([a_number(2)[0]], Head(3, "c" * 64))
    assert paper.head.seq == 3
    assert [LedgerLine.of(a_number(n)[0]).key for n in (1, 2)] == list(ledger.numbers())
