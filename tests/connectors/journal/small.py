"""A few cases, numbers and answers for the tests of the journal."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from connectors.journal import Ledger, SqlJournal, open_journal
from flows.engine.calendar import JAKARTA
from flows.engine.case import (
    Case,
    Content,
    Event,
    EventKind,
    Given,
    Intent,
    Number,
    Operation,
    OpKind,
    OpState,
    Request,
    Submission,
)
from flows.engine.ports import Did, Outcome

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)  # a Monday
SERIES = "surat keluar"
KEY = b"k" * 32


def a_journal(folder: Path, ledger: Path | None = None) -> SqlJournal:
    return open_journal(folder / "journal.db", Ledger(ledger or folder / "ledger.jsonl"), KEY)


def a_case(n: int, **fields: object) -> Case:
    case = Case(f"SK-2026-{n:04}", "P1.2.1.1", "Surat Keluar", "Draf", NOW, NOW, placed=True)
    return replace(case, **fields)  # type: ignore[arg-type]


def a_number(n: int, series: str = SERIES) -> tuple[Number, Event]:
    number = Number(series, 2026, n, f"500/{n:04}/2026", f"SK-2026-{n:04}", "Nomor surat", NOW)
    data = {"series": series, "year": 2026, "n": n, "text": number.text, "column": number.column}
    return number, Event(NOW, number.case, EventKind.NUMBERED, data)


def give_numbers(journal: SqlJournal, upto: int, after: int = 0) -> None:
    for n in range(after + 1, upto + 1):
        number, event = a_number(n)
        journal.commit(Intent(events=[event], numbers=[number], cases=[a_case(n)]))


def a_mail(id: str, case: str = "SK-2026-0001", **payload: object) -> Operation:
    return Operation(id, case, 1, OpKind.MAIL, {"to": ["warga@contoh.id"], **payload})


def an_answer(id: str, label: str = "Setuju", **fields: object) -> Given:
    given = Given(
        id, "SK-2026-0001", 1, label, NOW, request="SK-2026-0001/1/0/kadis", desk="kadis", person="kepala"
    )
    return replace(given, **fields)  # type: ignore[arg-type]


def a_request(id: str, **fields: object) -> Request:
    request = Request(
        id, "SK-2026-0001", 1, "kadis", ("Setuju", "Revisi"), "abc", NOW, view={"Perihal": "Undangan"}
    )
    return replace(request, **fields)  # type: ignore[arg-type]


def live_a_little(journal: SqlJournal, cases: int = 6, pin: bool = False) -> None:
    """Put something into every table; into that of PINs only when asked, because it is slow on purpose."""
    give_numbers(journal, cases)
    journal.commit(
        Intent(
            events=[Event(NOW, "SK-2026-0001", EventKind.MOVED, {"to": "Verifikasi"})],
            cases=[a_case(1, status="Verifikasi", wakes_at=NOW, fills={"Nomor surat": "500/0001/2026"})],
            operations=[a_mail("op/1"), a_mail("op/2", ref="ALR-2")],
            requests=[a_request("SK-2026-0001/1/0/kadis")],
            contents=[Content("SK-2026-0001", {"Perihal": "Undangan rapat", "Penerima": "Bu Siti"})],
            issued={("SK", 2026): cases},
        )
    )
    journal.record(NOW, replace(a_mail("op/1"), tries=1), OpState.DONE, Outcome(Did.DONE), None, ())
    journal.submit(an_answer("a1"))
    journal.submit_form(Submission("r1", "surat-masuk", NOW, {"Perihal": "Permohonan data"}))
    journal.void_number(SERIES, 2026, 2, "salah alamat", NOW)
    digests = {"Surat Keluar": {f"SK-2026-{n:04}": bytes([n]) * 16 for n in range(1, cases + 1)}}
    journal.remember(digests, {"SK-2026-0001": "Verifikasi"}, [], {"register:Surat Keluar": "stamp"})
    if pin:
        journal.set_factor("kepala", "482913")


def all_that_is_told(journal: SqlJournal) -> object:
    """Everything that can be read, to be compared."""
    ids = journal.case_ids()
    return [
        journal.head(), journal.cases(ids), journal.ids_in("Surat Keluar"), journal.contents(ids),
        journal.unplaced(["Surat Keluar"]), journal.due(NOW), journal.open_cases("P1.2.1.1"), journal.pending_answers(),
        journal.pending_submissions(), journal.requests(ids), journal.numbers(), journal.issued("SK", 2026),
        journal.operations(*OpState), journal.history(["Surat Keluar"], 100), journal.recent(100),
        journal.cursor("register:Surat Keluar"), dict(journal.mails_since(NOW)), journal.events_of("SK-2026-0001"),
    ]  # fmt: skip


def copied(journal: SqlJournal, folder: Path, ledger: bool = True) -> Path:
    """A copy of journal and ledger as they stand now, in a folder of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    here, there = str(journal.engine.url.database), folder / "journal.db"
    with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(there)) as target:
        source.backup(target)
    if ledger:
        shutil.copy(journal.ledger.path, folder / "ledger.jsonl")
    return folder


def by_hand(folder: Path, sql: str) -> None:
    """Change the journal behind its back."""
    with closing(sqlite3.connect(folder / "journal.db")) as connection, connection:
        connection.execute(sql)
