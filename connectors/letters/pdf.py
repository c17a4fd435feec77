"""Letters as PDF: LibreOffice, in a profile of its own, once for a whole batch."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.engine.ports import Did, Outcome

SECONDS_TO_START, SECONDS_EACH = 60, 5


def libreoffice() -> str:
    """The program, '' when it is not there."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def to_pdf(files: Sequence[Path]) -> Mapping[Path, Outcome]:
    """Turn Word files into PDF beside them. LibreOffice exits 0 without a PDF too, so each file is looked for."""
    program = libreoffice()
    if not program:
        return {
            file: Outcome(Did.NOT_DONE, "LibreOffice is not installed; letters stay .docx") for file in files
        }
    why = ""
    with tempfile.TemporaryDirectory(prefix="alur-pdf-") as scratch:
        out = Path(scratch) / "out"
        copies = {}
        for number, file in enumerate(files):  # letters of different cases bear the same name
            copy = Path(scratch) / f"{number}.docx"
            shutil.copyfile(file, copy)
            copies[file] = copy
        command = [
            program, f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}", "--headless", "--nolockcheck",
            "--norestore", "--convert-to", "pdf", "--outdir", str(out), *map(str, copies.values()),
        ]  # fmt: skip
        try:
            subprocess.run(
                command,
                timeout=SECONDS_TO_START + SECONDS_EACH * len(files),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            why = "LibreOffice took too long and was ended"
        except OSError as fault:
            why = f"LibreOffice could not be started: {fault}"
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
    return found
