"""Bytes to candidates: feeds, sitemaps, listings, and everything that is none of them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_server import Item, atom, rss
from structlog.testing import capture_logs

from core.types import Candidate, Entry, EntryKind
from crawler.discovery.discover import Discovery, discover
from crawler.discovery.reading import absolute, instant, plain

URL = "https://www.ex.fr/flux/rss.xml"
PATTERN = r"/actus/\d+-[a-z-]+\.html$"


def read(kind: EntryKind, body: bytes, url: str = URL, content_type: str = "", cap: int = 100) -> Discovery:
    entry = Entry(kind, url, PATTERN if kind is EntryKind.LISTING else None)
    return discover(entry, "ex", url, body, max_entries=cap, content_type=content_type)


def feed(body: bytes, **options: str) -> tuple[Candidate, ...]:
    found = read(EntryKind.FEED, body, **options)  # type: ignore[arg-type]  # the options are all texts
    assert found.refusal is None
    return found.candidates


# --- feeds


def test_rss_entries_carry_every_hint() -> None:
    extra = """<description>
        <![CDATA[<p>Le <b>chapô</b> de l'article&nbsp;; suite.</p><script>x()</script>]]></description>
        <pubDate>Mon, 23 Nov 2026 07:15:00 +0100</pubDate>"""
    (found,) = feed(rss(Item("/actus/1.html", "D&amp;eacute;bit &lt; 8 Mbit/s", extra)))
    assert found == Candidate(
        url="https://www.ex.fr/actus/1.html",
        source="ex",
        entry=URL,
        title="Débit < 8 Mbit/s",
        extract="Le chapô de l'article ; suite.",
        guid="https://www.ex.fr/actus/1.html",
        published_at=datetime(2026, 11, 23, 6, 15, tzinfo=UTC),
    )


def test_atom_entries_know_when_they_changed() -> None:
    (found,) = feed(atom(("https://www.ex.fr/a", "2026-11-22T10:00:00+01:00")))
    assert found.updated_at == found.published_at == datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_rss_1_and_0_9_are_feeds() -> None:
    rdf = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/"><channel/><item><title>T</title><link>https://www.ex.fr/a</link>
        <dc:date>2026-11-20T08:00:00Z</dc:date></item></rdf:RDF>"""
    (found,) = feed(rdf)
    assert found.published_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    old = b'<rss version="0.91"><channel><item><title>T</title><link>https://www.ex.fr/a</link></item></channel></rss>'
    assert len(feed(old)) == 1


def test_the_charset_of_the_header_is_obeyed() -> None:
    body = '<rss version="2.0"><channel><item><title>Été</title><link>/a</link></item></channel></rss>'
    (found,) = feed(body.encode("latin-1"), content_type="application/xml; charset=iso-8859-1")
    assert found.title == "Été"


def test_a_feed_with_a_broken_end_gives_what_it_has() -> None:
    assert len(feed(rss(Item("/1"), Item("/2"))[:-20])) == 2


def test_an_empty_feed_is_a_feed() -> None:
    assert read(EntryKind.FEED, rss()) == Discovery()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><body><a href='/a'>x</a></body></html>",
        b"\x00\xff garbage",
        b"404 not found",
        b"{}",
        b"<urlset/>",
    ],
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    assert read(EntryKind.FEED, body).refusal == "not_a_feed"


def test_a_file_name_is_not_opened() -> None:
    assert read(EntryKind.FEED, b"/etc/passwd").refusal == "not_a_feed"


def test_an_entity_bomb_ends_soon_and_empty() -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "lol" * 10}">' for n in range(12))
    rss_body = "<rss version='2.0'><channel><title>&e11;</title></channel></rss>"
    body = f"<?xml version='1.0'?><!DOCTYPE rss [{entities}]>{rss_body}"
    found = read(EntryKind.FEED, body.encode())
    assert found.candidates == ()
    sitemap = f"<!DOCTYPE urlset [{entities}]><urlset><url><loc>https://www.ex.fr/&e11;</loc></url></urlset>"
    assert all(len(c.url) < 100 for c in read(EntryKind.SITEMAP, sitemap.encode()).candidates)


def test_external_entities_are_not_read() -> None:
    body = b"""<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/hostname">]>
        <urlset><url><loc>https://www.ex.fr/a</loc><lastmod>&x;</lastmod></url></urlset>"""
    (found,) = read(EntryKind.SITEMAP, body).candidates
    assert found.updated_at is None


# --- URLs


def test_links_are_absolute_http_and_once_each() -> None:
    links = [
        "/a?utm_source=rss",
        "https://www.ex.fr/a",
        "//www.ex.fr/b",
        "javascript:alert(1)",
        "mailto:x@ex.fr",
        "file:///etc/passwd",
        "http://[bad",
        "http://",
        "http://ex.fr:99999999/",
        "https://www .ex.fr/a",
        "/c#frag",
        "https://www.ex.fr/un lien ?q=a b",
    ]
    found = [candidate.url for candidate in feed(rss(*map(Item, links)))]
    assert found == [
        "https://www.ex.fr/a?utm_source=rss",
        "https://www.ex.fr/b",
        "https://www.ex.fr/c#frag",
        "https://www.ex.fr/un%20lien%20?q=a%20b",
    ]


@pytest.mark.parametrize("link", ["", "<link></link>", "<link>mailto:x@ex.fr</link>"])
def test_a_permalink_in_the_guid_stands_for_a_link_that_leads_nowhere(link: str) -> None:
    guid = (
        '<guid isPermaLink="false">https://www.ex.fr/?p=12</guid>'
        if link
        else "<guid>https://www.ex.fr/?p=12</guid>"
    )
    body = f'<rss version="2.0"><channel><item><title>T</title>{link}{guid}</item></channel></rss>'
    assert [candidate.url for candidate in feed(body.encode())] == ["https://www.ex.fr/?p=12"]


LOST = [
    (EntryKind.FEED, rss(Item("/a"), Item("mailto:x@ex.fr"), Item("")), 3),
    (EntryKind.FEED, rss(Item("mailto:x@ex.fr"), Item("")), 0),
    (EntryKind.FEED, rss(Item("/a"), Item("http://")), 2),  # that one is joined to the feed's own address
    (
        EntryKind.SITEMAP,
        b"<urlset><url><loc>/a</loc></url><url><loc>ftp://www.ex.fr/b</loc></url></urlset>",
        2,
    ),
    (
        EntryKind.FEED,
        b'{"version": "https://jsonfeed.org/version/1", "items": [{"id": "x"}, {"url": "/a"}]}',
        2,
    ),
]


@pytest.mark.parametrize(("kind", "body", "announced"), LOST)
def test_lines_without_a_usable_address_are_counted_and_told(
    kind: EntryKind, body: bytes, announced: int
) -> None:
    with capture_logs() as logs:
        found = read(kind, body)
    assert (found.announced, found.refusal) == (announced, None)  # 0: nothing usable is as good as empty
    assert [line["event"] for line in logs] == ["entries without an address"]


def test_the_cap_is_counted() -> None:
    found = read(EntryKind.FEED, rss(*[Item(f"/{n}") for n in range(30)]), cap=10)
    assert (len(found.candidates), found.announced) == (10, 30)


@given(st.text())
def test_links_never_raise(href: str) -> None:
    url = absolute(URL, href)
    assert url is None or url.startswith(("http://", "https://"))


@given(st.text() | st.text(alphabet="<>&;/!-abp \"'#x38217", max_size=400))
def test_plain_text_is_one_clean_line(markup: str) -> None:
    line = plain(markup, 50)
    assert line is None or (0 < len(line) <= 50 and line == " ".join(line.split()))
    assert line is None or line.encode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-23", datetime(2026, 11, 23, tzinfo=UTC)),
        ("2026-11-23T08:00:00+01:00", datetime(2026, 11, 23, 8, tzinfo=timezone(timedelta(hours=1)))),
        (" 2026-11-23T08:00Z ", datetime(2026, 11, 23, 8, tzinfo=UTC)),
        ("2026-07-01T08:00:00", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("hier", None),
        (None, None),
    ],
)
def test_dates_of_sitemaps(text: str | None, expected: datetime | None) -> None:
    assert instant(text) == expected


# --- sitemaps

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url><loc> https://www.ex.fr/ancien </loc><lastmod>2026-01-01</lastmod></url>
  <url><loc>https://www.ex.fr/neuf</loc><lastmod>2026-11-23T09:00:00+01:00</lastmod>
    <n:news><n:publication><n:name>Ex</n:name></n:publication><n:title>L\xe2\x80\x99IA &amp; la ville</n:title>
    <n:publication_date>2026-11-23T07:00:00+01:00</n:publication_date></n:news>
    <image:image><image:loc>https://img.ex.fr/x.jpg</image:loc><image:title>Photo</image:title></image:image></url>
</urlset>"""


def test_news_sitemaps_give_the_newest_first_and_no_images() -> None:
    new, old = read(EntryKind.SITEMAP, SITEMAP).candidates
    assert (new.url, new.title, old.url) == (
        "https://www.ex.fr/neuf",
        "L’IA & la ville",
        "https://www.ex.fr/ancien",
    )
    assert new.published_at == datetime(2026, 11, 23, 6, tzinfo=UTC)
    assert new.updated_at == datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (b"", "not_a_sitemap"),
        (b"<html><body>404</body></html>", "not_a_sitemap"),
        (b"\xff\x00", "not_a_sitemap"),
        (rss(Item("/a")), "not_a_sitemap"),
    ],
)
def test_what_is_no_sitemap_is_refused(body: bytes, refusal: str) -> None:
    assert read(EntryKind.SITEMAP, body).refusal == refusal


# --- listings

LISTING = """<html><head><base href="https://www.ex.fr/"></head><body>
  <a href="actus/12-la-ville.html"><img src="x.jpg"></a>
  <h2><a href="/actus/12-la-ville.html">La ville   déploie l'IA</a></h2>
  <a href="/actus/12-la-ville.html#commentaires">3</a>
  <a href="/actus/13-autre.html">Autre</a><a href="/mentions-legales">Mentions</a>
  {pagination}</body></html>"""


def listing(pagination: str = "", url: str = "https://www.ex.fr/actus/") -> Discovery:
    return read(EntryKind.LISTING, LISTING.format(pagination=pagination).encode(), url=url)


def test_listings_give_links_that_match_with_their_longest_text() -> None:
    found = [(candidate.url, candidate.title) for candidate in listing().candidates]
    assert found == [
        ("https://www.ex.fr/actus/12-la-ville.html", "La ville déploie l'IA"),
        ("https://www.ex.fr/actus/13-autre.html", "Autre"),
    ]


ADDRESSES = [
    "/actus/14-la-mairie.html?utm_source=une",
    "/actus/14-la-mairie.html#commentaires",
    "/actus/14-la-mairie.html?utm_campaign=x#haut",
]


@pytest.mark.parametrize("first", ADDRESSES)
def test_a_pattern_sees_an_article_behind_tracking_and_anchors(first: str) -> None:
    pagination = f'<a href="{first}">3</a>' + "".join(f'<a href="{url}">La mairie</a>' for url in ADDRESSES)
    *_, last = listing(pagination).candidates
    assert len(listing(pagination).candidates) == 3
    assert (last.url, last.title) == (f"https://www.ex.fr{first.partition('#')[0]}", "La mairie")


def test_an_anchor_that_looks_like_an_article_is_none() -> None:
    found = listing('<a href="/mentions-legales#/actus/14-a.html">A</a><a href="#/actus/15-b.html">B</a>')
    assert len(found.candidates) == 2


@pytest.mark.parametrize(
    ("pagination", "url", "expected"),
    [
        ('<link rel="next" href="/actus/?page=2">', "/actus/", "/actus/?page=2"),
        ('<a rel="nofollow next" href="/actus/page/2">2</a>', "/actus/", "/actus/page/2"),
        ('<a href="/actus/?p=9">9</a><a href="/actus/?p=4">Page suivante</a>', "/actus/?p=3", "/actus/?p=4"),
        ('<a href="/actus/?page=1">1</a><a href="/actus/?page=2">2</a>', "/actus/", "/actus/?page=2"),
        ('<a href="/actus/page/3/">3</a><a href="/actus/page/4/">4</a>', "/actus/page/3/", "/actus/page/4/"),
        ('<a rel="next" href="https://autre.fr/?page=2">»</a>', "/actus/", None),
        ('<a href="/actus/?p=4">suivant &gt;</a>', "/actus/?p=9", "/actus/?p=4"),
        ('<a href="/actus/?p=4"><b>Page suivante</b><i>››</i></a>', "/actus/?p=9", "/actus/?p=4"),
        ('<a href="/actus/?p=4">Page suivante &gt;&gt;</a>', "/actus/?p=9", "/actus/?p=4"),
        ('<a href="/actus/?p=4">← Articles plus anciens</a>', "/actus/?p=9", "/actus/?p=4"),
        ('<a href="/actus/?p=4">Le mois suivant</a><a href="/actus/?p=5">&lt;</a>', "/actus/?p=9", None),
        (
            '<a href="/actus/?debut_articles=20#pagination">3</a><a href="/actus/?debut_articles=10#pagination">2</a>',
            "/actus/",
            "/actus/?debut_articles=10",
        ),
        (
            '<a href="/actus/?start=0">1</a><a href="/actus/?start=30">4</a><a href="/actus/?start=20">3</a>',
            "/actus/?start=10",
            "/actus/?start=20",
        ),
        ('<a href="/actus/?start=0">1</a><a href="/actus/?debut_x=30">2</a>', "/actus/?start=10", None),
        ("", "/actus/", None),
    ],
)
def test_the_next_page_is_found(pagination: str, url: str, expected: str | None) -> None:
    assert listing(pagination, f"https://www.ex.fr{url}").next_url == (
        expected and f"https://www.ex.fr{expected}"
    )


def test_the_charset_of_a_listing() -> None:
    body = "<a href='/actus/1-a.html'>Été</a>".encode("latin-1")
    (found,) = read(EntryKind.LISTING, body, content_type="text/html; charset=ISO-8859-1").candidates
    assert found.title == "Été"
    assert read(EntryKind.LISTING, body, content_type="text/html; charset=nonsense").refusal is None


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"just text", b"<p>no link</p>"])
def test_what_is_no_listing_is_refused(body: bytes) -> None:
    assert read(EntryKind.LISTING, body).refusal == "not_a_listing"


def test_a_listing_of_too_many_links_is_read_in_part() -> None:
    body = b"".join(b'<a href="/actus/%d-x.html">T</a>' % n for n in range(30_000))
    assert read(EntryKind.LISTING, body, cap=99).announced == 20_000


@pytest.mark.parametrize("pattern", [None, "", "("])
def test_a_listing_needs_a_pattern(pattern: str | None) -> None:
    entry = Entry(EntryKind.LISTING, URL, pattern)
    assert discover(entry, "ex", URL, b"<a href=/x>x</a>", max_entries=9).refusal == "bad_pattern"


@given(
    st.sampled_from(EntryKind), st.binary() | st.text(alphabet="<>rsfedurlatomx&;!?[]/\"'= ").map(str.encode)
)
def test_no_body_makes_discovery_raise(kind: EntryKind, body: bytes) -> None:
    found = read(kind, body)
    assert found.refusal is None or found.candidates == ()
