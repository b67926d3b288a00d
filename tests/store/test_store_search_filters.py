"""Filters, as options and as words, and the counts of all that is found."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from newsroom import MONDAY, SOURCE, TECHNOLOGIES, analysis, link, mention, processed, registers, role
from searches import SETTINGS, find, numbers

from core.errors import QueryError
from core.types import Form, LinkKind, MentionKind, Nature, Technology
from store.batch import Batch
from store.live import open_live
from store.publish import publish
from store.query import Snapshot, open_snapshot
from store.registers import load_registers, load_technologies
from store.search import Alike, Unknown

OTHER = replace(SOURCE, slug="gazette", name="La Gazette d’Aulne")
TOWNS = {
    "79901": "Bréville-sur-Aulne",
    "79902": "L’Haÿe-aux-Moines",
    "79903": "Saint-Marc",
    "2A903": "Saint-Marc",
}


def towns() -> pa.Table:
    communes, _, _ = registers()
    (first, *_) = communes.to_pylist()
    return pa.Table.from_pylist(
        [first | {"insee": insee, "name": name, "departement": insee[:2]} for insee, name in TOWNS.items()]
    )


def of(*insees: str, **changes: object) -> object:
    found = [mention(MentionKind.COMMUNE, insee, TOWNS[insee]) for insee in insees]
    mentions = (*found, mention(MentionKind.TECHNOLOGY, "assistant-vocal", "robot d’accueil", 30))
    roles = tuple(role(f"Maire {insee}", insee=insee) for insee in insees)
    usual = analysis(mentions=mentions, roles=roles, quotes=(), figures=(), events=(), initiatives=())
    return replace(usual, **changes)  # type: ignore[arg-type]


def day(number: int) -> datetime:
    return MONDAY + timedelta(days=number)


ARTICLES = (
    processed(1, text="La fibre.", published_at=day(0), found=of("79901")),
    processed(2, text="La fibre.", published_at=day(1), found=of(
        "79901", "79902", relevant=False, topics=("mobilite",))),
    processed(3, text="La fibre.", published_at=day(40), source="gazette", found=of("79903", nature=Nature.INCIDENT)),
    processed(4, text="La fibre.", published_at=None, source="gazette", found=of("2A903", mentions=(
        mention(MentionKind.COMMUNE, "2A903", "Saint-Marc"), mention(MentionKind.TECHNOLOGY, "tiroir", "tiroir malin"),
        mention(MentionKind.DEPARTEMENT, "79", "Deux-Sèvres")))),
    processed(5, text="Le cuivre.", published_at=day(3), form=Form.ROUND_UP, found=of()),
    replace(processed(6, text="Le cuivre, sans analyse.", published_at=day(4)), analysis=None),
)  # fmt: skip


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snapshot]:
    data_dir = tmp_path_factory.mktemp("filters") / "data"
    with open_live(data_dir, SETTINGS) as live:
        _, territories, mandates = registers()
        load_registers(live, towns(), territories, mandates, "1")
        load_technologies(live, (*TECHNOLOGIES, Technology("tiroir", "Tiroir malin", "ia")), "1")
        copied = link(3, 1, kind=LinkKind.SYNDICATED)
        live.write(Batch(articles=ARTICLES, sources=(SOURCE, OTHER), links=(copied,)))
    publish(data_dir, SETTINGS)
    with open_snapshot(data_dir) as opened:
        yield opened


FILTERS: list[tuple[dict[str, str], set[int]]] = [
    ({"source": "gazette"}, {3, 4}),
    ({"source": "La gazette d'aulne"}, {3, 4}),
    ({"commune": "79901"}, {1, 2}),
    ({"commune": "Bréville-sur-Aulne"}, {1, 2}),
    ({"commune": "breville sur aulne"}, {1, 2}),
    ({"commune": "L'Haye-aux-Moines"}, {2}),
    ({"commune": "Saint-Marc"}, {3, 4}),
    ({"commune": "2a903"}, {4}),
    ({"departement": "79"}, {1, 2, 3, 4}),
    ({"departement": "Deux-Sèvres"}, {1, 2, 3, 4}),
    ({"departement": "2A"}, {4}),
    ({"mayor": "79902:maire 79902"}, {2}),
    ({"mayor": "Maire 79902"}, {2}),
    ({"mayor": "79902"}, {2}),
    ({"technology": "assistant-vocal"}, {1, 2, 3, 5}),
    ({"technology": "Assistant vocal"}, {1, 2, 3, 5}),
    ({"topic": "mobilite"}, {2}),
    ({"nature": "incident"}, {3}),
    ({"since": "2026-11-17"}, {2, 3, 5, 6}),
    ({"until": "2026-11-17"}, {1, 2}),
    ({"since": "2026-11", "until": "2026-11"}, {1, 2, 5, 6}),
    ({"since": "2026"}, {1, 2, 3, 5, 6}),
    ({"relevant": "1"}, {1, 3, 4, 5}),
    ({"originals": "1"}, {1, 2, 4, 6}),
    ({"commune": "79901", "topic": "ia"}, {1}),
    ({"words": "fibre", "commune": "79901", "since": "2026-11-17"}, {2}),
    ({"words": "fibre source:gazette"}, {3, 4}),
    ({"words": "fibre -source:gazette"}, {1, 2}),
    ({"words": "fibre titre:« La Gazette d’Aulne »"}, {3, 4}),
    ({"words": 'commune:"Saint-Marc"'}, {3, 4}),
    ({"words": "COMMUNE:Saint-Marc fibre"}, {3, 4}),
    ({"words": "commune:L’Haÿe-aux-Moines"}, {2}),
    ({"words": "commune : Saint-Marc"}, set()),
    ({"words": "département:2A OU cuivre"}, {4, 5, 6}),
    ({"words": "(maire:79902 OU maire:79903) fibre"}, {2, 3}),
    ({"words": "fibre depuis:2026-11-17 jusque:2026-11"}, {2}),
    ({"words": "technologie:tiroir"}, {4}),
    ({"words": "thème:mobilite"}, {2}),
    ({"words": "-fibre", "originals": "1"}, {6}),
]


@pytest.mark.parametrize(("asked", "found"), FILTERS)
def test_filters(snapshot: Snapshot, asked: dict[str, str], found: set[int]) -> None:
    assert numbers(find(snapshot.index_dir, **({"words": ""} | asked))) == found


def test_an_unknown_value_finds_nothing_and_names_the_nearest(snapshot: Snapshot) -> None:
    found = find(snapshot.index_dir, "fibre", commune="Brevile sur Aulne")
    assert (found.total, found.hits) == (0, ())
    assert found.unknown == (Unknown("commune", "Brevile sur Aulne", ("Bréville-sur-Aulne (79901)",)),)
    (unknown,) = find(snapshot.index_dir, "fibre source:gazete").unknown
    assert (unknown.field, unknown.nearest[0]) == ("source", "La Gazette d’Aulne (gazette)")
    (unknown,) = find(snapshot.index_dir, topic="\ud83d ☃").unknown
    assert unknown.nearest == ()


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("commune:Saint-Marc", {}),
        ("-commune:saint-marc fibre", {}),
        ("commune:Saint-Marc", {"commune": "Saint Marc"}),
    ],
)
def test_towns_of_one_name_are_told_once(snapshot: Snapshot, words: str, filters: dict[str, str]) -> None:
    towns = (("2A903", "2A"), ("79903", "Deux-Sèvres"))
    assert find(snapshot.index_dir, words, **filters).alike == (Alike("Saint-Marc", towns),)


@pytest.mark.parametrize(
    "words", ["commune:79903", "commune:Bréville-sur-Aulne", "departement:79", "Saint-Marc"]
)
def test_a_code_or_a_name_of_one_town_needs_no_more(snapshot: Snapshot, words: str) -> None:
    assert find(snapshot.index_dir, words).alike == ()


@pytest.mark.parametrize("words", ["depuis:hier", "jusque:2026-13"])
def test_a_date_that_is_none_is_refused(snapshot: Snapshot, words: str) -> None:
    with pytest.raises(QueryError, match="n’est pas une date"):
        find(snapshot.index_dir, words)


def test_filters_do_not_weigh(snapshot: Snapshot) -> None:
    plain = {hit.article_id: hit.score for hit in find(snapshot.index_dir, "fibre").hits}
    for hit in find(snapshot.index_dir, "fibre departement:79", relevant="1", since="2026").hits:
        assert hit.score == pytest.approx(plain[hit.article_id])


def test_the_newest_first_and_those_without_a_day_last(snapshot: Snapshot) -> None:
    by_day = find(snapshot.index_dir, "fibre", sort="date").hits
    days = [hit.day for hit in by_day]
    assert days[-1] is None
    assert days[:-1] == sorted((d for d in days if d), reverse=True)
    alone = [hit.day for hit in find(snapshot.index_dir, source="le-veilleur").hits]
    assert alone == sorted((d for d in alone if d), reverse=True), "filters alone have nothing to score by"


def test_what_is_no_article_of_its_own_says_so(snapshot: Snapshot) -> None:
    kinds = {hit.article_id: hit.counted_as for hit in find(snapshot.index_dir, "fibre OU cuivre").hits}
    wanted = {p.article.id: "article" for p in ARTICLES}
    wanted |= {ARTICLES[2].article.id: "reprint", ARTICLES[4].article.id: "round-up"}
    assert kinds == wanted


COUNTS = {
    "source": "SELECT source_id, source, count(*) FROM v_articles SEMI JOIN hits USING (article_id) GROUP BY ALL",
    "commune": "SELECT insee, commune, count(*) FROM v_article_communes SEMI JOIN hits USING (article_id) GROUP BY ALL",
    "technology": "SELECT technology_id, technology, count(*) FROM v_article_technologies"
    " SEMI JOIN hits USING (article_id) GROUP BY ALL",
    "mayor": "SELECT person_key, min(person), count(DISTINCT article_id) FROM v_mayors"
    " SEMI JOIN hits USING (article_id) GROUP BY 1",
    "topic": "SELECT topic, topic, count(*) FROM article_topics SEMI JOIN hits USING (article_id) GROUP BY ALL",
    "nature": "SELECT nature, nature, count(*) FROM articles SEMI JOIN hits USING (article_id)"
    " WHERE nature IS NOT NULL GROUP BY ALL",
    "month": "SELECT strftime(published_day, '%Y-%m'), strftime(published_day, '%Y-%m'), count(*) FROM articles"
    " SEMI JOIN hits USING (article_id) WHERE published_day IS NOT NULL GROUP BY ALL",
    "departement": "SELECT code, coalesce(t.name, code), count(*) FROM ("
    "   SELECT article_id, departement AS code FROM v_article_communes"
    "   UNION SELECT m.article_id, entity_key FROM mentions m JOIN articles a USING (article_id, version)"
    "   WHERE m.kind = 'departement'"
    " ) LEFT JOIN territories t USING (code) SEMI JOIN hits USING (article_id) GROUP BY ALL",
}


@pytest.mark.parametrize("words", ["fibre", "cuivre", "-tungstène", "fibre commune:79901"])
def test_counts_are_those_of_the_base(snapshot: Snapshot, words: str) -> None:
    found = find(snapshot.index_dir, words, limit="1")
    snapshot.connection.execute("CREATE OR REPLACE TEMP TABLE hits(article_id VARCHAR)")
    ids = [hit.article_id for hit in snapshot.search(words, 100)]
    assert len(ids) == found.total
    snapshot.connection.execute("INSERT INTO hits SELECT unnest($ids::VARCHAR[])", {"ids": ids})
    counted = {facet.field: {tuple(value) for value in facet.values} for facet in found.facets}
    assert counted == {
        field: set(snapshot.connection.execute(statement).fetchall()) for field, statement in COUNTS.items()
    }
    for facet in found.facets:
        assert [v.n for v in facet.values] == sorted((v.n for v in facet.values), reverse=True)


def test_only_the_ten_most_frequent_are_told(tmp_path: Path) -> None:
    with open_live(tmp_path / "data", SETTINGS) as live:
        many = tuple(
            processed(n * 20 + k, text="fibre", found=of(mentions=(mention(MentionKind.COMMUNE, f"{n:05}", "V"),)))
            for n in range(1, 13)
            for k in range(n)
        )  # fmt: skip
        live.write(Batch(articles=many))
    found = find(tmp_path / "data" / "search", "fibre")
    communes = next(facet for facet in found.facets if facet.field == "commune")
    assert [(v.value, v.n) for v in communes.values] == [(f"{n:05}", n) for n in range(12, 2, -1)]
