"""The items of a form: what Google accepts in createItem and updateItem, and the ids it gives.

Wordings marked [seen] are reported from the live service; the others say the same rule in our words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from connectors.google.emulator.calls import ApiError, Json, invalid
from connectors.google.emulator.masks import ONE_OF

FIRST_CHOICES = ("RADIO", "DROP_DOWN")
"""Kinds of choice whose options may lead to a section."""


def questions(item: Json) -> list[Json]:
    """The questions of an item: one, or the rows of a grid, or none."""
    if "questionItem" in item:
        return [item["questionItem"]["question"]]
    return list(item.get("questionGroupItem", {}).get("questions", []))


def kind_of(message: Json, schema: str) -> str:
    """Which of the one-of fields is set; empty if none."""
    return next((name for name in ONE_OF[schema] if name in message), "")


def displayed(text: Any) -> None:
    """Titles, options and labels are one line [seen]."""
    if isinstance(text, str) and re.search(r"[\r\n]", text):
        raise invalid("Displayed text cannot contain newlines")


def check_item(item: Json, *, is_quiz: bool, creating: bool) -> None:
    """Refuse what Google refuses."""
    kinds = [name for name in ONE_OF["Item"] if name in item]
    if len(kinds) != 1:
        raise invalid("An item must have exactly one kind.")
    displayed(item.get("title"))
    kind = kinds[0]
    if kind in ("imageItem", "videoItem"):
        raise ApiError(501, "UNIMPLEMENTED", f"The stand-in keeps no pictures or films: {kind}.")
    if kind == "questionItem":
        question = item[kind].get("question")
        if not question:
            raise invalid("questionItem.question is required.")
        if "rowQuestion" in question:
            raise invalid("A row question must be in a question group.")
        _check_question(question, is_quiz=is_quiz, creating=creating)
    elif kind == "questionGroupItem":
        _check_grid(item[kind], is_quiz=is_quiz)


def check_targets(items: list[Json]) -> None:
    """Every option that leads to a section leads to one that exists."""
    sections = {item["itemId"] for item in items if "pageBreakItem" in item}
    for item in items:
        for question in questions(item):
            for option in question.get("choiceQuestion", {}).get("options", []):
                target = option.get("goToSectionId")
                if target is not None and hexadecimal(target) not in sections:
                    raise invalid(f"Option leads to a section that does not exist: {target}")


def give_ids(
    item: Json, taken: Iterable[str], taken_questions: Iterable[str], new: Callable[[], str]
) -> None:
    """Keep the ids that were given, make the others; no id twice in a form."""
    item["itemId"] = _id(item.get("itemId"), set(taken), new)
    used = set(taken_questions)
    for question in questions(item):
        question["questionId"] = _id(question.get("questionId"), used, new)
        used.add(question["questionId"])


def hexadecimal(id: str) -> str:
    """An id as the service writes it: eight hexadecimal digits, a positive 32-bit number; others are refused [seen]."""
    if not re.fullmatch(r"[0-9a-fA-F]{1,8}", id) or int(id, 16) > 0x7FFFFFFF:
        raise invalid(f"{id}: Invalid ID")
    return f"{int(id, 16):08x}"


def entry_of(question_id: str) -> str:
    """The name of the question's field on the page: the id as a decimal number [seen]."""
    return f"entry.{int(question_id, 16)}"


def _id(given: str | None, taken: set[str], new: Callable[[], str]) -> str:
    if given:
        id = hexadecimal(given)
        if id in taken:
            raise invalid(f"{given}: ID is already used in the form")
        return id
    id = new()
    while id in taken:
        id = new()
    return id


def _check_question(question: Json, *, is_quiz: bool, creating: bool) -> None:
    kinds = [name for name in ONE_OF["Question"] if name in question]
    if len(kinds) != 1:
        raise invalid("A question must have exactly one kind.")
    kind, settings = kinds[0], question[kinds[0]]
    if kind == "fileUploadQuestion" and creating:
        raise invalid("Creating file upload questions is not supported by the API.")
    if kind == "choiceQuestion":
        _check_choice(settings)
    elif kind == "scaleQuestion":
        displayed(settings.get("lowLabel"))
        displayed(settings.get("highLabel"))
        if settings.get("low", 0) not in (0, 1) or not 2 <= settings.get("high", 0) <= 10:
            raise invalid("A scale begins at 0 or 1 and ends between 2 and 10.")
    elif kind == "ratingQuestion":
        if settings.get("iconType", "RATING_ICON_TYPE_UNSPECIFIED") == "RATING_ICON_TYPE_UNSPECIFIED":
            raise invalid("ratingQuestion.iconType is required.")
        if not 3 <= settings.get("ratingScaleLevel", 0) <= 10:
            raise invalid("ratingQuestion.ratingScaleLevel must be between 3 and 10.")
    if "grading" in question:
        if not is_quiz:
            raise invalid("Grading can only be set on the questions of a quiz.")
        if question["grading"].get("pointValue", 0) < 0:
            raise invalid("grading.pointValue must not be negative.")


def _check_choice(choice: Json, *, in_grid: bool = False) -> None:
    kind = choice.get("type", "CHOICE_TYPE_UNSPECIFIED")
    if kind == "CHOICE_TYPE_UNSPECIFIED":
        raise invalid("choiceQuestion.type is required.")
    if in_grid and kind == "DROP_DOWN":
        raise invalid("The columns of a grid are of type RADIO or CHECKBOX.")
    options = choice.get("options") or []
    if not options:
        raise invalid("choiceQuestion.options is required.")
    if sum(bool(option.get("isOther")) for option in options) > 1:
        raise invalid("A question has at most one option isOther.")
    for option in options:
        _check_option(option, kind, in_grid=in_grid)
    values = [option["value"] for option in options if not option.get("isOther")]
    if len(set(values)) != len(values):
        raise invalid("Duplicate option values are not allowed.")


def _check_option(option: Json, kind: str, *, in_grid: bool) -> None:
    displayed(option.get("value"))
    if option.get("image"):
        raise ApiError(501, "UNIMPLEMENTED", "The stand-in keeps no pictures: option.image.")
    if option.get("isOther"):
        if option.get("value"):
            raise invalid("Cannot set option.value when isOther is true")  # [seen]
        if in_grid or kind == "DROP_DOWN":
            raise invalid("isOther is only allowed for RADIO and CHECKBOX questions outside a grid.")
    elif not option.get("value"):
        raise invalid("option.value is required.")
    leads = [name for name in ("goToAction", "goToSectionId") if option.get(name)]
    if leads and (in_grid or kind not in FIRST_CHOICES):
        raise invalid("Section navigation is only allowed for RADIO and DROP_DOWN questions.")
    if len(leads) > 1 or option.get("goToAction") == "GO_TO_ACTION_UNSPECIFIED":
        raise invalid("An option has one of goToAction and goToSectionId.")


def _check_grid(group: Json, *, is_quiz: bool) -> None:
    rows = group.get("questions") or []
    if not rows or "grid" not in group:
        raise invalid("A question group is a grid with at least one row.")
    _check_choice(group["grid"].get("columns") or {}, in_grid=True)
    for row in rows:
        if [name for name in ONE_OF["Question"] if name in row] != ["rowQuestion"]:
            raise invalid("All questions of a grid must be of kind rowQuestion.")
        if not row["rowQuestion"].get("title"):
            raise invalid("rowQuestion.title is required.")
        displayed(row["rowQuestion"]["title"])
        if "grading" in row and not is_quiz:
            raise invalid("Grading can only be set on the questions of a quiz.")
