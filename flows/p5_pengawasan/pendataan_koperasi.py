"""Pendataan koperasi. Dari pembentukan tim sampai data koperasi tervalidasi. P5.2.1."""

from enum import StrEnum

from flows.aturan import TENGGAT
from flows.data import BENTUK_KOPERASI, JENIS_KOPERASI, KEBERADAAN, KOPERASI_KOTA, NIK_KOPERASI
from flows.engine.calendar import calendar_days, working_days
from flows.engine.columns import KBLI, NPWP, Column, Date, Email, Link, Owner, Phone, Rupiah, Text, Whole
from flows.engine.model import (
    After,
    Answer,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    OpenCase,
    Register,
    RowView,
    SendMail,
    Step,
    UpdateData,
    Upload,
    Whom,
)  # fmt: skip
from flows.janggal import MODAL_SENDIRI
from flows.penilaian import kelas_usaha
from flows.registers import KELURAHAN as NAMA_KELURAHAN
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.registers import NIB
from flows.roles import BIDANG_KOPERASI, CAMAT, KELURAHAN, PENGURUS_KOPERASI, TIM_PENDATAAN
from flows.surat import (
    AGENDA_KELUAR,
    JAWABAN_PALING_LAMBAT,
    batas_jawaban,
    kolom_surat,
    konsep,
    lembar,
    terbit,
)
from flows.wilayah import ISI_KECAMATAN, KECAMATAN


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
        Column("Jenis koperasi", JENIS_KOPERASI, width=16),
        Column("Bentuk", BENTUK_KOPERASI, width=14),
        Column("Kelompok", width=18, help="KPRI, KSP, KSPPS, KSU, KKMP dan seterusnya."),
        Column("Sektor usaha", width=18),
        Column("NIK koperasi", NIK_KOPERASI, width=18),
        Column("Nama ketua", personal=True, width=26),
        Column("Nama sekretaris", personal=True, width=26),
        Column("Nama bendahara", personal=True, width=26),
        Column("Nama pengawas", personal=True, width=26),
        Column("Nama manajer", personal=True, width=26),
        Column("Telepon", Phone(), width=16),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column("Pos-el kelurahan", Email(), width=26),
        Column(
            "Pos-el kecamatan", Email(), width=26, help="Camat diberi tahu bila kelurahan belum menjawab."
        ),
        NIB,
        Column("NPWP", NPWP, width=20),
        Column("KBLI", KBLI, width=8),
        Column("Izin USP", width=20, help="Izin usaha simpan pinjam."),
        Column("Anggota pria", Whole(), width=10),
        Column("Anggota wanita", Whole(), width=10),
        Column("RAT terakhir", Date(), width=14),
        Column(
            "Anggota tim", Text(lines=2), width=28, help="Satu orang satu baris: «Nama - jabatan (Ketua)»."
        ),
        Column("Keberadaan", KEBERADAAN, width=22),
        Column("Nomor keterangan kelurahan", width=24),
        Column("Hasil kunjungan", Text(lines=2), width=30),
        Column("Tanggal validasi", Date(), width=14),
        Column("ID data koperasi", width=16, help="ID di tab Data Koperasi, bila diketahui."),
        Column("Aset", Rupiah(), width=18),
        Column("Tahun buku", Whole(2000, 2100), width=10),
        *(Column(heading, Rupiah(), width=16) for heading in MODAL_SENDIRI),
        Column("Modal sendiri", Rupiah(), width=18),
        Column("Modal luar", Rupiah(), width=18),
        Column("Volume usaha", Rupiah(), width=18),
        Column("SHU", Rupiah(), width=16),
        Column("Karyawan", Whole(), width=10),
        Column("Isian pengurus", Text(lines=3), owner=Owner.ENGINE, width=34),
        Column("Jumlah anggota", Whole(), owner=Owner.ENGINE, width=10),
        Column("KUK", owner=Owner.ENGINE, width=8),
        Column("Catatan KUK", Text(lines=2), owner=Owner.ENGINE, width=30),
        Column("Keterangan kelurahan", KEBERADAAN, owner=Owner.ENGINE, width=22),
        KECAMATAN,
        JAWABAN_PALING_LAMBAT,
        *kolom_surat("SK tim", "surat pengurus", "surat kelurahan", "surat tugas", "berita acara"),
    ),
    guide="Satu baris untuk satu koperasi yang didata. Anggota dihitung; nama anggota tidak dicatat.",
)

KUNJUNGAN = Register(
    "Kunjungan Koperasi",
    BUKU_KOPERASI,
    "PKK",
    (
        Column("Tanggal", Date(), required=True, width=14),
        Column("Petugas", required=True, width=26),
        Column("Keberadaan", KEBERADAAN, required=True, width=22),
        Column("Yang ditemui", personal=True, width=26),
        Column("Temuan", Text(lines=3), required=True, width=36),
        Column("Foto", Link(), width=20),
    ),
    kind=Kind.LINES,
)
SAMA = (
    "Nama koperasi", "Nomor badan hukum", "Tanggal badan hukum", "Alamat", "Kelurahan", "Kecamatan", "Bentuk",
    "Jenis koperasi", "Kelompok", "Sektor usaha", "NIK koperasi", "Nama ketua", "Nama sekretaris", "Nama bendahara",
    "Nama pengawas", "Nama manajer", "Telepon", "Pos-el pengurus", "NIB", "NPWP", "KBLI", "Izin USP", "Anggota pria",
    "Anggota wanita", "Jumlah anggota", "Karyawan", "Tahun buku", *MODAL_SENDIRI, "Modal sendiri", "Modal luar", "Aset",
    "Volume usaha", "SHU", "Keberadaan", "KUK",
)  # fmt: skip
"""Kolom ODS Kementerian dan keuangan koperasi, dengan nama yang sama di Data Koperasi."""


def jumlah_anggota(row: RowView) -> int | None:
    """Anggota pria ditambah wanita, bila salah satunya diketahui."""
    known = [
        value for heading in ("Anggota pria", "Anggota wanita") if isinstance(value := row[heading], int)
    ]
    return sum(known) if known else None


DIVALIDASI = UpdateData(
    KOPERASI_KOTA,
    {**{heading: heading for heading in SAMA}, "Tanggal RAT terakhir": "RAT terakhir"},
    as_of="Tanggal validasi",
    id_in="ID data koperasi",
    add=True,
)
"""Data yang tervalidasi memutakhirkan Data Koperasi; koperasi yang belum ada di sana ditambahkan."""

FLOW = Flow(
    code="P5.2.1",
    title="Pendataan Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=PENDATAAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.2.1",
    lines=[KUNJUNGAN],
    data=[KOPERASI_KOTA, AGENDA_KELUAR],
    forms=[
        Form(
            "tanggapan-pengurus",
            "Tanggapan pengurus koperasi",
            (
                Field(
                    "Data yang benar",
                    "Isian pengurus",
                    required=True,
                    help="Alamat, susunan pengurus, jumlah anggota, RAT terakhir, aset, modal, SHU.",
                ),
            ),
            answers=Status.TANGGAPAN,
            public=False,
            privacy="Dipakai untuk memutakhirkan data koperasi; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Tanggapan Saudara telah kami terima.",
        ),
        Form(
            "hasil-kunjungan",
            "Hasil kunjungan koperasi",
            (
                Field("Tanggal", "Tanggal", required=True),
                Field("Petugas", "Petugas", required=True),
                Field("Keberadaan", "Keberadaan", required=True),
                Field("Yang ditemui", "Yang ditemui"),
                Field("Temuan", "Temuan", required=True),
                Field("Foto", "Foto", upload=Upload(("jpg", "png"), 5, 4)),
            ),
            adds=KUNJUNGAN,
            during=(Status.KUNJUNGAN, Status.VALIDASI),
            public=False,
            privacy="Nama yang ditemui dipakai untuk berita acara; dasar: pelayanan publik (UU 27/2022 Pasal 20).",
            receipt="Hasil kunjungan sudah dicatat.",
        ),
        Form(
            "keterangan-keberadaan",
            "Keterangan keberadaan koperasi",
            (Field("Keberadaan", "Keterangan kelurahan", required=True),),
            answers=Status.KETERANGAN,
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Keterangan Saudara telah kami terima.",
        ),
    ],
    steps=[
        Step(
            Status.TIM,
            by=BIDANG_KOPERASI,
            task="Buat tim pendataan koperasi",
            maps=1,
            needs=("Anggota tim",),
            due=working_days(5),
            on_arrival=[konsep("sk_tim_pendataan_koperasi", "SK tim")],
            answers={
                "Tim terbentuk": Answer(
                    Status.VERIFIKASI,
                    do=terbit(
                        "sk_tim_pendataan_koperasi",
                        "SK tim",
                        "SK tim",
                        "=Pembentukan Tim Pendataan",
                        "=Anggota tim",
                        jenis="Keputusan",
                        proses="P5.2.1",
                    ),
                )
            },
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
            on_arrival=[batas_jawaban(TENGGAT["P5.2.1/4"]), konsep("surat_pengurus", "Surat ke pengurus")],
            needs=("Pos-el pengurus",),
            due=working_days(3),
            answers={
                "Surat dikirim": Answer(
                    Status.TANGGAPAN,
                    do=(
                        batas_jawaban(TENGGAT["P5.2.1/4"]),
                        *terbit(
                            "surat_pengurus",
                            "Surat ke pengurus",
                            "surat pengurus",
                            "=Pemutakhiran Data Koperasi",
                            "Nama koperasi",
                            proses="P5.2.1",
                            mail=(PENGURUS_KOPERASI,),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.TANGGAPAN,
            by=PENGURUS_KOPERASI,
            task="Tanggapi surat",
            maps=4,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=TENGGAT["P5.2.1/4"],
            remind=(calendar_days(-7),),
            if_silent=After(TENGGAT["P5.2.1/4"], goes_to=Status.KONFIRMASI, condition="tidak ada tanggapan"),
            answers={
                "Ada tanggapan": Answer(
                    Status.KUNJUNGAN,
                    condition="ada tanggapan",
                    evidence=True,
                    do=terbit(
                        "tugas_kunjungan_koperasi",
                        "Surat tugas",
                        "surat tugas",
                        "=Kunjungan Koperasi",
                        "=Tim Pendataan",
                        jenis="Surat tugas",
                        proses="P5.2.1",
                        kode="800.1.11.1",
                    ),
                )
            },
        ),
        Step(
            Status.KONFIRMASI,
            by=TIM_PENDATAAN,
            task="Konfirmasikan keberadaan koperasi ke kelurahan",
            maps=5,
            on_arrival=[
                ISI_KECAMATAN,
                konsep("surat_kelurahan", "Surat ke kelurahan"),
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            needs=("Pos-el kelurahan",),
            due=working_days(3),
            answers={
                "Surat ke kelurahan dikirim": Answer(
                    Status.KETERANGAN,
                    do=(
                        ISI_KECAMATAN,
                        lembar("keterangan_keberadaan", "Contoh keterangan Lurah", final=True),
                        *terbit(
                            "surat_kelurahan",
                            "Surat ke kelurahan",
                            "surat kelurahan",
                            "=Konfirmasi Keberadaan Koperasi",
                            "Kelurahan",
                            proses="P5.2.1",
                            mail=(KELURAHAN,),
                            lampiran=("Contoh keterangan Lurah",),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.KETERANGAN,
            by=KELURAHAN,
            task="Buat surat keterangan keberadaan koperasi",
            maps=6,
            recorded_by=TIM_PENDATAAN,
            link=True,
            due=TENGGAT["P5.2.1/6"],
            remind=(working_days(0),),
            escalate=CAMAT,
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
                        *terbit(
                            "ba_validasi_koperasi",
                            "BA validasi",
                            "berita acara",
                            "=Validasi Data Koperasi",
                            "Nama koperasi",
                            jenis="Berita acara",
                            proses="P5.2.1",
                            lines=(KUNJUNGAN,),
                        ),
                        ISI_KECAMATAN,
                        Fill("Jumlah anggota", jumlah_anggota),
                        Fill("KUK", lambda row: kelas_usaha(row)[0] or None),
                        Fill("Catatan KUK", lambda row: kelas_usaha(row)[1] or None),
                        DIVALIDASI,
                        OpenCase(
                            "P5.3.1",
                            when="data koperasi tervalidasi tersedia",
                            copies={
                                "Pemohon": "=Dinas Komunikasi, Informatika dan Statistik",
                                "Keperluan": "=bahan publikasi data koperasi",
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
