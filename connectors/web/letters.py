"""Verification of a letter: the code of its QR says number, date, hash and whether it still holds; nothing personal."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from flask import Blueprint, abort, render_template, request

from connectors.web.here import the_office, too_many
from flows.engine.case import Case, Letter

pages = Blueprint("surat", __name__)
MOST, IN_SECONDS = 60, 600.0
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Verified:
    """What may be said of a letter to anybody."""

    kind: str
    process: str
    number: str
    day: date | None
    sha256: str
    state: str
    holds: bool


@pages.get("/v/<code>")
def lihat(code: str) -> str:
    return render_template("verifikasi.html", judul="Keaslian surat", surat=_letter(code)[0])


@pages.post("/v/<code>")
def bandingkan(code: str) -> str:
    found, letter = _letter(code)
    file = request.files.get("berkas")
    same: bool | None = None
    if file is not None and file.filename:
        digest = sha256()
        while piece := file.stream.read(PIECE):
            digest.update(piece)
        same = any(hmac.compare_digest(digest.hexdigest(), known) for known in _hashes(letter))
    return render_template("verifikasi.html", judul="Keaslian surat", surat=found, sama=same, dibanding=True)


def _letter(code: str) -> tuple[Verified, Letter]:
    if too_many("surat", MOST, IN_SECONDS):
        abort(429)
    if not re.fullmatch(r"[A-Z2-7]{10}", code):
        abort(404)
    office = the_office()
    id = office.journal.case_of_code(code)
    case = office.journal.cases([id]).get(id) if id else None
    letter = next((one for one in case.letters if one.code == code and one.final), None) if case else None
    if case is None or letter is None or not letter.made:
        abort(404)
    return verified(case, letter), letter


def verified(case: Case, letter: Letter) -> Verified:
    """What a letter may be said to be. A correction takes the place of what it corrects; a void number ends it."""
    office = the_office()
    number, day = _number(case, letter)
    void = any(one.text == number and one.void for one in office.journal.numbers()) if number else False
    later = any(
        one.final and one.name == letter.name and one.version > letter.version for one in case.letters
    )
    again = (
        later and not letter.file.rpartition("-")[2].startswith("koreksi") and not _corrected(case, letter)
    )
    state = (
        "Dicabut (nomornya BATAL)" if void else "Diganti surat koreksi" if later and not again else "Berlaku"
    )
    process = next((flow.title for flow in office.flows if flow.code == case.flow), "")
    return Verified(letter.name, process, number, day, letter.sha256, state, state == "Berlaku")


def _corrected(case: Case, letter: Letter) -> bool:
    return any(one.name == letter.name and "-koreksi-" in one.file for one in case.letters)


def _number(case: Case, letter: Letter) -> tuple[str, date | None]:
    """The number and the day of a letter: of its own column when one is named like it, else of the case's first."""
    numbers = {heading: str(text) for heading, text in case.fills.items() if heading.startswith("Nomor ")}
    name = letter.name.casefold()
    own = [heading for heading in numbers if heading.removeprefix("Nomor ").casefold() in name]
    heading = (own or [h for h in numbers if h == "Nomor surat"] or list(numbers) or [""])[0]
    day = case.fills.get(f"Tanggal {heading.removeprefix('Nomor ')}") if heading else None
    return numbers.get(heading, ""), day if isinstance(day, date) else None


def _hashes(letter: Letter) -> list[str]:
    """Of the letter and of the PDF that was made of it."""
    known = [letter.sha256]
    pdf = (the_office().documents / letter.file).with_suffix(".pdf")
    if pdf.is_file():
        known.append(sha256(pdf.read_bytes()).hexdigest())
    return known
