"""No key twice after a crash either: batches that hold keys twice, written twice, cut short anywhere, written again."""

import multiprocessing
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from crash_child import STEPS, write
from duplicates import twice
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_store_keys import batches

from core.settings import StoreSettings
from store.batch import Batch
from store.live import open_live
from store.upkeep.integrity import orphans


@pytest.mark.slow
@settings(
    max_examples=5,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(batches, min_size=1, max_size=2), st.sampled_from(sorted(STEPS)), st.integers(1, 40))
def test_no_key_is_stored_twice_after_a_crash(given_: Sequence[Batch], step: str, call: int) -> None:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crash_child"])
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder)
        child = context.Process(target=write, args=(data_dir, given_, step, call))
        child.start()
        child.join()
        assert child.exitcode == -9
        with open_live(data_dir, StoreSettings(memory_limit="300MB", min_free_mb=0)) as live:
            assert twice(live) == {}
            for batch in given_:
                live.write(batch)
                assert twice(live) == {}
            assert [fault for fault in orphans(live.connection) if fault.table not in UNTIED] == []


UNTIED = {"article_links", "story_articles", "stories", "texts.signatures"}
"""The batches' links and signatures are of articles that need not be there."""
