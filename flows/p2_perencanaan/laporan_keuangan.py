"""Laporan Keuangan. Dari surat Bidang Keuangan BPKA sampai hasil reviu ditindaklanjuti. P2.2.2."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Text, Whole
from flows.engine.model import Answer, Flow, Opening, Register, SendMail, Step, Together
from flows.registers import PROGRAM
from flows.roles import BIDANG_KOPERASI, BIDANG_USAHA_MIKRO, BPKA_KEUANGAN, SEKRETARIS, SUBBAG_PROGRAM


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat BPKA"
    DITERIMA = "Surat diterima"
    KOORDINASI = "Koordinasi"
    PENGUMPULAN = "Pengumpulan data bidang"
    PENGOLAHAN = "Penghimpunan dan pengolahan"
    PENGIRIMAN = "Pengiriman"
    REVIU = "Reviu BPKA"
    TINDAK_LANJUT = "Tindak lanjut"
    SELESAI = "Selesai"


LAPORAN = Register(
    "Laporan Keuangan",
    PROGRAM,
    "LP",
    (
        Column("Tahun", Whole(2020, 2100), required=True, width=8),
        Column("Periode", required=True, width=18, help="Misalnya «Semester I» atau «Tahunan»."),
        Column("Dasar surat", width=30),
        Column("Batas pengumpulan", Date(), width=14),
        Column("Berkas laporan", width=26, help="LRA, LO, LPE, Neraca, CaLK."),
        Column("Catatan reviu", Text(lines=2), width=30),
        Column("Tanggal kirim", Date(), width=14),
    ),
    guide="Satu baris untuk satu laporan keuangan. LK-SKPD tahunan disampaikan paling lambat akhir Februari.",
)

FLOW = Flow(
    code="P2.2.2",
    title="Laporan Keuangan",
    about=__doc__ or "",
    group="Pelaporan",
    register=LAPORAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="900.1.3.10",
    openings=[
        Opening(
            1, 5, {"Tahun": "{tahun_lalu}", "Periode": "Tahunan"}, why="LK-SKPD disampaikan akhir Februari"
        )
    ],
    steps=[
        Step(
            Status.SURAT,
            by=BPKA_KEUANGAN,
            task="Kirim surat",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DITERIMA, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DITERIMA,
            by=SUBBAG_PROGRAM,
            task="Terima surat",
            maps=2,
            needs=("Batas pengumpulan",),
            due=working_days(2),
            answers={"Koordinasikan": Status.KOORDINASI},
        ),
        Step(
            Status.KOORDINASI,
            by=Together((SUBBAG_PROGRAM, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Koordinasikan penyusunan laporan",
            maps=3,
            on_arrival=[SendMail("pemberitahuan", to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO))],
            due=working_days(5),
            answers={"Sudah dikoordinasikan": Status.PENGUMPULAN},
        ),
        Step(
            Status.PENGUMPULAN,
            by=Together((BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Kumpulkan data ke Subbag Program dan Keuangan",
            maps=4,
            due=working_days(7),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Data diserahkan": Status.PENGOLAHAN},
        ),
        Step(
            Status.PENGOLAHAN,
            by=SUBBAG_PROGRAM,
            task="Himpun dan olah data",
            maps=5,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Laporan selesai": Status.PENGIRIMAN},
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bidang Keuangan BPKA",
            maps=6,
            needs=("Berkas laporan", "Tanggal kirim"),
            due=working_days(2),
            answers={"Sudah dikirim": Status.REVIU},
        ),
        Step(
            Status.REVIU,
            by=BPKA_KEUANGAN,
            task="Reviu laporan",
            maps=7,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.TINDAK_LANJUT, condition="sesuai", evidence=True),
                "Revisi": Answer(Status.PENGOLAHAN, condition="revisi", note=True),
            },
        ),
        Step(
            Status.TINDAK_LANJUT,
            by=SUBBAG_PROGRAM,
            task="Tindak lanjuti hingga selesai",
            maps=8,
            due=working_days(5),
            answers={"Selesai": Status.SELESAI},
        ),
    ],
)
