"""Letters of P4.2.2: promotion, held by the office or by others."""

from __future__ import annotations

from connectors.letters.builder import Letter
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    isi,
    keputusan_tim,
    laporan_kegiatan,
    lembar,
    naskah,
    surat,
    surat_tugas,
    tutup,
)


@naskah
def sk_tim_promosi() -> Letter:
    return keputusan_tim(
        "sk_tim", "Pembentukan Tim Pelaksana {{ nama_acara }}",
        (
            "bahwa untuk kelancaran penyelenggaraan {{ nama_acara }} perlu dibentuk Tim Pelaksana;",
            "bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a perlu menetapkan Keputusan Kepala Dinas;",
        ),
        (
            "menyusun konsep acara bersama penyelenggara", "menentukan peserta bersama paguyuban",
            "mengoordinasikan acara dengan perangkat daerah terkait", "melaporkan hasilnya kepada Kepala Dinas",
        ),
        "susunan_tim",
    )  # fmt: skip


@naskah
def penunjukan_eo() -> Letter:
    letter = surat("penunjukan", "eo | pejabat", "Penunjukan Penyelenggara Acara")
    isi(
        letter,
        "Sehubungan dengan rencana {{ nama_acara }}, dengan ini kami menunjuk {{ eo }} sebagai penyelenggara acara (event "
        "organizer), dengan tugas menyusun konsep acara bersama Tim Pelaksana, menyiapkan, dan melaksanakan acara.",
        "Hal-hal teknis dan pembiayaan diatur dalam perjanjian tersendiri sesuai dengan peraturan perundang-undangan.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def surat_paguyuban() -> Letter:
    letter = surat("surat_paguyuban", "'Ketua ' ~ paguyuban", "Permohonan Usulan Peserta {{ nama_acara }}")
    isi(
        letter,
        "Dalam rangka {{ nama_acara }}, kami mohon Saudara mengusulkan koperasi dan pelaku usaha mikro anggota paguyuban "
        "sebagai peserta, dengan menyebutkan nama usaha, produk, dan kelurahannya.",
        "Usulan dapat disampaikan melalui tautan yang dikirim ke pos-el Saudara atau langsung kepada kami.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def undangan_opd() -> Letter:
    letter = surat("undangan_opd", "opd_terkait", "Undangan Rapat Koordinasi", kind="Penting")
    isi(
        letter,
        "Dalam rangka persiapan {{ nama_acara }}, bersama ini kami mengundang Saudara untuk hadir pada:",
    )
    letter.pairs(
        (
            ("Hari/Tanggal", "{{ tanggal_rapat | hari_tanggal }}"), ("Pukul", "09.00 WIB s.d. selesai"),
            ("Tempat", "Kantor {{ kantor.nama }}"), ("Acara", "Koordinasi {{ nama_acara }}"),
        ),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    return tutup(letter, "Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")


@naskah
def konsep_acara() -> Letter:
    letter = lembar("KONSEP ACARA", below="{{ nama_acara | upper }}")
    letter.pairs(
        (
            ("Penyelenggara", "{{ eo }}"), ("Hari/Tanggal", '{{ tanggal_acara | hari_tanggal | atau("-") }}'),
            ("Tempat", '{{ tempat | atau("-") }}'), ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
            ("Perangkat daerah terkait", "{{ opd_terkait | penerima | daftar }}", "opd_terkait"),
        ),
        label=4.4, after=8,
    )  # fmt: skip
    letter.paragraphs_of("konsep_acara", first=0)
    letter.text("Peserta", bold=True, before=6, after=4)
    letter.table(
        ("No.", "Usaha atau koperasi", "Produk", "Kelurahan"),
        ("{{ loop.index }}", "{{ satu.usaha_atau_koperasi }}", "{{ satu.produk }}", "{{ satu.kelurahan }}"),
        (1.2, 6.3, 5.0, letter.width - 12.5), loop="satu in peserta_promosi", align="clll", empty="(belum ditentukan)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def surat_tugas_promosi() -> Letter:
    return surat_tugas(
        "surat_tugas", "Keputusan Kepala Dinas Nomor {{ nomor_sk_tim | atau('-') }} tentang Tim Pelaksana {{ nama_acara }}",
        "susunan_tim", "Melaksanakan {{ nama_acara }}",
        (("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}")),
    )  # fmt: skip


@naskah
def evaluasi_promosi() -> Letter:
    letter = lembar("LEMBAR EVALUASI KEGIATAN", below="{{ nama_acara | upper }}")
    letter.form(
        (
            ("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}"),
            ("Penyelenggara", "{{ eo }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} koperasi dan pelaku usaha"),
            ("Peserta yang hadir",
             "{{ peserta_promosi | selectattr('hadir', 'equalto', 'Ya') | list | length }} dari yang dicatat"),
            ("Hasil evaluasi", "{{ hasil_evaluasi }}"),
        ),
        (5.0, letter.width - 5.0), labels=(0,), height=0.8,
    )  # fmt: skip
    letter.gap(12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def laporan_promosi() -> Letter:
    return laporan_kegiatan(
        "{{ nama_acara | upper }}", "{{ nama_acara }} diselenggarakan untuk memperluas pemasaran produk koperasi dan "
        "usaha mikro.", "Dokumen Pelaksanaan Anggaran Dinas dan Keputusan Kepala Dinas Nomor "
        "{{ nomor_sk_tim | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_acara | hari_tanggal }}"), ("Tempat", "{{ tempat }}"), ("Penyelenggara", "{{ eo }}"),
            ("Paguyuban", "{{ paguyuban }}"), ("Peserta", "{{ jumlah_peserta | banyaknya }} koperasi dan pelaku usaha"),
            ("Anggaran", "{{ anggaran | rupiah_terbilang }}", "anggaran"),
        ),
        "hasil_evaluasi",
        "Dari {{ peserta_promosi | length }} koperasi dan pelaku usaha yang dicatat, "
        "{{ peserta_promosi | selectattr('hadir', 'equalto', 'Ya') | list | length }} hadir.",
    )  # fmt: skip


@naskah
def penunjukan_peserta() -> Letter:
    return surat_tugas(
        "surat_tugas", "Surat {{ penyelenggara }} Nomor {{ nomor_undangan | atau('-') }} tanggal "
        "{{ tanggal_undangan | tanggal | atau('-') }}", "peserta_yang_ditunjuk", "Mengikuti {{ nama_acara }}",
        (("Hari/Tanggal", "{{ tanggal_acara | hari_tanggal | atau('sesuai undangan') }}"),
         ("Penyelenggara", "{{ penyelenggara }}")),
    )  # fmt: skip


@naskah
def balasan_provinsi() -> Letter:
    letter = surat(
        "balasan", "penyelenggara | pejabat", "Keikutsertaan {{ nama_acara }}",
        place="{% if 'Provinsi' in penyelenggara %}Surabaya{% else %}{{ kantor.kota }}{% endif %}",
    )  # fmt: skip
    isi(
        letter,
        "Menindaklanjuti surat Saudara Nomor {{ nomor_undangan | atau('-') }} tanggal "
        "{{ tanggal_undangan | tanggal | atau('-') }} hal undangan {{ nama_acara }}, bersama ini kami sampaikan bahwa Kota "
        "Pasuruan mengikutsertakan:",
    )
    letter.numbered("peserta_yang_ditunjuk", indent=1.25)
    return tutup(letter)


@naskah
def laporan_keikutsertaan() -> Letter:
    return laporan_kegiatan(
        "KEIKUTSERTAAN {{ nama_acara | upper }}", "{{ nama_acara }} diselenggarakan oleh {{ penyelenggara }}.",
        "Undangan Nomor {{ nomor_undangan | atau('-') }} dan Surat Tugas Nomor {{ nomor_surat_tugas | atau('-') }}.",
        (
            ("Waktu", "{{ tanggal_acara | hari_tanggal | atau('-') }}"),
            ("Peserta", "{{ peserta_yang_ditunjuk | penerima | daftar }}"),
            ("Nilai transaksi", "{{ nilai_transaksi | rupiah_terbilang }}", "nilai_transaksi"),
        ),
        "hasil_dan_omzet",
        "Kota Pasuruan mengikutsertakan {{ peserta_yang_ditunjuk | penerima | length }} peserta"
        "{% if nilai_transaksi %} dengan nilai transaksi {{ nilai_transaksi | rupiah }}{% endif %}"
        "{% if omzet_pameran %} dan omzet pameran yang dilaporkan {{ omzet_pameran | rupiah }}{% endif %}.",
    )  # fmt: skip
