"""Trends: figures are those of the articles; growth is said only where the same outlets were heard for eight weeks."""

from datetime import date, timedelta

import pytest
from desk_browser import Browser
from pages import rows, tree

from jobs.workspace import Workspace
from store.query import open_snapshot
from store.readers.desk.trends import Count, Week, weeks
from web.charts.spark import Point, spark
from web.desk.trends import grown, said

MONDAY = date(2026, 11, 16)
_COUNTS = """
    SELECT technology_id, count(*) FROM v_articles a JOIN article_technologies t USING (article_id)
    WHERE a.relevant AND a.counted_as = 'article' AND a.published_day BETWEEN $first AND $last GROUP BY ALL
"""


def _weeks(n: int = 12, **last: object) -> list[Week]:
    heard = [Week(MONDAY - timedelta(7 * ago), 100, 20, 0, 0.0, "watched", outage=False) for ago in range(n)][
        ::-1
    ]
    return [*heard[:-1], heard[-1]._replace(**last)]  # type: ignore[arg-type]


def _told(*steady: int) -> dict[date, Count]:
    """Counts of the last weeks, the last one last."""
    days = [MONDAY - timedelta(7 * ago) for ago in range(len(steady))][::-1]
    return {day: Count("technology", "x", "x", day, n, n) for day, n in zip(days, steady, strict=True)}


def test_figures_are_those_of_the_articles(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/tendances").text
    links = [str(one).rpartition("/")[2] for one in tree(page).xpath("//table[1]/tbody/tr/th/a/@href")]
    with open_snapshot(demo_space.data) as snapshot:
        (newest,) = snapshot.connection.execute("SELECT max(published_day) FROM articles").fetchone() or (
            MONDAY,
        )
        first = newest - timedelta(newest.weekday()) - timedelta(weeks=25)
        expected = dict(snapshot.connection.execute(_COUNTS, {"first": first, "last": newest}).fetchall())
    shown = {code: int(row[2]) for code, row in zip(links, rows(page), strict=False) if code in expected}
    assert shown
    assert shown == {code: expected[code] for code in shown}
    assert max(expected.values()) == int(rows(page)[0][2])


def test_weeks_are_judged_as_trend_judges_them(demo_space: Workspace) -> None:
    with open_snapshot(demo_space.data) as snapshot:
        asked = snapshot.connection.execute(
            "SELECT week, articles_read, watched, outage FROM trend('chatbot') ORDER BY week"
        ).fetchall()
        found = weeks(snapshot, asked[0][0], asked[-1][0])
    assert [(one.week, one.articles_read, one.watched, one.outage) for one in found] == asked


def test_a_filter_keeps_its_articles_alone(looking: Browser, demo_space: Workspace) -> None:
    page = looking.get("/tendances?topic=ia&weeks=52").text
    topics = {row[0]: int(row[2]) for row in rows(page, 1)}
    assert topics["intelligence artificielle"] == max(topics.values())
    assert "52" in tree(page).xpath("//caption")[0].text_content()
    with open_snapshot(demo_space.data) as snapshot:
        (expected,) = snapshot.connection.execute(
            "SELECT count(*) FROM v_articles WHERE relevant AND counted_as = 'article' AND published_day > '2025-12-01'"
            " AND list_contains(topics, 'ia')"
        ).fetchone() or (0,)
    assert topics["intelligence artificielle"] == expected


def test_a_demonstration_has_seen_too_little_to_say_growth(looking: Browser) -> None:
    page = looking.get("/tendances").text
    assert not any(row[4] for row in rows(page))
    assert "pas encore suivie" in page


def test_growth_is_said_after_eight_weeks() -> None:
    assert grown(_told(2, 2, 2, 2, 2, 2, 2, 2, 9), _weeks(), MONDAY).startswith(
        "9\u00a0articles, contre 2 en temps"
    )
    assert grown(_told(0, 0, 0, 0, 0, 0, 0, 0, 9), _weeks(), MONDAY).endswith("aucun (mêmes titres)")


@pytest.mark.parametrize(
    ("steady", "heard"),
    [
        ((2, 2, 2, 2, 2, 2, 2, 2, 9), _weeks(8)),  # a week too few
        ((2, 2, 2, 2, 2, 2, 2, 2, 5), _weeks()),  # not three times as much
        ((0, 0, 0, 0, 0, 0, 0, 0, 4), _weeks()),  # four articles are no wave
        ((2, 2, 2, 2, 2, 2, 2, 2, 9), _weeks(outage=True)),
        ((2, 2, 2, 2, 2, 2, 2, 2, 9), _weeks(watched="ongoing", outage=None)),
        ((2, 2, 2, 2, 2, 2, 2, 2, 9), [_weeks()[0]._replace(watched="before"), *_weeks(9)[1:]]),
    ],
)
def test_growth_is_not_said_of_what_was_not_heard(steady: tuple[int, ...], heard: list[Week]) -> None:
    assert grown(_told(*steady), heard, MONDAY) == ""


def test_weeks_that_follow_each_other_are_one_band() -> None:
    drawn = spark([Point(1, partial=True)] * 3 + [Point(2), Point(0, outage=True), Point(3)], "x")
    assert drawn.count('class="end"') == 1
    assert drawn.count('class="out"') == 1


def test_a_week_in_words() -> None:
    silent = _weeks(silent=3, outage=True)[-1]
    assert said(silent, 1).endswith("1\u00a0article pertinent sur 100 lus ; 3\u00a0titres muets sur 20")


@pytest.mark.parametrize("asked", ["weeks=27", "topic=zzz", "departement=12345", f"technology={'x' * 300}"])
def test_what_is_no_filter_is_refused(looking: Browser, asked: str) -> None:
    assert looking.get(f"/tendances?{asked}").status_code == 400
