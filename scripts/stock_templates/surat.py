"""Letters of the three letter processes: surat keluar, surat masuk, arsip."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, JUSTIFY, Letter, Look
from scripts.stock_templates.pieces import LANDSCAPE, MAKLUM, TITIK, emblem, isi, kertas, lembar, naskah

NOMOR = '{{ nomor_surat | atau("....................") }}'


@naskah
def surat_dinas() -> Letter:
    letter = kertas()
    letter.korespondensi()
    letter.paragraphs_of("dasar")
    letter.paragraphs_of("isi")
    letter.closing(MAKLUM)
    letter.signature()
    letter.tembusan()
    return letter


@naskah
def undangan() -> Letter:
    letter = kertas()
    letter.korespondensi()
    letter.paragraphs_of("dasar")
    letter.paragraphs_of("isi")
    with letter.when("not isi"):
        isi(letter, "Dalam rangka {{ acara }}, bersama ini kami mengundang Saudara untuk hadir pada:")
    letter.pairs(
        (
            ("Hari/Tanggal", "{{ hari_tanggal_acara | hari_tanggal }}"), ("Pukul", "{{ pukul }}"),
            ("Tempat", "{{ tempat }}"), ("Acara", "{{ acara }}"),
        ),
        label=3.2, indent=1.25, after=6,
    )  # fmt: skip
    letter.closing("Demikian undangan ini, atas kehadirannya disampaikan terima kasih.")
    letter.signature()
    letter.tembusan()
    return letter


@naskah
def nota_dinas() -> Letter:
    letter = kertas()
    letter.draft_mark()
    letter.text("NOTA DINAS", align=CENTRE, bold=True, size=13, after=10)
    letter.pairs(
        (
            ("Yth.", "{{ tujuan | penerima | join('; ') }}"), ("Dari", "{{ tanda_tangan.jabatan }}"),
            ("Tembusan", "{{ tembusan | penerima | join('; ') }}", "tembusan | penerima"),
            ("Tanggal", "{{ tanggal_surat | tanggal }}"), ("Nomor", NOMOR), ("Sifat", '{{ sifat | atau("Biasa") }}'),
            ("Lampiran", '{{ lampiran | atau("-") }}'), ("Hal", "{{ perihal }}"),
        ),
        label=2.6,
    )  # fmt: skip
    letter.rule()
    letter.paragraphs_of("dasar")
    letter.paragraphs_of("isi")
    letter.closing(MAKLUM)
    letter.signature()
    return letter


@naskah
def surat_tugas() -> Letter:
    letter = kertas()
    letter.draft_mark()
    letter.judul("SURAT TUGAS", NOMOR)
    letter.pairs((("Dasar", '{{ dasar | atau("Tugas pokok dan fungsi Dinas") }}'),), label=2.4, after=6)
    letter.text("MENUGASKAN:", align=CENTRE, bold=True, after=6)
    letter.pairs(
        (
            ("Kepada", "{{ nama_yang_ditugaskan }}"),
            ("Pangkat/Gol.", '{{ pangkat_golongan | atau("-") }}'),
            ("NIP", '{{ nip | nip | atau("-") }}'), ("Jabatan", '{{ jabatan | atau("-") }}'),
        ),
        label=3.2, after=4,
    )  # fmt: skip
    letter.pairs(
        (
            ("Untuk", "{{ isi }}"), ("Hari/Tanggal", "{{ hari_tanggal_acara | hari_tanggal }}", "hari_tanggal_acara"),
            ("Tanggal", "{{ tanggal_berangkat | rentang(tanggal_kembali) }}", "tanggal_berangkat"),
            ("Pukul", "{{ pukul }}", "pukul"), ("Tempat", "{{ tempat }}", "tempat"),
        ),
        label=3.2, after=6,
    )  # fmt: skip
    letter.closing("Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab.")
    letter.signature(
        place_and_date="Ditetapkan di {{ kantor.kota }}", above="pada tanggal {{ tanggal_surat | tanggal }}"
    )
    letter.tembusan()
    return letter


@naskah
def sppd() -> Letter:
    """The travel form: eleven lines in front, the places that stamp it on the back."""
    letter = kertas(Look(size=10))
    wide = letter.width
    letter.draft_mark()
    letter.judul("SURAT PERJALANAN DINAS (SPPD)", '{{ nomor_sppd | atau("....................") }}')
    rows = (
        ("Pejabat yang memberi perintah", "{{ tanda_tangan.jabatan }}"),
        (
            "Nama/NIP pegawai yang diperintah",
            "{{ nama_yang_ditugaskan }}{% if nip %}\nNIP {{ nip | nip }}{% endif %}",
        ),
        (
            "a. Pangkat dan golongan\nb. Jabatan\nc. Tingkat biaya perjalanan dinas",
            'a. {{ pangkat_golongan | atau("-") }}\nb. {{ jabatan | atau("-") }}\nc. {{ tingkat_biaya | atau("-") }}',
        ),
        ("Maksud perjalanan dinas", "{{ perihal }}"),
        ("Alat angkut yang dipergunakan", '{{ alat_angkut | atau("-") }}'),
        (
            "a. Tempat berangkat\nb. Tempat tujuan",
            'a. {{ berangkat_dari | atau(kantor.kota) }}\nb. {{ tempat | atau("-") }}',
        ),
        ("Lamanya perjalanan dinas", '{{ lama_perjalanan | banyaknya | atau("-") }} hari'),
        (
            "a. Tanggal berangkat\nb. Tanggal harus kembali",
            'a. {{ tanggal_berangkat | tanggal | atau("-") }}\nb. {{ tanggal_kembali | tanggal | atau("-") }}',
        ),
        ("Pengikut (nama, NIP atau umur)", '{{ pengikut | penerima | join("; ") | atau("-") }}'),
        (
            "Pembebanan anggaran\na. Instansi\nb. Mata anggaran",
            '\na. {{ kantor.nama }}\nb. {{ pembebanan_anggaran | tanpa_titik | atau("-") }}',
        ),
        ("Keterangan lain-lain", 'Surat tugas Nomor {{ nomor_surat | atau("....................") }}'),
    )
    letter.form(
        [(f"{number}.", *row) for number, row in enumerate(rows, 1)], (0.9, 6.3, wide - 7.2), size=9.5, align="cll"
    )  # fmt: skip
    letter.signature(
        place_and_date="Dikeluarkan di {{ kantor.kota }}",
        above='pada tanggal {{ tanggal_sppd | tanggal | atau("....................") }}',
    )
    letter.page_break()
    half = wide / 2
    stamp = "\n\n\n(...............................................)\nNIP"
    letter.form(
        (
            (
                "", 'I.  Berangkat dari (tempat kedudukan)\n    {{ berangkat_dari | atau(kantor.kota) }}\n    Ke: '
                '{{ tempat | atau("-") }}\n    Pada tanggal: {{ tanggal_berangkat | tanggal | atau("-") }}'
                "\n    Kepala,\n" + stamp,
            ),
            *(
                (
                    f"{roman}.  Tiba di: {goal}\n      Pada tanggal:\n      Kepala,\n{stamp}",
                    f"Berangkat dari: {goal}\nKe:\nPada tanggal:\nKepala,\n{stamp}",
                )
                for roman, goal in (("II", '{{ tempat | atau("") }}'), ("III", ""), ("IV", ""))
            ),
            (
                "V.  Tiba kembali di (tempat kedudukan)\n     {{ berangkat_dari | atau(kantor.kota) }}\n     Pada tanggal:"
                "\n     {{ tanda_tangan.jabatan }},\n\n\n\n     {{ tanda_tangan.nama }}\n     NIP {{ tanda_tangan.nip | nip }}",
                "Telah diperiksa dengan keterangan bahwa perjalanan tersebut di atas dilakukan atas perintahnya dan "
                "semata-mata untuk kepentingan jabatan dalam waktu yang sesingkat-singkatnya.\n{{ tanda_tangan.jabatan }},"
                "\n\n\n\n{{ tanda_tangan.nama }}\nNIP {{ tanda_tangan.nip | nip }}",
            ),
        ),
        (half, half), size=9,
    )  # fmt: skip
    letter.form(
        (
            ("VI.  Catatan lain-lain:\n\n",),
            (
                "VII.  PERHATIAN. Pejabat yang menerbitkan SPPD, pegawai yang melakukan perjalanan dinas, para pejabat yang "
                "mengesahkan tanggal berangkat/tiba, serta bendahara bertanggung jawab berdasarkan peraturan keuangan "
                "daerah apabila daerah menderita kerugian akibat kesalahan, kelalaian, dan kealpaannya.",
            ),
        ),
        (wide,), size=9,
    )  # fmt: skip
    return letter


@naskah
def surat_keterangan() -> Letter:
    letter = kertas()
    letter.draft_mark()
    letter.judul("SURAT KETERANGAN", NOMOR)
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ tanda_tangan.nama }}"), ("NIP", "{{ tanda_tangan.nip | nip }}"),
            ("Jabatan", "{{ tanda_tangan.jabatan }}"),
        ),
        label=3.2, indent=1.25, after=4,
    )  # fmt: skip
    letter.text("menerangkan bahwa:", first=1.25, after=4)
    letter.pairs(
        (("Nama", "{{ nama_yang_diterangkan }}"), ("Identitas", '{{ identitas_yang_diterangkan | atau("-") }}')),
        label=3.2, indent=1.25, after=4,
    )  # fmt: skip
    letter.paragraphs_of("isi")
    with letter.when("keperluan"):
        isi(letter, "Surat keterangan ini dibuat untuk keperluan {{ keperluan }}.")
    letter.closing("Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya.")
    letter.signature(
        place_and_date="Dikeluarkan di {{ kantor.kota }}", above="pada tanggal {{ tanggal_surat | tanggal }}"
    )
    letter.tembusan()
    return letter


@naskah
def lembar_verifikasi() -> Letter:
    letter = lembar("LEMBAR VERIFIKASI DRAF SURAT")
    letter.pairs(
        (
            ("Nomor kasus", "{{ kasus.id }}"), ("Jenis naskah", "{{ jenis_naskah }}"), ("Hal", "{{ perihal }}"),
            ("Tujuan", "{{ tujuan | penerima | join('; ') }}"), ("Unit pengolah", '{{ bidang_pengolah | atau("-") }}'),
            ("Kode klasifikasi", '{{ kode_klasifikasi | atau("-") }}'), ("Diajukan tanggal", "{{ hari_ini | tanggal }}"),
        ),
        label=4.0, after=8,
    )  # fmt: skip
    letter.form(
        (
            ("No.", "Yang diperiksa", "Sesuai", "Catatan"), ("1", "Bentuk dan susunan naskah", "", ""),
            ("2", "Dasar dan isi surat", "", ""), ("3", "Tujuan dan tembusan", "", ""), ("4", "Ejaan dan ketikan", "", ""),
            ("5", "Kode klasifikasi dan sifat", "", ""),
        ),
        (1.2, 7.3, 2.2, 5.8), height=0.9, heads=True,
    )  # fmt: skip
    letter.text(
        "Keputusan:   {% if final %}Setuju{% else %}Setuju  /  Revisi   (coret yang tidak perlu){% endif %}", before=10,
        after=16,
    )  # fmt: skip
    letter.signatures(
        ("Paraf pengolah,", "", "", "", "( ................................ )"),
        ("Kepala Dinas,", "", "", "", "( ................................ )"),
    )
    return letter


@naskah
def tanda_terima_caraka() -> Letter:
    letter = lembar("TANDA TERIMA SURAT")
    letter.text("Telah diterima surat dari {{ kantor.nama }}:", after=6)
    letter.pairs(
        (
            ("Nomor", NOMOR), ("Tanggal", "{{ tanggal_surat | tanggal }}"), ("Hal", "{{ perihal }}"),
            ("Lampiran", '{{ lampiran | atau("-") }}'), ("Kepada", "{{ tujuan | penerima | join('; ') }}"),
        ),
        label=3.2, after=8,
    )  # fmt: skip
    letter.form(
        (
            ("Diterima tanggal / pukul", ""), ("Nama penerima", ""), ("Jabatan / hubungan", ""),
            ("Tanda tangan dan stempel", ""),
        ),
        (6.0, 10.5), height=1.0, labels=(0,),
    )  # fmt: skip
    letter.text("Lembar ini dibawa kembali oleh caraka dan dicatat di buku ekspedisi.", size=9, before=6)
    letter.text("Kasus {{ kasus.id }}", size=9)
    return letter


@naskah
def tanda_terima_surat() -> Letter:
    letter = kertas()
    letter.judul("TANDA TERIMA SURAT", "{{ nomor_agenda }}")
    letter.text("Telah kami terima surat sebagai berikut:", after=6)
    letter.pairs(
        (
            ("Asal surat", "{{ asal_surat }}"), ("Nomor surat", "{{ nomor_surat }}"),
            ("Tanggal surat", "{{ tanggal_surat | tanggal }}"), ("Hal", "{{ perihal }}"),
            ("Lampiran", '{{ lampiran | atau("-") }}'), ("Diterima tanggal", "{{ tanggal_diterima | hari_tanggal }}"),
            ("Nomor agenda", "{{ nomor_agenda }}"),
        ),
        label=4.0, after=8,
    )  # fmt: skip
    letter.text(
        "Tindak lanjut surat Saudara dapat ditanyakan dengan menyebutkan nomor agenda di atas.",
        align=JUSTIFY,
        after=18,
    )
    letter.signature(place_and_date="{{ kantor.kota }}, {{ tanggal_diterima | tanggal }}", qr=False)
    return letter


@naskah
def lembar_disposisi() -> Letter:
    letter = lembar("LEMBAR DISPOSISI")
    letter.form(
        (
            ("Indeks", '{{ indeks | atau("-") }}', "Kode", '{{ kode_klasifikasi | atau("-") }}'),
            ("Nomor surat", "{{ nomor_surat }}", "Tanggal surat", "{{ tanggal_surat | tanggal }}"),
            ("Nomor agenda", "{{ nomor_agenda }}", "Diterima", "{{ tanggal_diterima | tanggal }}"),
            ("Sifat", '{{ sifat | atau("Biasa") }}', "Lampiran", '{{ lampiran | atau("-") }}'),
        ),
        (3.4, 5.3, 3.2, 4.6), labels=(0, 2),
    )  # fmt: skip
    letter.gap(4)
    letter.form(
        (
            ("Asal surat", "{{ asal_surat }}"),
            ("Hal / isi ringkas", "{{ perihal }}{% if ringkasan %}. {{ ringkasan }}{% endif %}"),
            ("Isi disposisi", "{{ isi_disposisi }}"), ("Sifat disposisi", '{{ sifat_disposisi | atau("Biasa") }}'),
            ("Batas waktu", '{{ batas_waktu_disposisi | tanggal | atau("-") }}'),
            ("Diteruskan kepada", "{{ diteruskan_kepada | daftar }}"),
            ("Tanggal penyelesaian", TITIK),
        ),
        (4.2, 12.3), labels=(0,),
    )  # fmt: skip
    letter.gap(14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    letter.text(
        "Sesudah selesai, lembar ini dikembalikan bersama suratnya kepada Subbag Umum dan Kepegawaian.",
        size=9, before=10,
    )  # fmt: skip
    return letter


@naskah
def label_folder_arsip() -> Letter:
    letter = Letter(Look(paper=(14.8, 10.5), margins=(1, 1, 1, 1)))
    letter.text("{{ kantor.instansi }}", align=CENTRE, bold=True, size=11, after=4)
    letter.text("{{ kode_klasifikasi }}", align=CENTRE, bold=True, size=26)
    letter.text("{{ uraian_informasi }}", align=CENTRE, size=13, after=6)
    letter.form(
        (
            ("Nomor berkas", "{{ nomor_berkas }}", "Tanggal", '{{ tanggal | tanggal_pendek | atau("-") }}'),
            ("Akses", '{{ tingkat_akses | atau("-") }}', "Kasus asal", '{{ asal_kasus | atau("-") }}'),
            (
                "Lokasi",
                "{% if lemari %}Lemari {{ lemari }}{% if laci %}, laci {{ laci }}{% endif %}{% else %}-{% endif %}",
                "Folder", '{{ folder | atau("-") }}',
            ),
            (
                "Retensi",
                "{% if retensi_aktif %}{{ retensi_aktif }} / {{ retensi_inaktif }}{% else %}JRA belum dimuat{% endif %}",
                "Nasib akhir", '{{ nasib_akhir | atau("-") }}',
            ),
        ),
        (2.6, 4.4, 2.4, 3.4), size=9.5, labels=(0, 2),
    )  # fmt: skip
    return letter


@naskah
def daftar_arsip_aktif() -> Letter:
    letter = Letter(LANDSCAPE)
    letter.kop(emblem())
    letter.judul("DAFTAR ARSIP AKTIF")
    letter.pairs(
        (("Unit pengolah", "{{ kantor.nama }}"), ("Keadaan per", "{{ hari_ini | tanggal }}")),
        label=3.2,
        after=6,
    )
    letter.table(
        ("No. berkas", "No. item", "Kode klasifikasi", "Uraian informasi", "Tanggal", "Jumlah", "Akses", "Lokasi"),
        (
            "{{ baris.nomor_berkas }}", "{{ loop.index }}", "{{ baris.kode_klasifikasi }}",
            "{{ baris.uraian_informasi }}", "{{ baris.tanggal | tanggal_pendek }}", "{{ baris.jumlah }}",
            "{{ baris.tingkat_akses }}", "{{ baris.lokasi }}",
        ),
        (2.0, 1.6, 3.2, 7.2, 2.4, 2.2, 3.0, 4.6), loop="baris in arsip", size=9, empty="(belum ada)",
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


def _daftar_usul(title: str, below: str, note: str) -> Letter:
    letter = Letter(LANDSCAPE)
    letter.kop(emblem())
    letter.judul(title, below=below)
    letter.pairs(
        (("Unit pengolah", "{{ kantor.nama }}"), ("Keadaan per", "{{ hari_ini | tanggal }}")),
        label=3.2,
        after=6,
    )
    letter.table(
        ("No.", "No. berkas", "Kode klasifikasi", "Uraian informasi", "Tanggal naskah", "Jumlah", "Retensi aktif / inaktif",
         "Nasib akhir", "Lewat sejak", "Lokasi", "Perlu diperiksa"),
        (
            "{{ loop.index }}", "{{ baris.nomor_berkas }}", "{{ baris.kode_klasifikasi }}", "{{ baris.uraian_informasi }}",
            "{{ baris.tanggal | tanggal_pendek }}", "{{ baris.jumlah | atau('-') }}",
            "{{ baris.retensi_aktif }} / {{ baris.retensi_inaktif | atau('-') }}", "{{ baris.nasib_akhir | atau('-') }}",
            "{{ baris.sejak | tanggal_pendek }}", "{{ baris.lokasi }}", "{{ baris.periksa }}",
        ),
        (0.9, 2.3, 2.2, letter.width - 22.0, 2.0, 1.7, 3.2, 1.8, 2.0, 2.9, 3.0), loop="baris in arsip", size=8,
        align="cllllllllll", empty="(tidak ada calon)",
    )  # fmt: skip
    letter.text(note, size=9, after=6)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def daftar_usul_pindah() -> Letter:
    return _daftar_usul(
        "DAFTAR ARSIP USUL PINDAH", "ARSIP YANG RETENSI AKTIFNYA TELAH LEWAT",
        "Calon menurut JRA kota yang dimuat, dihitung dari tanggal naskah. Pemindahan dilakukan dengan berita acara setelah "
        "arsipnya diperiksa.",
    )  # fmt: skip


@naskah
def daftar_usul_musnah() -> Letter:
    return _daftar_usul(
        "DAFTAR ARSIP USUL MUSNAH", "ARSIP YANG RETENSINYA TELAH LEWAT DAN BERNASIB AKHIR MUSNAH",
        "Calon menurut JRA kota yang dimuat, dihitung dari tanggal naskah. Pemusnahan memerlukan penilaian panitia, "
        "persetujuan kepala daerah (retensi di bawah 10 tahun) atau ANRI (10 tahun atau lebih), keputusan, dan berita acara.",
    )  # fmt: skip
