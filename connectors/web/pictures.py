"""Letters as pictures of their pages, so that an approver sees on a phone what is to be decided."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path
from threading import Lock

from connectors.letters.pdf import to_pdf
from flows.engine.ports import Did

DOTS_PER_INCH = 80
MOST_PAGES = 20
SECONDS = 30
_one_at_a_time = Lock()


def pages_of(letter: Path, cache: Path) -> list[Path]:
    """The pages of a letter as PNG files, first one first; [] where LibreOffice or pdftoppm is missing or fails.

    Kept below ``cache`` under the hash of the letter, so that each letter is drawn once.
    """
    content = letter.read_bytes()
    drawn = cache / sha256(content).hexdigest()
    with _one_at_a_time:
        if not drawn.is_dir():
            _draw(letter.suffix, content, drawn)
    return sorted(drawn.glob("*.png")) if drawn.is_dir() else []


def _draw(suffix: str, content: bytes, drawn: Path) -> None:
    program = shutil.which("pdftoppm")
    if program is None:
        return
    with tempfile.TemporaryDirectory(prefix="alur-gambar-") as scratch:
        copy = Path(scratch) / f"surat{suffix}"
        copy.write_bytes(content)
        if suffix != ".pdf" and to_pdf([copy])[copy].did is not Did.DONE:
            return
        made = Path(scratch) / "halaman"
        made.mkdir()
        command = [program, "-png", "-r", str(DOTS_PER_INCH), "-l", str(MOST_PAGES)]
        try:
            subprocess.run(
                [*command, str(copy.with_suffix(".pdf")), str(made / "h")],
                timeout=SECONDS,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return
        drawn.parent.mkdir(parents=True, exist_ok=True)
        half = drawn.with_name(f"{drawn.name}.baru")
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(made, half)
        half.replace(drawn)
