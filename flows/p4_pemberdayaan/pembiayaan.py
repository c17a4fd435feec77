"""Fasilitasi pembiayaan. Dari pembentukan tim sampai laporan kegiatan. P4.2.1."""

from enum import StrEnum

from flows import kegiatan
from flows.aturan import TENGGAT
from flows.data import USAHA
from flows.engine.calendar import working_days
from flows.engine.columns import YES_NO, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    After,
    Answer,
    EmailIn,
    Field,
    Fill,
    Flow,
    Kind,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    UpdateData,
    Whom,
)
from flows.registers import BIDANG as KOLOM_BIDANG
from flows.registers import NIB, USAHA_MIKRO
from flows.roles import BIDANG, NARASUMBER, SEKRETARIS, TIM_PELAKSANA
from flows.surat import (
    AGENDA_KELUAR,
    JAWABAN_PALING_LAMBAT,
    batas_jawaban,
    kolom_surat,
    konsep,
    lembar,
    terbit,
)


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    PERSIAPAN = "Persiapan"
    PENENTUAN = "Penentuan narasumber"
    KONFIRMASI = "Konfirmasi narasumber"
    UNDANGAN = "Undangan peserta"
    PELAKSANAAN = "Pelaksanaan"
    AKHIR = "Laporan kegiatan"
    SELESAI = "Selesai"


KEGIATAN = Register(
    "Pembiayaan",
    USAHA_MIKRO,
    "FB",
    (
        KOLOM_BIDANG,
        Column("Nama kegiatan", Text(), required=True, width=36),
        Column("Materi", Text(lines=2), width=32),
        Column("Tanggal pelaksanaan", Date(), width=14),
        Column("Tempat", width=26),
        Column("Anggaran", Rupiah(), width=16),
        Column(
            "Susunan tim", Text(lines=3), width=30, help="Satu orang satu baris: «Nama - jabatan (Ketua)»."
        ),
        Column("Narasumber", width=26),
        Column("Pos-el narasumber", Email(), width=26),
        Column("Jumlah peserta", Whole(), width=10),
        Column("Lembaga keuangan", width=26),
        Column(
            "Pos-el lembaga keuangan",
            Email(),
            width=26,
            help="Diundang hadir; datanya tidak dikirim ke sini.",
        ),
        Column(
            "Jumlah berminat", Whole(), width=10, help="Peserta yang menyetujui datanya diberikan ke bank."
        ),
        Column("Hasil kegiatan", Text(lines=3), width=36),
        kegiatan.SIMPULAN,
        Column("Laporan", width=24, help="Nama berkas atau tautan."),
        Column("Pukul", width=18, help="Misalnya «09.00 WIB s.d. selesai»."),
        Column("Catatan narasumber", Text(lines=2), owner=Owner.ENGINE, width=28),
        kegiatan.HASIL_EVALUASI,
        Column("Minat tercatat", Text(lines=2), owner=Owner.ENGINE, width=34),
        JAWABAN_PALING_LAMBAT,
        *kolom_surat("SK tim", "permohonan", "undangan", "undangan lembaga"),
    ),
    guide="Satu baris untuk satu fasilitasi; data peserta ke bank hanya dengan persetujuan tertulisnya.",
)
PESERTA = Register(
    "Peserta FB",
    USAHA_MIKRO,
    "FBP",
    (
        *kegiatan.PESERTA,
        NIB,
        Column("Kebutuhan modal", Rupiah(), width=16),
        Column("Peruntukan", width=24),
        Column(
            "Persetujuan data", YES_NO, width=12, help="Setuju datanya diberikan kepada lembaga keuangan."
        ),
        *kegiatan.EVALUASI,
    ),
    kind=Kind.LINES,
    called="peserta",
)

KE_DATA_USAHA = UpdateData(
    USAHA,
    {"NIB": "NIB", "Kebutuhan modal": "Kebutuhan modal"},
    as_of="Tanggal pelaksanaan",
    each=PESERTA,
    which=lambda line: line.get("Persetujuan data") == "Ya" and bool(line.get("NIB")),
)
"""Kebutuhan modal peserta yang setuju dibawa ke data usahanya, dikenali dari NIB."""


def minat(row: RowView) -> str:
    """Berapa peserta yang menyetujui datanya diberikan, dan jumlah modal yang mereka butuhkan."""
    lines = [line for line in row.lines.get(PESERTA.name, ()) if line.get("Persetujuan data") == "Ya"]
    modal = sum(value for line in lines if isinstance(value := line.get("Kebutuhan modal"), int))
    rupiah = f"{modal:,}".replace(",", ".")
    return f"{len(lines)} peserta menyetujui datanya diberikan; kebutuhan modalnya Rp{rupiah},00."


KEPADA_PESERTA = terbit(
    "undangan_peserta", "Undangan", "undangan", "=Undangan", "=Peserta (daftar terlampir)", jenis="Undangan",
    proses="P4.2.1", lines=(PESERTA,), again=True, mail=(EmailIn("Pos-el", each=PESERTA),),
) + terbit(
    "undangan_lembaga", "Undangan lembaga keuangan", "undangan lembaga", "=Undangan", "Lembaga keuangan",
    jenis="Undangan", proses="P4.2.1", again=True, mail=(EmailIn("Pos-el lembaga keuangan"),),
)  # fmt: skip
PENDAFTARAN = (Status.PERSIAPAN, Status.PENENTUAN, Status.KONFIRMASI, Status.UNDANGAN, Status.PELAKSANAAN)
FORMULIR = [
    kegiatan.kesediaan_narasumber("kesediaan-narasumber-fb", Status.KONFIRMASI),
    kegiatan.pendaftaran_peserta(
        "pendaftaran-peserta-fb",
        PESERTA,
        PENDAFTARAN,
        Field("NIB", "NIB", help="Bila punya; kebutuhan modal lalu tercatat pada data usaha Saudara."),
        Field("Kebutuhan modal", "Kebutuhan modal", section="Minat pembiayaan"),
        Field("Peruntukan", "Peruntukan"),
        Field(
            "Setuju data diberikan kepada lembaga keuangan",
            "Persetujuan data",
            required=True,
            help="Persetujuan dapat ditarik kapan saja; dihentikan paling lambat 3x24 jam.",
        ),
    ),
    kegiatan.evaluasi_peserta("evaluasi-peserta-fb", PESERTA, [Status.AKHIR]),
]

FLOW = Flow(
    code="P4.2.1",
    title="Fasilitasi Pembiayaan",
    about=__doc__ or "",
    group="Pemberdayaan KUM",
    register=KEGIATAN,
    statuses=Status,
    ends=[Status.SELESAI],
    lines=[PESERTA],
    data=[USAHA, AGENDA_KELUAR],
    forms=FORMULIR,
    classification="500.3.4.1",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG,
            task="Bentuk Tim Pelaksana",
            maps=1,
            needs=("Susunan tim",),
            due=working_days(5),
            on_arrival=[konsep("sk_tim_kegiatan", "SK tim")],
            answers={
                "Tim terbentuk": Answer(
                    Status.PERSIAPAN,
                    do=terbit(
                        "sk_tim_kegiatan",
                        "SK tim",
                        "SK tim",
                        "=Pembentukan Tim Pelaksana",
                        "=Anggota tim",
                        jenis="Keputusan",
                        proses="P4.2.1",
                    ),
                )
            },
        ),
        Step(
            Status.PERSIAPAN,
            by=TIM_PELAKSANA,
            task="Lakukan persiapan",
            maps=2,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Tanggal pelaksanaan", "Tempat", "Materi"),
            due=working_days(10),
            answers={"Persiapan selesai": Status.PENENTUAN},
        ),
        Step(
            Status.PENENTUAN,
            by=TIM_PELAKSANA,
            task="Tentukan narasumber",
            maps=3,
            needs=("Narasumber", "Pos-el narasumber"),
            due=working_days(3),
            remind=(working_days(0),),
            on_arrival=[konsep("permohonan_narasumber", "Permohonan narasumber")],
            answers={
                "Minta kesediaan": Answer(
                    Status.KONFIRMASI,
                    do=(
                        batas_jawaban(TENGGAT["P4.2.1/4"]),
                        *terbit(
                            "permohonan_narasumber",
                            "Permohonan narasumber",
                            "permohonan",
                            "=Permohonan Narasumber",
                            "Narasumber",
                            proses="P4.2.1",
                            again=True,
                            mail=(NARASUMBER,),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.KONFIRMASI,
            by=NARASUMBER,
            task="Konfirmasi kesediaan",
            maps=4,
            recorded_by=TIM_PELAKSANA,
            link=True,
            if_silent=After(
                TENGGAT["P4.2.1/4"],
                goes_to=Status.PENENTUAN,
                condition="tidak bersedia",
                why="tidak ada konfirmasi narasumber",
            ),
            answers={
                "Bersedia": Answer(Status.UNDANGAN, condition="bersedia", evidence=True),
                "Tidak bersedia": Answer(Status.PENENTUAN, condition="tidak bersedia", evidence=True),
            },
        ),
        Step(
            Status.UNDANGAN,
            by=TIM_PELAKSANA,
            task="Undang peserta",
            maps=5,
            due=working_days(5),
            needs=("Lembaga keuangan",),
            on_arrival=[
                konsep("undangan_peserta", "Undangan", lines=(PESERTA,)),
                konsep("undangan_lembaga", "Undangan lembaga keuangan"),
            ],
            answers={"Peserta diundang": Answer(Status.PELAKSANAAN, do=KEPADA_PESERTA)},
        ),
        Step(
            Status.PELAKSANAAN,
            by=TIM_PELAKSANA,
            task="Laksanakan kegiatan",
            maps=6,
            on_arrival=[lembar("daftar_hadir", "Daftar hadir", lines=(PESERTA,))],
            needs=("Jumlah peserta",),
            due=working_days(15),
            answers={
                "Sudah dilaksanakan": Answer(
                    Status.AKHIR,
                    do=(
                        lembar("daftar_hadir", "Daftar hadir", lines=(PESERTA,), final=True),
                        Fill("Minat tercatat", minat),
                        KE_DATA_USAHA,
                        lembar(
                            "rekap_minat_kredit", "Rekap minat", lines=(PESERTA,), signer=BIDANG, final=True
                        ),
                    ),
                ),
                "Jadwalkan ulang": SendBack(Status.PERSIAPAN, condition=None),
            },
        ),
        Step(
            Status.AKHIR,
            by=BIDANG,
            task="Susun laporan kegiatan",
            maps=7,
            needs=("Hasil kegiatan", "Simpulan dan saran", "Laporan"),
            due=working_days(5),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Selesai": Answer(
                    Status.SELESAI,
                    do=(
                        kegiatan.evaluasi(PESERTA),
                        lembar("laporan_pembiayaan", "Laporan kegiatan", signer=BIDANG, final=True),
                    ),
                )
            },
        ),
    ],
)
