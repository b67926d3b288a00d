"""An open state."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from state.open import State, open_state


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    opened = open_state(tmp_path / "state.db")
    yield opened
    opened.close()
