"""A press on loopback, and a workspace that crawls it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from crawl_workspace import Workspace
from press_server import Press, serving

from state.open import open_state


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with serving() as server:
        yield server


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    state = open_state(tmp_path / "state.db")
    yield Workspace(tmp_path, state)
    state.close()
