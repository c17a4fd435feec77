"""Who sits where: people, desks, and the mandates of deputies, as the engine sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the office. nip: 18 digits or ''; pangkat: «Pembina Utama Muda»; golongan: «IV/c»."""

    id: str
    name: str
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""
    email: str = ""
    phone: str = ""


class MandateKind(StrEnum):
    """Plh: the holder is away for a while. Plt: the post is vacant."""

    PLH = "Plh."
    PLT = "Plt."


@dataclass(frozen=True, slots=True)
class Mandate:
    """A deputy for a desk, from and until a moment (until is excluded), for some kinds of letter ('' is:
    all routine).
    """

    person: str
    desk: str
    kind: MandateKind
    begins: datetime
    ends: datetime
    letters: frozenset[str] = frozenset()

    def holds(self, at: datetime, letter: str = "") -> bool:
        return self.begins <= at < self.ends and (not self.letters or not letter or letter in self.letters)


@dataclass(frozen=True, slots=True)
class Directory:
    """People by id, the people at each desk in order (the first is its head), and the mandates."""

    people: Mapping[str, Person] = field(default_factory=dict)
    desks: Mapping[str, Sequence[str]] = field(default_factory=dict)
    mandates: Sequence[Mandate] = ()

    def at(self, desk: str) -> list[Person]:
        return [self.people[person] for person in self.desks.get(desk, ()) if person in self.people]

    def head_of(self, desk: str) -> Person | None:
        people = self.at(desk)
        return people[0] if people else None

    def mandates_for(self, desk: str, at: datetime, letter: str = "") -> list[Mandate]:
        return [
            m for m in self.mandates if m.desk == desk and m.holds(at, letter) and m.person in self.people
        ]

    def who_decides(self, desk: str, at: datetime, letter: str = "") -> list[tuple[Person, Mandate | None]]:
        """Give those who may decide for a desk at a moment: a deputy under mandate first, then its own people."""
        deputies: list[tuple[Person, Mandate | None]] = [
            (self.people[m.person], m) for m in self.mandates_for(desk, at, letter)
        ]
        named = {person.id for person, _ in deputies}
        return deputies + [(person, None) for person in self.at(desk) if person.id not in named]

    def may_decide(self, person: str, desk: str, at: datetime, letter: str = "") -> bool:
        return any(who.id == person for who, _ in self.who_decides(desk, at, letter))
