"""Pengelolaan BMD. Dari permintaan rekap kebutuhan barang sampai RKBMD menjadi bahan RKA. P1.2.3.

Yang dikelola barang milik daerah (Permendagri 19/2016, 47/2021), walau dokumen sumber menyebut barang milik negara.
"""

from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from flows.data import INVENTARIS, KODE_BARANG, KONDISI
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Owner, Rupiah, Text, Value, Whole
from flows.engine.model import (
    Answer,
    Check,
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
from flows.registers import KODE_REKENING, UMUM
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


RENCANA = Choice(("Pengadaan", "Pemeliharaan", "Pemanfaatan", "Pemindahtanganan", "Penghapusan"))
"""Lima jenis RKBMD."""
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
        Column("Jenis rencana", RENCANA, width=18, help="Kosong berarti pengadaan."),
        Column("Sub kegiatan", width=32, help="Program, kegiatan, sub kegiatan yang membiayai."),
        Column("Kode rekening", KODE_REKENING, width=22),
        Column("Kode barang", KODE_BARANG, width=22),
        Column("Uraian barang", required=True, width=32),
        Column("Spesifikasi", width=28, help="Spesifikasi nama barang."),
        Column("Satuan", width=10),
        Column("Kebutuhan maksimum", Whole(), required=True, width=12),
        Column("Dapat dioptimalkan", Whole(), width=12, help="Barang yang ada dan masih dapat dipakai."),
        Column("Jumlah eksisting", Whole(), width=12, help="Barang sejenis yang ada sekarang."),
        Column("Harga satuan", Rupiah(), width=16, help="Untuk pemeliharaan: perkiraan biaya setiap barang."),
        Column("Kondisi", KONDISI, width=14, help="Untuk barang yang sudah ada."),
        Column("Sebab", width=26, help="Untuk penghapusan."),
        Column("Keterangan", Text(lines=2), width=26),
    ),
    kind=Kind.LINES,
)


def pengadaan(line: Mapping[str, Value]) -> bool:
    """Barang yang hendak diadakan; empat jenis rencana lain mengenai barang yang sudah ada."""
    return line.get("Jenis rencana") in (None, "", "Pengadaan")


def tidak_menyebut_alasan(row: RowView) -> bool:
    """Pemeliharaan tanpa Kondisi, atau penghapusan tanpa Sebab."""
    asked = {"Pemeliharaan": "Kondisi", "Penghapusan": "Sebab"}
    lines = row.lines.get(RINCIAN.name, ())
    return any(
        (heading := asked.get(str(line.get("Jenis rencana")))) and not line.get(heading) for line in lines
    )


def kebutuhan_riil(row: RowView) -> int:
    """Kebutuhan maksimum dikurangi barang yang dapat dioptimalkan, seluruh rincian pengadaan."""
    lines = [line for line in row.lines.get(RINCIAN.name, ()) if pengadaan(line)]
    whole = [(line.get("Kebutuhan maksimum"), line.get("Dapat dioptimalkan")) for line in lines]
    return sum(
        max(0, (most if isinstance(most, int) else 0) - (has if isinstance(has, int) else 0))
        for most, has in whole
    )


REKAP = lembar("rekap_kebutuhan", "Rekap kebutuhan", lines=(RINCIAN,), signer=KEPALA_DINAS.name)
BAHAN_RKA = lembar("bahan_rka", "Bahan RKA", lines=(RINCIAN,), signer=PENGADAAN_BARANG.name)
"""Yang dimasukkan ke RKA: pengadaan dan pemeliharaan menurut RKBMD, dengan rekening dan biayanya."""

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
                Field("Jenis rencana", "Jenis rencana", help="Kosongkan untuk pengadaan barang baru."),
                Field("Sub kegiatan", "Sub kegiatan"),
                Field("Kode barang", "Kode barang", help="Tanyakan Pengurus Barang bila tidak tahu."),
                Field("Spesifikasi", "Spesifikasi"),
                Field("Satuan", "Satuan"),
                Field("Kebutuhan maksimum", "Kebutuhan maksimum", required=True),
                Field("Yang masih dapat dipakai", "Dapat dioptimalkan"),
                Field("Yang ada sekarang", "Jumlah eksisting"),
                Field("Perkiraan harga satuan", "Harga satuan"),
                Field("Kondisi barang yang ada", "Kondisi"),
                Field("Sebab penghapusan", "Sebab"),
                Field("Keterangan", "Keterangan"),
            ),
            adds=RINCIAN,
            during=(Status.REKAP_BIDANG,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Kebutuhan barang sudah dicatat.",
        )
    ],
    checks=[
        Check(
            tidak_menyebut_alasan,
            "Rincian Kebutuhan: pemeliharaan harus menyebut Kondisi, penghapusan harus menyebut Sebab.",
            at=(Status.REKAP_ULANG, Status.RKBMD),
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
            on_arrival=[BAHAN_RKA],
            due=working_days(5),
            answers={
                "RKA terbit": Answer(
                    Status.SELESAI,
                    do=(
                        replace(BAHAN_RKA, final=True),
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
