"""What many letters share: the letterhead, the opening of each kind, decrees of teams, minutes, reports."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from functools import cache

from connectors.letters.builder import CENTRE, JUSTIFY, Letter, Look

TEMPLATES: dict[str, Callable[[], Letter]] = {}
"""Name of the template, without .docx -> what draws it."""

MEMPERHATIKAN = (
    "Dokumen Pelaksanaan Anggaran Dinas Koperasi dan Usaha Mikro Kota Pasuruan Tahun Anggaran {{ hari_ini | tahun }};",
)
BKD = "Kepala Badan Kepegawaian Daerah Kota Pasuruan"
BAPPEDA = "Kepala Badan Perencanaan Pembangunan Daerah Kota Pasuruan"
BPKA = "Kepala Badan Pengelolaan Keuangan dan Aset Kota Pasuruan"
DPMPTSP = "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu Kota Pasuruan"
MAKLUM = "Demikian untuk menjadi maklum dan atas perhatiannya disampaikan terima kasih."
KERJA_SAMA = "Demikian atas perhatian dan kerja sama Saudara disampaikan terima kasih."
KEDUA_BIDANG = ("Kepala Bidang Koperasi", "Kepala Bidang Usaha Mikro")
TITIK = ".................................."
MENGINGAT = (
    "Undang-Undang Nomor 25 Tahun 1992 tentang Perkoperasian;",
    "Undang-Undang Nomor 20 Tahun 2008 tentang Usaha Mikro, Kecil, dan Menengah sebagaimana telah diubah dengan "
    "Undang-Undang Nomor 6 Tahun 2023;",
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    "Peraturan Pemerintah Nomor 17 Tahun 1994 tentang Pembubaran Koperasi oleh Pemerintah;",
    "Peraturan Pemerintah Nomor 7 Tahun 2021 tentang Kemudahan, Pelindungan, dan Pemberdayaan Koperasi dan Usaha "
    "Mikro, Kecil, dan Menengah;",
    "Peraturan Menteri Koperasi dan Usaha Kecil dan Menengah Nomor 9 Tahun 2018 tentang Penyelenggaraan dan Pembinaan "
    "Perkoperasian;",
    "Peraturan Menteri Koperasi dan Usaha Kecil dan Menengah Nomor 9 Tahun 2020 tentang Pengawasan Koperasi;",
    "Peraturan Wali Kota Pasuruan Nomor 19 Tahun 2022 tentang Kedudukan, Susunan Organisasi, Tugas dan Fungsi Dinas "
    "Koperasi dan Usaha Mikro;",
)
"""The usual legal bases; the office checks them against the rules of the day."""
LANDSCAPE = Look(paper=(29.7, 21.0), margins=(1.5, 1.5, 1.5, 2.0))


def naskah(draw: Callable[[], Letter]) -> Callable[[], Letter]:
    """Register a template under the name of its function."""
    TEMPLATES[draw.__name__] = draw
    return draw


@cache
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
    points = [
        (0.08, 0.95), (0.92, 0.95), (0.92, 0.45), (0.9, 0.15), (0.5, 0.03), (0.1, 0.15), (0.08, 0.45), (0.08, 0.95),
    ]  # fmt: skip
    outline = Outline(points, [move, line, line, curve, curve, curve, curve, line])
    axes.add_patch(PathPatch(outline, facecolor="#F3F4F6", edgecolor="#374151", linewidth=2))
    axes.text(0.5, 0.52, "LAMBANG\nDAERAH", ha="center", va="center", fontsize=6.5, color="#374151")
    out = io.BytesIO()
    figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def kertas(look: Look | None = None) -> Letter:
    """A page with the letterhead; those that follow are numbered."""
    letter = Letter(look)
    letter.page_numbers()
    letter.kop(emblem())
    return letter


def isi(letter: Letter, *paragraphs: str) -> None:
    """Paragraphs of the body."""
    for text in paragraphs:
        letter.text(text, align=JUSTIFY, first=1.25, after=6)


def nomor(name: str) -> str:
    return f'{{{{ nomor_{name} | atau("....................") }}}}'


def tanggal(name: str) -> str:
    return f'{{{{ tanggal_{name} | tanggal | atau("....................") }}}}'


def surat(
    name: str,
    to: str,
    about: str,
    *,
    place: str = "{{ kantor.kota }}",
    enclosed: str = "-",
    kind: str = "Biasa",
) -> Letter:
    """A letter in the layout «korespondensi». name: of its number column; to: the word that holds the addressee, or a
    fixed one as ``'Kepala ...'`` in quotes."""
    letter = kertas()
    letter.korespondensi(
        to=f"({to})", place=place, date=f"{{{{ kantor.kota }}}}, {tanggal(name)}", number=nomor(name), about=about, kind=kind,
        enclosed=enclosed,
    )  # fmt: skip
    return letter


def tutup(letter: Letter, usual: str = MAKLUM, *, tembusan: Sequence[str] = ()) -> Letter:
    """The closing sentence, the signature, and who gets a copy."""
    letter.closing(usual, word="")
    letter.signature()
    if tembusan:
        letter.text("Tembusan:", before=12, size=10, keep=True)
        for number, copy in enumerate(tembusan, 1):
            letter.text(f"{number}.\t{copy}", indent=0.7, first=-0.7, size=10)
    return letter


def nota(name: str, to: Sequence[str], about: str, *, enclosed: str = "-") -> Letter:
    """An internal note; title, then the table Yth., Dari, ..."""
    letter = kertas()
    letter.draft_mark()
    letter.text("NOTA DINAS", align=CENTRE, bold=True, size=13, after=10)
    receivers = "; ".join(to)
    letter.pairs(
        (
            ("Yth.", receivers), ("Dari", "{{ tanda_tangan.jabatan }}"), ("Tanggal", tanggal(name)), ("Nomor", nomor(name)),
            ("Sifat", "Biasa"), ("Lampiran", enclosed), ("Hal", about),
        ),
        label=2.6,
    )  # fmt: skip
    letter.rule()
    return letter


def nota_data(about: str, opening: str) -> Letter:
    """A note that asks the bidang for their data by a day."""
    letter = nota("nota_dinas", KEDUA_BIDANG, about)
    isi(letter, opening, "Data mohon disampaikan kepada Subbag Penyusunan Program dan Keuangan paling lambat tanggal "
        "{{ batas_pengumpulan | tanggal }}.")  # fmt: skip
    return tutup(letter)


def penyampaian(name: str, to: str, what: str, copies: tuple[str, ...] = ()) -> Letter:
    """A covering letter of a document that was asked for."""
    letter = surat(name, to, f"Penyampaian {what}", enclosed="1 (satu) berkas")
    isi(letter, f"Menindaklanjuti surat Saudara{{% if dasar_surat %}} {{{{ dasar_surat }}}}{{% endif %}}, bersama ini kami "
        f"sampaikan {what} {{{{ kantor.nama }}}}.")  # fmt: skip
    return tutup(letter, tembusan=copies)


def judul(title: str, name: str, *, about: str = "", look: Look | None = None) -> Letter:
    """A letter in the layout «judul»."""
    letter = kertas(look)
    letter.draft_mark()
    letter.judul(title, nomor(name) if name else "", about)
    return letter


def tanda_tangan_tanggal(letter: Letter, name: str, *, where: str = "Ditetapkan di") -> Letter:
    """«Ditetapkan di Pasuruan, pada tanggal ...» above the signature."""
    letter.signature(place_and_date=f"{where} {{{{ kantor.kota }}}}", above=f"pada tanggal {tanggal(name)}")
    return letter


def kapital(text: str) -> str:
    """Capitals, also of what the placeholders will hold."""
    parts = re.split(r"(\{\{.*?\}\})", text)
    return "".join(
        part.replace(" }}", " | upper }}") if part.startswith("{{") else part.upper() for part in parts
    )


def keputusan_tim(
    name: str, about: str, considering: Sequence[str], duties: Sequence[str], team: str
) -> Letter:
    """A decree of the head that forms a team; team: the word with one member a line."""
    capital, team_name = kapital(about), about.removeprefix("Pembentukan ")
    letter = judul("KEPUTUSAN KEPALA DINAS KOPERASI DAN USAHA MIKRO KOTA PASURUAN", name, about=capital)
    letter.text("KEPALA DINAS KOPERASI DAN USAHA MIKRO KOTA PASURUAN,", align=CENTRE, after=8)
    for head, lines in (
        ("Menimbang", considering),
        ("Mengingat", MENGINGAT),
        ("Memperhatikan", MEMPERHATIKAN),
    ):
        for number, text in enumerate(lines):
            mark = f"{'abcdefgh'[number]}." if head == "Menimbang" else f"{number + 1}."
            opening = f"{head}\t:\t" if number == 0 else "\t\t"
            alone = len(lines) == 1
            letter.clause(f"{opening}{text}" if alone else f"{opening}{mark}\t{text}", marks=not alone)
    letter.text("MEMUTUSKAN:", align=CENTRE, bold=True, before=8, after=8, keep=True)
    letter.clause("Menetapkan\t:\t" + f"KEPUTUSAN KEPALA DINAS TENTANG {capital}.", marks=False)
    letter.clause(
        f"KESATU\t:\tMembentuk {team_name} dengan susunan sebagaimana tercantum dalam Lampiran yang merupakan bagian "
        "tidak terpisahkan dari Keputusan ini.",
        marks=False,
    )
    letter.clause("KEDUA\t:\tTim sebagaimana dimaksud dalam diktum KESATU bertugas:", marks=False, keep=True)
    for number, duty in enumerate(duties, 1):
        end = "." if number == len(duties) else "; dan" if number == len(duties) - 1 else ";"
        letter.clause(f"\t\t{'abcdefgh'[number - 1]}.\t{duty}{end}", keep=number < len(duties))
    letter.clause(
        "KETIGA\t:\tSegala biaya yang timbul akibat ditetapkannya Keputusan ini dibebankan pada Dokumen Pelaksanaan "
        "Anggaran Dinas Koperasi dan Usaha Mikro Kota Pasuruan.",
        marks=False, keep=True,
    )  # fmt: skip
    letter.clause("KEEMPAT\t:\tKeputusan ini mulai berlaku pada tanggal ditetapkan.", marks=False, keep=True)
    tanda_tangan_tanggal(letter, name)
    lampiran_keputusan(letter, name, capital)
    letter.text(f"SUSUNAN {kapital(team_name)}", align=CENTRE, bold=True, after=8)
    letter.table(
        ("No.", "Nama", "Jabatan", "Kedudukan dalam tim", "Uraian tugas"),
        ("{{ loop.index }}", "{{ orang.nama }}", "{{ orang.jabatan | atau('-') }}", "{{ orang.kedudukan }}",
         "{{ orang.tugas }}"),
        (1.1, 4.4, 3.6, 2.6, letter.width - 11.7), loop=f"orang in {team} | anggota_tim", align="cllll",
        empty="(susunan tim belum diisi)",
    )  # fmt: skip
    letter.signature(qr=False)
    return letter


def lampiran_keputusan(letter: Letter, name: str, about: str) -> None:
    """The head of what is enclosed in a decree, on a page of its own."""
    letter.page_break()
    left = letter.width - 8.4
    letter.text("LAMPIRAN", indent=left)
    letter.text("KEPUTUSAN KEPALA DINAS KOPERASI DAN USAHA MIKRO KOTA PASURUAN", indent=left, after=2)
    letter.pairs(
        (("NOMOR", nomor(name)), ("TANGGAL", tanggal(name)), ("TENTANG", about)), label=2.3, indent=left, after=12
    )  # fmt: skip


def surat_tugas(name: str, basis: str, people: str, task: str, rows: Sequence[tuple[str, str]]) -> Letter:
    """An assignment; people: the word with one person a line; rows: label, value below the task."""
    letter = judul("SURAT TUGAS", name)
    letter.pairs((("Dasar", basis),), label=2.4, after=6)
    letter.text("MENUGASKAN:", align=CENTRE, bold=True, after=6)
    letter.text("Kepada:", after=3, keep=True)
    letter.table(
        ("No.", "Nama, NIP, pangkat, jabatan"), ("{{ loop.index }}", "{{ orang }}"), (1.2, letter.width - 1.2),
        loop=f"orang in {people} | penerima", align="cl", empty=TITIK,
    )  # fmt: skip
    letter.pairs((("Untuk", task), *rows), label=3.2, after=8)
    letter.closing(
        "Demikian surat tugas ini dibuat untuk dilaksanakan dengan penuh tanggung jawab dan dilaporkan hasilnya.",
        word="",
    )
    return tanda_tangan_tanggal(letter, name)


def berita_acara(title: str, name: str, day: str) -> Letter:
    """Minutes that two sides sign; day: the word of the day on which it happened."""
    letter = judul(title, name)
    isi(letter, f"Pada hari ini, {{{{ {day} | hari }}}} tanggal {{{{ {day} | tanggal_terbilang }}}}, bertempat di "
        "{{ kantor.kota }}, kami yang bertanda tangan di bawah ini:")  # fmt: skip
    return letter


def para_pihak(letter: Letter, first: tuple[str, str], second: tuple[str, str]) -> None:
    """PIHAK KESATU and PIHAK KEDUA, each a name and what they are."""
    for number, (who, role), side in ((1, first, "KESATU"), (2, second, "KEDUA")):
        letter.pairs(((f"{number}. Nama", who), ("    Jabatan", role)), label=3.0, indent=0.6)
        letter.text(f"selanjutnya disebut PIHAK {side}.", indent=0.6, after=6)


def tanda_tangan_para_pihak(letter: Letter, left: tuple[str, str], right: tuple[str, str]) -> Letter:
    """Both sign by hand; (what they are, name)."""
    letter.gap(10)
    blank = ["", "", "", ""]
    letter.signatures([left[0], *blank, left[1]], [right[0], *blank, right[1]])
    return letter


def laporan_kegiatan(
    title: str, about: str, basis: str, how: Sequence[tuple[str, str] | tuple[str, str, str]], result: str,
    figures: str = "", told: str = "",
) -> Letter:  # fmt: skip
    """A report in five chapters. how: label and value of the second one; result: the word of the third; figures: what
    the fourth begins with, told: a word of more, both before «Simpulan dan saran» of the row."""
    letter = kertas()
    letter.judul("LAPORAN", "", title)
    bab(letter, "I.  PENDAHULUAN")
    for mark, text in (
        ("A.", f"Umum. {about}"), ("B.", f"Dasar. {basis}"),
        ("C.", "Maksud dan tujuan. Laporan ini dibuat sebagai pertanggungjawaban pelaksanaan dan bahan evaluasi."),
    ):  # fmt: skip
        letter.text(f"{mark}\t{text}", align=JUSTIFY, indent=1.25, first=-0.7, after=4)
    bab(letter, "II.  PELAKSANAAN")
    letter.pairs(how, label=4.2, indent=1.25, after=6)
    bab(letter, "III.  HASIL")
    letter.paragraphs_of(result)
    bab(letter, "IV.  SIMPULAN DAN SARAN")
    if figures:
        isi(letter, figures)
    if told:
        letter.paragraphs_of(told)
    letter.paragraphs_of("simpulan_dan_saran")
    bab(letter, "V.  PENUTUP")
    letter.closing("Demikian laporan ini dibuat untuk dipergunakan sebagaimana mestinya.", word="")
    letter.signature(place_and_date="{{ kantor.kota }}, {{ hari_ini | tanggal }}", qr=False)
    return letter


def bab(letter: Letter, head: str) -> None:
    letter.text(head, bold=True, before=6, after=3, keep=True)


def lembar(title: str, look: Look | None = None, below: str = "") -> Letter:
    """A working sheet with a title and no number."""
    letter = kertas(look)
    letter.judul(title, below=below)
    return letter


def daftar_periksa(letter: Letter, items: Sequence[str]) -> None:
    """A checklist to be ticked by hand."""
    rows = [("No.", "Yang diperiksa", "Ada", "Tidak", "Keterangan")]
    rows += [(str(number), item, "", "", "") for number, item in enumerate(items, 1)]
    letter.form(rows, (1.1, 8.4, 1.5, 1.5, letter.width - 12.5), heads=True, height=0.75, align="clccl")
