"""A form and the responses to it, as the stand-in keeps them."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from connectors.google.emulator.calls import Json
from connectors.google.emulator.masks import without_defaults


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

    def settings(self) -> Json:
        """``FormSettings``."""
        settings: Json = {"emailCollectionType": self.email_collection}
        return {**settings, "quizSettings": {"isQuiz": True}} if self.is_quiz else settings

    def publish_settings(self) -> Json:
        state = {"isPublished": self.published, "isAcceptingResponses": self.accepting}
        return {"publishState": without_defaults(state)}

    def by_edit(self, edit: str) -> Answered | None:
        """The response with this secret."""
        if not edit:
            return None
        return next((one for one in self.responses.values() if one.edit == edit), None)


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with 0, 3 or 6 digits after the second."""
    text = moment.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    text = text.removesuffix("000").removesuffix(".000")
    return text + "Z"
