"""Laporan Evaluasi Kinerja, LKJIP, SAKIP dan RB. Dari surat Bagian Organisasi sampai laporan dinilai. P2.2.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Text, Whole
from flows.engine.model import Answer, Flow, Opening, Register, SendMail, Step, Together, Variants
from flows.registers import PROGRAM
from flows.roles import BAGIAN_ORGANISASI, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO, SEKRETARIS, SUBBAG_PROGRAM


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat Bagian Organisasi"
    DITERIMA = "Surat diterima"
    PENGHIMPUNAN = "Penghimpunan data"
    PENGOLAHAN = "Pengolahan laporan"
    PENGIRIMAN = "Pengiriman laporan"
    SELESAI = "Selesai"


JENIS = ("Evaluasi Kinerja", "LKJIP", "SAKIP", "RB")
KINERJA = Register(
    "Laporan Kinerja",
    PROGRAM,
    "LK",
    (
        Column("Jenis laporan", Choice(JENIS), width=18),
        Column("Tahun", Whole(2020, 2100), required=True, width=8),
        Column("Dasar surat", width=30),
        Column("Batas pengumpulan", Date(), width=14),
        Column("Ringkasan capaian", Text(lines=3), width=36, help="Target, realisasi, persen, sebab."),
        Column("Rencana aksi", Text(lines=2), width=30, help="Untuk RB."),
        Column("Berkas laporan", width=26),
        Column("Tanggal kirim", Date(), width=14),
    ),
    guide="Satu baris untuk satu laporan. LKJIP tahun lalu disampaikan paling lambat akhir Februari.",
)

FLOW = Flow(
    code="P2.2.1",
    title="Laporan Evaluasi Kinerja, LKJIP, SAKIP dan RB",
    about=__doc__ or "",
    group="Pelaporan",
    register=KINERJA,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis laporan", JENIS),
    classification="000.8.6.3",
    openings=[
        Opening(
            1, 5, {"Jenis laporan": "LKJIP", "Tahun": "{tahun_lalu}"}, why="LKJIP disampaikan akhir Februari"
        )
    ],
    steps=[
        Step(
            Status.SURAT,
            by=BAGIAN_ORGANISASI,
            task="Kirim surat penyusunan laporan",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DITERIMA, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DITERIMA,
            by=SUBBAG_PROGRAM,
            task="Terima surat",
            maps=2,
            needs=("Jenis laporan", "Batas pengumpulan"),
            due=working_days(2),
            answers={
                "Minta data bidang": Answer(
                    Status.PENGHIMPUNAN,
                    do=(SendMail("pemberitahuan", to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),),
                )
            },
        ),
        Step(
            Status.PENGHIMPUNAN,
            by=Together((SUBBAG_PROGRAM, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Himpun data dan informasi",
            maps=3,
            due=working_days(10),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Data terhimpun": Status.PENGOLAHAN},
        ),
        Step(
            Status.PENGOLAHAN,
            by=SUBBAG_PROGRAM,
            task="Olah menjadi laporan",
            maps=4,
            needs=("Ringkasan capaian",),
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Laporan selesai": Status.PENGIRIMAN},
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bagian Organisasi dan Inspektorat untuk dinilai",
            maps=5,
            needs=("Berkas laporan", "Tanggal kirim"),
            due=working_days(2),
            answers={"Sudah dikirim": Status.SELESAI},
        ),
    ],
)
