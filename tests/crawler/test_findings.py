"""A site's entry points are found, told apart and ordered; the demo newsroom's are the right ones."""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

import pytest
from press_server import Item, atom, rss

from core.types import Entry, EntryKind, Page
from crawler.discovery.findings import Finding, ordered
from crawler.discovery.probe import discover_entries
from crawler.discovery.shapes import article_pattern, is_navigation
from demo.newsroom import Newsroom, sources

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ROOT = "https://www.ex.fr"
HTML = "text/html; charset=utf-8"
Ask = Callable[[Sequence[str]], Mapping[str, Page]]


def page(url: str, body: bytes, kind: str = HTML, final: str | None = None) -> Page:
    return Page(url, final or url, "", NOW, 200, (("content-type", kind),), body)


def answering(pages: Mapping[str, bytes], log: list[list[str]] | None = None) -> Ask:
    """A site of these paths; `log` gets the addresses of each round."""

    def ask(addresses: Sequence[str]) -> Mapping[str, Page]:
        if log is not None:
            log.append(list(addresses))
        known = {url: pages.get(url) or pages.get(url.removeprefix(ROOT)) for url in addresses}
        return {url: page(url, body) for url, body in known.items() if body}

    return ask


def found(
    pages: Mapping[str, bytes], url: str = f"{ROOT}/", log: list[list[str]] | None = None
) -> list[tuple[str, str]]:
    """The (how, address) of what a site gives."""
    return [
        (one.how, one.entry.url.removeprefix(ROOT))
        for one in discover_entries(url, answering(pages, log), now=NOW)
    ]


def feed(*paths: str, day: str = "Mon, 23 Nov 2026 07:00:00 +0100", text: str = "Un chapô.") -> bytes:
    extra = f"<pubDate>{day}</pubDate><description>{text}</description>"
    return rss(*(Item(path, f"Titre de {path}", extra) for path in paths))


def sitemap(*paths: str, day: str = "2026-11-22", title: str = "") -> bytes:
    news = f"<n:news xmlns:n='x'><n:title>{title}</n:title></n:news>" if title else ""
    dated = f"<lastmod>{day}</lastmod>" if day else ""
    urls = "".join(f"<url><loc>{ROOT}{path}</loc>{dated}{news}</url>" for path in paths)
    return f"<urlset>{urls}</urlset>".encode()


# --- the demo newsroom


def demo_ask(newsroom: Newsroom) -> Ask:
    def ask(addresses: Sequence[str]) -> Mapping[str, Page]:
        answers = {url: newsroom.respond(urlsplit(url).netloc, urlsplit(url).path, {}) for url in addresses}
        return {
            url: page(url, answer.body, answer.headers.get("Content-Type", ""))
            for url, answer in answers.items()
            if answer.status == 200
        }

    return ask


OUTLETS = tomllib.loads(sources(8000))


@pytest.mark.parametrize("slug", OUTLETS)
def test_each_outlet_of_the_demo_gives_its_entry_points_first(slug: str) -> None:
    newsroom = Newsroom(date(2026, 11, 23), 8000)
    ask = demo_ask(newsroom)
    entries = [
        Entry(EntryKind(one["kind"]), one["url"], one.get("pattern")) for one in OUTLETS[slug]["entries"]
    ]
    given = [one.entry for one in discover_entries(OUTLETS[slug]["homepage"], ask, now=NOW)]
    answering_entries = [entry for entry in entries if ask([entry.url])]
    assert given[: len(answering_entries)] == answering_entries
    assert bool(given) is bool(answering_entries)


def test_the_silent_outlet_gives_nothing() -> None:
    ask = demo_ask(Newsroom(date(2026, 11, 23), 8000))
    assert discover_entries(OUTLETS["l-alize-info"]["homepage"], ask, now=NOW) == ()


# --- where entry points are found


def test_declared_feeds_come_before_common_paths_and_comments_are_none() -> None:
    home = b"""<head><link rel="alternate" type="application/rss+xml; charset=utf-8" href="/une.rss">
        <link rel="alternate" type="application/rss+xml" title="Commentaires" href="/c.rss">
        <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
        <link rel="alternate" type="text/html" hreflang="en" href="/en/"></head><a href="/a">A</a>"""
    pages = {
        "/": home,
        "/une.rss": feed("/1"),
        "/c.rss": feed("/2"),
        "/comments/feed/": feed("/3"),
        "/rss": feed("/4"),
    }
    assert found(pages) == [("declared", "/une.rss"), ("common", "/rss")]


def test_the_same_feed_at_two_addresses_is_one() -> None:
    assert found({"/": b"<a>", "/feed": feed("/1"), "/rss.xml": feed("/1?utm_source=x")}) == [
        ("common", "/rss.xml")
    ]


def test_where_an_address_leads_is_what_is_kept() -> None:
    def ask(addresses: Sequence[str]) -> Mapping[str, Page]:
        return {
            url: page(url, feed("/1"), final=f"{ROOT}/vrai.xml")
            for url in addresses
            if url.endswith("/rss.xml")
        }

    assert [one.entry.url for one in discover_entries("http://ex.fr/", ask, now=NOW)] == [f"{ROOT}/vrai.xml"]


def test_links_are_those_of_where_the_home_page_led() -> None:
    body = "".join(
        f'<a href="/actus/{n}-le-conseil-vote.html">Le conseil municipal vote le budget {n}</a>'
        for n in range(4)
    )

    def ask(addresses: Sequence[str]) -> Mapping[str, Page]:
        return {
            url: page(url, body.encode(), final=f"{ROOT}/") for url in addresses if url == "http://ex.fr/"
        }

    (one,) = discover_entries("http://ex.fr/", ask, now=NOW)
    assert one.entry == Entry(
        EntryKind.LISTING, f"{ROOT}/", r"^https://www\.ex\.fr/actus/\d+-[a-z0-9-]+\.html$"
    )


def test_what_was_asked_about_is_said_first() -> None:
    pages = {"/mon.xml": sitemap("/1"), "/rss": feed("/2"), "/": b"<a>"}
    assert found(pages, f"{ROOT}/mon.xml") == [("given", "/mon.xml"), ("common", "/rss")]
    assert found({**pages, "/mon.xml": sitemap()}, f"{ROOT}/mon.xml") == [
        ("common", "/rss"),
        ("given", "/mon.xml"),
    ]


def test_sitemaps_of_robots_txt_are_read_through_their_index() -> None:
    index = f"<sitemapindex><sitemap><loc>{ROOT}/news-1.xml</loc></sitemap></sitemapindex>".encode()
    robots = f"User-agent: *\nSITEMAP : {ROOT}/plan.xml\nSitemap: https://autre.fr/plan.xml\nsitemap:/b.xml".encode()
    log: list[list[str]] = []
    pages = {
        "/": b"<a>",
        "/robots.txt": robots,
        "/plan.xml": index,
        "/news-1.xml": sitemap("/1", "/2", title="T"),
    }
    (one,) = discover_entries(f"{ROOT}/", answering(pages, log), now=NOW)
    assert (one.entry, one.how) == (Entry(EntryKind.SITEMAP, f"{ROOT}/plan.xml"), "robots")
    assert (one.announced, one.titled, one.newest) == (2, 2, datetime(2026, 11, 22, tzinfo=UTC))
    assert len(log) <= 3
    assert not any("autre.fr" in url for asked in log for url in asked)


def test_a_site_with_much_to_say_is_asked_forty_addresses_and_still_understood() -> None:
    index = "<sitemapindex>{}</sitemapindex>"
    children = "".join(f"<sitemap><loc>{ROOT}/p{{n}}-{m}.xml</loc></sitemap>" for m in range(30))
    indexes = {f"/i{n}.xml": index.format(children.replace("{n}", str(n))).encode() for n in range(30)}
    named = [*[*indexes][:15], "/News.xml", *[*indexes][15:]]
    robots = "".join(f"Sitemap: {ROOT}{path}\n" for path in named)
    feeds = "".join(f'<link rel="alternate" type="application/rss+xml" href="/f{n}.rss">' for n in range(30))
    pages = {f"/f{n}.rss": feed(f"/{n}") for n in range(30)} | indexes
    pages |= {f"/p{n}-{m}.xml": sitemap(f"/{n}/{m}") for n in range(30) for m in range(30)}
    pages["/News.xml"] = sitemap("/n", title="T")
    log: list[list[str]] = []
    shown = found({"/": feeds.encode(), "/robots.txt": robots.encode(), **pages}, log=log)
    assert sum(map(len, log)) <= 40
    assert {how for how, _ in shown} == {"declared", "robots"}
    assert ("robots", "/News.xml") in shown
    assert any(f"{ROOT}/p" in url for url in log[-1])


def test_no_address_is_asked_twice() -> None:
    home = b'<a href="/rss">RSS</a><a href="/actus/">Actus</a><a href="/feed/">Flux</a>'
    log: list[list[str]] = []
    found({"/": home, "/rss": b'<a href="/flux/une.xml">Une</a>', "/flux/une.xml": feed("/1")}, log=log)
    asked = [url for addresses in log for url in addresses]
    assert len(asked) == len(set(asked))
    assert f"{ROOT}/flux/une.xml" in asked


def test_a_page_of_feeds_is_followed() -> None:
    pages = {
        "/": b'<a href="/rss-flux">RSS</a>',
        "/rss-flux": b'<a href="/f/rss-une">Une</a>',
        "/f/rss-une": feed("/1"),
    }
    assert ("homepage", "/f/rss-une") in found(pages)


def test_listings_with_pages_behind_them_come_first_and_menus_are_none() -> None:
    def links(*numbers: int) -> str:
        return "".join(
            f'<a href="/actu/{n}/le-conseil-vote">Le conseil municipal vote le budget {n}</a>'
            for n in numbers
        )

    menu = '<a href="/une/">À la une</a><a href="/eco/">Éco</a><a href="/contact/">Contact</a><a href="/tag/ia">IA</a>'
    pages = {
        "/": (menu + links(1, 2, 3, 4)).encode(),
        "/une/": (menu + links(1, 2, 3) + '<a rel="next" href="/une/?page=2">Suite</a>').encode(),
        "/eco/": (menu + links(4)).encode(),
    }
    log: list[list[str]] = []
    assert found(pages, log=log) == [("homepage", "/une/"), ("homepage", "/")]
    assert log[1] == [f"{ROOT}/une/", f"{ROOT}/eco/"]


# --- their order


def one(kind: EntryKind, name: str, **facts: object) -> Finding:
    known = {
        "how": "common",
        "announced": 5,
        "newest": NOW,
        "titled": 0,
        "extracts": 0,
        "sample": (),
        **facts,
    }
    return Finding(entry=Entry(kind, name), **known)  # type: ignore[arg-type]  # facts are the fields'


def test_the_best_is_first_and_the_stale_and_empty_last() -> None:
    old = datetime(2026, 10, 1, tzinfo=UTC)
    best_first = [
        one(EntryKind.FEED, "extracts", extracts=5),
        one(EntryKind.FEED, "declared", how="declared"),
        one(EntryKind.FEED, "undated feed", newest=None),
        one(EntryKind.SITEMAP, "news", titled=5),
        one(EntryKind.SITEMAP, "dated"),
        one(EntryKind.LISTING, "listing", newest=None),
        one(EntryKind.SITEMAP, "undated", newest=None),
        one(EntryKind.FEED, "stale", extracts=5, newest=old),
        one(EntryKind.FEED, "empty", announced=0, newest=None, how="given"),
    ]
    assert list(ordered(reversed(best_first), NOW)) == best_first


# --- article patterns

HEADLINES = [
    "la-ville-deploie-un-robot",
    "un-guichet-en-ligne-pour-tous",
    "le-maire-repond-aux-habitants",
    "des-capteurs-dans-les-ecoles",
    "budget-vote",
]
MENU = [
    ("/", "Accueil"),
    ("/politique/", "Politique"),
    ("/politique", "Toute la politique de la région et du pays"),
    ("/mentions-legales/", "Les mentions légales de ce site d'information"),
    ("/qui-sommes-nous/", "Qui sommes-nous et comment travaillons-nous ?"),
    ("/politique-de-confidentialite", "Notre politique de confidentialité détaillée"),
    ("/tag/intelligence-artificielle-generative/", "Intelligence artificielle générative"),
    ("/auteur/camille-le-goff-12345", "Camille Le Goff, journaliste"),
    ("/page/2/", "Page suivante de nos articles"),
]


@pytest.mark.parametrize(
    "shape",
    [
        "/2026/11/2{n}/{slug}",
        "/2026/11/2{n}/{slug}/",
        "/{slug}-1234{n}.html",
        "/{section}/{slug}-1234{n}.php",
        "/{section}/{section}-locale/{slug}_1234{n}.html",
        "/article/1234{n}/{slug}",
        "/actus/1234{n}-{slug}.html",
        "/{section}/406050{n}-20261120-{slug}",
        "/actualites/{slug}",
        "/infos/{slug}.html?xtor=RSS-1",
        "/news/1234{n}",
        "/{slug},1234{n}.html",
    ],
)
def test_the_shape_of_articles_is_learnt(shape: str) -> None:
    folders = ("eco", "vie-locale", "sport")
    paths = [shape.format(n=n, slug=slug, section=folders[n % 3]) for n, slug in enumerate(HEADLINES)]
    articles = [(ROOT + path, "Un titre d'article assez long pour en être un") for path in paths]
    menu = [(ROOT + path, text) for path, text in MENU]
    pattern = article_pattern([*menu, *articles])
    assert pattern
    assert pattern.startswith(r"^https://www\.ex\.fr")
    assert [url for url, _ in (*articles, *menu) if re.search(pattern, url)] == [url for url, _ in articles]
    assert not re.search(pattern, "https://autre.fr" + paths[0])


def test_at_the_root_only_slugs_of_words_are_articles() -> None:
    links = [(f"{ROOT}/{slug}/", "Un titre d'article assez long pour en être un") for slug in HEADLINES]
    pattern = article_pattern([*links, *((ROOT + path, text) for path, text in MENU)])
    assert pattern
    assert [url for url, _ in links if re.search(pattern, url)] == [url for url, _ in links[:4]]
    assert not any(re.search(pattern, ROOT + path) for path, _ in MENU)


def test_sections_of_any_depth_are_one_shape() -> None:
    paths = [
        "/sport/le-match-du-jour-123.html",
        "/sport/rugby/le-match-nul-124.html",
        "/eco/emploi/dix-postes-a-prendre-125.html",
    ]
    pattern = article_pattern(
        [(ROOT + path, "Un titre d'article assez long pour en être un") for path in paths]
    )
    assert pattern
    assert all(re.search(pattern, ROOT + path) for path in [*paths, "/a/b/c/un-autre-titre-126.html"])


@pytest.mark.parametrize("links", [[], [("mailto:x", "x")], [(ROOT + path, text) for path, text in MENU]])
def test_a_page_without_articles_has_no_pattern(links: list[tuple[str, str | None]]) -> None:
    assert article_pattern(links) is None


def test_a_headline_may_speak_of_cookies() -> None:
    assert is_navigation(f"{ROOT}/gestion-des-cookies")
    assert not is_navigation(f"{ROOT}/la-cnil-rappelle-aux-mairies-les-regles-sur-les-cookies")


def test_a_pattern_takes_no_time_on_hostile_addresses() -> None:
    links = [
        (f"{ROOT}/a_b/{slug.replace('-', '_')}", "Un titre d'article assez long pour en être un")
        for slug in HEADLINES
    ]
    pattern = article_pattern([*links, (f"{ROOT}/eco/c_d_e_f", "Un autre titre d'article assez long")])
    assert pattern
    assert re.search(pattern, f"{ROOT}/a/" + "a_-" * 600 + "!") is None
    assert article_pattern([(f"{ROOT}/" + "_" * 1500 + "!", "x")] * 3) is None


def test_an_atom_feed_is_found_as_well() -> None:
    assert found({"/": b"<a>", "/atom.xml": atom(("https://www.ex.fr/a", "2026-11-22T10:00:00Z"))}) == [
        ("common", "/atom.xml")
    ]
