"""Pembubaran koperasi. Dari rapat hasil monev sampai SK pembubaran diumumkan. P5.4.

Dasar: UU 25/1992 Pasal 46 dan 47, PP 17/1994. Dinas mengusulkan, memberi tahu dan mengumumkan; yang membubarkan
Menteri. Keberatan paling lambat 2 bulan sejak surat diterima (PP 17/1994); hari lainnya setelan kantor, belum
diverifikasi.
"""

from enum import StrEnum

from flows.engine.calendar import calendar_days, calendar_months, working_days
from flows.engine.columns import Choice, Column, Date, Email, Text
from flows.engine.model import After, Answer, Approval, Flow, Register, SendBack, SendMail, Step, Whom
from flows.registers import KELURAHAN as NAMA_KELURAHAN
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.roles import (
    BIDANG_KOPERASI,
    KEMENTERIAN,
    KEPALA_DINAS,
    KOPERASI,
    MEDIA_MASSA,
    PENGURUS_KOPERASI,
    SEKRETARIS,
    TIM_PENYELESAI,
)  # fmt: skip


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    RAPAT = "Rapat hasil monev"
    USULAN = "Usulan ke Kementerian"
    KONFIRMASI = "Menunggu konfirmasi Kementerian"
    PEMBERITAHUAN = "Pemberitahuan ke pengurus"
    TANGGAPAN = "Menunggu tanggapan pengurus"
    BAHAN_PUBLIKASI = "Bahan publikasi"
    PUBLIKASI = "Menunggu publikasi media"
    TANGGAPAN_PUBLIKASI = "Menunggu tanggapan publikasi"
    USULAN_SK = "Usulan SK pembubaran"
    MENUNGGU_SK = "Menunggu SK pembubaran"
    USULAN_TIM = "Usulan Tim Penyelesai"
    PENYELIDIKAN = "Penyelidikan"
    LAPORAN = "Laporan penyelidikan"
    AKTIF_KEMBALI = "Proses hukum aktif kembali"
    PENGUMUMAN = "Pengumuman SK"
    DIBUBARKAN = "Dibubarkan"
    DILANJUTKAN = "Dilanjutkan koperasi"


PEMBUBARAN = Register(
    "Pembubaran",
    BUKU_KOPERASI,
    "BB",
    (
        Column("Nama koperasi", required=True, width=32),
        Column("Nomor badan hukum", required=True, width=26),
        Column("Tanggal badan hukum", Date(), width=14),
        Column("Alamat", required=True, width=34),
        Column("Kelurahan", NAMA_KELURAHAN, width=18),
        Column("Nama pengurus", personal=True, width=26),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column(
            "Alasan pembubaran",
            Choice(
                (
                    "Tidak memenuhi ketentuan UU", "Bertentangan dengan ketertiban umum atau kesusilaan",
                    "Kelangsungan hidup tidak dapat diharapkan",
                )
            ),
            width=34,
            help="UU 25/1992 Pasal 47 ayat (1).",
        ),
        Column("Hasil monev", Text(lines=3), width=36),
        Column("Tanggal berita acara rapat", Date(), width=14),
        Column("Nomor surat usulan", width=24),
        Column("Nomor SK usulan", width=24, help="Konfirmasi rencana pembubaran dari Kementerian."),
        Column("Tanggal SK usulan", Date(), width=14),
        Column("Nomor surat pemberitahuan", width=24, help="Dikirim sebagai surat tercatat."),
        Column("Tanggal diterima pengurus", Date(), width=14, help="Dari resi; jangka waktu dihitung dari sini."),
        Column("Media", width=22),
        Column("Tanggal publikasi", Date(), width=14),
        Column("Susunan tim", Text(lines=3), width=30),
        Column("Hasil penyelidikan", Text(lines=3), width=36),
        Column("Nomor SK pembubaran", width=24),
        Column("Tanggal SK pembubaran", Date(), width=14),
    ),
    guide="Satu baris untuk satu koperasi. Dua bulan keberatan dihitung dari Tanggal diterima pengurus.",
)  # fmt: skip

DIUSULKAN = ("Nama koperasi", "Nomor badan hukum", "Alamat", "Alasan pembubaran", "Hasil monev")

FLOW = Flow(
    code="P5.4",
    title="Pembubaran Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PEMBUBARAN,
    statuses=Status,
    ends=[Status.DIBUBARKAN, Status.DILANJUTKAN],
    classification="500.3.2.1",
    steps=[
        Step(
            Status.RAPAT,
            by=BIDANG_KOPERASI,
            task="Rapatkan hasil monev dan verifikasi koperasi tidak aktif",
            maps=1,
            needs=("Alasan pembubaran", "Hasil monev", "Tanggal berita acara rapat"),
            due=working_days(10),
            answers={"Diusulkan bubar": Status.USULAN},
        ),
        Step(
            Status.USULAN,
            by=KEPALA_DINAS,
            task="Setujui usulan ke Kementerian; Bidang mengirimnya",
            maps=2,
            approval=Approval(shows=DIUSULKAN, kind="pembubaran"),
            due=working_days(3),
            answers={"Setuju": Status.KONFIRMASI, "Revisi": SendBack(Status.RAPAT, condition=None)},
        ),
        Step(
            Status.KONFIRMASI,
            by=KEMENTERIAN,
            task="Konfirmasi usulan dan terbitkan SK usulan pembubaran",
            maps=3,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(30),
            remind=(working_days(0),),
            answers={
                "SK usulan diterima": Answer(
                    Status.PEMBERITAHUAN, needs=("Nomor SK usulan", "Tanggal SK usulan"), evidence=True
                )
            },
        ),
        Step(
            Status.PEMBERITAHUAN,
            by=BIDANG_KOPERASI,
            task="Terima SK usulan dan surati pengurus koperasi",
            maps=4,
            needs=("Nomor surat pemberitahuan",),
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            answers={"Surat dikirim": Status.TANGGAPAN},
        ),
        Step(
            Status.TANGGAPAN,
            by=PENGURUS_KOPERASI,
            task="Beri tanggapan atau keberatan",
            maps=5,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=calendar_months(2),
            due_since="Tanggal diterima pengurus",
            remind=(working_days(-5),),
            if_silent=After(
                calendar_months(2),
                goes_to=Status.BAHAN_PUBLIKASI,
                condition="tidak ada tanggapan",
                since="Tanggal diterima pengurus",
                why="tidak ada tanggapan dalam 2 bulan sejak surat diterima",
            ),
            answers={"Ada tanggapan": Answer(Status.USULAN_TIM, condition="ada tanggapan", evidence=True)},
        ),
        Step(
            Status.BAHAN_PUBLIKASI,
            by=BIDANG_KOPERASI,
            task="Kirim bahan publikasi ke media massa",
            maps=6,
            needs=("Media",),
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(3),
            answers={"Bahan dikirim": Status.PUBLIKASI},
        ),
        Step(
            Status.PUBLIKASI,
            by=MEDIA_MASSA,
            task="Publikasikan",
            maps=7,
            recorded_by=BIDANG_KOPERASI,
            due=calendar_days(14),
            remind=(working_days(0),),
            answers={
                "Sudah dipublikasikan": Answer(
                    Status.TANGGAPAN_PUBLIKASI, needs=("Tanggal publikasi",), evidence=True
                )
            },
        ),
        Step(
            Status.TANGGAPAN_PUBLIKASI,
            by=PENGURUS_KOPERASI,
            task="Tanggapi publikasi",
            maps=8,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=calendar_days(30),
            due_since="Tanggal publikasi",
            if_silent=After(
                calendar_days(30),
                goes_to=Status.USULAN_SK,
                condition="tidak ada tanggapan",
                since="Tanggal publikasi",
                why="tidak ada tanggapan 30 hari setelah publikasi",
            ),
            answers={"Ada tanggapan": Answer(Status.USULAN_TIM, condition="ada tanggapan", evidence=True)},
        ),
        Step(
            Status.USULAN_SK,
            by=BIDANG_KOPERASI,
            task="Usulkan SK pembubaran ke Kementerian",
            maps=9,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(3),
            escalate=SEKRETARIS,
            answers={"Usulan dikirim": Status.MENUNGGU_SK},
        ),
        Step(
            Status.MENUNGGU_SK,
            by=KEMENTERIAN,
            task="Terbitkan SK pembubaran dan kirim ke Bidang",
            maps=10,
            recorded_by=BIDANG_KOPERASI,
            due=calendar_months(4),
            due_since="Tanggal diterima pengurus",
            remind=(calendar_days(-30),),
            escalate=KEPALA_DINAS,
            answers={
                "SK diterima": Answer(
                    Status.PENGUMUMAN, needs=("Nomor SK pembubaran", "Tanggal SK pembubaran"), evidence=True
                )
            },
        ),
        Step(
            Status.USULAN_TIM,
            by=BIDANG_KOPERASI,
            task="Usulkan Tim Penyelesai dari Kementerian",
            maps=11,
            needs=("Susunan tim",),
            due=working_days(5),
            answers={"Tim terbentuk": Status.PENYELIDIKAN},
        ),
        Step(
            Status.PENYELIDIKAN,
            by=TIM_PENYELESAI,
            task="Lakukan penyelidikan",
            maps=12,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(30),
            remind=(working_days(0),),
            answers={"Penyelidikan selesai": Answer(Status.LAPORAN, evidence=True)},
        ),
        Step(
            Status.LAPORAN,
            by=TIM_PENYELESAI,
            task="Buat laporan hasil penyelidikan",
            maps=13,
            recorded_by=BIDANG_KOPERASI,
            needs=("Hasil penyelidikan",),
            due=working_days(10),
            answers={
                "Ingin aktif kembali": Answer(
                    Status.AKTIF_KEMBALI, condition="koperasi ingin aktif kembali", evidence=True
                ),
                "Rekomendasi pembubaran": Answer(
                    Status.USULAN_SK, condition="rekomendasi pembubaran", evidence=True
                ),
            },
        ),
        Step(
            Status.AKTIF_KEMBALI,
            by=KOPERASI,
            task="Lanjutkan ke proses hukum",
            maps=14,
            recorded_by=BIDANG_KOPERASI,
            due=working_days(30),
            answers={"Koperasi melanjutkan": Answer(Status.DILANJUTKAN, evidence=True)},
        ),
        Step(
            Status.PENGUMUMAN,
            by=BIDANG_KOPERASI,
            task="Umumkan dan kirim SK pembubaran",
            maps=15,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            answers={"Sudah diumumkan": Status.DIBUBARKAN},
        ),
    ],
)
