"""The mailboxes of the stand-in to look into: ``/_mailbox`` lists them, ``/_mailbox/<address>`` one, and each mail."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import Json
from connectors.google.emulator.gmail import Gmail
from connectors.google.emulator.gmail_box import Mailbox, Message
from connectors.google.emulator.gmail_mime import content_of, header, parse, readable, text_of, walk
from connectors.google.emulator.pages import Page, Shown

BOXES = """{% extends "frame" %}{% block title %}Kotak surat{% endblock %}{% block body %}
<h1>Kotak surat</h1>
<table><tr><th>Alamat</th><th>Masuk</th><th>Terkirim</th><th>Draf</th></tr>
{% for box in boxes %}<tr><td><a href="/_mailbox/{{ box.address|urlencode }}">{{ box.address }}</a></td>
<td>{{ box.inbox }}</td><td>{{ box.sent }}</td><td>{{ box.draft }}</td></tr>{% endfor %}
</table>{% endblock %}"""
BOX = """{% extends "frame" %}{% block title %}{{ address }}{% endblock %}
{% block width %}70rem{% endblock %}{% block body %}
<p><a href="/_mailbox">Semua kotak surat</a></p><h1>{{ address }}</h1>
<table><tr><th>Waktu</th><th>Tempat</th><th>Dari</th><th>Kepada</th><th>Perihal</th></tr>
{% for mail in mails %}<tr><td>{{ mail.at }}</td><td>{{ mail.labels }}</td><td>{{ mail.sender }}</td>
<td>{{ mail.to }}</td><td><a href="/_mailbox/{{ address|urlencode }}/{{ mail.id }}">{{ mail.subject }}</a></td></tr>
{% endfor %}
</table>{% endblock %}"""
MAIL = """{% extends "frame" %}{% block title %}{{ mail.subject }}{% endblock %}
{% block style %}pre { white-space: pre-wrap; font: inherit }
iframe { width: 100%; height: 30rem; border: 1px solid #ccc }
{% endblock %}
{% block body %}<p><a href="/_mailbox/{{ address|urlencode }}">{{ address }}</a></p>
<h1>{{ mail.subject }}</h1>
<table>{% for name, value in headers %}<tr><th>{{ name }}</th><td>{{ value }}</td></tr>{% endfor %}</table>
{% if html %}<iframe sandbox srcdoc="{{ html }}" title="Isi surat"></iframe>{% else %}<pre>{{ text }}</pre>{% endif %}
{% for part in files %}<p>Lampiran: <a href="/_mailbox/{{ address|urlencode }}/{{ mail.id }}/{{ part.id }}">
{{ part.name }}</a> ({{ part.size }} byte)</p>{% endfor %}
<p><a href="/_mailbox/{{ address|urlencode }}/{{ mail.id }}/raw">Seperti dikirim</a></p>{% endblock %}"""
SHOWN_HEADERS = ("From", "To", "Cc", "Bcc", "Reply-To", "Date", "Message-ID")
JAKARTA = ZoneInfo("Asia/Jakarta")


class MailboxPage:
    """The handlers of the page."""

    def __init__(self, gmail: Gmail) -> None:
        self.gmail = gmail
        self.shown = Shown({"boxes": BOXES, "box": BOX, "mail": MAIL})

    def pages(self) -> list[Page]:
        return [
            Page("/_mailbox", self.boxes),
            Page("/_mailbox/<address>", self.box),
            Page("/_mailbox/<address>/<id>", self.mail),
            Page("/_mailbox/<address>/<id>/<part>", self.part),
        ]

    def boxes(self, request: Request) -> Response:
        """All mailboxes, with how much is in them."""
        boxes = [
            {
                "address": box.address,
                **{name.lower(): _count(box, name) for name in ("INBOX", "SENT", "DRAFT")},
            }
            for box in sorted(self.gmail.boxes.values(), key=lambda one: one.address)
        ]
        return self.shown.page("boxes", boxes=boxes)

    def box(self, request: Request, address: str) -> Response:
        found = self._box(address)
        mails = [_line(message) for message in found.newest()] if found else []
        return self.shown.page("box", address=address, mails=mails)

    def mail(self, request: Request, address: str, id: str) -> Response:
        message = self._message(address, id)
        if message is None:
            return self._missing()
        mail = parse(message.raw)
        pages = [text_of(part) for _, part in walk(mail) if part.get_content_type() == "text/html"]
        files = [
            {"id": part_id or "0", "name": part.get_filename(), "size": len(content_of(part))}
            for part_id, part in walk(mail)
            if part.get_filename()
        ]
        return self.shown.page(
            "mail",
            address=address,
            mail=_line(message),
            headers=[(name, header(mail, name)) for name in SHOWN_HEADERS if mail.get(name)],
            html=pages[0] if pages else "",
            text=readable(message.raw),
            files=files,
        )

    def part(self, request: Request, address: str, id: str, part: str) -> Response:
        """An attachment, or the whole mail as it was sent."""
        message = self._message(address, id)
        if message is None:
            return self._missing()
        if part == "raw":
            return Response(message.raw, mimetype="text/plain")
        for part_id, found in walk(parse(message.raw)):
            if (part_id or "0") == part and found.get_filename():
                answer = Response(content_of(found), mimetype=found.get_content_type())
                answer.headers.set(
                    "Content-Disposition", "attachment", filename=found.get_filename() or "lampiran"
                )
                return answer
        return self._missing()

    def _box(self, address: str) -> Mailbox | None:
        return self.gmail.boxes.get(address.lower())

    def _message(self, address: str, id: str) -> Message | None:
        box = self._box(address)
        return box.messages.get(id) if box else None

    def _missing(self) -> Response:
        return self.shown.message("Tidak ditemukan", "Surat itu tidak ada di sini.", 404)


def _count(box: Mailbox, label: str) -> int:
    return sum(label in one.labels for one in box.messages.values())


def _line(message: Message) -> Json:
    mail = parse(message.raw)
    return {
        "id": message.id,
        "at": f"{message.at.astimezone(JAKARTA):%d-%m-%Y %H:%M}",
        "labels": " ".join(message.labels),
        "sender": header(mail, "From"),
        "to": header(mail, "To"),
        "subject": header(mail, "Subject") or "(tanpa perihal)",
    }
