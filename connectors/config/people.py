"""``people.toml``: people, the desks they sit at, and the mandates of deputies."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PrivateAttr

from connectors.config.settings import Address, Line, Model, RequiredLine, shaped
from flows.engine import office as engine
from flows.engine.calendar import JAKARTA

NIP_SHAPE = "18 digits: birth YYYYMMDD, appointment YYYYMM, sex 1 or 2, number of three"
_A_DAY_OR_MOMENT = "a day (2026-12-14) or a moment (2026-12-14T13:00:00), without quotes"


def _nip(text: str) -> str:
    """A PPPK has 21 where the month of appointment stands."""
    digits = re.sub(r"[ .]", "", text)
    if not digits:
        return ""
    parts = re.fullmatch(r"(\d{8})(\d{4})(\d{2})([12])(\d{3})", digits, re.ASCII)
    if not parts:
        raise ValueError(NIP_SHAPE)
    try:
        born = date(int(parts[1][:4]), int(parts[1][4:6]), int(parts[1][6:]))
    except ValueError:
        raise ValueError(f"{NIP_SHAPE}; {parts[1]} is no day") from None
    if parts[3] != "21" and not 1 <= int(parts[3]) <= 12:
        raise ValueError(f"{NIP_SHAPE}; {parts[3]} is no month")
    if not 16 <= int(parts[2]) - born.year <= 65:
        raise ValueError(f"{NIP_SHAPE}; appointed in {parts[2]} at an age of {int(parts[2]) - born.year}")
    return digits


def _begin(value: object) -> datetime:
    match value:
        case datetime():
            return value if value.tzinfo else value.replace(tzinfo=JAKARTA)
        case date():
            return datetime.combine(value, time(), JAKARTA)
        case _:
            raise ValueError(_A_DAY_OR_MOMENT)


def _end(value: object) -> datetime:
    """A day counts whole: the mandate ends when the next one begins."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return _begin(value + timedelta(days=1))
    return _begin(value)


def _kind(value: object) -> object:
    return value.strip().rstrip(".").capitalize() if isinstance(value, str) else value


Golongan = Annotated[str, shaped(r"^((I|II|III|IV)/[a-e]|[IVX]{1,5})?$", "a rank such as III/d (PPPK: IX)")]
PersonId = Annotated[str, shaped(r"^[a-z][a-z0-9_]*$", "an id in small letters such as kabid_koperasi")]


class Person(Model):
    """Someone of the office, under the id that desks and mandates name them by. nip: 18 digits or ''."""

    name: RequiredLine
    nip: Annotated[str, AfterValidator(_nip)] = ""
    pangkat: Line = ""
    golongan: Golongan = ""
    jabatan: Line = ""
    email: Address = ""
    phone: Annotated[str, shaped(r"^(\+?[0-9][0-9 ()-]{5,19})?$", "a telephone number")] = ""
    _id: str = PrivateAttr(default="")

    @property
    def id(self) -> str:
        return self._id

    def to_engine(self) -> engine.Person:
        return engine.Person(
            id=self.id,
            name=self.name,
            nip=self.nip,
            pangkat=self.pangkat,
            golongan=self.golongan,
            jabatan=self.jabatan,
            email=self.email,
            phone=self.phone,
        )


class Mandate(Model):
    """A deputy for a desk from a moment until another (excluded); letters: none named is all routine ones."""

    person: RequiredLine
    desk: RequiredLine
    kind: Annotated[Literal["Plh", "Plt"], BeforeValidator(_kind)]
    begins: Annotated[datetime, BeforeValidator(_begin)] = Field(alias="from")
    ends: Annotated[datetime, BeforeValidator(_end)] = Field(alias="until")
    letters: tuple[RequiredLine, ...] = ()

    def to_engine(self) -> engine.Mandate:
        kind = engine.MandateKind.PLH if self.kind == "Plh" else engine.MandateKind.PLT
        return engine.Mandate(self.person, self.desk, kind, self.begins, self.ends, frozenset(self.letters))


class Directory(Model):
    """All of ``people.toml``. desks: the first of each is its head."""

    people: dict[PersonId, Person]
    desks: dict[RequiredLine, Annotated[tuple[str, ...], Field(min_length=1)]]
    mandates: tuple[Mandate, ...] = ()

    def model_post_init(self, context: Any, /) -> None:
        for name, person in self.people.items():
            person._id = name

    def at(self, desk: str) -> list[Person]:
        return [self.people[person] for person in self.desks.get(desk, ()) if person in self.people]

    def to_engine(self) -> engine.Directory:
        return engine.Directory(
            people={name: person.to_engine() for name, person in self.people.items()},
            desks=dict(self.desks),
            mandates=tuple(mandate.to_engine() for mandate in self.mandates),
        )
