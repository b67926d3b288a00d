"""After a request, what was forgotten is in none of the workspace's files, and the rest is still there."""

import hashlib
import json
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package

from core import logs
from core.errors import InputError, StoreBusy
from core.types import CorrectionKind as Kind
from crawler.archiving import redaction
from crawler.archiving.archive import read_page
from crawler.archiving.journal import read_journal
from jobs import exports, workspace
from jobs.correcting import corrections, say
from jobs.correcting.words import Words
from jobs.forgetting import forget as forgetting_job
from jobs.forgetting.forget import forget, look
from jobs.forgetting.wish import Wish, WishKind
from jobs.publish import publish
from jobs.registers import registers_of
from jobs.upkeep import restore
from jobs.workspace import CRAWL_LOCK, Workspace
from state import captures, rebuilds, retention, runs, story_edits
from state.open import open_state
from store.batch import Batch
from store.live import open_live
from store.lock import writer_lock
from store.query import open_snapshot, run_sql
from store.releasing.seal import differences
from store.upkeep.aside import set_aside
from tests.jobs import forget_workspace as made
from tests.jobs.byte_search import found
from tests.store import newsroom

PERSON = Wish(WishKind.PERSON, made.WHO)
ARTICLE = Wish(WishKind.URL, made.URL)
SOURCE = Wish(WishKind.SOURCE, made.OTHER.slug)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Everything everywhere; not to be changed."""
    return made.filled(tmp_path_factory.mktemp("forget"))


@pytest.fixture
def space(whole: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it."""
    shutil.copytree(whole.root, tmp_path / "veille", symlinks=True)
    return workspace.find(tmp_path / "veille")


@pytest.fixture(scope="module")
def without_her(whole: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A copy from which the person was forgotten; not to be changed."""
    root = tmp_path_factory.mktemp("without") / "veille"
    shutil.copytree(whole.root, root, symlinks=True)
    copy = workspace.find(root)
    logs.configure("INFO", copy.logs, console=False)
    forget(copy, PERSON)
    logs.configure("INFO")
    return copy


def rows(space: Workspace, statement: str) -> list[tuple[Any, ...]]:
    return list(run_sql(space.data, statement, 1000).rows)


def test_the_search_finds_it_in_every_place_first(whole: Workspace) -> None:
    """A search that finds nothing proves nothing unless it finds everything."""
    hits = found(whole.root, made.SURNAME)
    places = (
        "live.duckdb: table main.roles", "texts.duckdb: table main.article_texts", "texts.duckdb: table main.originals",
        "beffroi.duckdb: table",
        f"{made.RUN}.warc.gz unpacked", f"{made.RUN}.journal.jsonl", "state.sqlite: table captures",
        "index.html", "beffroi.jsonl", "roles.csv", "roles.parquet: row", "roles.xlsx", "articles.json", "articles.ris",
        "decisions.jsonl", "maires-2026-06-01.csv.gz", "mandates.toml", "notes.txt",
        "20261116T090000Z-live.duckdb: cannot be searched",
    )  # fmt: skip
    assert [place for place in places if not any(hit.startswith(place) for hit in hits)] == []


def test_a_person_is_in_no_file(without_her: Workspace) -> None:
    assert found(without_her.root, made.WHO) == []
    # namesakes among the mayors of France are in the tables that the workspace makes of the register
    left = [hit for hit in found(without_her.root, made.SURNAME) if not hit.startswith("mandates.parquet")]
    assert left == []


@pytest.mark.parametrize("wish", [ARTICLE, SOURCE], ids=lambda wish: wish.kind)
def test_an_article_or_a_source_is_in_no_file(space: Workspace, wish: Wish) -> None:
    assert found(space.root, wish.words)
    forget(space, wish)
    assert found(space.root, wish.words) == []


def test_the_name_is_covered_and_offsets_stay(without_her: Workspace) -> None:
    before = made.named()
    with made.live_of(without_her) as live:
        texts = live.connection.execute(
            "SELECT title, summary, text, sha256 FROM texts.article_texts WHERE article_id = ?", [before.id]
        ).fetchone()
    assert texts is not None
    assert len(texts[2]) == len(before.text)
    assert texts[2].index("12 000 euros") == before.text.index("12 000 euros")
    assert texts[2] == before.text.replace("Zoé Lœuillet", "███ ████████").replace("Lœuillet", "████████")
    body = "\n\n".join(texts[:3])
    sums = rows(without_her, f"SELECT text_sha256 FROM articles WHERE article_id = '{before.id}'")
    assert sums == [(texts[3],)] == [(hashlib.sha256(body.encode()).hexdigest(),)]


def test_facts_about_her_go_and_those_of_others_stay(without_her: Workspace) -> None:
    own = f"WHERE article_id = '{newsroom.article(1).id}'"
    for table in ("roles", "persons", "quotes"):
        assert rows(without_her, f"SELECT * FROM {table} {own}") == []
        assert rows(without_her, f"SELECT DISTINCT article_id FROM {table}") != []
    assert rows(without_her, f"SELECT kind, surface FROM mentions {own} ORDER BY 1") == [
        ("organisation", "Fondation ███ ████████"),
        ("technology", "assistant vocal"),
    ]
    assert rows(without_her, f"SELECT evidence_text, value FROM figures {own}") == [
        ("Mme ████████ attend 12 000 euros.", 12000.0)
    ]
    assert rows(without_her, f"SELECT authors, tags FROM articles {own}") == [
        (["Basile Quentric"], ["école"])
    ]
    assert rows(without_her, f"SELECT supplier FROM initiative_history {own}") == [
        ("Fondation ███ ████████",)
    ]
    assert rows(without_her, "SELECT count(*) FROM mandates") == [(0,)]
    assert rows(without_her, "SELECT count(*) FROM articles") == [(6,)]


def test_search_no_longer_finds_her_and_still_finds_the_article(without_her: Workspace) -> None:
    with open_snapshot(without_her.data) as snapshot:
        assert snapshot.search(made.SURNAME) == []
        assert snapshot.search("loeuillet") == []
        assert len(snapshot.search("préau craie mouillée")) > 1


def test_pages_that_name_her_leave_the_archive_and_pointers_to_others_hold(without_her: Workspace) -> None:
    journal = read_journal(without_her.archive / f"{made.RUN}.journal.jsonl")
    kept = {fetch.url: read_page(without_her.archive, fetch).body for fetch in journal if fetch.pointer}
    assert kept == {url: made.PAGES[url] for url in list(made.PAGES)[1:]} | {
        "https://lanterne.example/a": b"<p>la lanterne</p>"
    }
    with closing(open_state(without_her.state)) as state:
        captures.requeue(state)
        assert {c.fetch.url for c in captures.pending(state, 99) if c.fetch.pointer} == set(kept)


def test_a_blanked_segment_is_a_warc_that_others_read(without_her: Workspace) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with (without_her.archive / f"{made.RUN}.warc.gz").open("rb") as file:
        kinds = [(record.rec_type, len(record.content_stream().read())) for record in ArchiveIterator(file)]
    records = list(redaction.records(without_her.archive / f"{made.RUN}.warc.gz"))
    assert len(kinds) == len(records) == 1 + 3 * (1 + len(made.PAGES) + 1)
    assert kinds.count(("metadata", 0)) == 3 * 2  # the feed and her page, each with its request and metadata


def test_the_release_says_so_and_its_sums_are_true(without_her: Workspace) -> None:
    release = without_her.data / "releases" / "2026-11"
    for line in (release / "SHA256SUMS").read_text("utf-8").splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == digest, name
    told = (release / "CHANGES.md").read_text("utf-8")
    assert "à la demande" in told
    left = json.loads((release / "articles.json").read_text("utf-8"))
    assert [item["author"] for item in left] == [[], [], []]
    assert len((release / "roles.csv").read_text("utf-8").splitlines()) == 1 + 2


def test_a_release_of_our_own_making_is_whole_sealed_and_valid_again(space: Workspace) -> None:
    exports.release(space, "v1")
    folder = space.data / "releases" / "v1"
    assert len({hit.split()[0] for hit in found(folder, made.SURNAME)}) > 20
    forget(space, PERSON)
    assert found(folder, made.SURNAME) == []
    assert differences(folder) == []
    assert Package(str(folder / "datapackage.json")).validate().valid
    assert all(not path.stat().st_mode & 0o222 for path in folder.rglob("*") if path.is_file())


def test_what_cannot_be_read_is_deleted_and_copies_that_can_be_are_kept(without_her: Workspace) -> None:
    assert not (without_her.data / "aside" / "20261116T090000Z-live.duckdb").exists()
    assert not (without_her.data / "aside" / "20261116T090000Z-search").exists()
    assert not (without_her.data / "aside" / "notes.txt").exists()
    kept = {path.name for path in (without_her.data / "backups" / "20261116T090000Z").iterdir()}
    kept -= {"state.sqlite-wal", "state.sqlite-shm"}  # of whoever looked into it since
    assert kept == {"live.duckdb", "texts.duckdb", "state.sqlite", f"{made.RUN}.warc.gz"}


def test_a_copy_that_somebody_has_open_is_neither_searched_nor_deleted(space: Workspace) -> None:
    copy = space.data / "backups" / "20261116T090000Z" / "live.duckdb"
    open_it = (
        f"import duckdb, sys; c = duckdb.connect({str(copy)!r}); print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", open_it], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(StoreBusy, match=r"live\.duckdb"):
            forget(space, PERSON)
        assert copy.exists()
        other.communicate()
    forget(space, PERSON)
    assert copy.exists()


def test_only_the_new_snapshot_is_left(without_her: Workspace) -> None:
    assert [path.name for path in (without_her.data / "snapshots").iterdir()] == ["3"]


def test_neither_the_log_nor_the_runs_tell_whom(without_her: Workspace) -> None:
    log = without_her.logs.read_text("utf-8")
    assert "stays" in log
    assert '"job": "forget"' in log
    with closing(open_state(without_her.state)) as state:
        run = next(run for run in runs.latest(state) if run.job == "forget")
    assert run.status == "done"
    assert run.counts["texts.article_texts"] == 1


def test_her_mandate_is_out_of_the_workspace_and_of_what_is_read(without_her: Workspace) -> None:
    assert "Basile Quentric" in (without_her.root / "mandates.toml").read_text("utf-8")
    names = registers_of(without_her).mandates.column("name").to_pylist()
    assert "Basile Quentric" in names
    assert made.WHO not in names
    assert "LŒUILLET" not in " ".join(names)


def test_looking_changes_nothing(space: Workspace) -> None:
    def contents() -> dict[str, bytes]:
        paths = (path for path in space.root.rglob("*") if path.is_file() and path.suffix != ".lock")
        return {str(path): path.read_bytes() for path in paths if "state.sqlite-" not in path.name}

    before = contents()
    seen = look(space, PERSON)
    assert contents() == before
    places = {place.place for place in seen.places}
    assert places >= {
        "archive", "journals", "state", "releases", "backups", "aside", "logs", "registers", "mandates.toml",
        "decisions.jsonl", "live.roles", "texts.article_texts", "digests",
    }  # fmt: skip


def test_an_article_goes_with_all_its_names_and_its_place_in_stories(space: Workspace) -> None:
    forget(space, ARTICLE)
    gone = newsroom.article(2).id
    assert found(space.root, f"{made.URL}-le-meme") == []
    for table in ("articles", "article_versions", "mentions", "roles", "story_articles"):
        assert rows(space, f"SELECT * FROM {table} WHERE article_id = '{gone}'") == []
    assert rows(space, "SELECT * FROM article_links") == []
    assert rows(space, "SELECT count(*) FROM articles") == [(5,)]
    with closing(open_state(space.state)) as state:
        assert story_edits.every(state)[0].articles == (newsroom.article(3).id,)
    # a page that links to it by its path alone held the address too
    journal = read_journal(space.archive / f"{made.RUN}.journal.jsonl")
    pointed = [fetch.url for fetch in journal if fetch.pointer]
    assert newsroom.article(3).url in pointed
    assert newsroom.article(4).url not in pointed


def test_a_source_goes_from_its_list_too(space: Workspace) -> None:
    forget(space, SOURCE)
    assert [source.slug for source in space.sources()] == [newsroom.SOURCE.slug]
    assert rows(space, "SELECT DISTINCT source_id FROM articles") == [(newsroom.SOURCE.slug,)]
    assert rows(space, "SELECT source_id FROM sources") == [(newsroom.SOURCE.slug,)]


class Killed(BaseException):
    """Power goes."""


@pytest.mark.parametrize("step", ["_archive", "results", "_publish"])
def test_a_request_that_was_cut_short_is_finished_by_the_same_request(
    space: Workspace, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def dies(*_: Any, **__: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(forgetting_job, step, dies)
        with pytest.raises(Killed):
            forget(space, PERSON)
    forget(space, PERSON)
    assert found(space.root, made.SURNAME) == []


def test_an_editors_word_about_her_that_holds_everywhere_goes_too(space: Workspace) -> None:
    with made.live_of(space) as live:
        live.connection.execute(
            "INSERT INTO corrections (correction_id, action, kind, entity_key, value)"
            " VALUES ('c1', 'role', 'person', ?, 'official'), ('c2', 'rename', 'organisation', 'la fondation', ?)",
            [f"{made.INSEE}:zoe loeuillet", made.WHO],
        )
    forget(space, PERSON)
    assert found(space.root, made.WHO) == []


def test_words_that_an_editor_said_were_hers_are_nobodys(space: Workspace) -> None:
    words, where = Words("Odile", "lu"), newsroom.article(3).id
    say.link(space, Kind.QUOTE, "nous avons", f"{made.INSEE}:zoe loeuillet", where, words)
    with closing(open_state(space.state)) as state, made.live_of(space) as live:
        corrections.apply(state, live)
    publish(space)
    spoken = f"SELECT speaker, person_key, role, insee FROM quotes WHERE article_id = '{where}'"
    assert rows(space, spoken) == [(made.WHO, f"{made.INSEE}:zoe loeuillet", "mayor", made.INSEE)]
    forget(space, PERSON)
    assert found(space.root, made.WHO) == []
    with closing(open_state(space.state)) as state, made.live_of(space) as live:
        live.write(newsroom.batch((2, 3)))  # read again, as by another model
        corrections.apply(state, live)
    publish(space)
    assert rows(space, spoken) == [(None, None, None, None)]


def test_what_was_said_of_a_forgotten_article_alone_is_not_said_of_others(space: Workspace) -> None:
    with made.live_of(space) as live:
        live.connection.execute("DELETE FROM texts.originals")  # hers are not whole
        own = newsroom.analysis(events=(newsroom.event(id="e9"),))
        live.write(Batch(articles=(newsroom.processed(2, found=own),)))
    publish(space)
    say.day(space, "e9", "2026-12-10", "", None, Words("Odile", "lu"))
    for applied in range(2):
        with closing(open_state(space.state)) as state, made.live_of(space) as live:
            corrections.apply(state, live)
            if applied:
                found_later = newsroom.analysis(events=(newsroom.event(id="e9"),))
                live.write(Batch(articles=(newsroom.processed(8, found=found_later),)))
        publish(space)
        days = rows(space, "SELECT start_day::VARCHAR FROM events WHERE event_id = 'e9'")
        assert days == [("2026-12-03",) if applied else ("2026-12-10",)]
        forget(space, ARTICLE)
    assert [one.correction.kind for one in corrections.listed(space)] == [Kind.STORY]


@pytest.mark.parametrize("wish", [PERSON, ARTICLE, SOURCE], ids=lambda wish: wish.kind.value)
def test_a_copy_kept_elsewhere_does_not_bring_it_back(space: Workspace, wish: Wish, tmp_path: Path) -> None:
    copy = tmp_path / "kept.duckdb"
    shutil.copyfile(space.data / "live.duckdb", copy)
    forget(space, wish)
    articles = rows(space, "SELECT article_id, title FROM articles ORDER BY ALL")
    assert restore(space, str(copy))[0].counts["forgotten"] > 0
    publish(space)
    words = {PERSON: made.WHO, ARTICLE: made.URL, SOURCE: "https://lanterne.example/a"}[wish]
    assert found(space.data, words) == []
    assert rows(space, "SELECT article_id, title FROM articles ORDER BY ALL") == articles


def test_results_that_are_being_made_anew_are_finished_first(space: Workspace) -> None:
    shutil.rmtree(space.registers)  # a register of two mayors at once, which no processing reads
    with closing(open_state(space.state)) as state:
        for segment in retention.present(state):  # nothing waits: all of it is carried over
            retention.remove(state, segment, datetime.now(UTC))
        rebuilds.begin(state, datetime.now(UTC))
        found_one = rebuilds.under_way(state)
        assert found_one
        set_aside(space.data, found_one.stamp, "1GB")  # killed right after
    forget(space, PERSON)
    assert found(space.data, made.WHO) == []
    assert rows(space, "SELECT count(*) FROM articles") != [(0,)]


def test_a_crawl_is_waited_for(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BEFFROI_STORE__WRITER_WAIT_SECONDS", "0")
    with writer_lock(space.data, 0, "collect", name=CRAWL_LOCK), pytest.raises(StoreBusy):
        forget(workspace.find(space.root), PERSON)


@pytest.mark.parametrize("words", ["Lœuillet", "", "  ", "Zoé"])
def test_half_a_name_is_refused(space: Workspace, words: str) -> None:
    with pytest.raises(InputError, match="un prénom et un nom"):
        look(space, Wish(WishKind.PERSON, words))


def test_the_only_article_can_be_forgotten(tmp_path: Path) -> None:
    """Results that are empty all at once are refused as lost ones, but not when that was asked for."""
    space = workspace.create(tmp_path / "veille", {"crawler": {"contact": "a@b.fr"}}, "")
    with open_live(space.data, space.settings.store) as live:
        live.write(newsroom.batch((1,)))
    publish(space)
    url = newsroom.article(1).url
    forget(space, Wish(WishKind.URL, url))
    assert rows(space, "SELECT count(*) FROM articles") == [(0,)]
    assert found(space.root, url) == []


def test_an_empty_workspace_can_be_asked_too(tmp_path: Path) -> None:
    space = workspace.create(tmp_path / "vide")
    assert forget(space, PERSON).places == ()


def test_pages_of_other_articles_that_leave_the_archive_are_told(space: Workspace) -> None:
    """One links to it, one names it in its text; their articles stay."""
    seen, done = look(space, ARTICLE), forget(space, ARTICLE)
    assert (seen.others, done.others) == (1, 1)
    with closing(open_state(space.state)) as state:
        assert [url for url, _ in captures.withdrawn(state)] == [
            newsroom.SOURCE.entries[0].url,
            newsroom.article(4).url,
        ]


def test_lists_that_are_taken_care_of_are_not_to_be_done_by_hand(space: Workspace) -> None:
    assert [Path(path).name for path in look(space, PERSON).by_hand] == []
