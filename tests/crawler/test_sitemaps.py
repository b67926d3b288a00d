"""Sitemaps and their indexes: the newest, the recent part, and no more than fits."""

import gzip
import time
import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.types import Entry, EntryKind
from crawler.discovery.discover import Discovery, discover
from crawler.discovery.sitemaps import read_sitemap

URL = "https://www.ex.fr/sitemap.xml"
SINCE = datetime(2026, 11, 9, 12, tzinfo=UTC)


def read(body: bytes, cap: int = 100, since: datetime | None = None, pattern: str | None = None) -> Discovery:
    return discover(Entry(EntryKind.SITEMAP, URL, pattern), "ex", URL, body, max_entries=cap, since=since)


def urlset(*lines: tuple[str, str], extra: str = "") -> bytes:
    urls = "".join(f"<url><loc>https://www.ex.fr{path}</loc>{_dated(date)}</url>" for path, date in lines)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}{extra}</urlset>'.encode()


def index(*lines: tuple[str, str]) -> bytes:
    sitemaps = "".join(f"<sitemap><loc>{loc}</loc>{_dated(date)}</sitemap>" for loc, date in lines)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{sitemaps}</sitemapindex>'.encode()


def _dated(date: str) -> str:
    return f"<lastmod>{date}</lastmod>" if date else ""


def paths(found: Discovery) -> list[str]:
    assert found.refusal is None
    return [candidate.url.removeprefix("https://www.ex.fr") for candidate in found.candidates]


def children(found: Discovery) -> list[str]:
    assert (found.refusal, found.candidates, found.announced) == (None, (), 0)
    return [address.removeprefix("https://www.ex.fr") for address in found.sitemaps]


# --- lines


def test_the_newest_are_kept_whatever_their_order() -> None:
    found = read(urlset(("/a", "2026-11-01"), ("/b", ""), ("/c", "2026-11-20"), ("/d", "2026-11-10")), cap=2)
    assert paths(found) == ["/c", "/d"]
    assert found.announced == 4


@pytest.mark.parametrize("date", ["", "2026-11-20"])
def test_where_dates_tell_nothing_both_ends_are_kept(date: str) -> None:
    found = read(urlset(*((f"/{n}", date) for n in range(2000)), ("/neuf", "2026-11-21")), cap=5)
    assert paths(found) == ["/neuf", "/0", "/1999", "/1", "/1998"]
    assert found.announced == 2001
    assert paths(read(urlset(("/a", date), ("/b", date), ("/c", date)))) == ["/a", "/c", "/b"]


def test_what_is_older_than_asked_is_left_out_and_counted() -> None:
    lines = ("/a", "2026-11-01"), ("/b", ""), ("/c", "2026-11-20"), ("/d", "2026-11-09T13:00:00Z")
    found = read(urlset(*lines), since=SINCE)
    assert paths(found) == ["/c", "/d", "/b"]
    assert (found.stale, found.announced) == (1, 3)


def test_an_old_article_changed_since_stays() -> None:
    news = """<url xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><loc>https://www.ex.fr/a</loc>
        <lastmod>2026-11-20</lastmod><n:news><n:publication_date>2026-10-01</n:publication_date></n:news></url>"""
    assert paths(read(urlset(extra=news), since=SINCE)) == ["/a"]


@pytest.mark.parametrize(
    "news",
    [
        '<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"><n:title>T</n:title></n:news>',
        '<news:news xmlns:news="https://www.google.com/schemas/sitemap-news/0.9/"><news:title>T</news:title></news:news>',
        "<news:news><news:title>T</news:title></news:news>",
        "<news><title>T</title></news>",
        '<n:news xmlns:n="x"><n:title><![CDATA[T]]></n:title></n:news><image><title>Photo</title><loc>/x</loc></image>',
    ],
)
def test_news_titles_are_read_in_any_namespace(news: str) -> None:
    (found,) = read(urlset(extra=f"<url><loc>https://www.ex.fr/a</loc>{news}</url>")).candidates
    assert (found.url, found.title) == ("https://www.ex.fr/a", "T")


def test_a_pattern_keeps_what_is_no_article_out() -> None:
    found = read(urlset(("/actus/1-a.html", ""), ("/contact", "")), pattern=r"/actus/\d+")
    assert paths(found) == ["/actus/1-a.html"]
    assert read(urlset(), pattern="(").refusal == "bad_pattern"


def test_a_sitemap_with_a_broken_end_gives_what_it_has() -> None:
    body = urlset(("/a", ""), ("/b", "")).removesuffix(b"</urlset>") + b"<url><loc>https://www.ex.fr/c"
    assert paths(read(b"\n  \x00" + body)) == ["/a", "/b"]


@pytest.mark.parametrize(
    "written", ["/a?x=1&y=2", "/a?x=1&amp;y=2", "/a?x=1&amp;amp;y=2", "<![CDATA[/a?x=1&y=2]]>"]
)
def test_every_ampersand_of_an_address_is_understood(written: str) -> None:
    assert paths(read(f"<urlset><url><loc>{written}</loc></url></urlset>".encode())) == ["/a?x=1&y=2"]


@given(st.integers(0, 40))
def test_an_ampersand_on_the_edge_of_two_pieces_is_read(shift: int) -> None:
    start = b"<urlset><url><loc>/a?x=1"
    padding = b" " * ((1 << 16) - len(start) - shift)
    news = b"<news><title>A&#233;&eacute;&amp;B</title></news>"
    body = start.replace(b"<url>", padding + b"<url>") + b"&y=2</loc>" + news + b"</url></urlset>"
    (found,) = read(body).candidates
    assert (found.url, found.title) == ("https://www.ex.fr/a?x=1&y=2", "Aéé&B")


@pytest.mark.parametrize("charset", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_the_charset_is_obeyed(charset: str) -> None:
    news = "<url><loc>https://www.ex.fr/a</loc><news><title>Été</title></news></url>"
    body = f'<?xml version="1.0" encoding="{charset.removesuffix("-sig")}"?>{urlset(extra=news).decode()}'
    (found,) = read(body.encode(charset)).candidates
    assert found.title == "Été"


# --- indexes


def test_an_index_gives_its_sitemaps_newest_first() -> None:
    found = read(
        index(
            ("/sitemap-2026-09.xml", ""),
            ("/plan-a.xml", "2026-11-22"),
            ("/sans-date.xml", ""),
            ("/sitemap-2026-10.xml", ""),
            ("/plan-b.xml", "2026-10-15"),
            ("https://plans.ex.fr/news.xml", ""),
        )
    )
    assert children(found) == [
        "https://plans.ex.fr/news.xml",
        "/plan-a.xml",
        "/sitemap-2026-10.xml",
        "/plan-b.xml",
        "/sitemap-2026-09.xml",
        "/sans-date.xml",
    ]


def test_only_the_recent_sitemaps_of_an_index_are_left() -> None:
    names = ["/sitemap-2026-11.xml", "/sitemap-2026-10.xml", "/2025.xml", "/2026.xml", "/sans-date.xml"]
    found = read(
        index(*((name, "") for name in names), ("/a.xml", "2026-11-08"), ("/b.xml", "2026-11-10")),
        since=SINCE,
    )
    assert children(found) == ["/2026.xml", "/sitemap-2026-11.xml", "/b.xml", "/sans-date.xml"]
    assert found.stale == 3


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("/2026/10.xml", False),
        ("/2026/9.xml", False),
        ("/sitemap_202610.xml", False),
        ("/sitemap-20261020.xml", False),
        ("/s.xml?yyyy=2026&amp;mm=10", False),
        ("/sitemap-2026-11-20.xml", True),
        ("/s.xml?yyyy=2026&amp;mm=11", True),
        ("/sitemap-2026-2.xml", True),  # the second part of the year's
        ("/s.xml?year=2026&amp;page=3", True),
        ("/sitemap-120261.xml", True),
        ("/posts-7.xml", True),
        ("/sitemap.xml?page=2025", True),
        ("/sitemap/?outputType=xml&amp;from=2000", True),
        ("/sitemap.xml?offset=2010", True),
        ("/sitemap.xml?page=2&amp;year=2025", False),
    ],
)
def test_the_month_of_a_sitemap_is_read_in_its_address(name: str, kept: bool) -> None:
    assert bool(read(index((name, "")), since=SINCE).sitemaps) is kept


@pytest.mark.parametrize("name", ["/sitemap-2010.xml.gz", "/node-2000.xml", "/2026/10.xml"])
def test_a_date_counts_more_than_a_name(name: str) -> None:
    assert read(index((name, "2026-11-22")), since=SINCE).sitemaps
    assert not read(index((name.replace("2010", "2026"), "2026-10-01")), since=SINCE).sitemaps


def test_where_all_dates_are_the_same_the_names_tell() -> None:
    names = [f"/sitemap-2026-{month:02}.xml" for month in range(1, 11)]
    assert children(read(index(*((name, "2026-11-22") for name in names)))) == names[::-1]


@pytest.mark.parametrize("date", ["", "2026-11-22"])
def test_numbered_sitemaps_are_read_from_both_ends_each_series_in_turn(date: str) -> None:
    posts = [f"/wp-sitemap-posts-post-{n}.xml" for n in range(1, 31)]
    found = children(
        read(index(*((name, date) for name in (*sorted(posts), "/wp-sitemap-posts-page-1.xml"))))
    )
    assert found[:5] == [posts[29], "/wp-sitemap-posts-page-1.xml", posts[0], posts[28], posts[1]]
    assert set(found) == {*posts, "/wp-sitemap-posts-page-1.xml"}


def test_an_index_leads_neither_elsewhere_nor_to_itself_nor_to_tags() -> None:
    names = [
        "https://autre.fr/a.xml",
        URL,
        "ftp://www.ex.fr/a.xml",
        "/post_tag-sitemap.xml",
        "/wp-sitemap-taxonomies-category-1.xml",
        "/author-sitemap.xml",
        "/post-sitemap.xml",
        "/post-sitemap.xml",
        "/heritage-sitemap.xml",
    ]
    assert children(read(index(*((name, "") for name in names)))) == [
        "/post-sitemap.xml",
        "/heritage-sitemap.xml",
    ]


# --- sizes


def test_gzipped_sitemaps_are_read() -> None:
    assert paths(read(gzip.compress(urlset(("/a", "2026-11-20"))))) == ["/a"]


def test_half_a_gzip_gives_what_it_has() -> None:
    whole = gzip.compress(urlset(*((f"/{n * 7919}", "") for n in range(5000))))
    found = read(whole[: len(whole) // 2], cap=10_000)
    assert 100 < found.announced < 5000


def test_a_gzip_bomb_is_refused_in_little_memory() -> None:
    body = gzip.compress(b"<urlset>" + b" " * 60_000_000)
    tracemalloc.start()
    found = read(body)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.refusal == "too_large"
    assert peak < 5_000_000


def test_the_size_allowed_is_a_parameter() -> None:
    body = urlset(("/a", ""))
    for answer in (body, gzip.compress(body)):
        assert read_sitemap(answer, URL, max_entries=9, max_bytes=len(body)).refusal is None
        assert read_sitemap(answer, URL, max_entries=9, max_bytes=len(body) - 1).refusal == "too_large"


def test_a_full_sitemap_costs_little() -> None:
    body = urlset(*((f"/{n}", f"2026-11-{n % 28 + 1:02}") for n in range(20_000)))
    tracemalloc.start()
    started = time.process_time()
    found = read(body, cap=100)
    spent, peak = time.process_time() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (found.announced, len(found.candidates)) == (20_000, 100)
    assert {candidate.published_at for candidate in found.candidates} == {datetime(2026, 11, 28, tzinfo=UTC)}
    assert peak < 5_000_000
    assert spent < 20  # tracemalloc's time, mostly: 0.3 s without it


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"<urlset>" + b"<a/>" * 1_300_000, "too_large"),
        (b"<urlset><url><loc>" + b"&" * 1_300_000, "too_large"),
        (b'<!DOCTYPE urlset [<!ENTITY a "' + b"x" * 10_000 + b'">]>' + urlset(("/&a;", "")), "too_complex"),
        (b"<feed><urlset/></feed>", "not_a_sitemap"),
        (gzip.compress(b"<html/>", mtime=0), "not_a_sitemap"),
        (b"\x1f\x8bnonsense", "not_a_sitemap"),
    ],
)
def test_what_is_too_much_or_something_else_is_refused(body: bytes, refusal: str) -> None:
    assert read(body).refusal == refusal


def test_entities_are_neither_expanded_nor_opened() -> None:
    dtd = b'<!DOCTYPE urlset [<!ENTITY a "b"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    found = read(dtd + urlset(("/x&a;y&f;", "2026-11-20")))
    assert all("root" not in url and "b" not in url for url in paths(found))


@given(st.text(alphabet="<>/urlsetindmapoc &;\"'=-!", max_size=80))
def test_nothing_makes_it_raise(noise: str) -> None:
    for body in (noise.encode(), urlset(("/a", "")) + noise.encode(), f"<urlset>{noise}</urlset>".encode()):
        found = read(body, since=SINCE)
        assert found.refusal is None or found.candidates == ()
