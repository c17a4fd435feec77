"""Penyusunan RKA dan DPA. Dari surat Bidang Anggaran BPKA sampai dokumen direviu. P2.1.2."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Rupiah, Text, Whole
from flows.engine.model import Answer, Flow, Register, SendMail, Step, Together, Variants, Whom
from flows.registers import PROGRAM
from flows.roles import (
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    BPKA_ANGGARAN,
    BPKA_BAPPEDA,
    BPKA_INSPEKTORAT,
    SEKRETARIS,
    SUBBAG_PROGRAM,
)  # fmt: skip


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat BPKA"
    DISTRIBUSI = "Distribusi ke bidang"
    INPUT = "Input data di aplikasi"
    VERIFIKASI = "Verifikasi BPKA dan BAPPEDA"
    TANDA_TANGAN = "Tanda tangan BPKA dan BAPPEDA"
    CETAK = "Pencetakan"
    PENGIRIMAN = "Pengiriman"
    REVIU = "Reviu"
    SELESAI = "Selesai"


ANGGARAN = Register(
    "RKA dan DPA",
    PROGRAM,
    "RD",
    (
        Column("Jenis dokumen", Choice(("RKA", "DPA")), width=12),
        Column("Tahun anggaran", Whole(2020, 2100), required=True, width=10),
        Column("Dasar surat", width=30, help="Nomor surat BPKA atau RKBMD."),
        Column("Batas input", Date(), width=14),
        Column("Pagu", Rupiah(), width=18),
        Column("Daftar revisi", Text(lines=2), width=30),
        Column("Nomor dokumen", width=22),
        Column("Tanggal dokumen", Date(), width=14),
    ),
    guide="Satu baris untuk satu RKA atau DPA. Datanya sendiri diinput bidang di aplikasi anggaran.",
)

FLOW = Flow(
    code="P2.1.2",
    title="Penyusunan RKA dan DPA",
    about=__doc__ or "",
    group="Perencanaan",
    register=ANGGARAN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis dokumen", ("RKA", "DPA")),
    classification="900.1.1.2",
    steps=[
        Step(
            Status.SURAT,
            by=BPKA_ANGGARAN,
            task="Kirim surat penyusunan RKA dan DPA",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DISTRIBUSI, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DISTRIBUSI,
            by=SUBBAG_PROGRAM,
            task="Distribusikan ke tiap bidang",
            maps=2,
            needs=("Jenis dokumen", "Batas input"),
            due=working_days(2),
            answers={
                "Sudah didistribusikan": Answer(
                    Status.INPUT, do=(SendMail("pemberitahuan", to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),)
                )
            },
        ),
        Step(
            Status.INPUT,
            by=Together((BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Input data di aplikasi",
            maps=3,
            due=working_days(10),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Sudah diinput": Status.VERIFIKASI},
        ),
        Step(
            Status.VERIFIKASI,
            by=BPKA_BAPPEDA,
            task="Terima dan verifikasi",
            maps=4,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.TANDA_TANGAN, condition="sesuai", evidence=True),
                "Revisi": Answer(Status.INPUT, condition="revisi", note=True, needs=("Daftar revisi",)),
            },
        ),
        Step(
            Status.TANDA_TANGAN,
            by=BPKA_BAPPEDA,
            task="Tanda tangani dokumen",
            maps=5,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sudah ditandatangani": Answer(
                    Status.CETAK, needs=("Nomor dokumen", "Tanggal dokumen"), evidence=True
                )
            },
        ),
        Step(
            Status.CETAK,
            by=SUBBAG_PROGRAM,
            task="Cetak dokumen",
            maps=6,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(2),
            answers={"Sudah dicetak": Status.PENGIRIMAN},
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bidang Keuangan BPKA dan Inspektorat",
            maps=7,
            due=working_days(2),
            answers={"Sudah dikirim": Status.REVIU},
        ),
        Step(
            Status.REVIU,
            by=BPKA_INSPEKTORAT,
            task="Reviu dokumen",
            maps=8,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(20),
            remind=(working_days(0),),
            answers={"Reviu selesai": Answer(Status.SELESAI, evidence=True)},
        ),
    ],
)
