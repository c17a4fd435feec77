"""Penyelenggaraan promosi. Dari pembentukan tim sampai laporan kegiatan. P4.2.2.1."""

from enum import StrEnum

from flows import kegiatan
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Answer,
    EmailIn,
    Field,
    Flow,
    Form,
    Kind,
    Register,
    SendBack,
    SendMail,
    Step,
    Together,
    Whom,
)
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import KELURAHAN, USAHA_MIKRO
from flows.roles import BIDANG, EO, PAGUYUBAN, SEKRETARIS, TIM_PELAKSANA
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    EO = "Penentuan EO"
    DRAF_KONSEP = "Draf konsep acara"
    PAGUYUBAN = "Menghubungi paguyuban"
    PESERTA = "Penentuan peserta"
    UNDANGAN = "Undangan rapat OPD"
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
        Column(
            "Susunan tim", Text(lines=3), width=30, help="Satu orang satu baris: «Nama - jabatan (Ketua)»."
        ),
        Column("EO", width=24),
        Column("Pos-el EO", Email(), width=26),
        Column("Konsep acara", Text(lines=3), width=34),
        Column("Paguyuban", width=26),
        Column("Pos-el paguyuban", Email(), width=26),
        Column("OPD terkait", Text(lines=2), width=28),
        Column("Pos-el OPD", Email(), width=26, help="Pos-el OPD yang utama; yang lain diantar caraka."),
        Column("Tanggal acara", Date(), width=14),
        Column("Tempat", width=26),
        Column("Anggaran", Rupiah(), width=16),
        Column("Jumlah peserta", Whole(), width=10),
        Column("Hasil evaluasi", Text(lines=2), width=30),
        kegiatan.SIMPULAN,
        Column("Laporan", width=24),
        Column("Tanggal rapat", Date(), width=14, help="Rapat koordinasi dengan OPD terkait."),
        Column("Kabar EO", Text(lines=2), owner=Owner.ENGINE, width=28),
        *kolom_surat("SK tim", "penunjukan", "surat paguyuban", "undangan OPD", "surat tugas"),
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

KEPADA_OPD = terbit(
    "undangan_opd", "Undangan rapat OPD", "undangan OPD", "=Undangan Rapat Koordinasi", "OPD terkait",
    jenis="Undangan", proses="P4.2.2.1", mail=(EmailIn("Pos-el OPD"),),
)  # fmt: skip
FORMULIR = [
    Form(
        "usulan-peserta-promosi",
        "Usulan peserta promosi",
        (
            Field("Usaha atau koperasi", "Usaha atau koperasi", required=True),
            Field("Produk", "Produk", required=True),
            Field("Kelurahan", "Kelurahan"),
        ),
        adds=PESERTA,
        during=(Status.PESERTA,),
        public=False,
        privacy="Memuat nama usaha, bukan data pribadi; dipakai untuk menentukan peserta promosi.",
        receipt="Usulan Saudara telah kami terima.",
    ),
    Form(
        "kesiapan-eo",
        "Kesiapan penyelenggara",
        (Field("Kabar", "Kabar EO", help="Yang sudah siap dan yang masih kurang."),),
        answers=Status.PENYIAPAN,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Kabar Saudara telah kami terima.",
    ),
    Form(
        "laporan-eo",
        "Laporan pelaksanaan penyelenggara",
        (Field("Laporan", "Kabar EO"),),
        answers=Status.PELAKSANAAN,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Laporan Saudara telah kami terima.",
    ),
]

FLOW = Flow(
    code="P4.2.2.1",
    title="Penyelenggaraan Promosi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=PROMOSI,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[PESERTA],
    data=[AGENDA_KELUAR],
    forms=FORMULIR,
    classification="500.3.5.1",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG,
            task="Bentuk Tim Pelaksana",
            maps=1,
            needs=("Susunan tim",),
            due=working_days(5),
            on_arrival=[konsep("sk_tim_promosi", "SK tim")],
            answers={
                "Tim terbentuk": Answer(
                    Status.EO,
                    do=terbit(
                        "sk_tim_promosi",
                        "SK tim",
                        "SK tim",
                        "=Pembentukan Tim Pelaksana",
                        "=Anggota tim",
                        jenis="Keputusan",
                        proses="P4.2.2.1",
                    ),
                )
            },
        ),
        Step(
            Status.EO,
            by=BIDANG,
            task="Tentukan EO",
            maps=2,
            needs=("EO", "Pos-el EO"),
            due=working_days(5),
            on_arrival=[konsep("penunjukan_eo", "Penunjukan EO")],
            answers={
                "EO ditunjuk": Answer(
                    Status.DRAF_KONSEP,
                    do=terbit(
                        "penunjukan_eo",
                        "Penunjukan EO",
                        "penunjukan",
                        "=Penunjukan Penyelenggara Acara",
                        "EO",
                        proses="P4.2.2.1",
                        mail=(EO,),
                    ),
                )
            },
        ),
        Step(
            Status.DRAF_KONSEP,
            by=Together((TIM_PELAKSANA, EO)),
            task="Susun draf konsep acara",
            maps=3,
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
            on_arrival=[konsep("surat_paguyuban", "Surat ke paguyuban")],
            answers={
                "Sudah dihubungi": Answer(
                    Status.PESERTA,
                    do=terbit(
                        "surat_paguyuban",
                        "Surat ke paguyuban",
                        "surat paguyuban",
                        "=Permohonan Usulan Peserta",
                        "Paguyuban",
                        proses="P4.2.2.1",
                        mail=(PAGUYUBAN,),
                    ),
                )
            },
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
            answers={"Peserta ditentukan": Answer(Status.UNDANGAN, evidence=True)},
        ),
        Step(
            Status.UNDANGAN,
            by=BIDANG,
            task="Undang OPD terkait ke rapat koordinasi",
            maps=6,
            on_arrival=[konsep("undangan_opd", "Undangan rapat OPD"), SendMail("giliran", to=(Whom.TURN,))],
            needs=("OPD terkait", "Tanggal rapat"),
            due=working_days(3),
            answers={"Undangan dikirim": Answer(Status.KOORDINASI, do=KEPADA_OPD)},
        ),
        Step(
            Status.KOORDINASI,
            by=BIDANG,
            task="Koordinasikan dengan OPD terkait",
            maps=6,
            due=working_days(2),
            due_since="Tanggal rapat",
            answers={"Sudah dikoordinasikan": Status.KONSEP},
        ),
        Step(
            Status.KONSEP,
            by=TIM_PELAKSANA,
            task="Finalkan konsep acara",
            maps=7,
            needs=("Tanggal acara", "Tempat"),
            due=working_days(3),
            answers={
                "Konsep final": Answer(
                    Status.PENYIAPAN,
                    do=(
                        lembar("konsep_acara", "Konsep acara", lines=(PESERTA,), signer=BIDANG, final=True),
                        *terbit(
                            "surat_tugas_promosi",
                            "Surat tugas",
                            "surat tugas",
                            "=Pelaksanaan Promosi",
                            "=Tim Pelaksana",
                            jenis="Surat tugas",
                            proses="P4.2.2.1",
                            kode="800.1.11.1",
                        ),
                    ),
                )
            },
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
            answers={
                "Sudah dievaluasi": Answer(
                    Status.LAPORAN,
                    do=(lembar("evaluasi_promosi", "Evaluasi", lines=(PESERTA,), signer=BIDANG),),
                )
            },
        ),
        Step(
            Status.LAPORAN,
            by=BIDANG,
            task="Susun laporan kegiatan",
            maps=11,
            needs=("Simpulan dan saran", "Laporan"),
            due=working_days(5),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Laporan selesai": Answer(
                    Status.SELESAI,
                    do=(
                        lembar("evaluasi_promosi", "Evaluasi", lines=(PESERTA,), signer=BIDANG, final=True),
                        lembar(
                            "laporan_promosi", "Laporan kegiatan", lines=(PESERTA,), signer=BIDANG, final=True
                        ),
                    ),
                ),
                "Lengkapi evaluasi": SendBack(Status.EVALUASI, condition=None),
            },
        ),
    ],
)
