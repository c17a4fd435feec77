"""``klasifikasi.csv`` and ``wilayah.csv``: classification codes and the kelurahan of the city."""

from __future__ import annotations

from typing import Annotated, Literal

from connectors.config.settings import Line, Model, RequiredLine, shaped


class Classification(Model):
    """A classification code and, where the city's JRA was loaded, how long its archives are kept."""

    kode: Annotated[str, shaped(r"^[0-9]{3}(\.[0-9]{1,3}){0,6}$", "a code such as 500.3.2.1")]
    uraian: RequiredLine
    retensi_aktif: Line = ""
    retensi_inaktif: Line = ""
    nasib_akhir: Literal["", "Musnah", "Permanen", "Dinilai kembali"] = ""
    akses: Line = ""

    @property
    def has_retention(self) -> bool:
        return bool(self.retensi_aktif and self.retensi_inaktif and self.nasib_akhir)

    @property
    def label(self) -> str:
        """As it stands in a drop-down."""
        return f"{self.kode} {self.uraian}"


class Kelurahan(Model):
    """A kelurahan, its kecamatan and its codes."""

    kode: Annotated[str, shaped(r"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}$", "a code such as 35.75.01.1001")]
    kecamatan: RequiredLine
    kelurahan: RequiredLine
    kode_pos: Annotated[str, shaped(r"^[0-9]{5}$", "five digits")]


def folded(name: str) -> str:
    """A name as it is compared: «Tapa'an», «TAPAAN» and «Tapa an» are one."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
