"""A form of a flow as a page asks it: its questions with what was typed, what is wrong, and the files that came."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from werkzeug.datastructures import FileStorage, MultiDict

from connectors.web.uploads import keep_files, limits_in_words
from flows.engine.columns import Email, Phone, Rupiah, Whole
from flows.engine.intake import CODE_LETTERS, Taken, column_of, kind_of, read_form
from flows.engine.model import Field, Flow, Form, Upload

FEW = 6
"""So many choices are shown as buttons; more as a drop-down."""


@dataclass
class Question:
    """One field of a page. id: of its HTML element; widget: how it is asked."""

    id: str
    asked: Field
    widget: str
    options: Sequence[str] = ()
    value: str = ""
    values: Sequence[str] = ()
    fault: str = ""
    hint: str = ""

    @property
    def upload(self) -> Upload | None:
        return self.asked.upload


@dataclass
class Sheet:
    """A form with what somebody answered."""

    form: Form
    questions: list[Question]
    read: Taken = field(default_factory=Taken)

    @property
    def faults(self) -> list[Question]:
        return [question for question in self.questions if question.fault]


def blank(form: Form, flow: Flow) -> Sheet:
    """The empty form."""
    return Sheet(form, [_question(form, flow, number, asked) for number, asked in enumerate(form.fields)])


def filled(
    form: Form,
    flow: Flow,
    typed: MultiDict[str, str],
    files: MultiDict[str, FileStorage],
    folder: Path,
    prefix: str,
) -> Sheet:
    """The form as it came. Files that are as asked are stored below ``folder`` under made names, ``prefix/1.pdf``."""
    sheet = blank(form, flow)
    answers: dict[str, str] = {}
    for question in sheet.questions:
        if question.upload is not None:
            came = [file for file in files.getlist(question.id) if file.filename]
            names, question.fault = _kept(came, question, folder, prefix)
            answers[question.asked.label] = "; ".join(names)
            continue
        question.values = [value.strip() for value in typed.getlist(question.id) if value.strip()]
        question.value = question.values[0] if question.values else ""
        answers[question.asked.label] = "; ".join(question.values)
    sheet.read = read_form(form, flow, answers)
    for question in sheet.questions:
        question.fault = question.fault or sheet.read.faults.get(question.asked.label, "")
    return sheet


def new_code() -> str:
    """A tracking code that cannot be guessed: 10 of 32 letters, 50 bits."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(10))


def spaced(code: str) -> str:
    """A code as it is printed, in two groups."""
    return f"{code[:5]} {code[5:]}"


def _question(form: Form, flow: Flow, number: int, asked: Field) -> Question:
    column = column_of(form, flow, asked)
    id, kind = f"f{number}", kind_of(column)
    options: Sequence[str] = getattr(column.type, "options", ())
    hint = ""
    if asked.upload is not None:
        return Question(id, asked, "file", hint=limits_in_words(asked.upload))
    match kind:
        case "choice":
            widget = "radio" if len(options) <= FEW else "select"
        case "choices":
            widget = "checks"
        case "number":
            widget, hint = (
                "number",
                "Angka saja." if isinstance(column.type, Whole) else "Dalam rupiah, misalnya 1.500.000.",
            )
        case "long":
            widget = "textarea"
        case _:
            widget = "date" if kind == "date" else "email" if isinstance(column.type, Email) else "text"
    if isinstance(column.type, Phone):
        widget = "tel"
    if isinstance(column.type, Rupiah):
        hint = "Dalam rupiah, misalnya 1.500.000."
    return Question(id, asked, widget, options, hint=asked.help or hint)


def _kept(
    came: Sequence[FileStorage], question: Question, folder: Path, prefix: str
) -> tuple[list[str], str]:
    """Store the files of one question, or say what is wrong."""
    upload = question.upload
    assert upload is not None
    if not came:
        return [], "Lampirkan berkasnya dulu." if question.asked.required else ""
    return keep_files(came, upload, folder, f"{prefix}/{question.id}")
