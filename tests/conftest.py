"""Fixtures for all tests: the desk over the repository's catalog, and a home of their own for programs they start."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from app.core.catalog.model import Vocabulary
from app.services.error_desk import Desk
from app.storage.catalog.checked import read_checked_catalog
from app.storage.places import HOME_VARIABLE
from tests.no_sockets import Sockets, watched_sockets

ROOT = Path(__file__).resolve().parents[1]

# The same examples on every run, so that a red test is red for everybody; to go looking for new ones:
# pytest --hypothesis-profile=search
settings.register_profile("quick", deadline=None, max_examples=60, derandomize=True)
settings.register_profile("search", deadline=None, max_examples=2_000)
settings.load_profile("quick")


@pytest.fixture(scope="session")
def desk() -> Desk:
    """The desk over the repository's own catalog, which must be without fault."""
    source = read_checked_catalog(ROOT / "catalog")
    assert not source.faults, "\n".join(map(str, source.faults))
    return Desk(source.catalog)


@pytest.fixture(scope="session")
def vocabulary(desk: Desk) -> Vocabulary:
    """The closed lists of the catalog."""
    return desk.catalog.vocabulary


@pytest.fixture(scope="session")
def program_environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment for programs started by tests: cache and settings in a folder of the test run."""
    return os.environ | {HOME_VARIABLE: str(tmp_path_factory.mktemp("home"))}


@pytest.fixture
def sockets() -> Sockets:
    """Fails the test when this process touches a socket before the test ends."""
    with watched_sockets() as sockets:
        yield sockets
    assert not sockets.events, f"sockets were used: {sockets.events}"
