"""How an Indonesian letter writes days, money and numbers. Values come as JSON: days as ``YYYY-MM-DD``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from babel.dates import format_date
from num2words import num2words

from flows.aturan import SKALA_CAPAIAN

LOCALE = "id_ID"


def _day(value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = str(value or "").strip()
    return date.fromisoformat(text[:10]) if text else None


def tanggal(value: Any) -> str:
    """23 November 2026."""
    day = _day(value)
    return format_date(day, "d MMMM y", locale=LOCALE) if day else ""


def tanggal_pendek(value: Any) -> str:
    """23-11-2026."""
    day = _day(value)
    return day.strftime("%d-%m-%Y") if day else ""


def tahun(value: Any) -> str:
    """2026."""
    day = _day(value)
    return str(day.year) if day else ""


def hari(value: Any) -> str:
    """Senin."""
    day = _day(value)
    return format_date(day, "EEEE", locale=LOCALE) if day else ""


def hari_tanggal(value: Any) -> str:
    """Senin, 23 November 2026."""
    return f"{hari(value)}, {tanggal(value)}" if _day(value) else ""


def tanggal_terbilang(value: Any) -> str:
    """dua puluh tiga bulan November tahun dua ribu dua puluh enam, as a berita acara says it."""
    day = _day(value)
    if day is None:
        return ""
    return f"{terbilang(day.day)} bulan {format_date(day, 'MMMM', locale=LOCALE)} tahun {terbilang(day.year)}"


def rentang(first: Any, last: Any) -> str:
    """23 s.d. 25 November 2026; 30 November s.d. 2 Desember 2026."""
    begin, end = _day(first), _day(last)
    if begin is None or end is None or begin == end:
        return tanggal(first or last)
    if (begin.year, begin.month) == (end.year, end.month):
        return f"{begin.day} s.d. {tanggal(end)}"
    if begin.year == end.year:
        return f"{format_date(begin, 'd MMMM', locale=LOCALE)} s.d. {tanggal(end)}"
    return f"{tanggal(begin)} s.d. {tanggal(end)}"


def rupiah(value: Any) -> str:
    """Rp1.234.567,00; '' for an empty cell."""
    if value in (None, ""):
        return ""
    return f"Rp{int(value):,}".replace(",", ".") + ",00"


@cache
def terbilang(value: int | str) -> str:
    """seribu, dua puluh satu ribu, satu juta seratus ribu sebelas."""
    if value == "":
        return ""
    words = str(num2words(int(value), lang="id"))
    return " ".join(words.replace("-", " ").split())


def rupiah_terbilang(value: Any) -> str:
    """Rp1.500.000,00 (satu juta lima ratus ribu rupiah)."""
    return f"{rupiah(value)} ({terbilang(int(value))} rupiah)" if value not in (None, "") else ""


def banyaknya(value: Any) -> str:
    """3 (tiga)."""
    return f"{int(value)} ({terbilang(int(value))})" if value not in (None, "") else ""


def nip(value: Any) -> str:
    """19860410 201001 2 030."""
    digits = re.sub(r"\D", "", str(value or ""))
    if len(digits) != 18:
        return str(value or "")
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def daftar(values: Iterable[Any] | str) -> str:
    """a; a dan b; a, b, dan c."""
    words = [str(value) for value in ([values] if isinstance(values, str) else values) if str(value)]
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"


def alinea(value: Any) -> list[str]:
    """The paragraphs of a text: one for each line that holds something."""
    return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def penerima(value: Any) -> list[str]:
    """The addressees of a letter, one a line (or a list already): ``{{ tujuan | penerima }}``."""
    lines = value if isinstance(value, list) else str(value or "").splitlines()
    return [text for line in lines if (text := re.sub(r"^\s*(?:\d+[.)]|-)\s+", "", str(line)).strip())]


def pertama(value: Any) -> str:
    """The first addressee of a letter; '' for none."""
    return next(iter(penerima(value)), "")


def butir(value: Any) -> list[dict[str, str]]:
    """The lines of a text, each with what it begins with: «1.», «a.», «-», or nothing."""
    found = []
    for line in alinea(value):
        mark = re.match(r"(\d{1,2}[.)]|[a-z][.)]|-)\s+", line)
        found.append({"tanda": mark[1] if mark else "", "teks": line[mark.end() :] if mark else line})
    return found


TUGAS_TIM = {
    "ketua": "memimpin dan mempertanggungjawabkan pelaksanaan",
    "wakil ketua": "membantu dan mewakili Ketua",
    "sekretaris": "menyelenggarakan administrasi dan menyusun laporan",
}
"""What the holder of a place in a team does, unless the line says otherwise; all others do their share."""


def anggota_tim(value: Any) -> list[dict[str, str]]:
    """The members of a team, one a line: «Rina Puspitasari, S.E. - Pengawas Koperasi Muda (Ketua: memimpin rapat)».

    Whoever has no place is «Anggota»; a place without its duty has the usual one.
    """
    found = []
    for line in penerima(value):
        place = re.search(r"\s*\(([^()]+)\)$", line)
        who = line[: place.start()] if place else line
        name, _, post = (part.strip() for part in re.sub(r"\s[-–]\s", "\n", who, count=1).partition("\n"))
        role, _, duty = (part.strip() for part in (place[1] if place else "Anggota").partition(":"))
        duty = duty or TUGAS_TIM.get(role.casefold(), "melaksanakan kegiatan menurut pembagian tugas")
        found.append({"nama": name, "jabatan": post, "kedudukan": role, "tugas": duty})
    return found


def tanpa_titik(value: Any) -> str:
    """A text as it stands inside a sentence: its lines joined by «;», without the full stop at its end."""
    return "; ".join(line.rstrip(" .;") for line in alinea(value))


def pejabat(value: Any) -> str:
    """Whom a letter to an office addresses: «Dinas Kesehatan» is «Kepala Dinas Kesehatan», «CV Maju» its «Pimpinan»."""
    name = str(value or "").strip()
    if re.match(r"(Dinas|Badan|Bagian|Kantor|BAPPEDA|BPOM|DPM-?PTSP|DPPPAKB)\b", name):
        return f"Kepala {name}"
    if re.match(r"(Kementerian)\b", name):
        return f"Menteri {name.removeprefix('Kementerian ')}" if "Kota" not in name else f"Kepala {name}"
    if not name or re.match(
        r"(Kepala|Menteri|Gubernur|Wali|Ketua|Pimpinan|Direktur|Rektor|Sekretaris)\b", name
    ):
        return name
    return f"Ketua {name}" if name.startswith(("Dewan", "DEKRANASDA")) else f"Pimpinan {name}"


def di_kota(value: Any, city: str) -> str:
    """An address with the city behind it, unless it says a city already; the city alone when there is none."""
    text = str(value or "").strip()
    if not text:
        return city
    return text if re.search(rf"\b({re.escape(city)}|Kota|Kabupaten)\b", text) else f"{text}, {city}"


NAMA_DOKUMEN = {
    "Renstra": "Rencana Strategis (Renstra)",
    "Renja": "Rencana Kerja (Renja)",
    "Monev": "Laporan Monitoring dan Evaluasi Renja",
    "RKA": "Rencana Kerja dan Anggaran (RKA)",
    "DPA": "Dokumen Pelaksanaan Anggaran (DPA)",
    "LKJIP": "Laporan Kinerja Instansi Pemerintah (LKjIP)",
    "SAKIP": "Laporan Evaluasi Sistem Akuntabilitas Kinerja Instansi Pemerintah (SAKIP)",
    "RB": "Laporan Pelaksanaan Reformasi Birokrasi",
    "Evaluasi Kinerja": "Laporan Evaluasi Kinerja",
}


def kepanjangan(value: Any) -> str:
    """The full name of a document that the register names by its short one: «Renja», «LKJIP»."""
    return NAMA_DOKUMEN.get(str(value), str(value))


def jumlah(rows: Iterable[Mapping[str, Any]], word: str, times: str = "") -> int:
    """The sum of a word over rows, or of the product of two: ``{{ rincian | jumlah("harga_satuan", "jumlah") }}``."""
    return sum(_whole(row.get(word)) * (_whole(row.get(times)) if times else 1) for row in rows)


def nilai_kebutuhan(rows: Iterable[Mapping[str, Any]]) -> int:
    """What goods that are really needed cost: the most needed less what there is, never below nothing, by the price."""
    return sum(
        tidak_negatif(kurang(row.get("kebutuhan_maksimum"), row.get("dapat_dioptimalkan")))
        * _whole(row.get("harga_satuan"))
        for row in rows
    )


def kali(value: Any, other: Any) -> int:
    """The product of two whole numbers; 0 when one is empty."""
    return _whole(value) * _whole(other)


def kurang(value: Any, other: Any) -> int:
    """The difference of two whole numbers; an empty one is 0."""
    return _whole(value) - _whole(other)


def tidak_negatif(value: int) -> int:
    """The number, or 0 when it is below."""
    return max(0, value)


def persen(value: Any, whole: Any) -> str:
    """87,5%: the share of one whole number in another, one decimal; '' without either."""
    if value in (None, "") or not _whole(whole):
        return ""
    tenths = (2000 * _whole(value) + _whole(whole)) // (2 * _whole(whole))
    return f"{tenths // 10},{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def predikat_capaian(value: Any, target: Any) -> str:
    """Sangat Tinggi ... Sangat Rendah, by the scale of ``config/aturan.toml``."""
    if value in (None, "") or not _whole(target):
        return ""
    share = 100 * _whole(value) / _whole(target)
    return next((name for above, name in SKALA_CAPAIAN if share > above), SKALA_CAPAIAN[-1][1])


def _whole(value: Any) -> int:
    return int(value) if value not in (None, "") else 0


def atau(value: Any, otherwise: str) -> Any:
    """The value, or the other when it is empty: ``{{ lampiran | atau("-") }}``."""
    return value if value not in (None, "", []) else otherwise


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        tanggal, tanggal_pendek, tahun, hari, hari_tanggal, tanggal_terbilang, rentang, rupiah, terbilang,
        rupiah_terbilang, banyaknya, nip, daftar, alinea, penerima, pertama, butir, jumlah, nilai_kebutuhan, kali,
        kurang, tidak_negatif, persen, anggota_tim, tanpa_titik, pejabat, di_kota, kepanjangan, predikat_capaian, atau,
    )
}  # fmt: skip
