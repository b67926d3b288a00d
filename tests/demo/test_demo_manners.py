"""What the outlets ask of programs, and where they say what they publish."""

import json
import tomllib
from collections import Counter
from datetime import date
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import html
from newsroom_browser import Browser

from demo import Running, sources
from demo.load import articles, outlets
from demo.nouns import Flag
from demo.printing import printed_by

TDMREP = "/.well-known/tdmrep.json"
FEED_TYPES = {"application/rss+xml", "application/atom+xml"}


def base_of(running: Running, slug: str) -> str:
    return f"http://{slug}.localhost:{running.port}"


def test_tdmrep_reserves_the_copies_of_one_outlet_before_they_are_asked_for(
    ask: Browser, running: Running, copies: list[dict[str, Any]]
) -> None:
    slug = "le-pli-des-ediles"
    answer = ask(slug, TDMREP)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    (rule,) = json.loads(answer.body)
    assert (rule["location"], rule["tdm-reservation"]) == ("/pli/", 1)
    reserved = [copy["url"] for copy in copies if copy["outcome"] == "tdmrep"]
    assert len(reserved) == 3
    assert all(url.startswith(rule["location"]) for url in reserved)
    assert reserved == [copy["url"] for copy in copies if copy["outlet"] == slug]
    assert rule["tdm-policy"].startswith(base_of(running, slug))
    policy = ask(slug, rule["tdm-policy"].removeprefix(base_of(running, slug)))
    assert "fouille de textes et de données" in html.fromstring(policy.body).text_content()


def test_the_outlet_that_reserves_its_pages_says_openly_what_they_are(ask: Browser, today: date) -> None:
    answer = ask("le-pli-des-ediles", "/flux.xml")
    feed = feedparser.parse(answer.body)
    assert len(feed.entries) == 3
    assert all(entry.title and 40 < len(entry.summary) < 250 for entry in feed.entries)
    outlet = next(outlet for outlet in outlets() if outlet.slug == "le-pli-des-ediles")
    said = " ".join(entry.summary for entry in feed.entries)
    for story in printed_by(outlet, today, 1):
        assert story.standfirst in said
        assert not any(block.text in said for block in story.blocks)


def test_the_other_outlets_have_no_tdmrep(ask: Browser) -> None:
    answers = Counter(ask(outlet.slug, TDMREP).status for outlet in outlets())
    assert answers == {404: 7, 200: 1}


def test_one_host_asks_for_an_hour_at_its_second_page(ask: Browser, copies: list[dict[str, Any]]) -> None:
    feed = feedparser.parse(ask("le-semainier-des-causses", "/flux.atom").body)
    paths = ["/" + entry.link.split("/", 3)[3] for entry in feed.entries]
    outcomes = {
        copy["url"]: copy["outcome"] for copy in copies if copy["outlet"] == "le-semainier-des-causses"
    }
    assert [outcomes[path] for path in paths] == ["article", "http_429", "cooldown"]
    answers = [ask("le-semainier-des-causses", path) for path in paths]
    assert [answer.status for answer in answers] == [200, 429, 200]
    assert [answer.headers.get("Retry-After") for answer in answers] == [None, "3600", None]


def test_two_pages_reserve_themselves_each_in_its_way() -> None:
    flags = Counter(flag for story in articles() for flag in story.flags)
    assert (flags[Flag.TDM_RESERVED], flags[Flag.NOAI]) == (1, 1)


@pytest.mark.parametrize("outlet", outlets(), ids=lambda outlet: outlet.slug)
def test_an_outlets_real_entry_points_can_be_found_from_its_home_and_its_robots(
    ask: Browser, running: Running, outlet: Any
) -> None:
    base = base_of(running, outlet.slug)
    home = html.fromstring(ask(outlet.slug, "/").body)
    declared = {
        urljoin(f"{base}/", link.get("href"))
        for link in home.xpath("//link[@rel='alternate']")
        if link.get("type") in FEED_TYPES
    }
    robots = ask(outlet.slug, "/robots.txt").text.splitlines()
    sitemaps = {line.split(None, 1)[1] for line in robots if line.startswith("Sitemap:")}
    rubrics = {urljoin(f"{base}/", href) for href in home.xpath("//a/@href")}
    for entry in tomllib.loads(sources(running.port))[outlet.slug]["entries"]:
        found = {"feed": declared, "sitemap": sitemaps, "listing": rubrics}[entry["kind"]]
        assert entry["url"] in found
    entries = {entry["url"] for entry in tomllib.loads(sources(running.port))[outlet.slug]["entries"]}
    assert declared | sitemaps <= entries
