"""Stories of the office. Each file tells one process, its ``FLOW``, and leaves out no move that the process has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from connectors.config import OfficeConfig, load_office
from tests.flows.skenario.kantor import Moves, PlayedOffice, moves_of

collected: Counter[str] = Counter()
told: dict[str, Moves] = defaultdict(set)
ended: Counter[str] = Counter()


@pytest.hookimpl(tryfirst=True)  # before -k takes some away
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    collected.update(item.path.stem for item in items if "office" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> OfficeConfig:
    return load_office(tmp_path_factory.mktemp("kantor"))


@pytest.fixture
def office(config: OfficeConfig, request: pytest.FixtureRequest) -> Iterator[PlayedOffice]:
    """A fresh office. What was played in it counts for the file; no mail to a desk was without a person to get it."""
    played = PlayedOffice(config)
    yield played
    assert played.mails_to_nobody() == []
    told[request.path.stem].update(played.moves())
    ended[request.path.stem] += 1


@pytest.fixture(scope="module", autouse=True)
def the_whole_process_is_told(request: pytest.FixtureRequest) -> Iterator[None]:
    """Every answer, rule and silence of the file's flow is played by some story of it (when all of them ran)."""
    yield
    file, flow = request.path.stem, getattr(request.module, "FLOW", None)
    whole = ended[file] == collected[file] and not any("::" in arg for arg in request.config.args)
    if flow is not None and whole:
        untold = sorted(moves_of(flow) - told[file])
        assert not untold, f"no story of {file} tells of:\n" + "\n".join(map(" | ".join, untold))
