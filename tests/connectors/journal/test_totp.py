"""Codes of an authenticator application: those of RFC 6238, each taken once, near its time, with the lock of a PIN."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from connectors.journal import SqlJournal, totp
from tests.connectors.journal.small import NOW

RFC = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"), (20000000000, "65353130")],
)  # fmt: skip
def test_the_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    assert totp.code_at(RFC, totp.step_at(datetime.fromtimestamp(seconds, UTC))) == code[-6:]


@pytest.fixture
def secret(journal: SqlJournal) -> bytes:
    """That of the Kepala Dinas, set an hour ago."""
    salt, secret = journal.begin_totp("kepala")
    hour_ago = NOW - timedelta(hours=1)
    assert not journal.set_totp("kepala", salt, "000000", hour_ago)
    assert not journal.check_factor("kepala", "000000", hour_ago).known
    assert journal.set_totp("kepala", salt, code(secret, hour_ago), hour_ago)
    return secret


def code(secret: bytes, at: datetime, steps: int = 0) -> str:
    return totp.code_at(secret, totp.step_at(at) + steps)


def test_a_code_is_taken_once_and_a_used_one_is_no_guess(journal: SqlJournal, secret: bytes) -> None:
    now = code(secret, NOW)
    found = journal.check_factor("kepala", f"{now[:3]} {now[3:]}", NOW)
    assert (found.ok, found.kind) == (True, "TOTP")
    for _ in range(7):
        again = journal.check_factor("kepala", now, NOW + timedelta(seconds=20))
        assert (again.ok, again.used, again.locked_until) == (False, True, None)
    earlier = journal.check_factor("kepala", code(secret, NOW, -1), NOW)
    assert (earlier.ok, earlier.used) == (False, True)
    assert journal.check_factor("kepala", code(secret, NOW, 1), NOW + timedelta(seconds=30)).ok


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_clocks_may_run_apart_by_one_step(
    journal: SqlJournal, secret: bytes, steps: int, taken: bool
) -> None:
    assert journal.check_factor("kepala", code(secret, NOW, steps), NOW).ok is taken


def test_of_many_with_one_code_at_once_one_is_let_in(journal: SqlJournal, secret: bytes) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: journal.check_factor("kepala", code(secret, NOW), NOW), range(4)))
    assert sum(one.ok for one in found) == 1


def test_five_wrong_codes_lock_as_wrong_pins_do(journal: SqlJournal, secret: bytes) -> None:
    for left in (4, 3, 2, 1):
        assert journal.check_factor("kepala", "12345", NOW).tries_left == left
    assert journal.check_factor("kepala", "abc", NOW).locked_until == NOW + timedelta(minutes=15)
    assert not journal.check_factor("kepala", code(secret, NOW), NOW).ok
    later = NOW + timedelta(minutes=15)
    assert journal.check_factor("kepala", code(secret, later), later).ok


def test_a_pin_and_an_application_take_each_others_place(journal: SqlJournal, secret: bytes) -> None:
    journal.set_factor("kepala", "482913")
    assert not journal.check_factor("kepala", code(secret, NOW), NOW).ok
    assert journal.check_factor("kepala", "482913", NOW).kind == "PIN"
    assert [one.event.data["what"] for one in journal.recent(9)] == ["TOTP set"]
    assert journal.verify() == []


def test_the_address_for_the_application_is_whole() -> None:
    said = totp.address(RFC, "Dinas Koperasi & UM", "kepala")
    assert said.startswith(
        "otpauth://totp/Dinas%20Koperasi%20%26%20UM%3Akepala?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    )
    assert "issuer=Dinas%20Koperasi%20%26%20UM&algorithm=SHA1&digits=6&period=30" in said
