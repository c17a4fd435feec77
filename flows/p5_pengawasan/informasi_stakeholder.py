"""Sumber Informasi bagi Stakeholder. Dari permintaan data sampai data diserahkan. P5.3.1.

Ditolak kecuali dasar dan keperluannya jelas; data pribadi hanya menurut UU 27/2022 Pasal 20.
"""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Text, Whole
from flows.engine.model import Answer, Approval, Field, Flow, Form, Register, SendBack, SendMail, Step, Whom
from flows.registers import STAKEHOLDER as NAMA_STAKEHOLDER
from flows.registers import USAHA_MIKRO
from flows.roles import BIDANG_USAHA_MIKRO, KEPALA_DINAS, SEKRETARIS, STAKEHOLDER


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERMINTAAN = "Permintaan data"
    PEMERIKSAAN = "Pemeriksaan dasar"
    PENYIAPAN = "Penyiapan data"
    PERSETUJUAN = "Persetujuan Kepala Dinas"
    PENYERAHAN = "Penyerahan data"
    DISERAHKAN = "Diserahkan"
    DITOLAK = "Ditolak"


PERMINTAAN = Register(
    "Permintaan Data",
    USAHA_MIKRO,
    "MD",
    (
        Column("Pemohon", NAMA_STAKEHOLDER, required=True, width=36),
        Column("Keperluan", Text(lines=2), required=True, width=32),
        Column("Data yang diminta", Text(lines=2), required=True, width=34),
        Column("Dasar permintaan", width=28, help="Nomor dan tanggal surat, perjanjian, atau peraturan."),
        Column("Pos-el pemohon", Email(), width=26),
        Column("Petugas penerima", personal=True, width=26),
        Column(
            "Tingkat data",
            Choice(("Penuh", "Disamarkan", "Agregat", "Dengan persetujuan", "Dianonimkan")),
            width=18,
            help="Pilih yang paling sedikit memenuhi keperluan.",
        ),
        Column("Kolom yang diberikan", Text(lines=2), width=34),
        Column("Jumlah baris", Whole(), width=10),
        Column("Berkas data", width=26),
        Column("Berlaku sampai", Date(), width=14, help="Sesudah tanggal ini pemohon menghapus datanya."),
        Column("Nomor surat pengantar", width=24),
        Column("Tanggal penyerahan", Date(), width=14),
    ),
    guide="Satu baris untuk satu permintaan. Data tidak dipakai untuk keperluan lain dan tidak diteruskan.",
)
DIPUTUSKAN = (
    "Pemohon", "Keperluan", "Data yang diminta", "Dasar permintaan", "Tingkat data", "Kolom yang diberikan",
    "Jumlah baris", "Berkas data", "Berlaku sampai",
)  # fmt: skip

FLOW = Flow(
    code="P5.3.1",
    title="Sumber Informasi bagi Stakeholder",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PERMINTAAN,
    statuses=Status,
    ends=[Status.DISERAHKAN, Status.DITOLAK],
    classification="500.14.4",
    forms=[
        Form(
            "permintaan-data",
            "Permintaan data",
            (
                Field("Instansi", "Pemohon", required=True),
                Field("Keperluan", "Keperluan", required=True),
                Field("Data yang diminta", "Data yang diminta", required=True),
                Field("Dasar permintaan", "Dasar permintaan", help="Nomor dan tanggal surat permintaan."),
                Field("Pos-el", "Pos-el pemohon"),
                Field("Petugas penerima data", "Petugas penerima"),
            ),
            privacy="Dipakai untuk memeriksa dan menjawab permintaan; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Permintaan Saudara telah kami terima.",
        )
    ],
    steps=[
        Step(
            Status.PERMINTAAN,
            by=STAKEHOLDER,
            task="Minta data",
            maps=1,
            recorded_by=BIDANG_USAHA_MIKRO,
            due=working_days(2),
            answers={"Terima permintaan": Status.PEMERIKSAAN},
        ),
        Step(
            Status.PEMERIKSAAN,
            by=BIDANG_USAHA_MIKRO,
            task="Periksa dasar dan keperluan permintaan",
            maps=2,
            on_arrival=[SendMail("tanda_terima", to=(STAKEHOLDER,))],
            due=working_days(10),
            remind=(working_days(-3), working_days(0)),
            escalate=SEKRETARIS,
            answers={
                "Diterima": Answer(
                    Status.PENYIAPAN, condition="diterima", needs=("Dasar permintaan", "Tingkat data")
                ),
                "Ditolak": Answer(
                    Status.DITOLAK,
                    condition="ditolak",
                    note=True,
                    do=(SendMail("pemberitahuan", to=(STAKEHOLDER,)),),
                ),
            },
        ),
        Step(
            Status.PENYIAPAN,
            by=BIDANG_USAHA_MIKRO,
            task="Siapkan data sesuai keperluan stakeholder",
            maps=3,
            needs=("Kolom yang diberikan", "Jumlah baris", "Berkas data", "Berlaku sampai"),
            due=working_days(5),
            remind=(working_days(-1),),
            answers={"Ajukan persetujuan": Status.PERSETUJUAN},
        ),
        Step(
            Status.PERSETUJUAN,
            by=KEPALA_DINAS,
            task="Setujui pemberian data",
            maps=4,
            approval=Approval(shows=DIPUTUSKAN, kind="data"),
            due=working_days(2),
            remind=(working_days(0),),
            answers={
                "Setuju": Answer(Status.PENYERAHAN, condition="setuju"),
                "Revisi": SendBack(Status.PENYIAPAN),
            },
        ),
        Step(
            Status.PENYERAHAN,
            by=BIDANG_USAHA_MIKRO,
            task="Serahkan data dengan surat pengantar",
            maps=5,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Nomor surat pengantar", "Tanggal penyerahan", "Petugas penerima"),
            due=working_days(2),
            answers={
                "Sudah diserahkan": Answer(
                    Status.DISERAHKAN, do=(SendMail("pemberitahuan", to=(STAKEHOLDER,)),)
                )
            },
        ),
    ],
)
