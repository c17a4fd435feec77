"""A mail's bytes as Gmail shows them: headers, parts, snippet, words to search; and the headers Gmail writes itself."""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses
from functools import lru_cache
from html.parser import HTMLParser

from connectors.google.emulator.calls import Json, invalid

SNIPPET = 200


def decode(raw: str, field: str) -> bytes:
    """The bytes of a base64url field, with or without padding, in either alphabet."""
    plain = raw.replace("-", "+").replace("_", "/").rstrip("=")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as fault:
        shown = raw[:80]
        raise invalid(
            f"Invalid value at '{field}' (TYPE_BYTES), Base64 decoding failed for \"{shown}\""
        ) from fault


def encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode()


@lru_cache(maxsize=256)
def parse(raw: bytes) -> EmailMessage:
    """The mail; cached, so not to be changed."""
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)


def with_line_ends(raw: bytes) -> bytes:
    """The mail with CRLF line ends, as it travels and as Gmail gives it back."""
    return re.sub(rb"\r?\n", b"\r\n", raw)


def with_header(raw: bytes, name: str, value: str | None) -> bytes:
    """The mail with this header set first, or taken out; all other bytes stay."""
    head, gap, body = raw.partition(b"\r\n\r\n")
    kept = re.sub(
        rb"(?im)^" + re.escape(name.encode()) + rb":[^\r]*(?:\r\n[ \t][^\r]*)*(?:\r\n|\Z)", b"", head
    )
    first = b"" if value is None else f"{name}: {value}\r\n".encode()
    return (first + kept).removesuffix(b"\r\n") + (gap or b"\r\n\r\n") + body


def header(mail: EmailMessage, name: str) -> str:
    """The header's value in one line of readable text; empty without one."""
    return _one_line(mail.get(name, ""))


def addresses(mail: EmailMessage, *names: str) -> list[str]:
    """The addresses in these headers, small letters, each once.

    Raises 400 as Gmail does for what is no address («Invalid To header»).
    """
    found: dict[str, None] = {}
    for name in names:
        values = [_one_line(one) for one in mail.get_all(name, []) if _one_line(one)]
        for _, address in getaddresses(values):
            if not re.fullmatch(r"[^@\s<>,]+@[^@\s<>,]+", address):
                raise invalid(f"Invalid {name} header", "invalidArgument")
            found[address.lower()] = None
    return list(found)


def payload(raw: bytes, message_id: str) -> Json:
    """The parts of a mail as ``messages.get`` with format full gives them."""
    return _part(parse(raw), "", message_id)


def headers_payload(raw: bytes, wanted: list[str]) -> Json:
    """As with format metadata: the headers, or those of them that are wanted."""
    mail = parse(raw)
    names = {name.lower() for name in wanted}
    shown = [one for one in _headers(mail) if not names or one["name"].lower() in names]
    return {"mimeType": mail.get_content_type(), **({"headers": shown} if shown else {})}


def attachment(raw: bytes, message_id: str, id: str) -> bytes | None:
    """The bytes of the part with this attachment id."""
    for part_id, part in walk(parse(raw)):
        if attachment_id(message_id, part_id) == id:
            return content_of(part)
    return None


def attachment_id(message_id: str, part_id: str) -> str:
    return "ANGjdJ" + encode(hashlib.sha384(f"{message_id} {part_id}".encode()).digest()).rstrip("=")


def walk(mail: EmailMessage, part_id: str = "") -> Iterator[tuple[str, EmailMessage]]:
    """Every part that is not a container, with Gmail's number for it (``0``, ``1.0``; empty for a mail of one part)."""
    if not mail.is_multipart():
        yield part_id, mail
        return
    for number, part in enumerate(_children(mail)):
        yield from walk(part, f"{part_id}.{number}".lstrip("."))


def content_of(part: EmailMessage) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def text_of(part: EmailMessage) -> str:
    return content_of(part).decode(part.get_content_charset("utf-8"), "replace")


def readable(raw: bytes) -> str:
    """The text that a person reads: the plain part, else the HTML part without its tags."""
    mail = parse(raw)
    for kind in ("text/plain", "text/html"):
        for _, part in walk(mail):
            if part.get_content_type() == kind and not part.get_filename():
                text = text_of(part)
                return text if kind == "text/plain" else _without_tags(text)
    return ""


def snippet(raw: bytes) -> str:
    words = _one_line(readable(raw))
    return html.escape(words[:SNIPPET].rstrip()).replace("&#x27;", "&#39;")


def file_names(raw: bytes) -> list[str]:
    return [part.get_filename() or "" for _, part in walk(parse(raw)) if part.get_filename()]


def _part(part: EmailMessage, part_id: str, message_id: str) -> Json:
    name = part.get_filename() or ""
    shown: Json = {
        "partId": part_id,
        "mimeType": part.get_content_type(),
        "filename": name,
        "headers": _headers(part),
    }
    if part.is_multipart():
        children = enumerate(_children(part))
        inner = [_part(one, f"{part_id}.{number}".lstrip("."), message_id) for number, one in children]
        return {**shown, "body": {"size": 0}, "parts": inner}
    content = content_of(part)
    body: Json = {"size": len(content)}
    if name:
        body["attachmentId"] = attachment_id(message_id, part_id)
    elif content:
        body["data"] = encode(content)
    return {**shown, "body": body}


def _children(part: EmailMessage) -> list[EmailMessage]:
    inside = part.get_payload()
    return [one for one in inside if isinstance(one, EmailMessage)] if isinstance(inside, list) else []


def _headers(part: EmailMessage) -> list[Json]:
    return [{"name": name, "value": _one_line(value)} for name, value in part.items()]


def _one_line(value: object) -> str:
    return re.sub(r"\s+", " ", str(value)).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "script", "title")
        self.words.append(" " if tag in ("br", "p", "div", "td", "li", "tr") else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if self.hidden <= 0:
            self.words.append(data)


def _without_tags(text: str) -> str:
    reader = _Text()
    reader.feed(text)
    reader.close()
    return "".join(reader.words)
