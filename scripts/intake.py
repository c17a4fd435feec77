"""Take in what people wrote on paper or in an export: ``alur intake FORM FILE.csv``, one form a line.

A bad line is told with its line, field and reason, and the others are taken. The same file again takes nothing twice.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from flows.engine.case import Given, Submission
from flows.engine.columns import Email
from flows.engine.intake import column_of, read_form, tracking_code
from flows.engine.matter import step_of
from flows.engine.model import Flow, Form, Kind
from flows.engine.opening import forms_of
from scripts.office import AlurOffice

CASE, ANSWER, NOTE = "Berkas", "Jawaban", "Catatan"
"""Columns of the file besides the form's own: the ID of the case, the answer that was given, the evidence."""
AT_ONCE = 500
"""Lines that are written together."""


@dataclass
class TakenIn:
    """What became of a file. faults: one English sentence for each bad field, with line and field."""

    taken: int = 0
    known: int = 0
    faults: list[str] = field(default_factory=list)
    refused: int = 0
    """Lines that were not taken."""


class Unusable(Exception):
    """The file cannot be used at all; the text says why and what to do."""


def find_form(office: AlurOffice, code: str) -> tuple[Flow, Form]:
    """Raises Unusable with the nearest codes."""
    forms = forms_of(office.office)
    if code not in forms:
        near = get_close_matches(code, forms, n=3, cutoff=0.4)
        hint = f" Did you mean {', '.join(near)}?" if near else ""
        raise Unusable(f"there is no form «{code}».{hint} `alur forms` lists them all.")
    return forms[code]


def take_in(
    office: AlurOffice, code: str, file: Path, tell: Callable[[int], None] = lambda n: None
) -> TakenIn:
    """Take in a file; what it brings is handled by the next pass. Raises Unusable."""
    flow, form = find_form(office, code)
    result = TakenIn()
    waiting: list[Submission] = []

    def keep() -> None:
        """Write what waits, in one transaction: a stack of thousands is not thousands of flushes to the disk."""
        new = office.journal.submit_forms(waiting)
        result.taken += sum(new)
        result.known += len(new) - sum(new)
        waiting.clear()

    exists = cache(lambda case: bool(office.journal.cases([case])))
    for number, answers in _lines(file, form):
        tell(number)
        read = read_form(form, flow, answers)
        faults = [f"line {number}, «{label}»: {why}" for label, why in read.faults.items()]
        case = answers.get(CASE, "").strip()
        if not faults and form.answers is not None:
            new = _answer(office, form, flow, answers, read.values, number, faults)
            if not faults:
                result.taken += new
                result.known += not new
        elif not faults and form.adds is not None and form.adds.kind is Kind.LINES and not exists(case):
            faults = [f"line {number}, «{CASE}»: «{case}» is no case; write the ID of the row it belongs to"]
        elif not faults:
            waiting.append(_submission(office, form, flow, case, read.values, number))
        result.faults += faults
        result.refused += bool(faults)
        if len(waiting) >= AT_ONCE:
            keep()
    keep()
    return result


def _lines(file: Path, form: Form) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, label -> text) of each line that holds something."""
    text = _text_of(file)
    first = text.splitlines()[0] if text.strip() else ""
    delimiter = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        headings = [heading.strip() for heading in next(reader)]
    except StopIteration:
        raise Unusable(f"{file}: it is empty; the first line names the fields") from None
    labels = _labels(headings, form, file)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, {label: cell for label, cell in zip(labels, row, strict=False) if label}


def _text_of(file: Path) -> str:
    try:
        raw = file.read_bytes()
    except OSError as fault:
        raise Unusable(f"{file}: cannot be read: {fault.strerror}") from fault
    if raw[:2] == b"PK":
        raise Unusable(f"{file}: this is a workbook; save the sheet as CSV and take that")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unusable(f"{file}: this is no text; save the sheet as «CSV UTF-8» and take that")


def _labels(headings: list[str], form: Form, file: Path) -> list[str]:
    """The field that each column of the file is, found by its label or by the heading it fills; '' for none."""
    known = {asked.fills.casefold(): asked.label for asked in form.fields}
    known |= {asked.label.casefold(): asked.label for asked in form.fields}
    known |= {word.casefold(): word for word in (CASE, ANSWER, NOTE)}
    found = [known.get(heading.casefold(), "") for heading in headings]
    missing = [asked.label for asked in form.fields if asked.required and asked.label not in found]
    if missing:
        raise Unusable(
            f"{file}: the first line has no «{'», «'.join(missing)}»; it has «{'», «'.join(headings)}». "
            "Name the columns as the fields of the form"
        )
    return found


def _submission(
    office: AlurOffice, form: Form, flow: Flow, case: str, values: Mapping[str, str], number: int
) -> Submission:
    parts = [form.code, case, *(f"{heading}={text}" for heading, text in sorted(values.items()))]
    id = tracking_code(parts, office.key)
    addresses = [
        text
        for asked in form.fields
        if isinstance(column_of(form, flow, asked).type, Email) and (text := values.get(asked.fills, ""))
    ]
    opener = addresses[0] if form.opens and addresses else ""
    at = office.clock.now() + timedelta(microseconds=number)  # in the order of the file
    return Submission(id, form.code, at, dict(values), opener, case=case)


def _answer(
    office: AlurOffice, form: Form, flow: Flow, answers: Mapping[str, str], values: Mapping[str, str], number: int,
    faults: list[str],
) -> bool:  # fmt: skip
    """An outsider's answer that came on paper; where the step wants a reason or evidence, the note says it."""
    id, label, note = (answers.get(column, "").strip() for column in (CASE, ANSWER, NOTE))
    case = office.journal.cases([id]).get(id)
    step = step_of(flow, case) if case is not None else None
    if case is None or case.flow != flow.code:
        faults.append(f"line {number}, «{CASE}»: «{id}» is no case of {flow.code}")
    elif step is None or step.status != form.answers:
        faults.append(
            f"line {number}, «{CASE}»: {id} stands at «{case.status}», this form answers «{form.answers}»"
        )
    elif label not in step.labels(case.variant):
        faults.append(
            f"line {number}, «{ANSWER}»: «{label}» is none of {', '.join(step.labels(case.variant))}"
        )
    elif not note and (step.answer(label).note or step.answer(label).evidence):
        wanted = "the reason" if step.answer(label).note else "the paper that says so, by its number and date"
        faults.append(f"line {number}, «{NOTE}»: it is empty; «{label}» needs {wanted}")
    else:
        given = Given(
            f"berkas/{id}/{case.visit}", id, case.visit, label, office.clock.now(), note[:2000],
            factor="berkas", values=dict(values),
        )  # fmt: skip
        return office.journal.submit(given)[0]
    return False


def list_forms(office: AlurOffice) -> list[tuple[str, str, str]]:
    """(code, what it does, title) of every form."""
    found = []
    for code, (flow, form) in forms_of(office.office).items():
        if form.opens:
            does = f"opens {flow.code}"
        elif form.adds is not None:
            does = f"adds to «{form.adds.name}»"
        else:
            does = f"answers {flow.code} «{form.answers}»"
        found.append((code, does, form.title))
    return found
