"""A run on a disk that is nearly full removes what is too old, and begins nothing."""

from contextlib import closing
from pathlib import Path

import pytest

from core.errors import StoreError
from jobs import workspace
from jobs.run import run
from state import runs
from state.open import open_state


def test_a_run_without_room_makes_some_and_says_what_is_missing(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "w", {"store": {"min_free_mb": 10**9}})
    with pytest.raises(StoreError, match="Mo libres sur ce disque") as refused:
        run(space)
    assert "store.min_free_mb" in refused.value.next_step
    with closing(open_state(space.state)) as state:
        assert [report.job for report in runs.latest(state, 5)] == ["retention"]
