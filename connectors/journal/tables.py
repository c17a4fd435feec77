"""The tables of the journal. Texts of JSON are canonical: sorted keys, no blanks.

Personal data lies only in ``cases.state``, ``payloads``, ``requests``, ``answers``, ``submissions`` and ``contents``;
``events`` holds none, so that erasing those leaves the chain whole.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)  # fmt: skip

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

cases = Table(
    "cases", METADATA,
    Column("id", String(40), primary_key=True),
    Column("flow", String(20), nullable=False),
    Column("register", String(60), nullable=False),
    Column("parent", String(40), index=True),
    Column("origin", String(200), unique=True),
    Column("placed", Boolean, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("wakes_at", Float),
    Column("state", Text, nullable=False),
    Index("ix_cases_register", "register", "placed"),
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

operations = Table(
    "operations", METADATA,
    Column("id", String(300), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("visit", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("state", String(10), nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("payload_hash", String(64), nullable=False),
    Column("after", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("at", Float),
)  # fmt: skip
payloads = Table(
    "payloads", METADATA,
    Column("operation", String(300), primary_key=True),
    Column("payload", Text, nullable=False),
)  # fmt: skip

numbers = Table(
    "numbers", METADATA,
    Column("series", String(60), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, primary_key=True, autoincrement=False),
    Column("suffix", String(4), primary_key=True),
    Column("text", String(200), nullable=False),
    Column("case_id", String(40), nullable=False, index=True),
    Column("heading", String(100), nullable=False),
    Column("at", String(40), nullable=False),
    Column("void", Text, nullable=False),
)  # fmt: skip

requests = Table(
    "requests", METADATA,
    Column("id", String(200), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("superseded", Text, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
answers = Table(
    "answers", METADATA,
    Column("id", String(300), primary_key=True),
    Column("case_id", String(40), nullable=False, index=True),
    Column("request", String(200)),
    Column("person", String(60)),
    Column("state", String(10), nullable=False, index=True),
    Column("body", Text, nullable=False),
    UniqueConstraint("request", "person", name="uq_answers_request"),
)  # fmt: skip
submissions = Table(
    "submissions", METADATA,
    Column("form", String(60), primary_key=True),
    Column("id", String(200), primary_key=True),
    Column("state", String(10), nullable=False, index=True),
    Column("body", Text, nullable=False),
)  # fmt: skip

contents = Table(
    "contents", METADATA,
    Column("case_id", String(40), primary_key=True),
    Column("cells", Text, nullable=False),
)  # fmt: skip
row_digests = Table(
    "row_digests", METADATA,
    Column("register", String(60), primary_key=True),
    Column("id", String(60), primary_key=True),
    Column("digest", LargeBinary(16), nullable=False),
)  # fmt: skip
issued = Table(
    "issued", METADATA,
    Column("prefix", String(20), primary_key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("n", Integer, nullable=False),
)  # fmt: skip
cursors = Table(
    "cursors", METADATA,
    Column("source", String(200), primary_key=True),
    Column("value", Text, nullable=False),
)  # fmt: skip
factors = Table(
    "factors", METADATA,
    Column("person", String(60), primary_key=True),
    Column("salt", LargeBinary(16), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("lockouts", Integer, nullable=False),
    Column("locked_until", Float, nullable=False),
)  # fmt: skip
