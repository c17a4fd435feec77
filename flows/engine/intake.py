"""What people answered in a form, whatever the channel: each answer read by the type of the column it fills.

A web page, a Google Form and a file all come through here, so a wrong NIK is refused with the same words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from flows.engine.columns import Choices, Column, Date, Invalid, Link, Rupiah, Whole, text_of
from flows.engine.model import Field, Flow, Form
from flows.engine.reading import plain

CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of tracking codes: none that is taken for another when read over the telephone."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A form as read. values: heading -> cell text, canonical; faults: label of the field -> Indonesian sentence."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.faults


def read_form(form: Form, flow: Flow, answers: Mapping[str, str]) -> Taken:
    """Read the answers of a form, by label; what is missing or cannot be read is told for each field, all at once."""
    values: dict[str, str] = {}
    faults: dict[str, str] = {}
    for asked in form.fields:
        column = column_of(form, flow, asked)
        try:
            text = text_of(answers.get(asked.label, ""))  # what is only control characters is nothing
        except Invalid as fault:
            faults[asked.label] = f"{_sentence(str(fault))}."
            continue
        if not text:
            if asked.required:
                faults[asked.label] = f"Isi «{asked.label}» dulu: {column.type.wanted}."
            continue
        try:
            values[asked.fills] = plain(column.type.parse(text))
        except Invalid as fault:
            faults[asked.label] = f"{_sentence(str(fault))}."
    return Taken(values, faults)


def column_of(form: Form, flow: Flow, asked: Field) -> Column:
    """The column that a field fills."""
    column = form.register(flow).column(asked.fills)
    if column is None:
        raise LookupError(f"form {form.code}: no column «{asked.fills}»")
    return column


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def tracking_code(digest_of: Iterable[str], key: bytes) -> str:
    """A code of ten letters, the same for the same parts; for channels that number what comes in by themselves."""
    digest = blake2b("\x1f".join(digest_of).encode(), key=key[:64], digest_size=10).digest()
    return "".join(CODE_LETTERS[byte % 32] for byte in digest)


def as_code(text: str) -> str:
    """A tracking code as typed by a person, brought to how it is kept; '' when it cannot be one."""
    code = re.sub(r"[\s\-]", "", text).upper()
    return code if re.fullmatch(f"[{CODE_LETTERS}]{{10}}", code) else ""


def kind_of(column: Column) -> str:
    """How a channel asks for a value: ``date``, ``number``, ``choices``, ``choice``, ``long`` or ``line``."""
    match column.type:
        case Date():
            return "date"
        case Whole() | Rupiah():
            return "number"
        case Choices():
            return "choices"
        case Link():
            return "line"
        case _ if hasattr(column.type, "options"):
            return "choice"
        case _:
            return "long" if getattr(column.type, "lines", 1) > 1 else "line"
