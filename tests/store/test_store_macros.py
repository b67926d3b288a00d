"""coverage() and trend(): what was found, beside what could be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from newsroom import MONDAY, SOURCE, TECHNOLOGIES, analysis, fetch, link, mention, processed, registers

from core.settings import StoreSettings
from core.types import Fetch, Form, LinkKind, MentionKind, Outcome, Processed, Technology
from store.batch import Batch
from store.live import LiveStore, open_live
from store.publish import publish
from store.query import open_snapshot
from store.registers import load_registers, load_technologies

WEEK = timedelta(weeks=1)
FIRST = date(2026, 11, 16)
OTHER = replace(SOURCE, slug="l-autre", name="L’Autre", departements=("86",))
BARE = analysis(mentions=(mention(MentionKind.COMMUNE, "86194", "Poitiers"),))


@pytest.fixture
def live(data_dir: Path, settings: StoreSettings) -> Iterator[LiveStore]:
    with open_live(data_dir, settings) as store:
        load_registers(store, *registers(), version="1")
        load_technologies(store, TECHNOLOGIES, "1")
        yield store


def rows(live: LiveStore, sql: str) -> list[tuple[Any, ...]]:
    return live.connection.execute(sql).fetchall()


def told(number: int, weeks: int = 0, **changes: Any) -> Processed:
    at = MONDAY + weeks * WEEK
    return processed(number, seen_at=at, published_at=at, **changes)


def entry(source: str, at: datetime, outcome: Outcome = Outcome.FETCHED) -> Fetch:
    url = f"https://{source}.example/flux"
    return fetch(outcome=outcome, run=f"{source}{at:%m%d}", url=url, at=at, candidate=None, source=source)


def heard(weeks: int, other: Outcome = Outcome.FETCHED) -> tuple[Fetch, ...]:
    at = MONDAY + weeks * WEEK
    return entry(SOURCE.slug, at), entry(OTHER.slug, at, other)


def add_towns(live: LiveStore, *towns: tuple[str, str]) -> None:
    live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    live.connection.executemany("INSERT INTO communes (insee, name) VALUES (?, ?)", list(towns))


def test_a_trend_has_every_week_its_denominator_and_the_weeks_to_hatch(live: LiveStore) -> None:
    live.write(
        Batch(
            articles=(
                told(1),
                told(2, found=BARE),
                told(3, source=OTHER.slug),
                told(4, 2),
                told(5, 2, form=Form.ROUND_UP),
                told(6, 2, source=OTHER.slug, found=BARE),
            ),
            links=(link(3, 1, kind=LinkKind.SYNDICATED),),
            fetches=(*heard(0), *heard(2, Outcome.FAILED), *heard(3)),
            sources=(SOURCE, OTHER),
        )
    )
    columns = (
        "week, articles, relevant_articles, reprints, outlets, articles_read, share, outlets_silent, watched,"
        " outage"
    )
    assert rows(live, f"SELECT {columns} FROM trend('assistant-vocal')") == [
        (FIRST, 1, 1, 1, 2, 2, 0.5, 0, "watched", False),
        (FIRST + WEEK, 0, 0, 0, 0, 0, None, 2, "watched", True),
        (FIRST + 2 * WEEK, 1, 1, 0, 1, 2, 0.5, 1, "watched", True),
        (FIRST + 3 * WEEK, 0, 0, 0, 0, 0, None, 0, "ongoing", None),
    ]


@pytest.mark.parametrize(("last", "said"), [(6, ("watched", False)), (5, ("ongoing", None))])
def test_a_week_is_watched_when_its_last_day_was(
    live: LiveStore, last: int, said: tuple[str, bool | None]
) -> None:
    days = [entry(SOURCE.slug, MONDAY + day * timedelta(days=1)) for day in (0, last)]
    live.write(Batch(articles=(told(1),), fetches=tuple(days), sources=(SOURCE,)))
    assert rows(live, "SELECT watched, outage FROM trend('assistant-vocal')") == [said]
    assert rows(live, "SELECT watched, outage FROM coverage('79901', NULL, NULL)") == [said]


def test_nothing_is_said_of_the_press_before_the_watch_nor_after_it(live: LiveStore) -> None:
    served = (SOURCE, OTHER)
    live.write(Batch(articles=(told(1), told(2, 4)), fetches=(*heard(2), *heard(3)), sources=served))
    columns = "articles, articles_read, outlets_followed, outlets_silent, missing_share, watched, outage"
    assert rows(live, f"SELECT {columns} FROM trend('assistant-vocal')") == [
        (1, 1, None, None, None, "before", None),
        (0, 0, None, None, None, "before", None),
        (0, 0, 2, 0, 0.0, "watched", False),
        (0, 0, 2, 0, 0.0, "ongoing", None),
        (1, 1, None, None, None, "after", None),
    ]
    columns = "articles, local_articles_read, local_outlets, local_outlets_silent, collected, watched, outage"
    assert rows(live, f"SELECT {columns} FROM coverage('79901', NULL, NULL)") == [
        (1, 1, None, None, 0, "before", None),
        (0, 0, None, None, None, "before", None),
        (0, 0, 1, 0, 0, "watched", False),
        (0, 0, 1, 0, 0, "ongoing", None),
        (1, 1, None, None, 0, "after", None),
    ]


def test_a_commune_that_no_outlet_serves_is_said_to_be_so(live: LiveStore) -> None:
    live.write(Batch(articles=(told(1, source=OTHER.slug),), fetches=heard(0), sources=(OTHER,)))
    columns = "articles, local_articles_read, local_outlets, watched, outage"
    assert rows(live, f"SELECT {columns} FROM coverage('79901', NULL, NULL)") == [
        (1, 0, None, "unserved", None)
    ]


@pytest.mark.parametrize(
    "technology",
    ["assistant-vocal", "ASSISTANT VOCAL", "Assistant-Vocal", "ancien", "Robot parlant", "robots-parlants"],
)
def test_a_technology_is_asked_for_by_id_or_by_name(live: LiveStore, technology: str) -> None:
    live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    live.connection.execute("INSERT INTO redirects VALUES ('technology', 'ancien', 'assistant-vocal', NULL)")
    assert rows(live, f"SELECT technology_id, articles FROM trend('{technology}')") == [
        ("assistant-vocal", 1)
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("payfip", "payfip"), ("PayFiP", "payfip"), ("guichet", "guichet"), ("payer", "paiement")],
)
def test_a_technology_asked_for_by_its_own_name_is_no_other_that_is_also_called_so(
    live: LiveStore, typed: str, meant: str
) -> None:
    alike = (
        Technology("payfip", "PayFiP", "services"),
        Technology("paiement", "Paiement en ligne", "services", names=("payfip", "guichet", "payer")),
        Technology("guichet", "Guichet unique", "services"),
    )
    load_technologies(live, alike, "2")
    live.write(Batch(articles=(told(1),), sources=(SOURCE,), fetches=heard(0)))
    assert rows(live, f"SELECT DISTINCT technology_id FROM trend('{typed}')") == [(meant,)]


@pytest.mark.parametrize("query", ["FROM trend('{}')", "SELECT count(*) FROM trend('{}') WHERE outage"])
def test_an_unknown_technology_is_no_empty_trend(live: LiveStore, query: str) -> None:
    live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    with pytest.raises(duckdb.Error, match=r"technologie inconnue : « assistante ».*Assistant vocal"):
        rows(live, query.format("assistante"))
    with pytest.raises(duckdb.Error, match="technologie inconnue : « NULL »"):
        rows(live, query.format("assistante").replace("'assistante'", "NULL"))


@pytest.mark.parametrize("typed", ["st étienne", "SAINT-ETIENNE", "Saint Etienne", "42218"])
def test_a_commune_is_found_as_people_type_it(live: LiveStore, typed: str) -> None:
    add_towns(live, ("42218", "Saint-Étienne"), ("42200", "Saint-Étienne-le-Molard"))
    assert rows(live, f"SELECT insee FROM coverage('{typed}', '2026-11-16', '2026-11-22')") == [("42218",)]


def test_the_article_of_a_name_counts_when_only_it_tells_two_communes_apart(live: LiveStore) -> None:
    add_towns(
        live, ("72181", "Le Mans"), ("01001", "Le Bois"), ("01002", "Bois"), ("94038", "L’Haÿ-les-Roses")
    )
    asked = {
        "mans": "72181",
        "le bois": "01001",
        "BOIS": "01002",
        "l''hay les roses": "94038",
        "Hay-les-Roses": "94038",
    }
    for typed, insee in asked.items():
        found = rows(live, f"SELECT insee FROM coverage('{typed}', '2026-11-16', '2026-11-22')")
        assert found == [(insee,)], typed


def test_an_unknown_commune_is_no_empty_coverage(live: LiveStore) -> None:
    week = "'2026-11-16', '2026-11-22'"
    with pytest.raises(
        duckdb.Error, match=r"commune inconnue : « Bréville-sur-Aune ».*Bréville-sur-Aulne \(79901\)"
    ):
        rows(live, f"SELECT sum(articles) FROM coverage('Bréville-sur-Aune', {week})")
    with pytest.raises(duckdb.Error, match="le premier jour vient après le dernier"):
        rows(live, "FROM coverage('79901', '2026-11-22', '2026-11-16')")


def test_one_silent_outlet_of_twenty_hatches_nothing(live: LiveStore) -> None:
    many = [replace(SOURCE, slug=f"titre-{n}") for n in range(20)]
    fetches = [
        entry(one.slug, MONDAY, Outcome.FETCHED if n else Outcome.FAILED) for n, one in enumerate(many)
    ]
    later = [entry(one.slug, MONDAY + WEEK) for one in many]
    live.write(Batch(articles=(told(1, source="titre-5"),), fetches=(*fetches, *later), sources=tuple(many)))
    found = (
        "SELECT outlets_followed, outlets_silent, missing_share, outage FROM trend('assistant-vocal') LIMIT 1"
    )
    assert rows(live, found) == [(20, 1, 0.0, False)]


@pytest.mark.parametrize("commune", ["79901", "bréville-sur-aulne"])
def test_the_coverage_of_a_commune_stands_beside_what_its_outlets_brought(
    live: LiveStore, commune: str
) -> None:
    live.write(
        Batch(
            articles=(told(1), told(2, found=BARE), told(3, 1, source=OTHER.slug), told(4, 5)),
            fetches=(*heard(0), fetch(1), fetch(2), fetch(9, Outcome.FAILED), *heard(2), *heard(3)),
            sources=(SOURCE, OTHER),
        )
    )
    columns = (
        "week, articles, outlets, local_articles, local_articles_read, local_outlets, local_outlets_silent, expected,"
        " collected, failed, outage"
    )
    asked = f"SELECT {columns} FROM coverage('{commune}', '2026-11-16', DATE '2026-12-06')"
    assert rows(live, asked) == [
        (FIRST, 1, 1, 1, 2, 1, 0, 3, 2, 1, False),
        (FIRST + WEEK, 1, 1, 0, 0, 1, 1, None, 0, 0, True),
        (FIRST + 2 * WEEK, 0, 0, 0, 0, 1, 0, 0, 0, 0, False),
    ]


def test_the_days_asked_for_cut_the_weeks(live: LiveStore) -> None:
    live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    for since, articles in (("2026-11-16", 1), ("2026-11-17", 0)):
        asked = f"SELECT articles FROM coverage('79901', '{since}', '2026-11-22')"
        assert rows(live, asked) == [(articles,)]


def test_the_macros_are_published_and_explained(data_dir: Path, settings: StoreSettings) -> None:
    with open_live(data_dir, settings) as live:
        load_technologies(live, TECHNOLOGIES, "1")
        live.write(Batch(articles=(told(1),), sources=(SOURCE,)))
    publish(data_dir, settings)
    with open_snapshot(data_dir) as snapshot:
        found = snapshot.connection.execute("SELECT articles FROM trend('assistant-vocal')").fetchall()
        macros = snapshot.connection.execute(
            "SELECT function_name, comment IS NOT NULL FROM duckdb_functions()"
            " WHERE function_type = 'table_macro' AND NOT internal ORDER BY 1"
        ).fetchall()
    assert found == [(1,)]
    assert macros == [("coverage", True), ("trend", True)]
