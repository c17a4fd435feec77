"""Who a bearer token is, and the endpoints that give tokens: consent in a browser, refreshing, a service account's key.

Any token is accepted and is its own identity, with all scopes; only tokens that were given out here carry the scopes
they were given for, an account, and an end.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from google.auth.crypt import RSAVerifier

from connectors.google.emulator.calls import ApiError, Json

LIFE = timedelta(seconds=3599)
LONGEST_CLAIM = 3600
DRIVE_FILE = "https://www.googleapis.com/auth/drive.file"
PREFIX = "ya29."
JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SERVICE_ACCOUNT = ".gserviceaccount.com"
TOO_LONG = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp "
    "values in the JWT claim."
)
NO_SCOPE = "Request had insufficient authentication scopes."
NO_SUCH = (
    "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
    "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
)


class Refused(Exception):
    """As the token endpoint words it: ``{"error": "invalid_grant", "error_description": ...}``."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error, self.description = error, description


@dataclass(slots=True)
class Grant:
    """What somebody agreed to. challenge: of PKCE, with its method; redirect: where the code was sent; app: the
    client's id."""

    who: str
    scopes: tuple[str, ...]
    challenge: str = ""
    method: str = "plain"
    redirect: str = ""
    app: str = ""


@dataclass(slots=True)
class Token:
    who: str
    scopes: tuple[str, ...]
    ends: datetime
    app: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """app: the program that the token was given to; only_its_files: whether it sees no others (``drive.file``)."""

    who: str
    app: str = ""
    only_its_files: bool = False


@dataclass
class Identity:
    """The tokens given out. revoked: accounts whose consent was taken back; service_accounts: the public key of each,
    as PEM."""

    codes: dict[str, Grant] = field(default_factory=dict)
    refreshes: dict[str, Grant] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    revoked: set[str] = field(default_factory=set)
    service_accounts: dict[str, str] = field(default_factory=dict)

    def who(self, token: str, now: datetime, scopes: Sequence[str]) -> Caller:
        """The account of a token; raises 401 for one that has ended, 403 where it was given for none of ``scopes``."""
        known = self.tokens.get(token)
        if known is None:
            if token.startswith(PREFIX):
                raise ApiError(401, "UNAUTHENTICATED", NO_SUCH, "authError")
            return Caller(token)
        if known.ends <= now or known.who in self.revoked:
            raise ApiError(401, "UNAUTHENTICATED", NO_SUCH, "authError")
        used = set(known.scopes) & set(scopes)
        if scopes and not used:
            raise ApiError(403, "PERMISSION_DENIED", NO_SCOPE, "insufficientPermissions")
        return Caller(known.who, known.app, used == {DRIVE_FILE})

    # ------------------------------------------------------------------------------------ the consent page

    def consented(self, who: str, asked: Mapping[str, str], scopes: Sequence[str]) -> str:
        """The address to go on to, with a code for what this account agreed to."""
        code = f"4/{secrets.token_urlsafe(32)}"
        self.codes[code] = Grant(
            who, tuple(scopes), asked.get("code_challenge", ""), asked.get("code_challenge_method", "plain"),
            asked.get("redirect_uri", ""), asked.get("client_id", ""),
        )  # fmt: skip
        self.revoked.discard(who)
        said = {"code": code, "scope": " ".join(scopes)} | (
            {"state": asked["state"]} if "state" in asked else {}
        )
        return f"{asked.get('redirect_uri', '')}?{urlencode(said)}"

    @staticmethod
    def denied(asked: Mapping[str, str]) -> str:
        said = {"error": "access_denied"} | ({"state": asked["state"]} if "state" in asked else {})
        return f"{asked.get('redirect_uri', '')}?{urlencode(said)}"

    # ----------------------------------------------------------------------------------- the token endpoint

    def exchange(self, form: Mapping[str, str], now: datetime) -> Json:
        """The answer to ``POST /token``. Raises Refused."""
        kind = form.get("grant_type", "")
        if kind == "authorization_code":
            return self._by_code(form, now)
        if kind == "refresh_token":
            return self._by_refresh(form, now)
        if kind == JWT_BEARER:
            return self._by_key(form, now)
        raise Refused("unsupported_grant_type", f"Invalid grant_type: {kind}")

    def _by_code(self, form: Mapping[str, str], now: datetime) -> Json:
        grant = self.codes.pop(form.get("code", ""), None)
        if grant is None or grant.redirect != form.get("redirect_uri", ""):
            raise Refused("invalid_grant", "Malformed auth code.")
        if grant.challenge and _challenge(form.get("code_verifier", ""), grant.method) != grant.challenge:
            raise Refused("invalid_grant", "Invalid code verifier.")
        refresh = f"1//{secrets.token_urlsafe(32)}"
        self.refreshes[refresh] = grant
        return self._given(grant.who, grant.scopes, now, grant.app) | {"refresh_token": refresh}

    def _by_refresh(self, form: Mapping[str, str], now: datetime) -> Json:
        token = form.get("refresh_token", "")
        grant = self.refreshes.get(token)
        if grant is None and not token:
            raise Refused("invalid_grant", "Bad Request")
        if grant is None:  # a token that was not given out here is its own identity
            return {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}
        if grant.who in self.revoked:
            raise Refused("invalid_grant", "Token has been expired or revoked.")
        return self._given(grant.who, grant.scopes, now, grant.app)

    def _by_key(self, form: Mapping[str, str], now: datetime) -> Json:
        """A service account's signed claims. sub: whom it acts for."""
        signed, _, signature = form.get("assertion", "").rpartition(".")
        try:
            claims = json.loads(_decoded(signed.partition(".")[2]))
            account, scopes = str(claims["iss"]), tuple(str(claims["scope"]).split())
            lasts = int(claims["exp"]) - int(claims["iat"])
        except (IndexError, ValueError, KeyError, TypeError):
            raise Refused("invalid_grant", "Invalid JWT: claims are missing.") from None
        key = self.service_accounts.get(account)
        if key is None:
            raise Refused("invalid_grant", "Invalid grant: account not found")
        if not 0 < lasts <= LONGEST_CLAIM:
            raise Refused("invalid_grant", TOO_LONG)
        if not _is_signed(signed, signature, key):
            raise Refused("invalid_grant", "Invalid JWT Signature.")
        who = str(claims.get("sub") or account)
        if who != account and who.endswith("@gmail.com"):
            raise Refused(
                "unauthorized_client",
                "Client is unauthorized to retrieve access tokens using this method, or client not authorized "
                "for any of the scopes requested.",
            )
        return self._given(who, scopes, now, account)

    def _given(self, who: str, scopes: tuple[str, ...], now: datetime, app: str) -> Json:
        token = PREFIX + secrets.token_urlsafe(32)
        self.tokens = {name: one for name, one in self.tokens.items() if one.ends > now}
        self.tokens[token] = Token(who, scopes, now + LIFE, app)
        said = {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}
        return {**said, "scope": " ".join(scopes)}


def is_service_account(who: str) -> bool:
    """It has no storage of its own and cannot send mail."""
    return who.endswith(SERVICE_ACCOUNT)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _is_signed(text: str, signature: str, key: str) -> bool:
    try:
        verifier: Any = RSAVerifier  # google-auth types only a part
        return bool(verifier.from_string(key).verify(text.encode(), _decoded(signature)))
    except ValueError:
        return False


def _challenge(verifier: str, method: str) -> str:
    if method != "S256":
        return verifier
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
