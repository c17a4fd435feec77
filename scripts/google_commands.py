"""``alur google …``: log in, look at the account, who may open what, mails nobody knows about, and the probes."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from scripts.commands import fail, the_office

google_app = typer.Typer(help="The Google account: log in, check it, probe it.", no_args_is_help=True)


@google_app.command()
def login(
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser, or only tell.")
    ] = True,
    port: Annotated[int, typer.Option(help="For the way back from the browser; 0 takes a free one.")] = 0,
) -> None:
    """Let Alur work as a Google account; you log in as it in a browser on this machine."""
    from connectors.google.client import NotDone, Unknown
    from connectors.google.login import log_in
    from connectors.google.token import scopes

    office = the_office()
    google, mail = office.config.google, office.config.mail
    token = office.folder / google.token_file
    try:
        account = log_in(
            office.folder / google.client_file, token, scopes(mail=mail.backend == "gmail"), office.clock.now,
            print, base_url=google.base_url, browser=browser, port=port,
        )  # fmt: skip
    except (NotDone, Unknown) as fault:
        raise fail(str(fault)) from None
    print(f"Alur works as {account}; the token lies in {token}. Next: alur google check")


@google_app.command()
def check() -> None:
    """Say as whom Alur works, whether its token lasts, and whether each API answers."""
    from scripts.google_check import look

    office = the_office()
    try:
        said, problems = look(office)
    finally:
        office.close()
    for line in said:
        print(line)
    if problems:
        raise fail(*problems)


@google_app.command("sharing")
def sharing_command() -> None:
    """Look at every file that Alur made: is one shared more widely than the configuration says?"""
    from connectors.google.client import NotDone, Unknown
    from scripts.google_daily import sharing

    office = the_office()
    try:
        problems = sharing(office, patient=True).check_all()
    except (NotDone, Unknown) as fault:
        problems = [str(fault)]
    finally:
        office.close()
    if problems:
        raise fail(*problems)
    print("nothing is shared more widely than configured")


@google_app.command("mail")
def mail_command(
    id: Annotated[str, typer.Argument(metavar="[MAIL]", help="One of the list.")] = "",
    left: Annotated[
        bool | None, typer.Option("--came/--did-not-come", help="What the receiver says.", show_default=False)
    ] = None,
) -> None:
    """List mails of which it is not known whether they left; say of one whether it came. Nothing is sent twice."""
    from scripts.google_check import decide_mail, open_mails

    office = the_office()
    try:
        if not id or left is None:
            for one in open_mails(office):
                to, ref = ", ".join(one.payload["to"]), one.payload["ref"]
                print(f"{one.id}: {ref} to {to}, {one.payload['at']}")
            return
        done, said = decide_mail(office, id, came=left)
    finally:
        office.close()
    if not done:
        raise fail(said)
    print(said)


@google_app.command()
def probe() -> None:
    """Try the facts that Alur rests on in a throw-away folder of the account; it takes some minutes."""
    import time

    from connectors.google.client import NotDone, Unknown
    from connectors.google.probe import Found, Probe

    office = the_office()
    mail = office.config.mail
    found = []
    try:
        work = Probe(
            office.google_client(patient=True), time.sleep, mail.sender if mail.backend == "gmail" else ""
        )
        for finding in work.run():
            found.append(finding)
            print(finding)
    except (NotDone, Unknown) as fault:
        raise fail(str(fault)) from None
    finally:
        office.close()
    for id in work.left_behind:
        print(f"could not be removed: https://drive.google.com/open?id={id}", file=sys.stderr)
    if any(one.found is Found.DIFFERENT for one in found):
        raise fail("what differs is to be told to the makers of Alur before this office relies on Google")
