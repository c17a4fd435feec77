"""Monitoring dan evaluasi koperasi. Dari jadwal sampai sertifikat kesehatan diterima. P5.1.2.

Bobot dan batas predikat: Permenkop UKM 9/2020 menurut satu penerapan publik; belum diverifikasi.
"""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Text, Whole
from flows.engine.model import (
    Answer,
    Fill,
    Flow,
    OpenCase,
    Register,
    RowView,
    SendMail,
    Step,
    TakeNumber,
    Whom,
)
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.roles import BIDANG_KOPERASI, KOPERASI, SEKRETARIS


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    JADWAL = "Penjadwalan"
    KATEGORI = "Penentuan kategori"
    PEMBINAAN = "Pembinaan"
    PENILAIAN = "Penilaian kesehatan"
    SERTIFIKAT = "Penerbitan sertifikat"
    PENERIMAAN = "Penerimaan sertifikat"
    SELESAI = "Selesai"


NILAI = Whole(0, 100)
BOBOT = {"Tata kelola": 30, "Profil risiko": 15, "Kinerja keuangan": 40, "Permodalan": 15}
"""Persen setiap aspek."""
PREDIKAT = ((80, "Sehat"), (66, "Cukup Sehat"), (51, "Dalam Pengawasan"), (0, "Dalam Pengawasan Khusus"))
"""Skor paling rendah setiap predikat."""

MONEV = Register(
    "Monev Koperasi",
    BUKU_KOPERASI,
    "MK",
    (
        Column("Nama koperasi", required=True, width=32),
        Column("Nomor badan hukum", required=True, width=26),
        Column("Alamat", required=True, width=32),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column("Tahun buku", Whole(2000, 2100), required=True, width=10),
        Column("Tanggal kunjungan", Date(), width=14),
        Column("Petugas", width=24),
        Column("RAT terakhir", Date(), width=14),
        Column("Temuan", Text(lines=3), width=34),
        Column("Hasil pembinaan", Choice(("Aktif kembali", "Tetap tidak aktif")), width=18),
        *(
            Column(aspek, NILAI, width=10, help=f"Skor 0-100; bobot {bobot}%.")
            for aspek, bobot in BOBOT.items()
        ),
        Column("Tanggal diterima koperasi", Date(), width=14),
        Column("Skor kesehatan", owner=Owner.ENGINE, width=10),
        Column("Predikat", owner=Owner.ENGINE, width=22),
        Column("Nomor sertifikat", owner=Owner.ENGINE, width=22),
        Column("Tanggal sertifikat", Date(), owner=Owner.ENGINE, width=14),
    ),
    guide="Satu baris untuk satu koperasi dan tahun buku. Skor dan predikat dihitung dari empat aspek.",
)


def skor(row: RowView) -> str:
    """Jumlah skor aspek kali bobotnya, dua angka di belakang koma."""
    hundredths = sum(
        bobot * (value if isinstance(value := row[aspek], int) else 0) for aspek, bobot in BOBOT.items()
    )
    return f"{hundredths // 100},{hundredths % 100:02}"


def predikat(row: RowView) -> str:
    """Predikat menurut skor."""
    score = float(skor(row).replace(",", "."))
    return next(name for least, name in PREDIKAT if score >= least)


FLOW = Flow(
    code="P5.1.2",
    title="Monitoring dan Evaluasi Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=MONEV,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.11",
    steps=[
        Step(
            Status.JADWAL,
            by=BIDANG_KOPERASI,
            task="Tentukan jadwal dan persiapan",
            maps=1,
            needs=("Tanggal kunjungan", "Petugas"),
            due=working_days(5),
            answers={"Dijadwalkan": Status.KATEGORI},
        ),
        Step(
            Status.KATEGORI,
            by=BIDANG_KOPERASI,
            task="Tentukan kategori koperasi",
            maps=2,
            needs=("Temuan",),
            due=working_days(10),
            due_since="Tanggal kunjungan",
            remind=(working_days(0),),
            answers={
                "Aktif": Answer(Status.PENILAIAN, condition="aktif", needs=("RAT terakhir",)),
                "Tidak aktif": Answer(Status.PEMBINAAN, condition="tidak aktif"),
            },
        ),
        Step(
            Status.PEMBINAAN,
            by=BIDANG_KOPERASI,
            task="Lakukan pembinaan",
            maps=3,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Hasil pembinaan",),
            due=working_days(20),
            escalate=SEKRETARIS,
            answers={
                "Selesai dibina": Answer(
                    Status.SELESAI,
                    do=(
                        OpenCase(
                            "P5.4",
                            when="koperasi tidak aktif setelah pembinaan",
                            if_=lambda row: row["Hasil pembinaan"] == "Tetap tidak aktif",
                            copies={
                                "Nama koperasi": "Nama koperasi",
                                "Nomor badan hukum": "Nomor badan hukum",
                                "Alamat": "Alamat",
                                "Hasil monev": "Temuan",
                                "Pos-el pengurus": "Pos-el pengurus",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.PENILAIAN,
            by=BIDANG_KOPERASI,
            task="Nilai kesehatan koperasi",
            maps=4,
            needs=tuple(BOBOT),
            due=working_days(10),
            remind=(working_days(-2),),
            answers={
                "Penilaian selesai": Answer(
                    Status.SERTIFIKAT, do=(Fill("Skor kesehatan", skor), Fill("Predikat", predikat))
                )
            },
        ),
        Step(
            Status.SERTIFIKAT,
            by=BIDANG_KOPERASI,
            task="Terbitkan sertifikat penilaian kesehatan",
            maps=5,
            on_arrival=[TakeNumber("Nomor sertifikat", "sertifikat", dated="Tanggal sertifikat")],
            due=working_days(5),
            answers={"Sertifikat dikirim": Status.PENERIMAAN},
        ),
        Step(
            Status.PENERIMAAN,
            by=KOPERASI,
            task="Terima sertifikat",
            maps=6,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            answers={"Sertifikat diterima": Answer(Status.SELESAI, needs=("Tanggal diterima koperasi",))},
        ),
    ],
)
