"""Laporan Evaluasi Kinerja, LKJIP, SAKIP dan RB. Dari surat Bagian Organisasi sampai laporan dinilai. P2.2.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Text, Whole
from flows.engine.model import Answer, Field, Flow, Form, Kind, Opening, Register, Step, Together, Variants
from flows.registers import PROGRAM
from flows.roles import (
    BAGIAN_ORGANISASI,
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    KEPALA_DINAS,
    SEKRETARIS,
    SUBBAG_PROGRAM,
)
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


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
        *kolom_surat("nota dinas", "surat penyampaian"),
    ),
    guide="Satu baris untuk satu laporan; capaiannya di tab Capaian Kinerja. LKJIP disampaikan akhir Februari.",
)
CAPAIAN = Register(
    "Capaian Kinerja",
    PROGRAM,
    "LKC",
    (
        Column("Indikator", required=True, width=36),
        Column("Satuan", width=10),
        Column("Target", Whole(), required=True, width=10),
        Column("Realisasi", Whole(), width=10),
        Column("Penjelasan", Text(lines=2), width=36),
    ),
    kind=Kind.LINES,
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
    lines=[CAPAIAN],
    data=[AGENDA_KELUAR],
    forms=[
        Form(
            "capaian-kinerja",
            "Capaian kinerja bidang",
            (
                Field("Indikator", "Indikator", required=True),
                Field("Satuan", "Satuan"),
                Field("Target", "Target", required=True),
                Field("Realisasi", "Realisasi", required=True),
                Field("Penjelasan", "Penjelasan", help="Sebab tercapai atau tidak; rencana tindak lanjut."),
            ),
            adds=CAPAIAN,
            during=(Status.PENGHIMPUNAN,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Capaian sudah dicatat.",
        )
    ],
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
            on_arrival=[konsep("nota_data_kinerja", "Nota dinas permintaan data")],
            needs=("Jenis laporan", "Batas pengumpulan"),
            due=working_days(2),
            answers={
                "Minta data bidang": Answer(
                    Status.PENGHIMPUNAN,
                    do=terbit(
                        "nota_data_kinerja",
                        "Nota dinas permintaan data",
                        "nota dinas",
                        "=Permintaan Data",
                        "=Kepala Bidang",
                        jenis="Nota dinas",
                        proses="P2.2.1",
                        mail=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO),
                    ),
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
            answers={
                "Laporan selesai": Answer(
                    Status.PENGIRIMAN,
                    do=(
                        lembar("draf_lkjip", "Draf laporan", lines=(CAPAIAN,), signer=KEPALA_DINAS.name),
                        lembar("tabel_capaian", "Tabel capaian", lines=(CAPAIAN,), signer=KEPALA_DINAS.name),
                        lembar(
                            "rencana_aksi_rb",
                            "Rencana aksi RB",
                            lines=(CAPAIAN,),
                            signer=KEPALA_DINAS.name,
                            only=("RB",),
                        ),
                        konsep("penyampaian_kinerja", "Surat penyampaian"),
                    ),
                )
            },
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bagian Organisasi dan Inspektorat untuk dinilai",
            maps=5,
            needs=("Berkas laporan", "Tanggal kirim"),
            due=working_days(2),
            answers={
                "Sudah dikirim": Answer(
                    Status.SELESAI,
                    do=terbit(
                        "penyampaian_kinerja",
                        "Surat penyampaian",
                        "surat penyampaian",
                        "=Penyampaian Laporan Kinerja",
                        "=Kepala Bagian Organisasi",
                        proses="P2.2.1",
                    ),
                )
            },
        ),
    ],
)
