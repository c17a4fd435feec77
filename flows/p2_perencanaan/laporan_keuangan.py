"""Laporan Keuangan. Dari surat Bidang Keuangan BPKA sampai hasil reviu ditindaklanjuti. P2.2.2."""

from enum import StrEnum

from flows.engine.calendar import working_days
from flows.engine.columns import Column, Date, Email, Owner, Rupiah, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    EmailIn,
    Field,
    Flow,
    Form,
    Kind,
    Opening,
    Register,
    SendMail,
    Step,
    Together,
)
from flows.registers import PROGRAM
from flows.roles import (
    BIDANG_KOPERASI,
    BIDANG_USAHA_MIKRO,
    BPKA_KEUANGAN,
    KEPALA_DINAS,
    SEKRETARIS,
    SUBBAG_PROGRAM,
)
from flows.surat import AGENDA_KELUAR, kolom_surat, konsep, lembar, terbit


class Status(StrEnum):
    """Kata-kata di kolom Status."""

    SURAT = "Menunggu surat BPKA"
    DITERIMA = "Surat diterima"
    KOORDINASI = "Koordinasi"
    PENGUMPULAN = "Pengumpulan data bidang"
    PENGOLAHAN = "Penghimpunan dan pengolahan"
    PENGIRIMAN = "Pengiriman"
    REVIU = "Reviu BPKA"
    TINDAK_LANJUT = "Tindak lanjut"
    SELESAI = "Selesai"


LAPORAN = Register(
    "Laporan Keuangan",
    PROGRAM,
    "LP",
    (
        Column("Tahun", Whole(2020, 2100), required=True, width=8),
        Column("Periode", required=True, width=18, help="Misalnya «Semester I» atau «Tahunan»."),
        Column("Dasar surat", width=30),
        Column("Batas pengumpulan", Date(), width=14),
        Column("Berkas laporan", width=26, help="LRA, LO, LPE, Neraca, CaLK."),
        Column(
            "Penjelasan pos",
            Text(lines=3),
            width=36,
            help="Untuk Bab IV CaLK: penjelasan LRA, LO, LPE, Neraca.",
        ),
        Column("Catatan reviu", Text(lines=3), width=30, help="Yang sudah diperbaiki atas hasil reviu BPKA."),
        Column("Tanggal kirim", Date(), width=14),
        Column("Pos-el BPKA", Email(), width=26),
        Column("Hasil reviu", Text(lines=2), owner=Owner.ENGINE, width=30),
        *kolom_surat("nota dinas", "surat penyampaian"),
    ),
    guide="Satu baris untuk satu laporan; realisasinya di tab Realisasi Anggaran. LK-SKPD tahunan: akhir Februari.",
)
REALISASI = Register(
    "Realisasi Anggaran",
    PROGRAM,
    "LPR",
    (
        Column("Kode rekening", width=22),
        Column("Uraian", required=True, width=36),
        Column("Anggaran", Rupiah(), required=True, width=18),
        Column("Realisasi", Rupiah(), required=True, width=18),
    ),
    kind=Kind.LINES,
)
NASKAH = ("Rekap realisasi", "CaLK", "Pernyataan tanggung jawab")


def naskah(*, final: bool = False) -> tuple[Action, ...]:
    """Rekap, catatan atas laporan keuangan, dan pernyataan; setiap pengiriman sesudah revisi menjadi naskah baru."""
    rekap, calk, pernyataan = NASKAH
    signer = KEPALA_DINAS.name
    return (
        lembar("rekap_realisasi", rekap, lines=(REALISASI,), signer=signer, final=final, again=final),
        lembar("draf_calk", calk, lines=(REALISASI,), signer=signer, final=final, again=final),
        lembar("pernyataan_tanggung_jawab", pernyataan, signer=signer, final=final, again=final),
    )


FLOW = Flow(
    code="P2.2.2",
    title="Laporan Keuangan",
    about=__doc__ or "",
    group="Pelaporan",
    register=LAPORAN,
    statuses=Status,
    ends=[Status.SELESAI],
    classification="900.1.3.10",
    lines=[REALISASI],
    data=[AGENDA_KELUAR],
    forms=[
        Form(
            "data-keuangan-bidang",
            "Data keuangan bidang",
            (
                Field("Kode rekening", "Kode rekening"),
                Field("Uraian", "Uraian", required=True),
                Field("Anggaran", "Anggaran", required=True),
                Field("Realisasi", "Realisasi", required=True),
            ),
            adds=REALISASI,
            during=(Status.KOORDINASI, Status.PENGUMPULAN),
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Data keuangan sudah dicatat.",
        ),
        Form(
            "reviu-keuangan",
            "Reviu laporan keuangan",
            (Field("Hasil reviu", "Hasil reviu", help="Yang perlu diperbaiki, bila ada."),),
            answers=Status.REVIU,
            public=False,
            privacy="Tidak memuat data pribadi.",
            receipt="Hasil reviu telah kami terima.",
        ),
    ],
    openings=[
        Opening(
            1, 5, {"Tahun": "{tahun_lalu}", "Periode": "Tahunan"}, why="LK-SKPD disampaikan akhir Februari"
        )
    ],
    steps=[
        Step(
            Status.SURAT,
            by=BPKA_KEUANGAN,
            task="Kirim surat",
            maps=1,
            recorded_by=SUBBAG_PROGRAM,
            answers={"Surat diterima": Answer(Status.DITERIMA, needs=("Dasar surat",), evidence=True)},
        ),
        Step(
            Status.DITERIMA,
            by=SUBBAG_PROGRAM,
            task="Terima surat",
            maps=2,
            needs=("Batas pengumpulan",),
            due=working_days(2),
            on_arrival=[konsep("nota_data_keuangan", "Nota dinas permintaan data")],
            answers={
                "Koordinasikan": Answer(
                    Status.KOORDINASI,
                    do=terbit(
                        "nota_data_keuangan",
                        "Nota dinas permintaan data",
                        "nota dinas",
                        "=Permintaan Data",
                        "=Kepala Bidang",
                        jenis="Nota dinas",
                        proses="P2.2.2",
                    ),
                )
            },
        ),
        Step(
            Status.KOORDINASI,
            by=Together((SUBBAG_PROGRAM, BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Koordinasikan penyusunan laporan",
            maps=3,
            on_arrival=[SendMail("pemberitahuan", to=(BIDANG_KOPERASI, BIDANG_USAHA_MIKRO))],
            due=working_days(5),
            answers={"Sudah dikoordinasikan": Status.PENGUMPULAN},
        ),
        Step(
            Status.PENGUMPULAN,
            by=Together((BIDANG_KOPERASI, BIDANG_USAHA_MIKRO)),
            task="Kumpulkan data ke Subbag Program dan Keuangan",
            maps=4,
            due=working_days(7),
            remind=(working_days(-2),),
            escalate=SEKRETARIS,
            answers={"Data diserahkan": Status.PENGOLAHAN},
        ),
        Step(
            Status.PENGOLAHAN,
            by=SUBBAG_PROGRAM,
            task="Himpun dan olah data",
            maps=5,
            due=working_days(10),
            remind=(working_days(-2),),
            answers={
                "Laporan selesai": Answer(
                    Status.PENGIRIMAN,
                    do=(*naskah(), konsep("penyampaian_keuangan", "Surat penyampaian")),
                )
            },
        ),
        Step(
            Status.PENGIRIMAN,
            by=SUBBAG_PROGRAM,
            task="Kirim ke Bidang Keuangan BPKA",
            maps=6,
            needs=("Berkas laporan", "Tanggal kirim"),
            due=working_days(2),
            answers={
                "Sudah dikirim": Answer(
                    Status.REVIU,
                    do=(
                        *naskah(final=True),
                        *terbit(
                            "penyampaian_keuangan",
                            "Surat penyampaian",
                            "surat penyampaian",
                            "=Penyampaian Laporan Keuangan",
                            "=Kepala BPKA",
                            proses="P2.2.2",
                            again=True,
                            mail=(EmailIn("Pos-el BPKA"),),
                            lampiran=NASKAH,
                        ),
                    ),
                )
            },
        ),
        Step(
            Status.REVIU,
            by=BPKA_KEUANGAN,
            task="Reviu laporan",
            maps=7,
            recorded_by=SUBBAG_PROGRAM,
            link=True,
            due=working_days(10),
            remind=(working_days(0),),
            answers={
                "Sesuai": Answer(Status.TINDAK_LANJUT, condition="sesuai", evidence=True),
                "Revisi": Answer(Status.PENGOLAHAN, condition="revisi", note=True),
            },
        ),
        Step(
            Status.TINDAK_LANJUT,
            by=SUBBAG_PROGRAM,
            task="Tindak lanjuti hingga selesai",
            maps=8,
            due=working_days(5),
            needs=("Catatan reviu",),
            answers={
                "Selesai": Answer(
                    Status.SELESAI,
                    do=(
                        lembar(
                            "tindak_lanjut_reviu",
                            "Tindak lanjut reviu",
                            signer=SUBBAG_PROGRAM.name,
                            final=True,
                        ),
                    ),
                )
            },
        ),
    ],
)
