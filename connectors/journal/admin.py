"""The journal from its other sides: answers and forms come in, numbers are voided and inserted, all is verified."""

from __future__ import annotations

import hmac
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import scrypt, sha256
from typing import Any

from sqlalchemy import and_, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from connectors.journal import tables as t
from connectors.journal.codec import event_text, given_from, to_json
from connectors.journal.sql_journal import SqlJournal, _add, _append, _head, _number_row, _numbers, _recorded
from flows.engine.case import Event, EventKind, Given, Number, Submission
from flows.engine.ports import Recorded

TRIES, FIRST_LOCK = 5, timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class FactorCheck:
    """Whether a PIN was right. locked_until: the moment before which no PIN is looked at; known: a PIN is set."""

    ok: bool
    known: bool = True
    locked_until: datetime | None = None
    tries_left: int = TRIES


class NoSuchNumber(ValueError):
    """The number is not there, or cannot be what it was asked to be; the text says why."""


class FullJournal(SqlJournal):
    """The journal port and everything else that the office does with its memory."""

    # ------------------------------------------------------------------------------------------- coming in

    def submit(self, given: Given) -> tuple[bool, Given]:
        """Take in an answer. The first of a person to a request stands; gives whether this is it, and which stands."""
        row = {
            "id": given.id,
            "case_id": given.case,
            "request": given.request or None,
            "person": given.person or None,
            "state": given.state.value,
            "body": to_json(given),
        }
        try:
            with self._writing() as connection:
                connection.execute(insert(t.answers).values(row))
        except IntegrityError:
            same = t.answers.c.id == given.id
            if given.request and given.person:
                same = and_(t.answers.c.request == given.request, t.answers.c.person == given.person)
            with self._reading() as connection:
                body = connection.execute(select(t.answers.c.body).where(same)).scalar_one()
            return False, given_from(body)
        return True, given

    def answers_to(self, request: str) -> list[Given]:
        """Every answer that a request has had, whatever became of it."""
        return list(self._bodies(t.answers, t.answers.c.request == request, given_from))

    def submit_form(self, submission: Submission) -> bool:
        """Take in a form once; gives whether it was new."""
        row = {
            "form": submission.form,
            "id": submission.id,
            "state": submission.state.value,
            "body": to_json(submission),
        }
        try:
            with self._writing() as connection:
                connection.execute(insert(t.submissions).values(row))
        except IntegrityError:
            return False
        return True

    # --------------------------------------------------------------------------------------------- factors

    def set_factor(self, person: str, pin: str) -> None:
        """Set a person's PIN; only a slow, salted hash of it is kept."""
        salt = os.urandom(16)
        row = {
            "person": person,
            "salt": salt,
            "hash": _slow_hash(pin, salt),
            "failures": 0,
            "lockouts": 0,
            "locked_until": 0.0,
        }
        with self._writing() as connection:
            connection.execute(delete(t.factors).where(t.factors.c.person == person))
            connection.execute(insert(t.factors).values(row))

    def check_factor(self, person: str, pin: str, at: datetime) -> FactorCheck:
        """Compare a PIN. Five wrong ones lock it for 15 minutes, the next five for twice as long, and so on."""
        with self._writing() as connection:
            row = connection.execute(select(t.factors).where(t.factors.c.person == person)).first()
            if row is None:
                return FactorCheck(False, known=False, tries_left=0)
            if at.timestamp() < row.locked_until:
                return FactorCheck(
                    False, locked_until=datetime.fromtimestamp(row.locked_until, at.tzinfo), tries_left=0
                )
            ok = hmac.compare_digest(_slow_hash(pin, row.salt), row.hash)
            failures = 0 if ok else row.failures + 1
            lockouts, until = (0 if ok else row.lockouts), 0.0
            if failures >= TRIES:
                until = (at + FIRST_LOCK * 2**lockouts).timestamp()
                failures, lockouts = 0, lockouts + 1
            values = {"failures": failures, "lockouts": lockouts, "locked_until": until}
            connection.execute(update(t.factors).where(t.factors.c.person == person).values(values))
        if until:
            return FactorCheck(False, locked_until=datetime.fromtimestamp(until, at.tzinfo), tries_left=0)
        return FactorCheck(ok, tries_left=TRIES - failures)

    # --------------------------------------------------------------------------------------------- numbers

    def void_number(
        self, series: str, year: int, n: int, reason: str, at: datetime, suffix: str = ""
    ) -> Number:
        """Declare a number BATAL. It stays listed and is never given again."""
        if not reason.strip():
            raise NoSuchNumber("a void number needs a reason")
        table = t.numbers
        key = and_(table.c.series == series, table.c.year == year, table.c.n == n, table.c.suffix == suffix)
        with self._writing() as connection:
            found = [x for x in _numbers(connection, series, year) if (x.n, x.suffix) == (n, suffix)]
            if not found or found[0].void:
                why = "is BATAL already" if found else "was never given"
                raise NoSuchNumber(f"number {n}{suffix} of series «{series}» {year} {why}")
            number = replace(found[0], void=reason)
            connection.execute(update(table).where(key).values(void=reason))
            data = {"series": series, "year": year, "n": n, "text": number.text, "reason": reason}
            head = _append(connection, [Event(at, number.case, EventKind.VOIDED, data)])
        self.ledger.append([number], head)
        return number

    def insert_number(
        self, series: str, year: int, after: int, case: str, column: str, text: str, at: datetime
    ) -> Number:
        """Give a back-dated number after another: «12a», «12b». text: as printed, with ``{suffix}`` for the letter."""
        with self._writing() as connection:
            taken = [number for number in _numbers(connection, series, year) if number.n == after]
            if not taken:
                raise NoSuchNumber(f"number {after} of series «{series}» {year} was never given")
            if any(number.case == case and not number.void for number in _numbers(connection, series, year)):
                raise NoSuchNumber(f"{case} has a number of series «{series}» {year} already")
            suffix = chr(ord("a") + sum(bool(number.suffix) for number in taken))
            number = Number(series, year, after, text.replace("{suffix}", suffix), case, column, at, suffix)
            _add(connection, t.numbers, [_number_row(number)])
            data = {
                "series": series,
                "year": year,
                "n": after,
                "suffix": suffix,
                "text": number.text,
                "column": column,
            }
            head = _append(connection, [Event(at, case, EventKind.NUMBERED, data)])
        self.ledger.append([number], head)
        return number

    # --------------------------------------------------------------------------------------------- looking

    def events_of(self, case: str) -> list[Recorded]:
        with self._reading() as connection:
            query = select(t.events).where(t.events.c.case_id == case).order_by(t.events.c.seq)
            return [_recorded(row) for row in connection.execute(query)]

    def recent(self, limit: int) -> list[Recorded]:
        """The newest events, newest first."""
        with self._reading() as connection:
            query = select(t.events).order_by(t.events.c.seq.desc()).limit(limit)
            return [_recorded(row) for row in connection.execute(query)]

    def counts(self) -> dict[tuple[str, bool], int]:
        """(flow, closed) -> how many cases, children not counted."""
        query = (
            select(t.cases.c.flow, t.cases.c.closed, func.count())
            .where(t.cases.c.parent.is_(None))
            .group_by(t.cases.c.flow, t.cases.c.closed)
        )
        with self._reading() as connection:
            return {(flow, bool(closed)): n for flow, closed, n in connection.execute(query)}

    # ------------------------------------------------------------------------------------- verify and erase

    def verify(self) -> list[str]:
        """Every break: in the chain, between numbers and chain, between ledger and journal; English, one line each."""
        with self._reading() as connection:
            rows = connection.execute(select(t.events).order_by(t.events.c.seq)).all()
            numbers = _numbers(connection)
            head = _head(connection)
        found = list(_breaks_in_chain(rows))
        found += _numbers_beside_the_chain(rows, numbers)
        found += self._beside_the_ledger(numbers, {row.seq: row.hash for row in rows}, head.seq)
        return found

    def _beside_the_ledger(self, numbers: Sequence[Number], hashes: dict[int, str], last: int) -> list[str]:
        known = self.ledger.head()
        found = []
        if known.seq and hashes.get(known.seq) != known.hash:
            found.append(
                f"ledger: it ends at event {known.seq} ({known.hash[:12]}); this journal lacks it and ends at {last}"
            )
        noted = self.ledger.numbers()
        for number in numbers:
            line = noted.pop((number.series, number.year, number.n, number.suffix), None)
            if line is None or line.text != number.text:
                there = f"«{line.text}»" if line else "nothing"
                found.append(f"ledger: number {number.text} of «{number.series}» stands there as {there}")
        found += [
            f"ledger: it has number {line.text} of «{line.series}», the journal has not"
            for line in noted.values()
        ]
        return found

    def erase(self, case: str) -> None:
        """Take the personal data of a case out of the side tables; its history and numbers stay."""
        operations = select(t.operations.c.id).where(t.operations.c.case_id == case)
        with self._writing() as connection:
            connection.execute(delete(t.contents).where(t.contents.c.case_id == case))
            connection.execute(delete(t.payloads).where(t.payloads.c.operation.in_(operations)))


def _slow_hash(pin: str, salt: bytes) -> bytes:
    """About 30 ms: a PIN has few digits, so each guess must cost."""
    return scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def _breaks_in_chain(rows: Sequence[Any]) -> list[str]:
    found, prev, expected = [], "", 1
    for row in rows:
        if row.seq != expected:
            found.append(f"events: after {expected - 1} comes {row.seq}; what was between is gone")
        if row.prev != prev:
            found.append(f"event {row.seq}: it does not follow the one before it")
        try:
            event = _recorded(row).event
            whole = sha256(event_text(row.seq, event, row.prev).encode("utf-8", "surrogatepass")).hexdigest()
        except (ValueError, TypeError) as fault:
            found.append(f"event {row.seq}: it cannot be read ({fault})")
            whole = ""
        if whole and whole != row.hash:
            found.append(f"event {row.seq} of {row.case_id}: its content is not what was written")
        prev, expected = row.hash, row.seq + 1
    return found


def _numbers_beside_the_chain(rows: Sequence[Any], numbers: Sequence[Number]) -> list[str]:
    given = set()
    for row in rows:
        if row.kind == EventKind.NUMBERED.value:
            try:
                data = _recorded(row).event.data
            except ValueError:
                continue
            given.add(
                (
                    data.get("series"),
                    data.get("year"),
                    data.get("n"),
                    data.get("suffix", ""),
                    data.get("text"),
                )
            )
    have = {(x.series, x.year, x.n, x.suffix, x.text) for x in numbers}
    found = [f"numbers: {text} of «{series}» was given and is gone" for series, _, _, _, text in given - have]
    found += [
        f"numbers: {text} of «{series}» stands there and was never given"
        for series, _, _, _, text in have - given
    ]
    by_series: dict[tuple[str, int], list[int]] = {}
    for x in numbers:
        if not x.suffix:
            by_series.setdefault((x.series, x.year), []).append(x.n)
    for (series, year), taken in by_series.items():
        if sorted(taken) != list(range(1, len(taken) + 1)):
            found.append(f"numbers: series «{series}» {year} is not 1 to {len(taken)}")
    return found
