"""Pelatihan dan sosialisasi. Dari pembentukan tim sampai kegiatan dievaluasi. P4.1."""

from enum import StrEnum

from flows import kegiatan
from flows.aturan import TENGGAT
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    After,
    Answer,
    EmailIn,
    Flow,
    Kind,
    Register,
    SendBack,
    SendMail,
    Step,
    Variants,
    Whom,
)
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import USAHA_MIKRO
from flows.roles import BIDANG, NARASUMBER, SEKRETARIS, TIM_PELAKSANA
from flows.surat import (
    AGENDA_KELUAR,
    JAWABAN_PALING_LAMBAT,
    batas_jawaban,
    kolom_surat,
    konsep,
    lembar,
    terbit,
)


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
        Column(
            "Susunan tim", Text(lines=3), width=30, help="Satu orang satu baris: «Nama - jabatan (Ketua)»."
        ),
        Column("Narasumber", width=26),
        Column("Pos-el narasumber", Email(), width=26),
        Column("Jumlah peserta", Whole(), width=10),
        Column("Hasil kegiatan", Text(lines=3), width=36),
        kegiatan.SIMPULAN,
        Column("Laporan", width=24, help="Nama berkas atau tautan."),
        Column("Pukul", width=18, help="Misalnya «09.00 WIB s.d. selesai»."),
        Column("Catatan narasumber", Text(lines=2), owner=Owner.ENGINE, width=28),
        kegiatan.HASIL_EVALUASI,
        JAWABAN_PALING_LAMBAT,
        *kolom_surat("SK tim", "permohonan", "undangan", "sertifikat"),
    ),
    guide="Satu baris untuk satu pelatihan atau sosialisasi; pesertanya di tab Peserta PT.",
)
PESERTA = Register(
    "Peserta PT",
    USAHA_MIKRO,
    "PTP",
    (
        *kegiatan.PESERTA,
        *kegiatan.EVALUASI,
    ),
    kind=Kind.LINES,
    called="peserta",
)
KEPADA_PESERTA = terbit(
    "undangan_peserta", "Undangan", "undangan", "=Undangan", "=Peserta (daftar terlampir)", jenis="Undangan",
    proses="P4.1", lines=(PESERTA,), again=True, mail=(EmailIn("Pos-el", each=PESERTA),),
)  # fmt: skip
PENDAFTARAN = (Status.PERSIAPAN, Status.PENENTUAN, Status.KONFIRMASI, Status.UNDANGAN, Status.PELAKSANAAN)
FORMULIR = [
    kegiatan.kesediaan_narasumber("kesediaan-narasumber-pt", Status.KONFIRMASI),
    kegiatan.pendaftaran_peserta(
        "pendaftaran-peserta-pt",
        PESERTA,
        PENDAFTARAN,
    ),
    kegiatan.evaluasi_peserta("evaluasi-peserta-pt", PESERTA, [Status.AKHIR]),
]

FLOW = Flow(
    code="P4.1",
    title="Pelatihan dan Sosialisasi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=KEGIATAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[PESERTA],
    data=[AGENDA_KELUAR],
    forms=FORMULIR,
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
            on_arrival=[konsep("sk_tim_kegiatan", "SK tim")],
            answers={
                "Tim terbentuk": Answer(
                    Status.PERSIAPAN,
                    do=terbit(
                        "sk_tim_kegiatan",
                        "SK tim",
                        "SK tim",
                        "=Pembentukan Tim Pelaksana",
                        "=Anggota tim",
                        jenis="Keputusan",
                        proses="P4.1",
                    ),
                )
            },
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
            on_arrival=[konsep("permohonan_narasumber", "Permohonan narasumber")],
            answers={
                "Minta kesediaan": Answer(
                    Status.KONFIRMASI,
                    do=(
                        batas_jawaban(TENGGAT["P4.1/4"]),
                        *terbit(
                            "permohonan_narasumber",
                            "Permohonan narasumber",
                            "permohonan",
                            "=Permohonan Narasumber",
                            "Narasumber",
                            proses="P4.1",
                            again=True,
                            mail=(NARASUMBER,),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.KONFIRMASI,
            by=NARASUMBER,
            task="Konfirmasi kesediaan",
            maps=4,
            recorded_by=TIM_PELAKSANA,
            link=True,
            if_silent=After(
                TENGGAT["P4.1/4"],
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
            on_arrival=[konsep("undangan_peserta", "Undangan", lines=(PESERTA,))],
            answers={"Peserta diundang": Answer(Status.PELAKSANAAN, do=KEPADA_PESERTA)},
        ),
        Step(
            Status.PELAKSANAAN,
            by=TIM_PELAKSANA,
            task="Laksanakan kegiatan",
            maps=6,
            on_arrival=[lembar("daftar_hadir", "Daftar hadir", lines=(PESERTA,))],
            needs=("Jumlah peserta",),
            due=working_days(15),
            answers={
                "Sudah dilaksanakan": Answer(
                    Status.AKHIR,
                    do=(
                        lembar("daftar_hadir", "Daftar hadir", lines=(PESERTA,), final=True),
                        *terbit(
                            "sertifikat_peserta",
                            "Sertifikat peserta",
                            "sertifikat",
                            "=Sertifikat Peserta",
                            "=Peserta",
                            jenis="Sertifikat",
                            proses="P4.1",
                            lines=(PESERTA,),
                            only=("pelatihan",),
                        ),
                    ),
                ),
                "Jadwalkan ulang": SendBack(Status.PERSIAPAN, condition=None),
            },
        ),
        Step(
            Status.AKHIR,
            by=BIDANG,
            task="Evaluasi kegiatan",
            maps=7,
            needs=("Hasil kegiatan", "Simpulan dan saran", "Laporan"),
            due=working_days(5),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Selesai": Answer(
                    Status.SELESAI,
                    do=(
                        kegiatan.evaluasi(PESERTA),
                        lembar("laporan_pelatihan", "Laporan kegiatan", signer=BIDANG, final=True),
                    ),
                )
            },
        ),
    ],
)
