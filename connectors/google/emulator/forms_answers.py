"""What a person filled in on a form's page, checked as Google checks it, as the answers the API will show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from connectors.google.emulator.calls import Json
from connectors.google.emulator.forms_items import entry_of, questions

OTHER = "__other_option__"
REQUIRED = "Pertanyaan ini wajib diisi"

Fields = Mapping[str, list[str]]
"""The values of each field by its name, as posted or as in a prefilled link."""


@dataclass(slots=True)
class Filled:
    """answers: values by question id. problems: what is wrong, by question id."""

    answers: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class Unfit(ValueError):
    """A value that does not suit its question."""


def read_answers(items: list[Json], fields: Fields) -> Filled:
    """The answers of the sections that a person passes through; those of sections skipped do not count."""
    filled, sections = Filled(), split_sections(items)
    at, passed = 0, set[int]()
    while 0 <= at < len(sections):
        passed.add(at)
        leads = at + 1
        for item in sections[at]:
            for question in questions(item):
                _take(item, question, fields, filled)
                leads = _next_section(question, filled, sections, leads)
        if leads in passed:
            # «Go back to the beginning» or to an earlier section: such answers cannot be sent.
            filled.problems[""] = "Jawaban ini mengarah kembali ke bagian sebelumnya."
            break
        at = leads
    return filled


def split_sections(items: list[Json]) -> list[list[Json]]:
    """The items by section; a section begins with its page break, the first without one."""
    sections: list[list[Json]] = [[]]
    for item in items:
        if "pageBreakItem" in item:
            sections.append([])
        sections[-1].append(item)
    return sections


def options_of(item: Json, question: Json) -> Json:
    """The choice settings of a question: its own, or the columns of its grid."""
    if "rowQuestion" in question:
        return dict(item["questionGroupItem"]["grid"]["columns"])
    return dict(question.get("choiceQuestion") or {})


def shown_values(question: Json, fields: Fields) -> list[str]:
    """What a prefilled link or a rejected form puts into the question's field, unchecked."""
    name = entry_of(question["questionId"])
    if "dateQuestion" in question:
        settings = question["dateQuestion"]
        return _date_text(fields, name, bool(settings.get("includeYear")), bool(settings.get("includeTime")))
    if "timeQuestion" in question:
        return _time_text(fields, name)
    return fields.get(name, [])


def _take(item: Json, question: Json, fields: Fields, filled: Filled) -> None:
    id = question["questionId"]
    try:
        values = _values(item, question, fields)
    except Unfit as fault:
        filled.problems[id] = str(fault)
        return
    if values:
        filled.answers[id] = values
    elif question.get("required"):
        filled.problems[id] = REQUIRED


def _values(item: Json, question: Json, fields: Fields) -> list[str]:
    given = [value for value in shown_values(question, fields) if value.strip()]
    if not given:
        return []
    if "choiceQuestion" in question or "rowQuestion" in question:
        return _chosen(options_of(item, question), given, fields, entry_of(question["questionId"]))
    if len(given) > 1:
        raise Unfit("Hanya satu jawaban yang diterima")
    value = given[0]
    if "scaleQuestion" in question:
        return [_number(value, question["scaleQuestion"].get("low", 0), question["scaleQuestion"]["high"])]
    if "ratingQuestion" in question:
        return [_number(value, 1, question["ratingQuestion"]["ratingScaleLevel"])]
    if "dateQuestion" in question:
        return [_date(value, question["dateQuestion"])]
    if "timeQuestion" in question:
        return [_time(value, is_duration=bool(question["timeQuestion"].get("duration")))]
    if not question["textQuestion"].get("paragraph"):
        value = re.sub(r"[\r\n]+", " ", value)  # a one-line field of a browser cannot hold more
    return [value.replace("\r\n", "\n")]


def _chosen(choice: Json, given: list[str], fields: Fields, name: str) -> list[str]:
    options = [option["value"] for option in choice["options"] if not option.get("isOther")]
    has_other = any(option.get("isOther") for option in choice["options"])
    if choice["type"] != "CHECKBOX" and len(set(given)) > 1:
        raise Unfit("Pilih satu saja")
    unknown = [value for value in given if value not in options and not (value == OTHER and has_other)]
    if unknown:
        raise Unfit(f"«{unknown[0]}» bukan pilihan yang tersedia")
    chosen = [value for value in options if value in given]
    if OTHER in given:
        written = next(iter(fields.get(f"{name}.other_option_response", [])), "").strip()
        if not written:
            raise Unfit("Isi jawaban pada pilihan Lainnya")
        chosen.append(written)
    return chosen


def _next_section(question: Json, filled: Filled, sections: list[list[Json]], otherwise: int) -> int:
    answer = filled.answers.get(question["questionId"])
    choice = question.get("choiceQuestion")
    if not answer or not choice:
        return otherwise
    options = choice["options"]
    taken: Json = next(
        (option for option in options if option.get("value") == answer[0]),
        next((option for option in options if option.get("isOther")), {}),
    )
    if section := taken.get("goToSectionId"):
        ids = [part[0]["itemId"] if part and "pageBreakItem" in part[0] else "" for part in sections]
        return ids.index(f"{int(section, 16):08x}")
    return {
        "RESTART_FORM": 0,
        "SUBMIT_FORM": len(sections),
    }.get(taken.get("goToAction", ""), otherwise)


def _number(value: str, low: int, high: int) -> str:
    if not value.strip().isdecimal() or not low <= int(value) <= high:
        raise Unfit(f"Pilih angka {low} sampai {high}")
    return str(int(value))


def _date_text(fields: Fields, name: str, with_year: bool, with_time: bool) -> list[str]:
    """The date in one field, or in the parts that Google's page posts (``_year``, ``_month``, ``_day``, ``_hour``…)."""
    if name in fields:
        return [value.replace("T", " ") for value in fields[name]]
    parts = {part: "".join(fields.get(f"{name}_{part}", [])).strip() for part in ("year", "month", "day")}
    if not any(parts.values()):
        return []
    text = f"{parts['month']:0>2}-{parts['day']:0>2}"
    text = f"{parts['year']:0>4}-{text}" if with_year else text
    clock = _time_text(fields, name) if with_time else []
    return [" ".join([text, *clock])]


def _time_text(fields: Fields, name: str) -> list[str]:
    if name in fields:
        return fields[name]
    parts = ["".join(fields.get(f"{name}_{part}", [])).strip() for part in ("hour", "minute")]
    return [":".join(f"{part:0>2}" for part in parts)] if any(parts) else []


def _date(value: str, settings: Json) -> str:
    day, _, clock = value.strip().partition(" ")
    wanted = "TTTT-BB-HH" if settings.get("includeYear") else "BB-HH"
    if bool(clock) != bool(settings.get("includeTime")):
        raise Unfit("Isi tanggal dan jam" if settings.get("includeTime") else "Isi tanggal saja")
    shape = r"\d{4}-\d\d-\d\d" if settings.get("includeYear") else r"\d\d-\d\d"
    try:
        if not re.fullmatch(shape, day):
            raise ValueError(day)
        # A day without a year may be 29 February.
        date.fromisoformat(day if settings.get("includeYear") else f"2024-{day}")
    except ValueError as fault:
        raise Unfit(f"Tanggal tidak sah: isi sebagai {wanted}") from fault
    return f"{day} {_time(clock, is_duration=False)}" if clock else day


def _time(value: str, *, is_duration: bool) -> str:
    found = re.fullmatch(r"(\d{1,3}):(\d\d)(?::\d\d)?", value.strip())
    if found is None or int(found[2]) > 59:
        raise Unfit("Jam tidak sah: isi sebagai JJ:MM")
    if is_duration:
        return f"{int(found[1]):02}:{found[2]}"
    if int(found[1]) > 23:
        raise Unfit("Jam tidak sah: isi sebagai JJ:MM")
    return f"{time(int(found[1]), int(found[2])):%H:%M}"
