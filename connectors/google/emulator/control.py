"""What can be switched on in the stand-in: faults, quotas, latency, a human editor; and what it counts."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from random import Random
from typing import Any

from connectors.google.emulator.calls import ApiError, Json, invalid

WORDS = {
    429: ("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Requests'."),
    500: ("INTERNAL", "Internal error encountered."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
}
GOOGLE_S_QUOTAS = {
    "sheets.reads": {"user": 60, "project": 300},
    "sheets.writes": {"user": 60, "project": 300},
    "forms.reads": {"user": 390, "project": 975},
    "forms.writes": {"user": 150, "project": 375},
    "forms.forms.responses.list": {"user": 180, "project": 450},
    "gmail.*": {"user": 6_000, "project": 1_200_000},
}
"""What Google's pages say, a minute."""
UNITS = {
    "gmail.users.messages.send": 100, "gmail.users.drafts.send": 100, "gmail.users.drafts.create": 10,
    "gmail.users.drafts.delete": 10, "gmail.users.drafts.update": 15,
    "gmail.users.getProfile": 1, "gmail.users.labels.list": 1, "gmail.users.labels.get": 1,
    "gmail.users.messages.batchDelete": 50, "gmail.users.messages.batchModify": 50, "gmail.users.messages.delete": 10,
    "gmail.users.history.list": 2, "gmail.*": 5,
}  # fmt: skip
"""What a call counts of a quota where that is not one, the first that fits; by Google's page on Gmail's limits."""
FEW = 1000
"""A quota of fewer is one of calls, as a test sets it."""
PROJECT = "1234567890"
WAYS: dict[str, bool | int | float] = {
    "forms_published_at_birth": False, "forms_filter_by_edit": True, "forms_edit_keeps_email": False,
    "gmail_keeps_message_id": False, "gmail_search_lag": 0.0, "gmail_daily_limit": 0,
}  # fmt: skip
"""What Google does not say or does not do to everybody, each with how it is here unless it is switched."""
KNOWN = (
    *WAYS, "faults", "quotas", "now", "latency", "seed", "human",
    "metadata_follows_sort", "revoked", "service_accounts", "picked",
)  # fmt: skip


@dataclass(slots=True)
class Fault:
    """code: 429, 500, 503, or 0 for a connection that closes without an answer. after: the effect is there.

    next: for so many calls; chance: of each of them. Without ``next`` a fault with a chance has no end.
    """

    method: str
    code: int
    next: int = -1
    after: bool = False
    chance: float = 1.0


@dataclass
class Control:
    """quotas: calls a minute for a pattern of methods (``sheets.*``, or ``sheets.reads`` as Google counts): a number
    for each token, or ``{"user": 60, "project": 300}``. latency: seconds for a pattern of methods. human: the chance
    that somebody edits a spreadsheet between two requests. revoked: accounts whose tokens are void. service_accounts:
    the public key of each, as PEM. picked: the programs (client ids)
    that people chose a file for, so that ``drive.file`` shows it to them. ways: of WAYS those that were switched."""

    faults: list[Fault] = field(default_factory=list)
    quotas: dict[str, dict[str, int]] = field(default_factory=dict)
    latency: dict[str, float] = field(default_factory=dict)
    human: float = 0.0
    metadata_follows_sort: bool = True
    revoked: list[str] = field(default_factory=list)
    service_accounts: dict[str, str] = field(default_factory=dict)
    picked: dict[str, list[str]] = field(default_factory=dict)
    ways: dict[str, bool | int | float] = field(default_factory=dict)
    now: datetime | None = None
    random: Random = field(default_factory=lambda: Random(1))
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    files: dict[str, Counter[str]] = field(default_factory=dict)
    edits: Counter[str] = field(default_factory=Counter)
    schema_faults: list[str] = field(default_factory=list)
    _used: dict[tuple[str, str], deque[datetime]] = field(default_factory=dict)

    def set(self, body: Json) -> Json:
        """``{"faults": [{"method": "sheets.*", "code": 503, "next": 2, "after": true}], "quotas": {"sheets.*": 60},
        "now": "2026-11-23T02:30:00Z", "latency": {"*": 0.2}, "human": 0.1, "seed": 7, "metadata_follows_sort": false,
        "revoked": ["dinas@contoh.go.id"], "service_accounts": {"alur@p.iam.gserviceaccount.com": PEM}}``; what is
        named replaces what was."""
        unknown = set(body) - set(KNOWN)
        if unknown:
            raise invalid(f"/_control knows {', '.join(KNOWN)}, not {', '.join(sorted(unknown))}.")
        try:
            self._set(body)
        except (TypeError, ValueError, AttributeError) as problem:
            raise invalid(f"/_control: {problem}") from problem
        return {
            "faults": len(self.faults),
            "quotas": self.quotas,
            "human": self.human,
            "latency": self.latency,
        }

    def _set(self, body: Json) -> None:
        if "seed" in body:
            self.random = Random(int(body["seed"]))
        if "faults" in body:
            faults = [Fault(**{"next": -1 if "chance" in one else 1, **one}) for one in body["faults"]]
            if any(one.code not in (0, *WORDS) for one in faults):
                raise ValueError("code is one of 0, 429, 500, 503")
            self.faults = faults
        if "quotas" in body:
            given = GOOGLE_S_QUOTAS if body["quotas"] == "google" else body["quotas"]
            self.quotas = {str(name): _limits(most) for name, most in given.items()}
        if "now" in body:
            self.now = datetime.fromisoformat(body["now"]) if body["now"] else None
        if "latency" in body:
            said = body["latency"]
            self.latency = {
                str(name): float(seconds)
                for name, seconds in (said if isinstance(said, dict) else {"*": said}).items()
            }
        self.human = float(body.get("human", self.human))
        self.metadata_follows_sort = bool(body.get("metadata_follows_sort", self.metadata_follows_sort))
        self.revoked = [str(one) for one in body.get("revoked", self.revoked)]
        chosen = body.get("picked", self.picked)
        self.picked = {str(id): [str(app) for app in apps] for id, apps in chosen.items()}
        self.ways |= {name: type(usual)(body[name]) for name, usual in WAYS.items() if name in body}
        given = body.get("service_accounts", self.service_accounts)
        self.service_accounts = {str(name): str(key) for name, key in given.items()}

    def count(self, method: str, kind: str, file: str = "") -> None:
        """file: the spreadsheet, form or file that the call is about."""
        self.counts[method] += 1
        self.kinds[kind] += 1
        if file:
            self.files.setdefault(file, Counter())[kind] += 1

    def reset(self) -> Json:
        self.counts.clear()
        self.kinds.clear()
        self.files.clear()
        self.edits.clear()
        self.schema_faults.clear()
        return self.requests()

    def requests(self) -> Json:
        return {
            "reads": self.kinds["reads"],
            "writes": self.kinds["writes"],
            "methods": dict(self.counts),
            "files": {id: {"reads": 0, "writes": 0, **kinds} for id, kinds in self.files.items()},
            "edits": dict(self.edits),
            "schema_faults": list(self.schema_faults),
        }

    def allow(self, method: str, who: str, now: datetime, kind: str) -> None:
        """Raises what Google says of more calls than the quota, over the last minute. kind: reads or writes."""
        api = method.partition(".")[0]
        begun = []
        for pattern, limits in self.quotas.items():
            if not (fnmatchcase(method, pattern) or pattern == f"{api}.{kind}"):
                continue
            for whose, most in limits.items():
                units = _units(method) if pattern == f"{api}.*" and most > FEW else 1
                used = self._used.setdefault((pattern, who if whose == "user" else ""), deque())
                while used and used[0] <= now - timedelta(minutes=1):
                    used.popleft()
                if len(used) + units > most:
                    raise exhausted(api, kind, whose, most)
                begun += [used] * units
        for used in begun:
            used.append(now)

    def fault(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for one in self.faults:
            if one.next == 0 or not fnmatchcase(method, one.method):
                continue
            if one.chance >= 1 or self.random.random() < one.chance:
                one.next -= one.next > 0
                return one
        return None

    def wait(self, method: str) -> float:
        """So many seconds does this call take."""
        return max((s for pattern, s in self.latency.items() if fnmatchcase(method, pattern)), default=0.0)


def _units(method: str) -> int:
    return next((n for pattern, n in UNITS.items() if fnmatchcase(method, pattern)), 1)


def _limits(most: Any) -> dict[str, int]:
    return {str(whose): int(n) for whose, n in (most if isinstance(most, dict) else {"user": most}).items()}


def exhausted(api: str, kind: str, whose: str, most: int) -> ApiError:
    """A quota that is used up, as that API words it."""
    if api == "drive":
        return ApiError(
            403, "PERMISSION_DENIED",
            "User Rate Limit Exceeded. Rate of requests for user exceed configured project quota.",
            "userRateLimitExceeded" if whose == "user" else "rateLimitExceeded", "usageLimits",
        )  # fmt: skip
    word = "Read" if kind == "reads" else "Write"
    per = " per user" if whose == "user" else ""
    service = f"{api}.googleapis.com"
    metric, limit = f"{word} requests", f"{word} requests per minute{per}"
    return ApiError(
        429, "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric '{metric}' and limit '{limit}' of service '{service}' for consumer "
        f"'project_number:{PROJECT}'.",
        "rateLimitExceeded", "usageLimits",
        details=[
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "service": service, "quota_limit": f"{word}RequestsPerMinutePer{'User' if per else 'Project'}",
                    "quota_limit_value": str(most), "quota_unit": f"1/min/{{project}}{'/{user}' if per else ''}",
                    "quota_metric": f"{service}/{word.lower()}_requests", "consumer": f"projects/{PROJECT}",
                    "quota_location": "global",
                },
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{"description": "Request a higher quota limit.",
                           "url": "https://cloud.google.com/docs/quotas/help/request_increase"}],
            },
        ],
    )  # fmt: skip


def refusal(code: int, api: str, kind: str) -> ApiError:
    """A fault that was asked for. Drive words a quota that is used up as a 403, so its 429 has no words of its own."""
    if code == 429 and api != "drive":
        return exhausted(api, kind, "user", 60)
    return ApiError(code, *WORDS[code], "rateLimitExceeded" if code == 429 else "backendError")
