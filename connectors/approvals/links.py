"""Signed links: bound to what they are for, to whom, and until when; worth nothing without the office's key."""

from __future__ import annotations

import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer


class Purpose(StrEnum):
    """What a link is for; a link of one purpose is refused for another."""

    DECIDE = "keputusan"
    ANSWER = "pihak-luar"
    TRACK = "lacak"
    LOGIN = "masuk"


KEY_BYTES = 32


class BadKey(Exception):
    """The file of the office's secret holds none; the text says what to do."""


class LinkRefused(Exception):
    """A link that is not taken; its text is one Indonesian sentence."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a good link says. subject: a request id, or «case/visit»; person: by the directory, '' outside."""

    purpose: Purpose
    subject: str
    person: str
    nonce: str
    expires_at: datetime | None


def load_or_make_key(path: Path) -> bytes:
    """The office's secret, in a file that only its owner can read; made when it is not there. Raises BadKey."""
    try:
        return _key_in(path)
    except FileNotFoundError:
        key = os.urandom(KEY_BYTES)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(key.hex() + "\n")
        return key


def _key_in(path: Path) -> bytes:
    content = path.read_bytes().strip()
    try:
        key = bytes.fromhex(content.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadKey(
            f"{path}: found {len(content)} characters that are no key, expected {2 * KEY_BYTES} of 0 to 9 and a to f. "
            "Restore it from the backup. If it is lost, move it away and run `alur init`, which makes a new one: links "
            "that were sent open no more, and every PIN and application has to be set again."
        )
    return key


class Links:
    """Makes and reads links of one office."""

    def __init__(self, key: bytes, base_url: str) -> None:
        self.key, self.base_url = key, base_url.rstrip("/")

    def make(
        self, purpose: Purpose, subject: str, person: str = "", expires_at: datetime | None = None
    ) -> str:
        """The whole address."""
        return f"{self.base_url}/{purpose}/{self.token(purpose, subject, person, expires_at)}"

    def token(
        self, purpose: Purpose, subject: str, person: str = "", expires_at: datetime | None = None
    ) -> str:
        until = int(expires_at.timestamp()) if expires_at else 0
        return str(
            self._signer(purpose).dumps([subject, person, self.nonce(purpose, subject, person), until])
        )

    def nonce(self, purpose: Purpose, subject: str, person: str) -> str:
        """128 bits that nobody without the key can guess; the same link has the same."""
        return hmac.new(self.key, f"{purpose}|{subject}|{person}".encode(), sha256).hexdigest()[:32]

    def read(self, purpose: Purpose, token: str, now: datetime) -> Link:
        """Read a token or a whole address; raises LinkRefused."""
        token = token.strip().rsplit("/", 1)[-1]
        try:
            subject, person, nonce, until = self._signer(purpose).loads(token)
        except (BadData, ValueError, TypeError):
            raise LinkRefused(
                "Tautan ini tidak sah. Pakai tautan dari pos-el, lengkap sampai huruf terakhir."
            ) from None
        if self.token(purpose, subject, person, _moment(until, now)) != token:
            raise LinkRefused(
                "Tautan ini tidak sah. Pakai tautan dari pos-el, lengkap sampai huruf terakhir."
            )
        if not hmac.compare_digest(str(nonce), self.nonce(purpose, subject, person)):
            raise LinkRefused("Tautan ini bukan dari kantor ini.")
        expires_at = _moment(until, now)
        if expires_at is not None and now >= expires_at:
            raise LinkRefused(
                f"Tautan ini sudah kedaluwarsa pada {expires_at:%d-%m-%Y pukul %H.%M}. Tautan baru sudah dikirim."
            )
        return Link(purpose, str(subject), str(person), str(nonce), expires_at)

    def _signer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self.key, salt=f"alur.{purpose}", signer_kwargs={"digest_method": sha256})


def _moment(until: int, now: datetime) -> datetime | None:
    return datetime.fromtimestamp(until, now.tzinfo) if until else None
