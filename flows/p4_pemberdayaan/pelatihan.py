"""Pelatihan dan sosialisasi. Dari pembentukan tim sampai kegiatan dievaluasi. P4.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Phone, Rupiah, Text, Whole
from flows.engine.model import After, Answer, Flow, Kind, Register, SendBack, SendMail, Step, Variants, Whom
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import KELURAHAN, USAHA_MIKRO
from flows.roles import BIDANG, NARASUMBER, SEKRETARIS, TIM_PELAKSANA


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    PERSIAPAN = "Persiapan"
    PENENTUAN = "Penentuan narasumber"
    KONFIRMASI = "Konfirmasi narasumber"
    UNDANGAN = "Undangan peserta"
    PELAKSANAAN = "Pelaksanaan"
    AKHIR = "Evaluasi"
    SELESAI = "Selesai"


KEGIATAN = Register(
    "Pelatihan",
    USAHA_MIKRO,
    "PT",
    (
        KOLOM_BIDANG,
        Column("Jenis kegiatan", Choice(("pelatihan", "sosialisasi")), required=True, width=16),
        Column("Nama kegiatan", Text(), required=True, width=36),
        Column("Materi", Text(lines=2), width=32),
        Column("Tanggal pelaksanaan", Date(), width=14),
        Column("Tempat", width=26),
        Column("Anggaran", Rupiah(), width=16),
        Column("Susunan tim", Text(lines=3), width=30),
        Column("Narasumber", width=26),
        Column("Pos-el narasumber", Email(), width=26),
        Column("Jumlah peserta", Whole(), width=10),
        Column("Hasil kegiatan", Text(lines=3), width=36),
        Column("Laporan", width=24, help="Nama berkas atau tautan."),
    ),
    guide="Satu baris untuk satu pelatihan atau sosialisasi; pesertanya di tab Peserta PT.",
)
PESERTA = Register(
    "Peserta PT",
    USAHA_MIKRO,
    "PTP",
    (
        Column("Nama", required=True, personal=True, width=26),
        Column("Usaha atau koperasi", width=28),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("HP", Phone(), personal=True, width=16),
    ),
    kind=Kind.LINES,
)

FLOW = Flow(
    code="P4.1",
    title="Pelatihan dan Sosialisasi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=KEGIATAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[PESERTA],
    variants=Variants("Jenis kegiatan", ("pelatihan", "sosialisasi")),
    classification="500.3.6.2",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG,
            task="Bentuk Tim Pelaksana",
            maps=1,
            needs=("Susunan tim",),
            due=working_days(5),
            answers={"Tim terbentuk": Status.PERSIAPAN},
        ),
        Step(
            Status.PERSIAPAN,
            by=TIM_PELAKSANA,
            task="Lakukan persiapan",
            maps=2,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Tanggal pelaksanaan", "Tempat", "Materi"),
            due=working_days(10),
            answers={"Persiapan selesai": Status.PENENTUAN},
        ),
        Step(
            Status.PENENTUAN,
            by=TIM_PELAKSANA,
            task="Tentukan narasumber",
            maps=3,
            needs=("Narasumber", "Pos-el narasumber"),
            due=working_days(3),
            remind=(working_days(0),),
            answers={"Minta kesediaan": Status.KONFIRMASI},
        ),
        Step(
            Status.KONFIRMASI,
            by=NARASUMBER,
            task="Konfirmasi kesediaan",
            maps=4,
            recorded_by=TIM_PELAKSANA,
            link=True,
            if_silent=After(
                working_days(3),
                goes_to=Status.PENENTUAN,
                condition="tidak bersedia",
                why="tidak ada konfirmasi narasumber",
            ),
            answers={
                "Bersedia": Answer(Status.UNDANGAN, condition="bersedia", evidence=True),
                "Tidak bersedia": Answer(Status.PENENTUAN, condition="tidak bersedia", evidence=True),
            },
        ),
        Step(
            Status.UNDANGAN,
            by=TIM_PELAKSANA,
            task="Undang peserta",
            maps=5,
            due=working_days(5),
            answers={"Peserta diundang": Status.PELAKSANAAN},
        ),
        Step(
            Status.PELAKSANAAN,
            by=TIM_PELAKSANA,
            task="Laksanakan kegiatan",
            maps=6,
            needs=("Jumlah peserta",),
            due=working_days(15),
            answers={
                "Sudah dilaksanakan": Status.AKHIR,
                "Jadwalkan ulang": SendBack(Status.PERSIAPAN, condition=None),
            },
        ),
        Step(
            Status.AKHIR,
            by=BIDANG,
            task="Evaluasi kegiatan",
            maps=7,
            needs=("Hasil kegiatan", "Laporan"),
            due=working_days(5),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={"Selesai": Status.SELESAI},
        ),
    ],
)
