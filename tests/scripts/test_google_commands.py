"""``alur google`` as an operator types it, and what the first pass of a day tells."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from connectors.google.client import ACCOUNT
from connectors.google.token import write_token
from flows.engine.calendar import JAKARTA
from flows.engine.case import Intent, Operation, OpKind, OpState
from flows.engine.ports import Did, Outcome
from scripts.alur import app
from scripts.google_daily import once_a_day
from scripts.office import AlurOffice, open_office
from tests.connectors.google.standin import StandIn
from tests.connectors.mail.test_mail import payload
from tests.fakes.google_office import set_up, strict_standin


@pytest.fixture
def server() -> Iterator[StandIn]:
    with strict_standin() as server:
        yield server


@pytest.fixture
def folder(tmp_path: Path, server: StandIn) -> Path:
    more = f'shared_with = ["dinas.example"]\n[mail]\nbackend = "gmail"\nfrom = "{ACCOUNT}"\n'
    return set_up(tmp_path / "kantor", server, more)


def alur(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--office", str(folder), "google", *words])


def shared_file(server: StandIn, **with_whom: str) -> None:
    drive = server.client("drive", ACCOUNT)
    id = drive.files().create(body={"name": "Surat"}).execute()["id"]
    drive.permissions().create(fileId=id, body={"role": "reader", **with_whom}).execute()


def test_check_names_the_account_and_each_api(folder: Path) -> None:
    result = alur(folder, "check")
    assert result.exit_code == 0
    assert f"Alur works as {ACCOUNT}" in result.output
    assert [line for line in result.output.splitlines() if line.endswith("API answers")] == [
        "Google Drive API answers", "Google Sheets API answers", "Google Forms API answers", "Gmail API answers",
    ]  # fmt: skip


def test_check_tells_what_to_do_about_a_token(folder: Path) -> None:
    (folder / "google-token.json").write_text("{}")
    (folder / "google-token.json").chmod(0o644)
    result = alur(folder, "check")
    assert (result.exit_code, "chmod 600" in result.output) == (1, True)


def test_sharing_is_looked_at_and_told(folder: Path, server: StandIn) -> None:
    shared_file(server, type="domain", domain="dinas.example")
    assert alur(folder, "sharing").exit_code == 0
    shared_file(server, type="anyone")
    result = alur(folder, "sharing")
    assert (result.exit_code, "open to anyone with the link" in result.output) == (1, True)


def test_the_first_pass_of_a_day_looks_and_the_next_ones_do_not(folder: Path, server: StandIn) -> None:
    at = [datetime(2026, 10, 5, 9, 0, tzinfo=JAKARTA)]

    class Clock:
        def now(self) -> datetime:
            return at[0]

    office = open_office(folder, Clock())
    write_token(folder / "google-token.json", {
        "refresh_token": ACCOUNT, "token": ACCOUNT, "client_id": "a", "client_secret": "b",
        "refresh_until": (at[0] + timedelta(days=1)).isoformat(),
    })  # fmt: skip
    shared_file(server, type="user", emailAddress="orang@lain.example")
    first = once_a_day(office)
    assert ["run `alur google login`" in one for one in first] == [True, False]
    assert "orang@lain.example" in first[1]
    asked = server.requests()["methods"]
    assert once_a_day(office) == []
    assert server.requests()["methods"] == asked
    at[0] += timedelta(days=1)
    assert len(once_a_day(office)) == 2
    server.control(faults=[{"method": "drive.changes.list", "code": 500, "next": 9}])
    at[0] += timedelta(days=1)
    office.google.sleep = lambda seconds: None
    assert "could not be looked at" in once_a_day(office)[1]
    server.control(faults=[])
    assert "orang@lain.example" in once_a_day(office)[1]
    office.close()


def unknown_mail(office: AlurOffice) -> str:
    operation = Operation(
        "SK-2026-0001/2/mail/giliran", "SK-2026-0001", 2, OpKind.MAIL, payload(to=["rina@contoh.example"])
    )
    office.journal.commit(Intent(operations=[operation]))
    office.journal.record(office.clock.now(), operation, OpState.UNKNOWN, Outcome(Did.UNKNOWN), None, ())
    return operation.id


def test_a_person_says_what_became_of_a_mail(folder: Path) -> None:
    office = open_office(folder)
    id = unknown_mail(office)
    office.close()
    assert "ALR-SK-2026-0001-2 to rina@contoh.example" in alur(folder, "mail").output
    assert alur(folder, "mail", "lain", "--came").exit_code == 1
    assert "goes out anew" in alur(folder, "mail", id, "--did-not-come").output
    assert [one.id for one in office.journal.operations(OpState.INTENDED)] == [id]
    assert alur(folder, "mail").output == ""
    office.close()


def test_probe_prints_a_line_for_each_fact(folder: Path) -> None:
    result = alur(folder, "probe")
    assert result.exit_code == 0, result.output
    lines = result.output.splitlines()
    assert len(lines) == 11
    assert sum(" as documented " in line for line in lines) == 7


def test_login_without_a_client_says_where_to_get_one(folder: Path) -> None:
    result = alur(folder, "login", "--no-browser")
    assert (result.exit_code, "Desktop app" in result.output) == (1, True)
