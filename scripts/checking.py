"""``alur check``: every mistake that can be found before anything runs, all together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from connectors.approvals import BadKey
from connectors.config import ConfigError, load_office
from connectors.config.loader import OfficeConfig
from connectors.journal import JournalProblem
from flows import ALL
from flows.engine.calendar import JAKARTA
from flows.engine.check import problems_of
from flows.engine.model import (
    Desk,
    DeskFrom,
    Flow,
    MakeLetter,
    Register,
    Seat,
    SendMail,
    Step,
    TakeNumber,
    action_lists,
    actions_of,
    all_of,
)
from flows.p1_umum.kearsipan import ARSIP
from scripts.daftar_arsip import USUL
from scripts.office import TEMPLATES, AlurOffice, WallClock, open_office
from scripts.provisioning import provision_office


def problems_and_reminders(folder: Path) -> tuple[list[str], list[str]]:
    """What keeps the office from running, and what still waits for the office's own word."""
    problems = [str(problem) for problem in problems_of(ALL)]
    problems += letter_problems(TEMPLATES / "letters", ALL)
    problems += mail_problems(ALL) + release_problems()
    try:
        config = load_office(folder)
    except ConfigError as fault:
        return [*problems, str(fault)], []
    problems += desk_problems(config, ALL)
    problems += series_problems(config, ALL)
    problems += program_problems(config)
    reminders = config.reminders(WallClock().now().astimezone(JAKARTA).date())
    if not (folder / "secret.key").is_file():
        reminders.append(
            f"{folder} holds no office yet; what was looked at is the project's own configuration. "
            f"Make one with: alur --office {folder} init"
        )
    else:
        try:
            reminders += people_without_factor(open_office(folder), ALL)
            plan, broken = provision_office(open_office(folder), plan=True)
        except (BadKey, JournalProblem) as fault:
            plan, broken = [], [str(fault)]
        problems += broken
        reminders += [
            line.removeprefix("note: ") if line.startswith("note: ") else f"{line}; run `alur provision`"
            for line in plan
        ]
    return problems, reminders


def program_problems(config: OfficeConfig) -> list[str]:
    """Programs that the office counts on and this machine does not have."""
    from connectors.letters.pdf import libreoffice

    if config.letters.pdf != "on" or libreoffice():
        return []
    return [
        f'{config.sources["office.toml"]}: letters.pdf is "on", but this machine has no LibreOffice; install it '
        '(Debian: apt-get install libreoffice-writer), or say "auto", and letters stay .docx until it is there'
    ]


def days_off(folder: Path) -> list[str]:
    """For each year, how many days the calendar has of each kind, and whether cuti bersama costs annual leave."""
    from flows.aturan import CUTI_BERSAMA_MENGURANGI

    does = "is taken off the annual leave" if CUTI_BERSAMA_MENGURANGI else "is not taken off the annual leave"
    lines = load_office(folder).calendar.told()
    return [f"{line} (which {does})" if "cuti bersama" in line else line for line in lines]


def steps_of(flow: Flow) -> list[Step]:
    return [*flow.steps, *(step for children in flow.children for step in children.steps)]


def letters_of(flow: Flow) -> Iterator[tuple[Register, MakeLetter]]:
    """Every letter of a flow with the register whose row feeds it."""
    for step in flow.steps:
        for action in actions_of(step):
            if isinstance(action, MakeLetter):
                yield flow.register, action
    for children in flow.children:
        for step in children.steps:
            for action in actions_of(step):
                if isinstance(action, MakeLetter):
                    yield children.register, action


def letter_problems(folder: Path, flows: tuple[Flow, ...]) -> list[str]:
    """Templates that are missing, ask for words that no column fills, or do not render."""
    from connectors.letters.lint import problems_in, renders

    found: list[str] = []
    seen: set[tuple[str, str, frozenset[str]]] = set()
    for flow in flows:
        children = {c.register.word: {column.word for column in c.register.columns} for c in flow.children}
        for register, letter in letters_of(flow):
            words = {column.word for column in register.columns}
            lines = children | {r.word: {column.word for column in r.columns} for r in letter.lines}
            tables = {r.word: r.columns for r in letter.lines}
            tables |= {c.register.word: c.register.columns for c in flow.children}
            for template in all_of(letter.template):
                use = (template, register.name, frozenset(lines))
                if use in seen:  # a draft and its final letter
                    continue
                seen.add(use)
                wrong = problems_in(folder / template, words, lines)
                wrong = wrong or renders(folder / template, register.columns, tables)
                found += [
                    f"{line} It is a letter of {flow.code}, register «{register.name}»." for line in wrong
                ]
    found += letters_before_their_numbers(folder, flows)
    archive = {column.word for column in ARSIP.columns} | {"lokasi", "id"}
    found += problems_in(folder / "daftar_arsip_aktif.docx", set(), {"arsip": archive})
    for usul in USUL:
        candidate = archive | {"sejak", "periksa"}
        found += problems_in(folder / f"daftar_usul_{usul}.docx", set(), {"arsip": candidate})
    return list(dict.fromkeys(found))


def letters_before_their_numbers(folder: Path, flows: tuple[Flow, ...]) -> list[str]:
    """Final letters that print a number which is only taken after them, and would go out without it."""
    from connectors.letters.lint import problems_in

    found: list[str] = []
    for flow in flows:
        words = {column.heading: column.word for column in flow.register.columns}
        lines = {register.word: {column.word for column in register.columns} for register in flow.registers}
        for step in flow.steps:
            for actions in action_lists(step):
                for place, letter in enumerate(actions):
                    if not (isinstance(letter, MakeLetter) and letter.final):
                        continue
                    early = {one.column for one in actions[:place] if isinstance(one, TakeNumber)}
                    late = [one.column for one in actions[place:] if isinstance(one, TakeNumber)]
                    for heading in [one for one in late if one not in early and one in words]:
                        known = set(words.values()) - {words[heading]}
                        asked = [
                            template
                            for template in all_of(letter.template)
                            for line in problems_in(folder / template, known, lines)
                            if f"asks for «{words[heading]}»" in line
                        ]
                        found += [
                            f"{flow.title}, step «{step.status}»: the letter «{letter.name}» prints «{heading}» "
                            f"({template}), which is taken after it; write TakeNumber before MakeLetter"
                            for template in asked
                        ]
    return found


def release_problems() -> list[str]:
    """What is wrong with the configuration of who may get which data."""
    from flows import pelepasan
    from flows.registers import STAKEHOLDER

    return pelepasan.periksa(pelepasan.IZIN, STAKEHOLDER.options)


def mail_problems(flows: Sequence[Flow]) -> list[str]:
    """Mail templates that are broken, and mails of flows that have no template."""
    from difflib import get_close_matches

    from connectors.mail.lint import problems_in_mail_templates
    from connectors.mail.rendering import Renderer

    there = Renderer().names()
    found = problems_in_mail_templates()
    for flow in flows:
        for step in steps_of(flow):
            for action in actions_of(step):
                if isinstance(action, SendMail) and action.template not in there:
                    near = get_close_matches(action.template, there, n=1)
                    hint = f" Did you mean «{near[0]}»?" if near else ""
                    found.append(
                        f"{flow.title}, step «{step.status}»: there is no mail "
                        f"templates/mails/{action.template}.jinja.{hint}"
                    )
    return found


def seats_of(flow: Flow) -> Iterator[Seat]:
    """Everybody a flow turns to: who works, who is told, who signs."""
    yield from (announced.to for announced in flow.announces)
    for step in steps_of(flow):
        approvers = step.approval.by if step.approval else ()
        yield from (seat for seat in (step.by, step.recorded_by, step.escalate, *approvers) if seat)
        for action in actions_of(step):
            if isinstance(action, SendMail):
                yield from (to for to in action.to if isinstance(to, Desk | DeskFrom))
            elif isinstance(action, MakeLetter) and isinstance(action.signer, DeskFrom):
                yield action.signer


def desk_problems(config: OfficeConfig, flows: tuple[Flow, ...]) -> list[str]:
    """Desks of the flows at which nobody sits."""
    desks = dict.fromkeys(
        desk.name for flow in flows for seat in seats_of(flow) for desk in seat.desks if not desk.outside
    )
    desks |= dict.fromkeys(
        letter.signer
        for flow in flows
        for _, letter in letters_of(flow)
        if isinstance(letter.signer, str) and letter.signer
    )
    return [f"{config.sources['people.toml']}: desks: {line}" for line in config.desks_without_people(desks)]


def people_without_factor(office: AlurOffice, flows: tuple[Flow, ...]) -> list[str]:
    """Who decides by link and has no PIN yet; at Google their account may stand for it."""
    if office.config.google.forms == "all" and office.config.backend == "google":
        return []
    approving = [
        seat
        for flow in flows
        for step in steps_of(flow)
        if step.approval
        for seat in step.approval.by or (step.by,)
    ]
    desks = dict.fromkeys(desk.name for seat in approving for desk in seat.desks if not desk.outside)
    seated = dict.fromkeys(person for desk in desks for person in office.config.directory.desks.get(desk, ()))
    try:
        able = office.journal.people_with_factor()
    finally:
        office.close()
    lacking = [person for person in seated if person not in able]
    if not lacking:
        return []
    return [
        f"no PIN yet, so they cannot decide: {', '.join(lacking)}; set it with them: alur pin set {lacking[0]}"
    ]


def series_problems(config: OfficeConfig, flows: tuple[Flow, ...]) -> list[str]:
    """Number series that flows use and the configuration does not have."""
    used = {
        name: flow.code
        for flow in flows
        for step in steps_of(flow)
        for action in actions_of(step)
        if isinstance(action, TakeNumber)
        for name in all_of(action.series)
    }
    return [
        f"{config.sources['office.toml']}: numbering has no «{name}», which {code} uses; "
        f'add [numbering."{name}"] with a format'
        for name, code in used.items()
        if name not in config.numbering
    ]
