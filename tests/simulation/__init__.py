"""A simulated office: seeded people, clock and faults against real passes, and checkers over all that happened.

``python -m tests.simulation --schedules 10000`` runs more than the tests do; ``--seed N`` replays one and tells it.
"""
