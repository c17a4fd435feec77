"""Keikutsertaan acara promosi. Dari undangan diterima sampai laporan kegiatan. P4.2.2.2."""

from enum import StrEnum

from flows import kegiatan
from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Email, Owner, Rupiah, Text
from flows.engine.model import Answer, Field, Flow, Form, Register, SendMail, Step, Whom
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import USAHA_MIKRO
from flows.roles import BIDANG, PESERTA_PROMOSI, PROVINSI, SEKRETARIS, SUBBAG_UMUM
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    UNDANGAN = "Undangan diterima"
    DISPOSISI = "Disposisi undangan"
    PENUNJUKAN = "Penunjukan peserta"
    TEKNIKAL = "Technical meeting"
    PELAKSANAAN = "Pelaksanaan oleh Provinsi"
    LAPORAN = "Laporan kegiatan"
    SELESAI = "Selesai"


KEIKUTSERTAAN = Register(
    "Keikutsertaan Promosi",
    USAHA_MIKRO,
    "IP",
    (
        Column("Bidang", KOLOM_BIDANG.type, width=20),
        Column("Nama acara", Text(), required=True, width=34),
        Column("Penyelenggara", width=28),
        Column("Nomor undangan", width=22),
        Column("Tanggal undangan", Date(), width=14),
        Column("Tanggal acara", Date(), width=14),
        Column("Peserta yang ditunjuk", Text(lines=2), width=30),
        Column("Pos-el peserta", Email(), width=26),
        Column("Hasil dan omzet", Text(lines=2), width=30),
        Column("Nilai transaksi", Rupiah(), width=16),
        kegiatan.SIMPULAN,
        Column("Laporan", width=24),
        Column("Pos-el penyelenggara", Email(), width=26),
        Column("Kabar peserta", Text(lines=2), owner=Owner.ENGINE, width=28),
        Column("Omzet pameran", Rupiah(), owner=Owner.ENGINE, width=16),
        *kolom_surat("surat tugas", "balasan"),
    ),
    guide="Satu baris untuk satu undangan promosi. Baris datang sendiri dari surat masuk berupa undangan promosi.",
)

FLOW = Flow(
    code="P4.2.2.2",
    title="Keikutsertaan Acara Promosi",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=KEIKUTSERTAAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.5.1",
    data=[AGENDA_KELUAR],
    forms=[
        Form(
            "konfirmasi-peserta",
            "Konfirmasi peserta promosi",
            (Field("Kabar", "Kabar peserta", help="Kesiapan, kebutuhan, atau kendala."),),
            answers=Status.TEKNIKAL,
            public=False,
            privacy="Dipakai untuk menyiapkan keikutsertaan; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Konfirmasi Saudara telah kami terima.",
        ),
        Form(
            "hasil-pameran",
            "Hasil dan omzet pameran",
            (Field("Hasil", "Kabar peserta", required=True), Field("Omzet selama pameran", "Omzet pameran")),
            answers=Status.PELAKSANAAN,
            public=False,
            privacy="Omzet dipakai dalam bentuk jumlah; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Hasil pameran telah kami terima.",
        ),
    ],
    steps=[
        Step(
            Status.UNDANGAN,
            by=SUBBAG_UMUM,
            task="Terima undangan kegiatan promosi",
            maps=1,
            needs=("Bidang",),
            due=working_days(1),
            answers={"Teruskan ke bidang": Status.DISPOSISI},
        ),
        Step(
            Status.DISPOSISI,
            by=BIDANG,
            task="Terima disposisi undangan",
            maps=2,
            on_arrival=[SendMail("disposisi_baru", to=(Whom.TURN,))],
            due=working_days(1),
            answers={"Diterima": Status.PENUNJUKAN},
        ),
        Step(
            Status.PENUNJUKAN,
            by=BIDANG,
            task="Tunjuk koperasi atau pelaku usaha",
            maps=3,
            needs=("Peserta yang ditunjuk", "Pos-el peserta"),
            due=working_days(3),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            on_arrival=[
                konsep("penunjukan_peserta", "Surat tugas"),
                konsep("balasan_provinsi", "Surat balasan"),
            ],
            answers={
                "Sudah ditunjuk": Answer(
                    Status.TEKNIKAL,
                    do=(
                        *terbit(
                            "penunjukan_peserta",
                            "Surat tugas",
                            "surat tugas",
                            "=Keikutsertaan Promosi",
                            "Peserta yang ditunjuk",
                            jenis="Surat tugas",
                            proses="P4.2.2.2",
                            mail=(PESERTA_PROMOSI,),
                        ),
                        *terbit(
                            "balasan_provinsi",
                            "Surat balasan",
                            "balasan",
                            "=Keikutsertaan Promosi",
                            "Penyelenggara",
                            proses="P4.2.2.2",
                            mail=(PROVINSI,),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.TEKNIKAL,
            by=PESERTA_PROMOSI,
            task="Ikuti technical meeting dan berkoordinasi dengan EO",
            maps=4,
            recorded_by=BIDANG,
            link=True,
            due=working_days(7),
            remind=(working_days(-1),),
            answers={"Sudah diikuti": Answer(Status.PELAKSANAAN, evidence=True)},
        ),
        Step(
            Status.PELAKSANAAN,
            by=PROVINSI,
            task="Laksanakan kegiatan promosi",
            maps=5,
            recorded_by=BIDANG,
            link=True,
            due=working_days(20),
            remind=(working_days(0),),
            answers={"Sudah dilaksanakan": Answer(Status.LAPORAN, evidence=True)},
        ),
        Step(
            Status.LAPORAN,
            by=BIDANG,
            task="Buat laporan kegiatan",
            maps=6,
            needs=("Hasil dan omzet", "Simpulan dan saran", "Laporan"),
            due=working_days(5),
            remind=(working_days(0),),
            answers={
                "Laporan selesai": Answer(
                    Status.SELESAI,
                    do=(lembar("laporan_keikutsertaan", "Laporan kegiatan", signer=BIDANG, final=True),),
                )
            },
        ),
    ],
)
