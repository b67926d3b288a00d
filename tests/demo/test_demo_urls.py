"""Each entry point announces what expected.toml lists, and each URL answers as it says."""

import re
import tomllib
from collections import Counter
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from lxml import etree, html
from newsroom_browser import Answer, Browser

from demo import Running, sources

FEEDS = {
    "le-phare-du-ponant": "/rss.xml",
    "l-echo-des-deux-rives": "/flux/a-la-une.rss",
    "territoires-branches": "/atom.xml",
    "le-pli-des-ediles": "/flux.xml",
    "le-semainier-des-causses": "/flux.atom",
}


STATUSES = {"http_404": 404, "http_429": 429}


def paths_of(slug: str, copies: list[dict[str, Any]]) -> list[str]:
    return sorted(copy["url"] for copy in copies if copy["outlet"] == slug)


def path_of(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


@pytest.mark.parametrize(("slug", "path"), FEEDS.items())
def test_a_feed_lists_the_outlets_copies(
    ask: Browser, copies: list[dict[str, Any]], slug: str, path: str
) -> None:
    feed = feedparser.parse(ask(slug, path).body)
    assert not feed.bozo
    assert sorted(path_of(entry.link) for entry in feed.entries) == paths_of(slug, copies)
    assert all(entry.title and entry.published_parsed for entry in feed.entries)


def test_the_sitemap_lists_the_outlets_copies_and_robots_names_it(
    ask: Browser, running: Running, copies: list[dict[str, Any]]
) -> None:
    address = f"http://l-echarpe.localhost:{running.port}/sitemap-news.xml"
    assert f"Sitemap: {address}" in ask("l-echarpe", "/robots.txt").text
    tree = etree.fromstring(ask("l-echarpe", "/sitemap-news.xml").body)
    names = {
        "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
        "n": "http://www.google.com/schemas/sitemap-news/0.9",
    }
    found = [path_of(loc) for loc in tree.xpath("//s:loc/text()", namespaces=names)]
    assert sorted(found) == paths_of("l-echarpe", copies)
    assert len(tree.xpath("//n:publication_date", namespaces=names)) == len(found)


def test_the_listing_gives_its_articles_over_two_pages(
    ask: Browser, running: Running, copies: list[dict[str, Any]]
) -> None:
    slug = "le-colporteur-du-vivarais"
    entry = tomllib.loads(sources(running.port))[slug]["entries"][0]
    pages = ["/actus/"]
    found: set[str] = set()
    for page in pages:
        tree = html.fromstring(ask(slug, page).body)
        links = [urljoin(entry["url"], href) for href in tree.xpath("//a/@href")]
        found |= {path_of(link) for link in links if re.search(entry["pattern"], link)}
        pages.extend(tree.xpath("//a[@rel='next']/@href"))
    assert pages == ["/actus/", "/actus/page/2/"]
    assert sorted(found) == paths_of(slug, copies)


def test_the_silent_outlets_feed_is_gone(ask: Browser) -> None:
    assert ask("l-alize-info", "/feed/").status == 410
    assert ask("l-alize-info", "/").status == 200


def test_sources_are_the_eight_and_their_homes_and_entries_answer(ask: Browser, running: Running) -> None:
    tables = tomllib.loads(sources(running.port))
    assert len(tables) == 8
    for slug, table in tables.items():
        assert urlsplit(table["homepage"]).port == running.port
        assert ask(slug, "/").status == 200
        for entry in table["entries"]:
            assert ask(slug, path_of(entry["url"])).status == (410 if slug == "l-alize-info" else 200)
    groups = Counter(table["group"] for table in tables.values())
    assert sorted(groups.values()) == [1, 1, 1, 1, 1, 1, 2]


def follow(ask: Browser, copy: dict[str, Any]) -> Answer:
    answer = ask(copy["outlet"], copy["url"])
    if answer.status != 301:
        return answer
    assert path_of(answer.headers["Location"]) == copy["canonical"]
    return ask(copy["outlet"], copy["canonical"])


def test_every_copy_answers_as_expected(ask: Browser, copies: list[dict[str, Any]]) -> None:
    for copy in copies:
        answer = follow(ask, copy)
        assert answer.status == STATUSES.get(copy["outcome"], 200), copy
        if answer.status == 200:
            # the page that waits for its host to be asked again is an ordinary one
            assert outcome_of(answer, copy) == copy["outcome"].replace("cooldown", "article"), copy


def outcome_of(answer: Answer, copy: dict[str, Any]) -> str:
    """What a careful reader makes of a page that answered."""
    page = html.fromstring(answer.body)
    if copy["url"].startswith("/communiques/"):
        return "robots"  # proved by test_robots_closes_one_copy_only
    if copy["url"].startswith("/pli/"):
        return "tdmrep"  # proved by test_tdmrep_reserves_the_copies_of_one_outlet_before_they_are_asked_for
    if declared := reserved_by(answer, page):
        assert declared == copy["declared_by"]
        return "reserved"
    if page.xpath("//*[@class='paywall']"):
        assert b'"isAccessibleForFree": false' in answer.body
        return "excerpt"
    text = " ".join(page.xpath("//*[p[string-length() > 200]]/p//text()"))
    return "article" if len(text.split()) > 80 else "not_article"


def reserved_by(answer: Answer, page: html.HtmlElement) -> str | None:
    """What the answer says of its own reservation."""
    if answer.headers.get("tdm-reservation") == "1":
        assert page.xpath("//meta[@name='tdm-reservation']/@content") == ["1"]
        return "tdm"
    return "noai" if "noai" in "".join(page.xpath("//meta[@name='robots']/@content")) else None


def test_robots_closes_one_copy_only(ask: Browser, copies: list[dict[str, Any]]) -> None:
    for copy in copies:
        rules = RobotFileParser()
        rules.parse(ask(copy["outlet"], "/robots.txt").text.splitlines())
        assert rules.can_fetch("beffroi", copy["url"]) == (copy["outcome"] != "robots"), copy


def test_a_page_names_its_canonical_address_and_its_feed(ask: Browser, running: Running) -> None:
    answer = ask("l-echo-des-deux-rives", "/actualite/eure/vernon-guichet-en-ligne_90811.html?utm_source=rss")
    page = html.fromstring(answer.body)
    base = f"http://l-echo-des-deux-rives.localhost:{running.port}"
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"{base}/actualite/eure/vernon-guichet-en-ligne_90811.html"]
    assert page.xpath("//link[@rel='alternate']/@href") == [f"{base}/flux/a-la-une.rss"]


def test_every_link_of_the_front_pages_leads_to_a_page(
    ask: Browser, running: Running, copies: list[dict[str, Any]]
) -> None:
    busy = {(copy["outlet"], copy["url"]) for copy in copies if copy["outcome"] == "http_429"}
    for slug in tomllib.loads(sources(running.port)):
        home = html.fromstring(ask(slug, "/").body)
        for href in home.xpath("//a/@href[starts-with(., '/')]"):
            assert ask(slug, href).status == (429 if (slug, href) in busy else 200), (slug, href)
