"""The hand-offs between processes are those of the map: none is missing and none is invented."""

from __future__ import annotations

from collections import Counter

from flows import ALL
from flows.engine.describe import describe

# As the process map lists them: (from, to).
HAND_OFFS = [
    ("P1.1", "P3.1"),
    ("P1.2.1.1", "P1.2.2"),
    ("P1.2.1.2", "P1.2.2"),
    ("P1.2.1.2", "P2.1.1"),
    ("P1.2.1.2", "P2.1.2"),
    ("P1.2.1.2", "P2.2.1"),
    ("P1.2.1.2", "P2.2.2"),
    ("P1.2.1.2", "P4.2.2.2"),
    ("P1.2.3", "P2.1.2"),
    ("P5.1.1", "P4.1"),
    ("P5.1.2", "P5.4"),
    ("P5.2.1", "P5.3.1"),
    ("P5.2.2", "P5.3.1"),
]


def test_the_thirteen_hand_offs_are_those_of_the_map() -> None:
    told = Counter((flow.code, hand_off["to"]) for flow in ALL for hand_off in describe(flow)["handoffs"])
    assert told == Counter(HAND_OFFS)


def test_a_hand_off_says_when_it_happens() -> None:
    assert all(hand_off["when"] for flow in ALL for hand_off in describe(flow)["handoffs"])
