"""The desk over the demonstration's workspace, asked as browsers ask it."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from desk_browser import Browser

from jobs.workspace import Workspace

if TYPE_CHECKING:
    from jobs.demo import Shown


@pytest.fixture(scope="session")
def demo_space(shown: "Shown", tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy of the demonstration's workspace, for tests that only look: what is looked at is marked as read."""
    root = tmp_path_factory.mktemp("looked-at") / "demo"
    shutil.copytree(shown.workspace.root, root, symlinks=True)
    return replace(shown.workspace, root=root)


@pytest.fixture
def space(shown: "Shown", tmp_path: Path) -> Workspace:
    """A copy of it, for tests that change something."""
    shutil.copytree(shown.workspace.root, tmp_path / "demo", symlinks=True)
    return replace(shown.workspace, root=tmp_path / "demo")


@pytest.fixture(scope="session")
def looking(demo_space: Workspace) -> Iterator[Browser]:
    """A browser that only looks."""
    with Browser(demo_space) as browser:
        yield browser


@pytest.fixture
def browser(space: Workspace) -> Iterator[Browser]:
    """A browser at a desk of its own."""
    with Browser(space) as browser:
        yield browser
