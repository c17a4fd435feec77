"""The journal keeps what it was told, whole or not at all, and notices when somebody changed it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hypothesis import given
from hypothesis import strategies as st

from connectors.journal import Ledger, open_journal
from connectors.journal.admin import FullJournal, NoSuchNumber
from connectors.journal.codec import case_from, to_json
from connectors.journal.ledger import LedgerBroken
from connectors.journal.tables import METADATA
from flows.engine.calendar import JAKARTA
from flows.engine.case import Agreement, Case, Event, EventKind, Given, Intent, Letter, Number, Operation, OpKind, OpState
from flows.engine.ports import Conflict, StaleJournal

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)  # a Monday


@pytest.fixture
def journal(tmp_path: Path) -> FullJournal:
    return a_journal(tmp_path)


def a_journal(folder: Path) -> FullJournal:
    journal = open_journal(folder / "journal.db", Ledger(folder / "ledger.jsonl"))
    assert isinstance(journal, FullJournal)
    return journal


def a_case(n: int, **fields: object) -> Case:
    return replace(Case(f"SK-2026-{n:04}", "P1", "Surat", "Draf", NOW, NOW, placed=True), **fields)  # type: ignore[arg-type]


def a_number(n: int, series: str = "surat keluar") -> tuple[Number, Event]:
    number = Number(series, 2026, n, f"500/{n:04}/2026", f"SK-2026-{n:04}", "Nomor surat", NOW)
    return number, Event(NOW, number.case, EventKind.NUMBERED, {"series": series, "year": 2026, "n": n, "text": number.text})


def give_numbers(journal: FullJournal, upto: int) -> None:
    for n in range(1, upto + 1):
        number, event = a_number(n)
        journal.commit(Intent(events=[event], numbers=[number], cases=[a_case(n)]))


@given(
    st.builds(
        Case,
        id=st.text(), flow=st.text(), register=st.text(), status=st.text(),
        opened_at=st.just(NOW), arrived_at=st.just(NOW), due_at=st.none() | st.just(NOW),
        fills=st.dictionaries(st.text(), st.text() | st.integers() | st.dates()),
        initial=st.dictionaries(st.text(), st.text() | st.integers() | st.dates(date(1900, 1, 1))),
        letters=st.tuples(st.builds(Letter, st.text(), st.text(), st.text(), st.integers(), st.booleans(), st.text())),
        agreements=st.tuples(st.builds(Agreement, st.text(), st.text(), st.just(NOW), st.text())),
    )
)  # fmt: skip
def test_a_case_comes_back_as_it_was(case: Case) -> None:
    assert case_from(to_json(case)) == case


def test_a_fresh_journal_has_the_tables_that_the_code_expects(journal: FullJournal) -> None:
    with journal.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_numbers_run_without_a_gap(journal: FullJournal) -> None:
    give_numbers(journal, 3)
    number, event = a_number(5)
    with pytest.raises(Conflict, match="5 does not follow 3"):
        journal.commit(Intent(events=[event], numbers=[number], cases=[a_case(5)]))
    assert journal.cases(["SK-2026-0005"]) == {}
    assert journal.head().seq == 3


def test_one_thing_opens_one_case(journal: FullJournal) -> None:
    journal.commit(Intent(cases=[a_case(1, origin="form:surat:r1")]))
    with pytest.raises(Conflict):
        journal.commit(Intent(cases=[a_case(2, origin="form:surat:r1")], events=[Event(NOW, "x", EventKind.OPENED)]))
    assert journal.head().seq == 0


def test_twenty_hands_take_each_number_once(journal: FullJournal) -> None:
    def take(_: int) -> bool:
        for _ in range(500):
            n = journal.next_number("surat keluar", 2026)
            number, event = a_number(n)
            try:
                journal.commit(Intent(events=[event], numbers=[number], cases=[a_case(n)]))
            except Conflict:
                continue
            return True
        return False

    with ThreadPoolExecutor(20) as pool:
        assert all(pool.map(take, range(40)))
    assert [number.n for number in journal.numbers()] == list(range(1, 41))
    assert journal.verify() == []


def test_of_fifty_answers_at_once_the_first_stands(journal: FullJournal) -> None:
    def submit(n: int) -> bool:
        answer = Given(f"a{n}", "SK-2026-0001", 1, "Setuju" if n % 2 else "Revisi", NOW, request="r", person="kepala")
        return journal.submit(answer)[0]

    with ThreadPoolExecutor(50) as pool:
        assert sum(pool.map(submit, range(50))) == 1
    (standing,) = journal.pending_answers()
    assert journal.submit(replace(standing, id="later", label="Tolak")) == (False, standing)


def test_every_change_of_the_history_is_noticed(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 4)
    assert journal.verify() == []
    changes = [
        "UPDATE events SET data = replace(data, '2026', '2025') WHERE seq = {}",
        "UPDATE events SET case_id = 'SK-2026-9999' WHERE seq = {}",
        "UPDATE events SET at = '2020-01-01T00:00:00+07:00' WHERE seq = {}",
        "DELETE FROM events WHERE seq = {}",
        "UPDATE events SET seq = 100 - seq WHERE seq = {}",
    ]
    for change in changes:
        for seq in range(1, 5):
            folder = tmp_path / f"{changes.index(change)}-{seq}"
            folder.mkdir()
            for name in ("journal.db", "ledger.jsonl"):
                source = sqlite3.connect(tmp_path / name) if name.endswith(".db") else None
                if source is None:
                    shutil.copy(tmp_path / name, folder / name)
                else:
                    source.backup(sqlite3.connect(folder / name))
            with sqlite3.connect(folder / "journal.db") as altered:
                altered.execute(change.format(seq))
            assert a_journal(folder).verify(), f"{change} on {seq}"


def test_a_number_slipped_in_or_taken_out_is_noticed(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 3)
    with sqlite3.connect(tmp_path / "journal.db") as altered:
        altered.execute("UPDATE numbers SET text = '500/0099/2026' WHERE n = 2")
    assert any("500/0099/2026" in line for line in journal.verify())


def test_an_older_copy_of_the_journal_is_refused(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    copy = tmp_path / "old"
    copy.mkdir()
    sqlite3.connect(tmp_path / "journal.db").backup(sqlite3.connect(copy / "journal.db"))
    give_more = a_number(3)
    journal.commit(Intent(events=[give_more[1]], numbers=[give_more[0]], cases=[a_case(3)]))
    old = open_journal(copy / "journal.db", Ledger(tmp_path / "ledger.jsonl"))
    with pytest.raises(StaleJournal, match="ends at event 2"):
        old.verify_head()


def test_a_crash_between_journal_and_ledger_is_made_up_for(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    lines = (tmp_path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(lines[:-2]))
    again = a_journal(tmp_path)
    again.verify_head()
    assert again.verify() == []


def test_a_line_of_the_ledger_that_was_cut_is_written_again(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 3)
    whole = (tmp_path / "ledger.jsonl").read_bytes()
    for cut in range(1, len(whole.splitlines()[-1]) + len(whole.splitlines()[-2])):
        (tmp_path / "ledger.jsonl").write_bytes(whole[:-cut])
        again = a_journal(tmp_path)
        again.verify_head()
        assert again.verify() == [], f"cut by {cut}"


def test_a_damaged_line_inside_the_ledger_is_named(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 3)
    lines = (tmp_path / "ledger.jsonl").read_bytes().splitlines(keepends=True)
    lines[1] = lines[1].replace(b"1", b"2", 1)
    (tmp_path / "ledger.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(LedgerBroken, match="line 2"):
        Ledger(tmp_path / "ledger.jsonl").numbers()


def test_a_flipped_bit_never_changes_what_is_told_in_silence(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 30)
    with sqlite3.connect(tmp_path / "journal.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.close()
    whole = (tmp_path / "journal.db").read_bytes()
    honest = [(r.seq, r.event, r.hash) for r in a_journal(tmp_path).recent(100)]
    chance = random.Random(7)
    for _ in range(150):
        flipped = bytearray(whole)
        at = chance.randrange(len(flipped))
        flipped[at] ^= 1 << chance.randrange(8)
        folder = tmp_path / "flip"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / "journal.db").write_bytes(bytes(flipped))
        shutil.copy(tmp_path / "ledger.jsonl", folder / "ledger.jsonl")
        try:
            other = a_journal(folder)
            told = [(r.seq, r.event, r.hash) for r in other.recent(100)]
            assert told == honest or other.verify()
        except Exception as fault:  # a plain error is no silence
            assert str(fault)
        finally:
            other.close()


def test_a_full_disk_keeps_nothing_of_the_commit(journal: FullJournal, tmp_path: Path) -> None:
    give_numbers(journal, 2)
    with journal.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        connection.rollback()
    number, event = a_number(3)
    big = a_case(3, notice="x" * 50_000)
    with pytest.raises(Exception, match="full"):
        journal.commit(Intent(events=[event], numbers=[number], cases=[big]))
    again = a_journal(tmp_path)
    assert [n.n for n in again.numbers()] == [1, 2]
    assert again.verify() == []


def test_a_void_number_stays_listed_and_is_never_given_again(journal: FullJournal) -> None:
    give_numbers(journal, 2)
    journal.void_number("surat keluar", 2026, 2, "salah alamat", NOW)
    assert [(n.n, n.void) for n in journal.numbers()] == [(1, ""), (2, "salah alamat")]
    assert journal.next_number("surat keluar", 2026) == 3
    with pytest.raises(NoSuchNumber, match="BATAL already"):
        journal.void_number("surat keluar", 2026, 2, "lagi", NOW)
    assert journal.verify() == []


def test_a_back_dated_number_bears_a_letter(journal: FullJournal) -> None:
    give_numbers(journal, 2)
    for n, suffix in ((7, "a"), (8, "b")):
        journal.commit(Intent(cases=[a_case(n)]))
        inserted = journal.insert_number("surat keluar", 2026, 1, f"SK-2026-{n:04}", "Nomor surat", "500/0001{suffix}/2026", NOW)
        assert inserted.text == f"500/0001{suffix}/2026"
    assert journal.verify() == []


def test_five_wrong_pins_lock_and_the_next_five_lock_longer(journal: FullJournal) -> None:
    journal.set_factor("kepala", "482913")
    assert journal.check_factor("kepala", "482913", NOW).ok
    for left in (4, 3, 2, 1):
        assert journal.check_factor("kepala", "000000", NOW).tries_left == left
    locked = journal.check_factor("kepala", "000000", NOW).locked_until
    assert locked == NOW + timedelta(minutes=15)
    assert not journal.check_factor("kepala", "482913", NOW + timedelta(minutes=14)).ok
    assert journal.check_factor("kepala", "482913", NOW + timedelta(minutes=15)).ok
    assert not journal.check_factor("nobody", "482913", NOW).known


def test_erasing_a_case_leaves_the_chain_whole(journal: FullJournal) -> None:
    give_numbers(journal, 1)
    operation = Operation("op", "SK-2026-0001", 1, OpKind.MAIL, {"to": ["warga@contoh.id"]})
    journal.commit(Intent(operations=[operation]))
    journal.erase("SK-2026-0001")
    (left,) = journal.operations(OpState.INTENDED)
    assert left.payload == {}
    assert journal.verify() == []
