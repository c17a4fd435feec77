"""What the demonstration prints at its end: what happened, where to look, what to try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table

from flows.engine.matter import step_of
from scripts.demo_office import PIN, Player

FIRST_TO_OPEN = "Umum dan Kepegawaian.xlsx"


def tell(player: Player, console: Console, registers: Sequence[tuple[str, str]] = ()) -> int:
    """Print what happened and where to look; gives how much is in a state that nothing explains. registers: where they
    are looked at, if they are no workbooks."""
    office = player.office
    console.print(_table(player))
    folder = office.folder
    pdfs = _pdfs(folder / "documents")
    letters = sum(1 for _ in (folder / "documents").rglob("*.docx"))
    mails = sorted((folder / "outbox").glob("*.eml"))
    moves = sum(len(report.moves) for report in player.reports)
    numbers = sum(len(report.numbers) for report in player.reports)
    _say(
        console,
        f"{len(player.reports)} passes moved {moves} rows, gave {numbers} numbers and made {letters} letters "
        f"({len(pdfs)} as PDF too).",
        f"{len(mails)} mails wait in {folder / 'outbox'}; nothing has left this machine.",
    )
    looks = list(
        registers or [(str(folder / "registers" / FIRST_TO_OPEN), "the registers, in Excel or LibreOffice")]
    )
    letter = next((path for path in pdfs if path.stem == "surat"), next(iter(pdfs), None))
    looks.append((str(letter or folder / "documents"), "a letter; the others lie beside it"))
    asking = [path for path in mails if "permintaan_keputusan" in path.name]
    if asking:
        looks.append((str(asking[-1]), "a mail that asks for a decision"))
    _list(console, "Look at", looks)
    unexplained = [
        case.id
        for case in office.journal.open_cases()
        if step_of(office.office.by_register[case.register], case) is None and not case.held
    ]
    problems = list(dict.fromkeys(line for report in player.reports for line in report.problems))
    _say(console, *(f"problem: {line}" for line in problems))
    _say(console, *(f"problem: nothing explains the state of {id}" for id in unexplained))
    office.close()
    return len(unexplained) + len(problems)


def tell_what_to_try(player: Player, console: Console, today: date) -> None:
    """The commands for whoever goes on from here."""
    alur = f".venv/bin/alur --office {player.office.folder}"
    known = player.office.journal.open_cases()
    case = next((one.id for one in known if one.register == "Surat Keluar"), known[0].id if known else "")
    tries = [(f"{alur} status", "whose turn it is, and until when")]
    if case:
        tries.append((f"{alur} case {case}", "one case with its history"))
    tries += [
        (f"{alur} serve", f"the pages, at http://127.0.0.1:8000; the PIN of everybody is {PIN}"),
        (f"{alur} sync", "a pass, after you chose an answer in the column Tindakan, saved and closed"),
    ]
    _list(console, "Try", tries)
    player.office.close()
    _say(
        console,
        "",
        f"In this office it is {today:%d %B %Y}: [trial] in its config/office.toml holds the clock back.",
    )


def _table(player: Player) -> Table:
    counts = player.office.journal.counts()
    table = Table(
        Column("process", no_wrap=True), "",
        *(Column(name, justify="right") for name in ("cases", "finished", "open")),
        title="The office in October 2026", box=SIMPLE_HEAD, padding=(0, 1, 0, 0),
    )  # fmt: skip
    for flow in player.office.flows:
        done, still = counts.get((flow.code, True), 0), counts.get((flow.code, False), 0)
        if done + still:
            table.add_row(flow.code, flow.title, str(done + still), str(done or "-"), str(still or "-"))
    return table


def _pdfs(documents: Path) -> list[Path]:
    """Letters as PDF; those of outgoing letters first, the last case of them first."""
    return sorted(documents.rglob("*.pdf"), key=lambda path: ("SK-" in str(path), path), reverse=True)


def _list(console: Console, title: str, lines: Iterable[tuple[str, str]]) -> None:
    """A title, and under it what to open or type with what it is; on a narrow terminal below it."""
    lines = list(lines)
    widest = max(len(what) for what, _ in lines)
    beside = 2 + widest + 3 + max(len(why) for _, why in lines) <= console.width
    console.print(f"\n[bold]{title}[/]", highlight=False)
    for what, why in lines:
        _say(console, f"  {what:{widest}}   {why}" if beside else f"  {what}\n      {why}")


def _say(console: Console, *lines: str) -> None:
    for line in lines:
        console.print(line, highlight=False, markup=False, soft_wrap=True)
