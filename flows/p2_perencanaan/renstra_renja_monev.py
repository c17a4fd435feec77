"""Penyusunan Renstra, Renja dan Monev. Dari surat BAPPEDA sampai dokumen sah direviu. P2.1.1."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    Approval,
    Check,
    EmailIn,
    Field,
    Flow,
    Form,
    Kind,
    Opening,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    Together,
    Variants,
    Whom,
)  # fmt: skip
from flows.registers import PROGRAM
from flows.roles import (
    BAPPEDA,
    BAPPEDA_INSPEKTORAT,
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    KEPALA_DINAS,
    SEKRETARIS,
    SUBBAG_PROGRAM,
)  # fmt: skip
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat BAPPEDA"
    DITERIMA = "Surat diterima"
    PENGUMPULAN = "Pengumpulan data"
    PENYUSUNAN = "Penyusunan dokumen"
    KELENGKAPAN = "Verifikasi kelengkapan"
    PENGIRIMAN = "Pengiriman ke BAPPEDA"
    REVIU = "Reviu BAPPEDA"
    PENGESAHAN = "Pengesahan"
    PENYAMPAIAN = "Penyampaian dokumen sah"
    REVIU_SAH = "Reviu dokumen sah"
    SELESAI = "Selesai"


DOKUMEN = Register(
    "Dokumen Perencanaan",
    PROGRAM,
    "DP",
    (
        Column("Jenis dokumen", Choice(("Renstra", "Renja", "Monev")), width=14),
        Column("Tahun", Whole(2020, 2100), required=True, width=8),
        Column("Dasar surat", width=30, help="Nomor dan tanggal surat BAPPEDA."),
        Column("Batas pengumpulan", Date(), width=14),
        Column(
            "Capaian", Text(lines=2), width=30, help="Untuk monev: simpulan, kendala, dan tindak lanjutnya."
        ),
        Column("Catatan reviu", Text(lines=2), width=30, help="Yang diperbaiki atas hasil reviu BAPPEDA."),
        Column("Berkas dokumen", width=26),
        Column("Triwulan", Choice(("I", "II", "III", "IV")), width=10, help="Untuk monev."),
        Column("Pos-el BAPPEDA", Email(), width=26),
        Column("Pos-el Inspektorat", Email(), width=26),
        Column("Hasil reviu", Text(lines=2), owner=Owner.ENGINE, width=30),
        *kolom_surat("nota dinas", "pengesahan", "surat penyampaian"),
    ),
    guide="Satu baris untuk satu dokumen perencanaan; programnya satu per satu di tab Rincian Renja.",
)
RINCIAN = Register(
    "Rincian Renja",
    PROGRAM,
    "DPR",
    (
        Column("Kode", width=20, help="Misalnya 2.17.03.2.01.0001."),
        Column("Program kegiatan", required=True, width=36, help="Program, kegiatan, atau sub kegiatan."),
        Column("Indikator", width=30),
        Column("Satuan", width=10),
        Column("Target", Whole(), width=10),
        Column("Pagu", Rupiah(), width=16),
        Column("Lokasi", width=16),
        Column("Sumber dana", width=14),
        Column("Penanggung jawab", width=20),
        Column("Realisasi", Whole(), width=10),
        Column("Realisasi keuangan", Rupiah(), width=16),
    ),
    kind=Kind.LINES,
)


def monev_tanpa_simpulan(row: RowView) -> bool:
    """Laporan monev yang belum menyimpulkan capaiannya."""
    return row["Jenis dokumen"] == "Monev" and not row["Capaian"]


def naskah(*, final: bool = False) -> tuple[Action, ...]:
    """Matriks, dan untuk monev laporannya: konsep sampai disahkan Kepala Dinas."""
    return (
        lembar("matriks_renja", "Matriks", lines=(RINCIAN,), signer=KEPALA_DINAS.name, final=final),
        lembar(
            "laporan_monev_renja",
            "Laporan monev",
            lines=(RINCIAN,),
            signer=KEPALA_DINAS.name,
            only=("Monev",),
            final=final,
        ),
    )


DISAHKAN = (
    *terbit(
        "lembar_pengesahan", "Lembar pengesahan", "pengesahan", "=Pengesahan Dokumen Perencanaan", "=Arsip",
        proses="P2.1.1",
    ),
    *naskah(final=True),
)  # fmt: skip
PENYAMPAIAN = terbit(
    "penyampaian_perencanaan", "Surat penyampaian", "surat penyampaian", "=Penyampaian Dokumen Perencanaan",
    "=Kepala BAPPEDA", proses="P2.1.1", mail=(BAPPEDA, EmailIn("Pos-el Inspektorat")),
    lampiran=("Lembar pengesahan", "Matriks", "Laporan monev"),
)  # fmt: skip

FLOW = Flow(
    code="P2.1.1",
    title="Penyusunan Renstra, Renja dan Monev",
    about=__doc__ or "",
    group="Perencanaan",
    register=DOKUMEN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis dokumen", ("Renstra", "Renja", "Monev")),
    classification="000.7.2.4",
    lines=[RINCIAN],
    data=[AGENDA_KELUAR],
    checks=[
        Check(
            monev_tanpa_simpulan,
            "isi dulu Capaian: laporan monev memerlukan simpulan, kendala, dan tindak lanjutnya.",
            at=(Status.PENYUSUNAN,),
        )
    ],
    forms=[
        Form(
            "data-bidang",
            "Data bidang untuk dokumen perencanaan",
            (
                Field("Kode", "Kode"),
                Field("Program, kegiatan, atau sub kegiatan", "Program kegiatan", required=True),
                Field("Indikator", "Indikator", required=True),
                Field("Satuan", "Satuan"),
                Field("Target", "Target"),
                Field("Pagu", "Pagu"),
                Field("Lokasi", "Lokasi"),
                Field("Sumber dana", "Sumber dana"),
                Field("Penanggung jawab", "Penanggung jawab"),
                Field("Realisasi", "Realisasi", help="Untuk monev."),
                Field("Realisasi keuangan", "Realisasi keuangan", help="Untuk monev."),
            ),
            adds=RINCIAN,
            during=(Status.PENGUMPULAN,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Data bidang sudah dicatat.",
        ),
        Form(
            "reviu-perencanaan",
            "Reviu dokumen perencanaan",
            (Field("Hasil reviu", "Hasil reviu", help="Yang perlu diperbaiki, bila ada."),),
            answers=Status.REVIU,
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Hasil reviu telah kami terima.",
        ),
    ],
    openings=[
        Opening(
            1,
            5,
            {"Jenis dokumen": "Renja", "Tahun": "{tahun_depan}"},
            why="rancangan awal Renja, Januari-Februari",
        ),
        *(
            Opening(
                month, 1, {"Jenis dokumen": "Monev", "Tahun": year, "Triwulan": quarter}, why="monev triwulan"
            )
            for month, quarter, year in (
                (4, "I", "{tahun}"),
                (7, "II", "{tahun}"),
                (10, "III", "{tahun}"),
                (1, "IV", "{tahun_lalu}"),
            )
        ),
    ],
    steps=[
        Step(
            Status.SURAT,
            by=BAPPEDA,
            task="Kirim surat penyusunan dokumen",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DITERIMA, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DITERIMA,
            by=SUBBAG_PROGRAM,
            task="Terima surat",
            maps=2,
            needs=("Jenis dokumen", "Batas pengumpulan"),
            due=working_days(2),
            on_arrival=[konsep("nota_data_perencanaan", "Nota dinas permintaan data")],
            answers={
                "Minta data bidang": Answer(
                    Status.PENGUMPULAN,
                    do=terbit(
                        "nota_data_perencanaan",
                        "Nota dinas permintaan data",
                        "nota dinas",
                        "=Permintaan Data",
                        "=Kepala Bidang",
                        jenis="Nota dinas",
                        proses="P2.1.1",
                    ),
                )
            },
        ),
        Step(
            Status.PENGUMPULAN,
            by=Together((SUBBAG_PROGRAM, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Koordinasikan dan kumpulkan data",
            maps=3,
            on_arrival=[SendMail("pemberitahuan", to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO))],
            due=working_days(10),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Data terkumpul": Status.PENYUSUNAN},
        ),
        Step(
            Status.PENYUSUNAN,
            by=SUBBAG_PROGRAM,
            task="Olah data dan susun dokumen",
            maps=4,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={
                "Dokumen tersusun": Answer(Status.KELENGKAPAN, do=naskah()),
            },
        ),
        Step(
            Status.KELENGKAPAN,
            by=SUBBAG_PROGRAM,
            task="Verifikasi kelengkapan data",
            maps=5,
            due=working_days(3),
            answers={
                "Lengkap": Answer(Status.PENGIRIMAN, condition="lengkap"),
                "Belum lengkap": Answer(Status.PENGUMPULAN, condition="belum lengkap", note=True),
            },
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim dokumen ke BAPPEDA",
            maps=6,
            needs=("Berkas dokumen",),
            due=working_days(2),
            answers={"Sudah dikirim": Status.REVIU},
        ),
        Step(
            Status.REVIU,
            by=BAPPEDA,
            task="Reviu dokumen",
            maps=7,
            recorded_by=SUBBAG_PROGRAM,
            link=True,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.PENGESAHAN, condition="sesuai", evidence=True),
                "Belum sesuai": Answer(Status.PENYUSUNAN, condition="belum sesuai", note=True),
            },
        ),
        Step(
            Status.PENGESAHAN,
            by=KEPALA_DINAS,
            task="Sahkan dokumen",
            maps=8,
            approval=Approval(
                shows=("Jenis dokumen", "Tahun", "Berkas dokumen"), agree="Sahkan", kind="perencanaan"
            ),
            due=working_days(3),
            remind=(working_days(0),),
            answers={
                "Sahkan": Answer(Status.PENYAMPAIAN, do=DISAHKAN),
                "Kembalikan": SendBack(Status.PENYUSUNAN, condition=None),
            },
        ),
        Step(
            Status.PENYAMPAIAN,
            by=SUBBAG_PROGRAM,
            task="Kirim dokumen sah ke BAPPEDA dan Inspektorat",
            maps=9,
            on_arrival=[
                konsep("penyampaian_perencanaan", "Surat penyampaian"),
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            due=working_days(2),
            answers={"Sudah disampaikan": Answer(Status.REVIU_SAH, do=PENYAMPAIAN)},
        ),
        Step(
            Status.REVIU_SAH,
            by=BAPPEDA_INSPEKTORAT,
            task="Reviu dokumen sah",
            maps=10,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(20),
            remind=(working_days(0),),
            answers={"Reviu selesai": Answer(Status.SELESAI, evidence=True)},
        ),
    ],
)
