"""``forms.batchUpdate``: the changes one after another, to a copy of the form."""

from __future__ import annotations

import copy
import re
from typing import Any

from connectors.google.emulator.calls import Json, cloned, invalid
from connectors.google.emulator.forms_items import (
    check_item,
    check_targets,
    displayed,
    give_ids,
    kind_of,
    questions,
)
from connectors.google.emulator.forms_model import Form
from connectors.google.emulator.masks import apply_mask, schemas


def changed_by(form: Form, body: Json) -> tuple[Form, list[Json]]:
    """The form as it is after the batch, and the replies; the form that was given stays as it was."""
    requests = body.get("requests") or []
    if not requests:
        raise invalid("Must specify at least one request.")
    _check_revision(form, body.get("writeControl") or {})
    changed = copy.copy(form)
    changed.items = cloned(form.items)
    replies = [_change(changed, request) for request in requests]
    check_targets(changed.items)
    changed.revision += 1
    return changed, replies


def _check_revision(form: Form, control: Json) -> None:
    required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
    if required and required != form.revision_id:
        raise invalid(
            "The required revision ID does not match the latest revision of the form. Read the form again."
        )
    if target and target != form.revision_id:
        # Google may merge with what happened since; it may also refuse, and this the client must bear.
        raise invalid("The target revision is too far behind the latest revision. Read the form again.")


def _change(form: Form, request: Json) -> Json:
    if len(request) != 1:
        raise invalid("A request must have exactly one kind.")
    (kind, words), *_ = request.items()
    known = schemas("forms", "v1")
    if kind == "updateFormInfo":
        info: Json = {"title": form.title, "description": form.description}
        _no_document_title(words.get("updateMask", ""))
        apply_mask(known, "Info", words.get("updateMask", ""), words.get("info") or {}, info)
        displayed(info.get("title"))
        form.title, form.description = info.get("title", ""), info.get("description", "")
        return {}
    if kind == "updateSettings":
        settings = form.settings()
        apply_mask(known, "FormSettings", words.get("updateMask", ""), words.get("settings") or {}, settings)
        _set(form, settings)
        return {}
    if kind == "createItem":
        return _create_item(form, words)
    at = _index(words.get("originalLocation" if kind == "moveItem" else "location"), len(form.items))
    if kind == "deleteItem":
        del form.items[at]
    elif kind == "moveItem":
        to = _index(words.get("newLocation"), len(form.items))
        form.items.insert(to, form.items.pop(at))
    else:
        _update_item(form, at, words)
    return {}


def _create_item(form: Form, words: Json) -> Json:
    at = _index(words.get("location"), len(form.items) + 1)
    item = cloned(words.get("item") or {})
    check_item(item, is_quiz=form.is_quiz, creating=True)
    _give_ids(form, item, form.items)
    form.items.insert(at, item)
    reply: Json = {"itemId": item["itemId"]}
    if asked := [question["questionId"] for question in questions(item)]:
        reply["questionId"] = asked
    return {"createItem": reply}


def _update_item(form: Form, at: int, words: Json) -> None:
    item = cloned(form.items[at])
    before = kind_of(item, "Item")
    apply_mask(schemas("forms", "v1"), "Item", words.get("updateMask", ""), words.get("item") or {}, item)
    check_item(item, is_quiz=form.is_quiz, creating=False)
    if kind_of(item, "Item") != before:
        raise invalid("The kind of an item cannot be changed: delete it and create another.")
    # Ids that the mask names but the item leaves blank are made anew: its earlier answers are cut off.
    _give_ids(form, item, form.items[:at] + form.items[at + 1 :])
    form.items[at] = item


def _give_ids(form: Form, item: Json, others: list[Json]) -> None:
    asked = (question["questionId"] for other in others for question in questions(other))
    give_ids(item, (other["itemId"] for other in others), asked, form.new_id)


def _set(form: Form, settings: Json) -> None:
    emails = settings.get("emailCollectionType", "DO_NOT_COLLECT")
    if emails == "EMAIL_COLLECTION_TYPE_UNSPECIFIED":
        raise invalid("settings.emailCollectionType must be specified.")
    form.email_collection = emails
    form.is_quiz = bool((settings.get("quizSettings") or {}).get("isQuiz"))
    if not form.is_quiz:  # «Upon setting to false, all question Grading is deleted.»
        for item in form.items:
            for question in questions(item):
                question.pop("grading", None)


def _index(location: Any, size: int) -> int:
    if not isinstance(location, dict) or "index" not in location:
        raise invalid("location.index is required.")
    at = int(location["index"])
    if not 0 <= at < size:
        raise invalid(f"Invalid location.index {at}: it must be in the range [0..{size}).")
    return at


def _no_document_title(mask: str) -> None:
    if re.search(r"\bdocument(_t|T)itle\b", mask):
        raise invalid("info.documentTitle cannot be modified: use the Drive API.")
