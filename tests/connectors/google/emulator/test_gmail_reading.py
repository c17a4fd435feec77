"""What Gmail v1 of the stand-in shows: formats, searches, pages of people."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from connectors.google.emulator.gmail_mime import decode, with_header
from tests.connectors.google.emulator.gmail_post import (
    CITIZEN,
    MONDAY,
    OFFICE,
    Post,
    headers,
    mail,
    refused,
)


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
