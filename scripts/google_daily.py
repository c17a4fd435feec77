"""What the first pass of a day looks at in an office that works with Google: token, sharing, letters left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.engine.calendar import JAKARTA
from scripts.office import AlurOffice

if TYPE_CHECKING:
    from connectors.google.sharing import Sharing

DAY, BROUGHT = "google/day", "google/brought"
LETTERS_A_PASS = 5
"""So many older letters are uploaded in a pass, so that what is new need not wait for them."""


def once_a_day(office: AlurOffice) -> list[str]:
    """What a person should mend; nothing, without a question to Google, when it was looked at today already."""
    if office.config.backend != "google":
        return []
    _bring_older_letters(office)
    today = str(office.clock.now().astimezone(JAKARTA).date())
    if office.memory.get(DAY) == today:
        return []
    from connectors.google.client import NotDone, Unknown
    from connectors.google.documents import DriveLetters
    from connectors.google.mail import GmailMail
    from connectors.google.token import warning
    from scripts.moving import Workbooks

    said = warning(office.folder / office.config.google.token_file, office.clock.now())
    found = [said] if said else []
    found += Workbooks(office).typed_in_since()
    try:
        found += sharing(office).check_changed()
        if isinstance(office.letters, DriveLetters):
            office.letters.catch_up()
        if office.config.mail.backend == "gmail" and isinstance(office.mail, GmailMail):
            office.mail.clear_away()
    except (NotDone, Unknown) as fault:
        if fault.outcome.tried:
            found.append(f"Google Drive: who may open what could not be looked at: {fault.why}")
        return found  # the next pass looks again
    office.memory.put(DAY, today)
    return found


def _bring_older_letters(office: AlurOffice) -> None:
    """Letters made before the office worked with Google come to lie in Drive too, some in each pass, once for all."""
    if office.memory.get(BROUGHT):
        return
    from connectors.google.client import NotDone, Unknown
    from connectors.google.documents import DriveLetters

    ids = [id for register in office.office.by_register for id in office.journal.ids_in(register)]
    letters = [letter.file for case in office.journal.cases(ids).values() for letter in case.letters]
    files = [one for file in letters for one in (file, f"{file.rpartition('.')[0]}.pdf")]
    try:
        if not files or (
            isinstance(office.letters, DriveLetters) and office.letters.bring(files, LETTERS_A_PASS)
        ):
            office.memory.put(BROUGHT, "all")
    except (NotDone, Unknown):
        return  # the next pass goes on


def sharing(office: AlurOffice, *, patient: bool = False) -> Sharing:
    """patient: waits for the next minute where the calls of this one are used up."""
    from connectors.google.sharing import Sharing

    client = office.google_client(patient=True) if patient else office.google
    allowed = {person.email for person in office.config.directory.people.values() if person.email}
    return Sharing(client, office.memory, {*allowed, *office.config.google.shared_with})
