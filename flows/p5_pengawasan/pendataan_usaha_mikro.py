"""Pendataan usaha mikro. Dari pembentukan tim sampai laporan akhir pihak ketiga diterima. P5.2.2."""

from enum import StrEnum

from flows import kegiatan
from flows.aturan import TENGGAT
from flows.data import USAHA
from flows.engine.calendar import working_days
from flows.engine.columns import (
    Column,
    Date,
    Email,
    Owner,
    Text,
    Whole,
)  # fmt: skip
from flows.engine.model import (
    Answer,
    Field,
    Flow,
    Form,
    OpenCase,
    Register,
    SendBack,
    SendMail,
    Step,
    Together,
    Whom,
)  # fmt: skip
from flows.registers import KELURAHAN as NAMA_KELURAHAN
from flows.registers import USAHA_MIKRO
from flows.roles import (
    BIDANG_USAHA_MIKRO,
    CAMAT,
    KELURAHAN,
    PIHAK_KETIGA,
    TIM_PENDATAAN,
)  # fmt: skip
from flows.sensus import DIVALIDASI, ENTRI, PERTANYAAN
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit
from flows.wilayah import ISI_KECAMATAN, KECAMATAN


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    TIM = "Pembentukan tim"
    PIHAK_KETIGA = "Verifikasi pihak ketiga"
    KOORDINASI = "Koordinasi"
    DATA_AWAL = "Data awal"
    UNDANGAN_PERTAMA = "Undangan FGD pertama"
    FGD_PERTAMA = "FGD pertama"
    PEMBERITAHUAN = "Pemberitahuan kelurahan"
    PERSETUJUAN = "Menunggu persetujuan kelurahan"
    PENDATAAN = "Pendataan lapangan"
    UNDANGAN_KEDUA = "Undangan FGD kedua"
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
        Column(
            "Pos-el kecamatan", Email(), width=26, help="Camat diberi tahu bila kelurahan belum menjawab."
        ),
        Column(
            "Anggota tim", Text(lines=3), width=30, help="Satu orang satu baris: «Nama - jabatan (Ketua)»."
        ),
        Column("Nomor kontrak", width=22),
        Column("Tanggal FGD pertama", Date(), width=14),
        Column("Mulai pendataan", Date(), width=14),
        Column("Jumlah data", Whole(), width=12, help="Jumlah usaha yang didata."),
        Column("Tanggal FGD kedua", Date(), width=14),
        Column("Hasil evaluasi", Text(lines=2), width=30),
        *(
            Column(f"{word} FGD {order}", Text(lines=3), width=34, help=f"Untuk notula FGD {order}.")
            for order in ("pertama", "kedua")
            for word in ("Pembahasan", "Kesimpulan")
        ),
        Column("Laporan akhir", width=26, help="Nama berkas atau tautan."),
        Column("Tanggal validasi", Date(), width=14),
        kegiatan.SIMPULAN,
        KECAMATAN,
        Column("Profil pihak ketiga", Text(lines=3), owner=Owner.ENGINE, width=30),
        Column("Tanggapan kelurahan", Text(lines=2), owner=Owner.ENGINE, width=30),
        Column("Hasil validasi", Text(lines=2), owner=Owner.ENGINE, width=30),
        *kolom_surat("SK tim", "undangan FGD 1", "surat pemberitahuan", "undangan FGD 2", "berita acara"),
    ),
    guide="Satu baris untuk pendataan di satu kelurahan. Hasilnya, satu baris tiap usaha, di tab Entri Usaha.",
)

UNDANGAN_PERTAMA = terbit(
    "undangan_fgd_pertama", "Undangan FGD pertama", "undangan FGD 1", "=Undangan FGD Pertama", "Kelurahan",
    jenis="Undangan", proses="P5.2.2", mail=(KELURAHAN,),
)  # fmt: skip
UNDANGAN_KEDUA = terbit(
    "undangan_fgd_kedua", "Undangan FGD kedua", "undangan FGD 2", "=Undangan FGD Kedua", "Kelurahan",
    jenis="Undangan", proses="P5.2.2", mail=(KELURAHAN,),
)  # fmt: skip
FORMULIR = [
    Form(
        "profil-pihak-ketiga",
        "Profil pihak ketiga",
        (
            Field(
                "Profil",
                "Profil pihak ketiga",
                required=True,
                help="Badan hukum, pengalaman, tenaga, pernyataan rahasia.",
            ),
        ),
        answers=Status.DATA_AWAL,
        public=False,
        privacy="Dipakai untuk menilai pihak ketiga; dasar: pelaksanaan perjanjian (UU 27/2022 Pasal 20).",
        receipt="Profil telah kami terima.",
    ),
    Form(
        "persetujuan-turun-lapangan",
        "Persetujuan turun lapangan",
        (Field("Tanggapan", "Tanggapan kelurahan"),),
        answers=Status.PERSETUJUAN,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Persetujuan telah kami terima.",
    ),
    Form(
        "evaluasi-data-kelurahan",
        "Evaluasi data hasil pendataan",
        (Field("Evaluasi", "Tanggapan kelurahan", required=True),),
        answers=Status.EVALUASI,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Evaluasi telah kami terima.",
    ),
    Form(
        "validasi-data",
        "Validasi data hasil pendataan",
        (
            Field(
                "Hasil validasi",
                "Hasil validasi",
                required=True,
                help="Berapa yang sah, berapa yang diperbaiki.",
            ),
        ),
        answers=Status.VALIDASI,
        public=False,
        privacy="Tidak memuat data pribadi.",
        receipt="Hasil validasi telah kami terima.",
    ),
    Form(
        "entri-usaha",
        "Entri usaha mikro",
        PERTANYAAN,
        adds=ENTRI,
        during=(Status.PENDATAAN, Status.UNDANGAN_KEDUA, Status.FGD_KEDUA, Status.EVALUASI, Status.VALIDASI),
        public=False,
        privacy="Dipakai untuk pembinaan usaha mikro; dasar: pelayanan publik (UU 27/2022 Pasal 20). Diberikan kepada "
        "pihak lain hanya menurut ketentuan pelepasan data. Disimpan selama usaha dibina.",
        receipt="Entri sudah dicatat.",
    ),
]

SK_TIM = terbit(
    "sk_tim_pendataan_um", "SK tim", "SK tim", "=Pembentukan Tim Pendataan", "=Anggota tim", jenis="Keputusan",
    proses="P5.2.2",
)  # fmt: skip
SURAT_PEMBERITAHUAN = terbit(
    "pemberitahuan_pendataan", "Surat pemberitahuan", "surat pemberitahuan", "=Pemberitahuan Pendataan Usaha Mikro",
    "Kelurahan", proses="P5.2.2", again=True, mail=(KELURAHAN,),
)  # fmt: skip
"""Kelurahan yang belum menyetujui disurati lagi: surat baru dengan nomornya sendiri, yang lama tetap di agenda."""
BA_HASIL_PENDATAAN = terbit(
    "ba_hasil_pendataan", "BA hasil pendataan", "berita acara", "=Hasil Pendataan Usaha Mikro", "Kelurahan",
    jenis="Berita acara", proses="P5.2.2",
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
    data=[USAHA, AGENDA_KELUAR],
    forms=FORMULIR,
    classification="500.14.3",
    steps=[
        Step(
            Status.TIM,
            by=BIDANG_USAHA_MIKRO,
            task="Bentuk tim pendataan usaha mikro",
            maps=1,
            needs=("Anggota tim",),
            due=working_days(5),
            on_arrival=[konsep("sk_tim_pendataan_um", "SK tim")],
            answers={"Tim terbentuk": Answer(Status.PIHAK_KETIGA, do=SK_TIM)},
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
            answers={"Data awal diterima": Status.UNDANGAN_PERTAMA},
        ),
        Step(
            Status.UNDANGAN_PERTAMA,
            by=BIDANG_USAHA_MIKRO,
            task="Undang kelurahan ke FGD pertama",
            maps=5,
            on_arrival=[ISI_KECAMATAN, konsep("undangan_fgd_pertama", "Undangan FGD pertama")],
            needs=("Tanggal FGD pertama", "Pos-el kelurahan"),
            due=working_days(3),
            answers={"Undangan dikirim": Answer(Status.FGD_PERTAMA, do=UNDANGAN_PERTAMA)},
        ),
        Step(
            Status.FGD_PERTAMA,
            by=BIDANG_USAHA_MIKRO,
            task="Fasilitasi FGD pertama dengan kelurahan",
            maps=5,
            on_arrival=[lembar("notula_fgd_pertama", "Notula FGD pertama")],
            due=working_days(2),
            due_since="Tanggal FGD pertama",
            answers={
                "FGD selesai": Answer(
                    Status.PEMBERITAHUAN,
                    needs=("Pembahasan FGD pertama",),
                    do=(lembar("notula_fgd_pertama", "Notula FGD pertama", final=True),),
                )
            },
        ),
        Step(
            Status.PEMBERITAHUAN,
            by=BIDANG_USAHA_MIKRO,
            task="Buat surat pemberitahuan pendataan ke kelurahan",
            maps=6,
            on_arrival=[ISI_KECAMATAN, konsep("pemberitahuan_pendataan", "Surat pemberitahuan")],
            needs=("Pos-el kelurahan",),
            due=working_days(3),
            answers={"Surat dikirim": Answer(Status.PERSETUJUAN, do=SURAT_PEMBERITAHUAN)},
        ),
        Step(
            Status.PERSETUJUAN,
            by=KELURAHAN,
            task="Setujui turun lapangan",
            maps=7,
            recorded_by=BIDANG_USAHA_MIKRO,
            link=True,
            due=TENGGAT["P5.2.2/7"],
            remind=(working_days(-2), working_days(0)),
            escalate=CAMAT,
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
            answers={
                "Pendataan selesai": Answer(Status.UNDANGAN_KEDUA, needs=("Mulai pendataan", "Jumlah data"))
            },
        ),
        Step(
            Status.UNDANGAN_KEDUA,
            by=BIDANG_USAHA_MIKRO,
            task="Undang kelurahan ke FGD kedua",
            maps=9,
            on_arrival=[ISI_KECAMATAN, konsep("undangan_fgd_kedua", "Undangan FGD kedua")],
            needs=("Tanggal FGD kedua",),
            due=working_days(3),
            answers={"Undangan dikirim": Answer(Status.FGD_KEDUA, do=UNDANGAN_KEDUA)},
        ),
        Step(
            Status.FGD_KEDUA,
            by=BIDANG_USAHA_MIKRO,
            task="Selenggarakan FGD kedua atas hasil pendataan",
            maps=9,
            on_arrival=[lembar("notula_fgd_kedua", "Notula FGD kedua")],
            due=working_days(2),
            due_since="Tanggal FGD kedua",
            answers={
                "FGD selesai": Answer(
                    Status.EVALUASI,
                    needs=("Pembahasan FGD kedua",),
                    do=(
                        lembar("notula_fgd_kedua", "Notula FGD kedua", final=True),
                        *BA_HASIL_PENDATAAN,
                    ),
                )
            },
        ),
        Step(
            Status.EVALUASI,
            by=KELURAHAN,
            task="Evaluasi data hasil pendataan",
            maps=10,
            recorded_by=BIDANG_USAHA_MIKRO,
            link=True,
            due=TENGGAT["P5.2.2/10"],
            remind=(working_days(-2), working_days(0)),
            escalate=CAMAT,
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
            needs=("Laporan akhir", "Simpulan dan saran"),
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(5),
            answers={
                "Laporan diterima": Answer(
                    Status.SELESAI,
                    needs=("Tanggal validasi",),
                    do=(
                        lembar(
                            "laporan_pendataan_um",
                            "Laporan akhir",
                            lines=(ENTRI,),
                            signer=BIDANG_USAHA_MIKRO.name,
                            final=True,
                        ),
                        DIVALIDASI,
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
