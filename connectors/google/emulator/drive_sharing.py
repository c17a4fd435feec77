"""Who may do what with a file of Drive: permissions given, changed, taken back, and a file handed over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import TypeAlias

from connectors.google.emulator.calls import (
    ApiError,
    Call,
    File,
    Files,
    Handler,
    Json,
    Permission,
    Role,
    denied,
    invalid,
    not_found,
)

GIVEN = {"kind", "type", "role", "emailAddress", "domain", "view", "pendingOwner", "allowFileDiscovery"}
ROLES = ("reader", "commenter", "writer", "owner")
NEEDS_WORD = "The transferOwnership parameter must be enabled when the permission role is 'owner'."
NEEDS_CONSENT = "Consent is required to transfer ownership of a file to another user."


Notify: TypeAlias = Callable[[str, EmailMessage, datetime], None]
"""To whom, what, when."""


def told_nobody(who: str, mail: EmailMessage, now: datetime) -> None:
    """Where there are no mailboxes."""


@dataclass(frozen=True, slots=True)
class Sharing:
    """notify: mails somebody that a file was shared with them, unless ``sendNotificationEmail`` is false."""

    files: Files
    notify: Notify = told_nobody

    def handlers(self) -> dict[str, Handler]:
        return {
            "drive.permissions.create": self.create,
            "drive.permissions.list": self.list,
            "drive.permissions.get": self.get,
            "drive.permissions.update": self.update,
            "drive.permissions.delete": self.delete,
        }

    def create(self, call: Call) -> Json:
        file = self.files.find(call.who, call.params["fileId"], Role.WRITER)
        body = call.body
        _refuse_unkept(body)
        kind, role = body.get("type", ""), body.get("role", "")
        if kind not in ("user", "group", "domain", "anyone") or role not in ROLES:
            raise invalid(
                "The permission type field is required." if not kind else "Invalid Value", "required"
            )
        if kind in ("user", "group") and not body.get("emailAddress"):
            raise invalid(
                "The specified emailAddress is invalid or not applicable for the given permission type.",
                "invalidSharingRequest",
            )
        email = body.get("domain", "") if kind == "domain" else body.get("emailAddress", "")
        made = Permission(
            self.files.ids(),
            kind,
            Role.WRITER if role == "owner" else Role(role),
            email,
            body.get("view", ""),
        )
        if role == "owner":
            self._hand_over(call, file, made)
        file.permissions[made.id] = made
        self.files.touch(file.id, call.now)
        if kind in ("user", "group") and call.params.get("sendNotificationEmail", True):
            self.notify(email, _told(call, file), call.now)
        return permission(made)

    def list(self, call: Call) -> Json:
        file = self.files.find(call.who, call.params["fileId"])
        found = permissions(self.files, file).values()
        return {"kind": "drive#permissionList", "permissions": [permission(one) for one in found]}

    def get(self, call: Call) -> Json:
        file = self.files.find(call.who, call.params["fileId"])
        found = permissions(self.files, file).get(call.params["permissionId"])
        if found is None:
            raise not_found(f"Permission not found: {call.params['permissionId']}.")
        return permission(found)

    def update(self, call: Call) -> Json:
        """Another role; an owner is made by handing over, or by the one who was asked to take over."""
        file = self.files.find(call.who, call.params["fileId"], Role.WRITER)
        body, found = call.body, _own(file, call.params["permissionId"])
        _refuse_unkept(body)
        role = body.get("role", "")
        if role not in ROLES or found.role is Role.OWNER:
            raise invalid("Invalid Value", "invalid")
        if role == "owner":
            self._hand_over(call, file, found)
        else:
            found.role = Role(role)
            if "pendingOwner" in body:
                self.files.find(call.who, file.id, Role.OWNER)
                found.pending_owner = bool(body["pendingOwner"])
        self.files.touch(file.id, call.now)
        return permission(found)

    def delete(self, call: Call) -> None:
        file = self.files.find(call.who, call.params["fileId"], Role.WRITER)
        found = _own(file, call.params["permissionId"])
        if found.role is Role.OWNER:
            raise denied("The owner of a file cannot be removed.", "cannotRemoveOwner")
        del file.permissions[found.id]
        self.files.touch(file.id, call.now)

    def _hand_over(self, call: Call, file: File, to: Permission) -> None:
        """The one who owned the file goes on writing to it."""
        if not call.params.get("transferOwnership"):
            raise denied(NEEDS_WORD, "forbidden")
        if call.who != file.owner and not (to.pending_owner and call.who == to.email):
            raise denied(
                "The user does not have sufficient permissions for this file.", "insufficientFilePermissions"
            )
        if call.who == file.owner and any(one.endswith("@gmail.com") for one in (call.who, to.email)):
            raise denied(NEEDS_CONSENT, "consentRequiredForOwnershipTransfer")
        if to.kind != "user":
            raise invalid("Invalid Value", "invalidSharingRequest")
        for one in file.permissions.values():
            if one.role is Role.OWNER:
                one.role = Role.WRITER
        to.role, to.pending_owner, file.owner = Role.OWNER, False, to.email


def permissions(files: Files, file: File) -> dict[str, Permission]:
    """A file's own and those it has from the folders it lies in; of the owners only its own."""
    found = dict(file.permissions)
    for folder in files.folders_of(file):
        for one in folder.permissions.values():
            if one.role is not Role.OWNER:
                found.setdefault(one.id, one)
    return found


def permission(one: Permission) -> Json:
    shown: Json = {"kind": "drive#permission", "id": one.id, "type": one.kind, "role": str(one.role)}
    if one.email:
        shown["domain" if one.kind == "domain" else "emailAddress"] = one.email
    if one.pending_owner:
        shown["pendingOwner"] = True
    return shown | ({"view": one.view} if one.view else {})


def _told(call: Call, file: File) -> EmailMessage:
    kind = "Folder" if file.mime_type.endswith(".folder") else "Document"
    mail = EmailMessage()
    mail["From"] = f'"{call.who} (via Google Drive)" <drive-shares-dm-noreply@google.com>'
    mail["Reply-To"] = call.who
    mail["Subject"] = f'{kind} shared with you: "{file.name}"'
    mail.set_content(f"{call.params.get('emailMessage') or ''}\n\n{file.name}\n".lstrip())
    return mail


def _own(file: File, id: str) -> Permission:
    if id not in file.permissions:
        raise not_found(f"Permission not found: {id}.")
    return file.permissions[id]


def _refuse_unkept(body: Json) -> None:
    if lost := set(body) - GIVEN:
        raise ApiError(
            501, "UNIMPLEMENTED", f"The stand-in does not keep Permission.{min(lost)}.", "notImplemented"
        )
