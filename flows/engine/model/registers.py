"""Registers: one tab of a workbook each, with its columns and those that the engine adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from flows.engine.columns import Column, Owner, Text, word_of
from flows.engine.model.rows import RowView

ID, STATUS, TURN, DUE, ACTION, NOTE, DOCUMENTS, MESSAGE = (
    "ID", "Status", "Giliran", "Batas waktu", "Tindakan", "Catatan", "Dokumen", "Pesan",
)  # fmt: skip


ENGINE_HEADINGS = (ID, STATUS, TURN, DUE, DOCUMENTS, MESSAGE)


PARENT = "ID induk"


NOT_DOUBLE = "Bukan ganda dengan"


SOURCE, AS_OF = "Sumber data", "Tanggal data"
"""Engine-owned columns that a DATA register may have: which case told its figures last, and of which day they are."""


class Kind(StrEnum):
    """PROCESS: its rows are cases of a flow. LINES: rows that belong to a case. DATA: a list of things."""

    PROCESS = "process"
    LINES = "lines"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Register:
    """One tab of a workbook.

    name: the tab, in the words of the office; workbook: the unit of the office that keeps it;
    prefix: begins the IDs of its rows, ``SK`` in ``SK-2026-0007``; columns: without the engine's own,
    which every register of cases has besides (ID, Status, Giliran, Batas waktu, Tindakan, Catatan, Dokumen, Pesan);
    keys: groups of headings: two rows that say the same in all of a group are likely one thing, which Pesan says;
    warns: for DATA registers, a sentence for Pesan about a row that is readable but odd, '' for none;
    guide: what its Petunjuk adds, in Indonesian; called: the word of templates for its rows, if not that of its name.
    """

    name: str
    workbook: str
    prefix: str
    columns: tuple[Column, ...]
    kind: Kind = Kind.PROCESS
    keys: tuple[tuple[str, ...], ...] = ()
    guide: str = ""
    called: str = ""
    warns: Callable[[RowView], str] | None = field(default=None, hash=False)

    @property
    def word(self) -> str:
        """The name by which templates know its rows, ``peserta_promosi``."""
        return self.called or word_of(self.name)

    def column(self, heading: str) -> Column | None:
        return next((column for column in self.columns if column.heading == heading), None)

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """All columns in the order of a fresh tab."""
        identity = Column(ID, owner=Owner.ENGINE, width=14, help="Diisi Alur. Jangan diubah atau disalin.")
        match self.kind:
            case Kind.DATA:
                apart = Column(
                    NOT_DOUBLE,
                    width=18,
                    help="ID baris yang mirip tetapi memang lain, misalnya UM-2026-0007.",
                )
                doubles = (apart,) if self.keys else ()
                return (identity, *self.columns, *doubles, Column(MESSAGE, owner=Owner.ENGINE, width=50))
            case Kind.LINES:
                parent = Column(
                    PARENT, required=True, width=14, help="ID baris induk, misalnya SM-2026-0001."
                )
                return (identity, parent, *self.columns, Column(MESSAGE, owner=Owner.ENGINE, width=50))
        return (
            identity,
            Column(
                STATUS, owner=Owner.ENGINE, width=22, help="Diisi Alur. Untuk memindahkan, pilih Tindakan."
            ),
            Column(TURN, owner=Owner.ENGINE, width=22, help="Giliran siapa sekarang."),
            Column(DUE, owner=Owner.ENGINE, width=13, help="Batas waktu tahap ini."),
            Column(ACTION, width=24, help="Pilih jawaban Anda dari daftar; Alur yang memindahkan baris ini."),
            Column(NOTE, Text(lines=2), width=28, help="Catatan untuk jawaban Anda, misalnya alasan revisi."),
            *self.columns,
            Column(DOCUMENTS, owner=Owner.ENGINE, width=18, help="Folder surat baris ini."),
            Column(MESSAGE, owner=Owner.ENGINE, width=50, help="Pesan Alur untuk Anda."),
        )

    @property
    def staff_headings(self) -> tuple[str, ...]:
        """Headings whose cells staff fill, without Tindakan and Catatan."""
        return tuple(column.heading for column in self.columns if column.owner is Owner.STAFF)
