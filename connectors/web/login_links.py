"""Links by which staff sign in: each good once, for a quarter of an hour, in the browser that asked for it.

Whoever opens one in another browser also types the code that the page showed to who asked for the link. So a scanner
that opens and posts whatever stands in a mail, or somebody the mail was forwarded to, is not signed in by it.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from connectors.approvals import LinkRefused, Links, Purpose
from connectors.web.sessions import Store, hidden

GOOD_FOR = timedelta(minutes=15)
TRIES = 5


@dataclass(frozen=True)
class LoginLinks:
    """Makes them and takes them."""

    store: Store
    links: Links

    def make(self, person: str, code: str, now: datetime) -> tuple[str, datetime]:
        """The address for a person, and until when it is good. code: what the page showed."""
        id, until = secrets.token_urlsafe(16), now + GOOD_FOR
        with self.store.opened() as db:
            db.execute("DELETE FROM logins WHERE until < ?", (now.timestamp(),))
            db.execute(
                "INSERT INTO logins VALUES (?, ?, ?, ?, 0, 0)",
                (hidden(id), person, hidden(id + code), until.timestamp()),
            )
        return self.links.make(Purpose.LOGIN, id, person, until), until

    def take(self, token: str, code: str, now: datetime) -> str:
        """The person, once. Raises LinkRefused; WrongCode while the code can still be typed again."""
        link = self.links.read(Purpose.LOGIN, token, now)
        id = hidden(link.subject)
        with self.store.opened() as db:
            # Counted before it is compared, so that many at once get no more tries.
            tried = db.execute(
                "UPDATE logins SET tries = tries + 1 WHERE id = ? AND used = 0 AND tries < ? AND until > ?",
                (id, TRIES, now.timestamp()),
            )
            row = db.execute("SELECT person, code, tries FROM logins WHERE id = ?", (id,)).fetchone()
            if not tried.rowcount or row is None or row[0] != link.person:
                raise LinkRefused("Tautan ini sudah dipakai. Minta tautan baru.")
            if not hmac.compare_digest(row[1], hidden(link.subject + code)):
                raise WrongCode(TRIES - row[2])
            if not db.execute("UPDATE logins SET used = 1 WHERE id = ? AND used = 0", (id,)).rowcount:
                raise LinkRefused("Tautan ini sudah dipakai. Minta tautan baru.")
            db.execute("UPDATE logins SET used = 1 WHERE person = ?", (link.person,))
        return link.person

    def look(self, token: str, now: datetime) -> None:
        """Raises LinkRefused for a link that cannot sign anybody in; changes nothing."""
        link = self.links.read(Purpose.LOGIN, token, now)
        with self.store.opened() as db:
            row = db.execute(
                "SELECT 1 FROM logins WHERE id = ? AND used = 0 AND tries < ? AND until > ?",
                (hidden(link.subject), TRIES, now.timestamp()),
            ).fetchone()
        if row is None:
            raise LinkRefused("Tautan ini sudah dipakai. Minta tautan baru.")


class WrongCode(Exception):
    """The code was not the one that the page showed."""

    def __init__(self, left: int) -> None:
        self.left = left
        super().__init__(f"Kode itu tidak cocok. Sisa kesempatan: {left}.")


def new_code() -> str:
    """Six digits, to be read off one screen and typed on another."""
    return f"{secrets.randbelow(1_000_000):06}"
