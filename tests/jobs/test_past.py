"""A source's past: what its sitemaps hold since a day, once, however often it is asked for."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from press_server import XML, Answer, Item, Press, rss, serving

from core.days import PARIS
from core.errors import InputError
from jobs import workspace
from jobs.past import LEFT, walk
from jobs.workspace import Workspace
from store.query import run_sql

HOST = "archives.localhost"
NEWS = [date(2026, 9, 1) + timedelta(days=20 * n) for n in range(4)]
TEXT = "La commune a ouvert un guichet numérique où deux agents reçoivent chaque jour les habitants. " * 6


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with serving() as server:
        yield server


@pytest.fixture(scope="module")
def past(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A feed with the newest article only; a sitemap index with the others, and with older ones."""
    urls = [_article(press, f"/actus/2026/{n}", day) for n, day in enumerate(NEWS)]
    old = _article(press, "/actus/2024/0", date(2024, 5, 5))
    _sitemap(press, "/sitemap-2026.xml", [*zip(urls, NEWS, strict=True), (old, date(2024, 5, 5))])
    _sitemap(press, "/sitemap-2024.xml", [(old, date(2024, 5, 5))])
    index = "".join(
        f"<sitemap><loc>{press.url(HOST, f'/sitemap-{year}.xml')}</loc></sitemap>" for year in (2024, 2026)
    )
    declared = press.put(
        HOST, "/sitemap.xml", Answer(f"<sitemapindex>{index}</sitemapindex>".encode(), kind=XML)
    )
    press.put(HOST, "/robots.txt", Answer(f"Sitemap: {declared}\n".encode(), kind="text/plain"))
    press.put(HOST, "/rss", Answer(rss(Item(urls[-1], "Le dernier")), kind=XML, etag='"rss"'))
    crawler = {"allow_private_addresses": True, "delay_seconds": 0.0}
    table = f'[archives]\nname = "Archives"\nhomepage = "{press.url(HOST, "/")}"\n'
    table += f'entries = [{{ kind = "feed", url = "{press.url(HOST, "/rss")}" }}]\n'
    return workspace.create(tmp_path_factory.mktemp("past") / "w", {"crawler": crawler}, table)


def _article(press: Press, path: str, day: date) -> str:
    at = datetime.combine(day, datetime.min.time(), UTC).isoformat()
    page = f"""<html lang="fr"><head><title>Guichet {path}</title>
        <meta property="article:published_time" content="{at}"></head>
        <body><article><h1>Guichet {path}</h1><p>{TEXT}</p></article></body></html>"""
    return press.put(HOST, path, Answer(page.encode()))


def _sitemap(press: Press, path: str, lines: list[tuple[str, date]]) -> None:
    body = "".join(f"<url><loc>{url}</loc><lastmod>{day}</lastmod></url>" for url, day in lines)
    press.put(HOST, path, Answer(f"<urlset>{body}</urlset>".encode(), kind=XML))


def pages(press: Press) -> list[str]:
    return sorted(path for path in press.asked(HOST) if path.startswith("/actus/"))


def test_the_past_is_walked_back_to_the_day_and_goes_on_where_it_was(press: Press, past: Workspace) -> None:
    press.log.clear()
    first, *_ = walk(past, "archives", date(2026, 1, 1), max_pages=3)
    assert first.counts[LEFT] >= 1
    assert not [
        what for what in first.counts if what.startswith("page.refused")
    ]  # no debts for the next crawls
    assert "/sitemap-2024.xml" not in press.asked(HOST)
    begun = pages(press)
    assert len(begun) == 3
    second, *_ = walk(past, "archives", date(2026, 1, 1), max_pages=3)
    assert second.counts["page.fetched"] == 1
    assert pages(press) == [f"/actus/2026/{n}" for n in range(4)]
    press.log.clear()
    third, *_ = walk(past, "archives", date(2026, 1, 1), max_pages=3)
    assert pages(press) == []
    assert third.counts["entry.fetched"] >= 3  # the feed too: its validators are those of another reading
    assert run_sql(past.data, "select count(*) from articles", 1).rows == [(4,)]


def test_a_day_to_come_has_no_past(past: Workspace) -> None:
    tomorrow = datetime.now(PARIS).date() + timedelta(days=1)
    with pytest.raises(InputError, match="--since"):
        walk(past, "archives", tomorrow, max_pages=1)
