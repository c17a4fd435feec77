"""Turning letters into PDF, with a stand-in for LibreOffice that tells what profile it was given."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from connectors.letters import pdf
from flows.engine.ports import Did

SOFFICE = """#!/bin/sh
for word in "$@"; do case "$word" in -env:UserInstallation=file://*) profile="${word#*file://}";; esac; done
echo "$profile $(cat "$profile/mark" 2>/dev/null)" >> "$LOG"
[ "$(cat "$profile/mark" 2>/dev/null)" = spoilt ] && exit 0
mkdir -p "$profile" && echo made > "$profile/mark"
case "$*" in *"$HANGS"*) sleep 60 & echo $! > "$LOG.child"; wait;; esac
while [ "$1" != --outdir ]; do shift; done
mkdir -p "$2"; out="$2"; shift 2
for file in "$@"; do echo %PDF > "$out/$(basename "$file" .docx).pdf"; done
"""


@pytest.fixture
def soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Gives the file where each start leaves a line: its profile, and what stood in it."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(SOFFICE)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    monkeypatch.setenv("LOG", str(tmp_path / "log"))
    monkeypatch.setenv("HANGS", "no such word")
    monkeypatch.setattr(pdf, "_profile", pdf._Profile())
    yield tmp_path / "log"
    pdf._profile.forget()


def letter(folder: Path) -> Path:
    path = folder / "surat.docx"
    path.write_bytes(b"word")
    return path


def starts(log: Path) -> list[tuple[str, str]]:
    return [(line.split(" ")[0], line.split(" ")[1]) for line in log.read_text().splitlines()]


def test_the_second_batch_starts_from_a_copy_of_the_profile_of_the_first(soffice: Path) -> None:
    for _ in range(3):
        assert all(one.did is Did.DONE for one in pdf.to_pdf([letter(soffice.parent)]).values())
    assert [mark for _, mark in starts(soffice)] == ["", "made", "made"]
    assert len({profile for profile, _ in starts(soffice)}) == 3
    assert not any(Path(profile).exists() for profile, _ in starts(soffice))


def test_a_profile_that_makes_no_pdf_is_not_used_again(soffice: Path) -> None:
    path = letter(soffice.parent)
    pdf.to_pdf([path])
    kept = pdf._profile._kept
    assert kept is not None
    (kept / "mark").write_text("spoilt")
    assert [one.did for one in pdf.to_pdf([path]).values()] == [Did.NOT_DONE]
    assert not kept.exists()
    assert [one.did for one in pdf.to_pdf([path]).values()] == [Did.DONE]


def test_a_kept_profile_that_was_tidied_away_is_made_anew(soffice: Path) -> None:
    pdf.to_pdf([letter(soffice.parent)])
    pdf._profile.forget()
    pdf._profile._kept = soffice.parent / "gone"
    assert [one.did for one in pdf.to_pdf([letter(soffice.parent)]).values()] == [Did.DONE]


def test_what_takes_too_long_is_ended_with_all_that_it_started(
    soffice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HANGS", "pdf")
    monkeypatch.setattr(pdf, "SECONDS_TO_START", 0.3)
    monkeypatch.setattr(pdf, "SECONDS_EACH", 0)
    (outcome,) = pdf.to_pdf([letter(soffice.parent)]).values()
    assert (outcome.did, outcome.why) == (Did.NOT_DONE, "LibreOffice took too long and was ended")
    child = int(Path(f"{soffice}.child").read_text())
    for _ in range(50):
        if not _is_at_work(child):
            break
        time.sleep(0.02)
    assert not _is_at_work(child)


def _is_at_work(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z")
