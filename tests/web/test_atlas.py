"""The map: its figures are those of the search behind each département, and silence is told from nothing."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from desk_browser import Browser
from pages import rows, tree

from jobs.workspace import Workspace
from store.query import open_snapshot
from store.readers import letter
from store.search import SearchQuery
from web.charts.france import level, levels

_INITIATIVES = """
    SELECT count(*) FROM v_initiatives
    WHERE departement = $code AND actor_kind IN ('commune', 'departement') AND status = 'deployed'
"""


def _figures(page: str) -> dict[str, int]:
    """Code to count."""
    return {row[0].rpartition("(")[2].rstrip(")"): int(row[1].replace("\u202f", "")) for row in rows(page)}


def _hrefs(page: str) -> list[str]:
    return [str(one) for one in tree(page).xpath("//table/tbody/tr/th/a/@href")]


@pytest.mark.parametrize("asked", ["", "?topic=ia", "?since=2026-11-19&scope=all", "?technology=chatbot"])
def test_a_departement_counts_what_its_link_finds(
    looking: Browser, demo_space: Workspace, asked: str
) -> None:
    page = looking.get(f"/carte{asked}").text
    figures, hrefs = _figures(page), _hrefs(page)
    assert sum(figures.values()) > 0
    with open_snapshot(demo_space.data) as snapshot:
        for count, href in zip(figures.values(), hrefs, strict=True):
            query = SearchQuery.from_dict(dict(parse_qsl(urlsplit(href).query)))
            assert query.departement
            assert snapshot.find(query).total == count, href


def test_initiatives_are_those_of_the_register(looking: Browser, demo_space: Workspace) -> None:
    figures = _figures(looking.get("/carte?count=initiatives&status=deployed").text)
    with open_snapshot(demo_space.data) as snapshot:
        for code, count in figures.items():
            (expected,) = snapshot.connection.execute(_INITIATIVES, {"code": code}).fetchone() or (0,)
            assert count == expected, code
    assert sum(figures.values()) > 0


def test_stories_are_counted_once_a_departement(looking: Browser, demo_space: Workspace) -> None:
    figures = _figures(looking.get("/carte?count=stories&scope=all").text)
    with open_snapshot(demo_space.data) as snapshot:
        expected = dict(
            snapshot.connection.execute(
                "SELECT c.departement, count(DISTINCT s.story_id) FROM story_articles s"
                " JOIN v_article_communes c USING (article_id) GROUP BY ALL"
            ).fetchall()
        )
    assert {code: n for code, n in figures.items() if n} == expected


def test_where_nobody_is_followed_silence_says_nothing(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/carte").text
    with open_snapshot(demo_space.data) as snapshot:
        uncovered = {name.replace("'", "’") for name in letter.uncovered(snapshot)}
    said = {row[0].rpartition(" (")[0] for row in rows(page) if row[3] == "aucun"}
    assert said == uncovered
    assert uncovered
    hatched = tree(page).xpath("//a[*[local-name()='path' and @class='muet']]/@aria-label")
    assert hatched
    assert all("aucun titre suivi" in one for one in hatched)


def test_picture_and_table_say_the_same(looking: Browser) -> None:
    page = looking.get("/carte").text
    drawn = {str(one) for one in tree(page).xpath("//*[local-name()='svg']//a/@href")}
    listed = set(_hrefs(page))
    assert drawn <= listed
    assert len(drawn) == 101  # 96 in Europe, five overseas
    assert len(listed) == len(rows(page))


def test_the_table_is_sorted_as_asked(looking: Browser) -> None:
    names = [row[0] for row in rows(looking.get("/carte?sort=name").text)]
    counts = [int(row[1]) for row in rows(looking.get("/carte").text)]
    assert names[0].startswith("Ain")
    assert counts == sorted(counts, reverse=True)


@pytest.mark.parametrize(
    "asked", ["topic=zzz", "status=zzz", "count=zzz", "since=hier", f"technology={'x' * 300}"]
)
def test_what_is_no_filter_is_refused(looking: Browser, asked: str) -> None:
    assert looking.get(f"/carte?{asked}").status_code == 400


def test_few_departements_have_few_shades() -> None:
    assert levels([]) == []
    assert levels([0, 0, 7]) == [7]
    assert [level(n, levels([1, 2, 3, 4, 100])) for n in (0, 1, 100)] == [0, 1, 4]
