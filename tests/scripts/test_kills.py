"""Real passes killed at random moments; ``python -m tests.kills`` does 1,000."""

from __future__ import annotations

from pathlib import Path

from tests.kills import kill_passes


def test_forty_killed_passes_lose_and_double_nothing(tmp_path: Path) -> None:
    assert kill_passes(tmp_path / "office", 40, seed=11) == []
