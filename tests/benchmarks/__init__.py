"""Speed and size, as ratios side by side in one run: ``python -m tests.benchmarks [--rows 2000,100000]``. Nothing is asserted."""
