"""Letters in Drive: each file once, whatever answer is lost, and a link in Dokumen that opens with a click."""

from __future__ import annotations

import io
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from pypdf import PdfReader

from connectors.google.documents import DOCUMENT, FOLDER, DriveLetters, address_of
from connectors.google.emulator.calls import File
from connectors.google.kept import Kept
from connectors.google.links import with_links, without_link
from flows.engine.calendar import JAKARTA
from flows.engine.ports import CellWrite, Did, FolderLink, NewRow, Outcome, Patch
from tests.connectors.google.inside import ACCOUNT, FAULTS, Inside, Remembered
from tests.fakes.google_faults import at_random, once, until_done

SURAT = "P1.2.1.1/SK-2026-0001/Surat.docx"


class Plain:
    """Letters that hold their own name."""

    def __init__(self, documents: Path) -> None:
        self.documents, self.makes_pdf = documents, False

    def make(self, payload: dict[str, Any]) -> Outcome:
        path = self.documents / payload["file"]
        path.parent.mkdir(parents=True, exist_ok=True)
        document = Document()
        document.add_paragraph(payload.get("text", payload["file"]))
        document.save(str(path))
        return self.settle(payload)

    def settle(self, payload: dict[str, Any]) -> Outcome:
        path = self.documents / payload["file"]
        if not path.is_file():
            return Outcome(Did.NOT_DONE)
        return Outcome(Did.DONE, result={"sha256": sha256(path.read_bytes()).hexdigest()})

    def pdf(self, files: Sequence[str]) -> Mapping[str, Outcome]:
        for file in files if self.makes_pdf else ():
            (self.documents / file).with_suffix(".pdf").write_bytes(b"%PDF of " + file.encode())
        return {file: Outcome(Did.DONE if self.makes_pdf else Did.NOT_DONE) for file in files}

    def close(self) -> None:
        """Nothing to close."""


class Drive:
    """An office's letters at the stand-in, over as many processes as were killed."""

    def __init__(self, folder: Path, fault: Callable[[str], str] = lambda call: "") -> None:
        self.documents, self.google, self.memory = folder / "documents", Inside(fault), Remembered()
        self.kept, self.plain = Kept(folder / "google.json"), Plain(self.documents)
        self.letters = self.started()

    def started(self, **options: Any) -> DriveLetters:
        self.kept = Kept.load(self.kept.path or Path())
        return DriveLetters(
            self.plain, self.documents, self.google.client(), self.kept, self.memory,
            {"P1.2.1.1": "Pelayanan surat keluar"}, lambda: self.google.now.year, **options,
        )  # fmt: skip

    def store(self, file: str = SURAT, passes: int = 30, **more: Any) -> Outcome:
        payload = {"file": file, "final": True, **more}
        return until_done(
            lambda: self.letters.make(payload), lambda: self.letters.settle(payload), self.next_pass, passes
        )

    def next_pass(self) -> None:
        self.letters = self.started()

    def files(self, kind: str = "") -> list[File]:
        return [
            one
            for one in self.google.workspace.files.all.values()
            if (one.mime_type == kind if kind else not one.mime_type.startswith("application/vnd.google"))
        ]

    def folders(self) -> list[str]:
        return sorted(one.name for one in self.files(FOLDER))


FOLDERS = ["P1.2.1.1 2026", "P1.2.1.1 Pelayanan surat keluar", "Surat"]


def test_a_letter_lies_in_the_folder_of_its_process_and_year(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    assert drive.store().did is Did.DONE
    [file] = drive.files()
    assert file.name == "SK-2026-0001 Surat.docx"
    assert file.content == (drive.documents / SURAT).read_bytes()
    above = [drive.google.workspace.files.all[file.parents[0]]]
    while above[-1].parents[0] in drive.google.workspace.files.all:
        above.append(drive.google.workspace.files.all[above[-1].parents[0]])
    assert [one.name for one in above] == FOLDERS


def test_each_further_letter_costs_one_request_and_a_stored_one_none(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store()
    before = len(drive.google.calls)
    drive.store("P1.2.1.1/SK-2026-0002/Surat.docx")
    assert drive.google.calls[before:] == ["POST /upload/drive/v3/files"]
    drive.letters.settle({"file": SURAT, "final": True})
    assert len(drive.google.calls) == before + 1


def test_a_folder_renamed_by_hand_is_still_the_folder(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store()
    for folder in drive.files(FOLDER):
        folder.name = "Arsip " + folder.name
    drive.kept.folders.clear()
    drive.store("P1.2.1.1/SK-2026-0002/Surat.docx")
    assert len(drive.files(FOLDER)) == 3
    assert len({tuple(one.parents) for one in drive.files()}) == 1


CALLS = ("POST /upload/drive", "POST /drive/v3/files", "GET /drive")


@pytest.mark.parametrize(("call", "how"), list(product(CALLS, FAULTS)))
def test_a_lost_answer_or_a_kill_leaves_each_file_once(tmp_path: Path, call: str, how: str) -> None:
    drive = Drive(tmp_path, once(call, how, times=3))
    assert drive.store().did is Did.DONE
    assert [one.content for one in drive.files()] == [(drive.documents / SURAT).read_bytes()]
    assert drive.folders() == FOLDERS


def schedules(folder: Path, seeds: range) -> Counter[str]:
    hits: Counter[str] = Counter()
    for seed in seeds:
        drive = Drive(folder / str(seed), at_random(seed, 0.3, hits))
        drive.documents.mkdir(parents=True)
        for number in range(3):
            assert drive.store(f"P1.2.1.1/SK-2026-000{number}/Surat.docx", 60).did is Did.DONE, seed
        assert sorted(one.name for one in drive.files()) == [
            f"SK-2026-000{number} Surat.docx" for number in range(3)
        ], seed
        assert drive.folders() == FOLDERS, seed
    return hits


def test_no_letter_or_folder_is_doubled_or_lost_under_random_faults(tmp_path: Path) -> None:
    hits = schedules(tmp_path, range(16))
    assert min(hits[f"GET {how}"] + hits[f"POST {how}"] for how in FAULTS) >= 5


def test_an_older_memory_uploads_nothing_twice_and_overwrites_no_other_letter(tmp_path: Path) -> None:
    """The journal was restored from a backup of before the second letter."""
    drive = Drive(tmp_path)
    drive.store()
    backup = dict(drive.memory)
    drive.store("P1.2.1.1/SK-2026-0002/Surat.docx")
    drive.memory.clear()
    drive.memory.update(backup)
    assert drive.store("P1.2.1.1/SK-2026-0003/Surat.docx").did is Did.DONE
    assert (
        drive.store("P1.2.1.1/SK-2026-0002/Surat.docx", text="P1.2.1.1/SK-2026-0002/Surat.docx").did
        is Did.DONE
    )
    assert sorted(one.name for one in drive.files()) == [f"SK-2026-000{n} Surat.docx" for n in (1, 2, 3)]


def test_a_new_folder_takes_no_id_that_a_letter_has_after_a_restored_backup(tmp_path: Path) -> None:
    """The memory is that of before two letters; then the year turns, and the next one needs a folder."""
    drive = Drive(tmp_path)
    drive.store()
    backup = dict(drive.memory)
    for n in (2, 3):
        drive.store(f"P1.2.1.1/SK-2026-000{n}/Surat.docx")
    drive.memory.clear()
    drive.memory.update(backup)
    drive.google.now = drive.google.now.replace(year=2027)
    assert drive.store("P1.2.1.1/SK-2027-0001/Surat.docx").did is Did.DONE
    assert drive.folders() == sorted([*FOLDERS, "P1.2.1.1 2027"])
    assert len(drive.files()) == 4


def test_a_draft_that_is_made_again_replaces_its_copy(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store(text="lama")
    drive.letters.make({"file": SURAT, "final": False, "text": "baru"})
    [file] = drive.files()
    assert Document(io.BytesIO(file.content)).paragraphs[0].text == "baru"


def test_a_letter_thrown_away_in_drive_is_uploaded_anew(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store()
    drive.google.workspace.files.all.pop(drive.files()[0].id)
    assert drive.letters.make({"file": SURAT, "final": False, "text": "baru"}).did is Did.DONE
    assert len(drive.files()) == 1


def test_letters_wait_for_a_folder_thrown_away_and_come_into_a_new_one(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store()
    for folder in drive.files(FOLDER):
        drive.google.workspace.files.all.pop(folder.id)
    assert drive.store("P1.2.1.1/SK-2026-0002/Surat.docx").did is Did.DONE
    assert drive.folders() == FOLDERS


def test_the_pdf_lies_beside_the_letter_and_is_what_the_link_opens(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.plain.makes_pdf = True
    drive.store()
    drive.letters.pdf([SURAT])
    pdf = next(one for one in drive.files() if one.mime_type == "application/pdf")
    assert pdf.content == b"%PDF of " + SURAT.encode()
    address = address_of(drive.memory)
    assert address("P1.2.1.1/SK-2026-0001") == f"https://drive.google.com/file/d/{pdf.id}/view"
    assert address("P1.2.1.1/SK-2026-0009") == ""


def test_a_pdf_that_could_not_be_uploaded_is_caught_up_with(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.plain.makes_pdf = True
    drive.store()
    drive.google.fault = once("POST /upload", "503 before")
    drive.letters.pdf([SURAT])
    assert len(drive.files()) == 1
    drive.started().catch_up()
    assert len(drive.files()) == 2


def test_without_libreoffice_drive_makes_the_pdf_and_keeps_nothing_of_it(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.letters = drive.started(converts=True)
    drive.store(text="Undangan rapat (koperasi)")
    drive.google.fault = once("POST /upload", "dropped after")
    drive.letters.pdf([SURAT])
    assert len(drive.files(DOCUMENT)) == 1
    drive.google.fault = lambda call: ""
    outcomes = drive.letters.pdf([SURAT])
    assert outcomes[SURAT].did is Did.DONE
    assert drive.files(DOCUMENT) == []
    made = PdfReader((drive.documents / SURAT).with_suffix(".pdf"))
    assert "Undangan rapat (koperasi)" in made.pages[0].extract_text()
    assert len(drive.files()) == 2


def test_letters_from_before_google_are_brought_bit_by_bit_into_the_folders_of_their_years(
    tmp_path: Path,
) -> None:
    drive = Drive(tmp_path)
    old = [f"P1.2.1.1/SK-2025-000{n}/Surat.docx" for n in range(3)] + [
        "P1.2.1.1/SK-2025-0000/surat-koreksi-1.docx"
    ]
    for n, file in enumerate(old):
        drive.plain.make({"file": file})
        made = datetime(2025, 12, 1 + n, 9, tzinfo=JAKARTA).timestamp()
        os.utime(drive.documents / file, (made, made))
    drive.store()
    wanted = [*old, SURAT, "P1.2.1.1/SK-2025-0009/was-never-made.docx"]
    assert [drive.letters.bring(wanted, 3), drive.letters.bring(wanted, 3)] == [False, True]
    asked = len(drive.google.calls)
    assert (drive.started().bring(wanted, 3), len(drive.google.calls) - asked) == (True, 0)
    assert len(drive.files()) == 5
    assert drive.folders() == ["P1.2.1.1 2025", *FOLDERS]
    newest = next(one.id for one in drive.files() if "koreksi" in one.name)
    assert newest in address_of(drive.memory)("P1.2.1.1/SK-2025-0000")


def test_another_account_sees_nothing_of_what_was_uploaded(tmp_path: Path) -> None:
    drive = Drive(tmp_path)
    drive.store()
    assert {one.role_of("orang@lain.example") for one in drive.google.workspace.files.all.values()} == {None}
    assert {one.owner for one in drive.google.workspace.files.all.values()} == {ACCOUNT}


def test_dokumen_holds_an_address_that_reads_back_as_what_the_engine_wrote() -> None:
    link = FolderLink("P1.2.1.1/SK-2026-0001", "2 berkas")
    patch = Patch([CellWrite("Surat", 0, "Dokumen", link)], new_rows=[NewRow("Surat", {"Dokumen": link})])
    linked = with_links(patch, lambda folder: "https://drive.google.com/file/d/1abc/view")
    cell = linked.cells[0].value
    assert cell == "https://drive.google.com/file/d/1abc/view?berkas=2"
    assert linked.new_rows[0].cells["Dokumen"] == cell
    assert without_link(str(cell)) == "2 berkas"
    assert with_links(patch, lambda folder: "").cells[0].value == "2 berkas"
    assert (
        without_link("https://drive.google.com/file/d/1abc/view")
        == "https://drive.google.com/file/d/1abc/view"
    )
