"""What the command line shows of an office."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from flows.engine.calendar import JAKARTA
from flows.engine.case import Case
from flows.engine.matter import desks_of, step_of
from flows.engine.showing import history_line
from scripts.office import AlurOffice

Json = dict[str, Any]


def open_cases(office: AlurOffice) -> list[Json]:
    """Each open case: whose turn, until when, how late in working days."""
    cases = office.journal.open_cases()
    contents = office.journal.contents([case.id for case in cases])
    return [_open_case(office, case, dict(contents.get(case.id, {}))) for case in sorted(cases, key=_urgency)]


def _urgency(case: Case) -> tuple[bool, Any, str]:
    return (case.due_at is None, case.due_at or case.arrived_at, case.id)


def _open_case(office: AlurOffice, case: Case, cells: dict[str, str]) -> Json:
    flow = office.office.by_register[case.register]
    step = step_of(flow, case)
    now = office.clock.now()
    late = 0
    if case.due_at is not None and case.due_at < now:
        start, end = case.due_at.astimezone(JAKARTA).date(), now.astimezone(JAKARTA).date()
        late = office.office.calendar.working_days_between(start, end)
    values: dict[str, Any] = {**cells, **case.initial, **case.fills}
    return {
        "id": case.id,
        "flow": case.flow,
        "register": case.register,
        "status": case.status,
        "turn": [desk.name for desk in desks_of(step.by, values)] if step else [],
        "outside": bool(step and step.outside),
        "task": step.task if step else "",
        "due": case.due_at.astimezone(JAKARTA).date().isoformat() if case.due_at else None,
        "late_working_days": late,
        "waits_since": case.arrived_at.astimezone(JAKARTA).date().isoformat(),
        "set_aside": case.held,
    }


def show_open_cases(cases: list[Json]) -> None:
    if not cases:
        print("no open cases")
        return
    table = Table(
        Column("case", no_wrap=True),
        Column("process", no_wrap=True),
        "status",
        "whose turn",
        Column("until", no_wrap=True),
        Column("", no_wrap=True),
        title=f"{len(cases)} open cases",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for case in cases:
        late = f"[red]{case['late_working_days']} d late[/]" if case["late_working_days"] else ""
        turn = ", ".join(case["turn"]) + (" (outside)" if case["outside"] else "")
        table.add_row(
            case["id"],
            case["flow"],
            case["status"],
            turn,
            case["due"] or "-",
            "[yellow]set aside[/]" if case["set_aside"] else late,
        )
    Console().print(table)


def whole_case(office: AlurOffice, id: str) -> Json | None:
    """One case with its history, letters, numbers and open operations; None when there is none."""
    journal = office.journal
    case = journal.cases([id]).get(id)
    if case is None:
        return None
    history = [
        history_line(recorded, case.register, office.office.directory) for recorded in journal.events_of(id)
    ]
    return {
        **_open_case(office, case, dict(journal.contents([id]).get(id, {}))),
        "closed": case.closed,
        "variant": case.variant,
        "notice": case.notice,
        "numbers": dict(case.fills),
        "letters": [
            {
                "name": letter.name,
                "file": letter.file,
                "final": letter.final,
                "made": letter.made,
                "sha256": letter.sha256,
            }
            for letter in case.letters
        ],
        "history": [{"at": line.when.isoformat(), "what": line.what, "who": line.who} for line in history],
    }


def show_case(case: Json) -> None:
    console = Console()
    console.print(f"[bold]{case['id']}[/] {case['flow']}: [bold]{case['status']}[/]", highlight=False)
    if not case["closed"]:
        console.print(f"turn: {', '.join(case['turn'])}; until: {case['due'] or '-'}", highlight=False)
    for label in ("set_aside", "notice"):
        if case[label]:
            console.print(case[label], highlight=False, markup=False)
    for name, value in case["numbers"].items():
        console.print(f"{name}: {value}", highlight=False, markup=False)
    for letter in case["letters"]:
        state = "final" if letter["final"] else "draft"
        console.print(f"letter: documents/{letter['file']} ({state})", highlight=False, markup=False)
    for line in case["history"]:
        console.print(
            f"{line['at'][:16].replace('T', ' ')}  {line['what']}  — {line['who']}",
            highlight=False,
            markup=False,
        )


def numbers_of(office: AlurOffice, series: str, year: int) -> list[Json]:
    return [
        {
            "series": n.series, "year": n.year, "n": n.n, "suffix": n.suffix, "text": n.text, "case": n.case,
            "at": n.at.isoformat(), "void": n.void,
        }
        for n in office.journal.numbers(series, year)
    ]  # fmt: skip


def show_numbers(numbers: list[Json]) -> None:
    if not numbers:
        print("no number was given")
        return
    table = Table(
        "series", Column("number", no_wrap=True), Column("case", no_wrap=True), Column("given", no_wrap=True), "",
        box=SIMPLE_HEAD, padding=(0, 1, 0, 0),
    )  # fmt: skip
    for n in numbers:
        table.add_row(
            n["series"], n["text"], n["case"], n["at"][:10], f"BATAL: {n['void']}" if n["void"] else ""
        )
    Console().print(table)


def open_requests(office: AlurOffice) -> list[Json]:
    """Decisions that are being asked for."""
    cases = [case.id for case in office.journal.open_cases()]
    return [
        {
            "request": r.id,
            "desk": r.desk,
            "answers": list(r.labels),
            "asked": r.made_at.isoformat(),
            "shows": dict(r.view),
        }
        for r in office.journal.requests(cases)
    ]


def show_requests(requests: list[Json]) -> None:
    if not requests:
        print("no decision is being asked for")
        return
    console = Console()
    for request in requests:
        console.print(f"[bold]{request['request']}[/]", highlight=False)
        asked = f"{request['desk']}, asked {request['asked'][:10]}"
        shows = request["shows"]
        about = shorten(str(shows.get("Perihal") or next(iter(shows.values()), "")), 60, placeholder=" …")
        console.print(f"   {asked}: {about}", highlight=False, markup=False, soft_wrap=True)
        console.print(f"   answers: {', '.join(request['answers'])}", highlight=False, markup=False)


def verify_journal(office: AlurOffice) -> tuple[list[str], str]:
    """Every break found, and one line for when there is none."""
    problems = office.journal.verify()
    head = office.journal.head()
    return (
        problems,
        f"{head.seq} events in an unbroken chain, head {head.hash[:12]}; numbers and ledger agree",
    )
