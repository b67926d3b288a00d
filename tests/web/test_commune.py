"""The page of a commune says what the snapshot says."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from desk_browser import Browser
from desk_pages import ask, part, published, words

from jobs.workspace import Workspace
from store.readers.desk.listening import listening
from store.readers.desk.things import Thing, grouped, told


def test_counts_are_those_of_the_articles_that_name_it(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(
        demo_space,
        "SELECT insee, count(*) FILTER (counted_as = 'article'), count(*) FILTER (counted_as = 'reprint'),"
        " count(DISTINCT source_id) FROM (SELECT unnest(insees) AS insee, * FROM v_articles) GROUP BY ALL",
    )
    assert len(rows) > 20
    for insee, articles, reprints, outlets in rows:
        said = words(part(looking.get(f"/communes/{insee}").text, "presse"))
        assert f"{articles} article" in said
        assert (f"{reprints} reprise" in said) == bool(reprints)
        assert f"dans {outlets} titre" in said


def test_its_initiatives_are_those_of_the_register(looking: Browser, demo_space: Workspace) -> None:
    rows = ask(demo_space, "SELECT actor_code, initiative_id FROM v_initiatives WHERE actor_kind = 'commune'")
    assert rows
    for insee, initiative in rows:
        page = looking.get(f"/communes/{insee}").text
        assert f'href="/initiatives/{initiative}"' in page
        sentence = ask(
            demo_space, "SELECT evidence_text FROM v_initiatives WHERE initiative_id = ?", initiative
        )[0][0]
        assert words(sentence)[:40].replace("'", "’") in words(page)


def test_who_is_mayor_and_how_it_is_known(looking: Browser) -> None:
    page = looking.get("/communes/71014").text  # Autun, two mayors
    mayor = words(part(page, "maire"))
    assert "Bertrand Chazelas , depuis le 22/03/2026" in mayor
    assert "attesté par le répertoire officiel" in mayor
    assert "Odile Perraudin" in mayor
    assert "du 25/05/2020 au 21/03/2026" in mayor
    assert f'href="/maires/{quote("71014:bertrand chazelas")}"' in page


def test_an_article_that_contradicts_the_register_is_shown(looking: Browser) -> None:
    mayor = words(part(looking.get("/communes/69290").text, "maire"))
    assert "Florence Desgranges-Imbert" in mayor
    assert "Karim Benslamane" in mayor
    assert "le registre dit autre chose" in mayor
    assert "le registre dit autre chose" not in looking.get("/communes/71014").text


def test_unknown_codes_are_not_found(looking: Browser) -> None:
    assert looking.get("/communes/99999").status_code == 404
    assert looking.get("/communes/%3Cscript%3E").status_code == 404
    assert looking.get("/communes/" + "9" * 11).status_code == 400


def test_a_commune_that_nobody_tells_of_has_its_page(looking: Browser, demo_space: Workspace) -> None:
    ((insee, name),) = ask(
        demo_space,
        "SELECT insee, name FROM communes ANTI JOIN article_communes USING (insee)"
        " WHERE kind = 'commune' AND departement = '48' ORDER BY population DESC LIMIT 1",
    )
    answer = looking.get(f"/communes/{insee}")
    assert answer.status_code == 200
    assert "Aucun article ne nomme cette commune." in words(answer.text)
    assert name in words(answer.text).replace("’", "'")


def test_a_merged_commune_leads_to_todays(looking: Browser, demo_space: Workspace) -> None:
    ((insee, parent),) = ask(
        demo_space,
        "SELECT insee, parent FROM communes WHERE kind = 'deleguee' AND parent <> insee ORDER BY insee LIMIT 1",
    )
    page = looking.get(f"/communes/{insee}").text
    assert f'href="/communes/{parent}"' in page
    assert "fait aujourd’hui partie de" in words(page)


def test_homonyms_are_told_apart_by_their_departement(looking: Browser) -> None:
    page = looking.get("/communes?q=saint-priest").text
    assert "Rhône (69)" in words(page)
    assert "Ardèche (07)" in words(page)
    assert 'href="/communes/69290"' in page
    assert 'href="/communes/72181"' in looking.get("/communes?q=mans").text
    assert "Aucune commune ne s’appelle ainsi" in words(looking.get("/communes?q=zzzzzz").text)
    assert "&lt;script&gt;" in looking.get("/communes?q=<script>").text


def test_following_and_feed_are_of_this_commune(looking: Browser) -> None:
    page = looking.get("/communes/72181").text
    assert 'href="/suivre?commune=72181"' in page
    assert 'href="/api/articles.atom?commune=72181"' in page
    assert 'class="dots"' in page


def test_only_mayors_have_a_link(looking: Browser, demo_space: Workspace) -> None:
    insees = ask(demo_space, "SELECT DISTINCT insee FROM quotes WHERE insee IS NOT NULL")
    known = {key for (key,) in ask(demo_space, "SELECT insee || ':' || name_key FROM mandates")}
    known |= {key for (key,) in ask(demo_space, "SELECT person_key FROM roles WHERE status <> ''")}
    for (insee,) in insees:
        page = looking.get(f"/communes/{insee}").text
        for key in {key for (key,) in ask(demo_space, "SELECT DISTINCT person_key FROM roles") if key}:
            assert (f'"/maires/{quote(key)}"' in page) <= (key in known)


def test_weeks_that_nobody_heard_are_hatched_as_the_macros_say(demo_space: Workspace) -> None:
    with published(demo_space) as snapshot:
        heard = listening(snapshot)
        for insee, departement in (("72181", "72"), ("29232", "29")):
            rows = snapshot.connection.execute(
                "SELECT week, outage FROM coverage(?, NULL, NULL) WHERE watched IN ('watched', 'ongoing')",
                [insee],
            ).fetchall()
            around = heard.around(departement)
            assert rows
            assert {week: around[week] for week, _ in rows} == dict(rows)
        name = snapshot.connection.execute(
            "SELECT technology_id FROM article_technologies LIMIT 1"
        ).fetchone()
        assert name
        rows = snapshot.connection.execute(
            "SELECT week, outage FROM trend(?) WHERE watched IN ('watched', 'ongoing')", name
        ).fetchall()
        press = heard.of_press()
        assert {week: press[week] for week, _ in rows} == dict(rows)


@pytest.mark.parametrize("insee", ["72181", "29232"])
def test_stories_hold_their_articles_once(demo_space: Workspace, insee: str) -> None:
    with published(demo_space) as snapshot:
        found = told(snapshot, Thing.COMMUNE, insee)
        groups = grouped(found.newest)
    shown = [one for group in groups for one in group.articles]
    assert sorted(shown) == sorted(found.newest)
    assert all(len({one.story_id for one in group.articles}) == 1 for group in groups)
    assert found.last_day is None or found.last_day <= date(2026, 11, 30)


def test_a_story_leads_with_who_told_it_first(looking: Browser, demo_space: Workspace) -> None:
    """A dispatch that several outlets print on the same day: the newest of them was shown first, though it repeats."""
    rows = ask(
        demo_space,
        "SELECT DISTINCT insee FROM (SELECT unnest(insees) AS insee, * FROM v_articles) WHERE counted_as = 'reprint'",
    )
    assert rows
    alone = 0
    for (insee,) in rows:
        with published(demo_space) as snapshot:
            groups = grouped(told(snapshot, Thing.COMMUNE, insee).newest)
        for group in groups:
            kinds = [one.counted_as in {"reprint", "copy"} for one in group.articles]
            assert kinds == sorted(kinds), "what repeats comes after what it repeats"
            alone += kinds[0]
        page = part(looking.get(f"/communes/{insee}").text, "articles")
        leads = re.findall(r'<li class="item"><a data-open href="/articles/([0-9a-f]{16})"', page)
        assert leads == [group.articles[0].article_id for group in groups]
    assert not alone, "no reprint stands for a story whose first telling is there"
