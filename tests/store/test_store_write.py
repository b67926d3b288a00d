from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from newsroom import (
    MONDAY,
    SOURCE,
    analysis,
    article,
    batch,
    fetch,
    mention,
    processed,
    rejection,
    role,
    run,
    source_run,
)

from core.ids import text_sha256
from core.settings import StoreSettings
from core.types import MentionKind, Precision, Processed, RoleKind
from store.batch import Batch
from store.live import LiveStore, open_live

HOUR = timedelta(hours=1)


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as store:
        yield store


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def write(live: LiveStore, *articles: Processed) -> int:
    return live.write(Batch(articles=articles))


def dump(live: LiveStore) -> dict[str, list[tuple[Any, ...]]]:
    names = rows(live, "SELECT database_name || '.' || table_name FROM duckdb_tables() ORDER BY ALL")
    return {name: rows(live, f"FROM {name} ORDER BY ALL") for (name,) in names}


def test_the_same_batch_twice_changes_nothing(live: LiveStore) -> None:
    assert live.write(batch([1, 2])) > 0
    before, revision = dump(live), live.revision
    assert live.write(batch([1, 2])) == 0
    assert live.revision == revision
    assert dump(live) == before


def test_an_empty_batch_changes_nothing(live: LiveStore) -> None:
    revision = live.revision
    assert live.write(Batch()) == 0
    assert live.revision == revision


@pytest.mark.parametrize(
    "more",
    [
        Batch(rejections=(rejection(901),)),
        Batch(sources=(replace(SOURCE, enabled=False),)),
        Batch(articles=(processed(2),)),
        Batch(articles=(processed(1, title="Un autre titre"),)),
        Batch(articles=(processed(1, text="Un autre texte."),)),
        Batch(articles=(processed(1, found=analysis(roles=())),)),
        Batch(articles=(processed(1, found=analysis(topics=("ia",))),)),
        Batch(articles=(Processed(article(1), None, MONDAY),)),
    ],
    ids=lambda more: str(more)[:60],
)
def test_whatever_changes_raises_the_revision_by_one(live: LiveStore, more: Batch) -> None:
    live.write(batch())
    revision = live.revision
    assert live.write(more) > 0
    assert live.revision == revision + 1
    assert live.write(more) == 0


@pytest.mark.parametrize(
    "log",
    [
        Batch(runs=(run("r2"),)),
        Batch(runs=(run(status="failed"),)),
        Batch(fetches=(fetch(1, run="r2"),)),
        Batch(source_runs=(source_run("r2"),)),
        Batch(source_runs=(source_run(new=9),)),
        Batch(rejections=(rejection(900, at=MONDAY + timedelta(days=1)),)),
    ],
    ids=lambda log: str(log)[:60],
)
def test_what_brings_no_news_is_stored_and_raises_nothing(live: LiveStore, log: Batch) -> None:
    live.write(replace(batch(), rejections=(rejection(900),)))
    before = live.revision
    live.write(log)
    assert live.revision == before


def test_the_first_ledger_of_a_day_is_news(live: LiveStore) -> None:
    live.write(batch())
    before = live.revision
    tomorrow = source_run("r2", MONDAY + timedelta(days=1))
    assert live.write(Batch(source_runs=(tomorrow,))) == 1
    live.write(Batch(source_runs=(replace(tomorrow, run_id="r3"),)))
    live.write(Batch(source_runs=(source_run("r0", MONDAY - timedelta(days=9)),)))
    assert live.revision == before + 1


def test_a_source_that_is_no_longer_named_is_no_longer_followed(live: LiveStore) -> None:
    live.write(Batch(sources=(SOURCE, replace(SOURCE, slug="l-autre"))))
    before = live.revision
    assert live.write(Batch(sources=(SOURCE,))) == 1
    assert live.revision == before + 1
    live.write(Batch(runs=(run(),)))
    assert rows(live, "SELECT source_id, enabled FROM sources ORDER BY 1") == [
        ("l-autre", False),
        ("le-veilleur", True),
    ]
    assert live.write(Batch(sources=(SOURCE,))) == 0


def test_the_newest_run_says_when_it_began(live: LiveStore) -> None:
    assert live.last_run_at is None
    live.write(Batch(runs=(replace(run("r2"), started_at=MONDAY + HOUR), run())))
    assert live.last_run_at == MONDAY + HOUR


def test_facts_are_replaced_with_their_article(live: LiveStore) -> None:
    write(live, processed(1), processed(2))
    write(live, processed(1, found=analysis(topics=("donnees",), roles=(), mentions=())))
    first, second = article(1).id, article(2).id
    assert rows(live, "SELECT article_id FROM roles") == [(second,)]
    assert rows(live, "SELECT article_id FROM mentions") == [(second,)] * 2
    assert (first, "donnees") in rows(live, "FROM article_topics")
    assert rows(live, "SELECT count(*) FROM article_topics") == [(3,)]
    assert rows(live, "SELECT article_id FROM persons") == [(second,)]


def test_a_new_version_becomes_the_current_one_and_says_what_changed(live: LiveStore) -> None:
    write(live, processed(1))
    write(live, processed(1, version=2, title="Titre corrigé", seen_at=MONDAY + HOUR))
    assert rows(live, "SELECT version, title, text_sha256 FROM articles") == [
        (2, "Titre corrigé", text_sha256(article(1, title="Titre corrigé").body))
    ]
    assert rows(live, "SELECT version, changed FROM article_versions ORDER BY version") == [
        (1, []),
        (2, ["title"]),
    ]
    assert rows(live, "SELECT version FROM mentions ORDER BY ALL") == [(1,), (1,), (2,), (2,)]
    assert rows(live, "SELECT count(*) FROM article_topics") == [(2,)]
    assert rows(live, "SELECT count(*) FROM v_mayors") == [(1,)]
    assert rows(live, "SELECT mentions FROM v_article_communes") == [(1,)]
    assert rows(live, "SELECT count(*) FROM texts.article_texts") == [(2,)]


def test_an_older_version_comes_beside_the_current_one(live: LiveStore) -> None:
    write(live, processed(1, version=2, title="Titre corrigé", seen_at=MONDAY + HOUR))
    write(live, processed(1, found=analysis(topics=("donnees",))))
    assert rows(live, "SELECT version, title, first_seen_at FROM articles") == [
        (2, "Titre corrigé", MONDAY.replace(tzinfo=None))
    ]
    assert rows(live, "SELECT topic FROM article_topics ORDER BY ALL") == [("ia",), ("services-en-ligne",)]
    assert rows(live, "SELECT version FROM article_versions ORDER BY ALL") == [(1,), (2,)]


def test_a_page_that_goes_back_to_its_first_text_goes_back_to_version_1(live: LiveStore) -> None:
    write(live, processed(1))
    write(live, processed(1, version=2, title="Titre corrigé", seen_at=MONDAY + HOUR))
    write(live, processed(1, seen_at=MONDAY + 2 * HOUR))
    assert rows(live, "SELECT version, title FROM articles") == [(1, article(1).title)]


def test_a_better_analysis_of_the_same_version_counts_even_read_from_the_archive(live: LiveStore) -> None:
    write(live, processed(1, seen_at=MONDAY + HOUR))
    write(live, processed(1, found=analysis(model="2", relevance=0.1)))
    assert rows(live, "SELECT model, relevance FROM articles") == [("2", 0.1)]


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_within_a_batch_does_not_matter(live: LiveStore, order: int) -> None:
    seen = [processed(1), processed(1, version=2, title="Titre corrigé", seen_at=MONDAY + HOUR)]
    write(live, *seen[::order])
    assert rows(live, "SELECT version, first_seen_at FROM articles") == [(2, MONDAY.replace(tzinfo=None))]


def test_the_first_time_seen_is_the_earliest(live: LiveStore) -> None:
    for hours in (5, 1, 9):
        write(live, processed(1, seen_at=MONDAY + hours * HOUR))
    first = (MONDAY + HOUR).replace(tzinfo=None)
    assert rows(live, "SELECT first_seen_at FROM articles") == [(first,)]
    assert rows(live, "SELECT seen_at FROM article_versions") == [(first,)]


def test_an_article_without_analysis_keeps_no_fact(live: LiveStore) -> None:
    write(live, processed(1))
    write(live, Processed(article(1), None, MONDAY))
    assert rows(live, "SELECT relevant, nature, model FROM articles") == [(None, None, None)]
    for table in ("mentions", "roles", "article_topics", "persons"):
        assert rows(live, f"FROM {table}") == []


def test_the_status_of_a_mayor_follows_the_role(live: LiveStore) -> None:
    kinds = (RoleKind.MAYOR, RoleKind.FORMER_MAYOR, RoleKind.MAYOR_CANDIDATE, RoleKind.COUNCILLOR)
    write(live, processed(1, found=analysis(roles=tuple(role(f"Nom {k}", k) for k in kinds))))
    assert dict(rows(live, "SELECT role, status FROM roles")) == {
        "mayor": "current",
        "former_mayor": "former",
        "mayor_candidate": "candidate",
        "councillor": None,
    }
    assert {row[0] for row in rows(live, "SELECT status FROM v_mayors")} == {"current", "former"}


def test_a_mayor_whom_nobody_names_is_in_no_view(live: LiveStore) -> None:
    write(live, processed(1, found=analysis(roles=(role(inferred=True),))))
    assert rows(live, "SELECT inferred FROM roles") == [(True,)]
    assert rows(live, "FROM v_mayors") == []
    assert rows(live, "SELECT mayors FROM v_articles") == [([],)]


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 11, 15, 23, 30, tzinfo=UTC), date(2026, 11, 16)),
        (datetime(2026, 7, 14, 22, 30, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 14, tzinfo=UTC), date(2026, 7, 14)),
        (None, None),
    ],
)
def test_days_are_counted_in_france(live: LiveStore, at: datetime | None, day: date | None) -> None:
    write(live, processed(1, published_at=at, published_precision=Precision.INSTANT))
    assert rows(live, "SELECT published_at, published_day FROM articles") == [
        (at and at.replace(tzinfo=None), day)
    ]


def test_a_lone_surrogate_does_not_stop_the_batch(live: LiveStore) -> None:
    write(live, processed(1, title="Bréville \ud83d teste"), processed(2))
    assert rows(live, "SELECT title FROM articles WHERE title LIKE 'Bréville %' ORDER BY 1")[0] == (
        "Bréville ? teste",
    )


def test_the_ledger_keeps_the_last_line_of_a_source_and_a_run(live: LiveStore) -> None:
    live.write(Batch(source_runs=(source_run(), source_run(new=7), source_run("r2"))))
    live.write(Batch(source_runs=(source_run("r2", volume=None),)))
    assert rows(live, "SELECT run_id, state, volume, new, reasons FROM source_runs ORDER BY run_id") == [
        ("r1", "new", "usual", 7, {"entry.http_500": 1, "timeout": 1}),
        ("r2", "new", None, 1, {"entry.http_500": 1, "timeout": 1}),
    ]


def test_an_older_rejection_does_not_hide_a_newer_one(live: LiveStore) -> None:
    live.write(Batch(rejections=(rejection(1, "no-title", MONDAY + HOUR), rejection(1, "too-short"))))
    live.write(Batch(rejections=(rejection(1, "not-french"),)))
    assert rows(live, "SELECT reason FROM rejections") == [("no-title",)]


def test_offsets_and_names_come_back_as_they_were(live: LiveStore) -> None:
    found = mention(MentionKind.COMMUNE, "79901", "Bréville", 7)
    write(live, processed(1, found=analysis(mentions=(found,), roles=(role(mentions=((1, 2), (3, 4))),))))
    assert rows(live, "SELECT kind, entity_key, name, surface, start_at, end_at FROM mentions") == [
        ("commune", "79901", "Bréville", "Bréville", 7, 15)
    ]
    assert rows(live, "SELECT mentions FROM roles") == [
        ([{"start_at": 1, "end_at": 2}, {"start_at": 3, "end_at": 4}],)
    ]
