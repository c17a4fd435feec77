"""A pass over the forms: which are asked now, how many responses of each are taken, and what is remembered of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.forms import Does, OfficeForm
from connectors.google.forms_provision import what_people_changed
from connectors.google.forms_reception import FormsOffice, Reception
from connectors.google.kept import Kept, KeptForm
from connectors.google.responses import MOST, Look, in_turn, responses
from flows.engine.calendar import JAKARTA
from flows.engine.case import Case

RESTING = 3
"""So many of the forms that nobody has a link to are asked in one pass."""
TURN = "google-forms:turn"
"""The cursor that names the form at which a pass broke off; the next one begins there."""


class Taking:
    """Takes in what people answered since the last pass. most_calls: of one pass; the forms that are left take their
    turn in the next. problems: for the operator; settled: whether everything that came was taken."""

    def __init__(
        self, client: GoogleClient, kept: Kept, office: FormsOffice, forms: Sequence[OfficeForm], most_calls: int = 20
    ) -> None:  # fmt: skip
        self.client, self.kept, self.forms, self.most_calls = client, kept, forms, most_calls
        self.journal, self.reception = office.journal, Reception(office)
        self.problems: list[str] = []
        self.settled = True
        self._verified = False

    def run(self, now: datetime) -> None:
        """What could not be asked now is asked in the next pass; nothing is lost."""
        today = now.astimezone(JAKARTA).date().isoformat()
        looks = {
            form.code: Look.of(self.journal.cursor(_source(form)))
            for form in self.forms
            if form.code in self.kept.forms
        }
        before = {code: look.text() for code, look in looks.items()}
        begun, turn = self.client.served, ""
        queue = self._in_turn([form for form in self.forms if form.code in looks], looks, today)
        for number, form in enumerate(queue):
            if self.client.served - begun >= self.most_calls:
                self.settled, turn = False, form.code
                break
            look = looks[form.code]
            try:
                self._take(form, self.kept.forms[form.code], look, now, today)
            except (NotDone, Unknown) as fault:
                self.settled = False
                self.problems.append(f"form «{form.title}»: {fault.why}")
                if not (isinstance(fault, NotDone) and fault.reason in ("missing", "forbidden")):
                    turn = queue[(number + 1) % len(queue)].code
                    break  # what is no matter of this one form would meet the next too
        if any(look.owed for look in looks.values()):
            self._verify()
        for form in self.forms:
            if form.code in looks:
                self.reception.receipts(form, looks[form.code])
                self.settled &= not looks[form.code].owed
        changed = {
            _source(form): looks[form.code].text()
            for form in self.forms
            if form.code in looks and looks[form.code].text() != before[form.code]
        }
        if turn:
            changed[TURN] = turn
        if changed:
            self.journal.remember({}, {}, (), changed)

    def _verify(self) -> None:
        """Before anything is taken in: a journal that is not the newest must not take it."""
        if not self._verified:
            self.journal.verify_head()
            self._verified = True

    # -------------------------------------------------------------------------------- which forms are asked

    def _in_turn(
        self, forms: Sequence[OfficeForm], looks: Mapping[str, Look], today: str
    ) -> list[OfficeForm]:
        """Those that somebody may answer now, then a few of the others, so that each is looked at once a day; where the
        last pass broke off, that form comes first."""
        due = [form for form in forms if self._awaited(form, self.kept.forms[form.code])]
        resting = [form for form in forms if form not in due and looks[form.code].day != today]
        queue = [*due, *resting[:RESTING]]
        turn = self.journal.cursor(TURN)
        first = next((number for number, form in enumerate(queue) if form.code == turn), 0)
        return [*queue[first:], *queue[:first]]

    def _awaited(self, form: OfficeForm, kept: KeptForm) -> bool:
        """A public form always; one that links lead to while somebody has a link whose matter is not over."""
        if form.does is Does.OPENS:
            return True
        cases = self.journal.cases({subject.rpartition("/")[0] for subject in kept.awaits} - {""})
        still = [subject for subject in kept.awaits if subject == "*" or self._open(form, subject, cases)]
        if still != kept.awaits:
            kept.awaits = still
            self.kept.save()
        return bool(still)

    def _open(self, form: OfficeForm, subject: str, cases: Mapping[str, Case]) -> bool:
        if form.does is Does.DECIDES:
            request = self.journal.request(subject)
            return request is not None and not request.superseded and not self.journal.answers_to(subject)
        id, _, visit = subject.rpartition("/")
        return id in cases and str(cases[id].visit) == visit

    # ---------------------------------------------------------------------------------------------- one form

    def _take(self, form: OfficeForm, kept: KeptForm, look: Look, now: datetime, today: str) -> None:
        whole_day = look.day != today
        listed = responses(self.client, kept.id, None if whole_day else look.since)
        fresh = look.new_in(listed)
        if fresh:
            seen = self.client.execute(
                self.client.service("forms", "v1").forms().get(formId=kept.id), safe=True
            )
            stopped = what_people_changed(form, kept, seen)
            if stopped:
                self.settled = False
                self.problems.append(
                    f"form «{form.title}»: {stopped}. {len(fresh)} responses wait until then"
                )
                return
            self._verify()
        chosen = in_turn([(one, self.reception.sender(form, one)) for one in fresh], MOST)
        self.reception.strays = 0
        taken = [one for one in chosen if self.reception.take(form, look, one, now)]
        look.took(taken, listed, whole=len(taken) == len(fresh))
        self.settled &= len(taken) == len(fresh)
        if whole_day:
            look.day = today
            kept.awaits = [subject for subject in kept.awaits if subject != "*"]
        if strays := self.reception.strays:
            self.problems.append(
                f"form «{form.title}»: {strays} responses without a good link of this office were not used; "
                "they are still in the form"
            )


def _source(form: OfficeForm) -> str:
    return f"google-form:{form.code}"
