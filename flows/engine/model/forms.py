"""Forms: what is filled in, whatever the channel it comes by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from flows.engine.model.registers import Register

if TYPE_CHECKING:
    from flows.engine.model.flow import Flow


@dataclass(frozen=True, slots=True)
class Upload:
    """Files that may be handed in with a question. kinds: endings of file names; megabytes: of each."""

    kinds: tuple[str, ...] = ("pdf", "jpg", "png")
    megabytes: int = 10
    count: int = 3


@dataclass(frozen=True, slots=True)
class Field:
    """A question of a form. fills: the heading that gets the answer; its column says what may be answered.

    upload: the answer is files; their made names stand in the cell. section: a heading above the question, '' for none.
    """

    label: str
    fills: str
    required: bool = False
    help: str = ""
    upload: Upload | None = None
    section: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What is filled in, whatever the channel (local web, Google Forms, a file). It does one of three things:

    - opens a new case of its flow (at ``at`` instead of the start, if said), with ``fixed`` values besides;
    - ``answers`` a step of an existing case: besides one of the step's answers and a note it may fill columns that
      the engine owns, and whoever has the signed link of that step may send it;
    - ``adds`` a row to a register of lines of an existing case (a participant, an item), as long as the case stands
      at one of ``during`` (() for as long as it is open).

    code: short name, used in addresses and files. public: anybody may open it; else only by a link of the office.
    privacy: purpose, legal basis, recipients, how long kept, in Indonesian. receipt: the sentence that thanks.
    known_by: the heading whose content the sender gives, with the tracking code, to see how it stands.
    """

    code: str
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    at: StrEnum | None = None
    answers: StrEnum | None = None
    adds: Register | None = None
    during: tuple[StrEnum, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict, hash=False)
    public: bool = True
    privacy: str = ""
    receipt: str = ""
    known_by: str = ""

    @property
    def opens(self) -> bool:
        return self.answers is None and self.adds is None

    def register(self, flow: Flow) -> Register:
        """The register whose columns its fields fill."""
        return self.adds or flow.register


def form_of(register: Register) -> Form:
    """The form by which rows of a DATA register are taken in from a file: one question for each column."""
    fields = tuple(
        Field(column.heading, column.heading, column.required, column.help) for column in register.columns
    )
    code = "-".join(register.word.split("_"))
    return Form(code, register.name, fields, adds=register, public=False)
