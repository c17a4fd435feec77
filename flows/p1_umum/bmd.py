"""Pengelolaan BMD. Dari permintaan rekap kebutuhan barang sampai RKBMD menjadi bahan RKA. P1.2.3.

Yang dikelola barang milik daerah (Permendagri 19/2016, 47/2021), walau dokumen sumber menyebut barang milik negara.
"""

from dataclasses import replace
from enum import StrEnum

from flows.data import INVENTARIS, KODE_BARANG
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Answer,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    OpenCase,
    Opening,
    Register,
    RowView,
    Step,
    Together,
)  # fmt: skip
from flows.registers import UMUM
from flows.roles import (
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    KEPALA_DINAS,
    PENGADAAN_BARANG,
    PENGURUS_BARANG,
    SEKRETARIS,
)
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    INSTRUKSI = "Instruksi perekapan"
    REKAP_BIDANG = "Rekap bidang"
    REKAP_ULANG = "Rekap ulang"
    PENGAJUAN = "Pengajuan ke pengadaan"
    RKBMD = "Penyusunan RKBMD"
    RKA = "Penerbitan RKA"
    SELESAI = "Selesai"


KEBUTUHAN = Register(
    "Kebutuhan Barang",
    UMUM,
    "KB",
    (
        Column("Tahun rencana", Whole(2020, 2100), required=True, width=12),
        Column("Jenis RKBMD", Choice(("Murni", "Perubahan")), required=True, width=14),
        Column("Batas pengumpulan", Date(), width=14),
        Column("Catatan rekap", Text(lines=2), width=32),
        Column("Jumlah kebutuhan riil", Whole(), owner=Owner.ENGINE, width=14),
        *kolom_surat("nota dinas", "RKBMD"),
    ),
    guide="Satu baris untuk satu tahun rencana; barangnya satu per satu di tab Rincian Kebutuhan.",
)
RINCIAN = Register(
    "Rincian Kebutuhan",
    UMUM,
    "RK",
    (
        Column(
            "Bidang",
            Choice(("Sekretariat", "Bidang Koperasi", "Bidang Usaha Mikro")),
            required=True,
            width=20,
        ),
        Column("Kode barang", KODE_BARANG, width=22),
        Column("Uraian barang", required=True, width=32),
        Column("Satuan", width=10),
        Column("Kebutuhan maksimum", Whole(), required=True, width=12),
        Column("Dapat dioptimalkan", Whole(), width=12, help="Barang yang ada dan masih dapat dipakai."),
        Column("Harga satuan", Rupiah(), width=16),
    ),
    kind=Kind.LINES,
)


def kebutuhan_riil(row: RowView) -> int:
    """Kebutuhan maksimum dikurangi barang yang dapat dioptimalkan, seluruh rincian."""
    lines = row.lines.get(RINCIAN.name, ())
    whole = [(line.get("Kebutuhan maksimum"), line.get("Dapat dioptimalkan")) for line in lines]
    return sum(
        max(0, (most if isinstance(most, int) else 0) - (has if isinstance(has, int) else 0))
        for most, has in whole
    )


REKAP = lembar("rekap_kebutuhan", "Rekap kebutuhan", lines=(RINCIAN,), signer=KEPALA_DINAS.name)

FLOW = Flow(
    code="P1.2.3",
    title="Pengelolaan BMD",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=KEBUTUHAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[RINCIAN],
    data=[*INVENTARIS, AGENDA_KELUAR],
    forms=[
        Form(
            "kebutuhan-barang",
            "Kebutuhan barang",
            (
                Field("Bidang", "Bidang", required=True),
                Field("Uraian barang", "Uraian barang", required=True),
                Field("Kode barang", "Kode barang", help="Tanyakan Pengurus Barang bila tidak tahu."),
                Field("Satuan", "Satuan"),
                Field("Kebutuhan maksimum", "Kebutuhan maksimum", required=True),
                Field("Yang masih dapat dipakai", "Dapat dioptimalkan"),
                Field("Perkiraan harga satuan", "Harga satuan"),
            ),
            adds=RINCIAN,
            during=(Status.REKAP_BIDANG,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Kebutuhan barang sudah dicatat.",
        )
    ],
    classification="000.2.1",
    openings=[
        Opening(
            6,
            1,
            {"Tahun rencana": "{tahun_depan}", "Jenis RKBMD": "Murni"},
            why="RKBMD tahun depan disusun Juni-Juli",
        )
    ],
    steps=[
        Step(
            Status.INSTRUKSI,
            by=PENGURUS_BARANG,
            task="Instruksikan perekapan kebutuhan barang kepada bidang",
            maps=1,
            on_arrival=[konsep("nota_kebutuhan_barang", "Nota dinas permintaan")],
            needs=("Batas pengumpulan",),
            due=working_days(3),
            answers={
                "Instruksikan": Answer(
                    Status.REKAP_BIDANG,
                    do=terbit(
                        "nota_kebutuhan_barang",
                        "Nota dinas permintaan",
                        "nota dinas",
                        "=Perekapan Kebutuhan Barang",
                        "=Kepala Bidang",
                        jenis="Nota dinas",
                        proses="P1.2.3",
                        mail=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO),
                    ),
                )
            },
        ),
        Step(
            Status.REKAP_BIDANG,
            by=Together((BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Rekap kebutuhan barang",
            maps=2,
            due=working_days(10),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Rekap diserahkan": Status.REKAP_ULANG},
        ),
        Step(
            Status.REKAP_ULANG,
            by=PENGURUS_BARANG,
            task="Terima dan rekap ulang inventarisasi barang",
            maps=3,
            due=working_days(5),
            answers={
                "Rekap selesai": Answer(
                    Status.PENGAJUAN,
                    do=(
                        Fill("Jumlah kebutuhan riil", kebutuhan_riil),
                        REKAP,
                    ),
                )
            },
        ),
        Step(
            Status.PENGAJUAN,
            by=PENGURUS_BARANG,
            task="Ajukan ke pengadaan barang",
            maps=4,
            due=working_days(2),
            answers={"Ajukan": Answer(Status.RKBMD, do=(replace(REKAP, final=True),))},
        ),
        Step(
            Status.RKBMD,
            by=PENGADAAN_BARANG,
            task="Rekap kebutuhan menjadi RKBMD",
            maps=5,
            on_arrival=[konsep("rkbmd", "RKBMD", lines=(RINCIAN,))],
            due=working_days(5),
            answers={
                "RKBMD selesai": Answer(
                    Status.RKA,
                    do=terbit(
                        "rkbmd",
                        "RKBMD",
                        "RKBMD",
                        "=Rencana Kebutuhan Barang Milik Daerah",
                        "=Sekretaris Daerah",
                        proses="P1.2.3",
                        lines=(RINCIAN,),
                    ),
                )
            },
        ),
        Step(
            Status.RKA,
            by=PENGADAAN_BARANG,
            task="Terbitkan RKA",
            maps=6,
            due=working_days(5),
            answers={
                "RKA terbit": Answer(
                    Status.SELESAI,
                    do=(
                        OpenCase(
                            "P2.1.2",
                            when="RKBMD menjadi bahan RKA",
                            copies={
                                "Jenis dokumen": "=RKA",
                                "Tahun anggaran": "Tahun rencana",
                                "Dasar surat": "Nomor RKBMD",
                            },
                        ),
                    ),
                )
            },
        ),
    ],
)
