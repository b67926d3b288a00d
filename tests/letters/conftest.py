from collections.abc import Iterator
from pathlib import Path

import pytest
import sent_workspace
from mail_server import Box, listening

from jobs.letters.sending import How
from jobs.workspace import Workspace


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def space(tmp_path: Path, box: Box) -> Iterator[Workspace]:
    """A workspace whose mail goes to the box."""
    with listening(box) as port:
        yield sent_workspace.made(tmp_path / "w", port)


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def how(waits: list[float]) -> How:
    """Waits are noted, not waited."""

    async def note(seconds: float) -> None:
        if seconds >= 1:
            waits.append(seconds)

    return How(wait=note)
