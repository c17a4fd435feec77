"""Penatausahaan keuangan. Dari permohonan pembayaran PPTK sampai SP2D terbit, cara LS atau GU. P3.1.

Jangka waktu SPM dan SP2D menurut PP 12/2019 dan Permendagri 77/2020 (belum diverifikasi, lihat ``config``).
"""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from flows.aturan import DOKUMEN_SPJ, TENGGAT
from flows.engine.calendar import working_days
from flows.engine.columns import Choice, Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Answer,
    Approval,
    Check,
    Field,
    Fill,
    Flow,
    Form,
    Kind,
    Register,
    RowView,
    SendBack,
    SendMail,
    Step,
    TakeNumber,
    Variants,
    Whom,
)  # fmt: skip
from flows.registers import KODE_REKENING, PROGRAM
from flows.roles import (
    BENDAHARA,
    BPKA,
    PENGGUNA_ANGGARAN,
    PPK_SKPD,
    PPTK,
    SEKRETARIS,
    VERIFIKATOR,
)  # fmt: skip
from flows.spj import bukti_pembayaran, kelengkapan
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    PERMOHONAN = "Permohonan"
    KLASIFIKASI = "Klasifikasi metode"
    SPJ_LS = "Penyusunan SPJ (LS)"
    VERIFIKASI_LS = "Verifikasi SPJ (LS)"
    SPP_LS = "SPP dan SPM (LS)"
    SPJ_GU = "Penyusunan SPJ (GU)"
    VERIFIKASI_GU = "Verifikasi SPJ (GU)"
    BAYAR_GU = "Pembayaran (GU)"
    SPP_GU = "SPP dan SPM (GU)"
    VERIFIKASI_PPK = "Verifikasi PPK-SKPD"
    TANDA_TANGAN = "Tanda tangan PA"
    KIRIM = "Kirim ke BPKA"
    PROSES_BPKA = "Diproses BPKA"
    SELESAI = "SP2D terbit"


PEMBAYARAN = Register(
    "Pembayaran",
    PROGRAM,
    "PB",
    (
        Column("Tanggal permohonan", Date(), required=True, width=14),
        Column("Sub kegiatan", Text(), required=True, width=36),
        Column("Kode rekening", KODE_REKENING, width=22),
        Column("Uraian", Text(lines=2), required=True, width=36),
        Column("Penerima", required=True, width=28),
        Column("Rekening penerima", width=24, personal=True),
        Column("Metode", Choice(("LS", "GU")), width=8, help="Ditentukan Bendahara bersama PPTK."),
        Column("Bruto", Rupiah(), required=True, width=18),
        Column("PPN", Rupiah(), width=16),
        Column("PPh", Rupiah(), width=16),
        Column("Sisa anggaran", Rupiah(), width=18, help="Sisa pagu kode rekening sebelum pembayaran ini."),
        Column("Jenis SPJ", Choice(tuple(DOKUMEN_SPJ)), width=18, help="Menentukan dokumen yang diperiksa."),
        Column("Nomor SPJ", width=22),
        Column("Tanggal SPJ", Date(), width=14),
        Column("Nomor SP2D", width=22),
        Column("Tanggal SP2D", Date(), width=14),
        Column("Pos-el BPKA", Email(), width=26),
        Column("Netto", Rupiah(), owner=Owner.ENGINE, width=18),
        Column("Bukti pembayaran", owner=Owner.ENGINE, width=28),
        Column("Kelengkapan SPJ", Text(lines=2), owner=Owner.ENGINE, width=32),
        Column("Tanggal verifikasi", Date(), owner=Owner.ENGINE, width=14),
        *kolom_surat("SPP", "SPM"),
        Column("Catatan BPKA", Text(lines=2), owner=Owner.ENGINE, width=30),
        *kolom_surat("nota permohonan", "pengantar"),
    ),
    guide="Satu baris untuk satu permohonan pembayaran. Netto dihitung: bruto dikurangi PPN dan PPh.",
)  # fmt: skip

ITEM_SPJ = Register(
    "Item SPJ",
    PROGRAM,
    "SJ",
    (
        Column("Dokumen", required=True, width=36, help="Misalnya kuitansi, BA pemeriksaan, faktur pajak."),
        Column("Ada", Choice(("Ya", "Tidak")), required=True, width=8),
        Column("Lembar", Whole(), width=8),
        Column("Keterangan", width=28),
    ),
    kind=Kind.LINES,
)


def netto(row: RowView) -> int:
    """Bruto dikurangi PPN dan PPh."""
    bruto, ppn, pph = (
        value if isinstance(value := row[name], int) else 0 for name in ("Bruto", "PPN", "PPh")
    )
    return bruto - ppn - pph


def over_budget(row: RowView) -> bool:
    """Bruto melampaui sisa anggaran."""
    bruto, left = row["Bruto"], row["Sisa anggaran"]
    return isinstance(bruto, int) and isinstance(left, int) and bruto > left


def sp2d_mendahului_spm(row: RowView) -> bool:
    """Tanggal SP2D sebelum tanggal SPM."""
    spm, sp2d = row["Tanggal SPM"], row["Tanggal SP2D"]
    return isinstance(spm, date) and isinstance(sp2d, date) and sp2d < spm


def hari_ini(row: RowView) -> date | None:
    return row.today


DIPERIKSA = (Fill("Bukti pembayaran", bukti_pembayaran), Fill("Kelengkapan SPJ", kelengkapan))
BUKTI = ("Nomor SPJ", "Tanggal SPJ")
DIKLASIFIKASI = (
    Fill("Bukti pembayaran", bukti_pembayaran),
    lembar("lembar_klasifikasi", "Lembar klasifikasi", final=True),
)
LEMBAR_VERIFIKASI = lembar("verifikasi_spj", "Lembar verifikasi", signer=VERIFIKATOR.name)
TERVERIFIKASI = (Fill("Tanggal verifikasi", hari_ini), *DIPERIKSA, replace(LEMBAR_VERIFIKASI, final=True))
SUSUN_SPJ = (SendMail("giliran", to=(Whom.TURN,)),)
DAFTAR_PERIKSA = lembar(
    "checklist_spj", "Daftar periksa SPJ", lines=(ITEM_SPJ,), signer=BENDAHARA.name, internal=False
)
NOMOR_SPP = (
    TakeNumber("Nomor SPP", "SPP", dated="Tanggal SPP"),
    TakeNumber("Nomor SPM", "SPM", dated="Tanggal SPM"),
    Fill("Netto", netto),
    *DIPERIKSA,
    DAFTAR_PERIKSA,
)
NASKAH_SPM = (
    lembar("spp_pengantar", "SPP pengantar", signer=BENDAHARA.name, internal=False),
    lembar("spp_ringkasan", "SPP ringkasan", signer=BENDAHARA.name, internal=False),
    lembar("spp_rincian", "SPP rincian", signer=BENDAHARA.name, internal=False),
    lembar("pernyataan_ppk", "Pernyataan PPK-SKPD", signer=PPK_SKPD.name, internal=False),
    lembar("draf_spm", "SPM", signer=PENGGUNA_ANGGARAN.name, internal=False),
    lembar("sptjm", "SPTJM", signer=PENGGUNA_ANGGARAN.name, internal=False),
)
BERKAS_SPM = (Fill("Netto", netto), *DIPERIKSA, *NASKAH_SPM)
"""Disusun setiap kali sampai pada PPK-SKPD: bila nilainya diubah, yang diperiksa hitungan yang baru."""
DITANDATANGANI = tuple(replace(paper, final=True, again=True) for paper in (DAFTAR_PERIKSA, *NASKAH_SPM))
"""Yang dibawa ke BPKA. Yang dikembalikan BPKA ditandatangani lagi dan terbit sebagai naskah baru."""
DIBAYAR = ("Sub kegiatan", "Kode rekening", "Uraian", "Penerima", "Metode", "Bruto", "PPN", "PPh")

FLOW = Flow(
    code="P3.1",
    title="Penatausahaan Keuangan",
    about=__doc__ or "",
    group="Pengelolaan Keuangan",
    register=PEMBAYARAN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Metode", ("LS", "GU")),
    lines=[ITEM_SPJ],
    classification="900.1.3.1",
    data=[AGENDA_KELUAR],
    forms=[
        Form(
            "permohonan-pembayaran",
            "Permohonan pembayaran",
            (
                Field("Tanggal", "Tanggal permohonan", required=True),
                Field("Sub kegiatan", "Sub kegiatan", required=True),
                Field("Kode rekening", "Kode rekening", required=True),
                Field("Uraian", "Uraian", required=True),
                Field("Penerima", "Penerima", required=True),
                Field("Rekening penerima", "Rekening penerima"),
                Field("Nilai bruto", "Bruto", required=True),
                Field("PPN", "PPN"),
                Field("PPh", "PPh"),
            ),
            public=False,
            privacy="Dipakai untuk membayar belanja; dasar: pelaksanaan tugas pemerintahan (UU 27/2022 Pasal 20).",
            receipt="Permohonan pembayaran sudah dicatat.",
        ),
        Form(
            "status-sp2d",
            "Status SP2D",
            (Field("Catatan BPKA", "Catatan BPKA", help="Nomor SP2D, atau sebab dikembalikan."),),
            answers=Status.PROSES_BPKA,
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Status SP2D telah kami terima.",
        ),
    ],
    checks=[
        Check(lambda row: netto(row) < 0, "PPN dan PPh melebihi Bruto; periksa ketiga kolom itu."),
        Check(
            over_budget,
            "Bruto melebihi Sisa anggaran kode rekening ini; periksa pagu atau ajukan pergeseran.",
        ),
        Check(sp2d_mendahului_spm, "Tanggal SP2D mendahului Tanggal SPM; periksa Tanggal SP2D."),
    ],
    steps=[
        Step(
            Status.PERMOHONAN,
            by=PPTK,
            task="Buat surat permohonan pembayaran ke Bendahara",
            maps=1,
            needs=("Kode rekening",),
            on_arrival=[konsep("permohonan_pembayaran", "Permohonan pembayaran", signer=PPTK.name)],
            answers={
                "Ajukan ke Bendahara": Answer(
                    Status.KLASIFIKASI,
                    do=terbit(
                        "permohonan_pembayaran",
                        "Permohonan pembayaran",
                        "nota permohonan",
                        "=Permohonan Pembayaran",
                        "=Bendahara Pengeluaran",
                        jenis="Nota dinas",
                        proses="P3.1",
                        signer=PPTK.name,
                    ),
                )
            },
        ),
        Step(
            Status.KLASIFIKASI,
            by=BENDAHARA,
            task="Tentukan klasifikasi metode pembayaran bersama PPTK",
            maps=2,
            needs=("Metode", "Sisa anggaran"),
            due=working_days(1),
            answers={
                "Bayar langsung (LS)": Answer(Status.SPJ_LS, condition="LS", only=("LS",), do=DIKLASIFIKASI),
                "Ganti uang (GU)": Answer(Status.SPJ_GU, condition="GU", only=("GU",), do=DIKLASIFIKASI),
            },
        ),
        Step(
            Status.SPJ_LS,
            by=PPTK,
            task="Susun dokumen pertanggungjawaban (LS)",
            maps=3,
            only=("LS",),
            on_arrival=SUSUN_SPJ,
            needs=BUKTI,
            due=working_days(5),
            remind=(working_days(-1),),
            answers={"Serahkan SPJ": Status.VERIFIKASI_LS},
        ),
        Step(
            Status.VERIFIKASI_LS,
            by=VERIFIKATOR,
            task="Verifikasi dokumen pertanggungjawaban (LS)",
            maps=4,
            only=("LS",),
            on_arrival=[*DIPERIKSA, LEMBAR_VERIFIKASI],
            due=working_days(2),
            answers={
                "Lengkap": Answer(Status.SPP_LS, do=TERVERIFIKASI),
                "Kembalikan": SendBack(Status.SPJ_LS, condition=None),
            },
        ),
        Step(
            Status.SPP_LS,
            by=BENDAHARA,
            task="Lengkapi dokumen SPP dan SPM (LS)",
            maps=5,
            only=("LS",),
            on_arrival=NOMOR_SPP,
            due=working_days(2),
            answers={"Ajukan verifikasi": Status.VERIFIKASI_PPK},
        ),
        Step(
            Status.SPJ_GU,
            by=PPTK,
            task="Susun dokumen pertanggungjawaban (GU)",
            maps=6,
            only=("GU",),
            on_arrival=SUSUN_SPJ,
            needs=BUKTI,
            due=working_days(5),
            remind=(working_days(-1),),
            answers={"Serahkan SPJ": Status.VERIFIKASI_GU},
        ),
        Step(
            Status.VERIFIKASI_GU,
            by=VERIFIKATOR,
            task="Verifikasi dokumen pertanggungjawaban (GU)",
            maps=7,
            only=("GU",),
            on_arrival=[*DIPERIKSA, LEMBAR_VERIFIKASI],
            due=working_days(2),
            answers={
                "Lengkap": Answer(Status.BAYAR_GU, do=TERVERIFIKASI),
                "Kembalikan": SendBack(Status.SPJ_GU, condition=None),
            },
        ),
        Step(
            Status.BAYAR_GU,
            by=BENDAHARA,
            task="Lakukan pembayaran (GU)",
            maps=8,
            only=("GU",),
            due=working_days(2),
            answers={"Sudah dibayar": Status.SPP_GU},
        ),
        Step(
            Status.SPP_GU,
            by=BENDAHARA,
            task="Lengkapi dokumen SPP dan SPM (GU)",
            maps=9,
            only=("GU",),
            on_arrival=NOMOR_SPP,
            due=working_days(2),
            answers={"Ajukan verifikasi": Status.VERIFIKASI_PPK},
        ),
        Step(
            Status.VERIFIKASI_PPK,
            by=PPK_SKPD,
            task="Verifikasi dokumen SPP dan SPM",
            maps=10,
            on_arrival=BERKAS_SPM,
            approval=Approval(
                shows=DIBAYAR, letters=("SPP ringkasan", "SPM"), agree="Sesuai", kind="keuangan"
            ),
            due=TENGGAT["P3.1/10"],
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.TANDA_TANGAN, condition="sesuai"),
                "Revisi LS": Answer(Status.SPP_LS, condition="revisi LS", note=True, only=("LS",)),
                "Revisi GU": Answer(Status.SPP_GU, condition="revisi GU", note=True, only=("GU",)),
            },
        ),
        Step(
            Status.TANDA_TANGAN,
            by=PENGGUNA_ANGGARAN,
            task="Tanda tangani SPM",
            maps=11,
            approval=Approval(shows=DIBAYAR, letters=("SPM", "SPTJM"), agree="Tandatangani", kind="keuangan"),
            due=TENGGAT["P3.1/11"],
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Tandatangani": Answer(Status.KIRIM, do=DITANDATANGANI),
                "Kembalikan": SendBack(Status.VERIFIKASI_PPK, condition=None),
            },
        ),
        Step(
            Status.KIRIM,
            by=BENDAHARA,
            task="Kirim dokumen ke BPKA",
            maps=12,
            due=working_days(1),
            on_arrival=[konsep("pengantar_bpka", "Surat pengantar")],
            answers={
                "Sudah dikirim": Answer(
                    Status.PROSES_BPKA,
                    do=terbit(
                        "pengantar_bpka",
                        "Surat pengantar",
                        "pengantar",
                        "=Penyampaian SPM",
                        "=Kepala BPKA",
                        jenis="Surat pengantar",
                        proses="P3.1",
                        again=True,
                    ),
                )
            },
        ),
        Step(
            Status.PROSES_BPKA,
            by=BPKA,
            task="Proses dokumen sampai SP2D",
            maps=13,
            recorded_by=BENDAHARA,
            link=True,
            due=TENGGAT["P3.1/13"],
            remind=(working_days(1),),
            answers={
                "SP2D terbit": Answer(Status.SELESAI, needs=("Nomor SP2D", "Tanggal SP2D"), evidence=True),
                "Dikembalikan BPKA": SendBack(Status.VERIFIKASI_PPK, condition=None),
            },
        ),
    ],
)
