"""Perizinan berusaha koperasi. Dari akun OSS sampai perizinan dicetak koperasi. P4.2.3.1.

Dinas memverifikasi berkas; yang menyetujui DPMPTSP lewat OSS (PP 28/2025). Dinas tidak pernah mencetak izin.
"""

from enum import StrEnum

from flows.data import KOPERASI_KOTA
from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Email, Owner, Text
from flows.engine.model import Answer, EmailIn, Field, Flow, Form, Register, SendMail, Step, UpdateData, Whom
from flows.registers import KELURAHAN, NIB
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.roles import BIDANG_KOPERASI, DPMPTSP, KOPERASI, OSS, SEKRETARIS
from flows.surat import AGENDA_KELUAR, kolom_surat, lembar, terbit


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
        Column("Pos-el DPMPTSP", Email(), width=26),
        Column("Nomor pemberitahuan", width=22),
        Column("Tanggal pemberitahuan", Date(), width=14),
        Column("Kekurangan berkas", Text(lines=2), width=32),
        Column("Hasil verifikasi", Text(lines=2), width=32),
        Column("Nomor izin", width=22),
        Column("Kabar koperasi", Text(lines=2), owner=Owner.ENGINE, width=28),
        *kolom_surat("pengembalian", "rekomendasi"),
    ),
    guide="Satu baris untuk satu permohonan izin koperasi di OSS.",
)
DIVERIFIKASI = lembar(
    "verifikasi_perizinan", "Lembar verifikasi", signer=BIDANG_KOPERASI.name, final=True, again=True
)
"""Setiap verifikasi, lengkap atau belum, menjadi lembar sendiri."""

FLOW = Flow(
    code="P4.2.3.1",
    title="Perizinan Berusaha Koperasi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=PERIZINAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="100.3.12",
    data=[KOPERASI_KOTA, AGENDA_KELUAR],
    forms=[
        Form(
            "pemberitahuan-perizinan",
            "Pemberitahuan perizinan koperasi",
            (
                Field("Nama koperasi", "Nama koperasi", required=True),
                Field("Nomor badan hukum", "Nomor badan hukum"),
                Field("NIB", "NIB"),
                Field("Jenis izin", "Jenis izin"),
                Field("Nomor pemberitahuan", "Nomor pemberitahuan", required=True),
                Field("Tanggal pemberitahuan", "Tanggal pemberitahuan", required=True),
                Field("Pos-el pengurus", "Pos-el pengurus"),
            ),
            at=Status.VERIFIKASI,
            public=False,
            privacy="Dipakai untuk memverifikasi perizinan; dasar: kewajiban hukum (UU 27/2022 Pasal 20).",
            receipt="Pemberitahuan telah kami terima.",
        ),
        Form(
            "kelengkapan-berkas",
            "Kelengkapan berkas perizinan",
            (Field("Yang dilengkapi", "Kabar koperasi", required=True),),
            answers=Status.KELENGKAPAN,
            public=False,
            privacy="Dipakai untuk memverifikasi perizinan; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Kelengkapan berkas telah kami terima.",
        ),
    ],
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
            on_arrival=[
                lembar("verifikasi_perizinan", "Lembar verifikasi", signer=BIDANG_KOPERASI.name),
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            due=working_days(5),
            remind=(working_days(-1),),
            escalate=SEKRETARIS,
            answers={
                "Lengkap": Answer(
                    Status.PERSETUJUAN,
                    condition="lengkap",
                    needs=("Hasil verifikasi",),
                    do=(
                        DIVERIFIKASI,
                        *terbit(
                            "rekomendasi_perizinan",
                            "Hasil verifikasi",
                            "rekomendasi",
                            "=Hasil Verifikasi Berkas Perizinan Koperasi",
                            "=Kepala DPMPTSP",
                            jenis="Rekomendasi",
                            proses="P4.2.3.1",
                            mail=(KOPERASI, EmailIn("Pos-el DPMPTSP")),
                        ),
                    ),
                ),
                "Belum lengkap": Answer(
                    Status.KELENGKAPAN,
                    condition="belum lengkap",
                    needs=("Kekurangan berkas",),
                    note=True,
                    do=(
                        DIVERIFIKASI,
                        *terbit(
                            "pengembalian_perizinan",
                            "Surat pengembalian",
                            "pengembalian",
                            "=Kelengkapan Berkas Perizinan",
                            "Nama koperasi",
                            proses="P4.2.3.1",
                            again=True,
                            mail=(KOPERASI,),
                        ),
                    ),
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
            answers={
                "Sudah dicetak": Answer(
                    Status.SELESAI,
                    do=(
                        UpdateData(
                            KOPERASI_KOTA,
                            {
                                "Nama koperasi": "Nama koperasi",
                                "Nomor badan hukum": "Nomor badan hukum",
                                "NIB": "NIB",
                                "Kelurahan": "Kelurahan",
                            },
                        ),
                    ),
                )
            },
        ),
    ],
)
