"""Letters and workbooks of a case: what stands in one, which version it is, who signs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind, Json, Letter, OpKind
from flows.engine.columns import Value
from flows.engine.data import records_of
from flows.engine.matter import Matter, desks_of
from flows.engine.model import DeskFrom, Kind, MakeLetter, MakeWorkbook, Register
from flows.engine.office import Person
from flows.engine.plan import slug

WORKBOOK = "*.xlsx"
"""Stands for the template of what is a workbook."""


def letter_context(matter: Matter, lines: Sequence[Register] = ()) -> Json:
    """The words that a template may use, as JSON: texts, whole numbers, ``YYYY-MM-DD`` dates, lists; '' for empty."""
    values = matter.all_values
    words: Json = {column.word: _json(values.get(column.heading)) for column in matter.flow.register.columns}
    for register in lines:
        of_case = register.kind is not Kind.DATA  # a DATA register stands in a letter with all its rows
        rows = matter.lines.get(register.name, ()) if of_case else list(records_of(matter.plan, register))
        words[register.word] = [
            {column.word: _json(row.get(column.heading)) for column in register.columns} for row in rows
        ]
    for children in matter.flow.children:
        words[children.register.word] = [
            {
                column.word: _json({**child.initial, **child.fills}.get(column.heading))
                for column in children.register.columns
            }
            for child in matter.plan.children(matter.case.id)
            if child.register == children.register.name
        ]
    words["kasus"] = {
        "id": matter.case.id,
        "flow": matter.flow.code,
        "proses": matter.flow.title,
        "status": matter.case.status,
    }
    words["hari_ini"] = matter.plan.now.astimezone(JAKARTA).date().isoformat()
    return words


def _json(value: Value | str | int | date) -> object:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
        case _:
            return value


def make_letter(matter: Matter, action: MakeLetter) -> None:
    is_final = any(one.final and one.name == action.name for one in matter.case.letters)
    # Of a letter that is final for good no draft is made either: nothing would come of it.
    if is_final and action.name not in matter.flow.letters_made_again and not action.again:
        return
    _new_version(matter, action)


def make_workbook(matter: Matter, action: MakeWorkbook) -> None:
    """Decide a workbook; its rows lie in the operation's payload, which can be erased."""
    case, plan = matter.case, matter.plan
    table = action.table(matter.view, lambda register: list(records_of(plan, register)))
    version = 1 + sum(one.name == action.name and one.final == action.final for one in case.letters)
    tail = f"-{version}" if action.final and version > 1 else "" if action.final else f"-draf-{version}"
    file = f"{matter.flow.code}/{case.id}/{slug(action.name)}{tail}.xlsx"
    rows = [[_json(cell) for cell in row] for row in table.rows]
    payload: Json = {
        "template": WORKBOOK, "name": action.name, "file": file, "final": action.final, "case": case.id, "code": "",
        "context": {"headings": list(table.headings), "rows": rows}, "sign": None,
    }  # fmt: skip
    operation = plan.operate(case, OpKind.LETTER, f"{action.name}{tail}", payload)
    fills = {**case.fills, action.counts: len(rows)} if action.counts else case.fills
    letter = Letter(action.name, WORKBOOK, file, version, action.final, "")
    matter.case = replace(case, letters=(*case.letters, letter), fills=fills)
    plan.event(
        case.id, EventKind.LETTER, name=action.name, file=file, final=action.final, version=version,
        operation=operation, rows=len(rows),
    )  # fmt: skip


def correct(matter: Matter, action: MakeLetter) -> str:
    """Make a final letter again as a marked correction; gives its file. The letter before it is not touched."""
    return _new_version(matter, action)


def _new_version(matter: Matter, action: MakeLetter) -> str:
    case, plan = matter.case, matter.plan
    template = matter.chosen(action.template)
    if not template:
        return ""
    version = 1 + sum(one.name == action.name and one.final == action.final for one in case.letters)
    tail = "" if action.final else f"-draf-{version}"
    if action.final and version > 1:
        tail = f"-{version}" if action.again else f"-koreksi-{version - 1}"
    file = f"{matter.flow.code}/{case.id}/{slug(action.name)}{tail}.docx"
    code = plan.code("surat", case.id, action.name, action.final, version)
    payload: Json = {
        "template": template,
        "name": action.name,
        "file": file,
        "final": action.final,
        "code": code,
        "context": {
            **letter_context(matter, action.lines),
            "koreksi": version - 1 if action.final and not action.again else 0,
        },
        "sign": _signature(matter, _signing(matter, action.signer)),
    }
    operation = plan.operate(case, OpKind.LETTER, f"{action.name}{tail}", payload)
    letter = Letter(action.name, template, file, version, action.final, code)
    matter.case = replace(
        case, letters=(*case.letters, letter), sealed=case.sealed or (action.final and bool(case.agreed))
    )
    plan.event(
        case.id,
        EventKind.LETTER,
        name=action.name,
        file=file,
        final=action.final,
        version=version,
        code=code,
        operation=operation,
    )
    return file


def _signing(matter: Matter, signer: str | DeskFrom) -> str:
    return signer if isinstance(signer, str) else desks_of(signer, matter.values)[0].name


def _signature(matter: Matter, desk: str) -> Json | None:
    """Who signs for a desk: whoever agreed for it last, else whoever sits there now."""
    if not desk:
        return None
    plan = matter.plan
    person: Person | None = None
    prefix = ""
    for agreement in reversed(matter.case.agreements):
        if agreement.desk == desk:
            person, prefix = plan.office.directory.people.get(agreement.person), agreement.mandate
            break
    if person is None:
        deciders = plan.office.directory.who_decides(desk, plan.now)
        if deciders:
            person, mandate = deciders[0]
            prefix = mandate.kind.value if mandate else ""
    if person is None:
        return {"jabatan": desk, "sebutan": prefix, "nama": "", "pangkat": "", "nip": ""}
    head = plan.office.directory.head_of(desk)
    title = head.jabatan if head and head.jabatan else desk
    return {
        "jabatan": title,
        "sebutan": prefix,
        "nama": person.name,
        "pangkat": person.pangkat,
        "nip": person.nip,
    }
