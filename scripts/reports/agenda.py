"""Agenda surat masuk dan surat keluar suatu masa, seperti buku agenda yang dicetak (domain.md 2.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from connectors.letters.filters import rentang
from flows.engine.model import ID
from flows.roles import KEPALA_DINAS, SUBBAG_UMUM
from scripts.reports.charts import columns_side_by_side
from scripts.reports.frames import days, words
from scripts.reports.layout import Chart, Col, Kind, Report, Section
from scripts.reports.period import Period, last_day
from scripts.reports.wording import counted

DISPOSISI, EKSPEDISI = "Disposisi", "Ekspedisi"
INCOMING = (
    Col("No. agenda", 1.2, Kind.CENTRED),
    Col("Tanggal diterima", 1.6, Kind.DATE),
    Col("Nomor surat", 2.2),
    Col("Tanggal surat", 1.6, Kind.DATE),
    Col("Asal surat", 2.4),
    Col("Isi ringkas / hal", 2.6),
    Col("Kode", 1.3),
    Col("Indeks", 1.3),
    Col("Lampiran", 1.4),
    Col("Sifat", 1.1),
    Col("Tujuan disposisi", 1.9, group=DISPOSISI, label="Tujuan"),
    Col("Isi disposisi", 2.0, group=DISPOSISI, label="Isi"),
    Col("Sifat disposisi", 1.2, group=DISPOSISI, label="Sifat"),
    Col("Batas waktu disposisi", 1.6, Kind.DATE, group=DISPOSISI, label="Batas waktu"),
    Col("Berkas", 2.0),
    Col("Keterangan", 1.7),
)
OUTGOING = (
    Col("No. agenda", 1.2, Kind.CENTRED),
    Col("Nomor surat", 3.6),
    Col("Tanggal surat", 1.6, Kind.DATE),
    Col("Tanggal catat", 1.6, Kind.DATE),
    Col("Jenis", 1.8),
    Col("Tujuan", 2.9),
    Col("Isi ringkas / hal", 3.6),
    Col("Kode", 1.4),
    Col("Berkas", 2.0),
    Col("Tanggal kirim", 1.6, Kind.DATE, group=EKSPEDISI, label="Tanggal"),
    Col("Jam kirim", 1.1, group=EKSPEDISI, label="Jam"),
    Col("Cara kirim", 1.4, group=EKSPEDISI, label="Cara"),
    Col("Penerima", 1.7, group=EKSPEDISI),
    Col("Keterangan", 1.7),
)
WEEKS = (
    Col("Masa", 8.0),
    Col("Surat masuk", 4.0, Kind.WHOLE, total=True),
    Col("Surat keluar", 4.0, Kind.WHOLE, total=True),
)
GONE = "baris tidak ada lagi di register"


def agenda_masuk(letters: pd.DataFrame, numbers: pd.DataFrame, period: Period) -> pd.DataFrame:
    """The book of incoming letters: those received in the period, in the order of their numbers.

    letters: the register «Surat Masuk»; numbers: those given in the series of the agenda (see ``sources.NUMBERS``).
    A number stays in the book when it is void or when its row is gone.
    """
    book = _numbered(letters, numbers, "Nomor agenda")
    received = days(book, "Tanggal diterima").fillna(days(book, "diberikan"))
    short = words(book, "Perihal").where(words(book, "Perihal") != "", words(book, "Ringkasan"))
    found = pd.DataFrame(
        {
            "No. agenda": words(book, "nomor"),
            "Tanggal diterima": received,
            "Nomor surat": words(book, "Nomor surat"),
            "Tanggal surat": days(book, "Tanggal surat"),
            "Asal surat": words(book, "Asal surat"),
            "Isi ringkas / hal": short,
            "Kode": _code(words(book, "Kode klasifikasi")),
            "Indeks": words(book, "Indeks"),
            "Lampiran": words(book, "Lampiran"),
            "Sifat": words(book, "Sifat"),
            "Tujuan disposisi": words(book, "Diteruskan kepada"),
            "Isi disposisi": words(book, "Isi disposisi"),
            "Sifat disposisi": words(book, "Sifat disposisi"),
            "Batas waktu disposisi": days(book, "Batas waktu disposisi"),
            "Berkas": words(book, "kasus"),
            "Keterangan": _with(words(book, "Keterangan"), _remarks(book, "Status")),
        }
    )
    return _in_order(found, book, received, period)


def agenda_keluar(
    entries: pd.DataFrame, letters: pd.DataFrame, numbers: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """The book of outgoing letters: those numbered in the period, in the order in which they were.

    entries: the register «Agenda Keluar», a row for each numbered letter of any process; letters: the register «Surat
    Keluar», which also knows agenda number and delivery; numbers: those given in the series of letters.
    """
    own = letters.rename(columns={ID: "Kasus"}).copy()
    own["Nomor agenda"] = words(own, "Nomor agenda")
    told = pd.concat([entries.drop(columns=ID, errors="ignore"), own], ignore_index=True)
    told["_nomor"], told["_kasus"] = words(told, "Nomor surat"), words(told, "Kasus")
    told = told[told["_nomor"] != ""]
    # Both registers tell of a letter of P1.2.1.1; what only one of them knows is taken from there.
    told = told.groupby(["_nomor", "_kasus"], sort=False, as_index=False).first()
    told[ID] = told["_kasus"]
    book = _numbered(told, numbers, "Nomor surat", by_number=True)
    noted = days(book, "diberikan").fillna(days(book, "Tanggal surat"))
    found = pd.DataFrame(
        {
            "No. agenda": words(book, "Nomor agenda"),
            "Nomor surat": words(book, "nomor"),
            "Tanggal surat": days(book, "Tanggal surat"),
            "Tanggal catat": noted,
            "Jenis": words(book, "Jenis naskah"),
            "Tujuan": words(book, "Tujuan"),
            "Isi ringkas / hal": words(book, "Perihal"),
            "Kode": _code(words(book, "nomor")),
            "Berkas": words(book, "kasus"),
            "Tanggal kirim": days(book, "Tanggal kirim"),
            "Jam kirim": words(book, "Jam kirim"),
            "Cara kirim": words(book, "Cara kirim"),
            "Penerima": words(book, "Penerima"),
            "Keterangan": _with(words(book, "Keterangan"), _remarks(book, "")),
        }
    )
    return _in_order(found, book, noted, period)


def not_in_the_book(letters: pd.DataFrame) -> int:
    """How many incoming letters have no agenda number yet."""
    return int((words(letters, "Nomor agenda") == "").sum())


def same_letter_twice(book: pd.DataFrame) -> list[str]:
    """Agenda numbers that stand for one and the same letter: same sender, number and date (2.7)."""
    key = ["Asal surat", "Nomor surat", "Tanggal surat"]
    whole = book[(book["Asal surat"] != "") & ~book["Nomor surat"].isin(("", "-"))]
    return [
        " dan ".join(mine["No. agenda"])
        for _, mine in whole.groupby([whole[name].astype(str).str.casefold() for name in key])
        if len(mine) > 1
    ]


def _numbered(
    rows: pd.DataFrame, numbers: pd.DataFrame, heading: str, *, by_number: bool = False
) -> pd.DataFrame:
    """Every number with its row (none when it is gone), then rows that bear a number which the journal never gave:
    those of the time before Alur. by_number: a case may have several, so the number itself tells which row it is."""
    rows = rows.copy()
    rows["_bears"] = words(rows, heading)
    rows["_id"] = words(rows, ID)
    left = numbers.copy()
    left["_id"] = words(left, "kasus")
    keys = ["_id", "_bears"] if by_number else ["_id"]
    if by_number:
        left["_bears"] = words(left, "nomor")
    once = rows[rows["_id"] != ""].drop_duplicates(keys)
    book = left.merge(once, on=keys, how="left", indicator="_found")
    book["hilang"] = (book["_found"] == "left_only") | _true(book, "hilang")
    known = set(zip(*(left[key] for key in keys), strict=True))
    strange = [key not in known for key in zip(*(rows[key] for key in keys), strict=True)]
    old = rows[pd.Series(strange, index=rows.index, dtype=bool) & (rows["_bears"] != "")].copy()
    old["nomor"], old["kasus"], old["hilang"] = old["_bears"], old["_id"], _true(old, "hilang")
    return pd.concat([book.drop(columns="_found"), old], ignore_index=True)


def _true(frame: pd.DataFrame, heading: str) -> pd.Series[bool]:
    if heading not in frame.columns:
        return pd.Series(False, index=frame.index)
    return pd.Series([cell is True for cell in frame[heading]], index=frame.index, dtype=bool)


def _code(texts: pd.Series[str]) -> pd.Series[str]:
    """The classification code that a number or a cell begins with."""
    found = [re.match(r"\d{3}(?:\.\d+)*(?=[/ ]|$)", text) for text in texts]
    return pd.Series([match[0] if match else "" for match in found], index=texts.index, dtype=object)


def _remarks(book: pd.DataFrame, status: str) -> pd.Series[str]:
    """Keterangan: void numbers, rows that are gone, and where an unfinished letter stands."""
    said = []
    for void, gone, stands in zip(
        words(book, "batal"), _true(book, "hilang"), words(book, status), strict=True
    ):
        parts = [f"BATAL: {void}"] if void else [GONE] if gone else []
        said.append("; ".join([*parts, *([stands] if stands and not parts else [])]))
    return pd.Series(said, index=book.index, dtype=object)


def _with(first: pd.Series[str], then: pd.Series[str]) -> pd.Series[str]:
    """What staff remarked, then what is to be said besides."""
    said = ["; ".join(filter(None, pair)) for pair in zip(first, then, strict=True)]
    return pd.Series(said, index=first.index, dtype=object)


def _in_order(found: pd.DataFrame, book: pd.DataFrame, day: pd.Series[Any], period: Period) -> pd.DataFrame:
    """The rows of the period, in the order in which they came into the book."""
    given = days(book, "diberikan").fillna(day)
    n = pd.Series(
        [
            int(urut) if pd.notna(urut) else _leading(text)
            for urut, text in zip(_column(book, "urut"), found.iloc[:, 0], strict=True)
        ],
        index=found.index,
        dtype=int,
    )
    marked = found.assign(
        _given=[one or date.max for one in given], _series=words(book, "seri"), _n=n, _s=words(book, "sufiks")
    )
    within = pd.Series([one is not None and one in period for one in day], index=found.index, dtype=bool)
    marked = marked[within].sort_values(["_given", "_series", "_n", "_s"], kind="stable")
    return marked.drop(columns=["_given", "_series", "_n", "_s"]).reset_index(drop=True)


def _column(frame: pd.DataFrame, heading: str) -> Sequence[Any]:
    return list(frame[heading]) if heading in frame.columns else [None] * len(frame)


def _leading(text: str) -> int:
    match = re.match(r"\d{1,9}", text)
    return int(match[0]) if match else 0


# ---------------------------------------------------------------------------------------- as a report


def compose(
    incoming: pd.DataFrame, outgoing: pd.DataFrame, period: Period, notes: list[str], waiting: int = 0
) -> Report:
    """The whole report. incoming, outgoing: the two books; waiting: how many letters have no number yet."""
    doubles = [
        f"Mungkin surat yang sama (asal, nomor dan tanggal sama): agenda {one}."
        for one in same_letter_twice(incoming)
    ]
    yet = [f"{counted(waiting)} surat masuk di register belum diagendakan."] if waiting else []
    return Report(
        "agenda",
        "BUKU AGENDA SURAT",
        period.words,
        period,
        [
            f"Selama {period.days} diagendakan {counted(len(incoming))} surat masuk dan dicatat "
            f"{counted(len(outgoing))} surat keluar."
        ],
        (
            Section(
                "Agenda surat masuk", "Surat masuk", INCOMING, incoming, numbered=False, size=7,
                empty="Tidak ada surat masuk.",
            ),
            Section(
                "Agenda surat keluar", "Surat keluar", OUTGOING, outgoing, size=7, new_page=len(incoming) > 5,
                empty="Tidak ada surat keluar.",
                note="Memuat semua naskah bernomor dari seluruh proses. Nomor agenda diberikan pada surat yang "
                "lewat Pelayanan Surat Keluar (P1.2.1.1).",
            ),
            Section(
                "Jumlah surat", "Jumlah", WEEKS, numbered=False, rows=(counts := per_span(incoming, outgoing, period)),
                charts=_chart(counts),
            ),
        ),
        [*yet, *doubles, *notes],
        signer=SUBBAG_UMUM.name,
        knows=KEPALA_DINAS.name,
    )  # fmt: skip


def spans_of(period: Period) -> list[tuple[date, date]]:
    """The weeks of a period, Monday to Sunday, cut at its ends; its months when there are many weeks."""
    by_month = (period.last - period.first).days > 100
    found = []
    first = period.first
    while first <= period.last:
        end = last_day(first) if by_month else first + timedelta(days=6 - first.weekday())
        found.append((first, min(end, period.last)))
        first = end + timedelta(days=1)
    return found


def per_span(incoming: pd.DataFrame, outgoing: pd.DataFrame, period: Period) -> pd.DataFrame:
    """How many letters came in and went out in each week or month."""
    spans = spans_of(period)
    found = pd.DataFrame({"Masa": [rentang(first, last) for first, last in spans]})
    for name, moments in (
        ("Surat masuk", list(incoming["Tanggal diterima"])),
        ("Surat keluar", list(outgoing["Tanggal catat"])),
    ):
        found[name] = [sum(first <= day <= last for day in moments) for first, last in spans]
    return found


def _chart(counts: pd.DataFrame) -> tuple[Chart, ...]:
    names = ["Surat masuk", "Surat keluar"]
    if not counts[names].to_numpy().sum():
        return ()
    labels = [text.replace(" s.d. ", " s.d.\n") for text in counts["Masa"]]
    series = {name: [float(n) for n in counts[name]] for name in names}
    return (columns_side_by_side("Jumlah surat", labels, series, "surat"),)
