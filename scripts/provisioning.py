"""An office is made: its folder, its key and journal, its workbooks or spreadsheets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from pathlib import Path

from connectors.approvals import load_or_make_key
from flows.engine.books import MADE
from scripts.extending import add_columns, told_before
from scripts.office import AlurOffice, Busy, open_office


def make_office(folder: Path) -> list[str]:
    """Make what an office folder needs; what is there stays. Says what was made."""
    from connectors.config import write_default_config

    folder.mkdir(parents=True, exist_ok=True)
    said = [f"wrote {path}" for path in write_default_config(folder)]
    for name, rights in (("registers", 0o777), ("documents", 0o777), ("outbox", 0o700), ("log", 0o700)):
        (folder / name).mkdir(mode=rights, exist_ok=True)  # links to decide by lie in the outbox
    fresh = not (folder / "secret.key").exists()
    known_before = (folder / "journal.db").exists()
    load_or_make_key(folder / "secret.key")
    office = open_office(folder)
    office.journal.verify_head()
    office.close()
    if fresh and known_before:
        said.append(
            f"{folder / 'secret.key'} was gone and a new one was made: links that were sent open no more, and every "
            "PIN and application has to be set again. If a backup has the old key, put it back instead"
        )
    elif fresh:
        said.append(f"made the secret key and the journal in {folder}")
    return said


def provision_office(office: AlurOffice, *, plan: bool = False) -> tuple[list[str], list[str]]:
    """Make the workbooks (or spreadsheets) that are missing. Gives what was made or would be, and what a person has to
    mend."""
    if office.config.backend == "google":
        return _provision_google(office, plan=plan)
    from connectors.xlsx import XlsxRegisters
    from connectors.xlsx.create import create_workbook
    from connectors.xlsx.extend import what_is_missing
    from connectors.xlsx.package import Refused

    said: list[str] = []
    problems: list[str] = []
    try:
        for workbook, registers in office.workbooks.items():
            path = office.folder / "registers" / f"{workbook}.xlsx"
            if path.exists():
                try:
                    lacking, found = what_is_missing(path, registers)
                except Refused as fault:
                    problems.append(f"{path}: {fault}")
                    continue
                added, left = add_columns(office, workbook, path, lacking, plan=plan)
                said += added
                problems += [*found, *left]
                continue
            known = [register.name for register in registers if office.journal.ids_in(register.name)]
            if known:
                back = XlsxRegisters(path.parent, registers).renamed(workbook) or "restore it from its backup"
                problems.append(f"{path} is gone, but the journal knows rows of {', '.join(known)}; {back}")
                continue
            said.append(
                f"{'would make' if plan else 'made'} {path} with {', '.join(r.name for r in registers)}"
            )
            if not plan:
                _begins(office)([register.name for register in registers])
                create_workbook(path, workbook, registers, office.flows)
    finally:
        office.close()
    return said, problems


def _begins(office: AlurOffice) -> Callable[[Sequence[str]], None]:
    """Notes registers that are about to be made: their first rows are new, also where this run is killed."""

    def note(registers: Sequence[str]) -> None:
        if registers:
            office.journal.remember({}, {}, [], {f"register:{name}": MADE for name in registers})

    return note


def _provision_google(office: AlurOffice, *, plan: bool) -> tuple[list[str], list[str]]:
    from connectors.google.client import NotDone, Unknown
    from connectors.google.forms_provision import FormProvision
    from connectors.google.ledger import provision_ledger
    from connectors.google.looks import colours_of
    from connectors.google.provision import Provision
    from connectors.google.registers import answers_of
    from connectors.google.sheets import fresh_id
    from scripts.moving import Workbooks

    answers = answers_of(office.office.by_register.values())
    moves = Workbooks(office)
    try:
        # No pass may come between: what it did to a workbook would not be in its spreadsheet.
        with nullcontext() if plan else office.lock():
            client = office.google_client(patient=True)
            work = Provision(
                client, office.kept, answers, fresh_id, plan=plan, rows=office.config.google.rows, moves=moves,
                told=lambda name: told_before(office, office.office.registers[name]), begins=_begins(office),
                colours=colours_of(office.office.by_register.values()),
            )  # fmt: skip
            work.run(office.workbooks, lambda name: bool(office.journal.ids_in(name)))
            provision_ledger(work)
            forms = FormProvision(client, office.kept, plan=plan)
            if office.forms:
                forms.run(office.forms)
            problems = [*work.problems, *forms.problems, *moves.typed_in_since()]
            return [*work.said, *forms.said, *work.notes], problems
    except Busy:
        return [], ["a pass is at work; run `alur provision` again when it is done"]
    except (NotDone, Unknown) as fault:
        return [], [f"Google: {fault}"]
    finally:
        office.close()
