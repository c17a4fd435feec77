"""Advokasi KUM. Dari permintaan pendampingan sampai laporan pendampingan. P4.3.4."""

from datetime import date
from enum import StrEnum

from flows import kegiatan
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Phone, Text, Whole
from flows.engine.model import (
    Answer,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    Register,
    RowView,
    SendMail,
    Step,
    UpdateData,
    Variants,
    Whom,
)
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import KELURAHAN, USAHA_MIKRO
from flows.roles import BIDANG, PEMOHON_PENDAMPINGAN, PENDAMPING, SEKRETARIS
from flows.surat import AGENDA_KELUAR, kolom_surat, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERMINTAAN = "Permintaan pendampingan"
    TELAAH = "Telaah dan penunjukan"
    PENDAMPINGAN = "Pendampingan"
    HASIL = "Hasil dan tindak lanjut"
    LAPORAN = "Laporan pendampingan"
    SELESAI = "Selesai"


JENIS = (
    "organisasi dan tata laksana koperasi",
    "pendampingan dan penyuluhan usaha mikro",
    "pendaftaran merek",
)
ADVOKASI = Register(
    "Advokasi",
    USAHA_MIKRO,
    "AD",
    (
        Column("Bidang", KOLOM_BIDANG.type, width=20),
        Column("Jenis advokasi", Choice(JENIS), required=True, width=32),
        Column("Nama pemohon", required=True, personal=True, width=28),
        Column("Usaha atau koperasi", required=True, width=28),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("HP", Phone(), personal=True, width=16),
        Column("Pos-el pemohon", Email(), personal=True, width=26),
        Column("Permasalahan", Text(lines=3), required=True, width=36),
        Column("Pendamping", width=26),
        Column("Tanggal pendampingan", Date(), width=14),
        Column("Hasil", Text(lines=3), width=34),
        Column("Tindak lanjut", Text(lines=2), width=28),
        Column("Merek", width=22, help="Untuk pendaftaran merek: nama yang dimohonkan."),
        Column("Kelas merek", width=10, help="Kelas barang atau jasa, misalnya 30."),
        Column("Nomor permohonan merek", width=22, help="Dari DJKI; baris ini lalu masuk Rekap Merek."),
        Column("Tanggal permohonan merek", Date(), width=14),
        kegiatan.SIMPULAN,
        Column("Tahun merek", Whole(), owner=Owner.ENGINE, width=8),
        *kolom_surat("surat tugas"),
    ),
    guide="Satu baris untuk satu permintaan pendampingan.",
)

MEREK = JENIS[2]
REKAP_MEREK = Register(
    "Rekap Merek",
    USAHA_MIKRO,
    "RM",
    (
        *(
            Column(heading, kind, owner=Owner.ENGINE, personal=heading == "Nama pemohon", width=width)
            for heading, kind, width in (
                ("Kasus", Text(), 16), ("Tahun", Whole(), 8), ("Nama pemohon", Text(), 26),
                ("Usaha atau koperasi", Text(), 28), ("Kelurahan", KELURAHAN, 18), ("Merek", Text(), 22),
                ("Kelas merek", Text(), 10), ("Nomor permohonan merek", Text(), 22), ("Tanggal permohonan", Date(), 14),
            )
        ),
        Column(
            "Status DJKI",
            Choice(("Diajukan", "Diumumkan", "Terdaftar", "Ditolak", "Ditarik")),
            width=16,
            help="Diperbarui staf menurut pengumuman DJKI.",
        ),
        Column("Nomor sertifikat merek", width=22),
    ),
    kind=Kind.DATA,
    guide="Semua permohonan merek yang didampingi. Diisi Alur dari Advokasi; status DJKI diisi staf.",
)  # fmt: skip


def dimohonkan(row: RowView) -> bool:
    """Permohonan mereknya sudah bernomor di DJKI."""
    return bool(row["Nomor permohonan merek"])


def tahun_merek(row: RowView) -> int | None:
    """Tahun permohonan menurut tanggalnya, atau tahun ini bila tanggalnya kosong."""
    day = row["Tanggal permohonan merek"]
    return day.year if isinstance(day, date) else row.today.year if row.today else None


KE_REKAP = (
    Fill("Tahun merek", tahun_merek, only=(MEREK,)),
    UpdateData(
        REKAP_MEREK,
        {
            "Kasus": "ID", "Tahun": "Tahun merek", "Nama pemohon": "Nama pemohon", "Kelurahan": "Kelurahan",
            "Usaha atau koperasi": "Usaha atau koperasi", "Merek": "Merek", "Kelas merek": "Kelas merek",
            "Nomor permohonan merek": "Nomor permohonan merek", "Tanggal permohonan": "Tanggal permohonan merek",
        },
        add=True,
        if_=dimohonkan,
        only=(MEREK,),
    ),
)  # fmt: skip
KONSULTASI = lembar("lembar_konsultasi", "Lembar konsultasi", final=True, again=True)

FLOW = Flow(
    code="P4.3.4",
    title="Advokasi KUM",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=ADVOKASI,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis advokasi", JENIS),
    classification="500.3.6.5",
    forms=[
        Form(
            "permintaan-pendampingan",
            "Permintaan pendampingan",
            (
                Field("Jenis pendampingan", "Jenis advokasi", required=True),
                Field("Nama", "Nama pemohon", required=True),
                Field("Nama usaha atau koperasi", "Usaha atau koperasi", required=True),
                Field("Kelurahan", "Kelurahan"),
                Field("Nomor HP", "HP"),
                Field("Pos-el", "Pos-el pemohon", help="Kabar dikirim ke alamat ini."),
                Field("Permasalahan", "Permasalahan", required=True),
            ),
            privacy="Dipakai untuk pendampingan; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Permintaan Saudara telah kami terima.",
            known_by="Nama pemohon",
        )
    ],
    data=[REKAP_MEREK, AGENDA_KELUAR],
    steps=[
        Step(
            Status.PERMINTAAN,
            by=PEMOHON_PENDAMPINGAN,
            task="Ajukan permintaan pendampingan",
            maps=1,
            recorded_by=BIDANG,
            due=working_days(2),
            answers={"Terima permintaan": Answer(Status.TELAAH, needs=("Bidang",))},
        ),
        Step(
            Status.TELAAH,
            by=BIDANG,
            task="Telaah dan tunjuk pendamping",
            maps=2,
            on_arrival=[SendMail("tanda_terima", to=(PEMOHON_PENDAMPINGAN,))],
            needs=("Pendamping",),
            due=working_days(3),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Pendamping ditunjuk": Answer(
                    Status.PENDAMPINGAN,
                    do=(
                        *terbit(
                            "tugas_pendamping",
                            "Surat tugas",
                            "surat tugas",
                            "=Pendampingan",
                            "Pendamping",
                            jenis="Surat tugas",
                            proses="P4.3.4",
                            kode="800.1.11.1",
                        ),
                        lembar("lembar_konsultasi", "Lembar konsultasi"),
                    ),
                )
            },
        ),
        Step(
            Status.PENDAMPINGAN,
            by=PENDAMPING,
            task="Laksanakan penyuluhan atau pendampingan",
            maps=3,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Tanggal pendampingan",),
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Sudah dilaksanakan": Status.HASIL},
        ),
        Step(
            Status.HASIL,
            by=PENDAMPING,
            task="Catat hasil dan tindak lanjut",
            maps=4,
            needs=("Hasil",),
            due=working_days(3),
            answers={
                "Tuntas": Answer(Status.LAPORAN, condition="tuntas", do=(KONSULTASI, *KE_REKAP)),
                "Perlu lanjutan": Answer(
                    Status.PENDAMPINGAN,
                    condition="perlu lanjutan",
                    needs=("Tindak lanjut",),
                    do=(KONSULTASI,),
                ),
            },
        ),
        Step(
            Status.LAPORAN,
            by=BIDANG,
            task="Susun laporan pendampingan",
            maps=5,
            needs=("Simpulan dan saran",),
            due=working_days(5),
            answers={
                "Laporan selesai": Answer(
                    Status.SELESAI,
                    do=(
                        lembar("laporan_pendampingan", "Laporan pendampingan", signer=BIDANG, final=True),
                        lembar(
                            "rekap_merek",
                            "Rekap merek",
                            lines=(REKAP_MEREK,),
                            signer=BIDANG,
                            only=(MEREK,),
                            final=True,
                        ),
                    ),
                )
            },
        ),
    ],
)
