"""Letters of P1 besides the mail: supplies, staff."""

from __future__ import annotations

from connectors.letters.builder import Letter, Look
from scripts.stock_templates.pieces import (
    BKD,
    KERJA_SAMA,
    MAKLUM,
    TITIK,
    berita_acara,
    daftar_periksa,
    isi,
    judul,
    kertas,
    lembar,
    naskah,
    para_pihak,
    surat,
    tanda_tangan_para_pihak,
    tanda_tangan_tanggal,
    tutup,
)  # fmt: skip


def _rincian(letter: Letter) -> None:
    letter.table(
        ("No.", "Uraian dan spesifikasi", "Jumlah", "Satuan", "Harga satuan", "Jumlah harga"),
        (
            "{{ loop.index }}", "{{ satu.uraian }}{% if satu.spesifikasi %}, {{ satu.spesifikasi }}{% endif %}",
            "{{ satu.jumlah }}", "{{ satu.satuan }}", "{{ satu.harga_satuan | rupiah }}",
            "{{ satu.jumlah | kali(satu.harga_satuan) | rupiah }}",
        ),
        (1.1, letter.width - 11.5, 1.7, 1.9, 3.3, 3.5), loop="satu in rincian_perlengkapan", align="clccrr",
        empty="(rincian belum diisi)",
        total=("", "Jumlah", "", "", "", '{{ rincian_perlengkapan | jumlah("harga_satuan", "jumlah") | rupiah }}'),
    )  # fmt: skip


@naskah
def rab() -> Letter:
    letter = judul("RENCANA ANGGARAN BIAYA", "")
    letter.pairs(
        (("Pekerjaan", "{{ uraian_pekerjaan }}"), ("Sub kegiatan", "{{ sub_kegiatan }}"),
         ("Nilai", "{{ nilai | rupiah_terbilang }}")),
        label=3.4, after=8,
    )  # fmt: skip
    _rincian(letter)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


@naskah
def surat_pesanan() -> Letter:
    letter = surat(
        "pesanan",
        "'Pimpinan ' ~ penyedia",
        "Surat Pesanan",
        place="{{ alamat_penyedia | di_kota(kantor.kota) }}",
    )
    isi(
        letter,
        "Untuk pekerjaan {{ uraian_pekerjaan }} pada sub kegiatan {{ sub_kegiatan }}, dengan ini kami memesan:",
    )
    _rincian(letter)
    isi(
        letter,
        "Nilai pesanan {{ nilai | rupiah_terbilang }}, termasuk pajak. Barang atau jasa diserahkan paling lambat "
        "{{ batas_penyerahan | tanggal | atau('sesuai kesepakatan') }} di {{ kantor.alamat }}.",
        "Pembayaran dilakukan setelah barang atau jasa diperiksa dan diserahterimakan dengan baik.",
    )
    return tutup(letter, KERJA_SAMA)


@naskah
def spj_perlengkapan() -> Letter:
    letter = kertas()
    letter.draft_mark()
    letter.judul("SURAT PERTANGGUNGJAWABAN (SPJ)", below="{{ uraian_pekerjaan | upper }}")
    letter.pairs(
        (
            ("Nomor, tanggal SPJ", "{{ nomor_spj }}, {{ tanggal_spj | tanggal }}"), ("Sub kegiatan", "{{ sub_kegiatan }}"),
            ("Penyedia", "{{ penyedia }}"), ("NPWP", '{{ npwp_penyedia | atau("-") }}'),
            ("Nilai", "{{ nilai | rupiah_terbilang }}"),
        ),
        label=4.0, after=8,
    )  # fmt: skip
    daftar_periksa(
        letter,
        (
            "Kuitansi bermeterai (di atas Rp5.000.000,00)", "Nota atau faktur", "Surat pesanan", "BA pemeriksaan dan BAST",
            "Faktur pajak, bukti setor PPN dan PPh", "NPWP dan rekening penyedia", "Dokumentasi",
        ),
    )  # fmt: skip
    letter.gap(10)
    letter.signatures(
        ("Bendahara Pengeluaran,", "", "", "", f"( {TITIK} )"),
        ("Subbag Umum dan Kepegawaian,", "", "", "", f"( {TITIK} )"),
    )
    return letter


@naskah
def kuitansi() -> Letter:
    letter = judul("KUITANSI", "")
    letter.pairs(
        (
            ("Nomor", "{{ nomor_spj }}"), ("Sudah terima dari", "Pengguna Anggaran {{ kantor.nama }}"),
            ("Uang sejumlah", "{{ nilai | terbilang }} rupiah"), ("Untuk pembayaran", "{{ uraian_pekerjaan }}"),
        ),
        label=4.2, after=12,
    )  # fmt: skip
    letter.form((("{{ nilai | rupiah }}",),), (6.0,), size=14, align="c")
    letter.gap(20)
    letter.signatures(
        ("Setuju dibayar,", "Pengguna Anggaran,", "", "", "", "", f"( {TITIK} )"),
        ("{{ kantor.kota }}, ..............................", "Penerima,", "", "Meterai", "", "", "( {{ penyedia }} )"),
    )  # fmt: skip
    letter.gap(30)
    letter.signatures(
        ("PPTK,", "", "", "", "", f"( {TITIK} )"), ("Bendahara Pengeluaran,", "", "", "", "", f"( {TITIK} )")
    )
    return letter


@naskah
def ba_pemeriksaan_barang() -> Letter:
    letter = berita_acara(
        "BERITA ACARA PEMERIKSAAN HASIL PEKERJAAN", "ba_pemeriksaan", "tanggal_ba_pemeriksaan"
    )
    para_pihak(letter, (TITIK, "Pejabat penerima hasil pekerjaan"), (TITIK, "{{ penyedia }}"))
    isi(letter, "telah memeriksa hasil pekerjaan {{ uraian_pekerjaan }} menurut surat pesanan Nomor "
        "{{ nomor_pesanan | atau('-') }} dengan hasil baik dan lengkap:")  # fmt: skip
    _rincian(letter)
    return tanda_tangan_para_pihak(
        letter, ("PIHAK KEDUA,", "( {{ penyedia }} )"), ("PIHAK KESATU,", f"( {TITIK} )")
    )


@naskah
def bast_barang() -> Letter:
    letter = berita_acara("BERITA ACARA SERAH TERIMA", "bast", "tanggal_bast")
    para_pihak(letter, (TITIK, "{{ penyedia }}"), ("{{ tanda_tangan.nama }}", "{{ tanda_tangan.jabatan }}"))
    isi(letter, "PIHAK KESATU menyerahkan dan PIHAK KEDUA menerima hasil pekerjaan {{ uraian_pekerjaan }} senilai "
        "{{ nilai | rupiah_terbilang }}, berdasarkan berita acara pemeriksaan Nomor {{ nomor_ba_pemeriksaan | atau('-') }}:")  # fmt: skip
    _rincian(letter)
    isi(letter, "Berita acara ini dibuat rangkap 2 (dua) untuk dipergunakan sebagaimana mestinya.")
    return tanda_tangan_para_pihak(
        letter, ("PIHAK KESATU,", "( {{ penyedia }} )"), ("PIHAK KEDUA,", "{{ tanda_tangan.nama }}")
    )


# ------------------------------------------------------------------------------------ kepegawaian

PEGAWAI = (
    ("Nama", "{{ nama_pegawai }}"), ("NIP", "{{ nip | nip }}"), ("Pangkat/Gol.", '{{ pangkat_golongan | atau("-") }}'),
    ("Jabatan", '{{ jabatan | atau("-") }}'),
)  # fmt: skip


@naskah
def formulir_cuti() -> Letter:
    letter = kertas(Look(margins=(1.5, 2.0, 1.0, 2.5)))
    wide = letter.width
    for text in (
        "{{ kantor.kota }}, {{ hari_ini | tanggal }}",
        "Yth. Kepala {{ kantor.nama }}",
        "di -",
        "    {{ kantor.kota }}",
    ):
        letter.text(text, size=9, indent=wide - 8.2)
    letter.gap(6)
    letter.judul("FORMULIR PERMINTAAN DAN PEMBERIAN CUTI")

    def blok(head: str) -> None:
        letter.gap(3)
        letter.form(((head,),), (wide,), heads=True, size=9)

    blok("I. DATA PEGAWAI")
    letter.form(
        (
            ("Nama", "{{ nama_pegawai }}", "NIP", "{{ nip | nip }}"),
            ("Jabatan", '{{ jabatan | atau("-") }}', "Masa kerja", "{{ masa_kerja | atau('-') }}"),
            ("Unit kerja", "{{ kantor.nama }}", "Gol. ruang", '{{ pangkat_golongan | atau("-") }}'),
        ),
        (2.4, 6.2, 2.4, wide - 11.0), size=9, labels=(0, 2),
    )  # fmt: skip
    blok("II. JENIS CUTI YANG DIAMBIL")
    jenis = ("Tahunan", "Besar", "Sakit", "Melahirkan", "Alasan penting", "Di luar tanggungan negara")
    ticks = [
        (f"{n}. Cuti {name.lower()}", f"{{% if jenis_cuti == '{name}' %}}V{{% endif %}}")
        for n, name in enumerate(jenis, 1)
    ]
    letter.form(
        [(*ticks[row], *ticks[row + 3]) for row in range(3)], (wide / 2 - 1.5, 1.5, wide / 2 - 1.5, 1.5), size=9,
        align="lclc",
    )  # fmt: skip
    blok("III. ALASAN CUTI")
    letter.form((('{{ alasan_cuti | atau("-") }}',),), (wide,), size=9, height=0.8)
    blok("IV. LAMANYA CUTI")
    letter.form(
        (("Selama", "{{ lama_cuti | banyaknya }} hari kerja", "Mulai tanggal",
          "{{ mulai_cuti | rentang(selesai_cuti) }}"),),
        (2.0, 5.0, 2.8, wide - 9.8), size=9, labels=(0, 2),
    )  # fmt: skip
    blok("V. CATATAN CUTI")
    letter.form(
        (
            ("1. Cuti tahunan", "Sisa", "Keterangan", "2. Cuti besar", "{{ cuti_besar | atau(0) }}"),
            ("N-2", "{% if tahun_sisa_cuti and tahun_cuti and tahun_sisa_cuti <= tahun_cuti - 2 %}"
             "{{ sisa_cuti_menurut_data | atau('-') }}{% else %}-{% endif %}", "", "3. Cuti sakit", "{{ cuti_sakit | atau(0) }}"),
            ("N-1", "{% if tahun_sisa_cuti and tahun_cuti and tahun_sisa_cuti == tahun_cuti - 1 %}"
             "{{ sisa_cuti_menurut_data | atau('-') }}{% else %}-{% endif %}", "paling banyak 6 hari dibawa",
             "4. Cuti melahirkan", "{{ cuti_melahirkan | atau(0) }}"),
            ("N ({{ tahun_cuti | atau('-') }})", "{{ sisa_cuti_tahunan | atau('-') }}",
             "sebelum permintaan ini{% if dikurangi_cuti_bersama %}; hak tahun ini dikurangi "
             "{{ dikurangi_cuti_bersama }} hari cuti bersama{% endif %}",
             "5. Cuti alasan penting", "{{ cuti_alasan_penting | atau(0) }}"),
            ("Sisa", "{{ sisa_sesudah_cuti | atau('-') }}", "sesudah permintaan ini", "6. Cuti di luar tanggungan", "{{ cuti_di_luar_tanggungan_negara | atau(0) }}"),
        ),
        (2.8, 1.6, 5.0, 5.0, wide - 14.4), size=9, labels=(0, 3), align="lcllc",
    )  # fmt: skip
    blok("VI. ALAMAT SELAMA MENJALANKAN CUTI")
    letter.form(
        (('{{ alamat_selama_cuti | atau("-") }}\nTelepon {{ hp | atau("-") }}',
          "Hormat saya,\n\n\n{{ nama_pegawai }}\nNIP {{ nip | nip }}"),),
        (wide - 6.5, 6.5), size=9,
    )  # fmt: skip
    for head, who in (("VII. PERTIMBANGAN ATASAN LANGSUNG", "Atasan langsung,"),
                      ("VIII. KEPUTUSAN PEJABAT YANG BERWENANG MEMBERIKAN CUTI", "Pejabat yang berwenang,")):  # fmt: skip
        blok(head)
        letter.form(
            (("Disetujui", "Perubahan", "Ditangguhkan", "Tidak Disetujui"), ("", "", "", "")), (wide / 4,) * 4, size=9,
            align="cccc", heights=(0.5, 0.6),
        )  # fmt: skip
        letter.form((("", f"{who}\n\n\n{TITIK}"),), (wide - 6.5, 6.5), size=9)
    return letter


@naskah
def checklist_kepegawaian() -> Letter:
    letter = lembar("DAFTAR PERIKSA KELENGKAPAN BERKAS", below="USUL {{ jenis_usulan | upper }}")
    letter.pairs(PEGAWAI, label=3.2, after=8)
    groups = {
        "kenaikan pangkat": (
            "Surat pengantar", "SK CPNS dan SK PNS", "SK pangkat terakhir", "SKP 2 (dua) tahun terakhir",
            "Karpeg atau konversi NIP", "Ijazah dan transkrip", "Ujian dinas (bila pindah golongan)",
            "SK mutasi, SK PMK, PAK (bila ada)",
        ),
        "pensiun": (
            "Surat pengantar dan permohonan", "DPCP yang ditandatangani Kepala Dinas", "SK CPNS, PNS, pangkat, jabatan, KGB",
            "Susunan keluarga, akta nikah, akta anak", "Karpeg, Karis/Karsu, Taspen", "KTP dan KK", "SKP terakhir",
            "Pernyataan tidak dijatuhi hukuman disiplin", "Pernyataan tidak dalam proses pidana", "Pas foto",
        ),
        "cuti": ("Formulir permintaan cuti", "Surat dokter atau bidan (sakit, melahirkan)", "Bukti alasan penting"),
    }  # fmt: skip
    for kind, items in groups.items():
        with letter.when(f"jenis_usulan == '{kind}'"):
            daftar_periksa(letter, items)
    letter.text('Berkas yang diterima: {{ berkas | penerima | daftar | atau("-") }}', before=8, after=12)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


def _usulan(letter: Letter) -> None:
    letter.form(
        (
            ("No.", "Nama, NIP", "Pangkat/Gol., jabatan", "Usulan"),
            (
                "1", "{{ nama_pegawai }}\nNIP {{ nip | nip }}", "{{ pangkat_golongan | atau('-') }}\n{{ jabatan | atau('-') }}",
                "{% if jenis_usulan == 'kenaikan pangkat' %}{{ pangkat_yang_diusulkan }}, TMT {{ tmt | tanggal }}"
                "{% elif jenis_usulan == 'pensiun' %}Pensiun, TMT {{ tmt | tanggal }}"
                "{% else %}Cuti {{ jenis_cuti | lower }}, {{ mulai_cuti | rentang(selesai_cuti) }}"
                "{% endif %}",
            ),
        ),
        (1.1, 5.3, 4.8, letter.width - 11.2), heads=True, size=10,
    )  # fmt: skip
    letter.gap(8)


@naskah
def usul_bkd() -> Letter:
    letter = surat(
        "surat_usulan", f"'{BKD}'", "Usul {{ jenis_usulan | title }}",
        enclosed="1 (satu) berkas", kind="Penting",
    )  # fmt: skip
    isi(letter, "Bersama ini kami sampaikan usul {{ jenis_usulan }} atas nama:")
    _usulan(letter)
    isi(letter, "beserta kelengkapan berkas sebagaimana daftar periksa terlampir.")
    return tutup(letter)


@naskah
def pengantar_bkd() -> Letter:
    letter = surat("surat_pengantar", f"'{BKD}'", "Surat Pengantar")
    letter.table(
        ("No.", "Naskah/barang yang dikirimkan", "Banyaknya", "Keterangan"),
        ("1", "Berkas usul {{ jenis_usulan }} a.n. {{ nama_pegawai }}, NIP {{ nip | nip }}", "1 (satu) berkas",
         "Dikirim untuk diproses"),
        (1.1, letter.width - 8.6, 3.5, 4.0), align="clll",
    )  # fmt: skip
    letter.closing("Demikian surat pengantar ini disampaikan.", word="")
    letter.signature()
    letter.gap(14)
    letter.form(
        (("Diterima tanggal", ""), ("Nama penerima", ""), ("Tanda tangan", "")),
        (4.0, 6.0),
        height=0.8,
        labels=(0,),
        size=9.5,
    )
    return letter


@naskah
def pengembalian_berkas() -> Letter:
    letter = surat(
        "pengembalian", "'Sdr. ' ~ nama_pegawai", "Kelengkapan Berkas Usul {{ jenis_usulan | title }}", enclosed="1 (satu) berkas",
        kind="Segera",
    )  # fmt: skip
    isi(letter, "Menindaklanjuti hasil verifikasi Badan Kepegawaian Daerah atas usul {{ jenis_usulan }} Saudara, berkas "
        "dimaksud kami kembalikan untuk dilengkapi:")  # fmt: skip
    letter.numbered("kekurangan_berkas", indent=1.25)
    isi(letter, "paling lambat tanggal {{ jawaban_paling_lambat | tanggal }}.")
    return tutup(letter, MAKLUM)


@naskah
def izin_cuti() -> Letter:
    letter = judul("SURAT IZIN CUTI {{ jenis_cuti | upper }}", "surat_izin")
    isi(letter, "Diberikan cuti {{ jenis_cuti | lower }} kepada {% if 'PPPK' in (pangkat_golongan | atau('')) %}Pegawai Pemerintah "
        "dengan Perjanjian Kerja{% else %}Pegawai Negeri Sipil{% endif %}:")  # fmt: skip
    letter.pairs((*PEGAWAI, ("Unit kerja", "{{ kantor.nama }}")), label=3.2, indent=1.25, after=6)
    isi(
        letter,
        "selama {{ lama_cuti | banyaknya }} hari kerja, terhitung mulai tanggal {{ mulai_cuti | tanggal }} sampai dengan "
        "tanggal {{ selesai_cuti | tanggal }}, dengan ketentuan sebagai berikut:",
    )
    for mark, text in (
        ("a.", "sebelum menjalankan cuti wajib menyerahkan pekerjaannya kepada atasan langsung atau pejabat lain yang "
         "ditunjuk;"),
        ("b.", "setelah selesai menjalankan cuti wajib melaporkan diri kepada atasan langsung dan bekerja kembali."),
    ):  # fmt: skip
        letter.text(f"{mark}\t{text}", indent=1.95, first=-0.7, after=3)
    letter.closing("Demikian surat izin cuti ini dibuat untuk dapat digunakan sebagaimana mestinya.", word="")
    return tanda_tangan_tanggal(letter, "surat_izin", where="Dikeluarkan di")
