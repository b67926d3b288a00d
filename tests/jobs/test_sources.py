"""The commands on `sources.toml`: what they show, what they write, what they leave as it is."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from press_server import Answer, Item, Press, rss, serving
from sqlalchemy import insert

from core.days import paris_day
from core.errors import InputError, SettingsError, StoreBusy
from core.types import Entry, EntryKind, Fetch, Outcome
from demo import Newsroom, Running, serve
from demo import sources as newsroom_sources
from jobs import workspace as workspaces
from jobs.files import replace_text
from jobs.sources import Wanted, add, discover, set_flags, slug_of, watched
from jobs.workspace import CRAWL_LOCK, Workspace
from state import entries, hosts
from state.open import open_state
from state.schema import entry_points
from store.lock import writer_lock

TEXT = """\
# Nos titres
[a]
name = "A" # le premier
homepage = "https://a.example/"
verified = false
entries = [{ kind = "feed", url = "https://a.example/rss" }]

# les autres
[b]
name = "B"
homepage = "https://b.example/"
enabled = false
entries = [{ kind = "feed", url = "https://b.example/rss" }]
"""
SETTINGS: dict[str, dict[str, Any]] = {
    "crawler": {"contact": "a@b.invalid", "allow_private_addresses": True, "delay_seconds": 0.0}
}


@pytest.fixture
def made(tmp_path: Path) -> Workspace:
    return workspaces.create(tmp_path / "w", SETTINGS, TEXT)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Running]:
    with serve(Newsroom(paris_day(datetime.now(UTC)), 0)) as running:  # a title that is old is asleep
        yield running


@pytest.fixture
def press() -> Iterator[Press]:
    with serving() as server:
        yield server


def beffroi(made: Workspace, *words: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("BEFFROI_")}
    env["COLUMNS"] = "160"
    command = [sys.executable, "-P", "-m", "cli", "sources", *words]
    return subprocess.run(command, cwd=made.root, env=env, capture_output=True, text=True, check=False)


def test_a_source_is_unverified_until_its_entry_point_answered(made: Workspace) -> None:
    (row,) = watched(made, all_of_them=False)
    assert (row.source.slug, row.verified, row.last_answer) == ("a", False, None)
    at = datetime(2026, 11, 23, 8, tzinfo=UTC)
    point = {"url": "https://a.example/rss", "source_id": "a", "checked_at": at, "answered_at": at}
    with closing(open_state(made.state)) as state, state.write() as connection:
        connection.execute(insert(entry_points).values(point))
    rows = watched(made, all_of_them=True)
    assert [(row.source.slug, row.verified, row.last_answer) for row in rows] == [
        ("a", True, at),
        ("b", True, None),
    ]


def test_an_unchanged_feed_has_answered(made: Workspace) -> None:
    first, later, last = (datetime(2026, 11, day, 8, tzinfo=UTC) for day in (1, 22, 23))
    line = Fetch("r", "a", "https://a.example/rss", first, Outcome.FETCHED)
    with closing(open_state(made.state)) as state, state.write() as connection:
        entries.settle(connection, line)
        entries.settle(connection, replace(line, at=later, outcome=Outcome.UNCHANGED))
        entries.settle(connection, replace(line, at=last, outcome=Outcome.FAILED, reason="http_404"))
    (row,) = watched(made, all_of_them=False)
    assert (row.verified, row.last_answer) == (True, later)


def test_list_says_it_in_words_and_in_json(made: Workspace) -> None:
    assert "non vérifié" in " ".join(beffroi(made, "list").stdout.split())
    assert [row["slug"] for row in json.loads(beffroi(made, "list", "--json").stdout)] == ["a"]
    assert [row["slug"] for row in json.loads(beffroi(made, "list", "--all", "--json").stdout)] == ["a", "b"]
    assert beffroi(made, "disable", "a").returncode == 0
    empty = beffroi(made, "list")
    assert (empty.returncode, "Aucun titre actif" in empty.stdout) == (0, True)


def test_enable_and_disable_change_one_line_each(made: Workspace) -> None:
    assert beffroi(made, "enable", "b").returncode == 0
    assert made.sources_file.read_text("utf-8") == TEXT.replace("enabled = false", "enabled = true")
    assert beffroi(made, "disable", "a", "b").returncode == 0
    assert [source.enabled for source in made.sources()] == [False, False]
    assert "# les autres" in made.sources_file.read_text("utf-8")
    before = made.sources_file.read_bytes()
    done = beffroi(made, "enable", "a", "zzz")
    assert (done.returncode, "source inconnue : zzz" in done.stderr) == (1, True)
    assert made.sources_file.read_bytes() == before


def test_a_file_of_an_editor_that_marks_it_is_changed_too(made: Workspace) -> None:
    made.sources_file.write_text(TEXT, encoding="utf-8-sig")
    set_flags(made, {"b": {"enabled": True}})
    assert made.sources_file.read_text("utf-8") == TEXT.replace("enabled = false", "enabled = true")


def test_a_file_with_an_error_is_never_rewritten(made: Workspace) -> None:
    broken = TEXT.replace("verified", "verifed")
    made.sources_file.write_text(broken, encoding="utf-8")
    for words in (
        ["enable", "b"],
        ["disable", "a"],
        ["add", "https://c.example/", "--feed", "https://c.example/rss"],
    ):
        done = beffroi(made, *words)
        assert (done.returncode, "« verified »" in done.stderr) == (1, True)
    with pytest.raises(SettingsError, match="verified"):
        set_flags(made, {"a": {"enabled": True}})
    assert made.sources_file.read_text("utf-8") == broken


def test_add_with_entry_points_asks_nobody(made: Workspace) -> None:
    words = ["--name", "L'Écho du Léon", "--kind", "presse-locale", "--group", "g", "--departement", "29"]
    points = ["--feed", "https://c.example/rss", "--sitemap", "https://c.example/plan.xml"]
    listing = ["--listing", r"/actus/\d+-[a-z]+$", "--listing-url", "https://c.example/actus/"]
    done = beffroi(made, "add", "https://c.example/", *words, *points, *listing, "--json")
    assert done.returncode == 0, done.stderr
    assert made.sources_file.read_text("utf-8").startswith(TEXT.rstrip())
    added = made.sources()[-1]
    assert (added.slug, added.kind, added.outlet_group, added.departements) == (
        "l-echo-du-leon",
        "presse-locale",
        "g",
        ("29",),
    )
    assert [(e.kind, e.url) for e in added.entries] == [
        (EntryKind.FEED, "https://c.example/rss"),
        (EntryKind.SITEMAP, "https://c.example/plan.xml"),
        (EntryKind.LISTING, "https://c.example/actus/"),
    ]
    assert (added.enabled, added.verified) == (True, False)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["https://www.a.example", "--feed", "https://z.example/rss"], "page d'accueil de [a]"),
        (["https://c.example/", "--slug", "b", "--feed", "https://z.example/rss"], "[b] existe déjà"),
        (["https://c.example/", "--slug", "Mon Titre", "--feed", "https://z.example/rss"], "--slug"),
        (["https://c.example/", "--feed", "https://a.example/rss"], "déjà un point d'entrée de [a]"),
        (["https://c.example/", "--listing", "("], "motif illisible"),
        (["https://c.example/", "--departement", "2O", "--feed", "https://z.example/rss"], "2O"),
        (["c.example"], "https://www.exemple.fr/"),
        (["https://[c.example/"], "hôte ou port impossible"),
        (["http://127.0.0.1:1/", "--listing-url", "http://127.0.0.1:1/actus/"], "--listing MOTIF"),
        (["http://127.0.0.1:1/"], "connexion impossible"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_leaves_the_file(made: Workspace, words: list[str], says: str) -> None:
    done = beffroi(made, "add", *words)
    assert done.returncode == 1
    assert says in done.stderr
    assert made.sources_file.read_text("utf-8") == TEXT


def test_what_was_written_during_a_discovery_stays(made: Workspace, press: Press) -> None:
    """Somebody edits the file, and another command adds the same title, while the site is asked."""
    home = press.url("lent.localhost", "/")
    press.put("lent.localhost", "/rss", Answer(rss(Item("/1")), kind="text/xml"))
    gate = press.hold_after("lent.localhost", 0)
    with ThreadPoolExecutor() as pool:
        adding = pool.submit(add, made, home, Wanted(slug="c"))
        press.wait_until_held("lent.localhost")
        made.sources_file.write_text(
            "# de ma main\n" + made.sources_file.read_text("utf-8"), encoding="utf-8"
        )
        add(made, "https://d.example/", Wanted(entries=(Entry(EntryKind.FEED, "https://d.example/rss"),)))
        gate.set()
        assert adding.result(60).slug == "c"
        assert made.sources_file.read_text("utf-8").startswith("# de ma main\n# Nos titres\n")
        assert [source.slug for source in made.sources()] == ["a", "b", "d", "c"]

        gate = press.hold_after("lent.localhost", len(press.asked("lent.localhost")))
        set_home(made, "c", "https://e.example/")
        adding = pool.submit(add, made, home, Wanted(slug="f"))
        press.wait_until_held("lent.localhost")
        set_home(made, "d", home)
        gate.set()
        with pytest.raises(InputError, match=r"page d'accueil de \[d\]"):
            adding.result(60)


def set_home(made: Workspace, slug: str, home: str) -> None:
    old = next(source.homepage for source in made.sources() if source.slug == slug)
    text = made.sources_file.read_text("utf-8")
    made.sources_file.write_text(
        text.replace(f'homepage = "{old}"', f'homepage = "{home}"'), encoding="utf-8"
    )


def test_commands_change_the_file_one_after_another(made: Workspace) -> None:
    def one(number: int) -> None:
        point = Entry(EntryKind.FEED, f"https://s{number}.example/rss")
        add(made, f"https://s{number}.example/", Wanted(entries=(point,)))
        set_flags(made, {f"s{number}": {"enabled": False}})

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(12)))
    added = {source.slug: source.enabled for source in made.sources()[2:]}
    assert added == {f"s{number}": False for number in range(12)}


def test_a_host_that_asks_for_peace_ends_the_discovery_and_is_remembered(
    made: Workspace, press: Press
) -> None:
    home = press.url("las.localhost", "/")
    tired = Answer(b"", 429, headers={"Retry-After": "3600"})
    press.put("las.localhost", "/", Answer(b'<a href="/rss">RSS</a>'))
    press.put("las.localhost", "/feed/", tired)
    with pytest.raises(InputError, match="aucun point d'entrée"):
        add(made, home, Wanted(slug="c"))
    asked = press.asked("las.localhost")
    assert asked[-1] == "/feed/"
    with closing(open_state(made.state, read_only=True)) as state:
        (rest,) = hosts.rests(state)
    assert (rest.host, rest.rest) == ("las.localhost", hosts.COOLDOWN)
    before = len(press.log)
    with pytest.raises(InputError, match="las"):
        discover(made, home)
    assert len(press.log) == before


def test_discovery_waits_for_no_crawl(made: Workspace) -> None:
    settings = made.settings.model_copy(
        update={"store": made.settings.store.model_copy(update={"writer_wait_seconds": 0.0})}
    )
    hurried = Workspace(made.root, settings)
    with writer_lock(made.data, 0, "collect", name=CRAWL_LOCK), pytest.raises(StoreBusy, match="collect"):
        discover(hurried, "http://127.0.0.1:1/")


@pytest.mark.slow
def test_add_takes_the_best_that_discovery_finds(made: Workspace, newsroom: Running) -> None:
    port = newsroom.port
    outlets = workspaces.create(made.root.parent / "d", SETTINGS, newsroom_sources(port)).sources()
    for outlet in outlets[:1] + tuple(s for s in outlets if s.slug == "le-colporteur-du-vivarais"):
        done = beffroi(made, "add", outlet.homepage)
        assert done.returncode == 0, done.stderr
        added = made.sources()[-1]
        assert added.slug == outlet.slug
        assert [(e.kind, e.url) for e in added.entries] == [(e.kind, e.url) for e in outlet.entries]
        assert (added.homepage, added.verified) == (outlet.homepage, True)
        assert beffroi(made, "check", added.slug).returncode == 0


@pytest.mark.slow
def test_discover_says_the_best_and_the_line_to_type(made: Workspace, newsroom: Running) -> None:
    home = f"http://l-echarpe.localhost:{newsroom.port}/"
    done = beffroi(made, "discover", home)
    assert done.returncode == 0, done.stderr
    assert f"beffroi sources add {home} --sitemap {home}sitemap-news.xml" in done.stdout
    (best, *_) = json.loads(beffroi(made, "discover", home, "--json").stdout)
    assert (best["kind"], best["url"]) == ("sitemap", f"{home}sitemap-news.xml")
    assert best["announced"] > 0
    dead = beffroi(made, "discover", f"http://l-alize-info.localhost:{newsroom.port}/", "--json")
    assert (dead.returncode, json.loads(dead.stdout)) == (3, [])
    assert made.sources_file.read_text("utf-8") == TEXT


@pytest.mark.slow
def test_discovery_finds_the_real_entry_points_of_each_outlet(tmp_path: Path, newsroom: Running) -> None:
    """Through the guarded child; what a dead outlet shows announces nothing."""
    made = workspaces.create(tmp_path / "w", SETTINGS, newsroom_sources(newsroom.port))
    for outlet in made.sources():
        findings = discover(made, outlet.homepage)
        if outlet.slug == "l-alize-info":
            assert not any(found.announced for found in findings)
            continue
        best = {(found.entry.kind, found.entry.url) for found in findings[: len(outlet.entries)]}
        assert best == {(entry.kind, entry.url) for entry in outlet.entries}


def test_opml_goes_in_once_and_comes_out(made: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "export.opml"
    assert beffroi(made, "export-opml", str(out), "--all").returncode == 0
    assert beffroi(made, "export-opml", "--all").stdout == out.read_text("utf-8")
    again = beffroi(made, "import-opml", str(out))
    assert "0 titres ajoutés (0 flux) ; 2 flux déjà suivis." in again.stdout
    assert made.sources_file.read_text("utf-8") == TEXT
    other = workspaces.create(tmp_path / "autre", SETTINGS)
    assert beffroi(other, "import-opml", str(out)).returncode == 0
    assert [(s.name, s.homepage, s.entries) for s in other.sources()] == [
        (s.name, s.homepage, s.entries) for s in made.sources()
    ]
    lost = beffroi(made, "export-opml", str(tmp_path / "absent" / "x.opml"))
    assert f"{tmp_path}/absent/x.opml : fichier ou dossier absent" in lost.stderr
    lost = beffroi(made, "import-opml", str(tmp_path / "absent.opml"))
    assert f"{tmp_path}/absent.opml : fichier ou dossier absent" in lost.stderr
    out.write_text("<html/>", encoding="utf-8")
    refused = beffroi(other, "import-opml", str(out))
    assert (refused.returncode, "OPML" in refused.stderr) == (1, True)


def test_a_file_is_replaced_whole_with_its_rights_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "vrai.toml", tmp_path / "sources.toml"
    real.write_text("avant", encoding="utf-8")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_text(link, "après\r\n")
    assert link.is_symlink()
    assert real.read_bytes() == "après\r\n".encode()
    assert real.stat().st_mode & 0o777 == 0o640
    with pytest.raises(UnicodeEncodeError):
        replace_text(link, "\ud800")
    with pytest.raises(InputError, match=f"^{tmp_path} : "):
        replace_text(tmp_path, "un dossier")
    assert real.read_bytes() == "après\r\n".encode()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sources.toml", "vrai.toml"]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("L'Écho du Léon", "l-echo-du-leon"),
        ("actu.fr", "actu-fr"),
        ("Œuvre n° 1", "oeuvre-n-1"),
        ("日本", "titre"),
    ],
)
def test_slugs_are_plain(name: str, slug: str) -> None:
    assert slug_of(name) == slug
