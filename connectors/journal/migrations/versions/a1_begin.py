"""All tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "a1"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "answers",
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("request", sa.String(length=200), nullable=True),
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("request", "person", name="uq_answers_request"),
    )
    op.create_index(op.f("ix_answers_case_id"), "answers", ["case_id"], unique=False)
    op.create_index(op.f("ix_answers_state"), "answers", ["state"], unique=False)
    op.create_table(
        "cases",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("flow", sa.String(length=20), nullable=False),
        sa.Column("register", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=60), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("origin", sa.String(length=200), nullable=True),
        sa.Column("placed", sa.Boolean(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("wakes_at", sa.Float(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("origin", name=op.f("uq_cases_origin")),
    )
    op.create_index("ix_cases_closed", "cases", ["closed", "flow"], unique=False)
    op.create_index(op.f("ix_cases_parent"), "cases", ["parent"], unique=False)
    op.create_index("ix_cases_register", "cases", ["register", "placed", "id"], unique=False)
    op.create_index("ix_cases_wakes_at", "cases", ["wakes_at"], unique=False)
    op.create_table(
        "contents",
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id"),
    )
    op.create_table(
        "cursors",
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("source"),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index(op.f("ix_events_case_id"), "events", ["case_id"], unique=False)
    op.create_table(
        "factors",
        sa.Column("person", sa.String(length=60), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("key_mark", sa.LargeBinary(length=8), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("lockouts", sa.Integer(), nullable=False),
        sa.Column("locked_until", sa.Float(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person"),
    )
    op.create_table(
        "issued",
        sa.Column("prefix", sa.String(length=20), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("prefix", "year"),
    )
    op.create_table(
        "numbers",
        sa.Column("series", sa.String(length=60), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("suffix", sa.String(length=4), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("heading", sa.String(length=100), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("void", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("series", "year", "n", "suffix"),
    )
    op.create_index(
        "uq_numbers_case_id",
        "numbers",
        ["case_id", "heading", "suffix"],
        unique=True,
        sqlite_where=sa.text("void = ''"),
        postgresql_where=sa.text("void = ''"),
    )
    op.create_table(
        "operations",
        sa.Column("id", sa.String(length=300), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(), nullable=True),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_operations_case_id"), "operations", ["case_id"], unique=False)
    op.create_index("ix_operations_state", "operations", ["state", "kind", "at"], unique=False)
    op.create_table(
        "requests",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("case_id", sa.String(length=40), nullable=False),
        sa.Column("superseded", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_requests_case_id"), "requests", ["case_id"], unique=False)
    op.create_table(
        "row_digests",
        sa.Column("register", sa.String(length=60), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("register", "id"),
    )
    op.create_table(
        "submissions",
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("form", "id"),
    )
    op.create_index(op.f("ix_submissions_state"), "submissions", ["state"], unique=False)
    op.create_table(
        "payloads",
        sa.Column("operation", sa.String(length=300), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("crc", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["operation"], ["operations.id"], name=op.f("fk_payloads_operation")),
        sa.PrimaryKeyConstraint("operation"),
    )
