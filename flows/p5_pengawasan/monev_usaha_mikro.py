"""Monitoring dan evaluasi usaha mikro. Dari jadwal sampai pembinaan atau fasilitasi naik kelas. P5.1.1."""

from enum import StrEnum

from flows import kegiatan
from flows.aturan import OMZET_NAIK_PERSEN
from flows.data import KEBUTUHAN, USAHA
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    EmailIn,
    Field,
    Fill,
    Flow,
    Form,
    OpenCase,
    Register,
    RowView,
    SendMail,
    Step,
    UpdateData,
    Whom,
)  # fmt: skip
from flows.registers import KELURAHAN, NIB, USAHA_MIKRO
from flows.roles import BIDANG_USAHA_MIKRO, SEKRETARIS
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    JADWAL = "Penjadwalan"
    KATEGORI = "Penentuan kategori"
    PEMBINAAN = "Pembinaan"
    NAIK_KELAS = "Fasilitasi naik kelas"
    SELESAI = "Selesai"


MONEV = Register(
    "Monev Usaha Mikro",
    USAHA_MIKRO,
    "MU",
    (
        Column("Nama usaha", required=True, width=28),
        Column("Nama pemilik", personal=True, width=26),
        Column(
            "ID data usaha",
            width=16,
            help="ID di tab Data Usaha Mikro, misalnya DU-2026-0001, bila diketahui.",
        ),
        NIB,
        Column("Alamat", Text(lines=2), personal=True, width=28),
        Column("Kelurahan", KELURAHAN, required=True, width=18),
        Column("Pos-el pemilik", Email(), personal=True, width=26),
        Column("Petugas", width=24),
        Column("Tanggal kunjungan", Date(), width=14),
        Column("Omzet sebelumnya", Rupiah(), width=16),
        Column("Omzet sekarang", Rupiah(), width=16),
        Column("Tenaga kerja sebelumnya", Whole(), width=10),
        Column("Tenaga kerja", Whole(), width=10),
        Column("Pekerja laki-laki", Whole(), width=10),
        Column("Pekerja perempuan", Whole(), width=10),
        Column("Legalitas baru", width=22),
        Column("Kebutuhan pembinaan", KEBUTUHAN, width=20, help="Yang paling diperlukan usaha ini."),
        Column("Temuan", Text(lines=3), width=34),
        Column("Bentuk pembinaan", Choice(("Pelatihan", "Pendampingan", "Penyuluhan")), width=16),
        Column("Hasil", Text(lines=2), width=30),
        kegiatan.SIMPULAN,
        Column("Usulan kategori", owner=Owner.ENGINE, width=18),
        Column("Kategori", owner=Owner.ENGINE, width=18),
        *kolom_surat("surat tugas", "pemberitahuan", "berita acara", "rekomendasi"),
    ),
    guide="Satu baris untuk satu usaha yang dikunjungi. «Berkembang» menurut omzet, tenaga kerja atau legalitas baru.",
)


def usulan_kategori(row: RowView) -> str:
    """«Berkembang» bila omzet naik sekian persen, tenaga kerja bertambah, atau ada legalitas baru (config/aturan)."""
    before, now = row["Omzet sebelumnya"], row["Omzet sekarang"]
    grown = (
        isinstance(before, int)
        and isinstance(now, int)
        and 100 * now >= (100 + OMZET_NAIK_PERSEN) * before > 0
    )
    few, many = row["Tenaga kerja sebelumnya"], row["Tenaga kerja"]
    hired = isinstance(few, int) and isinstance(many, int) and many > few
    return "Berkembang" if grown or hired or row["Legalitas baru"] else "Tidak berkembang"


def ke_data_usaha(category: str) -> tuple[Action, ...]:
    """Kategori dan angka kunjungan dibawa ke Data Usaha Mikro."""
    return (
        Fill("Kategori", lambda row: category),
        UpdateData(
            USAHA,
            {
                "Nama usaha": "Nama usaha", "NIB": "NIB", "Alamat": "Alamat", "Kategori": f"={category}",
                "Omzet setahun": "Omzet sekarang", "Pekerja laki-laki": "Pekerja laki-laki",
                "Pekerja perempuan": "Pekerja perempuan", "Pembinaan terakhir": "Bentuk pembinaan",
                "Kebutuhan pembinaan": "Kebutuhan pembinaan",
            },
            as_of="Tanggal kunjungan",
            id_in="ID data usaha",
        ),
        *terbit(
            "ba_kunjungan_um", "BA kunjungan", "berita acara", "=Kunjungan Usaha Mikro", "Nama usaha",
            jenis="Berita acara", proses="P5.1.1",
        ),
        *terbit(
            "rekomendasi_um", "Rekomendasi", "rekomendasi", "=Rekomendasi Hasil Monitoring dan Evaluasi", "Nama usaha",
            jenis="Rekomendasi", proses="P5.1.1", mail=(EmailIn("Pos-el pemilik"),),
        ),
    )  # fmt: skip


LAPORAN = (lembar("laporan_monev_um", "Laporan monev", signer=BIDANG_USAHA_MIKRO.name, final=True),)

FLOW = Flow(
    code="P5.1.1",
    title="Monitoring dan Evaluasi Usaha Mikro",
    about=__doc__ or "",
    group="Pengawasan dan Pengendalian KUM",
    register=MONEV,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="500.3.11",
    data=[USAHA, AGENDA_KELUAR],
    forms=[
        Form(
            "kuesioner-monev-um",
            "Kuesioner monitoring dan evaluasi usaha mikro",
            (
                Field("Nama usaha", "Nama usaha", required=True, section="Usaha"),
                Field("Nama pemilik", "Nama pemilik", required=True),
                Field("NIB", "NIB"),
                Field("Alamat", "Alamat"),
                Field("Kelurahan", "Kelurahan", required=True),
                Field("Pos-el", "Pos-el pemilik"),
                Field("Tanggal kunjungan", "Tanggal kunjungan", required=True, section="Kunjungan"),
                Field("Petugas", "Petugas", required=True),
                Field("Omzet tahun lalu", "Omzet sebelumnya", section="Perkembangan"),
                Field("Omzet setahun ini", "Omzet sekarang"),
                Field("Tenaga kerja tahun lalu", "Tenaga kerja sebelumnya"),
                Field("Tenaga kerja sekarang", "Tenaga kerja"),
                Field("Pekerja laki-laki", "Pekerja laki-laki"),
                Field("Pekerja perempuan", "Pekerja perempuan"),
                Field("Izin atau sertifikat baru", "Legalitas baru"),
                Field("Pembinaan yang paling diperlukan", "Kebutuhan pembinaan"),
                Field("Temuan", "Temuan", required=True),
            ),
            at=Status.KATEGORI,
            public=False,
            privacy="Dipakai untuk pembinaan usaha; dasar: pelayanan publik (UU 27/2022 Pasal 20). Omzet diberikan ke "
            "pihak lain hanya sebagai golongan atau dengan persetujuan.",
            receipt="Kuesioner sudah dicatat.",
        )
    ],
    steps=[
        Step(
            Status.JADWAL,
            by=BIDANG_USAHA_MIKRO,
            task="Tentukan jadwal pelaksanaan",
            maps=1,
            needs=("Tanggal kunjungan", "Petugas"),
            due=working_days(5),
            on_arrival=[
                konsep("tugas_monev_um", "Surat tugas"),
                konsep("pemberitahuan_monev_um", "Pemberitahuan"),
            ],
            answers={
                "Dijadwalkan": Answer(
                    Status.KATEGORI,
                    do=(
                        lembar("jadwal_monev_um", "Jadwal", signer=BIDANG_USAHA_MIKRO.name, final=True),
                        *terbit(
                            "tugas_monev_um",
                            "Surat tugas",
                            "surat tugas",
                            "=Monitoring dan Evaluasi Usaha Mikro",
                            "Petugas",
                            jenis="Surat tugas",
                            proses="P5.1.1",
                            kode="800.1.11.1",
                        ),
                        *terbit(
                            "pemberitahuan_monev_um",
                            "Pemberitahuan",
                            "pemberitahuan",
                            "=Pemberitahuan Kunjungan",
                            "Nama usaha",
                            proses="P5.1.1",
                            mail=(EmailIn("Pos-el pemilik"),),
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.KATEGORI,
            by=BIDANG_USAHA_MIKRO,
            task="Tentukan kategori usaha mikro",
            maps=2,
            on_arrival=[Fill("Usulan kategori", usulan_kategori)],
            needs=("Temuan",),
            due=working_days(10),
            due_since="Tanggal kunjungan",
            remind=(working_days(0),),
            answers={
                "Berkembang": Answer(
                    Status.NAIK_KELAS, condition="berkembang", do=ke_data_usaha("Berkembang")
                ),
                "Tidak berkembang": Answer(
                    Status.PEMBINAAN,
                    condition="tidak berkembang",
                    needs=("Bentuk pembinaan",),
                    do=ke_data_usaha("Tidak berkembang"),
                ),
            },
        ),
        Step(
            Status.PEMBINAAN,
            by=BIDANG_USAHA_MIKRO,
            task="Lakukan pembinaan",
            maps=3,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            needs=("Hasil", "Simpulan dan saran"),
            due=working_days(20),
            escalate=SEKRETARIS,
            answers={
                "Selesai dibina": Answer(
                    Status.SELESAI,
                    do=(
                        *LAPORAN,
                        OpenCase(
                            "P4.1",
                            when="pembinaan berupa pelatihan",
                            if_=lambda row: row["Bentuk pembinaan"] == "Pelatihan",
                            copies={
                                "Bidang": "=Bidang Usaha Mikro",
                                "Jenis kegiatan": "=pelatihan",
                                "Nama kegiatan": "=Pelatihan tindak lanjut monev usaha mikro",
                                "Materi": "Temuan",
                            },
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.NAIK_KELAS,
            by=BIDANG_USAHA_MIKRO,
            task="Fasilitasi naik kelas",
            maps=4,
            needs=("Hasil", "Simpulan dan saran"),
            due=working_days(20),
            answers={"Selesai difasilitasi": Answer(Status.SELESAI, do=LAPORAN)},
        ),
    ],
)
