"""Penyusunan RKA dan DPA. Dari surat Bidang Anggaran BPKA sampai dokumen direviu. P2.1.2."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    EmailIn,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    Opening,
    Register,
    RowView,
    SendMail,
    Step,
    Together,
    Variants,
    Whom,
)
from flows.registers import PROGRAM, UNIT
from flows.roles import (
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    BPKA_ANGGARAN,
    BPKA_BAPPEDA,
    BPKA_INSPEKTORAT,
    KEPALA_DINAS,
    SEKRETARIS,
    SUBBAG_PROGRAM,
)  # fmt: skip
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit

BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat BPKA"
    DISTRIBUSI = "Distribusi ke bidang"
    INPUT = "Input data di aplikasi"
    VERIFIKASI = "Verifikasi BPKA dan BAPPEDA"
    TANDA_TANGAN = "Tanda tangan BPKA dan BAPPEDA"
    CETAK = "Pencetakan"
    PENGIRIMAN = "Pengiriman"
    REVIU = "Reviu"
    SELESAI = "Selesai"


ANGGARAN = Register(
    "RKA dan DPA",
    PROGRAM,
    "RD",
    (
        Column("Jenis dokumen", Choice(("RKA", "DPA")), width=12),
        Column("Tahun anggaran", Whole(2020, 2100), required=True, width=10),
        Column("Dasar surat", width=30, help="Nomor surat BPKA atau RKBMD."),
        Column("Batas input", Date(), width=14),
        Column("Pagu", Rupiah(), width=18),
        Column("Daftar revisi", Text(lines=2), width=30),
        Column("Nomor dokumen", width=22),
        Column("Tanggal dokumen", Date(), width=14),
        Column("Pos-el BPKA", Email(), width=26),
        Column("Pos-el Inspektorat", Email(), width=26),
        Column("Kode klasifikasi", owner=Owner.ENGINE, width=14),
        Column("Hasil verifikasi", Text(lines=2), owner=Owner.ENGINE, width=30),
        *kolom_surat("nota dinas", "surat penyampaian"),
    ),
    guide="Satu baris untuk satu RKA atau DPA. Datanya diinput bidang di aplikasi; ringkasannya di Rincian RKA.",
)
RINCIAN = Register(
    "Rincian RKA",
    PROGRAM,
    "RDR",
    (
        Column("Bidang", UNIT, required=True, width=24),
        Column("Kode", width=20),
        Column("Sub kegiatan", required=True, width=34),
        Column("Indikator", width=28, help="Tolok ukur keluaran sub kegiatan."),
        Column("Target", width=14, help="Dengan satuannya, misalnya «40 orang»."),
        Column("Lokasi", width=18),
        Column("Kelompok sasaran", width=22),
        Column("Kode rekening", width=20),
        Column("Uraian", width=28),
        Column("Koefisien", Whole(), width=10),
        Column("Satuan", width=10),
        Column("Harga", Rupiah(), width=16),
        Column("PPN", Rupiah(), width=14),
    ),
    kind=Kind.LINES,
)
PENARIKAN = Register(
    "Rencana Penarikan",
    PROGRAM,
    "RDP",
    (
        Column("Bulan", Choice(BULAN), required=True, width=14),
        Column("Jumlah", Rupiah(), required=True, width=18),
        Column("Keterangan penarikan", width=28),
    ),
    kind=Kind.LINES,
    guide="Untuk DPA: rencana penarikan dana setiap bulan.",
)


def naskah(*, final: bool = False) -> tuple[Action, ...]:
    """Rekap, dan untuk DPA rencana penarikannya: konsep sampai dokumennya ditandatangani."""
    return (
        lembar("rekap_rka", "Rekap", lines=(RINCIAN,), signer=KEPALA_DINAS.name, final=final),
        lembar(
            "rencana_penarikan",
            "Rencana penarikan",
            lines=(PENARIKAN,),
            signer=KEPALA_DINAS.name,
            only=("DPA",),
            final=final,
        ),
    )


def kode(row: RowView) -> str:
    """Kode klasifikasi surat tentang RKA atau tentang DPA."""
    return "900.1.2.4" if row["Jenis dokumen"] == "DPA" else "900.1.1.2"


FLOW = Flow(
    code="P2.1.2",
    title="Penyusunan RKA dan DPA",
    about=__doc__ or "",
    group="Perencanaan",
    register=ANGGARAN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis dokumen", ("RKA", "DPA")),
    classification="900.1.1.2",
    lines=[RINCIAN, PENARIKAN],
    data=[AGENDA_KELUAR],
    openings=[
        Opening(
            12,
            1,
            {"Jenis dokumen": "DPA", "Tahun anggaran": "{tahun_depan}"},
            why="rancangan DPA disusun Desember",
        )
    ],
    forms=[
        Form(
            "usulan-sub-kegiatan",
            "Input usulan sub kegiatan",
            (
                Field("Bidang", "Bidang", required=True),
                Field("Kode", "Kode"),
                Field("Sub kegiatan", "Sub kegiatan", required=True),
                Field("Indikator", "Indikator"),
                Field("Target", "Target", help="Dengan satuannya, misalnya «40 orang»."),
                Field("Lokasi", "Lokasi"),
                Field("Kelompok sasaran", "Kelompok sasaran"),
                Field("Kode rekening", "Kode rekening"),
                Field("Uraian", "Uraian"),
                Field("Koefisien", "Koefisien", required=True),
                Field("Satuan", "Satuan"),
                Field("Harga satuan", "Harga", required=True),
                Field("PPN", "PPN", help="Rupiah, bila dikenakan."),
            ),
            adds=RINCIAN,
            during=(Status.INPUT,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Usulan sudah dicatat.",
        ),
        Form(
            "verifikasi-anggaran",
            "Hasil verifikasi BPKA dan BAPPEDA",
            (Field("Hasil verifikasi", "Hasil verifikasi", help="Yang perlu direvisi, satu setiap baris."),),
            answers=Status.VERIFIKASI,
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Hasil verifikasi telah kami terima.",
        ),
    ],
    steps=[
        Step(
            Status.SURAT,
            by=BPKA_ANGGARAN,
            task="Kirim surat penyusunan RKA dan DPA",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DISTRIBUSI, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DISTRIBUSI,
            by=SUBBAG_PROGRAM,
            task="Distribusikan ke tiap bidang",
            maps=2,
            on_arrival=[konsep("nota_rka", "Nota dinas")],
            needs=("Jenis dokumen", "Batas input"),
            due=working_days(2),
            answers={
                "Sudah didistribusikan": Answer(
                    Status.INPUT,
                    do=(
                        Fill("Kode klasifikasi", kode),
                        *terbit(
                            "nota_rka",
                            "Nota dinas",
                            "nota dinas",
                            "=Penyusunan RKA dan DPA",
                            "=Kepala Bidang",
                            jenis="Nota dinas",
                            proses="P2.1.2",
                            mail=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.INPUT,
            by=Together((BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Input data di aplikasi",
            maps=3,
            due=working_days(10),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={
                "Sudah diinput": Answer(
                    Status.VERIFIKASI,
                    do=naskah(),
                )
            },
        ),
        Step(
            Status.VERIFIKASI,
            by=BPKA_BAPPEDA,
            task="Terima dan verifikasi",
            maps=4,
            recorded_by=SUBBAG_PROGRAM,
            link=True,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.TANDA_TANGAN, condition="sesuai", evidence=True),
                "Revisi": Answer(
                    Status.INPUT,
                    condition="revisi",
                    note=True,
                    needs=("Daftar revisi",),
                    do=(
                        lembar(
                            "daftar_revisi_rka",
                            "Daftar revisi",
                            signer=SUBBAG_PROGRAM.name,
                            final=True,
                            again=True,
                        ),
                        SendMail(
                            "pemberitahuan",
                            to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO),
                            attach=("Daftar revisi",),
                        ),
                    ),
                ),
            },
        ),
        Step(
            Status.TANDA_TANGAN,
            by=BPKA_BAPPEDA,
            task="Tanda tangani dokumen",
            maps=5,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sudah ditandatangani": Answer(
                    Status.CETAK,
                    needs=("Nomor dokumen", "Tanggal dokumen"),
                    evidence=True,
                    do=naskah(final=True),
                )
            },
        ),
        Step(
            Status.CETAK,
            by=SUBBAG_PROGRAM,
            task="Cetak dokumen",
            maps=6,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(2),
            answers={"Sudah dicetak": Status.PENGIRIMAN},
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bidang Keuangan BPKA dan Inspektorat",
            maps=7,
            on_arrival=[konsep("penyampaian_dpa", "Surat penyampaian")],
            due=working_days(2),
            answers={
                "Sudah dikirim": Answer(
                    Status.REVIU,
                    do=terbit(
                        "penyampaian_dpa",
                        "Surat penyampaian",
                        "surat penyampaian",
                        "=Penyampaian RKA/DPA",
                        "=Kepala BPKA",
                        proses="P2.1.2",
                        mail=(EmailIn("Pos-el BPKA"), EmailIn("Pos-el Inspektorat")),
                        lampiran=("Rekap", "Rencana penarikan"),
                    ),
                )
            },
        ),
        Step(
            Status.REVIU,
            by=BPKA_INSPEKTORAT,
            task="Reviu dokumen",
            maps=8,
            recorded_by=SUBBAG_PROGRAM,
            due=working_days(20),
            remind=(working_days(0),),
            answers={"Reviu selesai": Answer(Status.SELESAI, evidence=True)},
        ),
    ],
)
