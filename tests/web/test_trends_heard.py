"""The page of trends over ten weeks that were heard, and over ten of which one was not."""

from dataclasses import replace
from datetime import timedelta

from desk_browser import Browser
from newsroom import MONDAY, SOURCE, fetch, processed
from pages import rows, tree

from core.types import Fetch, Outcome
from jobs.workspace import Workspace
from store.batch import Batch
from store.live import open_live
from store.publish import publish

OTHER = replace(SOURCE, slug="l-autre", name="L’Autre")
WEEKS = 10


def _asked(ago: int, source: str, outcome: Outcome) -> Fetch:
    at = MONDAY - timedelta(weeks=ago)
    url = f"https://{source}.example/flux"
    return fetch(outcome=outcome, run=f"{source}{at:%m%d}", url=url, at=at, candidate=None, source=source)


def _publish(space: Workspace, silent: int | None) -> None:
    """An article a week, nine in the last; `silent`: the week, counted back, in which one of two was not heard."""
    told = [
        processed(9000 + 100 * ago + n, published_at=MONDAY - timedelta(weeks=ago), seen_at=MONDAY)
        for ago in range(WEEKS)
        for n in range(1 if ago else 9)
    ]
    asked = [
        _asked(ago, one.slug, Outcome.FAILED if ago == silent and one is OTHER else Outcome.FETCHED)
        for ago in range(WEEKS)
        for one in (SOURCE, OTHER)
    ]
    with open_live(space.data, space.settings.store) as live:
        live.write(Batch(articles=tuple(told), fetches=tuple(asked), sources=(SOURCE, OTHER)))
    assert publish(space.data, space.settings.store)


def _shown(browser: Browser) -> tuple[str, list[str]]:
    """The chart, and the line of the technology of these articles."""
    page = browser.get("/tendances").text
    (line,) = [row for row in rows(page) if row[0] == "assistant vocal"]
    return " ".join(tree(page).xpath("(//*[local-name()='svg'])[1]//@class")), line


def test_a_rise_is_said_where_all_was_heard(browser: Browser, space: Workspace) -> None:
    _publish(space, silent=None)
    chart, line = _shown(browser)
    assert line[2:] == ["18", "9", "9 articles, contre 1 en temps ordinaire (mêmes titres)"]
    assert "out" not in chart.split()
    assert "end" in chart.split()


def test_a_week_that_was_not_heard_is_hatched_and_no_rise_is_said(browser: Browser, space: Workspace) -> None:
    _publish(space, silent=3)
    chart, line = _shown(browser)
    assert line[2:] == ["18", "9", ""]
    assert "out" in chart.split()
    assert "1 titre muet sur 2" in browser.get("/tendances").text.replace("\u00a0", " ")
