"""Grouping over runs and batches: what is stored is remembered, kept when read again, and moved by editors alone."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import MONDAY, SOURCE, analysis, article, link

import store.readers.stories
from core.ids import story_id
from core.settings import StoreSettings
from core.types import (
    EditKind,
    Form,
    Link,
    LinkKind,
    Mention,
    MentionKind,
    Nature,
    Processed,
    Source,
    StoryEdit,
)
from jobs import grouping
from jobs.grouping import Grouper
from nlp.stories.edits import Edits, split_id
from store.batch import Batch
from store.live import LiveStore, open_live
from store.readers.stories import memberships

OTHER = Source("la-veille", "La Veille", "https://veille.example/", (), outlet_group="Groupe Marais")
THIRD = Source("l-autre", "L'Autre", "https://autre.example/", ())
ROBOT = "Bréville confie son standard à Armelle, assistant vocal de Parlavox, pour 29 000 euros par an."
AGAIN = "À Bréville, Armelle répond au téléphone : l'assistant vocal de Parlavox coûte 29 000 euros."
AIR = "Bréville mesure l'air de ses écoles avec vingt-huit capteurs de Respirelle, et publie les relevés."


@pytest.fixture
def live(tmp_path: Path) -> Iterator[LiveStore]:
    with open_live(tmp_path, StoreSettings(memory_limit="300MB")) as opened:
        opened.write(Batch(sources=(SOURCE, OTHER, THIRD)))
        yield opened


def done(number: int, words: str, days: float = 0, version: int = 1, **changes: Any) -> Processed:
    """An article of one commune, read on its day."""
    at = MONDAY + timedelta(days=days)
    found = changes.pop("found", {})
    made = article(number, title=words, summary="", text=words, version=version, published_at=at, **changes)
    start = words.find("Bréville")
    town = Mention(MentionKind.COMMUNE, "79901", "Bréville", "Bréville", start, start + 8, "gazetteer")
    return Processed(made, analysis(**{"mentions": (town,), "roles": ()} | found), at)


def run(
    live: LiveStore,
    *batches: Sequence[Processed],
    links: Sequence[Link] = (),
    edits: Sequence[StoryEdit] = (),
) -> None:
    """One run of `process`."""
    grouper = Grouper(live, Edits(edits))
    for late in grouper.catch_up():
        live.write(late)
    for articles in batches:
        live.write(grouper.grouped(Batch(articles=tuple(articles), links=tuple(links))))


def stories(live: LiveStore) -> dict[int, int]:
    """By number of the article, the number of the one that founded its story; 0 for a story of an editor's."""
    founders = {story_id(article(n).id): n for n in range(10)}
    numbers = {article(n).id: n for n in range(10)}
    found = memberships(live.connection, [article(n).id for n in range(10)])
    return {numbers[m.article_id]: founders.get(m.story_id, 0) for m in found}


def view(live: LiveStore) -> list[tuple[Any, ...]]:
    return live.connection.execute(
        "SELECT title, first_day, last_day, articles, reprints, outlets, groups FROM v_stories ORDER BY ALL"
    ).fetchall()


def test_articles_join_in_the_batch_in_the_run_and_in_the_next_run(live: LiveStore) -> None:
    run(live, [done(1, ROBOT), done(2, AIR)], [done(3, AGAIN, 1, source="la-veille")])
    run(live, [done(4, AGAIN, 5, source="l-autre")])
    assert stories(live) == {1: 1, 2: 2, 3: 1, 4: 1}
    day = MONDAY.date()
    assert view(live) == [
        (ROBOT, day, day + timedelta(days=5), 3, 0, 3, 2),
        (AIR, day, day, 1, 0, 1, 1),
    ]


def test_processing_a_batch_again_changes_nothing(live: LiveStore) -> None:
    batch = [done(1, ROBOT), done(2, AGAIN, 1)]
    run(live, batch)
    revision = live.revision
    run(live, batch)
    assert live.revision == revision


def test_a_new_version_keeps_its_story_whatever_it_says_now(live: LiveStore) -> None:
    run(live, [done(1, ROBOT), done(2, AGAIN, 1), done(3, AIR, 1)])
    run(live, [done(2, AIR, 1, version=2)])
    assert stories(live) == {1: 1, 2: 1, 3: 3}
    run(live, [done(2, AIR, 1, version=3, found={"relevant": False, "nature": Nature.OTHER})])
    assert stories(live)[2] == 1


def test_a_late_article_joins_the_story_of_its_days(live: LiveStore) -> None:
    run(live, [done(1, ROBOT)], [done(2, ROBOT, 100)])
    run(live, [done(3, AGAIN, 3)])
    run(live, [done(4, AGAIN, 99)])
    assert stories(live) == {1: 1, 2: 2, 3: 1, 4: 2}


def test_a_copy_joins_at_once_and_is_counted_by_group(live: LiveStore) -> None:
    cut = done(
        2, "Communiqué de Bréville.", 1, source="la-veille", found={"gate": "stopped", "relevant": False}
    )
    repeated = link(2, 1, kind=LinkKind.SYNDICATED, score=0.9)
    run(live, [done(1, ROBOT), cut], links=[repeated])
    assert stories(live) == {1: 1, 2: 1}
    (row,) = view(live)
    assert row[3:] == (2, 1, 2, 1)


def test_a_copy_of_an_old_article_joins_the_stored_story(live: LiveStore) -> None:
    run(live, [done(1, ROBOT)])
    run(live, [done(2, ROBOT, 29)], links=[link(2, 1, kind=LinkKind.SYNDICATED)])
    assert stories(live) == {1: 1, 2: 1}


def test_what_has_no_story(live: LiveStore) -> None:
    reserved = replace(done(3, ROBOT), analysis=None)
    stopped = done(4, ROBOT, found={"gate": "stopped", "relevant": False, "nature": Nature.OTHER})
    week = done(5, ROBOT, form=Form.ROUND_UP)
    run(live, [done(1, ROBOT), reserved, stopped, week])
    assert stories(live) == {1: 1}


def test_what_proves_to_be_a_round_up_leaves_its_story(live: LiveStore) -> None:
    run(live, [done(1, ROBOT), done(2, AGAIN)])
    run(live, [done(2, AGAIN, version=2, form=Form.ROUND_UP)])
    assert stories(live) == {1: 1}
    assert [row[3] for row in view(live)] == [1]


def test_what_the_judge_missed_joins_the_story_that_comes_later(live: LiveStore) -> None:
    run(live, [done(1, ROBOT, found={"relevant": False, "nature": Nature.OTHER})])
    assert stories(live) == {}
    run(live, [done(2, AGAIN, 1)])
    assert stories(live) == {1: 2, 2: 2}


def test_articles_of_before_there_were_stories_get_theirs(live: LiveStore) -> None:
    live.write(Batch(articles=(done(1, ROBOT), done(2, AIR, 1), done(3, AGAIN, 300))))
    run(live, [done(4, AGAIN, 2)])
    assert stories(live) == {1: 1, 2: 2, 3: 3, 4: 1}


def test_what_was_never_grouped_is_stored_batch_by_batch(
    live: LiveStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grouping, "BACKLOG", 2)
    monkeypatch.setattr(store.readers.stories, "TEXTS_AT_ONCE", 2)
    before = [done(n, ROBOT if n % 2 else AIR, n // 3) for n in range(1, 8)]
    missed = done(8, ROBOT, 1, found={"relevant": False, "nature": Nature.OTHER})
    live.write(Batch(articles=(*before, missed)))
    asked: list[int] = []
    sources = store.readers.stories._sources

    def counted(
        connection: store.readers.stories.Connection, ids: list[str]
    ) -> dict[str, store.readers.stories.Source]:
        asked.append(len(ids))
        return sources(connection, ids)

    monkeypatch.setattr(store.readers.stories, "_sources", counted)
    live.write(next(Grouper(live, Edits()).catch_up()))  # and is killed
    assert len(stories(live)) < 7
    run(live)
    assert stories(live) == {1: 1, 2: 2, 3: 1, 4: 2, 5: 1, 6: 2, 7: 1, 8: 1}
    assert max(asked) == 2
    assert live.connection.execute("SELECT count(*) FROM texts.story_traces").fetchall() == [(8,)]
    assert list(Grouper(live, Edits()).catch_up()) == []


def test_what_was_never_grouped_joins_by_its_stored_links(live: LiveStore) -> None:
    stopped = done(3, "Brève.", 3, found={"gate": "stopped", "relevant": False, "nature": Nature.OTHER})
    repeated = (link(2, 1, kind=LinkKind.SYNDICATED), link(3, 2, kind=LinkKind.NEAR))
    other = link(4, 1, kind=LinkKind.ROUND_UP)
    live.write(
        Batch(articles=(done(1, ROBOT), done(2, AIR, 1), stopped, done(4, AIR, 20)), links=(*repeated, other))
    )
    run(live)
    assert stories(live) == {1: 1, 2: 1, 3: 1, 4: 4}


def test_what_was_never_grouped_sees_stories_as_editors_left_them(live: LiveStore) -> None:
    run(live, [done(1, ROBOT), done(2, AGAIN, 1)])
    live.write(Batch(articles=(done(3, AGAIN, 1),)))
    everything = StoryEdit(
        EditKind.SPLIT, story_id(article(1).id), "f" * 16, (article(1).id, article(2).id), "O.", MONDAY
    )
    run(live, edits=[everything])
    assert {m.story_id for m in memberships(live.connection, [article(3).id])} == {"f" * 16}


def test_a_text_that_is_gone_still_counts_by_its_title(live: LiveStore) -> None:
    run(live, [done(1, ROBOT)])
    live.connection.execute("DELETE FROM texts.article_texts")
    run(live, [done(2, AGAIN, 1)])
    assert stories(live) == {1: 1, 2: 1}


def said(kind: EditKind, story: int, into: str, *articles: int) -> StoryEdit:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return StoryEdit(
        kind, story_id(article(story).id), into, tuple(article(n).id for n in articles), "O.", at
    )


def test_a_merge_moves_what_is_stored_and_what_comes(live: LiveStore) -> None:
    run(live, [done(1, ROBOT), done(2, AIR)])
    merge = said(EditKind.MERGE, 2, story_id(article(1).id), 1, 2)
    run(live, edits=[merge])
    assert stories(live) == {1: 1, 2: 1}
    run(live, [done(3, AIR, 1)], edits=[merge])
    assert stories(live) == {1: 1, 2: 1, 3: 1}
    assert live.connection.execute("SELECT count(*) FROM stories").fetchall() == [(1,)]


def test_a_split_survives_reading_everything_again(live: LiveStore, tmp_path: Path) -> None:
    articles = [done(1, ROBOT), done(2, AGAIN, 1), done(3, AGAIN, 2)]
    run(live, articles)
    split = said(EditKind.SPLIT, 1, split_id([article(2).id], "2026-11-23"), 2)
    run(live, edits=[split])
    assert stories(live)[2] == 0
    run(live, articles, edits=[split])
    assert stories(live)[2] == 0
    with open_live(tmp_path / "anew", StoreSettings(memory_limit="300MB")) as anew:
        run(anew, articles, edits=[split])
        assert stories(anew)[2] == 0
        assert stories(anew)[1] == 1


def test_a_merge_holds_when_the_stories_are_found_anew_in_another_order(
    live: LiveStore, tmp_path: Path
) -> None:
    run(live, [done(1, ROBOT), done(2, AGAIN, 1), done(3, AIR)])
    merge = said(EditKind.MERGE, 1, story_id(article(3).id), 1, 2, 3)
    with open_live(tmp_path / "anew", StoreSettings(memory_limit="300MB")) as anew:
        run(anew, [done(2, AGAIN, 1)], [done(1, ROBOT)], [done(3, AIR)], edits=[merge])
        assert set(stories(anew).values()) == {3}
