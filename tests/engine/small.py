"""A small flow for tests of the engine: a letter is drafted, approved, signed, numbered, sent and archived."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from flows.engine.calendar import calendar_days, working_days
from flows.engine.columns import Choice, Choices, Column, Date, Email, Owner, Rupiah
from flows.engine.model import (
    PARENT,
    After,
    AllChildren,
    Answer,
    Approval,
    Children,
    Desk,
    DeskFrom,
    EmailIn,
    Field,
    Flow,
    Form,
    Kind,
    MakeLetter,
    OpenCase,
    OpenChildren,
    Register,
    Rule,
    SendBack,
    SendMail,
    Step,
    TakeNumber,
)  # fmt: skip

KEPALA = Desk("Kepala Dinas")
SEKRETARIS = Desk("Sekretaris Dinas")
KOPERASI = Desk("Bidang Koperasi")
USAHA_MIKRO = Desk("Bidang Usaha Mikro")
BIDANG = DeskFrom("Bidang", (KOPERASI, USAHA_MIKRO))
CARAKA = Desk("Caraka")
ARSIP = Desk("Subbag Umum")
WARGA = Desk("Warga", outside=True, email="Pos-el")


class S(StrEnum):
    DRAF = "Draf"
    VERIFIKASI = "Verifikasi"
    TANDA_TANGAN = "Tanda tangan"
    PENOMORAN = "Penomoran"
    KIRIM = "Kirim"
    TANGGAPAN = "Menunggu tanggapan"
    SELESAI = "Selesai"


SURAT = Register(
    "Surat", "Umum", "SK",
    (
        Column("Perihal", required=True),
        Column("Tujuan", required=True),
        Column("Bidang", Choice(("Bidang Koperasi", "Bidang Usaha Mikro"))),
        Column("Tanggal acara", Date()),
        Column("Biaya", Rupiah()),
        Column("Pos-el", Email(), personal=True),
        Column("Tanggal kirim", Date()),
        Column("Nomor surat", owner=Owner.ENGINE),
        Column("Tanggal surat", Date(), owner=Owner.ENGINE),
    ),
)  # fmt: skip
RINCIAN = Register(
    "Rincian", "Umum", "RN", (Column("Barang", required=True), Column("Harga", Rupiah())), kind=Kind.LINES
)

SURAT_KELUAR = Flow(
    code="P1", title="Surat keluar", register=SURAT, statuses=S, ends=[S.SELESAI], lines=[RINCIAN],
    forms=[Form("surat", "Permintaan surat", (Field("Perihal", "Perihal", True), Field("Tujuan", "Tujuan", True)))],
    steps=[
        Step(S.DRAF, by=BIDANG, task="Susun draf", maps=1, needs=("Bidang",), due=working_days(2), remind=(working_days(-1),),
             escalate=SEKRETARIS, answers={"Ajukan": S.VERIFIKASI}),
        Step(S.VERIFIKASI, by=KEPALA, task="Periksa draf", maps=2,
             on_arrival=[MakeLetter("surat.docx", "Surat", signer="Kepala Dinas", lines=(RINCIAN,))],
             approval=Approval(shows=("Perihal", "Tujuan", "Biaya"), letters=("Surat",), by=(SEKRETARIS, KEPALA)),
             answers={"Setuju": S.TANDA_TANGAN, "Revisi": SendBack(S.DRAF)}),
        Step(S.TANDA_TANGAN, by=KEPALA, task="Tanda tangani", maps=3,
             approval=Approval(shows=("Perihal", "Tujuan"), agree="Tandatangani"),
             answers={"Tandatangani": S.PENOMORAN, "Kembalikan": SendBack(S.DRAF)}),
        Step(S.PENOMORAN, by=BIDANG, task="Beri nomor", maps=4,
             on_arrival=[TakeNumber("Nomor surat", "surat keluar", dated="Tanggal surat"),
                         MakeLetter("surat.docx", "Surat", final=True, signer="Kepala Dinas", lines=(RINCIAN,)),
                         MakeLetter("tanda_terima.docx", "Tanda terima", final=True)],
             answers={"Sudah distempel": S.KIRIM}),
        Step(S.KIRIM, by=CARAKA, task="Antar", maps=5,
             answers={"Terkirim": Answer(S.TANGGAPAN, needs=("Tanggal kirim",), do=(SendMail("surat_terkirim", (EmailIn("Pos-el"),), attach=("Surat",)),))}),
        Step(S.TANGGAPAN, by=WARGA, task="Menanggapi", maps=6, recorded_by=CARAKA, link=True,
             if_silent=After(calendar_days(7), goes_to=S.SELESAI, condition="tidak ada tanggapan",
                             do=(OpenCase("P2", "surat selesai", {"Uraian": "Perihal", "Asal": "ID"}),)),
             answers={"Diterima": Answer(S.SELESAI, evidence=True, condition="ada tanggapan",
                                         do=(OpenCase("P2", "surat selesai", {"Uraian": "Perihal", "Asal": "ID"}),)),
                      "Minta ulang": SendBack(S.DRAF)}),
    ],
)  # fmt: skip


class A(StrEnum):
    MASUK = "Masuk"
    DIBAGI = "Dibagi"
    BESAR = "Besar"
    DISIMPAN = "Disimpan"
    SELESAI = "Tersimpan"


class T(StrEnum):
    MENUNGGU = "Menunggu"
    DITERIMA = "Diterima"


ARSIP_REGISTER = Register(
    "Arsip", "Umum", "AR",
    (
        Column("Uraian", required=True),
        Column("Asal"),
        Column("Kepada", Choices(("Bidang Koperasi", "Bidang Usaha Mikro"))),
        Column("Nilai", Rupiah()),
        Column("Nomor berkas", owner=Owner.ENGINE),
    ),
)  # fmt: skip
TUGAS = Register(
    "Tugas", "Umum", "TG",
    (Column(PARENT, owner=Owner.ENGINE), Column("Bidang", Choice(("Bidang Koperasi", "Bidang Usaha Mikro"))), Column("Hasil")),
)  # fmt: skip

KEARSIPAN = Flow(
    code="P2", title="Kearsipan", register=ARSIP_REGISTER, statuses=A, ends=[A.SELESAI],
    children=[
        Children(TUGAS, "Tugas bidang", T, ends=[T.DITERIMA],
                 steps=[Step(T.MENUNGGU, by=BIDANG, task="Terima", answers={"Terima": T.DITERIMA})])
    ],
    steps=[
        Step(A.MASUK, by=ARSIP, task="Terima", maps=1, on_arrival=[TakeNumber("Nomor berkas", "berkas")],
             rules=(Rule(lambda row: isinstance(row["Nilai"], int) and row["Nilai"] > 1_000_000, A.BESAR, "nilai besar"),),
             answers={"Bagi": Answer(A.DIBAGI, needs=("Kepada",), do=(OpenChildren("Kepada", "Tugas", {"Bidang": "Kepada"}),)),
                      "Simpan": A.DISIMPAN}),
        Step(A.BESAR, by=KEPALA, task="Periksa", answers={"Simpan": A.DISIMPAN}),
        Step(A.DISIMPAN, by=ARSIP, task="Simpan di lemari", answers={"Simpan": A.SELESAI, "Bagi": A.MASUK}),
        Step(A.DIBAGI, by=ARSIP, task="Terima tugas", children=AllChildren("Tugas", A.SELESAI), answers={"Batal": A.MASUK}),
    ],
)  # fmt: skip

ARSIP_ELSEWHERE = replace(
    KEARSIPAN, register=replace(ARSIP_REGISTER, workbook="Arsip"),
    children=[replace(KEARSIPAN.children[0], register=replace(TUGAS, workbook="Arsip"))],
)  # fmt: skip
"""The same with a workbook of its own."""
