"""Responses to a form, each read once: what is new since the last look, an edited one again, a flood bit by bit."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from connectors.google.client import GoogleClient
from flows.engine.case import Json

MOST = 200
"""So many responses of one form are taken in one pass (reliability F50)."""
OVERLAP = timedelta(hours=1)
"""How far back each look goes: a response may show late, and Google does not say which of its times is filtered by."""
EDITS = 2_000
"""So many edited responses are remembered, for the look at all responses once a day."""
FIELDS = "nextPageToken,responses(responseId,createTime,lastSubmittedTime,respondentEmail,answers)"


@dataclass(frozen=True, slots=True)
class Response:
    """One response as it stood when it was read."""

    id: str
    created: datetime
    submitted: datetime
    email: str
    raw: Json = field(hash=False)

    @property
    def key(self) -> str:
        """This version of this response."""
        text = f"{self.id}\n{self.submitted.isoformat()}"
        return blake2b(text.encode(), digest_size=8).hexdigest()

    @property
    def edited(self) -> bool:
        return self.submitted != self.created


@dataclass
class Look:
    """What is remembered of a form between passes. since: the newest response of a look that was taken whole; seen:
    versions that were taken and may show again; edits: edited ones; owed: codes of those who get a receipt; day: of
    the last look at all responses."""

    since: datetime | None = None
    seen: set[str] = field(default_factory=set)
    edits: list[str] = field(default_factory=list)
    owed: list[str] = field(default_factory=list)
    day: str = ""

    @classmethod
    def of(cls, text: str) -> Look:
        if not text:
            return cls()
        said = json.loads(text)
        since = datetime.fromisoformat(said["since"]) if said["since"] else None
        return cls(since, set(said["seen"]), said["edits"], said["owed"], said["day"])

    def text(self) -> str:
        return json.dumps(
            {
                "since": self.since.isoformat() if self.since else "", "seen": sorted(self.seen),
                "edits": self.edits, "owed": self.owed, "day": self.day,
            }
        )  # fmt: skip

    def new_in(self, listed: Iterable[Response]) -> list[Response]:
        """Those that no look has taken yet. An old one counts only if it was edited."""
        floor = self.since - OVERLAP if self.since else None
        known = self.seen | set(self.edits)
        return [
            one
            for one in listed
            if one.key not in known and (floor is None or one.edited or one.submitted >= floor)
        ]

    def took(self, chosen: Sequence[Response], listed: Sequence[Response], *, whole: bool) -> None:
        """Remember what was taken. whole: nothing of the look is left, so the next may begin where it ended."""
        self.seen |= {one.key for one in chosen}
        self.edits = [*self.edits, *(one.key for one in chosen if one.edited)][-EDITS:]
        if whole and listed:
            newest = max(one.submitted for one in listed)
            self.since = max(newest, self.since) if self.since else newest
            floor = self.since - OVERLAP
            self.seen &= {one.key for one in listed if one.submitted >= floor}


def responses(client: GoogleClient, form_id: str, since: datetime | None) -> list[Response]:
    """All responses since a moment, less the overlap; None is from the beginning. Their order is not promised."""
    words: dict[str, Any] = {"formId": form_id, "fields": FIELDS}
    if since is not None:
        words["filter"] = f"timestamp >= {(since - OVERLAP).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    found: list[Response] = []
    service = client.service("forms", "v1").forms().responses()
    while True:
        said = client.execute(service.list(**words), safe=True)
        found += [_response(one) for one in said.get("responses", [])]
        if not said.get("nextPageToken"):
            return found
        words["pageToken"] = said["nextPageToken"]


def in_turn(waiting: Sequence[tuple[Response, str]], most: int) -> list[Response]:
    """The oldest first; but whoever sent many waits with the second until everybody else's first is taken."""
    sent: dict[str, int] = defaultdict(int)
    queue: list[tuple[int, datetime, str, Response]] = []
    for one, sender in sorted(waiting, key=lambda pair: (pair[0].created, pair[0].id)):
        queue.append((sent[sender], one.created, one.id, one))
        sent[sender] += 1
    chosen = sorted(queue, key=lambda turn: turn[:3])[:most]
    return [one for *_, one in sorted(chosen, key=lambda turn: turn[1:3])]


def _response(raw: Json) -> Response:
    created, submitted = (
        datetime.fromisoformat(str(raw[name])) for name in ("createTime", "lastSubmittedTime")
    )
    return Response(
        str(raw["responseId"]), created, submitted, str(raw.get("respondentEmail", "")).strip(), raw
    )
