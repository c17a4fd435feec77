"""What a register is to show of a case, and the history in the words of staff."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import Case, EventKind
from flows.engine.columns import Owner, Value
from flows.engine.handing_in import folder_of
from flows.engine.matter import desks_of, step_of
from flows.engine.model import DOCUMENTS, DUE, ID, MESSAGE, STATUS, TURN, Flow, Kind
from flows.engine.office import Directory
from flows.engine.ports import FolderLink, HistoryLine, Recorded, Shown
from flows.engine.reading import Row


def engine_cells(case: Case, flow: Flow, values: Mapping[str, Value], message: str) -> dict[str, Shown]:
    """The engine's cells of a row as the journal has them: heading -> value, None for an empty cell."""
    step = step_of(flow, case)
    turn = ", ".join(desk.name for desk in desks_of(step.by, values)) if step and not case.closed else ""
    if step and step.outside and turn:
        turn = f"Menunggu {turn}"
    files = sum(letter.made for letter in case.letters) + case.handed_in
    cells: dict[str, Shown] = {
        ID: case.id,
        STATUS: case.status,
        TURN: turn or None,
        DUE: case.due_at.astimezone(JAKARTA).date() if case.due_at else None,
        DOCUMENTS: FolderLink(folder_of(case), f"{files} berkas") if files else None,
        MESSAGE: message or None,
    }
    if flow.register.kind is not Kind.PROCESS:
        cells = {ID: case.id, MESSAGE: message or None}
    for column in flow.register.columns:
        if column.heading in case.fills:
            cells[column.heading] = case.fills[column.heading]
        elif flow.register.kind is Kind.DATA and column.owner is Owner.ENGINE:
            cells[column.heading] = None
    return cells


def differences(cells: Mapping[str, Shown], row: Row) -> dict[str, Shown]:
    """Those of the cells that do not stand in the row yet."""
    return {heading: value for heading, value in cells.items() if as_text(value) != row.text(heading)}


def as_text(value: Shown) -> str:
    match value:
        case None:
            return ""
        case FolderLink():
            return value.text
        case date():
            return value.strftime("%d-%m-%Y")
        case _:
            return str(value)


_WORDS = {
    EventKind.OPENED: "Berkas dibuka",
    EventKind.BASELINE: "Berkas lama dicatat pada «{status}»",
    EventKind.AGREED: "Disetujui {mandate}",
    EventKind.REFUSED: "Jawaban «{label}» tidak diterima: {reason}",
    EventKind.ASKED: "Keputusan diminta dari {desk}",
    EventKind.SUPERSEDED: "Permintaan keputusan ditutup: {why}",
    EventKind.NUMBERED: "Diberi nomor {text} ({column})",
    EventKind.VOIDED: "Nomor {text} BATAL: {reason}",
    EventKind.REMINDED: "Diingatkan (ke-{count})",
    EventKind.ESCALATED: "Lewat batas waktu; {desk} diberi tahu",
    EventKind.RESTORED: "Kolom {column} yang diketik tangan dikembalikan",
    EventKind.HELD: "Disisihkan; lihat kolom Pesan",
    EventKind.RELEASED: "Tidak lagi disisihkan",
    EventKind.EDITED: "Diubah: {columns}",
    EventKind.HANDED_OFF: "Membuka {to} ({flow})",
    EventKind.LETTER: "Surat disusun: {name}",
    EventKind.MAILED: "Pos-el «{template}» kepada {desk} tidak dikirim: {skipped}",
    EventKind.MISSING: "Barisnya tidak ada lagi di register",
    EventKind.FOUND: "Barisnya ada kembali",
    EventKind.RECEIVED: "Berkas susulan dari pengirim: {files}",
    EventKind.ADMIN: "{what}",
}

_NOT_MAILED = {"no address": "tidak ada alamatnya", "nobody at this desk": "tidak ada orang di meja itu"}


def history_line(recorded: Recorded, register: str, directory: Directory) -> HistoryLine:
    """One event as a line of Riwayat."""
    event = recorded.event
    data = {
        name: ", ".join(value) if isinstance(value, list) else value for name, value in event.data.items()
    }
    if event.kind is EventKind.MOVED:
        how = f"«{data['label']}»" if data.get("label") else data.get("why") or data.get("how", "")
        what = f"{data['frm']} → {data['to']} ({how})"
    elif event.kind is EventKind.REMINDED and data.get("what"):
        what = f"Diingatkan: {data['what']}, {date.fromisoformat(str(data['day'])):%d-%m-%Y}"
    elif event.kind is EventKind.DATA:
        what = _data_told(data)
    else:
        if event.kind is EventKind.MAILED:
            why, name = str(data.get("skipped", "")), str(data.get("template", "")).replace("_", " ")
            to = data.get("desk") or "pihak luar"
            data |= {"skipped": _NOT_MAILED.get(why, why), "template": name, "desk": to}
        what = _WORDS[event.kind].format_map(_Blank(data)).strip()
    person = directory.people.get(str(data.get("person", "")))
    who = person.name if person else str(data.get("actor") or data.get("desk") or "Alur")
    return HistoryLine(event.at.astimezone(JAKARTA), register, event.case, what, who)


def _data_told(data: Mapping[str, object]) -> str:
    """What became of data that a case told, for the history of the case or of the row it was about."""
    register = data["register"]
    if data.get("skipped"):
        return f"{register} tidak diubah: {data['skipped']}"
    if data.get("to"):
        return f"Dicatat pada {register} {data['to']}"
    day = date.fromisoformat(str(data["day"]))
    what = data.get("columns", "Baris baru") or "Tidak ada kolom yang berubah"
    return f"{what} (menurut {data['source']}, keadaan {day:%d-%m-%Y})"


class _Blank(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return ""
