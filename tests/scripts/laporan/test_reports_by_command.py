"""Reports of a whole office, and the command that makes them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from rich.console import Console

from connectors.letters.pdf import libreoffice
from flows.data import KOPERASI_KOTA
from flows.engine.calendar import JAKARTA
from flows.engine.matter import step_of
from scripts.demo_office import Player, play
from scripts.laporan import Kind as What
from scripts.laporan import make_report
from scripts.reports import agenda
from scripts.reports.sources import read_history, read_register
from tests.scripts.laporan.samples import OCTOBER


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    folder = tmp_path_factory.mktemp("laporan") / "office"
    player = play(folder, Console(file=io.StringIO()), working_days=1, pdf=False)
    settings = folder / "config" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('pdf = "off"', 'pdf = "auto"'), "utf-8")
    yield player
    player.office.close()


def alur(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", "-m", "scripts.alur", "--office", str(folder), "report", *words]
    return subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": os.getcwd()}, timeout=300
    )


def test_terms_of_the_past_are_counted_as_the_engine_counts_them(month: Player) -> None:
    """For open cases the engine's own term is known; from the same arrival the report must come to the same."""
    _, stays = read_history(month.office)
    open_ones = {one["case"]: one for _, one in stays[stays["left"].isna()].iterrows()}
    flows = month.office.office.by_register
    checked = 0
    for case_ in month.office.journal.open_cases():
        step = step_of(flows[case_.register], case_)
        assert open_ones[case_.id]["status"] == case_.status
        if step is None or step.due is None or step.due_since:
            continue
        expected = month.office.office.calendar.deadline(
            open_ones[case_.id]["arrived"].tz_localize(JAKARTA), step.due
        )
        assert case_.due_at == expected
        checked += 1
    assert checked > 3


def test_cases_of_the_report_are_those_of_the_journal(month: Player) -> None:
    cases, _ = read_history(month.office)
    own = cases[cases["parent"] == ""]
    for code in {flow.code for flow in month.office.flows}:
        mine = own[own["flow"] == code]
        done, still = (month.office.journal.counts().get((code, closed), 0) for closed in (True, False))
        assert (int(mine["closed"].notna().sum()), int(mine["closed"].isna().sum())) == (done, still)


def test_the_book_holds_every_agenda_number_of_the_office_and_a_deleted_row_too(month: Player) -> None:
    from scripts.reports.sources import read_numbers, with_lost_rows

    office = month.office
    numbers_in = read_numbers(office, ["agenda masuk"])
    table = read_register(office, "Surat Masuk")
    assert not table.missing
    table = replace(table, frame=table.frame.iloc[1:])
    book = agenda.agenda_masuk(with_lost_rows(office, table, numbers_in["kasus"]), numbers_in, OCTOBER)
    assert book["No. agenda"].tolist() == sorted(numbers_in["nomor"])
    lost = book.iloc[0]
    assert (lost["Keterangan"], lost["Asal surat"]) == (agenda.GONE, "Kecamatan Bugul Kidul")


def test_a_register_that_is_not_there_is_told_in_one_line(month: Player) -> None:
    assert (
        read_register(month.office, "Data Ikan").missing == "Register «Data Ikan» belum ada pada kantor ini."
    )


def test_all_reports_are_made_by_one_command(month: Player, tmp_path: Path) -> None:
    folder = tmp_path / "office"
    shutil.copytree(month.office.folder, folder)
    (folder / "registers" / f"{KOPERASI_KOTA.workbook}.xlsx").unlink()
    done = alur(folder, "--from", "2026-10-01", "--to", "31-10-2026")
    assert (done.returncode, done.stderr) == (0, "")
    made = {path.name for path in (folder / "documents" / "laporan").rglob("*") if path.is_file()}
    kinds = ("xlsx", "docx", "pdf") if libreoffice() else ("xlsx", "docx")
    assert made == {f"{name}-2026-10.{kind}" for name in ("agenda", "rekap", "bmd", "kum") for kind in kinds}
    lost = [line for line in done.stdout.splitlines() if "Data Koperasi" in line]
    assert lost == [
        "note: Register «Data Koperasi» tidak disajikan: buku kerja «Bidang Koperasi» tidak dapat dibaca."
    ]
    book = openpyxl.load_workbook(folder / "documents" / "laporan" / "rekap-2026-10" / "rekap-2026-10.xlsx")
    codes = [row[0].value for row in book["Per proses"].iter_rows(min_row=6)]
    assert codes[:23] == [flow.code for flow in month.office.flows]


def test_a_report_goes_where_it_is_told_and_takes_the_place_of_the_old_one(
    month: Player, tmp_path: Path
) -> None:
    old = tmp_path / "bmd-2026-10.docx"
    old.write_text("lama")
    made = make_report(month.office, What.BMD, OCTOBER, tmp_path)
    assert [path.parent for path in made.files] == [tmp_path] * len(made.files)
    assert Document(str(old)).paragraphs
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in made.files)


def test_wrong_usage_is_told(month: Player) -> None:
    for words_ in (
        ("ikan",),
        ("agenda", "--from", "kemarin"),
        ("agenda", "--from", "2026-10-05", "--to", "2026-10-01"),
    ):
        done = alur(month.office.folder, *words_)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False)
