"""At least 1,000 schedules in every run of the tests; ``python -m tests.simulation`` plays more."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.simulation.schedule import flows_of, play

BLOCKS, PER_BLOCK = 4, 300


@pytest.mark.parametrize("block", range(BLOCKS))
def test_every_promise_holds_in_a_bad_week(block: int) -> None:
    hits: Counter[str] = Counter()
    moves = 0
    for seed in range(block * PER_BLOCK, (block + 1) * PER_BLOCK):
        told = play(seed, flows_of(seed))
        assert not told.violations, str(told)
        hits.update(told.hits)
        moves += told.moves
    assert moves > 5 * PER_BLOCK, "people hardly moved anything: the harness proves nothing"
    for call in ("write", "make", "send", "commit", "record", "remember"):
        for kind in ("crash before", "crash after"):
            assert hits[f"{call}: {kind}"] >= 10, f"{call}: {kind} was hardly tried"
