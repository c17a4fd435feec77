"""What can be switched on in the stand-in: faults and quotas; and what it counts."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from connectors.google.emulator.calls import ApiError, Json, invalid

WORDS = {
    429: ("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric 'Requests'."),
    500: ("INTERNAL", "Internal error encountered."),
    503: ("UNAVAILABLE", "The service is currently unavailable."),
}


@dataclass(slots=True)
class Fault:
    """code: 429, 500, 503, or 0 for a connection that closes without an answer. after: the effect is there."""

    method: str
    code: int
    next: int
    after: bool = False


@dataclass
class Control:
    """quotas: calls a minute and token for a pattern of methods (``sheets.*``)."""

    faults: list[Fault] = field(default_factory=list)
    quotas: dict[str, int] = field(default_factory=dict)
    now: datetime | None = None
    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    schema_faults: list[str] = field(default_factory=list)
    _used: dict[tuple[str, str], deque[datetime]] = field(default_factory=dict)

    def set(self, body: Json) -> Json:
        """``{"faults": [{"method": "sheets.*", "code": 503, "next": 2, "after": true}], "quotas": {"sheets.*": 60},
        "now": "2026-11-23T02:30:00Z"}``; what is named replaces what was."""
        unknown = set(body) - {"faults", "quotas", "now"}
        if unknown:
            raise invalid(f"/_control knows faults, quotas and now, not {', '.join(sorted(unknown))}.")
        try:
            if "faults" in body:
                faults = [Fault(**one) for one in body["faults"]]
                if any(one.code not in (0, *WORDS) for one in faults):
                    raise ValueError("code is one of 0, 429, 500, 503")
                self.faults = faults
            if "quotas" in body:
                self.quotas = {str(name): int(most) for name, most in body["quotas"].items()}
            if "now" in body:
                self.now = datetime.fromisoformat(body["now"]) if body["now"] else None
        except (TypeError, ValueError, AttributeError) as problem:
            raise invalid(f"/_control: {problem}") from problem
        return {"faults": len(self.faults), "quotas": self.quotas}

    def count(self, method: str, kind: str) -> None:
        self.counts[method] += 1
        self.kinds[kind] += 1

    def reset(self) -> Json:
        self.counts.clear()
        self.kinds.clear()
        self.schema_faults.clear()
        return self.requests()

    def requests(self) -> Json:
        return {
            "reads": self.kinds["reads"],
            "writes": self.kinds["writes"],
            "methods": dict(self.counts),
            "schema_faults": list(self.schema_faults),
        }

    def allow(self, method: str, who: str, now: datetime) -> None:
        """Raises 429 for more calls than the quota, over the last minute."""
        for pattern, most in self.quotas.items():
            if not fnmatchcase(method, pattern):
                continue
            used = self._used.setdefault((pattern, who), deque())
            while used and used[0] <= now - timedelta(minutes=1):
                used.popleft()
            if len(used) >= most:
                raise ApiError(429, *WORDS[429], "rateLimitExceeded")
            used.append(now)

    def fault(self, method: str) -> Fault | None:
        """The fault that this call meets, used up by one."""
        for one in self.faults:
            if one.next > 0 and fnmatchcase(method, one.method):
                one.next -= 1
                return one
        return None


def refusal(code: int) -> ApiError:
    return ApiError(code, *WORDS[code], "backendError")
