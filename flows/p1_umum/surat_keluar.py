"""Pelayanan surat keluar. Dari permintaan Kepala Dinas sampai surat diterima. P1.2.1.1."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Nip, Owner, Text, Whole
from flows.engine.model import (
    Answer,
    Approval,
    ByColumn,
    Check,
    EmailIn,
    Field,
    Fill,
    Flow,
    Form,
    MakeLetter,
    OpenCase,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    TakeNumber,
    UpdateData,
    Whom,
)  # fmt: skip
from flows.registers import (
    BIDANG_PENGOLAH,
    KODE_KLASIFIKASI,
    POS_EL_PENERIMA,
    SIFAT,
    UMUM,
)  # fmt: skip
from flows.roles import BIDANG_PENGOLAH as MEJA_PENGOLAH
from flows.roles import CARAKA, KEPALA_DINAS, PENGGUNA_ANGGARAN, SEKRETARIS
from flows.surat import AGENDA_KELUAR, kolom_surat, lembar


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERMINTAAN = "Permintaan"
    DRAF = "Draf"
    VERIFIKASI = "Verifikasi"
    TANDA_TANGAN = "Tanda tangan"
    PENOMORAN = "Penomoran dan stempel"
    DISTRIBUSI = "Distribusi"
    SELESAI = "Selesai"


PERJALANAN = "Surat tugas perjalanan dinas"
JENIS_NASKAH = Choice(
    ("Surat dinas", "Undangan", "Nota dinas", "Surat tugas", PERJALANAN, "Surat keterangan")
)

SURAT_KELUAR = Register(
    "Surat Keluar",
    UMUM,
    "SK",
    (
        Column("Jenis naskah", JENIS_NASKAH, required=True, help="Menentukan bentuk surat.", width=16),
        Column("Perihal", Text(), required=True, width=36, help="Tanpa titik di akhir."),
        Column("Tujuan", Text(), required=True, width=32, help="Jabatan penerima, tanpa Bapak/Ibu."),
        BIDANG_PENGOLAH,
        KODE_KLASIFIKASI,
        Column("Sifat", SIFAT, width=12),
        Column("Lampiran", width=18, help="Misalnya «1 (satu) berkas»; kosongkan bila tidak ada."),
        Column("Alamat tujuan", width=20, help="Kota tujuan, misalnya Pasuruan."),
        Column("Dasar", Text(lines=3), width=36, help="Surat atau peraturan yang menjadi dasar."),
        Column("Isi", Text(lines=4), width=48, help="Isi surat; baris baru menjadi alinea baru."),
        Column("Penutup", Text(lines=2), width=30, help="Kosongkan untuk kalimat penutup yang lazim."),
        Column("Tembusan", Text(lines=2), width=28, help="Satu penerima tembusan setiap baris."),
        Column("Hari tanggal acara", Date(), width=14, help="Untuk undangan dan surat tugas."),
        Column("Pukul", width=18, help="Misalnya «09.00 WIB s.d. selesai»."),
        Column("Tempat", width=26),
        Column("Acara", width=30),
        Column("Nama yang ditugaskan", width=26, help="Untuk surat tugas."),
        Column("NIP", Nip(), personal=True, width=22, help="NIP yang ditugaskan, 18 angka."),
        Column("Pangkat golongan", width=22),
        Column("Jabatan", width=26),
        Column("Berangkat dari", width=20, help="Untuk perjalanan dinas; kosongkan bila dari kota kantor."),
        Column("Tanggal berangkat", Date(), width=14, help="Untuk perjalanan dinas."),
        Column("Tanggal kembali", Date(), width=14, help="Untuk perjalanan dinas."),
        Column(
            "Alat angkut",
            Choice(("Kendaraan dinas", "Kendaraan umum", "Kereta api", "Pesawat udara", "Kendaraan pribadi")),
            width=18,
        ),
        Column("Tingkat biaya", width=14, help="Tingkat biaya perjalanan dinas menurut standar kota."),
        Column("Pengikut", Text(lines=2), width=28, help="Satu orang setiap baris, dengan NIP atau umurnya."),
        Column("Pembebanan anggaran", Text(lines=2), width=30, help="Sub kegiatan dan kode rekening."),
        Column("Nama yang diterangkan", personal=True, width=26, help="Untuk surat keterangan."),
        Column("Identitas yang diterangkan", Text(lines=2), personal=True, width=32),
        Column("Keperluan", Text(lines=2), width=30),
        POS_EL_PENERIMA,
        Column("Tanggal kirim", Date(), width=14),
        Column("Jam kirim", width=10, help="Untuk buku ekspedisi, misalnya 10.30."),
        Column(
            "Cara kirim", Choice(("Diantar caraka", "Pos tercatat", "Pos-el", "Diambil sendiri")), width=16
        ),
        Column("Penerima", width=24, help="Nama yang menerima surat."),
        Column("Nomor agenda", owner=Owner.ENGINE, width=12),
        Column("Nomor surat", owner=Owner.ENGINE, width=28),
        Column("Tanggal surat", Date(), owner=Owner.ENGINE, width=14),
        Column(
            "Lama perjalanan",
            Whole(1),
            owner=Owner.ENGINE,
            width=10,
            help="Hari, berangkat dan kembali dihitung.",
        ),
        *kolom_surat("SPPD"),
    ),
    guide="Satu baris untuk satu surat. Isi Jenis naskah, Perihal dan Tujuan; kolom lain dilengkapi saat mengonsep.",
)

TEMPLAT = ByColumn(
    "Jenis naskah",
    {
        "Surat dinas": "surat_dinas.docx",
        "Undangan": "undangan.docx",
        "Nota dinas": "nota_dinas.docx",
        "Surat tugas": "surat_tugas.docx",
        PERJALANAN: "surat_tugas.docx",
        "Surat keterangan": "surat_keterangan.docx",
    },
)
SERI = ByColumn(
    "Jenis naskah",
    {
        "Surat dinas": "surat keluar",
        "Undangan": "surat keluar",
        "Nota dinas": "nota dinas",
        "Surat tugas": "surat tugas",
        PERJALANAN: "surat tugas",
        "Surat keterangan": "surat keluar",
    },
)
DI_AGENDA = UpdateData(
    AGENDA_KELUAR,
    {
        "Nomor surat": "Nomor surat", "Tanggal surat": "Tanggal surat", "Jenis naskah": "Jenis naskah",
        "Perihal": "Perihal", "Tujuan": "Tujuan", "Kasus": "ID", "Proses": "=P1.2.1.1",
    },
    as_of="Tanggal surat",
    add=True,
)  # fmt: skip
SPPD_DI_AGENDA = UpdateData(
    AGENDA_KELUAR,
    {
        "Nomor surat": "Nomor SPPD", "Tanggal surat": "Tanggal SPPD", "Jenis naskah": "=SPPD", "Perihal": "Perihal",
        "Tujuan": "Nama yang ditugaskan", "Kasus": "ID", "Proses": "=P1.2.1.1",
    },
    as_of="Tanggal SPPD",
    add=True,
    name="Nomor SPPD",
    if_=lambda row: row["Jenis naskah"] == PERJALANAN,
)  # fmt: skip
KONSEP = MakeLetter(TEMPLAT, "Surat", signer=KEPALA_DINAS.name)
LEMBAR_VERIFIKASI = lembar("lembar_verifikasi", "Lembar verifikasi")
SPPD = MakeLetter(
    ByColumn("Jenis naskah", {PERJALANAN: "sppd.docx"}, some=True), "SPPD", signer=PENGGUNA_ANGGARAN.name
)
"""Formulir perjalanan dinas: halaman depan ditandatangani Pengguna Anggaran, halaman belakang distempel di tujuan."""
DIPUTUSKAN = (
    "Jenis naskah", "Perihal", "Tujuan", "Kode klasifikasi", "Sifat", "Lampiran", "Alamat tujuan", "Dasar", "Isi",
    "Penutup", "Tembusan", "Hari tanggal acara", "Pukul", "Tempat", "Acara", "Nama yang ditugaskan", "NIP",
    "Pangkat golongan", "Jabatan", "Berangkat dari", "Tanggal berangkat", "Tanggal kembali", "Alat angkut",
    "Tingkat biaya", "Pengikut", "Pembebanan anggaran", "Nama yang diterangkan", "Identitas yang diterangkan",
    "Keperluan",
)  # fmt: skip
"""Yang dilihat dan mengikat keputusan Kepala Dinas; kolom pengiriman tidak termasuk."""

DISEBUT: dict[str, tuple[str, ...]] = {
    "Undangan": ("Hari tanggal acara", "Pukul", "Tempat", "Acara"),
    "Surat tugas": ("Nama yang ditugaskan",),
    PERJALANAN: (
        "Nama yang ditugaskan",
        "Jabatan",
        "Tempat",
        "Tanggal berangkat",
        "Tanggal kembali",
        "Alat angkut",
        "Pembebanan anggaran",
    ),
    "Surat keterangan": ("Nama yang diterangkan",),
}
"""Yang harus disebut naskah jenis itu."""


def tidak_menyebut(jenis: str) -> Check:
    """Draf jenis ini yang belum menyebut semuanya."""

    def kurang(row: RowView) -> bool:
        return row["Jenis naskah"] == jenis and any(row[heading] is None for heading in DISEBUT[jenis])

    return Check(kurang, f"{jenis.lower()} harus menyebut {', '.join(DISEBUT[jenis])}.", at=(Status.DRAF,))


def lama_perjalanan(row: RowView) -> int | None:
    """Hari perjalanan dinas; hari berangkat dan hari kembali ikut dihitung."""
    begin, end = row["Tanggal berangkat"], row["Tanggal kembali"]
    return (
        (end - begin).days + 1 if isinstance(begin, date) and isinstance(end, date) and end >= begin else None
    )


def kembali_sebelum_berangkat(row: RowView) -> bool:
    """Tanggal kembali mendahului tanggal berangkat."""
    begin, end = row["Tanggal berangkat"], row["Tanggal kembali"]
    return isinstance(begin, date) and isinstance(end, date) and end < begin


FLOW = Flow(
    code="P1.2.1.1",
    title="Pelayanan Surat Keluar",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=SURAT_KELUAR,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="000.1.5",
    data=[AGENDA_KELUAR],
    checks=[
        *(tidak_menyebut(jenis) for jenis in DISEBUT),
        Check(
            kembali_sebelum_berangkat,
            "Tanggal kembali mendahului Tanggal berangkat; periksa keduanya.",
            at=(Status.DRAF,),
        ),
    ],
    forms=[
        Form(
            "permintaan-surat",
            "Permintaan surat",
            (
                Field("Jenis naskah", "Jenis naskah", required=True),
                Field("Perihal", "Perihal", required=True),
                Field("Tujuan surat", "Tujuan", required=True),
                Field("Unit yang mengonsep", "Bidang pengolah"),
                Field("Arahan isi", "Isi"),
            ),
            privacy="Dipakai untuk menyusun surat dinas; dasar: tugas kedinasan.",
        )
    ],
    steps=[
        Step(
            Status.PERMINTAAN,
            by=KEPALA_DINAS,
            task="Minta pembuatan surat",
            maps=1,
            needs=("Bidang pengolah",),
            answers={"Teruskan ke pengolah": Status.DRAF},
        ),
        Step(
            Status.DRAF,
            by=MEJA_PENGOLAH,
            task="Susun draf surat",
            maps=2,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Bidang pengolah", "Kode klasifikasi", "Isi"),
            due=working_days(2),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={"Ajukan": Status.VERIFIKASI},
        ),
        Step(
            Status.VERIFIKASI,
            by=KEPALA_DINAS,
            task="Verifikasi draf surat",
            maps=3,
            on_arrival=[Fill("Lama perjalanan", lama_perjalanan), KONSEP, SPPD, LEMBAR_VERIFIKASI],
            approval=Approval(shows=DIPUTUSKAN, letters=("Surat", "SPPD"), kind="surat"),
            due=working_days(2),
            remind=(working_days(0),),
            answers={
                "Setuju": Answer(Status.TANDA_TANGAN, condition="setuju"),
                "Revisi": SendBack(Status.DRAF),
            },
        ),
        Step(
            Status.TANDA_TANGAN,
            by=KEPALA_DINAS,
            task="Tanda tangani surat",
            maps=4,
            approval=Approval(
                shows=DIPUTUSKAN, letters=("Surat", "SPPD"), agree="Tandatangani", kind="surat"
            ),
            due=working_days(1),
            answers={
                "Tandatangani": Status.PENOMORAN,
                "Kembalikan": SendBack(Status.DRAF, condition=None),
            },
        ),
        Step(
            Status.PENOMORAN,
            by=MEJA_PENGOLAH,
            task="Beri nomor surat dan stempel",
            maps=5,
            on_arrival=[
                TakeNumber("Nomor agenda", "agenda keluar"),
                TakeNumber("Nomor surat", SERI, dated="Tanggal surat"),
                MakeLetter(TEMPLAT, "Surat", final=True, signer=KEPALA_DINAS.name),
                TakeNumber(
                    "Nomor SPPD",
                    ByColumn("Jenis naskah", {PERJALANAN: "SPPD"}, some=True),
                    dated="Tanggal SPPD",
                    code="000.1.2.3",
                ),
                replace(SPPD, final=True),
                replace(LEMBAR_VERIFIKASI, final=True),
                MakeLetter("tanda_terima_caraka.docx", "Tanda terima caraka", final=True),
                DI_AGENDA,
                SPPD_DI_AGENDA,
            ],
            due=working_days(1),
            answers={"Sudah distempel": Status.DISTRIBUSI},
        ),
        Step(
            Status.DISTRIBUSI,
            by=CARAKA,
            task="Distribusikan surat kepada penerima",
            maps=6,
            due=working_days(2),
            remind=(working_days(0),),
            answers={
                "Terkirim": Answer(
                    Status.SELESAI,
                    needs=("Tanggal kirim", "Cara kirim", "Penerima"),
                    do=(
                        SendMail("surat_terkirim", to=(EmailIn("Pos-el penerima"),), attach=("Surat",)),
                        OpenCase(
                            "P1.2.2",
                            when="surat selesai didistribusikan",
                            copies={
                                "Uraian informasi": "Perihal",
                                "Kode klasifikasi": "Kode klasifikasi",
                                "Tanggal": "Tanggal surat",
                                "Nomor surat": "Nomor surat",
                                "Asal kasus": "ID",
                                "Jumlah": "=1 berkas",
                            },
                        ),
                    ),
                )
            },
        ),
    ],
)
