"""What happens in the demonstration office: who writes what on which day. All persons and matters are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flows.engine.columns import Cell


@dataclass(frozen=True)
class Line:
    """A row of a register of lines that belongs to a paper."""

    register: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Paper:
    """A row that somebody types, or a form that somebody hands in.

    day: working day of the month, from 0, -1 for what Alur opens by itself; cells: heading -> what is typed; answers: at a status, what is answered the
    first times instead of the usual; fills: what is typed later, when a step asks for it; stays_at: nobody answers there;
    lines: its rows in registers of lines.
    """

    day: int
    register: str
    cells: Mapping[str, Cell]
    form: str = ""
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fills: Mapping[str, Cell] = field(default_factory=dict)
    stays_at: str = ""
    typed_status: str = ""
    note: str = "Mohon dilengkapi."
    lines: tuple[Line, ...] = ()


def incoming(
    day: int, sender: str, about: str, to: str, order: str, *, kind: str = "Surat biasa", **more: object
) -> Paper:
    """A letter that comes in, on paper, and is typed in by Subbag Umum."""
    number = f"005/{118 + day * 3}/2026"
    cells: dict[str, Cell] = {
        "Jenis surat masuk": kind,
        "Tanggal diterima": date(2026, 10, 5 + day),
        "Nomor surat": number,
        "Tanggal surat": date(2026, 10, 2),
        "Asal surat": sender,
        "Perihal": about,
        "Ringkasan": f"{sender} menyampaikan {about[:1].lower()}{about[1:]}.",
        "Sifat": "Biasa",
    }
    fills: dict[str, Cell] = {
        "Isi disposisi": order,
        "Sifat disposisi": "Biasa",
        "Batas waktu disposisi": date(2026, 10, 16),
        "Diteruskan kepada": to,
    }
    return Paper(day, "Surat Masuk", cells, fills=fills, **more)  # type: ignore[arg-type]


def outgoing(
    day: int, kind: str, to: str, about: str, text: str, unit: str, code: str, **more: object
) -> Paper:
    """A letter that the Kepala Dinas asks for."""
    cells: dict[str, Cell] = {"Jenis naskah": kind, "Tujuan": to, "Perihal": about, "Bidang pengolah": unit}
    extra: dict[str, Cell] = dict(more.pop("extra", {}))  # type: ignore[call-overload]
    fills: dict[str, Cell] = {"Isi": text, "Kode klasifikasi": code, "Sifat": "Biasa", **extra}
    return Paper(day, "Surat Keluar", cells, fills=fills, **more)  # type: ignore[arg-type]


KOPERASI, UMKM, UMUM = "Bidang Koperasi", "Bidang Usaha Mikro", "Subbag Umum dan Kepegawaian"

PAPERS: tuple[Paper, ...] = (
    incoming(0, "Kecamatan Bugul Kidul", "Permohonan narasumber sosialisasi koperasi", KOPERASI, "Siapkan narasumber."),
    incoming(
        1, "Badan Perencanaan Pembangunan Daerah Kota Pasuruan", "Permintaan data koperasi dan usaha mikro",
        f"{KOPERASI}; {UMKM}", "Siapkan data masing-masing bidang dan gabungkan.",
    ),
    incoming(1, "Dekopinda Kota Pasuruan", "=HYPERLINK(\"http://contoh.example\") <b>Undangan</b> & rapat", KOPERASI, "Hadiri."),
    Paper(
        2, "Surat Masuk",
        {
            "Jenis surat masuk": "Permohonan", "Tanggal diterima": "31 Febuari 2026", "Nomor surat": "07/KKMP/X/2026",
            "Tanggal surat": date(2026, 10, 6), "Asal surat": "KKMP Mayangan", "Perihal": "Permohonan pendampingan RAT",
            "Sifat": "Biasa",
        },
    ),
    incoming(3, "Dinas Kesehatan Kota Pasuruan", "Undangan koordinasi SPP-PIRT", UMKM, "Wakili dan laporkan.", kind="Undangan"),
    incoming(4, "Bank Jatim Cabang Pasuruan", "Penawaran kerja sama pembiayaan usaha mikro", f"{UMKM}; {UMUM}", "Pelajari dan beri telaah."),
    incoming(
        7, "Pemerintah Provinsi Jawa Timur", "Pemberitahuan jadwal pelatihan perkoperasian", KOPERASI, "Tindak lanjuti.",
        stays_at="Disposisi Sekretaris",
    ),
    outgoing(
        0, "Undangan", "Pengurus Koperasi se-Kecamatan Gadingrejo", "Undangan rapat koordinasi pembinaan koperasi", "",
        KOPERASI, "500.3.2.2",
        extra={
            "Isi": "Dalam rangka pembinaan kelembagaan koperasi tahun 2026, bersama ini kami mengundang Saudara untuk hadir pada:",
            "Hari tanggal acara": date(2026, 10, 22), "Pukul": "09.00 WIB s.d. selesai",
            "Tempat": "Aula Dinas Koperasi dan Usaha Mikro, Jalan Supriyadi Nomor 25 Pasuruan",
            "Acara": "Rapat koordinasi pembinaan koperasi", "Tembusan": "Wali Kota Pasuruan (sebagai laporan)\nCamat Gadingrejo",
            "Sifat": "Penting", "Pos-el penerima": "koperasi.gadingrejo@contoh.example",
        },
    ),
    outgoing(
        1, "Surat dinas", "Kepala Badan Perencanaan Pembangunan Daerah Kota Pasuruan", "Penyampaian data koperasi dan usaha mikro",
        "Menindaklanjuti surat Saudara hal permintaan data, bersama ini kami sampaikan data koperasi dan usaha mikro "
        "Kota Pasuruan keadaan September 2026.\nData dimaksud terdiri atas jumlah koperasi menurut jenis dan keaktifan "
        "serta jumlah usaha mikro menurut kelurahan dan sektor.",
        UMKM, "500.14.4", answers={"Verifikasi": ("Revisi",)}, note="Tambahkan data per kelurahan.",
        extra={"Lampiran": "1 (satu) berkas", "Pos-el penerima": "bappeda@contoh.example"},
    ),
    outgoing(
        2, "Surat tugas", "Petugas monitoring dan evaluasi", "Surat tugas monitoring usaha mikro",
        "Melaksanakan monitoring dan evaluasi usaha mikro di Kelurahan Mayangan dan Kelurahan Bukir.", UMKM, "800.1.11.1",
        extra={
            "Dasar": "Rencana kerja Dinas Koperasi dan Usaha Mikro Tahun 2026", "Nama yang ditugaskan": "Wahyu Nugroho, S.E.",
            "NIP": "199105172015031003", "Pangkat golongan": "Penata Muda Tingkat I (III/b)",
            "Jabatan": "Analis Kewirausahaan", "Hari tanggal acara": date(2026, 10, 20),
            "Pukul": "08.00 WIB s.d. selesai", "Tempat": "Kelurahan Mayangan dan Kelurahan Bukir",
        },
    ),
    outgoing(
        3, "Nota dinas", "Kepala Bidang Usaha Mikro", "Permintaan rekap kebutuhan barang triwulan IV",
        "Sehubungan dengan penyusunan rencana kebutuhan barang, mohon Saudara menyampaikan rekap kebutuhan barang "
        "triwulan IV Tahun 2026 paling lambat 16 Oktober 2026.",
        UMUM, "000.2.1", typed_status="Selesai",
    ),
    outgoing(
        4, "Surat keterangan", "Yang bersangkutan", "Surat keterangan usaha binaan",
        "Yang bersangkutan adalah pelaku usaha mikro binaan Dinas Koperasi dan Usaha Mikro Kota Pasuruan sejak tahun 2024.",
        UMKM, "500.3.6.5",
        extra={
            "Nama yang diterangkan": "Siti Rukmini", "Identitas yang diterangkan": "Pemilik usaha keripik “Rasa Bukir”, Kelurahan Bukir",
            "Keperluan": "pengajuan kredit usaha rakyat",
        },
    ),
    outgoing(
        5, "Surat dinas", "Camat Panggungrejo Kota Pasuruan", "Pemberitahuan pendataan usaha mikro",
        "Dalam rangka pemutakhiran data usaha mikro Tahun 2026, kami beritahukan bahwa petugas kami akan melaksanakan "
        "pendataan di wilayah Saudara mulai 2 November 2026.\nSehubungan dengan hal tersebut, mohon bantuan Saudara "
        "menyampaikannya kepada para Lurah.",
        UMKM, "500.14.3", extra={"Tembusan": "Lurah se-Kecamatan Panggungrejo"},
    ),
    outgoing(
        3, "Surat tugas perjalanan dinas", "Pegawai yang bertugas", "Konsultasi pemutakhiran data koperasi",
        "Berkonsultasi tentang pemutakhiran data koperasi dengan Dinas Koperasi dan UKM Provinsi Jawa Timur.", KOPERASI,
        "800.1.11.1",
        extra={
            "Dasar": "Rencana kerja Dinas Koperasi dan Usaha Mikro Tahun 2026",
            "Nama yang ditugaskan": "Rina Puspitasari, S.E.", "NIP": "198711052010012004",
            "Pangkat golongan": "Penata, III/c", "Jabatan": "Pengawas Koperasi Muda", "Tempat": "Surabaya",
            "Tanggal berangkat": date(2026, 10, 14), "Tanggal kembali": date(2026, 10, 15), "Alat angkut": "Kendaraan dinas",
            "Tingkat biaya": "C", "Pembebanan anggaran": "2.17.03.2.01.0001, 5.1.02.04.01.0003",
        },
    ),
    outgoing(
        8, "Surat dinas", "Ketua Dekopinda Kota Pasuruan", "Jawaban undangan rapat anggota",
        "Menindaklanjuti undangan Saudara, bersama ini kami sampaikan bahwa Dinas akan menugaskan satu orang pejabat untuk hadir.",
        KOPERASI, "500.3.2.2", stays_at="Tanda tangan",
    ),
)  # fmt: skip

FORMS: tuple[Paper, ...] = (
    Paper(
        2, "Surat Masuk",
        {
            "Asal surat": "Paguyuban Usaha Mikro Bukir", "Nomor surat": "-", "Tanggal surat": "07-10-2026",
            "Tanggal diterima": "07-10-2026", "Perihal": "Permohonan pelatihan pemasaran daring",
            "Ringkasan": "Memohon pelatihan bagi 25 anggota.", "Pos-el pengirim": "paguyuban.bukir@contoh.example",
        },
        form="surat-masuk",
        fills={
            "Jenis surat masuk": "Permohonan", "Sifat": "Biasa", "Isi disposisi": "Jadwalkan pada pelatihan berikutnya.",
            "Diteruskan kepada": UMKM, "Batas waktu disposisi": date(2026, 10, 19),
        },
    ),
)  # fmt: skip

USUAL: Mapping[str, Cell] = {
    "Cara kirim": "Diantar caraka", "Penerima": "Petugas penerima surat", "Tingkat akses": "Biasa/Terbuka",
    "Lemari": "A", "Laci": "2", "Folder": "2026-10", "Kode klasifikasi": "500.3.2.1",
    "Indeks": "Koperasi dan usaha mikro", "Tindak lanjut": "Sudah ditindaklanjuti.",
}  # fmt: skip
"""What clerks type into columns that a step asks for, when the paper itself does not say."""
