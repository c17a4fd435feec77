"""Letters of P5.4: dissolution of cooperatives."""

from __future__ import annotations

from connectors.letters.builder import CENTRE, Letter
from scripts.stock_templates.pieces import (
    KERJA_SAMA,
    MAKLUM,
    isi,
    judul,
    lembar,
    naskah,
    nomor,
    surat,
    tanda_tangan_tanggal,
    tanggal,
    tutup,
)

KOPERASI = (
    ("Nama koperasi", "{{ nama_koperasi }}"),
    (
        "Badan hukum",
        "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %} tanggal {{ tanggal_badan_hukum | tanggal }}{% endif %}",
    ),
    ("Alamat", "{{ alamat }}"),
)
PENGURUS = (
    "'Pengurus ' ~ nama_koperasi ~ (' u.p. Sdr. ' ~ (nama_pengurus | pertama) if nama_pengurus else '')"
)
DASAR = (
    "Pasal 46 dan Pasal 47 Undang-Undang Nomor 25 Tahun 1992 tentang Perkoperasian dan Peraturan Pemerintah Nomor 17 Tahun "
    "1994 tentang Pembubaran Koperasi oleh Pemerintah"
)


@naskah
def ba_rapat_monev() -> Letter:
    letter = judul("BERITA ACARA RAPAT HASIL MONITORING DAN EVALUASI", "berita_acara")
    isi(letter, "Pada hari ini, {{ tanggal_rapat | hari }} tanggal {{ tanggal_rapat | tanggal_terbilang }}, bertempat di "
        "{{ kantor.nama }}, telah dilaksanakan rapat hasil monitoring dan evaluasi atas koperasi:")  # fmt: skip
    letter.pairs(KOPERASI, label=3.4, indent=1.25, after=6)
    isi(letter, "dengan hasil monitoring dan evaluasi:")
    letter.paragraphs_of("hasil_monev")
    isi(letter, f"Berdasarkan {DASAR}, rapat menyimpulkan koperasi tersebut diusulkan untuk dibubarkan dengan alasan: "
        "{{ alasan_pembubaran | lower }}.")  # fmt: skip
    letter.text("Peserta rapat:", after=4, keep=True)
    letter.form(
        (("No.", "Nama", "Jabatan", "Tanda tangan"), *((str(number), "", "", "") for number in range(1, 6))),
        (1.2, 5.5, 5.0, letter.width - 11.7), heads=True, height=0.8,
    )  # fmt: skip
    return letter


@naskah
def daftar_usulan_pembubaran() -> Letter:
    letter = lembar("DAFTAR USULAN PEMBUBARAN KOPERASI")
    letter.form(
        (
            ("No.", "Nama koperasi", "Nomor dan tanggal badan hukum", "Alamat", "Alasan"),
            ("1", "{{ nama_koperasi }}",
             "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %}, {{ tanggal_badan_hukum | tanggal }}{% endif %}",
             "{{ alamat }}", "{{ alasan_pembubaran }}"),
        ),
        (1.1, 4.0, 4.2, 3.8, letter.width - 13.1), heads=True, size=10,
    )  # fmt: skip
    letter.gap(14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def usulan_pembubaran() -> Letter:
    letter = surat(
        "surat_usulan", "kepada_kementerian", "Usulan Pembubaran Koperasi", place="Jakarta", enclosed="1 (satu) berkas",
        kind="Penting",
    )  # fmt: skip
    isi(letter, f"Berdasarkan {DASAR}, serta hasil monitoring dan evaluasi yang dituangkan dalam berita acara tanggal "
        "{{ tanggal_rapat | tanggal }}, bersama ini kami usulkan pembubaran koperasi:")  # fmt: skip
    letter.pairs((*KOPERASI, ("Alasan", "{{ alasan_pembubaran }}")), label=3.4, indent=1.25, after=6)
    isi(letter, "Berita acara rapat dan daftar usulan kami lampirkan.")
    return tutup(letter, MAKLUM, tembusan=("Wali Kota Pasuruan (sebagai laporan);", "Kepala Dinas Koperasi, Usaha Kecil dan "
                                           "Menengah Provinsi Jawa Timur."))  # fmt: skip


@naskah
def rencana_pembubaran() -> Letter:
    letter = surat(
        "surat_pemberitahuan", PENGURUS, "Pemberitahuan Rencana Pembubaran Koperasi",
        place="{{ alamat | di_kota(kantor.kota) }}", kind="Penting",
    )  # fmt: skip
    letter.text("SURAT TERCATAT", bold=True, size=10, after=6)
    isi(
        letter,
        f"Berdasarkan {DASAR}, serta hasil monitoring dan evaluasi pada tanggal {{{{ tanggal_rapat | tanggal }}}} dan surat "
        "{{ kepada_kementerian }} Nomor {{ nomor_sk_usulan | atau('-') }} tanggal {{ tanggal_sk_usulan | tanggal }}, "
        "diberitahukan rencana pembubaran koperasi Saudara karena {{ alasan_pembubaran | lower }}.",
        "Saudara berhak mengajukan keberatan secara tertulis paling lambat 2 (dua) bulan sejak surat ini diterima, kepada "
        "Kepala Dinas Koperasi dan Usaha Mikro Kota Pasuruan. Keberatan diputus paling lambat 1 (satu) bulan sejak diterima.",
        "Apabila sampai dengan batas waktu tersebut tidak ada tanggapan, rencana pembubaran diumumkan melalui media massa "
        "dan diproses lebih lanjut sesuai dengan peraturan perundang-undangan.",
    )
    return tutup(
        letter,
        MAKLUM,
        tembusan=("Camat {{ kecamatan | atau('setempat') }};", "Lurah {{ kelurahan | atau('setempat') }}."),
    )


def _tabel(letter: Letter) -> None:
    letter.form(
        (
            ("No.", "Nama koperasi", "Nomor dan tanggal badan hukum", "Alamat"),
            ("1", "{{ nama_koperasi }}",
             "{{ nomor_badan_hukum }}{% if tanggal_badan_hukum %}, {{ tanggal_badan_hukum | tanggal }}{% endif %}",
             "{{ alamat }}"),
        ),
        (1.1, 5.0, 5.4, letter.width - 11.5), heads=True,
    )  # fmt: skip


@naskah
def bahan_publikasi() -> Letter:
    letter = surat(
        "surat_publikasi", "'Pimpinan ' ~ media", "Permohonan Pemuatan Pengumuman", enclosed="1 (satu) lembar"
    )
    isi(letter, "Bersama ini kami mohon pemuatan pengumuman rencana pembubaran koperasi sebagaimana terlampir pada media "
        "Saudara.")  # fmt: skip
    tutup(letter, KERJA_SAMA)
    letter.annex(
        "Surat Permohonan Pemuatan", number=nomor("surat_publikasi"), date=tanggal("surat_publikasi")
    )
    letter.text("PENGUMUMAN RENCANA PEMBUBARAN KOPERASI", align=CENTRE, bold=True, after=8)
    isi(letter, f"Berdasarkan {DASAR}, diumumkan rencana pembubaran koperasi:")
    _tabel(letter)
    letter.gap(6)
    isi(letter, "Pengurus, anggota, dan pihak yang berkepentingan dapat menyampaikan tanggapan secara tertulis paling lambat "
        "30 (tiga puluh) hari sejak pengumuman ini dimuat kepada {{ kantor.nama }}, {{ kantor.alamat }}"
        "{% if kantor.telepon %}, telepon {{ kantor.telepon }}{% endif %}.")  # fmt: skip
    return letter


@naskah
def usulan_tim_penyelesai() -> Letter:
    letter = surat(
        "surat_usulan_tim",
        "kepada_kementerian",
        "Usulan Tim Penyelesai",
        place="Jakarta",
    )
    with letter.when("isi_tanggapan"):
        isi(letter, "Sehubungan dengan tanggapan Pengurus {{ nama_koperasi }}, Badan Hukum {{ nomor_badan_hukum }}, atas rencana "
            "pembubaran: “{{ isi_tanggapan | tanpa_titik }}”, kami usulkan susunan Tim Penyelesai untuk melakukan "
            "penyelidikan:")  # fmt: skip
    with letter.when("not isi_tanggapan"):
        isi(letter, "Sehubungan dengan tanggapan atas rencana pembubaran {{ nama_koperasi }}, Badan Hukum "
            "{{ nomor_badan_hukum }}, kami usulkan susunan Tim Penyelesai untuk melakukan penyelidikan:")  # fmt: skip
    letter.numbered("susunan_tim", indent=1.25)
    with letter.when("putusan_keberatan_paling_lambat"):
        isi(letter, "Menurut Pasal 47 Undang-Undang Nomor 25 Tahun 1992 dan Peraturan Pemerintah Nomor 17 Tahun 1994, keberatan "
            "yang kami terima pada tanggal {{ keberatan_dihitung_sejak | tanggal }} diputus paling lambat tanggal "
            "{{ putusan_keberatan_paling_lambat | tanggal }}; mohon Tim Penyelesai dapat bekerja sebelum jangka waktu "
            "tersebut habis.")  # fmt: skip
    return tutup(letter)


@naskah
def usulan_sk_pembubaran() -> Letter:
    letter = surat(
        "surat_usulan_sk", "kepada_kementerian", "Usulan Penerbitan Keputusan Pembubaran Koperasi", place="Jakarta",
        enclosed="1 (satu) berkas", kind="Penting",
    )  # fmt: skip
    isi(letter, "Menindaklanjuti keputusan Nomor {{ nomor_sk_usulan | atau('-') }} tanggal {{ tanggal_sk_usulan | tanggal }} mengenai "
        "rencana pembubaran koperasi:")  # fmt: skip
    letter.pairs(KOPERASI, label=3.4, indent=1.25, after=6)
    with letter.when("hasil_penyelidikan"):
        isi(
            letter,
            "Tim Penyelesai telah melakukan penyelidikan dengan hasil: {{ hasil_penyelidikan | tanpa_titik }}.",
        )
    with letter.when("not hasil_penyelidikan"):
        isi(letter, "Pemberitahuan telah diterima pengurus pada tanggal {{ tanggal_diterima_pengurus | tanggal | atau('-') }} "
            "dan rencana pembubaran telah diumumkan pada tanggal {{ tanggal_publikasi | tanggal | atau('-') }}, dan sampai "
            "dengan batas waktu tidak ada tanggapan.")  # fmt: skip
    isi(
        letter,
        "Untuk itu kami usulkan penerbitan keputusan pembubaran koperasi tersebut. Berkas pendukung kami lampirkan.",
    )
    return tutup(letter, MAKLUM, tembusan=("Wali Kota Pasuruan (sebagai laporan).",))


@naskah
def pengumuman_pembubaran() -> Letter:
    letter = judul("PENGUMUMAN", "pengumuman", about="PEMBUBARAN {{ nama_koperasi | upper }}")
    isi(letter, "Berdasarkan Keputusan {{ kepada_kementerian }} Nomor {{ nomor_sk_pembubaran }} tanggal "
        "{{ tanggal_sk_pembubaran | tanggal }}, diumumkan bahwa koperasi berikut dibubarkan:")  # fmt: skip
    _tabel(letter)
    letter.gap(6)
    isi(
        letter,
        "Sejak tanggal keputusan tersebut nama koperasi menyandang sebutan “dalam penyelesaian”. Pihak yang mempunyai "
        "tagihan dapat mengajukannya kepada Tim Penyelesai dalam jangka waktu sesuai dengan peraturan perundang-undangan.",
        "Keterangan lebih lanjut dapat diperoleh pada {{ kantor.nama }}, {{ kantor.alamat }}"
        "{% if kantor.telepon %}, telepon {{ kantor.telepon }}{% endif %}.",
        "Demikian pengumuman ini untuk diketahui.",
    )
    return tanda_tangan_tanggal(letter, "pengumuman", where="Dikeluarkan di")
