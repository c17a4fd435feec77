"""What may stand in a cell: column types, how each is read, and what a clerk is told when it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeAlias


class CellError(str):
    """A spreadsheet error such as ``#REF!``, or a formula whose result was never computed."""

    __slots__ = ()


Cell: TypeAlias = str | int | float | bool | date | datetime | CellError | None
"""What a connector reads from a cell. An empty cell is None or ''."""

Value: TypeAlias = str | int | date | tuple[str, ...] | None
"""What the engine makes of it: text, a whole number, a date, or several choices."""


class Invalid(ValueError):
    """A cell that cannot be read. Its text is one Indonesian sentence: what was found, what is wanted."""


class ColumnType(Protocol):
    """How the cells of a column are read."""

    @property
    def wanted(self) -> str:
        """What a clerk should type, in Indonesian, with an example."""
        ...

    def parse(self, cell: Cell) -> Value:
        """Read one filled cell; raises Invalid."""
        ...


class Owner(StrEnum):
    """Who writes the cells of a column; never both (reliability R1)."""

    STAFF = "staff"
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a register.

    heading: the words of the header row, by which the column is found.
    required: without it a row cannot be worked on; the clerk is told so.
    personal: holds personal data; the journal keeps only a keyed hash of it.
    owner: ENGINE columns (a letter's number, say) are filled and put back by the engine.
    width: in characters.
    """

    heading: str
    type: ColumnType = field(default_factory=lambda: Text())
    help: str = ""
    required: bool = False
    personal: bool = False
    owner: Owner = Owner.STAFF
    width: int = 18

    @property
    def word(self) -> str:
        """The name by which templates know the column: «Nomor surat» is ``nomor_surat``."""
        return word_of(self.heading)


def word_of(heading: str) -> str:
    """Turn a heading into the word that templates use: lower case, digits and underscores."""
    word = re.sub(r"[^a-z0-9]+", "_", heading.casefold()).strip("_")
    return f"_{word}" if word[:1].isdigit() else word


def is_empty(cell: Cell) -> bool:
    """Tell whether a cell holds nothing (blanks and non-breaking blanks count as nothing)."""
    return cell is None or (isinstance(cell, str) and not isinstance(cell, CellError) and not cell.strip())


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MAX_TEXT = 2_000


def text_of(cell: Cell) -> str:
    """Give the text of a cell as a clerk sees it; whole floats lose their ``.0``. Raises Invalid."""
    match cell:
        case None:
            return ""
        case CellError():
            if cell.startswith("#"):
                raise Invalid(f"berisi kesalahan rumus {cell}; ketik nilainya atau perbaiki rumusnya")
            raise Invalid(f"berisi rumus {cell}; buka dan simpan buku kerja sekali lagi, atau ketik nilainya")
        case bool():
            return "Ya" if cell else "Tidak"
        case datetime() if cell.time() == datetime.min.time():
            return cell.strftime("%d-%m-%Y")
        case datetime():
            return cell.strftime("%d-%m-%Y %H.%M")
        case date():
            return cell.strftime("%d-%m-%Y")
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case int() | float():
            return str(cell)
        case _:
            text = _CONTROL.sub("", str(cell)).strip()
            if len(text) > MAX_TEXT:
                raise Invalid(f"terlalu panjang ({len(text)} huruf); paling banyak {MAX_TEXT} huruf")
            return text


@dataclass(frozen=True, slots=True)
class Text:
    """Free text of one line or several."""

    lines: int = 1
    wanted: str = "teks"

    def parse(self, cell: Cell) -> str:
        return text_of(cell)


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb pebruari february", "maret mar march", "april apr", "mei may",
            "juni jun june", "juli jul july", "agustus agu ags agt august aug", "september sep",
            "oktober okt october oct", "november nov nopember", "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Date:
    """A calendar day: a date cell, ``23-11-2026``, ``23/11/2026``, ``2026-11-23`` or ``23 November 2026``; months
    also as an English Excel writes them."""

    earliest: date = date(1945, 8, 17)
    latest: date = date(2099, 12, 31)
    wanted: str = "tanggal, misalnya 23-11-2026"

    def parse(self, cell: Cell) -> date:
        day = self._read(cell)
        if day is None:
            raise Invalid(f"berisi «{text_of(cell)}», bukan tanggal; ketik misalnya 23-11-2026")
        if not self.earliest <= day <= self.latest:
            raise Invalid(
                f"berisi tanggal {day:%d-%m-%Y}, di luar {self.earliest:%d-%m-%Y} s.d. {self.latest:%d-%m-%Y}"
            )
        return day

    @staticmethod
    def _read(cell: Cell) -> date | None:
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        if not isinstance(cell, str):
            return None
        text = text_of(cell)
        if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
            day, month, year = (int(part) for part in found.groups())
        elif found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
            year, month, day = (int(part) for part in found.groups())
        elif found := re.fullmatch(r"(?:\w+, *)?(\d{1,2}) +([A-Za-z]+)\.? +(\d{4})", text):
            day, month, year = int(found[1]), _MONTHS.get(found[2].casefold(), 0), int(found[3])
        else:
            return None
        try:
            return date(year, month, day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number of things, not below ``least``."""

    least: int = 0
    most: int = 10**15
    unit: str = ""
    wanted: str = "bilangan bulat, misalnya 12"

    def parse(self, cell: Cell) -> int:
        number = _whole(cell)
        if number is None:
            raise Invalid(f"berisi «{text_of(cell)}», bukan bilangan bulat; ketik misalnya 12")
        if not self.least <= number <= self.most:
            raise Invalid(f"berisi {number}; yang boleh {self.least} s.d. {self.most}")
        return number


@dataclass(frozen=True, slots=True)
class Rupiah:
    """An amount of money in whole rupiah: 1500000, ``1.500.000`` or ``Rp1.500.000,00``."""

    wanted: str = "jumlah rupiah, misalnya 1.500.000"

    def parse(self, cell: Cell) -> int:
        number = _whole(cell)
        if number is None or number < 0:
            raise Invalid(f"berisi «{text_of(cell)}», bukan jumlah rupiah; ketik misalnya 1.500.000")
        return number


def _whole(cell: Cell) -> int | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else None
    if not isinstance(cell, str):
        return None
    text = re.sub(r"^(Rp\.?|IDR)\s*", "", text_of(cell), flags=re.IGNORECASE)
    text = re.sub(r",(00|-)$", "", text).replace(" ", "")
    if not re.fullmatch(r"-?\d{1,18}|-?\d{1,3}(\.\d{3})+", text, re.ASCII):
        return None
    return int(text.replace(".", ""))


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a list."""

    options: tuple[str, ...]

    @property
    def wanted(self) -> str:
        return "salah satu dari " + ", ".join(self.options[:8]) + (" …" if len(self.options) > 8 else "")

    def parse(self, cell: Cell) -> str:
        return _chosen(text_of(cell), self.options)


@dataclass(frozen=True, slots=True)
class Choices:
    """Several words of a list, separated by ``;`` (or by ``,`` when no word holds one)."""

    options: tuple[str, ...]

    @property
    def wanted(self) -> str:
        return "satu atau beberapa, dipisah titik koma, dari: " + "; ".join(self.options)

    def parse(self, cell: Cell) -> tuple[str, ...]:
        separator = r"[;\n]" if any("," in option for option in self.options) else r"[;,\n]"
        words = [word.strip() for word in re.split(separator, text_of(cell)) if word.strip()]
        return tuple(dict.fromkeys(_chosen(word, self.options) for word in words))


def _chosen(text: str, options: tuple[str, ...]) -> str:
    by_folded = {" ".join(option.split()).casefold(): option for option in options}
    found = by_folded.get(" ".join(text.split()).casefold()) or _spelt_otherwise(text, options)
    if found is None:
        raise Invalid(f"berisi «{text}», tidak ada dalam daftar{_did_you_mean(text, options)}")
    return found


def _spelt_otherwise(text: str, options: tuple[str, ...]) -> str | None:
    """The one option that differs in spaces and apostrophes only: «Tapaan» is Tapa'an, «Karang Ketug» Karangketug."""

    def letters(word: str) -> str:
        return re.sub(r"[\s'’`]", "", word).casefold()

    same = [option for option in options if letters(option) == letters(text)]
    return same[0] if len(same) == 1 else None


def _did_you_mean(text: str, options: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(text, options, n=1)
    if close:
        return f"; maksud Anda «{close[0]}»?"
    return "; pilih " + ", ".join(options[:8]) + (" …" if len(options) > 8 else "")


@dataclass(frozen=True, slots=True)
class Coded:
    """A code with its words, from a long list in config: «500.3.2.1 organisasi dan badan hukum koperasi».

    Any text whose first word is a known code is taken; ``strict=False`` also takes unknown codes
    (incoming letters still carry codes of the older list).
    """

    codes: Mapping[str, str] = field(hash=False)
    strict: bool = True
    wanted: str = "kode dari daftar, misalnya 500.3.2.1"

    def parse(self, cell: Cell) -> str:
        code = text_of(cell).split(" ", 1)[0].split("—", 1)[0]
        if self.strict and self.codes and code not in self.codes:
            raise Invalid(
                f"berisi kode «{code}», tidak ada dalam daftar{_did_you_mean(code, tuple(self.codes))}"
            )
        return code


def _digits(cell: Cell, name: str) -> str:
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        # A spreadsheet keeps 15 digits of a number; a longer identifier has already lost its tail.
        raise Invalid(
            f"berisi angka, sehingga digit {name} dapat hilang; ketik ulang sebagai teks (awali dengan ')"
        )
    return re.sub(r"[\s.\-]", "", text_of(cell))


@dataclass(frozen=True, slots=True)
class Nik:
    """Nomor Induk Kependudukan: 16 digits; 7-12 the birth day as DDMMYY, day + 40 for women."""

    wanted: str = "NIK 16 angka sebagai teks"

    def parse(self, cell: Cell) -> str:
        digits = _digits(cell, "NIK")
        if not re.fullmatch(r"\d{16}", digits, re.ASCII):
            raise Invalid(f"berisi {len(digits)} tanda, bukan NIK; NIK terdiri atas 16 angka")
        day, month = int(digits[6:8]), int(digits[8:10])
        if not (1 <= day <= 31 or 41 <= day <= 71) or not 1 <= month <= 12 or digits[12:] == "0000":
            raise Invalid(
                "berisi NIK yang tanggal lahir atau nomor urutnya tidak mungkin; periksa angka ke-7 s.d. ke-16"
            )
        return digits


@dataclass(frozen=True, slots=True)
class Nip:
    """Nomor Induk Pegawai: 18 digits YYYYMMDD YYYYMM S NNN (PPPK: YYYYMMDD YYYY 21 S NNN)."""

    wanted: str = "NIP 18 angka sebagai teks"

    def parse(self, cell: Cell) -> str:
        digits = _digits(cell, "NIP")
        if not re.fullmatch(r"\d{18}", digits, re.ASCII):
            raise Invalid(f"berisi {len(digits)} tanda, bukan NIP; NIP terdiri atas 18 angka")
        try:
            date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
        except ValueError:
            raise Invalid("berisi NIP yang tanggal lahirnya tidak mungkin; periksa 8 angka pertama") from None
        if not (1 <= int(digits[12:14]) <= 12 or digits[12:14] == "21") or digits[14] not in "12":
            raise Invalid("berisi NIP yang bulan pengangkatan atau jenis kelaminnya tidak mungkin")
        return digits


@dataclass(frozen=True, slots=True)
class Digits:
    """An identifier of a fixed number of digits: NIB 13, KBLI 5, kode pos 5, NPWP 15 or 16."""

    name: str
    lengths: tuple[int, ...]

    @property
    def wanted(self) -> str:
        return f"{self.name} {' atau '.join(map(str, self.lengths))} angka sebagai teks"

    def parse(self, cell: Cell) -> str:
        short = max(self.lengths) <= 8
        digits = re.sub(r"[\s.\-]", "", text_of(cell)) if short else _digits(cell, self.name)
        if not re.fullmatch(r"\d+", digits, re.ASCII) or len(digits) not in self.lengths:
            raise Invalid(
                f"berisi «{text_of(cell)}»; {self.name} terdiri atas {' atau '.join(map(str, self.lengths))} angka"
            )
        return digits


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: ``08...`` (``+62`` becomes ``0``) or a landline with area code."""

    wanted: str = "nomor telepon, misalnya 081234567890"

    def parse(self, cell: Cell) -> str:
        text = re.sub(r"[\s().\-]", "", text_of(cell))
        text = re.sub(r"^(\+?62)", "0", text)
        if re.fullmatch(r"8\d{8,11}", text, re.ASCII):  # a number cell loses its leading zero
            text = "0" + text
        if not re.fullmatch(r"08\d{8,11}|0[2-9]\d{6,10}", text, re.ASCII):
            raise Invalid(f"berisi «{text_of(cell)}», bukan nomor telepon; ketik misalnya 081234567890")
        return text


@dataclass(frozen=True, slots=True)
class Email:
    """One e-mail address, in plain ASCII."""

    wanted: str = "alamat pos-el, misalnya nama@contoh.id"

    def parse(self, cell: Cell) -> str:
        text = text_of(cell)
        if len(text) > 254 or not re.fullmatch(
            r"[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}",
            text,
        ):
            raise Invalid(f"berisi «{text}», bukan alamat pos-el; ketik misalnya nama@contoh.id")
        return text


@dataclass(frozen=True, slots=True)
class Link:
    """An https address or the path of a file."""

    wanted: str = "tautan https:// atau nama berkas"

    def parse(self, cell: Cell) -> str:
        text = text_of(cell)
        if re.match(r"(?i)\s*(javascript|data|vbscript|file):", text):
            raise Invalid(f"berisi «{text[:40]}»; yang boleh hanya tautan https:// atau nama berkas")
        return text


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text of a fixed shape, such as kode barang ``1.3.2.10.01.02.002``."""

    regex: str
    wanted: str

    def parse(self, cell: Cell) -> str:
        text = text_of(cell)
        if not re.fullmatch(self.regex, text, re.ASCII):
            raise Invalid(f"berisi «{text}»; yang diharapkan {self.wanted}")
        return text


NIB = Digits("NIB", (13,))
KBLI = Digits("KBLI", (5,))
NPWP = Digits("NPWP", (15, 16))
YES_NO = Choice(("Ya", "Tidak"))
