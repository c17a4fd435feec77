"""A request as it came in, whatever it came in: by itself, in a batch, or as an upload in pieces."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs, urlencode, urlsplit

from werkzeug.datastructures import Headers
from werkzeug.wrappers import Response

from connectors.google.emulator.calls import invalid, not_found

MOST_IN_A_BATCH = 100
PIECE = 256 * 1024
"""Every piece of an upload but the last is a multiple of this."""
_RANGE = re.compile(r"bytes (?:(\d+)-(\d+)|\*)/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Arrived:
    """path: with ``/upload`` before it for uploads; query: as it was written."""

    verb: str
    path: str
    query: str
    headers: Headers
    content: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("Content-Type", "")

    @property
    def token(self) -> str:
        """The identity in the Authorization header; empty without one."""
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if kind.lower() == "bearer" else ""


Serve = Callable[[Arrived], "Response | None"]
"""Answers one request; None for a connection that breaks."""


# -------------------------------------------------------------------------------------------------- batches


def is_batch(arrived: Arrived) -> bool:
    return arrived.verb == "POST" and (arrived.path == "/batch" or arrived.path.startswith("/batch/"))


def answer_batch(arrived: Arrived, serve: Serve) -> Response:
    """Each part is a request of its own; one that fails does not hold up the others."""
    whole = message_from_bytes(
        f"Content-Type: {arrived.kind}\r\n\r\n".encode() + arrived.content, policy=policy.HTTP
    )
    parts = [part for part in whole.iter_parts() if isinstance(part, EmailMessage)]
    if not parts:
        raise invalid(
            "Failed to parse batch request, error: 0 items. Received batch body: (0) bytes redacted"
        )
    if len(parts) > MOST_IN_A_BATCH:
        raise invalid("The batch request exceeds the maximum number of calls allowed.")
    boundary = f"batch_{secrets.token_urlsafe(16)}"
    said = []
    for part in parts:
        inner = part.get_payload(decode=True)
        answer = serve(_part(inner if isinstance(inner, bytes) else b"", arrived)) or Response("", 500)
        id = str(part.get("Content-ID", "<>")).strip("<>")
        head = "".join(
            f"{name}: {value}\r\n" for name, value in answer.headers if name.lower() == "content-type"
        )
        said.append(
            f"--{boundary}\r\nContent-Type: application/http\r\nContent-ID: <response-{id}>\r\n\r\n"
            f"HTTP/1.1 {answer.status}\r\n{head}\r\n".encode()
            + answer.get_data()
            + b"\r\n"
        )
    body = b"".join(said) + f"--{boundary}--\r\n".encode()
    return Response(body, mimetype=f"multipart/mixed; boundary={boundary}")


def _part(content: bytes, outer: Arrived) -> Arrived:
    head, _, body = content.lstrip(b"\r\n").partition(b"\r\n\r\n")
    if not body and b"\n\n" in head:
        head, _, body = head.partition(b"\n\n")
    first, *lines = head.decode().splitlines()
    verb, _, rest = first.partition(" ")
    address = urlsplit(rest.split(" HTTP/")[0])
    headers = Headers(
        [(name.strip(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
    )
    headers.setdefault("Authorization", outer.headers.get("Authorization", ""))
    return Arrived(verb, address.path, address.query, headers, body)


# -------------------------------------------------------------------------------------------------- uploads


@dataclass(slots=True)
class _Begun:
    request: Arrived
    mime_type: str
    content: bytearray


class Uploads:
    """Files that come in pieces: begun with what they are to be called, carried on at the address that was given."""

    def __init__(self) -> None:
        self._begun: dict[str, _Begun] = {}

    @staticmethod
    def concerns(arrived: Arrived) -> bool:
        return arrived.path.startswith("/upload/") and "resumable" in parse_qs(arrived.query).get(
            "uploadType", []
        )

    def answer(self, arrived: Arrived, base: str, serve: Serve) -> Response | None:
        """serve: carries out the whole upload once it is there."""
        words = parse_qs(arrived.query)
        id = words.get("upload_id", [""])[0]
        if not id:
            return self._begin(arrived, base, words)
        begun = self._begun.get(id)
        if begun is None:
            raise not_found("Upload not found.")
        return self._go_on(arrived, id, begun, serve)

    def _begin(self, arrived: Arrived, base: str, words: Mapping[str, list[str]]) -> Response:
        id = secrets.token_urlsafe(24)
        kept = {name: value for name, value in words.items() if name not in ("uploadType", "upload_id")}
        query = urlencode(kept, doseq=True)
        mime = arrived.headers.get("X-Upload-Content-Type", "application/octet-stream")
        self._begun[id] = _Begun(replace(arrived, query=query), mime, bytearray())
        address = f"{base}{arrived.path}?{urlencode({**kept, 'uploadType': 'resumable', 'upload_id': id}, doseq=True)}"
        return Response(status=200, headers={"Location": address, "X-GUploader-UploadID": id})

    def _go_on(self, arrived: Arrived, id: str, begun: _Begun, serve: Serve) -> Response | None:
        given = arrived.headers.get("Content-Range", "")
        found = _RANGE.fullmatch(given)
        if given and found is None:
            raise invalid("Failed to parse Content-Range header.")
        total = len(arrived.content) if found is None else int(found[3]) if found[3] != "*" else None
        if found is None or found[1] is not None:
            first = int(found[1]) if found else 0
            if first > len(begun.content):
                raise invalid(f"Invalid request. There were {first - len(begun.content)} bytes missing.")
            last = total is not None and first + len(arrived.content) == total
            if not last and len(arrived.content) % PIECE:
                raise invalid("Invalid request. The size of each chunk must be a multiple of 256 KB.")
            begun.content[first:] = arrived.content
        if total is None or len(begun.content) < total:
            there = {"Range": f"bytes=0-{len(begun.content) - 1}"} if begun.content else {}
            return Response(status=308, headers=there)
        # The answer may be lost on its way: what was begun is kept, so that asking again gives it once more.
        whole = _multipart(begun)
        answer = serve(whole)
        if answer is not None and answer.status_code < 500:
            del self._begun[id]
        return answer


def _multipart(begun: _Begun) -> Arrived:
    """The same upload as it would have come in one piece."""
    boundary = secrets.token_hex(16)
    meta = begun.request.content or b"{}"
    content = b"".join(
        (
            f"--{boundary}\r\nContent-Type: application/json\r\n\r\n".encode(), meta, b"\r\n",
            f"--{boundary}\r\nContent-Type: {begun.mime_type}\r\n\r\n".encode(), bytes(begun.content), b"\r\n",
            f"--{boundary}--".encode(),
        )
    )  # fmt: skip
    headers = Headers(dict(begun.request.headers))
    headers["Content-Type"] = f'multipart/related; boundary="{boundary}"'
    return replace(begun.request, headers=headers, content=content)
