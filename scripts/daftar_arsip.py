"""Daftar arsip aktif: the stored archives of the register as a letter, made anew each time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.engine.calendar import JAKARTA
from flows.engine.model import ID, STATUS
from flows.engine.ports import Did
from flows.engine.reading import read_sheet, values_of
from flows.p1_umum.kearsipan import ARSIP, Status
from flows.roles import SUBBAG_UMUM
from scripts.office import AlurOffice


def make_archive_list(office: AlurOffice) -> Path:
    """Make the list of what is stored, in the order of its numbers; raises OSError or Unreadable when it cannot."""
    tab = office.registers.read(ARSIP.workbook).tabs[ARSIP.name]
    sheet = read_sheet(ARSIP, tab)
    rows: list[dict[str, Any]] = []
    for id, ref in sheet.refs.items():
        row = sheet.row(ref, id)
        if row.text(STATUS) != Status.TERSIMPAN:
            continue
        values, _ = values_of(ARSIP.columns, row)
        words: dict[str, Any] = {
            column.word: "" if values[column.heading] is None else str(values[column.heading])
            for column in ARSIP.columns
        }
        places = (("lemari", "Lemari"), ("laci", "laci"), ("folder", "folder"))
        words["lokasi"] = ", ".join(f"{name} {words[word]}" for word, name in places if words[word])
        rows.append({**words, "id": row.text(ID)})
    now = office.clock.now().astimezone(JAKARTA)
    head = office.office.directory.head_of(SUBBAG_UMUM.name)
    file = f"laporan/daftar-arsip-aktif-{now:%Y-%m-%d}.docx"
    outcome = office.letters.make(
        {
            "template": "daftar_arsip_aktif.docx",
            "name": "Daftar arsip aktif",
            "file": file,
            "final": False,
            "code": "",
            "context": {
                "arsip": sorted(rows, key=lambda one: str(one["nomor_berkas"])),
                "hari_ini": now.date().isoformat(),
            },
            "sign": {
                "jabatan": head.jabatan if head else SUBBAG_UMUM.name,
                "sebutan": "",
                "nama": head.name if head else "",
                "pangkat": head.pangkat if head else "",
                "nip": head.nip if head else "",
            },
        }
    )
    if outcome.did is not Did.DONE:
        raise OSError(outcome.why)
    office.letters.pdf([file])
    return office.documents / file
