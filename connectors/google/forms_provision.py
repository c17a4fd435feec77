"""Making the forms: what is missing is made, what people changed stays, and a second run has nothing to do.

A form is made in steps that can each be taken up again: the form (found by its mark in ``appProperties``, or by the
name it was given at birth), its mark, all its questions in one batch that is done whole or not at all, its publishing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from connectors.google.client import GoogleClient, NotDone, Unknown
from connectors.google.forms import INFO, Does, OfficeForm, digest_of, seen_digest, seen_kind
from connectors.google.kept import Kept, KeptForm
from flows.engine.case import Json

FORM = "application/vnd.google-apps.form"
KEY, CODE = "alur", "formulir"
FOUND = "nextPageToken,files(id,name,appProperties,parents)"
OPEN: Json = {"isPublished": True, "isAcceptingResponses": True}
LOOKS = 2
"""How often a form is looked at when a batch ended without an answer."""


class FormProvision:
    """said: what was (or, if plan, would be) made; problems: what a person has to mend."""

    def __init__(self, client: GoogleClient, kept: Kept, *, plan: bool = False) -> None:
        self.client, self.kept, self.plan = client, kept, plan
        self.said: list[str] = []
        self.problems: list[str] = []
        self._files: list[Json] = []

    def run(self, wanted: Sequence[OfficeForm]) -> None:
        """One form's problem does not keep the others from being made."""
        self._files = self._all_files()
        for form in wanted:
            try:
                self._one(form)
            except (NotDone, Unknown) as fault:
                self.problems.append(
                    f"form «{form.title}»: {fault.why}; then run `alur provision` again in a few minutes"
                )
            if not self.plan:
                self.kept.save()

    def _one(self, form: OfficeForm) -> None:
        file = self._file_of(form)
        whole = f"form «{form.title}» with {sum(1 for one in form.questions if one.kind)} questions"
        if file is None and self.plan:
            self._tell(whole)
            return
        kept, fresh = self._make(form) if file is None else (self._keep(form, file), None)
        self._mark(form, kept, self._named(kept.id))
        told = [*self._fill(form, kept, fresh), *self._publish(form, kept, fresh)]
        if file is None:
            self._tell(whole)
        elif told:
            self._tell(f"in form «{form.title}»: {', '.join(told)}")

    # --------------------------------------------------------------------------------------- finding, making

    def _all_files(self) -> list[Json]:
        """Every form that the account can see, oldest first."""
        files: list[Json] = []
        token: str | None = None
        while True:
            asked = self._drive().list(
                q=f"mimeType='{FORM}' and trashed=false", orderBy="createdTime", pageSize=100, fields=FOUND,
                pageToken=token,
            )  # fmt: skip
            said = self.client.execute(asked, safe=True)
            files += said.get("files", [])
            token = said.get("nextPageToken")
            if not token:
                return files

    def _file_of(self, form: OfficeForm) -> Json | None:
        """The file of a form: the one remembered, else one with its mark, else one that was made and not yet marked."""
        kept = self.kept.forms.get(form.code)
        marked = [one for one in self._files if one.get("appProperties", {}).get(CODE) == form.code]
        if kept is not None:
            ours = self._named(kept.id)
            others = [one["id"] for one in marked if one["id"] != kept.id]
            if ours and others:
                self.problems.append(
                    f"form «{form.title}»: there are copies ({', '.join(others)}); Alur reads {kept.id} alone. "
                    "Move the copies to Drive's bin"
                )
            if ours:
                return ours
        unmarked = (o for o in self._files if o.get("name") == form.document and not o.get("appProperties"))
        return next(iter(marked), None) or next(unmarked, None)

    def _named(self, id: str) -> Json:
        return next((one for one in self._files if one["id"] == id), {})

    def _make(self, form: OfficeForm) -> tuple[KeptForm, Json | None]:
        """The form, and what Google said of it; None when the reply was lost, but the form is there."""
        body = {"info": {"title": form.title, "documentTitle": form.document}}
        try:
            made = self.client.execute(self._forms().create(body=body), safe=False)
        except Unknown:
            # A second form must not be made: what was asked for may be there.
            self._files = self._all_files()
            file = self._file_of(form)
            if file is None:
                raise
            return self._keep(form, file), None
        kept = self.kept.forms[form.code] = KeptForm(made["formId"], made["responderUri"])
        self.kept.save()
        return kept, made

    def _keep(self, form: OfficeForm, file: Json) -> KeptForm:
        kept = self.kept.forms.get(form.code)
        if kept is None or kept.id != file["id"]:
            # Links of it may have been sent that this memory does not know of.
            kept = KeptForm(str(file["id"]), awaits=[] if form.does is Does.OPENS else ["*"])
            if not self.plan:
                self.kept.forms[form.code] = kept
        return kept

    def _mark(self, form: OfficeForm, kept: KeptForm, file: Json) -> None:
        """Its mark, and its place in the folder of the office."""
        folder = self.kept.folders.get(KEY, "")
        marked = file.get("appProperties", {}).get(CODE) == form.code
        if marked or self.plan:
            return
        words: dict[str, Any] = {"body": {"appProperties": {KEY: "form", CODE: form.code}}}
        parents: list[str] = file.get("parents", [])
        if folder and not parents:
            asked = self._drive().get(fileId=kept.id, fields="parents")
            parents = self.client.execute(asked, safe=True).get("parents", [])
        if folder and folder not in parents:
            words |= {"addParents": folder, "removeParents": ",".join(parents)}
        self.client.execute(self._drive().update(fileId=kept.id, fields="id", **words), safe=True)

    # ------------------------------------------------------------------------------------------ its questions

    def _fill(self, form: OfficeForm, kept: KeptForm, fresh: Json | None) -> list[str]:
        """Bring title, description, settings and questions to what the flow says, as far as people left them alone."""
        for look in range(LOOKS):
            seen = fresh or self.client.execute(self._forms().get(formId=kept.id), safe=True)
            fresh = None
            kept.uri = str(seen.get("responderUri", ""))
            stopped = what_people_changed(form, kept, seen)
            if stopped:
                self.problems.append(f"form «{form.title}»: {stopped}")
                return []
            requests, told, asked = changes_of(form, kept, seen)
            if not requests:
                kept.asked = asked
                return []
            if self.plan:
                return told
            body = {"requests": requests, "writeControl": {"requiredRevisionId": seen["revisionId"]}}
            try:
                self.client.execute(self._forms().batchUpdate(formId=kept.id, body=body), safe=False)
            except Unknown:
                if look < LOOKS - 1:
                    continue  # the next look shows whether the batch was done
                raise
            kept.asked = asked
            return told
        return []

    # ---------------------------------------------------------------------------------------------- publishing

    def _publish(self, form: OfficeForm, kept: KeptForm, fresh: Json | None) -> list[str]:
        """Publishing alone lets nobody answer: a permission for the published view does. A form that somebody closed
        after it was published stays closed."""
        asked = self._permissions().list(fileId=kept.id, fields="permissions(id,type,role,view)")
        permissions = [] if fresh else self.client.execute(asked, safe=True).get("permissions", [])
        if any(one.get("type") == "anyone" and one.get("view") != "published" for one in permissions):
            self.problems.append(
                f"form «{form.title}» itself is open to anyone with the link, its answers too. Share > General access "
                "> Editor view: Restricted"
            )
        answering = any(one.get("type") == "anyone" and one.get("view") == "published" for one in permissions)
        if kept.open or self.plan:
            return [] if kept.open or answering else ["publishing"]
        settings: Json = {"publishSettings": {"publishState": OPEN}}
        if not answering:
            published = self._forms().setPublishSettings(formId=kept.id, body=settings)
            self.client.execute(published, safe=True)
            body = {"type": "anyone", "role": "reader", "view": "published"}
            self.client.execute(
                self._permissions().create(fileId=kept.id, body=body, fields="id"), safe=False
            )
        kept.open = True
        return [] if answering else ["publishing"]

    # ------------------------------------------------------------------------------------------------- the rest

    def _forms(self) -> Any:
        return self.client.service("forms", "v1").forms()

    def _drive(self) -> Any:
        return self.client.service("drive", "v3").files()

    def _permissions(self) -> Any:
        return self.client.service("drive", "v3").permissions()

    def _tell(self, what: str) -> None:
        self.said.append(f"{'would make' if self.plan else 'made'} {what}")


# ------------------------------------------------------------------------------------------------- comparing


def what_people_changed(form: OfficeForm, kept: KeptForm, seen: Json) -> str:
    """Why a form is not used as it stands: a question of ours that is gone, has another name, or is of another sort;
    '' when it can be."""
    there = _by_question(seen)
    for question in form.questions:
        if not question.kind:
            continue
        item, put = there.get(form.question_id(question.key)), kept.asked.get(question.key)
        if item is None:
            if put:
                return (
                    f"the question «{question.title}» was deleted; bring it back from the form's history, or move the "
                    "form to Drive's bin and run `alur provision`"
                )
            continue
        digest = seen_digest(item)
        if digest in (put, question.digest):
            continue
        if item.get("title", "") != question.title:
            return f"the question «{question.title}» is now called «{item.get('title', '')}»; give it its old name back"
        if seen_kind(item["questionItem"]["question"]) != seen_kind(question.kind):
            return f"the question «{question.title}» is now of another kind; make it as it was"
    emails = seen.get("settings", {}).get("emailCollectionType", "DO_NOT_COLLECT")
    if form.does is Does.DECIDES and kept.asked and emails != "VERIFIED":
        return "it no longer collects verified addresses (Settings > Responses > Collect email addresses > Verified)"
    return ""


def changes_of(form: OfficeForm, kept: KeptForm, seen: Json) -> tuple[list[Json], list[str], dict[str, str]]:
    """The requests that bring a form to what the flow says, what they do, and what is then remembered of it."""
    requests: list[Json] = []
    told: list[str] = []
    asked = dict(kept.asked)
    info = seen.get("info", {})
    found = digest_of({"title": info.get("title", ""), "description": info.get("description", "")})
    fresh = not seen.get("items") and not kept.asked
    if found != form.info and (fresh or found == kept.asked.get(INFO)):
        says = {"title": form.title, "description": form.about}
        requests.append({"updateFormInfo": {"info": says, "updateMask": "title,description"}})
        told.append("title and description")
        asked[INFO] = form.info
    elif found == form.info:
        asked[INFO] = form.info
    emails = seen.get("settings", {}).get("emailCollectionType", "DO_NOT_COLLECT")
    if form.does is Does.DECIDES and emails != "VERIFIED":
        settings = {"emailCollectionType": "VERIFIED"}
        requests.append({"updateSettings": {"settings": settings, "updateMask": "emailCollectionType"}})
        told.append("verified addresses")
    there = {str(item["itemId"]): item for item in seen.get("items", [])}
    order = list(there)
    at = -1
    for question in form.questions:
        wanted = form.item(question)
        id = str(wanted["itemId"])
        if id in there:
            at = order.index(id)
            digest = seen_digest(there[id])
            if digest != question.digest and digest == kept.asked.get(question.key):
                mask = "title,description" + (",questionItem" if question.kind else "")
                where = {"index": at}
                requests.append({"updateItem": {"item": wanted, "location": where, "updateMask": mask}})
                told.append(f"the question «{question.title}» as it is now")
                asked[question.key] = question.digest
            elif digest == question.digest:
                asked[question.key] = digest
        elif question.key not in kept.asked:
            at += 1
            order.insert(at, id)
            requests.append({"createItem": {"item": wanted, "location": {"index": at}}})
            told.append(f"the question «{question.title}»" if question.kind else f"«{question.title}»")
            asked[question.key] = question.digest
    return requests, told, asked


def _by_question(seen: Json) -> dict[str, Json]:
    return {
        str(item["questionItem"]["question"]["questionId"]): item
        for item in seen.get("items", [])
        if "questionItem" in item
    }
