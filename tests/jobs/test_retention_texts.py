"""Texts leave at their age, facts stay; what a search finds of an article is then what is left of it."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from jobs import workspace
from jobs.publish import publish
from jobs.retention import retain
from jobs.workspace import Workspace
from store.live import open_live
from store.query import open_snapshot
from store.upkeep.retention import drop_old_texts
from tests.store import newsroom
from tests.store.newsroom import MONDAY

YOUNG = MONDAY + timedelta(days=80)
LATER = MONDAY + timedelta(days=91)


def made(folder: Path) -> Workspace:
    """An article of Monday, and one of 80 days later, with what is kept beside their texts."""
    space = workspace.create(folder / "veille")
    batch = newsroom.batch((1,))
    young = newsroom.processed(2, seen_at=YOUNG, text="Le hameau de Corvenne garde sa halte.")
    more = {
        "articles": (*batch.articles, young),
        "signatures": (newsroom.signature(1), newsroom.signature(2)),
    }
    with open_live(space.data, space.settings.store) as live:
        live.write(replace(batch, **more))
    return space


def rows(space: Workspace, statement: str) -> list[tuple[object, ...]]:
    with open_live(space.data, space.settings.store) as live:
        return live.connection.execute(statement).fetchall()


def test_old_texts_go_and_facts_stay(tmp_path: Path) -> None:
    space = made(tmp_path)
    facts = rows(space, "SELECT * EXCLUDE (revision) FROM articles ORDER BY ALL")
    roles = rows(space, "SELECT count(*) FROM roles")
    assert retain(space, LATER).counts["texts.removed"] == 1
    assert rows(space, "SELECT article_id FROM texts.article_texts") == [(newsroom.article(2).id,)]
    assert rows(space, "SELECT article_id FROM texts.signatures") == [(newsroom.article(2).id,)]
    assert rows(space, "SELECT * EXCLUDE (revision) FROM articles ORDER BY ALL") == facts
    assert rows(space, "SELECT count(*) FROM roles") == roles
    assert retain(space, LATER).counts["texts.removed"] == 0


def test_a_text_that_is_gone_is_no_longer_found_by_its_words(tmp_path: Path) -> None:
    space = made(tmp_path)
    publish(space)
    retain(space, LATER)
    assert publish(space).counts["published"] == 2
    with open_snapshot(space.data) as snapshot:
        assert snapshot.search("craie mouillée") == []
        assert len(snapshot.search("assistant vocal mairie")) == 2  # title and summary
        assert len(snapshot.search("Corvenne")) == 1


def test_results_whose_texts_are_all_too_old_are_not_taken_for_lost(tmp_path: Path) -> None:
    space = made(tmp_path)
    publish(space)
    assert retain(space, YOUNG + timedelta(days=91)).counts["texts.removed"] == 2
    with open_live(space.data, space.settings.store) as live:
        assert not live.empty
    assert publish(space).counts["published"] == 2


def test_hashes_outlive_a_short_retention_by_what_linking_needs(tmp_path: Path) -> None:
    space = made(tmp_path)
    with open_live(space.data, space.settings.store) as live:
        for age, left in ((29, 2), (31, 1)):
            now = MONDAY + timedelta(days=age)
            drop_old_texts(live, now - timedelta(days=7), now)
            found = live.connection.execute("SELECT count(*) FROM texts.signatures").fetchone()
            assert found == (left,)


def test_a_kill_between_the_two_commits_leaves_no_word_in_the_index(tmp_path: Path) -> None:
    """The results know first that the article must be indexed again."""
    space = made(tmp_path)
    with open_live(space.data, space.settings.store) as live:
        before = live.revision
        live.connection.execute("UPDATE articles SET revision = $r WHERE version = 1", {"r": before + 1})
        live.connection.execute("UPDATE meta SET value = $r WHERE key = 'revision'", {"r": str(before + 1)})
        live.connection.execute("DELETE FROM texts.article_texts")
    publish(space)
    with open_snapshot(space.data) as snapshot:
        assert snapshot.search("craie mouillée") == []
