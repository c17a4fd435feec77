"""The page where a person or a test answers a form, at the paths Google uses.

``GET /forms/d/e/<public id>/viewform`` shows it, filled in by ``entry.<decimal question id>=`` parameters; ``POST
.../formResponse`` answers it, with the same field names. Who answers is the bearer token or the field ``identity``,
which stands in for being signed in; a form that collects verified addresses takes that one. ``edit2=`` with the secret
of an earlier response changes that response.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

from werkzeug.datastructures import MultiDict
from werkzeug.utils import redirect
from werkzeug.wrappers import Request, Response

from connectors.google.emulator.calls import Files, Json
from connectors.google.emulator.forms import Forms
from connectors.google.emulator.forms_answers import OTHER, options_of, read_answers, shown_values
from connectors.google.emulator.forms_items import entry_of, questions
from connectors.google.emulator.forms_model import Answered, Form
from connectors.google.emulator.pages import Page, Shown, bearer

FORM_TEMPLATE = """{% extends "frame" %}
{% block title %}{{ form.title }}{% endblock %}
{% block style %}form > section { border-top: 2px solid #0b57d0; margin-top: 1rem }
.question { border: 1px solid #ddd; border-radius: .4rem; margin: .8rem 0; padding: .6rem .9rem }
.question p { margin: .2rem 0 } .text { white-space: pre-wrap }{% endblock %}
{% block body %}
<h1>{{ form.title }}</h1>
{% if form.description %}<p class="text">{{ form.description }}</p>{% endif %}
{% if problems %}<p class="fault" role="alert">{{ problems[""] if "" in problems else "Periksa kembali isian Anda." }}
{% endif %}
<form method="post" action="{{ action }}">
<p class="question"><label>Masuk sebagai (akun Google; hanya pada tiruan ini)
<input type="text" name="identity" value="{{ who }}"></label>
{% if form.email_collection == "VERIFIED" %}<br>Alamat email akun ini dicatat bersama jawaban Anda.{% endif %}</p>
{% if form.email_collection == "RESPONDER_INPUT" %}
<p class="question"><label>Email *<br><input type="email" name="emailAddress" value="{{ email }}"></label>
{% if "emailAddress" in problems %}<br><span class="fault">{{ problems["emailAddress"] }}</span>{% endif %}</p>
{% endif %}
{% if edit %}<input type="hidden" name="edit2" value="{{ edit }}">{% endif %}
{% for item in items %}
{% if item.kind == "pageBreakItem" %}<section><h2>{{ item.title }}</h2>
<p class="text">{{ item.description }}</p></section>
{% elif item.kind == "textItem" %}<div class="question"><h3>{{ item.title }}</h3>
<p class="text">{{ item.description }}</p></div>
{% else %}
<fieldset class="question"><legend>{{ item.title }}</legend>
{% if item.description %}<p class="text quiet">{{ item.description }}</p>{% endif %}
{% for q in item.questions %}
<div data-question="{{ q.id }}">
{% if q.label %}<p>{{ q.label }}</p>{% endif %}{% if q.required %}<p class="quiet">* wajib</p>{% endif %}
{% if q.kind == "paragraph" %}<textarea name="{{ q.name }}" rows="4" cols="60">{{ q.value }}</textarea>
{% elif q.kind == "select" %}<select name="{{ q.name }}"><option value="">Pilih</option>
{% for option in q.options %}
<option value="{{ option }}" {{ "selected" if option in q.chosen }}>{{ option }}</option>
{% endfor %}</select>
{% elif q.kind in ("radio", "checkbox") %}
{% if q.hint %}<p class="quiet">{{ q.hint }}</p>{% endif %}
{% for option in q.options %}<p><label><input type="{{ q.kind }}" name="{{ q.name }}" value="{{ option }}"
{{ "checked" if option in q.chosen }}> {{ option }}</label></p>
{% endfor %}
{% if q.other %}<p><label><input type="{{ q.kind }}" name="{{ q.name }}" value="{{ other }}"
{{ "checked" if other in q.chosen }}> Lainnya:</label>
<input type="text" name="{{ q.name }}.other_option_response" value="{{ q.written }}"></p>{% endif %}
{% else %}<input type="text" name="{{ q.name }}" value="{{ q.value }}" size="50" placeholder="{{ q.hint }}">
{% endif %}
{% if q.id in problems %}<p class="fault">{{ problems[q.id] }}</p>{% endif %}
</div>
{% endfor %}
</fieldset>
{% endif %}
{% endfor %}
<p><button type="submit">Kirim</button></p>
</form>
{% endblock %}
"""
CLOSED = "Formulir ini tidak lagi menerima jawaban. Hubungi pemilik formulir bila ini keliru."


class FormPage:
    """The handlers of the page. now: the clock."""

    def __init__(self, forms: Forms, now: Callable[[], datetime]) -> None:
        self.forms, self.files, self.now = forms, forms.files, now
        self.shown = Shown({"form": FORM_TEMPLATE})

    def pages(self) -> list[Page]:
        return [
            Page("/forms/d/e/<public_id>/viewform", self.view),
            Page("/forms/d/e/<public_id>/formResponse", self.answer, ("POST",)),
            Page("/forms/d/<form_id>/viewform", self.by_form_id),
        ]

    def by_form_id(self, request: Request, form_id: str) -> Response:
        """The address with the form's own id leads to the one where people answer."""
        form = self.forms.all.get(form_id)
        if form is None:
            return self._missing()
        return redirect(
            f"/forms/d/e/{form.public_id}/viewform?{request.query_string.decode()}", 302, Response
        )

    def view(self, request: Request, public_id: str) -> Response:
        who = _identity(request, request.args)
        form = self.forms.by_public_id(public_id)
        refusal = self._refusal(form, who)
        if form is None or refusal is not None:
            return refusal or self._missing()
        edit = request.args.get("edit2", "")
        fields = dict(request.args.lists())
        email = request.args.get("emailAddress", "")
        if edit:
            earlier = form.by_edit(edit)
            if earlier is None:
                return self._missing()
            fields, email = _fields_of(form, earlier), earlier.email
        return self._form(form, fields, who, email, edit)

    def answer(self, request: Request, public_id: str) -> Response:
        who = _identity(request, request.form)
        form = self.forms.by_public_id(public_id)
        refusal = self._refusal(form, who)
        if form is None or refusal is not None:
            return refusal or self._missing()
        edit = request.form.get("edit2") or request.args.get("edit2") or ""
        if edit and form.by_edit(edit) is None:
            return self._missing()
        fields = {**dict(request.args.lists()), **dict(request.form.lists())}
        filled = read_answers(form.items, fields)
        email, fault = _email(form, who, "".join(fields.get("emailAddress", [])[:1]).strip())
        if fault:
            filled.problems["emailAddress" if form.email_collection == "RESPONDER_INPUT" else ""] = fault
        if filled.problems:
            return self._form(form, fields, who, email, edit, filled.problems)
        kept = self.forms.respond(form, filled.answers, email, self.now(), edit)
        return self.shown.message(
            form.title,
            "Jawaban Anda telah direkam.",
            link=f"/forms/d/e/{form.public_id}/viewform?edit2={kept.edit}",
            link_text="Ubah jawaban Anda",
        )

    def _refusal(self, form: Form | None, who: str) -> Response | None:
        file = self.files.all.get(form.id) if form else None
        if form is None or file is None or file.trashed:
            return self._missing()
        if not form.published:
            return self.shown.message(form.title, "Formulir ini belum diterbitkan.", 403)
        if not may_answer(self.files, form.id, who):
            return self.shown.message(
                "Anda memerlukan izin", "Formulir ini hanya dapat dibuka oleh orang yang diberi izin.", 403
            )
        return None if form.accepting else self.shown.message(form.title, CLOSED, 403)

    def _missing(self) -> Response:
        return self.shown.message("Formulir tidak ditemukan", "File yang Anda minta tidak ada.", 404)

    def _form(
        self,
        form: Form,
        fields: dict[str, list[str]],
        who: str,
        email: str,
        edit: str,
        problems: dict[str, str] | None = None,
    ) -> Response:
        return self.shown.page(
            "form",
            400 if problems else 200,
            form=form,
            items=[_shown_item(item, fields) for item in form.items],
            action=f"/forms/d/e/{form.public_id}/formResponse",
            problems=problems or {},
            who=who,
            email=email,
            edit=edit,
            other=OTHER,
        )


def may_answer(files: Files, form_id: str, who: str) -> bool:
    """Who may open the file, and whom a permission with the published view lets in; publishing alone lets in none."""
    file = files.all[form_id]
    published = (one for one in file.permissions.values() if one.view == "published")
    return (bool(who) and files.role(file, who) is not None) or any(one.lets_answer(who) for one in published)


def _identity(request: Request, given: MultiDict[str, str]) -> str:
    return bearer(request) or given.get("identity", "").strip()


def _email(form: Form, who: str, written: str) -> tuple[str, str]:
    """The address that is kept with the response, and what is wrong with it."""
    if form.email_collection == "VERIFIED":
        return (who, "") if "@" in who else ("", "Masuk dengan akun Google untuk menjawab formulir ini.")
    if form.email_collection == "RESPONDER_INPUT":
        sound = re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", written)
        return written, "" if sound else "Isi alamat email yang sah"
    return "", ""


def _fields_of(form: Form, response: Answered) -> dict[str, list[str]]:
    """The earlier response as the fields of the page."""
    fields: dict[str, list[str]] = {}
    for item in form.items:
        for question in questions(item):
            values = response.answers.get(question["questionId"], [])
            name = entry_of(question["questionId"])
            options = [option.get("value") for option in options_of(item, question).get("options", [])]
            written = [value for value in values if options and value not in options]
            fields[name] = [value for value in values if value not in written] + [OTHER] * bool(written)
            fields[f"{name}.other_option_response"] = written
    return fields


def _shown_item(item: Json, fields: dict[str, list[str]]) -> Json:
    return {
        "kind": next(name for name in item if name.endswith("Item")),
        "title": item.get("title", ""),
        "description": item.get("description", ""),
        "questions": [_shown_question(item, question, fields) for question in questions(item)],
    }


def _shown_question(item: Json, question: Json, fields: dict[str, list[str]]) -> Json:
    name = entry_of(question["questionId"])
    values = shown_values(question, fields)
    choice = options_of(item, question)
    kind, hint = "text", ""
    options = [option["value"] for option in choice.get("options", []) if not option.get("isOther")]
    if choice:
        kind = {"RADIO": "radio", "CHECKBOX": "checkbox", "DROP_DOWN": "select"}[choice["type"]]
    elif scale := question.get("scaleQuestion"):
        kind, options = "radio", [str(n) for n in range(scale.get("low", 0), scale["high"] + 1)]
        hint = " – ".join(scale[end] for end in ("lowLabel", "highLabel") if scale.get(end))
    elif rating := question.get("ratingQuestion"):
        kind, options = "radio", [str(n) for n in range(1, rating["ratingScaleLevel"] + 1)]
    elif "dateQuestion" in question:
        settings = question["dateQuestion"]
        hint = ("TTTT-" if settings.get("includeYear") else "") + "BB-HH"
        hint += " JJ:MM" if settings.get("includeTime") else ""
    elif "timeQuestion" in question:
        hint = "JJ:MM"
    elif question.get("textQuestion", {}).get("paragraph"):
        kind = "paragraph"
    return {
        "id": question["questionId"],
        "name": name,
        "kind": kind,
        "label": question.get("rowQuestion", {}).get("title", ""),
        "required": bool(question.get("required")),
        "options": options,
        "other": any(option.get("isOther") for option in choice.get("options", [])),
        "chosen": values,
        "value": values[0] if values else "",
        "written": "".join(fields.get(f"{name}.other_option_response", [])[:1]),
        "hint": hint,
    }
