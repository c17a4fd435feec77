"""Perlengkapan dan sarana prasarana. Dari perencanaan anggaran sampai hasil pekerjaan diterima. P1.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Digits, Email, Rupiah, Text
from flows.engine.model import Answer, Flow, OpenCase, Register, SendBack, SendMail, Step, Together, Whom
from flows.registers import UMUM
from flows.roles import BENDAHARA, PENYEDIA, SEKRETARIS, SUBBAG_PROGRAM, SUBBAG_UMUM


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERENCANAAN = "Perencanaan anggaran"
    KOORDINASI = "Koordinasi anggaran"
    SPJ = "Penyusunan SPJ"
    PEMERIKSAAN = "Pemeriksaan penyedia"
    PEMBAYARAN = "Pembayaran"
    PENYEDIAAN = "Penyediaan"
    PENERIMAAN = "Penerimaan hasil"
    SELESAI = "Selesai"


PERLENGKAPAN = Register(
    "Perlengkapan",
    UMUM,
    "PL",
    (
        Column("Uraian pekerjaan", Text(), required=True, width=36),
        Column("Sub kegiatan", required=True, width=32),
        Column("Nilai", Rupiah(), required=True, width=18),
        Column("Penyedia", width=28),
        Column("NPWP penyedia", Digits("NPWP", (15, 16)), width=22),
        Column("Pos-el penyedia", Email(), width=26),
        Column("Nomor pesanan", width=22),
        Column("Nomor SPJ", width=22),
        Column("Tanggal SPJ", Date(), width=14),
        Column("Tanggal bayar", Date(), width=14),
        Column("Nomor BAST", width=22),
        Column("Tanggal BAST", Date(), width=14),
    ),
    guide="Satu baris untuk satu pengadaan perlengkapan.",
)

FLOW = Flow(
    code="P1.1",
    title="Perlengkapan dan Sarana Prasarana",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=PERLENGKAPAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="000.3.2",
    steps=[
        Step(
            Status.PERENCANAAN,
            by=BENDAHARA,
            task="Buat perencanaan anggaran",
            maps=1,
            due=working_days(5),
            answers={"Ajukan koordinasi": Status.KOORDINASI},
        ),
        Step(
            Status.KOORDINASI,
            by=Together((BENDAHARA, SUBBAG_UMUM)),
            task="Koordinasikan perencanaan anggaran",
            maps=2,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(3),
            answers={"Disepakati": Status.SPJ},
        ),
        Step(
            Status.SPJ,
            by=SUBBAG_UMUM,
            task="Buat dokumen SPJ",
            maps=3,
            needs=("Penyedia", "Pos-el penyedia", "Nomor SPJ", "Tanggal SPJ"),
            due=working_days(5),
            remind=(working_days(-1),),
            answers={"Kirim ke penyedia": Status.PEMERIKSAAN},
        ),
        Step(
            Status.PEMERIKSAAN,
            by=PENYEDIA,
            task="Periksa dokumen SPJ",
            maps=4,
            recorded_by=SUBBAG_UMUM,
            link=True,
            due=working_days(3),
            remind=(working_days(0),),
            answers={
                "Lengkap": Answer(Status.PEMBAYARAN, condition="lengkap", evidence=True),
                "Revisi": SendBack(Status.SPJ),
            },
        ),
        Step(
            Status.PEMBAYARAN,
            by=SUBBAG_PROGRAM,
            task="Bayar kegiatan",
            maps=5,
            due=working_days(5),
            escalate=SEKRETARIS,
            answers={
                "Sudah dibayar": Answer(
                    Status.PENYEDIAAN,
                    needs=("Tanggal bayar",),
                    do=(
                        OpenCase(
                            "P3.1",
                            when="SPJ lengkap dan kegiatan dibayar",
                            copies={
                                "Tanggal permohonan": "Tanggal SPJ",
                                "Sub kegiatan": "Sub kegiatan",
                                "Uraian": "Uraian pekerjaan",
                                "Penerima": "Penyedia",
                                "Bruto": "Nilai",
                                "Nomor SPJ": "Nomor SPJ",
                                "Tanggal SPJ": "Tanggal SPJ",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.PENYEDIAAN,
            by=SUBBAG_UMUM,
            task="Terima pembayaran dan jalankan penyediaan",
            maps=6,
            due=working_days(10),
            answers={"Penyediaan selesai": Status.PENERIMAAN},
        ),
        Step(
            Status.PENERIMAAN,
            by=BENDAHARA,
            task="Terima hasil pekerjaan",
            maps=7,
            needs=("Nomor BAST", "Tanggal BAST"),
            due=working_days(3),
            answers={"Diterima": Status.SELESAI},
        ),
    ],
)
