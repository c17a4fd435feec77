"""The forms of an office as Google Forms: which there are, what each asks, and links that are filled in beforehand.

They are the definitions of the pages. What Google's forms cannot do by API is done otherwise: a file is asked for as a
link, and what a cell may hold is checked when the response is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import blake2b
from urllib.parse import urlencode

from flows.engine.case import Json
from flows.engine.columns import Choices, Column, Email, Text
from flows.engine.intake import column_of, kind_of
from flows.engine.model import Field, Flow, Form, Step
from flows.engine.plan import slug

FEW = 6
"""So many choices are shown as buttons; more as a drop-down."""
TOKEN, CASE, ANSWER, NOTE = "!kode", "!berkas", "!jawaban", "!catatan"
"""Questions that come with a link, besides those of the form itself."""
INFO = "!formulir"
"""Stands for title and description of the form, among what is remembered of it."""
NO_UPLOAD = (
    "Simpan berkasnya di Google Drive (atau tempat lain), bagikan kepada siapa saja yang memiliki tautannya, "
    "lalu tempelkan tautannya di sini; beberapa tautan dipisah titik koma. Yang tidak dapat ditautkan serahkan "
    "menyusul, dengan menyebut kode lacak pada tanda terima."
)
KEEP = "Sudah terisi oleh tautan Anda; jangan diubah."


class Does(StrEnum):
    """What a response brings: a new case, the answer of somebody outside, or a decision."""

    OPENS = "opens"
    ANSWERS = "answers"
    DECIDES = "decides"


@dataclass(frozen=True, slots=True)
class Question:
    """One question, or with no ``kind`` a heading. key: the heading it fills, by which its ids are made; kind: as the
    Forms API has it."""

    key: str
    title: str
    kind: Mapping[str, Json] = field(default_factory=dict, hash=False)
    help: str = ""
    required: bool = False

    @property
    def digest(self) -> str:
        return digest_of(_shape(self.title, self.help, self.required, dict(self.kind)))


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """A form as Google is to show it. status: the step that it answers; labels: the answers that a decision has."""

    code: str
    title: str
    about: str
    does: Does
    questions: tuple[Question, ...]
    flow: Flow | None = None
    form: Form | None = None
    status: str = ""
    labels: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """The name of its file when it is made; also how it is found after a lost reply."""
        return f"Alur {self.code}"

    @property
    def info(self) -> str:
        return digest_of({"title": self.title, "description": self.about})

    def question_id(self, key: str) -> str:
        """The same wherever and whenever the form is made, so that links and answers need no memory."""
        return _number(self.code, key, b"question")

    def item(self, question: Question) -> Json:
        """The whole item for createItem and updateItem."""
        item: Json = {
            "itemId": _number(self.code, question.key, b"item"),
            "title": question.title,
            "description": question.help,
        }
        if not question.kind:
            return {**item, "textItem": {}}
        asked = {
            "questionId": self.question_id(question.key),
            "required": question.required,
            **question.kind,
        }
        return {**item, "questionItem": {"question": asked}}

    def link(self, uri: str, filled: Mapping[str, str]) -> str:
        """The address of the form with answers filled in."""
        entries = {f"entry.{int(self.question_id(key), 16)}": text for key, text in filled.items()}
        return f"{uri}?{urlencode({'usp': 'pp_url', **entries})}"

    def answers(self, response: Json) -> dict[str, str]:
        """key -> what was answered; several choices are separated by semicolons."""
        given = response.get("answers", {})
        found = {}
        for question in self.questions:
            one = given.get(self.question_id(question.key), {})
            values = [str(a.get("value", "")) for a in one.get("textAnswers", {}).get("answers", [])]
            found[question.key] = "; ".join(value.strip() for value in values if value.strip())
        return found


# ------------------------------------------------------------------------------------ which forms there are


def public_forms(flows: Iterable[Flow]) -> list[OfficeForm]:
    """The forms that anybody may open, as on the pages."""
    return [
        OfficeForm(form.code, form.title, _about(flow, form), Does.OPENS, tuple(_asked(flow, form)), flow, form)
        for flow in flows
        for form in flow.forms
        if form.public and form.opens
    ]  # fmt: skip


def link_forms(flows: Iterable[Flow]) -> list[OfficeForm]:
    """The forms that links of mails lead to where the office has no pages: one for each step that waits on somebody
    outside, one for each set of answers that decisions have."""
    found = [_outside(flow, step) for flow in flows for step in flow.steps if step.link and step.outside]
    labels = {
        tuple(step.answers): [label for label in step.answers if step.answer(label).note]
        for flow in flows
        for step in [*flow.steps, *(one for children in flow.children for one in children.steps)]
        if step.approval is not None
    }
    return found + [_decision(one, notes) for one, notes in labels.items()]


def code_of_step(flow: Flow, status: str) -> str:
    """The code of the form that answers a step."""
    form = next((form for form in flow.forms if form.answers == status), None)
    return form.code if form else slug(f"{flow.code} {status}")


def code_of_labels(labels: Sequence[str]) -> str:
    return slug(f"keputusan {' '.join(labels)}")


def _outside(flow: Flow, step: Step) -> OfficeForm:
    form = next((form for form in flow.forms if form.answers == step.status), None)
    notes = [label for label in step.answers if step.answer(label).note]
    questions = (
        *_from_link(),
        Question(ANSWER, "Tanggapan", _choice(tuple(step.answers)), required=True),
        *(_asked(flow, form) if form else ()),
        _note(notes),
    )
    title = form.title if form else step.task
    about = _about(flow, form) if form else f"{flow.title}: {step.task}."
    return OfficeForm(
        code_of_step(flow, step.status), title, f"{about}\n\nFormulir ini dibuka dari tautan pada pos-el kami.",
        Does.ANSWERS, questions, flow, form, str(step.status),
    )  # fmt: skip


def _decision(labels: tuple[str, ...], notes: list[str]) -> OfficeForm:
    questions = (
        *_from_link(),
        Question(ANSWER, "Keputusan", _choice(labels), required=True),
        _note(notes),
    )
    about = (
        "Keputusan pejabat atas berkas pada pos-el permintaan keputusan. Baca dulu pos-el dan surat yang dilampirkan "
        "padanya, lalu masuk dengan akun Google Anda sendiri.\n\n"
        "Keputusan hanya dihitung bila dikirim dari akun yang terdaftar di kantor, lewat tautan pada pos-el itu, dan "
        "tidak diubah setelah dikirim.\n\nPerlindungan data: alamat akun Anda dicatat sebagai bukti keputusan."
    )
    title = f"Keputusan: {', '.join(labels[:-1])} atau {labels[-1]}"
    return OfficeForm(code_of_labels(labels), title, about, Does.DECIDES, questions, labels=labels)


# ---------------------------------------------------------------------------------------------- its questions


def _from_link() -> tuple[Question, Question]:
    line: dict[str, Json] = {"textQuestion": {}}
    return (
        Question(CASE, "Berkas", line, KEEP),
        Question(TOKEN, "Kode tautan", line, KEEP, required=True),
    )


def _note(needed_by: Sequence[str]) -> Question:
    help = f"Wajib diisi untuk {', '.join(f'«{label}»' for label in needed_by)}." if needed_by else ""
    return Question(NOTE, "Catatan", {"textQuestion": {"paragraph": True}}, help)


def _asked(flow: Flow, form: Form) -> Iterable[Question]:
    section = ""
    for asked in form.fields:
        if asked.section and asked.section != section:
            section = asked.section
            yield Question(f"#{section}", section)
        column = column_of(form, flow, asked)
        yield Question(asked.fills, asked.label, _kind(asked, column), _help(asked, column), asked.required)


def _kind(asked: Field, column: Column) -> dict[str, Json]:
    if asked.upload is not None:
        return {"textQuestion": {}}
    options: tuple[str, ...] = getattr(column.type, "options", ())
    match kind_of(column):
        case "date":
            return {"dateQuestion": {"includeYear": True}}
        case "choice" | "choices":
            return _choice(options, several=isinstance(column.type, Choices))
        case "long":
            return {"textQuestion": {"paragraph": True}}
        case _:
            return {"textQuestion": {}}


def _choice(options: tuple[str, ...], *, several: bool = False) -> dict[str, Json]:
    kind = "CHECKBOX" if several else "RADIO" if len(options) <= FEW else "DROP_DOWN"
    return {"choiceQuestion": {"type": kind, "options": [{"value": option} for option in options]}}


def _help(asked: Field, column: Column) -> str:
    if asked.upload is not None:
        return f"{asked.help} {NO_UPLOAD}".strip()
    if asked.help or isinstance(column.type, Text) or kind_of(column) in ("choice", "choices", "date"):
        return asked.help
    return f"{column.type.wanted[:1].upper()}{column.type.wanted[1:]}."


def _about(flow: Flow, form: Form) -> str:
    parts = [form.intro or f"{flow.title}."]
    if form.opens and any(isinstance(column_of(form, flow, asked).type, Email) for asked in form.fields):
        parts.append(
            "Tanda terima dengan kode lacak dikirim ke alamat pos-el yang Anda isi, juga bila ada isian yang perlu "
            "diperbaiki."
        )
    if form.privacy:
        parts.append(f"Perlindungan data pribadi: {form.privacy}")
    return "\n\n".join(parts)


# ------------------------------------------------------------------------------------------------ comparing


def seen_digest(item: Json) -> str:
    """The digest of an item as Google shows it, comparable with that of a question."""
    asked = item.get("questionItem", {}).get("question", {})
    return digest_of(
        _shape(item.get("title", ""), item.get("description", ""), bool(asked.get("required")), asked)
    )


def seen_kind(question: Mapping[str, Json]) -> str:
    """What sort of question it is; another sort cannot be answered as ours."""
    return next((name for name in question if name.endswith("Question")), "")


def digest_of(value: Json) -> str:
    return blake2b(json.dumps(value, sort_keys=True, ensure_ascii=False).encode(), digest_size=8).hexdigest()


def _shape(title: str, help: str, required: bool, question: Json) -> Json:
    """What is ours of an item, without what Google adds."""
    kind = seen_kind(question)
    settings = question.get(kind, {})
    kept = {name: settings[name] for name in ("type", "paragraph", "includeYear") if settings.get(name)}
    options = [str(option.get("value", "")) for option in settings.get("options", [])]
    return {
        "title": title, "help": help, "required": required, "kind": kind, "settings": kept, "options": options,
    }  # fmt: skip


def _number(code: str, key: str, of: bytes) -> str:
    """Eight hexadecimal digits below 2**31, as Google wants ids."""
    raw = blake2b(f"{code}\n{key}".encode(), digest_size=4, person=of).digest()
    return f"{(int.from_bytes(raw) & 0x7FFFFFFF) or 1:08x}"
