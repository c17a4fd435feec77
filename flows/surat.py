"""Surat yang diterbitkan proses: konsepnya, nomornya, naskah akhirnya, dan catatannya di agenda keluar.

Kebiasaan kantor: surat dikonsep, ditandatangani Kepala Dinas, baru diberi nomor. Maka konsep dibuat saat giliran
tiba, dan jawaban «sudah dikirim» memberi nomor, membuat naskah akhir serta satu baris di tab Agenda Keluar.
"""

from datetime import date

from flows.engine.calendar import Duration
from flows.engine.columns import Column, Date, Owner, Text
from flows.engine.model import (
    Action,
    DeskFrom,
    Fill,
    Kind,
    MakeLetter,
    Register,
    RowView,
    SendMail,
    TakeNumber,
    UpdateData,
)
from flows.engine.model import Recipient as Penerima
from flows.registers import UMUM
from flows.roles import KEPALA_DINAS

AGENDA_KELUAR = Register(
    "Agenda Keluar",
    UMUM,
    "AK",
    (
        *(
            Column(heading, Date() if heading.startswith("Tanggal") else Text(), owner=Owner.ENGINE, width=width)
            for heading, width in (
                ("Nomor surat", 28), ("Tanggal surat", 14), ("Jenis naskah", 18), ("Perihal", 40), ("Tujuan", 34),
                ("Kasus", 16), ("Proses", 12),
            )
        ),
        Column("Keterangan", width=28, help="Diisi petugas agenda; dicetak di buku agenda."),
    ),
    kind=Kind.DATA,
    guide="Buku agenda: setiap surat bernomor dari semua proses, satu baris. Diisi Alur.",
)  # fmt: skip

JAWABAN_PALING_LAMBAT = Column("Jawaban paling lambat", Date(), owner=Owner.ENGINE, width=14)


def batas_jawaban(term: Duration) -> Fill:
    """Isi «Jawaban paling lambat» dengan hari ini ditambah jangka waktu, untuk disebut dalam surat."""

    def day(row: RowView) -> date:
        assert row.calendar is not None
        assert row.today is not None
        return row.calendar.add(row.today, term)

    return Fill(JAWABAN_PALING_LAMBAT.heading, day)


SERI = {
    "Surat dinas": "surat keluar", "Undangan": "surat keluar", "Surat pengantar": "surat keluar",
    "Rekomendasi": "surat keluar", "Pengumuman": "surat keluar", "Nota dinas": "nota dinas",
    "Surat tugas": "surat tugas", "Keputusan": "keputusan", "Berita acara": "berita acara",
    "Sertifikat": "sertifikat",
}  # fmt: skip
"""Jenis naskah -> seri nomornya di ``config``."""


def kolom_surat(*names: str) -> tuple[Column, ...]:
    """Dua kolom untuk setiap surat bernomor: «Nomor undangan» dan «Tanggal undangan», diisi Alur."""
    return tuple(
        column
        for name in names
        for column in (
            Column(f"Nomor {name}", owner=Owner.ENGINE, width=26),
            Column(f"Tanggal {name}", Date(), owner=Owner.ENGINE, width=14),
        )
    )


def konsep(
    templat: str, nama: str, *, lines: tuple[Register, ...] = (), signer: str | DeskFrom = KEPALA_DINAS.name,
    only: tuple[str, ...] = (),
) -> MakeLetter:  # fmt: skip
    """Konsep untuk diparaf dan ditandatangani, belum bernomor."""
    return MakeLetter(f"{templat}.docx", nama, signer=signer, lines=lines, only=only)


def lembar(
    templat: str,
    nama: str,
    *,
    lines: tuple[Register, ...] = (),
    signer: str | DeskFrom = "",
    only: tuple[str, ...] = (),
    final: bool = False,
    again: bool = False,
    internal: bool = True,
) -> MakeLetter:
    """Lembar kerja tanpa nomor: daftar hadir, lembar verifikasi, formulir.

    final: di tahap ini lembarnya selesai (ditandatangani, dikirim); again: setiap kali lewat terbit yang baru;
    internal: tidak diperlihatkan kepada pihak luar yang dimintai tanggapan.
    """
    return MakeLetter(
        f"{templat}.docx", nama, final=final, signer=signer, again=again, lines=lines, internal=internal, only=only,
    )  # fmt: skip


def terbit(
    templat: str, nama: str, nomor: str, hal: str, kepada: str, *, jenis: str = "Surat dinas", proses: str,
    lines: tuple[Register, ...] = (), signer: str | DeskFrom = KEPALA_DINAS.name, again: bool = False,
    kode: str = "", mail: tuple[Penerima, ...] = (), only: tuple[str, ...] = (), lampiran: tuple[str, ...] = (),
) -> tuple[Action, ...]:  # fmt: skip
    """Beri nomor, buat naskah akhir, catat di Agenda Keluar, dan kirim lewat pos-el.

    nomor: nama kolomnya tanpa «Nomor»; hal, kepada: judul kolom, atau kata tetap yang ditulis ``=kata``;
    proses: kode prosesnya; again: setiap kali lewat menjadi surat baru (narasumber berikutnya);
    lampiran: nama naskah lain dalam berkas ini yang ikut dikirim lewat pos-el.
    """
    column, day = f"Nomor {nomor}", f"Tanggal {nomor}"
    copies = {
        "Nomor surat": column, "Tanggal surat": day, "Jenis naskah": f"={jenis}", "Perihal": hal, "Tujuan": kepada,
        "Kasus": "ID", "Proses": f"={proses}",
    }  # fmt: skip
    return (
        TakeNumber(column, SERI[jenis], dated=day, again=again, code=kode, only=only),
        MakeLetter(f"{templat}.docx", nama, final=True, signer=signer, lines=lines, again=again, only=only),
        UpdateData(AGENDA_KELUAR, copies, as_of=day, add=True, name=column, only=only),
        *((SendMail("surat_terkirim", to=mail, attach=(nama, *lampiran), only=only),) if mail else ()),
    )
