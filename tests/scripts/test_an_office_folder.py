"""An office in a folder, run by its command line as an operator runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from scripts.office import open_office
from scripts.running import one_pass
from tests.flows.process_map import handoffs

Alur = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    for command in ("init", "provision"):
        assert run(folder, command).returncode == 0
    return folder


@pytest.fixture
def office(fresh: Path, tmp_path: Path) -> Path:
    shutil.copytree(fresh, tmp_path / "office")
    return tmp_path / "office"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "COLUMNS": "200", "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-m", "scripts.alur", "--office", str(folder), *words]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


def answer(folder: Path, *words: str) -> Any:
    done = run(folder, *words)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def type_rows(folder: Path, register: str, rows: list[dict[str, object]]) -> None:
    """As somebody does with Excel: below the last row, then save and close."""
    path = folder / "registers" / "Umum dan Kepegawaian.xlsx"
    workbook = openpyxl.load_workbook(path)
    sheet = workbook[register]
    at = {cell.value: cell.column for cell in sheet[1]}
    for cells in rows:
        row = next(n for n in range(2, 5000) if not any(sheet.cell(n, c).value for c in at.values()))
        for heading, value in cells.items():
            sheet.cell(row, at[heading]).value = value  # type: ignore[assignment]
    workbook.save(path)


LETTER = {
    "Jenis naskah": "Surat dinas",
    "Perihal": "Undangan",
    "Tujuan": "Camat",
    "Bidang pengolah": "Bidang Koperasi",
}


def test_a_new_office_has_no_problem(office: Path) -> None:
    done = run(office, "check")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "no problems")
    assert (
        "days off 2026: 17 libur nasional, 8 cuti bersama (which is not taken off the annual leave)"
        in done.stdout
    )


def test_provisioning_again_changes_nothing(office: Path) -> None:
    before = {path: path.read_bytes() for path in (office / "registers").iterdir()}
    assert "nothing to make" in run(office, "provision").stdout
    assert {path: path.read_bytes() for path in (office / "registers").iterdir()} == before
    (office / "registers" / "Bidang Koperasi.xlsx").unlink()
    assert "would make" in run(office, "provision", "--plan").stdout
    assert not (office / "registers" / "Bidang Koperasi.xlsx").exists()


def test_what_a_rehearsal_says_is_what_the_pass_does_and_it_touches_nothing(office: Path) -> None:
    type_rows(
        office,
        "Surat Keluar",
        [{**LETTER, "Tindakan": "Teruskan ke pengolah"}, {**LETTER, "Perihal": "Nota"}],
    )
    before = {
        path: path.read_bytes()
        for path in office.rglob("*")
        if path.is_file() and path.suffix in (".xlsx", ".eml", ".jsonl")
    }
    rehearsed = answer(office, "sync", "--rehearse", "--json")
    assert {path: path.read_bytes() for path in before} == before
    done = answer(office, "sync", "--json")
    for what in ("opened", "moves", "numbers", "letters", "mails"):
        assert rehearsed[what] == done[what]
    assert len(done["moves"]) == 1
    assert len(done["opened"]) == 2


def test_the_second_pass_reads_and_writes_nothing(office: Path) -> None:
    type_rows(office, "Surat Keluar", [LETTER])
    assert answer(office, "sync", "--json")["written"] == ["Umum dan Kepegawaian"]
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (office / "registers").iterdir()}
    again = answer(office, "sync", "--json")
    assert again["read"] == again["written"] == []
    assert {
        path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (office / "registers").iterdir()
    } == before


def test_whoever_took_over_a_desk_sits_there_at_the_next_pass_of_a_watch(office: Path) -> None:
    watching = open_office(office)
    one_pass(watching, quiet=True)
    links = watching.links
    people = office / "config" / "people.toml"
    seated, seats = '"Kepala Dinas" = ["kepala"]', people.read_text()
    assert seated in seats
    people.write_text(seats.replace(seated, '"Kepala Dinas" = ["sekretaris"]'))
    settings = office / "config" / "office.toml"
    settings.write_text(settings.read_text().replace("http://127.0.0.1:8000", "http://127.0.0.1:8001"))
    one_pass(watching, quiet=True)
    head = watching.office.directory.head_of("Kepala Dinas")
    assert head is not None
    assert head.id == "sekretaris"
    assert watching.links.base_url != links.base_url


def test_status_and_case_say_whose_turn_it_is(office: Path) -> None:
    type_rows(office, "Surat Keluar", [LETTER])
    answer(office, "sync", "--json")
    (case,) = answer(office, "status", "--json")
    assert (case["id"].startswith("SK-"), case["turn"]) == (True, ["Kepala Dinas"])
    told = answer(office, "case", case["id"], "--json")
    assert told["history"][0]["what"] == "Berkas dibuka"
    unknown = run(office, "case", "SK-1999-0001")
    assert (unknown.returncode, "there is no case" in unknown.stderr) == (1, True)


def test_a_decision_is_given_at_the_command_line_with_the_persons_pin(office: Path) -> None:
    type_rows(
        office,
        "Surat Masuk",
        [
            {
                "Jenis surat masuk": "Surat biasa", "Tanggal diterima": "23-11-2026", "Nomor surat": "1", "Tanggal surat": "20-11-2026",
                "Asal surat": "Camat", "Perihal": "Undangan", "Sifat": "Biasa", "Tindakan": "Terima dan agendakan",
            }
        ],
    )  # fmt: skip
    answer(office, "sync", "--json")
    path = office / "registers" / "Umum dan Kepegawaian.xlsx"
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Surat Masuk"]
    at = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, at["Tindakan"]).value = "Mohon disposisi"
    workbook.save(path)
    answer(office, "sync", "--json")
    (request,) = answer(office, "requests", "--json")
    assert run(office, "pin", "set", "kepala", "--pin", "12").returncode in (1, 2)
    assert run(office, "pin", "set", "kepala", "--pin", "482913").returncode == 0
    wrong = run(office, "decide", request["request"], "Disposisi", "--person", "kepala", "--pin", "111222")
    assert (wrong.returncode, "PIN salah" in wrong.stderr) == (1, True)
    right = run(office, "decide", request["request"], "Disposisi", "--person", "kepala", "--pin", "482913")
    assert right.returncode == 0
    assert "(Disposisi)" in answer(office, "sync", "--json")["moves"][0]


def test_flows_json_has_every_step_and_handoff(office: Path) -> None:
    flows = {flow["code"]: flow for flow in answer(office, "flows", "--json")}
    present = [h for h in handoffs() if h["from"] in flows and h["to"] in flows]
    assert present
    for one in present:
        assert {"to": one["to"], "when": one["when"]} in flows[one["from"]]["handoffs"]


def test_a_mistake_in_the_configuration_is_told_in_lines(office: Path) -> None:
    settings = office / "config" / "office.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('backend = "xlsx"', 'backend = "xslx"', 1), "utf-8"
    )
    done = run(office, "sync")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "office.toml" in done.stderr


def test_another_pass_at_work_is_left_alone(office: Path) -> None:
    from filelock import FileLock

    with FileLock(office / ".alur.lock"):
        done = run(office, "sync")
    assert (done.returncode, "another pass is at work" in done.stdout) == (0, True)


def test_an_old_journal_is_refused_and_nothing_is_done(office: Path) -> None:
    for name in ("journal.db", "journal.db-wal", "journal.db-shm"):
        if (office / name).exists():
            shutil.copy(office / name, office / f"old-{name}")
    type_rows(office, "Surat Keluar", [LETTER])
    answer(office, "sync", "--json")
    for name in ("journal.db", "journal.db-wal", "journal.db-shm"):
        (office / name).unlink(missing_ok=True)
        if (office / f"old-{name}").exists():
            shutil.copy(office / f"old-{name}", office / name)
    done = run(office, "sync")
    assert done.returncode == 1
    assert "older copy or a fork" in done.stderr


def test_a_folder_that_is_no_office_is_told_so(tmp_path: Path) -> None:
    done = run(tmp_path / "nothing", "sync")
    assert (done.returncode, "holds no office" in done.stderr) == (1, True)
    assert run(tmp_path, "synk").returncode == 2


def test_draw_and_journal_verify(office: Path, tmp_path: Path) -> None:
    assert "flowchart LR" in run(office, "draw", "P1.2.2").stdout
    assert run(office, "draw", "P9").returncode == 1
    assert run(office, "draw", "P5.4", "--out", str(tmp_path)).returncode == 0
    assert (tmp_path / "P5.4.svg").exists()
    assert "unbroken chain" in run(office, "journal", "verify").stdout
