"""Whatever happens to one host or one answer: nothing is lost, nobody is starved."""

import pytest
from crawl_workspace import Workspace, members, outcome_of
from press_server import KEPT, SITE_FILES, XML, Answer, Item, Press, feed_source, paper, rss

from core.types import Entry, EntryKind, Outcome, Source
from state import hosts


def index_of(press: Press, host: str, children: int) -> tuple[Source, list[str]]:
    """A source with an index of sitemaps, each of one page."""
    urls, lines = [], []
    for n in range(children):
        urls.append(press.page(host, f"/actus/{n}", f"{KEPT} {n}"))
        child = press.put(host, f"/plan-{n}.xml", Answer(sitemap(urls[-1]), kind=XML, etag=f'"{n}"'))
        lines.append(f"<sitemap><loc>{child}</loc></sitemap>")
    body = f"<sitemapindex>{''.join(lines)}</sitemapindex>".encode()
    url = press.put(host, "/index.xml", Answer(body, kind=XML, etag='"index"'))
    return Source(host, host, url, (Entry(EntryKind.SITEMAP, url),)), urls


def sitemap(*urls: str) -> bytes:
    return f"<urlset>{''.join(f'<url><loc>{url}</loc></url>' for url in urls)}</urlset>".encode()


def test_an_index_that_does_not_change_hides_nothing_of_its_sitemaps(
    press: Press, workspace: Workspace
) -> None:
    host = "index.localhost"
    source, urls = index_of(press, host, 2)
    press.put(host, "/plan-1.xml", Answer(b"oops", 500))
    assert outcome_of(workspace.run(source), urls[0]) == (Outcome.FETCHED, None)
    new = press.page(host, "/actus/nouveau", KEPT)
    press.put(host, "/plan-0.xml", Answer(sitemap(urls[0], new), kind=XML, etag='"new"'))
    press.put(host, "/plan-1.xml", Answer(sitemap(urls[1]), kind=XML))
    lines = workspace.run(source)
    assert outcome_of(lines, new) == outcome_of(lines, urls[1]) == (Outcome.FETCHED, None)


def test_a_listing_whose_second_page_failed_is_read_again_from_its_first(
    press: Press, workspace: Workspace
) -> None:
    host = "suite.localhost"
    first, second = (press.page(host, f"/actus/{n}.html", f"{KEPT} {n}") for n in range(2))
    press.put(
        host,
        "/actus/",
        Answer(f'<a href="{first}">Un</a><a rel="next" href="/actus/2">'.encode(), etag='"1"'),
    )
    press.put(host, "/actus/2", Answer(b"oops", 500))
    url = press.url(host, "/actus/")
    source = Source(host, host, url, (Entry(EntryKind.LISTING, url, r"/actus/\d+\.html$"),))
    workspace.run(source)
    third = press.page(host, "/actus/3.html", KEPT)
    press.put(
        host, "/actus/", Answer(f'<a href="{third}">T</a><a rel="next" href="/actus/2">'.encode(), etag='"1"')
    )
    press.put(host, "/actus/2", Answer(f'<a href="{second}">Deux</a>'.encode()))
    lines = workspace.run(source)
    assert outcome_of(lines, second) == (Outcome.FETCHED, None)


def test_when_the_time_is_up_a_late_feed_announces_to_the_next_crawl(
    press: Press, workspace: Workspace
) -> None:
    host = "tard.localhost"
    source, urls = paper(press, host, 20, etag='"t"')
    press.put(host, "/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 4\n", kind="text/plain"))
    workspace.settings = workspace.settings.model_copy(update={"max_minutes": 2 / 60})
    lines = workspace.run(source)
    assert press.asked(host) == ["/rss"]
    assert [outcome_of(lines, url) for url in urls] == [(Outcome.REFUSED, "budget")] * 20


@pytest.mark.parametrize(
    "retry_after", ["Mon, 01 Jan 2027 00:00:00 +99999999999999999999", "\x01", "9" * 5000]
)
def test_no_header_ends_a_crawl(press: Press, workspace: Workspace, retry_after: str) -> None:
    host = f"absurde-{len(retry_after)}.localhost"
    source, _ = paper(press, host, 3)
    press.put(host, "/0", Answer(b"", 429, headers={"Retry-After": retry_after}))
    other, urls = paper(press, f"bon-{len(retry_after)}.localhost", 3)
    lines = workspace.run(source, other)
    assert [outcome_of(lines, url) for url in urls] == [(Outcome.FETCHED, None)] * 3
    assert workspace.run(other)


def test_a_rest_goes_to_the_host_that_asked_for_it(press: Press, workspace: Workspace) -> None:
    source, _ = paper(press, "renvoi.localhost", 1)
    away = press.page("busy.localhost", "/a", KEPT)
    press.put("busy.localhost", "/robots.txt", Answer(b"", 429, headers={"Retry-After": "600"}))
    press.put("renvoi.localhost", "/0", Answer(status=302, headers={"Location": away}))
    workspace.run(source)
    assert [rest.host for rest in hosts.rests(workspace.state)] == ["busy.localhost"]


def test_a_challenge_that_asks_for_peace_gets_peace(press: Press, workspace: Workspace) -> None:
    host = "defi.localhost"
    source, urls = paper(press, host, 2)
    headers = {"Retry-After": "600", "cf-mitigated": "challenge"}
    press.put(host, "/0", Answer(b"_cf_chl_opt", 429, headers=headers))
    lines = workspace.run(source)
    assert outcome_of(lines, urls[0]) == (Outcome.FAILED, "http_429")
    press.log.clear()
    workspace.run(source)
    assert press.log == []


def test_a_heavy_not_found_page_is_no_rule_file(press: Press, workspace: Workspace) -> None:
    host = "lourd.localhost"
    source, urls = paper(press, host, 1)
    heavy = b"<html>" + b"<p>Page introuvable, voyez aussi nos rubriques.</p>" * 40_000
    workspace.settings = workspace.settings.model_copy(update={"max_body_bytes": 10_000_000})
    for path in SITE_FILES:
        press.put(host, path, Answer(heavy, 404))
    assert outcome_of(workspace.run(source), urls[0]) == (Outcome.FETCHED, None)
    press.put(host, "/.well-known/tdmrep.json", Answer(heavy, 200))
    again = press.page(host, "/encore", KEPT)
    press.put(host, "/rss", Answer(rss(Item(again)), kind=XML))
    assert outcome_of(workspace.run(source), again) == (Outcome.FETCHED, None)
    kept = b"".join(members(b"".join(path.read_bytes() for path in workspace.archive.glob("*.warc.gz"))))
    assert kept.count(b"Page introuvable") == 40_000  # the 200; the error pages are not archived


def test_hosts_that_wait_do_not_hold_up_the_others(press: Press, workspace: Workspace) -> None:
    slow = [paper(press, f"lent-{n}.localhost", 1)[0] for n in range(80)]
    for source in slow:
        press.put(source.slug, "/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 3\n", kind="text/plain"))
    quick, urls = paper(press, "vif.localhost", 10)
    workspace.run(*slow, quick)
    done = {asked.path: asked.at for asked in press.log if asked.host == "vif.localhost"}
    first_page = min(a.at for a in press.log if a.host.startswith("lent-") and a.path == "/0")
    assert len(urls) == 10
    assert done["/9"] < first_page


def test_the_text_of_a_reserved_feed_is_not_kept(press: Press, workspace: Workspace) -> None:
    host = "flux-reserve.localhost"
    url = press.page(host, "/a", KEPT)
    extra = "<description>un extrait que le flux réserve</description>"
    feed = Answer(rss(Item(url, "Titre", extra)), kind=XML, headers={"tdm-reservation": "1"})
    source = feed_source(host, press.put(host, "/rss", feed))
    (line,) = [line for line in workspace.run(source) if line.candidate]
    assert line.candidate is not None
    assert (line.candidate.title, line.candidate.extract) == ("Titre", None)


def test_two_addresses_of_one_article_are_one_request(press: Press, workspace: Workspace) -> None:
    host = "double.localhost"
    url = press.page(host, "/a", KEPT)
    twin = press.url("www." + host, "/a")
    source = feed_source(host, press.put(host, "/rss", Answer(rss(Item(url), Item(twin)), kind=XML)))
    lines = workspace.run(source)
    assert [line.url for line in lines if line.candidate] == [url]
