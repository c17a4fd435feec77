"""The one way by which decisions come in, whatever page, form or letter carries them."""

from connectors.approvals.decisions import Decided, Decisions, Refused, View
from connectors.approvals.links import BadKey, LinkRefused, Links, Purpose, load_or_make_key

__all__ = [
    "BadKey",
    "Decided",
    "Decisions",
    "LinkRefused",
    "Links",
    "Purpose",
    "Refused",
    "View",
    "load_or_make_key",
]
