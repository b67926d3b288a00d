"""How a crawl behaves at other people's: peace, walls, reservations, policies, secrets, pauses."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from crawl_workspace import Workspace, members, outcome_of
from press_server import KEPT, XML, Answer, Item, Press, paper, rss

from core.types import Outcome, Policy


def test_after_a_429_the_host_is_asked_nothing_more_in_this_run_and_the_next(
    press: Press, workspace: Workspace
) -> None:
    host = "calme.localhost"
    source, urls = paper(press, host, 4)
    press.put(host, "/1", Answer(b"slow down", 429, headers={"Retry-After": "3600"}))
    lines = workspace.run(source)
    assert press.asked(host) == ["/rss", "/0", "/1"]
    assert outcome_of(lines, urls[1]) == (Outcome.FAILED, "http_429")
    assert [outcome_of(lines, url) for url in urls[2:]] == [(Outcome.REFUSED, "cooldown")] * 2
    press.log.clear()
    again = workspace.run(source)
    assert [asked.path for asked in press.log] == []
    assert [(line.outcome, line.reason) for line in again] == [(Outcome.REFUSED, "cooldown")]  # the feed


def test_a_503_with_retry_after_for_robots_txt_closes_the_host(press: Press, workspace: Workspace) -> None:
    host = "repos.localhost"
    source, _ = paper(press, host, 1)
    press.put(host, "/robots.txt", Answer(b"", 503, headers={"Retry-After": "600"}))
    (line,) = workspace.run(source)
    assert (line.outcome, line.reason) == (Outcome.REFUSED, "robots_unavailable")
    press.log.clear()
    workspace.run(source)
    assert press.log == []


def test_behind_a_wall_the_feed_speaks_and_pages_are_left_alone(press: Press, workspace: Workspace) -> None:
    host = "mur.localhost"
    source, urls = paper(press, host, 5)
    for n in range(5):
        press.put(host, f"/{n}", Answer(b"Forbidden", 403))
    lines = workspace.run(source)
    assert press.asked(host) == ["/rss", "/0", "/1"]
    reasons = [outcome_of(lines, url) for url in urls]
    assert reasons == [(Outcome.BLOCKED, "forbidden")] * 2 + [(Outcome.BLOCKED, "wall")] * 3
    assert [line.candidate.title for line in lines if line.candidate] == [f"Titre {n}" for n in range(5)]
    press.log.clear()
    workspace.run(source)
    assert press.asked(host) == ["/rss"]


def test_tdmrep_is_read_before_any_page_and_obeyed(press: Press, workspace: Workspace) -> None:
    host = "tdmrep.localhost"
    source, urls = paper(press, host, 2)
    free = press.page(host, "/libre/1", KEPT)
    feed = Answer(rss(*[Item(url, "Titre") for url in (*urls, free)]), kind=XML)
    press.put(host, "/rss", feed)
    rules = b'[{"location": "/libre/", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]'
    press.put(host, "/.well-known/tdmrep.json", Answer(rules, kind="application/json"))
    lines = workspace.run(source)
    asked = [line.path for line in press.log if line.host == host]
    assert asked == ["/robots.txt", "/rss", "/.well-known/tdmrep.json", "/libre/1"]
    assert [outcome_of(lines, url) for url in urls] == [(Outcome.RESERVED, "tdmrep")] * 2
    assert outcome_of(lines, free) == (Outcome.FETCHED, None)


def test_a_tdmrep_that_fails_postpones_the_pages(press: Press, workspace: Workspace) -> None:
    host = "tdmrep-panne.localhost"
    source, urls = paper(press, host, 1, etag='"t"')
    press.put(host, "/.well-known/tdmrep.json", Answer(b"oops", 500))
    assert outcome_of(workspace.run(source), urls[0]) == (Outcome.REFUSED, "tdmrep_unavailable")
    press.put(host, "/.well-known/tdmrep.json", Answer(b"<html>not found</html>", 200))
    assert outcome_of(workspace.run(source), urls[0]) == (Outcome.FETCHED, None)


@pytest.mark.parametrize("policy", [Policy.EXCERPT, Policy.METADATA])
def test_an_outlet_whose_pages_we_do_not_want_is_asked_for_its_feed_only(
    press: Press, workspace: Workspace, policy: Policy
) -> None:
    host = f"{policy.value}.localhost"
    source, urls = paper(press, host, 2)
    lines = workspace.run(replace(source, policy=policy))
    assert press.asked(host) == ["/rss"]
    assert [outcome_of(lines, url) for url in urls] == [(Outcome.REFUSED, f"policy_{policy.value}")] * 2


def test_young_articles_are_visited_again_and_only_a_new_body_is_kept(
    press: Press, workspace: Workspace
) -> None:
    host = "jeune.localhost"
    source, urls = paper(press, host, 3, etag='"j"')
    press.page(host, "/0", "avec validateur", etag='"zero"')
    workspace.ages = [timedelta(0), timedelta(microseconds=1), timedelta(days=3000)]
    assert all(line.outcome is Outcome.FETCHED for line in workspace.run(source))
    workspace.move_visits_to(datetime.now(UTC))
    press.page(host, "/2", "corrigée")
    press.log.clear()
    lines = workspace.run(source)
    assert sorted(press.asked(host)) == ["/0", "/1", "/2", "/rss"]
    assert outcome_of(lines, urls[0]) == outcome_of(lines, urls[1]) == (Outcome.UNCHANGED, None)
    assert outcome_of(lines, urls[2]) == (Outcome.FETCHED, None)
    assert [line.status for line in lines if line.url in urls[:2]] == [304, 200]
    assert all(line.revisit for line in lines if line.candidate)


def test_a_secret_header_goes_to_its_own_host_only(press: Press, workspace: Workspace) -> None:
    source, _ = paper(press, "cle.localhost", 1)
    other = press.page("ailleurs.localhost", "/a", KEPT)
    press.put("cle.localhost", "/0", Answer(status=302, headers={"Location": other}))
    workspace.run(replace(source, headers=(("X-Api-Key", "secret"),)))
    sent = {asked.host: asked.headers.get("x-api-key") for asked in press.log if "localhost" in asked.host}
    assert sent["cle.localhost"] == "secret"
    assert sent["ailleurs.localhost"] is None
    segments = b"".join(path.read_bytes() for path in workspace.archive.glob("*.warc.gz"))
    assert b"secret" not in b"".join(members(segments))


def test_a_crawl_ends_in_time_and_owes_the_rest(press: Press, workspace: Workspace) -> None:
    host = "lent.localhost"
    source, urls = paper(press, host, 50)
    press.put(host, "/robots.txt", Answer(b"User-agent: *\nCrawl-delay: 1\n", kind="text/plain"))
    workspace.settings = workspace.settings.model_copy(update={"max_minutes": 3 / 60})
    lines = workspace.run(source)
    outcomes = [outcome_of(lines, url) for url in urls]
    fetched = outcomes.count((Outcome.FETCHED, None))
    assert 1 <= fetched <= 6
    assert outcomes.count((Outcome.REFUSED, "budget")) == 50 - fetched


def test_a_site_that_asks_for_a_pause_gets_it(press: Press, workspace: Workspace) -> None:
    host = "pause.localhost"
    source, _ = paper(press, host, 2)
    press.put(host, "/robots.txt", Answer(b"User-agent: Beffroi\nCrawl-delay: 0.7\n", kind="text/plain"))
    workspace.run(source)
    at = {asked.path: asked.at for asked in press.log if asked.host == host}
    assert (
        at["/1"] - at["/0"] > 0.6
    )  # timers round, and the clock is the server's: without the pause it is some 0.01


def test_a_host_answers_one_request_at_a_time(press: Press, workspace: Workspace) -> None:
    """Scrapy alone starts all that is queued within one turn of its loop, whatever its limit a domain."""
    hosts = [f"un-{n}.localhost" for n in range(3)]
    sources = [paper(press, host, 40)[0] for host in hosts]
    lines = workspace.run(*sources)
    assert len(lines) == 3 * 41
    assert {host: press.most[host] for host in hosts} == dict.fromkeys(hosts, 1)
