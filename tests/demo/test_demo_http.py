"""The server's manners: validators, methods, hosts, encodings, editions, the log, closing."""

import socket
import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import feedparser
import pytest
from newsroom_browser import Browser

from demo import Newsroom, Running, serve, sources

ARTICLE = ("territoires-branches", "/projets/lannion-jumeau-numerique")
CONDITIONAL = [
    ("le-phare-du-ponant", "/rss.xml"),
    ("territoires-branches", "/atom.xml"),
    ("l-echarpe", "/sitemap-news.xml"),
    ("le-colporteur-du-vivarais", "/actus/"),
    ("le-phare-du-ponant", "/robots.txt"),
    ARTICLE,
]


@pytest.mark.parametrize(("slug", "path"), CONDITIONAL)
def test_validators_earn_a_304(ask: Browser, slug: str, path: str) -> None:
    first = ask(slug, path)
    assert first.status == 200
    for name, value in [
        ("If-None-Match", first.headers["ETag"]),
        ("If-None-Match", f'"other", W/{first.headers["ETag"]}'),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ]:
        again = ask(slug, path, {name: value})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"If-None-Match": '"other"'},
        {"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
        # RFC 9110, 13.1.3: the entity tag decides alone
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ],
)
def test_stale_or_broken_validators_get_the_page(ask: Browser, headers: dict[str, str]) -> None:
    assert ask(*ARTICLE, headers).status == 200


def test_head_has_the_headers_and_no_body(ask: Browser) -> None:
    full, head = ask(*ARTICLE), ask(*ARTICLE, method="HEAD")
    assert head.body == b""
    assert head.headers["Content-Length"] == str(len(full.body))
    assert head.headers["ETag"] == full.headers["ETag"]


def test_other_methods_hosts_and_paths_are_refused(ask: Browser) -> None:
    assert ask(*ARTICLE, method="POST").status == 501
    assert ask("le-journal-de-nulle-part", "/").status == 404
    assert ask("l-echarpe", "/rss.xml").status == 404


def test_the_windows_1252_page_declares_itself_in_its_meta_and_decodes(ask: Browser) -> None:
    answer = ask("l-echo-des-deux-rives", "/actualite/eure/vernon-guichet-en-ligne_90811.html")
    assert answer.headers["Content-Type"] == "text/html"
    assert b'<meta charset="windows-1252">' in answer.body
    with pytest.raises(UnicodeDecodeError):
        answer.body.decode("utf-8")
    text = answer.body.decode("windows-1252")
    for sign in ("main-d’œuvre", "Sœur", "96\u00a0000\u00a0€", "État", "Loïc Bœuf", "«\u00a0On"):
        assert sign in text


def snapshot(ask: Browser, copies: list[dict[str, Any]]) -> dict[tuple[str, str], bytes]:
    """The pages' bodies, by outlet and path."""
    return {(copy["outlet"], copy["url"]): ask(copy["outlet"], copy["url"]).body for copy in copies}


def test_edition_2_changes_exactly_one_article(
    today: date, copies: list[dict[str, Any]], browser: Callable[[int], Browser]
) -> None:
    with serve(Newsroom(today, 0)) as running:
        ask = browser(running.port)
        before, old_feed = snapshot(ask, copies), ask("territoires-branches", "/atom.xml")
        running.edition = 2
        after = snapshot(ask, copies)
        new_feed = ask(
            "territoires-branches", "/atom.xml", {"If-Modified-Since": old_feed.headers["Last-Modified"]}
        )
    assert [key for key in before if before[key] != after[key]] == [ARTICLE]
    assert "310\u00a0000 euros, dont" in before[ARTICLE].decode()
    assert "130\u00a0000 euros, et non 310\u00a0000" in after[ARTICLE].decode()
    assert b"article:modified_time" not in before[ARTICLE]
    assert b"article:modified_time" in after[ARTICLE]
    changed = updates(new_feed.body) - updates(old_feed.body)
    assert [link.endswith(ARTICLE[1]) for link, _, _ in changed] == [True]


def updates(feed: bytes) -> set[tuple[str, str, str]]:
    return {(entry.link, entry.title, entry.updated) for entry in feedparser.parse(feed).entries}


def test_the_log_tells_who_asked_what(today: date, browser: Callable[[int], Browser]) -> None:
    with serve(Newsroom(today, 0)) as running:
        ask = browser(running.port)
        ask("l-echarpe", "/robots.txt?x=1", {"User-Agent": "essai/1.0"})
        ask("l-alize-info", "/feed/", {"If-None-Match": '"a"'}, "HEAD")
    first, second = running.log
    assert (first.host, first.path, first.status, first.method, first.if_none_match, first.user_agent) == (
        f"l-echarpe.localhost:{running.port}",
        "/robots.txt?x=1",
        200,
        "GET",
        False,
        "essai/1.0",
    )
    assert (second.status, second.method, second.if_none_match, second.user_agent) == (410, "HEAD", True, "")


def test_a_busy_port_is_an_error_that_names_it(running: Running) -> None:
    with (
        pytest.raises(OSError, match=rf"127\.0\.0\.1:{running.port}"),
        serve(Newsroom(date(2026, 1, 5), 0), running.port),
    ):
        pytest.fail("the port should have been refused")


def test_closing_frees_the_port_at_once(today: date) -> None:
    with serve(Newsroom(today, 0)) as running:
        port = running.port
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), timeout=2):
        pytest.fail("the server still listens")
    with serve(Newsroom(today, 0), port) as again:
        assert again.port == port


def test_answers_are_pure_and_urls_stable_for_a_port(today: date) -> None:
    newsroom = Newsroom(today, 8017)
    host = "le-phare-du-ponant.localhost:8017"
    assert newsroom.respond(host, "/rss.xml", {}) == newsroom.respond(host.upper(), "/rss.xml", {})
    later = Newsroom(date(2027, 3, 1), 8017).respond(host, "/rss.xml", {})
    links = [
        [entry.link for entry in feedparser.parse(answer.body).entries]
        for answer in (newsroom.respond(host, "/rss.xml", {}), later)
    ]
    assert links[0] == links[1]
    assert tomllib.loads(sources(8017))["l-echarpe"]["homepage"] == "http://l-echarpe.localhost:8017/"
