"""What one response becomes: a new case, the answer of somebody outside, a decision. Each is taken in as the pages do.

A response that cannot stand is never dropped: its sender gets a mail where there is an address, and staff see it in
Pesan of the row; one without a link of this office is told to the operator.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from connectors.approvals import Decided, Decisions, LinkRefused, Links, Purpose, Refused
from connectors.google.forms import ANSWER, NOTE, TOKEN, Does, OfficeForm
from connectors.google.responses import Look, Response
from flows.engine.calendar import JAKARTA
from flows.engine.case import (
    AnswerState,
    Case,
    Event,
    EventKind,
    Given,
    Intent,
    Json,
    Operation,
    OpKind,
    Request,
    Submission,
)  # fmt: skip
from flows.engine.columns import MAX_TEXT, Email, text_of
from flows.engine.intake import column_of, read_form, tracking_code
from flows.engine.matter import desks_of, step_of
from flows.engine.model import Flow, Form, SendMail, Step
from flows.engine.opening import form_origin
from flows.engine.plan import Office
from flows.engine.ports import Conflict, Head

RECEIPTS = 10
"""So many receipts are decided upon in one pass; a flood of forms is no flood of mails."""


class Memory(Protocol):
    """What of the journal is needed here."""

    def verify_head(self) -> None: ...
    def cases(self, ids: Iterable[str]) -> dict[str, Case]: ...
    def contents(self, ids: Iterable[str]) -> dict[str, Mapping[str, str]]: ...
    def by_origin(self, origins: Iterable[str]) -> dict[str, str]: ...
    def request(self, id: str) -> Request | None: ...
    def answers_to(self, request: str) -> list[Given]: ...
    def submission(self, form: str, id: str) -> Submission | None: ...
    def submit_form(self, submission: Submission) -> bool: ...
    def cursor(self, source: str) -> str: ...
    def commit(self, intent: Intent) -> Head: ...
    def remember(
        self,
        digests: Mapping[str, Mapping[str, bytes]],
        shown: Mapping[str, str],
        placed: Iterable[str],
        cursors: Mapping[str, str],
    ) -> None: ...


class FormsOffice(Protocol):
    """An office as its forms know it; ``scripts`` supplies it."""

    @property
    def office(self) -> Office: ...
    @property
    def key(self) -> bytes: ...
    @property
    def journal(self) -> Memory: ...
    @property
    def links(self) -> Links: ...
    @property
    def decisions(self) -> Decisions: ...


class Reception:
    """Takes in responses for one pass. strays: those of the form at hand that brought no good link."""

    def __init__(self, office: FormsOffice) -> None:
        self.office, self.journal = office, office.journal
        self.strays = 0
        self._receipts_left = RECEIPTS

    def take(self, form: OfficeForm, look: Look, one: Response, now: datetime) -> bool:
        """Gives whether it is dealt with; one that is not comes again."""
        match form.does:
            case Does.OPENS:
                return self._opens(form, look, one, now)
            case Does.ANSWERS:
                self._answers(form, one, now)
            case Does.DECIDES:
                self._decides(form, one, now)
        return True

    def sender(self, form: OfficeForm, one: Response) -> str:
        if form.form is None or form.flow is None:
            return one.email
        values, faults = read(form.flow, form.form, form.answers(one.raw))
        return one.email or address_of(form.flow, form.form, values, faults)

    # ------------------------------------------------------------------------------------------- a new case

    def _opens(self, form: OfficeForm, look: Look, one: Response, now: datetime) -> bool:
        """The row is placed also with answers that cannot be read: it is set aside there, with its reason in Pesan."""
        assert form.flow is not None
        assert form.form is not None
        values, faults = read(form.flow, form.form, form.answers(one.raw))
        code = tracking_code([form.code, one.id], self.office.key)
        opener = address_of(form.flow, form.form, values, faults)
        submission = Submission(code, form.code, min(one.created.astimezone(JAKARTA), now), values, opener)
        known = None if self.journal.submit_form(submission) else self.journal.submission(form.code, code)
        before = known.values if known is not None else values
        headings = dict.fromkeys([*before, *values])
        differing = [heading for heading in headings if before.get(heading, "") != values.get(heading, "")]
        if not differing:
            # A receipt that was decided before is the same one again, and is not sent twice.
            if (opener or faults) and code not in look.owed:
                look.owed.append(code)
            return True
        case = self._case_of(form, code)
        if case is None:
            # Its case is opened by this pass; the next one flags the row.
            return known is None or known.state is AnswerState.REFUSED
        self._flag(case, form, one, f"mengubah {', '.join(f'«{heading}»' for heading in differing)}")
        return True

    def _case_of(self, form: OfficeForm, code: str) -> Case | None:
        id = self.journal.by_origin([origin := form_origin(form.code, code)]).get(origin, "")
        return self.journal.cases([id]).get(id)

    def receipts(self, form: OfficeForm, look: Look) -> None:
        """A receipt with the tracking code, which a page would have shown, for those whose case is open by now; and a
        second look at rows that hold what cannot be read."""
        if form.flow is None or form.form is None:
            return
        for code in list(look.owed):
            submission = self.journal.submission(form.code, code)
            if submission is None or submission.state is AnswerState.REFUSED:
                look.owed.remove(code)
                continue
            typed = {asked.fills: submission.values.get(asked.fills, "") for asked in form.form.fields}
            _, faults = read(form.flow, form.form, typed)
            case = self._case_of(form, code)
            if case is None or (faults and not case.placed):
                continue
            mails: list[Operation] = []
            if submission.opener and (faults or not _mails_its_own(form.flow, form.form)):
                if self._receipts_left <= 0:
                    continue
                self._receipts_left -= 1
                words = {"diterima": True, "keterangan": faults, "kode_lacak": code}
                mails = self._mail(case, form, code, submission.at, submission.opener, words)
            told = ", ".join(fault.partition(":")[0] for fault in faults)
            notice = f"Isian formulir yang perlu diperbaiki: {told}." if faults else ""
            self._commit(mails, case if faults else None, notice)
            look.owed.remove(code)

    # ---------------------------------------------------------------------------------- somebody outside

    def _answers(self, form: OfficeForm, one: Response, now: datetime) -> None:
        """An answer counts with the token of a step that is still open, as on the page."""
        assert form.flow is not None
        answers, at = form.answers(one.raw), min(one.submitted.astimezone(JAKARTA), now)
        try:
            link = self.office.links.read(Purpose.ANSWER, answers[TOKEN], at)
        except LinkRefused:
            self.strays += 1
            return
        id, _, visit = link.subject.rpartition("/")
        case = self.journal.cases([id]).get(id)
        if case is None or case.flow != form.flow.code:
            self.strays += 1
            return
        step = step_of(form.flow, case)
        if step is None or not step.outside or step.status != form.status or str(case.visit) != visit:
            self._late(case, form, one, at)
            return
        label, note = answers[ANSWER], text_of(answers[NOTE][:MAX_TEXT])
        values, faults = read(form.flow, form.form, answers) if form.form else ({}, [])
        labels = step.labels(case.variant)
        if label not in labels:
            faults.insert(0, f"Pilih salah satu: {', '.join(labels)}.")
        elif step.answer(label).note and not note:
            faults.insert(0, f"Tulis catatan untuk «{label}».")
        if faults:
            words: Json = {"diterima": False, "keterangan": faults}
            mail = self._mail(case, form, one.key, at, self._outsider(case, step), words, again=True)
            self._refuse(case, form, one, " ".join(faults), mail, now)
            return
        done = self.office.decisions.answer_outside(
            answers[TOKEN], label=label, note=note, labels=labels, now=at, values=values
        )
        if isinstance(done, Refused):
            self.strays += 1
            return
        stands = done.given
        if (stands.label, stands.note, dict(stands.values)) != (label, note, values):
            words = {"diterima": False, "keterangan": [done.message]}
            mail = self._mail(case, form, one.key, at, self._outsider(case, step), words)
            self._flag(case, form, one, f"menanggapi lagi dengan «{label}»; yang pertama yang berlaku", mail)

    def _late(self, case: Case, form: OfficeForm, one: Response, at: datetime) -> None:
        """The step is over: somebody edited what they answered, or a term ran out before they did."""
        if one.edited:
            self._flag(case, form, one, "mengubah tanggapannya")
            return
        assert form.flow is not None
        step = form.flow.step(form.status)
        words = {"diterima": False, "keterangan": ["Tahap ini sudah lewat; tanggapan tidak diperlukan lagi."]}
        if step is not None:
            self._commit(self._mail(case, form, one.key, at, self._outsider(case, step), words))

    def _outsider(self, case: Case, step: Step) -> str:
        """The address of whoever the step waits on."""
        cells = self.journal.contents([case.id]).get(case.id, {})
        for desk in desks_of(step.by, dict(cells)):
            if desk.outside and desk.email:
                return str(case.fills.get(desk.email, cells.get(desk.email, "")))
        return ""

    # ------------------------------------------------------------------------------------------- a decision

    def _decides(self, form: OfficeForm, one: Response, now: datetime) -> None:
        """A decision counts with the token of an open request and the verified account of its approver, and as it was
        sent: who changed a response later, Google does not say."""
        answers, at = form.answers(one.raw), min(one.submitted.astimezone(JAKARTA), now)
        try:
            link = self.office.links.read(Purpose.DECIDE, answers[TOKEN], at)
        except LinkRefused:
            self.strays += 1
            return
        request = self.journal.request(link.subject)
        case = self.journal.cases([request.case]).get(request.case) if request else None
        if request is None or case is None or not one.email:
            self.strays += 1
            return
        reason = self._edited(answers[TOKEN], at) if one.edited else self._decided(answers, one.email, at)
        if not reason:
            return
        person = self.office.office.directory.people.get(link.person)
        words: Json = {
            "diterima": False,
            "keterangan": [reason],
            "penerima": person.name if person else "",
            "meja": request.desk,
        }
        asked = "" if request.superseded else request.id
        mail = self._mail(
            case, form, one.key, at, person.email if person else "", words, person=link.person, request=asked
        )
        self._refuse(case, form, one, reason, mail, now)

    def _decided(self, answers: Mapping[str, str], account: str, at: datetime) -> str:
        """Why a decision does not count; '' when it does, or is the one that stands already."""
        label, note = answers[ANSWER], text_of(answers[NOTE][:MAX_TEXT])
        outcome = self.office.decisions.decide(
            answers[TOKEN], account=account, label=label, note=note, now=at
        )
        stands = isinstance(outcome, Decided) and (outcome.given.label, outcome.given.at) == (label, at)
        return "" if stands else outcome.message

    def _edited(self, token: str, at: datetime) -> str:
        view = self.office.decisions.look(token, at)
        if isinstance(view, Refused):
            return view.message
        if view.decided is not None:
            return f"Anda sudah memutuskan «{view.decided.label}»; perubahan sesudahnya tidak dihitung."
        return "Jawaban itu diubah setelah dikirim, sehingga pengirimnya tidak pasti; kirim jawaban baru."

    # ------------------------------------------------------------------------------- telling staff and senders

    def _flag(
        self, case: Case, form: OfficeForm, one: Response, what: str, mails: Sequence[Operation] = ()
    ) -> None:
        """Another version of what was taken already: the row keeps the first, and staff are told."""
        when = one.submitted.astimezone(JAKARTA)
        notice = (
            f"Pengirim formulir «{form.title}» {what} ({when:%d-%m-%Y pukul %H.%M}). Baris ini tidak diubah; lihat "
            "jawabannya di formulir, lalu sesuaikan barisnya bila perlu."
        )
        data = {"form": form.code, "version": one.key}
        self._commit(mails, case, notice, Event(when, case.id, EventKind.EDITED, data))

    def _refuse(
        self,
        case: Case,
        form: OfficeForm,
        one: Response,
        reason: str,
        mail: Sequence[Operation],
        now: datetime,
    ) -> None:
        told = "; pengirimnya sudah disurati" if mail else "; alamat pengirimnya tidak ada"
        notice = f"Jawaban lewat formulir «{form.title}» tidak dicatat: {reason}{told}."
        data = {"form": form.code, "version": one.key, "reason": "jawaban formulir tidak dapat dicatat"}
        self._commit(mail, case, notice, Event(now, case.id, EventKind.REFUSED, data))

    def _mail(
        self, case: Case, form: OfficeForm, key: str, at: datetime, to: str, words: Json, *, person: str = "",
        request: str = "", again: bool = False,
    ) -> list[Operation]:  # fmt: skip
        """One mail about one response; the same response makes the same mail, whenever it is decided again."""
        if not to:
            return []
        flow = self.office.office.by_register[case.register]
        visit = 1 if words["diterima"] else case.visit
        id = f"{case.id}/{visit}/{OpKind.MAIL}/jawaban-formulir/{key}"
        context = {
            "kasus": case.id, "proses": flow.title, "kode_proses": flow.code, "status": form.status,
            "formulir": form.title, **words,
        }  # fmt: skip
        payload = {
            "id": id, "to": [to], "template": "jawaban_formulir", "at": at.isoformat(),
            "ref": f"ALR-{case.id}-{visit}", "case": case.id, "visit": visit, "desk": "", "person": person,
            "request": request, "again": again, "attach": [], "context": context,
        }  # fmt: skip
        return [Operation(id, case.id, visit, OpKind.MAIL, payload)]

    def _commit(
        self,
        mails: Sequence[Operation],
        case: Case | None = None,
        notice: str = "",
        event: Event | None = None,
    ) -> None:
        cases = [replace(case, notice=notice, dirty=case.placed)] if case is not None else []
        try:
            self.journal.commit(Intent(operations=mails, cases=cases, events=[event] if event else []))
        except Conflict:
            return  # this response was answered before, when the case stood elsewhere


def read(flow: Flow, form: Form, answers: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """The cells that a response fills, and what is wrong. What cannot be read stands there as it was written, so that
    staff see it."""
    taken = read_form(form, flow, {asked.label: answers.get(asked.fills, "") for asked in form.fields})
    values, faults = dict(taken.values), dict(taken.faults)
    for asked in form.fields:
        text = answers.get(asked.fills, "")
        if asked.label in faults and text:
            values[asked.fills] = text_of(text[:MAX_TEXT])
        elif asked.upload and not all(
            part.strip().startswith(("https://", "http://")) for part in text.split(";") if part.strip()
        ):
            faults[asked.label] = "Berisi teks, bukan tautan; tempelkan tautan yang dimulai dengan https://."
    return values, [f"«{label}»: {why}" for label, why in faults.items()]


def address_of(flow: Flow, form: Form, values: Mapping[str, str], faults: Sequence[str]) -> str:
    """Where the receipt goes: the first readable e-mail address that the form asks for."""
    for asked in form.fields:
        wrong = any(fault.startswith(f"«{asked.label}»") for fault in faults)
        if isinstance(column_of(form, flow, asked).type, Email) and not wrong:
            return values.get(asked.fills, "")
    return ""


def _mails_its_own(flow: Flow, form: Form) -> bool:
    """Whether the flow mails a receipt by itself when such a case opens."""
    step = flow.step(form.at or flow.first)
    return step is not None and any(
        isinstance(action, SendMail) and action.template == "tanda_terima" for action in step.on_arrival
    )
