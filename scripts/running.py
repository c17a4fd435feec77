"""What the command line does to an office: passes, numbers, PINs, decisions."""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.engine.case import Case, OpState
from flows.engine.ports import Did, Outcome
from flows.engine.report import Report
from scripts.google_daily import once_a_day
from scripts.office import AlurOffice, Busy

if TYPE_CHECKING:
    from flows.engine.matter import Matter
    from flows.engine.model import MakeLetter


def one_pass(
    office: AlurOffice,
    *,
    rehearse: bool = False,
    confirm_mails: bool = False,
    retry: bool = False,
    quiet: bool = False,
) -> Report | None:
    """Do one pass under the lock; None when another pass is at work. A progress bar shows on a terminal only."""
    try:
        with office.lock():
            office.refresh()
            if retry:
                give_up_no_more(office)
            forms = None if rehearse else office.take_responses()
            if quiet or not sys.stderr.isatty():
                report = office.one_pass().run(rehearse=rehearse, confirm_mails=confirm_mails)
            else:
                report = _with_progress(office, rehearse, confirm_mails)
            if not rehearse:
                report.problems += once_a_day(office)
            if forms is not None:
                report.problems += forms.problems
                report.settled &= forms.settled
            return report
    except Busy:
        return None
    finally:
        office.close()


def _with_progress(office: AlurOffice, rehearse: bool, confirm_mails: bool) -> Report:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=None)

        def tell(stage: str, done: int, of: int) -> None:
            progress.update(task, description=stage, completed=done, total=of)

        return office.one_pass(tell).run(rehearse=rehearse, confirm_mails=confirm_mails)


def give_up_no_more(office: AlurOffice) -> None:
    """Let operations that were given up be tried again, after their template or address was mended."""
    for operation in office.journal.operations(OpState.DEAD):
        again = replace(operation, tries=0)
        case = office.journal.cases([operation.case]).get(operation.case)
        outcome = Outcome(Did.NOT_DONE, "to be tried again")
        office.journal.record(office.clock.now(), again, OpState.INTENDED, outcome, case, ())


def recover_journal(office: AlurOffice) -> list[str]:
    """Make journal and ledger agree; says what was done and what a person has to look at."""
    with office.lock():
        return office.journal.recover(office.clock.now()) or ["journal and ledger agree; nothing to recover"]


def no_such_series(office: AlurOffice, series: str) -> str:
    """What is wrong with the name of a series, '' when it is one."""
    known = sorted(office.office.series)
    return "" if series in known else f"there is no series «{series}»; there are {', '.join(known)}"


def void_number(office: AlurOffice, series: str, year: int, n: int, reason: str) -> tuple[bool, str]:
    if wrong := no_such_series(office, series):
        return False, wrong
    with office.lock():
        office.journal.void_number(series, year, n, reason, office.clock.now())
    return True, f"number {n} of series «{series}» {year} is BATAL: {reason}"


def insert_number(office: AlurOffice, series: str, year: int, after: int, case_id: str) -> tuple[bool, str]:
    """Give a case a number with a suffix, in the column in which its flow keeps numbers of that series."""
    from flows.engine.model import TakeNumber, actions_of, all_of

    if wrong := no_such_series(office, series):
        return False, wrong
    with office.lock():
        case = office.journal.cases([case_id]).get(case_id)
        if case is None:
            return False, f"there is no case «{case_id}»; `alur status` lists the open ones"
        flow = office.office.by_register[case.register]
        taking = [
            action
            for step in flow.steps
            for action in actions_of(step)
            if isinstance(action, TakeNumber) and series in all_of(action.series)
            if not action.only or case.variant in action.only
        ]
        if not taking:
            return False, f"flow {flow.code} takes no number of series «{series}»"
        taken = [one for one in office.journal.numbers(series, year) if (one.n, one.suffix) == (after, "")]
        if not taken:
            return False, f"number {after} of series «{series}» {year} was never given"
        # Where all of its columns are filled the journal says so.
        action = next((one for one in taking if one.column not in case.fills), taking[0])
        text = office.inserted_number(taken[0], case, action.code)
        number = office.journal.insert_number(
            series, year, after, case_id, action.column, text, office.clock.now(), action.dated
        )
    return True, f"{case_id} has number {number.text}; the next pass shows it"


def correct_letter(office: AlurOffice, case_id: str, name: str) -> tuple[bool, str]:
    """Intend a corrected version of a final letter; the next pass makes it, under a name and mark of its own."""
    from flows.engine.lettering import correct

    with office.lock():
        office.journal.verify_head()
        case = office.journal.cases([case_id]).get(case_id)
        if case is None:
            return False, f"there is no case «{case_id}»"
        action = _final_letter(office, case, name)
        if action is None:
            finals = ", ".join(letter.name for letter in case.letters if letter.final) or "none"
            return False, f"{case_id} has no final letter «{name}»; it has {finals}"
        matter = _as_it_stands(office, case)
        if isinstance(matter, str):
            return False, matter
        file = correct(matter, action)
        matter.plan.keep(matter.case)
        office.journal.commit(matter.plan.intent())
    office.close()
    return True, f"the next pass makes documents/{file}"


def _final_letter(office: AlurOffice, case: Case, name: str) -> MakeLetter | None:
    """How a final letter that a case has is made; of several of that name that of its kind."""
    from flows.engine.model import MakeLetter, actions_of

    flow = office.office.by_register.get(case.register)
    if flow is None or not any(letter.final and letter.name == name for letter in case.letters):
        return None
    making = [a for step in flow.steps for a in actions_of(step) if isinstance(a, MakeLetter) and a.final]
    mine = (one for one in making if one.name == name and (not one.only or case.variant in one.only))
    return next(mine, None)


def _as_it_stands(office: AlurOffice, case: Case) -> Matter | str:
    """A case with what its row, its lines and its children say now, or why they cannot be read."""
    from flows.engine.books import Books
    from flows.engine.matter import Matter
    from flows.engine.plan import Facts, Plan
    from flows.engine.reading import values_of

    journal, now = office.journal, office.clock.now()
    flow, report = office.office.by_register[case.register], Report(now)
    books = Books(office.office, journal, office.registers)
    shelf = books.read(flow.register.workbook, report)
    sheet = shelf.sheets.get(flow.register.name) if shelf else None
    if shelf is None or sheet is None:
        return " ".join(report.problems)
    if case.id not in sheet.refs:
        return f"the row of {case.id} is not in its register, or stands there twice"
    values, faults = values_of(flow.register.columns, sheet.row(sheet.refs[case.id], case.id))
    if faults:
        return " ".join(faults)
    facts = Facts(
        journal.next_number, journal.issued, journal.by_origin, children=journal.children_of([case.id]),
        cases=journal.cases, records=books.records,
    )  # fmt: skip
    lines = shelf.lines_of(flow, shelf.lines(flow), case.id)
    return Matter(Plan(office.office, facts, now), case, flow, values, lines)


def set_pin(office: AlurOffice, person: str, pin: str) -> str:
    """Set a PIN; gives what is wrong with it, '' when it is set."""
    people = office.office.directory.people
    if person not in people:
        return f"config/people.toml has no «{person}»; it has {', '.join(sorted(people))}"
    if not (pin.isdigit() and 6 <= len(pin) <= 12) or len(set(pin)) < 3:
        return "a PIN has 6 to 12 digits, at least three of them different"
    office.journal.set_factor(person, pin)
    return ""


def begin_totp(office: AlurOffice, person: str) -> tuple[bytes, str, str] | str:
    """(salt, address for the QR, secret to type) of a new authenticator application, or what is wrong."""
    from connectors.journal import totp

    people = office.office.directory.people
    if person not in people:
        return f"config/people.toml has no «{person}»; it has {', '.join(sorted(people))}"
    salt, secret = office.journal.begin_totp(person)
    return salt, totp.address(secret, office.config.office.nama, person), totp.shown(secret)


def no_such_request(office: AlurOffice, request: str, person: str) -> str:
    """What is wrong with what a decision is to be given to, '' when it can be looked at. A link is read by itself."""
    if "/keputusan/" in request or "." in request:
        return ""
    if office.journal.request(request) is None:
        return (
            f"there is no request «{request}»; `alur requests` lists them, or give the whole link of the mail"
        )
    people = office.office.directory.people
    if person not in people:
        found = f"config/people.toml has no «{person}»" if person else "who decides is missing"
        return f"{found}; name them with --person, one of {', '.join(sorted(people))}"
    return ""


def give_decision(
    office: AlurOffice, request: str, label: str, person: str, pin: str, note: str
) -> tuple[bool, str]:
    """Give a decision through the one port by which all decisions come."""
    from connectors.approvals import Decided

    outcome = office.decisions.decide(
        request, person=person, pin=pin, label=label, note=note, now=office.clock.now()
    )
    return isinstance(outcome, Decided), outcome.message
