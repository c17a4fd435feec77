"""What each mail template may say: its words, their meaning, and sample values for checking a template.

A word is a text, a date as ``YYYY-MM-DD`` (or a moment in ISO 8601), or a list; ``""`` and ``[]`` mean that there is
none. Words of ``Berkas`` come with every mail about a case; a template that flows add of their own has just those.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypedDict, get_type_hints

from flows.engine.case import Json


class Kantor(TypedDict):
    """The sender, for the head and foot of every mail."""

    pemerintah: str
    instansi: str
    alamat: str
    telepon: str
    pos_el: str
    laman: str


class Dasar(TypedDict):
    """What the layout itself needs. ref: «ALR-...», the reference of the case; lampiran: names of attached files."""

    kantor: Kantor
    ref: str
    judul: str
    lampiran: list[str]


class Berkas(Dasar):
    """A mail about a case. penerima: name of the person, '' for a party outside; meja: the desk they are written to as;
    jawaban: labels of the answers; kolom: headings that whoever's turn it is must still fill; surat, nomor: name and
    number of the letter that comes with it; kode_lacak: the tracking code; tautan_lacak: link to the tracking page, for
    parties outside; tautan, berlaku_sampai: the link of this mail and the moment until which it is good."""

    kasus: str
    proses: str
    kode_proses: str
    register: str
    status: str
    tugas: str
    giliran: str
    batas_waktu: str
    penerima: str
    meja: str
    jawaban: list[str]
    kolom: list[str]
    surat: str
    nomor: str
    kode_lacak: str
    tautan: str
    berlaku_sampai: str
    tautan_lacak: str


class PermintaanKeputusan(Berkas):
    """dilihat: (heading, value) of what is decided upon; perubahan: (heading, before, after) since the last look;
    lewat_formulir: set when the link leads to a Google Form, where the approver's account stands for the PIN."""

    dilihat: list[list[str]]
    perubahan: list[list[str]]
    lewat_formulir: str


class JawabanFormulir(Berkas):
    """formulir: its title; diterima: whether the answer stands; keterangan: what is wrong, one sentence each."""

    formulir: str
    diterima: bool
    keterangan: list[str]


class Butir(TypedDict):
    """One line of a digest. apa: title of the mail that it stands for."""

    apa: str
    kasus: str
    proses: str
    status: str
    tugas: str
    batas_waktu: str
    ref: str


class Rangkuman(Dasar):
    """butir: what happened, one line for each mail that was not sent by itself."""

    penerima: str
    jumlah: int
    butir: list[Butir]


class Masuk(Dasar):
    """The link by which somebody of the office signs in."""

    penerima: str
    tautan: str
    berlaku_sampai: str


@dataclass(frozen=True, slots=True)
class MailKind:
    """A mail. title: fixed words that begin its subject and head its text; words: the type that lists its words;
    merges: may become a line of a digest; needs_link: never sent without ``tautan``; drafts: it brings papers that are
    to be looked over before they become final."""

    name: str
    title: str
    words: type = Berkas
    extra: Json = field(default_factory=dict, hash=False)
    merges: bool = False
    needs_link: bool = False
    drafts: bool = False

    @property
    def known_words(self) -> frozenset[str]:
        return frozenset(get_type_hints(self.words))

    @property
    def sample(self) -> Json:
        """Words with invented values."""
        whole = {**_SAMPLE, **self.extra, "judul": self.title}
        return {word: value for word, value in whole.items() if word in self.known_words}


SAMPLE_OFFICE: Kantor = {
    "pemerintah": "PEMERINTAH KOTA CONTOH",
    "instansi": "DINAS KOPERASI DAN USAHA MIKRO",
    "alamat": "Jalan Contoh Nomor 1, Kota Contoh",
    "telepon": "(0343) 000000",
    "pos_el": "dinas@contoh.example",
    "laman": "contoh.example",
}
_SAMPLE: Json = {
    "kantor": SAMPLE_OFFICE,
    "ref": "ALR-SK-2026-0007-2",
    "lampiran": ["surat.pdf"],
    "kasus": "SK-2026-0007",
    "proses": "Pelayanan surat keluar",
    "kode_proses": "P1.2.1.1",
    "register": "Surat keluar",
    "status": "Verifikasi",
    "tugas": "Periksa draf surat",
    "giliran": "Kepala Dinas",
    "batas_waktu": "2026-11-27",
    "penerima": "Dr. Contoh Satu, M.Si.",
    "meja": "Kepala Dinas",
    "jawaban": ["Setuju", "Revisi"],
    "kolom": ["Perihal", "Tujuan"],
    "surat": "Undangan",
    "nomor": "500.3/0012/423.1xx/2026",
    "kode_lacak": "K7QX2M4NPA",
    "tautan": "https://alur.contoh.example/keputusan/contoh",
    "berlaku_sampai": "2026-11-27T15:30:00+07:00",
    "tautan_lacak": "https://alur.contoh.example/lacak/contoh",
    "dilihat": [["Perihal", "Undangan rapat koordinasi <koperasi> & usaha mikro"], ["Tujuan", "Camat Contoh"]],
    "perubahan": [["Tujuan", "Camat Contoh Lama", "Camat Contoh"], ["Tembusan", "", "Wali Kota"]],
    "lewat_formulir": "",
    "formulir": "Permintaan data",
    "diterima": True,
    "keterangan": ["«NIK»: Berisi «12», bukan NIK 16 angka."],
    "jumlah": 2,
    "butir": [
        {"apa": "Giliran Anda", "kasus": "SK-2026-0007", "proses": "Pelayanan surat keluar", "status": "Draf",
         "tugas": "Susun draf surat", "batas_waktu": "2026-11-27", "ref": "ALR-SK-2026-0007-1"},
        {"apa": "Pengingat", "kasus": "SM-2026-0011", "proses": "Pelayanan surat masuk", "status": "Disposisi",
         "tugas": "Tindak lanjuti disposisi", "batas_waktu": "", "ref": "ALR-SM-2026-0011-3"},
    ],
}  # fmt: skip
_OUTSIDE: Json = {"penerima": "", "meja": "Pemohon"}

KINDS: Mapping[str, MailKind] = {
    kind.name: kind
    for kind in (
        MailKind("permintaan_keputusan", "Permintaan keputusan", PermintaanKeputusan, needs_link=True),
        MailKind("giliran", "Giliran Anda", merges=True),
        MailKind("disposisi_baru", "Disposisi baru", merges=True),
        MailKind("tanda_terima", "Tanda terima", extra=_OUTSIDE),
        MailKind("jawaban_formulir", "Jawaban formulir", JawabanFormulir, extra=_OUTSIDE),
        MailKind("surat_terkirim", "Surat dinas", extra=_OUTSIDE),
        MailKind("konsep_diperiksa", "Konsep untuk diperiksa", extra=_OUTSIDE, drafts=True),
        MailKind("pengingat", "Pengingat", merges=True),
        MailKind("eskalasi", "Lewat batas waktu", merges=True),
        MailKind("tautan_pihak_luar", "Menunggu tanggapan Anda", extra=_OUTSIDE, needs_link=True),
        MailKind("rangkuman", "Rangkuman pemberitahuan", Rangkuman),
        MailKind("pemberitahuan", "Pemberitahuan", merges=True),
        MailKind("jatuh_tempo", "Jatuh tempo", merges=True),
        MailKind("masuk", "Tautan masuk", Masuk, needs_link=True),
    )
}


def kind_of(template: str) -> MailKind:
    """The kind of a mail; a template that flows added is titled by its own name and has the words of ``Berkas``."""
    known = KINDS.get(template)
    return known or MailKind(template, template.replace("_", " ").capitalize())
