"""What follows from batches may wait; it is there whenever somebody looks, and whatever is killed in between."""

import json
from pathlib import Path
from typing import Any

import pytest
from newsroom import MONDAY, analysis, batch, initiative, mention, processed, story_article
from searches import live_numbers

import store.live
from core.settings import StoreSettings
from core.types import MentionKind
from store.batch import Batch
from store.live import LiveStore, open_live
from store.publish import publish
from store.query import open_snapshot
from store.upkeep.doctor import examine

STORY = "5" * 16
COUNTED = (
    "SELECT (SELECT count(*) FROM organisations), (SELECT count(*) FROM initiatives),"
    " (SELECT count(*) FROM stories)"
)
NOTES = "SELECT value FROM meta WHERE key LIKE 'unsettled.%'"


def told(number: int) -> Batch:
    found = analysis(
        mentions=(mention(MentionKind.ORGANISATION, f"cnil {number}", "CNIL"),),
        initiatives=(initiative(f"i{number}"),),
    )
    return Batch(articles=(processed(number, found=found),), story_articles=(story_article(number, STORY),))


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def killed(data_dir: Path, settings: StoreSettings, *some: Batch) -> None:
    """The batches as a process leaves them that is killed before anything follows from them."""
    data_dir.mkdir(parents=True, exist_ok=True)
    live = LiveStore(data_dir, settings.memory_limit)
    for one in some:
        live.write(one, later=True)
    live.close()


def test_a_batch_may_wait_and_the_end_of_the_job_settles_it(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(told(1), later=True)
        assert rows(live, COUNTED) == [(0, 0, 0)]
        live.write(told(2), later=True)
        assert len(rows(live, NOTES)) == 2
    with open_live(data_dir, settings) as live:
        assert rows(live, COUNTED) == [(2, 2, 1)]
        assert rows(live, NOTES) == []
        assert live_numbers(live, "assistant") == {1, 2}


def test_one_that_may_not_wait_settles_those_before_it(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(told(1), later=True)
        live.write(told(2))
        assert rows(live, COUNTED) == [(2, 2, 1)]
        assert live_numbers(live, "assistant") == {1, 2}


def test_a_long_job_settles_now_and_then(
    data_dir: Path, settings: StoreSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store.live, "MOST_WAITING", 2)
    with open_live(data_dir, settings) as live:
        live.write(told(1), later=True)
        assert rows(live, COUNTED) == [(0, 0, 0)]
        live.write(told(2), later=True)
        assert rows(live, COUNTED) == [(2, 2, 1)]


def test_what_a_killed_job_left_follows_at_the_next_opening(data_dir: Path, settings: StoreSettings) -> None:
    killed(data_dir, settings, told(1), told(2))
    names = [found.name for found in examine(data_dir, settings, MONDAY)]
    assert "index de recherche en retard" in names
    assert not [name for name in names if name.startswith("lignes orphelines")]
    with open_live(data_dir, settings) as live:
        assert rows(live, COUNTED) == [(2, 2, 1)]
        assert live_numbers(live, "assistant") == {1, 2}


def test_nothing_unsettled_is_published(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(batch())
    publish(data_dir, settings)
    killed(data_dir, settings, told(7))
    assert publish(data_dir, settings) is not None
    with open_snapshot(data_dir) as snapshot:
        assert snapshot.connection.execute(NOTES).fetchall() == []
        found = snapshot.connection.execute("SELECT organisation_key FROM organisations").fetchall()
        assert ("cnil 7",) in found
    assert publish(data_dir, settings) is None


def test_a_story_that_knew_its_article_first_follows_too(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(story_articles=(story_article(1, STORY),)))
        assert rows(live, "FROM stories") == []
        live.write(Batch(articles=(processed(1),)), later=True)
        live.settle()
        assert rows(live, "SELECT story_id FROM stories") == [(STORY,)]


def test_a_note_that_cannot_be_read_costs_more_and_loses_nothing(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(told(1), later=True)
        ((value,),) = rows(live, NOTES)
        assert json.loads(value)["organisations"] == ["cnil 1"]
        live.connection.execute("UPDATE meta SET value = '{' WHERE key LIKE 'unsettled.%'")
    with open_live(data_dir, settings) as live:
        assert rows(live, COUNTED) == [(1, 1, 1)]
        assert rows(live, NOTES) == []
