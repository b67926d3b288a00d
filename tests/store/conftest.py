"""A data folder and settings for each test; the repository's root on the path, wherever pytest starts."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from core.settings import StoreSettings


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settings() -> StoreSettings:
    return StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
