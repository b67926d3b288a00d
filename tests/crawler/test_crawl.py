"""Crawls of a small press: what is asked for, what is kept, what comes of a second and a third run."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from crawl_workspace import Workspace, outcome_of
from press_server import SITE_FILES, XML, Answer, Asked, Item, Press, atom, feed_source, rss

from core.types import Candidate, Entry, EntryKind, Fetch, Outcome, Source
from crawler.archiving.archive import pages_of
from state import frontier
from state.open import open_state

RESERVED_TEXT = "phrase que l'éditeur se réserve"
OLD, NEW = "2026-11-20T08:00:00Z", "2026-11-22T08:00:00Z"


@dataclass
class Three:
    """Three runs over the same press; before the third one article was updated and one was added."""

    press: Press
    workspace: Workspace
    runs: list[list[Fetch]]
    asked: list[list[Asked]]

    def first(self, host: str, path: str) -> tuple[Outcome, str | None]:
        return outcome_of(self.runs[0], self.press.url(host, path))

    def line(self, host: str, path: str) -> Fetch:
        (line,) = [fetch for fetch in self.runs[0] if fetch.url == self.press.url(host, path)]
        return line

    def paths(self, run: int, host: str) -> list[str]:
        return [a.path for a in self.asked[run] if a.host == host and a.path not in SITE_FILES]

    def all_paths(self, run: int, host: str) -> list[str]:
        return [asked.path for asked in self.asked[run] if asked.host == host]


@pytest.fixture(scope="module")
def three(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    folder = tmp_path_factory.mktemp("three")
    state = open_state(folder / "state.db")
    town = Three(press, Workspace(folder, state), [], [])
    sources = [_feed(press), _atom(press), _sitemap(press), _listing(press), _rights(press), *_failing(press)]
    for run in range(3):
        if run == 2:
            _update(press)
        press.log.clear()
        town.runs.append(town.workspace.run(*sources))
        town.asked.append(list(press.log))
    yield town
    state.close()


def _feed(press: Press) -> Source:
    host = "phare.localhost"
    press.put(host, "/robots.txt", Answer(b"User-agent: *\nDisallow: /prive/\n", kind="text/plain"))
    urls = [press.page(host, f"/article-{n}", f"Article {n}") for n in range(3)]
    urls.append(press.page(host, "/prive/secret", "Interdit aux robots"))
    urls.append(press.page(host, "/comprime", "Une page compressée", gzipped=True))
    press.page(host, "/nouvelle-adresse", "Déplacée")
    urls.append(
        press.put(host, "/ancienne-adresse", Answer(status=301, headers={"Location": "/nouvelle-adresse"}))
    )
    tracked = Item(urls[0] + "?utm_source=rss", "Le même article")
    extra = "<description>&lt;p&gt;Un &lt;b&gt;chapô&lt;/b&gt;&lt;/p&gt;</description>"
    extra += "<pubDate>Fri, 20 Nov 2026 09:30:00 +0100</pubDate>"
    items = [Item(urls[0], "L&amp;#8217;IA à Dreux", extra), tracked, *[Item(url) for url in urls[1:]]]
    feed = press.put(host, "/rss", Answer(rss(*items), kind=XML, etag='"phare-1"'))
    return feed_source("phare", feed)


def _atom(press: Press) -> Source:
    host = "atome.localhost"
    urls = [press.page(host, f"/{n}", f"Atome {n}") for n in range(2)]
    feed = press.put(host, "/atom", Answer(atom(*[(url, OLD) for url in urls]), kind=XML, etag='"atome-1"'))
    return feed_source("atome", feed)


def _update(press: Press) -> None:
    host = "atome.localhost"
    press.page(host, "/1", "Atome 1, corrigé")
    urls = [
        (press.url(host, "/0"), OLD),
        (press.url(host, "/1"), NEW),
        (press.page(host, "/2", "Atome 2"), NEW),
    ]
    press.put(host, "/atom", Answer(atom(*urls), kind=XML, etag='"atome-2"'))


def _sitemap(press: Press) -> Source:
    host = "plan.localhost"
    url = press.page(host, "/a", "Du plan")
    body = f"""<?xml version="1.0"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>{url}</loc><news:news><news:title>Titre du plan</news:title>
        <news:publication_date>2026-11-21</news:publication_date></news:news></url></urlset>"""
    sitemap = press.put(
        host, "/sitemap-news.xml", Answer(body.encode(), kind="application/xml", etag='"plan-1"')
    )
    return Source("plan", "Plan", sitemap, (Entry(EntryKind.SITEMAP, sitemap),))


def _listing(press: Press) -> Source:
    host = "liste.localhost"
    for n in range(5):
        press.page(host, f"/actus/{n}.html", f"Actu {n}")
    pages = {
        "/actus/": ([0, 1], "?page=2"),
        "/actus/?page=2": ([2, 3, 4], "?page=3"),
        "/actus/?page=3": ([3, 4], "?page=4"),
    }
    for path, (numbers, following) in pages.items():
        links = "".join(f'<a href="/actus/{n}.html">Titre {n}</a>' for n in numbers)
        body = f'<html><body>{links}<a rel="next" href="/actus/{following}">Suivant</a></body></html>'
        press.put(host, path, Answer(body.encode(), etag=f'"{path}"'))
    url = press.url(host, "/actus/")
    return Source("liste", "Liste", url, (Entry(EntryKind.LISTING, url, r"/actus/\d+\.html$"),))


def _rights(press: Press) -> Source:
    host = "reserve.localhost"
    meta = f'<html><head><META content="1" name="TDM-Reservation"></head><body>{RESERVED_TEXT} meta</body></html>'
    noai = f'<html><head><meta name="robots" content="index, noai"></head><body>{RESERVED_TEXT} noai</body></html>'
    urls = [
        press.page(host, "/entete", RESERVED_TEXT, headers={"tdm-reservation": "1"}),
        press.put(host, "/meta", Answer(meta.encode())),
        press.put(host, "/noai", Answer(noai.encode(), gzipped=True)),
        press.page(host, "/x-robots", RESERVED_TEXT, headers={"X-Robots-Tag": "noarchive, noai"}),
        press.page(host, "/libre", "Rien de réservé", headers={"tdm-reservation": "0"}),
    ]
    feed = press.put(host, "/rss", Answer(rss(*map(Item, urls)), kind=XML, etag='"reserve-1"'))
    return feed_source("reserve", feed)


def _failing(press: Press) -> list[Source]:
    host = "panne.localhost"
    urls = [
        press.url(host, "/absent"),
        press.put(host, "/parti", Answer(b"gone", 410)),
        press.put(host, "/cinq-cents", Answer(b"oops", 500)),
        press.page(host, "/gros", "x" * 300_000),
        press.page(host, "/bombe", "x" * 3_000_000, gzipped=True),
        press.page(host, "/coupe", "x" * 100, claimed_length=5000),
        press.put(host, "/pdf", Answer(b"%PDF-1.7", kind="application/pdf")),
        press.put(host, "/boucle", Answer(status=302, headers={"Location": "/boucle"})),
        press.put(host, "/fichier", Answer(status=302, headers={"Location": "file:///etc/passwd"})),
        "http://panne.localhost:1/ferme",
    ]
    feed = press.put(host, "/rss", Answer(rss(*map(Item, urls)), kind=XML, etag='"panne-1"'))
    press.put("muet.localhost", "/robots.txt", Answer(b"oops", 500))
    silent = press.put(
        "muet.localhost", "/rss", Answer(rss(Item(press.page("muet.localhost", "/a", "a"))), kind=XML)
    )
    press.put("ferme.localhost", "/robots.txt", Answer(b"<html>403</html>", 403))
    closed = press.put("ferme.localhost", "/feed", Answer(b"gone", 410))
    html = press.page("html.localhost", "/rss", "Ceci n'est pas un flux")
    return [
        feed_source("panne", feed),
        feed_source("muet", silent),
        feed_source("ferme", closed),
        feed_source("html", html),
    ]


# --- first run


def test_feed_sitemap_and_listing_bring_their_pages(three: Three) -> None:
    for host, path in [
        ("phare.localhost", "/article-0"),
        ("phare.localhost", "/article-2"),
        ("atome.localhost", "/1"),
        ("plan.localhost", "/a"),
        ("liste.localhost", "/actus/4.html"),
    ]:
        assert three.first(host, path) == (Outcome.FETCHED, None)
    assert b"Article 2" in three.workspace.body(three.line("phare.localhost", "/article-2"))


def test_hints_ride_with_the_page(three: Three) -> None:
    candidate = three.line("phare.localhost", "/article-0").candidate
    assert candidate is not None
    assert (candidate.title, candidate.extract, candidate.source) == ("L’IA à Dreux", "Un chapô", "phare")
    assert candidate.published_at is not None
    assert candidate.published_at.isoformat() == "2026-11-20T08:30:00+00:00"


def test_an_address_with_tracking_parameters_is_the_same_article(three: Three) -> None:
    assert [path for path in three.paths(0, "phare.localhost") if path.startswith("/article-0")] == [
        "/article-0"
    ]


def test_listing_stops_at_a_page_that_brings_nothing_new(three: Three) -> None:
    listings = [
        path
        for path in three.paths(0, "liste.localhost")
        if path.startswith("/actus/") and "html" not in path
    ]
    assert listings == ["/actus/", "/actus/?page=2", "/actus/?page=3"]


def test_compressed_pages_are_archived_plain(three: Three) -> None:
    page = three.workspace.body(three.line("phare.localhost", "/comprime"))
    assert "Une page compressée".encode() in page


def test_redirects_keep_both_addresses(three: Three) -> None:
    line = three.line("phare.localhost", "/ancienne-adresse")
    assert line.outcome is Outcome.FETCHED
    assert line.final_url == three.press.url("phare.localhost", "/nouvelle-adresse")


def test_disallowed_addresses_are_not_asked_for(three: Three) -> None:
    assert three.first("phare.localhost", "/prive/secret") == (Outcome.REFUSED, "robots")
    assert not [asked for run in three.asked for asked in run if asked.path == "/prive/secret"]


def test_a_host_whose_robots_txt_fails_is_left_alone(three: Three) -> None:
    assert three.first("muet.localhost", "/rss") == (Outcome.REFUSED, "robots_unavailable")
    assert three.all_paths(0, "muet.localhost") == ["/robots.txt"]


def test_robots_txt_refused_with_4xx_means_no_rules(three: Three) -> None:
    assert three.first("ferme.localhost", "/feed") == (Outcome.FAILED, "http_410")


@pytest.mark.parametrize("path", ["/entete", "/meta", "/noai", "/x-robots"])
def test_reserved_pages_are_listed_only(three: Three, path: str) -> None:
    line = three.line("reserve.localhost", path)
    assert (line.outcome, line.reason, line.pointer) == (Outcome.RESERVED, "tdm", None)
    assert line.candidate is not None


def test_no_byte_of_a_reserved_page_is_written(three: Three) -> None:
    (segment, *_) = sorted(three.workspace.archive.glob("*.warc.gz"))
    bodies = [page.body for page in pages_of(segment)]
    assert any("Rien de réservé".encode() in body for body in bodies)
    assert not any(RESERVED_TEXT.encode() in body for body in bodies)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/absent", "http_404"),
        ("/parti", "http_410"),
        ("/cinq-cents", "http_500"),
        ("/gros", "too_large"),
        ("/bombe", "too_large"),
        ("/coupe", "truncated"),
        ("/pdf", "not_html"),
        ("/boucle", "too_many_redirects"),
        ("/fichier", "http_302"),
    ],
)
def test_failures_are_named(three: Three, path: str, reason: str) -> None:
    assert three.first("panne.localhost", path) == (Outcome.FAILED, reason)


def test_a_closed_port_is_a_connection_failure(three: Three) -> None:
    assert outcome_of(three.runs[0], "http://panne.localhost:1/ferme") == (Outcome.FAILED, "connection")


def test_a_page_in_place_of_a_feed_is_not_an_empty_feed(three: Three) -> None:
    assert three.first("html.localhost", "/rss") == (Outcome.FAILED, "not_a_feed")


def test_requests_say_who_asks(three: Three) -> None:
    headers = three.asked[0][0].headers
    assert headers["user-agent"].startswith("Beffroi/")
    assert "(+veille@example.org)" in headers["user-agent"]
    assert not any("cookie" in asked.headers or "referer" in asked.headers for asked in three.asked[0])


def test_progress_counts_the_journal(three: Three) -> None:
    first = [fetch.outcome.value for fetch in three.runs[0]]
    counted = {outcome: first.count(outcome) for outcome in set(first)}
    assert counted in three.workspace.progress


# --- second and third runs


def test_an_unchanged_press_is_asked_once_an_entry_point(three: Three) -> None:
    for host, entry in [
        ("phare", "/rss"),
        ("atome", "/atom"),
        ("plan", "/sitemap-news.xml"),
        ("liste", "/actus/"),
    ]:
        asked = three.paths(1, f"{host}.localhost")
        assert asked == [entry]
        assert outcome_of(three.runs[1], three.press.url(f"{host}.localhost", entry)) == (
            Outcome.UNCHANGED,
            None,
        )


def test_transient_failures_are_asked_for_again_and_the_others_not(three: Three) -> None:
    assert sorted(three.paths(1, "panne.localhost")) == ["/cinq-cents", "/coupe", "/rss"]


def test_an_updated_article_is_fetched_exactly_once_more(three: Three) -> None:
    assert sorted(three.paths(2, "atome.localhost")) == ["/1", "/2", "/atom"]
    (line,) = [fetch for fetch in three.runs[2] if fetch.url == three.press.url("atome.localhost", "/1")]
    assert "corrigé".encode() in three.workspace.body(line)


def test_the_page_budget_postpones_what_is_beyond_it(press: Press, workspace: Workspace) -> None:
    host = "budget.localhost"
    urls = [press.page(host, f"/{n}", str(n)) for n in range(5)]
    source = feed_source(
        "budget", press.put(host, "/rss", Answer(rss(*map(Item, urls)), kind=XML, etag='"b"'))
    )
    workspace.settings = workspace.settings.model_copy(update={"max_pages": 3})
    first = workspace.run(source)
    assert sorted(outcome_of(first, url) for url in urls)[3:] == [(Outcome.REFUSED, "budget")] * 2
    second = workspace.run(source)
    fetched = [fetch.url for fetch in first + second if fetch.candidate and fetch.outcome is Outcome.FETCHED]
    assert sorted(fetched) == urls


def test_reservations_can_be_set_aside_where_the_law_allows(press: Press, workspace: Workspace) -> None:
    url = press.page("droit.localhost", "/a", RESERVED_TEXT, headers={"tdm-reservation": "1"})
    wanted = Candidate(url, "droit", "")
    (line,) = workspace.run(candidates=(wanted,), obey_reservations=False)
    assert RESERVED_TEXT.encode() in workspace.body(line)


def test_entries_beyond_the_cap_are_cut_with_a_warning(press: Press, workspace: Workspace) -> None:
    host = "cap.localhost"
    urls = [press.page(host, f"/{n}", str(n)) for n in range(4)]
    source = feed_source("cap", press.put(host, "/rss", Answer(rss(*map(Item, urls)), kind=XML)))
    workspace.settings = workspace.settings.model_copy(update={"max_entries": 2})
    workspace.run(source)
    assert sorted(press.asked(host)) == ["/0", "/1", "/rss"]
    log = (workspace.folder / "crawl.log").read_text(encoding="utf-8")
    assert '"announced": 4' in log


def test_a_disabled_source_is_left_alone(press: Press, workspace: Workspace) -> None:
    url = press.url("eteint.localhost", "/rss")
    source = Source("eteint", "Éteint", url, (Entry(EntryKind.FEED, url),), enabled=False)
    assert workspace.run(source) == []
    assert press.asked("eteint.localhost") == []


def test_what_is_owed_survives_an_unchanged_feed(press: Press, workspace: Workspace) -> None:
    host = "retard.localhost"
    url = press.put(host, "/a", Answer(b"busy", 503))
    source = feed_source(
        "retard", press.put(host, "/rss", Answer(rss(Item(url, "Titre")), kind=XML, etag='"r"'))
    )
    workspace.run(source)
    press.page(host, "/a", "Enfin")
    lines = workspace.run(source)
    assert outcome_of(lines, url) == (Outcome.FETCHED, None)
    assert outcome_of(lines, source.homepage) == (Outcome.UNCHANGED, None)
    assert frontier.to_retry(workspace.state, ["retard"], datetime.now(UTC), 10) == []
