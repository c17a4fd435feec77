"""``python -m tests.simulation [--schedules N] [--first SEED] [--seed N]``."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tests.simulation.schedule import flows_of, play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, help="play this one and tell it")
    options = parser.parse_args()
    if options.seed is not None:
        told = play(options.seed, flows_of(options.seed))
        print(told)
        return bool(told.violations)
    began, bad, moves = time.monotonic(), 0, 0
    hits: Counter[str] = Counter()
    for seed in range(options.first, options.first + options.schedules):
        told = play(seed, flows_of(seed))
        hits.update(told.hits)
        moves += told.moves
        if told.violations:
            bad += 1
            print(told)
    speed = options.schedules / (time.monotonic() - began)
    print(
        f"{options.schedules} schedules, {bad} with violations, {moves} moves, {sum(hits.values())} faults, {speed:.0f} a second"
    )
    for name, count in sorted(hits.items()):
        print(f"  {name}: {count}")
    return bool(bad)


if __name__ == "__main__":
    raise SystemExit(main())
