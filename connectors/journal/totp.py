"""One-time codes by the clock (RFC 6238): six digits of an authenticator application, SHA-1, 30 seconds a step.

The secret is made from the office's key and a salt, so the journal holds none: a copy of it without the key is worth
nothing, and restoring it with the key brings everybody's application back.
"""

from __future__ import annotations

import base64
import hmac
import struct
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha1, sha256
from urllib.parse import quote, urlencode

SECONDS, DIGITS, WINDOW = 30, 6, 1
"""WINDOW: so many steps before and after this one are taken, for clocks that run apart."""
MARK = b"TOTP"


def secret_of(key: bytes, person: str, salt: bytes) -> bytes:
    """The 20 bytes that the application of a person gets to know."""
    return hmac.new(key, b"totp\0" + person.encode() + b"\0" + salt, sha256).digest()[:20]


def code_at(secret: bytes, step: int) -> str:
    """The code of a step, as RFC 4226 truncates it."""
    digest = hmac.new(secret, struct.pack(">Q", step), sha1).digest()
    at = digest[-1] & 15
    number = struct.unpack_from(">I", digest, at)[0] & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // SECONDS


def step_of(secret: bytes, code: str, at: datetime) -> int:
    """The step whose code this is, 0 for none near; every step is compared, whichever it is."""
    typed = "".join(code.split()).encode("utf-8", "surrogatepass")
    found = 0
    for step in _near(step_at(at)):
        if hmac.compare_digest(code_at(secret, step).encode(), typed):
            found = step
    return found


def _near(step: int) -> Iterator[int]:
    return iter(range(max(step - WINDOW, 1), step + WINDOW + 1))


def address(secret: bytes, office: str, person: str) -> str:
    """What the QR for the application says."""
    words = {
        "secret": shown(secret),
        "issuer": office,
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": SECONDS,
    }
    return f"otpauth://totp/{quote(f'{office}:{person}')}?{urlencode(words, quote_via=quote)}"


def shown(secret: bytes) -> str:
    """The secret as it is typed where no camera is at hand."""
    return base64.b32encode(secret).decode()


# ------------------------------------------------------------------- as it stands in the column for hashes


def kept(step: int) -> bytes:
    """In place of a PIN's hash: the newest step whose code was taken, so that no code is taken twice."""
    return MARK + struct.pack(">Q", step) + bytes(20)


def newest_step(hash: bytes) -> int | None:
    """The newest step that was taken; None for the hash of a PIN."""
    return int(struct.unpack_from(">Q", hash, 4)[0]) if hash[:4] == MARK and not any(hash[12:]) else None
