"""Make the stock templates of letters anew: ``python -m scripts.make_templates [NAME ...]``.

The office's own versions are edited in Word and live in ``templates/letters``; this overwrites those that are named
(all, when none is).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

from connectors.letters.builder import CENTRE, JUSTIFY, Letter

FOLDER = Path(__file__).resolve().parents[1] / "templates" / "letters"
KEPADA = "{{ tujuan }}"
KOTA = '{{ alamat_tujuan | atau("Pasuruan") }}'
TANGGAL = "{{ kantor.kota }}, {{ tanggal_surat | tanggal }}"
NOMOR = '{{ nomor_surat | atau("-") }}'
PENUTUP = "Demikian untuk menjadi maklum dan atas perhatiannya disampaikan terima kasih."


def emblem() -> bytes:
    """A plain shield where the city's emblem goes; the office puts the real one in with Word."""
    from matplotlib.figure import Figure
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    figure = Figure(figsize=(1, 1.15), dpi=200)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.axis("off")
    move, line, curve = Outline.MOVETO, Outline.LINETO, Outline.CURVE3
    outline = Outline(
        [
            (0.08, 0.95),
            (0.92, 0.95),
            (0.92, 0.45),
            (0.9, 0.15),
            (0.5, 0.03),
            (0.1, 0.15),
            (0.08, 0.45),
            (0.08, 0.95),
        ],
        [move, line, line, curve, curve, curve, curve, line],
    )
    axes.add_patch(PathPatch(outline, facecolor="#F3F4F6", edgecolor="#374151", linewidth=2))
    axes.text(0.5, 0.52, "LAMBANG\nDAERAH", ha="center", va="center", fontsize=6.5, color="#374151")
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


EMBLEM = emblem()


def _letter() -> Letter:
    letter = Letter()
    letter.kop(EMBLEM)
    return letter


def _korespondensi() -> Letter:
    letter = _letter()
    letter.draft_mark()
    letter.nomor_block(
        TANGGAL,
        (
            ("Nomor", NOMOR),
            ("Sifat", '{{ sifat | atau("Biasa") }}'),
            ("Lampiran", '{{ lampiran | atau("-") }}'),
            ("Hal", "{{ perihal }}"),
        ),
    )
    letter.addressee(KEPADA, KOTA)
    return letter


def surat_dinas() -> Letter:
    letter = _korespondensi()
    letter.paragraphs_of("dasar")
    letter.paragraphs_of("isi")
    letter.text(f'{{{{ penutup | atau("{PENUTUP}") }}}}', align=JUSTIFY, first=1.25, after=18)
    letter.signature()
    letter.tembusan()
    return letter


def undangan() -> Letter:
    letter = _korespondensi()
    letter.when("dasar | alinea")
    letter.paragraphs_of("dasar")
    letter.end()
    letter.when("isi | alinea")
    letter.paragraphs_of("isi")
    letter.otherwise()
    opening = "Dalam rangka {{ acara }}, bersama ini kami mengundang Saudara untuk hadir pada:"
    letter.text(opening, align=JUSTIFY, first=1.25, after=6)
    letter.end()
    letter.pairs(
        (
            ("Hari/Tanggal", "{{ hari_tanggal_acara | hari_tanggal }}"),
            ("Pukul", "{{ pukul }}"),
            ("Tempat", "{{ tempat }}"),
            ("Acara", "{{ acara }}"),
        ),
        label=3.2,
        indent=1.25,
        after=6,
    )
    closing = "Demikian undangan ini, atas kehadirannya disampaikan terima kasih."
    letter.text(f'{{{{ penutup | atau("{closing}") }}}}', align=JUSTIFY, first=1.25, after=18)
    letter.signature()
    letter.tembusan()
    return letter


def nota_dinas() -> Letter:
    letter = _letter()
    letter.draft_mark()
    letter.text("NOTA DINAS", align=CENTRE, bold=True, size=13, after=10)
    letter.pairs(
        (
            ("Yth.", KEPADA),
            ("Dari", "{{ tanda_tangan.jabatan }}"),
            ("Tanggal", "{{ tanggal_surat | tanggal }}"),
            ("Nomor", NOMOR),
            ("Sifat", '{{ sifat | atau("Biasa") }}'),
            ("Lampiran", '{{ lampiran | atau("-") }}'),
            ("Hal", "{{ perihal }}"),
        ),
        label=2.6,
    )
    rule = letter.text(after=10)
    from connectors.letters.builder import _border

    _border(rule, "bottom", "single", 8)
    letter.paragraphs_of("dasar")
    letter.paragraphs_of("isi")
    letter.text(f'{{{{ penutup | atau("{PENUTUP}") }}}}', align=JUSTIFY, first=1.25, after=18)
    letter.signature()
    letter.tembusan()
    return letter


def surat_tugas() -> Letter:
    letter = _letter()
    letter.draft_mark()
    letter.judul("SURAT TUGAS", NOMOR)
    letter.pairs((("Dasar", '{{ dasar | atau("Tugas pokok dan fungsi Dinas") }}'),), label=2.4, after=6)
    letter.text("MENUGASKAN:", align=CENTRE, bold=True, after=6)
    letter.pairs(
        (
            ("Kepada", "{{ nama_yang_ditugaskan }}"),
            ("Pangkat/Gol.", '{{ pangkat_golongan | atau("-") }}'),
            ("NIP", '{{ nip | nip | atau("-") }}'),
            ("Jabatan", '{{ jabatan | atau("-") }}'),
        ),
        label=3.2,
        after=4,
    )
    letter.pairs(
        (
            ("Untuk", "{{ isi }}"),
            ("Hari/Tanggal", '{{ hari_tanggal_acara | hari_tanggal | atau("-") }}'),
            ("Pukul", '{{ pukul | atau("-") }}'),
            ("Tempat", '{{ tempat | atau("-") }}'),
        ),
        label=3.2,
        after=6,
    )
    closing = "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab."
    letter.text(f'{{{{ penutup | atau("{closing}") }}}}', align=JUSTIFY, first=1.25, after=18)
    letter.signature(
        place_and_date="Ditetapkan di {{ kantor.kota }}", above="pada tanggal {{ tanggal_surat | tanggal }}"
    )
    letter.tembusan()
    return letter


def surat_keterangan() -> Letter:
    letter = _letter()
    letter.draft_mark()
    letter.judul("SURAT KETERANGAN", NOMOR)
    letter.text("Yang bertanda tangan di bawah ini:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ tanda_tangan.nama }}"),
            ("NIP", "{{ tanda_tangan.nip | nip }}"),
            ("Jabatan", "{{ tanda_tangan.jabatan }}"),
        ),
        label=3.2,
        indent=1.25,
        after=4,
    )
    letter.text("menerangkan bahwa:", first=1.25, after=4)
    letter.pairs(
        (
            ("Nama", "{{ nama_yang_diterangkan }}"),
            ("Identitas", '{{ identitas_yang_diterangkan | atau("-") }}'),
        ),
        label=3.2,
        indent=1.25,
        after=4,
    )
    letter.paragraphs_of("isi")
    letter.when("keperluan")
    letter.text(
        "Surat keterangan ini dibuat untuk keperluan {{ keperluan }}.", align=JUSTIFY, first=1.25, after=6
    )
    letter.end()
    closing = "Demikian surat keterangan ini dibuat untuk dipergunakan sebagaimana mestinya."
    letter.text(f'{{{{ penutup | atau("{closing}") }}}}', align=JUSTIFY, first=1.25, after=18)
    letter.signature(
        place_and_date="Dikeluarkan di {{ kantor.kota }}", above="pada tanggal {{ tanggal_surat | tanggal }}"
    )
    letter.tembusan()
    return letter


def lembar_verifikasi() -> Letter:
    letter = _letter()
    letter.judul("LEMBAR VERIFIKASI DRAF SURAT")
    letter.pairs(
        (
            ("Nomor kasus", "{{ kasus.id }}"),
            ("Jenis naskah", "{{ jenis_naskah }}"),
            ("Hal", "{{ perihal }}"),
            ("Tujuan", "{{ tujuan }}"),
            ("Unit pengolah", '{{ bidang_pengolah | atau("-") }}'),
            ("Kode klasifikasi", '{{ kode_klasifikasi | atau("-") }}'),
            ("Diajukan tanggal", "{{ hari_ini | tanggal }}"),
        ),
        label=4.0,
        after=8,
    )
    letter.rows(
        (
            ("No.", "Yang diperiksa", "Sesuai", "Catatan"),
            ("1", "Bentuk dan susunan naskah", "", ""),
            ("2", "Dasar dan isi surat", "", ""),
            ("3", "Tujuan dan tembusan", "", ""),
            ("4", "Ejaan dan ketikan", "", ""),
            ("5", "Kode klasifikasi dan sifat", "", ""),
        ),
        (1.2, 7.3, 2.2, 5.8),
        height=0.9,
    )
    letter.text("Keputusan:   Setuju  /  Revisi   (coret yang tidak perlu)", before=10, after=16)
    letter.signatures(
        ("Paraf pengolah,", "", "", "", "( ................................ )"),
        ("Kepala Dinas,", "", "", "", "( ................................ )"),
    )
    return letter


def tanda_terima_caraka() -> Letter:
    letter = _letter()
    letter.judul("TANDA TERIMA SURAT")
    letter.text("Telah diterima surat dari {{ kantor.nama }}:", after=6)
    letter.pairs(
        (
            ("Nomor", NOMOR),
            ("Tanggal", "{{ tanggal_surat | tanggal }}"),
            ("Hal", "{{ perihal }}"),
            ("Lampiran", '{{ lampiran | atau("-") }}'),
            ("Kepada", "{{ tujuan }}"),
        ),
        label=3.2,
        after=8,
    )
    letter.rows(
        (
            ("Diterima tanggal / pukul", ""),
            ("Nama penerima", ""),
            ("Jabatan / hubungan", ""),
            ("Tanda tangan dan stempel", ""),
        ),
        (6.0, 10.5),
        height=1.0,
    )
    letter.text("Lembar ini dibawa kembali oleh caraka dan dicatat di buku ekspedisi.", size=9, before=6)
    letter.text("Kasus {{ kasus.id }}", size=9)
    return letter


def tanda_terima_surat() -> Letter:
    letter = _letter()
    letter.judul("TANDA TERIMA SURAT", "{{ nomor_agenda }}")
    letter.text("Telah kami terima surat sebagai berikut:", after=6)
    letter.pairs(
        (
            ("Asal surat", "{{ asal_surat }}"),
            ("Nomor surat", "{{ nomor_surat }}"),
            ("Tanggal surat", "{{ tanggal_surat | tanggal }}"),
            ("Hal", "{{ perihal }}"),
            ("Lampiran", '{{ lampiran | atau("-") }}'),
            ("Diterima tanggal", "{{ tanggal_diterima | hari_tanggal }}"),
            ("Nomor agenda", "{{ nomor_agenda }}"),
        ),
        label=4.0,
        after=8,
    )
    letter.text(
        "Tindak lanjut surat Saudara dapat ditanyakan dengan menyebutkan nomor agenda di atas.",
        align=JUSTIFY, after=18,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ tanggal_diterima | tanggal }}", qr=False)
    return letter


def lembar_disposisi() -> Letter:
    letter = _letter()
    letter.judul("LEMBAR DISPOSISI")
    wide = (4.2, 4.3, 3.8, 4.2)
    letter.rows(
        (
            ("Indeks", '{{ indeks | atau("-") }}', "Kode", '{{ kode_klasifikasi | atau("-") }}'),
            ("Nomor surat", "{{ nomor_surat }}", "Tanggal surat", "{{ tanggal_surat | tanggal }}"),
            ("Nomor agenda", "{{ nomor_agenda }}", "Diterima", "{{ tanggal_diterima | tanggal }}"),
            ("Sifat", '{{ sifat | atau("Biasa") }}', "Lampiran", '{{ lampiran | atau("-") }}'),
        ),
        wide,
    )
    letter.rows(
        (
            ("Asal surat", "{{ asal_surat }}"),
            ("Hal / isi ringkas", "{{ perihal }}{% if ringkasan %}. {{ ringkasan }}{% endif %}"),
            ("Isi disposisi", "{{ isi_disposisi }}"),
            ("Sifat disposisi", '{{ sifat_disposisi | atau("Biasa") }}'),
            ("Batas waktu", '{{ batas_waktu_disposisi | tanggal | atau("-") }}'),
            ("Diteruskan kepada", "{{ diteruskan_kepada | daftar }}"),
        ),
        (4.2, 12.3),
    )
    letter.text(after=14)
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    letter.text(
        "Sesudah selesai, lembar ini dikembalikan bersama suratnya kepada Subbag Umum dan Kepegawaian.",
        size=9,
        before=10,
    )
    return letter


def label_folder_arsip() -> Letter:
    letter = Letter(paper=(14.8, 10.5), margins=(1, 1, 1, 1))
    letter.text("{{ kantor.instansi }}", align=CENTRE, bold=True, size=11, after=4)
    letter.text("{{ kode_klasifikasi }}", align=CENTRE, bold=True, size=26)
    letter.text("{{ uraian_informasi }}", align=CENTRE, size=13, after=6)
    letter.rows(
        (
            ("Nomor berkas", "{{ nomor_berkas }}", "Tanggal", '{{ tanggal | tanggal_pendek | atau("-") }}'),
            ("Akses", '{{ tingkat_akses | atau("-") }}', "Kasus asal", '{{ asal_kasus | atau("-") }}'),
            (
                "Lokasi",
                "{% if lemari %}Lemari {{ lemari }}{% if laci %}, laci {{ laci }}{% endif %}{% else %}-{% endif %}",
                "Folder",
                '{{ folder | atau("-") }}',
            ),
            (
                "Retensi",
                "{% if retensi_aktif %}{{ retensi_aktif }} / {{ retensi_inaktif }}"
                "{% else %}JRA belum dimuat{% endif %}",
                "Nasib akhir",
                '{{ nasib_akhir | atau("-") }}',
            ),
        ),
        (2.6, 4.4, 2.4, 3.4),
        size=9.5,
    )
    return letter


def daftar_arsip_aktif() -> Letter:
    letter = Letter(paper=(29.7, 21.0), margins=(1.5, 1.5, 1.5, 2))
    letter.kop(EMBLEM)
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
            "{{ baris.uraian_informasi }}",
            "{{ baris.tanggal | tanggal_pendek }}", "{{ baris.jumlah }}", "{{ baris.tingkat_akses }}",
            "{{ baris.lokasi }}",
        ),
        (2.0, 1.6, 3.2, 8.2, 2.4, 2.2, 3.0, 3.6),
        loop="baris in arsip",
        size=9,
    )  # fmt: skip
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


TEMPLATES: dict[str, Callable[[], Letter]] = {
    function.__name__: function
    for function in (
        surat_dinas, undangan, nota_dinas, surat_tugas, surat_keterangan, lembar_verifikasi, tanda_terima_caraka,
        tanda_terima_surat, lembar_disposisi, label_folder_arsip, daftar_arsip_aktif,
    )
}  # fmt: skip


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in TEMPLATES]
    if unknown:
        print(f"no such template: {', '.join(unknown)}; there are {', '.join(TEMPLATES)}", file=sys.stderr)
        return 2
    for name in names or TEMPLATES:
        TEMPLATES[name]().save(FOLDER / f"{name}.docx")
        print(f"made {FOLDER / f'{name}.docx'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
