"""Links to a form that is filled in beforehand: with the case, and the signed token that makes an answer count."""

from __future__ import annotations

from collections.abc import Sequence

from connectors.google.forms import CASE, TOKEN, Does, OfficeForm
from connectors.google.kept import Kept


class FormLinks:
    """What a link is sent for is remembered first, so that its form is asked until it is over."""

    def __init__(self, kept: Kept, forms: Sequence[OfficeForm]) -> None:
        self.kept, self.forms = kept, forms

    def to_answer(self, flow: str, status: str, subject: str, token: str) -> str:
        """The form of a step that waits on somebody outside; '' where there is none. subject: «case/visit»."""
        for form in self.forms:
            if form.does is Does.ANSWERS and form.flow and (form.flow.code, form.status) == (flow, status):
                return self._link(form, subject, subject.rpartition("/")[0], token)
        return ""

    def to_decide(self, labels: Sequence[str], request: str, case: str, token: str) -> str:
        """The form with just these answers, else one that has them among others; '' where there is none."""
        deciding = [
            form for form in self.forms if form.does is Does.DECIDES and set(labels) <= set(form.labels)
        ]
        deciding.sort(key=lambda form: len(form.labels))
        return self._link(deciding[0], request, case, token) if labels and deciding else ""

    def _link(self, form: OfficeForm, subject: str, case: str, token: str) -> str:
        kept = self.kept.forms.get(form.code)
        if kept is None or not kept.uri:
            return ""
        if subject not in kept.awaits:
            kept.awaits.append(subject)
            self.kept.save()
        return form.link(kept.uri, {CASE: case, TOKEN: token})
