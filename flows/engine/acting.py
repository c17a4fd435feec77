"""Carrying out what was decided: letters, then mails, each begun, tried and recorded so that nothing happens twice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flows.engine.calendar import JAKARTA
from flows.engine.case import Event, EventKind, Intent, Json, Operation, OpKind, OpState
from flows.engine.ports import Clock, Did, Journal, Letters, Mail, Outcome
from flows.engine.report import Report

NOTICES = {
    "giliran": "Giliran Anda",
    "disposisi_baru": "Disposisi baru",
    "pengingat": "Pengingat",
    "eskalasi": "Lewat batas waktu",
    "pemberitahuan": "Pemberitahuan",
}
"""Mails that may become a line of a digest, and what that line calls them."""


@dataclass(frozen=True, slots=True)
class Limits:
    """tries: of one operation before it waits for a person. confirm_above: so many mails in one pass need the
    operator's word. digest_above: more notices than this for one person become one mail. mails_per_pass,
    mails_per_person_day: caps; what is over them waits. opening_days: a yearly opening that was missed by more days
    than this is not made up for. forms_per_pass: so many of one public form are taken in one pass."""

    tries: int = 3
    confirm_above: int = 25
    digest_above: int = 3
    mails_per_pass: int = 50
    mails_per_person_day: int = 5
    opening_days: int = 31
    forms_per_pass: int = 200


class Acting:
    """The part of a pass that acts. tell: progress, called with a stage and counts."""

    def __init__(
        self,
        journal: Journal,
        letters: Letters,
        mail: Mail,
        clock: Clock,
        limits: Limits,
        tell: Callable[[str, int, int], None],
    ) -> None:
        self.journal, self.letters, self.mail = journal, letters, mail
        self.clock, self.limits, self.tell = clock, limits, tell
        self._made: list[Json] = []
        """Payloads of the letters that this pass has made, or found made."""

    def finish_open_operations(self, report: Report) -> set[str]:
        """Settle, by looking, what an earlier pass began and never heard the end of."""
        touched = set()
        for operation in self.journal.operations(OpState.UNKNOWN):
            port = self.letters if operation.kind is OpKind.LETTER else self.mail
            outcome = port.settle(operation.payload)
            if outcome.did is Did.UNKNOWN:
                report.problems.append(
                    f"{operation.kind} {operation.id}: it is not known whether it left; {outcome.why}"
                )
                continue
            state = OpState.DONE if outcome.did is Did.DONE else OpState.INTENDED
            self._record(operation, state, outcome)
            if state is OpState.DONE and operation.kind is OpKind.LETTER:
                self._made.append(operation.payload)
            touched.add(operation.case)
        return touched

    def act(self, report: Report, confirm_mails: bool) -> None:
        """Carry out what is intended: letters, then mails. Each is marked as begun before it is."""
        open_operations = self.journal.operations(OpState.INTENDED)
        dead = {operation.id for operation in self.journal.operations(OpState.DEAD)}
        waiting = {operation.id for operation in open_operations} | {
            o.id for o in self.journal.operations(OpState.UNKNOWN)
        }
        letters = [operation for operation in open_operations if operation.kind is OpKind.LETTER]
        for done, operation in enumerate(letters):
            self.tell("letters", done, len(letters))
            outcome = self._try(operation, self.letters.make, report)
            if outcome.did is Did.DONE:
                waiting.discard(operation.id)
                self._made.append(operation.payload)
            elif not outcome.again:
                dead.add(operation.id)
        mails = self._ready(
            [operation for operation in open_operations if operation.kind is OpKind.MAIL], waiting, dead
        )
        mails = self._within_caps(self._digested(mails), report, confirm_mails)
        self._make_pdfs(mails, report)
        for done, operation in enumerate(mails):
            self.tell("mails", done, len(mails))
            self._try(operation, self.mail.send, report)

    def _ready(self, mails: Sequence[Operation], waiting: set[str], dead: set[str]) -> list[Operation]:
        """The mails whose letters are there; one whose letter was given up is given up with it."""
        ready = []
        for operation in mails:
            if not dead.isdisjoint(operation.after):
                why = "its letter could not be made"
                self._record(operation, OpState.DEAD, Outcome(Did.NOT_DONE, why, again=False))
            elif waiting.isdisjoint(operation.after):
                ready.append(operation)
        return ready

    def _make_pdfs(self, mails: Sequence[Operation], report: Report) -> None:
        """PDFs of what is about to be mailed, whichever pass made it, and of the final letters that are new."""
        wanted = [str(file) for operation in mails for file in operation.payload.get("attach", ())]
        wanted += [str(payload["file"]) for payload in self._made if payload.get("final")]
        if not wanted:
            return
        for file, outcome in self.letters.pdf(list(dict.fromkeys(wanted))).items():
            if outcome.did is not Did.DONE and outcome.tried:
                report.problems.append(
                    f"PDF of {file}: {outcome.why}; until it can be made, the letter goes as .docx"
                )

    def _digested(self, mails: list[Operation]) -> list[Operation]:
        """Several notices for one person become one mail; decisions and letters never do."""
        by_person: dict[str, list[Operation]] = {}
        for operation in mails:
            if (
                operation.payload["template"] in NOTICES
                and operation.payload.get("person")
                and not operation.after
            ):
                by_person.setdefault(str(operation.payload["to"][0]), []).append(operation)
        for notices in by_person.values():
            if len(notices) <= self.limits.digest_above:
                continue
            digest = digest_of(notices, self.clock.now())
            merged = dict.fromkeys((operation.id for operation in notices), digest.id)
            self.journal.commit(Intent(operations=[digest], merged=merged))
            mails = [operation for operation in mails if operation.id not in merged] + [digest]
        return mails

    def _within_caps(self, mails: list[Operation], report: Report, confirmed: bool) -> list[Operation]:
        """Requests for a decision first; what is over a cap waits for a later pass."""
        if len(mails) > self.limits.confirm_above and not confirmed:
            report.waiting_mails = len(mails)
            report.problems.append(
                f"{len(mails)} mails are waiting, more than {self.limits.confirm_above}; "
                "look at `alur sync --rehearse`, "
                "then let them go with `alur sync --confirm-mails`"
            )
            return []
        midnight = self.clock.now().astimezone(JAKARTA).replace(hour=0, minute=0, second=0, microsecond=0)
        sent = dict(self.journal.mails_since(midnight))
        chosen: list[Operation] = []
        for operation in sorted(mails, key=lambda o: (not o.payload.get("request"), o.id)):
            address = str(operation.payload["to"][0])
            urgent = bool(operation.payload.get("request")) or not operation.payload.get("person")
            if len(chosen) >= self.limits.mails_per_pass or (
                not urgent and sent.get(address, 0) >= self.limits.mails_per_person_day
            ):
                report.waiting_mails += 1
                continue
            sent[address] = sent.get(address, 0) + 1
            chosen.append(operation)
        return chosen

    def _try(
        self, operation: Operation, call: Callable[[dict[str, object]], Outcome], report: Report
    ) -> Outcome:
        """Mark as begun, call, record. An OSError counts as unknown: it is settled by looking, never repeated."""
        tried = replace(operation, tries=operation.tries + 1)
        self.journal.record(self.clock.now(), tried, OpState.UNKNOWN, Outcome(Did.UNKNOWN), None, ())
        try:
            outcome = call(operation.payload)
        except OSError as fault:
            outcome = Outcome(Did.UNKNOWN, f"{type(fault).__name__}: {fault}")
        if not outcome.tried:
            tried = operation
        state = {Did.DONE: OpState.DONE, Did.UNKNOWN: OpState.UNKNOWN, Did.NOT_DONE: OpState.INTENDED}[
            outcome.did
        ]
        if outcome.did is Did.NOT_DONE and (not outcome.again or tried.tries >= self.limits.tries):
            outcome = replace(outcome, again=False)
            state = OpState.DEAD
        if outcome.did is not Did.DONE:
            report.settled = False
            said = f"{operation.kind} {operation.id}: {outcome.did}: {outcome.why}"
            if not outcome.tried:
                said = f"letters and mails wait: {outcome.why}"  # the same for all of them, and told once
            if said not in report.problems:
                report.problems.append(said)
        self._record(tried, state, outcome)
        return outcome

    def _record(self, operation: Operation, state: OpState, outcome: Outcome) -> None:
        """Write how an operation ended, with what that means for its case."""
        case = self.journal.cases([operation.case]).get(operation.case)
        events: list[Event] = []
        now = self.clock.now()
        if case is not None and operation.kind is OpKind.LETTER:
            file = operation.payload["file"]
            if state is OpState.DONE:
                sha = str(outcome.result.get("sha256", ""))
                letters = tuple(
                    replace(letter, made=True, sha256=sha) if letter.file == file else letter
                    for letter in case.letters
                )
                told = case.notice == _could_not_be_made(operation)
                case = replace(case, letters=letters, notice="" if told else case.notice)
                events.append(
                    Event(
                        now,
                        case.id,
                        EventKind.LETTER,
                        {"name": operation.payload["name"], "file": file, "sha256": sha},
                    )
                )
            elif state is OpState.DEAD:
                case = replace(case, notice=_could_not_be_made(operation))
        self.journal.record(now, operation, state, outcome, case, events)


def _could_not_be_made(letter: Operation) -> str:
    """What staff read of a letter that was given up; why is told to the operator, in English."""
    return f"Surat «{letter.payload['name']}» tidak dapat dibuat. Hubungi operator Alur."


def digest_of(notices: Sequence[Operation], now: datetime) -> Operation:
    """One mail that says what several would have said."""
    first = min(notices, key=lambda operation: operation.id)
    words = ("kasus", "proses", "status", "tugas", "batas_waktu")
    lines = [
        {
            "apa": NOTICES[str(one.payload["template"])],
            "ref": one.payload["ref"],
            **{word: one.payload["context"].get(word, "") for word in words},
        }
        for one in sorted(notices, key=lambda operation: operation.id)
    ]
    id = f"rangkuman/{first.payload['person']}/{first.id}"
    payload = {
        "id": id,
        "to": first.payload["to"],
        "template": "rangkuman",
        "at": now.isoformat(),
        "ref": f"ALR-R-{first.case}-{first.visit}",
        "case": f"{len(lines)} berkas",
        "visit": first.visit,
        "desk": first.payload["desk"],
        "person": first.payload["person"],
        "request": "",
        "attach": [],
        "context": {
            "penerima": first.payload["context"].get("penerima", ""),
            "jumlah": len(lines),
            "butir": lines,
        },
    }
    return Operation(id, first.case, first.visit, OpKind.MAIL, payload)
