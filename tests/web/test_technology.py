"""Pages of technologies: counts, first towns, suppliers, as the snapshot has them."""

import re
import tomllib
from pathlib import Path
from urllib.parse import quote

from desk_browser import Browser
from desk_pages import ask, part, words

from jobs.workspace import Workspace
from web.desk.things.words import CATEGORIES

LEXICON = Path(__file__).parents[2] / "nlp/lexicon/technologies"


def test_every_technology_that_is_told_of_has_a_page(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT technology_id, count(*) FILTER (counted_as = 'article'), count(*) FILTER (counted_as = 'reprint')"
        " FROM article_technologies JOIN v_articles USING (article_id) GROUP BY ALL",
    )
    listed = looking.get("/technologies").text
    assert len(rows) > 20
    for key, articles, reprints in rows:
        page = looking.get(f"/technologies/{quote(key)}").text
        assert f"{articles} article" in words(part(page, "presse"))
        assert (f"{reprints} reprise" in words(part(page, "presse"))) == bool(reprints)
        label = ask(demo_space, "SELECT category FROM technologies WHERE technology_id = ?", key)[0][0]
        assert f'href="/technologies/{quote(key)}"' in looking.get(f"/technologies?categorie={label}").text
    assert f"{len(rows)} technologie" in words(listed)


def test_the_trend_is_that_of_the_macro(looking: Browser, demo_space: Workspace) -> None:
    ((key,),) = ask(
        demo_space,
        "SELECT technology_id FROM article_technologies GROUP BY ALL ORDER BY count(*) DESC, 1 LIMIT 1",
    )
    chart = words(looking.get(f"/technologies/{key}").text.replace('aria-label="', "> ").replace('"', " <"))
    rows = ask(demo_space, "SELECT week, articles FROM trend(?) WHERE articles > 0 ORDER BY week", key)
    page = looking.get(f"/technologies/{key}").text
    assert rows
    for week, articles in rows[-52:]:
        assert f"since={week}" in page
        assert f": {articles} article" in chart


def test_first_towns_come_in_the_order_of_days(looking: Browser, demo_space: Workspace) -> None:
    technologies = ask(
        demo_space, "SELECT DISTINCT technology_id FROM initiatives WHERE actor_kind = 'commune'"
    )
    assert technologies
    for (key,) in technologies:
        rows = ask(
            demo_space,
            "SELECT actor_code FROM initiatives WHERE technology_id = ? AND actor_kind = 'commune'"
            " ORDER BY first_seen, initiative_id LIMIT 10",
            key,
        )
        told = part(looking.get(f"/technologies/{quote(key)}").text, "premieres")
        places = [told.index(f'href="/communes/{insee}"') for (insee,) in rows]
        assert places == sorted(places)


def test_suppliers_have_their_sentence(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT i.technology_id, h.supplier FROM initiative_history h JOIN initiatives i USING (initiative_id)"
        " JOIN articles USING (article_id, version) WHERE h.supplier <> ''",
    )
    assert rows
    for key, supplier in rows:
        told = words(part(looking.get(f"/technologies/{quote(key)}").text, "fournisseurs"))
        assert supplier in told
        sentences = ask(
            demo_space,
            "SELECT evidence_text FROM initiative_history JOIN articles USING (article_id, version)"
            " WHERE supplier = ? UNION SELECT q.evidence_text FROM quotes q"
            " JOIN initiative_history h USING (article_id, version) WHERE h.supplier = ?"
            " UNION SELECT f.evidence_text FROM figures f"
            " JOIN initiative_history h USING (article_id, version) WHERE h.supplier = ?",
            *[supplier] * 3,
        )
        if any(supplier in sentence for (sentence,) in sentences):
            assert told.count(supplier) >= 2


def test_unknown_ones_are_not_found(looking: Browser) -> None:
    assert looking.get("/technologies/aucune-telle").status_code == 404
    assert looking.get("/technologies/" + "a" * 201).status_code == 400
    assert looking.get("/technologies?categorie=<b>").status_code == 200


def test_categories_have_the_words_of_the_lexicon() -> None:
    read = [tomllib.loads(file.read_text("utf-8")) for file in LEXICON.glob("*.toml")]
    assert {one["category"]: one["label"].lower() for one in read} == CATEGORIES


def test_what_a_technology_is_a_kind_of_is_joined_as_french_joins(looking: Browser) -> None:
    page = looking.get("/technologies/chatbot").text
    assert re.search(r'une sorte <a href="[^"]+">d’intelligence artificielle</a>', page)
