"""Forms v1 of the stand-in: forms, their items and settings, publishing, and the responses that came in.

A form's file (name, owner, permissions) is in ``Files`` under the form's id; what people see and answer is on the
page (``forms_page``). Sources of the behaviour: the discovery document, shared/design/google-apis.md section 5.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import TypeAdapter

from connectors.google.emulator.calls import Call, File, Files, Handler, Json, Role, invalid, not_found
from connectors.google.emulator.forms_items import (
    check_item,
    check_targets,
    displayed,
    give_ids,
    kind_of,
    questions,
)
from connectors.google.emulator.forms_quiz import grade
from connectors.google.emulator.masks import apply_mask, schemas, without_defaults

FORM = "application/vnd.google-apps.form"
MOST_RESPONSES = 5000
ONLY_TITLE = (
    "Only info.title can be set when creating a form. To add items and change settings, use batchUpdate."
)


@dataclass(slots=True)
class Answered:
    """One person's response. answers: question id to what was chosen or written. edit: the secret of its edit link."""

    id: str
    created: datetime
    submitted: datetime
    edit: str
    email: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class Form:
    """What a form says and holds. The document's title is the file's name."""

    id: str
    title: str
    description: str = ""
    email_collection: str = "DO_NOT_COLLECT"
    is_quiz: bool = False
    items: list[Json] = field(default_factory=list)
    revision: int = 1
    published: bool = False
    accepting: bool = False
    ids_made: int = 0
    responses: dict[str, Answered] = field(default_factory=dict)

    @property
    def revision_id(self) -> str:
        return f"{self.revision:08x}"

    @property
    def public_id(self) -> str:
        """The id in the address where people answer; it does not give the form's own id away."""
        digest = hashlib.sha384(f"published {self.id}".encode()).digest()
        return "1FAIpQLS" + base64.urlsafe_b64encode(digest).decode()[:48]

    def new_id(self) -> str:
        self.ids_made += 1
        digest = hashlib.sha256(f"{self.id} {self.ids_made}".encode()).digest()
        return f"{int.from_bytes(digest[:4]) & 0x7FFFFFFF:08x}"


@dataclass
class Forms:
    """The service. base: scheme, host and port in the address where people answer.

    published_at_birth: forms of the API are unpublished since 2026-06-30; True gives the behaviour of before.
    filter_by_edit: whether the filter ``timestamp`` of responses means the last submission or the first (Google does
    not say, so a client must survive both).
    """

    files: Files
    base: str = "http://127.0.0.1"
    published_at_birth: bool = False
    filter_by_edit: bool = True
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
        requests = call.body.get("requests") or []
        if not requests:
            raise invalid("Must specify at least one request.")
        self._check_revision(form, call.body.get("writeControl") or {})
        changed = copy.copy(form)
        changed.items = copy.deepcopy(form.items)
        replies = [self._change(changed, request) for request in requests]
        check_targets(changed.items)
        changed.revision += 1
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
        return {"formId": form.id, "publishSettings": self._publish_settings(form)}

    def copied(self, original: str, id: str) -> None:
        """Drive copied the form's file: the copy has the same questions and settings, no responses."""
        form = self.all[original]
        self.all[id] = Form(
            id,
            form.title,
            form.description,
            form.email_collection,
            form.is_quiz,
            copy.deepcopy(form.items),
            published=self.published_at_birth,
            accepting=self.published_at_birth,
        )

    def deleted(self, id: str) -> None:
        """Drive removed the form's file for good."""
        self.all.pop(id, None)

    # -------------------------------------------------------------------------------------- its responses

    def list_responses(self, call: Call) -> Json:
        form, _ = self._open(call, Role.WRITER)
        wanted = self._wanted(str(call.params.get("filter") or ""))
        size = int(call.params.get("pageSize") or 0)
        if size < 0:
            raise invalid("page_size must not be negative.")
        # The order is not promised, so it is not the order of arrival. It is stable, so that pages fit together.
        ordered = sorted((_shuffled(one.id), one) for one in form.responses.values() if wanted(one))
        asked = hashlib.sha256(f"{form.id} {call.params.get('filter') or ''}".encode()).hexdigest()[:12]
        token = str(call.params.get("pageToken") or "")
        if token:
            of, _, after = token.partition(".")
            if of != asked or not after:
                raise invalid(
                    "Invalid page_token: the form and the filter must be those of the first request."
                )
            ordered = [one for one in ordered if one[0] > after]
        page = ordered[: min(size or MOST_RESPONSES, MOST_RESPONSES)]
        answer: Json = {"responses": [self._response(form, one) for _, one in page]} if page else {}
        if len(ordered) > len(page):
            answer["nextPageToken"] = f"{asked}.{page[-1][0]}"
        return answer

    def get_response(self, call: Call) -> Json:
        form, _ = self._open(call, Role.WRITER)
        found = form.responses.get(call.params["responseId"])
        if found is None:
            raise not_found()
        return {"formId": form.id, **self._response(form, found)}

    def respond(
        self, form: Form, answers: dict[str, list[str]], email: str, now: datetime, edit: str = ""
    ) -> Answered:
        """Keep a response that the page has checked; with the secret of an edit link that response is changed."""
        earlier = self.by_edit(form, edit)
        if earlier is not None:
            earlier.answers, earlier.submitted, earlier.email = answers, now, email
            return earlier
        number = f"{form.id} {len(form.responses)}".encode()
        id, secret = (
            base64.urlsafe_b64encode(hashlib.sha384(word + number).digest()).decode()
            for word in (b"response ", b"edit ")
        )
        made = Answered("ACYDBN" + id, now, now, "2_ABaOnu" + secret, email, answers)
        form.responses[made.id] = made
        return made

    def by_edit(self, form: Form, edit: str) -> Answered | None:
        return next((one for one in form.responses.values() if edit and one.edit == edit), None)

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
        return self.all[file.id], file

    @staticmethod
    def _check_revision(form: Form, control: Json) -> None:
        required, target = control.get("requiredRevisionId"), control.get("targetRevisionId")
        if required and required != form.revision_id:
            raise invalid(
                "The required revision ID does not match the latest revision of the form. Read the form again."
            )
        if target and target != form.revision_id:
            # Google may merge with what happened since; it may also refuse, and this the client must bear.
            raise invalid("The target revision is too far behind the latest revision. Read the form again.")

    def _change(self, form: Form, request: Json) -> Json:
        if len(request) != 1:
            raise invalid("A request must have exactly one kind.")
        (kind, words), *_ = request.items()
        known = schemas("forms", "v1")
        if kind == "updateFormInfo":
            info: Json = {"title": form.title, "description": form.description}
            _no_document_title(words.get("updateMask", ""))
            apply_mask(known, "Info", words.get("updateMask", ""), words.get("info") or {}, info)
            displayed(info.get("title"))
            form.title, form.description = info.get("title", ""), info.get("description", "")
            return {}
        if kind == "updateSettings":
            settings = self._settings(form)
            apply_mask(
                known, "FormSettings", words.get("updateMask", ""), words.get("settings") or {}, settings
            )
            self._set(form, settings)
            return {}
        if kind == "createItem":
            return self._create_item(form, words)
        at = _index(words.get("originalLocation" if kind == "moveItem" else "location"), len(form.items))
        if kind == "deleteItem":
            del form.items[at]
        elif kind == "moveItem":
            to = _index(words.get("newLocation"), len(form.items))
            form.items.insert(to, form.items.pop(at))
        else:
            self._update_item(form, at, words)
        return {}

    def _create_item(self, form: Form, words: Json) -> Json:
        at = _index(words.get("location"), len(form.items) + 1)
        item = copy.deepcopy(words.get("item") or {})
        check_item(item, is_quiz=form.is_quiz, creating=True)
        self._give_ids(form, item, form.items)
        form.items.insert(at, item)
        reply: Json = {"itemId": item["itemId"]}
        if asked := [question["questionId"] for question in questions(item)]:
            reply["questionId"] = asked
        return {"createItem": reply}

    def _update_item(self, form: Form, at: int, words: Json) -> None:
        item = copy.deepcopy(form.items[at])
        before = kind_of(item, "Item")
        apply_mask(schemas("forms", "v1"), "Item", words.get("updateMask", ""), words.get("item") or {}, item)
        check_item(item, is_quiz=form.is_quiz, creating=False)
        if kind_of(item, "Item") != before:
            raise invalid("The kind of an item cannot be changed: delete it and create another.")
        # Ids that the mask names but the item leaves blank are made anew: its earlier answers are cut off.
        self._give_ids(form, item, form.items[:at] + form.items[at + 1 :])
        form.items[at] = item

    @staticmethod
    def _give_ids(form: Form, item: Json, others: list[Json]) -> None:
        asked = (question["questionId"] for other in others for question in questions(other))
        give_ids(item, (other["itemId"] for other in others), asked, form.new_id)

    @staticmethod
    def _settings(form: Form) -> Json:
        settings: Json = {"emailCollectionType": form.email_collection}
        return {**settings, "quizSettings": {"isQuiz": True}} if form.is_quiz else settings

    @staticmethod
    def _set(form: Form, settings: Json) -> None:
        emails = settings.get("emailCollectionType", "DO_NOT_COLLECT")
        if emails == "EMAIL_COLLECTION_TYPE_UNSPECIFIED":
            raise invalid("settings.emailCollectionType must be specified.")
        form.email_collection = emails
        form.is_quiz = bool((settings.get("quizSettings") or {}).get("isQuiz"))
        if not form.is_quiz:  # «Upon setting to false, all question Grading is deleted.»
            for item in form.items:
                for question in questions(item):
                    question.pop("grading", None)

    def _shown(self, form: Form, file: File) -> Json:
        info = {"title": form.title, "description": form.description, "documentTitle": file.name}
        shown: Json = without_defaults(
            {
                "formId": form.id,
                "info": info,
                "settings": self._settings(form),
                "revisionId": form.revision_id,
                "responderUri": self.responder_uri(form),
                "items": form.items,
            }
        )
        return {**copy.deepcopy(shown), "publishSettings": self._publish_settings(form)}

    @staticmethod
    def _publish_settings(form: Form) -> Json:
        state = {"isPublished": form.published, "isAcceptingResponses": form.accepting}
        return {"publishState": without_defaults(state)}

    def _response(self, form: Form, one: Answered) -> Json:
        answers: Json = {
            id: {"questionId": id, "textAnswers": {"answers": [{"value": value} for value in values]}}
            for id, values in one.answers.items()
        }
        shown: Json = {
            "responseId": one.id,
            "createTime": timestamp(one.created),
            "lastSubmittedTime": timestamp(one.submitted),
        }
        if one.email:
            shown["respondentEmail"] = one.email
        if form.is_quiz:
            total = grade(form.items, answers)
            if total is not None:
                shown["totalScore"] = total
        return {**shown, "answers": answers} if answers else shown

    def _wanted(self, words: str) -> Callable[[Answered], bool]:
        if not words.strip():
            return lambda one: True
        found = re.fullmatch(
            r"\s*timestamp\s*(>=?)\s*(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z\s*", words
        )
        if found is None:
            raise invalid(f"Invalid filter: {words}")
        try:
            moment = datetime.fromisoformat(found[2]).replace(tzinfo=UTC)
        except ValueError as fault:
            raise invalid(f"Invalid filter: {words}") from fault
        limit = (moment, int((found[3] or "0").ljust(9, "0")))

        def late_enough(one: Answered) -> bool:
            at = (one.submitted if self.filter_by_edit else one.created).astimezone(UTC)
            nanoseconds = (at.replace(microsecond=0), at.microsecond * 1000)
            return nanoseconds > limit or (found[1] == ">=" and nanoseconds == limit)

        return late_enough


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with 0, 3 or 6 digits after the second."""
    text = moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    text = text.removesuffix("000").removesuffix(".000")
    return text + "Z"


def _index(location: Any, size: int) -> int:
    if not isinstance(location, dict) or "index" not in location:
        raise invalid("location.index is required.")
    at = int(location["index"])
    if not 0 <= at < size:
        raise invalid(f"Invalid location.index {at}: it must be in the range [0..{size}).")
    return at


def _no_document_title(mask: str) -> None:
    if re.search(r"\bdocument(_t|T)itle\b", mask):
        raise invalid("info.documentTitle cannot be modified: use the Drive API.")


def _shuffled(id: str) -> str:
    return hashlib.sha256(id.encode()).hexdigest()[:24]
