"""Pendataan usaha mikro. Dari pembentukan tim sampai laporan akhir pihak ketiga diterima. P5.2.2."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Text, Whole
from flows.engine.model import (
    Answer,
    Flow,
    Kind,
    OpenCase,
    Register,
    SendBack,
    SendMail,
    Step,
    Together,
    Whom,
)  # fmt: skip
from flows.registers import KELURAHAN as NAMA_KELURAHAN
from flows.registers import NIB, USAHA_MIKRO
from flows.roles import (
    BIDANG_USAHA_MIKRO,
    KELURAHAN,
    PIHAK_KETIGA,
    SEKRETARIS,
    TIM_PENDATAAN,
)  # fmt: skip


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    PIHAK_KETIGA = "Verifikasi pihak ketiga"
    KOORDINASI = "Koordinasi"
    DATA_AWAL = "Data awal"
    FGD_PERTAMA = "FGD pertama"
    PEMBERITAHUAN = "Pemberitahuan kelurahan"
    PERSETUJUAN = "Menunggu persetujuan kelurahan"
    PENDATAAN = "Pendataan lapangan"
    FGD_KEDUA = "FGD kedua"
    EVALUASI = "Evaluasi kelurahan"
    VALIDASI = "Validasi pihak ketiga"
    LAPORAN = "Laporan akhir"
    SELESAI = "Selesai"


PENDATAAN = Register(
    "Pendataan UM",
    USAHA_MIKRO,
    "PU",
    (
        Column("Kelurahan", NAMA_KELURAHAN, required=True, width=18),
        Column("Tahun", Whole(2020, 2100), required=True, width=8),
        Column("Pihak ketiga", width=28, help="Lembaga survei atau perguruan tinggi."),
        Column("Pos-el pihak ketiga", Email(), width=26),
        Column("Pos-el kelurahan", Email(), width=26),
        Column("Anggota tim", Text(lines=3), width=30),
        Column("Nomor kontrak", width=22),
        Column("Tanggal FGD pertama", Date(), width=14),
        Column("Tanggal surat kelurahan", Date(), width=14),
        Column("Mulai pendataan", Date(), width=14),
        Column("Jumlah data", Whole(), width=12, help="Jumlah usaha yang didata."),
        Column("Tanggal FGD kedua", Date(), width=14),
        Column("Hasil evaluasi", Text(lines=2), width=30),
        Column("Laporan akhir", width=26, help="Nama berkas atau tautan."),
    ),
    guide="Satu baris untuk pendataan di satu kelurahan. Hasilnya, satu baris tiap usaha, di tab Entri Usaha.",
)

ENTRI = Register(
    "Entri Usaha",
    USAHA_MIKRO,
    "EU",
    (
        Column("Nama usaha", required=True, width=28),
        Column("Nama pemilik", required=True, personal=True, width=26),
        NIB,
        Column("Alamat", personal=True, width=32),
        Column(
            "Sektor",
            Choice(
                (
                    "Kuliner", "Fesyen", "Kerajinan", "Jasa", "Perdagangan", "Pertanian", "Perikanan", "Logam",
                    "Mebel",
                )
            ),
            width=14,
        ),
        Column("Valid", Choice(("Ya", "Tidak")), width=8),
    ),
    kind=Kind.LINES,
)  # fmt: skip

FLOW = Flow(
    code="P5.2.2",
    title="Pendataan Usaha Mikro",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PENDATAAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[ENTRI],
    classification="500.14.3",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG_USAHA_MIKRO,
            task="Bentuk tim pendataan usaha mikro",
            maps=1,
            needs=("Anggota tim",),
            due=working_days(5),
            answers={"Tim terbentuk": Status.PIHAK_KETIGA},
        ),
        Step(
            Status.PIHAK_KETIGA,
            by=TIM_PENDATAAN,
            task="Verifikasi pihak ketiga",
            maps=2,
            needs=("Pihak ketiga", "Pos-el pihak ketiga"),
            due=working_days(5),
            answers={"Memenuhi syarat": Status.KOORDINASI},
        ),
        Step(
            Status.KOORDINASI,
            by=Together((TIM_PENDATAAN, PIHAK_KETIGA)),
            task="Koordinasikan pendataan dengan pihak ketiga",
            maps=3,
            on_arrival=[SendMail("pemberitahuan", to=(PIHAK_KETIGA,))],
            due=working_days(5),
            answers={"Sudah sepakat": Status.DATA_AWAL},
        ),
        Step(
            Status.DATA_AWAL,
            by=PIHAK_KETIGA,
            task="Peroleh data awal pelaku usaha mikro",
            maps=4,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Data awal diterima": Status.FGD_PERTAMA},
        ),
        Step(
            Status.FGD_PERTAMA,
            by=BIDANG_USAHA_MIKRO,
            task="Fasilitasi FGD pertama dengan kelurahan",
            maps=5,
            needs=("Tanggal FGD pertama",),
            due=working_days(10),
            answers={"FGD selesai": Status.PEMBERITAHUAN},
        ),
        Step(
            Status.PEMBERITAHUAN,
            by=BIDANG_USAHA_MIKRO,
            task="Buat surat pemberitahuan pendataan ke kelurahan",
            maps=6,
            needs=("Tanggal surat kelurahan", "Pos-el kelurahan"),
            due=working_days(3),
            answers={"Surat dikirim": Status.PERSETUJUAN},
        ),
        Step(
            Status.PERSETUJUAN,
            by=KELURAHAN,
            task="Setujui turun lapangan",
            maps=7,
            recorded_by=BIDANG_USAHA_MIKRO,
            link=True,
            due=working_days(7),
            remind=(working_days(-2), working_days(0)),
            escalate=SEKRETARIS,
            answers={
                "Disetujui": Answer(Status.PENDATAAN, evidence=True),
                "Belum disetujui": SendBack(Status.PEMBERITAHUAN, condition=None),
            },
        ),
        Step(
            Status.PENDATAAN,
            by=PIHAK_KETIGA,
            task="Lakukan pendataan",
            maps=8,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=working_days(30),
            remind=(working_days(-5),),
            answers={"Pendataan selesai": Answer(Status.FGD_KEDUA, needs=("Mulai pendataan", "Jumlah data"))},
        ),
        Step(
            Status.FGD_KEDUA,
            by=BIDANG_USAHA_MIKRO,
            task="Selenggarakan FGD kedua atas hasil pendataan",
            maps=9,
            needs=("Tanggal FGD kedua",),
            due=working_days(10),
            answers={"FGD selesai": Status.EVALUASI},
        ),
        Step(
            Status.EVALUASI,
            by=KELURAHAN,
            task="Evaluasi data hasil pendataan",
            maps=10,
            recorded_by=BIDANG_USAHA_MIKRO,
            link=True,
            due=working_days(7),
            remind=(working_days(-2), working_days(0)),
            escalate=SEKRETARIS,
            answers={"Sudah dievaluasi": Answer(Status.VALIDASI, evidence=True)},
        ),
        Step(
            Status.VALIDASI,
            by=PIHAK_KETIGA,
            task="Validasi data",
            maps=11,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={"Data tervalidasi": Status.LAPORAN},
        ),
        Step(
            Status.LAPORAN,
            by=BIDANG_USAHA_MIKRO,
            task="Terima laporan akhir pendataan",
            maps=12,
            needs=("Laporan akhir",),
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            answers={
                "Laporan diterima": Answer(
                    Status.SELESAI,
                    do=(
                        OpenCase(
                            "P5.3.1",
                            when="data usaha mikro tervalidasi tersedia",
                            copies={
                                "Pemohon": "=Dinas Komunikasi, Informatika dan Statistik",
                                "Keperluan": "=bahan publikasi data",
                                "Data yang diminta": "=Pemutakhiran data usaha mikro tervalidasi",
                                "Dasar permintaan": "ID",
                            },
                        ),
                    ),
                ),
                "Perbaiki laporan": SendBack(Status.VALIDASI, condition=None),
            },
        ),
    ],
)
