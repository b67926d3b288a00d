"""`sources check`: the newsroom and hosts that do not answer, really visited; the decisions on lines of a visit."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from press_server import Answer, serving

from core.days import paris_day
from core.errors import StoreBusy
from core.sources_edit import table
from core.types import Candidate, Entry, EntryKind, Fetch, Outcome, Source, SourceState
from demo import Newsroom, Running, serve
from demo import sources as newsroom_sources
from jobs import workspace as workspaces
from jobs.checking import Advice, Health, changes, check, judged
from jobs.collect import collect
from jobs.sources import set_flags
from jobs.workspace import CRAWL_LOCK, Workspace
from store.lock import writer_lock

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SETTINGS: dict[str, dict[str, Any]] = {
    "crawler": {"contact": "a@b.invalid", "allow_private_addresses": True, "delay_seconds": 0.0}
}
DEAD = """
[eteint] # personne à cette adresse
name = "Éteint"
homepage = "http://127.0.0.1:1/"
entries = [{ kind = "feed", url = "http://127.0.0.1:1/rss" }]

[en-attente]
name = "En attente"
homepage = "http://le-phare-du-ponant.localhost:{port}/ailleurs/"
enabled = false
verified = false
entries = [{ kind = "feed", url = "http://le-phare-du-ponant.localhost:{port}/rss.xml?suite=1" }]
"""


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with serve(Newsroom(paris_day(datetime.now(UTC)), 0)) as running:  # a title that is old is asleep
        yield running


@pytest.fixture
def made(tmp_path: Path, newsroom: Running) -> Workspace:
    dead = DEAD.replace("{port}", str(newsroom.port))
    return workspaces.create(tmp_path / "w", SETTINGS, newsroom_sources(newsroom.port) + dead)


def beffroi(made: Workspace, *words: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("BEFFROI_")}
    command = [sys.executable, "-P", "-m", "cli", "sources", *words]
    return subprocess.run(command, cwd=made.root, env=env, capture_output=True, text=True, check=False)


def test_the_newsroom_and_an_unreachable_host(made: Workspace, newsroom: Running) -> None:
    before = len(newsroom.log)
    text = made.sources_file.read_text("utf-8")
    done = beffroi(made, "check", "--json")
    assert done.returncode == 3, done.stderr
    rows = {row["slug"]: row for row in json.loads(done.stdout)}
    assert set(rows) == {source.slug for source in made.sources() if source.enabled}
    silent = {"eteint", "l-alize-info"}
    for slug, row in rows.items():
        assert row["state"] == ("missed" if slug in silent else "new"), slug
        assert row["advice"] == ("disable" if slug in silent else "keep"), slug
        assert bool(row["announced"]) == (slug not in silent)
    assert rows["eteint"]["entries"][0]["reason"] == "connection"
    assert rows["l-alize-info"]["entries"][0]["said"] == "flux ou page supprimé"
    assert rows["le-phare-du-ponant"]["page"] == "fetched"
    newest = datetime.fromisoformat(rows["le-phare-du-ponant"]["newest"])
    assert timedelta(0) <= datetime.now(UTC) - newest < timedelta(days=7)
    assert made.sources_file.read_text("utf-8") == text
    asked = [access.path for access in newsroom.log[before:] if access.host.startswith("le-phare-du-ponant")]
    assert asked.count("/rss.xml") == 1
    pages = [p for p in asked if p not in {"/rss.xml", "/robots.txt", "/.well-known/tdmrep.json"}]
    assert len(pages) == 1


def test_apply_writes_what_it_advises_and_keeps_the_comments(made: Workspace) -> None:
    done = beffroi(made, "check", "--apply", "eteint", "l-echarpe", "territoires-branches")
    assert done.returncode == 3, done.stderr
    assert "Mis de côté dans sources.toml : eteint." in done.stdout
    assert "muet" in done.stdout
    after = {source.slug: source for source in made.sources()}
    assert not after["eteint"].enabled
    assert after["l-echarpe"].enabled
    assert "# personne à cette adresse" in made.sources_file.read_text("utf-8")
    assert beffroi(made, "check", "l-echarpe").returncode == 0
    assert beffroi(made, "check", "nulle-part").returncode == 1


def test_one_that_waited_and_answers_is_enabled_and_verified(made: Workspace) -> None:
    done = beffroi(made, "check", "--apply", "en-attente")
    assert done.returncode == 0, done.stdout + done.stderr
    found = next(source for source in made.sources() if source.slug == "en-attente")
    assert (found.enabled, found.verified) == (True, True)


def test_all_of_them_are_visited_when_asked_for(made: Workspace) -> None:
    set_flags(made, {source.slug: {"enabled": False} for source in made.sources()[:-3]})
    some = {row["slug"] for row in json.loads(beffroi(made, "check", "--json").stdout)}
    assert "en-attente" not in some
    done = beffroi(made, "check", "--all", "--json")
    rows = {row["slug"]: row for row in json.loads(done.stdout)}
    assert set(rows) == {source.slug for source in made.sources()}
    assert rows["en-attente"]["advice"] == "enable"


def test_a_host_that_asks_for_peace_has_it_from_every_command(tmp_path: Path) -> None:
    """What `check` is told the crawl knows, and the other way round."""
    with serving() as press:
        tired = Answer(b"", 429, headers={"Retry-After": "3600"})
        url = press.put("las.localhost", "/rss", tired)
        title = Source("las", "Las", press.url("las.localhost", "/"), (Entry(EntryKind.FEED, url),))
        made = workspaces.create(tmp_path / "las", SETTINGS, table(title))
        (told,) = check(made)
        assert (told.state, told.advice, press.asked()) == (SourceState.MISSED, Advice.LOOK, ["/rss"])
        before = len(press.log)
        (told,) = check(made)
        assert (told.state, told.advice) == (SourceState.WAITING, Advice.LOOK)
        assert collect(made).counts == {"entry.refused.cooldown": 1}
        assert len(press.log) == before
        assert "en attente" in beffroi(made, "check").stdout


def test_a_visit_waits_for_no_crawl(made: Workspace) -> None:
    store = made.settings.store.model_copy(update={"writer_wait_seconds": 0.0})
    hurried = Workspace(made.root, made.settings.model_copy(update={"store": store}))
    with writer_lock(made.data, 0, "collect", name=CRAWL_LOCK), pytest.raises(StoreBusy, match="collect"):
        check(hurried, ("eteint",))


@pytest.mark.parametrize(("answer", "enabled"), [("oui", False), ("", True)])
def test_on_a_terminal_it_asks_first(made: Workspace, answer: str, enabled: bool) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-P", "-m", "cli", "sources", "check", "eteint", "-w", str(made.root)]
    env = {**os.environ, "TERM": "xterm"}  # one that shows how far the work is
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as run:
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())  # the terminal keeps it until it is asked for
        said = _until_the_end(ours)
    os.close(ours)
    assert run.returncode == 3
    assert "Visites" in said
    assert "Mettre de côté eteint ?" in said
    assert next(s for s in made.sources() if s.slug == "eteint").enabled is enabled


def _until_the_end(terminal: int) -> str:
    said = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # how a terminal says that nobody is at its other end
            return said.decode()
        said += part


def test_no_live_visit_without_a_contact(made: Workspace) -> None:
    settings = made.root / "beffroi.toml"
    text = settings.read_text("utf-8").replace(
        "allow_private_addresses = true", "allow_private_addresses = false"
    )
    settings.write_text(text.replace('contact = "a@b.invalid"', 'contact = ""'), encoding="utf-8")
    for words in (["check"], ["discover", "https://exemple.fr/"], ["add", "https://exemple.fr/"]):
        done = beffroi(made, *words)
        assert done.returncode == 1
        assert "crawler.contact" in done.stderr


# --- the decisions ---------------------------------------------------------------------------


FEED, OTHER = "https://a.example/rss", "https://a.example/autre"


def source(slug: str = "a", *, enabled: bool = True, verified: bool = True, host: str = "a") -> Source:
    points = tuple(Entry(EntryKind.FEED, url.replace("//a.", f"//{host}.")) for url in (FEED, OTHER))
    return Source(slug, slug, f"https://{host}.example/", points, enabled=enabled, verified=verified)


def entry(
    outcome: Outcome, reason: str | None = None, announced: int | None = None, url: str = FEED
) -> Fetch:
    return Fetch("r", "a", url, NOW, outcome, reason, announced=announced)


def page(outcome: Outcome, reason: str | None = None, days: float = 1, of: str = FEED) -> Fetch:
    at = NOW - timedelta(days=days)
    url = f"https://a.example/{days}"
    return Fetch("r", "a", url, NOW, outcome, reason, candidate=Candidate(url, "a", of, published_at=at))


def health(*lines: Fetch, enabled: bool = True, verified: bool = True) -> Health:
    return judged([source(enabled=enabled, verified=verified)], lines, NOW)[0]


@pytest.mark.parametrize(
    ("lines", "state", "on", "off"),
    [
        ([entry(Outcome.FETCHED, announced=2), page(Outcome.FETCHED)], "new", "keep", "enable"),
        ([entry(Outcome.FETCHED, announced=2), page(Outcome.FETCHED, days=90)], "new", "look", "look"),
        ([entry(Outcome.FETCHED, announced=0)], "empty", "look", "look"),
        ([entry(Outcome.BLOCKED, "forbidden")], "blocked", "disable", "keep"),
        ([entry(Outcome.FAILED, "dns")], "missed", "disable", "keep"),
        ([entry(Outcome.REFUSED, "robots")], "blocked", "disable", "keep"),
        ([entry(Outcome.FAILED, "http_404")], "missed", "disable", "keep"),
        ([entry(Outcome.FAILED, "http_429")], "missed", "look", "look"),
        ([entry(Outcome.FAILED, "http_503")], "missed", "look", "look"),
        ([entry(Outcome.REFUSED, "robots_unavailable")], "missed", "look", "look"),
        ([entry(Outcome.REFUSED, "cooldown")], "waiting", "look", "look"),
        ([entry(Outcome.FAILED, "http_404"), entry(Outcome.FAILED, "timeout", url=OTHER)], "missed", "look", "look"),
        ([entry(Outcome.FAILED, "http_404"), entry(Outcome.FETCHED, announced=1, url=OTHER)], "new", "keep", "enable"),
        ([entry(Outcome.FAILED, "http_404"), entry(Outcome.BLOCKED, url=OTHER)], "blocked", "disable", "keep"),
        ([], "waiting", "look", "look"),
    ],
)  # fmt: skip
def test_state_and_advice_follow_from_the_lines(lines: list[Fetch], state: str, on: str, off: str) -> None:
    assert (health(*lines).state, health(*lines).advice) == (state, on)
    assert health(*lines, enabled=False).advice == off
    assert not health(*lines, enabled=False).silent


def test_an_index_announces_what_its_sitemaps_do() -> None:
    lines = [
        entry(Outcome.FETCHED, announced=0),
        page(Outcome.FETCHED, days=2),
        page(Outcome.REFUSED, "budget"),
    ]
    first = health(*lines).entries[0]
    assert (first.announced, first.newest) == (2, NOW - timedelta(days=1))


def test_the_page_is_the_one_that_was_asked() -> None:
    feed = entry(Outcome.FETCHED, announced=2)
    looked = health(feed, page(Outcome.REFUSED, "budget"), page(Outcome.RESERVED, "tdm", days=2))
    assert (looked.page, looked.page_reason) == (Outcome.RESERVED, "tdm")
    assert health(feed, page(Outcome.REFUSED, "policy_excerpt")).page is None


def test_when_nobody_answers_nobody_is_condemned() -> None:
    both = [source(), source("b", host="b")]
    lines = [entry(Outcome.FAILED, "dns")]
    assert [h.advice for h in judged(both, lines, NOW)] == [Advice.LOOK, Advice.LOOK]
    walled = [entry(Outcome.BLOCKED, "forbidden"), replace(entry(Outcome.FAILED, "http_407"), source="b")]
    assert [h.advice for h in judged(both, walled, NOW)] == [Advice.LOOK, Advice.LOOK]
    lines.append(replace(entry(Outcome.FETCHED, announced=0), source="b"))
    assert [h.advice for h in judged(both, lines, NOW)] == [Advice.DISABLE, Advice.LOOK]


def test_only_the_advice_taken_is_written() -> None:
    waiting = health(entry(Outcome.FETCHED, announced=1), enabled=False, verified=False)
    dead = health(entry(Outcome.FAILED, "dns"))
    assert changes([waiting, dead], [Advice.ENABLE]) == {"a": {"enabled": True, "verified": True}}
    assert changes([waiting], []) == {"a": {"verified": True}}
    assert changes([dead], [Advice.DISABLE, Advice.KEEP]) == {"a": {"enabled": False}}
    assert changes([health(entry(Outcome.FETCHED, announced=1))], list(Advice)) == {}
    assert waiting.state is SourceState.NEW
