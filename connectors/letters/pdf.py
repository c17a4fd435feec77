"""Letters as PDF: LibreOffice, in a profile of its own, once for a whole batch."""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.engine.ports import Did, Outcome

SECONDS_TO_START, SECONDS_EACH = 60, 5


class _Profile:
    """A profile as LibreOffice leaves it after its first start, for the next batches of this process.

    Making one takes a third of a short batch. LibreOffice only ever opens a copy, so that a batch that is killed, or
    another at the same time, cannot spoil it.
    """

    def __init__(self) -> None:
        self._kept: Path | None = None

    def bring(self, to: Path) -> bool:
        """Copy the kept profile; False where there is none, and LibreOffice makes its own."""
        if self._kept is None:
            return False
        try:
            shutil.copytree(self._kept, to)
        except OSError:  # whoever tidies the folder of temporary files has been there
            self.forget()
            shutil.rmtree(to, ignore_errors=True)
        return self._kept is not None

    def keep(self, made: Path) -> None:
        fresh = Path(tempfile.mkdtemp(prefix="alur-profile-"))
        try:
            shutil.copytree(made, fresh, dirs_exist_ok=True)
        except OSError:  # no room: the next batch makes its own again
            shutil.rmtree(fresh, ignore_errors=True)
        else:
            self._kept = fresh

    def forget(self) -> None:
        kept, self._kept = self._kept, None
        if kept is not None:
            shutil.rmtree(kept, ignore_errors=True)


_profile = _Profile()
atexit.register(_profile.forget)


def libreoffice() -> str:
    """The program, '' when it is not there."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def to_pdf(files: Sequence[Path]) -> Mapping[Path, Outcome]:
    """Turn Word files into PDF beside them. LibreOffice exits 0 without a PDF too, so each file is looked for."""
    program = libreoffice()
    if not program:
        lacking = Outcome(Did.NOT_DONE, "LibreOffice is not installed; letters stay .docx", tried=False)
        return dict.fromkeys(files, lacking)
    with tempfile.TemporaryDirectory(prefix="alur-pdf-") as scratch:
        profile, out = Path(scratch) / "profile", Path(scratch) / "out"
        copies = {}
        for number, file in enumerate(files):  # letters of different cases bear the same name
            copy = Path(scratch) / f"{number}.docx"
            shutil.copyfile(file, copy)
            copies[file] = copy
        brought = _profile.bring(profile)
        command = [
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--nolockcheck",
            "--norestore", "--convert-to", "pdf", "--outdir", str(out), *map(str, copies.values()),
        ]  # fmt: skip
        why = _run(command, SECONDS_TO_START + SECONDS_EACH * len(files))
        found: dict[Path, Outcome] = {}
        for file, copy in copies.items():
            made = out / f"{copy.stem}.pdf"
            if made.is_file() and made.stat().st_size:
                temporary = file.with_suffix(".pdf.new")
                shutil.move(made, temporary)
                temporary.replace(file.with_suffix(".pdf"))
                found[file] = Outcome(Did.DONE)
            else:
                found[file] = Outcome(Did.NOT_DONE, why or f"LibreOffice made no PDF of {file.name}")
        whole = all(outcome.did is Did.DONE for outcome in found.values())
        if brought and not whole:
            _profile.forget()
        elif whole and not brought:
            _profile.keep(profile)
    return found


def _run(command: Sequence[str], seconds: float) -> str:
    """Run LibreOffice; gives why it could not, '' when it ended by itself. `soffice` starts another process that does
    the work, so both are ended when they take too long."""
    try:
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except OSError as fault:
        return f"LibreOffice could not be started: {fault}"
    try:
        child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        return "LibreOffice took too long and was ended"
    finally:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
    return ""
