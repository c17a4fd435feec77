"""Laporan Evaluasi Kinerja, LKJIP, SAKIP dan RB. Dari surat Bagian Organisasi sampai laporan dinilai. P2.2.1."""

from enum import StrEnum

from flows.aturan import BOBOT_SAKIP, PREDIKAT_SAKIP
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    Check,
    EmailIn,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    Opening,
    Register,
    RowView,
    Step,
    Together,
    Variants,
)
from flows.penilaian import rata_tertimbang
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
        Column(
            "Gambaran umum",
            Text(lines=3),
            width=36,
            help="Untuk Bab I: tugas dan fungsi, aspek strategis, isu.",
        ),
        Column("Ringkasan capaian", Text(lines=3), width=36, help="Target, realisasi, persen, sebab."),
        Column("Rencana aksi", Text(lines=3), width=36, help="Untuk RB: satu rencana setiap baris."),
        *(
            Column(komponen, Whole(0, 100), width=10, help=f"Untuk SAKIP: nilai 0-100; bobot {bobot}%.")
            for komponen, bobot in BOBOT_SAKIP.items()
        ),
        Column("Berkas laporan", width=26),
        Column("Tanggal kirim", Date(), width=14),
        Column("Pos-el Bagian Organisasi", Email(), width=26),
        Column("Pos-el Inspektorat", Email(), width=26),
        Column("Nilai SAKIP", owner=Owner.ENGINE, width=10),
        Column("Predikat SAKIP", owner=Owner.ENGINE, width=10),
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
        Column("Penjelasan", Text(lines=2), width=36, help="Sebab tercapai atau tidak; tindak lanjutnya."),
        Column("Realisasi tahun lalu", Whole(), width=10),
        Column("Target akhir Renstra", Whole(), width=10),
        Column("Capaian nasional", Whole(), width=10, help="Bila ada pembandingnya."),
        Column("Pagu", Rupiah(), width=16, help="Anggaran yang mendukung indikator ini."),
        Column("Realisasi keuangan", Rupiah(), width=16),
    ),
    kind=Kind.LINES,
)
NASKAH = ("Laporan kinerja", "Tabel capaian", "Rencana aksi RB", "Penilaian SAKIP")


def nilai_sakip(row: RowView) -> str:
    """Jumlah nilai empat komponen kali bobotnya, dua angka di belakang koma."""
    return rata_tertimbang(row, BOBOT_SAKIP)


def predikat_sakip(row: RowView) -> str:
    """AA bila di atas 90, A di atas 80, dan seterusnya."""
    score = float(nilai_sakip(row).replace(",", "."))
    return next((name for above, name in PREDIKAT_SAKIP if score > above), PREDIKAT_SAKIP[-1][1])


def rb_tanpa_rencana(row: RowView) -> bool:
    """Laporan RB yang belum punya rencana aksi."""
    return row["Jenis laporan"] == "RB" and not row["Rencana aksi"]


def sakip_tanpa_nilai(row: RowView) -> bool:
    """Laporan SAKIP yang komponennya belum dinilai semua."""
    return row["Jenis laporan"] == "SAKIP" and any(row[komponen] is None for komponen in BOBOT_SAKIP)


def naskah(*, final: bool = False) -> tuple[Action, ...]:
    """Laporan dan tabelnya; rencana aksi untuk RB, lembar penilaian untuk SAKIP. Konsep sampai dikirim."""
    laporan, tabel, aksi, sakip = NASKAH
    return (
        lembar("draf_lkjip", laporan, lines=(CAPAIAN,), signer=KEPALA_DINAS.name, final=final),
        lembar("tabel_capaian", tabel, lines=(CAPAIAN,), signer=KEPALA_DINAS.name, final=final),
        lembar(
            "rencana_aksi_rb", aksi, lines=(CAPAIAN,), signer=KEPALA_DINAS.name, only=("RB",), final=final
        ),
        lembar("penilaian_sakip", sakip, signer=KEPALA_DINAS.name, only=("SAKIP",), final=final),
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
    checks=[
        Check(
            rb_tanpa_rencana,
            "isi dulu Rencana aksi: laporan RB disertai rencana aksi.",
            at=(Status.PENGOLAHAN,),
        ),
        Check(
            sakip_tanpa_nilai,
            f"isi dulu nilai setiap komponen SAKIP: {', '.join(BOBOT_SAKIP)}.",
            at=(Status.PENGOLAHAN,),
        ),
    ],
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
                Field("Realisasi tahun lalu", "Realisasi tahun lalu"),
                Field("Target akhir Renstra", "Target akhir Renstra"),
                Field("Capaian nasional", "Capaian nasional", help="Bila ada pembandingnya."),
                Field("Pagu yang mendukung", "Pagu"),
                Field("Realisasi keuangan", "Realisasi keuangan"),
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
                        Fill("Nilai SAKIP", nilai_sakip, only=("SAKIP",)),
                        Fill("Predikat SAKIP", predikat_sakip, only=("SAKIP",)),
                        *naskah(),
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
                    do=(
                        *naskah(final=True),
                        *terbit(
                            "penyampaian_kinerja",
                            "Surat penyampaian",
                            "surat penyampaian",
                            "=Penyampaian Laporan Kinerja",
                            "=Kepala Bagian Organisasi",
                            proses="P2.2.1",
                            mail=(EmailIn("Pos-el Bagian Organisasi"), EmailIn("Pos-el Inspektorat")),
                            lampiran=NASKAH,
                        ),
                    ),
                )
            },
        ),
    ],
)
