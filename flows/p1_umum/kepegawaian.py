"""Kenaikan pangkat / pengajuan cuti / pensiun. Dari usulan pegawai sampai surat keputusan diterima. P1.3.1.

SK datang dari BKD atau Wali Kota; Dinas mengusulkan. Kelengkapan menurut praktik instansi kepegawaian, belum
diverifikasi.
"""

from dataclasses import replace
from enum import StrEnum

from flows.aturan import PANGKAT, PENGINGAT, TENGGAT
from flows.cuti import (
    DIBERIKAN,
    KEPUTUSAN_CUTI,
    KODE_CUTI,
    PERIKSA_CUTI,
    cuti_bersama,
    cuti_diberikan,
    ditambah,
    hak_cuti,
    sisa_cuti,
    tahun_cuti,
    tahun_sisa,
    terpakai,
)  # fmt: skip
from flows.data import CUTI_LAIN
from flows.data import PEGAWAI as DATA_PEGAWAI
from flows.engine.calendar import calendar_days, calendar_months, working_days
from flows.engine.columns import Choice, Column, Date, Email, Nip, Owner, Phone, Text, Whole
from flows.engine.model import (
    Action,
    Answer,
    ByColumn,
    Check,
    Field,
    Fill,
    FillFrom,
    Flow,
    Form,
    MakeLetter,
    OpeningFor,
    Register,
    RowView,
    SendMail,
    Step,
    TakeNumber,
    UpdateData,
    Upload,
    Variants,
    Whom,
)  # fmt: skip
from flows.pegawai import (
    bukan_pangkat_berikut,
    masa_kerja,
    next_raise,
    pengingat,
    tmt_pangkat_berikut,
    tmt_pensiun,
)  # fmt: skip
from flows.registers import UMUM
from flows.roles import BKD, KEPALA_DINAS, PEGAWAI, SEKRETARIS, SUBBAG_UMUM
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

    USULAN = "Usulan pegawai"
    PENGUSULAN = "Pengusulan ke BKD"
    VERIFIKASI = "Verifikasi BKD"
    HASIL = "Hasil verifikasi"
    KELENGKAPAN = "Melengkapi berkas"
    KEPUTUSAN = "Penyerahan keputusan"
    SELESAI = "Selesai"


JENIS_USULAN = ("kenaikan pangkat", "cuti", "pensiun")
KEPEGAWAIAN = Register(
    "Kepegawaian",
    UMUM,
    "KP",
    (
        Column("Jenis usulan", Choice(JENIS_USULAN), required=True, width=18),
        Column("Nama pegawai", required=True, personal=True, width=28),
        Column("NIP", Nip(), required=True, personal=True, width=22),
        Column("Pangkat golongan", Choice(PANGKAT), width=22),
        Column("Jabatan", width=26),
        Column("Pangkat yang diusulkan", Choice(PANGKAT), width=22, help="Untuk kenaikan pangkat."),
        Column("TMT", Date(), width=14, help="Untuk kenaikan pangkat dan pensiun."),
        Column(
            "Jenis cuti",
            Choice(
                ("Tahunan", "Sakit", "Melahirkan", "Alasan penting", "Besar", "Di luar tanggungan negara")
            ),
            width=18,
        ),
        Column("Mulai cuti", Date(), width=14),
        Column("Selesai cuti", Date(), width=14),
        Column("Lama cuti", Whole(1), width=10, help="Hari kerja."),
        Column("Alasan cuti", Text(lines=2), width=28),
        Column("Alamat selama cuti", Text(lines=2), personal=True, width=28),
        Column("HP", Phone(), personal=True, width=16),
        Column("Berkas", Text(lines=3), width=32, help="Berkas yang dilampirkan."),
        Column("Kekurangan berkas", Text(lines=2), width=30),
        Column("Keputusan cuti", Choice(KEPUTUSAN_CUTI), width=18, help="Keputusan pejabat yang berwenang."),
        Column("Nomor keputusan", width=22),
        Column("Tanggal keputusan", Date(), width=14),
        Column("Pos-el BKD", Email(), width=26),
        Column("Kode klasifikasi", owner=Owner.ENGINE, width=14),
        Column("Masa kerja", owner=Owner.ENGINE, width=18),
        Column("Sisa cuti menurut data", Whole(-99), owner=Owner.ENGINE, width=10),
        Column("Tahun sisa cuti", Whole(), owner=Owner.ENGINE, width=10),
        Column("Tahun cuti", Whole(), owner=Owner.ENGINE, width=10),
        Column("Dikurangi cuti bersama", Whole(), owner=Owner.ENGINE, width=12),
        Column("Sisa cuti tahunan", Whole(-99), owner=Owner.ENGINE, width=10),
        Column("Sisa sesudah cuti", Whole(-99), owner=Owner.ENGINE, width=10),
        *(Column(heading, Whole(), owner=Owner.ENGINE, width=10) for heading in CUTI_LAIN),
        Column("Catatan BKD", Text(lines=2), owner=Owner.ENGINE, width=30),
        JAWABAN_PALING_LAMBAT,
        *kolom_surat("surat usulan", "surat pengantar", "pengembalian", "surat izin"),
    ),
    guide="Satu baris untuk satu usulan. Cuti tahunan dihitung hari kerja; tidak melewati pergantian tahun.",
)


DARI_PEGAWAI = {
    "Nama pegawai": "Nama",
    "NIP": "NIP",
    "Pangkat golongan": "Pangkat golongan",
    "Jabatan": "Jabatan",
}
MENURUT_PEGAWAI: tuple[Action, ...] = (
    FillFrom(
        DATA_PEGAWAI,
        {
            "Sisa cuti menurut data": "Sisa cuti tahunan",
            "Tahun sisa cuti": "Tahun sisa cuti",
            **{heading: heading for heading in CUTI_LAIN},
        },
        {"NIP": "NIP"},
    ),
    Fill("Tahun cuti", tahun_cuti),
    Fill("Dikurangi cuti bersama", lambda row: cuti_bersama(row) or None),
    *(Fill(heading, terpakai(heading)) for heading in CUTI_LAIN),
    Fill("Sisa cuti tahunan", hak_cuti),
    Fill("Sisa sesudah cuti", sisa_cuti),
)
"""Sisa cuti menurut Data Pegawai saat itu; dibaca lagi sebelum cuti diberikan, sebab cuti lain bisa mendahului."""
KODE_USULAN = {"kenaikan pangkat": "800.1.3.2", "pensiun": "800.1.6.6"}


def kode(row: RowView) -> str | None:
    """Kode klasifikasi surat menurut jenis usulan, untuk cuti menurut jenis cutinya."""
    return KODE_USULAN.get(row.text("Jenis usulan")) or KODE_CUTI.get(row.text("Jenis cuti"))


BERKAS_USULAN = (
    lembar("formulir_cuti", "Formulir cuti", only=("cuti",), internal=False),
    lembar("checklist_kepegawaian", "Daftar periksa", signer=SUBBAG_UMUM.name, internal=False),
)
"""Ikut dikirim ke BKD; setelah berkas dilengkapi dibuat yang baru."""


def usulan(variant: str) -> tuple[Action, ...]:
    """Surat usul ke BKD untuk satu jenis usulan, dengan daftar periksanya."""
    return (
        *terbit(
            "usul_bkd",
            "Surat usul",
            "surat usulan",
            f"=Usul {variant.title()}",
            "=Kepala Badan Kepegawaian Daerah",
            proses="P1.3.1",
            again=True,
            only=(variant,),
        ),
        *terbit(
            "pengantar_bkd",
            "Surat pengantar",
            "surat pengantar",
            f"=Pengantar Berkas Usul {variant.title()}",
            "=Kepala Badan Kepegawaian Daerah",
            jenis="Surat pengantar",
            proses="P1.3.1",
            again=True,
            only=(variant,),
        ),
    )


IZIN_CUTI: tuple[Action, ...] = (
    TakeNumber(
        "Nomor surat izin", ByColumn("Keputusan cuti", dict.fromkeys(DIBERIKAN, "surat keluar"), some=True),
        dated="Tanggal surat izin", only=("cuti",),
    ),
    MakeLetter(
        ByColumn("Keputusan cuti", dict.fromkeys(DIBERIKAN, "izin_cuti.docx"), some=True), "Surat izin cuti",
        final=True, signer=KEPALA_DINAS.name, only=("cuti",),
    ),
    UpdateData(
        AGENDA_KELUAR,
        {
            "Nomor surat": "Nomor surat izin", "Tanggal surat": "Tanggal surat izin", "Jenis naskah": "=Surat izin",
            "Perihal": "=Surat Izin Cuti", "Tujuan": "Nama pegawai", "Kasus": "ID", "Proses": "=P1.3.1",
        },
        as_of="Tanggal surat izin", add=True, name="Nomor surat izin", if_=cuti_diberikan, only=("cuti",),
    ),
    *(Fill(heading, ditambah(heading), only=("cuti",)) for heading in CUTI_LAIN),
    Fill("Tahun sisa cuti", tahun_sisa, only=("cuti",)),
    UpdateData(
        DATA_PEGAWAI,
        {
            "NIP": "NIP", "Sisa cuti tahunan": "Sisa sesudah cuti", "Tahun sisa cuti": "Tahun sisa cuti",
            **{heading: heading for heading in CUTI_LAIN},
        },
        if_=cuti_diberikan,
        only=("cuti",),
    ),
)  # fmt: skip
"""Yang ditangguhkan atau tidak disetujui tidak beroleh surat izin, dan sisa cutinya tetap."""


FLOW = Flow(
    code="P1.3.1",
    title="Kenaikan Pangkat / Pengajuan Cuti / Pensiun",
    about=__doc__ or "",
    group="Umum dan Kepegawaian",
    register=KEPEGAWAIAN,
    statuses=Status,
    ends=[Status.SELESAI],
    variants=Variants("Jenis usulan", JENIS_USULAN),
    classification="800.1.3.2",
    data=[DATA_PEGAWAI, AGENDA_KELUAR],
    openings_for=[
        OpeningFor(
            DATA_PEGAWAI,
            tmt_pangkat_berikut,
            calendar_days(PENGINGAT["ingatkan_pangkat_hari"][0]),
            {"Jenis usulan": "=kenaikan pangkat", **DARI_PEGAWAI},
            falls="TMT",
            why="kenaikan pangkat reguler mendekat",
        ),
        OpeningFor(
            DATA_PEGAWAI,
            tmt_pensiun,
            calendar_months(PENGINGAT["ingatkan_pensiun_bulan"][0]),
            {"Jenis usulan": "=pensiun", **DARI_PEGAWAI},
            falls="TMT",
            why="batas usia pensiun mendekat",
        ),
    ],
    announces=[
        *pengingat(
            "kenaikan gaji berkala",
            next_raise,
            [calendar_days(n) for n in PENGINGAT["ingatkan_kgb_hari"]],
            "Kenaikan gaji berkala {Nama} jatuh",
        ),
        *pengingat(
            "kenaikan pangkat",
            tmt_pangkat_berikut,
            [calendar_days(n) for n in PENGINGAT["ingatkan_pangkat_hari"][1:]],
            "Kenaikan pangkat {Nama} jatuh",
        ),
        *pengingat(
            "pensiun",
            tmt_pensiun,
            [calendar_months(n) for n in PENGINGAT["ingatkan_pensiun_bulan"][1:]],
            "Pensiun {Nama} jatuh",
        ),
    ],
    forms=[
        Form(
            "usulan-kepegawaian",
            "Usulan kenaikan pangkat, cuti, atau pensiun",
            (
                Field("Jenis usulan", "Jenis usulan", required=True, section="Usulan"),
                Field("Nama", "Nama pegawai", required=True),
                Field("NIP", "NIP", required=True, help="18 angka."),
                Field("Pangkat dan golongan", "Pangkat golongan"),
                Field("Jabatan", "Jabatan"),
                Field(
                    "Pangkat yang diusulkan", "Pangkat yang diusulkan", section="Kenaikan pangkat dan pensiun"
                ),
                Field("TMT", "TMT"),
                Field("Jenis cuti", "Jenis cuti", section="Cuti"),
                Field("Mulai", "Mulai cuti"),
                Field("Selesai", "Selesai cuti"),
                Field("Lama (hari kerja)", "Lama cuti"),
                Field("Alasan", "Alasan cuti"),
                Field("Alamat selama cuti", "Alamat selama cuti"),
                Field("HP", "HP"),
                Field("Berkas yang dilampirkan", "Berkas", section="Berkas", upload=Upload()),
            ),
            privacy="Dipakai untuk mengusulkan hak kepegawaian ke BKD; dasar: kewajiban hukum (UU 27/2022 Pasal 20).",
            receipt="Usulan Saudara telah kami terima.",
            known_by="NIP",
        ),
        Form(
            "hasil-verifikasi-bkd",
            "Hasil verifikasi BKD",
            (Field("Catatan BKD", "Catatan BKD", help="Nomor keputusan, atau berkas yang kurang."),),
            answers=Status.VERIFIKASI,
            public=False,
            privacy="Dipakai untuk memproses usulan kepegawaian; dasar: kewajiban hukum.",
            receipt="Hasil verifikasi telah kami terima.",
        ),
    ],
    checks=[
        *PERIKSA_CUTI,
        Check(
            bukan_pangkat_berikut,
            "Pangkat yang diusulkan harus satu tingkat di atas Pangkat golongan; periksa keduanya.",
        ),
    ],
    steps=[
        Step(
            Status.USULAN,
            by=PEGAWAI,
            task="Ajukan usulan",
            maps=1,
            on_arrival=[*MENURUT_PEGAWAI, Fill("Masa kerja", masa_kerja)],
            needs=("Berkas",),
            answers={
                "Ajukan kenaikan pangkat": Answer(
                    Status.PENGUSULAN, needs=("Pangkat yang diusulkan", "TMT"), only=("kenaikan pangkat",)
                ),
                "Ajukan cuti": Answer(
                    Status.PENGUSULAN,
                    needs=("Jenis cuti", "Mulai cuti", "Selesai cuti", "Lama cuti", "Alasan cuti"),
                    only=("cuti",),
                ),
                "Ajukan pensiun": Answer(Status.PENGUSULAN, needs=("TMT",), only=("pensiun",)),
            },
        ),
        Step(
            Status.PENGUSULAN,
            by=SUBBAG_UMUM,
            task="Usulkan ke BKD",
            maps=2,
            on_arrival=[
                *MENURUT_PEGAWAI,
                Fill("Kode klasifikasi", kode),
                *BERKAS_USULAN,
                konsep("usul_bkd", "Surat usul"),
                SendMail("giliran", to=(Whom.TURN,)),
            ],
            due=working_days(3),
            remind=(working_days(0),),
            escalate=SEKRETARIS,
            answers={
                "Sudah diusulkan": Answer(
                    Status.VERIFIKASI,
                    do=(
                        *(replace(sheet, final=True, again=True) for sheet in BERKAS_USULAN),
                        *(action for jenis in JENIS_USULAN for action in usulan(jenis)),
                    ),
                )
            },
        ),
        Step(
            Status.VERIFIKASI,
            by=BKD,
            task="Verifikasi usulan",
            maps=3,
            recorded_by=SUBBAG_UMUM,
            link=True,
            due=TENGGAT["P1.3.1/3"],
            remind=(working_days(0), working_days(5)),
            answers={"Hasil diterima": Answer(Status.HASIL, evidence=True)},
        ),
        Step(
            Status.HASIL,
            by=SUBBAG_UMUM,
            task="Terima hasil verifikasi",
            maps=4,
            on_arrival=MENURUT_PEGAWAI,
            due=working_days(2),
            answers={
                "Lengkap": Answer(
                    Status.KEPUTUSAN,
                    condition="lengkap",
                    needs=("Nomor keputusan", "Tanggal keputusan"),
                    only=("kenaikan pangkat", "pensiun"),
                ),
                "Keputusan cuti diterima": Answer(
                    Status.KEPUTUSAN,
                    condition="lengkap",
                    needs=("Keputusan cuti", "Nomor keputusan", "Tanggal keputusan"),
                    only=("cuti",),
                    do=(*MENURUT_PEGAWAI, *IZIN_CUTI),
                ),
                "Belum lengkap": Answer(
                    Status.KELENGKAPAN,
                    condition="belum lengkap",
                    needs=("Kekurangan berkas",),
                    note=True,
                    do=(
                        batas_jawaban(working_days(7)),
                        *terbit(
                            "pengembalian_berkas",
                            "Surat pengembalian",
                            "pengembalian",
                            "=Kelengkapan Berkas",
                            "Nama pegawai",
                            proses="P1.3.1",
                            again=True,
                        ),
                    ),
                ),
            },
        ),
        Step(
            Status.KELENGKAPAN,
            by=PEGAWAI,
            task="Lengkapi berkas",
            maps=5,
            on_arrival=[SendMail("giliran", to=(Whom.TURN,))],
            due=working_days(7),
            remind=(working_days(-2),),
            answers={"Berkas dilengkapi": Status.PENGUSULAN},
        ),
        Step(
            Status.KEPUTUSAN,
            by=PEGAWAI,
            task="Terima surat keputusan",
            maps=6,
            on_arrival=[SendMail("pemberitahuan", to=(Whom.TURN,))],
            due=working_days(5),
            answers={"Sudah diterima": Status.SELESAI},
        ),
    ],
)
