"""`beffroi doctor` on a whole workspace: each damage outside the results is named, mended by its command, and gone."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from core.settings import ArchiveSettings, Settings, StoreSettings
from core.types import Candidate, Fetch, Outcome, Page
from crawler.archiving.archive import ArchiveWriter
from crawler.collect import ingest
from jobs.archived import lost
from jobs.doctor import diagnose
from jobs.upkeep import compact, restore
from jobs.workspace import Workspace
from state import captures, forgetting, frontier, pages, rebuilds
from state.open import open_state

NOW = datetime.now(UTC)
URLS = [f"https://veilleur.example/article-{number}" for number in range(4)]


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A workspace with an archive of four pages, all of them processed; the results are not looked at here."""
    made = Workspace(
        tmp_path, Settings(store=StoreSettings(writer_wait_seconds=0), archive=ArchiveSettings())
    )
    (tmp_path / "sources.toml").write_text("")
    open_state(made.state).close()  # as a workspace has it from birth
    writer = ArchiveWriter(made.archive, "20261116T083000Z-0001")
    for url in URLS:
        page = Page(url, url, "le-veilleur", NOW, 200, (("content-type", "text/html"),), b"<p>Une page.</p>")
        fetch = Fetch(
            "20261116T083000Z-0001",
            "le-veilleur",
            url,
            NOW,
            Outcome.FETCHED,
            status=200,
            final_url=url,
            etag='"1"',
            candidate=Candidate(url, "le-veilleur", "https://veilleur.example/flux"),
        )
        writer.acknowledge(writer.add(fetch, page))
    writer.close()
    with closing(open_state(made.state)) as state:
        ingest(made.archive, state, ())
        captures.mark_processed(state, [c.capture_id for c in captures.pending(state, 10)], NOW)
        frontier.identify(state, [(url, f"{number:016x}", url) for number, url in enumerate(URLS)])
    return made


def names(space: Workspace) -> dict[str, str]:
    return {finding.name: finding.command for finding in diagnose(space)}


def segment(space: Workspace) -> Path:
    (path,) = space.archive.glob("*.warc.gz")
    return path


def remove(space: Workspace) -> None:
    segment(space).unlink()


def cut(space: Workspace) -> None:
    path = segment(space)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def drop_index(space: Workspace) -> None:
    with closing(sqlite3.connect(space.state)) as database:
        database.execute("DROP INDEX ix_captures_pending")
        database.commit()


def test_nothing_is_wrong_with_a_sound_workspace(space: Workspace) -> None:
    assert names(space) == {}


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        (remove, "pages absentes de l’archive"),
        (cut, "pages absentes de l’archive"),
        (drop_index, "index absents de l’état"),
    ],
)
def test_damage_is_named_and_its_command_mends_it(
    space: Workspace, damage: Callable[[Workspace], None], name: str
) -> None:
    damage(space)
    assert names(space)[name].startswith("beffroi compact --mend")
    compact(space, mend=True)
    assert names(space) == {}


def test_a_page_that_the_archive_lost_is_asked_for_at_the_next_crawl(space: Workspace) -> None:
    remove(space)
    counts = compact(space, mend=True).counts
    assert counts["asked"] == len(URLS)
    with closing(open_state(space.state)) as state:
        due = frontier.to_revisit(state, ["le-veilleur"], datetime.now(UTC), 10)
        assert {known.url for known in due} == set(URLS)
        assert {known.etag for known in due} == {None}, "an answer that nothing changed brings no page"
        assert captures.pending(state, 10) == []


def test_articles_that_no_page_stands_for_are_missed(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        assert lost(state, space.archive, [f"{1:016x}"]).articles == ()
        assert lost(state, space.archive, ["feed" * 4, f"{2:016x}"]).articles == ("feed" * 4,)


def test_pages_that_left_on_request_are_not_lost(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        ((name, lines),) = pages.pointed(state).items()
        forgetting.unarchived(state, name, [line.offset for line in lines[:2]])
        assert lost(state, space.archive, [f"{number:016x}" for number in range(4)]).articles == ()
    assert names(space) == {}
    assert compact(space, mend=True).counts["asked"] == 0
    remove(space)
    assert compact(space, mend=True).counts["asked"] == 2


def test_results_that_are_half_made_anew_are_named(space: Workspace) -> None:
    with closing(open_state(space.state)) as state:
        rebuilds.begin(state, NOW)
    assert names(space)["reconstruction interrompue"] == "beffroi rebuild"


def test_a_journal_that_is_gone_is_named(space: Workspace) -> None:
    (journal,) = space.archive.glob("*.journal.jsonl")
    journal.unlink()
    assert set(names(space)) == {"journaux absents de l’archive"}


def test_a_crawl_that_died_is_named(space: Workspace) -> None:
    (space.archive / "20261117T083000Z-0002.journal.jsonl.part").touch()  # nobody holds its lock
    assert names(space) == {"collectes interrompues": "beffroi collect"}


def test_an_unreadable_state_or_list_of_sources_is_named(space: Workspace) -> None:
    shutil.copyfile(segment(space), space.state)
    space.sources_file.write_text("[")
    assert set(names(space)) == {"état inutilisable", "sources illisibles"}


def test_the_state_of_an_older_version_is_named_and_left_as_it_is(space: Workspace) -> None:
    with closing(sqlite3.connect(space.state)) as database:
        database.execute("UPDATE alembic_version SET version_num = '0003'")
        database.commit()
    before = space.state.read_bytes()
    assert names(space) == {"état inutilisable": "Lancez d'abord « beffroi run »."}
    assert space.state.read_bytes() == before


def test_it_works_without_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BEFFROI_WORKSPACE", raising=False)
    done = CliRunner().invoke(app, ["doctor"])
    assert (done.exit_code, done.output.strip()) == (0, "Rien à signaler.")


def test_the_command_prints_findings_and_exits_with_3(tmp_path: Path) -> None:
    runner = CliRunner()
    runner.invoke(app, ["init", str(tmp_path / "w"), "--no-catalogue"])
    data = tmp_path / "w" / "data"
    (data / "live.duckdb.compact").write_bytes(b"x")
    done = runner.invoke(app, ["doctor", "-w", str(tmp_path / "w"), "--json"])
    assert done.exit_code == 3
    assert json.loads(done.output) == [
        {
            "name": "restes d’un travail interrompu",
            "count": 1,
            "examples": ["live.duckdb.compact"],
            "command": "beffroi compact",
        }
    ]
    assert "beffroi compact" in runner.invoke(app, ["doctor", "-w", str(tmp_path / "w")]).output
    assert runner.invoke(app, ["compact", "-w", str(tmp_path / "w")]).exit_code == 0
    assert runner.invoke(app, ["doctor", "-w", str(tmp_path / "w")]).exit_code == 0


def test_restoring_has_processed_again_what_came_after_the_copy(space: Workspace) -> None:
    from store.publish import publish

    with closing(open_state(space.state)) as state:
        long_ago = NOW.replace(year=2020)
        captures.mark_processed(state, [1, 2], long_ago)
    publish(space.data, space.settings.store)
    with closing(open_state(space.state)) as state:
        captures.mark_processed(state, [3, 4], datetime.now(UTC))
    report, done = restore(space)
    assert report.counts == {"articles": 0, "requeued": 2}
    assert done.copy.path.parent.name == "1"
    with closing(open_state(space.state)) as state:
        assert [capture.capture_id for capture in captures.pending(state, 10)] == [3, 4]
