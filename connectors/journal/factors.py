"""A person's own factor, a PIN or the codes of an authenticator application; locked after five wrong tries.

A PIN is kept as a slow, salted hash made with the office's key; of an application only which code was taken last.
"""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import scrypt, sha256

from sqlalchemy import Connection, select
from sqlalchemy.engine import Row as Found

from connectors.journal import tables as t
from connectors.journal import totp
from connectors.journal.base import JournalBase
from connectors.journal.opening import upsert
from connectors.journal.rows import Row, checked, sealed
from flows.engine.case import Event, EventKind

TRIES = 5
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FactorCheck:
    """Whether a PIN was right. locked_until: the moment before which no PIN is looked at; known: a PIN is set (with
    the office's present key); kind: what it was compared with; used: a right code that was taken before."""

    ok: bool
    known: bool = True
    locked_until: datetime | None = None
    tries_left: int = TRIES
    kind: str = "PIN"
    used: bool = False


class Factors(JournalBase):
    """A person's own factor. A copy of the journal without the office's key does not let PINs be guessed."""

    def set_factor(self, person: str, pin: str, at: datetime | None = None) -> None:
        """Set a person's PIN and lift any lock; with ``at`` the history says that it was set."""
        salt = os.urandom(16)
        self._set(person, salt, self._slow_hash(pin, salt), "PIN set", at)

    def people_with_factor(self) -> set[str]:
        """Who has a PIN or an application, set with the office's present key."""
        with self._reading() as connection:
            rows = connection.execute(select(t.factors)).all()
        return {row.person for row in rows if checked(t.factors, row).key_mark == self._key_mark()}

    def begin_totp(self, person: str) -> tuple[bytes, bytes]:
        """A new (salt, secret) for somebody's application; nothing is kept before their first code was right."""
        salt = os.urandom(16)
        return salt, totp.secret_of(self.key, person, salt)

    def set_totp(self, person: str, salt: bytes, code: str, at: datetime) -> bool:
        """Take the codes of an application from now on, in place of a PIN, when its first one is right."""
        step = totp.step_of(totp.secret_of(self.key, person, salt), code, at)
        if step:
            self._set(person, salt, totp.kept(step), "TOTP set", at)
        return bool(step)

    def _set(self, person: str, salt: bytes, hash: bytes, what: str, at: datetime | None) -> None:
        row = {"person": person, "salt": salt, "hash": hash, "key_mark": self._key_mark(), "failures": 0,
               "lockouts": 0, "locked_until": 0.0}  # fmt: skip
        with self._one_writer:
            with self._writing() as connection:
                upsert(connection, t.factors, [sealed(t.factors, row)])
                if at is not None:
                    said = Event(at, "", EventKind.ADMIN, {"what": what, "person": person})
                    head = self._extend(connection, [said])
            if at is not None:
                self.ledger.append((), head)

    def check_factor(self, person: str, pin: str, at: datetime) -> FactorCheck:
        """Compare a PIN. Five wrong ones lock it for 15 minutes, the next five for twice as long, up to a day."""
        # The try is counted before the slow comparison, so that many at once cannot get more than five.
        with self._writing() as connection:
            row = self._factor(connection, person)
            counted = self._counted(connection, row, at) if row is not None else None
        if row is None:
            self._slow_hash(pin, bytes(16))  # takes as long as for a person who is known
            return FactorCheck(False, known=False, tries_left=0)
        newest = totp.newest_step(row.hash)
        kind = "PIN" if newest is None else "TOTP"
        if counted is None:
            until = datetime.fromtimestamp(row.locked_until, at.tzinfo)
            return FactorCheck(False, locked_until=until, tries_left=0, kind=kind)
        if newest is not None:
            step = totp.step_of(totp.secret_of(self.key, person, row.salt), pin, at)
            if step:
                return self._take_step(person, row, step)
        elif hmac.compare_digest(self._slow_hash(pin, row.salt), row.hash):
            with self._writing() as connection:
                now = self._factor(connection, person)
                if now is not None and now.salt == row.salt:
                    _put(connection, now, failures=0, lockouts=0, locked_until=0.0)
            return FactorCheck(True)
        if counted["locked_until"]:
            until = datetime.fromtimestamp(counted["locked_until"], at.tzinfo)
            return FactorCheck(False, locked_until=until, tries_left=0, kind=kind)
        return FactorCheck(False, tries_left=TRIES - counted["failures"], kind=kind)

    def _take_step(self, person: str, row: Found[tuple[object, ...]], step: int) -> FactorCheck:
        """Take a right code once; whoever comes second with it is refused, but was not guessing."""
        with self._writing() as connection:
            now = self._factor(connection, person)
            newest = totp.newest_step(now.hash) if now is not None and now.salt == row.salt else None
            if now is None or newest is None:
                return FactorCheck(False, known=False, tries_left=0, kind="TOTP")
            fresh = step > newest
            changed: Row = {"hash": totp.kept(step)} if fresh else {}
            _put(connection, now, failures=0, lockouts=0, locked_until=0.0, **changed)
        return FactorCheck(fresh, kind="TOTP", used=not fresh)

    def _factor(self, connection: Connection, person: str) -> Found[tuple[object, ...]] | None:
        row = connection.execute(select(t.factors).where(t.factors.c.person == person)).first()
        if row is None or checked(t.factors, row).key_mark != self._key_mark():
            return None
        return row

    @staticmethod
    def _counted(connection: Connection, row: Found[tuple[object, ...]], at: datetime) -> Row | None:
        """The row with one more try; None while it is locked."""
        if at.timestamp() < row.locked_until:
            return None
        failures, lockouts, until = row.failures + 1, row.lockouts, 0.0
        if failures >= TRIES:
            lock = min(FIRST_LOCK * 2 ** min(lockouts, 10), LONGEST_LOCK)
            failures, lockouts, until = 0, lockouts + 1, (at + lock).timestamp()
        return _put(connection, row, failures=failures, lockouts=lockouts, locked_until=until)

    def _slow_hash(self, pin: str, salt: bytes) -> bytes:
        """About 0.2 s and 16 MB: a PIN has few digits, so each guess must cost."""
        secret = hmac.new(self.key, pin.encode("utf-8", "surrogatepass"), sha256).digest()
        return scrypt(secret, salt=salt, n=2**14, r=8, p=5, dklen=32)

    def _key_mark(self) -> bytes:
        return hmac.new(self.key, b"which key is this", sha256).digest()[:8]


def _put(connection: Connection, row: Found[tuple[object, ...]], **changed: object) -> Row:
    values = {name: value for name, value in row._mapping.items() if name != "crc"} | changed
    upsert(connection, t.factors, [sealed(t.factors, values)])
    return values
