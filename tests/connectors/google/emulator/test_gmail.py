"""Gmail v1 of the stand-in: drafts that are sent once, mails that arrive, searches that find them."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from werkzeug.test import Client

from connectors.google.emulator.calls import ApiError, Call, Media
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_mime import decode, with_header
from connectors.google.emulator.gmail_page import MailboxPage
from connectors.google.emulator.pages import Pages
from tests.connectors.google.emulator.schema import check_answer, check_call

OFFICE = "dinas@contoh.go.id"
CITIZEN = "warga@contoh.id"
MONDAY = datetime(2026, 11, 23, 2, 30, tzinfo=UTC)


class Post:
    """The office's token at the API, and a clock."""

    def __init__(self) -> None:
        self.now = MONDAY
        self.gmail = Gmail()
        self.people = Client(Pages(MailboxPage(self.gmail).pages()))

    def call(
        self,
        method: str,
        body: dict[str, Any] | None = None,
        who: str = OFFICE,
        media: Media | None = None,
        **params: Any,
    ) -> Any:
        call = Call(f"gmail.users.{method}", who, {"userId": "me", **params}, body or {}, self.now, media)
        check_call(call)
        answer = self.gmail.handlers()[call.method](call)
        check_answer(call, answer)
        return answer

    def draft(self, mail: EmailMessage) -> str:
        return str(self.call("drafts.create", {"message": {"raw": raw(mail)}})["id"])

    def send(self, mail: EmailMessage, who: str = OFFICE, **words: str) -> Any:
        return self.call("messages.send", {"raw": raw(mail), **words}, who)

    def get(self, id: str, who: str = OFFICE, **params: Any) -> Any:
        return self.call("messages.get", who=who, id=id, **params)

    def found(self, q: str = "", who: str = OFFICE, **params: Any) -> list[str]:
        listed = self.call("messages.list", who=who, q=q, **params)
        return [headers(self.get(one["id"], who))["subject"] for one in listed.get("messages", [])]


@pytest.fixture
def post() -> Post:
    return Post()


def mail(
    subject: str = "Surat undangan", text: str = "Mohon hadir.", to: str = CITIZEN, **words: str
) -> EmailMessage:
    made = EmailMessage()
    made["From"] = words.pop("sender", f"Dinas Koperasi <{OFFICE}>")
    made["To"] = to
    made["Subject"] = subject
    for name, value in words.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def raw(message: EmailMessage) -> str:
    return base64.urlsafe_b64encode(message.as_bytes()).decode()


def headers(message: dict[str, Any]) -> dict[str, str]:
    return {one["name"].lower(): one["value"] for one in message["payload"].get("headers", [])}


def refused(act: Callable[[], Any], code: int = 400) -> ApiError:
    with pytest.raises(ApiError) as caught:
        act()
    assert caught.value.code == code
    return caught.value


# ------------------------------------------------------------------------------------------------ drafts


def test_a_draft_is_sent_once(post: Post) -> None:
    made = post.call("drafts.create", {"message": {"raw": raw(mail())}})
    assert made["message"]["labelIds"] == ["DRAFT"]
    sent = post.call("drafts.send", {"id": made["id"]})
    assert sent["labelIds"] == ["SENT"]
    assert sent["id"] != made["message"]["id"], "the sent message has an id of its own"
    assert sent["threadId"] == made["message"]["threadId"]
    for again in (
        lambda: post.call("drafts.send", {"id": made["id"]}),
        lambda: post.call("drafts.get", id=made["id"]),
        lambda: post.get(made["message"]["id"]),
    ):
        assert str(refused(again, 404)) == "Requested entity was not found."
    again = {"message": {"raw": raw(mail())}}
    assert str(refused(lambda: post.call("drafts.update", again, id=made["id"]))) == "Message not a draft"
    assert post.call("drafts.list") == {"resultSizeEstimate": 0}
    assert post.found("in:sent") == ["Surat undangan"]
    assert post.found("in:inbox", CITIZEN) == ["Surat undangan"]


def test_a_draft_is_listed_read_changed_and_thrown_away(post: Post) -> None:
    first, second = post.draft(mail("Satu")), post.draft(mail("Dua"))
    listed = post.call("drafts.list")
    assert [one["id"] for one in listed["drafts"]] == [second, first]
    assert set(listed["drafts"][0]["message"]) == {"id", "threadId"}
    assert [one["id"] for one in post.call("drafts.list", q="subject:satu")["drafts"]] == [first]
    before = post.call("drafts.get", id=first)["message"]
    changed = post.call("drafts.update", {"message": {"raw": raw(mail("Satu lagi"))}}, id=first)
    assert changed["id"] == first
    assert changed["message"]["id"] != before["id"]
    assert changed["message"]["threadId"] == before["threadId"]
    assert headers(post.call("drafts.get", id=first)["message"])["subject"] == "Satu lagi"
    assert post.call("drafts.delete", id=first) is None
    refused(lambda: post.call("drafts.send", {"id": first}), 404)
    assert post.found() == ["Dua"]


def test_a_draft_may_be_sent_with_another_text(post: Post) -> None:
    id = post.draft(mail("Satu"))
    post.call("drafts.send", {"id": id, "message": {"raw": raw(mail("Dua"))}})
    assert post.found(who=CITIZEN) == ["Dua"]


def test_a_draft_without_a_recipient_stays_when_it_cannot_be_sent(post: Post) -> None:
    lonely = mail()
    del lonely["To"]
    id = post.draft(lonely)
    refusal = refused(lambda: post.call("drafts.send", {"id": id}))
    assert (str(refusal), refusal.reason) == ("Recipient address required", "invalidArgument")
    assert post.call("drafts.get", id=id)["id"] == id


# ----------------------------------------------------------------------------------------------- sending


def test_gmail_writes_its_own_message_id_and_keeps_other_headers(post: Post) -> None:
    made = mail(Message_ID="<alr-1@dinas.contoh.go.id>", X_Alur_Ref="ALR-1")
    id = post.draft(made)
    kept = headers(post.call("drafts.get", id=id, format="metadata")["message"])
    assert kept["message-id"] == "<alr-1@dinas.contoh.go.id>"
    sent = headers(post.get(post.call("drafts.send", {"id": id})["id"]))
    assert sent["message-id"].startswith("<CA")
    assert sent["message-id"].endswith("@mail.gmail.com>")
    assert sent["x-alur-ref"] == "ALR-1"
    assert post.found("rfc822msgid:alr-1@dinas.contoh.go.id") == []
    assert post.found(f"rfc822msgid:{sent['message-id']}") == ["Surat undangan"]
    assert post.found(f"rfc822msgid:{sent['message-id']}", CITIZEN) == ["Surat undangan"]


def test_a_switch_lets_gmail_keep_the_message_id(post: Post) -> None:
    post.gmail.keeps_message_id = True
    post.send(mail(Message_ID="<alr-1@dinas.contoh.go.id>"))
    assert post.found("in:sent rfc822msgid:<alr-1@dinas.contoh.go.id>") == ["Surat undangan"]
    bare = headers(post.get(post.send(mail())["id"]))
    assert bare["message-id"].endswith("@mail.gmail.com>")


def test_the_sender_is_the_account_or_an_alias(post: Post) -> None:
    forged = mail(sender="Wali Kota <walikota@contoh.go.id>")
    assert headers(post.get(post.send(forged)["id"]))["from"] == OFFICE
    post.gmail.box(OFFICE).aliases.append("walikota@contoh.go.id")
    assert headers(post.get(post.send(forged)["id"]))["from"] == "Wali Kota <walikota@contoh.go.id>"


def test_blind_copies_arrive_unseen(post: Post) -> None:
    made = mail(to=f"Siti <{CITIZEN}>, {OFFICE}", Cc="cc@contoh.id", Bcc="arsip@contoh.go.id")
    sent = post.get(post.send(made)["id"])
    assert sent["labelIds"] == ["SENT", "INBOX", "UNREAD"]
    assert headers(sent)["bcc"] == "arsip@contoh.go.id"
    for who in (CITIZEN, "cc@contoh.id", "arsip@contoh.go.id"):
        (one,) = post.call("messages.list", who=who)["messages"]
        shown = post.get(one["id"], who)
        assert shown["labelIds"] == ["UNREAD", "INBOX"]
        assert "bcc" not in headers(shown)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "'raw' RFC822 payload message string or uploading message via /upload/* URL required"),
        ({"raw": ""}, "'raw' RFC822 payload message string or uploading message via /upload/* URL required"),
        ({"raw": "%%%"}, "Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed for \"%%%\""),
        ({"raw": raw(mail(to="bukan alamat"))}, "Invalid To header"),
        ({"raw": base64.b64encode(b"Subject: x\n\nisi").decode()}, "Recipient address required"),
    ],
)
def test_mails_gmail_refuses(post: Post, body: dict[str, Any], message: str) -> None:
    assert str(refused(lambda: post.call("messages.send", body))) == message
    assert post.call("messages.list") == {"resultSizeEstimate": 0}


def test_a_mail_may_be_uploaded(post: Post) -> None:
    media = Media(mail("Unggahan").as_bytes(), "message/rfc822")
    sent = post.call("messages.send", media=media)
    assert headers(post.get(sent["id"]))["subject"] == "Unggahan"
    id = post.call("drafts.create", media=media)["id"]
    assert post.call("drafts.send", {"id": id})["labelIds"] == ["SENT"]


def test_too_many_recipients_in_a_day(post: Post) -> None:
    post.gmail.daily_limit = 3
    post.send(mail(to="a@contoh.id, b@contoh.id"))
    refusal = refused(lambda: post.send(mail(to="c@contoh.id, d@contoh.id")), 429)
    assert refusal.reason == "userRateLimitExceeded"
    assert "Retry after 2026-11-24T02:30:00.000Z" in str(refusal)
    post.now += timedelta(days=1)
    post.send(mail(to="c@contoh.id, d@contoh.id"))
    refused(lambda: post.send(mail(to=", ".join(f"a{n}@contoh.id" for n in range(101)))))


def test_an_answer_joins_its_thread(post: Post) -> None:
    first = post.send(mail())
    id = headers(post.get(first["id"]))["message-id"]
    (arrived,) = post.call("messages.list", who=CITIZEN)["messages"]
    reply = mail("Re: Surat undangan", "Baik.", OFFICE, sender=CITIZEN, In_Reply_To=id, References=id)
    post.send(reply, CITIZEN, threadId=arrived["threadId"])
    assert len(post.call("threads.get", who=CITIZEN, id=arrived["threadId"])["messages"]) == 2
    thread = post.call("threads.get", id=first["threadId"], format="minimal")
    assert [one["snippet"] for one in thread["messages"]] == ["Mohon hadir.", "Baik."]
    assert [one["id"] for one in post.call("threads.list")["threads"]] == [first["threadId"]]
    other = post.send(mail("Lain"), threadId=first["threadId"])
    assert other["threadId"] != first["threadId"], "another subject begins another thread"
    refused(lambda: post.send(mail(), threadId="ff"), 404)
    refused(lambda: post.call("threads.get", id="ff"), 404)


# --------------------------------------------------------------------------------------- what is shown


def test_the_formats_of_a_message(post: Post) -> None:
    made = mail("Undangan — Rapat", "Yth. <Siti> & kawan,\nMohon hadir.")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="surat.pdf")
    id = post.send(made)["id"]
    full = post.get(id)
    assert full["snippet"] == "Yth. &lt;Siti&gt; &amp; kawan, Mohon hadir."
    assert full["internalDate"] == str(int(MONDAY.timestamp() * 1000))
    assert headers(full)["subject"] == "Undangan — Rapat"
    assert headers(full)["date"] == "Mon, 23 Nov 2026 02:30:00 +0000"
    text, file = full["payload"]["parts"]
    assert (text["partId"], text["mimeType"], text["filename"]) == ("0", "text/plain", "")
    assert b"Mohon hadir." in decode(text["body"]["data"], "data")
    assert (file["partId"], file["filename"]) == ("1", "surat.pdf")
    assert set(file["body"]) == {"size", "attachmentId"}
    got = post.call("messages.attachments.get", messageId=id, id=file["body"]["attachmentId"])
    assert decode(got["data"], "data") == b"%PDF-1.7"
    refused(lambda: post.call("messages.attachments.get", messageId=id, id="x"))
    assert set(post.get(id, format="minimal")) == set(full) - {"payload"}
    whole = post.get(id, format="raw")
    assert "payload" not in whole
    bytes_ = decode(whole["raw"], "raw")
    assert b"\r\n\r\n" in bytes_
    assert b"\n" not in bytes_.replace(b"\r\n", b"")
    some = post.get(id, format="metadata", metadataHeaders=["Subject", "To"])
    assert set(headers(some)) == {"subject", "to"}
    assert "parts" not in some["payload"]


def test_the_readable_part_of_html_alone(post: Post) -> None:
    made = mail()
    made.set_content("<style>p {}</style><p>Yth. Ibu</p><p>Ref: ALR-7</p>", subtype="html")
    id = post.send(made)["id"]
    assert post.get(id)["snippet"] == "Yth. Ibu Ref: ALR-7"
    assert post.found('"Ref: ALR-7"') == ["Surat undangan"]


@pytest.mark.parametrize(
    ("query", "subjects"),
    [
        ("", "CBA"),
        ("in:sent", "CBA"),
        ("in:drafts", ""),
        ("subject:a", "A"),
        ("from:dinas@contoh.go.id to:siti@contoh.id", "B"),
        ("to:contoh.id", "CBA"),
        ("-to:siti@contoh.id", "CA"),
        ('"Ref: ALR-2026-0001"', "A"),
        ("ALR-2026-0001 in:sent", "A"),
        ("alr-2026", "BA"),
        ("alr-20", ""),
        ("ALR-2026-0001 OR ALR-2026-0002", "BA"),
        ("{ALR-2026-0001 subject:c}", "CA"),
        ("(in:sent -subject:c)", "BA"),
        ("subject:(a)", "A"),
        ("has:attachment", "C"),
        ("filename:surat.pdf", "C"),
        ("filename:pdf", "C"),
        ("after:2026/11/23", "CB"),
        ("before:2026/11/24", "CBA"),
        ("after:1795404600", "CB"),
        ("before:1795404600", "A"),
        ("newer_than:1h", "C"),
        ("older_than:1h", "BA"),
        ("larger:1k", "C"),
        ("is:unread", ""),
        ("label:sent subject:b", "B"),
        ("tidak ada", ""),
    ],
)
def test_searches(post: Post, query: str, subjects: str) -> None:
    post.send(mail("A", "Ref: ALR-2026-0001"))
    post.now += timedelta(hours=6)
    post.send(mail("B", "Ref: ALR-2026-0002", "Siti <siti@contoh.id>"))
    post.now += timedelta(hours=6)
    with_file = mail("C", "Terlampir")
    with_file.add_attachment(b"x" * 2000, maintype="application", subtype="pdf", filename="surat.pdf")
    post.send(with_file)
    assert "".join(post.found(query)) == subjects


@pytest.mark.parametrize(
    "query", ["deliveredto:x", "in:kotak", "after:kemarin", "subject:(a", "newer_than:3w", "("]
)
def test_what_a_search_does_not_know_is_no_guess(post: Post, query: str) -> None:
    post.send(mail())
    refused(lambda: post.found(query), 501)


def test_a_search_lags_behind_a_label_does_not(post: Post) -> None:
    post.gmail.search_lag = timedelta(minutes=2)
    post.send(mail())
    assert post.found("in:sent") == []
    assert post.found(labelIds=["SENT"]) == ["Surat undangan"]
    post.now += timedelta(minutes=2)
    assert post.found("in:sent") == ["Surat undangan"]


def test_pages_are_not_shifted_by_a_new_mail(post: Post) -> None:
    for n in range(5):
        post.send(mail(f"Surat {n}"))
    first = post.call("messages.list", maxResults=2, labelIds=["SENT"])
    post.send(mail("Baru"))
    second = post.call("messages.list", maxResults=2, labelIds=["SENT"], pageToken=first["nextPageToken"])
    ids = [one["id"] for one in first["messages"] + second["messages"]]
    assert [headers(post.get(id))["subject"] for id in ids] == ["Surat 4", "Surat 3", "Surat 2", "Surat 1"]
    refused(lambda: post.call("messages.list", pageToken="1"))
    refused(lambda: post.call("messages.list", maxResults=501))


def test_the_account(post: Post) -> None:
    post.send(mail(to=OFFICE))
    profile = post.call("getProfile")
    assert (profile["emailAddress"], profile["messagesTotal"], profile["threadsTotal"]) == (OFFICE, 1, 1)
    assert post.call("getProfile", who="token-7")["emailAddress"] == "token-7@example.com"
    assert (
        str(refused(lambda: post.call("getProfile", userId=CITIZEN), 403))
        == f"Delegation denied for {OFFICE}"
    )
    names = [one["name"] for one in post.call("labels.list")["labels"]]
    assert {"INBOX", "SENT", "DRAFT"} <= set(names)
    inbox = post.call("labels.get", id="INBOX")
    assert (inbox["messagesTotal"], inbox["messagesUnread"]) == (1, 1)
    refused(lambda: post.call("labels.get", id="KANTOR"), 404)


def test_a_header_is_set_and_the_rest_stays_byte_for_byte() -> None:
    before = b"To: a@x.id\r\nMessage-ID:\r\n <lama@x.id>\r\nX: 1\r\n\r\nMessage-ID: dalam isi\r\n"
    after = with_header(before, "message-id", None)
    assert after == b"To: a@x.id\r\nX: 1\r\n\r\nMessage-ID: dalam isi\r\n"
    assert with_header(after, "Bcc", "b@x.id") == b"Bcc: b@x.id\r\n" + after
    assert with_header(b"Bcc: b@x.id", "Bcc", None) == b"\r\n\r\n"


def test_the_state_survives_as_json(post: Post) -> None:
    with_file = mail()
    with_file.add_attachment(bytes(range(256)), maintype="application", subtype="pdf", filename="surat.pdf")
    id = post.send(with_file)["id"]
    draft = post.draft(mail("Draf"))
    state = json.loads(json.dumps(post.gmail.saved()))
    before = (post.get(id), post.call("drafts.get", id=draft), post.found(who=CITIZEN))
    post.gmail.boxes.clear()
    post.gmail.restore(state)
    assert (post.get(id), post.call("drafts.get", id=draft), post.found(who=CITIZEN)) == before


def test_people_look_into_the_mailboxes(post: Post) -> None:
    made = mail("Undangan <script>", "Isi <b>surat</b>")
    made.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="surat.pdf")
    post.send(made)
    assert f'href="/_mailbox/{CITIZEN.replace("@", "%40")}"' in post.people.get("/_mailbox").text
    box = post.people.get(f"/_mailbox/{CITIZEN}").text
    assert "Undangan &lt;script&gt;" in box
    assert "23-11-2026 09:30" in box
    link = box.split("<td><a href=")[1].split('"')[1]
    shown = post.people.get(link).text
    assert "Isi &lt;b&gt;surat&lt;/b&gt;" in shown
    file = post.people.get(shown.split("Lampiran: <a href=")[1].split('"')[1])
    assert file.data == b"%PDF-1.7"
    assert file.headers["Content-Disposition"] == "attachment; filename=surat.pdf"
    assert post.people.get(f"{link}/raw").text.startswith("Date: Mon, 23 Nov")
    for missing in (f"/_mailbox/{CITIZEN}/x", f"{link}/9", f"/_mailbox/{CITIZEN}/x/raw"):
        assert post.people.get(missing).status_code == 404


def test_a_html_mail_is_shown_where_it_can_do_no_harm(post: Post) -> None:
    made = mail()
    made.set_content('<p onclick="x()">Halo</p>', subtype="html")
    post.send(made)
    (one,) = post.call("messages.list", who=CITIZEN)["messages"]
    shown = post.people.get(f"/_mailbox/{CITIZEN}/{one['id']}").text
    assert '<iframe sandbox srcdoc="&lt;p onclick=' in shown
