"""A journal is made, opened and brought to the newest shape without anybody's help."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, event, inspect
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from connectors.journal import JournalProblem, SqlJournal, opening
from connectors.journal.opening import explained, open_engine
from connectors.journal.tables import METADATA
from tests.connectors.journal.small import a_journal, by_hand, give_numbers


def test_a_fresh_journal_has_the_tables_that_the_code_expects(journal: SqlJournal) -> None:
    with journal.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []


def test_a_fresh_journal_is_the_same_as_one_made_from_the_tables(journal: SqlJournal) -> None:
    def shape(engine: Engine) -> dict[str, object]:
        look = inspect(engine)
        return {
            name: [
                [(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(name)],
                look.get_pk_constraint(name)["constrained_columns"], look.get_foreign_keys(name),
                sorted(
                    (i["name"] or "", i["column_names"], i["unique"], str(i["dialect_options"].get("sqlite_where")))
                    for i in look.get_indexes(name)
                ),
                look.get_unique_constraints(name),
            ]
            for name in look.get_table_names() if name != "alembic_version"
        }  # fmt: skip

    made = create_engine("sqlite://")
    METADATA.create_all(made)
    assert shape(journal.engine) == shape(made)
    made.dispose()


def test_the_newest_migration_is_the_one_that_opening_expects() -> None:
    scripts = ScriptDirectory(str(Path(opening.__file__).parent / "migrations"))
    assert scripts.get_heads() == [opening.NEWEST]


def test_the_tables_can_be_made_in_postgresql_too() -> None:
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]
    for table in METADATA.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_an_idle_opening_asks_one_question_and_leaves_alembic_out(
    journal: SqlJournal, tmp_path: Path
) -> None:
    give_numbers(journal, 2)
    program = (
        "import sys; from tests.connectors.journal.small import a_journal; from pathlib import Path\n"
        f"journal = a_journal(Path({str(tmp_path)!r})); journal.verify_head(); assert journal.head().seq == 2\n"
        "assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])
    asked: list[str] = []

    def listen(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        opening.open_engine(tmp_path / "journal.db").dispose()
    finally:
        event.remove(Engine, "before_cursor_execute", listen)
    assert asked == ["BEGIN", "SELECT version_num FROM alembic_version"]


def test_a_migration_killed_at_any_statement_leaves_nothing_and_is_done_again(tmp_path: Path) -> None:
    for nth in range(1, 200):
        folder = tmp_path / str(nth)
        folder.mkdir()
        done = 0

        def kill(*args: object, nth: int = nth) -> None:
            nonlocal done
            done += 1
            if done == nth:
                raise KeyboardInterrupt

        event.listen(Engine, "before_cursor_execute", kill)
        try:
            a_journal(folder).close()
        except KeyboardInterrupt:
            event.remove(Engine, "before_cursor_execute", kill)
        else:
            event.remove(Engine, "before_cursor_execute", kill)
            break
        after = a_journal(folder)
        give_numbers(after, 1)
        assert after.verify() == []
        after.close()
    assert nth > 30


def test_two_that_open_a_new_journal_at_once_both_may(tmp_path: Path) -> None:
    said: list[object] = []

    def open_it() -> None:
        try:
            a_journal(tmp_path).close()
            said.append("opened")
        except Exception as fault:
            said.append(fault)

    threads = [threading.Thread(target=open_it) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said == ["opened"] * 6


def test_a_journal_of_a_later_version_is_left_alone(journal: SqlJournal, tmp_path: Path) -> None:
    give_numbers(journal, 1)
    journal.close()
    by_hand(tmp_path, "UPDATE alembic_version SET version_num = 'z9'")
    with pytest.raises(JournalProblem, match="the shape of another version of Alur"):
        a_journal(tmp_path)


def test_a_second_writer_that_waits_too_long_is_told_so(
    journal: SqlJournal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT", 0.05)
    other = a_journal(tmp_path)
    with journal._writing(), pytest.raises(JournalProblem, match="another program has been writing"):
        give_numbers(other, 1)
    give_numbers(other, 1)
    assert other.verify() == []
    other.close()


@pytest.mark.parametrize(
    ("said", "free", "told"),
    [
        ("disk I/O error", 0, "Make room on the disk"),
        ("disk I/O error", 1 << 30, "restore it from its newest backup"),
        ("attempt to write a readonly database", 1 << 30, "`chown -R`"),
        ("unable to open database file", 1 << 30, "`chown -R`"),
    ],
)
def test_a_full_disk_and_a_missing_right_are_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, free: int, told: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    engine = open_engine(tmp_path / "journal.db")
    try:
        assert told in str(explained(engine, sqlite3.OperationalError(said)))
    finally:
        engine.dispose()
