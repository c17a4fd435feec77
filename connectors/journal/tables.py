"""The tables of the journal. Texts of JSON are canonical: sorted keys, no blanks.

Personal data lies only in ``cases``, ``payloads``, ``requests``, ``answers``, ``submissions`` and ``contents``;
``events`` holds none, so that erasing those leaves the chain whole. Every row outside the chain has ``crc``, a checksum
over its other columns (``rows.sealed``), because database pages carry none.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)  # fmt: skip

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
    }
)


def _crc() -> Column[int]:
    return Column("crc", BigInteger, nullable=False)


cases = Table(
    "cases", METADATA,
    Column("id", String(40), primary_key=True),
    Column("flow", String(20), nullable=False),
    Column("register", String(60), nullable=False),
    Column("status", String(60), nullable=False),
    Column("parent", String(40), index=True),
    Column("origin", String(200), unique=True),
    Column("placed", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("wakes_at", Float),
    Column("state", Text, nullable=False),
    _crc(),
    Index("ix_cases_register", "register", "placed", "id"),
    Index("ix_cases_closed", "closed", "flow"),
    Index("ix_cases_wakes_at", "wakes_at"),
)  # fmt: skip
"""parent, origin: NULL for none. wakes_at: seconds since the epoch, 0 for a case whose register is behind."""

events = Table(
    "events", METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("case_id", String(40), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("data", Text, nullable=False),
    Column("prev", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)  # fmt: skip
"""seq: 1, 2, ... without a gap. hash: SHA-256 in hex over the other columns, ``prev`` being that of the one before."""

operations = Table(
    "operations", METADATA,
    Column("id", String(300), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("visit", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(10), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("payload_hash", String(64), nullable=False),
    Column("after", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", Float),
    _crc(),
    Index("ix_operations_state", "state", "kind", "at"),
)  # fmt: skip
"""payload_hash: keyed, in hex. at: when it ended, seconds since the epoch; NULL while it is only intended."""

payloads = Table(
    "payloads", METADATA,
    Column("operation", String(300), ForeignKey("operations.id"), primary_key=True),
    Column("payload", Text, nullable=False),
    _crc(),
)  # fmt: skip

numbers = Table(
    "numbers", METADATA,
    Column("series", String(60), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("suffix", String(4), primary_key=True),
    Column("text", String(200), nullable=False),
    Column("case_id", String(40), nullable=False),
    Column("heading", String(100), nullable=False),
    Column("at", String(40), nullable=False),
    Column("void", Text, nullable=False),
    _crc(),
    Index(
        "uq_numbers_case_id", "case_id", "heading", "suffix", unique=True,
        sqlite_where=text("void = ''"), postgresql_where=text("void = ''"),
    ),
)  # fmt: skip
"""void: the reason when BATAL, '' otherwise."""

requests = Table(
    "requests", METADATA,
    Column("id", String(200), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("superseded", Text, nullable=False),
    Column("body", Text, nullable=False),
    _crc(),
)  # fmt: skip

answers = Table(
    "answers", METADATA,
    Column("id", String(300), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("request", String(200)),
    Column("person", String(60), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("body", Text, nullable=False),
    _crc(),
    UniqueConstraint("request", "person", name="uq_answers_request"),
)  # fmt: skip
"""request: NULL for an answer to none. One answer of a person to a request: the first."""

submissions = Table(
    "submissions", METADATA,
    Column("form", String(60), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("state", String(10), nullable=False, index=True),
    Column("body", Text, nullable=False),
    _crc(),
)  # fmt: skip

contents = Table(
    "contents", METADATA,
    Column("case_id", String(40), primary_key=True),
    Column("cells", Text, nullable=False),
    _crc(),
)  # fmt: skip

row_digests = Table(
    "row_digests", METADATA,
    Column("register", String(60), primary_key=True),
    Column("id", String(60), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    _crc(),
)  # fmt: skip

issued = Table(
    "issued", METADATA,
    Column("prefix", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
    _crc(),
)  # fmt: skip

cursors = Table(
    "cursors", METADATA,
    Column("source", String(200), primary_key=True),
    Column("value", Text, nullable=False),
    _crc(),
)  # fmt: skip

factors = Table(
    "factors", METADATA,
    Column("person", String(60), primary_key=True),
    Column("salt", LargeBinary(16), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("key_mark", LargeBinary(8), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("lockouts", Integer, nullable=False),
    Column("locked_until", Float, nullable=False),
    _crc(),
)  # fmt: skip
"""hash: of a PIN; for an application's codes see ``totp.kept``. key_mark: which office key it was made with.
locked_until: seconds since the epoch, 0 for never."""

SEALED = (
    cases, operations, payloads, numbers, requests, answers, submissions, contents, row_digests, issued, cursors,
    factors,
)  # fmt: skip
"""Every table whose rows have ``crc``."""
