"""Forms v1 of the stand-in: forms, their items and settings, publishing, and the responses that came in.

A form's file (name, owner, permissions) is in ``Files`` under the form's id; what people see and answer is on the
page (``forms_page``). Sources of the behaviour: the discovery document, shared/design/google-apis.md section 5.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import TypeAdapter

from connectors.google.emulator.calls import (
    Call,
    File,
    Files,
    Handler,
    Json,
    Role,
    cloned,
    invalid,
    not_found,
)
from connectors.google.emulator.forms_batch import changed_by
from connectors.google.emulator.forms_items import displayed
from connectors.google.emulator.forms_model import Answered, Form
from connectors.google.emulator.forms_responses import listed, response
from connectors.google.emulator.masks import without_defaults

FORM = "application/vnd.google-apps.form"
ONLY_TITLE = (
    "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
)


@dataclass
class Forms:
    """The service. base: scheme, host and port in the address where people answer.

    published_at_birth: forms of the API are unpublished since 2026-06-30; True gives the behaviour of before.
    filter_by_edit: whether the filter ``timestamp`` of responses means the last submission or the first (Google does
    not say, so a client must survive both). edit_keeps_email: whether a response that another person changed through
    its edit link still shows the first person's address (not known either).
    """

    files: Files
    base: str = "http://127.0.0.1"
    published_at_birth: bool = False
    filter_by_edit: bool = True
    edit_keeps_email: bool = False
    all: dict[str, Form] = field(default_factory=dict)

    def handlers(self) -> dict[str, Handler]:
        return {
            "forms.forms.create": self.create,
            "forms.forms.get": self.get,
            "forms.forms.batchUpdate": self.batch_update,
            "forms.forms.setPublishSettings": self.set_publish_settings,
            "forms.forms.responses.list": self.list_responses,
            "forms.forms.responses.get": self.get_response,
        }

    # ------------------------------------------------------------------------------------------- the form

    def create(self, call: Call) -> Json:
        info = call.body.get("info") or {}
        if set(call.body) - {"info"} or set(info) - {"title", "documentTitle"}:
            raise invalid(ONLY_TITLE)
        if not info.get("title"):
            raise invalid("info.title is required.")
        displayed(info["title"])
        file = self.files.create(call.who, info.get("documentTitle") or "Untitled form", FORM, call.now)
        form = Form(
            file.id, info["title"], published=self.published_at_birth, accepting=self.published_at_birth
        )
        self.all[file.id] = form
        return self._shown(form, file)

    def get(self, call: Call) -> Json:
        form, file = self._open(call, Role.READER)
        return self._shown(form, file)

    def batch_update(self, call: Call) -> Json:
        form, file = self._open(call, Role.WRITER)
        changed, replies = changed_by(form, call.body)
        self.all[form.id] = changed
        self.files.touch(form.id, call.now)
        answer: Json = {"replies": replies, "writeControl": {"requiredRevisionId": changed.revision_id}}
        if call.body.get("includeFormInResponse"):
            answer["form"] = self._shown(changed, file)
        return answer

    def set_publish_settings(self, call: Call) -> Json:
        form, file = self._open(call, Role.WRITER)
        if call.body.get("updateMask", "*") not in ("*", "publish_state", "publishState"):
            raise invalid("The update mask of publish settings is publish_state or *.")
        state = (call.body.get("publishSettings") or {}).get("publishState")
        if state is None or "isPublished" not in state or "isAcceptingResponses" not in state:
            raise invalid("Both is_published and is_accepting_responses must be set.")
        if state["isAcceptingResponses"] and not state["isPublished"]:
            raise invalid("A form that is not published cannot accept responses.")
        form.published, form.accepting = state["isPublished"], state["isAcceptingResponses"]
        self.files.touch(file.id, call.now)
        return {"formId": form.id, "publishSettings": form.publish_settings()}

    def copied(self, original: str, id: str) -> None:
        """Drive copied the form's file: the copy has the same questions and settings, no responses."""
        form = self.all[original]
        self.all[id] = Form(
            id,
            form.title,
            form.description,
            form.email_collection,
            form.is_quiz,
            cloned(form.items),
            published=self.published_at_birth,
            accepting=self.published_at_birth,
        )

    def deleted(self, id: str) -> None:
        """Drive removed the form's file for good."""
        self.all.pop(id, None)

    # -------------------------------------------------------------------------------------- its responses

    def list_responses(self, call: Call) -> Json:
        form, _ = self._open(call, Role.WRITER)
        params = call.params
        return listed(
            form,
            str(params.get("filter") or ""),
            int(params.get("pageSize") or 0),
            str(params.get("pageToken") or ""),
            by_edit=self.filter_by_edit,
        )

    def get_response(self, call: Call) -> Json:
        form, _ = self._open(call, Role.WRITER)
        found = form.responses.get(call.params["responseId"])
        if found is None:
            raise not_found()
        return {"formId": form.id, **response(form, found)}

    def respond(
        self, form: Form, answers: dict[str, list[str]], email: str, now: datetime, edit: str = ""
    ) -> Answered:
        """Keep a response that the page has checked; with the secret of an edit link that response is changed."""
        earlier = form.by_edit(edit)
        if earlier is not None:
            earlier.answers, earlier.submitted = answers, now
            earlier.email = earlier.email if self.edit_keeps_email else email
            return earlier
        number = f"{form.id} {len(form.responses)}".encode()
        id, secret = (
            base64.urlsafe_b64encode(hashlib.sha384(word + number).digest()).decode()
            for word in (b"response ", b"edit ")
        )
        made = Answered("ACYDBN" + id, now, now, "2_ABaOnu" + secret, email, answers)
        form.responses[made.id] = made
        return made

    def by_public_id(self, public_id: str) -> Form | None:
        return next((one for one in self.all.values() if one.public_id == public_id), None)

    def responder_uri(self, form: Form) -> str:
        return f"{self.base}/forms/d/e/{form.public_id}/viewform"

    # ------------------------------------------------------------------------------ a folder for the state

    def saved(self) -> Json:
        """All forms and responses as JSON."""
        return dict(TypeAdapter(dict[str, Form]).dump_python(self.all, mode="json"))

    def restore(self, saved: Json) -> None:
        self.all = TypeAdapter(dict[str, Form]).validate_python(saved)

    # ----------------------------------------------------------------------------------------- the insides

    def _open(self, call: Call, need: Role) -> tuple[Form, File]:
        file = self.files.find(call.who, call.params["formId"], need, mime_type=FORM)
        # A form that Drive made (files.create) is empty and has its file's name.
        form = self.all.get(file.id) or Form(file.id, file.name)
        self.all[file.id] = form
        return form, file

    def _shown(self, form: Form, file: File) -> Json:
        info = {"title": form.title, "description": form.description, "documentTitle": file.name}
        shown: Json = without_defaults(
            {
                "formId": form.id,
                "info": info,
                "settings": form.settings(),
                "revisionId": form.revision_id,
                "responderUri": self.responder_uri(form),
                "items": form.items,
            }
        )
        return {**cloned(shown), "publishSettings": form.publish_settings()}
