"""Pelayanan surat masuk. Dari surat diterima sampai sampai di bidang yang didisposisi. P1.2.1.2."""

from datetime import date
from enum import StrEnum

from flows.aturan import HARI_SIFAT
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Choices, Column, Date, Email, Link, Owner, Text, Whole
from flows.engine.model import (
    NOT_DOUBLE,
    PARENT,
    AllChildren,
    Answer,
    Approval,
    Children,
    Condition,
    DeskFrom,
    Field,
    Fill,
    Flow,
    Form,
    MakeLetter,
    OpenCase,
    OpenChildren,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    TakeNumber,
    Upload,
    Whom,
)  # fmt: skip
from flows.registers import KODE_SURAT_MASUK, SIFAT, SIFAT_DISPOSISI, UMUM, UNIT
from flows.roles import KEPALA_DINAS, PENGIRIM_SURAT, SEKRETARIS, SUBBAG_UMUM, UNIT_PENGOLAH
from flows.surat import lembar


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    DIKIRIM = "Dikirim"
    AGENDA = "Diagendakan"
    DISPOSISI = "Disposisi Kepala Dinas"
    LANJUTAN = "Disposisi Sekretaris"
    DISTRIBUSI = "Distribusi"
    DITERIMA = "Menunggu penerimaan"
    SELESAI = "Selesai"


class Penerimaan(StrEnum):
    """Kata-kata di kolom Status register Disposisi."""

    MENUNGGU = "Menunggu diterima"
    DITERIMA = "Diterima"


SURAT_MASUK = Register(
    "Surat Masuk",
    UMUM,
    "SM",
    (
        Column(
            "Jenis surat masuk",
            Choice(
                (
                    "Surat biasa", "Undangan", "Undangan promosi", "Penyusunan Renstra/Renja/Monev",
                    "Penyusunan RKA/DPA", "Laporan kinerja", "Laporan keuangan", "Permohonan", "Pengaduan",
                )
            ),
            width=20,
        ),
        Column("Tanggal diterima", Date(), required=True, width=14),
        Column("Nomor surat", required=True, width=24),
        Column("Tanggal surat", Date(), required=True, width=14),
        Column("Asal surat", required=True, width=30),
        Column("Perihal", Text(), required=True, width=36),
        Column("Ringkasan", Text(lines=3), width=36),
        KODE_SURAT_MASUK,
        Column("Indeks", width=16),
        Column("Lampiran", width=16),
        Column("Sifat", SIFAT, width=12),
        Column("Pos-el pengirim", Email(), personal=True, width=26, help="Untuk tanda terima."),
        Column("Isi disposisi", Text(lines=3), width=36),
        Column("Sifat disposisi", SIFAT_DISPOSISI, width=16),
        Column("Batas waktu disposisi", Date(), width=14),
        Column("Diteruskan kepada", Choices(UNIT.options), width=32, help="Satu unit atau lebih, dipisah titik koma."),
        Column("Berkas surat", Link(), width=22, help="Nama berkas atau tautan pindaian surat."),
        Column("Keterangan", Text(lines=2), width=24, help="Dicetak di buku agenda."),
        Column(NOT_DOUBLE, width=18, help="ID surat yang mirip tetapi memang lain, misalnya SM-2026-0007."),
        Column("Nomor agenda", owner=Owner.ENGINE, width=12),
        Column("Tahun surat", Whole(), owner=Owner.ENGINE, width=8),
        Column("Selesai paling lambat", Date(), owner=Owner.ENGINE, width=14),
    ),
    keys=(("Asal surat", "Nomor surat", "Tanggal surat"),),
    guide="Satu baris untuk satu surat yang diterima. Surat yang sama (asal, nomor, tanggal) cukup satu kali.",
)  # fmt: skip

DISPOSISI = Register(
    "Disposisi",
    UMUM,
    "DS",
    (
        Column(PARENT, owner=Owner.ENGINE, width=14),
        Column("Unit", UNIT, owner=Owner.ENGINE, width=28),
        Column("Perihal", owner=Owner.ENGINE, width=36),
        Column("Isi disposisi", owner=Owner.ENGINE, width=36),
        Column("Selesai paling lambat", Date(), owner=Owner.ENGINE, width=14),
        Column("Tindak lanjut", Text(lines=2), width=36, help="Apa yang dikerjakan atas surat ini."),
    ),
    guide="Satu baris untuk setiap unit yang menerima disposisi. Pilih «Terima» setelah surat sampai.",
)

BAGIAN = Children(
    DISPOSISI,
    title="Disposisi ke unit",
    statuses=Penerimaan,
    ends=[Penerimaan.DITERIMA],
    steps=[
        Step(
            Penerimaan.MENUNGGU,
            by=DeskFrom("Unit", UNIT_PENGOLAH),
            task="Terima surat yang didisposisikan",
            maps=6,
            on_arrival=[SendMail("disposisi_baru", to=(Whom.TURN,))],
            due=working_days(1),
            remind=(working_days(0),),
            answers={"Terima": Penerimaan.DITERIMA},
        )
    ],
)

YANG_DIDISPOSISI = ("Asal surat", "Nomor surat", "Tanggal surat", "Perihal", "Ringkasan", "Sifat", "Lampiran")
KE_ARSIP = OpenCase(
    "P1.2.2",
    when="surat selesai didistribusikan",
    copies={
        "Uraian informasi": "Perihal",
        "Tanggal": "Tanggal surat",
        "Nomor surat": "Nomor surat",
        "Asal kasus": "ID",
        "Jumlah": "=1 berkas",
    },
)

DOKUMEN = {"Dasar surat": "Nomor surat"}


def jenis(words: str) -> Condition:
    """Surat dari jenis ini."""
    return lambda row: row["Jenis surat masuk"] == words


def tahun(row: RowView) -> int:
    """Tahun surat diterima, tahun yang disusun dokumennya sampai petugas mengubahnya."""
    received = row["Tanggal diterima"]
    return received.year if isinstance(received, date) else 0


def paling_lambat(row: RowView) -> date | None:
    """Hari penyelesaian surat: menurut disposisi, kalau tidak menurut sifatnya sejak diterima."""
    told, received = row["Batas waktu disposisi"], row["Tanggal diterima"]
    if isinstance(told, date):
        return told
    days = HARI_SIFAT.get(row.text("Sifat"))
    if days is None or row.calendar is None or not isinstance(received, date):
        return None
    return row.calendar.add(received, working_days(days)) if days else row.calendar.next_working_day(received)


BATAS = Fill("Selesai paling lambat", paling_lambat)
DITERIMA = (
    TakeNumber("Nomor agenda", "agenda masuk"),
    MakeLetter("tanda_terima_surat.docx", "Tanda terima", final=True, signer=SUBBAG_UMUM.name),
    SendMail("tanda_terima", to=(PENGIRIM_SURAT,), attach=("Tanda terima",)),
)
"""Sekali, saat surat diterima; surat yang dikembalikan ke agenda tidak diterima lagi."""
KE_PROSES_LAIN = (
    OpenCase(
        "P4.2.2.2",
        when="surat berupa undangan promosi dan sudah didisposisi",
        if_=jenis("Undangan promosi"),
        copies={
            "Nama acara": "Perihal",
            "Penyelenggara": "Asal surat",
            "Nomor undangan": "Nomor surat",
            "Tanggal undangan": "Tanggal surat",
        },
    ),
    OpenCase(
        "P2.1.1",
        when="surat BAPPEDA tentang penyusunan Renstra/Renja/Monev",
        if_=jenis("Penyusunan Renstra/Renja/Monev"),
        copies=DOKUMEN | {"Tahun": "Tahun surat"},
    ),
    OpenCase(
        "P2.1.2",
        when="surat BPKA tentang penyusunan RKA/DPA",
        if_=jenis("Penyusunan RKA/DPA"),
        copies=DOKUMEN | {"Tahun anggaran": "Tahun surat"},
    ),
    OpenCase(
        "P2.2.1",
        when="surat Bagian Organisasi tentang laporan kinerja",
        if_=jenis("Laporan kinerja"),
        copies=DOKUMEN | {"Tahun": "Tahun surat"},
    ),
    OpenCase(
        "P2.2.2",
        when="surat BPKA tentang laporan keuangan",
        if_=jenis("Laporan keuangan"),
        copies=DOKUMEN | {"Tahun": "Tahun surat", "Periode": "=Tahunan"},
    ),
)
"""Surat yang membuka proses lain begitu selesai didisposisi."""

FLOW = Flow(
    code="P1.2.1.2",
    title="Pelayanan Surat Masuk",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=SURAT_MASUK,
    statuses=Status,
    ends=[Status.SELESAI],
    children=[BAGIAN],
    classification="000.5.3.1",
    forms=[
        Form(
            "surat-masuk",
            "Penyampaian surat",
            (
                Field(
                    "Asal surat", "Asal surat", required=True, help="Nama instansi, lembaga atau perorangan."
                ),
                Field(
                    "Nomor surat", "Nomor surat", required=True, help="Tulis «-» bila surat tidak bernomor."
                ),
                Field("Tanggal surat", "Tanggal surat", required=True),
                Field("Tanggal penyampaian", "Tanggal diterima", required=True),
                Field("Perihal", "Perihal", required=True),
                Field("Ringkasan", "Ringkasan"),
                Field("Lampiran", "Lampiran"),
                Field("Pos-el", "Pos-el pengirim", help="Tanda terima dikirim ke alamat ini."),
                Field("Pindaian surat", "Berkas surat", upload=Upload()),
            ),
            privacy="Dipakai untuk mencatat dan menjawab surat; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Surat Saudara telah kami terima.",
            known_by="Nomor surat",
        )
    ],
    steps=[
        Step(
            Status.DIKIRIM,
            by=PENGIRIM_SURAT,
            task="Kirim surat ke Dinas",
            maps=1,
            recorded_by=SUBBAG_UMUM,
            due=working_days(1),
            answers={"Terima dan agendakan": Answer(Status.AGENDA, do=DITERIMA)},
        ),
        Step(
            Status.AGENDA,
            by=SUBBAG_UMUM,
            task="Terima dan agendakan surat",
            maps=2,
            needs=("Jenis surat masuk", "Sifat"),
            due=working_days(1),
            answers={"Mohon disposisi": Answer(Status.DISPOSISI, do=(BATAS,))},
        ),
        Step(
            Status.DISPOSISI,
            by=KEPALA_DINAS,
            task="Beri disposisi",
            maps=3,
            approval=Approval(shows=YANG_DIDISPOSISI, agree="Disposisi", kind="disposisi"),
            due=working_days(1),
            remind=(working_days(0),),
            answers={"Disposisi": Status.LANJUTAN, "Kembalikan": SendBack(Status.AGENDA, condition=None)},
        ),
        Step(
            Status.LANJUTAN,
            by=SEKRETARIS,
            task="Lanjutkan disposisi",
            maps=4,
            needs=("Isi disposisi", "Diteruskan kepada"),
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(1),
            remind=(working_days(0),),
            answers={
                "Teruskan": Answer(
                    Status.DISTRIBUSI,
                    do=(
                        BATAS,
                        lembar("lembar_disposisi", "Lembar disposisi", final=True, signer=KEPALA_DINAS.name),
                    ),
                )
            },
        ),
        Step(
            Status.DISTRIBUSI,
            by=SUBBAG_UMUM,
            task="Distribusikan surat sesuai arahan disposisi",
            maps=5,
            due=working_days(1),
            answers={
                "Sudah dibagikan": Answer(
                    Status.DITERIMA,
                    do=(
                        OpenChildren(
                            "Diteruskan kepada",
                            "Disposisi",
                            {
                                "Unit": "Diteruskan kepada",
                                "Perihal": "Perihal",
                                "Isi disposisi": "Isi disposisi",
                                "Selesai paling lambat": "Selesai paling lambat",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.DITERIMA,
            by=DeskFrom("Diteruskan kepada", UNIT_PENGOLAH),
            task="Terima surat yang didisposisikan",
            maps=6,
            due=working_days(2),
            escalate=SEKRETARIS,
            children=AllChildren(
                "Disposisi",
                Status.SELESAI,
                why="semua unit sudah menerima",
                do=(Fill("Tahun surat", tahun), KE_ARSIP, *KE_PROSES_LAIN),
            ),
            answers={"Bagikan ulang": SendBack(Status.DISTRIBUSI, condition=None)},
        ),
    ],
)
