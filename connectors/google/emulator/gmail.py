"""Gmail v1 of the stand-in: drafts, sending, and mailboxes one can look into.

A token that is an address has the mailbox of that address; what is sent arrives in the mailboxes of its recipients.
Sources: the discovery document, shared/design/google-apis.md section 6, and reports from the live service [seen].
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr

from pydantic import TypeAdapter

from connectors.google.emulator.calls import ApiError, Call, Handler, Json, denied, invalid, not_found
from connectors.google.emulator.gmail_box import Mailbox, Message, brief, sought
from connectors.google.emulator.gmail_mime import (
    addresses,
    attachment,
    decode,
    encode,
    header,
    headers_payload,
    parse,
    payload,
    snippet,
    with_header,
    with_line_ends,
)
from connectors.google.emulator.gmail_search import find, reaches_trash
from connectors.google.emulator.identity import is_service_account

SYSTEM_LABELS = (
    "CHAT",
    "SENT",
    "INBOX",
    "IMPORTANT",
    "TRASH",
    "DRAFT",
    "SPAM",
    "CATEGORY_FORUMS",
    "CATEGORY_UPDATES",
    "CATEGORY_PERSONAL",
    "CATEGORY_PROMOTIONS",
    "CATEGORY_SOCIAL",
    "STARRED",
    "UNREAD",
)
NO_RAW = "'raw' RFC822 payload message string or uploading message via /upload/* URL required"
MOST_RECIPIENTS = 100


@dataclass
class Gmail:
    """The service.

    keeps_message_id: Gmail writes its own Message-ID into what the API sends [seen, several times in 2026; others say
    it keeps a sound one], so that is the behaviour here; True gives the other. A draft keeps the one it was made with.
    search_lag: a search (``q``) finds a message only so long after it came; listing by label finds it at once [seen].
    daily_limit: recipients in 24 hours, 0 for no limit.
    """

    keeps_message_id: bool = False
    search_lag: timedelta = timedelta()
    daily_limit: int = 0
    boxes: dict[str, Mailbox] = field(default_factory=dict)
    made: int = 0

    def handlers(self) -> dict[str, Handler]:
        return {
            "gmail.users.getProfile": self.profile,
            "gmail.users.drafts.create": self.create_draft,
            "gmail.users.drafts.get": self.get_draft,
            "gmail.users.drafts.list": self.list_drafts,
            "gmail.users.drafts.update": self.update_draft,
            "gmail.users.drafts.delete": self.delete_draft,
            "gmail.users.drafts.send": self.send_draft,
            "gmail.users.messages.send": self.send_message,
            "gmail.users.messages.get": self.get_message,
            "gmail.users.messages.list": self.list_messages,
            "gmail.users.messages.attachments.get": self.get_attachment,
            "gmail.users.labels.list": self.list_labels,
            "gmail.users.labels.get": self.get_label,
            "gmail.users.threads.list": self.list_threads,
            "gmail.users.threads.get": self.get_thread,
        }

    def box(self, who: str) -> Mailbox:
        """The mailbox of a token or an address; made when first asked for."""
        address = (who if "@" in who else f"{who}@example.com").lower()
        return self.boxes.setdefault(address, Mailbox(address))

    def profile(self, call: Call) -> Json:
        box = self._mine(call)
        return {
            "emailAddress": box.address,
            "messagesTotal": len(box.messages),
            "threadsTotal": len({one.thread for one in box.messages.values()}),
            "historyId": str(box.history),
        }

    # ---------------------------------------------------------------------------------------------- drafts

    def create_draft(self, call: Call) -> Json:
        box = self._mine(call)
        raw, thread = self._given(call, call.body.get("message") or {}, "message.raw")
        message = self._add(box, raw, box.thread_for(raw, thread), ["DRAFT"], call.now)
        self.made += 1
        id = f"r{_number(f'draft {box.address} {self.made}')}"
        box.drafts[id] = message.id
        return {"id": id, "message": brief(message, with_labels=True)}

    def get_draft(self, call: Call) -> Json:
        box = self._mine(call)
        message = box.draft(call.params["id"])
        return {"id": call.params["id"], "message": self._shown(message, call)}

    def list_drafts(self, call: Call) -> Json:
        box = self._mine(call)
        test = self._test(call)
        ids = {message: draft for draft, message in box.drafts.items()}
        found = [one for one in box.newest() if one.id in ids and test(one)]
        return _page(call, "drafts", [{"id": ids[one.id], "message": brief(one)} for one in found])

    def update_draft(self, call: Call) -> Json:
        """The draft stays; its message is another one."""
        box = self._mine(call)
        id = call.params["id"]
        if id in box.sent_drafts:
            raise invalid("Message not a draft", "invalidArgument")  # [seen]
        earlier = box.draft(id)
        raw, thread = self._given(call, call.body.get("message") or {}, "message.raw")
        del box.messages[earlier.id]
        message = self._add(box, raw, box.thread_for(raw, thread, earlier.thread), ["DRAFT"], call.now)
        box.drafts[id] = message.id
        return {"id": id, "message": brief(message, with_labels=True)}

    def delete_draft(self, call: Call) -> None:
        box = self._mine(call)
        message = box.draft(call.params["id"])
        del box.drafts[call.params["id"]], box.messages[message.id]

    def send_draft(self, call: Call) -> Json:
        """Sends it, as it is or with another message; the draft is gone afterwards, so it cannot be sent twice."""
        box = self._mine(call)
        _may_send(call.who)
        id = call.body.get("id") or ""
        draft = box.draft(id)
        raw = draft.raw
        if call.media is not None or (call.body.get("message") or {}).get("raw"):
            raw, _ = self._given(call, call.body.get("message") or {}, "message.raw")
        outgoing, recipients = self._outgoing(box, raw, call.now)
        del box.drafts[id], box.messages[draft.id]
        box.sent_drafts.add(id)
        return brief(self._deliver(box, outgoing, recipients, draft.thread, call.now), with_labels=True)

    # -------------------------------------------------------------------------------------------- messages

    def send_message(self, call: Call) -> Json:
        box = self._mine(call)
        _may_send(call.who)
        raw, thread = self._given(call, call.body, "raw")
        outgoing, recipients = self._outgoing(box, raw, call.now)
        joined = box.thread_for(raw, thread)
        return brief(self._deliver(box, outgoing, recipients, joined, call.now), with_labels=True)

    def get_message(self, call: Call) -> Json:
        return self._shown(self._mine(call).message(call.params["id"]), call)

    def list_messages(self, call: Call) -> Json:
        test = self._test(call)
        return _page(call, "messages", [brief(one) for one in self._mine(call).newest() if test(one)])

    def get_attachment(self, call: Call) -> Json:
        message = self._mine(call).message(call.params["messageId"])
        content = attachment(message.raw, message.id, call.params["id"])
        if content is None:
            raise invalid("Invalid attachment token", "invalidArgument")
        return {"size": len(content), "data": encode(content)}

    # --------------------------------------------------------------------------------- labels and threads

    def list_labels(self, call: Call) -> Json:
        self._mine(call)
        return {"labels": [{"id": name, "name": name, "type": "system"} for name in SYSTEM_LABELS]}

    def get_label(self, call: Call) -> Json:
        box, name = self._mine(call), call.params["id"]
        if name not in SYSTEM_LABELS:
            raise not_found()
        inside = [one for one in box.messages.values() if name in one.labels]
        unread = [one for one in inside if "UNREAD" in one.labels]
        return {
            "id": name,
            "name": name,
            "type": "system",
            "messagesTotal": len(inside),
            "messagesUnread": len(unread),
            "threadsTotal": len({one.thread for one in inside}),
            "threadsUnread": len({one.thread for one in unread}),
        }

    def list_threads(self, call: Call) -> Json:
        box = self._mine(call)
        test = self._test(call)
        latest = {one.thread: one for one in reversed(box.newest()) if test(one)}
        shown = [
            {"id": one.thread, "snippet": snippet(one.raw), "historyId": str(one.history)}
            for one in sorted(latest.values(), key=lambda one: (one.at, one.id), reverse=True)
        ]
        return _page(call, "threads", shown)

    def get_thread(self, call: Call) -> Json:
        messages = self._mine(call).thread(call.params["id"])
        if not messages:
            raise not_found()
        return {
            "id": call.params["id"],
            "historyId": str(max(one.history for one in messages)),
            "messages": [self._shown(one, call) for one in messages],
        }

    # ------------------------------------------------------------------------------ a folder for the state

    def saved(self) -> Json:
        """All mailboxes as JSON."""
        shown = TypeAdapter(dict[str, Mailbox]).dump_python(self.boxes, mode="json")
        return {"boxes": shown, "made": self.made}

    def restore(self, saved: Json) -> None:
        self.boxes = TypeAdapter(dict[str, Mailbox]).validate_json(json.dumps(saved["boxes"]))
        self.made = saved["made"]

    # ----------------------------------------------------------------------------------------- the insides

    def _mine(self, call: Call) -> Mailbox:
        box = self.box(call.who)
        if str(call.params.get("userId") or "me").lower() not in ("me", box.address, call.who.lower()):
            raise denied(f"Delegation denied for {box.address}")
        return box

    @staticmethod
    def _given(call: Call, message: Json, name: str) -> tuple[bytes, str]:
        """The mail and the thread asked for."""
        raw = decode(str(message.get("raw") or ""), name) if call.media is None else call.media.content
        if not raw.strip():
            raise invalid(NO_RAW, "invalidArgument")
        return with_line_ends(raw), str(message.get("threadId") or "")

    def _outgoing(self, box: Mailbox, raw: bytes, now: datetime) -> tuple[bytes, list[str]]:
        """The mail as it leaves: Gmail's sender, Message-ID and date; and whom it goes to."""
        mail = parse(raw)
        recipients = addresses(mail, "To", "Cc", "Bcc")
        if not recipients:
            raise invalid("Recipient address required", "invalidArgument")
        if len(recipients) > MOST_RECIPIENTS:
            raise invalid(f"Too many recipients: at most {MOST_RECIPIENTS} a message.", "invalidArgument")
        self._check_limit(box, len(recipients), now)
        if parseaddr(header(mail, "From"))[1].lower() not in (box.address, *box.aliases):
            raw = with_header(raw, "From", box.address)
        given = header(mail, "Message-ID")
        if not (self.keeps_message_id and given):
            self.made += 1
            number = encode(hashlib.sha384(f"{box.address} {self.made}".encode()).digest())[:50]
            raw = with_header(raw, "Message-ID", None)
            raw = with_header(raw, "Message-Id", f"<CA{number}@mail.gmail.com>")
        if not header(mail, "Date"):
            raw = with_header(raw, "Date", format_datetime(now.astimezone(UTC)))
        return raw, recipients

    def _check_limit(self, box: Mailbox, recipients: int, now: datetime) -> None:
        if not self.daily_limit:
            return
        since = now - timedelta(days=1)
        sent = [one for one in box.messages.values() if "SENT" in one.labels and one.at > since]
        used = sum(len(addresses(parse(one.raw), "To", "Cc", "Bcc")) for one in sent)
        if used + recipients > self.daily_limit:
            until = (min((one.at for one in sent), default=now) + timedelta(days=1)).astimezone(UTC)
            message = f"User-rate limit exceeded.  Retry after {until:%Y-%m-%dT%H:%M:%S.000Z} (Mail sending)"
            raise ApiError(429, "RESOURCE_EXHAUSTED", message, "userRateLimitExceeded", "usageLimits")

    def arrive(self, who: str, mail: EmailMessage, now: datetime) -> None:
        """A mail from outside comes into somebody's box."""
        box, raw = self.box(who), with_line_ends(mail.as_bytes())
        self._add(box, raw, box.thread_answered(raw), ["UNREAD", "INBOX"], now)

    def _deliver(
        self, box: Mailbox, raw: bytes, recipients: list[str], thread: str, now: datetime
    ) -> Message:
        labels = ["SENT"]
        if box.address in recipients:
            labels += ["INBOX", "UNREAD"]
        message = self._add(box, raw, thread, labels, now)
        arriving = with_header(raw, "Bcc", None)
        for address in recipients:
            if address != box.address:
                other = self.box(address)
                self._add(other, arriving, other.thread_answered(arriving), ["UNREAD", "INBOX"], now)
        return message

    def _add(self, box: Mailbox, raw: bytes, thread: str, labels: list[str], now: datetime) -> Message:
        self.made += 1
        box.history += 1
        # Ids rise with time, as Google's do.
        id = f"{int(now.timestamp() * 1000) << 20 | self.made & 0xFFFFF:016x}"
        message = Message(id, thread or id, labels, raw, now, box.history)
        box.messages[id] = message
        return message

    def _test(self, call: Call) -> Callable[[Message], bool]:
        """Whether a listing shows a message: by labels, by search, without trash and spam unless asked for."""
        query = str(call.params.get("q") or "").strip()
        labels = set(call.params.get("labelIds") or [])
        search = find(query, call.now) if query else None
        hidden = {"TRASH", "SPAM"} - labels
        if call.params.get("includeSpamTrash") or reaches_trash(query):
            hidden = set()

        def shown(message: Message) -> bool:
            if not labels <= set(message.labels) or hidden & set(message.labels):
                return False
            if search is None:
                return True
            return message.at + self.search_lag <= call.now and search(sought(message))

        return shown

    @staticmethod
    def _shown(message: Message, call: Call) -> Json:
        how = str(call.params.get("format") or "full").lower()
        shown = {
            **brief(message, with_labels=True),
            "snippet": snippet(message.raw),
            "sizeEstimate": len(message.raw),
            "historyId": str(message.history),
            "internalDate": str(int(message.at.timestamp() * 1000)),
        }
        if how == "raw":
            shown["raw"] = encode(message.raw)
        elif how == "full":
            shown["payload"] = payload(message.raw, message.id)
        elif how == "metadata":
            shown["payload"] = headers_payload(message.raw, list(call.params.get("metadataHeaders") or []))
        return shown


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]) >> 1


def _page(call: Call, name: str, found: list[Json]) -> Json:
    """One page of a listing; the token names the last one shown, so that a new arrival shifts nothing."""
    size = int(call.params.get("maxResults") or 100)
    if not 0 < size <= 500:
        raise invalid("Invalid maxResults: between 1 and 500.", "invalidArgument")
    token = str(call.params.get("pageToken") or "")
    if token:
        at = next((n for n, one in enumerate(found) if str(_number(one["id"])) == token), None)
        if at is None:
            raise invalid("Invalid pageToken", "invalidArgument")
        found = found[at + 1 :]
    page = found[:size]
    answer: Json = {name: page} if page else {}
    if len(found) > size:
        answer["nextPageToken"] = str(_number(page[-1]["id"]))
    return {**answer, "resultSizeEstimate": len(found)}


def _may_send(who: str) -> None:
    """A service account has no mailbox; it sends only as somebody that it acts for."""
    if is_service_account(who):
        raise ApiError(400, "FAILED_PRECONDITION", "Precondition check failed.", "failedPrecondition")
