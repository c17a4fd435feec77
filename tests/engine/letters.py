"""Letters of the small office on their way through it."""

from __future__ import annotations

from tests.fakes.office import MemoryOffice


def a_letter(office: MemoryOffice, **cells: object) -> str:
    given = {"perihal": "Undangan rapat", "tujuan": "Camat Bugul Kidul", "bidang": "Bidang Koperasi"} | cells
    before = set(office.ids("Surat"))
    office.type_row("Surat", **given)  # type: ignore[arg-type]
    office.sync()
    (new,) = set(office.ids("Surat")) - before
    return new


def signed(office: MemoryOffice) -> str:
    letter = a_letter(office)
    office.do(letter, "Ajukan")
    office.decide(letter, "Setuju", desk="Sekretaris Dinas")
    office.decide(letter, "Setuju", desk="Kepala Dinas")
    office.decide(letter, "Tandatangani")
    return letter
