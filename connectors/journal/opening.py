"""Opening a journal: the settings of its database, its migrations, and all that databases say differently."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Select, Table, create_engine, event, inspect, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.sql.compiler import SQLCompiler

from connectors.journal.problems import DamagedJournal, JournalProblem

NEWEST = "a1"
"""The newest migration in ``migrations/versions``."""
NO_ROOM = 1 << 18
"""Bytes below which a disk counts as full: a commit and its log need about as much."""
WAIT = 30
"""Seconds to wait for another writer."""


def open_engine(where: Path | str) -> Engine:
    """Open (or make) the database and bring it to the newest shape. where: a file, or a database URL.

    Raises JournalProblem."""
    url = (
        make_url(where)
        if isinstance(where, str) and "://" in where
        else URL.create("sqlite", database=str(where))
    )
    if url.get_backend_name() == "sqlite":
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
            _make_private(url.database)
        engine = create_engine(url, connect_args={"timeout": WAIT, "check_same_thread": False})
        event.listen(engine, "connect", _on_connect)
        event.listen(engine, "begin", _on_begin)
    else:
        engine = create_engine(url)
    try:
        if _version(engine) != NEWEST:
            _migrate(engine)
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as fault:
        engine.dispose()
        raise explained(engine, fault) from fault
    except JournalProblem:
        engine.dispose()
        raise
    return engine


def _make_private(database: str) -> None:
    """A journal that is made holds what people wrote, so only its owner can read it; its log takes the same rights."""
    if database != ":memory:" and not Path(database).exists():
        os.close(os.open(database, os.O_CREAT | os.O_WRONLY, 0o600))


def _on_connect(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; ``_on_begin`` says it
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")  # NORMAL may lose the last commits when the power fails
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # what is erased is overwritten
    cursor.close()


def _on_begin(connection: Connection) -> None:
    # A transaction that reads first and writes later could otherwise fail half-way when another writer came between.
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes") else "BEGIN"
    )


def _version(engine: Engine) -> str:
    query = text("SELECT version_num FROM alembic_version")
    try:
        with engine.connect() as connection:
            return str(connection.execute(query).scalar() or "")
    except (OperationalError, ProgrammingError):
        with engine.connect() as connection:
            if inspect(connection).has_table("alembic_version"):
                raise
        return ""


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    try:
        with engine.execution_options(writes=True).connect() as connection, connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except CommandError as fault:
        raise JournalProblem(
            f"{_place(engine)}: it has the shape of another version of Alur ({fault}); this one knows shapes up to "
            f"«{NEWEST}». Use the version that wrote it, or a newer one."
        ) from fault


# --------------------------------------------------------------------------- what databases say differently


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert whole rows, or replace those with the same primary key; one executemany."""
    if not rows:
        return
    make: Any = sqlite.insert
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects import postgresql  # 20 ms that an embedded office need not spend

        make = postgresql.insert
    statement = make(table)
    keys = [column.name for column in table.primary_key]
    values = {name: statement.excluded[name] for name in table.c.keys() if name not in keys}  # noqa: SIM118
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values), list(rows))


def raw_rows(connection: Connection, query: Select[Any], **values: Any) -> Iterator[tuple[Any, ...]]:
    """The driver's own rows, for many thousands of them. query: a constant, compiled once; values: of its parameters,
    plain types only."""
    compiled = _compiled(query, connection.dialect)
    named = compiled.construct_params(values)
    cursor = connection.connection.cursor()
    try:
        if compiled.positional:
            cursor.execute(str(compiled), tuple(named[name] for name in compiled.positiontup or ()))
        else:
            cursor.execute(str(compiled), named)
        yield from cursor.fetchall()
    except sqlite3.Error as fault:
        raise explained(connection.engine, fault) from fault
    finally:
        cursor.close()


@lru_cache(maxsize=32)
def _compiled(query: Select[Any], dialect: Dialect) -> SQLCompiler:
    compiled = query.compile(dialect=dialect)
    assert isinstance(compiled, SQLCompiler)
    return compiled


def breaks_in_pages(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages and references."""
    if connection.dialect.name != "sqlite":
        return []
    found = [
        f"database: {line}"
        for (line,) in connection.exec_driver_sql("PRAGMA integrity_check(20)")
        if line != "ok"
    ]
    for table, row, other, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        found.append(f"database: row {row} of {table} names one of {other} that is not there")
    return found


def forget_deleted(engine: Engine) -> None:
    """Take deleted rows out of the write-ahead log too."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.rollback()
            driver = connection.connection.cursor()
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            driver.close()


def explained(engine: Engine, fault: Exception) -> JournalProblem:
    """What a driver's error means for the operator."""
    said = str(getattr(fault, "orig", None) or fault)
    place = _place(engine)
    if "full" in said or ("disk I/O" in said and _no_room(engine)):
        return JournalProblem(
            f"{place}: {said}; nothing of this step was kept. Make room on the disk and start again, the next pass "
            "goes on where this one stopped."
        )
    if "locked" in said or "busy" in said:
        return JournalProblem(
            f"{place}: another program has been writing for {WAIT} s ({said}); nothing of this step was kept. "
            "Wait for it or end it, then start again."
        )
    if "readonly" in said or "unable to open" in said:
        return JournalProblem(
            f"{place}: this user may not write it, or its folder ({said}); nothing was done. The office belongs to one "
            "user, who runs cron and the pages too: give it the folder (`chown -R`), or work as that user."
        )
    if any(
        word in said for word in ("malformed", "not a database", "corrupt", "decode", "disk I/O", "no such")
    ):
        return DamagedJournal(
            f"{place}: it cannot be read as a journal ({said}). Stop, restore it from its newest backup, then run "
            "`alur journal verify`."
        )
    return JournalProblem(f"{place}: {said}; nothing of this step was kept.")


def _no_room(engine: Engine) -> bool:
    """Whether the disk is full: SQLite says «disk I/O error» when its log finds no room."""
    folder = Path(engine.url.database or ".").parent
    return engine.dialect.name == "sqlite" and shutil.disk_usage(folder).free < NO_ROOM


def _place(engine: Engine) -> str:
    return engine.url.database or engine.url.render_as_string(hide_password=True)
