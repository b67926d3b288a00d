"""Organisations and candidates: what the mentions say, no more and no less."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from newsroom import TECHNOLOGIES, analysis, batch, mention, processed

from core.settings import StoreSettings
from core.types import Mention, MentionKind, Processed, Technology
from store.batch import Batch
from store.live import LiveStore, open_live
from store.registers import load_technologies


def named(kind: MentionKind, key: str, name: str, category: str, **changes: Any) -> Mention:
    return replace(mention(kind, key, name), category=category, **changes)


def candidate(name: str = "Zéphyr") -> Mention:
    return named(MentionKind.TECHNOLOGY, f"candidate:{name.lower()}", name, "product", candidate=True)


def organisation(name: str = "Ostréa Données", kind: str = "company", key: str = "ostrea donnees") -> Mention:
    return named(MentionKind.ORGANISATION, key, name, kind)


def with_mentions(number: int, *mentions: Mention) -> Processed:
    return processed(number, found=analysis(mentions=mentions))


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


ORGANISATIONS = "FROM organisations ORDER BY ALL"
STATUSES = "SELECT technology_id, canonical, category, status FROM technologies ORDER BY ALL"


def test_an_organisation_has_the_name_and_kind_that_most_mentions_give(
    data_dir: Path, settings: StoreSettings
) -> None:
    given = [
        with_mentions(1, organisation(), organisation("Ostréa", "")),
        with_mentions(2, organisation(), organisation("CNIL", "authority", "cnil")),
    ]
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=tuple(given)))
        assert rows(live, ORGANISATIONS) == [
            ("cnil", "CNIL", "authority"),
            ("ostrea donnees", "Ostréa Données", "company"),
        ]


def test_the_same_facts_again_change_nothing(data_dir: Path, settings: StoreSettings) -> None:
    given = Batch(articles=(with_mentions(1, organisation(), candidate()),))
    with open_live(data_dir, settings) as live:
        assert live.write(given) > 0
        assert live.write(given) == 0


def test_the_order_of_batches_does_not_matter(data_dir: Path, settings: StoreSettings) -> None:
    one, two = with_mentions(1, organisation()), with_mentions(2, organisation("Ostrea donnees", "other"))
    found = []
    for order, folder in ((one, two), "a"), ((two, one), "b"):
        with open_live(data_dir / folder, settings) as live:
            for article in order:
                live.write(Batch(articles=(article,)))
            found.append(rows(live, ORGANISATIONS))
    assert found[0] == found[1]


def test_what_no_text_names_any_more_goes(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(with_mentions(1, organisation(), candidate()),)))
        live.write(Batch(articles=(with_mentions(1, mention(MentionKind.FOREIGN, "tallinn", "Tallinn")),)))
        assert rows(live, ORGANISATIONS) == []
        assert rows(live, STATUSES) == []
        assert rows(live, "SELECT kind, entity_key FROM mentions") == [("foreign", "tallinn")]


def test_candidates_stand_beside_the_lexicon_and_outlive_its_versions(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(with_mentions(1, candidate()),)))
        load_technologies(live, TECHNOLOGIES, "1")
        load_technologies(live, (*TECHNOLOGIES, Technology("ia", "IA", "ia")), "2")
        assert rows(live, STATUSES) == [
            ("assistant-vocal", "Assistant vocal", "ia", "known"),
            ("candidate:zéphyr", "Zéphyr", "product", "candidate"),
            ("ia", "IA", "ia", "known"),
        ]
        assert rows(live, "SELECT technology, category, status FROM v_article_technologies") == [
            ("Zéphyr", "product", "candidate")
        ]
        assert rows(live, "SELECT technologies FROM v_articles") == [(["Zéphyr"],)]


@pytest.mark.parametrize("kind", list(MentionKind))
def test_every_kind_of_mention_is_kept(data_dir: Path, settings: StoreSettings, kind: MentionKind) -> None:
    with open_live(data_dir, settings) as live:
        live.write(Batch(articles=(with_mentions(1, named(kind, "k", "Nom", "c")),)))
        assert rows(live, "SELECT kind, entity_key, surface, category, candidate FROM mentions") == [
            (kind.value, "k", "Nom", "c", False)
        ]


def test_a_published_file_has_them(data_dir: Path, settings: StoreSettings) -> None:
    import duckdb

    from store.publish import publish

    with open_live(data_dir, settings) as live:
        live.write(replace(batch(), articles=(with_mentions(1, organisation(), candidate()),)))
    publish(data_dir, settings)
    with duckdb.connect(str(data_dir / "beffroi.duckdb"), read_only=True) as published:
        assert published.execute("FROM organisations").fetchall() == [
            ("ostrea donnees", "Ostréa Données", "company")
        ]
