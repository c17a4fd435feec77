"""What the operator asks about the Google account, and says about mails nobody knows about."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flows.engine.case import Operation, OpKind, OpState
from flows.engine.ports import Did, Outcome
from scripts.office import AlurOffice


def look(office: AlurOffice) -> tuple[list[str], list[str]]:
    """What is well, and what a person has to mend. Each API is asked for something that is not there."""
    from connectors.google.client import NotDone, Unknown
    from connectors.google.token import warning

    said: list[str] = []
    problems: list[str] = []
    mail = office.config.mail.backend == "gmail"
    try:
        client = office.google_client(patient=True)
        about = client.service("drive", "v3").about().get(fields="user(emailAddress)")
        account = str(client.execute(about, safe=True)["user"].get("emailAddress", ""))
        said += [f"Alur works as {account}", "Google Drive API answers"]
    except (NotDone, Unknown) as fault:
        return said, [str(fault)]
    sender = office.config.mail.sender
    if mail and sender.casefold() != account.casefold():
        said.append(
            f"note: mail.from is {sender}; it must be an alias of {account}, else Gmail writes {account}"
        )
    asked: dict[str, Any] = {
        "Google Sheets": lambda: client.service("sheets", "v4").spreadsheets().get(spreadsheetId="tidak-ada"),
        "Google Forms": lambda: client.service("forms", "v1").forms().get(formId="tidak-ada"),
    }
    if mail:
        asked["Gmail"] = lambda: client.service("gmail", "v1").users().getProfile(userId="me")
    for name, request in asked.items():
        try:
            client.execute(request(), safe=True)
        except (NotDone, Unknown) as fault:
            if getattr(fault, "reason", "") not in ("missing", "forbidden"):
                problems.append(f"{name}: {fault}")
                continue
        said.append(f"{name} API answers")
    client.close()
    if late := warning(office.folder / office.config.google.token_file, office.clock.now()):
        problems.append(late)
    return said, problems


def open_mails(office: AlurOffice) -> list[Operation]:
    return [one for one in office.journal.operations(OpState.UNKNOWN) if one.kind is OpKind.MAIL]


def decide_mail(office: AlurOffice, id: str, *, came: bool) -> tuple[bool, str]:
    """A person has asked the receiver: the mail is taken as sent, or goes out anew with the next pass."""
    with office.lock():
        operation = next((one for one in open_mails(office) if one.id == id), None)
        if operation is None:
            return (
                False,
                f"«{id}» is no mail of which it is not known whether it left; see `alur google mail`",
            )
        at: datetime = office.clock.now()
        case = office.journal.cases([operation.case]).get(operation.case)
        if came:
            outcome = Outcome(Did.DONE, result={"said": "the receiver has it"})
            office.journal.record(at, operation, OpState.DONE, outcome, case, ())
            return True, f"{id} is taken as sent"
        if hasattr(office.mail, "forget"):
            office.mail.forget(operation.payload)
        outcome = Outcome(Did.NOT_DONE, "the receiver does not have it")
        office.journal.record(at, operation, OpState.INTENDED, outcome, case, ())
    return True, f"{id} goes out anew with the next pass"
