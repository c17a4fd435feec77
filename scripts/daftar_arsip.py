"""Lists of the archive as letters, made anew each time: what is active, and what may be proposed to move or destroy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from flows.engine.calendar import JAKARTA
from flows.engine.columns import Value
from flows.engine.model import ID, STATUS
from flows.engine.ports import Did
from flows.engine.reading import read_sheet, values_of
from flows.p1_umum.kearsipan import ARSIP, Status
from flows.retensi import Retensi, calon
from flows.roles import KEPALA_DINAS, SUBBAG_UMUM
from scripts.office import AlurOffice

USUL = {"pindah": "Daftar usul pindah", "musnah": "Daftar usul musnah"}
"""What may be proposed -> its list. Nothing is moved or destroyed here: people decide, with a panel and minutes."""


def make_archive_lists(office: AlurOffice) -> list[Path]:
    """Make the list of what is stored, and one for each proposal that has candidates.

    Raises OSError or Unreadable when it cannot.
    """
    stored = list(_stored(office))
    made = [
        _make(
            office, "daftar_arsip_aktif", "Daftar arsip aktif", SUBBAG_UMUM.name, [row for _, row in stored]
        )
    ]
    today = _today(office)
    found: dict[str, list[dict[str, Any]]] = {usul: [] for usul in USUL}
    for values, row in stored:
        jra = _retention(office, values)
        if jra and (one := calon(values, jra, today)):
            told = {
                "retensi_aktif": jra.aktif, "retensi_inaktif": jra.inaktif, "nasib_akhir": jra.nasib,
                "sejak": one.sejak.isoformat(), "periksa": one.periksa,
            }  # fmt: skip
            found[one.usul].append({**row, **told})
    for usul, rows in found.items():
        if rows:
            made.append(_make(office, f"daftar_usul_{usul}", USUL[usul], KEPALA_DINAS.name, rows))
    return made


def _stored(office: AlurOffice) -> Iterator[tuple[Mapping[str, Value], dict[str, Any]]]:
    """(values, words for a letter) of each stored archive."""
    tab = office.registers.read(ARSIP.workbook).tabs[ARSIP.name]
    sheet = read_sheet(ARSIP, tab)
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
        yield values, {**words, "id": row.text(ID)}


def _retention(office: AlurOffice, values: Mapping[str, Value]) -> Retensi | None:
    """How long it is kept: as its row says, else as the city's schedule that is loaded; None: not known."""
    own = [str(values.get(heading) or "") for heading in ("Retensi aktif", "Retensi inaktif", "Nasib akhir")]
    if own[0]:
        return Retensi(*own)
    entry = office.config.classification_of(str(values.get("Kode klasifikasi") or ""))
    if entry is None or not entry.has_retention:
        return None
    return Retensi(entry.retensi_aktif, entry.retensi_inaktif, entry.nasib_akhir)


def _today(office: AlurOffice) -> date:
    return office.clock.now().astimezone(JAKARTA).date()


def _make(office: AlurOffice, template: str, name: str, signer: str, rows: list[dict[str, Any]]) -> Path:
    head = office.office.directory.head_of(signer)
    today = _today(office)
    file = f"laporan/{name.lower().replace(' ', '-')}-{today}.docx"
    outcome = office.letters.make(
        {
            "template": f"{template}.docx",
            "name": name,
            "file": file,
            "final": False,
            "code": "",
            "context": {
                "arsip": sorted(rows, key=lambda one: str(one["nomor_berkas"])),
                "hari_ini": today.isoformat(),
            },
            "sign": {
                "jabatan": head.jabatan if head else signer,
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
