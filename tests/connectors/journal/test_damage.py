"""Whoever or whatever changes the journal behind its back is noticed."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from connectors.journal import DamagedJournal, JournalProblem, SqlJournal
from connectors.journal.tables import SEALED
from flows.engine.case import Event, EventKind, Intent, OpState
from flows.engine.ports import StaleJournal
from tests.connectors.journal.small import (
    NOW,
    a_case,
    a_journal,
    all_that_is_told,
    by_hand,
    copied,
    give_numbers,
    live_a_little,
)

CHANGES_OF_AN_EVENT = {
    "altered": "UPDATE events SET data = replace(data, '2026', '2025') WHERE seq = {}",
    "given to another case": "UPDATE events SET case_id = 'SK-2026-9999' WHERE seq = {}",
    "back-dated": "UPDATE events SET at = '2020-01-01T00:00:00+07:00' WHERE seq = {}",
    "made another kind": "UPDATE events SET kind = 'edited' WHERE seq = {}",
    "removed": "DELETE FROM events WHERE seq = {}",
    "moved to the end": "UPDATE events SET seq = seq + 100 WHERE seq = {}",
    "swapped": "UPDATE events SET seq = CASE seq WHEN {0} THEN -1 - {0} % 6 ELSE -{0} END WHERE seq IN ({0}, 1 + {0} % 6)",
    "copied": "INSERT INTO events SELECT 7, at, case_id, kind, data, prev, hash FROM events WHERE seq = {}",
}


@pytest.mark.parametrize("change", CHANGES_OF_AN_EVENT)
def test_every_event_that_was(journal: SqlJournal, tmp_path: Path, change: str) -> None:
    give_numbers(journal, 6)
    assert journal.verify() == []
    for seq in range(1, 7):
        folder = copied(journal, tmp_path / str(seq))
        by_hand(folder, CHANGES_OF_AN_EVENT[change].format(seq))
        by_hand(folder, "UPDATE events SET seq = -seq WHERE seq < 0")
        other = a_journal(folder)
        assert other.verify(), f"event {seq} {change}"
        other.close()


def test_a_history_written_anew_from_some_event_on_is_not_the_ledgers(
    journal: SqlJournal, tmp_path: Path
) -> None:
    give_numbers(journal, 3)
    folder = copied(journal, tmp_path / "anew")
    by_hand(folder, "DELETE FROM events WHERE seq > 1")
    forger = a_journal(folder, ledger=tmp_path / "anew" / "ledger of the forger")
    forger.ledger.append((), forger.head())
    for n in (2, 3):
        forger.commit(Intent(events=[Event(NOW, f"SK-2026-000{n}", EventKind.EDITED, {"n": n})]))
    forger.close()
    found = a_journal(folder).verify()
    assert any("it ends at event 3" in line for line in found)
    with pytest.raises(StaleJournal, match="which the ledger"):
        a_journal(folder).verify_head()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE numbers SET text = '500/0099/2026' WHERE n = 4", "numbers «surat keluar 2026 4 »"),
        ("DELETE FROM numbers WHERE n = 4", "«500/0004/2026» of «surat keluar» 2026 (SK-2026-0004) was given and is gone"),
        ("UPDATE numbers SET void = 'batal' WHERE n = 4", "numbers «surat keluar 2026 4 »"),
        ("UPDATE cases SET status = 'Selesai' WHERE id = 'SK-2026-0004'", "cases «SK-2026-0004»"),
        ("UPDATE cases SET closed = 1 WHERE id = 'SK-2026-0004'", "cases «SK-2026-0004»"),
        ("UPDATE answers SET body = replace(body, 'Setuju', 'Revisi')", "answers «a1»"),
        ("UPDATE payloads SET payload = replace(payload, 'warga', 'siapa')", "payloads «op/1»"),
        ("UPDATE row_digests SET digest = x'00' WHERE id = 'SK-2026-0004'", "row_digests «Surat Keluar SK-2026-0004»"),
        ("UPDATE factors SET failures = 3", "factors «kepala»"),
        ("DELETE FROM operations WHERE id = 'op/1'", "names one of operations that is not there"),
    ],
)  # fmt: skip
def test_a_row_changed_by_hand_is_named(journal: SqlJournal, tmp_path: Path, change: str, said: str) -> None:
    live_a_little(journal, pin="factors" in change)
    assert journal.verify() == []
    by_hand(tmp_path, change)
    assert any(said in line for line in journal.verify())


def test_a_case_that_was_taken_out_is_named(journal: SqlJournal, tmp_path: Path) -> None:
    journal.commit(Intent(cases=[a_case(1)], events=[Event(NOW, "SK-2026-0001", EventKind.OPENED)]))
    by_hand(tmp_path, "DELETE FROM cases")
    assert journal.verify() == ["cases: «SK-2026-0001» was opened and is gone"]


def test_a_row_that_is_not_what_was_written_is_not_acted_upon(journal: SqlJournal, tmp_path: Path) -> None:
    live_a_little(journal)
    by_hand(tmp_path, "UPDATE cases SET state = replace(state, 'Verifikasi', 'Selesai')")
    with pytest.raises(
        DamagedJournal, match=r"cases «SK-2026-0001» is not what was written.*restore journal\.db"
    ):
        journal.open_cases()
    by_hand(tmp_path, "UPDATE payloads SET payload = replace(payload, 'warga', 'siapa')")
    with pytest.raises(StaleJournal):
        journal.operations(OpState.INTENDED)


def test_every_table_is_sealed_and_read_in_these_tests(journal: SqlJournal) -> None:
    live_a_little(journal, pin=True)
    with journal.engine.connect() as connection:
        assert [t.name for t in SEALED if connection.execute(t.select()).first() is None] == []


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_never_changes_in_silence_what_is_told(
    journal: SqlJournal, tmp_path: Path, seed: int
) -> None:
    live_a_little(journal, cases=12, pin=True)
    honest = all_that_is_told(journal)
    source = copied(journal, tmp_path / "whole")
    whole = (source / "journal.db").read_bytes()
    pages = [n for n in range(0, len(whole), 4096) if any(whole[n : n + 4096])]
    chance, noticed, harmless = random.Random(seed), 0, 0
    for _ in range(50):
        flipped = bytearray(whole)
        at = chance.choice(pages) + chance.randrange(4096)
        flipped[at] ^= 1 << chance.randrange(8)
        folder = tmp_path / "flipped"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "journal.db").write_bytes(flipped)
        shutil.copy(source / "ledger.jsonl", folder)
        try:
            other = a_journal(folder)
        except JournalProblem:
            noticed += 1
            continue
        found = other.verify()
        try:
            told = all_that_is_told(other)
        except (JournalProblem, ValueError, TypeError):
            told = None
        other.close()
        assert told == honest or told is None or found, f"byte {at} of the journal, seed {seed}"
        if told is None or found:
            noticed += 1
        else:
            harmless += 1
    assert noticed
    assert harmless


def test_a_write_ahead_log_cut_anywhere_leaves_a_beginning_of_the_history(
    journal: SqlJournal, tmp_path: Path
) -> None:
    give_numbers(journal, 8)
    honest = [(one.seq, one.hash) for one in reversed(journal.recent(100))]
    database, log = (tmp_path / "journal.db").read_bytes(), (tmp_path / "journal.db-wal").read_bytes()
    frame = 24 + 4096
    cuts = [32 + frame * n for n in range(0, (len(log) - 32) // frame, 3)]
    chance = random.Random(1)
    cuts += [chance.randrange(len(log)) for _ in range(40)]
    seen = set()
    for cut in cuts:
        folder = tmp_path / "cut"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "journal.db").write_bytes(database)
        (folder / "journal.db-wal").write_bytes(log[:cut])
        shutil.copy(tmp_path / "ledger.jsonl", folder)
        other = a_journal(folder)
        told = [(one.seq, one.hash) for one in reversed(other.recent(100))]
        assert told == honest[: len(told)]
        seen.add(len(told))
        if len(told) < 8:  # what had left the house is missing: nothing is done
            with pytest.raises(StaleJournal):
                other.verify_head()
        assert not [line for line in other.verify() if not line.startswith("ledger:")]
        other.close()
    assert len(seen) > 3


def test_a_file_that_is_no_journal_is_refused_plainly(tmp_path: Path) -> None:
    (tmp_path / "journal.db").write_bytes(b"Surat keluar\n" * 1000)
    with pytest.raises(DamagedJournal, match=r"journal\.db: it cannot be read as a journal"):
        a_journal(tmp_path)


def test_erasing_a_person_leaves_the_chain_whole_and_no_trace_in_the_files(
    journal: SqlJournal, tmp_path: Path
) -> None:
    live_a_little(journal)
    assert b"Bu Siti" in (tmp_path / "journal.db-wal").read_bytes() + (tmp_path / "journal.db").read_bytes()
    journal.erase("SK-2026-0001", NOW)
    assert journal.contents(["SK-2026-0001"]) == {}
    assert [operation.payload for operation in journal.operations(*OpState)] == [{}, {}]
    assert journal.events_of("SK-2026-0001")[-1].event.data == {"what": "erased"}
    assert journal.verify() == []
    files = (tmp_path / "journal.db-wal").read_bytes() + (tmp_path / "journal.db").read_bytes()
    assert b"Bu Siti" not in files
    assert b"warga@contoh.id" not in files


def test_the_counts_for_the_operator_add_up(journal: SqlJournal) -> None:
    live_a_little(journal)
    journal.commit(Intent(cases=[a_case(20, parent="SK-2026-0001"), a_case(21, closed=True)]))
    stats = journal.stats()
    assert stats.cases == journal.counts() == {("P1.2.1.1", False): 6, ("P1.2.1.1", True): 1}
    assert stats.operations == {OpState.DONE: 1, OpState.INTENDED: 1}
    assert (stats.children, stats.numbers, stats.void_numbers, stats.open_requests) == (1, 6, 1, 1)
    assert (stats.pending_answers, stats.pending_submissions) == (1, 1)
    assert stats.head == stats.known_to_ledger == journal.head()


def test_the_tables_hold_what_the_code_believes(tmp_path: Path, journal: SqlJournal) -> None:
    with closing(sqlite3.connect(tmp_path / "journal.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    with journal.engine.connect() as connection_:
        assert connection_.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection_.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection_.exec_driver_sql("PRAGMA busy_timeout").scalar() == 30_000
