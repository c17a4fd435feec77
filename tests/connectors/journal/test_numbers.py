"""Numbers by hand: declared BATAL, or put in between."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from connectors.journal import NoSuchNumber, SqlJournal
from flows.engine.case import EventKind, Intent
from tests.connectors.journal.small import NOW, SERIES, a_case, by_hand, give_numbers


def test_a_void_number_stays_listed_and_is_never_given_again(journal: SqlJournal) -> None:
    give_numbers(journal, 2)
    journal.void_number(SERIES, 2026, 2, "salah alamat", NOW)
    assert [(number.n, number.void) for number in journal.numbers()] == [(1, ""), (2, "salah alamat")]
    assert journal.next_number(SERIES, 2026) == 3
    (said,) = journal.recent(1)
    assert (said.event.kind, said.event.data["reason"]) == (EventKind.VOIDED, "salah alamat")
    assert journal.verify() == []


@pytest.mark.parametrize(
    ("n", "reason", "said"),
    [(2, "lagi", "is BATAL already: salah"), (3, "salah", "was never given"), (1, " ", "needs a reason")],
)
def test_a_number_is_not_declared_void_for_nothing(
    journal: SqlJournal, n: int, reason: str, said: str
) -> None:
    give_numbers(journal, 2)
    journal.void_number(SERIES, 2026, 2, "salah", NOW)
    with pytest.raises(NoSuchNumber, match=said):
        journal.void_number(SERIES, 2026, n, reason, NOW)
    assert journal.head().seq == 3


def test_a_back_dated_number_bears_a_letter(journal: SqlJournal) -> None:
    give_numbers(journal, 2)
    for n, suffix in ((7, "a"), (8, "b")):
        journal.commit(Intent(cases=[a_case(n)]))
        number = journal.insert_number(
            SERIES, 2026, 1, f"SK-2026-{n:04}", "Nomor surat", "500/0001{suffix}/2026", NOW
        )
        assert (number.text, number.suffix) == (f"500/0001{suffix}/2026", suffix)
    assert [f"{number.n}{number.suffix}" for number in journal.numbers()] == ["1", "1a", "1b", "2"]
    assert journal.next_number(SERIES, 2026) == 3
    assert journal.verify() == []
    journal.void_number(SERIES, 2026, 1, "keliru", NOW, suffix="a")
    assert [bool(number.void) for number in journal.numbers()] == [False, True, False, False]
    assert journal.verify() == []


def test_an_inserted_number_is_that_of_its_case_with_the_day_of_the_one_before(journal: SqlJournal) -> None:
    give_numbers(journal, 1)
    case = a_case(7)
    later = NOW + timedelta(days=40)
    journal.commit(Intent(cases=[case]))
    text = "500/0001{suffix}/2026"
    journal.insert_number(SERIES, 2026, 1, case.id, "Nomor surat", text, later, dated="Tanggal surat")
    now = journal.cases([case.id])[case.id]
    assert now.fills == {**case.fills, "Nomor surat": "500/0001a/2026", "Tanggal surat": NOW.date()}
    assert [one.id for one in journal.due(later)] == [case.id]  # the next pass shows it
    old = a_case(8, fills={"Nomor surat": "12/2019"})
    journal.commit(Intent(cases=[old]))
    with pytest.raises(NoSuchNumber, match="SK-2026-0008 has 12/2019 in «Nomor surat» already"):
        journal.insert_number(SERIES, 2026, 1, old.id, "Nomor surat", text, later)
    assert [number.text for number in journal.numbers() if number.suffix] == ["500/0001a/2026"]
    journal.void_number(SERIES, 2026, 1, "keliru", later, suffix="a")
    assert journal.insert_number(SERIES, 2026, 1, case.id, "Nomor surat", text, later).suffix == "b"
    assert journal.cases([case.id])[case.id].fills["Nomor surat"] == "500/0001b/2026"
    assert journal.verify() == []


def test_a_number_is_not_put_where_it_cannot_be(journal: SqlJournal) -> None:
    give_numbers(journal, 2)

    def put(after: int, case: str, text: str = "500/0001{suffix}/2026") -> None:
        journal.insert_number(SERIES, 2026, after, case, "Nomor surat", text, NOW)

    with pytest.raises(NoSuchNumber, match="9 of series «surat keluar» 2026 was never given"):
        put(9, "SK-2026-0007")
    with pytest.raises(NoSuchNumber, match="has number 500/0002/2026 in «Nomor surat» already"):
        put(1, "SK-2026-0002")
    with pytest.raises(NoSuchNumber, match="500/0002/2026 of series «surat keluar» 2026 was given already"):
        put(1, "SK-2026-0007", "500/0002/2026")
    for n in range(26):
        put(1, f"SK-2026-1{n:03}")
    with pytest.raises(NoSuchNumber, match="all suffixes a to z"):
        put(1, "SK-2026-2000")
    assert journal.verify() == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM numbers WHERE n = 2", "was given and is gone"),
        ("DELETE FROM numbers WHERE n = 2", "is not 1 to 2"),
        ("UPDATE numbers SET case_id = 'SK-2026-0009' WHERE n = 2", "was never given"),
        ("UPDATE numbers SET void = 'diam-diam' WHERE n = 2", "is BATAL and nobody said so"),
        ("UPDATE numbers SET void = '' WHERE n = 3", "was declared BATAL and is not"),
        ("UPDATE numbers SET text = '1/2026' WHERE n = 2", "stands there as «500/0002/2026»"),
    ],
)
def test_even_with_a_right_checksum_a_number_must_be_the_chains_and_the_ledgers(
    journal: SqlJournal, tmp_path: Path, change: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_numbers(journal, 3)
    journal.void_number(SERIES, 2026, 3, "salah", NOW)
    by_hand(tmp_path, change)
    monkeypatch.setattr("connectors.journal.rows.checksum", lambda table, values: _Same())
    assert any(said in line for line in journal.verify())


class _Same(int):
    """A checksum that fits every row, as a careful forger's would."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = int.__hash__
