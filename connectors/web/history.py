"""The history of a case as its page tells it: when, what, who, and how that is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.engine.calendar import JAKARTA
from flows.engine.case import AnswerState, Event, EventKind, Given
from flows.engine.office import Directory
from flows.engine.ports import Recorded
from flows.engine.showing import history_line

MOST = 120
FACTORS = {
    "register": "dipilih di kolom Tindakan",
    "dicatat petugas": "dicatat petugas di kolom Tindakan",
    "dicatat petugas, PIN": "dicatat petugas di halaman ini (masuk dengan PIN)",
    "dicatat petugas, pos-el": "dicatat petugas di halaman ini (masuk lewat pos-el)",
    "PIN": "dengan PIN sendiri",
    "pos-el": "di halaman ini (masuk lewat pos-el)",
    "tautan": "lewat tautan yang dikirim kantor",
    "Google": "dengan akun Google",
}
HOW = {
    "tidak ada tanggapan": "batas waktu habis tanpa tanggapan",
    "aturan": "menurut aturan prosesnya",
    "baris anak": "semua baris anaknya selesai",
    "diubah setelah disetujui": "isi yang disetujui berubah",
}
OPENERS = {"form": "lewat formulir", "kalender": "menurut kalender", "jatuh tempo": "karena jatuh tempo"}


@dataclass(frozen=True)
class Happened:
    """One line of a history. evidence: how it is known; note: what somebody wrote with their answer."""

    at: datetime
    what: str
    who: str
    evidence: str = ""
    note: str = ""


def told(events: Sequence[Recorded], answers: Sequence[Given], directory: Directory) -> list[Happened]:
    """The newest first, at most so many as a page holds."""
    taken = [given for given in answers if given.state is AnswerState.TAKEN]
    lines = []
    for one in events[-MOST:][::-1]:
        line = history_line(one, "", directory)
        lines.append(
            Happened(
                line.when.astimezone(JAKARTA),
                line.what,
                line.who,
                evidence_of(one.event),
                _note(one.event, taken),
            )
        )
    return lines


def evidence_of(event: Event) -> str:
    data = event.data
    match event.kind:
        case EventKind.MOVED:
            factor = str(data.get("factor", ""))
            return FACTORS.get(factor, factor) or HOW.get(str(data.get("how", "")), "")
        case EventKind.AGREED:
            return FACTORS.get(str(data.get("factor", "")), "")
        case EventKind.LETTER if data.get("sha256"):  # it is there; before, it was only decided
            return f"SHA-256 {str(data['sha256'])[:16]}…"
        case EventKind.OPENED if data.get("origin"):
            return _origin(str(data["origin"]))
        case EventKind.OPENED:
            return "baris yang diisi di register"
    return ""


def _origin(origin: str) -> str:
    """What opened a case, without the code by which its sender follows it."""
    kind, _, _ = origin.partition(":")
    if kind in OPENERS:
        return OPENERS[kind]
    before, found, _ = origin.partition(">")
    return f"dari berkas {before}" if found else ""


def _note(event: Event, taken: Sequence[Given]) -> str:
    """What was written with the answer that this event is of."""
    if event.kind is not EventKind.MOVED or not event.data.get("person"):
        return ""
    label, visit = event.data.get("label"), int(event.data.get("visit", 0)) - 1
    return next((given.note for given in taken if given.label == label and given.visit == visit), "")
