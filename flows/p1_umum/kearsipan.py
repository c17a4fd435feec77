"""Kearsipan. Dari surat selesai sampai tersimpan menurut kodenya di filing cabinet. P1.2.2."""

from dataclasses import replace
from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Owner, Text
from flows.engine.model import Answer, Flow, Register, Step, TakeNumber
from flows.registers import KODE_SURAT_MASUK, TINGKAT_AKSES, UMUM
from flows.roles import SUBBAG_UMUM
from flows.surat import lembar


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    DITERIMA = "Diterima untuk diarsipkan"
    KLASIFIKASI = "Diklasifikasikan"
    PENYIMPANAN = "Penyimpanan"
    TERSIMPAN = "Tersimpan"


ARSIP = Register(
    "Arsip",
    UMUM,
    "AR",
    (
        Column("Uraian informasi", Text(), required=True, width=40),
        KODE_SURAT_MASUK,
        Column("Tanggal", Date(), width=14, help="Tanggal naskah."),
        Column("Nomor surat", width=26),
        Column("Jumlah", width=12, help="Misalnya «1 berkas»."),
        Column("Tingkat akses", TINGKAT_AKSES, width=14),
        Column("Lemari", width=12, help="Lemari atau filing cabinet."),
        Column("Laci", width=10),
        Column("Folder", width=14),
        Column(
            "Retensi aktif", width=20, help="Dari JRA kota; kosongkan bila belum ada. Jangan dikira-kira."
        ),
        Column("Retensi inaktif", width=20, help="Dari JRA kota."),
        Column(
            "Nasib akhir", Choice(("Musnah", "Permanen", "Dinilai kembali")), width=16, help="Dari JRA kota."
        ),
        Column("Asal kasus", width=14, help="ID surat masuk atau surat keluar."),
        Column("Nomor berkas", owner=Owner.ENGINE, width=14),
    ),
    guide="Baris datang sendiri dari surat yang selesai. Arsip lain boleh ditambahkan sebagai baris baru.",
)

LABEL = lembar("label_folder_arsip", "Label folder")

FLOW = Flow(
    code="P1.2.2",
    title="Kearsipan",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=ARSIP,
    statuses=Status,
    ends=[Status.TERSIMPAN],
    classification="000.5.3.2",
    steps=[
        Step(
            Status.DITERIMA,
            by=SUBBAG_UMUM,
            task="Terima surat untuk diarsipkan",
            maps=1,
            due=working_days(3),
            answers={"Terima": Status.KLASIFIKASI},
        ),
        Step(
            Status.KLASIFIKASI,
            by=SUBBAG_UMUM,
            task="Klasifikasikan sesuai kode kearsipan",
            maps=2,
            needs=("Kode klasifikasi", "Tingkat akses"),
            due=working_days(3),
            answers={"Sudah diklasifikasikan": Status.PENYIMPANAN},
        ),
        Step(
            Status.PENYIMPANAN,
            by=SUBBAG_UMUM,
            task="Simpan sesuai kode di filing cabinet",
            maps=3,
            on_arrival=[
                TakeNumber("Nomor berkas", "berkas arsip"),
                LABEL,
            ],
            needs=("Lemari", "Laci", "Folder"),
            due=working_days(3),
            answers={"Tersimpan": Answer(Status.TERSIMPAN, do=(replace(LABEL, final=True),))},
        ),
    ],
)
