"""``office.toml``: the office, how it writes letters, sends mail and gives numbers."""

from __future__ import annotations

import re
from datetime import time
from string import Formatter
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from connectors.config.problems import did_you_mean

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}")
"""An address as an office writes it; nothing that a mail header would read as more than an address."""

NUMBER_WORDS = ("urut", "kode", "kode_opd", "tahun", "bulan")


class Model(BaseModel):
    """A part of a configuration file: nothing unknown in it, nothing changed after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _address(text: str) -> str:
    if text and not ADDRESS.fullmatch(text):
        raise ValueError("one mail address such as nama@kantor.example")
    return text


def _url(text: str) -> str:
    if not text:
        return text
    try:
        parts = urlsplit(text)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "?" in text or "#" in text:
        raise ValueError("an address that begins with http:// or https://")
    return text.rstrip("/")


def _secure_url(text: str) -> str:
    """Credentials go to this address, so plain http is for this machine alone."""
    text = _url(text)
    parts = urlsplit(text)
    if parts.scheme == "http" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise ValueError("an https:// address, or http:// on this machine (127.0.0.1)")
    return text


def _number_format(text: str) -> str:
    try:
        parts = [part[1:] for part in Formatter().parse(text) if part[1] is not None]
    except ValueError:
        raise ValueError("a format whose braces close, such as {kode}/{urut:04}/{tahun}") from None
    for name, spec, conversion in parts:
        if name not in NUMBER_WORDS:
            allowed = ", ".join(f"{{{word}}}" for word in NUMBER_WORDS)
            near = did_you_mean(name or "", NUMBER_WORDS)
            raise ValueError(f"only {allowed} in braces, not {{{name}}}{f'; {near}' if near else ''}")
        if conversion or (spec and not (name == "urut" and re.fullmatch(r"0[1-9]", spec))):
            raise ValueError(f"{{{name}}} alone in braces; only {{urut}} has a width, as in {{urut:04}}")
    if "urut" not in [name for name, _, _ in parts]:
        raise ValueError("a format with {urut} in it")
    return text


PATTERNS: dict[str, str] = {}
"""A pattern -> what it asks for, in words."""


def shaped(pattern: str, words: str) -> StringConstraints:
    """Ask for text of a shape; a mistake is told in words."""
    PATTERNS[pattern] = words
    return StringConstraints(pattern=pattern, max_length=200)


Line = Annotated[str, shaped(r"^[^\x00-\x1f\x7f]*$", "one line of text")]
"""Text that stays on one line of a letter or a header."""

RequiredLine = Annotated[Line, StringConstraints(min_length=1)]
Address = Annotated[str, AfterValidator(_address)]
Url = Annotated[str, AfterValidator(_url)]
SecureUrl = Annotated[str, AfterValidator(_secure_url)]
NumberFormat = Annotated[str, AfterValidator(_number_format)]
Count = Annotated[int, Field(ge=1)]


Variable = Annotated[str, shaped(r"^([A-Za-z_][A-Za-z0-9_]*)?$", "the name of an environment variable")]


class Kop(Model):
    """The letterhead. Empty parts are left out of it."""

    pemerintah: RequiredLine
    instansi: RequiredLine
    alamat: Line = ""
    kode_pos: Annotated[str, shaped(r"^([0-9]{5})?$", "five digits")] = ""
    telepon: Line = ""
    pos_el: Address = ""
    laman: Line = ""


class Office(Model):
    """The office itself. kode_opd: its unit code in letter numbers."""

    nama: RequiredLine
    kota: RequiredLine
    kode_opd: Line = ""
    timezone: Literal["Asia/Jakarta"] = "Asia/Jakarta"
    kop: Kop


class Hours(Model):
    """Working hours. Terms run out when the office closes; pages tell the public all three."""

    opens: time = time(7)
    closes: time = time(15, 30)
    friday_closes: time = time(14, 30)


class Letters(Model):
    """How reports look (letters look as their Word templates do), and whether both come as PDF too («auto»: when
    LibreOffice is there)."""

    paper: Literal["A4", "F4"] = "A4"
    font: RequiredLine = "Arial"
    font_size: Annotated[float, Field(ge=8, le=14)] = 11
    pdf: Literal["auto", "on", "off"] = "auto"


class MailCaps(Model):
    """Limits against a flood. confirm_above: a first pass that would send more asks the operator."""

    per_pass: Count = 50
    per_person_per_day: Count = 5
    confirm_above: Annotated[int, Field(ge=0)] = 25


class MailConfig(Model):
    """How mail leaves. password_env: the environment variable that holds the password."""

    backend: Literal["outbox", "smtp", "gmail"] = "outbox"
    sender: Address = Field(default="", alias="from")
    host: Annotated[str, shaped(r"^[A-Za-z0-9.:_-]*$", "the name of a mail server")] = ""
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    security: Literal["starttls", "ssl", "none"] = "starttls"
    username: Line = ""
    password_env: Variable = ""
    caps: MailCaps = MailCaps()


class Journal(Model):
    """ledger: the second copy of numbers and journal head, relative to the office folder."""

    ledger: RequiredLine = "ledger/ledger.jsonl"


class Web(Model):
    """base_url: what links in mails begin with."""

    base_url: Url = "http://127.0.0.1:8000"


class Google(Model):
    """base_url: '' is Google itself, else a stand-in for it. token_file, client_file: below the office folder;
    subject: the account that a service account works for; shared_with: addresses and domains, besides the people of
    ``people.toml``, that files may be shared with; calls_a_minute: what is over waits for the next pass; rows: of a new
    register. forms: which are Google Forms; «all»: links in mails lead to forms, not pages."""

    base_url: SecureUrl = ""
    token_file: RequiredLine = "google-token.json"
    client_file: RequiredLine = "google-client.json"
    subject: Address = ""
    shared_with: tuple[RequiredLine, ...] = ()
    calls_a_minute: Annotated[int, Field(ge=10, le=300)] = 40
    rows: Annotated[int, Field(ge=50, le=20_000)] = 1000
    forms: Literal["off", "public", "all"] = "off"


class Trial(Model):
    """For trying out. clock_behind_days: for this office today is so many days before the day of the machine."""

    clock_behind_days: Annotated[int, Field(ge=0, le=3660)] = 0


class Series(Model):
    """A series of numbers; each starts again at 1 on 1 January."""

    format: NumberFormat
    reset: Literal["yearly"] = "yearly"


class Settings(Model):
    """All of ``office.toml``."""

    backend: Literal["xlsx", "google"] = "xlsx"
    office: Office
    hours: Hours = Hours()
    letters: Letters = Letters()
    mail: MailConfig = MailConfig()
    journal: Journal = Journal()
    web: Web = Web()
    google: Google = Google()
    trial: Trial = Trial()
    numbering: dict[RequiredLine, Series] = Field(default_factory=dict)
