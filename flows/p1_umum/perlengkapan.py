"""Perlengkapan dan sarana prasarana. Dari perencanaan anggaran sampai hasil pekerjaan diterima. P1.1."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum

from flows.data import INVENTARIS, KODE_BARANG
from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Digits, Email, Owner, Rupiah, Text, Value, Whole
from flows.engine.model import (
    Answer,
    Check,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    OpenCase,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    Together,
    UpdateData,
    Whom,
)  # fmt: skip
from flows.registers import UMUM
from flows.roles import BENDAHARA, PENYEDIA, SEKRETARIS, SUBBAG_PROGRAM, SUBBAG_UMUM
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERENCANAAN = "Perencanaan anggaran"
    KOORDINASI = "Koordinasi anggaran"
    SPJ = "Penyusunan SPJ"
    PEMERIKSAAN = "Pemeriksaan penyedia"
    PEMBAYARAN = "Pembayaran"
    PENYEDIAAN = "Penyediaan"
    PENERIMAAN = "Penerimaan hasil"
    SELESAI = "Selesai"


PERLENGKAPAN = Register(
    "Perlengkapan",
    UMUM,
    "PL",
    (
        Column("Uraian pekerjaan", Text(), required=True, width=36),
        Column("Sub kegiatan", required=True, width=32),
        Column("Nilai", Rupiah(), required=True, width=18),
        Column("Penyedia", width=28),
        Column("NPWP penyedia", Digits("NPWP", (15, 16)), width=22),
        Column("Pos-el penyedia", Email(), width=26),
        Column("Alamat penyedia", width=28),
        Column("Batas penyerahan", Date(), width=14),
        Column("Nomor SPJ", width=22),
        Column("Tanggal SPJ", Date(), width=14),
        Column("Tanggal bayar", Date(), width=14),
        Column("Tahun perolehan", Whole(), owner=Owner.ENGINE, width=10),
        Column("Catatan penyedia", Text(lines=2), owner=Owner.ENGINE, width=28),
        *kolom_surat("pesanan", "BA pemeriksaan", "BAST"),
    ),
    guide="Satu baris untuk satu pengadaan perlengkapan; barangnya satu per satu di tab Rincian Perlengkapan.",
)
RINCIAN = Register(
    "Rincian Perlengkapan",
    UMUM,
    "PLR",
    (
        Column("Uraian", required=True, width=34),
        Column("Spesifikasi", width=30),
        Column(
            "Kode barang",
            KODE_BARANG,
            width=22,
            help="Untuk barang inventaris; dicatat di KIB saat diterima.",
        ),
        Column("Jumlah", Whole(1), required=True, width=10),
        Column("Satuan", required=True, width=10),
        Column("Harga satuan", Rupiah(), required=True, width=16),
    ),
    kind=Kind.LINES,
)


def tahun_ini(row: RowView) -> int | None:
    return row.today.year if row.today else None


def golongan(code: str) -> Callable[[Mapping[str, Value]], bool]:
    """Baris yang kode barangnya dari golongan ini: 1.3.2 peralatan dan mesin."""
    return lambda line: str(line.get("Kode barang") or "").startswith(f"{code}.")


def ke_kib(register: Register, code: str) -> UpdateData:
    """Barang yang diterima menjadi baris kartu inventarisnya; nomor registernya diberi Pengurus Barang."""
    there = {column.heading for column in register.columns}
    known = {
        "Nama barang": "Uraian", "Kode barang": "Kode barang", "Merek tipe": "Spesifikasi", "Jumlah": "Jumlah",
        "Tahun perolehan": "Tahun perolehan", "Kondisi": "=Baik", "Asal usul": "=APBD", "Harga": "Harga satuan",
        "Keterangan": "=Dari Perlengkapan; beri Register, satu baris setiap barang",
    }  # fmt: skip
    return UpdateData(
        register,
        {theirs: ours for theirs, ours in known.items() if theirs in there},
        add=True,
        each=RINCIAN,
        which=golongan(code),
    )


def lebih_dari_nilai(row: RowView) -> bool:
    """Rincian berjumlah lebih dari Nilai."""
    value = row["Nilai"]
    total = sum(
        count * price
        for line in row.lines.get(RINCIAN.name, ())
        if isinstance(count := line.get("Jumlah"), int) and isinstance(price := line.get("Harga satuan"), int)
    )
    return isinstance(value, int) and total > value


BERKAS_PENYEDIA = ("Surat pesanan", "SPJ", "Kuitansi")
SPJ_PENYEDIA = (
    konsep("surat_pesanan", "Surat pesanan", lines=(RINCIAN,)),
    lembar("spj_perlengkapan", "SPJ", internal=False),
    lembar("kuitansi", "Kuitansi", internal=False),
    SendMail("konsep_diperiksa", to=(PENYEDIA,), attach=BERKAS_PENYEDIA),
)
"""Yang diperiksa penyedia masih konsep: selama ia dapat meminta revisi, surat pesanan belum bernomor."""
SPJ_LENGKAP = (
    *terbit("surat_pesanan", "Surat pesanan", "pesanan", "=Surat Pesanan", "Penyedia", proses="P1.1", lines=(RINCIAN,)),
    lembar("spj_perlengkapan", "SPJ", final=True, internal=False),
    lembar("kuitansi", "Kuitansi", final=True, internal=False),
    SendMail("surat_terkirim", to=(PENYEDIA,), attach=BERKAS_PENYEDIA),
)  # fmt: skip
"""Konsep yang dinyatakan lengkap menjadi naskah yang bernomor dan ditandatangani."""
RAB = lembar("rab", "RAB", lines=(RINCIAN,), signer=SUBBAG_UMUM.name)
SERAH_TERIMA = (
    Fill("Tahun perolehan", tahun_ini),
    *(ke_kib(register, f"1.3.{number}") for number, register in enumerate(INVENTARIS[:5], 1)),
    *terbit("ba_pemeriksaan_barang", "BA pemeriksaan", "BA pemeriksaan", "=Pemeriksaan Hasil Pekerjaan", "Penyedia",
            jenis="Berita acara", proses="P1.1", lines=(RINCIAN,)),
    *terbit("bast_barang", "BAST", "BAST", "=Serah Terima Hasil Pekerjaan", "Penyedia", jenis="Berita acara",
            proses="P1.1", lines=(RINCIAN,)),
)  # fmt: skip

FLOW = Flow(
    code="P1.1",
    title="Perlengkapan dan Sarana Prasarana",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=PERLENGKAPAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[RINCIAN],
    data=[AGENDA_KELUAR, *INVENTARIS],
    classification="000.3.2",
    checks=[
        Check(lebih_dari_nilai, "jumlah Rincian Perlengkapan melebihi Nilai; periksa rincian atau nilainya.")
    ],
    forms=[
        Form(
            "pemeriksaan-spj",
            "Pemeriksaan SPJ",
            (Field("Catatan pemeriksaan", "Catatan penyedia", help="Yang perlu diperbaiki, bila ada."),),
            answers=Status.PEMERIKSAAN,
            public=False,
            privacy="Dipakai untuk pertanggungjawaban belanja; dasar: pelaksanaan tugas pemerintahan.",
            receipt="Hasil pemeriksaan Saudara telah kami terima.",
        )
    ],
    steps=[
        Step(
            Status.PERENCANAAN,
            by=BENDAHARA,
            task="Buat perencanaan anggaran",
            maps=1,
            due=working_days(5),
            answers={"Ajukan koordinasi": Status.KOORDINASI},
        ),
        Step(
            Status.KOORDINASI,
            by=Together((BENDAHARA, SUBBAG_UMUM)),
            task="Koordinasikan perencanaan anggaran",
            maps=2,
            on_arrival=[
                RAB,
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            due=working_days(3),
            answers={"Disepakati": Answer(Status.SPJ, do=(replace(RAB, final=True),))},
        ),
        Step(
            Status.SPJ,
            by=SUBBAG_UMUM,
            task="Buat dokumen SPJ",
            maps=3,
            needs=("Penyedia", "Pos-el penyedia", "Nomor SPJ", "Tanggal SPJ"),
            due=working_days(5),
            remind=(working_days(-1),),
            on_arrival=[konsep("surat_pesanan", "Surat pesanan", lines=(RINCIAN,))],
            answers={"Kirim ke penyedia": Answer(Status.PEMERIKSAAN, do=SPJ_PENYEDIA)},
        ),
        Step(
            Status.PEMERIKSAAN,
            by=PENYEDIA,
            task="Periksa dokumen SPJ",
            maps=4,
            recorded_by=SUBBAG_UMUM,
            link=True,
            due=working_days(3),
            remind=(working_days(0),),
            answers={
                "Lengkap": Answer(Status.PEMBAYARAN, condition="lengkap", evidence=True, do=SPJ_LENGKAP),
                "Revisi": SendBack(Status.SPJ),
            },
        ),
        Step(
            Status.PEMBAYARAN,
            by=SUBBAG_PROGRAM,
            task="Bayar kegiatan",
            maps=5,
            due=working_days(5),
            escalate=SEKRETARIS,
            answers={
                "Sudah dibayar": Answer(
                    Status.PENYEDIAAN,
                    needs=("Tanggal bayar",),
                    do=(
                        OpenCase(
                            "P3.1",
                            when="SPJ lengkap dan kegiatan dibayar",
                            copies={
                                "Tanggal permohonan": "Tanggal SPJ",
                                "Sub kegiatan": "Sub kegiatan",
                                "Uraian": "Uraian pekerjaan",
                                "Penerima": "Penyedia",
                                "Bruto": "Nilai",
                                "Nomor SPJ": "Nomor SPJ",
                                "Tanggal SPJ": "Tanggal SPJ",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.PENYEDIAAN,
            by=SUBBAG_UMUM,
            task="Terima pembayaran dan jalankan penyediaan",
            maps=6,
            due=working_days(10),
            answers={"Penyediaan selesai": Status.PENERIMAAN},
        ),
        Step(
            Status.PENERIMAAN,
            by=BENDAHARA,
            task="Terima hasil pekerjaan",
            maps=7,
            due=working_days(3),
            answers={"Diterima": Answer(Status.SELESAI, do=SERAH_TERIMA)},
        ),
    ],
)
