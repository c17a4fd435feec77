"""Monitoring dan evaluasi koperasi. Dari jadwal sampai sertifikat kesehatan diterima. P5.1.2.

Bobot dan batas predikat: Permenkop UKM 9/2020 menurut satu penerapan publik; belum diverifikasi.
"""

from datetime import date
from enum import StrEnum

from flows import kegiatan
from flows.aturan import BOBOT_KESEHATAN, NILAI_BUTIR, PREDIKAT_KESEHATAN
from flows.data import KOPERASI_KOTA
from flows.engine.calendar import working_days
from flows.engine.columns import YES_NO, Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Answer,
    Check,
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
    Whom,
)  # fmt: skip
from flows.penilaian import (
    belum_dapat_dinilai,
    grade,
    kelas_usaha,
    ketepatan_rat,
    rat_belum_lama,
    rata_tertimbang,
)  # fmt: skip
from flows.registers import KELURAHAN
from flows.registers import KOPERASI as BUKU_KOPERASI
from flows.roles import BIDANG_KOPERASI, KOPERASI, SEKRETARIS
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    JADWAL = "Penjadwalan"
    KATEGORI = "Penentuan kategori"
    PEMBINAAN = "Pembinaan"
    PENILAIAN = "Penilaian kesehatan"
    SERTIFIKAT = "Penerbitan sertifikat"
    PENERIMAAN = "Penerimaan sertifikat"
    SELESAI = "Selesai"


NILAI = Whole(0, 100)

MONEV = Register(
    "Monev Koperasi",
    BUKU_KOPERASI,
    "MK",
    (
        Column("Nama koperasi", required=True, width=32),
        Column("Nomor badan hukum", required=True, width=26),
        Column("Tanggal badan hukum", Date(), width=14),
        Column("Alamat", required=True, width=32),
        Column("Kelurahan", KELURAHAN, width=18),
        Column("Pos-el pengurus", Email(), personal=True, width=26),
        Column("Tahun buku", Whole(2000, 2100), required=True, width=10),
        Column("Tanggal kunjungan", Date(), width=14),
        Column("Petugas", width=24),
        Column("RAT terakhir", Date(), width=14),
        Column(
            "Laporan RAT tiga tahun buku",
            Whole(0, 3),
            width=12,
            help="Berapa dari tiga tahun buku terakhir yang RAT-nya dilaporkan; menentukan grade NIK.",
        ),
        Column("Temuan", Text(lines=3), width=34),
        kegiatan.SIMPULAN,
        Column("Hasil pembinaan", Choice(("Aktif kembali", "Tetap tidak aktif")), width=18),
        *(
            Column(aspek, NILAI, width=10, help=f"Skor 0-100; bobot {bobot}%.")
            for aspek, bobot in BOBOT_KESEHATAN.items()
        ),
        Column("ID data koperasi", width=16, help="ID di tab Data Koperasi, bila diketahui."),
        Column("Jumlah anggota", Whole(), width=10),
        Column("Aset", Rupiah(), width=18),
        Column("Modal sendiri", Rupiah(), width=18),
        Column("SHU", Rupiah(), width=16),
        Column("Catatan koperasi", Text(lines=2), owner=Owner.ENGINE, width=28),
        Column("Usulan kategori", owner=Owner.ENGINE, width=16),
        Column("Ketepatan RAT", owner=Owner.ENGINE, width=16),
        Column("Grade NIK", owner=Owner.ENGINE, width=10),
        Column("Catatan grade", Text(lines=2), owner=Owner.ENGINE, width=30),
        Column("KUK", owner=Owner.ENGINE, width=8),
        Column("Catatan KUK", Text(lines=2), owner=Owner.ENGINE, width=30),
        Column("Butir KKPKK terpenuhi", owner=Owner.ENGINE, width=30),
        *kolom_surat("surat tugas", "pemberitahuan", "berita acara", "pembinaan"),
        Column("Tanggal diterima koperasi", Date(), width=14),
        Column("Skor kesehatan", owner=Owner.ENGINE, width=10),
        Column("Predikat", owner=Owner.ENGINE, width=22),
        Column("Nomor sertifikat", owner=Owner.ENGINE, width=22),
        Column("Tanggal sertifikat", Date(), owner=Owner.ENGINE, width=14),
    ),
    guide="Satu baris untuk satu koperasi dan tahun buku. Skor dan predikat dihitung dari empat aspek.",
)


KKPKK = Register(
    "KKPKK",
    BUKU_KOPERASI,
    "MKK",
    (
        Column("Aspek", Choice(tuple(BOBOT_KESEHATAN)), required=True, width=18),
        Column(
            "Butir", Text(lines=2), required=True, width=40, help="Indikator yang dinilai, ya atau tidak."
        ),
        Column("Terpenuhi", YES_NO, required=True, width=10),
        Column("Catatan butir", Text(lines=2), width=30),
    ),
    kind=Kind.LINES,
)


def rasio(row: RowView) -> str:
    """Bagian butir KKPKK yang terpenuhi setiap aspek dan nilainya 1-4, bahan memberi skor 0-100."""
    said = []
    for aspek in BOBOT_KESEHATAN:
        of = [line.get("Terpenuhi") for line in row.lines.get(KKPKK.name, ()) if line.get("Aspek") == aspek]
        if of:
            met = of.count("Ya")
            grade = next(nilai for above, nilai in NILAI_BUTIR if 100 * met > above * len(of))
            said.append(f"{aspek} {met} dari {len(of)}, nilai {grade}")
    return "; ".join(said)


def skor(row: RowView) -> str:
    """Jumlah skor aspek kali bobotnya, dua angka di belakang koma."""
    return rata_tertimbang(row, BOBOT_KESEHATAN)


def predikat(row: RowView) -> str:
    """Predikat menurut skor."""
    score = float(skor(row).replace(",", "."))
    return next(name for least, name in PREDIKAT_KESEHATAN if score >= least)


def usulan_kategori(row: RowView) -> str:
    """«Aktif» bila RAT terakhir belum lewat sekian tahun (config/aturan)."""
    last = row["RAT terakhir"]
    if not isinstance(last, date) or row.today is None:
        return "Tidak aktif"
    return "Aktif" if rat_belum_lama(last, row.today) else "Tidak aktif"


GRADE = (
    Fill("Ketepatan RAT", ketepatan_rat),
    Fill("Grade NIK", lambda row: grade(row)[0] or None),
    Fill("Catatan grade", lambda row: grade(row)[1] or None),
)


KELAS_USAHA = (
    Fill("KUK", lambda row: kelas_usaha(row)[0] or None),
    Fill("Catatan KUK", lambda row: kelas_usaha(row)[1] or None),
)


def ke_data_koperasi(**told: str) -> UpdateData:
    """Hasil monev dibawa ke Data Koperasi, per tanggal kunjungan."""
    return UpdateData(
        KOPERASI_KOTA,
        {
            "Nama koperasi": "Nama koperasi", "Nomor badan hukum": "Nomor badan hukum",
            "Tanggal RAT terakhir": "RAT terakhir", "Jumlah anggota": "Jumlah anggota", "Aset": "Aset",
            "Modal sendiri": "Modal sendiri", "SHU": "SHU",
            **told,
        },
        as_of="Tanggal kunjungan",
        id_in="ID data koperasi",
    )  # fmt: skip


BERITA_ACARA = terbit(
    "ba_pemeriksaan_koperasi", "BA pemeriksaan", "berita acara", "=Pemeriksaan Koperasi", "Nama koperasi",
    jenis="Berita acara", proses="P5.1.2",
)  # fmt: skip
LAPORAN = (
    lembar(
        "laporan_monev_koperasi", "Laporan monev", lines=(KKPKK,), signer=BIDANG_KOPERASI.name, final=True
    ),
)

SURAT_TUGAS = terbit(
    "tugas_monev_koperasi", "Surat tugas", "surat tugas", "=Monitoring dan Evaluasi Koperasi", "Petugas",
    jenis="Surat tugas", proses="P5.1.2", kode="800.1.11.1",
)  # fmt: skip
PEMBERITAHUAN = terbit(
    "pemberitahuan_monev_koperasi", "Pemberitahuan", "pemberitahuan", "=Pemberitahuan Pemeriksaan Koperasi",
    "Nama koperasi", proses="P5.1.2", mail=(KOPERASI,),
)  # fmt: skip
SURAT_PEMBINAAN = terbit(
    "surat_pembinaan", "Surat pembinaan", "pembinaan", "=Pembinaan Koperasi", "Nama koperasi", proses="P5.1.2",
    mail=(KOPERASI,),
)  # fmt: skip
SERTIFIKAT = terbit(
    "sertifikat_kesehatan", "Sertifikat", "sertifikat", "=Sertifikat Penilaian Kesehatan", "Nama koperasi",
    jenis="Sertifikat", proses="P5.1.2", mail=(KOPERASI,),
)  # fmt: skip

FLOW = Flow(
    code="P5.1.2",
    title="Monitoring dan Evaluasi Koperasi",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=MONEV,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.11",
    lines=[KKPKK],
    data=[KOPERASI_KOTA, AGENDA_KELUAR],
    checks=[
        Check(
            belum_dapat_dinilai,
            "penilaian kesehatan memerlukan satu tahun buku penuh dan RAT atas tahun buku itu; periksa Tahun buku, "
            "Tanggal badan hukum, dan RAT terakhir.",
            at=(Status.PENILAIAN, Status.SERTIFIKAT),
        )
    ],
    forms=[
        Form(
            "data-keuangan-rat",
            "Data keuangan dan RAT koperasi",
            (
                Field("Nama koperasi", "Nama koperasi", required=True, section="Koperasi"),
                Field("Nomor badan hukum", "Nomor badan hukum", required=True),
                Field("Tanggal badan hukum", "Tanggal badan hukum"),
                Field("Alamat", "Alamat", required=True),
                Field("Kelurahan", "Kelurahan"),
                Field("Pos-el pengurus", "Pos-el pengurus"),
                Field("Tahun buku", "Tahun buku", required=True, section="RAT dan keuangan"),
                Field("Tanggal RAT terakhir", "RAT terakhir"),
                Field(
                    "Laporan RAT tiga tahun buku terakhir", "Laporan RAT tiga tahun buku", help="0 s.d. 3."
                ),
                Field("Jumlah anggota", "Jumlah anggota"),
                Field("Aset", "Aset"),
                Field("Modal sendiri", "Modal sendiri"),
                Field("SHU", "SHU"),
            ),
            privacy="Dipakai untuk pengawasan koperasi; dasar: kewajiban hukum (UU 27/2022 Pasal 20).",
            receipt="Data koperasi Saudara telah kami terima.",
            known_by="Nomor badan hukum",
        ),
        Form(
            "kkpkk",
            "Kertas kerja pemeriksaan kesehatan koperasi (KKPKK)",
            (
                Field("Aspek", "Aspek", required=True),
                Field("Butir yang dinilai", "Butir", required=True),
                Field("Terpenuhi", "Terpenuhi", required=True),
                Field("Catatan", "Catatan butir"),
            ),
            adds=KKPKK,
            during=(Status.PENILAIAN,),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Butir sudah dicatat.",
        ),
        Form(
            "tanda-terima-sertifikat",
            "Tanda terima sertifikat",
            (Field("Catatan", "Catatan koperasi"),),
            answers=Status.PENERIMAAN,
            public=False,
            privacy="Dipakai untuk mencatat penerimaan sertifikat; dasar: pelayanan publik.",
            receipt="Terima kasih, penerimaan sudah dicatat.",
        ),
    ],
    steps=[
        Step(
            Status.JADWAL,
            by=BIDANG_KOPERASI,
            task="Tentukan jadwal dan persiapan",
            maps=1,
            needs=("Tanggal kunjungan", "Petugas"),
            due=working_days(5),
            on_arrival=[
                konsep("tugas_monev_koperasi", "Surat tugas"),
                konsep("pemberitahuan_monev_koperasi", "Pemberitahuan"),
            ],
            answers={
                "Dijadwalkan": Answer(
                    Status.KATEGORI,
                    do=(
                        lembar("jadwal_monev_koperasi", "Jadwal", signer=BIDANG_KOPERASI.name, final=True),
                        *SURAT_TUGAS,
                        *PEMBERITAHUAN,
                    ),
                )
            },
        ),
        Step(
            Status.KATEGORI,
            by=BIDANG_KOPERASI,
            task="Tentukan kategori koperasi",
            maps=2,
            on_arrival=[Fill("Usulan kategori", usulan_kategori), *GRADE],
            needs=("Temuan",),
            due=working_days(10),
            due_since="Tanggal kunjungan",
            remind=(working_days(0),),
            answers={
                "Aktif": Answer(
                    Status.PENILAIAN,
                    condition="aktif",
                    needs=("RAT terakhir",),
                    do=(*GRADE, ke_data_koperasi(Keaktifan="=Aktif", Grade="Grade NIK"), *BERITA_ACARA),
                ),
                "Tidak aktif": Answer(
                    Status.PEMBINAAN,
                    condition="tidak aktif",
                    do=(*GRADE, ke_data_koperasi(Keaktifan="=Tidak aktif", Grade="Grade NIK"), *BERITA_ACARA),
                ),
            },
        ),
        Step(
            Status.PEMBINAAN,
            by=BIDANG_KOPERASI,
            task="Lakukan pembinaan",
            maps=3,
            on_arrival=[konsep("surat_pembinaan", "Surat pembinaan"), SendMail("giliran", to=(Whom.TURN,))],
            needs=("Hasil pembinaan", "Simpulan dan saran"),
            due=working_days(20),
            escalate=SEKRETARIS,
            answers={
                "Selesai dibina": Answer(
                    Status.SELESAI,
                    do=(
                        *SURAT_PEMBINAAN,
                        *LAPORAN,
                        OpenCase(
                            "P5.4",
                            when="koperasi tidak aktif setelah pembinaan",
                            if_=lambda row: row["Hasil pembinaan"] == "Tetap tidak aktif",
                            copies={
                                "Nama koperasi": "Nama koperasi",
                                "Nomor badan hukum": "Nomor badan hukum",
                                "Tanggal badan hukum": "Tanggal badan hukum",
                                "Alamat": "Alamat",
                                "Kelurahan": "Kelurahan",
                                "Hasil monev": "Temuan",
                                "Pos-el pengurus": "Pos-el pengurus",
                                "ID data koperasi": "ID data koperasi",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.PENILAIAN,
            by=BIDANG_KOPERASI,
            task="Nilai kesehatan koperasi",
            maps=4,
            needs=tuple(BOBOT_KESEHATAN),
            due=working_days(10),
            remind=(working_days(-2),),
            answers={
                "Penilaian selesai": Answer(
                    Status.SERTIFIKAT,
                    do=(
                        Fill("Butir KKPKK terpenuhi", rasio),
                        *KELAS_USAHA,
                        Fill("Skor kesehatan", skor),
                        Fill("Predikat", predikat),
                        lembar(
                            "kertas_kerja_kesehatan", "Kertas kerja penilaian", lines=(KKPKK,), final=True
                        ),
                        ke_data_koperasi(
                            **{
                                "KUK": "KUK",
                                "Skor kesehatan": "Skor kesehatan",
                                "Predikat kesehatan": "Predikat",
                                "Tahun buku dinilai": "Tahun buku",
                            }
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.SERTIFIKAT,
            by=BIDANG_KOPERASI,
            task="Terbitkan sertifikat penilaian kesehatan",
            maps=5,
            on_arrival=[konsep("sertifikat_kesehatan", "Sertifikat")],
            needs=("Simpulan dan saran",),
            due=working_days(5),
            answers={
                "Sertifikat dikirim": Answer(
                    Status.PENERIMAAN,
                    do=(
                        *SERTIFIKAT,
                        *LAPORAN,
                    ),
                )
            },
        ),
        Step(
            Status.PENERIMAAN,
            by=KOPERASI,
            task="Terima sertifikat",
            maps=6,
            recorded_by=BIDANG_KOPERASI,
            link=True,
            due=working_days(10),
            answers={"Sertifikat diterima": Answer(Status.SELESAI, needs=("Tanggal diterima koperasi",))},
        ),
    ],
)
