"""What an archive no longer holds is carried over from the files that were set aside, whole and once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from newsroom import (
    MONDAY,
    SOURCE,
    analysis,
    batch,
    fetch,
    mention,
    processed,
    rejection,
    story_article,
)

from core.settings import StoreSettings
from core.types import MentionKind
from store.batch import Batch
from store.live import LiveStore, open_live
from store.publish import publish
from store.upkeep.aside import attach_former, kept, set_aside
from store.upkeep.carry import Carried, carry_first, carry_last, counted

STAMP = "20261123T083000Z"
LATER = MONDAY + timedelta(days=3)
TABLES = (
    "articles", "article_versions", "article_topics", "mentions", "persons", "roles", "quotes", "initiatives",
    "initiative_history", "organisations", "rejections", "fetches", "runs", "sources", "source_runs", "stories",
    "story_articles", "article_communes", "article_technologies", "texts.article_texts",
)  # fmt: skip


def corrected(number: int, seen_at: datetime) -> Batch:
    """A second version of an article, seen later."""
    done = processed(
        number, seen_at=seen_at, version=2, text="Le préau sent la craie mouillée, dit-on encore."
    )
    return Batch(articles=(done,), fetches=(replace(fetch(number), at=seen_at),))


def filled(data_dir: Path, settings: StoreSettings) -> dict[str, list[Any]]:
    """Three articles of Monday in stories, of which one was corrected three days later."""
    with open_live(data_dir, settings) as live:
        live.write(replace(batch((1, 2, 3)), story_articles=(story_article(1), story_article(2))))
        live.write(corrected(2, LATER))
        return rows(live)


def rows(live: LiveStore) -> dict[str, list[Any]]:
    found = {}
    for table in TABLES:
        columns = "* EXCLUDE (revision)" if table == "articles" else "*"
        found[table] = sorted(live.connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
    return found


def renewed(data_dir: Path, settings: StoreSettings, present: Iterable[datetime]) -> LiveStore:
    """Set the files aside and carry over; the store comes back closed."""
    set_aside(data_dir, STAMP, settings.memory_limit)
    with open_live(data_dir, settings) as live:
        assert attach_former(live.connection, data_dir, STAMP)
        carry_first(live, STAMP, present)
    return live


def test_when_the_archive_holds_nothing_all_is_carried_over(data_dir: Path, settings: StoreSettings) -> None:
    before = filled(data_dir, settings)
    with open_live(data_dir, settings) as live:
        assert counted(live.connection, []) == Carried(3, 4)
        assert counted(live.connection, [MONDAY, LATER]) == Carried(0, 0)
    renewed(data_dir, settings, [])
    assert [path.name for path in kept(data_dir, STAMP)] == [f"{STAMP}-live.duckdb", f"{STAMP}-texts.duckdb"]
    with open_live(data_dir, settings) as live:
        assert rows(live) == before


def test_what_was_killed_in_between_is_not_carried_twice(data_dir: Path, settings: StoreSettings) -> None:
    before = filled(data_dir, settings)
    renewed(data_dir, settings, [])
    set_aside(data_dir, STAMP, settings.memory_limit)  # asked again: what is in its place is new, and stays
    with open_live(data_dir, settings) as live:
        live.connection.execute(
            "DELETE FROM meta WHERE key = 'carried_from'"
        )  # as if killed before it was said
        assert attach_former(live.connection, data_dir, STAMP)
        carry_first(live, STAMP, [])
        assert rows(live) == before


def test_of_an_article_that_was_corrected_since_the_old_version_comes_first(
    data_dir: Path, settings: StoreSettings
) -> None:
    before = filled(data_dir, settings)
    renewed(data_dir, settings, [LATER])
    with open_live(data_dir, settings) as live:
        (current,) = live.connection.execute(
            "SELECT version, version_seen_at FROM articles WHERE url LIKE '%-2'"
        ).fetchall()
        assert current == (1, MONDAY.replace(tzinfo=None))
        live.write(corrected(2, LATER))
        assert rows(live) == before


def test_what_the_archive_holds_is_left_to_be_made_anew(data_dir: Path, settings: StoreSettings) -> None:
    filled(data_dir, settings)
    renewed(data_dir, settings, [MONDAY, LATER])
    with open_live(data_dir, settings) as live:
        found = rows(live)
    assert (found["articles"], found["rejections"], found["texts.article_texts"]) == ([], [], [])
    assert len(found["fetches"]) == 3, "what was asked is kept whole"


def test_a_page_that_gave_nothing_is_carried_at_the_end_unless_it_is_refused_today(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        for number in (1, 2, 3):
            live.write(Batch(articles=(processed(number, seen_at=MONDAY + timedelta(minutes=number)),)))
        before = rows(live)
    renewed(data_dir, settings, [MONDAY + timedelta(minutes=number) for number in (1, 2, 3)])
    unreadable = replace(rejection(2, "unreadable", MONDAY + timedelta(minutes=2)), stage="archive")
    with open_live(data_dir, settings) as live:
        assert attach_former(live.connection, data_dir, STAMP)
        live.write(Batch(articles=(processed(1, seen_at=MONDAY + timedelta(minutes=1)),)))
        live.write(Batch(rejections=(unreadable, rejection(3, "not_article", MONDAY + timedelta(minutes=3)))))
        assert carry_last(live) == Carried(1, 1)
        found = rows(live)
    assert found["articles"] == [row for row in before["articles"] if not row[2].endswith("-3")]


def test_lost_results_are_carried_over_from_what_was_published(
    data_dir: Path, settings: StoreSettings
) -> None:
    before = filled(data_dir, settings)
    publish(data_dir, settings)
    for name in ("live.duckdb", "texts.duckdb"):
        (data_dir / name).unlink()
    renewed(data_dir, settings, [])
    with open_live(data_dir, settings) as live:
        assert rows(live) == before | {"texts.article_texts": []}


def test_nothing_is_carried_from_nowhere(data_dir: Path, settings: StoreSettings) -> None:
    set_aside(data_dir, STAMP, settings.memory_limit)
    with open_live(data_dir, settings) as live:
        assert not attach_former(live.connection, data_dir, STAMP)
        assert rows(live)["articles"] == []


def test_what_is_counted_of_an_article_is_of_the_version_that_is_carried(
    data_dir: Path, settings: StoreSettings
) -> None:
    first, second = (
        analysis(mentions=(mention(MentionKind.TECHNOLOGY, key, key, 30),))
        for key in ("assistant-vocal", "capteurs")
    )
    with open_live(data_dir, settings) as live:
        live.write(Batch(sources=(SOURCE,), articles=(processed(2, found=first),)))
        live.write(
            Batch(articles=(processed(2, seen_at=LATER, version=2, text="Autre texte.", found=second),))
        )
    renewed(data_dir, settings, [LATER])
    with open_live(data_dir, settings) as live:
        counts = live.connection.execute(
            "SELECT version, technology_id FROM articles JOIN article_technologies USING (article_id)"
        )
        assert counts.fetchall() == [(1, "assistant-vocal")]
