"""The responses to a form as ``forms.responses`` shows them: filtered, in pages."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime

from connectors.google.emulator.calls import Json, invalid
from connectors.google.emulator.forms_model import Answered, Form, timestamp
from connectors.google.emulator.forms_quiz import grade

MOST_RESPONSES = 5000


def listed(form: Form, words: str, size: int, token: str, *, by_edit: bool) -> Json:
    """``ListFormResponsesResponse``."""
    wanted = sent_in(words, by_edit=by_edit)
    if size < 0:
        raise invalid("page_size must not be negative.")
    # The order is not promised, so it is not the order of arrival. It is stable, so that pages fit together.
    ordered = sorted((_shuffled(one.id), one) for one in form.responses.values() if wanted(one))
    asked = hashlib.sha256(f"{form.id} {words}".encode()).hexdigest()[:12]
    if token:
        of, _, after = token.partition(".")
        if of != asked or not after:
            raise invalid("Invalid page_token: the form and the filter must be those of the first request.")
        ordered = [one for one in ordered if one[0] > after]
    page = ordered[: min(size or MOST_RESPONSES, MOST_RESPONSES)]
    answer: Json = {"responses": [response(form, one) for _, one in page]} if page else {}
    if len(ordered) > len(page):
        answer["nextPageToken"] = f"{asked}.{page[-1][0]}"
    return answer


def response(form: Form, one: Answered) -> Json:
    """``FormResponse``, without the form's id."""
    answers: Json = {
        id: {"questionId": id, "textAnswers": {"answers": [{"value": value} for value in values]}}
        for id, values in one.answers.items()
    }
    shown: Json = {
        "responseId": one.id,
        "createTime": timestamp(one.created),
        "lastSubmittedTime": timestamp(one.submitted),
    }
    if one.email:
        shown["respondentEmail"] = one.email
    if form.is_quiz:
        total = grade(form.items, answers)
        if total is not None:
            shown["totalScore"] = total
    return {**shown, "answers": answers} if answers else shown


def sent_in(words: str, *, by_edit: bool) -> Callable[[Answered], bool]:
    """The filter: ``timestamp > T`` or ``timestamp >= T``."""
    if not words.strip():
        return lambda one: True
    found = re.fullmatch(
        r"\s*timestamp\s*(>=?)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z\s*", words
    )
    if found is None:
        raise invalid(f"Invalid filter: {words}")
    try:
        moment = datetime.fromisoformat(found[2]).replace(tzinfo=UTC)
    except ValueError as fault:
        raise invalid(f"Invalid filter: {words}") from fault
    limit = (moment, int((found[3] or "0").ljust(9, "0")))

    def late_enough(one: Answered) -> bool:
        at = (one.submitted if by_edit else one.created).astimezone(UTC)
        nanoseconds = (at.replace(microsecond=0), at.microsecond * 1000)
        return nanoseconds > limit or (found[1] == ">=" and nanoseconds == limit)

    return late_enough


def _shuffled(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()[:24]
