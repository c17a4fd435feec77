"""``alur journal``, ``alur number``, ``alur pin``: what the journal keeps for good."""

from __future__ import annotations

from typing import Annotated

import typer

from scripts.commands import Json, dump, fail, say, the_office

journal_app = typer.Typer(help="The journal: verify it, recover it.", no_args_is_help=True)
number_app = typer.Typer(help="Letter numbers: list, void, insert a back-dated one.", no_args_is_help=True)
pin_app = typer.Typer(
    help="The PIN, or the application's codes, by which a person decides.", no_args_is_help=True
)


@journal_app.command("verify")
def journal_verify() -> None:
    """Check the chain of events, the numbers and the ledger against each other."""
    from scripts.looking import verify_journal

    problems, said = verify_journal(the_office())
    if problems:
        raise fail(*problems)
    say(said)


@journal_app.command("recover")
def journal_recover() -> None:
    """After an older journal was restored or the ledger was lost: make them agree, so that no number comes twice."""
    from scripts.running import recover_journal

    for line in recover_journal(the_office()):
        say(line)


@number_app.command("list")
def number_list(series: str = "", year: int = 0, as_json: Json = False) -> None:
    """List the numbers that were given, void ones too."""
    from scripts.looking import numbers_of, show_numbers
    from scripts.running import no_such_series

    office = the_office()
    if series and (wrong := no_such_series(office, series)):
        raise fail(wrong)
    found = numbers_of(office, series, year)
    if as_json:
        dump(found)
    else:
        show_numbers(found)


@number_app.command("void")
def number_void(series: str, year: int, n: int, reason: str) -> None:
    """Declare a number BATAL; it stays listed and is never given again."""
    from scripts.running import void_number

    done, said = void_number(the_office(), series, year, n, reason)
    if not done:
        raise fail(said)
    say(said)


@number_app.command("insert")
def number_insert(
    series: str, year: int, after: int, id: Annotated[str, typer.Argument(metavar="CASE")]
) -> None:
    """Give a case a back-dated number after another one, with an explicit suffix (0012a)."""
    from scripts.running import insert_number

    done, said = insert_number(the_office(), series, year, after, id)
    if not done:
        raise fail(said)
    say(said)


@pin_app.command("set")
def pin_set(
    person: Annotated[str, typer.Argument(help="The person's id in config/people.toml.")],
    pin: Annotated[str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)],
) -> None:
    """Set a person's PIN, with the person present."""
    from scripts.running import set_pin

    problem = set_pin(the_office(), person, pin)
    if problem:
        raise fail(problem)
    say(f"the PIN of {person} is set")


@pin_app.command("totp")
def pin_totp(person: Annotated[str, typer.Argument(help="The person's id in config/people.toml.")]) -> None:
    """Take the codes of a person's authenticator application in place of a PIN, with the person present."""
    import segno

    from scripts.running import begin_totp

    office = the_office()
    begun = begin_totp(office, person)
    if isinstance(begun, str):
        raise fail(begun)
    salt, address, secret = begun
    segno.make(address, error="m").terminal(compact=True)
    say(f"scan this with the application, or type the secret {secret}")
    if not office.journal.set_totp(person, salt, typer.prompt("the code it shows now"), office.clock.now()):
        raise fail("that is not its code; look whether the telephone's clock is right, then begin again")
    say(f"{person} decides with the codes of that application; a PIN set before is no longer taken")
