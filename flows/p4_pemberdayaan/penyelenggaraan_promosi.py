"""Penyelenggaraan promosi. Dari pembentukan tim sampai laporan kegiatan. P4.2.2.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Rupiah, Text, Whole
from flows.engine.model import Answer, Flow, Kind, Register, SendBack, SendMail, Step, Together, Whom
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import KELURAHAN, USAHA_MIKRO
from flows.roles import BIDANG, EO, PAGUYUBAN, SEKRETARIS, TIM_PELAKSANA


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    EO = "Penentuan EO"
    DRAF_KONSEP = "Draf konsep acara"
    PAGUYUBAN = "Menghubungi paguyuban"
    PESERTA = "Penentuan peserta"
    KOORDINASI = "Koordinasi OPD"
    KONSEP = "Konsep final"
    PENYIAPAN = "Penyiapan acara"
    PELAKSANAAN = "Pelaksanaan acara"
    EVALUASI = "Evaluasi"
    LAPORAN = "Laporan kegiatan"
    SELESAI = "Selesai"


PROMOSI = Register(
    "Promosi",
    USAHA_MIKRO,
    "PR",
    (
        KOLOM_BIDANG,
        Column("Nama acara", Text(), required=True, width=34),
        Column("Susunan tim", Text(lines=3), width=30),
        Column("EO", width=24),
        Column("Pos-el EO", Email(), width=26),
        Column("Konsep acara", Text(lines=3), width=34),
        Column("Paguyuban", width=26),
        Column("Pos-el paguyuban", Email(), width=26),
        Column("OPD terkait", Text(lines=2), width=28),
        Column("Tanggal acara", Date(), width=14),
        Column("Tempat", width=26),
        Column("Anggaran", Rupiah(), width=16),
        Column("Jumlah peserta", Whole(), width=10),
        Column("Hasil evaluasi", Text(lines=2), width=30),
        Column("Laporan", width=24),
    ),
    guide="Satu baris untuk satu acara promosi; pesertanya di tab Peserta Promosi.",
)
PESERTA = Register(
    "Peserta Promosi",
    USAHA_MIKRO,
    "PRP",
    (
        Column("Usaha atau koperasi", required=True, width=28),
        Column("Produk", width=24),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("Hadir", Choice(("Ya", "Tidak")), width=8),
    ),
    kind=Kind.LINES,
)

FLOW = Flow(
    code="P4.2.2.1",
    title="Penyelenggaraan Promosi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=PROMOSI,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[PESERTA],
    classification="500.3.5.1",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG,
            task="Bentuk Tim Pelaksana",
            maps=1,
            needs=("Susunan tim",),
            due=working_days(5),
            answers={"Tim terbentuk": Status.EO},
        ),
        Step(
            Status.EO,
            by=BIDANG,
            task="Tentukan EO",
            maps=2,
            needs=("EO", "Pos-el EO"),
            due=working_days(5),
            answers={"EO ditunjuk": Status.DRAF_KONSEP},
        ),
        Step(
            Status.DRAF_KONSEP,
            by=Together((TIM_PELAKSANA, EO)),
            task="Susun draf konsep acara",
            maps=3,
            on_arrival=[SendMail("pemberitahuan", to=(EO,))],
            needs=("Konsep acara",),
            due=working_days(7),
            answers={"Draf selesai": Status.PAGUYUBAN},
        ),
        Step(
            Status.PAGUYUBAN,
            by=TIM_PELAKSANA,
            task="Hubungi paguyuban koperasi atau usaha mikro",
            maps=4,
            needs=("Paguyuban", "Pos-el paguyuban"),
            due=working_days(3),
            answers={"Sudah dihubungi": Status.PESERTA},
        ),
        Step(
            Status.PESERTA,
            by=PAGUYUBAN,
            task="Tentukan peserta",
            maps=5,
            recorded_by=TIM_PELAKSANA,
            link=True,
            due=working_days(7),
            remind=(working_days(-2),),
            answers={"Peserta ditentukan": Answer(Status.KOORDINASI, evidence=True)},
        ),
        Step(
            Status.KOORDINASI,
            by=BIDANG,
            task="Koordinasikan dengan OPD terkait",
            maps=6,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("OPD terkait",),
            due=working_days(5),
            answers={"Sudah dikoordinasikan": Status.KONSEP},
        ),
        Step(
            Status.KONSEP,
            by=TIM_PELAKSANA,
            task="Finalkan konsep acara",
            maps=7,
            needs=("Tanggal acara", "Tempat"),
            due=working_days(3),
            answers={"Konsep final": Status.PENYIAPAN},
        ),
        Step(
            Status.PENYIAPAN,
            by=EO,
            task="Siapkan acara promosi",
            maps=8,
            recorded_by=TIM_PELAKSANA,
            link=True,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Acara siap": Answer(Status.PELAKSANAAN, evidence=True)},
        ),
        Step(
            Status.PELAKSANAAN,
            by=EO,
            task="Laksanakan acara promosi",
            maps=9,
            recorded_by=TIM_PELAKSANA,
            link=True,
            due=working_days(10),
            answers={"Sudah dilaksanakan": Answer(Status.EVALUASI, needs=("Jumlah peserta",), evidence=True)},
        ),
        Step(
            Status.EVALUASI,
            by=BIDANG,
            task="Evaluasi kegiatan",
            maps=10,
            needs=("Hasil evaluasi",),
            due=working_days(5),
            answers={"Sudah dievaluasi": Status.LAPORAN},
        ),
        Step(
            Status.LAPORAN,
            by=BIDANG,
            task="Susun laporan kegiatan",
            maps=11,
            needs=("Laporan",),
            due=working_days(5),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Laporan selesai": Status.SELESAI,
                "Lengkapi evaluasi": SendBack(Status.EVALUASI, condition=None),
            },
        ),
    ],
)
