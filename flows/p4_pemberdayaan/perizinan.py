"""Perizinan berusaha koperasi. Dari akun OSS sampai perizinan dicetak koperasi. P4.2.3.1.

Dinas memverifikasi berkas; yang menyetujui DPMPTSP lewat OSS (PP 28/2025). Dinas tidak pernah mencetak izin.
"""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Email, Text
from flows.engine.model import Answer, Flow, Register, SendMail, Step, Whom
from flows.registers import KELURAHAN, NIB
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.roles import BIDANG_KOPERASI, DPMPTSP, KOPERASI, OSS, SEKRETARIS


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    AKUN = "Pembuatan akun OSS"
    UNGGAH = "Unggah berkas"
    SIMPAN = "Berkas di OSS"
    PEMBERITAHUAN = "Menunggu pemberitahuan DPMPTSP"
    VERIFIKASI = "Verifikasi Dinas"
    KELENGKAPAN = "Melengkapi berkas"
    PERSETUJUAN = "Persetujuan DPMPTSP"
    CETAK = "Pencetakan izin"
    SELESAI = "Selesai"


PERIZINAN = Register(
    "Perizinan Koperasi",
    BUKU_KOPERASI,
    "PZ",
    (
        Column("Nama koperasi", required=True, width=32),
        Column("Nomor badan hukum", width=26),
        NIB,
        Column("Jenis izin", width=26),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column("Nomor pemberitahuan", width=22),
        Column("Tanggal pemberitahuan", Date(), width=14),
        Column("Kekurangan berkas", Text(lines=2), width=32),
        Column("Hasil verifikasi", Text(lines=2), width=32),
        Column("Nomor izin", width=22),
    ),
    guide="Satu baris untuk satu permohonan izin koperasi di OSS.",
)

FLOW = Flow(
    code="P4.2.3.1",
    title="Perizinan Berusaha Koperasi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=PERIZINAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="100.3.12",
    steps=[
        Step(
            Status.AKUN,
            by=KOPERASI,
            task="Buat akun OSS",
            maps=1,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            answers={"Akun dibuat": Status.UNGGAH},
        ),
        Step(
            Status.UNGGAH,
            by=KOPERASI,
            task="Unggah berkas persyaratan di OSS",
            maps=2,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            remind=(working_days(0),),
            answers={"Berkas diunggah": Status.SIMPAN},
        ),
        Step(
            Status.SIMPAN,
            by=OSS,
            task="Simpan berkas",
            maps=3,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(1),
            answers={"Berkas tersimpan": Status.PEMBERITAHUAN},
        ),
        Step(
            Status.PEMBERITAHUAN,
            by=DPMPTSP,
            task="Kirim pemberitahuan ke Dinas",
            maps=4,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(5),
            remind=(working_days(0),),
            answers={
                "Pemberitahuan diterima": Answer(
                    Status.VERIFIKASI, needs=("Nomor pemberitahuan", "Tanggal pemberitahuan"), evidence=True
                )
            },
        ),
        Step(
            Status.VERIFIKASI,
            by=BIDANG_KOPERASI,
            task="Verifikasi berkas",
            maps=5,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            remind=(working_days(-1),),
            escalate=SEKRETARIS,
            answers={
                "Lengkap": Answer(Status.PERSETUJUAN, condition="lengkap", needs=("Hasil verifikasi",)),
                "Belum lengkap": Answer(
                    Status.KELENGKAPAN, condition="belum lengkap", needs=("Kekurangan berkas",), note=True
                ),
            },
        ),
        Step(
            Status.KELENGKAPAN,
            by=KOPERASI,
            task="Lengkapi berkas",
            maps=6,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Berkas dilengkapi": Status.VERIFIKASI},
        ),
        Step(
            Status.PERSETUJUAN,
            by=DPMPTSP,
            task="Beri persetujuan di OSS",
            maps=7,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(10),
            remind=(working_days(0),),
            answers={"Disetujui": Answer(Status.CETAK, needs=("Nomor izin",), evidence=True)},
        ),
        Step(
            Status.CETAK,
            by=KOPERASI,
            task="Cetak perizinan usaha",
            maps=8,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            answers={"Sudah dicetak": Status.SELESAI},
        ),
    ],
)
