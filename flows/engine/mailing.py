"""Mails of a case: to whom, about which letter, with what attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flows.engine.calendar import JAKARTA
from flows.engine.case import EventKind, Json, OpKind
from flows.engine.matter import Matter, desks_of, required_of, seat_of
from flows.engine.model import ID, Desk, DeskFrom, EmailIn, Recipient, Register, SendMail, Whom
from flows.engine.office import Person
from flows.engine.reading import plain


def send_mail(matter: Matter, action: SendMail, numbers: Mapping[str, str]) -> None:
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
