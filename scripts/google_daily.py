"""What the first pass of a day looks at in an office that works with Google: token, sharing, letters left behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.engine.calendar import JAKARTA
from scripts.office import AlurOffice

if TYPE_CHECKING:
    from connectors.google.sharing import Sharing

DAY = "google/day"


def once_a_day(office: AlurOffice) -> list[str]:
    """What a person should mend; nothing, without a question to Google, when it was looked at today already."""
    if office.config.backend != "google":
        return []
    today = str(office.clock.now().astimezone(JAKARTA).date())
    if office.memory.get(DAY) == today:
        return []
    from connectors.google.client import NotDone, Unknown
    from connectors.google.documents import DriveLetters
    from connectors.google.token import warning

    said = warning(office.folder / office.config.google.token_file, office.clock.now())
    found = [said] if said else []
    try:
        found += sharing(office).check_changed()
        if isinstance(office.letters, DriveLetters):
            office.letters.catch_up()
    except (NotDone, Unknown) as fault:
        if fault.outcome.tried:
            found.append(f"Google Drive: who may open what could not be looked at: {fault.why}")
        return found  # the next pass looks again
    office.memory.put(DAY, today)
    return found


def sharing(office: AlurOffice, *, patient: bool = False) -> Sharing:
    """patient: waits for the next minute where the calls of this one are used up."""
    from connectors.google.sharing import Sharing

    client = office.google_client(patient=True) if patient else office.google
    allowed = {person.email for person in office.config.directory.people.values() if person.email}
    return Sharing(client, office.memory, {*allowed, *office.config.google.shared_with})
