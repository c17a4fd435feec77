"""What every service of the stand-in shares: a call that came in, how it is refused, and the files it is about.

The server finds the method of a request in Google's own discovery documents (``sheets.spreadsheets.values.get``),
checks parameters and body against their schemas, and gives a ``Call`` to the handler registered under that id. What
the handler returns is checked against the schema of the answer before it leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]


def cloned(value: Any) -> Any:
    """A copy of JSON, all the way down."""
    if isinstance(value, dict):
        return {name: cloned(one) if isinstance(one, dict | list) else one for name, one in value.items()}
    if isinstance(value, list):
        return [cloned(one) if isinstance(one, dict | list) else one for one in value]
    return value


@dataclass(frozen=True, slots=True)
class Media:
    """Bytes that go beside the JSON: an upload, a download, an export."""

    content: bytes
    mime_type: str


@dataclass(frozen=True, slots=True)
class Call:
    """One request. method: id in the discovery document; who: the bearer token, which is the identity;
    params: of path and query, checked and typed (repeated ones are lists); body: checked JSON; now: aware UTC."""

    method: str
    who: str
    params: Mapping[str, Any]
    body: Json
    now: datetime
    media: Media | None = None


Answer: TypeAlias = "Json | Media | None"
"""JSON, bytes, or nothing at all (204)."""
Handler: TypeAlias = Callable[[Call], Answer]


class ApiError(Exception):
    """A refusal as Google words it: ``{"error": {"code": 404, "message": "...", "status": "NOT_FOUND"}}``.

    reason: Drive's and Gmail's older ``errors[0].reason`` (``notFound``, ``insufficientFilePermissions``).
    """

    def __init__(
        self, code: int, status: str, message: str, reason: str = "", domain: str = "global",
        details: Sequence[Json] = (),
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.code, self.status, self.message, self.reason, self.domain = code, status, message, reason, domain
        self.details = list(details)


def invalid(message: str, reason: str = "badRequest") -> ApiError:
    """400 INVALID_ARGUMENT."""
    return ApiError(400, "INVALID_ARGUMENT", message, reason)


def not_found(message: str = "Requested entity was not found.", reason: str = "notFound") -> ApiError:
    return ApiError(404, "NOT_FOUND", message, reason)


def denied(message: str = "The caller does not have permission", reason: str = "forbidden") -> ApiError:
    return ApiError(403, "PERMISSION_DENIED", message, reason)


class Role(StrEnum):
    """What a permission allows, weakest first."""

    READER = "reader"
    COMMENTER = "commenter"
    WRITER = "writer"
    OWNER = "owner"

    def covers(self, other: Role) -> bool:
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(slots=True)
class Permission:
    """kind: user, group, domain or anyone; email: the token of a user (tokens are identities here), or the domain.

    view: ``published`` lets people answer a form without opening the file itself.
    """

    id: str
    kind: str
    role: Role
    email: str = ""
    view: str = ""
    pending_owner: bool = False
    """A writer who was asked to become the owner."""

    def lets_answer(self, who: str) -> bool:
        """Whether it lets this token (empty: nobody known) open a published form."""
        if self.kind == "anyone":
            return True
        if self.kind == "domain":
            return bool(self.email) and who.endswith("@" + self.email)
        return bool(who) and self.email == who


@dataclass(slots=True)
class File:
    """A file of Drive, whatever made it. A spreadsheet's or form's content lives with its service, under this id."""

    id: str
    name: str
    mime_type: str
    owner: str
    created: datetime
    modified: datetime
    parents: list[str] = field(default_factory=list)
    permissions: dict[str, Permission] = field(default_factory=dict)
    trashed: bool = False
    version: int = 1
    content: bytes = b""
    properties: dict[str, str] = field(default_factory=dict)
    app_properties: dict[str, str] = field(default_factory=dict)
    with_folder: bool = False
    """In the trash only because its folder is."""
    rest: Json = field(default_factory=dict)
    """Fields in the API's words that mean nothing here."""
    apps: list[str] = field(default_factory=list)
    """The programs that created it; with the scope ``drive.file`` they see no other files."""

    def role_of(self, who: str) -> Role | None:
        """The strongest role that a token has; None without access."""
        roles = [
            one.role
            for one in self.permissions.values()
            if one.view != "published" and (one.kind == "anyone" or (one.kind == "user" and one.email == who))
        ]
        return max(roles, key=list(Role).index, default=None)


ANYONE, APP = "*", "app:"


@dataclass
class Files:
    """All files, who may do what with them, and the feed of their changes. ids: makes a new id.

    app: the program that is calling now, if it is known; only_of_app: it sees only what it created. seen: who ever
    had a file in sight, so that only they are told that it is gone.
    """

    ids: Callable[[], str]
    all: dict[str, File] = field(default_factory=dict)
    changes: list[tuple[int, str, datetime]] = field(default_factory=list)
    """(number, file id, when), one for each change of a file, rising."""
    seen: dict[str, list[str]] = field(default_factory=dict)
    app: str = ""
    only_of_app: bool = False

    def create(
        self,
        who: str,
        name: str,
        mime_type: str,
        now: datetime,
        parents: list[str] | None = None,
        id: str = "",
    ) -> File:
        """A new file that belongs to the token; without parents it lies in that token's root. id: one of
        ``generateIds``."""
        if id in self.all:
            raise ApiError(
                409, "ALREADY_EXISTS", "A file already exists with the provided ID.", "fileIdInUse"
            )
        id = id or self.ids()
        owner = Permission(self.ids(), "user", Role.OWNER, who)
        made = File(id, name, mime_type, who, now, now, parents or [f"root-{who}"], {owner.id: owner})
        made.apps = [self.app] if self.app else []
        self.all[id] = made
        self._note(id, now)
        return made

    def find(self, who: str, id: str, need: Role = Role.READER, *, mime_type: str = "") -> File:
        """The file, if the token may do that much with it.

        Raises 404 for what it may not even see (or that is of another kind), 403 for what it may see but not do.
        """
        found = self.all.get(id)
        role = self.role(found, who) if found else None
        if found is None or role is None or (mime_type and found.mime_type != mime_type):
            raise not_found(f"File not found: {id}." if not mime_type else "Requested entity was not found.")
        if not role.covers(need):
            raise denied()
        return found

    def role(self, file: File, who: str) -> Role | None:
        """The strongest role that a token has, by the file's own sharing or that of a folder it lies in."""
        if self.only_of_app and self.app not in file.apps:
            return None
        roles = [role for one in [file, *self.folders_of(file)] if (role := one.role_of(who)) is not None]
        return max(roles, key=list(Role).index, default=None)

    def folders_of(self, file: File) -> list[File]:
        """The folders above it, nearest first."""
        found: list[File] = []
        above = list(file.parents)
        while above:
            folder = self.all.get(above.pop(0))
            if folder is not None and folder not in found:
                found.append(folder)
                above += folder.parents
        return found

    def within(self, folder: File) -> list[File]:
        """All that lies in a folder, however deep."""
        found: list[File] = []
        for file in self.all.values():
            if file is not folder and folder in self.folders_of(file):
                found.append(file)
        return found

    def touch(self, id: str, now: datetime) -> None:
        """Its content or its data changed."""
        found = self.all[id]
        found.modified, found.version = now, found.version + 1
        self._note(id, now)

    def remove(self, id: str, now: datetime) -> None:
        del self.all[id]
        self._note(id, now)

    def was_seen(self, id: str, who: str) -> bool:
        """Whether a token (and the program that has it) ever had the file in sight."""
        seen = self.seen.get(id, [])
        return (who in seen or ANYONE in seen) and (not self.only_of_app or APP + self.app in seen)

    def _note(self, id: str, now: datetime) -> None:
        file = self.all.get(id)
        if file is not None:
            known = self.seen.setdefault(id, [])
            shared = [one for part in (file, *self.folders_of(file)) for one in part.permissions.values()]
            names = [one.email if one.kind == "user" else ANYONE for one in shared]
            known += {*names, *(APP + app for app in file.apps)} - set(known)
        self.changes.append((len(self.changes) + 1, id, now))
