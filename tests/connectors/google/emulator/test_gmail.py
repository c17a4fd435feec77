"""Gmail v1 of the stand-in: drafts that are sent once, mails that arrive."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

import pytest

from connectors.google.emulator.calls import Media
from tests.connectors.google.emulator.gmail_post import CITIZEN, OFFICE, Post, headers, mail, raw, refused

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
