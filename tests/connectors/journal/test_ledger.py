"""The ledger knows every number and where the journal ended, and outlives a crash at any moment."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from connectors.journal import JournalProblem, Ledger, LedgerBroken, SqlJournal
from flows.engine.case import Event, EventKind, Intent
from flows.engine.ports import Head, StaleJournal
from tests.connectors.journal.small import (
    NOW,
    SERIES,
    a_case,
    a_journal,
    a_number,
    by_hand,
    copied,
    give_numbers,
    live_a_little,
)


def lines_of(ledger: Path) -> list[bytes]:
    return ledger.read_bytes().splitlines(keepends=True)


def test_it_says_what_the_journal_says(journal: SqlJournal) -> None:
    live_a_little(journal)
    content = Ledger(journal.ledger.path).content()
    assert content.head == journal.head()
    assert [(line.n, line.void) for line in content.numbers.values()] == [(n, n == 2) for n in range(1, 7)]
    assert content.issued == {("SK", 2026): 6}


def test_a_crash_between_journal_and_ledger_is_made_up_for(journal: SqlJournal, tmp_path: Path) -> None:
    live_a_little(journal)
    journal.close()
    ledger = tmp_path / "ledger.jsonl"
    whole, said = lines_of(ledger), Ledger(ledger).content()
    for kept in range(len(whole)):
        ledger.write_bytes(b"".join(whole[:kept]))
        again = a_journal(tmp_path)
        assert again.verify() == []
        again.verify_head()
        assert Ledger(ledger).content() == said, f"{kept} lines were kept"
        again.close()


def test_a_line_that_was_cut_anywhere_is_written_again(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 3)
    ledger = tmp_path / "ledger.jsonl"
    whole = ledger.read_bytes()
    for cut in range(1, len(b"".join(lines_of(ledger)[-2:]))):
        ledger.write_bytes(whole[:-cut])
        again = a_journal(tmp_path)
        again.verify_head()
        assert Ledger(ledger).content().broken == []
        assert again.verify() == [], f"cut by {cut}"
        again.close()


def test_a_crash_that_left_only_noughts_is_made_up_for(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    with (tmp_path / "ledger.jsonl").open("ab") as file:
        file.write(bytes(100))
    give_numbers(journal, 3, after=2)
    assert journal.verify() == []


def test_a_damaged_line_is_named_and_can_be_written_again(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 3)
    ledger = tmp_path / "ledger.jsonl"
    whole = lines_of(ledger)
    for n in range(len(whole)):
        damaged = [*whole[:n], whole[n].replace(b"e", b"f", 1), *whole[n + 1 :]]
        ledger.write_bytes(b"".join(damaged))
        with pytest.raises(
            LedgerBroken, match=rf"line {n + 1}: the checksum does not fit.*alur journal recover"
        ):
            Ledger(ledger).numbers()
        again = a_journal(tmp_path)
        assert any(f"line {n + 1}" in found for found in again.verify())
        assert again.recover(NOW)
        assert again.verify() == []
        assert len(Ledger(ledger).numbers()) == 3
        again.close()


def test_a_damaged_head_is_no_reason_to_believe_an_older_journal(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    folder = copied(journal, tmp_path / "old", ledger=False)
    give_numbers(journal, 3, after=2)
    whole = lines_of(tmp_path / "ledger.jsonl")
    (folder / "ledger.jsonl").write_bytes(b"".join([*whole[:-2], b"0" + whole[-2][1:], b"0" + whole[-1][1:]]))
    with pytest.raises(LedgerBroken):
        a_journal(folder).verify_head()


def test_every_older_copy_of_the_journal_is_refused(journal: SqlJournal, tmp_path: Path) -> None:
    for n in range(1, 11):
        give_numbers(journal, n, after=n - 1)
        copied(journal, tmp_path / f"after {n}", ledger=False)
    for n in range(1, 10):
        old = a_journal(tmp_path / f"after {n}", ledger=tmp_path / "ledger.jsonl")
        with pytest.raises(
            StaleJournal, match=rf"ends at event {n}\. Expected event 10.*alur journal recover"
        ):
            old.verify_head()
        number, said = a_number(n + 1)
        with pytest.raises(StaleJournal):
            old.commit(Intent(events=[said], numbers=[number]))
        assert old.head().seq == n
        old.close()
    newest = a_journal(tmp_path / "after 10", ledger=tmp_path / "ledger.jsonl")
    newest.verify_head()
    newest.close()


def test_two_journals_that_went_on_from_one_copy_are_told_apart(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 1)
    clone = a_journal(copied(journal, tmp_path / "clone"))
    for one, n in ((journal, 1), (clone, 2)):
        one.commit(Intent(events=[Event(NOW, "x", EventKind.EDITED, {"n": n})]))
    clone.close()
    forked = a_journal(tmp_path / "clone", ledger=tmp_path / "ledger.jsonl")
    with pytest.raises(StaleJournal, match="this journal has as"):
        forked.verify_head()
    with pytest.raises(StaleJournal):
        forked.ledger.append((), forked.head())
    forked.close()


def test_a_ledger_that_is_gone_is_not_begun_anew_in_silence(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    (tmp_path / "ledger.jsonl").unlink()
    again = a_journal(tmp_path)
    with pytest.raises(StaleJournal, match=r"is not there.*alur journal recover"):
        again.verify_head()
    assert any("is not there" in line for line in again.verify())
    assert again.recover(NOW)
    again.verify_head()
    assert (again.verify(), len(again.ledger.numbers())) == ([], 2)
    again.close()


def test_a_ledger_that_cannot_be_written_keeps_the_commit_and_is_brought_up_later(
    journal: SqlJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_numbers(journal, 1)

    def no_room(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "fsync", no_room)
        number, said = a_number(2)
        with pytest.raises(JournalProblem, match="No space left"):
            journal.commit(Intent(events=[said], numbers=[number], cases=[a_case(2)]))
    again = a_journal(tmp_path)
    again.verify_head()
    assert len(again.numbers()) == len(Ledger(tmp_path / "ledger.jsonl").numbers()) == 2
    assert again.verify() == []
    again.close()


def test_writers_from_many_sides_leave_whole_lines_and_the_newest_head(tmp_path: Path) -> None:
    def write(side: int) -> None:
        ledger = Ledger(tmp_path / "ledger.jsonl")
        for n in range(20):
            number, _ = a_number(side * 20 + n + 1)
            ledger.append([number], Head(side * 20 + n + 1, f"{side * 20 + n + 1:064}"))

    threads = [threading.Thread(target=write, args=(side,)) for side in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    content = Ledger(tmp_path / "ledger.jsonl").content()
    assert content.broken == []
    assert len(content.numbers) == 100
    assert content.head == Ledger(tmp_path / "ledger.jsonl").head() == Head(100, f"{100:064}")


def test_the_head_is_found_behind_many_numbers(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.jsonl")
    ledger.append((), Head(1, "a" * 64))
    ledger.append([replace(a_number(n)[0], text="x" * 200) for n in range(1, 400)], Head(0, ""))
    assert (tmp_path / "ledger.jsonl").stat().st_size > 64 * 1024
    assert Ledger(tmp_path / "ledger.jsonl").head() == Head(1, "a" * 64)


def test_numbers_that_only_the_ledger_knows_are_never_given_again(
    journal: SqlJournal, tmp_path: Path
) -> None:
    give_numbers(journal, 2)
    folder = copied(journal, tmp_path / "old", ledger=False)
    give_numbers(journal, 5, after=2)
    journal.commit(Intent(issued={("SK", 2026): 9}))
    old = a_journal(folder, ledger=tmp_path / "ledger.jsonl")
    done = old.recover(NOW)
    assert any("500/0005/2026" in line for line in done)
    assert any("does not know what happened after event 2" in line for line in done)
    old.verify_head()
    assert old.verify() == []
    assert [(number.n, bool(number.void)) for number in old.numbers()] == [(n, n > 2) for n in range(1, 6)]
    assert (old.next_number(SERIES, 2026), old.issued("SK", 2026)) == (6, 9)
    give_numbers(old, 6, after=5)
    assert old.verify() == []
    assert (tmp_path / "ledger.jsonl.old-1").exists()
    with pytest.raises(StaleJournal):
        journal.verify_head()
    old.close()


def test_there_is_nothing_to_recover_when_all_is_well(journal: SqlJournal) -> None:
    give_numbers(journal, 2)
    assert journal.recover(NOW) == ["The ledger and the journal agree; there was nothing to recover."]
    assert journal.head().seq == 2


def test_a_journal_that_is_not_whole_is_not_gone_on_with(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    (tmp_path / "ledger.jsonl").unlink()
    by_hand(tmp_path, "UPDATE events SET kind = 'edited' WHERE seq = 1")
    with pytest.raises(JournalProblem, match="is not whole"):
        journal.recover(NOW)


def test_a_writer_killed_at_any_moment_leaves_every_number_that_it_told(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.connectors.journal.small import *\n"
        "journal = a_journal(Path(sys.argv[1])); journal.verify_head()\n"
        "for n in range(journal.next_number(SERIES, 2026), 10**6):\n"
        "    give_numbers(journal, n, after=n - 1); print(n, flush=True)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    chance = random.Random(3)
    for _ in range(6):
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]) as writer:
            assert writer.stdout
            told = [writer.stdout.readline()]
            time.sleep(chance.random() / 30)
            writer.kill()
            told += [line for line in writer.stdout if line.endswith(b"\n")]
        after = a_journal(tmp_path)
        assert after.verify() == []
        after.verify_head()
        given = [number.n for number in after.numbers()]
        assert given == [line.n for line in after.ledger.content().numbers.values()]
        assert given == list(range(1, len(given) + 1))
        assert len(given) >= int(told[-1])
        after.close()
