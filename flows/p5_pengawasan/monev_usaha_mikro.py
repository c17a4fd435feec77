"""Monitoring dan evaluasi usaha mikro. Dari jadwal sampai pembinaan atau fasilitasi naik kelas. P5.1.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Rupiah, Text, Whole
from flows.engine.model import Answer, Flow, OpenCase, Register, SendMail, Step, Whom
from flows.registers import KELURAHAN, USAHA_MIKRO
from flows.roles import BIDANG_USAHA_MIKRO, SEKRETARIS


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    JADWAL = "Penjadwalan"
    KATEGORI = "Penentuan kategori"
    PEMBINAAN = "Pembinaan"
    NAIK_KELAS = "Fasilitasi naik kelas"
    SELESAI = "Selesai"


MONEV = Register(
    "Monev Usaha Mikro",
    USAHA_MIKRO,
    "MU",
    (
        Column("Nama usaha", required=True, width=28),
        Column("Nama pemilik", personal=True, width=26),
        Column("Kelurahan", KELURAHAN, required=True, width=18),
        Column("Pos-el pemilik", Email(), personal=True, width=26),
        Column("Petugas", width=24),
        Column("Tanggal kunjungan", Date(), width=14),
        Column("Omzet sebelumnya", Rupiah(), width=16),
        Column("Omzet sekarang", Rupiah(), width=16),
        Column("Tenaga kerja", Whole(), width=10),
        Column("Legalitas baru", width=22),
        Column("Temuan", Text(lines=3), width=34),
        Column("Bentuk pembinaan", Choice(("Pelatihan", "Pendampingan", "Penyuluhan")), width=16),
        Column("Hasil", Text(lines=2), width=30),
    ),
    guide="Satu baris untuk satu usaha yang dikunjungi. «Berkembang» menurut omzet, tenaga kerja atau legalitas baru.",
)

FLOW = Flow(
    code="P5.1.1",
    title="Monitoring dan Evaluasi Usaha Mikro",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=MONEV,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.11",
    steps=[
        Step(
            Status.JADWAL,
            by=BIDANG_USAHA_MIKRO,
            task="Tentukan jadwal pelaksanaan",
            maps=1,
            needs=("Tanggal kunjungan", "Petugas"),
            due=working_days(5),
            answers={"Dijadwalkan": Status.KATEGORI},
        ),
        Step(
            Status.KATEGORI,
            by=BIDANG_USAHA_MIKRO,
            task="Tentukan kategori usaha mikro",
            maps=2,
            needs=("Temuan",),
            due=working_days(10),
            due_since="Tanggal kunjungan",
            remind=(working_days(0),),
            answers={
                "Berkembang": Answer(Status.NAIK_KELAS, condition="berkembang"),
                "Tidak berkembang": Answer(
                    Status.PEMBINAAN, condition="tidak berkembang", needs=("Bentuk pembinaan",)
                ),
            },
        ),
        Step(
            Status.PEMBINAAN,
            by=BIDANG_USAHA_MIKRO,
            task="Lakukan pembinaan",
            maps=3,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Hasil",),
            due=working_days(20),
            escalate=SEKRETARIS,
            answers={
                "Selesai dibina": Answer(
                    Status.SELESAI,
                    do=(
                        OpenCase(
                            "P4.1",
                            when="pembinaan berupa pelatihan",
                            if_=lambda row: row["Bentuk pembinaan"] == "Pelatihan",
                            copies={
                                "Bidang": "=Bidang Usaha Mikro",
                                "Jenis kegiatan": "=pelatihan",
                                "Nama kegiatan": "=Pelatihan tindak lanjut monev usaha mikro",
                                "Materi": "Temuan",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.NAIK_KELAS,
            by=BIDANG_USAHA_MIKRO,
            task="Fasilitasi naik kelas",
            maps=4,
            needs=("Hasil",),
            due=working_days(20),
            answers={"Selesai difasilitasi": Status.SELESAI},
        ),
    ],
)
