"""Statistik koperasi dan usaha mikro per kelurahan, kecamatan dan sektor, dari register data: jumlah, tanpa nama."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from connectors.letters.filters import rupiah
from flows.aturan import BATAS_OMZET_MIKRO as MICRO_LIMIT
from flows.engine.data import DOUBLE
from flows.engine.model import MESSAGE
from flows.penilaian import rat_belum_lama
from flows.roles import KEPALA_DINAS, SEKRETARIS
from scripts.reports.charts import stacked_bars
from scripts.reports.frames import days, has, lacking, numbers, words
from scripts.reports.layout import Chart, Col, Kind, Report, Section
from scripts.reports.period import Period
from scripts.reports.wording import counted, share, without

BUSINESSES, COOPERATIVES = "Data Usaha Mikro", "Data Koperasi"
UNKNOWN_PLACE, BLANK, OTHER = "Tidak dikenal", "Belum diisi", "Lainnya"
MOST_SECTORS = 20
RENAMED = {"Keaktifan": "Status", "Jenis koperasi": "Jenis"}
"""Heading as it stands in a register -> as it is called here."""
BUSINESS_HEADINGS = ("Kelurahan", "Kelompok sektor", "Jenis kelamin", "Omzet setahun", "Pekerja laki-laki",
                     "Pekerja perempuan", "NIB", "Kategori")  # fmt: skip
COOPERATIVE_HEADINGS = ("Kelurahan", "Jenis", "Status", "Anggota pria", "Anggota wanita", "Aset", "SHU",
                        "Tanggal RAT terakhir", "Predikat kesehatan", "KUK")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A kelurahan and its kecamatan, as ``config/wilayah.csv`` has them."""

    kecamatan: str
    kelurahan: str


def folded(name: str) -> str:
    """«Tapa'an», «TAPAAN» and «Tapa an» are one."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def renamed(frame: pd.DataFrame) -> pd.DataFrame:
    """A register's frame under the headings that this module speaks of."""
    return frame.rename(columns={old: new for old, new in RENAMED.items() if new not in frame.columns})


def placed(frame: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    """The frame with «kecamatan» and «kelurahan» as the city writes them, «Tidak dikenal» for any other name."""
    known = {folded(place.kelurahan): place for place in places}
    found = [
        known.get(folded(text.casefold().removeprefix("kelurahan ").removeprefix("kel. ")))
        for text in words(frame, "Kelurahan")
    ]
    return frame.assign(
        kecamatan=[place.kecamatan if place else UNKNOWN_PLACE for place in found],
        kelurahan=[place.kelurahan if place else UNKNOWN_PLACE for place in found],
    )


def business_figures(frame: pd.DataFrame) -> pd.DataFrame:
    """A row for each business, its figures ready to be summed; a column for each that the register can give."""
    found = pd.DataFrame({"Usaha mikro": 1}, index=frame.index)
    if has(frame, "Jenis kelamin"):
        sexes = words(frame, "Jenis kelamin").str.casefold()
        found["Milik perempuan"] = (sexes.isin(("p", "pr", "wanita")) | sexes.str.startswith("perem")).astype(
            int
        )
    for heading in ("Pekerja laki-laki", "Pekerja perempuan", "Omzet setahun"):
        if has(frame, heading):
            found[heading] = _amounts(frame, heading)
    if has(frame, "NIB"):
        found["Ber-NIB"] = (words(frame, "NIB") != "").astype(int)
    if has(frame, "Kategori"):
        kinds = words(frame, "Kategori").str.casefold()
        for name in ("Berkembang", "Tidak berkembang"):
            found[name] = (kinds == name.casefold()).astype(int)
    return found


def cooperative_figures(frame: pd.DataFrame, today: date) -> pd.DataFrame:
    """The same for cooperatives. «RAT 3 tahun» counts those whose last RAT still makes them active, as in P5.1.2."""
    found = pd.DataFrame({"Koperasi": 1}, index=frame.index)
    if has(frame, "Status"):
        states = words(frame, "Status").str.casefold()
        found["Aktif"] = (states == "aktif").astype(int)
        found["Tidak aktif"] = (states == "tidak aktif").astype(int)
        found["Status lain"] = 1 - found["Aktif"] - found["Tidak aktif"]
    for heading in ("Anggota pria", "Anggota wanita", "Aset"):
        if has(frame, heading):
            found[heading] = _amounts(frame, heading)
    if has(frame, "SHU"):
        found["SHU"] = numbers(frame, "SHU").fillna(0)
    if has(frame, "Tanggal RAT terakhir"):
        held = days(frame, "Tanggal RAT terakhir")
        found["RAT tahun ini"] = [int(day is not None and day.year == today.year) for day in held]
        found["RAT 3 tahun"] = [int(day is not None and rat_belum_lama(day, today)) for day in held]
    return found


def _amounts(frame: pd.DataFrame, heading: str) -> pd.Series[float]:
    found = numbers(frame, heading)
    return found.where(found >= 0, 0).fillna(0)


def per_village(
    businesses: pd.DataFrame, cooperatives: pd.DataFrame, places: Sequence[Place], today: date
) -> pd.DataFrame:
    """Every kelurahan of the city, with its businesses and cooperatives; what lies nowhere stands last."""
    keys = ["kecamatan", "kelurahan"]
    rows = pd.DataFrame([(p.kecamatan, p.kelurahan) for p in places], columns=keys)
    sums = [
        pd.concat([placed(frame, places)[keys], figures], axis=1).groupby(keys, as_index=False).sum()
        for frame, figures in (
            (businesses, business_figures(businesses)),
            (cooperatives, cooperative_figures(cooperatives, today)),
        )
    ]
    if any((one["kelurahan"] == UNKNOWN_PLACE).any() for one in sums):
        rows.loc[len(rows)] = [UNKNOWN_PLACE, UNKNOWN_PLACE]
    for one in sums:
        rows = rows.merge(one, on=keys, how="left")
    names = [name for name in rows.columns if name not in keys]
    rows[names] = rows[names].fillna(0)
    return rows.rename(columns={"kecamatan": "Kecamatan", "kelurahan": "Kelurahan"})


def per_district(villages: pd.DataFrame) -> pd.DataFrame:
    """The same, summed by kecamatan, in the order of the city."""
    summed = villages.drop(columns="Kelurahan").groupby("Kecamatan", as_index=False, sort=False).sum()
    for part, whole, name in (
        ("Ber-NIB", "Usaha mikro", "Bagian ber-NIB"),
        ("Aktif", "Koperasi", "Bagian aktif"),
    ):
        if has(summed, part):
            summed[name] = [
                a / b if b else float("nan") for a, b in zip(summed[part], summed[whole], strict=True)
            ]
    return summed


def per_sector(businesses: pd.DataFrame) -> pd.DataFrame:
    """Businesses by kelompok sektor, most first; too many different words are gathered under «Lainnya»."""
    sectors = words(businesses, "Kelompok sektor", BLANK).str.strip()
    sectors = sectors.str[:1].str.upper() + sectors.str[1:]
    common = [name for name in sectors.value_counts().index if name != BLANK][:MOST_SECTORS]
    sectors = sectors.where(sectors.isin([*common, BLANK]), OTHER)
    whole = business_figures(businesses).assign(Sektor=sectors)
    found = whole.groupby("Sektor", as_index=False).sum()
    if has(businesses, "Omzet setahun"):
        known = numbers(businesses, "Omzet setahun")
        found["Median omzet"] = list(known.groupby(sectors).median().reindex(found["Sektor"]))
    found["_last"] = found["Sektor"].isin([BLANK, OTHER])
    found = found.sort_values(["_last", "Usaha mikro", "Sektor"], ascending=[True, False, True])
    return found.drop(columns="_last").reset_index(drop=True)


def cooperatives_by(frame: pd.DataFrame, heading: str, today: date) -> pd.DataFrame:
    """Cooperatives by the words of a column (Jenis, Predikat kesehatan), most first, blanks last."""
    kinds = words(frame, heading, BLANK)
    found = cooperative_figures(frame, today).assign(**{heading: kinds})
    found = found.groupby(heading, as_index=False).sum()
    found["_last"] = found[heading] == BLANK
    found = found.sort_values(["_last", "Koperasi", heading], ascending=[True, False, True])
    return found.drop(columns="_last").reset_index(drop=True)


def too_large(businesses: pd.DataFrame) -> int:
    """How many businesses have outgrown «usaha mikro» by their yearly omzet."""
    return int((numbers(businesses, "Omzet setahun") > MICRO_LIMIT).sum())


def likely_doubles(frame: pd.DataFrame) -> int:
    """How many rows a pass has marked as likely doubles of another."""
    return int(words(frame, MESSAGE).str.startswith(DOUBLE).sum())


# ---------------------------------------------------------------------------------------- as a report


UM, KOP = "Usaha mikro", "Koperasi"
OF_BUSINESSES = (
    Col("Usaha mikro", 1.7, Kind.WHOLE, group=UM, label="Jumlah", total=True),
    Col("Milik perempuan", 1.9, Kind.WHOLE, group=UM, total=True),
    Col("Pekerja laki-laki", 1.8, Kind.WHOLE, group=UM, total=True),
    Col("Pekerja perempuan", 2.0, Kind.WHOLE, group=UM, total=True),
    Col("Omzet setahun", 4.0, Kind.RUPIAH, group=UM, total=True),
    Col("Ber-NIB", 1.5, Kind.WHOLE, group=UM, total=True),
)
OF_COOPERATIVES = (
    Col("Koperasi", 1.6, Kind.WHOLE, group=KOP, label="Jumlah", total=True),
    Col("Aktif", 1.3, Kind.WHOLE, group=KOP, total=True),
    Col("Tidak aktif", 1.4, Kind.WHOLE, group=KOP, total=True),
    Col("Status lain", 1.4, Kind.WHOLE, group=KOP, total=True),
    Col("Anggota pria", 1.6, Kind.WHOLE, group=KOP, total=True),
    Col("Anggota wanita", 1.6, Kind.WHOLE, group=KOP, total=True),
)
VILLAGE_COLUMNS = (Col("Kecamatan", 2.6), Col("Kelurahan", 2.8), *OF_BUSINESSES, *OF_COOPERATIVES)
DISTRICT_COLUMNS = (
    Col("Kecamatan", 2.8),
    *OF_BUSINESSES,
    Col("Bagian ber-NIB", 1.8, Kind.PERCENT, group=UM),
    *OF_COOPERATIVES,
    Col("Bagian aktif", 1.6, Kind.PERCENT, group=KOP),
)
SECTOR_COLUMNS = (
    Col("Sektor", 3.4),
    Col("Usaha mikro", 1.9, Kind.WHOLE, label="Jumlah", total=True),
    Col("Milik perempuan", 2.0, Kind.WHOLE, total=True),
    Col("Pekerja laki-laki", 1.9, Kind.WHOLE, total=True),
    Col("Pekerja perempuan", 2.1, Kind.WHOLE, total=True),
    Col("Omzet setahun", 4.2, Kind.RUPIAH, total=True),
    Col("Median omzet", 3.6, Kind.RUPIAH),
    Col("Ber-NIB", 1.7, Kind.WHOLE, total=True),
    Col("Berkembang", 2.1, Kind.WHOLE, total=True),
    Col("Tidak berkembang", 2.1, Kind.WHOLE, total=True),
)
REST_OF_COOPERATIVES = (
    *(Col(c.heading, c.width, c.kind, label=c.label, total=True) for c in OF_COOPERATIVES),
    Col("Aset", 4.2, Kind.RUPIAH, total=True),
    Col("SHU", 3.8, Kind.RUPIAH, total=True),
    Col("RAT tahun ini", 1.6, Kind.WHOLE, total=True),
    Col("RAT 3 tahun", 1.8, Kind.WHOLE, label="RAT 3 tahun terakhir", total=True),
)


def compose(
    businesses: pd.DataFrame | None, cooperatives: pd.DataFrame | None, places: Sequence[Place], period: Period,
    about: str, today: date, notes: Sequence[str],
) -> Report:  # fmt: skip
    """The whole report. None is a register that the office does not have; its columns are left out."""
    notes = list(notes)
    shops = _known(businesses, BUSINESSES, BUSINESS_HEADINGS, notes)
    coops = _known(cooperatives, COOPERATIVES, COOPERATIVE_HEADINGS, notes)
    villages = per_village(shops, coops, places, today)
    absent = (["Usaha mikro"] if businesses is None else []) + (["Koperasi"] if cooperatives is None else [])
    villages = villages.drop(columns=absent)
    districts = (
        per_district(villages) if not absent else per_district(villages.assign(**dict.fromkeys(absent, 0)))
    )
    districts = districts.drop(columns=absent)
    sections = [
        Section(
            "Per kecamatan", "Per kecamatan", DISTRICT_COLUMNS, districts, numbered=False, size=8,
            charts=_district_charts(districts),
        ),
        Section("Per kelurahan", "Per kelurahan", VILLAGE_COLUMNS, villages, size=7.5, new_page=True),
    ]  # fmt: skip
    if businesses is not None and has(shops, "Kelompok sektor"):
        sectors = per_sector(shops)
        sections.append(
            Section(
                "Usaha mikro per sektor", "Per sektor", SECTOR_COLUMNS, sectors, new_page=True,
                empty="Belum ada usaha mikro.", charts=_sector_chart(sectors),
            )
        )  # fmt: skip
    for heading, title, sheet in (
        ("Jenis", "Koperasi menurut jenis", "Koperasi per jenis"),
        ("Predikat kesehatan", "Koperasi menurut predikat kesehatan", "Predikat kesehatan"),
        ("KUK", "Koperasi menurut klasifikasi usaha (KUK)", "Klasifikasi usaha"),
    ):
        if cooperatives is not None and has(coops, heading):
            rows = cooperatives_by(coops, heading, today)
            columns = (Col(heading, 3.6), *REST_OF_COOPERATIVES)
            sections.append(Section(title, sheet, columns, rows, empty="Belum ada koperasi.", size=8))
    if over := too_large(shops):
        notes.append(
            f"{counted(over)} usaha beromzet di atas {rupiah(MICRO_LIMIT)} setahun, "
            "melampaui batas usaha mikro (PP 7/2021)."
        )
    for frame, name in ((shops, "usaha"), (coops, "koperasi")):
        if doubles := likely_doubles(frame):
            notes.append(
                f"{counted(doubles)} baris {name} ditandai mungkin ganda dan ikut dihitung; lihat kolom Pesan."
            )
    notes.append(
        "Untuk dipakai di dalam dinas. Sebelum dipublikasikan, samarkan angka di bawah 5 agar usaha tidak dikenali."
    )
    return Report(
        "kum", "STATISTIK KOPERASI DAN USAHA MIKRO", about, period, _paragraphs(shops, coops, absent, today),
        sections, notes, signer=SEKRETARIS.name, knows=KEPALA_DINAS.name,
    )  # fmt: skip


def _known(frame: pd.DataFrame | None, name: str, wanted: Sequence[str], notes: list[str]) -> pd.DataFrame:
    """The frame of a register, and a note for the columns that it lacks."""
    if frame is None:
        return pd.DataFrame()
    found = renamed(frame)
    if missing := lacking(found, wanted):
        notes.append(without(f"Register «{name}»", missing, "angka yang memerlukannya"))
    return found


def _paragraphs(shops: pd.DataFrame, coops: pd.DataFrame, absent: Sequence[str], today: date) -> list[str]:
    said = []
    if "Usaha mikro" not in absent:
        figures = business_figures(shops)
        total, line = len(shops), f"Tercatat {counted(len(shops))} usaha mikro"
        if total and "Milik perempuan" in figures:
            women = int(figures["Milik perempuan"].sum())
            line += f", {counted(women)} ({share(women, total)}) milik perempuan".replace(") (", "; ")
        if total and "Ber-NIB" in figures:
            line += f"; ber-NIB {share(figures['Ber-NIB'].sum(), total)}"
        said.append(f"{line}.")
    if "Koperasi" not in absent:
        figures = cooperative_figures(coops, today)
        total, line = len(coops), f"Tercatat {counted(len(coops))} koperasi"
        if total and "Aktif" in figures:
            line += f", aktif {counted(figures['Aktif'].sum())}, tidak aktif {counted(figures['Tidak aktif'].sum())}"
        if total and "RAT tahun ini" in figures:
            line += f"; sudah RAT pada tahun {today.year}: {counted(figures['RAT tahun ini'].sum())}"
        said.append(f"{line}.")
    return said


def _district_charts(rows: pd.DataFrame) -> tuple[Chart, ...]:
    shown = rows[rows["Kecamatan"] != UNKNOWN_PLACE]
    charts, districts = [], shown["Kecamatan"].tolist()
    if has(shown, "Usaha mikro") and shown["Usaha mikro"].sum():
        parts = {"Usaha mikro": [float(n) for n in shown["Usaha mikro"]]}
        if has(shown, "Milik perempuan"):
            women = [float(n) for n in shown["Milik perempuan"]]
            rest = [a - b for a, b in zip(parts["Usaha mikro"], women, strict=True)]
            parts = {"Milik perempuan": women, "Lainnya": rest}
        charts.append(stacked_bars("Usaha mikro per kecamatan", districts, parts, "usaha", width=12.2))
    if has(shown, "Koperasi") and shown["Koperasi"].sum():
        names = [name for name in ("Aktif", "Tidak aktif", "Status lain") if has(shown, name)] or ["Koperasi"]
        parts = {name: [float(n) for n in shown[name]] for name in names}
        charts.append(stacked_bars("Koperasi per kecamatan", districts, parts, "koperasi", width=12.2))
    return tuple(charts)


def _sector_chart(rows: pd.DataFrame) -> tuple[Chart, ...]:
    if rows.empty:
        return ()
    names = ["Berkembang", "Tidak berkembang"]
    if has(rows, *names) and rows[names].to_numpy().sum():
        parts = {name: [float(n) for n in rows[name]] for name in names}
        rest = rows["Usaha mikro"] - rows[names].sum(axis=1)
        parts["Belum dinilai"] = [float(n) for n in rest]
    else:
        parts = {"Usaha mikro": [float(n) for n in rows["Usaha mikro"]]}
    return (stacked_bars("Usaha mikro per sektor", rows["Sektor"].tolist(), parts, "usaha"),)
