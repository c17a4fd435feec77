"""Mail through Gmail: a draft is made, remembered and sent. A sent draft is gone, so repeating cannot send twice.

What became of a mail whose answer was lost is found by looking: at the draft, at the thread it belonged to, then among
what was sent. Gmail writes a Message-ID of its own, so each mail also carries ours in a header that Gmail leaves alone.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.memory import Memory
from connectors.mail.message import Composer, Unsendable
from flows.engine.case import Json
from flows.engine.ports import Did, Outcome

MARK = "X-Alur-Id"
PATIENCE = timedelta(minutes=10)
"""Gmail's search may lag; what is not found after this is for a person to decide."""
MOST_LOOKED_AT = 50
"""So many drafts are looked at in a day."""
MOST_IN_JSON = 3 << 20
"""A larger message is uploaded beside the JSON."""


@dataclass
class Posting:
    """What is remembered of one mail. begun: a draft was asked for; draft: its id; thread: that Gmail put it in;
    asked: when it was last told to send; sent: id of the message that left; stuck: a person has to decide."""

    begun: bool = False
    draft: str = ""
    thread: str = ""
    asked: str = ""
    sent: str = ""
    stuck: bool = False

    @property
    def done(self) -> Outcome:
        return Outcome(Did.DONE, result={"message": self.sent})


class GmailMail:
    """The mail port over Gmail. memory: outlives a kill; now: aware time of the office."""

    def __init__(
        self, client: GoogleClient, composer: Composer, memory: Memory, now: Callable[[], datetime]
    ) -> None:
        self.client, self.composer, self.memory, self.now = client, composer, memory, now
        self._put_off: Outcome | None = None

    def send(self, payload: Json) -> Outcome:
        """After a quota was met, or without a network, the other mails of a pass are not tried."""
        if self._put_off is not None:
            return self._put_off
        posting = self._posting(payload)
        try:
            if not posting.sent and not posting.draft:
                self._make_draft(payload, posting)
            if posting.sent:
                return posting.done
            return self._send_draft(payload, posting)
        except Unsendable as fault:
            return Outcome(Did.NOT_DONE, str(fault), again=False)
        except (NotDone, Unknown) as fault:
            if not fault.outcome.tried:
                self._put_off = fault.outcome
            return fault.outcome

    def settle(self, payload: Json) -> Outcome:
        posting = self._posting(payload)
        if posting.sent:
            return posting.done
        if posting.stuck:
            return Outcome(Did.UNKNOWN, _ask(payload))
        if posting.begun and not posting.asked:
            return Outcome(Did.NOT_DONE, "it was never told to send")
        try:
            return self._look(payload, posting)
        except (NotDone, Unknown) as fault:
            return Outcome(Did.UNKNOWN, fault.why)

    def forget(self, payload: Json) -> None:
        """After a person has found that it did not leave: let it be made anew."""
        self.memory.put(_name(payload), "")

    def clear_away(self) -> int:
        """Throw away drafts of ours that another one took the place of, because the answer to the first was lost and
        the search did not know it yet. None is sent. What is not known to be settled, or not to be ours, stays."""
        drafts, gone = self._users.drafts(), 0
        said = self.client.execute(drafts.list(userId="me", maxResults=MOST_LOOKED_AT), safe=True)
        for one in said.get("drafts", []):
            found = self._look_up(drafts.get(userId="me", id=one["id"], format="full"))
            headers = found.get("message", {}).get("payload", {}).get("headers", [])
            mark = next((str(header["value"]) for header in headers if header["name"] == MARK), "")
            text = self.memory.get(f"gmail/{mark.strip('<>').partition('@')[0]}") if mark else ""
            posting = Posting(**json.loads(text)) if text else Posting()
            if posting.sent or posting.draft not in ("", one["id"]):
                self.client.execute(drafts.delete(userId="me", id=one["id"]), safe=True)
                gone += 1
        return gone

    def close(self) -> None:
        self.client.close()

    # ------------------------------------------------------------------------------------------- sending

    def _make_draft(self, payload: Json, posting: Posting) -> None:
        """Leaves the draft in ``posting``, or finds that the mail has left already."""
        message = self.composer.compose(payload)
        message[MARK] = message["Message-ID"]
        if posting.begun:
            self._find_draft(payload, posting)
        elif self.now() - datetime.fromisoformat(payload["at"]) > PATIENCE:
            # A journal that was restored from a backup may not know what has left since.
            posting.sent = self._search(payload)
        if posting.draft or posting.sent:
            self._put(payload, posting)
            return
        posting.begun = True
        self._put(payload, posting)
        try:
            said = self.client.execute(self._create(message.as_bytes()), safe=False)
        except NotDone:
            posting.begun = False
            self._put(payload, posting)
            raise
        except Unknown as fault:
            why = f"{fault.why} (it was only to become a draft, so it has not left)"
            raise NotDone(why) from fault
        posting.draft, posting.thread = said["id"], said["message"]["threadId"]
        self._put(payload, posting)

    def _create(self, content: bytes) -> Any:
        drafts = self._users.drafts()
        if len(content) <= MOST_IN_JSON:
            raw = urlsafe_b64encode(content).decode()
            return drafts.create(userId="me", body={"message": {"raw": raw}})
        from googleapiclient.http import MediaInMemoryUpload

        return drafts.create(userId="me", media_body=MediaInMemoryUpload(content, mimetype="message/rfc822"))

    def _send_draft(self, payload: Json, posting: Posting) -> Outcome:
        posting.asked = self.now().isoformat()
        self._put(payload, posting)
        try:
            said = self.client.execute(
                self._users.drafts().send(userId="me", body={"id": posting.draft}), safe=False
            )
        except NotDone as fault:
            if fault.reason != "missing":
                raise
            return self._look(payload, posting)  # it was sent before, or a person threw it away
        posting.sent = str(said["id"])
        self._put(payload, posting)
        return posting.done

    # ------------------------------------------------------------------------------------------- looking

    def _look(self, payload: Json, posting: Posting) -> Outcome:
        if posting.draft and self._draft_is_there(posting):
            return Outcome(Did.NOT_DONE, "its draft is still there")
        posting.sent = self._sent_in_thread(posting) or self._search(payload)
        if posting.sent:
            self._put(payload, posting)
            return posting.done
        if not posting.asked:
            return Outcome(Did.NOT_DONE, "it is not among what was sent")
        if self.now() - datetime.fromisoformat(posting.asked) < PATIENCE:
            return Outcome(
                Did.UNKNOWN, "its draft is gone and it is not found among what was sent; looked for again"
            )
        posting.stuck = True
        self._put(payload, posting)
        return Outcome(Did.UNKNOWN, _ask(payload))

    def _draft_is_there(self, posting: Posting) -> bool:
        found = self._look_up(
            self._users.drafts().get(userId="me", id=posting.draft, format="minimal", fields="id")
        )
        return bool(found)

    def _sent_in_thread(self, posting: Posting) -> str:
        """A sent draft stays in its thread, where it is found at once; a search may take a while to know it."""
        if not posting.thread:
            return ""
        thread = self._look_up(self._users.threads().get(userId="me", id=posting.thread, format="minimal"))
        sent = [one["id"] for one in thread.get("messages", []) if "SENT" in one.get("labelIds", [])]
        return str(sent[0]) if sent else ""

    def _search(self, payload: Json) -> str:
        """The id of the mail among what was sent, '' when it is not found. A Ref is shared by mails of one step, which
        may be more than a search gives; those to one receiver are few."""
        ours = _message_id(payload, self.composer.sender)
        wanted = f'in:sent to:{payload["to"][0]} {{"{payload["ref"]}" rfc822msgid:{ours.strip("<>")}}}'
        messages = self._users.messages()
        said = self.client.execute(messages.list(userId="me", q=wanted, maxResults=50), safe=True)
        for one in said.get("messages", []):
            found = self._look_up(
                messages.get(
                    userId="me", id=one["id"], format="metadata", metadataHeaders=[MARK, "Message-ID"]
                )
            )
            headers = found.get("payload", {}).get("headers", [])
            if ours in {header["value"].strip() for header in headers}:
                return str(one["id"])
        return ""

    def _find_draft(self, payload: Json, posting: Posting) -> None:
        """The draft of a request whose answer was lost; where the search does not know it yet, it stays behind."""
        ours = _message_id(payload, self.composer.sender)
        said = self.client.execute(
            self._users.drafts().list(userId="me", q=f"rfc822msgid:{ours.strip('<>')}"), safe=True
        )
        for one in said.get("drafts", []):
            posting.draft, posting.thread = one["id"], one["message"]["threadId"]

    def _look_up(self, request: Any) -> Json:
        """The answer to a read, empty where Gmail has no such thing."""
        try:
            found: Json = self.client.execute(request, safe=True)
        except NotDone as fault:
            if fault.reason != "missing":
                raise
            return {}
        return found

    # ------------------------------------------------------------------------------------------ the rest

    @property
    def _users(self) -> Any:
        return self.client.service("gmail", "v1").users()

    def _posting(self, payload: Json) -> Posting:
        text = self.memory.get(_name(payload))
        return Posting(**json.loads(text)) if text else Posting()

    def _put(self, payload: Json, posting: Posting) -> None:
        self.memory.put(_name(payload), json.dumps(asdict(posting)))


def _name(payload: Json) -> str:
    return f"gmail/{sha256(str(payload['id']).encode()).hexdigest()[:32]}"


def _message_id(payload: Json, sender: str) -> str:
    """As the composer writes it."""
    return f"<{_name(payload).removeprefix('gmail/')}@{sender.partition('@')[2]}>"


def _ask(payload: Json) -> str:
    return (
        f"its draft is gone, and after {PATIENCE.seconds // 60} minutes it is not among what was sent. Ask "
        f"{', '.join(payload['to'])} whether {payload['ref']} has come, then say so with `alur google mail`"
    )


__all__ = ["PATIENCE", "GmailMail", "Posting"]
