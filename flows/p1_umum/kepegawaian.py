"""Kenaikan pangkat / pengajuan cuti / pensiun. Dari usulan pegawai sampai surat keputusan diterima. P1.3.1.

SK datang dari BKD atau Wali Kota; Dinas mengusulkan. Kelengkapan menurut praktik instansi kepegawaian, belum
diverifikasi.
"""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Nip, Text, Whole
from flows.engine.model import Answer, Check, Flow, Register, RowView, SendMail, Step, Variants, Whom
from flows.registers import UMUM
from flows.roles import BKD, PEGAWAI, SEKRETARIS, SUBBAG_UMUM


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    USULAN = "Usulan pegawai"
    PENGUSULAN = "Pengusulan ke BKD"
    VERIFIKASI = "Verifikasi BKD"
    HASIL = "Hasil verifikasi"
    KELENGKAPAN = "Melengkapi berkas"
    KEPUTUSAN = "Penyerahan keputusan"
    SELESAI = "Selesai"


KEPEGAWAIAN = Register(
    "Kepegawaian",
    UMUM,
    "KP",
    (
        Column("Jenis usulan", Choice(("kenaikan pangkat", "cuti", "pensiun")), required=True, width=18),
        Column("Nama pegawai", required=True, personal=True, width=28),
        Column("NIP", Nip(), required=True, personal=True, width=22),
        Column("Pangkat golongan", width=22),
        Column("Jabatan", width=26),
        Column("Pangkat yang diusulkan", width=22, help="Untuk kenaikan pangkat."),
        Column("TMT", Date(), width=14, help="Untuk kenaikan pangkat dan pensiun."),
        Column(
            "Jenis cuti",
            Choice(
                ("Tahunan", "Sakit", "Melahirkan", "Alasan penting", "Besar", "Di luar tanggungan negara")
            ),
            width=18,
        ),
        Column("Mulai cuti", Date(), width=14),
        Column("Selesai cuti", Date(), width=14),
        Column("Lama cuti", Whole(1), width=10, help="Hari kerja."),
        Column("Sisa cuti tahunan", Whole(), width=10, help="Hari kerja yang masih ada sebelum usulan ini."),
        Column("Alasan cuti", Text(lines=2), width=28),
        Column("Berkas", Text(lines=3), width=32, help="Berkas yang dilampirkan."),
        Column("Kekurangan berkas", Text(lines=2), width=30),
        Column("Nomor surat usulan", width=22),
        Column("Tanggal surat usulan", Date(), width=14),
        Column("Nomor keputusan", width=22),
        Column("Tanggal keputusan", Date(), width=14),
    ),
    guide="Satu baris untuk satu usulan. Cuti tahunan dihitung hari kerja; tidak melewati pergantian tahun.",
)


def cuti_lebih(row: RowView) -> bool:
    """Cuti tahunan lebih lama daripada sisanya."""
    days, left = row["Lama cuti"], row["Sisa cuti tahunan"]
    return row["Jenis cuti"] == "Tahunan" and isinstance(days, int) and isinstance(left, int) and days > left


def cuti_terbalik(row: RowView) -> bool:
    """Selesai sebelum mulai, atau cuti tahunan melewati pergantian tahun."""
    begin, end = row["Mulai cuti"], row["Selesai cuti"]
    if row["Jenis usulan"] != "cuti" or begin is None or end is None:
        return False
    over = row["Jenis cuti"] == "Tahunan" and str(begin)[:4] != str(end)[:4]
    return str(end) < str(begin) or over


FLOW = Flow(
    code="P1.3.1",
    title="Kenaikan Pangkat / Pengajuan Cuti / Pensiun",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=KEPEGAWAIAN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis usulan", ("kenaikan pangkat", "cuti", "pensiun")),
    classification="800.1.3.2",
    checks=[
        Check(
            cuti_lebih, "Lama cuti melebihi sisa cuti tahunan; kurangi harinya atau pilih jenis cuti lain."
        ),
        Check(
            cuti_terbalik, "tanggal cuti terbalik atau melewati pergantian tahun; pecah menjadi dua usulan."
        ),
    ],
    steps=[
        Step(
            Status.USULAN,
            by=PEGAWAI,
            task="Ajukan usulan",
            maps=1,
            needs=("Berkas",),
            answers={
                "Ajukan kenaikan pangkat": Answer(
                    Status.PENGUSULAN, needs=("Pangkat yang diusulkan", "TMT"), only=("kenaikan pangkat",)
                ),
                "Ajukan cuti": Answer(
                    Status.PENGUSULAN,
                    needs=("Jenis cuti", "Mulai cuti", "Selesai cuti", "Lama cuti", "Alasan cuti"),
                    only=("cuti",),
                ),
                "Ajukan pensiun": Answer(Status.PENGUSULAN, needs=("TMT",), only=("pensiun",)),
            },
        ),
        Step(
            Status.PENGUSULAN,
            by=SUBBAG_UMUM,
            task="Usulkan ke BKD",
            maps=2,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Nomor surat usulan", "Tanggal surat usulan"),
            due=working_days(3),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={"Sudah diusulkan": Status.VERIFIKASI},
        ),
        Step(
            Status.VERIFIKASI,
            by=BKD,
            task="Verifikasi usulan",
            maps=3,
            recorded_by=SUBBAG_UMUM,
            due=working_days(14),
            remind=(working_days(0), working_days(5)),
            answers={"Hasil diterima": Answer(Status.HASIL, evidence=True)},
        ),
        Step(
            Status.HASIL,
            by=SUBBAG_UMUM,
            task="Terima hasil verifikasi",
            maps=4,
            due=working_days(2),
            answers={
                "Lengkap": Answer(
                    Status.KEPUTUSAN, condition="lengkap", needs=("Nomor keputusan", "Tanggal keputusan")
                ),
                "Belum lengkap": Answer(
                    Status.KELENGKAPAN, condition="belum lengkap", needs=("Kekurangan berkas",), note=True
                ),
            },
        ),
        Step(
            Status.KELENGKAPAN,
            by=PEGAWAI,
            task="Lengkapi berkas",
            maps=5,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(7),
            remind=(working_days(-2),),
            answers={"Berkas dilengkapi": Status.PENGUSULAN},
        ),
        Step(
            Status.KEPUTUSAN,
            by=PEGAWAI,
            task="Terima surat keputusan",
            maps=6,
            on_arrival=[SendMail("pemberitahuan", to=(Whom.TURN,))],
            due=working_days(5),
            answers={"Sudah diterima": Status.SELESAI},
        ),
    ],
)
