"""Desks: where work waits, and how a row names one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Desk:
    """A place where work waits, named as the process map names it.

    outside: a party without an account in the office (a citizen, BKD, a media house).
    email: the column of the register that holds the party's address, for desks outside.
    """

    name: str
    outside: bool = False
    email: str = ""

    @property
    def desks(self) -> tuple[Desk, ...]:
        return (self,)


@dataclass(frozen=True, slots=True)
class DeskFrom:
    """The desk that a column of the row names: «Bidang pengolah» says which bidang drafts this letter."""

    column: str
    among: tuple[Desk, ...]

    @property
    def desks(self) -> tuple[Desk, ...]:
        return self.among

    @property
    def outside(self) -> bool:
        return all(desk.outside for desk in self.among)


@dataclass(frozen=True, slots=True)
class Together:
    """Several desks that do a step side by side; the answer of any one of them counts for all."""

    among: tuple[Desk | DeskFrom, ...]

    @property
    def desks(self) -> tuple[Desk, ...]:
        return tuple(desk for part in self.among for desk in part.desks)

    @property
    def outside(self) -> bool:
        return all(part.outside for part in self.among)


Seat: TypeAlias = Desk | DeskFrom | Together
