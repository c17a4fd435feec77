"""From a decided mail to a message: text and HTML, letters attached, headers that no cell can reach into."""

from __future__ import annotations

import hashlib
import io
import mimetypes
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from connectors.mail.contexts import Kantor, kind_of
from connectors.mail.rendering import Renderer, Unrenderable
from flows.engine.case import Json

ADDRESS = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
MAX_ATTACHED = 10 << 20
QR = 'src="cid:lacak"'
"""How a mail's HTML asks for the QR of its tracking page."""
POLICY = policy.SMTP.clone(max_line_length=78)
Links = Callable[[Json], Json]
"""Adds to a mail's context what only the office's key can make: ``tautan``, ``berlaku_sampai``, ``tautan_lacak``."""


class Unsendable(Exception):
    """A mail that must not leave as it is; English, for the operator."""


def header(value: str) -> str:
    """A value that stays on its own header line; raises Unsendable for one that would not."""
    if len(value.splitlines()) > 1 or re.search(r"[\x00-\x1f\x7f-\x9f]|=\?", value):
        raise Unsendable(f"a header would hold {value!r}; line breaks and encoded words are refused")
    return value if len(value) <= 200 else value[:199] + "…"


def checked_address(value: str) -> str:
    """One plain address; raises Unsendable for anything else, such as two of them."""
    if len(value) > 254 or not ADDRESS.fullmatch(value):
        raise Unsendable(
            f"«{value[:80]}» is no single mail address; correct it in the row or in config/people.toml"
        )
    return value


class Composer:
    """Makes messages. sender: address; office: for head and foot; documents: folder of the letters."""

    def __init__(
        self,
        sender: str,
        office: Kantor,
        documents: Path,
        links: Links | None = None,
        renderer: Renderer | None = None,
    ) -> None:
        self.sender, self.office, self.documents = checked_address(sender), office, documents
        self.links = links or (lambda payload: {})
        self.renderer = renderer or Renderer()

    def compose(self, payload: Json) -> EmailMessage:
        """The message of a payload (see ``flows.engine.ports.Mail``); the same payload gives the same bytes.

        Raises Unsendable.
        """
        kind = kind_of(str(payload["template"]))
        attached = self._attached(payload.get("attach", ()))
        words: Json = dict.fromkeys(kind.known_words, "")
        words |= {word: [] for word in ("dilihat", "perubahan", "jawaban", "kolom", "butir") if word in words}
        words |= {**payload["context"], **self.links(payload)}
        words |= {
            "kantor": self.office,
            "ref": payload["ref"],
            "judul": kind.title,
            "lampiran": [path.name for path in attached],
        }
        if kind.needs_link and not words["tautan"]:
            raise Unsendable(f"mail «{kind.name}» goes with a link only, and there is none; set web.base_url")
        try:
            text, html = self.renderer.render(kind, words)
        except Unrenderable as fault:
            raise Unsendable(str(fault)) from fault
        link = str(words.get("tautan_lacak", ""))
        return self._message(payload, f"{kind.title}: {payload['case']}", text, html, attached, link)

    def _message(
        self, payload: Json, subject: str, text: str, html: str, attached: Sequence[Path], link: str
    ) -> EmailMessage:
        identity = hashlib.sha256(str(payload["id"]).encode()).hexdigest()[:32]
        message = EmailMessage(policy=POLICY)
        name = self.office["instansi"].title()
        user, _, domain = self.sender.partition("@")
        message["From"] = Address(header(name), user, domain)
        message["To"] = ", ".join(checked_address(to) for to in payload["to"])
        message["Subject"] = header(subject)
        message["Date"] = format_datetime(datetime.fromisoformat(payload["at"]))
        message["Message-ID"] = f"<{identity}@{domain}>"
        message["X-Alur-Ref"] = header(str(payload["ref"]))
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        if QR in html:
            shown = message.get_body(("html",))
            assert isinstance(shown, EmailMessage)  # it was added just now
            shown.add_related(
                _qr(link), "image", "png", cid="<lacak>", disposition="inline", filename="lacak.png"
            )
        for path in attached:
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            main, _, sub = kind.partition("/")
            message.add_attachment(path.read_bytes(), maintype=main, subtype=sub, filename=path.name)
        _fix_boundaries(message, identity)
        return message

    def _attached(self, files: Sequence[str]) -> list[Path]:
        """The letters themselves, as PDF where there is one."""
        found = []
        for file in files:
            path = (self.documents / file).resolve()
            if not path.is_relative_to(self.documents.resolve()):
                raise Unsendable(f"{file}: only letters of {self.documents} are attached")
            pdf = path.with_suffix(".pdf")
            path = pdf if pdf.is_file() else path
            if not path.is_file():
                raise Unsendable(f"{path} is not there; make the letter first (`alur sync --retry`)")
            found.append(path)
        if sum(path.stat().st_size for path in found) > MAX_ATTACHED:
            raise Unsendable(f"the letters of {files} are over {MAX_ATTACHED >> 20} MB together")
        return found


def _qr(link: str) -> bytes:
    """The tracking page as a picture to be scanned, PNG."""
    import segno

    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=4, border=2)
    return out.getvalue()


def _fix_boundaries(message: EmailMessage, identity: str) -> None:
    """Boundaries from the identity instead of from chance, so that the bytes are the same each time."""
    number = 0
    for part in message.walk():
        if part.is_multipart():
            number += 1
            part.set_boundary(f"={identity}-{number}")
