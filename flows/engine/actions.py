"""What an action of a flow becomes: numbers, letters, mails, cases that another process takes over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind, Json, Letter, OpKind
from flows.engine.columns import Value
from flows.engine.data import fill_from, records_of, update_data
from flows.engine.matter import Matter, desks_of, open_case, required_of, seat_of
from flows.engine.model import (
    ID,
    PARENT,
    Action,
    Desk,
    DeskFrom,
    EmailIn,
    Fill,
    FillFrom,
    Kind,
    MakeLetter,
    MakeWorkbook,
    OpenCase,
    OpenChildren,
    Recipient,
    Register,
    SendMail,
    TakeNumber,
    UpdateData,
    Whom,
)  # fmt: skip
from flows.engine.office import Person
from flows.engine.plan import slug
from flows.engine.reading import plain

WORKBOOK = "*.xlsx"
"""Stands for the template of what is a workbook."""


def carry_out(matter: Matter, actions: Iterable[Action]) -> None:
    """Turn actions into decisions, in the order in which they stand."""
    numbers: dict[str, str] = {}  # name of a letter -> the number that was taken for it
    taken = ""
    for action in actions:
        if action.only and matter.case.variant not in action.only:
            continue
        match action:
            case TakeNumber():
                _take_number(matter, action)
                taken = plain(matter.case.fills.get(action.column))
            case Fill():
                _fill(matter, action)
            case MakeLetter():
                _make_letter(matter, action)
                if action.final and taken:
                    numbers[action.name], taken = taken, ""
            case SendMail():
                _send_mail(matter, action, numbers)
            case OpenCase():
                _open_case(matter, action)
            case OpenChildren():
                _open_children(matter, action)
            case UpdateData():
                update_data(matter, action)
            case FillFrom():
                fill_from(matter, action)
            case MakeWorkbook():
                _make_workbook(matter, action)


# -------------------------------------------------------------------------------- numbers and columns


def _take_number(matter: Matter, action: TakeNumber) -> None:
    case = matter.case
    if action.column in case.fills and not action.again:
        return
    series = matter.chosen(action.series)
    if not series:
        return
    kode = action.code or plain(matter.all_values.get("Kode klasifikasi")) or matter.flow.classification
    # A column takes a number once; that of a further letter is known by the visit it was given in.
    heading = f"{action.column} ({case.visit})" if action.column in case.fills else action.column
    number = matter.plan.take_number(series, case.id, heading, kode)
    fills = {**case.fills, action.column: number.text}
    if action.dated:
        fills[action.dated] = matter.plan.now.astimezone(JAKARTA).date()
    matter.case = replace(case, fills=fills)


def _fill(matter: Matter, action: Fill) -> None:
    value = action.value(matter.view)
    text = "; ".join(value) if isinstance(value, tuple) else value
    fills = {heading: old for heading, old in matter.case.fills.items() if heading != action.column}
    if text is not None:
        fills[action.column] = text
    matter.case = replace(matter.case, fills=fills)


# -------------------------------------------------------------------------------------------- letters


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


def _make_letter(matter: Matter, action: MakeLetter) -> None:
    is_final = any(one.final and one.name == action.name for one in matter.case.letters)
    # Of a letter that is final for good no draft is made either: nothing would come of it.
    if is_final and action.name not in matter.flow.letters_made_again and not action.again:
        return
    _new_version(matter, action)


def _make_workbook(matter: Matter, action: MakeWorkbook) -> None:
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


# ----------------------------------------------------------------------------------------------- mail


def _send_mail(matter: Matter, action: SendMail, numbers: Mapping[str, str]) -> None:
    letter = {
        "surat": action.attach[0] if action.attach else "",
        "nomor": _number_of(matter, action, numbers),
    }
    for whom in action.to:
        send_to(matter, whom, action.template, attach=action.attach, extra=letter)


def _number_of(matter: Matter, action: SendMail, numbers: Mapping[str, str]) -> str:
    """The number that a mail speaks of: of its letter, else the last one taken; '' rather than another letter's."""
    if not action.attach:
        return [*numbers.values()][-1] if numbers else _only_number(matter)
    letter = action.attach[0]
    if letter in numbers:
        return numbers[letter]
    named = [
        plain(text)
        for heading, text in matter.case.fills.items()
        if heading.startswith("Nomor ") and heading.removeprefix("Nomor ").casefold() in letter.casefold()
    ]
    return named[0] if named else ""


def _only_number(matter: Matter) -> str:
    """The number of a case that has taken just one."""
    found = [plain(text) for heading, text in matter.case.fills.items() if heading.startswith("Nomor")]
    return found[0] if len(found) == 1 else ""


def send_to(
    matter: Matter, whom: Recipient, template: str, *, attach: Sequence[str] = (), name: str = "",
    extra: Json | None = None,
) -> None:  # fmt: skip
    """Decide one mail for each address that a recipient stands for; without an address the history says so."""
    said = {**(extra or {}), **({"meja": _called(whom)} if isinstance(whom, EmailIn) else {})}
    mail_to(matter, addresses(matter, whom), template, attach=attach, name=name, extra=said)


def _called(whom: EmailIn) -> str:
    """How somebody of whom only the address is known is spoken to: «Pos-el kelurahan» is that of «Kelurahan»."""
    said = whom.column.removeprefix("Pos-el").strip()
    return "" if whom.each else said[:1].upper() + said[1:]


def mail_to(
    matter: Matter, recipients: Sequence[tuple[str, str, str]], template: str, *, attach: Sequence[str] = (),
    name: str = "", extra: Json | None = None, request: str = "", newest: bool = False,
) -> None:  # fmt: skip
    """Decide one mail for each (desk, person, address). newest: a later draft is attached rather than the final letter
    before it, for who is asked about that draft."""
    case, plan = matter.case, matter.plan
    files, after = _attachments(matter, attach, newest)
    for desk, who, address in recipients:
        if not address:
            plan.event(
                case.id, EventKind.MAILED, template=template, desk=desk, person=who, skipped="no address"
            )
            continue
        payload: Json = {
            "to": [address],
            "template": template,
            "at": plan.now.isoformat(),
            "ref": f"ALR-{case.id}-{case.visit}",
            "case": case.id,
            "visit": case.visit,
            "desk": desk,
            "person": who,
            "request": request,
            "attach": files,
            "context": {**mail_context(matter, desk, who), **(extra or {})},
        }
        plan.operate(case, OpKind.MAIL, f"{name or template}/{desk}/{who or 'luar'}", payload, after)


def _attachments(
    matter: Matter, names: Sequence[str], newest_of_all: bool
) -> tuple[list[str], tuple[str, ...]]:
    files, after = [], []
    for name in names:
        mine = [letter for letter in matter.case.letters if letter.name == name]
        if not mine:
            continue
        finals = [letter for letter in mine if letter.final and not newest_of_all]
        newest = (finals or mine)[-1]
        files.append(newest.file)
        if not newest.made:
            after += [
                op.id for op in matter.plan.operations.values() if op.payload.get("file") == newest.file
            ]
    return files, tuple(after)


def addresses(matter: Matter, whom: Recipient) -> list[tuple[str, str, str]]:
    """(desk, person, address) of each one that a recipient stands for."""
    match whom:
        case EmailIn(column, Register() as lines):
            return [
                (plain(line.get(ID)), "", plain(line.get(column)))
                for line in matter.lines.get(lines.name, ())
            ]
        case EmailIn(column):
            # Two addresses of one row are two mails: what tells them apart is the column.
            return [(column, "", plain(matter.values.get(column)))]
        case Whom.OPENER:
            return [("", "", matter.case.opener)] if matter.case.opener else []
        case Whom.TURN:
            step = matter.step
            return (
                [one for desk in desks_of(step.by, matter.values) for one in addresses(matter, desk)]
                if step
                else []
            )
        case DeskFrom():
            return [one for desk in desks_of(whom, matter.values) for one in addresses(matter, desk)]
        case Desk() if whom.outside:
            return (
                [(whom.name, "", plain(matter.values.get(whom.email)))]
                if whom.email
                else [(whom.name, "", "")]
            )
        case Desk():
            head = matter.plan.office.directory.head_of(whom.name)
            return [(whom.name, head.id, head.email)] if head else [(whom.name, "", "")]


def mail_context(matter: Matter, desk: str, person: str) -> Json:
    """What every mail may say of its case; no value of the row but what a caller adds."""
    case, step = matter.case, matter.step
    who: Person | None = matter.plan.office.directory.people.get(person)
    return {
        "kasus": case.id,
        "proses": matter.flow.title,
        "kode_proses": matter.flow.code,
        "register": matter.flow.register.name,
        "status": case.status,
        "tugas": step.task if step else "",
        "giliran": ", ".join(d.name for d in desks_of(step.by, matter.values)) if step else "",
        "batas_waktu": case.due_at.astimezone(JAKARTA).date().isoformat() if case.due_at else "",
        "penerima": who.name if who else "",
        "meja": desk,
        "jawaban": list(step.labels(case.variant)) if step else [],
        "nomor": _only_number(matter),
        "surat": "",
        "kolom": _to_fill(matter, desk),
        "kode_lacak": case.origin.rpartition(":")[2] if case.origin.startswith("form:") else "",
    }


def _to_fill(matter: Matter, desk: str) -> list[str]:
    """The columns that whoever's turn it is still has to fill before an answer counts."""
    step = matter.step
    if step is None or desk not in [one.name for one in desks_of(seat_of(step), matter.values)]:
        return []
    values = matter.all_values
    wanted = dict.fromkeys((*required_of(matter.flow), *step.needs))
    return [heading for heading in wanted if values.get(heading) in (None, "", ())]


# ---------------------------------------------------------------------------------------- other cases


def _copied(
    matter: Matter, copies: Mapping[str, str], one_per: str = "", word: str = ""
) -> dict[str, str | int | date]:
    found: dict[str, str | int | date] = {}
    values = matter.all_values
    for theirs, ours in copies.items():
        if ours.startswith("="):
            value: Value = ours[1:]
        elif ours == "ID":
            value = matter.case.id
        elif ours == one_per:
            value = word
        else:
            value = values.get(ours)
        if value is not None and value != "":
            found[theirs] = "; ".join(value) if isinstance(value, tuple) else value
    return found


def _open_case(matter: Matter, action: OpenCase) -> None:
    plan = matter.plan
    target = plan.office.flow(action.flow)
    if target is None or (action.if_ is not None and not action.if_(matter.view)):
        return
    origin = f"{matter.case.id}>{action.flow}"
    if plan.opened_by(origin):
        return
    opened = open_case(plan, target, origin, _copied(matter, action.copies), opener="")
    plan.event(matter.case.id, EventKind.HANDED_OFF, to=opened.id, flow=action.flow, when=action.when)


def _open_children(matter: Matter, action: OpenChildren) -> None:
    children = next(child for child in matter.flow.children if child.register.name == action.into)
    flow = matter.flow.child_flow(children)
    words = matter.values.get(action.one_per)
    for word in words if isinstance(words, tuple) else (words,) if isinstance(words, str) else ():
        origin = f"{matter.case.id}>{action.into}>{word}"
        if matter.plan.opened_by(origin):
            continue
        initial = _copied(matter, action.copies, action.one_per, word)
        if children.register.column(PARENT):
            initial[PARENT] = matter.case.id
        child = open_case(matter.plan, flow, origin, initial, parent=matter.case.id)
        matter.plan.event(
            matter.case.id, EventKind.HANDED_OFF, to=child.id, flow=flow.title, when=action.one_per
        )
