"""Rekap barang milik daerah: inventaris per KIB, kondisi, ruangan dan tahun; kebutuhan barang per tahun rencana."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from connectors.letters.filters import rupiah
from flows.engine.model import ID, PARENT
from flows.roles import KEPALA_DINAS, PENGURUS_BARANG
from scripts.reports.charts import stacked_bars
from scripts.reports.frames import has, lacking, numbers, words
from scripts.reports.layout import Chart, Col, Kind, Report, Section
from scripts.reports.period import Period
from scripts.reports.wording import counted, without

KIB = {
    "A": "Tanah",
    "B": "Peralatan dan Mesin",
    "C": "Gedung dan Bangunan",
    "D": "Jalan, Irigasi, dan Jaringan",
    "E": "Aset Tetap Lainnya",
    "F": "Konstruksi dalam Pengerjaan",
}
GROUP_OF_CODE = {"1.3.1": "A", "1.3.2": "B", "1.3.3": "C", "1.3.4": "D", "1.3.5": "E", "1.3.6": "F"}
CONDITIONS = ("Baik", "Rusak Ringan", "Rusak Berat")
SHORT = {
    "b": "Baik",
    "rr": "Rusak Ringan",
    "kb": "Rusak Ringan",
    "kurang baik": "Rusak Ringan",
    "rb": "Rusak Berat",
}
UNKNOWN, BLANK = "Tanpa KIB", "Belum diisi"
HEADINGS = ("Nama barang", "Kode barang", "KIB", "Kondisi", "Jumlah", "Harga", "Ruangan", "Tahun perolehan")
"""What the inventory is read by. A register that lacks one lacks the table that needs it."""
OF_ROOM_CARDS = ("Merek tipe", "Nomor pabrik", "Ukuran", "Bahan", "Keterangan")
"""What only the cards of rooms show, where a register has it."""


def inventory(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """The cards of the inventory as one frame with the columns of ``HEADINGS`` that any of them has.

    tables: name of a register («Inventaris BMD», or one for each card: «KIB B Peralatan dan Mesin») -> its frame.
    A card without «Jumlah» has one item a row; «Nilai kontrak» of KIB F is its value.
    """
    parts = []
    for name, frame in tables.items():
        if frame.empty:
            continue
        part = frame.rename(columns={} if "Harga" in frame.columns else {"Nilai kontrak": "Harga"})
        part = part[[one for one in (*HEADINGS, *OF_ROOM_CARDS) if one in part.columns]].copy()
        letter = name[4:5] if name.startswith("KIB ") else ""
        if letter in KIB:
            part["KIB"] = letter
        if "Jumlah" not in part.columns and letter in KIB:
            part["Jumlah"] = 1
        parts.append(part)
    if not parts:
        return pd.DataFrame(columns=list(HEADINGS), dtype=object)
    whole = pd.concat(parts, ignore_index=True)
    return whole[words(whole, "Nama barang") != ""].reset_index(drop=True)


def _groups(items: pd.DataFrame) -> pd.Series[str]:
    """The card of each item: as it is written, else by its code."""
    codes = words(items, "Kode barang")
    found = []
    for said, code in zip(words(items, "KIB"), codes, strict=True):
        letter = said.upper().removeprefix("KIB").strip()[:1]
        found.append(letter if letter in KIB else GROUP_OF_CODE.get(code[:5], UNKNOWN))
    return pd.Series(found, index=items.index, dtype=object)


def _conditions(items: pd.DataFrame) -> pd.Series[str]:
    known = {one.casefold(): one for one in CONDITIONS} | SHORT
    return pd.Series(
        [known.get(text.casefold(), BLANK) for text in words(items, "Kondisi")],
        index=items.index,
        dtype=object,
    )


def _counts(items: pd.DataFrame) -> pd.Series[float]:
    """How many pieces a row stands for; an unreadable or empty «Jumlah» is one."""
    found = numbers(items, "Jumlah").fillna(1)
    return found.where(found >= 0, 0)


def per_kib(items: pd.DataFrame) -> pd.DataFrame:
    """Rows, pieces and value of each card; all six stand there, and a last one for what belongs to none."""
    groups, counts, values = _groups(items), _counts(items), numbers(items, "Harga").fillna(0)
    names = {**KIB, UNKNOWN: "Kode barang dan KIB tidak dikenal"}
    rows = [
        (
            letter,
            name,
            int((groups == letter).sum()),
            counts[groups == letter].sum(),
            values[groups == letter].sum(),
        )
        for letter, name in names.items()
        if letter in KIB or (groups == letter).any()
    ]
    found = pd.DataFrame(rows, columns=["KIB", "Golongan", "Baris", "Jumlah barang", "Nilai"])
    return found if has(items, "Harga") else found.drop(columns="Nilai")


def per_condition(items: pd.DataFrame) -> pd.DataFrame:
    """Pieces of each card by their condition; land and works in progress have none."""
    groups, conditions, counts = _groups(items), _conditions(items), _counts(items)
    rows = []
    for letter in [*KIB, UNKNOWN]:
        mine = groups == letter
        if not mine.any() or (letter in "AF" and (conditions[mine] == BLANK).all()):
            continue
        each = [counts[mine & (conditions == one)].sum() for one in (*CONDITIONS, BLANK)]
        rows.append((letter, KIB.get(letter, ""), *each))
    return pd.DataFrame(rows, columns=["KIB", "Golongan", *CONDITIONS, BLANK])


def per_room(items: pd.DataFrame) -> pd.DataFrame:
    """Pieces, value and damage of each room (KIR); what has no room comes last. Land and buildings have none."""
    movable = items[_groups(items).isin(["B", "E", UNKNOWN])]
    rooms = words(movable, "Ruangan", BLANK)
    folded = rooms.str.casefold().str.split().str.join(" ")
    counts, values, conditions = _counts(movable), numbers(movable, "Harga").fillna(0), _conditions(movable)
    rows = []
    for _, mine in rooms.groupby(folded):
        at = mine.index
        damaged = counts[at][conditions[at].isin(CONDITIONS[1:])].sum()
        rows.append((mine.iloc[0], counts[at].sum(), damaged, values[at].sum()))
    found = pd.DataFrame(rows, columns=["Ruangan", "Jumlah barang", "Rusak", "Nilai"])
    found["_last"] = found["Ruangan"] == BLANK
    found = found.sort_values(["_last", "Ruangan"]).drop(columns="_last").reset_index(drop=True)
    return found if has(items, "Harga") else found.drop(columns="Nilai")


def room_cards(items: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The card of each room (KIR): what stands there, item by item. What has no room is on no card."""
    movable = items[_groups(items).isin(["B", "E", UNKNOWN]) & (words(items, "Ruangan") != "")]
    rooms = words(movable, "Ruangan")
    years = numbers(movable, "Tahun perolehan")
    whole = pd.DataFrame(
        {
            "Nama barang": words(movable, "Nama barang"),
            **{heading: words(movable, heading) for heading in OF_ROOM_CARDS},
            "Tahun perolehan": ["" if year != year else str(int(year)) for year in years],
            "Kode barang": words(movable, "Kode barang"),
            "Jumlah barang": _counts(movable),
            "Nilai": numbers(movable, "Harga"),
            "Kondisi": _conditions(movable),
        },
        index=movable.index,
    )
    folded = rooms.str.casefold().str.split().str.join(" ")
    cards = [(" ".join(rooms[at[0]].split()), whole.loc[at]) for at in folded.groupby(folded).groups.values()]
    return [
        (room, card.sort_values(["Nama barang", "Kode barang"], ignore_index=True))
        for room, card in sorted(cards, key=lambda one: one[0].casefold())
    ]


def per_year(items: pd.DataFrame) -> pd.DataFrame:
    """Pieces and value by the year of acquisition; years that cannot be read come last."""
    years, counts, values = (
        numbers(items, "Tahun perolehan"),
        _counts(items),
        numbers(items, "Harga").fillna(0),
    )
    years = years.where((years >= 1900) & (years <= 2100))
    rows = [
        (str(int(year)), counts[years == year].sum(), values[years == year].sum())
        for year in sorted(years.dropna().unique())
    ]
    if years.isna().any():
        rows.append((BLANK, counts[years.isna()].sum(), values[years.isna()].sum()))
    found = pd.DataFrame(rows, columns=["Tahun perolehan", "Jumlah barang", "Nilai"])
    return found if has(items, "Harga") else found.drop(columns="Nilai")


def badly_damaged(items: pd.DataFrame) -> pd.DataFrame:
    """Items that are Rusak Berat: candidates for penghapusan, one by one."""
    mine = items[_conditions(items) == "Rusak Berat"]
    years = numbers(mine, "Tahun perolehan")
    found = pd.DataFrame(
        {
            "Nama barang": words(mine, "Nama barang"),
            "Kode barang": words(mine, "Kode barang"),
            "KIB": _groups(mine),
            "Ruangan": words(mine, "Ruangan"),
            "Tahun perolehan": ["" if year != year else str(int(year)) for year in years],
            "Jumlah barang": _counts(mine),
            "Nilai": numbers(mine, "Harga"),
        }
    )
    absent = [heading for heading in ("Ruangan", "Tahun perolehan") if heading not in items.columns]
    absent += [] if has(items, "Harga") else ["Nilai"]
    return found.drop(columns=absent).sort_values(["KIB", "Kode barang", "Nama barang"], ignore_index=True)


def needs(requests: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """What was asked for, by year of plan and bidang: maximum, what can be made do with, real need, estimated cost.

    requests: the register «Kebutuhan Barang»; lines: «Rincian Kebutuhan», of which procurement counts. Real
    need = maximum - what there is, never below nothing (the rule of ``flows.p1_umum.bmd``).
    """
    plans = dict(zip(words(requests, ID), words(requests, "Tahun rencana"), strict=True))
    lines = lines[words(lines, "Uraian barang") != ""]
    lines = lines[words(lines, "Jenis rencana", "Pengadaan") == "Pengadaan"]
    most, there = (
        numbers(lines, "Kebutuhan maksimum").fillna(0),
        numbers(lines, "Dapat dioptimalkan").fillna(0),
    )
    real = (most - there).clip(lower=0)
    years = [plans.get(parent, "") or BLANK for parent in words(lines, PARENT)]
    whole = pd.DataFrame(
        {
            "Tahun rencana": years,
            "Bidang": words(lines, "Bidang", BLANK),
            "Macam barang": 1,
            "Kebutuhan maksimum": most,
            "Dapat dioptimalkan": there,
            "Kebutuhan riil": real,
            "Perkiraan biaya": real * numbers(lines, "Harga satuan").fillna(0),
        },
        index=lines.index,
    )
    return whole.groupby(["Tahun rencana", "Bidang"], as_index=False).sum()


# ---------------------------------------------------------------------------------------- as a report

COUNT, VALUE = Col("Jumlah barang", 2.4, Kind.WHOLE, total=True), Col("Nilai", 4.2, Kind.RUPIAH, total=True)
KIB_COLUMNS = (
    Col("KIB", 1.6, Kind.CENTRED),
    Col("Golongan", 7.0),
    Col("Baris", 2.0, Kind.WHOLE, total=True),
    COUNT,
    VALUE,
)
CONDITION_COLUMNS = (
    Col("KIB", 1.6, Kind.CENTRED),
    Col("Golongan", 7.0),
    *(Col(name, 2.6, Kind.WHOLE, total=True) for name in (*CONDITIONS, BLANK)),
)
ROOM_COLUMNS = (Col("Ruangan", 8.0), COUNT, Col("Rusak", 2.4, Kind.WHOLE, total=True), VALUE)
CARD_COLUMNS = (
    Col("Nama barang", 3.6),
    Col("Merek tipe", 2.6, label="Merek/model"),
    Col("Nomor pabrik", 2.0, label="Nomor seri"),
    Col("Ukuran", 1.6),
    Col("Bahan", 1.6),
    Col("Tahun perolehan", 1.6, Kind.CENTRED, label="Tahun"),
    Col("Kode barang", 3.2),
    Col("Jumlah barang", 1.4, Kind.WHOLE, label="Jumlah", total=True),
    Col("Nilai", 2.8, Kind.RUPIAH, label="Harga", total=True),
    Col("Kondisi", 2.0, label="Keadaan"),
    Col("Keterangan", 2.4),
)
YEAR_COLUMNS = (Col("Tahun perolehan", 4.0, Kind.CENTRED), COUNT, VALUE)
DAMAGED_COLUMNS = (
    Col("Nama barang", 6.0),
    Col("Kode barang", 3.8),
    Col("KIB", 1.4, Kind.CENTRED),
    Col("Ruangan", 4.0),
    Col("Tahun perolehan", 2.2, Kind.CENTRED),
    COUNT,
    VALUE,
)
NEED_COLUMNS = (
    Col("Tahun rencana", 2.2, Kind.CENTRED),
    Col("Bidang", 5.0),
    Col("Macam barang", 2.2, Kind.WHOLE, total=True),
    Col("Kebutuhan maksimum", 2.6, Kind.WHOLE, total=True),
    Col("Dapat dioptimalkan", 2.6, Kind.WHOLE, total=True),
    Col("Kebutuhan riil", 2.6, Kind.WHOLE, total=True),
    Col("Perkiraan biaya", 4.2, Kind.RUPIAH, total=True),
)


def compose(
    items: pd.DataFrame, requests: pd.DataFrame, lines: pd.DataFrame, period: Period, about: str, notes: Sequence[str]
) -> Report:  # fmt: skip
    """The whole report. items: what ``inventory`` gave; about: the day on which the registers were read."""
    notes = list(notes)
    sections: list[Section] = []
    if len(items):
        sections += _inventory(items, notes)
    sections.append(
        Section(
            "Rekapitulasi kebutuhan barang (RKBMD)", "Kebutuhan barang", NEED_COLUMNS, needs(requests, lines),
            empty="Belum ada rincian kebutuhan barang.",
            note="Kebutuhan riil = kebutuhan maksimum dikurangi barang yang dapat dioptimalkan; perkiraan biaya = "
            "kebutuhan riil × harga satuan.",
        )
    )  # fmt: skip
    return Report(
        "bmd", "REKAPITULASI BARANG MILIK DAERAH", about, period, _paragraphs(items), sections, notes,
        signer=PENGURUS_BARANG.name, knows=KEPALA_DINAS.name,
    )  # fmt: skip


def _inventory(items: pd.DataFrame, notes: list[str]) -> list[Section]:
    register = "Register inventaris"
    cards = per_kib(items)
    sections = [
        Section(
            "Inventaris per golongan (KIB)", "Per KIB", KIB_COLUMNS, cards, numbered=False,
            note="Nilai adalah jumlah kolom Harga sebagaimana tercatat (KIB F: Nilai kontrak).",
        )
    ]  # fmt: skip
    if missing := lacking(items, ["Harga"]):
        notes.append(without(register, missing, "nilai barang"))
    if missing := lacking(items, ["Kondisi"]):
        notes.append(without(register, missing, "rekap kondisi dan calon penghapusan"))
    else:
        conditions = per_condition(items)
        sections += [
            Section(
                "Inventaris menurut kondisi", "Kondisi", CONDITION_COLUMNS, conditions, numbered=False,
                charts=_chart(conditions),
            ),
            Section(
                "Rusak berat: calon penghapusan", "Rusak berat", DAMAGED_COLUMNS, badly_damaged(items),
                empty="Tidak ada barang rusak berat.",
            ),
        ]  # fmt: skip
    if missing := lacking(items, ["Ruangan"]):
        notes.append(without(register, missing, "rekap per ruangan"))
    else:
        sections.append(Section("Inventaris per ruangan", "Per ruangan", ROOM_COLUMNS, per_room(items)))
        sections += [
            Section(
                f"Kartu Inventaris Ruangan (KIR): {room}", f"KIR {number}", CARD_COLUMNS, card, size=7.5
            )
            for number, (room, card) in enumerate(room_cards(items), 1)
        ]  # fmt: skip
    if missing := lacking(items, ["Tahun perolehan"]):
        notes.append(without(register, missing, "rekap per tahun perolehan"))
    else:
        sections.append(
            Section(
                "Inventaris per tahun perolehan", "Per tahun", YEAR_COLUMNS, per_year(items), numbered=False
            )
        )
    return sections


def _paragraphs(items: pd.DataFrame) -> list[str]:
    if not len(items):
        return ["Inventaris belum berisi barang; yang disajikan hanya kebutuhan barang."]
    value = numbers(items, "Harga").fillna(0).sum()
    worth = f" dengan nilai {rupiah(int(value))}" if has(items, "Harga") else ""
    said = f"Inventaris memuat {counted(len(items))} baris, {counted(_counts(items).sum())} barang{worth}."
    if has(items, "Kondisi"):
        bad = _counts(items)[_conditions(items) == "Rusak Berat"].sum()
        said += f" Rusak berat {counted(bad)} barang, menjadi calon penghapusan."
    return [said]


def _chart(rows: pd.DataFrame) -> tuple[Chart, ...]:
    if rows.empty or not rows[[*CONDITIONS, BLANK]].to_numpy().sum():
        return ()
    labels = [f"{kib}  {name}".strip() for kib, name in zip(rows["KIB"], rows["Golongan"], strict=True)]
    parts = {name: [float(n) for n in rows[name]] for name in (*CONDITIONS, BLANK)}
    return (stacked_bars("Kondisi barang per golongan", labels, parts, "barang"),)
