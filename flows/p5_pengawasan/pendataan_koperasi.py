"""Pendataan koperasi. Dari pembentukan tim sampai data koperasi tervalidasi. P5.2.1."""

from enum import StrEnum

from flows.engine.calendar import calendar_days, working_days
from flows.engine.columns import Choice, Column, Date, Email, Text, Whole
from flows.engine.model import After, Answer, Flow, OpenCase, Register, SendMail, Step, Whom
from flows.registers import KELURAHAN as NAMA_KELURAHAN
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.registers import NIB
from flows.roles import BIDANG_KOPERASI, KELURAHAN, PENGURUS_KOPERASI, SEKRETARIS, TIM_PENDATAAN


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    VERIFIKASI = "Verifikasi data"
    SURAT = "Surat ke pengurus"
    TANGGAPAN = "Menunggu tanggapan pengurus"
    KONFIRMASI = "Konfirmasi ke kelurahan"
    KETERANGAN = "Menunggu keterangan kelurahan"
    KUNJUNGAN = "Kunjungan koperasi"
    VALIDASI = "Validasi data"
    SELESAI = "Selesai"


PENDATAAN = Register(
    "Pendataan Koperasi",
    BUKU_KOPERASI,
    "PK",
    (
        Column("Nama koperasi", required=True, width=32),
        Column("Nomor badan hukum", required=True, width=26),
        Column("Tanggal badan hukum", Date(), width=14),
        Column("Alamat", width=32),
        Column("Kelurahan", NAMA_KELURAHAN, required=True, width=18),
        Column(
            "Jenis koperasi", Choice(("Simpan Pinjam", "Konsumen", "Produsen", "Pemasaran", "Jasa")), width=16
        ),
        Column("Nama ketua", personal=True, width=26),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column("Pos-el kelurahan", Email(), width=26),
        NIB,
        Column("Anggota pria", Whole(), width=10),
        Column("Anggota wanita", Whole(), width=10),
        Column("RAT terakhir", Date(), width=14),
        Column("Anggota tim", Text(lines=2), width=28),
        Column("Tanggal surat", Date(), width=14),
        Column(
            "Keberadaan",
            Choice(("Masih ada dan aktif", "Ada tetapi tidak aktif", "Tidak ditemukan")),
            width=22,
        ),
        Column("Nomor keterangan kelurahan", width=24),
        Column("Hasil kunjungan", Text(lines=2), width=30),
        Column("Tanggal validasi", Date(), width=14),
    ),
    guide="Satu baris untuk satu koperasi yang didata. Anggota dihitung; nama anggota tidak dicatat.",
)

FLOW = Flow(
    code="P5.2.1",
    title="Pendataan Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PENDATAAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.2.1",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG_KOPERASI,
            task="Buat tim pendataan koperasi",
            maps=1,
            needs=("Anggota tim",),
            due=working_days(5),
            answers={"Tim terbentuk": Status.VERIFIKASI},
        ),
        Step(
            Status.VERIFIKASI,
            by=TIM_PENDATAAN,
            task="Verifikasi data koperasi",
            maps=2,
            due=working_days(5),
            answers={"Data diverifikasi": Status.SURAT},
        ),
        Step(
            Status.SURAT,
            by=TIM_PENDATAAN,
            task="Buat surat kepada pengurus koperasi",
            maps=3,
            needs=("Tanggal surat", "Pos-el pengurus"),
            due=working_days(3),
            answers={"Surat dikirim": Status.TANGGAPAN},
        ),
        Step(
            Status.TANGGAPAN,
            by=PENGURUS_KOPERASI,
            task="Tanggapi surat",
            maps=4,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=calendar_days(14),
            remind=(calendar_days(-7),),
            if_silent=After(calendar_days(14), goes_to=Status.KONFIRMASI, condition="tidak ada tanggapan"),
            answers={"Ada tanggapan": Answer(Status.KUNJUNGAN, condition="ada tanggapan", evidence=True)},
        ),
        Step(
            Status.KONFIRMASI,
            by=TIM_PENDATAAN,
            task="Konfirmasikan keberadaan koperasi ke kelurahan",
            maps=5,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Pos-el kelurahan",),
            due=working_days(3),
            answers={"Surat ke kelurahan dikirim": Status.KETERANGAN},
        ),
        Step(
            Status.KETERANGAN,
            by=KELURAHAN,
            task="Buat surat keterangan keberadaan koperasi",
            maps=6,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=working_days(7),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Keterangan diterima": Answer(
                    Status.VALIDASI, needs=("Keberadaan", "Nomor keterangan kelurahan"), evidence=True
                )
            },
        ),
        Step(
            Status.KUNJUNGAN,
            by=TIM_PENDATAAN,
            task="Kunjungi koperasi",
            maps=7,
            needs=("Hasil kunjungan", "Keberadaan"),
            due=working_days(10),
            answers={"Sudah dikunjungi": Status.VALIDASI},
        ),
        Step(
            Status.VALIDASI,
            by=TIM_PENDATAAN,
            task="Validasi data",
            maps=8,
            needs=("Tanggal validasi",),
            due=working_days(5),
            answers={
                "Data tervalidasi": Answer(
                    Status.SELESAI,
                    do=(
                        OpenCase(
                            "P5.3.1",
                            when="data koperasi tervalidasi tersedia",
                            copies={
                                "Pemohon": "=Dinas Komunikasi, Informatika dan Statistik",
                                "Keperluan": "=bahan publikasi data",
                                "Data yang diminta": "=Pemutakhiran data koperasi tervalidasi",
                                "Dasar permintaan": "ID",
                            },
                        ),
                    ),
                )
            },
        ),
    ],
)
