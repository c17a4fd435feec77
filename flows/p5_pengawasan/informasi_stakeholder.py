"""Sumber Informasi bagi Stakeholder. Dari permintaan data sampai data diserahkan. P5.3.1.

Ditolak kecuali dasar dan keperluannya ada dalam ketentuan (``config/pelepasan.toml``); data pribadi hanya menurut
UU 27/2022 Pasal 20.
"""

from enum import StrEnum

from flows import pelepasan
from flows.aturan import TENGGAT
from flows.data import KOPERASI_KOTA, USAHA
from flows.engine.calendar import calendar_days, working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Text, Whole
from flows.engine.model import (
    Announce,
    Answer,
    Approval,
    Check,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    MakeWorkbook,
    Register,
    SendBack,
    SendMail,
    Step,
    UpdateData,
    Whom,
)  # fmt: skip
from flows.registers import STAKEHOLDER as NAMA_STAKEHOLDER
from flows.registers import USAHA_MIKRO
from flows.roles import BIDANG_USAHA_MIKRO, KEPALA_DINAS, SEKRETARIS, STAKEHOLDER
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERMINTAAN = "Permintaan data"
    PEMERIKSAAN = "Pemeriksaan dasar"
    PERPANJANGAN = "Pemeriksaan diperpanjang"
    PENYIAPAN = "Penyiapan data"
    PERSETUJUAN = "Persetujuan Kepala Dinas"
    PENYERAHAN = "Penyerahan data"
    DISERAHKAN = "Diserahkan"
    DITOLAK = "Ditolak"


PERMINTAAN = Register(
    "Permintaan Data",
    USAHA_MIKRO,
    "MD",
    (
        Column("Pemohon", NAMA_STAKEHOLDER, required=True, width=36),
        Column("Keperluan", Text(lines=2), required=True, width=32),
        Column("Data yang diminta", Text(lines=2), required=True, width=34),
        Column("Dasar permintaan", width=28, help="Nomor dan tanggal surat, perjanjian, atau peraturan."),
        Column("Pos-el pemohon", Email(), width=26),
        Column("Petugas penerima", personal=True, width=26),
        Column("Tanggal penyerahan", Date(), width=14),
        Column(
            "Alasan perpanjangan", Text(lines=2), width=30, help="Masuk surat pemberitahuan perpanjangan."
        ),
        Column("Tanggal diterima", Date(), owner=Owner.ENGINE, width=14),
        Column(
            "Keperluan yang dipilih",
            Choice(pelepasan.KEPERLUAN),
            width=30,
            help="Dipilih petugas bila kata di kolom Keperluan tidak sama dengan ketentuan bagi pemohon.",
        ),
        Column("Ketentuan bagi pemohon", Text(lines=2), owner=Owner.ENGINE, width=34),
        Column("Keperluan menurut ketentuan", owner=Owner.ENGINE, width=30),
        Column("Tingkat data", Choice(pelepasan.TINGKAT), owner=Owner.ENGINE, width=18),
        Column("Kolom yang diberikan", Text(lines=2), owner=Owner.ENGINE, width=34),
        Column("Dasar hukum", Text(lines=2), owner=Owner.ENGINE, width=30),
        Column("Yang disamarkan", Text(lines=2), owner=Owner.ENGINE, width=34),
        Column("Jumlah baris", Whole(), owner=Owner.ENGINE, width=10),
        Column("Berkas data", owner=Owner.ENGINE, width=26),
        Column("Sidik berkas", owner=Owner.ENGINE, width=30),
        Column("Berlaku sampai", Date(), owner=Owner.ENGINE, width=14),
        *kolom_surat("penolakan", "perpanjangan", "pengantar", "berita acara"),
    ),
    guide="Satu baris untuk satu permintaan. Data tidak dipakai untuk keperluan lain dan tidak diteruskan.",
)
LOG = Register(
    "Log Pelepasan Data",
    USAHA_MIKRO,
    "LG",
    tuple(
        Column(heading, kind, owner=Owner.ENGINE, personal=heading == "Petugas penerima", width=width)
        for heading, kind, width in (
            ("Kasus", Text(), 16), ("Pemohon", Text(), 34), ("Keperluan", Text(), 30), ("Tanggal", Date(), 14),
            ("Tingkat", Text(), 16), ("Kolom", Text(), 36), ("Jumlah baris", Whole(), 10), ("Sidik berkas", Text(), 30),
            ("Dasar permintaan", Text(), 28), ("Dasar hukum", Text(), 28),
            ("Petugas penerima", Text(), 24), ("Dihapus paling lambat", Date(), 14),
        )
    ),
    kind=Kind.DATA,
    guide="Catatan pelepasan data (UU 27/2022 Pasal 31). Diisi Alur; tidak diubah.",
)  # fmt: skip
MENURUT_KETENTUAN = (
    Fill("Ketentuan bagi pemohon", pelepasan.ketentuan),
    Fill("Keperluan menurut ketentuan", pelepasan.tujuan),
    Fill("Tingkat data", pelepasan.tingkat),
    Fill("Kolom yang diberikan", pelepasan.kolom),
    Fill("Dasar hukum", pelepasan.dasar_hukum),
    Fill("Yang disamarkan", pelepasan.yang_disamarkan),
)
DITELAAH = lembar("lembar_telaah", "Lembar telaah", signer=BIDANG_USAHA_MIKRO.name, final=True)
DISIAPKAN = (
    *MENURUT_KETENTUAN,
    Fill("Berlaku sampai", pelepasan.berlaku_sampai),
    MakeWorkbook("Data", pelepasan.tabel, (USAHA, KOPERASI_KOTA), counts="Jumlah baris"),
)
DISETUJUI = (
    MakeWorkbook("Data", pelepasan.tabel, (USAHA, KOPERASI_KOTA), counts="Jumlah baris", final=True),
    lembar("pernyataan_kerahasiaan", "Pernyataan kerahasiaan"),
    konsep("pengantar_data", "Surat pengantar"),
    SendMail("giliran", to=(Whom.TURN,)),
)
DISERAHKAN = (
    lembar("pernyataan_kerahasiaan", "Pernyataan kerahasiaan", final=True),
    Fill("Sidik berkas", lambda row: row.letters.get("Data")),
    Fill("Berkas data", lambda row: "data.xlsx (bersandi)"),
    *terbit(
        "pengantar_data", "Surat pengantar", "pengantar", "=Penyampaian Data", "Pemohon", jenis="Surat pengantar",
        proses="P5.3.1", mail=(STAKEHOLDER,),
    ),
    *terbit(
        "bast_data", "BAST data", "berita acara", "=Serah Terima Data", "Pemohon", jenis="Berita acara", proses="P5.3.1"
    ),
    UpdateData(
        LOG,
        {
            "Kasus": "ID", "Pemohon": "Pemohon", "Keperluan": "Keperluan menurut ketentuan",
            "Tanggal": "Tanggal pengantar", "Tingkat": "Tingkat data", "Kolom": "Kolom yang diberikan",
            "Jumlah baris": "Jumlah baris",
            "Sidik berkas": "Sidik berkas", "Petugas penerima": "Petugas penerima",
            "Dihapus paling lambat": "Berlaku sampai", "Dasar permintaan": "Dasar permintaan",
            "Dasar hukum": "Dasar hukum",
        },
        add=True,
        name="penyerahan",
    ),
)  # fmt: skip
DIPERIKSA = {
    "Diterima": Answer(
        Status.PENYIAPAN,
        condition="diterima",
        needs=("Dasar permintaan",),
        do=(*MENURUT_KETENTUAN, DITELAAH),
    ),
    "Ditolak": Answer(
        Status.DITOLAK,
        condition="ditolak",
        note=True,
        do=(
            DITELAAH,
            *terbit(
                "penolakan_data", "Surat penolakan", "penolakan", "=Permintaan Data", "Pemohon", proses="P5.3.1",
                mail=(STAKEHOLDER,),
            ),
        ),
    ),
}  # fmt: skip
DIPERPANJANG = terbit(
    "perpanjangan_data", "Surat perpanjangan", "perpanjangan", "=Perpanjangan Waktu Jawaban", "Pemohon",
    proses="P5.3.1", mail=(STAKEHOLDER,),
)  # fmt: skip
"""UU 14/2008: sepuluh hari kerja, dapat diperpanjang paling lama tujuh dengan pemberitahuan tertulis."""
DIPUTUSKAN = (
    "Pemohon", "Keperluan", "Keperluan menurut ketentuan", "Data yang diminta", "Dasar permintaan", "Dasar hukum",
    "Tingkat data", "Kolom yang diberikan", "Yang disamarkan", "Jumlah baris", "Berlaku sampai",
)  # fmt: skip

FLOW = Flow(
    code="P5.3.1",
    title="Sumber Informasi bagi Stakeholder",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PERMINTAAN,
    statuses=Status,
    ends=[Status.DISERAHKAN, Status.DITOLAK],
    classification="500.14.4",
    data=[USAHA, KOPERASI_KOTA, LOG, AGENDA_KELUAR],
    announces=[
        Announce(
            "penghapusan data",
            LOG,
            pelepasan.dihapus,
            calendar_days(7),
            BIDANG_USAHA_MIKRO,
            "Data yang diserahkan kepada {Pemohon} ({Kasus}) harus sudah dihapus",
        )
    ],
    checks=[
        Check(
            pelepasan.tidak_berizin,
            "keperluan ini tidak ada dalam ketentuan pelepasan data bagi pemohon. Pilih «Keperluan yang dipilih» "
            "menurut kolom «Ketentuan bagi pemohon», atau tolak.",
            at=(Status.PEMERIKSAAN, Status.PERPANJANGAN, Status.PENYIAPAN, Status.PENYERAHAN),
        ),
        Check(
            pelepasan.lewat,
            "masa berlaku permintaan ini sudah lewat; pilih «Siapkan ulang» supaya data dan persetujuannya diperbarui.",
            at=(Status.PENYERAHAN,),
        ),
    ],
    forms=[
        Form(
            "permintaan-data",
            "Permintaan data",
            (
                Field("Instansi", "Pemohon", required=True),
                Field("Keperluan", "Keperluan", required=True),
                Field("Data yang diminta", "Data yang diminta", required=True),
                Field("Dasar permintaan", "Dasar permintaan", help="Nomor dan tanggal surat permintaan."),
                Field("Pos-el", "Pos-el pemohon"),
                Field("Petugas penerima data", "Petugas penerima"),
            ),
            privacy="Dipakai untuk memeriksa dan menjawab permintaan; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Permintaan Saudara telah kami terima.",
            known_by="Pemohon",
        )
    ],
    steps=[
        Step(
            Status.PERMINTAAN,
            by=STAKEHOLDER,
            task="Minta data",
            maps=1,
            recorded_by=BIDANG_USAHA_MIKRO,
            on_arrival=[Fill("Tanggal diterima", lambda row: row.today)],
            due=working_days(2),
            answers={"Terima permintaan": Status.PEMERIKSAAN},
        ),
        Step(
            Status.PEMERIKSAAN,
            by=BIDANG_USAHA_MIKRO,
            task="Periksa dasar dan keperluan permintaan",
            maps=2,
            on_arrival=[
                *MENURUT_KETENTUAN,
                lembar("lembar_telaah", "Lembar telaah", signer=BIDANG_USAHA_MIKRO.name),
                SendMail("tanda_terima", to=(STAKEHOLDER,)),
            ],
            due=TENGGAT["P5.3.1/2"],
            due_since="Tanggal diterima",
            remind=(working_days(-3), working_days(0)),
            escalate=SEKRETARIS,
            answers={
                **DIPERIKSA,
                "Perpanjang waktu": Answer(Status.PERPANJANGAN, note=True, do=DIPERPANJANG),
            },
        ),
        Step(
            Status.PERPANJANGAN,
            by=BIDANG_USAHA_MIKRO,
            task="Periksa dasar dan keperluan dalam waktu yang diperpanjang",
            maps=2,
            due=TENGGAT["P5.3.1/2 diperpanjang"],
            due_since="Tanggal diterima",
            remind=(working_days(-3), working_days(0)),
            escalate=SEKRETARIS,
            answers=DIPERIKSA,
        ),
        Step(
            Status.PENYIAPAN,
            by=BIDANG_USAHA_MIKRO,
            task="Siapkan data sesuai keperluan stakeholder",
            maps=3,
            due=working_days(5),
            remind=(working_days(-1),),
            answers={"Ajukan persetujuan": Answer(Status.PERSETUJUAN, do=DISIAPKAN)},
        ),
        Step(
            Status.PERSETUJUAN,
            by=KEPALA_DINAS,
            task="Setujui pemberian data",
            maps=4,
            approval=Approval(shows=DIPUTUSKAN, kind="data"),
            due=working_days(2),
            remind=(working_days(0),),
            answers={
                "Setuju": Answer(Status.PENYERAHAN, condition="setuju"),
                "Revisi": SendBack(Status.PENYIAPAN),
            },
        ),
        Step(
            Status.PENYERAHAN,
            by=BIDANG_USAHA_MIKRO,
            task="Serahkan data dengan surat pengantar",
            maps=5,
            on_arrival=DISETUJUI,
            needs=("Tanggal penyerahan", "Petugas penerima"),
            due=working_days(2),
            answers={
                "Sudah diserahkan": Answer(Status.DISERAHKAN, do=DISERAHKAN),
                "Siapkan ulang": SendBack(Status.PENYIAPAN, condition=None),
            },
        ),
    ],
)
