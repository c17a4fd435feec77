"""Sessions that lie on the server; the browser holds nothing but a random number."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from werkzeug.datastructures import CallbackDict

HOURS = 12


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """What is remembered of one browser. id: '' until it has one; left: the number it had before."""

    def __init__(self, id: str = "", data: dict[str, Any] | None = None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(data or {}, changed)
        self.id = id
        self.left = ""
        self.modified = False

    def renew(self) -> None:
        """Take a new number, as after logging in, so that one that somebody planted is worth nothing."""
        self.left, self.id = self.id or self.left, ""
        self.modified = True


class Store:
    """Sessions, counters and links for signing in, in a small database of their own, beside the journal.

    now: seconds since the epoch."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self.opened() as db:
            db.execute("CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, data TEXT, until REAL)")
            db.execute("CREATE TABLE IF NOT EXISTS counts (who TEXT, at REAL)")
            db.execute("CREATE INDEX IF NOT EXISTS counts_who ON counts (who, at)")
            db.execute(
                "CREATE TABLE IF NOT EXISTS logins "
                "(id TEXT PRIMARY KEY, person TEXT, code TEXT, until REAL, tries INTEGER, used INTEGER)"
            )

    @contextmanager
    def opened(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=NORMAL")
            yield db
        finally:
            db.close()

    def load(self, id: str, now: float) -> dict[str, Any] | None:
        with self.opened() as db:
            row = db.execute(
                "SELECT data FROM sessions WHERE id = ? AND until > ?", (hidden(id), now)
            ).fetchone()
        return json.loads(row[0]) if row else None

    def save(self, id: str, data: dict[str, Any], now: float) -> None:
        with self.opened() as db:
            db.execute(
                "INSERT OR REPLACE INTO sessions VALUES (?, ?, ?)",
                (hidden(id), json.dumps(data), now + HOURS * 3600),
            )
            db.execute("DELETE FROM sessions WHERE until < ?", (now,))

    def forget(self, id: str) -> None:
        with self.opened() as db:
            db.execute("DELETE FROM sessions WHERE id = ?", (hidden(id),))

    def count(self, who: str, now: float, seconds: float) -> int:
        """Note one more of something and say how many there were in the last so many seconds."""
        with self.opened() as db:
            db.execute("DELETE FROM counts WHERE at < ?", (now - 24 * 3600,))
            db.execute("INSERT INTO counts VALUES (?, ?)", (who, now))
            row = db.execute(
                "SELECT count(*) FROM counts WHERE who = ? AND at > ?", (who, now - seconds)
            ).fetchone()
        return int(row[0])


def hidden(id: str) -> str:
    """Whoever reads the database cannot take over a session."""
    return sha256(id.encode()).hexdigest()


class ServerSessions(SessionInterface):
    """Flask's sessions, kept in a Store. secure: the pages are reached by https."""

    def __init__(self, store: Store, now: Any, *, secure: bool) -> None:
        self.store, self.now, self.secure = store, now, secure
        self.cookie = "__Host-alur" if secure else "alur"

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        id = request.cookies.get(self.cookie, "")
        data = self.store.load(id, self.now()) if id else None
        return ServerSession(id, data) if data is not None else ServerSession()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        assert isinstance(session, ServerSession)
        if not session.modified:
            return
        if session.left:
            self.store.forget(session.left)
        session.id = session.id or secrets.token_urlsafe(32)
        self.store.save(session.id, dict(session), self.now())
        response.set_cookie(
            self.cookie,
            session.id,
            secure=self.secure,
            httponly=True,
            samesite="Lax",
            path="/",
            max_age=HOURS * 3600,
        )
