"""Loading the configuration of an office: its own files where it has them, else those of the project."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from connectors.config.days import Calendar
from connectors.config.people import Directory
from connectors.config.problems import ConfigError, Problem, closest, did_you_mean
from connectors.config.reading import Source, path_of
from connectors.config.settings import (
    Google,
    Hours,
    Journal,
    Letters,
    MailConfig,
    Office,
    Series,
    Settings,
    Trial,
    Web,
)
from connectors.config.tables import Classification, Kelurahan, folded
from flows.engine import plan as engine
from flows.engine.model import Flow

PROJECT_CONFIG = Path(__file__).resolve().parents[2] / "config"
FILES = ("office.toml", "people.toml", "calendar.toml", "klasifikasi.csv", "wilayah.csv")


@dataclass(frozen=True, slots=True)
class OfficeConfig:
    """Everything that an office has set. sources: the name of a file -> the one that was read."""

    folder: Path
    settings: Settings
    directory: Directory
    calendar: Calendar
    classification: tuple[Classification, ...]
    wilayah: tuple[Kelurahan, ...]
    sources: Mapping[str, Path] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def backend(self) -> str:
        return self.settings.backend

    @property
    def office(self) -> Office:
        return self.settings.office

    @property
    def hours(self) -> Hours:
        return self.settings.hours

    @property
    def letters(self) -> Letters:
        return self.settings.letters

    @property
    def mail(self) -> MailConfig:
        return self.settings.mail

    @property
    def journal(self) -> Journal:
        return self.settings.journal

    @property
    def web(self) -> Web:
        return self.settings.web

    @property
    def google(self) -> Google:
        return self.settings.google

    @property
    def trial(self) -> Trial:
        return self.settings.trial

    @property
    def numbering(self) -> Mapping[str, Series]:
        return self.settings.numbering

    @property
    def ledger(self) -> Path:
        """Where the second copy of the numbers is kept."""
        return self.folder / self.journal.ledger

    def classification_of(self, kode: str) -> Classification | None:
        return next((entry for entry in self.classification if entry.kode == kode.strip()), None)

    def kelurahan(self, name: str) -> Kelurahan | None:
        """Find a kelurahan by name, however its spaces and apostrophes are written."""
        return next((place for place in self.wilayah if folded(place.kelurahan) == folded(name)), None)

    def desks_without_people(self, desks: Iterable[str]) -> list[str]:
        """Say which desks have nobody, each with the configured name that may have been meant."""
        known = self.directory.desks
        missing = [desk for desk in desks if not self.directory.at(desk)]
        near = {desk: did_you_mean(desk, known) for desk in missing}
        return [f"«{desk}» has nobody{f'; {near[desk]}' if near[desk] else ''}" for desk in missing]

    def to_engine(self, flows: Iterable[Flow], key: bytes) -> engine.Office:
        """The office as the engine sees it. key: the office's secret, which is not in these files."""
        return engine.Office(
            flows=tuple(flows),
            directory=self.directory.to_engine(),
            calendar=self.calendar.to_engine(self.hours),
            series={name: series.format for name, series in self.numbering.items()},
            kode_opd=self.office.kode_opd,
            key=key,
        )

    def _series_alike(self) -> list[str]:
        """Series whose formats differ in the width of the running number at most, and so print the same one day."""
        alike: dict[str, list[str]] = {}
        for name, series in self.numbering.items():
            shape = series.format.replace("{kode_opd}", self.office.kode_opd)
            alike.setdefault(re.sub(r"\{urut:0\d\}", "{urut}", shape), []).append(name)
        where = self.sources.get("office.toml", Path("office.toml"))
        return [
            f"{where}: numbering: {', '.join(f'«{name}»' for name in names)} can print the same number ({shape}); "
            "give all but one a letter code, such as /ND/ for nota dinas."
            for shape, names in alike.items()
            if len(names) > 1
        ]

    def reminders(self, today: date) -> list[str]:
        """What still waits for the office's own word; nothing here stops the work."""
        said = [*self.notes]
        settings, people, calendar, classification, _ = (self.sources.get(name, Path(name)) for name in FILES)
        if behind := self.trial.clock_behind_days:
            said.append(f"{settings}: trial.clock_behind_days is {behind}; an office at work has 0.")
        kode = self.office.kode_opd
        if not kode or "x" in kode.casefold():
            said.append(f"{settings}: office.kode_opd is «{kode}»; letters need the office's own unit code.")
        for name in ("kode_pos", "pos_el"):
            if not getattr(self.office.kop, name):
                said.append(f"{settings}: office.kop.{name} is empty; the letterhead goes without it.")
        invented = [who for who in self.directory.people.values() if who.email.endswith(".example")]
        if invented:
            said.append(f"{people}: {len(invented)} addresses end in .example; no mail reaches them.")
        years = [today.year] + [today.year + 1] * (today.month >= 11)
        said += [f"{calendar}: no holidays of {year}." for year in years if not self.calendar.covers(year)]
        said += self._series_alike()
        if not any(entry.has_retention for entry in self.classification):
            said.append(f"{classification}: JRA kota belum dimuat; no retention is shown.")
        return said


def load_office(directory: Path) -> OfficeConfig:
    """Read the configuration of an office folder; every mistake of every file is told in one ConfigError."""
    own = directory / "config"
    sources = {name: Source(own / name if (own / name).exists() else PROJECT_CONFIG / name) for name in FILES}
    problems = _misnamed_files(own)

    settings = _settings(sources["office.toml"])
    people = _people(sources["people.toml"])
    calendar = _calendar(sources["calendar.toml"])
    classification = sources["klasifikasi.csv"].table(Classification, "kode")
    wilayah = sources["wilayah.csv"].table(Kelurahan, "kode")

    problems += [problem for source in sources.values() for problem in source.problems]
    if problems or settings is None or people is None or calendar is None:
        raise ConfigError(problems)
    return OfficeConfig(
        folder=directory,
        settings=settings,
        directory=people,
        calendar=calendar,
        classification=tuple(classification),
        wilayah=tuple(wilayah),
        sources={name: source.path for name, source in sources.items()},
        notes=tuple(note for source in sources.values() for note in source.notes),
    )


def stamp_of(directory: Path) -> tuple[tuple[int, int], ...]:
    """The cheapest answer to «was a file of the office's own configuration changed?»."""
    own = [directory / "config" / name for name in FILES]
    found = [path.stat() if path.is_file() else None for path in own]
    return tuple((one.st_mtime_ns, one.st_size) if one else (0, 0) for one in found)


def write_default_config(directory: Path) -> list[Path]:
    """Copy the project's files into an office folder and give those written; what is there stays."""
    own = directory / "config"
    own.mkdir(parents=True, exist_ok=True)
    written = []
    for name in FILES:
        if not (own / name).exists():
            shutil.copyfile(PROJECT_CONFIG / name, own / name)
            written.append(own / name)
    return written


def _misnamed_files(own: Path) -> list[Problem]:
    if not own.is_dir():
        return []
    there = sorted(path.name for path in own.iterdir() if path.suffix in {".toml", ".csv"})
    absent = [name for name in FILES if name not in there]
    expected = f"one of {', '.join(FILES)}"
    return [
        Problem(str(own / name), "", "a file that Alur does not know", expected, f"did you mean «{near}»")
        for name in there
        if name not in FILES and (near := closest(name, absent))
    ]


def _settings(source: Source) -> Settings | None:
    content = source.toml()
    if content is None:
        return None
    source.retired(content, "letters.margins", "letters look as their Word templates do")
    if source.path.parent != PROJECT_CONFIG:
        project = Source(PROJECT_CONFIG / source.path.name)
        content = _laid_over(project.toml() or {}, content)
        source.problems += project.problems
    settings = source.model(Settings, content)
    if settings is None:
        return None
    mail = settings.mail
    if mail.backend == "smtp":
        for key, value in (("host", mail.host), ("from", mail.sender)):
            if not value:
                source.problem(f"mail.{key}", "an empty text", 'a value when mail.backend is "smtp"')
        if mail.username and not mail.password_env:
            expected = "the environment variable with the password of mail.username"
            source.problem("mail.password_env", "an empty text", expected)
        if mail.username and mail.security == "none":
            source.problem("mail.security", "«none»", "«starttls» or «ssl» when mail.username logs in")
    if mail.backend == "gmail" and not mail.sender:
        source.problem(
            "mail.from", "an empty text", 'the address of the account when mail.backend is "gmail"'
        )
    hours = settings.hours
    for key, closes in (("closes", hours.closes), ("friday_closes", hours.friday_closes)):
        if closes <= hours.opens:
            expected = f"a time after {hours.opens}, when the office opens"
            source.problem(f"hours.{key}", str(closes), expected)
    return settings


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """What the office sets lies over what the project sets, key by key."""
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            merged[key] = _laid_over(under, value)
        else:
            merged[key] = value
    return merged


def _people(source: Source) -> Directory | None:
    content = source.toml()
    directory = source.model(Directory, content) if content is not None else None
    if directory is None:
        return None
    known = directory.people
    for desk, people in directory.desks.items():
        for place, name in enumerate(people):
            key = path_of(["desks", desk, place])
            if name not in known:
                source.problem(key, f"«{name}»", "the id of somebody in [people]", did_you_mean(name, known))
            elif name in people[:place]:
                source.problem(key, f"«{name}» again", "each person once at a desk")
    owners: dict[str, str] = {}
    for name, person in known.items():
        if person.nip and owners.setdefault(person.nip, name) != name:
            hint = f"{owners[person.nip]} has it too"
            source.problem(f"people.{name}.nip", person.nip, "a NIP of one person", hint)
    for n, mandate in enumerate(directory.mandates):
        if mandate.person not in known:
            near = did_you_mean(mandate.person, known)
            source.problem(
                path_of(["mandates", n, "person"]),
                f"«{mandate.person}»",
                "the id of somebody in [people]",
                near,
            )
        if mandate.desk not in directory.desks:
            near = did_you_mean(mandate.desk, directory.desks)
            source.problem(path_of(["mandates", n, "desk"]), f"«{mandate.desk}»", "a desk of [desks]", near)
        if mandate.ends <= mandate.begins:
            expected = f"one after {mandate.begins:%Y-%m-%d %H:%M}, when it begins"
            found = f"an end at {mandate.ends:%Y-%m-%d %H:%M}"
            source.problem(path_of(["mandates", n, "until"]), found, expected)
    return directory


def _calendar(source: Source) -> Calendar | None:
    content = source.toml()
    calendar = source.model(Calendar, content) if content is not None else None
    if calendar is None:
        return None
    seen: dict[date, str] = {}
    for section in ("libur_nasional", "cuti_bersama", "libur_daerah"):
        for day in getattr(calendar, section):
            if day in seen:
                key = path_of([section, day.isoformat()])
                source.problem(key, "the day again", "each day once", f"it is in [{seen[day]}] too")
            seen.setdefault(day, section)
    return calendar
