"""What follows from the facts and the stories: what these say, no more and no less."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypotheses
from hypothesis import strategies as st
from newsroom import (
    MONDAY,
    TECHNOLOGIES,
    analysis,
    article,
    batch,
    initiative,
    mention,
    processed,
    story_article,
)

from core.settings import StoreSettings
from core.types import Form, InitiativeStatus, Mention, MentionKind, Processed, Technology
from store.arrow import registered
from store.batch import Batch
from store.live import LiveStore, open_live
from store.registers import load_technologies
from store.sql import query


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


few = st.integers(1, 4)
names = st.sampled_from(["Ostréa", "OSTRÉA", "Respirelle"])
mentions = st.one_of(
    st.builds(
        lambda name, kind: organisation(name, kind, name.lower()), names, st.sampled_from(["company", ""])
    ),
    st.builds(candidate, names),
    st.builds(lambda name: mention(MentionKind.COMMUNE, name.lower(), name), names),
)
told = st.builds(
    lambda key, status: initiative(f"i{key}", status=status), few, st.sampled_from(InitiativeStatus)
)


def read(number: int, version: int, hours: int, form: Form, said: Any, projects: Any) -> Processed:
    found = analysis(mentions=tuple(said), initiatives=tuple(projects))
    return Processed(article(number, version=version, form=form), found, MONDAY + timedelta(hours=hours))


batches = st.builds(
    lambda articles, stories: Batch(articles=tuple(articles), story_articles=tuple(stories)),
    st.lists(
        st.builds(
            read, few, st.integers(1, 3), few, st.sampled_from(Form), st.lists(mentions, max_size=3),
            st.lists(told, max_size=2, unique_by=lambda i: i.id),
        ),
        max_size=4,
    ),
    st.lists(st.builds(lambda number, story: story_article(number, str(story) * 16), few, few), max_size=3),
)  # fmt: skip

COUNTED = {
    "commune": ("insee", "article_communes"),
    "technology": ("technology_id", "article_technologies"),
}
WHOLE = {  # every key there is, with what must be there, and where it is
    "organisations": ("SELECT DISTINCT entity_key AS organisation_key FROM mentions", "organisations"),
    "candidates": (
        "SELECT DISTINCT entity_key AS technology_id FROM mentions",
        "(FROM technologies WHERE status = 'candidate')",
    ),
    "initiatives": ("SELECT DISTINCT initiative_id FROM initiative_history", "initiatives"),
    "stories": ("SELECT DISTINCT story_id FROM story_articles", "stories"),
}


def test_working_out_what_batches_touch_is_as_good_as_working_out_everything(
    data_dir: Path, settings: StoreSettings
) -> None:
    with open_live(data_dir, settings) as live:
        load_technologies(live, TECHNOLOGIES, "1")

        @hypotheses(
            max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
        )
        @given(st.lists(batches, min_size=1, max_size=3))
        def property_(some: list[Batch]) -> None:
            for batch in some:
                live.write(batch, later=True)
            live.settle()
            for name, (keys, table) in WHOLE.items():
                every = live.connection.execute(keys).to_arrow_table()
                with registered(live.connection, {f"touched_{name}": every}):
                    wanted = set(map(str, rows(live, query(name))))
                assert set(map(str, rows(live, f"FROM {table}"))) == wanted, name
            for kind, (key, table) in COUNTED.items():
                assert rows(
                    live, f"SELECT article_id, {key}, mentions, first_at FROM {table} ORDER BY ALL"
                ) == rows(
                    live,
                    "SELECT article_id, entity_key, count(*), min(start_at) FROM mentions"
                    f" SEMI JOIN articles USING (article_id, version) WHERE kind = '{kind}' GROUP BY ALL ORDER BY ALL",
                )

        property_()
