"""Why Google refuses, in a sentence for the operator, with the way out. None of these is tried again by itself."""

from __future__ import annotations

WAYS_OUT = {
    "storageQuotaExceeded": "the account cannot own files (a service account has no storage, or its Drive is full); "
    "use a person's account (`alur google login`), or free some room in its Drive",
    "scope": "the token was given for fewer services than Alur needs; run `alur google login` again and tick every box",
    "failedPrecondition": "this account cannot send mail (a service account never can by itself); use a person's "
    "account (`alur google login`), or name the one it works for ([google] subject)",
    "protected": "a protected cell stands in the way; only the account that owns the spreadsheet may write there",
    "expired": "Google no longer accepts the token (it lives seven days while the consent screen is in testing, and "
    "ends when access is taken away, the password changes, or nobody used it for six months); run `alur google login` "
    "again",
    "key": "Google does not take the key of this service account (was it or the account deleted, or is the clock of "
    "this machine wrong?); make a new key (IAM & Admin > Service accounts > Keys) and put it in its place",
    "delegation": "the Workspace administrator has not let this service account work for others with these scopes "
    "(Admin console > Security > API controls > Domain-wide delegation)",
    "disabled": "this API is not switched on in the Cloud project; enable it under APIs & Services > Library (Google "
    "Sheets, Drive, Forms, Gmail), wait some minutes, then go on",
    "policy": "the Workspace administrator forbids this; ask to have Alur's OAuth client trusted (Admin console > "
    "Security > API controls > App access control)",
    "forbidden": "the account may not do this with the file; share it with the account as editor",
    "missing": "Google has no such file for this account; restore it from Drive's bin, or run `alur provision`",
}


def kind_of_refusal(code: int, reason: str, message: str) -> str:
    """A key of ``WAYS_OUT``, or Google's own reason."""
    if "unauthorized_client" in message:
        return "delegation"
    if "Invalid JWT" in message or "account not found" in message:
        return "key"
    if code == 401 or "invalid_grant" in message:
        return "expired"
    if "insufficient authentication scopes" in message or reason == "insufficientPermissions":
        return "scope"
    if reason in ("accessNotConfigured", "SERVICE_DISABLED") or "it is disabled" in message:
        return "disabled"
    if reason == "domainPolicy":
        return "policy"
    if "protected cell" in message:
        return "protected"
    if reason not in WAYS_OUT and code in (403, 404):
        return {403: "forbidden", 404: "missing"}[code]
    return reason
