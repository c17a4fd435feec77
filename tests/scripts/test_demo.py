"""The demonstration office: what the newcomer sees is what is promised."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document
from rich.console import Console

from flows.engine.calendar import JAKARTA
from flows.engine.model import MESSAGE
from scripts.alur import main as command_line
from scripts.checking import problems_and_reminders
from scripts.daftar_arsip import make_archive_lists
from scripts.demo_command import main
from scripts.demo_office import MARK, DemoClock, Player, play, stay_in_the_month
from scripts.demo_result import tell, tell_what_to_try
from scripts.office import open_office
from scripts.running import correct_letter

QUIET = Console(file=io.StringIO())


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Player:
    return play(tmp_path_factory.mktemp("demo") / "office", QUIET, working_days=14, pdf=False)


def test_letters_go_through_all_steps_of_the_three_processes(month: Player) -> None:
    counts = month.office.journal.counts()
    assert counts["P1.2.1.1", True] >= 6
    assert counts["P1.2.1.2", True] >= 6
    assert counts["P1.2.2", True] >= 12
    assert tell(month, QUIET) == 0
    assert month.office.journal.verify() == []


def test_its_last_words_are_paths_that_are_there_and_commands_that_work(
    month: Player, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = io.StringIO()
    console = Console(file=printed, width=500)
    assert tell(month, console) == 0
    tell_what_to_try(month, console, date(2026, 10, 31))
    look, tries = (part.splitlines() for part in printed.getvalue().split("Look at\n")[1].split("\nTry\n"))
    places = [line.split("   ")[0].strip() for line in look if line]
    assert len(places) == 3
    assert all(Path(place).exists() for place in places)
    for line in tries:
        if "serve" in line or " sync " in line or not line.strip().startswith(".venv"):
            continue
        words = line.strip().split("   ")[0].split()[1:]
        monkeypatch.setattr("sys.argv", ["alur", *words])
        with pytest.raises(SystemExit) as ended:
            command_line()
        assert ended.value.code == 0
    assert capsys.readouterr().err == ""


def test_a_letter_was_revised_and_one_went_to_two_bidang(month: Player) -> None:
    events = [recorded.event for recorded in month.office.journal.recent(5000)]
    assert any(event.data.get("label") == "Revisi" for event in events)
    parents = Counter(
        case.parent for case in month.office.journal.cases(f"DS-2026-{n:04}" for n in range(1, 20)).values()
    )
    assert 2 in parents.values()


def test_a_bad_date_is_told_on_its_own_row_and_a_typed_status_is_put_back(month: Player) -> None:
    tab = month.office.registers.read("Umum dan Kepegawaian").tabs["Surat Masuk"]
    at = {heading: place for place, heading in enumerate(tab.headings)}
    told = [str(row[at[MESSAGE]]) for row in tab.rows if row[at["Tanggal diterima"]] == "31 Febuari 2026"]
    assert "Kolom «Tanggal diterima» berisi «31 Febuari 2026», bukan tanggal" in told[0]
    assert any(recorded.event.kind == "restored" for recorded in month.office.journal.recent(5000))


def test_no_letter_holds_a_placeholder_or_an_empty_number(month: Player) -> None:
    letters = sorted((month.office.folder / "documents").rglob("*.docx"))
    assert len(letters) > 40
    for path in letters:
        document = Document(str(path))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
        assert "{{" not in text
        assert "{%" not in text
    typed = [
        p
        for p in letters
        if "HYPERLINK" in "".join(c.text for t in Document(str(p)).tables for r in t.rows for c in r.cells)
    ]
    assert typed, "the letter with a formula and markup in Perihal came out as text"


def test_every_mail_left_once_and_every_number_was_given_once(month: Player) -> None:
    ids = [
        message_from_bytes(path.read_bytes(), policy=policy.default)["Message-ID"]
        for path in (month.office.folder / "outbox").glob("*.eml")
    ]
    assert len(ids) == len(set(ids)) > 30
    numbers = month.office.journal.numbers()
    for series in {number.series for number in numbers}:
        taken = [number.n for number in numbers if number.series == series]
        assert taken == list(range(1, len(taken) + 1))


def test_two_runs_give_the_same_statuses_numbers_letters_and_mails(tmp_path: Path) -> None:
    """Each in a process of its own, with its own order of sets and its own time zone, as on two machines."""
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.demo_digest", str(tmp_path / seed), "1"],
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )
        for seed, zone in (("1", "UTC"), ("2", "America/New_York"))
    ]
    one, other = (json.loads(run.communicate(timeout=500)[0]) for run in runs)
    assert one == other
    assert len(one["letters"]) > 20
    assert len(one["statuses"]) > 20
    assert len(one["numbers"]) > 10
    assert len(one["mails"]) > 10


def test_a_folder_that_is_somebody_elses_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "office").mkdir()
    (tmp_path / "office" / "penting.txt").write_text("jangan dihapus")
    monkeypatch.setattr("sys.argv", ["demo", str(tmp_path / "office")])
    assert main() == 1
    assert (tmp_path / "office" / "penting.txt").exists()
    assert "was not made by the demonstration" in capsys.readouterr().err
    assert not (tmp_path / "office" / MARK).exists()


def test_a_correction_is_a_new_marked_letter_and_the_old_one_stays(month: Player) -> None:
    office = month.office
    case = next(c for c in office.journal.cases(f"SK-2026-{n:04}" for n in range(1, 9)).values() if c.closed)
    old = next(letter for letter in case.letters if letter.final and letter.name == "Surat")
    done, said = correct_letter(office, case.id, "Surat")
    assert (done, said) == (True, f"the next pass makes documents/P1.2.1.1/{case.id}/surat-koreksi-1.docx")
    month.sync()
    corrected = office.documents / f"P1.2.1.1/{case.id}/surat-koreksi-1.docx"
    assert "KOREKSI ke-1" in "\n".join(paragraph.text for paragraph in Document(str(corrected)).paragraphs)
    assert sha256((office.documents / old.file).read_bytes()).hexdigest() == old.sha256
    assert correct_letter(office, case.id, "Nota")[0] is False


def test_the_office_goes_on_from_the_day_after_the_month(month: Player) -> None:
    folder = month.office.folder
    assert stay_in_the_month(folder, date(2026, 10, 22), datetime.now(JAKARTA).date()) == date(2026, 10, 23)
    assert open_office(folder).clock.now().date() == date(2026, 10, 23)
    _, reminders = problems_and_reminders(folder)
    assert any("an office at work has 0" in line for line in reminders)


def test_the_list_of_archives_has_a_line_for_each_stored_one(month: Player) -> None:
    (path,) = make_archive_lists(month.office)  # no retention is loaded: there is nothing to propose
    table = Document(str(path)).tables[2]
    stored = month.office.journal.counts()["P1.2.2", True]
    *lines, last = table.rows[1:]
    assert len(lines) == stored
    assert "NIP" in last.cells[0].tables[-1].rows[0].cells[-1].text  # the signature stays with the last lines
    assert "Lemari A, laci 2, folder 2026-10" in table.rows[1].cells[-1].text
    month.office.close()


def test_archives_whose_years_are_over_are_proposed_when_a_retention_schedule_is_loaded(
    month: Player, tmp_path: Path
) -> None:
    folder = tmp_path / "office"
    shutil.copytree(month.office.folder, folder)
    codes = folder / "config" / "klasifikasi.csv"
    lines = codes.read_text("utf-8").splitlines()
    codes.write_text("\n".join(re.sub(",,,,$", ",1 tahun,2 tahun,Musnah,", line) for line in lines), "utf-8")
    settings = folder / "config" / "office.toml"
    settings.write_text(settings.read_text("utf-8").replace('pdf = "auto"', 'pdf = "off"'), "utf-8")
    made = []
    for year in (2027, 2030):
        office = open_office(folder, DemoClock(datetime(year, 12, 1, 9, tzinfo=JAKARTA)))
        made.append([path.name for path in make_archive_lists(office)])
        office.close()
    assert made == [
        ["daftar-arsip-aktif-2027-12-01.docx", "daftar-usul-pindah-2027-12-01.docx"],
        ["daftar-arsip-aktif-2030-12-01.docx", "daftar-usul-musnah-2030-12-01.docx"],
    ]
    table = Document(str(folder / "documents" / "laporan" / "daftar-usul-musnah-2030-12-01.docx")).tables[2]
    assert "1 tahun / 2 tahun" in table.rows[1].cells[6].text
