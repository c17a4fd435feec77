"""Pembubaran koperasi. Dari rapat hasil monev sampai SK pembubaran diumumkan. P5.4.

Dasar: UU 25/1992 Pasal 46 dan 47, PP 17/1994. Dinas mengusulkan, memberi tahu dan mengumumkan; yang membubarkan
Menteri. Keberatan paling lambat 2 bulan sejak surat diterima (PP 17/1994); selama tanggal resinya belum dicatat,
surat dianggap tujuh hari di jalan. Jangka yang melewati beberapa tahap (putusan atas keberatan satu bulan, SK empat
bulan) ada di tenggat_pembubaran.py. Hari lainnya setelan kantor, belum diverifikasi.
"""

from enum import StrEnum

from flows.aturan import TENGGAT
from flows.data import KOPERASI_KOTA
from flows.engine.calendar import calendar_days, working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Text
from flows.engine.model import (
    After,
    Answer,
    Approval,
    EmailIn,
    Field,
    Flow,
    Form,
    Register,
    SendBack,
    SendMail,
    Step,
    UpdateData,
    Whom,
)  # fmt: skip
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
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit
from flows.tenggat_pembubaran import (
    ADA_KEBERATAN,
    DI_JALAN,
    DIPUTUS,
    DITERIMA,
    DITERIMA_SEJAK,
    KOLOM_KEBERATAN,
    PENGINGAT,
    SEJAK_KEBERATAN,
)
from flows.wilayah import ISI_KECAMATAN, KECAMATAN


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
        Column("Pos-el kelurahan", Email(), width=26, help="Lurah mendapat salinan pemberitahuan dan pengumuman."),
        Column("Pos-el kecamatan", Email(), width=26, help="Camat mendapat salinan yang sama."),
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
        Column("Tanggal rapat", Date(), width=14),
        Column("Kepada kementerian", width=34, help="Misalnya «Menteri Koperasi Republik Indonesia»."),
        Column("Nomor SK usulan", width=24, help="Konfirmasi rencana pembubaran dari Kementerian."),
        Column("Tanggal SK usulan", Date(), width=14),
        Column("Tanggal diterima pengurus", Date(), width=14, help="Dari resi; jangka waktu dihitung dari sini."),
        *KOLOM_KEBERATAN,
        Column("Media", width=22),
        Column("Pos-el media", Email(), width=26),
        Column("Tanggal publikasi", Date(), width=14),
        Column("Susunan tim", Text(lines=3), width=30),
        Column("Hasil penyelidikan", Text(lines=3), width=36),
        Column("Nomor SK pembubaran", width=24),
        Column("Tanggal SK pembubaran", Date(), width=14),
        Column("Pos-el Kementerian", Email(), width=26),
        Column("Pos-el Tim Penyelesai", Email(), width=26),
        Column("ID data koperasi", width=16, help="ID di tab Data Koperasi, bila diketahui."),
        KECAMATAN,
        Column("Isi tanggapan", Text(lines=3), owner=Owner.ENGINE, width=34),
        Column("Ringkasan penyelidikan", Text(lines=3), owner=Owner.ENGINE, width=34),
        Column("Kabar Kementerian", Text(lines=2), owner=Owner.ENGINE, width=30),
        DITERIMA_SEJAK,
        *kolom_surat(
            "berita acara", "surat usulan", "surat pemberitahuan", "surat publikasi", "surat usulan tim",
            "surat usulan SK", "pengumuman",
        ),
    ),
    guide="Satu baris untuk satu koperasi. Dua bulan keberatan dihitung dari Tanggal diterima pengurus.",
)  # fmt: skip

KEPADA_PENGURUS = terbit(
    "rencana_pembubaran", "Pemberitahuan rencana pembubaran", "surat pemberitahuan",
    "=Pemberitahuan Rencana Pembubaran Koperasi", "Nama koperasi", proses="P5.4",
    mail=(PENGURUS_KOPERASI, EmailIn("Pos-el kelurahan"), EmailIn("Pos-el kecamatan")),
)  # fmt: skip
FORMULIR = [
    Form(
        "tanggapan-pembubaran",
        "Tanggapan atau keberatan pengurus",
        (Field("Tanggapan atau keberatan", "Isi tanggapan", required=True),),
        answers=Status.TANGGAPAN,
        public=False,
        privacy="Dipakai untuk memproses rencana pembubaran; dasar: kewajiban hukum (UU 25/1992 Pasal 47).",
        receipt="Tanggapan Saudara telah kami terima.",
    ),
    Form(
        "tanggapan-publikasi",
        "Tanggapan atas pengumuman",
        (Field("Tanggapan atau keberatan", "Isi tanggapan", required=True),),
        answers=Status.TANGGAPAN_PUBLIKASI,
        public=False,
        privacy="Dipakai untuk memproses rencana pembubaran; dasar: kewajiban hukum (UU 25/1992 Pasal 47).",
        receipt="Tanggapan Saudara telah kami terima.",
    ),
    Form(
        "status-sk",
        "Status keputusan Kementerian",
        (Field("Kabar", "Kabar Kementerian", required=True),),
        answers=Status.MENUNGGU_SK,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Kabar telah kami terima.",
    ),
    Form(
        "laporan-penyelidikan",
        "Laporan penyelidikan",
        (Field("Ringkasan", "Ringkasan penyelidikan", required=True),),
        answers=Status.PENYELIDIKAN,
        public=False,
        privacy="Dipakai untuk memproses rencana pembubaran; dasar: kewajiban hukum (UU 25/1992 Pasal 47).",
        receipt="Laporan telah kami terima.",
    ),
]


def keaktifan(word: str) -> UpdateData:
    """Keadaan koperasi dibawa ke Data Koperasi."""
    return UpdateData(
        KOPERASI_KOTA,
        {"Nama koperasi": "Nama koperasi", "Nomor badan hukum": "Nomor badan hukum", "Keaktifan": f"={word}"},
        id_in="ID data koperasi",
    )


DIUSULKAN = ("Nama koperasi", "Nomor badan hukum", "Alamat", "Alasan pembubaran", "Hasil monev")

BA_RAPAT = terbit(
    "ba_rapat_monev", "BA rapat", "berita acara", "=Rapat Hasil Monitoring dan Evaluasi", "Nama koperasi",
    jenis="Berita acara", proses="P5.4", again=True,
)  # fmt: skip
"""Usulan yang dikembalikan dirapatkan lagi; berita acara yang sudah ditandatangani peserta tidak diubah."""
SURAT_USULAN = terbit(
    "usulan_pembubaran", "Surat usulan", "surat usulan", "=Usulan Pembubaran Koperasi", "Kepada kementerian",
    proses="P5.4", mail=(KEMENTERIAN,), lampiran=("BA rapat", "Daftar usulan"),
)  # fmt: skip
BAHAN_PUBLIKASI = terbit(
    "bahan_publikasi", "Bahan publikasi", "surat publikasi", "=Permohonan Pemuatan Pengumuman", "Media",
    proses="P5.4", mail=(MEDIA_MASSA,),
)  # fmt: skip
USULAN_SK = terbit(
    "usulan_sk_pembubaran", "Usulan SK", "surat usulan SK", "=Usulan Penerbitan Keputusan Pembubaran",
    "Kepada kementerian", proses="P5.4", mail=(KEMENTERIAN,),
    lampiran=("Surat usulan", "Pemberitahuan rencana pembubaran", "Bahan publikasi"),
)  # fmt: skip
USULAN_TIM = terbit(
    "usulan_tim_penyelesai", "Usulan tim", "surat usulan tim", "=Usulan Tim Penyelesai", "Kepada kementerian",
    proses="P5.4", mail=(KEMENTERIAN,),
)  # fmt: skip
PENGUMUMAN = terbit(
    "pengumuman_pembubaran", "Pengumuman", "pengumuman", "=Pembubaran Koperasi", "=Masyarakat", jenis="Pengumuman",
    proses="P5.4", kode="400.14.4.3",
    mail=(PENGURUS_KOPERASI, MEDIA_MASSA, EmailIn("Pos-el kelurahan"), EmailIn("Pos-el kecamatan")),
)  # fmt: skip

FLOW = Flow(
    code="P5.4",
    title="Pembubaran Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PEMBUBARAN,
    statuses=Status,
    ends=[Status.DIBUBARKAN, Status.DILANJUTKAN],
    classification="500.3.2.1",
    data=[KOPERASI_KOTA, AGENDA_KELUAR],
    forms=FORMULIR,
    announces=PENGINGAT,
    steps=[
        Step(
            Status.RAPAT,
            by=BIDANG_KOPERASI,
            task="Rapatkan hasil monev dan verifikasi koperasi tidak aktif",
            maps=1,
            needs=("Alasan pembubaran", "Hasil monev", "Tanggal rapat", "Kepada kementerian"),
            due=working_days(10),
            answers={
                "Diusulkan bubar": Answer(
                    Status.USULAN,
                    do=(
                        *BA_RAPAT,
                        lembar("daftar_usulan_pembubaran", "Daftar usulan", signer=KEPALA_DINAS.name),
                    ),
                )
            },
        ),
        Step(
            Status.USULAN,
            by=KEPALA_DINAS,
            task="Setujui usulan ke Kementerian; Bidang mengirimnya",
            maps=2,
            on_arrival=[konsep("usulan_pembubaran", "Surat usulan")],
            approval=Approval(shows=DIUSULKAN, letters=("Surat usulan",), kind="pembubaran"),
            due=working_days(3),
            answers={
                "Setuju": Answer(
                    Status.KONFIRMASI,
                    do=(
                        lembar(
                            "daftar_usulan_pembubaran", "Daftar usulan", signer=KEPALA_DINAS.name, final=True
                        ),
                        *SURAT_USULAN,
                    ),
                ),
                "Revisi": SendBack(Status.RAPAT, condition=None),
            },
        ),
        Step(
            Status.KONFIRMASI,
            by=KEMENTERIAN,
            task="Konfirmasi usulan dan terbitkan SK usulan pembubaran",
            maps=3,
            recorded_by=BIDANG_KOPERASI,
            due=TENGGAT["P5.4/3"],
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
            on_arrival=[
                ISI_KECAMATAN,
                konsep("rencana_pembubaran", "Pemberitahuan rencana pembubaran"),
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            due=working_days(5),
            answers={"Surat dikirim": Answer(Status.TANGGAPAN, do=(ISI_KECAMATAN, *KEPADA_PENGURUS))},
        ),
        Step(
            Status.TANGGAPAN,
            by=PENGURUS_KOPERASI,
            task="Beri tanggapan atau keberatan",
            maps=5,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=TENGGAT["P5.4/5"],
            due_since="Tanggal diterima pengurus",
            remind=(working_days(-5),),
            if_silent=After(
                TENGGAT["P5.4/5"],
                goes_to=Status.BAHAN_PUBLIKASI,
                condition="tidak ada tanggapan",
                since="Tanggal diterima pengurus",
                since_empty=DI_JALAN,
                why="tidak ada tanggapan dalam 2 bulan sejak surat diterima",
                do=DITERIMA,
            ),
            answers={
                "Ada tanggapan": Answer(
                    Status.USULAN_TIM, condition="ada tanggapan", evidence=True, do=ADA_KEBERATAN
                )
            },
        ),
        Step(
            Status.BAHAN_PUBLIKASI,
            by=BIDANG_KOPERASI,
            task="Kirim bahan publikasi ke media massa",
            maps=6,
            needs=("Media",),
            on_arrival=[konsep("bahan_publikasi", "Bahan publikasi"), SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(3),
            answers={"Bahan dikirim": Answer(Status.PUBLIKASI, do=BAHAN_PUBLIKASI)},
        ),
        Step(
            Status.PUBLIKASI,
            by=MEDIA_MASSA,
            task="Publikasikan",
            maps=7,
            recorded_by=BIDANG_KOPERASI,
            due=TENGGAT["P5.4/7"],
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
            due=TENGGAT["P5.4/8"],
            due_since="Tanggal publikasi",
            if_silent=After(
                TENGGAT["P5.4/8"],
                goes_to=Status.USULAN_SK,
                condition="tidak ada tanggapan",
                since="Tanggal publikasi",
                why="tidak ada tanggapan 30 hari setelah publikasi",
            ),
            answers={
                "Ada tanggapan": Answer(
                    Status.USULAN_TIM, condition="ada tanggapan", evidence=True, do=ADA_KEBERATAN
                )
            },
        ),
        Step(
            Status.USULAN_SK,
            by=BIDANG_KOPERASI,
            task="Usulkan SK pembubaran ke Kementerian",
            maps=9,
            on_arrival=[konsep("usulan_sk_pembubaran", "Usulan SK"), SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(3),
            escalate=SEKRETARIS,
            answers={"Usulan dikirim": Answer(Status.MENUNGGU_SK, do=(*DITERIMA, *USULAN_SK))},
        ),
        Step(
            Status.MENUNGGU_SK,
            by=KEMENTERIAN,
            task="Terbitkan SK pembubaran dan kirim ke Bidang",
            maps=10,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=TENGGAT["P5.4/10"],
            due_since=DITERIMA_SEJAK.heading,
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
            on_arrival=[konsep("usulan_tim_penyelesai", "Usulan tim")],
            answers={"Tim terbentuk": Answer(Status.PENYELIDIKAN, do=(*SEJAK_KEBERATAN, *USULAN_TIM))},
        ),
        Step(
            Status.PENYELIDIKAN,
            by=TIM_PENYELESAI,
            task="Lakukan penyelidikan",
            maps=12,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=TENGGAT["P5.4/12"],
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
            due=TENGGAT["P5.4/5 putusan"],
            due_since="Keberatan dihitung sejak",
            remind=(calendar_days(-7),),
            escalate=KEPALA_DINAS,
            answers={
                "Ingin aktif kembali": Answer(
                    Status.AKTIF_KEMBALI, condition="koperasi ingin aktif kembali", evidence=True, do=DIPUTUS
                ),
                "Rekomendasi pembubaran": Answer(
                    Status.USULAN_SK, condition="rekomendasi pembubaran", evidence=True, do=DIPUTUS
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
            answers={
                "Koperasi melanjutkan": Answer(Status.DILANJUTKAN, evidence=True, do=(keaktifan("Aktif"),))
            },
        ),
        Step(
            Status.PENGUMUMAN,
            by=BIDANG_KOPERASI,
            task="Umumkan dan kirim SK pembubaran",
            maps=15,
            on_arrival=[konsep("pengumuman_pembubaran", "Pengumuman"), SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            answers={
                "Sudah diumumkan": Answer(
                    Status.DIBUBARKAN,
                    do=(
                        *PENGUMUMAN,
                        keaktifan("Dibubarkan"),
                    ),
                )
            },
        ),
    ],
)
