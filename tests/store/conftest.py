"""A data folder and settings for each test."""

from pathlib import Path

import pytest

from core.settings import StoreSettings


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def settings() -> StoreSettings:
    return StoreSettings(memory_limit="300MB", writer_wait_seconds=0)
