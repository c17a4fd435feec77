"""What people hand in: the first answer stands, a PIN is theirs alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from connectors.journal import SqlJournal
from connectors.journal import factors as factors_module
from connectors.journal.factors import Factors
from tests.connectors.journal.small import NOW, a_journal, an_answer


def test_of_fifty_answers_at_once_the_first_stands(journal: SqlJournal) -> None:
    def submit(n: int) -> tuple[bool, object]:
        return journal.submit(an_answer(f"a{n}", "Setuju" if n % 2 else "Revisi"))

    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(submit, range(50)))
    assert sum(taken for taken, _ in said) == 1
    (standing,) = journal.pending_answers()
    assert {answer for _, answer in said} == {standing}
    assert journal.submit(an_answer("later", "Tolak")) == (False, standing)


def test_each_person_and_each_request_has_its_own_answer(journal: SqlJournal) -> None:
    one = an_answer("a")
    for other in (one, replace(one, id="b", person="sekretaris"), replace(one, id="c", request="r2")):
        assert journal.submit(other) == (True, other)


def test_answers_to_no_request_are_known_by_their_id(journal: SqlJournal) -> None:
    link = an_answer("link-1", request="", person="")
    assert journal.submit(link)[0]
    assert journal.submit(replace(link, id="link-2"))[0]
    assert journal.submit(replace(link, label="Tolak")) == (False, link)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs compared without the wait."""
    monkeypatch.setattr(Factors, "_slow_hash", lambda self, pin, salt: self.key + salt + pin.encode())


def test_a_pin_is_kept_only_as_a_slow_hash(journal: SqlJournal, tmp_path: Path) -> None:
    journal.set_factor("kepala", "482913", NOW)
    assert journal.check_factor("kepala", "482913", NOW).ok
    assert not journal.check_factor("kepala", "482914", NOW).ok
    assert b"482913" not in (tmp_path / "journal.db-wal").read_bytes()
    assert journal.recent(1)[0].event.data == {"what": "PIN set", "person": "kepala"}


@pytest.mark.usefixtures("quick")
def test_five_wrong_pins_lock_and_the_next_five_lock_longer(journal: SqlJournal) -> None:
    journal.set_factor("kepala", "482913")
    at = NOW
    for minutes in (15, 30, 60):
        for left in (4, 3, 2, 1):
            assert journal.check_factor("kepala", "000000", at).tries_left == left
        assert journal.check_factor("kepala", "000000", at).locked_until == at + timedelta(minutes=minutes)
        locked = journal.check_factor("kepala", "482913", at + timedelta(minutes=minutes, seconds=-1))
        assert (locked.ok, locked.locked_until) == (False, at + timedelta(minutes=minutes))
        at += timedelta(minutes=minutes)
    assert journal.check_factor("kepala", "482913", at).ok
    assert journal.check_factor("kepala", "000000", at).tries_left == 4


@pytest.mark.usefixtures("quick")
def test_no_lock_is_longer_than_a_day(journal: SqlJournal) -> None:
    journal.set_factor("kepala", "482913")
    at = NOW
    for _ in range(40):
        until = None
        while until is None:
            until = journal.check_factor("kepala", "000000", at).locked_until
        assert until - at <= factors_module.LONGEST_LOCK
        at = until
    journal.set_factor("kepala", "135790")
    assert journal.check_factor("kepala", "135790", at - timedelta(hours=1)).ok


@pytest.mark.usefixtures("quick")
def test_of_fifty_wrong_pins_at_once_five_are_looked_at(journal: SqlJournal) -> None:
    journal.set_factor("kepala", "482913")
    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(lambda n: journal.check_factor("kepala", f"{n:06}", NOW), range(50)))
    assert not any(one.ok for one in said)
    assert sorted(one.tries_left for one in said if one.tries_left) == [1, 2, 3, 4]
    assert journal.check_factor("kepala", "482913", NOW).locked_until == NOW + timedelta(minutes=15)


def test_a_pin_of_nobody_and_a_pin_made_with_another_key_are_not_known(
    journal: SqlJournal, tmp_path: Path
) -> None:
    journal.set_factor("kepala", "482913")
    assert not journal.check_factor("nobody", "482913", NOW).known
    other = a_journal(tmp_path)
    other.key = b"another"
    assert not other.check_factor("kepala", "482913", NOW).known
    other.close()
