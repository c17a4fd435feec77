"""Mail that a page sends by itself: only links for signing in. It leaves after the page has answered.

So a page takes as long for an address that nobody has as for one of the office. These mails belong to no case and are
no operation of the journal: one that does not come is asked for again, one that comes twice signs in once.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol

from flows.engine.case import Json
from flows.engine.ports import Did, Outcome

log = logging.getLogger("alur.web.pos")


class Mail(Protocol):
    """The mail port, and the end of its connection."""

    def send(self, payload: Json) -> Outcome: ...
    def close(self) -> None: ...


class Sender(Protocol):
    @property
    def mail(self) -> Mail: ...


class Posting:
    """Sends one mail after another, beside the pages."""

    def __init__(self, office: Sender) -> None:
        self.office = office
        self._worker = ThreadPoolExecutor(1, "alur-pos")
        self._last: Future[None] | None = None

    def send(self, payload: Json) -> None:
        self._last = self._worker.submit(self._send, payload)

    def settle(self) -> None:
        """Wait until everything has left."""
        if self._last is not None:
            self._last.result(60)

    def _send(self, payload: Json) -> None:
        try:
            outcome = self.office.mail.send(payload)
            self.office.mail.close()
        except Exception as fault:
            log.warning("a link for signing in did not leave: %s", type(fault).__name__)
            return
        if outcome.did is not Did.DONE:
            log.warning("a link for signing in did not leave: %s", outcome.did)
