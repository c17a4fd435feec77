"""Letters of P4.1 and P4.2.1: trainings, meetings with banks."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter, Look
from scripts.stock_templates.pieces import (
    LANDSCAPE,
    TITIK,
    emblem,
    isi,
    keputusan_tim,
    laporan_kegiatan,
    lembar,
    naskah,
    surat,
    tanggal,
    tutup,
)

PELAKSANAAN = (
    ("Hari/Tanggal", "{{ tanggal_pelaksanaan | hari_tanggal }}"), ("Pukul", '{{ pukul | atau("09.00 WIB s.d. selesai") }}'),
    ("Tempat", "{{ tempat }}"), ("Acara", "{{ nama_kegiatan }}"),
)  # fmt: skip


@naskah
def sk_tim_kegiatan() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pelaksana {{ nama_kegiatan }}",
        (
            "bahwa untuk kelancaran {{ nama_kegiatan }} perlu dibentuk Tim Pelaksana;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan Keputusan Kepala Dinas;",
        ),
        (
            "menyusun rencana dan jadwal kegiatan", "menentukan narasumber dan peserta",
            "menyiapkan sarana dan melaksanakan kegiatan", "melaporkan hasilnya kepada Kepala Dinas",
        ),
        "susunan_tim",
    )  # fmt: skip


@naskah
def permohonan_narasumber() -> Letter:
    letter = surat("permohonan", "narasumber", "Permohonan Narasumber")
    isi(
        letter,
        "Sehubungan dengan akan dilaksanakannya {{ nama_kegiatan }}, kami mohon kesediaan Saudara menjadi narasumber "
        "dengan materi {{ materi }}, pada:",
    )
    letter.pairs(PELAKSANAAN[:3], label=3.2, indent=1.25, after=6)
    isi(
        letter,
        "Konfirmasi kesediaan kami harapkan paling lambat {{ jawaban_paling_lambat | hari_tanggal }} melalui tautan yang "
        "dikirim ke pos-el Saudara atau langsung kepada kami.",
    )
    return tutup(letter)


@naskah
def undangan_peserta() -> Letter:
    letter = surat("undangan", "'(daftar terlampir)'", "Undangan", enclosed="1 (satu) lembar", kind="Penting")
    isi(letter, "Dalam rangka {{ nama_kegiatan }}, bersama ini kami mengundang Saudara untuk hadir pada:")
    letter.pairs(PELAKSANAAN, label=3.2, indent=1.25, after=6)
    tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")
    letter.annex("Surat Undangan", number='{{ nomor_undangan | atau("-") }}', date=tanggal("undangan"))
    letter.text("DAFTAR UNDANGAN", align=CENTRE, bold=True, after=8)
    letter.table(
        ("No.", "Nama", "Usaha atau koperasi", "Kelurahan"),
        ("{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.kelurahan }}"),
        (1.2, 5.5, 6.3, letter.width - 13.0), loop="orang in peserta", align="clll", empty="(peserta belum dicatat)",
    )  # fmt: skip
    return letter


@naskah
def undangan_lembaga() -> Letter:
    letter = surat("undangan_lembaga", "lembaga_keuangan | pejabat", "Undangan", kind="Penting")
    isi(
        letter,
        "Dalam rangka {{ nama_kegiatan }}, bersama ini kami mengundang Saudara untuk hadir dan menjelaskan skema pembiayaan "
        "bagi koperasi dan usaha mikro pada:",
    )
    letter.pairs(PELAKSANAAN, label=3.2, indent=1.25, after=6)
    isi(
        letter,
        "Data peserta yang berminat kami sampaikan sesudah kegiatan, hanya dari peserta yang menyetujuinya.",
    )
    return tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")


@naskah
def daftar_hadir() -> Letter:
    letter = lembar("DAFTAR HADIR")
    letter.pairs(
        (
            ("Kegiatan", "{{ nama_kegiatan }}"), ("Hari/Tanggal", "{{ tanggal_pelaksanaan | hari_tanggal }}"),
            ("Tempat", "{{ tempat }}"),
        ),
        label=3.2, after=6,
    )  # fmt: skip
    letter.table(
        ("No.", "Nama", "Usaha atau koperasi", "Kelurahan", "Tanda tangan"),
        ("{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.kelurahan }}",
         "{{ loop.index }}. ............"),
        (1.1, 4.6, 4.6, 3.0, letter.width - 13.3), loop="orang in peserta", align="cllll", empty="(peserta belum dicatat)",
    )  # fmt: skip
    letter.signatures(("", "", "", "", ""), ("Ketua Tim Pelaksana,", "", "", "", f"( {TITIK} )"))
    return letter


@naskah
def sertifikat_peserta() -> Letter:
    letter = Letter(Look(paper=(29.7, 21.0), margins=(2.0, 2.5, 1.5, 2.5), size=13))
    with letter.each("orang", "peserta"):
        letter.picture(emblem(), 2.4)
        letter.text("{{ kantor.pemerintah }}", align=CENTRE, size=13, before=4)
        letter.text("{{ kantor.instansi }}", align=CENTRE, size=15, bold=True, after=14)
        letter.text("SERTIFIKAT", align=CENTRE, size=30, bold=True)
        letter.text("Nomor {{ nomor_sertifikat }}-{{ loop.index }}", align=CENTRE, size=11, after=12)
        letter.text("diberikan kepada", align=CENTRE)
        letter.text("{{ orang.nama }}", align=CENTRE, size=24, bold=True, before=6, after=2)
        letter.text("{{ orang.usaha_atau_koperasi }}", align=CENTRE, after=10)
        letter.text(
            "atas keikutsertaannya sebagai peserta {{ nama_kegiatan }} dengan materi {{ materi }} yang diselenggarakan "
            "di {{ tempat }} pada tanggal {{ tanggal_pelaksanaan | tanggal }}.",
            align=CENTRE, after=18,
        )  # fmt: skip
        letter.signature(place_and_date=f"{{{{ kantor.kota }}}}, {tanggal('sertifikat')}", qr=False)
        with letter.when("not loop.last"):
            letter.page_break()
    with letter.when("not peserta"):
        letter.text("(belum ada peserta yang dicatat di tab peserta)", align=CENTRE)
    return letter


HASIL_KEGIATAN = (
    ("Waktu", "{{ tanggal_pelaksanaan | hari_tanggal }}"), ("Tempat", "{{ tempat }}"), ("Materi", "{{ materi }}"),
    ("Narasumber", "{{ narasumber }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} orang"),
    ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
)  # fmt: skip
PENILAIAN = "Kegiatan diikuti {{ jumlah_peserta | banyaknya }} orang. {{ evaluasi_peserta | tanpa_titik }}."


@naskah
def laporan_pelatihan() -> Letter:
    return laporan_kegiatan(
        "{{ nama_kegiatan | upper }}", "{{ nama_kegiatan }} diselenggarakan untuk meningkatkan kemampuan koperasi dan "
        "pelaku usaha mikro Kota Pasuruan.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.", HASIL_KEGIATAN, "hasil_kegiatan", PENILAIAN,
    )  # fmt: skip


@naskah
def laporan_pembiayaan() -> Letter:
    rows = (*HASIL_KEGIATAN, ("Lembaga keuangan", "{{ lembaga_keuangan | atau('-') }}"),
            ("Berminat", "{{ jumlah_berminat | banyaknya | atau('-') }} pelaku usaha"))  # fmt: skip
    return laporan_kegiatan(
        "{{ nama_kegiatan | upper }}", "{{ nama_kegiatan }} mempertemukan koperasi dan pelaku usaha mikro dengan "
        "lembaga keuangan.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.", rows, "hasil_kegiatan", PENILAIAN + " {{ minat_tercatat }}",
    )  # fmt: skip


@naskah
def rekap_minat_kredit() -> Letter:
    letter = lembar("REKAP MINAT PEMBIAYAAN", LANDSCAPE)
    letter.pairs(
        (
            ("Kegiatan", "{{ nama_kegiatan }}"), ("Lembaga keuangan", '{{ lembaga_keuangan | atau("-") }}'),
            ("Keadaan per", "{{ hari_ini | tanggal }}"),
        ),
        label=3.6, after=4,
    )  # fmt: skip
    letter.text(
        "Hanya memuat peserta yang menyetujui datanya diberikan kepada lembaga keuangan (UU 27/2022 Pasal 20).",
        size=9, after=6,
    )  # fmt: skip
    letter.table(
        ("No.", "Nama", "Usaha", "HP", "Kebutuhan modal", "Peruntukan"),
        (
            "{{ loop.index }}", "{{ orang.nama }}", "{{ orang.usaha_atau_koperasi }}", "{{ orang.hp }}",
            "{{ orang.kebutuhan_modal | rupiah }}", "{{ orang.peruntukan }}",
        ),
        (1.2, 5.5, 5.5, 3.6, 4.4, letter.width - 20.2),
        loop="orang in peserta | selectattr('persetujuan_data', 'equalto', 'Ya')", align="clllrl", size=9.5,
        empty="(belum ada peserta yang menyetujui)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter
