"""``python -m tests.simulation [--schedules N] [--first SEED] [--seed N]``."""

from __future__ import annotations

import argparse
import time
from collections import Counter

from tests.engine.small import KEARSIPAN, SURAT_KELUAR
from tests.simulation.schedule import play


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--schedules", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--seed", type=int, help="play this one and tell it")
    options = parser.parse_args()
    if options.seed is not None:
        told = play(options.seed, (SURAT_KELUAR, KEARSIPAN))
        return bool(told.violations)
    began, bad, hits, moves = time.monotonic(), 0, Counter[str](), 0
    for seed in range(options.first, options.first + options.schedules):
        told = play(seed, (SURAT_KELUAR, KEARSIPAN))
        hits.update(told.hits)
        moves += told.moves
        if told.violations:
            bad += 1
    time.monotonic() - began
    for _name, _count in sorted(hits.items()):
        pass
    return bool(bad)


if __name__ == "__main__":
    raise SystemExit(main())
