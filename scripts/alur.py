"""The command line: ``alur --office DIR COMMAND``. Exit codes: 0 done, 1 problems found (printed), 2 wrong usage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts import faults
from scripts.commands import Json, dump, fail, office_folder, remember, say, the_office
from scripts.google_commands import google_app
from scripts.laporan import report
from scripts.record_commands import journal_app, number_app, pin_app

if TYPE_CHECKING:
    from flows.engine.model import Flow
    from flows.engine.report import Report

START, RUN, LOOK, HAND = "Start an office", "Run it", "Look", "By hand"
IN_OUT, AUTHOR = "Take in, hand out", "Write flows"
app = typer.Typer(
    name="alur",
    help="Office procedures that run: spreadsheet registers, forms, letters and approvals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(journal_app, name="journal", rich_help_panel=RUN)
app.add_typer(number_app, name="number", rich_help_panel=HAND)
app.add_typer(pin_app, name="pin", rich_help_panel=START)
app.add_typer(google_app, name="google", rich_help_panel=START)


@app.callback()
def main_options(
    office: Annotated[Path, typer.Option("--office", help="The office folder.")] = Path("office"),
) -> None:
    """Remember which office is meant."""
    remember(office)


# --------------------------------------------------------------------------------- setting up an office


@app.command(rich_help_panel=START)
def init() -> None:
    """Make an office folder: configuration to fill in, the office's secret key, the journal."""
    from scripts.provisioning import make_office

    folder = office_folder()
    for line in make_office(folder):
        say(line)
    say(f"Now look through {folder / 'config'}, then: alur --office {folder} check")


@app.command(rich_help_panel=START)
def check() -> None:
    """Find every mistake in flows, templates, configuration and workbooks before anything is sent."""
    from rich.console import Console

    from scripts.checking import days_off, problems_and_reminders

    with Console(stderr=True).status("trying every flow, template and setting"):
        problems, reminders = problems_and_reminders(office_folder())
    for line in reminders:
        say(f"note: {line}")
    if problems:
        raise fail(*problems)
    for line in days_off(office_folder()):
        say(f"days off {line}")
    say("no problems")


@app.command(rich_help_panel=START)
def provision(
    plan: Annotated[bool, typer.Option("--plan", help="Only say what would be made.")] = False,
) -> None:
    """Make the workbooks that are missing, with their tabs, headings and drop-downs; again, it changes nothing."""
    from scripts.provisioning import provision_office

    lines, problems = provision_office(the_office(), plan=plan)
    for line in lines or ["nothing to make"]:
        say(line)
    if problems:
        raise fail(*problems)


# ----------------------------------------------------------------------------------------------- passes


@app.command(rich_help_panel=RUN)
def sync(
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Say what a pass would do; touch nothing.")
    ] = False,
    confirm_mails: Annotated[
        bool, typer.Option("--confirm-mails", help="Let many waiting mails go in this pass.")
    ] = False,
    retry: Annotated[
        bool, typer.Option("--retry", help="Try again what was given up (a mended template).")
    ] = False,
    as_json: Json = False,
) -> None:
    """Do one pass: read what changed, decide, make letters, bring registers up to date, send mail."""
    from scripts.running import one_pass

    report = one_pass(
        the_office(), rehearse=rehearse, confirm_mails=confirm_mails, retry=retry, quiet=as_json
    )
    if report is None:
        say("another pass is at work; nothing was done")
        return
    _tell(report, as_json)
    if report.problems:
        raise typer.Exit(1)


def _tell(report: Report, as_json: bool) -> None:
    if as_json:
        dump(
            {
                "at": report.now.isoformat(),
                "rehearsed": report.rehearsed,
                "opened": report.opened,
                "moves": report.moves,
                "numbers": report.numbers,
                "letters": report.letters,
                "mails": report.mails,
                "set_aside": report.set_aside,
                "baseline": report.baseline,
                "read": report.read,
                "written": report.written,
                "waiting_mails": report.waiting_mails,
                "problems": report.problems,
            }
        )
        return
    for register, count in report.baseline.items():
        say(f"took in {count} old rows of {register}, without a mail")
    for line in [*report.lines, *report.set_aside]:
        say(line)
    for line in report.problems:
        print(f"problem: {line}", file=sys.stderr)
    if not report.lines and not report.problems and not report.rehearsed and sys.stdout.isatty():
        say("nothing to do")


@app.command(rich_help_panel=RUN)
def watch(
    every: Annotated[int, typer.Option(help="Seconds between passes.", min=5)] = 60,
) -> None:
    """Do a pass again and again, until stopped with Ctrl-C; one that fails later is told, and the next one tries."""
    import time

    import schedule

    from scripts.running import one_pass

    office = the_office()

    def run() -> None:
        report = one_pass(office, quiet=True)
        if report is not None:
            _tell(report, False)

    def again() -> None:
        try:
            run()
        except Exception as fault:
            print(f"problem: {faults.told(fault, office_folder())}", file=sys.stderr)

    run()
    schedule.every(every).seconds.do(again)
    try:
        while True:
            schedule.run_pending()
            time.sleep(1)
    except KeyboardInterrupt:
        say("stopped")


# ---------------------------------------------------------------------------------------------- looking


@app.command(rich_help_panel=LOOK)
def status(as_json: Json = False) -> None:
    """Name for each open case whose turn it is and until when."""
    from scripts.looking import open_cases, show_open_cases

    cases = open_cases(the_office())
    if as_json:
        dump(cases)
    else:
        show_open_cases(cases)


@app.command(rich_help_panel=LOOK)
def case(
    id: Annotated[str, typer.Argument(metavar="CASE", help="For example SK-2026-0007.")],
    as_json: Json = False,
) -> None:
    """Tell one case: where it stands, its history, its letters, its numbers."""
    from scripts.looking import show_case, whole_case

    found = whole_case(the_office(), id)
    if found is None:
        raise fail(f"there is no case «{id}»; `alur status` lists the open ones")
    if as_json:
        dump(found)
    else:
        show_case(found)


@app.command(rich_help_panel=AUTHOR)
def flows(as_json: Json = False) -> None:
    """List the flows: steps, answers, hand-offs."""
    from flows import ALL
    from flows.engine.describe import describe, lines_of

    if as_json:
        dump([describe(flow) for flow in ALL])
        return
    for flow in ALL:
        say("\n".join(lines_of(flow)))
        say()


@app.command(rich_help_panel=AUTHOR)
def draw(
    code: Annotated[str, typer.Argument(help="A flow, for example P1.2.1.1; '' draws all.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="A folder for SVG files; without it, Mermaid is printed.")
    ] = None,
) -> None:
    """Draw a flow in swim-lanes."""
    from flows import ALL
    from flows.engine.draw import mermaid, svg

    chosen: list[Flow] = [flow for flow in ALL if code in ("", flow.code)]
    if not chosen:
        raise fail(f"there is no flow «{code}»; the flows are {', '.join(flow.code for flow in ALL)}")
    for flow in chosen:
        if out is None:
            say(mermaid(flow))
        else:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{flow.code}.svg").write_text(svg(flow), encoding="utf-8")
            say(f"wrote {out / f'{flow.code}.svg'}")


@app.command("archive-list", rich_help_panel=LOOK)
def archive_list() -> None:
    """Make the list of active archives as a letter, and those of what may be proposed to move or destroy."""
    from scripts.daftar_arsip import make_archive_lists

    office = the_office()
    try:
        for path in make_archive_lists(office):
            say(f"made {path}")
    finally:
        office.close()


app.command("report", rich_help_panel=LOOK)(report)


@app.command("export", rich_help_panel=IN_OUT)
def export(
    register: Annotated[str, typer.Argument(help="For example «Surat Masuk».")],
    out: Annotated[Path, typer.Argument(help="The CSV file to write.")],
) -> None:
    """Write a register as CSV; no cell of it is taken for a formula by the program that opens it."""
    from scripts.exporting import NoSuchRegister, export_register

    office = the_office()
    try:
        say(f"wrote {export_register(office, register, out)} rows to {out}")
    except NoSuchRegister as fault:
        raise fail(str(fault)) from None
    finally:
        office.close()


@app.command(rich_help_panel=HAND)
def correct(
    id: Annotated[str, typer.Argument(metavar="CASE")],
    letter: Annotated[str, typer.Argument(help="The name of the letter, for example Surat.")],
) -> None:
    """Make a corrected version of a final letter from the row as it stands now; the letter before it stays as it is."""
    from scripts.running import correct_letter

    done, said = correct_letter(the_office(), id, letter)
    if not done:
        raise fail(said)
    say(said)


# ------------------------------------------------------------------------------------ pages, forms, decisions


@app.command(rich_help_panel=RUN)
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    host: Annotated[
        str, typer.Option(help="127.0.0.1 behind a proxy; 0.0.0.0 for the whole network.")
    ] = "127.0.0.1",
    behind_proxy: Annotated[
        bool,
        typer.Option("--behind-proxy", help="A reverse proxy speaks for visitors (X-Forwarded-For, -Proto)."),
    ] = False,
    proxy: Annotated[str, typer.Option(help="The address from which that proxy comes.")] = "127.0.0.1",
    threads: Annotated[int, typer.Option(help="Requests answered at the same time.", min=1, max=64)] = 8,
) -> None:
    """Serve the pages: forms, tracking, links for outsiders, approvals, verification of letters."""
    from connectors.web.serving import serve

    office = the_office()
    spoken_for = proxy if behind_proxy else ""
    serve(office, host, port, threads=threads, proxy=spoken_for, tell=say, ready=office.keeper.begin)


@app.command(rich_help_panel=AUTHOR)
def emulator(
    port: int = 8099,
    state: Annotated[
        Path | None, typer.Option(help="A folder to resume from and to keep changes in.")
    ] = None,
    latency: Annotated[float, typer.Option(help="Seconds that each call takes.")] = 0.0,
    faults: Annotated[
        float, typer.Option(help="Chance of 429, 500 or 503, before or after the effect.")
    ] = 0.0,
    dropped: Annotated[float, typer.Option(help="Chance that the answer to a call is lost.")] = 0.0,
    quotas: Annotated[bool, typer.Option(help="Hold callers to Google's quotas.")] = False,
    human: Annotated[float, typer.Option(help="Chance that somebody edits between two calls.")] = 0.0,
    seed: Annotated[int, typer.Option(help="Of all these chances.")] = 1,
    metadata_stays: Annotated[bool, typer.Option(help="A row's metadata does not follow a sort.")] = False,
) -> None:
    """Serve the offline stand-in for Google Workspace on this machine; the same can be switched by POST /_control."""
    from scripts.emulator import run, switches

    switched = switches(
        latency=latency, faults=faults, dropped=dropped, quotas=quotas, human=human, seed=seed,
        metadata_stays=metadata_stays,
    )  # fmt: skip
    run(port, state, switched, say)


@app.command(rich_help_panel=IN_OUT)
def forms(as_json: Json = False) -> None:
    """List every form: what outsiders send, what answers a step, what a file can bring to a register."""
    from scripts.intake import list_forms

    office = the_office()
    found, addresses = list_forms(office), office.form_addresses
    if as_json:
        dump([
            {"code": code, "does": does, "title": title, "address": addresses.get(code, "")}
            for code, does, title in found
        ])  # fmt: skip
        return
    for code, does, title in found:
        say(f"{code:32} {does:44} {title}")
        if code in addresses:
            say(f"{'':32} {addresses[code]}")


@app.command(rich_help_panel=IN_OUT)
def intake(
    form: Annotated[str, typer.Argument(help="A form of `alur forms`.")],
    file: Annotated[Path, typer.Argument(help="A CSV file: the first line names the fields.")],
) -> None:
    """Take in forms from a file (a paper stack, an export): good lines are taken, bad ones told with the reason."""
    from scripts.intake import Unusable, take_in
    from scripts.progress import lines_of

    try:
        with lines_of(file, f"taking in {form}") as tell:
            result = take_in(the_office(), form, file, tell)
    except Unusable as fault:
        raise fail(str(fault)) from None
    say(
        f"{result.taken} taken, {result.known} taken before, {result.refused} not taken; the next pass handles them"
    )
    if result.faults:
        raise fail(*result.faults)


@app.command(rich_help_panel=HAND)
def sandi(id: Annotated[str, typer.Argument(metavar="CASE")]) -> None:
    """Say the password of the workbooks of a case, to tell the receiver in person or by telephone."""
    from connectors.letters.workbook import password_of

    office = the_office()
    if not office.journal.cases([id]):
        raise fail(f"there is no case «{id}»")
    say(password_of(office.key, id))


@app.command(rich_help_panel=LOOK)
def requests(as_json: Json = False) -> None:
    """List the decisions that are being asked for, and of whom."""
    from scripts.looking import open_requests, show_requests

    found = open_requests(the_office())
    if as_json:
        dump(found)
    else:
        show_requests(found)


@app.command(rich_help_panel=HAND)
def decide(
    request: Annotated[
        str, typer.Argument(help="A request of `alur requests`, or the whole link of the mail.")
    ],
    label: Annotated[str, typer.Argument(help="The answer, for example Setuju.")],
    person: Annotated[str, typer.Option(help="Who decides; not needed with a link.")] = "",
    note: str = "",
    pin: Annotated[str, typer.Option(help="Asked for when it is left out.")] = "",
) -> None:
    """Give a decision at this machine, by the approver's own PIN. The next pass takes it."""
    from scripts.running import give_decision, no_such_request

    office = the_office()
    if wrong := no_such_request(office, request, person):
        raise fail(wrong)
    pin = pin or typer.prompt("PIN", hide_input=True)
    done, said = give_decision(office, request, label, person, pin, note)
    if not done:
        raise fail(said)
    say(said)


def main() -> None:
    """Run the command line; --office is understood behind the command too."""
    words = sys.argv[1:]
    place = next((n for n, word in enumerate(words) if word.split("=")[0] == "--office"), 0)
    width = 1 if words and "=" in words[place] else 2
    sys.argv[1:] = words[place : place + width] + words[:place] + words[place + width :]
    faults.run(app, office_folder)


if __name__ == "__main__":
    main()
